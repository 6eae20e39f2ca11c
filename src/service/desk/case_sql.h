/* The cases that wait for somebody: accepted, papers awaited, assigned, in progress, returned, extended, transferred,
 * reopened. The queue's partial indexes are
 * made over exactly this condition, so a query that wants them repeats it by this name. */
#ifndef YZ_SERVICE_CASE_SQL_H
#define YZ_SERVICE_CASE_SQL_H

#define YZ_CASE_OPEN_SQL "state IN (2,3,4,5,6,7,8,14)"

#endif
