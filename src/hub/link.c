/* A connection to the hub by libpq: made safely, or not at all. */
#include "hub/link_private.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/hub.h>
#include <yizhan/i18n.h>

bool yz_hub_built(void) {
    return true;
}

/* --- opening --- */

/* Whether the URL leads through a socket of this machine, where there is no TLS. */
static bool by_socket(const PQconninfoOption *options) {
    const char *host = NULL, *service = getenv("PGSERVICE");
    for (const PQconninfoOption *o = options; o->keyword; o++) {
        if (!o->val) continue;
        if (strcmp(o->keyword, "hostaddr") == 0) return false;
        if (strcmp(o->keyword, "host") == 0) host = o->val;
        if (strcmp(o->keyword, "service") == 0) service = o->val;
    }
    if (!service && getenv("PGHOSTADDR")) return false;
    if (!host && !service) host = getenv("PGHOST");
    /* Of several hosts the next one may be elsewhere. */
    return host ? (host[0] == '/' || host[0] == '@') && !strchr(host, ',') : !service;
}

static enum yz_status check_url(const char *url, bool *socket) {
    char *why = NULL;
    PQconninfoOption *options = yz_pq.PQconninfoParse(url, &why);
    if (!options) {
        char text[160];
        snprintf(text, sizeof text, "%.*s", why ? (int)strcspn(why, "\n") : 0, why ? why : "");
        if (why) yz_pq.PQfreemem(why);
        return yz_fail(YZ_USAGE, _("区县地址看不懂（%s）；写成 postgresql://用户@主机/数据库"), text);
    }
    bool password = false;
    for (const PQconninfoOption *o = options; o->keyword; o++)
        if (strcmp(o->keyword, "password") == 0 && o->val && *o->val) password = true;
    *socket = by_socket(options);
    yz_pq.PQconninfoFree(options);
    if (!password) return YZ_OK;
    return yz_fail(YZ_USAGE, _("口令不能写在区县地址里，别人会在进程表和历史里看到；写到 ~/.pgpass（权限 600）里"));
}

static void silent(void *ctx, const PGresult *result) {
    (void)ctx;
    (void)result;
}

/* What stands after dbname goes before what the URL says, what stands before it does not. */
static PGconn *connect_to(const char *url, const struct yz_link_place *place, bool socket, bool waits) {
    const char *names[] = {"connect_timeout",
                           "keepalives_idle",
                           "keepalives_interval",
                           "keepalives_count",
                           "tcp_user_timeout",
                           "dbname",
                           "application_name",
                           "client_encoding",
                           "sslmode",
                           "channel_binding",
                           "gssencmode",
                           "host",
                           "hostaddr",
                           NULL};
    const char *values[] = {"10",          "10",      "5",       "3",          "20000",          url, "yizhan", "UTF8",
                            "verify-full", "require", "disable", place->hosts, place->addresses, NULL};
    if (!*place->hosts) names[11] = NULL;
    if (socket) names[8] = NULL;
    return waits ? yz_pq.PQconnectdbParams(names, values, 1) : yz_pq.PQconnectStartParams(names, values, 1);
}

/* False: the time is over. */
static bool connected(struct yz_link *l) {
    PostgresPollingStatusType step = PGRES_POLLING_WRITING;
    while (step == PGRES_POLLING_WRITING || step == PGRES_POLLING_READING) {
        if (yz_pq.PQstatus(l->conn) == CONNECTION_BAD) return true;
        if (!yz_link_wait(l, step == PGRES_POLLING_READING ? POLLIN : POLLOUT)) return false;
        step = yz_pq.PQconnectPoll(l->conn);
    }
    return true;
}

enum yz_status yz_link_open(const char *url, int seconds, struct yz_link **out) {
    bool socket = false;
    *out = NULL;
    enum yz_status status = yz_pq_load();
    if (status == YZ_OK) status = check_url(url, &socket);
    if (status != YZ_OK) return status;
    struct yz_link_place place = {0};
    struct yz_link *l = calloc(1, sizeof *l);
    if (!l) return yz_fail(YZ_BUSY, _("内存不足"));
    if (seconds) yz_link_begin(l, seconds);
    if (!socket) status = yz_link_find(l, url, &place);
    if (status == YZ_OK && !(l->conn = connect_to(url, &place, socket, !seconds)))
        status = yz_fail(YZ_BUSY, _("内存不足"));
    if (status != YZ_OK) {
        free(l);
        return status;
    }
    bool late = seconds && !connected(l);
    if (late || yz_pq.PQstatus(l->conn) != CONNECTION_OK) {
        status = late ? yz_link_late(l) : yz_link_unconnected(l);
        yz_link_close(l);
        return status;
    }
    yz_pq.PQsetNoticeReceiver(l->conn, silent, NULL);
    *out = l;
    return YZ_OK;
}

void yz_link_close(struct yz_link *l) {
    if (!l) return;
    yz_pq.PQfinish(l->conn);
    free(l);
}

int yz_link_refusal(const struct yz_link *l) {
    return l->refusal;
}

bool yz_link_broken(const struct yz_link *l) {
    return yz_pq.PQstatus(l->conn) != CONNECTION_OK;
}

/* --- asking --- */

static enum yz_status answer(struct yz_link *l, PGresult *result, struct yz_rows *rows) {
    ExecStatusType got = yz_pq.PQresultStatus(result);
    bool good = got == PGRES_TUPLES_OK || got == PGRES_COMMAND_OK;
    enum yz_status status = good ? YZ_OK : yz_link_failed(l, result);
    l->refusal = good ? 0 : l->refusal;
    if (good && rows) *rows = (struct yz_rows){result, yz_pq.PQntuples(result)};
    else yz_pq.PQclear(result);
    return status;
}

enum yz_status yz_link_send(struct yz_link *l, const char *sql, const struct yz_params *p) {
    const char *values[YZ_PARAMS];
    int lengths[YZ_PARAMS], formats[YZ_PARAMS], n = p ? p->count : 0;
    Oid types[YZ_PARAMS];
    if (p && p->bytes.failed) return yz_fail(YZ_BUSY, _("内存不足"));
    for (int i = 0; i < n; i++) {
        values[i] = p->bytes.data ? p->bytes.data + p->at[i] : "";
        lengths[i] = (int)p->length[i];
        formats[i] = 1;
        types[i] = (Oid)p->type[i];
    }
    bool sent = yz_pq.PQsendQueryParams(l->conn, sql, n, types, values, lengths, formats, 1) == 1;
    return sent ? YZ_OK : yz_link_failed(l, NULL);
}

/* Whether there is something to take without waiting, or the connection broke; false: the time is over. */
static bool arrived(struct yz_link *l) {
    while (l->seconds && yz_pq.PQisBusy(l->conn)) {
        if (!yz_link_wait(l, POLLIN)) return false;
        if (!yz_pq.PQconsumeInput(l->conn)) return true;
    }
    return true;
}

enum yz_status yz_link_receive(struct yz_link *l, struct yz_rows *rows) {
    PGresult *last = NULL;
    bool in_time;
    for (PGresult *next; (in_time = arrived(l)) && (next = yz_pq.PQgetResult(l->conn)); last = next)
        if (last) yz_pq.PQclear(last);
    if (!in_time && last) yz_pq.PQclear(last);
    if (!in_time) return yz_link_late(l);
    return last ? answer(l, last, rows) : yz_link_failed(l, NULL);
}

enum yz_status yz_link_ask(struct yz_link *l, const char *sql, const struct yz_params *p, struct yz_rows *rows) {
    if (rows) *rows = (struct yz_rows){NULL, 0};
    enum yz_status status = yz_link_send(l, sql, p);
    return status == YZ_OK ? yz_link_receive(l, rows) : status;
}

enum yz_status yz_link_script(struct yz_link *l, const char *sql) {
    return answer(l, yz_pq.PQexec(l->conn, sql), NULL);
}

void yz_rows_free(struct yz_rows *r) {
    if (r->result) yz_pq.PQclear(r->result);
    *r = (struct yz_rows){NULL, 0};
}

int64_t yz_rows_int(const struct yz_rows *r, int row, int column) {
    const unsigned char *bytes = (const unsigned char *)yz_pq.PQgetvalue(r->result, row, column);
    int n = yz_pq.PQgetlength(r->result, row, column);
    uint64_t value = n && bytes[0] & 0x80 ? UINT64_MAX : 0;
    for (int i = 0; i < n; i++) value = value << 8 | bytes[i];
    return (int64_t)value;
}

const char *yz_rows_bytes(const struct yz_rows *r, int row, int column, size_t *size) {
    if (size) *size = (size_t)yz_pq.PQgetlength(r->result, row, column);
    return yz_pq.PQgetisnull(r->result, row, column) ? NULL : yz_pq.PQgetvalue(r->result, row, column);
}

const char *yz_rows_text(const struct yz_rows *r, int row, int column) {
    const char *text = yz_rows_bytes(r, row, column, NULL);
    return text ? text : "";
}

/* --- COPY --- */

enum yz_status yz_link_copy_begin(struct yz_link *l, const char *sql) {
    PGresult *result = yz_pq.PQexec(l->conn, sql);
    bool good = yz_pq.PQresultStatus(result) == PGRES_COPY_IN;
    enum yz_status status = good ? YZ_OK : yz_link_failed(l, result);
    yz_pq.PQclear(result);
    return status;
}

enum yz_status yz_link_copy_put(struct yz_link *l, const void *bytes, size_t n) {
    return yz_pq.PQputCopyData(l->conn, bytes, (int)n) == 1 ? YZ_OK : yz_link_failed(l, NULL);
}

enum yz_status yz_link_copy_end(struct yz_link *l, bool keep) {
    enum yz_status status = YZ_OK;
    bool ended = yz_pq.PQputCopyEnd(l->conn, keep ? NULL : "given up") == 1;
    if (!ended && keep) status = yz_link_failed(l, NULL);
    for (PGresult *result; (result = yz_pq.PQgetResult(l->conn)); yz_pq.PQclear(result))
        if (yz_pq.PQresultStatus(result) != PGRES_COMMAND_OK && keep && status == YZ_OK)
            status = yz_link_failed(l, result);
    return status;
}

/* --- passwords --- */

enum yz_status yz_link_verifier(struct yz_link *l, const char *role, const char *password, char *out, size_t room) {
    char *made = yz_pq.PQencryptPasswordConn(l->conn, password, role, "scram-sha-256");
    if (!made) return yz_link_failed(l, NULL);
    snprintf(out, room, "%s", made);
    yz_pq.PQfreemem(made);
    return YZ_OK;
}
