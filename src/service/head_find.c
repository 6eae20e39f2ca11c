/* The head of the chain on a sheet of paper, found again in the journal. */
#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/journal.h>

#include "base/text.h"
#include "service/session.h"

enum { SHORTEST = 8, LONGEST = 64 };

/* The digits alone, in small letters: people type them in groups. */
static bool digits_of(const char *typed, char out[LONGEST + 1]) {
    size_t n = 0;
    for (; *typed; typed++) {
        char c = *typed >= 'A' && *typed <= 'F' ? (char)(*typed + 32) : *typed;
        if (c == ' ') continue;
        if (n == LONGEST || !strchr("0123456789abcdef", c)) return false;
        out[n++] = c;
    }
    out[n] = '\0';
    return n >= SHORTEST;
}

static enum yz_status find(struct yz_session *s, const char *digits, struct yz_log_line *out) {
    struct yz_query *q =
        yz_sql(s->store, "SELECT seq, at FROM journal WHERE substr(lower(hex(hash)), 1, ?2) = ?1 LIMIT 1");
    yz_bind_text(q, 1, digits);
    yz_bind(q, 2, (int64_t)strlen(digits));
    if (yz_next(q)) *out = (struct yz_log_line){.seq = yz_int(q, 0), .at = yz_int(q, 1)};
    return yz_done(q);
}

/* The newest sheet whose head is still in the chain. */
static yz_date last_good(struct yz_session *s) {
    return (yz_date)yz_sql_int(
        s->store,
        "SELECT ifnull(max(day), 0) FROM handover h WHERE length(head) = 64 AND EXISTS(SELECT 1 FROM "
        "journal WHERE lower(hex(hash)) = h.head)",
        0, 0);
}

enum yz_status yz_head_find(struct yz_session *s, const char *head, struct yz_log_line *out) {
    char digits[LONGEST + 1], day[YZ_DATE_TEXT];
    *out = (struct yz_log_line){0};
    if (!digits_of(head, digits))
        return yz_fail(YZ_USAGE, _("链头是 8 到 64 位的 0-9、a-f，照交接单上的“日志末行”写；写的是 %s"), head);
    enum yz_status status = find(s, digits, out);
    if (status != YZ_OK || out->seq) return status;
    yz_date good = last_good(s);
    if (good)
        return yz_fail(
            YZ_FOREIGN,
            _("日志里没有这个链头：照纸上再核一遍；没有抄错，就是那以后日志被换过，还对得上的交接单最晚是 %s"),
            yz_date_text(good, day));
    return yz_fail(YZ_FOREIGN, _("日志里没有这个链头：照纸上再核一遍；没有抄错，就是那以后日志被换过"));
}
