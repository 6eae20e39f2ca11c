/* Saving a sitting: those chosen become cases in one act, undone as one. Each is judged under the lock, since another desk
 * may have enrolled the same person meanwhile. */
#include <string.h>
#include <yizhan/i18n.h>

#include "base/text.h"
#include "service/desk/bulk_private.h"

static void done(struct yz_bulk_line *l, const struct yz_case *c) {
    l->state = YZ_BULK_DONE;
    l->case_id = c->id;
    yz_copy(l->number, sizeof l->number, c->number);
}

static enum yz_status write_all(struct yz_bulk *b, struct yz_bulk_report *r) {
    struct yz_case c;
    enum yz_status status = YZ_OK;
    for (size_t i = 0; i < b->count && status == YZ_OK; i++) {
        struct yz_bulk_line *l = &b->lines[i];
        if (!l->chosen) continue;
        status = yz_bulk_judge(b, i, &c);
        if (status == YZ_OK && l->state == YZ_BULK_FIT) {
            status = yz_intake_put(b->in, &b->outcome, &c);
            if (status == YZ_OK) done(l, &c);
        }
        r->done += l->state == YZ_BULK_DONE;
        r->known += l->state == YZ_BULK_KNOWN;
        r->refused += l->state == YZ_BULK_UNFIT;
    }
    return status == YZ_OK && b->findings.lost ? yz_fail(YZ_BUSY, _("内存不足")) : status;
}

/* Those chosen: done now, or nothing happened to them. */
static void settle(struct yz_bulk *b, bool written) {
    for (size_t i = 0; i < b->count; i++) {
        struct yz_bulk_line *l = &b->lines[i];
        if (l->chosen && l->state == YZ_BULK_DONE && !written) {
            l->state = YZ_BULK_FIT;
            l->case_id = 0;
            *l->number = '\0';
        }
        l->chosen &= l->state == YZ_BULK_FIT;
    }
}

static enum yz_status finish(struct yz_bulk *b, bool whole, struct yz_bulk_report *r, enum yz_status status) {
    struct yz_store *store = b->s->store;
    bool write = status == YZ_OK && r->done && !(whole && r->refused);
    if (write && b->place) status = yz_bulk_draft_drop(b, b->place_kind, b->place);
    write &= status == YZ_OK;
    if (write) status = yz_act_commit(store, &r->act);
    else yz_act_abort(store);
    write &= status == YZ_OK;
    settle(b, write);
    if (!write) r->done = 0;
    return status;
}

enum yz_status yz_bulk_save(struct yz_bulk *b, bool whole, struct yz_bulk_report *out) {
    *out = (struct yz_bulk_report){0};
    if (!yz_bulk_count(b).chosen) return yz_fail(YZ_REFUSED, _("还没有选人"));
    enum yz_status status = yz_session_act(b->s, b->verb);
    if (status != YZ_OK) return status;
    yz_act_bulk(b->s->store);
    yz_bulk_begin_judging(b);
    status = finish(b, whole, out, write_all(b, out));
    if (status != YZ_OK) return status;
    if (whole && out->refused) return yz_fail(YZ_REFUSED, _("有 %zu 人不符合，按“全部或全不”没有办理"), out->refused);
    if (!out->done && out->refused) return yz_fail(YZ_REFUSED, _("选定的人都不符合，没有办理"));
    return out->refused ? yz_fail(YZ_PARTIAL, _("有 %zu 人不符合，没有办理"), out->refused) : YZ_OK;
}
