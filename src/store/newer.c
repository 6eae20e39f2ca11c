/* What the present station file has beyond a backup. Two journals of one station are the same up to some line, and from
 * there on each has its own: the hash of a line holds all before it, so that line is found by halving. */
#include "store/copy.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/i18n.h>

struct reader {
    sqlite3 *db;
    sqlite3_stmt *line;
    int64_t newest;
    int rc; /* what went wrong first */
};

static bool went_wrong(struct reader *r, int rc) {
    if (rc == SQLITE_OK || rc == SQLITE_ROW || rc == SQLITE_DONE) return false;
    if (r->rc == SQLITE_OK) r->rc = rc;
    return true;
}

static bool open_reader(struct reader *r, const char *path) {
    sqlite3_stmt *stmt = NULL;
    *r = (struct reader){.db = yz_open_quiet(path)};
    int rc = r->db ? sqlite3_prepare_v2(r->db, "SELECT max(seq) FROM journal", -1, &stmt, NULL) : SQLITE_CANTOPEN;
    if (rc == SQLITE_OK && (rc = sqlite3_step(stmt)) == SQLITE_ROW) r->newest = sqlite3_column_int64(stmt, 0);
    sqlite3_finalize(stmt);
    if (!went_wrong(r, rc))
        went_wrong(r, sqlite3_prepare_v2(r->db, "SELECT hash FROM journal WHERE seq=?1", -1, &r->line, NULL));
    return r->rc == SQLITE_OK;
}

static void close_reader(struct reader *r) {
    sqlite3_finalize(r->line);
    sqlite3_close(r->db);
}

static bool hash_of(struct reader *r, int64_t seq, unsigned char out[YZ_HASH]) {
    sqlite3_bind_int64(r->line, 1, seq);
    int rc = sqlite3_step(r->line);
    const void *hash = rc == SQLITE_ROW ? sqlite3_column_blob(r->line, 0) : NULL;
    bool got = hash && sqlite3_column_bytes(r->line, 0) == YZ_HASH;
    if (got) memcpy(out, hash, YZ_HASH);
    went_wrong(r, rc);
    sqlite3_reset(r->line);
    return got;
}

static bool same_line(struct reader *a, struct reader *b, int64_t seq) {
    unsigned char x[YZ_HASH], y[YZ_HASH];
    return hash_of(a, seq, x) && hash_of(b, seq, y) && memcmp(x, y, YZ_HASH) == 0;
}

/* The newest line that both have; 0: none. */
static int64_t parting(struct reader *a, struct reader *b) {
    int64_t low = 0, high = a->newest < b->newest ? a->newest : b->newest;
    while (low < high) {
        int64_t middle = high - (high - low) / 2;
        if (same_line(a, b, middle)) low = middle;
        else high = middle - 1;
    }
    return low;
}

/* --- the acts after it --- */

static void person(sqlite3_stmt *names, int64_t staff, char *out, size_t room) {
    sqlite3_bind_int64(names, 1, staff);
    bool found = names && sqlite3_step(names) == SQLITE_ROW;
    const char *name = found ? (const char *)sqlite3_column_text(names, 0) : NULL;
    snprintf(out, room, "%s", name ? name : "");
    sqlite3_reset(names);
}

enum { NAMED = 5 };

static void add_person(struct yz_restore_told *told, const char *name) {
    size_t have = strlen(told->people), names = have > 0;
    if (!*name || strstr(told->people, name)) return;
    for (const char *p = told->people; (p = strstr(p, _("、"))); p += strlen(_("、"))) names++;
    if (names > NAMED) return;
    snprintf(told->people + have, sizeof told->people - have, "%s%s", have ? _("、") : "",
             names == NAMED ? _("等") : name);
}

static void tell(const struct yz_restore_want *want, struct yz_restore_told *told, const struct yz_lost_act *act) {
    if (act->records) told->acts++;
    else told->notes++;
    if (!told->first) told->first = act->at;
    told->last = act->at;
    add_person(told, act->staff);
    if (want->lost) want->lost(want->ctx, act);
}

static const char *text(sqlite3_stmt *stmt, int column) {
    const char *value = (const char *)sqlite3_column_text(stmt, column);
    return value ? value : "";
}

static void tell_acts(struct reader *r, int64_t after, const char *people, const struct yz_restore_want *want,
                      struct yz_restore_told *told) {
    sqlite3_stmt *acts = NULL, *names = NULL;
    struct yz_lost_act act;
    int rc = sqlite3_prepare_v2(r->db, people, -1, &names, NULL);
    if (yz_passing(rc)) went_wrong(r, rc); /* else there are no names: not needed */
    rc = sqlite3_prepare_v2(r->db,
                            "SELECT act, min(seq), at, staff, verb, kind, id, sum(version > 0) FROM journal "
                            "WHERE seq > ?1 GROUP BY act ORDER BY act",
                            -1, &acts, NULL);
    if (rc == SQLITE_OK) sqlite3_bind_int64(acts, 1, after);
    while (!went_wrong(r, rc) && (rc = sqlite3_step(acts)) == SQLITE_ROW) {
        act = (struct yz_lost_act){.act = sqlite3_column_int64(acts, 0),
                                   .at = sqlite3_column_int64(acts, 2),
                                   .id = sqlite3_column_int64(acts, 6),
                                   .records = sqlite3_column_int64(acts, 7)};
        person(names, sqlite3_column_int64(acts, 3), act.staff, sizeof act.staff);
        snprintf(act.verb, sizeof act.verb, "%s", text(acts, 4));
        snprintf(act.kind, sizeof act.kind, "%s", text(acts, 5));
        tell(want, told, &act);
    }
    went_wrong(r, rc);
    sqlite3_finalize(names);
    sqlite3_finalize(acts);
}

static const char *people_sql = "SELECT ''";

void yz_store_people(const char *sql) {
    people_sql = sql;
}

/* A present file that is damaged is what restoring is for; one that only cannot be read now must not be taken for it. */
static enum yz_status not_now(const char *path, int rc) {
    if (!yz_passing(rc)) return YZ_OK;
    return yz_fail(YZ_BUSY, _("%1$s 读不了：%2$s；请再试，一直这样就先把它移到别处，再恢复"), path, sqlite3_errstr(rc));
}

enum yz_status yz_copy_compare(const char *copy, const struct yz_restore_want *want, struct yz_restore_told *told) {
    struct reader backup, present = {0};
    bool read = open_reader(&backup, copy);
    if (read && open_reader(&present, want->path)) {
        int64_t common = parting(&present, &backup);
        told->newer_itself = backup.newest > common;
        if (present.rc == SQLITE_OK && backup.rc == SQLITE_OK) tell_acts(&present, common, people_sql, want, told);
        told->compared = present.rc == SQLITE_OK && backup.rc == SQLITE_OK;
    }
    close_reader(&present);
    close_reader(&backup);
    if (backup.rc != SQLITE_OK) return yz_fail(YZ_BUSY, _("%1$s 打不开：%2$s"), copy, sqlite3_errstr(backup.rc));
    return not_now(want->path, present.rc);
}
