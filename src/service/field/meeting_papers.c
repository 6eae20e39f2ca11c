/* The papers of a meeting: whom it invites, its minutes, the public summary, the agreement of two parties. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>

#include "base/mask.h"
#include "base/text.h"
#include "service/desk/desk_private.h"
#include "service/desk/paper_sheet.h"
#include "service/field/meeting_private.h"

const char *yz_no_invitation(const void *record) {
    return ((const struct yz_meeting *)record)->doors ? NULL : N_("还没有邀请");
}

const char *yz_no_minutes(const void *record) {
    const struct yz_meeting *m = record;
    return m->state >= YZ_MEETING_TALKED ? NULL : N_("还没有开会");
}

const char *yz_no_summary(const void *record) {
    const struct yz_meeting *m = record;
    if (m->sort == YZ_MEDIATION) return N_("双方的调解不公开");
    return m->state >= YZ_MEETING_DECIDED ? NULL : N_("还没有决定");
}

const char *yz_no_agreement(const void *record) {
    return *((const struct yz_meeting *)record)->agreement ? NULL : N_("还没有达成协议");
}

/* --- the lists, a line a row --- */

struct line {
    char list[12], text[1024];
};
struct own {
    size_t count, room;
    struct line all[];
};

static bool belongs(const struct line *l, const char *list) {
    return strcmp(l->list, list) == 0;
}

static size_t rows(struct yz_sheet *sh, const char *list) {
    const struct own *o = sh->own;
    size_t n = 0;
    for (size_t i = 0; i < o->count; i++) n += belongs(&o->all[i], list);
    return n;
}

static const char *row(struct yz_sheet *sh, const char *list, size_t place, const char *key) {
    const struct own *o = sh->own;
    size_t i = 0;
    if (strcmp(key, "text") != 0) return NULL;
    for (; i < o->count; i++)
        if (belongs(&o->all[i], list) && !place--) break;
    yz_mask_numbers(sh->text, sizeof sh->text, i < o->count ? o->all[i].text : "");
    return sh->text;
}

/* A line to be written into; NULL without memory. */
static char *add(struct yz_sheet *sh, const char *list) {
    struct own *o = sh->own;
    if (!o || o->count == o->room) {
        size_t count = o ? o->count : 0, room = o && o->room ? 2 * o->room : 32;
        o = realloc(sh->own, sizeof *o + room * sizeof *o->all);
        if (!o) return yz_fail(YZ_BUSY, _("内存不足")), NULL;
        sh->own = o;
        o->count = count;
        o->room = room;
    }
    struct line *l = &o->all[o->count++];
    yz_copy(l->list, sizeof l->list, list);
    return l->text;
}

enum { TEXT = sizeof((struct line *)0)->text };

static enum yz_status add_doors(struct yz_sheet *sh, const struct yz_meeting *m, bool came) {
    struct yz_invited *all;
    size_t count;
    char name[96], area[32];
    enum yz_status status = yz_meeting_doors(sh->s, m, &all, &count);
    for (size_t i = 0; status == YZ_OK && i < count; i++) {
        if (came && !*all[i].came) continue;
        char *out = add(sh, "door");
        if (!out) status = YZ_BUSY;
        yz_mask_name(name, sizeof name, came ? all[i].came : all[i].head);
        if (out && came) snprintf(out, TEXT, "%s　%s", all[i].address, name);
        else if (out)
            snprintf(out, TEXT, "%s　%s　%s　□到会　________", all[i].address, name,
                     all[i].square ? yz_money_text(all[i].square, area) : "面积未登记");
    }
    free(all);
    return status;
}

/* Opinions said at the meeting, or (`after`) what residents thought of it. */
static enum yz_status add_opinions(struct yz_sheet *sh, const struct yz_meeting *m, bool open) {
    struct yz_opinion o = {0};
    size_t n = 1;
    char door[96];
    enum yz_status status = YZ_OK;
    while (status == YZ_OK && (status = yz_meeting_parts(sh->s, YZ_OPINION, m->id, o.id, &o, 1, &n)) == YZ_OK && n) {
        char *out = add(sh, o.mark ? "word" : "opinion");
        if (!out) status = YZ_BUSY;
        else if (o.mark) snprintf(out, TEXT, "%s：%s", yz_code_label("rating", o.mark), o.text);
        else if (open || !o.dwelling) snprintf(out, TEXT, "%s", o.text);
        else snprintf(out, TEXT, "%s：%s", yz_dwelling_short(sh->s, o.dwelling, door, sizeof door), o.text);
    }
    return status;
}

static void ballot_text(const struct yz_ballot *b, char *out) {
    char yes[32], no[32], abstain[32], rule[256] = "";
    const struct yz_matter *m = yz_matter_named(b->matter, yz_moment_date(b->at));
    bool area = m && (m->agree_area.under || m->present_area.under);
    if (m) yz_matter_text(m, rule, sizeof rule);
    int n = snprintf(out, TEXT, "%s（%s）：应到 %lld 户，到会 %lld 户；同意 %lld，不同意 %lld，弃权 %lld，废票 %lld；",
                     b->question, b->secret ? "无记名" : "公开", (long long)b->doors, (long long)b->present,
                     (long long)b->yes, (long long)b->no, (long long)b->abstain, (long long)b->invalid);
    if (area && n < TEXT)
        n += snprintf(out + n, (size_t)(TEXT - n), "面积（平方米）同意 %s，不同意 %s，弃权 %s；",
                      yz_money_text(b->yes_square, yes), yz_money_text(b->no_square, no),
                      yz_money_text(b->abstain_square, abstain));
    if (n < TEXT) snprintf(out + n, (size_t)(TEXT - n), "%s（%s）", yz_code_label("ballot_result", b->result), rule);
    out[yz_utf8_cut(out, TEXT - 1)] = '\0';
}

static enum yz_status add_ballots(struct yz_sheet *sh, const struct yz_meeting *m) {
    struct yz_ballot b = {0};
    size_t n = 1;
    enum yz_status status = YZ_OK;
    while (status == YZ_OK && (status = yz_meeting_parts(sh->s, YZ_BALLOT, m->id, b.id, &b, 1, &n)) == YZ_OK && n) {
        char *out = add(sh, "ballot");
        if (out) ballot_text(&b, out);
        else status = YZ_BUSY;
    }
    return status;
}

static enum yz_status add_decisions(struct yz_sheet *sh, const struct yz_meeting *m, bool open) {
    struct yz_decision r = {0};
    size_t n = 1;
    char owner[96], masked[96], number[96], due[YZ_DATE_TEXT];
    enum yz_status status = YZ_OK;
    while (status == YZ_OK && (status = yz_meeting_parts(sh->s, YZ_DECISION, m->id, r.id, &r, 1, &n)) == YZ_OK && n) {
        char *out = add(sh, "decision");
        if (!out) return YZ_BUSY;
        yz_record_title(sh->s, YZ_STAFF, r.owner, false, owner, sizeof owner);
        yz_mask_name(masked, sizeof masked, owner);
        yz_record_title(sh->s, YZ_CASE, r.case_id, true, number, sizeof number);
        snprintf(out, TEXT, "%s（负责人 %s，%s 前完成%s%s%s）", r.text, open ? masked : owner, yz_date_text(r.due, due),
                 r.need ? "，已列入需求清单" : "", r.case_id ? "，办件 " : "", number);
    }
    return status;
}

/* --- values --- */

static enum yz_status put_common(struct yz_sheet *sh, const struct yz_meeting *m) {
    char text[256];
    int64_t doors = 0, square = 0;
    enum yz_status status = yz_meeting_present(sh->s, m->id, &doors, &square);
    bool parties = m->sort == YZ_MEDIATION, asked = m->doors > 0; /* else nobody was invited, and nobody came */
    const struct yz_matter *matter =
        parties ? NULL : yz_matter_named(m->matter, yz_moment_date(m->at ? m->at : yz_now()));
    sh->rows = rows;
    sh->row = row;
    if (!sh->own && !(sh->own = calloc(1, sizeof(struct own)))) return yz_fail(YZ_BUSY, _("内存不足"));
    yz_sheet_put(sh, "number", m->number);
    yz_sheet_put(sh, "title", m->title);
    yz_sheet_put(sh, "background", m->background);
    yz_sheet_put_moment(sh, "at", m->at);
    yz_sheet_put(sh, "place", m->place);
    yz_sheet_put_staff(sh, "host", m->host);
    yz_sheet_put(sh, "scope", asked ? yz_meeting_where(sh->s, m, text, sizeof text) : "");
    yz_sheet_put_count(sh, "doors", asked ? m->doors : -1, "户");
    yz_sheet_put_count(sh, "present", asked ? doors : -1, "户");
    yz_sheet_put(sh, "rule", matter ? yz_matter_text(matter, text, sizeof text) : "");
    yz_sheet_put(sh, "source", matter ? matter->source : "");
    yz_sheet_put(sh, "outcome", m->outcome);
    yz_sheet_put(sh, "clerk", yz_session_staff(sh->s)->name);
    const struct yz_station *station = yz_session_station(sh->s);
    return status == YZ_OK ? yz_sheet_put_places(sh, station ? station->id : 0, m->invented) : status;
}

enum yz_status yz_sheet_invitation(struct yz_sheet *sh, const void *record) {
    enum yz_status status = add_doors(sh, record, false);
    return status == YZ_OK ? put_common(sh, record) : status;
}

enum yz_status yz_sheet_minutes(struct yz_sheet *sh, const void *record) {
    const struct yz_meeting *m = record;
    char name[96];
    enum yz_status status = put_common(sh, m);
    yz_mask_name(name, sizeof name, m->first_name);
    yz_sheet_put(sh, "first", name);
    yz_mask_name(name, sizeof name, m->second_name);
    yz_sheet_put(sh, "second", name);
    yz_sheet_put(sh, "agreement", m->agreement);
    if (status == YZ_OK) status = add_doors(sh, record, true);
    if (status == YZ_OK) status = add_opinions(sh, record, false);
    if (status == YZ_OK) status = add_ballots(sh, record);
    return status == YZ_OK ? add_decisions(sh, record, false) : status;
}

/* Nothing that tells who: refused as long as a text does. */
enum yz_status yz_sheet_summary(struct yz_sheet *sh, const void *record) {
    struct yz_findings f = {0};
    char text[128];
    enum yz_status status = YZ_OK;
    if (!yz_meeting_public(sh->s, record, &f) && f.count) {
        yz_mask_numbers(text, sizeof text, f.all[0].value);
        status = yz_fail(YZ_REFUSED, _("不能公开：%1$s（%2$s）"), f.all[0].rule, text);
    }
    yz_findings_free(&f);
    if (status == YZ_OK) status = put_common(sh, record);
    if (status == YZ_OK) status = add_opinions(sh, record, true);
    if (status == YZ_OK) status = add_ballots(sh, record);
    return status == YZ_OK ? add_decisions(sh, record, true) : status;
}

/* The one paper with whole names: the two parties sign it. */
enum yz_status yz_sheet_agreement(struct yz_sheet *sh, const void *record) {
    const struct yz_meeting *m = record;
    char text[96], day[64];
    yz_sheet_put(sh, "first", m->first_name);
    yz_sheet_put(sh, "second", m->second_name);
    yz_sheet_put(sh, "agreement", m->agreement);
    yz_sheet_put(sh, "agreed_on", yz_chinese_date(m->agreed_on, day));
    yz_sheet_put(sh, "case", yz_record_title(sh->s, YZ_CASE, m->case_id, true, text, sizeof text));
    return put_common(sh, m);
}
