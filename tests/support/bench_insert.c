/* The raw limit of writing: the rows of a station file into a new file of the same schema, by bare prepared inserts. */
#include "support/bench.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { ROWS = 4096, CELLS = 64, TABLES = 64 };

struct cell {
    int type, length;
    sqlite3_int64 number;
    size_t at; /* in the arena */
};

struct copy {
    sqlite3 *from, *to;
    struct cell *cells; /* ROWS of `columns` each */
    size_t rows, columns;
    char *arena;
    size_t used, room;
    double ms;
};

static bool good(sqlite3 *db, int rc, const char *what) {
    if (rc == SQLITE_OK || rc == SQLITE_DONE || rc == SQLITE_ROW) return true;
    fprintf(stderr, "bare inserts, %s: %s\n", what, sqlite3_errmsg(db));
    return false;
}

static bool keep(struct copy *c, struct cell *cell, const void *bytes, int length) {
    if (c->used + (size_t)length > c->room) {
        size_t room = (c->used + (size_t)length) * 2 + 65536;
        char *arena = realloc(c->arena, room);
        if (!arena) return false;
        c->arena = arena;
        c->room = room;
    }
    cell->at = c->used;
    cell->length = length;
    if (length) memcpy(c->arena + c->used, bytes, (size_t)length);
    c->used += (size_t)length;
    return true;
}

static bool read_row(struct copy *c, sqlite3_stmt *q) {
    struct cell *cell = &c->cells[c->rows * c->columns];
    for (size_t i = 0; i < c->columns; i++, cell++) {
        int column = (int)i;
        cell->type = sqlite3_column_type(q, column);
        if (cell->type == SQLITE_INTEGER) cell->number = sqlite3_column_int64(q, column);
        if (cell->type != SQLITE_TEXT && cell->type != SQLITE_BLOB) continue;
        if (!keep(c, cell, sqlite3_column_blob(q, column), sqlite3_column_bytes(q, column))) return false;
    }
    c->rows++;
    return true;
}

static void bind_cell(sqlite3_stmt *q, int at, const struct copy *c, const struct cell *cell) {
    const char *bytes = c->arena + cell->at;
    if (cell->type == SQLITE_INTEGER) sqlite3_bind_int64(q, at, cell->number);
    else if (cell->type == SQLITE_TEXT) sqlite3_bind_text(q, at, bytes, cell->length, SQLITE_STATIC);
    else if (cell->type == SQLITE_BLOB) sqlite3_bind_blob(q, at, bytes, cell->length, SQLITE_STATIC);
    else sqlite3_bind_null(q, at);
}

static bool write_rows(struct copy *c, sqlite3_stmt *insert) {
    const struct cell *cell = c->cells;
    int rc = SQLITE_DONE;
    double from = bench_ms();
    for (size_t r = 0; r < c->rows && rc == SQLITE_DONE; r++) {
        for (size_t i = 1; i <= c->columns; i++) bind_cell(insert, (int)i, c, cell++);
        rc = sqlite3_step(insert);
        sqlite3_reset(insert);
    }
    c->ms += bench_ms() - from;
    c->rows = c->used = 0;
    return good(c->to, rc, "insert");
}

static bool copy_rows(struct copy *c, sqlite3_stmt *select, sqlite3_stmt *insert) {
    int rc;
    c->cells = calloc(ROWS * c->columns, sizeof *c->cells);
    bool fine = c->cells != NULL;
    while (fine && (rc = sqlite3_step(select)) == SQLITE_ROW) {
        fine = read_row(c, select);
        if (fine && c->rows == ROWS) fine = write_rows(c, insert);
    }
    fine = fine && write_rows(c, insert);
    free(c->cells);
    return fine;
}

static sqlite3_stmt *prepare(sqlite3 *db, const char *sql) {
    sqlite3_stmt *q = NULL;
    good(db, sqlite3_prepare_v2(db, sql, -1, &q, NULL), sql);
    return q;
}

static sqlite3_stmt *prepare_about(sqlite3 *db, const char *format, const char *table, const char *rest) {
    char *sql = sqlite3_mprintf(format, table, rest);
    sqlite3_stmt *q = sql ? prepare(db, sql) : NULL;
    sqlite3_free(sql);
    return q;
}

static bool copy_table(struct copy *c, const char *name) {
    char marks[2 * CELLS + 1] = "";
    sqlite3_stmt *select = prepare_about(c->from, "SELECT * FROM \"%w\"%s", name, ""), *insert = NULL;
    c->columns = (size_t)sqlite3_column_count(select);
    for (size_t i = 0; i < c->columns && i < CELLS; i++) memcpy(marks + 2 * i, i ? ",?" : " ?", 3);
    if (select && c->columns <= CELLS) insert = prepare_about(c->to, "INSERT INTO \"%w\" VALUES(%s)", name, marks);
    bool fine = insert && copy_rows(c, select, insert);
    sqlite3_finalize(select);
    sqlite3_finalize(insert);
    return fine;
}

static bool timed(struct copy *c, const char *sql) {
    double from = bench_ms();
    int rc = sqlite3_exec(c->to, sql, NULL, NULL, NULL);
    c->ms += bench_ms() - from;
    return good(c->to, rc, sql);
}

/* Tables first, then their indexes, as they stand in the file; what SQLite makes by itself has no SQL. */
static bool make_schema(struct copy *c) {
    sqlite3_stmt *q =
        prepare(c->from, "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' "
                         "ORDER BY type = 'index', rowid");
    bool fine = q != NULL;
    while (fine && sqlite3_step(q) == SQLITE_ROW)
        fine = good(c->to, sqlite3_exec(c->to, (const char *)sqlite3_column_text(q, 0), NULL, NULL, NULL), "schema");
    sqlite3_finalize(q);
    return fine;
}

static bool among(const char *name, const char *tables) {
    size_t n = strlen(name);
    for (const char *p = tables; (p = strstr(p, name)); p += n)
        if ((p == tables || p[-1] == ' ') && (p[n] == ' ' || !p[n])) return true;
    return !*tables;
}

static bool copy_all(struct copy *c, const char *tables) {
    char names[TABLES][64];
    size_t count = 0;
    sqlite3_stmt *q = prepare(c->from, "SELECT name FROM sqlite_schema WHERE type = 'table' "
                                       "AND name NOT LIKE 'sqlite_%' ORDER BY rowid");
    bool fine = q != NULL;
    while (fine && count < TABLES && sqlite3_step(q) == SQLITE_ROW) {
        snprintf(names[count], sizeof names[count], "%s", (const char *)sqlite3_column_text(q, 0));
        count += among(names[count], tables);
    }
    sqlite3_finalize(q);
    for (size_t i = 0; fine && i < count; i++) fine = copy_table(c, names[i]);
    return fine;
}

static bool synced(struct copy *c, const char *path) {
    double from = bench_ms();
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    bool fine = fd >= 0 && fsync(fd) == 0;
    if (fd >= 0) close(fd);
    c->ms += bench_ms() - from;
    return fine;
}

double bench_bare_inserts(const char *from, const char *to, const char *tables) {
    return bench_bare_inserts_as(from, to, tables,
                                 "PRAGMA temp_store=MEMORY;PRAGMA synchronous=OFF;PRAGMA locking_mode=EXCLUSIVE;"
                                 "PRAGMA cache_size=-65536;PRAGMA journal_mode=MEMORY",
                                 "");
}

double bench_bare_inserts_as(const char *from, const char *to, const char *tables, const char *settings,
                             const char *after) {
    struct copy c = {0};
    unlink(to);
    bool fine = good(c.from, sqlite3_open_v2(from, &c.from, SQLITE_OPEN_READONLY, NULL), from) &&
                good(c.to, sqlite3_open_v2(to, &c.to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL), to) &&
                timed(&c, settings) && timed(&c, "BEGIN IMMEDIATE") && make_schema(&c) && copy_all(&c, tables) &&
                timed(&c, "COMMIT") && timed(&c, after) && synced(&c, to);
    sqlite3_close(c.from);
    sqlite3_close(c.to);
    free(c.arena);
    return fine ? c.ms : -1;
}
