/* The form of a post of the net, of a party-member household (net-edit), of a need, a service or resource or a provider
 * (list-edit), made from the table of the kind. Without a record it is a new one; what ends has a last day. */
#include "ui/screens/net_edit.h"

#include "base/text.h"
#include "ui/form.h"
#include "ui/screens/form_draft.h"
#include "ui/screens/kind_form.h"
#include "ui/screens/list_edit.h"
#include "ui/screens/screens.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/drafts.h>
#include <yizhan/i18n.h>
#include <yizhan/lists.h>
#include <yizhan/posts.h>
#include <yizhan/records.h>

enum { FIELDS = 32, NEAR = 3, LEAST_ROWS = 12 };

union record {
    struct yz_record any;
    struct yz_post post;
    struct yz_center center;
    struct yz_need need;
    struct yz_offer offer;
    struct yz_provider provider;
};

struct net_edit {
    struct yz_ui *ui;
    const struct yz_kind *kind;
    union record record; /* as read, or as it begins */
    struct yz_form_field fields[FIELDS];
    size_t count;
    char masked[32]; /* the phone as it stands in the form, when it is not to be seen: unless typed over, it stays */
    struct yz_near_need near[NEAR]; /* needs that say nearly the same */
    size_t near_count;
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

void yz_list_edit_new(struct yz_ui *ui, enum yz_kind_id kind, int32_t list) {
    struct yz_target target = YZ_TARGET("list-edit", kind, 0);
    yz_copy(target.extra, sizeof target.extra, yz_code_key("offer_list", list));
    yz_ui_open(ui, &target);
}

static void check_field(void *ctx, char *text, size_t room, const char *name, struct yz_findings *f) {
    struct net_edit *p = ctx;
    const struct yz_field *field = yz_field_named(p->kind, name);
    union record scratch = p->record;
    if (untouched(p, name, text)) return;
    if (field && yz_field_set(field, &scratch, text, false, f)) yz_kind_form_value(field, &scratch, text, room);
}

/* The sub-fields of the field that is chosen; all of them before. */
static size_t topics(const struct yz_form *form, struct yz_option *out, size_t max) {
    size_t count, n = 0;
    int32_t field = 0;
    const struct yz_code *all = yz_codes("need_topic", &count);
    yz_code_parse("need_field", yz_form_get(form, "field"), &field);
    for (size_t i = 0; i < count && n < max; i++) {
        if (field && all[i].code / 100 != field) continue;
        out[n] = (struct yz_option){0};
        yz_copy(out[n].value, sizeof out[n].value, all[i].key);
        yz_copy(out[n].label, sizeof out[n].label, yz_code_label("need_topic", all[i].code));
        if (!field) yz_copy(out[n].note, sizeof out[n].note, yz_code_label("need_field", all[i].code / 100));
        n++;
    }
    return n;
}

static size_t options(void *ctx, struct yz_form *form, const char *field, const char *typed, struct yz_option *out,
                      size_t max) {
    struct net_edit *p = ctx;
    if (strcmp(field, "topic") == 0) return topics(form, out, max);
    return yz_lookup(yz_ui_session(p->ui), yz_kind_named(yz_field_named(p->kind, field)->of)->id, typed, out, max);
}

/* Every field of the form into the record; what cannot be read is an error there. */
static void gather(const struct net_edit *p, union record *out, struct yz_findings *f) {
    *out = p->record;
    for (size_t i = 0; i < p->count; i++) {
        const char *name = p->fields[i].name, *text = yz_form_get(&p->form, name);
        if (!untouched(p, name, text)) yz_field_set(yz_field_named(p->kind, name), out, text, false, f);
    }
}

/* Only a hint: what cannot be read yet is left out. */
static void look_for_near(struct net_edit *p) {
    struct yz_findings unread = {0};
    union record typed;
    p->near_count = 0;
    if (p->kind->id != YZ_NEED) return;
    gather(p, &typed, &unread);
    yz_findings_free(&unread);
    yz_ui_ok(p->ui, yz_need_near(yz_ui_session(p->ui), &typed.need, p->near, NEAR, &p->near_count));
}

/* A draft belongs to the record; of a new one to its kind, and services and resources are two. */
static const char *draft_name(const struct net_edit *p) {
    bool service = p->kind->id == YZ_OFFER && p->record.offer.list == YZ_LIST_SERVICE;
    return service ? "offer-service" : p->kind->name;
}

static void left(void *ctx, struct yz_form *form, const char *field) {
    struct net_edit *p = ctx;
    (void)field;
    yz_form_draft_write(p->ui, form, draft_name(p), p->record.any.id);
    look_for_near(p);
}

static void typed(void *ctx, struct yz_form *form, const char *field) {
    (void)form;
    if (strcmp(field, "text") == 0) look_for_near(ctx);
}

static const struct yz_form_events events = {.options = options, .left = left, .typed = typed};

/* What is worked out when nobody tells it; the form does not insist. A provider and what it offers have names of their own. */
static bool may_be_left(const struct net_edit *p, const struct yz_field *f) {
    if (p->kind->id == YZ_POST || p->kind->id == YZ_CENTER)
        return (f->type == YZ_REF && strcmp(f->column, "household") != 0 && p->kind->id == YZ_POST) ||
               strcmp(f->column, "name") == 0 || strcmp(f->column, "grid") == 0;
    return strcmp(f->column, "field") == 0; /* the sub-field tells it */
}

static void make_fields(struct net_edit *p) {
    for (size_t i = 0; i < p->kind->count && p->count < FIELDS; i++) {
        const struct yz_field *f = &p->kind->fields[i];
        if (f->flags & YZ_DERIVED || strcmp(f->column, "list") == 0) continue; /* the headline says which list */
        p->fields[p->count] = yz_kind_form_field(f, check_field);
        if (strcmp(f->column, "topic") == 0) p->fields[p->count].of = NULL; /* its options depend on the field */
        if (may_be_left(p, f)) p->fields[p->count].flags = 0;
        p->count++;
    }
}

static void put(struct net_edit *p, const char *name, const char *value) {
    int32_t topic;
    if (strcmp(name, "topic") == 0 && yz_code_parse("need_topic", value, &topic))
        yz_form_set_option(&p->form, name, value, yz_code_label("need_topic", topic));
    else yz_kind_form_put(yz_ui_session(p->ui), &p->form, name, value);
}

static void put_record(struct net_edit *p) {
    for (size_t i = 0; i < p->count; i++) {
        char text[YZ_FORM_TEXT] = "";
        yz_kind_form_value(yz_field_named(p->kind, p->fields[i].name), &p->record, text, sizeof text);
        if (strcmp(p->fields[i].name, "whom") == 0)
            yz_offer_whom(yz_ui_session(p->ui), &p->record.offer, text, sizeof text);
        put(p, p->fields[i].name, text);
    }
    if (*p->masked) yz_form_set(&p->form, "phone", p->masked);
}

/* What is known of a new one before anything is typed. */
static void begin(struct net_edit *p, const struct yz_target *target) {
    struct yz_building b;
    enum yz_kind_id kind = YZ_NO_KIND;
    int64_t id = 0, grid = 0, building = 0;
    int32_t duty = 0, list = YZ_LIST_RESOURCE;
    if (*target->key && yz_ref_parse(target->key, &kind, &id)) {
        if (kind == YZ_GRID) grid = id;
        else if (yz_record_get(yz_ui_session(p->ui), YZ_BUILDING, id, &b) == YZ_OK) building = id, grid = b.grid;
    }
    yz_code_parse("duty", target->extra, &duty);
    if (*target->extra || *target->key) /* a draft has it as its key */
        yz_code_parse("offer_list", *target->extra ? target->extra : target->key, &list);
    if (p->kind->id == YZ_POST)
        p->record.post = (struct yz_post){.grid = grid, .building = building, .duty = duty, .since = yz_today()};
    else if (p->kind->id == YZ_NEED)
        p->record.need = (struct yz_need){.grid = grid, .building = building, .source = 4, .urgency = 3};
    else if (p->kind->id == YZ_OFFER)
        p->record.offer = (struct yz_offer){.list = list,
                                            .period = YZ_PER_MONTH,
                                            .area = YZ_AREA_COMMUNITY,
                                            .price = YZ_PRICE_FREE,
                                            .confirmed_on = yz_today()};
    else if (p->kind->id == YZ_CENTER)
        p->record.center = (struct yz_center){.grid = grid, .building = building, .since = yz_today()};
}

static enum yz_status read_record(struct net_edit *p, const struct yz_target *target) {
    p->kind = target->kind == YZ_NO_KIND ? &yz_post_kind : yz_kinds[target->kind];
    if (!target->id) return begin(p, target), YZ_OK;
    enum yz_status status = yz_record_get(yz_ui_session(p->ui), p->kind->id, target->id, &p->record);
    if (status != YZ_OK) return status;
    bool hidden = p->kind->id == YZ_NEED && yz_need_hidden(yz_ui_session(p->ui), &p->record.need);
    if (hidden) return yz_fail(YZ_DENIED, _("这条需求是保密的，不能修改"));
    bool phone = (p->kind->id == YZ_POST && !p->record.post.work_phone) || p->kind->id == YZ_PROVIDER;
    if (phone && yz_ui_masked(p->ui, p->kind->id, target->id))
        yz_field_text(yz_field_named(p->kind, "phone"), &p->record, true, p->masked, sizeof p->masked);
    return YZ_OK;
}

static void take(void *ctx, const char *name, const char *value) {
    put(ctx, name, value);
}

static void take_draft(struct yz_ui *ui, void *state, const char *answer) {
    struct net_edit *p = state;
    yz_moment at;
    (void)answer;
    yz_ui_ok(ui, yz_drafts_read(yz_ui_session(ui), draft_name(p), p->record.any.id, 0, take, p, &at));
}

static void offer_draft(struct net_edit *p) {
    yz_moment at = 0;
    char when[YZ_MOMENT_TEXT], question[192];
    yz_drafts_read(yz_ui_session(p->ui), draft_name(p), p->record.any.id, 0, NULL, NULL, &at);
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
    if (p->kind->id == YZ_OFFER) yz_form_focus(&p->form, p->record.any.id ? "confirmed_on" : "provider");
    else if (p->record.any.id && yz_field_named(p->kind, "until")) yz_form_focus(&p->form, "until");
    else if (p->kind->id == YZ_CENTER) yz_form_focus(&p->form, "household");
    else if (p->kind->id == YZ_POST && p->record.post.grid)
        yz_form_focus(&p->form, p->record.post.duty ? "name" : "person");
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
    const char *what =
        p->kind->id == YZ_OFFER ? yz_code_label("offer_list", p->record.offer.list) : yz_tr(p->kind->label);
    snprintf(out, room, p->record.any.id ? _("修改%1$s") : _("新%1$s"), what);
    if (post && p->record.any.id) snprintf(out + strlen(out), room - strlen(out), " %s", p->record.post.name);
}

/* Below the form: what may be the same need, with its state. */
static int paint_near(const struct net_edit *p, struct yz_rect a) {
    int rows = (int)p->near_count;
    if (a.rows - rows < LEAST_ROWS) rows = rows ? 1 : 0;
    for (int i = 0; i < rows; i++) {
        const struct yz_need *n = &p->near[i].need;
        char ref[32];
        yz_paintf(a, a.rows - rows + i, 1, YZ_ROLE_WARNING, _("像是已经有了 %1$s %2$s：%3$s%4$s"),
                  yz_ref_text(YZ_NEED, n->id, ref), yz_code_label("need_state", n->state), n->text,
                  i ? "" : _("（Ctrl-O 打开）"));
    }
    return rows;
}

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    struct net_edit *p = state;
    (void)ui;
    area.rows -= paint_near(p, area);
    yz_form_paint(&p->form, area, true);
}

static enum yz_status save_record(struct net_edit *p, union record *r, struct yz_findings *f) {
    struct yz_session *s = yz_ui_session(p->ui);
    if (p->kind->id == YZ_POST) return yz_post_save(s, &r->post, f);
    if (p->kind->id == YZ_CENTER) return yz_center_save(s, &r->center, f);
    return yz_record_edit(s, p->kind->id, r, f);
}

static bool save(struct net_edit *p) {
    struct yz_findings f = {0};
    union record changed;
    enum yz_status status = YZ_REFUSED;
    if (!yz_form_check(&p->form)) return true;
    gather(p, &changed, &f);
    if (yz_findings_ok(&f)) status = save_record(p, &changed, &f);
    if (!yz_findings_ok(&f)) yz_form_show_findings(&p->form, &f);
    else if (yz_ui_ok(p->ui, status)) {
        yz_form_draft_drop(p->ui, draft_name(p), p->record.any.id);
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
    if ((in->request == YZ_REQ_LIKELY || in->request == YZ_REQ_PLACE) && p->near_count)
        return yz_ui_open(ui, &YZ_TARGET("list-entry", YZ_NEED, p->near[0].need.id)), true;
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

const struct yz_screen yz_list_edit_screen = {
    .name = "list-edit",
    .title = N_("需求、服务、资源、提供方"),
    .help = N_(
        "需求：内容、领域或小类，是谁的、哪一户的、哪栋楼的，或者只写地点；像是已经有了的在下面说出来，Ctrl-O 打开。\n"
        "服务、资源：谁提供、每期几次、到哪里、什么时间、给谁、收不收钱、到哪天为止。提供方：名称和统一社会信用代码。\n"
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
