/* Search keys on their way into the file: gathered, sorted as the table sorts them, each with what is to become of it.
 * Nothing here knows SQLite, so sorting is tested and measured alone. */
#ifndef YZ_STORE_GATHER_H
#define YZ_STORE_GATHER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define YZ_GATHER_KEY_MAX 200 /* longest key in bytes, class byte included */

struct yz_gather_item {
    uint64_t word; /* the eight bytes last sorted by */
    uint32_t at;   /* where the key lies in `bytes`; grows with time, so it also says which came first */
};

/* Zero-initialise; release with yz_gather_free. */
struct yz_gather {
    unsigned char *bytes;
    size_t used, room;
    struct yz_gather_item *items, *spare;
    size_t count, item_room;
    bool failed; /* memory ran out; later additions do nothing */
};

/* `key` (no NUL in it, cut at YZ_GATHER_KEY_MAX) of that record is added to the table, or taken out of it. */
void yz_gather_add(struct yz_gather *g, bool add, const char *key, size_t length, uint8_t kind, int64_t id);

/* Bytes of memory that the gathered keys take. */
size_t yz_gather_size(const struct yz_gather *g);

/* Sorts by (key, kind, id), then calls `each` once for every tuple whose presence changes: a key that was taken out and
 * put back, or put in and taken out again, is none. Stops when `each` answers false, and answers that. Empties. */
bool yz_gather_settle(struct yz_gather *g,
                      bool (*each)(void *ctx, bool add, const char *key, size_t length, uint8_t kind, int64_t id),
                      void *ctx);

void yz_gather_clear(struct yz_gather *g); /* empties, forgets the failure, keeps the room */
void yz_gather_free(struct yz_gather *g);

#endif
