/* 用印登记: writing a use of the seal, and reading the register. */
#include <yizhan/seals.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/certificates.h>
#include <yizhan/i18n.h>
#include <yizhan/records.h>
#include <yizhan/registry.h>

#include "base/text.h"
#include "service/session.h"

#define PREFIX "用印"
enum { SUPERVISOR = 3, ADMIN = 4 }; /* codes of staff_role */

/* --- a new use --- */

void yz_seal_begin(struct yz_session *s, struct yz_seal *u) {
    const struct yz_station *station = yz_session_station(s);
    *u = (struct yz_seal){.at = yz_now(), .copies = 1, .handled_by = yz_session_staff(s)->id};
    if (station) u->station = station->id;
    if (station) u->invented = station->invented;
}

/* A member of staff by name or login; 0 when nobody, or more than one, is called so. */
static int64_t staff_named(struct yz_session *s, const char *text) {
    struct yz_query *q = yz_sql(s->store, "SELECT min(id), count(*) FROM staff WHERE name = ?1 OR login = ?1");
    yz_bind_text(q, 1, text);
    int64_t id = yz_next(q) && yz_int(q, 1) == 1 ? yz_int(q, 0) : 0;
    yz_done(q);
    return id;
}

static void set_ref(struct yz_session *s, const struct yz_field *f, int64_t *id, const char *text,
                    struct yz_findings *out) {
    const struct yz_kind *of = yz_kind_named(f->of);
    enum yz_kind_id kind = of->id;
    int64_t found = kind == YZ_STAFF ? staff_named(s, text) : 0;
    if (!*text || found || yz_ref_resolve(s, text, 1u << kind, &kind, &found) == YZ_OK) *id = found;
    else yz_find_error(out, f->column, text, yz_message(), NULL);
}

/* What the registry knows of the applicant, where nothing was typed. */
static void take_person(struct yz_session *s, struct yz_seal *u) {
    struct yz_person p;
    if (!u->person || yz_get(s->store, &yz_person_kind, u->person, &p) != YZ_OK) return;
    if (!*u->applicant) yz_copy(u->applicant, sizeof u->applicant, p.name);
    if (!*u->phone) yz_copy(u->phone, sizeof u->phone, p.phone);
    int64_t household = yz_person_household(s, p.id, 0);
    if (!*u->address && household) yz_record_title(s, YZ_HOUSEHOLD, household, false, u->address, sizeof u->address);
}

bool yz_seal_set(struct yz_session *s, struct yz_seal *u, const char *field, const char *text, struct yz_findings *f) {
    const struct yz_field *row = yz_field_named(&yz_seal_kind, field);
    size_t before = f->errors;
    if (!row || row->type != YZ_REF) return yz_record_set(&yz_seal_kind, u, field, text, f);
    set_ref(s, row, (int64_t *)(void *)((char *)u + row->offset), text, f);
    if (strcmp(field, "person") == 0) take_person(s, u);
    return f->errors == before;
}

/* --- what is wrong with it --- */

static void check_certificate(struct yz_session *s, const struct yz_seal *u, const char *override,
                              struct yz_findings *f) {
    const struct yz_certificate *c = yz_certificate_within(u->document);
    char rule[600], mend[600];
    if (!c) c = yz_certificate_within(u->matter);
    if (!c) return;
    int32_t role = yz_session_staff(s)->role;
    bool reason = override && *override;
    snprintf(rule, sizeof rule, _("%1$s社区不再开具：%2$s"), yz_certificate_name(c), yz_certificate_why(c));
    size_t n = strlen(rule), stop = strlen("。");
    if (n > stop && strcmp(rule + n - stop, "。") == 0) rule[n - stop] = '\0'; /* the mend follows */
    snprintf(mend, sizeof mend, _("去处：%s"), yz_certificate_where(c));
    if (reason && (role == SUPERVISOR || role == ADMIN)) yz_find_warning(f, "document", u->document, rule, NULL);
    else if (reason) yz_find_error(f, "override", override, _("例外要站长来登记"), _("请站长用自己的账号登记"));
    else yz_find_error(f, "document", u->document, rule, mend);
}

static bool check(struct yz_session *s, const struct yz_seal *u, const char *override, struct yz_findings *f) {
    yz_record_check(&yz_seal_kind, u, f);
    check_certificate(s, u, override, f);
    if (u->at > yz_now()) yz_find_error(f, "at", NULL, _("用印时间还没有到"), _("用过印再登记"));
    return yz_findings_ok(f);
}

/* --- writing --- */

/* The smallest number of the year that no use has: an undone slip leaves no gap. */
static enum yz_status take_number(struct yz_store *store, struct yz_seal *u) {
    char prefix[24], number[48];
    int year = yz_moment_date(u->at) / 10000;
    int64_t next = 1;
    snprintf(prefix, sizeof prefix, PREFIX "%04d-", year);
    struct yz_query *q = yz_sql(store, "SELECT CAST(substr(number, length(?1) + 1) AS INTEGER) FROM seal"
                                       " WHERE number >= ?1 AND number < ?1 || ':' ORDER BY 1");
    yz_bind_text(q, 1, prefix);
    while (yz_next(q) && yz_int(q, 0) == next) next++;
    snprintf(number, sizeof number, "%s%04lld", prefix, (long long)next);
    yz_copy(u->number, sizeof u->number, number);
    return yz_done(q);
}

static void keep_reason(struct yz_seal *u, const char *override) {
    size_t n = strlen(u->note);
    if (!override || !*override) return;
    snprintf(u->note + n, sizeof u->note - n, "%s例外：%s", n ? "；" : "", override);
    u->note[yz_utf8_cut(u->note, sizeof u->note - 1)] = '\0';
}

static enum yz_status say_first(const struct yz_findings *f) {
    for (size_t i = 0; i < f->count; i++) {
        const struct yz_field *field = yz_field_named(&yz_seal_kind, f->all[i].field);
        if (f->all[i].severity == YZ_ERROR)
            return yz_fail(YZ_REFUSED, _("%1$s：%2$s"), field ? yz_tr(field->label) : _("例外理由"), f->all[i].rule);
    }
    return yz_fail(YZ_BUSY, _("内存不足"));
}

enum yz_status yz_seal_add(struct yz_session *s, struct yz_seal *u, const char *override, struct yz_findings *f) {
    struct yz_seal written = *u;
    if (!check(s, u, override, f)) return say_first(f);
    keep_reason(&written, override);
    enum yz_status status = yz_session_act(s, "add-seal");
    if (status != YZ_OK) return status;
    status = take_number(s->store, &written);
    if (status == YZ_OK) status = yz_put(s->store, &yz_seal_kind, &written);
    if (status != YZ_OK) {
        yz_act_abort(s->store);
        return status;
    }
    status = yz_act_commit(s->store, NULL);
    if (status == YZ_OK) *u = written;
    return status;
}

/* --- reading --- */

enum yz_status yz_seal_by_number(struct yz_session *s, const char *typed, struct yz_seal *out) {
    char text[64], number[96];
    enum yz_kind_id kind;
    int64_t id;
    yz_text_fold(text, sizeof text, typed);
    if (yz_ref_parse(text, &kind, &id) && kind == YZ_SEAL) return yz_get(s->store, &yz_seal_kind, id, out);
    bool whole = strncmp(text, PREFIX, strlen(PREFIX)) == 0;
    snprintf(number, sizeof number, "%s%s", whole ? "" : PREFIX, text);
    struct yz_query *q = yz_select(s->store, &yz_seal_kind, "WHERE number = ?1");
    if (!q) return yz_done(q);
    yz_bind_text(q, 1, number);
    bool found = yz_next(q);
    if (found) yz_row(q, &yz_seal_kind, out);
    enum yz_status status = yz_done(q);
    return status == YZ_OK && !found ? yz_fail(YZ_REFUSED, _("用印登记里没有 %s"), typed) : status;
}

#define TESTS                                                                                                          \
    " AND at >= ?3 AND at < ?4 AND (?5 = '' OR instr(lower(matter||' '||document||' '||applicant||' '||phone||' '||"   \
    "number), ?5) > 0) "

enum yz_status yz_seal_page(struct yz_session *s, const struct yz_seal_filter *f, const struct yz_seal *after,
                            int direction, struct yz_seal *out, size_t max, size_t *count) {
    char text[96];
    struct yz_query *q =
        direction > 0
            ? yz_select(s->store, &yz_seal_kind, "WHERE (at, id) < (?1, ?2)" TESTS "ORDER BY at DESC, id DESC LIMIT ?6")
            : yz_select(s->store, &yz_seal_kind, "WHERE (at, id) > (?1, ?2)" TESTS "ORDER BY at, id LIMIT ?6");
    int64_t open_end = direction > 0 ? INT64_MAX : -1;
    *count = 0;
    if (!q) return yz_done(q);
    yz_text_fold(text, sizeof text, f->text);
    yz_bind(q, 1, after ? after->at : open_end);
    yz_bind(q, 2, after ? after->id : open_end);
    yz_bind(q, 3, f->from);
    yz_bind(q, 4, f->till ? f->till : INT64_MAX);
    yz_bind_text(q, 5, text);
    yz_bind(q, 6, (int64_t)max);
    while (*count < max && yz_next(q)) yz_row(q, &yz_seal_kind, &out[(*count)++]);
    return yz_done(q);
}

bool yz_seal_month(const char *text, struct yz_seal_filter *filter) {
    char day[64];
    yz_date first;
    size_t n = strlen(text);
    yz_copy(day, sizeof day, text);
    bool bare = n == 7 && (text[4] == '-' || text[4] == '.' || text[4] == '/');
    if (bare) snprintf(day, sizeof day, "%.4s-%.2s-01", text, text + 5);
    if (!yz_date_parse(day, yz_today(), false, &first)) return false;
    first -= first % 100 - 1;
    filter->from = yz_moment_make(first, 0);
    filter->till = yz_moment_make(yz_date_add_months(first, 1), 0);
    return true;
}
