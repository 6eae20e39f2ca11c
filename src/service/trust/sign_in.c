/* Signing in by name and password; tries are counted and noted. */
#include <yizhan/accounts.h>

#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/rights.h>

#include "base/sha256.h"
#include "base/text.h"
#include "service/session.h"
#include "service/trust/trust_private.h"

/* Of no password: an unknown name costs the same time as a known one. */
static const char nobody[] =
    "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHR0aGF0bmV2ZXI$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

bool yz_account_open(const struct yz_staff *staff) {
    return staff->id && !staff->disabled && (!staff->until || staff->until >= yz_today());
}

/* The one who is called so; id 0 when nobody is, or several. */
static enum yz_status find(struct yz_store *store, const char *name, struct yz_staff *out) {
    struct yz_staff each;
    size_t logins = 0, names = 0;
    memset(out, 0, sizeof *out);
    struct yz_query *q = yz_select(store, &yz_staff_kind, "WHERE (login=?1 OR name=?1) AND ?1<>'' ORDER BY login=?1");
    if (!q) return YZ_BUSY;
    yz_bind_text(q, 1, name);
    while (yz_next(q)) {
        yz_row(q, &yz_staff_kind, &each);
        if (!yz_account_open(&each)) continue;
        if (strcmp(each.login, name) == 0) logins++;
        else names++;
        *out = each;
    }
    if (logins > 1 || (!logins && names > 1)) memset(out, 0, sizeof *out);
    return yz_done(q);
}

/* Where tries are counted: under the account, or, of a name that is nobody's, under a number that no account has, so that the
 * lock answers for both alike. */
static int64_t counted_under(const struct yz_staff *staff, const char *name) {
    unsigned char hash[32];
    int64_t number;
    if (staff->id) return staff->id;
    yz_sha256(hash, name, strlen(name));
    memcpy(&number, hash, sizeof number);
    return number | INT64_MIN;
}

bool yz_account_has_password(struct yz_session *s, int64_t staff) {
    struct yz_secret x;
    return yz_secret_read(s->store, staff, &x) == YZ_OK && *x.hash;
}

/* --- what is noted --- */

/* An act of its own: a journal line without a record. */
static enum yz_status note(struct yz_store *store, const char *verb, int64_t staff, const struct yz_secret *counted) {
    enum yz_status status = yz_act_begin(store, verb, staff);
    if (status != YZ_OK) return status;
    status = yz_note(store, yz_staff_kind.name, staff, "{}");
    if (status == YZ_OK && counted) status = yz_secret_write(store, counted);
    if (status == YZ_OK) return yz_act_commit(store, NULL);
    yz_act_abort(store);
    return status;
}

enum yz_status yz_sign_note(struct yz_session *s, const char *verb) {
    return note(s->store, verb, s->staff.id, NULL);
}

static enum yz_status locked(yz_moment until) {
    char text[YZ_MOMENT_TEXT];
    return yz_fail(YZ_DENIED, _("口令连错太多次，%s 以前不能登录；管理员可以另设口令"), yz_moment_text(until, text));
}

static void count(struct yz_secret *x) {
    const struct yz_account_rules *r = yz_account_rules();
    if (x->staff < 0) x->set_at = yz_now(); /* those of nobody go by age */
    if (++x->failed < r->failures) return;
    x->locked_until = yz_now() + r->lock_seconds * 1000;
    x->failed = 0;
}

/* Counts a wrong one; reading, counting and writing under one lock, so that two terminals count as one. */
static enum yz_status wrong(struct yz_store *store, int64_t counted, enum yz_status said) {
    struct yz_secret x;
    enum yz_status status = yz_act_begin(store, "sign-in-failed", 0);
    if (status != YZ_OK) return status;
    status = yz_secret_read(store, counted, &x);
    if (status == YZ_OK) {
        count(&x);
        status = yz_secret_write(store, &x);
    }
    if (status == YZ_OK) status = yz_note(store, yz_staff_kind.name, counted > 0 ? counted : 0, "{}");
    if (status == YZ_OK) status = yz_act_commit(store, NULL);
    else yz_act_abort(store);
    if (status != YZ_OK) return status;
    return x.locked_until > yz_now() ? locked(x.locked_until) : said;
}

/* Whether the password is that of `counted`, an account or a number of nobody's. Takes the same time for all. */
static enum yz_status prove(struct yz_store *store, int64_t counted, const char *password) {
    struct yz_secret x;
    if (!yz_account_rules()) return YZ_REFUSED;
    enum yz_status status = yz_secret_read(store, counted, &x);
    if (status != YZ_OK) return status;
    if (x.locked_until > yz_now()) return locked(x.locked_until);
    bool good = crypto_pwhash_str_verify(*x.hash ? x.hash : nobody, password, strlen(password)) == 0 && *x.hash;
    if (!good) return wrong(store, counted, yz_fail(YZ_DENIED, _("姓名或口令不对")));
    x.failed = 0;
    return note(store, "sign-in", counted, &x);
}

/* --- the doors --- */

enum yz_status yz_sign_in(struct yz_session *s, const char *name, const char *password) {
    struct yz_staff staff;
    enum yz_status status = find(s->store, name, &staff);
    if (status == YZ_OK) status = prove(s->store, counted_under(&staff, name), password);
    if (status == YZ_OK && s->staff.id && s->staff.id != staff.id) status = yz_sign_note(s, "sign-out"); /* gives way */
    if (status != YZ_OK) return status;
    yz_session_act_as(s, &staff);
    s->signed_at = yz_now();
    return yz_session_reach(s);
}

enum yz_status yz_unlock(struct yz_session *s, const char *password) {
    enum yz_status status = yz_session_still(s);
    if (status != YZ_OK || !yz_account_has_password(s, s->staff.id)) return status;
    status = prove(s->store, s->staff.id, password);
    if (status == YZ_OK) s->signed_at = yz_now();
    return status;
}

enum yz_status yz_account_stands(struct yz_session *s, struct yz_staff *out) {
    struct yz_staff now;
    struct yz_secret x;
    if (!s->staff.id) return yz_fail(YZ_DENIED, _("还没有登录"));
    enum yz_status status = yz_get(s->store, &yz_staff_kind, s->staff.id, &now);
    if (status == YZ_BUSY) return status;
    if (status != YZ_OK || !yz_account_open(&now))
        return yz_fail(YZ_DENIED, _("%s 的账号已经停用，请找管理员"), s->staff.name);
    status = yz_secret_read(s->store, now.id, &x);
    if (status != YZ_OK) return status;
    if (x.set_at > s->signed_at) return yz_fail(YZ_DENIED, _("口令在别处改了，请重新登录"));
    if (out) *out = now;
    return YZ_OK;
}

enum yz_status yz_session_still(struct yz_session *s) {
    struct yz_staff now;
    enum yz_status status = yz_account_stands(s, &now);
    if (status != YZ_OK) return status;
    yz_session_act_as(s, &now);
    return yz_session_reach(s);
}
