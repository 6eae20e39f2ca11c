/* policy: the definition files of 政策找人. */
#include "cli/cli.h"

#include <stdlib.h>
#include <yizhan/i18n.h>
#include <yizhan/policies.h>

static void line_json(struct yz_cli *cli, const struct yz_policy *p) {
    struct yz_json j;
    char text[400];
    yz_cli_json(cli, &j);
    yz_json_text(&j, "key", p->key);
    yz_json_text(&j, "name", p->name);
    yz_json_text(&j, "name_en", p->name_en);
    yz_json_text(&j, "service", *p->service ? p->service : NULL);
    yz_json_text(&j, "source", yz_policy_source(p, text, sizeof text));
    yz_cli_json_day(&j, "valid_from", p->valid_from);
    yz_cli_json_day(&j, "valid_to", p->valid_to);
    yz_cli_json_end(cli, &j);
}

static enum yz_status list(struct yz_cli *cli, int argc, char **argv) {
    static const struct yz_option_row none[] = {{.name = NULL}};
    struct yz_table t;
    char text[400];
    size_t count = 0;
    enum yz_status status = yz_arguments(&argc, argv, none);
    if (status == YZ_OK && argc > 1) status = yz_usage("policy");
    struct yz_policy *all = status == YZ_OK ? calloc(YZ_POLICIES, sizeof *all) : NULL;
    if (status == YZ_OK) status = all ? yz_policies(all, YZ_POLICIES, &count) : yz_fail(YZ_BUSY, _("内存不足"));
    yz_table_begin(&t, 0, _("政策"), _("名称"), _("办理事项"), _("依据"), NULL);
    for (size_t i = 0; status == YZ_OK && i < count; i++) {
        if (cli->json) {
            line_json(cli, &all[i]);
            continue;
        }
        yz_table_cell(&t, all[i].key);
        yz_table_cell(&t, yz_policy_name(&all[i]));
        yz_table_cell(&t, all[i].service);
        yz_table_cell(&t, yz_policy_source(&all[i], text, sizeof text));
    }
    yz_table_print(&t);
    free(all);
    return status;
}

static enum yz_status check(struct yz_cli *cli, int argc, char **argv) {
    static const struct yz_option_row none[] = {{.name = NULL}};
    struct yz_policy policy;
    struct yz_findings f = {0};
    enum yz_status status = yz_arguments(&argc, argv, none);
    if (status == YZ_OK && argc != 2) status = yz_usage("policy");
    if (status == YZ_OK) status = yz_policy_check_file(argv[1], &policy, &f);
    yz_cli_findings(cli, &f);
    if (status == YZ_OK && !cli->json) yz_cli_say(_("%s：没有错误"), argv[1]);
    yz_findings_free(&f);
    return status;
}

enum yz_status yz_cli_policy(struct yz_cli *cli, int argc, char **argv) {
    static const struct yz_action actions[] = {{"list", 0, list}, {"check", 0, check}, {NULL, 0, NULL}};
    return yz_cli_action(cli, argc, argv, actions);
}
