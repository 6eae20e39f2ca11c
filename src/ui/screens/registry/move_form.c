/* The fields of 变动. One form has them all; each kind of move shows those that it asks for. */
#include "ui/screens/registry/move_form.h"

#include "base/mask.h"
#include "base/text.h"
#include "ui/screens/kind_form.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/duplicates.h>
#include <yizhan/i18n.h>

enum {
    WHO = 1 << 0,
    FRESH = 1 << 1,
    PERSON = 1 << 2,
    TO = 1 << 3,
    INTO = 1 << 4,
    TO_BUILDING = 1 << 5,
    MOVED_TO = 1 << 6,
    DAY = 1 << 7,
    HEAD = 1 << 8,
    BABY = 1 << 9,
    ROLE = 1 << 10,
    TERMS = 1 << 11,
    LEGAL = 1 << 12,
    REASON = 1 << 13,
    RELATION = 1 << 14, /* of everybody chosen; else only where it cannot be told */
    ALWAYS = 1 << 15
};

static const struct {
    enum yz_move_kind kind;
    unsigned asks, of; /* of: bits of what the screen may be about */
    const char *said;  /* what people say instead */
} kinds[] = {
#define OF(kind) (1u << (kind))
    {YZ_MOVE_WITHIN, WHO | TO | DAY | LEGAL | ROLE | TERMS | REASON, OF(YZ_HOUSEHOLD) | OF(YZ_PERSON),
     N_("在社区里搬")},
    {YZ_MOVE_OUT, WHO | MOVED_TO | DAY | LEGAL | REASON, OF(YZ_HOUSEHOLD) | OF(YZ_PERSON), N_("搬离社区")},
    {YZ_MOVE_SPLIT, WHO | HEAD | TO | DAY | LEGAL | REASON, OF(YZ_HOUSEHOLD) | OF(YZ_PERSON), N_("分家、另立一户")},
    {YZ_MOVE_JOIN, WHO | INTO | RELATION | DAY | LEGAL | REASON, OF(YZ_HOUSEHOLD) | OF(YZ_PERSON), N_("并户、投靠")},
    {YZ_MOVE_IN, FRESH | PERSON | TO | INTO | DAY | LEGAL | ROLE | TERMS | REASON,
     OF(YZ_HOUSEHOLD) | OF(YZ_BUILDING) | OF(YZ_NO_KIND) | OF(YZ_PERSON), N_("新来的人")},
    {YZ_MOVE_RETURN, WHO | TO | DAY | ROLE | REASON, OF(YZ_HOUSEHOLD) | OF(YZ_PERSON), N_("以前住过的回来")},
    {YZ_MOVE_BIRTH, BABY | DAY, OF(YZ_HOUSEHOLD) | OF(YZ_PERSON), N_("添了孩子")},
    {YZ_MOVE_DEATH, WHO | DAY | REASON, OF(YZ_HOUSEHOLD) | OF(YZ_PERSON), NULL},
    {YZ_MOVE_HEAD, HEAD, OF(YZ_HOUSEHOLD) | OF(YZ_PERSON), N_("换户主")},
    {YZ_MOVE_SWAP, FRESH | PERSON | DAY | ROLE | TERMS | REASON, OF(YZ_HOUSEHOLD), N_("换租客、新租")},
    {YZ_MOVE_RENEW, WHO | TERMS | ROLE | RELATION, OF(YZ_HOUSEHOLD) | OF(YZ_PERSON), N_("续租、续证")},
    {YZ_MOVE_BUILDING, TO_BUILDING | MOVED_TO | DAY | LEGAL | REASON, OF(YZ_BUILDING), N_("整栋腾退")},
#undef OF
};
enum { KINDS = sizeof kinds / sizeof *kinds };

static const struct row {
    struct yz_form_field field;
    unsigned asked; /* bits of it show the field */
} rows[] = {
    {{"kind", N_("变动"), YZ_EDIT_CHOICE, NULL, N_("数字或拼音首字母挑选发生了什么"), YZ_FORM_REQUIRED, 32, NULL},
     ALWAYS},
    {{"who", N_("谁"), YZ_EDIT_TICKS, NULL, N_("空格勾选；搬动时一位也不勾就是全家"), 0, 512, NULL}, WHO},
    {{"mother", N_("母亲"), YZ_EDIT_CHOICE, NULL, N_("打姓名挑选；不知道的空着，写监护人"), 0, 64, NULL}, BABY},
    {{"guardian", N_("监护人"), YZ_EDIT_CHOICE, NULL, NULL, 0, 64, NULL}, BABY},
    {{"baby_name", N_("姓名"), YZ_EDIT_TEXT, NULL, N_("还没起名的写“某某之子”"), 0, 96, NULL}, BABY},
    {{"baby_sex", N_("性别"), YZ_EDIT_CHOICE, "sex", NULL, 0, 32, NULL}, BABY},
    {{"baby_number", N_("身份证号"), YZ_EDIT_TEXT, NULL, N_("没有的空着"), 0, 32, NULL}, BABY},
    {{"person", N_("登记过的人"), YZ_EDIT_LOOKUP, NULL, N_("以前登记过、现在不住这里的：打姓名、电话挑出来"), 0, 64,
      NULL},
     PERSON},
    {{"dwelling", N_("搬到"), YZ_EDIT_LOOKUP, NULL, N_("打地址，如 南区3-2-501、nq3-2-501"), 0, 64, NULL}, TO},
    {{"into", N_("进哪一户"), YZ_EDIT_LOOKUP, NULL, N_("打那一户的地址，或者户里一个人的姓名；立新户的空着"), 0, 64,
      NULL},
     INTO},
    {{"to_building", N_("搬到哪一栋"), YZ_EDIT_LOOKUP, NULL, N_("同样的门牌搬过去；搬离社区的空着"), 0, 64, NULL},
     TO_BUILDING},
    {{"moved_to", N_("去向"), YZ_EDIT_TEXT, NULL, N_("例如 昆明呈贡；不知道的空着"), 0, 96, NULL}, MOVED_TO},
    {{"consent", N_("监护人同意"), YZ_EDIT_TEXT, NULL,
      N_("谁同意的、怎样同意的，如 母亲李红，当面；母亲或上面的监护人同意的写“是”"), 0, 96, NULL},
     BABY},
    {{"day", N_("日期"), YZ_EDIT_DAY, NULL, N_("空着是今天。来的写第一天，走的、去世的写那一天：昨天、-3、2026-11-20"),
      0, 32, NULL},
     DAY},
    {{"registers", N_("户口落在这里"), YZ_EDIT_FLAG, NULL, N_("空格勾选；已经随父母报了户口的才勾"), 0, 8, NULL}, BABY},
    {{"legal", N_("户籍一起迁"), YZ_EDIT_FLAG, NULL, N_("空格勾选；不勾的户籍留在原处（空挂户）"), 0, 8, NULL}, LEGAL},
    {{"head", N_("新户主"), YZ_EDIT_CHOICE, NULL, N_("打姓名挑选"), 0, 64, NULL}, HEAD},
    {{"successor", N_("接任户主"), YZ_EDIT_CHOICE, NULL, N_("户主走了，留下来的人里谁做户主"), 0, 64, NULL}, 0},
    {{"role", N_("居住身份"), YZ_EDIT_CHOICE, "dwelling_role", NULL, 0, 32, NULL}, ROLE},
    {{"lease_until", N_("租期至"), YZ_EDIT_DAY, NULL, N_("空着的照旧"), 0, 32, NULL}, TERMS},
    {{"permit_until", N_("居住证至"), YZ_EDIT_DAY, NULL, N_("空着的照旧"), 0, 32, NULL}, TERMS},
    {{"reason", N_("原因"), YZ_EDIT_TEXT, NULL, NULL, 0, 64, NULL}, REASON},
};
enum { ROWS = sizeof rows / sizeof *rows, MALE = 1, MOTHER_AGE = 12, OF_AGE = 16 };

static const char *const fresh_names[YZ_MOVE_FRESH] = {"fresh", "fresh2", "fresh3", "fresh4", "fresh5", "fresh6"};

static size_t place_in(const char *const *names, size_t count, const char *name) {
    size_t i = 0;
    while (i < count && strcmp(names[i], name) != 0) i++;
    return i;
}

/* Of which member a field asks the relation; YZ_MOVE_MEMBERS: another field. */
static size_t relation_of(const struct yz_move_form *v, const char *field) {
    size_t i = 0;
    while (i < YZ_MOVE_MEMBERS && strcmp(v->relation_names[i], field) != 0) i++;
    return i;
}

enum yz_move_kind yz_move_form_kind(const struct yz_move_form *v) {
    const char *value = yz_form_get(&v->form, "kind");
    for (size_t i = 0; i < KINDS; i++)
        if (strcmp(yz_move_verb(kinds[i].kind), value) == 0) return kinds[i].kind;
    return YZ_MOVE_NONE;
}

static unsigned asks(const struct yz_move_form *v) {
    enum yz_move_kind kind = yz_move_form_kind(v);
    for (size_t i = 0; i < KINDS; i++)
        if (kinds[i].kind == kind) return kinds[i].asks | ALWAYS;
    return ALWAYS;
}

/* --- fields --- */

static void check_fresh(void *ctx, char *text, size_t room, const char *name, struct yz_findings *f) {
    struct yz_newcomer n;
    struct yz_findings found = {0};
    (void)ctx;
    (void)room;
    yz_newcomer_read(text, &n, &found);
    for (size_t i = 0; i < found.count; i++)
        if (found.all[i].severity == YZ_ERROR)
            yz_find_error(f, name, found.all[i].value, found.all[i].rule, found.all[i].mend);
    yz_findings_free(&found);
}

static void add(struct yz_move_form *v, const struct yz_form_field *field) {
    if (v->field_count < YZ_MOVE_FIELDS) v->fields[v->field_count++] = *field;
}

/* In the order in which one tells it: what, who, what they are, where to. */
static void make_fields(struct yz_move_form *v) {
    v->field_count = 0;
    for (size_t i = 0; i < ROWS; i++) {
        add(v, &rows[i].field);
        for (size_t k = 0; strcmp(rows[i].field.name, "baby_number") == 0 && k < YZ_MOVE_FRESH; k++)
            add(v,
                &(struct yz_form_field){.name = fresh_names[k],
                                        .label = N_("来的人"),
                                        .editor = YZ_EDIT_TEXT,
                                        .help = N_("一人一栏：王小明 男 身份证号 电话 租客 妻；姓名在前，其余写知道的"),
                                        .room = 192,
                                        .check = check_fresh});
        for (size_t k = 0; strcmp(rows[i].field.name, "successor") == 0 && k < YZ_MOVE_MEMBERS; k++) {
            snprintf(v->relation_names[k], sizeof v->relation_names[k], "relation%zu", k + 1);
            add(v, &(struct yz_form_field){.name = v->relation_names[k],
                                           .label = v->relation_labels[k],
                                           .editor = YZ_EDIT_CHOICE,
                                           .of = "relation",
                                           .help = N_("与这一户户主的关系；不知道的空着"),
                                           .room = 32});
        }
    }
}

static bool ticked(const struct yz_move_form *v, int64_t person) {
    char ref[32];
    const char *who = yz_form_get(&v->form, "who");
    yz_ref_text(YZ_PERSON, person, ref);
    for (const char *p = who; *p; p += strcspn(p, ","), p += *p == ',')
        if (strncmp(p, ref, strlen(ref)) == 0 && strchr(",", p[strlen(ref)])) return true;
    return !*who;
}

static bool visible(void *ctx, struct yz_form *form, const char *field) {
    const struct yz_move_form *v = ctx;
    unsigned asked = asks(v);
    size_t fresh = place_in(fresh_names, YZ_MOVE_FRESH, field);
    size_t relation = relation_of(v, field);
    if (fresh < YZ_MOVE_FRESH) return (asked & FRESH) && (fresh == 0 || *yz_form_get(form, fresh_names[fresh - 1]));
    if (relation < YZ_MOVE_MEMBERS)
        return relation < v->member_count &&
               (v->asks_relation[relation] || *yz_form_get(form, field) ||
                ((asked & RELATION) && *yz_form_get(form, "who") && ticked(v, v->members[relation].person.id)));
    if (strcmp(field, "consent") == 0 && (asked & FRESH)) return v->asks_consent || *yz_form_get(form, field);
    if (strcmp(field, "successor") == 0) return v->asks_successor || *yz_form_get(form, field);
    if (strcmp(field, "head") == 0 && (v->asks_head || *yz_form_get(form, field))) return true;
    for (size_t i = 0; i < ROWS; i++)
        if (strcmp(rows[i].field.name, field) == 0) return (rows[i].asked & asked) != 0;
    return false;
}

/* --- options --- */

static size_t kind_options(const struct yz_move_form *v, struct yz_option *out, size_t max) {
    size_t n = 0;
    for (size_t i = 0; i < KINDS && n < max; i++) {
        if (!(kinds[i].of & 1u << v->about)) continue;
        out[n] = (struct yz_option){0};
        yz_copy(out[n].value, sizeof out[n].value, yz_move_verb(kinds[i].kind));
        if (kinds[i].said) yz_copy(out[n].note, sizeof out->note, yz_tr(kinds[i].said));
        yz_copy(out[n++].label, sizeof out->label, yz_move_label(kinds[i].kind));
    }
    return n;
}

/* A successor is of those who stay, a new head of those who go; a mother is no man, a guardian no child. */
static bool may_be(const struct yz_move_form *v, const char *field, const struct yz_member *m) {
    bool some = *yz_form_get(&v->form, "who"), goes = ticked(v, m->person.id);
    int age = m->person.birth ? yz_age_on(m->person.birth, yz_today()) : OF_AGE;
    if (strcmp(field, "successor") == 0) return !some || !goes;
    if (strcmp(field, "head") == 0) return !some || goes;
    if (strcmp(field, "mother") == 0) return m->person.sex != MALE && age >= MOTHER_AGE;
    return strcmp(field, "guardian") != 0 || age >= OF_AGE;
}

static size_t member_options(const struct yz_move_form *v, const char *field, struct yz_option *out, size_t max) {
    size_t n = 0;
    for (size_t i = 0; i < v->member_count && n < max; i++) {
        const struct yz_member *m = &v->members[i];
        if (!may_be(v, field, m)) continue;
        out[n] = (struct yz_option){0};
        yz_ref_text(YZ_PERSON, m->person.id, out[n].value);
        yz_mask_name(out[n].label, sizeof out[n].label, m->person.name);
        snprintf(out[n].note, sizeof out[n].note, _("%1$s %2$d 岁 %3$s%4$s"),
                 yz_code_label("relation", m->membership.relation),
                 m->person.birth ? yz_age_on(m->person.birth, yz_today()) : 0,
                 yz_code_label("dwelling_role", m->membership.role), m->membership.legal ? _(" 户籍") : "");
        n++;
    }
    return n;
}

/* One of the newcomers as the head of those who come: "new:1" is the first line. */
static bool newcomer_option(const struct yz_move_form *v, size_t i, struct yz_option *out) {
    struct yz_newcomer n;
    struct yz_findings unread = {0};
    const char *text = yz_form_get(&v->form, fresh_names[i]);
    *out = (struct yz_option){0};
    bool there = *text && yz_newcomer_read(text, &n, &unread);
    yz_findings_free(&unread);
    if (!there) return false;
    snprintf(out->value, sizeof out->value, "new:%zu", i + 1);
    yz_copy(out->label, sizeof out->label, n.person.name);
    return true;
}

static size_t head_options(const struct yz_move_form *v, struct yz_option *out, size_t max) {
    size_t n = 0;
    if (!(asks(v) & FRESH)) return member_options(v, "head", out, max);
    for (size_t i = 0; i < YZ_MOVE_FRESH && n < max; i++) n += newcomer_option(v, i, &out[n]);
    return n;
}

static size_t options(void *ctx, struct yz_form *form, const char *field, const char *typed, struct yz_option *out,
                      size_t max) {
    struct yz_move_form *v = ctx;
    struct yz_session *s = yz_ui_session(v->ui);
    (void)form;
    if (strcmp(field, "kind") == 0) return kind_options(v, out, max);
    if (strcmp(field, "dwelling") == 0) return yz_lookup(s, YZ_DWELLING, typed, out, max);
    if (strcmp(field, "into") == 0) return yz_lookup(s, YZ_HOUSEHOLD, typed, out, max);
    if (strcmp(field, "to_building") == 0) return yz_lookup(s, YZ_BUILDING, typed, out, max);
    if (strcmp(field, "person") == 0) return yz_lookup(s, YZ_PERSON, typed, out, max);
    if (strcmp(field, "head") == 0) return head_options(v, out, max);
    return member_options(v, field, out, max);
}

/* --- the move --- */

static int64_t ref_of(const struct yz_move_form *v, const char *field) {
    enum yz_kind_id kind;
    int64_t id = 0;
    const char *value = yz_form_get(&v->form, field);
    return *value && yz_ref_parse(value, &kind, &id) ? id : 0;
}

static yz_date day_of(const struct yz_move_form *v, const char *field) {
    yz_date day = 0;
    yz_date_parse(yz_form_get(&v->form, field), yz_today(), false, &day);
    return day;
}

static int32_t code_of(const struct yz_move_form *v, const char *table, const char *field) {
    int32_t code = 0;
    const char *value = yz_form_get(&v->form, field);
    if (*value) yz_code_parse(table, value, &code);
    return code;
}

static int32_t relation_told(const struct yz_move_form *v, int64_t person) {
    for (size_t i = 0; i < v->member_count; i++)
        if (v->members[i].person.id == person) return code_of(v, "relation", v->relation_names[i]);
    return 0;
}

static void gather_one(struct yz_move_form *v, int64_t person) {
    struct yz_move *m = &v->move;
    if (m->count < YZ_MOVERS)
        m->who[m->count++] = (struct yz_mover){.person = person, .relation = relation_told(v, person)};
}

/* Named one by one where some are chosen, or a relation is told; else nobody: the whole household. */
static void gather_who(struct yz_move_form *v, unsigned asked) {
    const char *who = yz_form_get(&v->form, "who");
    bool told = false;
    enum yz_kind_id kind;
    int64_t id;
    if (!(asked & (WHO | HEAD))) return;
    for (char ref[32]; *who; who += strcspn(who, ","), who += *who == ',') {
        snprintf(ref, sizeof ref, "%.*s", (int)strcspn(who, ","), who);
        if (yz_ref_parse(ref, &kind, &id)) gather_one(v, id);
    }
    for (size_t i = 0; i < v->member_count; i++) told = told || *yz_form_get(&v->form, v->relation_names[i]);
    if (v->move.count || !told) return;
    for (size_t i = 0; i < v->member_count; i++)
        if (v->members[i].membership.role != YZ_ROLE_REGISTERED_ONLY || v->move.legal)
            gather_one(v, v->members[i].person.id);
}

static void gather_fresh(struct yz_move_form *v, unsigned asked, struct yz_findings *f) {
    struct yz_move *m = &v->move;
    char first[16];
    int64_t person = asked & PERSON ? ref_of(v, "person") : 0;
    if (person) m->who[m->count++] = (struct yz_mover){.person = person};
    for (size_t i = 0; (asked & FRESH) && i < YZ_MOVE_FRESH; i++) {
        const char *text = yz_form_get(&v->form, fresh_names[i]);
        snprintf(first, sizeof first, "new:%zu", i + 1);
        if (!*text) continue;
        yz_newcomer_read(text, &m->fresh[m->fresh_count++], f);
        if (strcmp(yz_form_get(&v->form, "head"), first) == 0) m->fresh[m->fresh_count - 1].relation = YZ_RELATION_HEAD;
    }
    if (asked & (BABY | FRESH)) yz_copy(m->consent, sizeof m->consent, yz_form_get(&v->form, "consent"));
    if (!(asked & BABY)) return;
    m->mother = ref_of(v, "mother");
    m->guardian = ref_of(v, "guardian");
    m->fresh_count = *yz_form_get(&v->form, "baby_name") ? 1 : 0;
    yz_copy(m->fresh[0].person.name, sizeof m->fresh[0].person.name, yz_form_get(&v->form, "baby_name"));
    yz_copy(m->fresh[0].person.id_number, sizeof m->fresh[0].person.id_number, yz_form_get(&v->form, "baby_number"));
    m->fresh[0].person.sex = code_of(v, "sex", "baby_sex");
}

void yz_move_form_gather(struct yz_move_form *v, struct yz_findings *f) {
    struct yz_move *m = &v->move;
    unsigned asked = asks(v);
    memset(m, 0, sizeof *m);
    m->kind = yz_move_form_kind(v);
    m->day = asked & DAY ? day_of(v, "day") : 0;
    m->legal =
        ((asked & LEGAL) && *yz_form_get(&v->form, "legal")) || ((asked & BABY) && *yz_form_get(&v->form, "registers"));
    if (m->kind != YZ_MOVE_IN && m->kind != YZ_MOVE_DEATH) m->household = v->household;
    if (m->kind == YZ_MOVE_RETURN && (v->about == YZ_PERSON || v->gone)) m->household = 0;
    if (asked & TO) m->dwelling = ref_of(v, "dwelling");
    if (asked & INTO) m->into = ref_of(v, "into");
    if (m->kind == YZ_MOVE_IN && v->about == YZ_HOUSEHOLD && !v->gone && !m->dwelling && !m->into) m->into = v->id;
    if (v->about == YZ_BUILDING) m->building = v->id;
    if (asked & TO_BUILDING) m->to_building = ref_of(v, "to_building");
    m->head = ref_of(v, "head");
    m->successor = ref_of(v, "successor");
    if (asked & ROLE) m->role = code_of(v, "dwelling_role", "role");
    if (asked & TERMS) m->lease_until = day_of(v, "lease_until"), m->permit_until = day_of(v, "permit_until");
    if (asked & REASON) yz_copy(m->reason, sizeof m->reason, yz_form_get(&v->form, "reason"));
    if (asked & MOVED_TO) yz_copy(m->moved_to, sizeof m->moved_to, yz_form_get(&v->form, "moved_to"));
    gather_who(v, asked);
    gather_fresh(v, asked, f);
}

/* What must be told now: a head, a successor, the relation of somebody whose it is that cannot be worked out. */
static void look_at_findings(struct yz_move_form *v) {
    char name[96];
    v->asks_head = yz_findings_about(&v->findings, "head") != NULL;
    v->asks_consent = yz_findings_about(&v->findings, "consent") != NULL;
    v->asks_successor = yz_findings_about(&v->findings, "successor") != NULL;
    memset(v->asks_relation, 0, sizeof v->asks_relation);
    for (size_t i = 0; i < v->findings.count; i++) {
        const struct yz_finding *f = &v->findings.all[i];
        if (strcmp(f->field, "relation") != 0) continue;
        for (size_t k = 0; k < v->member_count; k++) {
            yz_mask_name(name, sizeof name, v->members[k].person.name);
            if (strcmp(name, f->value) == 0 && ticked(v, v->members[k].person.id)) v->asks_relation[k] = true;
        }
    }
}

void yz_move_form_plan(struct yz_move_form *v) {
    yz_move_plan_free(&v->plan);
    yz_findings_clear(&v->findings);
    yz_move_form_gather(v, &v->findings);
    if (v->move.kind != YZ_MOVE_NONE) yz_move_plan(yz_ui_session(v->ui), &v->move, &v->plan, &v->findings);
    yz_ui_ok(v->ui, yz_move_warn(yz_ui_session(v->ui), &v->move, &v->findings));
    look_at_findings(v);
    yz_move_form_say(v);
}

static void left(void *ctx, struct yz_form *form, const char *field) {
    struct yz_move_form *v = ctx;
    (void)form;
    (void)field;
    yz_move_form_plan(v);
    if (v->changed) v->changed(v);
}

/* Choices, ticks and flags show at once what follows. */
static void typed(void *ctx, struct yz_form *form, const char *field) {
    struct yz_move_form *v = ctx;
    (void)form;
    for (size_t i = 0; i < v->field_count; i++)
        if (strcmp(v->fields[i].name, field) == 0 &&
            (v->fields[i].editor == YZ_EDIT_FLAG || v->fields[i].editor >= YZ_EDIT_CHOICE))
            yz_move_form_plan(v);
}

static const struct yz_form_events events = {.options = options, .left = left, .typed = typed, .visible = visible};

/* --- opening --- */

void yz_move_form_put(struct yz_move_form *v, const char *name, const char *value) {
    if (strcmp(name, "kind") == 0) {
        struct yz_option all[KINDS];
        size_t n = kind_options(v, all, KINDS);
        for (size_t i = 0; i < n; i++)
            if (strcmp(all[i].value, value) == 0) yz_form_set_option(&v->form, name, value, all[i].label);
    } else if (strcmp(name, "head") == 0 && strncmp(value, "new:", 4) == 0) {
        struct yz_option o;
        size_t i = strtoul(value + 4, NULL, 10);
        if (i && i <= YZ_MOVE_FRESH && newcomer_option(v, i - 1, &o))
            yz_form_set_option(&v->form, name, value, o.label);
    } else {
        yz_kind_form_put(yz_ui_session(v->ui), &v->form, name, value);
    }
}

void yz_move_form_set_done(struct yz_move_form *v) {
    yz_form_focus(
        &v->form,
        "day"); /* and back, so that the editor has what was set; HEAD has neither, and is never set from outside */
    yz_form_focus(&v->form, "who");
    yz_form_focus(&v->form, "kind");
    yz_move_form_plan(v);
}

static void begin(struct yz_move_form *v, int64_t person) {
    char ref[32];
    struct yz_option first[KINDS];
    kind_options(v, first, KINDS);
    yz_move_form_put(v, "kind", v->about == YZ_PERSON && !v->household ? yz_move_verb(YZ_MOVE_RETURN) : first[0].value);
    if (v->about == YZ_BUILDING) yz_move_form_put(v, "kind", yz_move_verb(YZ_MOVE_BUILDING));
    if (person) yz_form_set(&v->form, "who", yz_ref_text(YZ_PERSON, person, ref));
    if (!v->gone) return;
    char all[512] = "";
    for (size_t i = 0, at = 0; i < v->member_count && at + sizeof ref < sizeof all; i++)
        if (!v->members[i].person.died)
            at += (size_t)snprintf(all + at, sizeof all - at, "%s%s", at ? "," : "",
                                   yz_ref_text(YZ_PERSON, v->members[i].person.id, ref));
    yz_move_form_put(v, "kind", yz_move_verb(YZ_MOVE_RETURN));
    yz_form_set(&v->form, "who", all);
}

enum yz_status yz_move_form_open(struct yz_move_form *v, int64_t person) {
    enum yz_status status = yz_move_form_read(v);
    if (status != YZ_OK) return status;
    make_fields(v);
    status = yz_form_open(&v->form, v->fields, v->field_count, &events, v);
    if (status != YZ_OK) return status;
    begin(v, person);
    yz_move_form_set_done(v);
    return YZ_OK;
}

void yz_move_form_close(struct yz_move_form *v) {
    yz_form_close(&v->form);
    yz_move_plan_free(&v->plan);
    yz_findings_free(&v->findings);
}
