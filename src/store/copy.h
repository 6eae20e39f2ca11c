/* What the files about copies share: backup.c, copy.c, newer.c, restore.c. */
#ifndef YZ_STORE_COPY_H
#define YZ_STORE_COPY_H

#include "store/files.h"
#include "store/vault.h"
#include "store/verify.h"

void yz_copy_remove(const char *path); /* a temporary, with all that SQLite may have put beside it */

/* Opens a file to read it only, without making anything beside it; a station file left with its WAL is opened with it.
 * NULL: message left. */
sqlite3 *yz_open_quiet(const char *path);

/* What a plain copy says of itself. YZ_FOREIGN: it is no station file, or damaged; YZ_BUSY: it
 * could not be read now. */
enum yz_status yz_copy_facts(const char *path, struct yz_backup_facts *out);

/* Whether an error of SQLite says nothing about the file: memory, a disk that does not answer, another program. */
bool yz_passing(int rc);

/* The hash of the last line of the first act: what station a journal is of; zeros when it has none. An error of SQLite. */
int yz_founding(sqlite3 *db, unsigned char out[YZ_HASH]);

/* A backup of either form into `temporary`, an empty file there is; `master`: of an encrypted one, else NULL. */
enum yz_status yz_copy_unpack(const char *backup, const unsigned char *master, const char *temporary);

/* The unpacked copy as a store of its own, which nobody else knows, brought up to this program and read through: all that
 * verify and open would say of it. `name`: of the backup, for messages. On YZ_OK the caller ends it by yz_copy_close. */
enum yz_status yz_copy_open_proved(const char *temporary, const char *name, struct yz_verdict *v,
                                   struct yz_store **out);
void yz_copy_close(struct yz_store *s);

/* Unpacks into a temporary place beside `near`, reads it through there, and takes that away again. */
enum yz_status yz_copy_prove(const char *backup, const unsigned char *master, const char *near, const char *name,
                             struct yz_verdict *v);

/* What the file at `path` has and the backup, unpacked in `copy`, has not (newer.c). */
enum yz_status yz_copy_compare(const char *copy, const struct yz_restore_want *want, struct yz_restore_told *told);

#endif
