/* Somebody comes to a desk: the form that a clerk fills in there, and the case that it becomes. */
#include "service/demo/year.h"

#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>

void yz_demo_set(struct yz_intake *in, const char *field, const char *text) {
    yz_intake_set(in, field, text, NULL);
}

void yz_demo_set_date(struct yz_intake *in, const char *field, yz_date day) {
    char text[YZ_DATE_TEXT];
    yz_intake_set(in, field, yz_date_text(day, text), NULL);
}

void yz_demo_tick(struct yz_demo_year *y, struct yz_intake *in, enum yz_demo_papers papers) {
    const struct yz_item *item = yz_intake_item(in);
    bool left = papers == YZ_DEMO_AWAITED; /* the first one that the clock waits for */
    for (size_t i = 0; i < item->paper_count; i++) {
        if (!yz_intake_wants(in, i)) continue;
        bool away = left && !item->papers[i].may_follow;
        if (away) left = false;
        if (papers == YZ_DEMO_CHANCE) away = yz_dice_chance(&y->m->dice, item->papers[i].may_follow ? 8 : 3);
        yz_intake_tick(in, i, !away);
    }
}

enum yz_status yz_demo_save(struct yz_intake *in, struct yz_case *c) {
    struct yz_outcome outcome;
    struct yz_findings errors = {0};
    enum yz_status status = yz_intake_save(in, &outcome, c, &errors);
    if (status != YZ_OK && errors.count)
        status = yz_fail(YZ_FOREIGN, "%s %s: %s", yz_intake_item(in)->key, errors.all[0].field, errors.all[0].rule);
    yz_findings_free(&errors);
    return status;
}

static enum yz_status fill_in(struct yz_demo_year *y, const struct yz_demo_visit *v, const struct yz_demo_soul *soul,
                              struct yz_case *c, const struct yz_demo_course **course) {
    struct yz_intake *in;
    enum yz_status status = yz_intake_begin(y->s, v->service, soul->household, soul->id, &in);
    if (status != YZ_OK) return status;
    yz_demo_fill(y, in, v, soul);
    yz_demo_tick(y, in, v->papers);
    *course = v->course ? yz_demo_course(v->course) : yz_demo_usual(y, yz_intake_item(in));
    status = yz_demo_save(in, c);
    yz_intake_free(in);
    return status;
}

/* The last of what one comes for asks the most. */
static const char *goal(const struct yz_demo_visit *v) {
    const char *last = v->service;
    for (size_t i = 0; i < sizeof v->then / sizeof *v->then && v->then[i]; i++) last = v->then[i];
    return last;
}

static enum yz_status receive(struct yz_demo_year *y, const struct yz_demo_move *move) {
    struct yz_demo_visit *v = &y->visits[move->a];
    const struct yz_demo_course *course = NULL;
    struct yz_case c;
    struct yz_demo_soul *soul =
        v->soul >= 0 ? &y->m->souls[v->soul] : yz_demo_somebody(y, goal(v), yz_moment_date(move->at));
    if (!soul) return YZ_OK; /* nobody whom it fits lives here */
    v->soul = soul - y->m->souls;
    if (v->nearby && v->station && soul->near) v->station = (size_t)soul->near;
    yz_session_act_as(y->s, v->first_clerk ? &y->m->staff[2 * v->station] : yz_demo_clerk(y, v->station, move->at));
    enum yz_status status = fill_in(y, v, soul, &c, &course);
    return status == YZ_OK ? yz_demo_follow(y, &c, course, move->a) : status;
}

enum yz_status yz_demo_visit_at(struct yz_demo_year *y, yz_moment at, const struct yz_demo_visit *visit) {
    if (y->visit_count == y->visit_room) {
        size_t room = y->visit_room ? 2 * y->visit_room : 1024;
        struct yz_demo_visit *more = realloc(y->visits, room * sizeof *more);
        if (!more) return yz_fail(YZ_BUSY, _("内存不足"));
        y->visits = more;
        y->visit_room = room;
    }
    y->visits[y->visit_count++] = *visit;
    return yz_demo_plan(y, (struct yz_demo_move){.at = at, .make = receive, .a = (int64_t)y->visit_count - 1});
}
