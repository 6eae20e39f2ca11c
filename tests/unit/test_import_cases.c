/* Import of a ledger of cases: whom a row means, what comes back, and a second run. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/identity.h>
#include <yizhan/journal.h>
#include <yizhan/ledger.h>

#include "base/buffer.h"
#include "store/store.h"
#include "support/desk.h"

#define ITEM "tests/data/resident-enrolment.item"

static struct desk d;
static char file[160], rejects[160], number[24], other[24];
static struct yz_import_report report;
static struct yz_buffer told; /* "line severity field value | rule | mend" a finding */

static void good(enum yz_status status) {
    if (status != YZ_OK) print_error("%s\n", yz_message());
    assert_int_equal(status, YZ_OK);
}

static void put(const struct yz_kind *k, void *record) {
    good(yz_act_begin(d.store, "edit-person", d.clerk.id));
    good(yz_put(d.store, k, record));
    good(yz_act_commit(d.store, NULL));
}

/* The mother has a number in the register; the others have a phone and a birth date. */
static int begin(void **state) {
    struct yz_findings f = {0};
    struct yz_person p;
    (void)state;
    desk_make(&d);
    good(yz_catalogue_load(d.session, ITEM, &f, NULL));
    yz_findings_free(&f);
    snprintf(number, sizeof number, "53010319920203002%c", yz_id_check_digit("53010319920203002"));
    snprintf(other, sizeof other, "53010319920203004%c", yz_id_check_digit("53010319920203004"));
    good(yz_record_get(d.session, YZ_PERSON, d.mother, &p));
    snprintf(p.id_number, sizeof p.id_number, "%s", number);
    p.id_kind = 1;
    put(&yz_person_kind, &p);
    snprintf(file, sizeof file, "%s/ledger.csv", d.folder);
    snprintf(rejects, sizeof rejects, "%s/rejects.csv", d.folder);
    return 0;
}

static int end(void **state) {
    (void)state;
    yz_buffer_free(&told);
    desk_drop(&d);
    return 0;
}

static void reject(void *ctx, size_t row, size_t line, const struct yz_finding *f) {
    (void)ctx;
    (void)row;
    yz_buffer_printf(&told, "%zu %s %s %s | %s | %s\n", line, f->severity == YZ_ERROR ? "error" : "warning", f->field,
                     f->value, f->rule, f->mend);
}

static void write_file(const char *text) {
    FILE *f = fopen(file, "w");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
}

static enum yz_status import_with(const struct yz_import_options *more) {
    static const char *const sets[] = {"consent=是"};
    struct yz_import_options o = *more;
    o.kind = "cases";
    o.file = file;
    if (!o.service) o.service = "resident-enrolment";
    if (!o.sets) o.sets = sets, o.set_count = 1;
    o.reject = reject;
    yz_buffer_clear(&told);
    return yz_import(d.session, &o, &report);
}

static enum yz_status import_text(const char *text) {
    write_file(text);
    return import_with(&(struct yz_import_options){.rejects = rejects});
}

static void counts(size_t rows, size_t added, size_t unchanged, size_t rejected) {
    if (report.rows == rows && report.added == added && report.unchanged == unchanged && report.rejected == rejected)
        return;
    fail_msg("rows %zu, added %zu, unchanged %zu, rejected %zu\n%s%s", report.rows, report.added, report.unchanged,
             report.rejected, yz_buffer_string(&told), yz_message());
}

static void says(const char *words) {
    if (!strstr(yz_buffer_string(&told), words)) fail_msg("no “%s” in:\n%s", words, yz_buffer_string(&told));
}

static int64_t cases(void) {
    return yz_sql_int(d.store, "SELECT count(*) FROM \"case\"", 0, 0);
}

static void of(int64_t person, struct yz_case *c) {
    struct yz_query *q = yz_select(d.store, &yz_case_kind, "WHERE person = ?1 ORDER BY id DESC LIMIT 1");
    *c = (struct yz_case){0};
    yz_bind(q, 1, person);
    if (yz_next(q)) yz_row(q, &yz_case_kind, c);
    good(yz_done(q));
}

static void as_offices_keep_it(void **state) {
    (void)state;
    struct yz_case c;
    char text[2048], value[64];
    snprintf(
        text, sizeof text,
        "城乡居民医保参保花名册,,,,,\n缴费时间,身份证号码,序号,居民姓名,参保年度,应缴金额（元）,缴费情况,家庭住址\n"
        "填表说明：年度写四位,,,,,\n45988,'%s,1,张丽,２０２７,３２０,已缴费,某处\n合计,,1,,,320,,\n",
        number);
    good(import_text(text));
    counts(1, 1, 0, 0);
    of(d.mother, &c);
    assert_int_equal(c.household, d.family);
    assert_int_equal(c.amount, 32000);
    assert_true(c.due > c.received);
    assert_string_equal(yz_case_answer(d.session, &c, "paid_on", value, sizeof value), "2025-11-27");
    assert_string_equal(yz_case_answer(d.session, &c, "years", value, sizeof value), "2027");
    assert_string_equal(report.unknown_headers, "");
    assert_string_equal(c.number, "2026-000001");
    assert_int_equal(yz_sql_int(d.store, "SELECT count(*) FROM journal WHERE act = ?1", report.act, 0), 1);
}

static void whom_a_row_means(void **state) {
    (void)state;
    struct yz_case c;
    assert_int_equal(import_text("姓名,身份证号,出生日期,电话,参保年度\n"
                                 "李明,,1990.5.11,,2027\n"          /* name and birth */
                                 "王秀英,,,13819640822,2027\n"      /* name and phone */
                                 "李建国,,,,2027\n"                 /* a name alone is nobody */
                                 "李建国,,19620311,,2027\n"         /* another birth date */
                                 "无名氏,,,13819640822,2027\n"      /* the phone is somebody else's */
                                 "阿依・古丽,,1995-07-07,,2027\n"), /* another dot */
                     YZ_PARTIAL);
    counts(6, 3, 0, 3);
    of(d.father, &c);
    assert_int_equal(c.person, d.father);
    of(d.grandmother, &c);
    assert_int_equal(c.person, d.grandmother);
    of(d.tenant, &c);
    assert_int_equal(c.household, d.tenants);
    says("4 error id_number  | 只有姓名，认不准是谁");
    says("5 error name 李建国 | 登记簿里没有这个人 | 先用 yizhan import residents");
    says("6 error name 无名氏 | 登记簿里没有这个人");
}

static void two_that_fit(void **state) {
    (void)state;
    struct yz_case c;
    struct yz_person twin = {.name = "李明", .sex = 1, .birth = 19900511, .phone = "13800000001"};
    put(&yz_person_kind, &twin);
    assert_int_equal(
        import_text("姓名,出生日期,联系方式,参保年度\n李明,1990.5.11,,2027\n李明,1990.5.11,13819900511,2027\n"),
        YZ_PARTIAL);
    counts(2, 1, 0, 1);
    says("2 error name 李明 | 登记簿里符合的有 2 人，认不准是谁 | 补上身份证号");
    of(d.father, &c);
    assert_int_equal(c.person, d.father);
}

static void numbers_that_do_not_fit(void **state) {
    (void)state;
    char text[512];
    snprintf(text, sizeof text, "姓名,身份证号,参保年度\n张立,%s,2027\n张丽,%s,2027\n张丽,53010319920203002,2027\n",
             number, other);
    assert_int_equal(import_text(text), YZ_PARTIAL);
    counts(3, 0, 0, 3);
    says("2 error name 张立 | 这个身份证号在登记簿里是 张*，姓名不同");
    says("3 error id_number"); /* she has another number, so this is somebody else */
    assert_int_equal(cases(), 0);
}

/* The register has no number for him: the one of the ledger is taken as his when name and birth agree, and told. */
static void a_number_that_the_register_lacks(void **state) {
    (void)state;
    char text[256];
    snprintf(text, sizeof text, "姓名,身份证号,参保年度\n李明,53010319900511001%c,2027\n",
             yz_id_check_digit("53010319900511001"));
    good(import_text(text));
    counts(1, 1, 0, 0);
    assert_int_equal(report.warnings, 1);
    says("登记簿里这个人没有身份证号");
}

static void every_error_of_every_row(void **state) {
    (void)state;
    assert_int_equal(import_text("姓名,出生日期,参保年度,应缴金额,缴费情况,缴费日期\n"
                                 "李明,1990.5.11,明年,很多,赊账,某天\n"
                                 "李明,1990.5.12,二〇二七,很多,,\n"
                                 "张丽,19920203,2027,,已缴费,\n"
                                 "李小雨,2020.6.1,2027,400,,\n"),
                     YZ_PARTIAL);
    counts(4, 1, 0, 3);
    says("2 error years 明年 |");
    says("2 error amount 很多 |");
    says("2 error payment 赊账 | 没有这个选项 | 未缴费 / 已缴费");
    says("3 error name 李明 | 登记簿里没有这个人");
    says("3 error years 二〇二七 |"); /* told although nobody is found */
    says("3 error amount 很多 |");
    says("4 error paid_on  | 这一项要填");
}

static char *slurp(const char *path) {
    static char text[4096];
    FILE *f = fopen(path, "r");
    if (!f) return NULL;
    text[fread(text, 1, sizeof text - 1, f)] = '\0';
    fclose(f);
    return text;
}

static void what_comes_back_goes_in_again(void **state) {
    (void)state;
    struct yz_buffer b = {0};
    assert_int_equal(import_text("花名册,\n姓名,出生日期,参保年度\n李明,1990.5.11,27年\n王秀英,1964.8.22,2027\n"),
                     YZ_PARTIAL);
    counts(2, 1, 0, 1);
    const char *text = slurp(rejects);
    assert_non_null(text);
    assert_non_null(strstr(text, "花名册"));
    assert_non_null(strstr(text, "错误原因"));
    assert_non_null(strstr(text, "李明,1990.5.11,27年"));
    assert_non_null(strstr(text, "参保年度：年度要写四位数"));
    assert_null(strstr(text, "王秀英"));
    for (const char *p = text; *p; p++) { /* mended by hand */
        if (strncmp(p, "27年", 5) == 0) yz_buffer_text(&b, "20");
        yz_buffer_byte(&b, *p);
    }
    good(import_text(yz_buffer_string(&b)));
    counts(1, 1, 0, 0);
    yz_buffer_free(&b);
}

static void a_second_run_changes_nothing(void **state) {
    (void)state;
    const char *text = "姓名,出生日期,参保年度\n李明,1990.5.11,2027\n王秀英,1964.8.22,2027\n谁也不是,1964.8.22,2027\n";
    assert_int_equal(import_text(text), YZ_PARTIAL);
    counts(3, 2, 0, 1);
    int64_t lines = yz_sql_int(d.store, "SELECT count(*) FROM journal", 0, 0);
    assert_int_equal(import_text(text), YZ_PARTIAL);
    counts(3, 0, 2, 1);
    assert_int_equal(report.act, 0);
    assert_int_equal(yz_sql_int(d.store, "SELECT count(*) FROM journal", 0, 0), lines);
    assert_int_equal(cases(), 2);
    assert_int_equal(import_text("姓名,出生日期,参保年度\n李明,1990.5.11,2026\n"), YZ_OK); /* another year */
    counts(1, 1, 0, 0);
}

/* The same person and year with another amount, and paid by now: the case stays, and the clerk is told. */
static void a_later_ledger_says_otherwise(void **state) {
    (void)state;
    good(import_text("姓名,出生日期,参保年度,应缴金额\n李明,1990.5.11,2027,400\n"));
    good(import_text(
        "姓名,出生日期,参保年度,应缴金额,缴费情况,缴费日期\n李明,1990.5.11,2027年,380,已缴费,2026.11.20\n"));
    counts(1, 0, 1, 0);
    assert_int_equal(report.warnings, 3);
    says("2 warning amount 380.00 | 与已有的办件 2026-000001 不同：那里是 400.00");
    says("2 warning payment paid | 与已有的办件 2026-000001 不同：那里是 unpaid");
    says("2 warning paid_on 2026-11-20 | 已有的办件 2026-000001 里没有填这一项 | 要改就打开那个办件");
}

static void twice_in_one_ledger(void **state) {
    (void)state;
    assert_int_equal(
        import_text("姓名,出生日期,参保年度\n李明,1990.5.11,2027\n李明,19900511,2027年度\n李明,19900511,2026\n"),
        YZ_PARTIAL);
    counts(3, 2, 0, 1);
    says("3 error name 李明 | 与第 2 行是同一个人的同一件事");
}

static void a_dry_run_and_all_or_nothing(void **state) {
    (void)state;
    const char *text = "姓名,出生日期,参保年度\n李明,1990.5.11,2027\n谁也不是,1964.8.22,2027\n";
    write_file(text);
    assert_int_equal(import_with(&(struct yz_import_options){.dry_run = true}), YZ_PARTIAL);
    counts(2, 1, 0, 1);
    assert_int_equal(cases(), 0);
    assert_int_equal(import_with(&(struct yz_import_options){.whole = true}), YZ_REFUSED);
    counts(2, 0, 0, 1);
    assert_int_equal(cases(), 0);
    write_file("姓名,出生日期,参保年度\n李明,1990.5.11,2027\n王秀英,1964.8.22,明年\n"); /* refused by the item alone */
    assert_int_equal(import_with(&(struct yz_import_options){.whole = true}), YZ_REFUSED);
    counts(2, 0, 0, 1);
    assert_int_equal(cases(), 0);
    good(import_text("姓名,出生日期,参保年度\n李明,1990.5.11,2027\n"));
    counts(1, 1, 0, 0);
}

static void undone_as_one(void **state) {
    (void)state;
    struct yz_undo undo;
    good(import_text("姓名,出生日期,参保年度\n李明,1990.5.11,2027\n王秀英,1964.8.22,2027\n"));
    good(yz_undo(d.session, 0, &undo));
    assert_string_equal(undo.verb, "import-cases");
    assert_int_equal(undo.records, 2);
    assert_int_equal(cases(), 0);
}

static void the_same_for_all(void **state) {
    (void)state;
    static const char *const both[] = {"consent=是", "years=2027"}, *const bad[] = {"years=明年"},
                             *const none[] = {"colour=red"};
    struct yz_case c;
    char value[32];
    write_file("姓名,出生日期,手机\n李明,1990.5.11,13819900511\n");
    good(import_with(&(struct yz_import_options){.sets = both, .set_count = 2}));
    of(d.father, &c);
    assert_string_equal(yz_case_answer(d.session, &c, "years", value, sizeof value), "2027");
    assert_int_equal(import_with(&(struct yz_import_options){.sets = bad, .set_count = 1}), YZ_REFUSED);
    assert_non_null(strstr(yz_message(), "年度要写四位数"));
    assert_int_equal(import_with(&(struct yz_import_options){.sets = none, .set_count = 1}), YZ_USAGE);
}

static void headers_by_map(void **state) {
    (void)state;
    write_file("姓名,生于,保险年份\n李明,1990.5.11,2027\n");
    good(import_with(&(struct yz_import_options){.map = "生于=birth,保险年份=years"}));
    counts(1, 1, 0, 0);
    assert_int_equal(import_with(&(struct yz_import_options){.map = "生于=birth,保险年份=colour"}), YZ_USAGE);
}

static void bytes_that_mean_nothing(void **state) {
    (void)state;
    write_file("姓名,出生日期,参保年度\n李明,1990.5.11,2027\n王\xFF\xFE英,1964.8.22,2027\n王秀英,1964.8.22,20\xFF\n");
    assert_int_equal(import_with(&(struct yz_import_options){.encoding = "utf-8"}), YZ_PARTIAL);
    counts(3, 1, 0, 2);
    says("3 error name");
    says("4 error years");
}

static void what_is_needed(void **state) {
    (void)state;
    write_file("姓名,出生日期\n李明,1990.5.11\n");
    struct yz_import_options o = {.kind = "cases", .file = file};
    assert_int_equal(yz_import(d.session, &o, &report), YZ_USAGE);
    o.service = "newborn-insurance";
    assert_int_equal(yz_import(d.session, &o, &report), YZ_REFUSED);
    write_file("甲,乙\n1,2\n");
    assert_int_equal(import_with(&(struct yz_import_options){0}), YZ_REFUSED);
}

int main(void) {
#define T(name) cmocka_unit_test_setup_teardown(name, begin, end)
    const struct CMUnitTest tests[] = {
        T(as_offices_keep_it),
        T(whom_a_row_means),
        T(two_that_fit),
        T(numbers_that_do_not_fit),
        T(a_number_that_the_register_lacks),
        T(every_error_of_every_row),
        T(what_comes_back_goes_in_again),
        T(a_second_run_changes_nothing),
        T(a_later_ledger_says_otherwise),
        T(twice_in_one_ledger),
        T(a_dry_run_and_all_or_nothing),
        T(undone_as_one),
        T(the_same_for_all),
        T(headers_by_map),
        T(bytes_that_mean_nothing),
        T(what_is_needed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
