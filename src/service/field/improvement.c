/* Small improvements: proposing one, what is given for it, their numbers and pages. */
#include <stdio.h>
#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/lists.h>
#include <yizhan/registry.h>

#include "base/text.h"
#include "service/field/improvement_private.h"
#include "service/field/year_number.h"

#define PREFIX "转变"

/* --- saving --- */

/* What and where, as the need that gave rise to it has them; nothing of a secret one, for an improvement is for all to see. */
static void from_need(struct yz_session *s, struct yz_improvement *im, int64_t need) {
    struct yz_need n;
    bool placed = im->building || im->compound || im->grid || *im->place;
    if (yz_get(s->store, &yz_need_kind, need, &n) != YZ_OK || n.secret) return;
    if (!*im->name) yz_copy(im->name, sizeof im->name, n.text);
    if (placed) return;
    im->building = n.building;
    im->grid = n.grid;
    if (!n.household) yz_copy(im->place, sizeof im->place, n.place); /* a door is nobody's business here */
}

/* A building is in a compound and in a grid. */
static void place(struct yz_session *s, struct yz_improvement *im) {
    struct yz_building b;
    if (!im->building || yz_get(s->store, &yz_building_kind, im->building, &b) != YZ_OK) return;
    im->compound = b.compound;
    im->grid = b.grid;
}

static void complete(struct yz_session *s, struct yz_improvement *im, const int64_t *needs, size_t count) {
    struct yz_community community = {0};
    if (!im->id && count) from_need(s, im, needs[0]);
    if (!im->id && yz_the_community(s, &community) == YZ_OK) im->invented = community.invented;
    im->name[yz_utf8_cut(im->name, sizeof im->name - 1)] = '\0';
    place(s, im);
    if (!im->state) im->state = YZ_IMPROVEMENT_PROPOSED;
    if (!im->staff) im->staff = s->staff.id;
    if (!im->at) im->at = yz_now();
}

/* The word is the resident's: it is told by its own step. */
static void keep_word(struct yz_session *s, const struct yz_improvement *im, struct yz_findings *f) {
    struct yz_improvement before = {0};
    if (im->id && yz_get(s->store, &yz_improvement_kind, im->id, &before) != YZ_OK) return;
    if (im->word_of != before.word_of || im->word_on != before.word_on || strcmp(im->word, before.word) != 0 ||
        strcmp(im->word_name, before.word_name) != 0)
        yz_find_error(f, "word", NULL, _("居民的话不能这样改"), _("用“居民认可”这一步登记"));
}

enum yz_status yz_improvement_save(struct yz_session *s, struct yz_improvement *im, const int64_t *needs, size_t count,
                                   struct yz_findings *f) {
    struct yz_improvement written = *im;
    complete(s, &written, needs, count);
    yz_record_check(&yz_improvement_kind, &written, f);
    keep_word(s, &written, f);
    if (!yz_findings_ok(f)) return yz_fail(YZ_REFUSED, _("有错误，没有保存"));
    enum yz_status status = yz_session_act(s, im->id ? "edit-improvement" : "add-improvement");
    if (status != YZ_OK) return status;
    if (!im->id) status = yz_next_number(s->store, &yz_improvement_kind, PREFIX, written.number, sizeof written.number);
    if (status == YZ_OK) status = yz_put(s->store, &yz_improvement_kind, &written);
    for (size_t i = 0; status == YZ_OK && i < count; i++) status = yz_cause_link(s, &written, needs[i]);
    status = yz_session_end(s, status);
    if (status == YZ_OK) *im = written;
    return status;
}

enum yz_status yz_improvement_give(struct yz_session *s, struct yz_gift *g, struct yz_findings *f) {
    struct yz_improvement im;
    struct yz_offer o;
    struct yz_gift written = *g;
    enum yz_status status = yz_get(s->store, &yz_improvement_kind, g->improvement, &im);
    if (status == YZ_OK && g->offer) status = yz_get(s->store, &yz_offer_kind, g->offer, &o);
    if (status != YZ_OK) return status;
    if (im.state == YZ_IMPROVEMENT_DROPPED) return yz_fail(YZ_REFUSED, _("%s 不做了，不收东西"), im.number);
    if (g->offer && g->provider && g->provider != o.provider)
        yz_find_error(f, "provider", NULL, _("这项服务、资源是别的提供方的"), _("只写一样就行"));
    if (g->offer) written.provider = o.provider;
    if (g->offer && !*g->what) yz_copy(written.what, sizeof written.what, o.name);
    written.at = yz_now();
    written.staff = s->staff.id;
    yz_record_check(&yz_gift_kind, &written, f);
    if (!yz_findings_ok(f)) return yz_fail(YZ_REFUSED, _("有错误，没有保存"));
    status = yz_session_act(s, "give-improvement");
    if (status == YZ_OK) status = yz_session_end(s, yz_put(s->store, &yz_gift_kind, &written));
    if (status == YZ_OK) *g = written;
    return status;
}

/* --- reading --- */

enum yz_status yz_improvement_by_number(struct yz_session *s, const char *typed, struct yz_improvement *out) {
    return yz_by_number(s->store, &yz_improvement_kind, PREFIX, typed, out);
}

#define TESTS                                                                                                          \
    " AND (?2=0 OR state=?2) AND (?3=0 OR id IN (SELECT improvement FROM cause WHERE need=?3)) AND (?4='' OR"          \
    " instr(lower(number||' '||name||' '||place||' '||before||' '||plan||' '||after),?4)>0) ORDER BY id "

enum yz_status yz_improvement_page(struct yz_session *s, const struct yz_improvement_filter *filter,
                                   const struct yz_improvement *after, int direction, struct yz_improvement *out,
                                   size_t max, size_t *count) {
    char text[96];
    struct yz_query *q = direction > 0 ? yz_select(s->store, &yz_improvement_kind, "WHERE id<?1" TESTS "DESC LIMIT ?5")
                                       : yz_select(s->store, &yz_improvement_kind, "WHERE id>?1" TESTS "LIMIT ?5");
    yz_text_fold(text, sizeof text, filter->text);
    yz_bind(q, 1, after ? after->id : direction > 0 ? INT64_MAX : 0);
    yz_bind(q, 2, filter->state);
    yz_bind(q, 3, filter->need);
    yz_bind_text(q, 4, text);
    yz_bind(q, 5, (int64_t)max);
    for (*count = 0; *count < max && yz_next(q); ++*count) yz_row(q, &yz_improvement_kind, &out[*count]);
    return yz_done(q);
}

enum yz_status yz_improvement_gifts(struct yz_session *s, int64_t improvement, struct yz_gift *out, size_t max,
                                    size_t *count) {
    struct yz_query *q = yz_select(s->store, &yz_gift_kind, "WHERE improvement=?1 ORDER BY id LIMIT ?2");
    yz_bind(q, 1, improvement);
    yz_bind(q, 2, (int64_t)max);
    for (*count = 0; *count < max && yz_next(q); ++*count) yz_row(q, &yz_gift_kind, &out[*count]);
    return yz_done(q);
}

char *yz_improvement_where(struct yz_session *s, const struct yz_improvement *im, char *out, size_t room) {
    char of[128] = "";
    if (im->building) yz_building_address(s, im->building, of, sizeof of);
    else if (im->compound) yz_record_title(s, YZ_COMPOUND, im->compound, false, of, sizeof of);
    else if (im->grid) yz_record_title(s, YZ_GRID, im->grid, false, of, sizeof of);
    snprintf(out, room, "%s%s%s", of, *of && *im->place ? " " : "", im->place);
    return out;
}
