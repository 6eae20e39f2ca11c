/* The tables: made from the kinds, brought up to date when the program knows more than the file. */
#include "base/sha256.h"
#include "store/store_private.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/i18n.h>

const struct yz_kind *const *yz_store_kind_table;
size_t yz_store_kind_count;

void yz_store_kinds(const struct yz_kind *const *kinds, size_t count) {
    yz_store_kind_table = kinds;
    yz_store_kind_count = count < YZ_KIND_COUNT ? count : YZ_KIND_COUNT;
}

const struct yz_kind *yz_store_kind_of(enum yz_kind_id id) {
    for (size_t i = 0; i < yz_store_kind_count; i++)
        if (yz_store_kind_table[i] && yz_store_kind_table[i]->id == id) return yz_store_kind_table[i];
    return NULL;
}

const struct yz_kind *yz_store_kind_named(const char *name) {
    for (size_t i = 0; i < yz_store_kind_count; i++)
        if (yz_store_kind_table[i] && strcmp(yz_store_kind_table[i]->name, name) == 0) return yz_store_kind_table[i];
    return NULL;
}

const char *yz_store_ref(const struct yz_kind *k, int64_t id, char out[40]) {
    long long counter = (long long)YZ_ID_COUNTER(id);
    if (YZ_ID_EPOCH(id) <= 1) snprintf(out, 40, "%c:%d.%lld", k->letter, YZ_ID_STATION(id), counter);
    else snprintf(out, 40, "%c:%d.%d.%lld", k->letter, YZ_ID_STATION(id), YZ_ID_EPOCH(id), counter);
    return out;
}

/* Beside the kinds. journal_acts has one row an act, journal_undone one an undo: both stay small under an import. The
 * body stands last, so that reading the other columns never follows a long one. */
static const char *const own_tables[] = {
    "CREATE TABLE meta(name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID",
    "CREATE TABLE journal(seq INTEGER PRIMARY KEY, epoch INTEGER NOT NULL, act INTEGER NOT NULL, at INTEGER NOT NULL, "
    "staff INTEGER NOT NULL, verb TEXT NOT NULL, kind TEXT NOT NULL, id INTEGER NOT NULL, version INTEGER NOT NULL, "
    "gone INTEGER NOT NULL, body_hash BLOB NOT NULL, prev BLOB NOT NULL, hash BLOB NOT NULL, body TEXT) STRICT",
    "CREATE INDEX journal_record ON journal(kind, id, version)",
    "CREATE INDEX journal_acts ON journal(staff) WHERE seq = act",
    "CREATE INDEX journal_undone ON journal(verb) WHERE verb >= 'undo:' AND verb < 'undo;'",
    "CREATE TABLE draft(staff INTEGER NOT NULL, form TEXT NOT NULL, record INTEGER NOT NULL, version INTEGER NOT NULL, "
    "at INTEGER NOT NULL, json TEXT NOT NULL, PRIMARY KEY(staff, form, record)) STRICT, WITHOUT ROWID",
    NULL,
};

static void add_column(const struct yz_field *f, struct yz_buffer *out) {
    const char *c = f->column;
    switch (f->type) {
    case YZ_TEXT:
        yz_buffer_printf(out, "\"%s\" TEXT NOT NULL DEFAULT '' CHECK(length(\"%s\")<%zu)", c, c, f->size);
        break;
    case YZ_FLAG: yz_buffer_printf(out, "\"%s\" INTEGER NOT NULL DEFAULT 0 CHECK(\"%s\" IN(0,1))", c, c); break;
    default: yz_buffer_printf(out, "\"%s\" INTEGER NOT NULL DEFAULT 0", c); break;
    }
}

static void add_table(const struct yz_kind *k, struct yz_buffer *out) {
    yz_buffer_printf(out, "CREATE TABLE \"%s\"(\"id\" INTEGER PRIMARY KEY,\"version\" INTEGER NOT NULL", k->name);
    for (size_t i = 0; i < k->count; i++) {
        yz_buffer_byte(out, ',');
        add_column(&k->fields[i], out);
    }
    yz_buffer_text(out, ") STRICT");
}

/* Whether an index of the kind finds every record by this column. */
static bool has_index(const struct yz_kind *k, const char *column) {
    size_t n = strlen(column);
    for (const char *const *index = k->indexes; index && *index; index++) {
        const char *first = strchr(*index, '('), *where = strstr(*index, " WHERE ");
        bool begins = first && strncmp(first + 1, column, n) == 0 && (first[n + 1] == ',' || first[n + 1] == ')');
        if (begins && (!where || (strncmp(where + 7, column, n) == 0 && strcmp(where + 7 + n, "<>0") == 0)))
            return true;
    }
    return false;
}

/* The kind's own, and one for every reference to a kind whose records are merged. */
static void add_indexes(const struct yz_kind *k, struct yz_buffer *out) {
    for (const char *const *index = k->indexes; index && *index; index++)
        yz_buffer_printf(out, ";CREATE INDEX %s", *index);
    for (const struct yz_field *f = k->fields, *end = f + k->count; f < end; f++) {
        const struct yz_kind *of = f->type == YZ_REF && f->of ? yz_store_kind_named(f->of) : NULL;
        if (of && of->merges && !has_index(k, f->column))
            yz_buffer_printf(out, ";CREATE INDEX %s_%s_of ON \"%s\"(\"%s\") WHERE \"%s\"<>0", k->name, f->column,
                             k->name, f->column, f->column);
    }
}

/* Everything about the kinds' tables; its hash tells at open whether the file was made by the same kinds. */
static void all_tables(struct yz_buffer *out) {
    for (size_t i = 0; i < yz_store_kind_count; i++) {
        if (!yz_store_kind_table[i]) continue;
        if (out->length) yz_buffer_byte(out, ';');
        add_table(yz_store_kind_table[i], out);
        add_indexes(yz_store_kind_table[i], out);
    }
    yz_cards_table(out);
    yz_sums_table(out);
}

/* How records are counted: files made by another rule count anew. */
static void all_tallies(struct yz_buffer *out) {
    for (size_t i = 0; i < yz_store_kind_count; i++) {
        const struct yz_kind *k = yz_store_kind_table[i];
        if (k && k->tally) yz_buffer_printf(out, ";%s %s", k->name, k->tally->rule);
    }
}

/* Texts that are found by their words: files without these keys get them. */
static void all_words(struct yz_buffer *out) {
    for (size_t i = 0; i < yz_store_kind_count; i++) {
        const struct yz_kind *k = yz_store_kind_table[i];
        for (size_t f = 0; k && f < k->count; f++)
            if (k->fields[f].find == YZ_FIND_WORDS) yz_buffer_printf(out, ";%s.%s", k->name, k->fields[f].column);
    }
}

static enum yz_status run_buffer(struct yz_store *s, struct yz_buffer *sql) {
    enum yz_status status =
        sql->failed ? yz_sqlite_fail(s, SQLITE_NOMEM, _("写入")) : yz_exec(s, yz_buffer_string(sql));
    yz_buffer_free(sql);
    return status;
}

static int64_t fingerprint(struct yz_store *s) {
    struct yz_buffer sql = {0};
    unsigned char hash[YZ_HASH];
    int64_t value = 0;
    all_tables(&sql);
    all_tallies(&sql);
    yz_buffer_text(&sql, yz_secret_table);
    yz_buffer_text(&sql, yz_meta_text_table);
    for (const char *const *index = yz_log_indexes; *index; index++) yz_buffer_text(&sql, *index);
    all_words(&sql);
    if (yz_cards_kind()) yz_buffer_text(&sql, yz_cards_kind()->card->select); /* changed, the cards are old */
    if (yz_sums_kind()) yz_buffer_text(&sql, yz_sums_kind()->sums->select);
    if (sql.failed) yz_sqlite_fail(s, SQLITE_NOMEM, _("打开"));
    yz_sha256(hash, yz_buffer_string(&sql), sql.length);
    yz_buffer_free(&sql);
    for (int i = 0; i < 7; i++) value = value << 8 | hash[i];
    return value;
}

static enum yz_status run_all(struct yz_store *s, const char *const *sql) {
    enum yz_status status = YZ_OK;
    for (; *sql && status == YZ_OK; sql++) status = yz_exec(s, *sql);
    return status;
}

static enum yz_status stamp(struct yz_store *s) {
    char sql[64];
    unsigned failures = yz_failures();
    int64_t value = fingerprint(s);
    if (yz_failures() != failures) return yz_sqlite_last();
    enum yz_status status = yz_meta_set(s, "schema", value);
    snprintf(sql, sizeof sql, "PRAGMA user_version=%d", YZ_SCHEMA_VERSION);
    return status == YZ_OK ? yz_exec(s, sql) : status;
}

enum yz_status yz_schema_create(struct yz_store *s) {
    struct yz_buffer sql = {0};
    yz_buffer_printf(&sql, "PRAGMA application_id=%d;BEGIN IMMEDIATE", YZ_APPLICATION_ID);
    enum yz_status status = run_buffer(s, &sql);
    if (status != YZ_OK) return status;
    status = run_all(s, own_tables);
    if (status == YZ_OK) status = yz_exec(s, yz_secret_table);
    if (status == YZ_OK) status = yz_exec(s, yz_meta_text_table);
    if (status == YZ_OK) status = run_all(s, yz_log_indexes);
    if (status == YZ_OK) status = run_all(s, yz_keys_schema);
    if (status == YZ_OK) status = yz_exec(s, yz_tally_schema);
    all_tables(&sql);
    enum yz_status tables = run_buffer(s, &sql);
    if (status == YZ_OK) status = tables;
    if (status == YZ_OK) status = yz_meta_set(s, "number", s->number);
    if (status == YZ_OK) status = yz_meta_set(s, "epoch", s->epoch);
    if (status == YZ_OK) status = stamp(s);
    if (status == YZ_OK) return yz_exec(s, "COMMIT");
    yz_rollback(s);
    return status;
}

/* --- an older file --- */

/* One step each: from that user_version to the next, by SQL or a function. New fields and kinds need none. */
struct migration {
    int from;
    const char *sql;
    enum yz_status (*run)(struct yz_store *s);
};
static const struct migration migrations[] = {
    {1, "ALTER TABLE visit DROP COLUMN case_id", NULL}, /* never written: it would have told whose a secret case is */
};

static enum yz_status newer(struct yz_store *s) {
    return yz_fail(YZ_FOREIGN, _("%s 是由较新版本的驿站程序写的，这个版本不能打开；请更新程序"), s->path);
}

static bool knows_column(const struct yz_kind *k, const char *column) {
    if (strcmp(column, "id") == 0 || strcmp(column, "version") == 0) return true;
    for (size_t i = 0; i < k->count; i++)
        if (strcmp(k->fields[i].column, column) == 0) return true;
    return false;
}

static struct yz_query *columns_of(struct yz_store *s, const struct yz_kind *k) {
    struct yz_query *q = yz_sql(s, "SELECT name FROM pragma_table_info(?1)");
    yz_bind_text(q, 1, k->name);
    return q;
}

/* A column that no field here has was added by a newer program, once all steps from an older version are done. */
static enum yz_status knows_columns(struct yz_store *s, const struct yz_kind *k) {
    enum yz_status status = YZ_OK;
    struct yz_query *q = columns_of(s, k);
    while (yz_next(q))
        if (!knows_column(k, yz_text(q, 0))) status = newer(s);
    enum yz_status read = yz_done(q);
    return read == YZ_OK ? status : read;
}

static enum yz_status nothing_newer(struct yz_store *s) {
    enum yz_status status = YZ_OK;
    for (size_t i = 0; status == YZ_OK && i < yz_store_kind_count; i++)
        if (yz_store_kind_table[i]) status = knows_columns(s, yz_store_kind_table[i]);
    return status;
}

/* The columns that the file has of a kind, as ",id,version,…,"; "," when there is no such table. */
static enum yz_status stored_columns(struct yz_store *s, const struct yz_kind *k, struct yz_buffer *out) {
    struct yz_query *q = columns_of(s, k);
    yz_buffer_byte(out, ',');
    while (yz_next(q)) yz_buffer_printf(out, "%s,", yz_text(q, 0));
    return yz_done(q);
}

/* New indexes, and those that an older program made otherwise. */
static enum yz_status follow_indexes(struct yz_store *s, const struct yz_kind *k, struct yz_buffer *out) {
    enum yz_status status = YZ_OK;
    for (const char *const *index = k->indexes; status == YZ_OK && index && *index; index++) {
        struct yz_query *q = yz_sql(s, "SELECT 1 FROM sqlite_schema WHERE sql = 'CREATE INDEX ' || ?1");
        yz_bind_text(q, 1, *index);
        if (!yz_next(q))
            yz_buffer_printf(out, ";DROP INDEX IF EXISTS %.*s;CREATE INDEX %s", (int)strcspn(*index, " "), *index,
                             *index);
        status = yz_done(q);
    }
    return status;
}

static enum yz_status follow_kind(struct yz_store *s, const struct yz_kind *k) {
    struct yz_buffer stored = {0}, sql = {0};
    enum yz_status status = stored_columns(s, k, &stored);
    if (status == YZ_OK && stored.length == 1) add_table(k, &sql);
    for (size_t i = 0; status == YZ_OK && stored.length > 1 && i < k->count; i++) {
        char name[80];
        snprintf(name, sizeof name, ",%s,", k->fields[i].column);
        if (strstr(yz_buffer_string(&stored), name)) continue;
        yz_buffer_printf(&sql, "%sALTER TABLE \"%s\" ADD COLUMN ", sql.length ? ";" : "", k->name);
        add_column(&k->fields[i], &sql);
    }
    if (status == YZ_OK) status = follow_indexes(s, k, &sql);
    yz_buffer_free(&stored);
    if (status == YZ_OK) return run_buffer(s, &sql);
    yz_buffer_free(&sql);
    return status;
}

static enum yz_status follow_cards(struct yz_store *s) {
    struct yz_buffer sql = {0};
    yz_buffer_text(&sql, "DROP TABLE IF EXISTS card");
    yz_cards_table(&sql);
    enum yz_status status = run_buffer(s, &sql);
    return status == YZ_OK ? yz_cards_rebuild(s) : status;
}

static enum yz_status follow_sums(struct yz_store *s) {
    struct yz_buffer sql = {0};
    enum yz_status status = yz_exec(s, "DROP TABLE IF EXISTS sums");
    yz_sums_table(&sql);
    if (status == YZ_OK) status = run_buffer(s, &sql);
    else yz_buffer_free(&sql);
    return status == YZ_OK ? yz_sums_rebuild(s) : status;
}

static enum yz_status migrate(struct yz_store *s, int version) {
    enum yz_status status = YZ_OK;
    for (size_t i = 0; status == YZ_OK && i < sizeof migrations / sizeof *migrations; i++) {
        const struct migration *m = &migrations[i];
        if (m->from < version) continue;
        if (m->sql) status = yz_exec(s, m->sql);
        if (status == YZ_OK && m->run) status = m->run(s);
    }
    if (status == YZ_OK) status = nothing_newer(s);
    for (size_t i = 0; status == YZ_OK && i < yz_store_kind_count; i++)
        if (yz_store_kind_table[i]) status = follow_kind(s, yz_store_kind_table[i]);
    if (status == YZ_OK) status = yz_exec(s, yz_secret_table);
    if (status == YZ_OK) status = yz_exec(s, yz_meta_text_table);
    if (status == YZ_OK) status = run_all(s, yz_log_indexes);
    if (status == YZ_OK) status = yz_words_rebuild(s);
    if (status == YZ_OK) status = yz_exec(s, yz_tally_schema);
    if (status == YZ_OK) status = yz_tally_rebuild(s);
    if (status == YZ_OK) status = follow_cards(s);
    if (status == YZ_OK) status = follow_sums(s);
    return status == YZ_OK ? stamp(s) : status;
}

/* STATION.db.before-1-20261123-193005 beside it. */
static enum yz_status back_up_first(struct yz_store *s, int version) {
    char path[YZ_PATH + 64], at[YZ_MOMENT_TEXT], digits[YZ_MOMENT_TEXT] = "";
    size_t n = 0;
    if (*s->published) return YZ_OK; /* a copy already */
    yz_moment_text(yz_now(), at);
    for (const char *p = at; *p; p++)
        if (*p >= '0' && *p <= '9') digits[n++] = *p;
        else if (*p == ' ') digits[n++] = '-';
    digits[n] = '\0';
    snprintf(path, sizeof path, "%s.before-%d-%s-%d", s->path, version, digits, (int)(yz_now() % 60000));
    return yz_store_backup(s, path);
}

static int file_version(struct yz_store *s) {
    return (int)yz_sql_int(s, "PRAGMA user_version", 0, 0);
}

enum yz_status yz_schema_current(struct yz_store *s) {
    unsigned failures = yz_failures();
    int version = file_version(s);
    if (version > YZ_SCHEMA_VERSION) return newer(s);
    if (version == YZ_SCHEMA_VERSION && yz_meta(s, "schema", 0) == fingerprint(s)) return YZ_OK;
    if (yz_failures() != failures) return yz_sqlite_last(); /* not old: it could not be read */
    enum yz_status status = version == YZ_SCHEMA_VERSION ? nothing_newer(s) : YZ_OK;
    if (status == YZ_OK) status = back_up_first(s, version);
    if (status == YZ_OK) status = yz_tx_begin(s, "migrate");
    if (status != YZ_OK) return status;
    failures = yz_failures();
    version = file_version(s); /* another process may have been quicker */
    status = yz_failures() == failures ? migrate(s, version) : yz_sqlite_last();
    if (status == YZ_OK) return yz_tx_commit(s);
    yz_tx_rollback(s);
    return status;
}
