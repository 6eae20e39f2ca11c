/* Binding a member of staff to a user of the operating system: from then on that user works as this one. */
#include <yizhan/setup.h>

#include "base/text.h"
#include "service/session.h"
#include "service/trust/trust_private.h"
#include "store/store.h"

#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/registry.h>
#include <yizhan/rights.h>

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

enum yz_status yz_staff_bind(struct yz_session *s, int64_t id, const char *user) {
    struct yz_staff staff;
    struct yz_findings findings = {0};
    char other[96];
    enum yz_status may = yz_must(s, YZ_RIGHT_STAFF);
    if (may != YZ_OK) return may;
    if (strlen(user) >= sizeof staff.os_user) return yz_fail(YZ_REFUSED, _("系统用户名太长"));
    enum yz_status status = yz_record_get(s, YZ_STAFF, id, &staff);
    int64_t holder = status == YZ_OK && *user ? bound_already(s, user, id) : 0;
    if (holder) {
        yz_record_title(s, YZ_STAFF, holder, false, other, sizeof other);
        return yz_fail(YZ_REFUSED, _("系统用户“%1$s”已经绑定 %2$s"), user, other);
    }
    if (status != YZ_OK) return status;
    bool away = yz_role_may(staff.role, YZ_RIGHT_STAFF) && *staff.os_user && strcmp(staff.os_user, user) != 0;
    if (away && !yz_another_manager(s, id)) {
        return yz_fail(YZ_REFUSED,
                       _("%s 是唯一能登录的管理员，改绑别的系统用户后可能没有人再能绑定；"
                         "先用 yizhan staff bind 给另一名管理员绑定系统用户"),
                       staff.name);
    }
    yz_copy(staff.os_user, sizeof staff.os_user, user);
    status = yz_record_save(s, "bind-staff", &yz_staff_kind, &staff, &findings);
    yz_findings_free(&findings);
    return status;
}

char *yz_staff_bound_text(const char *name, const char *user, char *out, size_t room) {
    if (!*user) snprintf(out, room, _("%s 不再绑定系统用户"), name);
    else if (getpwnam(user)) snprintf(out, room, _("系统用户“%2$s”从现在起就是 %1$s"), name, user);
    else
        snprintf(out, room, _("系统用户“%2$s”从现在起就是 %1$s；这台机器上现在没有这个用户，打错了就重新绑定"), name,
                 user);
    return out;
}
