/* The actions of `match` beside its candidates and plan. */
#ifndef YZ_CLI_MATCH_LOOP_H
#define YZ_CLI_MATCH_LOOP_H

#include "cli/cli.h"

bool yz_cli_match_action(const char *word); /* "accept", "list" … */
enum yz_status yz_cli_match_loop(struct yz_cli *cli, int argc, char **argv);

#endif
