/* What the files of a meeting share. */
#ifndef YZ_SERVICE_FIELD_MEETING_PRIVATE_H
#define YZ_SERVICE_FIELD_MEETING_PRIVATE_H

#include <yizhan/meetings.h>

#include "service/session.h"

/* The doors that meeting ?1 invites; as long as nobody is invited, those of what it is about: building ?2, or 0 and grid ?3.
 * Bound by yz_meeting_bind. */
#define YZ_MEETING_BUILDINGS                                                                                           \
    "(b.id IN (SELECT building FROM invite WHERE meeting=?1) OR b.grid IN"                                             \
    " (SELECT grid FROM invite WHERE meeting=?1 AND grid<>0) OR NOT EXISTS (SELECT 1 FROM invite WHERE meeting=?1)"    \
    " AND (b.id=?2 OR ?2=0 AND ?3<>0 AND b.grid=?3))"
#define YZ_MEETING_DOORS                                                                                               \
    " FROM building b JOIN dwelling d ON d.building=b.id JOIN compound c ON c.id=b.compound"                           \
    " WHERE " YZ_MEETING_BUILDINGS
void yz_meeting_bind(struct yz_query *q, const struct yz_meeting *m);

/* Findings told: YZ_OK when there is no error, else YZ_REFUSED with the first one as message. */
enum yz_status yz_meeting_told(const struct yz_findings *f);
/* Checks a record and that it may be added to the meeting as it stands, before the act. */
enum yz_status yz_meeting_ready(struct yz_session *s, int64_t meeting, bool afterwards, const struct yz_kind *k,
                                const void *record, struct yz_meeting *out, struct yz_findings *f);
/* Within an act: the meeting as it is now, at least in that state, and the record. */
enum yz_status yz_meeting_put(struct yz_session *s, int64_t meeting, int32_t state, const struct yz_kind *k,
                              void *record);

#endif
