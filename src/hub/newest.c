/* Which lines of a page give rows: of each record the newest that has one to give. What an older line would write, this one
 * writes anew, so the older ones are only stored. */
#include "hub/hub_private.h"

#include <stdlib.h>
#include <string.h>

/* Places of a table with open addressing, each with the number of a row and one more; 0 = free. */
static size_t place_of(const struct yz_rows *rows, const int *table, size_t mask, int row) {
    int64_t id = yz_rows_int(rows, row, YZ_HUB_PAGE_ID);
    const char *kind = yz_rows_text(rows, row, YZ_HUB_PAGE_KIND);
    size_t at = (size_t)((uint64_t)id * UINT64_C(0x9E3779B97F4A7C15) >> 32);
    for (at ^= (size_t)kind[0] * 31; table[at & mask]; at++) {
        int other = table[at & mask] - 1;
        if (yz_rows_int(rows, other, YZ_HUB_PAGE_ID) == id &&
            strcmp(yz_rows_text(rows, other, YZ_HUB_PAGE_KIND), kind) == 0)
            break;
    }
    return at & mask;
}

static bool has_row(const struct yz_rows *rows, int row) {
    return yz_rows_int(rows, row, YZ_HUB_PAGE_GONE) || yz_rows_bytes(rows, row, YZ_HUB_PAGE_BODY, NULL);
}

bool *yz_hub_passed(const struct yz_rows *rows, int n) {
    size_t room = 16;
    while (room < 2 * (size_t)n) room *= 2;
    bool *passed = calloc((size_t)n + 1, sizeof *passed);
    int *table = calloc(room, sizeof *table);
    for (int row = n - 1; passed && table && row >= 0; row--) {
        if (!yz_rows_int(rows, row, YZ_HUB_PAGE_VERSION)) continue;
        int *newest = &table[place_of(rows, table, room - 1, row)];
        passed[row] = *newest != 0;
        if (!*newest && has_row(rows, row)) *newest = row + 1;
    }
    free(table);
    return passed;
}
