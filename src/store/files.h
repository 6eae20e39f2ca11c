/* Files beside the station file, as create.c, backup.c and restore.c make them: a temporary of a name of its own, synced,
 * then given its name, which never takes an existing file's place. */
#ifndef YZ_STORE_FILES_H
#define YZ_STORE_FILES_H

#include "store/store_private.h"

bool yz_exists(const char *path); /* whatever it is, a dangling link included */

/* YZ_REFUSED: there is a file of that name, it is not overwritten. */
enum yz_status yz_path_taken(const char *path);
/* By errno: yz_path_taken, or YZ_BUSY: it cannot be written. */
enum yz_status yz_file_failed(const char *path);

/* A name of this process beside `path`, ".NAME.tmp-PID-N", and an empty file there that only its owner may read. */
enum yz_status yz_temporary(const char *path, char out[YZ_PATH]);

enum yz_status yz_file_sync(const char *path);
enum yz_status yz_sync_directory(const char *path); /* of the folder that holds `path` */

/* Renames, unless there is a file of that name; also on file systems without hard links. */
enum yz_status yz_file_name(const char *from, const char *to);

#endif
