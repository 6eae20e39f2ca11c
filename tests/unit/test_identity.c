/* Numbers of people and organisations, from the side of the clerk who pastes them out of a ledger. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include <yizhan/identity.h>

#include "base/data.h"

static const yz_date today = 20261123;
static struct yz_findings found;
static struct yz_identity id;

static bool check(const char *text, enum yz_id_kind wanted) {
    yz_findings_clear(&found);
    bool ok = yz_identity_check(text, wanted, "id_number", today, &id, &found);
    assert_int_equal(ok, yz_findings_ok(&found));
    assert_int_equal(ok, yz_identity_check(text, wanted, "id_number", today, &id, NULL));
    for (size_t i = 0; i < found.count; i++) {
        assert_string_equal(found.all[i].field, "id_number");
        assert_true(found.all[i].rule[0] && found.all[i].mend[0]);
    }
    return ok;
}

static size_t warnings(void) {
    return found.count - found.errors;
}

static bool says(const char *part) {
    for (size_t i = 0; i < found.count; i++) {
        if (strstr(found.all[i].rule, part)) return true;
    }
    return false;
}

#define assert_says(part)                                                                                              \
    do {                                                                                                               \
        if (!says(part))                                                                                               \
            fail_msg("no finding says \"%s\"; the first: %s", part, found.count ? found.all[0].rule : "none");         \
    } while (0)

/* ---- citizens ---- */

static void numbers_of_the_ledger_are_read(void **state) {
    static const struct {
        const char *text, *normal;
        yz_date birth;
        int sex;
    } cases[] = {
        {"45240220020403658X", "45240220020403658X", 20020403, 2},
        {"45240220020403658x", "45240220020403658X", 20020403, 2},
        {"341523199908208189", "341523199908208189", 19990820, 2},
        {"511324199211089199", "511324199211089199", 19921108, 1},
        {"33010219910101351X", "33010219910101351X", 19910101, 1},
        {"３５０１８１１９９２０２２７８７００", "350181199202278700", 19920227, 2},
        {"'330109202208144244", "330109202208144244", 20220814, 2},
        {"\u2019330109202208144244", "330109202208144244", 20220814, 2},
        {" 330106196611 091915\n", "330106196611091915", 19661109, 1},
        {"\u00a0330109197912184174\u00a0", "330109197912184174", 19791218, 1},
        {"330109 19791218 4174\u3000", "330109197912184174", 19791218, 1},
        {"４５２４０２２００２０４０３６５８Ｘ", "45240220020403658X", 20020403, 2},
        {"４５２４０２２００２０４０３６５８ｘ", "45240220020403658X", 20020403, 2},
        {"52242719810827863X", "52242719810827863X", 19810827, 1},
        {"\ufeff330111194709240060", "330111194709240060", 19470924, 2},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        if (!check(cases[i].text, YZ_ID_ANY) || found.count)
            fail_msg("%s: %s", cases[i].text, found.count ? found.all[0].rule : "refused");
        assert_int_equal(id.kind, YZ_ID_CITIZEN);
        assert_string_equal(id.normal, cases[i].normal);
        assert_int_equal(id.birth, cases[i].birth);
        assert_int_equal(id.sex, cases[i].sex);
        assert_int_equal(id.expected, id.normal[17]);
        assert_true(strncmp(id.region, id.normal, 6) == 0 && strlen(id.region) == 6);
        assert_true(check(cases[i].text, YZ_ID_CITIZEN));
    }
}

static void a_wrong_check_digit_names_the_right_one(void **state) {
    (void)state;
    assert_false(check("230103199002261671", YZ_ID_ANY)); /* of the ledger */
    assert_int_equal(found.count, 1);
    assert_int_equal(id.expected, '6');
    assert_says("应为 6，现在是 1");
    assert_string_equal(found.all[0].value, "230103199002261671");
    assert_false(check("452402200204036580", YZ_ID_ANY));
    assert_says("应为 X");
    assert_int_equal(id.birth, 20020403); /* what could be read is told */
}

static void every_single_slip_is_caught(void **state) {
    static const char good[] = "33010219910101351X";
    char slip[sizeof good];
    size_t caught = 0, all = 0;
    (void)state;
    for (size_t i = 0; i < 18; i++) {
        for (const char *d = "0123456789X"; *d; d++) {
            memcpy(slip, good, sizeof good);
            slip[i] = *d;
            if (strcmp(slip, good) == 0) continue;
            all++;
            caught += !check(slip, YZ_ID_ANY);
        }
    }
    assert_int_equal(caught, all);
    for (size_t i = 0; i < 17; i++) { /* two neighbours exchanged */
        memcpy(slip, good, sizeof good);
        slip[i] = good[i + 1], slip[i + 1] = good[i];
        if (strcmp(slip, good) != 0) assert_false(check(slip, YZ_ID_ANY));
    }
}

/* The standard in other words: the sum of digits, the check digit included (X is 10), times 2^place mod 11, is 1. */
static void made_numbers_satisfy_iso_7064(void **state) {
    (void)state;
    for (uint32_t n = 0; n < 20000; n++) {
        char text[24];
        int sum = 0;
        snprintf(text, sizeof text, "53011119%02u%02u%02u%03u", n % 99, n % 12 + 1, n % 28 + 1, n % 1000);
        assert_int_equal(strlen(text), 17);
        text[17] = yz_id_check_digit(text), text[18] = '\0';
        for (int i = 0; i < 18; i++) sum = (sum * 2 + (text[i] == 'X' ? 10 : text[i] - '0')) % 11;
        assert_int_equal(sum, 1);
        assert_true(check(text, YZ_ID_CITIZEN));
    }
    assert_int_equal(yz_id_check_digit(""), '\0');
    assert_int_equal(yz_id_check_digit("3301021991010135"), '\0');
    assert_int_equal(yz_id_check_digit("3301021991010135X"), '\0');
}

/* 17 digits get their check digit. */
static const char *made(const char *seventeen) {
    static char text[20];
    snprintf(text, sizeof text, "%.17s%c", seventeen, yz_id_check_digit(seventeen));
    return text;
}

static void birth_dates_must_have_been(void **state) {
    (void)state;
    assert_false(check(made("53011119900230123"), YZ_ID_ANY));
    assert_says("19900230");
    assert_int_equal(id.birth, 0);
    assert_false(check(made("53011120261124123"), YZ_ID_ANY));
    assert_says("在今天之后");
    assert_true(check(made("53011120261123123"), YZ_ID_ANY));
    assert_false(check("530111199002301239", YZ_ID_ANY)); /* both faults at once */
    assert_true(found.errors == 2 || yz_id_check_digit("53011119900230123") == '9');
    assert_true(check(made("53011119000101123"), YZ_ID_ANY));
    assert_int_equal(warnings(), 1);
    assert_says("120");
}

static void unknown_regions_only_warn(void **state) {
    char name[64];
    (void)state;
    assert_true(check(made("66011119900101123"), YZ_ID_ANY));
    assert_int_equal(warnings(), 1);
    assert_says("660111");
    assert_true(check(made("53991119900101123"), YZ_ID_ANY));
    assert_int_equal(warnings(), 1);
    assert_true(check(made("51022119800101123"), YZ_ID_ANY)); /* Chongqing when it was in Sichuan */
    assert_int_equal(warnings(), 0);
    assert_true(yz_region_name("530111199001011234", name, sizeof name));
    assert_string_equal(name, "云南省昆明市官渡区");
    assert_true(yz_region_name("5301", name, sizeof name));
    assert_string_equal(name, "云南省昆明市");
    assert_true(yz_region_name("53", name, sizeof name));
    assert_string_equal(name, "云南省");
    assert_true(yz_region_name("110101", name, sizeof name));
    assert_string_equal(name, "北京市");
    assert_true(yz_region_name("510221", name, sizeof name));
    assert_string_equal(name, "四川省重庆市");
    assert_true(yz_region_name("82", name, sizeof name) && yz_region_name("659001", name, sizeof name));
    assert_true(yz_region_name("11", name, sizeof name) && yz_region_name("83", name, sizeof name));
    assert_false(yz_region_name("66", name, sizeof name));
    assert_string_equal(name, "");
    assert_false(yz_region_name("", name, sizeof name));
    assert_false(yz_region_name("5", name, sizeof name));
    assert_false(yz_region_name("#A", name, sizeof name));
    assert_true(yz_region_name("530111", name, 5)); /* cut between characters */
    assert_string_equal(name, "云");
}

static void what_spreadsheets_spoil_is_told(void **state) {
    static const char *const spoiled[] = {"5.3011E+17", "5.3011e+17", "５．３０１１Ｅ＋１７", "5E+17",
                                          " 5.30111199001011E+17"};
    (void)state;
    for (size_t i = 0; i < sizeof spoiled / sizeof *spoiled; i++) {
        assert_false(check(spoiled[i], i % 2 ? YZ_ID_ANY : YZ_ID_CITIZEN));
        assert_int_equal(found.count, 1);
        assert_says("科学计数");
        assert_non_null(strstr(found.all[0].mend, "文本"));
    }
    assert_false(check("522225201101266000", YZ_ID_ANY)); /* of the ledger: rounded, and the check digit tells */
    assert_says("末三位是 000");
    assert_int_equal(warnings(), 1);
    char rounded[40];
    for (int day = 1; day <= 28; day++) { /* find one whose check digit is 0 by chance: it passes, with the warning */
        snprintf(rounded, sizeof rounded, "530111199001%02d00", day);
        strcat(rounded, "0");
        if (yz_id_check_digit(rounded) != '0') continue;
        assert_true(check(made(rounded), YZ_ID_ANY));
        assert_says("末三位是 000");
    }
    assert_false(check("530111********123X", YZ_ID_ANY));
    assert_says("星号");
}

static void wrong_shapes_are_named(void **state) {
    (void)state;
    assert_false(check("53011119900101123", YZ_ID_ANY));
    assert_says("17 位");
    assert_false(check("5301111990010112345", YZ_ID_ANY));
    assert_says("19 位");
    assert_false(check("53011119900101O23X", YZ_ID_ANY));
    assert_says("第 15 位");
    assert_false(check("S3011119900101123X", YZ_ID_ANY));
    assert_says("第 1 位");
    assert_false(check("1234", YZ_ID_CITIZEN));
    assert_says("4 位");
    assert_false(check("中文号码", YZ_ID_CITIZEN));
    assert_says("4 位");
    assert_false(check("中文号码", YZ_ID_ANY));
    assert_false(check("13812345678", YZ_ID_ANY));
    assert_false(check("\xff\xfe\x80", YZ_ID_ANY));
}

static void fifteen_digits_are_history(void **state) {
    (void)state;
    assert_true(check("530111670401001", YZ_ID_ANY));
    assert_int_equal(id.kind, YZ_ID_CITIZEN_15);
    assert_int_equal(id.birth, 19670401);
    assert_int_equal(id.sex, 1);
    assert_string_equal(id.normal, "530111670401001");
    assert_int_equal(strlen(id.upgraded), 18);
    assert_true(strncmp(id.upgraded, "53011119670401001", 17) == 0);
    assert_int_equal(warnings(), 1);
    assert_says(id.upgraded);
    char upgraded[20];
    memcpy(upgraded, id.upgraded, sizeof upgraded);
    assert_true(check(upgraded, YZ_ID_CITIZEN));
    assert_true(check("530111670401001", YZ_ID_CITIZEN)); /* asked for a citizen's number */
    assert_int_equal(id.kind, YZ_ID_CITIZEN_15);
    assert_false(check("530111670231001", YZ_ID_ANY));
    assert_false(check("53011119670401001X", YZ_ID_CITIZEN_15));
    assert_false(check("12", YZ_ID_CITIZEN_15));
}

/* ---- other documents ---- */

static void residence_permits_are_like_citizens(void **state) {
    static const char *const begins[] = {"81000019900101123", "82000019900101123", "83000019900101122"};
    (void)state;
    for (size_t i = 0; i < 3; i++) {
        assert_true(check(made(begins[i]), YZ_ID_ANY));
        assert_int_equal(id.kind, YZ_ID_HMT_PERMIT);
        assert_int_equal(id.birth, 19900101);
        assert_int_equal(id.sex, i < 2 ? 1 : 2);
        assert_int_equal(found.count, 0);
    }
    assert_false(check(made(begins[0]), YZ_ID_CITIZEN));
    assert_says("港澳台居民居住证");
}

static void cards_of_foreigners_old_and_new(void **state) {
    (void)state;
    assert_true(check("KAZ110090123105", YZ_ID_ANY));
    assert_int_equal(id.kind, YZ_ID_FOREIGNER_OLD);
    assert_string_equal(id.nationality, "KAZ");
    assert_string_equal(id.region, "1100");
    assert_int_equal(id.birth, 19901231);
    assert_int_equal(id.sex, 2);
    assert_int_equal(found.count, 0);
    assert_true(check("ｋａｚ 110090123105", YZ_ID_ANY));
    assert_false(check("KAZ110090123104", YZ_ID_ANY));
    assert_says("应为 5");
    assert_false(check("KAZ110090023105", YZ_ID_ANY));
    assert_false(check("KAZ11009012310", YZ_ID_ANY));
    assert_false(check("K1Z110090123105", YZ_ID_FOREIGNER_OLD));
    assert_int_equal(yz_foreigner_check_digit("KAZ11009012310"), '5');
    assert_int_equal(yz_foreigner_check_digit("kaz11009012310"), '\0');
    assert_int_equal(yz_foreigner_check_digit("KAZ1"), '\0');
    char text[20] = "XQQ11002601011";
    text[14] = yz_foreigner_check_digit(text);
    assert_true(check(text, YZ_ID_ANY));
    assert_says("XQQ");
    assert_int_equal(id.birth, 20260101); /* the latest century that is not to come */
    assert_int_equal(id.sex, 1);

    assert_true(check(made("91139819901231123"), YZ_ID_ANY));
    assert_int_equal(id.kind, YZ_ID_FOREIGNER_NEW);
    assert_string_equal(id.nationality, "398");
    assert_string_equal(id.region, "11");
    assert_int_equal(id.birth, 19901231);
    assert_int_equal(id.sex, 1);
    assert_int_equal(found.count, 0);
    assert_true(check(made("91199919901231123"), YZ_ID_ANY));
    assert_says("999");
    assert_false(check(made("91139819901331123"), YZ_ID_ANY));
}

static void passports_and_no_document(void **state) {
    (void)state;
    assert_true(check("e12345678", YZ_ID_ANY));
    assert_int_equal(id.kind, YZ_ID_PASSPORT);
    assert_string_equal(id.normal, "E12345678");
    assert_int_equal(id.birth, 0);
    assert_true(check("EA1234567", YZ_ID_ANY));
    assert_true(check("123456789", YZ_ID_PASSPORT)); /* free text when one says so */
    assert_true(check("AB-12/99", YZ_ID_PASSPORT));
    assert_false(check("AB", YZ_ID_PASSPORT));
    assert_false(check("ABCDEFGHIJKLMNOPQRSTUVWXYZ", YZ_ID_PASSPORT));
    assert_true(check("", YZ_ID_ANY));
    assert_int_equal(id.kind, YZ_ID_NONE_YET);
    assert_true(check("  ", YZ_ID_NONE_YET));
    assert_false(check("", YZ_ID_CITIZEN));
    assert_says("居民身份证");
    assert_false(check("E12345678", YZ_ID_NONE_YET));
}

static void kinds_have_keys(void **state) {
    (void)state;
    for (int k = YZ_ID_ANY; k < YZ_ID_KINDS; k++) {
        assert_true(yz_id_kind_key((enum yz_id_kind)k)[0]);
        for (int other = YZ_ID_ANY; other < k; other++)
            assert_string_not_equal(yz_id_kind_key((enum yz_id_kind)k), yz_id_kind_key((enum yz_id_kind)other));
        assert_true(yz_id_kind_name((enum yz_id_kind)k)[0]);
    }
    assert_string_equal(yz_id_kind_key(YZ_ID_HMT_PERMIT), "hmt-permit");
}

/* ---- organisations and certificates ---- */

static void credit_codes(void **state) {
    char normal[YZ_USCC_TEXT];
    (void)state;
    yz_findings_clear(&found);
    assert_true(yz_uscc_check("91350100M000100Y43", "code", normal, &found)); /* the standard's own example */
    assert_int_equal(found.count, 0);
    assert_string_equal(normal, "91350100M000100Y43");
    assert_true(yz_uscc_check(" ９１３５0100m000100y43", "code", normal, &found));
    assert_string_equal(normal, "91350100M000100Y43");
    assert_int_equal(found.count, 0);
    assert_true(yz_uscc_check("91350100M000100Y4Y", "code", normal, &found)); /* real codes like this are in use */
    assert_int_equal(warnings(), 1);
    assert_says("应为 3");
    assert_false(yz_uscc_check("91350100M000100Y4Z", "code", normal, &found));
    assert_string_equal(normal, "");
    assert_says("第 18 位");
    assert_false(yz_uscc_check("91350100O000100Y43", "code", normal, &found));
    assert_says("第 9 位");
    assert_false(yz_uscc_check("91350100M000100Y4", "code", normal, &found));
    assert_says("17 位");
    assert_false(yz_uscc_check("", "code", normal, NULL));
    assert_int_equal(yz_uscc_check_digit("91350100M000100Y4"), '3');
    assert_int_equal(yz_uscc_check_digit("91350100M000100"), '\0');
    char code[20] =
        "91350100M00010000"; /* the last character has weight 28: all 31 check digits come, 0 for a full sum */
    bool seen[128] = {false};
    for (int i = 0; i < 31; i++) {
        code[16] = "0123456789ABCDEFGHJKLMNPQRTUWXY"[i];
        assert_false(seen[(int)yz_uscc_check_digit(code)]);
        seen[(int)yz_uscc_check_digit(code)] = true;
    }
    assert_true(seen['0'] && seen['Y'] && !seen['\0']);
}

static void birth_certificates(void **state) {
    static const char *const bad[] = {"",           "X32010100",  "X3201010011", "1320101001",
                                      "XX20101001", "X32010100O", "中320101001", "1.2E+9"};
    char normal[YZ_CERTIFICATE_TEXT];
    (void)state;
    yz_findings_clear(&found);
    assert_true(yz_certificate_check("X320101001", "certificate", normal, &found));
    assert_true(yz_certificate_check(" ｘ320101001 ", "certificate", normal, &found));
    assert_string_equal(normal, "X320101001");
    assert_int_equal(found.count, 0);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        yz_findings_clear(&found);
        if (yz_certificate_check(bad[i], "certificate", normal, &found)) fail_msg("%s passes", bad[i]);
        assert_int_equal(found.errors, 1);
        assert_string_equal(normal, "");
    }
}

/* ---- telephones ---- */

static void telephones_as_people_write_them(void **state) {
    static const struct {
        const char *text, *normal, *second;
        enum yz_phone_kind kind;
        size_t warnings;
    } cases[] = {
        {"13812345678", "13812345678", "", YZ_PHONE_MOBILE, 0},
        {"138 1234 5678", "13812345678", "", YZ_PHONE_MOBILE, 0},
        {"138-1234-5678", "13812345678", "", YZ_PHONE_MOBILE, 0},
        {"１３８１２３４５６７８", "13812345678", "", YZ_PHONE_MOBILE, 0},
        {"+86 138 1234 5678", "13812345678", "", YZ_PHONE_MOBILE, 0},
        {"(+86)13812345678", "13812345678", "", YZ_PHONE_MOBILE, 0},
        {"8613812345678", "13812345678", "", YZ_PHONE_MOBILE, 0},
        {"008613812345678", "13812345678", "", YZ_PHONE_MOBILE, 0},
        {"013812345678", "13812345678", "", YZ_PHONE_MOBILE, 0},
        {"'19912345678\n", "19912345678", "", YZ_PHONE_MOBILE, 0},
        {"13812345678/13987654321", "13812345678", "13987654321", YZ_PHONE_MOBILE, 0},
        {"13812345678、0871-63123456", "13812345678", "0871-63123456", YZ_PHONE_MOBILE, 0},
        {"13812345678 13987654321", "13812345678", "13987654321", YZ_PHONE_MOBILE, 0},
        {"13812345678\n13987654321", "13812345678", "13987654321", YZ_PHONE_MOBILE, 0},
        {"13812345678，13812345678", "13812345678", "", YZ_PHONE_MOBILE, 0},
        {"13812345678;13987654321;15912345678", "13812345678", "13987654321", YZ_PHONE_MOBILE, 1},
        {"13812345678（母亲）", "13812345678", "", YZ_PHONE_MOBILE, 1},
        {"母亲13812345678父亲13987654321", "13812345678", "13987654321", YZ_PHONE_MOBILE, 1},
        {"0871-63123456", "0871-63123456", "", YZ_PHONE_LANDLINE, 0},
        {"087163123456", "0871-63123456", "", YZ_PHONE_LANDLINE, 0},
        {"(0871)63123456", "0871-63123456", "", YZ_PHONE_LANDLINE, 0},
        {"（0871） 6312 3456", "0871-63123456", "", YZ_PHONE_LANDLINE, 0},
        {"0871-63123456-801", "0871-63123456-801", "", YZ_PHONE_LANDLINE, 0},
        {"0871-63123456转801", "0871-63123456-801", "", YZ_PHONE_LANDLINE, 0},
        {"0871-63123456分机801", "0871-63123456-801", "", YZ_PHONE_LANDLINE, 0},
        {"+86-871-63123456", "0871-63123456", "", YZ_PHONE_LANDLINE, 0},
        {"+86 10 63123456", "010-63123456", "", YZ_PHONE_LANDLINE, 0},
        {"010-63123456", "010-63123456", "", YZ_PHONE_LANDLINE, 0},
        {"0691-2123456", "0691-2123456", "", YZ_PHONE_LANDLINE, 0},
        {"63123456", "63123456", "", YZ_PHONE_LANDLINE, 1},
        {"6312345", "6312345", "", YZ_PHONE_LANDLINE, 1},
        {"400-800-1234", "4008001234", "", YZ_PHONE_SERVICE, 0},
        {"12345", "12345", "", YZ_PHONE_SERVICE, 0},
        {"+852 9123 4567", "+85291234567", "", YZ_PHONE_ABROAD, 0},
        {"", "", "", YZ_PHONE_NONE, 0},
        {" 无 ", "", "", YZ_PHONE_NONE, 0},
        {"-", "", "", YZ_PHONE_NONE, 0},
    };
    struct yz_phone phone;
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        yz_findings_clear(&found);
        if (!yz_phone_check(cases[i].text, "phone", &phone, &found))
            fail_msg("\"%s\": %s", cases[i].text, found.all[0].rule);
        if (phone.kind != cases[i].kind || strcmp(phone.normal, cases[i].normal) ||
            strcmp(phone.second, cases[i].second))
            fail_msg("\"%s\" is read as %s and %s", cases[i].text, phone.normal, phone.second);
        if (found.count != cases[i].warnings)
            fail_msg("\"%s\": %zu warnings, %s", cases[i].text, found.count, found.count ? found.all[0].rule : "none");
    }
}

static void what_is_no_telephone_is_refused(void **state) {
    static const struct {
        const char *text, *rule;
    } cases[] = {
        {"1381234567", "现在是 10 位"},
        {"138123456789", "现在是 12 位"},
        {"12812345678", "第 2 位"},
        {"0871-631234", "区号"},
        {"010-1234567", "区号"},
        {"1.38E+10", "科学计数"},
        {"138****5678", "星号"},
        {"电话同上", "不是电话号码"},
        {"1", "不是电话号码"},
        {"13812345678/123", "不是电话号码"},
        {"99999999999999999999999999", "不是电话号码"},
        {"+86", "区号"},
        {"+", "不是电话号码"},
    };
    struct yz_phone phone;
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        yz_findings_clear(&found);
        if (yz_phone_check(cases[i].text, "phone", &phone, &found)) fail_msg("\"%s\" passes", cases[i].text);
        assert_says(cases[i].rule);
        assert_false(yz_phone_check(cases[i].text, "phone", &phone, NULL));
    }
}

static int release(void **state) {
    (void)state;
    yz_findings_free(&found);
    yz_data_free();
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_of_the_ledger_are_read),
        cmocka_unit_test(a_wrong_check_digit_names_the_right_one),
        cmocka_unit_test(every_single_slip_is_caught),
        cmocka_unit_test(made_numbers_satisfy_iso_7064),
        cmocka_unit_test(birth_dates_must_have_been),
        cmocka_unit_test(unknown_regions_only_warn),
        cmocka_unit_test(what_spreadsheets_spoil_is_told),
        cmocka_unit_test(wrong_shapes_are_named),
        cmocka_unit_test(fifteen_digits_are_history),
        cmocka_unit_test(residence_permits_are_like_citizens),
        cmocka_unit_test(cards_of_foreigners_old_and_new),
        cmocka_unit_test(passports_and_no_document),
        cmocka_unit_test(kinds_have_keys),
        cmocka_unit_test(credit_codes),
        cmocka_unit_test(birth_certificates),
        cmocka_unit_test(telephones_as_people_write_them),
        cmocka_unit_test(what_is_no_telephone_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, release);
}
