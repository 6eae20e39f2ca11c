/* The terminal itself: curses started and stopped, keys, pastes, sizes and signals as events. The one place that
 * restores the terminal, also when the program dies. */
#ifndef YZ_UI_TERMINAL_H
#define YZ_UI_TERMINAL_H

#include "ui/keys.h"
#include <yizhan/status.h>

enum yz_event_kind {
    YZ_EVENT_NONE, /* nothing came in the time given */
    YZ_EVENT_KEY,
    YZ_EVENT_PASTE,
    YZ_EVENT_RESIZE,
    YZ_EVENT_CLICK, /* of the mouse, where it was asked for ($YIZHAN_MOUSE) */
    YZ_EVENT_IDLE,  /* scripts: do all work that waits for an idle screen */
    YZ_EVENT_END    /* a signal to end, the terminal is gone, the script is over */
};

struct yz_event {
    enum yz_event_kind kind;
    yz_key key;
    const char *text; /* of a paste; valid until the next event */
    size_t length;
    int row; /* of a click */
};

/* Offscreen: no terminal is touched, the screen is kept in memory (scripts). YZ_USAGE when there is no usable terminal. */
enum yz_status yz_terminal_start(bool offscreen);
void yz_terminal_stop(void);

/* The next event, waiting at most `wait_ms` (0: only what is there already). */
struct yz_event yz_terminal_read(int wait_ms);
/* True when more has been typed already. */
bool yz_terminal_typed_ahead(void);

void yz_terminal_size(int *rows, int *columns);
void yz_terminal_resize(int rows, int columns); /* offscreen */
/* After painting: what is on the canvas, the cursor at y, x, then everything out. On a slow line (19,200 baud or less) the cursor's
 * row goes out first when `row_first`, so that who types need not wait for the rest. */
void yz_terminal_update(int y, int x, bool row_first);
void yz_terminal_redraw(void); /* the next update writes every cell */

/* Offscreen: the text of a row, right-trimmed, UTF-8; and the bytes written since the last call. */
void yz_terminal_row(int row, char *out, size_t room);
long yz_terminal_bytes(void);

#endif
