/* The dictionary of key groups: files of data/groups → struct yz_group. The table says which keys there are. */
#include "service/field/group_private.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <yizhan/i18n.h>

#include "base/conf.h"
#include "base/data.h"
#include "base/text.h"
#include "service/desk/expr_private.h"
#include "service/restricted.h"

enum { LARGEST = 16384 };
enum slot_type { LINE, KEY, NUMBER, DAY, COMES, LEVEL, CONFIDENCE, TRUTH, WHEN };

static const struct slot {
    const char *section, *key;
    enum slot_type type;
    bool required;
    size_t offset, size;
} slots[] = {
#define SLOT(section_, member, type_, required_)                                                                       \
    { section_, #member, type_, required_, offsetof(struct yz_group, member), sizeof((struct yz_group *)0)->member }
    SLOT("group", key, KEY, true),
    SLOT("group", name, LINE, true),
    SLOT("group", name_en, LINE, true),
    SLOT("group", word, LINE, true),
    SLOT("group", word_en, LINE, true),
    SLOT("group", words, LINE, false),
    SLOT("group", comes, COMES, true),
    SLOT("group", level, LEVEL, true),
    SLOT("group", order, NUMBER, false),
    SLOT("group", interval, NUMBER, false),
    SLOT("group", source, LINE, true),
    SLOT("group", document, LINE, false),
    SLOT("group", confidence, CONFIDENCE, true),
    SLOT("group", valid_from, DAY, true),
    SLOT("group", valid_to, DAY, false),
    SLOT("computed", test, TRUTH, true),
    SLOT("computed", since, WHEN, false),
    SLOT("computed", reason, LINE, true),
    SLOT("computed", reason_en, LINE, true),
};
enum { SLOTS = sizeof slots / sizeof *slots };

struct reading {
    struct yz_group *out;
    struct yz_findings *f;
    const struct yz_conf_entry *e;
};

static void wrong_at(struct yz_findings *f, size_t line, const char *key, const char *value, const char *rule,
                     const char *mend) {
    char place[32];
    yz_find_error(f, yz_conf_place(line, key, place), value, rule, mend);
}

static void wrong(const struct reading *r, const char *rule, const char *mend) {
    wrong_at(r->f, r->e->line, r->e->key, r->e->value, rule, mend);
}

/* --- values --- */

static void put_text(const struct reading *r, const struct slot *s, char *out) {
    const char *value = r->e->value;
    bool key = strspn(value, "abcdefghijklmnopqrstuvwxyz0123456789-_") == strlen(value);
    if (s->type == KEY && !key) wrong(r, _("只用小写字母、数字、- 和 _，且不能太长"), "");
    else if (strchr(value, '\n')) wrong(r, _("这一项只能写一行"), "");
    else if (!yz_copy(out, s->size, value)) wrong(r, _("太长"), "");
}

static void put_number(const struct reading *r, int64_t *out) {
    char *end;
    long n = strtol(r->e->value, &end, 10);
    if (*end || n < 1 || n > 3660) wrong(r, _("要写一个 1 到 3660 的整数"), _("例如 30"));
    else *out = n;
}

/* One of the words, counted from 1. */
static int32_t word_of(const struct reading *r, const char *const *words, size_t count, const char *all) {
    for (size_t i = 0; i < count; i++)
        if (strcmp(r->e->value, words[i]) == 0) return (int32_t)i + 1;
    wrong(r, _("没有这个词"), all);
    return 0;
}

/* Only what the batches of people hold can be asked for: no rules, cases or answers. */
static void put_expression(const struct reading *r, enum yz_expr_type type, struct yz_expr *e) {
    if (!yz_copy(e->text, sizeof e->text, r->e->value)) {
        wrong(r, _("表达式太长"), "");
        return;
    }
    e->line = (int64_t)r->e->line;
    e->column = (int64_t)r->e->column;
    yz_expr_parse(e, NULL, r->e->key, type, r->f);
    for (size_t i = 0; i < e->count; i++) {
        struct yz_expr_node *n = &e->nodes[i];
        bool asks = n->op == YZ_OP_NAME || n->op == YZ_OP_GIVEN;
        if (n->op == YZ_OP_HAS || n->op == YZ_OP_OPEN || n->op == YZ_OP_RULE || (asks && !yz_group_knows(n)))
            wrong_at(r->f, r->e->line, r->e->key, n->word, _("人群的条件里不能用这个"),
                     "person.age person.birth person.sex person.marital person.political person.residence "
                     "person.ethnic person.head household.kind household.members household.youngest household.since");
    }
}

static void put(const struct reading *r, const struct slot *s) {
    static const char *const comes[] = {"typed", "computed", "either", "rest"},
                             *const levels[] = {"open", "work", "secret"},
                             *const sure[] = {"confirmed", "weak", "unconfirmed"};
    void *out = (char *)r->out + s->offset;
    switch (s->type) {
    case LINE:
    case KEY: put_text(r, s, out); break;
    case NUMBER: put_number(r, out); break;
    case DAY:
        if (!yz_date_parse(r->e->value, 0, false, out)) wrong(r, _("没有这个日期"), _("例如 2026-01-01"));
        break;
    case COMES: r->out->comes = (enum yz_group_comes)word_of(r, comes, 4, "typed computed either rest"); break;
    case LEVEL: r->out->level = (enum yz_group_level)word_of(r, levels, 3, "open work secret"); break;
    case CONFIDENCE: r->out->confidence = (enum yz_confidence)word_of(r, sure, 3, "confirmed weak unconfirmed"); break;
    case TRUTH: put_expression(r, YZ_EXPR_TRUTH, out); break;
    case WHEN: put_expression(r, YZ_EXPR_DATE, out); break;
    }
}

/* --- sections --- */

static const struct slot *slot_named(const char *section, const char *key) {
    for (size_t i = 0; i < SLOTS; i++)
        if (strcmp(slots[i].section, section) == 0 && strcmp(slots[i].key, key) == 0) return &slots[i];
    return NULL;
}

static void read_section(const struct yz_conf *c, const struct yz_conf_section *section, struct reading *r) {
    for (size_t i = 0; i < section->count; i++) {
        r->e = &c->entries[section->first + i];
        const struct slot *s = slot_named(section->name, r->e->key);
        if (!s) wrong(r, _("这一节里没有这个键"), "docs/groups.md");
        else if (*r->e->value) put(r, s);
    }
    for (size_t i = 0; i < SLOTS; i++) {
        if (!slots[i].required || strcmp(slots[i].section, section->name) != 0) continue;
        const struct yz_conf_entry *e = yz_conf_find(c, section, slots[i].key);
        if (!e || !*e->value) wrong_at(r->f, section->line, slots[i].key, "", _("这一项不能空"), "");
    }
}

static void read_sections(const struct yz_conf *c, struct reading *r) {
    static const char *const known[] = {"group", "computed"};
    size_t seen[2] = {0};
    for (size_t i = 0; i < c->section_count; i++) {
        const struct yz_conf_section *section = &c->sections[i];
        size_t k = 0;
        while (k < 2 && strcmp(section->name, known[k]) != 0) k++;
        if (k == 2) wrong_at(r->f, section->line, "", section->name, _("没有这种节"), "[group] [computed]");
        else if (seen[k]++) wrong_at(r->f, section->line, "", section->name, _("这一节写了两次"), "");
        else read_section(c, section, r);
        if (k == 0 && seen[0] == 1) r->out->line = (int64_t)section->line;
    }
    if (!seen[0]) wrong_at(r->f, 1, "", "group", _("缺少这一节"), "[group]");
    bool computed = r->out->comes == YZ_GROUP_COMPUTED || r->out->comes == YZ_GROUP_EITHER;
    if (!seen[1] && computed) wrong_at(r->f, (size_t)r->out->line, "comes", "computed", _("缺少这一节"), "[computed]");
    if (seen[1] && r->out->comes && !computed)
        wrong_at(r->f, (size_t)r->out->line, "comes", "", _("有 [computed] 的人群要写 comes = computed 或 either"), "");
}

static void check(const struct yz_group *g, struct yz_findings *f) {
    size_t line = (size_t)g->line, n = yz_utf8_count(g->word);
    char left[64];
    if (n && (n < 2 || n > 4)) wrong_at(f, line, "word", g->word, _("要 2 到 4 个字"), _("例如 独居"));
    if (g->valid_to && g->valid_to < g->valid_from)
        wrong_at(f, line, "valid_to", "", _("失效日期早于生效日期"), _("改其中一个日期"));
    if (g->comes == YZ_GROUP_REST && !g->interval) wrong_at(f, line, "interval", "", _("这一项不能空"), "");
    if (!yz_group_reason_good(g->reason, left) || !yz_group_reason_good(g->reason_en, left))
        wrong_at(f, line, "reason", left, _("没有这个空"), "{age} {members} {youngest} {since}");
}

bool yz_group_parse(const char *text, size_t size, struct yz_group *out, struct yz_findings *f) {
    struct yz_conf conf;
    struct reading r = {.out = out, .f = f};
    size_t errors = f->errors;
    memset(out, 0, sizeof *out);
    yz_conf_read(text, size, &conf, f);
    read_sections(&conf, &r);
    check(out, f);
    yz_conf_free(&conf);
    return f->errors == errors && !f->lost;
}

enum yz_status yz_group_check_file(const char *path, struct yz_group *out, struct yz_findings *f) {
    char text[LARGEST];
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    struct stat st;
    ssize_t got = fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode) ? read(fd, text, sizeof text) : -1;
    if (fd >= 0) close(fd);
    if (got < 0) return yz_fail(YZ_REFUSED, _("%s 不是可读的文件"), path);
    if (got == LARGEST) return yz_fail(YZ_REFUSED, _("文件 %s 太大：一个人群最多 %d 字节"), path, LARGEST - 1);
    if (yz_group_parse(text, (size_t)got, out, f)) return YZ_OK;
    return yz_fail(YZ_REFUSED, _("%s 有 %zu 处错误"), path, f->errors);
}

/* --- all of them --- */

static struct yz_group all[YZ_GROUPS];
static size_t count_all;
static bool read_once;

static bool load(const char *name, struct yz_group *out) {
    struct yz_findings f = {0};
    size_t size;
    const char *text = yz_data(name, &size);
    bool good = text && yz_group_parse(text, size, out, &f);
    if (text && !good)
        yz_fail(YZ_REFUSED, _("人群文件 %1$s 有错：第 %2$s 行，%3$s；用 yizhan group check 看全部"), name,
                f.count ? f.all[0].field : "?", f.count ? f.all[0].rule : "");
    yz_findings_free(&f);
    return good;
}

static bool load_one(const char *name, void *with) {
    size_t n = strlen(name);
    bool *good = with;
    if (n < 6 || strcmp(name + n - 6, ".group") != 0) return true;
    if (count_all == YZ_GROUPS) yz_fail(YZ_REFUSED, _("人群太多：最多 %d 个"), YZ_GROUPS), *good = false;
    else *good = load(name, &all[count_all++]);
    for (size_t i = 0; *good && i + 1 < count_all; i++) {
        if (strcmp(all[i].key, all[count_all - 1].key) != 0) continue;
        yz_fail(YZ_REFUSED, _("人群文件 %1$s 的 key 已经用过：%2$s"), name, all[i].key);
        *good = false;
    }
    return *good;
}

static int by_order(const void *a, const void *b) {
    const struct yz_group *x = a, *y = b;
    bool rest = x->comes == YZ_GROUP_REST;
    if (rest != (y->comes == YZ_GROUP_REST)) return rest ? 1 : -1;
    if (!x->order != !y->order) return x->order ? -1 : 1;
    return x->order != y->order ? (x->order < y->order ? -1 : 1) : strcmp(x->key, y->key);
}

const struct yz_group *yz_groups(size_t *count) {
    bool good = true;
    if (!read_once) {
        count_all = 0;
        read_once = yz_data_each("groups/", load_one, &good) && good;
        if (read_once) qsort(all, count_all, sizeof *all, by_order);
    }
    *count = read_once ? count_all : 0;
    return read_once ? all : NULL;
}

/* --- one of them --- */

static bool among(const char *words, const char *typed) {
    size_t n = strlen(typed);
    for (const char *at = words; n && (at = strstr(at, typed)); at += n)
        if ((at == words || at[-1] == '|') && (!at[n] || at[n] == '|')) return true;
    return false;
}

static bool called(const struct yz_group *g, const char *typed) {
    char english[96];
    yz_text_fold(english, sizeof english, g->name_en);
    return strcmp(g->key, typed) == 0 || strcmp(g->name, typed) == 0 || strcmp(g->word, typed) == 0 ||
           strcmp(english, typed) == 0 || among(g->words, typed);
}

const struct yz_group *yz_group_named(const char *typed) {
    char text[192], keys[1024] = "";
    size_t count;
    const struct yz_group *list = yz_groups(&count);
    yz_text_fold(text, sizeof text, typed);
    for (size_t i = 0; i < count; i++)
        if (list[i].comes != YZ_GROUP_REST && called(&list[i], text)) return &list[i];
    for (size_t i = 0, n; i < count; i++) {
        n = strlen(keys);
        if (list[i].comes != YZ_GROUP_REST) snprintf(keys + n, sizeof keys - n, "%s%s", n ? " " : "", list[i].key);
    }
    if (list) yz_fail(YZ_REFUSED, _("没有重点人群“%1$s”；有 %2$s"), typed, keys);
    return NULL;
}

yz_group_set yz_group_bit(const struct yz_group *g) {
    return g ? (yz_group_set)1 << (g - all) : 0;
}

bool yz_group_tagged(const struct yz_group *g, const char *tags, char *out, size_t room) {
    char text[96], *part = text;
    if (!*tags) return false;
    for (size_t n = 0; *tags && n + 1 < sizeof text; text[n] = '\0') { /* one mark for all */
        size_t wide = strncmp(tags, "，", 3) == 0 || strncmp(tags, "、", 3) == 0 || strncmp(tags, "；", 3) == 0 ? 3 : 0;
        text[n++] = wide || strchr(",; |/", *tags) ? '|' : *tags;
        tags += wide ? wide : 1;
    }
    for (char *word; (word = strsep(&part, "|"));)
        if (*word && (strcmp(word, g->name) == 0 || strcmp(word, g->word) == 0 || among(g->words, word)))
            return yz_copy(out, room, word);
    return false;
}

bool yz_group_secret_tag(const char *tags, char *out, size_t room) {
    size_t count;
    const struct yz_group *list = *tags ? yz_groups(&count) : NULL;
    for (size_t i = 0; list && i < count; i++)
        if (list[i].level == YZ_GROUP_SECRET && yz_group_tagged(&list[i], tags, out, room)) return true;
    return false;
}

/* --- in words --- */

static bool english(const char *text) {
    return *text && strcmp(yz_language_name(), "en") == 0;
}

const char *yz_group_name(const struct yz_group *g) {
    return english(g->name_en) ? g->name_en : g->name;
}

const char *yz_group_word(const struct yz_group *g) {
    return english(g->word_en) ? g->word_en : g->word;
}

const char *yz_group_level_name(enum yz_group_level level) {
    return level == YZ_GROUP_SECRET ? _("保密") : level == YZ_GROUP_WORK ? _("工作需要") : _("公开");
}

const char *yz_group_comes_name(enum yz_group_comes comes) {
    const char *const words[] = {"", _("人工登记"), _("算出来"), _("算出来或登记"), _("其余的人")};
    return words[comes];
}

char *yz_group_source(const struct yz_group *g, char *out, size_t room) {
    struct yz_rule r = {.confidence = g->confidence};
    yz_copy(r.source, sizeof r.source, g->source);
    yz_copy(r.document, sizeof r.document, g->document);
    return yz_rule_source(&r, out, room);
}

bool yz_group_seen(const struct yz_session *s, const struct yz_group *g) {
    return g->level != YZ_GROUP_SECRET || yz_sees_restricted(s);
}

yz_group_set yz_groups_open(const struct yz_session *s, yz_date day) {
    yz_group_set set = 0;
    size_t count;
    const struct yz_group *list = yz_groups(&count);
    for (size_t i = 0; i < count; i++) {
        bool holds = list[i].valid_from <= day && (!list[i].valid_to || day <= list[i].valid_to);
        if (holds && list[i].comes != YZ_GROUP_REST && yz_group_seen(s, &list[i])) set |= (yz_group_set)1 << i;
    }
    return set;
}

char *yz_group_words(yz_group_set set, bool masked, char *out, size_t room) {
    char text[1024] = "";
    size_t count, n = 0;
    bool veiled = false;
    const struct yz_group *list = yz_groups(&count);
    for (size_t i = 0; i < count && n < sizeof text; i++) {
        bool veil = masked && list[i].level != YZ_GROUP_OPEN;
        if (!(set >> i & 1) || (veil && veiled)) continue;
        veiled = veiled || veil;
        n += (size_t)snprintf(text + n, sizeof text - n, "%s%s", n ? " " : "",
                              veil ? _("重点") : yz_group_word(&list[i]));
    }
    yz_copy(out, room, text);
    return out;
}

int64_t yz_group_interval(yz_group_set set) {
    int64_t least = 0;
    size_t count;
    const struct yz_group *list = yz_groups(&count);
    for (size_t i = 0; i < count; i++) {
        bool in = (set >> i & 1) || list[i].comes == YZ_GROUP_REST;
        if (in && list[i].interval && (!least || list[i].interval < least)) least = list[i].interval;
    }
    return least;
}
