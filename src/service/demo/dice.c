/* Deterministic chance: splitmix64 (public domain algorithm by Sebastiano Vigna), 64 bits of state. */
#include "service/demo/dice.h"

static uint64_t next(struct yz_dice *d) {
    uint64_t z = (d->state += UINT64_C(0x9E3779B97F4A7C15));
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

int yz_dice_below(struct yz_dice *d, int n) {
    return n > 1 ? (int)((next(d) >> 32) * (uint64_t)n >> 32) : 0;
}

int yz_dice_between(struct yz_dice *d, int low, int high) {
    return low + yz_dice_below(d, high - low + 1);
}

bool yz_dice_chance(struct yz_dice *d, int per_hundred) {
    return yz_dice_below(d, 100) < per_hundred;
}
