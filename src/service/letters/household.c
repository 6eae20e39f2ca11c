/* A household that goes to another station of the district. Its giver ends what it had of it, as when a family moves away; its taker
 * begins the same under its own door: one household and each person once, by the ids that they have.
 *
 * The rule of what goes: who belongs to it on the day, what each is to it, and the key groups that are not secret. Cases and needs stay
 * with the station that took them, whose numbers and limits they have; a case may be handed over by a step of its own. */
#include "service/letters/letters_private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/groups.h>
#include <yizhan/i18n.h>
#include <yizhan/net.h>
#include <yizhan/registry.h>

#include "base/json.h"
#include "base/mask.h"
#include "base/text.h"
#include "service/desk/case_sql.h"
#include "service/restricted.h"

#define OF_HOUSEHOLD "WHERE household=?1 AND until=0 "
#define ITS_PEOPLE   "(SELECT person FROM membership " OF_HOUSEHOLD ")"

/* --- who goes --- */

static enum yz_status read_people(struct yz_session *s, int64_t household, int64_t *out, size_t *count) {
    struct yz_query *q =
        yz_sql(s->store, "SELECT DISTINCT person FROM membership " OF_HOUSEHOLD "ORDER BY person LIMIT ?2");
    *count = 0;
    yz_bind(q, 1, household);
    yz_bind(q, 2, YZ_LETTER_PEOPLE + 1);
    while (*count <= YZ_LETTER_PEOPLE && yz_next(q)) out[(*count)++] = yz_int(q, 0);
    enum yz_status status = yz_done(q);
    if (status != YZ_OK) return status;
    if (!*count) return yz_fail(YZ_REFUSED, _("这一户现在没有人，没有要转的"));
    if (*count > YZ_LETTER_PEOPLE) return yz_fail(YZ_REFUSED, _("一次最多转 %d 人的户：先分户"), YZ_LETTER_PEOPLE);
    return YZ_OK;
}

static enum yz_status list_people(struct yz_letter *letter, const int64_t *people, size_t count) {
    struct yz_buffer b = {0};
    for (size_t i = 0; i < count; i++) yz_buffer_printf(&b, "%s%lld", i ? "," : "[", (long long)people[i]);
    yz_buffer_text(&b, "]");
    bool fits = !b.failed && yz_copy(letter->body, sizeof letter->body, yz_buffer_string(&b));
    yz_buffer_free(&b);
    return fits ? YZ_OK : yz_fail(YZ_BUSY, _("内存不足"));
}

enum yz_status yz_letter_people(struct yz_session *s, const struct yz_letter *letter, int64_t *out, size_t max,
                                size_t *count) {
    struct yz_query *q = yz_sql(s->store, "SELECT value FROM json_each(?1)");
    *count = 0;
    yz_bind_text(q, 1, letter->body);
    while (*count < max && yz_next(q)) out[(*count)++] = yz_int(q, 0);
    return yz_done(q);
}

/* --- offering --- */

static enum yz_status write_title(struct yz_session *s, int64_t household, size_t count, struct yz_letter *out) {
    char where[160], name[96], masked[96];
    struct yz_household h;
    enum yz_status status = yz_get(s->store, &yz_household_kind, household, &h);
    if (status != YZ_OK) return status;
    yz_dwelling_short(s, h.dwelling, where, sizeof where);
    yz_record_title(s, YZ_PERSON, h.head, false, name, sizeof name);
    yz_mask_name(masked, sizeof masked, name);
    snprintf(out->title, sizeof out->title, _("%1$s %2$s，共 %3$zu 人"), where, masked, count);
    return YZ_OK;
}

/* As much as there is room for. */
static void add_note(struct yz_letter *out, const char *form, const char *value) {
    size_t at = strlen(out->note);
    int n = snprintf(out->note + at, sizeof out->note - at, "%s", at ? "；" : "");
    at += (size_t)n < sizeof out->note - at ? (size_t)n : 0;
    snprintf(out->note + at, sizeof out->note - at, form, value);
    out->note[yz_utf8_cut(out->note, sizeof out->note - 1)] = '\0';
}

/* What stays, in the note: the receiver asks there. As many numbers as there is room. */
static enum yz_status name_open(struct yz_session *s, int64_t household, struct yz_letter *out) {
    char text[sizeof out->note] = "";
    size_t n = 0, room = sizeof text - 48;
    struct yz_query *q = yz_sql(s->store, "SELECT number FROM \"case\" WHERE " YZ_CASE_OPEN_SQL
                                          " AND number<>'' AND secret=0 AND service<>'" YZ_CALLBACK
                                          "' AND (household=?1 OR person IN " ITS_PEOPLE ") ORDER BY id");
    yz_bind(q, 1, household);
    while (yz_next(q))
        if (n + 32 < room) n += (size_t)snprintf(text + n, room - n, "%s%s", n ? "、" : "", yz_text(q, 0));
    enum yz_status status = yz_done(q);
    int64_t needs = yz_sql_int(s->store,
                               "SELECT count(*) FROM need WHERE state NOT IN (5, 6) AND secret=0 AND (household=?1 OR "
                               "person IN " ITS_PEOPLE ")",
                               household, 0);
    if (n) add_note(out, _("留在本站办的：%s"), text);
    snprintf(text, sizeof text, "%lld", (long long)needs);
    if (needs > 0) add_note(out, _("需求 %s 条也留在本站"), text);
    return status;
}

enum yz_status yz_letter_offer_household(struct yz_session *s, int64_t id, struct yz_letter *out) {
    int64_t people[YZ_LETTER_PEOPLE + 1];
    size_t count;
    enum yz_status status = read_people(s, id, people, &count);
    if (status == YZ_OK) status = list_people(out, people, count);
    if (status == YZ_OK) status = write_title(s, id, count, out);
    return status == YZ_OK ? name_open(s, id, out) : status;
}

/* A change of what is with another station, or on offer to one, is not taken back either. */
enum yz_status yz_household_may_undo(struct yz_session *s, int64_t act) {
    int64_t last = 0;
    enum yz_status status = YZ_OK;
    if (!yz_sql_int(s->store, "SELECT count(*) FROM letter WHERE sort=7", 0, 0)) return YZ_OK;
    while (status == YZ_OK) { /* one after another: nothing stays open */
        struct yz_query *q =
            yz_sql(s->store,
                   "SELECT min(h) FROM (SELECT CASE j.kind WHEN 'household' THEN j.id WHEN 'membership' THEN (SELECT "
                   "m.household FROM membership m WHERE m.id=j.id) ELSE (SELECT m.household FROM membership m WHERE "
                   "m.person=j.id AND m.until=0) END AS h FROM journal j WHERE j.act=?1 AND j.kind IN "
                   "('household','membership','person')) WHERE h>?2");
        yz_bind(q, 1, act);
        yz_bind(q, 2, last);
        last = yz_next(q) ? yz_int(q, 0) : 0;
        status = yz_done(q);
        if (status != YZ_OK || !last) return status;
        if (yz_letter_there(s, &yz_household_kind, last)) status = yz_must_own(s, YZ_HOUSEHOLD, last);
    }
    return status;
}

/* --- what goes --- */

/* Mothers and guardians who stay: who they are, for whom it is a matter. */
static enum yz_status add_kin(struct yz_session *s, struct yz_buffer *out, const int64_t *people, size_t count,
                              const struct yz_person *p) {
    const int64_t kin[] = {p->mother, p->guardian == p->mother ? 0 : p->guardian};
    enum yz_status status = YZ_OK;
    for (size_t i = 0; status == YZ_OK && i < 2; i++) {
        bool goes = !kin[i];
        for (size_t k = 0; k < count; k++) goes |= people[k] == kin[i];
        if (!goes && yz_letter_there(s, &yz_person_kind, kin[i])) status = yz_bundle_person(s, out, kin[i]);
    }
    return status;
}

static enum yz_status add_people(struct yz_session *s, struct yz_buffer *out, int64_t household) {
    int64_t people[YZ_LETTER_PEOPLE + 1];
    size_t count;
    struct yz_person p;
    enum yz_status status = read_people(s, household, people, &count);
    for (size_t i = 0; status == YZ_OK && i < count; i++) {
        status = yz_get(s->store, &yz_person_kind, people[i], &p);
        if (status == YZ_OK) status = add_kin(s, out, people, count, &p);
        if (status == YZ_OK) status = yz_bundle_add(out, &yz_person_kind, &p);
    }
    return status;
}

static enum yz_status add_memberships(struct yz_session *s, struct yz_buffer *out, int64_t household) {
    struct yz_membership m;
    enum yz_status status = YZ_OK;
    struct yz_query *q = yz_select(s->store, &yz_membership_kind, OF_HOUSEHOLD "ORDER BY id");
    yz_bind(q, 1, household);
    while (status == YZ_OK && yz_next(q)) {
        yz_row(q, &yz_membership_kind, &m);
        status = yz_bundle_add(out, &yz_membership_kind, &m);
    }
    enum yz_status done = yz_done(q);
    return status == YZ_OK ? done : status;
}

/* What is secret is told by a person who may know it to one who may, not by a program. */
static enum yz_status add_groups(struct yz_session *s, struct yz_buffer *out, int64_t household) {
    struct yz_focus x;
    enum yz_status status = YZ_OK;
    struct yz_query *q = yz_select(s->store, &yz_focus_kind, "WHERE until=0 AND person IN " ITS_PEOPLE " ORDER BY id");
    yz_bind(q, 1, household);
    while (status == YZ_OK && yz_next(q)) {
        yz_row(q, &yz_focus_kind, &x);
        const struct yz_group *g = yz_group_named(x.group_key);
        if (g && g->level != YZ_GROUP_SECRET) status = yz_bundle_add(out, &yz_focus_kind, &x);
    }
    enum yz_status done = yz_done(q);
    return status == YZ_OK ? done : status;
}

enum yz_status yz_bundle_household(struct yz_session *s, struct yz_buffer *out, int64_t id) {
    struct yz_household h;
    enum yz_status status = yz_get(s->store, &yz_household_kind, id, &h);
    if (status == YZ_OK) status = add_people(s, out, id);
    if (status == YZ_OK) status = yz_bundle_add(out, &yz_household_kind, &h);
    if (status == YZ_OK) status = add_memberships(s, out, id);
    return status == YZ_OK ? add_groups(s, out, id) : status;
}

/* --- at the giver, once it was accepted --- */

enum { SPANS = 16 };

static void end_span(yz_date since, yz_date *until) {
    *until = yz_today();
    if (since > *until) *until = since;
}

/* Ends the open records of a kind that `where` finds, some at a time: none stays open, so the next ones are others. */
static enum yz_status end_spans(struct yz_session *s, const struct yz_kind *k, const char *where, int64_t household,
                                void (*end)(void *record, const char *to), const char *to) {
    static union {
        struct yz_membership m;
        struct yz_focus f;
        struct yz_center c;
    } records[SPANS];
    size_t n = SPANS;
    enum yz_status status = YZ_OK;
    while (status == YZ_OK && n == SPANS) {
        struct yz_query *q = yz_select(s->store, k, where);
        yz_bind(q, 1, household);
        for (n = 0; n < SPANS && yz_next(q); n++) yz_row(q, k, &records[n]);
        status = yz_done(q);
        for (size_t i = 0; status == YZ_OK && i < n; i++) {
            end(&records[i], to);
            status = yz_put(s->store, k, &records[i]);
        }
    }
    return status;
}

static void end_membership(void *record, const char *to) {
    struct yz_membership *m = record;
    end_span(m->since, &m->until);
    yz_copy(m->moved_to, sizeof m->moved_to, to);
}

static void end_focus(void *record, const char *to) {
    struct yz_focus *f = record;
    (void)to;
    end_span(f->since, &f->until);
}

static void end_center(void *record, const char *to) {
    struct yz_center *c = record;
    (void)to;
    end_span(c->since, &c->until);
}

enum yz_status yz_letter_end_household(struct yz_session *s, const struct yz_letter *letter, int64_t id) {
    struct yz_household h;
    char to[128];
    yz_district_name(s, (int)letter->receiver, to, sizeof to);
    enum yz_status status = yz_get(s->store, &yz_household_kind, id, &h);
    if (status != YZ_OK) return status;
    end_span(h.since, &h.until);
    /* Groups first: they are found by who still belongs to it. */
    status = end_spans(s, &yz_focus_kind, "WHERE until=0 AND person IN " ITS_PEOPLE " LIMIT 16", id, end_focus, to);
    if (status == YZ_OK) status = end_spans(s, &yz_center_kind, OF_HOUSEHOLD "LIMIT 16", id, end_center, to);
    if (status == YZ_OK) status = end_spans(s, &yz_membership_kind, OF_HOUSEHOLD "LIMIT 16", id, end_membership, to);
    return status == YZ_OK ? yz_put(s->store, &yz_household_kind, &h) : status;
}

/* --- at the taker --- */

#define DOOR "{\"dwelling\":"

enum yz_status yz_letter_set_door(struct yz_session *s, struct yz_letter *letter, int64_t dwelling) {
    if (!dwelling || !yz_letter_there(s, &yz_dwelling_kind, dwelling))
        return yz_fail(YZ_REFUSED, _("接收一户要写他们在本站住哪里，如 南区3-2-501（命令里是 --dwelling）"));
    snprintf(letter->body, sizeof letter->body, DOOR "%lld}", (long long)dwelling);
    return YZ_OK;
}

static int64_t door(const struct yz_letter *letter) {
    size_t n = strlen(DOOR);
    return strncmp(letter->body, DOOR, n) == 0 ? strtoll(letter->body + n, NULL, 10) : 0;
}

enum yz_status yz_letter_fit_household(struct yz_session *s, const struct yz_letter *letter, struct yz_household *h) {
    h->dwelling = door(letter);
    h->since = yz_today();
    h->until = 0;
    if (yz_letter_there(s, &yz_dwelling_kind, h->dwelling)) return YZ_OK;
    return yz_fail(YZ_REFUSED, _("“%s”接收时写的住处不在了：撤销删去它的那一步，再同步"), letter->title);
}

/* Whoever lives here already goes on living where they do; a registration is in one place. */
enum yz_status yz_letter_begin_membership(struct yz_session *s, const struct yz_letter *letter,
                                          struct yz_membership *m) {
    if (yz_sql_int(s->store, "SELECT count(*) FROM membership WHERE person=?1 AND until=0 AND role<>4", m->person, 0))
        return YZ_OK;
    if (m->legal &&
        yz_sql_int(s->store, "SELECT count(*) FROM membership WHERE person=?1 AND until=0 AND legal=1", m->person, 0))
        m->legal = false;
    m->id = m->version = 0;
    m->dwelling = door(letter);
    m->since = yz_today();
    m->until = 0;
    *m->moved_to = '\0';
    return yz_put(s->store, &yz_membership_kind, m);
}
