/* Acts: one transaction of whole records, each with its line in the journal.
 *
 * The chain: body_hash = SHA-256 of the body's bytes (of "" when there is none); hash = SHA-256 of the text that
 * yz_line_hash writes. Both are in docs/journal.md, so that anybody can prove the journal without this program. */
#include "store/store_private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>

#include "base/sha256.h"

enum { LINE_TEXT = 640, BULK_CACHE = -65536, USUAL_CACHE = -9216, CLOCK_SLACK = 120000 };

/* --- the chain --- */

void yz_hex(const unsigned char *bytes, size_t n, char *out) {
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < n; i++) {
        *out++ = digits[bytes[i] >> 4];
        *out++ = digits[bytes[i] & 15];
    }
    *out = '\0';
}

enum { HEX = 2 * YZ_HASH };

static char *hex_line(char *to, const unsigned char hash[YZ_HASH]) {
    yz_hex(hash, YZ_HASH, to);
    to[HEX] = '\n';
    return to + HEX + 1;
}

static char *number_line(char *to, int64_t value) {
    char digits[24], *at = digits + sizeof digits;
    uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    *--at = '\n';
    do *--at = (char)('0' + rest % 10);
    while ((rest /= 10) != 0);
    if (value < 0) *--at = '-';
    size_t n = (size_t)(digits + sizeof digits - at);
    memcpy(to, at, n);
    return to + n;
}

static char *text_line(char *to, const char *text) {
    size_t n = strnlen(text, 64);
    memcpy(to, text, n);
    to[n] = '\n';
    return to + n + 1;
}

void yz_line_hash(const struct yz_line *line, unsigned char out[YZ_HASH]) {
    char text[LINE_TEXT], *to = hex_line(text, line->prev);
    to = number_line(to, line->epoch);
    to = number_line(to, line->seq);
    to = number_line(to, line->act);
    to = number_line(to, line->at);
    to = number_line(to, line->staff);
    to = text_line(to, line->verb);
    to = text_line(to, line->kind);
    to = number_line(to, line->id);
    to = number_line(to, line->version);
    to = number_line(to, line->gone);
    to = hex_line(to, line->body_hash);
    yz_sha256(out, text, (size_t)(to - text));
}

/* --- begin --- */

/* A word: it stands in the hashed text, where a line end would let one line pass for another. */
static bool is_word(const char *word, size_t room) {
    size_t n = strlen(word);
    if (n == 0 || n >= room) return false;
    for (const char *p = word; *p; p++)
        if ((unsigned char)*p <= ' ' || *p == 0x7F) return false;
    return true;
}

static void forget_counters(struct yz_store *s) {
    for (int i = 0; i < YZ_KIND_COUNT; i++) s->kind[i].loaded = s->kind[i].advanced = false;
}

void yz_act_since(struct yz_store *s) {
    s->asked = true;
    s->asked_at = yz_failures();
}

void yz_act_without(struct yz_store *s, unsigned failures) {
    s->asked_at += yz_failures() - failures;
}

enum yz_status yz_act_begin(struct yz_store *s, const char *verb, int64_t staff) {
    if (s->act.open) { /* not counted as a failure: the act that is open may go on */
        yz_fail(YZ_REFUSED, _("上一项操作（%s）还没有完成"), s->act.verb);
        return YZ_BUSY;
    }
    if (!is_word(verb, sizeof s->act.verb)) return yz_fail(YZ_USAGE, _("操作的名字不对：%s"), verb);
    enum yz_status status = yz_tx_begin(s, verb);
    if (status != YZ_OK) return status;
    yz_moment newest;
    s->act = (struct yz_act){.staff = staff, .at = yz_now(), .failures = yz_failures()};
    memcpy(s->act.verb, verb, strlen(verb) + 1);
    status = yz_journal_head(s, &s->act.seq, s->act.hash, &newest);
    uint32_t epoch = (uint32_t)yz_meta(s, "epoch", 1);
    if (yz_failures() != s->act.failures) {
        yz_tx_rollback(s);
        return status == YZ_OK ? yz_sqlite_last() : status;
    }
    if (s->asked) s->act.failures = s->asked_at;
    s->epoch = epoch;
    s->warnings &= ~(unsigned)YZ_WARN_CLOCK;
    if (s->act.at + CLOCK_SLACK < newest) s->warnings |= YZ_WARN_CLOCK;
    s->act.open = true;
    forget_counters(s);
    return YZ_OK;
}

static void set_cache(struct yz_store *s, int size) {
    char sql[40];
    if (*s->published) return; /* has its own, larger one */
    snprintf(sql, sizeof sql, "PRAGMA cache_size=%d", size);
    sqlite3_exec(s->db, sql, NULL, NULL, NULL);
}

void yz_act_bulk(struct yz_store *s) {
    if (!s->act.open || s->act.bulk) return;
    s->act.bulk = true;
    set_cache(s, BULK_CACHE);
}

bool yz_in_act(const struct yz_store *s) {
    return s->act.open;
}

/* --- statements of a kind --- */

static sqlite3_stmt *prepare_buffer(struct yz_store *s, struct yz_buffer *sql) {
    sqlite3_stmt *stmt = NULL;
    if (sql->failed) yz_sqlite_fail(s, SQLITE_NOMEM, _("写入"));
    else stmt = yz_prepare(s, yz_buffer_string(sql));
    yz_buffer_free(sql);
    return stmt;
}

static sqlite3_stmt *insert_of(struct yz_store *s, const struct yz_kind *k) {
    struct yz_buffer sql = {0};
    yz_buffer_printf(&sql, "INSERT INTO main.\"%s\"(\"id\",\"version\"", k->name);
    for (size_t i = 0; i < k->count; i++) yz_buffer_printf(&sql, ",\"%s\"", k->fields[i].column);
    yz_buffer_text(&sql, ") VALUES(?1,?2");
    for (size_t i = 0; i < k->count; i++) yz_buffer_printf(&sql, ",?%zu", i + 3);
    yz_buffer_byte(&sql, ')');
    return prepare_buffer(s, &sql);
}

static sqlite3_stmt *update_of(struct yz_store *s, const struct yz_kind *k) {
    struct yz_buffer sql = {0};
    yz_buffer_printf(&sql, "UPDATE main.\"%s\" SET \"version\"=?2", k->name);
    for (size_t i = 0; i < k->count; i++) yz_buffer_printf(&sql, ",\"%s\"=?%zu", k->fields[i].column, i + 3);
    yz_buffer_text(&sql, " WHERE \"id\"=?1");
    return prepare_buffer(s, &sql);
}

static sqlite3_stmt *remove_of(struct yz_store *s, const struct yz_kind *k) {
    struct yz_buffer sql = {0};
    yz_buffer_printf(&sql, "DELETE FROM main.\"%s\" WHERE \"id\"=?1", k->name);
    return prepare_buffer(s, &sql);
}

static enum yz_status run(struct yz_store *s, sqlite3_stmt *stmt) {
    sqlite3_step(stmt);
    int rc = sqlite3_reset(stmt);
    return rc == SQLITE_OK ? YZ_OK : yz_sqlite_fail(s, rc, _("写入"));
}

/* The stored record into the kind's own room. */
enum yz_status yz_row_before(struct yz_store *s, const struct yz_kind *k, int64_t id, bool *found) {
    struct yz_kind_use *use = &s->kind[k->id];
    if (!use->before) use->before = malloc(k->size);
    if (!use->before) return yz_sqlite_fail(s, SQLITE_NOMEM, _("写入"));
    return yz_record_stored(s, k, id, use->before, found);
}

/* --- ids --- */

static const char *counter_name(const struct yz_kind *k, char out[64]) {
    snprintf(out, 64, "last:%s", k->name);
    return out;
}

static int64_t next_id(struct yz_store *s, const struct yz_kind *k) {
    struct yz_kind_use *use = &s->kind[k->id];
    char name[64];
    if (!use->loaded) use->counter = yz_meta(s, counter_name(k, name), 0);
    use->loaded = use->advanced = true;
    use->counter++;
    return YZ_ID(s->number, s->epoch, use->counter);
}

static enum yz_status save_counters(struct yz_store *s) {
    enum yz_status status = YZ_OK;
    char name[64];
    for (size_t i = 0; i < yz_store_kind_count && status == YZ_OK; i++) {
        const struct yz_kind *k = yz_store_kind_table[i];
        if (k && s->kind[k->id].advanced) status = yz_meta_set(s, counter_name(k, name), s->kind[k->id].counter);
    }
    return status;
}

void yz_counter_reach(struct yz_store *s, const struct yz_kind *k, int64_t id) {
    struct yz_kind_use *use = &s->kind[k->id];
    char name[64];
    if (YZ_ID_STATION(id) != s->number) return;
    if (!use->loaded) use->counter = yz_meta(s, counter_name(k, name), 0);
    use->loaded = true;
    if (use->counter >= YZ_ID_COUNTER(id)) return;
    use->counter = YZ_ID_COUNTER(id);
    use->advanced = true;
}

/* --- journal lines --- */

/* Columns as YZ_JOURNAL_COLUMNS. What is bound stays until the step. */
static void bind_line(sqlite3_stmt *q, const struct yz_line *line, const char *body, size_t length) {
    const int64_t numbers[] = {line->seq, line->epoch, line->act, line->at, line->staff};
    for (int i = 0; i < 5; i++) sqlite3_bind_int64(q, i + 1, numbers[i]);
    sqlite3_bind_text(q, 6, line->verb, -1, SQLITE_STATIC);
    sqlite3_bind_text(q, 7, line->kind, -1, SQLITE_STATIC);
    sqlite3_bind_int64(q, 8, line->id);
    sqlite3_bind_int64(q, 9, line->version);
    sqlite3_bind_int64(q, 10, line->gone);
    sqlite3_bind_blob(q, 11, line->body_hash, YZ_HASH, SQLITE_STATIC);
    sqlite3_bind_blob(q, 12, line->prev, YZ_HASH, SQLITE_STATIC);
    sqlite3_bind_blob(q, 13, line->hash, YZ_HASH, SQLITE_STATIC);
    sqlite3_bind_text(q, 14, body, (int)length, SQLITE_STATIC);
}

enum yz_status yz_line_put(struct yz_store *s, const struct yz_line *line, const char *body, size_t length) {
    if (!s->journal_insert)
        s->journal_insert = yz_prepare(s, "INSERT INTO journal(" YZ_JOURNAL_COLUMNS
                                          ") VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14)");
    if (!s->journal_insert) return yz_sqlite_last();
    bind_line(s->journal_insert, line, body, length);
    enum yz_status status = run(s, s->journal_insert);
    if (status != YZ_OK) return status;
    s->act.seq = line->seq;
    memcpy(s->act.hash, line->hash, YZ_HASH);
    return YZ_OK;
}

enum yz_status yz_line_write(struct yz_store *s, const char *kind, const struct yz_record *head, bool gone,
                             const char *body, size_t length) {
    struct yz_act *act = &s->act;
    struct yz_line line = {.epoch = s->epoch, .seq = act->seq + 1, .act = act->id ? act->id : act->seq + 1};
    line.at = act->at;
    line.staff = act->staff;
    line.verb = act->verb;
    line.kind = kind;
    line.id = head->id;
    line.version = head->version;
    line.gone = gone;
    memcpy(line.prev, act->hash, YZ_HASH);
    yz_sha256(line.body_hash, body, length);
    yz_line_hash(&line, line.hash);
    enum yz_status status = yz_line_put(s, &line, body, length);
    if (status == YZ_OK) act->id = line.act;
    return status;
}

static enum yz_status journal_record(struct yz_store *s, const struct yz_kind *k, const void *record) {
    s->act.kinds |= YZ_KIND_BIT(k->id);
    yz_buffer_clear(&s->json);
    yz_record_json(&s->json, k, record);
    if (s->json.failed) return yz_sqlite_fail(s, SQLITE_NOMEM, _("写入"));
    return yz_line_write(s, k->name, record, false, s->json.data, s->json.length);
}

/* --- put, drop, note --- */

static enum yz_status not_open(void) {
    return yz_fail(YZ_REFUSED, _("没有正在进行的操作，不能写入"));
}

static enum yz_status given_up(void) {
    return yz_fail(YZ_BUSY, _("有一步没有做成，整项操作已撤回，原有数据未动；请再试一次"));
}

/* After a failure SQLite may have rolled back by itself: then nothing more may be written, it would stand alone. */
static enum yz_status may_write(const struct yz_store *s) {
    if (!s->act.open) return not_open();
    return s->act.spoiled || yz_failures() != s->act.failures ? given_up() : YZ_OK;
}

/* Row, keys and line belong together: after a failure between them the act can only be given up. */
static enum yz_status spoil(struct yz_store *s, enum yz_status status) {
    if (status != YZ_OK) s->act.spoiled = true;
    return status;
}

/* What follows from a record: its search keys, its counts, the cards it stands on, the sums it is in. */
static enum yz_status derive(struct yz_store *s, const struct yz_kind *k, int64_t id, const void *before,
                             const void *after) {
    enum yz_status status = yz_keys_put(s, k, id, before, after);
    if (status == YZ_OK) status = yz_tally_put(s, k, before, after);
    if (status == YZ_OK) status = yz_cards_touch(s, k, before, after);
    return status == YZ_OK ? yz_sums_touch(s, k, before, after) : status;
}

enum yz_status yz_row_insert(struct yz_store *s, const struct yz_kind *k, const void *record) {
    struct yz_kind_use *use = &s->kind[k->id];
    const struct yz_record *head = record;
    if (!use->insert && !(use->insert = insert_of(s, k))) return yz_sqlite_last();
    yz_record_bind(use->insert, 1, k, record);
    enum yz_status status = run(s, use->insert);
    return status == YZ_OK ? derive(s, k, head->id, NULL, record) : status;
}

enum yz_status yz_row_update(struct yz_store *s, const struct yz_kind *k, const void *record, const void *before) {
    struct yz_kind_use *use = &s->kind[k->id];
    const struct yz_record *head = record;
    if (!use->update && !(use->update = update_of(s, k))) return yz_sqlite_last();
    yz_record_bind(use->update, 1, k, record);
    enum yz_status status = run(s, use->update);
    return status == YZ_OK ? derive(s, k, head->id, before, record) : status;
}

enum yz_status yz_row_remove(struct yz_store *s, const struct yz_kind *k, int64_t id, const void *before) {
    struct yz_kind_use *use = &s->kind[k->id];
    if (!use->remove && !(use->remove = remove_of(s, k))) return yz_sqlite_last();
    sqlite3_bind_int64(use->remove, 1, id);
    enum yz_status status = run(s, use->remove);
    return status == YZ_OK ? derive(s, k, id, before, NULL) : status;
}

static enum yz_status insert(struct yz_store *s, const struct yz_kind *k, void *record) {
    enum yz_status status = yz_row_insert(s, k, record);
    return status == YZ_OK ? journal_record(s, k, record) : status;
}

static enum yz_status update(struct yz_store *s, const struct yz_kind *k, void *record, const void *before) {
    enum yz_status status = yz_row_update(s, k, record, before);
    return status == YZ_OK ? journal_record(s, k, record) : status;
}

static enum yz_status put_new(struct yz_store *s, const struct yz_kind *k, void *record) {
    struct yz_record *head = record, old = *head;
    head->id = next_id(s, k);
    head->version = 1;
    enum yz_status status = spoil(s, insert(s, k, record));
    if (status != YZ_OK) *head = old;
    return status;
}

enum yz_status yz_skip_id(struct yz_store *s, const struct yz_kind *k) {
    enum yz_status status = may_write(s);
    if (status == YZ_OK) next_id(s, k);
    return status;
}

static enum yz_status missing(const struct yz_kind *k, int64_t id) {
    return yz_fail(YZ_REFUSED, _("%1$s %2$s 已经不在了，可能刚被删除或合并；请重新查找"), yz_tr(k->label),
                   yz_store_ref(k, id, (char[40]){0}));
}

enum yz_status yz_put(struct yz_store *s, const struct yz_kind *k, void *record) {
    struct yz_record *head = record;
    bool found = false;
    enum yz_status status = may_write(s);
    if (status != YZ_OK) return status;
    if (head->id == 0) return put_new(s, k, record);
    status = yz_row_before(s, k, head->id, &found);
    if (status != YZ_OK) return status;
    if (!found) return missing(k, head->id);
    if (s->reach.count && !s->reach.wide && (status = yz_reach_refuse(s, k, head->id)) != YZ_OK) return status;
    const struct yz_record *before = s->kind[k->id].before;
    if (before->version != head->version)
        return yz_fail(YZ_REFUSED,
                       _("%1$s %2$s 刚被别人改过（现在是第 %3$lld 版，您改的是第 %4$lld 版）；请重新打开后再改"),
                       yz_tr(k->label), yz_store_ref(k, head->id, (char[40]){0}), (long long)before->version,
                       (long long)head->version);
    if (yz_record_same(k, before, record)) return YZ_OK;
    head->version++;
    status = spoil(s, update(s, k, record, before));
    if (status != YZ_OK) head->version--;
    return status;
}

enum yz_status yz_put_again(struct yz_store *s, const struct yz_kind *k, void *record) {
    struct yz_record *head = record;
    enum yz_status status = may_write(s);
    if (status != YZ_OK) return status;
    head->version++;
    status = spoil(s, insert(s, k, record));
    if (status != YZ_OK) head->version--;
    return status;
}

enum yz_status yz_put_given(struct yz_store *s, const struct yz_kind *k, void *record) {
    struct yz_record *head = record;
    bool found = false;
    enum yz_status status = may_write(s);
    if (status == YZ_OK) status = yz_row_before(s, k, head->id, &found);
    if (status != YZ_OK) return status;
    head->version =
        found ? ((const struct yz_record *)s->kind[k->id].before)->version : yz_newest_version(s, k->name, head->id);
    yz_counter_reach(s, k, head->id);
    return found ? yz_put(s, k, record) : yz_put_again(s, k, record);
}

enum yz_status yz_drop_stored(struct yz_store *s, const struct yz_kind *k, int64_t id, bool *found) {
    struct yz_kind_use *use = &s->kind[k->id];
    enum yz_status status = may_write(s);
    *found = false;
    if (status == YZ_OK) status = yz_row_before(s, k, id, found);
    if (status != YZ_OK || !*found) return status;
    struct yz_record tomb = {id, ((const struct yz_record *)use->before)->version + 1};
    status = yz_row_remove(s, k, id, use->before);
    if (status == YZ_OK) status = yz_line_write(s, k->name, &tomb, true, "", 0);
    return spoil(s, status);
}

enum yz_status yz_drop(struct yz_store *s, const struct yz_kind *k, int64_t id) {
    bool found;
    enum yz_status status = yz_drop_stored(s, k, id, &found);
    return status == YZ_OK && !found ? missing(k, id) : status;
}

enum yz_status yz_note(struct yz_store *s, const char *kind, int64_t id, const char *json) {
    struct yz_record head = {id, 0};
    enum yz_status status = may_write(s);
    if (status != YZ_OK) return status;
    if (!is_word(kind, 24)) return yz_fail(YZ_USAGE, _("操作的名字不对：%s"), kind);
    const char *body = json ? json : "";
    return spoil(s, yz_line_write(s, kind, &head, false, body, strlen(body)));
}

/* --- commit, abort --- */

static void close_act(struct yz_store *s) {
    if (s->act.bulk && !s->more_to_roll) {
        set_cache(s, USUAL_CACHE);
        sqlite3_db_release_memory(s->db);
    }
    s->act.open = s->act.bulk = false;
}

static void drop_pending(struct yz_store *s) {
    yz_keys_drop_pending(s);
    yz_tally_drop_pending(s);
    yz_cards_drop_pending(s);
    yz_sums_drop_pending(s);
}

enum yz_status yz_act_commit(struct yz_store *s, int64_t *act) {
    if (!s->act.open) return not_open();
    enum yz_status status = s->act.spoiled ? given_up() : yz_keys_flush(s);
    if (status == YZ_OK) status = yz_tally_flush(s);
    if (status == YZ_OK) status = yz_cards_flush(s);
    if (status == YZ_OK) status = yz_sums_flush(s);
    if (status == YZ_OK) status = yz_holds(s);
    if (status == YZ_OK) status = save_counters(s);
    /* Something that was asked on the way was not answered: what was written may rest on it. */
    if (status == YZ_OK && yz_failures() != s->act.failures) status = given_up();
    if (status != YZ_OK) {
        yz_act_abort(s);
        return status;
    }
    status = yz_tx_commit(s);
    if (status != YZ_OK) drop_pending(s);
    else if (act) *act = s->act.id;
    close_act(s);
    return status;
}

void yz_act_abort(struct yz_store *s) {
    if (!s->act.open) return;
    drop_pending(s);
    yz_tx_rollback(s);
    close_act(s);
}
