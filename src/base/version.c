/* Version and optional parts, as the build found them. */
#include "base/version.h"

#ifndef YZ_VERSION
#define YZ_VERSION "0"
#endif

#ifdef HAVE_LIBPQ
#define LIBPQ "+libpq"
#else
#define LIBPQ "-libpq"
#endif

#ifdef HAVE_XLSXWRITER
#define XLSXWRITER "+xlsxwriter"
#else
#define XLSXWRITER "-xlsxwriter"
#endif

#ifdef HAVE_XLSXREADER
#define XLSXREADER "+xlsxreader"
#else
#define XLSXREADER "-xlsxreader"
#endif

const char *yz_version(void) {
    return YZ_VERSION;
}

const char *yz_features(void) {
    return LIBPQ " " XLSXWRITER " " XLSXREADER;
}
