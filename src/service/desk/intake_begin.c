/* The intake: beginning a form with what is known of the person, the household or the place, and following the register
 * when it changes meanwhile. */
#include <yizhan/intake.h>

#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>

#include "base/text.h"
#include "service/desk/intake_private.h"

enum { GUARDIAN_AGE = 16 }; /* Civil Code art. 18: sixteen and living on own work counts as of age */

/* --- who may be guardian --- */

/* How likely somebody is the one who comes with the baby: of the right age, the head's kin, women. */
static int likelihood(const struct yz_guardian *g) {
    bool child_bearing = g->age >= 18 && g->age <= 50;
    return !child_bearing ? 0 : 1 + (g->kin ? 2 : 0) + (g->sex == 2 ? 1 : 0);
}

static void add_guardian(struct yz_intake *in, const struct yz_member *m) {
    const struct yz_person *p = &m->person;
    struct yz_guardian g = {.person = p->id, .sex = p->sex, .age = p->birth ? yz_age_on(p->birth, yz_today()) : -1};
    g.kin = m->membership.relation && m->membership.relation < 98;
    bool too_young = g.age >= 0 && g.age < GUARDIAN_AGE;
    if (too_young || p->died || p->id == in->person.id || in->guardian_count == YZ_INTAKE_GUARDIANS) return;
    yz_ref_text(YZ_PERSON, p->id, g.ref);
    yz_copy(g.name, sizeof g.name, p->name);
    yz_copy(g.phone, sizeof g.phone, p->phone);
    yz_copy(g.relation, sizeof g.relation, yz_code_label("relation", m->membership.relation));
    size_t at = in->guardian_count++; /* stable: equals stay in the household's order, head first */
    for (; at && likelihood(&in->guardians[at - 1]) < likelihood(&g); at--) in->guardians[at] = in->guardians[at - 1];
    in->guardians[at] = g;
}

/* --- who and where --- */

static bool is_member(const struct yz_intake *in, int64_t person) {
    for (size_t i = 0; i < in->member_count; i++) {
        if (in->members[i].person.id == person) return true;
    }
    return false;
}

static enum yz_status load_household(struct yz_intake *in, int64_t household) {
    size_t whole;
    enum yz_status status = yz_record_get(in->s, YZ_HOUSEHOLD, household, &in->household);
    if (status != YZ_OK) return status;
    if (in->household.until && in->household.until < yz_today()) {
        return yz_fail(YZ_REFUSED, _("这一户已经在 %04d-%02d-%02d 搬离"), in->household.until / 10000,
                       in->household.until / 100 % 100, in->household.until % 100);
    }
    status = yz_household_members(in->s, household, 0, in->members, YZ_INTAKE_MEMBERS, &whole);
    in->member_count = whole < YZ_INTAKE_MEMBERS ? whole : YZ_INTAKE_MEMBERS;
    return status;
}

static enum yz_status load_person(struct yz_intake *in, int64_t person) {
    enum yz_status status = yz_record_get(in->s, YZ_PERSON, person, &in->person);
    if (status != YZ_OK || !in->household.id || is_member(in, person)) return status;
    return yz_fail(YZ_REFUSED, _("%s 不在这一户"), in->person.name);
}

/* An event is where it is said to be, else where who tells of it lives. */
static enum yz_status load_building(struct yz_intake *in, int64_t building) {
    struct yz_dwelling d = {0};
    enum yz_status status = YZ_OK;
    if (!building && in->household.dwelling) status = yz_record_get(in->s, YZ_DWELLING, in->household.dwelling, &d);
    if (status == YZ_OK && (building || d.building))
        status = yz_record_get(in->s, YZ_BUILDING, building ? building : d.building, &in->building);
    return status;
}

static enum yz_status needed(const struct yz_intake *in) {
    bool anyone = yz_item_field(&in->item, "party") != NULL; /* need not be in the register */
    switch (in->item.about) {
    case YZ_ABOUT_PERSON: return in->person.id || anyone ? YZ_OK : yz_fail(YZ_REFUSED, _("要先选定是哪一位居民"));
    case YZ_ABOUT_HOUSEHOLD:
        if (in->household.id) return YZ_OK;
        return yz_fail(YZ_REFUSED, yz_intake_newborn(in) ? _("要先选定新生儿所在的户") : _("要先选定是哪一户"));
    case YZ_ABOUT_EVENT: break;
    }
    return in->building.id ? YZ_OK : yz_fail(YZ_REFUSED, _("要先选定在哪一栋楼，或离哪一栋楼最近"));
}

static enum yz_status load_people(struct yz_intake *in, int64_t household, int64_t person, int64_t building) {
    enum yz_status status = YZ_OK;
    in->member_count = in->guardian_count = 0;
    if (!household && person) household = yz_person_household(in->s, person, 0);
    if (household) status = load_household(in, household);
    if (status == YZ_OK && person) status = load_person(in, person);
    if (status == YZ_OK && in->item.about == YZ_ABOUT_EVENT) status = load_building(in, building);
    if (status == YZ_OK) status = needed(in);
    for (size_t i = 0; status == YZ_OK && i < in->member_count; i++) add_guardian(in, &in->members[i]);
    return status;
}

/* --- values --- */

/* What the register has for a field; codes by their key, as answers have them. */
static void from_register(const struct yz_intake *in, const struct yz_item_field *f, char *out, size_t room) {
    const struct yz_field *field = *f->from ? yz_field_named(&yz_person_kind, f->from) : NULL;
    *out = '\0';
    if (!field || !in->person.id) return;
    if (field->type == YZ_CODE) {
        const char *record = (const char *)&in->person;
        yz_copy(out, room, yz_code_key(field->of, *(const int32_t *)(const void *)(record + field->offset)));
    } else {
        yz_field_text(field, &in->person, false, out, room);
    }
}

/* Into fields that stand as they were filled in last: what was typed is never lost. */
void yz_intake_fill(struct yz_intake *in) {
    for (size_t i = 0; i < in->item.field_count; i++) {
        const struct yz_item_field *f = &in->item.fields[i];
        char text[YZ_INTAKE_VALUE];
        from_register(in, f, text, sizeof text);
        if (strcmp(in->value[i], in->filled[i]) != 0 || !*f->from) continue;
        if (*text || *in->filled[i]) yz_intake_set(in, f->key, text, NULL);
        yz_copy(in->filled[i], sizeof in->filled[i], in->value[i]);
    }
}

static enum yz_status load(struct yz_intake *in, const char *key, int64_t household, int64_t person, int64_t building) {
    enum yz_status status = yz_catalogue_find(in->s, key, 0, &in->item, &in->service_version);
    if (status == YZ_OK) status = load_people(in, household, person, building);
    if (status != YZ_OK) return status;
    for (size_t i = 0; i < in->item.field_count; i++) {
        const struct yz_item_field *f = &in->item.fields[i];
        if (*f->initial) yz_intake_set(in, f->key, f->initial, NULL);
    }
    yz_intake_fill(in);
    if (yz_intake_newborn(in)) yz_newborn_prefill(in);
    yz_event_prefill(in);
    return YZ_OK;
}

enum yz_status yz_intake_begin_at(struct yz_session *s, const char *key, const struct yz_intake_for *about,
                                  struct yz_intake **out) {
    struct yz_intake *in = malloc(sizeof *in);
    *out = NULL;
    if (!in) return yz_fail(YZ_BUSY, _("内存不足"));
    memset(in, 0, offsetof(struct yz_intake, item));
    in->s = s;
    unsigned failures = yz_failures();
    enum yz_status status = load(in, key, about->household, about->person, about->building);
    if (status == YZ_OK && yz_failures() != failures) status = YZ_BUSY;
    if (status == YZ_OK) *out = in;
    else free(in);
    return status;
}

enum yz_status yz_intake_begin(struct yz_session *s, const char *key, int64_t household, int64_t person,
                               struct yz_intake **out) {
    return yz_intake_begin_at(s, key, &(struct yz_intake_for){.household = household, .person = person}, out);
}

enum yz_status yz_intake_refresh(struct yz_intake *in) {
    struct yz_intake *now = malloc(sizeof *now);
    if (!now) return yz_fail(YZ_BUSY, _("内存不足"));
    *now = *in;
    unsigned failures = yz_failures();
    enum yz_status status = load_people(now, in->household.id, in->person.id, in->building.id);
    if (status == YZ_OK && yz_failures() != failures) status = YZ_BUSY;
    if (status == YZ_OK) {
        yz_intake_fill(now);
        *in = *now;
    }
    free(now);
    return status;
}

void yz_intake_free(struct yz_intake *in) {
    free(in);
}

const struct yz_item *yz_intake_item(const struct yz_intake *in) {
    return &in->item;
}

int64_t yz_intake_household(const struct yz_intake *in) {
    return in->household.id;
}

int64_t yz_intake_person(const struct yz_intake *in) {
    return in->person.id;
}

int64_t yz_intake_building(const struct yz_intake *in) {
    return in->building.id;
}

size_t yz_intake_guardians(const struct yz_intake *in, const struct yz_guardian **out) {
    *out = in->guardians;
    return in->guardian_count;
}

bool yz_intake_newborn(const struct yz_intake *in) {
    return strcmp(in->item.procedure, "newborn") == 0;
}
