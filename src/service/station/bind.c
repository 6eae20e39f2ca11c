/* Binding a member of staff to a user of the operating system: from then on that user works as this one. */
#include <yizhan/setup.h>

#include "base/text.h"
#include "service/session.h"
#include "store/store.h"

#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/registry.h>

/* Somebody else in service who is bound to that user; 0 for nobody. */
static int64_t bound_already(struct yz_session *s, const char *user, int64_t but) {
    struct yz_query *q =
        yz_sql(s->store, "SELECT id FROM staff WHERE os_user=?1 AND id<>?2 AND (until=0 OR until>=?3) LIMIT 1");
    if (!q) return 0;
    yz_bind_text(q, 1, user);
    yz_bind(q, 2, but);
    yz_bind(q, 3, yz_today());
    int64_t id = yz_next(q) ? yz_int(q, 0) : 0;
    yz_done(q);
    return id;
}

/* Whether another administrator in service can still sign in. */
static bool another_admin(struct yz_session *s, const struct yz_staff *but) {
    struct yz_query *q = yz_sql(s->store, "SELECT 1 FROM staff WHERE role=?1 AND id<>?2 AND os_user<>''"
                                          " AND (until=0 OR until>=?3) LIMIT 1");
    if (!q) return false;
    yz_bind(q, 1, but->role);
    yz_bind(q, 2, but->id);
    yz_bind(q, 3, yz_today());
    bool found = yz_next(q);
    yz_done(q);
    return found;
}

static bool is_admin(const struct yz_staff *staff) {
    return strcmp(yz_code_key("staff_role", staff->role), "admin") == 0;
}

enum yz_status yz_staff_bind(struct yz_session *s, int64_t id, const char *user) {
    struct yz_staff staff;
    struct yz_findings findings = {0};
    char other[96];
    if (!is_admin(&s->staff)) return yz_fail(YZ_DENIED, _("%s 不是管理员，不能绑定系统用户"), s->staff.name);
    if (strlen(user) >= sizeof staff.os_user) return yz_fail(YZ_REFUSED, _("系统用户名太长"));
    enum yz_status status = yz_record_get(s, YZ_STAFF, id, &staff);
    int64_t holder = status == YZ_OK && *user ? bound_already(s, user, id) : 0;
    if (holder) {
        yz_record_title(s, YZ_STAFF, holder, false, other, sizeof other);
        return yz_fail(YZ_REFUSED, _("系统用户“%1$s”已经绑定 %2$s"), user, other);
    }
    if (status != YZ_OK) return status;
    bool away = is_admin(&staff) && *staff.os_user && strcmp(staff.os_user, user) != 0;
    if (away && !another_admin(s, &staff)) {
        return yz_fail(YZ_REFUSED,
                       _("%s 是唯一能登录的管理员，改绑别的系统用户后可能没有人再能绑定；"
                         "先用 yizhan staff bind 给另一名管理员绑定系统用户"),
                       staff.name);
    }
    yz_copy(staff.os_user, sizeof staff.os_user, user);
    status = yz_record_save(s, "staff-bind", &yz_staff_kind, &staff, &findings);
    yz_findings_free(&findings);
    return status;
}
