/* The dictionary of key groups: files of data/groups → struct yz_group. The table says which keys there are. */
#include "service/field/group_private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>

#include "base/text.h"
#include "service/definition.h"
#include "service/desk/expr_private.h"
#include "service/restricted.h"

/* Only what the batches of people hold can be asked for: no rules, cases or answers. */
static void put_expression(const struct yz_spot *at, const struct yz_slot *s, void *one) {
    struct yz_expr *e = (void *)((char *)one + s->offset);
    if (!yz_copy(e->text, sizeof e->text, at->value)) {
        yz_spot_wrong(at, _("表达式太长"), "");
        return;
    }
    e->line = (int64_t)at->line;
    e->column = (int64_t)at->column;
    yz_expr_parse(e, NULL, at->key, (enum yz_expr_type)s->flags, at->f);
    for (size_t i = 0; i < e->count; i++) {
        struct yz_expr_node *n = &e->nodes[i];
        bool asks = n->op == YZ_OP_NAME || n->op == YZ_OP_GIVEN;
        if (n->op == YZ_OP_HAS || n->op == YZ_OP_OPEN || n->op == YZ_OP_RULE || (asks && !yz_group_knows(n)))
            yz_conf_wrong(at->f, at->line, at->key, n->word, _("人群的条件里不能用这个"),
                          "person.age person.birth person.sex person.marital person.political person.residence "
                          "person.ethnic person.head household.kind household.members household.youngest "
                          "household.since");
    }
}

static const struct yz_word comings[] = {{"typed", YZ_GROUP_TYPED},
                                         {"computed", YZ_GROUP_COMPUTED},
                                         {"either", YZ_GROUP_EITHER},
                                         {"rest", YZ_GROUP_REST},
                                         {NULL, 0}};
static const struct yz_word levels[] = {
    {"open", YZ_GROUP_OPEN}, {"work", YZ_GROUP_WORK}, {"secret", YZ_GROUP_SECRET}, {NULL, 0}};

#define S(member, kind, ...) YZ_SLOT(struct yz_group, member, kind, __VA_ARGS__)
static const struct yz_slot group_slots[] = {
    S(key, KEY, .required = true),
    S(name, LINE, .required = true),
    S(name_en, LINE, .required = true),
    S(word, LINE, .required = true),
    S(word_en, LINE, .required = true),
    S(words, LINE),
    S(comes, WORD, .required = true, .words = comings),
    S(level, WORD, .required = true, .words = levels),
    S(order, NUMBER, .low = 1, .high = 3660),
    S(interval, NUMBER, .low = 1, .high = 3660),
    S(source, LINE, .required = true),
    S(document, LINE),
    S(confidence, WORD, .required = true, .words = yz_confidence_words),
    S(valid_from, DAY, .required = true),
    S(valid_to, DAY),
};
static const struct yz_slot computed_slots[] = {
    S(test, OWN, .required = true, .put = put_expression, .flags = YZ_EXPR_TRUTH),
    S(since, OWN, .put = put_expression, .flags = YZ_EXPR_DATE),
    S(reason, LINE, .required = true),
    S(reason_en, LINE, .required = true),
};
static const struct yz_section sections[] = {
    YZ_SECTION("group", group_slots, .required = true, .line = offsetof(struct yz_group, line)),
    YZ_SECTION("computed", computed_slots),
};

static void check(void *whole, const struct yz_conf *c, struct yz_findings *f) {
    const struct yz_group *g = whole;
    size_t line = (size_t)g->line, n = yz_utf8_count(g->word);
    bool computed = g->comes == YZ_GROUP_COMPUTED || g->comes == YZ_GROUP_EITHER, seen = g->test.line || *g->reason;
    char left[64];
    (void)c;
    if (!seen && computed) yz_conf_wrong(f, line, "comes", "computed", _("缺少这一节"), "[computed]");
    if (seen && g->comes && !computed)
        yz_conf_wrong(f, line, "comes", "", _("有 [computed] 的人群要写 comes = computed 或 either"), "");
    if (n && (n < 2 || n > 4)) yz_conf_wrong(f, line, "word", g->word, _("要 2 到 4 个字"), _("例如 独居"));
    if (g->valid_to && g->valid_to < g->valid_from)
        yz_conf_wrong(f, line, "valid_to", "", _("失效日期早于生效日期"), _("改其中一个日期"));
    if (g->comes == YZ_GROUP_REST && !g->interval) yz_conf_wrong(f, line, "interval", "", _("这一项不能空"), "");
    if (!yz_group_reason_good(g->reason, left) || !yz_group_reason_good(g->reason_en, left))
        yz_conf_wrong(f, line, "reason", left, _("没有这个空"), "{age} {members} {youngest} {since}");
}

static const struct yz_definition definition = {.sections = sections,
                                                .section_count = YZ_COUNT(sections),
                                                .size = sizeof(struct yz_group),
                                                .check = check,
                                                .command = "group"};

bool yz_group_parse(const char *text, size_t size, struct yz_group *out, struct yz_findings *f) {
    return yz_definition_parse(&definition, text, size, out, f);
}

enum yz_status yz_group_check_file(const char *path, struct yz_group *out, struct yz_findings *f) {
    return yz_definition_check_file(&definition, path, out, f);
}

/* --- all of them --- */

static struct yz_group all[YZ_GROUPS];
static size_t count_all;
static bool read_once;

static bool keys_differ(void) {
    for (size_t i = 0; i < count_all; i++)
        for (size_t k = 0; k < i; k++)
            if (strcmp(all[i].key, all[k].key) == 0)
                return yz_fail(YZ_REFUSED, _("两个人群文件的 key 相同：%s"), all[i].key), false;
    return true;
}

static int by_order(const void *a, const void *b) {
    const struct yz_group *x = a, *y = b;
    bool rest = x->comes == YZ_GROUP_REST;
    if (rest != (y->comes == YZ_GROUP_REST)) return rest ? 1 : -1;
    if (!x->order != !y->order) return x->order ? -1 : 1;
    return x->order != y->order ? (x->order < y->order ? -1 : 1) : strcmp(x->key, y->key);
}

const struct yz_group *yz_groups(size_t *count) {
    if (!read_once) {
        read_once = yz_definition_all(&definition, "groups/", ".group", all, YZ_GROUPS, &count_all) && keys_differ();
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
