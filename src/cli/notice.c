/* notice: 公示: previewed, published, replaced, written once more; public wordings; what comes in about one. */
#include "cli/cli.h"

#include "base/buffer.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/notices.h>
#include <yizhan/registry.h>

/* --- what is told --- */

static void notice_json(struct yz_cli *cli, const struct yz_notice *n, const char *folder) {
    struct yz_json j;
    char path[4300], name[64];
    yz_cli_json(cli, &j);
    yz_cli_fields(cli, &j, YZ_NOTICE, n);
    yz_json_text(&j, "state", yz_code_key("notice_state", yz_notice_state(cli->session, n)));
    if (folder) yz_json_array(&j, "files");
    for (int form = 0; folder && form < YZ_NOTICE_FORMS; form++) {
        snprintf(path, sizeof path, "%.4200s/%s", folder,
                 yz_notice_file(n, (enum yz_notice_form)form, name, sizeof name));
        yz_json_text(&j, NULL, path);
    }
    if (folder) yz_json_end(&j);
    yz_cli_json_end(cli, &j);
}

static const char *problem_of(const struct yz_notice_draft *d, size_t line) {
    for (size_t i = 0; i < d->problem_count; i++)
        if (d->problems[i].line == line) return yz_public_rule_name(d->problems[i].rule);
    return NULL;
}

static void line_json(struct yz_cli *cli, const struct yz_notice_draft *d, size_t i) {
    const struct yz_posting *l = &d->lines[i];
    struct yz_json j;
    yz_cli_json(cli, &j);
    yz_json_int(&j, "line", l->line);
    yz_json_text(&j, "list", yz_code_key("notice_list", l->list));
    yz_cli_json_ref(&j, "need", YZ_NEED, l->need);
    yz_cli_json_ref(&j, "offer", YZ_OFFER, l->offer);
    yz_json_text(&j, "field", l->field);
    yz_json_text(&j, "text", l->text);
    yz_json_text(&j, "who", l->who);
    yz_json_text(&j, "place", l->place);
    yz_json_text(&j, "more", l->more);
    yz_json_text(&j, "state", l->state);
    yz_json_text(&j, "month", l->month);
    yz_json_bool(&j, "reworded", l->reworded);
    yz_json_text(&j, "refused", problem_of(d, i));
    yz_cli_json_end(cli, &j);
}

/* The lines, or for people the A4 text. */
static enum yz_status tell_draft(struct yz_cli *cli, const struct yz_notice_draft *d) {
    struct yz_buffer text = {0};
    if (cli->json) {
        for (size_t i = 0; i < d->count; i++) line_json(cli, d, i);
        return YZ_OK;
    }
    enum yz_status status = yz_notice_render(d, YZ_NOTICE_TEXT, &text);
    if (status == YZ_OK) yz_cli_write(stdout, text.data, text.length);
    yz_buffer_free(&text);
    return status;
}

/* --- publish, preview --- */

static enum yz_status take_lists(const char *lists, struct yz_notice *n) {
    char word[32];
    for (const char *p = lists; *p; p += strcspn(p, ","), p += *p == ',') {
        int32_t list = 0;
        snprintf(word, sizeof word, "%.*s", (int)strcspn(p, ","), p);
        if (!yz_code_parse("notice_list", word, &list))
            return yz_fail(YZ_USAGE, _("没有清单 %s；有 needs services resources matches"), word);
        bool *const lists_of[] = {[YZ_NOTICE_NEEDS] = &n->needs,
                                  [YZ_NOTICE_SERVICES] = &n->services,
                                  [YZ_NOTICE_RESOURCES] = &n->resources,
                                  [YZ_NOTICE_MATCHES] = &n->matches};
        *lists_of[list] = true;
    }
    return YZ_OK;
}

struct asked {
    const char *lists, *from, *to, *grid, *begins, *days, *replace, *title, *out;
    bool dry_run;
};

static enum yz_status take_days(const struct asked *a, struct yz_notice *n) {
    int64_t days = 0;
    enum yz_status status = YZ_OK;
    if (a->from) status = yz_argument_day("--from", a->from, &n->since);
    if (status == YZ_OK && a->to) status = yz_argument_day("--to", a->to, &n->until);
    if (status == YZ_OK && a->begins) status = yz_argument_day("--begins", a->begins, &n->begins);
    if (status == YZ_OK && a->days) status = yz_argument_number("--days", a->days, 1, 366, &days);
    if (days) n->ends = yz_date_add(n->begins ? n->begins : yz_today(), (int)days - 1);
    return status;
}

static enum yz_status take_asked(struct yz_cli *cli, const struct asked *a, struct yz_notice *n) {
    enum yz_kind_id kind;
    struct yz_notice old;
    enum yz_status status = take_lists(a->lists ? a->lists : "needs,services,resources,matches", n);
    if (status == YZ_OK) status = take_days(a, n);
    if (status == YZ_OK && a->grid)
        status = yz_ref_resolve(cli->session, a->grid, YZ_KIND_BIT(YZ_GRID), &kind, &n->grid);
    if (status == YZ_OK && a->replace) {
        status = yz_notice_by_number(cli->session, a->replace, &old);
        n->replaces = old.id;
    }
    if (status == YZ_OK && a->title)
        if (snprintf(n->title, sizeof n->title, "%s", a->title) >= (int)sizeof n->title)
            status = yz_fail(YZ_USAGE, _("标题太长"));
    return status;
}

static enum yz_status show_draft(struct yz_cli *cli, const struct yz_notice *want, struct yz_findings *f) {
    struct yz_notice_draft d;
    enum yz_status status = yz_notice_prepare(cli->session, want, &d, f);
    if (status != YZ_OK) return status;
    status = tell_draft(cli, &d);
    yz_notice_tell(&d, f);
    if (status == YZ_OK && d.problem_count)
        status = yz_fail(YZ_REFUSED, _("有 %zu 条不能公开：notice word REF 写一句公开的话，或 --leave-out"),
                         d.problem_count);
    yz_notice_draft_free(&d);
    return status;
}

static enum yz_status published(struct yz_cli *cli, const struct yz_notice *want, const char *folder,
                                struct yz_findings *f) {
    struct yz_notice n;
    enum yz_status status = yz_notice_publish(cli->session, want, folder, &n, f);
    if (status != YZ_OK) return status;
    if (cli->json) notice_json(cli, &n, folder);
    else yz_cli_print("%s", n.number);
    return YZ_OK;
}

static enum yz_status issue(struct yz_cli *cli, int argc, char **argv, bool dry) {
    struct asked a = {.dry_run = dry};
    const struct yz_option_row rows[] = {{.name = "--kind", .value = &a.lists},
                                         {.name = "--from", .value = &a.from},
                                         {.name = "--to", .value = &a.to},
                                         {.name = "--grid", .value = &a.grid},
                                         {.name = "--begins", .value = &a.begins},
                                         {.name = "--days", .value = &a.days},
                                         {.name = "--replace", .value = &a.replace},
                                         {.name = "--title", .value = &a.title},
                                         {.name = "--out", .value = &a.out},
                                         {.name = "--dry-run", .flag = &a.dry_run},
                                         {.name = NULL}};
    struct yz_notice want = {0};
    struct yz_findings f = {0};
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK && (argc > 1 || (!a.dry_run && !a.out))) status = yz_usage("notice");
    if (status == YZ_OK) status = take_asked(cli, &a, &want);
    if (status == YZ_OK && a.dry_run) status = show_draft(cli, &want, &f);
    else if (status == YZ_OK) status = published(cli, &want, a.out, &f);
    yz_cli_findings(cli, &f);
    yz_findings_free(&f);
    return status;
}

static enum yz_status publish(struct yz_cli *cli, int argc, char **argv) {
    return issue(cli, argc, argv, false);
}

static enum yz_status preview(struct yz_cli *cli, int argc, char **argv) {
    return issue(cli, argc, argv, true);
}

/* --- list, show --- */

static void row(struct yz_cli *cli, struct yz_table *t, const struct yz_notice *n) {
    char text[64], from[YZ_DATE_TEXT], to[YZ_DATE_TEXT];
    yz_table_cell(t, n->number);
    yz_table_cell(t, yz_code_label("notice_state", yz_notice_state(cli->session, n)));
    yz_table_cell(t, n->title);
    snprintf(text, sizeof text, "%s – %s", yz_date_text(n->begins, from), yz_date_text(n->ends, to));
    yz_table_cell(t, text);
    yz_table_cell(t, n->scope);
    snprintf(text, sizeof text, "%lld", (long long)n->lines);
    yz_table_cell(t, text);
    yz_table_cell(t, n->replaced);
}

static enum yz_status list(struct yz_cli *cli, int argc, char **argv) {
    static const struct yz_option_row none[] = {{.name = NULL}};
    struct yz_pages p = {.size = sizeof(struct yz_notice), .most = INT64_MAX};
    struct yz_table t;
    p.status = yz_arguments(&argc, argv, none);
    if (p.status == YZ_OK && argc > 1) p.status = yz_usage("notice");
    yz_table_begin(&t, 1 << 5, _("编号"), _("状态"), _("标题"), _("公示时间"), _("范围"), _("条数"), _("替换"), NULL);
    while (yz_pages_want(&p)) {
        p.status = yz_notice_page(cli->session, p.last, 1, p.rows, p.want, &p.count);
        for (const struct yz_notice *n; (n = yz_pages_row(&p)) != NULL;) {
            if (cli->json) notice_json(cli, n, NULL);
            else row(cli, &t, n);
        }
    }
    return yz_pages_end(&p, &t);
}

/* The notice and, for programs, its lines; with --out its files once more. */
static enum yz_status show(struct yz_cli *cli, int argc, char **argv) {
    const char *out = NULL;
    const struct yz_option_row rows[] = {{.name = "--out", .value = &out}, {.name = NULL}};
    struct yz_notice_draft d;
    struct yz_notice n;
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK && argc != 2) status = yz_usage("notice");
    if (status == YZ_OK) status = yz_notice_by_number(cli->session, argv[1], &n);
    if (status == YZ_OK && out) status = yz_notice_write(cli->session, n.id, out);
    if (status == YZ_OK && out && cli->json) return notice_json(cli, &n, out), YZ_OK;
    if (status != YZ_OK || out) return status;
    if (cli->json) notice_json(cli, &n, NULL);
    status = yz_notice_load(cli->session, n.id, &d);
    if (status == YZ_OK) status = tell_draft(cli, &d);
    yz_notice_draft_free(&d);
    return status;
}

/* --- wordings --- */

static enum yz_status word(struct yz_cli *cli, int argc, char **argv) {
    bool left_out = false, drop = false;
    const struct yz_option_row rows[] = {
        {.name = "--leave-out", .flag = &left_out}, {.name = "--drop", .flag = &drop}, {.name = NULL}};
    enum yz_kind_id kind;
    int64_t id;
    enum yz_status status = yz_arguments(&argc, argv, rows);
    int ways = (argc == 3) + left_out + drop;
    if (status == YZ_OK && (argc < 2 || argc > 3 || ways != 1)) status = yz_usage("notice");
    if (status == YZ_OK)
        status = yz_ref_resolve(cli->session, argv[1], YZ_KIND_BIT(YZ_NEED) | YZ_KIND_BIT(YZ_OFFER), &kind, &id);
    return status == YZ_OK ? yz_notice_word(cli->session, kind, id, argc == 3 ? argv[2] : "", left_out) : status;
}

/* --- feedback --- */

static void feedback_line(struct yz_cli *cli, const struct yz_feedback *b) {
    struct yz_json j;
    char ref[32], at[YZ_MOMENT_TEXT], line[32] = "", need[32];
    if (cli->json) {
        yz_cli_json(cli, &j);
        yz_cli_fields(cli, &j, YZ_FEEDBACK, b);
        yz_cli_json_end(cli, &j);
        return;
    }
    if (b->line) snprintf(line, sizeof line, _("第 %lld 条"), (long long)b->line);
    yz_cli_print("%s  %s  %s  %s", yz_ref_text(YZ_FEEDBACK, b->id, ref), yz_moment_text(b->at, at), line, b->text);
    if (*b->answer) yz_cli_print("    %s：%s", _("答复"), b->answer);
    if (b->need) yz_cli_print("    %s：%s", _("转为需求"), yz_ref_text(YZ_NEED, b->need, need));
}

static enum yz_status feedback_list(struct yz_cli *cli, int64_t notice) {
    struct yz_pages p = {.size = sizeof(struct yz_feedback), .most = INT64_MAX};
    int64_t after = 0;
    while (yz_pages_want(&p)) {
        p.status = yz_feedback_page(cli->session, notice, after, p.rows, p.want, &p.count);
        for (const struct yz_feedback *b; (b = yz_pages_row(&p)) != NULL; after = b->id) feedback_line(cli, b);
    }
    return yz_pages_end(&p, NULL);
}

static enum yz_status keep(struct yz_cli *cli, struct yz_feedback *b, const char *text, const char *answer) {
    struct yz_findings f = {0};
    if (text) yz_field_set(yz_field_named(&yz_feedback_kind, "text"), b, text, false, &f);
    if (answer) yz_field_set(yz_field_named(&yz_feedback_kind, "answer"), b, answer, false, &f);
    enum yz_status status =
        yz_findings_ok(&f) ? yz_feedback_save(cli->session, b, &f) : yz_fail(YZ_REFUSED, _("有错误，没有保存"));
    yz_cli_findings(cli, &f);
    yz_findings_free(&f);
    if (status == YZ_OK) feedback_line(cli, b);
    return status;
}

static enum yz_status feedback(struct yz_cli *cli, int argc, char **argv) {
    const char *line = NULL, *answer = NULL;
    const struct yz_option_row rows[] = {
        {.name = "--line", .value = &line}, {.name = "--answer", .value = &answer}, {.name = NULL}};
    struct yz_feedback b = {0};
    struct yz_notice n;
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK && (argc < 2 || argc > 3 || (argc == 2 && (line || answer)))) status = yz_usage("notice");
    if (status == YZ_OK && line) status = yz_argument_number("--line", line, 1, INT32_MAX, &b.line);
    if (status == YZ_OK) status = yz_notice_by_number(cli->session, argv[1], &n);
    if (status != YZ_OK) return status;
    b.notice = n.id;
    return argc == 2 ? feedback_list(cli, n.id) : keep(cli, &b, argv[2], answer);
}

static enum yz_status one_feedback(const char *ref, int64_t *id) {
    enum yz_kind_id kind;
    if (yz_ref_parse(ref, &kind, id) && kind == YZ_FEEDBACK) return YZ_OK;
    return yz_fail(YZ_USAGE, _("%s 不是反馈的编号；见 notice feedback NO"), ref);
}

static enum yz_status answer(struct yz_cli *cli, int argc, char **argv) {
    static const struct yz_option_row none[] = {{.name = NULL}};
    struct yz_feedback b;
    int64_t id = 0;
    enum yz_status status = yz_arguments(&argc, argv, none);
    if (status == YZ_OK) status = argc == 3 ? one_feedback(argv[1], &id) : yz_usage("notice");
    if (status == YZ_OK) status = yz_record_get(cli->session, YZ_FEEDBACK, id, &b);
    return status == YZ_OK ? keep(cli, &b, NULL, argv[2]) : status;
}

static enum yz_status need(struct yz_cli *cli, int argc, char **argv) {
    const char *field = NULL;
    const struct yz_option_row rows[] = {{.name = "--field", .value = &field}, {.name = NULL}};
    int64_t id = 0, made = 0;
    int32_t code = 0;
    char ref[32];
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK) status = argc == 2 && field ? one_feedback(argv[1], &id) : yz_usage("notice");
    if (status == YZ_OK && !yz_code_parse("need_field", field, &code))
        status = yz_fail(YZ_USAGE, _("没有需求领域 %s"), field);
    if (status == YZ_OK) status = yz_feedback_need(cli->session, id, code, &made);
    if (status == YZ_OK) yz_cli_print("%s", yz_ref_text(YZ_NEED, made, ref));
    return status;
}

enum yz_status yz_cli_notice(struct yz_cli *cli, int argc, char **argv) {
    static const struct yz_action actions[] = {{"list", YZ_CLI_FILE, list},
                                               {"show", YZ_CLI_FILE, show},
                                               {"preview", YZ_CLI_FILE, preview},
                                               {"publish", YZ_CLI_FILE | YZ_CLI_WRITES, publish},
                                               {"word", YZ_CLI_FILE | YZ_CLI_WRITES, word},
                                               {"feedback", YZ_CLI_FILE | YZ_CLI_WRITES, feedback},
                                               {"answer", YZ_CLI_FILE | YZ_CLI_WRITES, answer},
                                               {"need", YZ_CLI_FILE | YZ_CLI_WRITES, need},
                                               {NULL, 0, NULL}};
    return yz_cli_action(cli, argc, argv, actions);
}
