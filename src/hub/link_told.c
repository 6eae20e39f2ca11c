/* Why something could not be done at the hub, in words: thing, rule, mend. */
#include "hub/link_private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>

/* The first line of what libpq or the server said, without its "connection to server … failed: ". */
static void first_line(const char *said, char *out, size_t room) {
    const char *fatal = strstr(said, "FATAL:  "), *failed = strstr(said, " failed: ");
    if (fatal) said = fatal + 8;
    else if (failed && failed < said + strcspn(said, "\n")) said = failed + 9;
    else if (strncmp(said, "ERROR:  ", 8) == 0) said += 8;
    snprintf(out, room, "%.*s", (int)strcspn(said, "\n"), said);
}

static bool any(const char *said, const char *const *words) {
    for (; *words; words++)
        if (strstr(said, *words)) return true;
    return false;
}

/* libpq gives no code for what stops a connection, only words; the first of these that fit tell. */
enum yz_status yz_link_unconnected(struct yz_link *l) {
    static const char *const network[] = {"could not translate", "too many", "SYSCALL", "closed",
                                          "unexpected eof",      NULL};
    static const char *const certificate[] = {"certificate", "root.crt", "host name", "SSL", NULL};
    static const char *const password[] = {
        "password", "authentication", "channel binding", "SCRAM", "role \"", "pg_hba", NULL};
    const char *said = yz_pq.PQerrorMessage(l->conn);
    char line[320];
    first_line(said, line, sizeof line);
    bool reached = !any(said, network);
    if (reached && any(said, password))
        return yz_fail(
            YZ_HUB,
            _("区县不让进（%s）：核对用户名，和 ~/.pgpass（权限 600）或服务文件里的口令；什么也没有传，办理照常"),
            line);
    if (reached && any(said, certificate))
        return yz_fail(YZ_HUB,
                       _("区县的证书不对（%s）：主机名要和证书一致，区县给的 CA 证书放在 ~/.postgresql/root.crt；"
                         "什么也没有传，办理照常"),
                       line);
    return yz_fail(YZ_HUB, _("连不上区县（%s）：检查网络和地址，过后再同步；什么也没有传，办理照常"), line);
}

enum yz_status yz_link_late(const struct yz_link *l) {
    return yz_fail(YZ_HUB, _("区县 %d 秒没有答复：过一会儿再问；什么也没有丢，办理照常"), l->seconds);
}

static enum yz_status refused(int number, const char *said) {
    switch (number) {
    case YZ_HUB_GAP:
        return yz_fail(YZ_REFUSED, _("区县没有收下：中间缺日志行（%s）；再同步一次，就从缺的地方传起"), said);
    case YZ_HUB_ALTERED:
        return yz_fail(YZ_REFUSED, _("区县没有收下：有一行日志和它的哈希对不上（%s）；运行 yizhan verify 查是哪里"),
                       said);
    case YZ_HUB_NOT_OWN:
        return yz_fail(YZ_REFUSED, _("区县不让代别的驿站传（%s）：区县地址里的用户要是本站的 yizhan_station_编号"),
                       said);
    case YZ_HUB_FORK:
        return yz_fail(YZ_REFUSED,
                       _("区县没有收下：区县那里的同一行是另一个内容（%s）；这个文件和传过的那个不是一条日志"), said);
    case YZ_HUB_UNKNOWN:
        return yz_fail(YZ_REFUSED, _("区县没有登记这个驿站（%s）；请区县管理员运行 yizhan hub register"), said);
    case YZ_HUB_TAKEN: return yz_fail(YZ_REFUSED, _("这个编号已经是另一个驿站的（%s）；换一个编号"), said);
    case YZ_HUB_NOT_ERASED: return yz_fail(YZ_REFUSED, _("区县没有删除：日志里没有这项依法删除（%s）"), said);
    case 10: return yz_fail(YZ_REFUSED, _("区县的 PostgreSQL 太旧（%s）：要 15 或更新的"), said);
    case 11: return yz_fail(YZ_REFUSED, _("区县的数据库编码是 %s：要用 UTF8 建的数据库"), said);
    case 12:
        return yz_fail(YZ_REFUSED, _("区县库是较新的程序建的（%s）：请用那个版本的 yizhan，这里什么也没有改"), said);
    default: return yz_fail(YZ_REFUSED, _("区县没有收下：%s"), said);
    }
}

static enum yz_status by_code(const char *code, const char *said) {
    if (strcmp(code, "53100") == 0)
        return yz_fail(YZ_HUB, _("区县的磁盘满了（%s）：请区县管理员腾出空间，过后再同步；什么也没有丢，办理照常"),
                       said);
    if (strcmp(code, "42501") == 0)
        return yz_fail(YZ_REFUSED, _("区县没有给这个用户这项权限（%s）；请区县管理员按 docs/hub.md 授权"), said);
    if (strcmp(code, "3F000") == 0 || strcmp(code, "42P01") == 0 || strcmp(code, "42883") == 0)
        return yz_fail(YZ_HUB, _("这个数据库还不是区县库，或者比本站的程序旧（%s）；请区县管理员运行 yizhan hub init"),
                       said);
    if (strcmp(code, "23514") == 0) return refused(YZ_HUB_ALTERED, said);
    return yz_fail(YZ_HUB, _("区县出错（%1$s %2$s）：什么也没有丢，过后再同步；办理照常"), code, said);
}

enum yz_status yz_link_failed(struct yz_link *l, const PGresult *result) {
    const char *code = result ? yz_pq.PQresultErrorField(result, PG_DIAG_SQLSTATE) : NULL;
    const char *said = code ? yz_pq.PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY) : NULL;
    char line[320];
    l->refusal = code && strncmp(code, "YZ", 2) == 0 ? (int)strtol(code + 2, NULL, 10) : 0;
    first_line(said ? said : yz_pq.PQerrorMessage(l->conn), line, sizeof line);
    if (l->refusal) return refused(l->refusal, line);
    if (code && (strcmp(code, "23505") == 0 || strcmp(code, "40P01") == 0)) l->refusal = YZ_HUB_CROSSED;
    if (code && yz_pq.PQstatus(l->conn) == CONNECTION_OK) return by_code(code, line);
    return yz_fail(YZ_HUB, _("和区县的连接断了（%s）：没收到答复的下次重传，不会重复；办理照常"), line);
}
