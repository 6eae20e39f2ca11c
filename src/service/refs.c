/* REFs: p:7.123, visit:7.12 — kind's letter or name, station, counter; with an epoch between when it is not the first. */
#include "service/refs.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/kind.h>

#include "base/text.h"

enum { STATION_MOST = (1 << 16) - 1, EPOCH_MOST = (1 << 10) - 1 };

static int own_station = 1;

void yz_ref_own(int station) {
    own_station = station;
}

/* Names in REFs have at most eight letters, so 31 bytes always do. */
char *yz_ref_text(enum yz_kind_id kind, int64_t id, char out[32]) {
    const struct yz_kind *k = kind > YZ_NO_KIND && kind < YZ_KIND_COUNT ? yz_kinds[kind] : NULL;
    char prefix[16] = "?";
    long long counter = (long long)YZ_ID_COUNTER(id);
    int station = YZ_ID_STATION(id) & STATION_MOST, epoch = YZ_ID_EPOCH(id);
    if (k) yz_ref_prefix(k, prefix);
    if (epoch == YZ_FIRST_EPOCH) snprintf(out, 32, "%.8s:%d.%lld", prefix, station, counter);
    else snprintf(out, 32, "%.8s:%d.%d.%lld", prefix, station, epoch, counter);
    return out;
}

char *yz_ref_prefix(const struct yz_kind *k, char out[16]) {
    if (k->letter) snprintf(out, 16, "%c", k->letter);
    else snprintf(out, 16, "%s", k->name);
    return out;
}

size_t yz_ref_kind(const char *text, enum yz_kind_id *kind) {
    size_t n = strcspn(text, ":");
    if (!n || !text[n]) return 0;
    for (int i = 1; i < YZ_KIND_COUNT; i++) {
        const struct yz_kind *k = yz_kinds[i];
        bool named = strlen(k->name) == n && memcmp(k->name, text, n) == 0;
        if (!named && !(n == 1 && *text == k->letter)) continue;
        *kind = (enum yz_kind_id)i;
        return n + 1;
    }
    return 0;
}

/* One to three numbers with dots between; how many, 0 when the text is anything else. */
static int numbers(const char *p, int64_t n[3]) {
    int count = 0;
    for (;; p++) {
        char *end;
        if (count == 3 || *p < '0' || *p > '9') return 0;
        errno = 0;
        n[count++] = strtoll(p, &end, 10);
        if (errno) return 0;
        p = end;
        if (*p != '.') return *p ? 0 : count;
    }
}

bool yz_ref_parse(const char *text, enum yz_kind_id *kind, int64_t *id) {
    char ref[48];
    int64_t n[3];
    if (strlen(text) >= sizeof ref) return false;
    yz_text_fold(ref, sizeof ref, text);
    enum yz_kind_id k;
    size_t prefix = yz_ref_kind(ref, &k);
    int count = prefix ? numbers(ref + prefix, n) : 0;
    if (!count) return false;
    int64_t station = count > 1 ? n[0] : own_station, epoch = count > 2 ? n[1] : YZ_FIRST_EPOCH;
    int64_t counter = n[count - 1];
    if (station > STATION_MOST || epoch > EPOCH_MOST || counter < 1 || counter >> 36) return false;
    *kind = k;
    *id = YZ_ID(station, epoch, counter);
    return true;
}
