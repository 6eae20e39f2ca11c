/* How a superior wants a value written: codes as numbers or in their own words, days in any order, truths as 1 and 0. */
#include "service/ledger/template.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>

enum { WORD = 96 };

static bool is_pairs(const char *form) {
    return strchr(form, ':') != NULL;
}

/* The value of a pair "男:1|女:2" whose left side is the label or the key of the code; "*" stands for all others. */
static bool from_pairs(const char *form, const char *label, const char *key, char *out, size_t room) {
    const char *otherwise = NULL;
    for (const char *p = form; *p;) {
        size_t n = strcspn(p, "|"), left = strcspn(p, ":|");
        if (left < n) {
            bool fits = (left == strlen(label) && strncmp(p, label, left) == 0) ||
                        (left == strlen(key) && strncmp(p, key, left) == 0);
            if (left == 1 && *p == '*') otherwise = p + 2;
            if (fits) {
                snprintf(out, room, "%.*s", (int)(n - left - 1), p + left + 1);
                return true;
            }
        }
        p += n + (p[n] == '|');
    }
    if (otherwise) snprintf(out, room, "%.*s", (int)strcspn(otherwise, "|"), otherwise);
    return otherwise != NULL;
}

static void write_day(const char *form, yz_date day, char *out, size_t room) {
    size_t n = 0;
    *out = '\0';
    for (const char *p = form; *p && n + 8 < room;) {
        size_t run = strspn(p, "yY");
        if (run)
            n += (size_t)snprintf(out + n, room - n, run > 2 ? "%04d" : "%02d",
                                  run > 2 ? day / 10000 : day / 10000 % 100);
        if (!run && (run = strspn(p, "mM")) > 0)
            n += (size_t)snprintf(out + n, room - n, run > 1 ? "%02d" : "%d", day / 100 % 100);
        if (!run && (run = strspn(p, "dD")) > 0)
            n += (size_t)snprintf(out + n, room - n, run > 1 ? "%02d" : "%d", day % 100);
        if (!run) {
            out[n++] = *p;
            out[n] = '\0';
            run = 1;
        }
        p += run;
    }
}

static bool write_code(const struct yz_field *f, const char *form, int32_t code, char *out, size_t room) {
    if (strcmp(form, "code") == 0) snprintf(out, room, "%d", (int)code);
    else if (strcmp(form, "code2") == 0) snprintf(out, room, "%02d", (int)code);
    else if (strcmp(form, "key") == 0) yz_copy(out, room, yz_code_key(f->of, code));
    else if (is_pairs(form)) return from_pairs(form, yz_code_label(f->of, code), yz_code_key(f->of, code), out, room);
    return true;
}

bool yz_template_form(const struct yz_field *f, const char *form, const void *record, char *text, size_t room) {
    const char *at = (const char *)record + f->offset;
    const char *slash = strchr(form, '/');
    int32_t number;
    if (f->type == YZ_FLAG) {
        bool yes = *(const bool *)at;
        if (slash) snprintf(text, room, "%.*s", yes ? (int)(slash - form) : WORD, yes ? form : slash + 1);
        return true;
    }
    if (f->type != YZ_CODE && f->type != YZ_DAY) return true;
    memcpy(&number, at, sizeof number);
    if (!number) return yz_copy(text, room, "");
    if (f->type == YZ_CODE) return write_code(f, form, number, text, room);
    write_day(form, number, text, room);
    return true;
}

const char *yz_template_form_wrong(const struct yz_field *f, const char *form) {
    static const char *const words[] = {"label", "code", "code2", "key", NULL};
    if (f && f->type == YZ_CODE) {
        for (size_t i = 0; words[i]; i++)
            if (strcmp(words[i], form) == 0) return NULL;
        return is_pairs(form) ? NULL : _("代码的写法是 label、code、code2、key，或 男:1|女:2");
    }
    if (f && f->type == YZ_DAY)
        return strpbrk(form, "yY") && strpbrk(form, "mM") ? NULL : _("日期的写法如 yyyymmdd、yyyy.mm.dd、yyyy年m月d日");
    if (f && f->type == YZ_FLAG) return strchr(form, '/') ? NULL : _("是否的写法如 1/0、有/无");
    return _("只有代码、日期、是否可以定写法");
}
