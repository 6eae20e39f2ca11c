/* What the files of a meeting share. */
#ifndef YZ_SERVICE_FIELD_MEETING_PRIVATE_H
#define YZ_SERVICE_FIELD_MEETING_PRIVATE_H

#include <yizhan/meetings.h>

#include "service/session.h"

/* Findings told: YZ_OK when there is no error, else YZ_REFUSED with the first one as message. */
enum yz_status yz_meeting_told(const struct yz_findings *f);
/* Checks a record and that it may be added to the meeting as it stands, before the act. */
enum yz_status yz_meeting_ready(struct yz_session *s, int64_t meeting, bool afterwards, const struct yz_kind *k,
                                const void *record, struct yz_meeting *out, struct yz_findings *f);
/* Within an act: the meeting as it is now, at least in that state, and the record. */
enum yz_status yz_meeting_put(struct yz_session *s, int64_t meeting, int32_t state, const struct yz_kind *k,
                              void *record);

#endif
