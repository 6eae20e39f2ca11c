/* The program's data files (services, calendars, codes, pinyin, locale …). All are compiled in; a file of the same name
 * in $YIZHAN_DATA, else in the system's configuration folder (/etc/yizhan), stands in for the compiled one, and files
 * there that are not compiled in are found as well. What decides who may do what (trust/, the table of roles) is taken from
 * the system's folder only. */
#ifndef YZ_BASE_DATA_H
#define YZ_BASE_DATA_H

#include <stdbool.h>
#include <stddef.h>

/* The bytes of `name` ("calendars/cn.csv"), NUL-terminated, and their number (`size` may be NULL). They live until
 * yz_data_free. NULL with a message when there is no such file, or when one that stands in cannot be read. */
const char *yz_data(const char *name, size_t *size);

/* Whether a file outside stands in for the compiled one; its path into `out`. */
bool yz_data_outside(const char *name, char *out, size_t room);

/* Calls `each` for every file whose name begins with `prefix` ("services/"), in byte order of the names, each once;
 * stops when it answers false. Answers false when stopped so, or, with a message, when memory ran out. */
bool yz_data_each(const char *prefix, bool (*each)(const char *name, void *with), void *with);

/* Releases the files read from outside; what yz_data answered is then gone, unless it was compiled in. */
void yz_data_free(void);

#endif
