/* A station file for a small community, a folder for ledgers, and imports with everything they told. */
#ifndef YZ_TESTS_OFFICE_H
#define YZ_TESTS_OFFICE_H

#include "base/buffer.h"
#include "base/encoding.h"
#include "store/store.h"

#include <stdint.h>
#include <yizhan/ledger.h>
#include <yizhan/session.h>

/* Compound 幸福里 with buildings 1 and 3, compound 星光园2期 with building A2; grid 第一网格; nobody lives there. */
struct office {
    char folder[64], path[128];
    struct yz_session *session;
};
void office_open(struct office *o);
void office_close(struct office *o); /* and removes the folder */

/* Writes a ledger into the folder: UTF-8 text in an encoding. Answers its path, good until the next call. */
const char *office_ledger(struct office *o, const char *text, enum yz_encoding encoding);
const char *office_bytes(struct office *o, const void *bytes, size_t n);
char *office_read(const char *path); /* whole; free() it; NULL: none */

struct told {
    enum yz_status status;
    struct yz_import_report report;
    struct yz_buffer text; /* "line severity field value | rule | mend" a finding */
    size_t calls;
};
/* Release with told_free. `file` may be NULL: the one in options. */
struct told office_import(struct office *o, const char *file, const struct yz_import_options *options);
void told_free(struct told *t);
bool told_says(const struct told *t, size_t line, const char *field, const char *words); /* in the rule or the mend */

/* One number from the file; `sql` a literal. */
int64_t office_int(struct office *o, const char *sql);
/* The first column of every row, LF between; free() it. */
char *office_rows(struct office *o, const char *sql);

#endif
