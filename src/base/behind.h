/* This program again, as a command in a process of its own. */
#ifndef YZ_BASE_BEHIND_H
#define YZ_BASE_BEHIND_H

#include <stdbool.h>

/* Starts `yizhan WORDS…` (NULL-terminated, at most 14), which outlives the screen and says nothing; nobody waits for it. A new
 * program, not a mere fork: a child may not use the file that its parent has open, nor open it again. False: not begun. */
bool yz_behind(const char *const *words);

#endif
