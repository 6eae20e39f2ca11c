/* What is closed to some at the station: records of restricted kinds (ratings), of secret key groups, and the call
 * back after a bad rating. Supervisors, administrators and auditors read all; whoever was handed a call back reads that one.
 *
 * To the others such a record is not there: no list, count, search, number, title or line of the journal has it. Every
 * function of the service that hands out a record, or says that there is one, asks here. (Of secret cases, desk/secret.c,
 * everybody sees that they are there.) */
#ifndef YZ_SERVICE_RESTRICTED_H
#define YZ_SERVICE_RESTRICTED_H

#include <yizhan/journal.h>
#include <yizhan/kind.h>

struct yz_session;

#define YZ_CALLBACK "rating-callback" /* the item of call backs */

bool yz_sees_restricted(const struct yz_session *s);

/* Whether a record is closed to whoever is signed in. By its id also when it is gone. */
bool yz_record_closed(const struct yz_session *s, enum yz_kind_id kind, const void *record);
bool yz_id_closed(struct yz_session *s, enum yz_kind_id kind, int64_t id);

/* Whether a line of the journal is: it is about such a record, or a note of one. */
bool yz_line_closed(struct yz_session *s, const struct yz_log_line *line);

/* YZ_DENIED with a message when the kind is closed. */
enum yz_status yz_kind_allowed(const struct yz_session *s, enum yz_kind_id kind);

#endif
