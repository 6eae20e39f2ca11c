/* The seal register, and the certificates that must not be sealed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <yizhan/certificates.h>
#include <yizhan/find.h>
#include <yizhan/journal.h>
#include <yizhan/seals.h>

#include "service/session.h"
#include "support/desk.h"

static struct desk d;

static int begin(void **state) {
    (void)state;
    desk_make(&d);
    return 0;
}

static int end(void **state) {
    (void)state;
    desk_drop(&d);
    return 0;
}

static enum yz_status add(const char *document, const char *override, struct yz_seal *u, struct yz_findings *f) {
    char ref[32];
    yz_seal_begin(d.session, u);
    assert_true(yz_seal_set(d.session, u, "matter", "申请公租房", f));
    assert_true(yz_seal_set(d.session, u, "document", document, f));
    assert_true(yz_seal_set(d.session, u, "approved_by", "陈静", f));
    assert_true(yz_seal_set(d.session, u, "person", yz_ref_text(YZ_PERSON, d.mother, ref), f));
    return yz_seal_add(d.session, u, override, f);
}

static void add_good(const char *document, const char *number) {
    struct yz_findings f = {0};
    struct yz_seal u;
    assert_int_equal(add(document, NULL, &u, &f), YZ_OK);
    assert_string_equal(u.number, number);
    yz_findings_free(&f);
}

static void numbers_have_no_gaps(void **state) {
    (void)state;
    struct yz_undo undone;
    struct yz_seal u;
    add_good("居住情况说明", "用印2026-0001");
    add_good("居住情况说明", "用印2026-0002");
    add_good("居住情况说明", "用印2026-0003");
    assert_int_equal(yz_seal_by_number(d.session, "２０２６-0002", &u), YZ_OK);
    int64_t act = yz_sql_int(d.store, "SELECT act FROM journal WHERE kind = 'seal' AND id = ?1", u.id, 0);
    assert_int_equal(yz_undo(d.session, act, &undone), YZ_OK);
    assert_int_equal(yz_seal_by_number(d.session, "用印2026-0002", &u), YZ_REFUSED);
    add_good("居住情况说明", "用印2026-0002");
    add_good("居住情况说明", "用印2026-0004");
    yz_set_now(yz_moment_make(20270104, 9 * 60));
    add_good("居住情况说明", "用印2027-0001");
}

static void what_the_registry_knows_is_filled_in(void **state) {
    (void)state;
    struct yz_findings f = {0};
    struct yz_seal u;
    assert_int_equal(add("居住情况说明", NULL, &u, &f), YZ_OK);
    assert_string_equal(u.applicant, "张丽");
    assert_string_equal(u.phone, "13819920203");
    assert_non_null(strstr(u.address, "星体花园南区"));
    assert_int_equal(u.handled_by, d.clerk.id);
    assert_int_equal(u.station, d.station.id);
    yz_findings_free(&f);
}

static void everything_wrong_at_once(void **state) {
    (void)state;
    struct yz_findings f = {0};
    struct yz_seal u;
    yz_seal_begin(d.session, &u);
    assert_false(yz_seal_set(d.session, &u, "approved_by", "没有这个人", &f));
    assert_false(yz_seal_set(d.session, &u, "number", "用印2026-9999", &f)); /* the program's own */
    u.copies = 0;
    assert_int_equal(yz_seal_add(d.session, &u, NULL, &f), YZ_REFUSED);
    for (size_t i = 0; i < 6; i++) {
        static const char *const fields[] = {"approved_by", "number", "matter", "document", "applicant", "copies"};
        if (!yz_findings_about(&f, fields[i])) print_error("nothing about %s\n", fields[i]);
        assert_non_null(yz_findings_about(&f, fields[i]));
    }
    assert_int_equal(yz_sql_int(d.store, "SELECT count(*) FROM seal", 0, 0), 0);
    yz_findings_free(&f);
}

static void a_certificate_not_issued_is_not_sealed(void **state) {
    (void)state;
    struct yz_findings f = {0};
    struct yz_seal u;
    assert_int_equal(add("亲属关系证明（一份）", NULL, &u, &f), YZ_REFUSED);
    assert_true(desk_said(&f, "document", "亲属关系证明社区不再开具"));
    assert_non_null(strstr(yz_findings_about(&f, "document")->mend, "公证处")); /* where to go */
    yz_findings_clear(&f);
    assert_int_equal(add("单身证明", "急用", &u, &f), YZ_REFUSED); /* a clerk cannot override it */
    assert_true(desk_said(&f, "override", "站长"));
    yz_findings_clear(&f);
    d.clerk.role = 3;
    yz_session_act_as(d.session, &d.clerk);
    assert_int_equal(add("单身证明", "", &u, &f), YZ_REFUSED); /* nor a supervisor without a reason */
    yz_findings_clear(&f);
    assert_int_equal(add("单身证明", "法院来函要求", &u, &f), YZ_OK);
    assert_string_equal(u.note, "例外：法院来函要求");
    yz_findings_free(&f);
}

static void the_register_is_searched(void **state) {
    (void)state;
    struct yz_seal page[8];
    size_t count;
    add_good("居住情况说明", "用印2026-0001");
    yz_set_now(yz_moment_make(20261201, 10 * 60));
    add_good("困难情况说明", "用印2026-0002");
    struct yz_seal_filter filter = {0};
    assert_int_equal(yz_seal_page(d.session, &filter, NULL, 1, page, 8, &count), YZ_OK);
    assert_int_equal(count, 2);
    assert_string_equal(page[0].number, "用印2026-0002"); /* newest first */
    struct yz_seal last = page[0];
    assert_int_equal(yz_seal_page(d.session, &filter, &last, 1, page, 8, &count), YZ_OK);
    assert_int_equal(count, 1);
    last = page[0];
    assert_int_equal(yz_seal_page(d.session, &filter, &last, -1, page, 8, &count), YZ_OK);
    assert_int_equal(count, 1);
    assert_string_equal(page[0].number, "用印2026-0002");
    static const char *const words[] = {"困难", "0002", "1381992", "张丽", "公租房", "没有"};
    static const size_t found[] = {1, 1, 2, 2, 2, 0};
    for (size_t i = 0; i < 6; i++) {
        snprintf(filter.text, sizeof filter.text, "%s", words[i]);
        assert_int_equal(yz_seal_page(d.session, &filter, NULL, 1, page, 8, &count), YZ_OK);
        assert_int_equal(count, found[i]);
    }
    struct yz_seal_filter month = {0};
    assert_true(yz_seal_month("2026-12", &month));
    assert_int_equal(yz_seal_page(d.session, &month, NULL, 1, page, 8, &count), YZ_OK);
    assert_int_equal(count, 1);
    assert_false(yz_seal_month("十二月", &month));
}

static void certificates_are_found_by_what_people_call_them(void **state) {
    (void)state;
    struct yz_hit hits[8];
    size_t count;
    assert_non_null(yz_certificates(&count));
    assert_int_equal(count, 20);
    assert_string_equal(yz_certificate_named("8")->key, "marriage");
    assert_string_equal(yz_certificate_named("单身证明")->key, "marriage");
    assert_string_equal(yz_certificate_named("proof of BIRTH")->key, "birth");
    assert_null(yz_certificate_named("居住证明"));
    assert_string_equal(yz_certificate_within("出具健在证明一份")->key, "alive");
    assert_null(yz_certificate_within("居住证明"));
    assert_null(yz_certificate_within("出生登记"));
    static const char *const typed[] = {"亲属关系证明", "qsgx", "danshen", "健在"};
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(yz_search(d.session, typed[i], YZ_HITS(YZ_HIT_CERTIFICATE), hits, 8, &count), YZ_OK);
        assert_int_equal(count, 1);
        assert_non_null(strstr(hits[0].subtitle, "去处"));
    }
    /* what all of them end in finds none */
    assert_int_equal(yz_search(d.session, "zm", YZ_HITS(YZ_HIT_CERTIFICATE), hits, 8, &count), YZ_OK);
    assert_int_equal(count, 0);
}

static void questions_are_counted(void **state) {
    (void)state;
    int64_t count;
    const struct yz_certificate *birth = yz_certificate_named("birth");
    assert_int_equal(yz_certificate_asked(d.session, birth, "张丽"), YZ_OK);
    assert_int_equal(yz_certificate_asked(d.session, birth, ""), YZ_OK);
    assert_int_equal(yz_certificate_count(d.session, birth, 20260101, &count), YZ_OK);
    assert_int_equal(count, 2);
    assert_int_equal(yz_certificate_count(d.session, birth, 20270101, &count), YZ_OK);
    assert_int_equal(count, 0);
    assert_int_equal(
        yz_sql_int(d.store, "SELECT count(*) FROM journal WHERE body LIKE '%张丽%' AND verb = 'ask-certificate'", 0, 0),
        0);
    assert_int_equal(
        yz_sql_int(d.store, "SELECT count(*) FROM journal WHERE body LIKE '%张*%' AND verb = 'ask-certificate'", 0, 0),
        1);
}

int main(void) {
    if (!setlocale(LC_CTYPE, "C.UTF-8")) setlocale(LC_CTYPE, "en_US.UTF-8");
#define T(name) cmocka_unit_test_setup_teardown(name, begin, end)
    const struct CMUnitTest tests[] = {
        T(numbers_have_no_gaps),     T(what_the_registry_knows_is_filled_in),
        T(everything_wrong_at_once), T(a_certificate_not_issued_is_not_sealed),
        T(the_register_is_searched), T(certificates_are_found_by_what_people_call_them),
        T(questions_are_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
