/* 新增居民: somebody who is not in the register yet: into a household, behind a door as a household of their own, or, with neither,
 * only into the register. With a place it is a move in. */
#include "ui/screens/registry/person_form.h"
#include "ui/screens/screens.h"

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
    const char *value = yz_form_get(&p->r.form, field);
    return *value && yz_ref_parse(value, &kind, &id) ? id : 0;
}

static yz_date day_of(const struct yz_person_form *p, const char *field) {
    yz_date day = 0;
    yz_date_parse(yz_form_get(&p->r.form, field), yz_today(), false, &day);
    return day;
}

static int32_t code_of(const struct yz_person_form *p, const char *table) {
    int32_t code = 0;
    const char *field = strcmp(table, "relation") == 0 ? "relation" : "role", *value = yz_form_get(&p->r.form, field);
    if (*value) yz_code_parse(table, value, &code);
    return code;
}

static int64_t door(struct yz_person_form *p) {
    struct yz_household h;
    int64_t into = ref_of(p, "into");
    if (!into) return ref_of(p, "dwelling");
    return yz_record_get(yz_ui_session(p->r.ui), YZ_HOUSEHOLD, into, &h) == YZ_OK ? h.dwelling : 0;
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
    return yz_lookup(yz_ui_session(p->r.ui), strcmp(field, "into") == 0 ? YZ_HOUSEHOLD : YZ_DWELLING, typed, out, max);
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
    m->legal = *yz_form_get(&n->p.r.form, "legal");
    m->role = code_of(&n->p, "dwelling_role");
    m->lease_until = m->role == YZ_ROLE_TENANT ? day_of(&n->p, "lease_until") : 0;
    m->permit_until = m->legal ? 0 : day_of(&n->p, "permit_until");
    m->fresh_count = 1;
    m->fresh[0].person = *person;
    m->fresh[0].relation = m->into ? code_of(&n->p, "relation") : 0;
    enum yz_status status = yz_move_do(yz_ui_session(n->p.r.ui), m, &plan, f);
    if (status == YZ_OK) *id = plan.persons[0].id;
    yz_move_plan_free(&plan);
    return status;
}

static enum yz_status save(struct yz_record_form *r, void *record, struct yz_findings *f) {
    struct person_new *n = (void *)r;
    struct yz_person *person = record;
    bool placed = ref_of(&n->p, "into") || ref_of(&n->p, "dwelling");
    return placed ? move_in(n, person, &person->id, f) : yz_person_save(yz_ui_session(r->ui), person, f);
}

static void saved(struct yz_record_form *r, const void *record, const struct yz_findings *f) {
    yz_ui_replace(r->ui, &YZ_TARGET("person", YZ_PERSON, ((const struct yz_person *)record)->id));
    yz_ui_changed(r->ui);
    yz_person_form_say(r->ui, f);
}

static const struct yz_record_use use = {
    .events = {.options = options, .left = yz_person_form_left, .visible = visible},
    .taken = yz_person_form_taken,
    .save = save,
    .saved = saved};

/* `target` is a household, a dwelling, or nothing. */
static enum yz_status open_new(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct yz_person_form *p = state;
    char ref[32];
    bool household = target->kind == YZ_HOUSEHOLD;
    yz_person_form_begin(p, ui, &use, "person-new", household ? target->id : -target->id);
    p->door = door;
    enum yz_status status = yz_person_form_open(p, own, OWN);
    if (status != YZ_OK) return status;
    if (target->id)
        yz_record_form_put(&p->r, household ? "into" : "dwelling", yz_ref_text(target->kind, target->id, ref));
    yz_form_focus(&p->r.form, target->id ? "name" : "into");
    yz_record_form_offer_draft(&p->r, _("有 %s 没填完的新居民"), _("接着填"));
    return YZ_OK;
}

const struct yz_screen yz_person_new_screen = {
    .name = "person-new",
    .title = N_("新增居民"),
    .help =
        N_("登记一位还不在册的居民：写进哪一户，或者住哪一处（自成一户）；都空着的只入册，以后再办迁入。\n"
           "Ctrl-N 读身份证：阅读器的文字（256 字节）填进表单；从 YIZHAN_CARD 指的文件或设备读，没有设的写文件名。\n"
           "最下一行是可能已经登记的那一位，Ctrl-O 打开看，填的还在；是提醒，不拦。离开一栏就存草稿，Ctrl-S 保存。\n"),
    .flags = YZ_SCREEN_WRITES,
    .parts = YZ_PART_FORM,
    .size = sizeof(struct person_new),
    .form = YZ_WHERE(struct person_new, p.r.form),
    .open = open_new,
    .close = yz_record_form_close,
    .paint = yz_person_form_paint,
    .input = yz_person_form_input,
    .hints = yz_person_form_hints,
};
