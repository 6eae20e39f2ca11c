/* Data files: compiled in, and replaced from outside. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <yizhan/status.h>

#include "base/data.h"

static char folder[256];

static void write_file(const char *name, const char *bytes, size_t size) {
    char path[512];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    for (char *p = path + strlen(folder) + 1; (p = strchr(p, '/')); p++) {
        *p = '\0';
        mkdir(path, 0700);
        *p = '/';
    }
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, size, f), size);
    fclose(f);
}

static int set_up(void **state) {
    (void)state;
    const char *tmp = getenv("TMPDIR");
    snprintf(folder, sizeof folder, "%s/yz-data-XXXXXX", tmp ? tmp : "/tmp");
    unsetenv("YIZHAN_DATA");
    return mkdtemp(folder) ? 0 : -1;
}

static int tear_down(void **state) {
    (void)state;
    char command[512];
    yz_data_free();
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return system(command);
}

/* The compiled-in bytes are those of the source tree. Needs the tree, which the runner names. */
static void compiled_in_files_are_whole(void **state) {
    (void)state;
    const char *source = getenv("SOURCE_DIR");
    const char *names[] = {"calendars/cn.csv", "locale/en/data.po"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        static char bytes[1 << 20];
        char path[4096];
        size_t size = 0;
        snprintf(path, sizeof path, "%s/data/%s", source ? source : ".", names[i]);
        FILE *f = fopen(path, "rb");
        if (!f) skip();
        size_t have = fread(bytes, 1, sizeof bytes, f);
        fclose(f);
        const char *data = yz_data(names[i], &size);
        assert_non_null(data);
        assert_int_equal(size, have);
        assert_memory_equal(data, bytes, size);
        assert_int_equal(data[size], '\0');
        assert_int_equal(yz_data(names[i], NULL) == NULL, 0);
    }
}

static void outside_files_stand_in(void **state) {
    (void)state;
    size_t size;
    write_file("calendars/cn.csv", "own\0bytes", 9);
    write_file("calendars/empty.csv", "", 0);
    setenv("YIZHAN_DATA", folder, 1);
    const char *own = yz_data("calendars/cn.csv", &size);
    assert_non_null(own);
    assert_int_equal(size, 9);
    assert_memory_equal(own, "own\0bytes", 10);
    assert_ptr_equal(yz_data("calendars/cn.csv", NULL), own);
    assert_string_equal(yz_data("calendars/empty.csv", &size), "");
    assert_int_equal(size, 0);
    yz_data_free();
    unsetenv("YIZHAN_DATA");
    assert_memory_equal(yz_data("calendars/cn.csv", &size), "date,", 5);
}

static void names_stay_below_the_folder(void **state) {
    (void)state;
    const char *names[] = {"",
                           "/etc/passwd",
                           "../x",
                           "calendars/../calendars/cn.csv",
                           "calendars//cn.csv",
                           "calendars",
                           "calendars/cn",
                           "calendars/cn.csv/",
                           ".git/config",
                           "nothing.tsv"};
    char longest[300];
    setenv("YIZHAN_DATA", folder, 1);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t size = 1;
        assert_null(yz_data(names[i], &size));
        assert_int_equal(size, 0);
    }
    memset(longest, 'a', sizeof longest - 1);
    longest[sizeof longest - 1] = '\0';
    assert_null(yz_data(longest, NULL));
}

static void what_cannot_be_read_is_said(void **state) {
    (void)state;
    write_file("calendars/cn.csv/inside", "", 0); /* a folder where a file belongs */
    setenv("YIZHAN_DATA", folder, 1);
    assert_null(yz_data("calendars/cn.csv", NULL));
    assert_non_null(strstr(yz_message(), "calendars/cn.csv"));
}

struct seen {
    char all[4096];
    int count, stop_after;
};

static bool note(const char *name, void *with) {
    struct seen *s = with;
    s->count++;
    strcat(strcat(s->all, name), " ");
    return s->count != s->stop_after;
}

static void each_name_comes_once_in_order(void **state) {
    (void)state;
    struct seen s = {.count = 0};
    assert_true(yz_data_each("calendars/", note, &s));
    assert_non_null(strstr(s.all, "calendars/cn.csv "));
    int compiled = s.count;
    write_file("calendars/cn.csv", "x", 1);
    write_file("calendars/aa.csv", "x", 1);
    write_file("calendars/zz/deep.csv", "x", 1);
    write_file("calendars/.hidden", "x", 1);
    write_file("elsewhere/a.csv", "x", 1);
    setenv("YIZHAN_DATA", folder, 1);
    s = (struct seen){.count = 0};
    assert_true(yz_data_each("calendars/", note, &s));
    assert_int_equal(s.count, compiled + 2);
    assert_ptr_equal(strstr(s.all, "calendars/aa.csv calendars/cn.csv "), s.all);
    assert_non_null(strstr(s.all, "calendars/zz/deep.csv "));
    s = (struct seen){.stop_after = 1};
    assert_false(yz_data_each("calendars/", note, &s));
    assert_int_equal(s.count, 1);
    s = (struct seen){.count = 0};
    assert_true(yz_data_each("calendars/z", note, &s));
    assert_string_equal(s.all, "calendars/zz/deep.csv ");
    s = (struct seen){.count = 0};
    assert_true(yz_data_each("../", note, &s));
    assert_int_equal(s.count, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(compiled_in_files_are_whole, set_up, tear_down),
        cmocka_unit_test_setup_teardown(outside_files_stand_in, set_up, tear_down),
        cmocka_unit_test_setup_teardown(names_stay_below_the_folder, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_cannot_be_read_is_said, set_up, tear_down),
        cmocka_unit_test_setup_teardown(each_name_comes_once_in_order, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
