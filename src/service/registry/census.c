/* The census of a building: its dwellings, households and people, and how many of them are floating, party members, of a
 * key group. Four numbers of the people come from one walk, so they share an integer of four times 15 bits. */
#include "service/registry/census.h"

#include "store/store.h"

#include <yizhan/registry.h>

/* Dates are written as numbers, so the day before another needs no calendar: nothing lies between. */
#define NEVER    "99991231"
#define HOLDS(x) x ".since<=?3 AND (" x ".until=0 OR " x ".until>=?3)"
#define TURNS(x)                                                                                                       \
    "min(CASE WHEN " x ".since>?3 THEN " x ".since-1 WHEN " x ".until>=?3 THEN " x ".until ELSE " NEVER " END)"
#define LIVE_THERE "FROM dwelling d JOIN membership m ON m.dwelling=d.id WHERE d.building=b.id"
#define KEPT       "FROM dwelling d JOIN household h ON h.dwelling=d.id WHERE d.building=b.id"

const struct yz_census yz_building_census = {
    .columns =
        "dwellings INTEGER NOT NULL,households INTEGER NOT NULL,people INTEGER NOT NULL,centers INTEGER NOT NULL",
    .select = "SELECT b.id,?3,min(ifnull((SELECT " TURNS(
        "m") " " LIVE_THERE ")," NEVER "),ifnull((SELECT min(h.until) " KEPT " AND h.until>=?3)," NEVER
             "),ifnull((SELECT " TURNS(
                 "c") " FROM center c WHERE c.building=b.id)," NEVER
                      "),ifnull((SELECT min(x.until) FROM focus x WHERE x.until<>0 AND x.until>=?3 AND EXISTS(SELECT 1 "
                      "FROM membership m"
                      " JOIN dwelling d ON d.id=m.dwelling WHERE m.person=x.person AND d.building=b.id))," NEVER
                      ")),(SELECT count(*) FROM dwelling d WHERE d.building=b.id),(SELECT count(*) " KEPT
                      " AND (h.until=0 OR h.until>=?3)),"
                      "ifnull((SELECT sum(1+((p.residence=2)<<15)+((p.political IN(1,2))<<30)+(EXISTS(SELECT 1 FROM "
                      "focus x WHERE"
                      " x.person=p.id AND NOT x.sensitive AND " HOLDS(
                          "x") ")<<45)) FROM person p WHERE p.id IN(SELECT m.person " LIVE_THERE
                               " AND " HOLDS("m") ")),0),(SELECT count(*) FROM center c WHERE c.building=b.id "
                                                  "AND " HOLDS("c") ")"
                                                                    " FROM building b WHERE b.id BETWEEN ?1 AND ?2",
};

static int64_t part(int64_t people, int which) {
    return people >> 15 * which & ((1 << 15) - 1);
}

bool yz_census_row(struct yz_query *q, int at, yz_date day, struct yz_tree_counts *out) {
    int64_t people = yz_int(q, at + 5);
    *out = (struct yz_tree_counts){.buildings = 1,
                                   .dwellings = yz_int(q, at + 3),
                                   .households = yz_int(q, at + 4),
                                   .people = part(people, 0),
                                   .floating = part(people, 1),
                                   .party = part(people, 2),
                                   .focus = part(people, 3),
                                   .centers = yz_int(q, at + 6)};
    return yz_int(q, at) && yz_int(q, at + 1) <= day && day <= yz_int(q, at + 2);
}
