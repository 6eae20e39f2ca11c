/* A connection to the hub. Everything libpq is behind it; where the program was built without, opening says so.
 *
 * What cannot be done for want of the hub (not reached, wrong certificate or password, its disk full) is YZ_HUB; what the hub
 * refuses by a rule is YZ_REFUSED, and yz_link_refusal tells which. Each leaves a message with thing, rule and mend. */
#ifndef YIZHAN_HUB_LINK_H
#define YIZHAN_HUB_LINK_H

#include "hub/params.h"

struct yz_link;

/* Connects by a libpq URL or conninfo. By TCP the certificate must be right (sslmode=verify-full) and the password be proved
 * with channel binding; a password in `url` is refused: they come from ~/.pgpass or a service file. `seconds`: all that is done by it may
 * take so long, the look-up of its host's name too (not of several hosts), then it is YZ_HUB; 0: as long as it takes. */
enum yz_status yz_link_open(const char *url, int seconds, struct yz_link **out);
void yz_link_close(struct yz_link *l); /* NULL is harmless */

/* What the hub's schema (data/hub/schema.sql) refuses by: YZ001 … as its number, 0 = something else. Of the last failure. */
enum yz_refusal {
    YZ_HUB_GAP = 1,
    YZ_HUB_ALTERED = 2,
    YZ_HUB_NOT_OWN = 3,
    YZ_HUB_FORK = 4,
    YZ_HUB_UNKNOWN = 5,
    YZ_HUB_TAKEN = 6,
    YZ_HUB_NOT_ERASED = 7,
    YZ_HUB_CROSSED = 100 /* not by the schema, and YZ_HUB: another program put the same lines at the same moment */
};
int yz_link_refusal(const struct yz_link *l);
bool yz_link_broken(const struct yz_link *l); /* the connection is gone: what was not answered may be done or not */

/* Rows of an answer, in binary. Zero-initialise; release with yz_rows_free. */
struct yz_rows {
    void *result;
    int count;
};
void yz_rows_free(struct yz_rows *r);
int64_t yz_rows_int(const struct yz_rows *r, int row, int column); /* of any whole number, or a truth; 0 for NULL */
/* NULL for NULL; ends in NUL, which `size` (may be NULL) does not count. Valid until yz_rows_free. */
const char *yz_rows_bytes(const struct yz_rows *r, int row, int column, size_t *size);

const char *yz_rows_text(const struct yz_rows *r, int row, int column); /* the same, "" for NULL */

/* One statement; `p` and `rows` may be NULL. */
enum yz_status yz_link_ask(struct yz_link *l, const char *sql, const struct yz_params *p, struct yz_rows *rows);
/* The two halves of a question: between them the hub works, and so may we. */
enum yz_status yz_link_send(struct yz_link *l, const char *sql, const struct yz_params *p);
enum yz_status yz_link_receive(struct yz_link *l, struct yz_rows *rows);
/* Statements without values, as they stand in a file. */
enum yz_status yz_link_script(struct yz_link *l, const char *sql);
/* For yz_link_script: pages in the order of a key are read by its index. A table that was just filled has no statistics, and the
 * hub would sort all of it for each page. */
#define YZ_LINK_BY_KEY "SET enable_seqscan = off; SET enable_bitmapscan = off"

/* COPY … FROM STDIN: begin, put any number of times, end; `keep` false gives it up. */
enum yz_status yz_link_copy_begin(struct yz_link *l, const char *sql);
enum yz_status yz_link_copy_put(struct yz_link *l, const void *bytes, size_t n);
enum yz_status yz_link_copy_end(struct yz_link *l, bool keep);

/* What a server keeps of a password (SCRAM-SHA-256$…), worked out here, so that the password does not travel. */
enum yz_status yz_link_verifier(struct yz_link *l, const char *role, const char *password, char *out, size_t room);

#endif
