/* One meeting: what it is about, and its parts by Tab: who came, what was said, votes, decisions, what is thought of it. */
#include "base/mask.h"
#include "base/text.h"
#include "ui/list.h"
#include "ui/screens/facts.h"
#include "ui/screens/screens.h"
#include "ui/ui.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/meetings.h>
#include <yizhan/registry.h>

enum part { CAME, SAID, VOTED, RESOLVED, RATED, PARTS };

union record {
    struct yz_record any;
    struct yz_presence presence;
    struct yz_opinion opinion;
    struct yz_ballot ballot;
    struct yz_decision decision;
};

struct meeting {
    struct yz_ui *ui;
    struct yz_meeting m;
    int64_t present, present_square;
    enum part part;
    union record *rows;
    size_t count;
    struct yz_list list;
    struct yz_facts facts;
};

static const struct {
    const char *name;
    enum yz_kind_id kind;
    const char *empty;
    struct yz_column columns[4];
} parts[PARTS] = {[CAME] = {N_("到会"),
                            YZ_PRESENCE,
                            N_("还没有人到会；1 邀请，Ctrl-N 按门牌登记"),
                            {{N_("门牌"), 16, 24, 1, YZ_END},
                             {N_("到会的人"), 8, 12, 2, YZ_LEFT},
                             {N_("面积"), 8, 10, 3, YZ_RIGHT},
                             {N_("到会时间"), 16, 16, 4, YZ_LEFT}}},
                  [SAID] = {N_("意见"),
                            YZ_OPINION,
                            N_("还没有意见，Ctrl-N 登记"),
                            {{N_("门牌"), 10, 20, 2, YZ_END},
                             {N_("意见"), 20, 0, 1, YZ_LEFT},
                             {"", 1, 1, 5, YZ_LEFT},
                             {N_("时间"), 16, 16, 4, YZ_LEFT}}},
                  [VOTED] = {N_("表决"),
                             YZ_BALLOT,
                             N_("还没有表决，Ctrl-N 登记"),
                             {{N_("表决事项"), 16, 0, 1, YZ_LEFT},
                              {N_("同意/不同意/弃权"), 16, 18, 3, YZ_RIGHT},
                              {N_("票"), 6, 8, 5, YZ_LEFT},
                              {N_("表决结果"), 10, 22, 2, YZ_LEFT}}},
                  [RESOLVED] = {N_("决议"),
                                YZ_DECISION,
                                N_("还没有决议，Ctrl-N 登记"),
                                {{N_("决议"), 20, 0, 1, YZ_LEFT},
                                 {N_("负责人"), 6, 10, 2, YZ_LEFT},
                                 {N_("完成期限"), 10, 10, 3, YZ_LEFT},
                                 {N_("转为"), 12, 14, 4, YZ_LEFT}}},
                  [RATED] = {N_("评议"),
                             YZ_OPINION,
                             N_("还没有评议；决定以后 Ctrl-N 登记"),
                             {{N_("门牌"), 10, 20, 3, YZ_END},
                              {N_("评议"), 8, 18, 1, YZ_LEFT},
                              {N_("意见"), 20, 0, 2, YZ_LEFT},
                              {N_("时间"), 16, 16, 4, YZ_LEFT}}}};

/* --- rows --- */

static void said(const struct meeting *p, const char *text, char *out, size_t room) {
    if (yz_ui_masked(p->ui, YZ_MEETING, p->m.id)) yz_mask_numbers(out, room, text);
    else yz_copy(out, room, text);
}

static void came_cell(const struct meeting *p, const struct yz_presence *a, size_t column, char *out, size_t room) {
    char time[YZ_MOMENT_TEXT];
    bool masked = yz_ui_masked(p->ui, YZ_MEETING, p->m.id);
    if (column == 0) yz_dwelling_short(yz_ui_session(p->ui), a->dwelling, out, room);
    else if (column == 1) yz_field_text(yz_field_named(&yz_presence_kind, "name"), a, masked, out, room);
    else if (column == 2) yz_field_text(yz_field_named(&yz_presence_kind, "square"), a, false, out, room);
    else yz_copy(out, room, yz_moment_text(a->at, time));
}

static void said_cell(const struct meeting *p, const struct yz_opinion *o, size_t column, char *out, size_t room) {
    char time[YZ_MOMENT_TEXT];
    bool rated = p->part == RATED;
    if (column == 0) yz_dwelling_short(yz_ui_session(p->ui), o->dwelling, out, room);
    else if (column == 3) yz_copy(out, room, yz_moment_text(o->at, time));
    else if (column == 1 && rated) yz_copy(out, room, yz_code_label("rating", o->mark));
    else if (column == (rated ? 2u : 1u)) said(p, o->text, out, room);
}

static void voted_cell(const struct yz_ballot *b, size_t column, char *out, size_t room) {
    if (column == 0) yz_copy(out, room, b->question);
    else if (column == 1)
        snprintf(out, room, "%lld/%lld/%lld", (long long)b->yes, (long long)b->no, (long long)b->abstain);
    else if (column == 2) yz_copy(out, room, b->secret ? _("无记名") : _("公开"));
    else yz_copy(out, room, yz_code_label("ballot_result", b->result));
}

static void resolved_cell(const struct meeting *p, const struct yz_decision *r, size_t column, char *out, size_t room) {
    char day[YZ_DATE_TEXT];
    struct yz_session *s = yz_ui_session(p->ui);
    if (column == 0) said(p, r->text, out, room);
    else if (column == 1) yz_record_title(s, YZ_STAFF, r->owner, false, out, room);
    else if (column == 2) yz_copy(out, room, yz_date_text(r->due, day));
    else if (r->need) yz_copy(out, room, _("需求"));
    else yz_record_title(s, YZ_CASE, r->case_id, true, out, room);
}

static void cell(void *ctx, const void *row, size_t column, char *out, size_t room) {
    const struct meeting *p = ctx;
    const union record *r = row;
    if (p->part == CAME) came_cell(p, &r->presence, column, out, room);
    else if (p->part == VOTED) voted_cell(&r->ballot, column, out, room);
    else if (p->part == RESOLVED) resolved_cell(p, &r->decision, column, out, room);
    else said_cell(p, &r->opinion, column, out, room);
}

static const struct yz_list_source source = {.row_size = sizeof(union record), .cell = cell};

static bool shown(const struct meeting *p, const union record *r) {
    return p->part == SAID ? !r->opinion.mark : p->part == RATED ? r->opinion.mark != 0 : true;
}

static enum yz_status read_rows(struct meeting *p) {
    union record one = {0};
    size_t n = 1, room = 0;
    enum yz_status status = YZ_OK;
    free(p->rows);
    p->rows = NULL;
    p->count = 0;
    while (status == YZ_OK && n) {
        status = yz_meeting_parts(yz_ui_session(p->ui), parts[p->part].kind, p->m.id, one.any.id, &one, 1, &n);
        if (status != YZ_OK || !n || !shown(p, &one)) continue;
        if (p->count == room) {
            union record *more = realloc(p->rows, (room = room ? 2 * room : 32) * sizeof *more);
            if (!more) return yz_fail(YZ_BUSY, _("内存不足"));
            p->rows = more;
        }
        p->rows[p->count++] = one;
    }
    p->list.columns = parts[p->part].columns;
    p->list.empty = parts[p->part].empty;
    yz_list_array(&p->list, p->rows, p->count);
    return status;
}

/* --- the head --- */

static void fact(struct meeting *p, const char *field, bool masked) {
    char text[640];
    const struct yz_field *f = yz_field_named(&yz_meeting_kind, field);
    yz_facts_add(&p->facts, yz_tr(f->label), yz_field_text(f, &p->m, masked, text, sizeof text));
}

static void gather(struct meeting *p) {
    struct yz_session *s = yz_ui_session(p->ui);
    char text[640];
    bool masked = yz_ui_masked(p->ui, YZ_MEETING, p->m.id);
    bool parties = p->m.sort == YZ_MEDIATION; /* nobody else is asked, and nobody votes */
    const struct yz_matter *matter = parties ? NULL : yz_matter_named(p->m.matter, yz_today());
    p->facts.count = 0;
    fact(p, "title", masked);
    fact(p, "state", masked);
    fact(p, "sort", masked);
    fact(p, "at", masked);
    fact(p, "place", masked);
    yz_facts_add(&p->facts, _("主持人"), yz_record_title(s, YZ_STAFF, p->m.host, false, text, sizeof text));
    fact(p, "first_name", masked);
    fact(p, "second_name", masked);
    if (!parties || p->m.doors) {
        yz_facts_add(&p->facts, _("邀请"), yz_meeting_where(s, &p->m, text, sizeof text));
        snprintf(text, sizeof text, _("%1$lld 户，应到 %2$lld 户"), (long long)p->present, (long long)p->m.doors);
        yz_facts_add(&p->facts, _("到会"), text);
    }
    if (p->m.need)
        yz_facts_add(&p->facts, _("来自需求"), yz_record_title(s, YZ_NEED, p->m.need, true, text, sizeof text));
    if (p->m.case_id)
        yz_facts_add(&p->facts, _("来自办件"), yz_record_title(s, YZ_CASE, p->m.case_id, true, text, sizeof text));
    if (matter) {
        char rule[512];
        yz_matter_text(matter, rule, sizeof rule);
        snprintf(text, sizeof text, _("%1$s：%2$s"), yz_matter_name(matter), rule);
        yz_facts_add(&p->facts, _("表决规则"), text);
    }
    fact(p, "agreement", masked);
    fact(p, "outcome", masked);
}

static enum yz_status read_all(struct meeting *p, int64_t id) {
    struct yz_session *s = yz_ui_session(p->ui);
    enum yz_status status = yz_record_get(s, YZ_MEETING, id, &p->m);
    if (status == YZ_OK) status = yz_meeting_present(s, id, &p->present, &p->present_square);
    return status == YZ_OK ? read_rows(p) : status;
}

static enum yz_status open_meeting(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct meeting *p = state;
    p->ui = ui;
    yz_list_open(&p->list, &source, p, parts[CAME].columns, 4);
    enum yz_status status = read_all(p, target->id);
    if (status != YZ_OK) yz_list_close(&p->list), free(p->rows);
    return status;
}

static void close_meeting(struct yz_ui *ui, void *state) {
    struct meeting *p = state;
    (void)ui;
    yz_list_close(&p->list);
    free(p->rows);
}

static void headline(struct yz_ui *ui, void *state, char *out, size_t room) {
    (void)ui;
    yz_copy(out, room, ((struct meeting *)state)->m.number);
}

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    struct meeting *p = state;
    (void)ui;
    gather(p);
    int row = yz_facts_paint(&p->facts, area) + 1, x = 1;
    for (int i = 0; i < PARTS; i++)
        x +=
            1 + yz_paintf(area, row, x, i == (int)p->part ? YZ_ROLE_HEADER : YZ_ROLE_DIM, " %s ", yz_tr(parts[i].name));
    yz_list_paint(&p->list, yz_area_below(area, row + 1), true);
}

/* --- what one does --- */

/* One line a door; the question comes again until Esc and says how the last one went, so that the doors of a full room go
 * one after another. */
static void ask_door(struct meeting *p, const char *before, const char *typed);

static void door_came(struct yz_ui *ui, void *state, const char *answer) {
    struct meeting *p = state;
    struct yz_findings f = {0};
    struct yz_presence a = {0};
    char door[96], name[96] = "", before[160];
    yz_copy(door, sizeof door, answer);
    char *space = strchr(door, ' ');
    if (space) *space = '\0', yz_copy(name, sizeof name, space + 1);
    enum yz_status status = yz_meeting_attend(yz_ui_session(ui), p->m.id, door, name, &a, &f);
    if (status == YZ_OK) {
        yz_ui_changed(ui);
        p->present++;
        yz_dwelling_short(yz_ui_session(ui), a.dwelling, door, sizeof door);
        yz_field_text(yz_field_named(&yz_presence_kind, "name"), &a, true, name, sizeof name);
        snprintf(before, sizeof before, _("%1$s %2$s 到会"), door, name);
    } else {
        const char *which = f.count ? f.all[0].mend : "";
        snprintf(before, sizeof before, "%s%s%.100s", yz_message(), *which ? _("：") : "", which);
        before[yz_utf8_cut(before, sizeof before - 1)] = '\0';
    }
    ask_door(p, before, status == YZ_OK ? NULL : answer);
    yz_findings_free(&f);
}

static void ask_door(struct meeting *p, const char *before, const char *typed) {
    char question[256];
    if (*before) snprintf(question, sizeof question, _("%1$s；共 %2$lld 户；门牌"), before, (long long)p->present);
    else snprintf(question, sizeof question, _("到会 %lld 户；门牌（可加空格和来的人）"), (long long)p->present);
    yz_ui_suggest(p->ui, question, typed, door_came); /* one that was not found gives way to the next */
}

static void invite(struct yz_ui *ui, void *state, const char *answer) {
    struct meeting *p = state;
    struct yz_meeting_place places[YZ_MEETING_PLACES];
    size_t count = 0;
    struct yz_session *s = yz_ui_session(ui);
    if (!yz_ui_ok(ui, yz_meeting_places_read(s, answer, places, &count)) ||
        !yz_ui_ok(ui, yz_meeting_invite(s, p->m.id, places, count)))
        return;
    yz_record_get(s, YZ_MEETING, p->m.id, &p->m);
    yz_ui_changed(ui);
    yz_ui_say(ui, YZ_ROLE_GOOD, _("邀请了 %lld 户，Ctrl-P 打印名单"), (long long)p->m.doors);
}

static void close_it(struct meeting *p, const char *outcome) {
    struct yz_findings f = {0};
    if (yz_ui_ok(p->ui, yz_meeting_close(yz_ui_session(p->ui), p->m.id, outcome, &f))) {
        yz_ui_changed(p->ui);
        yz_ui_say(p->ui, YZ_ROLE_GOOD, _("已结束，还可以登记评议"));
    }
    yz_findings_free(&f);
}

static void closed(struct yz_ui *ui, void *state, const char *answer) {
    (void)ui;
    close_it(state, answer);
}

static bool pick(struct meeting *p, int number) {
    char now[512];
    if (number == 1)
        yz_ui_ask_line(p->ui, _("邀请哪些楼栋、网格（顿号隔开）"),
                       yz_meeting_where(yz_ui_session(p->ui), &p->m, now, sizeof now), invite);
    else if (number == 2) yz_ui_ask_line(p->ui, _("结果"), NULL, closed);
    else return false;
    return true;
}

static bool new_one(struct meeting *p) {
    struct yz_target t = YZ_TARGET("meeting-edit", YZ_MEETING, p->m.id);
    if (p->part == CAME) return ask_door(p, "", NULL), true;
    yz_copy(t.key, sizeof t.key, p->part == RATED ? "rating" : yz_kinds[parts[p->part].kind]->name);
    yz_ui_open(p->ui, &t);
    return true;
}

static bool open_row(struct meeting *p, const union record *r) {
    if (p->part == RESOLVED && r->decision.need)
        return yz_ui_open(p->ui, &YZ_TARGET("list-entry", YZ_NEED, r->decision.need)), true;
    if (p->part == RESOLVED && r->decision.case_id)
        return yz_ui_open(p->ui, &YZ_TARGET("case", YZ_CASE, r->decision.case_id)), true;
    if (p->part == CAME && r->presence.household)
        return yz_ui_open(p->ui, &YZ_TARGET("household", YZ_HOUSEHOLD, r->presence.household)), true;
    return false;
}

static bool turn(struct meeting *p, int by) {
    p->part = (enum part)(((int)p->part + by + PARTS) % PARTS);
    yz_ui_ok(p->ui, read_rows(p));
    return true;
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct meeting *p = state;
    const union record *r = yz_list_selected(&p->list);
    if (yz_list_editing(&p->list)) return yz_list_input(&p->list, in);
    switch (in->request) {
    case YZ_REQ_NEXT: return turn(p, 1);
    case YZ_REQ_PREVIOUS: return turn(p, -1);
    case YZ_REQ_NEW: return new_one(p);
    case YZ_REQ_EDIT: return yz_ui_open(ui, &YZ_TARGET("meeting-edit", YZ_MEETING, p->m.id)), true;
    case YZ_REQ_PICK: return pick(p, in->number);
    case YZ_REQ_OPEN: return r && open_row(p, r);
    case YZ_REQ_PRINT: return yz_ui_open(ui, &YZ_TARGET("receipt", YZ_MEETING, p->m.id)), true;
    default: return yz_list_input(&p->list, in);
    }
}

static enum yz_status refresh(struct yz_ui *ui, void *state) {
    struct meeting *p = state;
    (void)ui;
    return read_all(p, p->m.id);
}

static void status(struct yz_ui *ui, void *state, char *out, size_t room) {
    const struct meeting *p = state;
    (void)ui;
    if (p->m.state < YZ_MEETING_TALKED) yz_copy(out, room, _("1 邀请"));
    else if (p->m.state < YZ_MEETING_CLOSED) yz_copy(out, room, _("2 结束"));
}

static bool subject(struct yz_ui *ui, void *state, enum yz_kind_id *kind, int64_t *id) {
    (void)ui;
    *kind = YZ_MEETING;
    *id = ((struct meeting *)state)->m.id;
    return true;
}

static const struct yz_hint hints[] = {
    {YZ_REQ_NEW, N_("登记")}, {YZ_REQ_NEXT, N_("换一部分")}, {YZ_REQ_EDIT, NULL}, {YZ_REQ_PRINT, N_("文书")},
    {YZ_REQ_REVEAL, NULL},    {YZ_REQ_UNDO, NULL},           {YZ_REQ_BACK, NULL}, {YZ_REQ_NONE, NULL}};

const struct yz_screen yz_meeting_screen = {
    .name = "meeting",
    .title = N_("一次协商"),
    .help = N_("Tab 换：到会、意见、表决、决议、评议；Ctrl-N 在那里登记一条。1 "
               "邀请楼栋、网格，可以几处（没有人到会以前可以改），"
               "2 结束。到会一行一户：门牌，空格后可写来的人，不写就是户主；接着问下一户，Esc 停。\n"
               "表决只登记票数，票数多于到会的户不收；按哪条规则算写在上面。决议有负责人和期限，可以转为需求或办件。\n"
               "Ctrl-E 改议题、时间，调解的写双方和协议；Ctrl-P 看和打印：邀请名单、纪要、公开摘要、调解协议书。\n"),
    .flags = YZ_SCREEN_UNLISTED,
    .parts = YZ_PART_LIST | YZ_PART_CHOICES,
    .size = sizeof(struct meeting),
    .list = YZ_WHERE(struct meeting, list),
    .open = open_meeting,
    .close = close_meeting,
    .headline = headline,
    .paint = paint,
    .input = input,
    .refresh = refresh,
    .status = status,
    .subject = subject,
    .hints = hints,
};
