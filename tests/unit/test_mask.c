/* Masks show what they may and nothing else. */
#include "base/mask.h"
#include "base/text.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

static void name(const char *s, const char *expected) {
    char out[128];
    yz_mask_name(out, sizeof out, s);
    assert_string_equal(out, expected);
}

static void names(void **state) {
    (void)state;
    name("张三", "张*");
    name("张三丰", "张*丰");
    name("张小小丰", "张**丰");
    name("欧阳修", "欧阳*");
    name("欧阳娜娜", "欧阳*娜");
    name("司马光", "司马*");
    name("欧阳", "欧*");
    name("𠮷㐂", "𠮷*");
    name("葛\xF3\xA0\x84\x80城", "葛\xF3\xA0\x84\x80*");
    name("张", "*");
    name("", "");
    name(" 张　三 ", "张*");
    name("张 三 丰", "张*丰");
    name("李芳之子", "李*之子");
    name("欧阳小芳之女", "欧阳*芳之女");
    name("买买提·吐尔逊", "买**·**逊");
    name("阿不都·热西提·买买提", "阿**·***·**提");
    name("John Smith", "J*** S****");
    name("Madonna", "M******");
}

static void numbers(void **state) {
    (void)state;
    char out[64];
    yz_mask_id(out, sizeof out, "53011119900307123X");
    assert_string_equal(out, "530111********123X");
    yz_mask_id(out, sizeof out, "530111900307123");
    assert_string_equal(out, "530111******123");
    yz_mask_id(out, sizeof out, "E12345678");
    assert_string_equal(out, "E*******8");
    yz_mask_id(out, sizeof out, "1234");
    assert_string_equal(out, "****");
    yz_mask_phone(out, sizeof out, "13812345678");
    assert_string_equal(out, "138****5678");
    yz_mask_phone(out, sizeof out, "65551234");
    assert_string_equal(out, "65****34");
    yz_mask_phone(out, sizeof out, "");
    assert_string_equal(out, "");
}

/* A number with a digit too few or too many, or with spaces, must not show the birth date either. */
static void birth_dates_never_show(void **state) {
    (void)state;
    static const char *const ids[] = {"5301111990030712",     "53011119900307123",
                                      "53011119900307123X",   "530111199003071234X",
                                      "530111 19900307 123X", "５３０１１１１９９００３０７１２３Ｘ"};
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        char out[128];
        yz_mask_id(out, sizeof out, ids[i]);
        assert_null(strstr(out, "1990"));
        assert_null(strstr(out, "0307"));
        assert_null(strstr(out, "07"));
        assert_null(strstr(out, "90"));
    }
}

static void small_rooms_are_safe(void **state) {
    (void)state;
    for (size_t room = 0; room < 16; room++) {
        char out[17];
        memset(out, 'x', sizeof out);
        yz_mask_name(out, room, "欧阳娜娜");
        assert_int_equal(out[room], 'x');
        if (room) assert_true(yz_utf8_valid(out, strlen(out)));
    }
    char out[5];
    yz_mask_name(out, sizeof out, "张三丰");
    assert_string_equal(out, "张*");
}

/* A text shown masked and changed keeps its numbers; what was typed over is what was typed. */
static void numbers_come_back(void **state) {
    static const char *const cases[][3] = {
        /* was, as it stands after changing, what is kept */
        {"女儿13812345678", "女儿138****5678，晚上打", "女儿13812345678，晚上打"},
        {"女儿13812345678", "女儿13900001111", "女儿13900001111"},
        {"13812345678、13899995678", "138****5678、138****5678", "13812345678、13899995678"},
        {"证530111199003071234 电话13812345678", "电话138****5678", "电话13812345678"},
        {"卡6217003860001234567", "卡621*************567", "卡6217003860001234567"},
        {"没有号码", "没有号码了", "没有号码了"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[128];
        strcpy(text, cases[i][1]);
        yz_unmask_numbers(text, cases[i][0]);
        assert_string_equal(text, cases[i][2]);
        yz_mask_numbers(text, sizeof text, cases[i][0]);
        yz_unmask_numbers(text, cases[i][0]);
        assert_string_equal(text, cases[i][0]);
    }
}

/* Cut in the middle of a number, what is left of it says nothing. */
static void a_cut_number_stays_masked(void **state) {
    char text[12];
    (void)state;
    yz_mask_numbers(text, sizeof text, "ab 13812345678");
    assert_string_equal(text, "ab ********");
}

int main(void) {
    setlocale(LC_ALL, "C.UTF-8");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names),
        cmocka_unit_test(numbers),
        cmocka_unit_test(birth_dates_never_show),
        cmocka_unit_test(numbers_come_back),
        cmocka_unit_test(a_cut_number_stays_masked),
        cmocka_unit_test(small_rooms_are_safe),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
