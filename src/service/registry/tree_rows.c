/* The records that a number of the tree counts: one building after another, each in the order of its doors; of posts and
 * gaps one grid after another. */
#include "service/registry/tree_private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/cases.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/living.h>
#include <yizhan/posts.h>

#include "base/text.h"
#include "service/desk/case_sql.h"
#include "service/registry/sums.h"
#include "service/restricted.h"
#include "service/session.h"

static const struct {
    const char *key, *label;
} whats[YZ_TREE_WHATS] = {
    [YZ_TREE_BUILDINGS] = {"buildings", N_("楼栋")}, [YZ_TREE_DWELLINGS] = {"dwellings", N_("房屋")},
    [YZ_TREE_HOUSEHOLDS] = {"households", N_("户")}, [YZ_TREE_PEOPLE] = {"people", N_("人")},
    [YZ_TREE_FLOATING] = {"floating", N_("流动")},   [YZ_TREE_PARTY] = {"party", N_("党员")},
    [YZ_TREE_CENTERS] = {"centers", N_("中心户")},   [YZ_TREE_CASES] = {"cases", N_("在办")},
    [YZ_TREE_POSTS] = {"posts", N_("在岗")},         [YZ_TREE_GAPS] = {"gaps", N_("缺岗")},
};

const char *yz_tree_what_label(enum yz_tree_what what) {
    return yz_tr(whats[what].label);
}

const char *yz_tree_what_key(enum yz_tree_what what) {
    return whats[what].key;
}

enum yz_tree_what yz_tree_what_number(int digit) {
    return (enum yz_tree_what)((digit + YZ_TREE_WHATS - 1) % YZ_TREE_WHATS);
}
_Static_assert(YZ_TREE_WHATS == 10, "a digit each");

bool yz_tree_what_from_key(const char *key, enum yz_tree_what *what) {
    for (int i = 0; i < YZ_TREE_WHATS; i++) {
        if (strcmp(whats[i].key, key) != 0) continue;
        *what = (enum yz_tree_what)i;
        return true;
    }
    return false;
}

/* --- one place's rows --- */

struct rows {
    struct yz_tree_row *all;
    size_t count, room;
};

static struct yz_tree_row *add(struct rows *r, const struct yz_tree_node *place, enum yz_kind_id kind, int64_t id) {
    if (r->count == r->room) {
        size_t room = r->room ? 2 * r->room : 64;
        struct yz_tree_row *more = realloc(r->all, room * sizeof *more);
        if (!more) return yz_fail(YZ_BUSY, "%s", _("内存不足")), NULL;
        r->all = more;
        r->room = room;
    }
    struct yz_tree_row *row = &r->all[r->count];
    *row = (struct yz_tree_row){.kind = kind, .id = id, .place = place->id, .rank = r->count++};
    yz_copy(row->where, sizeof row->where, place->name);
    return row;
}

/* Selects of a building ?1 on the day ?3: id, dwelling, unit, room, name, and three columns that `tell` puts in words. */
#define DOOR "d.id,d.unit,d.room,"
#define PEOPLE(which)                                                                                                  \
    "SELECT p.id," DOOR "p.name,p.sex,p.birth,'',min(d.id) FROM dwelling d JOIN membership m ON m.dwelling=d.id JOIN"  \
    " person p ON p.id=m.person WHERE d.building=?1 AND " YZ_HOLDS("m") which " GROUP BY p.id ORDER BY " YZ_DOOR_ORDER \
                                                                              ",p.id"
/* Cases of the building or of a household `of_household` has there. */
#define CASES(house, of_households, open)                                                                              \
    "SELECT c.id,ifnull(d.id,0),ifnull(d.unit,''),ifnull(d.room,'') FROM \"case\" c LEFT JOIN dwelling d ON "          \
    "d.id=" house " AND d.building=?1 WHERE c.building=?1 AND ?3=?3 AND " open                                         \
    " UNION ALL SELECT c.id,d.id,d.unit,d.room FROM dwelling d JOIN \"case\" c ON c.household IN(SELECT h.id "         \
    "FROM " of_households ") WHERE d.building=?1 AND c.building=0 AND " open " ORDER BY 1"
#define CENTERS(house)                                                                                                 \
    "SELECT c.id," DOOR "p.name,0,c.since,'' FROM center c JOIN person p ON p.id=c.person JOIN"                        \
    " household h ON h.id=c.household JOIN dwelling d ON d.id=" house                                                  \
    " WHERE c.building=?1 AND " YZ_HOLDS("c") " ORDER BY " YZ_DOOR_ORDER ",c.id"

/* `past`: of an earlier day, where that is another question. */
static const struct {
    enum yz_kind_id kind;
    bool person;
    const char *select, *past;
} selects[YZ_TREE_WHATS] = {
    [YZ_TREE_DWELLINGS] = {YZ_DWELLING, false,
                           "SELECT d.id," DOOR
                           "'',d.use,0,'' FROM dwelling d WHERE d.building=?1 AND ?3=?3 ORDER BY " YZ_DOOR_ORDER,
                           NULL},
    [YZ_TREE_HOUSEHOLDS] =
        {YZ_HOUSEHOLD, true,
         "SELECT h.id," DOOR "ifnull((SELECT name FROM person WHERE id=h.head),''),h.kind,"
         "(SELECT count(*) FROM membership m WHERE m.household=h.id AND " YZ_HOLDS(
             "m") "),h.number FROM dwelling d JOIN household h ON h.dwelling=d.id WHERE d.building=?1 AND"
                  " (h.until=0 OR h.until>=?3) ORDER BY " YZ_DOOR_ORDER ",h.id",
         "SELECT h.id," DOOR "'',0,(SELECT count(*) FROM membership m WHERE m.household=h.id AND " YZ_HOLDS(
             "m") "),'' FROM dwelling d JOIN household h WHERE d.building=?1 AND h.id IN(SELECT h.id FROM " YZ_BEHIND
                  ") ORDER BY " YZ_DOOR_ORDER ",h.id"},
    [YZ_TREE_PEOPLE] = {YZ_PERSON, true, PEOPLE(""), NULL},
    [YZ_TREE_FLOATING] = {YZ_PERSON, true, PEOPLE(" AND p.residence=2"), PEOPLE("")},
    [YZ_TREE_PARTY] = {YZ_PERSON, true, PEOPLE(" AND p.political IN(1,2)"), PEOPLE("")},
    [YZ_TREE_CENTERS] = {YZ_CENTER, true, CENTERS("h.dwelling"), CENTERS(YZ_HOUSE_ON("h.id"))},
    [YZ_TREE_CASES] = {YZ_CASE, false,
                       CASES("(SELECT dwelling FROM household WHERE id=c.household)",
                             "household h WHERE h.dwelling=d.id", YZ_TREE_CASE),
                       CASES(YZ_HOUSE_ON("c.household"), YZ_BEHIND, YZ_TREE_PAST_CASE)},
};

static void tell_case(struct yz_session *s, yz_date day, struct yz_tree_row *row) {
    struct yz_case *c = malloc(sizeof *c);
    struct yz_case_facts *facts = calloc(1, sizeof *facts);
    if (c && facts && yz_record_on(s, YZ_CASE, row->id, day, c) == YZ_OK &&
        yz_case_facts(s, c, false, facts) == YZ_OK) {
        yz_copy(row->name, sizeof row->name, c->number);
        snprintf(row->text, sizeof row->text, "%s · %s", facts->service_name, facts->state);
    }
    free(c);
    free(facts);
}

static void put_in_words(enum yz_tree_what what, yz_date on, const struct yz_tree_said *said, struct yz_tree_row *row) {
    char day[YZ_DATE_TEXT];
    if (what == YZ_TREE_DWELLINGS) yz_copy(row->text, sizeof row->text, yz_code_label("dwelling_use", said->code));
    else if (what == YZ_TREE_HOUSEHOLDS)
        snprintf(row->text, sizeof row->text, _("%1$s %2$d 人 %3$s"), yz_code_label("household_kind", said->code),
                 (int)said->number, said->text);
    else if (what == YZ_TREE_CENTERS)
        snprintf(row->text, sizeof row->text, _("自 %s"), yz_date_text((yz_date)said->number, day));
    else if (said->number)
        snprintf(row->text, sizeof row->text, _("%1$s %2$d 岁"), yz_code_label("sex", said->code),
                 yz_age_on((yz_date)said->number, on));
    else yz_copy(row->text, sizeof row->text, yz_code_label("sex", said->code));
}

/* False: on that day it was none of these. */
static bool tell(struct yz_session *s, struct yz_query *q, yz_date day, enum yz_tree_what what,
                 struct yz_tree_row *row) {
    if (what == YZ_TREE_CASES) return tell_case(s, day, row), true;
    struct yz_tree_said said = {.code = (int32_t)yz_int(q, 5), .number = yz_int(q, 6)};
    yz_copy(row->name, sizeof row->name, yz_text(q, 4));
    yz_copy(said.text, sizeof said.text, yz_text(q, 7));
    if (day && !yz_tree_row_past(s, what, day, row, &said)) return false;
    put_in_words(what, day ? day : yz_today(), &said, row);
    return true;
}

static void place_row(struct yz_query *q, const struct yz_tree_node *b, struct yz_tree_row *row) {
    row->dwelling = yz_int(q, 1);
    yz_copy(row->unit, sizeof row->unit, yz_text(q, 2));
    snprintf(row->where, sizeof row->where, "%s %s%s%s", b->name, row->unit, *row->unit ? "-" : "", yz_text(q, 3));
}

static enum yz_status of_building(struct yz_session *s, yz_date day, const struct yz_tree_node *b,
                                  enum yz_tree_what what, struct rows *r) {
    bool whole = true;
    if (what == YZ_TREE_BUILDINGS) {
        struct yz_tree_row *row = add(r, b, YZ_BUILDING, b->id);
        if (row && b->counts[YZ_TREE_BUILDINGS])
            snprintf(row->text, sizeof row->text, _("%1$d 户 %2$d 人"), (int)b->counts[YZ_TREE_HOUSEHOLDS],
                     (int)b->counts[YZ_TREE_PEOPLE]);
        return row ? YZ_OK : YZ_BUSY;
    }
    struct yz_query *q = yz_sql(s->store, day && selects[what].past ? selects[what].past : selects[what].select);
    yz_bind(q, 1, b->id);
    if (day && what == YZ_TREE_CASES) yz_tree_bind_evening(q, day);
    else yz_bind(q, 3, day ? day : yz_today());
    while (whole && yz_next(q)) {
        struct yz_tree_row *row = add(r, b, selects[what].kind, yz_int(q, 0));
        whole = row != NULL;
        if (!row) break;
        row->person = selects[what].person;
        place_row(q, b, row);
        if (!tell(s, q, day, what, row)) r->count--;
    }
    enum yz_status status = yz_done(q);
    return whole ? status : YZ_BUSY;
}

static enum yz_status posts_of(struct yz_session *s, yz_date on, const struct yz_tree_node *n, struct rows *r) {
    enum { MOST = 512 };
    struct yz_post *posts = calloc(MOST, sizeof *posts);
    size_t count = 0;
    char day[YZ_DATE_TEXT];
    enum yz_status status =
        posts ? yz_posts(s, n->kind, n->id, on, posts, MOST, &count) : yz_fail(YZ_BUSY, "%s", _("内存不足"));
    for (size_t i = 0; i < count && status == YZ_OK; i++) {
        const struct yz_post *p = &posts[i];
        struct yz_tree_row *row = add(r, n, YZ_POST, p->id);
        if (!row) status = YZ_BUSY;
        if (!row) break;
        row->work_phone = p->work_phone;
        row->duty = p->duty;
        yz_copy(row->name, sizeof row->name, p->name);
        yz_copy(row->phone, sizeof row->phone, p->phone);
        if (p->building) yz_building_address(s, p->building, row->where, sizeof row->where);
        else yz_record_title(s, YZ_GRID, p->grid, false, row->where, sizeof row->where);
        snprintf(row->text, sizeof row->text, _("%1$s · %2$s · 自 %3$s"), yz_code_label("duty", p->duty),
                 yz_code_label("post_source", p->source), yz_date_text(p->since, day));
    }
    free(posts);
    return status;
}

static const char *task_of(int32_t duty) {
    size_t count = 0;
    const struct yz_duty *all = yz_duties(&count);
    for (size_t i = 0; i < count; i++)
        if (all[i].code == duty) return yz_duty_task(&all[i]);
    return "";
}

static enum yz_status gaps_of(struct yz_session *s, yz_date day, const struct yz_tree_node *n, struct rows *r) {
    int32_t gaps[YZ_DUTIES];
    size_t count = 0;
    enum yz_status status = yz_post_gaps(s, n->id, day, gaps, YZ_DUTIES, &count);
    for (size_t i = 0; i < count && status == YZ_OK; i++) {
        struct yz_tree_row *row = add(r, n, YZ_GRID, n->id);
        if (!row) return YZ_BUSY;
        row->duty = gaps[i];
        snprintf(row->name, sizeof row->name, _("没有%s"), yz_code_label("duty", gaps[i]));
        yz_copy(row->text, sizeof row->text, task_of(gaps[i]));
    }
    return status;
}

static enum yz_status read_place(struct yz_session *s, yz_date day, const struct yz_tree_node *n,
                                 enum yz_tree_what what, struct rows *r) {
    r->count = 0;
    return what == YZ_TREE_POSTS  ? posts_of(s, day, n, r)
           : what == YZ_TREE_GAPS ? gaps_of(s, day, n, r)
                                  : of_building(s, day, n, what, r);
}

/* --- one place after another --- */

struct range {
    const struct yz_tree *t;
    const struct yz_tree_node *node;
    enum yz_tree_what what;
    size_t first, end; /* of the nodes that may be places */
    enum yz_tree_level level;
};

static struct range range_of(const struct yz_tree *t, size_t node, enum yz_tree_what what) {
    bool grids = what == YZ_TREE_POSTS || what == YZ_TREE_GAPS;
    struct range r = {t, &t->nodes[node], what, node, node + 1, grids ? YZ_NODE_GRID : YZ_NODE_BUILDING};
    while (t->nodes[r.first].level > r.level) r.first = (size_t)t->nodes[r.first].parent;
    if (r.node->level > r.level) { /* within one place; who is on for a building is more than who is on in its grid */
        r.end = r.first + 1;
        if (what != YZ_TREE_POSTS) return r;
        r.first = node;
        while (t->nodes[r.first].level > YZ_NODE_BUILDING) r.first = (size_t)t->nodes[r.first].parent;
        r.end = r.first + 1;
        r.level = t->nodes[r.first].level;
        return r;
    }
    while (r.end < t->count && t->nodes[r.end].parent >= (int)node) r.end++;
    return r;
}

static bool is_place(const struct range *r, size_t i) {
    const struct yz_tree_node *n = &r->t->nodes[i];
    bool counted = n->level != YZ_NODE_BUILDING || n->counts[YZ_TREE_BUILDINGS] || r->what == YZ_TREE_CASES;
    return n->level == r->level &&
           (!counted || n->counts[r->what] || (r->what == YZ_TREE_POSTS && n->kind == YZ_BUILDING));
}

static bool within(const struct range *r, const struct yz_tree_row *row) {
    if (r->node->level == YZ_NODE_UNIT) return row->dwelling && strcmp(row->unit, r->node->unit) == 0;
    if (r->node->level == YZ_NODE_DOOR) return row->dwelling == r->node->id;
    return r->node->level != YZ_NODE_CENTER || row->id == r->node->id;
}

/* Where to go on in a place's rows: behind `from` where it stands now, or where it stood. */
static size_t start(const struct rows *rows, const struct yz_tree_row *from, int direction) {
    size_t at = from->rank;
    for (size_t i = 0; i < rows->count; i++)
        if (rows->all[i].id == from->id && rows->all[i].duty == from->duty) return direction > 0 ? i + 1 : i;
    if (at > rows->count) at = rows->count;
    return at;
}

static size_t place_of(const struct range *r, const struct yz_tree_row *from) {
    for (size_t i = r->first; i < r->end; i++)
        if (r->t->nodes[i].level == r->level && r->t->nodes[i].id == from->place) return i;
    return r->first;
}

/* Rows of one place into `out`, from `at` on (direction +1) or backwards below it. */
static void take(const struct range *r, const struct rows *rows, size_t at, int direction, struct yz_tree_row *out,
                 size_t max, size_t *count) {
    for (; *count < max && (direction > 0 ? at < rows->count : at > 0); at += direction > 0 ? 1 : -1) {
        const struct yz_tree_row *row = &rows->all[direction > 0 ? at : at - 1];
        if (r->node->level <= YZ_NODE_BUILDING || r->what == YZ_TREE_POSTS || r->what == YZ_TREE_GAPS || within(r, row))
            out[(*count)++] = *row;
    }
}

enum yz_status yz_tree_rows(struct yz_session *s, const struct yz_tree *t, size_t node, enum yz_tree_what what,
                            const struct yz_tree_row *from, int direction, struct yz_tree_row *out, size_t max,
                            size_t *count) {
    struct range r = range_of(t, node, what);
    struct rows rows = {0};
    enum yz_status status = YZ_OK;
    size_t i = from ? place_of(&r, from) : direction > 0 ? r.first : r.end - 1;
    *count = 0;
    yz_session_read_begin(s);
    for (; status == YZ_OK && *count < max && i >= r.first && i<r.end; i = direction> 0 ? i + 1 : i - 1) {
        if (!is_place(&r, i)) continue;
        status = read_place(s, t->day, &t->nodes[i], what, &rows);
        bool here = from && t->nodes[i].id == from->place;
        size_t at = here ? start(&rows, from, direction) : direction > 0 ? 0 : rows.count;
        if (status == YZ_OK) take(&r, &rows, at, direction, out, max, count);
    }
    yz_session_read_end(s);
    free(rows.all);
    return status;
}
