/* Records of any kind: pages, changes, and how one stood on a day. */
#include <yizhan/accounts.h>
#include <yizhan/records.h>

#include "service/desk/desk_private.h"
#include "service/lists/lists_private.h"
#include "service/registry/living.h"
#include "service/restricted.h"
#include "service/session.h"
#include "store/store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/groups.h>
#include <yizhan/i18n.h>
#include <yizhan/improvements.h>
#include <yizhan/journal.h>
#include <yizhan/registry.h>

enum { VALUE = 1024, NOTE = 4096 };

static const struct yz_field *field_or_usage(const struct yz_kind *k, const char *column) {
    const struct yz_field *f = yz_field_named(k, column);
    char all[1024] = "";
    for (size_t i = 0; !f && i < k->count; i++) {
        size_t have = strlen(all);
        snprintf(all + have, sizeof all - have, "%s%s", have ? " " : "", k->fields[i].column);
    }
    if (!f) yz_fail(YZ_USAGE, _("%1$s没有字段 %2$s；有 %3$s"), yz_tr(k->label), column, all);
    return f;
}

/* The value in the form in which fields are compared: set in an empty record, and read back. */
enum yz_status yz_record_filter_add(struct yz_record_filter *filter, const struct yz_kind *k, const char *field,
                                    const char *value) {
    struct yz_findings findings = {0};
    const struct yz_field *f = field_or_usage(k, field);
    if (!f) return YZ_USAGE;
    if (filter->test_count == sizeof filter->tests / sizeof *filter->tests) return yz_fail(YZ_USAGE, _("条件太多"));
    void *probe = calloc(1, k->size);
    if (!probe) return yz_fail(YZ_BUSY, _("内存不足"));
    struct yz_record_test *t = &filter->tests[filter->test_count];
    t->field = f;
    enum yz_status status = YZ_OK;
    if (!yz_field_set(f, probe, value, false, &findings)) {
        status = yz_fail(YZ_USAGE, "%s: %s", field, findings.count ? findings.all[0].rule : value);
    }
    yz_field_text(f, probe, false, t->value, sizeof t->value);
    if (status == YZ_OK) filter->test_count++;
    yz_findings_free(&findings);
    free(probe);
    return status;
}

static int by_id(const void *a, const void *b) {
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

static bool fits(const struct yz_record_filter *filter, const void *record) {
    char value[VALUE];
    const int64_t *id = &((const struct yz_record *)record)->id;
    if (filter->only && !bsearch(id, filter->only, filter->only_count, sizeof *id, by_id)) return false;
    for (size_t i = 0; i < filter->test_count; i++) {
        yz_field_text(filter->tests[i].field, record, false, value, sizeof value);
        if (strcmp(value, filter->tests[i].value) != 0) return false;
    }
    return true;
}

/* What is in a place, for each kind that lies in one: tails of a SELECT, ?2 the place. */
#define PAGE                " AND id>?1 ORDER BY id LIMIT ?3"
#define IN_DWELLINGS(where) " IN (SELECT d.id FROM dwelling d JOIN building b ON b.id=d.building WHERE " where ")"
#define LIVES(where)        "WHERE id IN (SELECT m.person FROM membership m WHERE m.until=0 AND m." where ")" PAGE
struct place {
    enum yz_kind_id kind, within;
    const char *tail;
};
static const struct place places[] = {
    {YZ_PERSON, YZ_HOUSEHOLD, LIVES("household=?2")},
    {YZ_PERSON, YZ_DWELLING, LIVES("dwelling=?2")},
    {YZ_PERSON, YZ_BUILDING, LIVES("dwelling" IN_DWELLINGS("b.id=?2"))},
    {YZ_PERSON, YZ_COMPOUND, LIVES("dwelling" IN_DWELLINGS("b.compound=?2"))},
    {YZ_PERSON, YZ_GRID, LIVES("dwelling" IN_DWELLINGS("b.grid=?2"))},
    {YZ_HOUSEHOLD, YZ_DWELLING, "WHERE dwelling=?2" PAGE},
    {YZ_HOUSEHOLD, YZ_BUILDING, "WHERE dwelling" IN_DWELLINGS("b.id=?2") PAGE},
    {YZ_HOUSEHOLD, YZ_COMPOUND, "WHERE dwelling" IN_DWELLINGS("b.compound=?2") PAGE},
    {YZ_HOUSEHOLD, YZ_GRID, "WHERE dwelling" IN_DWELLINGS("b.grid=?2") PAGE},
    {YZ_DWELLING, YZ_BUILDING, "WHERE building=?2" PAGE},
    {YZ_BUILDING, YZ_COMPOUND, "WHERE compound=?2" PAGE},
    {YZ_BUILDING, YZ_GRID, "WHERE grid=?2" PAGE},
    {YZ_NEED, YZ_HOUSEHOLD, "WHERE household=?2" PAGE},
    {YZ_NEED, YZ_BUILDING, "WHERE building=?2" PAGE},
    {YZ_NEED, YZ_GRID, "WHERE grid=?2" PAGE},
    {YZ_IMPROVEMENT, YZ_BUILDING, "WHERE building=?2" PAGE},
    {YZ_IMPROVEMENT, YZ_COMPOUND, "WHERE compound=?2" PAGE},
    {YZ_IMPROVEMENT, YZ_GRID, "WHERE grid=?2" PAGE},
    {YZ_STAFF, YZ_STATION, "WHERE station=?2" PAGE},
    {YZ_STAFF, YZ_GRID, "WHERE grid=?2" PAGE},
};

/* And who was there on the day ?4, by the memberships. */
#define WAS(who, where)                                                                                                \
    "WHERE id IN (SELECT m." who " FROM membership m WHERE m.since<=?4 AND (m.until=0 OR m.until>=?4)" where ")" PAGE
/* One walk along an index that holds the days, however few were there. */
#define ANYWHERE(who)                                                                                                  \
    "WHERE id IN (SELECT DISTINCT m." who " FROM membership m INDEXED BY membership_" who " WHERE m." who              \
    ">?1 AND m.since<=?4 AND (m.until=0 OR m.until>=?4) ORDER BY m." who " LIMIT ?3)" PAGE
static const struct place past_places[] = {
    {YZ_PERSON, YZ_NO_KIND, ANYWHERE("person")},
    {YZ_PERSON, YZ_HOUSEHOLD, WAS("person", " AND m.household=?2")},
    {YZ_PERSON, YZ_DWELLING, WAS("person", " AND m.dwelling=?2")},
    {YZ_PERSON, YZ_BUILDING, WAS("person", " AND m.dwelling" IN_DWELLINGS("b.id=?2"))},
    {YZ_PERSON, YZ_COMPOUND, WAS("person", " AND m.dwelling" IN_DWELLINGS("b.compound=?2"))},
    {YZ_PERSON, YZ_GRID, WAS("person", " AND m.dwelling" IN_DWELLINGS("b.grid=?2"))},
    {YZ_HOUSEHOLD, YZ_NO_KIND, ANYWHERE("household")},
    {YZ_HOUSEHOLD, YZ_DWELLING, WAS("household", " AND m.dwelling=?2")},
    {YZ_HOUSEHOLD, YZ_BUILDING, WAS("household", " AND m.dwelling" IN_DWELLINGS("b.id=?2"))},
    {YZ_HOUSEHOLD, YZ_COMPOUND, WAS("household", " AND m.dwelling" IN_DWELLINGS("b.compound=?2"))},
    {YZ_HOUSEHOLD, YZ_GRID, WAS("household", " AND m.dwelling" IN_DWELLINGS("b.grid=?2"))},
    {YZ_BUILDING, YZ_NO_KIND, "WHERE id>?1 ORDER BY id LIMIT ?3"},
    {YZ_BUILDING, YZ_COMPOUND, "WHERE compound=?2" PAGE},
    {YZ_BUILDING, YZ_GRID, "WHERE grid=?2" PAGE},
};

static const char *tail_of(enum yz_kind_id kind, enum yz_kind_id within, yz_date on) {
    const struct place *all = on ? past_places : places;
    size_t count = on ? sizeof past_places / sizeof *past_places : sizeof places / sizeof *places;
    if (within == YZ_NO_KIND && !on) return "WHERE id>?1 ORDER BY id LIMIT ?3";
    for (size_t i = 0; i < count; i++) {
        if (all[i].kind == kind && all[i].within == within) return all[i].tail;
    }
    if (on && within == YZ_NO_KIND) {
        yz_fail(YZ_REFUSED, _("%s不能按过去的日子列出"), yz_tr(yz_kinds[kind]->label));
        return NULL;
    }
    yz_fail(YZ_REFUSED, _("%1$s不能按%2$s列出"), yz_tr(yz_kinds[kind]->label), yz_tr(yz_kinds[within]->label));
    return NULL;
}

/* Reads on in stretches, since a field's value is compared here and not in SQL. */
enum yz_status yz_record_page(struct yz_session *s, enum yz_kind_id kind, const struct yz_record_filter *filter,
                              int64_t after, void *out, size_t max, size_t *count) {
    const struct yz_kind *k = yz_kinds[kind];
    const char *tail = tail_of(kind, filter->within, filter->on);
    int64_t stretch = filter->test_count || filter->only ? 1000 : (int64_t)max, seen = stretch;
    enum yz_status status = tail ? yz_kind_allowed(s, kind) : YZ_REFUSED;
    *count = 0;
    while (status == YZ_OK && *count < max && seen == stretch) {
        struct yz_query *q = yz_select(s->store, k, tail);
        if (!q) return yz_done(q);
        yz_bind(q, 1, after);
        if (filter->within != YZ_NO_KIND) yz_bind(q, 2, filter->within_id);
        yz_bind(q, 3, stretch);
        if (filter->on) yz_bind(q, 4, filter->on);
        for (seen = 0; status == YZ_OK && *count < max && yz_next(q); seen++) {
            void *record = (char *)out + *count * k->size;
            yz_row(q, k, record);
            after = ((const struct yz_record *)record)->id;
            if (filter->on) status = yz_as_it_was(s, k, filter->on, record);
            bool fit = !yz_record_closed(s, kind, record);
            if (kind == YZ_CASE) yz_case_veil(s, record);
            if (kind == YZ_NEED) yz_need_veil(s, record);
            if (kind == YZ_MATCH) yz_match_veil(s, record);
            if (fit && fits(filter, record)) ++*count;
        }
        enum yz_status done = yz_done(q);
        if (status == YZ_OK) status = done;
    }
    return status;
}

bool yz_record_set(const struct yz_kind *k, void *record, const char *field, const char *text,
                   struct yz_findings *findings) {
    const struct yz_field *f = yz_field_named(k, field);
    if (!f) {
        bool named = field_or_usage(k, field);
        yz_find_error(findings, field, text, named ? "" : yz_message(), NULL);
        return false;
    }
    if (f->flags & YZ_DERIVED) {
        yz_find_error(findings, field, text, _("由程序填写，不能改"), NULL);
        return false;
    }
    return yz_field_set(f, record, text, false, findings);
}

bool yz_record_set_named(struct yz_session *s, const struct yz_kind *k, void *record, const char *field,
                         const char *text, struct yz_findings *findings) {
    const struct yz_field *row = yz_field_named(k, field);
    enum yz_kind_id kind;
    int64_t id;
    char ref[32];
    if (row && row->type == YZ_REF && *text) {
        if (yz_ref_resolve(s, text, YZ_KIND_BIT(yz_kind_named(row->of)->id), &kind, &id) != YZ_OK)
            return yz_find_error(findings, field, text, yz_message(), NULL), false;
        text = yz_ref_text(kind, id, ref);
    }
    return yz_record_set(k, record, field, text, findings);
}

/* Each record referred to must be there. */
static void check_references(struct yz_session *s, const struct yz_kind *k, const void *record,
                             struct yz_findings *findings) {
    char ref[32];
    for (size_t i = 0; i < k->count; i++) {
        const struct yz_field *f = &k->fields[i];
        const struct yz_kind *of = f->type == YZ_REF ? yz_kind_named(f->of) : NULL;
        int64_t id = of ? *(const int64_t *)(const void *)((const char *)record + f->offset) : 0;
        void *other = id ? malloc(of->size) : NULL;
        if (id && (!other || yz_get(s->store, of, id, other) != YZ_OK)) {
            yz_find_error(findings, f->column, yz_ref_text(of->id, id, ref), _("没有这个记录"), NULL);
        }
        free(other);
    }
}

enum yz_status yz_record_edit(struct yz_session *s, enum yz_kind_id kind, void *record, struct yz_findings *findings) {
    const struct yz_kind *k = yz_kinds[kind];
    char verb[48];
    if (yz_kind_allowed(s, kind) != YZ_OK) return YZ_DENIED;
    if (kind == YZ_CASE) { /* what was veiled must not be written back */
        enum yz_status status = yz_case_refuse_hidden(s, record);
        if (status != YZ_OK) return status;
    }
    check_references(s, k, record, findings);
    if (!yz_findings_ok(findings)) return yz_fail(YZ_REFUSED, _("有错误，没有保存"));
    if (kind == YZ_PERSON) return yz_person_save(s, record, findings);
    if (kind == YZ_FOCUS) return yz_group_save(s, record, findings);
    if (kind == YZ_NEED) return yz_need_save(s, record, findings);
    if (kind == YZ_PROVIDER) return yz_provider_save(s, record, findings);
    if (kind == YZ_OFFER) return yz_offer_save(s, record, findings);
    if (kind == YZ_STAFF) return yz_staff_save(s, record, findings);
    if (kind == YZ_IMPROVEMENT) return yz_improvement_save(s, record, NULL, 0, findings);
    snprintf(verb, sizeof verb, "edit-%s", k->name);
    return yz_record_save(s, verb, k, record, findings);
}

enum yz_status yz_record_as_of(struct yz_session *s, enum yz_kind_id kind, int64_t id, yz_date day, void *record) {
    yz_moment end = yz_moment_make(yz_date_add(day, 1), 0) - 1;
    enum yz_status status = yz_kind_allowed(s, kind);
    char ref[32];
    if (status == YZ_OK && yz_id_closed(s, kind, id))
        return yz_fail(YZ_REFUSED, _("没有 %s"), yz_ref_text(kind, id, ref));
    if (status == YZ_OK) status = yz_journal_record(s->store, yz_kinds[kind], id, 0, end, record);
    if (status == YZ_OK && kind == YZ_CASE) yz_case_veil_past(s, record);
    if (status == YZ_OK && kind == YZ_NEED) yz_need_veil_past(s, record);
    if (status == YZ_OK && kind == YZ_MATCH) yz_match_veil(s, record);
    return status;
}

enum yz_status yz_log_note(struct yz_session *s, const struct yz_log_line *line,
                           void (*member)(void *ctx, const char *name, const char *value), void *ctx) {
    char body[NOTE];
    if (line->version || line->erased || yz_line_closed(s, line)) return YZ_OK;
    if (strcmp(line->kind, "case") == 0 && yz_case_is_hidden(s, line->id)) return YZ_OK;
    enum yz_status status = yz_journal_body(s->store, line->seq, body, sizeof body);
    return status == YZ_OK && *body == '{' ? yz_json_each(s->store, body, member, ctx) : status;
}
