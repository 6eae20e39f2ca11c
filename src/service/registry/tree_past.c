/* The tree of a past day: people and households by the dates of their memberships, and each as that evening knew them. */
#include "service/registry/tree_private.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/living.h>

#include "base/text.h"
#include "service/registry/living.h"
#include "service/registry/sums.h"
#include "service/session.h"

bool yz_is_floating(const struct yz_person *p) {
    return p->residence == 2;
}

bool yz_is_party(const struct yz_person *p) {
    return p->political == 1 || p->political == 2;
}

void yz_tree_bind_evening(struct yz_query *q, yz_date day) {
    if (!day) return;
    yz_bind(q, 3, day);
    yz_bind(q, 4, yz_moment_make(yz_date_add(day, 1), 0) - 1);
}

/* --- whom the register has known otherwise since --- */

struct changed { /* what to add to the counts of today's record */
    int64_t person, dwelling;
    int floating, party;
};

#define CHANGED                                                                                                        \
    "SELECT DISTINCT m.person,d.id FROM dwelling d JOIN membership m ON m.dwelling=d.id JOIN person p ON"              \
    " p.id=m.person AND p.version>1 WHERE d.building=?1 AND " YZ_HOLDS("m") " ORDER BY 1,2"

/* The next one of the query; false at its end or on an error. */
static bool next_changed(struct yz_session *s, struct yz_query *q, yz_date day, struct changed *c,
                         enum yz_status *status) {
    struct yz_person now, then;
    if (*status != YZ_OK || !yz_next(q)) return false;
    *c = (struct changed){.person = yz_int(q, 0), .dwelling = yz_int(q, 1)};
    *status = yz_get(s->store, &yz_person_kind, c->person, &now);
    then = now;
    if (*status == YZ_OK) *status = yz_as_it_was(s, &yz_person_kind, day, &then);
    c->floating = yz_is_floating(&then) - yz_is_floating(&now);
    c->party = yz_is_party(&then) - yz_is_party(&now);
    return *status == YZ_OK;
}

static struct yz_query *changed_in(struct yz_session *s, int64_t building, yz_date day) {
    struct yz_query *q = yz_sql(s->store, CHANGED);
    yz_bind(q, 1, building);
    yz_bind(q, 3, day);
    return q;
}

static void correct(struct yz_tree_node *n, const struct changed *c) {
    n->counts[YZ_TREE_FLOATING] += c->floating;
    n->counts[YZ_TREE_PARTY] += c->party;
}

/* --- counts --- */

#define LIVE_THERE "FROM dwelling d JOIN membership m ON m.dwelling=d.id WHERE d.building=?1 AND " YZ_HOLDS("m")

static enum yz_status count_building(struct yz_session *s, struct yz_tree_node *n, yz_date day) {
    struct yz_query *q =
        yz_sql(s->store,
               "SELECT (SELECT count(*) FROM dwelling WHERE building=?1),"
               "(SELECT count(*) FROM(SELECT DISTINCT d.id door,m.household home " LIVE_THERE ") WHERE " YZ_HOUSE_ON(
                   "home") "=door),"
                           "ifnull((SELECT " YZ_SUMS_PEOPLE " FROM person p WHERE p.id IN(SELECT m.person " LIVE_THERE
                           ")),0),(SELECT count(*) FROM center c WHERE c.building=?1 AND " YZ_HOLDS("c") ")");
    yz_bind(q, 1, n->id);
    yz_bind(q, 3, day);
    if (yz_next(q)) {
        n->counts[YZ_TREE_BUILDINGS] = 1;
        n->counts[YZ_TREE_DWELLINGS] = yz_int(q, 0);
        n->counts[YZ_TREE_HOUSEHOLDS] = yz_int(q, 1);
        yz_sums_people(yz_int(q, 2), n->counts);
        n->counts[YZ_TREE_CENTERS] = yz_int(q, 3);
    }
    return yz_done(q);
}

/* Whoever has two homes in the building counts once. */
enum yz_status yz_tree_count_past(struct yz_session *s, struct yz_tree_node *n, yz_date day) {
    enum yz_status status = count_building(s, n, day);
    if (status != YZ_OK) return status;
    struct yz_query *q = changed_in(s, n->id, day);
    struct changed c;
    for (int64_t last = 0; next_changed(s, q, day, &c, &status); last = c.person)
        if (c.person != last) correct(n, &c);
    enum yz_status done = yz_done(q);
    return status == YZ_OK ? done : status;
}

enum yz_status yz_tree_doors_past(struct yz_session *s, struct yz_tree *t, int64_t building) {
    enum yz_status status = YZ_OK;
    struct yz_query *q = changed_in(s, building, t->day);
    struct changed c;
    while (next_changed(s, q, t->day, &c, &status))
        for (size_t i = 0; i < t->count; i++)
            if (t->nodes[i].level == YZ_NODE_DOOR && t->nodes[i].id == c.dwelling) correct(&t->nodes[i], &c);
    enum yz_status done = yz_done(q);
    return status == YZ_OK ? done : status;
}

/* --- rows --- */

static bool person_past(struct yz_session *s, enum yz_tree_what what, yz_date day, struct yz_tree_row *row,
                        struct yz_tree_said *said) {
    struct yz_person p;
    if (yz_record_on(s, YZ_PERSON, row->id, day, &p) != YZ_OK) return true;
    yz_copy(row->name, sizeof row->name, p.name);
    said->code = p.sex;
    said->number = p.birth;
    return what == YZ_TREE_PEOPLE || (what == YZ_TREE_FLOATING ? yz_is_floating(&p) : yz_is_party(&p));
}

static void household_past(struct yz_session *s, yz_date day, struct yz_tree_row *row, struct yz_tree_said *said) {
    struct yz_household h;
    struct yz_person head;
    if (yz_household_on(s, row->id, day, &h) != YZ_OK) return;
    said->code = h.kind;
    yz_copy(said->text, sizeof said->text, h.number);
    *row->name = '\0';
    if (h.head && yz_record_on(s, YZ_PERSON, h.head, day, &head) == YZ_OK)
        yz_copy(row->name, sizeof row->name, head.name);
}

bool yz_tree_row_past(struct yz_session *s, enum yz_tree_what what, yz_date day, struct yz_tree_row *row,
                      struct yz_tree_said *said) {
    if (row->kind == YZ_PERSON) return person_past(s, what, day, row, said);
    if (row->kind == YZ_HOUSEHOLD) household_past(s, day, row, said);
    return true;
}
