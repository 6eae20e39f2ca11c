/* yz_demo_write: the whole file, in order: places, staff, people as one act a year ago; then the year at the desks,
 * each thing when it happened; last the key groups, the register of the seal, services and resources, matches. */
#include "service/demo/demo_private.h"
#include "service/desk/desk_private.h"
#include "service/session.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>

static enum yz_status load_codes(struct yz_demo_codes *c) {
    const struct {
        const char *table, *key;
        int32_t *code;
    } wanted[] = {{"household_kind", "family", &c->family},
                  {"household_kind", "tenants", &c->tenants},
                  {"residence", "registered", &c->registered},
                  {"residence", "floating", &c->floating},
                  {"dwelling_role", "owner", &c->owner},
                  {"dwelling_role", "tenant", &c->tenant},
                  {"dwelling_role", "co-resident", &c->co_resident},
                  {"dwelling_use", "owner-occupied", &c->lived_in},
                  {"dwelling_use", "let", &c->let},
                  {"dwelling_use", "empty", &c->empty},
                  {"id_kind", "citizen", &c->citizen},
                  {"staff_role", "supervisor", &c->supervisor}};
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        if (!yz_code_parse(wanted[i].table, wanted[i].key, wanted[i].code))
            return yz_fail(YZ_FOREIGN, _("代码表 %1$s 里没有“%2$s”"), wanted[i].table, wanted[i].key);
    return YZ_OK;
}

static enum yz_status check(const struct yz_demo *want) {
    if (want->households < 1 || want->households > 2000000) return yz_fail(YZ_USAGE, _("户数须在 1 到 2000000 之间"));
    if (want->people < want->households || want->people > 20 * want->households)
        return yz_fail(YZ_USAGE, _("人数须不少于户数，且每户平均不超过 20 人"));
    if (want->date < 19500101 || !yz_date_valid(want->date))
        return yz_fail(YZ_USAGE, _("日期不对：须为 1950 年以后的一天，如 2026-11-23"));
    int32_t role;
    if (want->as && !yz_code_parse("staff_role", want->as, &role))
        return yz_fail(YZ_USAGE, _("不认得的岗位“%s”"), want->as);
    return YZ_OK;
}

static enum yz_status begin(struct yz_demo_maker *m) {
    m->dice.state = m->want.seed;
    size_t room = 1024;
    while (room < (size_t)m->want.people * 2) room *= 2;
    m->taken = calloc(room, sizeof *m->taken);
    m->taken_mask = room - 1;
    if (!m->taken) return yz_fail(YZ_BUSY, _("内存不足"));
    enum yz_status status = load_codes(&m->code);
    return status == YZ_OK ? yz_demo_names_load(m) : status;
}

/* Everything but the cases: one act, dated a year before. */
static enum yz_status population(struct yz_demo_maker *m) {
    yz_set_now(yz_moment_make(yz_date_add_months(m->want.date, -12), 8 * 60));
    enum yz_status status = yz_act_begin(m->store, "demo", 0);
    if (status != YZ_OK) return status;
    yz_act_bulk(m->store);
    enum yz_status (*const steps[])(struct yz_demo_maker *) = {yz_demo_places, yz_demo_staff, yz_demo_households,
                                                               yz_demo_net};
    for (size_t i = 0; i < sizeof steps / sizeof *steps && status == YZ_OK; i++) status = steps[i](m);
    if (status == YZ_OK) status = yz_catalogue_install(m->store);
    if (status == YZ_OK) return yz_act_commit(m->store, NULL);
    yz_act_abort(m->store);
    return status;
}

/* What is invented can be invented again: backups are for the work that comes after. */
static enum yz_status needs_no_backup(struct yz_store *store) {
    return yz_meta_set(store, "backup_seq", yz_sql_int(store, "SELECT ifnull(max(seq),0) FROM journal", 0, 0));
}

static void release(struct yz_demo_maker *m) {
    yz_demo_names_free(m);
    free(m->taken);
    free(m->births);
    free(m->souls);
    free(m->buildings);
    yz_set_now(0);
}

enum yz_status yz_demo_part(struct yz_demo_maker *m, const char *verb, uint64_t seed,
                            enum yz_status (*put)(struct yz_demo_maker *m)) {
    struct yz_dice kept = m->dice;
    if (m->want.practice) return YZ_OK;
    m->dice.state = m->want.seed + seed;
    yz_set_now(yz_demo_end(m));
    enum yz_status status = yz_act_begin(m->store, verb, yz_demo_supervisor(m));
    if (status != YZ_OK) return status;
    status = put(m);
    m->dice = kept;
    if (status == YZ_OK) return yz_act_commit(m->store, NULL);
    yz_act_abort(m->store);
    return status;
}

/* What is replaced is a demo as well, or no station: of a real one nothing may be lost by a word too many. */
static enum yz_status replaces_no_real(const char *path) {
    struct yz_store *old = NULL;
    struct stat found;
    if (stat(path, &found) != 0 || found.st_size == 0) return YZ_OK;
    enum yz_status status = yz_store_open(path, &old);
    if (status != YZ_OK) return status == YZ_FOREIGN ? YZ_OK : status;
    bool real = yz_sql_int(old, "SELECT EXISTS(SELECT 1 FROM community WHERE invented=0)", 0, 0);
    yz_store_close(old);
    return real ? yz_fail(YZ_REFUSED, _("%s 是真的驿站，不是演示的，--force 也不覆盖；请换一个文件名"), path) : YZ_OK;
}

enum yz_status yz_demo_write(const char *path, const struct yz_demo *options) {
    struct yz_demo_maker m = {.want = *options};
    m.want.households = m.want.households ? m.want.households : 13350;
    m.want.people = m.want.people ? m.want.people : 100000;
    m.want.seed = m.want.seed ? m.want.seed : 1;
    m.made = m.want.date ? 0 : yz_now();
    m.want.date = m.want.date ? m.want.date : yz_today();
    enum yz_status status = check(&m.want);
    if (status != YZ_OK) return status;
    yz_session_kinds();
    if (options->force) status = replaces_no_real(path);
    if (status != YZ_OK) return status;
    status = yz_store_create(path, 7, options->force, &m.store);
    if (status != YZ_OK) return status;
    status = begin(&m);
    if (status == YZ_OK) status = population(&m);
    if (status == YZ_OK) status = yz_demo_live_year(&m);
    if (status == YZ_OK) status = yz_demo_groups(&m);
    if (status == YZ_OK) status = yz_demo_seals(&m);
    if (status == YZ_OK) status = yz_demo_lists(&m);
    if (status == YZ_OK) status = yz_demo_matches(&m);
    if (status == YZ_OK) status = yz_demo_surveys(&m);
    if (status == YZ_OK) status = yz_demo_meetings(&m);
    if (status == YZ_OK) status = yz_demo_improvements(&m);
    if (status == YZ_OK) status = needs_no_backup(m.store);
    if (status == YZ_OK) status = yz_store_publish(m.store);
    release(&m);
    yz_store_close(m.store);
    return status;
}
