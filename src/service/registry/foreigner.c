/* Foreigners' permanent residence cards issued until 2023: three letters of country (ISO 3166-1), four digits of the
 * issuing region, six of birth, one of sex, and a check digit with the weights 7-3-1 of ICAO Doc 9303, A being 10. */
#include <string.h>
#include <yizhan/i18n.h>

#include "service/registry/number_check.h"

char yz_foreigner_check_digit(const char *fourteen) {
    int sum = 0;
    for (size_t i = 0; i < 14; i++) {
        char ch = fourteen[i];
        int value = ch >= '0' && ch <= '9' ? ch - '0' : ch >= 'A' && ch <= 'Z' ? ch - 'A' + 10 : -1;
        if (value < 0) return '\0';
        sum += value * (int[]){7, 3, 1}[i % 3];
    }
    return (char)('0' + sum % 10);
}

/* Two digits of year: the latest century in which the day is not to come. */
static int full_birth(const char *six, yz_date today) {
    int value = 0;
    for (size_t i = 0; i < 6; i++) value = value * 10 + six[i] - '0';
    return 20000000 + value <= today ? 20000000 + value : 19000000 + value;
}

void yz_check_foreigner_old(struct yz_check *c, const char *clean, yz_date today, struct yz_identity *out) {
    if (strlen(clean) != 15 || strspn(clean, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != 3 || !yz_all_digits(clean + 3, 12)) {
        yz_check_error(c, _("请对照证件核对，例如 KAZ110090123105"), _("旧版永久居留证号码应为 3 个字母加 12 位数字"));
        return;
    }
    memcpy(out->nationality, clean, 3);
    memcpy(out->region, clean + 3, 4);
    out->sex = (clean[13] - '0') % 2 ? 1 : 2;
    if (!yz_nation_known(out->nationality)) {
        yz_check_warning(c, _("请对照证件核对前三个字母"), _("国籍代码 %s 不在 ISO 3166-1 里"), out->nationality);
    }
    yz_check_region(c, out->region);
    yz_check_birth(c, full_birth(clean + 7, today), 8, today, out);
    out->expected = yz_foreigner_check_digit(clean);
    if (clean[14] != out->expected) {
        yz_check_error(c, _("请逐位对照证件，常见的是抄错一位或两位颠倒"),
                       _("校验码不对：按前 14 位末位应为 %c，现在是 %c"), out->expected, clean[14]);
    }
}
