/* What the parts of a definition must mean together. Reading them one by one is item.c's business. */
#include <stdio.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/registry.h>

#include "base/conf.h"
#include "base/data.h"
#include "service/desk/desk_private.h"

static void check_limits(const struct yz_item *i, struct yz_findings *f) {
    const struct yz_limit *promised = &i->promised, *legal = &i->legal;
    if (i->type == YZ_ITEM_PROMISED && !promised->amount) {
        yz_conf_wrong(f, (size_t)i->line, "promised", "", _("承诺件要有承诺时限，不能是 0"),
                      _("例如 promised = 5 工作日"));
    }
    if (i->type == YZ_ITEM_INSTANT && promised->amount) {
        yz_conf_wrong(f, (size_t)i->line, "promised", "", _("即办件当场办完，不写承诺时限"), _("删掉，或改成承诺件"));
    }
    if (legal->amount && promised->unit == legal->unit && promised->amount > legal->amount) {
        yz_conf_wrong(f, (size_t)i->line, "promised", "", _("承诺时限比法定时限还长"), _("承诺时限不能超过 legal"));
    }
    if (i->valid_to && i->valid_to < i->valid_from) {
        yz_conf_wrong(f, (size_t)i->line, "valid_to", "", _("失效日期早于生效日期"), _("改其中一个日期"));
    }
}

/* Spans are found fault with by what reads them; here it only gets its place in the file. */
static void check_hours(const struct yz_item *i, struct yz_findings *f) {
    struct yz_hours hours;
    char place[32];
    yz_hours_parse(i->hours, i->weekend, yz_conf_place((size_t)i->line, "hours", place), &hours, f);
}

static void check_ways(const struct yz_item *i, struct yz_findings *f) {
    bool newborn = strcmp(i->procedure, "newborn") == 0, own = strcmp(i->flow, "service") == 0;
    char flow[64];
    snprintf(flow, sizeof flow, "flows/%s.flow", i->flow);
    if (!newborn && strcmp(i->procedure, "plain") != 0) {
        yz_conf_wrong(f, (size_t)i->line, "procedure", i->procedure, _("没有这种办理方式"), "plain newborn");
    }
    if (!own && strcmp(i->flow, "event") != 0 && !yz_data(flow, NULL)) {
        yz_conf_wrong(f, (size_t)i->line, "flow", i->flow, _("没有这种流程"), "service event");
    }
    if (newborn && i->about != YZ_ABOUT_HOUSEHOLD) {
        yz_conf_wrong(f, (size_t)i->line, "about", "", _("procedure = newborn 从户开始"), "about = household");
    }
    if (i->about == YZ_ABOUT_EVENT && !yz_item_field(i, "place")) {
        yz_conf_wrong(f, (size_t)i->line, "about", "", _("about = event 要有 [field place]：在哪里"), "");
    }
    if (*i->after && strcmp(i->after, i->key) == 0) {
        yz_conf_wrong(f, (size_t)i->line, "after", i->after, _("不能接在自己后面"), _("写上先要办完的那个事项"));
    }
    if (*i->after_or.text && !*i->after) {
        yz_conf_wrong(f, (size_t)i->after_or.line, "after_or", "", _("after_or 要和 after 一起写"), "");
    }
}

static void check_papers(const struct yz_item *i, struct yz_findings *f) {
    for (size_t n = 0; n < i->paper_count; n++) {
        const struct yz_item_paper *p = &i->papers[n];
        if (yz_item_paper(i, p->key) != p)
            yz_conf_wrong(f, (size_t)p->line, "", p->key, _("这份材料写了两次"), _("换一个键"));
        if (!p->original && !p->copies)
            yz_conf_wrong(f, (size_t)p->line, "original", "", _("原件和复印件至少要一样"), "");
        if (p->copies > 20) yz_conf_wrong(f, (size_t)p->line, "copies", "", _("复印件多于 20 份"), "");
        if (p->may_follow && (p->follow_days < 1 || p->follow_days > 366)) {
            yz_conf_wrong(f, (size_t)p->line, "follow_days", "", _("容缺的材料要写几天内补交"),
                          _("例如 follow_days = 10"));
        }
        if (!p->may_follow && p->follow_days) {
            yz_conf_wrong(f, (size_t)p->line, "follow_days", "", _("不能容缺的材料没有补交天数"),
                          _("missing = follow 或删掉这一行"));
        }
    }
}

static void check_options(const struct yz_item_field *field, struct yz_findings *f) {
    bool choice = field->type == YZ_ANSWER_CHOICE, initial_found = !*field->initial;
    if (choice != (*field->options[0].key != '\0')) {
        yz_conf_wrong(f, (size_t)field->line, "options", "", _("type = choice 要有选项，其他类型没有选项"),
                      _("每行一个：paid | 已缴费 | paid"));
    }
    for (size_t a = 0; a < YZ_ITEM_OPTIONS && *field->options[a].key; a++) {
        if (strcmp(field->options[a].key, field->initial) == 0) initial_found = true;
        for (size_t b = 0; b < a; b++) {
            if (strcmp(field->options[a].key, field->options[b].key) != 0) continue;
            yz_conf_wrong(f, (size_t)field->line, "options", field->options[a].key, _("这个选项写了两次"), "");
        }
    }
    if (choice && !initial_found)
        yz_conf_wrong(f, (size_t)field->line, "initial", field->initial, _("选项里没有它"), "");
}

/* What is kept beside the answers of a form, or is no answer. */
static bool taken(const char *key) {
    static const char *const words[] = {"papers",       "conditions",    "rule_source",
                                        "price_source", "insured_years", "unasked_papers"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcmp(words[i], key) == 0) return true;
    }
    return false;
}

static void check_from(const struct yz_item_field *field, struct yz_findings *f) {
    const struct yz_field *from = *field->from ? yz_field_named(&yz_person_kind, field->from) : NULL;
    if (*field->from && (!from || from->type == YZ_REF)) {
        yz_conf_wrong(f, (size_t)field->line, "from", field->from, _("居民登记里没有这个字段"), _("例如 from = phone"));
    }
    if (*field->value.text && !(field->flags & YZ_ANSWER_DERIVED)) {
        yz_conf_wrong(f, (size_t)field->value.line, "value", "", _("value 只用于 derived = 是 的字段"), "");
    }
}

static void check_fields(const struct yz_item *i, struct yz_findings *f) {
    size_t codes;
    for (size_t n = 0; n < i->field_count; n++) {
        const struct yz_item_field *field = &i->fields[n];
        if (yz_item_field(i, field->key) != field || taken(field->key)) {
            yz_conf_wrong(f, (size_t)field->line, "", field->key, _("这个字段写了两次，或名字已有别的用处"),
                          _("换一个键"));
        }
        if ((field->type == YZ_ANSWER_CODE) != (*field->of != '\0')) {
            yz_conf_wrong(f, (size_t)field->line, "of", field->of,
                          _("type = code 要用 of 说明用哪张代码表，其他类型不用"), _("例如 of = sex"));
        } else if (*field->of && !yz_codes(field->of, &codes)) {
            yz_conf_wrong(f, (size_t)field->line, "of", field->of, _("没有这张代码表"), _("代码表在 data/codes 里"));
        }
        check_options(field, f);
        check_from(field, f);
    }
}

static bool overlap(const struct yz_rule *a, const struct yz_rule *b) {
    bool a_first = a->valid_to && b->valid_from && a->valid_to < b->valid_from;
    bool b_first = b->valid_to && a->valid_from && b->valid_to < a->valid_from;
    return strcmp(a->name, b->name) == 0 && a->year == b->year && !a_first && !b_first;
}

static void check_rule(const struct yz_item *i, struct yz_rule *r, struct yz_findings *f) {
    enum yz_rule_type type = yz_rule_type(r->name);
    int64_t value;
    if (type && r->type && r->type != (int)type) {
        yz_conf_wrong(f, (size_t)r->line, "type", r->name, _("这条规则的类型由名字定，不能另写"),
                      _("删掉这一行，或换一个名字"));
    }
    if (type) r->type = (int)type;
    if (!r->type) {
        yz_conf_wrong(f, (size_t)r->line, "type", r->name, _("这个名字的规则要写 type"),
                      "days money month-day word number");
    } else if (*r->value && !yz_rule_value((enum yz_rule_type)r->type, r->value, &value)) {
        const char *const examples[] = {"",
                                        _("天数，例如 90"),
                                        _("金额，例如 400.00"),
                                        _("月-日，例如 10-01"),
                                        _("birth 或 payment"),
                                        _("一个词，不带空格"),
                                        _("一个整数，例如 3")};
        yz_conf_wrong(f, (size_t)r->line, "value", r->value, _("这条规则的值不是这样写的"), examples[r->type]);
    }
    if (r->valid_to && r->valid_from && r->valid_to < r->valid_from) {
        yz_conf_wrong(f, (size_t)r->line, "valid_to", "", _("失效日期早于生效日期"), _("改其中一个日期"));
    }
    if (strcmp(r->name, "price") == 0 && (r->year < 2000 || r->year > 2099)) {
        yz_conf_wrong(f, (size_t)r->line, "year", "", _("缴费标准要写参保年度"), _("例如 year = 2026"));
    }
    for (const struct yz_rule *other = i->rules; other < r; other++) {
        char rule[128];
        if (strcmp(other->name, r->name) == 0 && other->type != r->type) {
            yz_conf_wrong(f, (size_t)r->line, "type", r->name, _("同名的规则类型要一样"), "");
        }
        if (!overlap(r, other)) continue;
        snprintf(rule, sizeof rule, _("与第 %lld 行的同名规则日期重叠"), (long long)other->line);
        yz_conf_wrong(f, (size_t)r->line, "", r->name, rule, _("给前一条写上 valid_to，给后一条写上 valid_from"));
    }
}

/* What registering a newborn stands on. */
static void check_newborn(const struct yz_item *i, struct yz_findings *f) {
    static const struct {
        const char *key;
        enum yz_answer_type type;
    } fields[] = {
        {"baby_name", YZ_ANSWER_NAME},  {"baby_sex", YZ_ANSWER_CODE},      {"birth", YZ_ANSWER_MOMENT},
        {"guardian", YZ_ANSWER_MEMBER}, {"relation", YZ_ANSWER_CODE},      {"years", YZ_ANSWER_YEARS},
        {"amount", YZ_ANSWER_MONEY},    {"payment", YZ_ANSWER_CHOICE},     {"paid_on", YZ_ANSWER_DATE},
        {"consent", YZ_ANSWER_CONSENT}, {"consent_how", YZ_ANSWER_CHOICE}, {"certificate", YZ_ANSWER_CERTIFICATE},
    };
    static const char *const rules[] = {"window", "cover", "cover_after", "late_birth", "warn_age", "max_age", "price"};
    for (size_t n = 0; n < sizeof fields / sizeof *fields; n++) {
        const struct yz_item_field *field = yz_item_field(i, fields[n].key);
        if (!field) yz_conf_wrong(f, (size_t)i->line, fields[n].key, "", _("procedure = newborn 要有这个字段"), "");
        else if (field->type != fields[n].type)
            yz_conf_wrong(f, (size_t)field->line, "type", field->key, _("这个字段的类型不对"), "");
    }
    for (size_t n = 0; n < sizeof rules / sizeof *rules; n++) {
        bool found = false;
        for (size_t k = 0; k < i->rule_count && !found; k++) found = strcmp(i->rules[k].name, rules[n]) == 0;
        if (!found) yz_conf_wrong(f, (size_t)i->line, rules[n], "", _("procedure = newborn 要有这条规则"), "");
    }
}

static void check_conditions(const struct yz_item *i, struct yz_findings *f) {
    for (size_t n = 0; n < i->test_count; n++) {
        const struct yz_condition *c = &i->tests[n];
        for (size_t k = 0; k < n; k++) {
            if (strcmp(i->tests[k].key, c->key) == 0) {
                yz_conf_wrong(f, (size_t)c->line, "", c->key, _("这条条件写了两次"), _("换一个键"));
            }
        }
        if (c->valid_to && c->valid_from && c->valid_to < c->valid_from) {
            yz_conf_wrong(f, (size_t)c->line, "valid_to", "", _("失效日期早于生效日期"), _("改其中一个日期"));
        }
    }
}

void yz_item_check(struct yz_item *item, struct yz_findings *f) {
    check_limits(item, f);
    check_hours(item, f);
    check_ways(item, f);
    check_papers(item, f);
    check_fields(item, f);
    for (size_t i = 0; i < item->rule_count; i++) check_rule(item, &item->rules[i], f);
    check_conditions(item, f);
    if (strcmp(item->procedure, "newborn") == 0) check_newborn(item, f);
    yz_item_parse_expressions(item, f);
}
