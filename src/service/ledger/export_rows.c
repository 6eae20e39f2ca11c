/* The columns of an export and their cells: a kind's own fields by its table; to a resident also where and with whom they
 * live, under headers that the import knows. */
#include "service/ledger/export.h"

#include "base/text.h"
#include "service/lists/lists_private.h"
#include "service/session.h"

#include <string.h>
#include <yizhan/i18n.h>

enum { CELL = YZ_EXPORT_CELL };
enum { OWN, MEMBERSHIP, HOUSEHOLD, ADDRESS, GRID, COMPOUND, NUMBER, UNIT, ROOM, COMMUNITY, STREET, AGE };

static void add(struct yz_export_list *l, const struct yz_field *f, int part, const char *key, const char *label) {
    if (f && !key) key = f->column;
    if (f && !label) label = yz_tr(f->label);
    if (l->count < YZ_EXPORT_COLUMNS) l->columns[l->count++] = (struct yz_export_column){f, part, key, label};
}

/* What superiors' tables ask for besides. */
static void add_more(struct yz_export_list *l) {
    static const char *const of_membership[] = {"until", "lease_until", "reason", NULL};
    bool person = l->kind == YZ_PERSON, door = person || l->kind == YZ_HOUSEHOLD || l->kind == YZ_DWELLING;
    for (int i = 0; person && of_membership[i]; i++)
        add(l, yz_field_named(&yz_membership_kind, of_membership[i]), MEMBERSHIP, NULL, NULL);
    if (person) add(l, yz_field_named(&yz_household_kind, "head"), HOUSEHOLD, "head", _("户主"));
    if (person) add(l, NULL, AGE, "age", _("年龄"));
    if (door && !person) add(l, NULL, ADDRESS, "address", _("现住址"));
    if (door && !person) add(l, NULL, GRID, "grid", _("所属网格"));
    if (door) add(l, NULL, COMPOUND, "compound", _("所属小区"));
    if (door) add(l, NULL, NUMBER, "building_number", _("楼栋号"));
    if (door && l->kind != YZ_DWELLING) add(l, NULL, UNIT, "unit", _("单元"));
    if (door && l->kind != YZ_DWELLING) add(l, NULL, ROOM, "room", _("门牌号"));
    add(l, NULL, COMMUNITY, "community", _("所属社区"));
    add(l, NULL, STREET, "street", _("所属街道"));
}

static void add_living(struct yz_export_list *l) {
    static const char *const of_membership[] = {"relation", "role", "legal", "since", NULL};
    add(l, yz_field_named(&yz_household_kind, "number"), HOUSEHOLD, "household_number", NULL);
    add(l, yz_field_named(&yz_household_kind, "kind"), HOUSEHOLD, "household_kind", NULL);
    for (int i = 0; of_membership[i]; i++)
        add(l, yz_field_named(&yz_membership_kind, of_membership[i]), MEMBERSHIP, NULL, NULL);
    add(l, NULL, GRID, "grid", _("所属网格"));
    add(l, NULL, ADDRESS, "address", _("现住址"));
}

void yz_export_columns(struct yz_export_list *l) {
    const struct yz_kind *k = yz_kinds[l->kind];
    l->count = 0;
    for (size_t i = 0; i < k->count; i++) {
        bool building = l->table && l->kind == YZ_DWELLING && strcmp(k->fields[i].column, "building") == 0;
        if (building) add(l, NULL, COMPOUND, "compound", _("所属小区"));
        if (building) add(l, NULL, NUMBER, "building", _("楼栋号"));
        if (!building && !(k->fields[i].flags & YZ_NO_EXPORT)) add(l, &k->fields[i], OWN, NULL, NULL);
    }
    if (l->kind == YZ_PERSON) add_living(l);
    if (l->all) add_more(l);
}

const struct yz_export_column *yz_export_column(const struct yz_export_list *l, const char *key) {
    for (size_t i = 0; i < l->count; i++)
        if (strcmp(l->columns[i].key, key) == 0) return &l->columns[i];
    return NULL;
}

void yz_export_header(const struct yz_export_list *l, struct yz_out *out) {
    for (size_t i = 0; i < l->count; i++) yz_out_header(out, l->columns[i].label);
    yz_out_end_row(out);
}

/* Where they live today, their registration first. */
enum yz_status yz_export_living(const struct yz_export_list *l, const void *record, struct yz_living *out) {
    struct yz_store *store = l->session->store;
    memset(out, 0, sizeof *out);
    if (l->kind == YZ_DWELLING) out->dwelling = ((const struct yz_record *)record)->id;
    if (l->kind == YZ_HOUSEHOLD) out->dwelling = ((const struct yz_household *)record)->dwelling;
    if (l->kind != YZ_PERSON) return YZ_OK;
    struct yz_query *q =
        yz_select(store, &yz_membership_kind,
                  "WHERE person=?1 AND (until=0 OR until>=?2) ORDER BY role=4,legal DESC,since DESC,id DESC"
                  " LIMIT 1");
    yz_bind(q, 1, ((const struct yz_record *)record)->id);
    yz_bind(q, 2, yz_today());
    if (yz_next(q)) yz_row(q, &yz_membership_kind, &out->membership);
    enum yz_status status = yz_done(q);
    out->dwelling = out->membership.dwelling;
    if (status != YZ_OK || !out->membership.household) return status;
    return yz_get(store, &yz_household_kind, out->membership.household, &out->household);
}

/* Masked, an address goes as far as the building. */
static void address(const struct yz_export_list *l, int64_t dwelling, char *out) {
    if (!l->masked) {
        yz_dwelling_short(l->session, dwelling, out, CELL);
    } else {
        int64_t building = yz_sql_int(l->session->store, "SELECT building FROM dwelling WHERE id=?1", dwelling, 0);
        yz_building_address(l->session, building, out, CELL);
    }
}

static void grid(const struct yz_export_list *l, int64_t dwelling, char *out) {
    struct yz_query *q = yz_sql(l->session->store, "SELECT g.name FROM dwelling d JOIN building b ON b.id=d.building"
                                                   " JOIN grid g ON g.id=b.grid WHERE d.id=?1");
    yz_bind(q, 1, dwelling);
    yz_copy(out, CELL, yz_next(q) ? yz_text(q, 0) : "");
    yz_done(q);
}

/* A door's parts. Masked, they go as far as the building. */
static void door_part(const struct yz_export_list *l, int64_t dwelling, int part, char *out) {
    struct yz_query *q =
        yz_sql(l->session->store, "SELECT c.name,b.number,d.unit,d.room FROM dwelling d JOIN building b"
                                  " ON b.id=d.building JOIN compound c ON c.id=b.compound WHERE d.id=?1");
    yz_bind(q, 1, dwelling);
    bool hidden = l->masked && l->kind != YZ_DWELLING && part > NUMBER;
    yz_copy(out, CELL, yz_next(q) && !hidden ? yz_text(q, part - COMPOUND) : "");
    yz_done(q);
}

static void place(const struct yz_export_list *l, int part, const void *record, const struct yz_living *v, char *out) {
    struct yz_community c;
    char years[16];
    if (part == ADDRESS) {
        address(l, v->dwelling, out);
    } else if (part == GRID) {
        grid(l, v->dwelling, out);
    } else if (part <= ROOM) {
        door_part(l, v->dwelling, part, out);
    } else if (part == AGE) {
        const struct yz_person *p = record;
        snprintf(years, sizeof years, "%d", p->birth && !l->masked ? yz_age_on(p->birth, yz_today()) : 0);
        yz_copy(out, CELL, p->birth && !l->masked ? years : "");
    } else if (yz_the_community(l->session, &c) == YZ_OK) {
        yz_copy(out, CELL, part == STREET ? c.street : c.name);
    }
}

void yz_export_need(const struct yz_export_list *l, struct yz_need *n) {
    if (n->secret) yz_need_blank(n);
    if (!n->household) return;
    n->household = 0;
    yz_building_address(l->session, n->building, n->place, sizeof n->place);
}

const void *yz_export_part(const struct yz_export_column *c, const void *record, const struct yz_living *v) {
    return c->part == MEMBERSHIP  ? (const void *)&v->membership
           : c->part == HOUSEHOLD ? (const void *)&v->household
                                  : record;
}

void yz_export_cell(const struct yz_export_list *l, const struct yz_export_column *c, const void *record,
                    const struct yz_living *v, char out[CELL]) {
    const struct yz_field *f = c->field;
    const void *part = yz_export_part(c, record, v);
    *out = '\0';
    if (c->part >= ADDRESS) {
        place(l, c->part, record, v, out);
    } else if (f->type == YZ_REF) {
        const struct yz_kind *of = yz_kind_named(f->of);
        int64_t id = *(const int64_t *)(const void *)((const char *)part + f->offset);
        if (id && of && of->id == YZ_DWELLING) yz_dwelling_short(l->session, id, out, CELL);
        else if (id && of) yz_record_title(l->session, of->id, id, l->masked, out, CELL);
    } else {
        yz_field_text(f, part, l->masked, out, CELL);
    }
}

enum yz_status yz_export_row(const struct yz_export_list *l, const void *record, struct yz_out *out) {
    struct yz_living living;
    char text[CELL];
    enum yz_status status = yz_export_living(l, record, &living);
    for (size_t i = 0; i < l->count && status == YZ_OK; i++) {
        yz_export_cell(l, &l->columns[i], record, &living, text);
        yz_out_field(out, l->columns[i].field, yz_export_part(&l->columns[i], record, &living), l->masked, text);
    }
    yz_out_end_row(out);
    return status == YZ_OK ? yz_out_status(out) : status;
}

static void member(struct yz_json *j, const struct yz_export_column *c, const void *part, const char *text) {
    const void *at = c->field ? (const char *)part + c->field->offset : NULL;
    if (at && c->field->type == YZ_INT) yz_json_int(j, c->key, *(const int64_t *)at);
    else if (at && c->field->type == YZ_FLAG) yz_json_bool(j, c->key, *(const bool *)at);
    else yz_json_text(j, c->key, *text || !at || c->field->type == YZ_TEXT ? text : NULL);
}

enum yz_status yz_export_json(const struct yz_export_list *l, const void *record, struct yz_buffer *out) {
    struct yz_living living;
    struct yz_json j;
    char text[CELL];
    enum yz_status status = yz_export_living(l, record, &living);
    yz_json_open(&j, out);
    yz_json_object(&j, NULL);
    yz_json_text(&j, "id", yz_ref_text(l->kind, ((const struct yz_record *)record)->id, text));
    for (size_t i = 0; i < l->count && status == YZ_OK; i++) {
        yz_export_cell(l, &l->columns[i], record, &living, text);
        member(&j, &l->columns[i], yz_export_part(&l->columns[i], record, &living), text);
    }
    yz_json_end(&j);
    yz_buffer_byte(out, '\n');
    return out->failed ? yz_fail(YZ_BUSY, _("内存不足")) : status;
}
