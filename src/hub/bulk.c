/* The first upload, and any large one: COPY into the station's own partition by two connections at once, so that two of the
 * hub's cores check the lines, then one call that takes them. A part at a time: what was taken need not be sent again. */
#include "hub/hub_private.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/i18n.h>

enum { PART = 1 << 17, CHUNK = 1024, LANES = 2, LEAST = 20000, COLUMNS = 15 };

struct bulk {
    struct yz_hub_call *c;
    struct yz_link *lane[LANES];
    struct yz_buffer rows;
    int64_t at; /* the newest line that was put */
};

static void put_bytes(struct yz_buffer *b, const void *bytes, size_t n) {
    yz_put_int4(b, (uint32_t)n);
    yz_buffer_append(b, bytes, n);
}

static void put_int8(struct yz_buffer *b, int64_t value) {
    yz_put_int4(b, 8);
    yz_put_int8(b, (uint64_t)value);
}

/* The columns of the question in the order of the table: a number, or bytes. */
static const char shape[] = "nnnnnbbnngbbbb";

static void put_row(struct bulk *u, struct yz_query *q) {
    struct yz_buffer *b = &u->rows;
    size_t n;
    yz_put_int2(b, COLUMNS);
    yz_put_int4(b, 4);
    yz_put_int4(b, (uint32_t)u->c->station);
    for (int i = 0; shape[i]; i++) {
        if (shape[i] == 'n') {
            put_int8(b, yz_int(q, i));
        } else if (shape[i] == 'g') {
            yz_put_int4(b, 2);
            yz_put_int2(b, (uint16_t)yz_int(q, i));
        } else if (!shape[i + 1] && yz_int(q, i + 1)) {
            yz_put_int4(b, UINT32_MAX); /* erased */
        } else {
            const void *bytes = yz_bytes(q, i, &n);
            put_bytes(b, bytes, n);
        }
    }
    u->at = yz_int(q, 0);
}

static enum yz_status read_chunk(struct bulk *u, int64_t until) {
    struct yz_query *q =
        yz_sql(u->c->store, "SELECT seq, epoch, act, at, staff, verb, kind, id, version, gone, body_hash, "
                            "prev, hash, body, body IS NULL FROM journal WHERE seq > ?1 AND seq <= ?2 "
                            "ORDER BY seq");
    yz_buffer_clear(&u->rows);
    yz_bind(q, 1, u->at);
    yz_bind(q, 2, u->at + CHUNK < until ? u->at + CHUNK : until);
    while (yz_next(q)) put_row(u, q);
    return yz_done(q);
}

/* --- one part --- */

static enum yz_status begin_part(struct bulk *u) {
    static const char header[] = "PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0"; /* and no flags, no extension */
    enum yz_status status = YZ_OK;
    char sql[256];
    snprintf(
        sql, sizeof sql,
        "COPY yizhan.journal_%d (station, seq, epoch, act, at, staff, verb, kind, id, version, gone, body_hash, prev, "
        "hash, body) FROM STDIN (FORMAT binary)",
        u->c->station);
    for (int i = 0; status == YZ_OK && i < LANES; i++) {
        status = yz_link_copy_begin(u->lane[i], sql);
        if (status == YZ_OK) status = yz_link_copy_put(u->lane[i], header, 19);
    }
    return status;
}

static enum yz_status end_part(struct bulk *u, enum yz_status status) {
    static const char trailer[] = "\377\377";
    for (int i = 0; i < LANES; i++) {
        if (status == YZ_OK) status = yz_link_copy_put(u->lane[i], trailer, 2);
        enum yz_status ended = yz_link_copy_end(u->lane[i], status == YZ_OK);
        if (status == YZ_OK) status = ended;
    }
    return status;
}

static enum yz_status ask_number(struct yz_hub_call *c, const char *sql, int64_t *out) {
    struct yz_params p = {0};
    struct yz_rows rows;
    yz_param_int4(&p, c->station);
    enum yz_status status = yz_link_ask(c->link, sql, &p, &rows);
    if (status == YZ_OK && out && rows.count) *out = yz_rows_int(&rows, 0, 0);
    if (status == YZ_OK) yz_rows_free(&rows);
    yz_params_free(&p);
    return status;
}

static const char sweep_sql[] = "SELECT yizhan.sweep($1)";

static enum yz_status send_part(struct bulk *u, int64_t until) {
    struct yz_hub_call *c = u->c;
    int64_t taken = 0;
    enum yz_status status = begin_part(u);
    for (int lane = 0; status == YZ_OK && u->at < until; lane = (lane + 1) % LANES) {
        status = read_chunk(u, until);
        if (status == YZ_OK && u->rows.failed) status = yz_fail(YZ_BUSY, _("内存不足"));
        if (status == YZ_OK) status = yz_link_copy_put(u->lane[lane], u->rows.data, u->rows.length);
    }
    status = end_part(u, status);
    if (status == YZ_OK) status = ask_number(c, "SELECT yizhan.take($1)", &taken);
    if (status == YZ_REFUSED) ask_number(c, sweep_sql, NULL); /* what was uploaded and refused does not stay */
    if (status != YZ_OK) return status;
    c->done->pushed += taken - c->done->acked;
    c->done->acked = taken;
    return YZ_OK;
}

enum yz_status yz_hub_upload(struct yz_hub_call *c) {
    struct bulk u = {.c = c, .lane = {c->link}, .at = c->hub.seq};
    bool found = true;
    if (!c->copies || c->own.seq - c->hub.seq < LEAST) return YZ_OK;
    enum yz_status status = ask_number(c, sweep_sql, NULL);
    if (status == YZ_OK && yz_link_open(c->url, 0, &u.lane[1]) != YZ_OK)
        return YZ_OK; /* no second one: by the function */
    while (status == YZ_OK && u.at < c->own.seq)
        status = send_part(&u, u.at + PART < c->own.seq ? u.at + PART : c->own.seq);
    yz_link_close(u.lane[1]);
    yz_buffer_free(&u.rows);
    if (status == YZ_HUB && !yz_link_broken(c->link)) status = YZ_OK; /* what stopped COPY may let the function pass */
    return status == YZ_OK ? yz_hub_own_line(c->store, c->done->acked, &c->hub, &found) : status;
}
