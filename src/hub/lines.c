/* Journal lines read from the file into columns. */
#include "hub/lines.h"

#include <string.h>

enum { LINES = 4096, LINE = 256, BODY = YZ_HUB_COLUMNS - 1 }; /* LINE: bytes of one without its body */

/* Columns 0 and 1 of the question are epoch and seq; these follow in the order of struct yz_batch. */
static const enum yz_pg_type types[YZ_HUB_COLUMNS] = {YZ_PG_INT8,  YZ_PG_INT8,  YZ_PG_INT8, YZ_PG_TEXT,
                                                      YZ_PG_TEXT,  YZ_PG_INT8,  YZ_PG_INT8, YZ_PG_INT2,
                                                      YZ_PG_BYTES, YZ_PG_BYTES, YZ_PG_BYTES};

static enum yz_pg_type array_of(enum yz_pg_type element) {
    switch (element) {
    case YZ_PG_INT8: return YZ_PG_INT8_ARRAY;
    case YZ_PG_INT2: return YZ_PG_INT2_ARRAY;
    case YZ_PG_TEXT: return YZ_PG_TEXT_ARRAY;
    default: return YZ_PG_BYTES_ARRAY;
    }
}

static void add(struct yz_batch *b, struct yz_query *q) {
    size_t n;
    for (int i = 0; i < YZ_HUB_COLUMNS; i++) {
        struct yz_array *a = &b->column[i];
        if (types[i] == YZ_PG_INT8) {
            yz_array_int8(a, yz_int(q, i + 2));
        } else if (types[i] == YZ_PG_INT2) {
            yz_array_int2(a, (int16_t)yz_int(q, i + 2));
        } else {
            const void *bytes = yz_bytes(q, i + 2, &n);
            bool erased = i == BODY && yz_int(q, YZ_HUB_COLUMNS + 2);
            yz_array_bytes(a, erased ? NULL : bytes, n);
        }
    }
    b->epoch = yz_int(q, 0);
    b->last.epoch = b->epoch;
    b->last.seq = yz_int(q, 1);
    const void *hash = yz_bytes(q, 2 + BODY - 1, &n);
    if (n == YZ_HUB_HASH) memcpy(b->last.hash, hash, n);
    b->count++;
}

enum yz_status yz_batch_read(struct yz_store *store, const struct yz_hub_line *from, size_t room, struct yz_batch *b) {
    for (int i = 0; i < YZ_HUB_COLUMNS; i++) yz_array_clear(&b->column[i]);
    b->first = from->seq + 1;
    memcpy(b->prev, from->hash, YZ_HUB_HASH);
    b->last = *from;
    b->count = 0;
    struct yz_query *q =
        yz_sql(store, "SELECT epoch, seq, act, at, staff, verb, kind, id, version, gone, body_hash, hash, "
                      "body, body IS NULL FROM journal WHERE seq > ?1 ORDER BY seq LIMIT ?2");
    yz_bind(q, 1, from->seq);
    yz_bind(q, 2, LINES);
    while (b->column[BODY].bytes.length + (size_t)b->count * LINE < room && yz_next(q)) {
        if (b->count && yz_int(q, 0) != b->epoch) break;
        add(b, q);
    }
    return yz_done(q);
}

void yz_batch_free(struct yz_batch *b) {
    for (int i = 0; i < YZ_HUB_COLUMNS; i++) yz_array_free(&b->column[i]);
}

void yz_batch_params(const struct yz_batch *b, int station, struct yz_params *p) {
    yz_params_clear(p);
    yz_param_int4(p, station);
    yz_param_int8(p, b->epoch);
    yz_param_int8(p, b->first);
    yz_param_bytes(p, b->prev, YZ_HUB_HASH);
    for (int i = 0; i < YZ_HUB_COLUMNS; i++) yz_param_array(p, array_of(types[i]), types[i], &b->column[i]);
}
