/* A newborn's insurance from the form to the file, as a clerk meets it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/journal.h>

#include "base/buffer.h"
#include "base/json.h"
#include "service/desk/intake_private.h"
#include "support/desk.h"

static struct desk d;
static struct yz_findings f;
static struct yz_outcome o;
static struct yz_case c;

static int begin(void **state) {
    (void)state;
    desk_make(&d);
    return 0;
}

static int end(void **state) {
    (void)state;
    yz_findings_free(&f);
    desk_drop(&d);
    return 0;
}

static void save(struct yz_intake *in) {
    yz_findings_clear(&f);
    enum yz_status status = yz_intake_save(in, &o, &c, &f);
    for (size_t i = 0; status != YZ_OK && i < f.count; i++) print_error("%s: %s\n", f.all[i].field, f.all[i].rule);
    if (status != YZ_OK) print_error("%s\n", yz_message());
    assert_int_equal(status, YZ_OK);
}

static void check(struct yz_intake *in) {
    yz_findings_clear(&f);
    yz_intake_check(in, &o, &f);
}

static void registering_in_time(void **state) {
    (void)state;
    struct yz_person baby;
    struct yz_membership m;
    size_t count;
    struct yz_intake *in = desk_baby(&d, "2026.11.18 3:20", "u530123456");
    assert_string_equal(yz_intake_get(in, "birth"), "2026-11-18 03:20");
    save(in);
    assert_true(o.in_window);
    assert_int_equal(o.window_days, 90);
    assert_int_equal(o.window_days_left, 85);
    assert_int_equal(o.window_ends, 20270216);
    assert_int_equal(o.cover_from, 20261118);
    assert_int_equal(o.year_count, 2); /* born late in the year */
    assert_int_equal(o.years[0], 2026);
    assert_int_equal(o.years[1], 2027);
    assert_int_equal(o.amount, 80000);
    assert_true(o.unconfirmed);
    assert_non_null(strstr(o.rule_source, "新生儿参保办理指南"));
    /* the case */
    assert_string_equal(c.number, "2026-000001");
    assert_int_equal(c.state, YZ_CASE_ACCEPTED);
    assert_true(c.evening);
    assert_int_equal(c.due, yz_moment_make(20261130, 17 * 60 + 30)); /* five working days from Monday */
    assert_false(c.due_assumed);
    assert_int_equal(c.station, d.station.id);
    assert_int_equal(c.owner, d.clerk.id);
    assert_int_equal(c.consent_by, d.mother);
    assert_int_equal(c.consent_at, c.received);
    assert_string_equal(c.consent_how, "当面口头");
    assert_int_equal(c.amount, 80000);
    assert_string_equal(c.missing, "");
    /* the child */
    assert_int_equal(yz_record_get(d.session, YZ_PERSON, c.person, &baby), YZ_OK);
    assert_string_equal(baby.name, "张丽之女");
    assert_string_equal(baby.certificate, "U530123456");
    assert_int_equal(baby.birth, 20261118);
    assert_int_equal(baby.born_at, yz_moment_make(20261118, 200));
    assert_int_equal(baby.mother, d.mother);
    assert_int_equal(baby.guardian, d.mother);
    assert_string_equal(yz_code_key("id_kind", baby.id_kind), "none-yet");
    assert_string_equal(baby.id_number, "");
    assert_string_equal(baby.id_note, "新生儿");
    assert_int_equal(baby.residence, 1);
    /* its place: granddaughter of the head, legally here */
    assert_int_equal(yz_person_memberships(d.session, c.person, &m, 1, &count), YZ_OK);
    assert_int_equal(count, 1);
    assert_int_equal(m.household, d.family);
    assert_int_equal(m.dwelling, d.dwelling);
    assert_int_equal(m.relation, 42);
    assert_true(m.legal);
    assert_int_equal(m.since, 20261118);
    yz_intake_free(in);
}

static void one_act_and_one_undo(void **state) {
    (void)state;
    struct yz_undo undo;
    struct yz_person baby;
    struct yz_intake *in = desk_baby(&d, "2026-11-18", "U530123456");
    save(in);
    assert_int_equal(yz_undo(d.session, 0, &undo), YZ_OK);
    assert_string_equal(undo.verb, "register-newborn");
    assert_int_equal(undo.records, 3); /* person, membership, case */
    assert_int_equal(yz_record_get(d.session, YZ_PERSON, c.person, &baby), YZ_REFUSED);
    yz_intake_free(in);
    in = desk_baby(&d, "2026-11-18", "U530123456"); /* the certificate is free again */
    save(in);
    assert_string_equal(c.number, "2026-000002");
    yz_intake_free(in);
}

static void what_a_newborn_cannot_be(void **state) {
    (void)state;
    static const char *const wrong[] = {"本人", "户主", "妻", "女婿", "儿媳", "母亲", "祖父", "兄", "嫂", "保姆"};
    static const char *const right[] = {"子", "长女", "孙女", "外孙子", "其他孙辈", "妹妹", "侄子", "非亲属"};
    struct yz_intake *in = desk_baby(&d, "2026-11-18", "U530123456");
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        yz_intake_set(in, "relation", wrong[i], NULL);
        check(in);
        if (!yz_findings_about(&f, "relation")) fail_msg("%s is taken", wrong[i]);
    }
    for (size_t i = 0; i < sizeof right / sizeof *right; i++) {
        yz_intake_set(in, "relation", right[i], NULL);
        check(in);
        if (yz_findings_about(&f, "relation")) fail_msg("%s is refused", right[i]);
    }
    yz_intake_free(in);
}

static void every_failing_field_at_once(void **state) {
    (void)state;
    struct yz_intake *in;
    assert_int_equal(yz_intake_begin(d.session, "newborn-insurance", d.family, 0, &in), YZ_OK);
    yz_intake_set(in, "baby_sex", "猫", NULL);
    yz_intake_set(in, "birth", "2026-11-99", NULL);
    yz_intake_set(in, "certificate", "123", NULL);
    yz_intake_set(in, "guardian", "李小雨", NULL);
    yz_intake_set(in, "years", "去年", NULL);
    yz_intake_set(in, "amount", "很多", NULL);
    yz_intake_set(in, "payment", "欠着", NULL);
    yz_intake_set(in, "papers", "certificate,passport", NULL);
    assert_int_equal(yz_intake_save(in, &o, &c, &f), YZ_REFUSED);
    static const char *const fields[] = {"baby_sex", "birth",   "certificate", "guardian", "years",
                                         "amount",   "payment", "papers",      "consent"};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        const struct yz_finding *about = yz_findings_about(&f, fields[i]);
        if (!about) print_error("nothing about %s\n", fields[i]);
        assert_non_null(about);
        assert_int_equal(about->severity, YZ_ERROR);
        assert_true(*about->rule != '\0');
    }
    assert_string_equal(yz_intake_get(in, "certificate"), "123"); /* what was typed is not lost */
    struct yz_case_counts counts;
    assert_int_equal(yz_case_count(d.session, 0, 0, &counts), YZ_OK);
    assert_int_equal(counts.open, 0);
    yz_intake_free(in);
}

static void births_that_cannot_be(void **state) {
    (void)state;
    struct yz_intake *in = desk_baby(&d, "2026-11-24", "U530123456");
    check(in);
    assert_true(desk_said(&f, "birth", "之后"));
    assert_true(yz_intake_set(in, "birth", "2026-11-23 19:31", NULL)); /* a minute from now */
    check(in);
    assert_true(desk_said(&f, "birth", "之后"));
    assert_true(yz_intake_set(in, "birth", "2026-11-23 19:29", NULL));
    check(in);
    assert_int_equal(f.errors, 0);
    assert_true(yz_intake_set(in, "birth", "2023-11-01", NULL)); /* no newborn any more */
    check(in);
    assert_true(desk_said(&f, "birth", "不按新生儿办理"));
    assert_true(yz_intake_set(in, "birth", "2025-10-01", NULL)); /* a year and more: only a warning */
    check(in);
    assert_int_equal(f.errors, 0);
    assert_true(desk_said(&f, "birth", "418"));
    yz_intake_free(in);
}

static void the_edges_of_the_window(void **state) {
    (void)state;
    /* 23 November is the 90th day after 25 August, the 91st after the 24th */
    struct yz_intake *in = desk_baby(&d, "2026-08-25", "U530123456");
    check(in);
    assert_true(o.in_window);
    assert_int_equal(o.window_days_left, 0);
    assert_int_equal(o.cover_from, 20260825);
    assert_int_equal(o.year_count, 1);
    yz_intake_set(in, "birth", "2026-08-24", NULL);
    check(in);
    assert_false(o.in_window);
    assert_int_equal(o.window_days_left, -1);
    assert_int_equal(o.cover_from, 0); /* not paid: nobody can say */
    yz_intake_set(in, "payment", "已缴费", NULL);
    check(in);
    assert_int_equal(o.cover_from, 20261124); /* the day after payment */
    yz_intake_set(in, "paid_on", "2026-11-20", NULL);
    check(in);
    assert_int_equal(o.cover_from, 20261121);
    yz_intake_set(in, "paid_on", "2026-08-01", NULL);
    check(in);
    assert_true(desk_said(&f, "paid_on", "出生之前"));
    yz_intake_free(in);
}

static void insured_years(void **state) {
    (void)state;
    yz_set_now(yz_moment_make(20270115, 10 * 60));
    struct yz_intake *in = desk_baby(&d, "2026-12-20", "U530123456");
    check(in);
    assert_int_equal(o.year_count, 2);
    assert_int_equal(o.years[1], 2027);
    yz_intake_set(in, "years", "２０２７年", NULL); /* by hand, full-width */
    check(in);
    assert_int_equal(o.year_count, 1);
    assert_int_equal(o.amount, 40000);
    assert_true(desk_said(&f, "years", "2026"));
    yz_intake_set(in, "years", "2025，2027", NULL);
    check(in);
    assert_true(desk_said(&f, "years", "出生年"));
    yz_intake_set(in, "years", "", NULL);
    yz_intake_set(in, "birth", "2026-05-01", NULL); /* long out of the window: this year only */
    check(in);
    assert_int_equal(o.year_count, 1);
    assert_int_equal(o.years[0], 2027);
    yz_intake_set(in, "amount", "￥350", NULL);
    check(in);
    assert_true(o.amount_typed);
    assert_int_equal(o.amount, 35000);
    assert_true(desk_said(&f, "amount", "400.00"));
    yz_intake_free(in);
}

static void papers_that_are_missing(void **state) {
    (void)state;
    struct yz_intake *in = desk_baby(&d, "2026-11-18", "U530123456");
    yz_intake_set(in, "papers", "出生医学证明、户口簿（户主页和新生儿页）", NULL);
    check(in);
    assert_string_equal(o.missing, "parent-id");
    assert_int_equal(o.state, YZ_CASE_ACCEPTED); /* may follow */
    assert_int_equal(o.missing_by, 20261203);
    assert_true(o.due != 0);
    yz_intake_tick(in, 0, false); /* without the certificate the clock waits */
    save(in);
    assert_int_equal(c.state, YZ_CASE_SUPPLEMENT);
    assert_int_equal(c.due, 0);
    assert_string_equal(c.missing, "certificate,parent-id");
    struct yz_case_counts counts;
    assert_int_equal(yz_case_count(d.session, d.station.id, 0, &counts), YZ_OK);
    assert_int_equal(counts.waiting, 1);
    assert_int_equal(counts.overdue, 0);
    yz_intake_free(in);
}

static void a_certificate_is_used_once(void **state) {
    (void)state;
    struct yz_intake *in = desk_baby(&d, "2026-11-18", "U530123456");
    save(in);
    yz_intake_free(in);
    in = desk_baby(&d, "2026-11-18", "Ｕ５３０１２３４５６");
    assert_int_equal(yz_intake_save(in, &o, &c, &f), YZ_REFUSED);
    assert_true(desk_said(&f, "certificate", "2026-000001"));
    yz_intake_set(in, "certificate", "U530123457", NULL); /* a twin: a hint, never a bar */
    check(in);
    assert_int_equal(f.errors, 0);
    assert_int_equal(o.twin_count, 1);
    save(in);
    assert_string_equal(c.number, "2026-000002"); /* the refusal took no number */
    yz_intake_free(in);
}

static void two_desks_at_one_moment(void **state) {
    (void)state;
    struct yz_intake *one = desk_baby(&d, "2026-11-18", "U530123456");
    struct yz_intake *two = desk_baby(&d, "2026-11-18", "U530123456");
    save(one);
    assert_int_equal(yz_intake_save(two, &o, &c, &f), YZ_REFUSED);
    yz_intake_free(one);
    yz_intake_free(two);
}

static void a_child_in_the_register(void **state) {
    (void)state;
    struct yz_intake *in = desk_baby(&d, "2026-11-18", "U530123456");
    save(in);
    int64_t baby = c.person;
    yz_intake_free(in);
    assert_int_equal(yz_intake_begin(d.session, "newborn-insurance", 0, baby, &in), YZ_OK);
    assert_int_equal(yz_intake_household(in), d.family);
    assert_string_equal(yz_intake_get(in, "baby_sex"), "female");
    assert_string_equal(yz_intake_get(in, "certificate"), "U530123456");
    check(in);
    assert_true(desk_said(&f, "", "2026-000001")); /* registered already */
    yz_intake_free(in);
    /* the sister is in the register, without a case; too old for a newborn, and not a member elsewhere */
    assert_int_equal(yz_intake_begin(d.session, "newborn-insurance", d.tenants, d.sister, &in), YZ_REFUSED);
    assert_int_equal(yz_intake_begin(d.session, "newborn-insurance", d.family, d.sister, &in), YZ_OK);
    check(in);
    assert_true(desk_said(&f, "birth", "不按新生儿办理"));
    yz_intake_free(in);
}

static void a_child_known_before_its_insurance(void **state) {
    (void)state;
    struct yz_person baby = {.name = "李小雪", .sex = 2, .birth = 20261101};
    struct yz_membership m = {.household = d.family, .dwelling = d.dwelling, .relation = 42, .since = 20261101};
    struct yz_intake *in;
    size_t count;
    char ref[32];
    assert_int_equal(yz_act_begin(d.store, "add-person", d.clerk.id), YZ_OK);
    assert_int_equal(yz_put(d.store, &yz_person_kind, &baby), YZ_OK);
    m.person = baby.id;
    assert_int_equal(yz_put(d.store, &yz_membership_kind, &m), YZ_OK);
    assert_int_equal(yz_act_commit(d.store, NULL), YZ_OK);
    assert_int_equal(yz_intake_begin(d.session, "newborn-insurance", d.family, baby.id, &in), YZ_OK);
    assert_string_equal(yz_intake_get(in, "baby_name"), "李小雪");
    yz_intake_set(in, "certificate", "U530999999", NULL);
    yz_intake_set(in, "guardian", yz_ref_text(YZ_PERSON, d.father, ref), NULL);
    yz_intake_set(in, "consent", "yes", NULL);
    yz_intake_set(in, "papers", "certificate,booklet,parent-id", NULL);
    save(in);
    assert_int_equal(c.person, baby.id);
    assert_int_equal(yz_record_get(d.session, YZ_PERSON, baby.id, &baby), YZ_OK);
    assert_string_equal(baby.certificate, "U530999999");
    assert_int_equal(baby.guardian, d.father);
    assert_int_equal(baby.mother, d.mother); /* the guardian's wife */
    assert_int_equal(yz_person_memberships(d.session, baby.id, &m, 1, &count), YZ_OK);
    assert_int_equal(count, 1); /* no second one */
    yz_intake_free(in);
}

static void tenants_are_not_registered_here(void **state) {
    (void)state;
    struct yz_intake *in;
    struct yz_membership m;
    struct yz_person baby;
    size_t count;
    assert_int_equal(yz_intake_begin(d.session, "newborn-insurance", d.tenants, 0, &in), YZ_OK);
    yz_intake_set(in, "baby_name", "古丽·阿迪力", NULL);
    yz_intake_set(in, "baby_sex", "1", NULL);
    yz_intake_set(in, "birth", "今天", NULL);
    yz_intake_set(in, "certificate", "Y530000001", NULL);
    yz_intake_set(in, "consent", "同意", NULL);
    save(in); /* the one adult is the guardian already */
    assert_int_equal(c.consent_by, d.tenant);
    assert_int_equal(yz_person_memberships(d.session, c.person, &m, 1, &count), YZ_OK);
    assert_false(m.legal);
    assert_int_equal(m.relation, 20);
    assert_int_equal(yz_record_get(d.session, YZ_PERSON, c.person, &baby), YZ_OK);
    assert_int_equal(baby.residence, 2); /* floating, like the guardian */
    yz_intake_free(in);
}

static void guardians_by_likelihood(void **state) {
    (void)state;
    const struct yz_guardian *all;
    struct yz_intake *in;
    assert_int_equal(yz_intake_begin(d.session, "newborn-insurance", d.family, 0, &in), YZ_OK);
    assert_int_equal(yz_intake_guardians(in, &all), 4); /* not the six-year-old */
    assert_int_equal(all[0].person, d.mother);
    assert_int_equal(all[1].person, d.father);
    assert_int_equal(all[2].person, d.grandfather);
    assert_string_equal(yz_intake_get(in, "guardian"), all[0].ref);
    char text[96];
    assert_string_equal(yz_intake_show(in, "guardian", text, sizeof text), "张丽");
    assert_true(yz_intake_set(in, "guardian", "李明", NULL)); /* by name */
    assert_string_equal(yz_intake_get(in, "guardian"), all[1].ref);
    yz_intake_free(in);
}

static void kinship(void **state) {
    (void)state;
    assert_int_equal(yz_kin_child(2, 1), 20);  /* the head's own */
    assert_int_equal(yz_kin_child(12, 2), 30); /* of the head's wife */
    assert_int_equal(yz_kin_child(38, 1), 41); /* of a daughter-in-law */
    assert_int_equal(yz_kin_child(21, 2), 42);
    assert_int_equal(yz_kin_child(31, 1), 43); /* of a daughter */
    assert_int_equal(yz_kin_child(28, 2), 44); /* of a son-in-law */
    assert_int_equal(yz_kin_child(42, 1), 47); /* great-grandson */
    assert_int_equal(yz_kin_child(52, 2), 77); /* of the head's mother: a younger sister */
    assert_int_equal(yz_kin_child(74, 1), 93);
    assert_int_equal(yz_kin_child(75, 2), 96);
    assert_int_equal(yz_kin_child(99, 1), 99);
    assert_int_equal(yz_kin_child(0, 1), 97);
}

static void the_case_in_words(void **state) {
    (void)state;
    struct yz_case_facts facts;
    struct yz_case again;
    struct yz_buffer b = {0};
    struct yz_json j;
    struct yz_intake *in = desk_baby(&d, "2026-11-18 03:20", "U530123456");
    yz_intake_tick(in, 2, false);
    save(in);
    assert_int_equal(yz_case_by_number(d.session, "ｃ：2026-000001", &again), YZ_OK);
    assert_int_equal(again.id, c.id);
    assert_int_equal(yz_case_by_number(d.session, "2026-000009", &again), YZ_REFUSED);
    assert_int_equal(yz_case_facts(d.session, &c, false, &facts), YZ_OK);
    assert_string_equal(facts.person_name, "张*之女");
    assert_string_equal(facts.station_name, "星体花园民生驿站");
    assert_int_equal(facts.missing_count, 1);
    assert_string_equal(facts.missing_name[0], "父母一方身份证");
    yz_json_open(&j, &b);
    yz_case_json(&j, &facts);
    static const char *const parts[] = {"\"number\":\"2026-000001\"",
                                        "\"service\":\"newborn-insurance\"",
                                        "\"state\":\"accepted\"",
                                        "\"evening\":true",
                                        "\"overdue\":false",
                                        "\"missing_papers\":[\"parent-id\"]",
                                        "\"cover_from\":\"2026-11-18\"",
                                        "\"window_days_left\":85",
                                        "\"due\":\"2026-11-30T17:30:00+08:00\"",
                                        "\"received\":\"2026-11-23T19:30:00+08:00\"",
                                        "\"rule_source\":\""};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (!strstr(yz_buffer_string(&b), parts[i])) print_error("%s\nlacks %s\n", yz_buffer_string(&b), parts[i]);
        assert_non_null(strstr(yz_buffer_string(&b), parts[i]));
    }
    yz_buffer_free(&b);
    struct yz_case_event events[8];
    size_t count;
    assert_int_equal(yz_case_timeline(d.session, c.id, true, events, 8, &count), YZ_OK);
    assert_int_equal(count, 1);
    assert_string_equal(events[0].staff, "陈静");
    assert_string_equal(events[0].what, "登记新生儿医保 · 已受理");
    yz_intake_free(in);
}

static size_t page(enum yz_case_view view, int64_t station, struct yz_case_line *out) {
    struct yz_case_filter filter = {.view = view, .station = station};
    size_t count;
    assert_int_equal(yz_case_page(d.session, &filter, NULL, out, 16, &count), YZ_OK);
    return count;
}

static void the_queue(void **state) {
    (void)state;
    struct yz_case_line lines[16];
    struct yz_case_counts n;
    char certificate[32], day[YZ_DATE_TEXT];
    for (int i = 0; i < 5; i++) { /* two in the morning, three in the evening */
        yz_set_now(yz_moment_make(20261123, i < 2 ? 10 * 60 + i : 18 * 60 + i));
        snprintf(certificate, sizeof certificate, "U53012345%d", i);
        struct yz_intake *in = desk_baby(&d, yz_date_text(yz_date_add(20261110, i), day), certificate);
        if (i == 4) yz_intake_tick(in, 0, false);
        save(in);
        yz_intake_free(in);
    }
    for (int station = 0; station < 2; station++) {
        int64_t where = station ? d.station.id : 0;
        assert_int_equal(page(YZ_VIEW_ALL, where, lines), 5);
        assert_string_equal(lines[0].number, "2026-000005"); /* newest first */
        assert_string_equal(lines[0].person_name, "张*之女");
        assert_string_equal(lines[0].owner_name, "陈静");
        assert_string_equal(lines[0].service_name, "新生儿医保");
        assert_true(strstr(lines[0].address, "星体花园南区") != NULL);
        assert_int_equal(page(YZ_VIEW_EVENING, where, lines), 3);
        assert_string_equal(lines[0].number, "2026-000003"); /* who came first */
        assert_int_equal(page(YZ_VIEW_WAITING, where, lines), 1);
        assert_int_equal(lines[0].missing, 1);
        assert_int_equal(page(YZ_VIEW_MINE, where, lines), 5);
        assert_int_equal(page(YZ_VIEW_OVERDUE, where, lines), 0);
        assert_int_equal(yz_case_count(d.session, where, 0, &n), YZ_OK);
        assert_int_equal(n.open, 5);
        assert_int_equal(n.evening, 3);
        assert_int_equal(n.waiting, 1);
        assert_int_equal(n.mine, 5);
        assert_int_equal(n.due_today + n.overdue, 0);
    }
    assert_int_equal(page(YZ_VIEW_ALL, d.station.id + 1, lines), 0);
    /* the day it is due, and the minute after */
    yz_set_now(yz_moment_make(20261130, 17 * 60));
    assert_int_equal(page(YZ_VIEW_DUE_TODAY, 0, lines), 4);
    assert_int_equal(page(YZ_VIEW_OVERDUE, 0, lines), 0);
    yz_set_now(yz_moment_make(20261130, 17 * 60 + 31));
    assert_int_equal(page(YZ_VIEW_DUE_TODAY, d.station.id, lines), 0);
    assert_int_equal(page(YZ_VIEW_OVERDUE, d.station.id, lines), 4);
    assert_true(lines[0].overdue);
    assert_int_equal(yz_case_count(d.session, 0, 0, &n), YZ_OK);
    assert_int_equal(n.overdue, 4);
    /* pages go on where the last one ended */
    struct yz_case_filter filter = {.view = YZ_VIEW_OVERDUE};
    size_t count;
    assert_int_equal(yz_case_page(d.session, &filter, NULL, lines, 3, &count), YZ_OK);
    assert_int_equal(count, 3);
    assert_int_equal(yz_case_page(d.session, &filter, &lines[2], lines + 3, 3, &count), YZ_OK);
    assert_int_equal(count, 1);
    for (int i = 1; i < 4; i++) assert_true(lines[i].id != lines[i - 1].id);
    filter = (struct yz_case_filter){.received_on = 20261124};
    assert_int_equal(yz_case_page(d.session, &filter, NULL, lines, 3, &count), YZ_OK);
    assert_int_equal(count, 0);
    filter = (struct yz_case_filter){.state = YZ_CASE_SUPPLEMENT, .evening = true, .service = "newborn-insurance"};
    assert_int_equal(yz_case_page(d.session, &filter, NULL, lines, 3, &count), YZ_OK);
    assert_int_equal(count, 1);
}

static void a_draft_survives(void **state) {
    (void)state;
    yz_moment at;
    char ref[32];
    struct yz_findings homeless = {0};
    struct yz_intake *in = desk_baby(&d, "2026-11-18 03:20", "U530123456");
    yz_intake_set(in, "baby_name", "李小雪", NULL);
    yz_intake_set(in, "amount", "很多", NULL); /* wrong things too */
    yz_intake_tick(in, 1, false);
    assert_int_equal(yz_intake_draft_write(in), YZ_OK);
    yz_intake_free(in);
    assert_int_equal(yz_intake_begin(d.session, "newborn-insurance", d.tenants, 0, &in), YZ_OK);
    assert_int_equal(yz_intake_draft_find(in, &at), YZ_OK);
    assert_int_equal(at, 0); /* never in another household */
    yz_intake_free(in);
    assert_int_equal(yz_intake_begin(d.session, "newborn-insurance", d.family, 0, &in), YZ_OK);
    assert_int_equal(yz_intake_draft_find(in, &at), YZ_OK);
    assert_int_equal(at, yz_now());
    assert_int_equal(yz_intake_draft_take(in, &homeless), YZ_OK);
    assert_string_equal(yz_intake_get(in, "baby_name"), "李小雪");
    assert_string_equal(yz_intake_get(in, "birth"), "2026-11-18 03:20");
    assert_string_equal(yz_intake_get(in, "amount"), "很多");
    assert_string_equal(yz_intake_get(in, "guardian"), yz_ref_text(YZ_PERSON, d.mother, ref));
    assert_string_equal(yz_intake_get(in, "papers"), "certificate,parent-id");
    yz_intake_set(in, "amount", "", NULL);
    save(in);
    assert_int_equal(yz_intake_draft_find(in, &at), YZ_OK);
    assert_int_equal(at, 0); /* saved: gone */
    yz_intake_free(in);
}

/* An item of the station's own, asking for the given fields. */
static bool load_stamp(const char *fields) {
    bool changed = false;
    char path[128];
    snprintf(path, sizeof path, "%s/stamp.item", d.folder);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fprintf(file,
            "[item]\nkey = stamp\nname = 代收材料\nshort = 代收\ndepartment = 社区\ntype = 即办件\n"
            "source = 本站\nconfidence = confirmed\nvalid_from = 2026-01-01\n%s",
            fields);
    fclose(file);
    assert_int_equal(yz_catalogue_load(d.session, path, &f, &changed), YZ_OK);
    return changed;
}

static void a_draft_outlives_a_change_of_its_item(void **state) {
    (void)state;
    yz_moment at;
    struct yz_intake *in;
    struct yz_findings homeless = {0};
    assert_true(load_stamp("[field what]\nlabel = 内容\ntype = text\n[field old]\nlabel = 旧栏\ntype = text\n"));
    assert_int_equal(yz_intake_begin(d.session, "stamp", 0, d.tenant, &in), YZ_OK);
    yz_intake_set(in, "what", "三份材料", NULL);
    yz_intake_set(in, "old", "半句话", NULL);
    assert_int_equal(yz_intake_draft_write(in), YZ_OK);
    yz_intake_free(in);
    assert_true(load_stamp("[field what]\nlabel = 内容\ntype = text\n[field new]\nlabel = 新栏\ntype = month\n"));
    assert_int_equal(yz_intake_begin(d.session, "stamp", 0, d.tenant, &in), YZ_OK);
    assert_int_equal(yz_intake_draft_find(in, &at), YZ_OK);
    assert_int_equal(at, yz_now());
    assert_int_equal(yz_intake_draft_take(in, &homeless), YZ_OK);
    assert_string_equal(yz_intake_get(in, "what"), "三份材料");
    assert_string_equal(yz_intake_get(in, "new"), "");
    assert_int_equal(homeless.count, 1); /* what has no place any more is told, not lost */
    assert_string_equal(homeless.all[0].value, "半句话");
    assert_true(yz_intake_set(in, "new", "2026年6月", NULL));
    assert_string_equal(yz_intake_get(in, "new"), "2026-06");
    assert_int_equal(yz_intake_date(in, "new"), 20260601);
    assert_false(yz_intake_set(in, "new", "六月", NULL));
    yz_findings_free(&homeless);
    yz_intake_free(in);
}

static void the_catalogue(void **state) {
    (void)state;
    struct yz_service_line lines[16];
    struct yz_item item;
    size_t count;
    int64_t version;
    assert_int_equal(yz_catalogue_list(d.session, 0, lines, 16, &count), YZ_OK);
    assert_true(count >= 1);
    assert_int_equal(yz_catalogue_find(d.session, "newborn-insurance", 0, &item, &version), YZ_OK);
    assert_int_equal(version, 1);
    assert_int_equal(yz_catalogue_find(d.session, "newborn", 0, &item, NULL), YZ_REFUSED);
    assert_non_null(strstr(yz_message(), "newborn-insurance")); /* the nearest is named */
    assert_int_equal(yz_catalogue_find(d.session, "newborn-insurance", 20200101, &item, NULL), YZ_REFUSED);
    static const char what[] = "[field what]\nlabel = 内容\ntype = text\nrequired = 是\n";
    assert_true(load_stamp(what)); /* an item of the station's own, without a compiler */
    assert_false(load_stamp(what));
    struct yz_intake *in;
    assert_int_equal(yz_intake_begin(d.session, "stamp", 0, d.tenant, &in), YZ_OK);
    yz_intake_set(in, "what", "甲\x1b[31m乙", NULL); /* terminal escapes never get in */
    assert_null(strchr(yz_intake_get(in, "what"), '\x1b'));
    save(in);
    assert_int_equal(c.person, d.tenant);
    assert_int_equal(c.due, yz_moment_make(20261123, 24 * 60 - 1));
    yz_intake_free(in);
}

int main(void) {
#define T(name) cmocka_unit_test_setup_teardown(name, begin, end)
    const struct CMUnitTest tests[] = {
        T(registering_in_time),
        T(one_act_and_one_undo),
        T(what_a_newborn_cannot_be),
        T(every_failing_field_at_once),
        T(births_that_cannot_be),
        T(the_edges_of_the_window),
        T(insured_years),
        T(papers_that_are_missing),
        T(a_certificate_is_used_once),
        T(two_desks_at_one_moment),
        T(a_child_in_the_register),
        T(a_child_known_before_its_insurance),
        T(tenants_are_not_registered_here),
        T(guardians_by_likelihood),
        cmocka_unit_test(kinship),
        T(the_case_in_words),
        T(the_queue),
        T(a_draft_survives),
        T(a_draft_outlives_a_change_of_its_item),
        T(the_catalogue),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
