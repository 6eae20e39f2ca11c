/* The demo's CSV tables, row by row. */
#include "base/csv.h"
#include "base/data.h"
#include "service/demo/demo_private.h"

#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>

static enum yz_status rows(struct yz_demo_maker *m, char *text, size_t size,
                           enum yz_status (*row)(struct yz_demo_maker *m, char **cells, size_t count)) {
    struct yz_csv csv;
    char **cells;
    size_t count;
    enum yz_status status = YZ_OK;
    yz_csv_open(&csv, text, size);
    yz_csv_row(&csv, &cells, &count); /* the header */
    while (status == YZ_OK && yz_csv_row(&csv, &cells, &count) == YZ_CSV_ROW) status = row(m, cells, count);
    yz_csv_close(&csv);
    return status;
}

enum yz_status yz_demo_table(struct yz_demo_maker *m, const char *name,
                             enum yz_status (*row)(struct yz_demo_maker *m, char **cells, size_t count)) {
    size_t size;
    const char *data = yz_data(name, &size);
    char *copy = data ? malloc(size + 1) : NULL;
    if (!copy) return yz_fail(YZ_BUSY, _("读不到数据文件 %s"), name);
    memcpy(copy, data, size + 1);
    enum yz_status status = rows(m, copy, size, row);
    free(copy);
    return status;
}

struct yz_demo_place *yz_demo_place_named(struct yz_demo_place *all, size_t n, const char *name) {
    for (size_t i = 0; i < n; i++)
        if (strcmp(all[i].name, name) == 0) return &all[i];
    return NULL;
}
