/* Setting a field from what people type or a ledger holds, and checking a whole record. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <yizhan/codes.h>
#include <yizhan/date.h>
#include <yizhan/i18n.h>
#include <yizhan/kind.h>

#include "base/text.h"
#include "service/clean.h"

enum { SHORT = 256, CODES_NAMED = 12 };

/* One value on its way into its field. */
struct setting {
    const struct yz_field *f;
    void *at;         /* the member */
    const char *text; /* cleaned */
    bool serial;
    struct yz_findings *out;
};

static bool refuse(const struct setting *s, const char *rule, const char *mend) {
    yz_find_error(s->out, s->f->column, s->text, rule, mend);
    return false;
}

/* What ledgers write where there is nothing to write. */
static bool means_nothing(const char *text) {
    static const char *const words[] = {"/", "\\", "-", "--", "—", "——", "无", "空", "暂无"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcmp(text, words[i]) == 0) return true;
    }
    return false;
}

static void clear(const struct setting *s) {
    if (s->f->type == YZ_TEXT) *(char *)s->at = '\0';
    else memset(s->at, 0, s->f->size);
}

static bool too_long(const struct setting *s) {
    char rule[160];
    snprintf(rule, sizeof rule, _("太长：最多 %1$zu 个汉字或 %2$zu 个字母"), (s->f->size - 1) / 3, s->f->size - 1);
    return refuse(s, rule, _("写短一些，其余的写进备注"));
}

static bool set_text(const struct setting *s) {
    char checked[SHORT];
    const char *text = s->text;
    if (s->f->check) {
        size_t errors = s->out->errors;
        if (!yz_copy(checked, sizeof checked, text)) return too_long(s);
        s->f->check(checked, sizeof checked, s->f->column, s->out);
        if (s->out->errors > errors || s->out->lost) return false;
        text = checked;
    }
    size_t n = strlen(text);
    if (n >= s->f->size) return too_long(s);
    memcpy(s->at, text, n + 1);
    return true;
}

/* Digits of a whole number with the commas people put between thousands, and what follows it. */
static bool whole_number(const char *text, int64_t *value, const char **rest) {
    char digits[32];
    size_t n = 0;
    const char *p = text;
    if (*p == '-' || *p == '+') digits[n++] = *p++;
    size_t sign = n;
    for (; (*p >= '0' && *p <= '9') || (*p == ',' && n > sign && p[1] >= '0' && p[1] <= '9'); p++) {
        if (*p == ',') continue;
        if (n + 1 >= sizeof digits) return false;
        digits[n++] = *p;
    }
    if (n == sign) return false;
    digits[n] = '\0';
    errno = 0;
    *value = strtoll(digits, NULL, 10);
    *rest = p;
    return errno == 0;
}

/* After a number, its unit may stand: nothing, the field's own, or one of a few ways to write it. */
static bool only_unit(const struct setting *s, const char *rest) {
    rest += strspn(rest, " ");
    if (!*rest || !s->f->unit) return !*rest;
    return strcmp(rest, s->f->unit) == 0 || strcasecmp(rest, yz_tr(s->f->unit)) == 0 || strcmp(rest, "㎡") == 0 ||
           strcmp(rest, "m²") == 0 || strcmp(rest, "m2") == 0 || strcmp(rest, "平米") == 0 || strcmp(rest, "分") == 0;
}

static bool set_int(const struct setting *s) {
    int64_t value;
    const char *rest;
    if (!whole_number(s->text, &value, &rest) || !only_unit(s, rest))
        return refuse(s, _("不是整数"), _("只写数字，如 6"));
    *(int64_t *)s->at = value;
    return true;
}

/* 400, 400.5, ¥1,234.50, 400元 */
static bool set_money(const struct setting *s) {
    const char *rest, *p = s->text;
    int64_t whole, cents = 0;
    bool minus = *p == '-';
    if (minus) p++;
    if (strncmp(p, "¥", 2) == 0) p += 2;
    else if (strncmp(p, "￥", 3) == 0) p += 3;
    bool good = *p >= '0' && *p <= '9' && whole_number(p, &whole, &rest) && whole < INT64_MAX / 100;
    if (good && *rest == '.') {
        size_t n = strspn(rest + 1, "0123456789");
        good = n >= 1 && n <= 2;
        if (good) cents = (rest[1] - '0') * 10 + (n == 2 ? rest[2] - '0' : 0);
        rest += 1 + n;
    }
    if (!good || !only_unit(s, rest)) return refuse(s, _("不是金额或数量"), _("数字，最多两位小数，如 400.00"));
    *(int64_t *)s->at = (minus ? -1 : 1) * (whole * 100 + cents);
    return true;
}

static bool set_flag(const struct setting *s) {
    static const char *const yes[] = {"是", "有", "1", "y", "yes", "true", "√", "✓", "✔", "对"};
    static const char *const no[] = {"否", "没有", "无", "不是", "0", "n", "no", "false", "×", "✗", "错"};
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++) {
        if (strcasecmp(s->text, yes[i]) == 0) return *(bool *)s->at = true;
    }
    for (size_t i = 0; i < sizeof no / sizeof *no; i++) {
        if (strcasecmp(s->text, no[i]) == 0) return *(bool *)s->at = false, true;
    }
    return refuse(s, _("不是“是”或“否”"), _("填 是 或 否"));
}

static void known_codes(const char *table, char *out, size_t room) {
    size_t n, used;
    const struct yz_code *codes = yz_codes(table, &n);
    snprintf(out, room, "%s", _("可填："));
    for (size_t i = 0; i < n && i < CODES_NAMED; i++) {
        const char *label = yz_code_label(table, codes[i].code);
        used = strlen(out);
        if (*label && used + strlen(label) + 8 < room) {
            snprintf(out + used, room - used, "%s%s", i ? _("、") : "", label);
        }
    }
    used = strlen(out);
    if (n > CODES_NAMED) snprintf(out + used, room - used, "…");
}

static bool set_code(const struct setting *s) {
    char mend[192];
    if (yz_code_parse(s->f->of, s->text, s->at)) return true;
    if (means_nothing(s->text)) return clear(s), true;
    known_codes(s->f->of, mend, sizeof mend);
    return refuse(s, _("没有这一项"), mend);
}

static bool set_day(const struct setting *s) {
    if (yz_date_parse(s->text, yz_today(), s->serial, s->at)) return true;
    return refuse(s, _("不是日期，或没有这一天"), _("如 1985-03-02、1985.3.2、19850302"));
}

static bool set_time(const struct setting *s) {
    bool has_time;
    yz_date day;
    if (yz_moment_parse(s->text, yz_today(), s->at, &has_time)) return true;
    if (s->serial && yz_date_parse(s->text, yz_today(), true, &day)) {
        *(yz_moment *)s->at = yz_moment_make(day, 0);
        return true;
    }
    return refuse(s, _("不是时间，或没有这一天"), _("如 2026-11-18 03:20"));
}

static bool set_ref(const struct setting *s) {
    enum yz_kind_id kind;
    int64_t id;
    const struct yz_kind *wanted = yz_kind_named(s->f->of);
    char rule[160];
    if (yz_ref_parse(s->text, &kind, &id) && wanted && kind == wanted->id) {
        *(int64_t *)s->at = id;
        return true;
    }
    snprintf(rule, sizeof rule, _("不是%s的编号"), wanted ? yz_tr(wanted->label) : s->f->of);
    return refuse(s, rule, NULL);
}

static bool set_value(const struct setting *s) {
    bool blank = s->f->type == YZ_TEXT ? s->f->check && means_nothing(s->text)
                                       : s->f->type != YZ_CODE && s->f->type != YZ_FLAG && means_nothing(s->text);
    if (!*s->text || blank) return clear(s), true;
    switch (s->f->type) {
    case YZ_TEXT: return set_text(s);
    case YZ_INT: return set_int(s);
    case YZ_FLAG: return set_flag(s);
    case YZ_CODE: return set_code(s);
    case YZ_DAY: return set_day(s);
    case YZ_TIME: return set_time(s);
    case YZ_MONEY: return set_money(s);
    case YZ_REF: return set_ref(s);
    }
    return false;
}

/* `room` holds the cleaned text; fields that are not text are read with full-width characters narrowed. */
static bool set_cleaned(struct setting *s, const char *text, char *room, size_t size) {
    enum yz_cleaned how = yz_clean(room, size, text, s->f->flags & YZ_LONG);
    s->text = room;
    if (how == YZ_DAMAGED) return refuse(s, _("文字编码已损坏"), _("用 UTF-8 或 GB18030 重新保存文件"));
    if (how == YZ_STRIPPED) yz_find_warning(s->out, s->f->column, room, _("去掉了不可见的控制字符"), NULL);
    if (s->f->type != YZ_TEXT) yz_text_narrow(room, size, room);
    return set_value(s);
}

bool yz_field_set(const struct yz_field *f, void *record, const char *text, bool serial, struct yz_findings *out) {
    struct yz_findings own = {0};
    struct setting s = {f, (char *)record + f->offset, "", serial, out ? out : &own};
    char small[SHORT];
    size_t size = strlen(text) + 1;
    char *room = size <= sizeof small ? small : malloc(size);
    bool good = false;
    if (room) good = set_cleaned(&s, text, room, size);
    else s.out->lost = true;
    if (room != small) free(room);
    yz_findings_free(&own);
    return good;
}

/* --- whole records --- */

static bool is_empty(const struct yz_field *f, const void *at) {
    static const char none[sizeof(int64_t)];
    return f->type == YZ_TEXT ? *(const char *)at == '\0' : memcmp(at, none, f->size) == 0;
}

static bool code_exists(const struct yz_field *f, int32_t code) {
    return code == 0 || *yz_code_key(f->of, code);
}

static void check_field(const struct yz_field *f, const void *at, struct yz_findings *out) {
    char value[16];
    if ((f->flags & YZ_REQUIRED) && is_empty(f, at)) {
        yz_find_error(out, f->column, NULL, _("不能空着"), f->help ? yz_tr(f->help) : NULL);
    } else if (f->type == YZ_TEXT && !memchr(at, '\0', f->size)) {
        yz_find_error(out, f->column, NULL, _("文字没有结尾"), NULL);
    } else if (f->type == YZ_TEXT && !yz_is_clean(at, f->flags & YZ_LONG)) {
        yz_find_error(out, f->column, at, _("含有控制字符"), _("删去后重新输入"));
    } else if (f->type == YZ_CODE && !code_exists(f, *(const int32_t *)at)) {
        snprintf(value, sizeof value, "%d", (int)*(const int32_t *)at);
        yz_find_error(out, f->column, value, _("没有这一项"), NULL);
    } else if (f->type == YZ_DAY && *(const yz_date *)at && !yz_date_valid(*(const yz_date *)at)) {
        snprintf(value, sizeof value, "%d", (int)*(const yz_date *)at);
        yz_find_error(out, f->column, value, _("不是日期，或没有这一天"), NULL);
    }
}

bool yz_record_check(const struct yz_kind *k, const void *record, struct yz_findings *out) {
    struct yz_findings own = {0}, *f = out ? out : &own;
    size_t errors = f->errors;
    for (size_t i = 0; i < k->count; i++) check_field(&k->fields[i], (const char *)record + k->fields[i].offset, f);
    if (k->check) k->check(record, f);
    bool good = f->errors == errors && !f->lost;
    yz_findings_free(&own);
    return good;
}
