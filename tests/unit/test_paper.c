/* The receipt and the notice, column by column and byte by byte; printing; wrapping. */
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
#include <yizhan/journal.h>
#include <yizhan/papers.h>

#include "base/buffer.h"
#include "service/desk/paper_sheet.h"
#include "base/text.h"
#include "service/desk/intake_private.h"
#include "service/desk/paper_layout.h"
#include "support/desk.h"
#include "support/golden.h"

static struct desk d;
static struct yz_case c;

static int begin(void **state) {
    struct yz_outcome o;
    struct yz_findings f = {0};
    (void)state;
    desk_make(&d);
    struct yz_intake *in = desk_baby(&d, "2026-11-18 03:20", "U530123456");
    yz_intake_tick(in, 2, false);
    yz_intake_tick(in, 1, false);
    assert_int_equal(yz_intake_save(in, &o, &c, &f), YZ_OK);
    yz_intake_free(in);
    yz_findings_free(&f);
    return 0;
}

static int end(void **state) {
    (void)state;
    desk_drop(&d);
    return 0;
}

static void papers_of_every_width(void **state) {
    (void)state;
    static const int widths[] = {YZ_COLUMNS_A4, YZ_COLUMNS_80MM, YZ_COLUMNS_58MM};
    for (int paper = 0; paper <= YZ_PAPER_NOTICE; paper++) {
        for (size_t i = 0; i < 3; i++) {
            char name[64];
            struct yz_buffer text = {0};
            assert_int_equal(yz_paper_lay(d.session, &c, (enum yz_paper)paper, widths[i], false, &text), YZ_OK);
            golden_fits(yz_buffer_string(&text), widths[i]);
            snprintf(name, sizeof name, "paper-%s-%d.txt", yz_paper_key((enum yz_paper)paper), widths[i]);
            golden_is(name, &text);
            yz_buffer_free(&text);
        }
    }
}

static void what_a_receipt_may_not_show(void **state) {
    (void)state;
    struct yz_buffer text = {0};
    assert_int_equal(yz_paper_lay(d.session, &c, YZ_PAPER_RECEIPT, 80, false, &text), YZ_OK);
    const char *t = yz_buffer_string(&text);
    assert_non_null(strstr(t, "尚无证件（新生儿）"));
    assert_null(strstr(t, "U530123456")); /* masked */
    assert_null(strstr(t, "13819920203"));
    assert_null(strstr(t, "{{"));
    yz_buffer_free(&text);
}

static void a_temporary_number_is_never_printed(void **state) {
    (void)state;
    struct yz_person baby;
    struct yz_buffer text = {0};
    assert_int_equal(yz_record_get(d.session, YZ_PERSON, c.person, &baby), YZ_OK);
    snprintf(baby.id_number, sizeof baby.id_number, "LS20261118001");
    assert_int_equal(yz_act_begin(d.store, "edit-person", d.clerk.id), YZ_OK);
    assert_int_equal(yz_put(d.store, &yz_person_kind, &baby), YZ_OK);
    assert_int_equal(yz_act_commit(d.store, NULL), YZ_OK);
    assert_int_equal(yz_paper_lay(d.session, &c, YZ_PAPER_RECEIPT, 80, false, &text), YZ_OK);
    assert_null(strstr(yz_buffer_string(&text), "LS2"));
    assert_non_null(strstr(yz_buffer_string(&text), "尚无证件"));
    yz_buffer_free(&text);
}

static void no_notice_without_need(void **state) {
    (void)state;
    struct yz_buffer text = {0};
    struct yz_case whole = c;
    *whole.missing = '\0';
    assert_int_equal(yz_paper_lay(d.session, &whole, YZ_PAPER_NOTICE, 80, false, &text), YZ_REFUSED);
    assert_int_equal(yz_paper_lay(d.session, &c, YZ_PAPER_NOTICE, 5, false, &text), YZ_USAGE);
    yz_buffer_free(&text);
}

static void bytes_for_a_receipt_printer(void **state) {
    (void)state;
    struct yz_buffer text = {0}, bytes = {0};
    /* 回 = BBD8, 执 = D6B4, and 𠮷, which only GB18030 knows, = 9534B235 */
    assert_int_equal(yz_paper_escpos("回执𠮷\n", &bytes), YZ_OK);
    static const char expected[] = "\x1b@\x1c&\xBB\xD8\xD6\xB4\x95\x34\xB2\x35\n\x1b"
                                   "d\x04\x1dV\x01";
    assert_int_equal(bytes.length, sizeof expected - 1);
    assert_memory_equal(bytes.data, expected, sizeof expected - 1);
    yz_buffer_clear(&bytes);
    assert_int_equal(yz_paper_lay(d.session, &c, YZ_PAPER_RECEIPT, YZ_COLUMNS_58MM, false, &text), YZ_OK);
    assert_int_equal(yz_paper_escpos(yz_buffer_string(&text), &bytes), YZ_OK);
    golden_is("paper-receipt-32.escpos", &bytes);
    yz_buffer_free(&text);
    yz_buffer_free(&bytes);
}

static void printing_to_a_file_is_noted(void **state) {
    (void)state;
    char path[128], way[160];
    struct yz_print to;
    struct yz_buffer file = {0}, text = {0};
    struct yz_case_event events[8];
    size_t count;
    snprintf(path, sizeof path, "%s/receipt.txt", d.folder);
    snprintf(way, sizeof way, "file:%s,80mm", path);
    assert_int_equal(yz_print_parse(way, &to), YZ_OK);
    assert_int_equal(to.columns, 48);
    assert_int_equal(yz_paper_lay(d.session, &c, YZ_PAPER_RECEIPT, 48, false, &text), YZ_OK);
    assert_int_equal(yz_paper_print(d.session, &c, YZ_PAPER_RECEIPT, &to), YZ_OK);
    golden_slurp(path, &file);
    assert_string_equal(yz_buffer_string(&file), yz_buffer_string(&text));
    assert_int_equal(yz_case_timeline(d.session, c.id, true, events, 8, &count), YZ_OK);
    assert_int_equal(count, 2);
    assert_string_equal(events[1].what, "打印 受理回执");
    /* a place that is not there: said, and not noted */
    assert_int_equal(yz_print_parse("file:/nowhere/at/all.txt", &to), YZ_OK);
    assert_int_equal(yz_paper_print(d.session, &c, YZ_PAPER_RECEIPT, &to), YZ_BUSY);
    assert_int_equal(yz_case_timeline(d.session, c.id, true, events, 8, &count), YZ_OK);
    assert_int_equal(count, 2);
    struct yz_verdict verdict;
    assert_int_equal(yz_verify(d.session, &verdict), YZ_OK);
    yz_buffer_free(&file);
    yz_buffer_free(&text);
}

/* A stand-in lp at the front of PATH tells what it was given. */
static void printing_with_lp(void **state) {
    (void)state;
    char path[128], command[512], before[4096];
    struct yz_print to;
    struct yz_buffer got = {0};
    snprintf(before, sizeof before, "%s", getenv("PATH"));
    snprintf(path, sizeof path, "%s/lp", d.folder);
    FILE *lp = fopen(path, "w");
    assert_non_null(lp);
    fprintf(lp, "#!/bin/sh\necho \"$@\" > %s/arguments\ncat > %s/data\n", d.folder, d.folder);
    fclose(lp);
    assert_int_equal(chmod(path, 0700), 0);
    snprintf(command, sizeof command, "%s:%s", d.folder, "/usr/bin:/bin");
    setenv("PATH", command, 1);
    assert_int_equal(yz_print_parse("lp:front desk; rm -rf x,58mm", &to), YZ_OK); /* no shell ever reads it */
    assert_int_equal(yz_paper_print(d.session, &c, YZ_PAPER_NOTICE, &to), YZ_OK);
    snprintf(path, sizeof path, "%s/arguments", d.folder);
    golden_slurp(path, &got);
    assert_string_equal(yz_buffer_string(&got), "-s -d front desk; rm -rf x -o raw\n");
    yz_buffer_clear(&got);
    snprintf(path, sizeof path, "%s/data", d.folder);
    golden_slurp(path, &got);
    assert_memory_equal(got.data, "\x1b@\x1c&", 4);
    /* one that fails, and none at all */
    snprintf(path, sizeof path, "%s/lp", d.folder);
    lp = fopen(path, "w");
    assert_non_null(lp);
    fputs("#!/bin/sh\nexit 1\n", lp);
    fclose(lp);
    assert_int_equal(yz_paper_print(d.session, &c, YZ_PAPER_NOTICE, &to), YZ_BUSY);
    setenv("PATH", "/nonexistent", 1);
    assert_int_equal(yz_paper_print(d.session, &c, YZ_PAPER_NOTICE, &to), YZ_BUSY);
    assert_non_null(strstr(yz_message(), "lp"));
    setenv("PATH", before, 1);
    yz_buffer_free(&got);
}

static void where_to_print(void **state) {
    (void)state;
    struct yz_print to;
    unsetenv("YIZHAN_PRINTER");
    assert_int_equal(yz_print_parse(NULL, &to), YZ_OK);
    assert_int_equal(to.way, YZ_PRINT_LP);
    assert_string_equal(to.target, "");
    setenv("YIZHAN_PRINTER", "device:/dev/usb/lp0,58mm", 1);
    assert_int_equal(yz_print_parse("", &to), YZ_OK);
    assert_int_equal(to.way, YZ_PRINT_DEVICE);
    assert_string_equal(to.target, "/dev/usb/lp0");
    assert_int_equal(to.columns, 32);
    unsetenv("YIZHAN_PRINTER");
    assert_int_equal(yz_print_parse("fax:110", &to), YZ_USAGE);
    assert_int_equal(yz_print_parse("file:", &to), YZ_USAGE);
}

static void wrapping(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int columns, indent;
        const char *lines;
    } cases[] = {
        {"", 10, 0, "\n"},
        {"一二三四五六", 8, 0, "一二三四\n五六\n"},
        {"一二三四五六", 9, 0, "一二三四\n五六\n"},                       /* a wide cell is never halved */
        {"一二三四，五", 8, 0, "一二三\n四，五\n"},                       /* no comma begins a line */
        {"编号 2026-000123 号", 8, 2, "编号\n  2026-0\n  00123\n  号\n"}, /* longer than a line: cut */
        {"电话 13800000000", 12, 2, "电话\n  1380000000\n  0\n"},
        {"abc def ghi", 8, 0, "abc def\nghi\n"},
        {"阿依·古丽", 9, 0, "阿依·古\n丽\n"}, /* a printer gives · two columns, a terminal one */
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct yz_buffer out = {0};
        yz_paper_wrap(cases[i].text, cases[i].columns, cases[i].indent, &out);
        assert_string_equal(yz_buffer_string(&out), cases[i].lines);
        yz_buffer_free(&out);
    }
}

int main(void) {
    if (!setlocale(LC_CTYPE, "C.UTF-8")) setlocale(LC_CTYPE, "en_US.UTF-8");
#define T(name) cmocka_unit_test_setup_teardown(name, begin, end)
    const struct CMUnitTest tests[] = {
        T(papers_of_every_width),  T(what_a_receipt_may_not_show),   T(a_temporary_number_is_never_printed),
        T(no_notice_without_need), T(bytes_for_a_receipt_printer),   T(printing_to_a_file_is_noted),
        T(printing_with_lp),       cmocka_unit_test(where_to_print), cmocka_unit_test(wrapping),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
