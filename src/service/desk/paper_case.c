/* The papers of a case: when each can be printed, and what a template's keys mean. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/identity.h>

#include "base/mask.h"
#include "base/text.h"
#include "service/desk/desk_private.h"
#include "service/desk/paper_sheet.h"

/* --- when --- */

static bool ended(const struct yz_case *c) {
    return c->state == YZ_CASE_FINISHED || c->state == YZ_CASE_VERIFIED || c->state == YZ_CASE_CLOSED;
}

const char *yz_no_receipt(const void *record) {
    const struct yz_case *c = record;
    if (c->state == YZ_CASE_DRAFT) return N_("还没有受理");
    return c->state == YZ_CASE_REFUSED ? N_("没有受理，印不予受理通知") : NULL;
}

const char *yz_no_notice(const void *record) {
    const struct yz_case *c = record;
    return *c->missing ? NULL : N_("材料已经齐全，不用告知单");
}

const char *yz_no_supplement(const void *record) {
    const struct yz_case *c = record;
    if (!*c->missing) return N_("材料已经齐全，不用补正");
    return c->state == YZ_CASE_SUPPLEMENT ? NULL : N_("这件没有在等补正材料");
}

const char *yz_no_deferred(const void *record) {
    const struct yz_case *c = record;
    if (!*c->missing) return N_("材料已经齐全，没有容缺");
    if (c->state == YZ_CASE_SUPPLEMENT) return N_("缺的材料不能容缺，印补正通知");
    return yz_case_open(c) ? NULL : N_("这件没有在办");
}

const char *yz_no_completion(const void *record) {
    return ended(record) ? NULL : N_("还没有办结");
}

const char *yz_no_rating(const void *record) {
    const struct yz_case *c = record;
    if (!ended(c)) return N_("还没有办结");
    return c->rated ? N_("已经评价过，一次办事评价一次") : NULL;
}

const char *yz_no_refusal(const void *record) {
    const struct yz_case *c = record;
    return c->state == YZ_CASE_REFUSED ? NULL : N_("这件没有不予受理");
}

/* --- the lists of papers seen and missing --- */

struct own {
    const struct yz_case *c;
    struct yz_item item;
    struct yz_case_facts facts;
    size_t seen[YZ_ITEM_PAPERS], missing[YZ_ITEM_PAPERS]; /* places in item.papers */
    size_t seen_count, missing_count;
};

static bool listed(const char *list, const char *key) {
    size_t n = strlen(key);
    for (const char *at = list; *at; at += *at == ',') {
        size_t word = strcspn(at, ",");
        if (word == n && strncmp(at, key, n) == 0) return true;
        at += word;
    }
    return false;
}

static void sort_papers(struct yz_session *s, struct own *o) {
    char unasked[512];
    yz_case_answer(s, o->c, "unasked_papers", unasked, sizeof unasked);
    for (size_t i = 0; i < o->item.paper_count; i++) {
        const char *key = o->item.papers[i].key;
        if (listed(o->c->missing, key)) o->missing[o->missing_count++] = i;
        else if (!listed(unasked, key)) o->seen[o->seen_count++] = i;
    }
}

static size_t rows(struct yz_sheet *sh, const char *list) {
    const struct own *o = sh->own;
    if (strcmp(list, "seen") == 0) return o->seen_count;
    return strcmp(list, "missing") == 0 ? o->missing_count : 0;
}

static void write_copies(const struct yz_item_paper *p, char *out, size_t room) {
    snprintf(out, room, "%s%s", p->original ? "原件" : "", p->original && p->copies ? "，" : "");
    size_t n = strlen(out);
    if (p->copies) snprintf(out + n, room - n, "复印件 %lld 份", (long long)p->copies);
}

/* The last day for a paper that may follow: as many days as the item gives it, else the day promised for all. */
static void write_until(const struct own *o, const struct yz_item_paper *p, const char *form, char *out, size_t room) {
    char text[64];
    yz_date day = o->c->missing_by;
    *out = '\0';
    if (p->follow_days) day = yz_date_add(yz_moment_date(o->c->received), (int)p->follow_days);
    bool by = strcmp(form, "by") == 0;
    if (p->may_follow && day) snprintf(out, room, by ? "（%s前补交）" : "%s", yz_chinese_date(day, text));
}

static const char *row(struct yz_sheet *sh, const char *list, size_t place, const char *key) {
    const struct own *o = sh->own;
    size_t at = strcmp(list, "seen") == 0 ? o->seen[place] : o->missing[place];
    const struct yz_item_paper *p = &o->item.papers[at];
    if (strcmp(key, "paper") == 0) return p->name;
    if (strcmp(key, "where") == 0) return p->where;
    if (strcmp(key, "note") == 0) return p->note;
    if (strcmp(key, "copies") == 0) write_copies(p, sh->text, sizeof sh->text);
    else if (strcmp(key, "by") == 0 || strcmp(key, "until") == 0) write_until(o, p, key, sh->text, sizeof sh->text);
    else return NULL;
    return sh->text;
}

/* --- values --- */

/* Masked; and who has no document has none, whatever stands in the field for the time being. */
static void put_identity(struct yz_sheet *sh, const struct yz_person *p) {
    char text[200];
    bool none = !*p->id_number || p->id_kind == YZ_ID_NONE_YET;
    if (none)
        snprintf(text, sizeof text, "尚无证件%s%s%s", *p->id_note ? "（" : "", p->id_note, *p->id_note ? "）" : "");
    else yz_mask_id(text, sizeof text, p->id_number);
    yz_sheet_put(sh, "identity", text);
    yz_mask_id(text, sizeof text, p->certificate);
    yz_sheet_put(sh, "certificate", *p->certificate ? text : "");
}

static void put_applicant(struct yz_sheet *sh, const char *name, const char *phone) {
    char text[64];
    yz_sheet_put(sh, "applicant", name);
    yz_mask_phone(text, sizeof text, phone);
    yz_sheet_put(sh, "phone", *phone ? text : "");
}

static enum yz_status put_people(struct yz_sheet *sh, const struct yz_case *c) {
    struct yz_person p = {0};
    enum yz_status status = YZ_OK;
    if (c->person) status = yz_get(sh->s->store, &yz_person_kind, c->person, &p);
    if (status != YZ_OK) return status;
    yz_sheet_put(sh, "person", p.name);
    if (p.id) put_identity(sh, &p);
    else yz_sheet_put(sh, "identity", ""), yz_sheet_put(sh, "certificate", "");
    p = (struct yz_person){0};
    if (c->applicant) status = yz_get(sh->s->store, &yz_person_kind, c->applicant, &p);
    if (p.id) put_applicant(sh, p.name, p.phone);
    else put_applicant(sh, c->party, c->party_phone);
    return status;
}

static const char *limit_words(struct yz_limit limit, char *out) {
    const char *const units[] = {"", "工作时", "工作日", "小时", "自然日"};
    snprintf(out, 64, "%lld %s%s", (long long)limit.amount, limit.unit == YZ_LIMIT_HOURS ? "" : "个",
             units[limit.unit]);
    return out;
}

static void put_limits(struct yz_sheet *sh, const struct yz_case *c) {
    const struct own *o = sh->own;
    char text[200], when[64];
    yz_sheet_put_moment(sh, "received", c->received);
    yz_sheet_put(sh, "evening", c->evening ? "本件在延时服务时段受理。" : "");
    bool promised = o->item.type == YZ_ITEM_PROMISED;
    yz_sheet_put(sh, "limit", promised ? limit_words(o->item.promised, text) : "当场办结");
    snprintf(text, sizeof text, "%s%s", yz_chinese_moment(c->due, when),
             c->due && c->due_assumed ? "（节假日安排尚未公布，按周一至周五推算）" : "");
    yz_sheet_put(sh, "due", text);
    yz_sheet_put(sh, "waiting", c->state == YZ_CASE_SUPPLEMENT ? "材料补齐之日起计算办理时限。" : "");
}

static void write_years(const char *list, char *out, size_t room) {
    *out = '\0';
    for (const char *y = list; *y; y++) {
        size_t n = strlen(out);
        if (*y == ',') snprintf(out + n, room - n, "、");
        else snprintf(out + n, room - n, "%c", *y);
    }
}

static void put_payment(struct yz_sheet *sh, const struct yz_case *c) {
    const struct own *o = sh->own;
    char answer[64];
    const struct yz_item_field *payment = yz_item_field(&o->item, "payment");
    const char *label = "";
    yz_case_answer(sh->s, c, "payment", answer, sizeof answer);
    for (size_t i = 0; payment && *answer && i < YZ_ITEM_OPTIONS; i++) {
        if (strcmp(payment->options[i].key, answer) == 0) label = payment->options[i].label;
    }
    yz_sheet_put(sh, "payment", label);
}

/* Of an item that asks for one; elsewhere an amount is no contribution. */
static void insured_year(const struct yz_sheet *sh, const struct yz_case *c, char *out, size_t room) {
    const struct own *o = sh->own;
    *out = '\0';
    for (size_t i = 0; i < o->item.field_count; i++)
        if (o->item.fields[i].type == YZ_ANSWER_YEARS) yz_case_answer(sh->s, c, o->item.fields[i].key, out, room);
}

/* Where an event is. */
static void put_place(struct yz_sheet *sh, const struct yz_case *c) {
    char text[400] = "";
    if (*c->place && c->building) yz_building_address(sh->s, c->building, text, sizeof text);
    size_t n = strlen(text);
    snprintf(text + n, sizeof text - n, "%s%s", n ? " " : "", c->place);
    yz_sheet_put(sh, "place", text);
}

static void put_cover(struct yz_sheet *sh, const struct yz_case *c) {
    const struct yz_case_facts *f = &((struct own *)sh->own)->facts;
    char text[200] = "", birth[64], day[64], years[96], amount[32];
    yz_date born = 0;
    if (f->window_known) {
        yz_case_answer(sh->s, c, "birth", birth, sizeof birth);
        birth[strlen(birth) > 10 ? 10 : strlen(birth)] = '\0';
        yz_date_parse(birth, 0, false, &born);
        yz_chinese_date(f->cover_from, day);
        if (!f->cover_from) snprintf(text, sizeof text, "缴费之后");
        else if (f->cover_from == born) snprintf(text, sizeof text, "自出生之日（%s）起", day);
        else snprintf(text, sizeof text, "缴费之后，自%s起", day);
    }
    yz_sheet_put(sh, "cover", text);
    if (f->window_known) yz_copy(birth, sizeof birth, f->years);
    else insured_year(sh, c, birth, sizeof birth);
    bool insured = *birth != '\0';
    write_years(birth, years, sizeof years);
    yz_sheet_put(sh, "years", years);
    yz_sheet_put(sh, "rule_source", f->rule_source);
    snprintf(text, sizeof text, "%s 元", yz_money_text(c->amount, amount));
    yz_sheet_put(sh, "amount", insured ? text : "");
    put_payment(sh, c);
}

enum yz_status yz_sheet_case(struct yz_sheet *sh, const void *record) {
    const struct yz_case *c = record;
    struct own *o = sh->own = calloc(1, sizeof *o);
    if (!o) return yz_fail(YZ_BUSY, _("内存不足"));
    o->c = c;
    sh->rows = rows;
    sh->row = row;
    enum yz_status status = yz_case_item(sh->s, c, &o->item);
    if (status == YZ_OK) status = yz_case_facts(sh->s, c, true, &o->facts);
    if (status == YZ_OK) status = put_people(sh, c);
    if (status == YZ_OK) status = yz_sheet_put_places(sh, c->station, c->invented);
    if (status != YZ_OK) return status;
    yz_sheet_put(sh, "clerk", o->facts.owner_name);
    yz_sheet_put(sh, "number", c->number);
    yz_sheet_put(sh, "service", o->item.name);
    yz_sheet_put(sh, "department", *c->department ? c->department : o->item.department);
    yz_sheet_put(sh, "basis", o->item.basis);
    yz_sheet_put(sh, "fee", o->item.fee);
    yz_sheet_put(sh, "result", strcmp(c->result, o->item.result) == 0 ? "" : o->item.result); /* said once */
    yz_sheet_put(sh, "outcome", c->result);
    yz_sheet_put(sh, "reason", *c->result ? c->result : c->note);
    yz_sheet_put_moment(sh, "finished", c->finished);
    put_limits(sh, c);
    put_place(sh, c);
    put_cover(sh, c);
    sort_papers(sh->s, o);
    return YZ_OK;
}
