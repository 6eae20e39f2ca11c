/* 登记协商: the form of a meeting, or of an opinion, a ballot, a decision of one, made from the table of the kind. */
#include "base/text.h"
#include "ui/screens/record_form.h"
#include "ui/screens/screens.h"
#include "ui/screens/services.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/catalogue.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/meetings.h>
#include <yizhan/registry.h>

enum { SERVICES = 64 };

union record {
    struct yz_record any;
    struct yz_meeting meeting;
    struct yz_opinion opinion;
    struct yz_ballot ballot;
    struct yz_decision decision;
};

struct meeting_edit {
    struct yz_record_form r;
    bool rates; /* an opinion afterwards */
    union record record;
};

/* What a decision becomes, and for whom: no fields of its kind. */
static const struct yz_form_field becomes_fields[] = {
    {"becomes", N_("转为"), YZ_EDIT_CHOICE, NULL, N_("打字挑选：列入需求的一个领域，或受理一项服务、事件；不转就空着"),
     0, 64, NULL},
    {"about", N_("为谁、在哪里"), YZ_EDIT_LOOKUP, NULL, N_("居民、户或楼栋：姓名、地址、手机号；空着就是协商的那一栋"),
     0, 0, NULL},
    {"link", N_("已有的办件"), YZ_EDIT_LOOKUP, NULL, N_("在窗口已经受理的打它的编号，“转为”就空着"), 0, 64, NULL}};

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

/* Residents, households, buildings: the likeliest of each. A building comes first, unless one door of it is typed. */
static size_t anyone(struct yz_session *s, const char *typed, struct yz_option *out, size_t max) {
    static const enum yz_kind_id kinds[] = {YZ_BUILDING, YZ_PERSON, YZ_HOUSEHOLD, YZ_BUILDING};
    bool door = max > 1 && yz_lookup(s, YZ_DWELLING, typed, out, 2) == 1;
    size_t n = 0;
    for (size_t i = door; i < 3 + (size_t)door && n < max; i++)
        n += yz_lookup(s, kinds[i], typed, out + n, max - n < max / 3 ? max - n : max / 3);
    return n;
}

/* Doors as they are called at the meeting before all others of that number. */
static size_t doors(struct meeting_edit *p, const char *typed, struct yz_option *out, size_t max) {
    struct yz_session *s = yz_ui_session(p->r.ui);
    int64_t ids[4];
    char value[32], door[96];
    size_t n = 0, count = yz_meeting_called(s, p->record.opinion.meeting, typed, ids, sizeof ids / sizeof *ids);
    for (size_t i = 0; i < count; i++)
        n = add(out, n, max, yz_ref_text(YZ_DWELLING, ids[i], value), yz_dwelling_short(s, ids[i], door, sizeof door),
                _("应邀"));
    return n ? n : yz_lookup(s, YZ_DWELLING, typed, out, max);
}

static size_t options(void *ctx, struct yz_form *form, const char *field, const char *typed, struct yz_option *out,
                      size_t max) {
    if (strcmp(field, "matter") == 0) return matters(out, max);
    struct yz_session *s = yz_ui_session(((struct meeting_edit *)ctx)->r.ui);
    if (strcmp(field, "becomes") == 0) return becomes(s, out, max);
    if (strcmp(field, "dwelling") == 0) return doors(ctx, typed, out, max);
    if (strcmp(field, "about") == 0) return anyone(s, typed, out, max);
    if (strcmp(field, "link") == 0) return yz_lookup(s, YZ_CASE, typed, out, max);
    return yz_record_form_options(ctx, form, field, typed, out, max);
}

/* --- values --- */

/* What it was to become, out of a draft: by its name again. */
static void put_becomes(struct yz_record_form *r, const char *value) {
    struct yz_option *all = calloc(YZ_OPTIONS, sizeof *all);
    size_t n = all ? becomes(yz_ui_session(r->ui), all, YZ_OPTIONS) : 0;
    for (size_t i = 0; i < n; i++)
        if (strcmp(all[i].value, value) == 0) yz_form_set_option(&r->form, "becomes", value, all[i].label);
    free(all);
}

static void put(struct yz_record_form *r, const char *name, const char *value) {
    if (strcmp(name, "becomes") == 0) return put_becomes(r, value);
    const struct yz_matter *m = strcmp(name, "matter") == 0 ? yz_matter_named(value, yz_today()) : NULL;
    enum yz_kind_id kind;
    int64_t id;
    char title[160];
    if (m) yz_form_set_option(&r->form, name, value, yz_matter_name(m));
    else if (!yz_field_named(r->kind, name) && yz_ref_parse(value, &kind, &id))
        yz_form_set_option(&r->form, name, value,
                           yz_record_title(yz_ui_session(r->ui), kind, id, true, title, sizeof title));
    else yz_kind_form_put(yz_ui_session(r->ui), &r->form, name, value);
}

/* --- the form --- */

static bool left_out(const struct meeting_edit *p, const struct yz_field *f) {
    if (f->flags & YZ_DERIVED) return true;
    return p->r.kind->id == YZ_OPINION && !p->rates && strcmp(f->column, "mark") == 0;
}

/* What is worked out when nobody tells it is not insisted on. */
static void make_fields(struct meeting_edit *p) {
    for (size_t i = 0; i < p->r.kind->count; i++) {
        const struct yz_field *f = &p->r.kind->fields[i];
        if (left_out(p, f)) continue;
        struct yz_form_field *row = yz_record_form_add_kind(&p->r, f);
        if (strcmp(f->column, "matter") == 0) row->editor = YZ_EDIT_CHOICE, row->check = NULL;
        if (strcmp(f->column, "title") == 0) row->flags = 0;
        if (p->rates && strcmp(f->column, "mark") == 0) row->flags = YZ_FORM_REQUIRED;
    }
    for (size_t i = 0; p->r.kind->id == YZ_DECISION && i < sizeof becomes_fields / sizeof *becomes_fields; i++)
        yz_record_form_add(&p->r, &becomes_fields[i]);
}

static enum yz_status read_record(struct meeting_edit *p, const struct yz_target *target) {
    struct yz_session *s = yz_ui_session(p->r.ui);
    struct yz_meeting m = {.sort = YZ_CONSULTATION, .matter = "ordinary", .host = yz_session_staff(s)->id};
    enum yz_status status = YZ_OK;
    const struct yz_kind *of = p->rates ? &yz_opinion_kind : yz_kind_named(target->key);
    p->r.kind = of ? of : &yz_meeting_kind;
    if (target->id) status = yz_record_get(s, YZ_MEETING, target->id, &m);
    if (p->r.kind->id == YZ_MEETING) p->record.meeting = m;
    else if (p->r.kind->id == YZ_OPINION) p->record.opinion = (struct yz_opinion){.meeting = m.id};
    else if (p->r.kind->id == YZ_DECISION) p->record.decision = (struct yz_decision){.meeting = m.id};
    else p->record.ballot = (struct yz_ballot){.meeting = m.id};
    if (p->r.kind->id == YZ_BALLOT) yz_copy(p->record.ballot.matter, sizeof m.matter, m.matter);
    return status;
}

/* What is missing in the form of the case, which is not this form: all of it under what the decision becomes. */
static void tell_of_case(const struct yz_record_form *r, struct yz_findings *f) {
    char all[192] = "";
    size_t n = 0;
    for (size_t i = 0; i < f->count; i++) {
        bool own = yz_field_named(r->kind, f->all[i].field) || strcmp(f->all[i].field, "about") == 0;
        if (own || f->all[i].severity != YZ_ERROR || n + 1 >= sizeof all) continue;
        n += (size_t)snprintf(all + n, sizeof all - n, "%s%s", n ? _("；") : "", f->all[i].rule);
    }
    if (!n) return;
    all[yz_utf8_cut(all, sizeof all - 1)] = '\0';
    yz_find_error(f, "becomes", NULL, all, _("到窗口受理，再写在“已有的办件”"));
}

static enum yz_status resolve(struct yz_record_form *r, struct yz_decision *d, struct yz_findings *f) {
    struct yz_becomes as = {0};
    enum yz_kind_id kind;
    const char *chosen = yz_form_get(&r->form, "becomes"), *link = yz_form_get(&r->form, "link");
    yz_ref_parse(yz_form_get(&r->form, "about"), &as.about, &as.about_id);
    yz_ref_parse(link, &kind, &as.case_id);
    if (*link && *chosen) {
        yz_find_error(f, "link", link, _("转为和已有的办件只写一个"), NULL);
        return YZ_REFUSED;
    }
    if (strncmp(chosen, "need:", 5) == 0) yz_code_parse("need_field", chosen + 5, &as.need_field);
    if (strncmp(chosen, "case:", 5) == 0) as.service = chosen + 5;
    enum yz_status status = yz_meeting_resolve(yz_ui_session(r->ui), d, &as, f);
    tell_of_case(r, f);
    return status;
}

static enum yz_status keep(struct yz_record_form *r, void *record, struct yz_findings *f) {
    struct yz_session *s = yz_ui_session(r->ui);
    switch (r->kind->id) {
    case YZ_MEETING: return yz_meeting_save(s, record, f);
    case YZ_OPINION: return yz_meeting_say(s, record, f);
    case YZ_BALLOT: return yz_meeting_vote(s, record, f);
    default: return resolve(r, record, f);
    }
}

static void saved(struct yz_record_form *r, const void *record, const struct yz_findings *f) {
    const struct yz_record *any = r->record, *now = record;
    (void)f;
    if (r->kind->id == YZ_MEETING && !any->id) yz_ui_replace(r->ui, &YZ_TARGET("meeting", YZ_MEETING, now->id));
    else yz_ui_back(r->ui);
    yz_ui_changed(r->ui);
    if (r->kind->id == YZ_BALLOT)
        yz_ui_say(r->ui, YZ_ROLE_GOOD, _("表决结果：%s"),
                  yz_code_label("ballot_result", ((const struct yz_ballot *)record)->result));
    else yz_ui_say(r->ui, YZ_ROLE_GOOD, _("已保存"));
}

static const struct yz_record_use use = {
    .events = {.options = options, .left = yz_record_form_left}, .put = put, .save = keep, .saved = saved};

/* Names of parties that are not to be seen. */
static void mask_names(struct meeting_edit *p) {
    if (p->r.kind->id != YZ_MEETING || !p->record.any.id || !yz_ui_masked(p->r.ui, YZ_MEETING, p->record.any.id))
        return;
    for (size_t i = 0; i < p->r.kind->count; i++)
        if (p->r.kind->fields[i].mask == YZ_MASK_NAME) yz_record_form_mask(&p->r, p->r.kind->fields[i].column);
}

/* Numbers are told, never proposed. */
static void empty_numbers(struct meeting_edit *p) {
    for (size_t i = 0; i < p->r.kind->count; i++) {
        const struct yz_field *f = &p->r.kind->fields[i];
        if (f->type == YZ_MONEY || f->type == YZ_INT) yz_form_set(&p->r.form, f->column, "");
    }
}

static enum yz_status open_edit(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct meeting_edit *p = state;
    p->r = (struct yz_record_form){.ui = ui, .record = &p->record, .use = &use, .draft_of = target->id};
    p->rates = strcmp(target->key, "rating") == 0;
    enum yz_status status = read_record(p, target);
    if (status != YZ_OK) return status;
    p->r.draft = p->rates ? "meeting-rating" : p->r.kind->name;
    mask_names(p);
    make_fields(p);
    status = yz_record_form_open(&p->r);
    if (status != YZ_OK) return status;
    empty_numbers(p);
    yz_record_form_offer_draft(&p->r, _("有 %s 没填完的草稿"), _("接着填"));
    return YZ_OK;
}

static void headline(struct yz_ui *ui, void *state, char *out, size_t room) {
    const struct meeting_edit *p = state;
    (void)ui;
    snprintf(out, room, "%s %s", p->record.any.id ? _("修改") : _("登记"),
             p->rates ? _("评议") : yz_tr(p->r.kind->label));
}

const struct yz_screen yz_meeting_edit_screen = {
    .name = "meeting-edit",
    .title = N_("登记协商"),
    .help = N_("提出协商：议题自己写，或挑一条需求、写纠纷办件的编号；两家的纠纷方式选调解，写甲方、乙方和协议。\n"
               "意见、评议、表决、决议也在这里填；离开一栏就存草稿，Ctrl-S 保存，Ctrl-Z 可以撤销。\n"),
    .flags = YZ_SCREEN_UNLISTED | YZ_SCREEN_WRITES,
    .parts = YZ_PART_FORM,
    .size = sizeof(struct meeting_edit),
    .form = YZ_WHERE(struct meeting_edit, r.form),
    .open = open_edit,
    .close = yz_record_form_close,
    .headline = headline,
    .paint = yz_record_form_paint,
    .input = yz_record_form_input,
    .hints = yz_record_form_hints,
};
