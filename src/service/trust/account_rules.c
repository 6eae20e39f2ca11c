/* The rules of accounts (data/trust/accounts.conf), read once, and what they say against a password. */
#include <yizhan/accounts.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>

#include "base/conf.h"
#include "base/data.h"
#include "base/text.h"

static const char source_file[] = "trust/accounts.conf";

static struct yz_account_rules rules;
static bool read_once;

static const struct row {
    const char *section, *key;
    int64_t *value, least, most;
} rows[] = {
    {"password", "length", &rules.length, 8, 64},     {"password", "classes", &rules.classes, 1, 4},
    {"failures", "most", &rules.failures, 1, 100},    {"failures", "lock", &rules.lock_seconds, 10, 86400},
    {"idle", "lock", &rules.idle_seconds, 30, 86400},
};
enum { ROWS = sizeof rows / sizeof *rows };

static void take_entry(const struct yz_conf_section *section, const struct yz_conf_entry *e, struct yz_findings *f) {
    char place[32], rule[128], *end;
    if (strcmp(e->key, "source") == 0) return;
    for (size_t i = 0; i < ROWS; i++) {
        const struct row *r = &rows[i];
        if (strcmp(section->name, r->section) != 0 || strcmp(e->key, r->key) != 0) continue;
        *r->value = strtoll(e->value, &end, 10);
        snprintf(rule, sizeof rule, _("须是 %1$lld 到 %2$lld 的整数"), (long long)r->least, (long long)r->most);
        if (*end || *r->value < r->least || *r->value > r->most)
            yz_find_error(f, yz_conf_place(e->line, e->key, place), e->value, rule, NULL);
        return;
    }
    yz_find_error(f, yz_conf_place(e->line, e->key, place), NULL, _("没有这一行"), NULL);
}

static bool read_file(void) {
    struct yz_findings f = {0};
    struct yz_conf conf = {0};
    size_t size;
    const char *bytes = yz_data(source_file, &size);
    bool good = bytes && yz_conf_read(bytes, size, &conf, &f);
    for (size_t i = 0; good && i < conf.section_count; i++)
        for (size_t e = 0; e < conf.sections[i].count; e++)
            take_entry(&conf.sections[i], &conf.entries[conf.sections[i].first + e], &f);
    for (size_t i = 0; good && i < ROWS; i++)
        if (!*rows[i].value) yz_find_error(&f, "1", rows[i].key, _("缺少一段"), NULL);
    good = good && yz_findings_ok(&f);
    if (!good && f.count) yz_fail(YZ_REFUSED, _("%1$s 第 %2$s 行：%3$s"), source_file, f.all[0].field, f.all[0].rule);
    yz_conf_free(&conf);
    yz_findings_free(&f);
    return good;
}

const struct yz_account_rules *yz_account_rules(void) {
    if (!read_once) read_once = read_file();
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
