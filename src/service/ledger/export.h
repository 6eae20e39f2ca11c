/* What the rooms of the export share: a list's columns, and one row of it. */
#ifndef YZ_SERVICE_LEDGER_EXPORT_H
#define YZ_SERVICE_LEDGER_EXPORT_H

#include "base/json.h"
#include "service/ledger/out.h"

#include <yizhan/ledger.h>
#include <yizhan/registry.h>

enum { YZ_EXPORT_COLUMNS = 64 };

struct yz_export_column {
    const struct yz_field *field; /* NULL: a place: an address, a grid, a compound, the number of a building */
    int part;                     /* whose field: the record's own, its membership's, its household's */
    const char *key, *label;
};

enum { YZ_EXPORT_CELL = 4096 };

/* What a row is made of besides its record: of a resident where and with whom they live; of others the door. */
struct yz_living {
    struct yz_membership membership;
    struct yz_household household;
    int64_t dwelling;
};

struct yz_export_list {
    struct yz_session *session;
    enum yz_kind_id kind;
    bool all;           /* also the columns that only templates ask for */
    bool masked, table; /* table: CSV or a workbook, which splits what JSON names whole */
    struct yz_export_column columns[YZ_EXPORT_COLUMNS];
    size_t count;
};

void yz_export_columns(struct yz_export_list *l);
enum yz_kind_id yz_export_kind(const char *name); /* YZ_NO_KIND: none of that name */
/* A column of the list by its key; NULL: none. */
const struct yz_export_column *yz_export_column(const struct yz_export_list *l, const char *key);
enum yz_status yz_export_living(const struct yz_export_list *l, const void *record, struct yz_living *out);
/* The text of a cell, and the record that its field is of. */
void yz_export_cell(const struct yz_export_list *l, const struct yz_export_column *c, const void *record,
                    const struct yz_living *v, char out[YZ_EXPORT_CELL]);
const void *yz_export_part(const struct yz_export_column *c, const void *record, const struct yz_living *v);
/* Masked, a secret need says nothing, and of a household goes as far as the building. */
struct yz_need;
void yz_export_need(const struct yz_export_list *l, struct yz_need *n);
void yz_export_header(const struct yz_export_list *l, struct yz_out *out);
enum yz_status yz_export_row(const struct yz_export_list *l, const void *record, struct yz_out *out);
enum yz_status yz_export_json(const struct yz_export_list *l, const void *record, struct yz_buffer *out);

#endif
