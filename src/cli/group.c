/* group: the dictionary of key groups, who is in them, and typing somebody in. */
#include "base/mask.h"
#include "base/text.h"
#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>
#include <yizhan/groups.h>
#include <yizhan/i18n.h>
#include <yizhan/registry.h>

enum { LABEL = 12, ROOM = YZ_GROUPS, USUAL = 100 };

/* --- the dictionary --- */

static void group_json(struct yz_cli *cli, const struct yz_group *g, int64_t count) {
    static const char *const comes[] = {"", "typed", "computed", "either", "rest"}, *const levels[] = {
                                                                                        "", "open", "work", "secret"};
    struct yz_json j;
    char text[400];
    yz_cli_json(cli, &j);
    yz_json_text(&j, "key", g->key);
    yz_json_text(&j, "name", g->name);
    yz_json_text(&j, "name_en", g->name_en);
    yz_json_text(&j, "word", g->word);
    yz_json_text(&j, "comes", comes[g->comes]);
    yz_json_text(&j, "level", levels[g->level]);
    yz_json_int(&j, "interval", g->interval);
    yz_json_text(&j, "test", *g->test.text ? g->test.text : NULL);
    yz_json_text(&j, "source", yz_group_source(g, text, sizeof text));
    yz_cli_json_day(&j, "valid_from", g->valid_from);
    yz_cli_json_day(&j, "valid_to", g->valid_to);
    if (count >= 0) yz_json_int(&j, "members", count);
    yz_cli_json_end(cli, &j);
}

static void group_row(struct yz_table *t, const struct yz_group *g, int64_t count) {
    char text[24];
    yz_table_cell(t, g->key);
    yz_table_cell(t, yz_group_name(g));
    snprintf(text, sizeof text, "%lld", (long long)count);
    yz_table_cell(t, g->comes == YZ_GROUP_REST ? "" : text);
    snprintf(text, sizeof text, "%lld", (long long)g->interval);
    yz_table_cell(t, g->interval ? text : "");
    yz_table_cell(t, yz_group_comes_name(g->comes));
    yz_table_cell(t, yz_group_level_name(g->level));
}

/* Where and when, of list and members. */
static enum yz_status census(struct yz_cli *cli, const char *within, const char *date, struct yz_census *out) {
    enum yz_kind_id kind = YZ_NO_KIND;
    int64_t id = 0;
    yz_date day = 0;
    unsigned places = 1u << YZ_BUILDING | 1u << YZ_GRID | 1u << YZ_COMPOUND;
    enum yz_status status = date ? yz_argument_day("--date", date, &day) : YZ_OK;
    if (status == YZ_OK && within) status = yz_ref_resolve(cli->session, within, places, &kind, &id);
    return status == YZ_OK ? yz_census_take(cli->session, kind, id, day, out) : status;
}

static enum yz_status list(struct yz_cli *cli, int argc, char **argv) {
    const char *within = NULL, *date = NULL;
    const struct yz_option_row rows[] = {
        {.name = "--in", .value = &within}, {.name = "--date", .value = &date}, {.name = NULL}};
    struct yz_census c = {0};
    struct yz_table t;
    size_t count;
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK && argc > 1) status = yz_usage("group");
    if (status == YZ_OK) status = census(cli, within, date, &c);
    const struct yz_group *all = yz_groups(&count);
    yz_table_begin(&t, 1u << 2 | 1u << 3, "KEY", _("重点人群"), _("人数"), _("间隔天数"), _("来历"), _("谁能看"), NULL);
    for (size_t i = 0; status == YZ_OK && i < count; i++) {
        if (!yz_group_seen(cli->session, &all[i])) continue;
        if (cli->json) group_json(cli, &all[i], (int64_t)c.per[i]);
        else group_row(&t, &all[i], (int64_t)c.per[i]);
    }
    yz_table_print(&t);
    yz_census_free(&c);
    return status;
}

static enum yz_status show(struct yz_cli *cli, int argc, char **argv) {
    static const struct yz_option_row none[] = {{.name = NULL}};
    char text[400];
    enum yz_status status = yz_arguments(&argc, argv, none);
    if (status == YZ_OK && argc != 2) status = yz_usage("group");
    const struct yz_group *g = status == YZ_OK ? yz_group_named(argv[1]) : NULL;
    if (!g) return status == YZ_OK ? YZ_REFUSED : status;
    if (cli->json) {
        group_json(cli, g, -1);
        return YZ_OK;
    }
    yz_cli_print("%s", yz_group_name(g));
    yz_cli_pair("KEY", g->key, LABEL);
    yz_cli_pair(_("简称"), yz_group_word(g), LABEL);
    yz_cli_pair(_("来历"), yz_group_comes_name(g->comes), LABEL);
    yz_cli_pair(_("条件"), g->test.text, LABEL);
    yz_cli_pair(_("谁能看"), yz_group_level_name(g->level), LABEL);
    if (g->interval) snprintf(text, sizeof text, _("%lld 天"), (long long)g->interval);
    yz_cli_pair(_("走访间隔"), g->interval ? text : "", LABEL);
    yz_cli_pair(_("依据"), yz_group_source(g, text, sizeof text), LABEL);
    return YZ_OK;
}

static enum yz_status check(struct yz_cli *cli, int argc, char **argv) {
    static const struct yz_option_row none[] = {{.name = NULL}};
    struct yz_group g;
    struct yz_findings f = {0};
    enum yz_status status = yz_arguments(&argc, argv, none);
    if (status == YZ_OK && argc != 2) status = yz_usage("group");
    if (status == YZ_OK) status = yz_group_check_file(argv[1], &g, &f);
    yz_cli_findings(cli, &f);
    if (status == YZ_OK && !cli->json) yz_cli_say(_("%s：没有错误"), argv[1]);
    yz_findings_free(&f);
    return status;
}

/* --- members --- */

static void member_json(struct yz_cli *cli, const struct yz_group_member *m, const char *name, const char *address,
                        const struct yz_grouping *why) {
    bool veiled = why->group->level != YZ_GROUP_OPEN && !yz_cli_shows_groups(cli);
    struct yz_json j;
    char source[sizeof why->source];
    yz_cli_json(cli, &j);
    yz_cli_json_ref(&j, "person", YZ_PERSON, m->person);
    yz_json_text(&j, "name", name);
    yz_json_text(&j, "group", why->group->key);
    yz_cli_json_ref(&j, "household", YZ_HOUSEHOLD, m->household);
    yz_json_text(&j, "address", address);
    yz_cli_json_ref(&j, "focus", YZ_FOCUS, why->focus);
    yz_cli_json_day(&j, "since", why->since);
    yz_cli_json_day(&j, "until", why->until);
    yz_json_text(&j, "reason", veiled ? NULL : why->reason);
    if (cli->reveal) yz_copy(source, sizeof source, why->source);
    else yz_mask_numbers(source, sizeof source, why->source);
    yz_json_text(&j, "source", source);
    yz_cli_json_end(cli, &j);
}

static enum yz_status member(struct yz_cli *cli, struct yz_table *t, const struct yz_group *g, yz_date day,
                             const struct yz_group_member *m) {
    struct yz_grouping all[ROOM], why = {.group = g};
    struct yz_person p;
    char name[96], address[192], text[32];
    size_t count = 0;
    enum yz_status status = yz_record_get(cli->session, YZ_PERSON, m->person, &p);
    if (status == YZ_OK) status = yz_groups_of_person(cli->session, m->person, day, all, ROOM, &count);
    if (status == YZ_OK) status = yz_cli_reveal_row(cli, YZ_PERSON, m->person);
    if (status != YZ_OK) return status;
    for (size_t i = 0; i < count && i < ROOM; i++)
        if (all[i].group == g) why = all[i];
    yz_field_text(yz_field_named(&yz_person_kind, "name"), &p, !cli->reveal, name, sizeof name);
    yz_dwelling_short(cli->session, m->dwelling, address, sizeof address);
    if (cli->json) return member_json(cli, m, name, address, &why), YZ_OK;
    yz_table_cell(t, yz_ref_text(YZ_PERSON, m->person, text));
    yz_table_cell(t, name);
    yz_table_cell(t, address);
    yz_table_cell(t, why.since ? yz_date_text(why.since, text) : "");
    yz_table_cell(t, g->level != YZ_GROUP_OPEN && !yz_cli_shows_groups(cli) ? "" : why.reason);
    yz_table_cell(t, why.focus ? yz_ref_text(YZ_FOCUS, why.focus, text) : "");
    return YZ_OK;
}

static enum yz_status group_operand(const struct yz_cli *cli, const char *typed, const struct yz_group **out) {
    *out = yz_group_named(typed);
    if (!*out) return YZ_REFUSED;
    if (yz_group_seen(cli->session, *out)) return YZ_OK;
    return yz_fail(YZ_DENIED, _("%s是保密的人群，只有站长、管理员和审计员能看、能登记"), yz_group_name(*out));
}

static enum yz_status members(struct yz_cli *cli, int argc, char **argv) {
    const char *within = NULL, *date = NULL, *limit = NULL;
    const struct yz_option_row rows[] = {{.name = "--in", .value = &within},
                                         {.name = "--date", .value = &date},
                                         {.name = "--limit", .value = &limit},
                                         {.name = NULL}};
    struct yz_census c = {0};
    const struct yz_group *g = NULL;
    struct yz_table t;
    int64_t most = cli->json ? INT64_MAX : USUAL, all = 0;
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK && argc != 2) status = yz_usage("group");
    if (status == YZ_OK && limit) status = yz_argument_number("--limit", limit, 1, 1000000000, &most);
    if (status == YZ_OK) status = group_operand(cli, argv[1], &g);
    if (status == YZ_OK) status = census(cli, within, date, &c);
    yz_table_begin(&t, 0, "REF", _("姓名"), _("住处"), _("自"), _("原因"), _("登记"), NULL);
    for (size_t i = 0; status == YZ_OK && i < c.count; i++) {
        if (!(c.all[i].set & yz_group_bit(g)) || all++ >= most) continue;
        status = member(cli, &t, g, c.day, &c.all[i]);
    }
    yz_table_print(&t);
    if (status == YZ_OK && !cli->json) yz_cli_say(_("共 %lld 人"), (long long)all);
    yz_census_free(&c);
    return status;
}

/* --- typed ones --- */

static enum yz_status written(struct yz_cli *cli, enum yz_status status, const struct yz_focus *x,
                              struct yz_findings *f) {
    struct yz_json j;
    char ref[32];
    if (status != YZ_OK || !cli->json) yz_cli_findings(cli, f);
    yz_findings_free(f);
    if (status == YZ_OK && cli->json) {
        yz_cli_json(cli, &j);
        yz_cli_fields(cli, &j, YZ_FOCUS, x);
        yz_cli_json_end(cli, &j);
    } else if (status == YZ_OK) {
        yz_cli_print("%s", yz_ref_text(YZ_FOCUS, x->id, ref));
    }
    return status;
}

static void copy(char *out, size_t room, const char *value, const char *field, struct yz_findings *f) {
    if (value && !yz_copy(out, room, value)) yz_find_error(f, field, value, _("太长"), NULL);
}

static enum yz_status add(struct yz_cli *cli, int argc, char **argv) {
    const char *reason = NULL, *source = NULL, *from = NULL, *until = NULL, *note = NULL;
    const struct yz_option_row rows[] = {{.name = "--reason", .value = &reason}, {.name = "--source", .value = &source},
                                         {.name = "--from", .value = &from},     {.name = "--until", .value = &until},
                                         {.name = "--note", .value = &note},     {.name = NULL}};
    struct yz_focus x = {.since = yz_today()};
    struct yz_findings f = {0};
    enum yz_kind_id kind;
    if (!reason) reason = cli->reason; /* the program's own option of that name took it */
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK && argc != 3) status = yz_usage("group");
    if (status == YZ_OK && from) status = yz_argument_day("--from", from, &x.since);
    if (status == YZ_OK && until) status = yz_argument_day("--until", until, &x.until);
    if (status == YZ_OK) status = yz_ref_resolve(cli->session, argv[1], 1u << YZ_PERSON, &kind, &x.person);
    if (status != YZ_OK) return status;
    copy(x.group_key, sizeof x.group_key, argv[2], "group_key", &f);
    copy(x.reason, sizeof x.reason, reason, "reason", &f);
    copy(x.source, sizeof x.source, source, "source", &f);
    copy(x.note, sizeof x.note, note, "note", &f);
    return written(cli, yz_group_save(cli->session, &x, &f), &x, &f);
}

/* "focus:7.3", or a resident and the group of an entry that is open. */
static enum yz_status entry(struct yz_cli *cli, int argc, char **argv, int64_t *id) {
    struct yz_grouping all[ROOM];
    enum yz_kind_id kind = YZ_NO_KIND;
    size_t count = 0;
    const struct yz_group *g = NULL;
    if (argc != 2 && argc != 3) return yz_usage("group");
    unsigned kinds = argc == 2 ? 1u << YZ_FOCUS : 1u << YZ_PERSON;
    enum yz_status status = yz_ref_resolve(cli->session, argv[1], kinds, &kind, id);
    if (status != YZ_OK || argc == 2) return status;
    status = group_operand(cli, argv[2], &g);
    if (status == YZ_OK) status = yz_groups_of_person(cli->session, *id, 0, all, ROOM, &count);
    for (size_t i = 0; status == YZ_OK && i < count && i < ROOM; i++)
        if (all[i].group == g && all[i].focus) return *id = all[i].focus, YZ_OK;
    return status == YZ_OK ? yz_fail(YZ_REFUSED, _("%1$s现在没有登记在%2$s"), argv[1], yz_group_name(g)) : status;
}

static enum yz_status end(struct yz_cli *cli, int argc, char **argv) {
    const char *on = NULL, *note = NULL;
    const struct yz_option_row rows[] = {
        {.name = "--on", .value = &on}, {.name = "--note", .value = &note}, {.name = NULL}};
    struct yz_findings f = {0};
    struct yz_focus x = {0};
    int64_t id = 0;
    yz_date day = 0;
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK && on) status = yz_argument_day("--on", on, &day);
    if (status == YZ_OK) status = entry(cli, argc, argv, &id);
    if (status == YZ_OK) status = yz_group_end(cli->session, id, day, note ? note : "", &f);
    if (status == YZ_OK) status = yz_record_get(cli->session, YZ_FOCUS, id, &x);
    return written(cli, status, &x, &f);
}

static enum yz_status edit(struct yz_cli *cli, int argc, char **argv) {
    return yz_cli_edit(cli, YZ_FOCUS, argc, argv);
}

enum yz_status yz_cli_group(struct yz_cli *cli, int argc, char **argv) {
    static const struct yz_action actions[] = {{"list", YZ_CLI_FILE, list},
                                               {"show", 0, show},
                                               {"members", YZ_CLI_FILE, members},
                                               {"add", YZ_CLI_FILE | YZ_CLI_WRITES, add},
                                               {"end", YZ_CLI_FILE | YZ_CLI_WRITES, end},
                                               {"edit", YZ_CLI_FILE | YZ_CLI_WRITES, edit},
                                               {"check", 0, check},
                                               {NULL, 0, NULL}};
    return yz_cli_action(cli, argc, argv, actions);
}
