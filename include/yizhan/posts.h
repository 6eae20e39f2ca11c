/* Rosters 3+X: who holds which duty in a grid or at a building, from when to when, and which duties nobody holds. */
#ifndef YIZHAN_POSTS_H
#define YIZHAN_POSTS_H

#include "net.h"

struct yz_session;

/* Posts of a grid (`kind` YZ_GRID), those that hold for a building (its own and its grid's; YZ_BUILDING), or all
 * (YZ_NO_KIND), on a day (0 = today), by grid, duty and since. `*count` gets how many were written. */
enum yz_status yz_posts(struct yz_session *s, enum yz_kind_id kind, int64_t id, yz_date day, struct yz_post *out,
                        size_t max, size_t *count);

/* Duties (codes of the table duty) that nobody holds in the grid today. */
enum yz_status yz_post_gaps(struct yz_session *s, int64_t grid, int32_t *out, size_t max, size_t *count);

/* A new post: name, phone and party membership are taken from the person or member of staff where they are named, the
 * grid from the building, since is today when not told. YZ_REFUSED with every finding. */
enum yz_status yz_post_add(struct yz_session *s, struct yz_post *post, struct yz_findings *findings);

/* Ends a post; `last` is its last day. */
enum yz_status yz_post_end(struct yz_session *s, int64_t id, yz_date last, struct yz_findings *findings);

#endif
