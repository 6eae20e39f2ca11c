/* GB18030 where the C library's iconv does not write it, or reads it wrongly beyond the first plane (musl). */
#ifndef YIZHAN_BASE_GB18030_H
#define YIZHAN_BASE_GB18030_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Makes the table from what iconv decodes, once; false when there is no converter or no memory. */
bool yz_gb18030_ready(void);

/* Reads one character: its bytes (1, 2 or 4), 0 when `s` does not begin with one. Only after yz_gb18030_ready. */
int yz_gb18030_decode(const char *s, size_t n, uint32_t *cp);

/* Bytes of `cp` (1, 2 or 4) into `out`; 0 for what is no character. Only after yz_gb18030_ready. */
int yz_gb18030_encode(uint32_t cp, char out[4]);

#endif
