/* A sitting: one item for many people at once, a whole building's or a ledger's, as one act.
 *
 *     yz_bulk_begin(s, "resident-insurance", &b);
 *     yz_bulk_set(b, "years", "2027", &findings);          what is the same for all
 *     yz_bulk_add_place(b, YZ_BUILDING, building);         who lives there
 *     yz_bulk_set_own(b, line, "amount", "0", &findings);  what is one person's own
 *     yz_bulk_check(b);                                    each as in a single form: lines say how they stand
 *     yz_bulk_choose(b, line, true); …
 *     yz_bulk_save(b, false, &report);                     those chosen become cases: all in one act
 *     yz_bulk_free(b);
 *
 * Who has a case of the item for the same insured year already (of an item without one: an open case, or one received in
 * this calendar year) is known, and left alone. */
#ifndef YIZHAN_BULK_H
#define YIZHAN_BULK_H

#include "catalogue.h"
#include "date.h"
#include "findings.h"
#include "kind.h"
#include "papers.h"
#include "status.h"

struct yz_session;
struct yz_bulk;

enum yz_bulk_state {
    YZ_BULK_UNSEEN, /* not checked yet */
    YZ_BULK_FIT,    /* nothing stands against it */
    YZ_BULK_KNOWN,  /* there is one already: `number` */
    YZ_BULK_UNFIT,  /* refused: `why` */
    YZ_BULK_DONE    /* a case now: `number` */
};

struct yz_bulk_line {
    int64_t person, household, dwelling;
    char name[96];
    int32_t sex;
    yz_date birth;
    char unit[16], room[16], place[96]; /* place: the short address */
    bool head;                          /* of the household */
    bool chosen;
    enum yz_bulk_state state;
    bool doubtful;    /* fit, but something is to be looked at by hand: `why` says what */
    char why[448];    /* translated: the rule with its source, and the mend */
    int64_t case_id;  /* of `number`; 0 = none */
    char number[24];  /* of the case made, or of the one there is */
    char missing[96]; /* names of the papers missing, as many as fit */
    yz_moment due;
    bool due_assumed;
    int64_t amount;         /* fen */
    size_t first, findings; /* of yz_bulk_findings: everything that was said about it */
    size_t own;             /* the sitting's */
};

/* The items that can be opened for many: those about a person, by their order. `*count` gets how many were written. */
enum yz_status yz_bulk_items(struct yz_session *s, struct yz_service_line *out, size_t max, size_t *count);

/* Begins with nobody. YZ_REFUSED: no such item today, or not one that is about a person and opened form by form alone.
 * Owned by the caller. */
enum yz_status yz_bulk_begin(struct yz_session *s, const char *key, struct yz_bulk **out);
void yz_bulk_free(struct yz_bulk *b); /* NULL is harmless */

const struct yz_item *yz_bulk_item(const struct yz_bulk *b);

/* --- answers; fields, texts and "papers" as in yz_intake_set --- */

/* For all. On an error the text is kept as typed, and every line tells it. True when there is no error; `f` may be NULL. */
bool yz_bulk_set(struct yz_bulk *b, const char *field, const char *text, struct yz_findings *f);
const char *yz_bulk_get(const struct yz_bulk *b, const char *field); /* in normal form */
/* May the field be the same for all? Not what the register gives for each, nor a member of a household. */
bool yz_bulk_common(const struct yz_bulk *b, const char *field);

/* Of one line, before that for all; "" = as for all; papers "-" = none. Kept as typed and checked with the line; with `f`
 * checked at once, and what is right kept in normal form. YZ_REFUSED: no such field; YZ_BUSY: no memory. */
enum yz_status yz_bulk_set_own(struct yz_bulk *b, size_t line, const char *field, const char *text,
                               struct yz_findings *f);
const char *yz_bulk_get_own(const struct yz_bulk *b, size_t line, const char *field); /* "" = as for all */

/* What stands in the field of that line: their own answer, else what is usual: from the register, else as for all. Good
 * until the next call about this sitting. */
const char *yz_bulk_value(struct yz_bulk *b, size_t line, const char *field);
const char *yz_bulk_usual(struct yz_bulk *b, size_t line, const char *field);

enum { YZ_BULK_ALL = -1 };
/* Is the field asked of that line, as things stand? YZ_BULK_ALL: of anybody. */
bool yz_bulk_asks(struct yz_bulk *b, int64_t line, const char *field);

/* --- people --- */

/* One more line; `household` 0: where the person lives. */
enum yz_status yz_bulk_add(struct yz_bulk *b, int64_t person, int64_t household);
/* Everybody who lives in a building, a household, a grid or a compound today (not who is only registered there), by
 * building, unit, floor, room, the head of each household first. */
enum yz_status yz_bulk_add_place(struct yz_bulk *b, enum yz_kind_id kind, int64_t id);
/* Good until the next line is added. */
size_t yz_bulk_lines(const struct yz_bulk *b, const struct yz_bulk_line **out);

/* Chooses one that is fit, or not judged yet: saving does that. False when it is not. */
bool yz_bulk_choose(struct yz_bulk *b, size_t line, bool chosen);
/* All that are fit or not judged yet. Answers how many. */
size_t yz_bulk_choose_all(struct yz_bulk *b, bool chosen);

/* --- judging and saving --- */

/* Judges every line that is not done, or whose case was taken back: state, why, amount, due; who is not fit any more is not chosen any more. Reads the
 * file, changes nothing. */
enum yz_status yz_bulk_check(struct yz_bulk *b);
/* Errors and warnings of the last check or save; a line's are [first, first + findings). */
const struct yz_findings *yz_bulk_findings(const struct yz_bulk *b);

struct yz_bulk_sums {
    size_t lines, fit, known, unfit, done, chosen;
    int64_t amount, done_amount; /* of those chosen; of those done */
};
struct yz_bulk_sums yz_bulk_count(const struct yz_bulk *b);

char *yz_bulk_amount(int64_t fen, char out[32]); /* "400.00" */

struct yz_bulk_report {
    size_t done, known, refused;
    int64_t act; /* 0 when nothing was written */
};
/* Judges those chosen once more under the lock and makes the fit ones cases, in one act; drops the draft. YZ_PARTIAL:
 * some were refused, the rest is in. YZ_REFUSED: nobody was fit, or, when `whole`, one was not: nothing is written. */
enum yz_status yz_bulk_save(struct yz_bulk *b, bool whole, struct yz_bulk_report *out);

/* --- the draft: of the item, the place and who is signed in --- */

enum yz_status yz_bulk_draft_write(struct yz_bulk *b, enum yz_kind_id kind, int64_t place);
/* `*at`: from when it is; 0 when there is none. */
enum yz_status yz_bulk_draft_find(struct yz_bulk *b, enum yz_kind_id kind, int64_t place, yz_moment *at);
/* Its answers and choices into the sitting, and a check. */
enum yz_status yz_bulk_draft_take(struct yz_bulk *b, enum yz_kind_id kind, int64_t place);
enum yz_status yz_bulk_draft_drop(struct yz_bulk *b, enum yz_kind_id kind, int64_t place);
/* Kind of place and item of the name of a draft's form ("bulk:b:resident-insurance"); false when it is of something else. */
bool yz_bulk_draft_of(const char *form, enum yz_kind_id *kind, const char **key);

/* --- the list on paper --- */

/* Prints who was done with which number and who was not and why: names masked; noted in the journal. */
enum yz_status yz_bulk_print(struct yz_bulk *b, const char *title, const struct yz_print *to);

#endif
