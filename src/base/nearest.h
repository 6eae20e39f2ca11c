/* The nearest word: what a mistyped command, option or key was meant to be. */
#ifndef YZ_BASE_NEAREST_H
#define YZ_BASE_NEAREST_H

#include <stddef.h>

/* The nearest of some words within two slips, or NULL; `at` answers NULL after the last one. */
const char *yz_nearest(const char *word, const char *(*at)(size_t i, const void *ctx), const void *ctx);

/* The mend for an unknown key of a definition file: the nearest one, and those there are. Answers `out`. */
char *yz_nearest_keys(const char *word, const char *(*at)(size_t i, const void *ctx), const void *ctx, char *out,
                      size_t room);

#endif
