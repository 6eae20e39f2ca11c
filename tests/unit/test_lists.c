/* The three lists: which needs are alike, pages in every order, what holds of an offer on a day, and secret needs. */
#include "service/session.h"
#include "support/office.h"
#include "support/station.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <yizhan/find.h>
#include <yizhan/lists.h>
#include <yizhan/records.h>
#include <yizhan/registry.h>

enum { MANY = 60, PAGE = 7 };

static int open_office(void **state) {
    static struct office o;
    office_open(&o);
    yz_set_now(yz_moment_make(20261123, 9 * 60));
    *state = &o;
    return 0;
}

static int close_office(void **state) {
    yz_set_now(0);
    office_close(*state);
    return 0;
}

static int64_t add_need(struct yz_session *s, const char *text, const char *place, int field) {
    struct yz_need n = {.field = field};
    struct yz_findings f = {0};
    snprintf(n.text, sizeof n.text, "%s", text);
    snprintf(n.place, sizeof n.place, "%s", place);
    assert_int_equal(yz_need_save(s, &n, &f), YZ_OK);
    yz_findings_free(&f);
    return n.id;
}

static size_t near(struct yz_session *s, const char *text, const char *place, struct yz_near_need *out) {
    struct yz_need n = {0};
    size_t count;
    snprintf(n.text, sizeof n.text, "%s", text);
    snprintf(n.place, sizeof n.place, "%s", place);
    assert_int_equal(yz_need_near(s, &n, out, 2, &count), YZ_OK);
    return count;
}

static void alike(void **state) {
    struct yz_session *s = ((struct office *)*state)->session;
    struct yz_near_need found[2];
    int64_t lamp = add_need(s, "楼道灯坏了，晚上看不见", "幸福里1-1", 3);
    int64_t lamps = add_need(s, "楼道灯坏了", "幸福里1-1", 3);
    assert_int_equal(near(s, "楼道灯坏了！", "幸福里1-1", found), 2);
    assert_int_equal(found[0].need.id, lamps);
    assert_int_equal(found[0].percent, 100);
    assert_int_equal(found[1].need.id, lamp);
    assert_int_equal(near(s, "楼道灯坏了", "幸福里3-1", found), 0); /* another place */
    assert_int_equal(near(s, "想学用手机", "幸福里1-1", found), 0); /* another need */
    assert_int_equal(near(s, "", "幸福里1-1", found), 0);
    struct yz_need n;
    assert_int_equal(yz_get(s->store, &yz_need_kind, lamps, &n), YZ_OK);
    n.state = YZ_NEED_CLOSED;
    assert_int_equal(yz_session_act(s, "edit-need"), YZ_OK);
    assert_int_equal(yz_session_end(s, yz_put(s->store, &yz_need_kind, &n)), YZ_OK);
    assert_int_equal(near(s, "楼道灯坏了", "幸福里1-1", found), 1); /* what is closed may come again */
}

/* Forwards and backwards by pages of a few, every row once, in the same order as at one go. */
static void check_pages(struct yz_session *s, const struct yz_need_filter *filter, size_t want) {
    static struct yz_need all[MANY], page[PAGE];
    size_t count, n, at = 0;
    assert_int_equal(yz_need_page(s, filter, NULL, 1, all, MANY, &count), YZ_OK);
    assert_int_equal(count, want);
    do {
        assert_int_equal(yz_need_page(s, filter, at ? &all[at - 1] : NULL, 1, page, PAGE, &n), YZ_OK);
        for (size_t i = 0; i < n; i++) assert_int_equal(page[i].id, all[at + i].id);
        at += n;
    } while (n == PAGE);
    assert_int_equal(at, count);
    do {
        assert_int_equal(yz_need_page(s, filter, at < count ? &all[at] : NULL, -1, page, PAGE, &n), YZ_OK);
        for (size_t i = 0; i < n; i++) assert_int_equal(page[i].id, all[at - 1 - i].id);
        at -= n;
    } while (n == PAGE);
    assert_int_equal(at, 0);
}

static void pages(void **state) {
    struct yz_session *s = ((struct office *)*state)->session;
    for (int i = 0; i < 40; i++) {
        struct yz_need n = {.field = 1 + i % 6, .urgency = i % 4, .wished_by = i % 3 ? 20261201 + i % 5 : 0};
        struct yz_findings f = {0};
        snprintf(n.text, sizeof n.text, "第%d件", i);
        snprintf(n.place, sizeof n.place, "%s", i % 2 ? "东侧" : "100%");
        n.at = yz_now() - i / 2 * 60000; /* two at a time */
        assert_int_equal(yz_need_save(s, &n, &f), YZ_OK);
        yz_findings_free(&f);
    }
    struct yz_need_filter filter = {0};
    for (filter.order = 0; filter.order < YZ_NEED_ORDERS; filter.order++) check_pages(s, &filter, 40);
    filter = (struct yz_need_filter){.order = YZ_NEED_URGENT, .field = 2};
    check_pages(s, &filter, 7);
    filter = (struct yz_need_filter){.text = "0%"}; /* a sign, not a wildcard */
    check_pages(s, &filter, 20);
}

static void secret(void **state) {
    struct yz_session *s = ((struct office *)*state)->session;
    struct yz_need n = {.field = 4, .secret = true, .text = "不能让人知道", .place = "三幢"}, read;
    struct yz_findings f = {0};
    struct yz_need_filter filter = {.text = "不能"};
    struct yz_near_need found[2];
    struct yz_hit hits[4];
    size_t count;
    struct yz_staff me = s->staff;
    assert_int_equal(yz_need_save(s, &n, &f), YZ_OK);
    assert_int_equal(yz_search(s, "让人知道", 0, hits, 4, &count), YZ_OK);
    assert_int_equal(count, 1);
    assert_int_equal(hits[0].id, n.id);
    assert_int_equal(yz_record_get(s, YZ_NEED, n.id, &read), YZ_OK);
    assert_string_equal(read.text, "不能让人知道"); /* who wrote it down */
    s->staff.id++;
    s->staff.role = 1; /* a clerk */
    assert_int_equal(yz_record_get(s, YZ_NEED, n.id, &read), YZ_OK);
    assert_string_equal(read.text, "");
    assert_string_equal(read.place, "");
    assert_int_equal(read.field, 4);
    assert_int_equal(yz_need_page(s, &filter, NULL, 1, &read, 1, &count), YZ_OK);
    assert_int_equal(count, 0);
    assert_int_equal(near(s, "不能让人知道", "三幢", found), 0);
    assert_int_equal(yz_search(s, "让人知道", 0, hits, 4, &count), YZ_OK);
    assert_int_equal(count, 0);
    assert_int_equal(yz_search(s, "法律援助", YZ_HITS(YZ_HIT_NEED), hits, 4, &count), YZ_OK);
    assert_int_equal(count, 0);
    assert_int_equal(yz_record_edit(s, YZ_NEED, &n, &f), YZ_DENIED);
    s->staff.role = 3; /* supervisor, where it was written down */
    assert_int_equal(yz_record_get(s, YZ_NEED, n.id, &read), YZ_OK);
    assert_string_equal(read.text, "不能让人知道");
    assert_int_equal(yz_need_page(s, &filter, NULL, 1, &read, 1, &count), YZ_OK);
    assert_int_equal(count, 1);
    s->staff.station++; /* and elsewhere */
    assert_int_equal(yz_record_get(s, YZ_NEED, n.id, &read), YZ_OK);
    assert_string_equal(read.text, "");
    assert_int_equal(yz_need_page(s, &filter, NULL, 1, &read, 1, &count), YZ_OK);
    assert_int_equal(count, 0);
    s->staff.role = 4; /* administrator */
    assert_int_equal(yz_need_page(s, &filter, NULL, 1, &read, 1, &count), YZ_OK);
    assert_int_equal(count, 1);
    s->staff = me;
    yz_findings_free(&f);
}

/* A file of an older program has no keys of words: they are made when it is next opened. */
static void words_of_an_older_file(void **state) {
    struct office *o = *state;
    struct yz_hit hits[4];
    size_t count;
    int64_t id = add_need(o->session, "无障碍坡道太陡", "西门", 3);
    struct yz_store *store = o->session->store;
    assert_int_equal(yz_act_begin(store, "doctor", o->session->staff.id), YZ_OK);
    struct yz_query *q = yz_sql(store, "DELETE FROM find WHERE key>=x'77' AND key<x'78'");
    yz_next(q);
    assert_int_equal(yz_done(q), YZ_OK);
    assert_int_equal(yz_meta_set(store, "schema", 1), YZ_OK);
    assert_int_equal(yz_act_commit(store, NULL), YZ_OK);
    assert_int_equal(yz_search(o->session, "坡道", 0, hits, 4, &count), YZ_OK);
    assert_int_equal(count, 0);
    yz_session_close(o->session);
    assert_int_equal(yz_session_open(o->path, &o->session), YZ_OK);
    assert_int_equal(yz_search(o->session, "坡道", 0, hits, 4, &count), YZ_OK);
    assert_int_equal(count, 1);
    assert_int_equal(hits[0].id, id);
}

static void days(void **state) {
    (void)state;
    struct yz_offer o = {.list = YZ_LIST_RESOURCE, .period = YZ_PER_WEEK, .confirmed_on = 20261123};
    yz_date first, last, stale = yz_date_add(20261123, (int)yz_offer_stale_days(YZ_LIST_RESOURCE));
    assert_int_equal(yz_offer_state(&o, stale), YZ_OFFER_GOOD);
    assert_int_equal(yz_offer_state(&o, yz_date_add(stale, 1)), YZ_OFFER_STALE);
    o.until = 20261130;
    assert_int_equal(yz_offer_state(&o, 20261130), YZ_OFFER_GOOD);
    assert_int_equal(yz_offer_state(&o, 20261201), YZ_OFFER_ENDED);
    o.since = 20261125;
    assert_int_equal(yz_offer_state(&o, 20261124), YZ_OFFER_LATER);
    yz_offer_period(&o, 20261129, &first, &last); /* a Sunday */
    assert_int_equal(first, 20261123);
    assert_int_equal(last, 20261129);
    o.period = YZ_PER_MONTH;
    yz_offer_period(&o, 20280215, &first, &last);
    assert_int_equal(first, 20280201);
    assert_int_equal(last, 20280229);
    o.period = YZ_PER_YEAR;
    yz_offer_period(&o, 20280215, &first, &last);
    assert_int_equal(first, 20280101);
    assert_int_equal(last, 20281231);
}

/* A file of the first version: a column goes that no visit ever had anything in, because it would have told whose a
 * secret case is. */
static void an_older_file_takes_its_step(void **state) {
    struct office old;
    (void)state;
    office_open(&old);
    yz_session_close(old.session);
    station_sql(old.path, "ALTER TABLE visit ADD COLUMN case_id INTEGER NOT NULL DEFAULT 0; PRAGMA user_version=1");
    if (yz_session_open(old.path, &old.session) != YZ_OK) fail_msg("%s", yz_message());
    assert_int_equal(office_int(&old, "SELECT count(*) FROM pragma_table_info('visit') WHERE name='case_id'"), 0);
    assert_int_equal(office_int(&old, "PRAGMA user_version"), 2);
    office_close(&old);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(alike, open_office, close_office),
        cmocka_unit_test_setup_teardown(pages, open_office, close_office),
        cmocka_unit_test_setup_teardown(secret, open_office, close_office),
        cmocka_unit_test_setup_teardown(words_of_an_older_file, open_office, close_office),
        cmocka_unit_test(days),
        cmocka_unit_test(an_older_file_takes_its_step),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
