/* 登记用印: the form of one use of the seal. */
#include "base/text.h"
#include "ui/form.h"
#include "ui/screens/kind_form.h"
#include "ui/screens/screens.h"
#include "ui/ui.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/certificates.h>
#include <yizhan/codes.h>
#include <yizhan/drafts.h>
#include <yizhan/i18n.h>
#include <yizhan/registry.h>
#include <yizhan/records.h>
#include <yizhan/seals.h>
#include <yizhan/station.h>

#define FORM "seal"

struct seal_new {
    struct yz_ui *ui;
    struct yz_seal record;
    struct yz_form form;
};

static void check_field(void *ctx, char *text, size_t room, const char *name, struct yz_findings *f) {
    struct seal_new *p = ctx;
    const struct yz_field *field = yz_field_named(&yz_seal_kind, name);
    struct yz_seal scratch = p->record;
    if (field && yz_field_set(field, &scratch, text, false, f)) yz_field_text(field, &scratch, false, text, room);
}

static const struct yz_form_field fields[] = {
    {"matter", N_("用印事由"), YZ_EDIT_TEXT, NULL, N_("为什么用印，例如：申请公租房"), YZ_FORM_REQUIRED, 192,
     check_field},
    {"document", N_("文件名称"), YZ_EDIT_TEXT, NULL, N_("盖在什么文件上，例如：居住情况说明"), YZ_FORM_REQUIRED, 192,
     check_field},
    {"copies", N_("份数"), YZ_EDIT_NUMBER, NULL, NULL, YZ_FORM_REQUIRED, 8, check_field},
    {"at", N_("用印时间"), YZ_EDIT_MOMENT, NULL, NULL, YZ_FORM_REQUIRED, 32, check_field},
    {"approved_by", N_("批准人"), YZ_EDIT_LOOKUP, NULL, N_("打姓名挑选"), YZ_FORM_REQUIRED, 64, NULL},
    {"handled_by", N_("经手人"), YZ_EDIT_LOOKUP, NULL, NULL, YZ_FORM_REQUIRED, 64, NULL},
    {"person", N_("居民"), YZ_EDIT_LOOKUP, NULL, N_("台账里有的挑出来，申请人、电话、地址就不用打；没有的自己打"), 0,
     64, NULL},
    {"applicant", N_("申请人"), YZ_EDIT_TEXT, NULL, NULL, 0, 96, check_field},
    {"phone", N_("电话"), YZ_EDIT_TEXT, NULL, NULL, 0, 24, check_field},
    {"address", N_("地址"), YZ_EDIT_TEXT, NULL, NULL, 0, 160, check_field},
    {"case_id", N_("办件"), YZ_EDIT_LOOKUP, NULL, N_("办件编号，没有就空着"), 0, 64, NULL},
    {"note", N_("备注"), YZ_EDIT_TEXT, NULL, NULL, 0, 160, check_field},
    {"override", N_("例外理由"), YZ_EDIT_TEXT, NULL, N_("社区不再开具的证明也要用印时，由站长写明"), 0, 160, NULL},
};
enum { FIELDS = sizeof fields / sizeof *fields, REFUSAL = 5 };

static bool leads(struct yz_session *s, const struct yz_option *o) {
    enum yz_kind_id kind;
    int64_t id;
    struct yz_staff staff;
    if (!yz_ref_parse(o->value, &kind, &id) || yz_record_get(s, YZ_STAFF, id, &staff) != YZ_OK) return false;
    const char *role = yz_code_key("staff_role", staff.role);
    return strcmp(role, "supervisor") == 0 || strcmp(role, "admin") == 0;
}

/* Whoever heads a station approves: they come first. */
static void heads_first(struct yz_session *s, struct yz_option *all, size_t n) {
    for (size_t i = 0, heads = 0; i < n; i++) {
        if (!leads(s, &all[i])) continue;
        struct yz_option head = all[i];
        memmove(all + heads + 1, all + heads, (i - heads) * sizeof *all);
        all[heads++] = head;
    }
}

static size_t options(void *ctx, struct yz_form *form, const char *field, const char *typed, struct yz_option *out,
                      size_t max) {
    struct seal_new *p = ctx;
    (void)form;
    struct yz_session *s = yz_ui_session(p->ui);
    size_t n = yz_lookup(s, yz_kind_named(yz_field_named(&yz_seal_kind, field)->of)->id, typed, out, max);
    if (strcmp(field, "approved_by") == 0) heads_first(s, out, n);
    return n;
}

/* --- the record and the draft --- */

/* Every field that has something into the record; what cannot be read is an error there. What the registry knows of the
 * applicant is taken there and not shown here: it would be a look behind the mask. */
static void gather(struct seal_new *p, struct yz_seal *out, struct yz_findings *f) {
    *out = p->record;
    for (size_t i = 0; i + 1 < FIELDS; i++) {
        const char *value = yz_form_get(&p->form, fields[i].name);
        if (*value) yz_seal_set(yz_ui_session(p->ui), out, fields[i].name, value, f);
    }
}

static void left(void *ctx, struct yz_form *form, const char *field) {
    struct seal_new *p = ctx;
    struct yz_draft_pair pairs[FIELDS];
    (void)field;
    for (size_t i = 0; i < FIELDS; i++)
        pairs[i] = (struct yz_draft_pair){fields[i].name, yz_form_get(form, fields[i].name)};
    yz_ui_ok(p->ui, yz_drafts_write(yz_ui_session(p->ui), FORM, 0, 0, pairs, FIELDS));
}

static const struct yz_form_events events = {.options = options, .left = left};

static void put(struct seal_new *p, const char *name, const char *value) {
    yz_kind_form_put(yz_ui_session(p->ui), &p->form, name, value);
}

static void take_pair(void *ctx, const char *name, const char *value) {
    put(ctx, name, value);
}

static void take_draft(struct yz_ui *ui, void *state, const char *answer) {
    yz_moment at;
    (void)answer;
    yz_ui_ok(ui, yz_drafts_read(yz_ui_session(ui), FORM, 0, 0, take_pair, state, &at));
}

static void offer_draft(struct seal_new *p) {
    yz_moment at = 0;
    char when[YZ_MOMENT_TEXT], question[192];
    if (yz_drafts_read(yz_ui_session(p->ui), FORM, 0, 0, NULL, NULL, &at) != YZ_OK || !at) return;
    snprintf(question, sizeof question, _("有 %s 没登记完的用印草稿"), yz_moment_text(at, when));
    yz_ui_ask(p->ui, question, _("接着登记"), take_draft);
}

/* --- the screen --- */

static enum yz_status open_new(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct seal_new *p = state;
    char ref[32], at[YZ_MOMENT_TEXT];
    (void)target;
    p->ui = ui;
    yz_seal_begin(yz_ui_session(ui), &p->record);
    enum yz_status status = yz_form_open(&p->form, fields, FIELDS, &events, p);
    if (status != YZ_OK) return status;
    put(p, "copies", "1");
    put(p, "at", yz_moment_text(p->record.at, at));
    put(p, "handled_by", yz_ref_text(YZ_STAFF, p->record.handled_by, ref));
    offer_draft(p);
    return YZ_OK;
}

static void close_new(struct yz_ui *ui, void *state) {
    (void)ui;
    yz_form_close(&((struct seal_new *)state)->form);
}

/* What is typed names a certificate that must not be sealed: why and where to go, whole, below the form. */
static int paint_refusal(const struct seal_new *p, struct yz_rect a) {
    const struct yz_certificate *c = yz_certificate_within(yz_form_get(&p->form, "document"));
    char text[700];
    if (!c) c = yz_certificate_within(yz_form_get(&p->form, "matter"));
    if (!c || a.rows < FIELDS + REFUSAL) return 0;
    struct yz_rect body = yz_area_part(yz_area_below(a, a.rows - REFUSAL), 1, a.columns - 2);
    snprintf(text, sizeof text, _("%1$s社区不再开具：%2$s"), yz_certificate_name(c), yz_certificate_why(c));
    int row = yz_paint_wrap(body, 0, 0, YZ_ROLE_WARNING, text);
    snprintf(text, sizeof text, _("去处：%s"), yz_certificate_where(c));
    yz_paint_wrap(yz_area_below(body, row), 0, 0, YZ_ROLE_TEXT, text);
    return REFUSAL;
}

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    struct seal_new *p = state;
    (void)ui;
    area.rows -= paint_refusal(p, area);
    yz_form_paint(&p->form, area, true);
}

static bool save(struct seal_new *p) {
    struct yz_findings errors = {0};
    struct yz_seal u;
    struct yz_session *s = yz_ui_session(p->ui);
    if (!yz_form_check(&p->form)) return true;
    gather(p, &u, &errors);
    enum yz_status status =
        yz_findings_ok(&errors) ? yz_seal_add(s, &u, yz_form_get(&p->form, "override"), &errors) : YZ_REFUSED;
    if (!yz_findings_ok(&errors)) yz_form_show_findings(&p->form, &errors);
    else if (yz_ui_ok(p->ui, status)) {
        struct yz_target slip = YZ_TARGET("receipt", YZ_SEAL, u.id);
        yz_copy(slip.key, sizeof slip.key, "seal");
        yz_drafts_drop(s, FORM, 0);
        yz_form_saved(&p->form);
        yz_ui_replace(p->ui, &slip);
        yz_ui_changed(p->ui);
        yz_ui_say(p->ui, YZ_ROLE_GOOD, _("已登记 %s"), u.number);
    }
    yz_findings_free(&errors);
    return true;
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct seal_new *p = state;
    if (yz_form_input(&p->form, ui, in)) return true;
    return in->request == YZ_REQ_SAVE || in->request == YZ_REQ_OPEN ? save(p) : false;
}

static const struct yz_hint hints[] = {{YZ_REQ_SAVE, N_("登记")},
                                       {YZ_REQ_NEXT, NULL},
                                       {YZ_REQ_UNDO, N_("恢复这一栏")},
                                       {YZ_REQ_BACK, NULL},
                                       {YZ_REQ_NONE, NULL}};

const struct yz_screen yz_seal_new_screen = {
    .name = "seal-new",
    .title = N_("登记用印"),
    .help =
        N_("用过印就登记：事由、文件、份数、谁批准、谁来办。社区不再开具的证明不能用印，会说明为什么、去哪里办。\n"),
    .size = sizeof(struct seal_new),
    .form = YZ_WHERE(struct seal_new, form),
    .open = open_new,
    .close = close_new,
    .paint = paint,
    .input = input,
    .hints = hints,
};
