/* What stands in for link.c where the build did not find libpq: opening says so, and nothing else is reached. */
#ifndef HAVE_LIBPQ
#include "hub/link.h"

#include <yizhan/hub.h>
#include <yizhan/i18n.h>

bool yz_hub_built(void) {
    return false;
}

static enum yz_status none(void) {
    return yz_fail(YZ_HUB, _("这个程序没有编入连接区县的库（libpq）：装好 libpq 的开发包重新编译；办理照常"));
}

enum yz_status yz_link_open(const char *url, int seconds, struct yz_link **out) {
    (void)url, (void)seconds;
    *out = NULL;
    return none();
}

void yz_link_close(struct yz_link *l) {
    (void)l;
}

int yz_link_refusal(const struct yz_link *l) {
    (void)l;
    return 0;
}

bool yz_link_broken(const struct yz_link *l) {
    (void)l;
    return false;
}

void yz_rows_free(struct yz_rows *r) {
    (void)r;
}

int64_t yz_rows_int(const struct yz_rows *r, int row, int column) {
    (void)r, (void)row, (void)column;
    return 0;
}

const char *yz_rows_bytes(const struct yz_rows *r, int row, int column, size_t *size) {
    (void)r, (void)row, (void)column;
    if (size) *size = 0;
    return NULL;
}

const char *yz_rows_text(const struct yz_rows *r, int row, int column) {
    (void)r, (void)row, (void)column;
    return "";
}

enum yz_status yz_link_ask(struct yz_link *l, const char *sql, const struct yz_params *p, struct yz_rows *rows) {
    (void)l, (void)sql, (void)p, (void)rows;
    return none();
}

enum yz_status yz_link_send(struct yz_link *l, const char *sql, const struct yz_params *p) {
    (void)l, (void)sql, (void)p;
    return none();
}

enum yz_status yz_link_receive(struct yz_link *l, struct yz_rows *rows) {
    (void)l, (void)rows;
    return none();
}

enum yz_status yz_link_script(struct yz_link *l, const char *sql) {
    (void)l, (void)sql;
    return none();
}

enum yz_status yz_link_copy_begin(struct yz_link *l, const char *sql) {
    (void)l, (void)sql;
    return none();
}

enum yz_status yz_link_copy_put(struct yz_link *l, const void *bytes, size_t n) {
    (void)l, (void)bytes, (void)n;
    return none();
}

enum yz_status yz_link_copy_end(struct yz_link *l, bool keep) {
    (void)l, (void)keep;
    return none();
}

/* NOLINTNEXTLINE(readability-non-const-parameter): as the one that has libpq */
enum yz_status yz_link_verifier(struct yz_link *l, const char *role, const char *password, char *out, size_t room) {
    (void)l, (void)role, (void)password, (void)out, (void)room;
    return none();
}
#endif

typedef int yz_link_stands_in; /* with the library: a file must hold something */
