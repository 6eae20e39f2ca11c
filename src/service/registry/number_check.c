/* What the checks of numbers share. */
#include "service/registry/number_check.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <yizhan/i18n.h>

#include "base/text.h"

enum { RULE_ROOM = 192 };

void yz_check_error(struct yz_check *c, const char *mend, const char *rule, ...) {
    char text[RULE_ROOM];
    va_list args;
    c->failed = true;
    if (!c->f) return;
    va_start(args, rule);
    vsnprintf(text, sizeof text, rule, args);
    va_end(args);
    yz_find_error(c->f, c->field, c->value, text, mend);
}

void yz_check_warning(struct yz_check *c, const char *mend, const char *rule, ...) {
    char text[RULE_ROOM];
    va_list args;
    if (!c->f) return;
    va_start(args, rule);
    vsnprintf(text, sizeof text, rule, args);
    va_end(args);
    yz_find_warning(c->f, c->field, c->value, text, mend);
}

static bool is_blank(uint32_t cp) {
    return cp <= ' ' || (cp >= 0x7F && cp <= 0xA0) || (cp >= 0x2000 && cp <= 0x200F) ||
           (cp >= 0x2028 && cp <= 0x202F) || (cp >= 0x205F && cp <= 0x206F) || cp == 0x3000 || cp == 0xFEFF;
}

static bool is_apostrophe(uint32_t cp) {
    return cp == '\'' || cp == '`' || cp == 0x2018 || cp == 0x2019;
}

size_t yz_number_clean(const char *text, char *out, size_t room) {
    size_t length = 0;
    uint32_t cp;
    while (yz_utf8_next(&text, &cp) != 0) {
        char bytes[4];
        size_t n;
        if (cp >= 0xFF01 && cp <= 0xFF5E) cp -= 0xFEE0;
        if (cp >= 'a' && cp <= 'z') cp -= 32;
        if (is_blank(cp) || (!length && is_apostrophe(cp))) continue;
        n = (size_t)yz_utf8_encode(cp, bytes);
        if (length + n >= room) break;
        memcpy(out + length, bytes, n);
        length += n;
    }
    out[length] = '\0';
    return length;
}

size_t yz_number_characters(const char *text) {
    return yz_utf8_count(text);
}

bool yz_all_digits(const char *s, size_t n) {
    return strspn(s, "0123456789") >= n;
}

/* 5.3011E+17: a number a spreadsheet has shown, and lost digits of. */
static bool is_scientific(const char *clean) {
    size_t whole = strspn(clean, "0123456789"), part;
    clean += whole;
    if (!whole || (*clean != '.' && *clean != 'E')) return false;
    part = *clean == '.' ? 1 + strspn(clean + 1, "0123456789") : 0;
    clean += part;
    if (*clean++ != 'E' || *clean++ != '+') return false;
    return *clean && strlen(clean) <= 2 && yz_all_digits(clean, strlen(clean));
}

bool yz_check_spoiled(struct yz_check *c, const char *clean) {
    if (is_scientific(clean)) {
        yz_check_error(c, _("在表格里把这一列设为“文本”，再对照证件重新输入完整号码"),
                       _("表格软件（Excel、WPS）把号码变成了科学计数 %s，后几位已经丢失"), clean);
        return true;
    }
    if (strchr(clean, '*')) {
        yz_check_error(c, _("请填写完整的号码"), _("号码带星号，是遮盖过的"));
        return true;
    }
    return false;
}
