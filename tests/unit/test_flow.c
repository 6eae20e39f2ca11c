/* Flows: which steps are open from which state, what they make of a case, and who may take them. The tables here are
 * written apart from data/flows: both must say the same. */
#include "support/desk.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <yizhan/codes.h>
#include <yizhan/counter.h>
#include <yizhan/journal.h>

#include "service/desk/flow_private.h"

/* --- two stations and everybody who may be there --- */

struct office_of {
    struct desk d;
    struct yz_station other;
    struct yz_staff clerk, colleague, supervisor, admin, auditor, elsewhere;
    struct yz_case c; /* of an item with three papers and five days */
};

static void good(enum yz_status status) {
    if (status != YZ_OK) fail_msg("%s", yz_message());
}

static struct yz_staff hire(struct office_of *o, const char *name, const char *role, int64_t station) {
    struct yz_staff s = {.station = station, .since = 20200101};
    snprintf(s.name, sizeof s.name, "%s", name);
    assert_true(yz_code_parse("staff_role", role, &s.role));
    good(yz_put(o->d.store, &yz_staff_kind, &s));
    return s;
}

static void as(struct office_of *o, const struct yz_staff *who) {
    yz_session_act_as(o->d.session, who);
}

/* A record as the test wants it, past all steps. */
static void put(struct office_of *o, struct yz_case *c) {
    good(yz_act_begin(o->d.store, "test-put", 0));
    good(yz_put(o->d.store, &yz_case_kind, c));
    good(yz_act_commit(o->d.store, NULL));
}

static void open_case(struct office_of *o) {
    struct yz_outcome outcome;
    struct yz_findings f = {0};
    struct yz_intake *in = desk_baby(&o->d, "2026-11-18 03:20", "U530123456");
    good(yz_intake_save(in, &outcome, &o->c, &f));
    yz_intake_free(in);
    yz_findings_free(&f);
}

static void begin(struct office_of *o) {
    memset(o, 0, sizeof *o);
    desk_make(&o->d);
    good(yz_act_begin(o->d.store, "hire", 0));
    o->other = (struct yz_station){.name = "五环锋尚民生驿站", .kind = 2, .hours = "09:00-17:00"};
    good(yz_put(o->d.store, &yz_station_kind, &o->other));
    o->clerk = o->d.clerk;
    o->colleague = hire(o, "周敏", "clerk", o->d.station.id);
    o->supervisor = hire(o, "赵站长", "supervisor", o->d.station.id);
    o->admin = hire(o, "孙管理", "admin", o->d.station.id);
    o->auditor = hire(o, "钱审计", "auditor", o->d.station.id);
    o->elsewhere = hire(o, "吴芳", "clerk", o->other.id);
    good(yz_act_commit(o->d.store, NULL));
    open_case(o);
}

static void end(struct office_of *o) {
    desk_drop(&o->d);
}

/* --- the table --- */

/* Who can surely take it: m the administrator, c a colleague, e somebody at the station it is offered to. */
struct row {
    const char *step, *from, *to; /* to: "" unchanged, "<" to the state before */
    char who;
    struct yz_doing with;
};

#define OPEN "accepted assigned in-progress returned extended reopened"
#define ALL  OPEN " draft supplement transferred finished verified closed withdrawn refused"

static const struct row service_rows[] = {
    {"accept", "draft", "accepted", 'm', {0}},
    {"finish", OPEN, "finished", 'm', {.result = "已登记"}},
    {"papers", OPEN " draft supplement", "?", 'm', {.papers = "certificate"}},
    {"supplement", OPEN " supplement", "supplement", 'm', {.papers = "booklet"}},
    {"resume", "supplement", "<", 'm', {0}},
    {"start", "accepted assigned returned reopened", "in-progress", 'm', {0}},
    {"assign", OPEN, "assigned", 'm', {.department = "医疗保障局"}},
    {"return", "assigned in-progress extended reopened", "returned", 'm', {.reason = "材料不清"}},
    {"extend", OPEN, "extended", 'm', {.days = "3", .reason = "要核实"}},
    {"take", OPEN " draft supplement", "", 'c', {0}},
    {"hand", OPEN " draft supplement finished verified", "", 'm', {.staff = "周敏"}},
    {"transfer", OPEN " supplement", "transferred", 'm', {.station = "五环锋尚民生驿站"}},
    {"take-over", "transferred", "<", 'e', {0}},
    {"decline", "transferred", "<", 'e', {.reason = "人手不够"}},
    {"recall", "transferred", "<", 'm', {0}},
    {"call", OPEN " draft supplement transferred finished verified", "", 'm', {.when = "2026-11-24 15:00"}},
    {"called", ALL, "", 'm', {0}},
    {"note", ALL, "", 'm', {.note = "打过电话"}},
    {"urge", OPEN " transferred", "", 'm', {0}},
    {"escalate", OPEN " supplement", "", 'm', {.reason = "站里办不了"}},
    {"de-escalate", OPEN " supplement", "", 'm', {.reason = "街道退下来"}},
    {"secret", ALL, "", 'm', {.reason = "本人要求"}},
    {"unsecret", ALL, "", 'm', {.reason = "本人同意"}},
    {"withdraw", OPEN " draft supplement", "withdrawn", 'm', {.reason = "不办了"}},
    {"refuse", "draft accepted supplement", "refused", 'm', {.reason = "不归这里办"}},
    {"rate", "finished verified closed", "", 'm', {.mark = "满意"}},
    {"verify", "finished", "verified", 'm', {0}},
    {"close", "finished verified", "closed", 'm', {0}},
    {"reopen", "finished verified closed withdrawn refused", "reopened", 'm', {.reason = "没有办好"}},
};

static const struct row event_rows[] = {
    {"accept", "draft", "accepted", 'm', {0}},
    {"assign", OPEN, "assigned", 'm', {.department = "城管"}},
    {"start", "assigned returned reopened", "in-progress", 'm', {0}},
    {"finish", "assigned in-progress extended reopened", "finished", 'm', {.result = "已清理"}},
    {"verify", "finished", "verified", 'm', {0}},
    {"close", "verified", "closed", 'm', {0}},
    {"rate", "verified closed", "", 'm', {.mark = "5"}},
    {"return", "assigned in-progress extended reopened finished", "returned", 'm', {.reason = "派错了"}},
    {"reopen", "verified closed withdrawn refused", "reopened", 'm', {.reason = "又堆上了"}},
    {"papers", OPEN " draft supplement", "?", 'm', {.papers = "certificate"}},
    {"supplement", OPEN " supplement", "supplement", 'm', {.papers = "booklet"}},
    {"resume", "supplement", "<", 'm', {0}},
    {"extend", OPEN, "extended", 'm', {.days = "3", .reason = "要核实"}},
    {"take", OPEN " draft supplement", "", 'c', {0}},
    {"hand", OPEN " draft supplement finished verified", "", 'm', {.staff = "周敏"}},
    {"transfer", OPEN " supplement", "transferred", 'm', {.station = "五环锋尚民生驿站"}},
    {"take-over", "transferred", "<", 'e', {0}},
    {"decline", "transferred", "<", 'e', {.reason = "人手不够"}},
    {"recall", "transferred", "<", 'm', {0}},
    {"call", OPEN " draft supplement transferred finished verified", "", 'm', {.when = "2026-11-24 15:00"}},
    {"called", ALL, "", 'm', {0}},
    {"note", ALL, "", 'm', {.note = "打过电话"}},
    {"urge", OPEN " transferred", "", 'm', {0}},
    {"escalate", OPEN " supplement", "", 'm', {.reason = "站里办不了"}},
    {"de-escalate", OPEN " supplement", "", 'm', {.reason = "街道退下来"}},
    {"secret", ALL, "", 'm', {.reason = "本人要求"}},
    {"unsecret", ALL, "", 'm', {.reason = "本人同意"}},
    {"withdraw", OPEN " draft supplement", "withdrawn", 'm', {.reason = "不办了"}},
    {"refuse", "draft accepted supplement", "refused", 'm', {.reason = "不符合立案条件"}},
};

static bool has_word(const char *list, const char *word) {
    size_t n = strlen(word);
    for (const char *p = list; (p = strstr(p, word)); p += n)
        if ((p == list || p[-1] == ' ') && (p[n] == ' ' || !p[n])) return true;
    return false;
}

/* The case in a state in which every step has something to do. */
static void stand_in(struct office_of *o, int32_t state, const char *step) {
    struct yz_case *c = &o->c;
    good(yz_get(o->d.store, &yz_case_kind, c->id, c));
    c->state = state;
    c->state_before = state == YZ_CASE_TRANSFERRED || state == YZ_CASE_SUPPLEMENT ? YZ_CASE_PROGRESS : 0;
    c->station = o->d.station.id;
    c->owner = o->clerk.id;
    c->offered_to = state == YZ_CASE_TRANSFERRED ? o->other.id : 0;
    c->paused_at = state == YZ_CASE_SUPPLEMENT ? c->received : 0;
    c->level = YZ_LEVEL_STREET;
    c->secret = strcmp(step, "unsecret") == 0;
    c->call_by = strcmp(step, "called") == 0 ? yz_now() + 1000 : 0;
    c->rated = false;
    c->extended = 0;
    *c->department = '\0';
    *c->pauses = '\0';
    snprintf(c->missing, sizeof c->missing, "certificate,parent-id");
    put(o, c);
}

static const char *expected(const struct row *r, const char *state) {
    if (*r->to == '<' || (*r->to == '?' && strcmp(state, "supplement") == 0)) return "in-progress";
    return *r->to && *r->to != '?' ? r->to : state;
}

static void try_row(struct office_of *o, const struct row *r, const struct yz_code *state) {
    struct yz_case before;
    struct yz_findings f = {0};
    bool legal = has_word(r->from, state->key);
    stand_in(o, state->code, r->step);
    before = o->c;
    as(o, r->who == 'c' ? &o->colleague : r->who == 'e' ? &o->elsewhere : &o->admin);
    enum yz_status status = yz_case_do(o->d.session, &o->c, r->step, &r->with, &f);
    /* to accept what is offered is to take it over, which is the other station's */
    bool others = strcmp(r->step, "accept") == 0 && state->code == YZ_CASE_TRANSFERRED;
    if (status != (legal ? YZ_OK : others ? YZ_DENIED : YZ_REFUSED))
        fail_msg("%s from %s: %d %s", r->step, state->key, status, yz_message());
    if (!legal) {
        if (!others && !strstr(yz_message(), state->zh)) fail_msg("%s does not name %s", yz_message(), state->zh);
        assert_memory_equal(&before, &o->c, sizeof before);
    } else {
        assert_string_equal(yz_code_key("case_state", o->c.state), expected(r, state->key));
        assert_int_equal(o->c.version, before.version + 1);
    }
    yz_findings_free(&f);
}

static void the_table(struct office_of *o, const struct row *rows, size_t n) {
    size_t states, tried = 0;
    const struct yz_code *all = yz_codes("case_state", &states);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < states; k++, tried++) try_row(o, &rows[i], &all[k]);
    assert_int_equal(tried, n * 14);
}

static void every_step_from_every_state_of_a_service(void **state) {
    struct office_of o;
    (void)state;
    begin(&o);
    const struct yz_flow *flow;
    good(yz_flow_named("service", &flow));
    assert_int_equal(flow->step_count, sizeof service_rows / sizeof *service_rows);
    the_table(&o, service_rows, sizeof service_rows / sizeof *service_rows);
    end(&o);
}

/* The same item, but its cases take the other flow. */
static void follow(struct office_of *o, const char *flow) {
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

static void every_step_from_every_state_of_an_event(void **state) {
    struct office_of o;
    (void)state;
    begin(&o);
    const struct yz_flow *flow;
    good(yz_flow_named("event", &flow));
    assert_int_equal(flow->step_count, sizeof event_rows / sizeof *event_rows);
    follow(&o, "event");
    the_table(&o, event_rows, sizeof event_rows / sizeof *event_rows);
    end(&o);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_step_from_every_state_of_a_service),
        cmocka_unit_test(every_step_from_every_state_of_an_event),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
