/* Notices: what tells who in a text, what is told of places and people, the last check, files, days, numbers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <yizhan/groups.h>
#include <yizhan/lists.h>
#include <yizhan/net.h>
#include <yizhan/records.h>

#include "base/tells.h"
#include "base/text.h"
#include "service/lists/notice_private.h"
#include "support/desk.h"

static struct desk d;
static int64_t building, compound;
static char name[96]; /* of somebody who lives there */

static int begin(void **state) {
    (void)state;
    struct yz_person p;
    desk_make(&d);
    building = yz_sql_int(d.store, "SELECT id FROM building WHERE ?1=?1", 0, 0);
    compound = yz_sql_int(d.store, "SELECT compound FROM building WHERE ?1=?1", 0, 0);
    assert_int_equal(yz_get(d.store, &yz_person_kind, d.father, &p), YZ_OK);
    snprintf(name, sizeof name, "%s", p.name);
    return 0;
}

static int end(void **state) {
    (void)state;
    desk_drop(&d);
    return 0;
}

/* --- numbers and doors --- */

static enum yz_tell tell(const char *text) {
    size_t at, length;
    return yz_tell_find(text, yz_notice_rules()->measures, &at, &length);
}

static void numbers(void **state) {
    (void)state;
    static const struct {
        const char *text;
        enum yz_tell tell;
    } rows[] = {
        {"53011119900307651X", YZ_TELL_ID},
        {"号码530111199003076512的", YZ_TELL_ID},
        {"530111 19900307 651x", YZ_TELL_ID},
        {"５３０１１１１９９００３０７６５１Ｘ", YZ_TELL_ID},
        {"530111900307651", YZ_TELL_ID},
        {"2026-11-23 530111199003076512", YZ_TELL_ID},
        {"13812345678", YZ_TELL_PHONE},
        {"138-1234-5678", YZ_TELL_PHONE},
        {"138 1234　5678", YZ_TELL_PHONE},
        {"一三八一二三四五六七八", YZ_TELL_PHONE},
        {"+86 13812345678", YZ_TELL_PHONE},
        {"0871-67171234", YZ_TELL_PHONE},
        {"（0871）6717 1234", YZ_TELL_PHONE},
        {"67171234", YZ_TELL_PHONE},
        {"3-2-501", YZ_TELL_ROOM},
        {"南区３－２－５０１", YZ_TELL_ROOM},
        {"2-1901的灯", YZ_TELL_ROOM},
        {"501室", YZ_TELL_ROOM},
        {"1201 房", YZ_TELL_ROOM},
        {"3幢2单元", YZ_TELL_ROOM},
        {"二单元", YZ_TELL_ROOM},
        {"3幢501", YZ_TELL_ROOM},
        {"五零一室", YZ_TELL_ROOM},
        {"2026-11-23", YZ_TELL_NOTHING},
        {"2026-11-23至2026-12-01", YZ_TELL_NOTHING},
        {"2026.11.23-2026.12.01", YZ_TELL_NOTHING},
        {"2025-2026学年", YZ_TELL_NOTHING},
        {"09:00-12:00,13:30-17:30", YZ_TELL_NOTHING},
        {"每次 50-100 元", YZ_TELL_NOTHING},
        {"星体花园南区 3幢", YZ_TELL_NOTHING},
        {"三室两厅", YZ_TELL_NOTHING},
        {"120 户，65 岁以上", YZ_TELL_NOTHING},
        {"", YZ_TELL_NOTHING},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (tell(rows[i].text) != rows[i].tell) fail_msg("%s: %d", rows[i].text, (int)tell(rows[i].text));
}

/* --- names and groups --- */

static enum yz_public_rule check(struct yz_notice_world *w, const char *text, int64_t at) {
    return yz_public_text_check(w, text, &(struct yz_tied){.building = at});
}

static void people(void **state) {
    (void)state;
    struct yz_notice_world w;
    struct yz_person p = {.name = "高峰", .sex = 1};
    char text[256];
    assert_int_equal(yz_session_act(d.session, "add-person"), YZ_OK);
    assert_int_equal(yz_session_end(d.session, yz_put(d.store, &yz_person_kind, &p)), YZ_OK);
    assert_int_equal(yz_notice_world_load(d.session, &w), YZ_OK);
    snprintf(text, sizeof text, "请找%s帮忙", name);
    assert_int_equal(check(&w, text, building), YZ_PUBLIC_NAME);
    if (yz_utf8_count(name) > 2) assert_int_equal(check(&w, text, 0), YZ_PUBLIC_NAME); /* whoever's line it is */
    char spaced[128] = "";
    for (const char *c = name; *c; c += yz_grapheme(c, NULL)) {
        size_t n = strlen(spaced);
        snprintf(spaced + n, sizeof spaced - n, "%.*s ", (int)yz_grapheme(c, NULL), c);
    }
    assert_int_equal(check(&w, spaced, building), YZ_PUBLIC_NAME);
    assert_int_equal(check(&w, "早晚高峰没有车位", building), YZ_PUBLIC_FINE); /* an ordinary word */
    assert_int_equal(check(&w, "高峰师傅会修锁", building), YZ_PUBLIC_NAME);
    assert_int_equal(check(&w, "居民高峰要修锁", building), YZ_PUBLIC_NAME);
    assert_int_equal(yz_public_text_check(&w, "早晚高峰没有车位", &(struct yz_tied){.names = {"高峰"}}),
                     YZ_PUBLIC_NAME);
    assert_int_equal(check(&w, "3幢独居老人要人看望", building), YZ_PUBLIC_GROUP);
    assert_int_equal(check(&w, "独居老人要人看望", building), YZ_PUBLIC_FINE);
    assert_int_equal(check(&w, "3幢的灯坏了", building), YZ_PUBLIC_FINE);
    snprintf(text, sizeof text, "找%s，打13812345678，住501室", name);
    char blotted[256];
    yz_public_blot(&w, text, &(struct yz_tied){.building = building}, blotted, sizeof blotted);
    assert_string_equal(blotted, "找**，打**，住**室");
    yz_notice_world_free(&w);
}

/* The check knows nothing of how a line was made. */
static void last_check(void **state) {
    (void)state;
    struct yz_notice_world w;
    struct yz_tied nobody = {0};
    struct yz_posting good = {.list = YZ_NOTICE_NEEDS, .text = "灯坏了", .place = "全社区", .month = "2026-11"},
                      l = good;
    assert_int_equal(yz_notice_world_load(d.session, &w), YZ_OK);
    assert_int_equal(yz_posting_check(&w, &l, &nobody), YZ_PUBLIC_FINE);
    snprintf(l.place, sizeof l.place, "星体花园南区 3-2-501");
    assert_int_equal(yz_posting_check(&w, &l, &nobody), YZ_PUBLIC_ROOM);
    snprintf(l.place, sizeof l.place, "某处");
    assert_int_equal(yz_posting_check(&w, &l, &nobody), YZ_PUBLIC_GROUP); /* nobody knows how many live there */
    l = good;
    snprintf(l.who, sizeof l.who, "志愿者 13812345678");
    assert_int_equal(yz_posting_check(&w, &l, &nobody), YZ_PUBLIC_PHONE);
    struct yz_tied owner = {0};
    snprintf(owner.names[0], sizeof owner.names[0], "%s", name);
    l = (struct yz_posting){.list = YZ_NOTICE_RESOURCES, .text = "修灯", .place = "全社区"};
    snprintf(l.who, sizeof l.who, "%s", name);
    assert_int_equal(yz_posting_check(&w, &l, &owner), YZ_PUBLIC_NAME);
    snprintf(l.who, sizeof l.who, "%.60s五金店", name); /* the whole name of a shop */
    assert_int_equal(yz_posting_check(&w, &l, &owner), YZ_PUBLIC_FINE);
    l = good;
    snprintf(l.state, sizeof l.state, "%s", "53011119900307651X");
    assert_int_equal(yz_posting_check(&w, &l, &nobody), YZ_PUBLIC_ID);
    yz_notice_world_free(&w);
}

/* --- places --- */

/* Few live in the building of the desk: its place is told no nearer than enough live. */
static void places(void **state) {
    (void)state;
    struct yz_public_places *p = yz_public_places_load(d.session);
    char place[128];
    yz_public_place(p, building, 0, false, place, sizeof place);
    assert_string_equal(place, "全社区");
    yz_public_places_free(p);
    assert_int_equal(yz_session_act(d.session, "add-household"), YZ_OK);
    for (int i = 0; i < 3; i++) {
        struct yz_dwelling w = {.building = building, .unit = "9", .floor = i + 1};
        snprintf(w.room, sizeof w.room, "%d01", i + 1);
        assert_int_equal(yz_put(d.store, &yz_dwelling_kind, &w), YZ_OK);
        struct yz_household h = {.dwelling = w.id, .kind = 1, .since = 20200101};
        assert_int_equal(yz_put(d.store, &yz_household_kind, &h), YZ_OK);
    }
    assert_int_equal(yz_session_end(d.session, YZ_OK), YZ_OK);
    p = yz_public_places_load(d.session);
    yz_public_place(p, building, 0, false, place, sizeof place);
    assert_true(yz_public_households(p, place) >= 3);
    assert_non_null(strstr(place, "幢"));
    yz_public_place(p, building, 0, true, place, sizeof place); /* a key group is never told by building */
    assert_null(strstr(place, "幢"));
    yz_public_places_free(p);
}

/* --- lines and files --- */

static int64_t need(const char *text, bool secret) {
    struct yz_need n = {.field = 6, .building = building, .source = 4, .secret = secret};
    struct yz_findings f = {0};
    snprintf(n.text, sizeof n.text, "%s", text);
    assert_int_equal(yz_need_save(d.session, &n, &f), YZ_OK);
    yz_findings_free(&f);
    return n.id;
}

static void offer(const char *provider, const char *text) {
    struct yz_provider p = {.sort = YZ_PROVIDER_VOLUNTEER, .contact = "何静", .phone = "13812345678"};
    struct yz_offer o = {
        .list = YZ_LIST_RESOURCE, .field = 6, .capacity = 2, .period = YZ_PER_WEEK, .price = YZ_PRICE_FREE};
    struct yz_findings f = {0};
    snprintf(p.name, sizeof p.name, "%s", provider);
    snprintf(o.name, sizeof o.name, "%s", text);
    assert_int_equal(yz_provider_save(d.session, &p, &f), YZ_OK);
    o.provider = p.id;
    o.area = YZ_AREA_COMMUNITY;
    assert_int_equal(yz_offer_save(d.session, &o, &f), YZ_OK);
    yz_findings_free(&f);
}

static const struct yz_notice all_lists = {.needs = true, .services = true, .resources = true};

static void lines(void **state) {
    (void)state;
    struct yz_notice_draft n;
    struct yz_findings f = {0};
    need("想修灯 <i>&", false);
    need("秘密的事", true);
    offer("王小明", "会修灯");
    offer("邻里志愿队", "会理发");
    assert_int_equal(yz_notice_prepare(d.session, &all_lists, &n, &f), YZ_OK);
    assert_int_equal(n.count, 3);
    assert_int_equal(n.problem_count, 0);
    assert_string_equal(n.notice.number, "2026-001");
    assert_int_equal(n.notice.ends, 20261129);
    assert_string_equal(n.lines[0].state, "已公示");
    assert_string_equal(n.lines[0].month, "2026-11");
    bool one = false, team = false;
    for (size_t i = 1; i < n.count; i++) {
        one = one || strcmp(n.lines[i].who, "王**") == 0;
        team = team || strcmp(n.lines[i].who, "邻里志愿队") == 0;
    }
    assert_true(one && team);
    for (int form = 0; form < YZ_NOTICE_FORMS; form++) {
        struct yz_buffer b = {0};
        assert_int_equal(yz_notice_render(&n, (enum yz_notice_form)form, &b), YZ_OK);
        assert_null(strstr(yz_buffer_string(&b), "秘密"));
        assert_null(strstr(yz_buffer_string(&b), "王小明"));
        assert_null(strstr(yz_buffer_string(&b), "何静"));
        assert_null(strstr(yz_buffer_string(&b), "13812345678"));
        if (form == YZ_NOTICE_PAGE) assert_non_null(strstr(yz_buffer_string(&b), "想修灯 &lt;i&gt;&amp;"));
        if (form == YZ_NOTICE_PAGE) assert_non_null(strstr(yz_buffer_string(&b), "不足 3"));
        yz_buffer_free(&b);
    }
    yz_notice_draft_free(&n);
    yz_findings_free(&f);
}

/* Contact and volunteer are tied to their offer: their names are looked for whatever the register knows. */
static void tied(void **state) {
    (void)state;
    struct yz_notice_draft n;
    struct yz_findings f = {0};
    offer("王小明", "找何静或王小明修灯");
    assert_int_equal(yz_notice_prepare(d.session, &all_lists, &n, &f), YZ_OK);
    assert_int_equal(n.problem_count, 1);
    assert_int_equal(n.problems[0].rule, YZ_PUBLIC_NAME);
    assert_string_equal(n.lines[n.problems[0].line].text, "找**或**修灯");
    yz_notice_draft_free(&n);
    yz_findings_free(&f);
}

static void wordings(void **state) {
    (void)state;
    struct yz_notice_draft n;
    struct yz_findings f = {0};
    int64_t id = need("打13812345678", false);
    assert_int_equal(yz_notice_word(d.session, YZ_NEED, id, "打 138 1234 5678", false), YZ_REFUSED);
    assert_int_equal(yz_notice_word(d.session, YZ_NEED, id, "要人帮忙", false), YZ_OK);
    assert_int_equal(yz_notice_prepare(d.session, &all_lists, &n, &f), YZ_OK);
    assert_int_equal(n.problem_count, 0);
    assert_string_equal(n.lines[0].text, "要人帮忙");
    yz_notice_draft_free(&n);
    struct yz_need now;
    assert_int_equal(yz_record_get(d.session, YZ_NEED, id, &now), YZ_OK);
    snprintf(now.text, sizeof now.text, "打13812345679");
    assert_int_equal(yz_need_save(d.session, &now, &f), YZ_OK);
    assert_int_equal(yz_notice_prepare(d.session, &all_lists, &n, &f), YZ_OK); /* other words are asked about anew */
    assert_int_equal(n.problem_count, 1);
    yz_notice_draft_free(&n);
    assert_int_equal(yz_notice_word(d.session, YZ_NEED, id, "", true), YZ_OK);
    assert_int_equal(yz_notice_prepare(d.session, &all_lists, &n, &f), YZ_OK); /* what is left out can come back */
    assert_int_equal(n.count, 0);
    assert_int_equal(n.left_count, 1);
    assert_int_equal(n.left[0].need, id);
    assert_string_equal(n.left[0].text, ""); /* without the words for what it said before */
    yz_notice_draft_free(&n);
    assert_int_equal(yz_notice_word(d.session, YZ_NEED, id, "有人找帮手", false), YZ_OK);
    assert_int_equal(yz_notice_word(d.session, YZ_NEED, id, "", true), YZ_OK);
    assert_int_equal(yz_notice_prepare(d.session, &all_lists, &n, &f), YZ_OK);
    assert_string_equal(n.left[0].text, "有人找帮手");
    yz_notice_draft_free(&n);
    struct yz_notice published;
    assert_int_equal(yz_notice_publish(d.session, &all_lists, d.folder, &published, &f),
                     YZ_REFUSED); /* nothing is left */
    yz_findings_free(&f);
    int64_t hidden = need("秘密的事", true);
    assert_int_equal(yz_notice_word(d.session, YZ_NEED, hidden, "有事", false), YZ_REFUSED);
}

static void published(void **state) {
    (void)state;
    struct yz_notice n, again, later;
    struct yz_findings f = {0};
    struct yz_need now;
    char path[192];
    struct stat st;
    int64_t id = need("想修灯", false);
    assert_int_equal(yz_notice_publish(d.session, &all_lists, d.folder, &n, &f), YZ_OK);
    assert_int_equal(yz_notice_state(d.session, &n), YZ_NOTICE_SHOWN);
    assert_int_equal(yz_record_get(d.session, YZ_NEED, id, &now), YZ_OK);
    assert_int_equal(now.state, YZ_NEED_PUBLISHED);
    snprintf(path, sizeof path, "%s/notice-2026-001.html", d.folder);
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0644);
    assert_int_equal(yz_notice_write(d.session, n.id, d.folder), YZ_REFUSED); /* never over what is there */
    struct yz_notice want = all_lists;
    want.replaces = n.id;
    assert_int_equal(yz_notice_publish(d.session, &want, d.folder, &again, &f), YZ_OK);
    assert_string_equal(again.number, "2026-002");
    assert_int_equal(yz_notice_state(d.session, &n), YZ_NOTICE_REPLACED);
    assert_int_equal(yz_notice_publish(d.session, &want, d.folder, &later, &f), YZ_REFUSED);
    assert_int_equal(yz_notice_publish(d.session, &all_lists, "/dev/full", &later, &f), YZ_REFUSED);
    assert_int_equal(yz_notice_by_number(d.session, "公示2026-2", &later), YZ_OK);
    assert_int_equal(later.id, again.id);
    yz_findings_free(&f);
}

int main(void) {
    setlocale(LC_ALL, "C.UTF-8");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(numbers, begin, end),    cmocka_unit_test_setup_teardown(people, begin, end),
        cmocka_unit_test_setup_teardown(last_check, begin, end), cmocka_unit_test_setup_teardown(places, begin, end),
        cmocka_unit_test_setup_teardown(lines, begin, end),      cmocka_unit_test_setup_teardown(tied, begin, end),
        cmocka_unit_test_setup_teardown(wordings, begin, end),   cmocka_unit_test_setup_teardown(published, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
