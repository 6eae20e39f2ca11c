/* What tells who in a text: any bytes end, what is found lies within the text and is not empty, and once all of it is blotted out
 * no run of digits of the length of an identity number is left. */
#include "base/tells.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool what) {
    if (!what) abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    char *text = calloc(1, size + 1);
    size_t at, length, run = 0;
    if (!text) return 0;
    memcpy(text, data, size);
    size_t whole = strlen(text);
    for (size_t times = 0; yz_tell_find(text, "元 次", &at, &length); times++) {
        demand(length > 0 && at + length <= whole && times <= whole);
        memset(text + at, '*', length);
    }
    for (const char *p = text; *p; p++) {
        run = *p >= '0' && *p <= '9' ? run + 1 : 0;
        demand(run < 15);
    }
    free(text);
    return 0;
}
