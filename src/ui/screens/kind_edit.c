/* The form of a post of the net, of a party-member household (net-edit), of a need, a service or resource or a provider
 * (list-edit), made from the table of the kind. Without a record it is a new one; what ends has a last day. */
#include "ui/screens/kind_edit.h"

#include "base/text.h"
#include "ui/form.h"
#include "ui/screens/record_form.h"
#include "ui/screens/screens.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/lists.h>
#include <yizhan/posts.h>
#include <yizhan/records.h>

enum { NEAR = 3, LEAST_ROWS = 12 };

union record {
    struct yz_record any;
    struct yz_post post;
    struct yz_center center;
    struct yz_need need;
    struct yz_offer offer;
    struct yz_provider provider;
};

struct net_edit {
    struct yz_record_form r;
    union record record;            /* as read, or as it begins */
    struct yz_near_need near[NEAR]; /* needs that say nearly the same */
    size_t near_count;
};

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
    if (strcmp(field, "topic") == 0) return topics(form, out, max);
    return yz_record_form_options(ctx, form, field, typed, out, max);
}

/* Only a hint: what cannot be read yet is left out. */
static void look_for_near(struct net_edit *p) {
    struct yz_findings unread = {0};
    union record typed;
    p->near_count = 0;
    if (p->r.kind->id != YZ_NEED) return;
    yz_record_form_typed(&p->r, &typed, &unread);
    yz_findings_free(&unread);
    yz_ui_ok(p->r.ui, yz_need_near(yz_ui_session(p->r.ui), &typed.need, p->near, NEAR, &p->near_count));
}

/* A draft belongs to the record; of a new one to its kind, and services and resources are two. */
static const char *draft_name(const struct net_edit *p) {
    bool service = p->r.kind->id == YZ_OFFER && p->record.offer.list == YZ_LIST_SERVICE;
    return service ? "offer-service" : p->r.kind->name;
}

static void left(void *ctx, struct yz_form *form, const char *field) {
    yz_record_form_left(ctx, form, field);
    look_for_near(ctx);
}

static void typed(void *ctx, struct yz_form *form, const char *field) {
    (void)form;
    if (strcmp(field, "text") == 0) look_for_near(ctx);
}

/* What is worked out when nobody tells it; the form does not insist. A provider and what it offers have names of their own. */
static bool may_be_left(const struct net_edit *p, const struct yz_field *f) {
    if (p->r.kind->id == YZ_POST || p->r.kind->id == YZ_CENTER)
        return (f->type == YZ_REF && strcmp(f->column, "household") != 0 && p->r.kind->id == YZ_POST) ||
               strcmp(f->column, "name") == 0 || strcmp(f->column, "grid") == 0;
    return strcmp(f->column, "field") == 0; /* the sub-field tells it */
}

static void make_fields(struct net_edit *p) {
    for (size_t i = 0; i < p->r.kind->count; i++) {
        const struct yz_field *f = &p->r.kind->fields[i];
        if (f->flags & YZ_DERIVED || strcmp(f->column, "list") == 0) continue; /* the headline says which list */
        struct yz_form_field *row = yz_record_form_add_kind(&p->r, f);
        if (strcmp(f->column, "topic") == 0) row->of = NULL; /* its options depend on the field */
        if (may_be_left(p, f)) row->flags = 0;
    }
}

static void put(struct yz_record_form *r, const char *name, const char *value) {
    int32_t topic;
    if (strcmp(name, "topic") == 0 && yz_code_parse("need_topic", value, &topic))
        yz_form_set_option(&r->form, name, value, yz_code_label("need_topic", topic));
    else yz_kind_form_put(yz_ui_session(r->ui), &r->form, name, value);
}

/* What is known of a new one before anything is typed. */
static void begin(struct net_edit *p, const struct yz_target *target) {
    struct yz_building b;
    enum yz_kind_id kind = YZ_NO_KIND;
    int64_t id = 0, grid = 0, building = 0;
    int32_t duty = 0, list = YZ_LIST_RESOURCE;
    if (*target->key && yz_ref_parse(target->key, &kind, &id)) {
        if (kind == YZ_GRID) grid = id;
        else if (yz_record_get(yz_ui_session(p->r.ui), YZ_BUILDING, id, &b) == YZ_OK) building = id, grid = b.grid;
    }
    yz_code_parse("duty", target->extra, &duty);
    if (*target->extra || *target->key) /* a draft has it as its key */
        yz_code_parse("offer_list", *target->extra ? target->extra : target->key, &list);
    if (p->r.kind->id == YZ_POST)
        p->record.post = (struct yz_post){.grid = grid, .building = building, .duty = duty, .since = yz_today()};
    else if (p->r.kind->id == YZ_NEED)
        p->record.need = (struct yz_need){.grid = grid, .building = building, .source = 4, .urgency = 3};
    else if (p->r.kind->id == YZ_OFFER)
        p->record.offer = (struct yz_offer){.list = list,
                                            .period = YZ_PER_MONTH,
                                            .area = YZ_AREA_COMMUNITY,
                                            .price = YZ_PRICE_FREE,
                                            .confirmed_on = yz_today()};
    else if (p->r.kind->id == YZ_CENTER)
        p->record.center = (struct yz_center){.grid = grid, .building = building, .since = yz_today()};
}

static enum yz_status read_record(struct net_edit *p, const struct yz_target *target) {
    p->r.kind = target->kind == YZ_NO_KIND ? &yz_post_kind : yz_kinds[target->kind];
    if (!target->id) return begin(p, target), YZ_OK;
    enum yz_status status = yz_record_get(yz_ui_session(p->r.ui), p->r.kind->id, target->id, &p->record);
    if (status != YZ_OK) return status;
    bool hidden = p->r.kind->id == YZ_NEED && yz_need_hidden(yz_ui_session(p->r.ui), &p->record.need);
    if (hidden) return yz_fail(YZ_DENIED, _("这条需求是保密的，不能修改"));
    bool phone = (p->r.kind->id == YZ_POST && !p->record.post.work_phone) || p->r.kind->id == YZ_PROVIDER;
    if (phone && yz_ui_masked(p->r.ui, p->r.kind->id, target->id)) yz_record_form_mask(&p->r, "phone");
    return YZ_OK;
}

static void focus(struct net_edit *p) {
    const char *field = NULL;
    if (p->r.kind->id == YZ_OFFER) field = p->record.any.id ? "confirmed_on" : "provider";
    else if (p->record.any.id && yz_field_named(p->r.kind, "until")) field = "until";
    else if (p->r.kind->id == YZ_CENTER) field = "household";
    else if (p->r.kind->id == YZ_POST && p->record.post.grid) field = p->record.post.duty ? "name" : "person";
    if (field) yz_form_focus(&p->r.form, field);
}

static enum yz_status save_record(struct yz_record_form *r, void *record, struct yz_findings *f) {
    struct yz_session *s = yz_ui_session(r->ui);
    if (r->kind->id == YZ_POST) return yz_post_save(s, record, f);
    if (r->kind->id == YZ_CENTER) return yz_center_save(s, record, f);
    return yz_record_edit(s, r->kind->id, record, f);
}

static const struct yz_record_use use = {
    .events = {.options = options, .left = left, .typed = typed}, .put = put, .save = save_record};

static enum yz_status open_edit(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct net_edit *p = state;
    p->r = (struct yz_record_form){.ui = ui, .record = &p->record, .use = &use};
    enum yz_status status = read_record(p, target);
    if (status != YZ_OK) return status;
    p->r.draft = draft_name(p);
    p->r.draft_of = p->record.any.id;
    make_fields(p);
    status = yz_record_form_open(&p->r);
    if (status != YZ_OK) return status;
    if (p->r.kind->id == YZ_OFFER) {
        char whom[YZ_FORM_TEXT];
        yz_offer_whom(yz_ui_session(ui), &p->record.offer, whom, sizeof whom);
        yz_form_set(&p->r.form, "whom", whom);
    }
    focus(p);
    yz_record_form_offer_draft(&p->r, _("有 %s 没填完的草稿"), _("接着填"));
    return YZ_OK;
}

static void headline(struct yz_ui *ui, void *state, char *out, size_t room) {
    const struct net_edit *p = state;
    (void)ui;
    bool post = p->r.kind->id == YZ_POST;
    const char *what =
        p->r.kind->id == YZ_OFFER ? yz_code_label("offer_list", p->record.offer.list) : yz_tr(p->r.kind->label);
    snprintf(out, room, p->record.any.id ? _("修改%1$s") : _("新%1$s"), what);
    if (post && p->record.any.id) snprintf(out + strlen(out), room - strlen(out), " %s", p->record.post.name);
}

/* Below the form: what may be the same need, with its state. */
static int paint_near(const struct net_edit *p, struct yz_rect a) {
    int rows = (int)p->near_count;
    if (a.rows - rows < LEAST_ROWS) rows = rows ? 1 : 0;
    for (int i = 0; i < rows; i++) {
        const struct yz_need *n = &p->near[i].need;
        char ref[32], text[sizeof n->text];
        yz_paintf(a, a.rows - rows + i, 1, YZ_ROLE_WARNING, _("像是已经有了 %1$s %2$s：%3$s%4$s"),
                  yz_ref_text(YZ_NEED, n->id, ref), yz_code_label("need_state", n->state),
                  yz_field_text(yz_field_named(&yz_need_kind, "text"), n, true, text, sizeof text),
                  i ? "" : _("（Ctrl-O 打开）"));
    }
    return rows;
}

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    area.rows -= paint_near(state, area);
    yz_record_form_paint(ui, state, area);
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct net_edit *p = state;
    if ((in->request == YZ_REQ_LIKELY || in->request == YZ_REQ_PLACE) && p->near_count)
        return yz_ui_open(ui, &YZ_TARGET("list-entry", YZ_NEED, p->near[0].need.id)), true;
    return yz_record_form_input(ui, state, in);
}

/* Both screens but for what they are called. */
#define EDIT(name_, title_, help_)                                                                                     \
    {                                                                                                                  \
        .name = (name_), .title = (title_), .help = (help_), .flags = YZ_SCREEN_UNLISTED | YZ_SCREEN_WRITES,           \
        .parts = YZ_PART_FORM, .size = sizeof(struct net_edit), .form = YZ_WHERE(struct net_edit, r.form),             \
        .open = open_edit, .close = yz_record_form_close, .headline = headline, .paint = paint, .input = input,        \
        .hints = yz_record_form_hints                                                                                  \
    }
const struct yz_screen yz_net_edit_screen =
    EDIT("net-edit", N_("岗位、中心户"),
         N_("网格岗位：职责、谁、从哪天到哪天；选了居民或工作人员，姓名和电话不用打。负责一栋的写楼栋，网格不用写。\n"
            "结束一个岗位就写截止日期（最后一天）。中心户：选户和那一户的党员，网格和楼栋不用写。\n"
            "Ctrl-S 保存，Ctrl-Z 可以撤销；离开一栏就存草稿。\n"));

const struct yz_screen yz_list_edit_screen = EDIT(
    "list-edit", N_("需求、服务、资源、提供方"),
    N_("需求：内容、领域或小类，是谁的、哪一户的、哪栋楼的，或者只写地点；像是已经有了的在下面说出来，Ctrl-O 打开。\n"
       "服务、资源：谁提供、每期几次、到哪里、什么时间、给谁、收不收钱、到哪天为止。提供方：名称和统一社会信用代码。\n"
       "Ctrl-S 保存，Ctrl-Z 可以撤销；离开一栏就存草稿。\n"));
