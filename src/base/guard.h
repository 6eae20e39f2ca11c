/* What the program sees to before it reads anything of its caller's. */
#ifndef YIZHAN_BASE_GUARD_H
#define YIZHAN_BASE_GUARD_H

#include <stdbool.h>

/* No memory with personal data is written to a core file or read by a debugger of another user, and whatever is created from
 * here on is its owner's alone, whatever umask the caller has. False, with a line on standard error, when the program runs
 * with rights that its caller has not (set-uid, set-gid, capabilities): the file of data, its folder, the printer and
 * the language come from the environment, which nobody may use to lend themselves rights. */
bool yz_guard(void);

#endif
