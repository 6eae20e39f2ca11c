/* person: list, show, edit; duplicates and merging are in duplicates.c and merge.c. */
#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/groups.h>
#include <yizhan/i18n.h>
#include <yizhan/idcard_reader.h>
#include <yizhan/registry.h>

enum { SETS = 64 };

static void masked(struct yz_cli *cli, struct yz_table *t, const struct yz_person *p, const char *column) {
    char text[160];
    yz_table_cell(t, yz_field_text(yz_field_named(&yz_person_kind, column), p, !cli->reveal, text, sizeof text));
}

static void row(struct yz_cli *cli, struct yz_table *t, const struct yz_person *p, yz_date day) {
    char text[192] = "";
    yz_date then = day ? day : yz_today();
    yz_table_cell(t, yz_ref_text(YZ_PERSON, p->id, text));
    masked(cli, t, p, "name");
    yz_table_cell(t, yz_code_label("sex", p->sex));
    text[0] = '\0';
    if (p->birth && p->birth <= then && !p->died) snprintf(text, sizeof text, "%d", yz_age_on(p->birth, then));
    yz_table_cell(t, p->died ? _("已故") : text);
    masked(cli, t, p, "phone");
    int64_t home = yz_person_dwelling(cli->session, p->id, day);
    yz_table_cell(t, yz_dwelling_address(cli->session, home, text, sizeof text));
}

static enum yz_status line(struct yz_cli *cli, const void *record, const struct yz_listing *l) {
    struct yz_json j;
    char text[192];
    if (cli->json) {
        int64_t person = ((const struct yz_person *)record)->id;
        yz_cli_json(cli, &j);
        yz_cli_fields(cli, &j, YZ_PERSON, record);
        if (l->on)
            yz_json_text(
                &j, "address",
                yz_dwelling_address(cli->session, yz_person_dwelling(cli->session, person, l->on), text, sizeof text));
        yz_cli_json_end(cli, &j);
    } else {
        row(cli, l->table, record, l->on);
    }
    return YZ_OK;
}

static int by_id(const void *a, const void *b) {
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

/* The ids of a group's members, in order; free() them. */
static enum yz_status members_of(struct yz_cli *cli, const char *typed, yz_date day, int64_t **ids, size_t *count) {
    struct yz_census c = {0};
    const struct yz_group *g = yz_group_named(typed);
    enum yz_status status = g ? yz_census_take(cli->session, YZ_NO_KIND, 0, day, &c) : YZ_REFUSED;
    *ids = status == YZ_OK ? malloc((c.count + 1) * sizeof **ids) : NULL;
    if (status == YZ_OK && !*ids) status = yz_fail(YZ_BUSY, _("内存不足"));
    for (size_t i = 0; status == YZ_OK && i < c.count; i++)
        if (c.all[i].set & yz_group_bit(g)) (*ids)[(*count)++] = c.all[i].person;
    if (*ids) qsort(*ids, *count, sizeof **ids, by_id);
    yz_census_free(&c);
    return status;
}

static enum yz_status list(struct yz_cli *cli, int argc, char **argv) {
    const char *group = NULL;
    const struct yz_option_row rows[] = {{.name = "--group", .value = &group}, {.name = NULL}};
    struct yz_table t;
    struct yz_listing l = {.table = &t};
    int64_t *ids = NULL;
    yz_table_begin(&t, 1u << 3, "REF", _("姓名"), _("性别"), _("年龄"), _("电话"), _("住址"), NULL);
    enum yz_status status = yz_arguments_some(&argc, argv, rows);
    if (status == YZ_OK) status = yz_listing_read(cli, argc, argv, &l);
    if (status == YZ_OK && group) status = members_of(cli, group, l.on, &ids, &l.only_count);
    l.only = ids;
    if (status == YZ_OK) status = yz_listing_run(cli, YZ_PERSON, &l, line);
    yz_table_print(&t);
    free(ids);
    return status;
}

static enum yz_status show(struct yz_cli *cli, int argc, char **argv) {
    return yz_cli_show_kind(cli, argc, argv, 1u << YZ_PERSON);
}

/* Who has this number already. */
static enum yz_status refuse_known(struct yz_cli *cli, const struct yz_person *p) {
    enum yz_kind_id kind;
    int64_t id;
    char ref[32];
    if (!*p->id_number || yz_ref_resolve(cli->session, p->id_number, 1u << YZ_PERSON, &kind, &id) != YZ_OK)
        return YZ_OK;
    return yz_fail(YZ_REFUSED, _("档案里已有这个身份证号：%1$s；要改的用 yizhan person edit %1$s"),
                   yz_ref_text(YZ_PERSON, id, ref));
}

/* add, or edit of one: from a card, from --set, from both. */
static enum yz_status write(struct yz_cli *cli, int argc, char **argv, bool add) {
    const char *sets[SETS], *card = NULL;
    int count = 0;
    const struct yz_option_row rows[] = {{.name = "--set", .value = sets, .times = &count, .most = SETS},
                                         {.name = "--card", .value = &card},
                                         {.name = NULL}};
    struct yz_findings findings = {0};
    struct yz_person p = {0};
    struct yz_id_card read;
    enum yz_kind_id kind;
    int64_t id = 0;
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK && !count && !card) status = yz_fail(YZ_USAGE, _("没有写要改什么：--set 字段=值"));
    if (status == YZ_OK && add && argc > 1) status = yz_fail(YZ_USAGE, _("多余的参数 %s"), argv[1]);
    if (status == YZ_OK && !add) status = yz_cli_one(cli, argc, argv, 1u << YZ_PERSON, &kind, &id);
    if (status == YZ_OK && !add) status = yz_record_get(cli->session, YZ_PERSON, id, &p);
    if (status == YZ_OK && card) status = yz_id_card_read(strcmp(card, "reader") == 0 ? NULL : card, &read, &findings);
    if (status != YZ_OK) {
        yz_cli_findings(cli, &findings);
    } else {
        if (card) yz_id_card_fill(&read, &p);
        status = add ? refuse_known(cli, &p) : YZ_OK;
        if (status == YZ_OK) status = yz_cli_save(cli, YZ_PERSON, &p, sets, count, &findings);
    }
    yz_findings_free(&findings);
    return status;
}

static enum yz_status add_one(struct yz_cli *cli, int argc, char **argv) {
    return write(cli, argc, argv, true);
}

static enum yz_status edit(struct yz_cli *cli, int argc, char **argv) {
    return write(cli, argc, argv, false);
}

enum yz_status yz_cli_person(struct yz_cli *cli, int argc, char **argv) {
    static const struct yz_action actions[] = {{"list", YZ_CLI_FILE, list},
                                               {"show", YZ_CLI_FILE, show},
                                               {"add", YZ_CLI_FILE | YZ_CLI_WRITES, add_one},
                                               {"edit", YZ_CLI_FILE | YZ_CLI_WRITES, edit},
                                               {"move", YZ_CLI_FILE | YZ_CLI_WRITES, yz_cli_person_move},
                                               {"leave", YZ_CLI_FILE | YZ_CLI_WRITES, yz_cli_person_move},
                                               {"expiring", YZ_CLI_FILE, yz_cli_expiring},
                                               {"death", YZ_CLI_FILE | YZ_CLI_WRITES, yz_cli_person_move},
                                               {"return", YZ_CLI_FILE | YZ_CLI_WRITES, yz_cli_person_move},
                                               {"birth", YZ_CLI_FILE | YZ_CLI_WRITES, yz_cli_person_move},
                                               {"duplicates", YZ_CLI_FILE, yz_cli_person_duplicates},
                                               {"merge", YZ_CLI_FILE | YZ_CLI_WRITES, yz_cli_person_merge},
                                               {"unmerge", YZ_CLI_FILE | YZ_CLI_WRITES, yz_cli_person_unmerge},
                                               {"distinct", YZ_CLI_FILE, yz_cli_person_distinct},
                                               {"erase", YZ_CLI_FILE | YZ_CLI_WRITES, yz_cli_person_erase},
                                               {NULL, 0, NULL}};
    return yz_cli_action(cli, argc, argv, actions);
}
