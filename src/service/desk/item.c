/* Definition files of services: text → struct yz_item. The tables below say which sections and keys there are; what
 * the values must mean together is checked in item_check.c. */
#include <yizhan/catalogue.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>

#include "base/conf.h"
#include "base/nearest.h"
#include "base/text.h"
#include "service/desk/desk_private.h"

enum slot_type { TEXT, LINE, KEY, NUMBER, YES, DAY, LIMIT, WORD, OPTIONS, EXPR };
enum { REQUIRED = 1 };

/* One word of a closed list and what it stands for. */
struct word {
    const char *word;
    int value;
};

struct slot {
    const char *key;
    enum slot_type type;
    size_t offset, size;
    unsigned flags;
    const struct word *words; /* of WORD */
};

#define SLOT(type_, member, word_key, kind, ...)                                                                       \
    {                                                                                                                  \
        .key = word_key, .type = kind, .offset = offsetof(type_, member), .size = sizeof(((type_ *)0)->member),        \
        __VA_ARGS__                                                                                                    \
    }
#define ITEM(member, kind, ...)  SLOT(struct yz_item, member, #member, kind, __VA_ARGS__)
#define PAPER(member, kind, ...) SLOT(struct yz_item_paper, member, #member, kind, __VA_ARGS__)
#define FIELD(member, kind, ...) SLOT(struct yz_item_field, member, #member, kind, __VA_ARGS__)
#define RULE(member, kind, ...)  SLOT(struct yz_rule, member, #member, kind, __VA_ARGS__)
#define TEST(member, kind, ...)  SLOT(struct yz_condition, member, #member, kind, __VA_ARGS__)

static const struct word item_types[] = {
    {"即办件", YZ_ITEM_INSTANT},
    {"instant", YZ_ITEM_INSTANT},
    {"承诺件", YZ_ITEM_PROMISED},
    {"promised", YZ_ITEM_PROMISED},
    {NULL, 0},
};
static const struct word confidences[] = {
    {"confirmed", YZ_CONFIRMED},
    {"weak", YZ_WEAK},
    {"unconfirmed", YZ_UNCONFIRMED},
    {NULL, 0},
};
static const struct word answer_types[] = {
    {"text", YZ_ANSWER_TEXT},     {"name", YZ_ANSWER_NAME},       {"code", YZ_ANSWER_CODE},
    {"choice", YZ_ANSWER_CHOICE}, {"date", YZ_ANSWER_DATE},       {"moment", YZ_ANSWER_MOMENT},
    {"number", YZ_ANSWER_NUMBER}, {"money", YZ_ANSWER_MONEY},     {"years", YZ_ANSWER_YEARS},
    {"id", YZ_ANSWER_ID},         {"phone", YZ_ANSWER_PHONE},     {"certificate", YZ_ANSWER_CERTIFICATE},
    {"member", YZ_ANSWER_MEMBER}, {"consent", YZ_ANSWER_CONSENT}, {"flag", YZ_ANSWER_FLAG},
    {"uscc", YZ_ANSWER_USCC},     {"long", YZ_ANSWER_LONG},       {NULL, 0},
};
static const struct word abouts[] = {
    {"person", YZ_ABOUT_PERSON}, {"household", YZ_ABOUT_HOUSEHOLD}, {"event", YZ_ABOUT_EVENT}, {NULL, 0}};
static const struct word severities[] = {{"must", YZ_CONDITION_MUST}, {"warn", YZ_CONDITION_WARN}, {NULL, 0}};
static const struct word rule_types[] = {
    {"days", YZ_RULE_DAYS}, {"money", YZ_RULE_MONEY},   {"month-day", YZ_RULE_MONTH_DAY},
    {"word", YZ_RULE_WORD}, {"number", YZ_RULE_NUMBER}, {NULL, 0},
};
static const struct word when_missing[] = {{"wait", false}, {"follow", true}, {NULL, 0}};

static const struct slot item_slots[] = {
    ITEM(key, KEY, .flags = REQUIRED),
    ITEM(name, LINE, .flags = REQUIRED),
    SLOT(struct yz_item, short_name, "short", LINE, .flags = REQUIRED),
    ITEM(name_en, LINE),
    ITEM(department, LINE, .flags = REQUIRED),
    ITEM(basis, TEXT),
    ITEM(code, LINE),
    ITEM(type, WORD, .flags = REQUIRED, .words = item_types),
    ITEM(about, WORD, .words = abouts),
    ITEM(procedure, KEY),
    ITEM(flow, KEY),
    ITEM(promised, LIMIT),
    ITEM(legal, LIMIT),
    ITEM(station_limit, LIMIT),
    ITEM(hours, LINE),
    ITEM(weekend, LINE),
    ITEM(after, KEY),
    ITEM(after_or, EXPR),
    ITEM(order, NUMBER),
    ITEM(once, YES),
    ITEM(internal, YES),
    ITEM(fee, LINE),
    ITEM(result, LINE),
    ITEM(conditions, TEXT),
    ITEM(visits, LINE),
    ITEM(source, LINE, .flags = REQUIRED),
    ITEM(source_en, LINE),
    ITEM(confidence, WORD, .flags = REQUIRED, .words = confidences),
    ITEM(valid_from, DAY, .flags = REQUIRED),
    ITEM(valid_to, DAY),
};
static const struct slot paper_slots[] = {
    PAPER(name, LINE, .flags = REQUIRED),
    PAPER(name_en, LINE),
    PAPER(original, YES),
    PAPER(copies, NUMBER),
    PAPER(where, LINE),
    PAPER(note, LINE),
    PAPER(note_en, LINE),
    SLOT(struct yz_item_paper, may_follow, "missing", WORD, .words = when_missing),
    PAPER(follow_days, NUMBER),
    PAPER(when, EXPR),
};
static const struct slot field_slots[] = {
    FIELD(label, LINE, .flags = REQUIRED),
    FIELD(label_en, LINE),
    FIELD(type, WORD, .flags = REQUIRED, .words = answer_types),
    SLOT(struct yz_item_field, flags, "required", YES, .flags = YZ_ANSWER_REQUIRED << 8),
    SLOT(struct yz_item_field, flags, "derived", YES, .flags = YZ_ANSWER_DERIVED << 8),
    FIELD(of, KEY),
    FIELD(initial, LINE),
    FIELD(from, KEY),
    FIELD(headers, LINE),
    FIELD(when, EXPR),
    FIELD(value, EXPR),
    FIELD(help, LINE),
    FIELD(help_en, LINE),
    FIELD(options, OPTIONS),
};
static const struct slot condition_slots[] = {
    TEST(label, LINE, .flags = REQUIRED),
    TEST(label_en, LINE),
    TEST(test, EXPR, .flags = REQUIRED),
    TEST(severity, WORD, .flags = REQUIRED, .words = severities),
    TEST(source, LINE, .flags = REQUIRED),
    TEST(source_en, LINE),
    TEST(document, LINE),
    TEST(confidence, WORD, .flags = REQUIRED, .words = confidences),
    TEST(mend, LINE),
    TEST(mend_en, LINE),
    TEST(valid_from, DAY),
    TEST(valid_to, DAY),
};
static const struct slot rule_slots[] = {
    RULE(value, LINE, .flags = REQUIRED),
    RULE(type, WORD, .words = rule_types),
    RULE(year, NUMBER),
    RULE(valid_from, DAY),
    RULE(valid_to, DAY),
    RULE(document, LINE),
    RULE(source, LINE, .flags = REQUIRED),
    RULE(confidence, WORD, .flags = REQUIRED, .words = confidences),
    RULE(note, LINE),
};

/* --- values --- */

struct at { /* where a finding belongs */
    struct yz_findings *f;
    size_t line, column;
};

static void wrong(const struct at *at, const char *key, const char *value, const char *rule, const char *mend) {
    char place[32];
    yz_find_error(at->f, yz_conf_place(at->line, key, place), value, rule, mend);
}

static bool put_number(const char *value, int64_t *out) {
    char *end;
    if (*value < '0' || *value > '9' || strlen(value) > 9) return false;
    *out = strtol(value, &end, 10);
    return *end == '\0';
}

static bool put_yes(const char *value, bool *out) {
    const char *const yes[] = {"是", "yes"}, *const no[] = {"否", "no"};
    for (size_t i = 0; i < 2; i++) {
        if (strcmp(value, yes[i]) == 0) return *out = true, true;
        if (strcmp(value, no[i]) == 0) return *out = false, true;
    }
    return false;
}

static bool put_key(const char *value, char *out, size_t room) {
    for (const char *c = value; *c; c++) {
        if (!((*c >= 'a' && *c <= 'z') || (*c >= '0' && *c <= '9') || *c == '-' || *c == '_')) return false;
    }
    return *value && yz_copy(out, room, value);
}

static void put_word(const struct at *at, const struct slot *s, const char *value, void *out) {
    char list[160] = "";
    for (const struct word *w = s->words; w->word; w++) {
        if (strcmp(w->word, value) == 0) {
            if (s->size == sizeof(bool)) *(bool *)out = w->value != 0;
            else *(int *)out = w->value;
            return;
        }
        size_t n = strlen(list);
        snprintf(list + n, sizeof list - n, "%s%s", n ? " " : "", w->word);
    }
    wrong(at, s->key, value, _("没有这个词"), list);
}

/* "paid | 已缴费 | paid": key, label, English label (the label when it is left out). */
static bool put_option(char *line, struct yz_item_option *o) {
    char *parts[3] = {line, NULL, NULL};
    for (int i = 1; i < 3 && parts[i - 1]; i++) {
        parts[i] = strchr(parts[i - 1], '|');
        if (parts[i]) *parts[i]++ = '\0';
    }
    if (!parts[1]) return false;
    char key[64];
    char *en = parts[2] ? parts[2] : parts[1];
    if (strlen(parts[1]) > sizeof o->label || strlen(en) > sizeof o->label_en) return false;
    yz_text_trim(key, sizeof key, parts[0]);
    yz_text_trim(o->label, sizeof o->label, parts[1]);
    yz_text_trim(o->label_en, sizeof o->label_en, en);
    return put_key(key, o->key, sizeof o->key) && *o->label;
}

static void put_options(const struct at *at, const char *value, struct yz_item_option *out) {
    char text[2048], *line = text;
    size_t n = 0;
    yz_copy(text, sizeof text, value);
    for (char *next; line; line = next) {
        next = strchr(line, '\n');
        if (next) *next++ = '\0';
        struct yz_item_option o = {0};
        if (!put_option(line, &o)) {
            wrong(at, "options", line, _("选项的写法不对"), _("每行一个：paid | 已缴费 | paid"));
        } else if (n == YZ_ITEM_OPTIONS) {
            wrong(at, "options", line, _("选项太多"), _("最多十二个"));
            return;
        } else {
            out[n++] = o;
        }
    }
}

static void put_text(const struct at *at, const struct slot *s, const char *value, char *out) {
    if (s->type == LINE && strchr(value, '\n')) wrong(at, s->key, value, _("这一项只能写一行"), "");
    if (yz_copy(out, s->size, value)) return;
    char rule[96];
    snprintf(rule, sizeof rule, _("太长：最多 %zu 个字节，大约 %zu 个汉字"), s->size - 1, (s->size - 1) / 3);
    wrong(at, s->key, value, rule, "");
}

/* Only taken down here: what its names mean is known when the whole file has been read (item_check.c). */
static void put_expr(const struct at *at, const struct slot *s, const char *value, struct yz_expr *out) {
    out->line = (int64_t)at->line;
    out->column = (int64_t)at->column;
    if (!yz_copy(out->text, sizeof out->text, value)) {
        *out->text = '\0';
        wrong(at, s->key, value, _("表达式太长"), _("分成两条条件"));
    }
}

static void put_limit(const struct at *at, const struct slot *s, const char *value, struct yz_limit *out) {
    char fault[YZ_LIMIT_FAULT];
    if (!yz_limit_parse(value, out))
        wrong(at, s->key, value, yz_limit_fault(value, fault), _("例如 5 工作日、4 工作时、24 自然时、30 自然日"));
}

static void put_flag(const struct at *at, const struct slot *s, const char *value, void *out) {
    bool yes = false;
    if (!put_yes(value, &yes)) wrong(at, s->key, value, _("这里只写“是”或“否”"), "");
    else if (s->size == sizeof(bool)) *(bool *)out = yes;
    else if (yes) *(unsigned *)out |= s->flags >> 8;
}

static void put(const struct at *at, const struct slot *s, const char *value, void *out) {
    switch (s->type) {
    case TEXT:
    case LINE: put_text(at, s, value, out); break;
    case KEY:
        if (!put_key(value, out, s->size)) wrong(at, s->key, value, _("只用小写字母、数字、- 和 _，且不能太长"), "");
        break;
    case NUMBER:
        if (!put_number(value, out)) wrong(at, s->key, value, _("要写一个不带小数的数"), _("例如 5"));
        break;
    case YES: put_flag(at, s, value, out); break;
    case DAY:
        if (!yz_date_parse(value, 0, false, out)) wrong(at, s->key, value, _("没有这个日期"), _("例如 2026-01-01"));
        break;
    case LIMIT: put_limit(at, s, value, out); break;
    case EXPR: put_expr(at, s, value, out); break;
    case WORD: put_word(at, s, value, out); break;
    case OPTIONS: put_options(at, value, out); break;
    }
}

/* --- sections --- */

static const struct slot *slot_named(const struct slot *slots, size_t count, const char *key) {
    for (size_t i = 0; i < count; i++) {
        if (strcmp(slots[i].key, key) == 0) return &slots[i];
    }
    return NULL;
}

struct keys {
    const struct slot *slots;
    size_t count;
};

static const char *key_at(size_t i, const void *ctx) {
    const struct keys *k = ctx;
    return i < k->count ? k->slots[i].key : NULL;
}

static void unknown_key(const struct at *at, const struct slot *slots, size_t count, const struct yz_conf_entry *e) {
    char mend[192];
    const struct keys keys = {slots, count};
    wrong(at, e->key, e->value, _("这一节里没有这个键"), yz_nearest_keys(e->key, key_at, &keys, mend, sizeof mend));
}

static void read_section(const struct yz_conf *c, const struct yz_conf_section *section, const struct slot *slots,
                         size_t count, void *out, struct yz_findings *f) {
    struct at at = {f, section->line, 0};
    for (size_t i = 0; i < section->count; i++) {
        const struct yz_conf_entry *e = &c->entries[section->first + i];
        const struct slot *s = slot_named(slots, count, e->key);
        at.line = e->line;
        at.column = e->column;
        if (!s) unknown_key(&at, slots, count, e);
        else if (*e->value) put(&at, s, e->value, (char *)out + s->offset);
    }
    at.line = section->line;
    for (size_t i = 0; i < count; i++) {
        const struct yz_conf_entry *e = yz_conf_find(c, section, slots[i].key);
        if ((slots[i].flags & REQUIRED) && (!e || !*e->value)) wrong(&at, slots[i].key, "", _("这一项不能空"), "");
    }
}

/* The label of a section is the key of the paper, field or rule it describes. */
static void read_label(const struct at *at, const struct yz_conf_section *section, char *out, size_t room) {
    char rule[96];
    if (put_key(section->label, out, room)) return;
    snprintf(rule, sizeof rule, _("[%s] 要带一个名字，只用小写字母、数字、- 和 _"), section->name);
    wrong(at, "", section->label, rule, _("例如 [paper certificate]"));
}

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* Sections of which there may be many: where the next one goes, its label first. */
static const struct part {
    const char *name;
    const struct slot *slots;
    size_t slot_count, first, count, most, size, line;
} parts[] = {
#define PART(word_, slots_, array, count_, most_, type)                                                                \
    {                                                                                                                  \
        word_, slots_, COUNT(slots_), offsetof(struct yz_item, array), offsetof(struct yz_item, count_), most_,        \
            sizeof(type), offsetof(type, line)                                                                         \
    }
    PART("paper", paper_slots, papers, paper_count, YZ_ITEM_PAPERS, struct yz_item_paper),
    PART("field", field_slots, fields, field_count, YZ_ITEM_FIELDS, struct yz_item_field),
    PART("rule", rule_slots, rules, rule_count, YZ_ITEM_RULES, struct yz_rule),
    PART("condition", condition_slots, tests, test_count, YZ_ITEM_CONDITIONS, struct yz_condition),
};

enum { LABEL = 32 }; /* room of each part's first member, its key or name */

static void read_part(const struct yz_conf *c, const struct yz_conf_section *s, const struct part *part,
                      struct yz_item *item, struct yz_findings *f) {
    size_t *count = (size_t *)(void *)((char *)item + part->count);
    struct at at = {f, s->line, 0};
    if (*count == part->most) {
        wrong(&at, "", s->name, _("这样的节太多"), _("最多 16 份材料、24 个字段、48 条规则、16 条条件"));
        return;
    }
    char *out = (char *)item + part->first + (*count)++ * part->size;
    *(int64_t *)(void *)(out + part->line) = (int64_t)s->line;
    read_label(&at, s, out, LABEL);
    read_section(c, s, part->slots, part->slot_count, out, f);
}

static const struct part *part_named(const char *name) {
    for (size_t i = 0; i < COUNT(parts); i++) {
        if (strcmp(parts[i].name, name) == 0) return &parts[i];
    }
    return NULL;
}

static void read_sections(const struct yz_conf *c, struct yz_item *item, struct yz_findings *f) {
    bool seen = false;
    for (size_t i = 0; i < c->section_count; i++) {
        const struct yz_conf_section *s = &c->sections[i];
        const struct part *part = part_named(s->name);
        struct at at = {f, s->line, 0};
        if (part) {
            read_part(c, s, part, item, f);
        } else if (strcmp(s->name, "item") == 0) {
            if (seen) wrong(&at, "", "[item]", _("[item] 只能有一节"), "");
            if (!seen) item->line = (int64_t)s->line;
            if (!seen) read_section(c, s, item_slots, COUNT(item_slots), item, f);
            const struct yz_conf_entry *after = yz_conf_find(c, s, "after");
            if (after) item->after_line = (int64_t)after->line;
            seen = true;
        } else {
            wrong(&at, "", s->name, _("没有这种节"), "[item] [paper …] [field …] [rule …] [condition …]");
        }
    }
    if (!seen) wrong(&(struct at){f, 1, 0}, "", "", _("缺少 [item] 这一节"), "");
}

static bool told(const struct yz_findings *f, const char *place) {
    for (size_t i = 0; i < f->count; i++)
        if (strcmp(f->all[i].field, place) == 0) return true;
    return false;
}

/* What only the whole of a section shows is told with the section's line: the line of the key, where there is one and
 * nothing else was wrong with it. */
static void point_at_keys(const struct yz_conf *c, struct yz_findings *f, size_t first) {
    for (size_t i = first; i < f->count; i++) {
        char *end, place[32];
        size_t line = strtoul(f->all[i].field, &end, 10);
        for (size_t n = 0; *end == ':' && n < c->section_count; n++) {
            const struct yz_conf_entry *e =
                c->sections[n].line == line ? yz_conf_find(c, &c->sections[n], end + 1) : NULL;
            if (!e) continue;
            yz_conf_place(e->line, e->key, place);
            if (!told(f, place)) yz_copy(f->all[i].field, sizeof f->all[i].field, place);
            break;
        }
    }
}

bool yz_item_parse(const char *text, size_t size, struct yz_item *out, struct yz_findings *f) {
    struct yz_conf conf;
    size_t errors = f->errors, count = f->count;
    memset(out, 0, sizeof *out);
    out->about = YZ_ABOUT_PERSON;
    snprintf(out->procedure, sizeof out->procedure, "plain");
    snprintf(out->flow, sizeof out->flow, "service");
    snprintf(out->hours, sizeof out->hours, "09:00-12:00,13:30-17:30");
    yz_conf_read(text, size, &conf, f);
    read_sections(&conf, out, f);
    yz_item_check(out, f);
    point_at_keys(&conf, f, count);
    yz_conf_free(&conf);
    return f->errors == errors && !f->lost;
}
