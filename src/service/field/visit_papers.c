/* The papers of visits: the doors of a building, to be taken along; the record of one visit. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/visits.h>

#include "base/mask.h"
#include "base/text.h"
#include "service/desk/paper_sheet.h"
#include "service/restricted.h"

struct own {
    size_t count;
    struct yz_door all[];
};

static size_t rows(struct yz_sheet *sh, const char *list) {
    return strcmp(list, "door") == 0 ? ((struct own *)sh->own)->count : 0;
}

static void last_text(const struct yz_door *d, char *out, size_t room) {
    char day[YZ_DATE_TEXT];
    if (d->last)
        snprintf(out, room, "%s %s", yz_date_text(yz_moment_date(d->last), day),
                 yz_code_label("visit_outcome", d->outcome));
}

static void open_text(const struct yz_door *d, char *out, size_t room) {
    if (d->needs && d->cases) snprintf(out, room, "需求 %d，办件 %d", (int)d->needs, (int)d->cases);
    else if (d->needs) snprintf(out, room, "需求 %d", (int)d->needs);
    else if (d->cases) snprintf(out, room, "办件 %d", (int)d->cases);
}

/* Of key groups only that there is one: such a sheet is left lying about. */
static const char *row(struct yz_sheet *sh, const char *list, size_t place, const char *key) {
    const struct yz_door *d = &((struct own *)sh->own)->all[place];
    char *out = sh->text;
    size_t room = sizeof sh->text;
    (void)list;
    *out = '\0';
    if (strcmp(key, "door") == 0) snprintf(out, room, "%s-%s", d->unit, d->room);
    else if (strcmp(key, "head") == 0) yz_mask_name(out, room, d->head);
    else if (strcmp(key, "people") == 0 && d->members) snprintf(out, room, "%d人", (int)d->members);
    else if (strcmp(key, "key") == 0) yz_copy(out, room, d->key ? "　※" : "");
    else if (strcmp(key, "due") == 0) yz_copy(out, room, d->outdated ? "　登记待改" : d->due_now ? "　该走访" : "");
    else if (strcmp(key, "last") == 0) last_text(d, out, room);
    else if (strcmp(key, "open") == 0) open_text(d, out, room);
    else if (strcmp(key, "people") != 0) return NULL;
    return out;
}

static enum yz_status read_all(struct yz_sheet *sh, int64_t building) {
    struct yz_door *all;
    size_t count;
    enum yz_status status = yz_walk_list(sh->s, building, &all, &count);
    if (status != YZ_OK) return status;
    struct own *o = malloc(sizeof *o + count * sizeof *o->all);
    if (o) o->count = count;
    if (o && count) memcpy(o->all, all, count * sizeof *all);
    free(all);
    sh->own = o;
    return o ? YZ_OK : yz_fail(YZ_BUSY, _("内存不足"));
}

enum yz_status yz_sheet_doors(struct yz_sheet *sh, const void *record) {
    const struct yz_building *b = record;
    struct yz_compound c = {0};
    int64_t due = 0, households = 0;
    char text[192];
    enum yz_status status = read_all(sh, b->id);
    if (status != YZ_OK) return status;
    const struct own *o = sh->own;
    for (size_t i = 0; i < o->count; i++) {
        due += o->all[i].due_now;
        households += o->all[i].household != 0;
    }
    sh->rows = rows;
    sh->row = row;
    yz_sheet_put(sh, "address", yz_building_address(sh->s, b->id, text, sizeof text));
    yz_sheet_put(sh, "grid", yz_record_title(sh->s, YZ_GRID, b->grid, false, text, sizeof text));
    yz_sheet_put_count(sh, "households", households, "户");
    yz_sheet_put_count(sh, "due", due, "户");
    yz_sheet_put(sh, "clerk", yz_session_staff(sh->s)->name);
    if (b->compound && yz_record_get(sh->s, YZ_COMPOUND, b->compound, &c) != YZ_OK) c.invented = false;
    return yz_sheet_put_places(sh, yz_session_station(sh->s)->id, c.invented);
}

/* What was opened for the household on that day. */
static void put_cases(struct yz_sheet *sh, const struct yz_visit *v) {
    yz_date day = yz_moment_date(v->at);
    struct yz_query *q = yz_sql(sh->s->store, "SELECT group_concat(number,'、') FROM \"case\" WHERE household=?1 AND "
                                              "household<>0 AND received>=?2 AND received<?3 AND NOT secret AND "
                                              "service<>'" YZ_CALLBACK "'");
    yz_bind(q, 1, v->household);
    yz_bind(q, 2, yz_moment_make(day, 0));
    yz_bind(q, 3, yz_moment_make(yz_date_add(day, 1), 0));
    yz_sheet_put(sh, "case", yz_next(q) ? yz_text(q, 0) : "");
    yz_done(q);
}

enum yz_status yz_sheet_visit(struct yz_sheet *sh, const void *record) {
    const struct yz_visit *v = record;
    struct yz_need need = {0};
    char text[512];
    if (v->need && yz_record_get(sh->s, YZ_NEED, v->need, &need) != YZ_OK) *need.text = '\0'; /* gone since */
    yz_sheet_put_moment(sh, "at", v->at);
    yz_sheet_put_staff(sh, "staff", v->staff);
    yz_sheet_put(sh, "address", yz_dwelling_address(sh->s, v->dwelling, text, sizeof text));
    yz_sheet_put(sh, "outcome", yz_code_label("visit_outcome", v->outcome));
    yz_sheet_put(sh, "person", v->person ? yz_record_title(sh->s, YZ_PERSON, v->person, true, text, sizeof text) : "");
    yz_sheet_put(sh, "checks", yz_visit_checks_text(sh->s, v, text, sizeof text));
    yz_sheet_put(sh, "note", v->note);
    yz_sheet_put(sh, "need", need.secret ? "" : need.text);
    yz_sheet_put(sh, "field", yz_code_label("need_field", need.secret ? 0 : need.field));
    put_cases(sh, v);
    yz_sheet_put(sh, "clerk", yz_session_staff(sh->s)->name);
    return yz_sheet_put_places(sh, yz_session_station(sh->s)->id, v->invented);
}
