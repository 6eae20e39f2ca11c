/* History: the public face of the store's journal. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/journal.h>
#include <yizhan/registry.h>
#include <yizhan/rights.h>
#include <yizhan/surveys.h>

#include "base/buffer.h"
#include "base/json.h"
#include "base/text.h"
#include "service/clean.h"
#include "service/desk/desk_private.h"
#include "service/letters/letters.h"
#include "service/lists/lists_private.h"
#include "service/restricted.h"
#include "service/session.h"
#include "service/trust/erase_private.h"

enum { TEXT_ROOM = 512 };

enum yz_status yz_log(struct yz_session *s, const struct yz_log_filter *filter, struct yz_log_line *out, size_t max,
                      size_t *count) {
    struct yz_log_filter rest = *filter;
    enum yz_status status = YZ_OK;
    size_t got = 1;
    for (*count = 0; status == YZ_OK && *count < max && got;) {
        struct yz_log_line *page = &out[*count];
        status = yz_journal_page(s->store, &rest, page, max - *count, &got);
        if (status != YZ_OK) break;
        bool whole = got == max - *count;
        if (got) rest.before_seq = page[got - 1].seq;
        for (size_t i = 0; i < got; i++)
            if (!yz_line_closed(s, &page[i])) out[(*count)++] = page[i];
        if (!whole) break;
    }
    return status;
}

/* --- what a line changed --- */

struct change_sink {
    struct yz_session *s;
    bool masked;
    void (*change)(void *ctx, const struct yz_field *f, const char *before, const char *after);
    void *ctx;
};

/* A value of either side; a reference by what people call the record it leads to. */
static void value_text(const struct change_sink *sink, const struct yz_field *f, const void *record, char *out) {
    const struct yz_kind *to = f->type == YZ_REF ? yz_kind_named(f->of) : NULL;
    int64_t id = 0;
    if (to) memcpy(&id, (const char *)record + f->offset, sizeof id);
    if (id) yz_record_title(sink->s, to->id, id, sink->masked, out, TEXT_ROOM);
    else yz_field_text(f, record, sink->masked, out, TEXT_ROOM);
}

static bool same(const struct yz_field *f, const void *a, const void *b) {
    const char *x = (const char *)a + f->offset, *y = (const char *)b + f->offset;
    return f->type == YZ_TEXT ? strcmp(x, y) == 0 : memcmp(x, y, f->size) == 0;
}

static void tell_changes(const struct change_sink *sink, const struct yz_kind *k, const void *before,
                         const void *after) {
    char old[TEXT_ROOM], new[TEXT_ROOM];
    for (size_t i = 0; i < k->count; i++) {
        const struct yz_field *f = &k->fields[i];
        if (same(f, before, after)) continue;
        value_text(sink, f, before, old);
        value_text(sink, f, after, new);
        sink->change(sink->ctx, f, old, new);
    }
}

/* Whether a version is a tombstone (the one after it brought the record back), or was erased. */
static void look_back(struct yz_session *s, const struct yz_kind *k, int64_t id, int64_t version, bool *gone,
                      bool *erased) {
    struct yz_query *q =
        yz_sql(s->store, "SELECT gone, body IS NULL FROM journal WHERE kind = ?1 AND id = ?2 AND version = ?3");
    yz_bind_text(q, 1, k->name);
    yz_bind(q, 2, id);
    yz_bind(q, 3, version);
    bool found = yz_next(q);
    *gone = found && yz_int(q, 0);
    *erased = found && yz_int(q, 1);
    yz_done(q);
}

/* The record before and after a line; zeros where there was none: before its first version, after it was taken away. What
 * an erased version was changed into cannot be told: then both are alike. */
static enum yz_status both_sides(struct yz_session *s, const struct yz_log_line *line, const struct yz_kind *k,
                                 void *before, void *after) {
    enum yz_status status = YZ_OK;
    bool gone = false, erased = false;
    if (line->version > 1) look_back(s, k, line->id, line->version - 1, &gone, &erased);
    if (erased) return YZ_OK;
    if (line->version > 1 && !gone) status = yz_journal_record(s->store, k, line->id, line->version - 1, 0, before);
    if (status == YZ_OK && !line->gone) status = yz_journal_record(s->store, k, line->id, line->version, 0, after);
    return status;
}

enum yz_status
yz_log_changes(struct yz_session *s, const struct yz_log_line *line, bool revealed,
               void (*change)(void *ctx, const struct yz_field *f, const char *before, const char *after), void *ctx) {
    const struct yz_kind *k = line->version ? yz_kind_named(line->kind) : NULL;
    struct change_sink sink = {s, !revealed, change, ctx};
    if (!k) return YZ_OK;
    if (yz_line_closed(s, line)) return yz_fail(YZ_DENIED, _("这一行的内容只有站长、管理员和审计员能看"));
    if (k->id == YZ_CASE && yz_case_is_hidden(s, line->id)) return YZ_OK;
    if (k->id == YZ_NEED && yz_need_is_hidden(s, line->id)) return YZ_OK;
    if (k->id == YZ_MATCH && yz_match_is_hidden(s, line->id)) return YZ_OK;
    if (line->erased) return yz_fail(YZ_REFUSED, _("这一行的内容已依法删除"));
    char *both = calloc(2, k->size);
    if (!both) return yz_fail(YZ_BUSY, _("内存不足"));
    enum yz_status status = both_sides(s, line, k, both, both + k->size);
    if (status == YZ_OK) tell_changes(&sink, k, both, both + k->size);
    free(both);
    return status;
}

/* --- undo --- */

/* An act that changed what is hidden from whoever undoes: a clerk takes back no rating. */
static bool closed(struct yz_session *s, int64_t act) {
    struct yz_log_line lines[16];
    const struct yz_log_filter filter = {.act = act};
    size_t count = 0;
    bool found = false;
    if (yz_sees_restricted(s) || yz_journal_page(s->store, &filter, lines, 16, &count) != YZ_OK) return false;
    for (size_t i = 0; i < count; i++) found |= yz_line_closed(s, &lines[i]);
    return found;
}

static bool own_act(struct yz_session *s, int64_t act) {
    return yz_sql_int(s->store, "SELECT staff FROM journal WHERE act=?1 LIMIT 1", act, 0) == s->staff.id;
}

/* Staff are an administrator's, except those that a supervisor imported and takes out again. */
static bool may_undo_staff(struct yz_session *s, const struct yz_undo *u) {
    return yz_may(s, YZ_RIGHT_STAFF) ||
           (yz_may(s, YZ_RIGHT_STAFF_IMPORT) && own_act(s, u->act) && strcmp(u->verb, "import-staff") == 0);
}

/* What founded the file is not taken back, and nobody takes back what they might not do: who signs in, rules of all. */
static enum yz_status may_undo_act(struct yz_session *s, int64_t act) {
    struct yz_undo u;
    if (yz_journal_look(s->store, act, &u) != YZ_OK) return YZ_OK; /* undoing says what is wrong with it */
    if (strcmp(u.verb, "init") == 0 || strcmp(u.verb, "demo") == 0)
        return yz_fail(YZ_REFUSED, _("第 %lld 号操作建立了这个驿站，不能撤销"), (long long)act);
    if (strcmp(u.verb, YZ_ERASE_VERB) == 0)
        return yz_fail(YZ_REFUSED, _("第 %lld 号操作是依法删除个人信息，内容已不在，不能撤销"), (long long)act);
    if ((strcmp(u.kind, "staff") == 0 || strcmp(u.verb, "disable-staff") == 0) && !may_undo_staff(s, &u))
        return yz_fail(YZ_DENIED, _("第 %lld 号操作改的是工作人员，只有管理员能撤销"), (long long)act);
    if (strcmp(u.kind, "question") == 0 || strcmp(u.kind, "survey") == 0) return yz_survey_may_undo(s, act);
    if (yz_letter_may_undo(s, act) != YZ_OK) return YZ_REFUSED;
    bool for_all = strcmp(u.verb, "load-calendar") == 0 || strcmp(u.verb, "load-service") == 0;
    return for_all ? yz_session_for_all(s) : YZ_OK;
}

static enum yz_status may_undo(struct yz_session *s, int64_t *act) {
    enum yz_status status = yz_must(s, YZ_RIGHT_WRITE);
    if (status == YZ_OK && !*act) status = yz_journal_last(s->store, s->staff.id, act);
    if (status == YZ_OK && s->narrow && !own_act(s, *act)) status = yz_must(s, YZ_RIGHT_EVERYWHERE);
    if (status == YZ_OK && closed(s, *act))
        return yz_fail(YZ_DENIED, _("第 %lld 号操作只有站长能撤销"), (long long)*act);
    return status == YZ_OK ? may_undo_act(s, *act) : status;
}

enum yz_status yz_undo_look(struct yz_session *s, int64_t act, struct yz_undo *out) {
    memset(out, 0, sizeof *out);
    enum yz_status status = may_undo(s, &act);
    return status == YZ_OK ? yz_journal_look(s->store, act, out) : status;
}

char *yz_undo_text(struct yz_session *s, const struct yz_undo *u, char *out, size_t room) {
    const struct yz_kind *k = yz_kind_named(u->kind);
    char record[192] = "", title[160], day[YZ_DATE_TEXT];
    if (k) yz_record_title(s, k->id, u->id, true, title, sizeof title);
    snprintf(record, sizeof record, "%s %s", k ? yz_tr(k->label) : u->kind, k ? title : "");
    yz_date_text(yz_moment_date(u->at), day);
    if (u->records == 1) snprintf(out, room, _("%1$s（%2$s，%3$s）"), yz_verb_label(u->verb), day, record);
    else snprintf(out, room, _("%1$s（%2$s，%3$s 等 %4$zu 条记录）"), yz_verb_label(u->verb), day, record, u->records);
    out[yz_utf8_cut(out, room - 1)] = '\0';
    return out;
}

/* What an act made goes when it is undone; who came there later would live nowhere. In the way is the act that registered
 * them, or, where that was long before, the one that moved them in. Lines of the act are neighbours. */
#define ORPHANS(made, by, column)                                                                                      \
    "SELECT (SELECT iif(min(act)<?1,max(iif(act>?1 AND verb<>'undo',act,NULL)),min(act)) FROM journal WHERE kind='" by \
    "' AND id=r.id) AS later FROM journal j"                                                                           \
    " CROSS JOIN \"" by "\" r ON r." column "=j.id WHERE j.kind='" made "' AND j.version=1 AND j.act=?1 AND j.seq>=?1" \
    " AND j.seq<ifnull((SELECT n.seq FROM journal n WHERE n.seq>?1 AND n.act<>?1 ORDER BY n.seq LIMIT 1),1<<62)"       \
    " AND later<>?1 LIMIT 1"

static enum yz_status leaves_nobody_homeless(struct yz_session *s, int64_t act, struct yz_undo *out) {
    static const char *const orphans[] = {
        ORPHANS("building", "dwelling", "building"), ORPHANS("dwelling", "household", "dwelling"),
        ORPHANS("dwelling", "membership", "dwelling"), ORPHANS("household", "membership", "household"),
        ORPHANS("person", "membership", "person")};
    for (size_t i = 0; i < sizeof orphans / sizeof *orphans; i++) {
        int64_t later = yz_sql_int(s->store, orphans[i], act, 0);
        if (later <= 0) continue;
        out->act = act;
        out->blocked_by = later;
        return yz_fail(YZ_REFUSED,
                       _("撤销不了：第 %1$lld 号操作登记的房屋、户或居民，第 %2$lld 号操作后来用上了；先撤销那一次"),
                       (long long)act, (long long)later);
    }
    return YZ_OK;
}

/* The act in the way in the words of the trade: who, what, when. What must be done stands first, since a line is short. */
static enum yz_status in_the_way(struct yz_session *s, int64_t act) {
    const struct yz_log_filter filter = {.act = act};
    struct yz_log_line line;
    struct yz_undo later;
    char text[320], staff[96];
    size_t count = 0;
    if (yz_journal_look(s->store, act, &later) != YZ_OK) return YZ_REFUSED; /* the number must do */
    if (strcmp(later.verb, YZ_ERASE_VERB) == 0)
        return yz_fail(YZ_REFUSED, _("撤销不了：有的内容已由第 %lld 号操作依法删除"), (long long)act);
    if (yz_journal_page(s->store, &filter, &line, 1, &count) != YZ_OK || count == 0) return YZ_REFUSED;
    return yz_fail(YZ_REFUSED, _("撤销不了，先撤销挡着的第 %1$lld 号操作：%2$s %3$s"), (long long)act,
                   yz_record_title(s, YZ_STAFF, line.staff, false, staff, sizeof staff),
                   yz_undo_text(s, &later, text, sizeof text));
}

enum yz_status yz_undo(struct yz_session *s, int64_t act, struct yz_undo *out) {
    memset(out, 0, sizeof *out);
    enum yz_status status = may_undo(s, &act);
    yz_reach_wide(s->store, true); /* the file must fit together, whoever undoes */
    if (status == YZ_OK) status = leaves_nobody_homeless(s, act, out);
    if (status == YZ_OK) status = yz_journal_undo(s->store, act, s->staff.id, out);
    yz_reach_wide(s->store, false);
    if (status == YZ_REFUSED && out->blocked_by) status = in_the_way(s, out->blocked_by);
    if (status == YZ_OK) yz_session_forget(s);
    return status;
}

/* --- the whole file --- */

/* The heads of days that were kept. */
static enum yz_status heads_stand(struct yz_session *s, struct yz_verdict *out) {
    char day[YZ_DATE_TEXT];
    enum yz_status status = yz_day_heads_check(s, day);
    if (status != YZ_OK || !*day) return status;
    out->ok = false;
    snprintf(out->text[0], sizeof out->text[0], _("%s 的日志末行与留存的不同：那天以前的日志被换过"), day);
    out->problems = 1;
    return yz_fail(YZ_FOREIGN, "%s", out->text[0]);
}

enum yz_status yz_verify(struct yz_session *s, struct yz_verdict *out) {
    yz_reach_wide(s->store, true);
    enum yz_status status = yz_store_verify(s->store, out);
    if (status == YZ_OK) status = heads_stand(s, out);
    yz_reach_wide(s->store, false);
    return status;
}

enum yz_status yz_doctor(struct yz_session *s, bool repair, struct yz_verdict *out) {
    yz_reach_wide(s->store, true);
    enum yz_status status = yz_store_doctor(s->store, repair, out);
    yz_reach_wide(s->store, false);
    return status;
}

/* --- looking behind the mask --- */

/* One note as an act of its own: of whoever looks, who need not be allowed to change anything. */
static enum yz_status note_act(struct yz_session *s, const char *verb, int64_t id, struct yz_buffer *body) {
    enum yz_status status = body->failed ? yz_fail(YZ_BUSY, _("内存不足")) : YZ_OK;
    if (status == YZ_OK) status = yz_act_begin(s->store, verb, s->staff.id);
    if (status == YZ_OK) {
        status = yz_note(s->store, verb, id, yz_buffer_string(body));
        if (status == YZ_OK) status = yz_act_commit(s->store, NULL);
        else yz_act_abort(s->store);
    }
    yz_buffer_free(body);
    return status;
}

static enum yz_status note_two(struct yz_session *s, const char *verb, int64_t id, const char *kind, const char *name,
                               const char *value) {
    struct yz_buffer body = {0};
    struct yz_json j;
    yz_json_open(&j, &body);
    yz_json_object(&j, NULL);
    yz_json_text(&j, "kind", kind);
    yz_json_text(&j, name, value);
    yz_json_end(&j);
    return note_act(s, verb, id, &body);
}

enum yz_status yz_log_exported(struct yz_session *s, const char *filter) {
    return note_two(s, "export", 0, "log", "filter", filter);
}
