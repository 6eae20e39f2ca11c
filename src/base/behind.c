/* Work behind the screen. */
#include "base/behind.h"

#include <fcntl.h>
#include <stdint.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

enum { WORDS = 14 };

static void become(const char *const *words) {
    char *argv[WORDS + 2] = {(char[]){"yizhan"}};
    int null = open("/dev/null", O_RDWR);
    if (null < 0 || dup2(null, 0) < 0 || dup2(null, 1) < 0 || dup2(null, 2) < 0) _exit(1);
    if (null > 2) close(null);
    if (nice(10) == -1) { /* then it competes with the screen: no harm */
    }
    for (int i = 0; i < WORDS && words[i]; i++) argv[i + 1] = (char *)(uintptr_t)words[i];
    execv("/proc/self/exe", argv);
    _exit(1);
}

bool yz_behind(const char *const *words) {
    int status = 0;
    if (access("/proc/self/exe", X_OK) != 0) return false;
    pid_t child = fork();
    if (child == 0) {
        setsid();           /* first: a terminal that closes now takes its own processes with it */
        pid_t own = fork(); /* nobody's child, so that nobody need wait for it */
        if (own == 0) become(words);
        _exit(own < 0);
    }
    return child > 0 && waitpid(child, &status, 0) == child && status == 0;
}
