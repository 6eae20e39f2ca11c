/* Who lives here, as far as the year's services ask: remembered while the households are written. */
#include "service/demo/year.h"

#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>

enum yz_status yz_demo_remember(struct yz_demo_maker *m, const struct yz_demo_soul *soul) {
    if (m->n_souls == m->room_souls) {
        size_t room = m->room_souls ? 2 * m->room_souls : 4096;
        struct yz_demo_soul *more = realloc(m->souls, room * sizeof *more);
        if (!more) return yz_fail(YZ_BUSY, _("内存不足"));
        m->souls = more;
        m->room_souls = room;
    }
    m->souls[m->n_souls++] = *soul;
    return YZ_OK;
}

/* Who an item fits: from and to which age, which sex (0 = both), only of the register here or only from elsewhere. */
static const struct wanted {
    const char *service;
    int from, to, sex, local; /* local: 1 only, -1 not, 0 either */
    uint32_t group;           /* those who came for one item of a group do not come for another */
} all[] = {{"unemployment", 19, 52, 0, 0, 1},        {"employment-certificate", 19, 52, 0, 0, 1},
           {"certificate-check", 20, 55, 0, 0, 1},   {"hardship", 41, 52, 2, 0, 1},
           {"flexible-employment", 41, 52, 2, 0, 1}, {"subsidy-4050", 41, 52, 2, 0, 1},
           {"wage-claim", 20, 56, 0, -1, 2},         {"pension-check", 60, 100, 0, 0, 4},
           {"old-age-allowance", 80, 110, 0, 1, 8},  {"only-child-certificate", 42, 78, 2, 1, 16},
           {"resident-insurance", 1, 90, 0, 0, 32}};

/* No child on record, or one of those that the certificate was given for. */
static bool one_child(const struct yz_demo_soul *s) {
    return s->children == 0 || (s->children == 1 && s->child_birth <= 20151231);
}

static bool fits(const struct wanted *w, const struct yz_demo_soul *s, yz_date day) {
    int age = yz_age_on(s->birth, day);
    if ((s->came_for & w->group) || age < w->from || age > w->to) return false;
    if (w->sex && w->sex != s->sex) return false;
    if (w->local && (w->local > 0) != s->local) return false;
    return w->group != 16 || one_child(s);
}

static const struct wanted *wanted_for(const char *service) {
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (strcmp(all[i].service, service) == 0) return &all[i];
    return NULL;
}

bool yz_demo_fits(struct yz_demo_soul *soul, const char *service, yz_date day) {
    const struct wanted *w = wanted_for(service);
    if (!w || !fits(w, soul, day)) return false;
    soul->came_for |= w->group;
    return true;
}

struct yz_demo_soul *yz_demo_somebody(struct yz_demo_year *y, const char *service, yz_date day) {
    struct yz_demo_maker *m = y->m;
    size_t from = (size_t)yz_dice_below(&m->dice, (int)m->n_souls);
    for (size_t i = 0; i < m->n_souls; i++) {
        struct yz_demo_soul *soul = &m->souls[(from + i) % m->n_souls];
        if (yz_demo_fits(soul, service, day)) return soul;
    }
    return NULL;
}
