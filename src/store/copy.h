/* What backup.c and restore.c share: copies, opened to read only. */
#ifndef YZ_STORE_COPY_H
#define YZ_STORE_COPY_H

#include "store/files.h"
#include "store/verify.h"

void yz_copy_remove(const char *path); /* a temporary, with all that SQLite may have put beside it */

/* Opens a file to read it only, without making anything beside it; a station file left with its WAL is opened with it.
 * NULL: message left. */
sqlite3 *yz_open_quiet(const char *path);

#endif
