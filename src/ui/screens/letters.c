/* 站间往来: what other stations and the district want of this one, and what was offered to them: read, and answered or recalled. */
#include "base/text.h"
#include "ui/screens/kind_form.h"
#include "ui/screens/list_form.h"
#include "ui/screens/screens.h"
#include "ui/ui.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/letters.h>
#include <yizhan/registry.h>

enum { MOST = 60, FACTS = 5, LABELS = 12, CHANGES = 6 };

struct letters {
    struct yz_list_form l; /* the answer */
    bool all;              /* those that are done too */
    bool offering;         /* the form is that of a new offer */
    struct yz_letter letters[MOST];
    size_t count;
    int64_t shown; /* whose changes these are */
    char changes[CHANGES][1200];
    size_t change_count;
};

static const struct yz_column columns[] = {{N_("时间"), 11, 11, 2, YZ_LEFT},
                                           {N_("往来事项"), 10, 12, 3, YZ_LEFT},
                                           {N_("状态"), 10, 12, 1, YZ_LEFT},
                                           {N_("对方"), 14, 24, 4, YZ_LEFT},
                                           {N_("事由"), 20, 0, 1, YZ_LEFT}};

static void cell(void *ctx, const void *row, size_t column, char *out, size_t room) {
    struct letters *w = ctx;
    const struct yz_letter *x = row;
    struct yz_session *s = yz_ui_session(w->l.ui);
    char at[YZ_MOMENT_TEXT];
    switch (column) {
    case 0: yz_copy(out, room, yz_moment_text(x->at, at) + 5); break;
    case 1: yz_copy(out, room, yz_code_label("letter_sort", x->sort)); break;
    case 2:
        yz_copy(out, room, yz_letter_undecided(s, x) ? _("等您决定") : yz_code_label("letter_state", x->state));
        break;
    case 3: yz_letter_other(s, x, out, room); break;
    default: yz_copy(out, room, x->title); break;
    }
}

static enum yz_role role(void *ctx, const void *row) {
    struct letters *w = ctx;
    return yz_letter_undecided(yz_ui_session(w->l.ui), row) ? YZ_ROLE_WARNING : YZ_ROLE_TEXT;
}

static const struct yz_list_source source = {.row_size = sizeof(struct yz_letter), .cell = cell, .role = role};

static enum yz_status refresh(struct yz_ui *ui, void *state) {
    struct letters *w = state;
    enum yz_status status = yz_letters(yz_ui_session(ui), !w->all, w->letters, MOST, &w->count);
    yz_list_array(&w->l.list, w->letters, w->count);
    w->shown = 0;
    return status;
}

static enum yz_status open_letters(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct letters *w = state;
    w->l.ui = ui;
    yz_list_open(&w->l.list, &source, w, columns, sizeof columns / sizeof *columns);
    w->l.list.empty = N_("没有要决定的，也没有等答复的；Tab 看以前的");
    w->all = target->id != 0; /* one that may be done by now */
    enum yz_status status = refresh(ui, state);
    if (status != YZ_OK) yz_list_close(&w->l.list);
    else if (target->id) yz_list_select(&w->l.list, target->id);
    return status;
}

/* --- what one says --- */

static void add_change(void *ctx, const struct yz_field *f, const char *now, const char *then) {
    struct letters *w = ctx;
    if (w->change_count == CHANGES) return;
    snprintf(w->changes[w->change_count++], sizeof w->changes[0], "%s：%s → %s", yz_tr(f->label), now, then);
}

static void read_changes(struct letters *w, const struct yz_letter *x) {
    if (w->shown == x->id) return;
    w->shown = x->id;
    w->change_count = 0;
    if (*x->body && *x->ref && !yz_letter_hands(x)) yz_letter_changes(yz_ui_session(w->l.ui), x, add_change, w);
}

static void paint_one(struct letters *w, const struct yz_letter *x, struct yz_rect a) {
    char other[160], state[320], staff[96];
    struct yz_session *s = yz_ui_session(w->l.ui);
    yz_paint_rule(a, 0);
    yz_letter_other(s, x, other, sizeof other);
    snprintf(state, sizeof state, "%s  %s  %s", other,
             yz_letter_undecided(s, x) ? _("等您决定") : yz_code_label("letter_state", x->state),
             yz_letter_waits(x) ? _("下次和区县同步时送出") : "");
    yz_paint_pair(a, 1, 1, LABELS, _("事由"), x->title);
    yz_paint_pair(a, 2, 1, LABELS, _("对方"), state);
    yz_paint_pair(a, 3, 1, LABELS, _("发出说明"), x->note);
    if (*x->answer) yz_paint_pair(a, 4, 1, LABELS, _("答复"), x->answer);
    else
        yz_paint_pair(a, 4, 1, LABELS, _("本站经办人"),
                      yz_record_title(s, YZ_STAFF, x->staff, false, staff, sizeof staff));
    read_changes(w, x);
    for (size_t i = 0; i < w->change_count; i++) yz_paint(a, 5 + (int)i, 1, a.columns - 2, YZ_ROLE_TEXT, w->changes[i]);
}

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    struct letters *w = state;
    const struct yz_letter *x = yz_list_selected(&w->l.list);
    int rows = (int)(w->l.typing ? w->l.form.count * 2 + 1 : 0), below = x ? FACTS + CHANGES : 0;
    (void)ui;
    yz_paint(area, 0, 1, area.columns - 2, YZ_ROLE_DIM,
             w->all ? _("全部往来，新的在前；Tab 只看没有办完的") : _("没有办完的往来：等您决定的在前；Tab 看全部"));
    struct yz_rect list = yz_area_below(area, 1), form = yz_area_below(area, area.rows - rows);
    list.rows -= rows + below;
    yz_list_paint(&w->l.list, list, !w->l.typing);
    x = yz_list_selected(&w->l.list); /* painting may read rows anew */
    if (x) paint_one(w, x, yz_area_top(yz_area_below(area, 1 + list.rows), below));
    if (!w->l.typing) return;
    yz_paint_rule(form, 0);
    yz_form_paint(&w->l.form, yz_area_below(form, 1), true);
}

/* --- the answer --- */

/* The letter that is being answered, wherever it is in the list by now; else the one selected. */
static const struct yz_letter *current(const struct letters *w) {
    for (size_t i = 0; w->l.typing && i < w->count; i++)
        if (w->letters[i].id == w->l.draft_of) return &w->letters[i];
    return w->l.typing ? NULL : yz_list_selected(&w->l.list);
}

static size_t stations(const struct letters *w, struct yz_option *out, size_t max) {
    struct yz_district_station all[MOST];
    size_t count = yz_district_stations(yz_ui_session(w->l.ui), all, MOST), n = 0;
    for (; n < count && n < max; n++) {
        out[n] = (struct yz_option){0};
        snprintf(out[n].value, sizeof out[n].value, "%d", all[n].number);
        yz_district_name(yz_ui_session(w->l.ui), all[n].number, out[n].label, sizeof out[n].label);
    }
    return n;
}

static size_t options(void *ctx, struct yz_form *form, const char *field, const char *typed, struct yz_option *out,
                      size_t max) {
    struct letters *w = ctx;
    const struct yz_letter *x = current(w);
    if (strcmp(field, "dwelling") == 0) return yz_lookup(yz_ui_session(w->l.ui), YZ_DWELLING, typed, out, max);
    if (strcmp(field, "household") == 0) return yz_lookup(yz_ui_session(w->l.ui), YZ_HOUSEHOLD, typed, out, max);
    if (strcmp(field, "station") == 0) return stations(w, out, max);
    bool decide = x && yz_letter_undecided(yz_ui_session(w->l.ui), x);
    size_t n = 0;
    (void)form;
    for (int32_t code = decide ? 1 : 3; code <= (decide ? 2 : 3) && n < max; code++, n++) {
        out[n] = (struct yz_option){0};
        yz_copy(out[n].value, sizeof out[n].value, yz_code_key("letter_answer", code));
        yz_copy(out[n].label, sizeof out[n].label, yz_code_label("letter_answer", code));
    }
    return n;
}

static const struct yz_form_field fields[] = {
    {.name = "answer", .label = N_("答复"), .editor = YZ_EDIT_CHOICE, .flags = YZ_FORM_REQUIRED, .help = N_("←→ 选")},
    {.name = "dwelling",
     .label = N_("住处"),
     .editor = YZ_EDIT_LOOKUP,
     .flags = YZ_FORM_REQUIRED,
     .room = 64,
     .help = N_("他们在本站住哪里，打地址，如 南区3-2-501")},
    {.name = "note", .label = N_("说明"), .room = 384, .help = N_("不接要写明原因，对方看得到")},
};

/* The door is asked of who takes a household. */
static bool visible(void *ctx, struct yz_form *form, const char *field) {
    const struct yz_letter *x = current(ctx);
    if (strcmp(field, "dwelling") != 0) return true;
    return x && x->sort == YZ_LETTER_HOUSEHOLD && strcmp(yz_form_get(form, "answer"), "accept") == 0;
}

static const struct yz_form_events events = {.options = options, .left = yz_list_form_left, .visible = visible};

static const struct yz_form_field offer_fields[] = {
    {.name = "household",
     .label = N_("转出的户"),
     .editor = YZ_EDIT_LOOKUP,
     .flags = YZ_FORM_REQUIRED,
     .room = 64,
     .help = N_("打地址或成员姓名；家里人、居住关系、重点人群跟着转，在办的事和需求留在本站")},
    {.name = "station", .label = N_("转给"), .editor = YZ_EDIT_CHOICE, .flags = YZ_FORM_REQUIRED, .help = N_("←→ 选")},
    {.name = "note", .label = N_("说明"), .room = 384, .help = N_("写给对方看")},
};
static const struct yz_form_events offer_events = {.options = options, .left = yz_list_form_left};

static void begin(struct letters *w) {
    const struct yz_letter *x = yz_list_selected(&w->l.list);
    struct yz_session *s = yz_ui_session(w->l.ui);
    bool own = x && !yz_letter_undecided(s, x) && (x->state == YZ_LETTER_WAITS || x->state == YZ_LETTER_OFFERED);
    if (!x) return;
    if (!own && !yz_letter_undecided(s, x)) {
        yz_ui_say(w->l.ui, YZ_ROLE_TEXT, _("这一项没有要您办的"));
        return;
    }
    w->l.draft = "letter";
    w->l.draft_of = x->id;
    w->offering = false;
    yz_list_form_begin(&w->l, fields, sizeof fields / sizeof *fields, &events);
}

static void begin_offer(struct letters *w) {
    w->l.draft = "letter";
    w->l.draft_of = 0;
    w->offering = true;
    yz_list_form_begin(&w->l, offer_fields, sizeof offer_fields / sizeof *offer_fields, &offer_events);
}

/* The record that a lookup names. */
static int64_t picked(const struct letters *w, const char *field) {
    enum yz_kind_id kind;
    int64_t id;
    return yz_ref_parse(yz_form_get(&w->l.form, field), &kind, &id) ? id : 0;
}

static enum yz_status save_offer(struct letters *w, struct yz_letter *out) {
    const int to = (int)strtol(yz_form_get(&w->l.form, "station"), NULL, 10);
    return yz_letter_offer(yz_ui_session(w->l.ui), YZ_HOUSEHOLD, picked(w, "household"), to,
                           yz_form_get(&w->l.form, "note"), out);
}

static void save(void *state) {
    struct letters *w = state;
    const struct yz_letter *selected = current(w);
    struct yz_letter x = selected ? *selected : (struct yz_letter){0};
    struct yz_session *s = yz_ui_session(w->l.ui);
    const char *word = yz_form_get(&w->l.form, "answer"), *note = yz_form_get(&w->l.form, "note");
    enum yz_status status = w->offering ? save_offer(w, &x)
                            : strcmp(word, "recall") == 0
                                ? yz_letter_recall(s, &x)
                                : yz_letter_answer(s, &x, strcmp(word, "accept") == 0, note, picked(w, "dwelling"));
    if (!yz_ui_ok(w->l.ui, status)) return;
    yz_list_form_saved(&w->l);
    yz_ui_changed(w->l.ui);
    yz_ui_say(w->l.ui, YZ_ROLE_GOOD,
              yz_letter_waits(&x) ? _("记下了，下次和区县同步时送出；Ctrl-N 在“区县”里现在就同步") : _("办好了"));
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct letters *w = state;
    if (w->l.typing) return yz_list_form_input(w, in, save);
    if (yz_list_editing(&w->l.list)) return yz_list_input(&w->l.list, in);
    switch (in->request) {
    case YZ_REQ_OPEN: return begin(w), true;
    case YZ_REQ_NEW: return begin_offer(w), true;
    case YZ_REQ_NEXT:
    case YZ_REQ_PREVIOUS:
        w->all = !w->all;
        yz_ui_ok(ui, refresh(ui, w));
        yz_list_restart(&w->l.list);
        return true;
    default: return yz_list_input(&w->l.list, in);
    }
}

static void status(struct yz_ui *ui, void *state, char *out, size_t room) {
    const struct letters *w = state;
    (void)ui;
    if (w->l.typing) yz_form_status(&w->l.form, out, room);
}

static const struct yz_hint hints[] = {{YZ_REQ_OPEN, N_("答复、收回")},
                                       {YZ_REQ_NEW, N_("转出一户")},
                                       {YZ_REQ_NEXT, N_("未完/全部")},
                                       {YZ_REQ_BACK, NULL},
                                       {YZ_REQ_NONE, NULL}};

static const struct yz_hint *hints_now(struct yz_ui *ui, const void *state) {
    static const struct yz_hint typing[] = {
        {YZ_REQ_SAVE, NULL}, {YZ_REQ_NEXT, NULL}, {YZ_REQ_BACK, N_("放下")}, {YZ_REQ_NONE, NULL}};
    (void)ui;
    return ((const struct letters *)state)->l.typing ? typing : hints;
}

const struct yz_screen yz_letters_screen = {
    .name = "letters",
    .title = N_("站间往来"),
    .help =
        N_("区县里各站之间的事：别的站要把办件、资源、一户人转过来，别的站请改本站居民的登记，区县的通知。等您决定的在"
           "最前面。\n"
           "Enter 答复：接收（一户要写在本站住哪里），或不接（写明原因）；自己发出、对方没有答复的，Enter 收回。\n"
           "Ctrl-N "
           "把一户转给别的站：家里人、居住关系、重点人群（保密的除外）跟着转；在办的事、需求留在本站，说明里列出来。\n"
           "一样东西任何时候只归一个站，由区县裁定：连不上时先记下，下次同步时送出；对方接收了才算转走。\n"),
    .parts = YZ_PART_LIST | YZ_PART_FORM,
    .size = sizeof(struct letters),
    .open = open_letters,
    .close = yz_list_form_close,
    .paint = paint,
    .input = input,
    .editing = yz_list_form_editing,
    .cursor = yz_list_form_cursor,
    .refresh = refresh,
    .suspend = yz_list_form_suspend,
    .status = status,
    .hints = hints,
    .hints_now = hints_now,
};
