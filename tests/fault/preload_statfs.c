/* Tells the program that every folder whose path holds $YZ_NETWORK lies on the file system of type $YZ_FS_TYPE (hex), with
 * $YZ_FREE MiB free when that is set. */
#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>

#ifdef __linux__
#include <sys/vfs.h>

int statfs(const char *path, struct statfs *out) {
    int (*real)(const char *, struct statfs *);
    *(void **)&real = dlsym(RTLD_NEXT, "statfs");
    const char *type = getenv("YZ_FS_TYPE"), *where = getenv("YZ_NETWORK");
    int answer = real(path, out);
    if (answer == 0 && type && where && strstr(path, where))
        out->f_type = (__typeof__(out->f_type))strtoul(type, NULL, 16);
    return answer;
}
#endif

int statvfs(const char *path, struct statvfs *out) {
    int (*real)(const char *, struct statvfs *);
    *(void **)&real = dlsym(RTLD_NEXT, "statvfs");
    const char *room = getenv("YZ_FREE");
    int answer = real(path, out);
    if (answer == 0 && room) out->f_bavail = strtoul(room, NULL, 10) * (1UL << 20) / out->f_frsize;
    return answer;
}
