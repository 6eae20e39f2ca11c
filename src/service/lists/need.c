/* Needs: what is filled in, what is checked, and who reads the secret ones. */
#include "base/mask.h"
#include "service/lists/lists_private.h"

#include "base/text.h"
#include "service/clean.h"
#include "service/session.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/registry.h>
#include <yizhan/rights.h>

enum { SOURCE_DESK = 4 }; /* need_source */

bool yz_need_open(const struct yz_need *n) {
    return n->state != YZ_NEED_CLOSED && n->state != YZ_NEED_DROPPED;
}

/* --- secrecy --- */

int64_t yz_need_secrets_at(const struct yz_session *s) {
    if (yz_may(s, YZ_RIGHT_SECRET)) return -1;
    return yz_may_at(s, YZ_RIGHT_SECRET, s->staff.station) ? s->staff.station : 0;
}

bool yz_need_hidden(const struct yz_session *s, const struct yz_need *n) {
    struct yz_staff writer;
    if (!n->secret || n->staff == s->staff.id || yz_may(s, YZ_RIGHT_SECRET)) return false;
    return yz_get(s->store, &yz_staff_kind, n->staff, &writer) != YZ_OK ||
           !yz_may_at(s, YZ_RIGHT_SECRET, writer.station);
}

void yz_need_blank(struct yz_need *n) {
    n->person = n->household = n->building = n->visit = 0;
    n->topic = 0;
    *n->text = *n->place = *n->note = '\0';
}

void yz_need_veil(const struct yz_session *s, struct yz_need *n) {
    if (yz_need_hidden(s, n)) yz_need_blank(n);
}

bool yz_need_is_hidden(struct yz_session *s, int64_t id) {
    struct yz_need now;
    return yz_get(s->store, &yz_need_kind, id, &now) == YZ_OK && yz_need_hidden(s, &now);
}

void yz_need_veil_past(struct yz_session *s, struct yz_need *n) {
    if (yz_need_is_hidden(s, n->id)) yz_need_blank(n);
    else yz_need_veil(s, n);
}

/* --- saving --- */

enum yz_status yz_need_place(struct yz_session *s, struct yz_need *n) {
    struct yz_household h;
    struct yz_dwelling d;
    struct yz_building b;
    enum yz_status status = YZ_OK;
    if (n->person && !n->household) n->household = yz_person_household(s, n->person, 0);
    if (n->household) {
        status = yz_get(s->store, &yz_household_kind, n->household, &h);
        if (status == YZ_OK && h.dwelling && yz_get(s->store, &yz_dwelling_kind, h.dwelling, &d) == YZ_OK)
            n->building = d.building;
        if (status == YZ_OK && !*n->place) yz_dwelling_short(s, h.dwelling, n->place, sizeof n->place);
    }
    if (n->building && yz_get(s->store, &yz_building_kind, n->building, &b) == YZ_OK) n->grid = b.grid;
    if (n->topic && !n->field) n->field = n->topic / 100;
    if (!n->state) n->state = YZ_NEED_HEARD;
    if (!n->at) n->at = yz_now();
    if (!n->staff) n->staff = s->staff.id;
    return status;
}

void yz_need_check(struct yz_need *n, struct yz_findings *f) {
    char out[1024];
    if (yz_clean(out, sizeof out, n->text, true) == YZ_DAMAGED)
        yz_find_error(f, "text", NULL, _("文字损坏"), _("请重新输入"));
    else yz_copy(n->text, sizeof n->text, out);
    yz_record_check(&yz_need_kind, n, f);
}

void yz_need_warn_near(struct yz_session *s, const struct yz_need *n, struct yz_findings *f) {
    struct yz_near_need near;
    size_t count = 0;
    char rule[192], ref[32];
    if (yz_need_near(s, n, &near, 1, &count) != YZ_OK || !count) return;
    snprintf(rule, sizeof rule, _("像是已经有了：%s"), yz_ref_text(YZ_NEED, near.need.id, ref));
    yz_mask_numbers_in(near.need.text);
    yz_find_warning(f, "text", near.need.text, rule, _("是同一件就不用再登记"));
}

/* When it turns out to be of another household, the address goes with it, unless somebody wrote a place of his own. */
static void follow_household(struct yz_session *s, struct yz_need *n) {
    struct yz_need before;
    if (n->id && yz_get(s->store, &yz_need_kind, n->id, &before) == YZ_OK && before.household != n->household &&
        strcmp(before.place, n->place) == 0)
        *n->place = '\0';
}

enum yz_status yz_need_save(struct yz_session *s, struct yz_need *need, struct yz_findings *f) {
    struct yz_need n = *need;
    if (!n.source) n.source = SOURCE_DESK;
    if (n.id && yz_need_is_hidden(s, n.id)) return yz_fail(YZ_DENIED, _("这条需求是保密的，不能修改"));
    follow_household(s, &n);
    enum yz_status status = yz_need_place(s, &n);
    if (status != YZ_OK) return status;
    yz_need_check(&n, f);
    if (!yz_findings_ok(f)) return yz_fail(YZ_REFUSED, _("有错误，没有保存"));
    if (!n.id) yz_need_warn_near(s, &n, f);
    bool within = yz_in_act(s->store); /* of what gave rise to it */
    if (!within) status = yz_session_act(s, n.id ? "edit-need" : "add-need");
    if (status != YZ_OK) return status;
    status = yz_put(s->store, &yz_need_kind, &n);
    if (!within) status = yz_session_end(s, status);
    if (status == YZ_OK) *need = n;
    return status;
}
