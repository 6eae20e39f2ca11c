/* Journal lines on their way to the hub. */
#ifndef YIZHAN_HUB_LINES_H
#define YIZHAN_HUB_LINES_H

#include "hub/hub_private.h"

enum { YZ_HUB_COLUMNS = 11 }; /* act at staff verb kind id version gone body_hash hash body */

/* Lines of one epoch that follow on each other, a column an array. Zero-initialise; release with yz_batch_free. */
struct yz_batch {
    struct yz_array column[YZ_HUB_COLUMNS];
    int64_t first, epoch;
    unsigned char prev[YZ_HUB_HASH]; /* of the first line */
    struct yz_hub_line last;
    int64_t count;
};
/* The next ones after `from`, about `room` bytes of them; count 0: there is none. */
enum yz_status yz_batch_read(struct yz_store *store, const struct yz_hub_line *from, size_t room, struct yz_batch *b);
void yz_batch_free(struct yz_batch *b);

/* The lines after `from` for a statement: $1 station, $2 epoch, $3 first, $4 prev, $5 … its columns. */
void yz_batch_params(const struct yz_batch *b, int station, struct yz_params *p);

#endif
