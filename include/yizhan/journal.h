/* The journal of acts: who changed what when, undo, and proof that nothing was altered.
 *
 * Every act is one transaction and one or more journal lines; each line holds the whole record after the act (its body),
 * SHA-256 of the body, and SHA-256 over the line and the hash before it, so that a body can be lawfully erased (PIPL
 * art. 47) and the chain stays whole. */
#ifndef YIZHAN_JOURNAL_H
#define YIZHAN_JOURNAL_H

#include "date.h"
#include "kind.h"

struct yz_session;

enum { YZ_LOG_VERBS = 24 };

struct yz_log_filter {  /* all of them together; zeros: everything */
    int64_t before_seq; /* lines before this one (paging); 0 = from the newest */
    int64_t after_seq;  /* lines after this one; 0 = to the oldest */
    yz_moment since,
        until;            /* from, up to and with; 0 = any. A clock that went back by a day and a half is looked past */
    int64_t staff;        /* 0 = any */
    int64_t act;          /* 0 = any */
    enum yz_kind_id kind; /* YZ_NO_KIND = any */
    int64_t id;           /* of that kind; 0 = any */
    const char *verbs[YZ_LOG_VERBS]; /* one of these, as yz_verbs_named finds them; not copied */
    size_t verb_count;
};

struct yz_log_line {
    int64_t seq, act;
    yz_moment at;
    int64_t staff;
    char verb[48];       /* "register-newborn" */
    char kind[24];       /* "person", or a word such as "reveal" */
    int64_t id, version; /* version 0: a note that changed nothing */
    bool gone, erased;   /* tombstone; body erased */
};

struct yz_undo {
    int64_t act, undone_by; /* the act undone, and the new act that did it */
    char verb[48];
    yz_moment at; /* when the act was */
    size_t records;
    char kind[24]; /* the first of the records … */
    int64_t id;
    int64_t blocked_by; /* the later act that stands in the way; 0 = none */
};

struct yz_verdict {
    bool ok;
    int64_t lines;   /* journal lines read */
    char head[65];   /* hash of the newest line, hex */
    size_t problems; /* how many; the first ones in text */
    char text[8][160];
};

/* Newest first. `*count` gets how many were written to `out`. Without the right `audit` at the station of whoever did it,
 * signing in, exports and the like of others are left out; what happened to records is not, save those one may not read. */
enum yz_status yz_log(struct yz_session *s, const struct yz_log_filter *filter, struct yz_log_line *out, size_t max,
                      size_t *count);

/* Notes that whoever is signed in took the log out into a file, by which filter. */
enum yz_status yz_log_exported(struct yz_session *s, const char *filter);

/* What happened to one record by the evening of `day` (0 = all), newest first; to a household also what happened to its members while they were that. */
enum yz_status yz_record_history(struct yz_session *s, enum yz_kind_id kind, int64_t id, yz_date day,
                                 struct yz_log_line *out, size_t max, size_t *count);

/* What a line changed against the version before: one call a field that differs, texts masked unless `revealed`. */
enum yz_status
yz_log_changes(struct yz_session *s, const struct yz_log_line *line, bool revealed,
               void (*change)(void *ctx, const struct yz_field *f, const char *before, const char *after), void *ctx);

/* The verb as people say it ("登记新生儿医保"). */
const char *yz_verb_label(const char *verb);

/* Sets the verbs of a filter from what people type: a verb, its words, or a part of them ("登录": in, out, failed).
 * YZ_REFUSED when none is said so, or so many that it is no filter. */
enum yz_status yz_verbs_named(const char *typed, struct yz_log_filter *out);

/* What yz_undo would take back: nothing is done yet. */
enum yz_status yz_undo_look(struct yz_session *s, int64_t act, struct yz_undo *out);
/* Act, date and records in words: "修改居民（2026-11-20，居民 张*明）". Answers `out`. */
char *yz_undo_text(struct yz_session *s, const struct yz_undo *u, char *out, size_t room);

/* Undoes an act (0 = the newest own act not undone): every record gets its earlier version, as a new act. YZ_REFUSED with
 * out->blocked_by when a later act changed one of the records; the message names it. */
enum yz_status yz_undo(struct yz_session *s, int64_t act, struct yz_undo *out);

/* Recomputes the chain, compares every row with its journal, and SQLite's own check. YZ_FOREIGN when something is wrong. */
enum yz_status yz_verify(struct yz_session *s, struct yz_verdict *out);

/* The day of the oldest line, and for how many days the rule keeps them (data/trust/retention.conf; never less than the law
 * asks). Nothing deletes lines: a journal goes back to the day its file was made. */
enum yz_status yz_log_kept(struct yz_session *s, yz_date *first, int64_t *days);

/* Finds the line whose hash begins with `head`, as it stands on a handover sheet: eight hexadecimal digits or more. In a
 * chain that verifies, that line and all before it are then as they were when the sheet was printed. YZ_FOREIGN when there
 * is none: the message says since which sheet the journal differs. */
enum yz_status yz_head_find(struct yz_session *s, const char *head, struct yz_log_line *out);

/* Heads of days, newest first, as the first act of a later day kept them, whether or not anybody handed over. verify compares
 * each with its line, and yz_head_find finds them. */
struct yz_day_head {
    char day[YZ_DATE_TEXT];
    int64_t seq;
    char head[65];
};
enum yz_status yz_day_heads(struct yz_session *s, struct yz_day_head *out, size_t max, size_t *count);

/* Consistency of what is derived (search keys, counts) and of references; `repair` rebuilds what can be. */
enum yz_status yz_doctor(struct yz_session *s, bool repair, struct yz_verdict *out);

/* A whole, checked copy while others work; never overwrites (YZ_REFUSED). For programs over this library: it asks for no right; what
 * people ask for goes by yz_backup_to. */
enum yz_status yz_backup(struct yz_session *s, const char *path);

/* Puts a checked backup in place of the station file at `path`. `replace` = false refuses when there is one; the file
 * replaced is kept beside it with the time in its name. No session on `path` may be open in this process. */
enum yz_status yz_restore(const char *backup, const char *path, bool replace);

#endif
