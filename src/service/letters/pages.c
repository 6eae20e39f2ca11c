/* Letters to read: lists, counts, and who has to do something. */
#include "service/letters/letters_private.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/i18n.h>

#include "base/text.h"

#define OPEN "(state IN (1, 2, 6, 7, 8))"

bool yz_letter_undecided(struct yz_session *s, const struct yz_letter *letter) {
    return letter->state == YZ_LETTER_OFFERED && letter->receiver == yz_store_number(s->store);
}

static enum yz_status read_rows(struct yz_query *q, int64_t own, struct yz_letter *out, size_t max, size_t *count) {
    yz_bind(q, 1, own);
    yz_bind(q, 2, (int64_t)(max - *count));
    while (*count < max && yz_next(q)) yz_row(q, &yz_letter_kind, &out[(*count)++]);
    return yz_done(q);
}

enum yz_status yz_letters(struct yz_session *s, bool open, struct yz_letter *out, size_t max, size_t *count) {
    int64_t own = yz_store_number(s->store);
    *count = 0;
    enum yz_status status =
        read_rows(yz_select(s->store, &yz_letter_kind,
                            "WHERE " OPEN " ORDER BY state <> 2 OR receiver <> ?1, at DESC, id DESC LIMIT ?2"),
                  own, out, max, count);
    if (status != YZ_OK || open || *count == max) return status;
    return read_rows(
        yz_select(s->store, &yz_letter_kind, "WHERE NOT " OPEN " AND ?1 > 0 ORDER BY at DESC, id DESC LIMIT ?2"), own,
        out, max, count);
}

enum yz_status yz_letter_count(struct yz_session *s, int64_t *undecided, int64_t *waiting) {
    struct yz_query *q = yz_sql(s->store, "SELECT count(*) FILTER (WHERE state = 2 AND receiver = ?1), count(*) FILTER "
                                          "(WHERE state <> 2) FROM letter WHERE " OPEN);
    yz_bind(q, 1, yz_store_number(s->store));
    bool found = yz_next(q);
    *undecided = found ? yz_int(q, 0) : 0;
    *waiting = found ? yz_int(q, 1) : 0;
    return yz_done(q);
}

enum yz_status yz_letter_named(struct yz_session *s, const char *ref, struct yz_letter *out) {
    enum yz_kind_id kind = YZ_NO_KIND;
    int64_t id;
    if (!yz_ref_parse(ref, &kind, &id) || kind != YZ_LETTER)
        return yz_fail(YZ_USAGE, _("不是往来的编号：%s；例如 letter:7.3，见 hub inbox"), ref);
    return yz_get(s->store, &yz_letter_kind, id, out);
}

char *yz_letter_other(struct yz_session *s, const struct yz_letter *letter, char *out, size_t room) {
    bool own = letter->sender == yz_store_number(s->store) && letter->receiver != letter->sender;
    char name[128];
    yz_district_name(s, (int)(own ? letter->receiver : letter->sender), name, sizeof name);
    if (letter->sort == YZ_LETTER_COPY) snprintf(out, room, "%s", _("本站另一份文件"));
    else snprintf(out, room, own ? _("发给 %s") : _("来自 %s"), name);
    return out;
}
