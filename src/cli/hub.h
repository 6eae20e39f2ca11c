/* Actions of the command hub, by file: letters and residents of other stations (hub_letters.c), rows of a station (hub_queue.c). */
#ifndef YZ_CLI_HUB_H
#define YZ_CLI_HUB_H

#include "cli/cli.h"

enum yz_status yz_cli_hub_inbox(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_hub_offer(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_hub_accept(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_hub_decline(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_hub_recall(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_hub_queue(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_hub_rejoin(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_hub_share(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_hub_find(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_hub_serve(struct yz_cli *cli, int argc, char **argv);

#endif
