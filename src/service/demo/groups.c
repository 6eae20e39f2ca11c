/* Who was typed into a key group, keyed in from the paper lists on the file's last day. Drawn from each person's own
 * number: nothing else of the demo depends on it. */
#include "base/text.h"
#include "service/demo/demo_private.h"

#include <string.h>
#include <yizhan/groups.h>
#include <yizhan/net.h>

static const struct listed {
    const char *group;
    int from, to, sex, local; /* ages; sex 0 = both; local: 1 only of the register here, 0 either */
    int of_ten_thousand;
    const char *reason, *source;
} lists[] = {{"living-alone", 60, 110, 0, 1, 700, "子女户口在一起，不同住", "网格员走访"},
             {"disabled", 6, 90, 0, 1, 220, "残疾人证", "区残联名单"},
             {"minimum-living", 18, 90, 0, 1, 120, "低保证", "区民政局名单"},
             {"extreme-hardship", 60, 100, 0, 1, 25, "无子女，无收入", "区民政局名单"},
             {"low-income", 18, 80, 0, 1, 90, "低保边缘家庭认定", "区民政局名单"},
             {"left-behind-child", 3, 15, 0, 0, 150, "父母在外地务工，随祖父母生活", "学校名单"},
             {"child-in-need", 1, 17, 0, 0, 60, "父或母重病", "街道名单"},
             {"lost-only-child", 49, 85, 0, 1, 30, "独生子女已故", "区卫健局名单"},
             {"veteran", 22, 85, 1, 0, 260, "退役证", "退役军人服务站"},
             {"pregnant", 21, 42, 2, 0, 130, "已建册", "社区卫生服务中心"},
             {"chronic", 45, 95, 0, 0, 420, "高血压", "社区卫生服务中心"},
             {"mental", 18, 70, 0, 1, 30, "在册", "社区卫生服务中心"},
             {"community-correction", 20, 60, 0, 0, 12, "缓刑", "司法所"},
             {"released", 22, 60, 0, 0, 12, "刑满", "司法所"},
             {"drug-rehab", 20, 55, 0, 0, 10, "社区康复协议", "派出所"}};

/* 0 … 9999, of one person and one list. */
static int draw(int64_t person, size_t list) {
    uint64_t h = ((uint64_t)person * 64 + list) * UINT64_C(0x9E3779B97F4A7C15);
    return (int)((h ^ h >> 29) % 10000);
}

static bool fits(const struct listed *l, const struct yz_demo_soul *s, yz_date day) {
    int age = yz_age_on(s->birth, day);
    return age >= l->from && age <= l->to && (!l->sex || s->sex == l->sex) && (!l->local || s->local);
}

static enum yz_status put(struct yz_demo_maker *m, const struct yz_demo_soul *s, size_t list, int drawn) {
    const struct listed *l = &lists[list];
    yz_date since = yz_date_add(m->want.date, -1 - drawn * 37 % 900);
    struct yz_focus x = {.person = s->id, .staff = yz_demo_supervisor(m), .invented = true};
    x.since = since > s->birth ? since : s->birth;
    if (strcmp(l->group, "pregnant") == 0) {
        x.since = yz_date_add(m->want.date, -drawn % 200);
        x.until = yz_date_add(x.since, 290);
    }
    yz_copy(x.group_key, sizeof x.group_key, l->group);
    yz_copy(x.reason, sizeof x.reason, l->reason);
    yz_copy(x.source, sizeof x.source, l->source);
    return yz_put(m->store, &yz_focus_kind, &x);
}

int64_t yz_demo_interval(const struct yz_demo_maker *m, const struct yz_demo_soul *s) {
    yz_group_set set = 0;
    size_t count;
    const struct yz_group *all = yz_groups(&count);
    for (size_t list = 0; list < sizeof lists / sizeof *lists; list++)
        for (size_t i = 0; i < count && draw(s->id, list) < lists[list].of_ten_thousand; i++)
            if (strcmp(all[i].key, lists[list].group) == 0 && fits(&lists[list], s, m->want.date))
                set |= yz_group_bit(&all[i]);
    return yz_group_interval(set);
}

static enum yz_status put_all(struct yz_demo_maker *m) {
    enum yz_status status = YZ_OK;
    for (size_t i = 0; i < m->n_souls; i++) {
        for (size_t list = 0; status == YZ_OK && list < sizeof lists / sizeof *lists; list++) {
            int drawn = draw(m->souls[i].id, list);
            if (drawn < lists[list].of_ten_thousand && fits(&lists[list], &m->souls[i], m->want.date))
                status = put(m, &m->souls[i], list, drawn);
        }
    }
    return status;
}

enum yz_status yz_demo_groups(struct yz_demo_maker *m) {
    yz_set_now(yz_demo_end(m));
    enum yz_status status = yz_act_begin(m->store, "add-focus", yz_demo_supervisor(m));
    if (status != YZ_OK) return status;
    yz_act_bulk(m->store);
    status = put_all(m);
    if (status == YZ_OK) return yz_act_commit(m->store, NULL);
    yz_act_abort(m->store);
    return status;
}
