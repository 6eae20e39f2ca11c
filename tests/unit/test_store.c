/* Acts and reading: versions, giving up, several clerks at once, drafts. */
#include "store/store_private.h"
#include "support/station.h"

#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

enum { ACTS = 200 };

static void fresh(struct resident *r, uint32_t seed) {
    memset(r, 0, sizeof *r);
    resident_make(r, seed);
}

static int64_t count(struct station *st, const char *sql) {
    return yz_sql_int(st->store, sql, 0, 0);
}

static void a_record_comes_back_as_it_was(void **state) {
    struct station st;
    struct resident r = {.name = "张三'; DROP TABLE resident;--",
                         .id_number = "53010219850302123X",
                         .birth = 19850302,
                         .home = YZ_ID(7, 1, 5),
                         .deposit = -1250,
                         .tenant = true,
                         .note = "第一行\n\"第二行\"\x1b[31m"},
                    back;
    (void)state;
    station_make(&st);
    int64_t act = station_put(&st, &resident_kind, &r);
    assert_int_equal(act, 1);
    assert_int_equal(r.version, 1);
    assert_int_equal(r.id, YZ_ID(7, 1, 1));
    station_close(&st);
    station_open(&st);
    assert_int_equal(yz_get(st.store, &resident_kind, r.id, &back), YZ_OK);
    assert_true(yz_record_same(&resident_kind, &r, &back));
    assert_int_equal(back.version, 1);
    assert_int_equal(yz_get(st.store, &resident_kind, r.id + 1, &back), YZ_REFUSED);
    assert_non_null(strstr(yz_message(), "p:7.2"));
    station_remove(&st);
}

static void a_stale_version_is_refused(void **state) {
    struct station st;
    struct resident r, mine, theirs;
    (void)state;
    station_make(&st);
    fresh(&r, 1);
    station_put(&st, &resident_kind, &r);
    mine = theirs = r;
    strcpy(theirs.note, "theirs");
    station_put(&st, &resident_kind, &theirs);
    assert_int_equal(theirs.version, 2);
    strcpy(mine.note, "mine");
    assert_int_equal(yz_act_begin(st.store, "edit", 3), YZ_OK);
    assert_int_equal(yz_put(st.store, &resident_kind, &mine), YZ_REFUSED);
    assert_non_null(strstr(yz_message(), "第 2 版"));
    assert_int_equal(mine.version, 1);
    yz_act_abort(st.store);
    assert_int_equal(yz_get(st.store, &resident_kind, r.id, &r), YZ_OK);
    assert_string_equal(r.note, "theirs");
    station_remove(&st);
}

static void an_unchanged_record_writes_nothing(void **state) {
    struct station st;
    struct resident r;
    int64_t act = -1;
    (void)state;
    station_make(&st);
    fresh(&r, 1);
    station_put(&st, &resident_kind, &r);
    assert_int_equal(yz_act_begin(st.store, "edit", 3), YZ_OK);
    assert_int_equal(yz_put(st.store, &resident_kind, &r), YZ_OK);
    assert_int_equal(yz_act_commit(st.store, &act), YZ_OK);
    assert_int_equal(act, 0);
    assert_int_equal(r.version, 1);
    assert_int_equal(count(&st, "SELECT count(*) FROM journal"), 1);
    station_remove(&st);
}

static void an_act_given_up_leaves_no_trace(void **state) {
    struct station st;
    struct resident r, kept;
    struct yz_buffer before = {0}, after = {0};
    (void)state;
    station_make(&st);
    fresh(&kept, 1);
    station_put(&st, &resident_kind, &kept);
    station_keys(st.store, &before);
    assert_int_equal(yz_act_begin(st.store, "edit", 3), YZ_OK);
    assert_true(yz_in_act(st.store));
    fresh(&r, 2);
    assert_int_equal(yz_put(st.store, &resident_kind, &r), YZ_OK);
    assert_int_equal(yz_drop(st.store, &resident_kind, kept.id), YZ_OK);
    assert_int_equal(yz_note(st.store, "reveal", r.id, "{}"), YZ_OK);
    yz_act_abort(st.store);
    yz_act_abort(st.store);
    assert_false(yz_in_act(st.store));
    station_keys(st.store, &after);
    assert_string_equal(yz_buffer_string(&before), yz_buffer_string(&after));
    assert_int_equal(count(&st, "SELECT count(*) FROM journal"), 1);
    assert_int_equal(yz_get(st.store, &resident_kind, kept.id, &kept), YZ_OK);
    yz_buffer_free(&before);
    yz_buffer_free(&after);
    station_remove(&st);
}

static void ids_are_never_given_twice(void **state) {
    struct station st;
    struct resident r, s;
    (void)state;
    station_make(&st);
    fresh(&r, 1);
    station_put(&st, &resident_kind, &r);
    station_drop(&st, &resident_kind, r.id);
    fresh(&s, 2);
    station_put(&st, &resident_kind, &s);
    assert_true(s.id > r.id);
    station_remove(&st);
}

static void nothing_is_written_outside_an_act(void **state) {
    struct station st;
    struct resident r;
    (void)state;
    station_make(&st);
    fresh(&r, 1);
    assert_int_equal(yz_put(st.store, &resident_kind, &r), YZ_REFUSED);
    assert_int_equal(yz_note(st.store, "reveal", 1, NULL), YZ_REFUSED);
    assert_int_equal(yz_act_commit(st.store, NULL), YZ_REFUSED);
    assert_int_equal(yz_act_begin(st.store, "two\nlines", 3), YZ_USAGE);
    assert_int_equal(yz_act_begin(st.store, "", 3), YZ_USAGE);
    assert_int_equal(yz_act_begin(st.store, "first", 3), YZ_OK);
    assert_int_equal(yz_act_begin(st.store, "second", 3), YZ_BUSY);
    assert_int_equal(yz_note(st.store, "a word", 1, NULL), YZ_USAGE);
    r.id = YZ_ID(7, 1, 99);
    r.version = 1;
    assert_int_equal(yz_put(st.store, &resident_kind, &r), YZ_REFUSED);
    assert_int_equal(yz_drop(st.store, &resident_kind, r.id), YZ_REFUSED);
    yz_act_abort(st.store);
    station_remove(&st);
}

static void a_half_written_act_cannot_be_committed(void **state) {
    struct station st;
    struct resident r;
    (void)state;
    station_make(&st);
    fresh(&r, 1);
    assert_int_equal(yz_act_begin(st.store, "edit", 3), YZ_OK);
    assert_int_equal(yz_put(st.store, &resident_kind, &r), YZ_OK);
    r.version = 0; /* that row exists */
    assert_int_equal(yz_put_again(st.store, &resident_kind, &r), YZ_REFUSED);
    r.id = 0;
    assert_int_equal(yz_put(st.store, &resident_kind, &r), YZ_BUSY);
    assert_int_equal(yz_act_commit(st.store, NULL), YZ_BUSY);
    assert_false(yz_in_act(st.store));
    assert_int_equal(count(&st, "SELECT count(*) FROM resident"), 0);
    station_remove(&st);
}

/* A disk that takes no more, as the kernel lets a process feel it: files of this process may not grow. */
static void what_the_disk_refuses_is_taken_back(void **state) {
    struct station st;
    struct resident r;
    struct rlimit old, tight = {.rlim_cur = 64 << 10};
    struct yz_verdict v;
    (void)state;
    station_make(&st);
    fresh(&r, 1);
    station_put(&st, &resident_kind, &r);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
    tight.rlim_max = old.rlim_max;
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(yz_act_begin(st.store, "import", 3), YZ_OK);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &tight), 0);
    enum yz_status status = YZ_OK;
    for (uint32_t i = 2; i < 30000 && status == YZ_OK; i++) {
        fresh(&r, i);
        status = yz_put(st.store, &resident_kind, &r);
    }
    if (status == YZ_OK) status = yz_act_commit(st.store, NULL);
    yz_act_abort(st.store);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
    signal(SIGXFSZ, SIG_DFL);
    assert_int_equal(status, YZ_BUSY);
    assert_int_equal(count(&st, "SELECT count(*) FROM resident"), 1);
    fresh(&r, 5);
    station_put(&st, &resident_kind, &r); /* and goes on when there is room again */
    if (yz_store_verify(st.store, &v) != YZ_OK || yz_store_doctor(st.store, false, &v) != YZ_OK)
        fail_msg("%s", yz_message());
    station_remove(&st);
}

/* --- reading --- */

static void statements_are_kept_and_may_nest(void **state) {
    struct station st;
    struct resident r;
    static const char sql[] = "SELECT id FROM resident WHERE id > ?1 ORDER BY id";
    char changing[64];
    (void)state;
    station_make(&st);
    for (uint32_t i = 0; i < 4; i++) {
        fresh(&r, i);
        station_put(&st, &resident_kind, &r);
    }
    int pairs = 0;
    struct yz_query *outer = yz_sql(st.store, sql);
    yz_bind(outer, 1, 0);
    while (yz_next(outer)) {
        struct yz_query *inner = yz_sql(st.store, sql);
        yz_bind(inner, 1, yz_int(outer, 0));
        while (yz_next(inner)) pairs++;
        assert_int_equal(yz_done(inner), YZ_OK);
    }
    assert_int_equal(yz_done(outer), YZ_OK);
    assert_int_equal(pairs, 6);
    assert_ptr_equal(yz_sql(st.store, sql), outer);
    yz_done(outer);
    for (int i = 0; i < 3; i++) { /* the same address, another text */
        snprintf(changing, sizeof changing, "SELECT %d", i);
        assert_int_equal(yz_sql_int(st.store, changing, 0, 0), i);
        snprintf(changing, sizeof changing, "WHERE id > %lld", (long long)r.id - i);
        struct yz_query *q = yz_select(st.store, &resident_kind, changing);
        int rows = 0;
        while (yz_next(q)) rows++;
        assert_int_equal(yz_done(q), YZ_OK);
        assert_int_equal(rows, i);
    }
    station_remove(&st);
}

static void a_wrong_query_is_told(void **state) {
    struct station st;
    (void)state;
    station_make(&st);
    struct yz_query *q = yz_sql(st.store, "SELECT nothing FROM nowhere");
    assert_null(q);
    yz_bind(q, 1, 1);
    assert_false(yz_next(q));
    assert_string_equal(yz_text(q, 0), "");
    assert_int_not_equal(yz_done(q), YZ_OK);
    q = yz_sql(st.store, "ATTACH '/tmp/yz-never' AS y");
    assert_false(yz_next(q));
    assert_int_not_equal(yz_done(q), YZ_OK);
    station_remove(&st);
}

static void gather(void *ctx, const char *name, const char *value) {
    yz_buffer_printf(ctx, "%s=%s;", name, value);
}

static void json_is_read_by_its_members(void **state) {
    struct station st;
    struct yz_buffer out = {0};
    (void)state;
    station_make(&st);
    assert_int_equal(yz_json_each(st.store, "{\"a\":\"x\\ny\",\"b\":-5,\"c\":true,\"d\":null}", gather, &out), YZ_OK);
    assert_string_equal(yz_buffer_string(&out), "a=x\ny;b=-5;c=1;d=;");
    assert_int_equal(yz_json_each(st.store, "{\"a\":", gather, &out), YZ_REFUSED);
    yz_buffer_free(&out);
    station_remove(&st);
}

/* The quick reader says what SQLite's says, or that it cannot. */
static void the_quick_reader_says_the_same(void **state) {
    static const char *const read[] = {"{\"a\":1}", "{\"a\":\"\"}",
                                       "{\"a\":-12,\"b\":true,\"c\":\"x\\ny\\t\\\"\\\\\\/\\u0041\\u00e9\\u5f20\"}",
                                       "{\"name\":\"张*丰\",\"n\":9223372036854775807}"};
    static const char *const left[] = {"",
                                       "{}",
                                       "{\"a\":",
                                       "{\"a\":1,}",
                                       "{\"a\":1.5}",
                                       "{\"a\":null}",
                                       "{\"a\":{\"b\":1}}",
                                       "{\"a\":[1]}",
                                       "{\"a\":1} ",
                                       "{\"a\":\"\\ud83d\\ude00\"}",
                                       "{\"a\":\"\\u0000\"}",
                                       "{\"a\":\"x",
                                       "{\"a\":\"\\",
                                       "{\"a\":\"\\u12",
                                       "[1]",
                                       "{\"a\":-}"};
    struct station st;
    (void)state;
    station_make(&st);
    for (size_t i = 0; i < sizeof read / sizeof *read; i++) {
        struct yz_buffer quick = {0}, slow = {0};
        assert_true(yz_json_flat(read[i], gather, &quick));
        assert_int_equal(yz_json_each(st.store, read[i], gather, &slow), YZ_OK);
        assert_string_equal(yz_buffer_string(&quick), yz_buffer_string(&slow));
        yz_buffer_free(&quick);
        yz_buffer_free(&slow);
    }
    for (size_t i = 0; i < sizeof left / sizeof *left; i++) {
        struct yz_buffer out = {0};
        assert_false(yz_json_flat(left[i], gather, &out));
        yz_buffer_free(&out);
    }
    station_remove(&st);
}

static void another_ones_commit_is_seen_once(void **state) {
    struct station st;
    struct yz_store *other;
    struct resident r;
    (void)state;
    station_make(&st);
    assert_int_equal(yz_store_open(st.path, &other), YZ_OK);
    assert_false(yz_store_changed(other));
    fresh(&r, 1);
    station_put(&st, &resident_kind, &r);
    assert_false(yz_store_changed(st.store));
    assert_true(yz_store_changed(other));
    assert_false(yz_store_changed(other));
    yz_store_close(other);
    fresh(&r, 2);
    station_put(&st, &resident_kind, &r);
    station_remove(&st);
}

static void a_deleted_lock_file_is_made_again(void **state) {
    struct station st;
    struct yz_store *other;
    struct resident r;
    char sidecar[160];
    (void)state;
    station_make(&st);
    assert_int_equal(yz_store_open(st.path, &other), YZ_OK);
    snprintf(sidecar, sizeof sidecar, "%s.lock", st.path);
    assert_int_equal(unlink(sidecar), 0);
    assert_int_equal(yz_act_begin(st.store, "edit", 3), YZ_OK);
    yz_store_wait(other, 50);
    assert_int_equal(yz_act_begin(other, "edit", 4), YZ_BUSY); /* both look at the same new one */
    fresh(&r, 1);
    assert_int_equal(yz_put(st.store, &resident_kind, &r), YZ_OK);
    assert_int_equal(yz_act_commit(st.store, NULL), YZ_OK);
    assert_int_equal(yz_act_begin(other, "edit", 4), YZ_OK);
    yz_act_abort(other);
    yz_store_close(other);
    station_remove(&st);
}

/* --- several processes --- */

static void write_acts(const char *path, uint32_t seed) {
    struct yz_store *s;
    struct resident r;
    if (yz_store_open(path, &s) != YZ_OK) _exit(1);
    for (uint32_t i = 0; i < ACTS; i++) {
        fresh(&r, seed + i);
        if (yz_act_begin(s, "write", seed) != YZ_OK || yz_put(s, &resident_kind, &r) != YZ_OK ||
            yz_act_commit(s, NULL) != YZ_OK) {
            fprintf(stderr, "%s\n", yz_message());
            _exit(1);
        }
    }
    yz_store_close(s);
    _exit(0);
}

static void two_clerks_lose_nothing(void **state) {
    struct station st;
    struct yz_verdict v;
    pid_t pids[2];
    (void)state;
    station_make(&st);
    station_close(&st);
    for (uint32_t i = 0; i < 2; i++)
        if ((pids[i] = fork()) == 0) write_acts(st.path, 1000 * (i + 1));
    for (int i = 0; i < 2; i++) {
        int status;
        waitpid(pids[i], &status, 0);
        assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    }
    station_open(&st);
    assert_int_equal(count(&st, "SELECT count(*) FROM resident"), 2 * ACTS);
    assert_int_equal(count(&st, "SELECT count(DISTINCT act) FROM journal"), 2 * ACTS);
    assert_int_equal(count(&st, "SELECT max(id) - min(id) FROM resident"), 2 * ACTS - 1);
    if (yz_store_verify(st.store, &v) != YZ_OK || yz_store_doctor(st.store, false, &v) != YZ_OK)
        fail_msg("%s", yz_message());
    assert_false(yz_store_check_owed(st.store));
    station_remove(&st);
}

/* A child that opens an act, says so, and then does not go on. */
static pid_t hold_an_act(const char *path, int *said) {
    int ends[2];
    char c;
    assert_int_equal(pipe(ends), 0);
    pid_t pid = fork();
    if (pid == 0) {
        struct yz_store *s;
        struct resident r;
        fresh(&r, 77);
        if (yz_store_open(path, &s) != YZ_OK) _exit(1);
        yz_store_person(s, "小陈");
        if (yz_act_begin(s, "move-household", 3) != YZ_OK || yz_put(s, &resident_kind, &r) != YZ_OK ||
            write(ends[1], "!", 1) != 1)
            _exit(1);
        for (;;) pause();
    }
    close(ends[1]);
    assert_int_equal(read(ends[0], &c, 1), 1);
    *said = ends[0];
    return pid;
}

static int64_t milliseconds(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void the_holder_is_named_and_its_death_frees_the_lock(void **state) {
    struct station st;
    struct resident r;
    char pid_text[32];
    int end, status;
    (void)state;
    station_make(&st);
    station_close(&st);
    pid_t pid = hold_an_act(st.path, &end);
    station_open(&st);
    snprintf(pid_text, sizeof pid_text, "%ld", (long)pid);
    yz_store_wait(st.store, 200);
    int64_t from = milliseconds();
    assert_int_equal(yz_act_begin(st.store, "edit", 3), YZ_BUSY);
    assert_in_range(milliseconds() - from, 190, 2000);
    assert_non_null(strstr(yz_message(), "小陈"));
    assert_non_null(strstr(yz_message(), pid_text));
    assert_non_null(strstr(yz_message(), "move-household"));
    assert_int_equal(yz_draft_write(st.store, 3, "form", 0, 0, "{}"), YZ_BUSY);
    assert_int_equal(count(&st, "SELECT count(*) FROM resident"), 0); /* reading goes on */
    kill(pid, SIGKILL);
    waitpid(pid, &status, 0);
    close(end);
    fresh(&r, 1);
    station_put(&st, &resident_kind, &r);
    assert_int_equal(count(&st, "SELECT count(*) FROM resident"), 1);
    assert_int_equal(r.id, YZ_ID(7, 1, 1));
    station_remove(&st);
}

static void a_waiting_writer_gets_its_turn(void **state) {
    struct station st;
    int ends[2], status;
    char c;
    (void)state;
    station_make(&st);
    station_close(&st); /* a connection does not survive a fork */
    assert_int_equal(pipe(ends), 0);
    pid_t pid = fork();
    if (pid == 0) {
        struct yz_store *s;
        if (read(ends[0], &c, 1) != 1 || yz_store_open(st.path, &s) != YZ_OK || yz_act_begin(s, "wait", 4) != YZ_OK ||
            yz_note(s, "waited", 0, NULL) != YZ_OK || yz_act_commit(s, NULL) != YZ_OK)
            _exit(1);
        _exit(0);
    }
    station_open(&st);
    assert_int_equal(yz_act_begin(st.store, "edit", 3), YZ_OK);
    assert_int_equal(write(ends[1], "!", 1), 1);
    struct timespec t = {0, 300 * 1000000};
    nanosleep(&t, NULL);
    assert_int_equal(yz_note(st.store, "first", 0, NULL), YZ_OK);
    assert_int_equal(yz_act_commit(st.store, NULL), YZ_OK);
    waitpid(pid, &status, 0);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    assert_int_equal(count(&st, "SELECT count(*) FROM journal WHERE seq = 2 AND kind = 'waited'"), 1);
    close(ends[0]);
    close(ends[1]);
    station_remove(&st);
}

/* --- drafts, facts --- */

static void drafts_are_kept_apart(void **state) {
    struct station st;
    char json[64];
    int64_t version = 0;
    yz_moment at = 0;
    (void)state;
    station_make(&st);
    assert_int_equal(yz_draft_read(st.store, 3, "newborn", 0, json, sizeof json, NULL, NULL), YZ_REFUSED);
    assert_int_equal(yz_draft_write(st.store, 3, "newborn", 0, 4, "{\"name\":\"张\"}"), YZ_OK);
    assert_int_equal(yz_draft_write(st.store, 3, "newborn", 0, 5, "{\"name\":\"张三\"}"), YZ_OK);
    assert_int_equal(yz_draft_write(st.store, 4, "newborn", 0, 1, "{}"), YZ_OK);
    station_close(&st);
    station_open(&st);
    assert_int_equal(yz_draft_read(st.store, 3, "newborn", 0, json, sizeof json, &version, &at), YZ_OK);
    assert_string_equal(json, "{\"name\":\"张三\"}");
    assert_int_equal(version, 5);
    assert_true(at > 0);
    assert_int_equal(yz_draft_read(st.store, 3, "newborn", 0, json, 5, NULL, NULL), YZ_REFUSED);
    assert_int_equal(count(&st, "SELECT count(*) FROM journal"), 0);
    assert_int_equal(yz_act_begin(st.store, "save", 3), YZ_OK);
    assert_int_equal(yz_draft_drop(st.store, 3, "newborn", 0), YZ_OK);
    yz_act_abort(st.store); /* the form was not saved: its draft is still there */
    assert_int_equal(yz_draft_read(st.store, 3, "newborn", 0, json, sizeof json, NULL, NULL), YZ_OK);
    assert_int_equal(yz_draft_drop(st.store, 3, "newborn", 0), YZ_OK);
    assert_int_equal(yz_draft_drop(st.store, 3, "newborn", 0), YZ_OK);
    assert_int_equal(yz_draft_read(st.store, 3, "newborn", 0, json, sizeof json, NULL, NULL), YZ_REFUSED);
    assert_int_equal(yz_draft_read(st.store, 4, "newborn", 0, json, sizeof json, NULL, NULL), YZ_OK);
    station_remove(&st);
}

static void facts_belong_to_the_act(void **state) {
    struct station st;
    (void)state;
    station_make(&st);
    assert_int_equal(yz_store_number(st.store), 7);
    assert_int_equal(yz_meta(st.store, "cases", -1), -1);
    assert_int_equal(yz_act_begin(st.store, "count", 3), YZ_OK);
    assert_int_equal(yz_meta_set(st.store, "cases", 12), YZ_OK);
    yz_act_abort(st.store);
    assert_int_equal(yz_meta(st.store, "cases", -1), -1);
    assert_int_equal(yz_act_begin(st.store, "count", 3), YZ_OK);
    assert_int_equal(yz_meta_set(st.store, "cases", 12), YZ_OK);
    assert_int_equal(yz_meta_set(st.store, "cases", 13), YZ_OK);
    assert_int_equal(yz_act_commit(st.store, NULL), YZ_OK);
    assert_int_equal(yz_meta(st.store, "cases", -1), 13);
    station_remove(&st);
}

static void a_clock_that_went_back_is_said(void **state) {
    struct station st;
    struct resident r;
    (void)state;
    station_make(&st);
    yz_set_now(yz_moment_make(20261123, 600));
    fresh(&r, 1);
    station_put(&st, &resident_kind, &r);
    assert_int_equal(yz_store_warnings(st.store) & YZ_WARN_CLOCK, 0);
    yz_set_now(yz_moment_make(20261123, 500));
    strcpy(r.note, "earlier");
    station_put(&st, &resident_kind, &r);
    assert_int_equal(yz_store_warnings(st.store) & YZ_WARN_CLOCK, YZ_WARN_CLOCK);
    yz_set_now(0);
    station_remove(&st);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_record_comes_back_as_it_was),
        cmocka_unit_test(a_stale_version_is_refused),
        cmocka_unit_test(an_unchanged_record_writes_nothing),
        cmocka_unit_test(an_act_given_up_leaves_no_trace),
        cmocka_unit_test(ids_are_never_given_twice),
        cmocka_unit_test(nothing_is_written_outside_an_act),
        cmocka_unit_test(a_half_written_act_cannot_be_committed),
        cmocka_unit_test(what_the_disk_refuses_is_taken_back),
        cmocka_unit_test(statements_are_kept_and_may_nest),
        cmocka_unit_test(a_wrong_query_is_told),
        cmocka_unit_test(json_is_read_by_its_members),
        cmocka_unit_test(the_quick_reader_says_the_same),
        cmocka_unit_test(another_ones_commit_is_seen_once),
        cmocka_unit_test(a_deleted_lock_file_is_made_again),
        cmocka_unit_test(two_clerks_lose_nothing),
        cmocka_unit_test(the_holder_is_named_and_its_death_frees_the_lock),
        cmocka_unit_test(a_waiting_writer_gets_its_turn),
        cmocka_unit_test(drafts_are_kept_apart),
        cmocka_unit_test(facts_belong_to_the_act),
        cmocka_unit_test(a_clock_that_went_back_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
