/* 交接班: what one shift hands to the next. The sheet is worked out from what is open; giving it keeps its lines as they were,
 * with the head of the journal; whoever comes signs it on, and says what was found otherwise. */
#ifndef YIZHAN_HANDOVER_H
#define YIZHAN_HANDOVER_H

#include "counter.h"
#include "findings.h"
#include "status.h"

struct yz_buffer;
struct yz_session;

enum yz_handover_part {
    YZ_HANDOVER_TICKETS, /* 排队: waiting, called, being served */
    YZ_HANDOVER_CALLS,   /* 约定回电: promised and not made yet */
    YZ_HANDOVER_WAITING, /* 等补材料 */
    YZ_HANDOVER_DUE,     /* 临期: due before the close of the next open day, overdue ones too */
    YZ_HANDOVER_PARTS
};
const char *yz_handover_part_name(enum yz_handover_part part); /* translated */

struct yz_handover_line {
    int64_t id; /* of the ticket or case, `kind` */
    enum yz_kind_id kind;
    enum yz_handover_part part;
    yz_moment by;   /* by when: the call, the deadline; since when: tickets, papers */
    char label[24]; /* "A012", the case number */
    char text[240]; /* who, what, where; names masked */
};

enum { YZ_HANDOVER_LINES = 200 };
struct yz_handover_sheet {
    yz_date day, next;                 /* of the shift; the next day on which the station is open */
    int64_t counts[YZ_HANDOVER_PARTS]; /* all of them, also those beyond the lines */
    struct yz_handover_line lines[YZ_HANDOVER_LINES];
    size_t count;
};
/* What is to be handed over at a station now, in the order of the parts; at most 50 lines a part. */
enum yz_status yz_handover_sheet(struct yz_session *s, int64_t station, struct yz_handover_sheet *out);

/* A field of what is given, as people type it: "cash", "papers" (nothing typed = not counted), "note". */
void yz_handover_set(struct yz_handover *h, const char *field, const char *text, struct yz_findings *f);

/* Gives it, as one act. h->cash, papers (-1 = not kept or counted here) and note come in; on success the record is whole.
 * YZ_REFUSED when one waits to be taken already. */
enum yz_status yz_handover_give(struct yz_session *s, int64_t station, struct yz_handover *h, struct yz_findings *f);

/* Takes it on: taken_by is the signed-in one, who must be another than gave it; `note` says what was found otherwise. The
 * taker's shift of that time, if there is one, is signed on. On success the record is as it stands after. */
enum yz_status yz_handover_take(struct yz_session *s, struct yz_handover *h, const char *note, struct yz_findings *f);

/* The one of a station that waits to be taken; *found false when there is none. */
enum yz_status yz_handover_pending(struct yz_session *s, int64_t station, struct yz_handover *out, bool *found);

/* Newest first, given before `before` (0 = from the newest). */
enum yz_status yz_handovers(struct yz_session *s, int64_t station, yz_moment before, struct yz_handover *out,
                            size_t max, size_t *count);

/* The sheet on paper, as lines of at most `columns` display columns, for 80 and 48 and 32. Appended to `out`. */
enum yz_status yz_handover_text(struct yz_session *s, const struct yz_handover *h, int columns, struct yz_buffer *out);

#endif
