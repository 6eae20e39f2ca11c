/* What the files of a small improvement share. */
#ifndef YZ_SERVICE_FIELD_IMPROVEMENT_PRIVATE_H
#define YZ_SERVICE_FIELD_IMPROVEMENT_PRIVATE_H

#include <yizhan/improvements.h>

#include "service/session.h"

/* Within an act: links a need as the improvement stands, or takes the link back. YZ_REFUSED, YZ_DENIED with the reason. */
enum yz_status yz_cause_link(struct yz_session *s, const struct yz_improvement *im, int64_t need);
enum yz_status yz_cause_unlink(struct yz_session *s, const struct yz_improvement *im, int64_t need);
/* Within an act, after a step: all its needs go along. */
enum yz_status yz_causes_follow(struct yz_session *s, const struct yz_improvement *im);
/* Whether a need that it answers still waits for a resident's word. */
bool yz_causes_wait(struct yz_session *s, int64_t improvement);

#endif
