/* Import of residents' ledgers, as offices keep them and as they should not be. */
#include "base/xlsx.h"
#include "support/office.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>
#include <yizhan/identity.h>
#include <yizhan/journal.h>

#define SAMPLE "tests/data/ledger-sample.csv"
#define HEADER "姓名,性别,身份证号,出生日期,电话,与户主关系,现住址,人口类型\n"

/* The number with its right check digit; eight at a time. */
static const char *id(const char *seventeen) {
    static char numbers[8][24];
    static int at;
    char *number = numbers[at++ % 8];
    snprintf(number, 24, "%s%c", seventeen, yz_id_check_digit(seventeen));
    return number;
}

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

#define PEOPLE                                                                                                         \
    "SELECT p.name||' '||p.id_number||' '||p.sex||' '||p.birth||' '||p.ethnic||' '||p.phone||' '||p.phone2||' '||"     \
    "m.relation||' '||m.legal||' '||c.name||' '||b.number||'-'||d.unit||'-'||d.room||' '||hp.name FROM person p"       \
    " JOIN membership m ON m.person=p.id JOIN household h ON h.id=m.household JOIN person hp ON hp.id=h.head"          \
    " JOIN dwelling d ON d.id=m.dwelling JOIN building b ON b.id=d.building JOIN compound c ON c.id=b.compound"        \
    " WHERE m.until=0 ORDER BY p.id"

static void expect(const struct told *t, enum yz_status status, size_t rows, size_t added, size_t updated,
                   size_t unchanged, size_t rejected) {
    const struct yz_import_report *r = &t->report;
    if (t->status == status && r->rows == rows && r->added == added && r->updated == updated &&
        r->unchanged == unchanged && r->rejected == rejected)
        return;
    fail_msg("status %d (%s); rows %zu, added %zu, updated %zu, unchanged %zu, rejected %zu\n%s", t->status,
             yz_message(), r->rows, r->added, r->updated, r->unchanged, r->rejected, yz_buffer_string(&t->text));
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

/* Imports one text and expects all of it to go in. */
static void takes(struct office *o, const char *text, size_t added, size_t updated, size_t unchanged) {
    struct told t = office_import(o, office_ledger(o, text, YZ_UTF8), NULL);
    expect(&t, YZ_OK, added + updated + unchanged, added, updated, unchanged, 0);
    told_free(&t);
}

/* --- the ledger as staff have it --- */

static void the_sample_goes_in(void **state) {
    struct office *o = *state;
    struct told t = office_import(o, SAMPLE, NULL);
    expect(&t, YZ_PARTIAL, 60, 56, 0, 0, 4);
    assert_string_equal(t.report.encoding, "gb18030");
    assert_string_equal(t.report.unknown_headers, "");
    assert_int_equal(t.report.households, 12);
    assert_int_equal(t.report.dwellings, 12);
    assert_int_equal(t.report.buildings, 0);
    says(&t, 18, "id_number", "末位应为 4");
    says(&t, 18, "id_number", "000");
    says(&t, 22, "id_number", "末位应为 6");
    says(&t, 26, "id_number", "科学计数");
    says(&t, 34, "name", "没有姓名");
    says(&t, 47, "birth", "按身份证号记为 1986-11-24");
    says(&t, 5, "relation", "没有户主");
    assert_int_equal(t.calls, 7);
    told_free(&t);
    rows_are(o, PEOPLE " LIMIT 8",
             "王菊丽 341523197210180824 2 19721018 1 15909461962  80 0 幸福里 3-2-103 王菊丽\n"
             "魏驰勇 530128199204131237 1 19920413 1 17156999498  80 1 幸福里 3-2-103 王菊丽\n"
             "唐欣怡 45240220020403658X 2 20020403 7 13016149693  80 0 幸福里 3-2-103 王菊丽\n"
             "陈东仁 330382197808246038 1 19780824 3 19305542600  80 1 幸福里 3-2-103 王菊丽\n"
             "吕如蓓 341523199908208189 2 19990820 1 13092404681  80 0 幸福里 3-2-103 王菊丽\n"
             "冯建 511324199211089199 1 19921108 1 13341271441  80 0 幸福里 3-2-103 王菊丽\n"
             "郑尚伟 33010219910101351X 1 19910101 7 15677529876  2 1 幸福里 3-2-201 郑尚伟\n"
             "李燕艳 350181199202278700 2 19920227 3 15146500594  12 1 幸福里 3-2-201 郑尚伟\n");
    rows_are(o, "SELECT name FROM person WHERE name LIKE '%·%' OR name LIKE '%欧%' OR name LIKE '𠮷%' ORDER BY id",
             "买买提·艾力\n阿依古丽·吐尔逊\n欧阳建国\n𠮷㐂\n");
    rows_are(o, "SELECT phone||'/'||phone2 FROM person WHERE name='孟建'", "13919240319/0871-67100001\n");
    struct yz_verdict v;
    assert_int_equal(yz_verify(o->session, &v), YZ_OK);
    assert_int_equal(yz_doctor(o->session, false, &v), YZ_OK);
}

static void every_encoding_reads_the_same(void **state) {
    struct office *o = *state;
    static const enum yz_encoding all[] = {YZ_UTF8, YZ_UTF8_BOM, YZ_GB18030, YZ_UTF16LE};
    char *bytes = office_read(SAMPLE);
    struct yz_decoded d;
    assert_int_equal(yz_decode(YZ_GB18030, bytes, strlen(bytes), &d), YZ_OK);
    struct told first = office_import(o, office_ledger(o, d.text, all[0]), NULL);
    expect(&first, YZ_PARTIAL, 60, 56, 0, 0, 4);
    for (size_t i = 0; i < 4; i++) {
        struct told t = office_import(o, office_ledger(o, d.text, all[i]), NULL);
        expect(&t, YZ_PARTIAL, 60, 0, 0, 56, 4);
        assert_string_equal(t.report.encoding, yz_encoding_name(all[i]));
        told_free(&t);
    }
    told_free(&first);
    free(d.text);
    free(bytes);
}

static void a_second_run_changes_nothing(void **state) {
    struct office *o = *state;
    struct told t = office_import(o, SAMPLE, NULL);
    assert_true(t.report.act > 0);
    told_free(&t);
    int64_t lines = office_int(o, "SELECT count(*) FROM journal");
    t = office_import(o, SAMPLE, NULL);
    expect(&t, YZ_PARTIAL, 60, 0, 0, 56, 4);
    assert_int_equal(t.report.act, 0);
    assert_int_equal(t.report.households + t.report.dwellings, 0);
    assert_int_equal(office_int(o, "SELECT count(*) FROM journal"), lines);
    told_free(&t);
}

static void one_act_undoes_it(void **state) {
    struct office *o = *state;
    struct told t = office_import(o, SAMPLE, NULL);
    struct yz_undo u;
    assert_int_equal(yz_undo(o->session, t.report.act, &u), YZ_OK);
    assert_int_equal(office_int(o, "SELECT count(*) FROM person") + office_int(o, "SELECT count(*) FROM membership"),
                     0);
    assert_int_equal(office_int(o, "SELECT count(*) FROM household") + office_int(o, "SELECT count(*) FROM dwelling"),
                     0);
    told_free(&t);
    t = office_import(o, SAMPLE, NULL);
    expect(&t, YZ_PARTIAL, 60, 56, 0, 0, 4);
    told_free(&t);
}

static void a_dry_run_tells_and_writes_nothing(void **state) {
    struct office *o = *state;
    const struct yz_import_options dry = {.dry_run = true};
    int64_t lines = office_int(o, "SELECT count(*) FROM journal");
    struct told t = office_import(o, SAMPLE, &dry);
    expect(&t, YZ_PARTIAL, 60, 56, 0, 0, 4);
    assert_int_equal(t.report.households, 12);
    assert_int_equal(t.report.act, 0);
    assert_int_equal(t.calls, 7);
    assert_int_equal(office_int(o, "SELECT count(*) FROM journal"), lines);
    assert_int_equal(office_int(o, "SELECT count(*) FROM person"), 0);
    told_free(&t);
}

static void all_or_nothing(void **state) {
    struct office *o = *state;
    const struct yz_import_options whole = {.whole = true};
    struct told t = office_import(o, SAMPLE, &whole);
    assert_int_equal(t.status, YZ_REFUSED);
    assert_int_equal(t.report.rejected, 4);
    assert_int_equal(office_int(o, "SELECT count(*) FROM person"), 0);
    told_free(&t);
}

/* --- changes --- */

static void only_what_is_told_changes(void **state) {
    struct office *o = *state;
    char text[2048];
    const char *number = id("53011119900307123");
    snprintf(text, sizeof text, HEADER "张三,男,%s,,13812345678,户主,幸福里1-2-501,户籍\n", number);
    takes(o, text, 1, 0, 0);
    snprintf(text, sizeof text, "姓名,身份证号,联系电话,工作单位\n张三,%s,,某某公司\n", number);
    takes(o, text, 0, 1, 0);
    rows_are(o, "SELECT phone||' '||employer||' '||version FROM person", "13812345678 某某公司 2\n");
    rows_are(o, "SELECT version||' '||legal||' '||relation FROM membership", "1 1 2\n");
    snprintf(text, sizeof text, "身份证号,姓名,联系电话\n%s,张三,13987654321\n", number);
    takes(o, text, 0, 1, 0);
    takes(o, text, 0, 0, 1);
    rows_are(o, "SELECT phone||' '||employer FROM person", "13987654321 某某公司\n");
}

static void people_without_number_are_known_by_name_birth_and_door(void **state) {
    struct office *o = *state;
    char text[2048];
    takes(o, HEADER "张三,男,,1990-03-07,,户主,幸福里1-2-501,户籍\n李四,男,,1991-03-07,,其他,幸福里1-2-501,户籍\n", 2,
          0, 0);
    takes(o, HEADER "张三,男,,1990.3.7,13812345678,户主,幸福里1-2-501,户籍\n", 0, 1, 0);
    takes(o, HEADER "张三,男,,1990-03-08,,其他,幸福里1-2-501,户籍\n", 1, 0, 0); /* another day: another person */
    const char *number = id("53011119900307123");
    snprintf(text, sizeof text, HEADER "张三,男,%s,,,户主,幸福里1-2-501,户籍\n", number);
    takes(o, text, 0, 1, 0); /* has a number now */
    rows_are(o, "SELECT count(*) FROM person", "3\n");
    snprintf(text, sizeof text, HEADER "张三,男,%s,,,户主,幸福里1-2-501,户籍\n", id("53011119900307125"));
    takes(o, text, 1, 0, 0); /* another number: another person */
}

/* Of one name behind one door: each by the own day of birth, however often they come. */
static void one_name_at_one_door(void **state) {
    struct office *o = *state;
    static const char rows[] = HEADER "王伟,男,,1990-01-01,,,幸福里1-1-105,户籍\n"
                                      "王伟,男,,1991-01-01,,,幸福里1-1-105,户籍\n"
                                      "王芳,女,,1992-01-01,,,幸福里1-1-105,户籍\n";
    takes(o, rows, 3, 0, 0);
    takes(o, rows, 0, 0, 3);
    takes(o, HEADER "王伟,男,,1991-01-01,,,幸福里1-1-105,户籍\n王伟,男,,1993-01-01,,,幸福里1-1-105,户籍\n", 1, 0, 1);
    takes(o, HEADER "王伟,男,,,,,幸福里1-1-105,户籍\n", 0, 0, 1); /* no day: one of them */
}

static void who_moves_leaves(void **state) {
    struct office *o = *state;
    char text[2048];
    const char *number = id("53011119900307123");
    snprintf(text, sizeof text, HEADER "张三,男,%s,,,户主,幸福里1-2-501,户籍\n", number);
    takes(o, text, 1, 0, 0);
    /* Lives elsewhere too: the registration stays. */
    snprintf(text, sizeof text, HEADER "张三,男,%s,,,户主,幸福里3-1-101,流动\n", number);
    takes(o, text, 0, 1, 0);
    rows_are(o, "SELECT legal||' '||(until=0) FROM membership ORDER BY id", "1 1\n0 1\n");
    /* Is registered elsewhere now: no one is in two legal households on one day. */
    snprintf(text, sizeof text, HEADER "张三,男,%s,,,户主,幸福里3-2-202,户籍\n", number);
    takes(o, text, 0, 1, 0);
    rows_are(o,
             "SELECT d.room||' '||m.legal||' '||(m.until=0) FROM membership m JOIN dwelling d ON d.id=m.dwelling ORDER "
             "BY m.id",
             "501 1 0\n101 0 1\n202 1 1\n");
    takes(o, text, 0, 0, 1);
}

static void a_number_with_another_name_is_told(void **state) {
    struct office *o = *state;
    char text[2048];
    const char *number = id("53011119900307123");
    snprintf(text, sizeof text, HEADER "张三,男,%s,,,户主,幸福里1-2-501,户籍\n", number);
    takes(o, text, 1, 0, 0);
    snprintf(text, sizeof text, HEADER "张三丰,男,%s,,,户主,幸福里1-2-501,户籍\n", number);
    struct told t = office_import(o, office_ledger(o, text, YZ_UTF8), NULL);
    expect(&t, YZ_OK, 1, 0, 1, 0, 0);
    says(&t, 2, "name", "张*");
    told_free(&t);
}

/* Somebody else writes while the rows are being told: who was added meanwhile is not added twice. */
static struct office *shared;
static char shared_ledger[128];

static void write_meanwhile(void *ctx, size_t row, size_t line, const struct yz_finding *f) {
    const struct yz_import_options all = {.kind = "residents", .file = shared_ledger};
    struct yz_import_report report;
    struct yz_session *s;
    int status;
    (void)row, (void)line, (void)f;
    if ((*(int *)ctx)++) return;
    pid_t pid = fork();
    if (pid == 0) {
        bool good = yz_session_open(shared->path, &s) == YZ_OK && yz_import(s, &all, &report) == YZ_OK;
        yz_session_close(s);
        _exit(good ? 0 : 1);
    }
    assert_true(waitpid(pid, &status, 0) == pid && status == 0);
}

static void two_at_once_add_nobody_twice(void **state) {
    char text[2048];
    int calls = 0;
    const char *number = id("53011119900307123");
    shared = *state;
    snprintf(text, sizeof text, HEADER "张三,男,%s,,,户主,幸福里1-2-501,户籍\n", number);
    snprintf(shared_ledger, sizeof shared_ledger, "%s/other.csv", shared->folder);
    assert_int_equal(rename(office_ledger(shared, text, YZ_UTF8), shared_ledger), 0);
    snprintf(text, sizeof text, HEADER "张三,女,%s,,13812345678,户主,幸福里1-2-501,户籍\n", number);
    const struct yz_import_options options = {
        .kind = "residents", .file = office_ledger(shared, text, YZ_UTF8), .reject = write_meanwhile, .ctx = &calls};
    struct yz_import_report report;
    assert_int_equal(yz_import(shared->session, &options, &report), YZ_OK);
    assert_int_equal(calls, 1);
    assert_int_equal(report.updated, 1);
    assert_int_equal(report.warnings, 1);
    rows_are(shared, "SELECT name||phone||version FROM person", "张三138123456782\n");
}

/* --- numbers and dates --- */

static void numbers_are_judged(void **state) {
    struct office *o = *state;
    char text[4096];
    snprintf(text, sizeof text,
             HEADER "甲,男,53011119900307123%c,,,户主,幸福里1-1-101,户籍\n"  /* 2: wrong digit */
                    "乙,女,%s,1990.3.7,,户主,幸福里1-1-102,户籍\n"           /* 3: sex */
                    "丙,男,%s,1991-01-01,,户主,幸福里1-1-103,户籍\n"         /* 4: birth */
                    "丁,男,530111900307121,,,户主,幸福里1-1-104,户籍\n"      /* 5: 15 digits */
                    "戊,男,%s,1990.3,,户主,幸福里1-1-105,户籍\n"             /* 6: month only, agrees */
                    "己,男,%s,,,户主,幸福里1-1-106,户籍\n"                   /* 7: as line 3 */
                    "庚,男,530111********1234,,,户主,幸福里1-1-107,户籍\n"   /* 8: masked */
                    "辛,男,,32874,12345,户主,幸福里1-1-108,火星\n"           /* 9: serial, code */
                    "壬,男,,2990-01-01,1381234567,户主,幸福里1-1-109,户籍\n" /* 10: future, phone */
                    "癸,女,１１０１０５１９４９１２３１００２ｘ,,,户主,幸福里1-1-110,户籍\n", /* 11 */
             id("53011119900307123")[17] == '0' ? '1' : '0', id("53011119900307125"), id("53011119900307127"),
             id("53011119900307129"), id("53011119900307125"));
    struct told t = office_import(o, office_ledger(o, text, YZ_GB18030), NULL);
    expect(&t, YZ_PARTIAL, 10, 5, 0, 0, 5);
    char digit[32];
    snprintf(digit, sizeof digit, "末位应为 %c", id("53011119900307123")[17]);
    says(&t, 2, "id_number", digit);
    says(&t, 3, "sex", "记为男");
    says(&t, 4, "birth", "记为 1990-03-07");
    says(&t, 5, "id_number", "15 位");
    says(&t, 7, "id_number", "第 3 行");
    says(&t, 8, "id_number", "星号");
    says(&t, 9, "residence", "可填");
    says(&t, 10, "birth", "今天之后");
    says(&t, 10, "phone", "11 位");
    assert_false(told_says(&t, 6, "birth", ""));
    told_free(&t);
    rows_are(o,
             "SELECT name||' '||sex||' '||birth||' '||id_number FROM person WHERE name IN('乙','丙','癸') ORDER BY id",
             "乙 1 19900307 530111199003071250\n丙 1 19900307 530111199003071277\n癸 2 19491231 11010519491231002X\n");
}

static void an_old_number_does_not_replace_a_new_one(void **state) {
    struct office *o = *state;
    char text[1024];
    const char *number = id("53011119900307121");
    snprintf(text, sizeof text, HEADER "丁,男,%s,,,户主,幸福里1-1-104,户籍\n", number);
    takes(o, text, 1, 0, 0);
    struct told t =
        office_import(o, office_ledger(o, HEADER "丁,男,530111900307121,,,户主,幸福里1-1-104,户籍\n", YZ_UTF8), NULL);
    expect(&t, YZ_OK, 1, 0, 0, 1, 0);
    told_free(&t);
    snprintf(text, sizeof text, "%s\n", number);
    rows_are(o, "SELECT id_number FROM person", text);
}

static void dates_in_every_form(void **state) {
    struct office *o = *state;
    takes(o,
          HEADER
          "甲,,,2004.3.5,,户主,幸福里1-1-101,\n乙,,,2004/3/5,,户主,幸福里1-1-102,\n丙,,,20040305,,户主,幸福里1-1-103,\n"
          "丁,,,2004年3月5日,,户主,幸福里1-1-104,\n戊,,,38051,,户主,幸福里1-1-105,\n"
          "己,,,２００４－０３－０５,,户主,幸福里1-1-106,\n庚,,,\u00a02004-03-05 0:00:00,,户主,幸福里1-1-107,\n",
          7, 0, 0);
    rows_are(o, "SELECT count(*) FROM person WHERE birth=20040305", "7\n");
}

/* --- the header --- */

static void headers_as_people_write_them(void **state) {
    struct office *o = *state;
    char text[4096];
    const char *number = id("53011119900307123");
    snprintf(text, sizeof text,
             "某某社区台账,,,\n,,,\n填表单位：,,填表日期：,\n所属小区,\"身份证号码\n（18位）*\",楼栋号,单元,门牌号,姓 "
             "名,爱好,联 系 电 话,"
             "与户主的关系\n填写说明,18位,只写号,,,必填,,,\n幸福里,%s,3幢,2单元,501室,张三,钓鱼,13812345678,户主\n,,,,,"
             ",,,\n合计,1,,,,,,,\n",
             number);
    struct told t = office_import(o, office_ledger(o, text, YZ_UTF8_BOM), NULL);
    expect(&t, YZ_OK, 1, 1, 0, 0, 0);
    assert_string_equal(t.report.unknown_headers, "爱好");
    told_free(&t);
    snprintf(text, sizeof text, "张三 %s 1 19900307 0 13812345678  2 0 幸福里 3-2-501 张三\n", number);
    rows_are(o, PEOPLE, text);
}

static void a_map_names_other_headers(void **state) {
    struct office *o = *state;
    const struct yz_import_options map = {.map = "尊姓大名=姓名,哪里=address,呼机=phone"};
    const char *text = "尊姓大名;哪里;呼机;出生\n张三;幸福里3-501;13812345678;x\n";
    struct told t = office_import(o, office_ledger(o, text, YZ_UTF8), &map);
    expect(&t, YZ_OK, 1, 1, 0, 0, 0);
    assert_string_equal(t.report.unknown_headers, "出生");
    told_free(&t);
    rows_are(o, "SELECT b.number||'/'||d.unit||'/'||d.room FROM dwelling d JOIN building b ON b.id=d.building",
             "3//501\n");
    const struct yz_import_options wrong = {.map = "尊姓大名=龙"};
    t = office_import(o, office_ledger(o, text, YZ_UTF8), &wrong);
    assert_int_equal(t.status, YZ_USAGE);
    assert_non_null(strstr(yz_message(), "龙"));
    told_free(&t);
    static const char lines[] = "尊姓大名=姓名\n哪里=现住址\n呼机=电话\n出生=ignore\n";
    char path[160];
    snprintf(path, sizeof path, "%s/map.txt", o->folder);
    assert_int_equal(rename(office_ledger(o, lines, YZ_GB18030), path), 0);
    const struct yz_import_options file = {.map = path};
    t = office_import(o, office_ledger(o, text, YZ_UTF8), &file);
    expect(&t, YZ_OK, 1, 0, 0, 1, 0);
    assert_string_equal(t.report.unknown_headers, "");
    told_free(&t);
}

/* --- addresses --- */

static void addresses_as_people_write_them(void **state) {
    struct office *o = *state;
    static const struct {
        const char *address, *door; /* NULL: refused */
    } all[] = {
        {"幸福里3-2-103", "幸福里 3-2-103"},
        {"幸福里3幢2单元104室", "幸福里 3-2-104"},
        {"幸福里 3 栋 2 单元 105", "幸福里 3-2-105"},
        {"幸福里３－２－１０６", "幸福里 3-2-106"},
        {"幸福里3号楼2单元107号", "幸福里 3-2-107"},
        {"云南省昆明市官渡区某某街道幸福里3-2-108", "幸福里 3-2-108"},
        {"某某社区幸福里1-501", "幸福里 1--501"},
        {"星光园2期A2-1-301", "星光园2期 A2-1-301"},
        {"星光园2期a2幢1单元302", "星光园2期 A2-1-302"},
        {"幸福里4-2-103", NULL},
        {"福幸里3-2-103", NULL},
        {"3-2-103", NULL},
        {"幸福里", NULL},
        {"幸福里3幢", NULL},
        {"官渡区政府旁边", NULL},
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        char text[512], expected[128];
        snprintf(text, sizeof text, "姓名,出生日期,现住址\n人%c,1990-01-01,%s\n", (char)('a' + i), all[i].address);
        struct told t = office_import(o, office_ledger(o, text, YZ_UTF8), NULL);
        if (!all[i].door) {
            expect(&t, YZ_PARTIAL, 1, 0, 0, 0, 1);
            says(&t, 2, "address", " | ");
        } else {
            expect(&t, YZ_OK, 1, 1, 0, 0, 0);
            snprintf(expected, sizeof expected, "%s\n", all[i].door);
            rows_are(o,
                     "SELECT c.name||' '||b.number||'-'||d.unit||'-'||d.room FROM dwelling d JOIN building b ON "
                     "b.id=d.building"
                     " JOIN compound c ON c.id=b.compound ORDER BY d.id DESC LIMIT 1",
                     expected);
        }
        told_free(&t);
    }
}

static void unknown_places_name_the_mend_or_are_made(void **state) {
    struct office *o = *state;
    const char *text =
        "姓名,出生日期,所属网格,现住址\n甲,1990-01-01,第一网格,和平家园3-2-103\n乙,1990-01-02,,和平家园3-2-104\n"
        "丙,1990-01-03,,幸福里9幢101\n丁,1990-01-04,,看不懂\n";
    struct told t = office_import(o, office_ledger(o, text, YZ_UTF8), NULL);
    expect(&t, YZ_PARTIAL, 4, 0, 0, 0, 4);
    says(&t, 2, "address", "没有小区“和平家园”");
    says(&t, 2, "address", "幸福里、星光园2期");
    says(&t, 3, "address", "--create-places");
    says(&t, 4, "address", "幸福里 没有 9 幢");
    says(&t, 5, "address", "认不出");
    told_free(&t);
    const struct yz_import_options make = {.create_places = true};
    t = office_import(o, office_ledger(o, text, YZ_UTF8), &make);
    expect(&t, YZ_PARTIAL, 4, 3, 0, 0, 1);
    assert_int_equal(t.report.compounds, 1);
    assert_int_equal(t.report.buildings, 2);
    assert_int_equal(t.report.dwellings, 3);
    told_free(&t);
    rows_are(o,
             "SELECT b.number||' '||(b.grid>0)||' '||c.name||' '||(c.area>0) FROM building b JOIN compound c ON "
             "c.id=b.compound"
             " WHERE b.number IN('9','3') AND c.name<>'幸福里' OR b.number='9' ORDER BY b.id",
             "3 1 和平家园 1\n9 0 幸福里 1\n");
    t = office_import(o, office_ledger(o, text, YZ_UTF8), &make);
    expect(&t, YZ_PARTIAL, 4, 0, 0, 3, 1);
    told_free(&t);
}

/* Merged cells keep their value in the first row only. */
static void merged_cells_hold_for_the_rows_below(void **state) {
    struct office *o = *state;
    takes(o,
          "小区,楼栋,单元,房号,姓名,出生日期,与户主关系\n幸福里,3,2,501,张三,1960-01-01,户主\n,,,,李四,1961-01-01,妻\n"
          ",,,502,王五,1962-01-01,户主\n,1,1,101,赵六,1963-01-01,户主\n,,,,赵七,1993-01-01,子\n",
          5, 0, 0);
    rows_are(o,
             "SELECT p.name||' '||b.number||'-'||d.unit||'-'||d.room FROM person p JOIN membership m ON m.person=p.id"
             " JOIN dwelling d ON d.id=m.dwelling JOIN building b ON b.id=d.building ORDER BY p.birth",
             "张三 3-2-501\n李四 3-2-501\n王五 3-2-502\n赵六 1-1-101\n赵七 1-1-101\n");
    struct told t =
        office_import(o, office_ledger(o, "姓名,出生日期,与户主关系,现住址\n甲,1990-01-01,户主,\n", YZ_UTF8), NULL);
    expect(&t, YZ_PARTIAL, 1, 0, 0, 0, 1);
    says(&t, 2, "address", "没有现住址");
    told_free(&t);
}

/* --- households --- */

#define HEADS                                                                                                          \
    "SELECT p.name||'<'||hp.name FROM person p JOIN membership m ON m.person=p.id JOIN household h ON "                \
    "h.id=m.household"                                                                                                 \
    " JOIN person hp ON hp.id=h.head ORDER BY p.birth"

static void heads_begin_households(void **state) {
    struct office *o = *state;
    takes(o,
          "姓名,出生日期,与户主关系,现住址\n甲,1950-01-01,户主,幸福里1-1-101\n乙,1951-01-01,妻,幸福里1-1-101\n"
          "丙,1952-01-01,户主,幸福里1-1-101\n丁,1953-01-01,妻,幸福里1-1-101\n戊,1954-01-01,户主,幸福里1-1-102\n"
          "己,1955-01-01,子,幸福里1-1-101\n庚,1956-01-01,女,幸福里1-1-103\n辛,1957-01-01,户主,幸福里1-1-103\n",
          8, 0, 0);
    rows_are(o, HEADS, "甲<甲\n乙<甲\n丙<丙\n丁<丙\n戊<戊\n己<丙\n庚<辛\n辛<辛\n");
    assert_int_equal(office_int(o, "SELECT count(*) FROM household"), 4);
}

static void numbers_and_heads_names_part_households(void **state) {
    struct office *o = *state;
    takes(o,
          "姓名,出生日期,户号,与户主关系,现住址\n甲,1950-01-01,001,户主,幸福里1-1-101\n乙,1951-01-01,002,户主,幸福里1-"
          "1-101\n"
          "丙,1952-01-01,001,子,幸福里1-1-101\n丁,1953-01-01,002,女,幸福里1-1-101\n",
          4, 0, 0);
    takes(o,
          "姓名,出生日期,户主姓名,现住址\n戊,1954-01-01,己,幸福里1-1-102\n己,1955-01-01,己,幸福里1-1-102\n"
          "庚,1956-01-01,辛,幸福里1-1-102\n辛,1957-01-01,辛,幸福里1-1-102\n",
          4, 0, 0);
    rows_are(o, HEADS, "甲<甲\n乙<乙\n丙<甲\n丁<乙\n戊<己\n己<己\n庚<辛\n辛<辛\n");
    rows_are(o, "SELECT number FROM household ORDER BY id LIMIT 2", "001\n002\n");
}

static void a_mended_head_takes_over(void **state) {
    struct office *o = *state;
    char text[1024];
    struct told t = office_import(o,
                                  office_ledger(o,
                                                HEADER "甲,男,530111199003071239,,,户主,幸福里1-1-101,户籍\n"
                                                       "乙,女,,1991-01-01,,妻,幸福里1-1-101,户籍\n",
                                                YZ_UTF8),
                                  NULL);
    expect(&t, YZ_PARTIAL, 2, 1, 0, 0, 1);
    says(&t, 3, "relation", "没有户主");
    told_free(&t);
    snprintf(text, sizeof text, HEADER "甲,男,%s,,,户主,幸福里1-1-101,户籍\n", id("53011119900307123"));
    takes(o, text, 1, 0, 0);
    rows_are(o, HEADS, "甲<甲\n乙<甲\n");
    assert_int_equal(office_int(o, "SELECT count(*) FROM household"), 1);
}

static void kin_are_found_by_name(void **state) {
    struct office *o = *state;
    takes(o,
          "姓名,出生日期,母亲,监护人,监护人同意,与户主关系,现住址\n小明,2015-01-01,李芳,张三,是,子,幸福里1-1-101\n"
          "张三,1985-01-01,,,,户主,幸福里1-1-101\n李芳,1986-01-01,,,,妻,幸福里1-1-101\n",
          3, 0, 0);
    rows_are(
        o,
        "SELECT m.name||g.name||p.version||p.consent FROM person p JOIN person m ON m.id=p.mother JOIN person g ON "
        "g.id=p.guardian",
        "李芳张三1张三\n");
    struct told t = office_import(
        o,
        office_ledger(o, "姓名,出生日期,母亲,监护人同意,现住址\n小红,2016-01-01,无人,外婆无人，当面,幸福里1-1-102\n",
                      YZ_UTF8),
        NULL);
    expect(&t, YZ_OK, 1, 1, 0, 0, 0);
    says(&t, 2, "mother", "没有这个人");
    told_free(&t);
}

/* A child that is new: by its own column, by the word for the whole file, or not at all (PIPL art. 31). */
static void children_need_a_guardians_consent(void **state) {
    struct office *o = *state;
    static const char rows[] = "姓名,出生日期,母亲,监护人,现住址\n张三,1985-01-01,,,幸福里1-1-101\n"
                               "小明,2015-01-01,李芳,张三,幸福里1-1-101\n小红,2016-01-01,,,幸福里1-1-101\n";
    const struct yz_import_options named = {.consent = "是"}, whole = {.consent = "学校收的同意书"};
    struct told t = office_import(o, office_ledger(o, rows, YZ_UTF8), NULL);
    expect(&t, YZ_PARTIAL, 3, 1, 0, 0, 2);
    says(&t, 3, "consent", "监护人同意");
    told_free(&t);
    t = office_import(o, office_ledger(o, rows, YZ_UTF8), &named);
    expect(&t, YZ_PARTIAL, 3, 1, 0, 1, 1);
    says(&t, 4, "consent", "没有写是谁同意的");
    told_free(&t);
    t = office_import(o, office_ledger(o, rows, YZ_UTF8), &whole);
    expect(&t, YZ_OK, 3, 1, 0, 2, 0);
    told_free(&t);
    rows_are(o, "SELECT name||consent||(consent_on>0) FROM person WHERE consent<>'' ORDER BY id",
             "小明张三1\n小红学校收的同意书1\n");
    t = office_import(o, office_ledger(o, rows, YZ_UTF8), NULL); /* who is there already needs none again */
    expect(&t, YZ_OK, 3, 0, 0, 3, 0);
    told_free(&t);
}

/* --- rejects --- */

static void replace(char *text, const char *from, const char *to) {
    char *at = strstr(text, from);
    assert_non_null(at);
    size_t old = strlen(from), new = strlen(to);
    memmove(at + new, at + old, strlen(at + old) + 1);
    memcpy(at, to, new);
}

static void rejects_are_mended_and_go_in(void **state) {
    struct office *o = *state;
    char path[128], again[128], text[8192];
    snprintf(path, sizeof path, "%s/rejects.csv", o->folder);
    snprintf(again, sizeof again, "%s/again.csv", o->folder);
    const struct yz_import_options options = {.rejects = path}, second = {.rejects = again};
    struct told t = office_import(o, SAMPLE, &options);
    told_free(&t);
    char *bytes = office_read(path);
    struct yz_decoded d;
    assert_int_equal(yz_decode(YZ_GB18030, bytes, strlen(bytes), &d), YZ_OK);
    assert_non_null(strstr(d.text, "××社区实有人口台账"));
    assert_non_null(strstr(d.text, "人口类型,监护人同意,错误原因\r\n"));
    assert_non_null(strstr(d.text, "身份证号码：校验码不对"));
    assert_non_null(strstr(d.text, "姓名：没有姓名"));
    snprintf(text, sizeof text, "%s", d.text);
    free(d.text);
    free(bytes);
    replace(text, "522225201101266000", "522225201101266004");
    replace(text, "22,陆婉若,女,5.3011E+17", "22,陆婉若,女,无");
    replace(text, "30,,男", "30,王五,男");
    t = office_import(o, office_ledger(o, text, YZ_GB18030), &second);
    expect(&t, YZ_PARTIAL, 4, 3, 0, 0, 1);
    assert_string_equal(t.report.unknown_headers, "");
    told_free(&t);
    bytes = office_read(again);
    assert_int_equal(yz_decode(YZ_GB18030, bytes, strlen(bytes), &d), YZ_OK);
    const char *first = strstr(d.text, "错误原因");
    assert_non_null(first);
    assert_null(strstr(first + 1, "错误原因")); /* one column of reasons */
    free(d.text);
    free(bytes);
    assert_int_equal(office_int(o, "SELECT count(*) FROM person"), 59);
}

static void rejects_never_replace_the_ledger(void **state) {
    struct office *o = *state;
    char path[128];
    snprintf(path, sizeof path, "%s", office_ledger(o, "姓名,身份证号,现住址\n甲,1,幸福里1-1-1\n", YZ_UTF8));
    const struct yz_import_options options = {.rejects = path};
    struct told t = office_import(o, path, &options);
    assert_int_equal(t.status, YZ_USAGE);
    told_free(&t);
    char *text = office_read(path);
    assert_non_null(strstr(text, "甲,1"));
    free(text);
}

/* --- what is no ledger --- */

static void refused(struct office *o, const void *bytes, size_t n, const char *words) {
    struct told t = office_import(o, office_bytes(o, bytes, n), NULL);
    if (t.status != YZ_REFUSED || !strstr(yz_message(), words))
        fail_msg("status %d, “%s” does not say “%s”", t.status, yz_message(), words);
    told_free(&t);
}

static void what_is_no_ledger_is_named(void **state) {
    struct office *o = *state;
    unsigned char noise[5000];
    uint32_t seed = 1;
    for (size_t i = 0; i < sizeof noise; i++) noise[i] = (unsigned char)((seed = seed * 1664525 + 1013904223) >> 24);
    refused(o, "", 0, "空文件");
    refused(o, "PK\003\004\024\0\6\0\b\0", 10, yz_xlsx_reads() ? "损坏" : "另存为");
    refused(o, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8, "工作簿");
    refused(o, "%PDF-1.4\n", 9, "PDF");
    refused(o, noise, sizeof noise, "不是文本表格");
    refused(o, "\xEF\xBB\xBF", 3, "只有一列");
    refused(o, "姓名\n张三\n", strlen("姓名\n张三\n"), "只有一列");
    refused(o, "a,b,c\n1,2,3\n", 12, "没有找到表头");
    struct told t = office_import(o, "/no/such/ledger.csv", NULL);
    assert_int_equal(t.status, YZ_REFUSED);
    told_free(&t);
    t = office_import(o, o->folder, NULL);
    assert_int_equal(t.status, YZ_REFUSED);
    assert_non_null(strstr(yz_message(), "文件夹"));
    told_free(&t);
    const struct yz_import_options strange = {.encoding = "ebcdic"};
    t = office_import(o, SAMPLE, &strange);
    assert_int_equal(t.status, YZ_USAGE);
    told_free(&t);
}

static void damaged_rows_are_told_and_the_rest_goes_in(void **state) {
    struct office *o = *state;
    static const char bytes[] = "姓名,出生日期,现住址\n甲,1990-01-01,幸福里1-1-101\n乙\0,1990-01-02,幸福里1-1-102\n"
                                "丙,1990-01-03,\"幸福里1-1-103\n丁,1990-01-04,幸福里1-1-104\n"
                                "戊\033[31m,1990-01-05,幸福里1-1-105\n\a,1990-01-06,幸福里1-1-106\n";
    struct told t = office_import(o, office_bytes(o, bytes, sizeof bytes - 1), NULL);
    expect(&t, YZ_PARTIAL, 6, 3, 0, 0, 3);
    says(&t, 7, "name", "没有姓名");
    says(&t, 3, "", "NUL");
    says(&t, 4, "", "引号");
    told_free(&t);
    rows_are(o, "SELECT name FROM person ORDER BY id", "甲\n丁\n戊\n");
}

static void damaged_characters_are_errors(void **state) {
    struct office *o = *state;
    static const char bytes[] =
        "\xEF\xBB\xBF姓名,出生日期,现住址\n张\xFF三,1990-01-01,幸福里1-1-101\n李四,1990-01-02,幸福里1-1-102\n";
    struct told t = office_import(o, office_bytes(o, bytes, sizeof bytes - 1), NULL);
    expect(&t, YZ_PARTIAL, 2, 1, 0, 0, 1);
    says(&t, 2, "name", "认不出的字");
    told_free(&t);
}

static void ten_thousand_columns(void **state) {
    struct office *o = *state;
    struct yz_buffer b = {0};
    yz_buffer_text(&b, "姓名,现住址");
    for (int i = 0; i < 10000; i++) yz_buffer_printf(&b, ",列%d", i);
    yz_buffer_text(&b, "\n张三,幸福里1-1-101");
    for (int i = 0; i < 10000; i++) yz_buffer_text(&b, ",x");
    yz_buffer_text(&b, "\n李四,幸福里1-1-101,x\n王五\n");
    struct told t = office_import(o, office_bytes(o, b.data, b.length), NULL);
    expect(&t, YZ_PARTIAL, 3, 2, 0, 0, 1);
    assert_true(strlen(t.report.unknown_headers) < sizeof t.report.unknown_headers);
    told_free(&t);
    yz_buffer_free(&b);
}

static void long_cells_are_errors_not_cuts(void **state) {
    struct office *o = *state;
    struct yz_buffer b = {0};
    yz_buffer_text(&b, "姓名,现住址\n");
    for (int i = 0; i < 5000; i++) yz_buffer_text(&b, "长");
    yz_buffer_text(&b, ",幸福里1-1-101\n张三,幸福里");
    for (int i = 0; i < 5000; i++) yz_buffer_text(&b, "9");
    yz_buffer_text(&b, "\n");
    struct told t = office_import(o, office_bytes(o, b.data, b.length), NULL);
    expect(&t, YZ_PARTIAL, 2, 0, 0, 0, 2);
    says(&t, 2, "name", "太长");
    says(&t, 3, "address", "太长");
    told_free(&t);
    yz_buffer_free(&b);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(the_sample_goes_in),
        TEST(every_encoding_reads_the_same),
        TEST(a_second_run_changes_nothing),
        TEST(one_act_undoes_it),
        TEST(a_dry_run_tells_and_writes_nothing),
        TEST(all_or_nothing),
        TEST(only_what_is_told_changes),
        TEST(people_without_number_are_known_by_name_birth_and_door),
        TEST(one_name_at_one_door),
        TEST(who_moves_leaves),
        TEST(a_number_with_another_name_is_told),
        TEST(two_at_once_add_nobody_twice),
        TEST(numbers_are_judged),
        TEST(an_old_number_does_not_replace_a_new_one),
        TEST(dates_in_every_form),
        TEST(headers_as_people_write_them),
        TEST(a_map_names_other_headers),
        TEST(addresses_as_people_write_them),
        TEST(unknown_places_name_the_mend_or_are_made),
        TEST(merged_cells_hold_for_the_rows_below),
        TEST(heads_begin_households),
        TEST(numbers_and_heads_names_part_households),
        TEST(a_mended_head_takes_over),
        TEST(kin_are_found_by_name),
        TEST(children_need_a_guardians_consent),
        TEST(rejects_are_mended_and_go_in),
        TEST(rejects_never_replace_the_ledger),
        TEST(what_is_no_ledger_is_named),
        TEST(damaged_rows_are_told_and_the_rest_goes_in),
        TEST(damaged_characters_are_errors),
        TEST(ten_thousand_columns),
        TEST(long_cells_are_errors_not_cuts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
