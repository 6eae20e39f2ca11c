/* The demo's staff: every role at every station; the operating-system user is one of them. */
#include "base/text.h"
#include "service/demo/demo_private.h"

#include <pwd.h>
#include <stdio.h>
#include <unistd.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>

static enum yz_status hire(struct yz_demo_maker *m, const char *role, const struct yz_demo_place *station,
                           const struct yz_demo_place *grid, const char *title) {
    struct yz_staff s = {.station = station->id, .grid = grid ? grid->id : 0, .invented = true};
    if (m->n_staff == YZ_DEMO_STAFF || !yz_code_parse("staff_role", role, &s.role))
        return yz_fail(YZ_FOREIGN, _("不认得的岗位“%s”"), role);
    int sex = yz_dice_chance(&m->dice, 70) ? 2 : 1;
    yz_demo_name(m, NULL, sex, yz_demo_birthday(m, yz_dice_between(&m->dice, 24, 52)), s.name);
    snprintf(s.login, sizeof s.login, "%s%zu", role, m->n_staff + 1);
    snprintf(s.phone, sizeof s.phone, "159%08d", yz_dice_below(&m->dice, 100000000));
    yz_copy(s.title, sizeof s.title, title);
    s.party_member = grid && yz_dice_chance(&m->dice, 60);
    s.since = yz_date_add(m->want.date, -yz_dice_between(&m->dice, 400, 2500));
    enum yz_status status = yz_put(m->store, &yz_staff_kind, &s);
    m->staff[m->n_staff++] = s;
    return status;
}

/* The first of a role at the first post station, else anywhere; NULL when there is none. */
static struct yz_staff *first_of(struct yz_demo_maker *m, int32_t role) {
    struct yz_staff *found = NULL;
    for (size_t i = 0; i < m->n_staff; i++) {
        struct yz_staff *s = &m->staff[i];
        if (s->role != role) continue;
        if (m->n_stations > 1 && s->station == m->stations[1].id) return s;
        if (!found) found = s;
    }
    return found;
}

/* Who runs the program is there in the role that was asked for. */
static enum yz_status bind_creator(struct yz_demo_maker *m) {
    const struct passwd *user = getpwuid(geteuid());
    int32_t role = 0;
    yz_code_parse("staff_role", m->want.as ? m->want.as : "clerk", &role);
    struct yz_staff *s = first_of(m, role);
    if (!s) return YZ_OK;
    if (user) yz_copy(s->os_user, sizeof s->os_user, user->pw_name);
    else snprintf(s->os_user, sizeof s->os_user, "%ld", (long)geteuid());
    return yz_put(m->store, &yz_staff_kind, s);
}

enum yz_status yz_demo_staff(struct yz_demo_maker *m) {
    enum yz_status status = YZ_OK;
    for (size_t i = 0; i < m->n_stations && status == YZ_OK; i++) {
        status = hire(m, "clerk", &m->stations[i], NULL, "窗口");
        if (status == YZ_OK) status = hire(m, "clerk", &m->stations[i], NULL, "窗口（延时）");
    }
    for (size_t i = 0; i < m->n_grids && m->n_stations && status == YZ_OK; i++) {
        if (!m->grids[i].area) continue; /* dedicated grids are looked after by their posts */
        status = hire(m, "grid-worker", &m->stations[i % m->n_stations], &m->grids[i], "网格员");
        if (status == YZ_OK)
            status = hire(m, "grid-worker", &m->stations[i % m->n_stations], &m->grids[i], "兼职网格员");
    }
    static const char *const office[][2] = {
        {"supervisor", "站长"}, {"supervisor", "副站长"}, {"admin", "系统管理"}, {"auditor", "审计"}};
    for (size_t i = 0; i < 4 && status == YZ_OK && m->n_stations; i++)
        status = hire(m, office[i][0], &m->stations[0], NULL, office[i][1]);
    struct yz_dice kept = m->dice; /* whoever was hired later leaves the others as they are */
    for (size_t i = 1; i < m->n_stations && status == YZ_OK; i++)
        status = hire(m, "supervisor", &m->stations[i], NULL, "驿站站长");
    m->dice = kept;
    return status == YZ_OK ? bind_creator(m) : status;
}
