/* Reader of definition files. Works on one copy of the text, which it cuts up in place. */
#include "base/conf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/status.h>

#include "base/text.h"

struct reader {
    struct yz_conf *conf;
    struct yz_findings *f;
    struct yz_conf_entry *open; /* the entry that an indented line goes on with */
    char *open_end;             /* where its value ends */
    size_t line;
};

char *yz_conf_place(size_t line, const char *key, char out[32]) {
    int n = snprintf(out, 32, "%zu", line);
    if (key && *key) {
        out[n] = ':';
        yz_copy(out + n + 1, 32 - (size_t)n - 1, key);
    }
    return out;
}

void yz_conf_wrong(struct yz_findings *f, size_t line, const char *key, const char *value, const char *rule,
                   const char *mend) {
    char place[32];
    yz_find_error(f, yz_conf_place(line, key, place), value, rule, mend);
}

static void complain(struct reader *r, const char *key, const char *value, const char *rule, const char *mend) {
    yz_conf_wrong(r->f, r->line, key, value, rule, mend);
}

/* Makes room for one more in an array; false when memory is out (told once, as an error). */
static bool grow(struct reader *r, void **array, size_t *room, size_t count, size_t size) {
    if (count < *room) return true;
    size_t more = *room ? *room * 2 : 32;
    void *bigger = realloc(*array, more * size);
    if (!bigger) {
        yz_fail(YZ_BUSY, _("内存不足"));
        complain(r, "", "", yz_message(), "");
        return false;
    }
    *array = bigger;
    *room = more;
    return true;
}

static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r';
}

/* Cuts blanks off both ends of [text, end) in place; the end is marked by NUL. Ideographic spaces are kept by design:
 * they belong to texts. */
static char *trim(char *text, char *end) {
    while (end > text && is_blank(end[-1])) end--;
    *end = '\0';
    while (is_blank(*text)) text++;
    return text;
}

static bool word(const char *s) {
    if (!*s) return false;
    for (; *s; s++) {
        bool fits = (*s >= 'a' && *s <= 'z') || (*s >= '0' && *s <= '9') || *s == '_' || *s == '-';
        if (!fits) return false;
    }
    return true;
}

static bool begin_section(struct reader *r, char *line, char *end) {
    struct yz_conf *c = r->conf;
    char *close = strchr(line, ']');
    if (!close || *trim(close + 1, end)) {
        complain(r, "", line, _("节的写法不对"), _("写成 [item] 或 [paper certificate]，] 后面不写别的"));
        return true;
    }
    char *name = trim(line + 1, close), *label = name + strcspn(name, " \t");
    if (*label) {
        *label = '\0';
        for (label++; is_blank(*label);) label++;
    }
    if (!word(name)) complain(r, "", name, _("节名只用小写字母、数字、- 和 _"), _("例如 [paper certificate]"));
    if (!grow(r, (void **)&c->sections, &c->section_room, c->section_count, sizeof *c->sections)) return false;
    c->sections[c->section_count++] =
        (struct yz_conf_section){.name = name, .label = label, .line = r->line, .first = c->entry_count};
    return true;
}

static bool add_entry(struct reader *r, char *line, char *end) {
    struct yz_conf *c = r->conf;
    char *equals = strchr(line, '=');
    if (!equals) {
        complain(r, "", line, _("这一行没有等号"), _("写成 键 = 值；说明写在 # 后面；续行要缩进"));
        return true;
    }
    char *key = trim(line, equals), *value = trim(equals + 1, end);
    if (!c->section_count) {
        complain(r, key, value, _("键写在了第一个节之前"), _("先写节名，例如 [item]"));
        return true;
    }
    if (!word(key)) {
        complain(r, "", key, _("键只用小写字母、数字、- 和 _"), _("例如 valid_from = 2026-01-01"));
        return true;
    }
    struct yz_conf_section *s = &c->sections[c->section_count - 1];
    const struct yz_conf_entry *twice = yz_conf_find(c, s, key);
    if (twice) {
        char rule[96];
        snprintf(rule, sizeof rule, _("这个键在第 %zu 行已经写过"), twice->line);
        complain(r, key, value, rule, _("留下一个"));
    }
    if (!grow(r, (void **)&c->entries, &c->entry_room, c->entry_count, sizeof *c->entries)) return false;
    r->open = &c->entries[c->entry_count++];
    *r->open =
        (struct yz_conf_entry){.key = key, .value = value, .line = r->line, .column = (size_t)(value - line) + 1};
    r->open_end = value + strlen(value);
    s->count++;
    return true;
}

/* Moves the text of an indented line up behind the value; it only ever moves to the left. */
static void go_on(struct reader *r, char *line, char *end) {
    char *more = trim(line, end);
    if (!r->open) {
        complain(r, "", more, _("缩进的行接不上任何值"), _("不是续行就顶格写"));
        return;
    }
    size_t n = strlen(more);
    if (r->open_end > r->open->value) *r->open_end++ = '\n';
    memmove(r->open_end, more, n + 1);
    r->open_end += n;
}

static bool read_line(struct reader *r, char *line, char *end) {
    bool indented = is_blank(*line);
    char *text = line;
    while (text < end && is_blank(*text)) text++;
    if (text == end || *text == '#') return true; /* blank lines and comments do not end a value */
    *end = '\0';
    if (indented) {
        go_on(r, text, end);
        return true;
    }
    r->open = NULL;
    return *line == '[' ? begin_section(r, line, end) : add_entry(r, line, end);
}

/* Control characters would reach terminals and printers; bad UTF-8 would spread. One finding for each line. */
static bool clean(struct reader *r, const char *line, size_t n) {
    if (!yz_utf8_valid(line, n)) {
        complain(r, "", "", _("不是 UTF-8 文字"), _("文件另存为 UTF-8"));
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)line[i];
        if ((c < ' ' && c != '\t' && c != '\r') || c == 0x7f) {
            complain(r, "", "", _("有控制字符"), _("删掉看不见的字符"));
            return false;
        }
    }
    return true;
}

bool yz_conf_read(const char *bytes, size_t size, struct yz_conf *out, struct yz_findings *f) {
    struct reader r = {.conf = out, .f = f};
    size_t errors = f->errors;
    *out = (struct yz_conf){0};
    if (size >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) bytes += 3, size -= 3;
    out->text = malloc(size + 1);
    if (!out->text) {
        yz_fail(YZ_BUSY, _("内存不足"));
        complain(&r, "", "", yz_message(), "");
        return false;
    }
    memcpy(out->text, bytes, size);
    out->text[size] = '\0';
    for (char *line = out->text, *stop = out->text + size, *end; line < stop; line = end + 1) {
        r.line++;
        end = memchr(line, '\n', (size_t)(stop - line));
        if (!end) end = stop;
        if (clean(&r, line, (size_t)(end - line)) && !read_line(&r, line, end)) break;
    }
    return f->errors == errors && !f->lost;
}

void yz_conf_free(struct yz_conf *c) {
    free(c->sections);
    free(c->entries);
    free(c->text);
    *c = (struct yz_conf){0};
}

const struct yz_conf_entry *yz_conf_find(const struct yz_conf *c, const struct yz_conf_section *section,
                                         const char *key) {
    for (size_t i = 0; i < section->count; i++) {
        const struct yz_conf_entry *e = &c->entries[section->first + i];
        if (strcmp(e->key, key) == 0) return e;
    }
    return NULL;
}

static unsigned long line_of(const struct yz_finding *one) {
    return strtoul(one->field, NULL, 10);
}

void yz_conf_sort(struct yz_findings *f) {
    for (size_t i = 1; i < f->count; i++) { /* few, and most of them in order */
        struct yz_finding one = f->all[i];
        size_t at = i;
        for (; at > 0 && line_of(&f->all[at - 1]) > line_of(&one); at--) f->all[at] = f->all[at - 1];
        f->all[at] = one;
    }
}
