/* offer, resource, provider: what departments offer, what others offer, and who they are. */
#include "base/text.h"
#include "cli/cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/loop.h>
#include <yizhan/registry.h>

enum { SETS = 32, REFS = 64 };

static int32_t list_of; /* the list that the command is about */

static const char *command_of(int32_t list) {
    return list == YZ_LIST_SERVICE ? "offer" : "resource";
}

static void offer_json(struct yz_cli *cli, const struct yz_offer *o) {
    struct yz_json j;
    char text[192];
    yz_cli_json(cli, &j);
    yz_json_text(&j, "id", yz_ref_text(YZ_OFFER, o->id, text));
    yz_json_text(&j, "name", o->name);
    yz_json_text(&j, "field", yz_code_key("need_field", o->field));
    yz_json_text(&j, "topic", yz_code_key("need_topic", o->topic));
    yz_json_text(&j, "state", yz_code_key("offer_state", yz_offer_state(o, yz_today())));
    yz_json_text(&j, "place", yz_offer_where(cli->session, o, text, sizeof text));
    yz_cli_json_ref(&j, "provider", YZ_PROVIDER, o->provider);
    yz_json_text(&j, "provider_name",
                 yz_record_title(cli->session, YZ_PROVIDER, o->provider, false, text, sizeof text));
    yz_json_int(&j, "capacity", o->capacity);
    yz_json_int(&j, "load", yz_offer_load(cli->session, o, yz_today()));
    yz_json_text(&j, "period", yz_code_key("offer_period", o->period));
    yz_cli_json_day(&j, "until", o->until);
    yz_cli_json_day(&j, "confirmed_on", o->confirmed_on);
    yz_cli_json_end(cli, &j);
}

static enum yz_status offer_line(struct yz_cli *cli, const void *record, const struct yz_listing *l) {
    const struct yz_offer *o = record;
    char text[192];
    if (cli->json) return offer_json(cli, o), YZ_OK;
    yz_table_cell(l->table, yz_ref_text(YZ_OFFER, o->id, text));
    yz_table_cell(l->table, o->name);
    yz_table_cell(l->table, yz_record_title(cli->session, YZ_PROVIDER, o->provider, false, text, sizeof text));
    yz_table_cell(l->table, yz_code_label("need_field", o->field));
    yz_table_cell(l->table, yz_offer_often(o, text, sizeof text));
    yz_table_cell(l->table, yz_offer_load_text(cli->session, o, text, sizeof text));
    yz_table_cell(l->table, yz_offer_where(cli->session, o, text, sizeof text));
    yz_table_cell(l->table, yz_code_label("offer_state", yz_offer_state(o, yz_today())));
    yz_table_cell(l->table, yz_date_text(o->confirmed_on, text));
    return YZ_OK;
}

static enum yz_status offer_list(struct yz_cli *cli, int argc, char **argv) {
    struct yz_table t;
    struct yz_listing l = {.table = &t};
    char which[32];
    yz_table_begin(&t, 0, "REF", _("内容"), _("提供方"), _("领域"), _("每期数量"), _("余量"), _("服务范围"), _("状态"),
                   _("最近确认"), NULL);
    enum yz_status status = yz_listing_read(cli, argc, argv, &l);
    snprintf(which, sizeof which, "list=%s", yz_code_key("offer_list", list_of));
    if (status == YZ_OK && l.wheres == (int)(sizeof l.where / sizeof *l.where)) status = yz_usage(command_of(list_of));
    if (status == YZ_OK) l.where[l.wheres++] = which;
    if (status == YZ_OK) status = yz_listing_run(cli, YZ_OFFER, &l, offer_line);
    yz_table_print(&t);
    return status;
}

/* "add --set …" of a record that begins as `record`. */
static enum yz_status add(struct yz_cli *cli, int argc, char **argv, enum yz_kind_id kind, void *record,
                          const char *command) {
    const char *sets[SETS];
    int count = 0;
    const struct yz_option_row rows[] = {{.name = "--set", .value = sets, .times = &count, .most = SETS},
                                         {.name = NULL}};
    struct yz_findings f = {0};
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK && (argc > 1 || !count)) status = yz_usage(command);
    if (status == YZ_OK) status = yz_cli_save(cli, kind, record, sets, count, &f);
    yz_findings_free(&f);
    return status;
}

static enum yz_status offer_add(struct yz_cli *cli, int argc, char **argv) {
    struct yz_offer o = {.list = list_of};
    return add(cli, argc, argv, YZ_OFFER, &o, command_of(list_of));
}

static enum yz_status offer_show(struct yz_cli *cli, int argc, char **argv) {
    return yz_cli_show_kind(cli, argc, argv, YZ_KIND_BIT(YZ_OFFER));
}

static enum yz_status offer_edit(struct yz_cli *cli, int argc, char **argv) {
    return yz_cli_edit(cli, YZ_OFFER, argc, argv);
}

/* All of them, or none. */
static enum yz_status offer_confirm(struct yz_cli *cli, int argc, char **argv) {
    int64_t ids[REFS] = {0};
    enum yz_kind_id kind;
    if (argc < 2 || argc > REFS) return yz_usage(command_of(list_of));
    for (int i = 1; i < argc; i++) {
        enum yz_status status = yz_ref_resolve(cli->session, argv[i], YZ_KIND_BIT(YZ_OFFER), &kind, &ids[i - 1]);
        if (status != YZ_OK) return status;
    }
    enum yz_status status = yz_offer_confirm(cli->session, ids, (size_t)argc - 1);
    for (int i = 0; i + 1 < argc && status == YZ_OK && cli->json; i++) {
        struct yz_offer o;
        status = yz_record_get(cli->session, YZ_OFFER, ids[i], &o);
        if (status == YZ_OK) offer_json(cli, &o);
    }
    if (status == YZ_OK && !cli->json) yz_cli_print(_("已确认 %d 条"), argc - 1);
    return status;
}

static enum yz_status offers(struct yz_cli *cli, int argc, char **argv, int32_t list) {
    static const struct yz_action actions[] = {{"list", YZ_CLI_FILE, offer_list},
                                               {"add", YZ_CLI_FILE | YZ_CLI_WRITES, offer_add},
                                               {"show", YZ_CLI_FILE, offer_show},
                                               {"edit", YZ_CLI_FILE | YZ_CLI_WRITES, offer_edit},
                                               {"confirm", YZ_CLI_FILE | YZ_CLI_WRITES, offer_confirm},
                                               {NULL, 0, NULL}};
    list_of = list;
    return yz_cli_action(cli, argc, argv, actions);
}

enum yz_status yz_cli_offer(struct yz_cli *cli, int argc, char **argv) {
    return offers(cli, argc, argv, YZ_LIST_SERVICE);
}

enum yz_status yz_cli_resource(struct yz_cli *cli, int argc, char **argv) {
    return offers(cli, argc, argv, YZ_LIST_RESOURCE);
}

/* --- providers --- */

static enum yz_status provider_line(struct yz_cli *cli, const void *record, const struct yz_listing *l) {
    const struct yz_provider *p = record;
    struct yz_json j;
    char text[96];
    if (cli->json) {
        yz_cli_json(cli, &j);
        yz_cli_fields(cli, &j, YZ_PROVIDER, p);
        yz_cli_json_end(cli, &j);
        return YZ_OK;
    }
    yz_table_cell(l->table, yz_ref_text(YZ_PROVIDER, p->id, text));
    yz_table_cell(l->table, p->name);
    yz_table_cell(l->table, yz_code_label("provider_sort", p->sort));
    yz_table_cell(l->table, p->uscc);
    yz_table_cell(l->table, yz_cli_field(cli, YZ_PROVIDER, "contact", p, text, sizeof text));
    yz_field_text(yz_field_named(&yz_provider_kind, "phone"), p, !cli->reveal, text, sizeof text);
    yz_table_cell(l->table, text);
    return YZ_OK;
}

static enum yz_status provider_list(struct yz_cli *cli, int argc, char **argv) {
    struct yz_table t;
    struct yz_listing l = {.table = &t};
    yz_table_begin(&t, 0, "REF", _("名称"), _("提供方类别"), _("统一社会信用代码"), _("联系人"), _("电话"), NULL);
    enum yz_status status = yz_listing_read(cli, argc, argv, &l);
    if (status == YZ_OK) status = yz_listing_run(cli, YZ_PROVIDER, &l, provider_line);
    yz_table_print(&t);
    return status;
}

static enum yz_status provider_add(struct yz_cli *cli, int argc, char **argv) {
    struct yz_provider p = {0};
    return add(cli, argc, argv, YZ_PROVIDER, &p, "provider");
}

static enum yz_status provider_show(struct yz_cli *cli, int argc, char **argv) {
    return yz_cli_show_kind(cli, argc, argv, YZ_KIND_BIT(YZ_PROVIDER));
}

static enum yz_status provider_edit(struct yz_cli *cli, int argc, char **argv) {
    return yz_cli_edit(cli, YZ_PROVIDER, argc, argv);
}

enum yz_status yz_cli_provider(struct yz_cli *cli, int argc, char **argv) {
    static const struct yz_action actions[] = {{"list", YZ_CLI_FILE, provider_list},
                                               {"add", YZ_CLI_FILE | YZ_CLI_WRITES, provider_add},
                                               {"show", YZ_CLI_FILE, provider_show},
                                               {"edit", YZ_CLI_FILE | YZ_CLI_WRITES, provider_edit},
                                               {NULL, 0, NULL}};
    return yz_cli_action(cli, argc, argv, actions);
}
