/* The intake: beginning a form with what is known, and its values as texts. */
#include <yizhan/intake.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>

#include "base/text.h"
#include "service/desk/intake_private.h"

enum { GUARDIAN_AGE = 16 }; /* Civil Code art. 18: sixteen and living on own work counts as of age */

/* --- beginning --- */

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

static enum yz_status load(struct yz_intake *in, const char *key, int64_t household, int64_t person) {
    enum yz_status status = yz_catalogue_find(in->s, key, 0, &in->item, &in->service_version);
    bool newborn = strcmp(in->item.procedure, "newborn") == 0;
    if (!household && person) household = yz_person_household(in->s, person, 0);
    if (status == YZ_OK && !household && newborn) status = yz_fail(YZ_REFUSED, _("要先选定新生儿所在的户"));
    if (status == YZ_OK && household) status = load_household(in, household);
    if (status == YZ_OK && person) status = load_person(in, person);
    if (status != YZ_OK) return status;
    for (size_t i = 0; i < in->member_count; i++) add_guardian(in, &in->members[i]);
    for (size_t i = 0; i < in->item.field_count; i++) {
        yz_copy(in->value[i], sizeof in->value[i], in->item.fields[i].initial);
    }
    if (newborn) yz_newborn_prefill(in);
    return YZ_OK;
}

enum yz_status yz_intake_begin(struct yz_session *s, const char *key, int64_t household, int64_t person,
                               struct yz_intake **out) {
    struct yz_intake *in = calloc(1, sizeof *in);
    *out = NULL;
    if (!in) return yz_fail(YZ_BUSY, _("内存不足"));
    in->s = s;
    unsigned failures = yz_failures();
    enum yz_status status = load(in, key, household, person);
    if (status == YZ_OK && yz_failures() != failures) status = YZ_BUSY;
    if (status == YZ_OK) *out = in;
    else free(in);
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

size_t yz_intake_guardians(const struct yz_intake *in, const struct yz_guardian **out) {
    *out = in->guardians;
    return in->guardian_count;
}

/* --- papers --- */

static void write_papers(struct yz_intake *in) {
    *in->papers = '\0';
    for (size_t i = 0, n = 0; i < in->item.paper_count; i++) {
        if (!in->seen[i]) continue;
        n += (size_t)snprintf(in->papers + n, sizeof in->papers - n, "%s%s", n ? "," : "", in->item.papers[i].key);
    }
}

void yz_intake_tick(struct yz_intake *in, size_t paper, bool seen) {
    if (paper >= in->item.paper_count) return;
    in->seen[paper] = seen;
    *in->bad_papers = '\0';
    write_papers(in);
}

bool yz_intake_ticked(const struct yz_intake *in, size_t paper) {
    return paper < in->item.paper_count && in->seen[paper];
}

static bool same(const char *typed, const char *theirs) {
    char folded[160];
    yz_text_fold(folded, sizeof folded, theirs);
    return *typed && strcmp(typed, folded) == 0;
}

/* The paper that a word of the list means; paper_count when none. */
static size_t paper_named(const struct yz_item *item, const char *word) {
    char typed[160];
    size_t i = 0;
    yz_text_fold(typed, sizeof typed, word);
    for (; i < item->paper_count; i++) {
        const struct yz_item_paper *p = &item->papers[i];
        if (same(typed, p->key) || same(typed, p->name) || same(typed, p->name_en)) break;
    }
    return i;
}

static bool set_papers(struct yz_intake *in, const char *text, struct yz_findings *f) {
    char list[YZ_INTAKE_VALUE * 2], known[192] = "", *rest = list;
    bool good = true;
    yz_text_narrow(list, sizeof list, text);
    for (char *mark; (mark = strstr(list, "，")) || (mark = strstr(list, "、"));) {
        *mark = ',';
        memmove(mark + 1, mark + strlen("，"), strlen(mark + strlen("，")) + 1);
    }
    memset(in->seen, 0, sizeof in->seen);
    for (size_t i = 0; i < in->item.paper_count; i++) {
        size_t n = strlen(known);
        snprintf(known + n, sizeof known - n, "%s%s", n ? " " : "", in->item.papers[i].key);
    }
    for (char *word; (word = strsep(&rest, ","));) {
        size_t paper = paper_named(&in->item, word);
        if (paper < in->item.paper_count) in->seen[paper] = true;
        else if (word[strspn(word, " \t")]) {
            yz_find_error(f, "papers", word, _("这个事项没有这份材料"), known);
            good = false;
        }
    }
    yz_copy(in->bad_papers, sizeof in->bad_papers, good ? "" : text);
    write_papers(in);
    return good;
}

/* --- values --- */

const char *yz_intake_get(const struct yz_intake *in, const char *key) {
    const struct yz_item_field *field = yz_item_field(&in->item, key);
    if (strcmp(key, "papers") == 0) return *in->bad_papers ? in->bad_papers : in->papers;
    return field ? in->value[field - in->item.fields] : "";
}

static const char *shown_choice(const struct yz_item_field *field, const char *value) {
    for (size_t i = 0; i < YZ_ITEM_OPTIONS && *field->options[i].key; i++) {
        if (strcmp(field->options[i].key, value) == 0) return yz_item_option_label(&field->options[i]);
    }
    return value;
}

char *yz_intake_show(const struct yz_intake *in, const char *key, char *out, size_t room) {
    const struct yz_item_field *field = yz_item_field(&in->item, key);
    const char *value = yz_intake_get(in, key), *shown = value;
    const struct yz_member *m;
    int32_t code;
    if (field && *value && !in->bad[field - in->item.fields]) {
        if (field->type == YZ_ANSWER_CHOICE) shown = shown_choice(field, value);
        if (field->type == YZ_ANSWER_CONSENT) shown = strcmp(value, "yes") == 0 ? _("是") : _("否");
        if (field->type == YZ_ANSWER_MEMBER && (m = yz_intake_member(in, key))) shown = m->person.name;
        if (field->type == YZ_ANSWER_CODE && (code = yz_intake_code(in, key))) shown = yz_code_label(field->of, code);
    }
    yz_copy(out, room, shown);
    return out;
}

static bool set_field(struct yz_intake *in, const char *key, const char *text, struct yz_findings *f) {
    char normal[YZ_INTAKE_VALUE], typed[YZ_INTAKE_VALUE];
    if (strcmp(key, "papers") == 0) return set_papers(in, text, f);
    const struct yz_item_field *field = yz_item_field(&in->item, key);
    if (!field) {
        yz_find_error(f, key, text, _("这个事项没有这个字段"), NULL);
        return false;
    }
    size_t i = (size_t)(field - in->item.fields);
    yz_text_line(typed, sizeof typed, text);
    in->bad[i] = !yz_intake_normal(in, field, text, normal, f);
    yz_copy(in->value[i], sizeof in->value[i], in->bad[i] ? typed : normal);
    return !in->bad[i];
}

bool yz_intake_set(struct yz_intake *in, const char *key, const char *text, struct yz_findings *f) {
    struct yz_findings own = {0};
    bool good = set_field(in, key, text, f ? f : &own);
    yz_findings_free(&own);
    return good;
}

/* --- the whole form --- */

/* What was typed wrong before is told again, and what must not be empty. */
static void check_values(struct yz_intake *in, struct yz_findings *f) {
    char normal[YZ_INTAKE_VALUE];
    for (size_t i = 0; i < in->item.field_count; i++) {
        const struct yz_item_field *field = &in->item.fields[i];
        bool required = (field->flags & YZ_ANSWER_REQUIRED) != 0;
        if (in->bad[i]) {
            yz_intake_normal(in, field, in->value[i], normal, f);
        } else if (required && field->type == YZ_ANSWER_CONSENT && strcmp(in->value[i], "yes") != 0) {
            yz_find_error(f, field->key, in->value[i], _("没有同意，不能登记"), yz_item_field_help(field));
        } else if (required && !*in->value[i]) {
            yz_find_error(f, field->key, "", _("这一项要填"), yz_item_field_help(field));
        }
    }
    if (*in->bad_papers) {
        char typed[YZ_INTAKE_VALUE];
        yz_copy(typed, sizeof typed, in->bad_papers);
        set_papers(in, typed, f);
    }
}

static void check_papers(const struct yz_intake *in, struct yz_outcome *out) {
    yz_date received = yz_moment_date(out->received);
    out->state = YZ_CASE_ACCEPTED;
    for (size_t i = 0; i < in->item.paper_count; i++) {
        const struct yz_item_paper *p = &in->item.papers[i];
        size_t n = strlen(out->missing);
        if (in->seen[i]) continue;
        snprintf(out->missing + n, sizeof out->missing - n, "%s%s", n ? "," : "", p->key);
        out->missing_count++;
        if (p->may_follow) {
            yz_date by = yz_date_add(received, (int)p->follow_days);
            if (!out->missing_by || by < out->missing_by) out->missing_by = by;
        } else {
            out->state = YZ_CASE_SUPPLEMENT;
        }
    }
}

enum yz_status yz_intake_check(struct yz_intake *in, struct yz_outcome *out, struct yz_findings *f) {
    size_t errors = f->errors;
    unsigned failures = yz_failures();
    enum yz_status status = YZ_OK;
    *out = (struct yz_outcome){.received = yz_now(), .amount = -1};
    out->evening = yz_received_in_evening(yz_session_station(in->s), out->received);
    check_values(in, f);
    check_papers(in, out);
    if (yz_calendar_use(in->s) == YZ_OK && out->state == YZ_CASE_ACCEPTED)
        out->due = yz_case_due(&in->item, out->received, &out->due_assumed);
    if (strcmp(in->item.procedure, "newborn") == 0) status = yz_newborn_check(in, out, f);
    if (status != YZ_OK) return status;
    if (yz_failures() != failures) return YZ_BUSY; /* the deadline, the price … may be wrong */
    if (f->errors == errors && !f->lost) return YZ_OK;
    return yz_fail(YZ_REFUSED, _("有 %zu 处要改"), f->errors - errors);
}
