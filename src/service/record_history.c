/* The history of one record. A household's is also that of its members: who came and went, and what happened to them while
 * they were there. */
#include <string.h>
#include <yizhan/journal.h>
#include <yizhan/registry.h>

#include "service/session.h"

enum { PAGE = 32 };

struct history { /* the newest lines so far, newest first */
    struct yz_session *s;
    struct yz_log_line *out;
    size_t max, count;
    yz_moment end; /* lines from then on are left out */
};

/* False when the line is older than all that there is room for. */
static bool keep(struct history *h, const struct yz_log_line *line) {
    size_t at = h->count;
    while (at && h->out[at - 1].seq < line->seq) at--;
    if (at == h->max) return false;
    if (at && h->out[at - 1].seq == line->seq) return true; /* a member twice */
    if (h->count < h->max) h->count++;
    memmove(&h->out[at + 1], &h->out[at], (h->count - at - 1) * sizeof *line);
    h->out[at] = *line;
    return true;
}

/* The lines of one record that `wanted` lets through. */
static enum yz_status add(struct history *h, enum yz_kind_id kind, int64_t id,
                          bool (*wanted)(void *ctx, const struct yz_log_line *line), void *ctx) {
    struct yz_log_line page[PAGE];
    struct yz_log_filter filter = {.kind = kind, .id = id};
    size_t count = PAGE;
    enum yz_status status = YZ_OK;
    for (bool room = true; status == YZ_OK && room && count == PAGE;) {
        status = yz_log(h->s, &filter, page, PAGE, &count);
        for (size_t i = 0; status == YZ_OK && room && i < count; i++)
            if (page[i].at < h->end && (!wanted || wanted(ctx, &page[i]))) room = keep(h, &page[i]);
        if (count) filter.before_seq = page[count - 1].seq;
    }
    return status;
}

struct member {
    int64_t id, person;
    yz_date since, until;
    int64_t came; /* the act that made the membership */
};

static bool of_membership(void *ctx, const struct yz_log_line *line) {
    if (line->version == 1) ((struct member *)ctx)->came = line->act;
    return true;
}

/* While a member; the act that made both is told by the membership. */
static bool of_person(void *ctx, const struct yz_log_line *line) {
    const struct member *m = ctx;
    yz_date day = yz_moment_date(line->at);
    return (!m->since || day >= m->since) && (!m->until || day <= m->until) &&
           (line->version != 1 || line->act != m->came);
}

static enum yz_status add_members(struct history *h, int64_t household) {
    struct yz_query *q =
        yz_sql(h->s->store, "SELECT id, person, since, until FROM membership WHERE household = ?1 ORDER BY id");
    enum yz_status status = YZ_OK;
    yz_bind(q, 1, household);
    while (status == YZ_OK && yz_next(q)) {
        struct member m = {.id = yz_int(q, 0), .person = yz_int(q, 1)};
        m.since = (yz_date)yz_int(q, 2);
        m.until = (yz_date)yz_int(q, 3);
        status = add(h, YZ_MEMBERSHIP, m.id, of_membership, &m);
        if (status == YZ_OK) status = add(h, YZ_PERSON, m.person, of_person, &m);
    }
    enum yz_status read = yz_done(q);
    return status == YZ_OK ? read : status;
}

enum yz_status yz_record_history(struct yz_session *s, enum yz_kind_id kind, int64_t id, yz_date day,
                                 struct yz_log_line *out, size_t max, size_t *count) {
    struct history h = {
        .s = s, .out = out, .max = max, .end = day ? yz_moment_make(yz_date_add(day, 1), 0) : INT64_MAX};
    yz_snapshot_begin(s->store);
    enum yz_status status = add(&h, kind, id, NULL, NULL);
    if (status == YZ_OK && kind == YZ_HOUSEHOLD) status = add_members(&h, id);
    yz_snapshot_end(s->store);
    *count = h.count;
    return status;
}
