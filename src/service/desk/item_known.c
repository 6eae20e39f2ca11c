/* Items as the session has read them: a definition is parsed once, until its record has another version. */
#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>

#include "service/desk/desk_private.h"
#include "service/session.h"

struct yz_known_item {
    int64_t id, version;
    struct yz_item item;
};

static enum yz_status parse(const struct yz_service *record, struct yz_item *out) {
    struct yz_findings f = {0};
    enum yz_status status = YZ_OK;
    if (!yz_item_parse(record->definition, strlen(record->definition), out, &f)) {
        const struct yz_finding *first = f.count ? &f.all[0] : NULL;
        status = yz_fail(YZ_FOREIGN, _("事项“%s”的定义有错：第 %s 行，%s"), record->key, first ? first->field : "?",
                         first ? first->rule : "");
    }
    yz_findings_free(&f);
    return status;
}

/* The place for an item: its own, a free one, or that of the one read longest ago. NULL: no memory. */
static struct yz_known_item *place_for(struct yz_session *s, int64_t id) {
    struct yz_known_item **k = NULL;
    for (size_t i = 0; i < YZ_ITEMS_KEPT && !k; i++)
        if (!s->items[i] || s->items[i]->id == id) k = &s->items[i];
    if (!k) k = &s->items[s->items_read++ % YZ_ITEMS_KEPT];
    if (!*k) *k = calloc(1, sizeof **k);
    return *k;
}

enum yz_status yz_known_item(struct yz_session *s, const char *key, int64_t id, int64_t version,
                             const struct yz_item **out) {
    struct yz_service record;
    struct yz_known_item *k = place_for(s, id);
    if (!k) return yz_fail(YZ_BUSY, _("内存不足"));
    *out = &k->item;
    if (k->id == id && k->version == version) return YZ_OK;
    enum yz_status status = yz_catalogue_record(s->store, key, &record);
    unsigned failures = yz_failures();
    k->id = k->version = 0;
    if (status == YZ_OK) status = parse(&record, &k->item);
    if (status != YZ_OK || yz_failures() != failures) return status;
    k->id = record.id;
    k->version = record.version;
    return YZ_OK;
}

void yz_known_items_free(struct yz_session *s) {
    for (size_t i = 0; i < YZ_ITEMS_KEPT; i++) free(s->items[i]);
    memset(s->items, 0, sizeof s->items);
}
