/* Merging, shared by its files. */
#ifndef YZ_SERVICE_SAME_MERGE_PRIVATE_H
#define YZ_SERVICE_SAME_MERGE_PRIVATE_H

#include "service/session.h"

#include <yizhan/merges.h>
#include <yizhan/registry.h>

/* Memberships of both sides: by person when people are merged, by household when households are. free(all[side]). */
struct yz_homes {
    const struct yz_kind *kind;
    struct yz_membership *all[2];
    size_t count[2];
};
enum yz_status yz_homes_read(struct yz_session *s, const struct yz_merge_plan *p, struct yz_homes *out);
void yz_homes_free(struct yz_homes *h);
/* The first two households of registration on the same days; false when there are none. */
bool yz_homes_legal(const struct yz_homes *h, int64_t legal[2]);
/* Within the act, before references are turned: two memberships that are one become one, and only one of two households of
 * registration stays that. */
enum yz_status yz_homes_fold(struct yz_session *s, const struct yz_merge_plan *p, struct yz_homes *h);

/* Within the act: drafts about one record become those about the other. `list` gets them, and names those to move when it
 * is not empty. */
enum yz_status yz_merge_drafts(struct yz_session *s, const struct yz_kind *k, int64_t from, int64_t to, char *list,
                               size_t room);

/* A reason as it is kept; may be empty. */
enum yz_status yz_merge_reason(const char *text, char *out, size_t room);

bool yz_field_empty(const struct yz_field *f, const void *record);

#endif
