/* The program from its arguments to its exit code. */
#include "base/nearest.h"
#include "cli/cli.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <yizhan/i18n.h>

#include "base/version.h"

/* Options that stand before or after any command. */
struct globals {
    const char *file, *language;
    bool help, version;
};

const struct yz_command *yz_command_named(const char *name) {
    for (const struct yz_command *c = yz_commands; c->name; c++) {
        if (strcmp(c->name, name) == 0) return c;
    }
    return NULL;
}

static const char *command_name(size_t i, const void *ctx) {
    return ((const struct yz_command *)ctx)[i].name;
}

static const char *action_name(size_t i, const void *ctx) {
    return ((const struct yz_action *)ctx)[i].name;
}

static enum yz_status no_command(const char *word, const char *near) {
    if (near) return yz_fail(YZ_USAGE, _("没有命令 %1$s，是不是 %2$s？"), word, near);
    return yz_fail(YZ_USAGE, _("没有命令 %s；全部命令见 yizhan help"), word);
}

static const char *doing = ""; /* the action of a command that has several */

/* Its forms, of the action alone where that is given. */
static void put_forms(const char *command, const char *usage, const char *action, char *out, size_t room) {
    size_t word = strlen(action);
    for (const char *p = usage; *p;) {
        size_t n = strcspn(p, "\n"), have = strlen(out);
        if (!word || (strcspn(p, " \n") == word && strncmp(p, action, word) == 0))
            snprintf(out + have, room - have, "%syizhan %s %.*s", have ? " | " : "", command, (int)n, p);
        p += n + (p[n] == '\n');
    }
}

enum yz_status(yz_usage)(const char *command) { /* the name in brackets: it is a macro for the analyzer */
    const struct yz_command *c = yz_command_named(command);
    char forms[1024] = "";
    if (c && *doing) put_forms(command, c->usage, doing, forms, sizeof forms);
    if (c && !*forms) put_forms(command, c->usage, "", forms, sizeof forms);
    return yz_fail(YZ_USAGE, _("用法：%s"), *forms ? forms : command);
}

/* On first use the usual place has not even its folder: what is missing is the file. */
static enum yz_status find_file(const struct yz_cli *cli) {
    char usual[4096];
    struct stat st;
    if (strcmp(yz_default_file(usual, sizeof usual), cli->file) != 0 || lstat(cli->file, &st) == 0 || errno != ENOENT)
        return YZ_OK;
    return yz_fail(YZ_REFUSED, _("没有文件 %s；新建用 yizhan init 或 yizhan demo"), cli->file);
}

enum yz_status yz_cli_open(struct yz_cli *cli) {
    char warning[192];
    enum yz_status status = cli->session ? YZ_OK : find_file(cli);
    if (status == YZ_OK && !cli->session) status = yz_cli_sign_in(cli);
    if (status == YZ_OK && *yz_session_warning(cli->session, warning, sizeof warning))
        fprintf(stderr, "yizhan: %s\n", warning);
    return status;
}

/* What a command's flags ask for before it runs. */
static enum yz_status prepare(struct yz_cli *cli, unsigned flags) {
    enum yz_status status = flags & YZ_CLI_FILE ? yz_cli_open(cli) : YZ_OK;
    if (status == YZ_OK && flags & YZ_CLI_WRITES) status = yz_cli_catch_up(cli);
    if (cli->session) yz_session_ask(cli->session);
    return status;
}

enum yz_status yz_cli_action(struct yz_cli *cli, int argc, char **argv, const struct yz_action *actions) {
    if (argc < 2) return yz_usage(argv[0]);
    for (const struct yz_action *a = actions; a->name; a++) {
        if (strcmp(a->name, argv[1]) != 0) continue;
        doing = a->name;
        enum yz_status status = prepare(cli, a->flags);
        return status == YZ_OK ? a->run(cli, argc - 1, argv + 1) : status;
    }
    char word[160], mend[160];
    const char *near = yz_nearest(argv[1], action_name, actions);
    snprintf(word, sizeof word, "%s %.100s", argv[0], argv[1]);
    snprintf(mend, sizeof mend, "%s %s", argv[0], near ? near : "");
    return no_command(word, near ? mend : NULL);
}

/* Commands have a --staff of their own: who acts is said before the command. */
static enum yz_status read_who(struct yz_cli *cli, int *argc, char **argv) {
    const struct yz_option_row rows[] = {{.name = "--staff", .value = &cli->staff}, {.name = NULL}};
    static const char *const with_value[] = {"-f", "--lang", "--reason", "--script", "--staff", "--password-fd"};
    int first = 1, left;
    while (first < *argc && argv[first][0] == '-' && strcmp(argv[first], "--") != 0) {
        bool takes = false;
        for (size_t i = 0; i < sizeof with_value / sizeof *with_value; i++)
            takes |= strcmp(argv[first], with_value[i]) == 0;
        first += takes ? 2 : 1;
    }
    left = first = first < *argc ? first : *argc;
    char *command = argv[first]; /* where the shortened list ends */
    enum yz_status status = yz_arguments_some(&left, argv, rows);
    argv[first] = command;
    memmove(argv + left, argv + first, (size_t)(*argc - first + 1) * sizeof *argv);
    *argc -= first - left;
    return status;
}

static enum yz_status read_globals(struct yz_cli *cli, struct globals *g, int *argc, char **argv) {
    const struct yz_option_row rows[] = {
        {.name = "-f", .value = &g->file},
        {.name = "--lang", .value = &g->language},
        {.name = "--json", .flag = &cli->json},
        {.name = "--reveal", .flag = &cli->reveal},
        {.name = "--reason", .value = &cli->reason},
        {.name = "--script", .value = &cli->script},
        {.name = "--password-fd", .value = &cli->password_fd},
        {.name = "--help", .flag = &g->help},
        {.name = "-h", .flag = &g->help},
        {.name = "--version", .flag = &g->version},
        {.name = NULL},
    };
    enum yz_status status = read_who(cli, argc, argv);
    if (status == YZ_OK) status = yz_arguments_some(argc, argv, rows);
    if (status == YZ_OK && g->language) status = yz_language(g->language);
    if (status == YZ_OK && cli->reveal && !(cli->reason && *cli->reason)) {
        status = yz_fail(YZ_USAGE, _("--reveal 要用 --reason 写明理由"));
    }
    if (status == YZ_OK && *argc > 1 && argv[1][0] == '-' && strcmp(argv[1], "--") != 0) {
        status = yz_arguments(argc, argv, rows); /* names the option */
    }
    cli->asked = cli->reveal;
    if (g->file && snprintf(cli->file, sizeof cli->file, "%s", g->file) >= (int)sizeof cli->file) {
        status = yz_fail(YZ_USAGE, _("文件名太长"));
    }
    if (!g->file && strlen(yz_default_file(cli->file, sizeof cli->file)) + 1 == sizeof cli->file)
        status = yz_fail(YZ_USAGE, _("文件名太长"));
    return status;
}

static enum yz_status version(struct yz_cli *cli) {
    struct yz_json j;
    if (cli->json) {
        yz_cli_json(cli, &j);
        yz_json_text(&j, "version", yz_version());
        yz_json_text(&j, "features", yz_features());
        yz_cli_json_end(cli, &j);
    } else {
        yz_cli_print("yizhan %s  %s", yz_version(), yz_features());
    }
    return YZ_OK;
}

static enum yz_status run_command(struct yz_cli *cli, bool help, int argc, char **argv) {
    const struct yz_command *c = yz_command_named(argv[0]);
    if (!c) return no_command(argv[0], yz_nearest(argv[0], command_name, yz_commands));
    if (help) {
        char *words[] = {"help", argv[0], NULL};
        return yz_cli_help(cli, 2, words);
    }
    enum yz_status status = prepare(cli, c->flags);
    if (status == YZ_OK) status = c->run(cli, argc, argv);
    yz_cli_reveal_rows(cli);
    return status;
}

static enum yz_status run(struct yz_cli *cli, int argc, char **argv) {
    struct globals g = {0};
    enum yz_status status = read_globals(cli, &g, &argc, argv);
    if (status != YZ_OK) return status;
    if (g.version) return version(cli);
    if (argc > 1) return run_command(cli, g.help, argc - 1, argv + 1);
    char *words[] = {"help", NULL};
    return g.help ? yz_cli_help(cli, 1, words) : yz_cli_interface(cli);
}

/* What was written must have arrived: a full disk is not a success. */
static enum yz_status flush(enum yz_status status) {
    bool bad = fflush(stdout) != 0 || ferror(stdout);
    return bad && status == YZ_OK ? yz_fail(YZ_BUSY, _("写标准输出失败：%s"), yz_errno_text(errno)) : status;
}

int yz_cli_main(int argc, char **argv) {
    static struct yz_cli cli;
    yz_language(NULL);
    char **words = yz_cli_utf8(argc, argv);
    enum yz_status status = words ? run(&cli, argc, words + argc + 1) : YZ_BUSY;
    if (cli.session) yz_session_close(cli.session);
    status = flush(status);
    if (status != YZ_OK && *yz_message()) yz_cli_say("yizhan: %s", yz_message());
    yz_buffer_free(&cli.line);
    yz_cli_utf8_free(words);
    return status;
}
