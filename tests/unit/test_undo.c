/* Undo: every record gets its earlier version, a later act stands in the way, and undo is undone like anything else. */
#include "store/erase.h"
#include "store/store_private.h"
#include "support/station.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct yz_undo undo(struct station *st, int64_t act) {
    struct yz_undo u;
    if (yz_journal_undo(st->store, act, 4, &u) != YZ_OK) fail_msg("%s", yz_message());
    return u;
}

static void refused(struct station *st, int64_t act, int64_t blocked_by, const char *names) {
    struct yz_undo u;
    struct yz_buffer before = {0}, after = {0};
    station_records(st->store, &before);
    assert_int_equal(yz_journal_undo(st->store, act, 4, &u), YZ_REFUSED);
    assert_int_equal(u.blocked_by, blocked_by);
    assert_int_equal(u.undone_by, 0);
    if (!strstr(yz_message(), names)) fail_msg("“%s” does not name %s", yz_message(), names);
    assert_false(yz_in_act(st->store));
    station_records(st->store, &after);
    assert_string_equal(yz_buffer_string(&before), yz_buffer_string(&after));
    yz_buffer_free(&before);
    yz_buffer_free(&after);
}

static bool is_there(struct station *st, int64_t id, struct resident *r) {
    return yz_get(st->store, &resident_kind, id, r) == YZ_OK;
}

static void a_change_goes_back_and_forth(void **state) {
    struct station st;
    (void)state;
    station_make(&st);
    struct resident r = {.name = "张小明", .phone = "13800138000"}, now;
    station_put(&st, &resident_kind, &r);
    strcpy(r.name, "张大明");
    int64_t change = station_put(&st, &resident_kind, &r);
    struct yz_undo u = undo(&st, change);
    assert_int_equal(u.act, change);
    assert_int_equal(u.records, 1);
    assert_string_equal(u.verb, "test-put");
    assert_true(is_there(&st, r.id, &now));
    assert_string_equal(now.name, "张小明");
    assert_int_equal(now.version, 3);
    u = undo(&st, u.undone_by); /* redo */
    assert_true(is_there(&st, r.id, &now));
    assert_string_equal(now.name, "张大明");
    undo(&st, change); /* done again, so it can be undone again */
    assert_true(is_there(&st, r.id, &now));
    assert_string_equal(now.name, "张小明");
    station_remove(&st);
}

static void what_was_made_goes_and_what_was_dropped_returns(void **state) {
    struct station st;
    (void)state;
    station_make(&st);
    struct resident r = {.name = "张小明"}, now;
    int64_t made = station_put(&st, &resident_kind, &r);
    struct yz_undo u = undo(&st, made);
    assert_false(is_there(&st, r.id, &now));
    refused(&st, made, 0, "已经撤销过");
    undo(&st, u.undone_by);
    assert_true(is_there(&st, r.id, &now));
    assert_int_equal(now.version, 3);
    int64_t dropped = station_drop(&st, &resident_kind, r.id);
    undo(&st, dropped);
    assert_true(is_there(&st, r.id, &now));
    assert_string_equal(now.name, "张小明");
    struct yz_verdict v;
    if (yz_store_verify(st.store, &v) != YZ_OK) fail_msg("%s", yz_message());
    station_remove(&st);
}

static void a_later_act_stands_in_the_way(void **state) {
    struct station st;
    char number[32];
    (void)state;
    station_make(&st);
    struct resident r = {.name = "张小明"}, now;
    int64_t first = station_put(&st, &resident_kind, &r);
    strcpy(r.phone, "13800138000");
    int64_t second = station_put(&st, &resident_kind, &r);
    strcpy(r.phone, "13900139000");
    int64_t third = station_put(&st, &resident_kind, &r);
    snprintf(number, sizeof number, "%lld", (long long)second);
    refused(&st, first, second, number);
    refused(&st, first, second, "test-put");
    undo(&st, third); /* what was undone no longer stands in the way */
    undo(&st, second);
    assert_true(is_there(&st, r.id, &now));
    assert_string_equal(now.phone, "");
    undo(&st, first);
    assert_false(is_there(&st, r.id, &now));
    station_remove(&st);
}

static void an_act_goes_as_a_whole_or_not_at_all(void **state) {
    struct station st;
    (void)state;
    station_make(&st);
    struct home h = {.label = "星体花园3-2-501"};
    struct resident a = {.name = "张小明"}, b = {.name = "李秀英"}, now;
    assert_int_equal(yz_act_begin(st.store, "move-in", 1), YZ_OK);
    assert_int_equal(yz_put(st.store, &home_kind, &h), YZ_OK);
    a.home = b.home = h.id;
    assert_int_equal(yz_put(st.store, &resident_kind, &a), YZ_OK);
    assert_int_equal(yz_put(st.store, &resident_kind, &b), YZ_OK);
    h.head = a.id;
    assert_int_equal(yz_put(st.store, &home_kind, &h), YZ_OK); /* twice in one act */
    int64_t act;
    assert_int_equal(yz_act_commit(st.store, &act), YZ_OK);
    strcpy(b.phone, "13800138000");
    int64_t later = station_put(&st, &resident_kind, &b);
    refused(&st, act, later, "居民");
    assert_true(is_there(&st, a.id, &now));
    undo(&st, later);
    struct yz_undo u = undo(&st, act);
    assert_int_equal(u.records, 3);
    assert_false(is_there(&st, a.id, &now) || is_there(&st, b.id, &now));
    u = undo(&st, u.undone_by);
    struct home again;
    assert_int_equal(yz_get(st.store, &home_kind, h.id, &again), YZ_OK);
    assert_int_equal(again.head, a.id);
    station_remove(&st);
}

static void there_must_be_something_to_undo(void **state) {
    struct station st;
    int64_t note;
    (void)state;
    station_make(&st);
    refused(&st, 77, 0, "77");
    assert_int_equal(yz_act_begin(st.store, "reveal", 1), YZ_OK);
    assert_int_equal(yz_note(st.store, "reveal", 5, "{\"reason\":\"x\"}"), YZ_OK);
    assert_int_equal(yz_act_commit(st.store, &note), YZ_OK);
    refused(&st, note, 0, "没有改动");
    struct resident r = {.name = "张小明"};
    assert_int_equal(yz_act_begin(st.store, "come-and-go", 1), YZ_OK);
    assert_int_equal(yz_put(st.store, &resident_kind, &r), YZ_OK);
    assert_int_equal(yz_drop(st.store, &resident_kind, r.id), YZ_OK);
    assert_int_equal(yz_act_commit(st.store, &note), YZ_OK);
    refused(&st, note, 0, "没有改动");
    station_remove(&st);
}

static void what_was_erased_cannot_come_back(void **state) {
    struct station st;
    (void)state;
    station_make(&st);
    struct resident r = {.name = "张小明"};
    station_put(&st, &resident_kind, &r);
    strcpy(r.name, "张大明");
    int64_t second = station_put(&st, &resident_kind, &r);
    int64_t lines = 0;
    assert_int_equal(yz_act_begin(st.store, YZ_ERASE_VERB, 3), YZ_OK);
    assert_int_equal(yz_forget_record(st.store, &resident_kind, r.id, &lines), YZ_OK);
    assert_int_equal(yz_note(st.store, YZ_ERASE_VERB, r.id, "{}"), YZ_OK);
    assert_int_equal(yz_act_commit(st.store, NULL), YZ_OK);
    assert_int_equal(lines, 1);
    refused(&st, second, 0, "依法删除");
    struct yz_verdict v;
    if (yz_store_verify(st.store, &v) != YZ_OK) fail_msg("%s", yz_message());
    station_remove(&st);
}

/* Five hundred acts of one to six records, then all undone from the newest back, step by step as before. */
static void everything_can_be_undone_step_by_step(void **state) {
    enum { ACTS = 500, PEOPLE = 40 };
    struct station st;
    struct resident all[PEOPLE] = {{0}};
    int64_t acts[ACTS];
    struct yz_buffer at_250 = {0}, now = {0};
    uint32_t d = 20261123;
    (void)state;
    station_make_hidden(&st);
    for (size_t i = 0; i < ACTS; i++) {
        if (i == 250) station_records(st.store, &at_250);
        assert_int_equal(yz_act_begin(st.store, "walk", 1), YZ_OK);
        size_t wrote = 0;
        for (uint32_t n = 1 + dice(&d, 6); n || !wrote; n -= n > 0) {
            struct resident *r = &all[dice(&d, PEOPLE)];
            if (r->id && dice(&d, 3) == 0) {
                assert_int_equal(yz_drop(st.store, &resident_kind, r->id), YZ_OK);
                *r = (struct resident){0};
            } else {
                resident_make(r, dice(&d, 1000000));
                assert_int_equal(yz_put(st.store, &resident_kind, r), YZ_OK);
                wrote++;
            }
        }
        if (yz_act_commit(st.store, &acts[i]) != YZ_OK) fail_msg("%s", yz_message());
    }
    for (size_t i = ACTS; i-- > 0;) {
        struct yz_undo u;
        enum yz_status status = yz_journal_undo(st.store, acts[i], 1, &u);
        if (status != YZ_OK && !strstr(yz_message(), "没有改动")) fail_msg("act %zu: %s", i, yz_message());
        if (i == 250) {
            station_records(st.store, &now);
            assert_string_equal(yz_buffer_string(&at_250), yz_buffer_string(&now));
        }
    }
    station_records(st.store, &now);
    assert_string_equal(yz_buffer_string(&now), "");
    station_keys(st.store, &now);
    assert_string_equal(yz_buffer_string(&now), "");
    struct yz_verdict v;
    if (yz_store_verify(st.store, &v) != YZ_OK) fail_msg("%s", yz_message());
    yz_buffer_free(&at_250);
    yz_buffer_free(&now);
    station_remove(&st);
}

static void an_import_is_undone_in_bulk(void **state) {
    enum { N = 3000 };
    struct station st;
    struct yz_buffer before = {0}, keys_before = {0}, now = {0};
    int64_t import;
    (void)state;
    station_make(&st);
    struct resident r = {.name = "赵一"};
    station_put(&st, &resident_kind, &r);
    station_records(st.store, &before);
    station_keys(st.store, &keys_before);
    assert_int_equal(yz_act_begin(st.store, "import", 1), YZ_OK);
    yz_act_bulk(st.store);
    for (uint32_t i = 0; i < N; i++) {
        r = (struct resident){0};
        resident_make(&r, i);
        assert_int_equal(yz_put(st.store, &resident_kind, &r), YZ_OK);
    }
    assert_int_equal(yz_act_commit(st.store, &import), YZ_OK);
    struct yz_undo u = undo(&st, import);
    assert_int_equal(u.records, N);
    station_records(st.store, &now);
    assert_string_equal(yz_buffer_string(&before), yz_buffer_string(&now));
    station_keys(st.store, &now);
    assert_string_equal(yz_buffer_string(&keys_before), yz_buffer_string(&now));
    undo(&st, u.undone_by);
    assert_int_equal(yz_sql_int(st.store, "SELECT count(*) FROM resident", 0, 0), N + 1);
    struct yz_verdict v;
    if (yz_store_verify(st.store, &v) != YZ_OK || yz_store_doctor(st.store, false, &v) != YZ_OK)
        fail_msg("%s", yz_message());
    yz_buffer_free(&before);
    yz_buffer_free(&keys_before);
    yz_buffer_free(&now);
    station_remove(&st);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_change_goes_back_and_forth),
        cmocka_unit_test(what_was_made_goes_and_what_was_dropped_returns),
        cmocka_unit_test(a_later_act_stands_in_the_way),
        cmocka_unit_test(an_act_goes_as_a_whole_or_not_at_all),
        cmocka_unit_test(there_must_be_something_to_undo),
        cmocka_unit_test(what_was_erased_cannot_come_back),
        cmocka_unit_test(everything_can_be_undone_step_by_step),
        cmocka_unit_test(an_import_is_undone_in_bulk),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
