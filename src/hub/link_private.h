/* The inside of a link, shared by link.c and link_told.c. */
#ifndef YIZHAN_HUB_LINK_PRIVATE_H
#define YIZHAN_HUB_LINK_PRIVATE_H

#include "hub/link.h"
#include "hub/pq.h"

struct yz_link {
    PGconn *conn;
    int refusal;
    int seconds;   /* how long it may take in all; 0 = as long as it takes */
    int64_t until; /* … by which moment of the machine's clock, milliseconds */
};

/* Waits until the connection can be read or written (`events` of poll); false: the time is over (link_wait.c). */
bool yz_link_wait(const struct yz_link *l, short events);
bool yz_link_wait_for(const struct yz_link *l, int fd, short events); /* the same of any file */
/* Begins its time. */
void yz_link_begin(struct yz_link *l, int seconds);

/* Where a URL leads, for libpq's `host` and `hostaddr`; both empty: as the URL has it. */
enum { YZ_LINK_HOST = 255, YZ_LINK_HOSTS = 1024, YZ_LINK_ADDRESSES = 512 };
struct yz_link_place {
    char hosts[YZ_LINK_HOSTS], addresses[YZ_LINK_ADDRESSES];
};
/* Looks up the URL's host in the link's time; YZ_HUB: not found. Where it has none libpq does it (link_name.c). */
enum yz_status yz_link_find(const struct yz_link *l, const char *url, struct yz_link_place *out);

/* Say why, and how to mend it (link_told.c). */
enum yz_status yz_link_unconnected(struct yz_link *l);
enum yz_status yz_link_failed(struct yz_link *l, const PGresult *result); /* `result` NULL: the connection broke */
enum yz_status yz_link_late(const struct yz_link *l);                     /* its time is over */

#endif
