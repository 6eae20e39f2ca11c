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

struct yz_export_list {
    struct yz_session *session;
    enum yz_kind_id kind;
    bool masked, table; /* table: CSV or a workbook, which splits what JSON names whole */
    struct yz_export_column columns[YZ_EXPORT_COLUMNS];
    size_t count;
};

void yz_export_columns(struct yz_export_list *l);
void yz_export_header(const struct yz_export_list *l, struct yz_out *out);
enum yz_status yz_export_row(const struct yz_export_list *l, const void *record, struct yz_out *out);
enum yz_status yz_export_json(const struct yz_export_list *l, const void *record, struct yz_buffer *out);

#endif
