/* 好差评 read: the list for supervisors, with the state of call backs, and the counts. */
#include <yizhan/ratings.h>

#include <stdio.h>
#include <string.h>
#include <yizhan/cases.h>
#include <yizhan/i18n.h>

#include "base/mask.h"
#include "base/text.h"
#include "service/restricted.h"
#include "service/session.h"

enum { FEW = 3 };

static yz_moment start_of(yz_date day) {
    return day ? yz_moment_make(day, 0) : 0;
}

static yz_moment end_of(yz_date day) {
    return day ? yz_moment_make(yz_date_add(day, 1), 0) : INT64_MAX;
}

static void read_line(struct yz_query *q, struct yz_rating_line *l) {
    struct yz_case callback = {.state = (int32_t)yz_int(q, 11), .due = yz_int(q, 12)};
    const char *en = strcmp(yz_language_name(), "en") == 0 ? yz_text(q, 9) : "";
    *l = (struct yz_rating_line){.id = yz_int(q, 0),
                                 .at = yz_int(q, 1),
                                 .mark = (int32_t)yz_int(q, 2),
                                 .paper = yz_int(q, 3) != 0,
                                 .case_id = yz_int(q, 5),
                                 .callback = yz_int(q, 13),
                                 .callback_state = callback.state,
                                 .callback_due = callback.due,
                                 .callback_overdue = yz_case_overdue(&callback, yz_now())};
    yz_mask_numbers(l->note, sizeof l->note, yz_text(q, 4));
    yz_copy(l->number, sizeof l->number, yz_text(q, 6));
    yz_copy(l->station_name, sizeof l->station_name, yz_text(q, 7));
    yz_copy(l->service_name, sizeof l->service_name, *en ? en : yz_text(q, 8));
    yz_copy(l->callback_number, sizeof l->callback_number, yz_text(q, 10));
}

enum yz_status yz_ratings_list(struct yz_session *s, const struct yz_rating_filter *filter,
                               const struct yz_rating_line *before, struct yz_rating_line *out, size_t max,
                               size_t *count) {
    *count = 0;
    if (yz_kind_allowed(s, YZ_RATING) != YZ_OK) return YZ_DENIED;
    struct yz_query *q =
        yz_sql(s->store,
               "SELECT r.id, r.at, r.mark, r.paper, r.note, r.case_id, c.number, t.name,"
               " coalesce(i.short_name, c.service), coalesce(i.name_en, ''), b.number, b.state, b.due, r.callback"
               " FROM rating r LEFT JOIN \"case\" c ON c.id = r.case_id LEFT JOIN station t ON t.id = r.station"
               " LEFT JOIN service i ON i.key = c.service LEFT JOIN \"case\" b ON b.id = r.callback AND r.callback <> 0"
               " WHERE r.at >= ?1 AND r.at < ?2 AND (?3 = 0 OR r.mark <= ?3) AND (r.at, r.id) < (?4, ?5)"
               " ORDER BY r.at DESC, r.id DESC LIMIT ?6");
    yz_bind(q, 1, start_of(filter->from));
    yz_bind(q, 2, end_of(filter->to));
    yz_bind(q, 3, filter->bad ? YZ_MARK_BAD : 0);
    yz_bind(q, 4, before ? before->at : INT64_MAX);
    yz_bind(q, 5, before ? before->id : INT64_MAX);
    yz_bind(q, 6, (int64_t)max);
    while (*count < max && yz_next(q)) read_line(q, &out[(*count)++]);
    return yz_done(q);
}

/* --- counts --- */

static void read_summary(struct yz_query *q, struct yz_rating_summary *out) {
    *out = (struct yz_rating_summary){.station = yz_int(q, 0), .total = yz_int(q, 2)};
    yz_copy(out->station_name, sizeof out->station_name, yz_text(q, 1));
    out->few = out->total < FEW;
    for (int mark = YZ_MARK_WORST; mark <= YZ_MARK_BEST && !out->few; mark++) out->marks[mark] = yz_int(q, 2 + mark);
}

/* The last day of a month. */
static yz_date month_end(yz_date day) {
    return yz_date_add(yz_date_add_months(day / 100 * 100 + 1, 1), -1);
}

/* The one month that those may see who may not see ratings. */
static enum yz_status month_only(yz_date *from, yz_date *to, bool by_station) {
    yz_date today = yz_today(), first = today / 100 * 100 + 1;
    if (by_station) return yz_fail(YZ_DENIED, _("分驿站的评价只有站长、管理员和审计员能看"));
    *from = (*from ? *from : yz_date_add(first, -1)) / 100 * 100 + 1;
    *to = month_end(*from);
    if (*to < today) return YZ_OK;
    return yz_fail(YZ_DENIED, _("这个月还没有完，完了才公布"));
}

enum yz_status yz_ratings_summary(struct yz_session *s, yz_date *from, yz_date *to, bool by_station,
                                  struct yz_rating_summary *out, size_t max, size_t *count) {
    enum yz_status status = yz_sees_restricted(s) ? YZ_OK : month_only(from, to, by_station);
    *count = 0;
    if (status != YZ_OK) return status;
#define MARKS " count(*), sum(mark = 1), sum(mark = 2), sum(mark = 3), sum(mark = 4), sum(mark = 5) FROM rating r"
#define SPAN  " WHERE r.at >= ?1 AND r.at < ?2"
    struct yz_query *q =
        yz_sql(s->store, by_station ? "SELECT r.station, t.name," MARKS " LEFT JOIN station t ON t.id = r.station" SPAN
                                      " GROUP BY r.station ORDER BY t.name"
                                    : "SELECT 0, ''," MARKS SPAN);
#undef MARKS
#undef SPAN
    yz_bind(q, 1, start_of(*from));
    yz_bind(q, 2, end_of(*to));
    while (*count < max && yz_next(q)) read_summary(q, &out[(*count)++]);
    return yz_done(q);
}
