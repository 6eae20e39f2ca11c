/* 登记重点人群: who, which group, why, by whose word, from and to; or the same of an entry that is there. */
#include "base/text.h"
#include "ui/form.h"
#include "ui/screens/screens.h"
#include "ui/ui.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/drafts.h>
#include <yizhan/find.h>
#include <yizhan/groups.h>
#include <yizhan/i18n.h>
#include <yizhan/registry.h>

#define FORM "group"
enum { PERSON, GROUP, FIELDS = 7 };

struct group_edit {
    struct yz_ui *ui;
    struct yz_focus record;
    struct yz_form_field fields[FIELDS];
    struct yz_form form;
};

static void check_field(void *ctx, char *text, size_t room, const char *name, struct yz_findings *f) {
    struct group_edit *p = ctx;
    const struct yz_field *field = yz_field_named(&yz_focus_kind, name);
    struct yz_focus scratch = p->record;
    if (field && yz_field_set(field, &scratch, text, false, f)) yz_field_text(field, &scratch, false, text, room);
}

static const struct yz_form_field of_new[FIELDS] = {
    {"person", N_("居民"), YZ_EDIT_LOOKUP, NULL, N_("打姓名、首字母或地址挑选"), YZ_FORM_REQUIRED, 64, NULL},
    {"group_key", N_("重点人群"), YZ_EDIT_CHOICE, NULL, N_("算出来的不在这里"), YZ_FORM_REQUIRED, 32, NULL},
    {"reason", N_("原因"), YZ_EDIT_TEXT, NULL, N_("凭什么，例如：残疾人证二级"), YZ_FORM_REQUIRED, 192, check_field},
    {"source", N_("来源"), YZ_EDIT_TEXT, NULL, N_("谁认定的，例如：区残联名单"), YZ_FORM_REQUIRED, 96, check_field},
    {"since", N_("起始日期"), YZ_EDIT_DAY, NULL, NULL, YZ_FORM_REQUIRED, 32, check_field},
    {"until", N_("截止日期"), YZ_EDIT_DAY, NULL, N_("最后一天；一直算的空着"), 0, 32, check_field},
    {"note", N_("备注"), YZ_EDIT_TEXT, NULL, NULL, 0, 192, check_field}};

/* --- choices --- */

static size_t groups(struct group_edit *p, struct yz_option *out, size_t max) {
    size_t count, n = 0;
    const struct yz_group *all = yz_groups(&count);
    for (size_t i = 0; i < count && n < max; i++) {
        bool typed = all[i].comes == YZ_GROUP_TYPED || all[i].comes == YZ_GROUP_EITHER;
        if (!typed || !yz_group_seen(yz_ui_session(p->ui), &all[i])) continue;
        out[n] = (struct yz_option){0};
        yz_copy(out[n].value, sizeof out[n].value, all[i].key);
        yz_copy(out[n].label, sizeof out[n].label, yz_group_name(&all[i]));
        yz_copy(out[n].note, sizeof out[n].note, yz_group_level_name(all[i].level));
        n++;
    }
    return n;
}

static size_t people(struct group_edit *p, const char *typed, struct yz_option *out, size_t max) {
    struct yz_hit hits[16];
    size_t n = 0;
    if (yz_search(yz_ui_session(p->ui), typed, YZ_HITS(YZ_HIT_PERSON), hits, max < 16 ? max : 16, &n) != YZ_OK)
        return 0;
    for (size_t i = 0; i < n; i++) {
        out[i] = (struct yz_option){0};
        yz_ref_text(YZ_PERSON, hits[i].id, out[i].value);
        yz_copy(out[i].label, sizeof out[i].label, hits[i].title);
        yz_copy(out[i].note, sizeof out[i].note, hits[i].subtitle);
    }
    return n;
}

static size_t options(void *ctx, struct yz_form *form, const char *field, const char *typed, struct yz_option *out,
                      size_t max) {
    (void)form;
    return strcmp(field, "person") == 0 ? people(ctx, typed, out, max) : groups(ctx, out, max);
}

/* --- values --- */

/* A REF and a key are shown by what they are called. */
static void put(struct group_edit *p, const char *name, const char *value) {
    char title[96];
    enum yz_kind_id kind;
    int64_t id;
    const struct yz_group *g = strcmp(name, "group_key") == 0 && *value ? yz_group_named(value) : NULL;
    bool person = strcmp(name, "person") == 0 && yz_ref_parse(value, &kind, &id);
    if (g) yz_form_set_option(&p->form, name, value, yz_group_name(g));
    else if (person)
        yz_form_set_option(&p->form, name, value,
                           yz_record_title(yz_ui_session(p->ui), YZ_PERSON, id, yz_ui_masked(p->ui, YZ_PERSON, id),
                                           title, sizeof title));
    else yz_form_set(&p->form, name, value);
}

static void take_pair(void *ctx, const char *name, const char *value) {
    const struct group_edit *p = ctx;
    bool fixed = p->record.id && (strcmp(name, "person") == 0 || strcmp(name, "group_key") == 0);
    if (!fixed) put(ctx, name, value);
}

/* A draft belongs to the entry, else to the person it was begun for. */
static int64_t draft_of(const struct group_edit *p) {
    return p->record.id ? p->record.id : p->record.person;
}
static const char *draft_form(const struct group_edit *p) {
    return p->record.id ? FORM "-edit" : FORM;
}

static void left(void *ctx, struct yz_form *form, const char *field) {
    struct group_edit *p = ctx;
    struct yz_draft_pair pairs[FIELDS];
    (void)field;
    for (size_t i = 0; i < FIELDS; i++)
        pairs[i] = (struct yz_draft_pair){of_new[i].name, yz_form_get(form, of_new[i].name)};
    yz_ui_ok(p->ui,
             yz_drafts_write(yz_ui_session(p->ui), draft_form(p), draft_of(p), p->record.version, pairs, FIELDS));
}

static const struct yz_form_events events = {.options = options, .left = left};

static void take_draft(struct yz_ui *ui, void *state, const char *answer) {
    struct group_edit *p = state;
    yz_moment at;
    (void)answer;
    yz_ui_ok(ui, yz_drafts_read(yz_ui_session(ui), draft_form(p), draft_of(p), p->record.version, take_pair, p, &at));
}

static void offer_draft(struct group_edit *p) {
    yz_moment at = 0;
    char when[YZ_MOMENT_TEXT], question[192];
    if (yz_drafts_read(yz_ui_session(p->ui), draft_form(p), draft_of(p), p->record.version, NULL, NULL, &at) != YZ_OK ||
        !at)
        return;
    snprintf(question, sizeof question, _("有 %s 没登记完的草稿"), yz_moment_text(at, when));
    yz_ui_ask(p->ui, question, _("接着登记"), take_draft);
}

/* --- the screen --- */

static enum yz_status begin(struct group_edit *p, const struct yz_target *target) {
    struct yz_session *s = yz_ui_session(p->ui);
    enum yz_status status = YZ_OK;
    p->record = (struct yz_focus){.since = yz_today()};
    yz_copy(p->record.group_key, sizeof p->record.group_key, target->key);
    if (target->kind == YZ_PERSON) p->record.person = target->id;
    if (target->kind == YZ_FOCUS) status = yz_record_get(s, YZ_FOCUS, target->id, &p->record);
    const struct yz_group *g = status == YZ_OK && p->record.id ? yz_group_named(p->record.group_key) : NULL;
    if (g && g->level != YZ_GROUP_OPEN && yz_ui_masked(p->ui, YZ_PERSON, p->record.person))
        return yz_fail(YZ_REFUSED, _("个人信息遮盖着：先按 Ctrl-R 写明原因，再修改"));
    return status;
}

static enum yz_status open_edit(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct group_edit *p = state;
    char ref[32], day[YZ_DATE_TEXT];
    p->ui = ui;
    enum yz_status status = begin(p, target);
    if (status != YZ_OK) return status;
    memcpy(p->fields, of_new, sizeof of_new);
    if (p->record.id) p->fields[PERSON].editor = p->fields[GROUP].editor = YZ_EDIT_SHOW;
    status = yz_form_open(&p->form, p->fields, FIELDS, &events, p);
    if (status != YZ_OK) return status;
    const struct yz_focus *x = &p->record;
    put(p, "person", x->person ? yz_ref_text(YZ_PERSON, x->person, ref) : "");
    put(p, "group_key", x->group_key);
    put(p, "reason", x->reason);
    put(p, "source", x->source);
    put(p, "since", yz_date_text(x->since, day));
    put(p, "until", x->until ? yz_date_text(x->until, day) : "");
    put(p, "note", x->note);
    yz_form_focus(&p->form, !x->person ? "person" : *x->group_key ? "reason" : "group_key");
    offer_draft(p);
    return YZ_OK;
}

static void close_edit(struct yz_ui *ui, void *state) {
    (void)ui;
    yz_form_close(&((struct group_edit *)state)->form);
}

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    (void)ui;
    yz_form_paint(&((struct group_edit *)state)->form, area, true);
}

static void gather(const struct group_edit *p, struct yz_focus *out, struct yz_findings *f) {
    enum yz_kind_id kind;
    *out = p->record;
    for (size_t i = GROUP; i < FIELDS; i++)
        if (!out->id || i > GROUP)
            yz_field_set(yz_field_named(&yz_focus_kind, of_new[i].name), out, yz_form_get(&p->form, of_new[i].name),
                         false, f);
    if (!out->id && !yz_ref_parse(yz_form_get(&p->form, "person"), &kind, &out->person))
        yz_find_error(f, "person", NULL, _("没有挑选居民"), NULL);
}

static bool save(struct group_edit *p) {
    struct yz_findings errors = {0};
    struct yz_focus x;
    struct yz_session *s = yz_ui_session(p->ui);
    if (!yz_form_check(&p->form)) return true;
    gather(p, &x, &errors);
    enum yz_status status = yz_findings_ok(&errors) ? yz_group_save(s, &x, &errors) : YZ_REFUSED;
    if (!yz_findings_ok(&errors)) yz_form_show_findings(&p->form, &errors);
    else if (yz_ui_ok(p->ui, status)) {
        yz_drafts_drop(s, draft_form(p), draft_of(p));
        yz_form_saved(&p->form);
        yz_ui_back(p->ui);
        yz_ui_changed(p->ui);
        yz_ui_say(p->ui, YZ_ROLE_GOOD, "%s", errors.count ? errors.all[0].rule : _("已登记"));
    }
    yz_findings_free(&errors);
    return true;
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct group_edit *p = state;
    if (yz_form_input(&p->form, ui, in)) return true;
    return in->request == YZ_REQ_SAVE || in->request == YZ_REQ_OPEN ? save(p) : false;
}

static const struct yz_hint hints[] = {{YZ_REQ_SAVE, N_("登记")},
                                       {YZ_REQ_NEXT, NULL},
                                       {YZ_REQ_UNDO, N_("恢复这一栏")},
                                       {YZ_REQ_BACK, NULL},
                                       {YZ_REQ_NONE, NULL}};

const struct yz_screen yz_group_edit_screen = {
    .name = "group-edit",
    .title = N_("登记重点人群"),
    .help = N_("登记一位居民在哪个重点人群：凭什么、谁认定的、从哪天到哪天。离开一栏就存草稿，Ctrl-S 登记。\n"),
    .parts = YZ_PART_FORM,
    .size = sizeof(struct group_edit),
    .form = YZ_WHERE(struct group_edit, form),
    .open = open_edit,
    .close = close_edit,
    .paint = paint,
    .input = input,
    .hints = hints,
};
