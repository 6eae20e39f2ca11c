/* tour: the interface on a demonstration file, with the tour beginning at once. */
#include "cli/cli.h"

#include <yizhan/i18n.h>

enum yz_status yz_cli_tour(struct yz_cli *cli, int argc, char **argv) {
    (void)argv;
    if (argc > 1) return yz_usage("tour");
    if (!yz_cli_scripted(cli) && !yz_cli_at_terminal())
        return yz_fail(YZ_USAGE, _("这里不是终端，界面打不开；要用命令，见 yizhan --help"));
    cli->tour = true;
    return yz_cli_interface_from(cli, NULL, 0);
}
