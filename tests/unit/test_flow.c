/* Flows: which steps are open from which state, what they make of a case, and who may take them. The tables here are
 * written apart from data/flows: both must say the same. */
#include "support/stations.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <yizhan/codes.h>

#include "base/data.h"
#include "service/desk/flow_private.h"

static void good(enum yz_status status) {
    if (status != YZ_OK) fail_msg("%s", yz_message());
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
static void stand_in(struct stations *o, int32_t state, const char *step) {
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
    stations_put(o, c);
}

static const char *expected(const struct row *r, const char *state) {
    if (*r->to == '<' || (*r->to == '?' && strcmp(state, "supplement") == 0)) return "in-progress";
    return *r->to && *r->to != '?' ? r->to : state;
}

static void try_row(struct stations *o, const struct row *r, const struct yz_code *state) {
    struct yz_case before;
    struct yz_findings f = {0};
    bool legal = has_word(r->from, state->key);
    stand_in(o, state->code, r->step);
    before = o->c;
    stations_as(o, r->who == 'c' ? &o->colleague : r->who == 'e' ? &o->elsewhere : &o->admin);
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

static void the_table(struct stations *o, const struct row *rows, size_t n) {
    size_t states, tried = 0;
    const struct yz_code *all = yz_codes("case_state", &states);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < states; k++, tried++) try_row(o, &rows[i], &all[k]);
    assert_int_equal(tried, n * 15);
}

static void every_step_from_every_state_of_a_service(void **state) {
    struct stations o;
    (void)state;
    stations_make(&o);
    const struct yz_flow *flow;
    good(yz_flow_named("service", &flow));
    assert_int_equal(flow->step_count, sizeof service_rows / sizeof *service_rows);
    the_table(&o, service_rows, sizeof service_rows / sizeof *service_rows);
    stations_drop(&o);
}

static void every_step_from_every_state_of_an_event(void **state) {
    struct stations o;
    (void)state;
    stations_make(&o);
    const struct yz_flow *flow;
    good(yz_flow_named("event", &flow));
    assert_int_equal(flow->step_count, sizeof event_rows / sizeof *event_rows);
    stations_flow(&o, "event");
    the_table(&o, event_rows, sizeof event_rows / sizeof *event_rows);
    stations_drop(&o);
}

/* --- the files --- */

static char *flow_text(const char *name) {
    size_t size;
    const char *text = yz_data(name, &size);
    assert_non_null(text);
    char *copy = malloc(2 * size + 1);
    assert_non_null(copy);
    memcpy(copy, text, size + 1);
    return copy;
}

/* `from` in the text of the service's flow becomes `to`; the check must say `words` of `value`. */
static void is_told(const char *from, const char *to, const char *field, const char *value, const char *words) {
    static struct yz_flow flow;
    struct yz_findings f = {0};
    char *text = flow_text("flows/service.flow"), *at = strstr(text, from);
    assert_non_null(at);
    memmove(at + strlen(to), at + strlen(from), strlen(at + strlen(from)) + 1);
    memcpy(at, to, strlen(to));
    assert_false(yz_flow_parse(text, strlen(text), &flow, &f));
    bool found = false;
    for (size_t i = 0; i < f.count; i++)
        found |= strstr(f.all[i].field, field) && strstr(f.all[i].value, value) && strstr(f.all[i].rule, words);
    for (size_t i = 0; i < f.count && !found; i++)
        print_error("%s %s: %s\n", f.all[i].field, f.all[i].value, f.all[i].rule);
    assert_true(found);
    yz_findings_free(&f);
    free(text);
}

static void errors_of_a_flow(void **state) {
    (void)state;
    is_told("to = finished", "to = done", "to", "done", "没有这个状态");
    is_told("who = owner supervisor admin\nmain", "who = boss\nmain", "who", "boss", "没有这个词");
    is_told("clock = pause\n", "", "clock", "supplement", "暂停");
    is_told("source = 政务服务", "sauce = 政务服务", "source", "", "不能空");
    is_told("most = 10\n", "", "most", "extend", "最多");
    is_told("[step urge]", "[step note]", "", "note", "同一个名字");
    is_told("main = withdrawn refused", "main = accepted", "main", "reopen", "main 里的状态");
    is_told("main = draft", "main = draft\nagain = 1", "again", "1", "没有这个键");
    is_told("states = draft accepted supplement", "states = draft accepted finished", "states", "finished", "别的环节");
    is_told("states = finished verified closed withdrawn refused", "states = finished verified closed withdrawn", "",
            "refused", "不在任何环节");
    is_told("from = finished verified closed withdrawn refused\nto = reopened",
            "from = finished verified\nto = reopened", "", "closed", "没有出路");
    is_told("to = verified\n", "", "", "verified", "没有一步到得了");
    is_told("[link rate]", "[rink rate]", "", "rink", "没有这种节");
    is_told("asks = days reason\n", "asks = reason\n", "asks", "extend", "要问");
}

static void all_errors_of_a_flow_at_once(void **state) {
    static struct yz_flow flow;
    static const char text[] = "[flow]\nkey = x\n[link a]\nlabel = 一\nlabel_en = one\nstates = acepted\n"
                               "[step go]\nfrom = accepted\nto = gone\nclock = never\n[step]\n";
    struct yz_findings f = {0};
    (void)state;
    assert_false(yz_flow_parse(text, strlen(text), &flow, &f));
    assert_true(desk_said(&f, "6:states", "没有这个状态"));
    assert_true(desk_said(&f, "1:name", "不能空"));
    assert_true(desk_said(&f, "9:to", "没有这个状态"));
    assert_true(desk_said(&f, "10:clock", "没有这个词"));
    assert_true(desk_said(&f, "7:source", "不能空"));
    assert_true(desk_said(&f, "11", "带一个名字"));
    yz_findings_free(&f);
}

static void the_links_of_a_case(void **state) {
    struct stations o;
    char links[12][48];
    size_t at, n;
    (void)state;
    stations_make(&o);
    n = yz_case_links(o.d.session, &o.c, links, 12, &at);
    assert_int_equal(n, 4);
    assert_int_equal(at, 0);
    assert_string_equal(links[3], "评价");
    stations_do(&o, "start", (struct yz_doing){0});
    yz_case_links(o.d.session, &o.c, links, 12, &at);
    assert_int_equal(at, 1);
    stations_do(&o, "finish", (struct yz_doing){0});
    yz_case_links(o.d.session, &o.c, links, 12, &at);
    assert_int_equal(at, 2);
    stations_do(&o, "rate", (struct yz_doing){.mark = "满意"});
    yz_case_links(o.d.session, &o.c, links, 12, &at);
    assert_int_equal(at, 3);
    stations_flow(&o, "event");
    assert_int_equal(yz_case_links(o.d.session, &o.c, links, 12, &at), 7);
    assert_string_equal(links[0], "信息收集");
    assert_string_equal(links[6], "综合评价");
    stations_drop(&o);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_step_from_every_state_of_a_service),
        cmocka_unit_test(every_step_from_every_state_of_an_event),
        cmocka_unit_test(errors_of_a_flow),
        cmocka_unit_test(all_errors_of_a_flow_at_once),
        cmocka_unit_test(the_links_of_a_case),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
