/* A terminal left alone locks by itself after the seconds of trust/accounts.conf, and what was half typed is kept. */
#include "support/desk.h"
#include "ui/ui.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>
#include <yizhan/accounts.h>
#include <yizhan/drafts.h>
#include <yizhan/i18n.h>

static struct desk d;

/* The file allows no fewer than 30 seconds; nobody waits that long here. */
static void set_idle(int64_t seconds) {
    struct yz_account_rules *rules = (struct yz_account_rules *)(uintptr_t)yz_account_rules();
    assert_non_null(rules);
    rules->idle_seconds = seconds;
}

static void run_script(const char *script) {
    char path[128];
    snprintf(path, sizeof path, "%s/script", d.folder);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs(script, f);
    assert_int_equal(fclose(f), 0);
    if (yz_ui_run(d.session, &(struct yz_ui_options){.script = path}) != YZ_OK) fail_msg("%s", yz_message());
}

static void count(void *ctx, const char *name, const char *value) {
    (void)name;
    *(int *)ctx += *value != '\0';
}

static void test_left_alone(void **state) {
    (void)state;
    int kept = 0;
    yz_moment at = 0;
    set_idle(1);
    run_script("key F5\nkey Ctrl-N\ntype 想学用手机\nkey Tab\nwait 1200\nwait 10\nexpect 已锁定\nreject 手机\n"
               "key F2\nexpect 已锁定\nkey Enter\nexpect 想学用手机\n");
    assert_int_equal(yz_drafts_read(d.session, "need", 0, count, &kept, &at), YZ_OK);
    assert_true(at && kept);
}

static void test_at_work(void **state) {
    (void)state;
    set_idle(2);
    run_script("key F5\nwait 1200\nkey Down\nwait 1200\nkey Down\nwait 10\nreject 已锁定\n");
    set_idle(600);
    run_script("key F5\nwait 1200\nwait 10\nreject 已锁定\n");
}

static int begin(void **state) {
    (void)state;
    setlocale(LC_ALL, "C.UTF-8");
    desk_make(&d);
    return 0;
}

static int end(void **state) {
    (void)state;
    desk_drop(&d);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test_setup_teardown(test_left_alone, begin, end),
                                       cmocka_unit_test_setup_teardown(test_at_work, begin, end)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
