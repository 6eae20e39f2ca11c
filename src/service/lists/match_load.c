/* Needs and offers of the station file, made into what matching works with. */
#include "service/lists/match_private.h"

#include <stdlib.h>
#include <string.h>
#include <yizhan/deadline.h>
#include <yizhan/i18n.h>
#include <yizhan/letters.h>
#include <yizhan/lists.h>

#include "base/text.h"
#include "service/field/group_private.h"
#include "service/session.h"

enum { NOON = 12 * 60 };

/* Room for one more of an array. */
static void *room_for(void *all, size_t count, size_t *room, size_t size) {
    if (count < *room) return all;
    size_t more = *room ? *room * 2 : 256;
    void *bigger = realloc(all, more * size);
    if (bigger) *room = more;
    return bigger;
}

/* --- offers --- */

static uint8_t parts_of_day(const struct yz_span *spans, size_t count, int evening) {
    uint8_t bits = 0;
    for (size_t i = 0; i < count; i++) {
        if (spans[i].from < NOON) bits |= 1;
        if (spans[i].from < evening && spans[i].to > NOON) bits |= 2;
        if (spans[i].to > evening) bits |= 4;
    }
    return bits;
}

static uint8_t parts_of_week(const struct yz_offer *o, int evening) {
    struct yz_findings f = {0};
    struct yz_hours h;
    uint8_t bits = 0;
    if ((*o->hours || *o->weekend) && yz_hours_parse(o->hours, o->weekend, "hours", &h, &f))
        bits =
            (uint8_t)(parts_of_day(h.workday, h.workdays, evening) | parts_of_day(h.weekend, h.weekends, evening) << 3);
    yz_findings_free(&f);
    return bits;
}

static yz_group_set groups_of(const char *whom) {
    yz_group_set set = 0;
    char list[sizeof((struct yz_offer *)0)->whom], *rest = list;
    yz_copy(list, sizeof list, whom);
    for (char *key; (key = strsep(&rest, ", "));)
        if (*key) set |= yz_group_bit_of_key(key);
    return set;
}

/* By where the stations lie; a station whose place nobody told is far. */
static uint8_t minutes_away(struct yz_matching *m, int64_t offer) {
    double km = yz_owns(m->session, YZ_OFFER, offer) ? 0 : yz_district_km(m->session, YZ_ID_STATION(offer));
    double minutes = km * (double)m->set.rules->per_km;
    if (km == 0) return 0;
    if (km < 0 || minutes == 0) return YZ_MATCH_FAR;
    return (uint8_t)(minutes < 1 ? 1 : minutes < YZ_MATCH_FAR ? minutes : YZ_MATCH_FAR - 1);
}

static bool take_offer(struct yz_matching *m, const struct yz_offer *o) {
    struct yz_match_candidate *all =
        room_for(m->set.candidates, m->set.candidate_count, &m->candidate_room, sizeof *all);
    if (!all) return false;
    m->set.candidates = all;
    struct yz_match_candidate *c = &all[m->set.candidate_count++];
    *c = (struct yz_match_candidate){.id = o->id, .list = o->list, .field = o->field, .topic = o->topic};
    c->since = o->since;
    c->until = o->until;
    c->confirmed_on = o->confirmed_on;
    c->stale = (int32_t)yz_offer_stale_days(o->list);
    c->groups = groups_of(o->whom);
    c->left = c->capacity = o->capacity;
    c->place = yz_match_place(m, o->compound);
    if (YZ_ID_STATION(o->id) != yz_store_number(m->session->store)) c->away = minutes_away(m, o->id);
    c->grid = o->area == YZ_AREA_GRID ? o->grid : 0;
    c->building = o->area == YZ_AREA_BUILDING ? o->building : 0;
    c->hours = parts_of_week(o, m->set.rules->evening);
    if (o->area == YZ_AREA_WALK) c->walk = (uint8_t)(o->minutes < 1 ? 1 : o->minutes > 254 ? 254 : o->minutes);
    yz_vocabulary_look(m->words, o->name, &c->words, NULL);
    yz_vocabulary_look(m->words, o->detail, &c->words, NULL);
    yz_vocabulary_look(m->words, o->tags, &c->words, NULL);
    return true;
}

static enum yz_status learn_tags(struct yz_matching *m) {
    struct yz_query *q = yz_sql(m->session->store, "SELECT DISTINCT tags FROM offer WHERE tags<>''");
    bool good = q != NULL;
    while (good && yz_next(q)) good = yz_vocabulary_learn(m->words, yz_text(q, 0));
    enum yz_status status = q ? yz_done(q) : YZ_REFUSED;
    return good || status != YZ_OK ? status : yz_fail(YZ_REFUSED, _("内存不足"));
}

static enum yz_status read_offers(struct yz_matching *m) {
    struct yz_offer o;
    enum yz_status status = learn_tags(m);
    struct yz_query *q = status == YZ_OK ? yz_select(m->session->store, &yz_offer_kind, "") : NULL;
    bool good = true;
    while (q && good && yz_next(q)) {
        yz_row(q, &yz_offer_kind, &o);
        good = take_offer(m, &o);
    }
    if (q) status = yz_done(q);
    return good ? status : yz_fail(YZ_REFUSED, _("内存不足"));
}

/* --- needs --- */

/* What matching asks of a need; compound and grid of its building where it has one. */
#define NEED                                                                                                           \
    "SELECT n.id,n.text,n.field,n.topic,n.urgency,n.wished_by,n.at,n.secret,n.state,n.staff,n.household,n.person,"     \
    "n.building,ifnull(b.grid,n.grid),ifnull(b.compound,(SELECT c.id FROM compound c WHERE instr(n.place,c.name)"      \
    " LIMIT 1)) FROM need n LEFT JOIN building b ON b.id=n.building WHERE "

struct whose { /* of a need, beside it */
    int64_t household, person;
};

/* Fills one in; false: nobody signed in may read it. */
static bool read_need(struct yz_matching *m, struct yz_query *q, struct yz_match_need *n, struct whose *w) {
    struct yz_need secret = {.secret = yz_int(q, 7), .staff = yz_int(q, 9)};
    if (yz_need_hidden(m->session, &secret)) return false;
    *n = (struct yz_match_need){.id = yz_int(q, 0), .secret = secret.secret};
    n->field = (int32_t)yz_int(q, 2);
    n->topic = (int32_t)yz_int(q, 3);
    n->urgency = (int32_t)yz_int(q, 4);
    n->wished_by = (yz_date)yz_int(q, 5);
    n->at = yz_int(q, 6);
    n->open = yz_int(q, 8) < YZ_NEED_DELIVERED;
    n->building = yz_int(q, 12);
    n->grid = yz_int(q, 13);
    n->place = yz_match_place(m, yz_int(q, 14));
    *w = (struct whose){yz_int(q, 10), yz_int(q, 11)};
    yz_vocabulary_look(m->words, yz_text(q, 1), &n->words, &n->when);
    return true;
}

/* Only where an offer of the field is for certain groups does it matter who lives there. */
static enum yz_status read_groups(struct yz_matching *m, const struct whose *whose) {
    yz_group_set asked[YZ_MATCH_FIELDS] = {0};
    enum yz_status status = YZ_OK;
    int64_t interval;
    for (size_t i = 0; i < m->set.candidate_count; i++)
        asked[m->set.candidates[i].field] |= m->set.candidates[i].groups;
    for (size_t i = 0; whose && status == YZ_OK && i < m->set.need_count; i++) {
        struct yz_match_need *n = &m->set.needs[i];
        if (n->field <= 0 || n->field >= YZ_MATCH_FIELDS || !asked[n->field]) continue;
        if (whose[i].household)
            status = yz_household_group_set(m->session, whose[i].household, m->set.today, &n->groups, &interval);
        else if (whose[i].person) status = yz_person_group_set(m->session, whose[i].person, m->set.today, &n->groups);
    }
    return status;
}

static enum yz_status read_needs(struct yz_matching *m, int64_t one) {
    struct yz_query *q = one ? yz_sql(m->session->store, NEED "n.id=?1")
                             : yz_sql(m->session->store, NEED "n.state IN(1,2) ORDER BY n.id");
    struct whose *whose = NULL;
    size_t room = 0;
    bool good = q != NULL, hidden = false;
    if (q && one) yz_bind(q, 1, one);
    while (good && yz_next(q)) {
        struct yz_match_need *all = room_for(m->set.needs, m->set.need_count, &m->need_room, sizeof *all);
        struct whose *more = room_for(whose, m->set.need_count, &room, sizeof *more);
        if (all) m->set.needs = all;
        if (more) whose = more;
        good = all && more;
        if (good && read_need(m, q, &all[m->set.need_count], &whose[m->set.need_count])) m->set.need_count++;
        else hidden = true;
    }
    enum yz_status status = q ? yz_done(q) : YZ_REFUSED;
    if (q && !good) status = yz_fail(YZ_REFUSED, _("内存不足"));
    if (status == YZ_OK && one && !m->set.need_count)
        status = hidden ? yz_fail(YZ_DENIED, _("这条需求是保密的")) : yz_fail(YZ_REFUSED, _("没有这条需求"));
    yz_match_prepare(&m->set);
    if (status == YZ_OK) status = read_groups(m, whose);
    free(whose);
    return status;
}

enum yz_status yz_matching_load(struct yz_session *s, int64_t need, struct yz_matching **out) {
    struct yz_matching *m = calloc(1, sizeof *m);
    *out = NULL;
    if (!m) return yz_fail(YZ_REFUSED, _("内存不足"));
    m->session = s;
    m->set.today = yz_today();
    m->set.rules = yz_match_rules();
    m->words = m->set.rules ? yz_vocabulary_read() : NULL;
    enum yz_status status = m->words ? YZ_OK : YZ_REFUSED;
    yz_session_read_begin(s);
    if (status == YZ_OK) status = yz_match_places(m);
    if (status == YZ_OK) status = read_offers(m);
    if (status == YZ_OK) status = yz_match_past(m);
    if (status == YZ_OK) status = read_needs(m, need);
    if (status == YZ_OK) status = yz_match_pairs(m);
    yz_session_read_end(s);
    if (status == YZ_OK) *out = m;
    else yz_matching_free(m);
    return status;
}

void yz_matching_free(struct yz_matching *m) {
    if (!m) return;
    free(m->set.needs);
    free(m->set.candidates);
    free(m->minutes);
    free(m->pairs);
    free(m->compounds);
    yz_vocabulary_free(m->words);
    free(m);
}
