/* Sessions: an open station file and who works in it. */
#include "service/session.h"

#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <yizhan/accounts.h>
#include <yizhan/codes.h>
#include <yizhan/consent.h>
#include <yizhan/date.h>
#include <yizhan/i18n.h>
#include <yizhan/journal.h>
#include <yizhan/registry.h>
#include <yizhan/rights.h>

#include "base/text.h"
#include "service/find/find_private.h"
#include "service/refs.h"
#include "service/trust/trust_private.h"

void yz_session_kinds(void) {
    yz_store_kinds(yz_kinds, YZ_KIND_COUNT);
    yz_store_verbs(yz_verb_label);
}

/* The name of the user who runs the program; the number when the system knows no name. */
static void os_user(char *out, size_t room) {
    const struct passwd *p = getpwuid(geteuid());
    if (p && p->pw_name) snprintf(out, room, "%s", p->pw_name);
    else snprintf(out, room, "%ld", (long)geteuid());
}

/* The staff member bound to the user and still in service. */
static enum yz_status sign_in(struct yz_store *store, struct yz_staff *staff) {
    char user[sizeof staff->os_user];
    os_user(user, sizeof user);
    struct yz_query *q = yz_select(store, &yz_staff_kind,
                                   "WHERE os_user=?1 AND os_user<>'' AND (until=0 OR until>=?2) AND disabled=0"
                                   " ORDER BY id LIMIT 1");
    yz_bind_text(q, 1, user);
    yz_bind(q, 2, yz_today());
    bool found = yz_next(q);
    if (found) yz_row(q, &yz_staff_kind, staff);
    enum yz_status status = yz_done(q);
    if (status != YZ_OK || found) return status;
    return yz_fail(YZ_DENIED, _("系统用户“%1$s”没有绑定工作人员（%2$s）；请管理员运行：yizhan staff bind 姓名 %1$s"),
                   user, yz_store_path(store));
}

static void load_station(struct yz_session *s) {
    memset(&s->station, 0, sizeof s->station);
    if (s->staff.station) yz_get(s->store, &yz_station_kind, s->staff.station, &s->station);
}

void yz_session_act_as(struct yz_session *s, const struct yz_staff *staff) {
    bool moved = staff->station != s->staff.station || s->station.id == 0;
    s->staff = *staff;
    yz_store_person(s->store, s->staff.name);
    if (moved) load_station(s);
}

enum yz_status yz_session_over(struct yz_store *store, const struct yz_staff *staff, struct yz_session **out) {
    struct yz_session *s = calloc(1, sizeof *s);
    *out = s;
    if (!s) return yz_fail(YZ_BUSY, _("内存不足"));
    s->store = store;
    s->borrowed = true;
    yz_ref_own(yz_store_number(store));
    yz_session_act_as(s, staff);
    s->signed_at = yz_now();
    return YZ_OK;
}

void yz_session_leave(struct yz_session *s) {
    if (!s) return;
    yz_session_forget(s);
    free(s);
}

static enum yz_status open_session(const char *path, bool closed, struct yz_session **out) {
    struct yz_store *store = NULL;
    struct yz_staff staff = {0};
    *out = NULL;
    yz_session_kinds();
    enum yz_status status = yz_rights_ready();
    if (status == YZ_OK) status = yz_children_ready();
    if (status == YZ_OK) status = yz_store_open(path, &store);
    if (status != YZ_OK) return status;
    if (!closed) status = sign_in(store, &staff);
    if (status == YZ_OK) status = yz_session_over(store, &staff, out);
    if (status != YZ_OK) yz_store_close(store);
    else (*out)->borrowed = false;
    if (status == YZ_OK && !closed) status = yz_session_reach(*out);
    if (status == YZ_OK || !*out) return status;
    yz_session_close(*out);
    *out = NULL;
    return status;
}

enum yz_status yz_session_open(const char *path, struct yz_session **out) {
    return open_session(path, false, out);
}

enum yz_status yz_session_open_closed(const char *path, struct yz_session **out) {
    return open_session(path, true, out);
}

void yz_session_close(struct yz_session *s) {
    struct yz_store *store = s && !s->borrowed ? s->store : NULL;
    yz_session_leave(s);
    if (store) yz_store_close(store);
}

enum yz_status yz_session_act(struct yz_session *s, const char *verb) {
    enum yz_status status = yz_must(s, YZ_RIGHT_WRITE);
    if (status == YZ_OK) status = yz_day_head_keep(s);
    if (status == YZ_OK) status = yz_act_begin(s->store, verb, s->staff.id);
    if (status != YZ_OK) return status;
    status = yz_account_stands(s, NULL); /* under the lock: nobody stops it now */
    if (status != YZ_OK) yz_act_abort(s->store);
    return status;
}

/* Whether somebody who may change the rules can sign in here: where nobody can, as in a demo, whoever is there may. */
static bool anybody_else(struct yz_session *s) {
    struct yz_query *q = yz_sql(s->store, "SELECT role FROM staff WHERE os_user<>'' AND (until=0 OR until>=?1)");
    bool found = !q;
    if (q) yz_bind(q, 1, yz_today());
    while (!found && yz_next(q)) found = yz_role_may((int32_t)yz_int(q, 0), YZ_RIGHT_RULES);
    return (q && yz_done(q) != YZ_OK) || found;
}

enum yz_status yz_session_for_all(struct yz_session *s) {
    if (yz_may(s, YZ_RIGHT_RULES) || (yz_may(s, YZ_RIGHT_WRITE) && !anybody_else(s))) return YZ_OK;
    return yz_must(s, YZ_RIGHT_RULES);
}

enum yz_status yz_session_act_for_all(struct yz_session *s, const char *verb) {
    enum yz_status status = yz_session_for_all(s);
    return status == YZ_OK ? yz_session_act(s, verb) : status;
}

enum yz_status yz_session_end(struct yz_session *s, enum yz_status status) {
    if (status == YZ_OK) return yz_act_commit(s->store, NULL);
    yz_act_abort(s->store);
    return status;
}

void yz_session_forget(struct yz_session *s) {
    memset(s->places, 0, sizeof s->places);
    memset(s->names, 0, sizeof s->names);
    memset(s->services, 0, sizeof s->services);
    yz_known_items_free(s);
    if (s->few) yz_find_few_free(s->few);
    s->few = NULL;
}

const char *yz_session_path(const struct yz_session *s) {
    return yz_store_path(s->store);
}

const struct yz_staff *yz_session_staff(const struct yz_session *s) {
    return &s->staff;
}

const struct yz_station *yz_session_station(const struct yz_session *s) {
    return &s->station;
}

void yz_session_ask(struct yz_session *s) {
    yz_act_since(s->store);
}

char *yz_session_warning(const struct yz_session *s, char *out, size_t room) {
    unsigned bits = yz_store_warnings(s->store);
    const char *text = "";
    if (bits & YZ_WARN_CLOCK) text = _("这台机器的时钟比上一次办理的时间早，先校时再办理");
    else if (bits & YZ_WARN_DISK) text = _("磁盘快满了：不足 8 MiB 时不能再办理，先腾出空间");
    else if (bits & YZ_WARN_FILE_SYSTEM) text = _("驿站文件所在的文件系统断电时可能丢数据，最好移到本机硬盘");
    yz_copy(out, room, text);
    return out;
}

void yz_session_read_begin(struct yz_session *s) {
    yz_snapshot_begin(s->store);
}

void yz_session_read_end(struct yz_session *s) {
    yz_snapshot_end(s->store);
}

bool yz_session_changed(struct yz_session *s) {
    if (!yz_store_changed(s->store)) return false;
    yz_session_forget(s);
    return true;
}

bool yz_session_idle(struct yz_session *s, bool *bad) {
    *bad = false;
    if (yz_store_check_owed(s->store)) *bad = yz_store_quick_check(s->store) != YZ_OK;
    return false;
}

char *yz_default_file(char *out, size_t room) {
    const char *file = getenv("YIZHAN_FILE"), *data = getenv("XDG_DATA_HOME"), *home = getenv("HOME");
    const struct passwd *p = home && *home ? NULL : getpwuid(geteuid());
    if (p) home = p->pw_dir;
    if (file && *file) snprintf(out, room, "%s", file);
    else if (data && *data == '/') snprintf(out, room, "%s/yizhan/station.db", data);
    else snprintf(out, room, "%s/.local/share/yizhan/station.db", home ? home : "");
    return out;
}
