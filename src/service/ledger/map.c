/* A hash map from bytes to a number; keys lie one behind the other in one piece of memory. */
#include "service/ledger/ledger_private.h"

#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/status.h>

struct yz_map_slot {
    uint64_t hash; /* 0: free */
    uint32_t at, length, value;
};

static uint64_t hash_of(const unsigned char *p, size_t n) {
    uint64_t h = UINT64_C(0x9E3779B97F4A7C15) ^ n, word;
    for (; n >= 8; p += 8, n -= 8) {
        memcpy(&word, p, 8);
        h = (h ^ word) * UINT64_C(0xFF51AFD7ED558CCD);
        h ^= h >> 32;
    }
    word = 0;
    memcpy(&word, p, n);
    h = (h ^ word) * UINT64_C(0xC4CEB9FE1A85EC53);
    h ^= h >> 29;
    return h ? h : 1;
}

static struct yz_map_slot *slot_of(const struct yz_map *m, uint64_t hash, const void *key, size_t length) {
    size_t i = (size_t)hash & m->mask;
    for (;; i = (i + 1) & m->mask) {
        struct yz_map_slot *s = &m->slots[i];
        if (!s->hash || (s->hash == hash && s->length == length && memcmp(m->bytes + s->at, key, length) == 0))
            return s;
    }
}

static bool grow_slots(struct yz_map *m) {
    size_t before = m->slots ? m->mask + 1 : 0, room = before ? 2 * before : 256;
    struct yz_map_slot *old = m->slots, *slots = calloc(room, sizeof *slots);
    if (!slots) return false;
    m->slots = slots;
    m->mask = room - 1;
    for (size_t i = 0; i < before; i++) {
        if (!old[i].hash) continue;
        size_t at = (size_t)old[i].hash & m->mask;
        while (slots[at].hash) at = (at + 1) & m->mask;
        slots[at] = old[i];
    }
    free(old);
    return true;
}

static bool grow_bytes(struct yz_map *m, size_t n) {
    size_t room = m->room ? m->room : 4096;
    while (room - m->length < n) room *= 2;
    if (room > UINT32_MAX) return false;
    if (room == m->room) return true;
    char *bytes = realloc(m->bytes, room);
    if (!bytes) return false;
    m->bytes = bytes;
    m->room = room;
    return true;
}

static uint32_t *no_memory(void) {
    yz_fail(YZ_BUSY, _("内存不足"));
    return NULL;
}

uint32_t *yz_map_at(struct yz_map *m, const void *key, size_t length) {
    if ((!m->slots || 2 * (m->used + 1) > m->mask + 1) && !grow_slots(m)) return no_memory();
    uint64_t hash = hash_of(key, length);
    struct yz_map_slot *s = slot_of(m, hash, key, length);
    if (s->hash) return &s->value;
    if (!grow_bytes(m, length + 1)) return no_memory();
    memcpy(m->bytes + m->length, key, length);
    *s = (struct yz_map_slot){hash, (uint32_t)m->length, (uint32_t)length, YZ_NOWHERE};
    m->length += length;
    m->used++;
    return &s->value;
}

void yz_map_free(struct yz_map *m) {
    free(m->slots);
    free(m->bytes);
    *m = (struct yz_map){0};
}
