/* What not everybody at the station may read: records of restricted kinds (ratings), and secret cases (the call back after
 * a bad rating). Supervisors, administrators and auditors read all; whoever owns a secret case reads that one.
 *
 * To the others such a record is not there: no list, search, number, title or line of the journal has it. Every function of
 * the service that hands out a record, or says that it exists, asks here. */
#ifndef YZ_SERVICE_RESTRICTED_H
#define YZ_SERVICE_RESTRICTED_H

#include <yizhan/desk.h>
#include <yizhan/journal.h>
#include <yizhan/kind.h>

struct yz_session;

bool yz_sees_restricted(const struct yz_session *s);

/* Whether a record is hidden from whoever is signed in. By its id also when it is gone. */
bool yz_kind_hidden(const struct yz_session *s, enum yz_kind_id kind);
bool yz_record_hidden(const struct yz_session *s, enum yz_kind_id kind, const void *record);
bool yz_id_hidden(struct yz_session *s, enum yz_kind_id kind, int64_t id);

/* Whether a line of the journal is: it is about a hidden record, or a note of one. */
bool yz_line_hidden(struct yz_session *s, const struct yz_log_line *line);

/* YZ_DENIED with a message when the kind is hidden. */
enum yz_status yz_kind_allowed(const struct yz_session *s, enum yz_kind_id kind);

#endif
