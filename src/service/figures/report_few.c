/* What a report does not tell on paper and in files: of sensitive matters no number smaller than its figure says, and none
 * that the others would tell it by. */
#include "service/figures/report_private.h"

#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>

/* Numbers that make up one whole stand in one line: the items of a part, or the parts of an item. */
struct place {
    int64_t line, at, n;
    struct yz_report_row *row;
};

static int in_order(const void *a, const void *b) {
    const struct place *x = a, *y = b;
    if (x->line != y->line) return x->line < y->line ? -1 : 1;
    return (x->at > y->at) - (x->at < y->at);
}

static void place(struct yz_report_row *rows, size_t count, bool by_item, struct place *out) {
    for (size_t i = 0; i < count; i++) {
        struct yz_report_row *r = &rows[i];
        out[i] =
            by_item ? (struct place){r->item, r->split, r->count, r} : (struct place){r->split, r->item, r->count, r};
    }
    qsort(out, count, sizeof *out, in_order);
}

/* Whoever knows the whole would find what is left out of it, unless that is two numbers at least, and enough together. So
 * the next smallest goes with it; where there is none, the whole. True: something was left out. */
static bool mend(const struct place *line, size_t count, int64_t few) {
    struct yz_report_row *whole = NULL;
    const struct place *least = NULL;
    int64_t hidden = 0, n = 0;
    for (size_t i = 0; i < count; i++) {
        struct yz_report_row *r = line[i].row;
        if (line[i].at == YZ_WHOLE) whole = r;
        else if (r->few) n++, hidden += line[i].n;
        else if (line[i].n && (!least || line[i].n < least->n)) least = &line[i];
    }
    if (!n || (n > 1 && hidden >= few) || !whole || whole->few) return false;
    (least ? least->row : whole)->few = true;
    return true;
}

static bool mend_lines(const struct place *all, size_t count, int64_t few) {
    bool changed = false;
    for (size_t i = 0, n; i < count; i += n) {
        for (n = 1; i + n < count && all[i + n].line == all[i].line;) n++;
        while (mend(&all[i], n, few)) changed = true;
    }
    return changed;
}

/* People are in several groups: these are no parts of a whole. */
static bool overlaps(const struct yz_figure *f) {
    const struct yz_word_of *w = *f->each ? yz_fact_word_named(yz_fact_named(f->of), f->each) : NULL;
    return w && w->type == YZ_WORD_GROUP;
}

/* The rows of a figure; and of another one that they are a share of, in order; base_count 0: of none. */
struct marking {
    struct yz_report_row *rows;
    size_t count;
    struct place *bases;
    size_t base_count;
    struct place *items, *parts, *rest_items, *rest_parts; /* rest: what of the base is not in them */
};

/* What the row is a share of: the same item, or the whole. */
static const struct yz_report_row *base_of(const struct place *bases, size_t count, const struct yz_report_row *row) {
    struct place key = {.line = row->split, .at = row->item};
    const struct place *base = bsearch(&key, bases, count, sizeof key, in_order);
    key.at = YZ_WHOLE;
    if (!base || base->row->figure == row->figure) base = bsearch(&key, bases, count, sizeof key, in_order);
    return base ? base->row : NULL;
}

/* Of a group of four of whom three were visited everybody could tell that one was not. */
static void place_rest(const struct marking *m, int64_t few) {
    for (size_t i = 0; i < m->count; i++) {
        struct yz_report_row *r = &m->rows[i];
        const struct yz_report_row *base = base_of(m->bases, m->base_count, r);
        int64_t rest = base && base->count > r->count ? base->count - r->count : 0;
        r->few |= (base && base->few) || (rest && rest < few);
        m->rest_items[i] = (struct place){r->split, r->item, rest, r};
        m->rest_parts[i] = (struct place){r->item, r->split, rest, r};
    }
    qsort(m->rest_items, m->count, sizeof *m->rest_items, in_order);
    qsort(m->rest_parts, m->count, sizeof *m->rest_parts, in_order);
}

static bool mend_all(const struct marking *m, int64_t few) {
    bool apart = !overlaps(m->rows->figure);
    bool changed = mend_lines(m->parts, m->count, few);
    changed |= apart && mend_lines(m->items, m->count, few);
    if (!m->base_count) return changed;
    changed |= mend_lines(m->rest_parts, m->count, few);
    return (apart && mend_lines(m->rest_items, m->count, few)) || changed;
}

static bool mark(struct marking *m) {
    int64_t few = m->rows->figure->few;
    m->items = calloc(4 * m->count, sizeof *m->items);
    if (!m->items) return false;
    m->parts = m->items + m->count;
    m->rest_items = m->parts + m->count;
    m->rest_parts = m->rest_items + m->count;
    for (size_t i = 0; i < m->count; i++) m->rows[i].few = m->rows[i].count > 0 && m->rows[i].count < few;
    place(m->rows, m->count, false, m->items);
    place(m->rows, m->count, true, m->parts);
    if (m->base_count) place_rest(m, few);
    while (mend_all(m, few)) {
    }
    free(m->items);
    return true;
}

/* The rows of a figure, which stand together; 0: none. */
static size_t rows_of(const struct yz_report_result *r, const char *figure, struct yz_report_row **first) {
    size_t i = 0, n = 0;
    while (i < r->count && strcmp(r->rows[i].figure->key, figure) != 0) i++;
    while (i + n < r->count && r->rows[i + n].figure == r->rows[i].figure) n++;
    *first = r->rows + i;
    return n;
}

static bool mark_figure(const struct yz_report_result *r, struct yz_report_row *rows, size_t count) {
    const struct yz_figure *f = rows->figure;
    struct yz_report_row *base = NULL;
    size_t n = *f->share && strcmp(f->share, f->key) != 0 ? rows_of(r, f->share, &base) : 0;
    struct marking m = {.rows = rows, .count = count, .bases = calloc(n + 1, sizeof *m.bases), .base_count = n};
    if (n && m.bases) place(base, n, false, m.bases);
    bool good = m.bases && mark(&m);
    free(m.bases);
    return good;
}

/* Shares of this figure, which would tell its number. */
static bool mark_shares(struct yz_report_result *r, struct yz_report_row *rows, size_t count) {
    struct place *bases = calloc(count, sizeof *bases);
    if (!bases) return false;
    place(rows, count, false, bases);
    for (size_t i = 0; i < r->count; i++) {
        struct yz_report_row *row = &r->rows[i];
        if (strcmp(row->figure->share, rows->figure->key) != 0) continue;
        const struct yz_report_row *base = base_of(bases, count, row);
        row->share_few = row->few || (base && base->few);
    }
    free(bases);
    return true;
}

/* First those that are a share of nothing else: the others go by what is told of them. */
enum yz_status yz_report_mark_few(struct yz_report_result *r) {
    bool good = true;
    for (int after = 0; after <= 1; after++)
        for (size_t i = 0, n; good && i < r->count; i += n) {
            const struct yz_figure *f = r->rows[i].figure;
            for (n = 1; i + n < r->count && r->rows[i + n].figure == f;) n++;
            bool share = *f->share && strcmp(f->share, f->key) != 0;
            if (f->few && share == (after == 1))
                good = mark_figure(r, &r->rows[i], n) && mark_shares(r, &r->rows[i], n);
        }
    return good ? YZ_OK : yz_fail(YZ_BUSY, "%s", _("内存不足"));
}

double yz_report_share_told(const struct yz_report_row *r) {
    return r->few || r->share_few ? -1 : yz_report_share(r);
}
