/* Cases: one by its number, its facts and timeline, and the pages and counts of the queue. */
#ifndef YIZHAN_CASES_H
#define YIZHAN_CASES_H

#include "date.h"
#include "deadline.h"
#include "desk.h"
#include "status.h"

struct yz_session;
struct yz_json;

/* "2026-000123", also "c:2026-000123" and with full-width digits. YZ_REFUSED when there is none. */
enum yz_status yz_case_by_number(struct yz_session *s, const char *number, struct yz_case *out);

bool yz_case_open(const struct yz_case *c);                   /* not finished, closed, withdrawn or refused */
bool yz_case_overdue(const struct yz_case *c, yz_moment now); /* open, its clock runs, and due has passed */

/* True when it is secret and the signed-in one is neither its owner nor its station's supervisor, an administrator or an
 * auditor. Whoever reads cases through this floor then gets them without person, applicant, place, answers and notes. */
bool yz_case_hidden(const struct yz_session *s, const struct yz_case *c);

/* A case with the words that belong to it. */
struct yz_case_facts {
    struct yz_case c;
    char service_name[96]; /* short name, in the language in force */
    char state[32];        /* label */
    bool overdue, hidden;  /* hidden: secret, and not for the one signed in */
    char person_name[96];  /* masked unless revealed; "" when it is about nobody */
    char applicant_name[96];
    char address[160]; /* of the household */
    char station_name[96], owner_name[96];
    size_t missing_count;
    char missing_key[16][32], missing_name[16][128];
    /* newborn insurance; window_known false for others */
    bool window_known;
    int window_days_left; /* on the day it was received */
    yz_date cover_from;   /* 0: after payment */
    char cover_text[160], rule_source[320], years[64];
};
enum yz_status yz_case_facts(struct yz_session *s, const struct yz_case *c, bool revealed, struct yz_case_facts *out);

/* One field of the answers of a case; "" when it is not there. Answers `out`. */
char *yz_case_answer(struct yz_session *s, const struct yz_case *c, const char *field, char *out, size_t room);

/* What was filled in, in words and in the form's order, and after it how each condition stood then. Names of people, phones and
 * numbers of documents are masked unless `revealed`; nothing of a secret case that is not this one's to see. */
enum { YZ_CASE_FIELDS = 48 };
struct yz_case_field {
    char key[32], label[128], value[512];
    bool condition;
};
enum yz_status yz_case_form(struct yz_session *s, const struct yz_case *c, bool revealed, struct yz_case_field *out,
                            size_t max, size_t *count);

/* The JSON object of `case open`, `case list` and `case show`. */
void yz_case_json(struct yz_json *j, const struct yz_case_facts *facts);

struct yz_case_event { /* a line of the timeline: one act at the case */
    int64_t act;
    yz_moment at;
    char staff[96]; /* name */
    char verb[48];
    char what[192]; /* translated: "登记新生儿医保 · 已受理", "打印 受理回执", "修改办件 · 地点、备注", "撤销 办结" */
    int32_t state;  /* after it; 0 when it changed nothing */
    char step[24];  /* key of the step; "" when it was none */
    char note[512]; /* what was said with it */
    char reason[512], result[192];
    char department[96], from[96], to[96]; /* to whom it was assigned; who gave it to whom: staff, stations, levels */
    char papers[512];                      /* names, 、 between */
    char days[16], when[YZ_MOMENT_TEXT];   /* of an extension; of a promised call */
    char extension[YZ_LIMIT_TEXT];         /* the days with their unit: "3 个工作日" */
};
/* Oldest first, at most `max` of the newest; from the journal: steps, prints, looks behind the mask, ratings (without the
 * mark), changes and undoing. Of a hidden case without notes, names of papers, reasons and results;
 * numbers in them masked, and why it became secret, unless `revealed`. */
enum yz_status yz_case_timeline(struct yz_session *s, int64_t id, bool revealed, struct yz_case_event *out, size_t max,
                                size_t *count);

/* All of a line but time and name: "延期 · 已延期  延 3 个工作日  原因：要核实". Answers `out`. */
char *yz_case_event_text(const struct yz_case_event *e, char *out, size_t room);

/* --- the queue --- */

enum yz_case_view {
    YZ_VIEW_ALL,       /* newest received first */
    YZ_VIEW_DUE_TODAY, /* open, due on the day; those already overdue are not in it. By due */
    YZ_VIEW_OVERDUE,   /* open, due before now. By due */
    YZ_VIEW_EVENING,   /* received in the extended hours of the day, by receipt */
    YZ_VIEW_WAITING,   /* papers awaited, by receipt */
    YZ_VIEW_MINE,      /* open, owned by `staff`, by due */
    YZ_VIEW_OFFERED,   /* offered to the station by another one that waits for its answer, oldest first */
    YZ_VIEW_OPEN,      /* open, by due; those whose clock stands first */
    YZ_VIEWS
};
const char *yz_case_view_name(enum yz_case_view view); /* 今天到期 …, translated */
const char *yz_case_view_key(enum yz_case_view view);  /* "due-today" …, as in `case list --view` */
bool yz_case_view_from_key(const char *key, enum yz_case_view *view);

struct yz_case_filter { /* zero-initialise; 0 = any */
    enum yz_case_view view;
    bool backward; /* the lines before `after`, nearest first; without `after` from the last one on */
    yz_date day;   /* of the due-today and evening views; 0 = today */
    int64_t station, staff;
    int32_t state; /* case_state */
    bool evening, overdue;
    yz_date received_on; /* with YZ_VIEW_ALL */
    int due_within;      /* open and due within so many days from `day` */
    char service[48];    /* key of the item */
};

struct yz_case_line {
    int64_t id;
    char number[24], service[48], service_name[96];
    int32_t state;
    yz_moment received, due;
    bool due_assumed, evening, overdue;
    int64_t person, household, station, owner;
    char person_name[96]; /* masked */
    char address[96];     /* of the household, short; of an event its place */
    char owner_name[96], station_name[96];
    bool secret; /* who and what is kept from the one signed in: the name is 保密, the address "" */
    int missing; /* papers */
};
/* A page after the line `after` (NULL = from the start), at most `max`. */
enum yz_status yz_case_page(struct yz_session *s, const struct yz_case_filter *filter, const struct yz_case_line *after,
                            struct yz_case_line *out, size_t max, size_t *count);

struct yz_case_counts {
    int64_t due_today, overdue, evening, waiting, mine, open;
    int64_t offered, all;
};
/* How many each view has, from counts that are kept with the cases; `station` 0 = all stations, `day` 0 = today. `mine` is
 * of the signed-in staff. */
enum yz_status yz_case_count(struct yz_session *s, int64_t station, yz_date day, struct yz_case_counts *out);

#endif
