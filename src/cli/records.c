/* What the commands of all kinds share: lists by page, edits, one record whole. */
#include "base/text.h"
#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/merges.h>
#include <yizhan/records.h>
#include <yizhan/registry.h>

enum { PEOPLE = 100, SETS = 64 };

enum yz_status yz_listing_read(struct yz_cli *cli, int argc, char **argv, struct yz_listing *l) {
    const char *on = NULL;
    const struct yz_option_row rows[] = {
        {.name = "--as-of", .value = &on},
        {.name = "--where", .value = l->where, .times = &l->wheres, .most = sizeof l->where / sizeof *l->where},
        {.name = "--in", .value = &l->within},
        {.name = "--after", .value = &l->after},
        {.name = "--limit", .value = &l->limit},
        {.name = NULL},
    };
    l->most = cli->json ? INT64_MAX : PEOPLE;
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK && l->limit) status = yz_argument_number("--limit", l->limit, 1, 1000000000, &l->most);
    if (status == YZ_OK && on) status = yz_argument_day("--as-of", on, &l->on);
    if (status == YZ_OK && argc > 1) status = yz_fail(YZ_USAGE, _("多余的参数 %s"), argv[1]);
    return status;
}

enum yz_status yz_cli_assignment(const char *text, char *field, size_t room, const char **value) {
    const char *equals = strchr(text, '=');
    *value = "";
    if (!equals || equals == text || (size_t)(equals - text) >= room) {
        return yz_fail(YZ_USAGE, _("要写成 字段=值，写的是 %s"), text);
    }
    memcpy(field, text, (size_t)(equals - text));
    field[equals - text] = '\0';
    *value = equals + 1;
    return YZ_OK;
}

/* A value for a field that refers to a record may be any REF: it becomes the record's id. */
static enum yz_status as_id(struct yz_cli *cli, const struct yz_kind *k, const char *field, const char **value,
                            char ref[32]) {
    const struct yz_field *f = yz_field_named(k, field);
    const struct yz_kind *of = f && f->type == YZ_REF ? yz_kind_named(f->of) : NULL;
    enum yz_kind_id kind;
    int64_t id;
    if (!of || !**value) return YZ_OK;
    enum yz_status status = yz_ref_resolve(cli->session, *value, YZ_KIND_BIT(of->id), &kind, &id);
    if (status == YZ_OK) *value = yz_ref_text(kind, id, ref);
    return status;
}

static enum yz_status read_filter(struct yz_cli *cli, enum yz_kind_id kind, const struct yz_listing *l,
                                  struct yz_record_filter *filter, int64_t *after) {
    enum yz_status status = YZ_OK;
    enum yz_kind_id after_kind;
    if (l->within) status = yz_ref_resolve(cli->session, l->within, 0, &filter->within, &filter->within_id);
    if (status == YZ_OK && l->after)
        status = yz_ref_resolve(cli->session, l->after, YZ_KIND_BIT(kind), &after_kind, after);
    for (int i = 0; status == YZ_OK && i < l->wheres; i++) {
        char field[32], ref[32];
        const char *value;
        status = yz_cli_assignment(l->where[i], field, sizeof field, &value);
        if (status == YZ_OK) status = as_id(cli, yz_kinds[kind], field, &value, ref);
        if (status == YZ_OK) status = yz_record_filter_add(filter, yz_kinds[kind], field, value);
    }
    return status;
}

enum yz_status yz_listing_run(struct yz_cli *cli, enum yz_kind_id kind, struct yz_listing *l,
                              enum yz_status (*line)(struct yz_cli *cli, const void *record,
                                                     const struct yz_listing *l)) {
    struct yz_record_filter filter = {.on = l->on};
    int64_t after = 0;
    struct yz_pages p = {.size = yz_kinds[kind]->size, .most = l->most};
    p.status = read_filter(cli, kind, l, &filter, &after);
    filter.only = l->only;
    filter.only_count = l->only_count;
    while (yz_pages_want(&p)) {
        p.status = yz_record_page(cli->session, kind, &filter, after, p.rows, p.want, &p.count);
        for (const struct yz_record *r; (r = yz_pages_row(&p)) != NULL;) {
            after = r->id;
            p.status = yz_cli_reveal_row(cli, kind, after);
            if (p.status == YZ_OK) p.status = line(cli, r, l);
        }
    }
    return yz_pages_end(&p, NULL);
}

/* The REF of what was merged opens the survivor, and says so. */
static void say_merged(struct yz_cli *cli, const char *ref, int64_t id) {
    enum yz_kind_id kind;
    int64_t old;
    char text[256];
    if (yz_ref_parse(ref, &kind, &old) && old != id)
        yz_cli_say("%s", yz_merged_text(cli->session, kind, old, text, sizeof text));
}

enum yz_status yz_cli_one(struct yz_cli *cli, int argc, char **argv, uint64_t kinds, enum yz_kind_id *kind,
                          int64_t *id) {
    if (argc < 2) return yz_fail(YZ_USAGE, _("缺少参数 %s"), "REF");
    if (argc > 2) return yz_fail(YZ_USAGE, _("多余的参数 %s"), argv[2]);
    enum yz_status status = yz_ref_resolve(cli->session, argv[1], kinds, kind, id);
    if (status == YZ_OK) say_merged(cli, argv[1], *id);
    return status;
}

/* All assignments, so that every fault is told at once. */
static enum yz_status assign(struct yz_cli *cli, const struct yz_kind *k, void *record, const char *const *sets,
                             int count, struct yz_findings *findings) {
    for (int i = 0; i < count; i++) {
        char field[32], ref[32];
        const char *value;
        enum yz_status status = yz_cli_assignment(sets[i], field, sizeof field, &value);
        if (status != YZ_OK) return status;
        if (as_id(cli, k, field, &value, ref) != YZ_OK) yz_find_error(findings, field, value, yz_message(), NULL);
        else yz_record_set(k, record, field, value, findings);
    }
    return yz_findings_ok(findings) ? YZ_OK : yz_fail(YZ_REFUSED, _("有错误，没有保存"));
}

static void edited(struct yz_cli *cli, enum yz_kind_id kind, const void *record) {
    const struct yz_record *r = record;
    struct yz_json j;
    char ref[32];
    if (cli->json) {
        yz_cli_json(cli, &j);
        yz_cli_fields(cli, &j, kind, record);
        yz_cli_json_end(cli, &j);
    } else {
        yz_cli_print(_("已保存 %1$s，第 %2$lld 版"), yz_ref_text(kind, r->id, ref), (long long)r->version);
    }
}

enum yz_status yz_cli_save(struct yz_cli *cli, enum yz_kind_id kind, void *record, const char *const *sets, int count,
                           struct yz_findings *findings) {
    enum yz_status status = assign(cli, yz_kinds[kind], record, sets, count, findings);
    if (status == YZ_OK) status = yz_record_edit(cli->session, kind, record, findings);
    yz_cli_findings(cli, findings);
    if (status == YZ_OK) edited(cli, kind, record);
    return status;
}

enum yz_status yz_cli_edit(struct yz_cli *cli, enum yz_kind_id kind, int argc, char **argv) {
    const char *sets[SETS];
    int count = 0;
    const struct yz_option_row rows[] = {{.name = "--set", .value = sets, .times = &count, .most = SETS},
                                         {.name = NULL}};
    struct yz_findings findings = {0};
    int64_t id = 0;
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK && !count) status = yz_fail(YZ_USAGE, _("没有写要改什么：--set 字段=值"));
    if (status == YZ_OK) status = yz_cli_one(cli, argc, argv, YZ_KIND_BIT(kind), &kind, &id);
    if (status != YZ_OK) return status;
    void *record = calloc(1, yz_kinds[kind]->size);
    if (!record) return yz_fail(YZ_BUSY, _("内存不足"));
    status = yz_record_get(cli->session, kind, id, record);
    if (status == YZ_OK) status = yz_cli_save(cli, kind, record, sets, count, &findings);
    free(record);
    yz_findings_free(&findings);
    return status;
}
