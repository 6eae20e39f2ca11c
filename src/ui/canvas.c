/* What the screen is painted with: see canvas.h. */
#include "ui/canvas.h"

#include "base/ambiguous.h"
#include "base/buffer.h"
#include "base/text.h"
#include "ui/curses_wide.h"
#include "ui/theme.h"
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

enum { BYTES = 4 * YZ_CELLS, MOVE_LEAST = 3, UNLIKE = -1 };

/* A piece as it stands in a row's buffer, its text and a NUL behind it. No padding: they are compared as bytes. */
struct piece {
    int32_t column, width, used;
    int8_t role, right, whole, spare; /* whole: shown as it stands, neither cut nor changed */
    uint32_t bytes;
};

struct row {
    struct yz_buffer now, was; /* the pieces of this frame, and of the one that the cells show */
    int like;                  /* the row whose `was` begins with all of `now`; UNLIKE: none near does */
    bool open;                 /* part of this frame */
    bool known;                /* the cells show `was` */
};

static struct {
    struct row *rows;
    int count, columns;
} canvas;

/* --- Cells -------------------------------------------------------------------------------------------------------------- */

/* The cells of a piece, on the way to the screen. */
struct run {
    cchar_t cells[YZ_CELLS];
    int count;
    attr_t attributes;
    short pair;
};

/* One character with the marks that stand on it. What the C library cannot place gets a substitute of the same width. */
static const char *run_character(struct run *r, const char *s) {
    wchar_t characters[CCHARW_MAX + 1];
    uint32_t cp;
    int n = 1;
    yz_utf8_next(&s, &cp);
    int columns = yz_width_of(cp);
    cp = yz_ambiguous_shown(cp);
    bool known = (cp >= ' ' && cp < 0x7F) || wcwidth((wchar_t)cp) == columns;
    characters[0] = known ? (wchar_t)cp : columns == 2 ? 0x3013 : L'?';
    for (const char *next = s; (*next & 0x80) && yz_utf8_next(&next, &cp) > 0 && yz_width_of(cp) == 0; s = next) {
        if (n < CCHARW_MAX && known) characters[n++] = (wchar_t)cp;
    }
    characters[n] = L'\0';
    setcchar(&r->cells[r->count++], characters, r->attributes, r->pair, NULL);
    return s;
}

static void show_piece(int y, const struct piece *p, const char *text) {
    char fitted[BYTES];
    struct run r;
    r.count = 0;
    r.attributes = yz_theme_attributes((enum yz_role)p->role, &r.pair);
    if (!p->whole) yz_text_fit(fitted, sizeof fitted, text, p->width);
    for (const char *s = p->whole ? text : fitted; *s && r.count < YZ_CELLS;) s = run_character(&r, s);
    if (r.count > 0) mvadd_wchnstr(y, p->column + (p->right ? p->width - p->used : 0), r.cells, r.count);
}

static void show_row(int y) {
    const struct yz_buffer *b = &canvas.rows[y].now;
    struct piece p;
    wmove(stdscr, y, 0);
    wclrtoeol(stdscr);
    for (size_t at = 0; at < b->length; at += sizeof p + p.bytes + 1) {
        memcpy(&p, b->data + at, sizeof p);
        show_piece(y, &p, b->data + at + sizeof p);
    }
}

/* --- A frame written down ------------------------------------------------------------------------------------------------- */

static void fit_screen(void) {
    int rows, columns;
    getmaxyx(stdscr, rows, columns);
    if (rows == canvas.count && columns == canvas.columns) return;
    yz_canvas_free();
    canvas.rows = calloc((size_t)rows, sizeof *canvas.rows);
    canvas.count = canvas.rows ? rows : 0;
    canvas.columns = columns;
}

void yz_canvas_begin(int from, int rows) {
    fit_screen();
    for (int y = from; y < from + rows && y < canvas.count; y++) {
        yz_buffer_clear(&canvas.rows[y].now);
        canvas.rows[y].like = y;
        canvas.rows[y].open = true;
    }
}

/* The cells of the row y show, behind as much as `r` has by now, this very piece: so it takes as many columns. */
static bool has(int y, const struct row *r, struct piece *p, const char *text) {
    if (y < 0 || y >= canvas.count || !canvas.rows[y].known) return false;
    const struct yz_buffer *was = &canvas.rows[y].was;
    size_t at = r->now.length;
    struct piece there;
    if (was->length < at + sizeof there + p->bytes + 1) return false;
    if (at && r->like != y && memcmp(was->data, r->now.data, at) != 0) return false;
    memcpy(&there, was->data + at, sizeof there);
    p->used = there.used;
    p->whole = there.whole;
    return memcmp(&there, p, sizeof there) == 0 && memcmp(was->data + at + sizeof there, text, p->bytes) == 0;
}

/* Where it was looked for, and where a list that went by one has it. */
static bool had(int y, struct row *r, struct piece *p, const char *text) {
    if (r->like == UNLIKE) return false;
    const int near[] = {r->like, y, y + 1, y - 1};
    for (size_t i = 0; i < sizeof near / sizeof *near; i++) {
        if (!has(near[i], r, p, text)) continue;
        r->like = near[i];
        return true;
    }
    r->like = UNLIKE;
    return false;
}

static void write_down(struct yz_buffer *b, const struct piece *p, const char *text) {
    size_t whole = sizeof *p + p->bytes + 1;
    char *to = yz_buffer_reserve(b, whole);
    if (!to) return;
    memcpy(to, p, sizeof *p);
    memcpy(to + sizeof *p, text, p->bytes + 1);
    b->length += whole;
}

int yz_canvas_put(int y, int column, int width, bool right, enum yz_role role, const char *text) {
    char fitted[BYTES];
    struct piece p = {column, width, .role = (int8_t)role, .right = right, .bytes = (uint32_t)strlen(text)};
    struct row *r = y >= 0 && y < canvas.count && canvas.rows[y].open ? &canvas.rows[y] : NULL;
    if (!r || !had(y, r, &p, text)) {
        p.used = yz_text_fit(fitted, sizeof fitted, text, width);
        p.whole = strcmp(fitted, text) == 0;
    }
    if (r) write_down(&r->now, &p, text);
    return p.used;
}

/* --- A frame shown ----------------------------------------------------------------------------------------------------------- */

/* The cells of the row y show what `r` is painted with. */
static bool shows(int y, const struct row *r) {
    if (y < 0 || y >= canvas.count || !canvas.rows[y].known) return false;
    const struct yz_buffer *was = &canvas.rows[y].was;
    return was->length == r->now.length && (was->length == 0 || memcmp(was->data, r->now.data, was->length) == 0);
}

/* How many rows from y on are to show what now stands `by` rows below them. */
static int going(int y, int by) {
    int n = 0;
    for (const struct row *r; y + n < canvas.count; n++) {
        r = &canvas.rows[y + n];
        if (!r->open || shows(y + n, r) || !shows(y + n + by, r)) break;
    }
    return n;
}

/* The rows from `top` to `bottom`, up (1) or down (-1) by one: their cells, and what is known of them. */
static void move_rows(int top, int bottom, int by) {
    scrollok(stdscr, TRUE);
    bool moved = wsetscrreg(stdscr, top, bottom) != ERR && wscrl(stdscr, by) != ERR;
    wsetscrreg(stdscr, 0, canvas.count - 1);
    scrollok(stdscr, FALSE);
    if (!moved) return;
    int end = by > 0 ? bottom : top;
    struct yz_buffer gone = canvas.rows[top + bottom - end].was;
    for (int y = top + bottom - end; y != end; y += by) canvas.rows[y].was = canvas.rows[y + by].was;
    for (int y = top; y <= bottom; y++) canvas.rows[y].known = true;
    yz_buffer_clear(&gone);
    canvas.rows[end].was = gone;
}

/* The first rows that went together. The row that they came from becomes blank, so it must be one of the frame's. */
static void move_together(int by) {
    for (int y = 0; y < canvas.count; y++) {
        int n = going(y, by), top = by > 0 ? y : y - 1;
        if (n < MOVE_LEAST || !canvas.rows[by > 0 ? y + n : top].open) continue;
        move_rows(top, top + n, by);
        return;
    }
}

void yz_canvas_show(void) {
    move_together(1);
    move_together(-1);
    for (int y = 0; y < canvas.count; y++) {
        struct row *r = &canvas.rows[y];
        if (!r->open) continue;
        if (!shows(y, r)) show_row(y);
        struct yz_buffer before = r->was;
        r->was = r->now;
        r->now = before;
        r->known = true;
        r->open = false;
    }
}

void yz_canvas_forget(void) {
    for (int y = 0; y < canvas.count; y++) canvas.rows[y].known = false;
}

void yz_canvas_free(void) {
    for (int y = 0; y < canvas.count; y++) {
        yz_buffer_free(&canvas.rows[y].now);
        yz_buffer_free(&canvas.rows[y].was);
    }
    free(canvas.rows);
    canvas.rows = NULL;
    canvas.count = canvas.columns = 0;
}
