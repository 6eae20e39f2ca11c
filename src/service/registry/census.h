/* What is kept counted of each building. */
#ifndef YZ_SERVICE_CENSUS_H
#define YZ_SERVICE_CENSUS_H

#include <yizhan/tree.h>

extern const struct yz_census yz_building_census; /* of the kind building */

/* SQL: x holds on the day ?3. */
#define YZ_HOLDS(x) x ".since<=?3 AND (" x ".until=0 OR " x ".until>=?3)"
/* SQL: people of p in four sums that share one integer, 15 bits each: all, floating, party members, of a key group. */
#define YZ_CENSUS_PEOPLE                                                                                               \
    "sum(1+((p.residence=2)<<15)+((p.political IN(1,2))<<30)+(EXISTS(SELECT 1 FROM focus x WHERE x.person=p.id AND"    \
    " NOT x.sensitive AND " YZ_HOLDS("x") ")<<45))"
void yz_census_people(int64_t sums, int64_t counts[YZ_TREE_WHATS]);

struct yz_query;
/* Columns of a row of the census, from id on, as counts of one building. False when the row does not hold on that day. */
bool yz_census_row(struct yz_query *q, int at, yz_date day, int64_t counts[YZ_TREE_WHATS]);

#endif
