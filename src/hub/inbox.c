/* What the district sent, taken one after the other; what this program cannot use yet waits, and what comes after it. */
#include "hub/hub_private.h"

#include <stdio.h>
#include <yizhan/i18n.h>
#include <yizhan/sent.h>

enum { PAGE = 20 };

static enum yz_status fetch(struct yz_hub_call *c, int64_t after, struct yz_rows *rows) {
    struct yz_params p = {0};
    yz_param_int4(&p, c->station);
    yz_param_int8(&p, after);
    yz_param_int8(&p, c->posted); /* what came after the greeting comes with the next one */
    yz_param_int8(&p, PAGE);
    enum yz_status status = yz_link_ask(c->link,
                                        "SELECT n, kind, name, source, body FROM yizhan.outbox "
                                        "WHERE station = $1 AND n > $2 AND n <= $3 ORDER BY n LIMIT $4",
                                        &p, rows);
    yz_params_free(&p);
    return status;
}

static enum yz_status take(struct yz_hub_call *c, const struct yz_rows *rows, int row, int64_t n) {
    struct yz_findings f = {0};
    struct yz_sent m = {.n = yz_rows_int(rows, row, 0), .kind = yz_rows_text(rows, row, 1)};
    m.name = yz_rows_text(rows, row, 2);
    m.source = yz_rows_text(rows, row, 3);
    yz_rows_bytes(rows, row, 4, &m.size);
    m.bytes = yz_rows_text(rows, row, 4);
    enum yz_status status = m.n == n
                                ? yz_sent_take(c->s, &m, &f)
                                : yz_fail(YZ_REFUSED, _("区县下发的第 %lld 项不见了：请区县管理员检查"), (long long)n);
    yz_findings_free(&f);
    return status;
}

/* A refusal stops the inbox, not the sync: it is told, and tried again with the next one. */
static enum yz_status stop(struct yz_hub_call *c, enum yz_status status) {
    if (status != YZ_REFUSED) return status;
    snprintf(c->done->stuck, sizeof c->done->stuck, "%s", yz_message());
    return YZ_OK;
}

enum yz_status yz_hub_take_messages(struct yz_hub_call *c) {
    int64_t at = yz_sent_last(c->s);
    enum yz_status status = YZ_OK;
    while (status == YZ_OK && at < c->posted) {
        struct yz_rows rows = {0};
        status = fetch(c, at, &rows);
        if (status == YZ_OK && !rows.count) break;
        for (int i = 0; status == YZ_OK && i < rows.count; i++) {
            status = take(c, &rows, i, at + 1);
            at += status == YZ_OK;
            c->done->applied += status == YZ_OK;
        }
        yz_rows_free(&rows);
    }
    return stop(c, status);
}
