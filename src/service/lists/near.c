/* Needs that say nearly the same: those of the same household, building or place, by the pairs of characters in common. */
#include "service/lists/lists_private.h"

#include "base/pairs.h"
#include "base/text.h"
#include "service/session.h"

#include <stdlib.h>
#include <string.h>

enum { PAIRS = 256, SEEN = 200 };

struct words { /* pairs of characters next to each other, sorted, each once */
    uint64_t all[PAIRS];
    size_t count;
};

static int by_value(const void *a, const void *b) {
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

static void take_pair(void *ctx, const char *at, size_t length) {
    struct words *w = ctx;
    uint64_t pair = 0;
    memcpy(&pair, at, length);
    if (w->count < PAIRS) w->all[w->count++] = pair;
}

static void take_words(const char *text, struct words *w) {
    char folded[512];
    size_t n = 0;
    yz_text_fold(folded, sizeof folded, text);
    w->count = 0;
    yz_text_pairs(folded, take_pair, w);
    qsort(w->all, w->count, sizeof *w->all, by_value);
    for (size_t i = 0; i < w->count; i++)
        if (!n || w->all[n - 1] != w->all[i]) w->all[n++] = w->all[i];
    w->count = n;
}

/* Of both texts' pairs those in both, in per cent. */
static int64_t likeness(const struct words *a, const struct words *b) {
    size_t i = 0, j = 0, same = 0;
    while (i < a->count && j < b->count) {
        if (a->all[i] == b->all[j]) same++, i++, j++;
        else if (a->all[i] < b->all[j]) i++;
        else j++;
    }
    return a->count + b->count ? (int64_t)(200 * same / (a->count + b->count)) : 0;
}

static void insert(struct yz_near_need *out, size_t max, size_t *count, const struct yz_need *n, int64_t percent) {
    size_t at = *count < max ? (*count)++ : max;
    if (at == max && out[--at].percent >= percent) return;
    for (; at > 0 && out[at - 1].percent < percent; at--) out[at] = out[at - 1];
    out[at] = (struct yz_near_need){*n, percent};
}

/* Each of them asks an index; of a need of a whole grid the others of that grid. */
static struct yz_query *candidates(struct yz_session *s, const struct yz_need *n) {
    struct yz_query *q =
        yz_select(s->store, &yz_need_kind,
                  "WHERE id<>?1 AND state<5 AND id IN (SELECT id FROM need WHERE household=?2 AND household<>0"
                  " UNION SELECT id FROM need WHERE building=?3 AND building<>0"
                  " UNION SELECT id FROM need WHERE place=?4 AND place<>''"
                  " UNION SELECT id FROM need WHERE grid=?6 AND building=0) ORDER BY id DESC LIMIT ?5");
    yz_bind(q, 1, n->id);
    yz_bind(q, 2, n->household);
    yz_bind(q, 3, n->building);
    yz_bind_text(q, 4, n->place);
    yz_bind(q, 5, SEEN);
    yz_bind(q, 6, n->building || !n->grid ? -1 : n->grid);
    return q;
}

enum yz_status yz_need_near(struct yz_session *s, const struct yz_need *n, struct yz_near_need *out, size_t max,
                            size_t *count) {
    struct words mine, theirs;
    struct yz_need other, placed = *n; /* while one types, only the person may stand there */
    int64_t least = yz_need_near_percent();
    *count = 0;
    take_words(n->text, &mine);
    if (!least || !mine.count || !max) return least ? YZ_OK : YZ_REFUSED;
    if (yz_need_place(s, &placed) != YZ_OK) placed = *n;
    struct yz_query *q = candidates(s, &placed);
    while (yz_next(q)) {
        yz_row(q, &yz_need_kind, &other);
        take_words(other.text, &theirs);
        int64_t percent = likeness(&mine, &theirs);
        if (percent >= least && !yz_need_hidden(s, &other)) insert(out, max, count, &other, percent);
    }
    return yz_done(q);
}
