/* Search keys: what finds a record, and that one put after the other and in bulk leave the same table. */
#include "store/gather.h"
#include "store/store_private.h"
#include "support/station.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct hits {
    size_t count, stop_at;
    int64_t ids[64];
    char last[YZ_GATHER_KEY_MAX + 1];
};

static bool hit(void *ctx, const char *key, size_t length, enum yz_kind_id kind, int64_t id) {
    struct hits *h = ctx;
    (void)kind;
    assert_true(length <= YZ_GATHER_KEY_MAX);
    memcpy(h->last, key, length);
    h->last[length] = '\0';
    if (h->count < 64) h->ids[h->count] = id;
    h->count++;
    return h->stop_at == 0 || h->count < h->stop_at;
}

static size_t found(struct yz_store *s, enum yz_key_class c, const char *prefix, struct hits *h) {
    *h = (struct hits){.stop_at = h->stop_at};
    if (yz_find_scan(s, c, prefix, strlen(prefix), 1000, hit, h) != YZ_OK) fail_msg("%s", yz_message());
    return h->count;
}

static size_t count(struct yz_store *s, enum yz_key_class c, const char *prefix) {
    struct hits h = {0};
    return found(s, c, prefix, &h);
}

static void a_name_is_found_by_every_way_to_type_it(void **state) {
    struct station st;
    struct hits h = {0};
    (void)state;
    station_make(&st);
    struct resident zhang = {.name = "张小明", .id_number = "53010219900307251x", .phone = "13800138000"};
    station_put(&st, &resident_kind, &zhang);
    assert_int_equal(found(st.store, YZ_KEY_TEXT_HEAD, "张", &h), 1);
    assert_int_equal(h.ids[0], zhang.id);
    assert_string_equal(h.last, "张小明");
    assert_int_equal(count(st.store, YZ_KEY_TEXT_INNER, "小"), 1);
    assert_int_equal(count(st.store, YZ_KEY_TEXT_HEAD, "小"), 0);
    assert_int_equal(count(st.store, YZ_KEY_FULL_HEAD, "zhang xiao"), 1);
    assert_int_equal(count(st.store, YZ_KEY_FULL_INNER, "ming"), 1);
    assert_int_equal(count(st.store, YZ_KEY_INITIALS_HEAD, "zxm"), 1);
    assert_int_equal(count(st.store, YZ_KEY_INITIALS_INNER, "xm"), 1);
    assert_int_equal(count(st.store, YZ_KEY_NUMBER, "53010219900307251X"), 1);
    assert_int_equal(count(st.store, YZ_KEY_NUMBER, "1380"), 1);
    assert_int_equal(count(st.store, YZ_KEY_TAIL, "8000"), 1);
    assert_int_equal(count(st.store, YZ_KEY_TAIL, "251X"), 1);
    assert_int_equal(count(st.store, YZ_KEY_TEXT_HEAD, "王"), 0);
    station_remove(&st);
}

static void a_typed_reading_is_a_key(void **state) {
    struct station st;
    (void)state;
    station_make(&st);
    struct resident r = {.name = "张明", .reading = "zang ming"};
    station_put(&st, &resident_kind, &r);
    assert_int_equal(count(st.store, YZ_KEY_FULL_HEAD, "zang ming"), 1);
    strcpy(r.reading, "");
    station_put(&st, &resident_kind, &r);
    assert_int_equal(count(st.store, YZ_KEY_FULL_HEAD, "zang ming"), 0);
    station_remove(&st);
}

static void every_reading_of_a_surname_finds(void **state) {
    struct station st;
    (void)state;
    station_make(&st);
    struct resident r = {.name = "单雄信"};
    station_put(&st, &resident_kind, &r);
    assert_int_equal(count(st.store, YZ_KEY_FULL_HEAD, "shan xiong"), 1);
    assert_int_equal(count(st.store, YZ_KEY_FULL_HEAD, "dan xiong"), 1);
    station_remove(&st);
}

static void a_change_takes_the_old_keys_away(void **state) {
    struct station st;
    (void)state;
    station_make(&st);
    struct resident r = {.name = "张小明", .phone = "13800138000"};
    station_put(&st, &resident_kind, &r);
    strcpy(r.name, "张大明");
    strcpy(r.phone, "13900139000");
    station_put(&st, &resident_kind, &r);
    assert_int_equal(count(st.store, YZ_KEY_TEXT_HEAD, "张小"), 0);
    assert_int_equal(count(st.store, YZ_KEY_TEXT_HEAD, "张大"), 1);
    assert_int_equal(count(st.store, YZ_KEY_TEXT_INNER, "明"), 1);
    assert_int_equal(count(st.store, YZ_KEY_NUMBER, "138"), 0);
    assert_int_equal(count(st.store, YZ_KEY_TAIL, "9000"), 1);
    station_drop(&st, &resident_kind, r.id);
    struct yz_buffer all = {0};
    station_keys(st.store, &all);
    assert_string_equal(yz_buffer_string(&all), "");
    yz_buffer_free(&all);
    station_remove(&st);
}

static void a_scan_ends_where_it_is_told(void **state) {
    struct station st;
    struct hits h = {.stop_at = 2};
    (void)state;
    station_make(&st);
    for (int i = 0; i < 5; i++) {
        struct resident r = {.name = "张小明"};
        station_put(&st, &resident_kind, &r);
    }
    assert_int_equal(found(st.store, YZ_KEY_TEXT_HEAD, "张", &h), 2);
    h = (struct hits){0};
    assert_int_equal(yz_find_scan(st.store, YZ_KEY_TEXT_HEAD, "张", 3, 3, hit, &h), YZ_OK);
    assert_int_equal(h.count, 3);
    assert_true(h.ids[0] < h.ids[1] && h.ids[1] < h.ids[2]);
    char longer[400];
    memset(longer, 'x', sizeof longer);
    assert_int_equal(yz_find_scan(st.store, YZ_KEY_TEXT_HEAD, longer, sizeof longer, 9, hit, &h), YZ_OK);
    assert_int_equal(h.count, 3);
    station_remove(&st);
}

static void an_aborted_bulk_act_leaves_no_key(void **state) {
    struct station st;
    struct yz_buffer keys = {0};
    (void)state;
    station_make(&st);
    assert_int_equal(yz_act_begin(st.store, "test-bulk", 1), YZ_OK);
    yz_act_bulk(st.store);
    struct resident r = {.name = "张小明", .phone = "13800138000"};
    assert_int_equal(yz_put(st.store, &resident_kind, &r), YZ_OK);
    assert_int_equal(count(st.store, YZ_KEY_TEXT_HEAD, "张"), 1); /* the act sees its own */
    r.id = r.version = 0;
    assert_int_equal(yz_put(st.store, &resident_kind, &r), YZ_OK);
    yz_act_abort(st.store);
    station_keys(st.store, &keys);
    assert_string_equal(yz_buffer_string(&keys), "");
    struct home h = {.label = "星体花园"};
    station_put(&st, &home_kind, &h); /* and nothing of it comes with the next act */
    assert_int_equal(count(st.store, YZ_KEY_TEXT_HEAD, "张"), 0);
    yz_buffer_free(&keys);
    station_remove(&st);
}

/* The same acts, of which each puts, changes and drops many records, some of them several times. */
static void act_of_many(struct station *st, bool bulk, uint32_t seed, struct resident *all, size_t n) {
    uint32_t d = seed;
    assert_int_equal(yz_act_begin(st->store, "test-many", 1), YZ_OK);
    if (bulk) yz_act_bulk(st->store);
    for (int i = 0; i < 400; i++) {
        struct resident *r = &all[dice(&d, (uint32_t)n)];
        uint32_t what = dice(&d, 4);
        if (what == 0 && r->id) {
            assert_int_equal(yz_drop(st->store, &resident_kind, r->id), YZ_OK);
            *r = (struct resident){0};
            continue;
        }
        resident_make(r, dice(&d, 50));
        if (yz_put(st->store, &resident_kind, r) != YZ_OK) fail_msg("%s", yz_message());
    }
    if (yz_act_commit(st->store, NULL) != YZ_OK) fail_msg("%s", yz_message());
}

static void bulk_leaves_what_single_puts_leave(void **state) {
    struct station one, many;
    struct resident in_one[150] = {{0}}, in_many[150] = {{0}};
    struct yz_buffer a = {0}, b = {0};
    struct yz_verdict v;
    (void)state;
    station_make(&one);
    station_make(&many);
    for (uint32_t seed = 1; seed <= 5; seed++) {
        act_of_many(&one, false, seed * 77, in_one, 150);
        act_of_many(&many, true, seed * 77, in_many, 150);
        station_keys(one.store, &a);
        station_keys(many.store, &b);
        assert_true(a.length > 1000);
        assert_string_equal(yz_buffer_string(&a), yz_buffer_string(&b));
    }
    if (yz_store_doctor(many.store, false, &v) != YZ_OK) fail_msg("%s", yz_message());
    yz_buffer_free(&a);
    yz_buffer_free(&b);
    station_remove(&one);
    station_remove(&many);
}

/* --- sorting, against qsort --- */

struct tuple {
    unsigned char key[40];
    size_t length;
    int64_t id;
};

static int by_order(const void *a, const void *b) {
    const struct tuple *x = a, *y = b;
    size_t shorter = x->length < y->length ? x->length : y->length;
    int order = memcmp(x->key, y->key, shorter);
    if (order) return order;
    if (x->length != y->length) return x->length < y->length ? -1 : 1;
    return (x->id > y->id) - (x->id < y->id);
}

struct expected {
    const struct tuple *all;
    size_t at;
};

static bool is_next(void *ctx, bool add, const char *key, size_t length, uint8_t kind, int64_t id) {
    struct expected *e = ctx;
    const struct tuple *t = &e->all[e->at++];
    assert_true(add);
    assert_int_equal(kind, 8);
    assert_int_equal(length, t->length);
    assert_memory_equal(key, t->key, length);
    assert_int_equal(id, t->id);
    return true;
}

static void gathered_keys_come_sorted(void **state) {
    enum { N = 20000 };
    struct tuple *all = calloc(N, sizeof *all);
    struct yz_gather g = {0};
    uint32_t d = 99;
    (void)state;
    for (size_t i = 0; i < N; i++) {
        all[i].length = 1 + dice(&d, 40);
        for (size_t j = 0; j < all[i].length; j++)
            all[i].key[j] = (unsigned char)(j < 10 ? 'a' : "\x01z\xFF"[dice(&d, 3)]);
        all[i].id = (int64_t)i * (i % 2 ? 1 : -1);
        yz_gather_add(&g, true, (char *)all[i].key, all[i].length, 8, all[i].id);
    }
    qsort(all, N, sizeof *all, by_order);
    struct expected e = {all, 0};
    assert_true(yz_gather_settle(&g, is_next, &e));
    assert_int_equal(e.at, N);
    yz_gather_free(&g);
    free(all);
}

static bool count_changes(void *ctx, bool add, const char *key, size_t length, uint8_t kind, int64_t id) {
    int *changes = ctx;
    (void)key, (void)length, (void)kind, (void)id;
    changes[add]++;
    return true;
}

static void what_comes_back_is_no_change(void **state) {
    struct yz_gather g = {0};
    int changes[2] = {0};
    (void)state;
    yz_gather_add(&g, false, "stays", 5, 1, 1);
    yz_gather_add(&g, true, "stays", 5, 1, 1);
    yz_gather_add(&g, true, "passes", 6, 1, 1);
    yz_gather_add(&g, false, "passes", 6, 1, 1);
    yz_gather_add(&g, true, "twice", 5, 1, 1);
    yz_gather_add(&g, true, "twice", 5, 1, 1);
    yz_gather_add(&g, true, "twice", 5, 1, 2);
    yz_gather_add(&g, false, "goes", 4, 1, 1);
    assert_true(yz_gather_settle(&g, count_changes, changes));
    assert_int_equal(changes[true], 2);
    assert_int_equal(changes[false], 1);
    yz_gather_free(&g);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_is_found_by_every_way_to_type_it),
        cmocka_unit_test(a_typed_reading_is_a_key),
        cmocka_unit_test(every_reading_of_a_surname_finds),
        cmocka_unit_test(a_change_takes_the_old_keys_away),
        cmocka_unit_test(a_scan_ends_where_it_is_told),
        cmocka_unit_test(an_aborted_bulk_act_leaves_no_key),
        cmocka_unit_test(bulk_leaves_what_single_puts_leave),
        cmocka_unit_test(gathered_keys_come_sorted),
        cmocka_unit_test(what_comes_back_is_no_change),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
