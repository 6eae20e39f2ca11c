/* 公示: what residents need, what departments and others offer, shown in public: numbered, with its days, masked, checked,
 * frozen as it was published, replaced by a new number and never overwritten; and what comes in about it.
 *
 * Published lines name nobody: places down to the building at most, organisations by name, volunteers as 王**; secret needs
 * are never there. The finished lines are checked once more (yz_notice_prepare), and what still tells who keeps them back
 * until the clerk leaves the line out or words it for the public (yz_notice_word). */
#ifndef YIZHAN_NOTICES_H
#define YIZHAN_NOTICES_H

#include "date.h"
#include "findings.h"
#include "kind.h"
#include "status.h"

struct yz_buffer;
struct yz_session;

struct yz_notice { /* 公示. Written once; what replaces it refers to it. */
    int64_t id, version;
    char number[16]; /* "2026-001", without a gap in a year */
    char title[160];
    bool needs, services, resources, matches; /* which lists */
    yz_date since,
        until; /* needs told, and matches made, in these days; of what is offered, whatever holds while it is shown */
    int64_t grid;         /* 0 = the whole community */
    yz_date begins, ends; /* shown from the first day to the last */
    int64_t replaces;     /* an earlier notice; 0 = none */
    /* as they stand on it: the number it replaces, the grid, who publishes, where to turn to */
    char replaced[16], scope[96], issuer[192], contact[384];
    int64_t lines, left_out;
    char page_sha256[72], text_sha256[72], table_sha256[72]; /* of the files as they were published */
    yz_moment at;
    int64_t staff;
    bool invented;
};

enum yz_notice_list { /* codes of the table notice_list */
                      YZ_NOTICE_NEEDS = 1,
                      YZ_NOTICE_SERVICES,
                      YZ_NOTICE_RESOURCES,
                      YZ_NOTICE_MATCHES, /* needs with what was found for them: under way, delivered, confirmed */
                      YZ_NOTICE_LISTS = YZ_NOTICE_MATCHES
};

struct yz_posting { /* 公示的一行, as people read it */
    int64_t id, version;
    int64_t notice;
    int32_t list; /* notice_list */
    int64_t line; /* 1, 2, … within its notice */
    int64_t need, offer;
    char field[48], text[512], who[96], place[128], more[160], state[32], month[24];
    bool reworded;
};

struct yz_wording { /* 公开措辞: what stands for a need or an offer in public */
    int64_t id, version;
    int64_t need, offer;
    char text[512];
    bool left_out;
    char original[72]; /* SHA-256 of what it was written for; another text is asked about anew */
    int64_t staff;
    yz_moment at;
};

struct yz_feedback { /* 公示反馈 */
    int64_t id, version;
    int64_t notice;
    int64_t line; /* 0: the notice as a whole */
    char text[512], answer[512];
    int64_t need; /* what became of it */
    yz_moment at;
    int64_t staff;
    bool invented;
};

extern const struct yz_kind yz_notice_kind, yz_posting_kind, yz_wording_kind, yz_feedback_kind;

/* --- preparing --- */

enum yz_public_rule {
    YZ_PUBLIC_FINE,
    YZ_PUBLIC_ID,
    YZ_PUBLIC_PHONE,
    YZ_PUBLIC_NAME,
    YZ_PUBLIC_ROOM,
    YZ_PUBLIC_GROUP /* a place with fewer households, a count of fewer, than data says */
};
/* "写着电话号码", "删去号码，或写一句公开的话" in the language in force. */
const char *yz_public_rule_name(enum yz_public_rule rule);
const char *yz_public_rule_mend(enum yz_public_rule rule);

struct yz_notice_problem {
    size_t line; /* of the draft's lines, from 0; SIZE_MAX: the title */
    enum yz_public_rule rule;
};

struct yz_notice_draft { /* release with yz_notice_draft_free */
    struct yz_notice notice;
    struct yz_posting *lines;
    size_t count;
    struct yz_notice_problem *problems;
    size_t problem_count;
    struct yz_posting
        *left; /* of what is left out: list, need or offer, field, and words written for the public, if any */
    size_t left_count;
};

/* What would be published, from a notice in which lists, days, grid, title and `replaces` may be filled in (`ends` 0: as long
 * as data says, from today). Of a line with a problem the draft has its text only with what was found blotted out.
 * YZ_REFUSED with every finding: no list, days that end before they begin, nothing to publish, a notice that is replaced
 * already. */
enum yz_status yz_notice_prepare(struct yz_session *s, const struct yz_notice *want, struct yz_notice_draft *out,
                                 struct yz_findings *f);
/* A published one, as it was. */
enum yz_status yz_notice_load(struct yz_session *s, int64_t notice, struct yz_notice_draft *out);
void yz_notice_draft_free(struct yz_notice_draft *d);

/* How long a notice stands, in days, the first and the last counted; 0 with a message when data is wrong. */
int64_t yz_notice_days(void);

/* In public another text stands for a need or an offer (`kind` YZ_NEED, YZ_OFFER), or nothing (`left_out`, its text
 * is kept for when it comes back); "" and false: its own again. Act "word-notice". YZ_REFUSED when the text itself tells who. */
enum yz_status yz_notice_word(struct yz_session *s, enum yz_kind_id kind, int64_t id, const char *text, bool left_out);

/* --- files --- */

enum yz_notice_form { YZ_NOTICE_PAGE, YZ_NOTICE_TEXT, YZ_NOTICE_TABLE, YZ_NOTICE_FORMS };

/* One of its three files: an HTML page that needs nothing else; A4 text of 80 columns, pages parted by form feeds; CSV. Always
 * Chinese. Appended to `out`. */
enum yz_status yz_notice_render(const struct yz_notice_draft *d, enum yz_notice_form form, struct yz_buffer *out);
/* "notice-2026-001.html". Answers `out`. */
char *yz_notice_file(const struct yz_notice *n, enum yz_notice_form form, char *out, size_t room);

/* Prepares and checks anew, writes the three files into `folder` and keeps all of it, needs that were only heard become
 * published: one act ("publish-notice"). Either all of it happens or nothing. YZ_REFUSED while a line has a problem (told in
 * `f`, a finding a line), or a file of that name is there. */
enum yz_status yz_notice_publish(struct yz_session *s, const struct yz_notice *want, const char *folder,
                                 struct yz_notice *out, struct yz_findings *f);
/* The files of a published one once more, byte for byte; YZ_REFUSED when they would not be the same. */
enum yz_status yz_notice_write(struct yz_session *s, int64_t notice, const char *folder);
/* The problems of a draft as findings: the REF of what the line is about, the rule, the mend. */
void yz_notice_tell(const struct yz_notice_draft *d, struct yz_findings *f);

/* --- reading --- */

enum yz_notice_state { /* codes of the table notice_state; worked out, not kept */
                       YZ_NOTICE_WAITS = 1,
                       YZ_NOTICE_SHOWN,
                       YZ_NOTICE_ENDED,
                       YZ_NOTICE_REPLACED
};
int32_t yz_notice_state(struct yz_session *s, const struct yz_notice *n);
int64_t yz_notice_successor(struct yz_session *s, int64_t notice); /* 0 = none */

/* "2026-001", "2026-1", "公示2026-001" or a REF. YZ_REFUSED when there is none. */
enum yz_status yz_notice_by_number(struct yz_session *s, const char *typed, struct yz_notice *out);
/* The newest first (direction +1) from the one after `after` (NULL = the start); -1: the ones before it, nearest first. */
enum yz_status yz_notice_page(struct yz_session *s, const struct yz_notice *after, int direction, struct yz_notice *out,
                              size_t max, size_t *count);

/* --- what comes in --- */

/* New ("add-feedback") or changed ("answer-feedback"). YZ_REFUSED with every finding: no text, a line that is not there. */
enum yz_status yz_feedback_save(struct yz_session *s, struct yz_feedback *b, struct yz_findings *f);
/* Of a notice, in the order in which it came, after the one with id `after`. */
enum yz_status yz_feedback_page(struct yz_session *s, int64_t notice, int64_t after, struct yz_feedback *out,
                                size_t max, size_t *count);
/* It becomes a need in a field (need_field), one act ("need-feedback"): the grid is that of the notice. */
enum yz_status yz_feedback_need(struct yz_session *s, int64_t feedback, int32_t field, int64_t *need);

#endif
