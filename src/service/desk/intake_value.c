/* One field of a form: what was typed → normal form → what it means. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/identity.h>

#include "base/text.h"
#include "service/clean.h"
#include "service/desk/intake_private.h"
#include "service/field_checks.h"

typedef bool normal_fn(const struct yz_intake *in, const struct yz_item_field *field, const char *text,
                       char out[YZ_INTAKE_VALUE], struct yz_findings *f);

static bool refuse(const struct yz_item_field *field, const char *text, const char *rule, const char *mend,
                   struct yz_findings *f) {
    yz_find_error(f, field->key, text, rule, mend);
    return false;
}

const char *yz_intake_room(const struct yz_item_field *field) {
    return field->type == YZ_ANSWER_LONG ? _("最多大约 170 个汉字") : _("最多大约 60 个汉字");
}

static bool plain_text(const struct yz_intake *in, const struct yz_item_field *field, const char *text,
                       char out[YZ_INTAKE_VALUE], struct yz_findings *f) {
    size_t room = field->type == YZ_ANSWER_LONG ? YZ_INTAKE_VALUE : YZ_INTAKE_SHORT;
    (void)in;
    if (strlen(text) < room) return yz_copy(out, YZ_INTAKE_VALUE, text);
    return refuse(field, text, _("太长"), yz_intake_room(field), f);
}

/* The checks that the registry's kinds use too: they normalise in place. */
static bool checked(const struct yz_item_field *field, const char *text, char out[YZ_INTAKE_VALUE],
                    void (*check)(char *text, size_t room, const char *field, struct yz_findings *f),
                    struct yz_findings *f) {
    size_t errors = f->errors;
    if (!yz_copy(out, YZ_INTAKE_VALUE, text)) return refuse(field, text, _("太长"), "", f);
    check(out, YZ_INTAKE_VALUE, field->key, f);
    return f->errors == errors;
}

static bool name(const struct yz_intake *in, const struct yz_item_field *field, const char *text,
                 char out[YZ_INTAKE_VALUE], struct yz_findings *f) {
    (void)in;
    if (!checked(field, text, out, yz_check_name, f)) return false;
    return strlen(out) < sizeof((struct yz_person *)0)->name || refuse(field, text, _("太长"), "", f);
}

static bool code(const struct yz_intake *in, const struct yz_item_field *field, const char *text,
                 char out[YZ_INTAKE_VALUE], struct yz_findings *f) {
    int32_t value;
    (void)in;
    if (!yz_code_parse(field->of, text, &value)) {
        return refuse(field, text, _("没有这一项"), yz_item_field_help(field), f);
    }
    return yz_copy(out, YZ_INTAKE_VALUE, yz_code_key(field->of, value));
}

static bool choice(const struct yz_intake *in, const struct yz_item_field *field, const char *text,
                   char out[YZ_INTAKE_VALUE], struct yz_findings *f) {
    char typed[96], label[96], list[448] = "";
    (void)in;
    yz_text_fold(typed, sizeof typed, text);
    for (size_t i = 0; i < YZ_ITEM_OPTIONS && *field->options[i].key; i++) {
        const struct yz_item_option *o = &field->options[i];
        yz_text_fold(label, sizeof label, o->label_en);
        bool fits = strcmp(typed, o->key) == 0 || strcmp(typed, label) == 0;
        yz_text_fold(label, sizeof label, o->label);
        if (fits || strcmp(typed, label) == 0) return yz_copy(out, YZ_INTAKE_VALUE, o->key);
        size_t n = strlen(list);
        snprintf(list + n, sizeof list - n, "%s%s", n ? " / " : "", yz_item_option_label(o));
    }
    return refuse(field, text, _("没有这个选项"), list, f);
}

static bool date(const struct yz_intake *in, const struct yz_item_field *field, const char *text,
                 char out[YZ_INTAKE_VALUE], struct yz_findings *f) {
    yz_date d;
    (void)in;
    if (!yz_date_parse(text, yz_today(), false, &d)) {
        return refuse(field, text, _("看不懂这个日期"), _("例如 2026-11-18、11-18、今天、-1"), f);
    }
    yz_date_text(d, out);
    return true;
}

static bool month(const struct yz_intake *in, const struct yz_item_field *field, const char *text,
                  char out[YZ_INTAKE_VALUE], struct yz_findings *f) {
    yz_date d;
    (void)in;
    if (!yz_month_parse(text, yz_today(), &d)) {
        return refuse(field, text, _("看不懂这个月份"), _("例如 2026-06、2026年6月、202606"), f);
    }
    snprintf(out, YZ_INTAKE_VALUE, "%04d-%02d", d / 10000, d / 100 % 100);
    return true;
}

static bool moment(const struct yz_intake *in, const struct yz_item_field *field, const char *text,
                   char out[YZ_INTAKE_VALUE], struct yz_findings *f) {
    yz_moment at;
    bool has_time;
    char day[YZ_DATE_TEXT];
    (void)in;
    if (!yz_moment_parse(text, yz_today(), &at, &has_time)) {
        return refuse(field, text, _("看不懂这个日期和时刻"), _("例如 2026-11-18 03:20、11-18 3:20"), f);
    }
    int minute = yz_moment_minute(at);
    yz_date_text(yz_moment_date(at), day);
    if (has_time) snprintf(out, YZ_INTAKE_VALUE, "%s %02d:%02d", day, minute / 60, minute % 60);
    else yz_copy(out, YZ_INTAKE_VALUE, day);
    return true;
}

static bool number(const struct yz_intake *in, const struct yz_item_field *field, const char *text,
                   char out[YZ_INTAKE_VALUE], struct yz_findings *f) {
    char typed[64], *end;
    (void)in;
    yz_text_fold(typed, sizeof typed, text);
    long value = strtol(typed, &end, 10);
    if (*end || end == typed || strlen(typed) > 9) return refuse(field, text, _("要填一个整数"), _("例如 3"), f);
    snprintf(out, YZ_INTAKE_VALUE, "%ld", value);
    return true;
}

static bool money(const struct yz_intake *in, const struct yz_item_field *field, const char *text,
                  char out[YZ_INTAKE_VALUE], struct yz_findings *f) {
    int64_t fen;
    (void)in;
    if (!yz_money_parse(text, &fen)) return refuse(field, text, _("看不懂这个金额"), _("例如 400 或 400.00"), f);
    yz_money_text(fen, out);
    return true;
}

size_t yz_intake_years(const char *text, int *out, size_t max) {
    size_t n = 0;
    while (*text && n < max) {
        out[n++] = (int)strtol(text, NULL, 10);
        text += strcspn(text, ",");
        if (*text) text++;
    }
    return n;
}

static int by_number(const void *a, const void *b) {
    return *(const int *)a - *(const int *)b;
}

static bool years(const struct yz_intake *in, const struct yz_item_field *field, const char *text,
                  char out[YZ_INTAKE_VALUE], struct yz_findings *f) {
    static const char *const marks[] = {"，", "、", "；", "年度", "年", ";", " "};
    char typed[128];
    int all[YZ_INTAKE_YEARS];
    size_t n = 0;
    (void)in;
    yz_text_fold(typed, sizeof typed, text);
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        for (char *at; (at = strstr(typed, marks[i]));) {
            *at = ',';
            memmove(at + 1, at + strlen(marks[i]), strlen(at + strlen(marks[i])) + 1);
        }
    }
    for (char *rest = typed, *word; (word = strsep(&rest, ","));) {
        if (!*word) continue;
        bool digits = strlen(word) == 4 && strspn(word, "0123456789") == 4;
        if (!digits) return refuse(field, text, _("年度要写四位数"), _("例如 2026 或 2026,2027"), f);
        if (n == YZ_INTAKE_YEARS) return refuse(field, text, _("一次最多登记四个年度"), "", f);
        all[n++] = (int)strtol(word, NULL, 10);
    }
    qsort(all, n, sizeof *all, by_number);
    *out = '\0';
    for (size_t i = 0; i < n; i++) {
        size_t used = strlen(out);
        if (i && all[i] == all[i - 1]) continue;
        snprintf(out + used, YZ_INTAKE_VALUE - used, "%s%d", used ? "," : "", all[i]);
    }
    return true;
}

static bool certificate(const struct yz_intake *in, const struct yz_item_field *field, const char *text,
                        char out[YZ_INTAKE_VALUE], struct yz_findings *f) {
    char normal[YZ_CERTIFICATE_TEXT];
    (void)in;
    return yz_certificate_check(text, field->key, normal, f) && yz_copy(out, YZ_INTAKE_VALUE, normal);
}

static bool uscc(const struct yz_intake *in, const struct yz_item_field *field, const char *text,
                 char out[YZ_INTAKE_VALUE], struct yz_findings *f) {
    char normal[YZ_USCC_TEXT];
    (void)in;
    return yz_uscc_check(text, field->key, normal, f) && yz_copy(out, YZ_INTAKE_VALUE, normal);
}

static bool identity(const struct yz_intake *in, const struct yz_item_field *field, const char *text,
                     char out[YZ_INTAKE_VALUE], struct yz_findings *f) {
    (void)in;
    return checked(field, text, out, yz_check_identity, f);
}

static bool phone(const struct yz_intake *in, const struct yz_item_field *field, const char *text,
                  char out[YZ_INTAKE_VALUE], struct yz_findings *f) {
    (void)in;
    return checked(field, text, out, yz_check_phone, f);
}

static const struct yz_member *member_of(const struct yz_intake *in, int64_t person) {
    for (size_t i = 0; i < in->member_count; i++) {
        if (in->members[i].person.id == person) return &in->members[i];
    }
    return NULL;
}

/* The one member of that name; NULL when none or several bear it. */
static const struct yz_member *member_named(const struct yz_intake *in, const char *text) {
    char typed[128], theirs[128];
    const struct yz_member *found = NULL;
    yz_text_fold(typed, sizeof typed, text);
    for (size_t i = 0; i < in->member_count; i++) {
        yz_text_fold(theirs, sizeof theirs, in->members[i].person.name);
        if (strcmp(typed, theirs) != 0) continue;
        if (found) return NULL;
        found = &in->members[i];
    }
    return found;
}

static bool member(const struct yz_intake *in, const struct yz_item_field *field, const char *text,
                   char out[YZ_INTAKE_VALUE], struct yz_findings *f) {
    enum yz_kind_id kind;
    int64_t id;
    const struct yz_member *m = member_named(in, text);
    if (!m && yz_ref_parse(text, &kind, &id) && kind == YZ_PERSON) {
        m = member_of(in, id);
    } else if (!m) {
        if (yz_ref_resolve(in->s, text, 1u << YZ_PERSON, &kind, &id) != YZ_OK) {
            return refuse(field, text, yz_message(), yz_item_field_help(field), f);
        }
        m = member_of(in, id);
    }
    if (!m) return refuse(field, text, _("不是这一户的成员"), yz_item_field_help(field), f);
    yz_ref_text(YZ_PERSON, m->person.id, out);
    return true;
}

static bool consent(const struct yz_intake *in, const struct yz_item_field *field, const char *text,
                    char out[YZ_INTAKE_VALUE], struct yz_findings *f) {
    static const char *const yes[] = {"是", "yes", "y", "true", "1", "同意", "已同意"};
    static const char *const no[] = {"否", "no", "n", "false", "0", "不同意"};
    char typed[64];
    (void)in;
    yz_text_fold(typed, sizeof typed, text);
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++) {
        if (strcmp(typed, yes[i]) == 0) return yz_copy(out, YZ_INTAKE_VALUE, "yes");
    }
    for (size_t i = 0; i < sizeof no / sizeof *no; i++) {
        if (strcmp(typed, no[i]) == 0) return yz_copy(out, YZ_INTAKE_VALUE, "no");
    }
    return refuse(field, text, _("要填“是”或“否”"), "", f);
}

bool yz_intake_normal(const struct yz_intake *in, const struct yz_item_field *field, const char *text,
                      char out[YZ_INTAKE_VALUE], struct yz_findings *f) {
    static normal_fn *const by_type[] = {
        [YZ_ANSWER_TEXT] = plain_text, [YZ_ANSWER_NAME] = name,       [YZ_ANSWER_CODE] = code,
        [YZ_ANSWER_CHOICE] = choice,   [YZ_ANSWER_DATE] = date,       [YZ_ANSWER_MOMENT] = moment,
        [YZ_ANSWER_NUMBER] = number,   [YZ_ANSWER_MONEY] = money,     [YZ_ANSWER_YEARS] = years,
        [YZ_ANSWER_ID] = identity,     [YZ_ANSWER_PHONE] = phone,     [YZ_ANSWER_CERTIFICATE] = certificate,
        [YZ_ANSWER_MEMBER] = member,   [YZ_ANSWER_CONSENT] = consent, [YZ_ANSWER_FLAG] = consent,
        [YZ_ANSWER_USCC] = uscc,       [YZ_ANSWER_LONG] = plain_text, [YZ_ANSWER_MONTH] = month,
    };
    char clean[1024];
    enum yz_cleaned how = yz_clean(clean, sizeof clean, text, false);
    *out = '\0';
    if (how == YZ_DAMAGED) return refuse(field, "", _("不是 UTF-8 文字"), "", f);
    if (how == YZ_TOO_LONG) return refuse(field, text, _("太长"), yz_intake_room(field), f);
    return !*clean || by_type[field->type](in, field, clean, out, f);
}

/* --- what values mean --- */

/* The normal form of a field that has one; "" when it is empty or wrong. */
static const char *good(const struct yz_intake *in, const char *key, const struct yz_item_field **field) {
    const struct yz_item_field *found = yz_item_field(&in->item, key);
    if (field) *field = found;
    return found && !in->bad[found - in->item.fields] ? in->value[found - in->item.fields] : "";
}

int32_t yz_intake_code(const struct yz_intake *in, const char *key) {
    const struct yz_item_field *field;
    const char *value = good(in, key, &field);
    int32_t found = 0;
    return *value && yz_code_parse(field->of, value, &found) ? found : 0;
}

yz_date yz_intake_date(const struct yz_intake *in, const char *key) {
    yz_date d = 0;
    const struct yz_item_field *f;
    const char *value = good(in, key, &f);
    bool read =
        *value && (f->type == YZ_ANSWER_MONTH ? yz_month_parse(value, 0, &d) : yz_date_parse(value, 0, false, &d));
    return read ? d : 0;
}

yz_moment yz_intake_moment(const struct yz_intake *in, const char *key, bool *has_time) {
    yz_moment at = 0;
    const char *value = good(in, key, NULL);
    *has_time = false;
    return *value && yz_moment_parse(value, 0, &at, has_time) ? at : 0;
}

const struct yz_member *yz_intake_member(const struct yz_intake *in, const char *key) {
    enum yz_kind_id kind;
    int64_t id;
    const char *value = good(in, key, NULL);
    return *value && yz_ref_parse(value, &kind, &id) && kind == YZ_PERSON ? member_of(in, id) : NULL;
}

bool yz_intake_is(const struct yz_intake *in, const char *key, const char *expected) {
    return strcmp(good(in, key, NULL), expected) == 0;
}
