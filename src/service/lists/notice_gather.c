/* The lines of a notice, from needs and offers: what may be known, and nothing else is ever read into them. Chinese, as
 * official papers are. */
#include "service/lists/notice_private.h"

#include "base/mask.h"
#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/lists.h>
#include <yizhan/loop.h>
#include <yizhan/net.h>

const char *yz_label_zh(const char *table, int32_t code) {
    size_t count = 0;
    const struct yz_code *all = yz_codes(table, &count);
    for (size_t i = 0; all && i < count; i++)
        if (all[i].code == code) return all[i].zh;
    return "";
}

enum yz_status yz_notice_world_load(struct yz_session *s, struct yz_notice_world *w) {
    *w = (struct yz_notice_world){.s = s, .rules = yz_notice_rules()};
    if (!w->rules) return YZ_REFUSED;
    w->names = yz_known_names_load(s);
    w->places = w->names ? yz_public_places_load(s) : NULL;
    return w->places ? YZ_OK : YZ_BUSY;
}

void yz_notice_world_free(struct yz_notice_world *w) {
    yz_known_names_free(w->names);
    yz_public_places_free(w->places);
}

/* --- a line more --- */

static struct yz_posting *grow(struct yz_notice_draft *d, int32_t list) {
    if (d->count % 256 == 0) {
        struct yz_posting *more = realloc(d->lines, (d->count + 256) * sizeof *more);
        if (!more) return yz_fail(YZ_BUSY, _("内存不足")), NULL;
        d->lines = more;
    }
    struct yz_posting *l = &d->lines[d->count++];
    *l = (struct yz_posting){.list = list, .line = (int64_t)d->count};
    return l;
}

/* What is left out, each record once: it can come back. */
static bool leave_out(struct yz_notice_draft *d, int32_t list, const struct yz_wording *word, const char *field) {
    struct yz_posting *more = d->left;
    d->notice.left_out++;
    for (size_t i = 0; i < d->left_count; i++)
        if (more[i].need == word->need && more[i].offer == word->offer) return true;
    if (d->left_count % 64 == 0) more = realloc(d->left, (d->left_count + 64) * sizeof *more);
    if (!more) return yz_fail(YZ_BUSY, _("内存不足")), false;
    d->left = more;
    struct yz_posting *l = &more[d->left_count++];
    *l = (struct yz_posting){.list = list, .need = word->need, .offer = word->offer};
    yz_copy(l->text, sizeof l->text, word->text);
    yz_copy(l->field, sizeof l->field, field);
    return true;
}

static enum yz_status problem(struct yz_notice_draft *d, size_t line, enum yz_public_rule rule) {
    struct yz_notice_problem *more = d->problems;
    if (d->problem_count % 64 == 0) more = realloc(d->problems, (d->problem_count + 64) * sizeof *more);
    if (!more) return yz_fail(YZ_BUSY, _("内存不足"));
    d->problems = more;
    more[d->problem_count++] = (struct yz_notice_problem){line, rule};
    return YZ_OK;
}

struct own { /* a record, and what it says itself */
    enum yz_kind_id kind;
    int64_t id;
    const char *text, *field;
};

/* Its own text, or the words of the clerk; false: it is left out of that list. */
static bool say(const struct yz_notice_world *w, struct yz_notice_draft *d, int32_t list, const struct own *own,
                char out[512], bool *reworded, enum yz_status *status) {
    struct yz_wording word;
    *reworded = yz_wording_of(w->s, own->kind, own->id, own->text, &word);
    bool told = !*reworded || !word.left_out;
    if (told) yz_text_line(out, 512, *reworded ? word.text : own->text);
    else if (!leave_out(d, list, &word, own->field)) *status = YZ_BUSY;
    return told;
}

/* The last thing that is done with every line. */
static enum yz_status finish(const struct yz_notice_world *w, struct yz_notice_draft *d, const struct yz_tied *tied) {
    struct yz_posting *l = &d->lines[d->count - 1];
    char text[sizeof l->text];
    enum yz_public_rule rule = yz_posting_check(w, l, tied);
    if (!rule) return YZ_OK;
    yz_copy(text, sizeof text, rule == YZ_PUBLIC_GROUP ? "**" : l->text);
    yz_public_blot(w, text, tied, l->text, sizeof l->text);
    return problem(d, d->count - 1, rule);
}

static void name_of(struct yz_session *s, int64_t person, char out[96]) {
    struct yz_query *q = person ? yz_sql(s->store, "SELECT name FROM person WHERE id=?1") : NULL;
    *out = '\0';
    if (!q) return;
    yz_bind(q, 1, person);
    if (yz_next(q)) yz_copy(out, 96, yz_text(q, 0));
    yz_done(q);
}

/* --- needs --- */

static enum yz_status add_need(const struct yz_notice_world *w, struct yz_notice_draft *d, const struct yz_need *n) {
    char text[512];
    bool reworded;
    struct yz_tied tied = {.building = n->building};
    enum yz_status status = YZ_OK;
    const struct own own = {YZ_NEED, n->id, n->text, yz_label_zh("need_field", n->field)};
    if (!say(w, d, YZ_NOTICE_NEEDS, &own, text, &reworded, &status)) return status;
    struct yz_posting *l = grow(d, YZ_NOTICE_NEEDS);
    if (!l) return YZ_BUSY;
    l->need = n->id;
    l->reworded = reworded;
    yz_copy(l->text, sizeof l->text, text);
    yz_copy(l->field, sizeof l->field, own.field);
    yz_public_place(w->places, n->building, n->grid, yz_names_group(text), l->place, sizeof l->place);
    yz_copy(l->state, sizeof l->state,
            yz_label_zh("need_state", n->state == YZ_NEED_HEARD ? YZ_NEED_PUBLISHED : n->state));
    yz_date day = yz_moment_date(n->at);
    snprintf(l->month, sizeof l->month, "%d-%02d", day / 10000, day / 100 % 100);
    name_of(w->s, n->person, tied.names[0]);
    return finish(w, d, &tied);
}

static enum yz_status gather_needs(const struct yz_notice_world *w, struct yz_notice_draft *d) {
    enum yz_status status = YZ_OK;
    struct yz_need n;
    struct yz_query *q = yz_select(w->s->store, &yz_need_kind,
                                   "WHERE secret=0 AND state<>?1 AND at>=?2 AND at<?3 AND (?4=0 OR grid=?4)"
                                   " ORDER BY field,topic,at,id");
    yz_bind(q, 1, YZ_NEED_DROPPED);
    yz_bind(q, 2, yz_moment_make(d->notice.since, 0));
    yz_bind(q, 3, yz_moment_make(yz_date_add(d->notice.until, 1), 0));
    yz_bind(q, 4, d->notice.grid);
    while (status == YZ_OK && yz_next(q)) {
        yz_row(q, &yz_need_kind, &n);
        status = add_need(w, d, &n);
    }
    enum yz_status done = yz_done(q);
    return status == YZ_OK ? done : status;
}

/* --- services and resources --- */

/* A volunteer on their own is told as 王**, a team by its name. */
static bool on_their_own(const struct yz_provider *p) {
    size_t han = yz_utf8_count(p->name);
    bool dotted = strstr(p->name, "·") != NULL;
    return p->sort == YZ_PROVIDER_VOLUNTEER && !*p->uscc && (han <= 4 || dotted);
}

static void provider_text(const struct yz_provider *p, char *out, size_t room) {
    char masked[sizeof p->name];
    if (!on_their_own(p)) {
        yz_text_line(out, room, p->name);
        return;
    }
    yz_mask_name(masked, sizeof masked, p->name);
    snprintf(out, room, "%.*s**", (int)strcspn(masked, "*"), masked);
}

/* "每周 5 次；工作日 14:00-18:00；免费": how often, when, for how much. */
static void more_text(const struct yz_offer *o, char *out, size_t room) {
    struct yz_buffer b = {0};
    yz_buffer_printf(&b, "%s %lld 次", yz_label_zh("offer_period", o->period), (long long)o->capacity);
    if (*o->hours) yz_buffer_printf(&b, "；工作日 %s", o->hours);
    if (*o->weekend) yz_buffer_printf(&b, "；休息日 %s", o->weekend);
    if (!*o->hours && !*o->weekend) yz_buffer_text(&b, "；时间另约");
    if (o->price == YZ_PRICE_FREE) yz_buffer_text(&b, "；免费");
    else if (o->amount % 100)
        yz_buffer_printf(&b, "；每次 %lld.%02lld 元", (long long)o->amount / 100, (long long)o->amount % 100);
    else yz_buffer_printf(&b, "；每次 %lld 元", (long long)o->amount / 100);
    yz_text_line(out, room, yz_buffer_string(&b));
    yz_buffer_free(&b);
}

static void area_text(const struct yz_notice_world *w, const struct yz_offer *o, char *out, size_t room) {
    if (o->area == YZ_AREA_BUILDING) yz_public_place(w->places, o->building, 0, false, out, room);
    else if (o->area == YZ_AREA_GRID) yz_copy(out, room, yz_public_grid(w->places, o->grid));
    else if (o->area == YZ_AREA_WALK)
        snprintf(out, room, "%s步行 %d 分钟", yz_public_compound(w->places, o->compound), (int)o->minutes);
    else yz_copy(out, room, "全社区");
}

static enum yz_status add_offer(const struct yz_notice_world *w, struct yz_notice_draft *d, const struct yz_offer *o) {
    struct yz_provider p = {0};
    struct yz_tied tied = {0};
    char text[512], whole[512];
    const struct own own = {YZ_OFFER, o->id, whole, yz_label_zh("need_field", o->field)};
    int32_t list = o->list == YZ_LIST_SERVICE ? YZ_NOTICE_SERVICES : YZ_NOTICE_RESOURCES;
    bool reworded;
    enum yz_status status = yz_get(w->s->store, &yz_provider_kind, o->provider, &p);
    if (status != YZ_OK) return status;
    yz_offer_public_text(o, whole, sizeof whole);
    if (!say(w, d, list, &own, text, &reworded, &status)) return status;
    struct yz_posting *l = grow(d, list);
    if (!l) return YZ_BUSY;
    l->offer = o->id;
    l->reworded = reworded;
    yz_copy(l->text, sizeof l->text, text);
    yz_copy(l->field, sizeof l->field, own.field);
    provider_text(&p, l->who, sizeof l->who);
    area_text(w, o, l->place, sizeof l->place);
    more_text(o, l->more, sizeof l->more);
    yz_copy(l->state, sizeof l->state, yz_label_zh("offer_state", yz_offer_state(o, yz_today())));
    yz_copy(tied.names[0], sizeof tied.names[0], p.contact);
    if (on_their_own(&p)) yz_copy(tied.names[1], sizeof tied.names[1], p.name);
    return finish(w, d, &tied);
}

/* What holds on some day on which the notice is shown. */
static enum yz_status gather_offers(const struct yz_notice_world *w, struct yz_notice_draft *d, int32_t list) {
    enum yz_status status = YZ_OK;
    struct yz_offer o;
    struct yz_query *q = yz_select(w->s->store, &yz_offer_kind,
                                   "WHERE list=?1 AND since<=?3 AND (until=0 OR until>=?2) AND (?4=0 OR area IN (1,4)"
                                   " OR area=2 AND grid=?4"
                                   " OR area=3 AND building IN (SELECT id FROM building WHERE grid=?4))"
                                   " ORDER BY field,topic,name,id");
    yz_bind(q, 1, list);
    yz_bind(q, 2, d->notice.begins);
    yz_bind(q, 3, d->notice.ends);
    yz_bind(q, 4, d->notice.grid);
    while (status == YZ_OK && yz_next(q)) {
        yz_row(q, &yz_offer_kind, &o);
        status = add_offer(w, d, &o);
    }
    enum yz_status done = yz_done(q);
    return status == YZ_OK ? done : status;
}

/* --- matches --- */

/* "上门理发；3 天办成": what of, and days from the need to the resident's word. */
static void match_more(const struct yz_match *m, const struct yz_need *n, const char *offer, char *out, size_t room) {
    struct yz_buffer b = {0};
    long long days = m->word_at > n->at ? (long long)(m->word_at - n->at) / 86400000 : 0;
    yz_buffer_text(&b, offer);
    if (m->state == YZ_MATCH_CONFIRMED) yz_buffer_printf(&b, "；%lld 天办成", days);
    yz_text_line(out, room, yz_buffer_string(&b));
    yz_buffer_free(&b);
}

static enum yz_status add_match(const struct yz_notice_world *w, struct yz_notice_draft *d, const struct yz_match *m) {
    struct yz_need n;
    struct yz_offer o = {0};
    struct yz_provider p = {0};
    char text[512], whole[512], offer[512];
    bool reworded, other;
    enum yz_status status = yz_get(w->s->store, &yz_need_kind, m->need, &n);
    if (status == YZ_OK) status = yz_get(w->s->store, &yz_offer_kind, m->offer, &o);
    if (status == YZ_OK) status = yz_get(w->s->store, &yz_provider_kind, o.provider, &p);
    if (status != YZ_OK) return status;
    yz_offer_public_text(&o, whole, sizeof whole);
    const struct own of_need = {YZ_NEED, n.id, n.text, yz_label_zh("need_field", n.field)};
    const struct own of_offer = {YZ_OFFER, o.id, whole, yz_label_zh("need_field", o.field)};
    if (!say(w, d, YZ_NOTICE_MATCHES, &of_need, text, &reworded, &status) ||
        !say(w, d, YZ_NOTICE_MATCHES, &of_offer, offer, &other, &status))
        return status;
    struct yz_tied tied = {.building = n.building};
    struct yz_posting *l = grow(d, YZ_NOTICE_MATCHES);
    if (!l) return YZ_BUSY;
    l->need = n.id;
    l->offer = o.id;
    l->reworded = reworded || other;
    yz_copy(l->text, sizeof l->text, text);
    yz_copy(l->field, sizeof l->field, of_need.field);
    yz_public_place(w->places, n.building, n.grid, yz_names_group(text), l->place, sizeof l->place);
    provider_text(&p, l->who, sizeof l->who);
    match_more(m, &n, other ? offer : o.name, l->more, sizeof l->more);
    yz_copy(l->state, sizeof l->state, yz_label_zh("match_state", m->state));
    name_of(w->s, n.person, tied.names[0]);
    yz_copy(tied.names[1], sizeof tied.names[1], p.contact);
    if (on_their_own(&p)) yz_copy(tied.names[2], sizeof tied.names[2], p.name);
    return finish(w, d, &tied);
}

/* Made in the period, of needs that are public; those declined or taken back came to nothing. */
static enum yz_status gather_matches(const struct yz_notice_world *w, struct yz_notice_draft *d) {
    enum yz_status status = YZ_OK;
    struct yz_match m;
    struct yz_query *q = yz_select(w->s->store, &yz_match_kind,
                                   "WHERE state NOT IN(3,7) AND at>=?1 AND at<?2 AND need IN (SELECT id FROM need"
                                   " WHERE secret=0 AND state<>?4 AND (?3=0 OR grid=?3)) ORDER BY at,id");
    yz_bind(q, 1, yz_moment_make(d->notice.since, 0));
    yz_bind(q, 2, yz_moment_make(yz_date_add(d->notice.until, 1), 0));
    yz_bind(q, 3, d->notice.grid);
    yz_bind(q, 4, YZ_NEED_DROPPED);
    while (status == YZ_OK && yz_next(q)) {
        yz_row(q, &yz_match_kind, &m);
        status = add_match(w, d, &m);
    }
    enum yz_status done = yz_done(q);
    return status == YZ_OK ? done : status;
}

enum yz_status yz_notice_gather(const struct yz_notice_world *w, struct yz_notice_draft *d) {
    enum yz_status status = d->notice.needs ? gather_needs(w, d) : YZ_OK;
    if (status == YZ_OK && d->notice.services) status = gather_offers(w, d, YZ_LIST_SERVICE);
    if (status == YZ_OK && d->notice.resources) status = gather_offers(w, d, YZ_LIST_RESOURCE);
    if (status == YZ_OK && d->notice.matches) status = gather_matches(w, d);
    enum yz_public_rule title = status == YZ_OK ? yz_public_text_check(w, d->notice.title, NULL) : YZ_PUBLIC_FINE;
    return title ? problem(d, SIZE_MAX, title) : status;
}
