/* Papers of a case: what a template's keys mean, and the bytes for a receipt printer. Official papers have one language,
 * so the words here are Chinese whatever the screen's language is. */
#include <yizhan/papers.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/identity.h>

#include "base/data.h"
#include "base/encoding.h"
#include "base/mask.h"
#include "base/text.h"
#include "service/desk/desk_private.h"
#include "service/desk/paper_layout.h"
#include "service/session.h"

static const struct {
    const char *key, *name;
} papers[YZ_PAPERS] = {
    [YZ_PAPER_RECEIPT] = {"receipt", N_("受理回执")},
    [YZ_PAPER_NOTICE] = {"notice", N_("一次性告知单")},
};

const char *yz_paper_name(enum yz_paper paper) {
    return yz_tr(papers[paper].name);
}

const char *yz_paper_key(enum yz_paper paper) {
    return papers[paper].key;
}

bool yz_paper_from_key(const char *key, enum yz_paper *paper) {
    for (int i = 0; i < YZ_PAPERS; i++) {
        if (strcmp(papers[i].key, key) != 0) continue;
        *paper = (enum yz_paper)i;
        return true;
    }
    return false;
}

/* --- values --- */

struct value {
    char key[24], text[400];
};

struct sheet {
    struct yz_session *s;
    const struct yz_case *c;
    struct yz_item item;
    struct yz_case_facts facts;
    struct value values[40];
    size_t count;
    size_t seen[YZ_ITEM_PAPERS], missing[YZ_ITEM_PAPERS]; /* places in item.papers */
    size_t seen_count, missing_count;
    char row[400]; /* the value of a list that was asked for last */
};

static void put(struct sheet *sh, const char *key, const char *text) {
    if (sh->count == sizeof sh->values / sizeof *sh->values) return;
    struct value *v = &sh->values[sh->count++];
    yz_copy(v->key, sizeof v->key, key);
    yz_copy(v->text, sizeof v->text, text);
}

static const char *chinese_date(yz_date d, char out[64]) {
    snprintf(out, 64, "%d年%d月%d日", d / 10000, d / 100 % 100, d % 100);
    return out;
}

static const char *chinese_moment(yz_moment at, char out[64]) {
    int minute = yz_moment_minute(at);
    chinese_date(yz_moment_date(at), out);
    size_t n = strlen(out);
    snprintf(out + n, 64 - n, " %02d:%02d", minute / 60, minute % 60);
    return out;
}

/* Masked; and who has no document has none, whatever stands in the field for the time being. */
static void put_identity(struct sheet *sh, const struct yz_person *p) {
    char text[200];
    bool none = !*p->id_number || p->id_kind == YZ_ID_NONE_YET;
    if (none)
        snprintf(text, sizeof text, "尚无证件%s%s%s", *p->id_note ? "（" : "", p->id_note, *p->id_note ? "）" : "");
    else yz_mask_id(text, sizeof text, p->id_number);
    put(sh, "identity", text);
    yz_mask_id(text, sizeof text, p->certificate);
    put(sh, "certificate", *p->certificate ? text : "");
}

static enum yz_status put_people(struct sheet *sh) {
    struct yz_person p = {0};
    char text[64];
    enum yz_status status = YZ_OK;
    if (sh->c->person) status = yz_get(sh->s->store, &yz_person_kind, sh->c->person, &p);
    if (status != YZ_OK) return status;
    put(sh, "person", p.name);
    if (p.id) put_identity(sh, &p);
    else put(sh, "identity", ""), put(sh, "certificate", "");
    p = (struct yz_person){0};
    if (sh->c->applicant) status = yz_get(sh->s->store, &yz_person_kind, sh->c->applicant, &p);
    put(sh, "applicant", p.name);
    yz_mask_phone(text, sizeof text, p.phone);
    put(sh, "phone", *p.phone ? text : "");
    return status;
}

static void put_hours(struct sheet *sh, const struct yz_station *station) {
    char text[256];
    snprintf(text, sizeof text, "工作日 %s%s%s", station->hours, *station->weekend ? "；周末 " : "", station->weekend);
    put(sh, "hours", *station->hours ? text : "");
}

static enum yz_status put_places(struct sheet *sh) {
    struct yz_station station = {0};
    struct yz_community community = {0};
    enum yz_status status = YZ_OK;
    if (sh->c->station) status = yz_get(sh->s->store, &yz_station_kind, sh->c->station, &station);
    if (status == YZ_OK && station.community) {
        status = yz_get(sh->s->store, &yz_community_kind, station.community, &community);
    }
    put(sh, "community", community.name);
    put(sh, "station", station.name);
    put(sh, "station_address", station.address);
    put(sh, "station_phone", station.phone);
    put_hours(sh, &station);
    put(sh, "clerk", sh->facts.owner_name);
    return status;
}

static void put_limits(struct sheet *sh) {
    const struct yz_case *c = sh->c;
    char text[200], when[64];
    put(sh, "received", chinese_moment(c->received, when));
    put(sh, "evening", c->evening ? "本件在延时服务时段受理。" : "");
    snprintf(text, sizeof text, "%lld 个工作日", (long long)sh->item.promised_days);
    put(sh, "limit", sh->item.type == YZ_ITEM_PROMISED ? text : "当场办结");
    snprintf(text, sizeof text, "%s%s", c->due ? chinese_moment(c->due, when) : "",
             c->due && c->due_assumed ? "（节假日安排尚未公布，按周一至周五推算）" : "");
    put(sh, "due", text);
    bool waiting = c->state == YZ_CASE_SUPPLEMENT;
    put(sh, "waiting", waiting ? "材料补齐之日起计算办理时限。" : "");
    put(sh, "printed", chinese_moment(yz_now(), when));
}

static void put_cover(struct sheet *sh) {
    const struct yz_case_facts *f = &sh->facts;
    char text[200] = "", birth[64], day[64], years[96] = "", answer[64];
    yz_date born = 0;
    if (f->window_known) {
        yz_case_answer(sh->s, sh->c, "birth", birth, sizeof birth);
        birth[strlen(birth) > 10 ? 10 : strlen(birth)] = '\0';
        yz_date_parse(birth, 0, false, &born);
        if (!f->cover_from) snprintf(text, sizeof text, "缴费之后");
        else if (f->cover_from == born) snprintf(text, sizeof text, "自出生之日（%s）起", chinese_date(born, day));
        else snprintf(text, sizeof text, "缴费之后，自%s起", chinese_date(f->cover_from, day));
        for (const char *y = f->years; *y; y++) {
            size_t n = strlen(years);
            if (*y == ',') snprintf(years + n, sizeof years - n, "、");
            else snprintf(years + n, sizeof years - n, "%c", *y);
        }
    }
    put(sh, "cover", text);
    put(sh, "years", years);
    put(sh, "rule_source", f->rule_source);
    snprintf(text, sizeof text, "%s 元", yz_money_text(sh->c->amount, answer));
    put(sh, "amount", f->window_known ? text : "");
    yz_case_answer(sh->s, sh->c, "payment", answer, sizeof answer);
    const struct yz_item_field *payment = yz_item_field(&sh->item, "payment");
    *text = '\0';
    for (size_t i = 0; payment && *answer && i < YZ_ITEM_OPTIONS; i++) {
        if (strcmp(payment->options[i].key, answer) == 0) yz_copy(text, sizeof text, payment->options[i].label);
    }
    put(sh, "payment", text);
}

static bool listed(const char *list, const char *key) {
    size_t n = strlen(key);
    for (const char *at = list; *at; at += *at == ',') {
        size_t word = strcspn(at, ",");
        if (word == n && strncmp(at, key, n) == 0) return true;
        at += word;
    }
    return false;
}

static void sort_papers(struct sheet *sh) {
    for (size_t i = 0; i < sh->item.paper_count; i++) {
        if (listed(sh->c->missing, sh->item.papers[i].key)) sh->missing[sh->missing_count++] = i;
        else sh->seen[sh->seen_count++] = i;
    }
}

static enum yz_status gather(struct sheet *sh) {
    enum yz_status status = yz_case_item(sh->s, sh->c, &sh->item);
    if (status == YZ_OK) status = yz_case_facts(sh->s, sh->c, true, &sh->facts);
    if (status == YZ_OK) status = put_people(sh);
    if (status == YZ_OK) status = put_places(sh);
    if (status != YZ_OK) return status;
    put(sh, "number", sh->c->number);
    put(sh, "service", sh->item.name);
    put(sh, "department", sh->item.department);
    put(sh, "fee", sh->item.fee);
    put(sh, "result", sh->item.result);
    put(sh, "invented", sh->c->invented ? "演示数据：人物均为虚构，不作凭证。" : "");
    put_limits(sh);
    put_cover(sh);
    sort_papers(sh);
    return YZ_OK;
}

/* --- what the template asks for --- */

static const char *paper_value(struct sheet *sh, const struct yz_item_paper *p, const char *key) {
    char day[64];
    size_t n;
    if (strcmp(key, "paper") == 0) return p->name;
    if (strcmp(key, "where") == 0) return p->where;
    if (strcmp(key, "note") == 0) return p->note;
    *sh->row = '\0';
    if (strcmp(key, "copies") == 0) {
        snprintf(sh->row, sizeof sh->row, "%s%s", p->original ? "原件" : "", p->original && p->copies ? "，" : "");
        n = strlen(sh->row);
        if (p->copies) snprintf(sh->row + n, sizeof sh->row - n, "复印件 %lld 份", (long long)p->copies);
        return sh->row;
    }
    bool by = strcmp(key, "by") == 0;
    if (!by && strcmp(key, "until") != 0) return NULL;
    if (p->may_follow) {
        chinese_date(yz_date_add(yz_moment_date(sh->c->received), (int)p->follow_days), day);
        snprintf(sh->row, sizeof sh->row, by ? "（%s前补交）" : "%s", day);
    }
    return sh->row;
}

static const char *value(void *ctx, const char *list, size_t row, const char *key) {
    struct sheet *sh = ctx;
    if (*list) {
        size_t place = strcmp(list, "seen") == 0 ? sh->seen[row] : sh->missing[row];
        const char *found = paper_value(sh, &sh->item.papers[place], key);
        if (found) return found;
    }
    for (size_t i = 0; i < sh->count; i++) {
        if (strcmp(sh->values[i].key, key) == 0) return sh->values[i].text;
    }
    return NULL;
}

static size_t rows(void *ctx, const char *list) {
    const struct sheet *sh = ctx;
    if (strcmp(list, "seen") == 0) return sh->seen_count;
    return strcmp(list, "missing") == 0 ? sh->missing_count : 0;
}

enum yz_status yz_paper_text(struct yz_session *s, const struct yz_case *c, enum yz_paper paper, int columns,
                             struct yz_buffer *out) {
    char name[64];
    enum yz_status secret = yz_case_refuse_hidden(s, c);
    if (secret != YZ_OK) return secret;
    if (columns < 24 || columns > 120) return yz_fail(YZ_USAGE, _("纸宽只能是 24 到 120 列"));
    if (paper == YZ_PAPER_NOTICE && !*c->missing) return yz_fail(YZ_REFUSED, _("材料已经齐全，不用告知单"));
    snprintf(name, sizeof name, "papers/%s.txt", papers[paper].key);
    const char *template = yz_data(name, NULL);
    struct sheet *sh = calloc(1, sizeof *sh);
    enum yz_status status = !template ? YZ_REFUSED : sh ? YZ_OK : yz_fail(YZ_BUSY, _("内存不足"));
    if (status == YZ_OK) {
        sh->s = s;
        sh->c = c;
        status = gather(sh);
    }
    if (status == YZ_OK) yz_paper_lay_out(template, &(struct yz_paper_values){value, rows, sh}, columns, out);
    free(sh);
    return status == YZ_OK && out->failed ? yz_fail(YZ_BUSY, _("内存不足")) : status;
}

enum yz_status yz_paper_escpos(const char *text, struct yz_buffer *out) {
    yz_buffer_append(out, "\x1b@\x1c&", 4); /* ESC @ initialise, FS & Chinese on */
    enum yz_status status = yz_encode(YZ_GB18030, text, strlen(text), out, NULL);
    yz_buffer_append(out,
                     "\x1b"
                     "d\x04\x1dV\x01",
                     6); /* ESC d 4 feed four lines, GS V 1 cut */
    return status == YZ_OK && out->failed ? yz_fail(YZ_BUSY, _("内存不足")) : status;
}
