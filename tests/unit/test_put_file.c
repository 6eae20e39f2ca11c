/* A file that is put somewhere is there whole, or what was there is as it was. */
#include "base/put_file.h"

#include <dirent.h>
#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

enum { LARGE = 8192, LEAST = 100 };

static char folder[64], path[96], large[LARGE];

static int make_folder(void **state) {
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/yizhan-put-XXXXXX");
    if (!mkdtemp(folder)) return -1;
    snprintf(path, sizeof path, "%s/页.txt", folder);
    memset(large, 'x', sizeof large);
    return 0;
}

static int remove_folder(void **state) {
    (void)state;
    unlink(path);
    return rmdir(folder);
}

static size_t files(void) {
    size_t n = 0;
    DIR *dir = opendir(folder);
    assert_non_null(dir);
    for (struct dirent *e = readdir(dir); e; e = readdir(dir)) n += e->d_name[0] != '.';
    closedir(dir);
    return n;
}

static void holds(const char *text) {
    char read[LARGE] = "";
    FILE *f = fopen(path, "r");
    assert_non_null(f);
    size_t n = fread(read, 1, sizeof read - 1, f);
    fclose(f);
    assert_int_equal(strlen(text), n);
    assert_string_equal(text, read);
    assert_int_equal(1, files());
}

static void it_takes_the_place_of_the_old_one(void **state) {
    (void)state;
    struct stat st;
    mode_t mask = umask(077);
    assert_int_equal(0, yz_put_file(path, 0600, "旧", strlen("旧")));
    holds("旧");
    assert_int_equal(0, yz_put_file(path, 0644, "新的", strlen("新的")));
    umask(mask);
    holds("新的");
    assert_int_equal(0, stat(path, &st));
    assert_int_equal(0644, st.st_mode & 0777);
}

/* The first write then takes a part, the next one nothing, as on a disk that gets full. */
static void without_room_the_old_one_stays(void **state) {
    (void)state;
    struct rlimit was, least = {LEAST, LEAST};
    assert_int_equal(0, yz_put_file(path, 0600, "旧", strlen("旧")));
    assert_int_equal(0, getrlimit(RLIMIT_FSIZE, &was));
    least.rlim_max = was.rlim_max;
    void (*handler)(int) = signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(0, setrlimit(RLIMIT_FSIZE, &least));
    int why = yz_put_file(path, 0600, large, sizeof large);
    setrlimit(RLIMIT_FSIZE, &was);
    signal(SIGXFSZ, handler);
    assert_int_equal(EFBIG, why);
    holds("旧");
}

static void where_it_cannot_be_nothing_is(void **state) {
    (void)state;
    char nowhere[128], name[LARGE];
    snprintf(nowhere, sizeof nowhere, "%s/没有/页.txt", folder);
    assert_int_equal(ENOENT, yz_put_file(nowhere, 0600, "x", 1));
    memset(name, 'x', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    assert_int_equal(ENAMETOOLONG, yz_put_file(name, 0600, "x", 1));
    assert_int_equal(0, files());
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(it_takes_the_place_of_the_old_one, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(without_room_the_old_one_stays, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(where_it_cannot_be_nothing_is, make_folder, remove_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
