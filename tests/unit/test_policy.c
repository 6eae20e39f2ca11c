/* 政策找人: ours are whole; each policy's first and last day; who does not count; putting aside and undoing it. */
#include "support/desk.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/counter.h>
#include <yizhan/i18n.h>
#include <yizhan/journal.h>
#include <yizhan/net.h>
#include <yizhan/policies.h>

#include "base/data.h"
#include "service/session.h"
#include "service/station/policy_private.h"

static struct desk d;

static int begin(void **state) {
    (void)state;
    desk_make(&d);
    return 0;
}

static int done(void **state) {
    (void)state;
    desk_drop(&d);
    return 0;
}

static void put(const struct yz_kind *k, void *record) {
    assert_int_equal(yz_act_begin(d.store, "edit", d.clerk.id), YZ_OK);
    if (yz_put(d.store, k, record) != YZ_OK) fail_msg("%s", yz_message());
    assert_int_equal(yz_act_commit(d.store, NULL), YZ_OK);
}

static int64_t person(yz_date birth, int sex, const char *tags, yz_date until) {
    struct yz_person p = {.name = "王小明", .birth = birth, .sex = sex};
    snprintf(p.tags, sizeof p.tags, "%s", tags);
    put(&yz_person_kind, &p);
    struct yz_membership m = {
        .person = p.id, .household = d.family, .dwelling = d.dwelling, .since = birth, .until = until, .role = 3};
    put(&yz_membership_kind, &m);
    return p.id;
}

static void open_case(int64_t who, const char *service, yz_date received, int state) {
    struct yz_case c = {
        .person = who, .state = state, .received = yz_moment_make(received, 600), .station = d.station.id};
    snprintf(c.service, sizeof c.service, "%s", service);
    snprintf(c.number, sizeof c.number, "T-%lld-%d", (long long)YZ_ID_COUNTER(who), received);
    put(&yz_case_kind, &c);
}

/* How often the policy finds somebody on a day (the person, 0 = anybody). */
static size_t hits(const char *key, yz_date day, int64_t who) {
    struct yz_people p = {0};
    size_t n = 0;
    if (yz_people_find(d.session, day, key, &p) != YZ_OK) fail_msg("%s", yz_message());
    for (size_t i = 0; i < p.count; i++) n += !who || p.all[i].person == who;
    yz_people_free(&p);
    return n;
}

static bool found(const char *key, yz_date day, int64_t who) {
    return hits(key, day, who) == 1;
}

/* Found from the first to the last day, and on no day beside. */
static void spans(const char *key, int64_t who, yz_date first, yz_date last) {
    assert_false(found(key, yz_date_add(first, -1), who));
    assert_true(found(key, first, who));
    assert_true(found(key, last, who));
    assert_false(found(key, yz_date_add(last, 1), who));
}

/* --- definitions --- */

static void ours_are_whole(void **state) {
    (void)state;
    static struct yz_policy all[YZ_POLICIES];
    size_t count = 0;
    if (yz_policies(all, YZ_POLICIES, &count) != YZ_OK) fail_msg("%s", yz_message());
    assert_int_equal(count, 11);
    for (size_t i = 0; i < count; i++) {
        char source[400];
        assert_true(*all[i].name_en && *all[i].reason_en);
        assert_non_null(strstr(yz_policy_source(&all[i], source, sizeof source), all[i].source));
    }
}

static void a_bad_one_tells_every_error(void **state) {
    (void)state;
    static const char bad[] = "[policy]\n"                    /* 1: reason and confidence are missing */
                              "key = Pension 60\n"            /* 2 */
                              "name = 养老\n"                 /* 3 */
                              "interval = soon\n"             /* 4 */
                              "source = 某处\n"               /* 5 */
                              "valid_from = 2026-02-30\n"     /* 6 */
                              "colour = red\n"                /* 7 */
                              "reason_en = on {noday}\n"      /* 8, told at 1 */
                              "[when]\n"                      /* 9 */
                              "of = wedding\n"                /* 10 */
                              "from = 60 days\n"              /* 11 */
                              "to = 30 days\n"                /* 12, told at 1 */
                              "steps = 2 weeks\n"             /* 13 */
                              "[who]\n"                       /* 14 */
                              "sex = 马\n"                    /* 15 */
                              "any = tag 失业 | group 矫正\n" /* 16: a secret group */
                              "[else]\n";                     /* 17 */
    struct yz_policy p;
    struct yz_findings f = {0};
    assert_false(yz_policy_parse(bad, sizeof bad - 1, &p, &f));
    static const char *const places[] = {"1:reason", "1:confidence", "2:key",  "4:interval", "6:valid_from", "7:colour",
                                         "10:of",    "13:steps",     "15:sex", "16:any",     "17",           "1:to"};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        if (!yz_findings_about(&f, places[i])) fail_msg("nothing about %s", places[i]);
    assert_true(desk_said(&f, "1:reason", "没有这个空"));
    yz_findings_free(&f);
}

static void periods(void **state) {
    (void)state;
    struct yz_period p;
    assert_true(yz_period_parse("60 years - 30 days", &p));
    assert_int_equal(yz_period_from(&p, 19661223), 20261123);
    assert_true(yz_period_parse("-3 months", &p));
    assert_int_equal(yz_period_from(&p, 20260531), 20260228);
    assert_true(yz_period_parse("1年 + 2 个月", &p));
    assert_int_equal(yz_period_from(&p, 20251231), 20270228);
    assert_false(yz_period_parse("", &p) || yz_period_parse("days", &p) || yz_period_parse("3 days 2", &p) ||
                 yz_period_parse("3 weeks", &p) || yz_period_parse("- days", &p));
}

static void a_leap_day_birthday_is_the_first_of_march(void **state) {
    (void)state;
    struct yz_period p;
    assert_true(yz_period_parse("3 years", &p));
    assert_int_equal(yz_period_from(&p, 20240229), 20270301);
    assert_true(yz_period_parse("4 years", &p));
    assert_int_equal(yz_period_from(&p, 20240229), 20280229);
}

/* --- each policy --- */

static void a_newborn(void **state) {
    (void)state;
    int64_t baby = person(20260924, 1, "", 0);
    assert_int_equal(yz_date_add(20260924, 60), 20261123);
    spans("newborn-uninsured", baby, 20261123, 20261223);
    open_case(baby, "newborn-insurance", 20261120, YZ_CASE_REFUSED);
    assert_true(found("newborn-uninsured", 20261123, baby));
    open_case(baby, "newborn-insurance", 20261121, YZ_CASE_ACCEPTED);
    assert_false(found("newborn-uninsured", 20261123, baby));
}

static void what_is_said_of_a_newborn(void **state) {
    (void)state;
    struct yz_people p = {0};
    char why[256];
    person(20260924, 1, "", 0);
    assert_int_equal(yz_people_find(d.session, 0, "newborn-uninsured", &p), YZ_OK);
    assert_int_equal(p.count, 1);
    assert_string_equal(yz_policy_why(&p, p.all, why, sizeof why),
                        "出生 60 天还没有参保，2026-12-23 前办理的从出生起享受，还剩 30 天");
    assert_string_equal(p.all->name, "王*明");
    assert_int_equal(p.all->not_before, 20261123);
    assert_int_equal(p.all->by, 20261223);
    assert_int_equal(yz_policy_until(&p, p.all), yz_date_add(20260924, 75));
    p.day = 20261219; /* after the last step: not a week on, which is beyond the day by which it is to be done */
    assert_int_equal(yz_policy_until(&p, p.all), 20261223);
    p.day = 20261223;
    assert_int_equal(yz_policy_until(&p, p.all), 20261230);
    yz_language("en");
    assert_non_null(strstr(yz_policy_why(&p, p.all, why, sizeof why), "enrolled by 2026-12-23"));
    yz_language("zh");
    yz_people_free(&p);
}

static void forty_and_fifty_and_out_of_work(void **state) {
    (void)state;
    int64_t woman = person(19861223, 2, "独居，失业", 0), man = person(19761223, 1, "失业", 0);
    int64_t neither = person(19861223, 2, "未失业", 0), by_case = person(19861223, 2, "", 0);
    spans("subsidy-4050-women", woman, 20261123, 20361223);
    spans("subsidy-4050-men", man, 20261123, 20361223);
    assert_false(found("subsidy-4050-women", 20261201, man));
    assert_false(found("subsidy-4050-women", 20261201, neither));
    assert_false(found("subsidy-4050-women", 20261201, by_case));
    open_case(by_case, "unemployment", 20260301, YZ_CASE_FINISHED);
    assert_true(found("subsidy-4050-women", 20261201, by_case));
    open_case(by_case, "subsidy-4050", 20261001, YZ_CASE_ACCEPTED);
    assert_false(found("subsidy-4050-women", 20261201, by_case));
}

static void sixty_and_eighty(void **state) {
    (void)state;
    int64_t sixty = person(19661123, 1, "", 0), eighty = person(19461123, 2, "", 0);
    spans("pension-60", sixty, yz_date_add(20261123, -60), yz_date_add(20261123, 120));
    spans("old-age-80", eighty, yz_date_add(20261123, -30), yz_date_add(20261123, 180));
    open_case(eighty, "old-age-allowance", 20261101, YZ_CASE_ACCEPTED);
    assert_false(found("old-age-80", 20261123, eighty));
}

static void a_leap_day_child_is_three_on_the_first_of_march(void **state) {
    (void)state;
    struct yz_people p = {0};
    int64_t child = person(20240229, 2, "", 0);
    spans("third-birthday", child, 20270130, 20270331);
    assert_int_equal(yz_people_find(d.session, 20270301, "third-birthday", &p), YZ_OK);
    assert_int_equal(p.all->not_before, 20270301);
    yz_people_free(&p);
}

static void a_pensioner_once_a_calendar_year(void **state) {
    (void)state;
    int64_t tagged = person(19600101, 2, "退休", 0), came = person(19550101, 1, "", 0),
            unknown = person(19550101, 1, "", 0);
    open_case(came, "pension-check", 20250630, YZ_CASE_FINISHED);
    assert_true(found("pension-check", 20261123, tagged));
    assert_true(found("pension-check", 20260101, came));
    assert_false(found("pension-check", 20251231, came));
    assert_false(found("pension-check", 20261123, unknown));
    open_case(came, "pension-check", 20260101, YZ_CASE_ACCEPTED);
    assert_false(found("pension-check", 20261231, came));
    assert_true(found("pension-check", 20270101, came));
}

static void twelve_months_out_of_work(void **state) {
    (void)state;
    int64_t who = person(19900101, 1, "", 0);
    open_case(who, "unemployment", 20251208, YZ_CASE_FINISHED);
    spans("unemployed-12-months", who, 20261123, 20270308);
    open_case(who, "unemployment", 20260601, YZ_CASE_FINISHED); /* registered anew: counted from there */
    assert_false(found("unemployed-12-months", 20261123, who));
}

static void a_card_and_a_lease_that_end(void **state) {
    (void)state;
    struct yz_person p;
    struct yz_membership m[2];
    size_t count;
    assert_int_equal(yz_record_get(d.session, YZ_PERSON, d.tenant, &p), YZ_OK);
    p.id_until = 20270223;
    put(&yz_person_kind, &p);
    spans("id-card-expiring", d.tenant, 20261123, yz_date_add(20270223, 60));
    assert_int_equal(yz_person_memberships(d.session, d.tenant, m, 2, &count), YZ_OK);
    m->lease_until = 20261223;
    put(&yz_membership_kind, m);
    spans("lease-ending", d.tenant, 20261123, 20270122);
    struct yz_membership second = *m;
    second.id = second.version = 0;
    put(&yz_membership_kind, &second);
    assert_int_equal(hits("lease-ending", 20261123, d.tenant), 1);
    m->until = 20261122;
    put(&yz_membership_kind, m);
    second.until = 20261122;
    put(&yz_membership_kind, &second);
    assert_false(found("lease-ending", 20261123, d.tenant));
}

/* --- who does not count --- */

static void not_the_dead_not_those_who_left(void **state) {
    (void)state;
    int64_t left = person(20260924, 1, "", 20261122), last_day = person(20260924, 1, "", 20261123);
    int64_t dead = person(20260924, 1, "", 0), only_registered = person(20260924, 1, "", 0);
    struct yz_person p;
    struct yz_membership m;
    size_t count;
    assert_int_equal(yz_record_get(d.session, YZ_PERSON, dead, &p), YZ_OK);
    p.died = 20261101;
    put(&yz_person_kind, &p);
    assert_int_equal(yz_person_memberships(d.session, only_registered, &m, 1, &count), YZ_OK);
    m.role = YZ_ROLE_REGISTERED_ONLY;
    put(&yz_membership_kind, &m);
    assert_false(found("newborn-uninsured", 20261123, left));
    assert_true(found("newborn-uninsured", 20261123, last_day));
    assert_false(found("newborn-uninsured", 20261123, dead));
    assert_false(found("newborn-uninsured", 20261123, only_registered));
}

/* A station's own policy may ask for a key group, worked out or entered. */
static void of_a_key_group(void **state) {
    (void)state;
    static const char text[] =
        "[policy]\nkey = p\nname = 甲\nreason = 甲\ninterval = 7\nsource = 某\nconfidence = weak\n"
        "valid_from = 2020-01-01\n[when]\nof = birth\nfrom = 60 years\nto = 99 years\n[who]\n"
        "any = group 高龄 | group disabled\n";
    struct yz_people p = {.day = 20261123, .policies = calloc(1, sizeof *p.policies), .policy_count = 1};
    struct yz_findings f = {0};
    struct yz_focus x = {.group_key = "disabled", .reason = "证", .source = "残联", .since = 20260101};
    int64_t old = person(19461001, 1, "", 0);
    x.person = person(19601001, 2, "", 0);
    person(19600901, 1, "", 0);
    put(&yz_focus_kind, &x);
    assert_true(yz_policy_parse(text, sizeof text - 1, p.policies, &f));
    assert_int_equal(yz_people_add(d.session, &p, 0), YZ_OK);
    assert_int_equal(p.count, 2);
    assert_true(p.all[0].person == old || p.all[1].person == old);
    yz_people_free(&p);
    yz_findings_free(&f);
}

static void the_most_urgent_first(void **state) {
    (void)state;
    struct yz_people p = {0};
    person(20260924, 1, "", 0);
    int64_t older = person(20260830, 1, "", 0);
    person(19461123, 1, "", 0);
    assert_int_equal(yz_people_find(d.session, 0, NULL, &p), YZ_OK);
    assert_true(p.count >= 3);
    assert_int_equal(p.all[0].person, older);
    for (size_t i = 1; i < p.count; i++) assert_true(p.all[i - 1].urgency <= p.all[i].urgency);
    yz_people_free(&p);
    assert_int_equal(yz_people_find(d.session, 0, "no-such", &p), YZ_REFUSED);
    assert_non_null(strstr(yz_message(), "newborn-uninsured"));
    yz_people_free(&p);
}

/* --- putting aside --- */

static void put_aside_and_undone(void **state) {
    (void)state;
    struct yz_findings f = {0};
    struct yz_undo undo;
    int64_t baby = person(20260924, 1, "", 0), other = person(20260924, 1, "", 0);
    assert_int_equal(yz_policy_dismiss(d.session, "newborn-uninsured", baby, 20261205, "家里说下周来", &f), YZ_OK);
    assert_false(found("newborn-uninsured", 20261123, baby));
    assert_false(found("newborn-uninsured", 20261204, baby));
    assert_true(found("newborn-uninsured", 20261205, baby));
    assert_true(found("newborn-uninsured", 20261123, other));
    assert_int_equal(yz_undo(d.session, 0, &undo), YZ_OK);
    assert_true(found("newborn-uninsured", 20261123, baby));
    yz_findings_free(&f);
}

static void put_aside_to_the_next_step(void **state) {
    (void)state;
    struct yz_findings f = {0};
    int64_t baby = person(20260924, 1, "", 0);
    assert_int_equal(yz_policy_dismiss(d.session, "newborn-uninsured", baby, 0, "电话没人接", &f), YZ_OK);
    assert_false(found("newborn-uninsured", yz_date_add(20260924, 74), baby));
    assert_true(found("newborn-uninsured", yz_date_add(20260924, 75), baby));
    yz_findings_free(&f);
}

static void not_put_aside(void **state) {
    (void)state;
    struct yz_findings f = {0};
    int64_t baby = person(20260924, 1, "", 0);
    assert_int_equal(yz_policy_dismiss(d.session, "newborn-uninsured", baby, 20261123, "  ", &f), YZ_REFUSED);
    assert_true(desk_said(&f, "reason", "原因"));
    assert_true(desk_said(&f, "until", "今天之后"));
    yz_findings_clear(&f);
    assert_int_equal(yz_policy_dismiss(d.session, "newborn-uninsured", d.sister, 0, "不符合", &f), YZ_REFUSED);
    assert_true(desk_said(&f, "person", "不在"));
    assert_int_equal(yz_policy_dismiss(d.session, "no-such", baby, 0, "原因", &f), YZ_REFUSED);
    assert_true(found("newborn-uninsured", 20261123, baby));
    yz_findings_free(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ours_are_whole),
        cmocka_unit_test(a_bad_one_tells_every_error),
        cmocka_unit_test(periods),
        cmocka_unit_test(a_leap_day_birthday_is_the_first_of_march),
#define WITH_DESK(test) cmocka_unit_test_setup_teardown(test, begin, done)
        WITH_DESK(a_newborn),
        WITH_DESK(what_is_said_of_a_newborn),
        WITH_DESK(forty_and_fifty_and_out_of_work),
        WITH_DESK(sixty_and_eighty),
        WITH_DESK(a_leap_day_child_is_three_on_the_first_of_march),
        WITH_DESK(a_pensioner_once_a_calendar_year),
        WITH_DESK(twelve_months_out_of_work),
        WITH_DESK(a_card_and_a_lease_that_end),
        WITH_DESK(not_the_dead_not_those_who_left),
        WITH_DESK(of_a_key_group),
        WITH_DESK(the_most_urgent_first),
        WITH_DESK(put_aside_and_undone),
        WITH_DESK(put_aside_to_the_next_step),
        WITH_DESK(not_put_aside),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
