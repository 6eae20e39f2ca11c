/* Code tables: what people and ledgers write for a code, and what is shown for it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/desk.h>
#include <yizhan/i18n.h>
#include <yizhan/identity.h>
#include <yizhan/registry.h>

static int32_t parsed(const char *table, const char *text) {
    int32_t code = -1;
    return yz_code_parse(table, text, &code) ? code : -1;
}

static void every_way_to_write_one(void **state) {
    (void)state;
    assert_int_equal(parsed("ethnic", "汉"), 1);
    assert_int_equal(parsed("ethnic", "汉族"), 1);
    assert_int_equal(parsed("ethnic", "01"), 1);
    assert_int_equal(parsed("ethnic", "０１"), 1);
    assert_int_equal(parsed("ethnic", "HAN"), 1);
    assert_int_equal(parsed("ethnic", " 哈尼 "), 16);
    assert_int_equal(parsed("ethnic", "基诺族"), 56);
    assert_int_equal(parsed("ethnic", "97"), 97);
    assert_int_equal(parsed("ethnic", "57"), 57);
    assert_int_equal(parsed("sex", "男性"), 1);
    assert_int_equal(parsed("sex", "Ｆ"), 2);
    assert_int_equal(parsed("sex", "未知"), 0);
    assert_int_equal(parsed("political", "党员"), 1);
    assert_int_equal(parsed("political", "共青团员"), 3);
    assert_int_equal(parsed("marital", "离异"), 40);
    assert_int_equal(parsed("relation", "妻子"), 12);
    assert_int_equal(parsed("relation", "长子"), 22);
    assert_int_equal(parsed("relation", "其他"), 80);
    assert_int_equal(parsed("relation", "非亲属"), 99);
    assert_int_equal(parsed("residence", "人户分离"), 3);
}

static void what_is_none(void **state) {
    (void)state;
    assert_int_equal(parsed("ethnic", ""), -1);
    assert_int_equal(parsed("ethnic", "火星族"), -1);
    assert_int_equal(parsed("ethnic", "99"), -1);
    assert_int_equal(parsed("ethnic", "1x"), -1);
    assert_int_equal(parsed("no-such-table", "1"), -1);
    assert_int_equal(parsed("../codes/sex", "1"), -1);
    size_t n = 7;
    assert_null(yz_codes("no-such-table", &n));
    assert_int_equal(n, 0);
}

static void labels_in_both_languages(void **state) {
    (void)state;
    assert_string_equal(yz_code_label("ethnic", 7), "彝族");
    assert_string_equal(yz_code_label("ethnic", 0), "");
    assert_string_equal(yz_code_label("ethnic", 77), "");
    assert_string_equal(yz_code_key("case_state", 3), "supplement");
    assert_int_equal(yz_language("en"), YZ_OK);
    assert_string_equal(yz_code_label("ethnic", 7), "Yi");
    assert_string_equal(yz_code_label("sex", 1), "male");
    yz_language("zh");
}

static void ethnic_groups_are_complete(void **state) {
    (void)state;
    size_t n;
    const struct yz_code *c = yz_codes("ethnic", &n);
    assert_int_equal(n, 60);
    const int32_t first[] = {1, 7, 14, 18, 16, 6, 3}; /* 汉 彝 白 傣 哈尼 苗 回 */
    for (size_t i = 0; i < 7; i++) assert_int_equal(c[i].code, first[i]);
    for (int code = 1; code <= 58; code++) assert_string_not_equal(yz_code_label("ethnic", code), "");
}

/* Codes that rules know by number are those that the tables have. */
static void constants_agree_with_the_tables(void **state) {
    (void)state;
    for (int k = YZ_ID_CITIZEN; k < YZ_ID_KINDS; k++) {
        assert_string_equal(yz_code_key("id_kind", k), yz_id_kind_key((enum yz_id_kind)k));
    }
    assert_int_equal(parsed("case_state", "draft"), YZ_CASE_DRAFT);
    assert_int_equal(parsed("case_state", "accepted"), YZ_CASE_ACCEPTED);
    assert_int_equal(parsed("case_state", "supplement"), YZ_CASE_SUPPLEMENT);
    assert_int_equal(parsed("case_state", "assigned"), YZ_CASE_ASSIGNED);
    assert_int_equal(parsed("case_state", "in-progress"), YZ_CASE_PROGRESS);
    assert_int_equal(parsed("case_state", "finished"), YZ_CASE_FINISHED);
    assert_int_equal(parsed("case_state", "closed"), YZ_CASE_CLOSED);
    assert_int_equal(parsed("case_state", "withdrawn"), YZ_CASE_WITHDRAWN);
    assert_int_equal(parsed("case_state", "refused"), YZ_CASE_REFUSED);
    assert_int_equal(parsed("relation", "head"), YZ_RELATION_HEAD);
    assert_int_equal(parsed("relation", "self"), YZ_RELATION_SELF);
    assert_int_equal(parsed("dwelling_role", "owner"), YZ_ROLE_OWNER);
    assert_int_equal(parsed("dwelling_role", "tenant"), YZ_ROLE_TENANT);
    assert_int_equal(parsed("dwelling_role", "co-resident"), YZ_ROLE_CO_RESIDENT);
    assert_int_equal(parsed("dwelling_role", "registered-only"), YZ_ROLE_REGISTERED_ONLY);
}

/* In every table: what is shown for a code, its key and its number lead back to it, and no code is there twice. */
static void names_lead_back(void **state) {
    (void)state;
    static const char *const tables[] = {
        "sex",           "marital",      "ethnic",         "relation",      "political",    "id_kind",    "residence",
        "dwelling_role", "dwelling_use", "household_kind", "compound_kind", "station_kind", "staff_role", "case_state"};
    char number[16];
    for (size_t t = 0; t < sizeof tables / sizeof *tables; t++) {
        size_t n;
        const struct yz_code *c = yz_codes(tables[t], &n);
        assert_non_null(c);
        for (size_t i = 0; i < n; i++) {
            snprintf(number, sizeof number, "%d", (int)c[i].code);
            assert_int_equal(parsed(tables[t], c[i].zh), c[i].code);
            assert_int_equal(parsed(tables[t], c[i].en), c[i].code);
            assert_int_equal(parsed(tables[t], c[i].key), c[i].code);
            assert_int_equal(parsed(tables[t], number), c[i].code);
            for (size_t j = 0; j < i; j++) assert_int_not_equal(c[i].code, c[j].code);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_way_to_write_one),          cmocka_unit_test(what_is_none),
        cmocka_unit_test(labels_in_both_languages),        cmocka_unit_test(ethnic_groups_are_complete),
        cmocka_unit_test(constants_agree_with_the_tables), cmocka_unit_test(names_lead_back),
    };
    int failed = cmocka_run_group_tests_name("codes", tests, NULL, NULL);
    yz_codes_free();
    return failed;
}
