/* Definition files of services: text → struct yz_item. The tables below say which sections and keys there are; what
 * the values must mean together is checked in item_check.c. */
#include <yizhan/catalogue.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>

#include "base/text.h"
#include "service/definition.h"
#include "service/desk/desk_private.h"

#define ITEM(member, kind, ...)  YZ_SLOT(struct yz_item, member, kind, __VA_ARGS__)
#define PAPER(member, kind, ...) YZ_SLOT(struct yz_item_paper, member, kind, __VA_ARGS__)
#define FIELD(member, kind, ...) YZ_SLOT(struct yz_item_field, member, kind, __VA_ARGS__)
#define RULE(member, kind, ...)  YZ_SLOT(struct yz_rule, member, kind, __VA_ARGS__)
#define TEST(member, kind, ...)  YZ_SLOT(struct yz_condition, member, kind, __VA_ARGS__)

static const struct yz_word item_types[] = {
    {"即办件", YZ_ITEM_INSTANT},
    {"instant", YZ_ITEM_INSTANT},
    {"承诺件", YZ_ITEM_PROMISED},
    {"promised", YZ_ITEM_PROMISED},
    {NULL, 0},
};
static const struct yz_word answer_types[] = {
    {"text", YZ_ANSWER_TEXT},
    {"name", YZ_ANSWER_NAME},
    {"code", YZ_ANSWER_CODE},
    {"choice", YZ_ANSWER_CHOICE},
    {"date", YZ_ANSWER_DATE},
    {"moment", YZ_ANSWER_MOMENT},
    {"month", YZ_ANSWER_MONTH},
    {"number", YZ_ANSWER_NUMBER},
    {"money", YZ_ANSWER_MONEY},
    {"years", YZ_ANSWER_YEARS},
    {"id", YZ_ANSWER_ID},
    {"phone", YZ_ANSWER_PHONE},
    {"certificate", YZ_ANSWER_CERTIFICATE},
    {"member", YZ_ANSWER_MEMBER},
    {"consent", YZ_ANSWER_CONSENT},
    {"flag", YZ_ANSWER_FLAG},
    {"uscc", YZ_ANSWER_USCC},
    {"long", YZ_ANSWER_LONG},
    {NULL, 0},
};
static const struct yz_word abouts[] = {
    {"person", YZ_ABOUT_PERSON}, {"household", YZ_ABOUT_HOUSEHOLD}, {"event", YZ_ABOUT_EVENT}, {NULL, 0}};
static const struct yz_word severities[] = {{"must", YZ_CONDITION_MUST}, {"warn", YZ_CONDITION_WARN}, {NULL, 0}};
static const struct yz_word rule_types[] = {
    {"days", YZ_RULE_DAYS}, {"money", YZ_RULE_MONEY},   {"month-day", YZ_RULE_MONTH_DAY},
    {"word", YZ_RULE_WORD}, {"number", YZ_RULE_NUMBER}, {NULL, 0},
};
static const struct yz_word when_missing[] = {{"wait", false}, {"follow", true}, {NULL, 0}};

/* --- values --- */

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
    return yz_is_key(key, sizeof o->key) && yz_copy(o->key, sizeof o->key, key) && *o->label;
}

static void put_options(const struct yz_spot *at, const struct yz_slot *s, void *one) {
    struct yz_item_option *out = ((struct yz_item_field *)one)->options;
    char text[2048], *rest = text;
    size_t n = 0;
    (void)s;
    yz_copy(text, sizeof text, at->value);
    for (char *line; (line = strsep(&rest, "\n"));) {
        const struct yz_spot here = {at->f, at->line, at->column, at->key, line};
        struct yz_item_option o = {0};
        if (!put_option(line, &o)) {
            yz_spot_wrong(&here, _("选项的写法不对"), _("每行一个：paid | 已缴费 | paid"));
        } else if (n == YZ_ITEM_OPTIONS) {
            yz_spot_wrong(&here, _("选项太多"), _("最多十二个"));
            return;
        } else {
            out[n++] = o;
        }
    }
}

/* Only taken down here: what its names mean is known when the whole file has been read (item_check.c). */
static void put_expr(const struct yz_spot *at, const struct yz_slot *s, void *one) {
    struct yz_expr *out = (void *)((char *)one + s->offset);
    out->line = (int64_t)at->line;
    out->column = (int64_t)at->column;
    if (!yz_copy(out->text, sizeof out->text, at->value)) {
        *out->text = '\0';
        yz_spot_wrong(at, _("表达式太长"), _("分成两条条件"));
    }
}

static void put_limit(const struct yz_spot *at, const struct yz_slot *s, void *one) {
    char fault[YZ_LIMIT_FAULT];
    if (!yz_limit_parse(at->value, (void *)((char *)one + s->offset)))
        yz_spot_wrong(at, yz_limit_fault(at->value, fault), _("例如 5 工作日、4 工作时、24 自然时、30 自然日"));
}

static void put_after(const struct yz_spot *at, const struct yz_slot *s, void *one) {
    struct yz_item *item = one;
    item->after_line = (int64_t)at->line;
    if (!yz_is_key(at->value, s->size)) yz_spot_wrong(at, _("只用小写字母、数字、- 和 _，且不能太长"), "");
    else yz_copy(item->after, sizeof item->after, at->value);
}

/* --- what there is --- */

static const struct yz_slot item_slots[] = {
    ITEM(key, KEY, .required = true),
    ITEM(name, LINE, .required = true),
    YZ_SLOT_AS(struct yz_item, short_name, "short", LINE, .required = true),
    ITEM(name_en, LINE),
    ITEM(department, LINE, .required = true),
    ITEM(basis, TEXT),
    ITEM(code, LINE),
    ITEM(type, WORD, .required = true, .words = item_types),
    ITEM(about, WORD, .words = abouts),
    ITEM(procedure, KEY),
    ITEM(flow, KEY),
    ITEM(promised, OWN, .put = put_limit),
    ITEM(legal, OWN, .put = put_limit),
    ITEM(station_limit, OWN, .put = put_limit),
    ITEM(hours, LINE),
    ITEM(weekend, LINE),
    ITEM(after, OWN, .put = put_after),
    ITEM(after_or, OWN, .put = put_expr),
    ITEM(order, NUMBER),
    ITEM(once, YES),
    ITEM(internal, YES),
    ITEM(fee, LINE),
    ITEM(result, LINE),
    ITEM(conditions, TEXT),
    ITEM(visits, LINE),
    ITEM(source, LINE, .required = true),
    ITEM(source_en, LINE),
    ITEM(confidence, WORD, .required = true, .words = yz_confidence_words),
    ITEM(valid_from, DAY, .required = true),
    ITEM(valid_to, DAY),
};
static const struct yz_slot paper_slots[] = {
    YZ_LABEL(struct yz_item_paper, key),
    PAPER(name, LINE, .required = true),
    PAPER(name_en, LINE),
    PAPER(original, YES),
    PAPER(copies, NUMBER),
    PAPER(where, LINE),
    PAPER(note, LINE),
    PAPER(note_en, LINE),
    YZ_SLOT_AS(struct yz_item_paper, may_follow, "missing", WORD, .words = when_missing),
    PAPER(follow_days, NUMBER),
    PAPER(when, OWN, .put = put_expr),
};
static const struct yz_slot field_slots[] = {
    YZ_LABEL(struct yz_item_field, key),
    FIELD(label, LINE, .required = true),
    FIELD(label_en, LINE),
    FIELD(type, WORD, .required = true, .words = answer_types),
    YZ_SLOT_AS(struct yz_item_field, flags, "required", YES, .flags = YZ_ANSWER_REQUIRED),
    YZ_SLOT_AS(struct yz_item_field, flags, "derived", YES, .flags = YZ_ANSWER_DERIVED),
    FIELD(of, KEY),
    FIELD(initial, LINE),
    FIELD(from, KEY),
    FIELD(headers, LINE),
    FIELD(when, OWN, .put = put_expr),
    FIELD(value, OWN, .put = put_expr),
    FIELD(help, LINE),
    FIELD(help_en, LINE),
    FIELD(options, OWN, .put = put_options),
};
static const struct yz_slot condition_slots[] = {
    YZ_LABEL(struct yz_condition, key),
    TEST(label, LINE, .required = true),
    TEST(label_en, LINE),
    TEST(test, OWN, .put = put_expr, .required = true),
    TEST(severity, WORD, .required = true, .words = severities),
    TEST(source, LINE, .required = true),
    TEST(source_en, LINE),
    TEST(document, LINE),
    TEST(confidence, WORD, .required = true, .words = yz_confidence_words),
    TEST(mend, LINE),
    TEST(mend_en, LINE),
    TEST(valid_from, DAY),
    TEST(valid_to, DAY),
};
static const struct yz_slot rule_slots[] = {
    YZ_LABEL(struct yz_rule, name),
    RULE(value, LINE, .required = true),
    RULE(type, WORD, .words = rule_types),
    RULE(year, NUMBER),
    RULE(valid_from, DAY),
    RULE(valid_to, DAY),
    RULE(document, LINE),
    RULE(source, LINE, .required = true),
    RULE(confidence, WORD, .required = true, .words = yz_confidence_words),
    RULE(note, LINE),
};

#define PART(name, slots, type, array, count)                                                                          \
    YZ_SECTIONS(name, slots, struct yz_item, array, count, .line = offsetof(type, line))
static const struct yz_section sections[] = {
    YZ_SECTION("item", item_slots, .required = true, .line = offsetof(struct yz_item, line)),
    PART("paper", paper_slots, struct yz_item_paper, papers, paper_count),
    PART("field", field_slots, struct yz_item_field, fields, field_count),
    PART("rule", rule_slots, struct yz_rule, rules, rule_count),
    PART("condition", condition_slots, struct yz_condition, tests, test_count),
};

/* --- the whole --- */

static bool told(const struct yz_findings *f, const char *place) {
    for (size_t i = 0; i < f->count; i++)
        if (strcmp(f->all[i].field, place) == 0) return true;
    return false;
}

/* What only the whole of a section shows is told with the section's line: the line of the key, where there is one and
 * nothing else was wrong with it. */
static void point_at_keys(const struct yz_conf *c, struct yz_findings *f) {
    for (size_t i = 0; i < f->count; i++) {
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

static void begin(void *whole) {
    struct yz_item *out = whole;
    out->about = YZ_ABOUT_PERSON;
    snprintf(out->procedure, sizeof out->procedure, "plain");
    snprintf(out->flow, sizeof out->flow, "service");
    snprintf(out->hours, sizeof out->hours, "09:00-12:00,13:30-17:30");
}

static void check(void *whole, const struct yz_conf *c, struct yz_findings *f) {
    yz_item_check(whole, f);
    point_at_keys(c, f);
}

static const struct yz_definition definition = {sections, YZ_COUNT(sections), sizeof(struct yz_item), begin, check,
                                                NULL};

bool yz_item_parse(const char *text, size_t size, struct yz_item *out, struct yz_findings *f) {
    return yz_definition_parse(&definition, text, size, out, f);
}
