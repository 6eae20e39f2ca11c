/* Heads of days: a journal made anew from some line on, with every hash right and the witness gone, is told by the day it differs from. */
#include "base/sha256.h"
#include "store/store_private.h"
#include "support/office.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <yizhan/journal.h>
#include <yizhan/registry.h>
#include <yizhan/records.h>
#include <yizhan/session.h>

static struct office o;

static void work(yz_date day) {
    struct yz_building b;
    struct yz_findings f = {0};
    yz_set_now(yz_moment_make(day, 10 * 60));
    int64_t id = office_int(&o, "SELECT min(id) FROM building");
    assert_int_equal(yz_record_get(o.session, YZ_BUILDING, id, &b), YZ_OK);
    yz_date_text(day, b.note);
    if (yz_record_edit(o.session, YZ_BUILDING, &b, &f) != YZ_OK) fail_msg("%s", yz_message());
    yz_findings_free(&f);
}

static void sha256(sqlite3_context *ctx, int n, sqlite3_value **args) {
    unsigned char hash[YZ_HASH];
    (void)n;
    yz_sha256(hash, sqlite3_value_blob(args[0]), (size_t)sqlite3_value_bytes(args[0]));
    sqlite3_result_blob(ctx, hash, sizeof hash, SQLITE_TRANSIENT);
}

#define LF "||char(10)||"
/* As docs/journal.md says how a line is hashed. */
static const char line_anew[] =
    "UPDATE journal SET (prev,hash)=(SELECT p.hash, sha256(lower(hex(p.hash))" LF "epoch" LF "seq" LF "act" LF "at" LF
    "staff" LF "verb" LF "kind" LF "id" LF "version" LF "gone" LF "lower(hex(body_hash))||char(10))"
    " FROM (SELECT hash FROM journal WHERE seq=?1-1) p) WHERE seq=?1";

/* The moment of a line is another one, and all after it is made anew. */
static void forge(int64_t from) {
    sqlite3 *db;
    sqlite3_stmt *q;
    char sql[128], lock[160];
    assert_int_equal(sqlite3_open(o.path, &db), SQLITE_OK);
    sqlite3_create_function(db, "sha256", 1, SQLITE_UTF8, NULL, sha256, NULL, NULL);
    snprintf(sql, sizeof sql, "UPDATE journal SET at=at+1 WHERE seq=%lld", (long long)from);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, line_anew, -1, &q, NULL), SQLITE_OK);
    do {
        sqlite3_reset(q);
        sqlite3_bind_int64(q, 1, from++);
        assert_int_equal(sqlite3_step(q), SQLITE_DONE);
    } while (sqlite3_changes(db));
    sqlite3_finalize(q);
    sqlite3_close(db);
    snprintf(lock, sizeof lock, "%s.lock", o.path);
    assert_int_equal(unlink(lock), 0);
}

static int64_t newest(void) {
    struct yz_day_head h;
    size_t count;
    assert_int_equal(yz_day_heads(o.session, &h, 1, &count), YZ_OK);
    return count ? h.seq : 0;
}

/* Two days of work and one after; `back` lines before the head of the second one. */
static void forged(int64_t back, bool found) {
    struct yz_verdict v;
    office_open(&o);
    for (yz_date day = 20270105; day <= 20270107; day++) work(day);
    assert_int_equal(yz_verify(o.session, &v), YZ_OK);
    int64_t from = newest() - back;
    yz_session_close(o.session);
    forge(from);
    if (yz_session_open(o.path, &o.session) != YZ_OK) fail_msg("%s", yz_message());
    enum yz_status status = yz_verify(o.session, &v);
    if (!found && status != YZ_OK) fail_msg("%s", yz_message());
    if (found) {
        assert_int_equal(status, YZ_FOREIGN);
        if (!strstr(v.text[0], "2027-01-06 的日志末行与留存的不同")) fail_msg("%s", v.text[0]);
        assert_int_equal(v.problems, 1); /* nothing else tells */
    }
    office_close(&o);
}

static void of_a_day(void **state) {
    (void)state;
    forged(0, true);
}

/* What is after the last head kept nothing in the file proves: that is what the paper is for. */
static void after_it(void **state) {
    (void)state;
    forged(-1, false);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(of_a_day), cmocka_unit_test(after_it)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
