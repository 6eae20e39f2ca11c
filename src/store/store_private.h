/* The inside of the store, shared by the files of src/store only.
 *
 * The rooms: open.c, create.c and files.c (the file), schema.c (its tables), lock.c and witness.c (the sidecar
 * FILE.lock), tx.c (lock + transaction), act.c (acts and their journal lines), record.c (a record as row and as JSON),
 * query.c, meta.c, draft.c, journal.c (reading history); undo.c, verify.c, doctor.c, backup.c; keys.c, numbers.c (search
 * keys), cards.c, tally.c. */
#ifndef YZ_STORE_PRIVATE_H
#define YZ_STORE_PRIVATE_H

#include "base/buffer.h"
#include "store/store.h"

#include <sqlite3.h>
#include <sys/types.h>

#define YZ_APPLICATION_ID 0x595A484E /* 'YZHN' */
#define YZ_SCHEMA_VERSION 2          /* user_version: raised with each migration in schema.c */
#define YZ_HASH           32         /* SHA-256 */
#define YZ_PATH           4096
#define YZ_LOCK_WAIT      10000 /* ms a writer queues for its turn */
#define YZ_DISK_WARN      (32LL << 20)
#define YZ_DISK_REFUSE    (8LL << 20)
#define YZ_CHECKPOINT_AT  1000 /* WAL pages */

/* What the last commit left in the sidecar, to notice a lost or cut WAL. */
struct yz_witness {
    uint32_t epoch;
    bool clean; /* nobody was writing when the last one left */
    int64_t seq;
    unsigned char hash[YZ_HASH];
};

/* Statements and room of one kind, made when first used. */
struct yz_kind_use {
    sqlite3_stmt *insert, *update, *select, *remove;
    void *before;    /* room for one stored record */
    int64_t counter; /* last counter given out; valid while `loaded` */
    bool loaded, advanced;
};

struct yz_query {
    sqlite3_stmt *stmt;
    struct yz_store *store;
    const char *key;            /* address of the caller's literal */
    const struct yz_kind *kind; /* of yz_select, else NULL */
    struct yz_query *next;
    int rc;
    bool busy, loose; /* loose: not kept, finalized by yz_done */
};

/* The open act. */
struct yz_act {
    bool open, bulk;
    bool spoiled;      /* a write failed half way: can only be aborted */
    unsigned failures; /* yz_failures at its beginning: an act that read wrongly is not kept either */
    char verb[48];
    int64_t staff, id; /* id: seq of its first line */
    uint64_t kinds;    /* YZ_KIND_BIT of what it wrote */
    yz_moment at;
    int64_t seq; /* newest journal line, this act's included */
    unsigned char hash[YZ_HASH];
};

struct moved;

#define YZ_QUERY_SLOTS 128

struct yz_store {
    sqlite3 *db;
    char path[YZ_PATH];      /* the file connected to */
    char published[YZ_PATH]; /* its name once published; "" for an ordinary file */
    bool replace;
    int number; /* of the station, in new ids */
    uint32_t epoch;
    bool broken; /* an fsync failed: no more writing until reopened */
    unsigned warnings;
    char person[64]; /* named to those who wait for our lock */

    int lock_fd; /* sidecar, -1 while unpublished */
    bool locked;
    int lock_wait; /* ms */
    bool marked;   /* the witness says unclean because of us */
    bool check_owed;

    int snapshots;   /* yz_snapshot_begin calls that are open */
    int tx_depth;    /* 1: lock held and BEGIN IMMEDIATE done */
    int held_acts;   /* of an unpublished file, written and not committed: tx.c */
    bool committing; /* within yz_tx_commit: the only moment when such a transaction may end well */
    int wal_pages;
    int64_t data_version;

    struct yz_act act;
    struct moved *moved;   /* roll.c: own notes on their way behind the lines that come back … */
    uint32_t rolled_epoch; /* … and the epoch of the newest of those */
    bool more_to_roll;     /* another act of them follows at once: what is worked out from rows may wait for it */
    unsigned asked_at;     /* yz_failures at yz_act_since */
    bool asked;
    struct yz_kind_use kind[YZ_KIND_COUNT];
    sqlite3_stmt *journal_insert, *version_stmt;
    sqlite3_stmt *rollback; /* prepared, so that it works when memory is out */
    struct yz_buffer json;  /* the body being written */
    struct yz_query *queries[YZ_QUERY_SLOTS];

    struct yz_keys *keys;       /* keys.c's own state; NULL until first used */
    struct yz_tallies *tallies; /* tally.c's, likewise */
    struct {
        int64_t *ids; /* whose cards are to be written anew before the act ends */
        size_t count, room;
        sqlite3_stmt *drop, *fill;
    } cards;
    struct yz_sums_notes {
        struct yz_sums_note {
            const struct yz_kind *kind;
            int64_t id;
        } * notes; /* what was changed, and what it refers to */
        size_t count, room;
        bool all; /* too much: every row is made anew */
        sqlite3_stmt *drop, *fill;
    } sums;
    struct {
        const struct yz_reach *all;
        size_t count; /* 0: everything is seen */
        enum yz_status (*refuse)(const struct yz_kind *k);
        int wide;
        bool strict;
        int64_t *ids; /* sorted; right while the file has this version and this many changes */
        size_t id_count;
        int64_t version, changes;
    } reach;
    dev_t device; /* of the file, to know it again in this process */
    ino_t inode;
    struct yz_store *next; /* all stores open in this process */
};

/* The kinds given to yz_store_kinds; entries may be NULL. */
extern const struct yz_kind *const *yz_store_kind_table;
extern size_t yz_store_kind_count;
const struct yz_kind *yz_store_kind_named(const char *name); /* NULL: none */
const struct yz_kind *yz_store_kind_of(enum yz_kind_id id);  /* NULL: none */

const char *yz_store_ref(const struct yz_kind *k, int64_t id, char out[40]); /* "p:7.123" */

/* --- reach (reach.c) --- */
void yz_reach_rewrite(const struct yz_store *s, char *sql); /* of a statement about to be prepared, in place */
enum yz_status yz_reach_refuse(struct yz_store *s, const struct yz_kind *k, int64_t id); /* YZ_OK: not there at all */
enum yz_status yz_reach_ready(struct yz_store *s);                       /* before a scan of search keys … */
bool yz_reach_hit(struct yz_store *s, enum yz_kind_id kind, int64_t id); /* … whether this one is seen */
void yz_queries_drop(struct yz_store *s);                                /* query.c: all that are kept */

/* --- errors (tx.c) --- */

/* What the last yz_sqlite_fail answered, for yz_done(NULL). */
enum yz_status yz_sqlite_last(void);
/* Turns an SQLite result into a status with a message; notes a failed fsync. `doing` is translated text: "写入" … */
enum yz_status yz_sqlite_fail(struct yz_store *s, int rc, const char *doing);
/* Runs SQL without results. */
enum yz_status yz_exec(struct yz_store *s, const char *sql);
/* Prepares a statement kept by the caller (SQLITE_PREPARE_PERSISTENT); NULL: message left. */
sqlite3_stmt *yz_prepare(struct yz_store *s, const char *sql);

extern const char yz_secret_table[], yz_meta_text_table[]; /* secret.c, meta.c */

/* --- lock + transaction (tx.c): what acts, drafts and repairs stand on --- */

/* Write lock (waits at most `s->lock_wait`), HAS_MOVED, room on the disk, witness, BEGIN IMMEDIATE. */
enum yz_status yz_tx_begin(struct yz_store *s, const char *what);
/* COMMIT, witness (from the newest journal line), checkpoint when due, lock released. Rolls back on failure. */
enum yz_status yz_tx_commit(struct yz_store *s);
void yz_tx_rollback(struct yz_store *s);
/* Ends whatever transaction SQLite has open, a reading one too; harmless when there is none. */
void yz_rollback(struct yz_store *s);
/* The newest journal line: seq 0 and a zero hash when there is none. `at` may be NULL. */
enum yz_status yz_journal_head(struct yz_store *s, int64_t *seq, unsigned char hash[YZ_HASH], yz_moment *at);

/* --- the sidecar (lock.c, witness.c) --- */
void yz_sidecar_path(const char *path, char out[YZ_PATH]);    /* FILE.lock */
enum yz_status yz_lock_open(struct yz_store *s, mode_t mode); /* opens the sidecar, takes the presence lock */
enum yz_status yz_lock_take(struct yz_store *s, const char *what, int wait_ms);
bool yz_lock_try(struct yz_store *s, const char *what, int wait_ms); /* the same, in vain without a message */
void yz_lock_drop(struct yz_store *s);
bool yz_lock_alone(struct yz_store *s); /* nobody else has the file open */
void yz_lock_close(struct yz_store *s);

const char *yz_user_name(void); /* the system's name of who runs the program */

/* For a file that is not open as a store (restore): takes the sidecar's write lock; `*fd` is closed to release it. */
enum yz_status yz_lock_file(const char *path, const char *what, int wait_ms, int *fd);

void yz_lock_present(struct yz_store *s); /* joins those who have the file open */

/* The answer is false when there is none or it is torn. */
bool yz_witness_read(int fd, struct yz_witness *w);
bool yz_witness_write(int fd, const struct yz_witness *w, bool sync);
bool yz_witness_forget(int fd);                                   /* before another file is put in place */
bool yz_witness_renew(struct yz_store *s, bool clean, bool sync); /* from the newest journal line, under the lock */
void yz_witness_arrive(struct yz_store *s); /* at open: joins, and learns whether a check is owed */
void yz_witness_mark(struct yz_store *s);   /* before the first write: not clean from now on */
void yz_witness_leave(struct yz_store *s);  /* at close, under the lock: clean when nobody else is there */
/* Compares the file with its witness (at open, and under the lock at begin). YZ_FOREIGN when lines are missing. */
enum yz_status yz_witness_check(struct yz_store *s);

/* --- files (open.c, create.c) --- */

/* Looks at the file by hand before SQLite does; YZ_OK, YZ_BUSY, YZ_FOREIGN. Never call it for a file that is open in
 * this process: closing the descriptor would drop SQLite's locks. `*mode` may be NULL. */
enum yz_status yz_file_look(const char *path, mode_t *mode, unsigned *warnings);
/* The folder: not on a network share, writable. `path` is a file in it. */
enum yz_status yz_folder_look(const char *path, unsigned *warnings);
void yz_folder_of(const char *path, char out[YZ_PATH]);
/* The path with its folder's links resolved. */
enum yz_status yz_store_resolve(const char *path, char out[YZ_PATH]);
struct yz_store *yz_store_new(void); /* NULL: message left */
/* Opens s->path; on failure the caller closes `s`. */
enum yz_status yz_store_attach(struct yz_store *s, bool accept_loss);
/* Connects, with db_config, limits and pragmas common to all connections. On failure *db is NULL. */
enum yz_status yz_connect(struct yz_store *s, const char *path);
void yz_disconnect(struct yz_store *s); /* finalizes everything, closes */
/* Puts a finished, closed file in the place of `path`: fsync, rename (or link when not `replace`: YZ_REFUSED if there is
 * one), remains of the replaced file's WAL removed, folder synced, witness forgotten (the next open begins a new
 * one and owes a check). Takes the sidecar's lock meanwhile. `keep`: where the file replaced goes (same folder), or NULL
 * to let it go. No store on either file may be open in this process. */
enum yz_status yz_file_publish(const char *temporary, const char *path, bool replace, const char *keep);

/* --- schema (schema.c) --- */
enum yz_status yz_schema_create(struct yz_store *s); /* everything, in an empty file; within a transaction of its own */
enum yz_status yz_schema_current(struct yz_store *s); /* migrates when the file is older than the program */

/* --- a record as row and as JSON (record.c) --- */
void yz_record_columns(const struct yz_kind *k, struct yz_buffer *out); /* "person"."id","person"."version",… */
/* Binds id, version and every field from parameter `first` on. Texts are bound static: `record` must stay. */
void yz_record_bind(sqlite3_stmt *stmt, int first, const struct yz_kind *k, const void *record);
void yz_record_read(sqlite3_stmt *stmt, const struct yz_kind *k, void *record); /* columns as yz_record_columns */
bool yz_record_same(const struct yz_kind *k, const void *a, const void *b);     /* fields only, not version */
enum yz_status yz_record_parse(struct yz_store *s, const struct yz_kind *k, const char *json, void *record);
/* The members of such a JSON, quickly; false: it is more than that (some may have been told), yz_json_each reads it. */
bool yz_json_flat(const char *json, void (*member)(void *ctx, const char *name, const char *value), void *ctx);
/* The stored record: YZ_OK and *found. */
enum yz_status yz_record_stored(struct yz_store *s, const struct yz_kind *k, int64_t id, void *record, bool *found);

/* --- acts (act.c) --- */
/* As yz_put for a record that was dropped: inserts it again with version `record->version` + 1 (the tombstone's + 1). */
enum yz_status yz_put_again(struct yz_store *s, const struct yz_kind *k, void *record);
/* As yz_drop, where there may be nothing to drop: then nothing is done, and *found is false. */
enum yz_status yz_drop_stored(struct yz_store *s, const struct yz_kind *k, int64_t id, bool *found);

/* The lines of act ?1 that changed a record. An act's lines are neighbours, so seq bounds the search. */
#define YZ_LINES_OF_ACT                                                                                                \
    " FROM journal NOT INDEXED WHERE act = ?1 AND version > 0 AND seq >= ?1 AND seq < "                                \
    "ifnull((SELECT n.seq FROM journal n WHERE n.seq > ?1 AND n.act <> ?1 ORDER BY n.seq LIMIT 1), "                   \
    "9223372036854775807) "
int64_t yz_act_end(struct yz_store *s, int64_t act); /* the newest line of an act */

/* Indexes by which the log is filtered (journal_page.c); CREATE statements, NULL-terminated, harmless when they are there. */
extern const char *const yz_log_indexes[];

size_t yz_largest_kind(void); /* bytes of the largest record */
/* The newest line of a record, its tombstone's too. */
int64_t yz_newest_version(struct yz_store *s, const char *kind, int64_t id);

/* One journal line as it is hashed. hash = SHA-256 over this text, numbers in decimal, hashes in lower-case hex, one LF
 * after each: prev, epoch, seq, act, at, staff, verb, kind, id, version, gone, body_hash (docs/journal.md). */
struct yz_line {
    int64_t epoch, seq, act, at, staff;
    const char *verb, *kind;
    int64_t id, version;
    bool gone;
    unsigned char prev[YZ_HASH], body_hash[YZ_HASH], hash[YZ_HASH];
};
void yz_line_hash(const struct yz_line *line, unsigned char out[YZ_HASH]);

/* The halves of a put (act.c): the row with what follows from it, and the line. yz_row_before reads the stored record into the
 * kind's own room; yz_line_put writes a line as it is, yz_line_write the next one of the open act. */
enum yz_status yz_row_before(struct yz_store *s, const struct yz_kind *k, int64_t id, bool *found);
enum yz_status yz_row_insert(struct yz_store *s, const struct yz_kind *k, const void *record);
enum yz_status yz_row_update(struct yz_store *s, const struct yz_kind *k, const void *record, const void *before);
enum yz_status yz_row_remove(struct yz_store *s, const struct yz_kind *k, int64_t id, const void *before);
enum yz_status yz_line_put(struct yz_store *s, const struct yz_line *line, const char *body, size_t length);
enum yz_status yz_line_write(struct yz_store *s, const char *kind, const struct yz_record *head, bool gone,
                             const char *body, size_t length);
void yz_counter_reach(struct yz_store *s, const struct yz_kind *k, int64_t id); /* that id is not given again */
void yz_hex(const unsigned char *bytes, size_t n, char *out);                   /* 2n + 1 bytes */

/* Columns of the journal table, in this order; body is NULL once erased. */
#define YZ_JOURNAL_COLUMNS "seq,epoch,act,at,staff,verb,kind,id,version,gone,body_hash,prev,hash,body"

/* --- counts (tally.c) --- */
extern const char *const yz_tally_schema; /* CREATE statement */
/* Notes what a put changes (NULL: new, or gone); written by the flush before COMMIT. */
enum yz_status yz_tally_put(struct yz_store *s, const struct yz_kind *k, const void *before, const void *after);
enum yz_status yz_tally_flush(struct yz_store *s);
void yz_tally_drop_pending(struct yz_store *s); /* the act was aborted */
void yz_tally_free(struct yz_store *s);
enum yz_status yz_words_rebuild(struct yz_store *s); /* keys of kinds with words (doctor.c); within a transaction */
enum yz_status yz_tally_rebuild(struct yz_store *s); /* counts every record; within a transaction */
enum yz_status yz_tally_check(struct yz_store *s, bool *right);

/* --- search keys (keys.c) --- */
extern const char *const yz_keys_schema[]; /* CREATE statements, NULL-terminated */
enum yz_status yz_keys_put(struct yz_store *s, const struct yz_kind *k, int64_t id, const void *before /* NULL: new */,
                           const void *after /* NULL: gone */);
enum yz_status yz_keys_flush(struct yz_store *s); /* before COMMIT: what bulk mode (s->act.bulk) gathered */
void yz_keys_drop_pending(struct yz_store *s);    /* the act was aborted */
void yz_keys_free(struct yz_store *s);            /* finalizes its statements, before the connection closes */

/* --- kept sums (sums.c) --- */
void yz_sums_table(struct yz_buffer *out); /* "CREATE TABLE sums…"; nothing when no kind has a sums */
const struct yz_kind *yz_sums_kind(void);  /* the kind that has one, or NULL */
/* Notes in which rows a changed record counts; `before` NULL: new, `after` NULL: dropped. */
enum yz_status yz_sums_touch(struct yz_store *s, const struct yz_kind *k, const void *before, const void *after);
enum yz_status yz_sums_flush(struct yz_store *s); /* before COMMIT */
void yz_sums_resume(struct yz_store *s);     /* of a roll that broke off: what waited is worked out with the next act */
enum yz_status yz_holds(struct yz_store *s); /* holds.c: likewise */
enum yz_status yz_sums_rebuild(struct yz_store *s); /* all rows anew, in a transaction of the caller */
enum yz_status yz_sums_publish(struct yz_store *s); /* of a new file, in a transaction of its own */
enum yz_status yz_sums_check(struct yz_store *s, bool *right);
void yz_sums_drop_pending(struct yz_store *s); /* the act was aborted */
void yz_sums_free(struct yz_store *s);         /* before the connection closes */

/* --- cards (cards.c) --- */
void yz_cards_table(struct yz_buffer *out); /* ";CREATE TABLE card…"; nothing when no kind has cards */
const struct yz_kind *yz_cards_kind(void);  /* the kind that has cards, or NULL */
/* Notes whose cards a changed record stands on; `before` NULL: new, `after` NULL: dropped. */
enum yz_status yz_cards_touch(struct yz_store *s, const struct yz_kind *k, const void *before, const void *after);
enum yz_status yz_cards_flush(struct yz_store *s);   /* before COMMIT: writes those that were noted */
enum yz_status yz_cards_rebuild(struct yz_store *s); /* all of them anew, in a transaction of the caller */
void yz_cards_drop_pending(struct yz_store *s);      /* the act was aborted */
void yz_cards_free(struct yz_store *s);              /* before the connection closes */

#endif
