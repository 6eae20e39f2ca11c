/* Any bytes as a terminal sends them: every event is a key that there is or a paste within its bounds, and the table of
 * keys answers for each. A pseudo-terminal takes the place of the clerk's. */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "base/text.h"
#include "ui/terminal.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MUST(condition)                                                                                                \
    do                                                                                                                 \
        if (!(condition)) abort();                                                                                     \
    while (0)

enum { PIECE = 1024, NAMED = 0x110000 };

static int keyboard = -1;

static void begin(void) {
    struct termios raw;
    keyboard = posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK);
    MUST(keyboard >= 0 && grantpt(keyboard) == 0 && unlockpt(keyboard) == 0);
    int screen = open(ptsname(keyboard), O_RDWR | O_NOCTTY);
    MUST(screen >= 0 && tcgetattr(screen, &raw) == 0);
    cfmakeraw(&raw);
    MUST(tcsetattr(screen, TCSANOW, &raw) == 0 && dup2(screen, STDIN_FILENO) == 0 && dup2(screen, STDOUT_FILENO) == 1);
    close(screen);
    setenv("TERM", "xterm-256color", 1);
    setenv("ESCDELAY", "1", 1);
    MUST(yz_terminal_start(false) == YZ_OK);
}

/* What the program painted is of no interest, but must not fill the line. */
static void drain(void) {
    char bytes[4096];
    while (read(keyboard, bytes, sizeof bytes) > 0) {
    }
}

static void check_key(yz_key key) {
    static const unsigned places[] = {YZ_IN_LIST, YZ_IN_FIELD, YZ_IN_ANY};
    char label[24];
    MUST(key >= 0 && key < NAMED + 1024);
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        int number = -1;
        enum yz_request r = yz_key_request(key, places[i], &number);
        MUST(r < YZ_REQ_COUNT && (r != YZ_REQ_PICK || (number >= 0 && number <= 9)));
        MUST(r != YZ_REQ_TEXT || (key >= ' ' && key < NAMED));
        yz_key_label(r, places[i], label);
        MUST(memchr(label, '\0', sizeof label));
    }
}

static void take_all(void) {
    for (int none = 0; none < 2;) {
        struct yz_event e = yz_terminal_read(0);
        MUST(e.kind != YZ_EVENT_END);
        none = e.kind == YZ_EVENT_NONE ? none + 1 : 0;
        if (e.kind == YZ_EVENT_KEY) check_key(e.key);
        if (e.kind == YZ_EVENT_PASTE)
            MUST(e.text[e.length] == '\0' && e.length <= (1 << 20) + 4 && yz_utf8_valid(e.text, e.length));
    }
    drain();
}

/* Ends what was begun, an escape or a paste, so that nothing is waited for. */
static void type(const void *bytes, size_t n) {
    static const char end[] = "\033[201~ \033[201~ ";
    MUST(write(keyboard, bytes, n) == (ssize_t)n);
    MUST(write(keyboard, end, sizeof end - 1) == sizeof end - 1);
    take_all();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (keyboard < 0) begin();
    for (; size > PIECE; data += PIECE, size -= PIECE) type(data, PIECE);
    type(data, size);
    return 0;
}
