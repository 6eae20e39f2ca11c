/* The catalogue: items in the station file, one record of the kind service each. */
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/session.h>

#include "base/text.h"
#include "service/definition.h"
#include "service/desk/desk_private.h"
#include "service/session.h"

/* --- definition files --- */

/* How many errors, for people; the errors themselves are in `f`. */
static enum yz_status refuse(const char *path, const struct yz_findings *f) {
    return yz_fail(YZ_REFUSED, _("%s 有 %zu 处错误"), path, f->errors);
}

static enum yz_status check_file(struct yz_session *s, const char *path, struct yz_item *item, char *text, size_t room,
                                 size_t *size, struct yz_findings *f) {
    enum yz_status status = yz_definition_read(path, text, room, size);
    unsigned failures = yz_failures();
    if (status != YZ_OK) return status;
    bool whole = yz_item_parse(text, *size, item, f);
    bool chained = yz_chain_check(s, item, f);
    yz_conf_sort(f);
    if (yz_failures() != failures) return YZ_BUSY;
    return whole && chained ? YZ_OK : refuse(path, f);
}

enum yz_status yz_item_check_file(const char *path, struct yz_item *out, struct yz_findings *f) {
    char text[sizeof((struct yz_service *)0)->definition];
    size_t size;
    struct yz_item *item = out ? out : malloc(sizeof *item);
    if (!item) return yz_fail(YZ_BUSY, _("内存不足"));
    enum yz_status status = check_file(NULL, path, item, text, sizeof text, &size, f);
    if (!out) free(item);
    return status;
}

/* --- records --- */

/* The record of that key; id 0 when there is none. */
enum yz_status yz_catalogue_record(struct yz_store *store, const char *key, struct yz_service *out) {
    struct yz_query *q = yz_select(store, &yz_service_kind, "WHERE key = ?1");
    *out = (struct yz_service){0};
    if (!q) return yz_done(q);
    yz_bind_text(q, 1, key);
    if (yz_next(q)) yz_row(q, &yz_service_kind, out);
    return yz_done(q);
}

static void fill_record(const struct yz_item *item, const char *text, struct yz_service *out) {
    yz_copy(out->key, sizeof out->key, item->key);
    yz_copy(out->name, sizeof out->name, item->name);
    yz_copy(out->short_name, sizeof out->short_name, item->short_name);
    yz_copy(out->name_en, sizeof out->name_en, item->name_en);
    yz_copy(out->department, sizeof out->department, item->department);
    out->valid_from = item->valid_from;
    out->valid_to = item->valid_to;
    out->place = item->order;
    out->internal = item->internal;
    static const char *const units[] = {"", "工作时", "工作日", "自然时", "自然日"};
    *out->promised = '\0';
    if (item->promised.amount)
        snprintf(out->promised, sizeof out->promised, "%lld %s", (long long)item->promised.amount,
                 units[item->promised.unit]);
    yz_copy(out->definition, sizeof out->definition, text);
}

enum yz_status yz_catalogue_put(struct yz_store *store, const struct yz_item *item, const char *text, bool *changed) {
    struct yz_service record;
    enum yz_status status = yz_catalogue_record(store, item->key, &record);
    if (status != YZ_OK) return status;
    int64_t before = record.version;
    fill_record(item, text, &record);
    status = yz_put(store, &yz_service_kind, &record);
    if (changed) *changed = record.version != before;
    return status;
}

enum yz_status yz_catalogue_load(struct yz_session *s, const char *path, struct yz_findings *f, bool *changed) {
    char text[sizeof((struct yz_service *)0)->definition];
    size_t size;
    struct yz_item *item = malloc(sizeof *item);
    if (!item) return yz_fail(YZ_BUSY, _("内存不足"));
    enum yz_status status = check_file(s, path, item, text, sizeof text, &size, f);
    if (status == YZ_OK) status = yz_session_act_for_all(s, "load-service");
    if (status == YZ_OK) {
        status = yz_catalogue_put(s->store, item, text, changed);
        if (status == YZ_OK) status = yz_act_commit(s->store, NULL);
        else yz_act_abort(s->store);
        yz_session_forget(s);
    }
    free(item);
    return status;
}

/* --- looking --- */

static void list_row(struct yz_query *q, struct yz_service_line *l) {
    *l = (struct yz_service_line){.id = yz_int(q, 0), .version = yz_int(q, 1)};
    yz_copy(l->key, sizeof l->key, yz_text(q, 2));
    yz_copy(l->name, sizeof l->name, yz_text(q, 3));
    yz_copy(l->short_name, sizeof l->short_name, yz_text(q, 4));
    yz_copy(l->name_en, sizeof l->name_en, yz_text(q, 5));
    yz_copy(l->department, sizeof l->department, yz_text(q, 6));
    l->valid_from = (yz_date)yz_int(q, 7);
    l->valid_to = (yz_date)yz_int(q, 8);
    l->place = yz_int(q, 9);
    l->internal = yz_int(q, 10) != 0;
    yz_copy(l->promised, sizeof l->promised, yz_text(q, 11));
}

enum yz_status yz_catalogue_list(struct yz_session *s, yz_date day, struct yz_service_line *out, size_t max,
                                 size_t *count) {
    struct yz_query *q =
        yz_sql(s->store, "SELECT id, version, key, name, short_name, name_en, department, valid_from, valid_to, place,"
                         " internal, promised FROM service WHERE valid_from <= ?1 AND (valid_to = 0 OR valid_to >= ?1)"
                         " ORDER BY internal, place = 0, place, name");
    *count = 0;
    if (!q) return yz_done(q);
    yz_bind(q, 1, day ? day : yz_today());
    while (*count < max && yz_next(q)) list_row(q, &out[(*count)++]);
    return yz_done(q);
}

/* How much of two keys agrees from the start or stands inside: enough to name the nearest of a short list. */
static size_t likeness(const char *a, const char *b) {
    size_t n = 0;
    while (a[n] && a[n] == b[n]) n++;
    return strstr(b, a) && *a ? n + strlen(a) : n;
}

static enum yz_status no_item(struct yz_session *s, const char *key, yz_date day) {
    struct yz_service_line lines[64];
    size_t count, best = 0;
    const char *nearest = "";
    if (yz_catalogue_list(s, day, lines, 64, &count) != YZ_OK) return YZ_FOREIGN;
    for (size_t i = 0; i < count; i++) {
        size_t like = likeness(key, lines[i].key);
        if (!*nearest || like > best) best = like, nearest = lines[i].key;
    }
    if (!*nearest) return yz_fail(YZ_REFUSED, _("没有事项“%s”，目录是空的"), key);
    return yz_fail(YZ_REFUSED, _("没有事项“%s”，最接近的是 %s"), key, nearest);
}

/* Which record it is, and whether it is in force on the day. */
static enum yz_status look_up(struct yz_session *s, const char *key, yz_date day, struct yz_service_line *out) {
    char from[YZ_DATE_TEXT], to[YZ_DATE_TEXT];
    struct yz_query *q = yz_sql(s->store, "SELECT id, version, name, valid_from, valid_to FROM service WHERE key = ?1");
    *out = (struct yz_service_line){0};
    if (!q) return yz_done(q);
    yz_bind_text(q, 1, key);
    if (yz_next(q)) {
        out->id = yz_int(q, 0);
        out->version = yz_int(q, 1);
        yz_copy(out->name, sizeof out->name, yz_text(q, 2));
        out->valid_from = (yz_date)yz_int(q, 3);
        out->valid_to = (yz_date)yz_int(q, 4);
    }
    enum yz_status status = yz_done(q);
    if (status != YZ_OK) return status;
    if (!out->id) return no_item(s, key, day);
    if (out->valid_from <= day && (!out->valid_to || out->valid_to >= day)) return YZ_OK;
    return yz_fail(YZ_REFUSED, _("事项“%s”的有效期是 %s 至 %s"), out->name, yz_date_text(out->valid_from, from),
                   out->valid_to ? yz_date_text(out->valid_to, to) : "…");
}

enum yz_status yz_catalogue_item(struct yz_session *s, const char *key, yz_date day, const struct yz_item **out,
                                 int64_t *version) {
    struct yz_service_line record;
    enum yz_status status = look_up(s, key, day ? day : yz_today(), &record);
    if (version) *version = record.version;
    return status == YZ_OK ? yz_known_item(s, key, record.id, record.version, out) : status;
}

/* What is in use: hardly any item fills its places. */
static void copy_item(const struct yz_item *from, struct yz_item *to) {
    memcpy(to, from, offsetof(struct yz_item, papers));
    memcpy(to->papers, from->papers, (to->paper_count = from->paper_count) * sizeof *to->papers);
    memcpy(to->fields, from->fields, (to->field_count = from->field_count) * sizeof *to->fields);
    memcpy(to->rules, from->rules, (to->rule_count = from->rule_count) * sizeof *to->rules);
    memcpy(to->tests, from->tests, (to->test_count = from->test_count) * sizeof *to->tests);
}

enum yz_status yz_catalogue_find(struct yz_session *s, const char *key, yz_date day, struct yz_item *out,
                                 int64_t *version) {
    const struct yz_item *item;
    enum yz_status status = yz_catalogue_item(s, key, day, &item, version);
    if (status == YZ_OK) copy_item(item, out);
    return status;
}
