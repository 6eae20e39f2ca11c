/* What the deadlines of a case are counted with, and counting them. */
#include "service/desk/case_clock.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/flow.h>
#include <yizhan/i18n.h>

#include "base/text.h"
#include "service/desk/desk_private.h"
#include "service/session.h"

static bool read_hours(const char *whose, const char *workday, const char *weekend, struct yz_hours *out) {
    struct yz_findings f = {0};
    bool good = yz_hours_parse(workday, weekend, "", out, &f);
    if (!good)
        yz_fail(YZ_REFUSED, _("%1$s的工作时间不对：%2$s %3$s"), whose, f.count ? f.all[0].value : "",
                f.count ? f.all[0].rule : "");
    yz_findings_free(&f);
    return good;
}

/* The hours over which the limits of an item are counted. */
static bool item_hours(const struct yz_item *item, struct yz_hours *out) {
    return read_hours(item->name, item->hours, item->weekend, out);
}

/* --- pauses --- */

/* Cases of earlier versions waited for papers without saying since when: since the beginning. 0: the clock runs. */
static yz_moment stands_since(const struct yz_case *c) {
    if (c->paused_at || c->state != YZ_CASE_SUPPLEMENT) return c->paused_at;
    return c->clock_from ? c->clock_from : c->received;
}

/* "from/to,…" and the one that goes on. */
static enum yz_status read_pauses(const struct yz_case *c, struct yz_case_limits *out) {
    const char *p = c->pauses;
    while (*p && out->pause_count + 1 < YZ_PAUSES) {
        struct yz_pause *pause = &out->pauses[out->pause_count];
        char *end, *stop;
        long long from = strtoll(p, &end, 10), to = *end == '/' ? strtoll(end + 1, &stop, 10) : 0;
        if (end == p || *end != '/' || stop == end + 1 || (*stop && *stop != ','))
            return yz_fail(YZ_REFUSED, _("办件 %1$s 的暂停时段读不懂：%2$s"), c->number, p);
        *pause = (struct yz_pause){from, to};
        out->pause_count++;
        p = stop + (*stop == ',');
    }
    if (*p) return yz_fail(YZ_REFUSED, _("办件 %1$s 的暂停时段多于 %2$d 段"), c->number, YZ_PAUSES - 1);
    if (stands_since(c)) out->pauses[out->pause_count++] = (struct yz_pause){stands_since(c), 0};
    return YZ_OK;
}

static enum yz_status limits_of(const struct yz_item *item, const struct yz_station *station, const struct yz_case *c,
                                struct yz_case_limits *out) {
    *out = (struct yz_case_limits){.promised = item->promised,
                                   .legal = item->legal,
                                   .station = item->station_limit,
                                   .from = c->clock_from ? c->clock_from : c->received};
    if (!out->promised.amount && item->type != YZ_ITEM_INSTANT) out->promised = out->legal;
    if (!out->promised.amount) out->promised.unit = YZ_LIMIT_WORK_DAYS; /* in which an instant item is extended */
    out->promised.amount += c->extended;
    yz_copy(out->source, sizeof out->source, yz_item_source(item));
    if (!item_hours(item, &out->hours)) return YZ_REFUSED;
    bool known = station && (*station->hours || *station->weekend);
    if (!known) out->station.amount = 0;
    else if (!read_hours(station->name, station->hours, station->weekend, &out->station_hours)) return YZ_REFUSED;
    return read_pauses(c, out);
}

/* --- counting --- */

/* The end of the promised limit. What has none is done while the person waits, on the very day. */
static enum yz_status promised_end(const struct yz_case_limits *l, struct yz_deadline *out) {
    if (l->promised.amount > 0) return yz_deadline(l->promised, l->from, &l->hours, l->pauses, l->pause_count, out);
    *out = (struct yz_deadline){.due = yz_moment_make(yz_moment_date(l->from), 24 * 60 - 1)};
    if (l->pause_count && !l->pauses[l->pause_count - 1].to) out->due = 0;
    else if (l->pause_count && l->pauses[l->pause_count - 1].to > out->due)
        out->due = yz_moment_make(yz_moment_date(l->pauses[l->pause_count - 1].to), 24 * 60 - 1);
    return YZ_OK;
}

enum yz_status yz_clock_set(const struct yz_item *item, const struct yz_station *station, struct yz_case *c) {
    struct yz_case_limits l;
    struct yz_deadline due, legal, own;
    enum yz_status status = limits_of(item, station, c, &l);
    if (status == YZ_OK) status = promised_end(&l, &due);
    if (status == YZ_OK) status = yz_deadline(l.legal, l.from, &l.hours, l.pauses, l.pause_count, &legal);
    if (status == YZ_OK) status = yz_deadline(l.station, l.from, &l.station_hours, l.pauses, l.pause_count, &own);
    if (status != YZ_OK) return status;
    bool stands = stands_since(c) != 0; /* also when the limit was over before */
    c->due = stands ? 0 : due.due;
    c->legal_due = stands ? 0 : legal.due;
    c->station_due = stands ? 0 : own.due;
    c->due_assumed = !stands && due.assumed;
    return YZ_OK;
}

bool yz_clock_legal_assumed(const struct yz_item *item, const struct yz_case *c) {
    struct yz_case_limits l;
    struct yz_deadline legal;
    return limits_of(item, NULL, c, &l) == YZ_OK &&
           yz_deadline(l.legal, l.from, &l.hours, l.pauses, l.pause_count, &legal) == YZ_OK && legal.assumed;
}

/* Item and station of a case; `station` stays empty when it has none. */
static enum yz_status read_about(struct yz_session *s, const struct yz_case *c, const struct yz_item **item,
                                 struct yz_station *station) {
    *station = (struct yz_station){0};
    enum yz_status status = yz_calendar_use(s);
    if (status == YZ_OK) status = yz_catalogue_item(s, c->service, yz_moment_date(c->received), item, NULL);
    if (status == YZ_OK && c->station) status = yz_get(s->store, &yz_station_kind, c->station, station);
    return status;
}

enum yz_status yz_case_limits(struct yz_session *s, const struct yz_case *c, struct yz_case_limits *out) {
    struct yz_station station;
    const struct yz_item *item;
    enum yz_status status = read_about(s, c, &item, &station);
    if (status == YZ_OK) status = limits_of(item, &station, c, out);
    return status;
}

enum yz_status yz_case_clock(struct yz_session *s, struct yz_case *c) {
    struct yz_station station;
    const struct yz_item *item;
    enum yz_status status = read_about(s, c, &item, &station);
    if (status == YZ_OK) status = yz_clock_set(item, &station, c);
    return status;
}

/* An instant item has nothing to count: its one step is its day. */
static void explain_instant(const struct yz_case_limits *l, const struct yz_deadline *due,
                            struct yz_deadline_step *steps, size_t max, size_t *count) {
    *count = 1;
    if (!max) return;
    steps[0] = (struct yz_deadline_step){.from = l->from, .to = due->due};
    yz_copy(steps[0].why, sizeof steps[0].why, due->due ? _("即办件，当天办结") : _("暂停，还没有恢复"));
}

enum yz_status yz_case_explain(struct yz_session *s, const struct yz_case *c, struct yz_deadline *out,
                               struct yz_deadline_step *steps, size_t max, size_t *count) {
    struct yz_case_limits l;
    *out = (struct yz_deadline){0};
    *count = 0;
    if (!steps) max = 0;
    enum yz_status status = yz_case_limits(s, c, &l);
    if (status == YZ_OK && l.promised.amount > 0)
        return yz_deadline_explain(l.promised, l.from, &l.hours, l.pauses, l.pause_count, out, steps, max, count);
    if (status == YZ_OK) status = promised_end(&l, out);
    if (status == YZ_OK) explain_instant(&l, out, steps, max, count);
    return status;
}
