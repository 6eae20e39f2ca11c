/* A district of invented stations out of a few demo files: tests/hub/grow FROM TO NUMBER UNTIL puts the journal lines of FROM that TO does
 * not have, up to the line UNTIL, into TO as those of the station NUMBER: with its ids, and proved anew, each by the one before. Records
 * are not put: TO is a station as the hub sees it. grow shell FROM TO makes a file without lines or records out of a demo file. */
#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/sha256.h"

enum { STATION_BIT = 46, HASH = 32, LARGEST = 1 << 20, TABLES = 256 };

struct growth {
    sqlite3 *db; /* TO, with FROM attached */
    sqlite3_stmt *read, *write;
    int64_t from, to; /* the first id of either station */
    unsigned char prev[HASH];
    char body[LARGEST], text[LARGEST];
};

static int failed(sqlite3 *db) {
    fprintf(stderr, "%s\n", sqlite3_errmsg(db));
    return 1;
}

static int64_t renumbered(const struct growth *g, int64_t id) {
    return id >> STATION_BIT == g->from >> STATION_BIT ? id - g->from + g->to : id;
}

/* Numbers of a body that are ids; a word in quotes stays. */
static size_t put_body(struct growth *g, const char *body) {
    size_t n = 0;
    char word = 0;
    while (*body && n < sizeof g->body - 24) {
        int number = !word && *body >= '0' && *body <= '9';
        if (number) {
            char *end;
            n += (size_t)snprintf(g->body + n, 24, "%lld", (long long)renumbered(g, strtoll(body, &end, 10)));
            if (*end == '.') /* no whole number: the rest follows as it is */
                while (*end == '.' || (*end >= '0' && *end <= '9')) g->body[n++] = *end++;
            body = end;
            continue;
        }
        if (word && *body == '\\') g->body[n++] = *body++;
        else if (*body == '"') word = !word;
        g->body[n++] = *body++;
    }
    g->body[n] = '\0';
    return n;
}

static void hex(const unsigned char *bytes, char out[2 * HASH + 1]) {
    for (int i = 0; i < HASH; i++) snprintf(out + (size_t)i * 2, 3, "%02x", bytes[i]);
}

/* docs/journal.md, "What is hashed". Columns: epoch seq act at staff verb kind id version gone body. */
static void prove(struct growth *g, const unsigned char *body_hash, unsigned char out[HASH]) {
    char before[2 * HASH + 1], inside[2 * HASH + 1];
    sqlite3_stmt *q = g->read;
    hex(g->prev, before);
    hex(body_hash, inside);
    int n = snprintf(g->text, sizeof g->text, "%s\n%lld\n%lld\n%lld\n%lld\n%lld\n%s\n%s\n%lld\n%lld\n%lld\n%s\n",
                     before, (long long)sqlite3_column_int64(q, 0), (long long)sqlite3_column_int64(q, 1),
                     (long long)sqlite3_column_int64(q, 2), (long long)sqlite3_column_int64(q, 3),
                     (long long)renumbered(g, sqlite3_column_int64(q, 4)), (const char *)sqlite3_column_text(q, 5),
                     (const char *)sqlite3_column_text(q, 6), (long long)renumbered(g, sqlite3_column_int64(q, 7)),
                     (long long)sqlite3_column_int64(q, 8), (long long)sqlite3_column_int64(q, 9), inside);
    yz_sha256(out, g->text, (size_t)n);
}

static int put_line(struct growth *g) {
    sqlite3_stmt *q = g->read, *w = g->write;
    unsigned char body_hash[HASH], hash[HASH];
    size_t n = put_body(g, sqlite3_column_type(q, 10) == SQLITE_NULL ? "" : (const char *)sqlite3_column_text(q, 10));
    yz_sha256(body_hash, g->body, n);
    prove(g, body_hash, hash);
    for (int i = 0; i < 10; i++) {
        int64_t value = sqlite3_column_int64(q, i);
        if (i == 5 || i == 6)
            sqlite3_bind_text(w, i + 1, (const char *)sqlite3_column_text(q, i), -1, SQLITE_TRANSIENT);
        else sqlite3_bind_int64(w, i + 1, i == 4 || i == 7 ? renumbered(g, value) : value);
    }
    sqlite3_bind_blob(w, 11, body_hash, HASH, SQLITE_TRANSIENT);
    sqlite3_bind_blob(w, 12, g->prev, HASH, SQLITE_TRANSIENT);
    sqlite3_bind_blob(w, 13, hash, HASH, SQLITE_TRANSIENT);
    sqlite3_bind_text(w, 14, g->body, (int)n, SQLITE_TRANSIENT);
    memcpy(g->prev, hash, HASH);
    int rc = sqlite3_step(w);
    sqlite3_reset(w);
    return rc == SQLITE_DONE ? 0 : failed(g->db);
}

/* Where TO stands: its newest line's number, and its hash into `prev`. */
static int64_t newest(struct growth *g) {
    sqlite3_stmt *q = NULL;
    int64_t seq = 0;
    sqlite3_prepare_v2(g->db, "SELECT seq, hash FROM main.journal ORDER BY seq DESC LIMIT 1", -1, &q, NULL);
    if (sqlite3_step(q) == SQLITE_ROW) {
        seq = sqlite3_column_int64(q, 0);
        memcpy(g->prev, sqlite3_column_blob(q, 1), HASH);
    }
    sqlite3_finalize(q);
    return seq;
}

static int grow(struct growth *g, const char *number, const char *until) {
    static const char read[] = "SELECT epoch, seq, act, at, staff, verb, kind, id, version, gone, body FROM "
                               "demo.journal WHERE seq > ?1 AND seq <= ?2 ORDER BY seq";
    static const char write[] = "INSERT INTO main.journal (epoch, seq, act, at, staff, verb, kind, id, version, gone, "
                                "body_hash, prev, hash, body) VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14)";
    sqlite3_stmt *own = NULL;
    char sql[128];
    g->to = (int64_t)atoi(number) << STATION_BIT;
    snprintf(sql, sizeof sql, "BEGIN; UPDATE main.meta SET value = %d WHERE name = 'number'", atoi(number));
    if (sqlite3_exec(g->db, sql, NULL, NULL, NULL) != SQLITE_OK ||
        sqlite3_prepare_v2(g->db, "SELECT value FROM demo.meta WHERE name = 'number'", -1, &own, NULL) != SQLITE_OK ||
        sqlite3_step(own) != SQLITE_ROW || sqlite3_prepare_v2(g->db, read, -1, &g->read, NULL) != SQLITE_OK ||
        sqlite3_prepare_v2(g->db, write, -1, &g->write, NULL) != SQLITE_OK)
        return failed(g->db);
    g->from = (int64_t)sqlite3_column_int(own, 0) << STATION_BIT;
    sqlite3_finalize(own);
    sqlite3_bind_int64(g->read, 1, newest(g));
    sqlite3_bind_int64(g->read, 2, atoll(until));
    int bad = 0;
    while (!bad && sqlite3_step(g->read) == SQLITE_ROW) bad = put_line(g);
    sqlite3_finalize(g->read);
    sqlite3_finalize(g->write);
    return bad || sqlite3_exec(g->db, "COMMIT", NULL, NULL, NULL) == SQLITE_OK ? bad : failed(g->db);
}

static int empty(sqlite3 *db) {
    static const char tables[] =
        "SELECT group_concat('DELETE FROM \"' || name || '\"', ';') FROM main.sqlite_schema WHERE "
        "type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT IN ('meta', 'staff')";
    sqlite3_stmt *q = NULL;
    if (sqlite3_prepare_v2(db, tables, -1, &q, NULL) != SQLITE_OK || sqlite3_step(q) != SQLITE_ROW) return failed(db);
    int bad = sqlite3_exec(db, (const char *)sqlite3_column_text(q, 0), NULL, NULL, NULL) != SQLITE_OK;
    sqlite3_finalize(q);
    return bad || sqlite3_exec(db, "VACUUM", NULL, NULL, NULL) != SQLITE_OK ? failed(db) : 0;
}

int main(int argc, char **argv) {
    static struct growth g;
    char sql[4200];
    int shell = argc == 4 && strcmp(argv[1], "shell") == 0;
    if (argc < 4 || argc > 5) return 2;
    snprintf(sql, sizeof sql, shell ? "VACUUM INTO '%s'" : "ATTACH '%s' AS demo", shell ? argv[3] : argv[1]);
    if (sqlite3_open(argv[2], &g.db) != SQLITE_OK || sqlite3_exec(g.db, sql, NULL, NULL, NULL) != SQLITE_OK)
        return failed(g.db);
    int bad = 0;
    if (shell) {
        sqlite3_close(g.db);
        bad = sqlite3_open(argv[3], &g.db) != SQLITE_OK || empty(g.db);
    } else {
        sqlite3_exec(g.db, "PRAGMA synchronous = OFF", NULL, NULL, NULL);
        bad = grow(&g, argv[3], argv[4]);
    }
    sqlite3_close(g.db);
    return bad;
}
