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

enum yz_status yz_staff_bind(struct yz_session *s, int64_t id, const char *user) {
    struct yz_staff staff;
    struct yz_findings findings = {0};
    char other[96];
    if (strcmp(yz_code_key("staff_role", s->staff.role), "admin") != 0) {
        return yz_fail(YZ_DENIED, _("%s 不是管理员，不能绑定系统用户"), s->staff.name);
    }
    if (strlen(user) >= sizeof staff.os_user) return yz_fail(YZ_REFUSED, _("系统用户名太长"));
    enum yz_status status = yz_record_get(s, YZ_STAFF, id, &staff);
    int64_t holder = status == YZ_OK && *user ? bound_already(s, user, id) : 0;
    if (holder) {
        yz_record_title(s, YZ_STAFF, holder, false, other, sizeof other);
        return yz_fail(YZ_REFUSED, _("系统用户“%1$s”已经绑定 %2$s"), user, other);
    }
    if (status != YZ_OK) return status;
    yz_copy(staff.os_user, sizeof staff.os_user, user);
    status = yz_record_save(s, "staff-bind", &yz_staff_kind, &staff, &findings);
    yz_findings_free(&findings);
    return status;
}
