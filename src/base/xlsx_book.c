/* What lies around a sheet: which sheets there are, the number formats, the shared strings. */
#include "base/xlsx_private.h"

#include "base/text.h"
#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>

static bool grow(void **all, size_t count, size_t *room, size_t size) {
    if (count < *room) return true;
    size_t more = *room ? 2 * *room : 256;
    void *larger = realloc(*all, more * size);
    if (!larger) return false;
    *all = larger;
    *room = more;
    return true;
}

/* --- sheets: names and order in the workbook, paths in its relations --- */

enum { REFERENCE = 64 };

struct sheets {
    char references[YZ_XLSX_SHEETS][REFERENCE];
    size_t count;
};

static void book_start(struct yz_xlsx_part *p, const char *name, const char **a) {
    struct sheets *s = p->ctx;
    if (strcmp(name, "workbookPr") == 0) {
        const char *v = yz_xlsx_attribute(a, "date1904");
        p->book->from_1904 = v && (strcmp(v, "1") == 0 || strcmp(v, "true") == 0);
    } else if (strcmp(name, "sheet") == 0 && s->count < YZ_XLSX_SHEETS) {
        const char *id = yz_xlsx_attribute(a, "id"), *state = yz_xlsx_attribute(a, "state");
        const char *title = yz_xlsx_attribute(a, "name");
        if (!id || (state && strcmp(state, "visible") != 0)) return;
        yz_copy(p->book->names[s->count], YZ_XLSX_NAME, title ? title : "");
        yz_copy(s->references[s->count++], REFERENCE, id);
    }
}

static void relation_start(struct yz_xlsx_part *p, const char *name, const char **a) {
    const struct sheets *s = p->ctx;
    const char *id = yz_xlsx_attribute(a, "Id"), *target = yz_xlsx_attribute(a, "Target");
    if (strcmp(name, "Relationship") != 0 || !id || !target) return;
    for (size_t i = 0; i < s->count; i++)
        if (strcmp(s->references[i], id) == 0)
            snprintf(p->book->paths[i], YZ_XLSX_PATH, *target == '/' ? "%s" : "xl/%s", target + (*target == '/'));
}

enum yz_status yz_xlsx_sheets(struct yz_xlsx_book *b) {
    struct sheets s = {.count = 0};
    struct yz_xlsx_part book = {.book = b, .start = book_start, .ctx = &s},
                        relations = {.book = b, .start = relation_start, .ctx = &s};
    enum yz_status status = yz_xlsx_part(&book, "xl/workbook.xml", true);
    if (status == YZ_OK) status = yz_xlsx_part(&relations, "xl/_rels/workbook.xml.rels", true);
    b->sheets = s.count;
    if (status == YZ_OK && !s.count && !b->sink->only)
        status = yz_fail(YZ_REFUSED, _("%s 里没有看得见的工作表"), b->name);
    return status;
}

/* --- styles --- */

enum { FORMATS = 512 };

struct styles {
    struct {
        long id;
        uint8_t form;
    } formats[FORMATS];
    size_t count;
    bool in_cells;
};

/* "00000000" shows zeros that the number has not. */
static uint8_t zeros_of(const char *code) {
    size_t n = strspn(code, "0");
    return n >= 2 && n <= 20 && !code[n] ? (uint8_t)(YZ_XLSX_ZEROS + n) : YZ_XLSX_PLAIN;
}

/* Days and times have letters outside of quotes and brackets; only the part for positive numbers counts. */
static uint8_t form_of(const char *code) {
    bool quoted = false;
    uint8_t form = YZ_XLSX_PLAIN;
    if (zeros_of(code)) return zeros_of(code);
    if (strcmp(code, "General") == 0) return YZ_XLSX_PLAIN;
    for (const char *p = code; *p && (*p != ';' || quoted); p++) {
        if (*p == '"') quoted = !quoted;
        if (quoted) continue;
        if (*p == '\\' && p[1]) p++;
        else if (*p == '[') p += strcspn(p, "]") - (strchr(p, ']') == NULL);
        else if (strchr("hHsS", *p)) return YZ_XLSX_MOMENT;
        else if (strchr("yYdDmM", *p)) form = YZ_XLSX_DAY;
    }
    return form;
}

/* Those without a code in the file; 27 to 36 and 50 to 58 are days where Excel speaks Chinese. */
static uint8_t built_in(long id) {
    if ((id >= 18 && id <= 22) || (id >= 32 && id <= 35) || (id >= 45 && id <= 47)) return YZ_XLSX_MOMENT;
    return (id >= 14 && id <= 36 && (id <= 17 || id >= 27)) || (id >= 50 && id <= 58) ? YZ_XLSX_DAY : YZ_XLSX_PLAIN;
}

static void style_start(struct yz_xlsx_part *p, const char *name, const char **a) {
    struct styles *s = p->ctx;
    struct yz_xlsx_book *b = p->book;
    const char *code = yz_xlsx_attribute(a, "formatCode");
    long id = yz_xlsx_whole(a, "numFmtId");
    if (strcmp(name, "cellXfs") == 0) s->in_cells = true;
    if (strcmp(name, "numFmt") == 0 && id >= 0 && code && s->count < FORMATS) {
        s->formats[s->count].id = id;
        s->formats[s->count++].form = form_of(code);
    } else if (strcmp(name, "xf") == 0 && s->in_cells) {
        if (!grow((void **)&b->forms, b->form_count, &b->form_room, 1))
            return yz_xlsx_stop(p, yz_fail(YZ_BUSY, _("内存不足")));
        uint8_t form = built_in(id);
        for (size_t i = 0; i < s->count; i++)
            if (s->formats[i].id == id) form = s->formats[i].form;
        b->forms[b->form_count++] = form;
    }
}

static void style_end(struct yz_xlsx_part *p, const char *name) {
    if (strcmp(name, "cellXfs") == 0) ((struct styles *)p->ctx)->in_cells = false;
}

enum yz_status yz_xlsx_styles(struct yz_xlsx_book *b) {
    struct styles *s = calloc(1, sizeof *s);
    if (!s) return yz_fail(YZ_BUSY, _("内存不足"));
    struct yz_xlsx_part part = {.book = b, .start = style_start, .end = style_end, .ctx = s};
    enum yz_status status = yz_xlsx_part(&part, "xl/styles.xml", false);
    free(s);
    return status;
}

/* --- shared strings --- */

struct strings {
    bool phonetic; /* within a reading above the characters, which is no text */
};

static void string_start(struct yz_xlsx_part *p, const char *name, const char **a) {
    struct strings *s = p->ctx;
    (void)a;
    if (strcmp(name, "rPh") == 0) s->phonetic = true;
    if (strcmp(name, "t") == 0) p->gather = !s->phonetic;
}

static void string_end(struct yz_xlsx_part *p, const char *name) {
    struct strings *s = p->ctx;
    struct yz_xlsx_book *b = p->book;
    if (strcmp(name, "t") == 0) p->gather = false;
    if (strcmp(name, "rPh") == 0) s->phonetic = false;
    if (strcmp(name, "si") != 0) return;
    if (!grow((void **)&b->strings, b->string_count, &b->string_room, sizeof *b->strings))
        return yz_xlsx_stop(p, yz_fail(YZ_BUSY, _("内存不足")));
    b->strings[b->string_count++] = p->text.length ? (uint32_t)b->sink->text->length : 0;
    if (p->text.length) yz_buffer_append(b->sink->text, yz_buffer_string(&p->text), p->text.length + 1);
    if (b->sink->text->failed) yz_xlsx_stop(p, yz_fail(YZ_BUSY, _("内存不足")));
    yz_buffer_clear(&p->text);
}

enum yz_status yz_xlsx_strings(struct yz_xlsx_book *b) {
    struct strings s = {false};
    struct yz_xlsx_part part = {.book = b, .start = string_start, .end = string_end, .ctx = &s};
    return yz_xlsx_part(&part, "xl/sharedStrings.xml", false);
}
