/* Flows: which steps a case may take. One state machine, two flows in data (data/flows): 受理 → 办理 → 办结 → 评价 for
 * services, and the seven links of GB/T 30428 for events of the grid (信息收集 → 案卷建立 → 任务派遣 → 任务处理 → 处理反馈 →
 * 核查结案 → 综合评价). A step is an act: it changes the case, its clock, who has it, and leaves a line in the timeline. */
#ifndef YIZHAN_FLOW_H
#define YIZHAN_FLOW_H

#include "deadline.h"
#include "desk.h"
#include "findings.h"
#include "status.h"

struct yz_session;

enum { YZ_STEPS = 32 };

enum {                      /* what a step asks for */
       YZ_ASK_NOTE = 1,     /* may be given */
       YZ_ASK_REASON = 2,   /* must be given */
       YZ_ASK_DAYS = 4,     /* units of the limit */
       YZ_ASK_STAFF = 8,    /* to whom */
       YZ_ASK_STATION = 16, /* to which station */
       YZ_ASK_PAPERS = 32,  /* which papers came, or are missing */
       YZ_ASK_RESULT = 64,
       YZ_ASK_DEPARTMENT = 128,
       YZ_ASK_WHEN = 256, /* a moment: a call back promised for then */
       YZ_ASK_MARK = 512  /* 好差评 */
};

struct yz_step {    /* a step that is open to somebody at a case */
    char key[24];   /* "finish", as in `case do` */
    char label[48]; /* 办结, translated */
    unsigned asks;  /* of YZ_ASK_… */
    int32_t to;     /* case_state after it; 0 = unchanged */
    bool main;      /* the usual next step: Enter takes it */
};

/* The steps that the signed-in one may take at this case now, the usual one first. */
enum yz_status yz_case_steps(struct yz_session *s, const struct yz_case *c, struct yz_step *out, size_t max,
                             size_t *count);

struct yz_doing { /* zero-initialise; what the step does not ask for is left empty */
    const char *note, *reason, *days, *staff, *station, *papers, *result, *department, *when, *mark;
};

/* Takes a step, named by its key or its alias (docs/flows.md), as one act ("finish-case"). `c` is the case as it was shown: YZ_REFUSED when somebody changed it since (the
 * message says who did what; `c` is not changed, so that nothing typed is lost), when the step is not open from its
 * state (the message names those that are), when something it asks for is missing or wrong (`f` names each), or when it
 * is not this one's to take (YZ_DENIED). On success `c` is the case after it. */
enum yz_status yz_case_do(struct yz_session *s, struct yz_case *c, const char *step, const struct yz_doing *doing,
                          struct yz_findings *f);

/* The same for many at once, as one act; those that refuse are left out and told. `done` counts. Undone as one. */
struct yz_refusal {
    int64_t id;
    char number[24], why[192];
};
enum yz_status yz_cases_do(struct yz_session *s, const int64_t *ids, size_t n, const char *step,
                           const struct yz_doing *doing, size_t *done, struct yz_refusal *refused, size_t max,
                           size_t *refusals);

/* The clock of a case as its item and its pauses have it: due, legal_due, station_due and due_assumed anew, in `c` only.
 * `steps` may be NULL. */
enum yz_status yz_case_clock(struct yz_session *s, struct yz_case *c);
enum yz_status yz_case_explain(struct yz_session *s, const struct yz_case *c, struct yz_deadline *out,
                               struct yz_deadline_step *steps, size_t max, size_t *count);

/* `service check FILE` of a flow (docs/flows.md): every error at once, with "line" or "line:key" as its field. YZ_REFUSED when
 * there is one, or the file cannot be read. */
enum yz_status yz_flow_check_file(const char *path, struct yz_findings *f);

/* The flow of a case's item as people see it: its links, and which one the case is in (from 0). Answers how many. */
size_t yz_case_links(struct yz_session *s, const struct yz_case *c, char out[][48], size_t max, size_t *at);

#endif
