/* Rosters 3+X: who holds which duty in a grid or at a building, from when to when, and which duties nobody holds; and the
 * party's side of the same net, the party-member households. */
#ifndef YIZHAN_POSTS_H
#define YIZHAN_POSTS_H

#include "net.h"

struct yz_session;

/* Duties that a grid must have (data/net/duties.conf), in the file's order. Kept until exit; NULL with a message when the
 * file in its place cannot be read. */
enum { YZ_DUTIES = 32 };
struct yz_duty {
    int32_t code;        /* of the table duty */
    bool branch;         /* of the grid's party branch: its secretary */
    yz_date from, until; /* asked for on these days; 0 = without end */
    char task[160], task_en[160], source[256];
};
const struct yz_duty *yz_duties(size_t *count);
bool yz_duty_required(const struct yz_duty *d, yz_date day);
const char *yz_duty_task(const struct yz_duty *d); /* in the language in force */

/* Posts of a grid (`kind` YZ_GRID), those that hold for a building (its own and its grid's; YZ_BUILDING), or all
 * (YZ_NO_KIND), on a day (0 = today), by grid, duty and since. `*count` gets how many were written. */
enum yz_status yz_posts(struct yz_session *s, enum yz_kind_id kind, int64_t id, yz_date day, struct yz_post *out,
                        size_t max, size_t *count);

/* The phone as it may be shown: of work in full, of a person as `masked` says. Answers `out`. */
char *yz_post_phone(const struct yz_post *p, bool masked, char *out, size_t room);

/* "安全员 李安 13812345678  联络员 …", of a building those of its grid too; "" when nobody is on that
 * day (0 = today). Answers `out`. */
char *yz_posts_text(struct yz_session *s, enum yz_kind_id kind, int64_t id, yz_date day, bool masked, char *out,
                    size_t room);

/* Duties (codes) that are asked for and that nobody holds in the grid on a day (0 = today). */
enum yz_status yz_post_gaps(struct yz_session *s, int64_t grid, yz_date day, int32_t *out, size_t max, size_t *count);

/* Saves a post, new (id 0) or changed. Of a new one name, phone and party membership are taken from the person or member of
 * staff where they are named, the grid from the building, since is today when not told. YZ_REFUSED with every finding: days
 * that run backwards, the same post twice at a time, a building of another grid, an unknown duty. */
enum yz_status yz_post_save(struct yz_session *s, struct yz_post *post, struct yz_findings *findings);

/* Ends a post; `last` is its last day, 0 = today. */
enum yz_status yz_post_end(struct yz_session *s, int64_t id, yz_date last, struct yz_findings *findings);

/* Saves a party-member household, new (id 0) or changed: building and grid are those of the household's dwelling when not
 * told, and may be no others; the member lives there. Who is not known as a party member is a warning. */
enum yz_status yz_center_save(struct yz_session *s, struct yz_center *center, struct yz_findings *findings);
enum yz_status yz_center_end(struct yz_session *s, int64_t id, yz_date last, struct yz_findings *findings);

#endif
