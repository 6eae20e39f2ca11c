/* What is being typed, kept so that a killed program loses at most one field. Drafts are no data of the station: no act
 * and no journal line, only the lock. Within an act they are part of it, so that saving drops the draft with it. */
#include "store/store_private.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/i18n.h>

enum { DRAFT_WAIT = 1000 }; /* ms: typing must not stand still for long */

static enum yz_status begin(struct yz_store *s, bool *own) {
    *own = s->tx_depth == 0;
    if (!*own) return YZ_OK;
    int wait = s->lock_wait;
    if (s->lock_wait > DRAFT_WAIT) s->lock_wait = DRAFT_WAIT;
    enum yz_status status = yz_tx_begin(s, "draft");
    s->lock_wait = wait;
    return status;
}

static enum yz_status finish(struct yz_store *s, bool own, enum yz_status status) {
    if (!own) return status;
    if (status == YZ_OK) return yz_tx_commit(s);
    yz_tx_rollback(s);
    return status;
}

static void bind_key(struct yz_query *q, int64_t staff, const char *form, int64_t record) {
    yz_bind(q, 1, staff);
    yz_bind_text(q, 2, form);
    yz_bind(q, 3, record);
}

enum yz_status yz_draft_write(struct yz_store *s, int64_t staff, const char *form, int64_t record, int64_t version,
                              const char *json) {
    bool own;
    enum yz_status status = begin(s, &own);
    if (status != YZ_OK) return status;
    struct yz_query *q =
        yz_sql(s, "INSERT INTO draft(staff, form, record, version, at, json) VALUES(?1, ?2, ?3, ?4, ?5, ?6) "
                  "ON CONFLICT(staff, form, record) DO UPDATE SET version = excluded.version, at = excluded.at, "
                  "json = excluded.json");
    bind_key(q, staff, form, record);
    yz_bind(q, 4, version);
    yz_bind(q, 5, yz_now());
    yz_bind_text(q, 6, json);
    yz_next(q);
    return finish(s, own, yz_done(q));
}

enum yz_status yz_draft_read(struct yz_store *s, int64_t staff, const char *form, int64_t record, char *json,
                             size_t room, int64_t *version, yz_moment *at) {
    struct yz_query *q =
        yz_sql(s, "SELECT json, version, at FROM draft WHERE staff = ?1 AND form = ?2 AND record = ?3");
    bind_key(q, staff, form, record);
    bool found = yz_next(q), fits = false;
    if (found) {
        size_t n;
        const void *text = yz_bytes(q, 0, &n);
        fits = n < room;
        if (fits) memcpy(json, text, n);
        if (fits) json[n] = '\0';
        if (version) *version = yz_int(q, 1);
        if (at) *at = yz_int(q, 2);
    }
    enum yz_status status = yz_done(q);
    if (status != YZ_OK || fits) return status;
    return found ? yz_fail(YZ_REFUSED, _("草稿太长，读不出来")) : yz_fail(YZ_REFUSED, _("没有草稿"));
}

enum yz_status yz_draft_drop(struct yz_store *s, int64_t staff, const char *form, int64_t record) {
    bool own;
    struct yz_query *q = yz_sql(s, "SELECT 1 FROM draft WHERE staff = ?1 AND form = ?2 AND record = ?3");
    bind_key(q, staff, form, record);
    bool found = yz_next(q);
    enum yz_status status = yz_done(q);
    if (status != YZ_OK || !found) return status; /* nothing to wait for the lock for */
    status = begin(s, &own);
    if (status != YZ_OK) return status;
    q = yz_sql(s, "DELETE FROM draft WHERE staff = ?1 AND form = ?2 AND record = ?3");
    bind_key(q, staff, form, record);
    yz_next(q);
    return finish(s, own, yz_done(q));
}

enum yz_status yz_draft_move(struct yz_store *s, int64_t staff, const char *form, int64_t from, int64_t to) {
    struct yz_query *q =
        yz_sql(s, "UPDATE OR IGNORE draft SET record = ?4 WHERE staff = ?1 AND form = ?2 AND record = ?3");
    if (!s->act.open) return yz_fail(YZ_REFUSED, _("没有正在进行的操作，不能写入"));
    bind_key(q, staff, form, from);
    yz_bind(q, 4, to);
    yz_next(q);
    return yz_done(q);
}

enum yz_status yz_drafts_hand_over(struct yz_store *s, int64_t from, int64_t to, int64_t *count) {
    struct yz_query *q = yz_sql(s, "UPDATE OR IGNORE draft SET staff = ?2 WHERE staff = ?1");
    if (!s->act.open) return yz_fail(YZ_REFUSED, _("没有正在进行的操作，不能写入"));
    yz_bind(q, 1, from);
    yz_bind(q, 2, to);
    yz_next(q);
    enum yz_status status = yz_done(q);
    *count = status == YZ_OK ? yz_sql_int(s, "SELECT changes()", 0, 0) : 0;
    return status;
}
