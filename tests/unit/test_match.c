/* Matching in memory: rules, scores and plans over markets made by dice; small ones against trying everything. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/market.h"
#include "support/station.h"
#include "base/buffer.h"
#include "service/definition.h"
#include "service/lists/match.h"
#include <yizhan/lists.h>

static struct market made(size_t needs, size_t candidates, int64_t room, uint32_t seed) {
    struct market m;
    assert_true(market_make(&m, needs, candidates, room, seed));
    return m;
}

/* A pair scores unless exactly one rule is the first it breaks, and that one it does break. */
static void no_match_has_one_first_rule(void **state) {
    size_t seen[YZ_MATCH_RULES + 1] = {0};
    (void)state;
    for (uint32_t seed = 0; seed < 20; seed++) {
        struct market m = made(60, 60, 3, seed);
        for (size_t i = 0; i < m.set.need_count; i++) {
            for (size_t k = 0; k < m.set.candidate_count; k++) {
                const struct yz_match_need *n = &m.set.needs[i];
                const struct yz_match_candidate *c = &m.set.candidates[k];
                enum yz_match_rule first = yz_match_first_broken(&m.set, n, c);
                seen[first]++;
                assert_int_equal(yz_match_score(&m.set, n, c, NULL) == 0, first != YZ_MATCH_RULES);
                for (size_t r = 0; r < m.set.rules->rule_count; r++) {
                    bool breaks = yz_match_breaks(&m.set, m.set.rules->order[r], n, c);
                    if (m.set.rules->order[r] == first) {
                        assert_true(breaks);
                        break;
                    }
                    assert_false(breaks);
                }
            }
        }
        market_free(&m);
    }
    for (size_t r = 0; r <= YZ_MATCH_RULES; r++) /* the markets have something of each */
        if (!seen[r]) fail_msg("no pair for rule %zu", r);
}

static void a_score_is_its_parts(void **state) {
    struct market m = made(200, 200, 3, 7);
    uint8_t part[YZ_MATCH_PARTS];
    (void)state;
    for (size_t i = 0; i < 200; i++) {
        for (size_t k = 0; k < 200; k++) {
            int sum = 0, score = yz_match_score(&m.set, &m.set.needs[i], &m.set.candidates[k], part);
            if (!score) continue;
            for (size_t p = 0; p < YZ_MATCH_PARTS; p++) sum += part[p];
            assert_int_equal(score, sum);
            assert_in_range(score, 1, 100);
        }
    }
    market_free(&m);
}

/* The best five are those of all pairs in order, whatever the size asked for. */
static void the_best_are_the_best(void **state) {
    struct market m = made(100, 300, 3, 3);
    struct yz_match_edge five[5], all[300];
    (void)state;
    for (size_t i = 0; i < 100; i++) {
        const struct yz_match_need *n = &m.set.needs[i];
        size_t count = yz_match_top(&m.set, n, all, 300), few = yz_match_top(&m.set, n, five, 5), fit = 0;
        for (size_t k = 0; k < 300; k++) fit += yz_match_score(&m.set, n, &m.set.candidates[k], NULL) > 0;
        assert_int_equal(count, fit);
        assert_int_equal(few, count < 5 ? count : 5);
        assert_memory_equal(five, all, few * sizeof *five);
        for (size_t k = 1; k < count; k++) {
            assert_true(all[k - 1].score >= all[k].score);
            if (all[k - 1].score == all[k].score)
                assert_true(yz_match_minutes(&m.set, n, &m.set.candidates[all[k - 1].candidate]) <=
                            yz_match_minutes(&m.set, n, &m.set.candidates[all[k].candidate]));
        }
    }
    market_free(&m);
}

/* Points for the facts of one pair, one after the other. */
static void points_of_each_part(void **state) {
    const struct yz_match_rules *r = yz_match_rules();
    const uint8_t minutes[4] = {YZ_MATCH_FAR, YZ_MATCH_FAR, YZ_MATCH_FAR, 4};
    struct yz_match_need n = {.id = 1, .field = 6, .topic = 601, .urgency = 1, .open = true, .place = 1, .when = 4};
    struct yz_match_candidate c = {.id = 2, .list = YZ_LIST_RESOURCE, .field = 6, .topic = 601, .since = 20260101};
    uint8_t part[YZ_MATCH_PARTS];
    (void)state;
    assert_non_null(r);
    c.capacity = 4;
    c.left = 2;
    c.stale = 90;
    c.confirmed_on = 20261126;
    c.good = 3;
    c.bad = 1;
    c.place = 1;
    c.hours = 6;
    n.words = c.words = (struct yz_match_words){.mask = 8, .word = {3}, .count = 1};
    struct yz_match_set m = {.rules = r, .today = 20261126, .needs = &n, .need_count = 1, .candidates = &c};
    m.candidate_count = 1;
    m.minutes = minutes;
    m.place_count = 2;
    yz_match_prepare(&m);
    assert_true(yz_match_score(&m, &n, &c, part) > 0);
    assert_int_equal(part[YZ_MATCH_FIELD], r->field_topic);
    assert_int_equal(part[YZ_MATCH_WORDS], r->word_each);
    assert_int_equal(part[YZ_MATCH_DISTANCE], r->distance_points);
    assert_int_equal(part[YZ_MATCH_OPEN], r->open_points);
    assert_int_equal(part[YZ_MATCH_CAPACITY], r->capacity_points / 2);
    assert_int_equal(part[YZ_MATCH_FRESHNESS], r->freshness_points);
    assert_int_equal(part[YZ_MATCH_OUTCOMES], r->outcomes_points * 4 / 6);
    assert_int_equal(part[YZ_MATCH_URGENCY], r->urgency[1]);
    n.when = 32; /* only at weekends, and it is open in the week */
    assert_int_equal(yz_match_first_broken(&m, &n, &c), YZ_MATCH_TIME);
    n.when = 0;
    n.topic = 602; /* another sub-field, but the same words */
    assert_true(yz_match_score(&m, &n, &c, part) > 0);
    assert_int_equal(part[YZ_MATCH_FIELD], r->field_words);
    n.words.mask = 0;
    assert_int_equal(yz_match_first_broken(&m, &n, &c), YZ_MATCH_SAME_TOPIC);
    n.topic = 0;
    n.secret = true; /* a firm is not told of it */
    assert_int_equal(yz_match_first_broken(&m, &n, &c), YZ_MATCH_SECRET);
}

static void sound(const struct yz_match_set *m, const struct yz_match_assignment *a) {
    int64_t *used = calloc(m->candidate_count + 1, sizeof *used), total = 0;
    size_t count = 0;
    assert_non_null(used);
    for (size_t i = 0; i < m->need_count; i++) {
        if (a->of[i] < 0) continue;
        int score = yz_match_score(m, &m->needs[i], &m->candidates[a->of[i]], NULL);
        assert_true(score > 0); /* no pair that may not be */
        total += score;
        count++;
        used[a->of[i]]++;
    }
    for (size_t k = 0; k < m->candidate_count; k++)
        assert_true(used[k] == 0 || used[k] <= m->candidates[k].left); /* no capacity exceeded */
    assert_int_equal(total, a->total);
    assert_int_equal(count, a->count);
    free(used);
}

/* Both plans of a market; answers the better one's total. */
static int64_t planned(const struct yz_match_set *m) {
    struct yz_match_assignment best = {.of = calloc(m->need_count + 1, sizeof(int32_t))};
    struct yz_match_assignment greedy = {.of = calloc(m->need_count + 1, sizeof(int32_t))};
    assert_non_null(best.of);
    assert_non_null(greedy.of);
    assert_true(yz_match_optimum(m, &best));
    assert_true(yz_match_greedy(m, &greedy));
    sound(m, &best);
    sound(m, &greedy);
    assert_int_equal(best.bound, best.total); /* duality gap 0: the proof that no plan is better */
    assert_true(best.total >= greedy.total);
    free(best.of);
    free(greedy.of);
    return best.total;
}

static void plans_of_every_size(void **state) {
    static const struct {
        size_t needs, candidates;
        int64_t room;
    } sizes[] = {{0, 0, 1},    {0, 9, 1},    {9, 0, 1},    {1, 1, 1},     {40, 10, 1},
                 {40, 200, 1}, {300, 80, 2}, {600, 60, 9}, {2000, 500, 4}};
    (void)state;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        for (uint32_t seed = 0; seed < 6; seed++) {
            struct market m = made(sizes[i].needs, sizes[i].candidates, sizes[i].room, seed);
            planned(&m.set);
            market_free(&m);
        }
    }
}

/* Every way of giving the needs from `need` on. */
static int64_t try_all(const struct yz_match_set *m, size_t need, int64_t *left) {
    if (need == m->need_count) return 0;
    int64_t best = try_all(m, need + 1, left);
    for (size_t k = 0; k < m->candidate_count; k++) {
        int score = left[k] > 0 ? yz_match_score(m, &m->needs[need], &m->candidates[k], NULL) : 0;
        if (!score) continue;
        left[k]--;
        int64_t total = score + try_all(m, need + 1, left);
        left[k]++;
        if (total > best) best = total;
    }
    return best;
}

static void small_plans_against_trying_all(void **state) {
    size_t contested = 0;
    (void)state;
    for (uint32_t seed = 0; seed < 400; seed++) {
        struct market m = made(6, 12, 2, seed);
        int64_t left[12];
        for (size_t i = 0; i < 6; i++) m.set.needs[i].field = 1 + (int32_t)(i % 2), m.set.needs[i].topic = 0;
        for (size_t k = 0; k < 12; k++) m.set.candidates[k].field = 1 + (int32_t)(k % 2), m.set.candidates[k].topic = 0;
        for (size_t k = 0; k < 12; k++) m.set.candidates[k].left = 1;
        if (seed % 2)
            for (size_t k = 0; k < 12; k++) m.set.candidates[k].left = k < 3;
        yz_match_prepare(&m.set);
        for (size_t k = 0; k < 12; k++) left[k] = m.set.candidates[k].left;
        int64_t total = planned(&m.set);
        assert_int_equal(total, try_all(&m.set, 0, left));
        struct yz_match_assignment greedy = {.of = calloc(7, sizeof(int32_t))};
        assert_true(yz_match_greedy(&m.set, &greedy));
        contested += greedy.total < total;
        free(greedy.of);
        market_free(&m);
    }
    assert_true(contested > 20); /* or the small ones would try nothing */
}

static void words_by_meaning(void **state) {
    struct yz_vocabulary *v = yz_vocabulary_read();
    struct yz_match_words a = {0}, b = {0}, c = {0};
    uint16_t both[YZ_MATCH_WORD_MOST];
    uint8_t when;
    (void)state;
    assert_non_null(v);
    assert_true(yz_vocabulary_learn(v, "编草鞋、水龙头, 修伞"));
    yz_vocabulary_look(v, "厨房水龙头漏水，周末晚上才在家", &a, &when);
    yz_vocabulary_look(v, "上门疏通下水道，也修伞", &b, NULL);
    assert_int_equal(yz_match_common(&a, &b, both), 1);
    assert_string_equal(yz_vocabulary_name(v, both[0]), "水管");
    assert_int_equal(when, 040); /* weekend evenings */
    yz_vocabulary_look(v, "想找人修伞", &c, &when);
    assert_int_equal(when, 0);
    assert_int_equal(yz_match_common(&c, &b, both), 1);
    assert_string_equal(yz_vocabulary_name(v, both[0]), "修伞");
    yz_vocabulary_free(v);
}

/* Each rule stands once in the order, also when its section has no name to be known by. */
static void a_rule_said_again_is_one_mistake_more(void **state) {
    struct yz_match_rules *r = malloc(sizeof *r);
    struct yz_findings f = {0};
    struct yz_buffer text = {0};
    size_t twice = 0;
    (void)state;
    assert_non_null(r);
    for (int i = 0; i < 40; i++) yz_buffer_text(&text, "[rule secret]\n");
    assert_false(yz_definition_parse(&yz_match_rules_definition, text.data, text.length, r, &f));
    assert_int_equal(r->rule_count, 1);
    for (size_t i = 0; i < f.count; i++) twice += strcmp(f.all[i].rule, "这一节写了两次") == 0;
    assert_int_equal(twice, 39);
    yz_findings_free(&f);
    yz_buffer_free(&text);
    free(r);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_match_has_one_first_rule),
        cmocka_unit_test(a_score_is_its_parts),
        cmocka_unit_test(the_best_are_the_best),
        cmocka_unit_test(points_of_each_part),
        cmocka_unit_test(plans_of_every_size),
        cmocka_unit_test(small_plans_against_trying_all),
        cmocka_unit_test(words_by_meaning),
        cmocka_unit_test(a_rule_said_again_is_one_mistake_more),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
