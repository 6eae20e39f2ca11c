/* The hub's own beginnings: its schema, and the stations it takes lines from. */
#include "hub/hub_private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>

#include <sodium.h>

#include "base/data.h"

enum yz_status yz_hub_init(const char *url) {
    struct yz_link *l;
    const char *schema = yz_data("hub/schema.sql", NULL);
    if (!schema) return YZ_REFUSED;
    enum yz_status status = yz_link_open(url, 0, &l);
    if (status != YZ_OK) return status;
    status = yz_link_script(l, schema);
    yz_link_close(l);
    return status;
}

static enum yz_status put_station(struct yz_link *l, int number, const char *name, const char *address,
                                  const char *verifier, bool *made) {
    struct yz_params p = {0};
    struct yz_rows rows;
    yz_param_int4(&p, number);
    yz_param_text(&p, name);
    yz_param_text(&p, address);
    yz_param_text(&p, verifier);
    enum yz_status status = yz_link_ask(l, "SELECT yizhan.register($1, $2, $3, $4)", &p, &rows);
    if (status == YZ_OK && rows.count) *made = yz_rows_int(&rows, 0, 0) != 0;
    if (status == YZ_OK) yz_rows_free(&rows);
    yz_params_free(&p);
    return status;
}

enum yz_status yz_hub_place(const char *url, int number, const char *at) {
    struct yz_link *l = NULL;
    struct yz_params p = {0};
    struct yz_rows rows = {0};
    char north[32] = "", *end;
    const char *comma = strchr(at, ',');
    if (comma) snprintf(north, sizeof north, "%.*s", (int)(comma - at), at);
    bool good =
        comma && (strtod(north, &end), end != north && !*end) && (strtod(comma + 1, &end), end != comma + 1 && !*end);
    if (!good) return yz_fail(YZ_USAGE, _("--at 要写 纬度,经度，例如 24.97,102.75：%s"), at);
    yz_param_int4(&p, number);
    yz_param_text(&p, north);
    yz_param_text(&p, comma + 1);
    enum yz_status status = yz_hub_open(url, &l);
    if (status == YZ_OK)
        status =
            yz_link_ask(l, "SELECT yizhan.place_station($1, $2::double precision, $3::double precision)", &p, &rows);
    if (status == YZ_OK && (!rows.count || !yz_rows_int(&rows, 0, 0)))
        status = yz_fail(YZ_REFUSED, _("没有 %1$d 号驿站，或没有这样的地方：%2$s"), number, at);
    yz_rows_free(&rows);
    yz_params_free(&p);
    yz_link_close(l);
    return status;
}

enum yz_status yz_hub_register(const char *url, int number, const char *name, const char *address, const char *password,
                               bool *made) {
    struct yz_link *l;
    char verifier[256] = "", role[40];
    *made = false;
    enum yz_status status = yz_hub_open(url, &l);
    if (status != YZ_OK) return status;
    snprintf(role, sizeof role, "yizhan_station_%d", number);
    if (password && *password) status = yz_link_verifier(l, role, password, verifier, sizeof verifier);
    if (status == YZ_OK) status = put_station(l, number, name, address ? address : "", verifier, made);
    sodium_memzero(verifier, sizeof verifier);
    yz_link_close(l);
    return status;
}
