/* person erase: a person's data go, on a lawful request. */
#include "cli/cli.h"

#include <string.h>
#include <yizhan/erase.h>
#include <yizhan/i18n.h>
#include <yizhan/registry.h>
#include <yizhan/rights.h>

static const char *const keys[] = {"drop", "blank", "cover", "keep"}; /* of enum yz_erasing, in JSON */

static void tell_json(struct yz_cli *cli, const struct yz_erasure *e) {
    struct yz_json j;
    char ref[32];
    yz_cli_json(cli, &j);
    yz_json_int(&j, "act", e->act);
    yz_json_array(&j, "records");
    for (size_t i = 0; i < e->count; i++) {
        yz_json_object(&j, NULL);
        yz_json_text(&j, "how", keys[e->all[i].how]);
        yz_json_text(&j, "kind", yz_kinds[e->all[i].kind]->name);
        yz_json_text(&j, "id", yz_ref_text(e->all[i].kind, e->all[i].id, ref));
        yz_json_text(&j, "why", e->all[i].why);
        yz_json_end(&j);
    }
    yz_json_end(&j);
    yz_json_int(&j, "lines", e->lines);
    yz_json_int(&j, "drafts", e->drafts);
    yz_json_bool(&j, "purged", e->purged);
    yz_cli_json_end(cli, &j);
}

static void tell(const struct yz_erasure *e, bool trial) {
    struct yz_table t;
    char ref[32];
    yz_table_begin(&t, 0, "REF", _("记录"), _("怎么办"), _("留下什么、凭什么"), NULL);
    for (size_t i = 0; i < e->count; i++) {
        const struct yz_erased *x = &e->all[i];
        yz_table_cell(&t, yz_ref_text(x->kind, x->id, ref));
        yz_table_cell(&t, yz_tr(yz_kinds[x->kind]->label));
        yz_table_cell(&t, yz_erasing_name(x->how));
        yz_table_cell(&t, x->why);
    }
    yz_table_print(&t);
    yz_cli_print(trial ? _("只是试算，什么都没有动：会删去日志内容 %1$lld 行、草稿 %2$lld 份")
                       : _("已删去日志内容 %1$lld 行、草稿 %2$lld 份；日志链完好，不能撤销"),
                 (long long)e->lines, (long long)e->drafts);
    if (trial) return;
    if (!e->purged)
        yz_cli_print("%s", _("依法删除的内容在文件的空处还有残留：关掉别的终端，运行 yizhan doctor --repair"));
    yz_cli_print(
        "%s", _("此前的备份、导出的台账和印出的纸里还有：备份按轮换消失，急的就删旧备份、另做一份；其余由经手人销毁"));
}

enum yz_status yz_cli_person_erase(struct yz_cli *cli, int argc, char **argv) {
    const char *who = NULL, *why = NULL;
    bool trial = false;
    const struct yz_option_row rows[] = {{.name = "--who", .value = &who},
                                         {.name = "--why", .value = &why},
                                         {.name = "--dry-run", .flag = &trial},
                                         {.name = NULL}};
    struct yz_erasure e = {0};
    enum yz_kind_id kind;
    int64_t id = 0;
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK) status = yz_cli_one(cli, argc, argv, YZ_KIND_BIT(YZ_PERSON), &kind, &id);
    /* Who may erase nobody is told so, rather than that this one is of another grid. */
    if (status == YZ_DENIED && cli->session) yz_must(cli->session, YZ_RIGHT_ERASE);
    if (status == YZ_OK) status = yz_person_erase(cli->session, id, who, why, trial, &e);
    if (status == YZ_OK && cli->json) tell_json(cli, &e);
    else if (status == YZ_OK) tell(&e, trial);
    yz_erasure_free(&e);
    return status;
}
