/* What a meeting comes to: opinions, ballots, decisions and what becomes of them. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/intake.h>
#include <yizhan/net.h>
#include <yizhan/registry.h>

#include "base/text.h"
#include "service/desk/intake_private.h"
#include "service/field/meeting_private.h"
#include "service/lists/lists_private.h"

enum yz_status yz_meeting_say(struct yz_session *s, struct yz_opinion *o, struct yz_findings *f) {
    struct yz_meeting m;
    struct yz_opinion written = *o;
    if (!written.at) written.at = yz_now();
    written.staff = s->staff.id;
    enum yz_status status = yz_meeting_ready(s, o->meeting, o->mark != 0, &yz_opinion_kind, &written, &m, f);
    if (status == YZ_OK) status = yz_session_act(s, o->mark ? "rate-meeting" : "add-opinion");
    if (status != YZ_OK) return status;
    status = yz_session_end(s, yz_meeting_put(s, o->meeting, YZ_MEETING_TALKED, &yz_opinion_kind, &written));
    if (status == YZ_OK) *o = written;
    return status;
}

/* --- ballots --- */

static void votes_at_most(struct yz_findings *f, int64_t votes, int64_t present) {
    char text[192];
    snprintf(text, sizeof text, _("票数 %1$lld 多于到会的 %2$lld 户"), (long long)votes, (long long)present);
    if (votes > present) yz_find_error(f, "yes", NULL, text, _("重新点票，或补登记到会的户"));
}

/* In 0.01 m², as it is counted. */
static void area_at_most(struct yz_findings *f, int64_t area, int64_t present) {
    char text[192];
    snprintf(text, sizeof text, _("计票面积 %1$.2f 平方米多于到会的 %2$.2f 平方米"), (double)area / 100,
             (double)present / 100);
    if (area > present) yz_find_error(f, "yes_square", NULL, text, _("重新点票，或补登记到会的户"));
}

static void not_negative(struct yz_findings *f, const char *field, int64_t value) {
    if (value < 0) yz_find_error(f, field, NULL, _("不能小于 0"), NULL);
}

/* Where areas count, each answer that somebody gave has one. */
static void with_area(struct yz_findings *f, const char *field, int64_t votes, int64_t square) {
    if ((votes > 0) != (square > 0))
        yz_find_error(f, field, NULL, _("这类事项户数和面积都要计"), _("填这些户的面积之和，没有人就都是 0"));
}

static void check_ballot(const struct yz_ballot *b, const struct yz_matter *matter, struct yz_findings *f) {
    int64_t votes = b->yes + b->no + b->abstain, area = b->yes_square + b->no_square + b->abstain_square;
    not_negative(f, "yes", b->yes);
    not_negative(f, "no", b->no);
    not_negative(f, "abstain", b->abstain);
    not_negative(f, "invalid", b->invalid);
    not_negative(f, "yes_square", b->yes_square);
    not_negative(f, "no_square", b->no_square);
    not_negative(f, "abstain_square", b->abstain_square);
    if (!yz_findings_ok(f)) return;
    if (!votes) yz_find_error(f, "yes", NULL, _("一票也没有"), NULL);
    votes_at_most(f, votes + b->invalid, b->present);
    area_at_most(f, area, b->present_square);
    if (!matter) yz_find_error(f, "matter", b->matter, _("没有这类事项，或现在不适用"), _("例如 ordinary 或 owners"));
    else if (matter->agree_area.under || matter->present_area.under) {
        with_area(f, "yes_square", b->yes, b->yes_square);
        with_area(f, "no_square", b->no, b->no_square);
        with_area(f, "abstain_square", b->abstain, b->abstain_square);
    }
}

enum yz_status yz_meeting_vote(struct yz_session *s, struct yz_ballot *b, struct yz_findings *f) {
    struct yz_ballot written = *b;
    struct yz_meeting m;
    enum yz_status status = yz_get(s->store, &yz_meeting_kind, b->meeting, &m);
    if (status != YZ_OK) return status;
    if (!*written.matter) yz_copy(written.matter, sizeof written.matter, m.matter);
    const struct yz_matter *matter = yz_matter_named(written.matter, yz_today());
    status = yz_meeting_present(s, m.id, &written.present, &written.present_square);
    written.doors = m.doors;
    written.doors_square = m.square;
    written.at = yz_now();
    written.staff = s->staff.id;
    check_ballot(&written, matter, f);
    if (status == YZ_OK) status = yz_meeting_ready(s, m.id, false, &yz_ballot_kind, &written, &m, f);
    if (status != YZ_OK) return status;
    written.result = yz_ballot_judge(matter, &written, m.unmeasured);
    status = yz_session_act(s, "vote-meeting");
    if (status != YZ_OK) return status;
    status = yz_session_end(s, yz_meeting_put(s, m.id, YZ_MEETING_DECIDED, &yz_ballot_kind, &written));
    if (status == YZ_OK) *b = written;
    return status;
}

/* --- decisions --- */

/* The form of the item, filled in with what the meeting knows; what was given goes before. */
static void fill_in(struct yz_session *s, struct yz_intake *in, const struct yz_meeting *m, const struct yz_decision *r,
                    const struct yz_becomes *as, struct yz_findings *f) {
    char address[160];
    const struct yz_item *item = yz_intake_item(in);
    for (size_t i = 0; i < as->set_count && item->about != YZ_ABOUT_EVENT; i++)
        yz_intake_set(in, as->sets[2 * i], as->sets[2 * i + 1], f);
    if (item->about != YZ_ABOUT_EVENT) return;
    if (m->building) yz_intake_set(in, "place", yz_building_address(s, m->building, address, sizeof address), NULL);
    yz_intake_set(in, "description", r->text, NULL);
    yz_intake_set(in, "category", "other", NULL);
    yz_intake_set(in, "found", "other", NULL);
    yz_intake_set(in, "party", m->first_name, NULL);
    yz_intake_set(in, "other_party", m->second_name, NULL);
    for (size_t i = 0; i < as->set_count; i++) yz_intake_set(in, as->sets[2 * i], as->sets[2 * i + 1], f);
}

/* Whom or where it is about: said, else the building of the meeting. */
static struct yz_intake_for intake_for(const struct yz_meeting *m, const struct yz_becomes *as) {
    struct yz_intake_for to = {.building = m->building};
    if (!as->about_id) return to;
    if (as->about == YZ_PERSON) to.person = as->about_id;
    if (as->about == YZ_HOUSEHOLD) to.household = as->about_id;
    to.building = as->about == YZ_BUILDING ? as->about_id : 0;
    return to;
}

static enum yz_status begin_case(struct yz_session *s, const struct yz_meeting *m, const struct yz_decision *r,
                                 const struct yz_becomes *as, struct yz_intake **in, struct yz_outcome *o,
                                 struct yz_case *c, struct yz_findings *f) {
    struct yz_findings mine = {0};
    struct yz_intake_for to = intake_for(m, as);
    if (!to.building && !to.household && !to.person) {
        yz_find_error(f, "about", NULL, _("不知道办件是为谁、在哪一栋"), _("写明居民、户或楼栋"));
        return yz_fail(YZ_REFUSED, _("不知道办件是为谁、在哪一栋：写明居民、户或楼栋"));
    }
    enum yz_status status = yz_intake_begin_at(s, as->service, &to, in);
    if (status != YZ_OK) return status;
    if (yz_intake_newborn(*in)) return yz_fail(YZ_REFUSED, _("这一项要在窗口受理，再把办件编号写进决议"));
    fill_in(s, *in, m, r, as, f);
    status = yz_intake_check(*in, o, &mine);
    for (size_t i = 0; i < mine.count; i++) { /* the form of the case is not shown: fields are named */
        const struct yz_item_field *field = yz_item_field(yz_intake_item(*in), mine.all[i].field);
        char rule[256];
        snprintf(rule, sizeof rule, _("%1$s：%2$s"), field ? yz_item_field_label(field) : mine.all[i].field,
                 mine.all[i].rule);
        if (mine.all[i].severity == YZ_ERROR)
            yz_find_error(f, mine.all[i].field, mine.all[i].value, rule, mine.all[i].mend);
    }
    yz_findings_free(&mine);
    return status == YZ_OK ? yz_intake_case(*in, o, c) : status;
}

static enum yz_status need_of(struct yz_session *s, const struct yz_meeting *m, const struct yz_decision *r,
                              const struct yz_becomes *as, struct yz_need *n) {
    *n = (struct yz_need){.field = as->need_field,
                          .building = m->building,
                          .grid = m->grid,
                          .source = 3, /* need_source: meeting */
                          .at = yz_now(),
                          .wished_by = r->due,
                          .invented = m->invented};
    yz_copy(n->text, sizeof n->text, r->text);
    snprintf(n->note, sizeof n->note, "%s %s", m->number, m->title);
    if (as->about_id) n->building = n->grid = 0;
    if (as->about == YZ_PERSON) n->person = as->about_id;
    if (as->about == YZ_HOUSEHOLD) n->household = as->about_id;
    if (as->about == YZ_BUILDING) n->building = as->about_id;
    if (n->building) yz_building_address(s, n->building, n->place, sizeof n->place);
    else if (!n->person && !n->household) yz_meeting_where(s, m, n->place, sizeof n->place);
    return yz_need_place(s, n);
}

/* Resolution, need and case as one act. */
static enum yz_status put_all(struct yz_session *s, struct yz_decision *r, struct yz_need *need,
                              const struct yz_intake *in, const struct yz_outcome *o, struct yz_case *c) {
    enum yz_status status = need ? yz_put(s->store, &yz_need_kind, need) : YZ_OK;
    if (need) r->need = need->id;
    if (status == YZ_OK && in) {
        status = yz_intake_put(in, o, c);
        r->case_id = c->id;
    }
    return status == YZ_OK ? yz_meeting_put(s, r->meeting, YZ_MEETING_DECIDED, &yz_decision_kind, r) : status;
}

/* One opened at the desk; a hidden case is none. */
static enum yz_status existing_case(struct yz_session *s, int64_t id, struct yz_decision *r) {
    struct yz_case c;
    enum yz_status status = yz_record_get(s, YZ_CASE, id, &c);
    if (status == YZ_OK && yz_case_hidden(s, &c)) status = yz_fail(YZ_REFUSED, _("没有这个办件，或不能看"));
    if (status == YZ_OK) r->case_id = id;
    return status;
}

enum yz_status yz_meeting_resolve(struct yz_session *s, struct yz_decision *r, const struct yz_becomes *becomes,
                                  struct yz_findings *f) {
    static struct yz_outcome outcome; /* large */
    static struct yz_case c;
    struct yz_decision written = *r;
    struct yz_meeting m;
    struct yz_intake *in = NULL;
    struct yz_need need;
    bool wants_need = becomes && becomes->need_field;
    written.at = yz_now();
    written.staff = s->staff.id;
    enum yz_status status = yz_meeting_ready(s, r->meeting, false, &yz_decision_kind, &written, &m, f);
    if (status == YZ_OK && written.due < yz_today())
        yz_find_error(f, "due", NULL, _("完成期限已经过了"), _("写今天或以后的日子"));
    if (status == YZ_OK) status = yz_meeting_told(f);
    if (status == YZ_OK && becomes && becomes->case_id) status = existing_case(s, becomes->case_id, &written);
    if (status == YZ_OK && wants_need) status = need_of(s, &m, &written, becomes, &need);
    if (status == YZ_OK && becomes && becomes->service && *becomes->service)
        status = begin_case(s, &m, &written, becomes, &in, &outcome, &c, f);
    if (status == YZ_OK) status = yz_session_act(s, "resolve-meeting");
    if (status == YZ_OK) status = yz_session_end(s, put_all(s, &written, wants_need ? &need : NULL, in, &outcome, &c));
    if (in) yz_intake_free(in);
    if (status == YZ_OK) *r = written;
    return status;
}
