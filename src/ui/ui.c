/* The interface as a whole: start and end, the stack of screens, and the central switch. */
#include "ui/ui_private.h"

#include "base/text.h"
#include "ui/form.h"
#include "ui/list.h"
#include "ui/screens/screens.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/find.h>
#include <yizhan/accounts.h>
#include <yizhan/i18n.h>
#include <yizhan/journal.h>
#include <yizhan/reveal.h>
#include <yizhan/rights.h>

struct yz_session *yz_ui_session(const struct yz_ui *ui) {
    return ui->session;
}

void *yz_ui_user(const struct yz_ui *ui) {
    return ui->user;
}

bool yz_ui_replaying(const struct yz_ui *ui) {
    return ui->replaying;
}

bool yz_ui_scripted(const struct yz_ui *ui) {
    return ui->script != NULL;
}

const struct yz_screen *const *yz_ui_screens(const struct yz_ui *ui) {
    return ui->screens;
}

const struct yz_screen *yz_ui_screen_named(const struct yz_ui *ui, const char *name) {
    for (const struct yz_screen *const *s = ui->screens; *s; s++) {
        if (strcmp((*s)->name, name) == 0) return *s;
    }
    return NULL;
}

const struct yz_screen *yz_ui_present(const struct yz_ui *ui) {
    return ui->depth > 0 ? ui->stack[ui->depth - 1].screen : NULL;
}

struct yz_level *yz_ui_top(struct yz_ui *ui) {
    return &ui->stack[ui->depth - 1];
}

void *yz_level_part(const struct yz_level *level, size_t where) {
    return (char *)level->state + where - 1;
}

bool yz_ui_editing(struct yz_ui *ui) {
    struct yz_level *top = yz_ui_top(ui);
    if (top->screen->editing) return top->screen->editing(ui, top->state);
    if (top->screen->list) return yz_list_editing(yz_level_part(top, top->screen->list));
    return top->screen->form && yz_form_editing(yz_level_part(top, top->screen->form));
}

/* --- Messages ------------------------------------------------------------------------------------------------------ */

void yz_ui_say(struct yz_ui *ui, enum yz_role role, const char *format, ...) {
    va_list args;
    va_start(args, format);
    vsnprintf(ui->message, sizeof ui->message, format, args);
    va_end(args);
    ui->message[yz_utf8_cut(ui->message, sizeof ui->message - 1)] = '\0';
    yz_sentence(ui->message);
    ui->message_role = role;
    yz_ui_repaint(ui);
}

void yz_ui_busy(struct yz_ui *ui, const char *text) {
    yz_ui_say(ui, YZ_ROLE_TEXT, "%s", text);
    yz_frame_paint(ui);
    ui->message[0] = '\0';
    yz_ui_repaint(ui);
}

bool yz_ui_ok(struct yz_ui *ui, enum yz_status status) {
    if (status == YZ_OK) return true;
    yz_ui_say(ui, YZ_ROLE_ERROR, "%s", yz_message());
    return false;
}

void yz_ui_repaint(struct yz_ui *ui) {
    ui->dirty |= YZ_DIRTY_ALL;
}

/* --- The stack ----------------------------------------------------------------------------------------------------- */

static void release(struct yz_ui *ui, struct yz_level *level) {
    if (level->screen->close) level->screen->close(ui, level->state);
    free(level->state);
}

void yz_ui_release_buried(struct yz_ui *ui) {
    while (ui->buried_count > 0) release(ui, &ui->buried[--ui->buried_count]);
}

static void bury(struct yz_ui *ui, size_t index) {
    struct yz_level level = ui->stack[index];
    memmove(&ui->stack[index], &ui->stack[index + 1], (--ui->depth - index) * sizeof *ui->stack);
    if (ui->question.open && ui->question.state == level.state) ui->question.open = false;
    if (ui->buried_count == YZ_DEPTH) release(ui, &ui->buried[--ui->buried_count]);
    ui->buried[ui->buried_count++] = level;
}

static bool same_target(const struct yz_target *a, const struct yz_target *b) {
    return a->kind == b->kind && a->id == b->id && a->day == b->day && strcmp(a->screen, b->screen) == 0 &&
           strcmp(a->key, b->key) == 0 && strcmp(a->extra, b->extra) == 0;
}

/* An open level with the same target comes up as it was left. Home stays at the bottom. */
static bool raise_open(struct yz_ui *ui, const struct yz_target *target) {
    for (size_t i = 1; i < ui->depth; i++) {
        if (!same_target(&ui->stack[i].target, target)) continue;
        struct yz_level level = ui->stack[i];
        memmove(&ui->stack[i], &ui->stack[i + 1], (ui->depth - i - 1) * sizeof *ui->stack);
        ui->stack[ui->depth - 1] = level;
        return true;
    }
    return false;
}

/* Home is reached by closing what lies over it. Forms there keep what was typed: they were suspended. */
static bool back_to_home(struct yz_ui *ui, const struct yz_target *target) {
    if (ui->depth == 0 || !same_target(&ui->stack[0].target, target)) return false;
    while (ui->depth > 1) {
        struct yz_level *top = yz_ui_top(ui);
        if (top->screen->suspend) top->screen->suspend(ui, top->state);
        bury(ui, ui->depth - 1);
    }
    return true;
}

/* Too many open: the one that was opened first, over home, gives way. */
static void make_room(struct yz_ui *ui) {
    if (ui->depth < YZ_DEPTH) return;
    if (ui->stack[1].screen->suspend) ui->stack[1].screen->suspend(ui, ui->stack[1].state);
    bury(ui, 1);
}

/* Nobody fills in a form that the own role may not save. */
static enum yz_status may_open(const struct yz_ui *ui, const struct yz_screen *screen) {
    return ui->session && screen->flags & YZ_SCREEN_WRITES ? yz_must(ui->session, YZ_RIGHT_WRITE) : YZ_OK;
}

static enum yz_status push(struct yz_ui *ui, const struct yz_screen *screen, const struct yz_target *target) {
    struct yz_level level = {.screen = screen, .target = *target};
    enum yz_status status = may_open(ui, screen);
    if (status != YZ_OK) return status;
    level.state = calloc(1, screen->size ? screen->size : 1);
    if (!level.state) return yz_fail(YZ_BUSY, _("内存不足"));
    bool asked = ui->question.open;
    status = screen->open ? screen->open(ui, level.state, target) : YZ_OK;
    if (status != YZ_OK) {
        if (!asked) ui->question.open = false;
        free(level.state);
        return status;
    }
    make_room(ui);
    ui->stack[ui->depth++] = level;
    if (!asked) ui->question.state = level.state; /* what it asked while it opened is its own */
    return YZ_OK;
}

enum yz_status yz_ui_open(struct yz_ui *ui, const struct yz_target *target) {
    struct yz_target copy = *target; /* it may lie in what is closed here */
    const struct yz_screen *screen = yz_ui_screen_named(ui, copy.screen);
    enum yz_status status = YZ_OK;
    yz_ui_repaint(ui);
    if (!screen) {
        status = yz_fail(YZ_REFUSED, _("没有名叫 %s 的屏幕"), copy.screen);
    } else if (!back_to_home(ui, &copy) && !raise_open(ui, &copy)) {
        status = push(ui, screen, &copy);
    }
    if (ui->depth > 0) yz_ui_ok(ui, status);
    return status;
}

enum yz_status yz_ui_replace(struct yz_ui *ui, const struct yz_target *target) {
    void *old = yz_ui_top(ui)->state;
    enum yz_status status = yz_ui_open(ui, target);
    for (size_t i = 1; status == YZ_OK && i + 1 < ui->depth; i++) {
        if (ui->stack[i].state == old) bury(ui, i);
    }
    return status;
}

void yz_ui_back(struct yz_ui *ui) {
    yz_ui_repaint(ui);
    if (ui->depth > 1) bury(ui, ui->depth - 1);
}

void yz_ui_leave(struct yz_ui *ui) {
    ui->leaving = true;
}

static void suspend_all(struct yz_ui *ui) {
    for (size_t i = 0; i < ui->depth; i++) {
        if (ui->stack[i].screen->suspend) ui->stack[i].screen->suspend(ui, ui->stack[i].state);
    }
}

void yz_ui_changed(struct yz_ui *ui) {
    for (size_t i = 0; i < ui->depth; i++) ui->stack[i].stale = true;
    yz_ui_repaint(ui);
}

/* A screen whose record is gone (undone here, or by another terminal) closes; a message that is there already says why. */
static bool close_gone(struct yz_ui *ui, enum yz_status status) {
    if (status != YZ_REFUSED || ui->depth < 2) return false;
    if (!*ui->message) yz_ui_ok(ui, status);
    bury(ui, ui->depth - 1);
    return true;
}

void yz_ui_refresh_stale(struct yz_ui *ui) {
    while (yz_ui_top(ui)->stale) {
        struct yz_level *top = yz_ui_top(ui);
        top->stale = top->rested = false;
        yz_ui_repaint(ui);
        enum yz_status status = top->screen->refresh ? top->screen->refresh(ui, top->state) : YZ_OK;
        if (!close_gone(ui, status)) yz_ui_ok(ui, status);
    }
}

/* --- The central switch ---------------------------------------------------------------------------------------------- */

bool yz_ui_masked(const struct yz_ui *ui, enum yz_kind_id kind, int64_t id) {
    for (size_t i = 0; i < ui->depth; i++) {
        const struct yz_level *l = &ui->stack[i];
        bool shown = l->revealed == kind && l->revealed_id == id;
        for (size_t k = 0; !shown && l->beside_kind == kind && k < l->beside_count; k++) shown = l->beside[k] == id;
        if (shown && id != 0 && yz_now() < l->revealed_until) return false;
    }
    return true;
}

bool yz_ui_group_masked(const struct yz_ui *ui, enum yz_kind_id kind, int64_t id) {
    return yz_ui_masked(ui, kind, id) || !yz_may(ui->session, YZ_RIGHT_REVEAL_GROUP);
}

/* Who may not be shown stays masked; how many those are. */
static size_t reveal_beside(struct yz_ui *ui, struct yz_level *top, void *state, const char *reason) {
    int64_t ids[YZ_BESIDE];
    size_t refused = 0;
    top->beside_count = 0;
    size_t count = top->screen->beside ? top->screen->beside(ui, state, &top->beside_kind, ids) : 0;
    for (size_t i = 0; i < count; i++) {
        if (yz_reveal(ui->session, top->beside_kind, ids[i], reason) == YZ_OK)
            top->beside[top->beside_count++] = ids[i];
        else refused++;
    }
    return refused;
}

static void reveal_with(struct yz_ui *ui, void *state, const char *reason) {
    struct yz_level *top = yz_ui_top(ui);
    enum yz_kind_id kind;
    int64_t id;
    if (!top->screen->subject(ui, state, &kind, &id)) return;
    if (!yz_ui_ok(ui, yz_reveal(ui->session, kind, id, reason))) return;
    size_t refused = reveal_beside(ui, top, state, reason);
    top->revealed = kind;
    top->revealed_id = id;
    top->revealed_until = yz_now() + yz_reveal_rules()->seconds * 1000;
    yz_copy(ui->reason, sizeof ui->reason, reason);
    yz_ui_changed(ui);
    if (refused)
        yz_ui_say(ui, YZ_ROLE_WARNING, _("显示 %1$lld 秒；另有 %2$zu 位没有查看的权利，仍然遮盖"),
                  (long long)yz_reveal_rules()->seconds, refused);
    else
        yz_ui_say(ui, YZ_ROLE_GOOD, _("显示 %lld 秒，原因已记入日志：%s"), (long long)yz_reveal_rules()->seconds,
                  reason);
}

/* A number stands for a reason of the list, 0 for the last one; anything else is a reason itself. */
static void reveal_answered(struct yz_ui *ui, void *state, const char *answer) {
    char typed[64];
    const char *listed = NULL;
    yz_text_fold(typed, sizeof typed, answer);
    if (typed[strspn(typed, "0123456789")]) listed = answer;
    else if (!typed[1]) listed = typed[0] > '0' ? yz_reveal_reason(typed[0] - '1') : *ui->reason ? ui->reason : NULL;
    if (listed) reveal_with(ui, state, listed);
    else yz_ui_say(ui, YZ_ROLE_WARNING, _("没有 %s 这个原因"), typed);
}

/* "显示原因：0上次 1联系 2核对": as many as there are. */
static void ask_reason(struct yz_ui *ui) {
    char text[sizeof ui->question.text];
    const char *name;
    int n = snprintf(text, sizeof text, "%s%s", _("原因："), *ui->reason ? _("0上次 ") : "");
    for (int i = 0; (name = yz_reveal_reason_short(i)) && n < (int)sizeof text; i++)
        n += snprintf(text + n, sizeof text - (size_t)n, "%s%d%s", i ? " " : "", i + 1, name);
    text[yz_utf8_cut(text, sizeof text - 1)] = '\0';
    yz_ui_ask_line(ui, text, NULL, reveal_answered);
}

static void reveal(struct yz_ui *ui) {
    struct yz_level *top = yz_ui_top(ui);
    enum yz_kind_id kind;
    int64_t id;
    if (!top->screen->subject || !top->screen->subject(ui, top->state, &kind, &id)) {
        yz_ui_say(ui, YZ_ROLE_WARNING, _("这里一次看不了一条；Enter 打开要看的那一条，再按 Ctrl-R"));
        return;
    }
    enum yz_status may = yz_reveal_rules() ? yz_reveal_allowed(ui->session, kind, id) : YZ_REFUSED;
    if (may == YZ_OK && top->screen->flags & YZ_SCREEN_GROUPS) may = yz_must(ui->session, YZ_RIGHT_REVEAL_GROUP);
    if (!yz_ui_ok(ui, may)) return;
    ask_reason(ui);
}

static void undo_asked(struct yz_ui *ui, void *state, const char *answer) {
    struct yz_undo done;
    char text[320]; /* before it is done: a record that is gone has no name */
    (void)state;
    (void)answer;
    if (!yz_ui_ok(ui, yz_undo_look(ui->session, ui->undo_act, &done))) return;
    yz_undo_text(ui->session, &done, text, sizeof text);
    if (!yz_ui_ok(ui, yz_undo(ui->session, ui->undo_act, &done))) return;
    yz_ui_changed(ui);
    yz_ui_say(ui, YZ_ROLE_GOOD, _("已撤销：%s"), text);
}

/* What is not of today is asked about: the key pressed once too often would reach back for weeks without a word. */
static void undo(struct yz_ui *ui) {
    struct yz_undo next;
    char text[320], question[sizeof ui->question.text];
    if (!ui->session || !yz_ui_ok(ui, yz_undo_look(ui->session, 0, &next))) return;
    ui->undo_act = next.act;
    if (yz_moment_date(next.at) == yz_today()) {
        undo_asked(ui, NULL, "");
        return;
    }
    snprintf(question, sizeof question, _("撤销：%s？"), yz_undo_text(ui->session, &next, text, sizeof text));
    question[yz_utf8_cut(question, sizeof question - 1)] = '\0';
    yz_ui_ask(ui, question, _("是"), undo_asked);
}

static void open_named(struct yz_ui *ui, const char *name) {
    struct yz_target target = {.kind = YZ_NO_KIND};
    yz_copy(target.screen, sizeof target.screen, name);
    yz_ui_open(ui, &target);
}

static void say_no_use(struct yz_ui *ui, enum yz_request request) {
    char key[24];
    yz_key_label(request, YZ_IN_ANY, key);
    yz_ui_say(ui, YZ_ROLE_WARNING, _("%s 在这里没有作用"), key);
}

static void open_by_function_key(struct yz_ui *ui, enum yz_request request) {
    for (const struct yz_screen *const *s = ui->screens; *s; s++) {
        if ((*s)->function_key == request) {
            open_named(ui, (*s)->name);
            return;
        }
    }
    say_no_use(ui, request);
}

/* These have screens of their own when the table has them. */
static void open_or_say(struct yz_ui *ui, const char *name, enum yz_request request) {
    if (yz_ui_screen_named(ui, name)) {
        open_named(ui, name);
    } else {
        say_no_use(ui, request);
    }
}

/* About the screen one is on: each has a help of its own. */
static void help(struct yz_ui *ui) {
    struct yz_target target = {.screen = "help"};
    const struct yz_screen *about = yz_ui_present(ui);
    if (strcmp(about->name, "help") == 0) return;
    yz_copy(target.extra, sizeof target.extra, about->name);
    yz_ui_open(ui, &target);
}

void yz_ui_lock(struct yz_ui *ui, const char *why) {
    struct yz_target target = {.screen = "lock"};
    const struct yz_screen *present = yz_ui_present(ui);
    if (!yz_ui_screen_named(ui, "lock") || (present && strcmp(present->name, "lock") == 0)) return;
    suspend_all(ui);
    ui->question.open = false;
    ui->held_count = 0;
    yz_copy(target.extra, sizeof target.extra, why);
    yz_ui_open(ui, &target);
}

void yz_ui_central(struct yz_ui *ui, const struct yz_input *in) {
    switch (in->request) {
    case YZ_REQ_HELP: help(ui); break;
    case YZ_REQ_FIND: open_or_say(ui, "find", in->request); break;
    case YZ_REQ_CASES:
    case YZ_REQ_VISITS:
    case YZ_REQ_LISTS:
    case YZ_REQ_GRIDS:
    case YZ_REQ_MEETINGS:
    case YZ_REQ_FIGURES:
    case YZ_REQ_SYSTEM: open_by_function_key(ui, in->request); break;
    case YZ_REQ_LOCK: yz_ui_lock(ui, ""); break;
    case YZ_REQ_BACK: yz_ui_back(ui); break;
    case YZ_REQ_UNDO: undo(ui); break;
    case YZ_REQ_REVEAL: reveal(ui); break;
    case YZ_REQ_SAVE:
    case YZ_REQ_PRINT:
    case YZ_REQ_NEW:
    case YZ_REQ_EDIT:
    case YZ_REQ_SEARCH:
    case YZ_REQ_FILTER: say_no_use(ui, in->request); break;
    case YZ_REQ_NONE: yz_ui_say(ui, YZ_ROLE_WARNING, _("这个键在这里没有作用；F1 看帮助")); break;
    default: break;
    }
}

/* --- Start and end --------------------------------------------------------------------------------------------------- */

static const char *script_of(const struct yz_ui_options *options) {
    if (options->script) return options->script;
    const char *path = getenv("YIZHAN_SCRIPT");
    return path && *path ? path : NULL;
}

void yz_ui_name_screens(const struct yz_screen *const *screens) {
    static struct yz_find_screen listed[64];
    size_t n = 0;
    for (const struct yz_screen *const *s = screens ? screens : yz_screens; *s && n < sizeof listed / sizeof *listed;
         s++) {
        if (!((*s)->flags & YZ_SCREEN_UNLISTED)) listed[n++] = (struct yz_find_screen){(*s)->name, (*s)->title};
    }
    yz_find_screens(listed, n);
}

static enum yz_status open_home(struct yz_ui *ui) {
    struct yz_target home = {.kind = YZ_NO_KIND};
    yz_copy(home.screen, sizeof home.screen, ui->screens[0]->name);
    return push(ui, ui->screens[0], &home);
}

/* Somebody else is there now: nothing that the one before had open is. Their drafts were written. */
void yz_ui_start_over(struct yz_ui *ui) {
    while (ui->depth > 0) bury(ui, ui->depth - 1);
    ui->noted = true; /* signing in was */
    if (open_home(ui) != YZ_OK) ui->leaving = true;
    yz_ui_repaint(ui);
}

static enum yz_status open_first(struct yz_ui *ui, const struct yz_ui_options *options) {
    struct yz_target lock = {.screen = "lock"};
    if (ui->session && !yz_session_staff(ui->session)->id) return push(ui, yz_ui_screen_named(ui, "lock"), &lock);
    enum yz_status status = open_home(ui);
    size_t count = !options->start ? 0 : options->start_count ? options->start_count : 1;
    for (size_t i = 0; status == YZ_OK && i < count; i++)
        yz_ui_open(ui, &options->start[i]); /* a refusal is shown over home */
    if (status == YZ_OK && options->tour) status = yz_ui_tour(ui);
    return status;
}

static void close_all(struct yz_ui *ui) {
    while (ui->depth > 0) bury(ui, ui->depth - 1);
    yz_ui_release_buried(ui);
}

/* The first screen reads what it shows before curses begins: what fails there is a plain line on stderr. */
static enum yz_status run(struct yz_ui *ui, const struct yz_ui_options *options) {
    yz_ui_name_screens(ui->screens);
    enum yz_status status = open_first(ui, options);
    if (status == YZ_OK) status = yz_terminal_start(ui->script != NULL);
    if (status != YZ_OK) {
        close_all(ui);
        return status;
    }
    yz_theme_choose();
    yz_ui_tell_settings(ui);
    yz_loop(ui);
    if (ui->session && ui->noted && yz_session_staff(ui->session)->id) yz_sign_note(ui->session, "sign-out");
    suspend_all(ui);
    close_all(ui);
    yz_terminal_stop();
    return ui->script ? yz_script_result(ui->script) : YZ_OK;
}

enum yz_status yz_ui_run(struct yz_session *session, const struct yz_ui_options *options) {
    struct yz_ui *ui = calloc(1, sizeof *ui);
    if (!ui) return yz_fail(YZ_BUSY, _("内存不足"));
    ui->session = session;
    ui->screens = options->screens ? options->screens : yz_screens;
    ui->user = options->user;
    const char *path = script_of(options);
    enum yz_status status = path ? yz_script_open(path, &ui->script) : YZ_OK;
    if (status == YZ_OK) status = run(ui, options);
    yz_script_close(ui->script);
    free(ui);
    return status;
}
