/* What is kept counted of each building. */
#ifndef YZ_SERVICE_CENSUS_H
#define YZ_SERVICE_CENSUS_H

#include <yizhan/tree.h>

extern const struct yz_census yz_building_census; /* of the kind building */

struct yz_query;
/* Columns of a row of the census, from id on, as counts of one building. False when the row does not hold on that day. */
bool yz_census_row(struct yz_query *q, int at, yz_date day, struct yz_tree_counts *out);

#endif
