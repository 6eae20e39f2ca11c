/* 小协商: 提–议–决–评. A topic comes from a need, from a dispute or is typed; the doors of a building or a grid are invited,
 * come and are counted by door; opinions; ballots by heads and floor area under rules that are data (data/meetings);
 * decisions with owner and day, which may become a need or a case; what residents think of it afterwards. A dispute of two
 * parties is mediated the same way and ends in an agreement. */
#ifndef YIZHAN_MEETINGS_H
#define YIZHAN_MEETINGS_H

#include "date.h"
#include "findings.h"
#include "kind.h"
#include "status.h"

struct yz_session;

enum yz_meeting_state { /* codes of the table meeting_state; it only rises */
                        YZ_MEETING_RAISED = 1,
                        YZ_MEETING_INVITED,
                        YZ_MEETING_TALKED,  /* somebody came, or said something */
                        YZ_MEETING_DECIDED, /* a ballot, a decision or an agreement */
                        YZ_MEETING_CLOSED   /* nothing is added any more, but what residents think of it */
};
enum { YZ_CONSULTATION = 1, YZ_MEDIATION = 2 }; /* codes of the table meeting_sort */

struct yz_meeting { /* 协商 */
    int64_t id, version;
    char number[24]; /* "协商2026-0003" */
    char title[160];
    int32_t sort;          /* meeting_sort */
    char matter[32];       /* key of data/meetings/matters.conf: by which rule it votes */
    int64_t need, case_id; /* where the topic comes from; 0 = typed */
    char background[512];
    yz_moment at; /* when it is held */
    char place[96];
    int64_t host;  /* staff */
    int64_t first; /* parties of a mediation in the registry, 0 = by name only */
    char first_name[96];
    int64_t second;
    char second_name[96];
    char agreement[512];
    yz_date agreed_on;
    int64_t grid, building; /* what it is about: one of the two, or none when several are invited */
    int32_t state;          /* meeting_state */
    yz_moment invited_at;
    int64_t doors, square; /* invited: how many, 0.01 m² */
    int64_t unmeasured;    /* of them without a floor area */
    char outcome[512];     /* said when it was closed */
    yz_moment closed_at;
    bool invented;
};

struct yz_presence { /* 到会: a door that is represented */
    int64_t id, version;
    int64_t meeting, dwelling, household;
    char name[96];  /* who came */
    int64_t square; /* of the door, 0.01 m² */
    yz_moment at;
    int64_t staff;
};

struct yz_opinion { /* 意见, and 评议 when it has a mark */
    int64_t id, version;
    int64_t meeting;
    char text[512];
    int64_t dwelling; /* 0: nobody named */
    int32_t mark;     /* rating: 0 = said at the meeting */
    yz_moment at;
    int64_t staff;
};

enum yz_ballot_result { /* codes of the table ballot_result */
                        YZ_BALLOT_PASSED = 1,
                        YZ_BALLOT_REJECTED,
                        YZ_BALLOT_TOO_FEW,   /* took part */
                        YZ_BALLOT_UNMEASURED /* the rule asks for areas and some door has none */
};

struct yz_ballot { /* 表决: counts only, never who voted how. Areas in 0.01 m² */
    int64_t id, version;
    int64_t meeting;
    char question[160];
    char matter[32];
    bool secret; /* paper ballots */
    int64_t yes, yes_square, no, no_square, abstain, abstain_square, invalid;
    int64_t present, present_square, doors, doors_square; /* as it was counted */
    int32_t result;                                       /* ballot_result */
    yz_moment at;
    int64_t staff;
};

struct yz_decision { /* 决议 */
    int64_t id, version;
    int64_t meeting;
    char text[512];
    int64_t owner; /* staff */
    yz_date due;
    int64_t need, case_id; /* what it became; at most one */
    yz_moment at;
    int64_t staff;
};

struct yz_invite { /* 协商邀请: a building or a grid whose doors are invited */
    int64_t id, version;
    int64_t meeting, building, grid;
    bool invented;
};

extern const struct yz_kind yz_meeting_kind, yz_presence_kind, yz_opinion_kind, yz_ballot_kind, yz_decision_kind,
    yz_invite_kind;

/* --- the rules of voting --- */

struct yz_share { /* at least over/under of a whole, or more than that; under 0 = not asked for */
    int over, under;
    bool more;
};
struct yz_matter {
    char key[32], name[96], name_en[96], covers[256], source[256], document[96];
    struct yz_share present_heads, present_area, agree_heads, agree_area;
    bool of_present; /* agreement is measured against those present, not those who voted */
    bool confirmed;
    yz_date from, until; /* 0 = without end */
};
/* In the order of the file, those in force today first asked by yz_matter_named; NULL with a message when it is wrong. */
const struct yz_matter *yz_matters(size_t *count);
/* By key or name; NULL when there is none, or none in force on the day. */
const struct yz_matter *yz_matter_named(const char *text, yz_date day);
const char *yz_matter_name(const struct yz_matter *m); /* in the language in force */
/* "参加表决至少 2/3 户、2/3 面积，同意超过 1/2 户 …": what the rule asks for. Answers `out`. */
char *yz_matter_text(const struct yz_matter *m, char *out, size_t room);
/* Whether `part` of `whole` is such a share. True when nothing is asked for. */
bool yz_share_met(const struct yz_share *share, int64_t part, int64_t whole);
/* Judges a counted ballot: a code of ballot_result. `unmeasured`: invited doors without a floor area. */
int32_t yz_ballot_judge(const struct yz_matter *m, const struct yz_ballot *b, int64_t unmeasured);

/* --- acts; each answers YZ_REFUSED with every finding in `f`, and then nothing is kept --- */

/* Sets a field of one of these kinds from what people type: REFs of any sort, people of the station by name, a matter by key
 * or name. Adds findings; false on error. */
bool yz_meeting_set(struct yz_session *s, const struct yz_kind *k, void *record, const char *field, const char *text,
                    struct yz_findings *f);

/* New (id 0: gets the next number of its year) or changed. Title, place and parties come from the need or the case where they
 * are empty. An agreement makes it decided. */
enum yz_status yz_meeting_save(struct yz_session *s, struct yz_meeting *m, struct yz_findings *f);
enum { YZ_MEETING_PLACES = 32 };
struct yz_meeting_place {
    enum yz_kind_id kind; /* YZ_BUILDING or YZ_GRID */
    int64_t id;
};
/* "星体花园南区3幢、5幢、第二网格": at most YZ_MEETING_PLACES into `out`, each once. YZ_REFUSED names what is none. */
enum yz_status yz_meeting_places_read(struct yz_session *s, const char *typed, struct yz_meeting_place *out,
                                      size_t *count);
/* Invites the doors of these, instead of whomever was invited before: their number and floor area are kept as they are now. */
enum yz_status yz_meeting_invite(struct yz_session *s, int64_t meeting, const struct yz_meeting_place *places,
                                 size_t count);
/* Dwellings within what is invited that are called "2-501" or "3-2-501": at most `max` into `out`; answers how many. */
size_t yz_meeting_called(struct yz_session *s, int64_t meeting, const char *door, int64_t *out, size_t max);
/* A door has come: "2-501", "3-2-501" within what is invited, or any REF of a dwelling or household. `name`: who; NULL or "" =
 * the head of the household. A door outside of the invitation, or there already, is refused. */
enum yz_status yz_meeting_attend(struct yz_session *s, int64_t meeting, const char *door, const char *name,
                                 struct yz_presence *out, struct yz_findings *f);
enum yz_status yz_meeting_say(struct yz_session *s, struct yz_opinion *o, struct yz_findings *f);
/* Counts as given: more ballots than doors present, more area than is present, are refused. The matter is the meeting's where
 * it is empty. */
enum yz_status yz_meeting_vote(struct yz_session *s, struct yz_ballot *b, struct yz_findings *f);

struct yz_becomes {          /* zero-initialise: nothing */
    int32_t need_field;      /* a need in this field */
    const char *service;     /* or a case of this item; NULL or "" = none */
    enum yz_kind_id about;   /* whom or where the case or need is about: YZ_PERSON, YZ_HOUSEHOLD or YZ_BUILDING; */
    int64_t about_id;        /* 0 = the building of the meeting */
    int64_t case_id;         /* or a case that is there already */
    const char *const *sets; /* fields of its form, name and value by turns */
    size_t set_count;        /* pairs */
};
/* The decision and what it becomes, in one act. */
enum yz_status yz_meeting_resolve(struct yz_session *s, struct yz_decision *r, const struct yz_becomes *becomes,
                                  struct yz_findings *f);
enum yz_status yz_meeting_close(struct yz_session *s, int64_t meeting, const char *outcome, struct yz_findings *f);

/* --- reading --- */

/* "协商2026-0003", "2026-0003" or a REF. YZ_REFUSED when there is none. */
enum yz_status yz_meeting_by_number(struct yz_session *s, const char *typed, struct yz_meeting *out);

struct yz_meeting_filter { /* zero-initialise */
    int32_t state;         /* 0 = any */
    char text[96];         /* in number, title or place */
};
/* The newest first (direction +1) from the one after `after` (NULL = the start); -1: the ones before it, nearest first. */
enum yz_status yz_meeting_page(struct yz_session *s, const struct yz_meeting_filter *filter,
                               const struct yz_meeting *after, int direction, struct yz_meeting *out, size_t max,
                               size_t *count);

/* Records of one of the four other kinds that belong to a meeting, by id, after the one with id `after` (0 = the start). */
enum yz_status yz_meeting_parts(struct yz_session *s, enum yz_kind_id kind, int64_t meeting, int64_t after, void *out,
                                size_t max, size_t *count);

/* Doors and area present now. */
enum yz_status yz_meeting_present(struct yz_session *s, int64_t meeting, int64_t *doors, int64_t *square);

/* What is invited; nothing yet: what it is about. */
enum yz_status yz_meeting_places(struct yz_session *s, const struct yz_meeting *m, struct yz_meeting_place *out,
                                 size_t max, size_t *count);
/* The same in words, into `out`. */
char *yz_meeting_where(struct yz_session *s, const struct yz_meeting *m, char *out, size_t room);

struct yz_invited { /* a door that is invited */
    int64_t dwelling, household;
    char address[96], head[96], came[96]; /* came: who; "" = nobody yet */
    int64_t square;
};
/* By building, unit, floor and room: `*out` to be freed. */
enum yz_status yz_meeting_doors(struct yz_session *s, const struct yz_meeting *m, struct yz_invited **out,
                                size_t *count);

/* What the public summary would show that it may not: ID numbers, phones, full names of residents who are invited or came,
 * room numbers; each a finding that names the text. True when there is none. */
bool yz_meeting_public(struct yz_session *s, const struct yz_meeting *m, struct yz_findings *f);

#endif
