/* Numbers that begin anew each year. */
#include "service/field/year_number.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/date.h>
#include <yizhan/i18n.h>

#include "base/text.h"

enum yz_status yz_next_number(struct yz_store *store, const struct yz_kind *k, const char *prefix, char *out,
                              size_t room) {
    char year[32], sql[192];
    int64_t next = 1;
    snprintf(year, sizeof year, "%s%04d-", prefix, yz_today() / 10000);
    snprintf(
        sql, sizeof sql,
        "SELECT CAST(substr(number,length(?1)+1) AS INTEGER) FROM %s WHERE number>=?1 AND number<?1||':' ORDER BY 1",
        k->name);
    struct yz_query *q = yz_sql(store, sql);
    yz_bind_text(q, 1, year);
    while (yz_next(q) && yz_int(q, 0) == next) next++;
    snprintf(out, room, "%s%04lld", year, (long long)next);
    return yz_done(q);
}

enum yz_status yz_by_number(struct yz_store *store, const struct yz_kind *k, const char *prefix, const char *typed,
                            void *out) {
    char text[64], number[96];
    enum yz_kind_id kind;
    int64_t id;
    yz_text_fold(text, sizeof text, typed);
    if (yz_ref_parse(text, &kind, &id) && kind == k->id) return yz_get(store, k, id, out);
    bool whole = strncmp(text, prefix, strlen(prefix)) == 0;
    snprintf(number, sizeof number, "%s%s", whole ? "" : prefix, text);
    struct yz_query *q = yz_select(store, k, "WHERE number = ?1");
    yz_bind_text(q, 1, number);
    bool found = yz_next(q);
    if (found) yz_row(q, k, out);
    enum yz_status status = yz_done(q);
    return status == YZ_OK && !found ? yz_fail(YZ_REFUSED, _("没有%1$s %2$s"), yz_tr(k->label), typed) : status;
}
