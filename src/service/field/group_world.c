/* What conditions of key groups are told: a person, and who lives behind the same door in the same household. */
#include "service/field/group_private.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>

#include "base/text.h"

struct world {
    const struct yz_home *home;
    const struct yz_soul *soul;
};

/* --- names --- */

static void number(struct yz_value *v, int64_t n) {
    v->known = true;
    v->number = n;
}

static void code(struct yz_value *v, const char *table, int32_t value) {
    const char *key = value ? yz_code_key(table, value) : "";
    v->known = *key != '\0';
    yz_copy(v->word, sizeof v->word, key);
}

static void age(const struct world *w, struct yz_value *v) {
    if (w->soul->birth) number(v, yz_age_on(w->soul->birth, w->home->day));
}
static void birth(const struct world *w, struct yz_value *v) {
    if (w->soul->birth) number(v, w->soul->birth);
}
static void sex(const struct world *w, struct yz_value *v) {
    code(v, "sex", w->soul->sex);
}
static void marital(const struct world *w, struct yz_value *v) {
    code(v, "marital", w->soul->marital);
}
static void political(const struct world *w, struct yz_value *v) {
    code(v, "political", w->soul->political);
}
static void residence(const struct world *w, struct yz_value *v) {
    code(v, "residence", w->soul->residence);
}
static void ethnic(const struct world *w, struct yz_value *v) {
    code(v, "ethnic", w->soul->ethnic);
}
static void head(const struct world *w, struct yz_value *v) {
    number(v, w->soul->relation == YZ_RELATION_HEAD);
}
static void kind(const struct world *w, struct yz_value *v) {
    code(v, "household_kind", w->soul->kind);
}
static void members(const struct world *w, struct yz_value *v) {
    number(v, w->home->members);
}
static void youngest(const struct world *w, struct yz_value *v) {
    if (w->home->youngest) number(v, yz_age_on(w->home->youngest, w->home->day));
}
static void since(const struct world *w, struct yz_value *v) {
    if (w->home->since) number(v, w->home->since);
}
static void today(const struct world *w, struct yz_value *v) {
    number(v, w->home->day);
}

static const struct {
    const char *name;
    void (*tell)(const struct world *w, struct yz_value *out);
} names[] = {{"person.age", age},
             {"person.birth", birth},
             {"person.sex", sex},
             {"person.political", political},
             {"person.residence", residence},
             {"person.marital", marital},
             {"person.ethnic", ethnic},
             {"person.head", head},
             {"household.members", members},
             {"household.youngest", youngest},
             {"household.kind", kind},
             {"household.since", since},
             {"today", today}};
enum { NAMES = sizeof names / sizeof *names };

bool yz_group_knows(struct yz_expr_node *n) {
    n->number = 0;
    while (n->number < NAMES && strcmp(names[n->number].name, n->word) != 0) n->number++;
    return n->number < NAMES;
}

static void lookup(void *ctx, const struct yz_expr_node *n, int64_t argument, struct yz_value *out) {
    (void)argument;
    if (n->number < NAMES) names[n->number].tell(ctx, out);
    if (n->op == YZ_OP_GIVEN) *out = (struct yz_value){.known = true, .number = out->known};
}

/* --- asked --- */

bool yz_group_holds(const struct yz_group *g, const struct yz_home *h, const struct yz_soul *p) {
    struct world w = {h, p};
    struct yz_expr_world world = {lookup, &w, h->day};
    return yz_expr_truth(&g->test, &world) == YZ_TRUE;
}

yz_date yz_group_since(const struct yz_group *g, const struct yz_home *h, const struct yz_soul *p) {
    struct world w = {h, p};
    struct yz_expr_world world = {lookup, &w, h->day};
    struct yz_value v = yz_expr_value(&g->since, &world);
    return v.known ? (yz_date)v.number : 0;
}

/* --- reasons --- */

static const char *const braces[] = {"age", "members", "youngest", "since"};
enum { BRACES = sizeof braces / sizeof *braces };

/* The word in braces at `p`; `*end` gets what follows. */
static size_t brace_at(const char *p, const char **end) {
    size_t n = strcspn(p + 1, "}"), i = 0;
    *end = p + 1 + n + (p[1 + n] == '}');
    while (i < BRACES && (strlen(braces[i]) != n || memcmp(braces[i], p + 1, n) != 0)) i++;
    return i;
}

bool yz_group_reason_good(const char *reason, char wrong[64]) {
    for (const char *p = reason, *end; (p = strchr(p, '{')); p = end) {
        if (brace_at(p, &end) < BRACES) continue;
        snprintf(wrong, 64, "%.*s", (int)yz_utf8_cut(p, (size_t)(end - p) < 63 ? (size_t)(end - p) : 63), p);
        return false;
    }
    return true;
}

static void fill(size_t brace, const struct yz_group *g, const struct yz_home *h, const struct yz_soul *p,
                 char out[YZ_DATE_TEXT]) {
    int64_t n = brace == 0   ? (p->birth ? yz_age_on(p->birth, h->day) : 0)
                : brace == 1 ? h->members
                             : (h->youngest ? yz_age_on(h->youngest, h->day) : 0);
    if (brace == 3) yz_date_text(yz_group_since(g, h, p), out);
    else snprintf(out, YZ_DATE_TEXT, "%lld", (long long)n);
}

void yz_group_reason(const struct yz_group *g, const struct yz_home *h, const struct yz_soul *p, char *out,
                     size_t room) {
    bool en = strcmp(yz_language_name(), "en") == 0 && *g->reason_en;
    char text[320], value[YZ_DATE_TEXT];
    const char *at = en ? g->reason_en : g->reason, *end;
    size_t n = 0;
    *text = '\0';
    while (*at && n + 1 < sizeof text) {
        size_t plain = strcspn(at, "{");
        n += (size_t)snprintf(text + n, sizeof text - n, "%.*s", (int)plain, at);
        at += plain;
        if (!*at || n >= sizeof text) break;
        fill(brace_at(at, &end), g, h, p, value);
        n += (size_t)snprintf(text + n, sizeof text - n, "%s", value);
        at = end;
    }
    yz_copy(out, room, text);
}
