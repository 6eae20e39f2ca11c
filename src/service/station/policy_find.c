/* Whom the policies reach on a day. Each policy reads one range of one index (birth dates, ends of documents and leases,
 * receipts of cases), with some days to spare; the exact day, the tests and where people live are looked at one by one.
 * Where the range is years of births the people are read through instead: in the order of birth each one lies on another
 * page, in their own order ten lie on one; or, where a tag or a case must tell of them, those alone who have any. */
#include "service/station/policy_private.h"

#include "base/mask.h"
#include "base/text.h"
#include "service/session.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/groups.h>
#include <yizhan/i18n.h>
#include <yizhan/registry.h>
#include <yizhan/visits.h>

/* SPARE: months and years are not of one length. HOMES: looked at in one go */
enum { SPARE = 4, LATE = 100000, MANY_YEARS = 5 * 10000, HOMES = 512 };

#define PERSON                                                                                                         \
    "SELECT p.id,p.name,p.birth,p.sex,p.tags,p.died,EXISTS(SELECT 1 FROM \"case\" e INDEXED BY case_person"            \
    " WHERE e.person=p.id),"
#define BORN " WHERE p.birth BETWEEN max(?1,1) AND ?2"
/* Who has a tag or a case, in the order of their ids. */
#define TOLD                                                                                                           \
    " AND p.id IN (SELECT id FROM person INDEXED BY person_tags WHERE tags<>'' UNION ALL SELECT person FROM \"case\""  \
    " INDEXED BY case_person WHERE person<>0)"
#define COUNTS "state NOT IN (1,12,13)" /* a case that is no draft, not withdrawn, not refused */

/* ?1 to ?2: the range; ?3: the day; ?4: a service. The last column is what all is counted from. */
static const char *const candidates[] = {
    [0] = PERSON "p.birth FROM person p NOT INDEXED" BORN,
    [YZ_OF_BIRTH] = PERSON "p.birth FROM person p INDEXED BY person_birth" BORN,
    [YZ_OF_ID] = PERSON "p.id_until FROM person p INDEXED BY person_id_until WHERE p.id_until BETWEEN ?1 AND ?2"
                        " AND p.id_until<>0",
    [YZ_OF_LEASE] = PERSON "m.lease_until FROM membership m INDEXED BY membership_lease JOIN person p ON p.id=m.person"
                           " WHERE m.lease_until BETWEEN ?1 AND ?2 AND m.lease_until<>0 AND m.since<=?3"
                           " AND (m.until=0 OR m.until>=?3)",
    [YZ_OF_CASE] = PERSON "c.received FROM \"case\" c INDEXED BY case_all JOIN person p ON p.id=c.person"
                          " WHERE c.received BETWEEN ?1 AND ?2 AND c.service=?4 AND c." COUNTS
                          " AND NOT EXISTS (SELECT 1 FROM \"case\" n WHERE n.person=c.person AND n.service=c.service"
                          " AND n.id<>c.id AND n.received>=c.received AND n." COUNTS ")",
    [YZ_OF_YEAR] = PERSON "?3/10000*10000+101 FROM person p NOT INDEXED" BORN,
    [YZ_OF_VISIT] = PERSON "?2 FROM person p WHERE p.id=?1", /* of a key household */
};

static const char *const told_candidates[] = {
    [YZ_OF_BIRTH] = PERSON "p.birth FROM person p NOT INDEXED" BORN TOLD,
    [YZ_OF_YEAR] = PERSON "?3/10000*10000+101 FROM person p NOT INDEXED" BORN TOLD,
};

struct finding {
    struct yz_session *s;
    struct yz_people *people;
    const struct yz_policy *policy;
    bool cases; /* the person looked at has some */
};

/* --- candidates --- */

/* About the day from which the span leads to `day`. */
static yz_date before(const struct yz_period *span, yz_date day, int spare) {
    return yz_date_add_months(yz_date_add(day, spare - span->days), -span->months - 12 * span->years);
}

/* Whether nobody is reached who has no tag and no case. */
static bool told(const struct yz_policy *p) {
    bool groups = p->any_count == 0;
    for (size_t i = 0; i < p->any_count; i++) groups |= p->any[i].is_group;
    return !groups;
}

static struct yz_query *ask(const struct finding *f) {
    const struct yz_policy *p = f->policy;
    yz_date day = f->people->day;
    yz_date low = before(&p->to, day, -SPARE), high = before(&p->from, day, SPARE);
    const struct yz_period age = {.years = (int)p->age};
    if (p->of == YZ_OF_YEAR) low = 1, high = before(&age, day, SPARE);
    bool through = p->of == YZ_OF_BIRTH && high - low > MANY_YEARS;
    bool few = (through || p->of == YZ_OF_YEAR) && told(p);
    struct yz_query *q = yz_sql(f->s->store, few ? told_candidates[p->of] : candidates[through ? 0 : p->of]);
    bool moments = p->of == YZ_OF_CASE;
    yz_bind(q, 1, moments ? yz_moment_make(low, 0) : low);
    yz_bind(q, 2, moments ? yz_moment_make(high, 0) : high);
    if (p->of == YZ_OF_LEASE || p->of == YZ_OF_YEAR) yz_bind(q, 3, day);
    if (moments) yz_bind_text(q, 4, p->of_case);
    return q;
}

/* --- tests --- */

/* A case of that service for this person, since a day where the test says so. */
static bool has_case(const struct finding *f, int64_t person, const struct yz_policy_test *t) {
    yz_date day = f->people->day, since = t->this_year ? day / 10000 * 10000 + 101 : 0;
    if (t->within.given) since = before(&t->within, day, 0);
    struct yz_query *q = yz_sql(f->s->store, "SELECT EXISTS (SELECT 1 FROM \"case\" INDEXED BY case_person"
                                             " WHERE person=?1 AND service=?2 AND received>=?3 AND " COUNTS ")");
    yz_bind(q, 1, person);
    yz_bind_text(q, 2, t->word);
    yz_bind(q, 3, since ? yz_moment_make(since, 0) : 0);
    bool has = yz_next(q) && yz_int(q, 0);
    yz_done(q);
    return has;
}

static bool in_group(const struct finding *f, int64_t person, const char *key) {
    yz_group_set set = 0;
    yz_person_group_set(f->s, person, f->people->day, &set);
    return set & yz_group_bit(yz_group_named(key));
}

static bool test_holds(const struct finding *f, int64_t person, const char *tags, const struct yz_policy_test *t) {
    if (t->is_case) return f->cases && has_case(f, person, t);
    return t->is_group ? in_group(f, person, t->word) : yz_lists(tags, t->word);
}

static bool holds(const struct finding *f, int64_t person, const char *tags, const struct yz_policy_test *all,
                  size_t count) {
    for (size_t i = 0; i < count; i++)
        if (test_holds(f, person, tags, &all[i])) return true;
    return false;
}

/* Where the person lives on the day, the registered place first; false: not here. */
static bool lives_here(const struct finding *f, int64_t person, int64_t *dwelling) {
    struct yz_query *q = yz_sql(f->s->store, "SELECT dwelling FROM membership WHERE person=?1 AND since<=?2"
                                             " AND (until=0 OR until>=?2) AND role<>?3 ORDER BY legal DESC LIMIT 1");
    yz_bind(q, 1, person);
    yz_bind(q, 2, f->people->day);
    yz_bind(q, 3, YZ_ROLE_REGISTERED_ONLY);
    bool here = yz_next(q);
    *dwelling = here ? yz_int(q, 0) : 0;
    yz_done(q);
    return here;
}

static bool put_aside(const struct finding *f, int64_t person) {
    struct yz_query *q = yz_sql(f->s->store, "SELECT EXISTS (SELECT 1 FROM dismissal WHERE policy=?1 AND person=?2"
                                             " AND (until=0 OR until>?3))");
    yz_bind_text(q, 1, f->policy->key);
    yz_bind(q, 2, person);
    yz_bind(q, 3, f->people->day);
    bool aside = yz_next(q) && yz_int(q, 0);
    yz_done(q);
    return aside;
}

/* What costs nothing is asked first. */
static bool reached(struct finding *f, struct yz_query *q, struct yz_policy_hit *h) {
    const struct yz_policy *p = f->policy;
    yz_date day = f->people->day, died = (yz_date)yz_int(q, 5), from, to;
    *h = (struct yz_policy_hit){.person = yz_int(q, 0), .birth = (yz_date)yz_int(q, 2)};
    h->date = p->of == YZ_OF_CASE ? yz_moment_date(yz_int(q, 7)) : (yz_date)yz_int(q, 7);
    f->cases = yz_int(q, 6) != 0;
    yz_policy_days(p, h->date, &from, &to, &h->not_before, &h->by);
    if (day < from || day > to || (died && died <= day)) return false;
    if (p->sex && yz_int(q, 3) != p->sex) return false;
    if (p->age && (!h->birth || yz_age_on(h->birth, day) < p->age)) return false;
    if (p->any_count && !holds(f, h->person, yz_text(q, 4), p->any, p->any_count)) return false;
    if (holds(f, h->person, yz_text(q, 4), p->none, p->none_count)) return false;
    if (!lives_here(f, h->person, &h->dwelling) || put_aside(f, h->person)) return false;
    int left = yz_days_between(day, h->by);
    h->urgency = left >= 0 ? left : LATE - left;
    yz_mask_name(h->name, sizeof h->name, yz_text(q, 1));
    return true;
}

/* --- the list --- */

/* Two leases of one person are one hint. */
static bool listed(const struct yz_people *p, const struct yz_policy_hit *h, size_t from) {
    if (p->policies[h->policy].of != YZ_OF_LEASE) return false;
    for (size_t i = from; i < p->count; i++)
        if (p->all[i].person == h->person) return true;
    return false;
}

static enum yz_status add(struct yz_people *p, const struct yz_policy_hit *h) {
    if (p->count == p->room) {
        size_t room = p->room ? 2 * p->room : 256;
        struct yz_policy_hit *all = realloc(p->all, room * sizeof *all);
        if (!all) return yz_fail(YZ_BUSY, _("内存不足"));
        p->all = all;
        p->room = room;
    }
    p->all[p->count++] = *h;
    p->per[h->policy]++;
    return YZ_OK;
}

enum yz_status yz_people_begin(struct yz_people *p, yz_date day) {
    *p = (struct yz_people){.day = day ? day : yz_today(), .policies = calloc(YZ_POLICIES, sizeof *p->policies)};
    if (!p->policies) return yz_fail(YZ_BUSY, _("内存不足"));
    return yz_policies(p->policies, YZ_POLICIES, &p->policy_count);
}

/* Takes what the query finds. */
static enum yz_status take(struct finding *f, struct yz_query *q, size_t first) {
    struct yz_policy_hit h;
    enum yz_status status = YZ_OK;
    while (status == YZ_OK && yz_next(q)) {
        if (!reached(f, q, &h)) continue;
        h.policy = (size_t)(f->policy - f->people->policies);
        if (!listed(f->people, &h, first)) status = add(f->people, &h);
    }
    enum yz_status done = yz_done(q);
    return status == YZ_OK ? done : status;
}

/* Many have been visited lately enough for any group, and then nobody's groups are worked out. */
static enum yz_status judge_home(struct finding *f, const struct yz_key_home *home, int64_t least) {
    yz_date day = f->people->day, due = yz_household_visit_due(f->s, home->household, day, least);
    int64_t person, interval;
    if (!due || due > day) return YZ_OK;
    enum yz_status status = yz_key_person(f->s, home, day, &person, &interval);
    if (status != YZ_OK || !person) return status;
    if (interval > least) due = yz_household_visit_due(f->s, home->household, day, interval);
    if (!due || due > day) return YZ_OK;
    struct yz_query *q = yz_sql(f->s->store, candidates[YZ_OF_VISIT]);
    yz_bind(q, 1, person);
    yz_bind(q, 2, due);
    return take(f, q, 0);
}

static void forget_homes(struct yz_people *p) {
    free(p->homes);
    p->homes = NULL;
    p->home_count = p->looked = 0;
}

/* Key households that are due, of the next few hundred; one hint each. */
static enum yz_status add_unvisited(struct finding *f) {
    struct yz_people *p = f->people;
    int64_t least = yz_key_interval();
    enum yz_status status = YZ_OK;
    if (!p->unfinished) status = yz_key_homes(f->s, p->day, &p->homes, &p->home_count);
    for (size_t n = HOMES; status == YZ_OK && n && p->looked < p->home_count; n--) {
        const struct yz_key_home *home = &p->homes[p->looked++];
        size_t before = p->count;
        status = judge_home(f, home, least);
        while (p->count > before && p->looked < p->home_count && p->homes[p->looked].household == home->household)
            p->looked++;
    }
    p->unfinished = status == YZ_OK && p->looked < p->home_count;
    if (!p->unfinished) forget_homes(p);
    return status;
}

enum yz_status yz_people_add(struct yz_session *s, struct yz_people *p, size_t policy) {
    struct finding f = {.s = s, .people = p, .policy = &p->policies[policy]};
    if (f.policy->valid_from > p->day || (f.policy->valid_to && f.policy->valid_to < p->day)) return YZ_OK;
    unsigned failures = yz_failures();
    yz_snapshot_begin(s->store);
    enum yz_status status = f.policy->of == YZ_OF_VISIT ? add_unvisited(&f) : take(&f, ask(&f), p->count);
    yz_snapshot_end(s->store);
    return status == YZ_OK && yz_failures() != failures ? YZ_BUSY : status; /* a question in between failed */
}

static int more_urgent(const void *a, const void *b) {
    const struct yz_policy_hit *x = a, *y = b;
    if (x->urgency != y->urgency) return x->urgency < y->urgency ? -1 : 1;
    if (x->policy != y->policy) return x->policy < y->policy ? -1 : 1;
    return x->person < y->person ? -1 : x->person > y->person;
}

void yz_people_sort(struct yz_people *p) {
    if (p->count) qsort(p->all, p->count, sizeof *p->all, more_urgent);
}

static enum yz_status no_policy(const struct yz_people *p, const char *key) {
    char all[512] = "";
    for (size_t i = 0; i < p->policy_count; i++) {
        size_t n = strlen(all);
        snprintf(all + n, sizeof all - n, "%s%s", n ? " " : "", p->policies[i].key);
    }
    return yz_fail(YZ_REFUSED, _("没有政策“%1$s”；有 %2$s"), key, all);
}

enum yz_status yz_people_find(struct yz_session *s, yz_date day, const char *key, struct yz_people *out) {
    enum yz_status status = yz_people_begin(out, day);
    bool every = !key || !*key, found = every;
    for (size_t i = 0; status == YZ_OK && i < out->policy_count; i++) {
        if (!every && strcmp(out->policies[i].key, key) != 0) continue;
        found = true;
        do status = yz_people_add(s, out, i);
        while (status == YZ_OK && out->unfinished);
    }
    if (status == YZ_OK && !found) status = no_policy(out, key);
    yz_people_sort(out);
    return status;
}

void yz_people_free(struct yz_people *p) {
    forget_homes(p);
    free(p->policies);
    free(p->all);
    *p = (struct yz_people){0};
}
