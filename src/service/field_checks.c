/* Checks that the tables of fields name: each judges the text typed and normalises it in place. */
#include "service/field_checks.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/identity.h>

#include "base/text.h"

static bool is_middle_dot(uint32_t cp) {
    return cp == 0xB7 || cp == 0x2027 || cp == 0x2022 || cp == 0x30FB || cp == 0xFF65 || cp == 0x22C5 || cp == 0x2219;
}

/* Where a name can be parted by a dot or a blank. */
static bool at_letter(const char *p) {
    uint32_t cp;
    return yz_utf8_next(&p, &cp) > 0 && (yz_is_han(cp) || cp > 0x2E7F);
}

/* Blanks between Han characters (张 三) go; every look-alike of the dot in names becomes U+00B7. */
void yz_check_name(char *text, size_t room, const char *field, struct yz_findings *f) {
    char out[256];
    size_t n = 0;
    bool digits = false, han = false;
    yz_text_narrow(text, room, text);
    for (const char *p = text; *p && n + 4 < sizeof out;) {
        uint32_t cp;
        yz_utf8_next(&p, &cp);
        if (cp == ' ' && han && at_letter(p)) continue;
        digits |= cp >= '0' && cp <= '9';
        if (is_middle_dot(cp) || (cp == 0xFF0E && han && at_letter(p))) cp = 0xB7;
        han = yz_is_han(cp);
        n += (size_t)yz_utf8_encode(cp, out + n);
    }
    out[n] = '\0';
    if (digits) yz_find_warning(f, field, out, _("姓名里有数字"), _("请核对"));
    yz_copy(text, room, out);
}

void yz_check_identity(char *text, size_t room, const char *field, struct yz_findings *f) {
    struct yz_identity id;
    if (yz_identity_check(text, YZ_ID_ANY, field, 0, &id, f)) yz_copy(text, room, id.normal);
}

void yz_check_certificate(char *text, size_t room, const char *field, struct yz_findings *f) {
    char normal[YZ_CERTIFICATE_TEXT];
    if (yz_certificate_check(text, field, normal, f)) yz_copy(text, room, normal);
}

void yz_check_uscc(char *text, size_t room, const char *field, struct yz_findings *f) {
    char normal[YZ_USCC_TEXT];
    if (yz_uscc_check(text, field, normal, f)) yz_copy(text, room, normal);
}

/* Of several numbers in one cell the first is kept; the next is told, for it belongs into a field of its own. */
void yz_check_phone(char *text, size_t room, const char *field, struct yz_findings *f) {
    struct yz_phone phone;
    if (!yz_phone_check(text, field, &phone, f)) return;
    if (phone.second[0]) {
        yz_find_warning(f, field, phone.second, _("一格里有两个号码，只记下第一个"), _("第二个号码请填在备用电话里"));
    }
    yz_copy(text, room, phone.normal);
}

void yz_check_division(char *text, size_t room, const char *field, struct yz_findings *f) {
    yz_text_narrow(text, room, text);
    size_t n = strlen(text);
    if (text[strspn(text, "0123456789")]) yz_find_error(f, field, text, _("只能是数字"), NULL);
    else if (n && n != 6 && n != 9 && n != 12)
        yz_find_error(f, field, text, _("区划代码是 6、9 或 12 位"),
                      _("到县区 6 位（GB/T 2260），到街道 9 位（GB/T 10114），到社区 12 位"));
}

void yz_check_span(yz_date since, yz_date until, struct yz_findings *f) {
    if (since && until && until < since)
        yz_find_error(f, "until", NULL, _("截止日期早于起始日期"), _("改其中一个日期"));
}

void yz_check_topic(int32_t field, int32_t topic, struct yz_findings *f) {
    char mend[96];
    if (!topic || topic / 100 == field) return;
    snprintf(mend, sizeof mend, _("这个小类属于%s"), yz_code_label("need_field", topic / 100));
    yz_find_error(f, "topic", yz_code_label("need_topic", topic), _("小类不属于这个领域"), mend);
}
