/* Who may be one person: the points of two, the hint while typing, and the scan over labelled doubles and twins. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "service/same/likeness.h"
#include "support/desk.h"
#include "support/doubles.h"
#include <yizhan/demo.h>
#include <yizhan/merges.h>

#define NUMBER       "530111198503021239" /* sound; the others are faults of it, or another's */
#define TRANSPOSED   "530111198503201239"
#define ONE_DIGIT    "530111198503022239"
#define OLD          "530111850302123"
#define SOMEONE_ELSE "530111198503021271"

static struct yz_person person(const char *name, const char *number, yz_date birth, const char *phone) {
    struct yz_person p = {.birth = birth, .sex = 1};
    snprintf(p.name, sizeof p.name, "%s", name);
    snprintf(p.id_number, sizeof p.id_number, "%s", number);
    snprintf(p.phone, sizeof p.phone, "%s", phone);
    return p;
}

static struct yz_likeness compared(const struct yz_person *a, const struct yz_person *b, int64_t door) {
    struct yz_face one, other;
    struct yz_likeness l, back;
    yz_face_make(&one, a, door);
    yz_face_make(&other, b, door);
    assert_int_equal(yz_faces_compare(&one, &other, &l), YZ_OK);
    assert_int_equal(yz_faces_compare(&other, &one, &back), YZ_OK);
    assert_int_equal(l.found, back.found); /* whichever comes first */
    return l;
}

static bool has(const struct yz_likeness *l, enum yz_evidence e) {
    return l->found >> e & 1;
}

static void numbers(void **state) {
    static const struct {
        const char *a, *b;
        enum yz_evidence found;
    } rows[] = {{NUMBER, NUMBER, YZ_ID_SAME},
                {NUMBER, OLD, YZ_ID_SAME},
                {NUMBER, TRANSPOSED, YZ_ID_TRANSPOSED},
                {NUMBER, ONE_DIGIT, YZ_ID_ONE_DIGIT},
                {NUMBER, SOMEONE_ELSE, YZ_ID_DIFFERENT},
                {NUMBER, "530102199001011111", YZ_ID_UNLIKE}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct yz_person a = person("张伟", rows[i].a, 19850302, ""), b = person("张伟", rows[i].b, 19850302, "");
        struct yz_likeness l = compared(&a, &b, 0);
        if (!has(&l, rows[i].found)) print_error("%s %s: %x\n", rows[i].a, rows[i].b, l.found);
        assert_true(has(&l, rows[i].found));
    }
}

static void names(void **state) {
    static const struct {
        const char *a, *b;
        enum yz_evidence found;
    } rows[] = {{"张伟", "张伟", YZ_NAME_SAME},           {"张伟", "章炜", YZ_NAME_SOUND},
                {"阿依·古丽", "阿依‧古丽", YZ_NAME_SAME}, {"单雄", "善雄", YZ_NAME_SOUND},
                {"张伟", "张强", YZ_NAME_ONE_CHAR},       {"张伟", "李娜", YZ_NAME_DIFFERENT},
                {"张伟", "张小伟", YZ_NAME_DIFFERENT}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct yz_person a = person(rows[i].a, "", 0, ""), b = person(rows[i].b, "", 0, "");
        struct yz_likeness l = compared(&a, &b, 0);
        if (!has(&l, rows[i].found)) print_error("%s %s: %x\n", rows[i].a, rows[i].b, l.found);
        assert_true(has(&l, rows[i].found));
    }
    struct yz_person baby = person("张丽之女", "", 0, ""), named = person("张雨", "", 0, "");
    assert_int_equal(compared(&baby, &named, 0).found, 0); /* no name yet: nothing for it, nothing against it */
}

static void levels(void **state) {
    struct yz_person a = person("张伟", NUMBER, 19850302, "13800000001"), b = a;
    char text[192];
    (void)state;
    struct yz_likeness l = compared(&a, &b, 5);
    assert_int_equal(l.level, YZ_LIKELY);
    assert_int_equal(l.score, 100);
    b = person("章炜", TRANSPOSED, 19850302, "");
    l = compared(&a, &b, 0);
    assert_int_equal(l.level, YZ_LIKELY);
    assert_string_equal(yz_likeness_text(&l, text, sizeof text), "证件号有两位颠倒、姓名同音、出生日期相同");
    b = person("张伟", "", 19850302, ""); /* no number */
    assert_int_equal(compared(&a, &b, 0).level, YZ_POSSIBLE);
    b = person("张伟", SOMEONE_ELSE, 19850302, ""); /* two people of one name and day */
    assert_int_equal(compared(&a, &b, 0).level, YZ_UNLIKELY);
    b = person("王秀英", "", 19620310, "13800000001"); /* a family's phone */
    assert_int_equal(compared(&a, &b, 5).level, YZ_UNLIKELY);
    b = person("张强", "", 19850302, "13800000001"); /* a twin without a number */
    l = compared(&a, &b, 5);
    assert_true(has(&l, YZ_TWIN));
    assert_int_equal(l.level, YZ_UNLIKELY);
    b = person("张强", NUMBER, 19850302, ""); /* a name mistyped is no twin */
    assert_int_equal(compared(&a, &b, 5).level, YZ_LIKELY);
}

/* --- a file --- */

static struct desk d;

static int make(void **state) {
    (void)state;
    desk_make(&d);
    return 0;
}

static int drop(void **state) {
    (void)state;
    desk_drop(&d);
    return 0;
}

static size_t hints(const struct yz_person *p, struct yz_twin *out) {
    size_t n;
    assert_int_equal(yz_person_duplicates(d.session, p, d.dwelling, out, 4, &n), YZ_OK);
    return n;
}

static void while_typing(void **state) {
    struct yz_twin t[4];
    (void)state;
    struct yz_person p = person("黎铭", "", 19900511, "");
    assert_int_equal(hints(&p, t), 1); /* 李明 by sound and birth */
    assert_int_equal(t[0].person, d.father);
    assert_string_equal(t[0].name, "李明");
    assert_non_null(strstr(t[0].why, "同音"));
    p = person("李明", "", 0, "13819900511"); /* by name and phone, no birth yet */
    assert_int_equal(hints(&p, t), 1);
    assert_int_equal(t[0].person, d.father);
    p.id = d.father; /* not oneself */
    assert_int_equal(hints(&p, t), 0);
    p = person("李", "", 0, "");
    assert_int_equal(hints(&p, t), 0);
    p = person("", "", 0, ""); /* nothing typed */
    assert_int_equal(hints(&p, t), 0);
}

static void noted_pairs_stay_away(void **state) {
    struct yz_pair *pairs;
    size_t n;
    struct yz_twin t[4];
    (void)state;
    struct yz_person p = person("黎铭", "", 19900511, "13819900511");
    assert_int_equal(yz_act_begin(d.session->store, "test", 0), YZ_OK);
    assert_int_equal(yz_put(d.session->store, &yz_person_kind, &p), YZ_OK);
    assert_int_equal(yz_act_commit(d.session->store, NULL), YZ_OK);
    assert_int_equal(yz_duplicate_scan(d.session, &pairs, &n), YZ_OK);
    assert_int_equal(n, 1);
    assert_true(pairs[0].a == d.father && pairs[0].b == p.id);
    free(pairs);
    assert_int_equal(yz_distinct_note(d.session, p.id, d.father, "同名"), YZ_OK);
    assert_int_equal(yz_duplicate_scan(d.session, &pairs, &n), YZ_OK);
    assert_int_equal(n, 0);
    free(pairs);
    assert_int_equal(hints(&p, t), 0);
}

/* The floors that the weights must keep; tests/bench/duplicates.c prints the figures of 100,000 people. */
static void doubles_and_twins(void **state) {
    char folder[] = "/tmp/yz-doubles-XXXXXX", path[64], command[80];
    struct yz_session *s;
    struct doubles made;
    struct doubles_found f;
    struct yz_pair *pairs;
    size_t count;
    (void)state;
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/station.db", folder);
    assert_int_equal(
        yz_demo_write(path, &(struct yz_demo){.households = 600, .people = 4000, .date = 20261123, .practice = true}),
        YZ_OK);
    assert_int_equal(yz_session_open(path, &s), YZ_OK);
    assert_true(doubles_make(s->store, 3, &made));
    assert_int_equal(yz_duplicate_scan(s, &pairs, &count), YZ_OK);
    doubles_judge(&made, pairs, count, &f);
    assert_true(f.wanted >= 150);
    assert_true(f.of[DOUBLE_TWIN] >= 30);
    assert_int_equal(f.found[DOUBLE_TWIN] + f.found[DOUBLE_NAMESAKE], 0);
    assert_true(f.right * 100 >= f.wanted * 90);            /* recall */
    assert_true(f.right * 100 >= (f.right + f.wrong) * 97); /* precision */
    for (int i = 0; i < DOUBLE_WORST; i++) assert_true(f.found[i] * 100 >= f.of[i] * 95);
    for (size_t i = 1; i < count; i++) assert_true(pairs[i - 1].likeness.score >= pairs[i].likeness.score);
    free(pairs);
    doubles_free(&made);
    yz_session_close(s);
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    assert_int_equal(system(command), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers),
        cmocka_unit_test(names),
        cmocka_unit_test(levels),
        cmocka_unit_test_setup_teardown(while_typing, make, drop),
        cmocka_unit_test_setup_teardown(noted_pairs_stay_away, make, drop),
        cmocka_unit_test(doubles_and_twins),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
