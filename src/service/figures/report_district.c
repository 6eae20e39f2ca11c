/* A report over all stations of a district: the same figures and conditions, counted by the hub from what the stations sent. What of their
 * words is known there, and how, stands here; a figure that needs another one is not told, and says so. */
#include "service/figures/report_private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>

#include "base/text.h"

/* --- what the hub knows, by the functions of data/hub/schema.sql --- */

static const struct {
    const char *fact, *from, *where;
} sources[] = {
    {"case", "yizhan.counted_cases(h.number)", "x.state<>1 AND x.service<>'rating-callback'"},
    {"need", "yizhan.counted_needs(h.number)", "NOT x.secret"},
    {"match", "yizhan.counted_matches(h.number)", "NOT x.secret"},
};
enum { SOURCES = sizeof sources / sizeof *sources };

/* Words whose SQL PostgreSQL reads as it is, over the same columns; sql: where it does not. */
static const struct {
    const char *fact, *word, *sql;
} known[] = {
    {"case", "received", NULL},
    {"case", "finished", NULL},
    {"case", "due", NULL},
    {"case", "service", NULL},
    {"case", "state", NULL},
    {"case", "open", NULL},
    {"case", "dropped", NULL},
    {"case", "overdue", NULL},
    {"case", "timed", NULL},
    {"case", "on-time", NULL},
    {"case", "paused", NULL},
    {"case", "extended", NULL},
    {"case", "evening", NULL},
    {"case", "hour", NULL},
    {"case", "rated", NULL},
    {"case", "days", NULL},
    {"need", "at", NULL},
    {"need", "closed", NULL},
    {"need", "field", NULL},
    {"need", "topic", NULL},
    {"need", "state", NULL},
    {"need", "source", NULL},
    {"need", "urgency", NULL},
    {"need", "days", NULL},
    {"match", "at", NULL},
    {"match", "word", NULL},
    {"match", "delivered", NULL},
    {"match", "state", NULL},
    {"case", "answer", "CASE WHEN NOT x.secret THEN yizhan.filled_in(x.answers,'@field') END"},
};
enum { KNOWN = sizeof known / sizeof *known, SQL = 256 };

/* The word as the hub reads it; NULL: it is not there. */
static const struct yz_word_of *there(const struct yz_fact *fact, const struct yz_word_of *w) {
    static struct yz_word_of words[KNOWN];
    static char sql[KNOWN][SQL];
    for (size_t i = 0; i < KNOWN; i++) {
        if (strcmp(known[i].fact, fact->key) != 0 || strcmp(known[i].word, w->key) != 0) continue;
        /* What is true is a number in conditions. */
        snprintf(sql[i], SQL, w->type == YZ_WORD_FLAG ? "(%s)::integer" : "%s", known[i].sql ? known[i].sql : w->sql);
        words[i] = *w;
        words[i].sql = sql[i];
        return &words[i];
    }
    return NULL;
}

static bool source_of(const struct yz_fact *fact, size_t *at) {
    for (*at = 0; *at < SOURCES; ++*at)
        if (strcmp(sources[*at].fact, fact->key) == 0) return true;
    return false;
}

/* --- figures --- */

static void see(struct yz_figure_plan *p, const struct yz_word_of **w) {
    const struct yz_word_of *seen = *w ? there(p->fact, *w) : NULL;
    if (*w && !seen && !p->lacks) p->lacks = yz_tr((*w)->label);
    if (seen) *w = seen;
}

static bool divides(struct yz_axis *a, const struct yz_fact *fact) {
    size_t at;
    if (a->type != YZ_AXIS_WORD) return a->type != YZ_AXIS_NONE && source_of(fact, &at);
    a->word = a->word ? there(fact, a->word) : NULL;
    return a->word != NULL;
}

bool yz_report_district_by(const struct yz_report *r, const char *by) {
    bool any = strcmp(by, "station") == 0;
    for (size_t i = 0; !any && i < r->count; i++) {
        struct yz_axis a;
        const struct yz_fact *fact = yz_fact_named(r->figures[i].of);
        yz_count_axis(fact, by, &a);
        any = divides(&a, fact);
    }
    return any;
}

/* Its words as the hub reads them, or which one lacks. What is not divided otherwise is divided by station. */
static void see_there(const struct yz_counting *c, struct yz_figure_plan *p) {
    size_t at;
    if (!source_of(p->fact, &at)) p->lacks = yz_tr(p->fact->label);
    if (p->each.word && strcmp(p->each.word->key, "station") == 0) p->each = (struct yz_axis){.type = YZ_AXIS_NONE};
    see(p, &p->time);
    see(p, &p->each.word);
    see(p, &p->measured);
    for (size_t i = 0; i < p->where.count; i++) see(p, &p->where.all[i].word);
    if (!*c->ask.by) {
        p->split = (struct yz_axis){.type = YZ_AXIS_STATION};
    } else if (!divides(&p->split, p->fact)) {
        p->split = (struct yz_axis){.type = YZ_AXIS_NONE};
        p->undivided = !p->lacks;
    }
}

static void put_axis(const struct yz_counting *c, const struct yz_figure_plan *p, const struct yz_axis *a,
                     struct yz_buffer *b) {
    const char *form = a->type == YZ_AXIS_MONTH ? "YYYYMM" : "YYYYMMDD";
    if (a->type == YZ_AXIS_STATION) return yz_buffer_text(b, "x.home::text");
    if (a->type == YZ_AXIS_NONE || (a->type != YZ_AXIS_WORD && !p->time)) return yz_buffer_text(b, "NULL::text");
    if (a->type == YZ_AXIS_WORD) {
        yz_buffer_byte(b, '(');
        yz_word_put(b, &c->now, a->word, a->field);
        return yz_buffer_text(b, ")::text");
    }
    if (p->time->type == YZ_WORD_DAY)
        return yz_buffer_printf(b, "((%s)/%d)::text", p->time->sql, a->type == YZ_AXIS_MONTH ? 100 : 1);
    yz_buffer_printf(b, "to_char(timestamp 'epoch'+((%s)/60000+%d)*interval '1 minute','%s')", p->time->sql,
                     (int)yz_zone(), form);
}

/* SELECT of one figure: part and item, how many rows, and their sum. */
static enum yz_status put_figure(struct yz_counting *c, size_t i, struct yz_buffer *b) {
    const struct yz_figure_plan *p = &c->plans[i];
    struct yz_groups_found groups = {0};
    size_t at;
    source_of(p->fact, &at);
    yz_buffer_printf(b, " UNION ALL SELECT %zu::bigint,0,", i);
    put_axis(c, p, &p->split, b);
    yz_buffer_byte(b, ',');
    put_axis(c, p, &p->each, b);
    yz_buffer_text(b, ",count(*),");
    if (p->measured) {
        yz_buffer_text(b, "sum(");
        yz_word_put(b, &c->now, p->measured, "");
        yz_buffer_text(b, ")::bigint");
    } else {
        yz_buffer_text(b, "0");
    }
    yz_buffer_printf(b, " FROM of%zu x WHERE true", at);
    if (p->time) {
        yz_buffer_text(b, " AND ");
        yz_word_put(b, &c->now, p->time, "");
        yz_buffer_printf(b, " BETWEEN %lld AND %lld", (long long)p->low, (long long)p->high);
    }
    enum yz_status status = yz_conditions_put(c->s, &p->where, &c->now, b, &groups);
    yz_groups_found_free(&groups);
    yz_buffer_text(b, " GROUP BY 3,4");
    return status;
}

/* One statement: each station's records are read once for all figures. */
static enum yz_status put_all(struct yz_counting *c, struct yz_buffer *b) {
    enum yz_status status = YZ_OK;
    for (size_t i = 0; i < SOURCES; i++)
        yz_buffer_printf(
            b,
            "%s of%zu AS MATERIALIZED (SELECT h.number AS home,x.* FROM yizhan.station h CROSS JOIN LATERAL "
            "%s x WHERE %s)",
            i ? "," : "WITH", i, sources[i].from, sources[i].where);
    yz_buffer_text(b, " SELECT -1::bigint,h.number,h.name,NULL::text,0::bigint,0::bigint FROM yizhan.station h");
    for (size_t i = 0; status == YZ_OK && i < c->count; i++)
        if (!c->plans[i].lacks) status = put_figure(c, i, b);
    return status == YZ_OK && b->failed ? yz_fail(YZ_BUSY, "%s", _("内存不足")) : status;
}

/* --- answers --- */

static bool add_station(struct yz_counting *c, const struct yz_report_counted *r) {
    struct yz_report_station *wider = realloc(c->stations, (c->station_count + 1) * sizeof *wider);
    if (!wider) return false;
    c->stations = wider;
    wider[c->station_count].number = r->station;
    yz_copy(wider[c->station_count++].name, sizeof wider->name, r->name);
    return true;
}

static bool take(void *to, const struct yz_report_counted *r) {
    struct yz_counting *c = to;
    if (r->figure < 0) return add_station(c, r);
    return (size_t)r->figure < c->count && yz_count_add(c, (size_t)r->figure, r->item, r->name, r->n, r->sum);
}

static enum yz_status count(struct yz_counting *c, yz_report_counter *ask_hub, void *ctx) {
    struct yz_buffer sql = {0};
    enum yz_status status = yz_count_plan(c);
    for (size_t i = 0; i < c->count; i++) see_there(c, &c->plans[i]);
    if (status == YZ_OK) status = put_all(c, &sql);
    if (status == YZ_OK) status = ask_hub(ctx, yz_buffer_string(&sql), take, c);
    yz_buffer_free(&sql);
    return status;
}

enum yz_status yz_report_district(struct yz_session *s, const struct yz_report_ask *ask, yz_report_counter *ask_hub,
                                  void *ctx, struct yz_report_result *out) {
    struct yz_counting *c = calloc(1, sizeof *c);
    *out = (struct yz_report_result){0};
    if (!c) return yz_fail(YZ_BUSY, "%s", _("内存不足"));
    *c = (struct yz_counting){.s = s, .ask = *ask};
    if (strcmp(ask->by, "station") == 0) *c->ask.by = '\0';
    enum yz_status status = YZ_OK;
    if (*c->ask.by && !yz_report_district_by(ask->report, ask->by))
        status = yz_fail(YZ_USAGE, _("区县没有按“%s”分的数据；不写 --by 按驿站分"), yz_report_word(ask->by));
    if (status == YZ_OK) status = yz_report_settle(c);
    if (status == YZ_OK) status = count(c, ask_hub, ctx);
    if (!*c->ask.by) yz_copy(c->ask.by, sizeof c->ask.by, "station");
    out->stations = c->station_count;
    out->ask = c->ask;
    out->as_of = c->now.now;
    if (status == YZ_OK) status = yz_report_rows(c, out);
    free(c->stations);
    yz_counting_free(c);
    free(c);
    if (status != YZ_OK) yz_report_free(out);
    return status;
}
