/* hub: a district's stations through PostgreSQL. */
#include "cli/commands.h"
#include "cli/hub.h"

#include <string.h>
#include <unistd.h>
#include <yizhan/accounts.h>
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
    yz_json_int(&j, "undecided", h->undecided);
    yz_json_int(&j, "letters", h->letters);
    yz_json_text(&j, "synced_at", h->synced_at ? yz_moment_iso(h->synced_at, at) : NULL);
    yz_json_text(&j, "offline_since", h->offline_since ? yz_moment_iso(h->offline_since, at) : NULL);
    yz_json_text(&j, "refused_since", h->refused_since ? yz_moment_iso(h->refused_since, at) : NULL);
    yz_json_text(&j, "why", *h->why ? h->why : NULL);
    yz_json_text(&j, "stuck", *h->stuck ? h->stuck : NULL);
    yz_json_bool(&j, "running", h->running);
    yz_json_text(&j, "next_at", h->next_at ? yz_moment_iso(h->next_at, at) : NULL);
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
    snprintf(text, sizeof text, _("等您决定 %1$lld 项，待送 %2$lld 项"), (long long)h->undecided,
             (long long)h->letters);
    yz_cli_pair(_("站间往来"), text, 12);
    yz_cli_pair(_("最近同步"), h->synced_at ? yz_moment_text(h->synced_at, at) : _("还没有同步过"), 12);
    yz_cli_pair(_("下次同步"),
                h->running   ? _("正在同步")
                : h->next_at ? yz_moment_text(h->next_at, at)
                             : _("不自动同步"),
                12);
    yz_cli_pair(_("连不上，自"), h->offline_since ? yz_moment_text(h->offline_since, at) : "", 12);
    yz_cli_pair(_("不收，自"), h->refused_since ? yz_moment_text(h->refused_since, at) : "", 12);
    yz_cli_pair(_("原因"), h->why, 12);
    yz_cli_pair(_("收不下"), h->stuck, 12);
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
        yz_json_int(&j, "letters", d->letters);
        yz_json_int(&j, "acked", d->acked);
        yz_cli_json_end(cli, &j);
        return;
    }
    if (d->rolled) yz_cli_print(_("从区县取回本站丢失的 %lld 行日志，记录已复原"), (long long)d->rolled);
    if (d->applied) yz_cli_print(_("收到区县下发的 %lld 项，已办好"), (long long)d->applied);
    if (d->letters) yz_cli_print(_("站间往来送出 %lld 项"), (long long)d->letters);
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

/* A timer's: whoever owns the file, a member of staff or not. */
static enum yz_status sync_auto(struct yz_cli *cli, bool anyway) {
    struct yz_hub_done done = {0};
    bool did = false;
    enum yz_status status = cli->session ? YZ_OK
                            : cli->staff ? yz_cli_open(cli)
                                         : yz_session_open_closed(cli->file, &cli->session);
    if (status == YZ_OK) status = yz_hub_auto(cli->session, anyway, &did, &done);
    if (did && (status == YZ_OK || status == YZ_PARTIAL)) tell_done(cli, &done);
    else if (status == YZ_OK) yz_cli_say(_("还不到同步的时候，或者另一个程序正在同步；没有再做"));
    return status;
}

static enum yz_status sync_both(struct yz_cli *cli, int argc, char **argv) {
    bool automatic = false, now = false;
    const struct yz_option_row rows[] = {
        {.name = "--auto", .flag = &automatic}, {.name = "--now", .flag = &now}, {.name = NULL}};
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK && (automatic || now)) return argc == 1 ? sync_auto(cli, now) : yz_usage("hub");
    if (status == YZ_OK) status = yz_cli_open(cli);
    return status == YZ_OK ? call(cli, argc, argv, yz_hub_sync) : status;
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
    const char *name = NULL, *address = "", *at = NULL;
    char password[YZ_PASSWORD];
    int64_t number = 0;
    bool made;
    const struct yz_option_row rows[] = {{.name = "--name", .value = &name},
                                         {.name = "--address", .value = &address},
                                         {.name = "--at", .value = &at},
                                         {.name = NULL}};
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK && (argc != 3 || !name || !*name)) status = yz_usage("hub");
    if (status == YZ_OK) status = yz_argument_number("NUMBER", argv[2], 1, 65535, &number);
    if (status == YZ_OK) status = read_password(cli, password, sizeof password);
    if (status == YZ_OK) status = yz_hub_register(argv[1], (int)number, name, address, password, &made);
    sodium_memzero(password, sizeof password);
    if (status == YZ_OK && at) status = yz_hub_place(argv[1], (int)number, at);
    if (status == YZ_OK)
        yz_cli_say(made ? _("已登记 %1$lld 号驿站 %2$s，它用 yizhan_station_%1$lld 连接")
                        : _("%1$lld 号驿站 %2$s 已经登记过"),
                   (long long)number, name);
    if (status == YZ_OK && at) yz_cli_say(_("位置已记下：%s"), at);
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

/* --- the stations, as the district sees them --- */

struct listing {
    struct yz_cli *cli;
    struct yz_table table;
};

static void station_json(struct yz_cli *cli, const struct yz_hub_station *s) {
    struct yz_json j;
    char at[40];
    yz_cli_json(cli, &j);
    yz_json_int(&j, "number", s->number);
    yz_json_text(&j, "name", s->name);
    yz_json_text(&j, "address", s->address);
    yz_json_int(&j, "epoch", s->epoch);
    yz_json_int(&j, "lines", s->lines);
    yz_json_text(&j, "seen_at", s->seen ? yz_moment_iso(s->seen, at) : NULL);
    yz_json_int(&j, "sent", s->sent);
    yz_json_int(&j, "cases", s->cases);
    yz_json_int(&j, "open", s->open);
    yz_json_int(&j, "overdue", s->overdue);
    yz_json_int(&j, "evening", s->evening);
    yz_json_int(&j, "needs", s->needs);
    yz_json_int(&j, "resources", s->resources);
    yz_json_int(&j, "matches", s->matches);
    yz_json_int(&j, "across", s->across);
    yz_json_int(&j, "staff", s->staff);
    yz_cli_json_end(cli, &j);
}

static void number_cell(struct yz_table *t, int64_t n) {
    char text[24];
    snprintf(text, sizeof text, "%lld", (long long)n);
    yz_table_cell(t, text);
}

static void tell_station(void *ctx, const struct yz_hub_station *s) {
    struct listing *l = ctx;
    char at[YZ_MOMENT_TEXT];
    if (l->cli->json) {
        station_json(l->cli, s);
        return;
    }
    number_cell(&l->table, s->number);
    yz_table_cell(&l->table, s->name);
    yz_table_cell(&l->table, s->seen ? yz_moment_text(s->seen, at) : _("从来没有"));
    number_cell(&l->table, s->lines);
    number_cell(&l->table, s->open);
    number_cell(&l->table, s->overdue);
    number_cell(&l->table, s->evening);
    number_cell(&l->table, s->needs);
    number_cell(&l->table, s->matches);
    number_cell(&l->table, s->staff);
}

static enum yz_status stations(struct yz_cli *cli, int argc, char **argv) {
    static const struct yz_option_row none[] = {{.name = NULL}};
    struct listing l = {.cli = cli};
    enum yz_status status = yz_arguments(&argc, argv, none);
    if (status == YZ_OK && argc != 2) status = yz_usage("hub");
    if (status != YZ_OK) return status;
    yz_table_begin(&l.table, 0x3f9u, _("编号"), _("驿站"), _("最近来过"), _("日志行"), _("在办"), _("已超期"),
                   _("晚间"), yz_many("需求"), yz_many("匹配"), _("人员"), NULL);
    status = yz_hub_stations(argv[1], tell_station, &l);
    yz_table_print(&l.table);
    if (status == YZ_OK && !cli->json) yz_cli_say(_("数字是各站传来的；还没有传来的有多少，只有站里知道"));
    return status;
}

enum yz_status yz_cli_hub(struct yz_cli *cli, int argc, char **argv) {
    static const struct yz_action actions[] = {{"status", YZ_CLI_FILE, state},
                                               {"sync", 0, sync_both},
                                               {"push", YZ_CLI_FILE, push},
                                               {"pull", YZ_CLI_FILE, pull},
                                               {"rebuild", 0, rebuild},
                                               {"init", 0, init},
                                               {"register", 0, enrol},
                                               {"send", 0, send_file},
                                               {"stations", 0, stations},
                                               {"inbox", YZ_CLI_FILE, yz_cli_hub_inbox},
                                               {"offer", YZ_CLI_FILE | YZ_CLI_WRITES, yz_cli_hub_offer},
                                               {"accept", YZ_CLI_FILE | YZ_CLI_WRITES, yz_cli_hub_accept},
                                               {"decline", YZ_CLI_FILE | YZ_CLI_WRITES, yz_cli_hub_decline},
                                               {"recall", YZ_CLI_FILE | YZ_CLI_WRITES, yz_cli_hub_recall},
                                               {"queue", 0, yz_cli_hub_queue},
                                               {"rejoin", YZ_CLI_FILE, yz_cli_hub_rejoin},
                                               {"share", YZ_CLI_FILE | YZ_CLI_WRITES, yz_cli_hub_share},
                                               {"find", YZ_CLI_FILE, yz_cli_hub_find},
                                               {"serve", YZ_CLI_FILE, yz_cli_hub_serve},
                                               {NULL, 0, NULL}};
    return yz_cli_action(cli, argc, argv, actions);
}
