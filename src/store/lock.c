/* The sidecar FILE.lock: the write lock, who holds it, and who is present.
 *
 * Byte 4096 is the write lock, byte 4097 is locked shared by every process that has the file open, byte 4098 is the errand's;
 * all lie beyond the end, so they are pure locks. The file's bytes are the witness (witness.c) and, from 64 on, the holder's name. Open
 * file description locks queue writers in the order they came, vanish with a killed process, and are not dropped when
 * another descriptor of the process is closed; where a system lacks them, its record locks serve. */
#include "store/store_private.h"

#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>
#include <yizhan/i18n.h>

#ifndef F_OFD_SETLK
#define F_OFD_GETLK  F_GETLK
#define F_OFD_SETLK  F_SETLK
#define F_OFD_SETLKW F_SETLKW
#endif

enum { WRITE_BYTE = 4096, PRESENCE_BYTE = 4097, ERRAND_BYTE = 4098, HOLDER_AT = 64, HOLDER_ROOM = 192, TICK_MS = 20 };

void yz_sidecar_path(const char *path, char out[YZ_PATH]) {
    snprintf(out, YZ_PATH, "%.*s.lock", YZ_PATH - 8, path);
}

static int lock_byte(int fd, int command, short type, off_t at) {
    struct flock range = {.l_type = type, .l_whence = SEEK_SET, .l_start = at, .l_len = 1};
    return fcntl(fd, command, &range);
}

static int64_t milliseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void tick(int number) {
    (void)number;
}

/* Blocks in the kernel's queue; a timer wakes it so that the time can be looked at. What the program had set for the
 * timer and its signal is put back. */
static bool queue_up(int fd, int wait_ms) {
    struct sigaction wake = {.sa_handler = tick}, old_action;
    struct itimerval beat = {{0, TICK_MS * 1000L}, {0, TICK_MS * 1000L}}, old_timer;
    sigset_t alarm_only, old_mask;
    int64_t until = milliseconds() + wait_ms;
    sigemptyset(&alarm_only);
    sigaddset(&alarm_only, SIGALRM);
    sigaction(SIGALRM, &wake, &old_action);
    sigprocmask(SIG_UNBLOCK, &alarm_only, &old_mask);
    setitimer(ITIMER_REAL, &beat, &old_timer);
    int got;
    do got = lock_byte(fd, F_OFD_SETLKW, F_WRLCK, WRITE_BYTE);
    while (got < 0 && errno == EINTR && milliseconds() < until);
    int error = errno;
    setitimer(ITIMER_REAL, &old_timer, NULL);
    sigprocmask(SIG_SETMASK, &old_mask, NULL);
    sigaction(SIGALRM, &old_action, NULL);
    errno = error;
    return got == 0;
}

static bool take(int fd, int wait_ms) {
    if (lock_byte(fd, F_OFD_SETLK, F_WRLCK, WRITE_BYTE) == 0) return true;
    if (errno != EAGAIN && errno != EACCES) return false;
    return wait_ms > 0 && queue_up(fd, wait_ms);
}

const char *yz_user_name(void) {
    const struct passwd *user = getpwuid(geteuid());
    if (user && user->pw_name && *user->pw_name) return user->pw_name;
    const char *name = getenv("USER");
    return name && *name ? name : "?";
}

/* "name\npid\nsince\nwhat\n", the rest NUL. */
static void write_holder(int fd, const char *name, const char *what) {
    char text[HOLDER_ROOM] = "";
    snprintf(text, sizeof text, "%.60s\n%ld\n%lld\n%.47s\n", *name ? name : yz_user_name(), (long)getpid(),
             (long long)yz_now(), what);
    for (char *p = text; *p; p++)
        if ((unsigned char)*p < ' ' && *p != '\n') *p = ' ';
    /* Only a courtesy to those who wait: nothing depends on it. */
    ssize_t written = pwrite(fd, text, sizeof text, HOLDER_AT);
    (void)written;
}

/* The next line of `*rest`, cut off there. */
static char *line_of(char **rest) {
    char *line = *rest, *end = strchr(line, '\n');
    if (end) *end++ = '\0';
    *rest = end ? end : line + strlen(line);
    return line;
}

static const char *(*verb_label)(const char *verb);

void yz_store_verbs(const char *(*label)(const char *verb)) {
    verb_label = label;
}

/* Waiting in vain is no failure in the sense of yz_failures: nothing that was asked stayed unanswered. */
static enum yz_status busy(int fd, const char *path, int wait_ms) {
    char text[HOLDER_ROOM + 1] = "", since[YZ_MOMENT_TEXT] = "";
    ssize_t n = pread(fd, text, HOLDER_ROOM, HOLDER_AT);
    text[n > 0 ? n : 0] = '\0';
    char *rest = text;
    const char *name = line_of(&rest);
    const char *pid = line_of(&rest);
    yz_moment_text(strtoll(line_of(&rest), NULL, 10), since);
    const char *what = line_of(&rest);
    if (verb_label) what = verb_label(what);
    if (!*pid) yz_fail(YZ_REFUSED, _("%s 正被另一个程序占用，等了 %d 秒仍没有轮到；请稍后再试"), path, wait_ms / 1000);
    else
        yz_fail(YZ_REFUSED, _("%1$s 正被 %2$s 占用（进程 %3$s，自 %4$s，%5$s），等了 %6$d 秒仍没有轮到；请稍后再试"),
                path, name, pid, since, what, wait_ms / 1000);
    return YZ_BUSY;
}

/* Opens or makes the sidecar with the rights of the file it belongs to. */
static int open_sidecar(const char *path, mode_t mode, gid_t group) {
    char name[YZ_PATH];
    yz_sidecar_path(path, name);
    int flags = O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC;
    int fd = open(name, flags);
    if (fd < 0 && errno == ENOENT) {
        fd = open(name, flags | O_CREAT | O_EXCL, 0600);
        if (fd < 0 && errno == EEXIST) fd = open(name, flags); /* another one was quicker */
        else if (fd >= 0 && (fchmod(fd, (mode & 0666) | 0600) != 0 || fchown(fd, (uid_t)-1, group) != 0)) errno = 0;
    }
    struct stat st;
    if (fd >= 0 && (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))) {
        close(fd);
        errno = EINVAL;
        return -1;
    }
    return fd;
}

static enum yz_status no_sidecar(const char *path) {
    char name[YZ_PATH];
    yz_sidecar_path(path, name);
    return yz_fail(YZ_BUSY, _("打不开锁文件 %s：%s；请检查文件夹和锁文件的写权限"), name, yz_errno_text(errno));
}

enum yz_status yz_lock_open(struct yz_store *s, mode_t mode) {
    struct stat st;
    gid_t group = stat(s->path, &st) == 0 ? st.st_gid : (gid_t)-1;
    s->lock_fd = open_sidecar(s->path, mode, group);
    if (s->lock_fd < 0) return no_sidecar(s->path);
    return YZ_OK;
}

void yz_lock_present(struct yz_store *s) {
    if (s->lock_fd >= 0) lock_byte(s->lock_fd, F_OFD_SETLK, F_RDLCK, PRESENCE_BYTE);
}

bool yz_lock_alone(struct yz_store *s) {
    struct flock range = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = PRESENCE_BYTE, .l_len = 1};
    return s->lock_fd < 0 || (fcntl(s->lock_fd, F_OFD_GETLK, &range) == 0 && range.l_type == F_UNLCK);
}

/* --- an errand: something slow outside of the file, during which it is written as ever --- */

bool yz_errand_take(struct yz_store *s) {
    return s->lock_fd < 0 || lock_byte(s->lock_fd, F_OFD_SETLK, F_WRLCK, ERRAND_BYTE) == 0;
}

void yz_errand_drop(struct yz_store *s) {
    if (s->lock_fd >= 0) lock_byte(s->lock_fd, F_OFD_SETLK, F_UNLCK, ERRAND_BYTE);
}

bool yz_errand_runs(struct yz_store *s) {
    struct flock range = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = ERRAND_BYTE, .l_len = 1};
    return s->lock_fd >= 0 && fcntl(s->lock_fd, F_OFD_GETLK, &range) == 0 && range.l_type != F_UNLCK;
}

/* Somebody deleted or replaced the sidecar: a lock on the old one keeps nobody out. */
static bool is_current(int fd, const char *path) {
    char name[YZ_PATH];
    struct stat ours, there;
    yz_sidecar_path(path, name);
    return fstat(fd, &ours) == 0 && stat(name, &there) == 0 && ours.st_ino == there.st_ino &&
           ours.st_dev == there.st_dev;
}

static enum yz_status reopen(struct yz_store *s) {
    struct stat st;
    mode_t mode = fstat(s->lock_fd, &st) == 0 ? st.st_mode : 0600;
    close(s->lock_fd);
    s->lock_fd = -1;
    enum yz_status status = yz_lock_open(s, mode);
    if (status == YZ_OK) yz_lock_present(s);
    return status;
}

/* Without `tell` who waits in vain leaves no message: an earlier one, which says what failed, stays. */
static enum yz_status hold(struct yz_store *s, const char *what, int wait_ms, bool tell) {
    if (s->lock_fd < 0 && *s->published) { /* still under its temporary name: nobody else knows of it */
        s->locked = true;
        return YZ_OK;
    }
    for (int attempt = 0; attempt < 5; attempt++) {
        if (s->lock_fd < 0) return no_sidecar(s->path);
        if (!take(s->lock_fd, wait_ms)) return tell ? busy(s->lock_fd, s->path, wait_ms) : YZ_BUSY;
        if (is_current(s->lock_fd, s->path)) {
            write_holder(s->lock_fd, s->person, what);
            s->locked = true;
            return YZ_OK;
        }
        enum yz_status status = reopen(s);
        if (status != YZ_OK) return status;
    }
    return yz_fail(YZ_BUSY, _("%s 的锁文件一再被换掉；请检查是否有程序在清理这个文件夹"), s->path);
}

enum yz_status yz_lock_take(struct yz_store *s, const char *what, int wait_ms) {
    return hold(s, what, wait_ms, true);
}

bool yz_lock_try(struct yz_store *s, const char *what, int wait_ms) {
    return hold(s, what, wait_ms, false) == YZ_OK;
}

void yz_lock_drop(struct yz_store *s) {
    if (s->locked && s->lock_fd >= 0) lock_byte(s->lock_fd, F_OFD_SETLK, F_UNLCK, WRITE_BYTE);
    s->locked = false;
}

void yz_lock_close(struct yz_store *s) {
    yz_lock_drop(s);
    if (s->lock_fd >= 0) close(s->lock_fd);
    s->lock_fd = -1;
}

enum yz_status yz_lock_file(const char *path, const char *what, int wait_ms, int *fd) {
    struct stat st;
    bool there = stat(path, &st) == 0;
    for (int attempt = 0; attempt < 5; attempt++) {
        *fd = open_sidecar(path, there ? st.st_mode : 0600, there ? st.st_gid : (gid_t)-1);
        if (*fd < 0) return no_sidecar(path);
        bool got = take(*fd, wait_ms);
        if (got && is_current(*fd, path)) {
            write_holder(*fd, "", what);
            return YZ_OK;
        }
        enum yz_status status = got ? YZ_OK : busy(*fd, path, wait_ms);
        close(*fd);
        *fd = -1;
        if (status != YZ_OK) return status;
    }
    return yz_fail(YZ_BUSY, _("%s 的锁文件一再被换掉；请检查是否有程序在清理这个文件夹"), path);
}
