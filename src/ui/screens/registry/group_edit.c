/* 登记重点人群: who, which group, why, by whose word, from and to; or the same of an entry that is there. */
#include "base/text.h"
#include "ui/screens/record_form.h"
#include "ui/screens/screens.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/groups.h>
#include <yizhan/i18n.h>
#include <yizhan/registry.h>
#include <yizhan/rights.h>

struct group_edit {
    struct yz_record_form r;
    struct yz_focus record;
};

enum { PERSON, GROUP };

static const struct yz_form_field fields[] = {
    {"person", N_("居民"), YZ_EDIT_LOOKUP, NULL, N_("打姓名、首字母或地址挑选"), YZ_FORM_REQUIRED, 64, NULL},
    {"group_key", N_("重点人群"), YZ_EDIT_CHOICE, NULL, N_("算出来的不在这里"), YZ_FORM_REQUIRED, 32, NULL},
    {"reason", N_("原因"), YZ_EDIT_TEXT, NULL, N_("凭什么，例如：残疾人证二级"), YZ_FORM_REQUIRED, 192,
     yz_record_form_check},
    {"source", N_("来源"), YZ_EDIT_TEXT, NULL, N_("谁认定的，例如：区残联名单"), YZ_FORM_REQUIRED, 96,
     yz_record_form_check},
    {"since", N_("起始日期"), YZ_EDIT_DAY, NULL, NULL, YZ_FORM_REQUIRED, 32, yz_record_form_check},
    {"until", N_("截止日期"), YZ_EDIT_DAY, NULL, N_("最后一天；一直算的空着"), 0, 32, yz_record_form_check},
    {"note", N_("备注"), YZ_EDIT_TEXT, NULL, NULL, 0, 192, yz_record_form_check}};

/* --- choices --- */

static size_t groups(struct group_edit *p, struct yz_option *out, size_t max) {
    size_t count, n = 0;
    const struct yz_group *all = yz_groups(&count);
    for (size_t i = 0; i < count && n < max; i++) {
        bool typed = all[i].comes == YZ_GROUP_TYPED || all[i].comes == YZ_GROUP_EITHER;
        if (!typed || !yz_group_seen(yz_ui_session(p->r.ui), &all[i])) continue;
        out[n] = (struct yz_option){0};
        yz_copy(out[n].value, sizeof out[n].value, all[i].key);
        yz_copy(out[n].label, sizeof out[n].label, yz_group_name(&all[i]));
        yz_copy(out[n].note, sizeof out[n].note, yz_group_level_name(all[i].level));
        n++;
    }
    return n;
}

static size_t options(void *ctx, struct yz_form *form, const char *field, const char *typed, struct yz_option *out,
                      size_t max) {
    if (strcmp(field, "group_key") == 0) return groups(ctx, out, max);
    return yz_record_form_options(ctx, form, field, typed, out, max);
}

/* --- values --- */

/* A REF and a key are shown by what they are called. */
static void put(struct yz_record_form *r, const char *name, const char *value) {
    char title[96];
    enum yz_kind_id kind;
    int64_t id;
    const struct yz_group *g = strcmp(name, "group_key") == 0 && *value ? yz_group_named(value) : NULL;
    bool person = strcmp(name, "person") == 0 && yz_ref_parse(value, &kind, &id);
    if (g) yz_form_set_option(&r->form, name, value, yz_group_name(g));
    else if (person)
        yz_form_set_option(&r->form, name, value,
                           yz_record_title(yz_ui_session(r->ui), YZ_PERSON, id, yz_ui_masked(r->ui, YZ_PERSON, id),
                                           title, sizeof title));
    else yz_form_set(&r->form, name, value);
}

static enum yz_status save(struct yz_record_form *r, void *record, struct yz_findings *f) {
    return yz_group_save(yz_ui_session(r->ui), record, f);
}

static void saved(struct yz_record_form *r, const void *record, const struct yz_findings *f) {
    (void)record;
    yz_ui_back(r->ui);
    yz_ui_changed(r->ui);
    yz_ui_say(r->ui, YZ_ROLE_GOOD, "%s", f->count ? f->all[0].rule : _("已登记"));
}

static const struct yz_record_use use = {
    .events = {.options = options, .left = yz_record_form_left}, .put = put, .save = save, .saved = saved};

/* --- the screen --- */

static enum yz_status begin(struct group_edit *p, const struct yz_target *target) {
    struct yz_session *s = yz_ui_session(p->r.ui);
    enum yz_status status = YZ_OK;
    p->record = (struct yz_focus){.since = yz_today()};
    yz_copy(p->record.group_key, sizeof p->record.group_key, target->key);
    if (target->kind == YZ_PERSON) p->record.person = target->id;
    if (target->kind == YZ_FOCUS) status = yz_record_get(s, YZ_FOCUS, target->id, &p->record);
    const struct yz_group *g = status == YZ_OK && p->record.id ? yz_group_named(p->record.group_key) : NULL;
    if (g && g->level != YZ_GROUP_OPEN && yz_ui_masked(p->r.ui, YZ_PERSON, p->record.person))
        return yz_fail(YZ_REFUSED, _("个人信息遮盖着：先按 Ctrl-R 写明原因，再修改"));
    if (g && g->level != YZ_GROUP_OPEN) return yz_must(s, YZ_RIGHT_REVEAL_GROUP);
    return status;
}

static enum yz_status open_edit(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct group_edit *p = state;
    const struct yz_focus *x = &p->record;
    p->r = (struct yz_record_form){.ui = ui, .kind = &yz_focus_kind, .record = &p->record, .use = &use};
    enum yz_status status = begin(p, target);
    if (status != YZ_OK) return status;
    /* A draft belongs to the entry, else to the person it was begun for. */
    p->r.draft = x->id ? "group-edit" : "group";
    p->r.draft_of = x->id ? x->id : x->person;
    p->r.draft_version = x->version;
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) yz_record_form_add(&p->r, &fields[i]);
    if (x->id) p->r.fields[PERSON].editor = p->r.fields[GROUP].editor = YZ_EDIT_SHOW;
    status = yz_record_form_open(&p->r);
    if (status != YZ_OK) return status;
    yz_form_focus(&p->r.form, !x->person ? "person" : *x->group_key ? "reason" : "group_key");
    yz_record_form_offer_draft(&p->r, _("有 %s 没登记完的草稿"), _("接着登记"));
    return YZ_OK;
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
    .flags = YZ_SCREEN_WRITES,
    .parts = YZ_PART_FORM,
    .size = sizeof(struct group_edit),
    .form = YZ_WHERE(struct group_edit, r.form),
    .open = open_edit,
    .close = yz_record_form_close,
    .paint = yz_record_form_paint,
    .input = yz_record_form_input,
    .hints = hints,
};
