/* A report by its template: the rows of a list in somebody else's columns, all of them or those that changed since it was last
 * sent. What changed is read from the journal. */
#include "service/ledger/ledger_private.h"
#include "service/ledger/template.h"

#include "base/text.h"
#include "service/session.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/records.h>

enum { PAGE = 100 };

struct report {
    struct yz_session *session;
    const struct yz_template *t;
    const struct yz_template_run *run;
    struct yz_export_list list;
    struct yz_template_column columns[YZ_TEMPLATE_COLUMNS];
    const struct yz_export_column *exported[YZ_TEMPLATE_COLUMNS];
    enum yz_template_special specials[YZ_TEMPLATE_COLUMNS];
    size_t count, rows;
    struct yz_map changed; /* ids */
    struct yz_out out;
};

/* --- what changed --- */

static bool note_id(struct report *r, int64_t id) {
    uint32_t *at = id ? yz_map_at(&r->changed, &id, sizeof id) : NULL;
    if (at) *at = 1;
    return at || !id;
}

/* Whose rows a record stands in: of a resident's row also the household and where they live. */
static enum yz_status note_record(struct report *r, const char *kind, int64_t id) {
    static const struct {
        enum yz_kind_id list;
        const char *kind, *sql;
    } rows[] = {{YZ_PERSON, "membership", "SELECT person FROM membership WHERE id=?1"},
                {YZ_PERSON, "household", "SELECT person FROM membership WHERE household=?1"},
                {YZ_PERSON, "dwelling", "SELECT person FROM membership WHERE dwelling=?1"},
                {YZ_HOUSEHOLD, "dwelling", "SELECT id FROM household WHERE dwelling=?1"}};
    enum yz_status status = YZ_OK;
    bool good = strcmp(kind, yz_kinds[r->list.kind]->name) != 0 || note_id(r, id);
    for (size_t i = 0; i < sizeof rows / sizeof *rows && good && status == YZ_OK; i++) {
        if (rows[i].list != r->list.kind || strcmp(rows[i].kind, kind) != 0) continue;
        struct yz_query *q = yz_sql(r->session->store, rows[i].sql);
        yz_bind(q, 1, id);
        while (good && yz_next(q)) good = note_id(r, yz_int(q, 0));
        status = yz_done(q);
    }
    return good ? status : YZ_BUSY;
}

static enum yz_status find_changed(struct report *r) {
    struct yz_log_line lines[PAGE];
    int64_t at = r->t->sent_seq;
    size_t n = PAGE;
    enum yz_status status = YZ_OK;
    while (status == YZ_OK && n == PAGE) {
        struct yz_query *q = yz_sql(r->session->store, "SELECT seq,kind,id FROM journal WHERE seq>?1 AND version>0"
                                                       " ORDER BY seq LIMIT ?2");
        yz_bind(q, 1, at);
        yz_bind(q, 2, PAGE);
        for (n = 0; n < PAGE && yz_next(q); n++) {
            lines[n] = (struct yz_log_line){.seq = yz_int(q, 0), .id = yz_int(q, 2)};
            yz_copy(lines[n].kind, sizeof lines[n].kind, yz_text(q, 1));
        }
        status = yz_done(q);
        for (size_t i = 0; i < n && status == YZ_OK; i++) status = note_record(r, lines[i].kind, lines[i].id);
        if (n) at = lines[n - 1].seq;
    }
    return status;
}

static bool wanted(struct report *r, int64_t id) {
    if (!r->run->changed) return true;
    uint32_t *at = yz_map_at(&r->changed, &id, sizeof id);
    return at && *at == 1;
}

/* --- rows --- */

static void special(struct report *r, size_t i) {
    char text[YZ_DATE_TEXT];
    const struct yz_template_column *c = &r->columns[i];
    switch (r->specials[i]) {
    case YZ_SOURCE_SERIAL:
        snprintf(text, sizeof text, "%zu", r->rows);
        yz_out_text(&r->out, text);
        break;
    case YZ_SOURCE_TODAY: yz_out_text(&r->out, yz_date_text(yz_today(), text)); break;
    case YZ_SOURCE_TEXT: yz_out_text(&r->out, c->source + 5); break;
    default: yz_out_text(&r->out, ""); break;
    }
}

static void cell(struct report *r, size_t i, const void *record, const struct yz_living *v) {
    const struct yz_export_column *c = r->exported[i];
    const char *form = r->columns[i].form;
    char text[YZ_EXPORT_CELL];
    if (!c) return special(r, i);
    const void *part = yz_export_part(c, record, v);
    yz_export_cell(&r->list, c, record, v, text);
    bool hidden = c->field && r->list.masked && c->field->mask != YZ_OPEN;
    if (*form && c->field && !hidden) yz_template_form(c->field, form, part, text, sizeof text);
    if (*form) yz_out_text(&r->out, text);
    else yz_out_field(&r->out, c->field, part, r->list.masked, text);
}

static enum yz_status row(struct report *r, const void *record) {
    struct yz_living living;
    enum yz_status status = yz_export_living(&r->list, record, &living);
    if (status != YZ_OK) return status;
    r->rows++;
    for (size_t i = 0; i < r->count; i++) cell(r, i, record, &living);
    yz_out_end_row(&r->out);
    return yz_out_status(&r->out);
}

static enum yz_status rows(struct report *r) {
    const struct yz_record_filter filter = {.within = r->run->within ? r->run->within_kind : YZ_NO_KIND,
                                            .within_id = r->run->within};
    size_t size = yz_kinds[r->list.kind]->size, count = PAGE;
    int64_t after = 0;
    enum yz_status status = YZ_OK;
    char *page = malloc(PAGE * size);
    if (!page) return yz_fail(YZ_BUSY, _("内存不足"));
    while (status == YZ_OK && count == PAGE) {
        status = yz_record_page(r->session, r->list.kind, &filter, after, page, PAGE, &count);
        for (size_t i = 0; i < count && status == YZ_OK; i++) {
            const void *record = page + i * size;
            after = ((const struct yz_record *)record)->id;
            if (wanted(r, after)) status = row(r, record);
        }
    }
    free(page);
    return status;
}

static void head(struct report *r) {
    char day[YZ_DATE_TEXT];
    for (const char *p = r->t->title; *p;) {
        char line[sizeof r->t->title + YZ_DATE_TEXT];
        size_t n = strcspn(p, "\n");
        const char *date = strstr(p, "{date}");
        if (date && date < p + n)
            snprintf(line, sizeof line, "%.*s%s%.*s", (int)(date - p), p, yz_date_text(yz_today(), day),
                     (int)(p + n - date - 6), date + 6);
        else snprintf(line, sizeof line, "%.*s", (int)n, p);
        yz_out_text(&r->out, line);
        yz_out_end_row(&r->out);
        p += n + (p[n] == '\n');
    }
    for (size_t i = 0; i < r->count; i++) yz_out_header(&r->out, r->columns[i].header);
    yz_out_end_row(&r->out);
}

static enum yz_status note(struct report *r, int64_t *seq) {
    struct yz_buffer body = {0};
    struct yz_json j;
    yz_json_open(&j, &body);
    yz_json_object(&j, NULL);
    yz_json_text(&j, "kind", r->t->kind);
    yz_json_text(&j, "template", r->t->name);
    yz_json_text(&j, "format", r->t->format);
    yz_json_bool(&j, "changed", r->run->changed);
    yz_json_bool(&j, "revealed", r->run->revealed);
    yz_json_end(&j);
    enum yz_status status = body.failed ? yz_fail(YZ_BUSY, _("内存不足")) : YZ_OK;
    if (status == YZ_OK) status = yz_act_begin(r->session->store, "export", r->session->staff.id);
    if (status == YZ_OK) {
        *seq = yz_sql_int(r->session->store, "SELECT ifnull(max(seq),0) FROM journal", 0, 0);
        status = yz_note(r->session->store, "export", r->t->id, yz_buffer_string(&body));
        if (status == YZ_OK) status = yz_act_commit(r->session->store, NULL);
        else yz_act_abort(r->session->store);
    }
    yz_buffer_free(&body);
    return status;
}

static enum yz_status begin(struct report *r) {
    if (!yz_template_list(r->session, r->t->kind, &r->list)) return YZ_USAGE;
    r->list.masked = !r->run->revealed;
    r->count = yz_template_columns(r->t, r->columns, YZ_TEMPLATE_COLUMNS);
    for (size_t i = 0; i < r->count; i++)
        r->specials[i] = yz_template_source_of(&r->list, r->columns[i].source, &r->exported[i]);
    if (r->run->changed && !r->t->sent_seq)
        return yz_fail(YZ_REFUSED, _("“%s”还没有报送过，没有“上次”可比；先报送全部"), r->t->name);
    return r->run->changed ? find_changed(r) : YZ_OK;
}

static enum yz_status write(struct report *r, FILE *file, int64_t *seq) {
    enum yz_encoding encoding = strcmp(r->t->encoding, "gb18030") == 0 ? YZ_GB18030 : YZ_UTF8;
    enum yz_status status = begin(r);
    if (status == YZ_OK) status = yz_out_open(&r->out, file, strcmp(r->t->format, "xlsx") == 0, r->t->kind, encoding);
    if (status != YZ_OK) return status;
    status = note(r, seq);
    head(r);
    if (status == YZ_OK) status = rows(r);
    enum yz_status closed = yz_out_close(&r->out, status == YZ_OK);
    return status == YZ_OK ? closed : status;
}

enum yz_status yz_template_write(struct yz_session *s, const struct yz_template *t, const struct yz_template_run *run,
                                 FILE *file, size_t *count, int64_t *seq) {
    struct report *r = calloc(1, sizeof *r);
    if (!r) return yz_fail(YZ_BUSY, _("内存不足"));
    r->session = s;
    r->t = t;
    r->run = run;
    enum yz_status status = write(r, file, seq);
    *count = r->rows;
    yz_map_free(&r->changed);
    free(r);
    return status;
}
