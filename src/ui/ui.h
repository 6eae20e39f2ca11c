/* The terminal interface: what its screens may ask of it. */
#ifndef YZ_UI_UI_H
#define YZ_UI_UI_H

#include "ui/screen.h"
#include <yizhan/date.h>
#include <yizhan/session.h>

struct yz_ui_options {
    const char *script;                     /* --script FILE; NULL = $YIZHAN_SCRIPT, else the keyboard */
    const struct yz_screen *const *screens; /* NULL-terminated; NULL = all (screens.h). The first one is home. */
    const struct yz_target *start;          /* opened over home; NULL = none … */
    size_t start_count;                     /* … so many, the last one on top; 0 = one */
    bool tour;                              /* it begins with the tour */
    void *user;                             /* for yz_ui_user: tests */
};

/* Runs until the person leaves. Curses begins only here, after everything that may fail with a plain line on stderr.
 * YZ_REFUSED when a script's expectation fails (said on stderr with its line and the screen), YZ_USAGE when the script or
 * the terminal cannot be used. `session` may be NULL (tests of the widgets). */
enum yz_status yz_ui_run(struct yz_session *session, const struct yz_ui_options *options);

/* Tells the one line which screens can be named (NULL = all): yz_ui_run does it, commands that search do it before. */
void yz_ui_name_screens(const struct yz_screen *const *screens);

struct yz_session *yz_ui_session(const struct yz_ui *ui);
void *yz_ui_user(const struct yz_ui *ui);
bool yz_ui_replaying(const struct yz_ui *ui); /* keys come that were typed before an offer was answered */
bool yz_ui_scripted(const struct yz_ui *ui);  /* keys come from a script, which waits for what they do */

/* Opens a screen over this one; when the very same (screen, record, key) is already open further down, that one comes up
 * as it was left. On failure the message is shown and the present screen stays. */
enum yz_status yz_ui_open(struct yz_ui *ui, const struct yz_target *target);
/* Opens in place of the present screen: Esc then leads to what was before it (form → receipt). */
enum yz_status yz_ui_replace(struct yz_ui *ui, const struct yz_target *target);
/* Closes the present screen. The state of the caller lives until its callback returns. At home it does nothing. */
void yz_ui_back(struct yz_ui *ui);
/* Closes all that is open and begins at home: somebody else signed in. */
void yz_ui_start_over(struct yz_ui *ui);
/* Ends the program as F10 F10 does. */
void yz_ui_leave(struct yz_ui *ui);

/* A short way to a target: yz_ui_open(ui, &YZ_TARGET("household", YZ_HOUSEHOLD, id)) */
/* NOLINTNEXTLINE(bugprone-macro-parentheses): a literal in parentheses does not fill an array */
#define YZ_TARGET(screen_, kind_, id_) ((struct yz_target){.screen = screen_, .kind = (kind_), .id = (id_)})

/* Begins the tour over whatever is open. YZ_REFUSED where the people are real. */
enum yz_status yz_ui_tour(struct yz_ui *ui);

/* The line above the hints; stays until the next key. Role: YZ_ROLE_TEXT, _GOOD, _WARNING, _ERROR. */
void yz_ui_say(struct yz_ui *ui, enum yz_role role, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* Before something that takes a while: shown at once, gone with the next paint. Keys typed meanwhile wait. */
void yz_ui_busy(struct yz_ui *ui, const char *text);
/* The message left by yz_fail when status is not YZ_OK. Answers true when it is YZ_OK: if (!yz_ui_ok(ui, f())) … */
bool yz_ui_ok(struct yz_ui *ui, enum yz_status status);

/* After an act: all open screens read again what they show. */
void yz_ui_changed(struct yz_ui *ui);
/* Repaint after this turn (input that was taken does so by itself). */
void yz_ui_repaint(struct yz_ui *ui);

/* True while personal data of the record is to be shown masked: always, but for the minute after Ctrl-R on the
 * screen where it was asked. */
bool yz_ui_masked(const struct yz_ui *ui, enum yz_kind_id kind, int64_t id);
/* And whether sensitive key groups of it are: they ask for a right of their own. */
bool yz_ui_group_masked(const struct yz_ui *ui, enum yz_kind_id kind, int64_t id);

/* Questions, in the line above the hints; the answer comes later, to `answered`, with the state of the screen that asked.
 * Only for what cannot be undone, and for reasons. */
typedef void yz_ui_answered(struct yz_ui *ui, void *state, const char *answer);
/* Enter (also y 是) → answer "", Esc → not called. `yes` is what Enter does: _("放弃"). */
void yz_ui_ask(struct yz_ui *ui, const char *question, const char *yes, yz_ui_answered *answered);
/* The same before a form: what was kept can be gone on with. Keys typed ahead for the form wait, and go to it after either
 * answer. */
void yz_ui_offer(struct yz_ui *ui, const char *question, const char *yes, yz_ui_answered *answered);
/* A line of text (not empty) → its answer; Esc → not called. `text` = what stands there at first, may be NULL. */
void yz_ui_ask_line(struct yz_ui *ui, const char *question, const char *text, yz_ui_answered *answered);
/* The same with a text that only is likely: Enter takes it, what is typed takes its place. */
void yz_ui_suggest(struct yz_ui *ui, const char *question, const char *text, yz_ui_answered *answered);
/* One of a table of codes, all told in the question, by number or word; `code` is suggested. The answer is as typed. */
void yz_ui_ask_code(struct yz_ui *ui, const char *question, const char *table, int32_t code, yz_ui_answered *answered);

/* The screens of this run: for the help screen and the one line. */
const struct yz_screen *const *yz_ui_screens(const struct yz_ui *ui);
const struct yz_screen *yz_ui_screen_named(const struct yz_ui *ui, const char *name);
/* The screen on top; while a screen's open runs, still the one below it (which the help screen explains). NULL while home
 * opens. */
const struct yz_screen *yz_ui_present(const struct yz_ui *ui);

#endif
