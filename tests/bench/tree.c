/* The net as a tree with all its counts, one building unfolded, and the first rows behind a number of the whole community,
 * today and of a past day. Beside
 * the tree, the same machine's SQLite reading the kept counts of every building. */
#include "support/bench.h"

#include <locale.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <yizhan/session.h>
#include <yizhan/tree.h>

enum { RUNS = 25, PAGE = 20 };

struct times {
    struct bench_samples tree, unfold, page, past, past_page, bare;
};

static double since(double from, double waited) {
    return bench_ms() - from - (bench_waited(0) - waited);
}

static bool bare(sqlite3 *db, struct bench_samples *out) {
    sqlite3_stmt *q = NULL;
    sqlite3_int64 sum = 0;
    double waited = bench_waited(0), from = bench_ms();
    sqlite3_prepare_v2(db, "SELECT c.*,b.number FROM building b JOIN sums c ON c.id=b.id", -1, &q, NULL);
    while (sqlite3_step(q) == SQLITE_ROW) sum += sqlite3_column_int64(q, 5);
    sqlite3_finalize(q);
    bench_add(out, since(from, waited));
    return sum > 0;
}

/* Of a past day: what stands on the screen at once, the rest being counted while it is idle. */
static bool past(struct yz_session *s, struct times *t) {
    enum { FIRST = 20 };
    struct yz_tree tree;
    static struct yz_tree_row rows[PAGE];
    size_t left = 0, count = 0;
    double waited = bench_waited(0), from = bench_ms();
    if (yz_tree_read(s, yz_date_add(yz_today(), -90), &tree) != YZ_OK) return false;
    bool good = yz_tree_count(s, &tree, 0, FIRST, &left) == YZ_OK && left > 0;
    bench_add(&t->past, since(from, waited));
    waited = bench_waited(0), from = bench_ms();
    good = good && yz_tree_rows(s, &tree, 0, YZ_TREE_PEOPLE, NULL, 1, rows, PAGE, &count) == YZ_OK && count == PAGE;
    bench_add(&t->past_page, since(from, waited));
    yz_tree_free(&tree);
    return good;
}

static bool ours(struct yz_session *s, struct times *t, size_t *nodes) {
    struct yz_tree tree;
    static struct yz_tree_row rows[PAGE];
    size_t building = 0, count = 0;
    double waited = bench_waited(0), from = bench_ms();
    if (yz_tree_read(s, 0, &tree) != YZ_OK) return false;
    bench_add(&t->tree, since(from, waited));
    *nodes = tree.count;
    while (building + 1 < tree.count && tree.nodes[building].level != YZ_NODE_BUILDING) building++;
    waited = bench_waited(0), from = bench_ms();
    bool good = yz_tree_unfold(s, &tree, building) == YZ_OK;
    bench_add(&t->unfold, since(from, waited));
    waited = bench_waited(0), from = bench_ms();
    good = good && yz_tree_rows(s, &tree, 0, YZ_TREE_PEOPLE, NULL, 1, rows, PAGE, &count) == YZ_OK && count == PAGE;
    bench_add(&t->page, since(from, waited));
    yz_tree_free(&tree);
    return good;
}

static void tell(const char *what, long people, struct bench_samples *s, struct bench_samples *raw, double budget) {
    char name[96];
    snprintf(name, sizeof name, "%s, %ld, median", what, people);
    bench_tell(&(struct bench_figure){.name = name,
                                      .unit = "ms",
                                      .value = bench_at(s, 50),
                                      .raw = raw ? bench_at(raw, 50) : 0,
                                      .raw_is = raw ? "kept counts of every building" : "",
                                      .budget = budget});
    bench_free(s);
}

/* `unfold` and `page`: budgets that grow with how many live in a building, which are as many at every size. */
static bool run_file(long people, double unfold, double page) {
    struct yz_session *s = NULL;
    struct times t = {{0}, {0}, {0}, {0}, {0}, {0}};
    const char *path = bench_station(people);
    sqlite3 *db = NULL;
    size_t nodes = 0;
    bool good = path && yz_session_open(path, &s) == YZ_OK &&
                sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK;
    for (int i = 0; good && i < RUNS; i++) good = ours(s, &t, &nodes) && past(s, &t) && bare(db, &t.bare);
    if (good) printf("%ld people: %zu nodes\n", people, nodes);
    if (!good) fprintf(stderr, "%ld people: the tree could not be read\n", people);
    tell("tree of the net with its counts", people, &t.tree, &t.bare, 10);
    tell("one building unfolded to its doors", people, &t.unfold, NULL, unfold);
    tell("20 rows behind a number of the tree", people, &t.page, NULL, page);
    tell("tree of a past day, its first counts", people, &t.past, NULL, 20);
    tell("20 rows behind a number of a past day", people, &t.past_page, NULL, 20);
    bench_free(&t.bare);
    sqlite3_close(db);
    yz_session_close(s);
    return good;
}

int main(void) {
    setlocale(LC_ALL, "C.UTF-8");
    bool good = run_file(100000, 5, 5);
    return run_file(1000000, 100, 20) && good ? 0 : 1;
}
