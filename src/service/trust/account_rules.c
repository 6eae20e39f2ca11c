/* The rules of accounts (data/trust/accounts.conf), read once, and what they say against a password. */
#include <yizhan/accounts.h>

#include <stdio.h>
#include <string.h>
#include <yizhan/i18n.h>

#include "service/definition.h"

static struct yz_account_rules rules;
static bool read_once;

#define S(member, key, low_, high_)                                                                                    \
    YZ_SLOT_AS(struct yz_account_rules, member, key, NUMBER, .required = true, .low = (low_), .high = (high_))
static const struct yz_slot password_slots[] = {S(length, "length", 8, 64), S(classes, "classes", 1, 4),
                                                YZ_REMARK("source")};
static const struct yz_slot failure_slots[] = {S(failures, "most", 1, 100), S(lock_seconds, "lock", 10, 86400),
                                               YZ_REMARK("source")};
static const struct yz_slot idle_slots[] = {S(idle_seconds, "lock", 30, 86400), YZ_REMARK("source")};
static const struct yz_section sections[] = {YZ_SECTION("password", password_slots, .required = true),
                                             YZ_SECTION("failures", failure_slots, .required = true),
                                             YZ_SECTION("idle", idle_slots, .required = true)};
const struct yz_definition yz_accounts_definition = {
    .sections = sections, .section_count = YZ_COUNT(sections), .size = sizeof rules};

const struct yz_account_rules *yz_account_rules(void) {
    if (!read_once) read_once = yz_definition_data(&yz_accounts_definition, "trust/accounts.conf", &rules);
    return read_once ? &rules : NULL;
}

/* Capitals, small letters, digits, and everything else (a Chinese character is as good as a sign). */
static int64_t classes_of(const char *password) {
    unsigned bits = 0;
    for (const unsigned char *p = (const unsigned char *)password; *p; p++) {
        if (*p >= 'A' && *p <= 'Z') bits |= 1;
        else if (*p >= 'a' && *p <= 'z') bits |= 2;
        else if (*p >= '0' && *p <= '9') bits |= 4;
        else bits |= 8;
    }
    return (bits & 1) + (bits >> 1 & 1) + (bits >> 2 & 1) + (bits >> 3 & 1);
}

static int64_t characters(const char *text) {
    int64_t n = 0;
    for (; *text; text++) n += ((unsigned char)*text & 0xC0) != 0x80;
    return n;
}

bool yz_password_check(const char *password, const char *login, const char *name, struct yz_findings *f) {
    const struct yz_account_rules *r = yz_account_rules();
    size_t before = f->errors;
    char text[192];
    if (!r) {
        yz_find_error(f, "password", NULL, yz_message(), NULL);
        return false;
    }
    if (characters(password) < r->length) {
        snprintf(text, sizeof text, _("口令不足 %lld 个字符"), (long long)r->length);
        yz_find_error(f, "password", NULL, text, _("例如四个不相干的词，中间夹数字"));
    }
    if (classes_of(password) < r->classes) {
        snprintf(text, sizeof text, _("口令要有大写字母、小写字母、数字、其他字符中的 %lld 种"), (long long)r->classes);
        yz_find_error(f, "password", NULL, text, NULL);
    }
    if ((*login && strstr(password, login)) || (*name && strstr(password, name)))
        yz_find_error(f, "password", NULL, _("口令里不能有登录名或姓名"), NULL);
    return f->errors == before;
}
