/* An empty station file for a real community, from its description as JSON (docs/community.md). SQLite reads the JSON; the
 * members of each object are fields of its kind, and names of other places stand for references. */
#include <yizhan/setup.h>

#include "base/text.h"
#include "service/desk/desk_private.h"
#include "service/session.h"
#include "store/store.h"

#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/registry.h>

enum { PLACE = 192, DOORS_MOST = 200000 }; /* doors: of the whole community */

/* A place made so far, by the names that later ones call it. */
struct made {
    enum yz_kind_id kind;
    int64_t id;
    char name[96], number[16];
};

struct setup {
    struct yz_store *store;
    const struct yz_setup *want;
    struct made *made;
    size_t count, room;
    int64_t community, station, doors;
};

/* One member of an object, or one element of an array. */
struct element {
    char place[PLACE]; /* "compounds[2].name" */
    char key[64];
    const char *type, *value; /* SQLite's words for both */
};

typedef enum yz_status element_fn(struct setup *s, const struct element *e, void *ctx);

static enum yz_status each(struct setup *s, const char *json, const char *place, element_fn *fn, void *ctx) {
    struct yz_query *q = yz_sql(s->store, "SELECT key,type,value,typeof(key) FROM json_each(?1)");
    enum yz_status status = q ? YZ_OK : YZ_FOREIGN;
    if (!q) return status;
    yz_bind_text(q, 1, json);
    while (status == YZ_OK && yz_next(q)) {
        struct element e;
        char type[16];
        yz_copy(type, sizeof type, yz_text(q, 1));
        yz_copy(e.key, sizeof e.key, yz_text(q, 0));
        bool array = strcmp(yz_text(q, 3), "integer") == 0;
        snprintf(e.place, sizeof e.place, array ? "%.100s[%s]" : *place ? "%.100s.%s" : "%.100s%s", place, e.key);
        e.type = type;
        e.value = yz_text(q, 2);
        status = fn(s, &e, ctx);
    }
    enum yz_status end = yz_done(q);
    return status == YZ_OK ? end : status;
}

static bool is(const struct element *e, const char *type) {
    return strcmp(e->type, type) == 0;
}

static enum yz_status expect(const struct element *e, const char *type) {
    if (is(e, type)) return YZ_OK;
    return yz_fail(YZ_REFUSED, _("%1$s：这里要 %2$s，写的是 %3$s"), e->place, type, e->type);
}

/* --- what was made --- */

static const struct made *find(const struct setup *s, enum yz_kind_id kind, const char *name) {
    for (size_t i = 0; i < s->count; i++) {
        const struct made *m = &s->made[i];
        if (m->kind == kind && (strcmp(m->name, name) == 0 || (*m->number && strcmp(m->number, name) == 0))) return m;
    }
    return NULL;
}

static enum yz_status remember(struct setup *s, enum yz_kind_id kind, int64_t id, const char *name,
                               const char *number) {
    if (s->count == s->room) {
        size_t room = s->room ? 2 * s->room : 64;
        struct made *made = realloc(s->made, room * sizeof *made);
        if (!made) return yz_fail(YZ_BUSY, _("内存不足"));
        s->made = made;
        s->room = room;
    }
    struct made *m = &s->made[s->count++];
    *m = (struct made){.kind = kind, .id = id};
    yz_copy(m->name, sizeof m->name, name);
    yz_copy(m->number, sizeof m->number, number);
    return YZ_OK;
}

/* --- records --- */

struct reading {
    const struct yz_kind *kind;
    void *record;
    const char *const *skip; /* members that somebody else reads; NULL-terminated, or NULL */
};

static bool skipped(const struct reading *r, const char *key) {
    for (size_t i = 0; r->skip && r->skip[i]; i++) {
        if (strcmp(r->skip[i], key) == 0) return true;
    }
    return false;
}

static enum yz_status refer(struct setup *s, const struct element *e, const struct reading *r,
                            const struct yz_field *f) {
    const struct yz_kind *of = yz_kind_named(f->of);
    const struct made *m = find(s, of->id, e->value);
    if (!m) return yz_fail(YZ_REFUSED, _("%1$s：前面没有叫“%3$s”的%2$s"), e->place, yz_tr(of->label), e->value);
    memcpy((char *)r->record + f->offset, &m->id, sizeof m->id);
    return YZ_OK;
}

static enum yz_status member(struct setup *s, const struct element *e, void *ctx) {
    const struct reading *r = ctx;
    const struct yz_field *f = yz_field_named(r->kind, e->key);
    struct yz_findings findings = {0};
    if (skipped(r, e->key) || is(e, "null")) return YZ_OK;
    if (!f || f->flags & YZ_DERIVED)
        return yz_fail(YZ_REFUSED, _("%1$s：%2$s没有这一项"), e->place, yz_tr(r->kind->label));
    if (is(e, "object") || is(e, "array")) return yz_fail(YZ_REFUSED, _("%s：这里要一个值"), e->place);
    if (f->type == YZ_REF) return refer(s, e, r, f);
    const char *value = is(e, "true") ? "是" : is(e, "false") ? "否" : e->value;
    enum yz_status status = YZ_OK;
    if (!yz_field_set(f, r->record, value, false, &findings)) {
        status = yz_fail(YZ_REFUSED, "%s：%s", e->place, findings.count ? findings.all[0].rule : value);
    }
    yz_findings_free(&findings);
    return status;
}

/* Checks a record as a whole, and puts it. */
static enum yz_status put(struct setup *s, const struct element *e, const struct yz_kind *k, void *record) {
    struct yz_findings f = {0};
    enum yz_status status = YZ_OK;
    if (!yz_record_check(k, record, &f)) {
        const struct yz_finding *first = &f.all[0];
        for (size_t i = 0; i < f.count && first->severity != YZ_ERROR; i++) first = &f.all[i];
        status = yz_fail(YZ_REFUSED, "%s.%s：%s", e->place, first->field, first->rule);
    }
    yz_findings_free(&f);
    return status == YZ_OK ? yz_put(s->store, k, record) : status;
}

static enum yz_status read_object(struct setup *s, const struct element *e, const struct yz_kind *k, void *record,
                                  const char *const *skip) {
    struct reading r = {k, record, skip};
    enum yz_status status = expect(e, "object");
    return status == YZ_OK ? each(s, e->value, e->place, member, &r) : status;
}

/* Puts a place and remembers its names, each once. */
static enum yz_status place(struct setup *s, const struct element *e, const struct yz_kind *k, void *record,
                            const char *name, const char *number) {
    if (find(s, k->id, name)) return yz_fail(YZ_REFUSED, _("%1$s：“%2$s”写了两次"), e->place, name);
    enum yz_status status = put(s, e, k, record);
    return status == YZ_OK ? remember(s, k->id, ((struct yz_record *)record)->id, name, number) : status;
}

/* --- the parts of a community, in the order in which they refer to each other --- */

static enum yz_status area(struct setup *s, const struct element *e, void *ctx) {
    struct yz_area a = {.community = s->community};
    enum yz_status status = YZ_OK;
    (void)ctx;
    if (is(e, "text")) yz_copy(a.name, sizeof a.name, e->value);
    else status = read_object(s, e, &yz_area_kind, &a, NULL);
    return status == YZ_OK ? place(s, e, &yz_area_kind, &a, a.name, "") : status;
}

static enum yz_status grid(struct setup *s, const struct element *e, void *ctx) {
    struct yz_grid g = {0};
    (void)ctx;
    enum yz_status status = read_object(s, e, &yz_grid_kind, &g, NULL);
    return status == YZ_OK ? place(s, e, &yz_grid_kind, &g, g.name, g.number) : status;
}

/* Every door of a building whose units, floors and doors a floor are known: 2 单元 501. */
static enum yz_status doors(struct setup *s, const struct yz_building *b) {
    enum yz_status status = YZ_OK;
    for (int64_t i = 0; status == YZ_OK && i < b->units * b->floors * b->doors; i++) {
        struct yz_dwelling d = {.building = b->id, .floor = i / b->doors % b->floors + 1};
        snprintf(d.unit, sizeof d.unit, "%d", (int)(i / (b->floors * b->doors) + 1));
        snprintf(d.room, sizeof d.room, "%d%02d", (int)d.floor, (int)(i % b->doors + 1));
        status = yz_put(s->store, &yz_dwelling_kind, &d);
    }
    return status;
}

static enum yz_status wants_doors(struct setup *s, const struct element *e, void *ctx) {
    (void)s;
    if (strcmp(e->key, "make_dwellings") == 0) *(bool *)ctx = is(e, "true");
    return YZ_OK;
}

static enum yz_status building(struct setup *s, const struct element *e, void *ctx) {
    static const char *const skip[] = {"make_dwellings", NULL};
    struct yz_building b = {.compound = *(const int64_t *)ctx};
    bool all_doors = false;
    char name[96];
    enum yz_status status = read_object(s, e, &yz_building_kind, &b, skip);
    if (status == YZ_OK) status = each(s, e->value, e->place, wants_doors, &all_doors);
    int64_t most = 20000;
    bool sane = b.units > 0 && b.floors > 0 && b.doors > 0 && b.units < most && b.floors < most && b.doors < 100;
    if (status == YZ_OK && all_doors && (!sane || b.units * b.floors * b.doors > most)) {
        status = yz_fail(YZ_REFUSED, _("%s：要建房屋，先写 units、floors、doors"), e->place);
    }
    if (status == YZ_OK && all_doors && (s->doors += b.units * b.floors * b.doors) > DOORS_MOST)
        status = yz_fail(YZ_REFUSED, _("%1$s：房屋太多，一个社区最多 %2$d 套"), e->place, DOORS_MOST);
    if (status == YZ_OK && all_doors) b.dwellings = b.units * b.floors * b.doors;
    snprintf(name, sizeof name, "%lld/%s", (long long)b.compound, b.number);
    if (status == YZ_OK) status = place(s, e, &yz_building_kind, &b, name, "");
    return status == YZ_OK && all_doors ? doors(s, &b) : status;
}

static enum yz_status buildings(struct setup *s, const struct element *e, void *ctx) {
    if (strcmp(e->key, "buildings") != 0) return YZ_OK;
    enum yz_status status = expect(e, "array");
    return status == YZ_OK ? each(s, e->value, e->place, building, ctx) : status;
}

static enum yz_status compound(struct setup *s, const struct element *e, void *ctx) {
    static const char *const skip[] = {"buildings", NULL};
    struct yz_compound c = {0};
    (void)ctx;
    enum yz_status status = read_object(s, e, &yz_compound_kind, &c, skip);
    if (status == YZ_OK) status = place(s, e, &yz_compound_kind, &c, c.name, "");
    return status == YZ_OK ? each(s, e->value, e->place, buildings, &c.id) : status;
}

static enum yz_status put_station(struct setup *s, const struct element *e, struct yz_station *station) {
    station->community = s->community;
    enum yz_status status = place(s, e, &yz_station_kind, station, station->name, "");
    if (strcmp(station->name, s->want->station) == 0) s->station = station->id;
    return status;
}

static enum yz_status station(struct setup *s, const struct element *e, void *ctx) {
    struct yz_station t = {0};
    (void)ctx;
    enum yz_status status = read_object(s, e, &yz_station_kind, &t, NULL);
    return status == YZ_OK ? put_station(s, e, &t) : status;
}

static enum yz_status walk(struct setup *s, const struct element *e, void *ctx) {
    struct yz_walk w = {0};
    (void)ctx;
    enum yz_status status = read_object(s, e, &yz_walk_kind, &w, NULL);
    return status == YZ_OK ? put(s, e, &yz_walk_kind, &w) : status;
}

struct part {
    const char *name;
    element_fn *read;
};
static const struct part parts[] = {
    {"areas", area}, {"grids", grid}, {"compounds", compound}, {"stations", station}, {"walks", walk}};

/* Of the community's members, those of one part. */
static enum yz_status one_part(struct setup *s, const struct element *e, void *ctx) {
    const struct part *p = ctx;
    if (strcmp(e->key, p->name) != 0) return YZ_OK;
    enum yz_status status = expect(e, "array");
    return status == YZ_OK ? each(s, e->value, e->place, p->read, NULL) : status;
}

static enum yz_status community(struct setup *s) {
    static const char *const skip[] = {"areas", "grids", "compounds", "stations", "walks", NULL};
    struct yz_community c = {0};
    struct reading r = {&yz_community_kind, &c, skip};
    struct element top = {.place = "community"};
    enum yz_status status = each(s, s->want->community, "", member, &r);
    if (status == YZ_OK) status = put(s, &top, &yz_community_kind, &c);
    s->community = c.id;
    for (size_t i = 0; status == YZ_OK && i < sizeof parts / sizeof *parts; i++) {
        struct part p = parts[i];
        status = each(s, s->want->community, "", one_part, &p);
    }
    return status;
}

/* A station that the description does not name is a new main station; its hours are put right later. */
static enum yz_status own_station(struct setup *s) {
    struct yz_station t = {.hours = "09:00-12:00,13:30-17:30", .evening = "17:30"};
    struct element e = {.place = "station"};
    if (s->station) return YZ_OK;
    if (!yz_code_parse("station_kind", "main", &t.kind))
        return yz_fail(YZ_FOREIGN, _("没有数据文件 %s"), "codes/station_kind.csv");
    yz_copy(t.name, sizeof t.name, s->want->station);
    return put_station(s, &e, &t);
}

/* Who runs the program becomes the administrator. */
static enum yz_status administrator(struct setup *s) {
    const struct passwd *user = getpwuid(geteuid());
    struct yz_staff a = {.station = s->station, .since = yz_today()};
    struct element e = {.place = "admin"};
    if (user && user->pw_name) yz_copy(a.os_user, sizeof a.os_user, user->pw_name);
    else snprintf(a.os_user, sizeof a.os_user, "%ld", (long)geteuid());
    const char *name = s->want->admin && *s->want->admin ? s->want->admin : a.os_user;
    yz_copy(a.name, sizeof a.name, name);
    yz_copy(a.login, sizeof a.login, a.os_user);
    if (!yz_code_parse("staff_role", "admin", &a.role))
        return yz_fail(YZ_FOREIGN, _("没有数据文件 %s"), "codes/staff_role.csv");
    return put(s, &e, &yz_staff_kind, &a);
}

static enum yz_status fill(struct setup *s) {
    enum yz_status status = yz_setup_syntax(s->want->community);
    if (status == YZ_OK) status = yz_act_begin(s->store, "init", 0);
    if (status != YZ_OK) return status;
    status = community(s);
    if (status == YZ_OK) status = own_station(s);
    if (status == YZ_OK) status = administrator(s);
    if (status == YZ_OK) status = yz_catalogue_install(s->store);
    if (status == YZ_OK) return yz_act_commit(s->store, NULL);
    yz_act_abort(s->store);
    return status;
}

enum yz_status yz_init_station(const char *path, const struct yz_setup *want) {
    struct setup s = {.want = want};
    if (!want->station || !*want->station) return yz_fail(YZ_USAGE, _("没有写驿站的名称"));
    yz_session_kinds();
    enum yz_status status = yz_store_create(path, want->number ? want->number : 1, false, &s.store);
    if (status != YZ_OK) return status;
    status = fill(&s);
    if (status == YZ_OK) status = yz_store_publish(s.store);
    yz_store_close(s.store);
    free(s.made);
    return status;
}

enum yz_status yz_accept_loss(const char *path) {
    yz_session_kinds();
    return yz_store_accept_loss(path);
}
