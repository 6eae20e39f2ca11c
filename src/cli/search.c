/* search: the one line. */
#include "base/nearest.h"
#include "base/text.h"
#include "cli/cli.h"
#include "ui/ui.h"

#include <stdlib.h>
#include <string.h>
#include <yizhan/find.h>
#include <yizhan/i18n.h>

enum { MOST = 1000, USUAL = 20 };

static const enum yz_kind_id record_kinds[] = {
    [YZ_HIT_PERSON] = YZ_PERSON,       [YZ_HIT_HOUSEHOLD] = YZ_HOUSEHOLD, [YZ_HIT_BUILDING] = YZ_BUILDING,
    [YZ_HIT_CASE] = YZ_CASE,           [YZ_HIT_SERVICE] = YZ_SERVICE,     [YZ_HIT_SCREEN] = YZ_NO_KIND,
    [YZ_HIT_CERTIFICATE] = YZ_NO_KIND, [YZ_HIT_NEED] = YZ_NEED,           [YZ_HIT_RESOURCE] = YZ_OFFER,
    [YZ_HIT_DWELLING] = YZ_DWELLING};

static const char *kind_name(size_t i, const void *ctx) {
    (void)ctx;
    return i <= YZ_HIT_DWELLING ? yz_hit_kind_name((enum yz_hit_kind)i) : NULL;
}

static enum yz_status wrong_kind(const char *word) {
    const char *near = yz_nearest(word, kind_name, NULL);
    if (near) return yz_fail(YZ_USAGE, _("没有种类 %1$s，是不是 %2$s？"), word, near);
    return yz_fail(
        YZ_USAGE, _("没有种类 %s；有 person household building case service screen certificate need resource dwelling"),
        word);
}

static enum yz_status read_kinds(const char *list, unsigned *kinds) {
    while (*list) {
        size_t n = strcspn(list, ",");
        char word[64];
        snprintf(word, sizeof word, "%.*s", (int)n, list);
        unsigned bit = 0;
        for (int i = 0; i <= YZ_HIT_DWELLING; i++) {
            if (strcmp(yz_hit_kind_name((enum yz_hit_kind)i), word) == 0) bit = YZ_HITS(i);
        }
        if (!bit && n) return wrong_kind(word);
        *kinds |= bit;
        list += n + (list[n] == ',');
    }
    return YZ_OK;
}

/* What `show` takes: the REF, the key of a service, the name of a screen. */
static const char *hit_id(const struct yz_hit *h, char ref[32]) {
    enum yz_kind_id kind = record_kinds[h->kind];
    return kind != YZ_NO_KIND && h->id ? yz_ref_text(kind, h->id, ref) : h->key;
}

static void hit_json(struct yz_cli *cli, const struct yz_hit *h) {
    struct yz_json j;
    char ref[32];
    yz_cli_json(cli, &j);
    yz_json_text(&j, "kind", yz_hit_kind_name(h->kind));
    yz_json_text(&j, "id", hit_id(h, ref));
    if (*h->key) yz_json_text(&j, "key", h->key);
    yz_json_text(&j, "title", h->title);
    yz_json_text(&j, "subtitle", h->subtitle);
    yz_json_text(&j, "why", h->why);
    yz_cli_json_end(cli, &j);
}

static void print(struct yz_cli *cli, const struct yz_hit *hits, size_t count) {
    struct yz_table t;
    char ref[32];
    yz_table_begin(&t, 0, "REF", _("名称"), _("说明"), _("依据"), NULL);
    for (size_t i = 0; i < count; i++) {
        if (cli->json) {
            hit_json(cli, &hits[i]);
            continue;
        }
        yz_table_cell(&t, hit_id(&hits[i], ref));
        yz_table_cell(&t, hits[i].title);
        yz_table_cell(&t, hits[i].subtitle);
        yz_table_cell(&t, hits[i].why);
    }
    yz_table_print(&t);
}

/* Several words without quotes are one query. */
static void join(int argc, char **argv, char *query, size_t room) {
    *query = '\0';
    for (int i = 1; i < argc; i++) {
        size_t have = strlen(query);
        snprintf(query + have, room - have, "%s%s", have ? " " : "", argv[i]);
    }
}

enum yz_status yz_cli_search(struct yz_cli *cli, int argc, char **argv) {
    const char *kind = NULL, *limit = NULL;
    const struct yz_option_row rows[] = {
        {.name = "--kind", .value = &kind}, {.name = "--limit", .value = &limit}, {.name = NULL}};
    char query[512];
    int64_t most = USUAL;
    unsigned kinds = 0;
    size_t count = 0;
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK && argc < 2) status = yz_usage("search");
    if (status == YZ_OK && limit) status = yz_argument_number("--limit", limit, 1, MOST, &most);
    if (status == YZ_OK && kind) status = read_kinds(kind, &kinds);
    if (status != YZ_OK) return status;
    struct yz_hit *hits = calloc((size_t)most, sizeof *hits);
    if (!hits) return yz_fail(YZ_BUSY, _("内存不足"));
    join(argc, argv, query, sizeof query);
    yz_ui_name_screens(NULL);
    status = yz_search(cli->session, query, kinds, hits, (size_t)most, &count);
    if (status == YZ_OK) print(cli, hits, count);
    if (status == YZ_OK && !count) status = yz_fail(YZ_REFUSED, _("没有找到“%s”"), query);
    free(hits);
    return status;
}
