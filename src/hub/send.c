/* From the district to its stations: a file into the outbox of each, all or none. */
#include "hub/hub_private.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/sent.h>

enum { LARGEST = 1 << 20 };

static enum yz_status read_file(const char *path, char **bytes, size_t *size) {
    FILE *f = fopen(path, "re");
    *bytes = f ? malloc(LARGEST + 1) : NULL;
    if (!f) return yz_fail(YZ_REFUSED, _("读不了文件 %s：%s"), path, yz_errno_text(errno));
    *size = *bytes ? fread(*bytes, 1, LARGEST + 1, f) : 0;
    bool good = *bytes && !ferror(f) && *size <= LARGEST;
    fclose(f);
    return good ? YZ_OK : yz_fail(YZ_REFUSED, _("文件 %s 太大：最多 %zu 字节"), path, (size_t)LARGEST);
}

static enum yz_status ask_count(struct yz_link *l, const char *sql, const struct yz_params *p, int64_t *out) {
    struct yz_rows rows;
    enum yz_status status = yz_link_ask(l, sql, p, &rows);
    if (status == YZ_OK && rows.count) *out = yz_rows_int(&rows, 0, 0);
    if (status == YZ_OK) yz_rows_free(&rows);
    return status;
}

/* Heads are locked in the order of their numbers, so that two who send do not wait for each other. */
static const char post_sql[] =
    "SELECT count(yizhan.post(s.number, $1, $2, $3, $4)) FROM (SELECT number FROM yizhan.station "
    "WHERE cardinality($5) = 0 OR number = ANY ($5) ORDER BY number) s";

static enum yz_status post(struct yz_link *l, const struct yz_sent *m, const struct yz_array *to, int64_t *sent) {
    struct yz_params p = {0};
    yz_param_text(&p, m->kind);
    yz_param_text(&p, m->name);
    yz_param_text(&p, m->source);
    yz_param_bytes(&p, m->bytes, m->size);
    yz_param_array(&p, YZ_PG_INT8_ARRAY, YZ_PG_INT8, to);
    enum yz_status status = yz_link_script(l, "BEGIN");
    if (status == YZ_OK) status = ask_count(l, post_sql, &p, sent);
    if (status == YZ_OK && to->count && *sent != (int64_t)to->count)
        status =
            yz_fail(YZ_REFUSED, _("写的 %1$u 个驿站里只有 %2$lld 个登记过，一个也没有发"), to->count, (long long)*sent);
    if (status == YZ_OK) status = yz_link_script(l, "COMMIT");
    yz_params_free(&p);
    return status;
}

enum yz_status yz_hub_send(const char *url, const char *kind, const char *path, const char *source, const int *stations,
                           size_t count, struct yz_findings *f, int64_t *sent) {
    struct yz_link *l = NULL;
    struct yz_array to = {0};
    const char *slash = strrchr(path, '/');
    char *bytes = NULL;
    struct yz_sent m = {.kind = kind, .name = slash ? slash + 1 : path, .source = source ? source : ""};
    *sent = 0;
    enum yz_status status = yz_sent_check(kind, path, f);
    if (status == YZ_OK) status = read_file(path, &bytes, &m.size);
    m.bytes = bytes;
    for (size_t i = 0; i < count; i++) yz_array_int8(&to, stations[i]);
    if (status == YZ_OK) status = yz_hub_open(url, &l);
    if (status == YZ_OK) status = post(l, &m, &to, sent);
    yz_link_close(l); /* what was not committed is gone with it */
    yz_array_free(&to);
    free(bytes);
    return status;
}
