/* What the files of the command survey share. */
#ifndef YZ_CLI_SURVEY_H
#define YZ_CLI_SURVEY_H

#include <yizhan/surveys.h>

struct yz_cli;

/* A survey with its questions; to be freed by yz_survey_form_free. */
enum yz_status yz_cli_survey_named(struct yz_cli *cli, const char *name, struct yz_survey_form *form);

enum yz_status yz_cli_survey_fill(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_survey_enter(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_survey_replies(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_survey_results(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_survey_need(struct yz_cli *cli, int argc, char **argv);

#endif
