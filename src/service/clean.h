/* Text that comes from outside, made fit to be stored: no control characters, no terminal sequences, nothing invisible. */
#ifndef YZ_SERVICE_CLEAN_H
#define YZ_SERVICE_CLEAN_H

#include <stdbool.h>
#include <stddef.h>

enum yz_cleaned {
    YZ_CLEAN,    /* nothing was there to strip */
    YZ_STRIPPED, /* control or invisible characters were taken out */
    YZ_DAMAGED,  /* not valid UTF-8: `out` is empty */
    YZ_TOO_LONG  /* `room` was not enough: `out` is empty */
};

/* Copies `text` without its outer white space. Tabs and line ends become spaces; with `lines`, LF stays (CRLF and CR
 * become it) and so do tabs. `room` of strlen(text) + 1 is always enough. */
enum yz_cleaned yz_clean(char *out, size_t room, const char *text, bool lines);

/* True when `text` holds nothing that yz_clean would strip, and is valid UTF-8. */
bool yz_is_clean(const char *text, bool lines);

#endif
