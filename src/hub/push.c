/* Lines to the hub, batch by batch: while the hub checks one, the next is read. */
#include "hub/lines.h"

enum { MOST = 4 << 20, LEAST = 2 << 10 };

static const char push_sql[] = "SELECT yizhan.push($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";

static enum yz_status taken(struct yz_hub_call *c) {
    struct yz_rows rows = {0};
    enum yz_status status = yz_link_receive(c->link, &rows);
    if (status != YZ_OK) return status;
    int64_t seq = rows.count ? yz_rows_int(&rows, 0, 0) : 0;
    yz_rows_free(&rows);
    if (seq > c->done->acked) c->done->pushed += seq - c->done->acked;
    c->done->acked = seq;
    return YZ_OK;
}

static enum yz_status send_from(struct yz_hub_call *c, struct yz_hub_line at, size_t room) {
    struct yz_batch b = {0};
    struct yz_params p = {0};
    bool flying = false;
    enum yz_status status = YZ_OK;
    do {
        status = yz_batch_read(c->store, &at, room, &b);
        if (status == YZ_OK && b.count) yz_batch_params(&b, c->station, &p);
        if (flying) {
            enum yz_status answer = taken(c);
            status = answer == YZ_OK ? status : answer;
        }
        flying = status == YZ_OK && b.count;
        if (flying) status = yz_link_send(c->link, push_sql, &p);
        at = b.last;
    } while (status == YZ_OK && flying);
    yz_batch_free(&b);
    yz_params_free(&p);
    return status;
}

/* From the hub's head on; it must be a line of this file still. */
static enum yz_status send_rest(struct yz_hub_call *c, size_t room) {
    enum yz_hub_meeting meeting;
    enum yz_status status = yz_hub_meet(c, &meeting);
    if (status == YZ_OK && meeting == YZ_HUB_AHEAD) return send_from(c, c->hub, room);
    return status == YZ_OK && meeting == YZ_HUB_PARTED ? yz_hub_parted(c) : status;
}

/* The connection broke, or another program sends for the same station (its file was copied): what it did is asked anew. */
static bool worth_another(const struct yz_hub_call *c, enum yz_status status) {
    return yz_hub_broke(c, status) || (status == YZ_HUB && c->link && yz_link_refusal(c->link) == YZ_HUB_CROSSED);
}

/* A connection that breaks before a batch is through would never get any further: then batches become smaller. */
enum yz_status yz_hub_send_lines(struct yz_hub_call *c) {
    size_t room = MOST;
    enum yz_status status = yz_hub_upload(c);
    if (status == YZ_OK) status = send_rest(c, room);
    for (int tries = 0; tries < YZ_HUB_TRIES && worth_another(c, status); tries++) {
        int64_t before = c->done->acked;
        room = room / 16 > LEAST ? room / 16 : LEAST;
        status = yz_hub_again(c);
        if (status == YZ_OK) status = send_rest(c, room);
        if (c->done->acked > before) tries = 0;
    }
    return status == YZ_OK ? yz_hub_pass_erasures(c) : status;
}
