/* The terminal: curses started and stopped, events read. */
#include "ui/terminal.h"

#include "base/ambiguous.h"
#include "base/buffer.h"
#include "base/encoding.h"
#include "base/text.h"
#include "ui/curses_wide.h"
#include "ui/canvas.h"
#include <errno.h>
#include <langinfo.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/select.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>
#include <yizhan/i18n.h>

enum { PASTE_MOST = 1 << 20, BURST_MS = 25, PASTE_MS = 2000, SLOW_BAUD = 19200 };

static struct {
    SCREEN *screen;
    FILE *out, *in; /* offscreen */
    bool offscreen, pastes, last_was_escape, slow;
    bool asked; /* how wide … is, and had no answer yet */
    int silent; /* reads in a row that gave nothing although something was there */
    struct yz_buffer paste;
    struct termios before;
    bool have_before, held;
    sigset_t mask; /* as it was before */
} t;

static volatile sig_atomic_t told_to_end;

static void note_end(int number) {
    told_to_end = number;
}

/* The last resort of a crash: cursor, keypad, paste mode and screen back, by calls that are safe in a handler. */
static void restore_and_die(int number) {
    static const char back[] = "\033[?2004l\033[?1l\033>\033[?25h\033[0m\033[?1049l\r\n";
    if (!t.offscreen) {
        if (write(STDOUT_FILENO, back, sizeof back - 1) < 0) _exit(128 + number);
        if (t.have_before) tcsetattr(STDIN_FILENO, TCSANOW, &t.before);
    }
    raise(number); /* SA_RESETHAND: now the default action */
}

static void watch(int number, void (*handler)(int), int flags) {
    struct sigaction now, action = {.sa_handler = handler, .sa_flags = flags};
    sigemptyset(&action.sa_mask);
    /* A handler that is there already (a sanitizer's) stays; so does "ignored" (nohup). */
    if (sigaction(number, NULL, &now) == 0 && now.sa_handler == SIG_DFL) sigaction(number, &action, NULL);
}

static void watch_signals(void) {
    static const int ends[] = {SIGTERM, SIGHUP, SIGINT, SIGQUIT},
                     crashes[] = {SIGSEGV, SIGBUS, SIGFPE, SIGABRT, SIGILL};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) watch(ends[i], note_end, 0);
    for (size_t i = 0; i < sizeof crashes / sizeof *crashes; i++) {
        watch(crashes[i], restore_and_die, (int)(SA_RESETHAND | SA_NODEFER));
    }
    signal(SIGPIPE, SIG_IGN);
}

static SCREEN *open_offscreen(void) {
    const char *type = getenv("TERM");
    t.out = tmpfile();
    t.in = fopen("/dev/null", "re");
    if (!t.out || !t.in) return NULL;
    SCREEN *s = type && *type && strcmp(type, "dumb") != 0 ? newterm(type, t.out, t.in) : NULL;
    return s ? s : newterm("xterm-256color", t.out, t.in);
}

static enum yz_status open_screen(bool offscreen) {
    t.offscreen = offscreen;
    if (offscreen) {
        t.screen = open_offscreen();
    } else if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) {
        return yz_fail(YZ_USAGE, _("这里不是终端；命令行用法见 yizhan --help"));
    } else {
        t.have_before = tcgetattr(STDIN_FILENO, &t.before) == 0;
        t.screen = newterm(NULL, stdout, stdin);
    }
    const char *type = getenv("TERM"), *move = t.screen ? tigetstr("cup") : NULL;
    if (move && move != (const char *)-1) return YZ_OK;
    return yz_fail(YZ_USAGE, _("不认识终端类型 %s，或它不能移动光标；请设置 TERM，例如 xterm-256color"),
                   type ? type : "");
}

/* Bracketed paste, where the terminal has a screen of its own to leave (so it knows private modes). */
static void switch_paste(bool on) {
    const char *own_screen = tigetstr("smcup");
    if (t.offscreen || !own_screen || own_screen == (const char *)-1) return;
    putp(on ? "\033[?2004h" : "\033[?2004l");
    fflush(stdout);
    t.pastes = on;
}

/* What terminals send whose TERM names another kind: PuTTY and SecureCRT as xterm, a console inside tmux … Only what the
 * terminal's own description leaves free. */
static void teach_common(void) {
    static const struct {
        const char *sent;
        int code;
    } common[] = {
        {"\033OP", KEY_F(1)},   {"\033OQ", KEY_F(2)},   {"\033OR", KEY_F(3)},    {"\033OS", KEY_F(4)},
        {"\033[11~", KEY_F(1)}, {"\033[12~", KEY_F(2)}, {"\033[13~", KEY_F(3)},  {"\033[14~", KEY_F(4)},
        {"\033[[A", KEY_F(1)},  {"\033[[B", KEY_F(2)},  {"\033[[C", KEY_F(3)},   {"\033[[D", KEY_F(4)},
        {"\033[[E", KEY_F(5)},  {"\033[15~", KEY_F(5)}, {"\033[17~", KEY_F(6)},  {"\033[18~", KEY_F(7)},
        {"\033[19~", KEY_F(8)}, {"\033[20~", KEY_F(9)}, {"\033[21~", KEY_F(10)}, {"\033[A", KEY_UP},
        {"\033OA", KEY_UP},     {"\033[B", KEY_DOWN},   {"\033OB", KEY_DOWN},    {"\033[C", KEY_RIGHT},
        {"\033OC", KEY_RIGHT},  {"\033[D", KEY_LEFT},   {"\033OD", KEY_LEFT},    {"\033[H", KEY_HOME},
        {"\033OH", KEY_HOME},   {"\033[1~", KEY_HOME},  {"\033[F", KEY_END},     {"\033OF", KEY_END},
        {"\033[4~", KEY_END},   {"\033[5~", KEY_PPAGE}, {"\033[6~", KEY_NPAGE},  {"\033[3~", KEY_DC},
        {"\033[Z", KEY_BTAB},
    };
    for (size_t i = 0; i < sizeof common / sizeof *common; i++)
        if (key_defined(common[i].sent) == 0) define_key(common[i].sent, common[i].code);
}

static void teach_keys(void) {
    teach_common();
    define_key("\033[200~", CODE_PASTE_BEGIN);
    define_key("\033[201~", CODE_PASTE_END);
    define_key("\033[1;5D", CODE_WORD_LEFT);
    define_key("\033[1;5C", CODE_WORD_RIGHT);
}

/* $YIZHAN_AMBIGUOUS says how wide the terminal shows characters such as “ … →, else it is asked: one is written, and its answer to
 * where the cursor is then comes as a key, whenever it comes. Nobody waits for it. Other charsets than UTF-8 know by themselves. */
static void ask_width(void) {
    const char *told = getenv("YIZHAN_AMBIGUOUS"), *ask = tigetstr("u7");
    bool utf8 = strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
    yz_ambiguous_wide(utf8 && told && strcmp(told, "wide") == 0);
    if (t.offscreen || !utf8 || !t.pastes || (told && (strcmp(told, "wide") == 0 || strcmp(told, "narrow") == 0)))
        return;
    if (!ask || ask == (const char *)-1 || strcmp(ask, "\033[6n") != 0) return;
    define_key("\033[2;2R", CODE_NARROW);
    define_key("\033[2;3R", CODE_WIDE);
    werase(stdscr);
    wrefresh(stdscr);
    fputs("\033[2;1H\xE2\x80\xA6\033[6n", stdout);
    fflush(stdout);
    clearok(curscr, TRUE); /* the first paint begins on an empty screen, as it would without this */
    t.asked = true;
}

/* A new size must not be missed between looking for input and waiting for it: SIGWINCH comes only while waiting. */
static void hold_signals(sigset_t *old) {
    sigset_t held;
    sigemptyset(&held);
    sigaddset(&held, SIGWINCH);
    sigaddset(&held, SIGTERM);
    sigaddset(&held, SIGHUP);
    sigprocmask(SIG_BLOCK, &held, old);
}

enum yz_status yz_terminal_start(bool offscreen) {
    yz_encoding_settle();
    told_to_end = 0;
    if (!offscreen) watch_signals(); /* before curses, which takes what nobody watches */
    enum yz_status status = open_screen(offscreen);
    if (status != YZ_OK) {
        yz_terminal_stop();
        return status;
    }
    static bool registered;
    if (!registered) registered = atexit(yz_terminal_stop) == 0;
    raw();
    noecho();
    nonl();
    keypad(stdscr, TRUE);
    meta(stdscr, TRUE);
    idlok(stdscr, TRUE);
    leaveok(stdscr, FALSE);
    scrollok(stdscr, FALSE);
    typeahead(-1);
    if (!getenv("ESCDELAY")) set_escdelay(50);
    teach_keys();
    endwin(); /* until it was suspended once, ncurses writes after every move of the cursor, not once a paint */
    switch_paste(true);
    ask_width();
    const char *mouse = getenv("YIZHAN_MOUSE"); /* else it is the terminal's own, to mark and copy text */
    mouseinterval(0);
    if (mouse && *mouse) mousemask(BUTTON1_PRESSED | BUTTON4_PRESSED | BUTTON5_PRESSED, NULL);
    t.silent = 0;
    t.slow = !offscreen && baudrate() > 0 && baudrate() <= SLOW_BAUD;
    if (offscreen) return YZ_OK;
    hold_signals(&t.mask);
    t.held = true;
    return YZ_OK;
}

void yz_terminal_stop(void) {
    if (t.screen) {
        if (t.pastes) switch_paste(false);
        if (t.asked) tcflush(STDIN_FILENO, TCIFLUSH); /* an answer that comes late is not the shell's */
        t.asked = false;
        endwin();
        delscreen(t.screen);
    }
    yz_canvas_free();
    if (t.held) sigprocmask(SIG_SETMASK, &t.mask, NULL);
    t.held = false;
    if (t.out) fclose(t.out);
    if (t.in) fclose(t.in);
    yz_buffer_free(&t.paste);
    t.screen = NULL;
    t.out = t.in = NULL;
}

/* --- Reading ------------------------------------------------------------------------------------------------------- */

/* True when something can be read; false after `wait_ms`, or when a signal came. */
static bool wait_input(int wait_ms) {
    struct timespec limit = {wait_ms / 1000, (long)(wait_ms % 1000) * 1000000L};
    sigset_t free_mask;
    fd_set in;
    sigprocmask(SIG_SETMASK, NULL, &free_mask);
    sigdelset(&free_mask, SIGWINCH);
    sigdelset(&free_mask, SIGTERM);
    sigdelset(&free_mask, SIGHUP);
    FD_ZERO(&in);
    FD_SET(STDIN_FILENO, &in);
    return pselect(STDIN_FILENO + 1, &in, NULL, NULL, &limit, &free_mask) > 0;
}

bool yz_terminal_typed_ahead(void) {
    return !t.offscreen && !told_to_end && wait_input(0);
}

/* One key from curses, or -1. A character whose bytes come in two reads is waited for. What a broken line makes of five
 * bytes in the old manner of UTF-8, beyond the last character there is, is passed over. */
static yz_key read_key(int wait_ms) {
    wint_t c = 0;
    int kind;
    timeout(wait_ms);
    do kind = get_wch(&c);
    while (kind == OK && c >= (wint_t)YZ_NAMED_KEY(0));
    if (kind == ERR) return -1;
    if (kind == KEY_CODE_YES && c == KEY_RESIZE) yz_canvas_forget();
    t.last_was_escape = kind == OK && c == 27;
    return kind == KEY_CODE_YES ? YZ_NAMED_KEY((int)c) : (yz_key)c;
}

/* Everything up to the end mark; a line end is kept as it came, the editor decides. */
static struct yz_event read_paste(void) {
    yz_buffer_clear(&t.paste);
    for (;;) {
        yz_key key = read_key(PASTE_MS);
        if (key < 0 || key == YZ_NAMED_KEY(CODE_PASTE_END)) break;
        char bytes[4];
        if (key < 0x110000 && t.paste.length < PASTE_MOST)
            yz_buffer_append(&t.paste, bytes, (size_t)yz_utf8_encode((uint32_t)key, bytes));
    }
    t.last_was_escape = false;
    return (struct yz_event){
        .kind = YZ_EVENT_PASTE, .text = yz_buffer_string(&t.paste), .length = t.paste.failed ? 0 : t.paste.length};
}

/* The wheel is the arrows. */
static struct yz_event read_mouse(void) {
    MEVENT m;
    if (getmouse(&m) != OK) return (struct yz_event){.kind = YZ_EVENT_NONE};
    if (m.bstate & (BUTTON4_PRESSED | BUTTON5_PRESSED))
        return (struct yz_event){.kind = YZ_EVENT_KEY,
                                 .key = YZ_NAMED_KEY(m.bstate & BUTTON4_PRESSED ? KEY_UP : KEY_DOWN)};
    return (struct yz_event){.kind = m.bstate & BUTTON1_PRESSED ? YZ_EVENT_CLICK : YZ_EVENT_NONE, .row = m.y};
}

/* Only one that shows more than was thought is painted anew. */
static struct yz_event told_width(bool wide) {
    t.asked = false;
    if (!wide) return (struct yz_event){.kind = YZ_EVENT_NONE};
    yz_ambiguous_wide(true);
    yz_canvas_forget();
    clearok(curscr, TRUE);
    return (struct yz_event){.kind = YZ_EVENT_RESIZE};
}

static struct yz_event event_of(yz_key key) {
    if (key == YZ_NAMED_KEY(KEY_RESIZE)) return (struct yz_event){.kind = YZ_EVENT_RESIZE};
    if (key == YZ_NAMED_KEY(CODE_PASTE_BEGIN)) return read_paste();
    if (key == YZ_NAMED_KEY(KEY_MOUSE)) return read_mouse();
    if (key == YZ_NAMED_KEY(CODE_NARROW) || key == YZ_NAMED_KEY(CODE_WIDE))
        return told_width(key == YZ_NAMED_KEY(CODE_WIDE));
    return (struct yz_event){.kind = YZ_EVENT_KEY, .key = yz_key_unified(key)};
}

struct yz_event yz_terminal_read(int wait_ms) {
    struct yz_event none = {.kind = YZ_EVENT_NONE}, end = {.kind = YZ_EVENT_END};
    if (told_to_end) return end;
    /* What follows an Esc may already be with curses, where no waiting sees it. */
    yz_key key = t.last_was_escape ? read_key(0) : -1;
    if (key >= 0) return event_of(key);
    t.last_was_escape = false;
    bool there = wait_input(wait_ms);
    if (told_to_end) return end;
    key = read_key(there ? BURST_MS : 0); /* without input: curses may have a new size to tell */
    if (key >= 0) {
        t.silent = 0;
        return event_of(key);
    }
    t.silent = there ? t.silent + 1 : 0;
    return t.silent > 3 ? end : none; /* readable, and nothing to read: the terminal is gone */
}

/* --- Writing ------------------------------------------------------------------------------------------------------- */

void yz_terminal_size(int *rows, int *columns) {
    getmaxyx(stdscr, *rows, *columns);
}

void yz_terminal_resize(int rows, int columns) {
    resizeterm(rows, columns);
    yz_canvas_forget();
}

void yz_terminal_update(int y, int x, bool row_first) {
    yz_canvas_show();
    wmove(stdscr, y, x);
    if (t.slow && row_first) {
        untouchwin(stdscr);
        touchline(stdscr, y, 1);
        wnoutrefresh(stdscr);
        doupdate();
        touchwin(stdscr);     /* what is on the terminal already is not written again */
        idlok(stdscr, FALSE); /* nor moved out of the way */
    }
    wnoutrefresh(stdscr);
    doupdate();
    if (t.slow) idlok(stdscr, TRUE);
}

void yz_terminal_redraw(void) {
    clearok(curscr, TRUE);
}

void yz_terminal_row(int row, char *out, size_t room) {
    int y, x, columns = getmaxx(stdscr), width;
    size_t used = 0, end = 0;
    getyx(stdscr, y, x);
    for (int column = 0; column < columns; column += width) {
        cchar_t cell;
        wchar_t characters[CCHARW_MAX + 1] = {0};
        attr_t attributes;
        short pair;
        mvwin_wch(stdscr, row, column, &cell);
        getcchar(&cell, characters, &attributes, &pair, NULL);
        width = wcwidth(characters[0]) == 2 ? 2 : 1;
        for (size_t i = 0; characters[i] && used + 5 < room; i++)
            used += (size_t)yz_utf8_encode((uint32_t)characters[i], out + used);
        if (characters[0] != L' ') end = used;
    }
    out[end] = '\0';
    wmove(stdscr, y, x);
}

long yz_terminal_bytes(void) {
    if (!t.out) return 0;
    int fd = fileno(t.out);
    long bytes = (long)lseek(fd, 0, SEEK_CUR);
    if (ftruncate(fd, 0) == 0) lseek(fd, 0, SEEK_SET);
    return bytes;
}
