/* Definition files of policies: text → struct yz_policy. The tables say which sections and keys there are. */
#include "service/station/policy_private.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/groups.h>
#include <yizhan/i18n.h>

#include "base/text.h"
#include "service/definition.h"

static void put_period(const struct yz_spot *at, struct yz_period *out) {
    if (!yz_period_parse(at->value, out)) yz_spot_wrong(at, _("不是一段时间"), _("例如 60 days、60 years - 30 days"));
}

static void put_span(const struct yz_spot *at, const struct yz_slot *s, void *one) {
    put_period(at, (void *)((char *)one + s->offset));
}

/* The next of what stands between `mark`s or line ends, trimmed; false at the end. */
static bool next_part(char **rest, const char *marks, char **part) {
    while ((*part = strsep(rest, marks))) {
        yz_text_trim(*part, strlen(*part) + 1, *part);
        if (**part) return true;
    }
    return false;
}

static void put_steps(const struct yz_spot *at, const struct yz_slot *s, void *one) {
    struct yz_policy *p = one;
    char text[1024], *rest = text, *part;
    (void)s;
    yz_copy(text, sizeof text, at->value);
    while (next_part(&rest, ",\n", &part)) {
        const struct yz_spot here = {at->f, at->line, at->column, at->key, part};
        if (p->step_count == YZ_POLICY_STEPS) yz_spot_wrong(at, _("再次提醒的日子太多"), _("最多四个"));
        else put_period(&here, &p->steps[p->step_count++]);
    }
}

static void put_of(const struct yz_spot *at, const struct yz_slot *s, void *one) {
    static const struct yz_word words[] = {{"birth", YZ_OF_BIRTH}, {"id-until", YZ_OF_ID}, {"lease-until", YZ_OF_LEASE},
                                           {"year", YZ_OF_YEAR},   {"visit", YZ_OF_VISIT}, {NULL, 0}};
    struct yz_policy *p = one;
    const char *key = strncmp(at->value, "case ", 5) == 0 ? at->value + 5 : "";
    (void)s;
    for (const struct yz_word *w = words; w->word; w++)
        if (strcmp(at->value, w->word) == 0) p->of = (enum yz_policy_of)w->value;
    if (yz_is_key(key, sizeof p->of_case) && yz_copy(p->of_case, sizeof p->of_case, key)) p->of = YZ_OF_CASE;
    if (!p->of) yz_spot_wrong(at, _("没有这个词"), "birth id-until lease-until year visit, case KEY");
}

static void put_sex(const struct yz_spot *at, const struct yz_slot *s, void *one) {
    (void)s;
    if (!yz_code_parse("sex", at->value, &((struct yz_policy *)one)->sex)) yz_spot_wrong(at, _("没有这个词"), "男 女");
}

/* "tag 失业", "group KEY", "case KEY", "case KEY this-year", "case KEY 12 months" */
static bool read_test(const char *part, struct yz_policy_test *t) {
    char word[96];
    t->is_case = strncmp(part, "case ", 5) == 0;
    if (strncmp(part, "group ", 6) == 0) {
        const struct yz_group *g = yz_group_named(part + 6);
        t->is_group = true;
        return g && g->level != YZ_GROUP_SECRET && yz_copy(t->word, sizeof t->word, g->key);
    }
    if (!t->is_case) return strncmp(part, "tag ", 4) == 0 && yz_copy(t->word, sizeof t->word, part + 4);
    part += 5;
    size_t n = strcspn(part, " ");
    snprintf(word, sizeof word, "%.*s", (int)(n < sizeof word ? n : sizeof word - 1), part);
    part += n + strspn(part + n, " ");
    t->this_year = strcmp(part, "this-year") == 0;
    if (*part && !t->this_year && !yz_period_parse(part, &t->within)) return false;
    return yz_is_key(word, sizeof t->word) && yz_copy(t->word, sizeof t->word, word);
}

static void put_tests(const struct yz_spot *at, const struct yz_slot *s, void *one) {
    struct yz_policy *p = one;
    bool any = s->offset == offsetof(struct yz_policy, any);
    size_t *count = any ? &p->any_count : &p->none_count;
    struct yz_policy_test *all = any ? p->any : p->none;
    char text[1024], *rest = text, *part;
    yz_copy(text, sizeof text, at->value);
    while (next_part(&rest, "|\n", &part)) {
        if (*count == YZ_POLICY_TESTS) yz_spot_wrong(at, _("条件太多"), _("最多八个"));
        else if (!read_test(part, &all[*count]))
            yz_spot_wrong(at, _("条件的写法不对"), _("例如 tag 失业 | case pension-check this-year"));
        else ++*count;
    }
}

#define S(member, kind, ...) YZ_SLOT(struct yz_policy, member, kind, __VA_ARGS__)
static const struct yz_slot policy_slots[] = {
    S(key, KEY, .required = true),
    S(name, LINE, .required = true),
    S(name_en, LINE),
    S(service, KEY),
    S(reason, LINE, .required = true),
    S(reason_en, LINE),
    S(interval, NUMBER, .required = true, .low = 1, .high = 3660),
    S(source, LINE, .required = true),
    S(source_en, LINE),
    S(document, LINE),
    S(confidence, WORD, .required = true, .words = yz_confidence_words),
    S(valid_from, DAY, .required = true),
    S(valid_to, DAY),
};
static const struct yz_slot when_slots[] = {
    S(of, OWN, .required = true, .put = put_of),
    S(from, OWN, .required = true, .put = put_span),
    S(to, OWN, .required = true, .put = put_span),
    S(not_before, OWN, .put = put_span),
    S(by, OWN, .put = put_span),
    S(steps, OWN, .put = put_steps),
};
static const struct yz_slot who_slots[] = {
    S(sex, OWN, .put = put_sex),
    S(age, NUMBER, .low = 1, .high = 3660),
    S(any, OWN, .put = put_tests),
    S(none, OWN, .put = put_tests),
};
static const struct yz_section sections[] = {
    YZ_SECTION("policy", policy_slots, .required = true, .line = offsetof(struct yz_policy, line)),
    YZ_SECTION("when", when_slots, .required = true),
    YZ_SECTION("who", who_slots),
};

/* What the parts must mean together; 1 March 2024 stands for any day. */
static void check(void *whole, const struct yz_conf *c, struct yz_findings *f) {
    const struct yz_policy *p = whole;
    size_t line = (size_t)p->line;
    char left[64];
    (void)c;
    yz_date day = 20240301, from, to, on, by;
    yz_policy_days(p, day, &from, &to, &on, &by);
    if (p->from.given && p->to.given && to < from)
        yz_conf_wrong(f, line, "to", "", _("到期的日子早于开始的日子"), _("改 from 或 to"));
    for (size_t i = 0; i < p->step_count; i++) {
        yz_date step = yz_period_from(&p->steps[i], day);
        if (step <= from || step > to) yz_conf_wrong(f, line, "steps", "", _("再次提醒的日子要在 from 和 to 之间"), "");
    }
    if (!yz_reason_check(p->reason, left) || !yz_reason_check(p->reason_en, left))
        yz_conf_wrong(f, line, "reason", left, _("没有这个空"), "{days} {age} {date} {on} {by} {left}");
    if (p->valid_to && p->valid_to < p->valid_from)
        yz_conf_wrong(f, line, "valid_to", "", _("失效日期早于生效日期"), _("改其中一个日期"));
}

static const struct yz_definition definition = {.sections = sections,
                                                .section_count = YZ_COUNT(sections),
                                                .size = sizeof(struct yz_policy),
                                                .check = check,
                                                .command = "policy"};

bool yz_policy_parse(const char *text, size_t size, struct yz_policy *out, struct yz_findings *f) {
    return yz_definition_parse(&definition, text, size, out, f);
}

enum yz_status yz_policy_check_file(const char *path, struct yz_policy *out, struct yz_findings *f) {
    return yz_definition_check_file(&definition, path, out, f);
}

enum yz_status yz_policies(struct yz_policy *out, size_t max, size_t *count) {
    return yz_definition_all(&definition, "policies/", ".policy", out, max, count) ? YZ_OK : YZ_REFUSED;
}
