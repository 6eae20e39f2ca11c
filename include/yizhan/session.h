/* A session: one open station file and who works in it. Everything the screens and commands do begins here. */
#ifndef YIZHAN_SESSION_H
#define YIZHAN_SESSION_H

#include <stddef.h>

#include "station.h"
#include "status.h"

struct yz_session;

/* Opens the station file at `path` (checked before SQLite sees it) and signs in the staff member bound to the
 * operating-system user. YZ_BUSY, YZ_FOREIGN, YZ_DENIED with a message that names the file and the mend.
 * Owned by the caller: yz_session_close. */
enum yz_status yz_session_open(const char *path, struct yz_session **out);
void yz_session_close(struct yz_session *s);

/* Where the file is by default: $YIZHAN_FILE, else $XDG_DATA_HOME/yizhan/station.db, else ~/.local/share/… */
char *yz_default_file(char *out, size_t room);

const char *yz_session_path(const struct yz_session *s);
const struct yz_staff *yz_session_staff(const struct yz_session *s);     /* who acts */
const struct yz_station *yz_session_station(const struct yz_session *s); /* where the staff member works */

/* What the people at this file should know: disk nearly full, a file system that may lose writes, a clock that went back.
 * One line, translated; "" when all is well. Answers `out`. */
char *yz_session_warning(const struct yz_session *s, char *out, size_t room);

/* A command, or the answer to a key, begins: when something is not answered from here on (memory, the disk), the acts that
 * come after rest on it and are given up with YZ_BUSY. Asked again, it begins anew. Without it an act answers for what
 * happens between its own beginning and end. */
void yz_session_ask(struct yz_session *s);

/* Several readings as one: they fit together, and the file's locks are taken once. Pairs nest; nothing is saved between
 * them. */
void yz_session_read_begin(struct yz_session *s);
void yz_session_read_end(struct yz_session *s);

/* True once after another terminal committed something; costs one pragma. */
bool yz_session_changed(struct yz_session *s);

/* Work that waits until the screen is idle (the check after an unclean close). True while there is more; a problem
 * found is left as a message and `*bad` set. */
bool yz_session_idle(struct yz_session *s, bool *bad);

#endif
