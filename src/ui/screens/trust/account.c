/* The form of an account: who, which role, where; new or changed. Binding and password are keys of their own in 账号. */
#include "base/text.h"
#include "ui/screens/record_form.h"
#include "ui/screens/screens.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/accounts.h>
#include <yizhan/i18n.h>
#include <yizhan/registry.h>
#include <yizhan/rights.h>

struct account {
    struct yz_record_form r;
    struct yz_staff record;
};

static enum yz_status save(struct yz_record_form *r, void *record, struct yz_findings *f) {
    return yz_staff_save(yz_ui_session(r->ui), record, f);
}

/* A new one cannot sign in yet: the password comes next. */
static void saved(struct yz_record_form *r, const void *record, const struct yz_findings *f) {
    const struct yz_staff *staff = record;
    bool fresh = ((const struct yz_staff *)r->record)->id == 0;
    struct yz_ui *ui = r->ui;
    yz_record_form_back(r, f);
    if (fresh) yz_ui_open(ui, &YZ_TARGET("password", YZ_STAFF, staff->id));
}

static const struct yz_record_use use = {
    .events = {.options = yz_record_form_options, .left = yz_record_form_left}, .save = save, .saved = saved};

static void make_fields(struct account *p) {
    for (size_t i = 0; i < yz_staff_kind.count; i++) {
        const struct yz_field *f = &yz_staff_kind.fields[i];
        if (f->flags & YZ_DERIVED || strcmp(f->column, "os_user") == 0) continue;
        struct yz_form_field *row = yz_record_form_add_kind(&p->r, f);
        if (strcmp(f->column, "login") == 0) row->flags |= YZ_FORM_REQUIRED;
    }
}

static enum yz_status open_account(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct account *p = state;
    struct yz_session *s = yz_ui_session(ui);
    p->r = (struct yz_record_form){.ui = ui, .kind = &yz_staff_kind, .record = &p->record, .use = &use};
    p->record = (struct yz_staff){.station = yz_session_station(s)->id, .since = yz_today()};
    enum yz_status status = yz_must(s, YZ_RIGHT_STAFF);
    if (status == YZ_OK && target->id) status = yz_record_get(s, YZ_STAFF, target->id, &p->record);
    if (status != YZ_OK) return status;
    p->r.draft = "account";
    p->r.draft_of = p->record.id;
    p->r.draft_version = p->record.version;
    make_fields(p);
    status = yz_record_form_open(&p->r);
    if (status == YZ_OK) yz_record_form_offer_draft(&p->r, _("有 %s 没改完的草稿"), _("接着改"));
    return status;
}

static void headline(struct yz_ui *ui, void *state, char *out, size_t room) {
    const struct account *p = state;
    (void)ui;
    snprintf(out, room, "%s %s", _("账号"), p->record.id ? p->record.name : _("新账号"));
}

const struct yz_screen yz_account_screen = {
    .name = "account",
    .title = N_("账号"),
    .help = N_("一个人的账号：姓名、登录名、岗位、驿站、网格。离开一栏就存草稿，Ctrl-S 保存；新账号接着设口令。\n"
               "网格员的网格就是他能看到的范围，网格岗位写了他的网格也算。\n"),
    .flags = YZ_SCREEN_UNLISTED,
    .parts = YZ_PART_FORM,
    .size = sizeof(struct account),
    .form = YZ_WHERE(struct account, r.form),
    .open = open_account,
    .close = yz_record_form_close,
    .headline = headline,
    .paint = yz_record_form_paint,
    .input = yz_record_form_input,
    .hints = yz_record_form_hints,
};
