/* The command line: one table of commands, one file a command. Results go to standard output (with --json one object a
 * line), messages for people to standard error; the answer of a command is the exit code. */
#ifndef YZ_CLI_CLI_H
#define YZ_CLI_CLI_H

#include "base/json.h"
#include "cli/commands.h"
#include "cli/pages.h"

#include <stdio.h>
#include <yizhan/deadline.h>
#include <yizhan/findings.h>
#include <yizhan/kind.h>
#include <yizhan/papers.h>
#include <yizhan/session.h>

struct yz_target;

struct yz_cli {
    char file[4096]; /* the station file */
    bool json;
    bool reveal;            /* --reveal with --reason; of a row (yz_cli_reveal_row) whether it may be shown */
    bool asked;             /* --reveal as it was given */
    enum yz_kind_id looked; /* the last look, so that one page is one line */
    int64_t looked_id;
    size_t veiled; /* rows that stayed masked all the same */
    const char *reason;
    const char *staff, *password_fd; /* --staff NAME before the command: who acts, instead of the system's user */
    bool whole;                      /* one record whole: with what is worked out from it, on `day` (0 = today) */
    yz_date day;
    const char *script;         /* of the terminal interface */
    bool tour;                  /* it begins with the tour */
    struct yz_session *session; /* open when the command's row says so, or after yz_cli_open */
    struct yz_buffer line;      /* of --json */
};

enum {
    YZ_CLI_FILE = 1,  /* the command works on the station file: it is opened before */
    YZ_CLI_WRITES = 2 /* and writes: deadlines are brought up to the program's calendars before (calendar.c) */
};

struct yz_command {
    const char *name;
    const char *usage;   /* "QUERY [--kind K,...] [--limit N]": interface words, not translated; a line for each form */
    const char *summary; /* N_("…") */
    unsigned flags;
    enum yz_status (*run)(struct yz_cli *cli, int argc, char **argv); /* argv[0] is the command's name */
    const char *details;                                              /* N_("…"): what the options mean; or NULL */
};

extern const struct yz_command yz_commands[]; /* ends with a row without name */
const struct yz_command *yz_command_named(const char *name);

/* One action of a command that has several: person list, person edit … */
struct yz_action {
    const char *name;
    unsigned flags;
    enum yz_status (*run)(struct yz_cli *cli, int argc, char **argv); /* argv[0] is the action's name */
};
/* Runs the action that argv[1] names; YZ_USAGE with the nearest name when there is none. `actions` ends without name. */
enum yz_status yz_cli_action(struct yz_cli *cli, int argc, char **argv, const struct yz_action *actions);

/* The whole program: options, command, exit code. */
int yz_cli_main(int argc, char **argv);

/* The account that acts (who.c): --staff with its password, else the one bound to the system's user. */
enum { YZ_PASSWORD = 256 };
enum yz_status yz_cli_sign_in(struct yz_cli *cli);
/* A password: a line of --password-fd, else asked at the terminal without echo. Wipe it after use. */
enum yz_status yz_cli_password(const struct yz_cli *cli, const char *label, char *out, size_t room);

/* Opens the station file, once. */
enum yz_status yz_cli_open(struct yz_cli *cli);
/* yz_catalogue_follow and yz_calendar_catch_up, and tells on standard error which cases moved. YZ_BUSY when the file is in use: what
 * comes next would wait in vain as well; any other failure is passed over, and it is tried again. */
enum yz_status yz_cli_catch_up(struct yz_cli *cli);

/* The terminal interface (interface.c): YZ_USAGE without a terminal or script. */
enum yz_status yz_cli_interface(struct yz_cli *cli);
/* The interface with these screens open over home, the last one on top; there is a file. */
enum yz_status yz_cli_interface_from(struct yz_cli *cli, const struct yz_target *starts, size_t count);
/* The first run: asks for the community, makes the file, and goes on into the interface unless keys came from a script. */
enum yz_status yz_cli_setup(struct yz_cli *cli);
bool yz_cli_scripted(const struct yz_cli *cli); /* keys come from a script */
bool yz_cli_at_terminal(void);

/* --- the person's own encoding (locale.c) --- */
void yz_cli_locale(void); /* the locale's characters; those of C.UTF-8 in LC_ALL=C */
/* Arguments as UTF-8, converted where the locale has another encoding; behind them, from [argc + 1] on, once more for
 * changing. NULL (message left) without memory. */
char **yz_cli_utf8(int argc, char **argv);
void yz_cli_utf8_free(char **argv);
void yz_cli_write(FILE *out, const char *text, size_t n); /* UTF-8 to the locale's encoding */

/* --- arguments (arguments.c): every command names its options once --- */
struct yz_option_row {
    const char *name;   /* "--limit" */
    const char **value; /* where its value goes; or */
    bool *flag;         /* a flag without value */
    int *times;         /* repeated option: values go to value[0..], how many so far */
    int most;
};
/* Takes the options out of argv[1..]; what is left are the operands, `*argc` counts them and argv[0]. YZ_USAGE names a wrong
 * option and the nearest right one. "--" ends options. `rows` ends with a row without name. */
enum yz_status yz_arguments(int *argc, char **argv, const struct yz_option_row *rows);
/* The same for options that stand among those of a command: unknown ones stay. */
enum yz_status yz_arguments_some(int *argc, char **argv, const struct yz_option_row *rows);
enum yz_status yz_argument_number(const char *name, const char *text, int64_t low, int64_t high, int64_t *out);
enum yz_status yz_argument_day(const char *name, const char *text, yz_date *out);
/* A moment; of a day alone its end. */
enum yz_status yz_cli_moment(const char *name, const char *text, yz_moment *out);

/* YZ_USAGE with the command's usage line. */
enum yz_status yz_usage(const char *command);
#ifdef __clang_analyzer__ /* as yz_fail (status.h) */
#define yz_usage(command) yz_given(YZ_USAGE, yz_usage(command))
#endif

/* --- output (output.c) --- */
void yz_cli_json(struct yz_cli *cli, struct yz_json *j); /* begins a line: opens the object */
void yz_cli_json_end(struct yz_cli *cli, struct yz_json *j);
/* Findings as people read them (standard error), or as JSON lines {"field","value","rule","mend","severity"}. */
void yz_cli_findings(struct yz_cli *cli, const struct yz_findings *f);
/* One line for people on standard output, or on standard error: control characters made visible, line end added. */
void yz_cli_print(const char *format, ...) __attribute__((format(printf, 1, 2)));
void yz_cli_say(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* "label  value" with the label filled up to `columns`; nothing when the value is empty. */
void yz_cli_pair(const char *label, const char *value, int columns);
/* Every field of a record as members, codes as labels, masked unless --reveal. */
void yz_cli_fields(struct yz_cli *cli, struct yz_json *j, enum yz_kind_id kind, const void *record);
/* Every field of a record that has a value, for people. */
void yz_cli_pairs(struct yz_cli *cli, enum yz_kind_id kind, const void *record);
void yz_cli_json_ref(struct yz_json *j, const char *key, enum yz_kind_id kind, int64_t id);
void yz_cli_json_day(struct yz_json *j, const char *key, yz_date day); /* null for none */
/* The history of a record, newest first, by the evening of `day` (0 = all): the member "history", or lines for people. */
enum yz_status yz_cli_history(struct yz_cli *cli, struct yz_json *j, enum yz_kind_id kind, int64_t id, yz_date day);
/* One field of a record as people read it, masked unless --reveal. Answers `out`. */
char *yz_cli_field(struct yz_cli *cli, enum yz_kind_id kind, const char *column, const void *record, char *out,
                   size_t room);

/* --reveal: notes the look in the journal. YZ_OK at once without --reveal. */
enum yz_status yz_cli_reveal(struct yz_cli *cli, enum yz_kind_id kind, int64_t id);
/* Of one of many: what may not be shown stays masked (cli->reveal is false then), and is counted. Between the rows and
 * after the last one yz_cli_reveal_rows tells how many those were. */
enum yz_status yz_cli_reveal_row(struct yz_cli *cli, enum yz_kind_id kind, int64_t id);
void yz_cli_reveal_rows(struct yz_cli *cli);
/* Whether which sensitive groups somebody is in may be told. */
bool yz_cli_shows_groups(const struct yz_cli *cli);
/* Somebody named on a page about something else: masked, unless --reveal, and then a look of its own. Answers `out`. */
char *yz_cli_person_name(struct yz_cli *cli, int64_t person, char *out, size_t room);

/* A table for people, aligned by display width (table.c). Zero-initialise; cells come row by row. */
struct yz_table {
    size_t columns;
    unsigned right;         /* bit i: column i is a number, aligned right */
    struct yz_buffer cells; /* NUL behind each */
    size_t count;
    int width[16];
};
void yz_table_begin(struct yz_table *t, unsigned right, ...) __attribute__((sentinel)); /* headings, then NULL */
void yz_table_cell(struct yz_table *t, const char *text);
void yz_table_print(struct yz_table *t); /* nothing when there is no row; releases it */
struct yz_csv_writer;
void yz_table_csv(struct yz_table *t, struct yz_csv_writer *w, bool headings); /* the same as rows of CSV */

/* --- lists and changes of any kind (records.c) --- */
struct yz_listing {
    const char *where[16]; /* field=value */
    int wheres;
    const char *within; /* REF of a household, building, compound or grid */
    const char *after;  /* REF of the last line of the page before */
    const char *limit;
    yz_date on;             /* --as-of; 0 = now */
    struct yz_table *table; /* of people */
    const int64_t *only;    /* ids in order: none but these; NULL = all */
    size_t only_count;
    int64_t most; /* of `limit`; without it 100 for people, all with --json */
};
/* Reads the options of a list, and no operand. */
enum yz_status yz_listing_read(struct yz_cli *cli, int argc, char **argv, struct yz_listing *l);
/* Calls `line` for each record; with the listing. */
enum yz_status yz_listing_run(struct yz_cli *cli, enum yz_kind_id kind, struct yz_listing *l,
                              enum yz_status (*line)(struct yz_cli *cli, const void *record,
                                                     const struct yz_listing *l));
/* "edit REF --set field=value ...". */
enum yz_status yz_cli_edit(struct yz_cli *cli, enum yz_kind_id kind, int argc, char **argv);
/* A new file for what goes out, NULL: standard output; it never writes over what somebody has. */
enum yz_status yz_cli_open_out(const char *path, bool workbook, FILE **out);
/* Ends it; what failed is not left lying about. The status of all of it. */
enum yz_status yz_cli_close_out(const char *path, FILE *file, enum yz_status status);
bool yz_cli_is_xlsx(const char *path);
/* The end of such a command: "field=value" into the record, saved, findings and the record told. */
enum yz_status yz_cli_save(struct yz_cli *cli, enum yz_kind_id kind, void *record, const char *const *sets, int count,
                           struct yz_findings *findings);
/* The record of one REF operand. */
enum yz_status yz_cli_one(struct yz_cli *cli, int argc, char **argv, uint64_t kinds, enum yz_kind_id *kind,
                          int64_t *id);
/* "show REF [--as-of DATE]" of a kind. */
enum yz_status yz_cli_show_kind(struct yz_cli *cli, int argc, char **argv, uint64_t kinds);
enum yz_status yz_cli_case_show(struct yz_cli *cli, int64_t id); /* case.c */
/* Prints a paper of a record named `ref` to where `to` says (print.c). */
enum yz_status yz_cli_print_one(struct yz_cli *cli, enum yz_paper paper, const char *ref, const char *to);

/* A step of a deadline's count as JSON, and all of them as a table (due.c). */
void yz_cli_count_json(struct yz_json *j, enum yz_limit_unit unit, const struct yz_deadline_step *s);
void yz_cli_count_print(enum yz_limit_unit unit, const struct yz_deadline_step *steps, size_t count);

struct yz_case;
/* The flow of a case (case_flow.c): members "links" and "steps", or lines for people; case explain; case do, which leaves
 * the case after the step in `c`. */
enum yz_status yz_cli_case_flow_json(struct yz_cli *cli, struct yz_json *j, const struct yz_case *c);
enum yz_status yz_cli_case_flow_print(struct yz_cli *cli, const struct yz_case *c);
enum yz_status yz_cli_case_explain(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_case_do(struct yz_cli *cli, int argc, char **argv, struct yz_case *c);

/* A member of staff by name, login or REF (staff.c). */
enum yz_status yz_cli_staff_named(struct yz_cli *cli, const char *text, int64_t *id);
/* A station by name or REF; the own one when `text` is NULL. */
enum yz_status yz_cli_station_named(struct yz_cli *cli, const char *text, int64_t *id);
/* The folder of the default file, where it is not there yet (demo.c). */
enum yz_status yz_cli_make_folder(const struct yz_cli *cli);
/* "field=value" parted; YZ_USAGE without a =. */
enum yz_status yz_cli_assignment(const char *text, char *field, size_t room, const char **value);

#endif
