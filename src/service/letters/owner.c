/* Who has what, and the stations of the district, as this file knows them. */
#include "service/letters/letters_private.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>

#include "base/text.h"
#include "service/letters/letters.h"

/* --- stations --- */

#define STATIONS "hub_stations" /* "7\t东门驿站\t24.97\t102.75" lines: the last two "" where nobody said */

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
static bool each_station(struct yz_session *s, bool (*take)(void *ctx, const struct yz_district_station *one),
                         void *ctx) {
    char list[LIST], *rest = list;
    yz_meta_text(s->store, STATIONS, list, sizeof list);
    for (char *line; (line = strsep(&rest, "\n"));) {
        struct yz_district_station one = {.number = (int)strtol(line, NULL, 10)};
        strsep(&line, "\t");
        char *name = strsep(&line, "\t"), *north = strsep(&line, "\t");
        if (!name) continue;
        yz_copy(one.name, sizeof one.name, name);
        one.north = north ? strtod(north, NULL) : 0;
        one.east = line ? strtod(line, NULL) : 0;
        if (take(ctx, &one)) return true;
    }
    return false;
}

static bool by_number(void *ctx, const struct yz_district_station *one) {
    struct yz_district_station *w = ctx;
    bool found = one->number == w->number;
    if (found) *w = *one;
    return found;
}

static bool by_name(void *ctx, const struct yz_district_station *one) {
    struct yz_district_station *w = ctx;
    char folded[96];
    yz_text_fold(folded, sizeof folded, one->name);
    if (strcmp(folded, w->name) == 0) w->number = one->number;
    return w->number != 0;
}

struct others {
    struct yz_district_station *out;
    size_t max, count;
    int own;
};

static bool add_other(void *ctx, const struct yz_district_station *one) {
    struct others *o = ctx;
    if (one->number != o->own && o->count < o->max) o->out[o->count++] = *one;
    return false;
}

size_t yz_district_stations(struct yz_session *s, struct yz_district_station *out, size_t max) {
    struct others o = {out, max, 0, yz_store_number(s->store)};
    each_station(s, add_other, &o);
    return o.count;
}

double yz_district_km(struct yz_session *s, int number) {
    struct yz_district_station here = {.number = yz_store_number(s->store)}, there = {.number = number};
    const double degree = 111.2, radian = 0.017453292519943295;
    bool known = each_station(s, by_number, &here) && each_station(s, by_number, &there);
    if (!known || (here.north == 0 && here.east == 0) || (there.north == 0 && there.east == 0)) return -1;
    double north = there.north - here.north;
    double east = (there.east - here.east) * cos((there.north + here.north) / 2 * radian);
    return degree * sqrt(north * north + east * east); /* a district is flat enough */
}

/* Before the first sync nobody is known here; then the hub says whether there is such a number. */
static int station_numbered(struct yz_session *s, long number) {
    struct yz_district_station w = {.number = (int)number}, one;
    bool good = number >= 1 && number <= 65535;
    return good && (each_station(s, by_number, &w) || !yz_district_stations(s, &one, 1)) ? (int)number : 0;
}

int yz_district_station(struct yz_session *s, const char *typed) {
    struct yz_district_station w = {0};
    char *end;
    yz_text_fold(w.name, sizeof w.name, typed ? typed : "");
    long number = strtol(w.name, &end, 10);
    if (end != w.name && (!*end || strcmp(end, "号") == 0)) return station_numbered(s, number);
    return *w.name && each_station(s, by_name, &w) ? w.number : 0;
}

char *yz_district_name(struct yz_session *s, int number, char *out, size_t room) {
    struct yz_district_station w = {.number = number};
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
    struct yz_query *q =
        yz_sql(s->store, "SELECT state, sender, receiver FROM letter WHERE ref = ?1 AND sort IN (1, 2, 7) AND "
                         "state NOT IN (4, 5, 9) ORDER BY answered, at, id");
    *owner = *offered = 0;
    yz_bind_text(q, 1, ref);
    while (yz_next(q)) {
        if (yz_int(q, 0) == YZ_LETTER_ACCEPTED) *owner = yz_int(q, 2);
        else if (yz_int(q, 1) == yz_store_number(s->store)) *offered = yz_int(q, 2);
    }
    return yz_done(q);
}

/* Of a person by the newest household that they belonged to here. */
int yz_home(struct yz_session *s, enum yz_kind_id kind, int64_t id) {
    char ref[32];
    int64_t owner = 0, offered, of = id;
    bool person = kind == YZ_PERSON;
    if (person && yz_sql_int(s->store, "SELECT count(*) FROM membership WHERE person=?1 AND until=0", id, 0))
        return yz_store_number(s->store);
    if (person)
        of = yz_sql_int(s->store,
                        "SELECT household FROM membership WHERE person=?1 ORDER BY since DESC, id DESC LIMIT 1", id, 0);
    yz_ref_text(person ? YZ_HOUSEHOLD : kind, of, ref);
    if (of && holder(s, ref, &owner, &offered) == YZ_OK && owner) return (int)owner;
    return YZ_ID_STATION(id);
}

char *yz_home_text(struct yz_session *s, enum yz_kind_id kind, int64_t id, char *out, size_t room) {
    int home = yz_home(s, kind, id);
    *out = '\0';
    return home == yz_store_number(s->store) ? out : yz_district_name(s, home, out, room);
}

enum yz_status yz_person_still(struct yz_session *s, int64_t person) {
    int64_t households[8];
    size_t count = 0;
    struct yz_query *q = yz_sql(s->store, "SELECT DISTINCT household FROM membership WHERE person=?1 AND until=0");
    yz_bind(q, 1, person);
    while (count < 8 && yz_next(q)) households[count++] = yz_int(q, 0);
    enum yz_status status = yz_done(q);
    for (size_t i = 0; status == YZ_OK && i < count; i++) status = yz_must_own(s, YZ_HOUSEHOLD, households[i]);
    return status;
}

bool yz_owns(struct yz_session *s, enum yz_kind_id kind, int64_t id) {
    return yz_home(s, kind, id) == yz_store_number(s->store);
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
