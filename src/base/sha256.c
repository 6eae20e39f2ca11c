/* SHA-256. Each journal line is hashed twice, which libsodium does without the instructions that processors have for it:
 * of an import that was a tenth of the time. */
#include "base/sha256.h"

#include <sodium.h>

#if defined(__x86_64__) && defined(__GNUC__)
#include <cpuid.h>
#include <immintrin.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum { BLOCK = 64, LENGTH = 8 };

static const uint32_t constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

struct state { /* as the instructions want it: words a b e f, and c d g h */
    __m128i abef, cdgh;
};

static bool has_instructions(void) {
    static int has = -1;
    unsigned a, b, c, d;
    if (has < 0)
        has = __get_cpuid(1, &a, &b, &c, &d) && (c & bit_SSE4_1) && __get_cpuid_count(7, 0, &a, &b, &c, &d) &&
              (b & bit_SHA);
    return has;
}

__attribute__((target("sha,sse4.1"))) static void add_blocks(struct state *s, const unsigned char *p, size_t blocks) {
    const __m128i swap = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
    for (; blocks; blocks--, p += BLOCK) {
        __m128i x = s->abef, y = s->cdgh, w[4];
        for (int i = 0; i < 4; i++)
            w[i] = _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)(const void *)(p + (ptrdiff_t)16 * i)), swap);
#pragma GCC unroll 16
        for (size_t i = 0; i < 16; i++) {
            __m128i k = _mm_loadu_si128((const __m128i *)(const void *)&constants[4 * i]);
            __m128i m = _mm_add_epi32(w[i & 3], k), next = _mm_sha256msg1_epu32(w[i & 3], w[(i + 1) & 3]);
            y = _mm_sha256rnds2_epu32(y, x, m);
            x = _mm_sha256rnds2_epu32(x, y, _mm_shuffle_epi32(m, 0x0E));
            next = _mm_add_epi32(next, _mm_alignr_epi8(w[(i + 3) & 3], w[(i + 2) & 3], 4));
            w[i & 3] = _mm_sha256msg2_epu32(next, w[(i + 3) & 3]); /* of the round sixteen words on */
        }
        s->abef = _mm_add_epi32(s->abef, x);
        s->cdgh = _mm_add_epi32(s->cdgh, y);
    }
}

/* What is left of the text, a one, zeros, and how many bits it had. */
static void add_end(struct state *s, const unsigned char *bytes, size_t n) {
    unsigned char end[2 * BLOCK] = {0};
    size_t left = n % BLOCK, size = left + 1 + LENGTH > BLOCK ? 2 * BLOCK : BLOCK;
    if (left) memcpy(end, bytes + (n - left), left);
    end[left] = 0x80;
    for (int i = 0; i < LENGTH; i++) end[size - 1 - (size_t)i] = (unsigned char)((uint64_t)n * 8 >> 8 * i);
    add_blocks(s, end, size / BLOCK);
}

static void by_instructions(unsigned char out[32], const unsigned char *bytes, size_t n) {
    struct state s = {_mm_set_epi32(0x6a09e667, (int)0xbb67ae85, 0x510e527f, (int)0x9b05688c),
                      _mm_set_epi32(0x3c6ef372, (int)0xa54ff53a, 0x1f83d9ab, 0x5be0cd19)};
    uint32_t x[4], y[4];
    add_blocks(&s, bytes, n / BLOCK);
    add_end(&s, bytes, n);
    memcpy(x, &s.abef, sizeof x);
    memcpy(y, &s.cdgh, sizeof y);
    const uint32_t words[8] = {x[3], x[2], y[3], y[2], x[1], x[0], y[1], y[0]};
    for (int i = 0; i < 32; i++) out[i] = (unsigned char)(words[i / 4] >> (24 - 8 * (i % 4)));
}
#endif

void yz_sha256(unsigned char out[32], const void *bytes, size_t n) {
#if defined(__x86_64__) && defined(__GNUC__)
    if (has_instructions()) return by_instructions(out, bytes, n);
#endif
    crypto_hash_sha256(out, bytes, n);
}
