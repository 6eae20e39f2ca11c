/* Backups: made, proved, kept by rotation, and put back (docs/backup.md).
 *
 * A backup counts as good only after it was restored to a temporary place and read through there: the journal's chain,
 * every row, SQLite's own check. What was made is a note of the journal, kind "backup". */
#ifndef YIZHAN_BACKUP_H
#define YIZHAN_BACKUP_H

#include <stddef.h>

#include "date.h"
#include "journal.h"
#include "status.h"

struct yz_session;

/* --- what a backup is --- */

enum yz_backup_form { YZ_BACKUP_PLAIN, YZ_BACKUP_PASSPHRASE, YZ_BACKUP_TO_KEY };

struct yz_backup_facts {
    enum yz_backup_form form;
    int number; /* of the station, as in its ids */
    uint32_t epoch;
    int64_t seq;                /* the newest line of its journal … */
    unsigned char head[32];     /* … and that line's hash */
    unsigned char founding[32]; /* hash of the line that ends the first act: the same in every backup of one station */
    yz_moment created;          /* 0 in a plain one: its name says */
    int64_t size;               /* bytes of the station file in it */
};

/* How it is or shall be locked: neither = not encrypted. Both belong to the caller, who wipes the passphrase. */
struct yz_backup_key {
    const char *passphrase;
    const char *key_file; /* a public one to make a backup, its secret one to open it */
};

/* Reads what a backup says of itself, without its key. YZ_FOREIGN: no backup of ours, cut short, or its head is damaged;
 * each is said as itself. */
enum yz_status yz_backup_look(const char *path, struct yz_backup_facts *out);

/* A new pair of keys: the secret one into `path` (0600), the public one into PATH.pub. Never overwrites. */
enum yz_status yz_backup_keygen(const char *path);

/* --- the rules (data/trust/backup.conf) --- */
struct yz_backup_rules {
    int64_t daily, weekly, monthly; /* how many are kept */
    int64_t rows;                   /* an import of more rows is preceded by a backup */
    int64_t days;                   /* work older than this without a backup is warned of */
    int64_t length;                 /* characters of a passphrase, at least */
    char folder[1024], key[1024];   /* of automatic ones; "" = STATION.db.backups, not encrypted */
};
/* Read once; NULL, with a message, when the file cannot be read. */
const struct yz_backup_rules *yz_backup_rules(void);

/* --- making --- */
struct yz_backup_made {
    char path[4096];
    struct yz_backup_facts facts;
    int64_t bytes;         /* of the backup */
    size_t dropped, doubt; /* by the rotation: let go; not good, therefore left alone */
};

/* One at `path` (never overwrites), proved and noted; the right `backup`, since nothing in it is masked or left out. A passphrase shorter than the rules ask is refused. Other terminals go
 * on working meanwhile. YZ_BUSY: no room, not writable; YZ_FOREIGN: it was made and did not prove good, and was not left. */
enum yz_status yz_backup_to(struct yz_session *s, const char *path, const struct yz_backup_key *key,
                            struct yz_backup_made *out);

/* One into the folder, then the rotation. `folder`, `key_file`: instead of those of the rules (NULL = theirs), for which
 * whoever is signed in needs the right `backup`. Without `anyway` nothing is made when nothing is new since the last good
 * one, or another process is making one: YZ_OK, path "". What failed is noted too, where it can be. */
enum yz_status yz_backup_keep(struct yz_session *s, const char *folder, const char *key_file, bool anyway,
                              struct yz_backup_made *out);

/* Before an import of that many rows: as yz_backup_keep, when the rules ask for it. Whatever goes wrong is noted and told in
 * `told` ("" = all is well, or nothing was to be done), and is no reason not to import. */
void yz_backup_before_import(struct yz_session *s, size_t rows, char *told, size_t room);

/* The same in a process of its own, for which nobody waits; false: there is no such way here. */
bool yz_backup_behind(const char *station_file, bool anyway);

/* --- how it stands --- */
struct yz_backup_state {
    yz_moment good;    /* when the last good one was made; 0 = never */
    yz_moment waiting; /* since when there is work that is in no good backup; 0 = there is none */
    bool due;          /* and the station has closed since */
    bool overdue;      /* and that for more days than the rules say */
};
enum yz_status yz_backup_state(struct yz_session *s, struct yz_backup_state *out);
/* One line when a backup is overdue, with the mend; "" when none is. Answers `out`. */
char *yz_backup_warning(struct yz_session *s, char *out, size_t room);
/* Why the newest try failed; "" when it did not. Answers `out`. */
char *yz_backup_last_failure(struct yz_session *s, char *out, size_t room);
/* Whether no other program has the station file open. */
bool yz_session_alone(struct yz_session *s);

enum yz_backup_mark { YZ_BACKUP_UNKNOWN, YZ_BACKUP_GOOD, YZ_BACKUP_BAD };
enum yz_backup_tier { YZ_TIER_NONE, YZ_TIER_TODAY, YZ_TIER_DAY, YZ_TIER_WEEK, YZ_TIER_MONTH };

struct yz_backup_file {
    char name[256];
    yz_moment at; /* of its name */
    int64_t bytes;
    struct yz_backup_facts facts;
    enum yz_backup_mark mark; /* by the newest note about it */
    enum yz_backup_tier tier; /* why it is kept */
};

/* The folder's backups of this station, newest first, at most `max`. Files that are not provably this station's are left out.
 * `where` (may be NULL) gets the folder. YZ_REFUSED: the folder set in the rules is not there. */
enum yz_status yz_backup_files(struct yz_session *s, const char *folder, struct yz_backup_file *out, size_t max,
                               size_t *count, char where[4096]);

/* Of files newest first: tells of each why it is kept. YZ_TIER_NONE: it may go. Files marked bad are no part of it. */
void yz_backup_tiers(struct yz_backup_file *files, size_t count, yz_date today, const struct yz_backup_rules *rules);

/* Reads one through as if it were restored; an encrypted one without its key is compared with the sum noted as it was made.
 * Noted. `v` gets lines, head and problems. */
enum yz_status yz_backup_check(struct yz_session *s, const char *path, const struct yz_backup_key *key,
                               struct yz_verdict *v);

/* --- putting back --- */
struct yz_lost_act { /* of the file to be replaced, not in the backup */
    int64_t act;
    yz_moment at;
    char staff[96], verb[48], kind[24];
    int64_t id, records; /* records: 0 = only noted (a sign-in, a print) */
};

struct yz_restore_want {
    const char *backup, *path;
    struct yz_backup_key key;
    bool replace; /* a file at `path`, which is kept beside with the time in its name; else YZ_REFUSED */
    bool dry_run; /* look, decrypt, read through, tell; put nothing in place */
    void (*lost)(void *ctx, const struct yz_lost_act *act); /* each act, oldest first; may be NULL */
    void *ctx;
};

struct yz_restore_told {
    struct yz_backup_facts facts;
    bool there, compared; /* a file was at `path`; what it has beyond the backup could be read */
    bool newer_itself;    /* the backup has lines that the present file lacks */
    int64_t acts, notes;  /* that the present file has and the backup has not; notes changed nothing */
    yz_moment first, last;
    char people[256]; /* who did them */
    char kept[4096];  /* where the replaced file is now; "" = none */
};

/* Puts a backup in place of the station file: only after a copy beside it was read through. YZ_REFUSED of another station
 * than the present file's, YZ_FOREIGN cut short, damaged, altered, newer; YZ_DENIED wrong passphrase or key. No session on
 * `path` may be open in this process. */
enum yz_status yz_restore_from(const struct yz_restore_want *want, struct yz_restore_told *told);

#endif
