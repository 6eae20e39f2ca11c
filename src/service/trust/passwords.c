/* Setting a password. */
#include <yizhan/accounts.h>

#include <sodium.h>
#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/rights.h>

#include "base/text.h"
#include "service/session.h"

/* The own one is proved by the present one, so that nobody changes it at a terminal left open. */
static enum yz_status may_set(struct yz_session *s, const struct yz_staff *staff, const char *now) {
    struct yz_secret x;
    if (staff->id != s->staff.id) return yz_must(s, YZ_RIGHT_STAFF);
    enum yz_status status = yz_secret_read(s->store, staff->id, &x);
    if (status != YZ_OK || !*x.hash) return status;
    return crypto_pwhash_str_verify(x.hash, now, strlen(now)) == 0 ? YZ_OK
                                                                   : yz_fail(YZ_DENIED, _("现在的口令不对，没有改"));
}

static bool make_hash(const char *fresh, struct yz_secret *x) {
    _Static_assert(sizeof x->hash >= crypto_pwhash_STRBYTES, "room for a hash");
    *x->hash = '\0';
    return !*fresh || crypto_pwhash_str(x->hash, fresh, strlen(fresh), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                                        crypto_pwhash_MEMLIMIT_INTERACTIVE) == 0;
}

static bool check(const struct yz_staff *staff, const char *fresh, struct yz_findings *f) {
    if (*fresh) return yz_password_check(fresh, staff->login, staff->name, f);
    if (*staff->os_user) return true;
    yz_find_error(f, "password", NULL, _("没有绑定系统用户的账号不能没有口令"), _("先绑定系统用户，或写一个口令"));
    return false;
}

enum yz_status yz_password_set(struct yz_session *s, int64_t staff, const char *now, const char *fresh,
                               struct yz_findings *f) {
    struct yz_staff who;
    struct yz_secret x = {.staff = staff, .set_at = yz_now()};
    enum yz_status status = yz_get(s->store, &yz_staff_kind, staff, &who);
    if (status == YZ_OK) status = may_set(s, &who, now ? now : "");
    if (status != YZ_OK) return status;
    if (!check(&who, fresh, f)) return YZ_REFUSED;
    if (!make_hash(fresh, &x)) return yz_fail(YZ_BUSY, _("内存不足"));
    status = yz_act_begin(s->store, "passwd", s->staff.id); /* an auditor has a password too */
    if (status != YZ_OK) return status;
    status = yz_secret_write(s->store, &x);
    if (status == YZ_OK) status = yz_note(s->store, yz_staff_kind.name, staff, "{}");
    status = yz_session_end(s, status);
    if (status == YZ_OK && staff == s->staff.id) s->signed_at = x.set_at;
    return status;
}
