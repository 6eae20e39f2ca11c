/* The file as it was known at a moment: before each table of records that changed since stands another of the same name in SQLite's
 * temporary schema, with those that did not change, of the others what the journal had then, and the same indexes. */
#include "store/store_private.h"

#include <yizhan/i18n.h>

/* Acts follow each other in time, so the first line of a moment is found by halving. */
int64_t yz_journal_first(struct yz_store *s, yz_moment at) {
    int64_t low = 0, high = yz_sql_int(s, "SELECT ifnull(max(seq),0)+1 FROM journal", 0, 0);
    while (low < high) {
        int64_t middle = low + (high - low) / 2;
        if (yz_sql_int(s, "SELECT ifnull((SELECT at FROM journal WHERE seq>=?1 ORDER BY seq LIMIT 1)>=?2,1)", middle,
                       at))
            high = middle;
        else low = middle + 1;
    }
    return low;
}

static enum yz_status run(struct yz_store *s, struct yz_buffer *sql) {
    enum yz_status status =
        sql->failed ? yz_sqlite_fail(s, SQLITE_NOMEM, _("读取")) : yz_exec(s, yz_buffer_string(sql));
    yz_buffer_free(sql);
    return status;
}

static void columns(struct yz_buffer *sql, const struct yz_kind *k, const char *before) {
    for (size_t i = 0; i < k->count; i++) yz_buffer_printf(sql, "%s\"%s\"", before, k->fields[i].column);
}

/* Those that did not change since, and of the others what the journal had; fields that hold nothing are not in its bodies. */
static enum yz_status fill(struct yz_store *s, const struct yz_kind *k, int64_t head) {
    struct yz_buffer sql = {0};
    /* Without their types no comparison of two columns would go by an index. */
    yz_buffer_printf(&sql, "CREATE TEMP TABLE \"%s\"(\"id\" INTEGER PRIMARY KEY,\"version\" INTEGER", k->name);
    for (size_t i = 0; i < k->count; i++)
        yz_buffer_printf(&sql, ",\"%s\" %s", k->fields[i].column, k->fields[i].type == YZ_TEXT ? "TEXT" : "INTEGER");
    yz_buffer_printf(&sql, ");INSERT INTO temp.\"%s\" SELECT \"id\",\"version\"", k->name);
    columns(&sql, k, ",");
    yz_buffer_printf(&sql,
                     " FROM main.\"%s\" WHERE id NOT IN (SELECT p.id FROM temp.past_ids p WHERE p.kind='%s');"
                     "INSERT INTO temp.\"%s\" SELECT j.id,j.version",
                     k->name, k->name, k->name);
    for (size_t i = 0; i < k->count; i++)
        yz_buffer_printf(&sql, ",ifnull(json_extract(j.body,'$.%s'),%s)", k->fields[i].column,
                         k->fields[i].type == YZ_TEXT ? "''" : "0");
    yz_buffer_printf(&sql,
                     " FROM temp.past_ids p JOIN main.journal j ON j.seq=(SELECT max(b.seq) FROM main.journal b WHERE "
                     "b.kind=p.kind AND b.id=p.id AND b.version>0 AND b.seq<=%lld) WHERE p.kind='%s' AND j.gone=0 AND "
                     "j.body IS NOT NULL",
                     (long long)head, k->name);
    for (const char *const *index = k->indexes; index && *index; index++)
        yz_buffer_printf(&sql, ";CREATE INDEX temp.%s", *index);
    return run(s, &sql);
}

static bool changed(struct yz_store *s, const struct yz_kind *k) {
    struct yz_query *q = yz_sql(s, "SELECT 1 FROM temp.past_ids WHERE kind=?1 LIMIT 1");
    yz_bind_text(q, 1, k->name);
    bool is = yz_next(q);
    return yz_done(q) == YZ_OK && is;
}

enum yz_status yz_past_begin(struct yz_store *s, yz_moment at) {
    int64_t head = yz_journal_first(s, at + 1) - 1;
    struct yz_buffer sql = {0};
    if (head <= 0) return yz_fail(YZ_REFUSED, "%s", _("那时还没有这个驿站文件"));
    if (s->reach.count)
        return yz_fail(YZ_REFUSED, "%s", _("只看自己网格的账号不能按过去的时刻重算；请站长或审计员来算"));
    yz_buffer_printf(
        &sql,
        "CREATE TEMP TABLE past_ids(kind TEXT,id INTEGER,PRIMARY KEY(kind,id)) WITHOUT ROWID;"
        "INSERT OR IGNORE INTO temp.past_ids SELECT kind,id FROM main.journal WHERE seq>%lld AND version>0",
        (long long)head);
    enum yz_status status = run(s, &sql);
    for (int i = 1; status == YZ_OK && i < YZ_KIND_COUNT; i++) {
        const struct yz_kind *k = yz_store_kind_of((enum yz_kind_id)i);
        if (k && changed(s, k)) status = fill(s, k, head);
    }
    if (status != YZ_OK) yz_past_end(s);
    return status;
}

/* Goes on whatever happens: what it leaves would stand before the tables of today. */
void yz_past_end(struct yz_store *s) {
    for (int i = 1; i < YZ_KIND_COUNT; i++) {
        const struct yz_kind *k = yz_store_kind_of((enum yz_kind_id)i);
        struct yz_buffer sql = {0};
        if (!k) continue;
        yz_buffer_printf(&sql, "DROP TABLE IF EXISTS temp.\"%s\"", k->name);
        run(s, &sql);
    }
    yz_exec(s, "DROP TABLE IF EXISTS temp.past_ids");
}
