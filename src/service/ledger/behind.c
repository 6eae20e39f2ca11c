/* Who lives behind a door, read once for all rows of it that follow each other: there are doors with thousands. */
#include "service/ledger/ledger_private.h"

#include "service/session.h"

#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>

static const char *sorting; /* the names, as qsort hands nothing on */

static int by_name(const void *a, const void *b) {
    const struct yz_behind_one *x = a, *y = b;
    int order = strcmp(sorting + x->name, sorting + y->name);
    return order ? order : x->id < y->id ? -1 : x->id > y->id;
}

static bool add(struct yz_behind *d, struct yz_query *q) {
    if (d->count == d->room) {
        size_t room = d->room ? 2 * d->room : 64;
        struct yz_behind_one *wider = realloc(d->all, room * sizeof *wider);
        if (!wider) return false;
        d->all = wider;
        d->room = room;
    }
    d->all[d->count++] =
        (struct yz_behind_one){yz_int(q, 0), d->names.length, (yz_date)yz_int(q, 2), (size_t)yz_int(q, 3)};
    const char *name = yz_text(q, 1);
    yz_buffer_append(&d->names, name, strlen(name) + 1);
    return !d->names.failed;
}

static enum yz_status read_door(struct yz_import_run *im, int64_t dwelling) {
    struct yz_behind *d = &im->behind;
    struct yz_query *q =
        yz_sql(im->session->store, "SELECT p.id,p.name,p.birth,length(p.id_number) FROM membership m JOIN "
                                   "person p ON p.id=m.person WHERE m.dwelling=?1 AND (m.until=0 OR "
                                   "m.until>=?2)");
    bool good = true;
    d->dwelling = dwelling;
    d->count = 0;
    yz_buffer_clear(&d->names);
    yz_bind(q, 1, dwelling);
    yz_bind(q, 2, im->today);
    while (good && yz_next(q)) good = add(d, q);
    enum yz_status status = yz_done(q);
    if (!good) status = yz_fail(YZ_BUSY, "%s", _("内存不足"));
    if (status != YZ_OK) return d->dwelling = 0, status;
    sorting = yz_buffer_string(&d->names);
    if (d->count) qsort(d->all, d->count, sizeof *d->all, by_name);
    return YZ_OK;
}

/* The first one of that name. */
static size_t first_named(const struct yz_behind *d, const char *name) {
    const char *names = yz_buffer_string((struct yz_buffer *)&d->names);
    size_t low = 0, high = d->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(names + d->all[middle].name, name) < 0) low = middle + 1;
        else high = middle;
    }
    return low;
}

enum yz_status yz_behind_named(struct yz_import_run *im, const struct yz_entry *e, int64_t dwelling, int64_t *person) {
    struct yz_behind *d = &im->behind;
    const struct yz_person *p = &e->person;
    size_t number = strlen(p->id_number);
    if (d->dwelling != dwelling) {
        enum yz_status status = read_door(im, dwelling);
        if (status != YZ_OK) return status;
    }
    for (size_t i = first_named(d, p->name); i < d->count; i++) {
        const struct yz_behind_one *one = &d->all[i];
        if (strcmp(yz_buffer_string(&d->names) + one->name, p->name) != 0) break;
        bool same = one->birth == p->birth;
        if (!same && one->birth && p->birth) continue;
        if (one->number && number && one->number == number) continue;
        if (!*person || same) *person = one->id;
        if (same) break;
    }
    return YZ_OK;
}

void yz_behind_free(struct yz_behind *d) {
    free(d->all);
    yz_buffer_free(&d->names);
    *d = (struct yz_behind){0};
}
