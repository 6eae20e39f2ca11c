/* verify, doctor: is the station file whole. */
#include "base/xlsx.h"
#include "cli/cli.h"

#include <string.h>
#include <yizhan/backup.h>
#include <yizhan/hub.h>
#include <yizhan/i18n.h>
#include <yizhan/journal.h>
#include <yizhan/setup.h>

/* How old the newest good backup is. */
static void tell_backup(struct yz_cli *cli, const struct yz_backup_state *b, struct yz_json *j) {
    char at[40];
    if (cli->json) {
        yz_json_text(j, "backup_at", b->good ? yz_moment_iso(b->good, at) : NULL);
        yz_json_text(j, "backup_waiting", b->waiting ? yz_moment_iso(b->waiting, at) : NULL);
        yz_json_bool(j, "backup_overdue", b->overdue);
    } else if (b->overdue) {
        yz_cli_print(_("提醒：%s 以后办的还没有备份；运行 yizhan backup --auto"), yz_moment_text(b->waiting, at));
    } else if (b->good) {
        yz_cli_print(_("最近一份好的备份：%s"), yz_moment_text(b->good, at));
    }
}

/* The heads of the last days on which something was done. */
static void tell_days(struct yz_cli *cli, struct yz_json *j) {
    enum { DAYS = 7 };
    struct yz_day_head all[DAYS];
    size_t count = 0;
    if (yz_day_heads(cli->session, all, DAYS, &count) != YZ_OK) count = 0;
    if (j) yz_json_array(j, "days");
    for (size_t i = 0; i < count; i++) {
        if (!j) yz_cli_print(_("%1$s 的日志末行：第 %2$lld 行 %3$s"), all[i].day, (long long)all[i].seq, all[i].head);
        if (!j) continue;
        yz_json_object(j, NULL);
        yz_json_text(j, "day", all[i].day);
        yz_json_int(j, "seq", all[i].seq);
        yz_json_text(j, "head", all[i].head);
        yz_json_end(j);
    }
    if (j) yz_json_end(j);
}

static void tell(struct yz_cli *cli, const struct yz_verdict *v, const struct yz_backup_state *backup) {
    size_t told = v->problems < sizeof v->text / sizeof *v->text ? v->problems : sizeof v->text / sizeof *v->text;
    struct yz_json j;
    if (cli->json) {
        yz_cli_json(cli, &j);
        yz_json_bool(&j, "ok", v->ok);
        yz_json_int(&j, "lines", v->lines);
        yz_json_text(&j, "head", v->head);
        yz_json_array(&j, "problems");
        for (size_t i = 0; i < told; i++) yz_json_text(&j, NULL, v->text[i]);
        yz_json_end(&j);
        yz_json_int(&j, "problem_count", (int64_t)v->problems);
        if (backup) tell_backup(cli, backup, &j);
        else tell_days(cli, &j);
        yz_cli_json_end(cli, &j);
        return;
    }
    for (size_t i = 0; i < told; i++) yz_cli_print("%s", v->text[i]);
    if (v->problems > told) yz_cli_print(_("还有 %zu 处"), v->problems - told);
    if (v->ok) yz_cli_print(_("完好：%1$lld 行日志，末行 %2$s"), (long long)v->lines, v->head);
    if (backup) tell_backup(cli, backup, NULL);
    else if (v->ok) tell_days(cli, NULL);
}

/* What to do when rows or lines are not what the program wrote. */
static void advise(struct yz_cli *cli, const struct yz_verdict *v) {
    if (v->ok || cli->json) return;
    yz_cli_print("%s",
                 _("怎么办：停止使用，把这个文件和旁边的 -wal、.lock 原样另存一份备查；用最近一份核验无误的备份恢复"
                   "（yizhan restore），再把之后办的补上；查明谁能写这个文件"));
}

static enum yz_status tell_kept(struct yz_cli *cli) {
    char day[YZ_DATE_TEXT];
    yz_date first;
    int64_t days;
    enum yz_status status = yz_log_kept(cli->session, &first, &days);
    if (status == YZ_OK && !cli->json)
        yz_cli_print(_("日志从 %1$s 起，一行不删；规定至少留 %2$lld 天"), yz_date_text(first, day), (long long)days);
    return status;
}

static enum yz_status tell_head(struct yz_cli *cli, const char *head) {
    struct yz_log_line line;
    struct yz_json j;
    char at[40];
    enum yz_status status = yz_head_find(cli->session, head, &line);
    if (status != YZ_OK) return status;
    if (!cli->json) {
        yz_cli_print(_("纸上的链头是日志第 %1$lld 行（%2$s），这一行和以前的都没有变过"), (long long)line.seq,
                     yz_moment_text(line.at, at));
        return YZ_OK;
    }
    yz_cli_json(cli, &j);
    yz_json_int(&j, "since", line.seq);
    yz_json_text(&j, "at", yz_moment_iso(line.at, at));
    yz_cli_json_end(cli, &j);
    return YZ_OK;
}

/* What this program cannot do, for want of a library where it was built. */
static void tell_build(struct yz_cli *cli) {
    if (cli->json) return;
    if (!yz_xlsx_reads()) yz_cli_print(_("没有编入读 .xlsx 的库（libzip、expat）：导入用 CSV；装好库后重新编译就能读"));
    if (!yz_xlsx_writes())
        yz_cli_print(_("没有编入写 .xlsx 的库（libxlsxwriter）：导出用 CSV；装好库后重新编译就能写"));
    if (!yz_hub_built()) yz_cli_print(_("没有编入连接区县的库（libpq）：单机使用；装好库后重新编译就能同步"));
}

enum yz_status yz_cli_verify(struct yz_cli *cli, int argc, char **argv) {
    const char *since = NULL;
    const struct yz_option_row rows[] = {{.name = "--since", .value = &since}, {.name = NULL}};
    struct yz_verdict v = {0};
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK && argc > 1) status = yz_usage("verify");
    if (status != YZ_OK) return status;
    status = yz_verify(cli->session, &v);
    tell(cli, &v, NULL);
    advise(cli, &v);
    if (status == YZ_OK) status = tell_kept(cli);
    return status == YZ_OK && since ? tell_head(cli, since) : status;
}

enum yz_status yz_cli_doctor(struct yz_cli *cli, int argc, char **argv) {
    bool repair = false, loss = false;
    const struct yz_option_row rows[] = {
        {.name = "--repair", .flag = &repair}, {.name = "--accept-loss", .flag = &loss}, {.name = NULL}};
    struct yz_verdict v = {0};
    struct yz_backup_state backup;
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK && argc > 1) status = yz_usage("doctor");
    if (status == YZ_OK && loss) status = yz_accept_loss(cli->file);
    if (status == YZ_OK) status = yz_cli_open(cli);
    if (status != YZ_OK) return status;
    status = yz_doctor(cli->session, repair, &v);
    bool told = yz_backup_state(cli->session, &backup) == YZ_OK;
    tell(cli, &v, told ? &backup : NULL);
    tell_build(cli);
    return status;
}
