/* Export of lists: a note in the journal first, then the records page by page in the order of their ids, so that no
 * statement stays open while a slow disk or a pipe takes them. */
#include "service/ledger/export.h"

#include "service/session.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/lists.h>
#include <yizhan/records.h>

enum { PAGE = 100 };

static const struct {
    const char *name;
    enum yz_kind_id kind;
} lists[] = {{"residents", YZ_PERSON},   {"households", YZ_HOUSEHOLD}, {"dwellings", YZ_DWELLING},
             {"buildings", YZ_BUILDING}, {"cases", YZ_CASE},           {"staff", YZ_STAFF},
             {"services", YZ_SERVICE},   {"seals", YZ_SEAL},           {"needs", YZ_NEED},
             {"resources", YZ_OFFER}};

const char *const *yz_export_kinds(void) {
    static const char *names[sizeof lists / sizeof *lists + 1];
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) names[i] = lists[i].name;
    return names;
}

enum yz_kind_id yz_export_kind(const char *name) {
    for (size_t i = 0; name && i < sizeof lists / sizeof *lists; i++)
        if (strcmp(lists[i].name, name) == 0) return lists[i].kind;
    return YZ_NO_KIND;
}

struct output {
    FILE *file;
    bool json, xlsx;
    struct yz_out table;
    struct yz_buffer line;
};

static enum yz_status settings(const struct yz_export_options *o, struct yz_export_list *l, struct output *out,
                               enum yz_encoding *encoding) {
    l->kind = yz_export_kind(o->kind);
    if (l->kind == YZ_NO_KIND) return yz_fail(YZ_USAGE, _("不能导出 %s"), o->kind ? o->kind : "");
    out->json = o->format && strcmp(o->format, "json") == 0;
    out->xlsx = o->format && strcmp(o->format, "xlsx") == 0;
    l->table = !out->json;
    if (o->format && !out->json && !out->xlsx && strcmp(o->format, "csv") != 0)
        return yz_fail(YZ_USAGE, _("不认识格式 %s；有 csv xlsx json"), o->format);
    *encoding = YZ_UTF8;
    if (o->encoding && !yz_encoding_parse(o->encoding, encoding))
        return yz_fail(YZ_USAGE, _("不认识编码 %s；有 utf-8 gb18030 utf-16le"), o->encoding);
    if (o->within && o->within_kind == YZ_NO_KIND) return yz_fail(YZ_USAGE, _("没有写明是哪一个"));
    return YZ_OK;
}

/* Who took which list out, and whether it was masked; the act is the reader's, so auditors may. */
static enum yz_status note(struct yz_session *s, const struct yz_export_options *o) {
    struct yz_buffer body = {0};
    struct yz_json j;
    char ref[32];
    yz_json_open(&j, &body);
    yz_json_object(&j, NULL);
    yz_json_text(&j, "kind", o->kind);
    yz_json_text(&j, "format", o->format ? o->format : "csv");
    yz_json_bool(&j, "revealed", o->revealed);
    if (o->within) yz_json_text(&j, "within", yz_ref_text(o->within_kind, o->within, ref));
    if (o->within) yz_json_text(&j, "of", yz_kinds[o->within_kind]->name); /* what the log of the place goes by */
    yz_json_end(&j);
    enum yz_status status = body.failed ? yz_fail(YZ_BUSY, _("内存不足")) : YZ_OK;
    if (status == YZ_OK) status = yz_act_begin(s->store, "export", s->staff.id);
    if (status == YZ_OK) {
        status = yz_note(s->store, "export", o->within, yz_buffer_string(&body));
        if (status == YZ_OK) status = yz_act_commit(s->store, NULL);
        else yz_act_abort(s->store);
    }
    yz_buffer_free(&body);
    return status;
}

static enum yz_status write_json(const struct yz_export_list *l, const void *record, struct output *out) {
    yz_buffer_clear(&out->line);
    enum yz_status status = yz_export_json(l, record, &out->line);
    if (status == YZ_OK && fwrite(out->line.data, 1, out->line.length, out->file) != out->line.length)
        status = yz_fail(YZ_BUSY, _("写文件失败：%s"), yz_errno_text(errno));
    return status;
}

static enum yz_status walk(const struct yz_export_list *l, const struct yz_record_filter *filter, struct output *out,
                           size_t *rows) {
    size_t size = yz_kinds[l->kind]->size, count = PAGE;
    int64_t after = 0;
    enum yz_status status = YZ_OK;
    char *page = malloc(PAGE * size);
    if (!page) return yz_fail(YZ_BUSY, _("内存不足"));
    while (status == YZ_OK && count == PAGE) {
        status = yz_record_page(l->session, l->kind, filter, after, page, PAGE, &count);
        for (size_t i = 0; i < count && status == YZ_OK; i++) {
            void *record = page + i * size;
            if (l->kind == YZ_NEED && l->masked) yz_export_need(l, record);
            after = ((const struct yz_record *)record)->id;
            status = out->json ? write_json(l, record, out) : yz_export_row(l, record, &out->table);
            if (status == YZ_OK) ++*rows;
        }
    }
    free(page);
    return status;
}

/* The places that lists can be told within are few; others say so before anything is written. */
static enum yz_status probe(struct yz_session *s, const struct yz_export_list *l,
                            const struct yz_record_filter *filter) {
    size_t count;
    return yz_record_page(s, l->kind, filter, INT64_MAX, NULL, 0, &count);
}

enum yz_status yz_export(struct yz_session *s, const struct yz_export_options *options, FILE *file, size_t *rows) {
    struct yz_export_list list = {.session = s, .masked = !options->revealed};
    struct yz_record_filter filter = {.within = options->within ? options->within_kind : YZ_NO_KIND,
                                      .within_id = options->within};
    struct output out = {.file = file};
    enum yz_encoding encoding;
    size_t written = 0;
    enum yz_status status = settings(options, &list, &out, &encoding);
    if (status == YZ_OK && list.kind == YZ_OFFER)
        status = yz_record_filter_add(&filter, &yz_offer_kind, "list", "resource");
    if (status == YZ_OK) status = probe(s, &list, &filter);
    if (status == YZ_OK && !out.json) status = yz_out_open(&out.table, file, out.xlsx, options->kind, encoding);
    if (status != YZ_OK) return status;
    status = note(s, options);
    yz_export_columns(&list);
    if (!out.json) yz_export_header(&list, &out.table);
    if (status == YZ_OK) status = walk(&list, &filter, &out, &written);
    if (!out.json) {
        enum yz_status closed = yz_out_close(&out.table, status == YZ_OK);
        if (status == YZ_OK) status = closed;
    } else if (fflush(file) != 0 && status == YZ_OK) {
        status = yz_fail(YZ_BUSY, _("写文件失败：%s"), yz_errno_text(errno));
    }
    yz_buffer_free(&out.line);
    if (rows) *rows = written;
    return status;
}
