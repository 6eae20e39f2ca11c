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
    char definition[16384]; /* the file's text */
};

enum yz_case_state { /* codes of the table case_state */
                     YZ_CASE_DRAFT = 1,
                     YZ_CASE_ACCEPTED = 2,
                     YZ_CASE_SUPPLEMENT = 3, /* papers awaited, the clock is paused */
                     YZ_CASE_ASSIGNED = 4,
                     YZ_CASE_PROGRESS = 5,
                     YZ_CASE_FINISHED = 9,
                     YZ_CASE_CLOSED = 11,
                     YZ_CASE_WITHDRAWN = 12,
                     YZ_CASE_REFUSED = 13
};

struct yz_case { /* 办件 */
    int64_t id, version;
    char number[24];  /* "2026-000123" */
    char service[48]; /* key of the item */
    int64_t service_version;
    int32_t state;
    int64_t station, owner, taken_by;     /* owner and taken_by: staff */
    int64_t person, household, applicant; /* person: whom it is about; applicant: who asked (a guardian) */
    yz_moment received, due, finished;
    bool due_assumed;   /* the count crosses a year whose calendar is not known yet */
    bool evening;       /* received in the station's extended hours */
    char answers[4096]; /* the form's fields, a JSON object of texts */
    char missing[512];  /* keys of papers not seen yet, comma between */
    int64_t amount;     /* fen */
    int64_t consent_by; /* guardian who consented (PIPL art. 31) */
    yz_moment consent_at;
    char consent_how[48];
    char note[512];
    bool invented;
};

extern const struct yz_kind yz_service_kind, yz_case_kind;

#endif
