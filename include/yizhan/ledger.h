/* Ledgers: the tables that offices keep, in and out.
 *
 * Import reads .xlsx, and CSV as staff have it: UTF-8 with or without BOM, GB18030, UTF-16LE; title rows above the header, a
 * 填表说明 row below it, Chinese headers in any order, full-width digits, every form of date and Excel serials. Every
 * error of every row is told; good rows go in, as one act; a second run of the same file changes nothing. */
#ifndef YIZHAN_LEDGER_H
#define YIZHAN_LEDGER_H

#include <stdio.h>

#include "findings.h"
#include "kind.h"
#include "status.h"

struct yz_session;

struct yz_import_options {
    /* "residents" "dwellings" "households" "buildings" "staff" "needs" "resources"; or "cases": one of the item `service` for each row, made as
     * in a sitting (bulk.h) */
    const char *kind;
    const char *file;
    const char *encoding; /* "utf-8" "gb18030" "utf-16le"; NULL = find out */
    const char *sheet;    /* of a workbook: the visible sheet of this name; NULL = the first with a table */
    /* "header=column,…" for headers that are not known by themselves, or the name of a file with such lines; a column is
     * a field's name (phone), a header that is known, or address compound building unit room grid head ignore. */
    const char *map;
    /* Who sent it: what `map` tells is remembered under this name, and what was remembered is used. NULL = nobody. Somebody
     * of whom nothing is remembered is refused without a map; an empty one ("") begins anew. */
    const char *sender;
    const char *service;     /* of cases: the item's key; columns may then be its fields, by label, header or key */
    const char *const *sets; /* of cases: "field=value" for all rows */
    size_t set_count;
    /* Who consented for children (consent.h) whose row does not say it; "是": the guardian or mother that the row names. NULL =
     * such a row is rejected. */
    const char *consent;
    const char *rejects;         /* a CSV in the ledger's own layout with a column of reasons; NULL = none */
    bool dry_run, create_places; /* of resources: providers that are not there are made; needs make nothing */
    bool whole;                  /* all or nothing: one bad row and no row goes in */
    /* Each row's errors and warnings as they are found; may be NULL. `row` counts the people from 1, `line` is the
     * row's line in the file. Warnings about households come after all rows. */
    void (*reject)(void *ctx, size_t row, size_t line, const struct yz_finding *f);
    /* Progress, about every 1,000 rows; may be NULL. */
    void (*progress)(void *ctx, size_t rows);
    void *ctx;
};

struct yz_import_report {
    size_t rows, added, updated, unchanged, rejected, warnings;
    size_t households, dwellings, buildings, compounds; /* made on the way */
    int64_t act;                                        /* of the import; 0 when nothing was written */
    char encoding[16];                                  /* what the file was; "xlsx" */
    size_t sheets;                     /* of a workbook: how many it has, of which one was read; else 0 */
    char sheet[128], sheet_names[512]; /* … which, and which there are, '|' between */
    char unknown_headers[256];         /* headers that no column answers to, '|' between */
    char backup[256];                  /* what went wrong with the backup before it (backup.h); "" = nothing */
};

/* YZ_OK, YZ_PARTIAL when rows were rejected and the rest is in, YZ_REFUSED when nothing can be read from it (no header,
 * not a table; the message says which), YZ_BUSY … from the store. */
enum yz_status yz_import(struct yz_session *s, const struct yz_import_options *options, struct yz_import_report *out);

struct yz_export_options {
    const char
        *kind; /* "residents" "households" "dwellings" "buildings" "cases" "staff" "services" "needs" "resources" */
    const char *encoding;        /* "utf-8" (with BOM) or "gb18030"; NULL = utf-8 */
    const char *format;          /* "csv", "xlsx" or "json" (one object a line); NULL = csv */
    bool revealed;               /* unmasked: the caller has noted why */
    enum yz_kind_id within_kind; /* of `within`: YZ_HOUSEHOLD … YZ_GRID, what the list can be told by */
    int64_t within;              /* 0 = all */
};

/* Writes to `file` (flushed, not closed). `*rows` may be NULL. The export is a note in the journal. */
enum yz_status yz_export(struct yz_session *s, const struct yz_export_options *options, FILE *file, size_t *rows);

/* A file for what goes out: a new one, that nobody else may read; YZ_REFUSED when there is one of that name. */
enum yz_status yz_new_file(const char *path, FILE **out);
/* Closes it; when `status` or the disk says that it failed, it is taken away again. The status of both. */
enum yz_status yz_new_file_done(const char *path, FILE *file, enum yz_status status);

/* The kinds that can be imported, exported: NULL-terminated. */
const char *const *yz_import_kinds(void);
const char *const *yz_export_kinds(void);

#endif
