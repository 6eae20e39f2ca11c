/* Names that every line of every list of cases asks for: read once a session, until the file changes. */
#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>

#include "base/text.h"
#include "service/desk/desk_private.h"
#include "service/session.h"

/* Ids of two kinds may be the same number; the kinds asked for are never the same one's. */
static struct yz_known_name *slot_of(struct yz_session *s, const struct yz_kind *k, int64_t id) {
    return &s->names[((uint64_t)id * 2 + (k->id == YZ_STATION)) % YZ_NAMES_KEPT];
}

const char *yz_known_name(struct yz_session *s, const struct yz_kind *k, int64_t id) {
    struct yz_known_name *n = slot_of(s, k, id);
    if (!id) return "";
    if (n->id == id) return n->name;
    struct yz_query *q = k->id == YZ_STATION ? yz_sql(s->store, "SELECT name FROM station WHERE id = ?1")
                                             : yz_sql(s->store, "SELECT name FROM staff WHERE id = ?1");
    yz_bind(q, 1, id);
    yz_copy(n->name, sizeof n->name, yz_next(q) ? yz_text(q, 0) : "");
    n->id = yz_done(q) == YZ_OK ? id : 0;
    return n->name;
}

/* Lists ask for the same one again and again. */
static const char *shipped_service(const char *key) {
    static char known[96], name[96];
    static bool in_english;
    bool english = strcmp(yz_language_name(), "en") == 0;
    if (strcmp(known, key) == 0 && in_english == english) return name;
    struct yz_item *item = malloc(sizeof *item);
    if (!item) return key;
    bool found = yz_item_named(NULL, key, item);
    yz_copy(name, sizeof name, !found ? key : english && *item->name_en ? item->name_en : item->short_name);
    yz_copy(known, sizeof known, key);
    in_english = english;
    free(item);
    return name;
}

const char *yz_known_service(struct yz_session *s, const char *key) {
    if (!s) return shipped_service(key);
    unsigned hash = 5381;
    for (const char *p = key; *p; p++) hash = hash * 33 + (unsigned char)*p;
    struct yz_known_service *k = &s->services[hash % YZ_NAMES_KEPT];
    bool english = strcmp(yz_language_name(), "en") == 0;
    if (*key && strcmp(k->key, key) == 0 && k->english == english) return k->name;
    struct yz_query *q = yz_sql(s->store, "SELECT short_name, name_en FROM service WHERE key = ?1");
    yz_bind_text(q, 1, key);
    bool found = yz_next(q), en = found && *yz_text(q, 1) && english;
    yz_copy(k->name, sizeof k->name, found ? yz_text(q, en ? 1 : 0) : "");
    if (!*k->name) yz_copy(k->name, sizeof k->name, key);
    k->english = english; /* paper is Chinese in between */
    yz_copy(k->key, sizeof k->key, yz_done(q) == YZ_OK ? key : "");
    return k->name;
}
