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

extern const struct yz_record_row yz_dwelling_row, yz_household_row, yz_building_row, yz_staff_row; /* record_rows.c */
extern const struct yz_record_row yz_need_row, yz_resource_row;                                     /* list_rows.c */

/* A cell in plain form, "" when it says nothing. `out` of YZ_PLAIN_CELL bytes; answers it. */
const char *yz_row_cell(const struct yz_rows_run *run, uint32_t at, enum yz_column column, char *out);

/* record_rows.c */
void yz_row_refuse(struct yz_rows_run *run, const char *field, const char *value, const char *rule, const char *mend);
/* What a row tells of a field, in plain form; "" when it tells nothing. */
const char *yz_row_told(struct yz_rows_run *run, uint32_t at, const char *column, char *out);
/* The grid that a row names; stays as it is when none is told. */
void yz_row_grid(struct yz_rows_run *run, uint32_t at, int64_t *grid);
/* The person of a name (and number) among those who live behind a door; 0: none. */
enum yz_status yz_lives_there(struct yz_import_run *im, int64_t dwelling, const char *name, const char *number,
                              int64_t *membership, int64_t *person);

#endif
