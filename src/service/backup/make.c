/* Making backups: one where somebody wants it, and those that the rotation keeps. */
#include "service/backup/backup_private.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <yizhan/i18n.h>
#include <yizhan/rights.h>

#include "base/behind.h"
#include "base/text.h"
#include "service/session.h"

enum { KEPT_AT_MOST = 1024 };

enum yz_status yz_backup_sum(const char *path, char out[65]) {
    static unsigned char piece[65536];
    unsigned char hash[crypto_hash_sha256_BYTES];
    crypto_hash_sha256_state state;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    ssize_t n = fd < 0 ? -1 : 1;
    crypto_hash_sha256_init(&state);
    while (n > 0 && (n = read(fd, piece, sizeof piece)) > 0) crypto_hash_sha256_update(&state, piece, (size_t)n);
    int error = errno;
    if (fd >= 0) close(fd);
    if (n < 0) return yz_fail(YZ_BUSY, _("%1$s 读不了：%2$s"), path, yz_errno_text(error));
    crypto_hash_sha256_final(&state, hash);
    sodium_bin2hex(out, 65, hash, sizeof hash);
    return YZ_OK;
}

static enum yz_status passphrase_good(const struct yz_backup_key *key) {
    const struct yz_backup_rules *rules = yz_backup_rules();
    int64_t characters = 0;
    if (!rules) return YZ_REFUSED;
    if (!key || !key->passphrase) return YZ_OK;
    for (const char *p = key->passphrase; *p; p++) characters += ((unsigned char)*p & 0xC0) != 0x80;
    if (characters >= rules->length) return YZ_OK;
    return yz_fail(YZ_REFUSED, _("备份的口令至少要 %lld 个字符；例如四个不相干的词，中间夹数字"),
                   (long long)rules->length);
}

static enum yz_status write_one(struct yz_session *s, const char *path, const struct yz_backup_key *key,
                                struct yz_backup_made *out) {
    char sum[65];
    struct stat st;
    *out = (struct yz_backup_made){.bytes = 0};
    enum yz_status status = passphrase_good(key);
    if (status == YZ_OK) status = yz_store_backup_proved(s->store, path, key, &out->facts);
    if (status == YZ_OK) status = yz_backup_sum(path, sum);
    if (status != YZ_OK) return status;
    yz_copy(out->path, sizeof out->path, path);
    out->facts.created = yz_now();
    out->bytes = stat(path, &st) == 0 ? st.st_size : 0;
    return yz_backup_note_made(s, out, sum);
}

/* Nobody is signed in where the machine itself backs up (a timer of whoever owns the file). */
static enum yz_status may_take_out(const struct yz_session *s) {
    return s->staff.id ? yz_must(s, YZ_RIGHT_BACKUP) : YZ_OK;
}

enum yz_status yz_backup_to(struct yz_session *s, const char *path, const struct yz_backup_key *key,
                            struct yz_backup_made *out) {
    enum yz_status status = may_take_out(s);
    return status == YZ_OK ? write_one(s, path, key, out) : status;
}

/* --- into the folder --- */

/* One at a time; it ends with the process. -1: another one is at it, or (errno) it cannot be made. */
static int take_turn(struct yz_session *s) {
    char name[4096 + 16];
    snprintf(name, sizeof name, "%s.backups", yz_store_path(s->store));
    if (mkdir(name, 0700) != 0 && errno != EEXIST) return -1;
    int fd = open(name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
    if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) == 0) return fd;
    int error = errno;
    if (fd >= 0) close(fd);
    errno = error;
    return -1;
}

static enum yz_status free_name(struct yz_session *s, const char *folder, bool locked, char out[4096]) {
    char base[160], at[YZ_MOMENT_TEXT], digits[YZ_MOMENT_TEXT], turn[16] = "";
    struct stat st;
    size_t n = 0;
    yz_backup_base(s, base);
    for (const char *p = yz_moment_text(yz_now(), at); *p; p++)
        if (*p != ':') digits[n++] = *p == ' ' ? '-' : *p;
    digits[n] = '\0'; /* 2026-11-23-2030 */
    for (int i = 2; i < 1000; i++) {
        snprintf(out, 4096, "%.3600s/%s-%.4s%.2s%.2s-%.4s%02d%s.%s", folder, base, digits, digits + 5, digits + 8,
                 digits + 11, (int)(yz_now() / 1000 % 60), turn, locked ? "yzb" : "db");
        if (lstat(out, &st) != 0) return YZ_OK;
        snprintf(turn, sizeof turn, "-%d", i);
    }
    return yz_fail(YZ_REFUSED, _("%s 已经存在，不会覆盖；请换一个文件名"), out);
}

/* What no tier keeps goes; what did not prove good stays for somebody to look at. */
static enum yz_status rotate(struct yz_session *s, const char *folder, struct yz_backup_made *out) {
    struct yz_backup_file *files = calloc(KEPT_AT_MOST, sizeof *files);
    char path[4096 + 300];
    size_t count = 0;
    if (!files) return yz_fail(YZ_BUSY, _("内存不足"));
    enum yz_status status = yz_backup_files(s, folder, files, KEPT_AT_MOST, &count, NULL);
    for (size_t i = 0; status == YZ_OK && i < count; i++) {
        out->doubt += files[i].mark == YZ_BACKUP_BAD;
        if (files[i].mark == YZ_BACKUP_BAD || files[i].tier != YZ_TIER_NONE) continue;
        snprintf(path, sizeof path, "%s/%s", folder, files[i].name);
        if (unlink(path) == 0) out->dropped++;
    }
    free(files);
    return status;
}

static enum yz_status make(struct yz_session *s, const char *folder, const char *key_file, char where[4096],
                           struct yz_backup_made *out) {
    const struct yz_backup_rules *rules = yz_backup_rules();
    char path[4096], base[160];
    yz_copy(where, 4096, folder ? folder : rules ? rules->folder : "");
    if (!rules) return YZ_REFUSED; /* that they can be read a moment later is no help */
    enum yz_status status = yz_backup_folder(s, folder, where);
    if (status != YZ_OK) return status;
    const struct yz_backup_key key = {.key_file = key_file ? key_file : *rules->key ? rules->key : NULL};
    yz_backup_base(s, base);
    snprintf(path, sizeof path, "%.3900s/%s-", where, base);
    yz_temporaries_sweep(path);
    status = free_name(s, where, key.key_file != NULL, path);
    if (status == YZ_OK) status = write_one(s, path, &key, out);
    return status == YZ_OK ? rotate(s, where, out) : status;
}

/* What failed behind everybody's back must be seen by somebody. */
static enum yz_status note_failure(struct yz_session *s, const char *where, enum yz_status status) {
    char why[512];
    yz_copy(why, sizeof why, yz_message());
    yz_backup_note_failed(s, where, why);
    return yz_fail(status, "%s", why);
}

enum yz_status yz_backup_keep(struct yz_session *s, const char *folder, const char *key_file, bool anyway,
                              struct yz_backup_made *out) {
    struct yz_backup_state state;
    char where[4096];
    *out = (struct yz_backup_made){.bytes = 0};
    enum yz_status status = folder || key_file ? may_take_out(s) : YZ_OK;
    if (status != YZ_OK) return status;
    int turn = take_turn(s);
    if (turn < 0 && errno == EWOULDBLOCK)
        return anyway ? yz_fail(YZ_BUSY, _("另一个程序正在备份，等它做完再看")) : YZ_OK;
    status = yz_backup_state(s, &state);
    if (status == YZ_OK && (anyway || state.waiting)) {
        status = make(s, folder, key_file, where, out);
        if (status != YZ_OK) status = note_failure(s, where, status);
    }
    if (turn >= 0) close(turn);
    return status;
}

void yz_backup_before_import(struct yz_session *s, size_t rows, char *told, size_t room) {
    const struct yz_backup_rules *rules = yz_backup_rules();
    struct yz_backup_made made;
    unsigned failures = yz_failures();
    *told = '\0';
    if (rules && (int64_t)rows <= rules->rows) return;
    if (!rules || yz_backup_keep(s, NULL, NULL, false, &made) != YZ_OK)
        snprintf(told, room, _("导入前的备份没有做成：%s"), yz_message());
    yz_act_without(s->store, failures);
}

enum yz_status yz_backup(struct yz_session *s, const char *path) {
    struct yz_backup_made made;
    return write_one(s, path, NULL, &made);
}

bool yz_backup_behind(const char *station_file, bool anyway) {
    return yz_behind((const char *[]){"-f", station_file, "backup", anyway ? "--now" : "--auto", NULL});
}
