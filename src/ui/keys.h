/* Keys and what they ask for. One table (keys.c) joins request, keys, label and place; the dispatcher, the hint line, the
 * help screen, the scripts and the tests all read it, so none of them can say anything else than the program does.
 *
 * No screen compares a key: it gets a struct yz_input with a request. */
#ifndef YZ_UI_KEYS_H
#define YZ_UI_KEYS_H

#include <stdbool.h>
#include <stddef.h>

/* A key: a character (its code point, control characters included) or a named key (0x110000 + curses' number). */
typedef int yz_key;
#define YZ_NAMED_KEY(curses_code) (0x110000 + (curses_code))

enum yz_request {
    YZ_REQ_NONE, /* a key that means nothing here */
    YZ_REQ_TEXT, /* typed or pasted text for the focused editor: input.text */
    YZ_REQ_HELP,
    YZ_REQ_FIND,
    YZ_REQ_CASES, /* F3 … F9: the screen whose row in the table of screens has this request */
    YZ_REQ_VISITS,
    YZ_REQ_LISTS,
    YZ_REQ_GRIDS,
    YZ_REQ_MEETINGS,
    YZ_REQ_FIGURES,
    YZ_REQ_SYSTEM,
    YZ_REQ_LOCK,
    YZ_REQ_OPEN, /* Enter */
    YZ_REQ_BACK, /* Esc */
    YZ_REQ_SAVE,
    YZ_REQ_UNDO,
    YZ_REQ_PRINT,
    YZ_REQ_REVEAL,
    YZ_REQ_REDRAW,
    YZ_REQ_UP,
    YZ_REQ_DOWN,
    YZ_REQ_LEFT,
    YZ_REQ_RIGHT,
    YZ_REQ_PAGE_UP,
    YZ_REQ_PAGE_DOWN,
    YZ_REQ_HOME,
    YZ_REQ_END,
    YZ_REQ_NEXT,        /* Tab: next field, pane or view */
    YZ_REQ_PREVIOUS,    /* Shift-Tab */
    YZ_REQ_MARK,        /* Space, where no text is typed */
    YZ_REQ_PICK,        /* 1 … 9, and 0, where no text is typed: input.number */
    YZ_REQ_NEW,         /* Ctrl-N: add one (what, says the screen) */
    YZ_REQ_EDIT,        /* Ctrl-E: change the record shown */
    YZ_REQ_SEARCH,      /* Ctrl-F: jump within the list */
    YZ_REQ_SEARCH_NEXT, /* n */
    YZ_REQ_FILTER,      /* Ctrl-T: hide what does not fit */
    YZ_REQ_MARK_ALL,    /* Ctrl-A: mark all that are shown, or none */
    YZ_REQ_ACT,         /* Ctrl-G: take a step with what is marked */
    YZ_REQ_PLACE,       /* Ctrl-O: another station, or all */
    YZ_REQ_SORT,        /* Ctrl-B: another order */
    YZ_REQ_DAY,         /* Ctrl-Y: another day */
    YZ_REQ_MOVE,        /* F12: what happens to a household: moves, births, deaths */
    YZ_REQ_PERSON,      /* Ctrl-X: somebody who is not in the register yet */
    YZ_REQ_LIKELY,      /* Ctrl-O where text is typed: who may be the one being typed */
    YZ_REQ_RUBOUT,      /* Backspace and the other editing keys, where text is typed */
    YZ_REQ_DELETE,
    YZ_REQ_KILL_TO_END,
    YZ_REQ_KILL_TO_START,
    YZ_REQ_KILL_WORD,
    YZ_REQ_WORD_LEFT,
    YZ_REQ_WORD_RIGHT,
    YZ_REQ_COUNT
};

enum {                  /* where a key is valid */
       YZ_IN_LIST = 1,  /* nothing is being typed: letters are commands */
       YZ_IN_FIELD = 2, /* text is being typed: characters are text */
       YZ_IN_ANY = 3
};

struct yz_key_row {
    enum yz_request request;
    const char *keys;  /* names, space between, the one to show first: "F2 / :" */
    const char *label; /* N_("查找"): hint line and help */
    const char *help;  /* N_("…"): one line for the help screen; may be NULL */
    unsigned where;    /* YZ_IN_… */
    int hint;          /* priority in the hint line, 1 first; 0 = only when a screen asks for it */
};

/* Rows in the order of the help screen; a request may have two (letters only where nothing is typed). */
extern const struct yz_key_row yz_key_table[];
extern const size_t yz_key_rows;

struct yz_input {
    enum yz_request request;
    int number;       /* PICK: 0 … 9 */
    const char *text; /* TEXT: UTF-8, one character as typed or a whole paste */
    size_t length;    /* of text, bytes */
    bool pasted;
};

/* What a key asks for in a place (YZ_IN_LIST or YZ_IN_FIELD). Full-width signs, letters and digits count as their ASCII
 * forms outside of fields. YZ_REQ_TEXT for characters in a field, YZ_REQ_NONE for what means nothing. */
enum yz_request yz_key_request(yz_key key, unsigned where, int *number);

/* The first row of a request that is valid there; NULL if there is none. */
const struct yz_key_row *yz_key_row_of(enum yz_request request, unsigned where);

/* The key to show for a request, as people write it ("F2", "Ctrl-S", "空格"); `out` of 24 bytes; "" if there is none. */
char *yz_key_label(enum yz_request request, unsigned where, char out[24]);

/* A key by name: "F2" "Ctrl-S" "Enter" "Esc" "Tab" "Shift-Tab" "Up" … or one character; 0 when there is no such key. */
yz_key yz_key_named(const char *name);

/* A key as it comes from curses: unifies the codes of Enter, Backspace, Home, End. */
yz_key yz_key_unified(yz_key key);

#endif
