/* Unified social credit codes, GB 32100-2015: 18 of 31 characters, the last a check digit: weights 3^i mod 31. */
#include <string.h>
#include <yizhan/i18n.h>

#include "service/registry/number_check.h"

static const char alphabet[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";

char yz_uscc_check_digit(const char *seventeen) {
    int sum = 0, weight = 1;
    for (size_t i = 0; i < 17; i++, weight = weight * 3 % 31) {
        const char *at = seventeen[i] ? strchr(alphabet, seventeen[i]) : NULL;
        if (!at) return '\0';
        sum += (int)(at - alphabet) * weight;
    }
    return alphabet[(31 - sum % 31) % 31];
}

bool yz_uscc_check(const char *text, const char *field, char normal[YZ_USCC_TEXT], struct yz_findings *f) {
    struct yz_check c = {.f = f, .field = field, .value = text};
    char clean[YZ_NUMBER_ROOM], expected;
    size_t length = yz_number_clean(text, clean, sizeof clean), characters = yz_number_characters(clean), good;
    normal[0] = '\0';
    if (yz_check_spoiled(&c, clean)) return false;
    if (characters != 18) {
        yz_check_error(&c, _("请对照营业执照或登记证书核对"), _("统一社会信用代码应为 18 位，现在是 %zu 位"),
                       characters);
        return false;
    }
    good = strspn(clean, alphabet);
    if (good != length) {
        yz_check_error(&c, _("代码只用数字和大写字母，不用 I O S V Z；请核对 0 与 O、1 与 I、2 与 Z、5 与 S"),
                       _("第 %zu 位不是代码用的字符"), good + 1);
        return false;
    }
    memcpy(normal, clean, 19);
    expected = yz_uscc_check_digit(clean);
    if (expected != clean[17]) {
        yz_check_warning(&c, _("请核对；确有少数在用的代码校验码不合，核对无误就不必改"),
                         _("校验码不合：按前 17 位末位应为 %c，现在是 %c"), expected, clean[17]);
    }
    return !c.failed;
}
