/* Door by door: which rows are one household.
 *
 * Who lives there already stays in their household. Else the household's number decides, else the head's name, where
 * the ledger has them. Else a row that says 户主 begins a household, and those behind it join it; two heads behind one
 * door are two households. Where nobody is called the head, the first person becomes it. */
#include "service/ledger/ledger_private.h"

#include "base/text.h"
#include "service/session.h"

#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>

static struct yz_family *add(struct yz_import_run *im) {
    if (!im->families || im->family_count == im->family_room) {
        size_t room = im->family_room ? 2 * im->family_room : 16;
        struct yz_family *more = realloc(im->families, room * sizeof *more);
        if (!more) return NULL;
        im->families = more;
        im->family_room = room;
    }
    struct yz_family *f = &im->families[im->family_count++];
    *f = (struct yz_family){.head_row = YZ_NOWHERE};
    return f;
}

static enum yz_status load(struct yz_import_run *im, int64_t dwelling) {
    struct yz_query *q =
        yz_sql(im->session->store, "SELECT h.id,h.head,h.number,ifnull(p.name,''),EXISTS(SELECT 1 FROM membership m"
                                   " WHERE m.household=h.id AND m.person=h.head AND m.relation IN(1,2))"
                                   " FROM household h LEFT JOIN person p ON p.id=h.head"
                                   " WHERE h.dwelling=?1 AND (h.until=0 OR h.until>=?2) ORDER BY h.id");
    bool good = true;
    yz_bind(q, 1, dwelling);
    yz_bind(q, 2, im->today);
    while (good && yz_next(q)) {
        struct yz_family *f = add(im);
        good = f != NULL;
        if (!f) break;
        f->id = yz_int(q, 0);
        f->head = yz_int(q, 1);
        f->headed = yz_int(q, 4);
        yz_copy(f->number, sizeof f->number, yz_text(q, 2));
        yz_copy(f->head_name, sizeof f->head_name, yz_text(q, 3));
    }
    enum yz_status status = yz_done(q);
    return good ? status : yz_fail(YZ_BUSY, _("内存不足"));
}

static struct yz_family *with_id(struct yz_import_run *im, int64_t id) {
    for (size_t i = 0; i < im->family_count; i++)
        if (id && im->families[i].id == id) return &im->families[i];
    return NULL;
}

static struct yz_family *with_number(struct yz_import_run *im, const char *number) {
    for (size_t i = 0; i < im->family_count; i++)
        if (strcmp(im->families[i].number, number) == 0) return &im->families[i];
    return NULL;
}

static struct yz_family *with_head(struct yz_import_run *im, const char *name) {
    for (size_t i = 0; i < im->family_count; i++)
        if (strcmp(im->families[i].head_name, name) == 0) return &im->families[i];
    return NULL;
}

static struct yz_family *headless(struct yz_import_run *im) {
    for (size_t i = 0; i < im->family_count; i++)
        if (!im->families[i].headed && !im->families[i].head_name[0]) return &im->families[i];
    for (size_t i = 0; i < im->family_count; i++)
        if (!im->families[i].headed && im->families[i].id) return &im->families[i];
    return NULL;
}

static bool is_head(const struct yz_import_row *row) {
    return row->relation == YZ_RELATION_HEAD || row->relation == YZ_RELATION_SELF;
}

/* NULL: a new one is needed. `last`: of the row before. */
static struct yz_family *choose(struct yz_import_run *im, const struct yz_import_row *row, const struct yz_entry *e,
                                uint32_t last) {
    if (e && e->household.number[0]) return with_number(im, e->household.number);
    if (e && e->names[0][0]) return with_head(im, e->names[0]);
    if (is_head(row)) return headless(im);
    return last < im->family_count ? &im->families[last] : NULL;
}

static enum yz_status place(struct yz_import_run *im, const struct yz_door *door, uint32_t at, uint32_t *last) {
    struct yz_import_row *row = &im->rows[at];
    struct yz_entry *e = &im->entry;
    struct yz_membership m = {0};
    enum yz_status status = YZ_OK;
    e->household = (struct yz_household){0};
    yz_unpack(&im->packed, row->packed, e);
    if (row->person && door->id > 0) status = yz_match_membership(im, row->person, door->id, &m);
    if (status != YZ_OK) return status;
    struct yz_family *f = with_id(im, m.household);
    if (!f) f = choose(im, row, e, *last);
    if (!f) f = add(im);
    if (!f) return yz_fail(YZ_BUSY, _("内存不足"));
    if (e->household.number[0]) yz_copy(f->number, sizeof f->number, e->household.number);
    if (e->names[0][0]) yz_copy(f->head_name, sizeof f->head_name, e->names[0]);
    if (e->household.kind) f->kind = e->household.kind;
    if (is_head(row) && !f->headed) {
        f->headed = true;
        f->head_row = at;
    }
    *last = row->family = (uint32_t)(f - im->families);
    return YZ_OK;
}

/* 户主姓名 names the head where no relation does. */
static void find_head(struct yz_import_run *im, const struct yz_door *door, uint32_t family) {
    struct yz_family *f = &im->families[family];
    uint32_t first = YZ_NOWHERE;
    for (uint32_t at = door->first; at != YZ_NOWHERE; at = im->rows[at].next) {
        size_t n;
        if (im->rows[at].family != family) continue;
        if (first == YZ_NOWHERE) first = at;
        const char *name = yz_packed_name(&im->packed, im->rows[at].packed, &n);
        if (f->head_name[0] && strlen(f->head_name) == n && memcmp(name, f->head_name, n) == 0) {
            f->head_row = at;
            return;
        }
    }
    if (first == YZ_NOWHERE) return;
    f->head_row = first;
    if (im->quiet) return;
    yz_find_warning(&im->findings, "relation", NULL, _("这一户没有户主，暂以第一人为户主"), _("请核对户主"));
    yz_import_tell(im, first);
}

enum yz_status yz_families_at(struct yz_import_run *im, const struct yz_door *door) {
    uint32_t last = 0;
    enum yz_status status = YZ_OK;
    im->family_count = 0;
    if (im->people && door->id > 0) status = load(im, door->id);
    for (uint32_t at = door->first; at != YZ_NOWHERE && status == YZ_OK; at = im->rows[at].next)
        status = place(im, door, at, &last);
    for (uint32_t i = 0; i < im->family_count && status == YZ_OK; i++)
        if (im->families[i].head_row == YZ_NOWHERE && !im->families[i].head) find_head(im, door, i);
    return status;
}
