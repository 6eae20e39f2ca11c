/* Counting open cases anew: after a calendar was loaded, and after the program came with another one. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/rights.h>

#include "base/text.h"
#include "service/desk/calendar.h"
#include "service/desk/case_clock.h"
#include "service/desk/case_sql.h"
#include "service/desk/desk_private.h"
#include "service/desk/workday.h"
#include "service/session.h"

#define PRINT "calendar-print" /* of the calendars that the open cases were counted with */

struct recount {
    struct yz_session *s;
    struct yz_moved *moved;
    size_t max, count;
    struct yz_item *item; /* of the case before: they come by service */
    bool found;
    struct yz_station station;
};

static enum yz_status open_cases(struct yz_store *store, int64_t **out, size_t *count) {
    size_t room = (size_t)yz_sql_int(store, "SELECT count(*) FROM \"case\" WHERE " YZ_CASE_OPEN_SQL, 0, 0);
    *count = 0;
    *out = calloc(room + 1, sizeof **out);
    if (!*out) return yz_fail(YZ_BUSY, _("内存不足"));
    struct yz_query *q =
        yz_sql(store, "SELECT id FROM \"case\" WHERE " YZ_CASE_OPEN_SQL " ORDER BY service, station, id");
    if (!q) return yz_done(q);
    while (*count < room && yz_next(q)) (*out)[(*count)++] = yz_int(q, 0);
    return yz_done(q);
}

/* The item and the station of a case, read once for its neighbours too. False: there is nothing to count with. */
static bool look_up(struct recount *r, const struct yz_case *c) {
    if (!r->found || strcmp(r->item->key, c->service) != 0) {
        r->found = yz_case_item(r->s, c, r->item) == YZ_OK;
        yz_copy(r->item->key, sizeof r->item->key, c->service);
    }
    if (r->station.id != c->station) {
        r->station = (struct yz_station){0};
        if (c->station) yz_get(r->s->store, &yz_station_kind, c->station, &r->station);
    }
    return r->found;
}

static void tell_moved(struct recount *r, const struct yz_case *c, yz_moment before) {
    if (c->due == before) return;
    if (r->count < r->max) {
        struct yz_moved *m = &r->moved[r->count];
        *m = (struct yz_moved){.id = c->id, .before = before, .after = c->due};
        yz_copy(m->number, sizeof m->number, c->number);
    }
    r->count++;
}

/* A case that nothing can be counted with (its item is gone, its hours cannot be read) keeps what it has. */
static enum yz_status recount_one(struct recount *r, int64_t id) {
    static struct yz_case c;
    unsigned failures = yz_failures();
    enum yz_status status = yz_get(r->s->store, &yz_case_kind, id, &c);
    yz_moment before = c.due;
    if (status != YZ_OK) return status;
    if (!look_up(r, &c) || yz_clock_set(r->item, &r->station, &c) != YZ_OK)
        return yz_failures() == failures ? YZ_OK : YZ_BUSY;
    status = yz_put(r->s->store, &yz_case_kind, &c);
    if (status == YZ_OK) tell_moved(r, &c, before);
    return status;
}

enum yz_status yz_cases_recount(struct yz_session *s, struct yz_moved *moved, size_t max, size_t *count) {
    struct recount r = {.s = s, .moved = moved, .max = max, .item = calloc(1, sizeof *r.item)};
    int64_t *ids = NULL;
    size_t n = 0;
    yz_reach_wide(s->store, true); /* the calendar is everybody's */
    enum yz_status status = r.item ? open_cases(s->store, &ids, &n) : yz_fail(YZ_BUSY, _("内存不足"));
    for (size_t i = 0; i < n && status == YZ_OK; i++) status = recount_one(&r, ids[i]);
    if (status == YZ_OK) status = yz_meta_set(s->store, PRINT, yz_workdays_print());
    yz_reach_wide(s->store, false);
    free(ids);
    free(r.item);
    *count = status == YZ_OK ? r.count : 0;
    return status;
}

static enum yz_status catch_up(struct yz_session *s, struct yz_moved *moved, size_t max, size_t *count) {
    enum yz_status status =
        yz_act_begin(s->store, "recount-cases", 0); /* nobody's own newest act: undo does not take it */
    if (status != YZ_OK) return status;
    status = yz_cases_recount(s, moved, max, count);
    if (status == YZ_OK) status = yz_act_commit(s->store, NULL);
    else yz_act_abort(s->store);
    return status;
}

enum yz_status yz_calendar_catch_up(struct yz_session *s, struct yz_moved *moved, size_t max, size_t *count) {
    struct yz_moved first;
    *count = 0;
    enum yz_status status = yz_calendar_use(s);
    if (status != YZ_OK || !yz_may(s, YZ_RIGHT_WRITE) || yz_meta(s->store, PRINT, 0) == yz_workdays_print())
        return status;
    status = catch_up(s, max ? moved : &first, max ? max : 1, count);
    if (status != YZ_OK) *count = 0;
    s->calendar_moved = *count;
    if (*count) yz_copy(s->calendar_first, sizeof s->calendar_first, max ? moved[0].number : first.number);
    return status;
}

char *yz_calendar_news(const struct yz_session *s, char *out, size_t room) {
    *out = '\0';
    if (s->calendar_moved)
        snprintf(out, room, _("节假日安排有更新，%1$zu 件办件的期限变了（%2$s 等）；经过里有“%3$s”"), s->calendar_moved,
                 s->calendar_first, yz_verb_label("recount-cases"));
    return out;
}
