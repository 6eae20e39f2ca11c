/* What a report does not tell on paper and in files: of sensitive matters no number smaller than its figure says, and none
 * that the others would tell it by. */
#include "service/figures/report_private.h"

#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>

/* Numbers that make up one whole stand in one line: the items of a part, or the parts of an item. */
struct place {
    int64_t line, at;
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
        out[i] = by_item ? (struct place){r->item, r->split, r} : (struct place){r->split, r->item, r};
    }
    qsort(out, count, sizeof *out, in_order);
}

/* Whoever knows the whole would find what is left out of it, unless that is two numbers at least, and enough together. So
 * the next smallest goes with it; where there is none, the whole. True: something was left out. */
static bool mend(const struct place *line, size_t count, int64_t few) {
    struct yz_report_row *least = NULL, *whole = NULL;
    int64_t hidden = 0, n = 0;
    for (size_t i = 0; i < count; i++) {
        struct yz_report_row *r = line[i].row;
        if (line[i].at == YZ_WHOLE) whole = r;
        else if (r->few) n++, hidden += r->count;
        else if (r->count && (!least || r->count < least->count)) least = r;
    }
    if (!n || (n > 1 && hidden >= few) || !whole || whole->few) return false;
    (least ? least : whole)->few = true;
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

static bool mark(struct yz_report_row *rows, size_t count) {
    const struct yz_figure *f = rows->figure;
    struct place *places = calloc(2 * count, sizeof *places), *parts = places + count;
    if (!places) return false;
    for (size_t i = 0; i < count; i++) rows[i].few = rows[i].count > 0 && rows[i].count < f->few;
    place(rows, count, false, places);
    place(rows, count, true, parts);
    while (mend_lines(parts, count, f->few) || (!overlaps(f) && mend_lines(places, count, f->few))) {
    }
    free(places);
    return true;
}

/* Of the figure that it is a share of: the same item, or the whole. */
static void mark_share(struct yz_report_row *row, const struct place *bases, size_t count) {
    struct place key = {row->split, row->item, NULL};
    const struct place *base = bsearch(&key, bases, count, sizeof key, in_order);
    key.at = YZ_WHOLE;
    if (!base || base->row->figure == row->figure) base = bsearch(&key, bases, count, sizeof key, in_order);
    row->share_few = row->few || (base && base->row->few);
}

static bool mark_shares(struct yz_report_result *r, size_t from, size_t count) {
    struct place *bases = calloc(count, sizeof *bases);
    if (!bases) return false;
    place(&r->rows[from], count, false, bases);
    for (size_t i = 0; i < r->count; i++)
        if (strcmp(r->rows[i].figure->share, bases->row->figure->key) == 0) mark_share(&r->rows[i], bases, count);
    free(bases);
    return true;
}

enum yz_status yz_report_mark_few(struct yz_report_result *r) {
    bool good = true;
    for (size_t i = 0, n; good && i < r->count; i += n) {
        for (n = 1; i + n < r->count && r->rows[i + n].figure == r->rows[i].figure;) n++;
        if (r->rows[i].figure->few) good = mark(&r->rows[i], n) && mark_shares(r, i, n);
    }
    return good ? YZ_OK : yz_fail(YZ_BUSY, "%s", _("内存不足"));
}

int64_t yz_report_share_told(const struct yz_report_row *r) {
    return r->few || r->share_few ? -1 : yz_report_share(r);
}
