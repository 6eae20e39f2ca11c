/* The addresses of the hub's host. The system's look-up takes as long as it likes and cannot be told how long it may, so a child does
 * it, which can be given up. libpq gets name and addresses, and still checks the certificate against the name. */
#include "hub/link_private.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <yizhan/i18n.h>

#include "base/text.h"

enum { ADDRESSES = 4, ONE = 64, ANSWER = 512 };
_Static_assert(ADDRESSES *ONE <= ANSWER && ADDRESSES * (YZ_LINK_HOST + 1) <= YZ_LINK_HOSTS, "all fit");

static const char *value(const PQconninfoOption *options, const char *keyword) {
    for (const PQconninfoOption *o = options; o && o->keyword; o++)
        if (strcmp(o->keyword, keyword) == 0 && o->val && *o->val) return o->val;
    return NULL;
}

/* What the environment and the service file say where the URL does not; libpq reads a service only by the environment. */
static PQconninfoOption *otherwise(const char *service) {
    const char *was = getenv("PGSERVICE");
    char kept[256] = "";
    if (was) yz_copy(kept, sizeof kept, was);
    if (service) setenv("PGSERVICE", service, 1);
    PQconninfoOption *options = yz_pq.PQconndefaults();
    if (service && was) setenv("PGSERVICE", kept, 1);
    else if (service) unsetenv("PGSERVICE");
    return options;
}

/* The name to be looked up; false: there is none, or it is libpq's (of several hosts). */
static bool name_of(const char *url, char out[YZ_LINK_HOST]) {
    unsigned char number[16];
    PQconninfoOption *given = yz_pq.PQconninfoParse(url, NULL), *rest = otherwise(value(given, "service"));
    const char *host = value(given, "host") ? value(given, "host") : value(rest, "host");
    bool named = host && *host != '/' && *host != '@' && !strchr(host, ',') && !value(given, "hostaddr") &&
                 !value(rest, "hostaddr") && inet_pton(AF_INET, host, number) != 1 &&
                 inet_pton(AF_INET6, host, number) != 1 && yz_copy(out, YZ_LINK_HOST, host);
    yz_pq.PQconninfoFree(given);
    yz_pq.PQconninfoFree(rest);
    return named;
}

/* In the child: "127.0.0.1,::1", or "!" and why not. */
static void look_up(const char *host, int to) {
    const struct addrinfo want = {.ai_socktype = SOCK_STREAM};
    struct addrinfo *found = NULL;
    char answer[ANSWER] = "", one[ONE];
    size_t n = 0;
    int error = getaddrinfo(host, NULL, &want, &found), count = 0;
    if (error) n = (size_t)snprintf(answer, sizeof answer, "!%s", gai_strerror(error));
    for (const struct addrinfo *a = found; a && count < ADDRESSES; a = a->ai_next) {
        if (getnameinfo(a->ai_addr, a->ai_addrlen, one, sizeof one, NULL, 0, NI_NUMERICHOST) != 0) continue;
        n += (size_t)snprintf(answer + n, sizeof answer - n, "%s%s", count++ ? "," : "", one);
    }
    _exit(write(to, answer, n) == (ssize_t)n ? 0 : 1);
}

/* All that it says, in time. */
static bool hear(const struct yz_link *l, int from, char out[ANSWER]) {
    ssize_t n = 1;
    size_t have = 0;
    while (n > 0 && have < ANSWER - 1) {
        if (!yz_link_wait_for(l, from, POLLIN)) return false;
        n = read(from, out + have, ANSWER - 1 - have);
        have += n > 0 ? (size_t)n : 0;
    }
    out[have] = '\0';
    return true;
}

/* False: the time is over. "": it could not even be tried, and libpq does it. */
static bool ask_child(const struct yz_link *l, const char *host, char out[ANSWER]) {
    int ends[2];
    *out = '\0';
    if (pipe(ends) != 0) return true;
    pid_t child = fork();
    if (child == 0) {
        alarm((unsigned)l->seconds + 1); /* it does not outlive who asks */
        look_up(host, ends[1]);
    }
    close(ends[1]);
    bool in_time = child < 0 || hear(l, ends[0], out);
    close(ends[0]);
    if (child > 0 && !in_time) kill(child, SIGKILL);
    if (child > 0) waitpid(child, NULL, 0);
    return in_time;
}

/* The name once for each address. */
static void put_addresses(const char *host, const char *answer, struct yz_link_place *out) {
    size_t n = (size_t)snprintf(out->hosts, sizeof out->hosts, "%s", host);
    for (const char *p = answer; (p = strchr(p, ',')); p++)
        n += (size_t)snprintf(out->hosts + n, sizeof out->hosts - n, ",%s", host);
    yz_copy(out->addresses, sizeof out->addresses, answer);
}

enum yz_status yz_link_find(const struct yz_link *l, const char *url, struct yz_link_place *out) {
    char host[YZ_LINK_HOST], answer[ANSWER];
    *out = (struct yz_link_place){0};
    if (!l->seconds || !name_of(url, host)) return YZ_OK;
    if (!ask_child(l, host, answer))
        return yz_fail(
            YZ_HUB,
            _("连不上区县（%1$s 的地址 %2$d 秒没有查到）：检查网络和域名解析，过后再同步；什么也没有传，办理照常"),
            host, l->seconds);
    if (*answer == '!')
        return yz_fail(YZ_HUB,
                       _("连不上区县（查不到 %1$s 的地址：%2$s）：检查网络和地址，过后再同步；什么也没有传，办理照常"),
                       host, answer + 1);
    if (*answer) put_addresses(host, answer, out);
    return YZ_OK;
}
