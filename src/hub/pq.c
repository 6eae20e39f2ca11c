/* libpq, loaded when a hub is first spoken to. */
#include "hub/pq.h"

#include <yizhan/i18n.h>

#ifdef LIBPQ_SONAME
struct yz_pq_calls yz_pq;

enum yz_status yz_pq_load(void) {
    static const char *const names[] = {YZ_PQ_CALLS(YZ_LATE_NAME)};
    if (yz_pq.PQstatus) return YZ_OK;
    if (yz_late_load(LIBPQ_SONAME, names, sizeof names / sizeof *names, &yz_pq) == YZ_OK) return YZ_OK;
    return yz_fail(YZ_HUB, _("这台机器上打不开连接区县用的库 %s：装上它（Debian 是 libpq5）再同步；办理照常"),
                   LIBPQ_SONAME);
}
#else
struct yz_pq_calls yz_pq = {YZ_PQ_CALLS(YZ_LATE_LINKED)};

enum yz_status yz_pq_load(void) {
    return YZ_OK;
}
#endif
