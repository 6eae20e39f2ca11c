/* Programs of different age: the hub's functions have a version (data/hub/schema.sql), and say which stations they still serve. A
 * side that is too old is told what to do and left as it is. */
#include "hub/hub_private.h"

#include <stdio.h>
#include <yizhan/i18n.h>

enum {
    OWN = 4,  /* of this program: that of its schema.sql */
    NEEDS = 1 /* the oldest hub that has what this program calls */
};

static enum yz_status too_old(int64_t hub, int needs) {
    return yz_fail(YZ_HUB,
                   _("区县库太旧（第 %1$d 版，本站的程序要第 %2$d 版）：请区县管理员用新的程序运行 yizhan hub init；"
                     "什么也没有传，办理照常"),
                   (int)hub, needs);
}

enum yz_status yz_hub_compare(int64_t hub, int64_t serves) {
    if (hub < NEEDS) return too_old(hub, NEEDS);
    if (serves > OWN)
        return yz_fail(YZ_HUB,
                       _("本站的程序太旧（第 %1$d 版，区县库要第 %2$d 版起）：请更新程序，没传的以后接着传；"
                         "什么也没有丢，办理照常"),
                       OWN, (int)serves);
    return YZ_OK;
}

static const char age_sql[] = "SELECT yizhan.version(), yizhan.serves()";

static enum yz_status ask(struct yz_link *l) {
    struct yz_rows rows = {0};
    enum yz_status status = yz_link_ask(l, age_sql, NULL, &rows);
    if (status == YZ_OK) status = yz_hub_compare(yz_rows_int(&rows, 0, 0), yz_rows_int(&rows, 0, 1));
    yz_rows_free(&rows);
    return status;
}

enum yz_status yz_hub_of_age(struct yz_link *l, enum yz_status otherwise) {
    struct yz_rows rows = {0};
    char why[512];
    snprintf(why, sizeof why, "%s", yz_message());
    enum yz_status status = yz_link_ask(l, age_sql, NULL, &rows);
    bool told = status == YZ_OK && yz_hub_compare(yz_rows_int(&rows, 0, 0), yz_rows_int(&rows, 0, 1)) != YZ_OK;
    yz_rows_free(&rows);
    return told ? YZ_HUB : yz_fail(otherwise, "%s", why);
}

enum yz_status yz_hub_open_within(const char *url, int seconds, struct yz_link **out) {
    enum yz_status status = yz_link_open(url, seconds, out);
    if (status != YZ_OK) return status;
    status = ask(*out);
    if (status == YZ_OK) return YZ_OK;
    yz_link_close(*out);
    *out = NULL;
    return status;
}

enum yz_status yz_hub_open(const char *url, struct yz_link **out) {
    return yz_hub_open_within(url, 0, out);
}

enum yz_status yz_hub_needs(struct yz_link *l, int version) {
    struct yz_rows rows = {0};
    enum yz_status status = yz_link_ask(l, "SELECT yizhan.version()", NULL, &rows);
    if (status == YZ_OK && yz_rows_int(&rows, 0, 0) < version) status = too_old(yz_rows_int(&rows, 0, 0), version);
    yz_rows_free(&rows);
    return status;
}
