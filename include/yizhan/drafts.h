/* Drafts: what is being typed, kept as each field is left, so that a killed terminal loses at most one field.
 *
 * A draft belongs to who types, a form ("intake:newborn-insurance", "person") and one record; it never appears anywhere
 * else. It is offered also when the record or the form was changed since: the draft of a record holds only what was typed,
 * so that what others changed stays. Drafts are no acts: they change nothing and are not in the journal. */
#ifndef YIZHAN_DRAFTS_H
#define YIZHAN_DRAFTS_H

#include <stddef.h>

#include "date.h"
#include "status.h"

struct yz_session;

struct yz_draft_pair {
    const char *name, *value;
};

enum yz_status yz_drafts_write(struct yz_session *s, const char *form, int64_t record, int64_t version,
                               const struct yz_draft_pair *pairs, size_t count);

/* Calls `pair` for each value of the draft; `*at` gets when it was written, 0 when there is none. `pair` may be NULL. */
enum yz_status yz_drafts_read(struct yz_session *s, const char *form, int64_t record,
                              void (*pair)(void *ctx, const char *name, const char *value), void *ctx, yz_moment *at);

enum yz_status yz_drafts_drop(struct yz_session *s, const char *form, int64_t record);

struct yz_draft_line {
    char form[64];
    int64_t record;
    yz_moment at;
};
/* The drafts of whoever is signed in, newest first. */
enum yz_status yz_drafts_list(struct yz_session *s, struct yz_draft_line *out, size_t max, size_t *count);

#endif
