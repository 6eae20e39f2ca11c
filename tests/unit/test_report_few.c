/* Reports on paper and in files: of key groups and ratings no number below 3, nor any that would tell one. */
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
#include <yizhan/counter.h>
#include <yizhan/demo.h>
#include <yizhan/reports.h>

#include "base/buffer.h"
#include "base/text.h"
#include "service/session.h"
#include "support/reported.h"

static int begin_supervised(void **state) {
    begin(state);
    become("supervisor", 0);
    return 0;
}

static void run(const char *name, const char *by) {
    struct yz_report_ask ask = {.report = yz_report_named(name), .from = 20260101};
    assert_non_null(ask.report);
    yz_copy(ask.by, sizeof ask.by, by);
    yz_report_free(&r);
    assert_int_equal(yz_report_run(s, &ask, &r), YZ_OK);
    assert_true(r.count > 0);
}

/* Whoever adds up what a line tells finds no number below 3: what is missing in it is two numbers, and 3 together. */
static size_t missing(const char *figure, bool by_part) {
    size_t lines = 0;
    for (size_t i = 0; i < r.count; i++) {
        const struct yz_report_row *whole = &r.rows[i];
        int64_t left = whole->count, n = 0;
        if (strcmp(whole->figure->key, figure) != 0 || *(by_part ? whole->part : whole->label) || whole->few) continue;
        for (size_t k = 0; k < r.count; k++) {
            const struct yz_report_row *x = &r.rows[k];
            bool same = x->figure == whole->figure && (by_part ? x->item == whole->item : x->split == whole->split);
            if (!same || !*(by_part ? x->part : x->label)) continue;
            assert_true(x->few || !x->count || x->count >= 3);
            if (x->few) n++;
            else left -= x->count;
        }
        assert_true(n == 0 || (n > 1 && left >= 3));
        lines += n > 0;
    }
    return lines;
}

static const struct yz_report_row *like(const char *figure, const struct yz_report_row *x) {
    for (size_t i = 0; i < r.count; i++)
        if (strcmp(r.rows[i].figure->key, figure) == 0 && r.rows[i].item == x->item && r.rows[i].split == x->split)
            return &r.rows[i];
    return NULL;
}

/* Nor by what is a share: of a group of which all but two were visited, who was not. */
static void rest_is_not_told(void **state) {
    size_t close = 0, told = 0, all = 0;
    (void)state;
    run("visits", "grid");
    for (size_t i = 0; i < r.count; i++) {
        const struct yz_report_row *x = &r.rows[i];
        const struct yz_report_row *base = strcmp(x->figure->key, "groups-visited") == 0 ? like("groups", x) : NULL;
        if (!base) continue;
        int64_t rest = base->count - x->count;
        close += rest > 0 && rest < 3 && x->count >= 3;
        assert_true(x->few || rest == 0 || rest >= 3);
        assert_true(x->few || !base->few);
        told += !x->few && x->count > 0;
        all += rest == 0;
    }
    assert_true(close > 3 && told > 3 && all > 0);
}

static void few_go_out(void **state) {
    char *text = NULL, value[32];
    size_t length, hidden = 0;
    (void)state;
    run("population", "grid");
    assert_true(missing("groups", true) > 3);
    run("visits", "building");
    assert_true(missing("groups", true) > 3);
    missing("groups-visited", true);
    for (size_t i = 0; i < r.count; i++) {
        if (!r.rows[i].few) continue;
        hidden++;
        assert_true(strtol(yz_report_value(&r.rows[i], value), NULL, 10) == r.rows[i].count); /* on the screen */
        assert_int_equal(yz_report_share_told(&r.rows[i]), -1);
    }
    FILE *file = open_memstream(&text, &length);
    assert_non_null(file);
    assert_int_equal(yz_report_export(&r, file, false), YZ_OK);
    fclose(file);
    for (const char *at = text; (at = strstr(at, ",不公开,户,,,")); at++) hidden--;
    assert_int_equal(hidden, 0);
    free(text);
    assert_int_equal(yz_act_begin(s->store, "rate", s->staff.id), YZ_OK);
    for (int i = 0; i < 9; i++) { /* one bad mark, and so none of the next fewest */
        struct yz_rating one = {.at = yz_now(), .station = s->staff.station, .mark = i == 0 ? 1 : i < 4 ? 4 : 5};
        assert_int_equal(yz_put(s->store, &yz_rating_kind, &one), YZ_OK);
    }
    assert_int_equal(yz_act_commit(s->store, NULL), YZ_OK);
    run("cases", "");
    assert_int_equal(missing("marks", false), 1);
    struct yz_brief brief;
    assert_int_equal(yz_brief_make(s, "week", 0, 0, 0, &brief), YZ_OK);
    assert_non_null(strstr(brief.text, "收到居民评价 9 次["));
    assert_null(strstr(brief.text, "非常不满意 "));
    assert_non_null(strstr(brief.text, "，其余太少，不公开。"));
    yz_brief_free(&brief);
    struct yz_buffer paper = {0};
    yz_report_lay(s, &r, 80, &paper);
    assert_non_null(strstr(yz_buffer_string(&paper), "不公开：不足 3"));
    yz_buffer_free(&paper);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rest_is_not_told),
        cmocka_unit_test(few_go_out),
    };
    return cmocka_run_group_tests(tests, begin_supervised, end);
}
