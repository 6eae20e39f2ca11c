/* Corrections: fields of a record that another station, or another copy of this file, would have otherwise. */
#include "service/letters/letters.h"
#include "service/letters/letters_private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/registry.h>

#include "base/json.h"
#include "base/text.h"

/* The record as it is, the one that was sent, and whether a field was. */
struct pair {
    const struct yz_kind *kind;
    char *now, *then; /* to be freed */
    uint64_t named;   /* bits of fields */
};

static void name_field(void *ctx, const char *name, const char *value) {
    struct pair *p = ctx;
    const struct yz_field *f = yz_field_named(p->kind, name);
    (void)value;
    if (f) p->named |= UINT64_C(1) << (f - p->kind->fields);
}

static void free_pair(struct pair *p) {
    free(p->now);
    free(p->then);
}

static enum yz_status read_pair(struct yz_session *s, const struct yz_letter *letter, struct pair *out) {
    int64_t id;
    char strange[YZ_STRANGE];
    enum yz_kind_id kind = yz_letter_about(letter, &id);
    *out = (struct pair){.kind = yz_kinds[kind]};
    if (!kind) return yz_fail(YZ_REFUSED, _("“%s”没有写是哪条记录"), letter->title);
    out->now = malloc(out->kind->size);
    out->then = malloc(out->kind->size);
    enum yz_status status = out->now && out->then ? YZ_OK : yz_fail(YZ_BUSY, _("内存不足"));
    if (status == YZ_OK) status = yz_get(s->store, out->kind, id, out->now);
    if (status == YZ_OK) status = yz_record_parse_known(s->store, out->kind, letter->body, out->then, strange);
    if (status == YZ_OK) status = yz_json_each(s->store, letter->body, name_field, out);
    return status;
}

static bool named(const struct pair *p, const struct yz_field *f) {
    return (p->named & UINT64_C(1) << (f - p->kind->fields)) != 0;
}

enum yz_status yz_letter_changes(struct yz_session *s, const struct yz_letter *letter,
                                 void (*change)(void *ctx, const struct yz_field *f, const char *now, const char *then),
                                 void *ctx) {
    struct pair p;
    char now[512], then[512];
    enum yz_status status = read_pair(s, letter, &p);
    for (size_t i = 0; status == YZ_OK && i < p.kind->count; i++) {
        const struct yz_field *f = &p.kind->fields[i];
        if (!named(&p, f)) continue;
        yz_field_text(f, p.now, true, now, sizeof now);
        change(ctx, f, now, yz_field_text(f, p.then, true, then, sizeof then));
    }
    free_pair(&p);
    return status;
}

/* --- writing one --- */

static bool same_field(const struct yz_field *f, const char *a, const char *b) {
    if (f->type == YZ_TEXT) return strncmp(a + f->offset, b + f->offset, f->size) == 0;
    return memcmp(a + f->offset, b + f->offset, f->size) == 0;
}

static void put_field(struct yz_json *j, const struct yz_field *f, const char *record) {
    const void *at = record + f->offset;
    switch (f->type) {
    case YZ_TEXT: yz_json_text(j, f->column, at); break;
    case YZ_FLAG: yz_json_bool(j, f->column, *(const bool *)at); break;
    case YZ_CODE:
    case YZ_DAY: yz_json_int(j, f->column, *(const int32_t *)at); break;
    default: yz_json_int(j, f->column, *(const int64_t *)at); break;
    }
}

enum yz_status yz_correction_write(const struct yz_kind *k, const void *before, const void *after,
                                   struct yz_letter *out) {
    struct yz_buffer b = {0};
    struct yz_json j;
    yz_json_open(&j, &b);
    yz_json_object(&j, NULL);
    for (size_t i = 0; i < k->count; i++)
        if (!same_field(&k->fields[i], before, after)) put_field(&j, &k->fields[i], after);
    yz_json_end(&j);
    bool fits = !b.failed && yz_copy(out->body, sizeof out->body, yz_buffer_string(&b));
    yz_buffer_free(&b);
    return fits ? YZ_OK : yz_fail(YZ_REFUSED, _("改的太多，一次更正里放不下；分几次改"));
}

/* Theirs to change. */
bool yz_is_guest(struct yz_session *s, int64_t person) {
    return yz_home(s, YZ_PERSON, person) != yz_store_number(s->store);
}

enum yz_status yz_suggest_person(struct yz_session *s, const struct yz_person *before, const struct yz_person *after,
                                 struct yz_findings *f) {
    struct yz_letter letter = {.sort = YZ_LETTER_CORRECTION, .receiver = yz_home(s, YZ_PERSON, after->id)};
    char rule[256], name[128];
    if (!yz_record_check(&yz_person_kind, after, f)) return yz_fail(YZ_REFUSED, _("有错误，没有保存"));
    yz_ref_text(YZ_PERSON, after->id, letter.ref);
    yz_record_title(s, YZ_PERSON, after->id, true, letter.title, sizeof letter.title);
    enum yz_status status = yz_correction_write(&yz_person_kind, before, after, &letter);
    if (status == YZ_OK && strcmp(letter.body, "{}") == 0) return YZ_OK;
    if (status == YZ_OK) status = yz_session_act(s, "suggest-person");
    if (status != YZ_OK) return status;
    status = yz_session_end(s, yz_letter_write(s, &letter));
    snprintf(rule, sizeof rule, _("登记归%s：改的已写成更正，等他们接收后这里才变"),
             yz_district_name(s, (int)letter.receiver, name, sizeof name));
    if (status == YZ_OK) yz_find_warning(f, "name", NULL, rule, NULL);
    return status;
}

/* --- taking one --- */

static enum yz_status take_field(struct yz_session *s, struct pair *p, const struct yz_field *f) {
    const struct yz_kind *of = f->type == YZ_REF ? yz_kind_named(f->of) : NULL;
    int64_t id = of ? *(const int64_t *)(p->then + f->offset) : 0;
    if (id && !yz_letter_there(s, of, id))
        return yz_fail(YZ_REFUSED, _("“%s”指的记录这里没有，不能照收；照着手工改"), yz_tr(f->label));
    memcpy(p->now + f->offset, p->then + f->offset, f->size);
    return YZ_OK;
}

enum yz_status yz_letter_correct(struct yz_session *s, const struct yz_letter *letter) {
    struct pair p;
    struct yz_findings f = {0};
    if (!*letter->body) return YZ_OK; /* done by hand */
    enum yz_status status = read_pair(s, letter, &p);
    for (size_t i = 0; status == YZ_OK && i < p.kind->count; i++)
        if (named(&p, &p.kind->fields[i])) status = take_field(s, &p, &p.kind->fields[i]);
    if (status == YZ_OK && !yz_record_check(p.kind, p.now, &f))
        status = yz_fail(YZ_REFUSED, _("照收以后记录就不对了：%s"), f.count ? f.all[0].rule : "");
    if (status == YZ_OK) status = yz_put(s->store, p.kind, p.now);
    yz_findings_free(&f);
    free_pair(&p);
    return status;
}
