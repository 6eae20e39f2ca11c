/* CSV as staff have it, and as we write it. Rows are shown as cells in [ ]. */
#include "base/csv.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static void show_row(struct yz_buffer *out, const struct yz_csv *csv, enum yz_csv_answer answer, char **cells,
                     size_t n) {
    yz_buffer_printf(out, "%zu:", csv->line);
    for (size_t i = 0; i < n; i++) yz_buffer_printf(out, "[%s]", cells[i]);
    if (answer == YZ_CSV_NUL) yz_buffer_text(out, "NUL");
    if (answer == YZ_CSV_UNCLOSED) yz_buffer_text(out, "UNCLOSED");
    yz_buffer_byte(out, ' ');
}

static void reads_n(const char *text, size_t length, const char *expected) {
    char *copy = malloc(length + 1); /* exactly, so that a look beyond the end is seen */
    assert_non_null(copy);
    memcpy(copy, text, length);
    copy[length] = '\0';
    struct yz_csv csv;
    struct yz_buffer out = {0};
    char **cells = NULL;
    size_t n;
    enum yz_csv_answer answer;
    yz_csv_open(&csv, copy, length);
    while ((answer = yz_csv_row(&csv, &cells, &n)) != YZ_CSV_END) show_row(&out, &csv, answer, cells, n);
    assert_string_equal(yz_buffer_string(&out), expected);
    yz_csv_close(&csv);
    yz_buffer_free(&out);
    free(copy);
}

static void reads(const char *text, const char *expected) {
    reads_n(text, strlen(text), expected);
}

static void rows_and_cells(void **state) {
    (void)state;
    reads("", "");
    reads("\n\n", "");
    reads("a,b\n1,2\n", "1:[a][b] 2:[1][2] ");
    reads("a,b\r\n1,2", "1:[a][b] 2:[1][2] ");
    reads("a,b\r1,\r", "1:[a][b] 2:[1][] ");
    reads("\xEF\xBB\xBF姓名,证件\n张三,\n", "1:[姓名][证件] 2:[张三][] ");
    reads("a,b\n\n\r\n,\n", "1:[a][b] 4:[][] ");
    reads("\"\"\n", "1:[] ");
}

static void quotes(void **state) {
    (void)state;
    reads("\"a,b\",\"c\"\"d\",\"\"\n", "1:[a,b][c\"d][] ");
    reads("\"一\r\n二\n三\",x\ny\n", "1:[一\r\n二\n三][x] 4:[y] ");
    reads("a\"b\",c\n", "1:[a\"b\"][c] ");
    reads("\"a\"b\"c\",d\n", "1:[ab\"c\"][d] ");
    reads("\"\"\"\",\"\"\"a\"\"\"\n", "1:[\"][\"a\"] ");
    reads("\"a\"\"\"b,c\n", "1:[a\"b][c] ");
}

static void separators_are_found(void **state) {
    (void)state;
    reads("a;b;c\n1,5;2;3\n", "1:[a][b][c] 2:[1,5][2][3] ");
    reads("a\tb\n1\t2\n", "1:[a][b] 2:[1][2] ");
    reads("居民台账,,\n姓名,电话;手机;固话,备注\n张三,1;2;3,\n",
          "1:[居民台账][][] 2:[姓名][电话;手机;固话][备注] 3:[张三][1;2;3][] ");
    reads("\"\t1\",\"\t2\"\n\"\t3\",\"\t4\"\n", "1:[\t1][\t2] 2:[\t3][\t4] ");
    reads("\"\"\"';\",\"\"\"';\"\n", "1:[\"';][\"';] ");
    reads("sep=;\r\na,b;c\n", "2:[a,b][c] ");
}

static void damage_costs_only_its_row(void **state) {
    (void)state;
    reads("a,b\n1,\"x\n2,y\n3,z\n", "1:[a][b] 2:UNCLOSED 3:[2][y] 4:[3][z] ");
    reads_n("a,b\n1,x\0y\n2,z\n", 13, "1:[a][b] 2:NUL 3:[2][z] ");
    reads_n("a,b\n\"1\n\0\",x\n2,z\n", 16, "1:[a][b] 2:NUL 4:[2][z] ");
    reads("\"", "1:UNCLOSED ");
    assert_true(strlen(yz_csv_error(YZ_CSV_NUL)) > 0 && strlen(yz_csv_error(YZ_CSV_UNCLOSED)) > 0);
}

/* Lines made so that each leaves a quote open must not cost a pass over the rest each. */
static void open_quotes_stay_cheap(void **state) {
    (void)state;
    static const char line[] = "a\"b,\"\n";
    size_t lines = 200000, length = lines * (sizeof line - 1), seen = 0, n;
    char *text = malloc(length + 1), **cells;
    assert_non_null(text);
    for (size_t i = 0; i < lines; i++) memcpy(text + i * (sizeof line - 1), line, sizeof line);
    struct yz_csv csv;
    yz_csv_open(&csv, text, length);
    while (yz_csv_row(&csv, &cells, &n) != YZ_CSV_END) seen++;
    assert_int_equal(seen, lines);
    assert_true(csv.rescanned < 8 * length);
    yz_csv_close(&csv);
    free(text);
}

static void writes(const char *cell, const char *expected) {
    struct yz_buffer out = {0};
    struct yz_csv_writer w;
    yz_csv_write_open(&w, NULL, &out, YZ_UTF8);
    yz_csv_cell(&w, cell);
    yz_csv_cell(&w, "x");
    yz_csv_end_row(&w);
    assert_int_equal(yz_csv_write_close(&w), YZ_OK);
    struct yz_buffer wanted = {0};
    yz_buffer_printf(&wanted, "%s,x\r\n", expected);
    assert_string_equal(yz_buffer_string(&out), yz_buffer_string(&wanted));
    yz_buffer_free(&wanted);
    yz_buffer_free(&out);
}

static void cells_are_guarded(void **state) {
    (void)state;
    writes("张三", "张三");
    writes("a,b", "\"a,b\"");
    writes("a\"b", "\"a\"\"b\"");
    writes("sep=;", "\"sep=;\"");
    writes("\xEF\xBB\xBF"
           "a",
           "\"\xEF\xBB\xBF"
           "a\"");
    writes(" a", "\" a\"");
    writes("=1+1", "'=1+1");
    writes("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0");
    writes("+86", "'+86");
    writes("-1", "'-1");
    writes("@SUM(A1)", "'@SUM(A1)");
    writes("＝1", "'＝1");
    writes("\tx", "\"'\tx\"");
    writes("\r=1", "\"'\r=1\"");
    writes("530111199003071234", "\"\t530111199003071234\"");
    writes("53011119900307123X", "53011119900307123X");
    writes("13812345678", "13812345678");
    writes("0871", "\"\t0871\"");
    writes("0", "0");
    writes("3-2", "\"\t3-2\"");
    writes("3-1901", "\"\t3-1901\"");
    writes("12E3", "\"\t12E3\"");
    writes("2026-11-23", "2026-11-23");
    writes("12.5", "12.5");
}

static void what_we_write_we_read(void **state) {
    (void)state;
    static const char *const cells[] = {
        "张三",
        "",
        "=1+1",
        "'=1+1",
        "''",
        "'",
        "\t1",
        "\t",
        "530111199003071234",
        "'530111199003071234",
        "0871",
        "a,b\"c\r\nd",
        "=\"123\"",
        "-",
        "+86 138",
        "@",
        "＝a",
        " x ",
        "3-2-501",
        "12E3",
        "\r",
        "\n",
        "\"",
        "\"\"",
        ";",
        "1/2",
        "'张",
        "\t\t",
    };
    const size_t count = sizeof cells / sizeof *cells;
    static const enum yz_encoding encodings[] = {YZ_UTF8_BOM, YZ_GB18030, YZ_UTF16LE, YZ_UTF8};
    for (size_t k = 0; k < 4; k++) {
        FILE *file = tmpfile();
        assert_non_null(file);
        struct yz_csv_writer w;
        yz_csv_write_open(&w, file, NULL, encodings[k]);
        for (int row = 0; row < 500; row++) {
            for (size_t i = 0; i < count; i++) yz_csv_cell(&w, cells[i]);
            yz_csv_end_row(&w);
            yz_csv_cell(&w, NULL); /* a row of one empty cell is a row */
            yz_csv_end_row(&w);
        }
        assert_int_equal(yz_csv_write_close(&w), YZ_OK);
        size_t length = (size_t)ftell(file);
        char *bytes = malloc(length);
        assert_non_null(bytes);
        rewind(file);
        assert_int_equal(fread(bytes, 1, length, file), length);
        fclose(file);
        assert_int_equal(yz_encoding_detect(bytes, length), encodings[k]);
        struct yz_decoded d;
        assert_int_equal(yz_decode(encodings[k], bytes, length, &d), YZ_OK);
        struct yz_csv csv;
        yz_csv_open(&csv, d.text, d.length);
        char **got;
        size_t n;
        for (int row = 0; row < 500; row++) {
            assert_int_equal(yz_csv_row(&csv, &got, &n), YZ_CSV_ROW);
            assert_int_equal(n, count);
            for (size_t i = 0; i < count; i++) assert_string_equal(yz_csv_unguard(got[i]), cells[i]);
            assert_int_equal(yz_csv_row(&csv, &got, &n), YZ_CSV_ROW);
            assert_int_equal(n, 1);
            assert_string_equal(got[0], "");
        }
        assert_int_equal(yz_csv_row(&csv, &got, &n), YZ_CSV_END);
        yz_csv_close(&csv);
        free(d.text);
        free(bytes);
    }
}

static void guards_of_others_come_off(void **state) {
    (void)state;
    char a[] = "=\"0871\"", b[] = "'530111", c[] = "\t123", d[] = "'张", e[] = "=\"a\"&\"b\"";
    assert_string_equal(yz_csv_unguard(a), "0871");
    assert_string_equal(yz_csv_unguard(b), "530111");
    assert_string_equal(yz_csv_unguard(c), "123");
    assert_string_equal(yz_csv_unguard(d), "'张");
    assert_string_equal(yz_csv_unguard(e), "=\"a\"&\"b\"");
}

static void a_full_disk_is_told(void **state) {
    (void)state;
    FILE *full = fopen("/dev/full", "w");
    if (!full) skip();
    struct yz_csv_writer w;
    yz_csv_write_open(&w, full, NULL, YZ_UTF8_BOM);
    yz_csv_cell(&w, "张三");
    assert_int_equal(yz_csv_write_close(&w), YZ_BUSY);
    assert_true(strlen(yz_message()) > 0);
    fclose(full);
}

int main(void) {
    setlocale(LC_ALL, "C.UTF-8");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_and_cells),         cmocka_unit_test(quotes),
        cmocka_unit_test(separators_are_found),   cmocka_unit_test(damage_costs_only_its_row),
        cmocka_unit_test(open_quotes_stay_cheap), cmocka_unit_test(cells_are_guarded),
        cmocka_unit_test(what_we_write_we_read),  cmocka_unit_test(guards_of_others_come_off),
        cmocka_unit_test(a_full_disk_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
