/* find-people: whom the policies reach, and putting a hint aside. */
#include "cli/cli.h"

#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/policies.h>
#include <yizhan/registry.h>

enum { USUAL = 100 };

static void hit_json(struct yz_cli *cli, const struct yz_people *p, const struct yz_policy_hit *h) {
    const struct yz_policy *policy = &p->policies[h->policy];
    struct yz_json j;
    char text[512];
    yz_cli_json(cli, &j);
    yz_json_text(&j, "rule", policy->key);
    yz_cli_json_ref(&j, "person", YZ_PERSON, h->person);
    yz_json_text(&j, "name", h->name);
    yz_json_text(&j, "address", yz_dwelling_short(cli->session, h->dwelling, text, sizeof text));
    yz_json_text(&j, "why", yz_policy_why(p, h, text, sizeof text));
    yz_cli_json_day(&j, "not_before", h->not_before);
    yz_cli_json_day(&j, "by", h->by);
    yz_json_text(&j, "service", *policy->service ? policy->service : NULL);
    yz_json_text(&j, "source", yz_policy_source(policy, text, sizeof text));
    yz_cli_json_end(cli, &j);
}

static void hit_row(struct yz_cli *cli, struct yz_table *t, const struct yz_people *p, const struct yz_policy_hit *h) {
    char text[512];
    yz_table_cell(t, p->policies[h->policy].key);
    yz_table_cell(t, yz_ref_text(YZ_PERSON, h->person, text));
    yz_table_cell(t, h->name);
    yz_table_cell(t, yz_dwelling_short(cli->session, h->dwelling, text, sizeof text));
    yz_table_cell(t, yz_policy_why(p, h, text, sizeof text));
    yz_table_cell(t, yz_date_text(h->not_before, text));
}

static enum yz_status list(struct yz_cli *cli, int argc, char **argv) {
    const char *date = NULL, *policy = NULL, *limit = NULL;
    const struct yz_option_row rows[] = {{.name = "--date", .value = &date},
                                         {.name = "--policy", .value = &policy},
                                         {.name = "--limit", .value = &limit},
                                         {.name = NULL}};
    struct yz_people people = {0};
    struct yz_table t;
    int64_t most = cli->json ? INT64_MAX : USUAL;
    yz_date day = 0;
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK && argc > 1) status = yz_usage("find-people");
    if (status == YZ_OK && date) status = yz_argument_day("--date", date, &day);
    if (status == YZ_OK && limit) status = yz_argument_number("--limit", limit, 1, 1000000000, &most);
    if (status == YZ_OK) status = yz_people_find(cli->session, day, policy, &people);
    yz_table_begin(&t, 0, _("政策"), _("居民"), _("姓名"), _("住处"), _("原因"), _("不早于"), NULL);
    for (size_t i = 0; status == YZ_OK && i < people.count && (int64_t)i < most; i++) {
        if (cli->json) hit_json(cli, &people, &people.all[i]);
        else hit_row(cli, &t, &people, &people.all[i]);
    }
    yz_table_print(&t);
    if (status == YZ_OK && !cli->json) yz_cli_say(_("共 %zu 条"), people.count);
    yz_people_free(&people);
    return status;
}

static enum yz_status dismiss(struct yz_cli *cli, int argc, char **argv) {
    const char *until = NULL, *reason = NULL;
    const struct yz_option_row rows[] = {
        {.name = "--until", .value = &until}, {.name = "--reason", .value = &reason}, {.name = NULL}};
    struct yz_findings f = {0};
    enum yz_kind_id kind;
    int64_t person = 0;
    yz_date day = 0;
    if (!reason) reason = cli->reason; /* the program's own option of that name took it */
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK && argc != 3) status = yz_usage("find-people");
    if (status == YZ_OK && until) status = yz_argument_day("--until", until, &day);
    if (status == YZ_OK) status = yz_ref_resolve(cli->session, argv[2], 1u << YZ_PERSON, &kind, &person);
    if (status == YZ_OK) status = yz_policy_dismiss(cli->session, argv[1], person, day, reason ? reason : "", &f);
    yz_cli_findings(cli, &f);
    yz_findings_free(&f);
    return status;
}

enum yz_status yz_cli_find_people(struct yz_cli *cli, int argc, char **argv) {
    if (argc > 1 && strcmp(argv[1], "dismiss") == 0) return dismiss(cli, argc - 1, argv + 1);
    return list(cli, argc, argv);
}
