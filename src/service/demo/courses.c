/* What becomes of the demo's cases, step by step: most are finished in time, some take the long way. */
#include "service/demo/year.h"

#include <string.h>

#define H 60
#define D 1440

/* Papers that did not come with it come later; who brought all of them never takes that stride. */
#define PAPERS                                                                                                         \
    { "papers", D, 6 * D, YZ_DEMO_OWNER, NULL }
#define FINISH                                                                                                         \
    { "finish", -25, -92, YZ_DEMO_OWNER, NULL }

#define RATED                                                                                                          \
    { "rate", 2, 9, YZ_DEMO_OWNER, NULL }

static const struct yz_demo_course instant[] = {
    {"at-once", 72, {{"papers", 30, 2 * H, YZ_DEMO_OWNER, NULL}, {"finish", 6, 24, YZ_DEMO_OWNER, NULL}}},
    {"rated", 28, {{"papers", 30, 2 * H, YZ_DEMO_OWNER, NULL}, {"finish", 6, 24, YZ_DEMO_OWNER, NULL}, RATED}},
};

static const struct yz_demo_course promised[] = {
    {"finish", 44, {PAPERS, FINISH}},
    {"thanked", 16, {PAPERS, FINISH, {"rate", H, 3 * D, YZ_DEMO_OWNER, NULL}}},
    {"assigned", 10, {PAPERS, {"assign", 30, 4 * H, YZ_DEMO_OWNER, NULL}, FINISH}},
    {"checked",
     6,
     {PAPERS, FINISH, {"verify", D, 3 * D, YZ_DEMO_CHIEF, "抽查"}, {"close", D, 2 * D, YZ_DEMO_CHIEF, NULL}}},
    {"called",
     5,
     {PAPERS,
      {"call", 2 * H, D, YZ_DEMO_OWNER, "告诉办到哪一步了"},
      {"called", 4 * H, D, YZ_DEMO_OWNER, "已说清"},
      FINISH}},
    {"supplement",
     4,
     {PAPERS,
      {"supplement", H, D, YZ_DEMO_OWNER, "复印件不清楚，要重新复印一份"},
      {"resume", D, 4 * D, YZ_DEMO_OWNER, "重新复印的交来了"},
      FINISH}},
    {"urged",
     3,
     {PAPERS,
      {"start", H, D, YZ_DEMO_OWNER, NULL},
      {"urge", 2 * D, 3 * D, YZ_DEMO_OWNER, "本人来问"},
      {"finish", -40, -99, YZ_DEMO_OWNER, NULL}}},
    {"extended",
     2,
     {PAPERS, {"start", H, D, YZ_DEMO_OWNER, NULL}, {"extend", -40, -80, YZ_DEMO_CHIEF, "部门核查还要几天"}, FINISH}},
    {"returned",
     2,
     {PAPERS,
      {"assign", H, 4 * H, YZ_DEMO_OWNER, NULL},
      {"return", D, 2 * D, YZ_DEMO_OWNER, "申请表上日期写错了，改好再送"},
      {"assign", H, D, YZ_DEMO_OWNER, NULL},
      FINISH}},
    {"moved",
     2,
     {PAPERS, {"transfer", H, 4 * H, YZ_DEMO_OWNER, "住得近"}, {"take-over", H, D, YZ_DEMO_OFFERED, NULL}, FINISH}},
    {"declined",
     1,
     {PAPERS,
      {"transfer", H, 4 * H, YZ_DEMO_OWNER, "住得近"},
      {"decline", H, D, YZ_DEMO_OFFERED, "本人说就在原来的驿站办"},
      FINISH}},
    {"late",
     2,
     {PAPERS, {"urge", 3 * D, 5 * D, YZ_DEMO_OWNER, "快到期了"}, {"finish", -110, -240, YZ_DEMO_OWNER, NULL}}},
    {"withdrawn", 1, {{"withdraw", H, 3 * D, YZ_DEMO_OWNER, "本人说先不办了"}}},
    {"refused", 1, {{"refuse", 20, 2 * H, YZ_DEMO_OWNER, "已在别处办过"}}},
    {"again",
     1,
     {PAPERS,
      FINISH,
      {"reopen", D, 3 * D, YZ_DEMO_OWNER, "结果上姓名错了一个字"},
      {"finish", H, D, YZ_DEMO_OWNER, "更正后重新发给"},
      {"close", D, 2 * D, YZ_DEMO_OWNER, NULL}}},
};

#define ASSIGN                                                                                                         \
    { "assign", 8, 45, YZ_DEMO_OWNER, NULL }
#define START                                                                                                          \
    { "start", 5, 30, YZ_DEMO_OWNER, NULL }
#define CLOSED                                                                                                         \
    {"verify", 30, 20 * H, YZ_DEMO_OWNER, "现场看过"}, {                                                               \
        "close", 5, 40, YZ_DEMO_OWNER, NULL                                                                            \
    }

static const struct yz_demo_course event[] = {
    {"event-rated", 16, {ASSIGN, START, {"finish", -30, -90, YZ_DEMO_OWNER, NULL}, CLOSED, RATED}},
    {"event", 60, {ASSIGN, START, {"finish", -30, -90, YZ_DEMO_OWNER, NULL}, CLOSED}},
    {"event-late",
     4,
     {ASSIGN,
      START,
      {"urge", 2 * H, 5 * H, YZ_DEMO_OWNER, "居民又来电话"},
      {"finish", -150, -400, YZ_DEMO_OWNER, NULL},
      CLOSED}},
    {"event-returned",
     6,
     {ASSIGN,
      START,
      {"finish", -30, -80, YZ_DEMO_OWNER, NULL},
      {"return", H, 4 * H, YZ_DEMO_OWNER, "现场看过，没有处理干净"},
      ASSIGN,
      START,
      {"finish", -30, -80, YZ_DEMO_OWNER, NULL},
      CLOSED}},
    {"event-escalated",
     5,
     {ASSIGN,
      {"escalate", H, 4 * H, YZ_DEMO_OWNER, "社区协调不下来，请街道办理"},
      {"start", H, 5 * H, YZ_DEMO_OWNER, NULL},
      {"finish", 4 * H, 2 * D, YZ_DEMO_OWNER, NULL},
      CLOSED}},
    {"event-extended",
     3,
     {ASSIGN,
      START,
      {"extend", -20, -70, YZ_DEMO_CHIEF, "要等配件"},
      {"finish", -40, -95, YZ_DEMO_OWNER, NULL},
      CLOSED}},
    {"event-again",
     2,
     {ASSIGN,
      START,
      {"finish", -30, -90, YZ_DEMO_OWNER, NULL},
      CLOSED,
      {"reopen", D, 4 * D, YZ_DEMO_OWNER, "同一处又出现"},
      START,
      {"finish", H, 5 * H, YZ_DEMO_OWNER, NULL},
      CLOSED}},
    {"event-refused", 4, {{"refuse", 10, H, YZ_DEMO_OWNER, "在住户家里，不属于公共区域，已请物业联系"}}},
};

static const struct yz_demo_course apart[] = {
    /* of the last days alone: what waits this evening */
    {"left", 0, {{NULL, 0, 0, YZ_DEMO_OWNER, NULL}}},
    {"begun", 0, {{"start", 20, 3 * H, YZ_DEMO_OWNER, NULL}}},
    {"asked-after", 0, {{"urge", 2 * D, 3 * D, YZ_DEMO_OWNER, "本人来问"}}},
    {"promised-call", 0, {{"call", 5, 25, YZ_DEMO_OWNER, "结果出来了打电话"}}},
    {"offered", 0, {{"transfer", 20, H, YZ_DEMO_OWNER, "住在那边，下班顺路"}}},
    {"dispatched", 0, {ASSIGN}},
    {"called-back",
     0,
     {{"start", D, 2 * D, YZ_DEMO_OWNER, NULL}, {"finish", D, 5 * D, YZ_DEMO_OWNER, "说清了原因，本人认可"}}},
};

#define COUNT(all) (sizeof(all) / sizeof *(all))
static const struct {
    const struct yz_demo_course *all;
    size_t count;
} groups[] = {{instant, COUNT(instant)}, {promised, COUNT(promised)}, {event, COUNT(event)}, {apart, COUNT(apart)}};

const struct yz_demo_course *yz_demo_course(const char *name) {
    for (size_t g = 0; g < COUNT(groups); g++)
        for (size_t i = 0; i < groups[g].count; i++)
            if (strcmp(groups[g].all[i].name, name) == 0) return &groups[g].all[i];
    return NULL;
}

const struct yz_demo_course *yz_demo_usual(struct yz_demo_year *y, const struct yz_item *item) {
    int group = item->about == YZ_ABOUT_EVENT ? 2 : item->type == YZ_ITEM_PROMISED;
    int mark = yz_dice_below(&y->m->dice, 100);
    size_t i = 0;
    while (i + 1 < groups[group].count && (mark -= groups[group].all[i].per_hundred) >= 0) i++;
    return &groups[group].all[i];
}
