/* Working days of real years: holidays, make-up days, and a year whose calendar is not out yet. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>

#include "base/data.h"
#include "service/desk/workday.h"

static void holidays_and_make_up_days(void **state) {
    (void)state;
    bool assumed = false;
    assert_false(yz_workday(20261001, &assumed)); /* Thursday, National Day */
    assert_string_equal(yz_workday_name(20261001), "国庆节");
    assert_true(yz_workday(20261010, &assumed));  /* Saturday, made up */
    assert_false(yz_workday(20261011, &assumed)); /* an ordinary Sunday */
    assert_true(yz_workday(20261123, &assumed));
    assert_string_equal(yz_workday_name(20261123), "");
    assert_false(assumed);
}

static void counting_over_a_long_holiday(void **state) {
    (void)state;
    bool assumed = false;
    /* 30 September is day 0; the holiday lasts to the 7th; 8, 9 and Saturday the 10th are worked */
    assert_int_equal(yz_workday_add(20260930, 1, &assumed), 20261008);
    assert_int_equal(yz_workday_add(20260930, 3, &assumed), 20261010);
    assert_int_equal(yz_workday_add(20260930, 4, &assumed), 20261012);
    assert_int_equal(yz_workday_add(20261003, 0, &assumed), 20261003);
    assert_int_equal(yz_workday_add(20261003, 1, &assumed), 20261008); /* received on a holiday */
    assert_false(assumed);
}

static void a_year_not_announced(void **state) {
    (void)state;
    bool assumed = false;
    assert_int_equal(yz_workday_add(20261230, 1, &assumed), 20261231);
    assert_false(assumed);
    assert_int_equal(yz_workday_add(20261230, 2, &assumed), 20270101); /* Friday: nobody has said yet that it is off */
    assert_true(assumed);
}

/* The count agrees with looking at each day by itself. */
static void every_count_of_ten_years(void **state) {
    (void)state;
    for (yz_date from = 20150101; from < 20251101; from = yz_date_add(from, 5)) {
        yz_date end = yz_workday_add(from, 20, NULL);
        int worked = 0;
        for (yz_date d = yz_date_add(from, 1); d <= end; d = yz_date_add(d, 1)) worked += yz_workday(d, NULL);
        assert_int_equal(worked, 20);
        assert_true(yz_workday(end, NULL));
    }
}

static int done(void **state) {
    (void)state;
    yz_workdays_free();
    yz_data_free();
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(holidays_and_make_up_days),
        cmocka_unit_test(counting_over_a_long_holiday),
        cmocka_unit_test(a_year_not_announced),
        cmocka_unit_test(every_count_of_ten_years),
    };
    return cmocka_run_group_tests(tests, NULL, done);
}
