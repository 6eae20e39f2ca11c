/* Goldens of tests/golden, and what holds of every paper. YZ_GOLDEN=write writes the goldens anew. */
#ifndef TESTS_SUPPORT_GOLDEN_H
#define TESTS_SUPPORT_GOLDEN_H

#include "base/buffer.h"

void golden_slurp(const char *path, struct yz_buffer *out);
void golden_is(const char *name, const struct yz_buffer *is);

/* Each line of a text fits, also on a printer that shows everything beyond ASCII in two columns. */
void golden_fits(const char *text, int columns);

/* The bytes for a receipt printer, read as it reads them: known sequences only, each printed line within its columns (double
 * size counts twice). Answers how many lines have double size. */
int golden_prints(const struct yz_buffer *bytes, int columns);

#endif
