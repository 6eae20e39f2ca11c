/* Readings, surnames, the keys of names, and typed letters, up to the property that holds it together: a name is found
 * by every abbreviation of every reading that has a key, and by nothing else. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "base/data.h"
#include "base/pinyin.h"

/* ---- the keys of one name, kept ---- */

enum { KEYS = 2048 };

struct keys {
    size_t count;
    struct {
        enum yz_key_kind kind;
        size_t from, length;
        char text[YZ_KEY_MAX + 1];
    } key[KEYS];
};

static struct keys keys;

static void keep(void *ctx, enum yz_key_kind kind, size_t from, const char *key, size_t length) {
    struct keys *k = ctx;

    assert_true(k->count < KEYS);
    assert_true(length > 0 && length <= YZ_KEY_MAX && key[length] == '\0' && strlen(key) == length);
    for (size_t i = 0; i < k->count; i++)
        if (k->key[i].kind == kind && k->key[i].from == from && strcmp(k->key[i].text, key) == 0)
            fail_msg("the key \"%s\" came twice", key);
    k->key[k->count].kind = kind;
    k->key[k->count].from = from;
    k->key[k->count].length = length;
    memcpy(k->key[k->count++].text, key, length + 1);
}

static void make_keys(const char *name, const char *typed) {
    keys.count = 0;
    yz_name_keys(name, typed, keep, &keys);
}

static bool has_key(enum yz_key_kind kind, size_t from, const char *text) {
    for (size_t i = 0; i < keys.count; i++)
        if (keys.key[i].kind == kind && keys.key[i].from == from && strcmp(keys.key[i].text, text) == 0) return true;
    return false;
}

/* Whether the letters find the kept name, as a search does it: some range, some key in it, and it fits. */
static bool finds(const char *letters) {
    struct yz_pinyin_query q[YZ_PINYIN_QUERIES];
    size_t count = yz_pinyin_parse(letters, q, YZ_PINYIN_QUERIES);

    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < keys.count; k++)
            if (keys.key[k].kind == q[i].kind && strncmp(keys.key[k].text, q[i].prefix, q[i].length) == 0 &&
                yz_pinyin_match(&q[i], keys.key[k].text, keys.key[k].length))
                return true;
    return false;
}

#define assert_finds(name, letters)                                                                                    \
    do {                                                                                                               \
        make_keys(name, "");                                                                                           \
        if (!finds(letters)) fail_msg("%s is not found by %s", name, letters);                                         \
    } while (0)

#define assert_does_not_find(name, letters)                                                                            \
    do {                                                                                                               \
        make_keys(name, "");                                                                                           \
        if (finds(letters)) fail_msg("%s is found by %s", name, letters);                                              \
    } while (0)

/* ---- readings and surnames ---- */

static void characters_have_readings_best_first(void **state) {
    const char *r[4];

    (void)state;
    assert_int_equal(yz_pinyin_readings(0x5F20, r, 4), 1); /* 张 */
    assert_string_equal(r[0], "zhang");
    assert_int_equal(yz_pinyin_readings(0x91CD, r, 4), 2); /* 重 */
    assert_string_equal(r[0], "zhong");
    assert_string_equal(r[1], "chong");
    assert_int_equal(yz_pinyin_readings(0x91CD, r, 1), 2);
    assert_int_equal(yz_pinyin_readings(0x5973, r, 4), 1); /* 女: ü is v */
    assert_string_equal(r[0], "nv");
    assert_int_equal(yz_pinyin_readings(0x20BB7, r, 4), 1); /* 𠮷, which Unihan does not read */
    assert_string_equal(r[0], "ji");
    assert_int_equal(yz_pinyin_readings(0x4DAE, r, 4), 1); /* 䶮 */
    assert_string_equal(r[0], "yan");
    assert_int_equal(yz_pinyin_readings('a', r, 4), 0);
    assert_int_equal(yz_pinyin_readings(0x1F600, r, 4), 0);
    assert_int_equal(yz_pinyin_readings(UINT32_MAX, r, 4), 0);
}

static void names_are_split_after_the_surname(void **state) {
    static const struct {
        const char *name, *surname;
        size_t characters;
    } cases[] = {
        {"张小明", "张", 1},
        {"欧阳建国", "欧阳", 2},
        {"欧阳", "欧", 1},
        {"尉迟恭", "尉迟", 2},
        {"单于", "单", 1},
        {"万俟文", "万俟", 2},
        {"王", "王", 1},
        {"", "", 0},
        {"买买提·艾力", "买买提", 3},
        {"𠮷㐂", "𠮷", 1},
        {"卓玛．央金", "卓玛", 2},
        {"Maria Santos", "Maria", 5},
        {"司马光", "司马", 2},
        {"龘龘龘", "龘", 1},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t bytes = 99, characters = yz_surname_split(cases[i].name, &bytes);

        if (characters != cases[i].characters || bytes != strlen(cases[i].surname))
            fail_msg("%s is split after %zu characters, %zu bytes", cases[i].name, characters, bytes);
    }
}

static void the_data_is_whole(void **state) {
    const char *p = yz_data("pinyin/surnames.tsv", NULL);
    size_t single = 0, compound = 0;

    (void)state;
    assert_non_null(p);
    for (; *p; p += strcspn(p, "\n"), p += *p == '\n') {
        size_t n = strcspn(p, "\t\n");

        if (*p == '#') continue;
        assert_int_equal(p[n], '\t');
        *(n <= 4 ? &single : &compound) += 1;
    }
    assert_true(single >= 300);
    assert_true(compound >= 40);
}

/* ---- keys ---- */

static void a_plain_name_has_nine_keys(void **state) {
    (void)state;
    make_keys("张小明", "");
    assert_int_equal(keys.count, 9);
    assert_true(has_key(YZ_KEY_TEXT, 0, "张小明") && has_key(YZ_KEY_TEXT, 1, "小明") && has_key(YZ_KEY_TEXT, 2, "明"));
    assert_true(has_key(YZ_KEY_FULL, 0, "zhang xiao ming") && has_key(YZ_KEY_FULL, 1, "xiao ming"));
    assert_true(has_key(YZ_KEY_FULL, 2, "ming") && has_key(YZ_KEY_INITIALS, 2, "m ming"));
    assert_true(has_key(YZ_KEY_INITIALS, 0, "zxm zhang xiao ming") && has_key(YZ_KEY_INITIALS, 1, "xm xiao ming"));
}

static void a_surname_is_read_as_a_surname_first(void **state) {
    (void)state;
    make_keys("曾秀", NULL);
    assert_string_equal(keys.key[1].text, "zeng xiu");
    assert_true(has_key(YZ_KEY_FULL, 0, "ceng xiu")); /* people type this, too */
    make_keys("尉迟恭", NULL);
    assert_string_equal(keys.key[1].text, "yu chi gong");
    make_keys("单于飞", NULL);
    assert_string_equal(keys.key[1].text, "chan yu fei");
    assert_true(has_key(YZ_KEY_FULL, 0, "shan yu fei") && has_key(YZ_KEY_FULL, 0, "dan yu fei"));
}

static void polyphonic_surnames_are_found_by_every_reading(void **state) {
    static const char *const cases[][2] = {
        {"单小红", "shanxiaohong"},
        {"单小红", "danxh"},
        {"单小红", "cxh"},
        {"仇英", "qiuying"},
        {"仇英", "chouy"},
        {"解军", "xiejun"},
        {"解军", "jiejun"},
        {"查文", "zhaw"},
        {"查文", "chaw"},
        {"区伟", "ouwei"},
        {"区伟", "quw"},
        {"曾秀", "zengx"},
        {"曾秀", "cengx"},
        {"盖平", "geping"},
        {"盖平", "gaiping"},
        {"朴正", "piaozheng"},
        {"朴正", "puz"},
        {"乐天", "yuet"},
        {"乐天", "let"},
        {"覃丽", "qinli"},
        {"覃丽", "tanli"},
        {"翟刚", "zhaigang"},
        {"翟刚", "dig"},
        {"缪娟", "miaojuan"},
        {"尉迟恭", "yuchigong"},
        {"尉迟恭", "wcg"},
        {"万俟雪", "moqixue"},
        {"万俟雪", "wsx"},
        {"单于飞", "chanyufei"},
        {"岩温", "aiwen"},
        {"重庆", "chongqing"},
        {"重庆", "zhongqing"},
        {"吕波", "lvbo"},
        {"吕波", "lyubo"},
        {"吕布", "lb"},
        {"略文", "luewen"},
        {"略文", "lvew"},
        {"长孙无忌", "zhangsunwuji"},
        {"长孙无忌", "changswj"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) assert_finds(cases[i][0], cases[i][1]);
}

static void dots_divide_names_but_are_not_typed(void **state) {
    static const char *const dots[] = {"买买提·艾力", "买买提．艾力", "买买提•艾力",
                                       "买买提‧艾力", "买买提・艾力", "买买提 艾力"};

    (void)state;
    for (size_t i = 0; i < sizeof dots / sizeof *dots; i++) {
        make_keys(dots[i], "");
        assert_true(has_key(YZ_KEY_TEXT, 0, "买买提艾力") && has_key(YZ_KEY_TEXT, 3, "艾力"));
        assert_true(finds("maimaitiaili") && finds("mmtal") && finds("aili") && finds("al") && finds("mmtaili"));
    }
}

static void unreadable_characters_do_not_hide_the_rest(void **state) {
    (void)state;
    make_keys("张\U0003FFFD明", "");
    assert_true(has_key(YZ_KEY_TEXT, 0, "张\U0003FFFD明") && has_key(YZ_KEY_TEXT, 1, "\U0003FFFD明"));
    assert_true(has_key(YZ_KEY_FULL, 0, "zhang") && has_key(YZ_KEY_FULL, 2, "ming"));
    assert_false(finds("zhangm"));
    make_keys("\U0003FFFD", "");
    assert_int_equal(keys.count, 1);
    make_keys("𠮷㐂", "");
    assert_true(finds("jixi") && finds("jx"));
    make_keys("", "");
    assert_int_equal(keys.count, 0);
    make_keys(" ·\xff", "");
    assert_true(keys.count <= 1);
}

static void latin_words_and_digits_stand_for_themselves(void **state) {
    (void)state;
    make_keys("Maria ＤＥ Santos", "");
    assert_true(has_key(YZ_KEY_TEXT, 0, "mariadesantos") && has_key(YZ_KEY_FULL, 0, "maria de santos"));
    assert_true(has_key(YZ_KEY_INITIALS, 0, "mds maria de santos"));
    assert_true(finds("maria") && finds("MARIA DE S") && finds("mds") && finds("santos") && finds("maria d"));
    make_keys("阿Q", "");
    assert_true(finds("aq") && finds("q"));
    make_keys("3号楼12", "");
    assert_true(has_key(YZ_KEY_FULL, 0, "3 hao lou 1 2") && finds("3haolou") && finds("3hl12") && finds("12"));
}

static void a_typed_reading_leads(void **state) {
    (void)state;
    make_keys("曾小明", "ceng xiao ming");
    assert_string_equal(keys.key[1].text, "ceng xiao ming");
    assert_true(has_key(YZ_KEY_FULL, 0, "zeng xiao ming"));
    make_keys("曾小明", "zengxiaoming");
    assert_int_equal(keys.count, 3 + 2 * (2 + 1 + 1));
    make_keys("张\U0003FFFD明",
              "Zhāng yun3 ming2"); /* a syllable for what nobody can read; the toned letter is a gap */
    make_keys("张\U0003FFFD明", "Zhang1 yun3 ming2");
    assert_true(finds("zhangyunming") && finds("zym") && finds("yunm"));
    make_keys("张\U0003FFFD", "zhang");
    assert_true(finds("zhang"));
    make_keys("\U0003FFFD", "nü qiang");
    assert_true(finds("nvqiang") && finds("nyuq") && finds("qiang"));
}

static void long_names_stay_within_limits(void **state) {
    char name[4096] = "";

    (void)state;
    for (int i = 0; i < 200; i++) strcat(name, i % 2 ? "重" : "a乐行");
    make_keys(name, "");
    make_keys(name, name);
    memset(name, 'w', sizeof name - 1);
    make_keys(name, name);
    for (size_t i = 0; i < sizeof name - 1; i++) name[i] = i % 40 ? 'w' : ' ';
    make_keys(name, name);
    assert_true(keys.count > 10);
}

static void the_fold_of_text_keys(void **state) {
    char out[16];

    (void)state;
    assert_int_equal(yz_name_fold("买买提·艾力", out, sizeof out), 15);
    assert_string_equal(out, "买买提艾力");
    assert_int_equal(yz_name_fold(" Ｍaria．S ", out, sizeof out), 6);
    assert_string_equal(out, "marias");
    assert_int_equal(yz_name_fold("张小明", out, 8), 6);
    assert_string_equal(out, "张小");
    assert_int_equal(yz_name_fold("张", out, 1), 0);
    assert_int_equal(yz_name_fold("张", NULL, 0), 0);
}

/* ---- typed letters ---- */

static void abbreviations_find_a_name(void **state) {
    static const char *const good[] = {"zhangxiaoming",
                                       "zxm",
                                       "zhangxm",
                                       "zhangxiaom",
                                       "xiaoming",
                                       "zxming",
                                       "zxiaom",
                                       "z",
                                       "zh",
                                       "zha",
                                       "zhang",
                                       "zhangx",
                                       "xm",
                                       "m",
                                       "ming",
                                       "mi",
                                       "zhang xiao ming",
                                       "z x m",
                                       "zhang'xiao",
                                       "ZXM",
                                       "ｚｘｍ",
                                       "zhxm",
                                       "zhangxi",
                                       "xiao m"};
    static const char *const bad[] = {
        "zhangming",      "zm",     "xiaozhang", "zhanxm", "zhangxx", "zxmm", "zhangxiaomingg", "hang", "iao",
        "zhang xia ming", "zhan g", "",          " ",      "张",      "zxm!", "xiaomang"};

    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) assert_finds("张小明", good[i]);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) assert_does_not_find("张小明", bad[i]);
    assert_finds("西安", "xian");
    assert_finds("西安", "xi'an");
    assert_finds("先", "xian");
    assert_does_not_find("先", "xi'an");
    assert_finds("欧阳娜", "ouyangn");
}

static void ranges_are_few_and_apart(void **state) {
    static const char *const inputs[] = {
        "zxm",           "zhangxm",      "xianggang",    "zhuangzhuang", "zhangzhangzhang", "lue",          "lyuan",
        "shuangshengzi", "chuangzaoxin", "anananananan", "eeeeeeeee",    "angangangang",    "zhzhzhzhzhzh", "ngngngng"};
    struct yz_pinyin_query q[YZ_PINYIN_QUERIES];
    char longest[80];

    (void)state;
    for (size_t i = 0; i < sizeof inputs / sizeof *inputs; i++) {
        size_t count = yz_pinyin_parse(inputs[i], q, YZ_PINYIN_QUERIES);

        assert_true(count > 0 && count < YZ_PINYIN_QUERIES); /* nothing was dropped */
        for (size_t a = 0; a < count; a++)
            for (size_t b = 0; b < count; b++)
                if (a != b && q[a].kind == q[b].kind && strncmp(q[a].prefix, q[b].prefix, q[a].length) == 0)
                    fail_msg("%s: the range %s holds %s", inputs[i], q[a].prefix, q[b].prefix);
    }
    assert_int_equal(yz_pinyin_parse("zxm", q, YZ_PINYIN_QUERIES), 2);
    assert_int_equal(q[0].kind, YZ_KEY_INITIALS);
    assert_string_equal(q[0].prefix, "zxm");
    assert_int_equal(yz_pinyin_parse("zxm", q, 1), 1);
    assert_int_equal(yz_pinyin_parse("zxm", q, 0), 0);
    memset(longest, 'a', sizeof longest);
    longest[YZ_PINYIN_LETTERS] = '\0';
    assert_true(yz_pinyin_parse(longest, q, YZ_PINYIN_QUERIES) > 0);
    longest[YZ_PINYIN_LETTERS] = 'a', longest[YZ_PINYIN_LETTERS + 1] = '\0';
    assert_int_equal(yz_pinyin_parse(longest, q, YZ_PINYIN_QUERIES), 0);
}

/* ---- the property ---- */

static uint32_t seed = 20261123;

static uint32_t any(uint32_t below) {
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % below;
}

static const char *const stock[] = {
    "张", "小", "明", "欧", "阳", "安", "西", "先", "昂", "鹅", "单", "曾", "重", "庆", "长", "吕", "女", "略",
    "虐", "鲁", "娥", "恩", "嫩", "能", "光", "古", "昂", "刚", "干", "双", "舒", "庄", "朱", "王", "瓦", "俞",
    "元", "余", "安", "诺", "努", "啊", "哦", "儿", "乐", "行", "艾", "买", "提", "力", "热", "合", "曼", "陈",
    "成", "沈", "盛", "杰", "家", "江", "强", "且", "宁", "尼", "联", "里", "爱", "丽", "绿",
};

static void random_name(char *name) {
    size_t count = 1 + any(4);

    *name = '\0';
    while (count--) strcat(name, stock[any(sizeof stock / sizeof *stock)]);
}

/* The obvious, slow reading of the rule: `letters` as parts of the syllables in `key`. */
static bool fits(const char *letters, const char *key) {
    size_t n = strcspn(key, " ");
    char spelled[4][12] = {"", "", "", ""};
    const char *rest = key + n + (key[n] == ' ');

    if (*letters == ' ') letters++;
    if (!*letters) return true;
    if (!n) return false;
    memcpy(spelled[0], key, n);
    if (n <= 3 && key[1] == 'v') {
        snprintf(spelled[1], sizeof spelled[1], "%cyu%.*s", key[0], (int)n - 2, key + 2);
        if (n == 3) snprintf(spelled[2], sizeof spelled[2], "%cue", key[0]);
    }
    for (size_t s = 0; s < 3; s++) {
        size_t whole = strlen(spelled[s]), left = strlen(letters);

        if (!whole) continue;
        if (left <= whole && strncmp(spelled[s], letters, left) == 0) return true; /* the last part: any beginning */
        if (strncmp(spelled[s], letters, whole) == 0 && fits(letters + whole, rest)) return true;
    }
    if (letters[0] != key[0]) return false;
    if (fits(letters + 1, rest)) return true;
    return strchr("zcs", key[0]) && key[1] == 'h' && letters[1] == 'h' && fits(letters + 2, rest);
}

/* A valid abbreviation of a FULL key. */
static void abbreviate(const char *key, char *out) {
    size_t parts = 1, n;

    for (const char *p = key; *p; p++) parts += *p == ' ';
    parts = 1 + any((uint32_t)parts);
    for (*out = '\0'; parts; parts--, key += n + (key[n] == ' ')) {
        n = strcspn(key, " ");
        if (parts == 1) {
            strncat(out, key, 1 + any((uint32_t)n));
            return;
        }
        switch (any(5)) {
        case 0: strncat(out, key, 1); break;
        case 1: strncat(out, key, strchr("zcs", *key) && key[1] == 'h' ? 2 : 1); break;
        default: strncat(out, key, n);
        }
        if (any(6) == 0) strcat(out, any(2) ? "'" : " ");
    }
}

static void every_abbreviation_finds_its_name_and_nothing_else(void **state) {
    size_t hits = 0;

    (void)state;
    for (int round = 0; round < 4000; round++) {
        char name[64], other[64], typed[128];
        bool wanted = false;

        random_name(name);
        random_name(other);
        make_keys(name, "");
        for (size_t tries = 0; tries < 8; tries++) {
            size_t k = any((uint32_t)keys.count);

            if (keys.key[k].kind != YZ_KEY_FULL) continue;
            abbreviate(keys.key[k].text, typed);
            if (!finds(typed)) fail_msg("%s (%s) is not found by %s", name, keys.key[k].text, typed);
        }
        make_keys(any(2) ? other : name, "");
        for (char *p = typed; *p; p++) *p = *p == '\'' ? ' ' : *p;
        for (size_t k = 0; k < keys.count; k++)
            wanted = wanted || (keys.key[k].kind == YZ_KEY_FULL && fits(typed, keys.key[k].text));
        hits += wanted;
        if (finds(typed) != wanted) fail_msg("%s is %s by %s", other, wanted ? "not found" : "found", typed);
    }
    assert_true(hits > 500); /* the test saw both sides */
}

static void random_letters_find_exactly_what_fits(void **state) {
    static const char alphabet[] = "aaeeioouvnnggzhxlyy ";

    (void)state;
    for (int round = 0; round < 20000; round++) {
        char name[64], typed[16] = "";
        size_t length = 1 + any(7);
        bool wanted = false;

        random_name(name);
        make_keys(name, "");
        while (length--)
            if (typed[0] || alphabet[length] != ' ')
                strncat(typed, alphabet + any(sizeof alphabet - 2 + (typed[0] && typed[strlen(typed) - 1] != ' ')), 1);
        while (*typed && typed[strlen(typed) - 1] == ' ') typed[strlen(typed) - 1] = '\0';
        if (!*typed) continue;
        for (size_t k = 0; k < keys.count; k++)
            wanted = wanted || (keys.key[k].kind == YZ_KEY_FULL && fits(typed, keys.key[k].text));
        if (finds(typed) != wanted) fail_msg("%s is %s by \"%s\"", name, wanted ? "not found" : "found", typed);
    }
}

static void the_tables_can_be_given_back(void **state) {
    const char *r[4];

    (void)state;
    yz_pinyin_free();
    assert_int_equal(yz_pinyin_readings(0x5F20, r, 4), 1);
    yz_pinyin_free();
    yz_pinyin_free();
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(characters_have_readings_best_first),
        cmocka_unit_test(names_are_split_after_the_surname),
        cmocka_unit_test(the_data_is_whole),
        cmocka_unit_test(a_plain_name_has_nine_keys),
        cmocka_unit_test(a_surname_is_read_as_a_surname_first),
        cmocka_unit_test(polyphonic_surnames_are_found_by_every_reading),
        cmocka_unit_test(dots_divide_names_but_are_not_typed),
        cmocka_unit_test(unreadable_characters_do_not_hide_the_rest),
        cmocka_unit_test(latin_words_and_digits_stand_for_themselves),
        cmocka_unit_test(a_typed_reading_leads),
        cmocka_unit_test(long_names_stay_within_limits),
        cmocka_unit_test(the_fold_of_text_keys),
        cmocka_unit_test(abbreviations_find_a_name),
        cmocka_unit_test(ranges_are_few_and_apart),
        cmocka_unit_test(every_abbreviation_finds_its_name_and_nothing_else),
        cmocka_unit_test(random_letters_find_exactly_what_fits),
        cmocka_unit_test(the_tables_can_be_given_back),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);

    yz_data_free();
    return failed;
}
