/* The counter: who waits, who is on duty, what one shift hands to the next, the seal, what residents think of it. */
#ifndef YIZHAN_COUNTER_H
#define YIZHAN_COUNTER_H

#include "date.h"
#include "kind.h"

enum yz_ticket_state { /* codes of the table ticket_state */
                       YZ_TICKET_WAITING = 1,
                       YZ_TICKET_CALLED, /* the number was called, nobody has come yet */
                       YZ_TICKET_SERVING,
                       YZ_TICKET_DONE,
                       YZ_TICKET_ABSENT, /* called and not there */
                       YZ_TICKET_CARRIED /* not served today; comes first tomorrow, as a ticket of that day */
};

struct yz_ticket { /* 排队号: one visit to the counter */
    int64_t id, version;
    int64_t station;
    yz_date day;
    int64_t number; /* from 1 each day at each station */
    char code[16];  /* as printed and called: "A012" */
    int32_t state;  /* ticket_state */
    bool priority;  /* old, pregnant or disabled: before the others */
    bool evening;   /* taken in the extended hours */
    char service[48];
    int64_t person;
    char name[96], phone[24]; /* what the waiting one is called; may be empty */
    yz_moment taken, called, served, ended;
    int64_t calls; /* how often it was called */
    int64_t staff; /* who called or served */
    int64_t case_id;
    int64_t carried_from; /* the ticket of the day before */
    char note[192];
    bool invented;
};

struct yz_shift { /* 班次: somebody on duty at a station */
    int64_t id, version;
    int64_t station, staff;
    yz_date day;
    yz_moment starts, ends;
    bool evening;        /* it lies in the extended hours, at least in part */
    yz_moment signed_on; /* when the handover before it was taken; 0 = not yet */
    char note[192];
    bool invented;
};

struct yz_handover { /* 交接班 */
    int64_t id, version;
    int64_t station;
    yz_date day;
    int64_t given_by, taken_by; /* staff; taken_by 0 = nobody yet */
    yz_moment given_at, taken_at;
    int64_t cash;   /* fen; -1 = not kept here */
    int64_t papers; /* originals kept overnight; -1 = not counted */
    int64_t tickets, calls, waiting,
        due;          /* open tickets, promised calls, cases awaiting papers, due by tomorrow's close */
    char sheet[8192]; /* the lines as they were handed over, UTF-8 text */
    char note[512];
    char taken_note[512]; /* what the next shift found otherwise */
    char head[80];        /* hash of the journal's newest line when it was given */
    bool invented;
};

struct yz_seal { /* 用印登记: a use of the community's seal */
    int64_t id, version;
    int64_t station;
    char number[24]; /* "用印2026-0012" */
    yz_moment at;
    char matter[192], document[192]; /* for what; which document */
    int64_t copies;
    int64_t approved_by, handled_by; /* staff */
    int64_t person;                  /* applicant in the registry; 0 = not */
    char applicant[96], phone[24], address[160];
    int64_t case_id;
    char note[192];
    bool invented;
};

struct yz_rating { /* 好差评; restricted: whoever served does not see who gave which mark */
    int64_t id, version;
    int64_t case_id, station;
    yz_moment at;
    int32_t mark;     /* rating: 5 非常满意 … 1 非常不满意 */
    bool paper;       /* keyed in from a paper form */
    char note[512];   /* what the resident wrote */
    int64_t callback; /* case of the call back, when the mark is 2 or 1 */
    bool invented;
};

struct yz_dismissal { /* a hint of 政策找人 put aside for a person until a day */
    int64_t id, version;
    char policy[48]; /* key of the policy */
    int64_t person;
    yz_date until; /* 0 = for good */
    char reason[192];
    int64_t staff;
    yz_moment at;
};

struct yz_holiday { /* a day that the week does not tell, loaded into this file; goes before the built-in calendars */
    int64_t id, version;
    yz_date day;
    int32_t kind; /* holiday: off, work */
    char name[64], source[192];
};

extern const struct yz_kind yz_ticket_kind, yz_shift_kind, yz_handover_kind, yz_seal_kind, yz_rating_kind,
    yz_dismissal_kind, yz_holiday_kind;

#endif
