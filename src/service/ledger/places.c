/* The door that an address means: "幸福里3-2-103", "幸福里3幢2单元103室", or columns of their own. The same text means
 * the same door, so each is read once. */
#include "service/ledger/ledger_private.h"

#include "base/text.h"
#include "service/registry/address.h"
#include "service/session.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>

enum { KEY = 1024, CELL = 256, NAMED = 5 };

static bool grow(void **all, size_t count, size_t *room, size_t size) {
    if (count < *room) return true;
    size_t more = *room ? 2 * *room : 64;
    void *larger = realloc(*all, more * size);
    if (!larger) {
        yz_fail(YZ_BUSY, _("内存不足"));
        return false;
    }
    *all = larger;
    *room = more;
    return true;
}

static void upper(char *text) {
    for (; *text; text++)
        if (*text >= 'a' && *text <= 'z') *text = (char)(*text - 32);
}

static uint32_t *key_at(struct yz_places *p, char kind, uint32_t of, const char *a, const char *b) {
    char key[64];
    int n = snprintf(key, sizeof key, "%c%u/%s/%s", kind, of, a, b);
    return n < 0 || (size_t)n >= sizeof key ? NULL : yz_map_at(&p->keys, key, (size_t)n);
}

/* --- what there is --- */

static uint32_t add_compound(struct yz_places *p, int64_t id, const char *name) {
    if (!grow((void **)&p->compounds, p->compound_count, &p->compound_room, sizeof *p->compounds)) return YZ_NOWHERE;
    struct yz_place_compound *c = &p->compounds[p->compound_count];
    *c = (struct yz_place_compound){.id = id};
    yz_copy(c->name, sizeof c->name, name);
    return (uint32_t)p->compound_count++;
}

static uint32_t add_building(struct yz_places *p, int64_t id, uint32_t compound, const char *number) {
    struct yz_place_building b = {.id = id, .compound = compound, .loaded = id == 0};
    if (!grow((void **)&p->buildings, p->building_count, &p->building_room, sizeof *p->buildings)) return YZ_NOWHERE;
    yz_copy(b.number, sizeof b.number, number);
    upper(b.number);
    uint32_t *at = key_at(p, 'b', compound, b.number, "");
    if (!at) return YZ_NOWHERE;
    if (*at == YZ_NOWHERE) *at = (uint32_t)p->building_count;
    p->buildings[p->building_count] = b;
    return (uint32_t)p->building_count++;
}

static uint32_t add_door(struct yz_places *p, int64_t id, uint32_t building, const char *unit, const char *room) {
    struct yz_door d = {.id = id, .building = building, .first = YZ_NOWHERE, .last = YZ_NOWHERE};
    if (!grow((void **)&p->doors, p->door_count, &p->door_room, sizeof *p->doors)) return YZ_NOWHERE;
    yz_copy(d.unit, sizeof d.unit, unit);
    yz_copy(d.room, sizeof d.room, room);
    upper(d.unit);
    upper(d.room);
    uint32_t *at = key_at(p, 'd', building, d.unit, d.room);
    if (!at) return YZ_NOWHERE;
    if (*at == YZ_NOWHERE) *at = (uint32_t)p->door_count;
    p->doors[p->door_count] = d;
    return (uint32_t)p->door_count++;
}

static uint32_t compound_of_id(const struct yz_places *p, int64_t id) {
    for (size_t i = 0; i < p->compound_count; i++)
        if (p->compounds[i].id == id) return (uint32_t)i;
    return YZ_NOWHERE;
}

enum yz_status yz_places_load(struct yz_places *p, struct yz_session *s, bool create) {
    bool good = true;
    *p = (struct yz_places){.session = s, .create = create};
    enum yz_status status = yz_the_community(s, &p->community);
    if (status != YZ_OK) return status;
    struct yz_query *q = yz_sql(s->store, "SELECT id,name FROM compound ORDER BY id");
    while (good && yz_next(q)) good = add_compound(p, yz_int(q, 0), yz_text(q, 1)) != YZ_NOWHERE;
    status = yz_done(q);
    if (status != YZ_OK) return status;
    q = yz_sql(s->store, "SELECT id,compound,number FROM building ORDER BY id");
    while (good && yz_next(q)) {
        uint32_t compound = compound_of_id(p, yz_int(q, 1));
        if (compound != YZ_NOWHERE) good = add_building(p, yz_int(q, 0), compound, yz_text(q, 2)) != YZ_NOWHERE;
    }
    status = yz_done(q);
    return status == YZ_OK && !good ? yz_fail(YZ_BUSY, _("内存不足")) : status;
}

void yz_places_free(struct yz_places *p) {
    free(p->compounds);
    free(p->buildings);
    free(p->doors);
    yz_map_free(&p->texts);
    yz_map_free(&p->keys);
    *p = (struct yz_places){0};
}

static void load_doors(struct yz_places *p, uint32_t building) {
    struct yz_query *q = yz_sql(p->session->store, "SELECT id,unit,room FROM dwelling WHERE building=?1");
    yz_bind(q, 1, p->buildings[building].id);
    while (yz_next(q)) add_door(p, yz_int(q, 0), building, yz_text(q, 1), yz_text(q, 2));
    p->buildings[building].loaded = yz_done(q) == YZ_OK;
}

/* --- reading --- */

struct place_cells { /* what a row tells, blanks above filled in */
    const char *at[YZ_COLUMNS];
};

struct reading {
    struct yz_places *p;
    struct yz_findings *f;
    char shown[CELL]; /* the address as people wrote it, for messages */
    struct yz_address a;
    const char *grid;
};

static uint32_t refuse(struct reading *r, const char *rule, const char *mend) {
    yz_find_error(r->f, "address", r->shown, rule, mend);
    return YZ_NOWHERE;
}

static bool is_mark(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static void plain_of(const char *cell, char out[CELL]) {
    yz_text_narrow(out, CELL, cell);
    yz_text_trim(out, CELL, out);
}

/* Takes off what stands before every address of the community. */
static const char *without_prefix(const struct yz_places *p, const char *text) {
    const char *const heads[] = {p->community.address_prefix, p->community.name};
    for (size_t i = 0; i < 2; i++) {
        size_t n = strlen(heads[i]);
        if (n && strncmp(text, heads[i], n) == 0 && text[n]) text += n + strspn(text + n, " ");
    }
    return text;
}

/* The longest name of a compound in the text behind which a door's numbers follow. */
static bool read_known(struct reading *r, const char *text) {
    size_t best = 0;
    for (size_t i = 0; i < r->p->compound_count; i++) {
        const char *name = r->p->compounds[i].name, *at = *name ? strstr(text, name) : NULL;
        size_t n = strlen(name);
        struct yz_address a = {0};
        if (!at || n <= best || !yz_address_read_parts(at + n, &a)) continue;
        best = n;
        r->a = a;
        yz_copy(r->a.place, sizeof r->a.place, name);
    }
    return best > 0;
}

/* A place nobody knows yet: all that stands before numbers that read as a door. */
static bool read_unknown(struct reading *r, const char *text) {
    text = without_prefix(r->p, text);
    for (const char *p = text; *p; p++) {
        struct yz_address a = {0};
        if (!is_mark(*p) || (p > text && is_mark(p[-1])) || !yz_address_read_parts(p, &a)) continue;
        size_t n = (size_t)(p - text);
        while (n && strchr(" -,", text[n - 1])) n--;
        if (n >= sizeof a.place) return false;
        r->a = a;
        memcpy(r->a.place, text, n);
        r->a.place[n] = '\0';
        return true;
    }
    return false;
}

/* One number in a column of its own: 3幢, 2单元, 501室, 商住楼. */
static bool read_part(const char *cell, struct yz_address *parts, char out[16]) {
    char text[CELL];
    *parts = (struct yz_address){0};
    plain_of(cell, text);
    if (!*text) return true;
    if (yz_address_read_parts(text, parts)) return yz_copy(out, 16, parts->building);
    upper(text);
    return yz_copy(out, 16, text);
}

/* Columns say it better than the address; 门牌号 may hold unit and room, or all three. */
static bool read_columns(struct reading *r, const struct place_cells *c) {
    struct yz_address *a = &r->a, parts;
    char text[CELL];
    plain_of(c->at[YZ_COLUMN_COMPOUND], text);
    if (*text && !yz_copy(a->place, sizeof a->place, text)) return false;
    if (!read_part(c->at[YZ_COLUMN_BUILDING], &parts, a->building)) return false;
    if (!read_part(c->at[YZ_COLUMN_UNIT], &parts, a->unit)) return false;
    if (!read_part(c->at[YZ_COLUMN_ROOM], &parts, a->room)) return false;
    if (parts.unit[0] && parts.room[0]) {
        memcpy(a->building, parts.building, sizeof a->building);
        memcpy(a->unit, parts.unit, sizeof a->unit);
        memcpy(a->room, parts.room, sizeof a->room);
    } else if (parts.room[0]) {
        memcpy(a->unit, parts.building, sizeof a->unit);
        memcpy(a->room, parts.room, sizeof a->room);
    }
    return true;
}

static bool read_all(struct reading *r, const struct place_cells *c) {
    char text[CELL];
    plain_of(c->at[YZ_COLUMN_ADDRESS], text);
    if (*text && !read_known(r, text) && !read_unknown(r, text)) return false;
    return read_columns(r, c);
}

/* --- finding --- */

static void name_compounds(const struct yz_places *p, char *out, size_t room) {
    yz_copy(out, room, _("本站有："));
    for (size_t i = 0; i < p->compound_count && i < NAMED; i++) {
        size_t n = strlen(out);
        snprintf(out + n, room - n, "%s%s", i ? _("、") : "", p->compounds[i].name);
    }
    size_t n = strlen(out);
    snprintf(out + n, room - n, "%s%s", p->compound_count > NAMED ? "…" : "",
             _("；确是新小区的，加 --create-places 导入"));
}

static uint32_t find_compound(struct reading *r) {
    struct yz_places *p = r->p;
    char rule[192], mend[512];
    if (!r->a.place[0] && p->compound_count == 1) return 0;
    if (!r->a.place[0]) return refuse(r, _("地址里没有小区"), _("写成 小区名3-2-501"));
    for (size_t i = 0; i < p->compound_count; i++)
        if (strcmp(p->compounds[i].name, r->a.place) == 0) return (uint32_t)i;
    if (p->create) return add_compound(p, 0, r->a.place); /* its record is made with its first door */
    snprintf(rule, sizeof rule, _("没有小区“%s”"), r->a.place);
    name_compounds(p, mend, sizeof mend);
    return refuse(r, rule, mend);
}

static int64_t grid_named(struct yz_places *p, const char *cell) {
    char text[CELL];
    int64_t id = 0;
    plain_of(cell, text);
    if (!*text) return 0;
    struct yz_query *q =
        yz_sql(p->session->store, "SELECT id FROM grid WHERE name=?1 OR number=?1 ORDER BY id LIMIT 1");
    yz_bind_text(q, 1, text);
    if (yz_next(q)) id = yz_int(q, 0);
    yz_done(q);
    return id;
}

static uint32_t find_building(struct reading *r, uint32_t compound) {
    struct yz_places *p = r->p;
    char rule[192];
    if (!r->a.building[0]) return refuse(r, _("地址里没有楼栋"), _("写成 小区名3-2-501"));
    upper(r->a.building);
    uint32_t *at = key_at(p, 'b', compound, r->a.building, "");
    if (at && *at != YZ_NOWHERE) return *at;
    if (p->create) {
        uint32_t made = add_building(p, 0, compound, r->a.building);
        if (made != YZ_NOWHERE) p->buildings[made].grid = grid_named(p, r->grid);
        return made;
    }
    snprintf(rule, sizeof rule, _("%1$s 没有 %2$s 幢"), p->compounds[compound].name, r->a.building);
    return refuse(r, rule, _("请核对楼栋号；确有这栋楼的，先登记楼栋，或加 --create-places 导入"));
}

static uint32_t find_door(struct reading *r, uint32_t building) {
    struct yz_places *p = r->p;
    if (!p->buildings[building].loaded) load_doors(p, building);
    upper(r->a.unit);
    upper(r->a.room);
    uint32_t *at = key_at(p, 'd', building, r->a.unit, r->a.room);
    if (at && *at != YZ_NOWHERE) return *at;
    return add_door(p, 0, building, r->a.unit, r->a.room);
}

static void show(struct reading *r, const struct place_cells *c) {
    static const enum yz_column order[] = {YZ_COLUMN_ADDRESS, YZ_COLUMN_COMPOUND, YZ_COLUMN_BUILDING, YZ_COLUMN_UNIT,
                                           YZ_COLUMN_ROOM};
    size_t n = 0;
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        const char *cell = c->at[order[i]];
        if (!*cell || n + 1 >= sizeof r->shown) continue;
        snprintf(r->shown + n, sizeof r->shown - n, "%s%s", n ? " " : "", cell);
        n = strlen(r->shown);
    }
    r->shown[yz_utf8_cut(r->shown, sizeof r->shown - 1)] = '\0';
}

static uint32_t read_door(struct yz_places *p, const struct place_cells *c, struct yz_findings *f) {
    struct reading r = {.p = p, .f = f, .grid = c->at[YZ_COLUMN_GRID]};
    show(&r, c);
    if (!read_all(&r, c)) return refuse(&r, _("认不出这个地址"), _("写成 小区名3-2-501 或 小区名3幢2单元501室"));
    if (!r.a.room[0]) return refuse(&r, _("地址里没有门牌号"), _("写成 小区名3-2-501；没有单元的写 小区名3-501"));
    uint32_t compound = find_compound(&r);
    uint32_t building = compound == YZ_NOWHERE ? YZ_NOWHERE : find_building(&r, compound);
    return building == YZ_NOWHERE ? YZ_NOWHERE : find_door(&r, building);
}

/* --- one row --- */

static const char *above(const struct yz_places *p, const struct yz_columns *c, const struct yz_sheet *s, int column) {
    return p->last[column] ? yz_sheet_cell(s, p->last[column] - 1, c->at[column]) : "";
}

static bool is_told(const char *cell) {
    char text[8];
    if ((unsigned char)*cell > ' ' && (unsigned char)*cell < 0x7F) return true;
    yz_text_trim(text, sizeof text, cell);
    return *text != '\0';
}

/* Merged cells leave all but their first row blank: a compound, a building for all below it; a whole address only for
 * those who are somebody's kin. */
static bool gather(struct yz_places *p, const struct yz_columns *c, const struct yz_sheet *s, size_t row, bool joins,
                   struct place_cells *out) {
    bool told[YZ_COLUMNS];
    for (int i = 0; i < YZ_COLUMNS; i++) {
        out->at[i] = yz_sheet_cell(s, row, c->at[i]);
        told[i] = is_told(out->at[i]);
        if (!told[i]) out->at[i] = "";
    }
    bool door = told[YZ_COLUMN_ADDRESS] || told[YZ_COLUMN_ROOM];
    if (!door && !joins) return false;
    if (!door) {
        for (int i = 0; i <= YZ_COLUMN_ROOM; i++) out->at[i] = above(p, c, s, i);
        return is_told(out->at[YZ_COLUMN_ADDRESS]) || is_told(out->at[YZ_COLUMN_ROOM]);
    }
    if (!told[YZ_COLUMN_ADDRESS] && !told[YZ_COLUMN_COMPOUND])
        out->at[YZ_COLUMN_COMPOUND] = above(p, c, s, YZ_COLUMN_COMPOUND);
    if (!told[YZ_COLUMN_ADDRESS] && !told[YZ_COLUMN_BUILDING]) {
        out->at[YZ_COLUMN_BUILDING] = above(p, c, s, YZ_COLUMN_BUILDING);
        if (!told[YZ_COLUMN_UNIT]) out->at[YZ_COLUMN_UNIT] = above(p, c, s, YZ_COLUMN_UNIT);
    }
    /* What this row tells holds for the rows below; a unit only together with its building. */
    for (int i = 0; i <= YZ_COLUMN_ROOM; i++)
        if (told[i] || i == YZ_COLUMN_ADDRESS || i == YZ_COLUMN_ROOM ||
            (i == YZ_COLUMN_UNIT && told[YZ_COLUMN_BUILDING]))
            p->last[i] = row + 1;
    return true;
}

void yz_cell_plain(const char *cell, char *out) {
    plain_of(cell, out);
}

uint32_t yz_places_building(struct yz_places *p, const struct yz_columns *c, const struct yz_sheet *s, size_t row,
                            struct yz_findings *f) {
    struct reading r = {.p = p, .f = f, .grid = yz_sheet_cell(s, row, c->at[YZ_COLUMN_GRID])};
    struct yz_address parts;
    const char *number = yz_sheet_cell(s, row, c->at[YZ_COLUMN_BUILDING]);
    const char *compound = yz_sheet_cell(s, row, c->at[YZ_COLUMN_COMPOUND]);
    if (is_told(compound)) p->last[YZ_COLUMN_COMPOUND] = row + 1;
    else compound = above(p, c, s, YZ_COLUMN_COMPOUND);
    plain_of(number, r.shown);
    char text[CELL];
    plain_of(compound, text);
    if (!yz_copy(r.a.place, sizeof r.a.place, text) || !read_part(number, &parts, r.a.building))
        return refuse(&r, _("认不出这个楼栋号"), _("写成 3 或 3幢"));
    uint32_t in = find_compound(&r);
    if (in == YZ_NOWHERE) return in;
    bool create = p->create;
    p->create = true; /* the compound is there, or may be made: a new building is what such a ledger is for */
    uint32_t building = find_building(&r, in);
    p->create = create;
    return building;
}

uint32_t yz_places_find(struct yz_places *p, const struct yz_columns *c, const struct yz_sheet *s, size_t row,
                        bool joins, struct yz_findings *f) {
    struct place_cells cells;
    char key[KEY];
    size_t n = 0;
    if (!gather(p, c, s, row, joins, &cells)) return YZ_NOWHERE;
    for (int i = 0; i <= YZ_COLUMN_ROOM; i++) {
        size_t length = strlen(cells.at[i]);
        if (length >= CELL || n + length + 1 > sizeof key) {
            yz_find_error(f, "address", cells.at[i], _("地址太长"), _("写成 小区名3-2-501"));
            return YZ_NOWHERE;
        }
        memcpy(key + n, cells.at[i], length);
        n += length;
        key[n++] = '\n';
    }
    uint32_t *at = yz_map_at(&p->texts, key, n), door;
    if (at && *at != YZ_NOWHERE) return *at;
    door = read_door(p, &cells, f);
    at = yz_map_at(&p->texts, key, n); /* it may have moved */
    if (at) *at = door;
    else f->lost = true;
    return door;
}
