/* The form of a visit. */
#include "ui/screens/field/walk_form.h"

#include "base/mask.h"
#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/drafts.h>
#include <yizhan/i18n.h>
#include <yizhan/registry.h>

#define FORM "visit"

static const struct yz_form_field fields[] = {
    {"text", N_("需求"), YZ_EDIT_TEXT, NULL, N_("居民说了什么要办的，照他的话写；没有就空着"), 0, 512, NULL},
    {"field", N_("需求领域"), YZ_EDIT_CHOICE, "need_field", NULL, 0, 0, NULL},
    {"outcome", N_("结果"), YZ_EDIT_CHOICE, "visit_outcome", NULL, YZ_FORM_REQUIRED, 0, NULL},
    {"checks", N_("有问题的"), YZ_EDIT_TICKS, NULL, N_("空格勾出看到有问题的"), 0, 512, NULL},
    {"note", N_("备注"), YZ_EDIT_TEXT, NULL, NULL, 0, 512, NULL},
    {"person", N_("见到的人"), YZ_EDIT_CHOICE, NULL, N_("需求记在他名下"), 0, 0, NULL},
    {"phone", N_("新电话"), YZ_EDIT_TEXT, NULL, N_("见到的人换了电话才写，没选人就是户主的；同一次办理改登记"), 0, 0,
     NULL},
};
enum { FIELDS = sizeof fields / sizeof *fields };

static size_t check_options(const struct yz_walk_form *w, struct yz_option *out, size_t max) {
    size_t count, n = 0;
    const struct yz_visit_check *all = yz_visit_checks(&count);
    for (size_t i = 0; i < count && n < max; i++) {
        if (!yz_visit_check_fits(&all[i], &w->door)) continue;
        out[n] = (struct yz_option){0};
        yz_copy(out[n].value, sizeof out->value, all[i].key);
        yz_copy(out[n].label, sizeof out->label, yz_visit_check_name(&all[i]));
        yz_copy(out[n++].note, sizeof out->note, yz_visit_check_look(&all[i]));
    }
    return n;
}

static size_t options(void *ctx, struct yz_form *form, const char *field, const char *typed, struct yz_option *out,
                      size_t max) {
    const struct yz_walk_form *w = ctx;
    size_t n = 0;
    (void)form;
    (void)typed;
    if (strcmp(field, "checks") == 0) return check_options(w, out, max);
    for (; n < w->member_count && n < max; n++) {
        out[n] = (struct yz_option){0};
        yz_ref_text(YZ_PERSON, w->members[n].id, out[n].value);
        yz_copy(out[n].label, sizeof out->label, w->members[n].name);
        yz_copy(out[n].note, sizeof out->note, w->members[n].relation);
    }
    return n;
}

static void left(void *ctx, struct yz_form *form, const char *field) {
    struct yz_walk_form *w = ctx;
    struct yz_draft_pair pairs[FIELDS];
    (void)field;
    for (size_t i = 0; i < FIELDS; i++)
        pairs[i] = (struct yz_draft_pair){fields[i].name, yz_form_get(form, fields[i].name)};
    yz_form_drafted(form, w->ui, yz_drafts_write(yz_ui_session(w->ui), FORM, w->door.id, 0, pairs, FIELDS));
}

static bool visible(void *ctx, struct yz_form *form, const char *field) {
    const struct yz_walk_form *w = ctx;
    (void)form;
    return w->member_count || (strcmp(field, "person") != 0 && strcmp(field, "phone") != 0);
}

static const struct yz_form_events events = {.options = options, .left = left, .visible = visible};

/* --- opening --- */

static void read_members(struct yz_walk_form *w) {
    static struct yz_member all[YZ_WALK_MEMBERS];
    size_t count = 0;
    w->member_count = 0;
    if (!w->door.household ||
        yz_household_members(yz_ui_session(w->ui), w->door.household, 0, all, YZ_WALK_MEMBERS, &count) != YZ_OK)
        return;
    for (size_t i = 0; i < count && i < YZ_WALK_MEMBERS; i++) {
        w->members[i].id = all[i].person.id;
        if (yz_ui_masked(w->ui, YZ_PERSON, all[i].person.id))
            yz_mask_name(w->members[i].name, sizeof w->members[i].name, all[i].person.name);
        else yz_copy(w->members[i].name, sizeof w->members[i].name, all[i].person.name);
        yz_copy(w->members[i].relation, sizeof w->members[i].relation,
                yz_code_label("relation", all[i].membership.relation));
        w->member_count++;
    }
}

/* Somebody was met there today by the same one: a need that comes up now is of that visit, not of another. */
static void read_visit(struct yz_walk_form *w) {
    struct yz_session *s = yz_ui_session(w->ui);
    size_t count = 0;
    w->visit = (struct yz_visit){.household = w->door.household, .dwelling = w->door.dwelling};
    struct yz_visit last;
    if (!w->door.household ||
        yz_visit_page(s, &(struct yz_visit_filter){.household = w->door.household}, NULL, &last, 1, &count) != YZ_OK)
        return;
    bool met = count && (last.outcome == YZ_VISIT_MET || last.outcome == YZ_VISIT_NEW_TENANT);
    if (met && last.staff == yz_session_staff(s)->id && yz_moment_date(last.at) == yz_today()) w->visit = last;
}

static void take_pair(void *ctx, const char *name, const char *value) {
    struct yz_walk_form *w = ctx;
    const char *label = NULL;
    char ref[32];
    for (size_t i = 0; strcmp(name, "person") == 0 && i < w->member_count; i++)
        if (strcmp(yz_ref_text(YZ_PERSON, w->members[i].id, ref), value) == 0) label = w->members[i].name;
    if (label) yz_form_set_option(&w->form, name, value, label);
    else if (strcmp(name, "person") != 0) yz_form_set(&w->form, name, value);
}

yz_moment yz_walk_draft(struct yz_ui *ui, int64_t door) {
    yz_moment at = 0;
    yz_drafts_read(yz_ui_session(ui), FORM, door, NULL, NULL, &at);
    return at;
}

enum yz_status yz_walk_form_open(struct yz_walk_form *w, struct yz_ui *ui, const struct yz_door *d) {
    yz_moment at = 0;
    w->ui = ui;
    w->door = *d;
    read_members(w);
    read_visit(w);
    enum yz_status status = yz_form_open(&w->form, fields, FIELDS, &events, w);
    w->open = status == YZ_OK;
    if (!w->open) return status;
    yz_form_set(&w->form, "outcome", yz_code_key("visit_outcome", w->visit.id ? w->visit.outcome : YZ_VISIT_MET));
    yz_form_set(&w->form, "note", w->visit.note);
    yz_drafts_read(yz_ui_session(ui), FORM, d->id, take_pair, w, &at); /* usually there is none */
    if (at) yz_ui_say(ui, YZ_ROLE_TEXT, _("接着上次没办完的填"));
    return YZ_OK;
}

void yz_walk_form_close(struct yz_walk_form *w) {
    if (w->open) yz_form_close(&w->form);
    w->open = false;
}

void yz_walk_form_keep(struct yz_walk_form *w) {
    if (w->open && w->form.changed) left(w, &w->form, "");
}

/* --- saving --- */

static void gather(struct yz_walk_form *w, struct yz_visit *v, struct yz_need *need, struct yz_findings *f) {
    enum yz_kind_id kind;
    *v = w->visit;
    *need = (struct yz_need){0};
    yz_code_parse("visit_outcome", yz_form_get(&w->form, "outcome"), &v->outcome);
    yz_code_parse("need_field", yz_form_get(&w->form, "field"), &need->field);
    yz_copy(v->note, sizeof v->note, yz_form_get(&w->form, "note"));
    yz_copy(need->text, sizeof need->text, yz_form_get(&w->form, "text"));
    if (*yz_form_get(&w->form, "checks")) yz_visit_checks_set(v, yz_form_get(&w->form, "checks"), f);
    int64_t person = 0;
    if (yz_ref_parse(yz_form_get(&w->form, "person"), &kind, &person)) v->person = person;
}

bool yz_walk_form_save(struct yz_walk_form *w) {
    struct yz_session *s = yz_ui_session(w->ui);
    struct yz_findings f = {0};
    struct yz_visit v;
    struct yz_need need;
    if (!yz_form_check(&w->form)) return false;
    gather(w, &v, &need, &f);
    bool wish = *need.text || need.field;
    struct yz_found found = {.need = wish ? &need : NULL, .phone = yz_form_get(&w->form, "phone")};
    enum yz_status status = yz_visit_log(s, &v, &found, &f);
    if (!yz_findings_ok(&f)) yz_form_show_findings(&w->form, &f);
    bool kept = yz_findings_ok(&f) && yz_ui_ok(w->ui, status);
    yz_findings_free(&f);
    if (!kept) return false;
    yz_drafts_drop(s, FORM, w->door.id);
    yz_walk_form_close(w);
    w->visit = v;
    return true;
}
