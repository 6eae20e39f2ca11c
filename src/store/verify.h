/* What verify.c, doctor.c, backup.c and undo.c share: a verdict that fills up with problems. */
#ifndef YZ_STORE_VERIFY_H
#define YZ_STORE_VERIFY_H

#include "store/store_private.h"

/* Counts a problem and keeps the text of the first ones. */
void yz_problem(struct yz_verdict *v, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Sets `ok`, and leaves a message naming the first problem: YZ_OK or YZ_FOREIGN. */
enum yz_status yz_verdict_close(struct yz_verdict *v, const char *path);

/* The chain, every row against its newest line, SQLite's own check: one snapshot, without the witness. YZ_OK even when
 * problems were found; another status when it could not be read through. */
enum yz_status yz_verify_content(struct yz_store *s, struct yz_verdict *v);

/* What an act did to one record. */
struct yz_change {
    const struct yz_kind *kind;
    int64_t id, first, last; /* versions that it wrote */
    int64_t newest, seq;     /* the record's newest version; the act's last line of it */
    bool gone;               /* its undo has taken it away */
};
struct yz_changes { /* zero-initialise; release with yz_changes_free */
    struct yz_change *all;
    size_t count, room;
};
/* Of every record that the act changed, the one changed last first (undo_changes.c). YZ_FOREIGN: one is of no kind known. */
enum yz_status yz_changes_read(struct yz_store *s, int64_t act, struct yz_changes *out);
void yz_changes_by_record(struct yz_changes *c); /* sorts by kind and id */
void yz_changes_free(struct yz_changes *c);

/* Of an undo under way: YZ_REFUSED, naming the act in the way, when something that stays refers to a record that is gone
 * (undo_left.c). `from`: the newest line before the undo's; `c` is sorted. */
enum yz_status yz_undo_left(struct yz_store *s, int64_t from, struct yz_changes *c, struct yz_undo *out);

/* A record in words: 居民 p:7.123. */
void yz_record_words(const struct yz_kind *k, int64_t id, char out[96]);

#endif
