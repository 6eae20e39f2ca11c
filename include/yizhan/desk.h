/* The desk: the catalogue of services and the cases opened from it. */
#ifndef YIZHAN_DESK_H
#define YIZHAN_DESK_H

#include "date.h"
#include "kind.h"

struct yz_session;

struct yz_service { /* one item of the catalogue, as a definition file says it (data/services, docs/services.md) */
    int64_t id, version;
    char key[48]; /* "newborn-insurance" */
    char name[96], short_name[48], name_en[96];
    char department[96];
    yz_date valid_from, valid_to;
    int64_t place;          /* in lists and among the shortcuts; 0 = after those that have one */
    bool internal;          /* opened by the program, not from lists */
    char promised[32];      /* the limit: "5 工作日"; "" = done on the spot */
    char definition[16384]; /* the file's text */
};

enum yz_case_state { /* codes of the table case_state */
                     YZ_CASE_DRAFT = 1,
                     YZ_CASE_ACCEPTED = 2,
                     YZ_CASE_SUPPLEMENT = 3, /* papers awaited, the clock is paused */
                     YZ_CASE_ASSIGNED = 4,
                     YZ_CASE_PROGRESS = 5,
                     YZ_CASE_RETURNED = 6,    /* by the department, to be mended here */
                     YZ_CASE_EXTENDED = 7,    /* in progress, with more days than promised */
                     YZ_CASE_TRANSFERRED = 8, /* offered to another station, which has not answered yet */
                     YZ_CASE_FINISHED = 9,
                     YZ_CASE_VERIFIED = 10,
                     YZ_CASE_CLOSED = 11,
                     YZ_CASE_WITHDRAWN = 12,
                     YZ_CASE_REFUSED = 13,
                     YZ_CASE_REOPENED = 14,
                     YZ_CASE_MOVED = 15 /* another station of the district has it now (letters.h) */
};

enum yz_case_level { /* codes of the table case_level: who handles it; a case climbs one by one */
                     YZ_LEVEL_COMMUNITY = 1,
                     YZ_LEVEL_STREET,
                     YZ_LEVEL_DISTRICT,
                     YZ_LEVEL_CITY
};

struct yz_case { /* 办件 */
    int64_t id, version;
    char number[24];  /* "2026-000123" */
    char service[48]; /* key of the item */
    int64_t service_version;
    int32_t state;
    int32_t state_before;                 /* while transferred or awaiting papers: what it goes back to; else 0 */
    int32_t level;                        /* case_level; 0 = the community */
    int64_t station, owner, taken_by;     /* owner and taken_by: staff. One station has the case at every moment */
    int64_t offered_to;                   /* station that was asked to take it over; 0 = none */
    int64_t person, household, applicant; /* person: whom it is about; applicant: who asked (a guardian) */
    char party[96], party_phone[24];      /* who asked, when the registry does not know them */
    int64_t building;                     /* of an event: where */
    char place[160];                      /* of an event: where exactly */
    char department[96];                  /* to whom it is assigned outside of the station */
    yz_moment received, due, finished;    /* due: end of the promised limit; 0 while the clock stands */
    yz_moment legal_due, station_due;     /* end of the legal limit; by when the station passes it on; 0 = none */
    yz_moment clock_from;                 /* the promised limit counts from here: receipt, dispatch, reopening */
    yz_moment paused_at;                  /* the clock stands since then; 0 = it runs */
    char pauses[256];                     /* pauses that are over: "from/to,…", ms since 1970 */
    int64_t extended;                     /* how many units the limit was extended by, all in all */
    bool due_assumed;                     /* the count crosses a year whose calendar is not known yet */
    bool evening;                         /* received in the station's extended hours */
    bool secret;                          /* only its owner, supervisors and auditors see who and what */
    bool rated;                           /* somebody has rated it: no second time */
    int64_t urged;                        /* 催办: how often */
    yz_moment call_by;                    /* a call back was promised by then; 0 = none open */
    char call_note[192];
    int64_t follows;    /* the case that this one continues: the call back after a bad rating, the next of a chain */
    char answers[4096]; /* the form's fields, a JSON object of texts */
    char missing[512];  /* keys of papers not seen yet, comma between */
    yz_date missing_by; /* the last day for those that may follow (容缺); 0 = none */
    char result[192];   /* what came of it */
    int64_t amount;     /* fen */
    int64_t consent_by; /* guardian who consented (PIPL art. 31) */
    yz_moment consent_at;
    char consent_how[48];
    char note[512];
    bool invented;
};

extern const struct yz_kind yz_service_kind, yz_case_kind;

#endif
