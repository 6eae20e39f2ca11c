/* 好差评: one a case, only of what is finished; the call back; and that no way leads a clerk to who gave which mark. */
#include "support/desk.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/counter.h>
#include <yizhan/find.h>
#include <yizhan/journal.h>
#include <yizhan/ledger.h>
#include <yizhan/ratings.h>
#include <yizhan/records.h>
#include <yizhan/reveal.h>

#include "base/text.h"
#include "service/session.h"

static struct desk d;
static struct yz_staff supervisor, worker, auditor;
static struct yz_case one, two;

static void put(const struct yz_kind *k, void *record) {
    assert_int_equal(yz_act_begin(d.store, "edit", d.clerk.id), YZ_OK);
    if (yz_put(d.store, k, record) != YZ_OK) fail_msg("%s", yz_message());
    assert_int_equal(yz_act_commit(d.store, NULL), YZ_OK);
}

static void hire(struct yz_staff *out, const char *name, const char *role) {
    *out = (struct yz_staff){.station = d.station.id, .since = 20200101};
    yz_copy(out->name, sizeof out->name, name);
    assert_true(yz_code_parse("staff_role", role, &out->role));
    put(&yz_staff_kind, out);
}

static void make_case(struct yz_case *c, const char *number, int state) {
    *c = (struct yz_case){.state = state,
                          .station = d.station.id,
                          .owner = d.clerk.id,
                          .person = d.mother,
                          .household = d.family,
                          .received = yz_moment_make(20261102, 600)};
    yz_copy(c->number, sizeof c->number, number);
    yz_copy(c->service, sizeof c->service, "newborn-insurance");
    put(&yz_case_kind, c);
}

static int begin(void **state) {
    (void)state;
    desk_make(&d);
    hire(&supervisor, "赵敏", "supervisor");
    hire(&worker, "钱进", "grid-worker");
    hire(&auditor, "周正", "auditor");
    make_case(&one, "2026-000101", YZ_CASE_FINISHED);
    make_case(&two, "2026-000102", YZ_CASE_FINISHED);
    yz_session_act_as(d.session, &d.clerk);
    return 0;
}

static int done(void **state) {
    (void)state;
    desk_drop(&d);
    return 0;
}

static enum yz_status rate(struct yz_case *c, int mark, const char *note) {
    struct yz_findings f = {0};
    enum yz_status status = yz_rate(d.session, c, mark, false, note, &f);
    yz_findings_free(&f);
    return status;
}

/* --- rules --- */

static void one_rating_a_case(void **state) {
    (void)state;
    struct yz_findings f = {0};
    assert_int_equal(rate(&one, 5, NULL), YZ_OK);
    assert_true(one.rated);
    assert_int_equal(yz_rate(d.session, &one, 4, true, NULL, &f), YZ_REFUSED);
    assert_true(desk_said(&f, "", "已经评价过"));
    yz_findings_free(&f);
}

static void only_of_what_is_finished(void **state) {
    (void)state;
    static const int open[] = {YZ_CASE_DRAFT,     YZ_CASE_ACCEPTED, YZ_CASE_SUPPLEMENT, YZ_CASE_ASSIGNED,
                               YZ_CASE_PROGRESS,  YZ_CASE_RETURNED, YZ_CASE_EXTENDED,   YZ_CASE_TRANSFERRED,
                               YZ_CASE_WITHDRAWN, YZ_CASE_REFUSED,  YZ_CASE_REOPENED};
    for (size_t i = 0; i < sizeof open / sizeof *open; i++) {
        one.state = open[i];
        put(&yz_case_kind, &one);
        assert_int_equal(rate(&one, 3, NULL), YZ_REFUSED);
    }
    one.state = YZ_CASE_VERIFIED;
    put(&yz_case_kind, &one);
    assert_int_equal(rate(&one, 3, NULL), YZ_OK);
    two.state = YZ_CASE_CLOSED;
    put(&yz_case_kind, &two);
    assert_int_equal(rate(&two, 3, NULL), YZ_OK);
}

static void every_fault_at_once(void **state) {
    (void)state;
    struct yz_findings f = {0};
    char longest[1024];
    memset(longest, 'a', sizeof longest - 1);
    longest[sizeof longest - 1] = '\0';
    one.state = YZ_CASE_PROGRESS;
    put(&yz_case_kind, &one);
    assert_int_equal(yz_rate(d.session, &one, 6, false, longest, &f), YZ_REFUSED);
    assert_true(desk_said(&f, "mark", "五级"));
    assert_true(desk_said(&f, "", "办结之后"));
    assert_true(desk_said(&f, "note", "太长"));
    yz_findings_clear(&f);
    assert_int_equal(yz_rate(d.session, &two, 0, false, NULL, &f), YZ_REFUSED);
    yz_findings_free(&f);
    yz_session_act_as(d.session, &auditor);
    assert_int_equal(rate(&two, 5, NULL), YZ_DENIED);
    assert_false(two.rated);
}

/* --- the call back --- */

static struct yz_rating_line newest(void) {
    struct yz_rating_line l;
    const struct yz_rating_filter any = {0};
    size_t count;
    yz_session_act_as(d.session, &supervisor);
    assert_int_equal(yz_ratings_list(d.session, &any, NULL, &l, 1, &count), YZ_OK);
    assert_int_equal(count, 1);
    return l;
}

static void a_bad_mark_opens_a_call_back(void **state) {
    (void)state;
    struct yz_case c;
    assert_int_equal(rate(&one, 2, "等了一个小时"), YZ_OK);
    struct yz_rating_line l = newest();
    assert_int_equal(l.mark, 2);
    assert_string_equal(l.number, "2026-000101");
    assert_string_equal(l.callback_number, "R2026-0001");
    assert_int_equal(yz_record_get(d.session, YZ_CASE, l.callback, &c), YZ_OK);
    assert_int_equal(c.follows, one.id);
    assert_int_equal(c.owner, supervisor.id);
    assert_true(c.secret);
    assert_string_equal(c.note, "等了一个小时");
    assert_int_equal(c.due, yz_moment_make(20261214, 17 * 60 + 30)); /* 15 working days from Monday, 23 November */
    struct yz_findings f = {0};
    assert_int_equal(yz_rate(d.session, &c, 5, false, NULL, &f), YZ_REFUSED);
    assert_true(desk_said(&f, "", "回访"));
    yz_findings_free(&f);
}

static void three_and_more_open_none(void **state) {
    (void)state;
    assert_int_equal(rate(&one, 3, NULL), YZ_OK);
    assert_int_equal(newest().callback, 0);
    yz_session_act_as(d.session, &d.clerk);
    assert_int_equal(rate(&two, 1, NULL), YZ_OK);
    assert_true(newest().callback != 0);
}

static void taken_back_by_a_supervisor_alone(void **state) {
    (void)state;
    struct yz_undo u;
    struct yz_log_line line;
    const struct yz_log_filter newest_line = {0};
    size_t count;
    assert_int_equal(rate(&one, 1, NULL), YZ_OK);
    assert_int_equal(yz_log(d.session, &newest_line, &line, 1, &count), YZ_OK);
    assert_int_equal(yz_undo(d.session, line.act, &u), YZ_DENIED);
    assert_int_equal(yz_undo(d.session, 0, &u), YZ_OK); /* what the clerk did before, not the rating */
    assert_int_not_equal(u.act, line.act);
    yz_session_act_as(d.session, &supervisor);
    assert_int_equal(yz_undo(d.session, line.act, &u), YZ_OK);
    assert_int_equal(yz_record_get(d.session, YZ_CASE, one.id, &one), YZ_OK);
    assert_false(one.rated);
    yz_session_act_as(d.session, &d.clerk);
    assert_int_equal(rate(&one, 4, NULL), YZ_OK);
}

/* --- who sees what --- */

struct secret { /* a bad rating of `one`, as the supervisor knows it */
    struct yz_rating_line line;
    struct yz_case callback;
};

static struct secret keep_one(void) {
    struct secret k;
    assert_int_equal(rate(&one, 1, "态度差"), YZ_OK);
    k.line = newest();
    assert_int_equal(yz_record_get(d.session, YZ_CASE, k.line.callback, &k.callback), YZ_OK);
    yz_session_act_as(d.session, &d.clerk);
    return k;
}

static size_t lines_about(const struct secret *k, enum yz_kind_id kind, int64_t id) {
    struct yz_log_line all[200];
    const struct yz_log_filter filter = {.kind = kind, .id = id};
    size_t count = 0, n = 0;
    assert_int_equal(yz_log(d.session, &filter, all, 200, &count), YZ_OK);
    for (size_t i = 0; i < count; i++)
        n += strcmp(all[i].kind, "rating") == 0 || (strcmp(all[i].kind, "case") == 0 && all[i].id == k->callback.id);
    return n;
}

static void no_change(void *ctx, const struct yz_field *f, const char *before, const char *after) {
    (void)ctx;
    fail_msg("%s: %s %s", f->column, before, after);
}

static void no_member(void *ctx, const char *name, const char *value) {
    (void)ctx;
    fail_msg("%s: %s", name, value);
}

/* Lines that somebody who may see them found: the texts behind them are closed too. */
static void no_body_is_open(const struct secret *k) {
    struct yz_log_line all[64];
    const struct yz_log_filter filter = {0};
    size_t count = 0, closed = 0;
    const struct yz_staff who = *yz_session_staff(d.session);
    yz_session_act_as(d.session, &supervisor);
    assert_int_equal(yz_log(d.session, &filter, all, 64, &count), YZ_OK);
    yz_session_act_as(d.session, &who);
    for (size_t i = 0; i < count; i++) {
        if (strcmp(all[i].kind, "rating") != 0 && !(strcmp(all[i].kind, "case") == 0 && all[i].id == k->callback.id))
            continue;
        closed++;
        if (all[i].version) assert_int_equal(yz_log_changes(d.session, &all[i], true, no_change, NULL), YZ_DENIED);
        else assert_int_equal(yz_log_note(d.session, &all[i], no_member, NULL), YZ_OK);
    }
    assert_int_equal(closed, 3); /* rating, its note, the call back */
}

static size_t in_pages(const struct secret *k) {
    size_t n = 0, count;
    for (int view = YZ_VIEW_ALL; view < YZ_VIEWS; view++) {
        struct yz_case_line lines[50];
        const struct yz_case_filter filter = {.view = (enum yz_case_view)view,
                                              .staff = view == YZ_VIEW_MINE ? supervisor.id : 0};
        assert_int_equal(yz_case_page(d.session, &filter, NULL, lines, 50, &count), YZ_OK);
        for (size_t i = 0; i < count; i++) n += lines[i].id == k->callback.id;
    }
    return n;
}

static size_t in_search(const char *text) {
    struct yz_hit hits[20];
    size_t count;
    assert_int_equal(yz_search(d.session, text, YZ_HITS(YZ_HIT_CASE), hits, 20, &count), YZ_OK);
    return count;
}

static size_t in_export(const struct secret *k) {
    struct yz_export_options options = {.kind = "cases", .format = "csv", .revealed = true};
    char text[65536] = "";
    size_t rows;
    FILE *f = fmemopen(text, sizeof text - 1, "w");
    assert_int_equal(yz_export(d.session, &options, f, &rows), YZ_OK);
    fclose(f);
    return (strstr(text, k->callback.number) != NULL) + (strstr(text, "态度差") != NULL);
}

static void no_record_is_open(const struct secret *k) {
    struct yz_rating r;
    struct yz_case c;
    struct yz_case_event events[8];
    struct yz_record_filter all = {0};
    struct yz_rating_filter any = {0};
    struct yz_rating_line line;
    struct yz_rating page[4];
    enum yz_kind_id kind;
    int64_t id;
    size_t count;
    char ref[32], title[64];
    assert_int_equal(yz_record_get(d.session, YZ_RATING, k->line.id, &r), YZ_DENIED);
    assert_int_equal(yz_record_get(d.session, YZ_CASE, k->callback.id, &c), YZ_REFUSED);
    assert_string_equal(c.note, "");
    assert_int_equal(yz_record_page(d.session, YZ_RATING, &all, 0, page, 4, &count), YZ_DENIED);
    assert_int_equal(yz_record_as_of(d.session, YZ_RATING, k->line.id, 20261123, &r), YZ_DENIED);
    assert_int_equal(yz_record_as_of(d.session, YZ_CASE, k->callback.id, 20261123, &c), YZ_REFUSED);
    assert_int_equal(yz_case_by_number(d.session, k->callback.number, &c), YZ_REFUSED);
    assert_int_equal(yz_ref_resolve(d.session, k->callback.number, 0, &kind, &id), YZ_REFUSED);
    assert_int_not_equal(yz_ref_resolve(d.session, yz_ref_text(YZ_CASE, k->callback.id, ref), 0, &kind, &id), YZ_OK);
    assert_int_not_equal(yz_ref_resolve(d.session, yz_ref_text(YZ_RATING, k->line.id, ref), 0, &kind, &id), YZ_OK);
    yz_record_title(d.session, YZ_CASE, k->callback.id, false, title, sizeof title);
    assert_string_equal(title, yz_ref_text(YZ_CASE, k->callback.id, ref));
    assert_int_equal(yz_case_timeline(d.session, k->callback.id, true, events, 8, &count), YZ_REFUSED);
    assert_int_equal(count, 0);
    assert_int_equal(yz_ratings_list(d.session, &any, NULL, &line, 1, &count), YZ_DENIED);
    assert_int_equal(yz_reveal(d.session, YZ_CASE, k->callback.id, "好奇"), YZ_REFUSED);
}

static void a_clerk_finds_nothing(const struct secret *k) {
    no_record_is_open(k);
    no_body_is_open(k);
    assert_int_equal(in_pages(k), 0);
    assert_int_equal(in_search("R2026"), 0);
    assert_int_equal(in_search("r2026-0001"), 0);
    assert_int_equal(in_export(k), 0);
    assert_int_equal(lines_about(k, YZ_NO_KIND, 0), 0);
    assert_int_equal(lines_about(k, YZ_RATING, k->line.id), 0);
    assert_int_equal(lines_about(k, YZ_CASE, k->callback.id), 0);
}

static void neither_clerk_nor_grid_worker(void **state) {
    (void)state;
    struct secret k = keep_one();
    a_clerk_finds_nothing(&k);
    yz_session_act_as(d.session, &worker);
    a_clerk_finds_nothing(&k);
}

static void supervisor_and_auditor_do(void **state) {
    (void)state;
    struct secret k = keep_one();
    const struct yz_staff *const readers[] = {&supervisor, &auditor};
    for (size_t i = 0; i < 2; i++) {
        struct yz_rating r;
        yz_session_act_as(d.session, readers[i]);
        assert_int_equal(yz_record_get(d.session, YZ_RATING, k.line.id, &r), YZ_OK);
        assert_int_equal(r.mark, 1);
        assert_true(in_pages(&k) >= 1);
        assert_int_equal(in_search("R2026-0001"), 1);
        assert_int_equal(in_export(&k), 2);
        assert_int_equal(lines_about(&k, YZ_NO_KIND, 0), 3);
    }
}

static void counts_leave_it_out(void **state) {
    (void)state;
    struct yz_case_counts before, after, seen;
    assert_int_equal(yz_case_count(d.session, d.station.id, 0, &before), YZ_OK);
    keep_one();
    assert_int_equal(yz_case_count(d.session, d.station.id, 0, &after), YZ_OK);
    assert_memory_equal(&before, &after, sizeof before);
    assert_int_equal(yz_case_count(d.session, 0, 0, &after), YZ_OK);
    assert_int_equal(after.open, before.open);
    yz_session_act_as(d.session, &supervisor);
    assert_int_equal(yz_case_count(d.session, d.station.id, 0, &seen), YZ_OK);
    assert_int_equal(seen.open, before.open + 1);
    yz_set_now(yz_moment_make(20261220, 600));
    yz_session_act_as(d.session, &d.clerk);
    assert_int_equal(yz_case_count(d.session, d.station.id, 0, &after), YZ_OK);
    assert_int_equal(after.overdue, before.overdue);
}

/* The numbers that everybody sees: lines, cases, ids. A good mark and a bad one move them alike. */
static void numbers_tell_nothing(void **state) {
    (void)state;
    struct yz_log_line line;
    struct yz_case next;
    const struct yz_log_filter newest_line = {0};
    int64_t seq[3], id[3];
    size_t count;
    struct yz_case *const rated[] = {&one, &two};
    for (int i = 0; i < 3; i++) {
        char number[24];
        if (i) assert_int_equal(rate(rated[i - 1], i == 1 ? 5 : 1, NULL), YZ_OK);
        snprintf(number, sizeof number, "2026-00020%d", i);
        make_case(&next, number, YZ_CASE_ACCEPTED);
        assert_int_equal(yz_log(d.session, &newest_line, &line, 1, &count), YZ_OK);
        seq[i] = line.seq;
        id[i] = next.id;
    }
    assert_int_equal(seq[2] - seq[1], seq[1] - seq[0]);
    assert_int_equal(id[2] - id[1], id[1] - id[0]);
}

static void who_was_signed_in_is_for_supervisors(void **state) {
    (void)state;
    struct yz_log_line all[20];
    const struct yz_log_filter mine = {.staff = d.clerk.id}, any = {0};
    size_t count, rated = 0;
    keep_one();
    assert_int_equal(yz_log(d.session, &mine, all, 20, &count), YZ_OK);
    for (size_t i = 0; i < count; i++) assert_string_not_equal(all[i].verb, "rate-case");
    assert_int_equal(yz_log(d.session, &any, all, 20, &count), YZ_OK);
    for (size_t i = 0; i < count; i++) {
        if (strcmp(all[i].verb, "rate-case") != 0) continue;
        rated++;
        assert_int_equal(all[i].staff, 0);
        assert_int_equal(all[i].id, one.id);
    }
    assert_int_equal(rated, 1); /* that the case was rated, and no more */
}

/* After an undo the call back is gone from the table; its lines stay hidden. */
static void lines_of_what_is_gone(void **state) {
    (void)state;
    struct yz_undo u;
    struct secret k = keep_one();
    struct yz_log_line line;
    const struct yz_log_filter about = {.kind = YZ_CASE, .id = one.id};
    size_t count;
    yz_session_act_as(d.session, &supervisor);
    assert_int_equal(yz_log(d.session, &about, &line, 1, &count), YZ_OK);
    assert_int_equal(yz_undo(d.session, line.act, &u), YZ_OK);
    yz_session_act_as(d.session, &d.clerk);
    assert_int_equal(lines_about(&k, YZ_NO_KIND, 0), 0);
    assert_int_equal(lines_about(&k, YZ_CASE, k.callback.id), 0);
}

/* A call back that was handed to somebody is theirs to read. */
static void handed_to_a_clerk(void **state) {
    (void)state;
    struct secret k = keep_one();
    struct yz_case c;
    k.callback.owner = worker.id;
    put(&yz_case_kind, &k.callback);
    assert_int_equal(yz_case_by_number(d.session, k.callback.number, &c), YZ_REFUSED);
    yz_session_act_as(d.session, &worker);
    assert_int_equal(yz_case_by_number(d.session, k.callback.number, &c), YZ_OK);
}

/* --- counts --- */

static void summary_of_few_is_not_counted_out(void **state) {
    (void)state;
    struct yz_rating_summary out[4];
    yz_date from = 0, to = 0;
    size_t count;
    assert_int_equal(rate(&one, 5, NULL), YZ_OK);
    assert_int_equal(rate(&two, 1, NULL), YZ_OK);
    yz_session_act_as(d.session, &supervisor);
    assert_int_equal(yz_ratings_summary(d.session, &from, &to, true, out, 4, &count), YZ_OK);
    assert_int_equal(count, 1);
    assert_true(out->few);
    assert_int_equal(out->total, 2);
    assert_int_equal(out->marks[1] + out->marks[5], 0);
    struct yz_case three;
    make_case(&three, "2026-000103", YZ_CASE_FINISHED);
    assert_int_equal(rate(&three, 5, NULL), YZ_OK);
    assert_int_equal(yz_ratings_summary(d.session, &from, &to, true, out, 4, &count), YZ_OK);
    assert_false(out->few);
    assert_int_equal(out->marks[5], 2);
    assert_int_equal(out->marks[1], 1);
}

static void a_clerk_gets_whole_months_that_are_over(void **state) {
    (void)state;
    struct yz_rating_summary out[4];
    yz_date from = 20261123, to = 20261123;
    size_t count;
    assert_int_equal(yz_ratings_summary(d.session, &from, &to, false, out, 4, &count), YZ_DENIED);
    from = 0;
    assert_int_equal(yz_ratings_summary(d.session, &from, &to, true, out, 4, &count), YZ_DENIED);
    from = 20261015;
    to = 20261016;
    assert_int_equal(yz_ratings_summary(d.session, &from, &to, false, out, 4, &count), YZ_OK);
    assert_int_equal(from, 20261001);
    assert_int_equal(to, 20261031);
}

int main(void) {
#define WITH_DESK(test) cmocka_unit_test_setup_teardown(test, begin, done)
    const struct CMUnitTest tests[] = {
        WITH_DESK(one_rating_a_case),
        WITH_DESK(only_of_what_is_finished),
        WITH_DESK(every_fault_at_once),
        WITH_DESK(a_bad_mark_opens_a_call_back),
        WITH_DESK(three_and_more_open_none),
        WITH_DESK(taken_back_by_a_supervisor_alone),
        WITH_DESK(neither_clerk_nor_grid_worker),
        WITH_DESK(supervisor_and_auditor_do),
        WITH_DESK(counts_leave_it_out),
        WITH_DESK(numbers_tell_nothing),
        WITH_DESK(who_was_signed_in_is_for_supervisors),
        WITH_DESK(lines_of_what_is_gone),
        WITH_DESK(handed_to_a_clerk),
        WITH_DESK(summary_of_few_is_not_counted_out),
        WITH_DESK(a_clerk_gets_whole_months_that_are_over),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
