/* Fields from what people type to what is kept and back, with every refusal saying why. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/desk.h>
#include <yizhan/i18n.h>
#include <yizhan/registry.h>
#include <yizhan/station.h>

#include "service/clean.h"

static struct yz_findings f;
static struct yz_person p;

static int begin(void **state) {
    (void)state;
    setenv("YIZHAN_NOW", "2026-11-23T10:00:00+08:00", 1);
    memset(&p, 0, sizeof p);
    return 0;
}

static int done(void **state) {
    (void)state;
    yz_findings_free(&f);
    return 0;
}

static bool set(const struct yz_kind *k, void *record, const char *column, const char *text) {
    yz_findings_clear(&f);
    return yz_field_set(yz_field_named(k, column), record, text, false, &f);
}

static const char *shown(const struct yz_kind *k, const void *record, const char *column, bool masked) {
    static char text[512];
    return yz_field_text(yz_field_named(k, column), record, masked, text, sizeof text);
}

static void accepts(const struct yz_kind *k, const char *column, const char *typed, const char *read) {
    static union {
        struct yz_person p;
        struct yz_building b;
        struct yz_dwelling d;
        struct yz_membership m;
        struct yz_case c;
    } record;
    memset(&record, 0, sizeof record);
    if (!set(k, &record, column, typed)) fail_msg("%s = %s: %s", column, typed, f.count ? f.all[0].rule : "?");
    assert_string_equal(shown(k, &record, column, false), read);
    /* What is shown can be typed again. */
    assert_true(set(k, &record, column, read));
    assert_string_equal(shown(k, &record, column, false), read);
}

static void every_type_there_and_back(void **state) {
    (void)state;
    accepts(&yz_person_kind, "name", "  张三丰　", "张三丰");
    accepts(&yz_person_kind, "name", "张　三", "张三");
    accepts(&yz_person_kind, "name", "买买提‧吐尔逊", "买买提·吐尔逊");
    accepts(&yz_person_kind, "name", "John Smith", "John Smith");
    accepts(&yz_building_kind, "floors", "１８", "18");
    accepts(&yz_building_kind, "floors", "18层", "18");
    accepts(&yz_building_kind, "dwellings", "1,024", "1024");
    accepts(&yz_dwelling_kind, "floor", "-1", "-1");
    accepts(&yz_dwelling_kind, "square", "89.5㎡", "89.50");
    accepts(&yz_dwelling_kind, "square", "120平方米", "120.00");
    accepts(&yz_case_kind, "amount", "¥1,400", "1400.00");
    accepts(&yz_case_kind, "amount", "400.05元", "400.05");
    accepts(&yz_membership_kind, "legal", "是", "是");
    accepts(&yz_membership_kind, "legal", "√", "是");
    accepts(&yz_membership_kind, "legal", "N", "否");
    accepts(&yz_person_kind, "sex", "１", "男");
    accepts(&yz_person_kind, "ethnic", "彝", "彝族");
    accepts(&yz_person_kind, "birth", "1985.3.2", "1985-03-02");
    accepts(&yz_person_kind, "birth", "１９８５年３月２日", "1985-03-02");
    accepts(&yz_person_kind, "born_at", "2026-11-18 3:20", "2026-11-18 03:20");
    accepts(&yz_person_kind, "mother", "p:7.12", "p:7.12");
    accepts(&yz_person_kind, "mother", "Ｐ：７.12", "p:7.12");
    accepts(&yz_person_kind, "note", "第一行\r\n第二行", "第一行\n第二行");
    accepts(&yz_person_kind, "employer", "第一行\n第二行", "第一行 第二行");
}

static void numbers_are_checked_and_normalised(void **state) {
    (void)state;
    accepts(&yz_person_kind, "id_number", "'１１０１０５１９４９１２３１００２ｘ", "11010519491231002X");
    accepts(&yz_person_kind, "phone", "138 1234 5678", "13812345678");
    assert_false(set(&yz_person_kind, &p, "id_number", "110105194912310021"));
    assert_string_equal(f.all[0].field, "id_number");
    assert_true(strchr(f.all[0].rule, 'X') || strchr(f.all[0].mend, 'X')); /* names the digit that belongs there */
    assert_string_equal(p.id_number, "");
    assert_false(set(&yz_person_kind, &p, "phone", "123"));
    assert_false(set(&yz_person_kind, &p, "certificate", "12345"));
    assert_true(set(&yz_person_kind, &p, "phone", "13812345678/13987654321"));
    assert_string_equal(p.phone, "13812345678");
    assert_string_equal(yz_findings_about(&f, "phone")->value, "13987654321");
}

static void serials_only_where_they_may_be(void **state) {
    (void)state;
    const struct yz_field *birth = yz_field_named(&yz_person_kind, "birth");
    assert_true(yz_field_set(birth, &p, "45356", true, &f));
    assert_int_equal(p.birth, 20240305);
    assert_false(yz_field_set(birth, &p, "45356", false, &f));
    assert_int_equal(p.birth, 20240305);
}

static void a_refusal_leaves_the_field(void **state) {
    (void)state;
    struct yz_building b = {.floors = 18};
    p.birth = 19850302;
    p.ethnic = 7;
    p.mother = YZ_ID(7, 1, 5);
    strcpy(p.name, "李芳");
    assert_false(set(&yz_building_kind, &b, "floors", "十八"));
    assert_false(set(&yz_building_kind, &b, "floors", "99999999999999999999999"));
    assert_false(set(&yz_building_kind, &b, "floors", "18.5"));
    assert_int_equal(b.floors, 18);
    assert_false(set(&yz_person_kind, &p, "birth", "2023-02-30"));
    assert_int_equal(p.birth, 19850302);
    assert_false(set(&yz_person_kind, &p, "ethnic", "火星族"));
    assert_non_null(strstr(f.all[0].mend, "汉族、彝族"));
    assert_int_equal(p.ethnic, 7);
    assert_false(set(&yz_person_kind, &p, "mother", "h:7.5"));
    assert_false(set(&yz_person_kind, &p, "mother", "李芳"));
    assert_int_equal(p.mother, YZ_ID(7, 1, 5));
    assert_false(set(&yz_person_kind, &p, "name", "\xff\xfe"));
    assert_string_equal(p.name, "李芳");
    struct yz_case c = {.amount = 40000};
    assert_false(set(&yz_case_kind, &c, "amount", "400.005"));
    assert_false(set(&yz_case_kind, &c, "amount", "400 dollars"));
    assert_int_equal(c.amount, 40000);
}

static void too_long_names_the_limit(void **state) {
    (void)state;
    char text[400] = "";
    strcpy(p.name, "李芳");
    for (int i = 0; i < 32; i++) strcat(text, "长");
    assert_false(set(&yz_person_kind, &p, "name", text));
    assert_non_null(strstr(f.all[0].rule, "31"));
    assert_string_equal(p.name, "李芳");
    text[31 * 3] = '\0';
    assert_true(set(&yz_person_kind, &p, "name", text));
    for (int i = 0; i < 90; i++) strcat(text, "长");
    assert_false(set(&yz_person_kind, &p, "name", text));
    assert_false(set(&yz_person_kind, &p, "phone", text));
}

static void nothing_means_nothing(void **state) {
    (void)state;
    p.birth = 19850302;
    p.ethnic = 7;
    strcpy(p.phone, "13812345678");
    assert_true(set(&yz_person_kind, &p, "birth", "/"));
    assert_true(set(&yz_person_kind, &p, "ethnic", "—"));
    assert_true(set(&yz_person_kind, &p, "phone", "无"));
    assert_int_equal(p.birth, 0);
    assert_int_equal(p.ethnic, 0);
    assert_string_equal(p.phone, "");
    assert_true(set(&yz_person_kind, &p, "political", "无")); /* which the table knows */
    assert_int_equal(p.political, 13);
    assert_true(set(&yz_person_kind, &p, "employer", "无"));
    assert_string_equal(p.employer, "无");
    assert_true(set(&yz_person_kind, &p, "employer", "  "));
    assert_string_equal(p.employer, "");
}

static void nothing_invisible_is_kept(void **state) {
    (void)state;
    assert_true(set(&yz_person_kind, &p, "employer", "\033[31m红\033[0m\033]0;标题\a公司"));
    assert_string_equal(p.employer, "红公司");
    assert_int_equal(f.count, 1);
    assert_int_equal(f.all[0].severity, YZ_WARNING);
    assert_true(set(&yz_person_kind, &p, "name", "李\u200b\u202e芳\ufeff"));
    assert_string_equal(p.name, "李芳");
    assert_true(set(&yz_person_kind, &p, "note", "a\033"));
    assert_string_equal(p.note, "a");
    assert_true(set(&yz_person_kind, &p, "note", "葛\U000E0100城")); /* which of its shapes a character has */
    assert_string_equal(p.note, "葛\U000E0100城");
    assert_int_equal(f.count, 0);
}

static void masks(void **state) {
    (void)state;
    strcpy(p.name, "张三丰");
    strcpy(p.id_number, "11010519491231002X");
    strcpy(p.phone, "13812345678");
    strcpy(p.hukou, "云南省昭通市");
    p.birth = 19491231;
    p.born_at = yz_moment_make(19491231, 200);
    assert_string_equal(shown(&yz_person_kind, &p, "name", true), "张*丰");
    assert_string_equal(shown(&yz_person_kind, &p, "id_number", true), "110105********002X");
    assert_string_equal(shown(&yz_person_kind, &p, "phone", true), "138****5678");
    assert_string_equal(shown(&yz_person_kind, &p, "birth", true), "1949-**-**");
    assert_string_equal(shown(&yz_person_kind, &p, "born_at", true), "1949-**-**");
    assert_string_equal(shown(&yz_person_kind, &p, "hukou", true), "****");
    assert_string_equal(shown(&yz_person_kind, &p, "phone2", true), "");
    assert_string_equal(shown(&yz_person_kind, &p, "died", true), "");
}

static void a_small_room_is_cut_at_a_character(void **state) {
    (void)state;
    char out[8];
    strcpy(p.name, "张三丰");
    assert_string_equal(yz_field_text(yz_field_named(&yz_person_kind, "name"), &p, false, out, sizeof out), "张三");
    p.birth = 19491231;
    yz_field_text(yz_field_named(&yz_person_kind, "birth"), &p, false, out, sizeof out);
    assert_int_equal(strlen(out), 7);
}

static bool has(const char *column) {
    return yz_findings_about(&f, column) != NULL;
}

static void whole_records(void **state) {
    (void)state;
    p.sex = 5;
    p.birth = 20270101;
    strcpy(p.employer, "a\033[2Jb");
    assert_false(yz_record_check(&yz_person_kind, &p, &f));
    assert_true(has("name") && has("sex") && has("birth") && has("employer"));
    yz_findings_clear(&f);
    memset(&p, 0, sizeof p);
    strcpy(p.name, "李芳");
    strcpy(p.id_number, "11010519491231002X");
    p.birth = 19491230;
    p.sex = 1;
    assert_true(yz_record_check(&yz_person_kind, &p, &f)); /* odd, not forbidden */
    assert_true(has("birth") && has("sex"));
    yz_findings_clear(&f);
    p.died = 19480101;
    p.born_at = yz_moment_make(19491231, 0);
    assert_false(yz_record_check(&yz_person_kind, &p, &f));
    assert_true(has("died") && has("born_at"));
    yz_findings_clear(&f);
    struct yz_membership m = {.person = 1, .household = 2, .since = 20260101, .until = 20251231};
    assert_false(yz_record_check(&yz_membership_kind, &m, &f));
    assert_true(has("until"));
}

static void refs(void **state) {
    (void)state;
    char out[32];
    enum yz_kind_id kind;
    int64_t id;
    assert_string_equal(yz_ref_text(YZ_HOUSEHOLD, YZ_ID(7, 1, 45), out), "h:7.45");
    assert_string_equal(yz_ref_text(YZ_HOUSEHOLD, YZ_ID(65535, 1023, (INT64_C(1) << 36) - 1), out),
                        "h:65535.1023.68719476735");
    assert_true(yz_ref_parse(out, &kind, &id));
    assert_int_equal(id, YZ_ID(65535, 1023, (INT64_C(1) << 36) - 1));
    assert_true(yz_ref_parse("H:7.45", &kind, &id));
    assert_int_equal(kind, YZ_HOUSEHOLD);
    assert_int_equal(id, YZ_ID(7, 1, 45));
    assert_true(yz_ref_parse("visit:7.45", &kind, &id));
    assert_int_equal(kind, YZ_VISIT);
    assert_true(yz_ref_parse("p:123", &kind, &id));
    assert_int_equal(YZ_ID_COUNTER(id), 123);
    static const char *const bad[] = {"",
                                      "p",
                                      "p:",
                                      "p:0",
                                      "p:x",
                                      "p:7.",
                                      "p:7.1.2.3",
                                      "p:-1",
                                      "z:7.45",
                                      "p 7.45",
                                      "c:2026-0001",
                                      "p:70000.1",
                                      "p:7.2000.1",
                                      "p:7..1",
                                      "p:99999999999999999999999",
                                      "p:7.68719476736"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) assert_false(yz_ref_parse(bad[i], &kind, &id));
}

static void a_division_code_has_the_length_of_its_level(void **state) {
    (void)state;
    static const char *const good[] = {"530111", "530111007", "530111007001", ""};
    static const char *const bad[] = {"5", "53011", "5301110", "53011100", "53011100700", "5301110070011", "53011x"};
    struct yz_community c = {0};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) assert_true(set(&yz_community_kind, &c, "region", good[i]));
    assert_true(set(&yz_community_kind, &c, "region", "５３０１１１"));
    assert_string_equal(c.region, "530111");
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_false(set(&yz_community_kind, &c, "region", bad[i]));
        assert_string_equal(c.region, "530111");
    }
}

static void cleaning_keeps_to_its_room(void **state) {
    (void)state;
    char out[8];
    assert_int_equal(yz_clean(out, sizeof out, "1234567", false), YZ_CLEAN);
    assert_int_equal(yz_clean(out, sizeof out, "12345678", false), YZ_TOO_LONG);
    assert_string_equal(out, "");
    assert_int_equal(yz_clean(out, sizeof out, "\xe4\xb8", false), YZ_DAMAGED);
    assert_int_equal(yz_clean(out, sizeof out, "\x1b[1;2", false), YZ_STRIPPED);
    assert_string_equal(out, "");
    assert_int_equal(yz_clean(out, sizeof out, "\x1b]0;x", false), YZ_STRIPPED);
    assert_int_equal(yz_clean(out, sizeof out,
                              "\xc2\x9b"
                              "31ma",
                              false),
                     YZ_STRIPPED);
}

#define T(name) cmocka_unit_test_setup_teardown(name, begin, done)
int main(void) {
    const struct CMUnitTest tests[] = {
        T(every_type_there_and_back),
        T(numbers_are_checked_and_normalised),
        T(serials_only_where_they_may_be),
        T(a_refusal_leaves_the_field),
        T(too_long_names_the_limit),
        T(nothing_means_nothing),
        T(nothing_invisible_is_kept),
        T(masks),
        T(a_small_room_is_cut_at_a_character),
        T(whole_records),
        T(refs),
        T(a_division_code_has_the_length_of_its_level),
        T(cleaning_keeps_to_its_room),
    };
    int failed = cmocka_run_group_tests_name("fields", tests, NULL, NULL);
    yz_codes_free();
    return failed;
}
