/* Pairs of characters next to each other. */
#include "base/pairs.h"

#include "base/text.h"

/* What stands between words parts them. */
static bool is_word(uint32_t cp) {
    return yz_is_han(cp) || (cp >= '0' && cp <= '9') || (cp >= 'a' && cp <= 'z') || (cp > 0x7F && cp < 0x2000);
}

void yz_text_pairs(const char *folded, void (*pair)(void *ctx, const char *at, size_t length), void *ctx) {
    const char *before = NULL, *at = folded;
    uint32_t cp;
    for (const char *p = folded; yz_utf8_next(&p, &cp) != 0; at = p) {
        if (!is_word(cp)) {
            before = NULL;
            continue;
        }
        if (before) pair(ctx, before, (size_t)(p - before));
        before = at;
    }
}
