/* The station file as a file: what open refuses and why, creating, replacing, the witness, growing with new fields. */
#include "store/store_private.h"
#include "support/station.h"

#include <errno.h>
#include <fcntl.h>
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

static void shell(const char *format, ...) __attribute__((format(printf, 1, 2)));
static void shell(const char *format, ...) {
    char command[1024];
    va_list args;
    va_start(args, format);
    vsnprintf(command, sizeof command, format, args);
    va_end(args);
    assert_int_equal(system(command), 0);
}

static void write_file(const char *path, const void *bytes, size_t n) {
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, n, f), n);
    assert_int_equal(fclose(f), 0);
}

/* Opening is refused with that status, and the message names the file and the word. */
static void refuses(const char *path, enum yz_status status, const char *word) {
    struct yz_store *s = NULL;
    enum yz_status got = yz_store_open(path, &s);
    if (got != status || !strstr(yz_message(), word) || s) fail_msg("%s: %d, %s", path, (int)got, yz_message());
}

static void fresh(struct resident *r, uint32_t seed) {
    memset(r, 0, sizeof *r);
    resident_make(r, seed);
}

static int64_t put_resident(struct station *st, uint32_t seed) {
    struct resident r;
    fresh(&r, seed);
    station_put(st, &resident_kind, &r);
    return r.id;
}

static void what_is_no_station_file_is_named(void **state) {
    struct station st;
    char path[160], text[2000];
    (void)state;
    station_make(&st);
    memset(text, 'x', sizeof text);
    snprintf(path, sizeof path, "%s/other", st.folder);
    refuses(path, YZ_REFUSED, "没有文件");
    write_file(path, "", 0);
    refuses(path, YZ_FOREIGN, "空文件");
    write_file(path, text, 100);
    refuses(path, YZ_FOREIGN, "不是驿站文件");
    write_file(path, text, sizeof text);
    refuses(path, YZ_FOREIGN, "不是驿站文件");
    unlink(path);
    station_sql(path, "CREATE TABLE t(a)");
    refuses(path, YZ_FOREIGN, "别的程序");
    unlink(path);
    assert_int_equal(symlink(st.path, path), 0);
    refuses(path, YZ_FOREIGN, "符号链接");
    unlink(path);
    assert_int_equal(mkfifo(path, 0600), 0);
    refuses(path, YZ_FOREIGN, "普通文件");
    refuses(st.folder, YZ_FOREIGN, "文件夹");
    refuses("/nowhere/at/all.db", YZ_REFUSED, "没有文件夹");
    refuses("", YZ_REFUSED, "文件名");
    snprintf(path, sizeof path, "%s/", st.folder);
    refuses(path, YZ_REFUSED, "文件名");
    station_remove(&st);
}

static void newer_cut_and_read_only_files_are_refused(void **state) {
    struct station st;
    struct stat before;
    (void)state;
    station_make(&st);
    station_close(&st);
    assert_int_equal(stat(st.path, &before), 0);
    chmod(st.path, 0444);
    refuses(st.path, YZ_BUSY, "只读");
    chmod(st.path, 0600);
    chmod(st.folder, 0555);
    refuses(st.path, YZ_BUSY, "不能写");
    chmod(st.folder, 0700);
    assert_int_equal(truncate(st.path, before.st_size - 4096), 0);
    refuses(st.path, YZ_FOREIGN, "不完整");
    assert_int_equal(truncate(st.path, before.st_size), 0);
    station_sql(st.path, "PRAGMA user_version=99");
    refuses(st.path, YZ_FOREIGN, "较新版本");
    station_remove(&st);
}

static void scribbled_headers_are_refused_without_harm(void **state) {
    struct station st;
    struct yz_store *s;
    uint32_t d = 5;
    (void)state;
    station_make(&st);
    station_close(&st);
    for (int i = 0; i < 60; i++) {
        unsigned char junk = (unsigned char)dice(&d, 256);
        char copy[160];
        snprintf(copy, sizeof copy, "%s/copy%d.db", st.folder, i);
        shell("cp %s %s", st.path, copy);
        int fd = open(copy, O_RDWR);
        assert_int_equal(pwrite(fd, &junk, 1, dice(&d, 700)), 1);
        close(fd);
        enum yz_status status = yz_store_open(copy, &s);
        assert_true(status == YZ_OK || status == YZ_FOREIGN || status == YZ_BUSY);
        if (status == YZ_OK) yz_store_close(s);
    }
    station_remove(&st);
}

static void links_in_the_way_to_it_are_followed(void **state) {
    struct station st;
    char path[200];
    (void)state;
    station_make(&st);
    station_close(&st);
    shell("mkdir %s/real && ln -s real %s/link && mv %s* %s/real/", st.folder, st.folder, st.path, st.folder);
    snprintf(path, sizeof path, "%s/link/station.db", st.folder);
    if (yz_store_open(path, &st.store) != YZ_OK) fail_msg("%s", yz_message());
    station_remove(&st);
}

/* --- creating --- */

static int files_in(const char *folder) {
    char command[160];
    int n = -1;
    snprintf(command, sizeof command, "ls -A '%s' | wc -l", folder);
    FILE *f = popen(command, "r");
    assert_int_equal(fscanf(f, "%d", &n), 1);
    pclose(f);
    return n;
}

static void an_unpublished_file_leaves_nothing(void **state) {
    struct station st;
    struct resident r;
    (void)state;
    station_make_hidden(&st);
    fresh(&r, 1);
    station_put(&st, &resident_kind, &r);
    assert_int_equal(access(st.path, F_OK), -1);
    station_close(&st);
    assert_int_equal(files_in(st.folder), 0);
    station_remove(&st);
}

static void an_act_given_up_before_publishing_leaves_no_trace(void **state) {
    struct station st;
    struct resident r, found;
    (void)state;
    station_make_hidden(&st);
    int64_t kept = put_resident(&st, 1);
    assert_int_equal(yz_act_begin(st.store, "import", 3), YZ_OK);
    yz_act_bulk(st.store);
    for (uint32_t i = 0; i < 5000; i++) {
        fresh(&r, i);
        assert_int_equal(yz_put(st.store, &resident_kind, &r), YZ_OK);
    }
    yz_act_abort(st.store);
    assert_int_equal(yz_store_publish(st.store), YZ_OK);
    assert_int_equal(yz_sql_int(st.store, "SELECT count(*) FROM resident", 0, 0), 1);
    assert_int_equal(yz_get(st.store, &resident_kind, kept, &found), YZ_OK);
    struct yz_verdict v;
    if (yz_store_verify(st.store, &v) != YZ_OK || yz_store_doctor(st.store, false, &v) != YZ_OK)
        fail_msg("%s", yz_message());
    station_remove(&st);
}

static void creating_never_overwrites_unasked(void **state) {
    struct station st;
    struct yz_store *s;
    (void)state;
    station_make(&st);
    int64_t id = put_resident(&st, 1);
    station_close(&st);
    assert_int_equal(yz_store_create(st.path, 7, false, &s), YZ_REFUSED);
    assert_non_null(strstr(yz_message(), "已经存在"));
    struct resident r;
    station_open(&st);
    assert_int_equal(yz_get(st.store, &resident_kind, id, &r), YZ_OK);
    station_close(&st);
    assert_int_equal(yz_store_create(st.folder, 7, true, &s), YZ_REFUSED);
    /* Somebody makes the file while ours is being written: theirs stays, and ours can be tried again. */
    unlink(st.path);
    assert_int_equal(yz_store_create(st.path, 7, false, &s), YZ_OK);
    write_file(st.path, "mine", 4);
    assert_int_equal(yz_store_publish(s), YZ_REFUSED);
    unlink(st.path);
    if (yz_store_publish(s) != YZ_OK) fail_msg("%s", yz_message());
    yz_store_close(s);
    station_open(&st);
    station_remove(&st);
}

static void replacing_starts_afresh(void **state) {
    struct station st;
    struct yz_store *s;
    (void)state;
    station_make(&st);
    for (uint32_t i = 0; i < 5; i++) put_resident(&st, i);
    station_close(&st);
    if (yz_store_create(st.path, 7, true, &s) != YZ_OK || yz_store_publish(s) != YZ_OK) fail_msg("%s", yz_message());
    yz_store_close(s);
    station_open(&st); /* the witness of the old file is not held against the new one */
    assert_false(yz_store_check_owed(st.store));
    assert_int_equal(yz_sql_int(st.store, "SELECT count(*) FROM resident", 0, 0), 0);
    station_remove(&st);
}

static void replaced_while_open_is_noticed(void **state) {
    struct station st;
    struct yz_store *s;
    struct resident r;
    (void)state;
    station_make(&st);
    int64_t id = put_resident(&st, 1);
    if (yz_store_create(st.path, 7, true, &s) != YZ_OK || yz_store_publish(s) != YZ_OK) fail_msg("%s", yz_message());
    assert_int_equal(yz_act_begin(st.store, "change", 3), YZ_BUSY);
    assert_non_null(strstr(yz_message(), "已被替换"));
    assert_int_equal(yz_get(st.store, &resident_kind, id, &r), YZ_OK); /* what it shows is still readable */
    assert_int_equal(yz_draft_write(st.store, 3, "form", 0, 0, "{}"), YZ_BUSY);
    fresh(&r, 2);
    if (yz_act_begin(s, "new", 3) != YZ_OK || yz_put(s, &resident_kind, &r) != YZ_OK || yz_act_commit(s, NULL) != YZ_OK)
        fail_msg("%s", yz_message());
    station_close(&st); /* must not take the new file's WAL with it */
    yz_store_close(s);
    station_open(&st);
    assert_int_equal(yz_sql_int(st.store, "SELECT count(*) FROM resident", 0, 0), 1);
    station_remove(&st);
}

/* --- the witness --- */

static void an_older_copy_is_noticed(void **state) {
    struct station st;
    char message[64];
    (void)state;
    station_make(&st);
    int64_t first = put_resident(&st, 1);
    station_close(&st);
    shell("cp %s %s.old", st.path, st.path);
    station_open(&st);
    int64_t lost = put_resident(&st, 2);
    for (uint32_t i = 3; i < 6; i++) put_resident(&st, i);
    station_close(&st);
    shell("cp %s.old %s", st.path, st.path);
    snprintf(message, sizeof message, "缺少最后 %d 条记录", 4);
    refuses(st.path, YZ_FOREIGN, message);
    refuses(st.path, YZ_FOREIGN, "accept-loss");
    if (yz_store_accept_loss(st.path) != YZ_OK) fail_msg("%s", yz_message());
    station_open(&st);
    int64_t id = put_resident(&st, 9);
    assert_int_not_equal(id, lost); /* an id on somebody's paper never means another person */
    assert_int_equal(YZ_ID_EPOCH(id), YZ_ID_EPOCH(first) + 1);
    struct yz_verdict v;
    assert_int_equal(yz_store_verify(st.store, &v), YZ_OK);
    station_remove(&st);
}

static void another_station_file_is_noticed(void **state) {
    struct station st, other;
    (void)state;
    station_make(&st);
    station_make(&other);
    put_resident(&st, 1);
    for (uint32_t i = 0; i < 3; i++) put_resident(&other, i);
    station_close(&st);
    station_close(&other);
    shell("cp %s %s", other.path, st.path);
    refuses(st.path, YZ_FOREIGN, "不是上次用的那个文件");
    station_remove(&other);
    station_remove(&st);
}

/* Commits, then is killed without closing: everything is in the WAL. */
static void killed_after(const char *path, uint32_t seed) {
    pid_t pid = fork();
    if (pid == 0) {
        struct yz_store *s;
        struct resident r;
        fresh(&r, seed);
        if (yz_store_open(path, &s) == YZ_OK && yz_act_begin(s, "put", 3) == YZ_OK &&
            yz_put(s, &resident_kind, &r) == YZ_OK && yz_act_commit(s, NULL) == YZ_OK)
            kill(getpid(), SIGKILL);
        _exit(1);
    }
    int status;
    waitpid(pid, &status, 0);
    assert_true(WIFSIGNALED(status));
}

static void a_lost_wal_is_noticed(void **state) {
    struct station st;
    char wal[160];
    (void)state;
    station_make(&st);
    station_close(&st);
    killed_after(st.path, 1);
    snprintf(wal, sizeof wal, "%s-wal", st.path);
    shell("cp %s %s.kept", wal, wal);
    assert_int_equal(unlink(wal), 0);
    refuses(st.path, YZ_FOREIGN, "缺少最后 1 条记录");
    shell("rm -f %s-shm; mv %s.kept %s", st.path, wal, wal);
    station_open(&st);
    assert_int_equal(yz_sql_int(st.store, "SELECT count(*) FROM resident", 0, 0), 1);
    station_remove(&st);
}

static void an_unclean_end_owes_a_check(void **state) {
    struct station st;
    (void)state;
    station_make(&st);
    put_resident(&st, 1);
    station_close(&st);
    station_open(&st);
    assert_false(yz_store_check_owed(st.store));
    station_close(&st);
    killed_after(st.path, 2);
    station_open(&st);
    assert_true(yz_store_check_owed(st.store));
    station_close(&st);
    station_open(&st); /* still owed: nobody did it */
    assert_true(yz_store_check_owed(st.store));
    assert_int_equal(yz_store_quick_check(st.store), YZ_OK);
    assert_false(yz_store_check_owed(st.store));
    station_close(&st);
    station_open(&st);
    assert_false(yz_store_check_owed(st.store));
    station_remove(&st);
}

static void a_torn_or_missing_witness_blames_nobody(void **state) {
    struct station st;
    char sidecar[160];
    (void)state;
    station_make(&st);
    put_resident(&st, 1);
    station_close(&st);
    snprintf(sidecar, sizeof sidecar, "%s.lock", st.path);
    int fd = open(sidecar, O_RDWR);
    assert_int_equal(pwrite(fd, "torn", 4, 20), 4);
    close(fd);
    station_open(&st);
    assert_true(yz_store_check_owed(st.store));
    station_close(&st);
    unlink(sidecar);
    station_open(&st);
    put_resident(&st, 2);
    station_remove(&st);
}

/* --- growing --- */

struct taller {
    struct resident r;
    char nickname[32];
    int64_t height;
};

static struct yz_kind taller_kind(struct yz_field fields[16]) {
    struct yz_kind k = resident_kind;
    memcpy(fields, resident_kind.fields, resident_kind.count * sizeof *fields);
    fields[k.count++] = (struct yz_field)YZ_FIELD(struct taller, nickname, YZ_TEXT, "小名");
    fields[k.count++] = (struct yz_field)YZ_FIELD(struct taller, height, YZ_INT, "身高");
    k.fields = fields;
    k.size = sizeof(struct taller);
    return k;
}

static void a_new_field_needs_no_migration(void **state) {
    struct station st;
    struct yz_field fields[16];
    struct yz_kind taller = taller_kind(fields);
    const struct yz_kind *const more[YZ_KIND_COUNT] = {[YZ_HOUSEHOLD] = &home_kind, [YZ_PERSON] = &taller};
    const struct yz_kind *const same[YZ_KIND_COUNT] = {[YZ_HOUSEHOLD] = &home_kind, [YZ_PERSON] = &resident_kind};
    struct taller t;
    (void)state;
    station_make(&st);
    int64_t id = put_resident(&st, 1);
    station_close(&st);
    int files = files_in(st.folder);
    yz_store_kinds(more, YZ_KIND_COUNT);
    station_open(&st);
    assert_int_equal(files_in(st.folder), files + 3); /* the backup, -wal and -shm */
    assert_int_equal(yz_get(st.store, &taller, id, &t), YZ_OK);
    assert_string_equal(t.nickname, "");
    t.height = 172;
    station_put(&st, &taller, &t);
    struct yz_verdict v;
    if (yz_store_verify(st.store, &v) != YZ_OK) fail_msg("%s", yz_message());
    station_close(&st);
    station_open(&st); /* and that was all */
    assert_int_equal(files_in(st.folder), files + 3);
    station_close(&st);
    yz_store_kinds(same, YZ_KIND_COUNT);
    refuses(st.path, YZ_FOREIGN, "较新版本");
    assert_int_equal(files_in(st.folder), files + 1); /* nothing beside it but the backup made before it grew */
    station_remove(&st);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_no_station_file_is_named),
        cmocka_unit_test(newer_cut_and_read_only_files_are_refused),
        cmocka_unit_test(scribbled_headers_are_refused_without_harm),
        cmocka_unit_test(links_in_the_way_to_it_are_followed),
        cmocka_unit_test(an_unpublished_file_leaves_nothing),
        cmocka_unit_test(an_act_given_up_before_publishing_leaves_no_trace),
        cmocka_unit_test(creating_never_overwrites_unasked),
        cmocka_unit_test(replacing_starts_afresh),
        cmocka_unit_test(replaced_while_open_is_noticed),
        cmocka_unit_test(an_older_copy_is_noticed),
        cmocka_unit_test(another_station_file_is_noticed),
        cmocka_unit_test(a_lost_wal_is_noticed),
        cmocka_unit_test(an_unclean_end_owes_a_check),
        cmocka_unit_test(a_torn_or_missing_witness_blames_nobody),
        cmocka_unit_test(a_new_field_needs_no_migration),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
