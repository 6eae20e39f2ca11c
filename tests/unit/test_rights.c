/* Who may do what: the table as it is, a station's own, and one with mistakes. */
#include "service/session.h"
#include "support/office.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>
#include <yizhan/codes.h>
#include <yizhan/rights.h>

static int32_t role(const char *key) {
    int32_t code = 0;
    assert_true(yz_code_parse("staff_role", key, &code));
    return code;
}

static void test_table(void **state) {
    (void)state;
    assert_int_equal(yz_rights_ready(), YZ_OK);
    assert_true(yz_role_may(role("clerk"), YZ_RIGHT_WRITE));
    assert_true(yz_role_may(role("grid-worker"), YZ_RIGHT_WRITE));
    assert_false(yz_role_may(role("auditor"), YZ_RIGHT_WRITE));
    assert_true(yz_role_may(role("auditor"), YZ_RIGHT_RESTRICTED));
    assert_false(yz_role_may(role("clerk"), YZ_RIGHT_RESTRICTED));
    assert_true(yz_role_may(role("admin"), YZ_RIGHT_STAFF));
    assert_false(yz_role_may(role("supervisor"), YZ_RIGHT_STAFF));
    assert_false(yz_role_may(0, YZ_RIGHT_WRITE));
    assert_false(yz_role_may(99, YZ_RIGHT_WRITE));
}

static void test_above(void **state) {
    (void)state;
    assert_false(yz_role_above(role("clerk")));
    assert_false(yz_role_above(role("grid-worker")));
    assert_true(yz_role_above(role("supervisor")));
    assert_true(yz_role_above(role("admin")));
    assert_true(yz_role_above(role("auditor")));
}

/* A supervisor reads secrets of the own station only. */
static void test_own_station(void **state) {
    (void)state;
    struct yz_staff s = {.role = role("supervisor"), .station = 7};
    assert_true(yz_staff_may_at(&s, YZ_RIGHT_SECRET, 7));
    assert_false(yz_staff_may_at(&s, YZ_RIGHT_SECRET, 8));
    s.role = role("auditor");
    assert_true(yz_staff_may_at(&s, YZ_RIGHT_SECRET, 8));
    s.role = role("clerk");
    assert_false(yz_staff_may_at(&s, YZ_RIGHT_SECRET, 7));
}

static void test_refusal_names_right_and_roles(void **state) {
    struct office *o = *state;
    struct yz_staff me = o->session->staff;
    me.role = role("auditor");
    yz_session_act_as(o->session, &me);
    assert_int_equal(yz_session_act(o->session, "add-need"), YZ_DENIED);
    assert_non_null(strstr(yz_message(), yz_right_name(YZ_RIGHT_WRITE)));
    assert_non_null(strstr(yz_message(), yz_code_label("staff_role", role("clerk"))));
}

/* A folder that anybody may name gives nobody rights. */
static void test_not_from_the_environment(void **state) {
    (void)state;
    char folder[] = "/tmp/yz-rights-XXXXXX", path[128];
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/trust", folder);
    assert_int_equal(mkdir(path, 0700), 0);
    snprintf(path, sizeof path, "%s/trust/rights.conf", folder);
    FILE *f = fopen(path, "w");
    fputs("[right staff]\nname = x\nroles = clerk\n", f);
    fclose(f);
    setenv("YIZHAN_DATA", folder, 1);
    assert_int_equal(yz_rights_ready(), YZ_OK);
    assert_false(yz_role_may(role("clerk"), YZ_RIGHT_STAFF));
    unsetenv("YIZHAN_DATA");
    assert_int_equal(unlink(path), 0);
    *strrchr(path, '/') = '\0';
    assert_int_equal(rmdir(path), 0);
    assert_int_equal(rmdir(folder), 0);
}

static int open_office(void **state) {
    static struct office o;
    office_open(&o);
    *state = &o;
    return 0;
}

static int close_office(void **state) {
    office_close(*state);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_not_from_the_environment), /* first: the table is read once */
        cmocka_unit_test(test_table),
        cmocka_unit_test(test_above),
        cmocka_unit_test(test_own_station),
        cmocka_unit_test_setup_teardown(test_refusal_names_right_and_roles, open_office, close_office),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
