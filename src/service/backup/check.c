/* Reading a backup through as if it were restored, and putting one back. */
#include "service/backup/backup_private.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/i18n.h>

#include "base/text.h"
#include "service/session.h"

static const char *name_of(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/* The same bytes as were proved when it was made: tells what rots where no page and no chunk is read, too. */
static enum yz_status compare_sum(const char *path, const char *noted) {
    char sum[65];
    enum yz_status status = *noted ? yz_backup_sum(path, sum) : YZ_OK;
    if (status != YZ_OK || !*noted || strcmp(sum, noted) == 0) return status;
    return yz_fail(YZ_FOREIGN, _("%s 损坏了，内容不是写出时的样子；请用另一份备份"), path);
}

static enum yz_status judge(struct yz_session *s, const char *path, const struct yz_backup_key *key, const char *noted,
                            struct yz_verdict *v) {
    struct yz_backup_facts facts;
    enum yz_status status = yz_backup_look(path, &facts);
    if (status == YZ_OK) status = compare_sum(path, noted);
    if (status != YZ_OK) return status;
    bool closed = facts.form != YZ_BACKUP_PLAIN && !(key && (key->passphrase || key->key_file));
    if (!closed) return yz_store_backup_prove(path, key, yz_store_path(s->store), v);
    if (!*noted) return yz_fail(YZ_DENIED, _("%s 加了密，也没有它写出时的记录：要口令或私钥才能查"), path);
    v->ok = true;
    return YZ_OK;
}

enum yz_status yz_backup_check(struct yz_session *s, const char *path, const struct yz_backup_key *key,
                               struct yz_verdict *v) {
    enum yz_backup_mark mark;
    char sum[65], why[512];
    *v = (struct yz_verdict){.ok = false};
    enum yz_status status = yz_backup_noted(s, name_of(path), &mark, sum);
    if (status != YZ_OK) return status;
    status = judge(s, path, key, sum, v);
    if (status != YZ_OK && status != YZ_FOREIGN) return status; /* says nothing about the backup */
    yz_copy(why, sizeof why, status == YZ_OK ? "" : yz_message());
    if (status == YZ_FOREIGN && mark == YZ_BACKUP_UNKNOWN && !*sum) return status; /* none that was made here */
    enum yz_status noted = yz_backup_note_check(s, name_of(path), status == YZ_OK ? NULL : why);
    if (noted != YZ_OK) return noted;
    return status == YZ_OK ? YZ_OK : yz_fail(status, "%s", why);
}

/* --- putting back --- */

enum yz_status yz_restore_from(const struct yz_restore_want *want, struct yz_restore_told *told) {
    yz_session_kinds();
    yz_store_people("SELECT name FROM staff WHERE id=?1");
    return yz_store_restore_from(want, told);
}

enum yz_status yz_restore(const char *backup, const char *path, bool replace) {
    struct yz_restore_told told;
    return yz_restore_from(&(struct yz_restore_want){.backup = backup, .path = path, .replace = replace}, &told);
}
