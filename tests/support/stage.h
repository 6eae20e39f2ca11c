/* The folder in which a command is tried again and again: before each trial its files are as they were noted, and no other is
 * there. */
#ifndef YZ_TESTS_STAGE_H
#define YZ_TESTS_STAGE_H

#include <stdbool.h>
#include <stddef.h>

struct stage_bytes {
    unsigned char *all; /* allocated */
    size_t size;
};

bool stage_take(const char *name, struct stage_bytes *b); /* reads a file; false: there is none */
void stage_put(const char *name, const struct stage_bytes *b);

void stage_clear(const char *but); /* all files of the current folder go, but that one */
void stage_note(void);             /* those that are there now belong to it */
bool stage_has(const char *name);  /* it does */
void stage_set(void);              /* only they are there, as they were noted */
void stage_forget(void);

#endif
