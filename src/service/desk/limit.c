/* Limits as people write them: "10 个工作日", "4 工作时", "24 hours". */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/deadline.h>
#include <yizhan/i18n.h>

#include "base/text.h"

enum { MOST_DAYS = 3660 };

/* Bare 天, 日 and "days" are not among them: laws mean working days by 日, people mean calendar days. */
static const struct word {
    const char *word;
    enum yz_limit_unit unit;
} words[] = {
    {"", YZ_LIMIT_WORK_DAYS},
    {"工作日", YZ_LIMIT_WORK_DAYS},
    {"working days", YZ_LIMIT_WORK_DAYS},
    {"working day", YZ_LIMIT_WORK_DAYS},
    {"workdays", YZ_LIMIT_WORK_DAYS},
    {"workday", YZ_LIMIT_WORK_DAYS},
    {"business days", YZ_LIMIT_WORK_DAYS},
    {"business day", YZ_LIMIT_WORK_DAYS},
    {"工作时", YZ_LIMIT_WORK_HOURS},
    {"工作小时", YZ_LIMIT_WORK_HOURS},
    {"working hours", YZ_LIMIT_WORK_HOURS},
    {"working hour", YZ_LIMIT_WORK_HOURS},
    {"自然时", YZ_LIMIT_HOURS},
    {"自然小时", YZ_LIMIT_HOURS},
    {"小时", YZ_LIMIT_HOURS},
    {"hours", YZ_LIMIT_HOURS},
    {"hour", YZ_LIMIT_HOURS},
    {"自然日", YZ_LIMIT_DAYS},
    {"自然天", YZ_LIMIT_DAYS},
    {"日历日", YZ_LIMIT_DAYS},
    {"calendar days", YZ_LIMIT_DAYS},
    {"calendar day", YZ_LIMIT_DAYS},
};

/* Past blanks, and the 个 of "10 个工作日". */
static const char *unit_of(const char *p) {
    p += *p == ' ';
    if (strncmp(p, "个", strlen("个")) == 0) p += strlen("个");
    return p + (*p == ' ');
}

/* Number and unit, whatever the number: one that is too long for 64 bits is the greatest there is. */
static bool read(const char *text, struct yz_limit *out) {
    char typed[YZ_LIMIT_TEXT];
    yz_text_fold(typed, sizeof typed, text);
    size_t digits = strspn(typed, "0123456789");
    if (!digits || strlen(text) >= YZ_LIMIT_TEXT) return false;
    const char *unit = unit_of(typed + digits);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcmp(words[i].word, unit) != 0) continue;
        *out = (struct yz_limit){strtoll(typed, NULL, 10), words[i].unit};
        return true;
    }
    return false;
}

static int64_t most(enum yz_limit_unit unit) {
    return unit == YZ_LIMIT_HOURS || unit == YZ_LIMIT_WORK_HOURS ? MOST_DAYS * 24 : MOST_DAYS;
}

bool yz_limit_parse(const char *text, struct yz_limit *out) {
    struct yz_limit l;
    if (!read(text, &l) || l.amount < 1 || l.amount > most(l.unit)) return false;
    *out = l;
    return true;
}

char *yz_limit_fault(const char *text, char out[YZ_LIMIT_FAULT]) {
    struct yz_limit l;
    char greatest[YZ_LIMIT_TEXT];
    if (!read(text, &l)) yz_copy(out, YZ_LIMIT_FAULT, _("不是期限"));
    else if (l.amount < 1) yz_copy(out, YZ_LIMIT_FAULT, _("期限不能是 0"));
    else
        snprintf(out, YZ_LIMIT_FAULT, _("期限太大，最多 %s"),
                 yz_limit_text((struct yz_limit){most(l.unit), l.unit}, greatest));
    return out;
}

char *yz_limit_text(struct yz_limit limit, char out[YZ_LIMIT_TEXT]) {
    static const char *const forms[] = {[YZ_LIMIT_WORK_HOURS] = N_("%lld 个工作时"),
                                        [YZ_LIMIT_WORK_DAYS] = N_("%lld 个工作日"),
                                        [YZ_LIMIT_HOURS] = N_("%lld 小时"),
                                        [YZ_LIMIT_DAYS] = N_("%lld 个自然日")};
    static const char *const one[] = {[YZ_LIMIT_WORK_HOURS] = N_("1 个工作时"),
                                      [YZ_LIMIT_WORK_DAYS] = N_("1 个工作日"),
                                      [YZ_LIMIT_HOURS] = N_("1 小时"),
                                      [YZ_LIMIT_DAYS] = N_("1 个自然日")};
    bool known = limit.unit >= YZ_LIMIT_WORK_HOURS && limit.unit <= YZ_LIMIT_DAYS && limit.amount > 0;
    *out = '\0';
    if (known && limit.amount == 1) yz_copy(out, YZ_LIMIT_TEXT, yz_tr(one[limit.unit]));
    else if (known) snprintf(out, YZ_LIMIT_TEXT, yz_tr(forms[limit.unit]), (long long)limit.amount);
    return out;
}
