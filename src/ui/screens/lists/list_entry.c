/* 需求、服务、资源、提供方: one of the lists' records whole, with what happened to it. */
#include "base/text.h"
#include "ui/screens/facts.h"
#include "ui/screens/history.h"
#include "ui/screens/screens.h"
#include "ui/ui.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/improvements.h>
#include <yizhan/lists.h>
#include <yizhan/loop.h>
#include <yizhan/registry.h>

struct entry {
    struct yz_ui *ui;
    const struct yz_kind *kind;
    union {
        struct yz_record any;
        struct yz_need need;
        struct yz_offer offer;
        struct yz_provider provider;
    } record;
    char improvement[192]; /* of a need: the newest that answers it */
    struct yz_history history;
};

static void read_improvement(struct entry *p) {
    struct yz_improvement_filter filter = {.need = p->record.any.id};
    struct yz_improvement im;
    size_t n = 0;
    *p->improvement = '\0';
    if (p->kind->id == YZ_NEED && yz_improvement_page(yz_ui_session(p->ui), &filter, NULL, 1, &im, 1, &n) == YZ_OK && n)
        snprintf(p->improvement, sizeof p->improvement, "%s %s  %s", im.number,
                 yz_code_label("improvement_state", im.state), im.name);
}

static enum yz_status read_record(struct entry *p, int64_t id) {
    enum yz_status status = yz_record_get(yz_ui_session(p->ui), p->kind->id, id, &p->record);
    if (status == YZ_OK) read_improvement(p);
    return status;
}

/* A new improvement that answers this need. */
static bool improve(struct entry *p) {
    struct yz_target t = YZ_TARGET("improvement-edit", YZ_IMPROVEMENT, 0);
    if (p->kind->id != YZ_NEED) return false;
    yz_ref_text(YZ_NEED, p->record.any.id, t.extra);
    return yz_ui_open(p->ui, &t), true;
}

static enum yz_status open_entry(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct entry *p = state;
    p->ui = ui;
    p->kind = yz_kinds[target->kind == YZ_OFFER || target->kind == YZ_PROVIDER ? target->kind : YZ_NEED];
    enum yz_status status = read_record(p, target->id);
    if (status == YZ_OK) yz_history_open(&p->history, ui, p->kind->id, target->id, 0);
    return status;
}

static void close_entry(struct yz_ui *ui, void *state) {
    (void)ui;
    yz_history_close(&((struct entry *)state)->history);
}

static void headline(struct yz_ui *ui, void *state, char *out, size_t room) {
    const struct entry *p = state;
    char ref[32];
    (void)ui;
    bool offer = p->kind->id == YZ_OFFER;
    snprintf(out, room, "%s %s", offer ? yz_code_label("offer_list", p->record.offer.list) : yz_tr(p->kind->label),
             yz_ref_text(p->kind->id, p->record.any.id, ref));
}

/* As people read it; "" for what the headline says, or nobody asks about. */
static void value_of(const struct entry *p, const struct yz_field *f, char *out, size_t room) {
    struct yz_session *s = yz_ui_session(p->ui);
    const void *at = (const char *)&p->record + f->offset;
    *out = '\0';
    if (strcmp(f->column, "list") == 0 || strcmp(f->column, "invented") == 0 || strcmp(f->column, "steps") == 0) return;
    if (strcmp(f->column, "whom") == 0) yz_offer_whom(s, &p->record.offer, out, room);
    else if (f->type == YZ_REF) yz_record_title(s, yz_kind_named(f->of)->id, *(const int64_t *)at, true, out, room);
    else if (f->type != YZ_FLAG || *(const bool *)at)
        yz_field_text(f, &p->record, yz_ui_masked(p->ui, p->kind->id, p->record.any.id), out, room);
    if ((f->type == YZ_MONEY || f->type == YZ_INT) && !*(const int64_t *)at) *out = '\0';
}

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    struct entry *p = state;
    struct yz_facts facts = {0};
    char text[640];
    if (p->kind->id == YZ_NEED && yz_need_hidden(yz_ui_session(ui), &p->record.need))
        yz_facts_add(&facts, _("需求"), _("（保密）"));
    for (size_t i = 0; i < p->kind->count; i++) {
        value_of(p, &p->kind->fields[i], text, sizeof text);
        yz_facts_add(&facts, yz_tr(p->kind->fields[i].label), text);
    }
    if (p->kind->id == YZ_OFFER) {
        yz_facts_add(&facts, _("状态"), yz_code_label("offer_state", yz_offer_state(&p->record.offer, yz_today())));
        yz_facts_add(&facts, _("余量"), yz_offer_load_text(yz_ui_session(ui), &p->record.offer, text, sizeof text));
    }
    yz_facts_add(&facts, _("小转变"), p->improvement);
    int rows = yz_facts_paint(&facts, area);
    yz_history_paint(&p->history, yz_area_below(area, rows + 1));
}

/* Whoever said it, their household; of an offer its provider. */
static bool go_on(struct entry *p) {
    const struct yz_need *n = &p->record.need;
    if (p->kind->id == YZ_OFFER)
        return yz_ui_open(p->ui, &YZ_TARGET("list-entry", YZ_PROVIDER, p->record.offer.provider)), true;
    if (p->kind->id == YZ_NEED && n->household)
        return yz_ui_open(p->ui, &YZ_TARGET("household", YZ_HOUSEHOLD, n->household)), true;
    return false;
}

static bool confirm(struct entry *p) {
    if (p->kind->id != YZ_OFFER) return false;
    if (!yz_ui_ok(p->ui, yz_offer_confirm(yz_ui_session(p->ui), &p->record.any.id, 1))) return true;
    yz_ui_changed(p->ui);
    yz_ui_say(p->ui, YZ_ROLE_GOOD, _("已确认，今天还有"));
    return true;
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct entry *p = state;
    switch (in->request) {
    case YZ_REQ_EDIT: return yz_ui_open(ui, &YZ_TARGET("list-edit", p->kind->id, p->record.any.id)), true;
    case YZ_REQ_OPEN: return go_on(p);
    case YZ_REQ_NEW: return improve(p);
    case YZ_REQ_ACT:
        if (p->kind->id == YZ_NEED) return yz_ui_open(ui, &YZ_TARGET("match", YZ_NEED, p->record.any.id)), true;
        return confirm(p);
    case YZ_REQ_PICK:
        if (in->number != 1 || p->kind->id == YZ_PROVIDER) return false;
        return yz_ui_open(ui, &YZ_TARGET("matches", p->kind->id, p->record.any.id)), true;
    default: return yz_history_input(&p->history, in);
    }
}

static enum yz_status refresh(struct yz_ui *ui, void *state) {
    struct entry *p = state;
    (void)ui;
    yz_history_reload(&p->history);
    return read_record(p, p->record.any.id);
}

static bool subject(struct yz_ui *ui, void *state, enum yz_kind_id *kind, int64_t *id) {
    const struct entry *p = state;
    (void)ui;
    *kind = p->kind->id;
    *id = p->record.any.id;
    return true;
}

static const struct yz_hint hints[] = {
    {YZ_REQ_OPEN, N_("看提供方")}, {YZ_REQ_EDIT, NULL}, {YZ_REQ_ACT, N_("确认还有")}, {YZ_PICK_TO(1), N_("匹配进展")},
    {YZ_REQ_REVEAL, NULL},         {YZ_REQ_UNDO, NULL}, {YZ_REQ_BACK, NULL},          {YZ_REQ_NONE, NULL}};
static const struct yz_hint plain_hints[] = {
    {YZ_REQ_EDIT, NULL}, {YZ_REQ_REVEAL, NULL}, {YZ_REQ_UNDO, NULL}, {YZ_REQ_BACK, NULL}, {YZ_REQ_NONE, NULL}};
static const struct yz_hint nobodys_hints[] = {
    {YZ_REQ_ACT, N_("匹配")}, {YZ_REQ_NEW, N_("小转变")}, {YZ_PICK_TO(1), N_("匹配进展")},
    {YZ_REQ_EDIT, NULL},      {YZ_REQ_REVEAL, NULL},      {YZ_REQ_UNDO, NULL},
    {YZ_REQ_BACK, NULL},      {YZ_REQ_NONE, NULL}};
static const struct yz_hint need_hints[] = {
    {YZ_REQ_OPEN, N_("看户")}, {YZ_REQ_ACT, N_("匹配")}, {YZ_REQ_NEW, N_("小转变")}, {YZ_PICK_TO(1), N_("匹配进展")},
    {YZ_REQ_EDIT, NULL},       {YZ_REQ_REVEAL, NULL},    {YZ_REQ_UNDO, NULL},        {YZ_REQ_BACK, NULL},
    {YZ_REQ_NONE, NULL}};

static const struct yz_hint hidden_hints[] = {
    {YZ_PICK_TO(1), N_("匹配进展")}, {YZ_REQ_BACK, NULL}, {YZ_REQ_NONE, NULL}};

static const struct yz_hint *hints_now(struct yz_ui *ui, const void *state) {
    const struct entry *p = state;
    if (p->kind->id == YZ_OFFER) return hints;
    if (p->kind->id == YZ_NEED && yz_need_hidden(yz_ui_session(ui), &p->record.need)) return hidden_hints;
    if (p->kind->id == YZ_NEED) return p->record.need.household ? need_hints : nobodys_hints;
    return plain_hints;
}

const struct yz_screen yz_list_entry_screen = {
    .name = "list-entry",
    .title = N_("清单里的一条"),
    .help = N_("一条需求、服务、资源，或一个提供方，和它的经过。Enter 看是哪一户的、谁提供的，Ctrl-E 修改。\n"
               "需求：Ctrl-G 看合适的服务和资源，Ctrl-N 提出回应它的小转变。服务和资源：问过提供方还有，按 Ctrl-G "
               "确认。1 看它的匹配办到哪一步。\n"),
    .flags = YZ_SCREEN_UNLISTED,
    .parts = YZ_PART_LIST,
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
    .hints_now = hints_now,
};
