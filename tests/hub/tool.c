/* What the tests of the hub need to see of a station file: tests/hub/tool sql FILE SELECT prints rows, columns parted by |, bytes in
 * hexadecimal; exec FILE SQL changes the file behind the program's back; dump FILE prints every table but those of this
 * machine only (meta, draft, secret). */
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

static int failed(sqlite3 *db, const char *sql) {
    fprintf(stderr, "%s: %s\n", sqlite3_errmsg(db), sql);
    return 1;
}

static void print_value(sqlite3_stmt *q, int column) {
    if (sqlite3_column_type(q, column) != SQLITE_BLOB) {
        const unsigned char *text = sqlite3_column_text(q, column);
        fputs(text ? (const char *)text : "", stdout);
        return;
    }
    const unsigned char *bytes = sqlite3_column_blob(q, column);
    for (int i = 0; i < sqlite3_column_bytes(q, column); i++) printf("%02x", bytes[i]);
}

static int rows(sqlite3 *db, const char *sql) {
    sqlite3_stmt *q;
    if (sqlite3_prepare_v2(db, sql, -1, &q, NULL) != SQLITE_OK) return failed(db, sql);
    int rc;
    while ((rc = sqlite3_step(q)) == SQLITE_ROW) {
        for (int i = 0; i < sqlite3_column_count(q); i++) {
            if (i) putchar('|');
            print_value(q, i);
        }
        putchar('\n');
    }
    sqlite3_finalize(q);
    return rc == SQLITE_DONE ? 0 : failed(db, sql);
}

static int dump(sqlite3 *db) {
    static const char tables[] = "SELECT name FROM sqlite_schema WHERE type='table' AND name NOT IN "
                                 "('meta','meta_text','draft','secret') AND name NOT LIKE 'sqlite_%' ORDER BY name";
    sqlite3_stmt *q;
    int bad = 0;
    if (sqlite3_prepare_v2(db, tables, -1, &q, NULL) != SQLITE_OK) return failed(db, tables);
    while (!bad && sqlite3_step(q) == SQLITE_ROW) {
        char sql[128];
        printf("# %s\n", (const char *)sqlite3_column_text(q, 0));
        snprintf(sql, sizeof sql, "SELECT * FROM \"%s\" ORDER BY 1,2", (const char *)sqlite3_column_text(q, 0));
        bad = rows(db, sql);
    }
    sqlite3_finalize(q);
    return bad;
}

int main(int argc, char **argv) {
    sqlite3 *db;
    const char *what = argc > 2 ? argv[1] : "";
    if (argc < 3 || sqlite3_open_v2(argv[2], &db, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK) return 2;
    int bad = 2;
    if (strcmp(what, "sql") == 0 && argc == 4) bad = rows(db, argv[3]);
    else if (strcmp(what, "dump") == 0) bad = dump(db);
    else if (strcmp(what, "exec") == 0 && argc == 4)
        bad = sqlite3_exec(db, argv[3], NULL, NULL, NULL) == SQLITE_OK ? 0 : failed(db, argv[3]);
    sqlite3_close(db);
    return bad;
}
