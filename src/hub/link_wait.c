/* Waiting for a hub no longer than somebody at a screen should. */
#include "hub/link_private.h"

#include <errno.h>
#include <poll.h>
#include <time.h>

static int64_t clock_ms(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void yz_link_begin(struct yz_link *l, int seconds) {
    l->seconds = seconds;
    l->until = clock_ms() + (int64_t)seconds * 1000;
}

bool yz_link_wait_for(const struct yz_link *l, int fd, short events) {
    struct pollfd p = {.fd = fd, .events = events};
    int n;
    do {
        int64_t left = l->until - clock_ms();
        n = poll(&p, 1, left > 0 ? (int)left : 0);
    } while (n < 0 && errno == EINTR);
    return n > 0;
}

bool yz_link_wait(const struct yz_link *l, short events) {
    return yz_link_wait_for(l, yz_pq.PQsocket(l->conn), events);
}
