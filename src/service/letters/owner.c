/* Who has what, and the stations of the district, as this file knows them. */
#include "service/letters/letters_private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>

#include "base/text.h"

/* --- stations --- */

#define STATIONS "hub_stations" /* "7\t东门驿站" lines */

enum { LIST = 16384 };

enum yz_status yz_district_keep(struct yz_session *s, const char *lines) {
    char kept[LIST];
    yz_meta_text(s->store, STATIONS, kept, sizeof kept);
    if (strncmp(kept, lines, sizeof kept - 1) == 0) return YZ_OK;
    enum yz_status status =
        yz_act_begin(s->store, "hub-sync", s->staff.id); /* without a line, as the sync's own marks */
    if (status != YZ_OK) return status;
    return yz_session_end(s, yz_meta_text_set(s->store, STATIONS, lines));
}

/* Calls it for each until it answers true. */
static bool each_station(struct yz_session *s, bool (*take)(void *ctx, int number, const char *name), void *ctx) {
    char list[LIST], *rest = list;
    yz_meta_text(s->store, STATIONS, list, sizeof list);
    for (char *line; (line = strsep(&rest, "\n"));) {
        char *name = strchr(line, '\t');
        if (name) *name++ = '\0';
        if (name && take(ctx, atoi(line), name)) return true;
    }
    return false;
}

struct wanted {
    int number;
    char name[96];
};

static bool by_number(void *ctx, int number, const char *name) {
    struct wanted *w = ctx;
    if (number == w->number) yz_copy(w->name, sizeof w->name, name);
    return number == w->number;
}

static bool by_name(void *ctx, int number, const char *name) {
    struct wanted *w = ctx;
    char folded[96];
    yz_text_fold(folded, sizeof folded, name);
    if (strcmp(folded, w->name) == 0) w->number = number;
    return w->number != 0;
}

struct others {
    struct yz_district_station *out;
    size_t max, count;
    int own;
};

static bool add_other(void *ctx, int number, const char *name) {
    struct others *o = ctx;
    if (number == o->own || o->count == o->max) return false;
    o->out[o->count].number = number;
    yz_copy(o->out[o->count].name, sizeof o->out[0].name, name);
    o->count++;
    return false;
}

size_t yz_district_stations(struct yz_session *s, struct yz_district_station *out, size_t max) {
    struct others o = {out, max, 0, yz_store_number(s->store)};
    each_station(s, add_other, &o);
    return o.count;
}

int yz_district_station(struct yz_session *s, const char *typed) {
    struct wanted w = {0};
    char *end;
    yz_text_fold(w.name, sizeof w.name, typed ? typed : "");
    long number = strtol(w.name, &end, 10);
    if (end != w.name && (!*end || strcmp(end, "号") == 0)) return number >= 1 && number <= 65535 ? (int)number : 0;
    return *w.name && each_station(s, by_name, &w) ? w.number : 0;
}

char *yz_district_name(struct yz_session *s, int number, char *out, size_t room) {
    struct wanted w = {.number = number};
    if (!number) snprintf(out, room, "%s", _("区县"));
    else if (each_station(s, by_number, &w)) snprintf(out, room, _("%1$s（%2$d 号）"), w.name, number);
    else snprintf(out, room, _("%d 号驿站"), number);
    return out;
}

/* --- who has it --- */

enum yz_kind_id yz_letter_about(const struct yz_letter *letter, int64_t *id) {
    enum yz_kind_id kind = YZ_NO_KIND;
    *id = 0;
    return *letter->ref && yz_ref_parse(letter->ref, &kind, id) ? kind : YZ_NO_KIND;
}

/* The station that has it by the newest letter that was accepted, and the one to which it is on offer; 0: none. */
static enum yz_status holder(struct yz_session *s, const char *ref, int64_t *owner, int64_t *offered) {
    struct yz_query *q = yz_sql(s->store, "SELECT state, sender, receiver FROM letter WHERE ref = ?1 AND sort <= 2 AND "
                                          "state NOT IN (4, 5, 9) ORDER BY answered, at, id");
    *owner = *offered = 0;
    yz_bind_text(q, 1, ref);
    while (yz_next(q)) {
        if (yz_int(q, 0) == YZ_LETTER_ACCEPTED) *owner = yz_int(q, 2);
        else if (yz_int(q, 1) == yz_store_number(s->store)) *offered = yz_int(q, 2);
    }
    return yz_done(q);
}

bool yz_owns(struct yz_session *s, enum yz_kind_id kind, int64_t id) {
    char ref[32];
    int64_t owner, offered;
    if (holder(s, yz_ref_text(kind, id, ref), &owner, &offered) != YZ_OK) return false;
    return (owner ? owner : YZ_ID_STATION(id)) == yz_store_number(s->store);
}

enum yz_status yz_must_own(struct yz_session *s, enum yz_kind_id kind, int64_t id) {
    char ref[32], name[128];
    int64_t owner, offered;
    enum yz_status status = holder(s, yz_ref_text(kind, id, ref), &owner, &offered);
    if (status != YZ_OK) return status;
    if (!owner) owner = YZ_ID_STATION(id);
    if (owner != yz_store_number(s->store))
        return yz_fail(YZ_REFUSED, _("%1$s 现在归%2$s，要改请他们改"), yz_ref_text(kind, id, ref),
                       yz_district_name(s, (int)owner, name, sizeof name));
    if (offered)
        return yz_fail(YZ_REFUSED, _("%1$s 正转给%2$s，等答复；要改先收回（hub recall，或“区县”屏幕里按 Tab）"),
                       yz_ref_text(kind, id, ref), yz_district_name(s, (int)offered, name, sizeof name));
    return YZ_OK;
}
