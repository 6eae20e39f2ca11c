/* Members of staff as accounts: new ones, changes, and never without somebody who manages them. */
#include <yizhan/accounts.h>

#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/registry.h>
#include <yizhan/rights.h>

#include "service/session.h"
#include "service/trust/trust_private.h"

bool yz_another_manager(struct yz_session *s, int64_t but) {
    struct yz_query *q =
        yz_sql(s->store, "SELECT role FROM staff LEFT JOIN secret ON secret.staff=staff.id WHERE id<>?1"
                         " AND disabled=0 AND (until=0 OR until>=?2)"
                         " AND (os_user<>'' OR ifnull(secret.hash,'')<>'')");
    bool found = false;
    if (!q) return false;
    yz_bind(q, 1, but);
    yz_bind(q, 2, yz_today());
    while (!found && yz_next(q)) found = yz_role_may((int32_t)yz_int(q, 0), YZ_RIGHT_STAFF);
    yz_done(q);
    return found;
}

static void check_login(struct yz_session *s, const struct yz_staff *staff, struct yz_findings *f) {
    char title[96];
    if (!*staff->login) {
        yz_find_error(f, "login", NULL, _("没有登录名"), _("如 chenjing"));
        return;
    }
    int64_t other = 0;
    struct yz_query *q = yz_sql(s->store, "SELECT id FROM staff WHERE login=?1 AND id<>?2 LIMIT 1");
    if (!q) return;
    yz_bind_text(q, 1, staff->login);
    yz_bind(q, 2, staff->id);
    if (yz_next(q)) other = yz_int(q, 0);
    yz_done(q);
    if (other)
        yz_find_error(f, "login", staff->login, _("已经有人用这个登录名"),
                      yz_record_title(s, YZ_STAFF, other, false, title, sizeof title));
}

/* Leaves by a new role, a last day, or a lost binding. */
static void check_manager(struct yz_session *s, const struct yz_staff *staff, struct yz_findings *f) {
    struct yz_staff before;
    if (!staff->id || yz_get(s->store, &yz_staff_kind, staff->id, &before) != YZ_OK) return;
    bool was = yz_role_may(before.role, YZ_RIGHT_STAFF) && yz_account_open(&before);
    bool is = yz_role_may(staff->role, YZ_RIGHT_STAFF) && yz_account_open(staff);
    if (was && !is && !yz_another_manager(s, staff->id))
        yz_find_error(f, "role", before.name, _("这是唯一能登录的管理员"), _("先给另一名管理员开账号"));
}

enum yz_status yz_staff_save(struct yz_session *s, struct yz_staff *staff, struct yz_findings *f) {
    enum yz_status status = yz_must(s, YZ_RIGHT_STAFF);
    if (status != YZ_OK) return status;
    if (!staff->id && !staff->since) staff->since = yz_today();
    if (!staff->station) staff->station = s->station.id;
    check_login(s, staff, f);
    check_manager(s, staff, f);
    yz_record_check(&yz_staff_kind, staff, f);
    if (!yz_findings_ok(f)) return yz_fail(YZ_REFUSED, _("有错误，没有保存"));
    yz_findings_clear(f); /* it is checked again as it is saved */
    return yz_record_save(s, staff->id ? "edit-staff" : "add-staff", &yz_staff_kind, staff, f);
}
