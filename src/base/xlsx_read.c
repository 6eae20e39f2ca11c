/* A workbook: the zip file, and its parts through expat, a piece at a time. */
#include "base/xlsx_private.h"

#include "base/text.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <yizhan/i18n.h>

enum { PIECE = 1 << 16, ENTRIES = 4096, TEXT_MOST = 256 << 20, CELL_MOST = 1 << 20 };
#define INFLATED_MOST (UINT64_C(1) << 30)
#define BOMB_FROM     (UINT64_C(32) << 20) /* a part of fewer bytes does no harm */
#define BOMB_RATIO    200                  /* sheets are packed 10 to 40 times */

enum yz_status yz_xlsx_too_much(const struct yz_xlsx_book *b) {
    return yz_fail(YZ_REFUSED, _("%s 太大，请分成几个文件导入"), b->name);
}

void yz_xlsx_stop(struct yz_xlsx_part *p, enum yz_status status) {
    if (p->status == YZ_OK) p->status = status;
    XML_StopParser(p->parser, XML_FALSE);
}

static const char *local(const char *name) {
    const char *colon = strchr(name, ':');
    return colon ? colon + 1 : name;
}

const char *yz_xlsx_attribute(const char **attributes, const char *name) {
    for (; *attributes; attributes += 2)
        if (strcmp(local(attributes[0]), name) == 0) return attributes[1];
    return NULL;
}

long yz_xlsx_whole(const char **attributes, const char *name) {
    const char *text = yz_xlsx_attribute(attributes, name);
    char *end = NULL;
    long n = text ? strtol(text, &end, 10) : -1;
    return text && end != text && !*end && n >= 0 && n < 100000000 ? n : -1;
}

static void XMLCALL started(void *data, const XML_Char *name, const XML_Char **attributes) {
    struct yz_xlsx_part *p = data;
    p->start(p, local(name), attributes);
}

static void XMLCALL ended(void *data, const XML_Char *name) {
    struct yz_xlsx_part *p = data;
    if (p->end) p->end(p, local(name));
}

static void XMLCALL characters(void *data, const XML_Char *s, int n) {
    struct yz_xlsx_part *p = data;
    if (!p->gather) return;
    yz_buffer_append(&p->text, s, (size_t)n);
    if (p->text.failed) yz_xlsx_stop(p, yz_fail(YZ_BUSY, _("内存不足")));
    else if (p->text.length > CELL_MOST || p->book->sink->text->length > TEXT_MOST)
        yz_xlsx_stop(p, yz_xlsx_too_much(p->book));
}

/* No workbook has one; entities that grow are made by them. */
static void XMLCALL doctype(void *data, const XML_Char *name, const XML_Char *system, const XML_Char *public_id,
                            int internal) {
    struct yz_xlsx_part *p = data;
    (void)name;
    (void)system;
    (void)public_id;
    (void)internal;
    yz_xlsx_stop(p,
                 yz_fail(YZ_REFUSED, _("%s 里有文档类型定义（DTD），不是表格软件存的工作簿，没有读"), p->book->name));
}

static enum yz_status broken(const struct yz_xlsx_part *p, const char *path) {
    return yz_fail(YZ_REFUSED, _("%1$s 已损坏（%2$s），没有读；请用表格软件打开、另存再导入"), p->book->name, path);
}

static enum yz_status feed(struct yz_xlsx_part *p, zip_file_t *file, const zip_stat_t *st) {
    zip_int64_t n = 1;
    uint64_t seen = 0;
    while (n > 0 && p->status == YZ_OK) {
        void *to = XML_GetBuffer(p->parser, PIECE);
        if (!to) return yz_fail(YZ_BUSY, _("内存不足"));
        n = yz_zip.zip_fread(file, to, PIECE);
        if (n < 0) return broken(p, st->name);
        seen += (uint64_t)n;
        p->book->inflated += (uint64_t)n;
        if (seen > BOMB_FROM && seen / BOMB_RATIO > st->comp_size)
            return yz_fail(YZ_REFUSED, _("%s 解压后大得反常（压缩炸弹），没有读"), p->book->name);
        if (p->book->inflated > INFLATED_MOST) return yz_xlsx_too_much(p->book);
        if (XML_ParseBuffer(p->parser, (int)n, n == 0) != XML_STATUS_OK && p->status == YZ_OK)
            return broken(p, st->name);
    }
    return p->status;
}

static enum yz_status open_part(const struct yz_xlsx_book *b, zip_int64_t at, zip_stat_t *st, zip_file_t **file) {
    if (yz_zip.zip_stat_index(b->zip, (zip_uint64_t)at, 0, st) != 0)
        return yz_fail(YZ_REFUSED, _("%s 已损坏，没有读"), b->name);
    if (st->valid & ZIP_STAT_ENCRYPTION_METHOD && st->encryption_method != ZIP_EM_NONE)
        return yz_fail(YZ_REFUSED, _("%s 加了密码，读不了；请用表格软件打开、去掉密码另存再导入"), b->name);
    *file = yz_zip.zip_fopen_index(b->zip, (zip_uint64_t)at, 0);
    return *file ? YZ_OK : yz_fail(YZ_REFUSED, _("%s 已损坏，没有读"), b->name);
}

enum yz_status yz_xlsx_part(struct yz_xlsx_part *p, const char *path, bool must) {
    zip_stat_t st;
    zip_file_t *file;
    zip_int64_t at = yz_zip.zip_name_locate(p->book->zip, path, ZIP_FL_NOCASE);
    if (at < 0 && !must) return YZ_OK;
    if (at < 0) return broken(p, path);
    enum yz_status status = open_part(p->book, at, &st, &file);
    if (status != YZ_OK) return status;
    p->parser = XML_ParserCreate(NULL);
    if (p->parser) {
        XML_SetUserData(p->parser, p);
        XML_SetElementHandler(p->parser, started, ended);
        XML_SetCharacterDataHandler(p->parser, characters);
        XML_SetStartDoctypeDeclHandler(p->parser, doctype);
        status = feed(p, file, &st);
        XML_ParserFree(p->parser);
    } else {
        status = yz_fail(YZ_BUSY, _("内存不足"));
    }
    yz_buffer_free(&p->text);
    yz_zip.zip_fclose(file);
    return status;
}

/* The bytes stay the caller's. */
static enum yz_status open_zip(struct yz_xlsx_book *b, const void *bytes, size_t n) {
    zip_error_t error;
    enum yz_status loaded = yz_zip_load();
    if (loaded != YZ_OK) return loaded;
    zip_source_t *source = yz_zip.zip_source_buffer_create(bytes, n, 0, &error);
    if (!source) return yz_fail(YZ_BUSY, _("内存不足"));
    b->zip = yz_zip.zip_open_from_source(source, ZIP_RDONLY, &error);
    if (b->zip) return YZ_OK;
    yz_zip.zip_source_free(source);
    return yz_fail(YZ_REFUSED, _("%s 像是 Excel 工作簿，但已损坏或没有下载完整；请重新取得这个文件"), b->name);
}

/* What else is a zip file. */
static enum yz_status check_content(const struct yz_xlsx_book *b) {
    if (yz_zip.zip_get_num_entries(b->zip, 0) > ENTRIES) return yz_xlsx_too_much(b);
    if (yz_zip.zip_name_locate(b->zip, "xl/workbook.xml", ZIP_FL_NOCASE) >= 0) return YZ_OK;
    if (yz_zip.zip_name_locate(b->zip, "xl/workbook.bin", ZIP_FL_NOCASE) >= 0)
        return yz_fail(YZ_REFUSED, _("%s 是二进制工作簿（.xlsb）；请在表格软件里另存为 .xlsx 或 CSV 再导入"), b->name);
    if (yz_zip.zip_name_locate(b->zip, "content.xml", ZIP_FL_NOCASE) >= 0)
        return yz_fail(YZ_REFUSED, _("%s 是 ODF 文档；请另存为 .xlsx 或 CSV 再导入"), b->name);
    if (yz_zip.zip_name_locate(b->zip, "word/document.xml", ZIP_FL_NOCASE) >= 0)
        return yz_fail(YZ_REFUSED, _("%s 是 Word 文档；请把表格复制到 Excel 或 WPS 表格，另存为 .xlsx 再导入"),
                       b->name);
    return yz_fail(YZ_REFUSED, _("%s 是压缩包，不是工作簿；请先解压，再导入里面的表格"), b->name);
}

static void tell_sheets(const struct yz_xlsx_book *b) {
    const struct yz_xlsx_sink *k = b->sink;
    size_t used = 0;
    if (k->sheets) *k->sheets = b->sheets;
    for (size_t i = 0; k->names && i < b->sheets && used + strlen(b->names[i]) + 2 < k->names_room; i++)
        used += (size_t)snprintf(k->names + used, k->names_room - used, "%s%s", i ? "|" : "", b->names[i]);
}

/* The named one, else the first with a table, else the first; the number of sheets: there is none of that name. */
static enum yz_status choose(struct yz_xlsx_book *b, size_t *chosen) {
    const char *only = b->sink->only;
    enum yz_status status = YZ_OK;
    bool wide = b->sheets < 2;
    for (*chosen = 0; only && *chosen < b->sheets; ++*chosen)
        if (strcasecmp(b->names[*chosen], only) == 0) break;
    for (size_t i = 0; !only && i < b->sheets && !wide && status == YZ_OK; i++) {
        status = yz_xlsx_sheet(b, b->paths[i], true, &wide);
        if (wide) *chosen = i;
    }
    return status;
}

static enum yz_status read_sheet(struct yz_xlsx_book *b) {
    size_t chosen;
    bool wide;
    tell_sheets(b);
    enum yz_status status = choose(b, &chosen);
    if (status != YZ_OK || chosen >= b->sheets) return status;
    if (b->sink->read) yz_copy(b->sink->read, b->sink->read_room, b->names[chosen]);
    return yz_xlsx_sheet(b, b->paths[chosen], false, &wide);
}

enum yz_status yz_xlsx_read(const void *bytes, size_t n, const char *name, const struct yz_xlsx_sink *sink) {
    struct yz_xlsx_book *b = calloc(1, sizeof *b);
    if (!b) return yz_fail(YZ_BUSY, _("内存不足"));
    b->name = name;
    b->sink = sink;
    yz_buffer_append(sink->text, "", 1);
    enum yz_status status = open_zip(b, bytes, n);
    if (status == YZ_OK) status = check_content(b);
    if (status == YZ_OK) status = yz_xlsx_sheets(b);
    if (status == YZ_OK) status = yz_xlsx_styles(b);
    if (status == YZ_OK) status = yz_xlsx_strings(b);
    if (status == YZ_OK) status = read_sheet(b);
    if (b->zip) yz_zip.zip_discard(b->zip);
    free(b->strings);
    free(b->forms);
    free(b);
    return status;
}
