/* curses with its wide-character functions. Only terminal.c, theme.c, canvas.c and keys.c include it. */
#ifndef YZ_UI_CURSES_WIDE_H
#define YZ_UI_CURSES_WIDE_H

#ifndef NCURSES_WIDECHAR
#define NCURSES_WIDECHAR 1
#endif
#include <curses.h>

/* Keys that terminfo does not name; terminal.c teaches curses their sequences. */
enum { CODE_PASTE_BEGIN = 1001, CODE_PASTE_END, CODE_WORD_LEFT, CODE_WORD_RIGHT, CODE_NARROW, CODE_WIDE };

#endif
