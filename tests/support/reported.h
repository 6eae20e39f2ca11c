/* A small demo station for tests of reports, and one who may see them all. Included by tests alone, after cmocka. */
#ifndef YZ_TESTS_REPORTED_H
#define YZ_TESTS_REPORTED_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <yizhan/codes.h>
#include <yizhan/demo.h>
#include <yizhan/reports.h>

#include "service/session.h"

static char folder[64], path[96];
static struct yz_session *s;
static struct yz_report_result r;

/* Another role, of the session alone. */
static void become(const char *role, int64_t grid) {
    struct yz_staff staff = s->staff;
    assert_true(yz_code_parse("staff_role", role, &staff.role));
    staff.grid = grid;
    yz_session_act_as(s, &staff);
    assert_int_equal(yz_session_reach(s), YZ_OK);
}

static int begin(void **state) {
    const struct yz_demo demo = {.households = 300, .people = 2000, .seed = 7, .date = 20261123};
    (void)state;
    setenv("YIZHAN_NOW", "2026-11-23T19:30", 1);
    strcpy(folder, "/tmp/yizhan-report-XXXXXX");
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/station.db", folder);
    assert_int_equal(yz_demo_write(path, &demo), YZ_OK);
    assert_int_equal(yz_session_open(path, &s), YZ_OK);
    return 0;
}

static int end(void **state) {
    char file[128];
    static const char *const all[] = {"", ".lock", "-wal", "-shm"};
    (void)state;
    yz_report_free(&r);
    yz_session_close(s);
    for (size_t i = 0; i < 4; i++) {
        snprintf(file, sizeof file, "%s%s", path, all[i]);
        unlink(file);
    }
    rmdir(folder);
    return 0;
}

#endif
