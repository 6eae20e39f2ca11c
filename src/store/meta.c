/* Small facts of the file: numbers by name, and texts. */
#include "store/store_private.h"

#include "base/text.h"

const char yz_meta_text_table[] =
    "CREATE TABLE IF NOT EXISTS meta_text(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID";

int64_t yz_meta(struct yz_store *s, const char *name, int64_t otherwise) {
    struct yz_query *q = yz_sql(s, "SELECT value FROM meta WHERE name = ?1");
    yz_bind_text(q, 1, name);
    int64_t value = yz_next(q) ? yz_int(q, 0) : otherwise;
    yz_done(q);
    return value;
}

enum yz_status yz_meta_set(struct yz_store *s, const char *name, int64_t value) {
    struct yz_query *q = yz_sql(s, "INSERT INTO meta(name, value) VALUES(?1, ?2) "
                                   "ON CONFLICT(name) DO UPDATE SET value = excluded.value");
    yz_bind_text(q, 1, name);
    yz_bind(q, 2, value);
    yz_next(q);
    return yz_done(q);
}

char *yz_meta_text(struct yz_store *s, const char *name, char *out, size_t room) {
    struct yz_query *q = yz_sql(s, "SELECT value FROM meta_text WHERE name = ?1");
    yz_bind_text(q, 1, name);
    yz_copy(out, room, yz_next(q) ? yz_text(q, 0) : "");
    yz_done(q);
    return out;
}

enum yz_status yz_meta_text_set(struct yz_store *s, const char *name, const char *value) {
    struct yz_query *q = yz_sql(s, "INSERT INTO meta_text(name, value) VALUES(?1, ?2) "
                                   "ON CONFLICT(name) DO UPDATE SET value = excluded.value");
    yz_bind_text(q, 1, name);
    yz_bind_text(q, 2, value);
    yz_next(q);
    return yz_done(q);
}

int yz_store_number(const struct yz_store *s) {
    return s->number;
}
