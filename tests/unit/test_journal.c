/* The journal: its chain recomputed by other means, its pages, records as they were, what can be undone next. */
#include "store/store_private.h"
#include "support/station.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <sodium.h>

static void fresh(struct resident *r, uint32_t seed) {
    memset(r, 0, sizeof *r);
    resident_make(r, seed);
}

static int64_t act_of(struct station *st, const char *verb, int64_t staff, struct resident *r, const char *note) {
    int64_t act = 0;
    strcpy(r->note, note);
    if (yz_act_begin(st->store, verb, staff) != YZ_OK || yz_put(st->store, &resident_kind, r) != YZ_OK ||
        yz_act_commit(st->store, &act) != YZ_OK)
        fail_msg("%s", yz_message());
    return act;
}

static int64_t note(struct station *st, int64_t staff) {
    int64_t act = 0;
    if (yz_act_begin(st->store, "reveal", staff) != YZ_OK || yz_note(st->store, "reveal", 5, "{\"reason\":\"来访\"}") ||
        yz_act_commit(st->store, &act) != YZ_OK)
        fail_msg("%s", yz_message());
    return act;
}

/* --- the chain, as docs/journal.md tells it to a third party: SQLite's shell, printf and SHA-256 --- */

static void hex_of(const unsigned char *bytes, char out[65]) {
    sodium_bin2hex(out, 65, bytes, 32);
}

static const char *column(sqlite3_stmt *q, int i) {
    const unsigned char *text = sqlite3_column_text(q, i);
    return text ? (const char *)text : "";
}

static void the_chain_is_what_the_documents_say(void **state) {
    struct station st;
    struct resident r;
    struct yz_verdict v;
    sqlite3 *db;
    sqlite3_stmt *q;
    char prev[65], hash[65], body_hash[65];
    unsigned char bytes[32];
    int64_t lines = 0;
    (void)state;
    station_make(&st);
    for (uint32_t i = 0; i < 40; i++) {
        fresh(&r, i);
        act_of(&st, "register", 3 + i % 2, &r, "一");
        act_of(&st, "edit", 3, &r, "二 \"引号\"\n换行");
        if (i % 3 == 0) station_drop(&st, &resident_kind, r.id);
        if (i % 5 == 0) note(&st, 4);
    }
    assert_int_equal(yz_store_verify(st.store, &v), YZ_OK);
    station_close(&st);
    memset(prev, '0', 64);
    prev[64] = '\0';
    assert_int_equal(sqlite3_open(st.path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db,
                                        "SELECT epoch, seq, act, at, staff, verb, kind, id, version, gone, "
                                        "lower(hex(body_hash)), lower(hex(prev)), lower(hex(hash)), body "
                                        "FROM journal ORDER BY seq",
                                        -1, &q, NULL),
                     SQLITE_OK);
    while (sqlite3_step(q) == SQLITE_ROW) {
        char text[1024] = "";
        crypto_hash_sha256(bytes, (const unsigned char *)column(q, 13), strlen(column(q, 13)));
        hex_of(bytes, body_hash);
        assert_string_equal(column(q, 10), body_hash);
        assert_string_equal(column(q, 11), prev);
        snprintf(text, sizeof text, "%s\n", prev);
        for (int i = 0; i <= 10; i++) {
            strcat(text, column(q, i));
            strcat(text, "\n");
        }
        crypto_hash_sha256(bytes, (const unsigned char *)text, strlen(text));
        hex_of(bytes, hash);
        assert_string_equal(column(q, 12), hash);
        strcpy(prev, hash);
        lines++;
    }
    sqlite3_finalize(q);
    sqlite3_close(db);
    assert_int_equal(lines, v.lines);
    assert_string_equal(prev, v.head);
    station_remove(&st);
}

static void the_body_is_the_record(void **state) {
    struct station st;
    struct resident r = {.name = "张三", .birth = 19850302, .deposit = -5, .tenant = true}, back;
    char body[256];
    (void)state;
    station_make(&st);
    int64_t act = act_of(&st, "register", 3, &r, "");
    assert_int_equal(yz_journal_body(st.store, act, body, sizeof body), YZ_OK);
    char expected[256];
    snprintf(expected, sizeof expected,
             "{\"id\":%lld,\"version\":1,\"name\":\"张三\",\"birth\":19850302,\"deposit\":-5,\"tenant\":true}",
             (long long)r.id);
    assert_string_equal(body, expected);
    assert_int_equal(yz_record_parse(st.store, &resident_kind, body, &back), YZ_OK);
    assert_true(yz_record_same(&resident_kind, &r, &back));
    assert_int_equal(yz_journal_body(st.store, act, body, 8), YZ_REFUSED);
    assert_int_equal(yz_journal_body(st.store, 99, body, sizeof body), YZ_REFUSED);
    station_remove(&st);
}

/* --- pages --- */

static size_t page(struct station *st, struct yz_log_filter f, struct yz_log_line *out, size_t max) {
    size_t n = 0;
    if (yz_journal_page(st->store, &f, out, max, &n) != YZ_OK) fail_msg("%s", yz_message());
    return n;
}

static void pages_come_newest_first(void **state) {
    struct station st;
    struct resident r[6];
    struct yz_log_line lines[16];
    (void)state;
    station_make(&st);
    for (uint32_t i = 0; i < 6; i++) {
        fresh(&r[i], i);
        act_of(&st, i % 2 ? "register" : "import", 3 + i % 2, &r[i], "");
    }
    assert_int_equal(page(&st, (struct yz_log_filter){0}, lines, 4), 4);
    assert_int_equal(lines[0].seq, 6);
    assert_string_equal(lines[0].verb, "register");
    assert_string_equal(lines[0].kind, "resident");
    assert_int_equal(lines[0].id, r[5].id);
    assert_int_equal(page(&st, (struct yz_log_filter){.before_seq = lines[3].seq}, lines, 4), 2);
    assert_int_equal(lines[1].seq, 1);
    assert_int_equal(page(&st, (struct yz_log_filter){.staff = 4}, lines, 16), 3);
    for (int i = 0; i < 3; i++) assert_int_equal(lines[i].staff, 4);
    station_remove(&st);
}

static void a_record_has_its_own_page(void **state) {
    struct station st;
    struct resident r, other;
    struct yz_log_line lines[16];
    (void)state;
    station_make(&st);
    fresh(&r, 1);
    fresh(&other, 2);
    act_of(&st, "register", 3, &r, "a");
    act_of(&st, "register", 3, &other, "a");
    act_of(&st, "edit", 3, &r, "b");
    station_drop(&st, &resident_kind, r.id);
    struct yz_log_filter f = {.kind = YZ_PERSON, .id = r.id};
    assert_int_equal(page(&st, f, lines, 16), 3);
    assert_true(lines[0].gone);
    assert_int_equal(lines[0].version, 3);
    assert_string_equal(lines[2].verb, "register");
    f.before_seq = lines[0].seq;
    assert_int_equal(page(&st, f, lines, 16), 2);
    station_remove(&st);
}

static void an_act_has_its_own_page(void **state) {
    struct station st;
    struct resident r;
    struct yz_log_line lines[16];
    int64_t act = 0;
    (void)state;
    station_make(&st);
    for (uint32_t i = 0; i < 3; i++) {
        fresh(&r, i);
        station_put(&st, &resident_kind, &r);
    }
    assert_int_equal(yz_act_begin(st.store, "import", 3), YZ_OK);
    for (uint32_t i = 0; i < 5; i++) {
        fresh(&r, i + 10);
        assert_int_equal(yz_put(st.store, &resident_kind, &r), YZ_OK);
    }
    assert_int_equal(yz_act_commit(st.store, &act), YZ_OK);
    for (uint32_t i = 0; i < 3; i++) {
        fresh(&r, i + 20);
        station_put(&st, &resident_kind, &r);
    }
    assert_int_equal(act, 4);
    assert_int_equal(page(&st, (struct yz_log_filter){.act = act}, lines, 16), 5);
    assert_int_equal(lines[0].seq, 8);
    assert_int_equal(lines[4].seq, 4);
    assert_int_equal(page(&st, (struct yz_log_filter){.act = 5}, lines, 16), 0); /* a line, but no act */
    station_remove(&st);
}

static void a_page_goes_back_to_a_moment(void **state) {
    struct station st;
    struct resident r;
    struct yz_log_line lines[16];
    (void)state;
    station_make(&st);
    for (int day = 1; day <= 9; day++) {
        yz_set_now(yz_moment_make(20261100 + day, 600));
        fresh(&r, (uint32_t)day);
        station_put(&st, &resident_kind, &r);
    }
    yz_set_now(0);
    assert_int_equal(page(&st, (struct yz_log_filter){.since = yz_moment_make(20261106, 0)}, lines, 16), 4);
    assert_int_equal(page(&st, (struct yz_log_filter){.since = yz_moment_make(20261201, 0)}, lines, 16), 0);
    station_remove(&st);
}

/* --- as it was --- */

static void a_record_as_it_was(void **state) {
    struct station st;
    struct resident r, then;
    (void)state;
    station_make(&st);
    fresh(&r, 1);
    const char *const notes[] = {"one", "two", "three"};
    for (int i = 0; i < 3; i++) {
        yz_set_now(yz_moment_make(20261101 + i, 600));
        act_of(&st, "edit", 3, &r, notes[i]);
    }
    yz_set_now(yz_moment_make(20261105, 600));
    station_drop(&st, &resident_kind, r.id);
    yz_set_now(0);
    assert_int_equal(yz_journal_record(st.store, &resident_kind, r.id, 2, 0, &then), YZ_OK);
    assert_string_equal(then.note, "two");
    assert_int_equal(then.version, 2);
    assert_int_equal(yz_journal_record(st.store, &resident_kind, r.id, 0, yz_moment_make(20261103, 700), &then), YZ_OK);
    assert_string_equal(then.note, "three");
    assert_int_equal(yz_journal_record(st.store, &resident_kind, r.id, 0, yz_moment_make(20261101, 1), &then),
                     YZ_REFUSED);
    assert_int_equal(yz_journal_record(st.store, &resident_kind, r.id, 0, yz_moment_make(20261106, 1), &then),
                     YZ_REFUSED);
    assert_int_equal(yz_journal_record(st.store, &resident_kind, r.id, 9, 0, &then), YZ_REFUSED);
    assert_int_equal(yz_journal_record(st.store, &resident_kind, r.id, 4, 0, &then), YZ_REFUSED);
    station_close(&st);
    station_sql(st.path, "UPDATE journal SET body = NULL WHERE version = 1");
    station_open(&st);
    assert_int_equal(yz_journal_record(st.store, &resident_kind, r.id, 1, 0, &then), YZ_REFUSED);
    assert_non_null(strstr(yz_message(), "依法删除"));
    station_remove(&st);
}

/* --- what comes next to be undone --- */

static int64_t last_of(struct station *st, int64_t staff) {
    int64_t act = -1;
    enum yz_status status = yz_journal_last(st->store, staff, &act);
    return status == YZ_OK ? act : 0;
}

static int64_t undo(struct station *st, int64_t act, int64_t staff) {
    struct yz_undo u;
    if (yz_journal_undo(st->store, act, staff, &u) != YZ_OK) fail_msg("%s", yz_message());
    return u.undone_by;
}

static void the_last_act_not_undone(void **state) {
    struct station st;
    struct resident a, b;
    (void)state;
    station_make(&st);
    fresh(&a, 1);
    fresh(&b, 2);
    assert_int_equal(last_of(&st, 3), 0);
    int64_t first = act_of(&st, "register", 3, &a, "a");
    int64_t theirs = act_of(&st, "register", 4, &b, "b");
    int64_t second = act_of(&st, "edit", 3, &a, "aa");
    note(&st, 3);
    assert_int_equal(last_of(&st, 3), second); /* what was only shown cannot be undone */
    assert_int_equal(last_of(&st, 4), theirs);
    int64_t undone = undo(&st, second, 5); /* by another one */
    assert_int_equal(last_of(&st, 3), first);
    assert_int_equal(last_of(&st, 5), 0);
    undo(&st, undone, 5); /* the undo undone: the edit counts again */
    assert_int_equal(last_of(&st, 3), second);
    undo(&st, second, 3);
    undo(&st, first, 3);
    assert_int_equal(last_of(&st, 3), 0);
    station_remove(&st);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_chain_is_what_the_documents_say),
        cmocka_unit_test(the_body_is_the_record),
        cmocka_unit_test(pages_come_newest_first),
        cmocka_unit_test(a_record_has_its_own_page),
        cmocka_unit_test(an_act_has_its_own_page),
        cmocka_unit_test(a_page_goes_back_to_a_moment),
        cmocka_unit_test(a_record_as_it_was),
        cmocka_unit_test(the_last_act_not_undone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
