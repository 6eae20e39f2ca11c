/* What an item demands: its conditions, the item before it in its chain, and no second case under way. What is false is an
 * error or a warning as the item says; what nobody knows is a warning to look by hand. */
#include <stdio.h>
#include <string.h>
#include <yizhan/i18n.h>

#include "base/text.h"
#include "service/desk/case_sql.h"
#include "service/desk/expr_private.h"
#include "service/desk/intake_private.h"

char *yz_condition_source(const struct yz_condition *c, char *out, size_t room) {
    struct yz_rule r = {.confidence = c->confidence};
    yz_copy(r.source, sizeof r.source, yz_item_condition_source(c));
    yz_copy(r.document, sizeof r.document, c->document);
    return yz_rule_source(&r, out, room);
}

/* A finding about a condition stands at the first field it asks for, else at the whole. */
static void tell(struct yz_findings *f, const struct yz_condition *c, enum yz_truth truth) {
    char rule[640], source[400];
    const char *field = yz_expr_field(&c->test), *label = yz_item_condition_label(c);
    yz_condition_source(c, source, sizeof source);
    bool must = c->severity == YZ_CONDITION_MUST;
    const char *how = truth != YZ_FALSE ? _("请核对：%1$s（%2$s）")
                      : must            ? _("不符合：%1$s（%2$s）")
                                        : _("提醒，不符合：%1$s（%2$s）");
    snprintf(rule, sizeof rule, how, label, source);
    if (truth == YZ_FALSE && must) yz_find_error(f, field, "", rule, yz_item_condition_mend(c));
    else
        yz_find_warning(f, field, "", rule,
                        truth == YZ_FALSE ? yz_item_condition_mend(c) : _("登记簿里没有，问清或看材料"));
}

/* Unknown only since a field is wrong, or must be filled in and is empty: that is told already. */
static bool waits(const struct yz_intake *in, const struct yz_condition *c) {
    const struct yz_item_field *f = yz_item_field(&in->item, yz_expr_field(&c->test));
    if (!f) return false;
    size_t i = (size_t)(f - in->item.fields);
    return in->bad[i] || ((f->flags & YZ_ANSWER_REQUIRED) && !*in->value[i]);
}

static void check_conditions(const struct yz_intake *in, struct yz_outcome *out, struct yz_findings *f) {
    struct yz_expr_world world = yz_intake_world(in);
    yz_date today = yz_moment_date(out->received);
    for (size_t i = 0; i < in->item.test_count; i++) {
        const struct yz_condition *c = &in->item.tests[i];
        if ((c->valid_from && c->valid_from > today) || (c->valid_to && c->valid_to < today)) continue;
        enum yz_truth truth = yz_expr_truth(&c->test, &world);
        out->conditions[out->condition_count++] = (struct yz_condition_result){c, truth};
        if (c->confidence != YZ_CONFIRMED) out->unconfirmed = true;
        if (truth == YZ_FALSE || (truth == YZ_UNKNOWN && !waits(in, c))) tell(f, c, truth);
    }
}

/* --- the chain --- */

/* The name of an item in the catalogue; its key when it is not there. */
static void name_of(const struct yz_intake *in, const char *key, char *out, size_t room) {
    struct yz_query *q = yz_sql(in->s->store, "SELECT name, name_en FROM service WHERE key = ?1");
    yz_copy(out, room, key);
    if (!q) return;
    yz_bind_text(q, 1, key);
    if (yz_next(q)) {
        bool en = strcmp(yz_language_name(), "en") == 0 && *yz_text(q, 1);
        yz_copy(out, room, yz_text(q, en ? 1 : 0));
    }
    yz_done(q);
}

static void check_chain(const struct yz_intake *in, struct yz_outcome *out, struct yz_findings *f) {
    struct yz_expr_world world = yz_intake_world(in);
    struct yz_expr_node has = {.op = YZ_OP_HAS};
    struct yz_value v = {0};
    char rule[192], no[24] = "";
    if (!*in->item.after) return;
    yz_copy(has.word, sizeof has.word, in->item.after);
    world.lookup(world.ctx, &has, 0, &v);
    name_of(in, in->item.after, out->after, sizeof out->after);
    out->after_done = v.known && v.number ? YZ_TRUE : v.known ? YZ_FALSE : YZ_UNKNOWN;
    if (*in->item.after_or.text && yz_expr_truth(&in->item.after_or, &world) == YZ_TRUE) out->after_done = YZ_TRUE;
    if (out->after_done == YZ_TRUE) return;
    if (in->person.id) yz_intake_open_case(in, in->item.after, no);
    const char *field = yz_expr_field(&in->item.after_or);
    if (out->after_done == YZ_UNKNOWN) {
        snprintf(rule, sizeof rule, _("要先办完“%s”，登记簿里没有这个人，请核对"), out->after);
        yz_find_warning(f, field, "", rule, "");
    } else if (*no) {
        snprintf(rule, sizeof rule, _("要先办完“%1$s”：办件 %2$s 还没有办结"), out->after, no);
        yz_find_error(f, field, "", rule, _("办结那个办件，或看过已办好的证明后在表里注明"));
    } else {
        snprintf(rule, sizeof rule, _("要先办完“%s”"), out->after);
        yz_find_error(f, field, "", rule, _("先办理它；在别处办过的，看过证明后在表里注明"));
    }
}

/* --- one under way already --- */

static const char *subject_column(const struct yz_intake *in, int64_t *id) {
    *id = in->item.about == YZ_ABOUT_EVENT       ? in->building.id
          : in->item.about == YZ_ABOUT_HOUSEHOLD ? in->household.id
                                                 : in->person.id;
    return in->item.about == YZ_ABOUT_EVENT       ? "building"
           : in->item.about == YZ_ABOUT_HOUSEHOLD ? "household"
                                                  : "person";
}

#define OPEN_CASE(column)                                                                                              \
    "SELECT number FROM \"case\" WHERE " column " = ?1 AND service = ?2 AND " YZ_CASE_OPEN_SQL " ORDER BY id DESC"     \
    " LIMIT 1"

enum yz_status yz_intake_open_case(const struct yz_intake *in, const char *service, char number[24]) {
    int64_t id;
    const char *column = subject_column(in, &id);
    *number = '\0';
    if (!id) return YZ_OK;
    struct yz_query *q = yz_sql(in->s->store, *column == 'b'   ? OPEN_CASE("building")
                                              : *column == 'h' ? OPEN_CASE("household")
                                                               : OPEN_CASE("person"));
    if (!q) return yz_done(q);
    yz_bind(q, 1, id);
    yz_bind_text(q, 2, service);
    if (yz_next(q)) yz_copy(number, 24, yz_text(q, 0));
    return yz_done(q);
}

static void check_open(const struct yz_intake *in, struct yz_outcome *out, struct yz_findings *f) {
    char rule[128], *no = out->open_case;
    if (yz_intake_open_case(in, in->item.key, no) != YZ_OK || !*no) return;
    bool event = in->item.about == YZ_ABOUT_EVENT;
    snprintf(rule, sizeof rule, event ? _("这栋楼已有同类的事在办：办件 %s") : _("同一事项已有在办的：办件 %s"), no);
    if (in->item.once) yz_find_error(f, "", "", rule, _("打开那个办件"));
    else yz_find_warning(f, "", "", rule, _("是同一件就接着办那一件"));
}

void yz_intake_conditions(const struct yz_intake *in, struct yz_outcome *out, struct yz_findings *f) {
    if (in->item.about == YZ_ABOUT_PERSON && in->person.died)
        yz_find_error(f, "", in->person.name, _("居民登记里这个人已经死亡"), NULL);
    check_conditions(in, out, f);
    check_chain(in, out, f);
    if (!yz_intake_newborn(in)) check_open(in, out, f); /* which has a stricter look of its own */
}

/* --- what is asked, and what is worked out --- */

bool yz_intake_asks(const struct yz_intake *in, const char *key) {
    const struct yz_item_field *f = yz_item_field(&in->item, key);
    struct yz_expr_world world = yz_intake_world(in);
    return !f || yz_expr_truth(&f->when, &world) != YZ_FALSE;
}

bool yz_intake_wants(const struct yz_intake *in, size_t paper) {
    struct yz_expr_world world = yz_intake_world(in);
    return paper < in->item.paper_count && yz_expr_truth(&in->item.papers[paper].when, &world) != YZ_FALSE;
}

static void value_text(const struct yz_item_field *f, const struct yz_value *v, char *out, size_t room) {
    char text[64];
    switch (yz_expr_type_of(f)) {
    case YZ_EXPR_WORD: yz_copy(out, room, v->word); break;
    case YZ_EXPR_TRUTH: yz_copy(out, room, v->number ? "yes" : ""); break;
    case YZ_EXPR_DATE: yz_copy(out, room, yz_date_text((yz_date)v->number, text)); break;
    case YZ_EXPR_NUMBER:
        if (f->type == YZ_ANSWER_MONEY) yz_copy(out, room, yz_money_text(v->number, text));
        else snprintf(out, room, "%lld", (long long)v->number);
    }
}

void yz_intake_work_out(const struct yz_intake *in, struct yz_outcome *out) {
    struct yz_expr_world world = yz_intake_world(in);
    for (size_t i = 0; i < in->item.field_count; i++) {
        const struct yz_item_field *f = &in->item.fields[i];
        if (!*f->value.text || *in->value[i] || !yz_intake_asks(in, f->key)) continue;
        struct yz_value v = yz_expr_value(&f->value, &world);
        if (v.known) value_text(f, &v, out->worked[i], sizeof out->worked[i]);
    }
}
