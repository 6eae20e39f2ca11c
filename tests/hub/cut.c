/* A network that breaks: tests/hub/cut PORT TARGET SEED passes connections to the loopback's PORT on to TARGET and breaks each after
 * some thousands of bytes, at places that SEED decides. It says "ready" once it listens, and works until it is killed. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

enum { LEAST = 1500, MOST = 24000, PIECE = 512 };

static struct sockaddr_in place(const char *port) {
    struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(port))};
    a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return a;
}

/* A piece from one to the other; how many bytes, 0 = over. */
static long pass(int from, int to) {
    char piece[PIECE];
    long n = read(from, piece, sizeof piece);
    return n > 0 && write(to, piece, (size_t)n) == n ? n : 0;
}

static void carry(int here, const char *target, long left) {
    struct sockaddr_in a = place(target);
    int there = socket(AF_INET, SOCK_STREAM, 0);
    if (connect(there, (struct sockaddr *)&a, sizeof a) != 0) return;
    while (left > 0) {
        struct pollfd ends[] = {{here, POLLIN, 0}, {there, POLLIN, 0}};
        if (poll(ends, 2, -1) < 0) return;
        for (int i = 0; i < 2; i++) {
            if (!ends[i].revents) continue;
            long n = i == 0 ? pass(here, there) : pass(there, here);
            left = n ? left - n : 0;
        }
    }
}

int main(int argc, char **argv) {
    if (argc != 4) return 2;
    struct sockaddr_in a = place(argv[1]);
    int listener = socket(AF_INET, SOCK_STREAM, 0), yes = 1;
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (bind(listener, (struct sockaddr *)&a, sizeof a) != 0 || listen(listener, 16) != 0) return 1;
    signal(SIGCHLD, SIG_IGN);
    srand((unsigned)atoi(argv[3]));
    puts("ready");
    fflush(stdout);
    for (;;) {
        int here = accept(listener, NULL, NULL);
        long left = LEAST + rand() % (MOST - LEAST);
        if (here < 0) continue;
        if (fork() == 0) {
            carry(here, argv[2], left);
            _exit(0);
        }
        close(here);
    }
}
