/* The loop: one turn is an event, its input, what follows from it, and one update of the terminal. */
#include "ui/ui_private.h"

#include "base/text.h"
#include <string.h>
#include <time.h>
#include <yizhan/accounts.h>
#include <yizhan/hub.h>
#include <yizhan/i18n.h>

enum {
    CHECK_MS = 500,
    HUB_MS = 30000,
    BURST = 256,
    QUIET = 2
}; /* QUIET: from then on the screen may do what it put off */

/* Not the program's clock, which tests stand still. */
static yz_moment machine_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (yz_moment)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* --- Input ---------------------------------------------------------------------------------------------------------- */

static void dispatch(struct yz_ui *ui, const struct yz_input *in) {
    struct yz_level *top = yz_ui_top(ui);
    yz_ui_repaint(ui);
    if (in->request == YZ_REQ_REDRAW) {
        yz_terminal_redraw();
    } else if (ui->question.open) {
        yz_question_input(ui, in);
    } else if (yz_tour_input(ui, in)) {
        return;
    } else if (!top->screen->input || !top->screen->input(ui, top->state, in)) {
        yz_ui_central(ui, in);
    }
}

static unsigned place(struct yz_ui *ui) {
    return ui->question.open || yz_ui_editing(ui) ? YZ_IN_FIELD : YZ_IN_LIST;
}

static void key_event(struct yz_ui *ui, yz_key key) {
    struct yz_input in = {0};
    char text[5] = "";
    in.request = yz_key_request(key, place(ui), &in.number);
    if (key >= ' ' && key < 0x110000 &&
        key != 127) { /* also where it is a command: a form that rests takes it as typed */
        in.length = (size_t)yz_utf8_encode((uint32_t)key, text);
        text[in.length] = '\0';
        in.text = text;
    }
    dispatch(ui, &in);
}

/* What waited for an answer, in order; another question may hold the rest once more. */
static void replay(struct yz_ui *ui) {
    yz_key keys[YZ_HELD];
    size_t count = ui->held_count;
    if (ui->question.open || !count) return;
    memcpy(keys, ui->held, count * sizeof *keys);
    ui->held_count = 0;
    ui->replaying = true;
    for (size_t i = 0; i < count; i++) {
        if (yz_question_holds(ui, keys[i])) continue;
        ui->message[0] = '\0';
        key_event(ui, keys[i]);
        yz_ui_release_buried(ui);
        yz_ui_refresh_stale(ui);
    }
    ui->replaying = false;
}

/* A paste that has to wait does so as keys; its line ends are no answers. */
static bool hold_paste(struct yz_ui *ui, const struct yz_event *e) {
    uint32_t c;
    if (!ui->question.open || !ui->question.offer) return false;
    for (size_t i = 0, n; i < e->length && (n = (size_t)yz_utf8_decode(e->text + i, e->length - i, &c)); i += n)
        if (c >= ' ' && ui->held_count < YZ_HELD) ui->held[ui->held_count++] = (yz_key)c;
    yz_ui_repaint(ui);
    return true;
}

static void paste_event(struct yz_ui *ui, const struct yz_event *e) {
    struct yz_input in = {.request = YZ_REQ_TEXT, .text = e->text, .length = e->length, .pasted = true};
    if (hold_paste(ui, e)) return;
    if (place(ui) == YZ_IN_FIELD) {
        dispatch(ui, &in);
    } else {
        yz_ui_say(ui, YZ_ROLE_WARNING, _("这里不能粘贴；按 F2 后粘贴可以查找"));
    }
}

/* A click goes to its row as the arrows do, and opens the row that it is on. */
static void click_event(struct yz_ui *ui, int row) {
    const struct yz_level *top = yz_ui_top(ui);
    if (ui->question.open || row < 1 || row >= ui->rows - 2) return;
    int way = row < ui->cursor_y ? -1 : 1;
    struct yz_input open = {.request = YZ_REQ_OPEN}, move = {.request = way < 0 ? YZ_REQ_UP : YZ_REQ_DOWN};
    if (row == ui->cursor_y && !yz_ui_editing(ui)) dispatch(ui, &open);
    for (int before = -1; ui->cursor_y != before && (row - ui->cursor_y) * way > 0;) {
        before = ui->cursor_y;
        dispatch(ui, &move);
        if (yz_ui_top(ui) != top || ui->question.open) return;
        yz_frame_paint(ui);
    }
}

/* --- While nothing is typed ---------------------------------------------------------------------------------------- */

static void check_changed(struct yz_ui *ui) {
    ui->checked = machine_ms();
    if (!ui->session || !yz_session_changed(ui->session)) return;
    yz_ui_changed(ui);
    if (yz_session_staff(ui->session)->id && yz_session_still(ui->session) == YZ_DENIED) yz_ui_lock(ui, yz_message());
}

/* A terminal that was left alone. */
static void lock_when_idle(struct yz_ui *ui) {
    const struct yz_account_rules *rules = yz_account_rules();
    if (ui->session && rules && machine_ms() - ui->key_at > rules->idle_seconds * 1000) yz_ui_lock(ui, "");
}

/* After the first paint, which waits for nobody's lock. A file that cannot be written is worked with all the same. */
static void note_sign_in(struct yz_ui *ui) {
    if (ui->noted || !ui->session || !yz_session_staff(ui->session)->id) return;
    ui->noted = true;
    yz_sign_note(ui->session, "sign-in");
}

/* The district is told while nobody types, by another process. */
static void follow_hub(struct yz_ui *ui) {
    if (!ui->session || machine_ms() - ui->hub_at < HUB_MS) return;
    ui->hub_at = machine_ms();
    yz_hub_follow(ui->session, false);
}

static void idle_step(struct yz_ui *ui) {
    bool bad = false;
    ui->idle_done = !ui->session || !yz_session_idle(ui->session, &bad);
    if (bad) yz_ui_say(ui, YZ_ROLE_ERROR, "%s", yz_message());
}

/* A part of what the top screen has to do; false when nothing is left. */
static bool screen_step(struct yz_ui *ui) {
    struct yz_level *top = yz_ui_top(ui);
    if (top->rested || !top->screen->idle) return false;
    top->rested = !top->screen->idle(ui, top->state);
    return !top->rested;
}

static void idle_all(struct yz_ui *ui) {
    while (!ui->idle_done) idle_step(ui);
    while (screen_step(ui)) continue;
    check_changed(ui);
}

/* What is revealed goes away by itself, also where a screen above shows it; until then its seconds are counted down. */
static void mask_again(struct yz_ui *ui) {
    for (size_t i = 0; i < ui->depth; i++) {
        struct yz_level *l = &ui->stack[i];
        if (l->revealed == YZ_NO_KIND) continue;
        ui->dirty |= YZ_DIRTY_CLOCK;
        if (yz_now() < l->revealed_until) continue;
        l->revealed = YZ_NO_KIND;
        yz_ui_changed(ui);
    }
}

/* What changes by itself as time goes on. */
static void tick(struct yz_ui *ui) {
    if (yz_moment_minute(yz_now()) != ui->clock_minute) ui->dirty |= YZ_DIRTY_CLOCK;
    mask_again(ui);
    note_sign_in(ui);
    lock_when_idle(ui);
    if (!ui->idle_done) {
        idle_step(ui);
    } else if (++ui->quiet < QUIET || !screen_step(ui)) {
        check_changed(ui);
        follow_hub(ui);
    }
}

/* --- The turn -------------------------------------------------------------------------------------------------------- */

static void handle(struct yz_ui *ui, const struct yz_event *e) {
    if (e->kind == YZ_EVENT_KEY || e->kind == YZ_EVENT_PASTE || e->kind == YZ_EVENT_CLICK) {
        ui->message[0] = '\0';
        ui->quiet = 0;
        ui->key_at = machine_ms();
    }
    if (ui->session) yz_session_ask(ui->session);
    switch (e->kind) {
    case YZ_EVENT_KEY:
        if (!yz_question_holds(ui, e->key)) key_event(ui, e->key);
        replay(ui);
        break;
    case YZ_EVENT_PASTE: paste_event(ui, e); break;
    case YZ_EVENT_RESIZE: yz_ui_repaint(ui); break;
    case YZ_EVENT_CLICK: click_event(ui, e->row); break;
    case YZ_EVENT_IDLE: idle_all(ui); break;
    case YZ_EVENT_END: ui->leaving = true; break;
    default: tick(ui); break;
    }
    yz_ui_release_buried(ui);
    yz_ui_refresh_stale(ui);
    if (ui->tour.on) yz_tour_follow(ui);
}

static struct yz_event next_event(struct yz_ui *ui) {
    if (ui->script) return yz_script_next(ui, ui->script);
    const struct yz_level *top = yz_ui_top(ui);
    bool busy = !ui->idle_done || (ui->quiet >= QUIET && top->screen->idle && !top->rested);
    return yz_terminal_read(busy ? 0 : CHECK_MS);
}

void yz_loop(struct yz_ui *ui) {
    yz_ui_repaint(ui);
    ui->key_at = machine_ms();
    while (!ui->leaving) {
        if (ui->dirty) yz_frame_paint(ui);
        struct yz_event e = next_event(ui);
        handle(ui, &e);
        /* Keys typed ahead are taken together and painted once. */
        for (int i = 0; i < BURST && !ui->leaving && !ui->script && yz_terminal_typed_ahead(); i++) {
            e = yz_terminal_read(0);
            handle(ui, &e);
        }
        if (machine_ms() - ui->checked > 2L * CHECK_MS) check_changed(ui);
        yz_ui_refresh_stale(ui);
    }
}
