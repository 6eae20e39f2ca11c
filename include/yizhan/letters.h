/* 站间往来: what stations of a district write to each other through its hub (docs/hub.md), each with the state it is in: an offer to
 * hand a case, a resource or a household over, a correction of a resident's record, a notice of the district. One record, under one id, at both
 * ends. The hub decides who has a thing; here stands what it said last, and what is to be told to it with the next sync.
 *
 * What a station has is told by these letters: the newest that was accepted says who, else whoever gave the record its id. */
#ifndef YIZHAN_LETTERS_H
#define YIZHAN_LETTERS_H

#include "date.h"
#include "kind.h"
#include "reveal.h"
#include "status.h"

struct yz_session;

enum yz_letter_sort { /* codes of the table letter_sort */
                      YZ_LETTER_CASE = 1,
                      YZ_LETTER_RESOURCE,
                      YZ_LETTER_CORRECTION, /* of a record that is the receiver's: `body` has the fields */
                      YZ_LETTER_COPY,       /* a line of a copy of this file that went its own way: likewise */
                      YZ_LETTER_NOTICE,     /* to be read */
                      YZ_LETTER_SHARED,     /* a resource told to all stations, to be matched there too */
                      YZ_LETTER_HOUSEHOLD
};

enum yz_letter_state {                      /* codes of the table letter_state */
                       YZ_LETTER_WAITS = 1, /* to be sent with the next sync */
                       YZ_LETTER_OFFERED,   /* the receiver has not answered */
                       YZ_LETTER_ACCEPTED,  /* done */
                       YZ_LETTER_DECLINED,  /* done: nothing changed hands */
                       YZ_LETTER_RECALLED,  /* likewise */
                       YZ_LETTER_ACCEPTING, /* answered so here; the hub has not heard of it */
                       YZ_LETTER_DECLINING,
                       YZ_LETTER_RECALLING,
                       YZ_LETTER_REFUSED /* the hub does not take it: `answer` says why */
};

struct yz_letter {
    int64_t id, version;
    int32_t sort, state;
    int64_t sender, receiver; /* numbers of stations; sender 0 = the district */
    char ref[32];             /* REF of what it is about, "" = nothing of a file */
    char title[240];          /* in words, masked */
    char note[1024];          /* what the sender says */
    char answer[384];         /* what the receiver, or the hub, says */
    int64_t staff;            /* at the sender: who wrote it; at the receiver: who answered */
    yz_moment at, answered;
    char body
        [8192]; /* a correction: the fields, a JSON object; a household: who goes with it (the giver's), the door (the taker's) */
};
extern const struct yz_kind yz_letter_kind;

/* --- who has what --- */

/* Whether this file has the record; a record of which no letter speaks is with whoever gave it its id. */
bool yz_owns(struct yz_session *s, enum yz_kind_id kind, int64_t id);
/* The number of the station that has it; of a person (YZ_PERSON) this one while they live here, else where their last household here was
 * handed to, else the one that gave their id. */
int yz_home(struct yz_session *s, enum yz_kind_id kind, int64_t id);
/* That station, for whoever looks at the record here: "驿站8（8 号）"; "" when it is this one. Answers `out`. */
char *yz_home_text(struct yz_session *s, enum yz_kind_id kind, int64_t id, char *out, size_t room);
/* YZ_OK when it does, and nothing of it is on offer; YZ_REFUSED with where it is. */
enum yz_status yz_must_own(struct yz_session *s, enum yz_kind_id kind, int64_t id);

/* A station of the district by what people type: its number ("8", "8号") or its name, as the last sync told. 0: none. */
int yz_district_station(struct yz_session *s, const char *typed);
/* The other stations of the district, by their numbers. Answers how many were written, at most `max`. */
struct yz_district_station {
    int number;
    char name[96];
    double north, east; /* degrees; both 0: not known */
};
size_t yz_district_stations(struct yz_session *s, struct yz_district_station *out, size_t max);
/* Kilometres as the crow flies from this station to another; below 0: not known. */
double yz_district_km(struct yz_session *s, int number);
/* "驿站8（8 号）", the number alone where the name is not known. Answers `out`. */
char *yz_district_name(struct yz_session *s, int number, char *out, size_t room);

/* --- acts --- */

/* Whether a letter hands something over: the hub decides who has it then. */
bool yz_letter_hands(const struct yz_letter *letter);

/* Offers a resource (YZ_OFFER) or a household to another station; cases are offered by their step (`case do … transfer`). The
 * letter waits for the next sync. With a household go the people who belong to it today, what it is to them, and their key groups but
 * the secret ones; open cases and needs stay and are named in the note. */
enum yz_status yz_letter_offer(struct yz_session *s, enum yz_kind_id kind, int64_t id, int to, const char *note,
                               struct yz_letter *out);

/* Tells all stations of a resource as it is now (REF of an offer), with the next sync; told again after it was changed. It stays
 * with this station, and each of the others matches it by the way there. */
enum yz_status yz_letter_share(struct yz_session *s, int64_t offer, struct yz_letter *out);

/* Takes an offer or a correction, or declines it: `note` then says why. A notice is accepted when it is read. `dwelling`: behind which
 * door here a household will live that is accepted; else 0. */
enum yz_status yz_letter_answer(struct yz_session *s, struct yz_letter *letter, bool accept, const char *note,
                                int64_t dwelling);
/* Takes an own offer back: at once while it was not sent, else the hub decides whether it came before the answer. */
enum yz_status yz_letter_recall(struct yz_session *s, struct yz_letter *letter);

/* --- reading --- */

/* Whether somebody here has to decide; whether it is to be told to the hub. */
bool yz_letter_undecided(struct yz_session *s, const struct yz_letter *letter);
bool yz_letter_waits(const struct yz_letter *letter);

/* Those still open first (undecided ones before all), then the others, the newest first; `open`: only the former. */
enum yz_status yz_letters(struct yz_session *s, bool open, struct yz_letter *out, size_t max, size_t *count);
/* How many wait for a decision here, and for the next sync. */
enum yz_status yz_letter_count(struct yz_session *s, int64_t *undecided, int64_t *waiting);
/* One by its REF ("letter:7.3"). */
enum yz_status yz_letter_named(struct yz_session *s, const char *ref, struct yz_letter *out);

/* Its other end in words: "发给 驿站8（8 号）", "来自 …". Answers `out`. */
char *yz_letter_other(struct yz_session *s, const struct yz_letter *letter, char *out, size_t room);
/* What a correction would change: a call a field; texts masked. */
enum yz_status yz_letter_changes(struct yz_session *s, const struct yz_letter *letter,
                                 void (*change)(void *ctx, const struct yz_field *f, const char *now, const char *then),
                                 void *ctx);

/* --- for the hub's room --- */

struct yz_buffer;

/* The next letter after `id` that waits for the hub; *found. */
enum yz_status yz_letter_next(struct yz_session *s, int64_t after, struct yz_letter *out, bool *found);
/* The next own letter after `*at` and `*id` (its answer's moment and its id; 0 first) that the hub, put back from a backup, may have
 * forgotten: an offer that was accepted, or that is open. In the order in which they were answered. */
enum yz_status yz_letter_again(struct yz_session *s, yz_moment *at, int64_t *id, struct yz_letter *out, bool *found);
/* Who went with a household, at its giver: *count of them, at most `max`. */
enum { YZ_LETTER_PEOPLE = 128 };
enum yz_status yz_letter_people(struct yz_session *s, const struct yz_letter *letter, int64_t *out, size_t max,
                                size_t *count);
/* What the receiver gets with it to read, and once it has accepted: JSON, appended. */
enum yz_status yz_letter_head(const struct yz_letter *letter, struct yz_buffer *out);
enum yz_status yz_letter_bundle(struct yz_session *s, const struct yz_letter *letter, struct yz_buffer *out);
/* What the hub answered ('offered', 'accepted', 'declined', 'recalled', 'gone', 'open', 'theirs', 'nobody'), as an act of the
 * program. */
enum yz_status yz_letter_told(struct yz_session *s, const struct yz_letter *letter, const char *word);
/* Whether whoever is signed in may look for a resident in the district: the whole number of an identity card, as it is stored, and the
 * reason; YZ_USAGE for another number, YZ_REFUSED without a reason, YZ_DENIED without the right reveal. */
enum { YZ_GUEST_NUMBER = 19 };
enum yz_status yz_guest_question(struct yz_session *s, const char *number, const char *reason,
                                 char stored[YZ_GUEST_NUMBER], char why[YZ_REVEAL_REASON]);
/* One act: a note that somebody was looked for, by a number (told masked), and how many were found. */
enum yz_status yz_guest_sought(struct yz_session *s, const char *number, const char *reason, size_t found);
/* One act: a person of another station as the hub gave them, JSON of who it is and how to reach them. */
enum yz_status yz_guest_put(struct yz_session *s, const char *json, const char *reason, int64_t *person);

/* What this file changed after line `parted` of its journal, a letter a record; YZ_REFUSED when they are more than YZ_COPIES or `max`.
 * And such letters into another file of this station, as one act of `staff` ("rejoin"). */
enum { YZ_COPIES = 200 };
enum yz_status yz_copies(struct yz_session *s, int64_t parted, struct yz_letter *out, size_t max, size_t *count);
enum yz_status yz_copies_put(const char *path, int64_t staff, const struct yz_letter *letters, size_t count);

/* The stations of the district, "number<TAB>name<TAB>north<TAB>east" lines, as the hub has them. */
enum yz_status yz_district_keep(struct yz_session *s, const char *lines);

#endif
