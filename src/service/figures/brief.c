/* 简报: a template filled in with the figures of reports, each with a mark that says which. Others read it: what is few is
 * left out here too. */
#include <yizhan/reports.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/papers.h>
#include <yizhan/registry.h>

#include "base/data.h"
#include "base/text.h"
#include "service/desk/paper_layout.h"
#include "service/figures/figures_private.h"

struct filling {
    struct yz_session *s;
    struct yz_brief *b;
    struct yz_buffer line;
    bool lacks; /* a figure of the line is nothing, so that a line with ? goes out */
    bool wrong; /* the template is, rather than the counting */
    enum yz_status status;
};

/* --- figures --- */

/* The report of the brief's days, counted once. */
static const struct yz_report_result *result_of(struct filling *w, const char *name) {
    struct yz_brief *b = w->b;
    struct yz_report_ask ask = {.report = yz_report_named(name), .from = b->from, .to = b->to, .as_of = b->as_of};
    for (size_t i = 0; i < b->result_count; i++)
        if (b->results[i].ask.report == ask.report) return &b->results[i];
    w->wrong = !ask.report || b->result_count == YZ_BRIEF_REPORTS;
    if (!ask.report) w->status = YZ_REFUSED;
    else if (b->result_count == YZ_BRIEF_REPORTS) w->status = yz_fail(YZ_REFUSED, "%s", _("简报里的报表太多"));
    else w->status = yz_report_run_chinese(w->s, &ask, &b->results[b->result_count]);
    return w->status == YZ_OK ? &b->results[b->result_count++] : NULL;
}

static void put_mark(struct filling *w, const struct yz_report_row *row) {
    struct yz_brief *b = w->b;
    if (b->mark_count == b->mark_room) {
        size_t room = b->mark_room ? 2 * b->mark_room : 64;
        /* NOLINTNEXTLINE(bugprone-sizeof-expression): these are pointers */
        const struct yz_report_row **wider = realloc(b->marks, room * sizeof *wider);
        if (!wider) {
            w->status = yz_fail(YZ_BUSY, "%s", _("内存不足"));
            return;
        }
        b->marks = wider;
        b->mark_room = room;
    }
    b->marks[b->mark_count++] = row;
    yz_buffer_printf(&w->line, "[%zu]", b->mark_count);
}

static void put_value(struct filling *w, const struct yz_report_row *row) {
    char value[32];
    if (row->none) yz_buffer_text(&w->line, "—");
    else if (row->few) yz_buffer_text(&w->line, "不公开");
    else yz_buffer_printf(&w->line, "%s %s", yz_report_value(row, value), row->figure->unit);
    put_mark(w, row);
}

/* An item with its number; of one that is rising what was compared: its number says nothing of that. */
static void put_item(struct filling *w, const struct yz_report_row *row, bool rising) {
    const char *why = rising ? strstr(row->remark, "：") : NULL;
    yz_buffer_printf(&w->line, why ? "%s（%s）" : "%s ", row->label, why ? why + strlen("：") : "");
    if (why) put_mark(w, row);
    else put_value(w, row);
}

/* The items of a figure, "、" between: those that are something; with '!' of these those that are rising. */
static void put_items(struct filling *w, const struct yz_report_result *r, const struct yz_figure *f, char how) {
    size_t n = 0, few = 0;
    for (size_t i = 0; i < r->count; i++) {
        const struct yz_report_row *row = &r->rows[i];
        if (row->figure != f || !*row->label || row->none || !row->count || (how == '!' && !row->rising)) continue;
        if (row->few) few++;
        if (row->few) continue;
        if (n++) yz_buffer_text(&w->line, "、");
        put_item(w, row, how == '!');
    }
    if (few) yz_buffer_text(&w->line, n ? "，其余太少，不公开" : "各项太少，不公开");
    else if (!n) w->lacks = true, yz_buffer_text(&w->line, "没有");
}

/* With those there are. */
static void no_figure(struct filling *w, const struct yz_report *r, const char *key) {
    char all[1024] = "";
    for (size_t i = 0, n = 0; i < r->count && n < sizeof all; i++)
        n += (size_t)snprintf(all + n, sizeof all - n, "%s%s", i ? " " : "", r->figures[i].key);
    w->wrong = true;
    w->status = yz_fail(YZ_REFUSED, _("{%1$s/%2$s}：报表 %1$s 没有这个数；有 %3$s"), r->key, key, all);
}

static void put_figure(struct filling *w, const struct yz_report_result *r, const char *key, char how) {
    const struct yz_report_row *row = NULL;
    for (size_t i = 0; i < r->count && !row; i++)
        if (strcmp(r->rows[i].figure->key, key) == 0) row = &r->rows[i];
    if (!row) {
        no_figure(w, r->ask.report, key);
    } else if (how == ':' || how == '!') {
        put_items(w, r, row->figure, how);
    } else {
        double share = yz_report_share_told(row);
        char text[16];
        w->lacks |= row->none || row->count == 0;
        if (how != '%') return put_value(w, row);
        if (share < 0) yz_buffer_text(&w->line, "—");
        else yz_buffer_text(&w->line, yz_report_share_text(share, text));
        put_mark(w, row);
    }
}

static void put_word(struct filling *w, const char *word) {
    struct yz_community community = {0};
    char text[YZ_DATE_TEXT];
    if (strcmp(word, "from") == 0) return yz_buffer_text(&w->line, yz_date_text(w->b->from, text));
    if (strcmp(word, "to") == 0) return yz_buffer_text(&w->line, yz_date_text(w->b->to, text));
    if (strcmp(word, "community") != 0) {
        w->wrong = true;
        w->status = yz_fail(YZ_REFUSED, _("没有 {%s} 这个空；有 {community} {from} {to}，数写成 {报表/数}"), word);
        return;
    }
    w->status = yz_the_community(w->s, &community);
    yz_buffer_text(&w->line, community.name);
}

/* What stands between { and }. */
static void put_blank(struct filling *w, const char *blank) {
    char name[64];
    yz_copy(name, sizeof name, blank);
    char *slash = strchr(name, '/'), *last = name + strlen(name) - 1;
    if (!slash) return put_word(w, name);
    char how = last > slash && strchr("%:!", *last) ? *last : 0;
    if (how) *last = '\0';
    *slash = '\0';
    const struct yz_report_result *r = result_of(w, name);
    if (r) put_figure(w, r, slash + 1, how);
}

/* --- the template --- */

static void fill_line(struct filling *w, const char *line, size_t n, struct yz_buffer *out) {
    size_t marks = w->b->mark_count;
    bool may_go = n && *line == '?';
    yz_buffer_clear(&w->line);
    w->lacks = false;
    for (size_t i = may_go; i < n && w->status == YZ_OK; i++) {
        const char *end = line[i] == '{' ? memchr(line + i, '}', n - i) : NULL;
        char blank[64];
        if (line[i] != '{') {
            yz_buffer_byte(&w->line, line[i]);
            continue;
        }
        snprintf(blank, sizeof blank, "%.*s", end ? (int)(end - line - (ptrdiff_t)i - 1) : 0, line + i + 1);
        if (!*blank) {
            w->wrong = true;
            w->status = yz_fail(YZ_REFUSED, _("“{”后面要写一个数再写“}”，例如 {cases/cases}"));
            return;
        }
        put_blank(w, blank);
        i = (size_t)(end - line);
    }
    if (may_go && w->lacks) w->b->mark_count = marks;
    else yz_buffer_printf(out, "%s\n", yz_buffer_string(&w->line));
}

/* What is wrong with a template, with its file and line. */
static enum yz_status tell_wrong(const char *name, size_t line) {
    char file[512], why[1400];
    if (!yz_data_outside(name, file, sizeof file)) yz_copy(file, sizeof file, name);
    yz_copy(why, sizeof why, yz_message());
    return yz_fail(YZ_REFUSED, _("%1$s 第 %2$zu 行：%3$s"), file, line, why);
}

static enum yz_status fill(struct yz_session *s, struct yz_brief *b, const char *name, const char *text) {
    struct filling w = {.s = s, .b = b};
    struct yz_buffer out = {0};
    size_t line = 0;
    for (size_t n; *text && w.status == YZ_OK; text += n + (text[n] == '\n')) {
        line++;
        n = strcspn(text, "\n");
        if (*text != '#') fill_line(&w, text, n, &out);
    }
    yz_buffer_free(&w.line);
    b->text = yz_buffer_take(&out, NULL);
    if (w.status != YZ_OK && w.wrong) return tell_wrong(name, line);
    return w.status == YZ_OK && !b->text ? yz_fail(YZ_BUSY, "%s", _("内存不足")) : w.status;
}

static yz_date start_of(const char *kind, yz_date to) {
    if (strcmp(kind, "year") == 0) return to / 10000 * 10000 + 101;
    return strcmp(kind, "month") == 0 ? to / 100 * 100 + 1 : yz_date_add(to, 1 - yz_weekday(to));
}

enum yz_status yz_brief_make(struct yz_session *s, const char *kind, yz_date from, yz_date to, yz_moment as_of,
                             struct yz_brief *out) {
    char name[64];
    *out = (struct yz_brief){.as_of = as_of, .to = to ? to : yz_moment_date(as_of ? as_of : yz_now())};
    yz_copy(out->kind, sizeof out->kind, kind);
    out->from = from ? from : start_of(kind, out->to);
    snprintf(name, sizeof name, "reports/brief-%s.txt", out->kind);
    const char *text = yz_data(name, NULL);
    if (!text) return YZ_USAGE;
    yz_snapshot_begin(s->store);
    enum yz_status status = fill(s, out, name, text);
    yz_snapshot_end(s->store);
    if (status != YZ_OK) yz_brief_free(out);
    return status;
}

void yz_brief_free(struct yz_brief *b) {
    for (size_t i = 0; i < b->result_count; i++) yz_report_free(&b->results[i]);
    free(b->text);
    free(b->marks);
    *b = (struct yz_brief){0};
}

/* --- on paper --- */

char *yz_brief_source(const struct yz_brief *b, size_t mark, char *out, size_t room) {
    const struct yz_report_row *row = b->marks[mark - 1];
    const char *report = "";
    for (size_t i = 0; i < b->result_count; i++)
        if (row >= b->results[i].rows && row < b->results[i].rows + b->results[i].count)
            report = b->results[i].ask.report->name;
    snprintf(out, room, "[%zu] %s %s%s%s：%s", mark, report, row->figure->name, *row->label ? " " : "", row->label,
             row->query);
    return out;
}

static void rule(int columns, struct yz_buffer *out) {
    for (int i = 0; i < columns; i++) yz_buffer_byte(out, '-');
    yz_buffer_byte(out, '\n');
}

static void lay_line(const char *line, int columns, struct yz_buffer *out) {
    if (strcmp(line, "---") == 0) return rule(columns, out);
    if (*line != '^') return yz_paper_wrap(line, columns, 0, out);
    int spaces = columns - yz_paper_width(line + 1);
    yz_buffer_printf(out, "%*s%s\n", spaces > 1 ? spaces / 2 : 0, "", line + 1);
}

void yz_brief_lay(struct yz_session *s, const struct yz_brief *b, int columns, struct yz_buffer *out) {
    char line[4096], at[YZ_MOMENT_TEXT];
    struct yz_community community = {0};
    for (const char *text = b->text; *text; text += strcspn(text, "\n") + 1) {
        snprintf(line, sizeof line, "%.*s", (int)strcspn(text, "\n"), text);
        lay_line(line, columns, out);
    }
    rule(columns, out);
    snprintf(line, sizeof line, "数的出处（%s 统计），每一条都能列出它的行：",
             yz_moment_text(b->result_count ? b->results[0].as_of : yz_now(), at));
    yz_paper_wrap(line, columns, 0, out);
    for (size_t i = 1; i <= b->mark_count; i++)
        yz_paper_wrap(yz_brief_source(b, i, line, sizeof line), columns, 5, out);
    if (yz_the_community(s, &community) == YZ_OK && community.invented)
        yz_paper_wrap("演示数据：人物均为虚构，不作凭证。", columns, 0, out);
}

enum yz_status yz_brief_print(struct yz_session *s, const struct yz_brief *b, const struct yz_print *to) {
    struct yz_buffer text = {0};
    char title[64], from[YZ_DATE_TEXT];
    int columns = to->columns ? to->columns : to->way == YZ_PRINT_DEVICE ? YZ_COLUMNS_80MM : YZ_COLUMNS_A4;
    yz_brief_lay(s, b, columns, &text);
    snprintf(title, sizeof title, "%s %s", _("简报"), yz_date_text(b->from, from));
    enum yz_status status = text.failed ? yz_fail(YZ_BUSY, "%s", _("内存不足")) : YZ_OK;
    if (status == YZ_OK) status = yz_print_text(s, YZ_PAPER_REPORT, title, yz_buffer_string(&text), to);
    yz_buffer_free(&text);
    return status;
}
