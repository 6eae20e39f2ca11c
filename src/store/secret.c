/* How staff prove who they are: a hash of the password, and what was tried. Beside the kinds: no record and no journal line
 * ever holds it, so that no history, export or undo brings one back. Rows below 0 only count tries with names that are nobody's;
 * of those the newest are kept. */
#include "store/store_private.h"

#include <yizhan/i18n.h>

#include "base/text.h"

enum { STRANGERS = 1000 };

const char yz_secret_table[] =
    "CREATE TABLE IF NOT EXISTS secret(staff INTEGER PRIMARY KEY, hash TEXT NOT NULL, set_at INTEGER NOT NULL, "
    "failed INTEGER NOT NULL, locked_until INTEGER NOT NULL) STRICT";

enum yz_status yz_secret_read(struct yz_store *s, int64_t staff, struct yz_secret *out) {
    *out = (struct yz_secret){.staff = staff};
    struct yz_query *q = yz_sql(s, "SELECT hash, set_at, failed, locked_until FROM secret WHERE staff = ?1");
    if (!q) return YZ_BUSY;
    yz_bind(q, 1, staff);
    if (yz_next(q)) {
        yz_copy(out->hash, sizeof out->hash, yz_text(q, 0));
        out->set_at = yz_int(q, 1);
        out->failed = yz_int(q, 2);
        out->locked_until = yz_int(q, 3);
    }
    return yz_done(q);
}

static enum yz_status forget_oldest(struct yz_store *s) {
    struct yz_query *q = yz_sql(s, "DELETE FROM secret WHERE staff < 0 AND staff NOT IN "
                                   "(SELECT staff FROM secret WHERE staff < 0 ORDER BY set_at DESC, staff LIMIT ?1)");
    if (!q) return YZ_BUSY;
    yz_bind(q, 1, STRANGERS);
    yz_next(q);
    return yz_done(q);
}

enum yz_status yz_secret_write(struct yz_store *s, const struct yz_secret *x) {
    if (!s->act.open) return yz_fail(YZ_REFUSED, _("没有正在进行的操作，不能写入"));
    struct yz_query *q = yz_sql(s, "INSERT OR REPLACE INTO secret(staff, hash, set_at, failed, locked_until) "
                                   "VALUES(?1, ?2, ?3, ?4, ?5)");
    if (!q) return YZ_BUSY;
    yz_bind(q, 1, x->staff);
    yz_bind_text(q, 2, x->hash);
    yz_bind(q, 3, x->set_at);
    yz_bind(q, 4, x->failed);
    yz_bind(q, 5, x->locked_until);
    yz_next(q);
    enum yz_status status = yz_done(q);
    return status == YZ_OK && x->staff < 0 ? forget_oldest(s) : status;
}
