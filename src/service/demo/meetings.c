/* Consultations of the year, one in each state, and a mediation: who came, ballots, decisions and what they became. Keyed in at the
 * end of the year, with dice of their own: the rest of the community stays as it is. */
#include "base/text.h"
#include "service/demo/demo_private.h"
#include "service/field/meeting_private.h"

#include <stdio.h>
#include <yizhan/net.h>

static const struct plan {
    const char *title, *background, *matter;
    enum yz_meeting_state state;
    int days;      /* ago that it is held; negative: to come */
    int buildings; /* invited; 0: a whole grid */
    const char *said[2], *question, *decision;
    int field; /* of the need that the decision became; 0: a case that is there */
} plans[] = {
    {"楼道杂物怎么清",
     "几户把旧家具放在楼道，走不开也不安全",
     "ordinary",
     YZ_MEETING_CLOSED,
     96,
     1,
     {"先给一周时间自己搬", "没人认的请物业清走"},
     "月底前统一清理一次",
     "月底前统一清理，楼道口贴公告",
     0},
    {"院里再装几个充电桩",
     "电动车多，插座少，有人从窗口拉线",
     "ordinary",
     YZ_MEETING_DECIDED,
     24,
     2,
     {"靠墙那一排最合适", "要有雨棚"},
     "在两栋之间装一排充电桩",
     "请供电和物业来看线路，装一排带雨棚的充电桩",
     3},
    {"活动室晚上开到几点",
     "下班的人想用，楼上的人怕吵",
     "ordinary",
     YZ_MEETING_TALKED,
     6,
     2,
     {"开到九点就行", "周末可以晚一点，音响关小"},
     NULL,
     NULL,
     0},
    {"停车位怎么重新划",
     "晚上回来找不到车位，消防通道常被占",
     "ordinary",
     YZ_MEETING_INVITED,
     -3,
     3,
     {NULL},
     NULL,
     NULL,
     0},
    {"要不要用维修资金修屋面", "顶楼几户下雨漏水", "owners-major", YZ_MEETING_RAISED, -12, 1, {NULL}, NULL, NULL, 0}};

struct place {
    int64_t building, grid;
};

static struct place place_of(struct yz_demo_maker *m, int at) {
    struct place p = {m->buildings[(size_t)at % m->n_buildings], 0};
    struct yz_query *q = yz_sql(m->store, "SELECT grid FROM building WHERE id=?1");
    yz_bind(q, 1, p.building);
    if (yz_next(q)) p.grid = yz_int(q, 0);
    yz_done(q);
    return p;
}

static enum yz_status put(struct yz_demo_maker *m, const struct yz_kind *k, void *record) {
    return yz_put(m->store, k, record);
}

/* The doors of what is invited, counted as the act of inviting does. */
static enum yz_status invite(struct yz_demo_maker *m, struct yz_meeting *mt, const struct plan *p, int first) {
    int count = p->buildings ? p->buildings : 1;
    enum yz_status status = YZ_OK;
    for (int i = 0; i < count && status == YZ_OK; i++) {
        struct place at = place_of(m, first + i);
        struct yz_invite in = {.meeting = mt->id, .building = at.building, .invented = true};
        status = put(m, &yz_invite_kind, &in);
        if (count > 1) mt->building = 0, mt->grid = at.grid;
    }
    struct yz_query *q = yz_sql(m->store, "SELECT count(*),sum(d.square),sum(d.square=0)" YZ_MEETING_DOORS);
    yz_meeting_bind(q, mt);
    if (yz_next(q)) mt->doors = yz_int(q, 0), mt->square = yz_int(q, 1), mt->unmeasured = yz_int(q, 2);
    if (status == YZ_OK) status = yz_done(q);
    mt->invited_at = mt->at - (yz_moment)5 * 24 * 3600 * 1000;
    return status;
}

/* About two doors of three that are lived in come. */
static enum yz_status attend(struct yz_demo_maker *m, const struct yz_meeting *mt, struct yz_ballot *counted) {
    struct yz_presence all[64];
    size_t n = 0;
    struct yz_query *q =
        yz_sql(m->store, "SELECT h.dwelling,h.id,p.name,d.square FROM household h JOIN dwelling d ON d.id=h.dwelling"
                         " JOIN building b ON b.id=d.building JOIN person p ON p.id=h.head WHERE h.until=0"
                         " AND " YZ_MEETING_BUILDINGS " GROUP BY d.id ORDER BY d.id LIMIT 60");
    yz_meeting_bind(q, mt);
    while (n < 60 && yz_next(q)) {
        if (!yz_dice_chance(&m->dice, 66)) continue;
        struct yz_presence *a = &all[n++];
        *a = (struct yz_presence){.meeting = mt->id, .dwelling = yz_int(q, 0), .household = yz_int(q, 1)};
        yz_copy(a->name, sizeof a->name, yz_text(q, 2));
        a->square = yz_int(q, 3);
        a->at = mt->at + (yz_moment)(n * 20000);
        a->staff = mt->host;
        counted->present++;
        counted->present_square += a->square;
    }
    enum yz_status status = yz_done(q);
    for (size_t i = 0; i < n && status == YZ_OK; i++) status = put(m, &yz_presence_kind, &all[i]);
    return status;
}

static enum yz_status vote(struct yz_demo_maker *m, const struct yz_meeting *mt, const struct plan *p,
                           struct yz_ballot *b) {
    b->meeting = mt->id;
    yz_copy(b->question, sizeof b->question, p->question);
    yz_copy(b->matter, sizeof b->matter, p->matter);
    b->secret = p->field != 0;
    b->abstain = b->present / 8;
    b->no = b->present / 6;
    b->yes = b->present - b->abstain - b->no;
    b->doors = mt->doors;
    b->doors_square = mt->square;
    b->at = mt->at + (yz_moment)50 * 60 * 1000;
    b->staff = mt->host;
    b->result = YZ_BALLOT_PASSED;
    return put(m, &yz_ballot_kind, b);
}

/* The latest case about the surroundings of that building, if any. */
static int64_t some_case(struct yz_demo_maker *m, int64_t building) {
    struct yz_query *q = yz_sql(m->store, "SELECT id FROM \"case\" WHERE building=?1 AND service='event-environment'"
                                          " ORDER BY id DESC LIMIT 1");
    yz_bind(q, 1, building);
    int64_t id = yz_next(q) ? yz_int(q, 0) : 0;
    yz_done(q);
    return id;
}

static enum yz_status decide(struct yz_demo_maker *m, const struct yz_meeting *mt, const struct plan *p) {
    struct yz_decision r = {.meeting = mt->id, .owner = mt->host, .at = mt->at, .staff = mt->host};
    struct yz_need n = {.field = p->field, .building = mt->building, .grid = mt->grid, .source = 3};
    enum yz_status status = YZ_OK;
    yz_copy(r.text, sizeof r.text, p->decision);
    r.at += (yz_moment)60 * 60 * 1000;
    r.due = yz_date_add(yz_moment_date(mt->at), 30);
    if (p->field) {
        yz_copy(n.text, sizeof n.text, p->decision);
        yz_copy(n.note, sizeof n.note, mt->number);
        yz_copy(n.place, sizeof n.place, mt->place);
        n.state = YZ_NEED_HEARD;
        n.at = r.at;
        n.staff = mt->host;
        n.wished_by = r.due;
        n.invented = true;
        status = put(m, &yz_need_kind, &n);
        r.need = n.id;
    } else {
        r.case_id = some_case(m, mt->building);
    }
    return status == YZ_OK ? put(m, &yz_decision_kind, &r) : status;
}

static enum yz_status say(struct yz_demo_maker *m, const struct yz_meeting *mt, const char *text, int32_t mark) {
    struct yz_opinion o = {.meeting = mt->id, .mark = mark, .at = mt->at, .staff = mt->host};
    o.at += (yz_moment)(mark ? 20 * 24 * 60 : 15) * 60 * 1000;
    yz_copy(o.text, sizeof o.text, text);
    return put(m, &yz_opinion_kind, &o);
}

static void begin(struct yz_demo_maker *m, struct yz_meeting *mt, const char *title, int days, int *number) {
    yz_date day = yz_date_add(m->want.date, -days);
    char text[48];
    *mt = (struct yz_meeting){.sort = YZ_CONSULTATION, .invented = true, .host = yz_demo_supervisor(m)};
    snprintf(text, sizeof text, "协商%04d-%04d", (days > 0 ? day : m->want.date) / 10000, ++*number);
    yz_copy(mt->number, sizeof mt->number, text);
    yz_copy(mt->title, sizeof mt->title, title);
    yz_copy(mt->matter, sizeof mt->matter, "ordinary");
    yz_copy(mt->place, sizeof mt->place, "社区活动室");
    mt->at = yz_moment_make(day, 19 * 60 + 30);
}

static enum yz_status consult(struct yz_demo_maker *m, const struct plan *p, int first, int *number) {
    struct yz_meeting mt;
    struct yz_ballot counted = {0};
    struct place at = place_of(m, first);
    begin(m, &mt, p->title, p->days, number);
    yz_copy(mt.background, sizeof mt.background, p->background);
    yz_copy(mt.matter, sizeof mt.matter, p->matter);
    mt.state = p->state;
    mt.building = at.building;
    enum yz_status status = put(m, &yz_meeting_kind, &mt);
    if (status == YZ_OK && p->state >= YZ_MEETING_INVITED) status = invite(m, &mt, p, first);
    if (status == YZ_OK && p->state >= YZ_MEETING_TALKED) status = attend(m, &mt, &counted);
    for (int i = 0; i < 2 && p->said[i] && status == YZ_OK; i++) status = say(m, &mt, p->said[i], 0);
    if (status == YZ_OK && p->question) status = vote(m, &mt, p, &counted);
    if (status == YZ_OK && p->decision) status = decide(m, &mt, p);
    if (status == YZ_OK && p->state == YZ_MEETING_CLOSED) status = say(m, &mt, "清得干净，就是晚了几天", 4);
    if (p->state == YZ_MEETING_CLOSED) {
        yz_copy(mt.outcome, sizeof mt.outcome, "已清理，楼道口贴了公告");
        mt.closed_at = mt.at + (yz_moment)30 * 24 * 3600 * 1000;
    }
    return status == YZ_OK ? put(m, &yz_meeting_kind, &mt) : status;
}

/* Two neighbours of invented names that agreed. */
static enum yz_status mediate(struct yz_demo_maker *m, int first, int *number) {
    struct yz_meeting mt;
    begin(m, &mt, "楼上漏水到楼下", 41, number);
    mt.sort = YZ_MEDIATION;
    mt.state = YZ_MEETING_DECIDED;
    mt.building = place_of(m, first).building;
    yz_demo_name(m, NULL, 1, yz_date_add_months(m->want.date, -12 * 46), mt.first_name);
    yz_demo_name(m, NULL, 2, yz_date_add_months(m->want.date, -12 * 39), mt.second_name);
    yz_copy(mt.agreement, sizeof mt.agreement, "甲方十五日内请人修好卫生间防水；乙方墙面由甲方重新粉刷");
    mt.agreed_on = yz_moment_date(mt.at);
    return put(m, &yz_meeting_kind, &mt);
}

static enum yz_status put_all(struct yz_demo_maker *m) {
    int number = 0, count = (int)(sizeof plans / sizeof *plans);
    enum yz_status status = YZ_OK;
    for (int i = 0; i < count && m->n_buildings && status == YZ_OK; i++) {
        status = consult(m, &plans[i], 2 + 11 * i, &number);
        if (i == 0 && status == YZ_OK) status = mediate(m, 7, &number);
    }
    return status;
}

enum yz_status yz_demo_meetings(struct yz_demo_maker *m) {
    return yz_demo_part(m, "add-meeting", 7013, put_all);
}
