/* Reading alone: tests/hub/prove URL STATION reads the station's lines from the hub as `hub pull` does, a page at a time, and
 * proves each against the one before and its own hash; it says how many. Nothing is stored. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/sha256.h"
#include "hub/link.h"
#include "store/store_private.h"

enum { PAGE = 20000 };

static enum yz_status ask(struct yz_link *l, int station, int64_t after) {
    struct yz_params p = {0};
    yz_param_int4(&p, station);
    yz_param_int8(&p, after);
    yz_param_int8(&p, PAGE);
    enum yz_status status =
        yz_link_send(l,
                     "SELECT epoch, seq, act, at, staff, verb, kind, id, version, gone, body_hash, prev, hash, body "
                     "FROM yizhan.journal WHERE station = $1 AND seq > $2 ORDER BY seq LIMIT $3",
                     &p);
    yz_params_free(&p);
    return status;
}

static void take_hash(const struct yz_rows *r, int row, int column, unsigned char out[YZ_HASH]) {
    size_t n = 0;
    const char *bytes = yz_rows_bytes(r, row, column, &n);
    memset(out, 0, YZ_HASH);
    if (bytes && n == YZ_HASH) memcpy(out, bytes, n);
}

/* Whether the row follows on `head`, which becomes it. */
static bool proved(const struct yz_rows *r, int row, struct yz_line *head) {
    struct yz_line line = {.epoch = yz_rows_int(r, row, 0), .seq = yz_rows_int(r, row, 1)};
    unsigned char hash[YZ_HASH];
    size_t n = 0;
    line.act = yz_rows_int(r, row, 2);
    line.at = yz_rows_int(r, row, 3);
    line.staff = yz_rows_int(r, row, 4);
    line.verb = yz_rows_text(r, row, 5);
    line.kind = yz_rows_text(r, row, 6);
    line.id = yz_rows_int(r, row, 7);
    line.version = yz_rows_int(r, row, 8);
    line.gone = yz_rows_int(r, row, 9) != 0;
    take_hash(r, row, 10, line.body_hash);
    take_hash(r, row, 11, line.prev);
    take_hash(r, row, 12, line.hash);
    const char *body = yz_rows_bytes(r, row, 13, &n);
    yz_line_hash(&line, hash);
    bool good = line.seq == head->seq + 1 && memcmp(line.prev, head->hash, YZ_HASH) == 0 &&
                memcmp(hash, line.hash, YZ_HASH) == 0;
    if (good && body) {
        yz_sha256(hash, body, n);
        good = memcmp(hash, line.body_hash, YZ_HASH) == 0;
    }
    *head = line;
    return good;
}

int main(int argc, char **argv) {
    struct yz_link *l = NULL;
    struct yz_line head = {0};
    bool good = argc == 3 && yz_link_open(argv[1], 0, &l) == YZ_OK && yz_link_script(l, YZ_LINK_BY_KEY) == YZ_OK, more;
    more = good = good && ask(l, atoi(argv[2]), 0) == YZ_OK;
    while (good && more) {
        struct yz_rows rows = {0};
        good = yz_link_receive(l, &rows) == YZ_OK;
        more = good && rows.count > 0;
        if (more) good = ask(l, atoi(argv[2]), yz_rows_int(&rows, rows.count - 1, 1)) == YZ_OK;
        for (int row = 0; good && row < rows.count; row++) good = proved(&rows, row, &head);
        yz_rows_free(&rows);
    }
    yz_link_close(l);
    if (good) printf("%lld\n", (long long)head.seq);
    else fprintf(stderr, "%s\n", yz_message());
    return good ? 0 : 1;
}
