/* init: an empty station for a real community. */
#include "cli/cli.h"

#include <errno.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <yizhan/accounts.h>
#include <yizhan/i18n.h>
#include <yizhan/setup.h>

#include "base/encoding.h"

enum { LARGEST = 16 << 20 };

static enum yz_status unreadable(const char *path, int why) {
    return yz_fail(YZ_REFUSED, _("文件 %1$s 读不了：%2$s"), path, yz_errno_text(why));
}

/* The whole file as UTF-8. */
static enum yz_status read_text(const char *path, struct yz_decoded *text) {
    struct yz_buffer bytes = {0};
    FILE *f = fopen(path, "re");
    if (!f) return unreadable(path, errno);
    size_t got = 1;
    while (got && bytes.length <= LARGEST) {
        char *room = yz_buffer_reserve(&bytes, 65536);
        got = room ? fread(room, 1, 65536, f) : 0;
        bytes.length += got;
    }
    int why = ferror(f) ? errno : bytes.failed ? ENOMEM : 0;
    fclose(f);
    enum yz_status status = why ? unreadable(path, why) : YZ_OK;
    if (!why && bytes.length > LARGEST)
        status = yz_fail(YZ_REFUSED, _("文件 %s 太大：最多 %zu 字节"), path, (size_t)LARGEST);
    const char *all = bytes.data ? bytes.data : "";
    if (status == YZ_OK) status = yz_decode(yz_encoding_detect(all, bytes.length), all, bytes.length, text);
    yz_buffer_free(&bytes);
    return status;
}

/* --- the password of the first administrator: offered at a terminal, taken from --password-fd, and nobody's by default --- */

struct first {
    char fresh[YZ_PASSWORD], again[YZ_PASSWORD];
};

static enum yz_status ask(struct yz_cli *cli, struct first *p) {
    enum yz_status status = yz_cli_password(
        cli, _("给自己设一个口令（直接按 Enter 不设，以后用 yizhan staff passwd）："), p->fresh, sizeof p->fresh);
    if (status != YZ_OK || cli->password_fd || !*p->fresh) return status;
    status = yz_cli_password(cli, _("再写一遍："), p->again, sizeof p->again);
    bool same = strcmp(p->fresh, p->again) == 0;
    return status == YZ_OK && !same ? yz_fail(YZ_REFUSED, _("两遍不一样，什么也没有建立")) : status;
}

/* Before anything is made: a password that the rule refuses leaves nothing behind. */
static enum yz_status read_first(struct yz_cli *cli, const char *name, struct first *p) {
    struct yz_findings f = {0};
    bool asked = cli->password_fd || (isatty(STDIN_FILENO) && isatty(STDOUT_FILENO));
    enum yz_status status = asked ? ask(cli, p) : YZ_OK;
    if (status == YZ_OK && *p->fresh && !yz_password_check(p->fresh, "", name ? name : "", &f)) {
        yz_cli_findings(cli, &f);
        status = yz_fail(YZ_REFUSED, _("口令不合规定，什么也没有建立"));
    }
    yz_findings_free(&f);
    return status;
}

static enum yz_status set_first(struct yz_cli *cli, const struct first *p) {
    struct yz_findings f = {0};
    enum yz_status status = *p->fresh ? yz_session_open(cli->file, &cli->session) : YZ_OK;
    if (status == YZ_OK && *p->fresh)
        status = yz_password_set(cli->session, yz_session_staff(cli->session)->id, "", p->fresh, &f);
    if (f.count) yz_cli_findings(cli, &f);
    yz_findings_free(&f);
    if (status == YZ_OK && *p->fresh) yz_cli_say(_("口令已设"));
    return status;
}

enum yz_status yz_cli_init(struct yz_cli *cli, int argc, char **argv) {
    const char *community = NULL, *number = NULL;
    int64_t told = 0;
    struct yz_setup setup = {0};
    struct first first = {0};
    const struct yz_option_row rows[] = {{.name = "--community", .value = &community},
                                         {.name = "--station", .value = &setup.station},
                                         {.name = "--number", .value = &number},
                                         {.name = "--admin", .value = &setup.admin},
                                         {.name = NULL}};
    struct yz_decoded text = {0};
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK && (argc > 1 || !community || !setup.station)) status = yz_usage("init");
    if (status == YZ_OK && number) status = yz_argument_number("--number", number, 1, 65535, &told);
    setup.number = (int)told;
    if (status == YZ_OK) status = read_text(community, &text);
    if (status == YZ_OK) status = yz_cli_make_folder(cli);
    if (status == YZ_OK) status = read_first(cli, setup.admin, &first);
    setup.community = text.text;
    if (status == YZ_OK) status = yz_init_station(cli->file, &setup);
    if (status == YZ_OK) yz_cli_say(_("已建立 %1$s：%2$s"), setup.station, cli->file);
    if (status == YZ_OK) status = set_first(cli, &first);
    sodium_memzero(&first, sizeof first);
    free(text.text);
    return status;
}
