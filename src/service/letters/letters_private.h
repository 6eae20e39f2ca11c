/* The inside of the room of letters. */
#ifndef YZ_SERVICE_LETTERS_PRIVATE_H
#define YZ_SERVICE_LETTERS_PRIVATE_H

#include <yizhan/desk.h>
#include <yizhan/letters.h>
#include <yizhan/registry.h>
#include <yizhan/sent.h>

#include "service/session.h"

/* What a letter is about; YZ_NO_KIND: nothing of a file. */
enum yz_kind_id yz_letter_about(const struct yz_letter *letter, int64_t *id);

/* Within an act: a new letter that waits for the next sync. */
enum yz_status yz_letter_write(struct yz_session *s, struct yz_letter *letter);
/* Within an act: the thing is back as it was before it was offered, or has gone to the receiver. */
enum yz_status yz_letter_settle(struct yz_session *s, const struct yz_letter *letter);

/* The members of a message's body. */
struct yz_letter_said {
    int64_t letter;
    char state[16], answer[384];
    char *records; /* of a bundle; NULL; to be freed */
};
enum yz_status yz_letter_said(struct yz_session *s, const struct yz_sent *m, struct yz_letter_said *out);

/* Within an act: the records of a bundle, `letter` being the one that they came with. */
enum yz_status yz_letter_unpack(struct yz_session *s, const struct yz_letter *letter, const char *records);
/* Within an act: the fields of a correction into the record. */
enum yz_status yz_letter_correct(struct yz_session *s, const struct yz_letter *letter);
/* The fields in which two records differ, as they are in `after`, into a letter's body. */
enum yz_status yz_correction_write(const struct yz_kind *k, const void *before, const void *after,
                                   struct yz_letter *out);
/* --- a household (household.c), each within an act --- */

/* Who goes with it, its title, and what stays, into an offer. */
enum yz_status yz_letter_offer_household(struct yz_session *s, int64_t id, struct yz_letter *out);
/* YZ_REFUSED when an act changed a household, or somebody in it, that is with another station or on offer to one. */
enum yz_status yz_household_may_undo(struct yz_session *s, int64_t act);
/* At the giver, once it was accepted: it and what belongs to it ends today. */
enum yz_status yz_letter_end_household(struct yz_session *s, const struct yz_letter *letter, int64_t id);
/* At the taker: the door behind which it will live, kept in the letter until its records come; then these. */
enum yz_status yz_letter_set_door(struct yz_session *s, struct yz_letter *letter, int64_t dwelling);
enum yz_status yz_letter_fit_household(struct yz_session *s, const struct yz_letter *letter, struct yz_household *h);
enum yz_status yz_letter_begin_membership(struct yz_session *s, const struct yz_letter *letter,
                                          struct yz_membership *m);

/* --- records of a bundle, appended --- */
enum yz_status yz_bundle_add(struct yz_buffer *out, const struct yz_kind *k, const void *record);
/* No more than who it is and how to reach them. */
enum yz_status yz_bundle_person(struct yz_session *s, struct yz_buffer *out, int64_t id);
enum yz_status yz_bundle_household(struct yz_session *s, struct yz_buffer *out, int64_t id);

/* Whether there is such a record here. */
bool yz_letter_there(struct yz_session *s, const struct yz_kind *k, int64_t id);

#endif
