/* What happens around a station file at the wrong moment: whoever holds it is stopped (Ctrl-Z), it is renamed, the clock
 * jumps, a newer program is killed while it brings it up to date. */
#include "store/store_private.h"
#include "support/fault.h"
#include "support/station.h"
#include "support/vfs.h"

#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static void good(enum yz_status status) {
    if (status != YZ_OK) fail_msg("%s", yz_message());
}

static int64_t add(struct station *st, uint32_t seed) {
    struct resident r = {0};
    resident_make(&r, seed);
    r.id = 0;
    station_put(st, &resident_kind, &r);
    return r.id;
}

static void expect_whole(struct station *st, int64_t people) {
    struct yz_verdict v;
    good(yz_store_verify(st->store, &v));
    good(yz_store_doctor(st->store, false, &v));
    assert_int_equal(yz_sql_int(st->store, "SELECT count(*) FROM resident", 0, 0), people);
}

/* --- Ctrl-Z --- */

static void hold_and_stop(const char *path) {
    struct yz_store *s;
    struct resident r = {0};
    resident_make(&r, 9);
    r.id = 0;
    if (yz_store_open(path, &s) != YZ_OK) _exit(1);
    yz_store_person(s, "小陈");
    if (yz_act_begin(s, "import", 3) != YZ_OK || yz_put(s, &resident_kind, &r) != YZ_OK) _exit(2);
    raise(SIGSTOP);
    if (yz_act_commit(s, NULL) != YZ_OK) _exit(3);
    yz_store_close(s);
    _exit(0);
}

static void a_stopped_holder_is_named(void **state) {
    struct station st;
    char pid_text[24];
    int status;
    (void)state;
    station_make(&st);
    add(&st, 1);
    pid_t pid = fork();
    if (pid == 0) hold_and_stop(st.path);
    assert_int_equal(waitpid(pid, &status, WUNTRACED), pid);
    assert_true(WIFSTOPPED(status));
    yz_store_wait(st.store, 200);
    assert_int_equal(yz_act_begin(st.store, "write", 3), YZ_BUSY);
    snprintf(pid_text, sizeof pid_text, "%ld", (long)pid);
    assert_non_null(strstr(yz_message(), "小陈"));
    assert_non_null(strstr(yz_message(), pid_text));
    assert_non_null(strstr(yz_message(), "import"));
    struct resident r;
    good(yz_get(st.store, &resident_kind, YZ_ID(7, 1, 1), &r)); /* reading goes on */
    kill(pid, SIGCONT);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    add(&st, 2);
    expect_whole(&st, 3);
    station_remove(&st);
}

/* Stopped and then killed: the lock goes with it, and so does what it had not committed. */
static void a_stopped_holder_may_be_killed(void **state) {
    struct station st;
    int status;
    (void)state;
    station_make(&st);
    pid_t pid = fork();
    if (pid == 0) hold_and_stop(st.path);
    assert_int_equal(waitpid(pid, &status, WUNTRACED), pid);
    kill(pid, SIGKILL);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    add(&st, 1);
    expect_whole(&st, 1);
    station_remove(&st);
}

/* --- renamed --- */

static void renamed_while_open(void **state) {
    struct station st;
    char away[160];
    (void)state;
    station_make(&st);
    add(&st, 1);
    snprintf(away, sizeof away, "%s.away", st.path);
    assert_int_equal(rename(st.path, away), 0);
    assert_int_equal(yz_act_begin(st.store, "write", 3), YZ_BUSY);
    assert_non_null(strstr(yz_message(), "移走"));
    assert_int_equal(rename(away, st.path), 0);
    add(&st, 2);
    assert_int_equal(rename(st.path, away), 0);
    station_close(&st); /* leaves the WAL of the other name alone */
    assert_int_equal(rename(away, st.path), 0);
    station_open(&st);
    expect_whole(&st, 2);
    station_remove(&st);
}

/* --- the clock --- */

static void whatever_the_clock_says(void **state) {
    const struct {
        yz_date day;
        int minutes;
        bool back;
    } times[] = {{20261123, 600, false}, {19700101, 600, true},  {20380119, 194 + 480, false}, {20380120, 0, false},
                 {20261124, 600, true},  {21060207, 400, false}, {21991231, 1439, false},      {20261125, 600, true}};
    struct station st;
    (void)state;
    station_make(&st);
    for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
        char text[YZ_MOMENT_TEXT], wanted[32];
        yz_moment now = yz_moment_make(times[i].day, times[i].minutes);
        yz_set_now(now);
        add(&st, (uint32_t)i);
        if (!!(yz_store_warnings(st.store) & YZ_WARN_CLOCK) != times[i].back) fail_msg("the clock at %d", times[i].day);
        assert_int_equal(yz_sql_int(st.store, "SELECT at FROM journal ORDER BY seq DESC LIMIT 1", 0, 0), now);
        yz_moment_text(now, text);
        snprintf(wanted, sizeof wanted, "%04d-%02d-%02d", times[i].day / 10000, times[i].day / 100 % 100,
                 times[i].day % 100);
        assert_memory_equal(text, wanted, strlen(wanted));
        station_close(&st);
        station_open(&st);
    }
    yz_set_now(0);
    expect_whole(&st, sizeof times / sizeof *times);
    assert_int_equal(
        yz_sql_int(st.store,
                   "SELECT count(*) FROM journal j JOIN journal n ON n.seq = j.seq + 1 WHERE n.prev <> j.hash", 0, 0),
        0);
    station_remove(&st);
}

/* --- a migration that is killed --- */

struct taller {
    struct resident as_before;
    int64_t height;
};

static long kill_at, calls;

static int killer(const struct vfs_call *c) {
    bool changes = c->op == VFS_WRITE || c->op == VFS_TRUNCATE || c->op == VFS_SYNC || c->op == VFS_REMOVE;
    if (!changes || ++calls != kill_at) return SQLITE_OK;
    if (c->op == VFS_WRITE) vfs_write(c, c->n / 2);
    raise(SIGKILL);
    return SQLITE_OK;
}

/* The columns of the table, the index and the stamp: how far a file has come, looked at without the store. */
static int64_t stage_of(const char *path) {
    sqlite3 *db;
    sqlite3_stmt *q;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db,
                                        "SELECT (SELECT count(*) FROM pragma_table_info('resident')) * 10 + "
                                        "(SELECT count(*) FROM sqlite_schema WHERE name = 'resident_height') + "
                                        "(SELECT value FROM meta WHERE name = 'schema') % 1000003 * 1000",
                                        -1, &q, NULL),
                     SQLITE_OK);
    assert_int_equal(sqlite3_step(q), SQLITE_ROW);
    int64_t stage = sqlite3_column_int64(q, 0);
    sqlite3_finalize(q);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    return stage;
}

static void copy(const char *from, const char *to) {
    char command[400];
    snprintf(command, sizeof command, "cp '%s' '%s'", from, to);
    assert_int_equal(system(command), 0);
}

/* In a process of its own; true when it was killed on the way. */
static bool open_and_be_killed(const char *path) {
    int status;
    pid_t pid = fork();
    if (pid == 0) {
        struct yz_store *s;
        calls = 0;
        vfs_hook = killer;
        _exit(yz_store_open(path, &s) == YZ_OK ? 0 : 1);
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    if (WIFEXITED(status) && WEXITSTATUS(status) != 0) fail_msg("it does not open");
    return WIFSIGNALED(status);
}

static void begin_anew(struct station *st) {
    char name[160];
    snprintf(name, sizeof name, "rm -f '%s/'station.db*", st->folder);
    assert_int_equal(system(name), 0);
    snprintf(name, sizeof name, "%s/old", st->folder);
    copy(name, st->path);
}

static void a_migration_killed_at_every_write(void **state) {
    static const char *const indexes[] = {"resident_home ON resident(home)", "resident_height ON resident(height)",
                                          NULL};
    static struct yz_field fields[16];
    static struct yz_kind taller;
    static const struct yz_kind *more[YZ_KIND_COUNT];
    struct station st;
    struct yz_buffer was = {0}, is = {0};
    char old[160];
    int kills = 0;
    bool before = false, after = false;
    (void)state;
    station_make(&st);
    for (uint32_t i = 0; i < 40; i++) add(&st, i);
    station_records(st.store, &was);
    station_close(&st);
    snprintf(old, sizeof old, "%s/old", st.folder);
    copy(st.path, old);
    memcpy(fields, resident_kind.fields, resident_kind.count * sizeof *fields);
    fields[resident_kind.count] = (struct yz_field)YZ_FIELD(struct taller, height, YZ_INT, "身高");
    taller = resident_kind;
    taller.fields = fields;
    taller.count++;
    taller.size = sizeof(struct taller);
    taller.indexes = indexes;
    more[YZ_HOUSEHOLD] = &home_kind;
    more[YZ_PERSON] = &taller;
    yz_store_kinds(more, YZ_KIND_COUNT);
    int64_t old_stage = stage_of(old);
    begin_anew(&st);
    kill_at = 0;
    assert_false(open_and_be_killed(st.path));
    int64_t new_stage = stage_of(st.path);
    assert_true(new_stage != old_stage);
    for (kill_at = 1;; kill_at += fault_full() ? 1 : 3) {
        begin_anew(&st);
        if (!open_and_be_killed(st.path)) break;
        kills++;
        int64_t stage = stage_of(st.path);
        if (stage != old_stage && stage != new_stage) fail_msg("killed at call %ld: the file is in between", kill_at);
        before |= stage == old_stage;
        after |= stage == new_stage;
        station_open(&st); /* and the next start brings it up to date */
        struct yz_verdict v;
        good(yz_store_verify(st.store, &v));
        good(yz_store_doctor(st.store, false, &v));
        station_close(&st);
        assert_int_equal(stage_of(st.path), new_stage);
    }
    station_open(&st);
    assert_int_equal(yz_sql_int(st.store, "SELECT count(*) FROM resident", 0, 0), 40);
    station_records(st.store, &is);
    assert_string_equal(yz_buffer_string(&was), yz_buffer_string(&is));
    printf("# a migration killed at %d of its writes: each time the file before or the file after\n", kills);
    assert_true(kills > 5 && before);
    assert_true(after || !fault_full());
    yz_buffer_free(&was);
    yz_buffer_free(&is);
    station_remove(&st);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_stopped_holder_is_named),
        cmocka_unit_test(a_stopped_holder_may_be_killed),
        cmocka_unit_test(renamed_while_open),
        cmocka_unit_test(whatever_the_clock_says),
        cmocka_unit_test(a_migration_killed_at_every_write),
    };
    vfs_stand_between();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
