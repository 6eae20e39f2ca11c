/* The district's view of its stations: read at the hub, no station file and no names of people in it. */
#include "hub/hub_private.h"

#include <yizhan/i18n.h>

#include "base/text.h"

enum { LONGEST = 60 }; /* seconds: somebody looks at a screen */

static const char stations_sql[] =
    "SELECT s.number, s.name, s.address, h.epoch, h.seq, (extract(epoch FROM h.seen_at) * 1000)::bigint, h.posted, "
    "t.cases, t.open, t.overdue, t.evening, w.needs, w.resources, w.matches, w.across, w.staff FROM yizhan.station s "
    "JOIN yizhan.head h ON h.station = s.number "
    "CROSS JOIN LATERAL yizhan.standing(s.number, $1) t CROSS JOIN LATERAL yizhan.work(s.number, $2) w ORDER BY "
    "s.number";

static void read_station(const struct yz_rows *r, int row, struct yz_hub_station *out) {
    *out = (struct yz_hub_station){.number = (int)yz_rows_int(r, row, 0), .epoch = yz_rows_int(r, row, 3)};
    yz_copy(out->name, sizeof out->name, yz_rows_bytes(r, row, 1, NULL));
    yz_copy(out->address, sizeof out->address, yz_rows_bytes(r, row, 2, NULL));
    out->lines = yz_rows_int(r, row, 4);
    out->seen = yz_rows_int(r, row, 5);
    out->sent = yz_rows_int(r, row, 6);
    out->cases = yz_rows_int(r, row, 7);
    out->open = yz_rows_int(r, row, 8);
    out->overdue = yz_rows_int(r, row, 9);
    out->evening = yz_rows_int(r, row, 10);
    out->needs = yz_rows_int(r, row, 11);
    out->resources = yz_rows_int(r, row, 12);
    out->matches = yz_rows_int(r, row, 13);
    out->across = yz_rows_int(r, row, 14);
    out->staff = yz_rows_int(r, row, 15);
}

enum yz_status yz_hub_stations(const char *url, void (*each)(void *ctx, const struct yz_hub_station *s), void *ctx) {
    struct yz_link *l = NULL;
    struct yz_params p = {0};
    struct yz_rows rows = {0};
    struct yz_hub_station station;
    yz_param_int8(&p, yz_now());
    yz_param_int4(&p, yz_today());
    enum yz_status status = yz_hub_open_within(url, LONGEST, &l);
    if (status == YZ_OK) status = yz_link_ask(l, stations_sql, &p, &rows);
    for (int i = 0; status == YZ_OK && i < rows.count; i++) {
        read_station(&rows, i, &station);
        each(ctx, &station);
    }
    if (status == YZ_OK) yz_rows_free(&rows);
    yz_params_free(&p);
    yz_link_close(l);
    return status;
}
