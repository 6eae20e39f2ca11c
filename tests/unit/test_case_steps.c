/* Steps of cases: who may take them, the clock, two stations, two clerks at one case, many cases at once, secrecy, and a
 * long random walk in which nothing may be lost. */
#include "support/stations.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <yizhan/codes.h>
#include <yizhan/find.h>
#include <yizhan/journal.h>
#include <yizhan/ledger.h>
#include <yizhan/papers.h>
#include <yizhan/records.h>
#include <yizhan/reveal.h>

#include "base/buffer.h"
#include "service/desk/paper_sheet.h"
#include "base/json.h"
#include "service/session.h"
#include "store/store_private.h"
#include "support/station.h"

static void good(enum yz_status status) {
    if (status != YZ_OK) fail_msg("%s", yz_message());
}

static enum yz_status try(struct stations *o, struct yz_case *c, const char *step, struct yz_doing doing) {
    struct yz_findings f = {0};
    enum yz_status status = yz_case_do(o->d.session, c, step, &doing, &f);
    yz_findings_free(&f);
    return status;
}

static bool offered(struct stations *o, const struct yz_case *c, const char *step) {
    struct yz_step steps[YZ_STEPS];
    size_t count;
    good(yz_case_steps(o->d.session, c, steps, YZ_STEPS, &count));
    for (size_t i = 0; i < count; i++)
        if (strcmp(steps[i].key, step) == 0) return true;
    return false;
}

static yz_moment at(int day, int hour, int minute) {
    return yz_moment_make(20261100 + day, hour * 60 + minute);
}

/* --- who --- */

static void who_may(void **state) {
    /* o owner, c colleague, s supervisor, m administrator, a auditor, e and E elsewhere (clerk, supervisor) */
    static const struct {
        const char *step, *state, *may;
        struct yz_doing with;
    } rows[] = {
        {"finish", "accepted", "osm", {0}},
        {"supplement", "accepted", "ocsm", {.note = "照片"}},
        {"papers", "supplement", "ocsm", {.papers = "certificate"}},
        {"resume", "supplement", "ocsm", {0}},
        {"start", "accepted", "osm", {0}},
        {"assign", "accepted", "osm", {.department = "医保局"}},
        {"return", "assigned", "osm", {.reason = "不清"}},
        {"extend", "accepted", "sm", {.days = "2", .reason = "核实"}},
        {"take", "accepted", "csm", {0}},
        {"hand", "accepted", "osm", {.staff = "周敏"}},
        {"transfer", "accepted", "osm", {.station = "五环锋尚民生驿站"}},
        {"take-over", "transferred", "eE", {0}},
        {"decline", "transferred", "eE", {.reason = "忙"}},
        {"recall", "transferred", "osm", {0}},
        {"call", "accepted", "ocsm", {.when = "明天"}},
        {"note", "accepted", "ocsm", {.note = "说过"}},
        {"urge", "accepted", "ocsm", {0}},
        {"escalate", "accepted", "osm", {.reason = "办不了"}},
        {"secret", "accepted", "osm", {.reason = "要求"}},
        {"withdraw", "accepted", "osm", {.reason = "不办"}},
        {"refuse", "accepted", "osm", {.reason = "不归"}},
        {"rate", "finished", "ocsm", {.mark = "4"}},
        {"verify", "finished", "sm", {0}},
        {"close", "finished", "osm", {0}},
        {"reopen", "finished", "osm", {.reason = "没好"}},
    };
    struct stations o;
    (void)state;
    stations_make(&o);
    const struct {
        char letter;
        const struct yz_staff *who;
    } all[] = {{'o', &o.clerk},   {'c', &o.colleague}, {'s', &o.supervisor},      {'m', &o.admin},
               {'a', &o.auditor}, {'e', &o.elsewhere}, {'E', &o.other_supervisor}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        for (size_t k = 0; k < sizeof all / sizeof *all; k++) {
            struct yz_case c = stations_case(&o);
            bool may = strchr(rows[i].may, all[k].letter) != NULL;
            bool own_take = strcmp(rows[i].step, "take") == 0 && all[k].letter == 'o';
            yz_code_parse("case_state", rows[i].state, &c.state);
            c.station = o.d.station.id;
            c.owner = o.clerk.id;
            c.offered_to = c.state == YZ_CASE_TRANSFERRED ? o.other.id : 0;
            c.secret = c.rated = false;
            c.level = 0;
            c.extended = 0;
            c.call_by = 0;
            *c.department = '\0';
            snprintf(c.missing, sizeof c.missing, "certificate");
            stations_put(&o, &c);
            stations_as(&o, all[k].who);
            assert_int_equal(offered(&o, &c, rows[i].step), may);
            enum yz_status status = try(&o, &c, rows[i].step, rows[i].with);
            if (status != (may ? YZ_OK : own_take ? YZ_REFUSED : YZ_DENIED))
                fail_msg("%s by %c: %d %s", rows[i].step, all[k].letter, status, yz_message());
        }
    }
    stations_drop(&o);
}

/* --- the clock --- */

static void is_due(const struct yz_case *c, int day, const char *when) {
    char text[YZ_MOMENT_TEXT], want[YZ_MOMENT_TEXT];
    yz_moment due = yz_moment_make(day, 17 * 60 + 30);
    if (c->due != due) fail_msg("%s: due %s, not %s", when, yz_moment_text(c->due, text), yz_moment_text(due, want));
}

static void pauses_extensions_and_a_new_start(void **state) {
    struct stations o;
    (void)state;
    stations_make(&o);
    is_due(&o.c, 20261130, "five days from Monday");
    yz_set_now(at(24, 8, 0));
    stations_do(&o, "supplement", (struct yz_doing){.papers = "certificate"});
    assert_int_equal(o.c.due, 0);
    assert_int_equal(o.c.legal_due, 0);
    assert_int_equal(o.c.paused_at, at(24, 8, 0));
    yz_set_now(at(26, 18, 0));
    stations_do(&o, "papers", (struct yz_doing){.papers = "certificate"});
    assert_int_equal(o.c.state, YZ_CASE_ACCEPTED);
    assert_int_equal(o.c.paused_at, 0);
    is_due(&o.c, 20261203, "three days stood");
    stations_as(&o, &o.supervisor);
    stations_do(&o, "extend", (struct yz_doing){.days = "3", .reason = "要核实"});
    is_due(&o.c, 20261208, "three more");
    stations_do(&o, "extend", (struct yz_doing){.days = "7", .reason = "还要核实"});
    assert_int_equal(o.c.extended, 10);
    assert_false(offered(&o, &o.c, "extend"));
    static struct yz_case_event events[16];
    char text[1024];
    size_t n = 0;
    good(yz_case_timeline(o.d.session, o.c.id, true, events, 16, &n));
    assert_non_null(strstr(yz_case_event_text(&events[n - 1], text, sizeof text), "延 7 个工作日"));
    assert_int_equal(try(&o, &o.c, "extend", (struct yz_doing){.days = "1", .reason = "再"}), YZ_REFUSED);
    yz_set_now(at(30, 9, 0));
    stations_do(&o, "supplement", (struct yz_doing){.papers = "booklet"});
    stations_do(&o, "withdraw", (struct yz_doing){.reason = "不办了"});
    assert_int_equal(o.c.finished, at(30, 9, 0));
    assert_int_equal(o.c.paused_at, 0);
    yz_set_now(yz_moment_make(20261207, 9 * 60));
    stations_do(&o, "reopen", (struct yz_doing){.reason = "又要办"});
    assert_int_equal(o.c.extended, 0);
    assert_int_equal(o.c.finished, 0);
    assert_string_equal(o.c.pauses, "");
    is_due(&o.c, 20261214, "five days from the Monday it was reopened");
    stations_drop(&o);
}

static void too_many_days_at_once(void **state) {
    struct stations o;
    static const char *const wrong[] = {"0", "-1", "11", "x", "", "3.5", "99999999999999999999"};
    (void)state;
    stations_make(&o);
    stations_as(&o, &o.supervisor);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_int_equal(try(&o, &o.c, "extend", (struct yz_doing){.days = wrong[i], .reason = "核实"}), YZ_REFUSED);
    stations_do(&o, "extend", (struct yz_doing){.days = "１０", .reason = "全角也行"});
    stations_drop(&o);
}

static void a_case_that_began_without_its_papers(void **state) {
    struct stations o;
    (void)state;
    stations_make(&o);
    stations_open(&o, "U530123457", "", &o.c);
    assert_int_equal(o.c.state, YZ_CASE_SUPPLEMENT);
    assert_int_equal(o.c.paused_at, o.c.received);
    yz_set_now(at(25, 18, 0));
    stations_do(&o, "papers", (struct yz_doing){.papers = "booklet"});
    assert_int_equal(o.c.state, YZ_CASE_SUPPLEMENT); /* this one might have followed: the other is waited for */
    stations_do(&o, "papers", (struct yz_doing){.papers = "出生医学证明"});
    assert_int_equal(o.c.state, YZ_CASE_ACCEPTED);
    assert_string_equal(o.c.missing, "parent-id"); /* and this one follows */
    is_due(&o.c, 20261202, "two whole days stood");
    stations_drop(&o);
}

static void a_dispatch_starts_the_clock_of_an_event(void **state) {
    struct stations o;
    (void)state;
    stations_make(&o);
    stations_flow(&o, "event");
    yz_set_now(at(25, 10, 0));
    stations_do(&o, "assign", (struct yz_doing){.department = "城管"});
    assert_int_equal(o.c.clock_from, at(25, 10, 0));
    is_due(&o.c, 20261202, "five days from the dispatch");
    stations_drop(&o);
}

/* --- two stations --- */

static void offered_accepted_declined_recalled(void **state) {
    struct stations o;
    struct yz_doing there = {.station = "五环锋尚民生驿站"}, why = {.reason = "人手不够"}, nothing = {0};
    (void)state;
    stations_make(&o);
    stations_do(&o, "start", nothing);
    yz_moment due = o.c.due;
    stations_do(&o, "transfer", there);
    assert_int_equal(o.c.station, o.d.station.id); /* until it is accepted */
    assert_int_equal(o.c.owner, o.clerk.id);
    assert_int_equal(o.c.offered_to, o.other.id);
    stations_as(&o, &o.elsewhere);
    stations_do(&o, "decline", why);
    assert_int_equal(o.c.state, YZ_CASE_PROGRESS);
    assert_int_equal(o.c.offered_to, 0);
    stations_as(&o, &o.clerk);
    stations_do(&o, "transfer", there);
    stations_do(&o, "recall", nothing);
    assert_int_equal(o.c.state, YZ_CASE_PROGRESS);
    stations_do(&o, "transfer", there);
    stations_as(&o, &o.elsewhere);
    stations_do(&o, "accept", nothing); /* another word for taking it over */
    assert_int_equal(o.c.station, o.other.id);
    assert_int_equal(o.c.owner, o.elsewhere.id);
    assert_int_equal(o.c.offered_to, 0);
    assert_int_equal(o.c.state, YZ_CASE_PROGRESS);
    assert_int_equal(o.c.due, due);
    stations_as(&o, &o.clerk);
    assert_int_equal(try(&o, &o.c, "finish", nothing), YZ_DENIED);
    stations_as(&o, &o.supervisor);
    assert_int_equal(try(&o, &o.c, "finish", nothing), YZ_DENIED);
    stations_as(&o, &o.other_supervisor);
    stations_do(&o, "finish", nothing);
    stations_drop(&o);
}

static void a_staff_member_of_the_station_only(void **state) {
    struct stations o;
    static const char *const wrong[] = {"吴芳", "钱审计", "谁也不是", ""};
    (void)state;
    stations_make(&o);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_int_equal(try(&o, &o.c, "hand", (struct yz_doing){.staff = wrong[i]}), YZ_REFUSED);
    stations_do(&o, "hand", (struct yz_doing){.staff = "周敏"});
    assert_int_equal(o.c.owner, o.colleague.id);
    stations_drop(&o);
}

/* --- two clerks, many cases --- */

static void the_second_of_two_is_told_who_was_first(void **state) {
    struct stations o;
    (void)state;
    stations_make(&o);
    struct yz_case mine = o.c, theirs = o.c, before;
    stations_as(&o, &o.colleague);
    good(try(&o, &theirs, "supplement", (struct yz_doing){.papers = "certificate", .note = "照片不清"}));
    stations_as(&o, &o.clerk);
    before = mine;
    assert_int_equal(try(&o, &mine, "finish", (struct yz_doing){.result = "办好了"}), YZ_REFUSED);
    assert_non_null(strstr(yz_message(), "周敏"));
    assert_non_null(strstr(yz_message(), "要求补正材料"));
    assert_non_null(strstr(yz_message(), "2026-11-23 10:00"));
    assert_memory_equal(&before, &mine, sizeof mine);
    assert_false(yz_in_act(o.d.store));
    assert_int_equal(stations_case(&o).state, YZ_CASE_SUPPLEMENT);
    stations_drop(&o);
}

static void many_cases_are_one_act(void **state) {
    struct stations o;
    struct yz_case second, third;
    struct yz_refusal refused[4];
    struct yz_undo undone;
    size_t done, refusals;
    (void)state;
    stations_make(&o);
    stations_open(&o, "U530123457", "certificate,booklet,parent-id", &second);
    stations_open(&o, "U530123458", "", &third); /* waits for papers: not to be finished */
    int64_t ids[] = {o.c.id, third.id, second.id, 999};
    struct yz_doing doing = {.result = "已参保"};
    good(yz_cases_do(o.d.session, ids, 4, "finish", &doing, &done, refused, 4, &refusals));
    assert_int_equal(done, 2);
    assert_int_equal(refusals, 2);
    assert_int_equal(refused[0].id, third.id);
    assert_string_equal(refused[0].number, third.number);
    assert_non_null(strstr(refused[0].why, "等补材料"));
    assert_int_equal(stations_case(&o).state, YZ_CASE_FINISHED);
    good(yz_undo(o.d.session, 0, &undone));
    assert_int_equal(undone.records, 2);
    assert_int_equal(stations_case(&o).state, YZ_CASE_ACCEPTED);
    assert_int_equal(yz_cases_do(o.d.session, &third.id, 1, "finish", &doing, &done, refused, 4, &refusals),
                     YZ_REFUSED);
    assert_int_equal(done, 0);
    assert_false(yz_in_act(o.d.store));
    stations_as(&o, &o.auditor);
    assert_int_equal(yz_cases_do(o.d.session, ids, 3, "finish", &doing, &done, refused, 4, &refusals), YZ_DENIED);
    stations_drop(&o);
}

static void what_changes_nothing_is_no_act(void **state) {
    struct stations o;
    int64_t before, after;
    (void)state;
    stations_make(&o);
    stations_do(&o, "assign", (struct yz_doing){.department = "医保局"});
    before = yz_sql_int(o.d.store, "SELECT max(seq) FROM journal", 0, 0);
    assert_int_equal(try(&o, &o.c, "assign", (struct yz_doing){.department = "医保局"}), YZ_REFUSED);
    assert_int_equal(try(&o, &o.c, "finish", (struct yz_doing){.days = "3"}), YZ_REFUSED); /* it takes no days */
    after = yz_sql_int(o.d.store, "SELECT max(seq) FROM journal", 0, 0);
    assert_int_equal(before, after);
    stations_drop(&o);
}

/* --- secrecy --- */

#define CANARY "金丝雀"

static void take_text(void *ctx, const struct yz_field *f, const char *before, const char *after) {
    yz_buffer_printf(ctx, "%s %s %s\n", f->column, before, after);
}

static void take_member(void *ctx, const char *name, const char *value) {
    yz_buffer_printf(ctx, "%s %s\n", name, value);
}

static void records_out(struct stations *o, struct yz_buffer *out) {
    struct yz_session *s = o->d.session;
    struct yz_record_filter all = {0};
    struct yz_case c, page[8];
    char answer[256];
    size_t count;
    good(yz_record_get(s, YZ_CASE, o->c.id, &c));
    yz_record_json(out, &yz_case_kind, &c);
    yz_buffer_text(out, yz_case_answer(s, &c, "certificate", answer, sizeof answer));
    good(yz_case_by_number(s, o->c.number, &c));
    yz_record_json(out, &yz_case_kind, &c);
    good(yz_record_page(s, YZ_CASE, &all, 0, page, 8, &count));
    for (size_t i = 0; i < count; i++) yz_record_json(out, &yz_case_kind, &page[i]);
    good(yz_record_as_of(s, YZ_CASE, o->c.id, 20261123, &c));
    yz_record_json(out, &yz_case_kind, &c);
}

static void lines_out(struct stations *o, struct yz_buffer *out) {
    struct yz_session *s = o->d.session;
    static struct yz_case_facts facts;
    static struct yz_case_line lines[8];
    static struct yz_hit hits[8];
    struct yz_case_filter filter = {0};
    struct yz_case c;
    struct yz_json j;
    size_t count;
    good(yz_record_get(s, YZ_CASE, o->c.id, &c));
    good(yz_case_facts(s, &c, true, &facts));
    yz_json_open(&j, out);
    yz_case_json(&j, &facts);
    yz_buffer_printf(out, "%s %s %s %s", facts.person_name, facts.applicant_name, facts.address, facts.cover_text);
    good(yz_case_page(s, &filter, NULL, lines, 8, &count));
    for (size_t i = 0; i < count; i++) yz_buffer_printf(out, "%s %s\n", lines[i].person_name, lines[i].address);
    good(yz_search(s, o->c.number, 0, hits, 8, &count));
    for (size_t i = 0; i < count; i++)
        yz_buffer_printf(out, "%s %s %s\n", hits[i].title, hits[i].subtitle, hits[i].why);
}

static void history_out(struct stations *o, struct yz_buffer *out) {
    struct yz_session *s = o->d.session;
    static struct yz_case_event events[64];
    static struct yz_log_line log[256];
    struct yz_log_filter filter = {.kind = YZ_CASE, .id = o->c.id};
    char text[2048];
    size_t count;
    good(yz_case_timeline(s, o->c.id, true, events, 64, &count));
    for (size_t i = 0; i < count; i++) {
        yz_buffer_text(out, yz_case_event_text(&events[i], text, sizeof text));
        yz_buffer_printf(out, "%s %s %s\n", events[i].note, events[i].reason, events[i].papers);
    }
    good(yz_log(s, &filter, log, 256, &count));
    for (size_t i = 0; i < count; i++) {
        yz_log_changes(s, &log[i], true, take_text, out);
        yz_log_note(s, &log[i], take_member, out);
    }
}

static void exports_out(struct stations *o, struct yz_buffer *out) {
    static const char *const formats[] = {"csv", "json"};
    for (size_t i = 0; i < 2; i++) {
        char *text = NULL;
        size_t size = 0;
        struct yz_export_options options = {.kind = "cases", .format = formats[i], .revealed = true};
        FILE *file = open_memstream(&text, &size);
        good(yz_export(o->d.session, &options, file, NULL));
        fclose(file);
        yz_buffer_append(out, text, size);
        free(text);
    }
}

/* All that comes out of the service floor about the case. */
static void all_out(struct stations *o, struct yz_buffer *out, bool writes) {
    yz_buffer_clear(out);
    records_out(o, out);
    lines_out(o, out);
    history_out(o, out);
    if (writes) exports_out(o, out); /* an export is noted, which an auditor cannot do */
    yz_buffer_byte(out, '\0');
}

static void make_secret(struct stations *o) {
    struct yz_case c = stations_case(o);
    snprintf(c.party, sizeof c.party, CANARY "来办");
    snprintf(c.place, sizeof c.place, CANARY "地点");
    snprintf(c.result, sizeof c.result, CANARY "结果");
    stations_put(o, &c);
    o->c = c;
    stations_do(o, "note", (struct yz_doing){.note = CANARY "备注"});
    stations_do(o, "call", (struct yz_doing){.when = "明天", .note = CANARY "回电"});
    stations_do(o, "assign", (struct yz_doing){.department = CANARY "部门", .note = CANARY "派遣"});
    stations_do(o, "secret", (struct yz_doing){.reason = CANARY "原因"});
}

static void nobody_else_sees_a_secret_case(void **state) {
    static const char *const never[] = {CANARY, "张丽", "之女", "U530123456", "\"person\":\"p:", "\"household\":\"h:"};
    struct stations o;
    struct yz_buffer out = {0}, paper = {0};
    struct yz_findings f = {0};
    struct yz_case c;
    (void)state;
    stations_make(&o);
    make_secret(&o);
    const struct yz_staff *others[] = {&o.colleague, &o.elsewhere, &o.other_supervisor};
    const struct yz_staff *mine[] = {&o.clerk, &o.supervisor, &o.admin, &o.auditor};
    for (size_t i = 0; i < 3; i++) {
        stations_as(&o, others[i]);
        all_out(&o, &out, true);
        for (size_t k = 0; k < sizeof never / sizeof *never; k++)
            if (strstr(out.data, never[k])) fail_msg("%s sees %s:\n%s", others[i]->name, never[k], out.data);
        assert_non_null(strstr(out.data, "保密"));
        assert_non_null(strstr(out.data, o.c.number));
        good(yz_record_get(o.d.session, YZ_CASE, o.c.id, &c));
        assert_int_equal(yz_paper_lay(o.d.session, &c, YZ_PAPER_RECEIPT, 80, false, &paper), YZ_DENIED);
        assert_int_equal(yz_reveal(o.d.session, YZ_CASE, o.c.id, "好奇"), YZ_DENIED);
        assert_int_not_equal(yz_case_do(o.d.session, &c, "take", &(struct yz_doing){0}, &f), YZ_OK);
        snprintf(c.note, sizeof c.note, "改");
        assert_int_equal(yz_record_edit(o.d.session, YZ_CASE, &c, &f), YZ_DENIED); /* the veil is not written back */
    }
    for (size_t i = 0; i < 4; i++) {
        static const char *const all[] = {CANARY "来办", CANARY "地点", CANARY "备注",
                                          CANARY "回电", CANARY "原因", "U530123456"};
        stations_as(&o, mine[i]);
        all_out(&o, &out, mine[i] != &o.auditor);
        for (size_t k = 0; k < sizeof all / sizeof *all; k++)
            if (!strstr(out.data, all[k])) fail_msg("%s does not see %s", mine[i]->name, all[k]);
    }
    struct yz_case kept = stations_case(&o);
    assert_string_equal(kept.place, CANARY "地点");
    yz_findings_free(&f);
    yz_buffer_free(&out);
    yz_buffer_free(&paper);
    stations_drop(&o);
}

static void a_step_of_somebody_who_sees_nothing_loses_nothing(void **state) {
    struct stations o;
    struct yz_case c;
    (void)state;
    stations_make(&o);
    make_secret(&o);
    stations_as(&o, &o.colleague);
    good(yz_record_get(o.d.session, YZ_CASE, o.c.id, &c));
    assert_int_equal(c.person, 0);
    good(try(&o, &c, "urge", (struct yz_doing){0}));
    struct yz_case now = stations_case(&o);
    assert_string_equal(now.place, CANARY "地点");
    assert_int_equal(now.person, o.c.person);
    assert_true(*now.answers);
    assert_int_equal(c.person, 0); /* and what comes back is veiled as before */
    stations_drop(&o);
}

/* --- the walk --- */

enum { CASES = 4, ACTS = 1000 };

struct walk {
    struct stations o;
    struct yz_case cases[CASES], first[CASES];
    int64_t acts[ACTS];
    size_t taken[CASES], count;
    uint32_t dice;
};

static void check_case(struct walk *w, const struct yz_case *c) {
    struct yz_staff owner;
    good(yz_get(w->o.d.store, &yz_staff_kind, c->owner, &owner));
    assert_int_equal(owner.station, c->station);
    assert_int_equal(c->offered_to != 0, c->state == YZ_CASE_TRANSFERRED);
    bool stands = c->paused_at != 0;
    bool waits = c->state == YZ_CASE_SUPPLEMENT || c->state_before == YZ_CASE_SUPPLEMENT;
    assert_int_equal(stands, waits);
    if (yz_case_open(c)) assert_int_equal(c->due == 0, stands);
    if (c->due) assert_true(c->due > c->clock_from);
    assert_int_equal(c->finished != 0, !yz_case_open(c));
    assert_true(c->level <= YZ_LEVEL_CITY && c->extended <= 10);
    assert_true(c->urged >= 0 && c->paused_at <= yz_now());
}

static struct yz_doing anything(const struct yz_step *step, const struct yz_case *c) {
    struct yz_doing d = {0};
    if (step->asks & YZ_ASK_REASON) d.reason = "随机";
    if (step->asks & YZ_ASK_NOTE) d.note = "走一步";
    if (step->asks & YZ_ASK_DAYS) d.days = "1";
    if (step->asks & YZ_ASK_WHEN) d.when = "+30";
    if (step->asks & YZ_ASK_MARK) d.mark = "3";
    if (step->asks & YZ_ASK_DEPARTMENT) d.department = c->urged % 2 ? "医保局" : "民政局";
    if (step->asks & YZ_ASK_PAPERS) d.papers = step->to == YZ_CASE_SUPPLEMENT ? "certificate" : c->missing;
    if (step->asks & YZ_ASK_STATION)
        d.station = YZ_ID_COUNTER(c->station) == 1 ? "五环锋尚民生驿站" : "星体花园民生驿站";
    if (strcmp(step->key, "hand") == 0) d.staff = YZ_ID_COUNTER(c->station) == 1 ? "周敏" : "郑站长";
    return d;
}

/* One step of somebody at some case; nothing when there is none, or it would change nothing. */
static void take_one(struct walk *w) {
    const struct yz_staff *all[] = {&w->o.clerk, &w->o.colleague, &w->o.supervisor,
                                    &w->o.admin, &w->o.elsewhere, &w->o.other_supervisor};
    size_t i = dice(&w->dice, CASES), count;
    struct yz_case *c = &w->cases[i];
    struct yz_step steps[YZ_STEPS];
    stations_as(&w->o, all[dice(&w->dice, 6)]);
    yz_set_now(yz_now() + (yz_moment)(1 + dice(&w->dice, 240)) * 60000);
    good(yz_case_steps(w->o.d.session, c, steps, YZ_STEPS, &count));
    if (!count) return;
    const struct yz_step *step = &steps[dice(&w->dice, (uint32_t)count)];
    struct yz_case before = *c;
    enum yz_status status = try(&w->o, c, step->key, anything(step, c));
    if (status == YZ_REFUSED && (strstr(yz_message(), "什么也没有改变") || strstr(yz_message(), "次数太多"))) return;
    if (status != YZ_OK) fail_msg("%s from %s: %s", step->key, yz_code_key("case_state", before.state), yz_message());
    if (step->to && strcmp(step->key, "papers") != 0) assert_int_equal(c->state, step->to);
    w->acts[w->count++] = yz_sql_int(w->o.d.store, "SELECT max(act) FROM journal", 0, 0);
    w->taken[i]++;
    check_case(w, c);
}

static void the_timeline_has_them_all(struct walk *w) {
    static struct yz_case_event events[ACTS + 8];
    stations_as(&w->o, &w->o.admin);
    for (size_t i = 0; i < CASES; i++) {
        size_t count, steps = 0;
        good(yz_case_timeline(w->o.d.session, w->cases[i].id, true, events, ACTS + 8, &count));
        for (size_t k = 0; k < count; k++) steps += *events[k].step != '\0';
        assert_int_equal(steps, w->taken[i]);
    }
}

static void all_is_undone(struct walk *w) {
    struct yz_undo undone;
    for (size_t n = w->count; n-- > 0;) good(yz_undo(w->o.d.session, w->acts[n], &undone));
    for (size_t i = 0; i < CASES; i++) {
        struct yz_case c;
        struct yz_buffer was = {0}, is = {0};
        good(yz_get(w->o.d.store, &yz_case_kind, w->cases[i].id, &c));
        c.version = w->first[i].version;
        yz_record_json(&was, &yz_case_kind, &w->first[i]);
        yz_record_json(&is, &yz_case_kind, &c);
        yz_buffer_byte(&was, '\0');
        yz_buffer_byte(&is, '\0');
        assert_string_equal(was.data, is.data);
        yz_buffer_free(&was);
        yz_buffer_free(&is);
    }
}

static void a_thousand_acts(void **state) {
    static struct walk w;
    struct yz_verdict verdict;
    (void)state;
    stations_make(&w.o);
    w.dice = 20261123;
    w.cases[0] = w.o.c;
    for (size_t i = 1; i < CASES; i++) {
        char certificate[16];
        snprintf(certificate, sizeof certificate, "U53012350%zu", i);
        stations_open(&w.o, certificate, i % 2 ? "booklet" : "certificate,booklet,parent-id", &w.cases[i]);
    }
    memcpy(w.first, w.cases, sizeof w.first);
    for (int tries = 0; w.count < ACTS && tries < 20 * ACTS; tries++) take_one(&w);
    assert_int_equal(w.count, ACTS);
    the_timeline_has_them_all(&w);
    all_is_undone(&w);
    good(yz_verify(w.o.d.session, &verdict));
    stations_drop(&w.o);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_may),
        cmocka_unit_test(pauses_extensions_and_a_new_start),
        cmocka_unit_test(too_many_days_at_once),
        cmocka_unit_test(a_case_that_began_without_its_papers),
        cmocka_unit_test(a_dispatch_starts_the_clock_of_an_event),
        cmocka_unit_test(offered_accepted_declined_recalled),
        cmocka_unit_test(a_staff_member_of_the_station_only),
        cmocka_unit_test(the_second_of_two_is_told_who_was_first),
        cmocka_unit_test(many_cases_are_one_act),
        cmocka_unit_test(what_changes_nothing_is_no_act),
        cmocka_unit_test(nobody_else_sees_a_secret_case),
        cmocka_unit_test(a_step_of_somebody_who_sees_nothing_loses_nothing),
        cmocka_unit_test(a_thousand_acts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
