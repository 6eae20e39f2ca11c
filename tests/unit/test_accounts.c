/* Accounts: passwords and what a rule says against them, wrong tries, sessions that end, and accounts that are disabled. */
#include "service/session.h"
#include "support/office.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <yizhan/accounts.h>
#include <yizhan/cases.h>
#include <yizhan/codes.h>
#include <yizhan/journal.h>
#include <yizhan/registry.h>
#include <yizhan/rights.h>

#define GOOD "Xingti-2026"

static int open_office(void **state) {
    static struct office o;
    office_open(&o);
    yz_set_now(yz_moment_make(20261123, 9 * 60));
    *state = &o;
    return 0;
}

static int close_office(void **state) {
    yz_set_now(0);
    office_close(*state);
    return 0;
}

static int64_t add_staff(struct yz_session *s, const char *login, const char *role) {
    struct yz_staff who = {0};
    struct yz_findings f = {0};
    snprintf(who.name, sizeof who.name, "%s", "陈静");
    snprintf(who.login, sizeof who.login, "%s", login);
    assert_true(yz_code_parse("staff_role", role, &who.role));
    assert_int_equal(yz_staff_save(s, &who, &f), YZ_OK);
    yz_findings_free(&f);
    return who.id;
}

static enum yz_status set_password(struct yz_session *s, int64_t staff, const char *now, const char *fresh) {
    struct yz_findings f = {0};
    enum yz_status status = yz_password_set(s, staff, now, fresh, &f);
    yz_findings_free(&f);
    return status;
}

static struct yz_session *second(struct office *o) {
    struct yz_session *s = NULL;
    assert_int_equal(yz_session_open_closed(o->path, &s), YZ_OK);
    return s;
}

static int64_t noted(struct office *o, const char *verb) {
    struct yz_log_line lines[32];
    const struct yz_log_filter any = {0};
    size_t count = 0;
    int64_t n = 0;
    assert_int_equal(yz_log(o->session, &any, lines, 32, &count), YZ_OK);
    for (size_t i = 0; i < count; i++) n += strcmp(lines[i].verb, verb) == 0;
    return n;
}

/* --- the rule of passwords --- */

static void test_password_rule(void **state) {
    (void)state;
    static const struct {
        const char *password;
        bool good;
    } all[] = {{"Abcdef12", true},       {"abcdef12", false},        {"Abcdefgh", false},    {"Ab1", false},
               {"密码密码密码Ab", true}, {"密码密码密码码1", false}, {"chenjing-A1", false}, {"", false}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        struct yz_findings f = {0};
        assert_int_equal(yz_password_check(all[i].password, "chenjing", "陈静", &f), all[i].good);
        assert_int_equal(f.errors == 0, all[i].good);
        yz_findings_free(&f);
    }
}

/* --- signing in --- */

static void test_sign_in(void **state) {
    struct office *o = *state;
    int64_t id = add_staff(o->session, "chenjing", "clerk");
    assert_int_equal(set_password(o->session, id, NULL, GOOD), YZ_OK);
    struct yz_session *s = second(o);
    assert_int_equal(yz_session_act(s, "add-need"), YZ_DENIED); /* nobody yet */
    assert_int_equal(yz_sign_in(s, "chenjing", "wrong"), YZ_DENIED);
    char wrong[256];
    snprintf(wrong, sizeof wrong, "%s", yz_message());
    assert_int_equal(yz_sign_in(s, "nobody", GOOD), YZ_DENIED);
    assert_string_equal(yz_message(), wrong); /* does not tell which of the two it was */
    assert_int_equal(yz_sign_in(s, "chenjing", GOOD), YZ_OK);
    assert_true(yz_session_staff(s)->id == id);
    assert_int_equal(noted(o, "sign-in"), 1);
    assert_int_equal(noted(o, "sign-in-failed"), 2);
    yz_session_close(s);
}

static void test_lock_after_failures(void **state) {
    struct office *o = *state;
    int64_t id = add_staff(o->session, "chenjing", "clerk");
    assert_int_equal(set_password(o->session, id, NULL, GOOD), YZ_OK);
    struct yz_session *s = second(o);
    for (int i = 0; i < 5; i++) assert_int_equal(yz_sign_in(s, "chenjing", "wrong"), YZ_DENIED);
    assert_int_equal(yz_sign_in(s, "chenjing", GOOD), YZ_DENIED);
    assert_non_null(strstr(yz_message(), "09:05"));
    yz_set_now(yz_now() + 301 * 1000);
    assert_int_equal(yz_sign_in(s, "chenjing", GOOD), YZ_OK);
    yz_session_close(s);
}

/* A name that is nobody's, an account without a password and a disabled one are answered as one with a password is: the same
 * words at each try, at the lock, while it lasts and after it, and as many lines in the log. */
static void test_lock_tells_of_nobody(void **state) {
    struct office *o = *state;
    struct yz_handing_over done;
    static const char *const names[] = {"chenjing", "nobody", "bound", "gone"};
    char said[8][256];
    int64_t id = add_staff(o->session, "chenjing", "clerk"), gone = add_staff(o->session, "gone", "clerk");
    add_staff(o->session, "bound", "clerk");
    assert_int_equal(set_password(o->session, id, NULL, GOOD), YZ_OK);
    assert_int_equal(set_password(o->session, gone, NULL, GOOD), YZ_OK);
    assert_int_equal(yz_staff_disable(o->session, gone, 0, &done), YZ_OK);
    struct yz_session *s = second(o);
    for (size_t n = 0; n < sizeof names / sizeof *names; n++) {
        yz_set_now(yz_moment_make(20261123, 9 * 60));
        for (int i = 0; i < 8; i++) {
            if (i == 7) yz_set_now(yz_now() + 301 * 1000);
            assert_int_equal(yz_sign_in(s, names[n], "wrong"), YZ_DENIED);
            if (n == 0) snprintf(said[i], sizeof said[i], "%s", yz_message());
            assert_string_equal(yz_message(), said[i]);
        }
        assert_int_equal(noted(o, "sign-in-failed"), 6 * (int)(n + 1));
    }
    assert_non_null(strstr(said[4], "09:05"));
    assert_string_equal(said[5], said[4]);
    assert_string_equal(said[7], said[0]);
    yz_session_close(s);
}

/* Names by the thousand leave no more than a thousand rows, and none of an account. */
static void test_strangers_are_forgotten(void **state) {
    struct office *o = *state;
    struct yz_secret x = {.staff = add_staff(o->session, "chenjing", "clerk")};
    assert_int_equal(yz_session_act(o->session, "add-need"), YZ_OK);
    assert_int_equal(yz_secret_write(o->session->store, &x), YZ_OK);
    for (x.staff = -1; x.staff >= -1005; x.staff--, x.set_at++)
        assert_int_equal(yz_secret_write(o->session->store, &x), YZ_OK);
    assert_int_equal(yz_session_end(o->session, YZ_OK), YZ_OK);
    assert_int_equal(office_int(o, "SELECT count(*) FROM secret WHERE staff<0"), 1000);
    assert_int_equal(office_int(o, "SELECT max(staff) FROM secret WHERE staff<0"), -6);
    assert_int_equal(office_int(o, "SELECT count(*) FROM secret WHERE staff>0"), 1);
}

/* Four wrong ones, a right one, four wrong ones: never five in a row. */
static void test_right_one_counts_anew(void **state) {
    struct office *o = *state;
    int64_t id = add_staff(o->session, "chenjing", "clerk");
    assert_int_equal(set_password(o->session, id, NULL, GOOD), YZ_OK);
    struct yz_session *s = second(o);
    for (int round = 0; round < 2; round++) {
        for (int i = 0; i < 4; i++) assert_int_equal(yz_sign_in(s, "chenjing", "wrong"), YZ_DENIED);
        assert_int_equal(yz_sign_in(s, "chenjing", GOOD), YZ_OK);
    }
    yz_session_close(s);
}

static void test_no_password_no_entry(void **state) {
    struct office *o = *state;
    add_staff(o->session, "chenjing", "clerk");
    struct yz_session *s = second(o);
    assert_int_equal(yz_sign_in(s, "chenjing", ""), YZ_DENIED);
    assert_int_equal(yz_sign_in(s, "", ""), YZ_DENIED);
    yz_session_close(s);
}

/* --- passwords --- */

static void test_own_password_needs_the_present_one(void **state) {
    struct office *o = *state;
    int64_t me = yz_session_staff(o->session)->id;
    assert_int_equal(set_password(o->session, me, NULL, GOOD), YZ_OK);
    assert_int_equal(set_password(o->session, me, "wrong", GOOD "x"), YZ_DENIED);
    assert_int_equal(set_password(o->session, me, GOOD, GOOD "x"), YZ_OK);
    assert_int_equal(yz_unlock(o->session, GOOD), YZ_DENIED);
    assert_int_equal(yz_unlock(o->session, GOOD "x"), YZ_OK);
}

static void test_a_clerk_sets_nobody_elses(void **state) {
    struct office *o = *state;
    int64_t id = add_staff(o->session, "chenjing", "clerk"), other = add_staff(o->session, "liuyang", "clerk");
    assert_int_equal(set_password(o->session, id, NULL, GOOD), YZ_OK);
    struct yz_session *s = second(o);
    assert_int_equal(yz_sign_in(s, "chenjing", GOOD), YZ_OK);
    assert_int_equal(set_password(s, other, NULL, GOOD), YZ_DENIED);
    struct yz_staff staff = {.role = 1};
    struct yz_findings f = {0};
    assert_int_equal(yz_staff_save(s, &staff, &f), YZ_DENIED);
    yz_findings_free(&f);
    yz_session_close(s);
}

/* No hash in any line of the journal. */
static void test_hash_stays_out_of_the_journal(void **state) {
    struct office *o = *state;
    int64_t id = add_staff(o->session, "chenjing", "clerk");
    assert_int_equal(set_password(o->session, id, NULL, GOOD), YZ_OK);
    assert_int_equal(office_int(o, "SELECT count(*) FROM secret WHERE hash LIKE '$argon2id$%'"), 1);
    assert_int_equal(office_int(o, "SELECT count(*) FROM journal WHERE body LIKE '%argon2%'"), 0);
}

/* --- sessions that end --- */

static void test_password_changed_elsewhere(void **state) {
    struct office *o = *state;
    int64_t id = add_staff(o->session, "chenjing", "clerk");
    assert_int_equal(set_password(o->session, id, NULL, GOOD), YZ_OK);
    struct yz_session *s = second(o);
    assert_int_equal(yz_sign_in(s, "chenjing", GOOD), YZ_OK);
    yz_set_now(yz_now() + 1000);
    assert_int_equal(set_password(o->session, id, NULL, GOOD "x"), YZ_OK);
    assert_int_equal(yz_session_still(s), YZ_DENIED);
    assert_int_equal(yz_session_act(s, "add-need"), YZ_DENIED);
    assert_int_equal(yz_sign_in(s, "chenjing", GOOD "x"), YZ_OK);
    assert_int_equal(yz_session_still(s), YZ_OK);
    yz_session_close(s);
}

static void test_stopped_elsewhere(void **state) {
    struct office *o = *state;
    struct yz_handing_over done;
    int64_t id = add_staff(o->session, "chenjing", "clerk");
    assert_int_equal(set_password(o->session, id, NULL, GOOD), YZ_OK);
    struct yz_session *s = second(o);
    assert_int_equal(yz_sign_in(s, "chenjing", GOOD), YZ_OK);
    assert_int_equal(yz_staff_disable(o->session, id, 0, &done), YZ_OK);
    assert_int_equal(yz_session_act(s, "add-need"), YZ_DENIED);
    assert_int_equal(yz_sign_in(s, "chenjing", GOOD), YZ_DENIED);
    assert_int_equal(yz_staff_enable(o->session, id), YZ_OK);
    assert_int_equal(yz_sign_in(s, "chenjing", GOOD), YZ_OK);
    yz_session_close(s);
}

/* --- stopping --- */

static int64_t open_case(struct yz_session *s, int64_t owner) {
    struct yz_case c = {.state = YZ_CASE_ACCEPTED, .owner = owner, .station = s->station.id, .received = yz_now()};
    snprintf(c.number, sizeof c.number, "2026-9%05d", (int)(owner % 10000));
    snprintf(c.service, sizeof c.service, "event-facility");
    assert_int_equal(yz_session_act(s, "open-case"), YZ_OK);
    assert_int_equal(yz_put(s->store, &yz_case_kind, &c), YZ_OK);
    assert_int_equal(yz_session_end(s, YZ_OK), YZ_OK);
    return c.id;
}

static void test_what_is_open_goes_to_the_heir(void **state) {
    struct office *o = *state;
    struct yz_handing_over done;
    int64_t id = add_staff(o->session, "chenjing", "clerk"), heir = add_staff(o->session, "liuyang", "clerk");
    int64_t c = open_case(o->session, id);
    assert_int_equal(yz_staff_disable(o->session, id, 0, &done), YZ_REFUSED); /* somebody must take it */
    assert_int_equal(yz_sql_int(o->session->store, "SELECT disabled FROM staff WHERE id=?1", id, 0), 0);
    assert_int_equal(yz_draft_write(o->session->store, id, "person", 7, 1, "{}"), YZ_OK);
    assert_int_equal(yz_staff_disable(o->session, id, heir, &done), YZ_OK);
    assert_int_equal(done.cases, 1);
    assert_int_equal(done.drafts, 1);
    assert_true(yz_sql_int(o->session->store, "SELECT owner FROM \"case\" WHERE id=?1", c, 0) == heir);
    assert_int_equal(yz_staff_disable(o->session, id, heir, &done), YZ_REFUSED); /* disabled already */
}

static void test_somebody_always_manages(void **state) {
    struct office *o = *state;
    struct yz_staff me = *yz_session_staff(o->session);
    struct yz_handing_over done;
    struct yz_findings f = {0};
    assert_int_equal(yz_staff_disable(o->session, me.id, 0, &done), YZ_REFUSED);
    assert_true(yz_code_parse("staff_role", "clerk", &me.role));
    assert_int_equal(yz_staff_save(o->session, &me, &f), YZ_REFUSED);
    assert_non_null(yz_findings_about(&f, "role"));
    yz_findings_free(&f);
    int64_t other = add_staff(o->session, "boss", "admin");
    assert_int_equal(set_password(o->session, other, NULL, GOOD), YZ_OK);
    f = (struct yz_findings){0};
    assert_int_equal(yz_staff_save(o->session, &me, &f), YZ_OK);
    yz_findings_free(&f);
}

static void test_a_login_is_one_persons(void **state) {
    struct office *o = *state;
    struct yz_staff who = {.role = 1};
    struct yz_findings f = {0};
    add_staff(o->session, "chenjing", "clerk");
    snprintf(who.name, sizeof who.name, "陈敬");
    snprintf(who.login, sizeof who.login, "chenjing");
    assert_int_equal(yz_staff_save(o->session, &who, &f), YZ_REFUSED);
    assert_non_null(yz_findings_about(&f, "login"));
    yz_findings_free(&f);
}

int main(void) {
#define T(name) cmocka_unit_test_setup_teardown(name, open_office, close_office)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_password_rule),  T(test_sign_in),
        T(test_lock_after_failures),           T(test_lock_tells_of_nobody),
        T(test_strangers_are_forgotten),       T(test_right_one_counts_anew),
        T(test_no_password_no_entry),          T(test_own_password_needs_the_present_one),
        T(test_a_clerk_sets_nobody_elses),     T(test_hash_stays_out_of_the_journal),
        T(test_password_changed_elsewhere),    T(test_stopped_elsewhere),
        T(test_what_is_open_goes_to_the_heir), T(test_somebody_always_manages),
        T(test_a_login_is_one_persons),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
