/* What was lawfully erased here is blanked at the hub too: the numbers of the blanked lines go there, after the act's own lines. */
#include "hub/hub_private.h"

#include "store/erase.h"

enum { SEQS = 50000 };

/* The last line of the newest erasing act; 0 = none. */
static int64_t newest_erasure(struct yz_store *store) {
    int64_t act =
        yz_sql_int(store, "SELECT max(seq) FROM journal WHERE verb = '" YZ_ERASE_VERB "' AND seq = act", 0, 0);
    return act ? yz_sql_int(store, "SELECT max(seq) FROM journal WHERE seq >= ?1 AND act = ?1", act, 0) : 0;
}

static enum yz_status read_blank(struct yz_store *store, int64_t *after, int64_t until, struct yz_array *out) {
    struct yz_query *q =
        yz_sql(store, "SELECT seq FROM journal WHERE seq > ?1 AND seq < ?2 AND body IS NULL ORDER BY seq LIMIT ?3");
    yz_array_clear(out);
    yz_bind(q, 1, *after);
    yz_bind(q, 2, until);
    yz_bind(q, 3, SEQS);
    while (yz_next(q)) {
        *after = yz_int(q, 0);
        yz_array_int8(out, *after);
    }
    return yz_done(q);
}

static enum yz_status blank(struct yz_hub_call *c, int64_t act, const struct yz_array *seqs) {
    struct yz_params p = {0};
    struct yz_rows rows;
    yz_param_int4(&p, c->station);
    yz_param_int8(&p, act);
    yz_param_array(&p, YZ_PG_INT8_ARRAY, YZ_PG_INT8, seqs);
    enum yz_status status = yz_link_ask(c->link, "SELECT yizhan.erase($1, $2, $3)", &p, &rows);
    if (status == YZ_OK && rows.count) c->done->erased += yz_rows_int(&rows, 0, 0);
    if (status == YZ_OK) yz_rows_free(&rows);
    yz_params_free(&p);
    return status;
}

enum yz_status yz_hub_pass_erasures(struct yz_hub_call *c) {
    struct yz_array seqs = {0};
    int64_t act = newest_erasure(c->store), after = 0;
    /* A hub that is behind what it had acknowledged comes from a backup of its own: it may have the bodies again. */
    int64_t passed = c->hub.seq < yz_meta(c->store, YZ_HUB_META_SEQ, 0) ? 0 : yz_meta(c->store, YZ_HUB_META_ERASED, 0);
    enum yz_status status = YZ_OK;
    c->erased = passed;
    if (act <= passed || act > c->done->acked) return YZ_OK;
    do {
        status = read_blank(c->store, &after, act, &seqs);
        if (status == YZ_OK && seqs.count) status = blank(c, act, &seqs);
    } while (status == YZ_OK && seqs.count == SEQS);
    yz_array_free(&seqs);
    if (status == YZ_OK) c->erased = act;
    return status;
}
