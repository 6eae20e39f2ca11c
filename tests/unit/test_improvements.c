/* Small improvements: which step is open where, what is refused, needs that go along, working days, undo. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>
#include <yizhan/improvements.h>
#include <yizhan/journal.h>
#include <yizhan/lists.h>

#include "service/session.h"
#include "support/desk.h"

static struct desk d;
static struct yz_findings f;

static int begin(void **state) {
    (void)state;
    desk_make(&d);
    return 0;
}

static int end(void **state) {
    (void)state;
    yz_findings_free(&f);
    desk_drop(&d);
    return 0;
}

static int64_t need_of(int64_t household, const char *text) {
    struct yz_need n = {.field = 3, .household = household};
    snprintf(n.text, sizeof n.text, "%s", text);
    if (!household) snprintf(n.place, sizeof n.place, "南门");
    yz_findings_clear(&f);
    assert_int_equal(yz_need_save(d.session, &n, &f), YZ_OK);
    return n.id;
}

static int32_t state_of(int64_t need) {
    struct yz_need n;
    assert_int_equal(yz_record_get(d.session, YZ_NEED, need, &n), YZ_OK);
    return n.state;
}

static struct yz_improvement proposed(const int64_t *needs, size_t count) {
    struct yz_improvement im = {.name = "装扶手", .place = "南门", .plan = "两侧各两米"};
    yz_findings_clear(&f);
    assert_int_equal(yz_improvement_save(d.session, &im, needs, count, &f), YZ_OK);
    return im;
}

static enum yz_status take(struct yz_improvement *im, enum yz_improvement_step step) {
    yz_findings_clear(&f);
    return yz_improvement_do(d.session, im, step, &f);
}

/* Fills in whatever the step asks for. */
static void walk(struct yz_improvement *im, enum yz_improvement_step step) {
    snprintf(im->after, sizeof im->after, "好走了");
    snprintf(im->reason, sizeof im->reason, "松了");
    if (step == YZ_IMPROVE_CONFIRM) snprintf(im->word_name, sizeof im->word_name, "王五");
    assert_int_equal(take(im, step), YZ_OK);
}

/* Brings a new one to a state. */
static struct yz_improvement brought_to(int32_t state) {
    static const enum yz_improvement_step ways[][5] = {
        [YZ_IMPROVEMENT_PROPOSED] = {YZ_IMPROVEMENT_STEPS},
        [YZ_IMPROVEMENT_PLANNED] = {YZ_IMPROVE_PLAN, YZ_IMPROVEMENT_STEPS},
        [YZ_IMPROVEMENT_UNDER_WAY] = {YZ_IMPROVE_PLAN, YZ_IMPROVE_START, YZ_IMPROVEMENT_STEPS},
        [YZ_IMPROVEMENT_DONE] = {YZ_IMPROVE_PLAN, YZ_IMPROVE_START, YZ_IMPROVE_FINISH, YZ_IMPROVEMENT_STEPS},
        [YZ_IMPROVEMENT_CONFIRMED] = {YZ_IMPROVE_PLAN, YZ_IMPROVE_START, YZ_IMPROVE_FINISH, YZ_IMPROVE_CONFIRM,
                                      YZ_IMPROVEMENT_STEPS},
        [YZ_IMPROVEMENT_REOPENED] = {YZ_IMPROVE_DROP, YZ_IMPROVE_REOPEN, YZ_IMPROVEMENT_STEPS},
        [YZ_IMPROVEMENT_DROPPED] = {YZ_IMPROVE_DROP, YZ_IMPROVEMENT_STEPS}};
    struct yz_improvement im = proposed(NULL, 0);
    for (const enum yz_improvement_step *step = ways[state]; *step != YZ_IMPROVEMENT_STEPS; step++) walk(&im, *step);
    assert_int_equal(im.state, state);
    return im;
}

/* Rows: states; columns: plan start finish confirm reopen drop. */
static void every_step_from_every_state(void **unused) {
    static const char *const open[] = {[YZ_IMPROVEMENT_PROPOSED] = "y....y",  [YZ_IMPROVEMENT_PLANNED] = "yy...y",
                                       [YZ_IMPROVEMENT_UNDER_WAY] = "..y..y", [YZ_IMPROVEMENT_DONE] = "...yy.",
                                       [YZ_IMPROVEMENT_CONFIRMED] = "....y.", [YZ_IMPROVEMENT_REOPENED] = "yy...y",
                                       [YZ_IMPROVEMENT_DROPPED] = "....y."};
    (void)unused;
    for (int32_t state = 1; state <= YZ_IMPROVEMENT_STATES; state++)
        for (int step = 0; step < YZ_IMPROVEMENT_STEPS; step++) {
            struct yz_improvement im = brought_to(state);
            if (open[state][step] == 'y') {
                walk(&im, (enum yz_improvement_step)step);
                continue;
            }
            assert_int_equal(take(&im, (enum yz_improvement_step)step), YZ_REFUSED);
            assert_non_null(strstr(yz_message(), im.number));
            for (int other = 0; other < YZ_IMPROVEMENT_STEPS; other++) {
                char word[32];
                snprintf(word, sizeof word, "%s ", yz_improvement_step_key((enum yz_improvement_step)other));
                assert_int_equal(strstr(yz_message(), word) != NULL,
                                 open[state][other] == 'y' ||
                                     (state == YZ_IMPROVEMENT_CONFIRMED && other == YZ_IMPROVE_CONFIRM));
            }
        }
}

static void needs_go_along(void **unused) {
    int64_t needs[] = {need_of(d.family, "门口没有扶手"), need_of(d.tenants, "台阶晚上看不见"), need_of(0, "台阶滑")};
    struct yz_improvement im = proposed(needs, 3);
    (void)unused;
    for (int i = 0; i < 3; i++) assert_int_equal(state_of(needs[i]), YZ_NEED_HEARD);
    walk(&im, YZ_IMPROVE_PLAN);
    for (int i = 0; i < 3; i++) assert_int_equal(state_of(needs[i]), YZ_NEED_MATCHED);
    walk(&im, YZ_IMPROVE_START);
    walk(&im, YZ_IMPROVE_FINISH);
    for (int i = 0; i < 3; i++) assert_int_equal(state_of(needs[i]), YZ_NEED_DELIVERED);
    im.word_of = d.mother;
    walk(&im, YZ_IMPROVE_CONFIRM);
    assert_string_not_equal(im.word_name, "王五"); /* the name of the register */
    assert_int_equal(state_of(needs[0]), YZ_NEED_CLOSED);
    assert_int_equal(state_of(needs[1]), YZ_NEED_DELIVERED);
    assert_int_equal(state_of(needs[2]), YZ_NEED_CLOSED);
    im.word_of = d.tenant;
    walk(&im, YZ_IMPROVE_CONFIRM);
    assert_int_equal(state_of(needs[1]), YZ_NEED_CLOSED);
    assert_int_equal(take(&im, YZ_IMPROVE_CONFIRM), YZ_REFUSED);
    walk(&im, YZ_IMPROVE_REOPEN);
    assert_int_equal(im.word_of + im.finished, 0);
    for (int i = 0; i < 3; i++) assert_int_equal(state_of(needs[i]), YZ_NEED_MATCHED);
    walk(&im, YZ_IMPROVE_DROP);
    for (int i = 0; i < 3; i++) assert_int_equal(state_of(needs[i]), YZ_NEED_HEARD);
}

static void nothing_of_a_secret_need(void **unused) {
    struct yz_need n = {.text = "别让人知道", .field = 3, .place = "南门", .secret = true}, read;
    struct yz_improvement im = {.place = "北门"};
    struct yz_staff me = d.session->staff;
    size_t count;
    (void)unused;
    yz_findings_clear(&f);
    assert_int_equal(yz_need_save(d.session, &n, &f), YZ_OK);
    assert_int_equal(yz_improvement_save(d.session, &im, &n.id, 1, &f), YZ_REFUSED); /* so it has no name */
    im = proposed(&n.id, 1);
    assert_int_equal(yz_improvement_needs(d.session, im.id, &read, 1, &count), YZ_OK);
    assert_string_equal(read.text, n.text); /* who wrote it down */
    d.session->staff.id++;
    d.session->staff.role = 1; /* a clerk */
    assert_int_equal(yz_improvement_needs(d.session, im.id, &read, 1, &count), YZ_OK);
    assert_string_equal(read.text, "");
    assert_int_equal(yz_improvement_link(d.session, im.id, &n.id, 1, false), YZ_DENIED);
    d.session->staff = me;
}

/* A step and what follows from it are one act. */
static void undone_with_its_needs(void **unused) {
    int64_t need = need_of(0, "花坛空着");
    struct yz_undo undone;
    struct yz_improvement im = proposed(&need, 1);
    (void)unused;
    walk(&im, YZ_IMPROVE_PLAN);
    assert_int_equal(state_of(need), YZ_NEED_MATCHED);
    assert_int_equal(yz_undo(d.session, 0, &undone), YZ_OK);
    assert_int_equal(state_of(need), YZ_NEED_HEARD);
    assert_int_equal(yz_record_get(d.session, YZ_IMPROVEMENT, im.id, &im), YZ_OK);
    assert_int_equal(im.state, YZ_IMPROVEMENT_PROPOSED);
    assert_int_equal(yz_undo(d.session, 0, &undone), YZ_OK); /* the proposal with its link */
    assert_int_equal(yz_sql_int(d.store, "SELECT count(*) FROM cause WHERE need=?1", need, 0), 0);
}

/* Another one that is at work on the need keeps it. */
static void two_for_one_need(void **unused) {
    int64_t need = need_of(0, "路灯不亮");
    struct yz_improvement one = proposed(&need, 1), two = proposed(&need, 1);
    (void)unused;
    walk(&one, YZ_IMPROVE_PLAN);
    walk(&two, YZ_IMPROVE_PLAN);
    walk(&one, YZ_IMPROVE_DROP);
    assert_int_equal(state_of(need), YZ_NEED_MATCHED);
    assert_int_equal(yz_improvement_link(d.session, two.id, &need, 1, true), YZ_OK);
    assert_int_equal(state_of(need), YZ_NEED_HEARD);
    assert_int_equal(yz_improvement_link(d.session, two.id, &need, 1, true), YZ_REFUSED);
}

static void refused(const struct yz_improvement *im, const char *field, const char *words) {
    struct yz_improvement copy = *im;
    yz_findings_clear(&f);
    assert_int_equal(yz_improvement_save(d.session, &copy, NULL, 0, &f), YZ_REFUSED);
    assert_true(desk_said(&f, field, words));
}

static void bad_input(void **unused) {
    struct yz_improvement im = {.name = "装扶手"}, done;
    struct yz_gift g = {.what = "螺丝"};
    (void)unused;
    refused(&im, "place", "没有地点");
    snprintf(im.place, sizeof im.place, "南门");
    im.cost = -1;
    refused(&im, "cost", "不能小于 0");
    im.cost = 100;
    refused(&im, "payer", "谁出的钱");
    im.cost = 0;
    im.planned_days = -1;
    refused(&im, "planned_days", "不能小于 0");
    im.planned_days = 0;
    im.finished = 20261101;
    refused(&im, "finished", "还没有完工");
    done = brought_to(YZ_IMPROVEMENT_DONE);
    done.finished = 20261101;
    refused(&done, "finished", "完工早于开工");
    done = brought_to(YZ_IMPROVEMENT_DONE);
    snprintf(done.word, sizeof done.word, "好");
    refused(&done, "word", "居民的话");
    g.improvement = done.id;
    yz_findings_clear(&f);
    assert_int_equal(yz_improvement_give(d.session, &g, &f), YZ_REFUSED);
    assert_true(desk_said(&f, "provider", ""));
    im = brought_to(YZ_IMPROVEMENT_PROPOSED);
    *im.plan = '\0';
    assert_int_equal(take(&im, YZ_IMPROVE_PLAN), YZ_REFUSED);
    assert_true(desk_said(&f, "plan", "打算怎么做"));
}

/* Both the first and the last day count. */
static void working_days(void **unused) {
    struct yz_improvement im = {.started = 20261112, .finished = 20261117};
    (void)unused;
    assert_int_equal(yz_improvement_days(&im), 4); /* Thursday to Tuesday */
    im.finished = im.started;
    assert_int_equal(yz_improvement_days(&im), 1);
    im.finished = 0;
    assert_int_equal(yz_improvement_days(&im), 8); /* to today, 23 November */
    im.started = 20260930, im.finished = 20261009; /* National Day lies between */
    assert_int_equal(yz_improvement_days(&im), 3);
    im.started = im.finished = 0;
    assert_int_equal(yz_improvement_days(&im), 0);
}

static void needs_of_the_place(void **unused) {
    int64_t here = need_of(0, "南门没有长椅");
    struct yz_improvement im = proposed(NULL, 0);
    struct yz_need found[64];
    size_t count = 0;
    (void)unused;
    assert_int_equal(yz_improvement_near_needs(d.session, &im, found, 64, &count), YZ_OK);
    assert_true(count > 0);
    assert_int_equal(found[0].id, here);
    assert_int_equal(yz_improvement_link(d.session, im.id, &here, 1, false), YZ_OK);
    assert_int_equal(yz_improvement_near_needs(d.session, &im, found, 64, &count), YZ_OK);
    for (size_t i = 0; i < count; i++) assert_int_not_equal(found[i].id, here);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_step_from_every_state),
        cmocka_unit_test(needs_go_along),
        cmocka_unit_test(undone_with_its_needs),
        cmocka_unit_test(nothing_of_a_secret_need),
        cmocka_unit_test(two_for_one_need),
        cmocka_unit_test(bad_input),
        cmocka_unit_test(working_days),
        cmocka_unit_test(needs_of_the_place),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
