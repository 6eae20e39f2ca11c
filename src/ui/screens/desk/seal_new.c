/* 登记用印: the form of one use of the seal. */
#include "base/text.h"
#include "ui/screens/record_form.h"
#include "ui/screens/screens.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/certificates.h>
#include <yizhan/i18n.h>
#include <yizhan/registry.h>
#include <yizhan/records.h>
#include <yizhan/rights.h>
#include <yizhan/seals.h>
#include <yizhan/station.h>

struct seal_new {
    struct yz_record_form r;
    struct yz_seal record;
};

static const struct yz_form_field fields[] = {
    {"matter", N_("用印事由"), YZ_EDIT_TEXT, NULL, N_("为什么用印，例如：申请公租房"), YZ_FORM_REQUIRED, 192,
     yz_record_form_check},
    {"document", N_("文件名称"), YZ_EDIT_TEXT, NULL, N_("盖在什么文件上，例如：居住情况说明"), YZ_FORM_REQUIRED, 192,
     yz_record_form_check},
    {"copies", N_("份数"), YZ_EDIT_NUMBER, NULL, NULL, YZ_FORM_REQUIRED, 8, yz_record_form_check},
    {"at", N_("用印时间"), YZ_EDIT_MOMENT, NULL, NULL, YZ_FORM_REQUIRED, 32, yz_record_form_check},
    {"approved_by", N_("批准人"), YZ_EDIT_LOOKUP, NULL, N_("打姓名挑选"), YZ_FORM_REQUIRED, 64, NULL},
    {"handled_by", N_("经手人"), YZ_EDIT_LOOKUP, NULL, NULL, YZ_FORM_REQUIRED, 64, NULL},
    {"person", N_("居民"), YZ_EDIT_LOOKUP, NULL, N_("台账里有的挑出来，申请人、电话、地址就不用打；没有的自己打"), 0,
     64, NULL},
    {"applicant", N_("申请人"), YZ_EDIT_TEXT, NULL, NULL, 0, 96, yz_record_form_check},
    {"phone", N_("电话"), YZ_EDIT_TEXT, NULL, NULL, 0, 24, yz_record_form_check},
    {"address", N_("地址"), YZ_EDIT_TEXT, NULL, NULL, 0, 160, yz_record_form_check},
    {"case_id", N_("办件"), YZ_EDIT_LOOKUP, NULL, N_("办件编号，没有就空着"), 0, 64, NULL},
    {"note", N_("备注"), YZ_EDIT_TEXT, NULL, NULL, 0, 160, yz_record_form_check},
    {"override", N_("例外理由"), YZ_EDIT_TEXT, NULL, N_("社区不再开具的证明也要用印时，由站长写明"), 0, 160, NULL},
};
enum { FIELDS = sizeof fields / sizeof *fields, REFUSAL = 5 };

static bool leads(struct yz_session *s, const struct yz_option *o) {
    enum yz_kind_id kind;
    int64_t id;
    struct yz_staff staff;
    if (!yz_ref_parse(o->value, &kind, &id) || yz_record_get(s, YZ_STAFF, id, &staff) != YZ_OK) return false;
    return yz_role_may(staff.role, YZ_RIGHT_EXCEPTION);
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
    const struct seal_new *p = ctx;
    size_t n = yz_record_form_options(ctx, form, field, typed, out, max);
    if (strcmp(field, "approved_by") == 0) heads_first(yz_ui_session(p->r.ui), out, n);
    return n;
}

/* --- the record --- */

/* Every field that has something into the record; what cannot be read is an error there. What the registry knows of the
 * applicant is taken there and not shown here: it would be a look behind the mask. */
static void gather(struct yz_record_form *r, void *out, struct yz_findings *f) {
    for (size_t i = 0; i + 1 < FIELDS; i++) {
        const char *value = yz_form_get(&r->form, fields[i].name);
        if (*value) yz_seal_set(yz_ui_session(r->ui), out, fields[i].name, value, f);
    }
}

static enum yz_status save(struct yz_record_form *r, void *record, struct yz_findings *f) {
    return yz_seal_add(yz_ui_session(r->ui), record, yz_form_get(&r->form, "override"), f);
}

static void saved(struct yz_record_form *r, const void *record, const struct yz_findings *f) {
    const struct yz_seal *u = record;
    struct yz_target slip = YZ_TARGET("receipt", YZ_SEAL, u->id);
    (void)f;
    yz_copy(slip.key, sizeof slip.key, "seal");
    yz_ui_replace(r->ui, &slip);
    yz_ui_changed(r->ui);
    yz_ui_say(r->ui, YZ_ROLE_GOOD, _("已登记 %s"), u->number);
}

static const struct yz_record_use use = {
    .events = {.options = options, .left = yz_record_form_left}, .gather = gather, .save = save, .saved = saved};

/* --- the screen --- */

static enum yz_status open_new(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct seal_new *p = state;
    (void)target;
    p->r = (struct yz_record_form){.ui = ui, .kind = &yz_seal_kind, .record = &p->record, .use = &use, .draft = "seal"};
    yz_seal_begin(yz_ui_session(ui), &p->record);
    for (size_t i = 0; i < FIELDS; i++) yz_record_form_add(&p->r, &fields[i]);
    enum yz_status status = yz_record_form_open(&p->r);
    if (status != YZ_OK) return status;
    yz_record_form_offer_draft(&p->r, _("有 %s 没登记完的用印草稿"), _("接着登记"));
    return YZ_OK;
}

/* What is typed names a certificate that must not be sealed: why and where to go, whole, below the form. */
static int paint_refusal(const struct seal_new *p, struct yz_rect a) {
    const struct yz_certificate *c = yz_certificate_within(yz_form_get(&p->r.form, "document"));
    char text[700];
    if (!c) c = yz_certificate_within(yz_form_get(&p->r.form, "matter"));
    if (!c || a.rows < FIELDS + REFUSAL) return 0;
    struct yz_rect body = yz_area_part(yz_area_below(a, a.rows - REFUSAL), 1, a.columns - 2);
    snprintf(text, sizeof text, _("%1$s社区不再开具：%2$s"), yz_certificate_name(c), yz_certificate_why(c));
    int row = yz_paint_wrap(body, 0, 0, YZ_ROLE_WARNING, text);
    snprintf(text, sizeof text, _("去处：%s"), yz_certificate_where(c));
    yz_paint_wrap(yz_area_below(body, row), 0, 0, YZ_ROLE_TEXT, text);
    return REFUSAL;
}

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    area.rows -= paint_refusal(state, area);
    yz_record_form_paint(ui, state, area);
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
    .flags = YZ_SCREEN_WRITES,
    .size = sizeof(struct seal_new),
    .form = YZ_WHERE(struct seal_new, r.form),
    .open = open_new,
    .close = yz_record_form_close,
    .paint = paint,
    .input = yz_record_form_input,
    .hints = hints,
};
