/* Deterministic chance for the demo: the same seed gives the same community on every machine. */
#ifndef YZ_SERVICE_DEMO_DICE_H
#define YZ_SERVICE_DEMO_DICE_H

#include <stdbool.h>
#include <stdint.h>

struct yz_dice {
    uint64_t state;
};

int yz_dice_below(struct yz_dice *d, int n);               /* 0..n-1 */
int yz_dice_between(struct yz_dice *d, int low, int high); /* both included */
bool yz_dice_chance(struct yz_dice *d, int per_hundred);

#endif
