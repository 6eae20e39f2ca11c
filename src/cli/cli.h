/* The command line: one table of commands, one file a command. Results go to standard output (with --json one object a
 * line), messages for people to standard error; the answer of a command is the exit code. */
#ifndef YZ_CLI_CLI_H
#define YZ_CLI_CLI_H

#include "base/json.h"

#include <stdio.h>
#include <yizhan/findings.h>
#include <yizhan/kind.h>
#include <yizhan/session.h>

struct yz_cli {
    char file[4096];    /* the station file */
    bool json;
    bool reveal;        /* --reveal with --reason */
    const char *reason;
    const char *script; /* of the terminal interface */
    struct yz_session *session; /* open when the command's row says so */
    struct yz_buffer line;      /* of --json */
};

enum { YZ_CLI_FILE = 1 /* the command works on the station file: it is opened before */ };

struct yz_command {
    const char *name;
    const char *usage;   /* "QUERY [--kind K,...] [--limit N]": interface words, not translated */
    const char *summary; /* N_("…") */
    unsigned flags;
    enum yz_status (*run)(struct yz_cli *cli, int argc, char **argv); /* argv[0] is the command's name */
};

extern const struct yz_command yz_commands[]; /* ends with a row without name */

/* The whole program: options, command, exit code. */
int yz_cli_main(int argc, char **argv);

/* --- arguments (arguments.c): every command names its options once --- */
struct yz_option_row {
    const char *name;   /* "--limit" */
    const char **value; /* where its value goes; or */
    bool *flag;         /* a flag without value */
    int *times;         /* repeated option: values go to value[0..], how many so far */
    int most;
};
/* Takes the options out of argv[1..]; what is left are the operands, `*argc` counts them and argv[0]. YZ_USAGE names a wrong
 * option and the nearest right one. "--" ends options. */
enum yz_status yz_arguments(int *argc, char **argv, const struct yz_option_row *rows);
enum yz_status yz_argument_number(const char *name, const char *text, int64_t low, int64_t high, int64_t *out);
enum yz_status yz_argument_day(const char *name, const char *text, yz_date *out);

/* YZ_USAGE with the command's usage line. */
enum yz_status yz_usage(const char *command);

/* --- output (output.c) --- */
void yz_cli_json(struct yz_cli *cli, struct yz_json *j); /* begins a line: opens the object */
void yz_cli_json_end(struct yz_cli *cli, struct yz_json *j);
/* Findings as people read them (standard error), or as JSON lines {"field","value","rule","mend","severity"}. */
void yz_cli_findings(struct yz_cli *cli, const struct yz_findings *f);
/* Data on standard output for people: control characters made visible. */
void yz_cli_print(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* Every field of a record as members, codes as labels, masked unless --reveal. */
void yz_cli_fields(struct yz_cli *cli, struct yz_json *j, enum yz_kind_id kind, const void *record);
/* --reveal: notes the look in the journal. YZ_OK at once without --reveal. */
enum yz_status yz_cli_reveal(struct yz_cli *cli, enum yz_kind_id kind, int64_t id);
/* The nearest of some words within two slips, or NULL. */
const char *yz_nearest(const char *word, const char *(*at)(size_t i, const void *ctx), const void *ctx);

/* --- the commands, each in its file --- */
enum yz_status yz_cli_demo(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_search(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_show(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_person(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_household(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_building(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_staff(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_service(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_case(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_import(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_export(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_validate(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_log(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_undo(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_verify(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_doctor(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_backup(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_restore(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_init(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_dictionary(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_help(struct yz_cli *cli, int argc, char **argv);

#endif
