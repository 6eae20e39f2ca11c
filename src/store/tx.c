/* The write lock and the transaction inside it: the only way to change the file. */
#include "store/store_private.h"

#include <errno.h>
#include <string.h>
#include <sys/statvfs.h>
#include <yizhan/i18n.h>

static enum yz_status last_status = YZ_BUSY;

enum yz_status yz_sqlite_last(void) {
    return last_status;
}

static enum yz_status fail_io(struct yz_store *s, int rc, const char *doing) {
    if (rc == SQLITE_IOERR_FSYNC || rc == SQLITE_IOERR_DIR_FSYNC) {
        /* What reached the disk is unknown and asking again may wrongly say yes. */
        s->broken = true;
        return yz_fail(YZ_BUSY, _("%s：磁盘没有确认写入，%s没有成功；请退出后重新打开，再运行 yizhan verify"), s->path,
                       doing);
    }
    return yz_fail(YZ_BUSY, _("%s：磁盘读写出错（%d），%s没有成功；请检查磁盘，原有数据未动"), s->path, rc, doing);
}

static enum yz_status full(const struct yz_store *s, const char *doing) {
    return yz_fail(YZ_BUSY, _("磁盘满了，%2$s没有成功，原有数据未动；请在 %1$s 所在的磁盘上腾出空间"), s->path, doing);
}

/* Why the last write to the file or to its WAL failed. */
static int write_error(sqlite3 *db, int which) {
    sqlite3_file *file = NULL;
    int error = 0;
    sqlite3_file_control(db, "main", which, &file);
    if (file && file->pMethods && file->pMethods->xFileControl) /* a journal in memory has none */
        file->pMethods->xFileControl(file, SQLITE_FCNTL_LAST_ERRNO, &error);
    return error;
}

static bool no_room(int error) {
    return error == ENOSPC || error == EDQUOT || error == EFBIG;
}

/* SQLite says so of ordinary writes only; not of its shared memory (also needed to read), of quotas and size limits. */
static bool is_full(const struct yz_store *s, int rc) {
    if (rc == SQLITE_FULL || rc == SQLITE_IOERR_SHMSIZE) return true;
    return rc == SQLITE_IOERR_WRITE && s->db &&
           (no_room(write_error(s->db, SQLITE_FCNTL_FILE_POINTER)) ||
            no_room(write_error(s->db, SQLITE_FCNTL_JOURNAL_POINTER)) ||
            no_room(sqlite3_system_errno(s->db))); /* a copy that was being written */
}

static enum yz_status explain(struct yz_store *s, int rc, const char *doing) {
    if (is_full(s, rc)) return full(s, doing);
    if (rc == SQLITE_CONSTRAINT_COMMITHOOK)
        return yz_fail(YZ_BUSY, _("有一步没有做成，整项操作已撤回，原有数据未动；请再试一次"));
    const char *detail = s->db ? sqlite3_errmsg(s->db) : sqlite3_errstr(rc);
    switch (rc & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return yz_fail(YZ_BUSY, _("%s 正被别的程序占用，%s没有成功；请稍后再试"), s->path, doing);
    case SQLITE_IOERR: return fail_io(s, rc, doing);
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
        return yz_fail(YZ_BUSY, _("%s 不能写（%s），%s没有成功；请检查文件和文件夹的权限"), s->path, detail, doing);
    case SQLITE_NOMEM: return yz_fail(YZ_BUSY, _("内存不够，%s没有成功"), doing);
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: return yz_fail(YZ_FOREIGN, _("%s 已损坏（%s）；请恢复备份：yizhan restore"), s->path, detail);
    case SQLITE_CONSTRAINT:
    case SQLITE_TOOBIG: return yz_fail(YZ_REFUSED, _("数据不合规定（%s），%s没有成功"), detail, doing);
    default:
        return yz_fail(YZ_FOREIGN, _("%s：数据库不答应（%s），%s没有成功；请运行 yizhan doctor"), s->path, detail,
                       doing);
    }
}

enum yz_status yz_sqlite_fail(struct yz_store *s, int rc, const char *doing) {
    last_status = explain(s, rc, doing);
    return last_status;
}

enum yz_status yz_exec(struct yz_store *s, const char *sql) {
    int rc = sqlite3_exec(s->db, sql, NULL, NULL, NULL);
    return rc == SQLITE_OK ? YZ_OK : yz_sqlite_fail(s, rc, _("写入"));
}

sqlite3_stmt *yz_prepare(struct yz_store *s, const char *sql) {
    sqlite3_stmt *stmt = NULL;
    int rc = sqlite3_prepare_v3(s->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &stmt, NULL);
    if (rc != SQLITE_OK) yz_sqlite_fail(s, rc, _("读取"));
    return stmt;
}

enum yz_status yz_journal_head(struct yz_store *s, int64_t *seq, unsigned char hash[YZ_HASH], yz_moment *at) {
    struct yz_query *q = yz_sql(s, "SELECT seq, hash, at FROM journal ORDER BY seq DESC LIMIT 1");
    *seq = 0;
    memset(hash, 0, YZ_HASH);
    if (at) *at = 0;
    if (yz_next(q)) {
        size_t n;
        const void *bytes = yz_bytes(q, 1, &n);
        if (n == YZ_HASH) memcpy(hash, bytes, n);
        *seq = yz_int(q, 0);
        if (at) *at = yz_int(q, 2);
    }
    return yz_done(q);
}

/* The file may have been replaced or deleted while it was open; what was written then would be lost. */
static enum yz_status check_place(struct yz_store *s) {
    int moved = 0;
    sqlite3_file_control(s->db, "main", SQLITE_FCNTL_HAS_MOVED, &moved);
    if (!moved) return YZ_OK;
    return yz_fail(YZ_BUSY, _("%s 在打开期间已被替换或移走，没有写入；请退出后重新打开"), s->path);
}

static enum yz_status check_room(struct yz_store *s) {
    struct statvfs st;
    if (statvfs(s->path, &st) != 0) return YZ_OK;
    unsigned long long room = (unsigned long long)st.f_bavail * st.f_frsize;
    s->warnings &= ~(unsigned)YZ_WARN_DISK;
    if (room >= YZ_DISK_WARN) return YZ_OK;
    s->warnings |= YZ_WARN_DISK;
    if (room >= YZ_DISK_REFUSE) return YZ_OK;
    return yz_fail(YZ_BUSY, _("磁盘只剩 %d MB，暂停写入，原有数据未动；请在 %s 所在的磁盘上腾出空间"),
                   (int)(room >> 20), s->path);
}

/* Nobody reads an unpublished file between two acts. So they are savepoints of one transaction, and the pages that all
 * of them change are written once in many acts. */
enum { HELD_AT_MOST = 512 };

static enum yz_status begin_unpublished(struct yz_store *s) {
    enum yz_status status = sqlite3_get_autocommit(s->db) ? yz_exec(s, "BEGIN") : YZ_OK;
    return status == YZ_OK ? yz_exec(s, "SAVEPOINT act") : status;
}

static int commit_unpublished(struct yz_store *s) {
    int rc = sqlite3_exec(s->db, "RELEASE act", NULL, NULL, NULL);
    if (rc != SQLITE_OK || (s->act.open && ++s->held_acts < HELD_AT_MOST)) return rc;
    s->held_acts = 0;
    return sqlite3_exec(s->db, "COMMIT", NULL, NULL, NULL);
}

static enum yz_status begin_locked(struct yz_store *s) {
    enum yz_status status = check_room(s);
    if (status == YZ_OK && *s->published) return begin_unpublished(s);
    if (status == YZ_OK) status = check_place(s);
    if (status != YZ_OK) return status;
    yz_witness_mark(s);
    yz_rollback(s); /* one that could not be ended when it should have been would bar the way for good */
    int rc = sqlite3_exec(s->db, "BEGIN IMMEDIATE", NULL, NULL, NULL);
    if (rc != SQLITE_OK) return yz_sqlite_fail(s, rc, _("写入"));
    status = yz_witness_check(s);
    if (status != YZ_OK) yz_rollback(s);
    return status;
}

enum yz_status yz_tx_begin(struct yz_store *s, const char *what) {
    if (s->broken) return yz_fail(YZ_BUSY, _("%s：上次写入时磁盘出错，已停止写入；请退出后重新打开"), s->path);
    if (s->tx_depth) return yz_fail(YZ_BUSY, _("上一项改动还没有完成"));
    enum yz_status status = yz_lock_take(s, what, s->lock_wait);
    if (status != YZ_OK) return status;
    status = begin_locked(s);
    if (status == YZ_OK) s->tx_depth = 1;
    else yz_lock_drop(s);
    return status;
}

/* The commit is already on the disk: a failure here loses nothing, but after a failed fsync writing stops. */
static void checkpoint(struct yz_store *s) {
    if (s->wal_pages < YZ_CHECKPOINT_AT) return;
    int rc = sqlite3_wal_checkpoint_v2(s->db, "main", SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
    if (rc == SQLITE_IOERR_FSYNC) s->broken = true;
}

static void write_witness(struct yz_store *s) {
    struct yz_witness w = {.epoch = s->epoch, .clean = false, .seq = s->act.seq};
    memcpy(w.hash, s->act.hash, YZ_HASH);
    if (s->lock_fd >= 0 && s->act.open && s->act.id) yz_witness_write(s->lock_fd, &w, false);
}

enum yz_status yz_tx_commit(struct yz_store *s) {
    if (!s->tx_depth) return yz_fail(YZ_REFUSED, _("没有正在进行的改动"));
    s->committing = true;
    int rc = *s->published ? commit_unpublished(s) : sqlite3_exec(s->db, "COMMIT", NULL, NULL, NULL);
    s->committing = false;
    if (rc != SQLITE_OK) {
        enum yz_status status = yz_sqlite_fail(s, rc, _("写入"));
        yz_tx_rollback(s);
        return status;
    }
    s->tx_depth = 0;
    write_witness(s);
    checkpoint(s);
    yz_lock_drop(s);
    return YZ_OK;
}

void yz_tx_rollback(struct yz_store *s) {
    if (!s->tx_depth) return;
    s->tx_depth = 0;
    if (*s->published) sqlite3_exec(s->db, "ROLLBACK TO act;RELEASE act", NULL, NULL, NULL);
    else yz_rollback(s);
    yz_lock_drop(s);
}

void yz_rollback(struct yz_store *s) {
    if (sqlite3_get_autocommit(s->db)) return;
    if (s->rollback) {
        sqlite3_step(s->rollback);
        sqlite3_reset(s->rollback);
    }
    if (!sqlite3_get_autocommit(s->db)) sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
}
