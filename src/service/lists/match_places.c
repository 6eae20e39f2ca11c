/* Minutes on foot between compounds, from what the community knows: compound to station (table walk). To a compound that has a
 * station it is that walk; else the way over a station that both know, which is never shorter than the straight one. */
#include "service/lists/match_private.h"

#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/station.h>

#include "service/session.h"

struct walk {
    uint16_t from, to; /* to: the compound that the station stands in, 0 = none that is known */
    int64_t station;
    unsigned minutes;
};

static enum yz_status compounds(struct yz_matching *m) {
    int64_t count = yz_sql_int(m->session->store, "SELECT count(*) FROM compound", 0, 0);
    if (count > UINT16_MAX - 1) return yz_fail(YZ_REFUSED, _("小区太多"));
    m->compounds = calloc((size_t)count + 1, sizeof *m->compounds);
    if (!m->compounds) return yz_fail(YZ_REFUSED, _("内存不足"));
    struct yz_query *q = yz_sql(m->session->store, "SELECT id FROM compound ORDER BY id");
    size_t n = 1;
    for (; q && n <= (size_t)count && yz_next(q); n++) m->compounds[n] = yz_int(q, 0);
    m->set.place_count = n;
    return q ? yz_done(q) : YZ_REFUSED;
}

static int by_id(const void *a, const void *b) {
    const int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

uint16_t yz_match_place(const struct yz_matching *m, int64_t compound) {
    size_t count = m->set.place_count;
    const int64_t *at =
        compound && count > 1 ? bsearch(&compound, m->compounds + 1, count - 1, sizeof *at, by_id) : NULL;
    return at ? (uint16_t)(at - m->compounds) : 0;
}

static enum yz_status walks(struct yz_matching *m, struct walk **out, size_t *count) {
    struct yz_session *s = m->session;
    int64_t room = yz_sql_int(s->store, "SELECT count(*) FROM walk", 0, 0);
    *count = 0;
    *out = calloc((size_t)room + 1, sizeof **out);
    if (!*out) return yz_fail(YZ_REFUSED, _("内存不足"));
    struct yz_query *q = yz_sql(s->store, "SELECT w.compound,w.station,w.minutes,s.compound FROM walk w"
                                          " JOIN station s ON s.id=w.station WHERE w.minutes BETWEEN 0 AND 254"
                                          " ORDER BY w.station");
    while (q && *count < (size_t)room && yz_next(q)) {
        struct walk w = {.from = yz_match_place(m, yz_int(q, 0)), .station = yz_int(q, 1)};
        w.minutes = (unsigned)yz_int(q, 2);
        w.to = yz_match_place(m, yz_int(q, 3));
        if (w.from) (*out)[(*count)++] = w;
    }
    return q ? yz_done(q) : YZ_REFUSED;
}

static void nearer(struct yz_matching *m, uint16_t a, uint16_t b, unsigned minutes) {
    size_t n = m->set.place_count;
    if (a == b || minutes >= m->minutes[a * n + b]) return;
    m->minutes[a * n + b] = m->minutes[b * n + a] = (uint8_t)minutes;
}

enum yz_status yz_match_places(struct yz_matching *m) {
    struct walk *all = NULL;
    size_t count = 0;
    enum yz_status status = compounds(m);
    size_t n = m->set.place_count;
    if (status == YZ_OK && !(m->minutes = malloc(n * n))) status = yz_fail(YZ_REFUSED, _("内存不足"));
    if (status == YZ_OK) status = walks(m, &all, &count);
    if (status == YZ_OK) memset(m->minutes, YZ_MATCH_FAR, n * n);
    for (size_t i = 1; status == YZ_OK && i < n; i++) m->minutes[i * n + i] = (uint8_t)m->set.rules->distance_near;
    for (size_t i = 0; status == YZ_OK && i < count; i++) {
        if (all[i].to) nearer(m, all[i].from, all[i].to, all[i].minutes);
        for (size_t k = i + 1; k < count && all[k].station == all[i].station; k++)
            nearer(m, all[i].from, all[k].from, all[i].minutes + all[k].minutes);
    }
    m->set.minutes = m->minutes;
    free(all);
    return status;
}
