/* The diary writes itself: the acts of some days, one line for what each did. */
#include <yizhan/diary.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/desk.h>
#include <yizhan/i18n.h>
#include <yizhan/journal.h>
#include <yizhan/registry.h>
#include <yizhan/visits.h>

#include "base/mask.h"
#include "base/text.h"
#include "service/desk/desk_private.h"
#include "service/restricted.h"
#include "service/session.h"

/* One act, as far as its lines were read. */
struct act {
    int64_t act, staff;
    yz_moment at;
    char verb[48];
    enum yz_kind_id kind; /* of the first record */
    int64_t id, records, cases, case_id;
    bool silent; /* an undo, or undone */
    bool told;   /* has lines of its own */
};

struct reading {
    struct yz_session *s;
    struct yz_diary *d;
    struct act now;
    int64_t last_visit; /* told last: it is written again when its need has an id */
};

/* --- where it was --- */

static int64_t grid_of_building(struct yz_session *s, int64_t building) {
    return building ? yz_sql_int(s->store, "SELECT grid FROM building WHERE id=?1", building, 0) : 0;
}

static int64_t grid_of_household(struct yz_session *s, int64_t household) {
    return household ? grid_of_building(s, yz_household_building(s, household)) : 0;
}

static int64_t grid_of_case(struct yz_session *s, int64_t id) {
    int64_t building = yz_sql_int(s->store, "SELECT building FROM \"case\" WHERE id=?1", id, 0);
    int64_t household = yz_sql_int(s->store, "SELECT household FROM \"case\" WHERE id=?1", id, 0);
    return building ? grid_of_building(s, building) : grid_of_household(s, household);
}

static int64_t grid_of(struct yz_session *s, enum yz_kind_id kind, int64_t id) {
    switch (kind) {
    case YZ_VISIT: return grid_of_building(s, yz_sql_int(s->store, "SELECT building FROM visit WHERE id=?1", id, 0));
    case YZ_NEED: return yz_sql_int(s->store, "SELECT grid FROM need WHERE id=?1", id, 0);
    case YZ_CASE: return grid_of_case(s, id);
    case YZ_BUILDING: return grid_of_building(s, id);
    case YZ_DWELLING:
        return grid_of_building(s, yz_sql_int(s->store, "SELECT building FROM dwelling WHERE id=?1", id, 0));
    case YZ_HOUSEHOLD: return grid_of_household(s, id);
    case YZ_MEMBERSHIP:
        return grid_of_household(s, yz_sql_int(s->store, "SELECT household FROM membership WHERE id=?1", id, 0));
    case YZ_PERSON: return grid_of_household(s, yz_person_household(s, id, 0));
    case YZ_FOCUS: return grid_of(s, YZ_PERSON, yz_sql_int(s->store, "SELECT person FROM focus WHERE id=?1", id, 0));
    case YZ_GRID: return id;
    case YZ_POST: return yz_sql_int(s->store, "SELECT grid FROM post WHERE id=?1", id, 0);
    case YZ_CENTER: return yz_sql_int(s->store, "SELECT grid FROM center WHERE id=?1", id, 0);
    default: return 0;
    }
}

/* --- lines --- */

/* A line for a record, NULL when it is none of this diary (or there is no memory: then nothing more comes). */
static struct yz_diary_line *line(struct reading *r, enum yz_kind_id kind, int64_t id, int64_t staff) {
    struct yz_diary *d = r->d;
    int64_t grid = grid_of(r->s, kind, id);
    if (d->filter.grid && grid != d->filter.grid) return NULL;
    if (d->filter.staff && staff != d->filter.staff) return NULL;
    if (d->count == YZ_DIARY_LINES) {
        d->cut = true;
        return NULL;
    }
    if (d->count == d->room) {
        size_t room = d->room ? 2 * d->room : 64;
        struct yz_diary_line *more = realloc(d->all, room * sizeof *more);
        if (!more) return d->cut = true, NULL;
        d->all = more;
        d->room = room;
    }
    struct yz_diary_line *l = &d->all[d->count++];
    *l = (struct yz_diary_line){.at = r->now.at, .staff = staff, .grid = grid, .kind = kind, .record = id};
    l->id = (int64_t)d->count;
    if (staff) yz_copy(l->who, sizeof l->who, yz_known_name(r->s, &yz_staff_kind, staff));
    return l;
}

static void tell_visit(struct reading *r, int64_t id) {
    struct yz_visit v;
    char door[96];
    if (yz_get(r->s->store, &yz_visit_kind, id, &v) != YZ_OK) return; /* undone since */
    struct yz_diary_line *l = line(r, YZ_VISIT, id, v.staff);
    if (!l) return;
    l->at = v.at;
    l->kind = v.household ? YZ_HOUSEHOLD : YZ_BUILDING;
    l->record = v.household ? v.household : v.building;
    r->d->visits++;
    r->d->met += v.outcome == YZ_VISIT_MET || v.outcome == YZ_VISIT_NEW_TENANT;
    snprintf(l->text, sizeof l->text, _("走访 %1$s：%2$s"), yz_dwelling_short(r->s, v.dwelling, door, sizeof door),
             yz_code_label("visit_outcome", v.outcome));
}

static void tell_need(struct reading *r, int64_t id) {
    struct yz_need n;
    if (yz_get(r->s->store, &yz_need_kind, id, &n) != YZ_OK) return;
    struct yz_diary_line *l = line(r, YZ_NEED, id, r->now.staff);
    if (!l) return;
    bool heard = strcmp(r->now.verb, "log-visit") == 0 || strcmp(r->now.verb, "add-need") == 0;
    r->d->needs += heard;
    if (n.household) l->kind = YZ_HOUSEHOLD, l->record = n.household;
    int used = snprintf(l->text, sizeof l->text, "%s %s：", heard ? _("需求") : yz_verb_label(r->now.verb),
                        yz_code_label("need_field", n.field));
    yz_copy(l->text + used, sizeof l->text - (size_t)used, n.secret ? _("保密") : n.text);
    yz_mask_numbers_in(l->text);
}

static void tell_case(struct reading *r, int64_t id) {
    char number[96];
    struct yz_diary_line *l = line(r, YZ_CASE, id, r->now.staff);
    if (!l) return;
    bool opened = strstr(r->now.verb, "open-case") || strcmp(r->now.verb, "register-newborn") == 0;
    r->d->opened += opened;
    r->d->steps += !opened;
    struct yz_query *q = yz_sql(r->s->store, "SELECT service FROM \"case\" WHERE id=?1");
    char service[48] = "";
    yz_bind(q, 1, id);
    if (yz_next(q)) yz_copy(service, sizeof service, yz_text(q, 0));
    yz_done(q);
    snprintf(l->text, sizeof l->text, "%s %s %s", yz_verb_label(r->now.verb),
             yz_record_title(r->s, YZ_CASE, id, true, number, sizeof number),
             *service ? yz_known_service(r->s, service) : "");
}

/* Whatever else an act did: once, by its case, else its first record. */
static void tell_act(struct reading *r) {
    static const enum yz_kind_id registry[] = {YZ_PERSON,   YZ_HOUSEHOLD, YZ_MEMBERSHIP,
                                               YZ_DWELLING, YZ_BUILDING,  YZ_FOCUS};
    const struct act *a = &r->now;
    char title[192] = "", more[64] = "";
    if (a->told || !a->records) return;
    if (a->cases == 1) {
        tell_case(r, a->case_id);
        return;
    }
    struct yz_diary_line *l = line(r, a->cases ? YZ_CASE : a->kind, a->cases ? a->case_id : a->id, a->staff);
    if (!l) return;
    if (strstr(a->verb, "open-case")) r->d->opened += a->cases;
    else r->d->steps += a->cases;
    for (size_t i = 0; !a->cases && i < sizeof registry / sizeof *registry; i++)
        r->d->registry += a->kind == registry[i];
    if (l->kind != YZ_HANDOVER) yz_record_title(r->s, l->kind, l->record, true, title, sizeof title);
    int64_t count = a->cases ? a->cases : a->records;
    if (count > 1) snprintf(more, sizeof more, _("，共 %lld 条"), (long long)count);
    snprintf(l->text, sizeof l->text, "%s %.150s%s", yz_verb_label(a->verb), title, more);
    yz_mask_numbers_in(l->text);
}

/* --- the journal --- */

static bool undone(struct yz_session *s, int64_t act) {
    char verb[48];
    int64_t by[8];
    size_t n = 0;
    bool is = false;
    snprintf(verb, sizeof verb, "undo:%lld", (long long)act);
    struct yz_query *q =
        yz_sql(s->store, "SELECT DISTINCT act FROM journal INDEXED BY journal_undone WHERE verb=?1 AND "
                         "verb>='undo:' AND verb<'undo;'");
    yz_bind_text(q, 1, verb);
    while (n < 8 && yz_next(q)) by[n++] = yz_int(q, 0);
    yz_done(q);
    while (n && !is) is = !undone(s, by[--n]);
    return is;
}

static void begin_act(struct reading *r, struct yz_query *q) {
    tell_act(r);
    r->now = (struct act){.act = yz_int(q, 1), .at = yz_int(q, 2), .staff = yz_int(q, 3)};
    yz_copy(r->now.verb, sizeof r->now.verb, yz_text(q, 4));
    r->now.silent = strncmp(r->now.verb, "undo:", 5) == 0 || undone(r->s, r->now.act);
}

static void take_line(struct reading *r, const struct yz_log_line *l, enum yz_kind_id kind) {
    struct act *a = &r->now;
    if (a->records && a->kind == YZ_NOTICE) return; /* its lines, and the needs that it shows */
    if (!a->records++) a->kind = kind, a->id = l->id;
    if (kind != YZ_CASE && kind != YZ_VISIT && kind != YZ_NEED) return;
    if (kind == YZ_CASE) {
        a->cases++;
        a->case_id = l->id;
        return;
    }
    if (kind == YZ_VISIT && l->version > 1 && r->last_visit == l->id) return;
    if (kind == YZ_VISIT) r->last_visit = l->id;
    a->told = true;
    if (kind == YZ_VISIT) tell_visit(r, l->id);
    else tell_need(r, l->id);
}

static enum yz_status read_lines(struct reading *r) {
    struct yz_session *s = r->s;
    const struct yz_diary_filter *f = &r->d->filter;
    struct yz_query *q =
        yz_sql(s->store, "SELECT seq,act,at,staff,verb,kind,id,version,gone FROM journal WHERE seq>=?1 "
                         "AND seq<?2 AND version>0 ORDER BY seq");
    yz_bind(q, 1, yz_journal_first(s->store, yz_moment_make(f->from, 0)));
    yz_bind(q, 2, yz_journal_first(s->store, yz_moment_make(yz_date_add(f->to, 1), 0)));
    while (yz_next(q)) {
        struct yz_log_line l = {.seq = yz_int(q, 0), .id = yz_int(q, 6), .version = yz_int(q, 7)};
        if (r->now.act != yz_int(q, 1)) begin_act(r, q);
        yz_copy(l.kind, sizeof l.kind, yz_text(q, 5));
        const struct yz_kind *k = yz_kind_named(l.kind);
        if (!r->now.silent && k && !yz_int(q, 8) && !yz_line_closed(s, &l)) take_line(r, &l, k->id);
    }
    tell_act(r);
    return yz_done(q);
}

static int earlier(const void *a, const void *b) {
    const struct yz_diary_line *x = a, *y = b;
    if (x->at != y->at) return x->at < y->at ? -1 : 1;
    return x->id < y->id ? -1 : x->id > y->id;
}

enum yz_status yz_diary_read(struct yz_session *s, const struct yz_diary_filter *filter, struct yz_diary *out) {
    struct reading r = {.s = s, .d = out};
    *out = (struct yz_diary){.filter = *filter};
    if (!out->filter.from) out->filter.from = yz_today();
    if (out->filter.to < out->filter.from) out->filter.to = out->filter.from;
    yz_snapshot_begin(s->store);
    enum yz_status status = read_lines(&r);
    yz_snapshot_end(s->store);
    if (out->count) qsort(out->all, out->count, sizeof *out->all, earlier);
    return status;
}

void yz_diary_free(struct yz_diary *d) {
    free(d->all);
    *d = (struct yz_diary){0};
}
