/* The hub's own beginnings: its schema, and the stations it takes lines from. */
#include "hub/hub_private.h"

#include <stdio.h>

#include <sodium.h>

#include "base/data.h"

enum yz_status yz_hub_init(const char *url) {
    struct yz_link *l;
    const char *schema = yz_data("hub/schema.sql", NULL);
    if (!schema) return YZ_REFUSED;
    enum yz_status status = yz_link_open(url, &l);
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
