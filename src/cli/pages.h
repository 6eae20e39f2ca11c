/* Lists of the command line, read page by page. */
#ifndef YZ_CLI_PAGES_H
#define YZ_CLI_PAGES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <yizhan/status.h>

struct yz_table;

/* A list read page by page; ends when there is no more, at `most`, or with a status that is not YZ_OK:
 *     struct yz_pages p = {.size = sizeof(struct yz_seal), .most = most, .status = status};
 *     while (yz_pages_want(&p)) {
 *         p.status = yz_seal_page(s, &filter, p.last, 1, p.rows, p.want, &p.count);
 *         for (const struct yz_seal *u; (u = yz_pages_row(&p)) != NULL;) p.status = tell(u);
 *     }
 *     return yz_pages_end(&p, NULL); */
struct yz_pages {
    size_t size;           /* of a row */
    int64_t most;          /* rows still wanted */
    enum yz_status status; /* of all so far */
    void *rows;            /* of this page, room for `want` */
    size_t want, count, at;
    const void *last; /* the last row of the page before; NULL: there was none */
};
bool yz_pages_want(struct yz_pages *p);       /* another page is to be read */
const void *yz_pages_row(struct yz_pages *p); /* its next row; NULL at the end of the page */
/* Prints the table (may be NULL) and releases the page. Answers the status. */
enum yz_status yz_pages_end(struct yz_pages *p, struct yz_table *t);

#endif
