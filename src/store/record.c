/* A record as a row and as JSON, by walking its kind's table. */
#include "store/store_private.h"

#include "base/json.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>

static const void *member(const struct yz_field *f, const void *record) {
    return (const char *)record + f->offset;
}

/* Of every type but text. */
static int64_t number_of(const struct yz_field *f, const void *record) {
    const void *at = member(f, record);
    switch (f->type) {
    case YZ_FLAG: return *(const bool *)at;
    case YZ_CODE:
    case YZ_DAY: return *(const int32_t *)at;
    default: return *(const int64_t *)at;
    }
}

static void set_number(const struct yz_field *f, void *record, int64_t value) {
    void *at = (char *)record + f->offset;
    switch (f->type) {
    case YZ_FLAG: *(bool *)at = value != 0; break;
    case YZ_CODE:
    case YZ_DAY: *(int32_t *)at = (int32_t)value; break;
    default: *(int64_t *)at = value;
    }
}

void yz_record_columns(const struct yz_kind *k, struct yz_buffer *out) {
    yz_buffer_printf(out, "\"%s\".\"id\",\"%s\".\"version\"", k->name, k->name);
    for (size_t i = 0; i < k->count; i++) yz_buffer_printf(out, ",\"%s\".\"%s\"", k->name, k->fields[i].column);
}

void yz_record_bind(sqlite3_stmt *stmt, int first, const struct yz_kind *k, const void *record) {
    const struct yz_record *head = record;
    sqlite3_bind_int64(stmt, first++, head->id);
    sqlite3_bind_int64(stmt, first++, head->version);
    for (const struct yz_field *f = k->fields, *end = f + k->count; f < end; f++, first++) {
        if (f->type == YZ_TEXT) {
            const char *text = member(f, record);
            sqlite3_bind_text(stmt, first, text, (int)strnlen(text, f->size), SQLITE_STATIC);
        } else {
            sqlite3_bind_int64(stmt, first, number_of(f, record));
        }
    }
}

void yz_record_read(sqlite3_stmt *stmt, const struct yz_kind *k, void *record) {
    memset(record, 0, k->size);
    struct yz_record *head = record;
    head->id = sqlite3_column_int64(stmt, 0);
    head->version = sqlite3_column_int64(stmt, 1);
    for (size_t i = 0; i < k->count; i++) {
        const struct yz_field *f = &k->fields[i];
        int column = (int)i + 2;
        if (f->type == YZ_TEXT) {
            const unsigned char *text = sqlite3_column_text(stmt, column);
            yz_copy((char *)record + f->offset, f->size, text ? (const char *)text : "");
        } else {
            set_number(f, record, sqlite3_column_int64(stmt, column));
        }
    }
}

bool yz_record_same(const struct yz_kind *k, const void *a, const void *b) {
    for (const struct yz_field *f = k->fields, *end = f + k->count; f < end; f++) {
        bool same =
            f->type == YZ_TEXT ? strncmp(member(f, a), member(f, b), f->size) == 0 : number_of(f, a) == number_of(f, b);
        if (!same) return false;
    }
    return true;
}

void yz_record_json(struct yz_buffer *out, const struct yz_kind *k, const void *record) {
    const struct yz_record *head = record;
    struct yz_json j;
    yz_json_open(&j, out);
    yz_json_object(&j, NULL);
    yz_json_int(&j, "id", head->id);
    yz_json_int(&j, "version", head->version);
    for (const struct yz_field *f = k->fields, *end = f + k->count; f < end; f++) {
        if (f->type == YZ_TEXT) {
            const char *text = member(f, record);
            if (*text) yz_json_text_n(&j, f->column, text, strnlen(text, f->size));
            continue;
        }
        int64_t value = number_of(f, record);
        if (value && f->type == YZ_FLAG) yz_json_bool(&j, f->column, true);
        else if (value) yz_json_int(&j, f->column, value);
    }
    yz_json_end(&j);
}

struct parse {
    const struct yz_kind *kind;
    void *record;
    char *strange; /* YZ_STRANGE bytes: the first column that is not known, or does not fit; may be NULL */
    size_t next;   /* field after the last one found: bodies name them in the table's order */
};

/* False: no such field, or a text that does not fit into it. */
static bool set_member(struct parse *p, const char *name, const char *value) {
    for (size_t i = 0; i < p->kind->count; i++) {
        size_t at = (p->next + i) % p->kind->count;
        const struct yz_field *f = &p->kind->fields[at];
        if (strcmp(name, f->column) != 0) continue;
        p->next = at + 1;
        if (f->type == YZ_TEXT) yz_copy((char *)p->record + f->offset, f->size, value);
        else set_number(f, p->record, strtoll(value, NULL, 10));
        return f->type != YZ_TEXT || strlen(value) < f->size;
    }
    return false;
}

static void find_strange(struct parse *p, const char *name) {
    if (p->strange && !*p->strange) yz_copy(p->strange, YZ_STRANGE, name);
}

static void parse_member(void *ctx, const char *name, const char *value) {
    struct parse *p = ctx;
    struct yz_record *head = p->record;
    if (strcmp(name, "id") == 0) head->id = strtoll(value, NULL, 10);
    else if (strcmp(name, "version") == 0) head->version = strtoll(value, NULL, 10);
    else if (!set_member(p, name, value)) find_strange(p, name);
}

enum yz_status yz_record_parse(struct yz_store *s, const struct yz_kind *k, const char *json, void *record) {
    return yz_record_parse_known(s, k, json, record, NULL);
}

enum yz_status yz_record_parse_known(struct yz_store *s, const struct yz_kind *k, const char *json, void *record,
                                     char strange[YZ_STRANGE]) {
    struct parse p = {k, record, strange, 0};
    memset(record, 0, k->size);
    if (strange) *strange = '\0';
    if (yz_json_flat(json, parse_member, &p)) return YZ_OK;
    memset(record, 0, k->size);
    if (strange) *strange = '\0';
    return yz_json_each(s, json, parse_member, &p);
}

enum yz_status yz_record_stored(struct yz_store *s, const struct yz_kind *k, int64_t id, void *record, bool *found) {
    struct yz_query *q = yz_select(s, k, "WHERE id = ?1");
    yz_bind(q, 1, id);
    *found = yz_next(q);
    if (*found) yz_row(q, k, record);
    return yz_done(q);
}

enum yz_status yz_get(struct yz_store *s, const struct yz_kind *k, int64_t id, void *record) {
    bool found;
    enum yz_status status = yz_record_stored(s, k, id, record, &found);
    if (status == YZ_OK && !found) status = yz_reach_refuse(s, k, id);
    if (status != YZ_OK || found) return status;
    return yz_fail(YZ_REFUSED, _("没有%s %s"), yz_tr(k->label), yz_store_ref(k, id, (char[40]){0}));
}
