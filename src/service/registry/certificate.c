/* Numbers of birth medical certificates (出生医学证明): one letter of the printing year and nine digits. */
#include <string.h>
#include <yizhan/i18n.h>

#include "service/registry/number_check.h"

bool yz_certificate_check(const char *text, const char *field, char normal[YZ_CERTIFICATE_TEXT],
                          struct yz_findings *f) {
    struct yz_check c = {.f = f, .field = field, .value = text};
    char clean[YZ_NUMBER_ROOM];
    size_t length = yz_number_clean(text, clean, sizeof clean), characters = yz_number_characters(clean);
    const char *mend = _("请对照出生医学证明右下角的编号，例如 X530111001");
    normal[0] = '\0';
    if (yz_check_spoiled(&c, clean)) return false;
    if (characters != 10) {
        yz_check_error(&c, mend, _("出生医学证明编号应为 1 个字母加 9 位数字，现在是 %zu 位"), characters);
    } else if (length != 10 || clean[0] < 'A' || clean[0] > 'Z' || !yz_all_digits(clean + 1, 9)) {
        yz_check_error(&c, mend, _("出生医学证明编号应为 1 个字母加 9 位数字"));
    } else {
        memcpy(normal, clean, 11);
    }
    return !c.failed;
}
