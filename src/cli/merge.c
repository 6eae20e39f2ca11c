/* Merging of people and of households: merge, unmerge, and who is not the same. */
#include "base/text.h"
#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/merges.h>
#include <yizhan/registry.h>

enum { TAKES = 48 };

static const char *const side_words[] = {[YZ_KEEP] = "keep", [YZ_LOSE] = "lose"};

static enum yz_status two(struct yz_cli *cli, int argc, char **argv, enum yz_kind_id kind, int64_t id[2]) {
    enum yz_status status = YZ_OK;
    if (argc < 3) return yz_fail(YZ_USAGE, _("缺少参数 %s"), "REF REF");
    if (argc > 3) return yz_fail(YZ_USAGE, _("多余的参数 %s"), argv[3]);
    for (int i = 0; i < 2 && status == YZ_OK; i++)
        status = yz_ref_resolve(cli->session, argv[i + 1], 1u << kind, &kind, &id[i]);
    return status;
}

/* "birth=lose" */
static enum yz_status take(struct yz_merge_plan *p, const char *text) {
    char field[32];
    const char *value;
    enum yz_status status = yz_cli_assignment(text, field, sizeof field, &value);
    if (status != YZ_OK) return status;
    for (int side = YZ_KEEP; side <= YZ_LOSE; side++) {
        if (strcmp(value, side_words[side]) != 0) continue;
        if (yz_merge_take(p, field, (enum yz_side)side)) return YZ_OK;
        return yz_fail(YZ_USAGE, _("两边都没有字段 %s，没有可选的"), field);
    }
    return yz_fail(YZ_USAGE, _("--take %s：要写成 字段=keep 或 字段=lose"), text);
}

static char *value_text(struct yz_cli *cli, const struct yz_merge_field *f, const void *record, char *out,
                        size_t room) {
    const struct yz_kind *of = f->field->type == YZ_REF ? yz_kind_named(f->field->of) : NULL;
    int64_t id = 0;
    if (!of) return yz_field_text(f->field, record, !cli->reveal, out, room);
    memcpy(&id, (const char *)record + f->field->offset, sizeof id);
    return yz_record_title(cli->session, of->id, id, true, out, room);
}

static void plan_json(struct yz_cli *cli, const struct yz_merge_plan *p) {
    struct yz_json j;
    char text[2][512];
    yz_cli_json(cli, &j);
    yz_cli_json_ref(&j, "keep", p->kind->id, p->id[YZ_KEEP]);
    yz_cli_json_ref(&j, "lose", p->kind->id, p->id[YZ_LOSE]);
    yz_json_array(&j, "fields");
    for (size_t i = 0; i < p->field_count; i++) {
        const struct yz_merge_field *f = &p->field[i];
        yz_json_object(&j, NULL);
        yz_json_text(&j, "field", f->field->column);
        for (int side = YZ_KEEP; side <= YZ_LOSE; side++)
            yz_json_text(&j, side_words[side], value_text(cli, f, p->record[side], text[side], sizeof text[side]));
        yz_json_text(&j, "take", side_words[f->side]);
        yz_json_end(&j);
    }
    yz_json_end(&j);
    yz_json_object(&j, "moves");
    for (size_t i = 0; i < p->move_count; i++)
        yz_json_int(&j, yz_kinds[p->move[i].kind]->name, (int64_t)p->move[i].count);
    yz_json_end(&j);
    yz_json_array(&j, "legal");
    for (int side = YZ_KEEP; side <= YZ_LOSE && p->legal[0]; side++)
        yz_json_text(&j, NULL, yz_ref_text(YZ_HOUSEHOLD, p->legal[side], text[0]));
    yz_json_end(&j);
    yz_json_array(&j, "doubts");
    for (size_t i = 0; i < p->doubt_count; i++) yz_json_text(&j, NULL, p->doubt[i]);
    yz_json_end(&j);
    yz_cli_json_end(cli, &j);
}

static void plan_print(struct yz_cli *cli, const struct yz_merge_plan *p) {
    struct yz_table t;
    char text[512], ref[2][32];
    for (int side = YZ_KEEP; side <= YZ_LOSE; side++) yz_ref_text(p->kind->id, p->id[side], ref[side]);
    yz_table_begin(&t, 0, _("字段"), ref[YZ_KEEP], ref[YZ_LOSE], _("取"), NULL);
    for (size_t i = 0; i < p->field_count; i++) {
        yz_table_cell(&t, yz_tr(p->field[i].field->label));
        for (int side = YZ_KEEP; side <= YZ_LOSE; side++)
            yz_table_cell(&t, value_text(cli, &p->field[i], p->record[side], text, sizeof text));
        yz_table_cell(&t, ref[p->field[i].side]);
    }
    yz_table_print(&t);
    for (size_t i = 0; i < p->move_count; i++)
        yz_cli_print(_("改归 %1$s：%2$s %3$zu 处"), ref[YZ_KEEP], yz_tr(yz_kinds[p->move[i].kind]->label),
                     p->move[i].count);
    for (size_t i = 0; i < p->doubt_count; i++) yz_cli_print(_("疑问：%s（确是同一个就写 --reason）"), p->doubt[i]);
    if (p->legal[0]) yz_cli_print(_("两户都有户籍：用 --take legal=keep 或 legal=lose 选定"));
}

static enum yz_status merge(struct yz_cli *cli, enum yz_kind_id kind, int argc, char **argv) {
    const char *takes[TAKES];
    int count = 0;
    bool dry = false;
    const struct yz_option_row rows[] = {{.name = "--take", .value = takes, .times = &count, .most = TAKES},
                                         {.name = "--dry-run", .flag = &dry},
                                         {.name = NULL}};
    struct yz_findings findings = {0};
    char a[32], b[32];
    int64_t id[2] = {0};
    struct yz_merge_plan *p = malloc(sizeof *p);
    if (!p) return yz_fail(YZ_BUSY, _("内存不足"));
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK) status = two(cli, argc, argv, kind, id);
    if (status == YZ_OK) status = yz_merge_look(cli->session, kind, id[YZ_KEEP], id[YZ_LOSE], p);
    for (int i = 0; i < count && status == YZ_OK; i++) status = take(p, takes[i]);
    for (int side = YZ_KEEP; side <= YZ_LOSE && status == YZ_OK; side++) status = yz_cli_reveal(cli, kind, id[side]);
    if (status == YZ_OK && !dry) status = yz_merge(cli->session, p, cli->reason, &findings);
    if (status == YZ_OK && cli->json) plan_json(cli, p);
    else if (status == YZ_OK && dry) plan_print(cli, p);
    else if (status == YZ_OK)
        yz_cli_print(_("%1$s 已并入 %2$s"), yz_ref_text(kind, id[YZ_LOSE], a), yz_ref_text(kind, id[YZ_KEEP], b));
    yz_cli_findings(cli, &findings);
    yz_findings_free(&findings);
    free(p);
    return status;
}

/* --- taking it back --- */

static void unmerged_json(struct yz_cli *cli, const struct yz_merge *m, const struct yz_unmerged *u) {
    struct yz_json j;
    yz_cli_json(cli, &j);
    yz_json_text(&j, "id", m->lose);
    yz_json_text(&j, "from", m->keep);
    yz_json_int(&j, "returned", (int64_t)u->returned);
    yz_json_array(&j, "stays");
    for (size_t i = 0; i < u->stay_count && i < YZ_STAYS; i++) {
        yz_json_object(&j, NULL);
        yz_cli_json_ref(&j, "id", u->stays[i].kind, u->stays[i].id);
        yz_json_text(&j, "field", u->stays[i].field ? u->stays[i].field->column : NULL);
        yz_json_end(&j);
    }
    yz_json_end(&j);
    yz_json_int(&j, "stay_count", (int64_t)u->stay_count);
    yz_cli_json_end(cli, &j);
}

static void unmerged_print(struct yz_cli *cli, const struct yz_merge *m, const struct yz_unmerged *u) {
    char title[192], ref[32];
    yz_cli_print(_("%1$s 已从 %2$s 分开，%3$zu 条记录改回"), m->lose, m->keep, u->returned);
    for (size_t i = 0; i < u->stay_count && i < YZ_STAYS; i++) {
        enum yz_kind_id kind = u->stays[i].kind;
        const struct yz_field *f = u->stays[i].field;
        yz_record_title(cli->session, kind, u->stays[i].id, true, title, sizeof title);
        yz_cli_print(f ? _("合并以后改过，留着：%1$s %2$s %3$s 的“%4$s”") : _("合并以后才有的，留着：%1$s %2$s %3$s"),
                     yz_tr(yz_kinds[kind]->label), yz_ref_text(kind, u->stays[i].id, ref), title,
                     f ? yz_tr(f->label) : "");
    }
    if (u->stay_count > YZ_STAYS) yz_cli_print(_("还有 %zu 条"), u->stay_count - YZ_STAYS);
}

static enum yz_status unmerge(struct yz_cli *cli, enum yz_kind_id kind, int argc, char **argv) {
    static const struct yz_option_row none[] = {{.name = NULL}};
    struct yz_merge m;
    struct yz_unmerged u;
    enum yz_status status = yz_arguments(&argc, argv, none);
    if (status == YZ_OK && argc < 2) status = yz_fail(YZ_USAGE, _("缺少参数 %s"), "REF");
    if (status == YZ_OK && argc > 2) status = yz_fail(YZ_USAGE, _("多余的参数 %s"), argv[2]);
    if (status == YZ_OK) status = yz_merge_named(cli->session, kind, argv[1], &m);
    if (status == YZ_OK) status = yz_unmerge(cli->session, &m, &u);
    if (status == YZ_OK && cli->json) unmerged_json(cli, &m, &u);
    else if (status == YZ_OK) unmerged_print(cli, &m, &u);
    return status;
}

/* --- not the same --- */

static enum yz_status distinct(struct yz_cli *cli, int argc, char **argv) {
    bool drop = false;
    const struct yz_option_row rows[] = {{.name = "--drop", .flag = &drop}, {.name = NULL}};
    int64_t id[2];
    char a[32], b[32];
    struct yz_json j;
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK) status = two(cli, argc, argv, YZ_PERSON, id);
    if (status == YZ_OK && drop) status = yz_distinct_drop(cli->session, id[0], id[1]);
    else if (status == YZ_OK) status = yz_distinct_note(cli->session, id[0], id[1], cli->reason);
    if (status != YZ_OK) return status;
    yz_ref_text(YZ_PERSON, id[0], a);
    yz_ref_text(YZ_PERSON, id[1], b);
    if (cli->json) {
        yz_cli_json(cli, &j);
        yz_json_text(&j, "a", a);
        yz_json_text(&j, "b", b);
        yz_json_bool(&j, "distinct", !drop);
        yz_cli_json_end(cli, &j);
    } else {
        yz_cli_print(drop ? _("%1$s 和 %2$s 不再记为不是同一人") : _("已记下：%1$s 和 %2$s 不是同一人"), a, b);
    }
    return YZ_OK;
}

/* --- by command --- */

enum yz_status yz_cli_person_merge(struct yz_cli *cli, int argc, char **argv) {
    return merge(cli, YZ_PERSON, argc, argv);
}

enum yz_status yz_cli_person_unmerge(struct yz_cli *cli, int argc, char **argv) {
    return unmerge(cli, YZ_PERSON, argc, argv);
}

enum yz_status yz_cli_person_distinct(struct yz_cli *cli, int argc, char **argv) {
    return distinct(cli, argc, argv);
}

enum yz_status yz_cli_household_merge(struct yz_cli *cli, int argc, char **argv) {
    return merge(cli, YZ_HOUSEHOLD, argc, argv);
}

enum yz_status yz_cli_household_unmerge(struct yz_cli *cli, int argc, char **argv) {
    return unmerge(cli, YZ_HOUSEHOLD, argc, argv);
}
