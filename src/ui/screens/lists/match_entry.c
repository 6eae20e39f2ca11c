/* 一条匹配: its facts, the household as it was, the resident's word, and its timeline. */
#include "base/mask.h"
#include "base/text.h"
#include "ui/screens/facts.h"
#include "ui/screens/history.h"
#include "ui/screens/lists/match_steps.h"
#include "ui/screens/screens.h"
#include "ui/ui.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/registry.h>

struct entry {
    struct yz_match_steps steps; /* first: see match_steps.h */
    struct yz_ui *ui;
    struct yz_need need;
    struct yz_history history;
};

static enum yz_status read_all(struct entry *p, int64_t id) {
    enum yz_status status = yz_record_get(yz_ui_session(p->ui), YZ_MATCH, id, &p->steps.match);
    return status == YZ_OK ? yz_record_get(yz_ui_session(p->ui), YZ_NEED, p->steps.match.need, &p->need) : status;
}

static enum yz_status open_entry(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct entry *p = state;
    p->ui = ui;
    enum yz_status status = read_all(p, target->id);
    if (status == YZ_OK) yz_history_open(&p->history, ui, YZ_MATCH, target->id, 0);
    return status;
}

static void close_entry(struct yz_ui *ui, void *state) {
    (void)ui;
    yz_history_close(&((struct entry *)state)->history);
}

static void headline(struct yz_ui *ui, void *state, char *out, size_t room) {
    const struct yz_match *m = &((struct entry *)state)->steps.match;
    char ref[32];
    (void)ui;
    snprintf(out, room, "%s %s", yz_ref_text(YZ_MATCH, m->id, ref), yz_code_label("match_state", m->state));
}

/* Long texts stand in full below the facts. */
static bool is_long(const struct yz_field *f) {
    return f->flags & YZ_LONG;
}

static void add_fact(struct entry *p, struct yz_facts *facts, const struct yz_field *f) {
    struct yz_session *s = yz_ui_session(p->ui);
    const struct yz_match *m = &p->steps.match;
    const void *at = (const char *)m + f->offset;
    const struct yz_decline *d;
    char text[512] = "";
    if (is_long(f) || strcmp(f->column, "need") == 0 || strcmp(f->column, "invented") == 0) return;
    if (f->type == YZ_REF) yz_record_title(s, yz_kind_named(f->of)->id, *(const int64_t *)at, true, text, sizeof text);
    else if (strcmp(f->column, "reason") == 0 && *m->reason && (d = yz_decline_named(m->reason)))
        yz_copy(text, sizeof text, yz_decline_name(d));
    else if (f->type != YZ_INT || *(const int64_t *)at) yz_field_text(f, m, true, text, sizeof text);
    yz_facts_add(facts, yz_tr(f->label), text);
    struct yz_offer o;
    if (strcmp(f->column, "offer") == 0 && yz_record_get(s, YZ_OFFER, m->offer, &o) == YZ_OK)
        yz_facts_add(facts, _("提供方"), yz_record_title(s, YZ_PROVIDER, o.provider, false, text, sizeof text));
}

static int paint_long(struct entry *p, struct yz_rect area, int row) {
    char text[1200], value[600];
    for (size_t i = 0; i < yz_match_kind.count; i++) {
        const struct yz_field *f = &yz_match_kind.fields[i];
        if (!is_long(f)) continue;
        yz_field_text(f, &p->steps.match, yz_ui_masked(p->ui, YZ_MATCH, p->steps.match.id), value, sizeof value);
        if (!*value) continue;
        snprintf(text, sizeof text, "%s  %s", yz_tr(f->label), value);
        row += yz_paint_wrap(yz_area_part(area, 1, area.columns - 2), row, 0, YZ_ROLE_TEXT, text);
    }
    return row;
}

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    struct entry *p = state;
    struct yz_facts facts = {0};
    char steps[160], wish[sizeof p->need.text + 32];
    yz_need_said(yz_ui_session(ui), &p->need, true, wish, sizeof wish);
    int row = yz_paint_wrap(yz_area_part(area, 1, area.columns - 2), 0, 0, YZ_ROLE_VALUE, wish);
    for (size_t i = 0; i < yz_match_kind.count; i++) add_fact(p, &facts, &yz_match_kind.fields[i]);
    row += yz_facts_paint(&facts, yz_area_below(area, row));
    row = paint_long(p, area, row);
    yz_match_steps_text(&p->steps.match, steps, sizeof steps);
    yz_paint(area, row, 1, area.columns - 2, YZ_ROLE_KEY, steps);
    struct yz_rect rest = yz_area_below(area, row + 2);
    int foot = yz_match_steps_rows(&p->steps);
    if (rest.rows > foot) yz_history_paint(&p->history, yz_area_top(rest, rest.rows - foot));
    yz_match_steps_paint(&p->steps, yz_area_below(area, area.rows - foot));
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct entry *p = state;
    const struct yz_match *m = &p->steps.match;
    if (yz_list_editing(&p->history.list)) return yz_history_input(&p->history, in);
    if (yz_match_steps_input(ui, &p->steps, in)) return true;
    if (in->request == YZ_REQ_OPEN) return yz_ui_open(ui, &YZ_TARGET("list-entry", YZ_NEED, m->need)), true;
    if (in->request == YZ_REQ_NEXT && m->offer)
        return yz_ui_open(ui, &YZ_TARGET("list-entry", YZ_OFFER, m->offer)), true;
    return yz_history_input(&p->history, in);
}

static enum yz_status refresh(struct yz_ui *ui, void *state) {
    struct entry *p = state;
    (void)ui;
    yz_history_reload(&p->history);
    return read_all(p, p->steps.match.id);
}

static bool subject(struct yz_ui *ui, void *state, enum yz_kind_id *kind, int64_t *id) {
    (void)ui;
    *kind = YZ_MATCH;
    *id = ((const struct entry *)state)->steps.match.id;
    return true;
}

static const struct yz_hint hints[] = {{YZ_REQ_ACT, N_("下一步")},  {YZ_REQ_PICK, N_("各步")},
                                       {YZ_REQ_OPEN, N_("看需求")}, {YZ_REQ_NEXT, N_("看服务、资源")},
                                       {YZ_REQ_REVEAL, NULL},       {YZ_REQ_UNDO, NULL},
                                       {YZ_REQ_BACK, NULL},         {YZ_REQ_NONE, NULL}};

const struct yz_screen yz_match_entry_screen = {
    .name = "match-entry",
    .title = N_("一条匹配"),
    .help = N_("一条匹配和它的经过。Ctrl-G 办下一步；1 对方接受，2 对方谢绝（再按数字写原因），3 落实，4 居民确认，\n"
               "5 居民说没办好，6 撤回。Enter 看需求，Tab 看服务、资源；Ctrl-R 看提出时这一户的情况。\n"),
    .flags = YZ_SCREEN_UNLISTED,
    .parts = YZ_PART_LIST | YZ_PART_CHOICES,
    .size = sizeof(struct entry),
    .list = YZ_WHERE(struct entry, history.list),
    .open = open_entry,
    .close = close_entry,
    .headline = headline,
    .paint = paint,
    .input = input,
    .refresh = refresh,
    .subject = subject,
    .hints = hints,
};
