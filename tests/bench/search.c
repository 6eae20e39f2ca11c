/* Search as typed, in the library: each beginning of what is typed is one query. Beside it, the same machine's SQLite
 * reading one range of the same table of search keys, or all blocks of numbers. */
#include "base/pinyin.h"
#include "support/bench.h"

#include <locale.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/find.h>
#include <yizhan/session.h>

enum { PEOPLE = 250, TEXT = 128, HITS = 20 }; /* HITS: as many as the one line shows, and asks for, at 80×24 */

struct run {
    long people;
    struct yz_session *session;
    sqlite3 *db;
    sqlite3_stmt *range, *blocks;
    struct bench_samples ours, raw;
    size_t found;
    bool failed;
};

static size_t character(const char *p) {
    size_t n = 1;
    while (((unsigned char)p[n] & 0xC0) == 0x80) n++;
    return n;
}

/* Since then, less what the machine gave to others. */
static double since(double from, double waited) {
    double now = bench_ms();
    return now - from - (bench_waited(0) - waited);
}

static void query(struct run *r, const char *text) {
    static struct yz_hit hits[HITS];
    size_t count = 0;
    double waited = bench_waited(0), from = bench_ms();
    if (yz_search(r->session, text, 0, hits, HITS, &count) != YZ_OK) r->failed = true;
    bench_add(&r->ours, since(from, waited));
    r->found += count;
}

/* One range: every key that begins with class and text, as many as a screen shows. */
static void range(struct run *r, char class, const char *text) {
    char low[TEXT + 2], high[TEXT + 2];
    int n = snprintf(low, sizeof low, "%c%s", class, text);
    memcpy(high, low, (size_t)n);
    high[n] = (char)0xFF;
    double waited = bench_waited(0), from = bench_ms();
    sqlite3_bind_blob(r->range, 1, low, n, SQLITE_STATIC);
    sqlite3_bind_blob(r->range, 2, high, n + 1, SQLITE_STATIC);
    while (sqlite3_step(r->range) == SQLITE_ROW) sqlite3_column_int64(r->range, 1);
    sqlite3_reset(r->range);
    bench_add(&r->raw, since(from, waited));
}

static void type(struct run *r, char class, const char *text) {
    char typed[TEXT];
    for (size_t n = 0; text[n] && n + 8 < sizeof typed;) {
        n += character(text + n);
        memcpy(typed, text, n);
        typed[n] = '\0';
        query(r, typed);
        range(r, class, typed);
    }
}

/* All blocks read once, each byte looked at. */
static void read_blocks(struct run *r) {
    const void *volatile seen = NULL;
    double waited = bench_waited(0), from = bench_ms();
    while (sqlite3_step(r->blocks) == SQLITE_ROW)
        seen = memchr(sqlite3_column_blob(r->blocks, 0), 0xEE, (size_t)sqlite3_column_bytes(r->blocks, 0));
    sqlite3_reset(r->blocks);
    bench_add(&r->raw, since(from, waited));
    (void)seen;
}

/* --- what is typed --- */

static void type_name(struct run *r, sqlite3_stmt *row) {
    type(r, 'a', (const char *)sqlite3_column_text(row, 0));
}

struct pinyin {
    char full[TEXT], initials[TEXT];
};

static void take_key(void *ctx, enum yz_key_kind kind, size_t from, const char *key, size_t length) {
    struct pinyin *p = ctx;
    char *out = kind == YZ_KEY_FULL ? p->full : p->initials;
    if (from > 0 || kind == YZ_KEY_TEXT || *out) return;
    for (size_t i = 0; i < length && i + 1 < TEXT; i++) {
        if (key[i] != ' ') *out++ = key[i];
        else if (kind == YZ_KEY_INITIALS) break;
    }
    *out = '\0';
}

static struct pinyin pinyin_of(sqlite3_stmt *row) {
    struct pinyin p = {0};
    yz_name_keys((const char *)sqlite3_column_text(row, 0), (const char *)sqlite3_column_text(row, 1), take_key, &p);
    return p;
}

static void type_pinyin(struct run *r, sqlite3_stmt *row) {
    struct pinyin p = pinyin_of(row);
    type(r, 'c', p.full);
}

static void type_initials(struct run *r, sqlite3_stmt *row) {
    struct pinyin p = pinyin_of(row);
    type(r, 'e', p.initials);
}

static void type_address(struct run *r, sqlite3_stmt *row) {
    char text[TEXT];
    snprintf(text, sizeof text, "%s%s-%s-%s", (const char *)sqlite3_column_text(row, 4),
             (const char *)sqlite3_column_text(row, 5), (const char *)sqlite3_column_text(row, 6),
             (const char *)sqlite3_column_text(row, 7));
    type(r, 'a', text);
}

/* Four to eight characters from inside an ID number and a telephone number. */
static void type_fragment(struct run *r, sqlite3_stmt *row) {
    static int turn;
    const char *id = (const char *)sqlite3_column_text(row, 2), *phone = (const char *)sqlite3_column_text(row, 3);
    char text[16];
    int length = 4 + turn++ % 5;
    if (strlen(id) >= 18) {
        snprintf(text, sizeof text, "%.*s", length, id + 5);
        query(r, text);
        read_blocks(r);
    }
    if (strlen(phone) >= 11) {
        snprintf(text, sizeof text, "%.*s", length, phone + 2);
        query(r, text);
        read_blocks(r);
    }
}

static const struct {
    const char *name;
    void (*type)(struct run *r, sqlite3_stmt *row);
    double median[2], p99[2]; /* budgets at 100,000 and 1,000,000 people, ms */
    int every;                /* one person in so many */
    const char *raw_is;
} sorts[] = {
    {"names", type_name, {0.1, 0.1}, {1, 1}, 1, "one bare range query on the search keys"},
    {"pinyin", type_pinyin, {0.1, 0.1}, {1, 1}, 1, "one bare range query on the search keys"},
    {"initials", type_initials, {0.1, 0.1}, {1, 1}, 1, "one bare range query on the search keys"},
    {"addresses", type_address, {0.1, 0.1}, {1, 1}, 1, "one bare range query on the search keys"},
    {"inner number fragments", type_fragment, {2, 15}, {2, 15}, 2, "all number blocks read bare"},
};

/* --- one file --- */

static void tell(struct run *r, size_t sort, bool p99) {
    char name[96];
    const char *const people[] = {"100,000", "1,000,000", "10,000,000"};
    int size = (r->people > 100000) + (r->people > 1000000);
    double budget = size > 1 ? 0 : p99 ? sorts[sort].p99[size] : sorts[sort].median[size]; /* none beyond */
    snprintf(name, sizeof name, "search: %s, %s people, %s", sorts[sort].name, people[size], p99 ? "p99" : "median");
    bench_tell(&(struct bench_figure){.name = name,
                                      .unit = "ms",
                                      .value = bench_at(&r->ours, p99 ? 99 : 50),
                                      .raw = bench_at(&r->raw, p99 ? 99 : 50),
                                      .raw_is = sorts[sort].raw_is,
                                      .budget = budget});
}

/* People evenly spread over the file, with their door. */
static sqlite3_stmt *somebody(struct run *r) {
    sqlite3_stmt *q = NULL;
    sqlite3_prepare_v2(r->db,
                       "SELECT p.name, p.reading, p.id_number, p.phone, c.name, b.number, d.unit, d.room FROM person p "
                       "JOIN membership m ON m.person = p.id JOIN dwelling d ON d.id = m.dwelling "
                       "JOIN building b ON b.id = d.building JOIN compound c ON c.id = b.compound "
                       "WHERE p.id = (SELECT id FROM person WHERE id >= ?1 ORDER BY id LIMIT 1) LIMIT 1",
                       -1, &q, NULL);
    return q;
}

static sqlite3_int64 number(sqlite3 *db, const char *sql) {
    sqlite3_stmt *q = NULL;
    sqlite3_int64 value = 0;
    if (sqlite3_prepare_v2(db, sql, -1, &q, NULL) == SQLITE_OK && sqlite3_step(q) == SQLITE_ROW)
        value = sqlite3_column_int64(q, 0);
    sqlite3_finalize(q);
    return value;
}

static void run_sort(struct run *r, size_t sort) {
    sqlite3_stmt *q = somebody(r);
    sqlite3_int64 low = number(r->db, "SELECT min(id) FROM person"), high = number(r->db, "SELECT max(id) FROM person");
    r->found = 0;
    for (int i = 0; q && i < PEOPLE; i += sorts[sort].every) {
        sqlite3_bind_int64(q, 1, low + (high - low) / PEOPLE * i);
        if (sqlite3_step(q) == SQLITE_ROW) sorts[sort].type(r, q);
        sqlite3_reset(q);
    }
    sqlite3_finalize(q);
    if (r->found == 0) r->failed = true;
    tell(r, sort, false);
    tell(r, sort, true);
    printf("%s, %ld people: %zu queries, %zu hits\n", sorts[sort].name, r->people, r->ours.count, r->found);
    bench_free(&r->ours);
    bench_free(&r->raw);
}

static bool open_run(struct run *r, const char *path) {
    if (yz_session_open(path, &r->session) != YZ_OK) {
        fprintf(stderr, "%s\n", yz_message());
        return false;
    }
    return sqlite3_open_v2(path, &r->db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK &&
           sqlite3_exec(r->db, "PRAGMA cache_size=-8192", NULL, NULL, NULL) == SQLITE_OK &&
           sqlite3_prepare_v2(r->db, "SELECT kind, id FROM find WHERE key >= ?1 AND key < ?2 LIMIT 20", -1, &r->range,
                              NULL) == SQLITE_OK &&
           sqlite3_prepare_v2(r->db, "SELECT data FROM number_block", -1, &r->blocks, NULL) == SQLITE_OK;
}

static bool run_file(long people, double factor) {
    (void)factor; /* the budgets are the same at every size */
    struct run r = {.people = people};
    const char *path = bench_station(people);
    bool good = path && open_run(&r, path);
    for (size_t i = 0; good && i < sizeof sorts / sizeof *sorts; i++) run_sort(&r, i);
    sqlite3_finalize(r.range);
    sqlite3_finalize(r.blocks);
    sqlite3_close(r.db);
    yz_session_close(r.session);
    return good && !r.failed;
}

int main(void) {
    setlocale(LC_ALL, "C.UTF-8");
    return bench_sizes(run_file);
}
