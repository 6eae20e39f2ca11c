/* No command: the terminal interface. Everything that may fail with a plain line fails before curses begins. */
#include "cli/cli.h"
#include "ui/ui.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <yizhan/accounts.h>
#include <yizhan/backup.h>
#include <yizhan/catalogue.h>
#include <yizhan/deadline.h>
#include <yizhan/hub.h>
#include <yizhan/i18n.h>

/* Work of a day that has ended, and nobody else is at it. */
static bool backup_is_due(struct yz_session *s) {
    struct yz_backup_state state;
    return yz_session_alone(s) && yz_backup_state(s, &state) == YZ_OK && state.due;
}

/* The screen is gone before the backup begins, and what the district has not got yet goes: nobody waits for either. */
static void leave(struct yz_cli *cli) {
    bool due = backup_is_due(cli->session);
    yz_hub_follow(cli->session, true);
    yz_session_close(cli->session);
    cli->session = NULL;
    if (due) yz_backup_behind(cli->file, false);
}

bool yz_cli_scripted(const struct yz_cli *cli) {
    const char *script = getenv("YIZHAN_SCRIPT");
    return cli->script || (script && *script);
}

bool yz_cli_at_terminal(void) {
    return isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
}

enum yz_status yz_cli_interface_from(struct yz_cli *cli, const struct yz_target *starts, size_t count) {
    bool scripted = yz_cli_scripted(cli);
    enum yz_status status = yz_cli_open(cli);
    if (status == YZ_DENIED && !cli->staff)
        status = yz_session_open_closed(cli->file, &cli->session); /* it asks who is there */
    struct yz_ui_options options = {.script = cli->script, .start = starts, .start_count = count, .tour = cli->tour};
    size_t moved;
    if (status == YZ_OK) yz_catalogue_follow(cli->session);
    if (status == YZ_OK) yz_calendar_catch_up(cli->session, NULL, 0, &moved); /* today's screen tells */
    if (status != YZ_OK) return status;
    if (!scripted && backup_is_due(cli->session)) yz_backup_behind(cli->file, false); /* missed yesterday */
    status = yz_ui_run(cli->session, &options);
    if (!scripted) leave(cli);
    return status;
}

enum yz_status yz_cli_interface(struct yz_cli *cli) {
    struct stat st;
    bool scripted = yz_cli_scripted(cli);
    if (!scripted && !yz_cli_at_terminal())
        return yz_fail(YZ_USAGE, _("这里不是终端，界面打不开；要用命令，见 yizhan --help"));
    bool none = lstat(cli->file, &st) != 0 && errno == ENOENT;
    if (none && !scripted && !cli->staff) return yz_cli_setup(cli);
    return yz_cli_interface_from(cli, NULL, 0);
}
