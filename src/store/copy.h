/* What backup.c and restore.c share: copies under a temporary name. */
#ifndef YZ_STORE_COPY_H
#define YZ_STORE_COPY_H

#include "store/verify.h"

bool yz_exists(const char *path); /* whatever it is, a dangling link included */

/* YZ_REFUSED: there is a file of that name, it is not overwritten. */
enum yz_status yz_path_taken(const char *path);

/* A temporary name beside `path`, and an empty file there that only its owner may read. */
enum yz_status yz_copy_name(const char *path, char out[YZ_PATH]);
void yz_copy_remove(const char *path); /* a temporary, with all that SQLite may have put beside it */

/* Opens a file to read it only, without making anything beside it; a station file left with its WAL is opened with it.
 * NULL: message left. */
sqlite3 *yz_open_quiet(const char *path);

#endif
