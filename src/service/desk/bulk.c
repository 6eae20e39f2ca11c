/* A sitting: its item, what is the same for all, its people and what each has of their own. */
#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>

#include "base/text.h"
#include "service/desk/bulk_private.h"

/* --- the common answers --- */

static void keep(struct yz_bulk *b) {
    struct yz_bulk_values *v = &b->common;
    const struct yz_intake *in = b->in;
    memcpy(v->value, in->value, sizeof v->value);
    memcpy(v->filled, in->filled, sizeof v->filled);
    memcpy(v->bad, in->bad, sizeof v->bad);
    memcpy(v->seen, in->seen, sizeof v->seen);
    memcpy(v->papers, in->papers, sizeof v->papers);
    memcpy(v->bad_papers, in->bad_papers, sizeof v->bad_papers);
}

void yz_bulk_restore(struct yz_bulk *b) {
    const struct yz_bulk_values *v = &b->common;
    struct yz_intake *in = b->in;
    memcpy(in->value, v->value, sizeof v->value);
    memcpy(in->filled, v->filled, sizeof v->filled);
    memcpy(in->bad, v->bad, sizeof v->bad);
    memcpy(in->seen, v->seen, sizeof v->seen);
    memcpy(in->papers, v->papers, sizeof v->papers);
    memcpy(in->bad_papers, v->bad_papers, sizeof v->bad_papers);
}

/* The form as it is before anybody sits down at it. */
static void clear_person(struct yz_bulk *b) {
    b->in->person = (struct yz_person){0};
    b->in->household = (struct yz_household){0};
    b->in->member_count = 0;
    yz_bulk_restore(b);
}

bool yz_bulk_set(struct yz_bulk *b, const char *field, const char *text, struct yz_findings *f) {
    clear_person(b);
    bool good = yz_intake_set(b->in, field, text, f);
    keep(b);
    return good;
}

const char *yz_bulk_get(const struct yz_bulk *b, const char *field) {
    int i = yz_bulk_field(b, field);
    const struct yz_bulk_values *v = &b->common;
    if (i == YZ_BULK_PAPERS) return *v->bad_papers ? v->bad_papers : v->papers;
    return i < 0 ? "" : v->value[i];
}

bool yz_bulk_common(const struct yz_bulk *b, const char *field) {
    const struct yz_item_field *f = yz_item_field(&b->in->item, field);
    return strcmp(field, "papers") == 0 ? b->in->item.paper_count > 0 : f && !*f->from && f->type != YZ_ANSWER_MEMBER;
}

int yz_bulk_field(const struct yz_bulk *b, const char *key) {
    const struct yz_item_field *f = yz_item_field(&b->in->item, key);
    return strcmp(key, "papers") == 0 ? YZ_BULK_PAPERS : f ? (int)(f - b->in->item.fields) : -1;
}

const char *yz_bulk_key(const struct yz_bulk *b, int field) {
    return field == YZ_BULK_PAPERS ? "papers" : b->in->item.fields[field].key;
}

/* --- beginning --- */

static bool asks_members(const struct yz_expr *e) {
    for (uint8_t i = 0; i < e->count; i++) {
        const char *word = e->nodes[i].word;
        if (strcmp(word, "household.members") == 0 || strcmp(word, "children") == 0) return true;
    }
    return false;
}

/* Reading the members of a household for each of thousands takes its time, and few items ask for them. */
static bool item_asks_members(const struct yz_item *item) {
    bool asks = asks_members(&item->after_or);
    for (size_t i = 0; i < item->field_count; i++) {
        const struct yz_item_field *f = &item->fields[i];
        asks |= f->type == YZ_ANSWER_MEMBER || asks_members(&f->when) || asks_members(&f->value);
    }
    for (size_t i = 0; i < item->paper_count; i++) asks |= asks_members(&item->papers[i].when);
    for (size_t i = 0; i < item->test_count; i++) asks |= asks_members(&item->tests[i].test);
    return asks;
}

static int year_field(const struct yz_item *item) {
    for (size_t i = 0; i < item->field_count; i++)
        if (item->fields[i].type == YZ_ANSWER_YEARS) return (int)i;
    return -1;
}

/* A procedure of its own needs a form of its own. */
static bool for_many(const struct yz_item *item) {
    return item->about == YZ_ABOUT_PERSON && strcmp(item->procedure, "newborn") != 0;
}

enum yz_status yz_bulk_items(struct yz_session *s, struct yz_service_line *out, size_t max, size_t *count) {
    struct yz_item *item = malloc(sizeof *item);
    size_t all = 0;
    *count = 0;
    if (!item) return yz_fail(YZ_BUSY, _("内存不足"));
    enum yz_status status = yz_catalogue_list(s, 0, out, max, &all);
    for (size_t i = 0; i < all && status == YZ_OK && !out[i].internal; i++) {
        status = yz_catalogue_find(s, out[i].key, 0, item, NULL);
        if (status == YZ_OK && for_many(item)) out[(*count)++] = out[i];
    }
    free(item);
    return status;
}

static enum yz_status load(struct yz_bulk *b, const char *key) {
    struct yz_intake *in = b->in;
    enum yz_status status = yz_catalogue_find(b->s, key, 0, &in->item, &in->service_version);
    if (status != YZ_OK) return status;
    if (!for_many(&in->item))
        return yz_fail(YZ_REFUSED, _("“%s”不是按人办理的，不能批量办理，要一件一件办"), yz_item_name(&in->item));
    for (size_t i = 0; i < in->item.field_count; i++) {
        const struct yz_item_field *f = &in->item.fields[i];
        if (*f->initial) yz_intake_set(in, f->key, f->initial, NULL);
    }
    keep(b);
    b->with_members = item_asks_members(&in->item);
    b->year_field = year_field(&in->item);
    return YZ_OK;
}

enum yz_status yz_bulk_begin(struct yz_session *s, const char *key, struct yz_bulk **out) {
    struct yz_bulk *b = calloc(1, sizeof *b);
    *out = NULL;
    if (b) b->in = calloc(1, sizeof *b->in);
    if (!b || !b->in) {
        free(b);
        return yz_fail(YZ_BUSY, _("内存不足"));
    }
    b->s = b->in->s = s;
    b->in->clock = &b->clock;
    b->verb = "bulk-open-cases";
    b->own_count = 1;
    enum yz_status status = load(b, key);
    if (status == YZ_OK) *out = b;
    else yz_bulk_free(b);
    return status;
}

void yz_bulk_free(struct yz_bulk *b) {
    if (!b) return;
    yz_findings_free(&b->findings);
    yz_buffer_free(&b->texts);
    free(b->lines);
    free(b->own);
    free(b->in);
    free(b);
}

const struct yz_item *yz_bulk_item(const struct yz_bulk *b) {
    return &b->in->item;
}

/* --- lines --- */

enum yz_status yz_bulk_add(struct yz_bulk *b, int64_t person, int64_t household) {
    if (b->count == b->room) {
        size_t room = b->room ? 2 * b->room : 64;
        struct yz_bulk_line *lines = realloc(b->lines, room * sizeof *lines);
        if (!lines) return yz_fail(YZ_BUSY, _("内存不足"));
        b->lines = lines;
        b->room = room;
    }
    b->lines[b->count++] = (struct yz_bulk_line){.person = person, .household = household};
    return YZ_OK;
}

size_t yz_bulk_lines(const struct yz_bulk *b, const struct yz_bulk_line **out) {
    *out = b->lines;
    return b->count;
}

bool yz_bulk_choose(struct yz_bulk *b, size_t line, bool chosen) {
    if (line >= b->count || b->lines[line].state > YZ_BULK_FIT) return false;
    b->lines[line].chosen = chosen;
    return true;
}

size_t yz_bulk_choose_all(struct yz_bulk *b, bool chosen) {
    size_t n = 0;
    for (size_t i = 0; i < b->count; i++) n += yz_bulk_choose(b, i, chosen);
    return n;
}

struct yz_bulk_sums yz_bulk_count(const struct yz_bulk *b) {
    struct yz_bulk_sums n = {.lines = b->count};
    for (size_t i = 0; i < b->count; i++) {
        const struct yz_bulk_line *l = &b->lines[i];
        n.fit += l->state == YZ_BULK_FIT;
        n.known += l->state == YZ_BULK_KNOWN;
        n.unfit += l->state == YZ_BULK_UNFIT;
        n.done += l->state == YZ_BULK_DONE;
        n.chosen += l->chosen;
        if (l->chosen) n.amount += l->amount;
        if (l->state == YZ_BULK_DONE) n.done_amount += l->amount;
    }
    return n;
}

char *yz_bulk_amount(int64_t fen, char out[32]) {
    return yz_money_text(fen, out);
}

const struct yz_findings *yz_bulk_findings(const struct yz_bulk *b) {
    return &b->findings;
}

/* --- answers of one's own --- */

static struct yz_bulk_own *own_of(const struct yz_bulk *b, size_t line, int field) {
    for (size_t at = b->lines[line].own; at; at = b->own[at].next)
        if (b->own[at].field == field) return &b->own[at];
    return NULL;
}

static struct yz_bulk_own *add_own(struct yz_bulk *b, size_t line, int field) {
    if (b->own_count >= b->own_room) {
        size_t room = b->own_room ? 2 * b->own_room : 256;
        struct yz_bulk_own *own = realloc(b->own, room * sizeof *own);
        if (!own) return NULL;
        b->own = own;
        b->own_room = room;
    }
    struct yz_bulk_own *o = &b->own[b->own_count];
    *o = (struct yz_bulk_own){.next = b->lines[line].own, .field = (uint8_t)field};
    b->lines[line].own = b->own_count++;
    return o;
}

enum yz_status yz_bulk_set_own(struct yz_bulk *b, size_t line, const char *field, const char *text,
                               struct yz_findings *f) {
    int i = yz_bulk_field(b, field);
    bool none = i == YZ_BULK_PAPERS && strcmp(text, "-") == 0;
    if (f && i >= 0 && *text && !none) {
        clear_person(b);
        if (yz_intake_set(b->in, field, text, f)) text = yz_intake_get(b->in, field);
    }
    if (i < 0 || line >= b->count) return yz_fail(YZ_REFUSED, _("这个事项没有字段 %s"), field);
    struct yz_bulk_own *own = own_of(b, line, i);
    if (!own && !*text) return YZ_OK;
    if (!own) own = add_own(b, line, i);
    if (own) own->text = b->texts.length;
    yz_buffer_append(&b->texts, text, strlen(text) + 1);
    return own && !b->texts.failed ? YZ_OK : yz_fail(YZ_BUSY, _("内存不足"));
}

const char *yz_bulk_get_own(const struct yz_bulk *b, size_t line, const char *field) {
    int i = yz_bulk_field(b, field);
    const struct yz_bulk_own *own = i < 0 || line >= b->count ? NULL : own_of(b, line, i);
    return own ? b->texts.data + own->text : "";
}
