/* What a merge would do: the fields of both, what hangs on the loser, and what speaks against it. */
#include "service/same/merge_private.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/duplicates.h>
#include <yizhan/i18n.h>
#include <yizhan/identity.h>

#include "base/text.h"
#include "service/restricted.h"

_Static_assert(sizeof(struct yz_person) <= YZ_MERGE_RECORD && sizeof(struct yz_household) <= YZ_MERGE_RECORD,
               "a plan holds both records");

/* What is taken with another field. */
static const struct {
    const char *field, *with;
} together[] = {
    {"id_kind", "id_number"}, {"id_until", "id_number"}, {"reading", "name"}, {"born_at", "birth"}, {NULL, NULL}};

bool yz_field_empty(const struct yz_field *f, const void *record) {
    const char *at = (const char *)record + f->offset;
    static const char zero[8];
    return f->type == YZ_TEXT ? !*at : memcmp(at, zero, f->size) == 0;
}

static bool same(const struct yz_field *f, const void *a, const void *b) {
    const char *x = (const char *)a + f->offset, *y = (const char *)b + f->offset;
    return f->type == YZ_TEXT ? strcmp(x, y) == 0 : memcmp(x, y, f->size) == 0;
}

static struct yz_merge_field *field_of(struct yz_merge_plan *p, const char *name) {
    for (size_t i = 0; i < p->field_count; i++)
        if (strcmp(p->field[i].field->column, name) == 0) return &p->field[i];
    return NULL;
}

bool yz_merge_take(struct yz_merge_plan *p, const char *name, enum yz_side side) {
    struct yz_merge_field *f = field_of(p, name);
    if (strcmp(name, "legal") == 0 && p->legal[0]) {
        p->legal_side = side;
        p->legal_chosen = true;
        return true;
    }
    if (!f) return false;
    f->side = side;
    for (size_t i = 0; together[i].field; i++) {
        struct yz_merge_field *other = strcmp(together[i].with, name) == 0 ? field_of(p, together[i].field) : NULL;
        if (other && !yz_field_empty(other->field, p->record[side])) other->side = side;
    }
    return true;
}

static void list_fields(struct yz_merge_plan *p) {
    const void *keep = p->record[YZ_KEEP], *lose = p->record[YZ_LOSE];
    for (const struct yz_field *f = p->kind->fields, *end = f + p->kind->count; f < end; f++) {
        bool none = yz_field_empty(f, keep), other = yz_field_empty(f, lose);
        if (f->flags & YZ_DERIVED || (none && other) || p->field_count == YZ_MERGE_FIELDS) continue;
        p->field[p->field_count++] =
            (struct yz_merge_field){f, !none && !other && !same(f, keep, lose), none ? YZ_LOSE : YZ_KEEP};
    }
}

/* --- people --- */

static bool sound(const struct yz_person *p) {
    return *p->id_number && yz_identity_check(p->id_number, YZ_ID_ANY, "", 0, &(struct yz_identity){0}, NULL);
}

static const struct yz_person *person(const struct yz_merge_plan *p, enum yz_side side) {
    return p->kind->id == YZ_PERSON ? (const void *)p->record[side] : NULL;
}

static size_t known(const struct yz_merge_plan *p, enum yz_side side) {
    size_t n = 0;
    for (size_t i = 0; i < p->field_count; i++) n += !yz_field_empty(p->field[i].field, p->record[side]);
    return n;
}

enum yz_side yz_merge_better(const struct yz_merge_plan *p) {
    const struct yz_person *a = person(p, YZ_KEEP), *b = person(p, YZ_LOSE);
    if (a && sound(a) != sound(b)) return sound(a) ? YZ_KEEP : YZ_LOSE;
    size_t x = known(p, YZ_KEEP), y = known(p, YZ_LOSE);
    if (x != y) return x > y ? YZ_KEEP : YZ_LOSE;
    return p->id[YZ_KEEP] < p->id[YZ_LOSE] ? YZ_KEEP : YZ_LOSE;
}

static void doubt(struct yz_merge_plan *p, const char *text) {
    if (p->doubt_count < sizeof p->doubt / sizeof *p->doubt) yz_copy(p->doubt[p->doubt_count++], 192, text);
}

static void doubt_death(struct yz_merge_plan *p) {
    const struct yz_person *a = person(p, YZ_KEEP), *b = person(p, YZ_LOSE), *dead = a->died ? a : b;
    char text[192], ref[32], day[YZ_DATE_TEXT];
    if (!a->died == !b->died) return;
    snprintf(text, sizeof text, _("%1$s 登记为 %2$s 去世，另一位在世"), yz_ref_text(YZ_PERSON, dead->id, ref),
             yz_date_text(dead->died, day));
    doubt(p, text);
}

static enum yz_status look_at_people(struct yz_session *s, struct yz_merge_plan *p) {
    struct yz_likeness l;
    char text[192], why[160];
    enum yz_status status = yz_person_likeness(s, p->id[YZ_KEEP], p->id[YZ_LOSE], &l);
    if (status != YZ_OK) return status;
    doubt_death(p);
    if (l.level == YZ_UNLIKELY) {
        snprintf(text, sizeof text, _("看起来不是同一人：%s"), yz_likeness_text(&l, why, sizeof why));
        doubt(p, text);
    }
    if (yz_distinct_noted(s, p->id[YZ_KEEP], p->id[YZ_LOSE])) doubt(p, _("这两位记过不是同一人"));
    if (!sound(person(p, YZ_KEEP)) && sound(person(p, YZ_LOSE))) yz_merge_take(p, "id_number", YZ_LOSE);
    return YZ_OK;
}

static void look_at_households(struct yz_merge_plan *p) {
    const struct yz_household *a = (const void *)p->record[YZ_KEEP], *b = (const void *)p->record[YZ_LOSE];
    if (a->dwelling != b->dwelling) doubt(p, _("两户的住处不同"));
}

/* --- what hangs on the loser --- */

struct counting {
    struct yz_session *s;
    struct yz_merge_plan *p;
};

static enum yz_status count(void *ctx, const struct yz_kind *k, const struct yz_field *f, int64_t id) {
    struct counting *c = ctx;
    size_t i = 0;
    (void)f;
    if (yz_id_closed(c->s, k->id, id)) return YZ_OK;
    while (i < c->p->move_count && c->p->move[i].kind != k->id) i++;
    if (i == YZ_MERGE_MOVES) return YZ_OK;
    if (i == c->p->move_count) c->p->move_count++;
    c->p->move[i].kind = k->id;
    c->p->move[i].count++;
    return YZ_OK;
}

/* Nobody is one with their own mother. */
static enum yz_status unrelated(const struct yz_merge_plan *p) {
    char a[32], b[32];
    for (const struct yz_field *f = p->kind->fields, *end = f + p->kind->count; f < end; f++) {
        if (f->type != YZ_REF || strcmp(f->of, p->kind->name) != 0) continue;
        for (int side = YZ_KEEP; side <= YZ_LOSE; side++) {
            int64_t id;
            memcpy(&id, (const char *)p->record[side] + f->offset, sizeof id);
            if (id == p->id[1 - side])
                return yz_fail(YZ_REFUSED, _("%1$s 是 %2$s 的%3$s，不会是同一个；先改这一项再合并"),
                               yz_ref_text(p->kind->id, id, a), yz_ref_text(p->kind->id, p->id[side], b),
                               yz_tr(f->label));
        }
    }
    return YZ_OK;
}

static enum yz_status look(struct yz_session *s, struct yz_merge_plan *p) {
    struct yz_homes homes;
    enum yz_status status = yz_record_get(s, p->kind->id, p->id[YZ_KEEP], p->record[YZ_KEEP]);
    if (status == YZ_OK) status = yz_record_get(s, p->kind->id, p->id[YZ_LOSE], p->record[YZ_LOSE]);
    if (status == YZ_OK) status = unrelated(p);
    if (status != YZ_OK) return status;
    list_fields(p);
    if (p->kind->id == YZ_PERSON) status = look_at_people(s, p);
    else look_at_households(p);
    if (status == YZ_OK) status = yz_homes_read(s, p, &homes);
    if (status != YZ_OK) return status;
    if (p->kind->id == YZ_PERSON) yz_homes_legal(&homes, p->legal);
    yz_homes_free(&homes);
    return yz_referring(s->store, p->kind, p->id[YZ_LOSE], count, &(struct counting){s, p});
}

enum yz_status yz_merge_look(struct yz_session *s, enum yz_kind_id kind, int64_t keep, int64_t lose,
                             struct yz_merge_plan *out) {
    *out = (struct yz_merge_plan){.kind = yz_kinds[kind], .id = {keep, lose}};
    if (!out->kind->merges) return yz_fail(YZ_REFUSED, _("%s不能合并"), yz_tr(out->kind->label));
    if (keep == lose) return yz_fail(YZ_REFUSED, _("写的是同一条记录，要两条"));
    yz_snapshot_begin(s->store);
    enum yz_status status = look(s, out);
    yz_snapshot_end(s->store);
    return status;
}
