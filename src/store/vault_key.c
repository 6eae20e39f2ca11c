/* Keys of backups in files: one line each, of words, so that a public one can be read out or pasted into a letter.
 *
 *     yizhan-backup-public 1 BASE64
 *     yizhan-backup-secret 1 BASE64 */
#include "store/vault.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <yizhan/i18n.h>

#include "store/files.h"

enum { KEY = 32, LINE = 256 };
static const char public_word[] = "yizhan-backup-public 1 ", secret_word[] = "yizhan-backup-secret 1 ";

static enum yz_status read_line(const char *path, char out[LINE]) {
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    ssize_t n = fd < 0 ? -1 : read(fd, out, LINE - 1);
    int error = errno;
    if (fd >= 0) close(fd);
    if (n < 0)
        return yz_fail(error == ENOENT ? YZ_REFUSED : YZ_BUSY, _("钥匙文件 %1$s 读不了：%2$s"), path,
                       yz_errno_text(error));
    out[n] = '\0';
    return YZ_OK;
}

static enum yz_status read_key(const char *path, const char *word, const char *what, unsigned char out[KEY]) {
    char line[LINE];
    size_t n = 0;
    enum yz_status status = read_line(path, line);
    if (status != YZ_OK) return status;
    bool good = strncmp(line, word, strlen(word)) == 0 &&
                sodium_base642bin(out, KEY, line + strlen(word), strcspn(line + strlen(word), "\r\n"), NULL, &n, NULL,
                                  sodium_base64_VARIANT_ORIGINAL) == 0 &&
                n == KEY;
    sodium_memzero(line, sizeof line);
    return good ? YZ_OK : yz_fail(YZ_REFUSED, _("%1$s 里不是备份用的%2$s"), path, what);
}

enum yz_status yz_vault_public(const char *path, unsigned char out[32]) {
    return read_key(path, public_word, _("公钥"), out);
}

enum yz_status yz_vault_secret(const char *path, unsigned char out[32]) {
    return read_key(path, secret_word, _("私钥"), out);
}

static enum yz_status write_key(const char *path, const char *word, const unsigned char *key, mode_t mode) {
    char text[64], line[LINE];
    sodium_bin2base64(text, sizeof text, key, KEY, sodium_base64_VARIANT_ORIGINAL);
    int n = snprintf(line, sizeof line, "%s%s\n", word, text);
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode);
    bool good = fd >= 0 && write(fd, line, (size_t)n) == n && fsync(fd) == 0;
    enum yz_status status = good ? YZ_OK : yz_file_failed(path);
    sodium_memzero(text, sizeof text);
    sodium_memzero(line, sizeof line);
    if (fd >= 0) close(fd);
    if (fd >= 0 && !good) unlink(path);
    return status;
}

enum yz_status yz_backup_keygen(const char *path) {
    unsigned char public[KEY], secret[KEY];
    char name[YZ_PATH];
    if (sodium_init() < 0) return yz_fail(YZ_BUSY, "%s", _("内存不够"));
    if (snprintf(name, sizeof name, "%s.pub", path) >= (int)sizeof name)
        return yz_fail(YZ_REFUSED, _("文件名太长：%s"), path);
    if (yz_exists(name)) return yz_path_taken(name);
    crypto_box_keypair(public, secret);
    enum yz_status status = write_key(path, secret_word, secret, 0600);
    sodium_memzero(secret, sizeof secret);
    if (status != YZ_OK) return status;
    status = write_key(name, public_word, public, 0644);
    if (status != YZ_OK) unlink(path);
    return status;
}
