/* match: candidates of needs with their reasons, why not, and a plan of all open needs. */
#include "cli/cli.h"
#include "cli/match_loop.h"

#include <stdlib.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/lists.h>
#include <yizhan/loop.h>
#include <yizhan/match.h>
#include <yizhan/registry.h>

enum { USUAL = 5, MOST = 64 };

struct matches {
    struct yz_cli *cli;
    const struct yz_matching *m;
    struct yz_table table;
};

static void parts_json(struct yz_json *j, const struct yz_match_hit *hit) {
    yz_json_object(j, "parts");
    for (int i = 0; i < YZ_MATCH_PARTS; i++) yz_json_int(j, yz_match_part_key((enum yz_match_part)i), hit->part[i]);
    yz_json_end(j);
}

/* What is told of each part, for JSON; or, in one line for people, only of those whose points differ between candidates. */
static void reasons_json(const struct matches *x, struct yz_json *j, const struct yz_match_hit *hit) {
    char text[256];
    yz_json_array(j, "reasons");
    for (int i = 0; i < YZ_MATCH_PARTS; i++)
        if (*yz_match_reason(x->m, hit, (enum yz_match_part)i, text, sizeof text)) yz_json_text(j, NULL, text);
    yz_json_end(j);
}

static void head_json(struct yz_cli *cli, struct yz_json *j, const struct yz_match_hit *hit) {
    yz_cli_json(cli, j);
    yz_cli_json_ref(j, "need", YZ_NEED, hit->need);
    yz_cli_json_ref(j, "candidate", YZ_OFFER, hit->offer);
}

static enum yz_status offer_of(const struct matches *x, int64_t id, struct yz_offer *o) {
    return yz_record_get(x->cli->session, YZ_OFFER, id, o);
}

static const char *kind_of(const struct yz_offer *o) {
    return o->list == YZ_LIST_SERVICE ? "service" : "resource";
}

static void cells(struct matches *x, const struct yz_match_hit *hit, const struct yz_offer *o) {
    struct yz_buffer reasons = {0};
    char text[256];
    yz_table_cell(&x->table, yz_ref_text(YZ_NEED, hit->need, text));
    yz_table_cell(&x->table, yz_ref_text(YZ_OFFER, hit->offer, text));
    yz_table_cell(&x->table, yz_code_label("offer_list", o->list));
    snprintf(text, sizeof text, "%d", hit->score);
    yz_table_cell(&x->table, text);
    yz_table_cell(&x->table, o->name);
    for (int i = 0; i < YZ_MATCH_URGENCY; i++) {
        if (!hit->part[i] || !*yz_match_reason(x->m, hit, (enum yz_match_part)i, text, sizeof text)) continue;
        yz_buffer_printf(&reasons, "%s%s %d", reasons.length ? _("；") : "", text, hit->part[i]);
    }
    yz_table_cell(&x->table, yz_buffer_string(&reasons));
    yz_buffer_free(&reasons);
}

static enum yz_status line(void *ctx, const struct yz_match_hit *hit) {
    struct matches *x = ctx;
    struct yz_offer o;
    struct yz_json j;
    enum yz_status status = offer_of(x, hit->offer, &o);
    if (status != YZ_OK) return status;
    if (!x->cli->json) {
        cells(x, hit, &o);
        return YZ_OK;
    }
    head_json(x->cli, &j, hit);
    yz_json_text(&j, "kind", kind_of(&o));
    yz_json_int(&j, "score", hit->score);
    parts_json(&j, hit);
    reasons_json(x, &j, hit);
    yz_cli_json_end(x->cli, &j);
    return YZ_OK;
}

/* Of the plan's lines those of the needs named in `only` (NULL: all), proposed as one act; what no longer fits is named. */
static enum yz_status accept(struct matches *x, const struct yz_match_plan *p, const char *only) {
    struct yz_proposal *all = calloc(p->count + 1, sizeof *all);
    size_t count = 0, done = 0;
    char ref[32];
    for (size_t i = 0; all && i < p->count; i++) {
        yz_ref_text(YZ_NEED, p->lines[i].need, ref);
        const char *at = only ? strstr(only, ref) : ref;
        if (at && (!only || at[strlen(ref)] == ',' || !at[strlen(ref)]))
            all[count++] = (struct yz_proposal){.need = p->lines[i].need, .offer = p->lines[i].offer};
    }
    enum yz_status status = all ? YZ_OK : yz_fail(YZ_BUSY, _("内存不足"));
    if (status == YZ_OK && !count) status = yz_fail(YZ_REFUSED, _("方案里没有这些需求"));
    if (status == YZ_OK) status = yz_match_propose(x->cli->session, all, count, &done);
    for (size_t i = 0; i < count; i++)
        if (*all[i].why) yz_cli_say(_("%1$s 没有提出：%2$s"), yz_ref_text(YZ_NEED, all[i].need, ref), all[i].why);
    if (status == YZ_OK) yz_cli_say(_("已提出 %zu 条"), done);
    free(all);
    return status == YZ_OK && done < count ? yz_fail(YZ_PARTIAL, _("有 %zu 条没有提出"), count - done) : status;
}

static enum yz_status plan(struct matches *x, bool accepted, const char *only) {
    struct yz_match_plan p;
    struct yz_json j;
    enum yz_status status = yz_match_plan(x->m, &p);
    for (size_t i = 0; status == YZ_OK && i < p.count; i++) {
        if (!x->cli->json) {
            status = line(x, &p.lines[i]);
            continue;
        }
        head_json(x->cli, &j, &p.lines[i]);
        yz_json_int(&j, "score", p.lines[i].score);
        yz_cli_json_end(x->cli, &j);
    }
    if (status != YZ_OK) return status;
    if (x->cli->json) {
        yz_cli_json(x->cli, &j);
        yz_json_int(&j, "total", p.total);
        yz_json_int(&j, "greedy_total", p.greedy_total);
        yz_cli_json_end(x->cli, &j);
    } else {
        yz_cli_say(_("方案 %zu 条，合计 %lld 分；逐条挑最好的是 %zu 条，%lld 分"), p.count, (long long)p.total,
                   p.greedy_count, (long long)p.greedy_total);
    }
    if (accepted) status = accept(x, &p, only);
    yz_match_plan_free(&p);
    return status;
}

static enum yz_status why_not(struct matches *x, int64_t need, const char *ref) {
    char detail[512];
    enum yz_match_rule rule;
    enum yz_kind_id kind;
    int64_t offer;
    struct yz_json j;
    enum yz_status status = yz_ref_resolve(x->cli->session, ref, YZ_KIND_BIT(YZ_OFFER), &kind, &offer);
    if (status == YZ_OK) status = yz_match_why_not(x->m, need, offer, &rule, detail, sizeof detail);
    if (status != YZ_OK) return status;
    if (x->cli->json) {
        yz_cli_json(x->cli, &j);
        yz_json_text(&j, "rule", rule == YZ_MATCH_RULES ? NULL : yz_match_rule_key(rule));
        yz_json_text(&j, "detail", detail);
        yz_cli_json_end(x->cli, &j);
    } else if (rule == YZ_MATCH_RULES) {
        yz_cli_print(_("可以匹配"));
    } else {
        yz_cli_print("%s: %s", yz_match_rule_name(rule), detail);
    }
    return YZ_OK;
}

static enum yz_status candidates(struct matches *x, int64_t need, size_t most) {
    enum yz_status status = YZ_OK;
    struct yz_match_hit all[MOST];
    size_t count;
    if (!need) return yz_match_each(x->m, most, line, x);
    status = yz_match_best(x->m, need, all, most, &count);
    for (size_t i = 0; status == YZ_OK && i < count; i++) status = line(x, &all[i]);
    if (status == YZ_OK && !count) yz_cli_say(_("没有合适的服务或资源；--why-not 说明为什么不行"));
    return status;
}

/* Which of the three is asked for; they exclude each other. */
static enum yz_status check(int argc, char **argv, bool whole, const char *against, bool accepts) {
    if (accepts && !whole) return yz_fail(YZ_USAGE, _("--accept 和 --only 是 --plan 的；一条的用 match propose"));
    if (argc > 2) return yz_fail(YZ_USAGE, _("多余的参数 %s"), argv[2]);
    if (whole && (against || argc > 1)) return yz_fail(YZ_USAGE, _("--plan 是所有需求的方案，不和别的一起用"));
    if (against && argc < 2) return yz_fail(YZ_USAGE, _("--why-not 要写是哪条需求"));
    return YZ_OK;
}

enum yz_status yz_cli_match(struct yz_cli *cli, int argc, char **argv) {
    if (argc > 1 && yz_cli_match_action(argv[1])) return yz_cli_match_loop(cli, argc, argv);
    const char *against = NULL, *limit = NULL, *only = NULL;
    bool whole = false, accepted = false;
    const struct yz_option_row rows[] = {{.name = "--plan", .flag = &whole},   {.name = "--why-not", .value = &against},
                                         {.name = "--limit", .value = &limit}, {.name = "--accept", .flag = &accepted},
                                         {.name = "--only", .value = &only},   {.name = NULL}};
    struct matches x = {.cli = cli};
    struct yz_matching *m = NULL;
    enum yz_kind_id kind;
    int64_t need = 0, most = USUAL;
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK && limit) status = yz_argument_number("--limit", limit, 1, MOST, &most);
    if (status == YZ_OK) status = check(argc, argv, whole, against, accepted || only);
    if (status == YZ_OK && argc == 2)
        status = yz_ref_resolve(cli->session, argv[1], YZ_KIND_BIT(YZ_NEED), &kind, &need);
    if (status == YZ_OK) status = yz_matching_load(cli->session, need, &m);
    x.m = m;
    yz_table_begin(&x.table, 8u, _("需求"), "REF", _("清单"), _("分"), _("服务、资源"), _("理由和分"), NULL);
    if (status == YZ_OK)
        status = whole     ? plan(&x, accepted, only)
                 : against ? why_not(&x, need, against)
                           : candidates(&x, need, (size_t)most);
    yz_table_print(&x.table);
    yz_matching_free(m);
    return status;
}
