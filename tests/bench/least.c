/* The smallest program with ncurses and SQLite that shows people page by page: what the terminal figures are measured
 * against. least FILE; Down and Up move, q leaves. */
#define NCURSES_WIDECHAR 1
#include <curses.h>
#include <locale.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

static sqlite3_stmt *page;
static sqlite3_int64 first, after;
static int selected, shown;

static void paint(void) {
    char line[256];
    shown = 0;
    erase();
    mvaddstr(0, 0, "People");
    sqlite3_bind_int64(page, 1, first);
    sqlite3_bind_int(page, 2, LINES - 3);
    while (sqlite3_step(page) == SQLITE_ROW) {
        if (shown == 0) after = sqlite3_column_int64(page, 0);
        snprintf(line, sizeof line, "%s  %s  %s  %s", (const char *)sqlite3_column_text(page, 1),
                 (const char *)sqlite3_column_text(page, 2), (const char *)sqlite3_column_text(page, 3),
                 (const char *)sqlite3_column_text(page, 4));
        if (shown == selected) attron(A_REVERSE);
        mvaddstr(1 + shown++, 0, line);
        attroff(A_REVERSE);
    }
    sqlite3_reset(page);
    mvaddstr(LINES - 1, 0, "q leave");
    move(1 + selected, 0);
    refresh();
}

static void down(void) {
    if (selected < shown - 1) selected++;
    else first = after;
}

int main(int argc, char **argv) {
    sqlite3 *db;
    if (argc < 2 || sqlite3_open_v2(argv[1], &db, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK) return 1;
    if (sqlite3_prepare_v2(db, "SELECT id, name, id_number, phone, birth FROM person WHERE id > ? ORDER BY id LIMIT ?",
                           -1, &page, NULL) != SQLITE_OK)
        return 1;
    setlocale(LC_ALL, "");
    initscr();
    raw();
    noecho();
    keypad(stdscr, TRUE);
    for (int key = 0; key != 'q'; key = getch()) {
        if (key == KEY_DOWN) down();
        if (key == KEY_UP && selected > 0) selected--;
        paint();
    }
    endwin();
    sqlite3_finalize(page);
    sqlite3_close(db);
    return 0;
}
