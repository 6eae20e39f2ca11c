/* Two stations with everybody who may be at a case. */
#include "support/stations.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <yizhan/codes.h>

#include "service/session.h"

static void good(enum yz_status status) {
    if (status != YZ_OK) fail_msg("%s", yz_message());
}

static struct yz_staff hire(struct stations *o, const char *name, const char *role, int64_t station) {
    struct yz_staff s = {.station = station, .since = 20200101};
    snprintf(s.name, sizeof s.name, "%s", name);
    assert_true(yz_code_parse("staff_role", role, &s.role));
    good(yz_put(o->d.store, &yz_staff_kind, &s));
    return s;
}

void stations_as(struct stations *o, const struct yz_staff *who) {
    yz_session_act_as(o->d.session, who);
}

void stations_put(struct stations *o, struct yz_case *c) {
    good(yz_act_begin(o->d.store, "test-put", 0));
    good(yz_put(o->d.store, &yz_case_kind, c));
    good(yz_act_commit(o->d.store, NULL));
}

void stations_open(struct stations *o, const char *certificate, const char *papers, struct yz_case *out) {
    struct yz_outcome outcome;
    struct yz_findings f = {0};
    struct yz_intake *in = desk_baby(&o->d, "2026-11-18 03:20", certificate);
    assert_true(yz_intake_set(in, "papers", papers, NULL));
    good(yz_intake_save(in, &outcome, out, &f));
    yz_intake_free(in);
    yz_findings_free(&f);
}

void stations_make(struct stations *o) {
    memset(o, 0, sizeof *o);
    desk_make(&o->d);
    yz_set_now(yz_moment_make(20261123, 10 * 60));
    good(yz_act_begin(o->d.store, "hire", 0));
    o->other = (struct yz_station){.name = "五环锋尚民生驿站", .kind = 2, .hours = "09:00-17:00"};
    good(yz_put(o->d.store, &yz_station_kind, &o->other));
    o->clerk = o->d.clerk;
    o->colleague = hire(o, "周敏", "clerk", o->d.station.id);
    o->supervisor = hire(o, "赵站长", "supervisor", o->d.station.id);
    o->admin = hire(o, "孙管理", "admin", o->d.station.id);
    o->auditor = hire(o, "钱审计", "auditor", o->d.station.id);
    o->elsewhere = hire(o, "吴芳", "clerk", o->other.id);
    o->other_supervisor = hire(o, "郑站长", "supervisor", o->other.id);
    good(yz_act_commit(o->d.store, NULL));
    stations_open(o, "U530123456", "certificate,booklet,parent-id", &o->c);
}

void stations_drop(struct stations *o) {
    desk_drop(&o->d);
}

void stations_do(struct stations *o, const char *step, struct yz_doing doing) {
    struct yz_findings f = {0};
    if (yz_case_do(o->d.session, &o->c, step, &doing, &f) != YZ_OK) fail_msg("%s: %s", step, yz_message());
    yz_findings_free(&f);
}

struct yz_case stations_case(struct stations *o) {
    struct yz_case c;
    good(yz_get(o->d.store, &yz_case_kind, o->c.id, &c));
    return c;
}

void stations_flow(struct stations *o, const char *flow) {
    struct yz_service item;
    struct yz_query *q = yz_select(o->d.store, &yz_service_kind, "WHERE key = 'newborn-insurance'");
    char line[48];
    assert_true(yz_next(q));
    yz_row(q, &yz_service_kind, &item);
    good(yz_done(q));
    char *at = strstr(item.definition, "procedure = newborn");
    assert_non_null(at);
    snprintf(line, sizeof line, "flow = %s\n", flow);
    memmove(at + strlen(line), at, strlen(at) + 1);
    memcpy(at, line, strlen(line));
    good(yz_act_begin(o->d.store, "load-service", 0));
    good(yz_put(o->d.store, &yz_service_kind, &item));
    good(yz_act_commit(o->d.store, NULL));
}
