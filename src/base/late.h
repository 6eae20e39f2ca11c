/* Libraries that only import and export call are loaded when first called: linked, what hangs on them (a whole libcrypto on
 * libzip) would add half to the time and the memory that the first screen takes. Where the build could not tell a library's
 * name to the loader, it is linked as usual. */
#ifndef YIZHAN_BASE_LATE_H
#define YIZHAN_BASE_LATE_H

#include <stddef.h>
#include <yizhan/status.h>

#define YZ_LATE_MEMBER(f) __typeof__(f) *(f);
#define YZ_LATE_NAME(f)   #f,
#define YZ_LATE_LINKED(f) .f = (f),

/* Fills `calls`, a struct of `count` function pointers, by name. YZ_BUSY (message left): the library is not there. Loaded
 * once, kept until exit. */
enum yz_status yz_late_load(const char *library, const char *const *names, size_t count, void *calls);

#endif
