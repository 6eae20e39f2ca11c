/* What the shell tests of faults need and a shell cannot do:
 *     tool hold FILE MS      holds the write lock of a station file for so long; says "held" once it has it
 *     tool leave FILE N      N acts, then a sudden end: the WAL stays behind
 *     tool flip FILE AT BIT  turns one bit of a file over
 *     tool terminal ROWS COLUMNS KEYS COMMAND...   runs it in a terminal of that size; exits as it does, 99 when killed */
#include "service/session.h"
#include "support/pty.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <yizhan/session.h>

static int refused(void) {
    fprintf(stderr, "%s\n", yz_message());
    return 1;
}

static int hold(const char *file, long ms) {
    struct timespec t = {ms / 1000, ms % 1000 * 1000000};
    struct yz_session *s;
    if (yz_session_open(file, &s) != YZ_OK || yz_session_act(s, "import-residents") != YZ_OK) return refused();
    puts("held");
    fflush(stdout);
    nanosleep(&t, NULL);
    yz_session_close(s);
    return 0;
}

static int leave(const char *file, long n) {
    struct yz_session *s;
    if (yz_session_open(file, &s) != YZ_OK) return refused();
    for (long i = 0; i < n; i++)
        if (yz_session_act(s, "note") != YZ_OK || yz_note(s->store, "fault-test", 0, "{}") != YZ_OK ||
            yz_act_commit(s->store, NULL) != YZ_OK)
            return refused();
    raise(SIGKILL);
    return 1;
}

static int flip(const char *file, long at, int bit) {
    unsigned char byte;
    int fd = open(file, O_RDWR);
    if (fd < 0 || pread(fd, &byte, 1, at) != 1) return 1;
    byte ^= (unsigned char)(1 << bit);
    return pwrite(fd, &byte, 1, at) != 1 || close(fd) != 0;
}

static int terminal(int rows, int columns, const char *keys, char **argv) {
    struct pty p = {0};
    if (!pty_start(&p, rows, columns, (const char *const *)argv, (const char *const[]){NULL})) return 98;
    pty_settle(&p, 3000);
    pty_write(&p, keys, strlen(keys));
    bool ended = pty_ended(&p, 5000);
    bool restored = ended && pty_restored(&p);
    int status = p.status;
    pty_stop(&p);
    if (!ended) return fprintf(stderr, "it does not end\n"), 97;
    if (!restored) return fprintf(stderr, "the terminal is not as it was\n"), 96;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 99;
}

int main(int argc, char **argv) {
    const char *what = argc > 2 ? argv[1] : "";
    if (strcmp(what, "hold") == 0 && argc == 4) return hold(argv[2], strtol(argv[3], NULL, 10));
    if (strcmp(what, "leave") == 0 && argc == 4) return leave(argv[2], strtol(argv[3], NULL, 10));
    if (strcmp(what, "flip") == 0 && argc == 5) return flip(argv[2], strtol(argv[3], NULL, 10), atoi(argv[4]));
    if (strcmp(what, "terminal") == 0 && argc > 5) return terminal(atoi(argv[2]), atoi(argv[3]), argv[4], argv + 5);
    return 2;
}
