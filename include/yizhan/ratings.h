/* 好差评: what residents think of how they were served. One rating a case, given on the turned-round screen or on paper. Marks
 * 2 and 1 open a call back in the same act, for the supervisor, due by the item `rating-callback`.
 *
 * Whoever served does not see who gave which mark: ratings and call backs are there for supervisors, administrators and
 * auditors alone, in every list, search and line of the journal. That a case was rated is open. */
#ifndef YIZHAN_RATINGS_H
#define YIZHAN_RATINGS_H

#include "date.h"
#include "desk.h"
#include "findings.h"
#include "status.h"

struct yz_session;

enum { YZ_MARK_WORST = 1, YZ_MARK_BAD = 2, YZ_MARK_BEST = 5 };

/* Keeps a mark (1 … 5) of a case that is finished, verified or closed. `c` is the case as it was shown, and after success as
 * it is: rated. YZ_REFUSED when it is rated already, is not finished, or is a call back itself; `f` names each fault. The
 * act is nobody's: who was signed in stands in a note that is as restricted as the rating. `remark` may be NULL. YZ_DENIED: the
 * mark is from paper, and not to be seen by who is signed in. */
enum yz_status yz_rate(struct yz_session *s, struct yz_case *c, int mark, bool paper, const char *remark,
                       struct yz_findings *f);

/* A mark as people write it: 1 … 5, or its word. Else 0, and `f` names what was written. */
int32_t yz_mark_parse(const char *text, struct yz_findings *f);

/* YZ_DENIED unless the one signed in may key marks from paper: whoever reads ratings anyway. */
enum yz_status yz_rate_paper_allowed(const struct yz_session *s);

struct yz_rating_line {
    int64_t id, case_id, callback;
    yz_moment at;
    int32_t mark;
    bool paper;
    char number[24], service_name[96], station_name[96], note[512];
    char callback_number[24]; /* "" when there was no call back */
    int32_t callback_state;   /* case_state */
    yz_moment callback_due;
    bool callback_overdue;
};
struct yz_rating_filter { /* zero-initialise */
    yz_date from, to;     /* given on these days; 0 = any */
    bool bad;             /* marks 2 and 1 only */
};
/* Newest first, those before the line `before` (NULL = from the newest). YZ_DENIED for whoever may not see them. */
enum yz_status yz_ratings_list(struct yz_session *s, const struct yz_rating_filter *filter,
                               const struct yz_rating_line *before, struct yz_rating_line *out, size_t max,
                               size_t *count);

/* Counts by mark, of a station or of all. A group of fewer than three is not counted out: `few` is set, and only `total` says
 * that there are any. */
struct yz_rating_summary {
    int64_t station; /* 0: all together */
    char station_name[96];
    int64_t total, marks[6]; /* by mark; [0] is not used */
    bool few;
};
/* `by_station`: a line a station, else one line. Supervisors and the like may choose any days. The others see one whole
 * month that is over, of all stations together, so that no two answers differ by one rating: the month of `from`, or the
 * last one; `from` and `to` come back as what was counted. */
enum yz_status yz_ratings_summary(struct yz_session *s, yz_date *from, yz_date *to, bool by_station,
                                  struct yz_rating_summary *out, size_t max, size_t *count);

#endif
