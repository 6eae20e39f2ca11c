/* What the files of visits share. */
#ifndef YZ_SERVICE_VISIT_PRIVATE_H
#define YZ_SERVICE_VISIT_PRIVATE_H

#include <yizhan/visits.h>

/* People behind the doors of a building, and the key groups among them: fills members and groups of doors in `doors`. */
enum yz_status yz_doors_people(struct yz_session *s, int64_t building, struct yz_door *doors, size_t count);
/* The same of one household on a day. */
enum yz_status yz_household_groups(struct yz_session *s, int64_t household, yz_date day, unsigned *groups);

#endif
