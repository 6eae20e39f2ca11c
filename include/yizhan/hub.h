/* The district: the hub in PostgreSQL that a station's journal goes to, and from which the station takes what the district
 * sends (docs/hub.md). The station works alone; the hub is spoken to by these calls only, and never while an act is open.
 *
 * `url` is a libpq URL or conninfo ("postgresql://yizhan_station_7@hub.example/yizhan", "service=yizhan"); NULL or "": the
 * one of data/trust/hub.conf. A password is never in it. Statuses beside the usual ones: YZ_HUB with what stands in the way
 * (not reached, wrong certificate, wrong password, the hub's disk full); nothing is stored then, and work goes on. */
#ifndef YIZHAN_HUB_H
#define YIZHAN_HUB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "date.h"
#include "findings.h"
#include "status.h"

struct yz_session;

enum { YZ_HUB_URL = 512 };

/* Whether the program was built with libpq; without it every call below that leaves the machine is YZ_HUB. */
bool yz_hub_built(void);

/* Where the hub is, and when it is called without being told to: data/trust/hub.conf. In minutes; 0: not in the file. */
struct yz_hub_rules {
    char url[YZ_HUB_URL];      /* "" = none */
    char district[YZ_HUB_URL]; /* of the district's role, for who looks after many stations; "" = none */
    int64_t after;             /* the last act */
    int64_t every;             /* in any case */
    int64_t longest;           /* at most, while it cannot be reached: each wait is twice the one before */
    int64_t warn_days;         /* not reached for so many days: somebody should look */
    int64_t seconds;           /* that somebody at a screen waits at most for an answer */
};
enum yz_status yz_hub_rules(struct yz_hub_rules *out);

/* How this file stands with the hub, as it knows itself; nobody is asked. */
struct yz_hub_state {
    int station;                        /* its number, in every id that it gives */
    int64_t epoch, seq;                 /* of its newest journal line */
    int64_t acked;                      /* the newest line that the hub has acknowledged; 0 = none */
    int64_t waiting;                    /* lines after it */
    int64_t inbox;                      /* what the district had sent, when last asked, that is not applied yet */
    int64_t undecided, letters;         /* letters (letters.h): those to be decided here, those to be sent */
    yz_moment synced_at, offline_since; /* 0: never; 0: the last try reached the hub */
    int64_t tries;                      /* how many are over, however they ended */
    yz_moment refused_since;            /* what one side has the other does not take; 0: it does */
    yz_moment next_at;                  /* when it is tried next by itself; 0: never (nothing set, or no libpq) */
    bool running;                       /* a process is at it now */
    char why[512];                      /* why the last try came to nothing; "" = it did not */
    char stuck[256];                    /* why what the district sent waits; "" */
    char url[YZ_HUB_URL];               /* as set for the machine; "" = none */
};
enum yz_status yz_hub_state(struct yz_session *s, struct yz_hub_state *out);

/* What a call did. */
struct yz_hub_done {
    int64_t pushed;  /* lines that the hub has taken */
    int64_t erased;  /* bodies blanked there, after a lawful erasure here */
    int64_t rolled;  /* lines of its own that this file had lost and has again */
    int64_t applied; /* messages of the district applied */
    int64_t letters; /* letters to other stations that the hub heard of, and answers to theirs (letters.h) */
    int64_t acked;   /* the newest line that the hub has now */
    char stuck[256]; /* why a message of the district cannot be taken (by an older program); "" = none */
};

/* Sends the lines that the hub has not acknowledged. YZ_REFUSED where the hub has other lines under the same numbers (the file
 * is a copy that went its own way): which ones is told, and nothing is changed on either side. */
enum yz_status yz_hub_push(struct yz_session *s, const char *url, struct yz_hub_done *out);

/* Takes what is at the hub: the own lines that a file put back from a backup had lost, and what the district sent (sent.h).
 * YZ_PARTIAL when a message cannot be taken; it waits, with those after it, and the rest is done. */
enum yz_status yz_hub_pull(struct yz_session *s, const char *url, struct yz_hub_done *out);

/* Both: pull, then push; then letters to other stations. */
enum yz_status yz_hub_sync(struct yz_session *s, const char *url, struct yz_hub_done *out);

/* --- residents of other stations --- */

struct yz_hub_resident {
    int station; /* whose it is */
    int64_t id;
    char name[96]; /* masked by the hub */
    int birth_year;
};
/* Residents of other stations by the whole number of an identity card. YZ_HUB after the seconds of hub.conf, whatever the hub does; YZ_DENIED without the right reveal; a line in the journal with
 * the reason, whatever was found. */
enum yz_status yz_hub_find(struct yz_session *s, const char *url, const char *number, const char *reason,
                           struct yz_hub_resident *out, size_t max, size_t *count);
/* One of them into this file, under the id of their own station, to be served here: who it is and how to reach them. That station is
 * told. What is changed of them here goes to it as a correction (letters.h). */
enum yz_status yz_hub_serve(struct yz_session *s, const char *url, int home, const char *number, const char *reason,
                            int64_t *person);

/* A new station file at `path` from what the hub has of station `number`, when the old one is lost and no backup is left: all
 * records and the whole journal, then a new epoch. What was not sent, drafts and passwords are not in it. Never overwrites. */
enum yz_status yz_hub_rebuild(const char *url, int number, const char *path, struct yz_hub_done *out);

/* --- one file used twice --- */

struct yz_letter;
/* What this copy of the file did after it parted from the journal that the hub has. Release with yz_hub_rejoin_free. */
struct yz_hub_rejoin {
    int64_t parted, lines;     /* the last line that both have; own lines after it */
    struct yz_letter *letters; /* what they changed, a letter a record (letters.h) */
    size_t count;
    int number;
    int64_t staff; /* who chose it */
    char url[YZ_HUB_URL];
    char kept[4096]; /* where this copy is afterwards */
};
/* YZ_REFUSED when the two have not parted; YZ_DENIED without the right backup. Nothing is changed. */
enum yz_status yz_hub_rejoin_look(struct yz_session *s, const char *url, struct yz_hub_rejoin *out);
/* In the place of the file at `path`: one made from the hub, in a new epoch, with those letters to be decided one by one. No session on
 * it may be open in this process. What is in no journal (drafts, passwords) is in the copy that is kept. */
enum yz_status yz_hub_rejoin(struct yz_hub_rejoin *r, const char *path);
void yz_hub_rejoin_free(struct yz_hub_rejoin *r);

/* --- by itself --- */

/* What a timer does, whoever is signed in or nobody: yz_hub_sync with the hub of the machine, if it is due (`next_at`) or
 * `anyway`, and nobody else is at it; `*did` tells. */
enum yz_status yz_hub_auto(struct yz_session *s, bool anyway, bool *did, struct yz_hub_done *out);

/* The same in a process of its own, for which nobody waits; false: there is no such way here. */
bool yz_hub_behind(struct yz_session *s, bool anyway);

/* Begins that where it is due; `leaving`: nothing more comes, so what waits may go at once. Cheap, for every now and then. */
void yz_hub_follow(struct yz_session *s, bool leaving);

/* What somebody should know of the district today; "" = nothing. Answers `out`. */
char *yz_hub_warning(struct yz_session *s, char *out, size_t room);

/* --- for the district's administrator; no station file is needed --- */

/* Makes the schema in the database that `url` names, or brings it up to this program's. */
enum yz_status yz_hub_init(const char *url);

/* A station of the district: its rows, its part of the journal and its role yizhan_station_NUMBER. `password` (NULL or "":
 * stays as it is) is set as that role's; it goes to the server as a verifier only. `*made`: false when it was there already.
 * YZ_REFUSED when the number is another station's. */
enum yz_status yz_hub_register(const char *url, int number, const char *name, const char *address, const char *password,
                               bool *made);

/* Where it lies, "north,east" in degrees, so that stations know the way to each other. YZ_USAGE for another text. */
enum yz_status yz_hub_place(const char *url, int number, const char *at);

/* Sends a file to these stations (count 0: to all): a calendar, a catalogue item or a notice, checked before. All get it or none. YZ_REFUSED
 * when it has errors or a number is not registered; `*sent`: to how many. */
enum yz_status yz_hub_send(const char *url, const char *kind, const char *path, const char *source, const int *stations,
                           size_t count, struct yz_findings *f, int64_t *sent);

/* How a station stands at the hub; no names of people in it. How much a station has not sent yet only the station knows. */
struct yz_hub_station {
    int number;
    char name[96], address[160];
    int64_t epoch, lines;                  /* its newest line here */
    yz_moment seen;                        /* when it last called; 0 = never */
    int64_t sent;                          /* messages sent to it */
    int64_t cases, open, overdue, evening; /* as its lines say, now; evening: received today in the extended hours */
    int64_t needs, resources;              /* open needs; its own resources and services that hold today */
    int64_t matches, across;               /* that are not over; those of them with another station's resource */
    int64_t staff;                         /* who works there: open / staff is their load */
};

/* Each station that `url` lets one see, by its number: the district's role all of them. YZ_REFUSED to a station. */
enum yz_status yz_hub_stations(const char *url, void (*each)(void *ctx, const struct yz_hub_station *s), void *ctx);

struct yz_report_ask;
struct yz_report_result;
/* A report (reports.h) over all stations that `url` lets one see ("": the district's address of the machine), counted by the hub from
 * what they sent; no more than two minutes. YZ_REFUSED to a station. */
enum yz_status yz_hub_report(struct yz_session *s, const char *url, const struct yz_report_ask *ask,
                             struct yz_report_result *out);

/* The rows behind those numbers, at most 500: no names of residents in them, no words of needs. Of a view not all members are used. */
struct yz_hub_work {
    char number[24], owner[96];    /* of a case: its own, and who handles it */
    char name[96], title[64];      /* service of a case; resource, also of a match; member of staff, with the title */
    int32_t state;                 /* case_state, need_state, match_state, offer_period of a resource, staff_role */
    int32_t field, topic, urgency; /* of needs; topic 0: a secret one */
    yz_moment at, due;             /* received, collected, proposed; the limit */
    int64_t count;                 /* capacity; the station whose resource it is; open cases of a member of staff */
    yz_date since, until;          /* of a resource, of staff; until of a need: the day wished for */
};

/* How one looks at them: by the limit cases, by the newest matches, by the oldest needs. */
enum { YZ_HUB_VIEWS = 7, YZ_HUB_CELLS = 6 };
struct yz_hub_view {
    const char *key, *label;           /* "open" overdue evening needs resources matches staff; N_("在办") */
    const char *columns[YZ_HUB_CELLS]; /* N_("…"), "" = none */
};
const struct yz_hub_view *yz_hub_view(size_t i);              /* NULL behind the last */
const struct yz_hub_view *yz_hub_view_named(const char *key); /* NULL with a message */
/* The text of a column, codes by their labels, items by the names of the station's catalogue (`s` NULL: by their keys). Answers `out`. */
char *yz_hub_work_cell(struct yz_session *s, const struct yz_hub_view *v, const struct yz_hub_work *w, size_t column,
                       char *out, size_t room);

/* YZ_USAGE: no such view. YZ_HUB: an older hub. */
enum yz_status yz_hub_queue(const char *url, int station, const char *view,
                            void (*each)(void *ctx, const struct yz_hub_work *w), void *ctx);

#endif
