/* The draft of a sitting: what is the same for all, who is chosen, what each has of their own. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>

#include "base/json.h"
#include "base/text.h"
#include "service/desk/bulk_private.h"

enum { DRAFT_ROOM = 4 << 20 };

/* Ids of two kinds may be one number, so the kind stands in the name. */
static char *form_name(const struct yz_bulk *b, enum yz_kind_id kind, char out[64]) {
    snprintf(out, 64, "bulk:%c:%s", yz_kinds[kind]->letter, b->in->item.key);
    return out;
}

bool yz_bulk_draft_of(const char *form, enum yz_kind_id *kind, const char **key) {
    if (strncmp(form, "bulk:", 5) != 0 || !form[5] || form[6] != ':') return false;
    *kind = YZ_NO_KIND;
    for (int i = 1; i < YZ_KIND_COUNT; i++)
        if (yz_kinds[i] && yz_kinds[i]->letter == form[5]) *kind = (enum yz_kind_id)i;
    *key = form + 7;
    return *kind != YZ_NO_KIND;
}

/* "p:7.12=years" names an answer of one's own; "p:7.12" alone says that they are chosen. */
static void write_line(struct yz_json *j, const struct yz_bulk *b, const struct yz_bulk_line *l) {
    char ref[32], key[72];
    yz_ref_text(YZ_PERSON, l->person, ref);
    if (l->chosen) yz_json_text(j, ref, "1");
    for (size_t at = l->own; at; at = b->own[at].next) {
        snprintf(key, sizeof key, "%s=%s", ref, yz_bulk_key(b, b->own[at].field));
        yz_json_text(j, key, b->texts.data + b->own[at].text);
    }
}

enum yz_status yz_bulk_draft_write(struct yz_bulk *b, enum yz_kind_id kind, int64_t place) {
    struct yz_buffer text = {0};
    struct yz_json j;
    char form[64];
    yz_json_open(&j, &text);
    yz_json_object(&j, NULL);
    for (size_t i = 0; i < b->in->item.field_count; i++)
        yz_json_text(&j, b->in->item.fields[i].key, b->common.value[i]);
    yz_json_text(&j, "papers", yz_bulk_get(b, "papers"));
    for (size_t i = 0; i < b->count; i++) write_line(&j, b, &b->lines[i]);
    yz_json_end(&j);
    b->place_kind = kind;
    b->place = place;
    enum yz_status status = text.failed ? yz_fail(YZ_BUSY, _("内存不足"))
                                        : yz_draft_write(b->s->store, b->s->staff.id, form_name(b, kind, form), place,
                                                         b->in->service_version, yz_buffer_string(&text));
    yz_buffer_free(&text);
    return status;
}

static enum yz_status read_draft(struct yz_bulk *b, enum yz_kind_id kind, int64_t place, char *json, yz_moment *at) {
    char form[64];
    *at = 0;
    enum yz_status status =
        yz_draft_read(b->s->store, b->s->staff.id, form_name(b, kind, form), place, json, DRAFT_ROOM, NULL, at);
    return status == YZ_REFUSED && !*at ? YZ_OK : status;
}

/* Lines come in their order, so the next one looked for stands right behind the last one found. */
struct taking {
    struct yz_bulk *b;
    size_t at;
    enum yz_status status;
};

static size_t line_of(struct taking *t, int64_t person) {
    const struct yz_bulk *b = t->b;
    for (size_t n = 0; n < b->count; n++) {
        size_t i = (t->at + n) % b->count;
        if (b->lines[i].person == person) return t->at = i;
    }
    return b->count;
}

static void take(void *ctx, const char *name, const char *value) {
    struct taking *t = ctx;
    enum yz_kind_id kind;
    int64_t id;
    char ref[72];
    const char *field = strchr(name, '=');
    size_t n = field ? (size_t)(field - name) : strlen(name);
    if (!strchr(name, ':')) {
        yz_bulk_set(t->b, name, value, NULL);
        return;
    }
    snprintf(ref, sizeof ref, "%.*s", (int)n, name);
    if (!yz_ref_parse(ref, &kind, &id) || kind != YZ_PERSON) return;
    size_t line = line_of(t, id);
    if (line == t->b->count) return; /* moved out meanwhile */
    if (!field) t->b->lines[line].chosen = true;
    else if (yz_bulk_set_own(t->b, line, field + 1, value, NULL) == YZ_BUSY) t->status = YZ_BUSY;
}

static enum yz_status with_draft(struct yz_bulk *b, enum yz_kind_id kind, int64_t place, yz_moment *at, bool taking) {
    char *json = malloc(DRAFT_ROOM);
    struct taking t = {.b = b};
    if (!json) return yz_fail(YZ_BUSY, _("内存不足"));
    enum yz_status status = read_draft(b, kind, place, json, at);
    if (status == YZ_OK && *at && taking) status = yz_json_each(b->s->store, json, take, &t);
    free(json);
    return status == YZ_OK ? t.status : status;
}

enum yz_status yz_bulk_draft_find(struct yz_bulk *b, enum yz_kind_id kind, int64_t place, yz_moment *at) {
    return with_draft(b, kind, place, at, false);
}

enum yz_status yz_bulk_draft_take(struct yz_bulk *b, enum yz_kind_id kind, int64_t place) {
    yz_moment at;
    b->place_kind = kind;
    b->place = place;
    enum yz_status status = with_draft(b, kind, place, &at, true);
    return status == YZ_OK ? yz_bulk_check(b) : status;
}

enum yz_status yz_bulk_draft_drop(struct yz_bulk *b, enum yz_kind_id kind, int64_t place) {
    char form[64];
    return yz_draft_drop(b->s->store, b->s->staff.id, form_name(b, kind, form), place);
}
