/* Logging a visit and what residents said they need; visits page by page. */
#include <stdio.h>
#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/registry.h>
#include <yizhan/visits.h>

#include "base/text.h"
#include "service/clean.h"
#include "service/session.h"

/* --- what is filled in and checked --- */

static enum yz_status place_visit(struct yz_session *s, struct yz_visit *v) {
    struct yz_household h;
    struct yz_dwelling d;
    enum yz_status status = YZ_OK;
    if (v->household) {
        status = yz_get(s->store, &yz_household_kind, v->household, &h);
        if (status == YZ_OK) v->dwelling = h.dwelling;
    }
    if (status == YZ_OK && v->dwelling) status = yz_get(s->store, &yz_dwelling_kind, v->dwelling, &d);
    if (status == YZ_OK && v->dwelling) v->building = d.building;
    if (!v->at) v->at = yz_now();
    if (!v->staff) v->staff = s->staff.id;
    return status;
}

static enum yz_status place_need(struct yz_session *s, struct yz_need *n) {
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
    if (!n->state) n->state = YZ_NEED_HEARD;
    if (!n->at) n->at = yz_now();
    if (!n->staff) n->staff = s->staff.id;
    return status;
}

static void clean(char *text, size_t room, const char *field, struct yz_findings *f) {
    char out[1024];
    if (yz_clean(out, sizeof out, text, true) == YZ_DAMAGED)
        yz_find_error(f, field, NULL, _("文字损坏"), _("请重新输入"));
    else yz_copy(text, room, out);
}

static void check_need(struct yz_need *n, struct yz_findings *f) {
    clean(n->text, sizeof n->text, "text", f);
    yz_record_check(&yz_need_kind, n, f);
}

bool yz_visit_checks_set(struct yz_visit *v, const char *keys, struct yz_findings *f) {
    char list[256], json[sizeof v->checks] = "", *rest = list;
    size_t count, n = 0;
    bool good = true;
    const struct yz_visit_check *all = yz_visit_checks(&count);
    yz_copy(list, sizeof list, keys);
    for (char *key; (key = strsep(&rest, ","));) {
        bool found = false;
        for (size_t i = 0; i < count; i++) found |= strcmp(all[i].key, key) == 0;
        if (!*key) continue;
        if (!found) yz_find_error(f, "checks", key, _("没有这项检查"), _("例如 fire 或 gas"));
        good &= found;
        if (found && n < sizeof json - 48)
            n += (size_t)snprintf(json + n, sizeof json - n, "%s\"%s\":\"bad\"", n ? "," : "{", key);
    }
    if (n) snprintf(json + n, sizeof json - n, "}");
    if (good) yz_copy(v->checks, sizeof v->checks, json);
    return good;
}

struct writing { /* text that grows */
    char *out;
    size_t room, n;
};

static void add_check(void *ctx, const char *name, const char *value) {
    struct writing *w = ctx;
    size_t count;
    const struct yz_visit_check *all = yz_visit_checks(&count);
    for (size_t i = 0; i < count; i++)
        if (strcmp(all[i].key, name) == 0) name = yz_visit_check_name(&all[i]);
    if (strcmp(value, "bad") == 0 && w->n < w->room)
        w->n += (size_t)snprintf(w->out + w->n, w->room - w->n, "%s%s", w->n ? "、" : "", name);
}

char *yz_visit_checks_text(struct yz_session *s, const struct yz_visit *v, char *out, size_t room) {
    struct writing w = {out, room, 0};
    *out = '\0';
    if (*v->checks) yz_json_each(s->store, v->checks, add_check, &w);
    return out;
}

/* --- acts --- */

/* The person with the phone as it is now; id 0 when nothing changed. */
static enum yz_status new_phone(struct yz_session *s, const struct yz_visit *v, const struct yz_found *found,
                                struct yz_person *p, struct yz_findings *f) {
    struct yz_household h;
    char before[sizeof p->phone];
    p->id = 0;
    if (!found || !found->phone || !*found->phone) return YZ_OK;
    int64_t person = found->person ? found->person : v->person;
    enum yz_status status = YZ_OK;
    if (!person && v->household) {
        status = yz_get(s->store, &yz_household_kind, v->household, &h);
        if (status == YZ_OK) person = h.head;
    }
    if (status == YZ_OK && !person) yz_find_error(f, "phone", found->phone, _("不知道是谁的电话"), _("先选见到的人"));
    if (status != YZ_OK || !person) return status;
    status = yz_get(s->store, &yz_person_kind, person, p);
    if (status != YZ_OK) return status;
    yz_copy(before, sizeof before, p->phone);
    yz_field_set(yz_field_named(&yz_person_kind, "phone"), p, found->phone, false, f);
    if (strcmp(before, p->phone) == 0) p->id = 0;
    return YZ_OK;
}

/* Visit and need name each other, so the need is written once its visit has an id, and the visit again. */
static enum yz_status put_all(struct yz_session *s, struct yz_visit *v, struct yz_need *need, struct yz_person *p) {
    enum yz_status status = yz_put(s->store, &yz_visit_kind, v);
    if (status == YZ_OK && p->id) status = yz_put(s->store, &yz_person_kind, p);
    if (status != YZ_OK || !need) return status;
    need->visit = v->id;
    status = yz_put(s->store, &yz_need_kind, need);
    v->need = need->id;
    return status == YZ_OK ? yz_put(s->store, &yz_visit_kind, v) : status;
}

static enum yz_status hear(struct yz_session *s, const struct yz_visit *v, struct yz_need *wish,
                           struct yz_findings *f) {
    wish->household = v->household;
    wish->building = v->building;
    if (!wish->person) wish->person = v->person;
    wish->source = 1; /* need_source: visit */
    enum yz_status status = place_need(s, wish);
    check_need(wish, f);
    return status;
}

enum yz_status yz_visit_log(struct yz_session *s, struct yz_visit *v, const struct yz_found *found,
                            struct yz_findings *f) {
    struct yz_visit visit = *v;
    struct yz_person person;
    struct yz_need *need = found ? found->need : NULL, wish = need ? *need : (struct yz_need){0};
    enum yz_status status = place_visit(s, &visit);
    if (status != YZ_OK) return status;
    clean(visit.note, sizeof visit.note, "note", f);
    yz_record_check(&yz_visit_kind, &visit, f);
    if (need) status = hear(s, &visit, &wish, f);
    if (status == YZ_OK) status = new_phone(s, &visit, found, &person, f);
    if (status == YZ_OK && !yz_findings_ok(f)) status = yz_fail(YZ_REFUSED, _("有错误，没有保存"));
    if (status == YZ_OK) status = yz_session_act(s, "log-visit");
    if (status != YZ_OK) return status;
    status = yz_session_end(s, put_all(s, &visit, need ? &wish : NULL, &person));
    if (status != YZ_OK) return status;
    *v = visit;
    if (need) *need = wish;
    return YZ_OK;
}

enum yz_status yz_need_add(struct yz_session *s, struct yz_need *need, struct yz_findings *f) {
    struct yz_need wish = *need;
    bool within = yz_in_act(s->store); /* of something that gave rise to it */
    if (!wish.source) wish.source = 4; /* need_source: desk */
    enum yz_status status = place_need(s, &wish);
    check_need(&wish, f);
    if (status == YZ_OK && !yz_findings_ok(f)) status = yz_fail(YZ_REFUSED, _("有错误，没有保存"));
    if (status == YZ_OK && !within) status = yz_session_act(s, "add-need");
    if (status != YZ_OK) return status;
    status = yz_put(s->store, &yz_need_kind, &wish);
    if (!within) status = yz_session_end(s, status);
    if (status == YZ_OK) *need = wish;
    return status;
}

/* --- reading --- */

enum yz_status yz_visit_page(struct yz_session *s, const struct yz_visit_filter *filter, const struct yz_visit *after,
                             struct yz_visit *out, size_t max, size_t *count) {
#define TAIL " AND (?2=0 OR staff=?2) AND at>=?3 AND (?4=0 OR (at,id)<(?4,?5)) ORDER BY at DESC,id DESC LIMIT ?6"
    struct yz_query *q = filter->household  ? yz_select(s->store, &yz_visit_kind, "WHERE household=?1" TAIL)
                         : filter->building ? yz_select(s->store, &yz_visit_kind, "WHERE building=?1" TAIL)
                         : filter->grid     ? yz_select(s->store, &yz_visit_kind,
                                                        "WHERE building IN (SELECT id FROM building WHERE grid=?1)" TAIL)
                                            : yz_select(s->store, &yz_visit_kind, "WHERE ?1=0" TAIL);
    yz_bind(q, 1, filter->household ? filter->household : filter->building ? filter->building : filter->grid);
    yz_bind(q, 2, filter->staff);
    yz_bind(q, 3, filter->since);
    yz_bind(q, 4, after ? after->at : 0);
    yz_bind(q, 5, after ? after->id : 0);
    yz_bind(q, 6, (int64_t)max);
    for (*count = 0; *count < max && yz_next(q); ++*count) yz_row(q, &yz_visit_kind, &out[*count]);
    return yz_done(q);
}
