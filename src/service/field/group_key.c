/* Key households, without looking behind every door: who may be in a group is found by the index of births where its
 * condition bounds the age, by tag and by record; only behind their doors are conditions worked out. */
#include "service/field/group_private.h"

#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>

#include "base/text.h"

enum { SPARE = 4 }; /* days: years are not of one length */
static const yz_date last_day = 99991231;

struct span { /* of births */
    yz_date low, high;
    bool all, alone; /* of everybody behind the door; nobody else lives there */
};

/* --- which groups, and whom they can reach --- */

static yz_group_set key_groups(int64_t *least) {
    size_t count;
    const struct yz_group *all = yz_groups(&count);
    int64_t usual = yz_group_interval(0);
    yz_group_set set = 0;
    *least = 0;
    for (size_t i = 0; i < count; i++) {
        if (!all[i].interval || (usual && all[i].interval >= usual)) continue;
        set |= yz_group_bit(&all[i]);
        if (!*least || all[i].interval < *least) *least = all[i].interval;
    }
    return set;
}

int64_t yz_key_interval(void) {
    int64_t least;
    key_groups(&least);
    return least;
}

static bool within(struct span a, struct span b) {
    return a.low >= b.low && a.high <= b.high;
}

static struct span both(struct span a, struct span b) {
    struct span x = {a.low > b.low ? a.low : b.low, a.high < b.high ? a.high : b.high, false, a.alone || b.alone};
    x.all = x.alone || (a.all && within(a, b)) || (b.all && within(b, a));
    return x;
}

static struct span either(struct span a, struct span b) {
    return (struct span){.low = a.low < b.low ? a.low : b.low, .high = a.high > b.high ? a.high : b.high};
}

static bool is_name(const struct yz_expr_node *n, const char *name) {
    return n->op == YZ_OP_NAME && strcmp(n->word, name) == 0;
}

/* An age, or days since birth, compared with a number; and household.members = 1. Anything else bounds nothing. */
static struct span of_comparison(const struct yz_expr *e, const struct yz_expr_node *n, yz_date day) {
    struct span none = {.low = 0, .high = last_day}, x = {.low = 1, .high = last_day};
    const struct yz_expr_node *a = &e->nodes[n->a - 1], *b = &e->nodes[n->b - 1];
    bool least = n->op == YZ_OP_AT_LEAST || n->op == YZ_OP_MORE, most = n->op == YZ_OP_AT_MOST || n->op == YZ_OP_LESS;
    bool youngest = is_name(a, "household.youngest"), years = youngest || is_name(a, "person.age");
    bool days = a->op == YZ_OP_DAYS && is_name(&e->nodes[a->a - 1], "person.birth");
    if (b->op != YZ_OP_LITERAL || b->number < 0 || b->number > INT64_C(200) * 366) return none;
    int at = (int)b->number;
    none.all = none.alone = n->op == YZ_OP_EQUAL && at == 1 && is_name(a, "household.members");
    if ((!years && !days) || (!least && !most) || (youngest && !least) || (years && at > 200)) return none;
    if (least) x.high = yz_date_add(years ? yz_date_add_months(day, -12 * at) : yz_date_add(day, -at), SPARE);
    else x.low = yz_date_add(years ? yz_date_add_months(day, -12 * (at + 1)) : yz_date_add(day, -at), -SPARE);
    x.all = youngest;
    return x.low && x.high ? x : none;
}

/* Whoever the expression holds for was born then. */
static struct span of_expression(const struct yz_expr *e, uint8_t place, yz_date day) {
    const struct yz_expr_node *n = &e->nodes[place - 1];
    switch (n->op) {
    case YZ_OP_AND: return both(of_expression(e, n->a, day), of_expression(e, n->b, day));
    case YZ_OP_OR: return either(of_expression(e, n->a, day), of_expression(e, n->b, day));
    case YZ_OP_LESS:
    case YZ_OP_AT_MOST:
    case YZ_OP_MORE:
    case YZ_OP_AT_LEAST:
    case YZ_OP_EQUAL: return of_comparison(e, n, day);
    default: return (struct span){.low = 0, .high = last_day};
    }
}

/* One that lies within another, as far as they ask the same, is read with it. */
static size_t add_span(struct span *all, size_t count, struct span x) {
    for (size_t i = 0; i < count; i++)
        if (within(x, all[i]) && (!all[i].all || (x.all && within(all[i], x)))) return count;
    all[count] = x;
    return count + 1;
}

static size_t spans_of(yz_group_set set, yz_date day, struct span out[YZ_GROUPS]) {
    size_t groups, count = 0;
    const struct yz_group *all = yz_groups(&groups);
    for (size_t i = 0; i < groups; i++)
        if ((set & yz_group_bit(&all[i])) && all[i].test.root)
            count = add_span(out, count, of_expression(&all[i].test, all[i].test.root, day));
    return count;
}

/* --- households --- */

struct list {
    struct yz_key_home *all;
    size_t count, room;
};

static enum yz_status add(struct list *l, struct yz_query *q, const struct span *span) {
    if (l->count == l->room) {
        size_t room = l->room ? 2 * l->room : 1024;
        struct yz_key_home *all = realloc(l->all, room * sizeof *all);
        if (!all) return yz_fail(YZ_BUSY, _("内存不足"));
        l->all = all;
        l->room = room;
    }
    struct yz_key_home *h = &l->all[l->count++];
    *h = (struct yz_key_home){.household = yz_int(q, 0), .dwelling = yz_int(q, 1)};
    if (span && span->all) h->low = span->low, h->high = span->high;
    else h->dwelling = 0;
    return YZ_OK;
}

#define HOMES(more, people)                                                                                            \
    "SELECT m.household,m.dwelling" more " FROM " people                                                               \
    " CROSS JOIN membership m ON m.person=p.id WHERE m.since<=?1 AND (m.until=0 OR m.until>=?1) AND m.household<>0"

/* IN looks them up in the order of their ids, in which neighbours lie on one page. */
static enum yz_status take_births(struct yz_session *s, struct list *l, const struct span *span, yz_date day) {
    enum yz_status status = YZ_OK;
    struct yz_query *q =
        yz_sql(s->store, "SELECT household,dwelling FROM membership WHERE person IN (SELECT id FROM person"
                         " INDEXED BY person_birth WHERE birth BETWEEN ?2 AND ?3)"
                         " AND since<=?1 AND (until=0 OR until>=?1) AND household<>0");
    yz_bind(q, 1, day);
    yz_bind(q, 2, span->low);
    yz_bind(q, 3, span->high);
    while (status == YZ_OK && yz_next(q)) status = add(l, q, span);
    enum yz_status done = yz_done(q);
    return status == YZ_OK ? done : status;
}

static bool means(yz_group_set set, const char *tags) {
    size_t count;
    const struct yz_group *all = yz_groups(&count);
    char tag[96];
    bool found = false;
    for (size_t i = 0; !found && i < count; i++)
        found = (set & yz_group_bit(&all[i])) && yz_group_tagged(&all[i], tags, tag, sizeof tag);
    return found;
}

static enum yz_status take_tagged(struct yz_session *s, struct list *l, yz_group_set set, yz_date day) {
    char before[96] = ""; /* the same tags come one after the other */
    bool wanted = false;
    enum yz_status status = YZ_OK;
    struct yz_query *q = yz_sql(s->store, HOMES(",p.tags", "person p INDEXED BY person_tags") " AND p.tags<>''");
    yz_bind(q, 1, day);
    while (status == YZ_OK && yz_next(q)) {
        if (strcmp(before, yz_text(q, 2)) != 0) wanted = means(set, yz_text(q, 2));
        yz_copy(before, sizeof before, yz_text(q, 2));
        if (wanted) status = add(l, q, NULL);
    }
    enum yz_status done = yz_done(q);
    return status == YZ_OK ? done : status;
}

static enum yz_status take_typed(struct yz_session *s, struct list *l, yz_group_set set, yz_date day) {
    enum yz_status status = YZ_OK;
    struct yz_query *q =
        yz_sql(s->store, HOMES(",p.group_key", "(SELECT person AS id,group_key FROM focus WHERE since<=?1"
                                               " AND (until=0 OR until>=?1)) p"));
    yz_bind(q, 1, day);
    while (status == YZ_OK && yz_next(q))
        if (yz_group_bit_of_key(yz_text(q, 2)) & set) status = add(l, q, NULL);
    enum yz_status done = yz_done(q);
    return status == YZ_OK ? done : status;
}

/* Those that are looked at in any case before the others of their household. */
static int by_household(const void *a, const void *b) {
    const struct yz_key_home *x = a, *y = b;
    if (x->household != y->household) return x->household < y->household ? -1 : 1;
    if (x->dwelling != y->dwelling) return x->dwelling < y->dwelling ? -1 : 1;
    if (x->low != y->low) return x->low < y->low ? -1 : 1;
    return x->high < y->high ? -1 : x->high > y->high;
}

static void once_each(struct list *l) {
    size_t kept = 0;
    if (l->count) qsort(l->all, l->count, sizeof *l->all, by_household);
    for (size_t i = 0; i < l->count; i++) {
        const struct yz_key_home *last = kept ? &l->all[kept - 1] : NULL, *h = &l->all[i];
        if (last && last->household == h->household && (!last->dwelling || by_household(last, h) == 0)) continue;
        l->all[kept++] = *h;
    }
    l->count = kept;
}

enum yz_status yz_key_homes(struct yz_session *s, yz_date day, struct yz_key_home **out, size_t *count) {
    struct list l = {0};
    struct span spans[YZ_GROUPS];
    int64_t least;
    size_t groups;
    yz_group_set set = key_groups(&least) & yz_groups_open(s, day);
    size_t n = spans_of(set, day, spans);
    enum yz_status status = yz_groups(&groups) ? YZ_OK : YZ_REFUSED;
    for (size_t i = 0; status == YZ_OK && i < n; i++) status = take_births(s, &l, &spans[i], day);
    if (status == YZ_OK && set) status = take_tagged(s, &l, set, day);
    if (status == YZ_OK && set) status = take_typed(s, &l, set, day);
    once_each(&l);
    *out = l.all;
    *count = l.count;
    return status;
}

/* Somebody lives there whose age keeps the groups from holding that the home was noted for. */
static bool mixed(struct yz_session *s, const struct yz_key_home *home, yz_date day) {
    if (!home->dwelling) return false;
    struct yz_query *q = yz_sql(s->store, "SELECT 1 FROM membership m CROSS JOIN person p ON p.id=m.person WHERE"
                                          " m.household=?1 AND m.dwelling=?2 AND m.since<=?3 AND (m.until=0 OR"
                                          " m.until>=?3) AND m.role<>?4 AND p.birth NOT BETWEEN ?5 AND ?6 AND"
                                          " (p.died=0 OR p.died>?3) LIMIT 1");
    yz_bind(q, 1, home->household);
    yz_bind(q, 2, home->dwelling);
    yz_bind(q, 3, day);
    yz_bind(q, 4, YZ_ROLE_REGISTERED_ONLY);
    yz_bind(q, 5, home->low);
    yz_bind(q, 6, home->high);
    bool is = yz_next(q);
    return yz_done(q) == YZ_OK && is;
}

enum yz_status yz_key_person(struct yz_session *s, const struct yz_key_home *home, yz_date day, int64_t *person,
                             int64_t *interval) {
    struct yz_souls souls = {0};
    yz_group_set open = key_groups(interval) & yz_groups_open(s, day);
    *person = *interval = 0;
    if (mixed(s, home, day)) return YZ_OK;
    enum yz_status status = yz_souls_read(s, YZ_SOULS_OF_HOUSEHOLD, home->household, day, open, &souls);
    for (size_t i = 0; status == YZ_OK && i < souls.count; i++) {
        int64_t days = souls.all[i].set ? yz_group_interval(souls.all[i].set) : 0;
        if (!days || (*person && days >= *interval)) continue;
        *person = souls.all[i].person;
        *interval = days;
    }
    free(souls.all);
    return status;
}
