/* A program in a terminal of its own: see pty.h. */
#include "support/pty.h"

#include "support/bench.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static int open_slave(int fd, int flags) {
    const char *name = ptsname(fd);
    return name ? open(name, O_RDWR | flags) : -1;
}

static void close_on_exec(int fd) {
    fcntl(fd, F_SETFD, FD_CLOEXEC);
}

static bool open_pair(struct pty *p, int rows, int columns) {
    struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
    p->fd = posix_openpt(O_RDWR | O_NOCTTY);
    p->slave = -1;
    if (p->fd < 0 || grantpt(p->fd) != 0 || unlockpt(p->fd) != 0) return false;
    p->slave = open_slave(p->fd, O_NOCTTY);
    if (p->slave < 0) return false;
    close_on_exec(p->fd);
    close_on_exec(p->slave);
    fcntl(p->fd, F_SETFL, O_NONBLOCK);
    if (ioctl(p->slave, TIOCSWINSZ, &size) != 0 || tcgetattr(p->slave, &p->before) != 0) return false;
    if (!p->speed) return true;
    cfsetospeed(&p->before, p->speed);
    cfsetispeed(&p->before, p->speed);
    return tcsetattr(p->slave, TCSANOW, &p->before) == 0;
}

static void take_environment(const char *const *environment) {
    for (; environment && *environment; environment++) {
        char *copy = strdup(*environment), *equals = copy ? strchr(copy, '=') : NULL;
        if (!equals) _exit(126);
        *equals = '\0';
        if (equals[1]) setenv(copy, equals + 1, 1);
        else unsetenv(copy);
        free(copy);
    }
}

/* In the child: the terminal becomes its controlling one. */
static void become(struct pty *p, const char *const *argv, const char *const *environment) {
    static const int usual[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGPIPE, SIGWINCH};
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    for (size_t i = 0; i < sizeof usual / sizeof *usual; i++) signal(usual[i], SIG_DFL);
    setsid();
    int fd = open_slave(p->fd, 0);
    if (fd < 0) _exit(125);
    ioctl(fd, TIOCSCTTY, 0);
    for (int i = 0; i < 3; i++) dup2(fd, i);
    if (fd > 2) close(fd);
    take_environment(environment);
    execv(argv[0], (char *const *)argv);
    _exit(127);
}

bool pty_start(struct pty *p, int rows, int columns, const char *const *argv, const char *const *environment) {
    if (open_pair(p, rows, columns)) {
        fflush(NULL);
        p->pid = fork();
        if (p->pid == 0) become(p, argv, environment);
        if (p->pid > 0) return true;
    }
    perror("pty");
    p->pid = 0;
    pty_stop(p);
    return false;
}

void pty_write(struct pty *p, const char *bytes, size_t count) {
    while (count > 0 && p->fd >= 0) {
        ssize_t n = write(p->fd, bytes, count);
        if (n < 0 && errno != EAGAIN && errno != EINTR) return;
        if (n < 0) pty_read(p, 5); /* it is full: the program may wait for us to read */
        if (n > 0) bytes += n, count -= (size_t)n;
    }
}

void pty_resize(struct pty *p, int rows, int columns) {
    struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
    ioctl(p->fd, TIOCSWINSZ, &size);
}

size_t pty_read(struct pty *p, int wait_ms) {
    char part[16384];
    size_t all = 0;
    if (p->fd < 0) return 0;
    struct pollfd f = {.fd = p->fd, .events = POLLIN};
    if (poll(&f, 1, wait_ms) <= 0) return 0;
    for (ssize_t n; (n = read(p->fd, part, sizeof part)) > 0;) {
        p->last = bench_ms();
        all += (size_t)n;
        if (p->output) p->output(p->ctx, part, (size_t)n);
    }
    if (all) p->waited = bench_waited(0);
    p->bytes += all;
    return all;
}

static void rest(int ms) {
    struct timespec t = {0, ms * 1000000L};
    nanosleep(&t, NULL);
}

/* Whether the program sleeps: it is the kernel's word on Linux ('S' behind the name in brackets). Elsewhere nobody tells,
 * and more silence must do. */
static bool sleeps(const struct pty *p, bool *told) {
    char path[64], text[512];
    snprintf(path, sizeof path, "/proc/%ld/stat", (long)p->pid);
    FILE *f = fopen(path, "re");
    *told = f != NULL;
    if (!f) return true;
    size_t n = fread(text, 1, sizeof text - 1, f);
    fclose(f);
    text[n] = '\0';
    const char *state = strrchr(text, ')');
    return state && state[1] == ' ' && (state[2] == 'S' || state[2] == 'Z');
}

static bool input_left(const struct pty *p) {
    int count = 0;
    return ioctl(p->slave, FIONREAD, &count) == 0 && count > 0;
}

void pty_settle(struct pty *p, int most_ms) {
    double end = bench_ms() + most_ms;
    bool told;
    for (int quiet = 0, enough = 4; quiet < enough && bench_ms() < end;) {
        if (pty_read(p, 4) > 0 || input_left(p) || !sleeps(p, &told)) {
            quiet = 0;
            continue;
        }
        enough = told ? 4 : 25;
        quiet++;
    }
}

void pty_mark(struct pty *p) {
    p->bytes = 0;
}

bool pty_ended(struct pty *p, int most_ms) {
    for (double end = bench_ms() + most_ms; p->pid > 0; rest(1)) {
        pty_read(p, 0);
        if (waitpid(p->pid, &p->status, WNOHANG) == p->pid) {
            p->pid = 0;
            while (pty_read(p, 60) > 0) { /* its last words come to this side some time after its end */
            }
        } else if (bench_ms() > end) {
            return false;
        }
    }
    return true;
}

void pty_hang_up(struct pty *p) {
    if (p->slave >= 0) close(p->slave);
    if (p->fd >= 0) close(p->fd);
    p->fd = p->slave = -1;
}

bool pty_restored(const struct pty *p) {
    struct termios now;
    return tcgetattr(p->slave, &now) == 0 && now.c_lflag == p->before.c_lflag && now.c_iflag == p->before.c_iflag &&
           now.c_oflag == p->before.c_oflag && now.c_cc[VMIN] == p->before.c_cc[VMIN];
}

void pty_stop(struct pty *p) {
    if (p->pid > 0) {
        kill(p->pid, SIGKILL);
        waitpid(p->pid, &p->status, 0);
        p->pid = 0;
    }
    pty_hang_up(p);
}

long pty_memory(const struct pty *p, bool most) {
    char path[64], line[256];
    long kib = 0;
    snprintf(path, sizeof path, "/proc/%ld/status", (long)p->pid);
    FILE *f = fopen(path, "re");
    while (f && !kib && fgets(line, sizeof line, f)) {
        const char *name = most ? "VmHWM:" : "VmRSS:";
        if (strncmp(line, name, 6) == 0) kib = strtol(line + 6, NULL, 10);
    }
    if (f) fclose(f);
    return kib;
}
