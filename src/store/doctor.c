/* Consistency of what is derived (search keys, number blocks, cards), of references, and of the file's circumstances.
 *
 * Keys are compared by sums over the hashes of all rows, so that a million people need no memory; what differs is not
 * mended one by one: the tables are emptied and written anew from the records, in one transaction. They are no
 * records, so a repair is no act. */
#include "store/keys.h"
#include "store/verify.h"

#include <yizhan/i18n.h>

#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>

/* --- sums over sets --- */

struct sum {
    uint64_t a, b;
    int64_t count;
};

static uint64_t mix(uint64_t x) {
    x ^= x >> 33;
    x *= UINT64_C(0xFF51AFD7ED558CCD);
    x ^= x >> 33;
    x *= UINT64_C(0xC4CEB9FE1A85EC53);
    return x ^ x >> 33;
}

/* Order does not matter; every element may be added once only. */
static void sum_add(struct sum *sum, const char *key, size_t length, int kind, int64_t id) {
    uint64_t h = UINT64_C(14695981039346656037) ^ (uint64_t)kind;
    for (size_t i = 0; i < length; i++) h = (h ^ (unsigned char)key[i]) * UINT64_C(1099511628211);
    h = mix(h ^ mix((uint64_t)id));
    sum->a += h;
    sum->b += mix(h + 1);
    sum->count++;
}

static bool sum_same(const struct sum *x, const struct sum *y) {
    return x->a == y->a && x->b == y->b && x->count == y->count;
}

/* --- every record of every kind --- */

typedef enum yz_status each_record(void *ctx, const struct yz_kind *k, const void *record);

static enum yz_status each_of(struct yz_store *s, const struct yz_kind *k, each_record *each, void *ctx) {
    struct yz_record *record = calloc(1, k->size);
    if (!record) return yz_fail(YZ_BUSY, "%s", _("内存不够"));
    struct yz_query *q = yz_select(s, k, "ORDER BY id");
    enum yz_status status = YZ_OK;
    while (status == YZ_OK && yz_next(q)) {
        yz_row(q, k, record);
        status = each(ctx, k, record);
    }
    enum yz_status read = yz_done(q);
    free(record);
    return status == YZ_OK ? read : status;
}

static enum yz_status each_with_keys(struct yz_store *s, each_record *each, void *ctx) {
    enum yz_status status = YZ_OK;
    for (size_t i = 0; status == YZ_OK && i < yz_store_kind_count; i++)
        if (yz_store_kind_table[i] && yz_keys_any(yz_store_kind_table[i]))
            status = each_of(s, yz_store_kind_table[i], each, ctx);
    return status;
}

/* --- search keys --- */

struct expected {
    struct yz_gather gather; /* of one record: drops what comes twice */
    struct sum sum;
    const struct yz_kind *kind;
    int64_t id;
};

static void expect_key(void *ctx, const char *key, size_t length) {
    struct expected *e = ctx;
    yz_gather_add(&e->gather, true, key, length, (uint8_t)e->kind->id, e->id);
}

static bool sum_key(void *ctx, bool add, const char *key, size_t length, uint8_t kind, int64_t id) {
    struct expected *e = ctx;
    (void)add;
    sum_add(&e->sum, key, length, kind, id);
    return true;
}

static enum yz_status expect_record(void *ctx, const struct yz_kind *k, const void *record) {
    struct expected *e = ctx;
    e->kind = k;
    e->id = ((const struct yz_record *)record)->id;
    yz_keys_each(k, record, expect_key, e);
    if (e->gather.failed) return yz_fail(YZ_BUSY, "%s", _("内存不够"));
    yz_gather_settle(&e->gather, sum_key, e);
    return YZ_OK;
}

static enum yz_status check_keys(struct yz_store *s, struct yz_verdict *v, bool *wrong) {
    struct expected e = {0};
    struct sum stored = {0};
    enum yz_status status = each_with_keys(s, expect_record, &e);
    yz_gather_free(&e.gather);
    if (status != YZ_OK) return status;
    struct yz_query *q = yz_sql(s, "SELECT key, kind, id FROM find");
    if (!q) return yz_done(q);
    while (yz_next(q)) {
        size_t length;
        const char *key = yz_bytes(q, 0, &length);
        sum_add(&stored, key, length, (int)yz_int(q, 1), yz_int(q, 2));
    }
    if ((status = yz_done(q)) != YZ_OK || sum_same(&e.sum, &stored)) return status;
    *wrong = true;
    yz_problem(v, _("检索表与记录不符：应有 %1$lld 条，实有 %2$lld 条"), (long long)e.sum.count,
               (long long)stored.count);
    return YZ_OK;
}

/* --- number blocks --- */

struct blocks {
    struct yz_store *s;
    int64_t number; /* of the block being put together; -1 = none */
    unsigned char block[YZ_BLOCK];
    struct sum expected;
};

static void block_done(struct blocks *b) {
    static const unsigned char none[YZ_BLOCK];
    if (b->number >= 0 && memcmp(b->block, none, YZ_BLOCK) != 0)
        sum_add(&b->expected, (const char *)b->block, YZ_BLOCK, 0, b->number);
    memset(b->block, 0, YZ_BLOCK);
}

static enum yz_status expect_slot(void *ctx, const struct yz_kind *k, const void *record) {
    struct blocks *b = ctx;
    if (!yz_numbers_any(k)) return YZ_OK;
    int64_t id = ((const struct yz_record *)record)->id, number = yz_numbers_block(k->id, id);
    if (number != b->number) block_done(b);
    b->number = number;
    yz_numbers_slot(k, record, b->block + id % YZ_SLOTS * YZ_SLOT);
    return YZ_OK;
}

static enum yz_status check_blocks(struct yz_store *s, struct yz_verdict *v, bool *wrong) {
    struct blocks *b = calloc(1, sizeof *b);
    struct sum expected, stored = {0};
    if (!b) return yz_fail(YZ_BUSY, "%s", _("内存不够"));
    b->number = -1;
    enum yz_status status = each_with_keys(s, expect_slot, b);
    block_done(b);
    expected = b->expected;
    free(b);
    if (status != YZ_OK) return status;
    struct yz_query *q = yz_sql(s, "SELECT block, data FROM number_block");
    if (!q) return yz_done(q);
    while (yz_next(q)) {
        size_t length;
        const char *data = yz_bytes(q, 1, &length);
        sum_add(&stored, data, length, 0, yz_int(q, 0));
    }
    if ((status = yz_done(q)) != YZ_OK || sum_same(&expected, &stored)) return status;
    *wrong = true;
    yz_problem(v, "%s", _("号码检索块与记录不符"));
    return YZ_OK;
}

/* --- cards --- */

/* Every row of a query, all its columns. */
static enum yz_status sum_rows(struct yz_store *s, const char *sql, struct sum *sum) {
    struct yz_query *q = yz_sql(s, sql);
    struct yz_buffer row = {0};
    yz_bind(q, 1, INT64_MIN);
    yz_bind(q, 2, INT64_MAX);
    while (yz_next(q)) {
        yz_buffer_clear(&row);
        for (int i = 0; i < sqlite3_column_count(q->stmt); i++) yz_buffer_printf(&row, "%s\n", yz_text(q, i));
        sum_add(sum, yz_buffer_string(&row), row.length, 0, yz_int(q, 0));
    }
    bool failed = row.failed;
    yz_buffer_free(&row);
    enum yz_status status = yz_done(q);
    return failed ? yz_fail(YZ_BUSY, "%s", _("内存不够")) : status;
}

static enum yz_status check_cards(struct yz_store *s, struct yz_verdict *v, bool *wrong) {
    struct sum expected = {0}, stored = {0};
    if (!yz_cards_kind()) return YZ_OK;
    enum yz_status status = sum_rows(s, yz_cards_kind()->card->select, &expected);
    if (status == YZ_OK) status = sum_rows(s, "SELECT * FROM card WHERE id BETWEEN ?1 AND ?2", &stored);
    if (status != YZ_OK || sum_same(&expected, &stored)) return status;
    *wrong = true;
    yz_problem(v, "%s", _("检索卡片与记录不符"));
    return YZ_OK;
}

/* --- counts, and mending --- */

static enum yz_status write_keys(void *ctx, const struct yz_kind *k, const void *record) {
    return yz_keys_put(ctx, k, ((const struct yz_record *)record)->id, NULL, record);
}

static bool has_words(const struct yz_kind *k) {
    for (size_t i = 0; i < k->count; i++)
        if (k->fields[i].find == YZ_FIND_WORDS) return true;
    return false;
}

enum yz_status yz_words_rebuild(struct yz_store *s) {
    enum yz_status status = YZ_OK;
    s->act.bulk = true; /* gathered and inserted sorted; what is there already stays */
    for (size_t i = 0; status == YZ_OK && i < yz_store_kind_count; i++)
        if (yz_store_kind_table[i] && has_words(yz_store_kind_table[i]))
            status = each_of(s, yz_store_kind_table[i], write_keys, s);
    if (status == YZ_OK) status = yz_keys_flush(s);
    s->act.bulk = false;
    return status;
}

static enum yz_status check_tallies(struct yz_store *s, struct yz_verdict *v, bool *wrong) {
    bool right = true;
    enum yz_status status = yz_tally_check(s, &right);
    if (status == YZ_OK && right) status = yz_sums_check(s, &right);
    if (status != YZ_OK || right) return status;
    *wrong = true;
    yz_problem(v, "%s", _("计数与记录不符"));
    return YZ_OK;
}

static enum yz_status rebuild(struct yz_store *s) {
    enum yz_status status = yz_tx_begin(s, "doctor");
    if (status != YZ_OK) return status;
    s->act.bulk = true; /* keys are gathered and inserted sorted */
    status = yz_exec(s, "DELETE FROM find");
    if (status == YZ_OK) status = yz_exec(s, "DELETE FROM number_block");
    if (status == YZ_OK) status = each_with_keys(s, write_keys, s);
    if (status == YZ_OK) status = yz_keys_flush(s);
    if (status == YZ_OK) status = yz_tally_rebuild(s);
    if (status == YZ_OK) status = yz_cards_rebuild(s);
    if (status == YZ_OK) status = yz_sums_rebuild(s);
    s->act.bulk = false;
    if (status == YZ_OK) return yz_tx_commit(s);
    yz_keys_drop_pending(s);
    yz_tx_rollback(s);
    return status;
}

/* --- references --- */

static enum yz_status check_reference(struct yz_store *s, const struct yz_kind *k, const struct yz_field *f,
                                      struct yz_verdict *v) {
    const struct yz_kind *of = f->of ? yz_store_kind_named(f->of) : NULL;
    struct yz_buffer sql = {0};
    char words[96];
    if (!of) return YZ_OK;
    yz_buffer_printf(&sql,
                     "SELECT a.id FROM \"%s\" a WHERE a.\"%s\" <> 0 AND "
                     "NOT EXISTS (SELECT 1 FROM \"%s\" b WHERE b.id = a.\"%s\") ORDER BY a.id",
                     k->name, f->column, of->name, f->column);
    sqlite3_stmt *stmt = sql.failed ? NULL : yz_prepare(s, yz_buffer_string(&sql));
    if (sql.failed) yz_sqlite_fail(s, SQLITE_NOMEM, _("核对引用"));
    yz_buffer_free(&sql);
    if (!stmt) return yz_sqlite_last();
    while (sqlite3_step(stmt) == SQLITE_ROW) {
        yz_record_words(k, sqlite3_column_int64(stmt, 0), words);
        yz_problem(v, _("%1$s 的“%2$s”指向不存在的记录"), words, _(f->label));
    }
    int rc = sqlite3_finalize(stmt);
    return rc == SQLITE_OK ? YZ_OK : yz_sqlite_fail(s, rc, _("核对引用"));
}

static enum yz_status check_references(struct yz_store *s, struct yz_verdict *v) {
    enum yz_status status = YZ_OK;
    for (size_t i = 0; status == YZ_OK && i < yz_store_kind_count; i++) {
        const struct yz_kind *k = yz_store_kind_table[i];
        for (size_t j = 0; k && status == YZ_OK && j < k->count; j++)
            if (k->fields[j].type == YZ_REF) status = check_reference(s, k, &k->fields[j], v);
    }
    return status;
}

/* --- the file's circumstances --- */

static enum yz_status check_circumstances(struct yz_store *s, struct yz_verdict *v) {
    struct statvfs disk;
    char at[YZ_MOMENT_TEXT];
    int64_t seq;
    yz_moment newest;
    unsigned char hash[YZ_HASH];
    if (yz_store_check_owed(s) && yz_store_quick_check(s) != YZ_OK)
        yz_problem(v, _("上次没有正常关闭，检查没有通过：%s"), yz_message());
    if (statvfs(s->path, &disk) == 0 && (int64_t)disk.f_bavail * (int64_t)disk.f_frsize < YZ_DISK_WARN)
        yz_problem(v, _("磁盘只剩 %lld MiB，请清理"),
                   (long long)((int64_t)disk.f_bavail * (int64_t)disk.f_frsize >> 20));
    enum yz_status status = yz_journal_head(s, &seq, hash, &newest);
    if (status != YZ_OK) return status;
    v->lines = seq;
    yz_hex(hash, YZ_HASH, v->head);
    if (newest > yz_now())
        yz_problem(v, _("最新的日志写于 %s，晚于现在：请核对电脑的时钟"), yz_moment_text(newest, at));
    return YZ_OK;
}

/* --- all of it --- */

static enum yz_status examine(struct yz_store *s, struct yz_verdict *v, bool *keys_wrong) {
    *v = (struct yz_verdict){0};
    *keys_wrong = false;
    bool own = sqlite3_get_autocommit(s->db);
    enum yz_status status = own ? yz_exec(s, "BEGIN") : YZ_OK;
    if (status != YZ_OK) return status;
    status = check_keys(s, v, keys_wrong);
    if (status == YZ_OK) status = check_blocks(s, v, keys_wrong);
    if (status == YZ_OK) status = check_tallies(s, v, keys_wrong);
    if (status == YZ_OK) status = check_cards(s, v, keys_wrong);
    if (status == YZ_OK) status = check_references(s, v);
    if (own) yz_rollback(s);
    return status == YZ_OK ? check_circumstances(s, v) : status;
}

enum yz_status yz_store_doctor(struct yz_store *s, bool repair, struct yz_verdict *out) {
    bool keys_wrong;
    enum yz_status status = examine(s, out, &keys_wrong);
    if (status == YZ_OK && repair && keys_wrong) {
        status = rebuild(s);
        if (status == YZ_OK) status = examine(s, out, &keys_wrong);
    }
    return status == YZ_OK ? yz_verdict_close(out, s->path) : status;
}
