/* Questionnaires (问卷): a definition read from an XLSForm, filled in at the door or keyed in twice from paper, with targets by
 * grid and figures by question. docs/surveys.md says how a definition is written. */
#ifndef YIZHAN_SURVEYS_H
#define YIZHAN_SURVEYS_H

#include "date.h"
#include "kind.h"
#include "net.h"
#include "papers.h"

#include <stdio.h>

struct yz_session;
struct yz_buffer;

enum { YZ_ANSWER_ROOM = 512, YZ_QUESTIONS = 100, YZ_CHOICES = 24, YZ_FEW = 3 };

struct yz_survey { /* 问卷 */
    int64_t id, version;
    char key[40], title[128]; /* form_id and form_title; a key is used once */
    yz_date since, until;     /* the days on which it is asked; 0 = open */
    bool anonymous;           /* no reply says whose it is: only the grid and the day are kept */
    int64_t target;           /* households to be asked, percent of each grid; 0 = none but by quota */
    yz_moment at;
    int64_t staff;
    yz_moment ended_at; /* before `until`: no more replies; 0 = not ended */
    int64_t ended_by;
    char ended_why[192];
    bool invented;
};

enum yz_question_type { /* codes of the table question_type */
                        YZ_ASK_SINGLE = 1,
                        YZ_ASK_MANY,
                        YZ_ASK_SCALE,
                        YZ_ASK_TEXT,
                        YZ_ASK_NUMBER,
                        YZ_ASK_DECIMAL,
                        YZ_ASK_NOTE /* a text to be read, never answered */
};

struct yz_question { /* 题目 */
    int64_t id, version;
    int64_t survey, place; /* place: from 1 */
    char name[48], label[256], hint[192];
    char section[192]; /* the groups that it stands in: their labels */
    int32_t type;      /* question_type */
    bool required;
    char choices[1536]; /* a line each: "name label" */
    int64_t low, high;  /* of a scale or number; both 0 = any number */
    char relevant[384]; /* the skip rule: asked only when it holds; "" = always */
    char limit[192];    /* what an answer must keep to ("." is the answer); "" = nothing */
    char message[192];  /* told when it does not */
    bool invented;
};

enum yz_reply_state { YZ_REPLY_ONCE = 1, YZ_REPLY_WHOLE }; /* codes of the table reply_state */

struct yz_reply { /* 答卷 */
    int64_t id, version;
    int64_t survey, number; /* number: on the paper; 0 = filled in at the door */
    int64_t household;      /* 0: anonymous */
    int64_t grid;
    bool anonymous;
    int32_t state;         /* reply_state: figures count whole ones only */
    yz_moment at;          /* of an anonymous one the day, without the hour */
    int64_t staff, second; /* who keyed it in first, and the second time */
    bool invented;
};

struct yz_answer { /* 回答; a question that was not asked or not answered has none */
    int64_t id, version;
    int64_t reply, question;
    char value[YZ_ANSWER_ROOM]; /* name of a choice; names with blanks between; a whole number; text */
    int64_t need;               /* what came of a text */
    bool invented;
};

struct yz_quota { /* 目标: how many households of a grid are to be asked */
    int64_t id, version;
    int64_t survey, grid, households;
    bool invented;
};

extern const struct yz_kind yz_survey_kind, yz_question_kind, yz_reply_kind, yz_answer_kind, yz_quota_kind;

/* --- definitions --- */

struct yz_survey_form { /* zero-initialise; release with yz_survey_form_free */
    struct yz_survey survey;
    struct yz_question *questions; /* in their order */
    size_t count;
};
void yz_survey_form_free(struct yz_survey_form *f);

/* Reads an XLSForm (.xlsx, or CSV with the sheets' names in the first column). YZ_REFUSED when it is no table, or with every error
 * in `findings`: unknown type, a name twice, a rule that points at itself, round in a circle, or at a later question … */
enum yz_status yz_survey_read(const char *path, struct yz_survey_form *out, struct yz_findings *findings);

/* Saves the survey and its questions as one act. YZ_REFUSED when its key is taken; without a key it gets one. */
enum yz_status yz_survey_add(struct yz_session *s, struct yz_survey_form *form);
enum yz_status yz_survey_load(struct yz_session *s, int64_t id, struct yz_survey_form *out);

/* --- building: question by question, as long as nobody has replied --- */

/* YZ_REFUSED when there are replies: questions then stay as they are. */
enum yz_status yz_survey_may_build(struct yz_session *s, int64_t survey);
/* The same of taking back an act that changed what the replies answer. */
enum yz_status yz_survey_may_undo(struct yz_session *s, int64_t act);
/* Title, key, days, target, whose replies: one act. The key, and whether it is anonymous, only as long as nobody has replied. */
enum yz_status yz_survey_edit(struct yz_session *s, struct yz_survey *v, struct yz_findings *f);
/* Adds a question (id 0) at its `place`, 0 = last, or changes one: one act. Without a name it gets one. What belongs to other
 * types is emptied. YZ_REFUSED with `f`: its own faults by field, those of rules about it by the name of their question. */
enum yz_status yz_survey_question_save(struct yz_session *s, struct yz_question *q, struct yz_findings *f);
/* Moves a question down (by 1) or up (-1): one act. YZ_REFUSED where a skip rule would look ahead. */
enum yz_status yz_survey_question_move(struct yz_session *s, int64_t id, int by);
/* Takes a question out: one act. YZ_REFUSED while a skip rule asks for it. */
enum yz_status yz_survey_question_drop(struct yz_session *s, int64_t id);

/* Ends it before its last day: one act. YZ_REFUSED without a reason, or when it is over already. Papers that were keyed in once
 * may still be keyed in the second time. */
enum yz_status yz_survey_end(struct yz_session *s, int64_t id, const char *why, struct yz_findings *f);
/* Whether replies are taken today; YZ_REFUSED says since when not, who ended it and why. */
enum yz_status yz_survey_open(struct yz_session *s, const struct yz_survey *v);
/* By key, title or REF. */
enum yz_status yz_survey_find(struct yz_session *s, const char *name, struct yz_survey *out);

/* --- questions and answers --- */

/* The number that people see, from 1: notes have none, and count for none (0). */
int yz_question_number(const struct yz_survey_form *form, size_t at);
/* When it is asked, in words: 第 1 题是“有”; "" = always. Answers `out`. */
char *yz_question_when(const struct yz_survey_form *form, const struct yz_question *q, char *out, size_t room);
int yz_survey_questions(const struct yz_survey_form *form); /* how many, without notes */

/* The choice at a place (from 0) of a question; false when there is none so far down. */
bool yz_question_choice(const struct yz_question *q, size_t at, char name[48], char label[192]);
/* What people type into the value that is kept: a choice by name, label or number. "" clears. False adds an error. */
bool yz_answer_set(const struct yz_question *q, const char *text, char value[YZ_ANSWER_ROOM], struct yz_findings *f);
/* A value in words. */
char *yz_answer_text(const struct yz_question *q, const char *value, char *out, size_t room);
/* Whether question `at` is asked after these answers (one a question, in order). Answers of questions that are not asked
 * do not count. */
bool yz_question_asked(const struct yz_survey_form *form, char (*values)[YZ_ANSWER_ROOM], size_t at);
/* Empties answers to what is not asked; an error for each required one without answer. True when there is none. */
bool yz_answers_check(const struct yz_survey_form *form, char (*values)[YZ_ANSWER_ROOM], struct yz_findings *f);

/* --- replies --- */

/* Saves a reply with its answers as one act: `number` 0 is whole at once, one from paper waits for the second keying. Sets grid,
 * state, time. YZ_REFUSED: answers missing (`findings`), the household has answered before, the number is taken. */
enum yz_status yz_reply_add(struct yz_session *s, const struct yz_survey_form *form, struct yz_reply *reply,
                            char (*values)[YZ_ANSWER_ROOM], struct yz_findings *findings);
/* Whether a reply of that household, grid and number can be taken, before anybody is asked; YZ_REFUSED says why not. */
enum yz_status yz_reply_may(struct yz_session *s, const struct yz_survey_form *form, const struct yz_reply *reply);
/* The reply with that paper number; id 0 when there is none yet. */
enum yz_status yz_reply_numbered(struct yz_session *s, int64_t survey, int64_t number, struct yz_reply *out);
enum yz_status yz_reply_values(struct yz_session *s, const struct yz_survey_form *form, int64_t reply,
                               char (*values)[YZ_ANSWER_ROOM]);
/* The second keying: `values` become the answers, and the reply whole. The caller has shown the differences
 * (yz_reply_values) and put together what holds. */
enum yz_status yz_reply_second(struct yz_session *s, const struct yz_survey_form *form, struct yz_reply *reply,
                               char (*values)[YZ_ANSWER_ROOM], struct yz_findings *findings);
struct yz_chosen {              /* replies that answered so; question 0: all */
    int64_t question, grid;     /* grid 0: of any */
    char value[YZ_ANSWER_ROOM]; /* a choice by its name, a step of a scale */
};
/* A page of the replies of a survey, the newest first; `chosen` may be NULL. YZ_REFUSED when an anonymous one is asked who chose
 * what. */
enum yz_status yz_reply_page(struct yz_session *s, const struct yz_survey *survey, const struct yz_chosen *chosen,
                             int64_t before, struct yz_reply *out, size_t max, size_t *count);
/* What a reply says, to be shown: numbers of people in texts are masked. YZ_REFUSED when it is anonymous and its grid hidden. */
enum yz_status yz_reply_shown(struct yz_session *s, const struct yz_survey_form *form, int64_t reply,
                              char (*values)[YZ_ANSWER_ROOM]);

/* A text answer becomes a need of source questionnaire, of the same household or grid, as one act. `field`: need_field. */
enum yz_status yz_answer_need(struct yz_session *s, int64_t answer, int32_t field, struct yz_need *need,
                              struct yz_findings *findings);

/* --- targets and figures --- */

/* How many households of a grid are to be asked, no more than live there: one act. 0 takes the target away. */
enum yz_status yz_quota_set(struct yz_session *s, int64_t survey, int64_t grid, int64_t households);

struct yz_survey_grid {
    int64_t id; /* of the grid */
    char name[64];
    int64_t households; /* who live there */
    int64_t wanted;     /* the quota, else the survey's percent of them */
    int64_t replies;    /* whole ones */
    int64_t once;       /* waiting for the second keying */
    bool hidden;        /* its answers are told to nobody: too few, or the sum would tell those of one with too few */
};
enum yz_status yz_survey_grids(struct yz_session *s, const struct yz_survey *survey, struct yz_survey_grid *out,
                               size_t max, size_t *count);

/* `n` in a hundred of `of`, rounded half up; 0 of none. */
int64_t yz_survey_percent(int64_t n, int64_t of);

struct yz_survey_figures {
    int64_t replies;         /* whole ones counted */
    int64_t answered;        /* of these, who answered this question */
    int64_t per[YZ_CHOICES]; /* by choice; of a scale by step from its low end */
    double least, most, sum; /* of a scale or number */
};
/* Whether answers are numbers, so that they have a mean. */
bool yz_question_counts(const struct yz_question *q);
/* One question over all grids or one (`grid` 0 = all). YZ_REFUSED when that grid's answers are hidden. */
enum yz_status yz_survey_figures(struct yz_session *s, const struct yz_survey_form *form, size_t question, int64_t grid,
                                 struct yz_survey_figures *out);

struct yz_survey_text {
    int64_t id, need; /* of the answer; the need that came of it */
    char text[YZ_ANSWER_ROOM];
};
/* The texts that answer a question, the newest first; whole numbers of people in them are masked. */
enum yz_status yz_survey_texts(struct yz_session *s, int64_t question, int64_t grid, int64_t before,
                               struct yz_survey_text *out, size_t max, size_t *count);

/* --- going out --- */

struct yz_survey_out {
    const char *format;   /* "csv" (NULL), "xlsx", "json": an object a line */
    const char *encoding; /* of CSV; NULL: UTF-8 with a mark for Excel */
    bool open;            /* the public table: no group smaller than YZ_FEW, and none that the rest would tell */
    bool revealed;        /* doors, numbers in texts; the caller has given the reason (yz_reveal) */
};
/* One row a reply, or the public table; who took it out stands in the journal. Masked, it names the building at most. */
enum yz_status yz_survey_export(struct yz_session *s, const struct yz_survey_form *form, const struct yz_survey_out *o,
                                FILE *file, size_t *rows);

/* --- paper --- */

/* The questionnaire as lines of at most `columns`, to be filled in by hand. Always Chinese. */
enum yz_status yz_survey_lay(struct yz_session *s, const struct yz_survey_form *form, int columns,
                             struct yz_buffer *out);
enum yz_status yz_survey_print(struct yz_session *s, const struct yz_survey_form *form, const struct yz_print *to);

#endif
