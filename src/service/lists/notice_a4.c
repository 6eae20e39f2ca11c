/* A4 text: at most 80 columns, wide characters counted as two, 60 lines a page, a form feed between pages, its number at the foot. A
 * line of the notice is not torn apart by the end of a page. */
#include "service/lists/notice_render.h"

#include "base/text.h"
#include "service/desk/paper_layout.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    COLUMNS = 78,
    ROWS = 57,
    INDENT = 4
}; /* of text; head, blank and foot besides. 78 fits a screen of 80 as well */

static void rule(struct yz_buffer *out, char sign) {
    for (int i = 0; i < COLUMNS; i++) yz_buffer_byte(out, sign);
    yz_buffer_byte(out, '\n');
}

static void centred(struct yz_buffer *out, const char *text) {
    int room = COLUMNS - yz_paper_width(text);
    if (room < 0) {
        yz_paper_wrap(text, COLUMNS, 0, out);
        return;
    }
    yz_buffer_printf(out, "%*s%s\n", room / 2, "", text);
}

static void pair(struct yz_buffer *out, const char *label, const char *text) {
    char line[640];
    if (!*text) return;
    snprintf(line, sizeof line, "%s：%s", label, text);
    yz_paper_wrap(line, COLUMNS, yz_paper_width(label) + 2, out);
}

static void head(const struct yz_notice *n, struct yz_buffer *out) {
    char days[96];
    centred(out, n->issuer);
    centred(out, n->title);
    rule(out, '=');
    pair(out, "编号", n->number);
    pair(out, "替换", n->replaced);
    pair(out, "公示时间", yz_notice_days_text(n, days));
    pair(out, "范围", n->scope);
    rule(out, '=');
}

/* "12. 【民生保障】…", and below it the rest of its cells, indented, so that they stay together. */
static void line(const struct yz_posting *l, struct yz_buffer *out) {
    char text[1024];
    const char *const rest[] = {l->who, l->place, l->more, l->month, l->state};
    snprintf(text, sizeof text, "%lld. 【%s】%s", (long long)l->line, l->field, l->text);
    yz_paper_wrap(text, COLUMNS, INDENT, out);
    yz_copy(text, sizeof text, "    ");
    for (size_t i = 0; i < sizeof rest / sizeof *rest; i++) {
        size_t n = strlen(text);
        if (*rest[i])
            snprintf(text + n, sizeof text - n, "%s%s%s", n > INDENT ? "　" : "", rest[i],
                     rest[i] == l->month ? " 提出" : "");
    }
    text[yz_utf8_cut(text, sizeof text - 1)] = '\0';
    yz_paper_wrap(text, COLUMNS, INDENT, out);
}

static void list(const struct yz_notice_draft *d, int32_t which, struct yz_buffer *out) {
    const struct yz_posting *first = NULL;
    size_t n = yz_notice_lines(d, which, &first);
    char count[32], title[96];
    if (!n) return;
    yz_notice_count(which, n, count, sizeof count);
    snprintf(title, sizeof title, "—— %s，%s 条 ——", yz_notice_table(which)->title, count);
    yz_buffer_byte(out, '\n');
    centred(out, title);
    for (size_t i = 0; i < n; i++) line(&first[i], out);
}

static void sums(const struct yz_notice_draft *d, struct yz_buffer *out) {
    struct yz_notice_sum all[YZ_NOTICE_FIELDS];
    char count[32], text[512];
    yz_buffer_byte(out, '\n');
    rule(out, '-');
    for (int32_t which = 1; which <= YZ_NOTICE_LISTS; which++) {
        size_t n = yz_notice_sums(d, which, all), used = 0;
        for (size_t i = 0; i < n && used < sizeof text; i++) {
            yz_notice_count(which, all[i].n, count, sizeof count);
            used += (size_t)snprintf(text + used, sizeof text - used, "%s%s %s", i ? "，" : "", all[i].field, count);
        }
        if (n) pair(out, yz_notice_table(which)->title, text);
    }
}

static void foot(const struct yz_notice *n, struct yz_buffer *out) {
    rule(out, '-');
    yz_buffer_printf(out, "对哪一条有意见、有补充，或者愿意帮忙，请在公示时间内告诉我们，说明编号和第几条。\n");
    pair(out, "联系", n->contact);
    if (n->invented) yz_buffer_printf(out, "%s\n", yz_notice_invented(n));
}

/* --- pages --- */

static const char *next_line(const char *p) {
    const char *end = strchr(p, '\n');
    return end ? end + 1 : p + strlen(p);
}

/* Where the page that begins at `p` ends: before whatever would be torn apart. */
static const char *page_end(const char *p) {
    const char *whole = p;
    int rows = 0;
    for (; *p && rows < ROWS; rows++) {
        if (*p != ' ' || p[1] != ' ') whole = p;
        p = next_line(p);
    }
    bool torn = *p == ' ' && p[1] == ' ';
    return torn && whole > p - 4096 ? whole : p;
}

static size_t count_pages(const char *text) {
    size_t pages = 0;
    for (const char *p = text; *p; pages++) {
        const char *end = page_end(p);
        p = end > p ? end : next_line(p);
    }
    return pages;
}

static void put_page(struct yz_buffer *out, const char *p, const char *end, size_t page, size_t pages) {
    char foot_text[64];
    int rows = 0;
    if (page > 1) yz_buffer_byte(out, '\f');
    yz_buffer_append(out, p, (size_t)(end - p));
    for (; p < end; p = next_line(p)) rows++;
    for (; page < pages && rows <= ROWS; rows++) yz_buffer_byte(out, '\n');
    snprintf(foot_text, sizeof foot_text, "第 %zu 页，共 %zu 页", page, pages);
    yz_buffer_byte(out, '\n');
    centred(out, foot_text);
}

void yz_notice_a4(const struct yz_notice_draft *d, struct yz_buffer *out) {
    struct yz_buffer all = {0};
    size_t page = 0;
    head(&d->notice, &all);
    for (int32_t which = 1; which <= YZ_NOTICE_LISTS; which++) list(d, which, &all);
    sums(d, &all);
    foot(&d->notice, &all);
    const char *p = yz_buffer_string(&all);
    size_t pages = count_pages(p);
    while (*p) {
        const char *end = page_end(p);
        if (end <= p) end = next_line(p);
        put_page(out, p, end, ++page, pages);
        p = end;
    }
    out->failed = out->failed || all.failed;
    yz_buffer_free(&all);
}
