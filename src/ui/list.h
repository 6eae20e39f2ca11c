/* A list of rows: written once for every list. Only the rows shown are read, whatever the size of the table: the source
 * answers pages by key. Rows are plain structs of a fixed size, copied; a row begins with its int64_t id (as records do),
 * or the source has an id callback.
 *
 * Keys: arrows, j k g G, PgUp PgDn Home End, Space marks, Ctrl-F jumps (n again), Ctrl-T filters. Everything else is the
 * screen's: Enter opens yz_list_selected. */
#ifndef YZ_UI_LIST_H
#define YZ_UI_LIST_H

#include "base/line_edit.h"
#include "ui/keys.h"
#include "ui/paint.h"
#include <stdint.h>
#include <yizhan/status.h>

enum { YZ_COLUMNS = 12 };

enum yz_column_side {
    YZ_LEFT,
    YZ_RIGHT, /* numbers */
    YZ_END    /* on the left; of what is too long the end is shown: the door of an address */
};

/* As the least width of a column: another one where words are longer than in Chinese. */
#define YZ_LEAST(chinese, latin) ((chinese) | (latin) << 8)

struct yz_column {
    const char *label; /* N_("姓名") */
    int least, ideal;  /* columns of the screen, least also YZ_LEAST; ideal 0 = as wide as there is room */
    int priority;      /* 1 (the last to give way) to 15; the first column always stays */
    enum yz_column_side side;
};

struct yz_list_source {
    size_t row_size;

    /* The rows after `from` (direction +1) or before it (-1), nearest first, never `from` itself; from NULL: from the
     * first row on (+1), or from the last one backwards (-1). `from` is a row that this source gave before and may be
     * gone from the file by now: go by its sort key. At most `max` rows into `out`. NULL for a list over an array. */
    enum yz_status (*fetch)(void *ctx, const void *from, int direction, void *out, size_t max, size_t *count);

    /* The text of a cell, masked as it should be. `out` is "" at first. */
    void (*cell)(void *ctx, const void *row, size_t column, char *out, size_t room);

    /* All below may be NULL. */
    int64_t (*id)(void *ctx, const void *row);             /* NULL: the row begins with it */
    enum yz_role (*role)(void *ctx, const void *row);      /* of the row: YZ_ROLE_ERROR for overdue … */
    enum yz_status (*filter)(void *ctx, const char *text); /* narrows what fetch gives; "" = all again */
    int64_t (*total)(void *ctx);                           /* how many rows there are, when that costs nothing; -1 */
};

/* Zero-initialise by yz_list_open; release with yz_list_close. Members are the list's own. */
struct yz_list {
    const struct yz_list_source *source;
    void *ctx;
    const struct yz_column *columns;
    size_t column_count;
    const char *empty; /* N_("没有 …"): shown when there is nothing; set it after open */
    bool no_header;    /* set it after open */
    /* the rows read: shown from `top` of them on */
    unsigned char *rows;
    size_t count, room, selected;
    size_t height; /* rows on the screen at the last paint */
    bool at_start; /* the first row of all is shown */
    bool loaded;
    /* an array */
    const unsigned char *array;
    size_t array_count;
    size_t *shown; /* indexes of the array that the filter lets through */
    size_t shown_count;
    /* marks */
    int64_t *marks;
    size_t mark_count, mark_room;
    /* search and filter */
    enum { YZ_LIST_PLAIN, YZ_LIST_SEARCH, YZ_LIST_FILTER } mode;
    bool failing;
    struct yz_line_edit line;
    char text[96], filter_text[96], search_text[96];
    int cursor_y, cursor_x;
    char error[192];
};

void yz_list_open(struct yz_list *l, const struct yz_list_source *source, void *ctx, const struct yz_column *columns,
                  size_t count);
void yz_list_close(struct yz_list *l);

/* A list over an array of the caller's, which must stay until the next yz_list_array or close (source->fetch NULL). */
void yz_list_array(struct yz_list *l, const void *rows, size_t count);

/* Reads again and keeps the position: the same row stays selected while it exists, else its successor. */
void yz_list_reload(struct yz_list *l);
/* Begins anew at the first row: another view, another query. */
void yz_list_restart(struct yz_list *l);

/* Input; true when it was for the list. */
bool yz_list_input(struct yz_list *l, const struct yz_input *in);
/* Puts into `out` what narrows the list, since its rows do not tell; leaves it as it is when nothing does. */
void yz_list_status(const struct yz_list *l, char *out, size_t room);

/* True while its search or filter line is being typed. */
bool yz_list_editing(const struct yz_list *l);

/* Paints header and rows. `focused`: the selected row is shown as such. */
void yz_list_paint(struct yz_list *l, struct yz_rect area, bool focused);
/* Where the cursor stands after yz_list_paint: on the selected row, or on the line that says that there is none. False when
 * there is no room for either. */
bool yz_list_cursor(const struct yz_list *l, int *y, int *x);

/* The selected row, NULL when the list is empty; valid until the next input, reload or painting of it. */
const void *yz_list_selected(const struct yz_list *l);
/* Selects the row with this id if it is among the rows of the array (or of those read). */
bool yz_list_select(struct yz_list *l, int64_t id);

/* Marks (list_marks.c). Mark all: every row of the list, the first 2,000 of a larger one; when all are, none. False: memory. */
size_t yz_list_marked(const struct yz_list *l, const int64_t **ids);
bool yz_list_mark(struct yz_list *l, int64_t id);
bool yz_list_mark_all(struct yz_list *l);
void yz_list_unmark(struct yz_list *l);

#endif
