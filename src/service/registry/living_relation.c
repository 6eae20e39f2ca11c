/* Relations to a new head, by the table data/relations/inverse.csv. */
#include <stdlib.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/living.h>

#include "base/data.h"

/* "20-27" or "28" holds the code? Moves behind it and the comma. */
static bool holds(const char **at, int32_t code) {
    char *end;
    long low = strtol(*at, &end, 10), high = *end == '-' ? strtol(end + 1, &end, 10) : low;
    *at = *end == ',' ? end + 1 : end;
    return code >= low && code <= high;
}

/* A cell for a member: 0 when it is empty, or when who is older is not known. */
static int32_t become(const char *cell, int32_t member, yz_date birth, yz_date head_birth) {
    char *end;
    if (*cell == '=') return member;
    int32_t older = (int32_t)strtol(cell, &end, 10);
    if (*end != '/') return older;
    if (!birth || !head_birth || birth == head_birth) return 0;
    return birth < head_birth ? older : (int32_t)strtol(end + 1, NULL, 10);
}

int32_t yz_relation_to(int32_t new_head, int32_t member, int32_t sex, yz_date birth, yz_date head_birth) {
    const char *line = yz_data("relations/inverse.csv", NULL);
    if (!new_head || !member) return 0;
    for (line = line ? strchr(line, '\n') : NULL; line && line[1]; line = strchr(line + 1, '\n')) {
        const char *at = line + 1;
        bool fits = holds(&at, new_head);
        fits = holds(&at, member) && fits;
        const char *female = strchr(at, ',');
        if (!fits || !female || (sex != 1 && sex != 2 && strncmp(at, female + 1, (size_t)(female - at)) != 0)) continue;
        int32_t code = become(sex == 2 ? female + 1 : at, member, birth, head_birth);
        if (code) return code;
    }
    return 0;
}
