/* Options of commands: one table a command, the same rules everywhere. */
#include "base/nearest.h"
#include "cli/cli.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/date.h>
#include <yizhan/i18n.h>

static const char *option_name(size_t i, const void *ctx) {
    return ((const struct yz_option_row *)ctx)[i].name;
}

/* The row of an argument, and what stands behind its "=" (or right behind a one-letter option); NULL in `*value` when
 * nothing does. */
static const struct yz_option_row *row_of(const struct yz_option_row *rows, const char *arg, const char **value) {
    for (const struct yz_option_row *r = rows; r->name; r++) {
        size_t n = strlen(r->name);
        if (strncmp(arg, r->name, n) != 0) continue;
        bool letter = n == 2 && !r->flag;
        if (arg[n] && arg[n] != '=' && !letter) continue;
        *value = !arg[n] ? NULL : letter ? arg + n : arg + n + 1;
        return r;
    }
    return NULL;
}

static enum yz_status unknown(const struct yz_option_row *rows, const char *arg) {
    char name[64];
    snprintf(name, sizeof name, "%.*s", (int)strcspn(arg, "="), arg);
    const char *near = yz_nearest(name, option_name, rows);
    if (near) return yz_fail(YZ_USAGE, _("不认得选项 %1$s，是不是 %2$s？"), name, near);
    return yz_fail(YZ_USAGE, _("不认得选项 %s"), name);
}

/* Puts one option where its row says. */
static enum yz_status keep(const struct yz_option_row *r, const char *value) {
    if (r->flag) {
        if (value) return yz_fail(YZ_USAGE, _("选项 %s 不带值"), r->name);
        *r->flag = true;
        return YZ_OK;
    }
    if (!value) return yz_fail(YZ_USAGE, _("选项 %s 后面缺少值"), r->name);
    if (!r->times) {
        *r->value = value;
        return YZ_OK;
    }
    if (*r->times == r->most) return yz_fail(YZ_USAGE, _("选项 %1$s 最多写 %2$d 次"), r->name, r->most);
    r->value[(*r->times)++] = value;
    return YZ_OK;
}

static enum yz_status take(int *argc, char **argv, const struct yz_option_row *rows, bool strict) {
    int left = 1;
    bool ended = false;
    for (int i = 1; i < *argc; i++) {
        const char *value = NULL;
        bool ends = !ended && strcmp(argv[i], "--") == 0;
        bool option = !ended && !ends && argv[i][0] == '-' && argv[i][1];
        const struct yz_option_row *r = option ? row_of(rows, argv[i], &value) : NULL;
        if (ends) ended = true;
        if (option && !r && strict) return unknown(rows, argv[i]);
        if (!r && !(ends && strict)) argv[left++] = argv[i];
        if (!r) continue;
        if (!r->flag && !value && i + 1 < *argc) value = argv[++i];
        enum yz_status status = keep(r, value);
        if (status != YZ_OK) return status;
    }
    *argc = left;
    argv[left] = NULL;
    return YZ_OK;
}

enum yz_status yz_arguments(int *argc, char **argv, const struct yz_option_row *rows) {
    return take(argc, argv, rows, true);
}

enum yz_status yz_arguments_some(int *argc, char **argv, const struct yz_option_row *rows) {
    return take(argc, argv, rows, false);
}

enum yz_status yz_argument_number(const char *name, const char *text, int64_t low, int64_t high, int64_t *out) {
    char *end;
    errno = 0;
    long long n = strtoll(text, &end, 10);
    if (end == text || *end || errno || n < low || n > high) {
        return yz_fail(YZ_USAGE, _("选项 %1$s 要 %2$lld 到 %3$lld 之间的整数，写的是 %4$s"), name, (long long)low,
                       (long long)high, text);
    }
    *out = n;
    return YZ_OK;
}

enum yz_status yz_argument_day(const char *name, const char *text, yz_date *out) {
    if (yz_date_parse(text, yz_today(), false, out)) return YZ_OK;
    return yz_fail(YZ_USAGE, _("选项 %1$s 要一个日期，如 2026-11-23，写的是 %2$s"), name, text);
}
