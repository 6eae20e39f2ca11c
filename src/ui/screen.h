/* A screen: a const struct of callbacks and the size of its private state. It is one file in screens/, and one row in
 * screens.h; everything written once (frame, keys, stack, lists, forms) is not its business.
 *
 * Input goes to the top screen first, then to the one central switch (ui.c): help, find, the function keys, back, undo,
 * reveal, redraw, lock. */
#ifndef YZ_UI_SCREEN_H
#define YZ_UI_SCREEN_H

#include "ui/keys.h"
#include "ui/paint.h"
#include <stddef.h>
#include <yizhan/date.h>
#include <yizhan/kind.h>
#include <yizhan/status.h>

struct yz_ui;

/* Where to go: a screen, and what it shows there. */
struct yz_target {
    char screen[32];      /* name of the screen */
    enum yz_kind_id kind; /* the record … */
    int64_t id;
    char key[64];    /* … or a key: a service's, a case number, a view */
    char extra[256]; /* whatever else the screen understands */
    yz_date day;     /* as of a past day, to be read only; 0 = now */
};

/* As the request of a hint: only the digits up to n do something. */
#define YZ_PICK_TO(n) ((enum yz_request)(YZ_REQ_PICK | (n) << 8))

struct yz_hint {
    enum yz_request request; /* YZ_REQ_NONE ends the list; YZ_PICK_TO */
    const char *label;       /* N_("登记"); NULL = the key table's own */
};

enum {                         /* flags of a screen */
       YZ_SCREEN_BARE = 1,     /* no station, staff and message: the lock screen */
       YZ_SCREEN_UNLISTED = 2, /* cannot be named in the one line (a record's screen needs a record) */
       YZ_SCREEN_GROUPS = 4,   /* Ctrl-R shows sensitive key groups: it asks for the right reveal-group as well */
       YZ_SCREEN_WRITES = 8    /* is there to record something: opened only with the right to write */
};

enum { /* what a screen is made of: whose keys the help then lists */
       YZ_PART_LIST = 1,
       YZ_PART_FORM = 2,
       YZ_PART_LINE = 4,    /* a prompt */
       YZ_PART_PAGES = 8,   /* what scrolls */
       YZ_PART_CHOICES = 16 /* digits choose, and no hint says so */
};

#define YZ_WHERE(state_, member_) (offsetof(state_, member_) + 1) /* 0 = there is none */

enum { YZ_BESIDE = 96 }; /* revealed at once */

/* Any callback may be NULL except paint. `state` is `size` zeroed bytes, alive from open to close. */
struct yz_screen {
    const char *name;             /* "household" */
    const char *title;            /* N_("户"): first line, left; also its name in the one line and the help */
    const char *help;             /* N_("…"): what one does here, lines ending in \n; shown by F1 above the keys */
    enum yz_request function_key; /* YZ_REQ_CASES … YZ_REQ_SYSTEM when a function key opens it, else 0 */
    unsigned flags, parts;
    size_t size;
    /* The list or the form in its state that the screen is made of: YZ_WHERE(struct hours, list). Its `editing`, `cursor` and,
     * of a form, `status` stand in where the screen has none of its own. */
    size_t list, form;

    /* Reads what `target` names. Another status than YZ_OK: not opened; the message is shown, close is not called. */
    enum yz_status (*open)(struct yz_ui *ui, void *state, const struct yz_target *target);
    void (*close)(struct yz_ui *ui, void *state);

    /* The title with what is shown ("办件 2026-000123"); NULL = title. */
    void (*headline)(struct yz_ui *ui, void *state, char *out, size_t room);

    /* Paints the content into `area`, already blank. Reads nothing from the file that it has already read. */
    void (*paint)(struct yz_ui *ui, void *state, struct yz_rect area);

    /* Input; true when it was for this screen. What it does not take goes to the central switch. */
    bool (*input)(struct yz_ui *ui, void *state, const struct yz_input *in);

    /* True while text is being typed: characters then arrive as YZ_REQ_TEXT, not as commands. */
    bool (*editing)(struct yz_ui *ui, void *state);

    /* Where the real cursor stands, in cells of the whole screen (the lists' and forms' cursor functions answer in
     * these); called after paint. False = nowhere: it is then parked at the title. */
    bool (*cursor)(struct yz_ui *ui, void *state, int *y, int *x);

    /* The file changed, by this terminal or another: read again what is shown; keep position and what was typed. */
    enum yz_status (*refresh)(struct yz_ui *ui, void *state);

    /* The line above the hints when there is no message; "" = empty. */
    void (*status)(struct yz_ui *ui, void *state, char *out, size_t room);

    /* The record that Ctrl-R reveals here. False = none. */
    bool (*subject)(struct yz_ui *ui, void *state, enum yz_kind_id *kind, int64_t *id);
    /* The records, all of one kind, that are shown beside it and revealed with it, a line of the journal each; those that may not
     * be stay masked. Answers how many, at most YZ_BESIDE. */
    size_t (*beside)(struct yz_ui *ui, void *state, enum yz_kind_id *kind, int64_t ids[YZ_BESIDE]);

    /* Work that waits until nothing has been typed for a while, in parts of some ms each; true while there is more. Begins anew
     * after each refresh. */
    bool (*idle)(struct yz_ui *ui, void *state);

    /* Write drafts now: the terminal is locked, left, or going away. */
    void (*suspend)(struct yz_ui *ui, void *state);

    /* Hints that come first, in order; those not valid in the place are left out. F1 帮助 is added by itself. */
    const struct yz_hint *hints;
    /* Those of them, or others, that mean something as the screen stands; NULL = `hints`. The help lists `hints`. */
    const struct yz_hint *(*hints_now)(struct yz_ui *ui, const void *state);
};

#endif
