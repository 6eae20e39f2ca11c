/* Between the import of records (records.c) and what is particular to a kind (record_rows.c). */
#ifndef YZ_SERVICE_LEDGER_RECORDS_H
#define YZ_SERVICE_LEDGER_RECORDS_H

#include "service/ledger/ledger_private.h"

struct yz_rows_run {
    struct yz_import_run *im;
    const struct yz_record_ledger *of;
    const struct yz_kind *kind;
    const struct yz_record_row *rules;
    char *records, *befores; /* one of the kind a row; as it will be, as it was (id 0: new) */
};

/* Findings go to run->im->findings; another status than YZ_OK ends the import. `at` is the row. */
struct yz_record_row {
    /* Reads the record that the file has into `record`, else begins a new one there; `key` gets what two rows of one
     * record share. */
    enum yz_status (*find)(struct yz_rows_run *run, uint32_t at, void *record, char *key, size_t room);
    /* After the fields are set: what other columns tell, and what is still missing. May be NULL. */
    enum yz_status (*complete)(struct yz_rows_run *run, uint32_t at, void *record);
    /* Before it is put: the places it lies in are made. May be NULL. */
    enum yz_status (*place)(struct yz_rows_run *run, uint32_t at, void *record);
    enum yz_status (*after)(struct yz_rows_run *run, uint32_t at, void *record); /* May be NULL. */
};

extern const struct yz_record_row yz_dwelling_row, yz_household_row, yz_building_row, yz_staff_row;

/* A cell in plain form, "" when it says nothing. `out` of YZ_PLAIN_CELL bytes; answers it. */
const char *yz_row_cell(const struct yz_rows_run *run, uint32_t at, enum yz_column column, char *out);

#endif
