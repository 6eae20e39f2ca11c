/* Code tables (data/codes): national standards (GB/T 2261.1, 2261.2, 3304, 4761 …) and the house's own, as data. */
#ifndef YIZHAN_CODES_H
#define YIZHAN_CODES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct yz_code {
    int32_t code;
    const char *key;     /* English, snake or kebab: "accepted" */
    const char *zh, *en; /* labels */
    const char *aliases; /* '|' between: what people and other systems write for it */
};

/* All codes of a table in pick-list order; NULL when there is no such table. Kept until exit. */
const struct yz_code *yz_codes(const char *table, size_t *count);

const char *yz_code_label(const char *table, int32_t code); /* in the language in force; "" for 0 or unknown */
const char *yz_code_key(const char *table, int32_t code);

/* By number, key, label (either language) or alias, full-width folded. False when nothing fits. */
bool yz_code_parse(const char *table, const char *text, int32_t *code);

void yz_codes_free(void);

#endif
