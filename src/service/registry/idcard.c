/* Citizens' numbers, GB 11643-1999, and all that are built like them: residence permits of 81 82 83. Six digits of
 * region, eight of birth, three of serial (odd for men), one check digit by ISO 7064 MOD 11-2. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>

#include "service/registry/number_check.h"

enum { OLDEST = 120 };

char yz_id_check_digit(const char *seventeen) {
    static const int8_t weight[] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    for (size_t i = 0; i < sizeof weight; i++) {
        if (seventeen[i] < '0' || seventeen[i] > '9') return '\0';
        sum += (seventeen[i] - '0') * weight[i];
    }
    return "10X98765432"[sum % 11];
}

static int digits_value(const char *s, size_t n) {
    int value = 0;
    while (n--) value = value * 10 + *s++ - '0';
    return value;
}

void yz_check_birth(struct yz_check *c, int birth, int at, yz_date today, struct yz_identity *out) {
    char day[YZ_DATE_TEXT];
    const char *mend = _("请对照证件核对出生日期");
    if (!yz_date_valid(birth)) {
        yz_check_error(c, mend, _("第 %d 位起的出生日期 %08d 没有这一天"), at, birth);
    } else if (birth > today) {
        yz_check_error(c, mend, _("出生日期 %s 在今天之后"), yz_date_text(birth, day));
    } else {
        out->birth = birth;
        if (yz_age_on(birth, today) > OLDEST) {
            yz_check_warning(c, mend, _("按出生日期 %s 已超过 %d 岁"), yz_date_text(birth, day), OLDEST);
        }
    }
}

/* Spreadsheets keep 15 digits of a number; what comes after them turns into zeros. One such number in eleven still has
 * the right check digit, and some numbers really end so. */
static void check_rounding(struct yz_check *c, const char *clean) {
    if (strcmp(clean + 15, "000") == 0) {
        yz_check_warning(c, _("请对照证件核对末三位；表格里这一列要先设为“文本”再输入"),
                         _("末三位是 000，可能被表格软件（Excel、WPS）抹掉了，它们只保留 15 位"));
    }
}

static void check_last(struct yz_check *c, const char *clean, struct yz_identity *out) {
    out->expected = yz_id_check_digit(clean);
    if (clean[17] != out->expected) {
        yz_check_error(c, _("请逐位对照证件，常见的是抄错一位或两位颠倒"),
                       _("校验码不对：按前 17 位末位应为 %c，现在是 %c"), out->expected, clean[17]);
    }
}

/* Length and characters. A letter in a digit's place is often its look-alike. */
static bool check_shape(struct yz_check *c, const char *clean) {
    size_t length = strlen(clean), digits = strspn(clean, "0123456789"), characters = yz_number_characters(clean);
    if (characters != 18) {
        yz_check_error(c, _("请对照证件核对，看是漏了还是多了"), _("号码应为 18 位，现在是 %zu 位"), characters);
        return false;
    }
    if (length == 18 && (digits == 18 || (digits == 17 && clean[17] == 'X'))) return true;
    yz_check_error(c, _("只有末位可以是字母 X；请核对字母 O 与数字 0、字母 I 与数字 1"), _("第 %zu 位不是数字"),
                   digits + 1);
    return false;
}

void yz_check_citizen(struct yz_check *c, const char *clean, yz_date today, struct yz_identity *out) {
    char region[8];
    if (!check_shape(c, clean)) return;
    memcpy(region, clean, 6);
    region[6] = '\0';
    memcpy(out->region, region, sizeof region);
    out->sex = (clean[16] - '0') % 2 ? 1 : 2;
    yz_check_region(c, region);
    yz_check_birth(c, digits_value(clean + 6, 8), 7, today, out);
    check_last(c, clean, out);
    check_rounding(c, clean);
}

void yz_check_foreigner_new(struct yz_check *c, const char *clean, yz_date today, struct yz_identity *out) {
    if (!check_shape(c, clean)) return;
    memcpy(out->region, clean + 1, 2);
    memcpy(out->nationality, clean + 3, 3);
    out->sex = (clean[16] - '0') % 2 ? 1 : 2;
    yz_check_region(c, out->region);
    if (!yz_nation_known(out->nationality)) {
        yz_check_warning(c, _("请对照证件核对第 4 至 6 位"), _("国籍代码 %s 不在 ISO 3166-1 里"), out->nationality);
    }
    yz_check_birth(c, digits_value(clean + 6, 8), 7, today, out);
    check_last(c, clean, out);
    check_rounding(c, clean);
}

/* Before 1999: no century, no check digit. */
void yz_check_citizen_15(struct yz_check *c, const char *clean, yz_date today, struct yz_identity *out) {
    char *up = out->upgraded;
    memcpy(out->region, clean, 6);
    out->sex = (clean[14] - '0') % 2 ? 1 : 2;
    yz_check_region(c, out->region);
    yz_check_birth(c, 19000000 + digits_value(clean + 6, 6), 7, today, out);
    memcpy(up, clean, 6);
    memcpy(up + 6, "19", 2);
    memcpy(up + 8, clean + 6, 9);
    up[17] = yz_id_check_digit(up);
    up[18] = '\0';
    yz_check_warning(c, _("请改填证件上的 18 位号码；15 位号码只作历史资料"), _("这是 15 位旧号码，升位后为 %s"), up);
}
