/* Pairs of characters next to each other: what a text without blanks between its words is compared and found by. */
#ifndef YZ_BASE_PAIRS_H
#define YZ_BASE_PAIRS_H

#include <stddef.h>

enum { YZ_PAIR = 8 }; /* bytes of one at most */

/* Calls `pair` for each pair of a folded text (yz_text_fold), in order; blanks and marks part them. */
void yz_text_pairs(const char *folded, void (*pair)(void *ctx, const char *at, size_t length), void *ctx);

#endif
