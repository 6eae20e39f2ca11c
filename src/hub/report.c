/* A report over all stations: what service/figures asks, put to the hub. */
#include "hub/hub_private.h"

#include <stdio.h>
#include <yizhan/i18n.h>
#include <yizhan/reports.h>

#include "base/text.h"

enum {
    LONGEST = 120, /* seconds: the records of every station are read */
    COUNTS = 3,    /* the first version of the schema that counts them */
    PAST = 4       /* … and as of a moment */
};

static enum yz_status ask(void *ctx, const char *sql, bool (*row)(void *to, const struct yz_report_counted *r),
                          void *to) {
    struct yz_link *l = ctx;
    struct yz_rows rows = {0};
    bool good = true;
    enum yz_status status = yz_link_ask(l, sql, NULL, &rows);
    for (int i = 0; status == YZ_OK && good && i < rows.count; i++) {
        const struct yz_report_counted r = {yz_rows_int(&rows, i, 0),  yz_rows_int(&rows, i, 1),
                                            yz_rows_text(&rows, i, 2), yz_rows_text(&rows, i, 3),
                                            yz_rows_int(&rows, i, 4),  (double)yz_rows_int(&rows, i, 5)};
        good = row(to, &r);
    }
    yz_rows_free(&rows);
    return status == YZ_OK && !good ? yz_fail(YZ_BUSY, _("内存不足")) : status;
}

static enum yz_status set_moment(struct yz_link *l, yz_moment as_of) {
    char sql[80];
    if (!as_of) return YZ_OK;
    snprintf(sql, sizeof sql, "SET yizhan.as_of = '%lld'", (long long)as_of);
    return yz_link_ask(l, sql, NULL, NULL);
}

enum yz_status yz_hub_report(struct yz_session *s, const char *url, const struct yz_report_ask *a,
                             struct yz_report_result *out) {
    struct yz_hub_rules rules;
    struct yz_link *l = NULL;
    bool given = url && *url;
    enum yz_status status = yz_hub_rules(&rules);
    *out = (struct yz_report_result){0};
    if (status == YZ_OK && !given && !*rules.district)
        status =
            yz_fail(YZ_REFUSED, _("没有设看各站的地址：请管理员在 trust/hub.conf 的 [district] 里写，见 docs/hub.md"));
    if (status == YZ_OK) status = yz_hub_open_within(given ? url : rules.district, LONGEST, &l);
    if (status == YZ_OK) status = yz_hub_needs(l, a->as_of ? PAST : COUNTS);
    if (status == YZ_OK) status = set_moment(l, a->as_of);
    if (status == YZ_OK) status = yz_report_district(s, a, ask, l, out);
    yz_link_close(l);
    return status;
}
