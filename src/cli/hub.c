/* hub: a district's stations through PostgreSQL. */
#include "cli/cli.h"

#include <string.h>
#include <unistd.h>
#include <yizhan/hub.h>
#include <yizhan/i18n.h>

#include <sodium.h>

/* --- status --- */

static void status_json(struct yz_cli *cli, const struct yz_hub_state *h) {
    struct yz_json j;
    char at[40];
    yz_cli_json(cli, &j);
    yz_json_int(&j, "station", h->station);
    yz_json_int(&j, "epoch", h->epoch);
    yz_json_int(&j, "seq", h->seq);
    yz_json_int(&j, "acked", h->acked);
    yz_json_int(&j, "waiting", h->waiting);
    yz_json_int(&j, "inbox", h->inbox);
    yz_json_text(&j, "synced_at", h->synced_at ? yz_moment_iso(h->synced_at, at) : NULL);
    yz_json_text(&j, "offline_since", h->offline_since ? yz_moment_iso(h->offline_since, at) : NULL);
    yz_json_text(&j, "url", *h->url ? h->url : NULL);
    yz_cli_json_end(cli, &j);
}

static void status_lines(const struct yz_hub_state *h) {
    char text[64], at[YZ_MOMENT_TEXT];
    snprintf(text, sizeof text, "%d", h->station);
    yz_cli_pair(_("驿站编号"), text, 12);
    snprintf(text, sizeof text, _("%1$lld（纪元 %2$lld）"), (long long)h->seq, (long long)h->epoch);
    yz_cli_pair(_("日志末行"), text, 12);
    snprintf(text, sizeof text, "%lld", (long long)h->acked);
    yz_cli_pair(_("区县已收到"), text, 12);
    snprintf(text, sizeof text, "%lld", (long long)h->waiting);
    yz_cli_pair(_("待传"), text, 12);
    snprintf(text, sizeof text, "%lld", (long long)h->inbox);
    yz_cli_pair(_("待收"), text, 12);
    yz_cli_pair(_("最近同步"), h->synced_at ? yz_moment_text(h->synced_at, at) : _("还没有同步过"), 12);
    yz_cli_pair(_("连不上，自"), h->offline_since ? yz_moment_text(h->offline_since, at) : "", 12);
    yz_cli_pair(_("区县地址"), *h->url ? h->url : _("没有设（trust/hub.conf）"), 12);
}

static enum yz_status state(struct yz_cli *cli, int argc, char **argv) {
    static const struct yz_option_row none[] = {{.name = NULL}};
    struct yz_hub_state h;
    enum yz_status status = yz_arguments(&argc, argv, none);
    if (status == YZ_OK && argc > 1) status = yz_usage("hub");
    if (status == YZ_OK) status = yz_hub_state(cli->session, &h);
    if (status != YZ_OK) return status;
    if (cli->json) status_json(cli, &h);
    else status_lines(&h);
    return YZ_OK;
}

/* --- push, pull, sync --- */

static void tell_done(struct yz_cli *cli, const struct yz_hub_done *d) {
    struct yz_json j;
    if (cli->json) {
        yz_cli_json(cli, &j);
        yz_json_int(&j, "pushed", d->pushed);
        yz_json_int(&j, "erased", d->erased);
        yz_json_int(&j, "rolled", d->rolled);
        yz_json_int(&j, "applied", d->applied);
        yz_json_int(&j, "acked", d->acked);
        yz_cli_json_end(cli, &j);
        return;
    }
    if (d->rolled) yz_cli_print(_("从区县取回本站丢失的 %lld 行日志，记录已复原"), (long long)d->rolled);
    if (d->applied) yz_cli_print(_("收到区县下发的 %lld 项，已办好"), (long long)d->applied);
    if (d->pushed) yz_cli_print(_("传给区县 %lld 行"), (long long)d->pushed);
    if (d->erased) yz_cli_print(_("依法删除的内容，区县也删了 %lld 行"), (long long)d->erased);
    yz_cli_print(_("区县已收到第 %lld 行"), (long long)d->acked);
}

static enum yz_status call(struct yz_cli *cli, int argc, char **argv,
                           enum yz_status (*what)(struct yz_session *s, const char *url, struct yz_hub_done *out)) {
    static const struct yz_option_row none[] = {{.name = NULL}};
    struct yz_hub_done done = {0};
    enum yz_status status = yz_arguments(&argc, argv, none);
    if (status == YZ_OK && argc > 2) status = yz_usage("hub");
    if (status == YZ_OK) status = what(cli->session, argc == 2 ? argv[1] : NULL, &done);
    if (status == YZ_OK || status == YZ_PARTIAL) tell_done(cli, &done);
    return status;
}

static enum yz_status push(struct yz_cli *cli, int argc, char **argv) {
    return call(cli, argc, argv, yz_hub_push);
}

static enum yz_status pull(struct yz_cli *cli, int argc, char **argv) {
    return call(cli, argc, argv, yz_hub_pull);
}

static enum yz_status sync_both(struct yz_cli *cli, int argc, char **argv) {
    return call(cli, argc, argv, yz_hub_sync);
}

static enum yz_status rebuild(struct yz_cli *cli, int argc, char **argv) {
    static const struct yz_option_row none[] = {{.name = NULL}};
    struct yz_hub_done done = {0};
    int64_t number = 0;
    enum yz_status status = yz_arguments(&argc, argv, none);
    if (status == YZ_OK && argc != 3) status = yz_usage("hub");
    if (status == YZ_OK) status = yz_argument_number("NUMBER", argv[2], 1, 65535, &number);
    if (status == YZ_OK) status = yz_cli_make_folder(cli);
    if (status == YZ_OK) status = yz_hub_rebuild(argv[1], (int)number, cli->file, &done);
    if (status == YZ_OK) tell_done(cli, &done);
    return status;
}

/* --- for the district --- */

static enum yz_status init(struct yz_cli *cli, int argc, char **argv) {
    static const struct yz_option_row none[] = {{.name = NULL}};
    enum yz_status status = yz_arguments(&argc, argv, none);
    (void)cli;
    if (status == YZ_OK && argc != 2) status = yz_usage("hub");
    if (status == YZ_OK) status = yz_hub_init(argv[1]);
    if (status == YZ_OK) yz_cli_say(_("区县库已建好；接着登记驿站：yizhan hub register"));
    return status;
}

static enum yz_status read_password(struct yz_cli *cli, char *out, size_t room) {
    *out = '\0';
    if (!cli->password_fd && !(isatty(STDIN_FILENO) && isatty(STDOUT_FILENO))) return YZ_OK;
    return yz_cli_password(cli, _("这个驿站连区县用的口令（直接按 Enter 不设）："), out, room);
}

static enum yz_status enrol(struct yz_cli *cli, int argc, char **argv) {
    const char *name = NULL, *address = "";
    char password[YZ_PASSWORD];
    int64_t number = 0;
    bool made;
    const struct yz_option_row rows[] = {{.name = "--name", .value = &name},
                                         {.name = "--address", .value = &address},
                                         {.name = "--password-fd", .value = &cli->password_fd},
                                         {.name = NULL}};
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK && (argc != 3 || !name || !*name)) status = yz_usage("hub");
    if (status == YZ_OK) status = yz_argument_number("NUMBER", argv[2], 1, 65535, &number);
    if (status == YZ_OK) status = read_password(cli, password, sizeof password);
    if (status == YZ_OK) status = yz_hub_register(argv[1], (int)number, name, address, password, &made);
    sodium_memzero(password, sizeof password);
    if (status == YZ_OK)
        yz_cli_say(made ? _("已登记 %1$lld 号驿站 %2$s，它用 yizhan_station_%1$lld 连接")
                        : _("%1$lld 号驿站 %2$s 已经登记过"),
                   (long long)number, name);
    return status;
}

enum { TO = 256 };

static enum yz_status send_file(struct yz_cli *cli, int argc, char **argv) {
    const char *source = NULL, *named[TO];
    int times = 0, to[TO];
    int64_t number = 0, sent;
    const struct yz_option_row rows[] = {{.name = "--source", .value = &source},
                                         {.name = "--to", .value = named, .times = &times, .most = TO},
                                         {.name = NULL}};
    struct yz_findings f = {0};
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK && argc != 4) status = yz_usage("hub");
    for (int i = 0; status == YZ_OK && i < times; i++) {
        status = yz_argument_number("--to", named[i], 1, 65535, &number);
        to[i] = (int)number;
    }
    if (status != YZ_OK) return status;
    status = yz_hub_send(argv[1], argv[2], argv[3], source, to, (size_t)times, &f, &sent);
    yz_cli_findings(cli, &f);
    yz_findings_free(&f);
    if (status == YZ_OK) yz_cli_say(_("%1$s：发给 %2$lld 个驿站，各站下次同步时收到"), argv[3], (long long)sent);
    return status;
}

enum yz_status yz_cli_hub(struct yz_cli *cli, int argc, char **argv) {
    static const struct yz_action actions[] = {
        {"status", YZ_CLI_FILE, state}, {"sync", YZ_CLI_FILE, sync_both}, {"push", YZ_CLI_FILE, push},
        {"pull", YZ_CLI_FILE, pull},    {"rebuild", 0, rebuild},          {"init", 0, init},
        {"register", 0, enrol},         {"send", 0, send_file},           {NULL, 0, NULL}};
    return yz_cli_action(cli, argc, argv, actions);
}
