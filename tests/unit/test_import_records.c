/* Ledgers of dwellings, households, buildings and staff; senders; report templates. */
#include "service/session.h"
#include "support/office.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <yizhan/codes.h>
#include <yizhan/journal.h>
#include <yizhan/registry.h>
#include <yizhan/templates.h>

static int begin(void **state) {
    struct office *o = malloc(sizeof *o);
    office_open(o);
    *state = o;
    return 0;
}

static int end(void **state) {
    office_close(*state);
    free(*state);
    return 0;
}

static struct told import(struct office *o, const char *kind, const char *text, struct yz_import_options options) {
    options.kind = kind;
    return office_import(o, office_ledger(o, text, YZ_GB18030), &options);
}

static void expect(const struct told *t, enum yz_status status, size_t added, size_t updated, size_t unchanged,
                   size_t rejected) {
    const struct yz_import_report *r = &t->report;
    if (t->status == status && r->added == added && r->updated == updated && r->unchanged == unchanged &&
        r->rejected == rejected)
        return;
    fail_msg("status %d (%s); added %zu, updated %zu, unchanged %zu, rejected %zu\n%s", t->status, yz_message(),
             r->added, r->updated, r->unchanged, r->rejected, yz_buffer_string(&t->text));
}

static void takes(struct office *o, const char *kind, const char *text, size_t added, size_t updated,
                  size_t unchanged) {
    struct told t = import(o, kind, text, (struct yz_import_options){0});
    expect(&t, YZ_OK, added, updated, unchanged, 0);
    told_free(&t);
}

static void says(const struct told *t, size_t line, const char *field, const char *words) {
    if (!told_says(t, line, field, words))
        fail_msg("line %zu: nothing about %s that says “%s” in:\n%s", line, field, words, yz_buffer_string(&t->text));
}

static void rows_are(struct office *o, const char *sql, const char *expected) {
    char *rows = office_rows(o, sql);
    assert_string_equal(rows, expected);
    free(rows);
}

/* An act taken back leaves the count of rows as it was before. */
static void undone(struct office *o, const char *sql, int64_t before) {
    struct yz_undo u;
    if (yz_undo(o->session, 0, &u) != YZ_OK) fail_msg("%s", yz_message());
    rows_are(o, sql, before ? "1\n" : "0\n");
}

static void buildings(void **state) {
    struct office *o = *state;
    static const char ledger[] = "楼栋台账,,,,\n楼栋号,所属小区,所属网格,单元名称,楼层数,层户数\n"
                                 "3幢,幸福里,第一网格,\"1单元、2单元、3单元\",18,４\n"
                                 "5,,1,1单元,6,2\n";
    takes(o, "buildings", ledger, 1, 1, 0);
    rows_are(o,
             "SELECT b.number||' '||g.name||' '||b.units||' '||b.floors||' '||b.doors FROM building b"
             " JOIN grid g ON g.id=b.grid ORDER BY b.number",
             "3 第一网格 3 18 4\n5 第一网格 1 6 2\n");
    takes(o, "buildings", ledger, 0, 0, 2);
    undone(o, "SELECT count(*) FROM building WHERE number='5'", 0);
    struct told t = import(o, "buildings",
                           "楼栋号,小区,网格,楼层数\n1,幸福里,第九网格,6\n1,幸福里,,六层\n2,没有的小区,,6\n"
                           "7,幸福里,,-1\n8,幸福里,,6\n8幢,幸福里,,7\n",
                           (struct yz_import_options){0});
    expect(&t, YZ_PARTIAL, 1, 0, 0, 5);
    says(&t, 2, "grid", "没有这个网格");
    says(&t, 3, "floors", "");
    says(&t, 4, "address", "没有小区“没有的小区”");
    says(&t, 5, "floors", "不能小于 0");
    says(&t, 7, "", "与第 6 行是同一条记录");
    told_free(&t);
}

static void dwellings(void **state) {
    struct office *o = *state;
    static const char ledger[] = "房屋编号,小区,楼栋号,单元,门牌号,所在楼层,面积,房屋类型,房主姓名,房主身份证号,户号\n"
                                 "F1,幸福里,3,2,501,,89.5,自住,,,\nF2,,,,502室,5,120,出租房,,,\n";
    takes(o, "dwellings", ledger, 2, 0, 0);
    rows_are(o, "SELECT unit||'-'||room||' '||floor||' '||square||' '||use FROM dwelling ORDER BY room",
             "2-501 5 8950 1\n2-502 5 12000 2\n");
    takes(o, "dwellings", ledger, 0, 0, 2);
    takes(o, "dwellings", "地址,面积\n幸福里3-2-501,90\n", 0, 1, 0);
    takes(o, "residents", "姓名,身份证号,现住址\n张三,11010519491231002X,幸福里3-2-501\n", 1, 0, 0);
    takes(o, "dwellings", "地址,房主姓名,房主身份证号\n幸福里3-2-501,张三,11010519491231002x\n", 0, 1, 0);
    rows_are(o, "SELECT role FROM membership", "1\n");
    struct told t =
        import(o, "dwellings", "地址,面积,房主姓名\n幸福里9-1-101,1,\n幸福里3-2-501,大,\n,3,\n幸福里1-1-101,3,王五\n",
               (struct yz_import_options){.whole = true});
    expect(&t, YZ_REFUSED, 0, 0, 0, 3);
    says(&t, 2, "address", "没有 9 幢");
    says(&t, 3, "square", "");
    says(&t, 4, "address", "没有写门牌号");
    told_free(&t);
    assert_int_equal(office_int(o, "SELECT count(*) FROM dwelling"), 2);
    t = import(o, "dwellings", "地址,房主\n幸福里9-1-101,王五\n", (struct yz_import_options){.create_places = true});
    expect(&t, YZ_OK, 1, 0, 0, 0);
    says(&t, 2, "owner", "房主不住在这里");
    told_free(&t);
}

static void households(void **state) {
    struct office *o = *state;
    takes(o, "residents",
          "姓名,身份证号,与户主关系,现住址\n张三,11010519491231002X,户主,幸福里3-2-501\n李四,,妻,幸福里3-2-501\n", 2, 0,
          0);
    static const char ledger[] = "户号,户主姓名,户主身份证号,住处,户别,入住日期\n"
                                 "0012,张三,11010519491231002X,幸福里3-2-501,家庭户,2019.5.1\n"
                                 "0013,王五,,幸福里3-2-502,,\n";
    struct told t = import(o, "households", ledger, (struct yz_import_options){0});
    expect(&t, YZ_OK, 1, 1, 0, 0);
    says(&t, 3, "head", "还不在这一户");
    told_free(&t);
    rows_are(o,
             "SELECT h.number||' '||ifnull(p.name,'')||' '||h.since FROM household h LEFT JOIN person p ON p.id=h.head"
             " ORDER BY h.number",
             "0012 张三 20190501\n0013  0\n");
    t = import(o, "households", ledger, (struct yz_import_options){0});
    expect(&t, YZ_OK, 0, 0, 2, 0);
    told_free(&t);
    takes(o, "households", "门牌号,楼栋号,小区,户主姓名,备注\n2-501,3,幸福里,李四,改户主\n", 0, 1, 0);
    rows_are(o, "SELECT p.name FROM household h JOIN person p ON p.id=h.head", "李四\n");
    t = import(o, "households", "户号,住处\n0012,幸福里3-2-502\n", (struct yz_import_options){0});
    expect(&t, YZ_PARTIAL, 0, 0, 0, 1);
    says(&t, 2, "number", "别的地址");
    told_free(&t);
}

static void staff(void **state) {
    struct office *o = *state;
    static const char ledger[] = "姓名,手机号,所属岗位,所属网格,职责范围,系统用户\n"
                                 "陈静,13812345678,网格员,第一网格,走访,root\n刘站,13912345678,站长,,,\n";
    takes(o, "staff", ledger, 2, 0, 0);
    rows_are(o, "SELECT s.name||' '||s.phone||' '||s.title||' '||s.os_user FROM staff s WHERE s.name='陈静'",
             "陈静 13812345678 走访 \n");
    takes(o, "staff", ledger, 0, 0, 2);
    int32_t clerk, supervisor;
    yz_code_parse("staff_role", "clerk", &clerk);
    yz_code_parse("staff_role", "supervisor", &supervisor);
    struct yz_staff self = *yz_session_staff(o->session);
    self.role = supervisor;
    yz_session_act_as(o->session, &self);
    struct told t = import(o, "staff", "姓名,岗位,网格\n陈静,管理员,\n刘站,站长,没有的\n新人,办事员,1\n",
                           (struct yz_import_options){0});
    expect(&t, YZ_PARTIAL, 1, 0, 0, 2);
    says(&t, 2, "role", "只有管理员");
    says(&t, 3, "grid", "没有这个网格");
    told_free(&t);
    undone(o, "SELECT count(*) FROM staff WHERE name='新人'", 0); /* what one brought in oneself */
    int64_t first =
        yz_sql_int(o->session->store, "SELECT act FROM journal WHERE verb='import-staff' ORDER BY seq LIMIT 1", 0, 0);
    self.id++;
    yz_session_act_as(o->session, &self);
    assert_int_equal(yz_undo(o->session, first, &(struct yz_undo){0}), YZ_DENIED); /* not what another did */
    self.id--;
    self.role = clerk;
    yz_session_act_as(o->session, &self);
    t = import(o, "staff", ledger, (struct yz_import_options){0});
    expect(&t, YZ_DENIED, 0, 0, 0, 0);
    told_free(&t);
}

static void a_header_that_is_none(void **state) {
    struct office *o = *state;
    struct told t = import(o, "dwellings", "姓名,电话\n张三,13812345678\n", (struct yz_import_options){0});
    assert_int_equal(t.status, YZ_REFUSED);
    assert_non_null(strstr(yz_message(), "门牌号"));
    told_free(&t);
}

static void a_sender_is_remembered(void **state) {
    struct office *o = *state;
    static const char ledger[] = "人名,证号码,住所\n张三,11010519491231002X,幸福里3-2-501\n";
    struct told t = import(o, "residents", ledger, (struct yz_import_options){.sender = "街道办"});
    assert_int_equal(t.status, YZ_REFUSED);
    told_free(&t);
    static const char map[] = "人名=name,证号码=id_number,住所=address";
    t = import(o, "residents", ledger, (struct yz_import_options){.sender = "街道办", .map = map, .dry_run = true});
    expect(&t, YZ_OK, 1, 0, 0, 0);
    assert_int_equal(office_int(o, "SELECT count(*) FROM sender"), 0);
    told_free(&t);
    t = import(o, "residents", ledger, (struct yz_import_options){.sender = "街道办", .map = map});
    expect(&t, YZ_OK, 1, 0, 0, 0);
    told_free(&t);
    t = import(o, "residents", ledger, (struct yz_import_options){.sender = "街道办"});
    expect(&t, YZ_OK, 0, 0, 1, 0);
    told_free(&t);
    rows_are(o, "SELECT map FROM sender", "人名=name\n证号码=id_number\n住所=address\n");
}

/* --- templates --- */

static char *report(struct office *o, bool changed, size_t rows, int64_t *seq) {
    struct yz_template *t = malloc(sizeof *t);
    const struct yz_template_run run = {.changed = changed, .revealed = true};
    char *text = NULL;
    size_t length, count = 0;
    FILE *f = open_memstream(&text, &length);
    assert_int_equal(yz_template_find(o->session, "月报", t), YZ_OK);
    if (yz_template_write(o->session, t, &run, f, &count, seq) != YZ_OK) fail_msg("%s", yz_message());
    fclose(f);
    if (count != rows) fail_msg("%zu rows:\n%s", count, text);
    free(t);
    return text;
}

static void a_superiors_table(void **state) {
    struct office *o = *state;
    struct yz_template *t = malloc(sizeof *t);
    size_t unknown = 0;
    int64_t seq = 0;
    takes(o, "residents",
          "姓名,身份证号,民族,与户主关系,现住址\n张三,11010519491231002X,彝,户主,幸福里3-2-501\n李四,,汉族,妻,幸福里3-"
          "2-501\n",
          2, 0, 0);
    const char *file =
        office_ledger(o, "人口月报（{date}）,,\n序号,姓名,性别,民族,出生年月,户主,楼栋,星座,备用\n", YZ_UTF8);
    enum yz_status status = yz_template_from_file(o->session, "月报", "residents", file, NULL, t, &unknown);
    if (status != YZ_OK || unknown != 2) fail_msg("%zu %s", unknown, yz_message());
    assert_int_equal(yz_template_save(o->session, t), YZ_REFUSED);
    assert_non_null(strstr(yz_message(), "星座、备用"));
    assert_int_equal(yz_template_map(t, "星座=nosuch"), YZ_REFUSED);
    assert_int_equal(yz_template_map(t, "出生年月=birth @ 2020"), YZ_REFUSED);
    assert_int_equal(yz_template_map(t, "没有=name"), YZ_REFUSED);
    status = yz_template_map(
        t, "星座=blank,备用=text:无,性别=性别 @ 男:1|女:2|*:9,民族=ethnic@code2,出生年月=birth @ yyyy年m月");
    if (status != YZ_OK) fail_msg("%s", yz_message());
    if (yz_template_save(o->session, t) != YZ_OK) fail_msg("%s", yz_message());
    char *text = report(o, false, 2, &seq);
    if (!strstr(text, "1,张三,2,\"\t07\",1949年12月,张三,3,,无\r\n2,李四,") || strstr(text, "{date}"))
        fail_msg("%s", text);
    free(text);
    assert_int_equal(yz_template_sent(o->session, t->id, seq), YZ_OK);
    free(report(o, true, 0, &seq));
    takes(o, "residents", "姓名,现住址,电话\n李四,幸福里3-2-501,13812345678\n", 0, 1, 0);
    text = report(o, true, 1, &seq);
    if (!strstr(text, "1,李四,")) fail_msg("%s", text);
    free(text);
    takes(o, "households", "住处,户号\n幸福里3-2-501,0012\n", 0, 1, 0);
    free(report(o, true, 2, &seq));
    assert_int_equal(yz_template_remove(o->session, t->id), YZ_OK);
    assert_int_equal(yz_template_find(o->session, "月报", t), YZ_REFUSED);
    free(t);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(buildings, begin, end),
        cmocka_unit_test_setup_teardown(dwellings, begin, end),
        cmocka_unit_test_setup_teardown(households, begin, end),
        cmocka_unit_test_setup_teardown(staff, begin, end),
        cmocka_unit_test_setup_teardown(a_header_that_is_none, begin, end),
        cmocka_unit_test_setup_teardown(a_sender_is_remembered, begin, end),
        cmocka_unit_test_setup_teardown(a_superiors_table, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
