/* Scripts: the interface driven by a file, a line a step, and its screen written down as text.
 *
 *   size 80 24         columns and rows of the screen
 *   key F2             a key by name: F2, Ctrl-S, Enter, Esc, Tab, Shift-Tab, PgDn, Space, or one character
 *   type 张小明        text, a key a character
 *   paste 张小明       text as a bracketed paste; \n and \t in it are line end and tab
 *   wait idle          all work that waits for an idle screen, and what other terminals changed
 *   wait 200           milliseconds
 *   later 61           the clock goes on by as many seconds at once, without a key
 *   dump FILE          appends the screen, rows right-trimmed, and a line "cursor ROW COLUMN"
 *   expect TEXT        fails when the text is not on the screen;  reject TEXT: when it is
 *   expect-cursor R C  fails when the cursor is elsewhere (counted from 0)
 *   expect-bytes N     fails when the terminal got more bytes since the last line of this kind
 *   quit               leaves;  # begins a comment */
#include "ui/ui_private.h"

#include "base/buffer.h"
#include "base/text.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <yizhan/date.h>
#include <yizhan/i18n.h>

enum { ROW_BYTES = 8192, LINE_MOST = 1 << 20 };

struct yz_script {
    FILE *file; /* read line by line: what stands at the other end of a pipe may wait for what a line does */
    char *path;
    struct yz_buffer text;
    int line;           /* the number of the line in `text`, from 1 */
    const char *typing; /* what is left of a type line */
    bool failed;
    struct yz_buffer screen, paste;
    char why[256];
};

/* A folder opens, and only reading it fails. */
static bool readable(FILE *f) {
    int c = f ? getc(f) : EOF;
    if (c != EOF) ungetc(c, f);
    return f && !ferror(f);
}

enum yz_status yz_script_open(const char *path, struct yz_script **out) {
    struct yz_script *s = calloc(1, sizeof *s);
    if (s) s->file = strcmp(path, "-") == 0 ? stdin : fopen(path, "re");
    if (!s || !readable(s->file)) {
        enum yz_status status = yz_fail(YZ_USAGE, _("脚本 %s 读不了：%s"), path, yz_errno_text(errno));
        yz_script_close(s);
        return status;
    }
    s->path = strdup(path);
    *out = s;
    return YZ_OK;
}

void yz_script_close(struct yz_script *s) {
    if (!s) return;
    yz_buffer_free(&s->screen);
    yz_buffer_free(&s->paste);
    if (s->file && s->file != stdin) fclose(s->file);
    free(s->path);
    yz_buffer_free(&s->text);
    free(s);
}

enum yz_status yz_script_result(const struct yz_script *s) {
    if (!s->failed) return YZ_OK;
    fputs(yz_buffer_string(&s->screen), stderr);
    return yz_fail(YZ_REFUSED, "%s:%d: %s", s->path ? s->path : "", s->line, s->why);
}

/* --- The screen as text ------------------------------------------------------------------------------------------------ */

static void screen_text(const struct yz_ui *ui, struct yz_buffer *b) {
    char row[ROW_BYTES];
    for (int y = 0; y < ui->rows; y++) {
        yz_terminal_row(y, row, sizeof row);
        yz_buffer_printf(b, "%s\n", row);
    }
    yz_buffer_printf(b, "cursor %d %d\n", ui->cursor_y, ui->cursor_x);
}

static bool on_screen(const struct yz_ui *ui, const char *text) {
    char row[ROW_BYTES];
    for (int y = 0; y < ui->rows; y++) {
        yz_terminal_row(y, row, sizeof row);
        if (strstr(row, text)) return true;
    }
    return false;
}

static void fail(const struct yz_ui *ui, struct yz_script *s, const char *why, const char *argument) {
    s->failed = true;
    snprintf(s->why, sizeof s->why, "%s: %.150s", why, argument);
    s->why[yz_utf8_cut(s->why, sizeof s->why - 1)] = '\0';
    screen_text(ui, &s->screen);
}

/* --- Lines that make no event; `argument` is what follows the word ------------------------------------------------------- */

static void do_expect(const struct yz_ui *ui, struct yz_script *s, char *argument) {
    if (!on_screen(ui, argument)) fail(ui, s, _("屏幕上没有"), argument);
}

static void do_reject(const struct yz_ui *ui, struct yz_script *s, char *argument) {
    if (on_screen(ui, argument)) fail(ui, s, _("屏幕上不该有"), argument);
}

static void do_cursor(const struct yz_ui *ui, struct yz_script *s, char *argument) {
    char where[48];
    snprintf(where, sizeof where, "%d %d", ui->cursor_y, ui->cursor_x);
    if (strcmp(where, argument) != 0) fail(ui, s, _("光标不在"), argument);
}

static void do_bytes(const struct yz_ui *ui, struct yz_script *s, char *argument) {
    char counted[64];
    long bytes = yz_terminal_bytes();
    snprintf(counted, sizeof counted, "%ld > %s", bytes, argument);
    if (bytes > strtol(argument, NULL, 10)) fail(ui, s, _("写给终端的字节太多"), counted);
}

static void do_dump(const struct yz_ui *ui, struct yz_script *s, char *argument) {
    struct yz_buffer b = {0};
    screen_text(ui, &b);
    FILE *f = strcmp(argument, "-") == 0 ? stdout : fopen(argument, "ae");
    if (!f || fputs(yz_buffer_string(&b), f) < 0) fail(ui, s, yz_errno_text(errno), argument);
    if (f == stdout) fflush(stdout);
    if (f && f != stdout && fclose(f) != 0) fail(ui, s, yz_errno_text(errno), argument);
    yz_buffer_free(&b);
}

static const struct {
    const char *word;
    void (*act)(const struct yz_ui *ui, struct yz_script *s, char *argument);
} acts[] = {
    {"expect", do_expect},      {"reject", do_reject}, {"expect-cursor", do_cursor},
    {"expect-bytes", do_bytes}, {"dump", do_dump},
};

static bool act_on(const struct yz_ui *ui, struct yz_script *s, const char *word, char *argument) {
    for (size_t i = 0; i < sizeof acts / sizeof *acts; i++) {
        if (strcmp(acts[i].word, word) != 0) continue;
        acts[i].act(ui, s, argument);
        return true;
    }
    return false;
}

/* --- Lines that make an event ------------------------------------------------------------------------------------------- */

static struct yz_event key_named(const struct yz_ui *ui, struct yz_script *s, const char *name) {
    struct yz_event e = {.kind = YZ_EVENT_KEY, .key = yz_key_unified(yz_key_named(name))};
    if (e.key) return e;
    fail(ui, s, _("没有这个键"), name);
    return (struct yz_event){.kind = YZ_EVENT_END};
}

static struct yz_event paste_of(struct yz_script *s, const char *text) {
    yz_buffer_clear(&s->paste);
    for (const char *p = text; *p; p++) {
        bool escaped = p[0] == '\\' && (p[1] == 'n' || p[1] == 't');
        yz_buffer_byte(&s->paste, escaped ? p[1] == 'n' ? '\n' : '\t' : *p);
        if (escaped) p++;
    }
    return (struct yz_event){.kind = YZ_EVENT_PASTE, .text = yz_buffer_string(&s->paste), .length = s->paste.length};
}

static struct yz_event size_of(const struct yz_ui *ui, struct yz_script *s, const char *argument) {
    char *rest;
    long columns = strtol(argument, &rest, 10), rows = strtol(rest, NULL, 10);
    if (columns < 1 || rows < 1 || columns > 500 || rows > 500) {
        fail(ui, s, _("尺寸应当像 80 24"), argument);
        return (struct yz_event){.kind = YZ_EVENT_END};
    }
    yz_terminal_resize((int)rows, (int)columns);
    return (struct yz_event){.kind = YZ_EVENT_RESIZE};
}

static struct yz_event wait_for(const char *argument) {
    long ms = strtol(argument, NULL, 10);
    if (ms > 0) {
        struct timespec pause = {ms / 1000, ms % 1000 * 1000000L};
        nanosleep(&pause, NULL);
        return (struct yz_event){.kind = YZ_EVENT_NONE};
    }
    return (struct yz_event){.kind = YZ_EVENT_IDLE};
}

/* Nobody touched a key meanwhile, and what time does by itself happens now. */
static struct yz_event later(struct yz_ui *ui, struct yz_script *s, const char *argument) {
    long seconds = strtol(argument, NULL, 10);
    if (seconds < 1) fail(ui, s, _("后面写多少秒"), argument);
    yz_set_now(yz_now() + seconds * 1000);
    ui->key_at -= seconds * 1000;
    return (struct yz_event){.kind = YZ_EVENT_NONE};
}

static struct yz_event typed(struct yz_script *s) {
    uint32_t cp;
    yz_utf8_next(&s->typing, &cp);
    return (struct yz_event){.kind = YZ_EVENT_KEY, .key = yz_key_unified((yz_key)cp)};
}

static struct yz_event event_of(struct yz_ui *ui, struct yz_script *s, const char *word, char *argument) {
    struct yz_event end = {.kind = YZ_EVENT_END};
    if (strcmp(word, "key") == 0) return key_named(ui, s, argument);
    if (strcmp(word, "paste") == 0) return paste_of(s, argument);
    if (strcmp(word, "size") == 0) return size_of(ui, s, argument);
    if (strcmp(word, "wait") == 0) return wait_for(argument);
    if (strcmp(word, "later") == 0) return later(ui, s, argument);
    if (strcmp(word, "quit") == 0) return end;
    fail(ui, s, _("脚本里没有这种行"), word);
    return end;
}

/* The next line with its end; NULL at the end of the file, or after a line that is too long. */
static char *read_line(const struct yz_ui *ui, struct yz_script *s) {
    int c = 0;
    yz_buffer_clear(&s->text);
    while (c != '\n' && s->text.length < LINE_MOST && !s->text.failed && (c = getc(s->file)) != EOF)
        yz_buffer_byte(&s->text, (char)c);
    s->line += s->text.length > 0;
    if (s->text.length < LINE_MOST && !s->text.failed) return s->text.length ? s->text.data : NULL;
    yz_buffer_clear(&s->text);
    fail(ui, s, _("这一行太长，最多 1 MiB"), "");
    return NULL;
}

/* The next line that says something, cut into its word and the rest; NULL at the end. */
static char *next_line(const struct yz_ui *ui, struct yz_script *s, char **argument) {
    char *line;
    while ((line = read_line(ui, s))) {
        char *end = line + strlen(line);
        while (end > line && strchr(" \t\r\n", end[-1])) *--end = '\0';
        line += strspn(line, " \t");
        if (!*line || *line == '#') continue;
        *argument = line + strcspn(line, " \t");
        if (**argument) *(*argument)++ = '\0';
        *argument += strspn(*argument, " \t");
        return line;
    }
    return NULL;
}

struct yz_event yz_script_next(struct yz_ui *ui, struct yz_script *s) {
    char *argument, *word;
    while (!s->failed) {
        if (s->typing && *s->typing) return typed(s);
        s->typing = NULL; /* it stood in the line before */
        word = next_line(ui, s, &argument);
        if (!word) break;
        if (strcmp(word, "type") == 0) {
            s->typing = argument;
        } else if (!act_on(ui, s, word, argument)) {
            return event_of(ui, s, word, argument);
        }
    }
    return (struct yz_event){.kind = YZ_EVENT_END};
}
