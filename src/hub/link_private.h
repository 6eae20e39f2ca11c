/* The inside of a link, shared by link.c and link_told.c. */
#ifndef YIZHAN_HUB_LINK_PRIVATE_H
#define YIZHAN_HUB_LINK_PRIVATE_H

#include "hub/link.h"
#include "hub/pq.h"

struct yz_link {
    PGconn *conn;
    int refusal;
};

/* Say why, and how to mend it (link_told.c). */
enum yz_status yz_link_unconnected(struct yz_link *l);
enum yz_status yz_link_failed(struct yz_link *l, const PGresult *result); /* `result` NULL: the connection broke */

#endif
