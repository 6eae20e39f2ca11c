/* 登记协商: the form of a meeting, or of an opinion, a ballot, a decision of one, made from the table of the kind. */
#include "base/text.h"
#include "ui/form.h"
#include "ui/screens/form_draft.h"
#include "ui/screens/kind_form.h"
#include "ui/screens/screens.h"
#include "ui/screens/services.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/catalogue.h>
#include <yizhan/codes.h>
#include <yizhan/drafts.h>
#include <yizhan/i18n.h>
#include <yizhan/meetings.h>
#include <yizhan/registry.h>

enum { FIELDS = 18, SERVICES = 64 };

union record {
    struct yz_record any;
    struct yz_meeting meeting;
    struct yz_opinion opinion;
    struct yz_ballot ballot;
    struct yz_decision decision;
};

struct meeting_edit {
    struct yz_ui *ui;
    const struct yz_kind *kind;
    int64_t meeting; /* whose; 0 = a new meeting */
    bool rates;      /* an opinion afterwards */
    union record record;
    struct yz_form_field fields[FIELDS];
    size_t count;
    char masked
        [2][96]; /* names of parties as the form shows them when they are not to be seen: unless typed over they stay */
    struct yz_form form;
};

/* What a decision becomes, and for whom: no fields of its kind. */
static const struct yz_form_field becomes_fields[] = {
    {"becomes", N_("转为"), YZ_EDIT_CHOICE, NULL, N_("打字挑选：列入需求的一个领域，或受理一项服务、事件；不转就空着"),
     0, 64, NULL},
    {"about", N_("为谁、在哪里"), YZ_EDIT_LOOKUP, NULL, N_("居民、户或楼栋：姓名、地址、手机号；空着就是协商的那一栋"),
     0, 0, NULL},
    {"link", N_("已有的办件"), YZ_EDIT_LOOKUP, NULL, N_("在窗口已经受理的打它的编号，“转为”就空着"), 0, 64, NULL}};

static bool untouched(const struct meeting_edit *p, const char *name, const char *text) {
    const char *shown = strcmp(name, "first_name") == 0    ? p->masked[0]
                        : strcmp(name, "second_name") == 0 ? p->masked[1]
                                                           : "";
    return *shown && strcmp(text, shown) == 0;
}

static void check_field(void *ctx, char *text, size_t room, const char *name, struct yz_findings *f) {
    struct meeting_edit *p = ctx;
    const struct yz_field *field = yz_field_named(p->kind, name);
    union record scratch = p->record;
    if (untouched(p, name, text)) return;
    if (field && yz_field_set(field, &scratch, text, false, f)) yz_kind_form_value(field, &scratch, text, room);
}

/* --- options --- */

static size_t add(struct yz_option *out, size_t n, size_t max, const char *value, const char *label, const char *note) {
    if (n == max) return n;
    out[n] = (struct yz_option){0};
    yz_copy(out[n].value, sizeof out[n].value, value);
    yz_copy(out[n].label, sizeof out[n].label, label);
    yz_copy(out[n].note, sizeof out[n].note, note);
    return n + 1;
}

static size_t matters(struct yz_option *out, size_t max) {
    char rule[256];
    size_t count, n = 0;
    const struct yz_matter *all = yz_matters(&count);
    for (size_t i = 0; i < count; i++)
        n = add(out, n, max, all[i].key, yz_matter_name(&all[i]), yz_matter_text(&all[i], rule, sizeof rule));
    return n;
}

/* "need:FIELD", "case:SERVICE". */
static size_t becomes(struct yz_session *s, struct yz_option *out, size_t max) {
    struct yz_service_line *items = calloc(SERVICES, sizeof *items);
    char value[64];
    size_t codes, found = 0, n = 0;
    const struct yz_code *fields = yz_codes("need_field", &codes);
    for (size_t i = 0; fields && i < codes; i++) {
        snprintf(value, sizeof value, "need:%s", fields[i].key);
        n = add(out, n, max, value, yz_code_label("need_field", fields[i].code), _("需求"));
    }
    if (items) yz_catalogue_list(s, 0, items, SERVICES, &found);
    for (size_t i = 0; i < found; i++) {
        snprintf(value, sizeof value, "case:%s", items[i].key);
        n = add(out, n, max, value, yz_service_short_name(&items[i]), _("办件"));
    }
    free(items);
    return n;
}

/* Residents, households, buildings: the likeliest of each. */
static size_t anyone(struct yz_session *s, const char *typed, struct yz_option *out, size_t max) {
    static const enum yz_kind_id kinds[] = {YZ_PERSON, YZ_HOUSEHOLD, YZ_BUILDING};
    size_t n = 0;
    for (size_t i = 0; i < 3 && n < max; i++)
        n += yz_lookup(s, kinds[i], typed, out + n, max - n < max / 3 ? max - n : max / 3);
    return n;
}

static size_t options(void *ctx, struct yz_form *form, const char *field, const char *typed, struct yz_option *out,
                      size_t max) {
    struct meeting_edit *p = ctx;
    (void)form;
    if (strcmp(field, "matter") == 0) return matters(out, max);
    if (strcmp(field, "becomes") == 0) return becomes(yz_ui_session(p->ui), out, max);
    if (strcmp(field, "about") == 0) return anyone(yz_ui_session(p->ui), typed, out, max);
    if (strcmp(field, "link") == 0) return yz_lookup(yz_ui_session(p->ui), YZ_CASE, typed, out, max);
    return yz_lookup(yz_ui_session(p->ui), yz_kind_named(yz_field_named(p->kind, field)->of)->id, typed, out, max);
}

/* --- values and the draft --- */

static int64_t draft_of(const struct meeting_edit *p) {
    return p->meeting;
}
static const char *draft_form(const struct meeting_edit *p) {
    return p->rates ? "meeting-rating" : p->kind->name;
}

static void left(void *ctx, struct yz_form *form, const char *field) {
    struct meeting_edit *p = ctx;
    (void)field;
    yz_form_draft_write(p->ui, form, draft_form(p), draft_of(p));
}

static const struct yz_form_events events = {.options = options, .left = left};

/* A REF, a matter, a choice is shown by what it is called. */
static void put(struct meeting_edit *p, const char *name, const char *value) {
    char title[160];
    enum yz_kind_id kind;
    int64_t id;
    const struct yz_field *field = yz_field_named(p->kind, name);
    const struct yz_matter *m = strcmp(name, "matter") == 0 ? yz_matter_named(value, yz_today()) : NULL;
    if (m) yz_form_set_option(&p->form, name, value, yz_matter_name(m));
    else if ((!field || field->type == YZ_REF) && *value && yz_ref_parse(value, &kind, &id))
        yz_form_set_option(&p->form, name, value,
                           yz_record_title(yz_ui_session(p->ui), kind, id, true, title, sizeof title));
    else yz_form_set(&p->form, name, value);
}

static void take(void *ctx, const char *name, const char *value) {
    put(ctx, name, value);
}

static void take_draft(struct yz_ui *ui, void *state, const char *answer) {
    struct meeting_edit *p = state;
    yz_moment at;
    (void)answer;
    yz_ui_ok(ui, yz_drafts_read(yz_ui_session(ui), draft_form(p), draft_of(p), 0, take, p, &at));
}

static void offer_draft(struct meeting_edit *p) {
    yz_moment at = 0;
    char when[YZ_MOMENT_TEXT], question[192];
    yz_drafts_read(yz_ui_session(p->ui), draft_form(p), draft_of(p), 0, NULL, NULL, &at);
    if (!at) return;
    snprintf(question, sizeof question, _("有 %s 没填完的草稿"), yz_moment_text(at, when));
    yz_ui_ask(p->ui, question, _("接着填"), take_draft);
}

/* --- the form --- */

static bool left_out(const struct meeting_edit *p, const struct yz_field *f) {
    if (f->flags & YZ_DERIVED) return true;
    return p->kind->id == YZ_OPINION && !p->rates && strcmp(f->column, "mark") == 0;
}

/* What is worked out when nobody tells it is not insisted on. */
static void make_fields(struct meeting_edit *p) {
    for (size_t i = 0; i < p->kind->count && p->count < FIELDS - 1; i++) {
        const struct yz_field *f = &p->kind->fields[i];
        if (left_out(p, f)) continue;
        struct yz_form_field *row = &p->fields[p->count++];
        *row = yz_kind_form_field(f, check_field);
        if (strcmp(f->column, "matter") == 0) row->editor = YZ_EDIT_CHOICE, row->check = NULL;
        if (strcmp(f->column, "title") == 0) row->flags = 0;
        if (p->rates && strcmp(f->column, "mark") == 0) row->flags = YZ_FORM_REQUIRED;
    }
    for (size_t i = 0; p->kind->id == YZ_DECISION && i < sizeof becomes_fields / sizeof *becomes_fields; i++)
        p->fields[p->count++] = becomes_fields[i];
}

static enum yz_status read_record(struct meeting_edit *p, const struct yz_target *target) {
    struct yz_session *s = yz_ui_session(p->ui);
    struct yz_meeting m = {.sort = YZ_CONSULTATION, .matter = "ordinary", .host = yz_session_staff(s)->id};
    enum yz_status status = YZ_OK;
    const struct yz_kind *of = p->rates ? &yz_opinion_kind : yz_kind_named(target->key);
    p->kind = of ? of : &yz_meeting_kind;
    p->meeting = target->id;
    if (p->meeting) status = yz_record_get(s, YZ_MEETING, p->meeting, &m);
    if (p->kind->id == YZ_MEETING) p->record.meeting = m;
    else if (p->kind->id == YZ_OPINION) p->record.opinion = (struct yz_opinion){.meeting = m.id};
    else if (p->kind->id == YZ_DECISION) p->record.decision = (struct yz_decision){.meeting = m.id};
    else p->record.ballot = (struct yz_ballot){.meeting = m.id};
    if (p->kind->id == YZ_BALLOT) yz_copy(p->record.ballot.matter, sizeof m.matter, m.matter);
    return status;
}

static void put_record(struct meeting_edit *p) {
    bool masked = p->kind->id == YZ_MEETING && p->record.any.id && yz_ui_masked(p->ui, YZ_MEETING, p->record.any.id);
    for (size_t i = 0; i < p->count; i++) {
        char text[YZ_FORM_TEXT] = "";
        const struct yz_field *f = yz_field_named(p->kind, p->fields[i].name);
        if (!f) continue;
        bool name = masked && f->mask == YZ_MASK_NAME;
        if (name) yz_field_text(f, &p->record, true, text, sizeof text);
        else if (f->type != YZ_MONEY && f->type != YZ_INT) yz_kind_form_value(f, &p->record, text, sizeof text);
        if (name) yz_copy(p->masked[strcmp(f->column, "second_name") == 0], sizeof p->masked[0], text);
        put(p, p->fields[i].name, text);
    }
}

static enum yz_status open_edit(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct meeting_edit *p = state;
    p->ui = ui;
    p->rates = strcmp(target->key, "rating") == 0;
    enum yz_status status = read_record(p, target);
    if (status != YZ_OK) return status;
    make_fields(p);
    status = yz_form_open(&p->form, p->fields, p->count, &events, p);
    if (status != YZ_OK) return status;
    put_record(p);
    offer_draft(p);
    return YZ_OK;
}

static void close_edit(struct yz_ui *ui, void *state) {
    (void)ui;
    yz_form_close(&((struct meeting_edit *)state)->form);
}

static void headline(struct yz_ui *ui, void *state, char *out, size_t room) {
    const struct meeting_edit *p = state;
    (void)ui;
    snprintf(out, room, "%s %s", p->record.any.id ? _("修改") : _("登记"),
             p->rates ? _("评议") : yz_tr(p->kind->label));
}

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    (void)ui;
    yz_form_paint(&((struct meeting_edit *)state)->form, area, true);
}

static void gather(const struct meeting_edit *p, union record *out, struct yz_findings *f) {
    *out = p->record;
    for (size_t i = 0; i < p->count; i++) {
        const char *name = p->fields[i].name, *text = yz_form_get(&p->form, name);
        if (yz_field_named(p->kind, name) && !untouched(p, name, text))
            yz_field_set(yz_field_named(p->kind, name), out, text, false, f);
    }
}

/* What is missing in the form of the case, which is not this form: all of it under what the decision becomes. */
static void tell_of_case(const struct meeting_edit *p, struct yz_findings *f) {
    char all[192] = "";
    size_t n = 0;
    for (size_t i = 0; i < f->count; i++) {
        bool own = yz_field_named(p->kind, f->all[i].field) != NULL;
        if (own || f->all[i].severity != YZ_ERROR || n + 1 >= sizeof all) continue;
        n += (size_t)snprintf(all + n, sizeof all - n, "%s%s", n ? _("；") : "", f->all[i].rule);
    }
    if (!n) return;
    all[yz_utf8_cut(all, sizeof all - 1)] = '\0';
    yz_find_error(f, "becomes", NULL, all, _("到窗口受理，再写在“已有的办件”"));
}

static enum yz_status resolve(struct meeting_edit *p, struct yz_decision *r, struct yz_findings *f) {
    struct yz_becomes as = {0};
    enum yz_kind_id kind;
    const char *chosen = yz_form_get(&p->form, "becomes"), *link = yz_form_get(&p->form, "link");
    yz_ref_parse(yz_form_get(&p->form, "about"), &as.about, &as.about_id);
    yz_ref_parse(link, &kind, &as.case_id);
    if (*link && *chosen) {
        yz_find_error(f, "link", link, _("转为和已有的办件只写一个"), NULL);
        return YZ_REFUSED;
    }
    if (strncmp(chosen, "need:", 5) == 0) yz_code_parse("need_field", chosen + 5, &as.need_field);
    if (strncmp(chosen, "case:", 5) == 0) as.service = chosen + 5;
    enum yz_status status = yz_meeting_resolve(yz_ui_session(p->ui), r, &as, f);
    tell_of_case(p, f);
    return status;
}

static enum yz_status keep(struct meeting_edit *p, union record *r, struct yz_findings *f) {
    struct yz_session *s = yz_ui_session(p->ui);
    switch (p->kind->id) {
    case YZ_MEETING: return yz_meeting_save(s, &r->meeting, f);
    case YZ_OPINION: return yz_meeting_say(s, &r->opinion, f);
    case YZ_BALLOT: return yz_meeting_vote(s, &r->ballot, f);
    default: return resolve(p, &r->decision, f);
    }
}

static void saved(struct meeting_edit *p, const union record *r) {
    bool fresh = p->kind->id == YZ_MEETING && !p->record.any.id;
    yz_form_draft_drop(p->ui, draft_form(p), draft_of(p));
    yz_form_saved(&p->form);
    if (fresh) yz_ui_replace(p->ui, &YZ_TARGET("meeting", YZ_MEETING, r->any.id));
    else yz_ui_back(p->ui);
    yz_ui_changed(p->ui);
    if (p->kind->id == YZ_BALLOT)
        yz_ui_say(p->ui, YZ_ROLE_GOOD, _("表决结果：%s"), yz_code_label("ballot_result", r->ballot.result));
    else yz_ui_say(p->ui, YZ_ROLE_GOOD, _("已保存"));
}

static bool save(struct meeting_edit *p) {
    struct yz_findings f = {0};
    union record changed;
    enum yz_status status = YZ_REFUSED;
    if (!yz_form_check(&p->form)) return true;
    gather(p, &changed, &f);
    if (yz_findings_ok(&f)) status = keep(p, &changed, &f);
    if (!yz_findings_ok(&f)) yz_form_show_findings(&p->form, &f);
    else if (yz_ui_ok(p->ui, status)) saved(p, &changed);
    yz_findings_free(&f);
    return true;
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct meeting_edit *p = state;
    if (yz_form_input(&p->form, ui, in)) return true;
    return in->request == YZ_REQ_SAVE || in->request == YZ_REQ_OPEN ? save(p) : false;
}

static const struct yz_hint hints[] = {{YZ_REQ_SAVE, NULL},
                                       {YZ_REQ_NEXT, NULL},
                                       {YZ_REQ_UNDO, N_("恢复这一栏")},
                                       {YZ_REQ_BACK, NULL},
                                       {YZ_REQ_NONE, NULL}};

const struct yz_screen yz_meeting_edit_screen = {
    .name = "meeting-edit",
    .title = N_("登记协商"),
    .help = N_("提出协商：议题自己写，或挑一条需求、写纠纷办件的编号；两家的纠纷方式选调解，写甲方、乙方和协议。\n"
               "意见、评议、表决、决议也在这里填；离开一栏就存草稿，Ctrl-S 保存，Ctrl-Z 可以撤销。\n"),
    .flags = YZ_SCREEN_UNLISTED,
    .parts = YZ_PART_FORM,
    .size = sizeof(struct meeting_edit),
    .form = YZ_WHERE(struct meeting_edit, form),
    .open = open_edit,
    .close = close_edit,
    .headline = headline,
    .paint = paint,
    .input = input,
    .hints = hints,
};
