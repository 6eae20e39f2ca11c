/* Backup and restore: a copy is whole or not there, nothing is overwritten, and what was replaced is kept. */
#include "store/store_private.h"
#include "support/station.h"

#include <dirent.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static void some_residents(struct station *st, uint32_t from, uint32_t n) {
    for (uint32_t i = from; i < from + n; i++) {
        struct resident r = {0};
        resident_make(&r, i);
        station_put(st, &resident_kind, &r);
    }
}

static int64_t residents(struct yz_store *s) {
    return yz_sql_int(s, "SELECT count(*) FROM resident", 0, 0);
}

static const char *beside(const struct station *st, const char *name) {
    static char path[2][160];
    static int turn;
    turn = !turn;
    snprintf(path[turn], sizeof path[turn], "%s/%s", st->folder, name);
    return path[turn];
}

/* Files in the folder whose name contains `part`; the last one found into `name`. */
static int files_with(const struct station *st, const char *part, char name[256]) {
    int count = 0;
    DIR *folder = opendir(st->folder);
    assert_non_null(folder);
    for (struct dirent *entry; (entry = readdir(folder));)
        if (strstr(entry->d_name, part)) {
            count++;
            if (name) snprintf(name, 256, "%s", entry->d_name);
        }
    closedir(folder);
    return count;
}

static void a_backup_is_a_whole_station(void **state) {
    struct station st;
    struct yz_store *copy;
    struct yz_verdict v, w;
    struct stat stat_of;
    (void)state;
    station_make(&st);
    some_residents(&st, 0, 50);
    const char *path = beside(&st, "backup.db");
    if (yz_store_backup(st.store, path) != YZ_OK) fail_msg("%s", yz_message());
    some_residents(&st, 50, 5); /* later work is not in it */
    assert_int_equal(files_with(&st, "tmp", NULL), 0);
    assert_int_equal(files_with(&st, "backup.db", NULL), 1);
    assert_int_equal(stat(path, &stat_of), 0);
    assert_int_equal(stat_of.st_mode & 0777, 0600);
    if (yz_store_open(path, &copy) != YZ_OK) fail_msg("%s", yz_message());
    assert_int_equal(residents(copy), 50);
    if (yz_store_verify(copy, &v) != YZ_OK) fail_msg("%s", yz_message());
    assert_int_equal(v.lines, 50);
    if (yz_store_doctor(copy, false, &w) != YZ_OK) fail_msg("%s", yz_message());
    yz_store_close(copy);
    station_remove(&st);
}

static void a_backup_never_overwrites(void **state) {
    struct station st;
    (void)state;
    station_make(&st);
    assert_int_equal(yz_store_backup(st.store, st.path), YZ_REFUSED);
    assert_non_null(strstr(yz_message(), st.path));
    assert_int_equal(symlink("/nonexistent", beside(&st, "link.db")), 0);
    assert_int_equal(yz_store_backup(st.store, beside(&st, "link.db")), YZ_REFUSED);
    assert_int_equal(yz_store_backup(st.store, beside(&st, "nowhere/backup.db")), YZ_REFUSED);
    assert_int_equal(files_with(&st, "tmp", NULL), 0);
    station_remove(&st);
}

static void a_backup_waits_for_the_end_of_an_act(void **state) {
    struct station st;
    (void)state;
    station_make(&st);
    assert_int_equal(yz_act_begin(st.store, "test", 1), YZ_OK);
    assert_int_equal(yz_store_backup(st.store, beside(&st, "backup.db")), YZ_BUSY);
    yz_act_abort(st.store);
    assert_int_equal(yz_store_backup(st.store, beside(&st, "backup.db")), YZ_OK);
    station_remove(&st);
}

static void restoring_brings_the_backup_and_keeps_the_file(void **state) {
    struct station st;
    struct yz_store *old;
    char name[256];
    (void)state;
    station_make(&st);
    some_residents(&st, 0, 20);
    const char *backup = beside(&st, "backup.db");
    assert_int_equal(yz_store_backup(st.store, backup), YZ_OK);
    some_residents(&st, 20, 7);
    struct resident last = {.name = "张小明"};
    station_put(&st, &resident_kind, &last);
    station_close(&st);
    assert_int_equal(yz_store_restore(backup, st.path, false), YZ_REFUSED);
    if (yz_store_restore(backup, st.path, true) != YZ_OK) fail_msg("%s", yz_message());
    assert_int_equal(files_with(&st, "tmp", NULL), 0);
    station_open(&st);
    assert_int_equal(residents(st.store), 20);
    struct yz_verdict v;
    if (yz_store_verify(st.store, &v) != YZ_OK) fail_msg("%s", yz_message());
    struct resident next = {.name = "李四"};
    station_put(&st, &resident_kind, &next); /* works on, and gives no id of the lost time again */
    assert_true(next.id != last.id && YZ_ID_COUNTER(next.id) > 0);
    assert_int_not_equal(YZ_ID_EPOCH(next.id), YZ_ID_EPOCH(last.id));
    if (yz_store_verify(st.store, &v) != YZ_OK) fail_msg("%s", yz_message());
    station_close(&st);
    assert_int_equal(files_with(&st, "station.db.20", name), 1);
    char kept[512];
    snprintf(kept, sizeof kept, "%s/%s", st.folder, name);
    if (yz_store_open(kept, &old) != YZ_OK) fail_msg("%s", yz_message());
    assert_int_equal(residents(old), 28);
    yz_store_close(old);
    station_remove(&st);
}

/* A file that was left by a crash keeps its last acts in the WAL: they are kept too. */
static void the_wal_of_the_replaced_file_is_not_lost(void **state) {
    struct station st;
    char name[256], kept[512];
    int status;
    (void)state;
    station_make(&st);
    some_residents(&st, 0, 3);
    const char *backup = beside(&st, "backup.db");
    assert_int_equal(yz_store_backup(st.store, backup), YZ_OK);
    station_close(&st);
    pid_t child = fork();
    if (child == 0) {
        station_open(&st);
        some_residents(&st, 3, 4);
        kill(getpid(), SIGKILL); /* without closing */
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(files_with(&st, "station.db-wal", NULL), 1);
    if (yz_store_restore(backup, st.path, true) != YZ_OK) fail_msg("%s", yz_message());
    station_open(&st);
    assert_int_equal(residents(st.store), 3);
    station_close(&st);
    assert_int_equal(files_with(&st, "station.db.20", name), 1);
    snprintf(kept, sizeof kept, "%s/%s", st.folder, name);
    struct yz_store *old;
    if (yz_store_open(kept, &old) != YZ_OK) fail_msg("%s", yz_message());
    assert_int_equal(residents(old), 7);
    yz_store_close(old);
    station_remove(&st);
}

static void a_bad_backup_changes_nothing(void **state) {
    struct station st;
    char altered[160];
    (void)state;
    station_make(&st);
    some_residents(&st, 0, 10);
    snprintf(altered, sizeof altered, "%s", beside(&st, "altered.db"));
    assert_int_equal(yz_store_backup(st.store, altered), YZ_OK);
    station_close(&st);
    station_sql(altered, "UPDATE resident SET phone = '1' WHERE id = (SELECT min(id) FROM resident)");
    assert_int_equal(yz_store_restore(altered, st.path, true), YZ_FOREIGN);
    assert_non_null(strstr(yz_message(), "altered.db"));
    FILE *f = fopen(beside(&st, "text.db"), "w");
    for (int i = 0; i < 200; i++) fputs("no station at all\n", f);
    fclose(f);
    assert_int_equal(yz_store_restore(beside(&st, "text.db"), st.path, true), YZ_FOREIGN);
    assert_int_not_equal(yz_store_restore(beside(&st, "none.db"), st.path, true), YZ_OK);
    assert_int_equal(yz_store_restore(st.path, st.path, true), YZ_REFUSED);
    assert_int_equal(files_with(&st, "tmp", NULL), 0);
    assert_int_equal(files_with(&st, "station.db.20", NULL), 0);
    station_open(&st);
    assert_int_equal(residents(st.store), 10);
    station_remove(&st);
}

static void a_file_in_use_is_not_replaced(void **state) {
    struct station st;
    int ready[2], done[2], status;
    char byte = 0;
    (void)state;
    station_make(&st);
    some_residents(&st, 0, 3);
    const char *backup = beside(&st, "backup.db");
    assert_int_equal(yz_store_backup(st.store, backup), YZ_OK);
    station_close(&st);
    assert_int_equal(pipe(ready) | pipe(done), 0);
    pid_t child = fork();
    if (child == 0) {
        station_open(&st);
        if (write(ready[1], &byte, 1) != 1 || read(done[0], &byte, 1) != 1) _exit(1);
        yz_store_close(st.store);
        _exit(0);
    }
    assert_int_equal(read(ready[0], &byte, 1), 1);
    assert_int_equal(yz_store_restore(backup, st.path, true), YZ_BUSY);
    assert_int_equal(write(done[1], &byte, 1), 1);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    if (yz_store_restore(backup, st.path, true) != YZ_OK) fail_msg("%s", yz_message());
    for (int i = 0; i < 2; i++) close(ready[i]), close(done[i]);
    station_remove(&st);
}

static void restoring_where_nothing_was(void **state) {
    struct station st, other = {0};
    (void)state;
    station_make(&st);
    some_residents(&st, 0, 3);
    const char *backup = beside(&st, "backup.db");
    assert_int_equal(yz_store_backup(st.store, backup), YZ_OK);
    snprintf(other.path, sizeof other.path, "%.90s/new.db", st.folder);
    if (yz_store_restore(backup, other.path, false) != YZ_OK) fail_msg("%s", yz_message());
    station_open(&other);
    assert_int_equal(residents(other.store), 3);
    station_close(&other);
    station_remove(&st);
}

static void folders_may_be_links(void **state) {
    struct station st;
    char linked[200], copy[220], restored[220];
    (void)state;
    station_make(&st);
    some_residents(&st, 0, 3);
    snprintf(linked, sizeof linked, "%s/linked", st.folder);
    snprintf(copy, sizeof copy, "%s/backup 100%%.db", linked);
    snprintf(restored, sizeof restored, "%s/new.db", linked);
    assert_int_equal(symlink(st.folder, linked), 0);
    if (yz_store_backup(st.store, copy) != YZ_OK) fail_msg("%s", yz_message());
    if (yz_store_restore(copy, restored, false) != YZ_OK) fail_msg("%s", yz_message());
    assert_int_equal(access(beside(&st, "new.db"), R_OK), 0);
    station_remove(&st);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_backup_is_a_whole_station),
        cmocka_unit_test(a_backup_never_overwrites),
        cmocka_unit_test(a_backup_waits_for_the_end_of_an_act),
        cmocka_unit_test(restoring_brings_the_backup_and_keeps_the_file),
        cmocka_unit_test(the_wal_of_the_replaced_file_is_not_lost),
        cmocka_unit_test(a_bad_backup_changes_nothing),
        cmocka_unit_test(a_file_in_use_is_not_replaced),
        cmocka_unit_test(restoring_where_nothing_was),
        cmocka_unit_test(folders_may_be_links),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
