/* Chains of items: what must be finished before, over the file at hand and the catalogue around it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>

#include "base/conf.h"
#include "base/data.h"
#include "base/text.h"
#include "service/desk/desk_private.h"
#include "service/session.h"

enum { LONGEST = 16 }; /* steps of a chain that anybody could follow */

/* The definition of an item: as the station has it, else as it is compiled in. NULL when there is none. */
static const char *definition_of(struct yz_session *s, const char *key, struct yz_service *record, size_t *size) {
    char name[96];
    if (s && yz_catalogue_record(s->store, key, record) == YZ_OK && record->id) {
        *size = strlen(record->definition);
        return record->definition;
    }
    snprintf(name, sizeof name, "services/%s.item", key);
    return yz_data(name, size);
}

bool yz_item_named(struct yz_session *s, const char *key, struct yz_item *out) {
    struct yz_findings ignored = {0};
    struct yz_service *record = malloc(sizeof *record);
    size_t size;
    const char *text = record ? definition_of(s, key, record, &size) : NULL;
    if (text) yz_item_parse(text, size, out, &ignored); /* faults of others are not this file's */
    yz_findings_free(&ignored);
    free(record);
    return text != NULL;
}

static void complain(const struct yz_item *item, const char *value, const char *rule, const char *mend, bool must,
                     struct yz_findings *f) {
    char place[32];
    yz_conf_place((size_t)item->after_line, "after", place);
    if (must) yz_find_error(f, place, value, rule, mend);
    else yz_find_warning(f, place, value, rule, mend);
}

/* Follows the chain back; what leads to the item itself can never begin. */
static void follow(struct yz_session *s, const struct yz_item *item, struct yz_item *other, struct yz_findings *f) {
    char key[48], way[160];
    yz_copy(key, sizeof key, item->after);
    snprintf(way, sizeof way, "%s", item->key);
    for (int step = 0; *key; step++) {
        size_t n = strlen(way);
        snprintf(way + n, sizeof way - n, " ← %s", key);
        if (strcmp(key, item->key) == 0 || step == LONGEST) {
            complain(item, way, _("这条链绕回来了，永远办不了"), _("去掉其中一个 after"), true, f);
            return;
        }
        if (!yz_item_named(s, key, other)) {
            complain(item, key, _("目录里没有这个事项"), _("先装入它，或改 after"), s != NULL, f);
            return;
        }
        yz_copy(key, sizeof key, other->after);
    }
}

static void check_names(struct yz_session *s, const struct yz_item *item, const struct yz_expr *e,
                        struct yz_item *other, struct yz_findings *f) {
    char place[32];
    for (uint8_t i = 0; i < e->count; i++) {
        const struct yz_expr_node *n = &e->nodes[i];
        if (n->op != YZ_OP_HAS && n->op != YZ_OP_OPEN) continue;
        if (strcmp(n->word, item->key) == 0 || yz_item_named(s, n->word, other)) continue;
        yz_find_warning(f, yz_conf_place((size_t)e->line, "test", place), n->word, _("目录里没有这个事项"),
                        _("先装入它，或改这个名字"));
    }
}

bool yz_chain_check(struct yz_session *s, const struct yz_item *item, struct yz_findings *f) {
    size_t errors = f->errors;
    struct yz_item *other = malloc(sizeof *other);
    if (!other) return yz_fail(YZ_BUSY, _("内存不足")), false;
    if (strcmp(item->after, item->key) != 0) follow(s, item, other, f);
    for (size_t i = 0; i < item->test_count; i++) check_names(s, item, &item->tests[i].test, other, f);
    check_names(s, item, &item->after_or, other, f);
    free(other);
    return f->errors == errors && !f->lost;
}
