/* A form made from the table of a kind, and what its lookups find. */
#include "ui/screens/kind_form.h"

#include "base/text.h"
#include "ui/match.h"

#include <stdlib.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/find.h>
#include <yizhan/lists.h>
#include <yizhan/net.h>
#include <yizhan/records.h>
#include <yizhan/registry.h>
#include <yizhan/station.h>

enum { MOST = 256, HITS = 16 };

static enum yz_editor editor_of(enum yz_type type) {
    switch (type) {
    case YZ_CODE: return YZ_EDIT_CHOICE;
    case YZ_DAY: return YZ_EDIT_DAY;
    case YZ_TIME: return YZ_EDIT_MOMENT;
    case YZ_MONEY: return YZ_EDIT_MONEY;
    case YZ_FLAG: return YZ_EDIT_FLAG;
    case YZ_INT: return YZ_EDIT_NUMBER;
    case YZ_REF: return YZ_EDIT_LOOKUP;
    default: return YZ_EDIT_TEXT;
    }
}

struct yz_form_field yz_kind_form_field(const struct yz_field *f,
                                        void (*check)(void *ctx, char *text, size_t room, const char *name,
                                                      struct yz_findings *found)) {
    return (struct yz_form_field){
        .name = f->column,
        .label = f->label,
        .editor = editor_of(f->type),
        .of = f->type == YZ_CODE ? f->of : NULL,
        .help = f->help,
        .flags = f->flags & YZ_REQUIRED ? YZ_FORM_REQUIRED : 0,
        .room = f->type == YZ_TEXT ? (f->size < YZ_FORM_TEXT ? f->size : YZ_FORM_TEXT) : 0,
        .check = check,
    };
}

void yz_kind_form_value(const struct yz_field *f, const void *record, char *out, size_t room) {
    if (f->type == YZ_CODE)
        yz_copy(out, room, yz_code_key(f->of, *(const int32_t *)(const void *)((const char *)record + f->offset)));
    else if (f->type == YZ_FLAG) yz_copy(out, room, *((const char *)record + f->offset) ? "yes" : "");
    else yz_field_text(f, record, false, out, room);
}

static bool names_record(const struct yz_form *form, const char *name) {
    for (size_t i = 0; i < form->count; i++)
        if (strcmp(form->fields[i].name, name) == 0)
            return form->fields[i].editor == YZ_EDIT_LOOKUP ||
                   (form->fields[i].editor == YZ_EDIT_CHOICE && !form->fields[i].of);
    return false;
}

void yz_kind_form_put(struct yz_session *s, struct yz_form *form, const char *name, const char *value) {
    char title[160];
    enum yz_kind_id kind;
    int64_t id;
    if (!names_record(form, name) || !*value || !yz_ref_parse(value, &kind, &id)) {
        yz_form_set(form, name, value);
        return;
    }
    struct yz_need n;
    if (kind == YZ_NEED && yz_record_get(s, kind, id, &n) == YZ_OK && *n.text) yz_copy(title, sizeof title, n.text);
    else if (kind == YZ_DWELLING) yz_dwelling_short(s, id, title, sizeof title);
    else yz_record_title(s, kind, id, true, title, sizeof title);
    yz_form_set_option(form, name, value, title);
}

static void put(struct yz_option *o, enum yz_kind_id kind, int64_t id, const char *label, const char *note) {
    *o = (struct yz_option){0};
    yz_ref_text(kind, id, o->value);
    yz_copy(o->label, sizeof o->label, label);
    yz_copy(o->note, sizeof o->note, note);
}

static size_t staff(struct yz_session *s, const char *typed, struct yz_option *out, size_t max) {
    struct yz_staff *all = calloc(MOST, sizeof *all);
    size_t count = 0, n = 0;
    if (all) yz_staff_list(s, all, MOST, &count);
    for (size_t i = 0; i < count && n < max; i++)
        if (yz_matches(all[i].name, typed) || strncmp(all[i].login, typed, strlen(typed)) == 0)
            put(&out[n++], YZ_STAFF, all[i].id, all[i].name, all[i].title);
    free(all);
    return n;
}

static size_t grids(struct yz_session *s, const char *typed, struct yz_option *out, size_t max) {
    struct yz_grid *all = calloc(MOST, sizeof *all);
    size_t count = 0, n = 0;
    if (all) yz_grids(s, all, MOST, &count);
    for (size_t i = 0; i < count && n < max; i++)
        if (yz_matches(all[i].name, typed) || strcmp(all[i].number, typed) == 0)
            put(&out[n++], YZ_GRID, all[i].id, all[i].name, all[i].branch);
    free(all);
    return n;
}

static size_t providers(struct yz_session *s, const char *typed, struct yz_option *out, size_t max) {
    struct yz_provider all[HITS];
    size_t count = HITS, n = 0;
    for (char after[sizeof all->name] = ""; count == HITS && n < max;
         yz_copy(after, sizeof after, all[HITS - 1].name)) {
        if (yz_provider_page(s, "", after, all, HITS, &count) != YZ_OK) return n;
        for (size_t i = 0; i < count && n < max; i++)
            if (yz_matches(all[i].name, typed) || strcmp(all[i].uscc, typed) == 0)
                put(&out[n++], YZ_PROVIDER, all[i].id, all[i].name, yz_code_label("provider_sort", all[i].sort));
    }
    return n;
}

/* What of both lists still holds, by name, what it is, words, or who offers it. */
static size_t offers(struct yz_session *s, const char *typed, struct yz_option *out, size_t max) {
    struct yz_offer_filter filter = {.list = YZ_LIST_SERVICE};
    struct yz_offer all[HITS];
    size_t count, n = 0;
    char who[96];
    yz_copy(filter.text, sizeof filter.text, typed);
    for (; filter.list <= YZ_LIST_RESOURCE; filter.list++) {
        if (yz_offer_page(s, &filter, NULL, 1, all, HITS, &count) != YZ_OK) return n;
        for (size_t i = 0; i < count && n < max; i++)
            if (yz_offer_state(&all[i], yz_today()) != YZ_OFFER_ENDED)
                put(&out[n++], YZ_OFFER, all[i].id, all[i].name,
                    yz_record_title(s, YZ_PROVIDER, all[i].provider, false, who, sizeof who));
    }
    return n;
}

static size_t stations(struct yz_session *s, const char *typed, struct yz_option *out, size_t max) {
    struct yz_station *all = calloc(MOST, sizeof *all);
    size_t count = 0, n = 0;
    if (all) yz_stations(s, all, MOST, &count);
    for (size_t i = 0; i < count && n < max; i++)
        if (yz_matches(all[i].name, typed)) put(&out[n++], YZ_STATION, all[i].id, all[i].name, "");
    free(all);
    return n;
}

static size_t compounds(struct yz_session *s, const char *typed, struct yz_option *out, size_t max) {
    const struct yz_record_filter any = {0};
    struct yz_compound all[HITS];
    size_t count = HITS, n = 0;
    for (int64_t after = 0; count == HITS; after = all[HITS - 1].id) {
        if (yz_record_page(s, YZ_COMPOUND, &any, after, all, HITS, &count) != YZ_OK) return n;
        for (size_t i = 0; i < count && n < max; i++)
            if (yz_matches(all[i].name, typed)) put(&out[n++], YZ_COMPOUND, all[i].id, all[i].name, all[i].address);
    }
    return n;
}

static size_t found(struct yz_session *s, enum yz_hit_kind hit_kind, enum yz_kind_id kind, const char *typed,
                    struct yz_option *out, size_t max) {
    struct yz_hit hits[HITS];
    size_t n = 0;
    if (yz_search(s, typed, YZ_HITS(hit_kind), hits, max < HITS ? max : HITS, &n) != YZ_OK) return 0;
    for (size_t i = 0; i < n; i++) put(&out[i], kind, hits[i].id, hits[i].title, hits[i].subtitle);
    return n;
}

/* Open needs in whose text the typed characters stand; secret ones are no topic. */
static size_t needs(struct yz_session *s, const char *typed, struct yz_option *out, size_t max) {
    struct yz_record_filter all = {0};
    struct yz_need *page = calloc(HITS, sizeof *page);
    size_t count = HITS, n = 0;
    int64_t after = 0;
    char where[96];
    while (page && *typed && count == HITS && n < max) {
        if (yz_record_page(s, YZ_NEED, &all, after, page, HITS, &count) != YZ_OK) break;
        for (size_t i = 0; i < count && n < max; i++)
            if (!page[i].secret && page[i].state < YZ_NEED_CLOSED && strstr(page[i].text, typed))
                put(&out[n++], YZ_NEED, page[i].id, page[i].text, yz_need_where(s, &page[i], where, sizeof where));
        if (count) after = page[count - 1].id;
    }
    free(page);
    return n;
}

/* People by name and number; by their door, which is what one knows of a neighbour, who lives behind it. */
static size_t people(struct yz_session *s, const char *typed, struct yz_option *out, size_t max) {
    struct yz_option door[2];
    struct yz_member *all = NULL;
    enum yz_kind_id kind;
    int64_t home;
    size_t count = 0, n = found(s, YZ_HIT_PERSON, YZ_PERSON, typed, out, max);
    if (n || found(s, YZ_HIT_HOUSEHOLD, YZ_HOUSEHOLD, typed, door, 2) != 1) return n;
    all = calloc(HITS, sizeof *all);
    if (all && yz_ref_parse(door[0].value, &kind, &home) &&
        yz_household_members(s, home, 0, all, HITS, &count) == YZ_OK)
        for (size_t i = 0; i < count && i < HITS && n < max; i++) {
            char name[96];
            yz_record_title(s, YZ_PERSON, all[i].person.id, true, name, sizeof name);
            put(&out[n++], YZ_PERSON, all[i].person.id, name, door[0].label);
        }
    free(all);
    return n;
}

size_t yz_lookup(struct yz_session *s, enum yz_kind_id kind, const char *typed, struct yz_option *out, size_t max) {
    switch (kind) {
    case YZ_STAFF: return staff(s, typed, out, max);
    case YZ_GRID: return grids(s, typed, out, max);
    case YZ_PROVIDER: return providers(s, typed, out, max);
    case YZ_OFFER: return offers(s, typed, out, max);
    case YZ_STATION: return stations(s, typed, out, max);
    case YZ_COMPOUND: return compounds(s, typed, out, max);
    case YZ_PERSON: return people(s, typed, out, max);
    case YZ_HOUSEHOLD: return found(s, YZ_HIT_HOUSEHOLD, kind, typed, out, max);
    case YZ_DWELLING: return found(s, YZ_HIT_DWELLING, kind, typed, out, max);
    case YZ_BUILDING: return found(s, YZ_HIT_BUILDING, kind, typed, out, max);
    case YZ_NEED: return needs(s, typed, out, max);
    case YZ_CASE: return found(s, YZ_HIT_CASE, kind, typed, out, max);
    default: return 0;
    }
}
