/* What was counted as rows: labels, values, and the query of each. */
#include "service/figures/report_private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/cases.h>
#include <yizhan/codes.h>
#include <yizhan/groups.h>
#include <yizhan/i18n.h>
#include <yizhan/registry.h>

#include "base/text.h"
#include "service/desk/desk_private.h"

enum { YZ_DAYS_SHOWN = 62 }; /* of a period that is longer, only days that have something */

/* --- labels --- */

static void band_label(const struct yz_axis *a, int64_t from, char *out, size_t room) {
    size_t i = 0;
    while (i < a->band_count && a->bands[i] != from) i++;
    if (i == a->band_count) snprintf(out, room, _("%lld 以下"), (long long)a->bands[0]);
    else if (i + 1 == a->band_count) snprintf(out, room, _("%lld 以上"), (long long)from);
    else if (a->bands[i + 1] == from + 1) snprintf(out, room, "%lld", (long long)from);
    else snprintf(out, room, "%lld–%lld", (long long)from, (long long)a->bands[i + 1] - 1);
}

static void word_label(struct yz_counting *c, const struct yz_axis *a, int64_t value, char *out, size_t room) {
    const struct yz_word_of *w = a->word;
    size_t count;
    const char *label;
    switch (w->type) {
    case YZ_WORD_FLAG: yz_copy(out, room, value ? _("是") : _("否")); break;
    case YZ_WORD_CODE:
        label = yz_code_label(w->of, (int32_t)value);
        yz_copy(out, room, *label ? label : _("（不详）"));
        break;
    case YZ_WORD_REF: yz_record_title(c->s, yz_kind_named(w->of)->id, value, true, out, room); break;
    case YZ_WORD_GROUP: yz_copy(out, room, yz_group_name(&yz_groups(&count)[value])); break;
    case YZ_WORD_KEY:
        label = w->of ? yz_known_service(c->s, c->words[value]) : c->words[value];
        yz_copy(out, room, label);
        break;
    default: snprintf(out, room, "%lld", (long long)value); break;
    }
}

static void station_label(const struct yz_counting *c, int64_t number, char *out, size_t room) {
    *out = '\0';
    for (size_t i = 0; i < c->station_count; i++)
        if (c->stations[i].number == number) yz_copy(out, room, c->stations[i].name);
}

static void axis_label(struct yz_counting *c, const struct yz_axis *a, int64_t value, char *out, size_t room) {
    yz_date day = (yz_date)value;
    bool staff = a->word && a->word->of && strcmp(a->word->of, "staff") == 0;
    if (value == YZ_WHOLE) *out = '\0';
    else if (value == YZ_UNKNOWN) yz_copy(out, room, staff && c->now.audit != -1 ? _("（其他人）") : _("（不详）"));
    else if (a->type == YZ_AXIS_STATION) station_label(c, value, out, room);
    else if (a->type == YZ_AXIS_MONTH) snprintf(out, room, "%04d-%02d", day / 100, day % 100);
    else if (a->type == YZ_AXIS_DAY) snprintf(out, room, "%04d-%02d-%02d", day / 10000, day / 100 % 100, day % 100);
    else if (a->band_count) band_label(a, value, out, room);
    else word_label(c, a, value, out, room);
}

/* --- queries --- */

/* The days of a figure, narrowed to a month or a day of an axis. */
static void narrow(const struct yz_axis *a, int64_t value, yz_date *from, yz_date *to) {
    yz_date first = a->type == YZ_AXIS_MONTH ? (yz_date)value * 100 + 1 : (yz_date)value;
    yz_date last = a->type == YZ_AXIS_MONTH ? yz_date_add(yz_date_add_months(first, 1), -1) : first;
    if ((a->type != YZ_AXIS_MONTH && a->type != YZ_AXIS_DAY) || value == YZ_WHOLE) return;
    if (first > *from) *from = first;
    if (last < *to) *to = last;
}

static void put_axis(const struct yz_counting *c, struct yz_buffer *b, const struct yz_axis *a, int64_t value) {
    size_t i = 0, count;
    if (a->type != YZ_AXIS_WORD || value == YZ_WHOLE) return;
    if (*a->field) yz_buffer_printf(b, " answer.%s=", a->field);
    else if (value == YZ_UNKNOWN || a->word->type == YZ_WORD_KEY) yz_buffer_printf(b, " %s=", a->word->key);
    if (value == YZ_UNKNOWN) return yz_buffer_text(b, "unknown");
    if (a->word->type == YZ_WORD_KEY) return yz_buffer_text(b, c->words[value]);
    if (a->word->type == YZ_WORD_GROUP) return yz_query_add(b, a->word, yz_groups(&count)[value].key, 0, 0);
    if (!a->band_count) return yz_query_add(b, a->word, NULL, value, value);
    while (i < a->band_count && a->bands[i] != value) i++;
    if (i == a->band_count) yz_query_add(b, a->word, NULL, INT64_MIN + 1, value);
    else if (i + 1 == a->band_count) yz_query_add(b, a->word, NULL, value, INT64_MAX);
    else yz_query_add(b, a->word, NULL, value, a->bands[i + 1] - 1);
}

static bool needs_day(const struct yz_figure_plan *p) {
    bool age = p->each.word && strcmp(p->each.word->key, "age") == 0;
    return p->fact->standing || age || (p->split.word && strcmp(p->split.word->key, "age") == 0) ||
           strstr(p->figure->where, "age=");
}

static void put_query(const struct yz_counting *c, const struct yz_figure_plan *p, struct yz_report_row *r) {
    struct yz_buffer b = {0};
    yz_date from = c->ask.from, to = c->ask.to;
    char text[40];
    narrow(&p->each, r->item, &from, &to);
    narrow(&p->split, r->split, &from, &to);
    yz_buffer_printf(&b, "list %s", p->fact->key);
    if (p->time) {
        yz_buffer_printf(&b, " %s=%s", p->time->key, yz_date_text(from, text));
        if (to != from) yz_buffer_printf(&b, "..%s", yz_date_text(to, text));
    }
    if (*p->text) yz_buffer_printf(&b, " %s", p->text);
    put_axis(c, &b, &p->each, r->item);
    put_axis(c, &b, &p->split, r->split);
    if (needs_day(p)) yz_buffer_printf(&b, " --on %s", yz_date_text(c->now.on, text));
    if (c->ask.as_of) yz_buffer_printf(&b, " --as-of %s", yz_moment_iso(c->ask.as_of, text));
    yz_copy(r->query, sizeof r->query, yz_buffer_string(&b));
    yz_buffer_free(&b);
}

/* --- values --- */

static int64_t part_of(const struct yz_counting *c, const struct yz_figure_plan *p, const struct yz_report_row *r) {
    const struct yz_figure *f = p->figure;
    if (!*f->share) return 0;
    for (size_t i = 0; i < c->count; i++) {
        const struct yz_figure *g = c->plans[i].figure;
        if (strcmp(g->key, f->share) != 0) continue;
        bool same = g != f && *g->each && strcmp(g->each, f->each) == 0;
        const struct yz_bucket *b = yz_bucket_of(c, i, same ? r->item : YZ_WHOLE, r->split);
        return b ? b->n : 0;
    }
    return 0;
}

static void tell_rising(const struct yz_counting *c, const struct yz_bucket *b, struct yz_report_row *r) {
    const struct yz_rising *rule = c->rising;
    if (!b || r->item == YZ_WHOLE || r->split != YZ_WHOLE || b->recent < rule->least) return;
    if (b->recent * rule->before * 100 < b->earlier * rule->percent) return;
    r->rising = true;
    snprintf(r->remark, sizeof r->remark, _("在涨：最近 %1$lld 天 %2$lld %4$s，之前每 %1$lld 天平均 %3$.1f %4$s"),
             (long long)rule->days, (long long)b->recent, (double)b->earlier / (double)rule->before,
             yz_figure_unit(r->figure));
}

static struct yz_report_row *add(struct yz_report_result *out) {
    if (out->count == out->room) {
        size_t room = out->room ? 2 * out->room : 128;
        struct yz_report_row *wider = realloc(out->rows, room * sizeof *wider);
        if (!wider) return yz_fail(YZ_BUSY, "%s", _("内存不足")), NULL;
        out->rows = wider;
        out->room = room;
    }
    struct yz_report_row *r = &out->rows[out->count++];
    *r = (struct yz_report_row){.item = YZ_WHOLE, .split = YZ_WHOLE};
    return r;
}

static bool add_row(struct yz_counting *c, size_t figure, int64_t item, int64_t split, struct yz_report_result *out) {
    const struct yz_figure_plan *p = &c->plans[figure];
    const struct yz_bucket *b = yz_bucket_of(c, figure, item, split);
    struct yz_report_row *r = add(out);
    if (!r) return false;
    r->figure = p->figure;
    r->item = item;
    r->split = split;
    r->count = b ? b->n : 0;
    r->value = p->figure->measure == YZ_MEASURE_COUNT ? (double)r->count : b ? b->sum : 0;
    if (p->figure->measure == YZ_MEASURE_MEAN && r->count) r->value /= (double)r->count;
    r->none = p->figure->measure == YZ_MEASURE_MEAN && !r->count;
    r->of = part_of(c, p, r);
    axis_label(c, &p->each, item, r->label, sizeof r->label);
    axis_label(c, &p->split, split, r->part, sizeof r->part);
    if (p->figure->rising) tell_rising(c, b, r);
    else if (p->undivided && item == YZ_WHOLE)
        yz_copy(r->remark, sizeof r->remark, _("区县没有按它分的数据，只有合计"));
    else if (*c->ask.by && p->split.type == YZ_AXIS_NONE && item == YZ_WHOLE)
        snprintf(r->remark, sizeof r->remark, _("不按%s分"), yz_report_word(c->ask.by));
    put_query(c, p, r);
    return true;
}

/* --- in order --- */

struct key { /* of a row: which part, which item of it */
    int64_t split, item;
};
struct keys {
    struct key *all;
    size_t count, room;
};

static bool add_key(struct keys *k, int64_t split, int64_t item) {
    if (k->count == k->room) {
        size_t room = k->room ? 2 * k->room : 256;
        struct key *wider = realloc(k->all, room * sizeof *wider);
        if (!wider) return false;
        k->all = wider;
        k->room = room;
    }
    k->all[k->count++] = (struct key){split, item};
    return true;
}

static const struct yz_counting *sorting; /* whose words and figure: qsort hands nothing on */
static const struct yz_figure_plan *sorted;

/* The whole first, what is not known last; keys by their text, all else by its number. */
static int compare(const struct yz_axis *a, int64_t x, int64_t y) {
    if (x == y) return 0;
    if (x == YZ_WHOLE || y == YZ_WHOLE) return x == YZ_WHOLE ? -1 : 1;
    if (x == YZ_UNKNOWN || y == YZ_UNKNOWN) return x == YZ_UNKNOWN ? 1 : -1;
    if (a->word && a->word->type == YZ_WORD_KEY) return strcmp(sorting->words[x], sorting->words[y]);
    return x < y ? -1 : 1;
}

static int by_place(const void *a, const void *b) {
    const struct key *x = a, *y = b;
    int parts = compare(&sorted->split, x->split, y->split);
    return parts ? parts : compare(&sorted->each, x->item, y->item);
}

static void sort_keys(const struct yz_counting *c, const struct yz_figure_plan *p, struct keys *k) {
    size_t n = 0;
    sorting = c;
    sorted = p;
    if (k->count) qsort(k->all, k->count, sizeof *k->all, by_place);
    for (size_t i = 0; i < k->count; i++)
        if (!n || by_place(&k->all[n - 1], &k->all[i]) != 0) k->all[n++] = k->all[i];
    k->count = n;
}

/* Months and days of the period stand there with 0 as well; days only of a short one. */
static bool spans(const struct yz_counting *c, const struct yz_axis *a) {
    bool few = yz_days_between(c->ask.from, c->ask.to) <= YZ_DAYS_SHOWN;
    return a->type == YZ_AXIS_MONTH || (a->type == YZ_AXIS_DAY && few);
}

static yz_date span_first(const struct yz_counting *c, const struct yz_axis *a) {
    return a->type == YZ_AXIS_MONTH ? c->ask.from / 100 * 100 + 1 : c->ask.from;
}

static yz_date span_next(const struct yz_axis *a, yz_date d) {
    return a->type == YZ_AXIS_MONTH ? yz_date_add_months(d, 1) : yz_date_add(d, 1);
}

static int64_t span_value(const struct yz_axis *a, yz_date d) {
    return a->type == YZ_AXIS_MONTH ? d / 100 : d;
}

/* And so do all bands. */
static bool fill_items(const struct yz_counting *c, const struct yz_figure_plan *p, int64_t split, struct keys *k) {
    bool good = add_key(k, split, YZ_WHOLE);
    for (size_t i = 0; good && i < p->each.band_count; i++) good = add_key(k, split, p->each.bands[i]);
    if (spans(c, &p->each))
        for (yz_date d = span_first(c, &p->each); good && d <= c->ask.to; d = span_next(&p->each, d))
            good = add_key(k, split, span_value(&p->each, d));
    return good;
}

static bool fill_parts(const struct yz_counting *c, const struct yz_figure_plan *p, struct keys *k) {
    bool good = fill_items(c, p, YZ_WHOLE, k);
    if (spans(c, &p->split))
        for (yz_date d = span_first(c, &p->split); good && d <= c->ask.to; d = span_next(&p->split, d))
            good = fill_items(c, p, span_value(&p->split, d), k);
    return good;
}

static bool add_rows(struct yz_counting *c, size_t figure, struct yz_report_result *out) {
    const struct yz_figure_plan *p = &c->plans[figure];
    struct keys k = {0};
    bool good = fill_parts(c, p, &k);
    for (size_t i = 0; good && i < c->bucket_room; i++) {
        const struct yz_bucket *b = &c->buckets[i];
        if (!b->used || b->figure != figure || !(b->n || (b->split == YZ_WHOLE && b->recent >= c->rising->least)))
            continue;
        if (b->split != YZ_WHOLE && b->item == YZ_WHOLE) good = fill_items(c, p, b->split, &k);
        else good = add_key(&k, b->split, b->item);
    }
    sort_keys(c, p, &k);
    for (size_t i = 0; good && i < k.count; i++) good = add_row(c, figure, k.all[i].item, k.all[i].split, out);
    free(k.all);
    return good ? good : (yz_fail(YZ_BUSY, "%s", _("内存不足")), false);
}

static bool refused(struct yz_counting *c, size_t figure, struct yz_report_result *out) {
    struct yz_report_row *r = add(out);
    if (!r) return false;
    r->figure = c->plans[figure].figure;
    r->none = true;
    if (c->plans[figure].lacks)
        snprintf(r->remark, sizeof r->remark, _("区县没有要数它的数据：%s"), c->plans[figure].lacks);
    else yz_copy(r->remark, sizeof r->remark, _("只有站长、管理员和审计员能看"));
    put_query(c, &c->plans[figure], r);
    return true;
}

enum yz_status yz_report_rows(struct yz_counting *c, struct yz_report_result *out) {
    bool good = true;
    for (size_t i = 0; good && i < c->count; i++)
        good = c->plans[i].lacks || (c->plans[i].fact->restricted && !c->now.closed) ? refused(c, i, out)
                                                                                     : add_rows(c, i, out);
    return good ? yz_report_mark_few(out) : YZ_BUSY;
}

/* --- running one --- */

enum yz_status yz_report_as_of(const char *text, yz_moment *out) {
    bool with_time;
    if (!yz_moment_parse(text, yz_today(), out, &with_time))
        return yz_fail(YZ_USAGE, _("看不懂这个时刻，例如 昨天、2026-11-20、2026-11-20 18:00"));
    if (!with_time && yz_moment_date(*out) == yz_today()) *out = yz_now();
    else if (!with_time) *out = yz_moment_make(yz_date_add(yz_moment_date(*out), 1), 0) - 1;
    return *out > yz_now() ? yz_fail(YZ_USAGE, "%s", _("要看的时刻在现在之后")) : YZ_OK;
}

static yz_date period_start(const char *period, yz_date to) {
    if (strcmp(period, "year") == 0) return to / 10000 * 10000 + 101;
    if (strcmp(period, "month") == 0) return to / 100 * 100 + 1;
    return strcmp(period, "week") == 0 ? yz_date_add(to, 1 - yz_weekday(to)) : to;
}

static enum yz_status check_by(const struct yz_report_ask *ask) {
    const struct yz_report *r = ask->report;
    char all[256] = "";
    if (!*ask->by) return YZ_OK;
    for (size_t i = 0; i < r->by_count; i++) {
        size_t n = strlen(all);
        if (strcmp(r->by[i], ask->by) == 0) return YZ_OK;
        snprintf(all + n, sizeof all - n, "%s%s", n ? " " : "", r->by[i]);
    }
    return yz_fail(YZ_USAGE, _("%1$s不能按 %2$s 分；能按 %3$s"), yz_report_name(r), ask->by, all);
}

enum yz_status yz_report_settle(struct yz_counting *c) {
    struct yz_report_ask *a = &c->ask;
    yz_date today = yz_moment_date(a->as_of ? a->as_of : yz_now());
    if (!a->to) a->to = today;
    if (!a->from) a->from = period_start(a->report->period, a->to);
    if (a->to < a->from) return yz_fail(YZ_USAGE, "%s", _("止日早于起日"));
    if (a->report->valid_to && a->from > a->report->valid_to)
        return yz_fail(YZ_REFUSED, _("%s只用到更早的日子"), yz_report_name(a->report));
    enum yz_status status = check_by(a);
    return status == YZ_OK ? yz_figures_know(c->s, a->to < today ? a->to : today, a->as_of, &c->now) : status;
}

enum yz_status yz_report_run(struct yz_session *s, const struct yz_report_ask *ask, struct yz_report_result *out) {
    struct yz_counting *c = calloc(1, sizeof *c);
    *out = (struct yz_report_result){0};
    if (!c) return yz_fail(YZ_BUSY, "%s", _("内存不足"));
    *c = (struct yz_counting){.s = s, .ask = *ask};
    yz_snapshot_begin(s->store);
    enum yz_status status = yz_report_settle(c);
    if (status == YZ_OK) status = yz_count_plan(c);
    bool past = status == YZ_OK && c->ask.as_of;
    if (past) status = yz_past_begin(s->store, c->ask.as_of);
    past = past && status == YZ_OK;
    if (status == YZ_OK) status = yz_count_all(c);
    if (past) yz_past_end(s->store);
    out->ask = c->ask;
    out->as_of = c->now.now;
    out->head = yz_journal_first(s->store, c->now.now + 1) - 1;
    if (status == YZ_OK) status = yz_report_rows(c, out);
    yz_snapshot_end(s->store);
    yz_counting_free(c);
    free(c);
    if (status != YZ_OK) yz_report_free(out);
    return status;
}

void yz_report_free(struct yz_report_result *r) {
    free(r->rows);
    r->rows = NULL;
    r->count = r->room = 0;
}

char *yz_report_value(const struct yz_report_row *r, char out[32]) {
    bool mean = r->figure->measure == YZ_MEASURE_MEAN;
    if (r->none) snprintf(out, 32, "—");
    else snprintf(out, 32, mean ? "%.1f" : "%.0f", r->value);
    return out;
}

double yz_report_share(const struct yz_report_row *r) {
    return *r->figure->share && r->of && !r->none ? 100.0 * (double)r->count / (double)r->of : -1;
}

char *yz_report_share_text(double share, char out[16]) {
    bool near = (share > 0 && share < 1) || (share > 99 && share < 100);
    if (share < 0) *out = '\0';
    else if (near && share < 0.05) snprintf(out, 16, "<0.1%%");
    else if (near) snprintf(out, 16, "%.1f%%", share > 99.9 ? 99.9 : share);
    else snprintf(out, 16, "%d%%", (int)(share + 0.5));
    return out;
}
