/* The power goes: what was written and not synced is there, gone, torn at sectors, or there without what came before it.
 * Every call that changes a file is recorded while acts are done; each cut makes the files anew as the disk may have kept
 * them, opens them, and demands every acknowledged act, a whole chain and a sound file.
 *
 * wraps: pwrite fdatasync
 */
#include "store/store_private.h"
#include "support/fault.h"
#include "support/station.h"
#include "support/vfs.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

enum { CUTS_SHORT = 60, CUTS_LONG = 1000, SESSIONS = 12, ACTS = 25, SECTOR = 512, IMAGE = 8 << 20, EVENTS = 200000 };

/* The file, its WAL, its lock file with the witness. */
enum which { FILE_ITSELF, WAL, SIDECAR, FILES };
static const char *const endings[FILES] = {"", "-wal", ".lock"};

struct event {
    enum { WRITE, TRUNCATE, SYNC, SAID } what;
    enum which file;
    int64_t at; /* of SAID: the newest journal line of an acknowledged act */
    int n;
    unsigned char *data; /* of SAID: that line's hash */
};

struct image {
    unsigned char *bytes;
    size_t size;
};

static struct event events[EVENTS];
static size_t event_count;
static struct image first[FILES]; /* as they were before the first event */
static unsigned char room[IMAGE]; /* one of them after a cut */
static bool recording;

static void record(struct event e, const void *data) {
    if (!recording) return;
    assert_true(event_count < EVENTS);
    if (data) {
        e.data = malloc((size_t)e.n);
        assert_non_null(e.data);
        memcpy(e.data, data, (size_t)e.n);
    }
    events[event_count++] = e;
}

static int on_call(const struct vfs_call *c) {
    enum which file = c->wal ? WAL : FILE_ITSELF;
    if (c->op == VFS_WRITE) record((struct event){WRITE, file, c->at, c->n, NULL}, c->data);
    if (c->op == VFS_TRUNCATE) record((struct event){TRUNCATE, file, c->at, 0, NULL}, NULL);
    if (c->op == VFS_SYNC) record((struct event){SYNC, file, 0, 0, NULL}, NULL);
    if (c->op == VFS_REMOVE) record((struct event){TRUNCATE, WAL, 0, 0, NULL}, NULL);
    return SQLITE_OK;
}

#ifndef __APPLE__ /* its linker has no --wrap: the witness stays as it was at first, which is allowed */
ssize_t __real_pwrite(int fd, const void *from, size_t n, off_t at);
ssize_t __wrap_pwrite(int fd, const void *from, size_t n, off_t at);
int __wrap_fdatasync(int fd);

ssize_t __wrap_pwrite(int fd, const void *from, size_t n, off_t at) {
    record((struct event){WRITE, SIDECAR, at, (int)n, NULL}, from);
    return __real_pwrite(fd, from, n, at);
}

int __wrap_fdatasync(int fd) {
    record((struct event){SYNC, SIDECAR, 0, 0, NULL}, NULL);
    return fd < 0 ? -1 : 0;
}
#endif

/* --- the work that is cut off --- */

static void act(struct station *st, uint32_t *d, uint32_t seed) {
    struct resident r = {0};
    int64_t seq;
    unsigned char hash[YZ_HASH];
    assert_int_equal(yz_act_begin(st->store, "work", 3), YZ_OK);
    for (uint32_t i = 0, n = 1 + dice(d, 3); i < n; i++) {
        resident_make(&r, seed * 8 + i);
        r.id = 0;
        assert_int_equal(yz_put(st->store, &resident_kind, &r), YZ_OK);
    }
    if (dice(d, 4) == 0) assert_int_equal(yz_drop(st->store, &resident_kind, r.id), YZ_OK);
    assert_int_equal(yz_act_commit(st->store, NULL), YZ_OK);
    assert_int_equal(yz_journal_head(st->store, &seq, hash, NULL), YZ_OK);
    record((struct event){SAID, FILE_ITSELF, seq, YZ_HASH, NULL}, hash);
}

static struct image take(const char *path, const char *ending) {
    struct image im = {calloc(1, IMAGE), 0};
    char name[160];
    snprintf(name, sizeof name, "%s%s", path, ending);
    int fd = open(name, O_RDONLY);
    assert_non_null(im.bytes);
    if (fd < 0) return im;
    ssize_t n = read(fd, im.bytes, IMAGE);
    assert_true(n >= 0 && n < IMAGE);
    im.size = (size_t)n;
    close(fd);
    return im;
}

/* Sessions that close in order (the WAL is folded in), and some beside somebody who stays (it grows, and is checkpointed). */
static int work(void **state) {
    static struct station st, stays;
    uint32_t d = 20261123;
    *state = &st;
    vfs_hook = on_call;
    vfs_stand_between();
    station_make(&st);
    station_close(&st);
    for (int i = 0; i < FILES; i++) first[i] = take(st.path, endings[i]);
    stays = st;
    recording = true;
    for (uint32_t s = 0; s < SESSIONS; s++) {
        if (s == 3) station_open(&stays);
        if (s == 9) station_close(&stays);
        station_open(&st);
        for (uint32_t i = 0; i < ACTS; i++) act(&st, &d, s * ACTS + i);
        station_close(&st);
    }
    recording = false;
    return 0;
}

static int unwork(void **state) {
    for (size_t i = 0; i < event_count; i++) free(events[i].data);
    for (int i = 0; i < FILES; i++) free(first[i].bytes);
    station_remove(*state);
    return 0;
}

/* --- the cut --- */

static struct { size_t cuts, dropped, kept, torn, said; } told;

static void grow(struct image *im, int64_t to) {
    assert_true(to <= IMAGE);
    if ((size_t)to > im->size) {
        memset(im->bytes + im->size, 0, (size_t)to - im->size);
        im->size = (size_t)to;
    }
}

static void apply(struct image *im, const struct event *e) {
    if (e->what == TRUNCATE && (size_t)e->at < im->size) im->size = (size_t)e->at;
    if (e->what != WRITE) return;
    grow(im, e->at + e->n);
    memcpy(im->bytes + e->at, e->data, (size_t)e->n);
}

/* Of each sector, either what was written or what was there before. */
static void tear(struct image *im, const struct event *e, uint32_t *d) {
    int64_t end = e->at + e->n;
    if (e->what != WRITE) return;
    for (int64_t at = e->at; at < end;) {
        int64_t next = (at / SECTOR + 1) * SECTOR < end ? (at / SECTOR + 1) * SECTOR : end;
        if (dice(d, 2)) {
            grow(im, next);
            memcpy(im->bytes + at, e->data + (at - e->at), (size_t)(next - at));
        }
        at = next;
    }
}

enum manner { DROP, KEEP, TEAR, ANY, MANNERS };

static void maybe(struct image *im, const struct event *e, enum manner m, uint32_t *d) {
    uint32_t lot = m == ANY ? dice(d, 3) : (uint32_t)m;
    told.dropped += lot == DROP;
    told.kept += lot == KEEP;
    told.torn += lot == TEAR;
    if (lot == KEEP) apply(im, e);
    if (lot == TEAR) tear(im, e, d);
}

/* What was not synced by then, in the order of the program or in none. */
static void unsynced(struct image *im, enum which file, size_t from, size_t to, enum manner m, uint32_t *d) {
    static size_t order[EVENTS];
    size_t n = 0;
    for (size_t i = from; i < to; i++)
        if (events[i].file == file && events[i].what < SYNC) order[n++] = i;
    for (size_t i = n; m == ANY && i > 1; i--) {
        size_t other = dice(d, (uint32_t)i), was = order[other];
        order[other] = order[i - 1];
        order[i - 1] = was;
    }
    for (size_t i = 0; i < n; i++) maybe(im, &events[order[i]], m, d);
}

static void put(const char *path, const char *ending, const struct image *im) {
    char name[160];
    snprintf(name, sizeof name, "%s%s", path, ending);
    unlink(name);
    if (!im->size && *ending) return;
    int fd = open(name, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    assert_true(fd >= 0 && write(fd, im->bytes, im->size) == (ssize_t)im->size && close(fd) == 0);
}

static void make_files(const char *path, size_t cut, enum manner m, uint32_t *d) {
    struct image im = {room, 0};
    char shm[160];
    snprintf(shm, sizeof shm, "%s-shm", path);
    unlink(shm);
    for (int f = 0; f < FILES; f++) {
        size_t synced = 0;
        im.size = first[f].size;
        memcpy(im.bytes, first[f].bytes, im.size);
        for (size_t i = 0; i < cut; i++)
            if (events[i].file == (enum which)f && events[i].what == SYNC) synced = i;
        for (size_t i = 0; i < synced; i++)
            if (events[i].file == (enum which)f) apply(&im, &events[i]);
        unsynced(&im, (enum which)f, synced, cut, m, d);
        put(path, endings[f], &im);
    }
}

static const struct event *newest_said(size_t cut) {
    while (cut-- > 0)
        if (events[cut].what == SAID) return &events[cut];
    return NULL;
}

static void check(struct station *st, size_t cut) {
    const struct event *said = newest_said(cut);
    struct yz_verdict v;
    station_open(st);
    if (yz_store_verify(st->store, &v) != YZ_OK) fail_msg("event %zu: %s", cut, yz_message());
    if (yz_store_doctor(st->store, false, &v) != YZ_OK) fail_msg("event %zu: %s", cut, yz_message());
    if (said) {
        struct yz_query *q = yz_sql(st->store, "SELECT hash FROM journal WHERE seq = ?1");
        size_t n = 0;
        yz_bind(q, 1, said->at);
        if (!yz_next(q)) fail_msg("event %zu: line %lld was acknowledged and is lost", cut, (long long)said->at);
        const void *hash = yz_bytes(q, 0, &n);
        assert_memory_equal(hash, said->data, YZ_HASH);
        assert_int_equal(yz_done(q), YZ_OK);
        told.said++;
    }
    struct resident r = {0};
    resident_make(&r, (uint32_t)cut);
    r.id = 0;
    station_put(st, &resident_kind, &r); /* and work goes on */
    if (yz_store_verify(st->store, &v) != YZ_OK) fail_msg("event %zu: %s", cut, yz_message());
    station_close(st);
}

static void nothing_acknowledged_is_lost(void **state) {
    struct station *st = *state;
    size_t cuts = fault_share(fault_full() ? CUTS_LONG : CUTS_SHORT);
    uint32_t d = 7;
    vfs_hook = NULL;
    for (size_t i = 0; i < cuts; i++) {
        size_t cut = i + 1 == cuts ? event_count : dice(&d, (uint32_t)event_count);
        make_files(st->path, cut, (enum manner)(i % MANNERS), &d);
        check(st, cut);
    }
    printf("# %zu cuts of power in %zu recorded calls; unsynced writes: %zu dropped, %zu kept, %zu torn; %zu times the "
           "newest "
           "acknowledged act looked for, 0 lost\n",
           cuts, event_count, told.dropped, told.kept, told.torn, told.said);
    assert_true(told.said * 10 > cuts * 8);
}

/* The test itself: when syncs are taken for done that were not, acts are lost, and it is seen. */
static void lies_about_syncing_would_be_seen(void **state) {
    struct station *st = *state;
    uint32_t d = 11;
    struct yz_verdict v;
    size_t lost = 0;
    for (size_t i = 0; i < event_count; i++)
        if (events[i].what == SYNC) events[i].what = SAID, events[i].at = 0;
    for (size_t i = 0; i < 12; i++) {
        size_t cut = event_count / 2 + dice(&d, (uint32_t)event_count / 2);
        make_files(st->path, cut, ANY, &d);
        if (yz_store_open(st->path, &st->store) != YZ_OK) {
            lost++;
            continue;
        }
        lost += yz_store_verify(st->store, &v) != YZ_OK || yz_store_doctor(st->store, false, &v) != YZ_OK;
        station_close(st);
    }
    assert_true(lost > 6);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(nothing_acknowledged_is_lost),
                                       cmocka_unit_test(lies_about_syncing_would_be_seen)};
    return cmocka_run_group_tests(tests, work, unwork);
}
