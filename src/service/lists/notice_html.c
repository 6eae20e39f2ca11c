/* The page: one file without scripts or anything from elsewhere, so that it works from a stick. Every text is escaped. */
#include "service/lists/notice_render.h"

#include <stdio.h>
#include <string.h>

static void escaped(struct yz_buffer *out, const char *text) {
    for (size_t n; *text; text += n) {
        n = strcspn(text, "&<>\"'");
        yz_buffer_append(out, text, n);
        if (!text[n]) return;
        yz_buffer_text(out, text[n] == '&'   ? "&amp;"
                            : text[n] == '<' ? "&lt;"
                            : text[n] == '>' ? "&gt;"
                            : text[n] == '"' ? "&quot;"
                                             : "&#39;");
        n++;
    }
}

static void heads(const struct yz_notice_table *t, struct yz_buffer *out) {
    yz_buffer_text(out, "<thead>\n<tr><th scope=\"col\" class=\"no\">序号</th>");
    for (size_t i = 0; i < t->count; i++) {
        const struct yz_notice_column *c = &t->columns[i];
        yz_buffer_printf(out, "<th scope=\"col\"%s%s%s>%s</th>", *c->width ? " class=\"" : "", c->width,
                         *c->width ? "\"" : "", c->title);
    }
    yz_buffer_text(out, "</tr>\n</thead>\n<tbody>\n");
}

static void row(const struct yz_notice_table *t, const struct yz_posting *l, struct yz_buffer *out) {
    yz_buffer_printf(out, "<tr id=\"line-%lld\"><th scope=\"row\">%lld</th>", (long long)l->line, (long long)l->line);
    for (size_t i = 0; i < t->count; i++) {
        yz_buffer_text(out, "<td>");
        escaped(out, yz_notice_cell(l, &t->columns[i]));
        yz_buffer_text(out, "</td>");
    }
    yz_buffer_text(out, "</tr>\n");
}

static void list(const struct yz_notice_draft *d, int32_t which, struct yz_buffer *out) {
    const struct yz_notice_table *t = yz_notice_table(which);
    const struct yz_posting *first = NULL;
    size_t n = yz_notice_lines(d, which, &first);
    char count[32];
    if (!n) return;
    yz_notice_count(which, n, count, sizeof count);
    yz_buffer_printf(out,
                     "<section aria-labelledby=\"%s\">\n<h2 id=\"%s\">%s</h2>\n<table>\n<caption>%s，%s 条</caption>\n",
                     t->anchor, t->anchor, t->title, t->title, count);
    heads(t, out);
    for (size_t i = 0; i < n; i++) row(t, &first[i], out);
    yz_buffer_text(out, "</tbody>\n</table>\n</section>\n");
}

/* How many of each field: a table of its own for each list. */
static void sums(const struct yz_notice_draft *d, struct yz_buffer *out) {
    struct yz_notice_sum all[YZ_NOTICE_FIELDS];
    char count[32];
    yz_buffer_text(out, "<section aria-labelledby=\"sums\">\n<h2 id=\"sums\">一共多少</h2>\n");
    for (int32_t which = 1; which <= YZ_NOTICE_LISTS; which++) {
        size_t n = yz_notice_sums(d, which, all);
        if (!n) continue;
        yz_buffer_printf(out,
                         "<table>\n<caption>%s各领域的条数</caption>\n<thead>\n<tr><th scope=\"col\">领域</th><th "
                         "scope=\"col\">条数</th></tr>\n</thead>\n<tbody>\n",
                         yz_notice_table(which)->title);
        for (size_t i = 0; i < n; i++) {
            yz_notice_count(which, all[i].n, count, sizeof count);
            yz_buffer_text(out, "<tr><th scope=\"row\">");
            escaped(out, all[i].field);
            yz_buffer_printf(out, "</th><td>%s</td></tr>\n", count);
        }
        yz_buffer_text(out, "</tbody>\n</table>\n");
    }
    yz_buffer_text(out, "</section>\n");
}

static void contents(const struct yz_notice_draft *d, struct yz_buffer *out) {
    const struct yz_posting *first;
    for (int32_t which = 1; which <= YZ_NOTICE_LISTS; which++)
        if (yz_notice_lines(d, which, &first))
            yz_buffer_printf(out, "<li><a href=\"#%s\">%s</a></li>\n", yz_notice_table(which)->anchor,
                             yz_notice_table(which)->title);
    yz_buffer_text(out, "<li><a href=\"#sums\">一共多少</a></li>\n<li><a href=\"#say\">有话要说</a></li>\n");
}

static void value(const struct yz_notice_draft *d, const char *key, struct yz_buffer *out) {
    const struct yz_notice *n = &d->notice;
    char days[96];
    if (strcmp(key, "title") == 0) escaped(out, n->title);
    else if (strcmp(key, "number") == 0) escaped(out, n->number);
    else if (strcmp(key, "days") == 0) escaped(out, yz_notice_days_text(n, days));
    else if (strcmp(key, "scope") == 0) escaped(out, n->scope);
    else if (strcmp(key, "issuer") == 0) escaped(out, n->issuer);
    else if (strcmp(key, "contact") == 0) escaped(out, n->contact);
    else if (strcmp(key, "invented") == 0) escaped(out, yz_notice_invented(n));
    else if (strcmp(key, "contents") == 0) contents(d, out);
    else if (strcmp(key, "replaced") == 0 && *n->replaced) {
        yz_buffer_text(out, "<dt>替换</dt><dd>");
        escaped(out, n->replaced);
        yz_buffer_text(out, "</dd>\n");
    } else if (strcmp(key, "lists") == 0) {
        for (int32_t which = 1; which <= YZ_NOTICE_LISTS; which++) list(d, which, out);
        sums(d, out);
    }
}

void yz_notice_html(const struct yz_notice_draft *d, const char *page, struct yz_buffer *out) {
    char key[24];
    for (const char *open, *close; (open = strstr(page, "{{")) != NULL && (close = strstr(open, "}}")) != NULL;
         page = close + 2) {
        yz_buffer_append(out, page, (size_t)(open - page));
        snprintf(key, sizeof key, "%.*s", (int)(close - open - 2), open + 2);
        value(d, key, out);
    }
    yz_buffer_text(out, page);
}
