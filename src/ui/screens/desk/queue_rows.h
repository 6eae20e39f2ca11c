/* The rows of the queue: a view of cases in an order, and of it what fits a text. Orders that an index has are read page by
 * page, whatever the size; any other order is sorted here, of views that are not too large for it. */
#ifndef YZ_UI_SCREENS_QUEUE_ROWS_H
#define YZ_UI_SCREENS_QUEUE_ROWS_H

#include "ui/list.h"
#include <yizhan/cases.h>

struct yz_session;

enum yz_queue_order {
    YZ_BY_VIEW,
    YZ_BY_DUE,
    YZ_BY_RECEIVED,
    YZ_BY_ADDRESS,
    YZ_BY_SERVICE,
    YZ_BY_OWNER,
    YZ_QUEUE_ORDERS
};
/* Of this year without it: 11-30 17:30. Of another without the time: 2025-11-30. Counted through a year without a calendar:
 * 01-04 推定. "" for none. */
void yz_queue_moment(yz_moment at, bool assumed, char out[YZ_MOMENT_TEXT]);

const char *yz_queue_order_name(enum yz_queue_order order); /* translated */

enum { YZ_QUEUE_COLUMNS = 10, YZ_QUEUE_SORTED = 2000, YZ_QUEUE_SCANNED = 4096 };
extern const struct yz_column yz_queue_columns[YZ_QUEUE_COLUMNS];
extern const char *const yz_queue_column_keys[YZ_QUEUE_COLUMNS];

struct yz_queue_rows { /* zero-initialise; release with yz_queue_rows_free */
    struct yz_session *session;
    struct yz_case_filter filter;
    enum yz_queue_order order;
    bool turned;   /* the order turned round */
    char text[96]; /* only rows that hold it */
    /* the columns shown, in the order of the table */
    struct yz_column columns[YZ_QUEUE_COLUMNS];
    size_t shown[YZ_QUEUE_COLUMNS], column_count;
    /* sorted here */
    struct yz_case_line *all;
    size_t count, room;
    bool sorted, too_many; /* too_many: the view's own order was taken */
    bool cut;              /* the text was looked for in the first rows only */
};

extern const struct yz_list_source yz_queue_source; /* its ctx is a struct yz_queue_rows */

/* What to read changed, or the file did: sorts anew when the order asks for it. */
enum yz_status yz_queue_rows_read(struct yz_queue_rows *r);
/* Shows the columns whose keys are in the list ("number,person,…"). */
void yz_queue_rows_choose(struct yz_queue_rows *r, const char *keys);
void yz_queue_rows_free(struct yz_queue_rows *r);

#endif
