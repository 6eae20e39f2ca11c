/* The station file: one SQLite database, opened with its guards, written only by acts.
 *
 * The store knows kinds (tables of fields) and no trade. Whoever changes data does it so:
 *
 *     yz_act_begin(store, "move-household", staff);   takes the write lock, BEGIN IMMEDIATE
 *     yz_put(store, &yz_person_kind, &person);        row + search keys + one journal line, version + 1
 *     yz_act_commit(store, &act);                     COMMIT, witness, lock released: only now say "saved"
 *
 * Between begin and commit no one is asked anything: the lock is never held across a person's thinking. Nothing writes
 * past this. One connection a process; no threads. */
#ifndef YZ_STORE_STORE_H
#define YZ_STORE_STORE_H

#include <yizhan/backup.h>
#include <yizhan/date.h>
#include <yizhan/journal.h>
#include <yizhan/kind.h>

struct yz_store;

/* --- the file (open.c, create.c) --- */

/* The kinds whose tables the file has, indexed by their ids; called once, before any file is opened or created. */
void yz_store_kinds(const struct yz_kind *const *kinds, size_t count);

/* How verbs of acts are said, for whoever is told who holds the file; NULL (so without this call) = as they are stored. */
void yz_store_verbs(const char *(*label)(const char *verb));

/* Opens after looking at the file by hand: a regular file of ours, not a link, not newer, not on a network share.
 * YZ_BUSY (read-only, busy, no room) or YZ_FOREIGN (not ours, newer, damaged). */
enum yz_status yz_store_open(const char *path, struct yz_store **out);

/* A new file: written under a temporary name beside `path` without journal (fast: nobody can see it yet), then synced
 * and renamed by yz_store_publish. Until then acts go into the temporary file. `replace`: an existing file may be
 * replaced, otherwise YZ_REFUSED. yz_store_close without publish removes it. `file_number` is the station number in ids. */
enum yz_status yz_store_create(const char *path, int file_number, bool replace, struct yz_store **out);
enum yz_status yz_store_publish(struct yz_store *s);

void yz_store_close(struct yz_store *s);
const char *yz_store_path(const struct yz_store *s);

/* The name that others see while they wait for this one's act ("小陈"); the system's user name until set. */
void yz_store_person(struct yz_store *s, const char *name);
/* How long to queue for the write lock, ms; 10 s unless set. */
void yz_store_wait(struct yz_store *s, int ms);

enum {                          /* things worth a line on the screen, none of which stops work */
       YZ_WARN_DISK = 1,        /* less than 32 MiB free */
       YZ_WARN_FILE_SYSTEM = 2, /* FUSE or FAT: locks and syncing may not be reliable */
       YZ_WARN_CLOCK = 4        /* the clock stands before the newest journal line */
};
unsigned yz_store_warnings(const struct yz_store *s);

/* After a file was put back by hand from an older copy, open answers YZ_FOREIGN: it lacks the newest lines its witness
 * saw. This accepts the loss: a new epoch begins (so no id is given twice) and the witness is written anew. */
enum yz_status yz_store_accept_loss(const char *path);

/* The same of an open file: a new epoch, in an act of that verb with a note of it. */
enum yz_status yz_store_next_epoch(struct yz_store *s, const char *verb);

/* True once after another process committed (PRAGMA data_version). */
bool yz_store_changed(struct yz_store *s);

/* The check owed after an unclean close (witness), to be run when idle. True when it is owed. */
bool yz_store_check_owed(const struct yz_store *s);
enum yz_status yz_store_quick_check(struct yz_store *s);

/* --- acts (act.c) --- */
/* Acts begun from here on are given up when something has failed since (yz_failures), until it is called again: what they
 * are about to write may rest on it. */
void yz_act_since(struct yz_store *s);
/* What has failed since yz_failures() was `failures` is told by the caller and nothing rests on it: acts go on all the same. */
void yz_act_without(struct yz_store *s, unsigned failures);
enum yz_status yz_act_begin(struct yz_store *s, const char *verb, int64_t staff);

/* Writes a whole record. id 0: a new one, its id and version 1 are set in the record. Else version must be the stored
 * one (YZ_REFUSED: somebody changed it since; the message says so). An unchanged record writes nothing. */
enum yz_status yz_put(struct yz_store *s, const struct yz_kind *k, void *record);

/* The same for a record that came from another station with its id: new here, or the next version of what is here,
 * whatever version it had there. */
enum yz_status yz_put_given(struct yz_store *s, const struct yz_kind *k, void *record);

/* Takes a record away (a tombstone in the journal keeps its history). */
enum yz_status yz_drop(struct yz_store *s, const struct yz_kind *k, int64_t id);

/* An id of the kind that nobody gets: where ids that follow on each other would tell something. Within an act. */
enum yz_status yz_skip_id(struct yz_store *s, const struct yz_kind *k);

/* Calls `each` for every record that refers to record `id` of kind `of`, field by field, in the order of kinds, fields and
 * ids, until it answers another status than YZ_OK. `each` may write: what is called was gathered before. */
enum yz_status yz_referring(struct yz_store *s, const struct yz_kind *of, int64_t id,
                            enum yz_status (*each)(void *ctx, const struct yz_kind *k, const struct yz_field *f,
                                                   int64_t record),
                            void *ctx);
/* Within an act: whatever refers to `from` refers to `to`. */
enum yz_status yz_repoint(struct yz_store *s, const struct yz_kind *of, int64_t from, int64_t to);

/* A journal line that changes no record: something was shown, printed, exported. `kind` is a word such as "reveal". */
enum yz_status yz_note(struct yz_store *s, const char *kind, int64_t id, const char *json);

enum yz_status yz_act_commit(struct yz_store *s, int64_t *act); /* act may be NULL */
void yz_act_abort(struct yz_store *s);                          /* harmless when none is open */
bool yz_in_act(const struct yz_store *s);

/* An act of very many records: search keys are gathered and inserted sorted. Call after begin. */
void yz_act_bulk(struct yz_store *s);

/* --- lines that this file had and lost (roll.c) ---
 * A file put back from an older copy goes on where the hub has it: lines as they were written, each proved, each with its row.
 * Within an act of its own: begin, the lines in order, end. Own lines after `keep` must be notes that changed no record
 * (YZ_REFUSED else); they go behind the lines that come back, as new lines of a new epoch. */
struct yz_rolled {
    int64_t seq, epoch, act, at, staff;
    const char *verb, *kind;
    int64_t id, version;
    bool gone;
    const unsigned char *body_hash, *prev, *hash; /* 32 bytes each */
    const char *body;                             /* NULL: erased */
    size_t length;
    bool passed; /* a later line of the same act gives the record's row: this one is only stored */
};
enum yz_status yz_roll_begin(struct yz_store *s, int64_t keep, bool more);  /* `more`: another such act follows */
enum yz_status yz_roll_line(struct yz_store *s, const struct yz_rolled *r); /* YZ_FOREIGN: not the next of the chain */
enum yz_status yz_roll_end(struct yz_store *s, enum yz_status status);      /* keeps it when all went well */

/* --- reading (query.c) --- */

/* The stored record; YZ_REFUSED (message names the REF) when there is none. */
enum yz_status yz_get(struct yz_store *s, const struct yz_kind *k, int64_t id, void *record);

/* A prepared statement, kept by the store and found again by the address of `sql` (a string literal). It must be
 * finished with yz_done before control goes back to a person: no statement stays open. NULL: message left. */
struct yz_query;
struct yz_query *yz_sql(struct yz_store *s, const char *sql);
/* "SELECT id, version, every field FROM kind " + tail; rows are read by yz_row. */
struct yz_query *yz_select(struct yz_store *s, const struct yz_kind *k, const char *tail);

void yz_bind(struct yz_query *q, int at, int64_t value); /* `at` counts from 1 */
void yz_bind_text(struct yz_query *q, int at, const char *value);
bool yz_next(struct yz_query *q); /* false at the end or on an error */
void yz_row(struct yz_query *q, const struct yz_kind *k, void *record);
int64_t yz_int(struct yz_query *q, int column);      /* from 0 */
const char *yz_text(struct yz_query *q, int column); /* "" for NULL; valid until the next step */
const void *yz_bytes(struct yz_query *q, int column, size_t *size);
enum yz_status yz_done(struct yz_query *q); /* resets; YZ_OK unless a step failed */

/* Several queries as one: one snapshot, and the file's locks taken once. Pairs nest; within an act they do nothing. End it
 * before control goes back to a person. */
void yz_snapshot_begin(struct yz_store *s);
void yz_snapshot_end(struct yz_store *s);

/* A record as its journal body: {"id":…,"version":…,fields that are not empty, in table order}. And back; `strange`: the first
 * member that is no field here, or does not fit into it ("" = none). */
struct yz_buffer;
enum { YZ_STRANGE = 64 };
void yz_record_json(struct yz_buffer *out, const struct yz_kind *k, const void *record);
enum yz_status yz_record_parse_known(struct yz_store *s, const struct yz_kind *k, const char *json, void *record,
                                     char strange[YZ_STRANGE]);

/* One number from a query with up to two integers bound; 0 when there is no row. */
int64_t yz_sql_int(struct yz_store *s, const char *sql, int64_t a, int64_t b);

/* The members of a JSON object in order, by SQLite's own reader: strings as they are, numbers in decimal. */
enum yz_status yz_json_each(struct yz_store *s, const char *json,
                            void (*member)(void *ctx, const char *name, const char *value), void *ctx);

/* --- search keys (keys.c, numbers.c) ---
 * One WITHOUT ROWID table find(key, kind, id). The first byte of a key is its class. */
enum yz_key_class {
    YZ_KEY_TEXT_HEAD = 'a',
    YZ_KEY_TEXT_INNER = 'b', /* characters: from the first one, from a later one */
    YZ_KEY_FULL_HEAD = 'c',
    YZ_KEY_FULL_INNER = 'd', /* "zhang xiao ming" */
    YZ_KEY_INITIALS_HEAD = 'e',
    YZ_KEY_INITIALS_INNER = 'f', /* "zxm zhang xiao ming" */
    YZ_KEY_NUMBER = 'n',
    YZ_KEY_TAIL = 't', /* whole number, last four */
    YZ_KEY_WORDS = 'w' /* two characters next to each other, and ~id behind them: what is new comes first */
};
/* Calls `hit` for every key that begins with class + prefix, in key order, until it answers false or `limit` keys were seen. */
enum yz_status yz_find_scan(struct yz_store *s, enum yz_key_class c, const char *prefix, size_t length, size_t limit,
                            bool (*hit)(void *ctx, const char *key, size_t length, enum yz_kind_id kind, int64_t id),
                            void *ctx);
/* Inner fragments of YZ_FRAGMENT numbers: a scan over packed blocks. */
enum yz_status yz_find_fragment(struct yz_store *s, enum yz_kind_id kind, const char *digits, size_t limit,
                                bool (*hit)(void *ctx, int64_t id), void *ctx);

/* The card of a record: one row, columns as in its kind's select; finish it with yz_done. An act sees its own cards. */
struct yz_query *yz_card(struct yz_store *s, int64_t id);

/* --- reach (reach.c): what is not there for whoever is signed in ---
 * A table of a kind that is narrowed is seen through `view`, a SELECT that reads main.TABLE and may ask temp.reach(id), the places
 * within reach, temp.reach_self(id), who it is, and yz_wide(), true within acts and between the two calls of yz_reach_wide. */
struct yz_reach {
    const char *table, *view;
    const char *ids; /* a SELECT of all ids within reach, of the one kind whose search keys are many; else NULL */
};
struct yz_reaching {
    const struct yz_reach *all; /* stays the caller's */
    size_t count;
    const int64_t *places;
    size_t place_count;
    int64_t staff;
    enum yz_status (*refuse)(const struct yz_kind *k); /* says why a record that is there is not */
};
enum yz_status yz_reach_set(struct yz_store *s, const struct yz_reaching *to); /* NULL: everything */
void yz_reach_wide(struct yz_store *s, bool on);                               /* pairs; nest */
/* Whether a record lies outside, also while everything is seen. One that is gone lies outside where its kind is narrowed. */
bool yz_reach_outside(struct yz_store *s, const struct yz_kind *k, int64_t id);

/* --- the file as it was known at a moment (past.c) ---
 * Between the two, within one snapshot, every question about records is answered so; nothing may be written. YZ_REFUSED: the file
 * did not exist then, or whoever is signed in does not see everything. */
enum yz_status yz_past_begin(struct yz_store *s, yz_moment at);
void yz_past_end(struct yz_store *s);
/* The first line of the journal at or after a moment; the one behind the last when there is none. */
int64_t yz_journal_first(struct yz_store *s, yz_moment at);

/* --- an errand to the district (lock.c): one process at a time, which does not keep others from writing --- */
bool yz_errand_take(struct yz_store *s); /* false: another process is at it */
void yz_errand_drop(struct yz_store *s); /* closing the file drops it too */
bool yz_errand_runs(struct yz_store *s); /* another process is at it */

/* --- facts of the file (meta.c) --- */
int64_t yz_meta(struct yz_store *s, const char *name, int64_t otherwise);
enum yz_status yz_meta_set(struct yz_store *s, const char *name, int64_t value); /* within an act */
char *yz_meta_text(struct yz_store *s, const char *name, char *out,
                   size_t room); /* "" when there is none; answers `out` */
enum yz_status yz_meta_text_set(struct yz_store *s, const char *name, const char *value); /* within an act */
int yz_store_number(const struct yz_store *s); /* station number in new ids */

/* --- passwords (secret.c): not in the journal --- */
struct yz_secret {
    int64_t staff;  /* below 0: a name that is nobody's, of which tries are counted all the same */
    char hash[128]; /* argon2id as libsodium writes it; "" = no password */
    yz_moment set_at, locked_until;
    int64_t failed; /* wrong ones in a row */
};
enum yz_status yz_secret_read(struct yz_store *s, int64_t staff, struct yz_secret *out); /* zeros when there is none */
enum yz_status yz_secret_write(struct yz_store *s, const struct yz_secret *x);           /* within an act */

/* --- drafts (draft.c): what is being typed; no acts, not in the journal --- */
enum yz_status yz_draft_write(struct yz_store *s, int64_t staff, const char *form, int64_t record, int64_t version,
                              const char *json);
enum yz_status yz_draft_read(struct yz_store *s, int64_t staff, const char *form, int64_t record, char *json,
                             size_t room, int64_t *version, yz_moment *at);
enum yz_status yz_draft_drop(struct yz_store *s, int64_t staff, const char *form, int64_t record);
/* Within an act: a draft about one record becomes one about another; it stays where that one has a draft already. */
enum yz_status yz_draft_move(struct yz_store *s, int64_t staff, const char *form, int64_t from, int64_t to);
/* Within an act: what one had begun, another goes on with; it stays where the other has begun the same. */
enum yz_status yz_drafts_hand_over(struct yz_store *s, int64_t from, int64_t to, int64_t *count);

/* --- history (journal.c, undo.c, verify.c, backup.c); the public face is <yizhan/journal.h> --- */
enum yz_status yz_journal_page(struct yz_store *s, const struct yz_log_filter *filter, struct yz_log_line *out,
                               size_t max, size_t *count);
enum yz_status yz_journal_undo(struct yz_store *s, int64_t act, int64_t staff, struct yz_undo *out);
enum yz_status yz_journal_look(struct yz_store *s, int64_t act, struct yz_undo *out); /* what an undo would take back */
enum yz_status yz_journal_last(struct yz_store *s, int64_t staff,
                               int64_t *act); /* newest act of that staff not undone */

/* Takes an act back although later ones changed some of its records: field by field. What still is as the act left it gets
 * the value from before; what was changed since stays, and `stays` is told (field NULL: the whole record). `mend` sees each
 * record before it is written. Within an act of the caller's. */
struct yz_unwinding {
    void (*stays)(void *ctx, const struct yz_kind *k, int64_t id, const struct yz_field *f);
    enum yz_status (*mend)(void *ctx, const struct yz_kind *k, void *record);
    void *ctx;
    size_t records; /* out: how many were written */
};
enum yz_status yz_journal_unwind(struct yz_store *s, int64_t act, struct yz_unwinding *u);
/* The act that wrote a version of a record; 0 = none. */
int64_t yz_journal_act(struct yz_store *s, const struct yz_kind *k, int64_t id, int64_t version);
enum yz_status yz_journal_body(struct yz_store *s, int64_t seq, char *out, size_t room);
/* The record as it was at `version` (or, version 0, at the moment `at`). */
enum yz_status yz_journal_record(struct yz_store *s, const struct yz_kind *k, int64_t id, int64_t version, yz_moment at,
                                 void *record);
enum yz_status yz_store_verify(struct yz_store *s, struct yz_verdict *out);
enum yz_status yz_store_doctor(struct yz_store *s, bool repair, struct yz_verdict *out);
enum yz_status yz_store_backup(struct yz_store *s, const char *path);
/* As yz_backup_to, without the note. */
enum yz_status yz_store_backup_proved(struct yz_store *s, const char *path, const struct yz_backup_key *key,
                                      struct yz_backup_facts *facts);
/* Reads a backup through in a temporary place beside `near`. */
enum yz_status yz_store_backup_prove(const char *backup, const struct yz_backup_key *key, const char *near,
                                     struct yz_verdict *v);
enum yz_status yz_store_restore(const char *backup, const char *path, bool replace);
enum yz_status yz_store_restore_from(const struct yz_restore_want *want, struct yz_restore_told *told);
/* Takes away temporaries for `path`, and for longer names that begin so, whose process is gone and that are an hour old. */
void yz_temporaries_sweep(const char *path);
/* The select that names who did an act (?1), for what is told of lost acts; a literal. */
void yz_store_people(const char *sql);
enum yz_status yz_store_founding(struct yz_store *s, unsigned char out[32]); /* as yz_backup_facts has it */
bool yz_store_alone(struct yz_store *s);                                     /* nobody else has the file open */

#endif
