/* init: an empty station for a real community. */
#include "cli/cli.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <yizhan/accounts.h>
#include <yizhan/i18n.h>
#include <yizhan/setup.h>

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
    bool asked = cli->password_fd || yz_cli_at_terminal();
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
    char *text = NULL;
    if (argc == 1 && (yz_cli_scripted(cli) || yz_cli_at_terminal())) return yz_cli_setup(cli);
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK && (argc > 1 || !community || !setup.station)) status = yz_usage("init");
    if (status == YZ_OK && number) status = yz_argument_number("--number", number, 1, 65535, &told);
    setup.number = (int)told;
    if (status == YZ_OK) status = yz_setup_read(community, &text);
    if (status == YZ_OK) status = yz_cli_make_folder(cli);
    if (status == YZ_OK) status = read_first(cli, setup.admin, &first);
    setup.community = text;
    if (status == YZ_OK) status = yz_init_station(cli->file, &setup);
    if (status == YZ_OK) yz_cli_say(_("已建立 %1$s：%2$s"), setup.station, cli->file);
    if (status == YZ_OK) status = set_first(cli, &first);
    sodium_memzero(&first, sizeof first);
    free(text);
    return status;
}
