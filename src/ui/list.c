/* The list: a window of rows read by key, and how it moves. Painting is in list_paint.c.
 *
 * The window holds the rows that are shown, no more. A slot is the row's place (in an array) and the row itself. */
#include "ui/list.h"

#include "base/text.h"
#include "ui/edit_line.h"
#include "ui/list_private.h"
#include "ui/match.h"
#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>

enum { SLOT_HEAD = 16, SCAN_ROWS = 64, SCAN_MOST = 4096, ROWS_AT_FIRST = 20, ROWS_MOST = 512 };

static size_t stride(const struct yz_list *l) {
    return SLOT_HEAD + ((l->source->row_size + 15) & ~(size_t)15);
}

static unsigned char *slot(const struct yz_list *l, size_t i) {
    return l->rows + i * stride(l);
}

const void *yz_list_row(const struct yz_list *l, size_t i) {
    return slot(l, i) + SLOT_HEAD;
}

int64_t yz_list_row_id(const struct yz_list *l, const void *row) {
    if (l->source->id) return l->source->id(l->ctx, row);
    int64_t id;
    memcpy(&id, row, sizeof id);
    return id;
}

void yz_list_open(struct yz_list *l, const struct yz_list_source *source, void *ctx, const struct yz_column *columns,
                  size_t count) {
    memset(l, 0, sizeof *l);
    l->source = source;
    l->ctx = ctx;
    l->columns = columns;
    l->column_count = count < YZ_COLUMNS ? count : YZ_COLUMNS;
    l->height = ROWS_AT_FIRST;
}

void yz_list_close(struct yz_list *l) {
    free(l->rows);
    free(l->shown);
    free(l->marks);
    l->rows = NULL;
    l->shown = NULL;
    l->marks = NULL;
    l->count = l->room = l->shown_count = l->mark_count = l->mark_room = 0;
}

/* --- Reading ---------------------------------------------------------------------------------------------------------- */

static void slot_set(const struct yz_list *l, unsigned char *at, size_t place, const void *row) {
    memset(at, 0, stride(l));
    memcpy(at, &place, sizeof place);
    memcpy(at + SLOT_HEAD, row, l->source->row_size);
}

static size_t array_read(const struct yz_list *l, const unsigned char *from, int direction, unsigned char *out,
                         size_t max) {
    size_t n = 0, place = 0;
    if (from) memcpy(&place, from, sizeof place);
    size_t next = direction > 0 ? (from ? place + 1 : 0) : (from ? place : l->shown_count);
    while (n < max) {
        if (direction > 0 ? next >= l->shown_count : next == 0) break;
        size_t at = direction > 0 ? next++ : --next;
        slot_set(l, out + n++ * stride(l), at, l->array + l->shown[at] * l->source->row_size);
    }
    return n;
}

/* The source gives plain rows; they are spread into slots from the last one on, in place. */
static size_t source_read(struct yz_list *l, const unsigned char *from, int direction, unsigned char *out, size_t max) {
    size_t n = 0, size = l->source->row_size;
    unsigned char *plain = malloc(max * size + 1);
    enum yz_status status = YZ_BUSY;
    if (plain) status = l->source->fetch(l->ctx, from ? from + SLOT_HEAD : NULL, direction, plain, max, &n);
    if (status != YZ_OK) {
        yz_copy(l->error, sizeof l->error, plain ? yz_message() : _("内存不足"));
        n = 0;
    }
    for (size_t i = 0; i < n; i++) slot_set(l, out + i * stride(l), 0, plain + i * size);
    free(plain);
    return n;
}

/* Rows beyond a slot (NULL: from the end that the direction begins at), nearest first. */
static size_t read_rows(struct yz_list *l, const unsigned char *from, int direction, unsigned char *out, size_t max) {
    if (max == 0) return 0;
    return l->source->fetch ? source_read(l, from, direction, out, max) : array_read(l, from, direction, out, max);
}

/* The window can always hold twice the height: what is there and a page that comes. */
static bool make_room(struct yz_list *l) {
    size_t want = 2 * (l->height ? l->height : 1) + 1;
    if (l->room >= want) return true;
    unsigned char *rows = realloc(l->rows, want * stride(l));
    if (!rows) return false;
    l->rows = rows;
    l->room = want;
    return true;
}

static void reverse(struct yz_list *l, unsigned char *rows, size_t n) {
    unsigned char *spare = malloc(stride(l));
    for (size_t i = 0; spare && i < n / 2; i++) {
        unsigned char *a = rows + i * stride(l), *b = rows + (n - 1 - i) * stride(l);
        memcpy(spare, a, stride(l));
        memcpy(a, b, stride(l));
        memcpy(b, spare, stride(l));
    }
    free(spare);
}

static void drop_first(struct yz_list *l, size_t n) {
    memmove(l->rows, slot(l, n), (l->count - n) * stride(l));
    if (n) l->at_start = false;
    l->count -= n;
    l->selected -= n < l->selected ? n : l->selected;
}

/* Reads up to `n` rows after the window and drops as many at its top as do not fit. Answers how many came. */
static size_t extend_down(struct yz_list *l, size_t n) {
    size_t got = read_rows(l, l->count ? slot(l, l->count - 1) : NULL, 1, slot(l, l->count), n);
    l->count += got;
    if (l->count > l->height) drop_first(l, l->count - l->height);
    return got;
}

static size_t extend_up(struct yz_list *l, size_t n) {
    unsigned char *news = malloc((n + 1) * stride(l));
    if (!news) return 0;
    size_t got = read_rows(l, l->count ? slot(l, 0) : NULL, -1, news, n);
    reverse(l, news, got);
    memmove(slot(l, got), l->rows, l->count * stride(l));
    memcpy(l->rows, news, got * stride(l));
    free(news);
    if (got < n) l->at_start = true;
    l->count += got;
    l->selected += got;
    if (l->count > l->height) {
        l->count = l->height;
        if (l->selected >= l->count) l->selected = l->count - 1;
    }
    return got;
}

/* --- Going places ------------------------------------------------------------------------------------------------------- */

static void go_start(struct yz_list *l) {
    l->count = l->selected = 0;
    l->error[0] = '\0';
    l->loaded = l->at_start = make_room(l);
    if (l->loaded) l->count = read_rows(l, NULL, 1, l->rows, l->height);
}

static void go_end(struct yz_list *l) {
    l->count = l->selected = 0;
    l->at_start = false;
    if (!make_room(l)) return;
    l->count = read_rows(l, NULL, -1, l->rows, l->height);
    reverse(l, l->rows, l->count);
    l->selected = l->count ? l->count - 1 : 0;
}

static void go_down(struct yz_list *l) {
    if (l->selected + 1 < l->count) {
        l->selected++;
    } else if (l->count && extend_down(l, 1)) {
        l->selected = l->count - 1;
    }
}

static void go_up(struct yz_list *l) {
    if (l->selected > 0) {
        l->selected--;
    } else if (l->count && extend_up(l, 1)) {
        l->selected = 0;
    }
}

static size_t page(const struct yz_list *l) {
    return l->height > 1 ? l->height - 1 : 1;
}

static void go_page_down(struct yz_list *l) {
    size_t at = l->selected;
    if (!l->count) return;
    if (extend_down(l, page(l)) == 0) at = l->count - 1;
    l->selected = at < l->count ? at : l->count - 1;
}

static void go_page_up(struct yz_list *l) {
    size_t at = l->selected;
    if (!l->count) return;
    if (extend_up(l, page(l)) == 0) at = 0;
    l->selected = at < l->count ? at : l->count - 1;
}

/* The window gets the height of the screen; what is selected stays, and no row is left out while there is room. */
void yz_list_fit(struct yz_list *l, size_t height) {
    if (height < 1) height = 1;
    if (height > ROWS_MOST) height = ROWS_MOST;
    bool grown = height > l->height;
    if (height == l->height && l->loaded) return;
    l->height = height;
    if (!make_room(l)) return;
    if (!l->loaded) {
        go_start(l);
    } else if (grown) {
        extend_down(l, height - l->count);
        if (l->count < height) extend_up(l, height - l->count);
    } else {
        if (l->selected >= height) drop_first(l, l->selected - height + 1);
        if (l->count > height) l->count = height;
    }
}

static size_t find_id(const struct yz_list *l, int64_t id) {
    size_t i = 0;
    while (i < l->count && yz_list_row_id(l, yz_list_row(l, i)) != id) i++;
    return i;
}

/* Reads the window again from a slot on (NULL: from the start) and looks for the row that was selected. */
static bool reread(struct yz_list *l, const unsigned char *before, int64_t id) {
    l->count = read_rows(l, before, 1, l->rows, l->height);
    size_t same = find_id(l, id);
    if (same < l->count) l->selected = same;
    return same < l->count;
}

/* From the start where it was shown, so that a new first row shows; else from the row before the window on. */
void yz_list_reload(struct yz_list *l) {
    if (!l->loaded || l->count == 0) {
        go_start(l);
        return;
    }
    int64_t id = yz_list_row_id(l, yz_list_row(l, l->selected));
    unsigned char *before = malloc(stride(l));
    if (!before || !make_room(l)) {
        free(before);
        return;
    }
    l->error[0] = '\0';
    size_t some = read_rows(l, slot(l, 0), -1, before, 1);
    bool kept = l->at_start && reread(l, NULL, id);
    if (!kept) kept = reread(l, some ? before : NULL, id), l->at_start = !some;
    free(before);
    if (l->count == 0 && some) {
        go_end(l);
        return;
    }
    if (!kept && l->selected >= l->count) l->selected = l->count ? l->count - 1 : 0;
    if (l->count && l->count < l->height) extend_up(l, l->height - l->count);
}

void yz_list_restart(struct yz_list *l) {
    go_start(l);
}

const void *yz_list_selected(const struct yz_list *l) {
    return l->count ? yz_list_row(l, l->selected) : NULL;
}

/* --- Arrays ------------------------------------------------------------------------------------------------------------- */

static bool row_matches(const struct yz_list *l, const void *row, const char *typed) {
    char text[512];
    for (size_t c = 0; c < l->column_count; c++) {
        text[0] = '\0';
        l->source->cell(l->ctx, row, c, text, sizeof text);
        if (yz_matches(text, typed)) return true;
    }
    return false;
}

static void choose_shown(struct yz_list *l) {
    l->shown_count = 0;
    for (size_t i = 0; i < l->array_count; i++) {
        const void *row = l->array + i * l->source->row_size;
        if (!*l->filter_text || row_matches(l, row, l->filter_text)) l->shown[l->shown_count++] = i;
    }
}

/* The place of a row among those shown; shown_count when it is not there. */
static size_t place_of(const struct yz_list *l, int64_t id) {
    size_t i = 0;
    while (i < l->shown_count && yz_list_row_id(l, l->array + l->shown[i] * l->source->row_size) != id) i++;
    return i;
}

/* Shows an array from a place on, as far as possible with the place at the same height as before. */
static void show_place(struct yz_list *l, size_t place, size_t above) {
    if (!make_room(l)) return;
    l->loaded = true;
    if (above > place) above = place;
    size_t top = place - above;
    if (top + l->height > l->shown_count) top = l->shown_count > l->height ? l->shown_count - l->height : 0;
    l->count = 0;
    for (size_t i = top; i < l->shown_count && l->count < l->height; i++)
        slot_set(l, slot(l, l->count++), i, l->array + l->shown[i] * l->source->row_size);
    l->selected = place - top < l->count ? place - top : l->count ? l->count - 1 : 0;
}

void yz_list_array(struct yz_list *l, const void *rows, size_t count) {
    size_t above = l->selected, place = 0;
    bool had = l->count > 0;
    int64_t id = had ? yz_list_row_id(l, yz_list_row(l, l->selected)) : 0;
    if (had) memcpy(&place, slot(l, l->selected), sizeof place);
    size_t *shown = realloc(l->shown, (count + 1) * sizeof *shown);
    if (!shown) return;
    l->shown = shown;
    l->array = rows;
    l->array_count = count;
    choose_shown(l);
    size_t same = had ? place_of(l, id) : 0;
    if (same < l->shown_count) place = same;
    if (place >= l->shown_count) place = l->shown_count ? l->shown_count - 1 : 0;
    show_place(l, place, above);
}

bool yz_list_select(struct yz_list *l, int64_t id) {
    if (l->source->fetch) {
        size_t at = find_id(l, id);
        if (at < l->count) l->selected = at;
        return at < l->count;
    }
    size_t place = place_of(l, id);
    if (place >= l->shown_count) return false;
    show_place(l, place, l->height / 2);
    return true;
}

/* --- Marks -------------------------------------------------------------------------------------------------------------- */

static void toggle_mark(struct yz_list *l) {
    size_t at;
    if (!l->count) return;
    int64_t id = yz_list_row_id(l, yz_list_selected(l));
    if (yz_list_is_marked(l, id, &at)) l->marks[at] = l->marks[--l->mark_count];
    else if (!yz_list_mark(l, id)) return;
    go_down(l);
}

/* --- Search and filter ------------------------------------------------------------------------------------------------------ */

/* The row that was found becomes part of the window. */
static void show_found(struct yz_list *l, const unsigned char *found) {
    size_t at = find_id(l, yz_list_row_id(l, found + SLOT_HEAD));
    if (!l->rows) return;
    if (at < l->count) {
        l->selected = at;
        return;
    }
    memcpy(l->rows, found, stride(l));
    l->count = 1;
    l->selected = 0;
    extend_up(l, (l->height - 1) / 2);
    extend_down(l, l->height - l->count);
    if (l->count < l->height) extend_up(l, l->height - l->count);
}

/* Looks through rows after `from`, at most SCAN_MOST of them; shows the first that fits. */
static bool scan_from(struct yz_list *l, const unsigned char *from, const char *typed) {
    unsigned char *rows = malloc((SCAN_ROWS + 1) * stride(l));
    bool found = false;
    size_t got = SCAN_ROWS;
    if (!rows) return false;
    if (from) memcpy(rows, from, stride(l));
    for (size_t seen = 0; !found && got == SCAN_ROWS && seen < SCAN_MOST; seen += got) {
        got = read_rows(l, seen || from ? rows : NULL, 1, rows + stride(l), SCAN_ROWS);
        for (size_t i = 1; i <= got && !found; i++) {
            found = row_matches(l, rows + i * stride(l) + SLOT_HEAD, typed);
            if (found) show_found(l, rows + i * stride(l));
        }
        if (!found && got) memcpy(rows, rows + got * stride(l), stride(l));
    }
    free(rows);
    return found;
}

/* To the next row that fits, from the selected one on (itself too when `here`), then from the first one. */
static void jump(struct yz_list *l, const char *typed, bool here) {
    l->failing = false;
    if (!*typed || !l->count) return;
    if (here && row_matches(l, yz_list_selected(l), typed)) return;
    l->failing = !scan_from(l, slot(l, l->selected), typed) && !scan_from(l, NULL, typed);
}

static void apply_filter(struct yz_list *l) {
    if (l->source->filter) {
        if (l->source->filter(l->ctx, l->filter_text) != YZ_OK) yz_copy(l->error, sizeof l->error, yz_message());
        go_start(l);
    } else {
        int64_t id = l->count ? yz_list_row_id(l, yz_list_selected(l)) : 0;
        choose_shown(l);
        size_t place = id ? place_of(l, id) : 0;
        show_place(l, place < l->shown_count ? place : 0, l->selected);
    }
    l->failing = l->count == 0 && *l->filter_text;
}

static void set_filter(struct yz_list *l, const char *text) {
    yz_copy(l->filter_text, sizeof l->filter_text, text);
    apply_filter(l);
}

static void begin_line(struct yz_list *l, int mode) {
    l->mode = mode == YZ_LIST_FILTER ? YZ_LIST_FILTER : YZ_LIST_SEARCH;
    l->failing = false;
    yz_copy(l->text, sizeof l->text, mode == YZ_LIST_FILTER ? l->filter_text : "");
    yz_line_open(&l->line, l->text, sizeof l->text);
}

static void line_changed(struct yz_list *l) {
    if (l->mode == YZ_LIST_FILTER) {
        set_filter(l, l->text);
    } else {
        yz_copy(l->search_text, sizeof l->search_text, l->text);
        jump(l, l->search_text, true);
    }
}

/* While the line is typed: up and down still move, Enter keeps, Esc clears. */
static bool line_input(struct yz_list *l, const struct yz_input *in) {
    bool changed = false;
    switch (in->request) {
    case YZ_REQ_OPEN: l->mode = YZ_LIST_PLAIN; return true;
    case YZ_REQ_BACK:
        if (l->mode == YZ_LIST_FILTER) set_filter(l, "");
        l->mode = YZ_LIST_PLAIN;
        l->failing = false;
        return true;
    case YZ_REQ_SEARCH: jump(l, l->search_text, false); return true;
    case YZ_REQ_UP: go_up(l); return true;
    case YZ_REQ_DOWN: go_down(l); return true;
    default:
        if (!yz_edit_line_input(&l->line, in, &changed)) return false;
        if (changed) line_changed(l);
        return true;
    }
}

/* --- Input -------------------------------------------------------------------------------------------------------------- */

bool yz_list_editing(const struct yz_list *l) {
    return l->mode != YZ_LIST_PLAIN;
}

static bool move(struct yz_list *l, enum yz_request request) {
    switch (request) {
    case YZ_REQ_UP: go_up(l); return true;
    case YZ_REQ_DOWN: go_down(l); return true;
    case YZ_REQ_PAGE_UP: go_page_up(l); return true;
    case YZ_REQ_PAGE_DOWN: go_page_down(l); return true;
    case YZ_REQ_HOME: go_start(l); return true;
    case YZ_REQ_END: go_end(l); return true;
    default: return false;
    }
}

bool yz_list_input(struct yz_list *l, const struct yz_input *in) {
    if (!l->loaded) go_start(l);
    if (l->mode != YZ_LIST_PLAIN && line_input(l, in)) return true;
    if (move(l, in->request)) return true;
    switch (in->request) {
    case YZ_REQ_MARK: toggle_mark(l); return true;
    case YZ_REQ_SEARCH: begin_line(l, YZ_LIST_SEARCH); return true;
    case YZ_REQ_SEARCH_NEXT: jump(l, l->search_text, false); return *l->search_text != '\0';
    case YZ_REQ_FILTER:
        if (l->source->fetch && !l->source->filter) return false;
        begin_line(l, YZ_LIST_FILTER);
        return true;
    case YZ_REQ_BACK:
        if (!*l->filter_text) return false;
        set_filter(l, "");
        return true;
    default: return false;
    }
}
