/* What the journal knows of backups: notes of kind "backup". The file's own facts keep how far the newest good one reaches, so
 * that home asks no journal. */
#include "service/backup/backup_private.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <yizhan/i18n.h>

#include "base/buffer.h"
#include "base/json.h"
#include "base/text.h"
#include "service/session.h"

#define NOTES "FROM journal WHERE kind='backup' AND id=0 AND version=0 AND body IS NOT NULL"

static const char *name_of(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static enum yz_status keep_reach(struct yz_session *s, int64_t seq, yz_moment created) {
    enum yz_status status = yz_meta_set(s->store, "backup_seq", seq);
    return status == YZ_OK ? yz_meta_set(s->store, "backup_at", created) : status;
}

/* After one that counted proved bad. */
static enum yz_status reach_again(struct yz_session *s) {
    struct yz_query *q =
        yz_sql(s->store, "SELECT json_extract(body,'$.seq'), json_extract(body,'$.created') " NOTES
                         " AND json_extract(body,'$.ok') AND json_extract(body,'$.seq')"
                         " AND json_extract(body,'$.name') NOT IN (SELECT json_extract(body,'$.name') " NOTES
                         " AND NOT json_extract(body,'$.ok')"
                         " AND json_extract(body,'$.name') IS NOT NULL) ORDER BY seq DESC LIMIT 1");
    bool found = yz_next(q);
    int64_t seq = found ? yz_int(q, 0) : 0, created = found ? yz_int(q, 1) : 0;
    enum yz_status status = yz_done(q);
    return status == YZ_OK ? keep_reach(s, seq, created) : status;
}

/* `reach`: of a good one that was made; else, when `bad`, what was kept is worked out anew. */
static enum yz_status write_note(struct yz_session *s, const char *verb, struct yz_buffer *body,
                                 const struct yz_backup_facts *reach, bool bad) {
    enum yz_status status = body->failed ? yz_fail(YZ_BUSY, _("内存不足")) : yz_act_begin(s->store, verb, s->staff.id);
    if (status == YZ_OK) {
        status = yz_note(s->store, "backup", 0, yz_buffer_string(body));
        if (status == YZ_OK && reach) status = keep_reach(s, reach->seq, reach->created);
        if (status == YZ_OK && bad) status = reach_again(s);
        status = yz_session_end(s, status);
    }
    yz_buffer_free(body);
    return status;
}

enum yz_status yz_backup_note_made(struct yz_session *s, const struct yz_backup_made *made, const char *sum) {
    static const char *const forms[] = {"plain", "passphrase", "key"};
    struct yz_buffer body = {0};
    struct yz_json j;
    char head[65];
    sodium_bin2hex(head, sizeof head, made->facts.head, sizeof made->facts.head);
    yz_json_open(&j, &body);
    yz_json_object(&j, NULL);
    yz_json_text(&j, "name", name_of(made->path));
    yz_json_bool(&j, "ok", true);
    yz_json_int(&j, "seq", made->facts.seq);
    yz_json_text(&j, "head", head);
    yz_json_int(&j, "created", made->facts.created);
    yz_json_int(&j, "size", made->bytes);
    yz_json_text(&j, "form", forms[made->facts.form]);
    yz_json_text(&j, "sum", sum);
    yz_json_end(&j);
    return write_note(s, "backup", &body, &made->facts, false);
}

enum yz_status yz_backup_note_failed(struct yz_session *s, const char *folder, const char *why) {
    struct yz_buffer body = {0};
    struct yz_json j;
    yz_json_open(&j, &body);
    yz_json_object(&j, NULL);
    yz_json_text(&j, "folder", folder);
    yz_json_bool(&j, "ok", false);
    yz_json_text(&j, "why", why);
    yz_json_end(&j);
    return write_note(s, "backup-failed", &body, NULL, false);
}

enum yz_status yz_backup_note_check(struct yz_session *s, const char *name, const char *why) {
    struct yz_buffer body = {0};
    struct yz_json j;
    yz_json_open(&j, &body);
    yz_json_object(&j, NULL);
    yz_json_text(&j, "name", name);
    yz_json_bool(&j, "ok", !why);
    if (why) yz_json_text(&j, "why", why);
    yz_json_end(&j);
    return write_note(s, "check-backup", &body, NULL, why != NULL);
}

enum yz_status yz_backup_noted(struct yz_session *s, const char *name, enum yz_backup_mark *mark, char sum[65]) {
    *mark = YZ_BACKUP_UNKNOWN;
    *sum = '\0';
    struct yz_query *q = yz_sql(s->store, "SELECT json_extract(body,'$.ok'), json_extract(body,'$.sum') " NOTES
                                          " AND json_extract(body,'$.name')=?1 ORDER BY seq");
    if (!q) return YZ_BUSY;
    yz_bind_text(q, 1, name);
    while (yz_next(q)) {
        *mark = yz_int(q, 0) ? YZ_BACKUP_GOOD : YZ_BACKUP_BAD;
        if (*yz_text(q, 1)) yz_copy(sum, 65, yz_text(q, 1));
    }
    return yz_done(q);
}

char *yz_backup_last_failure(struct yz_session *s, char *out, size_t room) {
    char at[YZ_MOMENT_TEXT];
    *out = '\0';
    struct yz_query *q = yz_sql(s->store, "SELECT json_extract(body,'$.ok'), json_extract(body,'$.why'), at " NOTES
                                          " ORDER BY seq DESC LIMIT 1");
    if (yz_next(q) && !yz_int(q, 0))
        snprintf(out, room, _("%1$s：%2$s"), yz_moment_text(yz_int(q, 2), at), yz_text(q, 1));
    yz_done(q);
    return out;
}
