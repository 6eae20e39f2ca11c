/* What search keys keep between puts of one store; shared by keys.c, numbers.c and doctor.c. */
#ifndef YZ_STORE_KEYS_H
#define YZ_STORE_KEYS_H

#include "store/gather.h"
#include "store/store_private.h"

/* Numbers of 256 records, as they lie in one row of number_block and on one page of the file. */
#define YZ_SLOTS    256
#define YZ_SLOT_ONE 18   /* characters of the first YZ_FRAGMENT field: an identity number */
#define YZ_SLOT_TWO 12   /* of the second: a telephone number */
#define YZ_SLOT     15   /* bytes: four bits a character */
#define YZ_BLOCK    3840 /* YZ_SLOTS * YZ_SLOT */
_Static_assert(YZ_SLOT * 2 == YZ_SLOT_ONE + YZ_SLOT_TWO && YZ_BLOCK == YZ_SLOTS * YZ_SLOT, "the block is full");

#define YZ_KEYS_BATCH 32 /* rows of one INSERT */

struct yz_keys {
    struct yz_gather gather;
    sqlite3_stmt *add, *add_batch, *drop, *scan;
    sqlite3_stmt *block_get, *block_put, *block_drop, *block_scan;
    bool held, dirty; /* `block` holds block `number`; it differs from the file */
    int64_t number;
    unsigned char block[YZ_BLOCK];
};

/* The store's keys, made when first used; NULL when memory is out (message left). */
struct yz_keys *yz_keys_of(struct yz_store *s);

/* Calls `add` for every key of a record: the row keys.c would write. Keys may come twice. */
void yz_keys_each(const struct yz_kind *k, const void *record, void (*add)(void *ctx, const char *key, size_t length),
                  void *ctx);
bool yz_keys_any(const struct yz_kind *k); /* whether records of this kind have keys at all */

/* numbers.c: the slot of one record; NULL record: emptied. */
bool yz_numbers_any(const struct yz_kind *k);
void yz_numbers_slot(const struct yz_kind *k, const void *record, unsigned char slot[YZ_SLOT]);
int64_t yz_numbers_block(enum yz_kind_id kind, int64_t id);
enum yz_status yz_numbers_put(struct yz_store *s, const struct yz_kind *k, int64_t id, const void *after);
enum yz_status yz_numbers_flush(struct yz_store *s);

#endif
