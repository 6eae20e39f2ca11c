/* The witness: 64 bytes in the sidecar that say how far the file had come at the last commit.
 *
 * A database whose WAL was deleted, cut or left behind when the file was copied is whole for SQLite, only older. The
 * witness is written after every COMMIT, so it never runs ahead of what was acknowledged; a file that stands behind it
 * has lost lines. It also says whether somebody was writing when the power went (then a check is owed).
 *
 * Layout, integers little-endian: "YZWITN1\0", u32 epoch, u32 flags (1 = clean), i64 seq, 32 bytes hash of that journal
 * line, first 8 bytes of SHA-256 of all before. */
#include "store/store_private.h"

#include <sodium.h>
#include <string.h>
#include <unistd.h>
#include <yizhan/i18n.h>

enum { WITNESS = 64, EPOCH_AT = 8, FLAGS_AT = 12, SEQ_AT = 16, HASH_AT = 24, SUM_AT = 56, CLEAN = 1, ARRIVE_MS = 20 };

static const char magic[8] = "YZWITN1";

static void store_number(unsigned char *to, uint64_t value, int bytes) {
    for (int i = 0; i < bytes; i++) to[i] = (unsigned char)(value >> (8 * i));
}

static uint64_t load_number(const unsigned char *from, int bytes) {
    uint64_t value = 0;
    for (int i = bytes - 1; i >= 0; i--) value = value << 8 | from[i];
    return value;
}

static bool parse(const unsigned char bytes[WITNESS], struct yz_witness *w) {
    unsigned char sum[YZ_HASH];
    crypto_hash_sha256(sum, bytes, SUM_AT);
    if (memcmp(bytes, magic, sizeof magic) != 0 || memcmp(bytes + SUM_AT, sum, WITNESS - SUM_AT) != 0) return false;
    w->epoch = (uint32_t)load_number(bytes + EPOCH_AT, 4);
    w->clean = load_number(bytes + FLAGS_AT, 4) & CLEAN;
    w->seq = (int64_t)load_number(bytes + SEQ_AT, 8);
    memcpy(w->hash, bytes + HASH_AT, YZ_HASH);
    return true;
}

bool yz_witness_read(int fd, struct yz_witness *w) {
    unsigned char bytes[WITNESS];
    for (int attempt = 0; attempt < 3; attempt++) /* read while it is being written, it may be torn */
        if (fd >= 0 && pread(fd, bytes, sizeof bytes, 0) == WITNESS && parse(bytes, w)) return true;
    return false;
}

bool yz_witness_write(int fd, const struct yz_witness *w, bool sync) {
    unsigned char bytes[WITNESS], sum[YZ_HASH];
    memcpy(bytes, magic, sizeof magic);
    store_number(bytes + EPOCH_AT, w->epoch, 4);
    store_number(bytes + FLAGS_AT, w->clean ? CLEAN : 0, 4);
    store_number(bytes + SEQ_AT, (uint64_t)w->seq, 8);
    memcpy(bytes + HASH_AT, w->hash, YZ_HASH);
    crypto_hash_sha256(sum, bytes, SUM_AT);
    memcpy(bytes + SUM_AT, sum, WITNESS - SUM_AT);
    return pwrite(fd, bytes, sizeof bytes, 0) == WITNESS && (!sync || fdatasync(fd) == 0);
}

bool yz_witness_forget(int fd) {
    static const unsigned char none[WITNESS];
    return pwrite(fd, none, sizeof none, 0) == WITNESS && fdatasync(fd) == 0;
}

static enum yz_status lost(struct yz_store *s, int64_t lines) {
    return yz_fail(
        YZ_FOREIGN,
        _("%s 缺少最后 %lld 条记录：文件被换成了旧的，或它的 -wal 文件丢了；请恢复最新的备份（yizhan restore），"
          "确认只能如此时运行 yizhan doctor --accept-loss"),
        s->path, (long long)lines);
}

static enum yz_status another(struct yz_store *s) {
    return yz_fail(YZ_FOREIGN,
                   _("%s 不是上次用的那个文件：它的记录与锁文件里的见证不同；请恢复最新的备份（yizhan restore），"
                     "确认要用这个文件时运行 yizhan doctor --accept-loss"),
                   s->path);
}

/* The hash of line `seq` must be the witnessed one. */
static enum yz_status know(struct yz_store *s, const struct yz_witness *w) {
    struct yz_query *q = yz_sql(s, "SELECT hash FROM journal WHERE seq = ?1");
    yz_bind(q, 1, w->seq);
    bool same = false;
    if (yz_next(q)) {
        size_t n;
        const void *hash = yz_bytes(q, 0, &n);
        same = n == YZ_HASH && memcmp(hash, w->hash, YZ_HASH) == 0;
    }
    enum yz_status status = yz_done(q);
    return status == YZ_OK && !same ? another(s) : status;
}

enum yz_status yz_witness_check(struct yz_store *s) {
    struct yz_witness w;
    if (s->lock_fd < 0 || !yz_witness_read(s->lock_fd, &w)) return YZ_OK;
    int64_t seq;
    unsigned char hash[YZ_HASH];
    enum yz_status status = yz_journal_head(s, &seq, hash, NULL);
    if (status != YZ_OK) return status;
    if (w.seq > seq) return lost(s, w.seq - seq);
    if (w.seq == seq && memcmp(w.hash, hash, YZ_HASH) == 0) return w.epoch > s->epoch ? another(s) : YZ_OK;
    return w.seq == 0 ? YZ_OK : know(s, &w);
}

bool yz_witness_renew(struct yz_store *s, bool clean, bool sync) {
    struct yz_witness w = {.epoch = s->epoch, .clean = clean};
    return s->lock_fd < 0 ||
           (yz_journal_head(s, &w.seq, w.hash, NULL) == YZ_OK && yz_witness_write(s->lock_fd, &w, sync));
}

void yz_witness_arrive(struct yz_store *s) {
    struct yz_witness w;
    /* Whoever holds the lock longer than this is alive and at work: then nothing is owed. */
    bool locked = yz_lock_try(s, "open", ARRIVE_MS);
    if (locked && yz_lock_alone(s)) {
        bool there = yz_witness_read(s->lock_fd, &w);
        s->check_owed = !there || !w.clean;
        if (!there) yz_witness_renew(s, false, false);
    }
    yz_lock_present(s);
    if (locked) yz_lock_drop(s);
}

void yz_witness_mark(struct yz_store *s) {
    struct yz_witness w;
    if (s->marked || s->lock_fd < 0) return;
    if (!yz_witness_read(s->lock_fd, &w)) s->marked = yz_witness_renew(s, false, true);
    else {
        bool was = w.clean;
        w.clean = false;
        s->marked = !was || yz_witness_write(s->lock_fd, &w, true);
    }
}

void yz_witness_leave(struct yz_store *s) {
    struct yz_witness w;
    if (s->check_owed || s->broken || !yz_lock_alone(s)) return;
    if (!yz_witness_read(s->lock_fd, &w) || w.clean) return;
    w.clean = true;
    yz_witness_write(s->lock_fd, &w, false);
}
