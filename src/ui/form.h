/* A form: fields one below another, each an editor over a text. Written once for every form.
 *
 * A field's value is always text, in normal form: days "2026-11-23", moments "2026-11-23 03:20", flags "yes" or "",
 * choices and lookups the value of an option (of a code table: its key), ticks the values with commas between, money
 * "400.00". So a draft is name → text, findings name fields, and services take what the form gives.
 *
 * A field is checked when it is left and all of them on saving; the message stands under the field. No key is ever
 * blocked. Keys: Tab, Enter and arrows move, Ctrl-S saves (the screen takes YZ_REQ_SAVE), Ctrl-Z takes back what was
 * typed in the field and nothing else, Esc leaves the field, Esc again the screen (and asks only when something changed). Enter in the
 * last field is not the form's: the screen saves on it, as on YZ_REQ_SAVE. */
#ifndef YZ_UI_FORM_H
#define YZ_UI_FORM_H

#include "base/line_edit.h"
#include "ui/ui.h"
#include <yizhan/findings.h>

enum yz_editor {
    YZ_EDIT_TEXT,
    YZ_EDIT_DAY,    /* 2024.3.5 20240305 今天 -1 +2w */
    YZ_EDIT_MOMENT, /* a day, or a day and a time of day; 现在 */
    YZ_EDIT_NUMBER, /* a whole number */
    YZ_EDIT_MONEY,
    YZ_EDIT_FLAG,
    YZ_EDIT_CHOICE, /* one of a code table (`of`) or of the options callback */
    YZ_EDIT_LOOKUP, /* typed, names found shown below while typing; one of the options callback */
    YZ_EDIT_TICKS,  /* several of the options: papers seen */
    YZ_EDIT_SHOW,   /* shown, never typed; set it with yz_form_set */
    YZ_EDIT_HEADING /* a line of its own between groups: the label */
};

enum { /* flags of a field; its owner may change them at any time */
       YZ_FORM_REQUIRED = 1,
       YZ_FORM_WARN_EMPTY = 2,
       YZ_FORM_QUOTES = 4, /* quotes at its ends are its own */
       YZ_FORM_HIDDEN = 8  /* not asked for now */
};
enum { YZ_OPTIONS = 64, YZ_FORM_TEXT = 512 };
enum yz_form_draft {
    YZ_KEPT,
    YZ_UNKEPT,
    YZ_UNKEPT_SAID
}; /* whether the last draft was written, and that it was not told */

struct yz_option {
    char value[64];
    char label[96];
    char note[96]; /* dim, after the label; may be "" */
};

struct yz_form;

struct yz_form_field {
    const char *name;  /* as in findings, drafts, --set */
    const char *label; /* N_("出生日期"), or already translated text that lives as long as the form */
    enum yz_editor editor;
    const char *of;   /* code table of a choice; NULL = the options callback */
    const char *help; /* one line with an example, shown while the field has the cursor; may be NULL */
    unsigned flags;   /* YZ_FORM_… */
    size_t room;      /* bytes of the text, NUL included; 0 = 192; at most YZ_FORM_TEXT */
    /* Further check of a text that is not empty; may normalise it in place (room bytes). May be NULL. */
    void (*check)(void *ctx, char *text, size_t room, const char *name, struct yz_findings *f);
};

/* Whether the field is asked for now. */
void yz_form_show_field(struct yz_form_field *field, bool shown);

/* What the screen adds; ctx is the screen's. Any may be NULL. */
struct yz_form_events {
    /* Options of a lookup (those that `typed` fits, best first), of a choice without code table or of ticks (all;
     * `typed` is ""). Answers how many it wrote, at most `max`. */
    size_t (*options)(void *ctx, struct yz_form *form, const char *field, const char *typed, struct yz_option *out,
                      size_t max);
    /* The field was left with another text than it was entered with, checked and normalised: write the draft, work out
     * what depends on it (yz_form_set). */
    void (*left)(void *ctx, struct yz_form *form, const char *field);
    /* The text of the field changed by a key (also of a choice): quick things only. */
    void (*typed)(void *ctx, struct yz_form *form, const char *field);
    /* False hides a field (it is neither shown nor checked). */
    bool (*visible)(void *ctx, struct yz_form *form, const char *field);
    /* Rules over the whole, on yz_form_check. */
    void (*check)(void *ctx, struct yz_form *form, struct yz_findings *f);
};

struct yz_form_slot; /* a field's text and state */

struct yz_form {
    const struct yz_form_field *fields;
    size_t count;
    const struct yz_form_events *events;
    void *ctx;
    struct yz_form_slot *slots;
    size_t focus;
    size_t top;   /* first line shown */
    bool resting; /* Esc was pressed: no field has the cursor until another key */
    bool changed; /* something was typed since open or yz_form_saved */
    size_t told;  /* the field, from 1, that keys from before the question last went to; 0 = none do */
    enum yz_form_draft unkept;
    struct yz_line_edit line;
    struct yz_option options[YZ_OPTIONS]; /* of the focused field */
    size_t option_count, option;          /* option: the one pointed at */
    bool suggesting;                      /* the options stand below the field */
    char typed[YZ_FORM_TEXT];             /* what is typed in a choice or lookup */
    struct yz_finding whole;              /* what names no field; rule "" = none */
    int cursor_y, cursor_x;
};

/* `fields` must outlive the form. YZ_BUSY when memory runs out. Release with yz_form_close. */
enum yz_status yz_form_open(struct yz_form *form, const struct yz_form_field *fields, size_t count,
                            const struct yz_form_events *events, void *ctx);
void yz_form_close(struct yz_form *form);

/* Values by name. yz_form_set takes a text in normal form and counts as no change by the person; of a lookup or a
 * choice from the options callback, yz_form_set_option gives the label to show as well. */
const char *yz_form_get(const struct yz_form *form, const char *field);
void yz_form_set(struct yz_form *form, const char *field, const char *text);
/* What stands in the fields now is the program's: in a field of text, what is typed first takes its place, as long as it
 * was not changed. */
void yz_form_suggested(struct yz_form *form);
void yz_form_set_option(struct yz_form *form, const char *field, const char *value, const char *label);

/* Input; true when it was for the form. Never taken: YZ_REQ_SAVE, and YZ_REQ_OPEN in the last field: save on both.
 * While Esc leads out and something changed, it asks and then calls yz_ui_back. */
bool yz_form_input(struct yz_form *form, struct yz_ui *ui, const struct yz_input *in);
/* True while the focused editor takes characters. */
bool yz_form_editing(const struct yz_form *form);

/* Leaves the field, checks all fields and the whole; the first error gets the cursor. True when nothing forbids saving. */
bool yz_form_check(struct yz_form *form);
/* Shows one finding under its field, or in the status line, and leaves the cursor alone; false when it names no field or
 * something as bad stands there. */
bool yz_form_show_finding(struct yz_form *form, const struct yz_finding *found);
/* Shows findings of a service under the fields they name; the first error gets the cursor. What names no field of the
 * form is said in the status line by yz_form_status. */
void yz_form_show_findings(struct yz_form *form, const struct yz_findings *f);

void yz_form_focus(struct yz_form *form, const char *field);
const char *yz_form_focused(const struct yz_form *form);
/* Everything typed is saved: Esc asks no more. */
void yz_form_saved(struct yz_form *form);
/* How writing the draft ended: a failure is said, and remembered, since Esc says what becomes of what was typed. */
void yz_form_drafted(struct yz_form *form, struct yz_ui *ui, enum yz_status status);
/* For a form that goes without a question, its draft just written: false when it was not; that is said once, and the next
 * Esc goes. */
bool yz_form_may_go(struct yz_form *form, struct yz_ui *ui);

void yz_form_paint(struct yz_form *form, struct yz_rect area, bool focused);
bool yz_form_cursor(const struct yz_form *form, int *y, int *x);
/* For the screen's status callback: the help of the field with the cursor, or the finding about the whole. */
void yz_form_status(const struct yz_form *form, char *out, size_t room);

#endif
