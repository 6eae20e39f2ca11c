/* service: the catalogue of items. */
#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>
#include <yizhan/catalogue.h>
#include <yizhan/flow.h>
#include <yizhan/i18n.h>
#include <yizhan/intake.h>

enum { MOST = 256 };

static void line_json(struct yz_cli *cli, const struct yz_service_line *l) {
    struct yz_json j;
    yz_cli_json(cli, &j);
    yz_json_text(&j, "key", l->key);
    yz_json_text(&j, "name", l->name);
    yz_json_text(&j, "short_name", l->short_name);
    yz_json_text(&j, "name_en", l->name_en);
    yz_json_text(&j, "department", l->department);
    yz_json_int(&j, "order", l->place);
    yz_json_bool(&j, "internal", l->internal);
    yz_cli_json_day(&j, "valid_from", l->valid_from);
    yz_cli_json_day(&j, "valid_to", l->valid_to);
    yz_cli_json_ref(&j, "id", YZ_SERVICE, l->id);
    yz_json_int(&j, "version", l->version);
    yz_cli_json_end(cli, &j);
}

static enum yz_status list(struct yz_cli *cli, int argc, char **argv) {
    static const struct yz_option_row none[] = {{.name = NULL}};
    struct yz_table t;
    size_t count = 0;
    enum yz_status status = yz_arguments(&argc, argv, none);
    if (status == YZ_OK && argc > 1) status = yz_usage("service");
    struct yz_service_line *all = status == YZ_OK ? calloc(MOST, sizeof *all) : NULL;
    if (status == YZ_OK) {
        status = all ? yz_catalogue_list(cli->session, 0, all, MOST, &count) : yz_fail(YZ_BUSY, _("内存不足"));
    }
    yz_table_begin(&t, 0, _("事项键"), _("事项名称"), _("主管部门"), NULL);
    for (size_t i = 0; i < count && i < MOST; i++) {
        if (cli->json) {
            line_json(cli, &all[i]);
            continue;
        }
        yz_table_cell(&t, all[i].key);
        yz_table_cell(&t, all[i].name);
        yz_table_cell(&t, all[i].department);
    }
    yz_table_print(&t);
    free(all);
    return status;
}

static void papers_json(struct yz_json *j, const struct yz_item *item) {
    yz_json_array(j, "papers");
    for (size_t i = 0; i < item->paper_count; i++) {
        const struct yz_item_paper *p = &item->papers[i];
        yz_json_object(j, NULL);
        yz_json_text(j, "key", p->key);
        yz_json_text(j, "name", yz_item_paper_name(p));
        yz_json_bool(j, "original", p->original);
        yz_json_int(j, "copies", p->copies);
        yz_json_bool(j, "may_follow", p->may_follow);
        yz_json_int(j, "follow_days", p->follow_days);
        yz_json_end(j);
    }
    yz_json_end(j);
}

static void fields_json(struct yz_json *j, const struct yz_item *item) {
    yz_json_array(j, "fields");
    for (size_t i = 0; i < item->field_count; i++) {
        const struct yz_item_field *f = &item->fields[i];
        yz_json_object(j, NULL);
        yz_json_text(j, "key", f->key);
        yz_json_text(j, "label", yz_item_field_label(f));
        yz_json_bool(j, "required", (f->flags & YZ_ANSWER_REQUIRED) != 0);
        yz_json_bool(j, "derived", (f->flags & YZ_ANSWER_DERIVED) != 0);
        yz_json_text(j, "help", yz_item_field_help(f));
        yz_json_end(j);
    }
    yz_json_end(j);
}

static void rules_json(struct yz_json *j, const struct yz_item *item) {
    yz_json_array(j, "rules");
    for (size_t i = 0; i < item->rule_count; i++) {
        const struct yz_rule *r = &item->rules[i];
        char source[400];
        yz_json_object(j, NULL);
        yz_json_text(j, "name", r->name);
        yz_json_text(j, "value", r->value);
        if (r->year) yz_json_int(j, "year", r->year);
        yz_cli_json_day(j, "valid_from", r->valid_from);
        yz_cli_json_day(j, "valid_to", r->valid_to);
        yz_json_text(j, "source", yz_rule_source(r, source, sizeof source));
        yz_json_end(j);
    }
    yz_json_end(j);
}

static void conditions_json(struct yz_json *j, const struct yz_item *item) {
    yz_json_array(j, "conditions");
    for (size_t i = 0; i < item->test_count; i++) {
        const struct yz_condition *c = &item->tests[i];
        char source[400];
        yz_json_object(j, NULL);
        yz_json_text(j, "key", c->key);
        yz_json_text(j, "label", yz_item_condition_label(c));
        yz_json_text(j, "test", c->test.text);
        yz_json_text(j, "severity", c->severity == YZ_CONDITION_MUST ? "must" : "warn");
        yz_json_text(j, "source", yz_condition_source(c, source, sizeof source));
        yz_json_text(j, "mend", c->mend);
        yz_cli_json_day(j, "valid_from", c->valid_from);
        yz_cli_json_day(j, "valid_to", c->valid_to);
        yz_json_end(j);
    }
    yz_json_end(j);
}

static void limit_json(struct yz_json *j, const char *key, struct yz_limit limit) {
    char text[YZ_LIMIT_TEXT];
    yz_json_text(j, key, limit.amount ? yz_limit_text(limit, text) : NULL);
}

static const char *about_name(const struct yz_item *item) {
    return item->about == YZ_ABOUT_EVENT ? "event" : item->about == YZ_ABOUT_HOUSEHOLD ? "household" : "person";
}

static void item_json(struct yz_cli *cli, const struct yz_item *item) {
    struct yz_json j;
    yz_cli_json(cli, &j);
    yz_json_text(&j, "key", item->key);
    yz_json_text(&j, "name", yz_item_name(item));
    yz_json_text(&j, "department", item->department);
    yz_json_text(&j, "type", yz_item_type_name(item->type));
    yz_json_text(&j, "basis", item->basis);
    limit_json(&j, "legal", item->legal);
    limit_json(&j, "promised", item->promised);
    limit_json(&j, "station_limit", item->station_limit);
    yz_json_text(&j, "fee", item->fee);
    yz_json_text(&j, "result", item->result);
    yz_json_text(&j, "about", about_name(item));
    yz_json_text(&j, "flow", item->flow);
    yz_json_text(&j, "after", item->after);
    yz_json_text(&j, "for_whom", item->conditions);
    yz_json_text(&j, "source", item->source);
    yz_json_text(&j, "confidence", yz_confidence_name(item->confidence));
    conditions_json(&j, item);
    papers_json(&j, item);
    fields_json(&j, item);
    rules_json(&j, item);
    yz_cli_json_end(cli, &j);
}

static void limit_print(const char *label, struct yz_limit limit) {
    char text[YZ_LIMIT_TEXT];
    if (limit.amount) yz_cli_pair(label, yz_limit_text(limit, text), 12);
}

static void papers_print(const struct yz_item *item) {
    struct yz_table t;
    char copies[32];
    yz_table_begin(&t, 1u << 1, _("材料"), _("复印件"), _("要求"), _("说明"), NULL);
    for (size_t i = 0; i < item->paper_count; i++) {
        const struct yz_item_paper *p = &item->papers[i];
        snprintf(copies, sizeof copies, "%lld", (long long)p->copies);
        yz_table_cell(&t, yz_item_paper_name(p));
        yz_table_cell(&t, copies);
        yz_table_cell(&t, p->may_follow ? _("可以后补") : _("必须先交"));
        yz_table_cell(&t, p->note);
    }
    yz_table_print(&t);
}

static void conditions_print(const struct yz_item *item) {
    struct yz_table t;
    char source[400];
    yz_table_begin(&t, 0, _("条件"), _("不符合时"), _("来源"), NULL);
    for (size_t i = 0; i < item->test_count; i++) {
        const struct yz_condition *c = &item->tests[i];
        yz_table_cell(&t, yz_item_condition_label(c));
        yz_table_cell(&t, c->severity == YZ_CONDITION_MUST ? _("不能办") : _("提醒"));
        yz_table_cell(&t, yz_condition_source(c, source, sizeof source));
    }
    yz_table_print(&t);
}

/* With its doubt, unless it says so itself. */
static const char *source_of(const struct yz_item *item, char out[384]) {
    const char *doubt = yz_confidence_name(item->confidence);
    char mark[64] = "";
    if (*doubt && !strstr(yz_item_source(item), doubt)) snprintf(mark, sizeof mark, _("（%s）"), doubt);
    snprintf(out, 384, "%s%s", yz_item_source(item), mark);
    return out;
}

static void item_print(const struct yz_item *item) {
    struct yz_table t;
    char text[384];
    yz_cli_print("%s  %s", item->key, yz_item_name(item));
    yz_cli_pair(_("主管部门"), item->department, 12);
    yz_cli_pair(_("办件类型"), yz_item_type_name(item->type), 12);
    limit_print(_("法定时限"), item->legal);
    limit_print(_("承诺时限"), item->promised);
    limit_print(_("驿站流转"), item->station_limit);
    yz_cli_pair(_("依据"), item->basis, 12);
    yz_cli_pair(_("先要办完"), item->after, 12);
    yz_cli_pair(_("条件"), item->conditions, 12);
    yz_cli_pair(_("收费"), item->fee, 12);
    yz_cli_pair(_("结果"), item->result, 12);
    yz_cli_pair(_("来源"), source_of(item, text), 12);
    papers_print(item);
    conditions_print(item);
    yz_table_begin(&t, 0, _("字段"), _("名称"), _("必填"), _("说明"), NULL);
    for (size_t i = 0; i < item->field_count; i++) {
        const struct yz_item_field *f = &item->fields[i];
        yz_table_cell(&t, f->key);
        yz_table_cell(&t, yz_item_field_label(f));
        yz_table_cell(&t, f->flags & YZ_ANSWER_REQUIRED ? _("是") : "");
        yz_table_cell(&t, yz_item_field_help(f));
    }
    yz_table_print(&t);
}

static enum yz_status show(struct yz_cli *cli, int argc, char **argv) {
    static const struct yz_option_row none[] = {{.name = NULL}};
    enum yz_status status = yz_arguments(&argc, argv, none);
    if (status == YZ_OK && argc != 2) status = yz_usage("service");
    if (status != YZ_OK) return status;
    struct yz_item *item = calloc(1, sizeof *item);
    if (!item) return yz_fail(YZ_BUSY, _("内存不足"));
    status = yz_catalogue_find(cli->session, argv[1], 0, item, NULL);
    if (status == YZ_OK && cli->json) item_json(cli, item);
    else if (status == YZ_OK) item_print(item);
    free(item);
    return status;
}

static enum yz_status check(struct yz_cli *cli, int argc, char **argv) {
    static const struct yz_option_row none[] = {{.name = NULL}};
    struct yz_findings f = {0};
    enum yz_status status = yz_arguments(&argc, argv, none);
    if (status == YZ_OK && argc != 2) status = yz_usage("service");
    if (status != YZ_OK) return status;
    size_t n = strlen(argv[1]);
    bool flow = n > 5 && strcmp(argv[1] + n - 5, ".flow") == 0;
    status = flow ? yz_flow_check_file(argv[1], &f) : yz_item_check_file(argv[1], NULL, &f);
    yz_cli_findings(cli, &f);
    if (status == YZ_OK) yz_cli_say(_("%s：没有错误"), argv[1]);
    yz_findings_free(&f);
    return status;
}

static enum yz_status load(struct yz_cli *cli, int argc, char **argv) {
    static const struct yz_option_row none[] = {{.name = NULL}};
    struct yz_findings f = {0};
    bool changed = false;
    enum yz_status status = yz_arguments(&argc, argv, none);
    if (status == YZ_OK && argc != 2) status = yz_usage("service");
    if (status != YZ_OK) return status;
    status = yz_catalogue_load(cli->session, argv[1], &f, &changed);
    yz_cli_findings(cli, &f);
    if (status == YZ_OK) yz_cli_say(changed ? _("%s：已装入") : _("%s：已经是这一份，没有改动"), argv[1]);
    yz_findings_free(&f);
    return status;
}

enum yz_status yz_cli_service(struct yz_cli *cli, int argc, char **argv) {
    static const struct yz_action actions[] = {{"list", YZ_CLI_FILE, list},
                                               {"show", YZ_CLI_FILE, show},
                                               {"check", 0, check},
                                               {"load", YZ_CLI_FILE | YZ_CLI_WRITES, load},
                                               {NULL, 0, NULL}};
    return yz_cli_action(cli, argc, argv, actions);
}
