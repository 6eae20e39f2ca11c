/* The year's uses of the seal, keyed in from the paper register on the file's last day. Dice of its own: the rest of the
 * community stays as it is. */
#include "base/text.h"
#include "service/demo/demo_private.h"

#include <stdio.h>
#include <yizhan/counter.h>

static const struct {
    const char *matter, *document;
} uses[] = {{"申请公租房", "居住情况说明"},         {"申请临时救助", "困难情况说明"},
            {"申请老年优待", "老年人优待申请表"},   {"楼道照明报修", "公共设施报修函"},
            {"借用活动室", "社区活动室使用申请表"}, {"志愿服务", "志愿服务时长确认表"},
            {"申请低保", "低保申请初审意见"}};

int64_t yz_demo_supervisor(const struct yz_demo_maker *m) {
    for (size_t i = 0; i < m->n_staff; i++)
        if (m->staff[i].role == m->code.supervisor) return m->staff[i].id;
    return m->staff[0].id;
}

static void make(struct yz_demo_maker *m, int of, int number, yz_date day, struct yz_seal *u) {
    int sex = 1 + yz_dice_below(&m->dice, 2), use = yz_dice_below(&m->dice, sizeof uses / sizeof *uses);
    char text[48];
    const struct yz_staff *clerk = &m->staff[yz_dice_below(&m->dice, (int)(2 * m->n_stations))];
    *u = (struct yz_seal){.station = clerk->station,
                          .at = yz_moment_make(day, 9 * 60 + of * 7 % 160),
                          .copies = 1 + yz_dice_below(&m->dice, 3),
                          .approved_by = yz_demo_supervisor(m),
                          .handled_by = clerk->id,
                          .invented = true};
    snprintf(text, sizeof text, "用印%04d-%04d", day / 10000, number);
    yz_copy(u->number, sizeof u->number, text);
    snprintf(u->matter, sizeof u->matter, "%s", uses[use].matter);
    snprintf(u->document, sizeof u->document, "%s", uses[use].document);
    yz_demo_name(m, NULL, sex, yz_date_add_months(day, -12 * 40), u->applicant);
}

/* One in a hundred households in a year, evenly over its days; numbers begin anew with the calendar year. */
static enum yz_status put_all(struct yz_demo_maker *m) {
    int most = m->want.households > 300 ? (int)(m->want.households / 100) : 3, number = 0, year = 0;
    enum yz_status status = YZ_OK;
    for (int i = 0; i < most && status == YZ_OK; i++) {
        struct yz_seal u;
        yz_date day = yz_date_add(m->want.date, -(most - i) * 360 / most);
        while (yz_weekday(day) > 5) day = yz_date_add(day, -1);
        if (day / 10000 != year) number = 0;
        year = day / 10000;
        make(m, i, ++number, day, &u);
        status = yz_put(m->store, &yz_seal_kind, &u);
    }
    return status;
}

enum yz_status yz_demo_seals(struct yz_demo_maker *m) {
    struct yz_dice kept = m->dice;
    m->dice.state = m->want.seed + 4711;
    yz_set_now(yz_demo_end(m));
    enum yz_status status = yz_act_begin(m->store, "add-seal", yz_demo_supervisor(m));
    if (status != YZ_OK) return status;
    status = put_all(m);
    m->dice = kept;
    if (status == YZ_OK) return yz_act_commit(m->store, NULL);
    yz_act_abort(m->store);
    return status;
}
