/* What a step was given: each piece checked and resolved, every fault told at once. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/letters.h>
#include <yizhan/rights.h>

#include "base/text.h"
#include "service/clean.h"
#include "service/desk/flow_private.h"

struct reading {
    const struct yz_stand *stand;
    const struct yz_case *c;
    const struct yz_flow_step *step;
    struct yz_asked *out;
    struct yz_findings *f;
};

static bool given(const char *text) {
    return text && text[strspn(text, " \t\n")];
}

static void wrong(const struct reading *r, const char *field, const char *value, const char *rule, const char *mend) {
    yz_find_error(r->f, field, value, rule, mend);
}

/* --- texts --- */

static void read_text(const struct reading *r, const char *field, const char *text, char *out, size_t room) {
    char mend[96];
    if (!given(text)) return;
    enum yz_cleaned how = yz_clean(out, room, text, false);
    snprintf(mend, sizeof mend, _("最多 %zu 个汉字"), (room - 1) / 3);
    if (how == YZ_TOO_LONG) wrong(r, field, text, _("太长"), mend);
    if (how == YZ_DAMAGED) wrong(r, field, text, _("不是 UTF-8 文字"), NULL);
}

/* A note stands in for a reason that was not given apart. */
static void read_texts(const struct reading *r, const struct yz_doing *d) {
    struct yz_asked *out = r->out;
    bool reason = (r->step->asks & YZ_ASK_REASON) != 0;
    if (reason && !given(d->reason)) {
        read_text(r, "note", d->note, out->reason, sizeof out->reason);
        if (!given(d->note)) wrong(r, "reason", "", _("要写明原因"), NULL);
    } else {
        read_text(r, "note", d->note, out->note, sizeof out->note);
        read_text(r, "reason", d->reason, out->reason, sizeof out->reason);
    }
    read_text(r, "result", d->result, out->result, sizeof out->result);
    read_text(r, "department", d->department, out->department, sizeof out->department);
    if (r->step->effect == YZ_DOES_NOTE && !given(d->note)) wrong(r, "note", "", _("备注不能空"), NULL);
}

/* --- numbers and moments --- */

static void read_days(const struct reading *r, const char *text) {
    char digits[32], rule[96], *end;
    int64_t left = r->step->most - r->c->extended;
    yz_text_fold(digits, sizeof digits, text ? text : "");
    r->out->days = strtol(digits, &end, 10);
    if (*digits && !*end && r->out->days >= 1 && r->out->days <= left) return;
    snprintf(rule, sizeof rule, _("延多少：1 到 %lld，单位与期限相同"), (long long)left);
    wrong(r, "days", text, rule, _("例如 3"));
}

static void read_when(const struct reading *r, const char *text) {
    bool timed = false;
    if (!given(text) || !yz_moment_parse(text, yz_today(), &r->out->when, &timed)) {
        wrong(r, "when", text, _("要写什么时候回电"), _("例如 明天，或 2026-11-24 15:00"));
        return;
    }
    if (!timed) r->out->when += INT64_C(24) * 60 * 60000 - 60000; /* some time that day */
    if (r->out->when <= yz_now()) wrong(r, "when", text, _("这个时候已经过去"), _("写以后的时间"));
}

static void read_mark(const struct reading *r, const char *text) {
    if (!given(text) || !yz_code_parse("rating", text, &r->out->mark))
        wrong(r, "mark", text, _("评价是五级之一"), _("非常满意 满意 基本满意 不满意 非常不满意，或 5 到 1"));
}

/* --- who --- */

/* The record that a text names; 0 (told) when none or several do. */
static int64_t record_named(const struct reading *r, const char *field, const char *text, enum yz_kind_id kind) {
    int64_t id = 0;
    if (yz_ref_resolve(r->stand->s, text, 1u << kind, NULL, &id) == YZ_OK) return id;
    wrong(r, field, text, yz_message(), NULL);
    return 0;
}

static void read_staff(const struct reading *r, const char *text) {
    struct yz_staff staff;
    int64_t id = record_named(r, "staff", text, YZ_STAFF);
    if (!id || yz_get(r->stand->s->store, &yz_staff_kind, id, &staff) != YZ_OK) return;
    if (staff.station != r->c->station)
        wrong(r, "staff", text, _("不是办件所在驿站的人"), _("转给别的驿站用 transfer"));
    else if (staff.until && staff.until < yz_today()) wrong(r, "staff", text, _("已经离岗"), NULL);
    else if (!yz_role_may(staff.role, YZ_RIGHT_WRITE)) wrong(r, "staff", text, _("这个岗位不办件"), NULL);
    r->out->staff = id;
}

/* One of this file, or another of the district. */
static void read_station(const struct reading *r, const char *text) {
    r->out->away = yz_district_station(r->stand->s, text);
    if (r->out->away) return;
    r->out->station = record_named(r, "station", text, YZ_STATION);
    if (r->out->station && r->out->station == r->c->station)
        wrong(r, "station", text, _("办件已经在这个驿站"), _("写另一个驿站"));
}

/* --- papers --- */

unsigned yz_paper_bits(const struct yz_item *item, const char *list) {
    unsigned bits = 0;
    for (size_t i = 0; i < item->paper_count; i++) {
        size_t n = strlen(item->papers[i].key);
        for (const char *p = list; p && *p; p = strchr(p, ',') ? strchr(p, ',') + 1 : NULL)
            if (strcspn(p, ",") == n && strncmp(p, item->papers[i].key, n) == 0) bits |= 1u << i;
    }
    return bits;
}

char *yz_paper_list(const struct yz_item *item, unsigned papers, char *out, size_t room) {
    size_t n = 0;
    *out = '\0';
    for (size_t i = 0; i < item->paper_count && n < room; i++) {
        if (papers & (1u << i)) n += (size_t)snprintf(out + n, room - n, "%s%s", n ? "," : "", item->papers[i].key);
    }
    return out;
}

static bool same(const char *typed, const char *theirs) {
    char folded[160];
    yz_text_fold(folded, sizeof folded, theirs);
    return *folded && strcmp(typed, folded) == 0;
}

static unsigned paper_named(const struct yz_item *item, const char *word) {
    char typed[160];
    yz_text_fold(typed, sizeof typed, word);
    for (size_t i = 0; i < item->paper_count; i++) {
        const struct yz_item_paper *p = &item->papers[i];
        if (same(typed, p->key) || same(typed, p->name) || same(typed, p->name_en)) return 1u << i;
    }
    return 0;
}

/* Commas of both widths, and the pause mark, part the words. */
static void read_papers(const struct reading *r, const char *text) {
    const struct yz_item *item = r->stand->item;
    char list[512], known[512], *rest = list;
    bool came = r->step->effect == YZ_DOES_PAPERS;
    unsigned allowed = came ? yz_paper_bits(item, r->c->missing) : (1u << item->paper_count) - 1;
    yz_text_narrow(list, sizeof list, text ? text : "");
    for (char *mark; (mark = strstr(list, "，")) || (mark = strstr(list, "、"));) {
        *mark = ',';
        memmove(mark + 1, mark + strlen("，"), strlen(mark + strlen("，")) + 1);
    }
    yz_paper_list(item, allowed, known, sizeof known);
    for (char *word; (word = strsep(&rest, ","));) {
        unsigned bit = paper_named(item, word);
        if (!word[strspn(word, " \t")]) continue;
        if (!(bit & allowed)) wrong(r, "papers", word, came ? _("缺的材料里没有它") : _("这个事项没有这份材料"), known);
        r->out->papers |= bit & allowed;
    }
    if (came && !given(text)) wrong(r, "papers", text, _("收到了哪些材料"), known);
}

/* --- all of it --- */

static void read_asked(const struct reading *r, const struct yz_doing *d) {
    unsigned asks = r->step->asks;
    read_texts(r, d);
    if (asks & YZ_ASK_DAYS) read_days(r, d->days);
    if (asks & YZ_ASK_WHEN) read_when(r, d->when);
    if (asks & YZ_ASK_MARK) read_mark(r, d->mark);
    if ((asks & YZ_ASK_STAFF) && given(d->staff)) read_staff(r, d->staff);
    else if (r->step->effect == YZ_DOES_HAND) wrong(r, "staff", "", _("交给谁"), NULL);
    if ((asks & YZ_ASK_STATION) && given(d->station)) read_station(r, d->station);
    else if (asks & YZ_ASK_STATION) wrong(r, "station", "", _("转给哪个驿站"), NULL);
    if (asks & YZ_ASK_PAPERS) read_papers(r, d->papers);
    bool nobody = (asks & YZ_ASK_DEPARTMENT) && !given(d->department) && !given(d->staff);
    if (nobody) wrong(r, "department", "", _("派给哪个部门，或哪位同事"), NULL);
    bool what = r->step->effect == YZ_DOES_SUPPLEMENT && !given(d->papers) && !*r->c->missing && !given(d->note);
    if (what) wrong(r, "papers", "", _("等哪些材料；材料表里没有的写在备注里"), NULL);
}

/* What the step does not ask for would be lost without a word. */
static void refuse_rest(const struct reading *r, const struct yz_doing *d) {
    const struct {
        const char *field, *text;
        unsigned ask;
    } all[] = {{"note", d->note, YZ_ASK_NOTE | YZ_ASK_REASON},
               {"reason", d->reason, YZ_ASK_REASON},
               {"days", d->days, YZ_ASK_DAYS},
               {"staff", d->staff, YZ_ASK_STAFF},
               {"station", d->station, YZ_ASK_STATION},
               {"papers", d->papers, YZ_ASK_PAPERS},
               {"result", d->result, YZ_ASK_RESULT},
               {"department", d->department, YZ_ASK_DEPARTMENT},
               {"when", d->when, YZ_ASK_WHEN},
               {"mark", d->mark, YZ_ASK_MARK}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        if (given(all[i].text) && !(r->step->asks & all[i].ask))
            wrong(r, all[i].field, all[i].text, _("这一步不用这一项"), NULL);
    }
}

bool yz_asked_read(const struct yz_stand *stand, const struct yz_case *c, const struct yz_flow_step *step,
                   const struct yz_doing *doing, struct yz_asked *out, struct yz_findings *f) {
    static const struct yz_doing nothing;
    struct reading r = {stand, c, step, out, f};
    size_t errors = f->errors;
    *out = (struct yz_asked){0};
    read_asked(&r, doing ? doing : &nothing);
    refuse_rest(&r, doing ? doing : &nothing);
    return f->errors == errors && !f->lost;
}
