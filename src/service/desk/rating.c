/* 好差评: keeping a rating, and the call back that a bad one opens.
 *
 * The journal's numbers are open to everybody, so nothing in them may tell a good mark from a bad one: each rating is four
 * lines (rating, case, who was signed in, and the call back or a note in its place) and takes one id of a case. Call
 * backs are numbered by themselves. */
#include <yizhan/ratings.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/counter.h>
#include <yizhan/flow.h>
#include <yizhan/i18n.h>
#include <yizhan/rights.h>

#include "base/json.h"
#include "base/text.h"
#include "service/clean.h"
#include "service/desk/desk_private.h"
#include "service/restricted.h"
#include "service/session.h"

/* --- may it be rated --- */

static bool finished(const struct yz_case *c) {
    return c->state == YZ_CASE_FINISHED || c->state == YZ_CASE_VERIFIED || c->state == YZ_CASE_CLOSED;
}

static void no_mark(const char *text, struct yz_findings *f) {
    yz_find_error(f, "mark", text, _("评价是五级：5 非常满意 4 满意 3 基本满意 2 不满意 1 非常不满意"), _("写 1 到 5"));
}

int32_t yz_mark_parse(const char *text, struct yz_findings *f) {
    int32_t mark = 0;
    if (!yz_code_parse("rating", text, &mark)) no_mark(text, f);
    return mark;
}

static void check(const struct yz_case *c, int mark, const char *note, char *clean, size_t room,
                  struct yz_findings *f) {
    char text[16];
    snprintf(text, sizeof text, "%d", mark);
    if (mark < YZ_MARK_WORST || mark > YZ_MARK_BEST) no_mark(text, f);
    if (c->rated) yz_find_error(f, "", c->number, _("这件已经评价过；一件一评，不能再评"), NULL);
    else if (strcmp(c->service, YZ_CALLBACK) == 0) yz_find_error(f, "", c->number, _("回访不再评价"), NULL);
    else if (!finished(c)) yz_find_error(f, "", c->number, _("办结之后才能评价"), _("先办结"));
    enum yz_cleaned how = yz_clean(clean, room, note ? note : "", true);
    if (how == YZ_TOO_LONG) yz_find_error(f, "note", note, _("意见太长"), _("最多 170 个汉字"));
    if (how == YZ_DAMAGED) yz_find_error(f, "note", "", _("不是可读的文字"), NULL);
}

/* --- the call back --- */

/* The supervisor of the station, else an administrator. */
static int64_t supervisor_of(struct yz_session *s, int64_t station) {
    int32_t supervisor = 0, admin = 0;
    yz_code_parse("staff_role", "supervisor", &supervisor);
    yz_code_parse("staff_role", "admin", &admin);
    struct yz_query *q = yz_sql(s->store, "SELECT id FROM staff WHERE (until=0 OR until>=?4)"
                                          " AND (role=?2 AND station=?1 OR role=?3)"
                                          " ORDER BY role=?2 AND station=?1 DESC, id LIMIT 1");
    yz_bind(q, 1, station);
    yz_bind(q, 2, supervisor);
    yz_bind(q, 3, admin);
    yz_bind(q, 4, yz_today());
    int64_t id = yz_next(q) ? yz_int(q, 0) : 0;
    yz_done(q);
    return id;
}

/* A series of their own: among the numbers of cases a missing one would tell. */
static enum yz_status take_number(struct yz_store *store, yz_moment at, char out[24]) {
    char counter[32], number[48];
    int year = yz_moment_date(at) / 10000;
    snprintf(counter, sizeof counter, "callback-%04d", year);
    int64_t next = yz_meta(store, counter, 0) + 1;
    snprintf(number, sizeof number, "R%04d-%04lld", year, (long long)next);
    yz_copy(out, 24, number);
    return yz_meta_set(store, counter, next);
}

static enum yz_status open_callback(struct yz_session *s, const struct yz_case *about, const struct yz_rating *r,
                                    int64_t *id) {
    struct yz_item *item = calloc(1, sizeof *item);
    struct yz_case c = {.state = YZ_CASE_ACCEPTED,
                        .station = about->station,
                        .owner = supervisor_of(s, about->station),
                        .person = about->person,
                        .applicant = about->applicant,
                        .household = about->household,
                        .received = r->at,
                        .clock_from = r->at,
                        .secret = true,
                        .follows = about->id,
                        .invented = about->invented};
    if (!item) return yz_fail(YZ_BUSY, _("内存不足"));
    yz_copy(c.service, sizeof c.service, YZ_CALLBACK);
    yz_copy(c.note, sizeof c.note, r->note);
    enum yz_status status = yz_catalogue_find(s, YZ_CALLBACK, yz_moment_date(r->at), item, &c.service_version);
    if (status == YZ_OK) status = yz_case_clock(s, &c);
    if (status == YZ_OK) status = take_number(s->store, r->at, c.number);
    if (status == YZ_OK) status = yz_put(s->store, &yz_case_kind, &c);
    free(item);
    *id = c.id;
    return status;
}

/* --- the act --- */

/* A note of the rating: `by`, who was signed in; 0 for the one that stands where a call back would. */
static enum yz_status note(struct yz_session *s, int64_t rating, int64_t by) {
    struct yz_buffer b = {0};
    struct yz_json j;
    char ref[32];
    yz_json_open(&j, &b);
    yz_json_object(&j, NULL);
    if (by) yz_json_text(&j, "by", yz_ref_text(YZ_STAFF, by, ref));
    yz_json_end(&j);
    enum yz_status status = b.failed ? yz_fail(YZ_BUSY, _("内存不足"))
                                     : yz_note(s->store, yz_rating_kind.name, rating, yz_buffer_string(&b));
    yz_buffer_free(&b);
    return status;
}

enum yz_status yz_rate_begin(struct yz_session *s) {
    enum yz_status status = yz_must(s, YZ_RIGHT_WRITE);
    return status == YZ_OK ? yz_act_begin(s->store, "rate-case", 0) : status;
}

enum yz_status yz_rate_write(struct yz_session *s, struct yz_case *c, int mark, bool paper, const char *remark) {
    struct yz_rating r = {.case_id = c->id, .station = c->station, .at = yz_now(), .mark = mark, .paper = paper};
    bool bad = mark <= YZ_MARK_BAD;
    yz_copy(r.note, sizeof r.note, remark);
    r.invented = c->invented;
    c->rated = true;
    enum yz_status status = bad ? open_callback(s, c, &r, &r.callback) : yz_skip_id(s->store, &yz_case_kind);
    if (status == YZ_OK) status = yz_put(s->store, &yz_rating_kind, &r);
    if (status == YZ_OK && !bad) status = note(s, r.id, 0);
    return status == YZ_OK ? note(s, r.id, s->staff.id) : status;
}

enum yz_status yz_rate_paper_allowed(const struct yz_session *s) {
    if (yz_sees_restricted(s)) return YZ_OK;
    return yz_fail(YZ_DENIED, _("评价表由站长开箱、录入：经办人员看不到是谁打的分"));
}

enum yz_status yz_rate(struct yz_session *s, struct yz_case *c, int mark, bool paper, const char *remark,
                       struct yz_findings *f) {
    char clean[sizeof((struct yz_rating *)0)->note];
    struct yz_case after = *c;
    check(c, mark, remark, clean, sizeof clean, f);
    if (!yz_findings_ok(f)) return yz_fail(YZ_REFUSED, "%s", f->count ? f->all[0].rule : _("内存不足"));
    enum yz_status status = paper ? yz_rate_paper_allowed(s) : YZ_OK;
    if (status == YZ_OK) status = yz_rate_begin(s);
    if (status != YZ_OK) return status;
    status = yz_rate_write(s, &after, mark, paper, clean);
    if (status == YZ_OK) status = yz_put(s->store, &yz_case_kind, &after);
    if (status == YZ_OK) status = yz_act_commit(s->store, NULL);
    else yz_act_abort(s->store);
    if (status == YZ_OK) *c = after;
    return status;
}
