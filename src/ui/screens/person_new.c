/* 新增居民: somebody who is not in the register yet: into a household, behind a door as a household of their own, or, with neither,
 * only into the register. With a place it is a move in. */
#include "ui/screens/kind_form.h"
#include "ui/screens/person_form.h"
#include "ui/screens/screens.h"
#include "ui/ui.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/living.h>

struct person_new {
    struct yz_person_form p;
    struct yz_move move;
};

static const struct yz_form_field own[] = {
    {"into", N_("进哪一户"), YZ_EDIT_LOOKUP, NULL, N_("打那一户的地址，或者户里一个人的姓名；立新户的空着"), 0, 64,
     NULL},
    {"dwelling", N_("住处"), YZ_EDIT_LOOKUP, NULL, N_("打地址，如 南区3-2-501；不住社区的空着"), 0, 64, NULL},
    {"relation", N_("与户主关系"), YZ_EDIT_CHOICE, "relation", N_("不知道的空着"), 0, 32, NULL},
    {"role", N_("居住身份"), YZ_EDIT_CHOICE, "dwelling_role", NULL, 0, 32, NULL},
    {"legal", N_("户籍在这里"), YZ_EDIT_FLAG, NULL, N_("空格勾选"), 0, 8, NULL},
    {"day", N_("住进的日期"), YZ_EDIT_DAY, NULL, N_("空着是今天：昨天、-3、2026-11-20"), 0, 32, NULL},
    {"lease_until", N_("租期至"), YZ_EDIT_DAY, NULL, NULL, 0, 32, NULL},
    {"permit_until", N_("居住证至"), YZ_EDIT_DAY, NULL, NULL, 0, 32, NULL},
};
enum { OWN = sizeof own / sizeof *own };

static int64_t ref_of(const struct yz_person_form *p, const char *field) {
    enum yz_kind_id kind;
    int64_t id = 0;
    const char *value = yz_form_get(&p->form, field);
    return *value && yz_ref_parse(value, &kind, &id) ? id : 0;
}

static yz_date day_of(const struct yz_person_form *p, const char *field) {
    yz_date day = 0;
    yz_date_parse(yz_form_get(&p->form, field), yz_today(), false, &day);
    return day;
}

static int32_t code_of(const struct yz_person_form *p, const char *table) {
    int32_t code = 0;
    const char *field = strcmp(table, "relation") == 0 ? "relation" : "role", *value = yz_form_get(&p->form, field);
    if (*value) yz_code_parse(table, value, &code);
    return code;
}

static int64_t door(struct yz_person_form *p) {
    struct yz_household h;
    int64_t into = ref_of(p, "into");
    if (!into) return ref_of(p, "dwelling");
    return yz_record_get(yz_ui_session(p->ui), YZ_HOUSEHOLD, into, &h) == YZ_OK ? h.dwelling : 0;
}

static bool visible(void *ctx, struct yz_form *form, const char *field) {
    const struct yz_person_form *p = ctx;
    bool into = *yz_form_get(form, "into"), placed = into || *yz_form_get(form, "dwelling");
    bool tenant = code_of(p, "dwelling_role") == YZ_ROLE_TENANT;
    if (strcmp(field, "dwelling") == 0) return !into;
    if (strcmp(field, "relation") == 0) return into;
    if (strcmp(field, "lease_until") == 0) return placed && tenant;
    if (strcmp(field, "permit_until") == 0) return placed && !*yz_form_get(form, "legal");
    for (size_t i = 1; i < OWN; i++)
        if (strcmp(field, own[i].name) == 0) return placed;
    return true;
}

static size_t options(void *ctx, struct yz_form *form, const char *field, const char *typed, struct yz_option *out,
                      size_t max) {
    const struct yz_person_form *p = ctx;
    (void)form;
    return yz_lookup(yz_ui_session(p->ui), strcmp(field, "into") == 0 ? YZ_HOUSEHOLD : YZ_DWELLING, typed, out, max);
}

static const struct yz_form_events events = {.options = options, .left = yz_person_form_left, .visible = visible};

/* `target` is a household, a dwelling, or nothing. */
static enum yz_status open_new(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct yz_person_form *p = state;
    char ref[32], when[YZ_MOMENT_TEXT], question[192];
    bool household = target->kind == YZ_HOUSEHOLD;
    *p = (struct yz_person_form){.ui = ui, .draft = "person-new", .door = door};
    p->draft_of = household ? target->id : -target->id;
    enum yz_status status = yz_person_form_open(p, own, OWN, &events);
    if (status != YZ_OK) return status;
    if (target->id)
        yz_kind_form_put(yz_ui_session(ui), &p->form, household ? "into" : "dwelling",
                         yz_ref_text(target->kind, target->id, ref));
    yz_form_focus(&p->form, target->id ? "name" : "into");
    if (!yz_person_form_draft(p, when)) return YZ_OK;
    snprintf(question, sizeof question, _("有 %s 没填完的新居民"), when);
    yz_ui_ask(ui, question, _("接着填"), yz_person_form_take_draft);
    return YZ_OK;
}

static void close_new(struct yz_ui *ui, void *state) {
    (void)ui;
    yz_form_close(&((struct person_new *)state)->p.form);
}

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    (void)ui;
    yz_person_form_paint(state, area);
}

/* One act; `*id` gets the person. */
static enum yz_status move_in(struct person_new *n, const struct yz_person *person, int64_t *id,
                              struct yz_findings *f) {
    struct yz_move *m = &n->move;
    struct yz_move_plan plan = {0};
    memset(m, 0, sizeof *m);
    m->kind = YZ_MOVE_IN;
    m->into = ref_of(&n->p, "into");
    m->dwelling = m->into ? 0 : ref_of(&n->p, "dwelling");
    m->day = day_of(&n->p, "day");
    m->legal = *yz_form_get(&n->p.form, "legal");
    m->role = code_of(&n->p, "dwelling_role");
    m->lease_until = m->role == YZ_ROLE_TENANT ? day_of(&n->p, "lease_until") : 0;
    m->permit_until = m->legal ? 0 : day_of(&n->p, "permit_until");
    m->fresh_count = 1;
    m->fresh[0].person = *person;
    m->fresh[0].relation = m->into ? code_of(&n->p, "relation") : 0;
    enum yz_status status = yz_move_do(yz_ui_session(n->p.ui), m, &plan, f);
    if (status == YZ_OK) *id = plan.persons[0].id;
    yz_move_plan_free(&plan);
    return status;
}

static bool save(struct person_new *n) {
    struct yz_findings errors = {0};
    struct yz_person person;
    struct yz_ui *ui = n->p.ui;
    if (!yz_form_check(&n->p.form)) return true;
    bool placed = ref_of(&n->p, "into") || ref_of(&n->p, "dwelling");
    yz_person_form_gather(&n->p, &person, &errors);
    enum yz_status status = !yz_findings_ok(&errors) ? YZ_REFUSED
                            : placed                 ? move_in(n, &person, &person.id, &errors)
                                                     : yz_person_save(yz_ui_session(ui), &person, &errors);
    if (!yz_findings_ok(&errors)) yz_form_show_findings(&n->p.form, &errors);
    else if (yz_ui_ok(ui, status)) {
        yz_person_form_saved(&n->p);
        yz_ui_replace(ui, &YZ_TARGET("person", YZ_PERSON, person.id));
        yz_ui_changed(ui);
        yz_person_form_say(ui, &errors);
    }
    yz_findings_free(&errors);
    return true;
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    (void)ui;
    if (yz_person_form_input(state, in)) return true;
    return in->request == YZ_REQ_SAVE || in->request == YZ_REQ_OPEN ? save(state) : false;
}

static const struct yz_hint hints[] = {{YZ_REQ_SAVE, NULL},          {YZ_REQ_NEXT, NULL},
                                       {YZ_REQ_NEW, N_("读身份证")}, {YZ_REQ_UNDO, N_("恢复这一栏")},
                                       {YZ_REQ_BACK, NULL},          {YZ_REQ_NONE, NULL}};

const struct yz_screen yz_person_new_screen = {
    .name = "person-new",
    .title = N_("新增居民"),
    .help =
        N_("登记一位还不在册的居民：写进哪一户，或者住哪一处（自成一户）；都空着的只入册，以后再办迁入。\n"
           "Ctrl-N 读身份证：阅读器的文字（256 字节）填进表单；从 YIZHAN_CARD 指的文件或设备读，没有设的写文件名。\n"
           "最下一行是可能已经登记的那一位，Ctrl-O 打开看，填的还在；是提醒，不拦。离开一栏就存草稿，Ctrl-S 保存。\n"),
    .parts = YZ_PART_FORM,
    .size = sizeof(struct person_new),
    .form = YZ_WHERE(struct person_new, p.form),
    .open = open_new,
    .close = close_new,
    .paint = paint,
    .input = input,
    .hints = hints,
};
