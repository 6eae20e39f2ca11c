/* What is counted, and its names. */
#include "support/fault_ways.h"

#include "support/fault.h"

enum fault_way fault_way;

const char *const fault_way_names[FAULT_WAYS + 1] = {"allocation", "read",       "write",    "cut write", "full disk",
                                                     "sync",       "truncation", "lock",     "open",      "size",
                                                     "shared",     "removal",    "own call", "disk"};

/* A write is asked about three times, for its three ways to fail; it is one call. */
bool fault_of(enum fault_way way) {
    if (fault_way == FAULT_DISK) return way != FAULT_MEMORY && way != FAULT_CUT && way != FAULT_FULL && fault_strikes();
    return way == fault_way && fault_strikes();
}
