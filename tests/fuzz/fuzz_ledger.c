/* Any bytes as a ledger: the table, its header, every row converted, packed and unpacked the same. */
#include "service/ledger/ledger_private.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_row(const struct yz_columns *c, const struct yz_sheet *s, size_t row) {
    static struct yz_entry e, again;
    struct yz_findings f = {0};
    struct yz_buffer packed = {0};
    bool good = yz_convert(&e, c, s, row, &f);
    if (good && f.errors) abort();
    if (good) {
        uint32_t at = yz_pack(&packed, &e, c);
        memset(&again, 0, sizeof again);
        yz_unpack(&packed, at, &again);
        if (memcmp(&e.person, &again.person, sizeof e.person) != 0) abort();
        if (memcmp(&e.membership, &again.membership, sizeof e.membership) != 0) abort();
        if (!yz_record_check(&yz_person_kind, &e.person, NULL)) abort();
    }
    yz_findings_free(&f);
    yz_buffer_free(&packed);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct yz_buffer bytes = {0};
    struct yz_sheet sheet = {0};
    struct yz_columns columns;
    char unknown[64];
    yz_buffer_append(&bytes, data, size);
    if (yz_sheet_take(&sheet, "ledger", NULL, &bytes) == YZ_OK &&
        yz_columns_find(&columns, &sheet, NULL, NULL, NULL, unknown, sizeof unknown) == YZ_OK) {
        for (size_t i = columns.header + 1; i < sheet.count; i++)
            if (sheet.rows[i].answer == YZ_CSV_ROW && !yz_row_is_note(&columns, &sheet, i))
                check_row(&columns, &sheet, i);
    }
    yz_sheet_free(&sheet);
    yz_buffer_free(&bytes);
    return 0;
}
