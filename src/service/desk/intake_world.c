/* What is known while a form is filled in, as expressions ask for it: the person, the household, earlier cases, the
 * answers, the rules in force. Whatever the register does not say is unknown. */
#include <stdlib.h>
#include <string.h>
#include <yizhan/codes.h>

#include "base/text.h"
#include "service/desk/expr_private.h"
#include "service/desk/intake_private.h"

static void number(struct yz_value *v, int64_t n) {
    *v = (struct yz_value){.known = true, .number = n};
}

static void word(struct yz_value *v, const char *text) {
    *v = (struct yz_value){.known = *text != '\0'};
    yz_copy(v->word, sizeof v->word, text);
}

/* --- the person and the household --- */

/* By mother in the register, and by guardian among those who live together. A man without any: nobody can tell. */
static void children(const struct yz_intake *in, struct yz_value *out) {
    struct yz_query *q =
        yz_sql(in->s->store, "SELECT count(*) FROM person WHERE mother = ?1 AND mother <> 0 AND died = 0");
    int64_t count = 0;
    if (!q) return;
    yz_bind(q, 1, in->person.id);
    if (yz_next(q)) count = yz_int(q, 0);
    if (yz_done(q) != YZ_OK) return;
    for (size_t i = 0; i < in->member_count; i++) {
        const struct yz_person *p = &in->members[i].person;
        count += p->guardian == in->person.id && p->mother != in->person.id && !p->died;
    }
    if (count || in->person.sex == 2) number(out, count);
}

static void of_person(const struct yz_intake *in, const char *name, struct yz_value *out) {
    const struct yz_person *p = &in->person;
    if (!p->id) return;
    if (strcmp(name, "age") == 0 && p->birth) number(out, yz_age_on(p->birth, yz_today()));
    else if (strcmp(name, "birth") == 0 && p->birth) number(out, p->birth);
    else if (strcmp(name, "sex") == 0) word(out, yz_code_key("sex", p->sex));
    else if (strcmp(name, "marital") == 0) word(out, yz_code_key("marital", p->marital));
    else if (strcmp(name, "political") == 0) word(out, yz_code_key("political", p->political));
    else if (strcmp(name, "residence") == 0) word(out, yz_code_key("residence", p->residence));
    else if (strcmp(name, "ethnic") == 0) word(out, yz_code_key("ethnic", p->ethnic));
    else if (strcmp(name, "died") == 0) number(out, p->died != 0);
    else if (strcmp(name, "id_number") == 0) number(out, *p->id_number != '\0');
    else if (strcmp(name, "phone") == 0) number(out, *p->phone != '\0');
    else if (strcmp(name, "hukou") == 0) number(out, *p->hukou != '\0');
    else if (strcmp(name, "employer") == 0) number(out, *p->employer != '\0');
    else if (strcmp(name, "head") == 0 && in->household.head) number(out, in->household.head == p->id);
}

static void of_household(const struct yz_intake *in, const char *name, struct yz_value *out) {
    if (!in->household.id) return;
    if (strcmp(name, "kind") == 0) word(out, yz_code_key("household_kind", in->household.kind));
    else if (strcmp(name, "members") == 0) number(out, (int64_t)in->member_count);
}

/* --- answers --- */

static void of_answer(const struct yz_intake *in, const char *key, struct yz_value *out) {
    const struct yz_item_field *f = yz_item_field(&in->item, key);
    size_t i = f ? (size_t)(f - in->item.fields) : 0;
    int64_t fen;
    int year;
    yz_date d;
    if (!f || in->bad[i]) return;
    if (!*in->value[i] && *f->value.text) { /* what is worked out: only from fields before it, so this ends */
        struct yz_expr_world world = yz_intake_world(in);
        *out = yz_expr_value(&f->value, &world);
        return;
    }
    const char *value = in->value[i];
    if (f->type == YZ_ANSWER_FLAG) number(out, strcmp(value, "yes") == 0);
    if (!*value || f->type == YZ_ANSWER_FLAG) return;
    switch (f->type) {
    case YZ_ANSWER_CONSENT: number(out, strcmp(value, "yes") == 0); break;
    case YZ_ANSWER_DATE:
    case YZ_ANSWER_MONTH:
    case YZ_ANSWER_MOMENT:
        d = yz_intake_date(in, key);
        if (d) number(out, d);
        break;
    case YZ_ANSWER_NUMBER: number(out, strtoll(value, NULL, 10)); break;
    case YZ_ANSWER_MONEY:
        if (yz_money_parse(value, &fen)) number(out, fen);
        break;
    case YZ_ANSWER_YEARS:
        if (yz_intake_years(value, &year, 1)) number(out, year);
        break;
    default: word(out, value);
    }
}

/* --- earlier cases --- */

/* A finished case of that item, in so many days (0 = ever, -1 = this calendar year). */
static void has_case(const struct yz_intake *in, const char *service, int64_t days, struct yz_value *out) {
    yz_date today = yz_today(), since = 0;
    if (!in->person.id) return;
    if (days == -1) since = today / 10000 * 10000 + 101;
    else if (days > 0 && days < 36600) since = yz_date_add(today, -(int)days);
    struct yz_query *q = yz_sql(in->s->store, "SELECT count(*) FROM \"case\" WHERE person = ?1 AND service = ?2"
                                              " AND state IN (9, 10, 11) AND max(received, finished) >= ?3");
    if (!q) return;
    yz_bind(q, 1, in->person.id);
    yz_bind_text(q, 2, service);
    yz_bind(q, 3, since ? yz_moment_make(since, 0) : 0);
    int64_t count = yz_next(q) ? yz_int(q, 0) : 0;
    if (yz_done(q) == YZ_OK) number(out, count > 0);
}

static void open_case(const struct yz_intake *in, const char *service, struct yz_value *out) {
    char no[24];
    if (in->person.id && yz_intake_open_case(in, service, no) == YZ_OK) number(out, *no != '\0');
}

static void of_rule(const struct yz_intake *in, const char *name, int64_t year, struct yz_value *out) {
    const struct yz_rule *r = yz_item_rule(&in->item, name, year, yz_today());
    if (!r || !yz_rule_value((enum yz_rule_type)r->type, r->value, &out->number)) return;
    out->known = true;
    yz_copy(out->word, sizeof out->word, r->value);
}

static void named(const struct yz_intake *in, const char *name, struct yz_value *out) {
    if (strncmp(name, "answer.", 7) == 0) of_answer(in, name + 7, out);
    else if (strncmp(name, "person.", 7) == 0) of_person(in, name + 7, out);
    else if (strncmp(name, "household.", 10) == 0) of_household(in, name + 10, out);
    else if (strcmp(name, "children") == 0 && in->person.id) children(in, out);
    else if (strcmp(name, "person") == 0) number(out, in->person.id != 0);
    else if (strcmp(name, "today") == 0) number(out, yz_today());
    else if (strcmp(name, "month_day") == 0) number(out, yz_today() % 10000);
}

/* A flag of the register is given when it is set: given(person.phone). An answer is given when it is not empty. */
static void given(const struct yz_intake *in, const char *name, struct yz_value *out) {
    struct yz_value v = {0};
    if (strncmp(name, "answer.", 7) == 0) {
        number(out, *yz_intake_get(in, name + 7) != '\0');
        return;
    }
    named(in, name, &v);
    bool flag = strcmp(name, "person.id_number") == 0 || strcmp(name, "person.phone") == 0 ||
                strcmp(name, "person.hukou") == 0 || strcmp(name, "person.employer") == 0;
    number(out, v.known && (!flag || v.number));
}

static void lookup(void *ctx, const struct yz_expr_node *n, int64_t argument, struct yz_value *out) {
    const struct yz_intake *in = ctx;
    switch (n->op) {
    case YZ_OP_RULE: of_rule(in, n->word, argument, out); break;
    case YZ_OP_GIVEN: given(in, n->word, out); break;
    case YZ_OP_HAS: has_case(in, n->word, argument, out); break;
    case YZ_OP_OPEN: open_case(in, n->word, out); break;
    default: named(in, n->word, out);
    }
}

struct yz_expr_world yz_intake_world(const struct yz_intake *in) {
    /* it only reads; the callback's type cannot say so */
    return (struct yz_expr_world){lookup, (void *)(uintptr_t)in, yz_today()};
}
