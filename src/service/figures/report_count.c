/* Counting: each fact is read once, and every row tells which figures it counts in, and where. */
#include "service/figures/report_private.h"

#include <stdlib.h>
#include <string.h>
#include <yizhan/groups.h>
#include <yizhan/i18n.h>

#include "base/text.h"
#include "service/definition.h"

/* --- what is rising --- */

static struct yz_rising rising;
static bool rising_read;
#define S(member) YZ_SLOT(struct yz_rising, member, NUMBER, .required = true, .low = 1, .high = 3660)
static const struct yz_slot rising_slots[] = {S(days),    S(before),           S(least),
                                              S(percent), YZ_REMARK("source"), YZ_REMARK("confidence")};
static const struct yz_section rising_sections[] = {YZ_SECTION("rising", rising_slots, .required = true)};
const struct yz_definition yz_rising_definition = {
    .sections = rising_sections, .section_count = YZ_COUNT(rising_sections), .size = sizeof rising};

const struct yz_rising *yz_rising(void) {
    if (!rising_read) rising_read = yz_definition_data(&yz_rising_definition, "reports/rising.conf", &rising);
    return rising_read ? &rising : NULL;
}

/* --- plans --- */

bool yz_count_axis(const struct yz_fact *fact, const char *word, struct yz_axis *out) {
    *out = (struct yz_axis){.type = YZ_AXIS_NONE};
    if (!*word) return true;
    if (strcmp(word, "month") == 0 || strcmp(word, "day") == 0)
        return out->type = fact->standing ? YZ_AXIS_NONE : *word == 'm' ? YZ_AXIS_MONTH : YZ_AXIS_DAY, true;
    out->word = yz_fact_word_named(fact, word);
    if (!out->word) return false;
    out->type = YZ_AXIS_WORD;
    if (strncmp(word, "answer.", 7) == 0) yz_copy(out->field, sizeof out->field, word + 7);
    return true;
}

static enum yz_status plan_where(const struct yz_counting *c, struct yz_figure_plan *p) {
    const char *left = p->text;
    char word[48];
    enum yz_status status = YZ_OK;
    yz_where_text(p->figure->where, c->ask.from, c->ask.to, p->text);
    p->where = (struct yz_selection){.fact = p->fact};
    while (status == YZ_OK && yz_next_word(&left, word)) status = yz_selection_add(c->s, &p->where, word);
    return status;
}

static int64_t moment_of(const struct yz_word_of *w, yz_date day) {
    return w->type == YZ_WORD_DAY ? day : yz_moment_make(day, 0);
}

static void plan_time(const struct yz_counting *c, struct yz_figure_plan *p) {
    int days = (int)c->rising->days;
    p->time = p->fact->standing ? NULL : yz_fact_time(p->fact, p->figure->when);
    if (!p->time) return;
    p->low = moment_of(p->time, c->ask.from);
    p->high = moment_of(p->time, yz_date_add(c->ask.to, 1)) - 1;
    p->recent = moment_of(p->time, yz_date_add(c->ask.to, 1 - days));
    p->earlier = moment_of(p->time, yz_date_add(c->ask.to, 1 - days * (1 + (int)c->rising->before)));
}

enum yz_status yz_count_plan(struct yz_counting *c) {
    const struct yz_report *r = c->ask.report;
    enum yz_status status = YZ_OK;
    c->rising = yz_rising();
    if (!c->rising) return YZ_REFUSED;
    for (size_t i = 0; status == YZ_OK && i < r->count; i++) {
        struct yz_figure_plan *p = &c->plans[c->count++];
        *p = (struct yz_figure_plan){.figure = &r->figures[i], .fact = yz_fact_named(r->figures[i].of)};
        plan_time(c, p);
        status = plan_where(c, p);
        yz_count_axis(p->fact, p->figure->each, &p->each);
        yz_count_axis(p->fact, c->ask.by, &p->split);
        p->each.bands = p->figure->bands;
        p->each.band_count = p->figure->band_count;
        p->split.bands = r->ages;
        p->split.band_count = strcmp(c->ask.by, "age") == 0 ? r->age_count : 0;
        p->measured = *p->figure->measured ? yz_fact_word_named(p->fact, p->figure->measured) : NULL;
    }
    return status;
}

/* --- buckets --- */

static size_t slot_of(const struct yz_counting *c, size_t figure, int64_t item, int64_t split) {
    uint64_t h =
        ((uint64_t)item * 0x9E3779B97F4A7C15u) ^ ((uint64_t)split * 0xC2B2AE3D27D4EB4Fu) ^ (figure * 0x165667B1u);
    size_t at = (size_t)(h ^ h >> 29) & (c->bucket_room - 1);
    for (;; at = (at + 1) & (c->bucket_room - 1)) {
        const struct yz_bucket *b = &c->buckets[at];
        if (!b->used || (b->figure == figure && b->item == item && b->split == split)) return at;
    }
}

static bool widen(struct yz_counting *c) {
    struct yz_counting wider = *c;
    wider.bucket_room = c->bucket_room ? 2 * c->bucket_room : 1024;
    wider.buckets = calloc(wider.bucket_room, sizeof *wider.buckets);
    if (!wider.buckets) return false;
    for (size_t i = 0; i < c->bucket_room; i++)
        if (c->buckets[i].used)
            wider.buckets[slot_of(&wider, c->buckets[i].figure, c->buckets[i].item, c->buckets[i].split)] =
                c->buckets[i];
    free(c->buckets);
    c->buckets = wider.buckets;
    c->bucket_room = wider.bucket_room;
    return true;
}

const struct yz_bucket *yz_bucket_of(const struct yz_counting *c, size_t figure, int64_t item, int64_t split) {
    if (!c->bucket_room) return NULL;
    const struct yz_bucket *b = &c->buckets[slot_of(c, figure, item, split)];
    return b->used ? b : NULL;
}

static struct yz_bucket *bucket(struct yz_counting *c, size_t figure, int64_t item, int64_t split) {
    if (2 * (c->bucket_count + 1) > c->bucket_room && !widen(c)) return NULL;
    struct yz_bucket *b = &c->buckets[slot_of(c, figure, item, split)];
    if (!b->used) {
        *b = (struct yz_bucket){.figure = figure, .item = item, .split = split, .used = true};
        c->bucket_count++;
    }
    return b;
}

/* --- values --- */

static int64_t word_number(struct yz_counting *c, const char *text) {
    if (!*text) return YZ_UNKNOWN;
    for (size_t i = 0; i < c->word_count; i++)
        if (strcmp(c->words[i], text) == 0) return (int64_t)i;
    if (c->word_count == c->word_room) {
        size_t room = c->word_room ? 2 * c->word_room : 64;
        char(*wider)[48] = realloc(c->words, room * sizeof *wider);
        if (!wider) return YZ_UNKNOWN;
        c->words = wider;
        c->word_room = room;
    }
    yz_copy(c->words[c->word_count], sizeof c->words[0], text);
    return (int64_t)c->word_count++;
}

static int64_t band_of(const struct yz_axis *a, int64_t value) {
    size_t i = a->band_count;
    if (!i || value == YZ_UNKNOWN) return value;
    while (i && a->bands[i - 1] > value) i--;
    return i ? a->bands[i - 1] : a->bands[0] - 1;
}

static int64_t axis_value(struct yz_counting *c, struct yz_query *q, const struct yz_figure_plan *p,
                          const struct yz_axis *a, int64_t at) {
    if (a->type == YZ_AXIS_NONE || (a->type == YZ_AXIS_WORD ? !a->word : !p->time)) return YZ_WHOLE;
    if (a->type != YZ_AXIS_WORD) {
        yz_date day = p->time->type == YZ_WORD_DAY ? (yz_date)at : yz_moment_date(at);
        return a->type == YZ_AXIS_MONTH ? day / 100 : day;
    }
    if (a->word->type == YZ_WORD_KEY) return word_number(c, yz_text(q, (int)a->column));
    return band_of(a, yz_int(q, (int)a->column));
}

/* --- key groups: by one census, who is in which --- */

struct yz_door_set {
    int64_t id;
    yz_group_set set;
};

static int by_id(const void *a, const void *b) {
    const struct yz_door_set *x = a, *y = b;
    return x->id < y->id ? -1 : x->id > y->id;
}

static enum yz_status read_sets(struct yz_counting *c, const char *of, struct yz_groups_found *groups) {
    const struct yz_census *all = &groups->census;
    bool people = strcmp(of, "person") == 0;
    if (c->sets_of && strcmp(c->sets_of, of) == 0) return YZ_OK;
    c->sets_of = of;
    enum yz_status status = yz_groups_take(c->s, c->now.on, groups);
    struct yz_door_set *sets = calloc(all->count + 1, sizeof *sets);
    size_t n = 0;
    if (!sets) status = yz_fail(YZ_BUSY, "%s", _("内存不足"));
    for (size_t i = 0; status == YZ_OK && i < all->count; i++) {
        int64_t id = people ? all->all[i].person : all->all[i].household;
        if (id && all->all[i].dwelling) sets[n++] = (struct yz_door_set){id, all->all[i].set};
    }
    if (n) qsort(sets, n, sizeof *sets, by_id);
    free(c->sets);
    c->sets = sets;
    c->set_count = 0;
    for (size_t i = 0; i < n; i++) {
        struct yz_door_set *last = c->set_count ? &sets[c->set_count - 1] : NULL;
        if (last && last->id == sets[i].id) last->set |= sets[i].set;
        else sets[c->set_count++] = sets[i];
    }
    return status;
}

static yz_group_set set_of(const struct yz_counting *c, int64_t id) {
    struct yz_door_set key = {.id = id};
    const struct yz_door_set *found = c->set_count ? bsearch(&key, c->sets, c->set_count, sizeof key, by_id) : NULL;
    return found ? found->set : 0;
}

/* --- one row --- */

struct tallied {
    int64_t n, recent, earlier;
    double sum;
};

static bool tally(struct yz_counting *c, size_t figure, int64_t item, int64_t split, const struct tallied *t) {
    struct yz_bucket *b = bucket(c, figure, item, split);
    if (!b) return false;
    b->n += t->n;
    b->sum += t->sum;
    b->recent += t->recent;
    b->earlier += t->earlier;
    return true;
}

static bool tally_item(struct yz_counting *c, size_t figure, int64_t item, int64_t split, const struct tallied *t) {
    bool good = tally(c, figure, item, YZ_WHOLE, t);
    return split == YZ_WHOLE ? good : good && tally(c, figure, item, split, t);
}

static bool count_in(struct yz_counting *c, struct yz_query *q, size_t figure) {
    const struct yz_figure_plan *p = &c->plans[figure];
    struct tallied t = {.n = 1};
    if (p->test && !yz_int(q, (int)p->test)) return true;
    int64_t at = p->time ? yz_int(q, (int)p->time_column) : 0;
    if (p->time) {
        bool grows = p->figure->rising && at >= p->earlier && at <= p->high;
        t.n = at >= p->low && at <= p->high;
        t.recent = grows && at >= p->recent;
        t.earlier = grows && at < p->recent;
        if (!t.n && !grows) return true;
    }
    int64_t measured = p->measured ? yz_int(q, (int)p->measured_column) : 0;
    if (measured != YZ_UNKNOWN && t.n) t.sum = (double)measured;
    int64_t split = axis_value(c, q, p, &p->split, at);
    bool good = tally_item(c, figure, YZ_WHOLE, split, &t);
    if (p->each.word && p->each.word->type == YZ_WORD_GROUP) {
        yz_group_set set = set_of(c, yz_int(q, (int)p->each.column));
        for (int g = 0; good && set; g++, set >>= 1)
            if (set & 1) good = tally_item(c, figure, g, split, &t);
        return good;
    }
    int64_t item = axis_value(c, q, p, &p->each, at);
    return item == YZ_WHOLE ? good : good && tally_item(c, figure, item, split, &t);
}

static int64_t told_value(struct yz_counting *c, const struct yz_axis *a, const char *text) {
    if (a->type == YZ_AXIS_NONE) return YZ_WHOLE;
    if (a->word && a->word->type == YZ_WORD_KEY) return word_number(c, text);
    return *text ? band_of(a, strtoll(text, NULL, 10)) : YZ_UNKNOWN;
}

bool yz_count_add(struct yz_counting *c, size_t figure, const char *item, const char *part, int64_t n, double sum) {
    const struct yz_figure_plan *p = &c->plans[figure];
    const struct tallied t = {.n = n, .sum = sum};
    int64_t value = told_value(c, &p->each, item), split = told_value(c, &p->split, part);
    if (!tally_item(c, figure, YZ_WHOLE, split, &t)) return false;
    return value == YZ_WHOLE || tally_item(c, figure, value, split, &t);
}

/* --- reading a fact --- */

struct columns {
    struct yz_buffer sql; /* "SELECT 1,…" */
    char *texts[4 * YZ_FIGURES];
    size_t count;
};

/* The place of a column, which stands there once. 0: memory. */
static size_t column(struct columns *k, const char *text) {
    for (size_t i = 0; i < k->count; i++)
        if (strcmp(k->texts[i], text) == 0) return i + 1;
    k->texts[k->count] = strdup(text);
    if (!k->texts[k->count]) return k->sql.failed = true, 0;
    yz_buffer_printf(&k->sql, ",%s", text);
    return ++k->count;
}

static size_t word_column(struct columns *k, const struct yz_figures_now *n, const struct yz_word_of *w,
                          const char *field) {
    struct yz_buffer b = {0};
    yz_buffer_text(&b, "ifnull(");
    yz_word_put(&b, n, w, field);
    if (w->type == YZ_WORD_KEY) yz_buffer_text(&b, ",'')");
    else yz_buffer_printf(&b, ",%lld)", (long long)YZ_UNKNOWN);
    size_t at = column(k, yz_buffer_string(&b));
    yz_buffer_free(&b);
    return at;
}

static enum yz_status test_column(struct yz_counting *c, struct columns *k, struct yz_figure_plan *p,
                                  struct yz_groups_found *groups) {
    struct yz_buffer b = {0};
    yz_buffer_text(&b, "(1");
    enum yz_status status = yz_conditions_put(c->s, &p->where, &c->now, &b, groups);
    yz_buffer_byte(&b, ')');
    p->test = p->where.count ? column(k, yz_buffer_string(&b)) : 0;
    yz_buffer_free(&b);
    return status;
}

static enum yz_status add_columns(struct yz_counting *c, struct columns *k, struct yz_figure_plan *p,
                                  struct yz_groups_found *groups) {
    if (p->time) p->time_column = word_column(k, &c->now, p->time, "");
    if (p->each.word) p->each.column = word_column(k, &c->now, p->each.word, p->each.field);
    if (p->split.word) p->split.column = word_column(k, &c->now, p->split.word, p->split.field);
    if (p->measured) p->measured_column = word_column(k, &c->now, p->measured, "");
    return test_column(c, k, p, groups);
}

/* From the first to the last moment that a figure of this time looks at. */
static void put_span(const struct yz_counting *c, const struct yz_word_of *time, struct yz_buffer *sql) {
    int64_t low = INT64_MAX, high = INT64_MIN;
    for (size_t i = 0; i < c->count; i++) {
        const struct yz_figure_plan *p = &c->plans[i];
        if (p->time != time) continue;
        int64_t from = p->figure->rising && p->earlier < p->low ? p->earlier : p->low;
        low = from < low ? from : low;
        high = p->high > high ? p->high : high;
    }
    yz_buffer_printf(sql, "%s BETWEEN %lld AND %lld", time->sql, (long long)low, (long long)high);
}

/* The times of all its figures, so that an index of one of them serves. */
static void put_times(const struct yz_counting *c, const struct yz_fact *fact, struct yz_buffer *sql) {
    const char *before = " AND (";
    if (fact->standing) return;
    for (size_t i = 0; i < c->count; i++) {
        const struct yz_word_of *time = c->plans[i].time;
        bool seen = c->plans[i].fact != fact || !time;
        for (size_t k = 0; k < i; k++) seen |= c->plans[k].time == time;
        if (seen) continue;
        yz_buffer_text(sql, before);
        put_span(c, time, sql);
        before = " OR ";
    }
    yz_buffer_byte(sql, ')');
}

static enum yz_status read_rows(struct yz_counting *c, const struct yz_fact *fact, struct yz_query *q) {
    bool good = true;
    while (good && yz_next(q))
        for (size_t i = 0; good && i < c->count; i++)
            if (c->plans[i].fact == fact) good = count_in(c, q, i);
    enum yz_status status = yz_done(q);
    return good ? status : yz_fail(YZ_BUSY, "%s", _("内存不足"));
}

static enum yz_status count_fact(struct yz_counting *c, const struct yz_fact *fact) {
    struct columns *k = calloc(1, sizeof *k);
    struct yz_groups_found groups = {0};
    enum yz_status status = k ? YZ_OK : yz_fail(YZ_BUSY, "%s", _("内存不足"));
    if (!k) return status;
    yz_buffer_text(&k->sql, "SELECT 1");
    for (size_t i = 0; status == YZ_OK && i < c->count; i++) {
        struct yz_figure_plan *p = &c->plans[i];
        if (p->fact != fact) continue;
        status = add_columns(c, k, p, &groups);
        bool grouped = p->each.word && p->each.word->type == YZ_WORD_GROUP;
        if (status == YZ_OK && grouped) status = read_sets(c, p->each.word->of, &groups);
    }
    yz_buffer_printf(&k->sql, " FROM %s WHERE ", fact->from);
    yz_figures_put(&k->sql, &c->now, fact->where);
    put_times(c, fact, &k->sql);
    if (status == YZ_OK) status = read_rows(c, fact, yz_figures_sql(c->s->store, &k->sql, &groups));
    for (size_t i = 0; i < k->count; i++) free(k->texts[i]);
    yz_buffer_free(&k->sql);
    yz_groups_found_free(&groups);
    free(k);
    return status;
}

enum yz_status yz_count_all(struct yz_counting *c) {
    enum yz_status status = YZ_OK;
    for (size_t i = 0; status == YZ_OK && i < c->count; i++) {
        bool done = c->plans[i].fact->restricted && !c->now.closed;
        for (size_t k = 0; k < i; k++) done |= c->plans[k].fact == c->plans[i].fact;
        if (!done) status = count_fact(c, c->plans[i].fact);
    }
    return status;
}

void yz_counting_free(struct yz_counting *c) {
    free(c->buckets);
    free(c->words);
    free(c->sets);
}
