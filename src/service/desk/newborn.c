/* The newborn's insurance: what the dated rules make of a birth, and everything that stands against registering it. */
#include <stdio.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>

#include "base/mask.h"
#include "base/text.h"
#include "service/desk/intake_private.h"

/* What the check works on. */
struct newborn {
    struct yz_intake *in;
    struct yz_outcome *out;
    struct yz_findings *f;
    yz_date today, birth, paid_on;
    bool has_time, exempt;
};

static int64_t rule_number(const struct newborn *n, const char *name, yz_date day) {
    return yz_item_rule_number(&n->in->item, name, 0, day, 0);
}

/* Adds a rule's source to the text beside the answer, once, and remembers doubts. */
static void cite(struct newborn *n, const char *name, int64_t year, yz_date day, char *text, size_t room) {
    char source[320];
    const struct yz_rule *r = yz_item_rule(&n->in->item, name, year, day);
    if (!r) return;
    if (r->confidence != YZ_CONFIRMED) n->out->unconfirmed = true;
    yz_rule_source(r, source, sizeof source);
    size_t used = strlen(text);
    if (strstr(text, source)) return;
    if (used) used += (size_t)snprintf(text + used, room - used, "；");
    if (used < room) yz_copy(text + used, room - used, source);
}

/* --- prefill --- */

static void prefill(struct yz_intake *in, const char *field, const char *text) {
    if (*text) yz_intake_set(in, field, text, NULL);
}

/* What the registry knows of a baby that is in it already. */
static void prefill_person(struct yz_intake *in) {
    const struct yz_person *p = &in->person;
    char text[64], day[YZ_DATE_TEXT];
    int minute = yz_moment_minute(p->born_at);
    prefill(in, "baby_name", p->name);
    prefill(in, "baby_sex", yz_code_key("sex", p->sex));
    yz_date_text(p->birth, day);
    if (p->born_at) snprintf(text, sizeof text, "%s %02d:%02d", day, minute / 60, minute % 60);
    prefill(in, "birth", p->born_at ? text : day);
    prefill(in, "certificate", p->certificate);
    int64_t guardian = p->guardian ? p->guardian : p->mother;
    if (guardian) prefill(in, "guardian", yz_ref_text(YZ_PERSON, guardian, text));
}

/* Filled in only when there is no doubt: a wrong guardian is passed over too easily with Enter. In doubt the clerk picks. */
static bool one_likely_mother(const struct yz_intake *in) {
    size_t women = 0;
    for (size_t i = 0; i < in->guardian_count; i++) {
        const struct yz_guardian *g = &in->guardians[i];
        women += g->sex == 2 && g->age >= 18 && g->age <= 50;
    }
    return women == 1 || in->guardian_count == 1;
}

void yz_newborn_prefill(struct yz_intake *in) {
    if (in->person.id) prefill_person(in);
    if (!yz_intake_member(in, "guardian") && one_likely_mother(in)) prefill(in, "guardian", in->guardians[0].ref);
}

/* --- the baby --- */

static void check_birth(struct newborn *n) {
    yz_moment at = yz_intake_moment(n->in, "birth", &n->has_time);
    int64_t oldest, remind;
    char rule[160];
    if (!at) return;
    const char *value = yz_intake_get(n->in, "birth");
    yz_date birth = yz_moment_date(at);
    if (birth > n->today || (n->has_time && at > n->out->received)) {
        yz_find_error(n->f, "birth", value, _("出生时间在现在之后"), _("看一下年月日和时刻"));
        return;
    }
    n->birth = birth;
    oldest = rule_number(n, "max_age", birth);
    remind = rule_number(n, "warn_age", birth);
    int days = yz_days_between(birth, n->today);
    if (oldest && days > oldest) {
        snprintf(rule, sizeof rule, _("出生已经 %d 天，超过 %lld 天的不按新生儿办理"), days, (long long)oldest);
        yz_find_error(n->f, "birth", value, rule, _("按城乡居民医保参保办理"));
    } else if (remind && days > remind) {
        snprintf(rule, sizeof rule, _("出生已经 %d 天"), days);
        yz_find_warning(n->f, "birth", value, rule, _("看一下年份"));
    }
}

static void check_sex(struct newborn *n) {
    int32_t sex = yz_intake_code(n->in, "baby_sex");
    const char *value = yz_intake_get(n->in, "baby_sex");
    if (sex && sex != 1 && sex != 2) yz_find_error(n->f, "baby_sex", value, _("要填男或女"), NULL);
}

/* "李芳之子" while the baby has no name. */
static void name_baby(struct newborn *n) {
    const struct yz_member *g = yz_intake_member(n->in, "guardian");
    int32_t sex = yz_intake_code(n->in, "baby_sex");
    const char *typed = yz_intake_get(n->in, "baby_name");
    if (*typed) yz_copy(n->out->name, sizeof n->out->name, typed);
    else if (g && sex) {
        size_t cut = yz_utf8_cut(g->person.name, sizeof n->out->name - sizeof "之子");
        snprintf(n->out->name, sizeof n->out->name, "%.*s%s", (int)cut, g->person.name, sex == 2 ? "之女" : "之子");
    }
}

/* A baby who is in the registry: what is typed goes over what is there, so a difference is told. */
static void compare_person(struct newborn *n) {
    const struct yz_person *p = &n->in->person;
    int32_t sex = yz_intake_code(n->in, "baby_sex");
    const char *again = _("保存后以这里填的为准；不对就改这里");
    if (!p->id) return;
    if (p->birth && n->birth && p->birth != n->birth) {
        yz_find_warning(n->f, "birth", yz_intake_get(n->in, "birth"), _("与居民登记的出生日期不同"), again);
    }
    if ((p->sex == 1 || p->sex == 2) && sex && p->sex != sex) {
        yz_find_warning(n->f, "baby_sex", yz_intake_get(n->in, "baby_sex"), _("与居民登记的性别不同"), again);
    }
    if (p->died) yz_find_error(n->f, "", p->name, _("居民登记里这个人已经死亡"), NULL);
}

/* --- certificate, earlier case, twins --- */

static enum yz_status check_certificate(struct newborn *n) {
    const char *value = yz_intake_get(n->in, "certificate");
    char where[192];
    int64_t person;
    size_t i = (size_t)(yz_item_field(&n->in->item, "certificate") - n->in->item.fields);
    if (!*value || n->in->bad[i]) return YZ_OK;
    enum yz_status status = yz_certificate_user(n->in->s, value, n->in->person.id, &person, where, sizeof where);
    if (status == YZ_OK && person) {
        char rule[256];
        snprintf(rule, sizeof rule, _("这个编号已经用于%s"), where);
        yz_find_error(n->f, "certificate", value, rule, _("核对证明上的编号；确是同一个孩子就从那个居民办理"));
    }
    return status;
}

static enum yz_status check_earlier_case(struct newborn *n) {
    if (!n->in->person.id) return YZ_OK;
    struct yz_query *q = yz_sql(n->in->s->store, "SELECT number FROM \"case\" WHERE person = ?1 AND service = ?2"
                                                 " AND state NOT IN (12, 13) ORDER BY id LIMIT 1");
    if (!q) return yz_done(q);
    yz_bind(q, 1, n->in->person.id);
    yz_bind_text(q, 2, n->in->item.key);
    if (yz_next(q)) {
        char rule[128];
        snprintf(rule, sizeof rule, _("这个孩子已经登记过，办件 %s"), yz_text(q, 0));
        yz_find_error(n->f, "", n->in->person.name, rule, _("打开那个办件"));
    }
    return yz_done(q);
}

static enum yz_status find_twins(struct newborn *n) {
    struct yz_twin found[YZ_INTAKE_TWINS];
    size_t count;
    if (!n->birth && !*yz_intake_get(n->in, "certificate")) return YZ_OK;
    enum yz_status status =
        yz_child_duplicates(n->in->s, n->out->mother, n->in->household.id, n->birth,
                            yz_intake_get(n->in, "certificate"), n->out->name, found, YZ_INTAKE_TWINS, &count);
    if (status != YZ_OK) return status;
    for (size_t i = 0; i < count && i < YZ_INTAKE_TWINS; i++) {
        char rule[192], name[96];
        if (found[i].person == n->in->person.id) continue;
        n->out->twins[n->out->twin_count++] = found[i];
        yz_mask_name(name, sizeof name, found[i].name);
        snprintf(rule, sizeof rule, _("可能已有同一个孩子：%s（%s）"), name, found[i].why);
        yz_find_warning(n->f, "", "", rule, _("是同一个孩子就从那个居民办理；双胞胎不受影响"));
    }
    return YZ_OK;
}

/* --- family --- */

static void check_guardian(struct newborn *n) {
    const struct yz_member *g = yz_intake_member(n->in, "guardian");
    if (!g) return;
    const char *value = g->person.name;
    n->out->guardian = g->person.id;
    if (g->person.died) yz_find_error(n->f, "guardian", value, _("居民登记里这个人已经死亡"), NULL);
    if (g->person.id == n->in->person.id) yz_find_error(n->f, "guardian", value, _("不能是孩子自己"), NULL);
    if (g->person.birth && yz_age_on(g->person.birth, n->today) < 16) {
        yz_find_error(n->f, "guardian", value, _("监护人不满 16 周岁"), _("选一位成年的家庭成员"));
    }
    int32_t typed = yz_intake_code(n->in, "relation");
    n->out->relation = typed ? typed : yz_kin_child(g->membership.relation, yz_intake_code(n->in, "baby_sex"));
    n->out->mother = yz_kin_mother(n->in->members, n->in->member_count, g);
    if (n->in->person.mother) n->out->mother = n->in->person.mother;
}

static void check_relation(struct newborn *n) {
    int32_t typed = yz_intake_code(n->in, "relation");
    if (!typed || yz_kin_newborn(typed)) return;
    yz_find_error(n->f, "relation", yz_intake_get(n->in, "relation"), _("新生儿不会是户主、配偶、长辈或嫁娶进来的人"),
                  _("填孩子是户主的什么人，例如女、孙子；空着就由监护人推出"));
}

/* --- cover --- */

char *yz_newborn_cover_text(yz_date birth, yz_date cover_from, bool from_payment, char *out, size_t room) {
    char day[YZ_DATE_TEXT];
    if (!cover_from) snprintf(out, room, "%s", _("缴费之后（还没有缴费）"));
    else if (from_payment) snprintf(out, room, _("缴费之后，自 %s 起"), yz_date_text(cover_from, day));
    else snprintf(out, room, _("自出生之日（%s）起"), yz_date_text(birth, day));
    return out;
}

static void check_payment(struct newborn *n) {
    yz_date typed = yz_intake_date(n->in, "paid_on");
    const char *value = yz_intake_get(n->in, "paid_on");
    bool paid = yz_intake_is(n->in, "payment", "paid");
    n->exempt = yz_intake_is(n->in, "payment", "exempt");
    if (typed > n->today) yz_find_error(n->f, "paid_on", value, _("缴费日期在今天之后"), NULL);
    else if (typed && n->birth && typed < n->birth) {
        yz_find_error(n->f, "paid_on", value, _("缴费日期在出生之前"), NULL);
    } else if (typed && !paid) {
        yz_find_warning(n->f, "paid_on", value, _("填了缴费日期，但缴费情况不是已缴费"), NULL);
    }
    if (paid) n->paid_on = typed ? typed : n->today;
    else if (n->exempt) n->paid_on = n->today;
}

static void find_window(struct newborn *n) {
    struct yz_outcome *o = n->out;
    int64_t days = rule_number(n, "window", n->birth);
    bool by_birth = rule_number(n, "cover", n->birth) == 1;
    if (!n->birth || !days) return;
    o->window_known = true;
    o->window_days = (int)days;
    o->window_ends = yz_date_add(n->birth, (int)days);
    o->window_days_left = yz_days_between(n->today, o->window_ends);
    o->in_window = o->window_days_left >= 0;
    cite(n, "window", 0, n->birth, o->rule_source, sizeof o->rule_source);
    bool from_payment = !o->in_window || !by_birth;
    if (!from_payment) {
        o->cover_from = n->birth;
        cite(n, "cover", 0, n->birth, o->rule_source, sizeof o->rule_source);
    } else {
        if (n->paid_on) o->cover_from = yz_date_add(n->paid_on, (int)rule_number(n, "cover_after", n->birth));
        cite(n, "cover_after", 0, n->birth, o->rule_source, sizeof o->rule_source);
    }
    yz_newborn_cover_text(n->birth, o->cover_from, from_payment, o->cover_text, sizeof o->cover_text);
    if (o->in_window && !n->paid_on) {
        char rule[128], day[YZ_DATE_TEXT];
        snprintf(rule, sizeof rule, _("还没有缴费，要在 %s 前缴"), yz_date_text(o->window_ends, day));
        yz_find_warning(n->f, "payment", "", rule, "");
    } else if (!o->in_window) {
        char rule[128];
        snprintf(rule, sizeof rule, _("超过出生后 %d 天的期限 %d 天，缴费之后才享受"), o->window_days,
                 -o->window_days_left);
        yz_find_warning(n->f, "birth", yz_intake_get(n->in, "birth"), rule, "");
    }
}

/* --- insured years and money --- */

static void derive_years(struct newborn *n) {
    struct yz_outcome *o = n->out;
    int born = n->birth / 10000, now = n->today / 10000, last = born;
    int64_t late = rule_number(n, "late_birth", n->birth);
    if (!o->in_window) born = last = now; /* cover is not backwards, so neither is the year */
    else if (late && n->birth % 10000 >= late) {
        last = born + 1;
        cite(n, "late_birth", 0, n->birth, o->rule_source, sizeof o->rule_source);
    }
    if (last < now) last = now;
    for (int year = born; year <= last && o->year_count < YZ_INTAKE_YEARS; year++) o->years[o->year_count++] = year;
}

static bool has_year(const int *years, size_t count, int year) {
    for (size_t i = 0; i < count; i++) {
        if (years[i] == year) return true;
    }
    return false;
}

/* Years typed by hand: possible ones only; a warning where they leave out what the rule gives. */
static void check_years(struct newborn *n) {
    struct yz_outcome *o = n->out;
    const char *value = yz_intake_get(n->in, "years");
    int typed[YZ_INTAKE_YEARS];
    size_t index = (size_t)(yz_item_field(&n->in->item, "years") - n->in->item.fields);
    size_t count = n->in->bad[index] ? 0 : yz_intake_years(value, typed, YZ_INTAKE_YEARS);
    if (n->birth) derive_years(n);
    if (!count || !n->birth) return;
    for (size_t i = 0; i < count; i++) {
        if (typed[i] < n->birth / 10000 || typed[i] > n->today / 10000 + 1) {
            yz_find_error(n->f, "years", value, _("参保年度只能从出生年到明年"), NULL);
        }
    }
    for (size_t i = 0; i < o->year_count; i++) {
        char rule[96];
        if (has_year(typed, count, o->years[i])) continue;
        snprintf(rule, sizeof rule, _("按规则还应登记 %d 年度"), o->years[i]);
        yz_find_warning(n->f, "years", value, rule, "");
    }
    memcpy(o->years, typed, count * sizeof *typed);
    o->year_count = count;
}

static int64_t price_of_years(struct newborn *n) {
    struct yz_outcome *o = n->out;
    int64_t sum = 0;
    for (size_t i = 0; i < o->year_count; i++) {
        int64_t price = yz_item_rule_number(&n->in->item, "price", o->years[i], n->today, -1);
        if (price < 0) return -1;
        sum += price;
        cite(n, "price", o->years[i], n->today, o->price_source, sizeof o->price_source);
    }
    return o->year_count ? sum : -1;
}

static void check_amount(struct newborn *n) {
    struct yz_outcome *o = n->out;
    const char *value = yz_intake_get(n->in, "amount");
    int64_t typed, price = price_of_years(n);
    o->amount_typed = *value && yz_money_parse(value, &typed);
    o->amount = o->amount_typed ? typed : n->exempt ? 0 : price;
    if (o->amount_typed && price >= 0 && typed != price && !n->exempt) {
        char rule[128], text[32];
        snprintf(rule, sizeof rule, _("按登记的标准是 %s 元"), yz_money_text(price, text));
        yz_find_warning(n->f, "amount", value, rule, "");
    }
    if (o->amount < 0 && o->year_count) {
        yz_find_error(n->f, "amount", "", _("没有这个年度的缴费标准"), _("问清标准后填金额，例如 400"));
    }
}

enum yz_status yz_newborn_check(struct yz_intake *in, struct yz_outcome *out, struct yz_findings *f) {
    struct newborn n = {.in = in, .out = out, .f = f, .today = yz_moment_date(out->received)};
    check_birth(&n);
    check_sex(&n);
    check_guardian(&n);
    check_relation(&n);
    name_baby(&n);
    compare_person(&n);
    check_payment(&n);
    find_window(&n);
    check_years(&n);
    check_amount(&n);
    enum yz_status status = check_certificate(&n);
    if (status == YZ_OK) status = check_earlier_case(&n);
    return status == YZ_OK ? find_twins(&n) : status;
}
