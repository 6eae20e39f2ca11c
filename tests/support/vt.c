/* The real program in a terminal that is understood: see vt.h. */
#include "support/vt.h"

#include "base/text.h"
#include "support/bench.h"
#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { PATIENCE_MS = 20000, ESC_MS = 300 };
#define NO_CHARSET ((iconv_t)-1)

static const char *program(void) {
    const char *path = getenv("YIZHAN");
    return path ? path : "build/yizhan";
}

/* --- the station file ---------------------------------------------------------------------------------------------------- */

static char folder[512], station[600];

static void drop_station(void) {
    char command[700];
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    if (system(command) != 0) fprintf(stderr, "%s is left\n", folder);
}

const char *vt_station(void) {
    char command[2048];
    if (*station) return station;
    const char *place = getenv("TMPDIR");
    snprintf(folder, sizeof folder, "%.400s/yizhan-vt-XXXXXX", place && *place ? place : "/tmp");
    assert_non_null(mkdtemp(folder));
    atexit(drop_station);
    snprintf(station, sizeof station, "%s/station.db", folder);
    snprintf(command, sizeof command,
             "'%s' -f '%s' demo --households 1000 --people 7000 --seed 1 --date 2026-11-23 --practice 2>&1", program(),
             station);
    if (system(command) != 0) fail_msg("the station file could not be written");
    return station;
}

void vt_forget_drafts(void) {
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open_v2(vt_station(), &db, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "DELETE FROM draft", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
}

/* --- what the program writes ------------------------------------------------------------------------------------------- */

/* libvterm reads UTF-8: what comes in another charset is converted, as far as whole characters are there. */
static void feed_converted(struct vt *v, const char *bytes, size_t count) {
    char in[17000], out[70000], *from = in, *to = out;
    memcpy(in, v->left, v->left_count);
    memcpy(in + v->left_count, bytes, count);
    size_t in_left = v->left_count + count, room = sizeof out;
    v->left_count = 0;
    while (in_left > 0 && iconv(v->from, &from, &in_left, &to, &room) == (size_t)-1) {
        if (errno == EINVAL && in_left < sizeof v->left) {
            memcpy(v->left, from, in_left);
            v->left_count = in_left;
            break;
        }
        *to++ = '?'; /* no character: shown as such */
        room--, from++, in_left--;
    }
    vterm_input_write(v->term, out, (size_t)(to - out));
}

static void on_output(void *ctx, const char *bytes, size_t count) {
    struct vt *v = ctx;
    yz_buffer_append(&v->sent, bytes, count);
    if (v->from == NO_CHARSET) vterm_input_write(v->term, bytes, count);
    else feed_converted(v, bytes, count);
}

static int on_property(VTermProp property, VTermValue *value, void *user) {
    struct vt *v = user;
    if (property == VTERM_PROP_CURSORVISIBLE) v->cursor_shown = value->boolean;
    if (property == VTERM_PROP_ALTSCREEN) v->alternate = value->boolean;
    return 1;
}

static const VTermScreenCallbacks callbacks = {.settermprop = on_property};

static void open_terminal(struct vt *v, const struct vt_choice *choice) {
    *v = (struct vt){.rows = choice->rows ? choice->rows : 24, .columns = choice->columns ? choice->columns : 80};
    snprintf(v->type, sizeof v->type, "%s", choice->type ? choice->type : "xterm-256color");
    v->from = v->to = NO_CHARSET;
    if (choice->charset) {
        v->from = iconv_open("UTF-8", choice->charset);
        v->to = iconv_open(choice->charset, "UTF-8");
        assert_true(v->from != NO_CHARSET && v->to != NO_CHARSET);
    }
    v->cursor_shown = true;
    v->term = vterm_new(v->rows, v->columns);
    assert_non_null(v->term);
    vterm_set_utf8(v->term, 1);
    v->screen = vterm_obtain_screen(v->term);
    vterm_screen_set_callbacks(v->screen, &callbacks, v);
    vterm_screen_enable_altscreen(v->screen, 1);
    vterm_screen_reset(v->screen, 1);
    v->pty.speed = choice->speed;
    v->pty.output = on_output;
    v->pty.ctx = v;
}

void vt_start_with(struct vt *v, const struct vt_choice *choice) {
    const char *argv[16] = {program(), "-f", vt_station()}, *environment[24];
    size_t n = 3, e = 0;
    char type[64];
    open_terminal(v, choice);
    for (const char *const *a = choice->arguments; a && *a && n < 15; a++) argv[n++] = *a;
    snprintf(type, sizeof type, "TERM=%s", v->type);
    static const char *const usual[] = {
        "LC_ALL=C.UTF-8", "LANG=",         "LANGUAGE=",         "YIZHAN_NOW=2026-11-23T19:30:00",
        "NO_COLOR=",      "YIZHAN_THEME=", "ESCDELAY=",         "TZ=Asia/Shanghai",
        "LINES=",         "COLUMNS=",      "YIZHAN_AMBIGUOUS=", "YIZHAN_MOUSE="};
    environment[e++] = type;
    for (size_t i = 0; i < sizeof usual / sizeof *usual; i++) environment[e++] = usual[i];
    for (const char *const *a = choice->environment; a && *a && e < 23; a++) environment[e++] = *a;
    environment[e] = NULL;
    assert_true(pty_start(&v->pty, v->rows, v->columns, argv, environment));
}

void vt_start(struct vt *v) {
    vt_start_with(v, &(struct vt_choice){0});
    if (!vt_wait(v, "今日", PATIENCE_MS)) fail_msg("no first screen; the program said: %s", yz_buffer_string(&v->sent));
    vt_settle(v);
}

void vt_stop(struct vt *v) {
    bool ended = v->pty.pid <= 0 || kill(v->pty.pid, SIGTERM) != 0 || pty_ended(&v->pty, PATIENCE_MS);
    pty_stop(&v->pty);
    vterm_free(v->term);
    if (v->from != NO_CHARSET) iconv_close(v->from);
    if (v->to != NO_CHARSET) iconv_close(v->to);
    yz_buffer_free(&v->sent);
    if (!ended) fail_msg("told to end, the program went on");
}

void vt_settle(struct vt *v) {
    pty_settle(&v->pty, PATIENCE_MS);
}

/* --- keys ---------------------------------------------------------------------------------------------------------------- */

static void write_text(struct vt *v, const char *text) {
    char out[4096], *to = out, *from = (char *)(uintptr_t)text;
    size_t left = strlen(text), room = sizeof out;
    if (v->to == NO_CHARSET) {
        pty_write(&v->pty, text, left);
        return;
    }
    assert_true(iconv(v->to, &from, &left, &to, &room) != (size_t)-1);
    pty_write(&v->pty, out, (size_t)(to - out));
}

static void each_key(struct vt *v, const char *keys, bool wait) {
    char name[512], bytes[32];
    for (const char *p = keys + strspn(keys, " "); *p; p += strspn(p, " ")) {
        size_t n = strcspn(p, " ");
        assert_true(n < sizeof name);
        memcpy(name, p, n);
        name[n] = '\0';
        p += n;
        const char *key = vt_key_bytes(v->type, name, bytes);
        if (key) pty_write(&v->pty, key, strlen(key));
        else write_text(v, name);
        if (wait && strcmp(name, "Esc") == 0) pty_read(&v->pty, ESC_MS);
        if (wait) vt_settle(v);
    }
}

void vt_keys(struct vt *v, const char *keys) {
    each_key(v, keys, true);
}

void vt_send(struct vt *v, const char *keys) {
    each_key(v, keys, false);
}

void vt_resize(struct vt *v, int rows, int columns) {
    v->rows = rows;
    v->columns = columns;
    vterm_set_size(v->term, rows, columns);
    pty_resize(&v->pty, rows, columns);
    pty_read(&v->pty, 100);
    vt_settle(v);
}

/* --- what is seen ---------------------------------------------------------------------------------------------------------- */

static bool cell_at(struct vt *v, int row, int column, VTermScreenCell *cell) {
    memset(cell, 0, sizeof *cell);
    return vterm_screen_get_cell(v->screen, (VTermPos){row, column}, cell);
}

static bool is_second_half(const VTermScreenCell *cell) {
    return cell->chars[0] == (uint32_t)-1;
}

/* The characters of a row; where each byte's cell begins goes to `at` (may be NULL). */
static void row_text(struct vt *v, int row, char *out, size_t room, int *at) {
    size_t used = 0, end = 0;
    for (int column = 0; column < v->columns; column++) {
        VTermScreenCell cell;
        if (!cell_at(v, row, column, &cell) || is_second_half(&cell)) continue;
        if (!cell.chars[0]) cell.chars[0] = ' ';
        for (size_t i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i] && used + 5 < room; i++) {
            size_t n = (size_t)yz_utf8_encode(cell.chars[i], out + used);
            for (size_t k = 0; at && k < n; k++) at[used + k] = column;
            used += n;
        }
        if (cell.chars[0] != ' ') end = used;
    }
    out[end] = '\0';
}

const char *vt_row(struct vt *v, int row) {
    row_text(v, row, v->row, sizeof v->row, NULL);
    return v->row;
}

bool vt_find(struct vt *v, const char *text, int *row, int *column) {
    int at[sizeof v->row];
    for (*row = 0; *row < v->rows; ++*row) {
        row_text(v, *row, v->row, sizeof v->row, at);
        const char *found = strstr(v->row, text);
        if (found) *column = at[found - v->row];
        if (found) return true;
    }
    return false;
}

bool vt_shows(struct vt *v, const char *text) {
    int row, column;
    return vt_find(v, text, &row, &column);
}

bool vt_wait(struct vt *v, const char *text, int most_ms) {
    for (double end = bench_ms() + most_ms; !vt_shows(v, text);) {
        if (bench_ms() > end) return false;
        pty_read(&v->pty, 20);
        if (pty_ended(&v->pty, 0)) return vt_shows(v, text);
    }
    return true;
}

void vt_cursor(const struct vt *v, int *row, int *column) {
    VTermPos at;
    vterm_state_get_cursorpos(vterm_obtain_state(v->term), &at);
    *row = at.row;
    *column = at.col;
}

static void colour(char *out, size_t room, const char *name, const VTermColor *c, bool usual) {
    size_t used = strlen(out);
    if (usual) return;
    if (VTERM_COLOR_IS_INDEXED(c)) snprintf(out + used, room - used, " %s%d", name, c->indexed.idx);
    else snprintf(out + used, room - used, " %s#%02x%02x%02x", name, c->rgb.red, c->rgb.green, c->rgb.blue);
}

/* Bold and the colour of the text cannot be seen on a blank: how curses leaves them there is its own affair. */
static bool blank(const VTermScreenCell *cell) {
    return !cell->chars[0] || cell->chars[0] == ' ';
}

static void look_of(const VTermScreenCell *cell, bool seen, char *out, size_t room) {
    snprintf(out, room, "%s%s%s%s", cell->attrs.underline ? " underline" : "", cell->attrs.reverse ? " reverse" : "",
             cell->attrs.blink ? " blink" : "", seen && cell->attrs.bold ? " bold" : "");
    colour(out, room, "ground", &cell->bg, VTERM_COLOR_IS_DEFAULT_BG(&cell->bg));
    colour(out, room, "text", &cell->fg, !seen || VTERM_COLOR_IS_DEFAULT_FG(&cell->fg));
}

struct looks {
    int from, to;              /* the run so far */
    char look[96], ground[96]; /* of its characters, and of its blanks */
    bool any;
};

static void end_run(struct looks *l, int row, struct yz_buffer *out) {
    if (!*l->look) return;
    if (!l->any) yz_buffer_printf(out, "%d:", row);
    yz_buffer_printf(out, "%s %d-%d%s", l->any ? "," : "", l->from, l->to, l->look);
    l->any = true;
    l->look[0] = '\0';
}

/* A blank between characters of one look belongs to them when it looks like their blanks. */
static void add_look(struct looks *l, const VTermScreenCell *cell, int row, int column, struct yz_buffer *out) {
    char look[96], ground[96];
    look_of(cell, !blank(cell), look, sizeof look);
    look_of(cell, false, ground, sizeof ground);
    bool same = strcmp(ground, l->ground) == 0 && (blank(cell) || strcmp(look, l->look) == 0);
    if (!*l->look || !same) {
        end_run(l, row, out);
        l->from = column;
        snprintf(l->look, sizeof l->look, "%s", look);
        snprintf(l->ground, sizeof l->ground, "%s", ground);
    }
    if (!blank(cell) || *ground) l->to = column + cell->width - 1;
}

/* "3: 0-7 bold text6, 20-21 reverse": only where something is not usual. */
static void dump_looks(struct vt *v, int row, struct yz_buffer *out) {
    struct looks l = {0};
    for (int column = 0; column < v->columns; column++) {
        VTermScreenCell cell;
        if (cell_at(v, row, column, &cell) && !is_second_half(&cell)) add_look(&l, &cell, row, column, out);
    }
    end_run(&l, row, out);
    if (l.any) yz_buffer_byte(out, '\n');
}

void vt_dump(struct vt *v, struct yz_buffer *out) {
    int row, column;
    for (row = 0; row < v->rows; row++) yz_buffer_printf(out, "%s\n", vt_row(v, row));
    yz_buffer_text(out, "---\n");
    for (row = 0; row < v->rows; row++) dump_looks(v, row, out);
    vt_cursor(v, &row, &column);
    yz_buffer_printf(out, "cursor %d %d%s\n", row, column, v->cursor_shown ? "" : " hidden");
}

bool vt_half(struct vt *v, char where[64]) {
    for (int row = 0; row < v->rows; row++) {
        for (int column = 0; column < v->columns; column++) {
            VTermScreenCell cell;
            if (!cell_at(v, row, column, &cell) || !cell.chars[0]) continue;
            int width = is_second_half(&cell) ? 0 : yz_width_of(cell.chars[0]);
            snprintf(where, 64, "row %d column %d", row, column);
            if (width == 0 || (width == 2 && cell.width != 2) || column + width > v->columns) return true;
            if (width == 2) column++;
        }
    }
    return false;
}

/* --- in tests -------------------------------------------------------------------------------------------------------------- */

static void show(struct vt *v) {
    struct yz_buffer b = {0};
    vt_dump(v, &b);
    print_error("%s", yz_buffer_string(&b));
    yz_buffer_free(&b);
}

void vt_expect_(struct vt *v, const char *text, bool wanted, const char *file, int line) {
    if (vt_shows(v, text) == wanted) return;
    show(v);
    print_error("%s: %s\n", wanted ? "not on the screen" : "on the screen", text);
    _fail(file, line);
}

void vt_expect_cursor_(struct vt *v, int row, int column, const char *file, int line) {
    int r, c;
    vt_cursor(v, &r, &c);
    if (r == row && c == column) return;
    show(v);
    print_error("the cursor is not at %d %d\n", row, column);
    _fail(file, line);
}

/* Names the first line that differs. */
void vt_expect_dump_(struct vt *v, const char *wanted, const char *file, int line) {
    struct yz_buffer b = {0};
    vt_dump(v, &b);
    const char *is = yz_buffer_string(&b), *was = wanted;
    for (size_t n; *is && (n = strcspn(is, "\n")) == strcspn(was, "\n") && memcmp(is, was, n + 1) == 0;)
        is += n + 1, was += n + 1;
    bool same = !*is && !*was;
    if (!same) print_error("wanted: %.*s\nis:     %.*s\n", (int)strcspn(was, "\n"), was, (int)strcspn(is, "\n"), is);
    yz_buffer_free(&b);
    if (!same) _fail(file, line);
}
