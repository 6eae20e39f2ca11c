/* One row of a ledger as records, and everything that is wrong with it. */
#include "service/ledger/ledger_private.h"

#include "base/text.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/identity.h>

struct conversion {
    struct yz_entry *e;
    const struct yz_sheet *sheet;
    struct yz_findings *f;
    yz_date today;
    const char *number, *birth, *phone; /* cells that are read after the others */
};

bool yz_cell_says_nothing(const char *text) {
    static const char *const all[] = {"", "/", "\\", "-", "--", "—", "——", "无", "空", "暂无", "不详"};
    char plain[32];
    if (strlen(text) >= sizeof plain) return false;
    yz_text_trim(plain, sizeof plain, text);
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (strcmp(plain, all[i]) == 0) return true;
    return false;
}

bool yz_cell_damaged(const struct yz_sheet *s, const char *column, const char *text, struct yz_findings *f) {
    if (!s->damaged || !strstr(text, "\xEF\xBF\xBD")) return false;
    yz_find_error(f, column, text, _("有认不出的字，文件的编码可能已损坏"),
                  _("用原来的程序打开，另存为“CSV UTF-8”再导入"));
    return true;
}

/* A mobile number as it stands in nearly every cell. */
static bool is_mobile(const char *s) {
    return s[0] == '1' && s[1] >= '3' && s[1] <= '9' && strspn(s, "0123456789") == 11 && !s[11];
}

static void set_phones(struct conversion *v) {
    struct yz_person *p = &v->e->person;
    struct yz_phone phone;
    if (is_mobile(v->phone)) {
        memcpy(p->phone, v->phone, 12);
    } else if (yz_phone_check(v->phone, "phone", &phone, v->f)) {
        yz_copy(p->phone, sizeof p->phone, phone.normal);
        if (!p->phone2[0]) yz_copy(p->phone2, sizeof p->phone2, phone.second);
    }
}

/* "1985.3", "1985年3月", "198503": what 出生年月 asks for, strictly. */
static bool is_month_of(const char *text, yz_date birth) {
    int year = 0, month = 0, digits = 0;
    for (; *text >= '0' && *text <= '9' && digits < 4; digits++) year = year * 10 + *text++ - '0';
    if (digits < 4) return false;
    while (*text && (*text < '0' || *text > '9')) text++;
    for (digits = 0; *text >= '0' && *text <= '9' && digits < 3; digits++) month = month * 10 + *text++ - '0';
    while (*text && (*text < '0' || *text > '9')) text++;
    return digits >= 1 && digits <= 2 && !*text && year * 100 + month == birth / 100;
}

/* The number is checked by its last digit, the date beside it is not: so the number wins. */
static void settle_birth(struct conversion *v, yz_date known) {
    char rule[192], day[YZ_DATE_TEXT], plain[64];
    yz_date told = 0;
    v->e->person.birth = known;
    yz_text_narrow(plain, sizeof plain, strlen(v->birth) < sizeof plain ? v->birth : "?");
    yz_text_trim(plain, sizeof plain, plain);
    if (yz_cell_says_nothing(plain)) return;
    bool read = yz_date_parse(plain, v->today, true, &told);
    if ((read && told == known) || (!read && is_month_of(plain, known))) return;
    snprintf(rule, sizeof rule,
             read ? _("与身份证号里的出生日期不同，按身份证号记为 %s") : _("出生日期认不出，按身份证号记为 %s"),
             yz_date_text(known, day));
    yz_find_warning(v->f, "birth", v->birth, rule, _("请对照证件核对"));
}

static void settle_sex(struct conversion *v, int known) {
    struct yz_person *p = &v->e->person;
    if (p->sex != known && (p->sex == 1 || p->sex == 2)) {
        yz_find_warning(v->f, "sex", p->sex == 1 ? "男" : "女",
                        known == 1 ? _("与身份证号里的性别不同，按身份证号记为男")
                                   : _("与身份证号里的性别不同，按身份证号记为女"),
                        _("请对照证件核对"));
    }
    p->sex = known;
}

static const struct yz_field *birth_field(void) {
    static const struct yz_field *f;
    if (!f) f = yz_field_named(&yz_person_kind, "birth");
    return f;
}

static void set_number(struct conversion *v) {
    struct yz_person *p = &v->e->person;
    struct yz_identity id = {.kind = YZ_ID_NONE_YET};
    if (!yz_cell_says_nothing(v->number)) {
        if (!yz_identity_check(v->number, (enum yz_id_kind)p->id_kind, "id_number", v->today, &id, v->f)) return;
        yz_copy(p->id_number, sizeof p->id_number, id.normal);
        memcpy(v->e->upgraded, id.upgraded, sizeof id.upgraded);
        p->id_kind = (int32_t)id.kind;
    }
    if (id.birth) settle_birth(v, id.birth);
    else if (*v->birth) yz_field_set(birth_field(), p, v->birth, true, v->f);
    if (id.sex) settle_sex(v, id.sex);
}

static void *part_of(struct yz_entry *e, enum yz_part part) {
    return part == YZ_PART_PERSON       ? (void *)&e->person
           : part == YZ_PART_MEMBERSHIP ? (void *)&e->membership
                                        : (void *)&e->household;
}

static void set_field(struct conversion *v, const struct yz_field_column *c, const char *cell) {
    const struct yz_field *f = &yz_part_kinds[c->part]->fields[c->field];
    if (yz_cell_damaged(v->sheet, f->column, cell, v->f)) return;
    if (c->part == YZ_PART_PERSON) {
        if (f->offset == offsetof(struct yz_person, id_number)) return (void)(v->number = cell);
        if (f->offset == offsetof(struct yz_person, birth)) return (void)(v->birth = cell);
        if (f->offset == offsetof(struct yz_person, phone)) return (void)(v->phone = cell);
    } else if (f->type == YZ_FLAG) {
        v->e->legal_told = true;
    }
    yz_field_set(f, part_of(v->e, c->part), cell, true, v->f);
}

static void set_names(struct conversion *v, const struct yz_columns *c, size_t row) {
    static const enum yz_column columns[3] = {YZ_COLUMN_HEAD, YZ_COLUMN_MOTHER, YZ_COLUMN_GUARDIAN};
    static const struct yz_field *name;
    struct yz_person p;
    if (!name) name = yz_field_named(&yz_person_kind, "name");
    for (int i = 0; i < 3; i++) {
        const char *cell = yz_sheet_cell(v->sheet, row, c->at[columns[i]]);
        v->e->names[i][0] = '\0';
        if (!*cell) continue;
        p.name[0] = '\0';
        yz_field_set(name, &p, cell, false, v->f);
        memcpy(v->e->names[i], p.name, sizeof p.name);
    }
}

/* What the columns leave to be inferred, and the rules that hold between them. */
static void complete(struct conversion *v) {
    struct yz_entry *e = v->e;
    struct yz_person *p = &e->person;
    const struct yz_finding *told = p->name[0] ? NULL : yz_findings_about(v->f, "name");
    if (!p->name[0] && (!told || told->severity != YZ_ERROR))
        yz_find_error(v->f, "name", NULL, _("没有姓名"), _("补上姓名；还没有取名的孩子写“母亲姓名之子”或“之女”"));
    if (!e->legal_told && p->residence) {
        e->membership.legal = strcmp(yz_code_key("residence", p->residence), "registered") == 0;
        e->legal_told = true;
    }
    if (!p->id_number[0] || p->died || p->born_at) yz_person_kind.check(p, v->f);
    if (e->membership.since || e->membership.until) yz_membership_kind.check(&e->membership, v->f);
}

bool yz_convert(struct yz_entry *e, const struct yz_columns *c, const struct yz_sheet *s, size_t row,
                struct yz_findings *f) {
    struct conversion v = {.e = e, .sheet = s, .f = f, .today = yz_today(), .number = "", .birth = "", .phone = ""};
    size_t errors = f->errors;
    e->person = (struct yz_person){0};
    e->membership = (struct yz_membership){0};
    e->household = (struct yz_household){0};
    e->legal_told = false;
    e->upgraded[0] = '\0';
    for (size_t i = 0; i < c->count; i++) {
        const char *cell = yz_sheet_cell(s, row, c->fields[i].column);
        if (*cell) set_field(&v, &c->fields[i], cell);
    }
    if (*v.phone) set_phones(&v);
    set_number(&v);
    set_names(&v, c, row);
    complete(&v);
    return f->errors == errors && !f->lost;
}
