/* Every service of ours at the desk: whom it takes, at what boundary it refuses, what it works out, what it keeps. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/codes.h>

#include "service/desk/intake_private.h"
#include "support/desk.h"

static struct desk d;
static struct yz_findings f;
static struct yz_outcome o;
static struct yz_case c;
static struct yz_intake *in;

static int begin(void **state) {
    (void)state;
    desk_make(&d);
    return 0;
}

static int end(void **state) {
    (void)state;
    yz_intake_free(in);
    in = NULL;
    yz_findings_free(&f);
    desk_drop(&d);
    return 0;
}

/* --- helpers --- */

static void put(const struct yz_kind *k, void *record) {
    assert_int_equal(yz_act_begin(d.store, "edit", d.clerk.id), YZ_OK);
    assert_int_equal(yz_put(d.store, k, record), YZ_OK);
    assert_int_equal(yz_act_commit(d.store, NULL), YZ_OK);
}

static struct yz_person person(int64_t id) {
    struct yz_person p;
    assert_int_equal(yz_record_get(d.session, YZ_PERSON, id, &p), YZ_OK);
    return p;
}

static void born(int64_t id, yz_date birth) {
    struct yz_person p = person(id);
    p.birth = birth;
    put(&yz_person_kind, &p);
}

static void form(const char *key, int64_t id) {
    yz_intake_free(in);
    enum yz_status status = yz_intake_begin(d.session, key, 0, id, &in);
    if (status != YZ_OK) print_error("%s: %s\n", key, yz_message());
    assert_int_equal(status, YZ_OK);
}

static void set(const char *field, const char *text) {
    yz_findings_clear(&f);
    bool good = yz_intake_set(in, field, text, &f);
    if (!good) print_error("%s = %s: %s\n", field, text, f.count ? f.all[0].rule : "?");
    assert_true(good);
}

static enum yz_status check(void) {
    yz_findings_clear(&f);
    return yz_intake_check(in, &o, &f);
}

static enum yz_truth truth(const char *condition) {
    check();
    for (size_t i = 0; i < o.condition_count; i++) {
        if (strcmp(o.conditions[i].condition->key, condition) == 0) return o.conditions[i].truth;
    }
    fail_msg("no condition %s", condition);
    return YZ_UNKNOWN;
}

static bool refused(const char *words) {
    check();
    for (size_t i = 0; i < f.count; i++) {
        if (f.all[i].severity == YZ_ERROR && strstr(f.all[i].rule, words)) return true;
    }
    return false;
}

static bool warned(const char *words) {
    check();
    for (size_t i = 0; i < f.count; i++) {
        if (f.all[i].severity == YZ_WARNING && strstr(f.all[i].rule, words)) return true;
    }
    return false;
}

static const char *worked(const char *field) {
    check();
    return o.worked[yz_item_field(yz_intake_item(in), field) - yz_intake_item(in)->fields];
}

static void tick_all(void) {
    for (size_t i = 0; i < yz_intake_item(in)->paper_count; i++) yz_intake_tick(in, i, true);
}

static void save(void) {
    tick_all();
    yz_findings_clear(&f);
    enum yz_status status = yz_intake_save(in, &o, &c, &f);
    for (size_t i = 0; status != YZ_OK && i < f.count; i++) print_error("%s: %s\n", f.all[i].field, f.all[i].rule);
    assert_int_equal(status, YZ_OK);
}

/* A case of that service for the person, received and finished on a day. */
static void earlier(const char *service, int64_t id, yz_date day, int32_t state) {
    static int number;
    struct yz_case was = {.state = state, .person = id, .station = d.station.id, .owner = d.clerk.id};
    snprintf(was.number, sizeof was.number, "2026-9%05d", ++number);
    snprintf(was.service, sizeof was.service, "%s", service);
    was.received = yz_moment_make(day, 600);
    was.finished = state == YZ_CASE_FINISHED ? was.received : 0;
    put(&yz_case_kind, &was);
}

/* --- conditions at their boundaries --- */

static void old_age_at_eighty(void **state) {
    (void)state;
    born(d.grandmother, 19461124); /* eighty tomorrow */
    form("old-age-allowance", d.grandmother);
    assert_int_equal(truth("age"), YZ_FALSE);
    assert_true(refused("年满 80 周岁"));
    assert_true(refused("待核实")); /* what is not confirmed says so */
    born(d.grandmother, 19461123);
    form("old-age-allowance", d.grandmother);
    assert_int_equal(truth("age"), YZ_TRUE);
    assert_false(refused("年满 80 周岁"));
    set("phone", "13888880001");
    save();
    assert_int_equal(c.person, d.grandmother);
    assert_int_equal(c.household, d.family); /* the person brings the household */
}

static void what_nobody_knows_is_never_refused(void **state) {
    (void)state;
    born(d.grandmother, 0);
    form("old-age-allowance", d.grandmother);
    assert_int_equal(truth("age"), YZ_UNKNOWN);
    assert_false(refused("年满 80 周岁"));
    assert_true(warned("请核对：年满 80 周岁"));
    set("phone", "13888880001");
    save();
    char answer[256];
    assert_non_null(strstr(yz_case_answer(d.session, &c, "conditions", answer, sizeof answer), "age:unknown"));
    assert_non_null(strstr(answer, "registered:yes"));
}

static void hardship_by_sex_and_age(void **state) {
    static const struct {
        bool man;
        yz_date birth;
        bool good;
    } cases[] = {{true, 19761124, false}, {true, 19761123, true}, {false, 19861124, false}, {false, 19861123, true}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int64_t id = cases[i].man ? d.father : d.mother;
        born(id, cases[i].birth);
        form("hardship", id);
        set("group", "age");
        assert_int_equal(truth("age"), cases[i].good ? YZ_TRUE : YZ_FALSE);
        set("group", "disabled"); /* one of the six other groups */
        assert_int_equal(truth("age"), YZ_TRUE);
        set("group", "long");
        set("unemployed_since", "2025-11-24");
        assert_int_equal(truth("long"), YZ_FALSE); /* the 364th day */
        set("unemployed_since", "2025-11-23");
        assert_int_equal(truth("long"), YZ_TRUE);
    }
}

static void wages_of_two_years(void **state) {
    (void)state;
    form("wage-claim", d.tenant);
    assert_string_equal(yz_intake_get(in, "party_phone"), "13819950707"); /* from the register */
    set("employer", "某某装饰公司");
    set("trade", "工程建设项目");
    set("work", "木工");
    set("project", "某某二期");
    set("period_from", "2024-06-01");
    set("amount", "18000");
    set("period_to", "2024-11-23"); /* the 730th day */
    assert_int_equal(truth("limitation"), YZ_TRUE);
    assert_string_equal(worked("route"), "site");
    set("trade", "other");
    assert_false(yz_intake_asks(in, "project"));
    assert_string_equal(worked("route"), "inspection");
    set("period_to", "2024-11-22");
    assert_int_equal(truth("limitation"), YZ_FALSE);
    assert_string_equal(worked("route"), "arbitration");
    assert_true(refused("国务院令第423号"));
    assert_true(desk_said(&f, "period_to", "两年"));
    set("period_to", "2026-10-31");
    save();
    assert_int_equal(c.amount, 1800000);
    char answer[64];
    assert_string_equal(yz_case_answer(d.session, &c, "route", answer, sizeof answer), "inspection");
    assert_string_equal(yz_case_answer(d.session, &c, "project", answer, sizeof answer), ""); /* not asked, not kept */
}

static void only_children_until_2015(void **state) {
    (void)state;
    form("only-child-certificate", d.mother);
    set("child_birth", "2016-01-01");
    assert_int_equal(truth("born"), YZ_FALSE);
    set("child_birth", "2015-12-31");
    assert_int_equal(truth("born"), YZ_TRUE);
}

static void working_age_at_sixteen(void **state) {
    (void)state;
    born(d.sister, 20101124);
    form("unemployment", d.sister);
    assert_true(refused("年满 16 周岁"));
    born(d.sister, 20101123);
    form("unemployment", d.sister);
    assert_false(refused("年满 16 周岁"));
}

/* --- chains --- */

static void a_chain_names_the_step_before(void **state) {
    (void)state;
    born(d.father, 19751123);
    form("subsidy-4050", d.father);
    assert_true(refused("要先办完“灵活就业登记”"));
    earlier("flexible-employment", d.father, 20261101, YZ_CASE_ACCEPTED);
    assert_true(refused("还没有办结"));
    assert_true(refused("2026-9"));
    earlier("flexible-employment", d.father, 20261102, YZ_CASE_FINISHED);
    assert_false(refused("要先办完"));
    assert_int_equal(o.after_done, YZ_TRUE);
    assert_true(refused("已认定为就业困难人员"));
    earlier("hardship", d.father, 20261001, YZ_CASE_FINISHED);
    assert_false(refused("已认定为就业困难人员"));
    form("hardship", d.mother);
    assert_true(refused("要先办完“失业登记”"));
    set("unemployment_number", "530111-2026-0007"); /* seen on paper */
    assert_false(refused("要先办完"));
}

static void registering_alone_needs_no_hardship(void **state) {
    (void)state;
    form("flexible-employment", d.mother);
    set("purpose", "subsidy");
    assert_true(refused("要先办完“就业困难人员认定”"));
    set("purpose", "register");
    assert_false(refused("要先办完"));
}

static void exclusions(void **state) {
    static const char *const flags[] = {"business", "employed", "retired", "elsewhere"};
    (void)state;
    form("subsidy-4050", d.father);
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++) {
        assert_int_equal(truth(flags[i]), YZ_TRUE);
        set(flags[i], "是");
        assert_int_equal(truth(flags[i]), YZ_FALSE);
        set(flags[i], "");
    }
}

/* --- what was done before --- */

static void one_at_a_time(void **state) {
    (void)state;
    earlier("unemployment", d.mother, 20261101, YZ_CASE_PROGRESS);
    form("unemployment", d.mother);
    assert_true(refused("同一事项已有在办的"));
    earlier("pension-check", d.grandfather, 20261101, YZ_CASE_ACCEPTED);
    form("pension-check", d.grandfather); /* where the item does not say so, a warning */
    assert_true(warned("同一事项已有在办的"));
    assert_false(refused("同一事项已有在办的"));
}

static void pensions_once_a_calendar_year(void **state) {
    (void)state;
    earlier("pension-check", d.grandfather, 20251231, YZ_CASE_FINISHED);
    form("pension-check", d.grandfather);
    set("kind", "pension");
    assert_int_equal(truth("pension"), YZ_TRUE);
    earlier("pension-check", d.grandfather, 20260101, YZ_CASE_FINISHED);
    assert_int_equal(truth("pension"), YZ_FALSE);
    assert_true(warned("今年还没有认证"));
    set("kind", "injury"); /* six months: 183 days */
    assert_int_equal(truth("injury"), YZ_TRUE);
    earlier("pension-check", d.grandfather, 20260524, YZ_CASE_FINISHED);
    assert_int_equal(truth("injury"), YZ_FALSE);
}

static void the_dead_open_nothing(void **state) {
    (void)state;
    struct yz_person p = person(d.grandfather);
    p.died = 20261001;
    put(&yz_person_kind, &p);
    form("pension-check", d.grandfather);
    assert_true(refused("已经死亡"));
}

static void children_on_record(void **state) {
    (void)state;
    form("birth-registration", d.mother);
    set("order", "first");
    assert_int_equal(truth("count"), YZ_TRUE); /* a woman without children on record has none there */
    struct yz_person p = person(d.sister);
    p.mother = d.mother;
    put(&yz_person_kind, &p);
    assert_int_equal(truth("count"), YZ_FALSE);
    set("order", "second");
    assert_int_equal(truth("count"), YZ_TRUE);
    form("birth-registration", d.father); /* of a man the register cannot tell */
    assert_int_equal(truth("three"), YZ_UNKNOWN);
}

/* --- what is worked out --- */

static void waiting_after_a_gap(void **state) {
    (void)state;
    form("resident-insurance", d.tenant); /* no hukou here: not refused for it */
    set("history", "continuous");
    assert_string_equal(worked("year"), "2027"); /* the season for the next year has begun */
    assert_string_equal(worked("amount"), "400.00");
    assert_string_equal(worked("wait"), "0");
    set("paid_on", "2026-11-23");
    assert_string_equal(worked("cover_from"), "2027-01-01");
    assert_true(yz_intake_wants(in, 1));
    set("history", "gap");
    assert_true(yz_intake_asks(in, "missed"));
    set("missed", "1");
    assert_string_equal(worked("wait"), "3");
    set("missed", "3");
    assert_string_equal(worked("wait"), "5");
    assert_string_equal(worked("cover_from"), "2027-04-23");
    set("history", "exempt");
    assert_string_equal(worked("wait"), "0");
    set("year", "2026");
    set("history", "first"); /* outside of the season for it */
    assert_string_equal(worked("wait"), "3");
    assert_true(check() == YZ_OK);
    save();
    assert_int_equal(c.amount, 40000);
    char answer[64];
    assert_string_equal(yz_case_answer(d.session, &c, "wait", answer, sizeof answer), "3");
}

/* In January the season for the year that has begun is still open. */
static void no_waiting_within_the_season(void **state) {
    (void)state;
    yz_set_now(yz_moment_make(20270120, 600));
    form("resident-insurance", d.tenant);
    set("history", "first");
    assert_string_equal(worked("year"), "2027");
    assert_string_equal(worked("wait"), "0");
    yz_set_now(yz_moment_make(20270301, 600));
    assert_string_equal(worked("wait"), "3");
    assert_int_equal(truth("season"), YZ_FALSE);
}

static void residents_of_the_household_need_no_permit(void **state) {
    (void)state;
    form("resident-insurance", d.mother);
    assert_false(yz_intake_wants(in, 1));
    tick_all();
    set("history", "continuous");
    yz_intake_tick(in, 0, false);
    check();
    assert_string_equal(o.missing, "id"); /* what is not wanted is not missing */
}

/* --- places and strangers --- */

static int64_t building(void) {
    struct yz_dwelling dwelling;
    assert_int_equal(yz_record_get(d.session, YZ_DWELLING, d.dwelling, &dwelling), YZ_OK);
    return dwelling.building;
}

static void events_are_somewhere(void **state) {
    (void)state;
    struct yz_intake_for nowhere = {0}, there = {.building = building()};
    assert_int_equal(yz_intake_begin_at(d.session, "event-environment", &nowhere, &in), YZ_REFUSED);
    assert_int_equal(yz_intake_begin_at(d.session, "event-environment", &there, &in), YZ_OK);
    check();
    assert_non_null(yz_findings_about(&f, "place"));
    assert_non_null(yz_findings_about(&f, "category"));
    set("place", "3 幢东侧垃圾房旁");
    set("category", "暴露垃圾、渣土");
    set("description", "装修垃圾堆了一星期，挡住一半通道");
    set("party", "赵大妈");
    set("party_phone", "13888886666");
    set("public", "");
    assert_true(warned("在公共区域"));
    set("public", "是");
    save();
    assert_int_equal(c.building, building());
    assert_string_equal(c.place, "3 幢东侧垃圾房旁");
    assert_string_equal(c.party, "赵大妈");
    assert_int_equal(c.person, 0);
    assert_int_equal(c.due, yz_moment_make(20261124, 14 * 60 + 30)); /* four working hours from tomorrow 9:00 on */
    char answer[256];
    assert_string_equal(yz_case_answer(d.session, &c, "party", answer, sizeof answer), ""); /* it has a column */
    /* the next one at this building names the first */
    yz_intake_free(in);
    assert_int_equal(yz_intake_begin_at(d.session, "event-environment", &there, &in), YZ_OK);
    assert_true(warned(c.number));
    /* who tells of it brings the place */
    yz_intake_free(in);
    struct yz_intake_for teller = {.person = d.mother};
    assert_int_equal(yz_intake_begin_at(d.session, "event-safety", &teller, &in), YZ_OK);
    assert_int_equal(yz_intake_building(in), building());
    set("category", "gas");
    assert_true(warned("不是燃气泄漏"));
}

static void somebody_who_is_not_in_the_register(void **state) {
    (void)state;
    form("wage-claim", 0);
    assert_true(yz_intake_asks(in, "party"));
    set("employer", "某某公司");
    set("trade", "other");
    set("work", "保洁");
    set("period_from", "2026-08-01");
    set("period_to", "2026-10-31");
    set("amount", "9000");
    set("party_phone", "13888887777");
    check();
    assert_non_null(yz_findings_about(&f, "party"));
    set("party", "王强");
    save();
    assert_string_equal(c.party, "王强");
    assert_string_equal(c.party_phone, "13888887777");
    yz_intake_free(in);
    in = NULL;
    assert_int_equal(yz_intake_begin(d.session, "unemployment", 0, 0, &in), YZ_REFUSED); /* this one needs somebody */
    assert_non_null(strstr(yz_message(), "哪一位"));
}

/* --- the register changes while the form is open --- */

static void the_form_follows_the_register(void **state) {
    (void)state;
    form("unemployment", d.mother);
    assert_string_equal(yz_intake_get(in, "phone"), "13819920203");
    set("wish", "保洁");
    struct yz_person p = person(d.mother);
    snprintf(p.phone, sizeof p.phone, "13800001111");
    snprintf(p.employer, sizeof p.employer, "某某商场");
    put(&yz_person_kind, &p);
    assert_int_equal(yz_intake_refresh(in), YZ_OK);
    assert_string_equal(yz_intake_get(in, "phone"), "13800001111"); /* as it was filled in: follows */
    assert_string_equal(yz_intake_get(in, "last_employer"), "某某商场");
    assert_string_equal(yz_intake_get(in, "wish"), "保洁");
    assert_int_equal(truth("employer"), YZ_FALSE);
    set("phone", "13900002222");
    p = person(d.mother);
    snprintf(p.phone, sizeof p.phone, "13800003333");
    put(&yz_person_kind, &p);
    assert_int_equal(yz_intake_refresh(in), YZ_OK);
    assert_string_equal(yz_intake_get(in, "phone"), "13900002222"); /* typed: stays */
}

/* --- all of them --- */

static void every_service_opens(void **state) {
    (void)state;
    static struct yz_service_line all[64];
    size_t count;
    struct yz_intake_for about = {.person = d.mother};
    assert_int_equal(yz_catalogue_list(d.session, 0, all, 64, &count), YZ_OK);
    assert_true(count >= 18);
    assert_string_equal(all[0].key, "newborn-insurance"); /* `1` on 今日 */
    assert_string_equal(all[count - 1].key, "rating-callback");
    assert_true(all[count - 1].internal);
    for (size_t i = 0; i < count; i++) {
        yz_intake_free(in);
        in = NULL;
        assert_int_equal(yz_intake_begin_at(d.session, all[i].key, &about, &in), YZ_OK);
        const struct yz_item *item = yz_intake_item(in);
        assert_true(yz_chain_check(d.session, item, &f));
        assert_int_equal(f.count, 0); /* every service that it names is there */
        for (size_t k = 0; k < item->field_count; k++) assert_true(*item->fields[k].label_en != '\0');
        for (size_t k = 0; k < item->paper_count; k++) assert_true(*item->papers[k].name_en != '\0');
        for (size_t k = 0; k < item->test_count; k++) assert_true(*item->tests[k].label_en != '\0');
        assert_true(strlen(item->name_en) > 0 && *item->source &&
                    (item->test_count || item->internal || strcmp(item->key, "newborn-insurance") == 0));
    }
}

static void chains_that_lead_back(void **state) {
    (void)state;
    char path[128];
    snprintf(path, sizeof path, "%s/loop.item", d.folder);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    /* unemployment after 4050, which comes after it in three steps */
    fputs("[item]\nkey = unemployment\nname = 失业登记\nshort = 失业登记\ndepartment = 甲\ntype = 即办件\n"
          "after = subsidy-4050\nsource = 乙\nconfidence = weak\nvalid_from = 2026-01-01\n",
          file);
    fclose(file);
    assert_int_equal(yz_catalogue_load(d.session, path, &f, NULL), YZ_REFUSED);
    assert_true(desk_said(&f, "7:after", "绕回来"));
    assert_non_null(strstr(f.all[0].value, "hardship"));
    yz_findings_clear(&f);
    assert_int_equal(yz_item_check_file(path, NULL, &f), YZ_REFUSED); /* and without a station file */
    assert_true(desk_said(&f, "7:after", "绕回来"));
}

/* The stored text of an item, written by `staff` (0: by the program). */
static void store_text(const char *key, const char *text, int64_t staff) {
    static struct yz_service record;
    assert_int_equal(yz_catalogue_record(d.store, key, &record), YZ_OK);
    snprintf(record.definition, sizeof record.definition, "%s", text);
    assert_int_equal(yz_act_begin(d.store, "load-service", staff), YZ_OK);
    assert_int_equal(yz_put(d.store, &yz_service_kind, &record), YZ_OK);
    assert_int_equal(yz_meta_set(d.store, "catalogue-print", 1), YZ_OK); /* as an older program left it */
    assert_int_equal(yz_act_commit(d.store, NULL), YZ_OK);
}

static int64_t version_of(const char *key) {
    static struct yz_service record;
    assert_int_equal(yz_catalogue_record(d.store, key, &record), YZ_OK);
    return record.version;
}

static void older_files_get_the_new_items(void **state) {
    static struct yz_item item;
    (void)state;
    assert_int_equal(yz_catalogue_follow(d.session), YZ_OK);
    assert_int_equal(version_of("unemployment"), 1); /* a new file has them already */
    static const char old[] =
        "[item]\nkey = unemployment\nname = 失业登记\nshort = 失业\ndepartment = 甲\ntype = 即办件\n"
        "source = 乙\nconfidence = weak\nvalid_from = 2026-01-01\n";
    store_text("unemployment", old, 0);
    assert_int_equal(yz_catalogue_follow(d.session), YZ_OK);
    assert_int_equal(yz_catalogue_find(d.session, "unemployment", 0, &item, NULL), YZ_OK);
    assert_int_equal(item.promised.amount, 5); /* what came with the program follows the program */
    store_text("unemployment", old, d.clerk.id);
    assert_int_equal(yz_catalogue_follow(d.session), YZ_OK);
    assert_int_equal(yz_catalogue_find(d.session, "unemployment", 0, &item, NULL), YZ_OK);
    assert_int_equal(item.promised.amount, 0); /* what the station loaded stays */
    int64_t version = version_of("unemployment");
    store_text("unemployment", "[item]\nkey = unemployment\npromised_days = 5\n", d.clerk.id);
    assert_int_equal(yz_catalogue_follow(d.session), YZ_OK); /* but not when nobody can read it any more */
    assert_int_equal(yz_catalogue_find(d.session, "unemployment", 0, &item, NULL), YZ_OK);
    assert_true(version_of("unemployment") > version);
    version = version_of("unemployment");
    assert_int_equal(yz_catalogue_follow(d.session), YZ_OK);
    assert_int_equal(version_of("unemployment"), version); /* nothing to do: nothing done */
}

int main(void) {
#define T(name) cmocka_unit_test_setup_teardown(name, begin, end)
    const struct CMUnitTest tests[] = {
        T(old_age_at_eighty),
        T(what_nobody_knows_is_never_refused),
        T(hardship_by_sex_and_age),
        T(wages_of_two_years),
        T(only_children_until_2015),
        T(working_age_at_sixteen),
        T(a_chain_names_the_step_before),
        T(registering_alone_needs_no_hardship),
        T(exclusions),
        T(one_at_a_time),
        T(pensions_once_a_calendar_year),
        T(the_dead_open_nothing),
        T(children_on_record),
        T(waiting_after_a_gap),
        T(no_waiting_within_the_season),
        T(residents_of_the_household_need_no_permit),
        T(events_are_somewhere),
        T(somebody_who_is_not_in_the_register),
        T(the_form_follows_the_register),
        T(every_service_opens),
        T(chains_that_lead_back),
        T(older_files_get_the_new_items),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
