/* Parts of 今日 in the net: whom policies reach, doors to be visited, needs and what becomes of them, leases, duties nobody holds. */
#include "base/mask.h"
#include "base/text.h"
#include "ui/screens/today_parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/living.h>
#include <yizhan/loop.h>
#include <yizhan/registry.h>
#include <yizhan/tree.h>

enum { BUILDINGS = 2048, AT_ONCE = 8, MATCHES = YZ_TODAY_ROWS };

/* The policy that looks for babies without insurance, by which the heading of newborns goes. */
static const char newborns[] = "newborn-uninsured";

#define CELL(row, n, text) yz_copy((row)->cells[n], sizeof(row)->cells[n], text)

/* --- policies: both parts in one pass, policy by policy, so that no key waits long --- */

/* The babies, the one with the fewest days left first: "出生第 6 天". */
static void fill_newborns(struct yz_today *t, struct yz_today_part *p, size_t policy) {
    struct yz_people *found = &t->people;
    yz_people_sort(found);
    yz_today_clear(p, (int64_t)found->per[policy]);
    yz_copy(p->target.key, sizeof p->target.key, newborns);
    for (size_t i = 0; i < found->count; i++) {
        const struct yz_policy_hit *h = &found->all[i];
        struct yz_today_row *row = yz_today_add(p, h->person, h->urgency < 0 ? YZ_ROLE_WARNING : YZ_ROLE_TEXT);
        if (!row) break;
        CELL(row, 0, h->name);
        yz_dwelling_short(t->session, h->dwelling, row->cells[1], sizeof row->cells[1]);
        snprintf(row->cells[2], sizeof row->cells[2], _("第 %1$d 天，还剩 %2$d 天"),
                 yz_days_between(h->birth, yz_today()) + 1, h->urgency < 0 ? 0 : h->urgency);
        row->target = YZ_TARGET("person", YZ_PERSON, h->person);
    }
}

/* How many each policy reaches; the part's rows are the policies. */
static void fill_policies(const struct yz_people *found, struct yz_today_part *p) {
    yz_today_clear(p, 0);
    for (size_t i = 0; i < found->policy_count; i++) {
        p->count += (int64_t)found->per[i];
        struct yz_today_row *row = found->per[i] ? yz_today_add(p, (int64_t)i + 1, YZ_ROLE_TEXT) : NULL;
        if (!row) continue;
        CELL(row, 0, yz_policy_name(&found->policies[i]));
        snprintf(row->cells[1], sizeof row->cells[1], _("%zu 人"), found->per[i]);
        yz_copy(row->target.key, sizeof row->target.key, found->policies[i].key);
    }
}

bool yz_today_policies(struct yz_today *t, struct yz_today_part *p) {
    struct yz_people *found = &t->people;
    (void)p;
    if (t->people_read) return false;
    t->people_read = true;
    if (!found->policies && yz_people_begin(found, 0) != YZ_OK) return false; /* 政策找人 itself says what is wrong */
    size_t i = t->reading;
    if (i < found->policy_count && yz_people_add(t->session, found, i) == YZ_OK) {
        bool babies = strcmp(found->policies[i].key, newborns) == 0;
        t->people_read = false;
        if (babies && !found->unfinished) fill_newborns(t, &t->parts[YZ_AGENDA_NEWBORNS], i);
        if (!babies || !found->unfinished)
            found->count = 0; /* else only how many is asked: who they were is not kept */
        return t->reading += !found->unfinished, true;
    }
    if (i == found->policy_count) fill_policies(found, &t->parts[YZ_AGENDA_PEOPLE]);
    yz_people_free(found);
    return false;
}

/* --- visits --- */

static void fill_buildings(struct yz_today *t, struct yz_today_part *p) {
    yz_walk_sort(t->buildings, t->building_count);
    yz_today_clear(p, 0);
    for (size_t i = 0; i < t->building_count; i++) {
        const struct yz_walk_building *b = &t->buildings[i];
        p->count += b->due;
        struct yz_today_row *row = b->due ? yz_today_add(p, b->id, YZ_ROLE_TEXT) : NULL;
        if (!row) continue;
        CELL(row, 0, b->address);
        snprintf(row->cells[1], sizeof row->cells[1], _("%d 户"), (int)b->due);
        row->target = YZ_TARGET("walk", YZ_BUILDING, b->id);
    }
}

/* How many households of the own grid (without one: of all) are due for a visit: a few buildings at a time. */
bool yz_today_visits(struct yz_today *t, struct yz_today_part *p) {
    int64_t grid = yz_session_staff(t->session)->grid;
    if (!t->buildings) t->buildings = calloc(BUILDINGS, sizeof *t->buildings);
    if (!t->buildings) return false;
    if (!t->building_count && yz_walk_buildings(t->session, grid, t->buildings, BUILDINGS, &t->building_count) != YZ_OK)
        return false;
    for (size_t i = 0; i < AT_ONCE && t->walked < t->building_count; i++)
        if (yz_walk_count(t->session, &t->buildings[t->walked++]) != YZ_OK) return false; /* 走访 says what is wrong */
    if (t->walked < t->building_count) return true;
    fill_buildings(t, p);
    return false;
}

/* --- needs and matches --- */

static void need_text(const struct yz_today *t, const struct yz_need *n, struct yz_today_row *row) {
    bool hidden = yz_need_hidden(t->session, n);
    yz_mask_numbers(row->cells[0], sizeof row->cells[0], hidden ? _("（保密）") : n->text);
    if (!hidden) yz_need_where(t->session, n, row->cells[1], sizeof row->cells[1]);
}

/* The most urgent open ones: of the own grid, or of all. */
bool yz_today_needs(struct yz_today *t, struct yz_today_part *p) {
    struct yz_need found[YZ_TODAY_ROWS];
    struct yz_list_counts counts;
    struct yz_need_filter filter = {.grid = yz_session_staff(t->session)->grid, .order = YZ_NEED_URGENT};
    size_t n = 0;
    if (yz_list_count(t->session, &counts) != YZ_OK ||
        yz_need_page(t->session, &filter, NULL, 1, found, YZ_TODAY_ROWS, &n) != YZ_OK)
        return false;
    yz_today_clear(p, counts.needs);
    for (size_t i = 0; i < n; i++) {
        struct yz_today_row *row = yz_today_add(p, found[i].id, YZ_ROLE_TEXT);
        need_text(t, &found[i], row);
        row->target = YZ_TARGET("list_entry", YZ_NEED, found[i].id);
    }
    return false;
}

static bool read_matches(struct yz_today *t, struct yz_today_part *p, enum yz_match_view view, int64_t count) {
    struct yz_match found[MATCHES];
    struct yz_match_filter filter = {.view = view};
    struct yz_need need;
    size_t n = 0;
    yz_today_clear(p, count);
    if (count) yz_match_page(t->session, &filter, NULL, 1, found, MATCHES, &n);
    for (size_t i = 0; i < n; i++) {
        struct yz_today_row *row = yz_today_add(p, found[i].id, YZ_ROLE_TEXT);
        if (yz_record_get(t->session, YZ_NEED, found[i].need, &need) == YZ_OK) need_text(t, &need, row);
        CELL(row, 1, yz_code_label("match_state", found[i].state));
        row->target = YZ_TARGET("match_entry", YZ_MATCH, found[i].id);
    }
    return false;
}

bool yz_today_confirm(struct yz_today *t, struct yz_today_part *p) {
    int64_t counts[YZ_MATCH_VIEWS];
    if (yz_match_count(t->session, counts) != YZ_OK) return false;
    return read_matches(t, p, YZ_MATCHES_DELIVERED, counts[YZ_MATCHES_DELIVERED]);
}

bool yz_today_matches(struct yz_today *t, struct yz_today_part *p) {
    return read_matches(t, p, YZ_MATCHES_WAITING, yz_match_waiting(t->session));
}

/* --- leases and permits, and the net --- */

bool yz_today_terms(struct yz_today *t, struct yz_today_part *p) {
    struct yz_term found[YZ_TODAY_ROWS];
    yz_date by = yz_date_add(yz_today(), (int)yz_agenda_term_days());
    char day[YZ_DATE_TEXT];
    size_t n = 0;
    if (yz_terms(t->session, by, 0, found, YZ_TODAY_ROWS, &n) != YZ_OK) return false;
    yz_today_clear(p, (int64_t)n);
    for (size_t i = 0; i < n && i < YZ_TODAY_ROWS; i++) {
        struct yz_today_row *row =
            yz_today_add(p, found[i].id, found[i].until < yz_today() ? YZ_ROLE_WARNING : YZ_ROLE_TEXT);
        yz_mask_name(row->cells[0], sizeof row->cells[0], found[i].name);
        yz_dwelling_short(t->session, found[i].dwelling, row->cells[1], sizeof row->cells[1]);
        snprintf(row->cells[2], sizeof row->cells[2], "%s %s", yz_date_text(found[i].until, day),
                 found[i].permit ? _("居住证") : _("租约"));
        row->target = YZ_TARGET("person", YZ_PERSON, found[i].person);
    }
    return false;
}

bool yz_today_gaps(struct yz_today *t, struct yz_today_part *p) {
    struct yz_tree tree = {0};
    if (yz_tree_read(t->session, 0, &tree) == YZ_OK && tree.count) {
        yz_today_clear(p, tree.nodes[0].counts[YZ_TREE_GAPS]);
        p->target.kind = tree.nodes[0].kind;
        p->target.id = tree.nodes[0].id;
    }
    for (size_t i = 1; i < tree.count; i++) {
        const struct yz_tree_node *n = &tree.nodes[i];
        if (n->level != YZ_NODE_GRID || !n->counts[YZ_TREE_GAPS]) continue;
        struct yz_today_row *row = yz_today_add(p, n->id, YZ_ROLE_TEXT);
        if (!row) break;
        CELL(row, 0, n->name);
        snprintf(row->cells[1], sizeof row->cells[1], _("%d 个"), (int)n->counts[YZ_TREE_GAPS]);
        row->target.kind = n->kind;
        row->target.id = n->id;
    }
    yz_tree_free(&tree);
    return false;
}
