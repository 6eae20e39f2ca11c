/* What is kept counted of a building: its dwellings, households and people, and how many of them are floating and party members. */
#include "service/registry/sums.h"

#include "store/store.h"

#include <yizhan/registry.h>

/* Dates are written as numbers, so the day before another needs no calendar: nothing lies between. */
#define NEVER "99991231"
#define TURNS(x)                                                                                                       \
    "min(CASE WHEN " x ".since>?3 THEN " x ".since-1 WHEN " x ".until>=?3 THEN " x ".until ELSE " NEVER " END)"
#define LIVE_THERE "FROM dwelling d JOIN membership m ON m.dwelling=d.id WHERE d.building=b.id"
#define KEPT       "FROM dwelling d JOIN household h ON h.dwelling=d.id WHERE d.building=b.id"

/* The last day: the first on which somebody comes or goes, a household ends, a central household turns. */
#define LAST                                                                                                           \
    "min(ifnull((SELECT " TURNS("m") " " LIVE_THERE ")," NEVER "),"                                                    \
                                     "ifnull((SELECT min(h.until) " KEPT " AND h.until>=?3)," NEVER "),"               \
                                     "ifnull((SELECT " TURNS("c") " FROM center c WHERE c.building=b.id)," NEVER "))"
#define DWELLINGS  "(SELECT count(*) FROM dwelling d WHERE d.building=b.id)"
#define HOUSEHOLDS "(SELECT count(*) " KEPT " AND (h.until=0 OR h.until>=?3))"
#define PEOPLE                                                                                                         \
    "ifnull((SELECT " YZ_SUMS_PEOPLE " FROM person p WHERE p.id IN(SELECT m.person " LIVE_THERE                        \
    " AND " YZ_HOLDS("m") ")),0)"
#define CENTERS "(SELECT count(*) FROM center c WHERE c.building=b.id AND " YZ_HOLDS("c") ")"

const struct yz_sums yz_building_sums = {
    .columns =
        "dwellings INTEGER NOT NULL,households INTEGER NOT NULL,people INTEGER NOT NULL,centers INTEGER NOT NULL",
    .select = "SELECT b.id,?3," LAST "," DWELLINGS "," HOUSEHOLDS "," PEOPLE "," CENTERS
              " FROM building b WHERE b.id BETWEEN ?1 AND ?2",
};

void yz_sums_people(int64_t sums, int64_t counts[YZ_TREE_WHATS]) {
    for (int i = 0; i < 3; i++) counts[YZ_TREE_PEOPLE + i] = sums >> 20 * i & ((1 << 20) - 1);
}
_Static_assert(YZ_TREE_FLOATING == YZ_TREE_PEOPLE + 1 && YZ_TREE_PARTY == YZ_TREE_PEOPLE + 2,
               "in the order of the sums");

bool yz_sums_row(struct yz_query *q, int at, yz_date day, int64_t counts[YZ_TREE_WHATS]) {
    counts[YZ_TREE_BUILDINGS] = 1;
    counts[YZ_TREE_DWELLINGS] = yz_int(q, at + 3);
    counts[YZ_TREE_HOUSEHOLDS] = yz_int(q, at + 4);
    yz_sums_people(yz_int(q, at + 5), counts);
    counts[YZ_TREE_CENTERS] = yz_int(q, at + 6);
    return yz_int(q, at) && yz_int(q, at + 1) <= day && day <= yz_int(q, at + 2);
}
