/* person duplicates: those who may be one, of everybody or of one. */
#include "base/text.h"
#include "cli/cli.h"

#include <stdlib.h>
#include <yizhan/duplicates.h>
#include <yizhan/i18n.h>

enum { USUAL = 100, OF_ONE = 40 };

static void person_json(struct yz_cli *cli, struct yz_json *j, const char *key, int64_t id) {
    char text[192];
    yz_json_object(j, key);
    yz_cli_json_ref(j, "id", YZ_PERSON, id);
    yz_json_text(j, "name", yz_cli_person_name(cli, id, text, sizeof text));
    yz_json_end(j);
}

static void pair_json(struct yz_cli *cli, int64_t a, int64_t b, int score, bool likely, const char *why) {
    struct yz_json j;
    yz_cli_json(cli, &j);
    person_json(cli, &j, "a", a);
    person_json(cli, &j, "b", b);
    yz_json_int(&j, "score", score);
    yz_json_text(&j, "level", likely ? "likely" : "possible");
    yz_json_text(&j, "why", why);
    yz_cli_json_end(cli, &j);
}

static void person_cells(struct yz_cli *cli, struct yz_table *t, int64_t id) {
    char text[192];
    yz_table_cell(t, yz_ref_text(YZ_PERSON, id, text));
    yz_table_cell(t, yz_cli_person_name(cli, id, text, sizeof text));
}

static enum yz_status pair(struct yz_cli *cli, struct yz_table *t, int64_t a, int64_t b, int score, bool likely,
                           const char *why) {
    char number[16];
    if (cli->json) {
        pair_json(cli, a, b, score, likely, why);
        return YZ_OK;
    }
    snprintf(number, sizeof number, "%d", score);
    yz_table_cell(t, number);
    yz_table_cell(t, yz_likely_text(likely ? YZ_LIKELY : YZ_POSSIBLE));
    person_cells(cli, t, a);
    person_cells(cli, t, b);
    yz_table_cell(t, why);
    return YZ_OK;
}

static enum yz_status scan(struct yz_cli *cli, struct yz_table *t, size_t most) {
    struct yz_pair *all;
    char why[192];
    size_t count;
    enum yz_status status = yz_duplicate_scan(cli->session, &all, &count);
    for (size_t i = 0; status == YZ_OK && i < count && i < most; i++) {
        yz_likeness_text(&all[i].likeness, why, sizeof why);
        status = pair(cli, t, all[i].a, all[i].b, all[i].likeness.score, all[i].likeness.level == YZ_LIKELY, why);
    }
    free(all);
    if (status == YZ_OK && count > most) yz_cli_say(_("还有 %zu 对；--limit 列出更多"), count - most);
    return status;
}

static enum yz_status of_one(struct yz_cli *cli, struct yz_table *t, const char *ref, size_t most) {
    struct yz_twin twin[OF_ONE];
    struct yz_membership home[16];
    struct yz_person p;
    enum yz_kind_id kind;
    int64_t dwelling = 0;
    size_t count, homes = 0;
    enum yz_status status = yz_ref_resolve(cli->session, ref, 1u << YZ_PERSON, &kind, &p.id);
    if (status == YZ_OK) status = yz_record_get(cli->session, YZ_PERSON, p.id, &p);
    if (status == YZ_OK) status = yz_person_memberships(cli->session, p.id, home, 16, &homes);
    for (size_t i = 0; i < homes && i < 16 && !dwelling; i++)
        if (!home[i].until) dwelling = home[i].dwelling;
    if (status == YZ_OK)
        status = yz_person_duplicates(cli->session, &p, dwelling, twin, most < OF_ONE ? most : OF_ONE, &count);
    for (size_t i = 0; status == YZ_OK && i < count; i++)
        status = pair(cli, t, p.id, twin[i].person, twin[i].score, twin[i].likely, twin[i].why);
    return status;
}

enum yz_status yz_cli_person_duplicates(struct yz_cli *cli, int argc, char **argv) {
    const char *limit = NULL;
    bool all = false;
    const struct yz_option_row rows[] = {
        {.name = "--scan", .flag = &all}, {.name = "--limit", .value = &limit}, {.name = NULL}};
    struct yz_table t;
    int64_t most = cli->json ? INT64_MAX / 2 : USUAL;
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK && limit) status = yz_argument_number("--limit", limit, 1, INT64_MAX / 2, &most);
    if (status == YZ_OK && argc > 2) status = yz_fail(YZ_USAGE, _("多余的参数 %s"), argv[2]);
    if (status == YZ_OK && all && argc > 1) status = yz_fail(YZ_USAGE, _("多余的参数 %s"), argv[1]);
    yz_table_begin(&t, 1u, _("分"), _("像"), "REF", _("姓名"), "REF", _("姓名"), _("依据"), NULL);
    if (status == YZ_OK) status = argc == 2 ? of_one(cli, &t, argv[1], (size_t)most) : scan(cli, &t, (size_t)most);
    yz_table_print(&t);
    return status;
}
