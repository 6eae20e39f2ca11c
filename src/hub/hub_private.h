/* The inside of the hub's room: a call to the hub, from its greeting to what is kept of it in the file. */
#ifndef YIZHAN_HUB_PRIVATE_H
#define YIZHAN_HUB_PRIVATE_H

#include <yizhan/hub.h>

#include "hub/link.h"
#include "store/store.h"

enum { YZ_HUB_HASH = 32 };

/* Names in the file's meta. */
#define YZ_HUB_META_SEQ     "hub_seq"    /* acknowledged */
#define YZ_HUB_META_POSTED  "hub_posted" /* newest message there is */
#define YZ_HUB_META_ERASED  "hub_erased" /* newest erasing act that was passed on */
#define YZ_HUB_META_AT      "hub_at"
#define YZ_HUB_META_OFFLINE "hub_offline"
#define YZ_HUB_META_REFUSED "hub_refused" /* since when */
#define YZ_HUB_META_TRIES   "hub_tries"   /* how often it was tried */
#define YZ_HUB_META_TRIED   "hub_tried"   /* when last … */
#define YZ_HUB_META_FAILED  "hub_failed"  /* … and how often in vain since it was not */
#define YZ_HUB_META_FORGOT  "hub_forgot"  /* the hub was put back from a backup and is to hear again who has what */
#define YZ_HUB_TEXT_WHY     "hub_why"
#define YZ_HUB_TEXT_STUCK   "hub_stuck"

struct yz_hub_line {
    int64_t epoch, seq;
    unsigned char hash[YZ_HUB_HASH];
};

/* A call: who, which file, and where both sides stand. */
struct yz_hub_call {
    struct yz_session *s;
    struct yz_store *store;
    struct yz_link *link;
    int station;
    struct yz_hub_line own; /* the newest line here; seq 0 = none */
    struct yz_hub_line hub; /* … that the hub has taken */
    bool same;              /* the hub has the line `own` */
    bool copies;            /* lines may go by COPY */
    int64_t posted;         /* newest message of the district */
    bool forgot;            /* as YZ_HUB_META_FORGOT */
    yz_moment named;        /* the names of stations are of then */
    int64_t erased;         /* newest erasing act that was passed on */
    char url[YZ_HUB_URL];
    int within;              /* seconds; 0 = no limit */
    bool errand, of_machine; /* it is ours to drop; the URL is that of the machine */
    struct yz_hub_done *done;
};

/* A connection to a hub whose functions this program can call, and which serves it; YZ_HUB else (skew.c). */
enum yz_status yz_hub_open(const char *url, struct yz_link **out);
/* The same, for somebody who waits: no more than so many seconds in all. */
enum yz_status yz_hub_open_within(const char *url, int seconds, struct yz_link **out);

/* What a hub said of its version and of whom it serves: YZ_HUB when one of the two is too old. */
enum yz_status yz_hub_compare(int64_t hub, int64_t serves);
/* After a question that failed: YZ_HUB if the hub's age may be why, else `otherwise` with the message as it is. */
enum yz_status yz_hub_of_age(struct yz_link *l, enum yz_status otherwise);
/* YZ_HUB when the functions of an open hub are older than that version. */
enum yz_status yz_hub_needs(struct yz_link *l, int version);

/* Who calls: somebody who syncs; a timer, whoever is signed in; somebody who asks and waits for the answer. */
enum yz_hub_caller { YZ_HUB_SYNCS, YZ_HUB_TIMER, YZ_HUB_ASKS };

/* Signs in and greets; YZ_DENIED for who may not; YZ_BUSY while another process is at it. Ended by yz_hub_hang_up
 * in either case, which keeps in the file how it went and answers `status`, or why that could not be kept. */
enum yz_status yz_hub_call(struct yz_session *s, const char *url, enum yz_hub_caller who, struct yz_hub_done *done,
                           struct yz_hub_call *c);
enum yz_status yz_hub_hang_up(struct yz_hub_call *c, enum yz_status status);

enum { YZ_HUB_TRIES = 4 };                          /* in a row without getting further */
enum yz_status yz_hub_greet(struct yz_hub_call *c); /* where the hub stands, over a link that is open */
/* After the connection broke: signs in anew and sees where the hub stands. YZ_HUB after some tries in vain. */
enum yz_status yz_hub_again(struct yz_hub_call *c);
/* Whether a status means that the connection broke under way. */
bool yz_hub_broke(const struct yz_hub_call *c, enum yz_status status);

/* Whether it is time for a try by itself (state.c). */
bool yz_hub_due(const struct yz_hub_state *state);

/* The newest own line, and one of a number (*found). */
enum yz_status yz_hub_own_head(struct yz_store *store, struct yz_hub_line *out);
enum yz_status yz_hub_own_line(struct yz_store *store, int64_t seq, struct yz_hub_line *out, bool *found);

/* Where the two journals stand to each other (meet.c). */
enum yz_hub_meeting { YZ_HUB_EVEN, YZ_HUB_AHEAD, YZ_HUB_BEHIND, YZ_HUB_PARTED };
enum yz_status yz_hub_meet(struct yz_hub_call *c, enum yz_hub_meeting *out);
/* The newest line that both have. */
enum yz_status yz_hub_parting(struct yz_hub_call *c, int64_t *last);
/* YZ_REFUSED with from which line on the two differ, and what is on either side. */
enum yz_status yz_hub_parted(struct yz_hub_call *c);

/* A page of lines: columns of roll.c's question. */
enum { YZ_HUB_PAGE_KIND = 6, YZ_HUB_PAGE_ID = 7, YZ_HUB_PAGE_VERSION = 8, YZ_HUB_PAGE_GONE = 9, YZ_HUB_PAGE_BODY = 13 };
/* Of each of the first n lines whether a later one of them gives its record's row; NULL: no memory. For the caller to free (newest.c). */
bool *yz_hub_passed(const struct yz_rows *rows, int n);

/* Takes what the hub has of the own journal and the file lost; YZ_REFUSED when the file went its own way (roll.c). */
enum yz_status yz_hub_roll(struct yz_hub_call *c, enum yz_hub_meeting meeting);
/* YZ_REFUSED with why such a file cannot send yet: what it lost is to be taken first, or it went its own way. */
enum yz_status yz_hub_must_roll(struct yz_hub_call *c, enum yz_hub_meeting meeting);

/* Takes what the district sent and is not taken yet (inbox.c). */
enum yz_status yz_hub_take_messages(struct yz_hub_call *c);

/* Tells the hub of the letters that wait for it (letters.c). */
enum yz_status yz_hub_tell_letters(struct yz_hub_call *c);
enum yz_status yz_hub_keep_named(struct yz_hub_call *c); /* within the act of yz_hub_hang_up */

/* Sends many lines by COPY, where the hub lets us and there are many; the hub's head is then the last of them (bulk.c). */
enum yz_status yz_hub_upload(struct yz_hub_call *c);
/* Blanks at the hub what was lawfully erased here and is not yet (erasures.c). */
enum yz_status yz_hub_pass_erasures(struct yz_hub_call *c);
/* Sends all lines past the hub's head (push.c). */
enum yz_status yz_hub_send_lines(struct yz_hub_call *c);

#endif
