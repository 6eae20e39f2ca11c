/* A program in a terminal of its own: started at a size, given keys, read until it is quiet. */
#ifndef TESTS_SUPPORT_PTY_H
#define TESTS_SUPPORT_PTY_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>
#include <termios.h>

struct pty {
    int fd;    /* the terminal's side; -1 after pty_hang_up */
    int slave; /* the program's side, held open so that nothing it wrote is lost when it ends */
    pid_t pid; /* 0 when it has ended */
    int status;
    struct termios before; /* as the terminal was when the program began */
    double last;           /* bench_ms() of the last byte read */
    double waited;         /* bench_waited(0) then */
    size_t bytes;          /* read since the last pty_mark */
    speed_t speed;         /* of the line, B9600 …; 0: as the system has it. Set before pty_start. */
    /* All that is read goes here; may be NULL. */
    void (*output)(void *ctx, const char *bytes, size_t count);
    void *ctx;
};

/* `argv` and `environment` (names=values added to the present ones; "NAME=" takes NAME away) end with NULL. False: said
 * on stderr. Set output and ctx before. */
bool pty_start(struct pty *p, int rows, int columns, const char *const *argv, const char *const *environment);

void pty_write(struct pty *p, const char *bytes, size_t count);
void pty_resize(struct pty *p, int rows, int columns);

/* Reads what there is, waiting at most `wait_ms` for the first byte. Answers how much was read. */
size_t pty_read(struct pty *p, int wait_ms);

/* Reads until the program has taken its input, waits for more and says nothing; at most `most_ms` long. */
void pty_settle(struct pty *p, int most_ms);

/* Bytes are counted from here. */
void pty_mark(struct pty *p);

/* Reads until the program ends by itself, at most `most_ms` long. True when it ended: then `status` is that of waitpid. */
bool pty_ended(struct pty *p, int most_ms);
void pty_hang_up(struct pty *p);                 /* the terminal goes away */
bool pty_restored(const struct pty *p);          /* line editing, echo and the rest as before the program */
void pty_stop(struct pty *p);                    /* kills what still runs, closes */
long pty_memory(const struct pty *p, bool most); /* resident KiB, now or at most so far; 0 where it cannot be told */

#endif
