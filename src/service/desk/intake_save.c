/* Saving a form: one act that writes everything, or nothing. */
#include <stdio.h>
#include <string.h>
#include <yizhan/i18n.h>

#include "base/json.h"
#include "base/text.h"
#include "service/desk/case_clock.h"
#include "service/desk/intake_private.h"

/* --- what the case keeps of the form --- */

static void put_date(struct yz_json *j, const char *key, yz_date d) {
    char text[YZ_DATE_TEXT];
    if (d) yz_json_text(j, key, yz_date_text(d, text));
}

/* Papers and the file are Chinese, whatever the screen is. */
static void put_source(struct yz_json *j, const char *key, const char *shown) {
    char text[320];
    yz_copy(text, sizeof text, shown);
    yz_source_for_file(text, sizeof text);
    yz_json_text(j, key, text);
}

/* What the rules said on the day of receipt: it stays true when the rules change later. */
static void write_outcome(struct yz_json *j, const struct yz_outcome *o) {
    char text[96] = "", days[16];
    for (size_t i = 0; i < o->year_count; i++) {
        size_t n = strlen(text);
        snprintf(text + n, sizeof text - n, "%s%d", n ? "," : "", o->years[i]);
    }
    yz_json_text(j, "insured_years", text);
    snprintf(days, sizeof days, "%d", o->window_days);
    yz_json_text(j, "window_days", days);
    put_date(j, "window_ends", o->window_ends);
    put_date(j, "cover_from", o->cover_from);
    put_source(j, "rule_source", o->rule_source);
    put_source(j, "price_source", o->price_source);
}

/* How each condition stood: "age:yes,residence:unknown". */
static void write_conditions(struct yz_json *j, const struct yz_outcome *o) {
    static const char *const words[] = {[YZ_UNKNOWN] = "unknown", [YZ_TRUE] = "yes", [YZ_FALSE] = "no"};
    char text[YZ_ITEM_CONDITIONS * 48] = "";
    size_t n = 0;
    for (size_t i = 0; i < o->condition_count; i++) {
        const struct yz_condition_result *r = &o->conditions[i];
        n += (size_t)snprintf(text + n, sizeof text - n, "%s%s:%s", n ? "," : "", r->condition->key, words[r->truth]);
    }
    if (n) yz_json_text(j, "conditions", text);
}

/* Papers that nobody was asked for: what was neither missing nor asked for was not handed in either. */
static void write_unasked(struct yz_json *j, const struct yz_intake *in) {
    char text[YZ_ITEM_PAPERS * 48] = "";
    size_t n = 0;
    for (size_t i = 0; i < in->item.paper_count; i++) {
        if (!yz_intake_wants(in, i))
            n += (size_t)snprintf(text + n, sizeof text - n, "%s%s", n ? "," : "", in->item.papers[i].key);
    }
    if (n) yz_json_text(j, "unasked_papers", text);
}

/* Fields that a case has a column for. */
static bool of_the_case(const char *key) {
    static const char *const keys[] = {"place", "party", "party_phone", "note"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (strcmp(keys[i], key) == 0) return true;
    }
    return false;
}

static bool write_answers(const struct yz_intake *in, const struct yz_outcome *o, char *out, size_t room) {
    struct yz_buffer b = {0};
    struct yz_json j;
    yz_json_open(&j, &b);
    yz_json_object(&j, NULL);
    for (size_t i = 0; i < in->item.field_count; i++) {
        const char *key = in->item.fields[i].key, *value = *in->value[i] ? in->value[i] : o->worked[i];
        if (*value && !of_the_case(key) && yz_intake_asks(in, key)) yz_json_text(&j, key, value);
    }
    if (o->window_known) write_outcome(&j, o);
    write_conditions(&j, o);
    write_unasked(&j, in);
    yz_json_end(&j);
    bool fits = !b.failed && yz_copy(out, room, yz_buffer_string(&b));
    yz_buffer_free(&b);
    return fits;
}

/* How consent was given, in the words of the form. */
static void write_consent(const struct yz_intake *in, struct yz_case *c) {
    const struct yz_item_field *how = yz_item_field(&in->item, "consent_how");
    if (!yz_intake_is(in, "consent", "yes")) return;
    c->consent_at = c->received;
    for (size_t i = 0; how && i < YZ_ITEM_OPTIONS; i++) {
        if (yz_intake_is(in, "consent_how", how->options[i].key) && *how->options[i].key) {
            yz_copy(c->consent_how, sizeof c->consent_how, how->options[i].label);
        }
    }
}

/* --- the act --- */

/* Numbers run by year without gaps: the counter grows within the act, so an act given up gives its number back. */
static enum yz_status take_number(struct yz_store *store, yz_moment received, char out[24]) {
    char counter[32], number[48];
    int year = yz_moment_date(received) / 10000;
    snprintf(counter, sizeof counter, "case-%04d", year);
    int64_t next = yz_meta(store, counter, 0) + 1;
    snprintf(number, sizeof number, "%04d-%06lld", year, (long long)next);
    yz_copy(out, 24, number);
    return yz_meta_set(store, counter, next);
}

/* The amount that is typed or worked out, for lists and reports. */
static int64_t amount_of(const struct yz_intake *in, const struct yz_outcome *o) {
    const struct yz_item_field *f = yz_item_field(&in->item, "amount");
    size_t i = f ? (size_t)(f - in->item.fields) : 0;
    int64_t fen = 0;
    if (f && f->type == YZ_ANSWER_MONEY && !in->bad[i])
        yz_money_parse(*in->value[i] ? in->value[i] : o->worked[i], &fen);
    return fen;
}

static void fill_place(const struct yz_intake *in, struct yz_case *c) {
    struct yz_community community = {0};
    c->building = in->building.id;
    yz_copy(c->place, sizeof c->place, yz_intake_get(in, "place"));
    yz_copy(c->party, sizeof c->party, yz_intake_get(in, "party"));
    yz_copy(c->party_phone, sizeof c->party_phone, yz_intake_get(in, "party_phone"));
    yz_copy(c->note, sizeof c->note, yz_intake_get(in, "note"));
    bool known = in->household.id || in->person.id;
    if (!known) yz_the_community(in->s, &community);
    c->invented = in->household.invented || in->person.invented || community.invented;
}

/* A sitting counts the clock that runs once: one item, one moment, one station. */
static enum yz_status clock_of(const struct yz_intake *in, const struct yz_station *station, struct yz_case *c) {
    struct yz_case *once = in->clock;
    enum yz_status status = YZ_OK;
    if (!once || c->paused_at || !once->received) {
        status = yz_calendar_use(in->s);
        if (status == YZ_OK) status = yz_clock_set(&in->item, station, c);
        if (once && !c->paused_at && status == YZ_OK) *once = *c;
        return status;
    }
    c->due = once->due;
    c->legal_due = once->legal_due;
    c->station_due = once->station_due;
    c->due_assumed = once->due_assumed;
    return status;
}

enum yz_status yz_intake_case(const struct yz_intake *in, const struct yz_outcome *o, struct yz_case *c) {
    const struct yz_station *station = yz_session_station(in->s);
    const struct yz_staff *staff = yz_session_staff(in->s);
    *c = (struct yz_case){.service_version = in->service_version,
                          .state = (int32_t)o->state,
                          .level = YZ_LEVEL_COMMUNITY,
                          .station = station ? station->id : 0,
                          .owner = staff->id,
                          .taken_by = staff->id,
                          .person = in->person.id,
                          .applicant = in->person.id,
                          .household = in->household.id,
                          .received = o->received,
                          .clock_from = o->received,
                          .paused_at = o->state == YZ_CASE_SUPPLEMENT ? o->received : 0,
                          .missing_by = o->missing_by,
                          .evening = o->evening,
                          .amount = amount_of(in, o)};
    yz_copy(c->service, sizeof c->service, in->item.key);
    yz_copy(c->missing, sizeof c->missing, o->missing);
    fill_place(in, c);
    write_consent(in, c);
    return clock_of(in, station, c);
}

enum yz_status yz_intake_put(const struct yz_intake *in, const struct yz_outcome *o, struct yz_case *c) {
    if (!write_answers(in, o, c->answers, sizeof c->answers))
        return yz_fail(YZ_REFUSED, _("填写的内容太长，办件里放不下"));
    enum yz_status status = take_number(in->s->store, c->received, c->number);
    return status == YZ_OK ? yz_put(in->s->store, &yz_case_kind, c) : status;
}

static enum yz_status write_all(struct yz_intake *in, const struct yz_outcome *o, struct yz_case *c) {
    enum yz_status status = yz_intake_newborn(in) ? yz_newborn_write(in, o, c) : YZ_OK;
    if (status == YZ_OK) status = yz_intake_put(in, o, c);
    return status == YZ_OK ? yz_intake_draft_drop(in) : status;
}

enum yz_status yz_intake_save(struct yz_intake *in, struct yz_outcome *out, struct yz_case *c, struct yz_findings *f) {
    enum yz_status status = yz_intake_check(in, out, f);
    if (status == YZ_OK) status = yz_intake_case(in, out, c);
    if (status != YZ_OK) return status;
    status = yz_session_act(in->s, yz_intake_newborn(in) ? "register-newborn" : "open-case");
    if (status != YZ_OK) return status;
    status = write_all(in, out, c);
    if (status != YZ_OK) {
        yz_act_abort(in->s->store);
        return status;
    }
    return yz_act_commit(in->s->store, NULL);
}
