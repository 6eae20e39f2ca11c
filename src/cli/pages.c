/* A list read page by page: see pages.h. */
#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>

enum { PAGE = 64 };

static char *row_at(const struct yz_pages *p, size_t i) {
    return (char *)p->rows + i * p->size;
}

bool yz_pages_want(struct yz_pages *p) {
    bool whole = p->count == p->want; /* of the page before; before the first one both are 0 */
    p->most -= (int64_t)p->count;
    if (p->status != YZ_OK || !whole || p->most <= 0) return false;
    if (!p->rows) p->rows = malloc((PAGE + 1) * p->size);
    else p->last = memcpy(row_at(p, PAGE), row_at(p, p->count - 1), p->size);
    if (!p->rows) p->status = yz_fail(YZ_BUSY, _("内存不足"));
    p->want = p->most < PAGE ? (size_t)p->most : PAGE;
    p->count = p->at = 0;
    return p->rows != NULL;
}

const void *yz_pages_row(struct yz_pages *p) {
    return p->status == YZ_OK && p->at < p->count ? row_at(p, p->at++) : NULL;
}

enum yz_status yz_pages_end(struct yz_pages *p, struct yz_table *t) {
    if (t) yz_table_print(t);
    free(p->rows);
    return p->status;
}
