/* Workbooks: what their cells say, as people see it; what is refused; and what is written is read again. */
#include "base/xlsx.h"
#include "support/office.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

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

/* --- numbers and days, which need no library --- */

static void numbers(void **state) {
    static const char *const all[][2] = {{"5", "5"},
                                         {"0", "0"},
                                         {"-3.50", "-3.5"},
                                         {"13812345678", "13812345678"},
                                         {"1.3812345678E10", "13812345678"},
                                         {"89.500000000000014", "89.5"},
                                         {"0.10000000000000001", "0.1"},
                                         {"1E-3", "0.001"},
                                         {"999999999999999", "999999999999999"},
                                         {"99999999999999.99", "100000000000000"},
                                         {"1.1010119900307E+17", "1.1010119900307E+17"},
                                         {"110101199003070771", "1.10101199003071E+17"},
                                         {"1E+15", "1.0E+15"},
                                         {"", ""},
                                         {"1.2.3", ""},
                                         {"12a", ""},
                                         {"1E9999", ""}};
    char out[YZ_XLSX_NUMBER];
    (void)state;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        yz_xlsx_number(all[i][0], out);
        assert_string_equal(out, all[i][1]);
    }
}

static void days(void **state) {
    static const struct {
        const char *raw;
        bool from_1904;
        const char *text;
    } all[] = {{"45356", false, "2024-03-05"}, {"43894", true, "2024-03-05"},
               {"1", false, "1900-01-01"},     {"59", false, "1900-02-28"},
               {"61", false, "1900-03-01"},    {"45356.5", false, "2024-03-05 12:00"},
               {"0.75", false, "18:00"},       {"45356.99999", false, "2024-03-06"}};
    char out[YZ_XLSX_NUMBER];
    (void)state;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        assert_true(yz_xlsx_day(all[i].raw, all[i].from_1904, out));
        assert_string_equal(out, all[i].text);
    }
    assert_false(yz_xlsx_day("-1", false, out));
    assert_false(yz_xlsx_day("9999999", false, out));
    assert_false(yz_xlsx_day("nan", false, out));
    assert_false(yz_xlsx_day("5x", false, out));
}

static void refused(struct office *o, const char *name, const void *bytes, size_t n, const char *words) {
    char path[160];
    snprintf(path, sizeof path, "%s/%s", o->folder, name);
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, n, f), n);
    assert_int_equal(fclose(f), 0);
    struct told t = office_import(o, path, NULL);
    if (t.status != YZ_REFUSED || !strstr(yz_message(), words)) fail_msg("%s: %d %s", name, t.status, yz_message());
    assert_int_equal(office_int(o, "SELECT count(*) FROM person"), 0);
    told_free(&t);
}

static void what_is_no_workbook(void **state) {
    struct office *o = *state;
    static const char old[] = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1....W\0o\0r\0k\0b\0o\0o\0k\0",
                      locked[] = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1..E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0",
                      csv[] = "姓名,现住址\n张三,幸福里3-2-501\n",
                      html[] = "<html><table><tr><td>姓名</td></tr></table>";
    refused(o, "renamed.xlsx", csv, sizeof csv - 1, "改了名的文件");
    refused(o, "old.xls", old, sizeof old - 1, "旧式 Excel");
    refused(o, "locked.xlsx", locked, sizeof locked - 1, "加了密码");
    refused(o, "page.xls", html, sizeof html - 1, "网页");
    if (yz_xlsx_reads()) refused(o, "cut.xlsx", "PK\003\004abc", 7, "损坏");
    else refused(o, "any.xlsx", "PK\003\004abc", 7, "另存为");
}

#ifdef HAVE_XLSXREADER
#include "support/workbook.h"

static struct told import_bytes(struct office *o, const struct yz_buffer *file, struct yz_import_options options) {
    char path[160];
    snprintf(path, sizeof path, "%s/book.xlsx", o->folder);
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(file->data, 1, file->length, f), file->length);
    assert_int_equal(fclose(f), 0);
    return office_import(o, path, &options);
}

static struct told import_sheet(struct office *o, const char *sheet, const char *strings, const char *styles) {
    struct yz_buffer file = {0};
    assert_true(workbook_make(sheet, strings, styles, &file));
    struct told t = import_bytes(o, &file, (struct yz_import_options){0});
    yz_buffer_free(&file);
    return t;
}

/* A title merged over all columns, merged cells below one another, shared, rich and inline strings, a reading above the
 * characters, days as numbers, a number that shows zeros before it, gaps between cells. */
static void a_ledger_as_offices_keep_it(void **state) {
    struct office *o = *state;
    static const char sheet[] =
        "<worksheet><sheetData>"
        "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>某某社区居民台账</t></is></c></row>"
        "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c><c r=\"B2\" t=\"s\"><v>1</v></c><c r=\"D2\" t=\"s\"><v>2</v></c>"
        "<c r=\"E2\" t=\"s\"><v>3</v></c><c r=\"F2\" t=\"s\"><v>4</v></c><c r=\"G2\" t=\"s\"><v>6</v></c></row>"
        "<row r=\"3\"><c r=\"A3\" t=\"inlineStr\"><is><t>填表说明：带*的必填</t></is></c></row>"
        "<row r=\"4\"><c r=\"A4\" t=\"s\"><v>5</v></c><c r=\"B4\" s=\"1\"><v>32938</v></c>"
        "<c r=\"D4\"><v>13812345678</v></c><c r=\"E4\" t=\"inlineStr\"><is><t>幸福里3-2-501</t></is></c>"
        "<c r=\"F4\" t=\"str\"><f>A1</f><v>户主</v></c><c r=\"G4\" s=\"2\"><v>123</v></c></row>"
        "<row r=\"6\"><c r=\"A6\" t=\"inlineStr\"><is><r><t>李</t></r><r><t>四</t></r></is></c>"
        "<c r=\"B6\" s=\"3\"><v>33303.5</v></c><c r=\"F6\" t=\"inlineStr\"><is><t>妻</t></is></c></row>"
        "</sheetData><mergeCells><mergeCell ref=\"A1:F1\"/><mergeCell ref=\"E4:E6\"/></mergeCells></worksheet>";
    static const char strings[] = "<sst><si><t>姓名</t></si><si><t>出生日期</t></si><si><t>电话</t></si>"
                                  "<si><t>现住址</t></si><si><t>与户主关系</t></si>"
                                  "<si><r><t>张</t></r><r><t>三</t></r><rPh sb=\"0\" eb=\"1\"><t>zhang</t></rPh></si>"
                                  "<si><t>户号</t></si></sst>";
    static const char styles[] =
        "<styleSheet><numFmts><numFmt numFmtId=\"170\" formatCode=\"000000\"/>"
        "<numFmt numFmtId=\"171\" formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@\"/>"
        "</numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/>"
        "<xf numFmtId=\"14\"/><xf numFmtId=\"170\"/><xf numFmtId=\"171\"/></cellXfs></styleSheet>";
    struct told t = import_sheet(o, sheet, strings, styles);
    if (t.status != YZ_OK || t.report.added != 2) fail_msg("%s\n%s", yz_message(), yz_buffer_string(&t.text));
    assert_string_equal(t.report.encoding, "xlsx");
    told_free(&t);
    char *rows = office_rows(o, "SELECT p.name||' '||p.birth||' '||p.phone||' '||d.unit||'-'||d.room||' '||h.number"
                                " FROM person p JOIN membership m ON m.person=p.id JOIN dwelling d ON d.id=m.dwelling"
                                " JOIN household h ON h.id=m.household ORDER BY p.id");
    assert_string_equal(rows, "张三 19900306 13812345678 2-501 000123\n李四 19910306  2-501 000123\n");
    free(rows);
}

static void digits_that_excel_lost(void **state) {
    struct office *o = *state;
    struct told t =
        import_sheet(o,
                     "<worksheet><sheetData><row><c t=\"str\"><v>姓名</v></c><c t=\"str\"><v>身份证号</v></c>"
                     "<c t=\"str\"><v>现住址</v></c></row><row><c t=\"str\"><v>张三</v></c>"
                     "<c><v>1.1010519491231E+17</v></c><c t=\"str\"><v>幸福里3-2-501</v></c></row>"
                     "</sheetData></worksheet>",
                     NULL, NULL);
    assert_int_equal(t.status, YZ_PARTIAL);
    if (!told_says(&t, 2, "id_number", "后几位已经丢失")) fail_msg("%s", yz_buffer_string(&t.text));
    told_free(&t);
}

/* The note about filling in comes first, the table on the second sheet; the hidden one is none of ours. */
static void the_sheet_with_the_table(void **state) {
    struct office *o = *state;
    static const struct part parts[] = {
        {"xl/workbook.xml",
         "<workbook><workbookPr date1904=\"1\"/><sheets><sheet name=\"h\" state=\"hidden\" id=\"r1\"/>"
         "<sheet name=\"n\" id=\"r2\"/><sheet name=\"t\" id=\"r3\"/></sheets></workbook>",
         0},
        {"xl/_rels/workbook.xml.rels",
         "<Relationships><Relationship Id=\"r1\" Target=\"a.xml\"/><Relationship Id=\"r2\" Target=\"/xl/b.xml\"/>"
         "<Relationship Id=\"r3\" Target=\"c.xml\"/></Relationships>",
         0},
        {"xl/a.xml",
         "<worksheet><sheetData><row><c t=\"str\"><v>x</v></c><c t=\"str\"><v>y</v></c></row></sheetData></worksheet>",
         0},
        {"xl/b.xml", "<worksheet><sheetData><row><c t=\"str\"><v>填表说明</v></c></row></sheetData></worksheet>", 0},
        {"xl/c.xml",
         "<worksheet><sheetData><row><c t=\"str\"><v>姓名</v></c><c t=\"str\"><v>生日</v></c><c "
         "t=\"str\"><v>地址</v></c></row>"
         "<row><c t=\"str\"><v>张三</v></c><c s=\"0\"><v>31476</v></c><c "
         "t=\"str\"><v>幸福里3-2-501</v></c></row></sheetData></worksheet>",
         0},
        {"xl/styles.xml", "<styleSheet><cellXfs><xf numFmtId=\"14\"/></cellXfs></styleSheet>", 0}};
    struct yz_buffer file = {0};
    assert_true(workbook_zip(parts, sizeof parts / sizeof *parts, NULL, &file));
    struct told t = import_bytes(o, &file, (struct yz_import_options){0});
    if (t.status != YZ_OK) fail_msg("%s", yz_message());
    assert_int_equal(office_int(o, "SELECT birth FROM person"), 19900306);
    assert_int_equal(t.report.sheets, 2);
    assert_string_equal(t.report.sheet, "t");
    assert_string_equal(t.report.sheet_names, "n|t");
    told_free(&t);
    t = import_bytes(o, &file, (struct yz_import_options){.sheet = "T"});
    assert_int_equal(t.report.unchanged, 1);
    told_free(&t);
    t = import_bytes(o, &file, (struct yz_import_options){.sheet = "h"});
    assert_int_equal(t.status, YZ_REFUSED);
    assert_non_null(strstr(yz_message(), "n|t"));
    told_free(&t);
    yz_buffer_free(&file);
}

static void is_refused(struct office *o, const struct part *parts, size_t count, const char *password,
                       const char *words) {
    struct yz_buffer file = {0};
    assert_true(workbook_zip(parts, count, password, &file));
    refused(o, "book.xlsx", file.data, file.length, words);
    yz_buffer_free(&file);
}

static void files_that_do_harm(void **state) {
    struct office *o = *state;
    enum { MUCH = 40 << 20 };
    struct part book[] = {{"xl/workbook.xml", WORKBOOK_XML, 0},
                          {"xl/_rels/workbook.xml.rels", RELATIONS_XML, 0},
                          {"xl/worksheets/sheet1.xml", "<worksheet/>", 0}};
    char *spaces = malloc(MUCH);
    assert_non_null(spaces);
    memset(spaces, ' ', MUCH);
    memcpy(spaces, "<worksheet>", 11);
    is_refused(o, book, 3, "geheim", "加了密码");
    book[2].bytes = "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]><worksheet>&b;</worksheet>";
    is_refused(o, book, 3, NULL, "DTD");
    book[2].bytes = "<worksheet><sheetData><row r=\"1\"><c r=\"XFD1\"><v>1</v></c></row></sheetData></worksheet>";
    is_refused(o, book, 3, NULL, "不像台账");
    book[2].bytes = "<worksheet><sheetData><row>";
    is_refused(o, book, 3, NULL, "损坏");
    book[2] = (struct part){"xl/worksheets/sheet1.xml", spaces, MUCH};
    is_refused(o, book, 3, NULL, "压缩炸弹");
    is_refused(o, &(struct part){"word/document.xml", "<w/>", 0}, 1, NULL, "Word");
    is_refused(o, &(struct part){"photo.jpg", "x", 0}, 1, NULL, "压缩包");
    is_refused(o, book, 1, NULL, "损坏");
    free(spaces);
}

#ifdef HAVE_XLSXWRITER
static void written_is_read_again(void **state) {
    struct office *o = *state;
    char path[160];
    static const char people[] = "姓名,身份证号,出生日期,电话,与户主关系,现住址,人口类型,备注\n"
                                 "张三丰,11010519491231002X,,13812345678,户主,幸福里3-2-501,户籍,=1+2\n"
                                 "𠮷㐂,,1899-05-04,0871-63123456,妻,幸福里3-2-501,户籍,\"两行\n备注\"\n";
    struct told t = office_import(o, office_ledger(o, people, YZ_UTF8), NULL);
    assert_int_equal(t.report.added, 2);
    told_free(&t);
    snprintf(path, sizeof path, "%s/out.xlsx", o->folder);
    FILE *f = fopen(path, "wb");
    size_t rows = 0;
    assert_non_null(f);
    const struct yz_export_options e = {.kind = "residents", .format = "xlsx", .revealed = true};
    if (yz_export(o->session, &e, f, &rows) != YZ_OK) fail_msg("%s", yz_message());
    fclose(f);
    assert_int_equal(rows, 2);
    t = office_import(o, path, NULL);
    if (t.status != YZ_OK || t.report.unchanged != 2) fail_msg("%s\n%s", yz_message(), yz_buffer_string(&t.text));
    assert_string_equal(t.report.unknown_headers, "");
    told_free(&t);
}
#endif
#endif

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers),
        cmocka_unit_test(days),
        cmocka_unit_test_setup_teardown(what_is_no_workbook, begin, end),
#ifdef HAVE_XLSXREADER
        cmocka_unit_test_setup_teardown(a_ledger_as_offices_keep_it, begin, end),
        cmocka_unit_test_setup_teardown(digits_that_excel_lost, begin, end),
        cmocka_unit_test_setup_teardown(the_sheet_with_the_table, begin, end),
        cmocka_unit_test_setup_teardown(files_that_do_harm, begin, end),
#ifdef HAVE_XLSXWRITER
        cmocka_unit_test_setup_teardown(written_is_read_again, begin, end),
#endif
#endif
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
