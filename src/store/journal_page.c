/* Pages of the log, by any filters together: each filter can say which is its newest line up to a place, and they leap over
 * each other to the next line that all of them have.
 *
 * No index has a row for every line, so an import pays nothing for them: staff and verb are the same for all lines of an
 * act, and have one row an act; a kind has a row for every line that is not the first of a record, since the first ones
 * stand in the order of their ids, by which journal_record finds them. */
#include "store/store_private.h"

#include "base/text.h"

#include <stdio.h>
#include <string.h>

const char *const yz_log_indexes[] = {"CREATE INDEX IF NOT EXISTS journal_verbs ON journal(verb) WHERE seq = act",
                                      "CREATE INDEX IF NOT EXISTS journal_later ON journal(kind) WHERE version <> 1",
                                      "CREATE INDEX IF NOT EXISTS journal_notes ON journal(id) WHERE version = 0",
                                      NULL};

/* A clock may have gone back; lines older than this before `since` are not looked at. */
enum { CLOCK_MAY_GO_BACK = 36 * 3600 * 1000 };

struct leap {
    struct yz_store *s;
    const struct yz_log_filter *f;
    const char *kind;  /* NULL: any */
    int64_t first_id;  /* the first line of this record is the newest of the kind's first lines at or before … */
    int64_t first_seq; /* … 0: not looked for yet; -1: there are none further down */
};

static int64_t one_int(struct yz_query *q) {
    int64_t value = yz_next(q) ? yz_int(q, 0) : 0;
    return yz_done(q) == YZ_OK ? value : 0;
}

/* --- acts --- */

/* The newest line of that act at or before `at`. */
static int64_t line_of_act(struct yz_store *s, int64_t act, int64_t at) {
    if (act == 0 || act == at) return act;
    if (yz_sql_int(s, "SELECT act FROM journal WHERE seq = ?1", at, 0) == act) return at;
    return yz_act_end(s, act);
}

static int64_t act_by_staff(struct leap *l, int64_t at) {
    return yz_sql_int(l->s,
                      "SELECT seq FROM journal INDEXED BY journal_acts WHERE staff = ?1 AND seq = act AND seq <= ?2 "
                      "ORDER BY seq DESC LIMIT 1",
                      l->f->staff, at);
}

static int64_t act_by_verb(struct yz_store *s, const char *verb, int64_t at) {
    bool undo = strcmp(verb, "undo") == 0; /* the journal has undo:ACT */
    struct yz_query *q =
        undo ? yz_sql(s, "SELECT max(seq) FROM journal INDEXED BY journal_undone WHERE verb >= 'undo:' AND verb < "
                         "'undo;' AND seq = act AND seq <= ?2 AND ?1 <> ''")
             : yz_sql(s, "SELECT seq FROM journal INDEXED BY journal_verbs WHERE verb = ?1 AND seq = act AND seq <= ?2 "
                         "ORDER BY seq DESC LIMIT 1");
    yz_bind_text(q, 1, verb);
    yz_bind(q, 2, at);
    return one_int(q);
}

static int64_t act_by_verbs(struct leap *l, int64_t at) {
    int64_t newest = 0;
    for (size_t i = 0; i < l->f->verb_count; i++) {
        int64_t act = act_by_verb(l->s, l->f->verbs[i], at);
        if (act > newest) newest = act;
    }
    return newest;
}

static int64_t by_staff(struct leap *l, int64_t at) {
    return line_of_act(l->s, act_by_staff(l, at), at);
}

static int64_t by_verb(struct leap *l, int64_t at) {
    return line_of_act(l->s, act_by_verbs(l, at), at);
}

static int64_t by_act(struct leap *l, int64_t at) {
    int64_t act = l->f->act;
    if (at < act || yz_sql_int(l->s, "SELECT act FROM journal WHERE seq = ?1", act, 0) != act) return 0; /* no act */
    return line_of_act(l->s, act, at);
}

/* --- kinds and records --- */

/* Notes have words for a kind (reveal, export), and say in their bodies of which kind the record is. */
static int64_t by_note(struct leap *l, int64_t at) {
    char kind[64], of[64];
    struct yz_query *q =
        yz_sql(l->s, "SELECT max(seq) FROM journal INDEXED BY journal_notes WHERE version = 0 AND id = ?1 "
                     "AND seq <= ?2 AND (instr(body, ?3) = 1 OR instr(body, ?4) > 0)");
    snprintf(kind, sizeof kind, "{\"kind\":\"%s\",", l->kind);
    snprintf(of, sizeof of, ",\"of\":\"%s\"", l->kind); /* in a value its marks would be escaped */
    yz_bind(q, 1, l->f->id);
    yz_bind(q, 2, at);
    yz_bind_text(q, 3, kind);
    yz_bind_text(q, 4, of);
    return one_int(q);
}

static int64_t by_record(struct leap *l, int64_t at) {
    struct yz_query *q =
        yz_sql(l->s, "SELECT max(seq) FROM journal INDEXED BY journal_record WHERE kind = ?1 AND id = ?2 "
                     "AND seq <= ?3");
    yz_bind_text(q, 1, l->kind);
    yz_bind(q, 2, l->f->id);
    yz_bind(q, 3, at);
    int64_t own = one_int(q), note = by_note(l, at);
    return own > note ? own : note;
}

/* The record with the largest id up to `id` that has a first line: its id and that line; 0 when there is none. */
static int64_t first_line(struct leap *l, int64_t id, int64_t *found) {
    struct yz_query *q =
        yz_sql(l->s, "SELECT seq, id FROM journal INDEXED BY journal_record WHERE kind = ?1 AND id <= ?2 "
                     "AND version = 1 ORDER BY id DESC LIMIT 1");
    yz_bind_text(q, 1, l->kind);
    yz_bind(q, 2, id);
    bool there = yz_next(q);
    int64_t seq = there ? yz_int(q, 0) : 0;
    if (there) *found = yz_int(q, 1);
    return yz_done(q) == YZ_OK ? seq : 0;
}

/* The newest first line at or before `at`; its place is kept, since the next one asked for is further down. */
static int64_t by_first(struct leap *l, int64_t at) {
    if (!l->first_seq) l->first_seq = first_line(l, INT64_MAX, &l->first_id);
    if (l->first_seq > at) l->first_seq = first_line(l, l->first_id - 1, &l->first_id);
    int64_t low = 0, high = l->first_id;
    while (l->first_seq > at && low <= high) { /* ids and lines go up together */
        int64_t middle = low + (high - low) / 2, id = 0, seq = first_line(l, middle, &id);
        if (seq > at) high = id - 1;
        else low = middle + 1;
    }
    if (l->first_seq > at) l->first_seq = first_line(l, high, &l->first_id);
    if (!l->first_seq) l->first_seq = -1;
    return l->first_seq > 0 ? l->first_seq : 0;
}

static int64_t by_kind(struct leap *l, int64_t at) {
    struct yz_query *q =
        yz_sql(l->s, "SELECT seq FROM journal INDEXED BY journal_later WHERE kind = ?1 AND version <> 1 "
                     "AND seq <= ?2 ORDER BY seq DESC LIMIT 1");
    yz_bind_text(q, 1, l->kind);
    yz_bind(q, 2, at);
    int64_t later = one_int(q), first = by_first(l, at);
    return later > first ? later : first;
}

/* --- leaping --- */

typedef int64_t seek(struct leap *l, int64_t at);

static size_t seeks_of(const struct leap *l, seek *out[5]) {
    size_t n = 0;
    if (l->f->act) out[n++] = by_act;
    if (l->kind && l->f->id) out[n++] = by_record;
    if (l->f->verb_count) out[n++] = by_verb;
    if (l->f->staff) out[n++] = by_staff;
    if (l->kind && !l->f->id) out[n++] = by_kind;
    return n;
}

/* The newest line at or before `at` that all of them have. */
static int64_t next_line(struct leap *l, seek *const *seeks, size_t count, int64_t at) {
    for (size_t agreed = 0, i = 0; at > 0 && agreed < count; i = (i + 1) % count) {
        int64_t there = seeks[i](l, at);
        agreed = there == at ? agreed + 1 : 1;
        at = there;
    }
    return at > 0 ? at : 0;
}

static bool read_line(struct yz_store *s, int64_t seq, struct yz_log_line *line) {
    struct yz_query *q =
        yz_sql(s, "SELECT seq, act, at, staff, verb, kind, id, version, gone, body IS NULL FROM journal "
                  "WHERE seq = ?1");
    yz_bind(q, 1, seq);
    bool found = yz_next(q);
    if (found) {
        *line = (struct yz_log_line){.seq = yz_int(q, 0),
                                     .act = yz_int(q, 1),
                                     .at = yz_int(q, 2),
                                     .staff = yz_int(q, 3),
                                     .id = yz_int(q, 6),
                                     .version = yz_int(q, 7),
                                     .gone = yz_int(q, 8) != 0,
                                     .erased = yz_int(q, 9) != 0};
        yz_copy(line->verb, sizeof line->verb, yz_text(q, 4));
        yz_copy(line->kind, sizeof line->kind, yz_text(q, 5));
    }
    return yz_done(q) == YZ_OK && found;
}

/* Where to begin: the newest line that may be as old as `until`. */
static int64_t begin(struct yz_store *s, const struct yz_log_filter *f) {
    int64_t newest = yz_sql_int(s, "SELECT max(seq) FROM journal", 0, 0), low = 0, high = newest;
    if (f->before_seq && f->before_seq <= newest) high = f->before_seq - 1;
    if (!f->until) return high;
    while (low < high) {
        int64_t middle = low + (high - low + 1) / 2;
        yz_moment at = yz_sql_int(s, "SELECT at FROM journal WHERE seq = ?1", middle, 0);
        if (at - CLOCK_MAY_GO_BACK <= f->until) low = middle;
        else high = middle - 1;
    }
    return low;
}

enum yz_status yz_journal_page(struct yz_store *s, const struct yz_log_filter *filter, struct yz_log_line *out,
                               size_t max, size_t *count) {
    const struct yz_kind *k = filter->kind == YZ_NO_KIND ? NULL : yz_store_kind_of(filter->kind);
    struct leap l = {.s = s, .f = filter, .kind = k ? k->name : NULL};
    unsigned failures = yz_failures();
    seek *seeks[5];
    size_t seek_count = seeks_of(&l, seeks);
    *count = 0;
    yz_snapshot_begin(s);
    int64_t at = begin(s, filter);
    while (*count < max && (at = next_line(&l, seeks, seek_count, at)) > filter->after_seq) {
        struct yz_log_line *line = &out[*count];
        bool there = read_line(s, at, line);
        if (!there && yz_failures() != failures) break;
        if (there && filter->since && line->at + CLOCK_MAY_GO_BACK < filter->since) break;
        bool in_time = there && line->at >= filter->since && (!filter->until || line->at <= filter->until);
        if (in_time) ++*count;
        at = in_time || !there ? at - 1 : line->act - 1; /* the lines of an act are of one moment */
    }
    yz_snapshot_end(s);
    return yz_failures() == failures ? YZ_OK : yz_sqlite_last();
}
