/* The table of papers: what each is about, where its values come from, when it can be printed; and the bytes for a receipt
 * printer. */
#include <yizhan/papers.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/certificates.h>
#include <yizhan/counter.h>
#include <yizhan/i18n.h>

#include "base/data.h"
#include "base/encoding.h"
#include "base/text.h"
#include "service/desk/desk_private.h"
#include "service/desk/paper_layout.h"
#include "service/desk/paper_sheet.h"

static const char *no_bulk(const void *station) {
    (void)station;
    return N_("名单在批量办理的时候打印");
}

static const char *no_diary(const void *station) {
    (void)station;
    return N_("网格日志在看的时候打印");
}

static const char *no_survey(const void *station) {
    (void)station;
    return N_("问卷用 survey print 或在问卷那里打印");
}

static const char *no_public(const void *station) {
    (void)station;
    return N_("公示在那一份公示里打印");
}

static const char *no_report(const void *station) {
    (void)station;
    return N_("报表和简报在统计那里打印");
}

static const struct {
    const char *key, *name; /* the template is papers/KEY.txt */
    enum yz_kind_id kind;
    enum yz_status (*fill)(struct yz_sheet *sh, const void *record);
    const char *(*not_yet)(const void *record); /* why it cannot be printed now; NULL: it always can */
    bool often;                                 /* printing it again is nothing to mark */
} papers[YZ_PAPERS] = {
    [YZ_PAPER_RECEIPT] = {"receipt", N_("受理回执"), YZ_CASE, yz_sheet_case, yz_no_receipt, false},
    [YZ_PAPER_NOTICE] = {"notice", N_("一次性告知单"), YZ_CASE, yz_sheet_case, yz_no_notice, false},
    [YZ_PAPER_SUPPLEMENT] = {"supplement", N_("补正通知"), YZ_CASE, yz_sheet_case, yz_no_supplement, false},
    [YZ_PAPER_DEFERRED] = {"deferred", N_("容缺受理通知"), YZ_CASE, yz_sheet_case, yz_no_deferred, false},
    [YZ_PAPER_COMPLETION] = {"completion", N_("办结通知"), YZ_CASE, yz_sheet_case, yz_no_completion, false},
    [YZ_PAPER_RATING] = {"rating", N_("评价表"), YZ_CASE, yz_sheet_case, yz_no_rating, false},
    [YZ_PAPER_REFUSAL] = {"refusal", N_("不予受理通知"), YZ_CASE, yz_sheet_case, yz_no_refusal, false},
    [YZ_PAPER_TICKET] = {"ticket", N_("排队号"), YZ_TICKET, yz_sheet_ticket, yz_no_ticket, false},
    [YZ_PAPER_HANDOVER] = {"handover", N_("交接班单"), YZ_HANDOVER, yz_sheet_handover, NULL, false},
    [YZ_PAPER_SEAL] = {"seal", N_("用印登记单"), YZ_SEAL, yz_sheet_seal, NULL, false},
    [YZ_PAPER_SEAL_MONTH] = {"seal-month", N_("用印登记册"), YZ_SEAL, yz_sheet_seal_month, NULL, true},
    [YZ_PAPER_DOORS] = {"doors", N_("走访名单"), YZ_BUILDING, yz_sheet_doors, NULL, true},
    [YZ_PAPER_VISIT] = {"visit", N_("走访记录单"), YZ_VISIT, yz_sheet_visit, NULL, false},
    [YZ_PAPER_IMPROVEMENT] = {"improvement", N_("小转变记录"), YZ_IMPROVEMENT, yz_sheet_improvement, NULL, true},
    [YZ_PAPER_INVITATION] = {"invitation", N_("协商邀请名单"), YZ_MEETING, yz_sheet_invitation, yz_no_invitation, true},
    [YZ_PAPER_MINUTES] = {"minutes", N_("协商纪要"), YZ_MEETING, yz_sheet_minutes, yz_no_minutes, false},
    [YZ_PAPER_SUMMARY] = {"summary", N_("协商结果公开"), YZ_MEETING, yz_sheet_summary, yz_no_summary, true},
    [YZ_PAPER_AGREEMENT] = {"agreement", N_("调解协议书"), YZ_MEETING, yz_sheet_agreement, yz_no_agreement, false},
    [YZ_PAPER_CERTIFICATE] = {"certificate", N_("不再开具证明告知"), YZ_NO_KIND, yz_sheet_certificate, NULL, true},
    [YZ_PAPER_BULK] = {"bulk", N_("批量办理名单"), YZ_STATION, NULL, no_bulk, true},
    [YZ_PAPER_DIARY] = {"diary", N_("网格日志"), YZ_STATION, NULL, no_diary, true},
    [YZ_PAPER_SURVEY] = {"survey", N_("问卷"), YZ_STATION, NULL, no_survey, true},
    [YZ_PAPER_PUBLIC] = {"public", N_("公示"), YZ_STATION, NULL, no_public, true},
    [YZ_PAPER_REPORT] = {"report", N_("报表"), YZ_STATION, NULL, no_report, true},
};

const char *yz_paper_name(enum yz_paper paper) {
    return yz_tr(papers[paper].name);
}

const char *yz_paper_key(enum yz_paper paper) {
    return papers[paper].key;
}

enum yz_kind_id yz_paper_kind(enum yz_paper paper) {
    return papers[paper].kind;
}

const char *yz_paper_word(enum yz_paper paper) {
    return papers[paper].kind == YZ_NO_KIND ? "certificate" : yz_kinds[papers[paper].kind]->name;
}

bool yz_paper_from_key(const char *key, enum yz_paper *paper) {
    for (int i = 0; i < YZ_PAPERS; i++) {
        if (strcmp(papers[i].key, key) != 0) continue;
        *paper = (enum yz_paper)i;
        return true;
    }
    return false;
}

enum yz_status yz_paper_named(const char *key, enum yz_kind_id kind, enum yz_paper *paper) {
    char all[256] = "";
    if (yz_paper_from_key(key, paper) && papers[*paper].kind == kind) return YZ_OK;
    for (int i = 0; i < YZ_PAPERS; i++) {
        size_t n = strlen(all);
        if (papers[i].kind == kind) snprintf(all + n, sizeof all - n, "%s%s", n ? " " : "", papers[i].key);
    }
    return yz_fail(YZ_USAGE, _("没有文书 %1$s；有 %2$s"), key, all);
}

/* --- the record --- */

enum yz_status yz_paper_record(struct yz_session *s, enum yz_kind_id kind, int64_t id, void **out) {
    size_t count = 0;
    const struct yz_certificate *all = kind == YZ_NO_KIND ? yz_certificates(&count) : NULL;
    *out = NULL;
    if (kind == YZ_NO_KIND && !all) return YZ_REFUSED;
    if (all && (id < 1 || (size_t)id > count)) return yz_fail(YZ_REFUSED, _("清单里没有第 %d 项证明"), (int)id);
    size_t size = all ? sizeof *all : yz_kinds[kind]->size;
    void *record = malloc(size);
    if (!record) return yz_fail(YZ_BUSY, _("内存不足"));
    enum yz_status status = YZ_OK;
    if (all) memcpy(record, &all[id - 1], size);
    else status = yz_record_get(s, kind, id, record);
    if (status == YZ_OK) *out = record;
    else free(record);
    return status;
}

enum yz_status yz_papers_of(struct yz_session *s, enum yz_kind_id kind, int64_t id, enum yz_paper out[YZ_PAPERS],
                            size_t *count) {
    void *record;
    *count = 0;
    enum yz_status status = yz_paper_record(s, kind, id, &record);
    if (status == YZ_OK && kind == YZ_CASE) status = yz_case_refuse_hidden(s, record);
    for (int i = 0; status == YZ_OK && i < YZ_PAPERS; i++) {
        if (papers[i].kind == kind && !(papers[i].not_yet && papers[i].not_yet(record)))
            out[(*count)++] = (enum yz_paper)i;
    }
    free(record);
    return status;
}

/* --- what a template asks for --- */

static const char *value(void *ctx, const char *list, size_t row, const char *key) {
    struct yz_sheet *sh = ctx;
    const char *found = *list && sh->row ? sh->row(sh, list, row, key) : NULL;
    for (size_t i = 0; !found && i < sh->count; i++) {
        if (strcmp(sh->values[i].key, key) == 0) found = sh->values[i].text;
    }
    return found;
}

static size_t rows(void *ctx, const char *list) {
    struct yz_sheet *sh = ctx;
    return sh->rows ? sh->rows(sh, list) : 0;
}

static enum yz_status may_print(struct yz_session *s, const void *record, enum yz_paper paper, int columns) {
    enum yz_status secret = papers[paper].kind == YZ_CASE ? yz_case_refuse_hidden(s, record) : YZ_OK;
    if (secret != YZ_OK) return secret;
    const char *why = papers[paper].not_yet ? papers[paper].not_yet(record) : NULL;
    if (columns < 24 || columns > 120) return yz_fail(YZ_USAGE, _("纸宽只能是 24 到 120 列"));
    return why ? yz_fail(YZ_REFUSED, _("不能打印%1$s：%2$s"), yz_paper_name(paper), yz_tr(why)) : YZ_OK;
}

/* Papers go to residents and offices: they are in Chinese whatever the screen speaks, labels of codes too. */
static enum yz_status fill_in(struct yz_sheet *sh, const void *record, const char *template, bool big, int columns,
                              struct yz_buffer *out) {
    char language[32];
    yz_copy(language, sizeof language, yz_language_name());
    yz_language("zh");
    enum yz_status status = papers[sh->paper].fill(sh, record);
    if (status == YZ_OK) yz_paper_lay_out(template, &(struct yz_paper_values){value, rows, sh, big}, columns, out);
    yz_language(language);
    return status;
}

enum yz_status yz_paper_lay(struct yz_session *s, const void *record, enum yz_paper paper, int columns, bool big,
                            struct yz_buffer *out) {
    char name[64];
    enum yz_status status = may_print(s, record, paper, columns);
    if (status != YZ_OK) return status;
    snprintf(name, sizeof name, "papers/%s.txt", papers[paper].key);
    const char *template = yz_data(name, NULL);
    struct yz_sheet *sh = template ? calloc(1, sizeof *sh) : NULL;
    if (!sh) return template ? yz_fail(YZ_BUSY, _("内存不足")) : YZ_REFUSED;
    sh->s = s;
    sh->paper = paper;
    bool again = yz_paper_again(s, paper, *(const int64_t *)record);
    yz_sheet_put(sh, "reprint", again ? "（补打）" : "");
    status = fill_in(sh, record, template, big, columns, out);
    free(sh->own);
    free(sh);
    return status == YZ_OK && out->failed ? yz_fail(YZ_BUSY, _("内存不足")) : status;
}

bool yz_paper_again(struct yz_session *s, enum yz_paper paper, int64_t id) {
    if (papers[paper].often) return false;
    struct yz_query *q = yz_sql(s->store, "SELECT 1 FROM journal INDEXED BY journal_record WHERE kind = ?1 AND id = ?2"
                                          " AND version = 0 AND verb = 'print' AND json_extract(body, '$.paper') = ?3");
    yz_bind_text(q, 1, yz_paper_word(paper));
    yz_bind(q, 2, id);
    yz_bind_text(q, 3, yz_paper_key(paper));
    bool found = yz_next(q);
    yz_done(q);
    return found;
}

enum yz_status yz_paper_text_of(struct yz_session *s, enum yz_kind_id kind, int64_t id, enum yz_paper paper,
                                int columns, struct yz_buffer *out) {
    void *record;
    if (papers[paper].kind != kind) return yz_fail(YZ_USAGE, _("%s不是这类记录的文书"), yz_paper_name(paper));
    enum yz_status status = yz_paper_record(s, kind, id, &record);
    if (record) status = yz_paper_lay(s, record, paper, columns, false, out);
    free(record);
    return status;
}

/* --- the bytes for a receipt printer --- */

enum yz_status yz_paper_escpos(const char *text, struct yz_buffer *out) {
    yz_buffer_append(out, "\x1b@\x1c&", 4); /* ESC @ initialise, FS & Chinese on */
    enum yz_status status = YZ_OK;
    while (status == YZ_OK && *text) {
        size_t n = strcspn(text, YZ_PAPER_BIG YZ_PAPER_PLAIN);
        status = yz_encode(YZ_GB18030, text, n, out, NULL);
        if (text[n]) yz_buffer_append(out, text[n] == *YZ_PAPER_BIG ? "\x1d!\x11" : "\x1d!\x00", 3); /* GS ! */
        text += n + (text[n] != '\0');
    }
    yz_buffer_append(out,
                     "\x1b"
                     "d\x04\x1dV\x01",
                     6); /* ESC d 4 feed four lines, GS V 1 cut */
    return status == YZ_OK && out->failed ? yz_fail(YZ_BUSY, _("内存不足")) : status;
}
