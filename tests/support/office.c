/* A small office for tests of ledgers. */
#include "support/office.h"

#include "service/session.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <yizhan/setup.h>

static const char community[] =
    "{\"name\":\"某某社区\",\"street\":\"某某街道\",\"address_prefix\":\"云南省昆明市官渡区某某街道\",\"areas\":["
    "\"东片\"],"
    "\"grids\":[{\"number\":\"1\",\"name\":\"第一网格\",\"area\":\"东片\"}],"
    "\"compounds\":[{\"name\":\"幸福里\",\"area\":\"东片\",\"buildings\":[{\"number\":\"1\"},{\"number\":\"3\"}]},"
    "{\"name\":\"星光园2期\",\"area\":\"东片\",\"buildings\":[{\"number\":\"A2\"}]}]}";

void office_open(struct office *o) {
    const struct yz_setup setup = {.community = community, .station = "为民服务站"};
    memset(o, 0, sizeof *o);
    strcpy(o->folder, "/tmp/yz-office-XXXXXX");
    assert_non_null(mkdtemp(o->folder));
    snprintf(o->path, sizeof o->path, "%s/station.db", o->folder);
    if (yz_init_station(o->path, &setup) != YZ_OK || yz_session_open(o->path, &o->session) != YZ_OK)
        fail_msg("%s", yz_message());
}

void office_close(struct office *o) {
    char command[128];
    yz_session_close(o->session);
    snprintf(command, sizeof command, "rm -rf '%s'", o->folder);
    assert_int_equal(system(command), 0);
}

const char *office_bytes(struct office *o, const void *bytes, size_t n) {
    static char path[128];
    snprintf(path, sizeof path, "%s/ledger.csv", o->folder);
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, n, f), n);
    assert_int_equal(fclose(f), 0);
    return path;
}

const char *office_ledger(struct office *o, const char *text, enum yz_encoding encoding) {
    struct yz_buffer out = {0};
    size_t n, lost;
    const char *bom = yz_encoding_bom(encoding, &n);
    yz_buffer_append(&out, bom, n);
    assert_int_equal(yz_encode(encoding, text, strlen(text), &out, &lost), YZ_OK);
    assert_int_equal(lost, 0);
    const char *path = office_bytes(o, out.data, out.length);
    yz_buffer_free(&out);
    return path;
}

char *office_read(const char *path) {
    struct yz_buffer b = {0};
    FILE *f = fopen(path, "rb");
    char piece[4096];
    size_t n;
    if (!f) return NULL;
    while ((n = fread(piece, 1, sizeof piece, f)) > 0) yz_buffer_append(&b, piece, n);
    fclose(f);
    yz_buffer_byte(&b, '\0');
    return yz_buffer_take(&b, NULL);
}

static void tell(void *ctx, size_t row, size_t line, const struct yz_finding *f) {
    struct told *t = ctx;
    (void)row;
    t->calls++;
    yz_buffer_printf(&t->text, "%zu %s %s %s | %s | %s\n", line, f->severity == YZ_ERROR ? "error" : "warning",
                     f->field, f->value, f->rule, f->mend);
}

struct told office_import(struct office *o, const char *file, const struct yz_import_options *options) {
    struct told t = {0};
    struct yz_import_options with = options ? *options : (struct yz_import_options){0};
    if (!with.kind) with.kind = "residents";
    if (file) with.file = file;
    with.reject = tell;
    with.ctx = &t;
    t.status = yz_import(o->session, &with, &t.report);
    assert_false(yz_in_act(o->session->store));
    return t;
}

void told_free(struct told *t) {
    yz_buffer_free(&t->text);
}

/* In one line that begins with the number and names the field. */
bool told_says(const struct told *t, size_t line, const char *field, const char *words) {
    const char *p = yz_buffer_string(&t->text);
    while (*p) {
        size_t n = strcspn(p, "\n");
        char one[1024], head[2][64];
        snprintf(one, sizeof one, "%.*s", (int)n, p);
        snprintf(head[0], sizeof head[0], "%zu error %s ", line, field);
        snprintf(head[1], sizeof head[1], "%zu warning %s ", line, field);
        bool mine = strncmp(one, head[0], strlen(head[0])) == 0 || strncmp(one, head[1], strlen(head[1])) == 0;
        if (mine && strstr(one, words)) return true;
        p += n + (p[n] == '\n');
    }
    return false;
}

int64_t office_int(struct office *o, const char *sql) {
    return yz_sql_int(o->session->store, sql, 0, 0);
}

char *office_rows(struct office *o, const char *sql) {
    struct yz_buffer b = {0};
    struct yz_query *q = yz_sql(o->session->store, sql);
    while (yz_next(q)) {
        yz_buffer_text(&b, yz_text(q, 0));
        yz_buffer_byte(&b, '\n');
    }
    assert_int_equal(yz_done(q), YZ_OK);
    yz_buffer_text(&b, "");
    char *text = yz_buffer_take(&b, NULL);
    return text ? text : strdup("");
}
