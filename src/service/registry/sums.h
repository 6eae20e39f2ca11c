/* What is kept counted of each building. */
#ifndef YZ_SERVICE_SUMS_H
#define YZ_SERVICE_SUMS_H

#include <yizhan/tree.h>

extern const struct yz_sums yz_building_sums; /* of the kind building */

/* SQL: x holds on the day ?3. */
#define YZ_HOLDS(x) x ".since<=?3 AND (" x ".until=0 OR " x ".until>=?3)"
/* SQL: people of p in three sums that share one integer, 20 bits each: all, floating, party members. */
#define YZ_SUMS_PEOPLE "sum(1+((p.residence=2)<<20)+((p.political IN(1,2))<<40))"
/* SQL: where a household lived on the day ?3: as its members did, rather than where they were only registered. */
#define YZ_HOUSE_ON(household)                                                                                         \
    "(SELECT z.dwelling FROM membership z WHERE z.household=" household                                                \
    " AND " YZ_HOLDS("z") " ORDER BY z.role=4,z.since DESC,z.id LIMIT 1)"
/* SQL: households h(id) behind a door d on the day ?3. */
#define YZ_BEHIND                                                                                                      \
    "(SELECT DISTINCT m.household id FROM membership m WHERE m.dwelling=d.id AND " YZ_HOLDS(                           \
        "m") ") h WHERE " YZ_HOUSE_ON("h.id") "=d.id"
void yz_sums_people(int64_t sums, int64_t counts[YZ_TREE_WHATS]);

struct yz_query;
/* Columns of a row of the sums, from id on, as counts of one building. False when the row does not hold on that day. */
bool yz_sums_row(struct yz_query *q, int at, yz_date day, int64_t counts[YZ_TREE_WHATS]);

#endif
