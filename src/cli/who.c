/* Who acts: --staff NAME with a password, from a file descriptor or typed where nobody sees it. */
#include "cli/cli.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>
#include <yizhan/accounts.h>
#include <yizhan/i18n.h>

/* One line, without its end, byte by byte: what follows belongs to others. */
static enum yz_status read_line(int fd, char *out, size_t room) {
    size_t n = 0;
    char c;
    for (;;) {
        ssize_t got = read(fd, &c, 1);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return yz_fail(YZ_USAGE, _("口令读不了：%s"), yz_errno_text(errno));
        if (got == 0 || c == '\n') break;
        if (n + 1 == room) return yz_fail(YZ_USAGE, _("口令太长"));
        out[n++] = c;
    }
    out[n] = '\0';
    return YZ_OK;
}

static enum yz_status ask(const char *label, char *out, size_t room) {
    int tty = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
    struct termios before, silent;
    if (tty < 0 || tcgetattr(tty, &before) != 0) {
        if (tty >= 0) close(tty);
        return yz_fail(YZ_USAGE, _("这里没有终端可以问口令，请用 --password-fd N"));
    }
    silent = before;
    silent.c_lflag &= ~(tcflag_t)ECHO;
    tcsetattr(tty, TCSAFLUSH, &silent);
    dprintf(tty, "%s", label);
    enum yz_status status = read_line(tty, out, room);
    tcsetattr(tty, TCSAFLUSH, &before);
    dprintf(tty, "\n");
    close(tty);
    return status;
}

enum yz_status yz_cli_password(const struct yz_cli *cli, const char *label, char *out, size_t room) {
    int64_t fd;
    if (!cli->password_fd) return ask(label, out, room);
    enum yz_status status = yz_argument_number("--password-fd", cli->password_fd, 0, 1 << 20, &fd);
    return status == YZ_OK ? read_line((int)fd, out, room) : status;
}

enum yz_status yz_cli_sign_in(struct yz_cli *cli) {
    char password[YZ_PASSWORD], label[160];
    if (!cli->staff) return yz_session_open(cli->file, &cli->session);
    enum yz_status status = yz_session_open_closed(cli->file, &cli->session);
    snprintf(label, sizeof label, _("%s 的口令："), cli->staff);
    if (status == YZ_OK) status = yz_cli_password(cli, label, password, sizeof password);
    if (status == YZ_OK) status = yz_sign_in(cli->session, cli->staff, password);
    sodium_memzero(password, sizeof password);
    if (status != YZ_OK && cli->session) {
        yz_session_close(cli->session);
        cli->session = NULL;
    }
    return status;
}
