/* The cases that wait for somebody: accepted, papers awaited, assigned, in progress. The queue's partial indexes are
 * made over exactly this condition, so a query that wants them repeats it by this name. */
#ifndef YZ_SERVICE_CASE_SQL_H
#define YZ_SERVICE_CASE_SQL_H

#define YZ_CASE_OPEN_SQL "state BETWEEN 2 AND 5"

#endif
