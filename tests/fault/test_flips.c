/* One bit of the station file turned over, anywhere: opening, verify or doctor notices, or it was a bit that means nothing
 * (free room in a page); nothing crashes, and the share noticed is told. */
#include "service/session.h"
#include "store/store_private.h"
#include "support/fault.h"
#include "support/station.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <yizhan/demo.h>

#include <cmocka.h>

enum { SHORT = 80, LONG = 5000, WAL_SHORT = 40, WAL_LONG = 2000, ACTS = 6 };

static char folder[64], path[96], wal[104], shm[104], sidecar[104];

struct bytes {
    unsigned char *all;
    size_t size;
};
static struct bytes whole, lines, companion; /* the file; its WAL; its lock file */

static struct bytes take(const char *name) {
    struct bytes b = {0};
    struct stat st;
    int fd = open(name, O_RDONLY);
    assert_true(fd >= 0 && fstat(fd, &st) == 0);
    b.size = (size_t)st.st_size;
    b.all = malloc(b.size + 1);
    assert_non_null(b.all);
    assert_int_equal(read(fd, b.all, b.size), b.size);
    close(fd);
    return b;
}

static void put(const char *name, const struct bytes *b) {
    int fd = open(name, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    assert_true(fd >= 0 && write(fd, b->all, b->size) == (ssize_t)b->size && close(fd) == 0);
}

static int make(void **state) {
    const struct yz_demo o = {.households = 60, .people = 200, .seed = 7, .date = 20261123};
    (void)state;
    strcpy(folder, "/tmp/yz-flips-XXXXXX");
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/station.db", folder);
    snprintf(wal, sizeof wal, "%s-wal", path);
    snprintf(shm, sizeof shm, "%s-shm", path);
    snprintf(sidecar, sizeof sidecar, "%s.lock", path);
    yz_set_now(yz_moment_make(20261123, 19 * 60 + 30));
    yz_session_kinds();
    if (yz_demo_write(path, &o) != YZ_OK) fail_msg("%s", yz_message());
    whole = take(path);
    return 0;
}

static int unmake(void **state) {
    (void)state;
    char command[96];
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    yz_set_now(0);
    free(whole.all);
    free(lines.all);
    free(companion.all);
    return system(command);
}

enum noticed { NOT, AT_OPEN, BY_VERIFY, BY_DOCTOR };

static enum noticed look(void) {
    struct yz_store *s;
    struct yz_verdict v;
    enum noticed noticed = NOT;
    yz_fail(YZ_OK, " ");
    if (yz_store_open(path, &s) != YZ_OK) noticed = AT_OPEN;
    else if (yz_store_verify(s, &v) != YZ_OK) noticed = BY_VERIFY;
    else if (yz_store_doctor(s, false, &v) != YZ_OK) noticed = BY_DOCTOR;
    if (noticed != NOT) assert_true(strlen(yz_message()) > 3);
    if (noticed != AT_OPEN) yz_store_close(s);
    return noticed;
}

static void clear(void) {
    unlink(wal);
    unlink(shm);
    unlink(sidecar);
}

static void flip(struct bytes *b, uint32_t at, uint32_t bit) {
    b->all[at] ^= (unsigned char)(1u << bit);
}

/* --- which bytes mean something --- */

static unsigned number_at(const unsigned char *p) {
    return (unsigned)p[0] << 8 | p[1];
}

/* Between the cell pointers and the cells, or in a block that was given back. `at` counts from the page's beginning. */
static bool is_free(const unsigned char *page, unsigned size, unsigned header, unsigned at) {
    unsigned kind = page[header], pointers = header + (kind == 2 || kind == 5 ? 12 : 8);
    unsigned cells = number_at(page + header + 5);
    if (at >= pointers + 2 * number_at(page + header + 3) && at < cells) return true;
    for (unsigned block = number_at(page + header + 1); block && block + 4 <= size; block = number_at(page + block))
        if (at >= block && at < block + number_at(page + block + 2)) return true;
    return false;
}

/* Pages that are no b-tree (the ends of long texts) are taken to be used to the last byte. */
static bool in_use(uint32_t at) {
    unsigned size = number_at(whole.all + 16), header = at < size ? 100 : 0;
    const unsigned char *page = whole.all + at - at % size;
    unsigned kind = page[header];
    bool tree = kind == 2 || kind == 5 || kind == 10 || kind == 13;
    return !tree || at % size < header || !is_free(page, size, header, at % size);
}

/* A bit of what is in use is noticed, but for the letters of table definitions that SQLite does not look at again. */
static void in_the_file(void **state) {
    size_t count = fault_share(fault_full() ? LONG : SHORT), seen[4] = {0}, used = 0, unused = 0;
    uint32_t d = 20261123;
    (void)state;
    for (size_t i = 0; i < count; i++) {
        uint32_t at = dice(&d, (uint32_t)whole.size), bit = dice(&d, 8);
        bool means = in_use(at);
        clear();
        flip(&whole, at, bit);
        put(path, &whole);
        enum noticed noticed = look();
        flip(&whole, at, bit);
        used += means;
        unused += !means;
        if (means) seen[noticed]++;
        if (means && noticed == NOT) printf("# unnoticed: bit %u of byte %u\n", bit, at);
    }
    printf("# %zu bits of a file of %zu KiB turned over; of %zu that mean something %.1f %% noticed: %zu at opening, "
           "%zu by "
           "verify, %zu by doctor; %zu in free room\n",
           count, whole.size >> 10, used, 100.0 * (double)(used - seen[NOT]) / (double)used, seen[AT_OPEN],
           seen[BY_VERIFY], seen[BY_DOCTOR], unused);
    assert_true(seen[NOT] * 50 <= used + 25);
}

/* The page of the file's small facts, bit by bit: its station, its epoch, the counters of ids. */
static uint32_t page_of_facts(void) {
    uint32_t page = 0;
    struct yz_store *s;
    clear();
    put(path, &whole);
    if (yz_store_open(path, &s) != YZ_OK) fail_msg("%s", yz_message());
    page = (uint32_t)yz_sql_int(s, "SELECT rootpage FROM sqlite_schema WHERE name='meta'", 0, 0);
    yz_store_close(s);
    return page;
}

static void in_the_facts(void **state) {
    unsigned size = number_at(whole.all + 16);
    uint32_t from = (page_of_facts() - 1) * size, used = 0, unnoticed = 0, d = 5;
    (void)state;
    for (uint32_t at = from; at < from + size; at++) {
        uint32_t bit = dice(&d, 8);
        if (!in_use(at) || (!fault_full() && dice(&d, getenv("YZ_VALGRIND") ? 40 : 10))) continue;
        clear();
        flip(&whole, at, bit);
        put(path, &whole);
        used++;
        if (look() == NOT) {
            unnoticed++;
            if (getenv("YZ_FAULT_TELL")) printf("# unnoticed: bit %u of byte %u of the facts\n", bit, at - from);
        }
        flip(&whole, at, bit);
    }
    printf("# %u bits of the file's facts turned over, %u unnoticed\n", used, unnoticed);
}

/* As a program that was killed leaves it: the newest acts only in the WAL. */
static void leave_a_wal(void) {
    struct yz_store *s;
    clear();
    put(path, &whole);
    if (yz_store_open(path, &s) != YZ_OK) fail_msg("%s", yz_message());
    for (int i = 0; i < ACTS; i++) {
        assert_int_equal(yz_act_begin(s, "note", 0), YZ_OK);
        assert_int_equal(yz_note(s, "fault-test", i, "{}"), YZ_OK);
        assert_int_equal(yz_act_commit(s, NULL), YZ_OK);
    }
    lines = take(wal);
    companion = take(sidecar);
    yz_store_close(s);
}

static void as_left(void) {
    clear();
    put(path, &whole);
    put(wal, &lines);
    put(sidecar, &companion);
}

/* Every bit of a WAL counts, but for what its last frames leave free; the witness says how far the file had come. */
static void in_the_wal(void **state) {
    size_t count = fault_share(fault_full() ? WAL_LONG : WAL_SHORT), unnoticed = 0;
    uint32_t d = 7;
    (void)state;
    leave_a_wal();
    as_left();
    assert_int_equal(look(), NOT);
    for (size_t i = 0; i < count; i++) {
        uint32_t at = dice(&d, (uint32_t)lines.size), bit = dice(&d, 8);
        flip(&lines, at, bit);
        as_left();
        unnoticed += look() == NOT;
        flip(&lines, at, bit);
    }
    printf("# %zu bits of a WAL turned over, %zu unnoticed\n", count, unnoticed);
    assert_true(unnoticed * 20 <= count);
}

/* Cut off anywhere. */
static void a_cut_wal(void **state) {
    size_t all = lines.size, count = fault_share(fault_full() ? WAL_LONG : WAL_SHORT);
    uint32_t d = 11;
    (void)state;
    for (size_t i = 0; i < count; i++) {
        lines.size = dice(&d, (uint32_t)all);
        as_left();
        assert_int_equal(look(), AT_OPEN);
    }
    lines.size = all;
    as_left();
    assert_int_equal(look(), NOT);
}

static void a_cut_file(void **state) {
    size_t all = whole.size, count = fault_share(fault_full() ? WAL_LONG : WAL_SHORT);
    uint32_t d = 13;
    (void)state;
    for (size_t i = 0; i < count; i++) {
        clear();
        whole.size = dice(&d, (uint32_t)all);
        put(path, &whole);
        assert_int_not_equal(look(), NOT);
    }
    whole.size = all;
}

/* Whatever stands in the lock file, the data are read; only a witness that is whole may say that something is lost. */
static void a_scribbled_lock_file(void **state) {
    uint32_t d = 17;
    (void)state;
    for (int i = 0; i < (int)fault_share(200); i++) {
        clear();
        put(path, &whole);
        struct bytes b = {malloc(400), dice(&d, 400)};
        assert_non_null(b.all);
        for (size_t k = 0; k < b.size; k++) b.all[k] = (unsigned char)dice(&d, 256);
        if (i % 3 == 0) memcpy(b.all, companion.all, b.size < 40 ? b.size : 40);
        put(sidecar, &b);
        free(b.all);
        assert_int_equal(look(), NOT);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(in_the_file), cmocka_unit_test(in_the_facts),
                                       cmocka_unit_test(in_the_wal),  cmocka_unit_test(a_cut_wal),
                                       cmocka_unit_test(a_cut_file),  cmocka_unit_test(a_scribbled_lock_file)};
    return cmocka_run_group_tests(tests, make, unmake);
}
