/* The text block of an ID card: read, judged, and put into a person. */
#include "base/buffer.h"
#include "base/encoding.h"
#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <yizhan/idcard_reader.h>

static const char *const usual[] = {
    "张三丰",       "2",        "01",   "19491231", "云南省昆明市官渡区矣六街道1号", "11010519491231002X",
    "昆明市公安局", "20100101", "长期", ""};

/* The parts, each filled up with spaces; one of them another. */
static void make(int which, const char *text, struct yz_buffer *out) {
    static const int length[] = {15, 1, 2, 8, 35, 18, 15, 8, 8, 18};
    struct yz_buffer utf8 = {0};
    for (int i = 0; i < 10; i++) {
        const char *part = i == which ? text : usual[i];
        yz_buffer_text(&utf8, part);
        for (size_t n = yz_utf8_count(part); n < (size_t)length[i]; n++) yz_buffer_byte(&utf8, ' ');
    }
    assert_int_equal(yz_encode(YZ_UTF16LE, utf8.data, utf8.length, out, NULL), YZ_OK);
    assert_int_equal(out->length, YZ_CARD_BLOCK);
    yz_buffer_free(&utf8);
}

static void a_card(void **state) {
    struct yz_buffer b = {0};
    struct yz_findings f = {0};
    struct yz_id_card c;
    struct yz_person p = {.hukou = "别处"};
    (void)state;
    make(-1, NULL, &b);
    assert_true(yz_id_card_parse(b.data, b.length, &c, &f));
    assert_int_equal(f.count, 0);
    yz_id_card_fill(&c, &p);
    assert_string_equal(p.name, "张三丰");
    assert_string_equal(p.id_number, "11010519491231002X");
    assert_string_equal(p.hukou, "别处");
    assert_int_equal(p.birth, 19491231);
    assert_int_equal(p.sex, 2);
    assert_int_equal(p.ethnic, 1);
    assert_int_equal(p.id_until, 0);
    assert_string_equal(c.address, "云南省昆明市官渡区矣六街道1号");
    assert_string_equal(c.authority, "昆明市公安局");
    yz_findings_free(&f);
    yz_buffer_free(&b);
}

/* As text, and with what editors put before and behind. */
static void a_paste(void **state) {
    static const char text[] = "张三丰            201"
                               "19491231云南省昆明市官渡区矣六街道1号                    11010519491231002X\r\n";
    struct yz_findings f = {0};
    struct yz_id_card c;
    (void)state;
    if (!yz_id_card_parse(text, sizeof text - 1, &c, &f)) fail_msg("%s %s", f.all[0].field, f.all[0].rule);
    assert_string_equal(c.name, "张三丰");
    assert_string_equal(c.id_number, "11010519491231002X");
    yz_findings_free(&f);
}

static void wrong(int which, const char *text, const char *field, const char *words) {
    struct yz_buffer b = {0};
    struct yz_findings f = {0};
    struct yz_id_card c;
    make(which, text, &b);
    bool good = yz_id_card_parse(b.data, b.length, &c, &f);
    const struct yz_finding *about = yz_findings_about(&f, field);
    if (!about || !strstr(about->rule, words)) fail_msg("%s: no “%s”", text, words);
    assert_int_equal(good, about->severity == YZ_WARNING);
    yz_findings_free(&f);
    yz_buffer_free(&b);
}

static void what_is_wrong(void **state) {
    struct yz_findings f = {0};
    struct yz_id_card c;
    (void)state;
    wrong(0, "", "name", "没有读出姓名");
    wrong(5, "", "id_number", "没有读出号码");
    wrong(1, "1", "sex", "性别与身份证号不同");
    wrong(3, "19500101", "birth", "出生日期与身份证号不同");
    wrong(3, "19491331", "birth", "认不出");
    wrong(5, "110105194912310021", "id_number", "校验码");
    wrong(8, "20091231", "id_until", "早于起始日期");
    wrong(8, "20120101", "id_until", "已过有效期");
    wrong(8, "明年", "id_until", "认不出");
    assert_false(yz_id_card_parse("姓名,性别", 13, &c, &f));
    assert_non_null(strstr(f.all[0].rule, "不是身份证阅读器"));
    yz_findings_clear(&f);
    assert_false(yz_id_card_parse("", 0, &c, &f));
    yz_findings_free(&f);
}

static void from_a_file(void **state) {
    char path[] = "/tmp/yz-card-XXXXXX";
    struct yz_buffer b = {0};
    struct yz_findings f = {0};
    struct yz_id_card c;
    int fd = mkstemp(path);
    (void)state;
    make(-1, NULL, &b);
    assert_int_equal(write(fd, b.data, b.length), b.length);
    close(fd);
    assert_int_equal(yz_id_card_read(path, &c, &f), YZ_OK);
    setenv("YIZHAN_CARD", path, 1);
    assert_int_equal(yz_id_card_read(NULL, &c, &f), YZ_OK);
    assert_string_equal(c.name, "张三丰");
    unlink(path);
    assert_int_equal(yz_id_card_read(NULL, &c, &f), YZ_REFUSED);
    setenv("YIZHAN_CARD", "/dev/null", 1);
    assert_int_equal(yz_id_card_read(NULL, &c, &f), YZ_REFUSED);
    unsetenv("YIZHAN_CARD");
    assert_int_equal(yz_id_card_read(NULL, &c, &f), YZ_REFUSED);
    assert_int_equal(yz_id_card_read("/tmp", &c, &f), YZ_REFUSED);
    yz_findings_free(&f);
    yz_buffer_free(&b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_card),
        cmocka_unit_test(a_paste),
        cmocka_unit_test(what_is_wrong),
        cmocka_unit_test(from_a_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
