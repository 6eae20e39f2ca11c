/* Screens as the terminal shows them, cell by cell with attributes and cursor: tests/vt/golden/NAME.txt. After a change
 * that is meant, YZ_GOLDEN=write writes them anew; read what changed before it goes in. */
#include "support/vt.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <pwd.h>
#include <unistd.h>

#include <cmocka.h>

struct scene {
    const char *name, *keys;
    int rows, columns;
    const char *setting;   /* a name=value of the environment; NULL: none */
    const char *arguments; /* NULL, or one language */
};

static const struct scene scenes[] = {
    {"today", "", 24, 80, NULL, NULL},
    {"today-wide", "", 40, 120, NULL, NULL},
    {"today-english", "", 24, 80, NULL, "en"},
    {"today-mono", "", 24, 80, "NO_COLOR=1", NULL},
    {"find-contrast", "F2 zhang Down", 24, 80, "YIZHAN_THEME=high-contrast", NULL},
    {"find", "F2 zhang Down Down", 24, 80, NULL, NULL},
    {"find-nothing", "F2 查无此人", 24, 80, NULL, NULL},
    {"household", "F2 星体花园南区3-2-501 Enter", 24, 80, NULL, NULL},
    {"household-wide", "F2 星体花园南区3-2-501 Enter", 40, 120, NULL, NULL},
    {"person", "F2 星体花园南区3-2-501 Enter Enter", 24, 80, NULL, NULL},
    {"newborn-asks", "1", 24, 80, NULL, NULL},
    {"newborn-begun", "1 星体花园南区3-2-501 Enter", 24, 80, NULL, NULL},
    {"newborn-typing", "1 星体花园南区3-2-501 Enter Tab 王小 Left", 24, 80, NULL, NULL},
    {"newborn-wide", "1 星体花园南区3-2-501 Enter Tab", 40, 120, NULL, NULL},
    {"newborn-wrong", "1 星体花园南区3-2-501 Enter Tab Tab 男 Tab 2199-01-01 Tab U53012345 Tab", 24, 80, NULL, NULL},
    {"case", "F2 2026-000010 Enter", 24, 80, NULL, NULL},
    {"help", "F1", 24, 80, NULL, NULL},
    {"lock", "F10", 24, 80, NULL, NULL},
    {"smallest", "", 8, 40, NULL, NULL},
    {"too-small", "", 5, 30, NULL, NULL},
};

static char *read_golden(const char *path) {
    FILE *f = fopen(path, "r");
    struct yz_buffer b = {0};
    char part[4096];
    for (size_t n; f && (n = fread(part, 1, sizeof part, f)) > 0;) yz_buffer_append(&b, part, n);
    if (f) fclose(f);
    return f ? yz_buffer_take(&b, NULL) : NULL;
}

static void write_golden(struct vt *v, const char *path) {
    struct yz_buffer b = {0};
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    vt_dump(v, &b);
    assert_true(fputs(yz_buffer_string(&b), f) >= 0);
    assert_int_equal(fclose(f), 0);
    yz_buffer_free(&b);
}

static void compare(struct vt *v, const char *name) {
    char path[4096];
    const char *source = getenv("SOURCE_DIR");
    snprintf(path, sizeof path, "%s/tests/vt/golden/%s.txt", source ? source : ".", name);
    if (getenv("YZ_GOLDEN")) {
        write_golden(v, path);
        return;
    }
    char *golden = read_golden(path);
    if (!golden) fail_msg("%s cannot be read", path);
    vt_expect_dump(v, golden);
    free(golden);
}

/* Who happens to run the program is nobody's business on the screen. */
static void without_the_user(struct vt *v) {
    const struct passwd *user = getpwuid(getuid());
    if (user && strlen(user->pw_name) > 2) vt_reject(v, user->pw_name);
}

/* A draft left by one scene is not offered in the next. */
static void scene(void **state) {
    const struct scene *s = *state;
    const char *environment[] = {s->setting, NULL}, *arguments[] = {"--lang", s->arguments, NULL};
    struct vt v;
    vt_forget_drafts();
    vt_start_with(&v, &(struct vt_choice){.rows = s->rows,
                                          .columns = s->columns,
                                          .environment = environment,
                                          .arguments = s->arguments ? arguments : NULL});
    assert_true(vt_wait(&v, s->rows < 8 ? "窗口太小" : s->arguments ? "F1 Help" : "今日", 20000));
    vt_settle(&v);
    vt_keys(&v, s->keys);
    without_the_user(&v);
    compare(&v, s->name);
    vt_stop(&v);
}

int main(void) {
    struct CMUnitTest tests[sizeof scenes / sizeof *scenes];
    size_t n = 0;
    for (; n < sizeof scenes / sizeof *scenes; n++)
        tests[n] = (struct CMUnitTest){scenes[n].name, scene, NULL, NULL, (void *)(uintptr_t)&scenes[n]};
    return _cmocka_run_group_tests("vt golden", tests, n, NULL, NULL);
}
