/* Looking behind the mask: who may, why, for how long, and who did. Personal Information Protection Law (PIPL) art. 28 (all data
 * of under-14s is sensitive), 31 (their guardian consents), 51 (rights, and a record that can be audited). */
#ifndef YIZHAN_REVEAL_H
#define YIZHAN_REVEAL_H

#include "journal.h"
#include "kind.h"

struct yz_session;

enum { YZ_REASONS = 9 };

/* What data/trust/reasons.conf says. */
struct yz_reveal_rules {
    int64_t seconds; /* a record stays shown */
    struct yz_reveal_reason {
        char key[32], short_name[24], short_en[24], name[96], name_en[96];
    } reasons[YZ_REASONS];
    size_t count;
};
const struct yz_reveal_rules *yz_reveal_rules(void); /* NULL with a message when the file is wrong */

/* A reason in the language in force, and its short name; NULL beyond the last. `n` from 0. */
const char *yz_reveal_reason(int n);
const char *yz_reveal_reason_short(int n);

/* The reason as the journal keeps it: cleaned, and with a word in it, since a number tells nobody why. YZ_REFUSED otherwise, also when
 * it is too long. NULL: none. */
enum { YZ_REVEAL_REASON = 256 };
enum yz_status yz_reveal_why(const char *reason, char out[YZ_REVEAL_REASON]);

/* Whether whoever is signed in may see a record unmasked: YZ_OK, or YZ_DENIED with the right that lacks.
 *   any record                      right reveal
 *   an entry of a sensitive group   reveal-group too
 *   a child (consent.h), or a record about one (its field `person`): reveal-child too; without it whoever handles an open case
 *                                   of that child, where the guardian's consent stands in the case or in the child's record
 *   a secret case or need           whoever sees it at all (service/desk/secret.c, lists/)
 *   the station                     export-revealed instead: an export or a report of everything unmasked, asked for as such.
 *                                   It is one look and one line "export" with what was written and of which place, since
 *                                   all its rows were shown at once, to one reader, for one reason */
enum yz_status yz_reveal_allowed(struct yz_session *s, enum yz_kind_id kind, int64_t id);

/* Shows masked data of one record: the reason goes into the journal, a line a record. YZ_REFUSED without a reason; YZ_DENIED as
 * above. */
enum yz_status yz_reveal(struct yz_session *s, enum yz_kind_id kind, int64_t id, const char *reason);

/* The same of who is being served in a form: a child too, since the guardian is there and the form asks for the consent. */
enum yz_status yz_reveal_served(struct yz_session *s, int64_t person, const char *reason);

/* How often a record was looked at since a moment, as far as yz_log tells whoever is signed in: the own looks, with the right
 * `audit` (at the station) those of others. */
yz_moment yz_looks_since(void); /* a year ago: the looks that screens and commands count */
enum yz_status yz_looks(struct yz_session *s, enum yz_kind_id kind, int64_t id, yz_moment since, size_t *count);

#endif
