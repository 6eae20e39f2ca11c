/* Letters and the hub: what waits for it, and what it said. */
#include "service/letters/letters.h"
#include "service/letters/letters_private.h"

#include <string.h>
#include <yizhan/i18n.h>

#include "base/json.h"
#include "base/text.h"

#define WAITING "(state = 1 OR state BETWEEN 6 AND 8)"

bool yz_letter_waits(const struct yz_letter *letter) {
    return letter->state == YZ_LETTER_WAITS ||
           (letter->state >= YZ_LETTER_ACCEPTING && letter->state <= YZ_LETTER_RECALLING);
}

enum yz_status yz_letter_next(struct yz_session *s, int64_t after, struct yz_letter *out, bool *found) {
    struct yz_query *q = yz_select(s->store, &yz_letter_kind, "WHERE id > ?1 AND " WAITING " ORDER BY id LIMIT 1");
    yz_bind(q, 1, after);
    *found = yz_next(q);
    if (*found) yz_row(q, &yz_letter_kind, out);
    return yz_done(q);
}

enum yz_status yz_letter_again(struct yz_session *s, yz_moment *at, int64_t *id, struct yz_letter *out, bool *found) {
    struct yz_query *q =
        yz_select(s->store, &yz_letter_kind,
                  "WHERE sender = ?1 AND sort IN (1, 2, 7) AND state IN (2, 3) AND (answered, id) > (?2, ?3) "
                  "ORDER BY answered, id LIMIT 1");
    yz_bind(q, 1, yz_store_number(s->store));
    yz_bind(q, 2, *at);
    yz_bind(q, 3, *id);
    *found = yz_next(q);
    if (*found) yz_row(q, &yz_letter_kind, out);
    if (*found) *at = out->answered, *id = out->id;
    return yz_done(q);
}

enum yz_status yz_letter_head(const struct yz_letter *letter, struct yz_buffer *out) {
    struct yz_letter head = *letter;
    head.staff = 0;                                          /* of the other station's file */
    if (head.sort == YZ_LETTER_HOUSEHOLD) *head.body = '\0'; /* who goes comes with it */
    head.state = YZ_LETTER_OFFERED;
    *head.answer = '\0';
    yz_record_json(out, &yz_letter_kind, &head);
    return out->failed ? yz_fail(YZ_BUSY, _("内存不足")) : YZ_OK;
}

enum yz_status yz_letter_may_undo(struct yz_session *s, int64_t act) {
    char title[240] = "";
    struct yz_query *q =
        yz_sql(s->store, "SELECT l.title FROM journal j JOIN letter l ON l.id = j.id WHERE j.act = ?1 AND j.kind "
                         "= 'letter' AND l.sort IN (1, 2, 7) AND EXISTS (SELECT 1 FROM journal t WHERE t.kind = "
                         "'letter' AND t.id = j.id AND t.version >= j.version AND t.staff = 0) LIMIT 1");
    yz_bind(q, 1, act);
    if (yz_next(q)) yz_copy(title, sizeof title, yz_text(q, 0));
    enum yz_status status = yz_done(q);
    if (status == YZ_OK && !*title) return yz_household_may_undo(s, act);
    if (status != YZ_OK) return status;
    return yz_fail(YZ_REFUSED, _("“%s”已由区县记下，不能撤销：没有答复的收回，已接收的请对方再转回来"), title);
}

/* --- what the hub said --- */

static const char *refused_because(const char *word) {
    if (strcmp(word, "theirs") == 0) return _("区县说它已经归别的站");
    if (strcmp(word, "open") == 0) return _("区县说它正转给别的站");
    return _("区县没有这个编号的驿站");
}

/* How a letter stands after a word of the hub. "gone" to a recall: it was accepted before, and that is on its way here. */
static void set_state(struct yz_letter *letter, const char *word) {
    static const struct {
        const char *word;
        int32_t state;
    } words[] = {{"offered", YZ_LETTER_OFFERED},
                 {"accepted", YZ_LETTER_ACCEPTING}, /* until the bundle is here */
                 {"declined", YZ_LETTER_DECLINED},
                 {"recalled", YZ_LETTER_RECALLED}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcmp(word, words[i].word) != 0) continue;
        letter->state = words[i].state;
        if (!yz_letter_hands(letter) && letter->state == YZ_LETTER_ACCEPTING)
            letter->state = YZ_LETTER_ACCEPTED; /* nothing comes with it */
        return;
    }
    if (strcmp(word, "gone") == 0) {
        letter->state = letter->state == YZ_LETTER_RECALLING   ? YZ_LETTER_OFFERED
                        : letter->state == YZ_LETTER_DECLINING ? YZ_LETTER_DECLINED
                                                               : YZ_LETTER_RECALLED;
        return;
    }
    letter->state = YZ_LETTER_REFUSED;
    yz_copy(letter->answer, sizeof letter->answer, refused_because(word));
}

enum yz_status yz_letter_told(struct yz_session *s, const struct yz_letter *letter, const char *word) {
    struct yz_letter now = *letter;
    set_state(&now, word);
    if (now.state == letter->state) return YZ_OK;
    enum yz_status status = yz_act_begin(s->store, "tell-letter", 0);
    if (status != YZ_OK) return status;
    bool back = now.state == YZ_LETTER_RECALLED || now.state == YZ_LETTER_REFUSED;
    status = back ? yz_letter_settle(s, &now) : YZ_OK;
    if (status == YZ_OK) status = yz_put(s->store, &yz_letter_kind, &now);
    return yz_session_end(s, status);
}
