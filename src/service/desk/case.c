/* One case: by its number, with the words that belong to it, as JSON. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>

#include "base/json.h"
#include "base/mask.h"
#include "base/text.h"
#include "service/desk/desk_private.h"
#include "service/restricted.h"
#include "service/session.h"

enum yz_status yz_case_by_number(struct yz_session *s, const char *number, struct yz_case *out) {
    char typed[64];
    const char *bare = typed;
    yz_text_fold(typed, sizeof typed, number);
    if (strncmp(bare, "c:", 2) == 0) bare += 2;
    for (char *p = typed; *p; p++)
        if (*p >= 'a' && *p <= 'z') *p = (char)(*p - 32); /* R2026-0001 */
    struct yz_query *q = yz_select(s->store, &yz_case_kind, "WHERE number = ?1");
    if (!q) return yz_done(q);
    yz_bind_text(q, 1, bare);
    bool found = yz_next(q);
    if (found) yz_row(q, &yz_case_kind, out);
    if (found) yz_case_veil(s, out);
    enum yz_status status = yz_done(q);
    if (found && yz_record_closed(s, YZ_CASE, out)) {
        found = false;
        *out = (struct yz_case){0};
    }
    return status == YZ_OK && !found ? yz_fail(YZ_REFUSED, _("没有办件 %s"), bare) : status;
}

bool yz_case_open(const struct yz_case *c) {
    return (c->state >= YZ_CASE_ACCEPTED && c->state <= YZ_CASE_TRANSFERRED) || c->state == YZ_CASE_REOPENED;
}

bool yz_case_overdue(const struct yz_case *c, yz_moment now) {
    return yz_case_open(c) && c->state != YZ_CASE_SUPPLEMENT && c->due && c->due < now;
}

/* --- answers --- */

struct wanted {
    const char *name;
    char *out;
    size_t room;
};

static void take_answer(void *ctx, const char *name, const char *value) {
    const struct wanted *w = ctx;
    if (strcmp(name, w->name) == 0) yz_copy(w->out, w->room, value);
}

char *yz_case_answer(struct yz_session *s, const struct yz_case *c, const char *field, char *out, size_t room) {
    struct wanted w = {field, out, room};
    *out = '\0';
    if (*c->answers) yz_json_each(s->store, c->answers, take_answer, &w);
    return out;
}

/* --- facts --- */

static void take_fact(void *ctx, const char *name, const char *value) {
    struct yz_case_facts *f = ctx;
    yz_date day = 0;
    if (strcmp(name, "insured_years") == 0) yz_copy(f->years, sizeof f->years, value);
    else if (strcmp(name, "rule_source") == 0) yz_copy(f->rule_source, sizeof f->rule_source, value);
    else if (strcmp(name, "cover_from") == 0) yz_date_parse(value, 0, false, &f->cover_from);
    else if (strcmp(name, "window_ends") == 0 && yz_date_parse(value, 0, false, &day)) {
        f->window_known = true;
        f->window_days_left = yz_days_between(yz_moment_date(f->c.received), day);
    }
}

static enum yz_status newborn_facts(struct yz_session *s, struct yz_case_facts *f) {
    char birth[32];
    yz_date day = 0;
    if (!*f->c.answers) return YZ_OK;
    enum yz_status status = yz_json_each(s->store, f->c.answers, take_fact, f);
    if (!f->window_known) return status;
    birth[0] = '\0';
    yz_case_answer(s, &f->c, "birth", birth, sizeof birth);
    birth[10 < strlen(birth) ? 10 : strlen(birth)] = '\0'; /* the time of day does not matter here */
    yz_date_parse(birth, 0, false, &day);
    yz_newborn_cover_text(day, f->cover_from, f->cover_from != day, f->cover_text, sizeof f->cover_text);
    return status;
}

/* A name of a person; "" when there is none (any more). */
static void person_name(struct yz_session *s, int64_t id, bool revealed, char *out, size_t room) {
    struct yz_person p;
    *out = '\0';
    if (!id || yz_get(s->store, &yz_person_kind, id, &p) != YZ_OK) return;
    if (revealed) yz_copy(out, room, p.name);
    else yz_mask_name(out, room, p.name);
}

static void place_names(struct yz_session *s, struct yz_case_facts *f) {
    struct yz_household h;
    struct yz_station station;
    struct yz_staff staff;
    if (f->c.household && yz_get(s->store, &yz_household_kind, f->c.household, &h) == YZ_OK) {
        yz_dwelling_address(s, h.dwelling, f->address, sizeof f->address);
    } else if (f->c.building) {
        yz_building_address(s, f->c.building, f->address, sizeof f->address);
    }
    if (f->c.station && yz_get(s->store, &yz_station_kind, f->c.station, &station) == YZ_OK) {
        yz_copy(f->station_name, sizeof f->station_name, station.name);
    }
    if (f->c.owner && yz_get(s->store, &yz_staff_kind, f->c.owner, &staff) == YZ_OK) {
        yz_copy(f->owner_name, sizeof f->owner_name, staff.name);
    }
}

static void missing_names(const struct yz_item *item, struct yz_case_facts *f) {
    char list[sizeof f->c.missing], *rest = list;
    yz_copy(list, sizeof list, f->c.missing);
    for (char *key; f->missing_count < 16 && (key = strsep(&rest, ","));) {
        const struct yz_item_paper *p = *key ? yz_item_paper(item, key) : NULL;
        if (!*key) continue;
        yz_copy(f->missing_key[f->missing_count], sizeof f->missing_key[0], key);
        yz_copy(f->missing_name[f->missing_count++], sizeof f->missing_name[0], p ? yz_item_paper_name(p) : key);
    }
}

enum yz_status yz_case_item(struct yz_session *s, const struct yz_case *c, struct yz_item *out) {
    return yz_catalogue_find(s, c->service, yz_moment_date(c->received), out, NULL);
}

enum yz_status yz_case_facts(struct yz_session *s, const struct yz_case *c, bool revealed, struct yz_case_facts *out) {
    struct yz_item *item = calloc(1, sizeof *item);
    if (!item) return yz_fail(YZ_BUSY, _("内存不足"));
    *out = (struct yz_case_facts){.c = *c, .overdue = yz_case_overdue(c, yz_now()), .hidden = yz_case_hidden(s, c)};
    yz_case_veil(s, &out->c);
    c = &out->c;
    if (yz_case_item(s, c, item) == YZ_OK) {
        bool en = *item->name_en && strcmp(yz_language_name(), "en") == 0;
        yz_copy(out->service_name, sizeof out->service_name, en ? item->name_en : item->short_name);
    } else {
        memset(item, 0, sizeof *item); /* the item is gone from the catalogue; the case stays readable */
        yz_copy(out->service_name, sizeof out->service_name, c->service);
    }
    yz_copy(out->state, sizeof out->state, yz_code_label("case_state", c->state));
    if (out->hidden) yz_copy(out->person_name, sizeof out->person_name, _("保密"));
    else person_name(s, c->person, revealed, out->person_name, sizeof out->person_name);
    person_name(s, c->applicant, revealed, out->applicant_name, sizeof out->applicant_name);
    if (!revealed) {
        yz_mask_name(out->c.party, sizeof out->c.party, c->party);
        yz_mask_phone(out->c.party_phone, sizeof out->c.party_phone, c->party_phone);
    }
    place_names(s, out);
    missing_names(item, out);
    free(item);
    return newborn_facts(s, out);
}

/* --- JSON --- */

static void json_moment(struct yz_json *j, const char *key, yz_moment at) {
    char text[40];
    yz_json_text(j, key, at ? yz_moment_iso(at, text) : NULL);
}

static void json_ref(struct yz_json *j, const char *key, enum yz_kind_id kind, int64_t id) {
    char text[32];
    yz_json_text(j, key, id ? yz_ref_text(kind, id, text) : NULL);
}

static void json_newborn(struct yz_json *j, const struct yz_case_facts *f) {
    char day[YZ_DATE_TEXT], amount[32];
    if (!f->window_known) return;
    yz_json_text(j, "cover_from", f->cover_from ? yz_date_text(f->cover_from, day) : NULL);
    yz_json_int(j, "window_days_left", f->window_days_left);
    yz_json_text(j, "rule_source", f->rule_source);
    yz_json_text(j, "insured_years", f->years);
    yz_json_text(j, "amount", yz_money_text(f->c.amount, amount));
}

void yz_case_json(struct yz_json *j, const struct yz_case_facts *f) {
    const struct yz_case *c = &f->c;
    yz_json_object(j, NULL);
    yz_json_text(j, "number", c->number);
    yz_json_text(j, "service", c->service);
    yz_json_text(j, "state", yz_code_key("case_state", c->state));
    json_moment(j, "received", c->received);
    json_moment(j, "due", c->due);
    yz_json_bool(j, "due_assumed", c->due_assumed);
    yz_json_bool(j, "overdue", f->overdue);
    yz_json_bool(j, "evening", c->evening);
    json_ref(j, "person", YZ_PERSON, c->person);
    yz_json_text(j, "person_name", f->person_name);
    json_ref(j, "household", YZ_HOUSEHOLD, c->household);
    yz_json_text(j, "address", f->address);
    yz_json_text(j, "place", c->place);
    yz_json_text(j, "station", f->station_name);
    yz_json_text(j, "owner", f->owner_name);
    yz_json_bool(j, "secret", c->secret);
    yz_json_array(j, "missing_papers");
    for (size_t i = 0; i < f->missing_count; i++) yz_json_text(j, NULL, f->missing_key[i]);
    yz_json_end(j);
    json_newborn(j, f);
    yz_json_end(j);
}
