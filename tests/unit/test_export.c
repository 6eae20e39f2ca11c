/* Export of lists, and residents out of one file and into another. */
#include "support/office.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <yizhan/demo.h>
#include <yizhan/journal.h>
#include <yizhan/lists.h>

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

static const char people[] = "姓名,出生日期,身份证号,电话,与户主关系,现住址,人口类型,工作单位,备注\n"
                             "张三丰,,530111199003071234,13812345678,户主,幸福里3-2-501,户籍,=1+2,\"两行\n备注\"\n"
                             "𠮷㐂,1991-01-01,,0871-63123456,妻,幸福里3-2-501,户籍,@公司,\"逗号,引号\"\"\"\n"
                             "买买提·艾力,1992-01-01,,,户主,星光园2期A2-1-301,流动,,\n";

static void fill(struct office *o) {
    struct told t = office_import(o, office_ledger(o, people, YZ_UTF8), NULL);
    if (t.report.added != 3) fail_msg("%s\n%s", yz_message(), yz_buffer_string(&t.text));
    told_free(&t);
}

/* The whole export; free() it. */
static char *export_with(struct office *o, struct yz_export_options options, size_t rows) {
    char *text = NULL;
    size_t length, count = 0;
    FILE *f = open_memstream(&text, &length);
    if (yz_export(o->session, &options, f, &count) != YZ_OK) fail_msg("%s", yz_message());
    assert_int_equal(count, rows);
    assert_int_equal(fclose(f), 0);
    return text;
}

static void has(const char *text, const char *words) {
    if (!strstr(text, words)) fail_msg("no “%s” in:\n%s", words, text);
}

static void has_not(const char *text, const char *words) {
    if (strstr(text, words)) fail_msg("“%s” in:\n%s", words, text);
}

static void masked_by_default(void **state) {
    struct office *o = *state;
    fill(o);
    char *text = export_with(o, (struct yz_export_options){.kind = "residents"}, 3);
    assert_memory_equal(text, "\xEF\xBB\xBF姓名,", strlen("\xEF\xBB\xBF姓名,"));
    has(text, "张*丰");
    has(text, "138****5678");
    has(text, "1991-**-**");
    has(text, "幸福里 3幢");
    has_not(text, "张三丰");
    has_not(text, "13812345678");
    has_not(text, "19900307");
    has_not(text, "501");
    free(text);
}

static void revealed_and_guarded(void **state) {
    struct office *o = *state;
    fill(o);
    char *text = export_with(o, (struct yz_export_options){.kind = "residents", .revealed = true}, 3);
    has(text, "张三丰");
    has(text, "\"\t53011119900307");
    has(text, "'=1+2");
    has(text, "'@公司");
    has(text, "\"两行\n备注\"");
    has(text, "\"逗号,引号\"\"\"");
    has(text, "幸福里3-2-501");
    free(text);
}

static void in_gb18030(void **state) {
    struct office *o = *state;
    struct yz_decoded d;
    fill(o);
    char *text =
        export_with(o, (struct yz_export_options){.kind = "residents", .revealed = true, .encoding = "gb18030"}, 3);
    assert_int_equal(yz_decode(YZ_GB18030, text, strlen(text), &d), YZ_OK);
    assert_int_equal(d.bad_count, 0);
    has(d.text, "𠮷㐂");
    free(d.text);
    free(text);
}

static void as_json_lines(void **state) {
    struct office *o = *state;
    fill(o);
    char *text = export_with(o, (struct yz_export_options){.kind = "residents", .format = "json", .revealed = true}, 3);
    has(text, "\"name\":\"张三丰\"");
    has(text, "\"address\":\"幸福里3-2-501\"");
    has(text, "\"legal\":true");
    has(text, "\"note\":\"两行\\n备注\"");
    size_t lines = 0;
    for (const char *p = text; *p; p++) lines += *p == '\n';
    assert_int_equal(lines, 3);
    assert_int_equal(office_int(o, "SELECT 1"), 1);
    free(text);
}

static void every_list(void **state) {
    struct office *o = *state;
    struct yz_findings found = {0};
    struct yz_provider barber = {.name = "便民理发店", .sort = YZ_PROVIDER_FIRM};
    struct yz_need n = {.text = "想装长椅", .field = 3, .place = "南门"};
    fill(o);
    assert_int_equal(yz_provider_save(o->session, &barber, &found), YZ_OK);
    struct yz_offer cut = {.list = YZ_LIST_RESOURCE,
                           .provider = barber.id,
                           .name = "上门理发",
                           .field = 6,
                           .capacity = 5,
                           .period = YZ_PER_WEEK};
    assert_int_equal(yz_offer_save(o->session, &cut, &found), YZ_OK);
    assert_int_equal(yz_need_save(o->session, &n, &found), YZ_OK);
    yz_findings_free(&found);
    for (const char *const *kind = yz_export_kinds(); *kind; kind++) {
        char *text = NULL;
        size_t length, rows = 0;
        FILE *f = open_memstream(&text, &length);
        const struct yz_export_options options = {.kind = *kind};
        if (yz_export(o->session, &options, f, &rows) != YZ_OK) fail_msg("%s: %s", *kind, yz_message());
        fclose(f);
        size_t lines = 0;
        for (const char *p = text; *p; p++) lines += *p == '\n';
        assert_true(lines >= rows + 1);
        bool may_be_empty = strcmp(*kind, "cases") == 0 || strcmp(*kind, "seals") == 0;
        if (!may_be_empty) assert_true(rows > 0);
        has_not(text, "张三丰"); /* also where a household names its head */
        free(text);
    }
}

static void within_a_place(void **state) {
    struct office *o = *state;
    fill(o);
    int64_t building = office_int(o, "SELECT id FROM building WHERE number='3'");
    struct yz_export_options options = {.kind = "residents", .within_kind = YZ_BUILDING, .within = building};
    free(export_with(o, options, 2));
    options.kind = "households";
    free(export_with(o, options, 1));
    options.kind = "dwellings";
    free(export_with(o, options, 1));
    options.kind = "cases";
    assert_int_equal(yz_export(o->session, &options, stdout, NULL), YZ_REFUSED);
}

static void each_export_is_in_the_journal(void **state) {
    struct office *o = *state;
    fill(o);
    free(export_with(o, (struct yz_export_options){.kind = "residents", .revealed = true}, 3));
    char *body = office_rows(o, "SELECT verb||' '||kind||' '||body FROM journal ORDER BY seq DESC LIMIT 1");
    has(body, "export export {\"kind\":\"residents\"");
    has(body, "\"revealed\":true");
    free(body);
    struct yz_verdict v;
    assert_int_equal(yz_verify(o->session, &v), YZ_OK);
}

static void what_cannot_be_exported(void **state) {
    struct office *o = *state;
    const struct yz_export_options bad[] = {{.kind = "dragons"},
                                            {.kind = NULL},
                                            {.kind = "staff", .format = "docx"},
                                            {.kind = "staff", .encoding = "ebcdic"},
                                            {.kind = "residents", .within = 1}};
    int64_t lines = office_int(o, "SELECT count(*) FROM journal");
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_equal(yz_export(o->session, &bad[i], stdout, NULL), YZ_USAGE);
    assert_int_equal(office_int(o, "SELECT count(*) FROM journal"), lines);
}

static void a_full_disk_is_told(void **state) {
    struct office *o = *state;
    fill(o);
    FILE *full = fopen("/dev/full", "w");
    if (!full) skip();
    const struct yz_export_options options = {.kind = "residents"}, json = {.kind = "residents", .format = "json"};
    assert_int_equal(yz_export(o->session, &options, full, NULL), YZ_BUSY);
    clearerr(full);
    assert_int_equal(yz_export(o->session, &json, full, NULL), YZ_BUSY);
    fclose(full);
}

/* --- there and back --- */

#define EVERYONE                                                                                                       \
    "SELECT p.name||'|'||p.id_number||'|'||p.id_kind||'|'||p.sex||'|'||p.birth||'|'||p.ethnic||'|'||p.phone||'|'||"    \
    "p.marital||'|'||p.political||'|'||p.residence||'|'||p.hukou||'|'||ifnull((SELECT id_number FROM person WHERE "    \
    "id=p.mother),'')||'|'||m.relation||'|'||m.role||'|'||m.legal||'|'||m.since||'|'||h.kind||'|'||"                   \
    "ifnull((SELECT id_number FROM person WHERE id=h.head),'')||'|'||c.name||'|'||b.number||'|'||d.unit||'|'||d.room " \
    "FROM person p JOIN membership m ON m.person=p.id JOIN household h ON h.id=m.household JOIN dwelling d ON "        \
    "d.id=m.dwelling JOIN building b ON b.id=d.building JOIN compound c ON c.id=b.compound ORDER BY "                  \
    "p.id_number,p.name,"                                                                                              \
    "p.birth"

static void residents_go_there_and_back(void **state) {
    struct office *o = *state, demo = {0};
    const struct yz_demo size = {.people = 1200, .households = 160, .date = 20261123, .force = true};
    const struct yz_import_options make = {.create_places = true};
    char path[128], ledger[128];
    snprintf(path, sizeof path, "%s/demo.db", o->folder);
    snprintf(ledger, sizeof ledger, "%s/all.csv", o->folder);
    assert_int_equal(yz_demo_write(path, &size), YZ_OK);
    assert_int_equal(yz_session_open(path, &demo.session), YZ_OK);
    FILE *f = fopen(ledger, "w");
    size_t rows = 0;
    const struct yz_export_options all = {.kind = "residents", .revealed = true};
    assert_int_equal(yz_export(demo.session, &all, f, &rows), YZ_OK);
    fclose(f);
    assert_true(rows > 1000);
    struct told t = office_import(o, ledger, &make);
    if (t.status != YZ_OK || t.report.added != rows)
        fail_msg("status %d (%s), %zu of %zu\n%s", t.status, yz_message(), t.report.added, rows,
                 yz_buffer_string(&t.text));
    assert_string_equal(t.report.unknown_headers, "");
    told_free(&t);
    char *before = office_rows(&demo, EVERYONE), *after = office_rows(o, EVERYONE);
    assert_string_equal(before, after);
    assert_int_equal(office_int(&demo, "SELECT count(*) FROM household"),
                     office_int(o, "SELECT count(*) FROM household"));
    free(before);
    free(after);
    t = office_import(o, ledger, &make);
    assert_int_equal(t.report.unchanged, rows);
    assert_int_equal(t.report.act, 0);
    told_free(&t);
    yz_session_close(demo.session);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(masked_by_default),
        TEST(revealed_and_guarded),
        TEST(in_gb18030),
        TEST(as_json_lines),
        TEST(every_list),
        TEST(within_a_place),
        TEST(each_export_is_in_the_journal),
        TEST(what_cannot_be_exported),
        TEST(a_full_disk_is_told),
        TEST(residents_go_there_and_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
