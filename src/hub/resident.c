/* A resident of another station: found by the whole number of a document, and given to be served. */
#include "hub/hub_private.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/letters.h>

#include "base/text.h"

static void read_hit(const struct yz_rows *r, int row, struct yz_hub_resident *out) {
    *out = (struct yz_hub_resident){.station = (int)yz_rows_int(r, row, 0), .id = yz_rows_int(r, row, 1)};
    yz_copy(out->name, sizeof out->name, yz_rows_text(r, row, 2));
    out->birth_year = (int)yz_rows_int(r, row, 3);
}

static enum yz_status find(struct yz_hub_call *c, const char *number, const char *why, struct yz_hub_resident *out,
                           size_t max, size_t *count) {
    struct yz_params p = {0};
    struct yz_rows rows = {0};
    yz_param_int4(&p, c->station);
    yz_param_text(&p, number);
    enum yz_status status =
        yz_link_ask(c->link, "SELECT home, id, name, birth_year FROM yizhan.find_resident($1, $2)", &p, &rows);
    for (int i = 0; status == YZ_OK && i < rows.count && *count < max; i++) read_hit(&rows, i, &out[(*count)++]);
    yz_rows_free(&rows);
    yz_params_free(&p);
    return status == YZ_OK ? yz_guest_sought(c->s, number, why, *count) : status;
}

enum yz_status yz_hub_find(struct yz_session *s, const char *url, const char *number, const char *reason,
                           struct yz_hub_resident *out, size_t max, size_t *count) {
    struct yz_hub_call c = {.s = s};
    struct yz_hub_done done;
    char folded[YZ_GUEST_NUMBER], why[YZ_REVEAL_REASON];
    *count = 0;
    enum yz_status status = yz_guest_question(s, number, reason, folded, why);
    if (status != YZ_OK) return status;
    status = yz_hub_call(s, url, YZ_HUB_ASKS, &done, &c);
    if (status == YZ_OK) status = find(&c, folded, why, out, max, count);
    return yz_hub_hang_up(&c, status);
}

static enum yz_status serve(struct yz_hub_call *c, int home, const char *number, const char *why, int64_t *person) {
    struct yz_params p = {0};
    struct yz_rows rows = {0};
    yz_param_int4(&p, home);
    yz_param_int4(&p, c->station);
    yz_param_text(&p, number);
    yz_param_text(&p, why);
    enum yz_status status = yz_link_ask(c->link, "SELECT yizhan.serve($1, $2, $3, $4)", &p, &rows);
    const char *json = status == YZ_OK && rows.count ? yz_rows_text(&rows, 0, 0) : "";
    if (status == YZ_OK && !*json)
        status = yz_fail(YZ_REFUSED, _("%d 号驿站没有这个号码的居民；先用 hub find 找"), home);
    if (status == YZ_OK) status = yz_guest_put(c->s, json, why, person);
    yz_rows_free(&rows);
    yz_params_free(&p);
    return status;
}

enum yz_status yz_hub_serve(struct yz_session *s, const char *url, int home, const char *number, const char *reason,
                            int64_t *person) {
    struct yz_hub_call c = {.s = s};
    struct yz_hub_done done;
    char folded[YZ_GUEST_NUMBER], why[YZ_REVEAL_REASON];
    enum yz_status status = yz_guest_question(s, number, reason, folded, why);
    if (status != YZ_OK) return status;
    status = yz_hub_call(s, url, YZ_HUB_ASKS, &done, &c);
    if (status == YZ_OK) status = serve(&c, home, folded, why, person);
    return yz_hub_hang_up(&c, status);
}
