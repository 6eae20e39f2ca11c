/* Pages of the log by filters together, beside a plain walk through all lines. */
#include "store/store_private.h"
#include "support/station.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { ACTS = 400, LINES = 4000 };

static const char *const verbs[] = {"add-person", "edit-person", "import", "print"};
static struct yz_log_line all[LINES];
static size_t count;

static enum yz_status change(struct station *st, uint32_t *seed) {
    struct resident r = {0};
    struct home h = {.label = "一"};
    int64_t any = YZ_ID(7, 1, 1 + dice(seed, 40));
    switch (dice(seed, 5)) {
    case 0: return yz_put(st->store, &home_kind, &h);
    case 1: return yz_note(st->store, "print", any, "{}");
    case 2:
        if (yz_get(st->store, &resident_kind, any, &r) != YZ_OK) return YZ_OK;
        r.deposit++;
        return yz_put(st->store, &resident_kind, &r);
    case 3:
        if (yz_get(st->store, &resident_kind, any, &r) != YZ_OK || dice(seed, 4)) return YZ_OK;
        return yz_drop(st->store, &resident_kind, any);
    default: resident_make(&r, dice(seed, 10000)); return yz_put(st->store, &resident_kind, &r);
    }
}

/* Acts of one line and of many, of three people, a day apart at most. */
static void fill(struct station *st) {
    uint32_t seed = 11;
    char now[32];
    for (int i = 0; i < ACTS; i++) {
        snprintf(now, sizeof now, "2026-%02d-%02dT%02d:00", 1 + i / 40, 1 + i % 40 * 2 / 3, i % 24);
        setenv("YIZHAN_NOW", now, 1);
        assert_int_equal(yz_act_begin(st->store, verbs[dice(&seed, 4)], 1 + (int64_t)dice(&seed, 3)), YZ_OK);
        for (uint32_t n = 1 + (dice(&seed, 20) ? dice(&seed, 3) : 60); n; n--)
            assert_int_equal(change(st, &seed), YZ_OK);
        if (st->store->act.id) assert_int_equal(yz_act_commit(st->store, NULL), YZ_OK);
        else yz_act_abort(st->store);
    }
}

static bool fits(const struct yz_log_filter *f, const struct yz_log_line *l) {
    const struct yz_kind *k = yz_store_kind_of(f->kind);
    bool verb = !f->verb_count;
    for (size_t i = 0; i < f->verb_count; i++) verb |= strcmp(f->verbs[i], l->verb) == 0;
    return verb && (!f->staff || f->staff == l->staff) && (!f->act || f->act == l->act) &&
           (!k || strcmp(k->name, l->kind) == 0) && (!f->id || f->id == l->id) && l->at >= f->since &&
           (!f->until || l->at <= f->until);
}

static struct yz_log_filter some_filter(uint32_t *seed) {
    const struct yz_log_line *like = &all[dice(seed, (uint32_t)count)];
    struct yz_log_filter f = {0};
    if (dice(seed, 2)) f.staff = like->staff;
    if (dice(seed, 2)) f.verbs[f.verb_count++] = verbs[dice(seed, 4)];
    if (dice(seed, 4) == 0) f.verbs[f.verb_count++] = verbs[dice(seed, 4)];
    if (dice(seed, 2)) f.kind = dice(seed, 2) ? resident_kind.id : home_kind.id;
    if (f.kind && dice(seed, 3) == 0) f.id = like->id;
    if (dice(seed, 6) == 0) f.act = like->act;
    if (dice(seed, 4) == 0) f.since = like->at;
    if (dice(seed, 4) == 0) f.until = like->at + (yz_moment)dice(seed, 2) * 86400000;
    return f;
}

/* Page by page, of any size. */
static void compare(struct station *st, struct yz_log_filter f, uint32_t size) {
    struct yz_log_line page[32];
    size_t at = 0, got = size;
    while (got == size) {
        assert_int_equal(yz_journal_page(st->store, &f, page, size, &got), YZ_OK);
        for (size_t i = 0; i < got; i++, at++) {
            while (at < count && !fits(&f, &all[at])) at++;
            assert_true(at < count);
            assert_int_equal(page[i].seq, all[at].seq);
            assert_string_equal(page[i].verb, all[at].verb);
        }
        if (got) f.before_seq = page[got - 1].seq;
    }
    while (at < count && !fits(&f, &all[at])) at++;
    assert_int_equal(at, count);
}

static void pages_are_those_of_a_plain_walk(void **state) {
    struct station st;
    const struct yz_log_filter any = {0};
    uint32_t seed = 5;
    (void)state;
    station_make(&st);
    fill(&st);
    assert_int_equal(yz_journal_page(st.store, &any, all, LINES, &count), YZ_OK);
    assert_int_equal(count, yz_sql_int(st.store, "SELECT count(*) FROM journal", 0, 0));
    assert_true(count > ACTS && count < LINES);
    for (int i = 0; i < 1500; i++) {
        struct yz_log_filter f = some_filter(&seed);
        compare(&st, f, 1 + dice(&seed, 32));
    }
    station_remove(&st);
}

/* What came before a clock that was set back is found all the same. */
static void a_clock_that_went_back(void **state) {
    struct station st;
    struct yz_log_line page[8];
    struct resident r = {.name = "张小明"};
    size_t got;
    (void)state;
    station_make(&st);
    setenv("YIZHAN_NOW", "2026-11-23T10:00", 1);
    station_put(&st, &resident_kind, &r);
    setenv("YIZHAN_NOW", "2026-11-22T10:00", 1);
    r.deposit = 1;
    station_put(&st, &resident_kind, &r);
    const struct yz_log_filter f = {.since = yz_now() + 1};
    assert_int_equal(yz_journal_page(st.store, &f, page, 8, &got), YZ_OK);
    assert_int_equal(got, 1);
    const struct yz_log_filter old = {.until = yz_now()};
    assert_int_equal(yz_journal_page(st.store, &old, page, 8, &got), YZ_OK);
    assert_int_equal(got, 1);
    station_remove(&st);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(pages_are_those_of_a_plain_walk),
                                       cmocka_unit_test(a_clock_that_went_back)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
