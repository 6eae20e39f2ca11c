/* Verify names every thing that was altered behind the program's back; doctor mends what is derived. */
#include "store/store_private.h"
#include "support/station.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

/* Two homes and three residents in six acts, closed. */
static void small_station(struct station *st) {
    station_make(st);
    struct home h = {.label = "星体花园3-2-501"}, other = {.label = "星体花园3-2-502"};
    struct resident a = {.name = "张小明", .phone = "13800138000"}, b = {.name = "李秀英"}, c = {.name = "王芳"};
    station_put(st, &home_kind, &h);
    station_put(st, &home_kind, &other);
    a.home = b.home = h.id;
    station_put(st, &resident_kind, &a);
    station_put(st, &resident_kind, &b);
    station_put(st, &resident_kind, &c);
    station_drop(st, &resident_kind, c.id);
    station_close(st);
}

/* After `sql`, verify finds `problems` problems, one of which contains `words`. */
static void finds(const char *sql, size_t problems, const char *words) {
    struct station st;
    struct yz_verdict v;
    bool named = false;
    small_station(&st);
    station_sql(st.path, sql);
    station_open(&st);
    assert_int_equal(yz_store_verify(st.store, &v), YZ_FOREIGN);
    assert_false(v.ok);
    for (size_t i = 0; i < v.problems && i < 8; i++) named |= strstr(v.text[i], words) != NULL;
    if (!named) fail_msg("%s: %zu problems, the first: %s", sql, v.problems, v.text[0]);
    if (problems) assert_int_equal(v.problems, problems);
    station_remove(&st);
}

static void a_whole_file_verifies(void **state) {
    struct station st;
    struct yz_verdict v;
    (void)state;
    small_station(&st);
    station_open(&st);
    if (yz_store_verify(st.store, &v) != YZ_OK) fail_msg("%s", yz_message());
    assert_true(v.ok);
    assert_int_equal(v.lines, 6);
    assert_int_equal(strlen(v.head), 64);
    assert_int_equal(v.problems, 0);
    station_remove(&st);
}

static void an_altered_row_is_found(void **state) {
    (void)state;
    finds("UPDATE resident SET phone = '13900139000' WHERE name = '张小明'", 1, "居民 p:7.");
    finds("UPDATE resident SET version = 9 WHERE name = '张小明'", 1, "第 9 版");
    finds("DELETE FROM resident WHERE name = '李秀英'", 1, "表里没有");
    finds("INSERT INTO home SELECT id + 50, version, label, head FROM home LIMIT 1", 1, "没有日志");
    finds("INSERT INTO resident SELECT (SELECT max(id) + 1 FROM resident), version, name, reading, id_number, phone, "
          "birth, home, deposit, tenant, note FROM resident LIMIT 1",
          1, "已删除，表里却还有");
}

static void an_altered_line_is_found(void **state) {
    (void)state;
    finds("UPDATE journal SET body = replace(body, '13800138000', '13900139000') WHERE seq = 3", 2, "第 3 行的内容");
    finds("UPDATE journal SET staff = 9 WHERE seq = 2", 1, "第 2 行被改动过");
    finds("UPDATE journal SET at = at + 1 WHERE seq = 4", 1, "第 4 行被改动过");
    finds("UPDATE journal SET verb = 'other' WHERE seq = 1", 1, "第 1 行被改动过");
    finds("UPDATE journal SET hash = zeroblob(32) WHERE seq = 2", 2, "第 3 行与前一行接不上");
}

static void a_line_slipped_in_is_found(void **state) {
    (void)state;
    finds("INSERT INTO journal SELECT seq + 1, epoch, seq + 1, at, staff, verb, kind, id, version, gone, body_hash, "
          "hash, hash, "
          "body FROM journal WHERE seq = 6",
          1, "第 7 行被改动过");
    finds("INSERT INTO journal SELECT seq + 1, epoch, act, at, staff, verb, kind, id, version, gone, body_hash, prev, "
          "hash, "
          "body FROM journal WHERE seq = 6",
          2, "第 7 行与前一行接不上");
}

/* Bodies go by a lawful erasure only, and never that of a record as it is now. */
static void a_blanked_body_is_found(void **state) {
    (void)state;
    finds("UPDATE journal SET body = NULL WHERE seq = 3", 2, "没有依法删除的操作");
    finds("UPDATE journal SET body = NULL WHERE seq = 3; UPDATE resident SET phone = '1' WHERE name = '张小明'", 2,
          "不能与表核对");
}

static void a_cut_journal_is_found(void **state) {
    (void)state;
    finds("DELETE FROM journal WHERE seq = 1", 0, "第 1 至 1 行缺失");
    finds("DELETE FROM journal WHERE seq = 3 OR seq = 4", 0, "第 3 至 4 行缺失");
}

/* The newest lines gone, and the rows with them: only the witness knows. */
static void a_cut_tail_is_found(void **state) {
    struct station st;
    struct yz_verdict v;
    (void)state;
    small_station(&st);
    station_sql(st.path, "DELETE FROM journal WHERE seq = 6");
    if (yz_store_open(st.path, &st.store) == YZ_OK) assert_int_equal(yz_store_verify(st.store, &v), YZ_FOREIGN);
    else assert_non_null(strstr(yz_message(), "缺少最后 1 条"));
    station_remove(&st);
}

static void many_problems_are_counted(void **state) {
    struct station st;
    struct yz_verdict v;
    (void)state;
    station_make(&st);
    for (int i = 0; i < 20; i++) {
        struct resident r = {.name = "张小明"};
        station_put(&st, &resident_kind, &r);
    }
    station_close(&st);
    station_sql(st.path, "UPDATE resident SET note = 'x'");
    station_open(&st);
    assert_int_equal(yz_store_verify(st.store, &v), YZ_FOREIGN);
    assert_int_equal(v.problems, 20);
    assert_true(v.text[7][0] != '\0');
    station_remove(&st);
}

static void scribbled_pages_are_found(void **state) {
    struct station st;
    struct yz_verdict v;
    (void)state;
    station_make(&st);
    for (uint32_t i = 0; i < 300; i++) {
        struct resident r = {0};
        resident_make(&r, i);
        station_put(&st, &resident_kind, &r);
    }
    station_close(&st);
    FILE *f = fopen(st.path, "r+b");
    assert_non_null(f);
    fseek(f, 0, SEEK_END);
    long size = ftell(f);
    for (long at = 4096 * 12; at + 4096 < size; at += 4096 * 7) {
        fseek(f, at, SEEK_SET);
        for (int i = 0; i < 64; i++) fputc(0x5A, f);
    }
    fclose(f);
    if (yz_store_open(st.path, &st.store) == YZ_OK) {
        assert_int_equal(yz_store_verify(st.store, &v), YZ_FOREIGN);
        assert_true(v.problems > 0);
    }
    station_remove(&st);
}

static void doctor_rebuilds_search(void **state) {
    static const char *const damage[] = {
        "DELETE FROM find WHERE kind = 8 AND id % 2 = 1",
        "INSERT INTO find VALUES(x'6161', 8, 1)",
        "UPDATE number_block SET data = zeroblob(3968)",
        "DELETE FROM number_block",
    };
    (void)state;
    for (size_t i = 0; i < sizeof damage / sizeof *damage; i++) {
        struct station st;
        struct yz_verdict v;
        struct yz_buffer before = {0}, after = {0};
        small_station(&st);
        station_open(&st);
        station_keys(st.store, &before);
        if (yz_store_doctor(st.store, false, &v) != YZ_OK) fail_msg("%s", yz_message());
        station_close(&st);
        station_sql(st.path, damage[i]);
        station_open(&st);
        assert_int_equal(yz_store_doctor(st.store, false, &v), YZ_FOREIGN);
        assert_int_equal(v.problems, 1);
        if (yz_store_verify(st.store, &v) != YZ_OK) fail_msg("%s", yz_message()); /* derived: no matter of proof */
        if (yz_store_doctor(st.store, true, &v) != YZ_OK) fail_msg("%s", yz_message());
        assert_true(v.ok);
        station_keys(st.store, &after);
        assert_string_equal(yz_buffer_string(&before), yz_buffer_string(&after));
        yz_buffer_free(&before);
        yz_buffer_free(&after);
        station_remove(&st);
    }
}

static void doctor_finds_references_to_nothing(void **state) {
    struct station st;
    struct yz_verdict v;
    (void)state;
    station_make(&st);
    struct resident r = {.name = "张小明", .home = YZ_ID(7, 1, 999)};
    station_put(&st, &resident_kind, &r);
    assert_int_equal(yz_store_doctor(st.store, true, &v), YZ_FOREIGN);
    assert_int_equal(v.problems, 1);
    assert_non_null(strstr(v.text[0], "住处"));
    station_remove(&st);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_whole_file_verifies),
        cmocka_unit_test(an_altered_row_is_found),
        cmocka_unit_test(an_altered_line_is_found),
        cmocka_unit_test(a_line_slipped_in_is_found),
        cmocka_unit_test(a_blanked_body_is_found),
        cmocka_unit_test(a_cut_journal_is_found),
        cmocka_unit_test(a_cut_tail_is_found),
        cmocka_unit_test(many_problems_are_counted),
        cmocka_unit_test(scribbled_pages_are_found),
        cmocka_unit_test(doctor_rebuilds_search),
        cmocka_unit_test(doctor_finds_references_to_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
