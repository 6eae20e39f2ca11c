/* Proof that nothing was altered: the journal's chain is recomputed from its first line, every row is compared with the
 * newest body of its record, and SQLite checks its own pages. Search keys are derived, so they are doctor.c's. */
#include "store/verify.h"

#include "store/erase.h"

#include "base/sha256.h"
#include "base/text.h"

#include <yizhan/i18n.h>

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- the verdict --- */

void yz_problem(struct yz_verdict *v, const char *format, ...) {
    size_t room = sizeof v->text / sizeof *v->text;
    if (v->problems++ >= room) return;
    char full[512];
    va_list args;
    va_start(args, format);
    vsnprintf(full, sizeof full, format, args);
    va_end(args);
    yz_text_line(v->text[v->problems - 1], sizeof *v->text, full);
}

enum yz_status yz_verdict_close(struct yz_verdict *v, const char *path) {
    v->ok = v->problems == 0;
    if (v->ok) return YZ_OK;
    return yz_fail(YZ_FOREIGN, _("%1$s 有 %2$zu 处问题：%3$s"), path, v->problems, v->text[0]);
}

void yz_record_words(const struct yz_kind *k, int64_t id, char out[96]) {
    char ref[40];
    snprintf(out, 96, "%.54s %s", _(k->label), yz_store_ref(k, id, ref));
}

/* --- the chain --- */

static const unsigned char *hash_column(struct yz_query *q, int column) {
    static const unsigned char none[YZ_HASH];
    size_t size;
    const void *hash = yz_bytes(q, column, &size);
    return size == YZ_HASH ? hash : none;
}

/* Columns as YZ_JOURNAL_COLUMNS; texts point into the row. */
static void read_line(struct yz_query *q, struct yz_line *line) {
    *line = (struct yz_line){.seq = yz_int(q, 0),
                             .epoch = yz_int(q, 1),
                             .act = yz_int(q, 2),
                             .at = yz_int(q, 3),
                             .staff = yz_int(q, 4),
                             .verb = yz_text(q, 5),
                             .kind = yz_text(q, 6),
                             .id = yz_int(q, 7),
                             .version = yz_int(q, 8),
                             .gone = yz_int(q, 9) != 0};
    memcpy(line->body_hash, hash_column(q, 10), YZ_HASH);
    memcpy(line->prev, hash_column(q, 11), YZ_HASH);
    memcpy(line->hash, hash_column(q, 12), YZ_HASH);
}

/* A body that is gone must have an erasure after it: who only blanks a body, to change a row, is found. */
static void check_erased(const struct yz_line *line, int64_t last_erasure, struct yz_verdict *v) {
    if (line->seq >= last_erasure)
        yz_problem(v, _("日志第 %lld 行的内容被抹去，之后却没有依法删除的操作"), (long long)line->seq);
}

static void check_line(struct yz_query *q, const struct yz_line *line, const struct yz_line *before,
                       int64_t last_erasure, struct yz_verdict *v) {
    unsigned char hash[YZ_HASH];
    size_t size;
    const void *body = yz_bytes(q, 13, &size);
    if (line->seq != before->seq + 1)
        yz_problem(v, _("日志第 %1$lld 至 %2$lld 行缺失"), (long long)before->seq + 1, (long long)line->seq - 1);
    if (memcmp(line->prev, before->hash, YZ_HASH) != 0)
        yz_problem(v, _("日志第 %lld 行与前一行接不上"), (long long)line->seq);
    yz_line_hash(line, hash);
    if (memcmp(line->hash, hash, YZ_HASH) != 0) yz_problem(v, _("日志第 %lld 行被改动过"), (long long)line->seq);
    if (yz_int(q, 14)) { /* its hash stays in the chain */
        check_erased(line, last_erasure, v);
        return;
    }
    yz_sha256(hash, body, size);
    if (memcmp(line->body_hash, hash, YZ_HASH) != 0)
        yz_problem(v, _("日志第 %lld 行的内容被改动过"), (long long)line->seq);
}

static enum yz_status check_chain(struct yz_store *s, struct yz_verdict *v) {
    struct yz_line line, before = {0};
    int64_t erasure =
        yz_sql_int(s, "SELECT max(seq) FROM journal WHERE verb = '" YZ_ERASE_VERB "' AND seq = act", 0, 0);
    struct yz_query *q = yz_sql(s, "SELECT " YZ_JOURNAL_COLUMNS ",body IS NULL FROM journal ORDER BY seq");
    if (!q) return yz_done(q);
    while (yz_next(q)) {
        read_line(q, &line);
        check_line(q, &line, &before, erasure, v);
        before = line;
        v->lines++;
    }
    yz_hex(before.hash, YZ_HASH, v->head);
    return yz_done(q);
}

/* --- rows against lines --- */

/* The newest line of a record. */
struct newest {
    int64_t id, version;
    bool gone, erased;
    const char *body; /* points into the row of the query */
};

struct rows {
    struct yz_store *s;
    const struct yz_kind *k;
    struct yz_verdict *v;
    struct yz_query *lines, *rows;
    void *record, *other;
    struct yz_buffer json;
};

/* Same text, or, when the program that wrote it knew other fields, the same record. */
static bool same_body(struct rows *r, const char *body) {
    yz_buffer_clear(&r->json);
    yz_record_json(&r->json, r->k, r->record);
    if (strcmp(yz_buffer_string(&r->json), body) == 0) return true;
    return yz_record_parse(r->s, r->k, body, r->other) == YZ_OK && yz_record_same(r->k, r->record, r->other) &&
           ((struct yz_record *)r->other)->version == ((struct yz_record *)r->record)->version;
}

static bool next_line(struct rows *r, struct newest *n) {
    if (!yz_next(r->lines)) return false;
    *n = (struct newest){yz_int(r->lines, 0), yz_int(r->lines, 1), yz_int(r->lines, 2) != 0, yz_int(r->lines, 3) != 0,
                         yz_text(r->lines, 4)};
    return true;
}

static bool next_row(struct rows *r) {
    if (!yz_next(r->rows)) return false;
    yz_row(r->rows, r->k, r->record);
    return true;
}

static void compare(struct rows *r, const struct newest *n) {
    char words[96];
    const struct yz_record *row = r->record;
    yz_record_words(r->k, row->id, words);
    if (n->gone) yz_problem(r->v, _("%s 已删除，表里却还有"), words);
    else if (n->version != row->version)
        yz_problem(r->v, _("%1$s 在表里是第 %2$lld 版，日志里是第 %3$lld 版"), words, (long long)row->version,
                   (long long)n->version);
    else if (n->erased) yz_problem(r->v, _("%s 最新一版的日志没有内容，不能与表核对"), words);
    else if (!same_body(r, n->body)) yz_problem(r->v, _("%s 与日志不符：没有经过操作就被改动了"), words);
}

/* Both are in order of ids. */
static void merge(struct rows *r) {
    char words[96];
    struct newest n;
    const struct yz_record *row = r->record;
    bool line = next_line(r, &n), there = next_row(r);
    while (line || there) {
        bool row_only = there && (!line || row->id < n.id), line_only = line && (!there || n.id < row->id);
        yz_record_words(r->k, line_only ? n.id : row->id, words);
        if (row_only) yz_problem(r->v, _("%s 没有日志"), words);
        else if (line_only && !n.gone) yz_problem(r->v, _("%s 在日志里有，表里没有"), words);
        else if (!line_only) compare(r, &n);
        if (!row_only) line = next_line(r, &n);
        if (!line_only) there = next_row(r);
    }
}

static enum yz_status read_both(struct rows *r) {
    r->rows = yz_select(r->s, r->k, "ORDER BY id");
    r->lines = yz_sql(r->s, "SELECT id, max(version), gone, body IS NULL, body FROM journal "
                            "WHERE kind = ?1 AND version > 0 GROUP BY id ORDER BY id");
    yz_bind_text(r->lines, 1, r->k->name);
    if (r->rows && r->lines) merge(r);
    enum yz_status rows = yz_done(r->rows), lines = yz_done(r->lines);
    return rows == YZ_OK ? lines : rows;
}

static enum yz_status check_rows(struct yz_store *s, const struct yz_kind *k, struct yz_verdict *v) {
    struct rows r = {.s = s, .k = k, .v = v, .record = calloc(1, k->size), .other = calloc(1, k->size)};
    enum yz_status status = YZ_BUSY;
    if (r.record && r.other) status = read_both(&r);
    if (!r.record || !r.other || r.json.failed) status = yz_fail(YZ_BUSY, "%s", _("内存不够"));
    yz_buffer_free(&r.json);
    free(r.record);
    free(r.other);
    return status;
}

static enum yz_status check_kinds(struct yz_store *s, struct yz_verdict *v) {
    struct yz_query *q = yz_sql(s, "SELECT DISTINCT kind FROM journal WHERE version > 0");
    if (!q) return yz_done(q);
    while (yz_next(q))
        if (!yz_store_kind_named(yz_text(q, 0))) yz_problem(v, _("日志里有不认识的记录种类“%s”"), yz_text(q, 0));
    return yz_done(q);
}

/* --- counters: behind the ids that were given, they would give them again --- */

/* The newest id of a kind from the station's first epoch on, 0 when it gave none. */
static enum yz_status newest_id(struct yz_store *s, const struct yz_kind *k, int64_t number, int64_t *newest) {
    struct yz_query *q = yz_sql(s, "SELECT max(id) FROM journal WHERE kind = ?1 AND id BETWEEN ?2 AND ?3");
    yz_bind_text(q, 1, k->name);
    yz_bind(q, 2, YZ_ID(number, 0, 0));
    yz_bind(q, 3, YZ_ID(number + 1, 0, 0) - 1);
    *newest = yz_next(q) ? yz_int(q, 0) : 0;
    return yz_done(q);
}

static enum yz_status check_counter(struct yz_store *s, const struct yz_kind *k, int64_t number, int64_t epoch,
                                    struct yz_verdict *v, bool *own) {
    char name[64];
    int64_t newest;
    enum yz_status status = newest_id(s, k, number, &newest);
    *own |= newest != 0;
    newest = YZ_ID_EPOCH(newest) == epoch ? YZ_ID_COUNTER(newest) : 0;
    snprintf(name, sizeof name, "last:%s", k->name);
    if (status == YZ_OK && yz_meta(s, name, 0) < newest) yz_problem(v, _("%s的编号计数落后于日志"), _(k->label));
    return status;
}

static enum yz_status check_counters(struct yz_store *s, struct yz_verdict *v) {
    unsigned failures = yz_failures();
    int64_t number = yz_meta(s, "number", 0), epoch = yz_meta(s, "epoch", 0);
    if (epoch < yz_sql_int(s, "SELECT epoch FROM journal ORDER BY seq DESC LIMIT 1", 0, 0))
        yz_problem(v, "%s", _("文件的纪元早于日志"));
    enum yz_status status = YZ_OK;
    bool own = yz_sql_int(s, "SELECT NOT EXISTS(SELECT 1 FROM journal WHERE version > 0)", 0, 0);
    for (size_t i = 0; status == YZ_OK && i < yz_store_kind_count; i++)
        if (yz_store_kind_table[i]) status = check_counter(s, yz_store_kind_table[i], number, epoch, v, &own);
    if (status == YZ_OK && !own) yz_problem(v, "%s", _("文件的站号与它的记录不符"));
    return status == YZ_OK && yz_failures() != failures ? yz_sqlite_last() : status;
}

/* --- SQLite's own check --- */

/* "… Page 12: unable to get the page. error code=266": that it could not be read now says nothing about the page. */
static int not_read(const char *line) {
    static const char before[] = "error code=";
    const char *at = strstr(line, before);
    int rc = at ? (int)strtol(at + sizeof before - 1, NULL, 10) : SQLITE_OK;
    return (rc & 0xFF) == SQLITE_IOERR || (rc & 0xFF) == SQLITE_NOMEM ? rc : SQLITE_OK;
}

static enum yz_status check_pages(struct yz_store *s, struct yz_verdict *v) {
    struct yz_query *q = yz_sql(s, "PRAGMA integrity_check(8)");
    int rc = SQLITE_OK;
    if (!q) return yz_done(q);
    while (yz_next(q)) {
        const char *line = yz_text(q, 0);
        if (rc == SQLITE_OK) rc = not_read(line);
        if (strcmp(line, "ok") != 0) yz_problem(v, _("数据库结构：%s"), line);
    }
    enum yz_status status = yz_done(q);
    return status == YZ_OK && rc != SQLITE_OK ? yz_sqlite_fail(s, rc, _("读取")) : status;
}

/* --- all of it --- */

static enum yz_status check_all(struct yz_store *s, struct yz_verdict *v) {
    enum yz_status status = check_chain(s, v);
    if (status == YZ_OK) status = check_kinds(s, v);
    for (size_t i = 0; status == YZ_OK && i < yz_store_kind_count; i++)
        if (yz_store_kind_table[i]) status = check_rows(s, yz_store_kind_table[i], v);
    if (status == YZ_OK) status = check_counters(s, v);
    return status == YZ_OK ? check_pages(s, v) : status;
}

enum yz_status yz_verify_content(struct yz_store *s, struct yz_verdict *v) {
    *v = (struct yz_verdict){0};
    bool own = sqlite3_get_autocommit(s->db); /* one snapshot, while others go on writing */
    enum yz_status status = own ? yz_exec(s, "BEGIN") : YZ_OK;
    if (status != YZ_OK) return status;
    status = check_all(s, v);
    if (own) yz_rollback(s);
    return status;
}

enum yz_status yz_store_verify(struct yz_store *s, struct yz_verdict *out) {
    enum yz_status status = yz_verify_content(s, out);
    if (status == YZ_FOREIGN) yz_problem(out, "%s", yz_message()); /* so damaged that it cannot be read through */
    else if (status != YZ_OK) return status;
    if (status == YZ_OK && yz_witness_check(s) != YZ_OK) yz_problem(out, "%s", yz_message());
    return yz_verdict_close(out, s->path);
}
