/* Drafts of forms, for the screens. */
#include <stdlib.h>
#include <yizhan/drafts.h>
#include <yizhan/i18n.h>

#include "base/json.h"
#include "base/text.h"
#include "service/session.h"

enum { ROOM = 32768 };

enum yz_status yz_drafts_write(struct yz_session *s, const char *form, int64_t record, int64_t version,
                               const struct yz_draft_pair *pairs, size_t count) {
    struct yz_buffer b = {0};
    struct yz_json j;
    yz_json_open(&j, &b);
    yz_json_object(&j, NULL);
    for (size_t i = 0; i < count; i++) yz_json_text(&j, pairs[i].name, pairs[i].value);
    yz_json_end(&j);
    enum yz_status status = b.failed
                                ? yz_fail(YZ_BUSY, _("内存不足"))
                                : yz_draft_write(s->store, s->staff.id, form, record, version, yz_buffer_string(&b));
    yz_buffer_free(&b);
    return status;
}

enum yz_status yz_drafts_read(struct yz_session *s, const char *form, int64_t record,
                              void (*pair)(void *ctx, const char *name, const char *value), void *ctx, yz_moment *at) {
    char *json = malloc(ROOM);
    *at = 0;
    if (!json) return yz_fail(YZ_BUSY, _("内存不足"));
    *json = '\0';
    enum yz_status status = yz_draft_read(s->store, s->staff.id, form, record, json, ROOM, NULL, at);
    if (status == YZ_OK && *at && pair) status = yz_json_each(s->store, json, pair, ctx);
    free(json);
    return status;
}

enum yz_status yz_drafts_drop(struct yz_session *s, const char *form, int64_t record) {
    return yz_draft_drop(s->store, s->staff.id, form, record);
}

enum yz_status yz_drafts_list(struct yz_session *s, struct yz_draft_line *out, size_t max, size_t *count) {
    *count = 0;
    struct yz_query *q =
        yz_sql(s->store, "SELECT form, record, at FROM draft WHERE staff = ?1 ORDER BY at DESC LIMIT ?2");
    yz_bind(q, 1, s->staff.id);
    yz_bind(q, 2, (int64_t)max);
    while (*count < max && yz_next(q)) {
        struct yz_draft_line *l = &out[(*count)++];
        yz_copy(l->form, sizeof l->form, yz_text(q, 0));
        l->record = yz_int(q, 1);
        l->at = yz_int(q, 2);
    }
    return yz_done(q);
}
