/* Who may read what: the one place. */
#include "service/restricted.h"

#include "service/session.h"

#include <stdlib.h>
#include <string.h>
#include <yizhan/desk.h>
#include <yizhan/groups.h>
#include <yizhan/i18n.h>
#include <yizhan/rights.h>

enum { NOTE = 4096 };

bool yz_sees_restricted(const struct yz_session *s) {
    return yz_may(s, YZ_RIGHT_RESTRICTED);
}

static bool kind_closed(const struct yz_session *s, enum yz_kind_id kind) {
    return kind > YZ_NO_KIND && kind < YZ_KIND_COUNT && yz_kinds[kind]->restricted && !yz_sees_restricted(s);
}

enum yz_status yz_kind_allowed(const struct yz_session *s, enum yz_kind_id kind) {
    if (!kind_closed(s, kind)) return YZ_OK;
    return yz_fail(YZ_DENIED, _("%s只有站长、管理员和审计员能看"), yz_tr(yz_kinds[kind]->label));
}

/* A record of a secret key group; one whose group is in no dictionary any more may have been one. */
static bool group_closed(const struct yz_session *s, const struct yz_focus *x) {
    const struct yz_group *g = yz_sees_restricted(s) ? NULL : yz_group_named(x->group_key);
    return !yz_sees_restricted(s) && (!g || !yz_group_seen(s, g));
}

static bool outside(struct yz_session *s, enum yz_kind_id kind, int64_t id) {
    return s->narrow && kind > YZ_NO_KIND && kind < YZ_KIND_COUNT && yz_reach_outside(s->store, yz_kinds[kind], id);
}

bool yz_record_closed(const struct yz_session *s, enum yz_kind_id kind, const void *record) {
    if (kind == YZ_FOCUS) return group_closed(s, record);
    const struct yz_case *c = kind == YZ_CASE ? record : NULL;
    if (!c) return kind_closed(s, kind);
    return strcmp(c->service, YZ_CALLBACK) == 0 && c->owner != s->staff.id && !yz_sees_restricted(s);
}

/* A case that is gone (its opening was undone) is what it was at first. */
static bool gone_closed(struct yz_session *s, int64_t id) {
    struct yz_case *c = malloc(sizeof *c);
    bool closed =
        !c || (yz_journal_record(s->store, &yz_case_kind, id, 1, 0, c) == YZ_OK && yz_record_closed(s, YZ_CASE, c));
    free(c);
    return closed;
}

static bool focus_closed(struct yz_session *s, int64_t id) {
    struct yz_focus x;
    if (yz_sees_restricted(s)) return false;
    enum yz_status status = yz_get(s->store, &yz_focus_kind, id, &x);
    if (status != YZ_OK) status = yz_journal_record(s->store, &yz_focus_kind, id, 1, 0, &x); /* it is gone */
    return status != YZ_OK || group_closed(s, &x);
}

bool yz_id_closed(struct yz_session *s, enum yz_kind_id kind, int64_t id) {
    if (outside(s, kind, id)) return true;
    if (kind == YZ_FOCUS) return focus_closed(s, id);
    if (kind != YZ_CASE) return kind_closed(s, kind);
    if (yz_sees_restricted(s)) return false;
    struct yz_query *q =
        yz_sql(s->store, "SELECT service = '" YZ_CALLBACK "' AND owner <> ?2 FROM \"case\" WHERE id = ?1");
    yz_bind(q, 1, id);
    yz_bind(q, 2, s->staff.id);
    bool there = yz_next(q), closed = there && yz_int(q, 0);
    if (yz_done(q) != YZ_OK) return true;
    return there ? closed : gone_closed(s, id);
}

static void take_kind(void *ctx, const char *name, const char *value) {
    const struct yz_kind *k = strcmp(name, "kind") == 0 ? yz_kind_named(value) : NULL;
    if (k) *(enum yz_kind_id *)ctx = k->id;
}

/* Ids of different kinds may be alike, so the note itself says of which kind its record is. */
static bool note_closed(struct yz_session *s, const struct yz_log_line *line) {
    enum yz_kind_id kind = YZ_NO_KIND;
    char body[NOTE];
    if (!line->id || line->erased || !yz_id_closed(s, YZ_CASE, line->id)) return false;
    if (yz_journal_body(s->store, line->seq, body, sizeof body) == YZ_OK && *body == '{')
        yz_json_each(s->store, body, take_kind, &kind);
    return kind == YZ_CASE;
}

/* What somebody did that changed no record: signing in, looking behind a mask, taking lists out. It is theirs, and whose who may audit them. What
 * the program did by itself (a backup) is everybody's. */
static bool personal_closed(struct yz_session *s, const struct yz_log_line *line) {
    bool personal = !line->version && (!line->id || strcmp(line->kind, "staff") == 0 ||
                                       strcmp(line->kind, "export") == 0 || strcmp(line->kind, "reveal") == 0);
    if (!line->staff && strcmp(line->kind, "staff") != 0) personal = false;
    if (!personal || line->staff == s->staff.id || yz_may(s, YZ_RIGHT_AUDIT)) return false;
    int64_t station = yz_sql_int(s->store, "SELECT station FROM staff WHERE id = ?1", line->staff, 0);
    return !yz_may_at(s, YZ_RIGHT_AUDIT, station);
}

bool yz_line_closed(struct yz_session *s, const struct yz_log_line *line) {
    const struct yz_kind *k = yz_kind_named(line->kind);
    if (personal_closed(s, line)) return true;
    bool note = !k || !line->version;
    if (s->narrow && line->staff != s->staff.id && (note || outside(s, k->id, line->id))) return true;
    if (s->narrow && !note && outside(s, k->id, line->id)) return true;
    if (yz_sees_restricted(s)) return false;
    return k ? yz_id_closed(s, k->id, line->id) : !line->version && note_closed(s, line);
}
