/* Small station files for tests of the store: two kinds, a folder of their own, and ways to see everything in them. */
#ifndef YZ_TESTS_STATION_H
#define YZ_TESTS_STATION_H

#include "base/buffer.h"
#include "store/store.h"

struct resident {
    int64_t id, version;
    char name[64], reading[64], id_number[24], phone[24];
    yz_date birth;
    int64_t home, deposit;
    bool tenant;
    char note[64];
};

struct home {
    int64_t id, version;
    char label[64];
    int64_t head;
};

extern const struct yz_kind resident_kind, home_kind;

/* A new folder with a published, open station file; the folder goes with station_remove. */
struct station {
    char folder[64], path[128];
    struct yz_store *store;
};
void station_make(struct station *st);
void station_make_hidden(struct station *st); /* not published: acts cost no syncing */
void station_open(struct station *st);        /* after station_close */
void station_close(struct station *st);
void station_remove(struct station *st);
void station_sql(const char *path, const char *sql); /* behind the store's back, while it is closed */

/* One act of one record; asserts that it worked. They answer the act's number. */
int64_t station_put(struct station *st, const struct yz_kind *k, void *record);
int64_t station_drop(struct station *st, const struct yz_kind *k, int64_t id);

/* All records without their versions, one line each. */
void station_records(struct yz_store *s, struct yz_buffer *out);
/* Everything that search reads, in order. */
void station_keys(struct yz_store *s, struct yz_buffer *out);

/* xorshift: the same numbers everywhere. */
uint32_t dice(uint32_t *state, uint32_t sides);

/* A plausible resident made from a number. */
void resident_make(struct resident *r, uint32_t seed);

#endif
