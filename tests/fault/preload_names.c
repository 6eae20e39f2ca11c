/* A resolver that hangs: getaddrinfo of the name YZ_HANGS never comes back, that of YZ_NOBODY knows none. All others are the system's. */
#include <dlfcn.h>
#include <netdb.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef int look_up(const char *, const char *, const struct addrinfo *, struct addrinfo **);

/* NOLINTNEXTLINE(readability-inconsistent-declaration-parameter-name) */
int getaddrinfo(const char *node, const char *service, const struct addrinfo *hints, struct addrinfo **found) {
    const char *hangs = getenv("YZ_HANGS");
    const char *nobody = getenv("YZ_NOBODY");
    look_up *next;
    while (node && hangs && strcmp(node, hangs) == 0) pause();
    if (node && nobody && strcmp(node, nobody) == 0) return EAI_NONAME;
    *(void **)&next = dlsym(RTLD_NEXT, "getaddrinfo");
    return next(node, service, hints, found);
}
