/* What the shell tests need and a shell cannot do:
 *     tool json              exit 1 unless every line of standard input is one JSON object
 *     tool get PATH          of each line, the value at PATH ("$.members[0].id"); nothing where there is none
 *     tool bind FILE USER    binds the signed-in member of staff of a station file to another user
 *     tool role FILE ROLE    gives the signed-in member of staff of a station file another role
 *     tool become FILE NAME  another member of staff is the signed-in one
 *     tool doubles FILE SEED writes people a second time (support/doubles.h) and tells them: "p:1.7 p:1.2001 transposed"
 *     tool escapes           exit 1 when standard input holds a control character other than line feed, or broken UTF-8 */
#include "base/text.h"
#include "service/session.h"
#include "support/doubles.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/registry.h>
#include <yizhan/session.h>

static char *line;
static size_t room;

static int json(const char *path) {
    sqlite3 *db;
    sqlite3_stmt *q;
    const char *sql = path ? "SELECT json_extract(?1, ?2)" : "SELECT json_valid(?1) AND json_type(?1)='object'";
    int bad = sqlite3_open(":memory:", &db) != SQLITE_OK || sqlite3_prepare_v2(db, sql, -1, &q, NULL) != SQLITE_OK;
    for (ssize_t n; !bad && (n = getline(&line, &room, stdin)) > 0;) {
        int whole = line[n - 1] == '\n' && yz_utf8_valid(line, (size_t)n);
        sqlite3_bind_text(q, 1, line, (int)n, SQLITE_STATIC);
        if (path) sqlite3_bind_text(q, 2, path, -1, SQLITE_STATIC);
        bad = sqlite3_step(q) != SQLITE_ROW || !whole || (!path && !sqlite3_column_int(q, 0));
        if (bad) fprintf(stderr, "not one JSON object: %s", line);
        else if (path && sqlite3_column_type(q, 0) != SQLITE_NULL) puts((const char *)sqlite3_column_text(q, 0));
        sqlite3_reset(q);
    }
    sqlite3_finalize(q);
    sqlite3_close(db);
    return bad;
}

/* To another user, or in another role. */
static int bind(const char *file, const char *user, const char *role) {
    struct yz_session *s;
    struct yz_findings f = {0};
    if (yz_session_open(file, &s) != YZ_OK) return 1;
    struct yz_staff staff = *yz_session_staff(s);
    if (user) yz_copy(staff.os_user, sizeof staff.os_user, user);
    int bad = role && !yz_code_parse("staff_role", role, &staff.role);
    bad |= yz_record_save(s, "bind-staff", &yz_staff_kind, &staff, &f) != YZ_OK;
    yz_findings_free(&f);
    yz_session_close(s);
    return bad;
}

/* From here on another one is bound to the user who runs the program, as a supervisor. */
static int become(const char *file, const char *name) {
    struct yz_session *s;
    struct yz_findings f = {0};
    struct yz_staff other;
    if (yz_session_open(file, &s) != YZ_OK) return 1;
    struct yz_staff me = *yz_session_staff(s);
    struct yz_query *q = yz_select(s->store, &yz_staff_kind, "WHERE name=?1");
    yz_bind_text(q, 1, name);
    int bad = !yz_next(q);
    if (!bad) yz_row(q, &yz_staff_kind, &other);
    bad |= yz_done(q) != YZ_OK;
    if (!bad) yz_copy(other.os_user, sizeof other.os_user, me.os_user);
    yz_copy(me.os_user, sizeof me.os_user, "nobody");
    bad |= !yz_code_parse("staff_role", "supervisor", &other.role);
    bad = bad || yz_record_save(s, "bind-staff", &yz_staff_kind, &me, &f) != YZ_OK ||
          yz_record_save(s, "bind-staff", &yz_staff_kind, &other, &f) != YZ_OK;
    yz_findings_free(&f);
    yz_session_close(s);
    return bad;
}

static int doubles(const char *file, const char *seed) {
    struct yz_session *s;
    struct doubles made = {0};
    char a[32], b[32];
    if (yz_session_open(file, &s) != YZ_OK) return 1;
    int bad = !doubles_make(s->store, (unsigned)atoi(seed), &made);
    for (size_t i = 0; i < made.count; i++)
        printf("%s %s %s\n", yz_ref_text(YZ_PERSON, made.all[i].a, a), yz_ref_text(YZ_PERSON, made.all[i].b, b),
               double_sort_names[made.all[i].sort]);
    doubles_free(&made);
    yz_session_close(s);
    return bad;
}

static int escapes(void) {
    int bad = 0;
    for (ssize_t n; (n = getline(&line, &room, stdin)) > 0;) {
        const char *p = line;
        uint32_t cp;
        for (int k; (k = yz_utf8_next(&p, &cp)) && p <= line + n;) {
            bad |= k < 0 || (cp < 0x20 && cp != '\n') || (cp >= 0x7F && cp < 0xA0) || (cp >= 0x202A && cp <= 0x202E) ||
                   (cp >= 0x2066 && cp <= 0x2069);
        }
        bad |= strlen(line) != (size_t)n;
    }
    return bad;
}

int main(int argc, char **argv) {
    const char *what = argc > 1 ? argv[1] : "";
    int bad = 2;
    if (strcmp(what, "json") == 0) bad = json(NULL);
    else if (strcmp(what, "get") == 0 && argc == 3) bad = json(argv[2]);
    else if (strcmp(what, "bind") == 0 && argc == 4) bad = bind(argv[2], argv[3], NULL);
    else if (strcmp(what, "role") == 0 && argc == 4) bad = bind(argv[2], NULL, argv[3]);
    else if (strcmp(what, "become") == 0 && argc == 4) bad = become(argv[2], argv[3]);
    else if (strcmp(what, "doubles") == 0 && argc == 4) bad = doubles(argv[2], argv[3]);
    else if (strcmp(what, "escapes") == 0) bad = escapes();
    free(line);
    return bad;
}
