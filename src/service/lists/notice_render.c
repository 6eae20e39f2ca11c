/* The forms of a notice: what they share, and the table as CSV. Chinese, as official papers are. */
#include "service/lists/notice_render.h"

#include "base/csv.h"
#include "base/data.h"
#include "base/text.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/i18n.h>

#define C(title, member, width)                                                                                        \
    { title, offsetof(struct yz_posting, member), width }
static const struct yz_notice_column need_columns[] = {
    C("领域", field, "short"), C("需要什么", text, "wide"),   C("地点", place, ""),
    C("状态", state, "short"), C("提出月份", month, "short"),
};
static const struct yz_notice_column offer_columns[] = {
    C("领域", field, "short"),       C("内容", text, ""),       C("提供方", who, ""), C("服务范围", place, ""),
    C("多少、何时、价格", more, ""), C("状态", state, "short"),
};

static const struct yz_notice_column match_columns[] = {
    C("领域", field, "short"), C("需要什么", text, "wide"),       C("地点", place, ""),
    C("提供方", who, ""),      C("提供什么、几天办成", more, ""), C("进展", state, "short"),
};

#define COUNT(a) (sizeof(a) / sizeof *(a))
static const struct yz_notice_table tables[] = {
    [YZ_NOTICE_NEEDS] = {"需求清单", "needs", need_columns, COUNT(need_columns)},
    [YZ_NOTICE_SERVICES] = {"服务清单", "services", offer_columns, COUNT(offer_columns)},
    [YZ_NOTICE_RESOURCES] = {"资源清单", "resources", offer_columns, COUNT(offer_columns)},
    [YZ_NOTICE_MATCHES] = {"匹配清单", "matches", match_columns, COUNT(match_columns)},
};

const struct yz_notice_table *yz_notice_table(int32_t list) {
    return &tables[list];
}

const char *yz_notice_cell(const struct yz_posting *l, const struct yz_notice_column *c) {
    return (const char *)l + c->offset;
}

size_t yz_notice_lines(const struct yz_notice_draft *d, int32_t list, const struct yz_posting **first) {
    size_t n = 0;
    for (size_t i = 0; i < d->count; i++) {
        if (d->lines[i].list != list) continue;
        if (!n++) *first = &d->lines[i];
    }
    return n;
}

void yz_notice_count(int32_t list, size_t n, char *out, size_t room) {
    const struct yz_notice_rules *rules = yz_notice_rules();
    long long least = rules ? (long long)rules->least : 3;
    if (list == YZ_NOTICE_NEEDS && n && (long long)n < least) snprintf(out, room, "不足 %lld", least);
    else snprintf(out, room, "%zu", n);
}

size_t yz_notice_sums(const struct yz_notice_draft *d, int32_t list, struct yz_notice_sum out[YZ_NOTICE_FIELDS]) {
    size_t count = 0;
    for (size_t i = 0; i < d->count; i++) {
        const struct yz_posting *l = &d->lines[i];
        if (l->list != list) continue;
        size_t at = 0;
        while (at < count && strcmp(out[at].field, l->field) != 0) at++;
        if (at == YZ_NOTICE_FIELDS) continue;
        if (at == count) out[count++] = (struct yz_notice_sum){l->field, 0};
        out[at].n++;
    }
    return count;
}

static const char *day_text(yz_date d, char out[32]) {
    snprintf(out, 32, "%d年%d月%d日", d / 10000, d / 100 % 100, d % 100);
    return out;
}

const char *yz_notice_days_text(const struct yz_notice *n, char out[96]) {
    char from[32], to[32];
    snprintf(out, 96, "%s至%s", day_text(n->begins, from), day_text(n->ends, to));
    return out;
}

const char *yz_notice_invented(const struct yz_notice *n) {
    return n->invented ? "演示数据：人物均为虚构。" : "";
}

char *yz_notice_file(const struct yz_notice *n, enum yz_notice_form form, char *out, size_t room) {
    static const char *const ends[] = {"html", "txt", "csv"};
    snprintf(out, room, "notice-%s.%s", n->number, ends[form]);
    return out;
}

/* --- the table --- */

static enum yz_status csv(const struct yz_notice_draft *d, struct yz_buffer *out) {
    static const char *const heads[] = {
        "公示编号", "清单", "序号", "领域", "内容", "提供方", "地点、服务范围", "多少、何时、价格", "状态", "提出月份"};
    struct yz_csv_writer w;
    char line[24];
    yz_csv_write_open(&w, NULL, out, YZ_UTF8_BOM);
    for (size_t i = 0; i < COUNT(heads); i++) yz_csv_cell_raw(&w, heads[i]);
    yz_csv_end_row(&w);
    for (size_t i = 0; i < d->count; i++) {
        const struct yz_posting *l = &d->lines[i];
        const char *const cells[] = {l->field, l->text, l->who, l->place, l->more, l->state, l->month};
        snprintf(line, sizeof line, "%lld", (long long)l->line);
        yz_csv_cell(&w, d->notice.number);
        yz_csv_cell(&w, tables[l->list].title);
        yz_csv_cell_raw(&w, line);
        for (size_t k = 0; k < COUNT(cells); k++) yz_csv_cell(&w, cells[k]);
        yz_csv_end_row(&w);
    }
    return yz_csv_write_close(&w);
}

enum yz_status yz_notice_render(const struct yz_notice_draft *d, enum yz_notice_form form, struct yz_buffer *out) {
    if (form == YZ_NOTICE_TABLE) return csv(d, out);
    const char *page = form == YZ_NOTICE_PAGE ? yz_data("notices/page.html", NULL) : "";
    if (!page) return YZ_REFUSED;
    if (form == YZ_NOTICE_PAGE) yz_notice_html(d, page, out);
    else yz_notice_a4(d, out);
    return out->failed ? yz_fail(YZ_BUSY, _("内存不足")) : YZ_OK;
}
