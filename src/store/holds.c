/* What must hold between records when an act ends, by the SQL of their kinds: whatever wrote them, an undo too. */
#include "store/store_private.h"

#include <yizhan/i18n.h>

static enum yz_status ask(struct yz_store *s, const struct yz_kind *k, int64_t id, yz_date today) {
    struct yz_query *q = yz_sql(s, k->holds);
    enum yz_status wrong = YZ_OK;
    if (!q) return yz_done(q);
    yz_bind(q, 1, id);
    yz_bind(q, 2, today);
    if (yz_next(q)) wrong = yz_fail(YZ_REFUSED, yz_tr(k->holds_rule), yz_text(q, 0));
    enum yz_status status = yz_done(q);
    return status == YZ_OK ? wrong : status;
}

static enum yz_status ask_all(struct yz_store *s, const struct yz_kind *k, yz_date today) {
    struct yz_query *q = yz_sql(s, "SELECT DISTINCT id FROM journal WHERE seq>=?1 AND kind=?2 AND gone=0");
    enum yz_status wrong = YZ_OK;
    if (!q) return yz_done(q);
    yz_bind(q, 1, s->act.id);
    yz_bind_text(q, 2, k->name);
    while (wrong == YZ_OK && yz_next(q)) wrong = ask(s, k, yz_int(q, 0), today);
    enum yz_status status = yz_done(q);
    return status == YZ_OK ? wrong : status;
}

enum yz_status yz_holds(struct yz_store *s) {
    enum yz_status status = YZ_OK;
    for (size_t i = 0; status == YZ_OK && i < yz_store_kind_count; i++) {
        const struct yz_kind *k = yz_store_kind_table[i];
        if (k && k->holds && (s->act.kinds & YZ_KIND_BIT(k->id))) status = ask_all(s, k, yz_today());
    }
    return status;
}
