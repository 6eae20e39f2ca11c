/* 岗位、中心户: the form of a post of the net, or of a party-member household, made from the table of the kind. Without a record it
 * is a new one; what ends has a last day. */
#include "ui/screens/net_edit.h"

#include "base/text.h"
#include "ui/form.h"
#include "ui/screens/form_draft.h"
#include "ui/screens/kind_form.h"
#include "ui/screens/screens.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/drafts.h>
#include <yizhan/i18n.h>
#include <yizhan/posts.h>

enum { FIELDS = 16 };

union record {
    struct yz_record any;
    struct yz_post post;
    struct yz_center center;
};

struct net_edit {
    struct yz_ui *ui;
    const struct yz_kind *kind;
    union record record; /* as read, or as it begins */
    struct yz_form_field fields[FIELDS];
    size_t count;
    char masked[32]; /* the phone as it stands in the form, when it is not to be seen: unless typed over, it stays */
    struct yz_form form;
};

static bool untouched(const struct net_edit *p, const char *name, const char *text) {
    return *p->masked && strcmp(name, "phone") == 0 && strcmp(text, p->masked) == 0;
}

void yz_net_edit_new(struct yz_ui *ui, enum yz_kind_id kind, enum yz_kind_id place, int64_t place_id, int32_t duty) {
    struct yz_target target = YZ_TARGET("net-edit", kind, 0);
    if (place_id && (place == YZ_GRID || place == YZ_BUILDING)) yz_ref_text(place, place_id, target.key);
    yz_copy(target.extra, sizeof target.extra, yz_code_key("duty", duty));
    yz_ui_open(ui, &target);
}

static void check_field(void *ctx, char *text, size_t room, const char *name, struct yz_findings *f) {
    struct net_edit *p = ctx;
    const struct yz_field *field = yz_field_named(p->kind, name);
    union record scratch = p->record;
    if (untouched(p, name, text)) return;
    if (field && yz_field_set(field, &scratch, text, false, f)) yz_kind_form_value(field, &scratch, text, room);
}

static size_t options(void *ctx, struct yz_form *form, const char *field, const char *typed, struct yz_option *out,
                      size_t max) {
    struct net_edit *p = ctx;
    (void)form;
    return yz_lookup(yz_ui_session(p->ui), yz_kind_named(yz_field_named(p->kind, field)->of)->id, typed, out, max);
}

static void left(void *ctx, struct yz_form *form, const char *field) {
    struct net_edit *p = ctx;
    (void)field;
    yz_form_draft_write(p->ui, form, p->kind->name, p->record.any.id);
}

static const struct yz_form_events events = {.options = options, .left = left};

/* Grid, building, since and name are worked out when nobody tells them, so the form does not insist. */
static void make_fields(struct net_edit *p) {
    for (size_t i = 0; i < p->kind->count && p->count < FIELDS; i++) {
        const struct yz_field *f = &p->kind->fields[i];
        if (f->flags & YZ_DERIVED) continue;
        p->fields[p->count] = yz_kind_form_field(f, check_field);
        if (f->type == YZ_REF && strcmp(f->column, "household") != 0 && p->kind->id == YZ_POST)
            p->fields[p->count].flags = 0;
        if (strcmp(f->column, "name") == 0 || strcmp(f->column, "grid") == 0) p->fields[p->count].flags = 0;
        p->count++;
    }
}

static void put(struct net_edit *p, const char *name, const char *value) {
    yz_kind_form_put(yz_ui_session(p->ui), &p->form, name, value);
}

static void put_record(struct net_edit *p) {
    for (size_t i = 0; i < p->count; i++) {
        char text[YZ_FORM_TEXT] = "";
        yz_kind_form_value(yz_field_named(p->kind, p->fields[i].name), &p->record, text, sizeof text);
        put(p, p->fields[i].name, text);
    }
    if (*p->masked) yz_form_set(&p->form, "phone", p->masked);
}

/* What is known of a new one before anything is typed. */
static void begin(struct net_edit *p, const struct yz_target *target) {
    struct yz_building b;
    enum yz_kind_id kind = YZ_NO_KIND;
    int64_t id = 0, grid = 0, building = 0;
    int32_t duty = 0;
    if (*target->key && yz_ref_parse(target->key, &kind, &id)) {
        if (kind == YZ_GRID) grid = id;
        else if (yz_record_get(yz_ui_session(p->ui), YZ_BUILDING, id, &b) == YZ_OK) building = id, grid = b.grid;
    }
    yz_code_parse("duty", target->extra, &duty);
    if (p->kind->id == YZ_POST)
        p->record.post = (struct yz_post){.grid = grid, .building = building, .duty = duty, .since = yz_today()};
    else p->record.center = (struct yz_center){.grid = grid, .building = building, .since = yz_today()};
}

static enum yz_status read_record(struct net_edit *p, const struct yz_target *target) {
    p->kind = target->kind == YZ_CENTER ? &yz_center_kind : &yz_post_kind;
    if (!target->id) return begin(p, target), YZ_OK;
    enum yz_status status = yz_record_get(yz_ui_session(p->ui), p->kind->id, target->id, &p->record);
    if (status == YZ_OK && p->kind->id == YZ_POST && *p->record.post.phone && !p->record.post.work_phone &&
        yz_ui_masked(p->ui, YZ_POST, target->id))
        yz_post_phone(&p->record.post, true, p->masked, sizeof p->masked);
    return status;
}

static void take(void *ctx, const char *name, const char *value) {
    put(ctx, name, value);
}

static void take_draft(struct yz_ui *ui, void *state, const char *answer) {
    struct net_edit *p = state;
    yz_moment at;
    (void)answer;
    yz_ui_ok(ui, yz_drafts_read(yz_ui_session(ui), p->kind->name, p->record.any.id, 0, take, p, &at));
}

static void offer_draft(struct net_edit *p) {
    yz_moment at = 0;
    char when[YZ_MOMENT_TEXT], question[192];
    yz_drafts_read(yz_ui_session(p->ui), p->kind->name, p->record.any.id, 0, NULL, NULL, &at);
    if (!at) return;
    snprintf(question, sizeof question, _("有 %s 没填完的草稿"), yz_moment_text(at, when));
    yz_ui_ask(p->ui, question, _("接着填"), take_draft);
}

static enum yz_status open_edit(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct net_edit *p = state;
    p->ui = ui;
    enum yz_status status = read_record(p, target);
    if (status != YZ_OK) return status;
    make_fields(p);
    status = yz_form_open(&p->form, p->fields, p->count, &events, p);
    if (status != YZ_OK) return status;
    put_record(p);
    if (p->record.any.id) yz_form_focus(&p->form, "until");
    else if (p->kind->id == YZ_CENTER) yz_form_focus(&p->form, "household");
    else if (p->record.post.grid) yz_form_focus(&p->form, p->record.post.duty ? "name" : "person");
    offer_draft(p);
    return YZ_OK;
}

static void close_edit(struct yz_ui *ui, void *state) {
    (void)ui;
    yz_form_close(&((struct net_edit *)state)->form);
}

static void headline(struct yz_ui *ui, void *state, char *out, size_t room) {
    const struct net_edit *p = state;
    (void)ui;
    bool post = p->kind->id == YZ_POST;
    snprintf(out, room, "%s%s%s",
             p->record.any.id ? (post ? _("修改岗位") : _("修改中心户")) : (post ? _("新岗位") : _("新中心户")),
             post && p->record.any.id ? " " : "", post && p->record.any.id ? p->record.post.name : "");
}

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    (void)ui;
    yz_form_paint(&((struct net_edit *)state)->form, area, true);
}

/* Every field of the form into the record; what cannot be read is an error there. */
static void gather(const struct net_edit *p, union record *out, struct yz_findings *f) {
    *out = p->record;
    for (size_t i = 0; i < p->count; i++) {
        const char *name = p->fields[i].name, *text = yz_form_get(&p->form, name);
        if (!untouched(p, name, text)) yz_field_set(yz_field_named(p->kind, name), out, text, false, f);
    }
}

static bool save(struct net_edit *p) {
    struct yz_findings f = {0};
    union record changed;
    struct yz_session *s = yz_ui_session(p->ui);
    enum yz_status status = YZ_REFUSED;
    if (!yz_form_check(&p->form)) return true;
    gather(p, &changed, &f);
    if (yz_findings_ok(&f))
        status = p->kind->id == YZ_POST ? yz_post_save(s, &changed.post, &f) : yz_center_save(s, &changed.center, &f);
    if (!yz_findings_ok(&f)) yz_form_show_findings(&p->form, &f);
    else if (yz_ui_ok(p->ui, status)) {
        yz_form_draft_drop(p->ui, p->kind->name, p->record.any.id);
        yz_form_saved(&p->form);
        yz_ui_back(p->ui);
        yz_ui_changed(p->ui);
        if (f.count) yz_ui_say(p->ui, YZ_ROLE_WARNING, _("已保存，请核对：%s"), f.all[0].rule);
        else yz_ui_say(p->ui, YZ_ROLE_GOOD, _("已保存"));
    }
    yz_findings_free(&f);
    return true;
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct net_edit *p = state;
    if (yz_form_input(&p->form, ui, in)) return true;
    return in->request == YZ_REQ_SAVE || in->request == YZ_REQ_OPEN ? save(p) : false;
}

static const struct yz_hint hints[] = {{YZ_REQ_SAVE, NULL},
                                       {YZ_REQ_NEXT, NULL},
                                       {YZ_REQ_UNDO, N_("恢复这一栏")},
                                       {YZ_REQ_BACK, NULL},
                                       {YZ_REQ_NONE, NULL}};

const struct yz_screen yz_net_edit_screen = {
    .name = "net-edit",
    .title = N_("岗位、中心户"),
    .help =
        N_("网格岗位：职责、谁、从哪天到哪天；选了居民或工作人员，姓名和电话不用打。负责一栋的写楼栋，网格不用写。\n"
           "结束一个岗位就写截止日期（最后一天）。中心户：选户和那一户的党员，网格和楼栋不用写。\n"
           "Ctrl-S 保存，Ctrl-Z 可以撤销；离开一栏就存草稿。\n"),
    .flags = YZ_SCREEN_UNLISTED,
    .parts = YZ_PART_FORM,
    .size = sizeof(struct net_edit),
    .form = YZ_WHERE(struct net_edit, form),
    .open = open_edit,
    .close = close_edit,
    .headline = headline,
    .paint = paint,
    .input = input,
    .hints = hints,
};
