/* Languages: the choice, the translations, and .po files from outside, good and broken. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include <yizhan/i18n.h>

#include "base/data.h"

static char folder[256];

static void write_po(const char *language, const char *text) {
    char path[512];
    const char *parts[] = {"", "/locale", "/locale/", NULL};
    for (int i = 0; parts[i]; i++) {
        snprintf(path, sizeof path, "%s%s%s", folder, parts[i], i == 2 ? language : "");
        mkdir(path, 0700);
    }
    snprintf(path, sizeof path, "%s/locale/%s/a.po", folder, language);
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
}

static int set_up(void **state) {
    (void)state;
    const char *tmp = getenv("TMPDIR");
    snprintf(folder, sizeof folder, "%s/yz-i18n-XXXXXX", tmp ? tmp : "/tmp");
    if (!mkdtemp(folder)) return -1;
    setenv("YIZHAN_DATA", folder, 1);
    yz_language("zh");
    unsetenv("LC_ALL");
    unsetenv("LC_MESSAGES");
    unsetenv("LANG");
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    char command[512];
    yz_data_free();
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return system(command);
}

/* Through a pointer, so that the compiler does not check made-up formats. */
static const char *tr(const char *text) {
    return yz_tr(text);
}

static void chinese_is_the_default(void **state) {
    (void)state;
    assert_string_equal(yz_language_name(), "zh");
    assert_string_equal(tr("内存不足"), "内存不足");
    assert_int_equal(yz_language(NULL), YZ_OK);
    assert_string_equal(yz_language_name(), "zh");
}

static void english_is_compiled_in(void **state) {
    (void)state;
    assert_int_equal(yz_language("en"), YZ_OK);
    assert_string_equal(yz_language_name(), "en");
    assert_string_equal(tr("内存不足"), "Out of memory");
    assert_string_equal(tr("没有人翻译过的话"), "没有人翻译过的话");
    assert_string_equal(tr(""), "");
    assert_int_equal(yz_language("zh"), YZ_OK);
    assert_string_equal(tr("内存不足"), "内存不足");
}

/* What follows "yizhan: " elsewhere begins with a capital where it stands alone; what is typed in small letters stays. */
static void alone_a_text_begins_with_a_capital(void **state) {
    (void)state;
    static const struct {
        const char *text, *alone;
    } cases[] = {{"the two differ", "The two differ"},
                 {"undone: a case", "Undone: a case"},
                 {"syncing…", "Syncing…"},
                 {"erased", "Erased"},
                 {"yizhan init makes one", NULL},
                 {"missing = follow", NULL},
                 {"a.db is good", NULL},
                 {"select_one LIST", NULL},
                 {"2 rows", NULL},
                 {"东片 is an area", NULL},
                 {"", NULL}};
    char text[64];
    for (size_t i = 0; i < 2 * sizeof cases / sizeof *cases; i++) {
        bool english = i % 2;
        const char *alone = cases[i / 2].alone && english ? cases[i / 2].alone : cases[i / 2].text;
        assert_int_equal(yz_language(english ? "en" : "zh"), YZ_OK);
        snprintf(text, sizeof text, "%s", cases[i / 2].text);
        assert_string_equal(yz_sentence(text), alone);
    }
}

static void many_of_a_thing_have_a_name_of_their_own(void **state) {
    (void)state;
    assert_string_equal(yz_many("办件"), "办件");
    assert_int_equal(yz_language("en"), YZ_OK);
    assert_string_equal(tr("办件"), "Case");
    assert_string_equal(yz_many("办件"), "Cases");
    assert_string_equal(yz_many("内存不足"), "Out of memory"); /* none of its own */
    assert_string_equal(yz_many("没有人翻译过的话"), "没有人翻译过的话");
}

static void the_locale_chooses(void **state) {
    (void)state;
    static const struct {
        const char *all, *messages, *lang, *language;
    } cases[] = {{"", "", "en_GB.UTF-8", "en"},  {"", "", "C", "zh"},
                 {"", "", "de_DE.UTF-8", "zh"},  {"", "en_US.UTF-8", "C", "en"},
                 {"C.UTF-8", "", "en_US", "zh"}, {"zh_CN.GB18030", "en", "en", "zh"},
                 {"en", "zh_CN", "zh_CN", "en"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        setenv("LC_ALL", cases[i].all, 1);
        setenv("LC_MESSAGES", cases[i].messages, 1);
        setenv("LANG", cases[i].lang, 1);
        assert_int_equal(yz_language(NULL), YZ_OK);
        assert_string_equal(yz_language_name(), cases[i].language);
    }
}

static void unknown_languages_are_refused(void **state) {
    (void)state;
    const char *names[] = {"", "xx", "../en", "en/", "english_of_the_queen", "e n"};
    assert_int_equal(yz_language("en"), YZ_OK);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        assert_int_equal(yz_language(names[i]), YZ_USAGE);
        assert_non_null(strstr(yz_message(), "zh and en"));
        assert_string_equal(yz_language_name(), "en");
    }
}

static void po_files_are_read(void **state) {
    (void)state;
    write_po("ta", "# a comment\nmsgid \"\"\nmsgstr \"Language: ta\\n\"\n\n"
                   "msgid \"一\"\nmsgstr \"one\"\n"
                   "msgid \"\"\n\"二\"\n  \"三\"\r\nmsgstr \"two\\n\"\n\"\\\"three\\\"\\t\\\\\"\n"
                   "#~ msgid \"旧\"\nmsgid \"空\"\nmsgstr \"\"\nmsgid \"尾\"\nmsgstr \"last\"");
    assert_int_equal(yz_language("ta"), YZ_OK);
    assert_string_equal(tr("一"), "one");
    assert_string_equal(tr("二三"), "two\n\"three\"\t\\");
    assert_string_equal(tr("旧"), "旧");
    assert_string_equal(tr("空"), "空");
    assert_string_equal(tr("尾"), "last");
    assert_string_equal(tr(""), "");
}

static void texts_outlive_a_change_of_language(void **state) {
    (void)state;
    write_po("tb", "msgid \"一\"\nmsgstr \"one\"\n");
    assert_int_equal(yz_language("tb"), YZ_OK);
    const char *one = tr("一");
    yz_data_free();
    assert_int_equal(yz_language("en"), YZ_OK);
    assert_int_equal(yz_language("tb"), YZ_OK);
    assert_string_equal(one, "one");
    assert_ptr_equal(tr("一"), one);
}

static void wild_formats_are_left_out(void **state) {
    (void)state;
    write_po("tc", "msgid \"%s 有 %d 人\"\nmsgstr \"%d %s\"\n"
                   "msgid \"%s 共 %d 人\"\nmsgstr \"%2$d people in %1$s\"\n"
                   "msgid \"普通\"\nmsgstr \"%n\"\n"
                   "msgid \"%ld 天\"\nmsgstr \"%d days\"\n"
                   "msgid \"%i 年\"\nmsgstr \"%d years\"\n"
                   "msgid \"%*d 列\"\nmsgstr \"%d columns\"\n"
                   "msgid \"%-8.*s 行\"\nmsgstr \"line %.*s\"\n"
                   "msgid \"%d%% 满\"\nmsgstr \"%d%% full\"\n"
                   "msgid \"断 %d\"\nmsgstr \"broken %\"\n");
    assert_int_equal(yz_language("tc"), YZ_OK);
    assert_string_equal(tr("%s 有 %d 人"), "%s 有 %d 人");
    assert_string_equal(tr("%s 共 %d 人"), "%2$d people in %1$s");
    assert_string_equal(tr("普通"), "普通");
    assert_string_equal(tr("%ld 天"), "%ld 天");
    assert_string_equal(tr("%i 年"), "%d years");
    assert_string_equal(tr("%*d 列"), "%*d 列");
    assert_string_equal(tr("%-8.*s 行"), "line %.*s");
    assert_string_equal(tr("%d%% 满"), "%d%% full");
    assert_string_equal(tr("断 %d"), "断 %d");
}

static void broken_files_do_no_harm(void **state) {
    (void)state;
    write_po("td", "msgstr \"before\"\nmsgid \"\\\nmsgid\nmsgid \nmsgid x\nmsgstr\nmsgid \"没完\nmsgstr \"open\n"
                   "msgid \"两次\"\nmsgstr \"a\"\nmsgstr \"b\"\n\"\"\"\nmsgid \"好\"\nmsgstr \"good\"\nmsgid \"\\");
    assert_int_equal(yz_language("td"), YZ_OK);
    assert_string_equal(tr("好"), "good");
    assert_string_equal(tr("没完"), "open");
}

/* The least CPU time in which so many texts were loaded, in milliseconds. */
static double loading(char first, int texts) {
    static char text[800000];
    size_t at = 0;
    for (int i = 0; i < texts; i++) {
        at += (size_t)snprintf(text + at, sizeof text - at,
                               "msgid \"第 %d 句话，长短和程序里的差不多：%%s\"\nmsgstr \"sentence %d, about as long "
                               "as those of the program: %%s\"\n\n",
                               i, i);
    }
    double best = 1e9;
    for (int i = 0; i < 5; i++) {
        struct timespec a, b;
        char language[3] = {first, (char)('e' + i), 0}; // each is loaded once
        write_po(language, text);
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &a);
        assert_int_equal(yz_language(language), YZ_OK);
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &b);
        double ms = (double)(b.tv_sec - a.tv_sec) * 1e3 + (double)(b.tv_nsec - a.tv_nsec) / 1e6;
        if (ms < best) best = ms;
    }
    return best;
}

static void texts_load_in_time_that_grows_with_their_number(void **state) {
    (void)state;
    double few = loading('t', 500), many = loading('u', 4000);
    assert_string_equal(tr("第 3999 句话，长短和程序里的差不多：%s"),
                        "sentence 3999, about as long as those of the program: %s");
    print_message("# 500 texts in %.2f ms, 4000 in %.2f ms\n", few, many);
    if (!getenv("YZ_VALGRIND")) assert_true(many < 24 * few); /* eight times as many; the square would be 64 */
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(chinese_is_the_default, set_up, tear_down),
        cmocka_unit_test_setup_teardown(english_is_compiled_in, set_up, tear_down),
        cmocka_unit_test_setup_teardown(alone_a_text_begins_with_a_capital, set_up, tear_down),
        cmocka_unit_test_setup_teardown(many_of_a_thing_have_a_name_of_their_own, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_locale_chooses, set_up, tear_down),
        cmocka_unit_test_setup_teardown(unknown_languages_are_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(po_files_are_read, set_up, tear_down),
        cmocka_unit_test_setup_teardown(texts_outlive_a_change_of_language, set_up, tear_down),
        cmocka_unit_test_setup_teardown(wild_formats_are_left_out, set_up, tear_down),
        cmocka_unit_test_setup_teardown(broken_files_do_no_harm, set_up, tear_down),
        cmocka_unit_test_setup_teardown(texts_load_in_time_that_grows_with_their_number, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
