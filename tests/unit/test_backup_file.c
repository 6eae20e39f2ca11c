/* Backups that prove themselves: the encrypted form byte by byte, the rotation over a year, and what restoring tells. */
#include "store/store_private.h"
#include "store/vault.h"
#include "support/station.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>
#include <sodium.h>

static char plain[200], packed[200], broken[200], back[200], keys[200], public_keys[210];
static unsigned char *bytes;
static size_t size;

static void name(const struct station *st, char out[200], const char *file) {
    snprintf(out, 200, "%s/%s", st->folder, file);
}

static void write_file(const char *path, const void *data, size_t n) {
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    assert_int_equal(fwrite(data, 1, n, f), n);
    assert_int_equal(fclose(f), 0);
}

static void read_file(const char *path) {
    struct stat st;
    FILE *f = fopen(path, "r");
    assert_non_null(f);
    assert_int_equal(fstat(fileno(f), &st), 0);
    size = (size_t)st.st_size;
    free(bytes);
    bytes = malloc(size);
    assert_int_equal(fread(bytes, 1, size, f), size);
    fclose(f);
}

static void names(const struct station *st) {
    name(st, plain, "plain");
    name(st, packed, "packed.yzb");
    name(st, broken, "broken.yzb");
    name(st, back, "back");
    name(st, keys, "keys");
    snprintf(public_keys, sizeof public_keys, "%s.pub", keys);
    assert_int_equal(yz_backup_keygen(keys), YZ_OK);
}

static void make(struct station *st) {
    station_make(st);
    names(st);
}

/* Three chunks, the last of them short. */
static void pack(const struct yz_backup_key *key, unsigned char master[YZ_MASTER]) {
    struct yz_backup_facts facts = {.number = 7, .epoch = 2, .seq = 99, .created = 1234};
    size_t n = 2 * YZ_VAULT_CHUNK + 100;
    unsigned char *data = malloc(n);
    for (size_t i = 0; i < n; i++) data[i] = (unsigned char)(i * 7 + i / 251);
    write_file(plain, data, n);
    write_file(packed, "", 0);
    write_file(back, "", 0);
    if (yz_vault_write(plain, packed, &facts, key, master) != YZ_OK) fail_msg("%s", yz_message());
    free(data);
}

static enum yz_status unpack(const char *path, const struct yz_backup_key *key) {
    unsigned char master[YZ_MASTER];
    enum yz_status status = yz_vault_open(path, key, master);
    return status == YZ_OK ? yz_vault_read(path, master, back) : status;
}

static void what_was_packed_comes_back(void **state) {
    struct station st;
    struct yz_backup_facts facts;
    unsigned char master[YZ_MASTER];
    (void)state;
    make(&st);
    pack(&(struct yz_backup_key){.passphrase = "correct horse"}, master);
    assert_int_equal(yz_backup_look(packed, &facts), YZ_OK);
    assert_int_equal(facts.form, YZ_BACKUP_PASSPHRASE);
    assert_true(facts.number == 7 && facts.epoch == 2 && facts.seq == 99 && facts.created == 1234);
    assert_int_equal(facts.size, 2 * YZ_VAULT_CHUNK + 100);
    assert_int_equal(unpack(packed, &(struct yz_backup_key){.passphrase = "correct horse"}), YZ_OK);
    read_file(plain);
    unsigned char *was = memcpy(malloc(size), bytes, size);
    size_t length = size;
    read_file(back);
    assert_int_equal(size, length);
    assert_memory_equal(bytes, was, size);
    free(was);
    assert_int_equal(unpack(packed, &(struct yz_backup_key){.passphrase = "correct hearse"}), YZ_DENIED);
    assert_int_equal(unpack(packed, &(struct yz_backup_key){.key_file = keys}), YZ_DENIED);
    read_file(packed); /* its clear text is nowhere in it */
    for (size_t i = 0; i + 16 <= size; i++) {
        static const unsigned char piece[16] = {0, 7, 14, 21, 28, 35, 42, 49, 56, 63, 70, 77, 84, 91, 98, 105};
        assert_int_not_equal(memcmp(bytes + i, piece, sizeof piece), 0);
    }
    station_remove(&st);
}

static void only_its_own_secret_key_opens_it(void **state) {
    struct station st;
    unsigned char master[YZ_MASTER];
    char other[200];
    struct stat stat_of;
    (void)state;
    make(&st);
    name(&st, other, "other");
    pack(&(struct yz_backup_key){.key_file = public_keys}, master);
    assert_int_equal(stat(keys, &stat_of), 0);
    assert_int_equal(stat_of.st_mode & 0777, 0600);
    assert_int_equal(yz_backup_keygen(keys), YZ_REFUSED);
    assert_int_equal(yz_backup_keygen(other), YZ_OK);
    assert_int_equal(unpack(packed, &(struct yz_backup_key){.key_file = keys}), YZ_OK);
    assert_int_equal(unpack(packed, &(struct yz_backup_key){.key_file = other}), YZ_DENIED);
    assert_int_equal(unpack(packed, &(struct yz_backup_key){.key_file = public_keys}), YZ_REFUSED);
    assert_int_equal(unpack(packed, &(struct yz_backup_key){.passphrase = "x"}), YZ_DENIED);
    station_remove(&st);
}

/* Every byte of the head, and a sample of the rest. */
static void a_flipped_byte_is_refused(void **state) {
    struct station st;
    unsigned char master[YZ_MASTER];
    size_t tried = 0;
    (void)state;
    make(&st);
    pack(&(struct yz_backup_key){.key_file = public_keys}, master);
    read_file(packed);
    for (size_t at = 0; at < size; at += at < YZ_VAULT_HEAD + 40 ? 1 : 4099, tried++) {
        bytes[at] ^= 0x10;
        write_file(broken, bytes, size);
        enum yz_status status = yz_vault_read(broken, master, back);
        if (status != YZ_FOREIGN) fail_msg("byte %zu: %d", at, status);
        bytes[at] ^= 0x10;
    }
    assert_true(tried > 350);
    station_remove(&st);
}

static void a_shorter_or_longer_one_is_refused(void **state) {
    struct station st;
    unsigned char master[YZ_MASTER];
    struct yz_backup_facts facts;
    (void)state;
    make(&st);
    pack(&(struct yz_backup_key){.key_file = public_keys}, master);
    read_file(packed);
    for (size_t n = 0; n < size; n += n < YZ_VAULT_HEAD + 40 ? 1 : 8191) {
        write_file(broken, bytes, n);
        if (yz_backup_look(broken, &facts) != YZ_FOREIGN) fail_msg("%zu bytes", n);
        if (n > 7) assert_non_null(strstr(yz_message(), "不完整"));
    }
    /* At the very end of a chunk, the length in the head made to fit: the last chunk does not say that it is. */
    size_t chunk = YZ_VAULT_CHUNK + 17;
    write_file(broken, bytes, YZ_VAULT_HEAD + 2 * chunk);
    assert_int_equal(yz_vault_read(broken, master, back), YZ_FOREIGN);
    bytes = realloc(bytes, size + 1);
    bytes[size] = 0;
    write_file(broken, bytes, size + 1);
    assert_int_equal(yz_vault_read(broken, master, back), YZ_FOREIGN);
    station_remove(&st);
}

/* --- the rotation --- */

static const struct yz_backup_rules rules = {.daily = 7, .weekly = 4, .monthly = 12};

static void count(const struct yz_backup_file *f, size_t n, size_t per[5]) {
    memset(per, 0, 5 * sizeof *per);
    for (size_t i = 0; i < n; i++) per[f[i].tier]++;
}

/* One each day at 20:30, those that no tier keeps let go at once. */
static size_t live(struct yz_backup_file *f, yz_date from, int days, int every) {
    size_t n = 0;
    for (int d = 0; d < days; d += every) {
        yz_date today = yz_date_add(from, d);
        memmove(f + 1, f, n++ * sizeof *f);
        f[0] = (struct yz_backup_file){.at = yz_moment_make(today, 20 * 60 + 30), .mark = YZ_BACKUP_GOOD};
        yz_backup_tiers(f, n, today, &rules);
        size_t left = 0;
        for (size_t i = 0; i < n; i++)
            if (f[i].tier != YZ_TIER_NONE) f[left++] = f[i];
        assert_int_equal(f[0].tier, YZ_TIER_DAY); /* never the newest */
        n = left;
    }
    return n;
}

static void a_year_leaves_seven_four_twelve(void **state) {
    static struct yz_backup_file f[64];
    size_t per[5];
    (void)state;
    for (int days = 400; days < 500; days++) {
        size_t n = live(f, 20251101, days, 1);
        count(f, n, per);
        assert_int_equal(n, 23);
        assert_true(per[YZ_TIER_DAY] == 7 && per[YZ_TIER_WEEK] == 4 && per[YZ_TIER_MONTH] == 12);
    }
    size_t n = live(f, 20250101, 800, 3); /* most days were missed */
    count(f, n, per);
    assert_true(per[YZ_TIER_DAY] == 7 && per[YZ_TIER_WEEK] == 4 && per[YZ_TIER_MONTH] == 12);
}

static void bad_ones_take_nobodys_place(void **state) {
    struct yz_backup_file f[20] = {{.at = 0}};
    size_t per[5];
    (void)state;
    for (int i = 0; i < 20; i++) {
        f[i].at = yz_moment_make(yz_date_add(20261123, -i / 2), 20 * 60 - i); /* two a day */
        f[i].mark = i < 4 ? YZ_BACKUP_BAD : YZ_BACKUP_GOOD;
    }
    yz_backup_tiers(f, 20, 20261123, &rules);
    count(f, 20, per);
    assert_int_equal(f[4].tier, YZ_TIER_DAY);
    assert_int_equal(per[YZ_TIER_DAY], 7);
    for (int i = 0; i < 20; i++) f[i].mark = YZ_BACKUP_GOOD;
    yz_backup_tiers(f, 20, 20261123, &rules);
    assert_int_equal(f[1].tier, YZ_TIER_TODAY); /* those of the day itself all stay */
    assert_int_equal(f[3].tier, YZ_TIER_NONE);
}

/* --- what restoring tells --- */

static void some_residents(struct station *st, uint32_t from, uint32_t n) {
    for (uint32_t i = from; i < from + n; i++) {
        struct resident r = {0};
        resident_make(&r, i);
        station_put(st, &resident_kind, &r);
    }
}

static void count_act(void *ctx, const struct yz_lost_act *act) {
    assert_true(act->records == 1 && act->act > 0);
    ++*(int *)ctx;
}

static void an_older_one_says_what_goes(void **state) {
    struct station st;
    struct yz_backup_facts facts;
    struct yz_restore_told told;
    unsigned char master[YZ_MASTER];
    int acts = 0;
    (void)state;
    make(&st);
    pack(&(struct yz_backup_key){.key_file = public_keys}, master);
    some_residents(&st, 0, 10);
    name(&st, plain, "older.db");
    name(&st, broken, "older.yzb");
    const struct yz_backup_key lock = {.key_file = public_keys};
    if (yz_store_backup_proved(st.store, plain, NULL, &facts) != YZ_OK) fail_msg("%s", yz_message());
    if (yz_store_backup_proved(st.store, broken, &lock, &facts) != YZ_OK) fail_msg("%s", yz_message());
    assert_int_equal(facts.seq, 10);
    some_residents(&st, 10, 7);
    station_close(&st);
    struct yz_restore_want want = {
        .backup = broken, .path = st.path, .key = {.key_file = keys}, .dry_run = true, .lost = count_act, .ctx = &acts};
    if (yz_store_restore_from(&want, &told) != YZ_OK) fail_msg("%s", yz_message());
    assert_true(told.compared && told.acts == 7 && told.notes == 0 && acts == 7 && !told.newer_itself && !*told.kept);
    want = (struct yz_restore_want){.backup = plain, .path = st.path, .replace = true};
    if (yz_store_restore_from(&want, &told) != YZ_OK) fail_msg("%s", yz_message());
    assert_true(told.acts == 7 && access(told.kept, R_OK) == 0);
    want.backup = told.kept; /* and there again: it knows the lost ones, the present file the note of being put back */
    char kept[4096];
    snprintf(kept, sizeof kept, "%s", told.kept);
    want.backup = kept;
    if (yz_store_restore_from(&want, &told) != YZ_OK) fail_msg("%s", yz_message());
    assert_true(told.compared && told.acts == 0 && told.notes == 1 && told.newer_itself);
    station_open(&st);
    assert_int_equal(yz_sql_int(st.store, "SELECT count(*) FROM resident", 0, 0), 17);
    station_remove(&st);
}

static void a_foreign_one_is_refused(void **state) {
    struct station st, other;
    struct yz_backup_facts facts;
    struct yz_restore_told told;
    (void)state;
    station_make(&st);
    station_make(&other);
    some_residents(&st, 0, 3);
    some_residents(&other, 50, 3);
    name(&other, plain, "foreign.db");
    assert_int_equal(yz_store_backup_proved(other.store, plain, NULL, &facts), YZ_OK);
    station_close(&st);
    const struct yz_restore_want want = {.backup = plain, .path = st.path, .replace = true};
    assert_int_equal(yz_store_restore_from(&want, &told), YZ_REFUSED);
    assert_non_null(strstr(yz_message(), "另一个驿站"));
    station_open(&st);
    station_remove(&other);
    station_remove(&st);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_packed_comes_back),      cmocka_unit_test(only_its_own_secret_key_opens_it),
        cmocka_unit_test(a_flipped_byte_is_refused),       cmocka_unit_test(a_shorter_or_longer_one_is_refused),
        cmocka_unit_test(a_year_leaves_seven_four_twelve), cmocka_unit_test(bad_ones_take_nobodys_place),
        cmocka_unit_test(an_older_one_says_what_goes),     cmocka_unit_test(a_foreign_one_is_refused),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    free(bytes);
    return failed;
}
