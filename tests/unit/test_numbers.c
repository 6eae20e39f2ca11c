/* Inner fragments of numbers: found wherever they lie, and never across a boundary. */
#include "store/keys.h"
#include "support/station.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct ids {
    size_t count;
    int64_t all[4096];
};

static bool take(void *ctx, int64_t id) {
    struct ids *ids = ctx;
    assert_true(ids->count < 4096);
    ids->all[ids->count++] = id;
    return true;
}

static size_t found(struct yz_store *s, const char *digits, size_t limit, struct ids *ids) {
    ids->count = 0;
    if (yz_find_fragment(s, YZ_PERSON, digits, limit, take, ids) != YZ_OK) fail_msg("%s", yz_message());
    return ids->count;
}

static void fragments_of_both_numbers_are_found(void **state) {
    struct station st;
    static struct ids ids;
    (void)state;
    station_make(&st);
    struct resident r = {.name = "张三", .id_number = "53010219900307251X", .phone = "13812345678"};
    station_put(&st, &resident_kind, &r);
    static const char *const inside[] = {"5",   "0219900", "251X",  "251x",       "X", "53010219900307251X",
                                         "138", "1234",    "45678", "13812345678"};
    for (size_t i = 0; i < sizeof inside / sizeof *inside; i++) {
        if (found(st.store, inside[i], 10, &ids) != 1) fail_msg("%s is not found", inside[i]);
        assert_int_equal(ids.all[0], r.id);
    }
    static const char *const outside[] = {"", "9999", "51X1", "X138", "53010219900307251X1", "5678\n"};
    for (size_t i = 0; i < sizeof outside / sizeof *outside; i++)
        if (found(st.store, outside[i], 10, &ids) != 0) fail_msg("%s is found", outside[i]);
    assert_int_equal(yz_find_fragment(st.store, YZ_HOUSEHOLD, "138", 10, take, &ids), YZ_OK);
    assert_int_equal(ids.count, 0);
    station_remove(&st);
}

/* Twelve digits fill the second number, so that the next slot follows without a gap. */
static void a_fragment_never_spans_two_people(void **state) {
    struct station st;
    static struct ids ids;
    (void)state;
    station_make(&st);
    struct resident a = {.name = "张三", .id_number = "110101199001011111", .phone = "087112345678"};
    struct resident b = {.name = "李四", .id_number = "888801199001011111", .phone = "087112345678"};
    station_put(&st, &resident_kind, &a);
    station_put(&st, &resident_kind, &b);
    assert_int_equal(b.id, a.id + 1);
    assert_int_equal(found(st.store, "788", 10, &ids), 0);
    assert_int_equal(found(st.store, "56788888", 10, &ids), 0);
    assert_int_equal(found(st.store, "5678", 10, &ids), 2);
    assert_int_equal(found(st.store, "8888", 10, &ids), 1);
    assert_int_equal(ids.all[0], b.id);
    station_remove(&st);
}

static void a_change_and_a_drop_are_followed(void **state) {
    struct station st;
    static struct ids ids;
    (void)state;
    station_make(&st);
    struct resident r = {.name = "张三", .phone = "13812345678"};
    station_put(&st, &resident_kind, &r);
    strcpy(r.phone, "13987654321");
    station_put(&st, &resident_kind, &r);
    assert_int_equal(found(st.store, "1234", 10, &ids), 0);
    assert_int_equal(found(st.store, "8765", 10, &ids), 1);
    station_drop(&st, &resident_kind, r.id);
    assert_int_equal(found(st.store, "8765", 10, &ids), 0);
    assert_int_equal(yz_sql_int(st.store, "SELECT count(*) FROM number_block", 0, 0), 0);
    station_remove(&st);
}

/* A thousand people against strstr. */
static void all_and_only_those_that_contain_it(void **state) {
    enum { N = 1000 };
    struct station st;
    static struct ids ids;
    struct resident *all = calloc(N, sizeof *all);
    uint32_t d = 5;
    (void)state;
    station_make(&st);
    assert_int_equal(yz_act_begin(st.store, "test-import", 1), YZ_OK);
    yz_act_bulk(st.store);
    for (uint32_t i = 0; i < N; i++) {
        resident_make(&all[i], i);
        assert_int_equal(yz_put(st.store, &resident_kind, &all[i]), YZ_OK);
    }
    assert_int_equal(yz_act_commit(st.store, NULL), YZ_OK);
    for (int round = 0; round < 300; round++) {
        char fragment[19];
        const char *number = all[dice(&d, N)].id_number;
        size_t from = dice(&d, 14), length = 1 + dice(&d, (uint32_t)(18 - from));
        snprintf(fragment, sizeof fragment, "%.*s", (int)length, number + from);
        size_t expected = 0;
        found(st.store, fragment, N, &ids);
        for (size_t i = 0; i < N; i++)
            if (strstr(all[i].id_number, fragment) || strstr(all[i].phone, fragment))
                assert_int_equal(ids.all[expected++], all[i].id);
        assert_int_equal(ids.count, expected);
    }
    assert_int_equal(found(st.store, "1", 7, &ids), 7);
    free(all);
    station_remove(&st);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fragments_of_both_numbers_are_found),
        cmocka_unit_test(a_fragment_never_spans_two_people),
        cmocka_unit_test(a_change_and_a_drop_are_followed),
        cmocka_unit_test(all_and_only_those_that_contain_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
