/* People of other stations who are served here: found through the hub, here under their own id, changed by their own station. */
#include "service/letters/letters.h"
#include "service/letters/letters_private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/rights.h>

#include "base/json.h"
#include "base/mask.h"
#include "base/text.h"

/* A look behind the mask is a note "reveal" of the person, wherever it was. */
static enum yz_status note(struct yz_session *s, const char *kind, int64_t id, const char *reason, const char *number,
                           int64_t count) {
    struct yz_buffer b = {0};
    struct yz_json j;
    yz_json_open(&j, &b);
    yz_json_object(&j, NULL);
    yz_json_text(&j, "kind", "person");
    yz_json_text(&j, "reason", reason);
    if (number) yz_json_text(&j, "number", number);
    if (number) yz_json_int(&j, "found", count);
    yz_json_end(&j);
    enum yz_status status =
        b.failed ? yz_fail(YZ_BUSY, _("内存不足")) : yz_note(s->store, kind, id, yz_buffer_string(&b));
    yz_buffer_free(&b);
    return status;
}

enum yz_status yz_guest_question(struct yz_session *s, const char *number, const char *reason,
                                 char stored[YZ_GUEST_NUMBER], char why[YZ_REVEAL_REASON]) {
    char typed[64];
    size_t last = YZ_GUEST_NUMBER - 2;
    enum yz_status status = yz_must(s, YZ_RIGHT_REVEAL);
    if (status != YZ_OK) return status;
    yz_text_fold(typed, sizeof typed, number);
    if (strlen(typed) != last + 1) return yz_fail(YZ_USAGE, _("写完整的 18 位身份证号：区县只按整个号码找"));
    if (typed[last] == 'x') typed[last] = 'X';
    memcpy(stored, typed, YZ_GUEST_NUMBER);
    return yz_reveal_why(reason, why);
}

enum yz_status yz_guest_sought(struct yz_session *s, const char *number, const char *reason, size_t found) {
    char masked[48];
    yz_mask_id(masked, sizeof masked, number);
    enum yz_status status = yz_act_begin(s->store, "seek-resident", s->staff.id);
    if (status != YZ_OK) return status;
    return yz_session_end(s, note(s, "seek", 0, reason, masked, (int64_t)found));
}

enum yz_status yz_guest_put(struct yz_session *s, const char *json, const char *reason, int64_t *person) {
    struct yz_person p;
    char strange[YZ_STRANGE];
    enum yz_status status = yz_record_parse_known(s->store, &yz_person_kind, json, &p, strange);
    if (status == YZ_OK && (*strange || !p.id))
        status = yz_fail(YZ_REFUSED, _("转来的%1$s里有这个程序不认得的（%2$s）：请更新程序，再同步"),
                         yz_tr(yz_person_kind.label), strange);
    if (status != YZ_OK) return status;
    *person = p.id;
    bool known = yz_letter_there(s, &yz_person_kind, p.id);
    status = yz_session_act(s, "serve-resident");
    if (status != YZ_OK) return status;
    if (!known) status = yz_put_given(s->store, &yz_person_kind, &p);
    if (status == YZ_OK) status = note(s, "reveal", p.id, reason, NULL, 0);
    return yz_session_end(s, status);
}

/* --- at their own station --- */

struct seen {
    int64_t person;
    char reason[384];
};

static void take_seen(void *ctx, const char *name, const char *value) {
    struct seen *seen = ctx;
    if (strcmp(name, "person") == 0) seen->person = strtoll(value, NULL, 10);
    if (strcmp(name, "reason") == 0) yz_copy(seen->reason, sizeof seen->reason, value);
}

enum yz_status yz_letter_take_seen(struct yz_session *s, const struct yz_sent *m, struct yz_findings *f) {
    struct seen seen = {0};
    char reason[640], name[128];
    (void)f;
    enum yz_status status = yz_json_each(s->store, m->bytes, take_seen, &seen);
    if (status != YZ_OK || !seen.person) return status;
    snprintf(reason, sizeof reason, "%s：%s", yz_district_name(s, (int)strtol(m->source, NULL, 10), name, sizeof name),
             seen.reason);
    return note(s, "reveal", seen.person, reason, NULL, 0);
}
