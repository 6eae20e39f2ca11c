/* The demo: the article's community with invented people, for trying the program, tests and measurements. */
#ifndef YIZHAN_DEMO_H
#define YIZHAN_DEMO_H

#include <stdbool.h>
#include <stdint.h>

#include "date.h"
#include "status.h"

struct yz_demo {
    int64_t households, people; /* 0: 13,350 and 100,000 */
    uint64_t seed;              /* 0: 1 */
    yz_date date;               /* "today" of the file; 0: today */
    bool force;                 /* an existing file may be replaced, unless it is a real station */
    const char *as;             /* key of the role in which the operating-system user is there; NULL: clerk */
    bool practice;              /* only the register and the newborns: desks at which nothing else waits */
};

/* Writes a new station file: same options, same content. Everyone in it is marked as invented. The operating-system
 * user is the first of that role, at a post station where there is one. YZ_REFUSED when the file exists and `force` is not set. */
enum yz_status yz_demo_write(const char *path, const struct yz_demo *options);

#endif
