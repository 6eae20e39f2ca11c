/* Figures: each is what its query lists, counted otherwise too; and who may see what of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <yizhan/codes.h>
#include <yizhan/demo.h>
#include <yizhan/lists.h>
#include <yizhan/net.h>
#include <yizhan/records.h>
#include <yizhan/registry.h>
#include <yizhan/reports.h>

#include "base/buffer.h"
#include "base/text.h"
#include "service/session.h"
#include "support/reported.h"

static void run(const char *name, const char *by, yz_moment as_of) {
    struct yz_report_ask ask = {.report = yz_report_named(name), .from = 20260101, .as_of = as_of};
    assert_non_null(ask.report);
    yz_copy(ask.by, sizeof ask.by, by);
    yz_report_free(&r);
    assert_int_equal(yz_report_run(s, &ask, &r), YZ_OK);
    assert_true(r.count > 0);
}

static int64_t listed(const char *query) {
    struct yz_selection x;
    int64_t count = -1;
    if (yz_selection_read(s, query, &x) != YZ_OK || yz_selection_count(s, &x, &count) != YZ_OK)
        fail_msg("%s: %s", query, yz_message());
    return count;
}

static const struct yz_report_row *row(const char *figure, const char *label, const char *part) {
    for (size_t i = 0; i < r.count; i++)
        if (strcmp(r.rows[i].figure->key, figure) == 0 && strcmp(r.rows[i].label, label) == 0 &&
            strcmp(r.rows[i].part, part) == 0)
            return &r.rows[i];
    fail_msg("no row %s %s %s", figure, label, part);
    return NULL;
}

/* --- each number is what its query lists --- */

static size_t compare_each(size_t step) {
    size_t seen = 0;
    for (size_t i = 0; i < r.count; i += step) {
        if (r.rows[i].none && !r.rows[i].count) continue;
        int64_t count = listed(r.rows[i].query);
        if (count != r.rows[i].count)
            fail_msg("%s %s %s: %lld, but %lld listed by %s", r.rows[i].figure->key, r.rows[i].label, r.rows[i].part,
                     (long long)r.rows[i].count, (long long)count, r.rows[i].query);
        seen += count > 0;
    }
    return seen;
}

static size_t compare(void) {
    return compare_each(1);
}

/* Of each report; of its divisions by places and the like every seventh row. */
static void every_query(void **state) {
    size_t count, seen = 0;
    (void)state;
    become("supervisor", 0);
    const struct yz_report *all = yz_reports(&count);
    assert_int_equal(count, 8);
    for (size_t i = 0; i < count; i++) {
        run(all[i].key, "", 0);
        seen += compare();
        for (size_t k = 0; k < all[i].by_count; k++) {
            if (strcmp(all[i].by[k], "building") == 0 || strcmp(all[i].by[k], "day") == 0) continue;
            run(all[i].key, all[i].by[k], 0);
            seen += compare_each(7);
        }
    }
    assert_true(seen > 400);
}

static void many_parts(void **state) {
    (void)state;
    become("supervisor", 0);
    run("walking", "building", 0);
    assert_true(compare() > 30);
    struct yz_report_ask ask = {.report = yz_report_named("evening"), .from = 20261101, .to = 20261123, .by = "day"};
    yz_report_free(&r);
    assert_int_equal(yz_report_run(s, &ask, &r), YZ_OK);
    assert_true(compare() > 10);
    assert_int_equal(row("cases", "", "2026-11-01")->count, listed("list case received=2026-11-01 dropped=no"));
}

/* Ages in the bands that the definition says, everybody in one; and what cannot be divided so says it. */
static void by_age(void **state) {
    int64_t sum = 0;
    size_t parts = 0;
    (void)state;
    become("supervisor", 0);
    run("cases", "age", 0);
    for (size_t i = 0; i < r.count; i++)
        if (strcmp(r.rows[i].figure->key, "cases") == 0 && *r.rows[i].part) parts++, sum += r.rows[i].count;
    assert_in_range(parts, 7, 9);
    assert_int_equal(sum, row("cases", "", "")->count);
    const struct yz_report_row *x = row("cases", "", "30–39");
    assert_non_null(strstr(x->query, "age=30..39"));
    assert_int_equal(listed(x->query), x->count);
    assert_string_equal(row("marks", "", "")->remark, "不按年龄分");
    assert_string_equal(row("cases", "", "")->remark, "");
}

/* 100% is all of them and 0% none. */
static void shares(void **state) {
    static const struct {
        double share;
        const char *text;
    } all[] = {{-1, ""},      {0, "0%"},        {0.01, "<0.1%"},   {0.6, "0.6%"}, {1, "1%"},
               {12.5, "13%"}, {99.74, "99.7%"}, {99.999, "99.9%"}, {100, "100%"}};
    char text[16];
    (void)state;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        assert_string_equal(yz_report_share_text(all[i].share, text), all[i].text);
}

/* A page after the other, forth and back, has each row once. */
static void pages(void **state) {
    static struct yz_selected forth[400], back[400];
    struct yz_selection x;
    size_t n, all = 0, again = 0;
    (void)state;
    assert_int_equal(yz_selection_read(s, "list visit at=2026-09-01..2026-11-23", &x), YZ_OK);
    do {
        assert_int_equal(yz_selection_page(s, &x, all ? &forth[all - 1] : NULL, 1, forth + all, 7, &n), YZ_OK);
        all += n;
    } while (n == 7 && all < 390);
    do {
        assert_int_equal(yz_selection_page(s, &x, again ? &back[again - 1] : NULL, -1, back + again, 9, &n), YZ_OK);
        again += n;
    } while (n == 9 && again < 390);
    assert_true(all > 20);
    assert_int_equal(all, again);
    assert_int_equal(all, listed("list visit at=2026-09-01..2026-11-23"));
    for (size_t i = 0; i < all; i++) assert_int_equal(forth[i].id, back[all - 1 - i].id);
}

/* --- counted otherwise --- */

static int64_t sql(const char *text) {
    return yz_sql_int(s->store, text, 0, 0);
}

static void counted_otherwise(void **state) {
    (void)state;
    become("supervisor", 0);
    run("year", "", 0);
    assert_int_equal(row("wage-claim", "", "")->count,
                     sql("SELECT count(*) FROM \"case\" WHERE service='wage-claim' AND state NOT IN (1,12,13) AND "
                         "received>=1767196800000"));
    assert_int_equal(row("insurance-new", "", "")->count,
                     sql("SELECT count(*) FROM \"case\" WHERE service='resident-insurance' AND state NOT IN (1,12,13) "
                         "AND received>=1767196800000 AND answers LIKE '%\"history\":\"first\"%'"));
    assert_int_equal(row("on-time", "", "")->count,
                     sql("SELECT count(*) FROM \"case\" WHERE finished>=1767196800000 AND due>=finished"));
    assert_int_equal(row("ratings", "", "")->count, sql("SELECT count(*) FROM rating WHERE at>=1767196800000"));
    const struct yz_report_row *walk = row("walking", "", "");
    assert_true(walk->count > 0);
    assert_int_equal((int64_t)walk->value,
                     sql("SELECT sum(m.minutes-n.minutes) FROM \"case\" c JOIN station t ON t.id=c.station AND t.kind=2"
                         " LEFT JOIN household h ON h.id=c.household LEFT JOIN dwelling d ON d.id=h.dwelling JOIN "
                         "building b ON b.id=iif(c.building<>0,c.building,d.building) JOIN walk m ON "
                         "m.compound=b.compound JOIN station w ON w.id=m.station AND w.kind=1 JOIN walk n ON "
                         "n.compound=b.compound AND n.station=c.station WHERE c.state NOT IN (1,12,13) AND "
                         "c.received>=1767196800000"));
    assert_int_equal(row("days-to-close", "", "")->count,
                     sql("SELECT count(*) FROM need WHERE state=5 AND closed_at>=1767196800000"));
}

static void parts_are_the_whole(void **state) {
    int64_t sum = 0, ages = 0, homes = 0;
    (void)state;
    become("supervisor", 0);
    run("population", "grid", 0);
    for (size_t i = 0; i < r.count; i++) {
        const struct yz_report_row *x = &r.rows[i];
        if (strcmp(x->figure->key, "people") == 0 && *x->part) sum += x->count;
        if ((strcmp(x->figure->key, "men") == 0 || strcmp(x->figure->key, "women") == 0) && *x->label && !*x->part)
            ages += x->count;
        if (strcmp(x->figure->key, "sizes") == 0 && *x->label && !*x->part) homes += x->count;
    }
    assert_int_equal(sum, row("people", "", "")->count);
    assert_int_equal(ages, row("people", "", "")->count);
    assert_int_equal(homes, row("sizes", "", "")->count);
    assert_int_equal(
        row("people", "", "")->count,
        sql("SELECT count(*) FROM membership WHERE since<=20261123 AND (until=0 OR until>=20261123) AND role<>4"));
    assert_int_equal(yz_report_share(row("people", "", "")), -1);
    assert_in_range(yz_report_share(row("floating", "", "")), 70, 95);
}

/* Of 100,000 people: how many live in each household is read from an index alone. */
static void sizes_from_the_index(void **state) {
    struct yz_query *q =
        yz_sql(s->store, "EXPLAIN QUERY PLAN SELECT count(*) FROM membership m WHERE m.household=1 AND "
                         "m.since<=20261123 AND (m.until=0 OR m.until>=20261123) AND m.role<>4");
    (void)state;
    assert_true(yz_next(q));
    assert_non_null(strstr(yz_text(q, 3), "COVERING INDEX membership_household"));
    assert_int_equal(yz_done(q), YZ_OK);
}

/* --- as of a moment: the same again, whatever comes after --- */

static char *told(void) {
    struct yz_buffer b = {0};
    char value[32];
    for (size_t i = 0; i < r.count; i++)
        yz_buffer_printf(&b, "%s|%s|%s|%lld|%s|%lld\n", r.rows[i].figure->key, r.rows[i].label, r.rows[i].part,
                         (long long)r.rows[i].count, yz_report_value(&r.rows[i], value), (long long)r.rows[i].of);
    return yz_buffer_take(&b, NULL);
}

static void change_much(void) {
    struct yz_query *q = yz_sql(s->store, "SELECT id FROM \"case\" WHERE state IN (2,9) ORDER BY id LIMIT 9");
    int64_t ids[9];
    size_t n = 0;
    while (yz_next(q)) ids[n++] = yz_int(q, 0);
    assert_int_equal(yz_done(q), YZ_OK);
    assert_int_equal(yz_act_begin(s->store, "edit-case", s->staff.id), YZ_OK);
    for (size_t i = 0; i < n; i++) {
        struct yz_case c;
        assert_int_equal(yz_get(s->store, &yz_case_kind, ids[i], &c), YZ_OK);
        c.state = 12;
        c.evening = !c.evening;
        assert_int_equal(yz_put(s->store, &yz_case_kind, &c), YZ_OK);
    }
    struct yz_person p = {.name = "张三", .sex = 1, .birth = 19500101};
    struct yz_visit v;
    int64_t visit = sql("SELECT max(id) FROM visit");
    assert_int_equal(yz_get(s->store, &yz_visit_kind, visit, &v), YZ_OK);
    v.id = v.version = 0;
    assert_int_equal(yz_put(s->store, &yz_visit_kind, &v), YZ_OK);
    v.id = v.version = 0;
    assert_int_equal(yz_put(s->store, &yz_visit_kind, &v), YZ_OK);
    assert_int_equal(yz_drop(s->store, &yz_visit_kind, visit), YZ_OK);
    assert_int_equal(yz_put(s->store, &yz_person_kind, &p), YZ_OK);
    struct yz_membership m = {.person = p.id, .since = 20200101, .role = 1};
    m.household = sql("SELECT min(id) FROM household");
    m.dwelling = sql("SELECT dwelling FROM household ORDER BY id LIMIT 1");
    assert_int_equal(yz_put(s->store, &yz_membership_kind, &m), YZ_OK);
    assert_int_equal(yz_act_commit(s->store, NULL), YZ_OK);
}

/* As of a moment too, where other tables stand before those of today. */
static void past_from_the_index(yz_moment then) {
    bool found = false;
    assert_int_equal(yz_past_begin(s->store, then), YZ_OK);
    assert_true(sql("SELECT count(*) FROM temp.visit") > 0);
    struct yz_query *q =
        yz_sql(s->store, "EXPLAIN QUERY PLAN SELECT 1 FROM household x WHERE EXISTS(SELECT 1 FROM visit "
                         "v WHERE v.household=x.id AND v.at BETWEEN 1 AND 2)");
    while (yz_next(q)) found |= strstr(yz_text(q, 3), "visit_household (household=?") != NULL;
    assert_int_equal(yz_done(q), YZ_OK);
    assert_true(found);
    yz_past_end(s->store);
}

static void as_of(void **state) {
    static const char *const names[] = {"visits", "population"};
    char *before[2], *after;
    yz_moment then = yz_now();
    (void)state;
    become("supervisor", 0);
    for (size_t i = 0; i < 2; i++) {
        run(names[i], "grid", 0);
        assert_int_equal(r.as_of, then);
        before[i] = told();
    }
    setenv("YIZHAN_NOW", "2026-11-24T10:00", 1);
    change_much();
    past_from_the_index(then);
    for (size_t i = 0; i < 2; i++) {
        run(names[i], "grid", 0);
        after = told();
        assert_string_not_equal(after, before[i]);
        free(after);
        run(names[i], "grid", then);
        after = told();
        assert_string_equal(after, before[i]);
        assert_true(compare_each(41) > 2);
        free(after);
        free(before[i]);
    }
    assert_int_equal(
        listed("list visit at=2026-01-01..2026-11-23") - sql("SELECT count(*) FROM visit WHERE at>=1767196800000"), 0);
    struct yz_report_ask ask = {.report = yz_report_named("year"), .as_of = 1};
    yz_report_free(&r);
    assert_int_equal(yz_report_run(s, &ask, &r), YZ_REFUSED);
    setenv("YIZHAN_NOW", "2026-11-23T19:30", 1);
}

/* --- who sees what --- */

static void rights(void **state) {
    (void)state;
    become("clerk", 0);
    run("cases", "staff", 0);
    assert_true(row("marks", "", "")->none);
    struct yz_selection x;
    int64_t n;
    assert_int_equal(yz_selection_read(s, "list rating", &x), YZ_OK);
    assert_int_equal(yz_selection_count(s, &x, &n), YZ_DENIED);
    for (size_t i = 0; i < r.count; i++) /* oneself, and the others together */
        assert_true(!*r.rows[i].part || strcmp(r.rows[i].part, s->staff.name) == 0 ||
                    strcmp(r.rows[i].part, "（其他人）") == 0);
    assert_true(compare() > 10);
    become("auditor", 0);
    run("cases", "staff", 0);
    size_t names = 0;
    for (size_t i = 0; i < r.count; i++) names += strcmp(r.rows[i].figure->key, "cases") == 0 && *r.rows[i].part;
    assert_true(names > 3);
    assert_false(row("marks", "", "")->none);
}

static void own_grid(void **state) {
    int64_t grid = sql("SELECT min(grid) FROM building WHERE grid<>0");
    char ref[32], query[96];
    (void)state;
    become("supervisor", 0);
    snprintf(query, sizeof query, "list person grid=%s --on 2026-11-23", yz_ref_text(YZ_GRID, grid, ref));
    int64_t there = listed(query);
    become("grid-worker", grid);
    run("population", "grid", 0);
    assert_int_equal(row("people", "", "")->count, there);
    assert_true(compare() > 10);
    run("visits", "", 0);
    compare();
    struct yz_report_ask ask = {.report = yz_report_named("year"), .as_of = yz_now()};
    yz_report_free(&r);
    assert_int_equal(yz_report_run(s, &ask, &r), YZ_REFUSED); /* and says why */
    assert_non_null(strstr(yz_message(), "自己网格"));
    become("supervisor", 0);
}

/* Of a secret case nobody else learns whose it is, and so neither where nor how old. */
static void secret_cases(void **state) {
    struct yz_case c;
    (void)state;
    become("auditor", 0);
    int64_t id = sql("SELECT id FROM \"case\" WHERE household<>0 AND state=9 AND secret=0 ORDER BY id DESC LIMIT 1");
    assert_int_equal(yz_get(s->store, &yz_case_kind, id, &c), YZ_OK);
    c.secret = true;
    c.owner = sql("SELECT max(id) FROM staff");
    assert_int_not_equal(c.owner, s->staff.id);
    assert_int_equal(yz_act_begin(s->store, "edit-case", s->staff.id), YZ_OK);
    assert_int_equal(yz_put(s->store, &yz_case_kind, &c), YZ_OK);
    assert_int_equal(yz_act_commit(s->store, NULL), YZ_OK);
    int64_t all = listed("list case"), known = listed("list case age=0..");
    become("clerk", 0);
    assert_int_equal(listed("list case age=0.."), known - 1);
    assert_int_equal(listed("list case grid=unknown"), 1);
    assert_true(all - listed("list case") >= 0);
}

/* --- what is rising --- */

static void rising(void **state) {
    struct yz_need n;
    int64_t id = sql("SELECT max(id) FROM need");
    (void)state;
    become("supervisor", 0);
    run("lists", "", 0);
    assert_false(row("needs", "法律援助", "")->rising);
    assert_int_equal(yz_get(s->store, &yz_need_kind, id, &n), YZ_OK);
    assert_int_equal(yz_act_begin(s->store, "add-need", s->staff.id), YZ_OK);
    for (int i = 0; i < 12; i++) {
        n.id = n.version = 0;
        n.field = 4;
        n.at = yz_now() - 1000 * i;
        assert_int_equal(yz_put(s->store, &yz_need_kind, &n), YZ_OK);
    }
    assert_int_equal(yz_act_commit(s->store, NULL), YZ_OK);
    run("lists", "", 0);
    assert_true(row("needs", "法律援助", "")->rising);
    assert_non_null(strstr(row("needs", "法律援助", "")->remark, " 条，之前每 30 天平均"));
    assert_false(row("needs", "", "")->rising);
    struct yz_report_ask ask = {.report = yz_report_named("lists"), .from = 20261123, .by = "day"};
    yz_report_free(&r);
    assert_int_equal(yz_report_run(s, &ask, &r), YZ_OK);
    assert_true(row("needs", "法律援助", "")->rising);
    for (size_t i = 0; i < r.count; i++) /* days before the period are only compared with */
        assert_true(!*r.rows[i].part || strcmp(r.rows[i].part, "2026-11-23") == 0);
}

/* --- definitions and conditions that are wrong --- */

static void wrong_words(void **state) {
    static const char *const wrong[] = {"list nothing",
                                        "list case colour=red",
                                        "list case state=blue",
                                        "list case evening",
                                        "list case evening=perhaps",
                                        "list case answer=x",
                                        "list visit at=soon",
                                        "list person group=nobody",
                                        "list case service='x'",
                                        "list case grid=g:9.9999",
                                        "list case answer.a'b=x"};
    struct yz_selection x;
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        if (yz_selection_read(s, wrong[i], &x) == YZ_OK) fail_msg("taken: %s", wrong[i]);
    struct yz_report_ask ask = {.report = yz_report_named("population"), .by = "staff"};
    yz_report_free(&r);
    assert_int_equal(yz_report_run(s, &ask, &r), YZ_USAGE);
    ask = (struct yz_report_ask){.report = yz_report_named("year"), .from = 20261101, .to = 20261001};
    assert_int_equal(yz_report_run(s, &ask, &r), YZ_USAGE);
    assert_null(yz_report_named("yearly"));
}

static void definitions(void **state) {
    static const char text[] =
        "[report]\nkey = mine\nname = 我的\nperiod = year\nby = grid colour\nsource = x\nconfidence = weak\n"
        "valid_from = 2026-01-01\n[figure a]\nname = A\nof = case\nwhere = colour=red\n"
        "[figure b]\nname = B\nof = case\nwhen = never\nshare = z\n[figure c]\nname = C\n"
        "of = person\neach = sex\nbands = 1 2\nmeasure = sum\n[figure d]\nname = D\nof = case\n"
        "where = grid=g:1\neach = age\nbands = 5 3\n";
    static const char *const lines[] = {"1:by", "12:where", "16:when", "17:share", "21:each", "26:where", "28:bands"};
    struct yz_findings f = {0};
    struct yz_report *one = calloc(1, sizeof *one);
    char file[96];
    (void)state;
    snprintf(file, sizeof file, "%s/mine.report", folder);
    FILE *out = fopen(file, "w");
    assert_non_null(out);
    assert_int_equal(fwrite(text, 1, sizeof text - 1, out), sizeof text - 1);
    assert_int_equal(fclose(out), 0);
    assert_int_equal(yz_report_check_file(file, one, &f), YZ_REFUSED);
    assert_true(f.errors >= sizeof lines / sizeof *lines);
    assert_non_null(strstr(f.all[0].rule, "不能这样分"));
    yz_findings_free(&f);
    unlink(file);
    free(one);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_query),
        cmocka_unit_test(many_parts),
        cmocka_unit_test(by_age),
        cmocka_unit_test(shares),
        cmocka_unit_test(pages),
        cmocka_unit_test(counted_otherwise),
        cmocka_unit_test(parts_are_the_whole),
        cmocka_unit_test(sizes_from_the_index),
        cmocka_unit_test(wrong_words),
        cmocka_unit_test(definitions),
        cmocka_unit_test(rights),
        cmocka_unit_test(own_grid),
        cmocka_unit_test(rising),
        cmocka_unit_test(secret_cases),
        cmocka_unit_test(as_of),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
