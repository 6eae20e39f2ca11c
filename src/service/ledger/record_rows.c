/* What is particular to a row of dwellings, households, buildings and staff. */
#include "service/ledger/records.h"

#include "base/text.h"
#include "service/session.h"

#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/rights.h>

void yz_row_refuse(struct yz_rows_run *run, const char *field, const char *value, const char *rule, const char *mend) {
    yz_find_error(&run->im->findings, field, value, rule, mend);
}

static void warn(struct yz_rows_run *run, const char *field, const char *value, const char *rule, const char *mend) {
    yz_find_warning(&run->im->findings, field, value, rule, mend);
}

/* Reads `id` of the kind, 0: nothing. */
static enum yz_status read(struct yz_rows_run *run, int64_t id, void *record) {
    return id > 0 ? yz_get(run->im->session->store, run->kind, id, record) : YZ_OK;
}

const char *yz_row_told(struct yz_rows_run *run, uint32_t at, const char *column, char *out) {
    const struct yz_columns *c = &run->im->columns;
    *out = '\0';
    for (size_t i = 0; i < c->count; i++)
        if (strcmp(run->kind->fields[c->fields[i].field].column, column) == 0)
            yz_cell_plain(yz_sheet_cell(&run->im->sheet, run->im->rows[at].sheet, c->fields[i].column), out);
    if (yz_cell_says_nothing(out)) *out = '\0';
    return out;
}

/* --- doors --- */

static bool find_door(struct yz_rows_run *run, uint32_t at, char *key, size_t room) {
    struct yz_import_run *im = run->im;
    struct yz_import_row *row = &im->rows[at];
    row->door = yz_places_find(&im->places, &im->columns, &im->sheet, row->sheet, false, &im->findings);
    if (row->door == YZ_NOWHERE && yz_findings_ok(&im->findings))
        yz_row_refuse(run, "address", NULL, _("没有写门牌号"),
                      _("写成 小区名3-2-501，或分成小区、楼栋号、单元、门牌号几列"));
    snprintf(key, room, "%u", (unsigned)row->door);
    return row->door != YZ_NOWHERE;
}

static enum yz_status find_dwelling(struct yz_rows_run *run, uint32_t at, void *record, char *key, size_t room) {
    struct yz_dwelling *d = record;
    if (!find_door(run, at, key, room)) return YZ_OK;
    const struct yz_door *door = &run->im->places.doors[run->im->rows[at].door];
    enum yz_status status = read(run, door->id, d);
    if (!d->id) {
        yz_copy(d->unit, sizeof d->unit, door->unit);
        yz_copy(d->room, sizeof d->room, door->room);
        d->floor = yz_import_floor(d->room);
    }
    return status;
}

static enum yz_status place_dwelling(struct yz_rows_run *run, uint32_t at, void *record) {
    struct yz_dwelling *d = record;
    struct yz_import_run *im = run->im;
    if (d->id) return YZ_OK;
    uint32_t building = im->places.doors[im->rows[at].door].building;
    enum yz_status status = yz_import_building(im, building);
    d->building = im->places.buildings[building].id;
    return status;
}

enum yz_status yz_lives_there(struct yz_import_run *im, int64_t dwelling, const char *name, const char *number,
                              int64_t *membership, int64_t *person) {
    struct yz_query *q = yz_sql(im->session->store,
                                "SELECT m.id,p.id FROM membership m JOIN person p ON p.id=m.person WHERE m.dwelling=?1"
                                " AND (m.until=0 OR m.until>=?4) AND (?2='' OR p.name=?2)"
                                " AND (?3='' OR p.id_number=upper(?3)) ORDER BY m.role,m.id LIMIT 1");
    yz_bind(q, 1, dwelling);
    yz_bind_text(q, 2, name);
    yz_bind_text(q, 3, number);
    yz_bind(q, 4, im->today);
    *membership = *person = 0;
    if (yz_next(q)) {
        *membership = yz_int(q, 0);
        *person = yz_int(q, 1);
    }
    return yz_done(q);
}

/* Who owns it is a fact of somebody's membership there. */
static enum yz_status note_owner(struct yz_rows_run *run, uint32_t at, void *record) {
    const struct yz_dwelling *d = record;
    struct yz_import_run *im = run->im;
    char name[YZ_PLAIN_CELL], number[YZ_PLAIN_CELL];
    struct yz_membership m, before;
    int64_t membership = 0, person = 0;
    yz_row_cell(run, at, YZ_COLUMN_OWNER, name);
    yz_row_cell(run, at, YZ_COLUMN_OWNER_ID, number);
    if (!*name && !*number) return YZ_OK;
    enum yz_status status = d->id > 0 ? yz_lives_there(im, d->id, name, number, &membership, &person) : YZ_OK;
    if (status == YZ_OK && membership) status = yz_get(im->session->store, &yz_membership_kind, membership, &m);
    if (status == YZ_OK && !membership && !im->quiet) {
        warn(run, "owner", *name ? name : number, _("房主不住在这里，没有记下房主"),
             _("先导入这位居民，再导入一次房屋"));
        yz_import_tell(im, at);
    }
    if (status != YZ_OK || !membership || m.role == YZ_ROLE_OWNER) return status;
    memcpy(&before, &m, sizeof m);
    m.role = YZ_ROLE_OWNER;
    return yz_import_put(im, &yz_membership_kind, &m, &before, &im->rows[at].changed);
}

const struct yz_record_row yz_dwelling_row = {.find = find_dwelling, .place = place_dwelling, .after = note_owner};

/* --- buildings --- */

static enum yz_status find_building(struct yz_rows_run *run, uint32_t at, void *record, char *key, size_t room) {
    struct yz_import_run *im = run->im;
    struct yz_import_row *row = &im->rows[at];
    struct yz_building *b = record;
    row->door = yz_places_building(&im->places, &im->columns, &im->sheet, row->sheet, &im->findings);
    if (row->door == YZ_NOWHERE) return YZ_OK;
    const struct yz_place_building *p = &im->places.buildings[row->door];
    snprintf(key, room, "%u", (unsigned)row->door);
    enum yz_status status = read(run, p->id, b);
    if (!b->id) yz_copy(b->number, sizeof b->number, p->number);
    return status;
}

static int64_t named(struct yz_import_run *im, const char *sql, const char *name) {
    struct yz_query *q = yz_sql(im->session->store, sql);
    int64_t id = 0;
    yz_bind_text(q, 1, name);
    if (yz_next(q)) id = yz_int(q, 0);
    yz_done(q);
    return id;
}

void yz_row_grid(struct yz_rows_run *run, uint32_t at, int64_t *grid) {
    char name[YZ_PLAIN_CELL];
    if (!*yz_row_cell(run, at, YZ_COLUMN_GRID, name)) return;
    int64_t id = named(run->im, "SELECT id FROM grid WHERE name=?1 OR number=?1 ORDER BY id LIMIT 1", name);
    if (id) *grid = id;
    else yz_row_refuse(run, "grid", name, _("没有这个网格"), _("请核对网格名称或编号；确是新网格的，先建立网格"));
}

/* "1单元、2单元、3单元" in one cell: three of them. */
static int64_t pieces(const char *text) {
    int64_t n = 1;
    for (const char *p = text; *p; p++) {
        static const char *const marks[] = {"、", "，", ",", ";", "；", "\n", "/"};
        for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
            n += strncmp(p, marks[i], strlen(marks[i])) == 0 && p[strlen(marks[i])];
    }
    return n;
}

static enum yz_status complete_building(struct yz_rows_run *run, uint32_t at, void *record) {
    struct yz_building *b = record;
    char units[YZ_PLAIN_CELL];
    yz_row_grid(run, at, &b->grid);
    if (!b->units && *yz_row_cell(run, at, YZ_COLUMN_UNIT, units)) b->units = pieces(units);
    return YZ_OK;
}

static enum yz_status place_building(struct yz_rows_run *run, uint32_t at, void *record) {
    struct yz_import_run *im = run->im;
    struct yz_building *b = record;
    uint32_t in = im->places.buildings[im->rows[at].door].compound;
    if (b->id) return YZ_OK;
    enum yz_status status = yz_import_compound(im, in, b->grid);
    b->compound = im->places.compounds[in].id;
    return status;
}

static enum yz_status keep_building(struct yz_rows_run *run, uint32_t at, void *record) {
    run->im->places.buildings[run->im->rows[at].door].id = ((struct yz_building *)record)->id;
    return YZ_OK;
}

const struct yz_record_row yz_building_row = {
    .find = find_building, .complete = complete_building, .place = place_building, .after = keep_building};

/* --- households --- */

/* By its number; else the one behind the door that has this head, or a member of that name; else the only one there, when nothing
 * speaks against it. */
static enum yz_status which_household(struct yz_rows_run *run, const char *number, int64_t dwelling, const char *head,
                                      int64_t *id) {
    static const char by_number[] = "SELECT id,dwelling FROM household WHERE number=?1 AND number<>'' AND"
                                    " (until=0 OR until>=?2) ORDER BY dwelling=?3 DESC,id LIMIT 1";
    static const char by_head[] =
        "SELECT h.id,?2<>'' AND (p.name=?2 OR EXISTS(SELECT 1 FROM membership m JOIN person x ON x.id=m.person"
        " WHERE m.household=h.id AND x.name=?2 AND (m.until=0 OR m.until>=?4))) AS fits,count(*) OVER (),"
        "(h.head=0 OR ?2='') AND (h.number='' OR ?3='') FROM household h LEFT JOIN person p ON p.id=h.head"
        " WHERE h.dwelling=?1 AND (h.until=0 OR h.until>=?4) ORDER BY fits DESC,p.name=?2 DESC,h.id LIMIT 1";
    struct yz_import_run *im = run->im;
    struct yz_query *q = yz_sql(im->session->store, by_number);
    int64_t elsewhere = 0;
    yz_bind_text(q, 1, number);
    yz_bind(q, 2, im->today);
    yz_bind(q, 3, dwelling);
    if (yz_next(q)) {
        *id = yz_int(q, 0);
        elsewhere = yz_int(q, 1) != dwelling;
    }
    enum yz_status status = yz_done(q);
    if (elsewhere)
        yz_row_refuse(run, "number", number, _("这个户号在别的地址"), _("迁移在户的页上办，不从台账导入；或核对户号"));
    if (status != YZ_OK || *id || dwelling <= 0) return status;
    q = yz_sql(im->session->store, by_head);
    yz_bind(q, 1, dwelling);
    yz_bind_text(q, 2, head);
    yz_bind_text(q, 3, number);
    yz_bind(q, 4, im->today);
    if (yz_next(q) && (yz_int(q, 1) || (yz_int(q, 2) == 1 && yz_int(q, 3)))) *id = yz_int(q, 0);
    return yz_done(q);
}

static enum yz_status find_household(struct yz_rows_run *run, uint32_t at, void *record, char *key, size_t room) {
    char number[YZ_PLAIN_CELL], head[YZ_PLAIN_CELL], door[32];
    int64_t id = 0;
    if (!find_door(run, at, door, sizeof door)) return YZ_OK;
    yz_row_told(run, at, "number", number);
    yz_row_cell(run, at, YZ_COLUMN_HEAD, head);
    snprintf(key, room, "%s/%.64s/%.64s", *number ? "" : door, number, *number ? "" : head);
    enum yz_status status = which_household(run, number, run->im->places.doors[run->im->rows[at].door].id, head, &id);
    return status == YZ_OK ? read(run, id, record) : status;
}

/* A head is one of the household; who is not in it yet becomes its head when the residents are imported. */
static enum yz_status complete_household(struct yz_rows_run *run, uint32_t at, void *record) {
    struct yz_household *h = record;
    struct yz_import_run *im = run->im;
    char name[YZ_PLAIN_CELL], number[YZ_PLAIN_CELL];
    int64_t membership, person = 0;
    if (!h->kind) yz_code_parse("household_kind", "family", &h->kind);
    yz_row_cell(run, at, YZ_COLUMN_HEAD, name);
    yz_row_cell(run, at, YZ_COLUMN_HEAD_ID, number);
    if (!*name && !*number) return YZ_OK;
    enum yz_status status = h->id ? yz_lives_there(im, h->dwelling, name, number, &membership, &person) : YZ_OK;
    bool member =
        person && yz_sql_int(im->session->store,
                             "SELECT EXISTS(SELECT 1 FROM membership WHERE person=?1 AND household=?2)", person, h->id);
    if (member) h->head = person;
    else if (!im->quiet)
        warn(run, "head", *name ? name : number, _("户主还不在这一户，没有记下"), _("导入居民台账时会补上"));
    return status;
}

static enum yz_status place_household(struct yz_rows_run *run, uint32_t at, void *record) {
    struct yz_household *h = record;
    struct yz_import_run *im = run->im;
    struct yz_door *door = &im->places.doors[im->rows[at].door];
    enum yz_status status = yz_import_door(im, door);
    h->dwelling = door->id;
    return status;
}

const struct yz_record_row yz_household_row = {
    .find = find_household, .complete = complete_household, .place = place_household};

/* --- staff --- */

/* By login; else by name, and by phone where several have it. */
static enum yz_status find_staff(struct yz_rows_run *run, uint32_t at, void *record, char *key, size_t room) {
    char name[YZ_PLAIN_CELL], login[YZ_PLAIN_CELL], phone[YZ_PLAIN_CELL];
    int64_t id = 0, count = 0;
    yz_row_told(run, at, "name", name);
    yz_row_told(run, at, "login", login);
    yz_row_told(run, at, "phone", phone);
    struct yz_query *q =
        yz_sql(run->im->session->store,
               "SELECT id,count(*) OVER () FROM staff WHERE (?1<>'' AND login=?1) OR"
               " (name=?2 AND (?1='' OR login='')) ORDER BY login=?1 AND ?1<>'' DESC,phone=?3 DESC,id");
    yz_bind_text(q, 1, login);
    yz_bind_text(q, 2, name);
    yz_bind_text(q, 3, phone);
    if (yz_next(q)) {
        id = yz_int(q, 0);
        count = yz_int(q, 1);
    }
    enum yz_status status = yz_done(q);
    snprintf(key, room, "%.64s/%.64s", *login ? login : name, *login ? "" : phone);
    if (status == YZ_OK) status = read(run, id, record);
    const struct yz_staff *s = record;
    if (count > 1 && strcmp(s->login, login) != 0 && strcmp(s->phone, phone) != 0)
        yz_row_refuse(run, "name", name, _("有几个工作人员叫这个名字"), _("加一列“登录名”或“手机号”"));
    return status;
}

/* Rights are an administrator's to give, and to take. */
static void check_rights(struct yz_rows_run *run, uint32_t at, const struct yz_staff *s) {
    const struct yz_staff *before = (const void *)(run->befores + at * sizeof *before);
    bool touched = s->role != before->role && (yz_role_above(s->role) || yz_role_above(before->role));
    bool renamed = yz_role_above(before->role) && strcmp(s->login, before->login) != 0;
    if ((!touched && !renamed) || yz_may(run->im->session, YZ_RIGHT_STAFF)) return;
    yz_row_refuse(run, "role", yz_code_label("staff_role", s->role), _("站长、管理员、审计员只有管理员能设定和更改"),
                  _("请管理员导入这一行"));
}

static enum yz_status complete_staff(struct yz_rows_run *run, uint32_t at, void *record) {
    struct yz_staff *s = record;
    struct yz_import_run *im = run->im;
    char name[YZ_PLAIN_CELL];
    yz_row_grid(run, at, &s->grid);
    if (*yz_row_cell(run, at, YZ_COLUMN_STATION, name)) {
        int64_t id = named(im, "SELECT id FROM station WHERE name=?1 ORDER BY id LIMIT 1", name);
        if (id) s->station = id;
        else yz_row_refuse(run, "station", name, _("没有这个驿站"), _("请核对驿站名称"));
    }
    if (!s->station) s->station = im->session->station.id;
    if (!s->role) yz_code_parse("staff_role", "grid-worker", &s->role);
    if (!s->name[0]) yz_row_refuse(run, "name", NULL, _("没有姓名"), _("补上姓名"));
    check_rights(run, at, s);
    return YZ_OK;
}

const struct yz_record_row yz_staff_row = {.find = find_staff, .complete = complete_staff};
