/* SHA-256 (FIPS 180-4), by the processor's own instructions where it has them, else by libsodium. */
#ifndef YZ_BASE_SHA256_H
#define YZ_BASE_SHA256_H

#include <stddef.h>

/* Of `n` bytes, into 32. */
void yz_sha256(unsigned char out[32], const void *bytes, size_t n);

#endif
