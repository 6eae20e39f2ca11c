/* The files of data/ as they are compiled in; the build makes the table. Others call base/data.h. */
#ifndef YZ_BASE_EMBEDDED_H
#define YZ_BASE_EMBEDDED_H

#include <stddef.h>

struct yz_embedded {
    const char *name;  /* below data/, as "pinyin/readings.tsv" */
    const char *bytes; /* NUL-terminated */
    size_t size;       /* without the NUL */
};

extern const struct yz_embedded *const yz_embedded_all[]; /* by name */
extern const size_t yz_embedded_count;

#endif
