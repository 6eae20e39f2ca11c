/* What stands for a need or an offer in public, written by the clerk; it holds as long as the record says the same. */
#include "service/lists/notice_private.h"

#include "base/sha256.h"
#include "base/text.h"
#include "service/clean.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/lists.h>
#include <yizhan/registry.h>

void yz_sha256_text(const void *bytes, size_t n, char out[72]) {
    unsigned char sum[32];
    yz_sha256(sum, bytes, n);
    for (size_t i = 0; i < sizeof sum; i++) snprintf(out + 2 * i, 3, "%02x", sum[i]);
}

static struct yz_query *wording_query(struct yz_session *s, enum yz_kind_id kind, int64_t id) {
    struct yz_query *q = kind == YZ_NEED
                             ? yz_select(s->store, &yz_wording_kind, "WHERE need=?1 ORDER BY id DESC LIMIT 1")
                             : yz_select(s->store, &yz_wording_kind, "WHERE offer=?1 ORDER BY id DESC LIMIT 1");
    yz_bind(q, 1, id);
    return q;
}

bool yz_wording_of(struct yz_session *s, enum yz_kind_id kind, int64_t id, const char *original,
                   struct yz_wording *out) {
    char sum[72];
    struct yz_query *q = wording_query(s, kind, id);
    bool found = yz_next(q);
    if (found) yz_row(q, &yz_wording_kind, out);
    if (yz_done(q) != YZ_OK || !found) return false;
    yz_sha256_text(original, strlen(original), sum);
    return strcmp(sum, out->original) == 0 && (out->left_out || *out->text);
}

void yz_offer_public_text(const struct yz_offer *o, char *out, size_t room) {
    if (*o->detail) snprintf(out, room, "%s：%s", o->name, o->detail);
    else yz_copy(out, room, o->name);
    out[yz_utf8_cut(out, room - 1)] = '\0';
}

/* The text that the record has now. */
static enum yz_status own_text(struct yz_session *s, enum yz_kind_id kind, int64_t id, char *out, size_t room) {
    struct yz_need n;
    struct yz_offer o;
    enum yz_status status = YZ_OK;
    if (kind == YZ_NEED) status = yz_record_get(s, kind, id, &n);
    else status = yz_record_get(s, kind, id, &o);
    if (status != YZ_OK) return status;
    if (kind == YZ_NEED && n.secret) return yz_fail(YZ_REFUSED, _("保密的需求从不公开"));
    if (kind == YZ_NEED) yz_copy(out, room, n.text);
    else yz_offer_public_text(&o, out, room);
    return YZ_OK;
}

/* Nothing that the clerk writes for the public may tell who, either. */
static enum yz_status check_words(struct yz_session *s, const char *text) {
    struct yz_notice_world w;
    enum yz_status status = yz_notice_world_load(s, &w);
    enum yz_public_rule rule = status == YZ_OK ? yz_public_text_check(&w, text, NULL) : YZ_PUBLIC_FINE;
    if (rule) status = yz_fail(YZ_REFUSED, _("%1$s：%2$s"), yz_public_rule_name(rule), yz_public_rule_mend(rule));
    yz_notice_world_free(&w);
    return status;
}

enum yz_status yz_notice_word(struct yz_session *s, enum yz_kind_id kind, int64_t id, const char *text, bool left_out) {
    char original[512] = "", sum[72];
    struct yz_wording w = {0};
    if (kind != YZ_NEED && kind != YZ_OFFER) return yz_fail(YZ_USAGE, _("只有需求、服务和资源有公开措辞"));
    enum yz_status status = own_text(s, kind, id, original, sizeof original);
    struct yz_query *q = status == YZ_OK ? wording_query(s, kind, id) : NULL;
    if (q && yz_next(q)) yz_row(q, &yz_wording_kind, &w);
    if (q) status = yz_done(q);
    if (status != YZ_OK) return status;
    *(kind == YZ_NEED ? &w.need : &w.offer) = id;
    yz_sha256_text(original, strlen(original), sum);
    bool kept =
        left_out && !*text && strcmp(sum, w.original) == 0; /* words for what it says now, to come back with it */
    if (!kept && yz_clean(w.text, sizeof w.text, text, false) > YZ_STRIPPED)
        return yz_fail(YZ_REFUSED, _("文字损坏，或太长"));
    w.left_out = left_out;
    w.staff = s->staff.id;
    w.at = yz_now();
    yz_copy(w.original, sizeof w.original, sum);
    if (*w.text && !kept) status = check_words(s, w.text);
    if (status == YZ_OK) status = yz_session_act(s, "word-notice");
    return status == YZ_OK ? yz_session_end(s, yz_put(s->store, &yz_wording_kind, &w)) : status;
}
