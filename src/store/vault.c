/* Encrypted backups. The key of each is new: argon2id makes it of a passphrase, or a sealed box holds it for whoever has
 * the secret key. XChaCha20-Poly1305 in chunks, of which the last one says that it is: a file cut at the end of a chunk is
 * told as well. What stands in the head can be read without the key, and changed by nobody without it. */
#include "store/vault.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <yizhan/i18n.h>

#include "store/files.h"

/* Where what stands; integers little-endian. */
enum {
    MAGIC_AT = 0,
    HEAD_AT = 8,    /* u32: bytes of the head */
    FORM_AT = 12,   /* u32 */
    OPS_AT = 16,    /* u64: argon2id */
    MEMORY_AT = 24, /* u64 */
    SALT_AT = 32,
    BOX_AT = 48, /* 80: the key in a sealed box */
    NUMBER_AT = 128,
    EPOCH_AT = 132,
    SEQ_AT = 136,
    HASH_AT = 144,
    FOUNDING_AT = 176,
    CREATED_AT = 208,
    SIZE_AT = 216,
    CHUNK_AT = 224, /* u32 */
    ZERO_AT = 228,
    STREAM_AT = 232, /* 24 */
    MAC_AT = 256,    /* 32: BLAKE2b of all before under the key: a wrong key and change are told by it */
    SUM_AT = 288     /* 16: first bytes of SHA-256 of all before: damage is told without the key */
};
enum { EXTRA = crypto_secretstream_xchacha20poly1305_ABYTES, SUM = 16, MAC = 32 };
static const uint64_t most_ops = 16, most_memory = UINT64_C(1) << 30;
static const char magic[8] = "YZBACK1";

static unsigned char clear[YZ_VAULT_CHUNK], sealed[YZ_VAULT_CHUNK + EXTRA];

/* --- bytes --- */

static void put(unsigned char *to, uint64_t value, int bytes) {
    for (int i = 0; i < bytes; i++) to[i] = (unsigned char)(value >> (8 * i));
}

static uint64_t get(const unsigned char *from, int bytes) {
    uint64_t value = 0;
    for (int i = bytes - 1; i >= 0; i--) value = value << 8 | from[i];
    return value;
}

static bool write_all(int fd, const unsigned char *bytes, size_t n) {
    while (n) {
        ssize_t done = write(fd, bytes, n);
        if (done < 0 && errno == EINTR) continue;
        if (done <= 0) return false;
        bytes += done;
        n -= (size_t)done;
    }
    return true;
}

/* How many came; less than asked at the end of the file, -1 on an error. */
static ssize_t read_all(int fd, unsigned char *out, size_t n) {
    size_t have = 0;
    while (have < n) {
        ssize_t got = read(fd, out + have, n - have);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return -1;
        if (got == 0) break;
        have += (size_t)got;
    }
    return (ssize_t)have;
}

static enum yz_status cannot_read(const char *path) {
    if (errno == ENOENT) return yz_fail(YZ_REFUSED, _("没有文件 %s"), path);
    return yz_fail(YZ_BUSY, _("%1$s 读不了：%2$s"), path, yz_errno_text(errno));
}

static int open_to_read(const char *path) {
    return open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
}

/* --- the head --- */

static enum yz_status cut_short(const char *path) {
    return yz_fail(YZ_FOREIGN, _("%s 不完整，后面的部分丢了；请重新复制这份备份，或用另一份"), path);
}

static enum yz_status damaged(const char *path) {
    return yz_fail(YZ_FOREIGN, _("%s 损坏了，内容不是写出时的样子；请用另一份备份"), path);
}

static void sum_of(const unsigned char *head, unsigned char out[SUM]) {
    unsigned char hash[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(hash, head, SUM_AT);
    memcpy(out, hash, SUM);
}

static void stream_key(const unsigned char master[YZ_MASTER], unsigned char out[32]) {
    crypto_kdf_derive_from_key(out, 32, 1, "yzbackup", master);
}

static void mac_of(const unsigned char *head, const unsigned char master[YZ_MASTER], unsigned char out[MAC]) {
    unsigned char key[32];
    crypto_kdf_derive_from_key(key, sizeof key, 2, "yzbackup", master);
    crypto_generichash(out, MAC, head, MAC_AT, key, sizeof key);
    sodium_memzero(key, sizeof key);
}

static int64_t length_of(int64_t size) {
    return YZ_VAULT_HEAD + size + EXTRA * ((size + YZ_VAULT_CHUNK - 1) / YZ_VAULT_CHUNK);
}

static bool head_makes_sense(const unsigned char *head) {
    uint64_t form = get(head + FORM_AT, 4), size = get(head + SIZE_AT, 8);
    bool kdf = get(head + OPS_AT, 8) <= most_ops && get(head + MEMORY_AT, 8) <= most_memory;
    return get(head + HEAD_AT, 4) == YZ_VAULT_HEAD && get(head + CHUNK_AT, 4) == YZ_VAULT_CHUNK && kdf && size > 0 &&
           size < INT64_MAX / 2 && get(head + ZERO_AT, 4) == 0 &&
           (form == YZ_BACKUP_PASSPHRASE || form == YZ_BACKUP_TO_KEY);
}

static enum yz_status judge_head(const char *path, const unsigned char *head, int64_t length) {
    unsigned char sum[SUM];
    if (memcmp(head, magic, 7) == 0 && head[7] == 0 && length < YZ_VAULT_HEAD) return cut_short(path);
    if (memcmp(head, magic, 6) != 0) return yz_fail(YZ_FOREIGN, _("%s 不是驿站的备份；请核对文件名"), path);
    if (memcmp(head, magic, sizeof magic) != 0)
        return yz_fail(YZ_FOREIGN, _("%s 是由较新版本的驿站程序写的，这个版本不能打开；请更新程序"), path);
    sum_of(head, sum);
    if (memcmp(sum, head + SUM_AT, SUM) != 0 || !head_makes_sense(head)) return damaged(path);
    int64_t whole = length_of((int64_t)get(head + SIZE_AT, 8));
    if (length < whole) return cut_short(path);
    return length > whole ? damaged(path) : YZ_OK;
}

/* Leaves `fd` behind the head. */
static enum yz_status read_head(const char *path, int *fd, unsigned char head[YZ_VAULT_HEAD]) {
    struct stat st;
    memset(head, 0, YZ_VAULT_HEAD);
    *fd = open_to_read(path);
    if (*fd < 0 || fstat(*fd, &st) != 0) return cannot_read(path);
    if (!S_ISREG(st.st_mode)) return yz_fail(YZ_FOREIGN, _("%s 不是普通文件；请写出备份文件的位置"), path);
    if (read_all(*fd, head, YZ_VAULT_HEAD) < 0) return cannot_read(path);
    return judge_head(path, head, st.st_size);
}

static void head_to_facts(const unsigned char *head, struct yz_backup_facts *out) {
    *out = (struct yz_backup_facts){.form = (enum yz_backup_form)get(head + FORM_AT, 4),
                                    .number = (int)get(head + NUMBER_AT, 4),
                                    .epoch = (uint32_t)get(head + EPOCH_AT, 4),
                                    .seq = (int64_t)get(head + SEQ_AT, 8),
                                    .created = (yz_moment)get(head + CREATED_AT, 8),
                                    .size = (int64_t)get(head + SIZE_AT, 8)};
    memcpy(out->head, head + HASH_AT, sizeof out->head);
    memcpy(out->founding, head + FOUNDING_AT, sizeof out->founding);
}

static void facts_to_head(const struct yz_backup_facts *f, unsigned char *head) {
    memcpy(head + MAGIC_AT, magic, sizeof magic);
    put(head + HEAD_AT, YZ_VAULT_HEAD, 4);
    put(head + FORM_AT, f->form, 4);
    put(head + NUMBER_AT, (uint64_t)f->number, 4);
    put(head + EPOCH_AT, f->epoch, 4);
    put(head + SEQ_AT, (uint64_t)f->seq, 8);
    memcpy(head + HASH_AT, f->head, sizeof f->head);
    memcpy(head + FOUNDING_AT, f->founding, sizeof f->founding);
    put(head + CREATED_AT, (uint64_t)f->created, 8);
    put(head + SIZE_AT, (uint64_t)f->size, 8);
    put(head + CHUNK_AT, YZ_VAULT_CHUNK, 4);
}

enum yz_status yz_vault_is(const char *path, bool *is) {
    char begin[6] = "";
    struct stat st;
    int fd = open_to_read(path);
    *is = false;
    if (fd < 0) return errno == ENOENT || errno == ELOOP || errno == EACCES ? YZ_OK : cannot_read(path);
    bool file = fstat(fd, &st) == 0 && S_ISREG(st.st_mode);
    ssize_t n = file ? read_all(fd, (unsigned char *)begin, sizeof begin) : 0;
    enum yz_status status = n < 0 ? cannot_read(path) : YZ_OK;
    close(fd);
    *is = n == (ssize_t)sizeof begin && memcmp(begin, magic, sizeof begin) == 0;
    return status;
}

enum yz_status yz_vault_look(const char *path, struct yz_backup_facts *out) {
    unsigned char head[YZ_VAULT_HEAD];
    int fd;
    enum yz_status status = read_head(path, &fd, head);
    if (fd >= 0) close(fd);
    if (status == YZ_OK) head_to_facts(head, out);
    return status;
}

/* --- its key --- */

static enum yz_status from_passphrase(const unsigned char *head, const char *passphrase, unsigned char *master) {
    if (crypto_pwhash(master, YZ_MASTER, passphrase, strlen(passphrase), head + SALT_AT, get(head + OPS_AT, 8),
                      (size_t)get(head + MEMORY_AT, 8), crypto_pwhash_ALG_ARGON2ID13) == 0)
        return YZ_OK;
    return yz_fail(YZ_BUSY, "%s", _("内存不够"));
}

static enum yz_status lock(unsigned char *head, const struct yz_backup_key *key, unsigned char *master) {
    unsigned char public[32];
    if (key->passphrase) {
        put(head + OPS_AT, crypto_pwhash_OPSLIMIT_MODERATE, 8);
        put(head + MEMORY_AT, crypto_pwhash_MEMLIMIT_MODERATE, 8);
        randombytes_buf(head + SALT_AT, crypto_pwhash_SALTBYTES);
        return from_passphrase(head, key->passphrase, master);
    }
    enum yz_status status = yz_vault_public(key->key_file, public);
    if (status != YZ_OK) return status;
    randombytes_buf(master, YZ_MASTER);
    if (crypto_box_seal(head + BOX_AT, master, YZ_MASTER, public) != 0)
        return yz_fail(YZ_REFUSED, _("%s 里的公钥不能用；请用 yizhan backup keygen 另做一对"), key->key_file);
    return YZ_OK;
}

static enum yz_status open_box(const char *path, const unsigned char *head, const char *key_file,
                               unsigned char *master) {
    unsigned char secret[32], public[32];
    enum yz_status status = yz_vault_secret(key_file, secret);
    if (status != YZ_OK) return status;
    bool opens = crypto_scalarmult_base(public, secret) == 0 &&
                 crypto_box_seal_open(master, head + BOX_AT, YZ_MASTER + crypto_box_SEALBYTES, public, secret) == 0;
    sodium_memzero(secret, sizeof secret);
    return opens ? YZ_OK : yz_fail(YZ_DENIED, _("私钥 %1$s 打不开 %2$s：它是给另一把钥匙的"), key_file, path);
}

static enum yz_status unlock(const char *path, const unsigned char *head, const struct yz_backup_key *key,
                             unsigned char *master) {
    unsigned char mac[MAC];
    bool passphrase = get(head + FORM_AT, 4) == YZ_BACKUP_PASSPHRASE;
    if (passphrase && !key->passphrase) return yz_fail(YZ_DENIED, _("%s 是用口令加密的，要口令才能打开"), path);
    if (!passphrase && !key->key_file)
        return yz_fail(YZ_DENIED, _("%s 是用公钥加密的，要私钥才能打开：--key 私钥文件"), path);
    enum yz_status status =
        passphrase ? from_passphrase(head, key->passphrase, master) : open_box(path, head, key->key_file, master);
    if (status != YZ_OK) return status;
    mac_of(head, master, mac);
    if (sodium_memcmp(mac, head + MAC_AT, MAC) == 0) return YZ_OK;
    sodium_memzero(master, YZ_MASTER);
    return passphrase ? yz_fail(YZ_DENIED, _("口令不对，打不开 %s"), path) : damaged(path);
}

enum yz_status yz_vault_open(const char *path, const struct yz_backup_key *key, unsigned char master[YZ_MASTER]) {
    unsigned char head[YZ_VAULT_HEAD];
    int fd;
    enum yz_status status = read_head(path, &fd, head);
    if (fd >= 0) close(fd);
    return status == YZ_OK ? unlock(path, head, key, master) : status;
}

/* --- the chunks --- */

static void wipe(crypto_secretstream_xchacha20poly1305_state *state) {
    sodium_memzero(state, sizeof *state);
    sodium_memzero(clear, sizeof clear);
    sodium_memzero(sealed, sizeof sealed);
}

/* The head is part of what the first chunk is sealed with. */
static enum yz_status seal_chunks(int from, int to, const unsigned char *head, int64_t left,
                                  crypto_secretstream_xchacha20poly1305_state *state, const char *names[2]) {
    for (bool first = true; left > 0; first = false) {
        size_t want = left < YZ_VAULT_CHUNK ? (size_t)left : YZ_VAULT_CHUNK;
        if (read_all(from, clear, want) != (ssize_t)want) return cannot_read(names[0]);
        left -= (int64_t)want;
        crypto_secretstream_xchacha20poly1305_push(state, sealed, NULL, clear, want, first ? head : NULL,
                                                   first ? YZ_VAULT_HEAD : 0,
                                                   left ? 0 : crypto_secretstream_xchacha20poly1305_TAG_FINAL);
        if (!write_all(to, sealed, want + EXTRA)) return yz_file_failed(names[1]);
    }
    return YZ_OK;
}

static enum yz_status seal_file(int from, int to, const char *names[2], struct yz_backup_facts *facts,
                                const struct yz_backup_key *key, unsigned char *master) {
    crypto_secretstream_xchacha20poly1305_state state;
    unsigned char head[YZ_VAULT_HEAD] = {0}, stream[32];
    struct stat st;
    if (fstat(from, &st) != 0 || st.st_size == 0) return cannot_read(names[0]);
    facts->size = st.st_size;
    facts->form = key->passphrase ? YZ_BACKUP_PASSPHRASE : YZ_BACKUP_TO_KEY;
    facts_to_head(facts, head);
    enum yz_status status = lock(head, key, master);
    if (status != YZ_OK) return status;
    stream_key(master, stream);
    crypto_secretstream_xchacha20poly1305_init_push(&state, head + STREAM_AT, stream);
    sodium_memzero(stream, sizeof stream);
    mac_of(head, master, head + MAC_AT);
    sum_of(head, head + SUM_AT);
    status = write_all(to, head, sizeof head) ? YZ_OK : yz_file_failed(names[1]);
    if (status == YZ_OK) status = seal_chunks(from, to, head, st.st_size, &state, names);
    wipe(&state);
    return status;
}

static int open_to_write(const char *path) {
    return open(path, O_WRONLY | O_TRUNC | O_CLOEXEC | O_NOFOLLOW);
}

enum yz_status yz_vault_write(const char *from, const char *to, struct yz_backup_facts *facts,
                              const struct yz_backup_key *key, unsigned char master[YZ_MASTER]) {
    const char *names[2] = {from, to};
    int in = open_to_read(from), out = in < 0 ? -1 : open_to_write(to);
    enum yz_status status = in < 0 ? cannot_read(from) : out < 0 ? yz_file_failed(to) : YZ_OK;
    if (status == YZ_OK) status = seal_file(in, out, names, facts, key, master);
    if (in >= 0) close(in);
    if (out >= 0 && close(out) != 0 && status == YZ_OK) status = yz_file_failed(to);
    return status;
}

static enum yz_status open_chunks(int from, int to, const unsigned char *head,
                                  crypto_secretstream_xchacha20poly1305_state *state, const char *names[2]) {
    int64_t left = (int64_t)get(head + SIZE_AT, 8);
    for (bool first = true; left > 0; first = false) {
        size_t want = left < YZ_VAULT_CHUNK ? (size_t)left : YZ_VAULT_CHUNK;
        unsigned char tag;
        ssize_t got = read_all(from, sealed, want + EXTRA);
        if (got < 0) return cannot_read(names[0]);
        if ((size_t)got != want + EXTRA) return cut_short(names[0]);
        left -= (int64_t)want;
        if (crypto_secretstream_xchacha20poly1305_pull(state, clear, NULL, &tag, sealed, want + EXTRA,
                                                       first ? head : NULL, first ? YZ_VAULT_HEAD : 0) != 0 ||
            (tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL) != (left == 0))
            return damaged(names[0]);
        if (!write_all(to, clear, want)) return yz_file_failed(names[1]);
    }
    return YZ_OK;
}

enum yz_status yz_vault_read(const char *path, const unsigned char master[YZ_MASTER], const char *to) {
    crypto_secretstream_xchacha20poly1305_state state;
    unsigned char head[YZ_VAULT_HEAD], stream[32], mac[MAC];
    const char *names[2] = {path, to};
    int in, out = -1;
    enum yz_status status = read_head(path, &in, head);
    if (status == YZ_OK) mac_of(head, master, mac);
    if (status == YZ_OK && sodium_memcmp(mac, head + MAC_AT, MAC) != 0) status = damaged(path);
    if (status == YZ_OK && (out = open_to_write(to)) < 0) status = yz_file_failed(to);
    if (status == YZ_OK) {
        stream_key(master, stream);
        bool begins = crypto_secretstream_xchacha20poly1305_init_pull(&state, head + STREAM_AT, stream) == 0;
        sodium_memzero(stream, sizeof stream);
        status = begins ? open_chunks(in, out, head, &state, names) : damaged(path);
        wipe(&state);
    }
    if (in >= 0) close(in);
    if (out >= 0 && close(out) != 0 && status == YZ_OK) status = yz_file_failed(to);
    return status;
}
