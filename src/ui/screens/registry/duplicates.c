/* 查重: pairs of residents who may be one, the likeliest first; those that were merged; those that are not one. */
#include "base/text.h"
#include "ui/list.h"
#include "ui/screens/screens.h"
#include "ui/ui.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/duplicates.h>
#include <yizhan/i18n.h>
#include <yizhan/merges.h>

enum { LINES = 400, OF_ONE = 20, BELOW = 4 };
enum view { MAY_BE, MERGED, NOT_ONE, VIEWS };

struct line {
    int64_t id; /* of the line */
    int64_t a, b;
    int score;              /* 0: none */
    bool likely, household; /* household: of MERGED, else residents */
    char name[2][64], door[2][64], why[256];
    struct yz_merge merge; /* of MERGED */
};

struct duplicates {
    struct yz_ui *ui;
    int64_t person; /* of this one only; 0 = of everybody */
    enum view view;
    struct line *lines;
    size_t count, whole; /* whole: pairs found */
    struct yz_pair *pairs;
    struct yz_list list;
    char stays[512]; /* what the last merge taken back left with the survivor */
    int64_t a, b;    /* those asked about, whatever becomes of the list meanwhile */
};

static const struct yz_column columns[] = {{N_("分"), 3, 3, 3, YZ_RIGHT},   {N_("一位"), 8, 12, 1, YZ_LEFT},
                                           {N_("住处"), 14, 18, 4, YZ_END}, {N_("另一位"), 8, 12, 2, YZ_LEFT},
                                           {N_("住处"), 14, 18, 5, YZ_END}, {N_("依据"), 20, 0, 6, YZ_LEFT}};

static void cell(void *ctx, const void *row, size_t column, char *out, size_t room) {
    const struct line *l = row;
    char score[16] = "";
    (void)ctx;
    if (l->score) snprintf(score, sizeof score, "%d", l->score);
    const char *texts[] = {score, l->name[0], l->door[0], l->name[1], l->door[1], l->why};
    yz_copy(out, room, texts[column]);
}

static enum yz_role role(void *ctx, const void *row) {
    const struct line *l = row;
    (void)ctx;
    return l->score && !l->likely ? YZ_ROLE_DIM : YZ_ROLE_TEXT;
}

static const struct yz_list_source source = {.row_size = sizeof(struct line), .cell = cell, .role = role};

/* --- the lines of a view --- */

static int64_t door_of(struct yz_session *s, int64_t person) {
    struct yz_membership m[8];
    size_t n = 0;
    if (yz_person_memberships(s, person, m, 8, &n) != YZ_OK) return 0;
    int64_t door = 0;
    for (size_t i = 0; i < n && i < 8; i++)
        if (!m[i].until && (!door || m[i].legal)) door = m[i].dwelling;
    return door;
}

static void name_side(struct duplicates *p, struct line *l, int side, int64_t person) {
    struct yz_session *s = yz_ui_session(p->ui);
    yz_record_title(s, YZ_PERSON, person, yz_ui_masked(p->ui, YZ_PERSON, person), l->name[side], sizeof l->name[side]);
    yz_dwelling_short(s, door_of(s, person), l->door[side], sizeof l->door[side]);
}

static struct line *add(struct duplicates *p, int64_t a, int64_t b) {
    struct line *l = &p->lines[p->count++];
    *l = (struct line){.id = (int64_t)p->count, .a = a, .b = b};
    name_side(p, l, 0, a);
    name_side(p, l, 1, b);
    return l;
}

static struct line *add_household(struct duplicates *p, int64_t household) {
    struct line *l = &p->lines[p->count++];
    *l = (struct line){.id = (int64_t)p->count, .a = household, .b = household, .household = true};
    yz_copy(l->name[0], sizeof l->name[0], _("户"));
    yz_record_title(yz_ui_session(p->ui), YZ_HOUSEHOLD, household, false, l->door[0], sizeof l->door[0]);
    return l;
}

static bool there(struct yz_session *s, int64_t person) {
    struct yz_person p;
    return yz_record_get(s, YZ_PERSON, person, &p) == YZ_OK;
}

/* Pairs that were dealt with since the scan are left out. */
static void fill_pairs(struct duplicates *p) {
    struct yz_session *s = yz_ui_session(p->ui);
    for (size_t i = 0; i < p->whole && p->count < LINES; i++) {
        const struct yz_pair *pair = &p->pairs[i];
        if (!there(s, pair->a) || !there(s, pair->b) || yz_distinct_noted(s, pair->a, pair->b)) continue;
        struct line *l = add(p, pair->a, pair->b);
        l->score = pair->likeness.score;
        l->likely = pair->likeness.level == YZ_LIKELY;
        yz_likeness_text(&pair->likeness, l->why, sizeof l->why);
    }
}

static enum yz_status fill_one(struct duplicates *p) {
    struct yz_session *s = yz_ui_session(p->ui);
    struct yz_twin twin[OF_ONE];
    struct yz_person self;
    size_t n = 0;
    enum yz_status status = yz_record_get(s, YZ_PERSON, p->person, &self);
    if (status == YZ_OK) status = yz_person_duplicates(s, &self, door_of(s, p->person), twin, OF_ONE, &n);
    for (size_t i = 0; status == YZ_OK && i < n; i++) {
        struct line *l = add(p, p->person, twin[i].person);
        l->score = twin[i].score;
        l->likely = twin[i].likely;
        yz_copy(l->why, sizeof l->why, twin[i].why);
    }
    return status;
}

static enum yz_status fill_merged_of(struct duplicates *p, enum yz_kind_id of) {
    struct yz_session *s = yz_ui_session(p->ui);
    struct yz_merge *all = calloc(LINES, sizeof *all);
    size_t n = 0;
    if (!all) return yz_fail(YZ_BUSY, _("内存不足"));
    enum yz_status status = yz_merges(s, of, p->person, all, LINES, &n);
    for (size_t i = 0; status == YZ_OK && i < n && p->count < LINES; i++) {
        enum yz_kind_id kind;
        int64_t keep, lose;
        char staff[96], day[YZ_DATE_TEXT];
        if (!yz_ref_parse(all[i].keep, &kind, &keep) || !yz_ref_parse(all[i].lose, &kind, &lose)) continue;
        struct line *l = of == YZ_PERSON ? add(p, keep, keep) : add_household(p, keep);
        l->merge = all[i];
        yz_copy(l->name[1], sizeof l->name[1], all[i].lose);
        l->door[1][0] = '\0';
        yz_record_title(s, YZ_STAFF, all[i].staff, false, staff, sizeof staff);
        snprintf(l->why, sizeof l->why, "%s %s %s", yz_date_text(yz_moment_date(all[i].at), day), staff, all[i].reason);
    }
    free(all);
    return status;
}

static enum yz_status fill_merged(struct duplicates *p) {
    enum yz_status status = fill_merged_of(p, YZ_PERSON);
    return status == YZ_OK && !p->person ? fill_merged_of(p, YZ_HOUSEHOLD) : status;
}

static enum yz_status fill_apart(struct duplicates *p) {
    struct yz_session *s = yz_ui_session(p->ui);
    struct yz_distinct *all = calloc(LINES, sizeof *all);
    size_t n = 0;
    if (!all) return yz_fail(YZ_BUSY, _("内存不足"));
    enum yz_status status = yz_distincts(s, all, LINES, &n);
    for (size_t i = 0; status == YZ_OK && i < n; i++) {
        char staff[96], day[YZ_DATE_TEXT];
        if (p->person && all[i].a != p->person && all[i].b != p->person) continue;
        struct line *l = add(p, all[i].a, all[i].b);
        yz_record_title(s, YZ_STAFF, all[i].staff, false, staff, sizeof staff);
        snprintf(l->why, sizeof l->why, "%s %s %s", yz_date_text(yz_moment_date(all[i].at), day), staff, all[i].reason);
    }
    free(all);
    return status;
}

static enum yz_status fill(struct duplicates *p) {
    static const char *const empty[VIEWS] = {
        [MAY_BE] = N_("没有像是重复的居民"), [MERGED] = N_("没有合并过"), [NOT_ONE] = N_("没有记过不是同一人的")};
    enum yz_status status = YZ_OK;
    p->count = 0;
    yz_session_read_begin(yz_ui_session(p->ui));
    if (p->view == MERGED) status = fill_merged(p);
    else if (p->view == NOT_ONE) status = fill_apart(p);
    else if (p->person) status = fill_one(p);
    else fill_pairs(p);
    yz_session_read_end(yz_ui_session(p->ui));
    p->list.empty = empty[p->view];
    yz_list_array(&p->list, p->lines, p->count);
    return status;
}

/* --- the screen --- */

static enum yz_status open_duplicates(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct duplicates *p = state;
    p->ui = ui;
    p->person = target->kind == YZ_PERSON ? target->id : 0;
    p->lines = calloc(LINES, sizeof *p->lines);
    if (!p->lines) return yz_fail(YZ_BUSY, _("内存不足"));
    yz_list_open(&p->list, &source, p, columns, sizeof columns / sizeof *columns);
    if (!p->person) yz_ui_busy(ui, _("正在查重…"));
    enum yz_status status = p->person ? YZ_OK : yz_duplicate_scan(yz_ui_session(ui), &p->pairs, &p->whole);
    if (status == YZ_OK) status = fill(p);
    if (status == YZ_OK) return YZ_OK;
    yz_list_close(&p->list);
    free(p->lines);
    free(p->pairs);
    return status;
}

static void close_duplicates(struct yz_ui *ui, void *state) {
    struct duplicates *p = state;
    (void)ui;
    yz_list_close(&p->list);
    free(p->lines);
    free(p->pairs);
}

static void headline(struct yz_ui *ui, void *state, char *out, size_t room) {
    struct duplicates *p = state;
    char name[96] = "";
    (void)ui;
    if (p->person)
        yz_record_title(yz_ui_session(p->ui), YZ_PERSON, p->person, yz_ui_masked(p->ui, YZ_PERSON, p->person), name,
                        sizeof name);
    snprintf(out, room, "%s %s", _("查重"), name);
}

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    struct duplicates *p = state;
    const char *const names[VIEWS] = {_("可能是同一人"), _("已合并"), _("不是同一人")};
    struct yz_rect list = yz_area_below(area, 2), below = yz_area_below(area, area.rows - BELOW);
    int x = 1;
    (void)ui;
    for (int i = 0; i < VIEWS; i++) {
        bool on = (int)p->view == i;
        if (on) x += yz_paintf(area, 0, x, YZ_ROLE_HEADER, " %s %zu ", names[i], p->count) + 2;
        else x += yz_paintf(area, 0, x, YZ_ROLE_DIM, "%s", names[i]) + 3;
    }
    if (p->view == MAY_BE && p->whole > LINES) yz_paintf(area, 0, x, YZ_ROLE_DIM, _("只列最像的 %d 对"), LINES);
    list.rows -= BELOW;
    yz_list_paint(&p->list, list, true);
    const struct line *l = yz_list_selected(&p->list); /* painting may read rows anew */
    yz_paint_rule(below, 0);
    if (*p->stays) yz_paint_wrap(yz_area_part(below, 1, below.columns - 2), 1, 0, YZ_ROLE_WARNING, p->stays);
    else if (l) yz_paint_wrap(yz_area_part(below, 1, below.columns - 2), 1, 0, YZ_ROLE_TEXT, l->why);
}

static void status(struct yz_ui *ui, void *state, char *out, size_t room) {
    const struct duplicates *p = state;
    static const char *const words[VIEWS] = {
        [MAY_BE] = N_("Enter 两边对照、合并   1 不是同一人   2 看前一位   3 看后一位"),
        [MERGED] = N_("Enter 看居民   1 取消合并"),
        [NOT_ONE] = N_("Enter 两边对照   1 取消“不是同一人”   2 看前一位   3 看后一位")};
    (void)ui;
    if (p->count) yz_copy(out, room, yz_tr(words[p->view]));
    else if (p->view == MAY_BE && !p->person) yz_copy(out, room, _("Ctrl-N 对照、合并登记了两次的一户"));
    else if (p->person && p->view == MAY_BE) yz_copy(out, room, _("Ctrl-N 和说得出的另一位对照"));
}

/* --- what is done --- */

static void again(struct duplicates *p) {
    yz_ui_ok(p->ui, fill(p));
    yz_ui_changed(p->ui);
}

static void note_distinct(struct yz_ui *ui, void *state, const char *reason) {
    struct duplicates *p = state;
    if (!yz_ui_ok(ui, yz_distinct_note(yz_ui_session(ui), p->a, p->b, reason))) return;
    again(p);
    yz_ui_say(ui, YZ_ROLE_GOOD, _("记下了：不是同一人，以后不再列出"));
}

/* Which things: they stand below the list until the next key. */
static void tell_stays(struct duplicates *p, const struct yz_unmerged *u) {
    char title[96];
    yz_copy(p->stays, sizeof p->stays, _("合并以后改过或新增的，留着："));
    for (size_t i = 0; i < u->stay_count && i < YZ_STAYS; i++) {
        const struct yz_field *f = u->stays[i].field;
        size_t n = strlen(p->stays);
        yz_record_title(yz_ui_session(p->ui), u->stays[i].kind, u->stays[i].id, true, title, sizeof title);
        snprintf(p->stays + n, sizeof p->stays - n, "%s%s %s %s", i ? _("、") : "",
                 yz_tr(yz_kinds[u->stays[i].kind]->label), title, f ? yz_tr(f->label) : "");
    }
    p->stays[yz_utf8_cut(p->stays, sizeof p->stays - 1)] = '\0';
}

static void unmerge(struct duplicates *p, const struct line *l) {
    struct yz_unmerged u;
    char lose[32];
    yz_copy(lose, sizeof lose, l->merge.lose);
    if (!yz_ui_ok(p->ui, yz_unmerge(yz_ui_session(p->ui), &l->merge, &u))) return;
    again(p);
    if (u.stay_count) tell_stays(p, &u);
    if (u.stay_count)
        yz_ui_say(p->ui, YZ_ROLE_WARNING, _("%1$s 已分开；合并以后改过、新增的 %2$zu 处留着，列在下面"), lose,
                  u.stay_count);
    else yz_ui_say(p->ui, YZ_ROLE_GOOD, _("%1$s 已分开，%2$zu 条记录改回"), lose, u.returned);
}

static void drop_distinct(struct duplicates *p, const struct line *l) {
    if (!yz_ui_ok(p->ui, yz_distinct_drop(yz_ui_session(p->ui), l->a, l->b))) return;
    again(p);
    yz_ui_say(p->ui, YZ_ROLE_GOOD, _("取消了，查重时会再列出"));
}

static bool pick(struct duplicates *p, const struct line *l, int number) {
    if (number == 1 && p->view == MERGED) return unmerge(p, l), true;
    if (number == 1 && p->view == NOT_ONE) return drop_distinct(p, l), true;
    if (number == 1) {
        p->a = l->a;
        p->b = l->b;
        yz_ui_ask_line(p->ui, _("为什么不是同一人"), NULL, note_distinct);
    } else if (number <= 3) {
        yz_ui_open(p->ui, &YZ_TARGET("person", YZ_PERSON, number == 2 ? l->a : l->b));
    }
    return true;
}

static void open_pair(struct duplicates *p, const struct line *l) {
    struct yz_target target = YZ_TARGET("merge", YZ_PERSON, l->a);
    if (l->household) target = YZ_TARGET("household", YZ_HOUSEHOLD, l->a);
    else if (p->view == MERGED) target = YZ_TARGET("person", YZ_PERSON, l->a);
    else yz_ref_text(YZ_PERSON, l->b, target.key);
    yz_ui_open(p->ui, &target);
}

/* With whomever the clerk knows to be the same, however unlike. */
static void compare_with(struct yz_ui *ui, void *state, const char *ref) {
    const struct duplicates *p = state;
    struct yz_target target = YZ_TARGET("merge", YZ_PERSON, p->person);
    enum yz_kind_id kind;
    int64_t other;
    if (!yz_ui_ok(ui, yz_ref_resolve(yz_ui_session(ui), ref, 1u << YZ_PERSON, &kind, &other))) return;
    yz_ref_text(YZ_PERSON, other, target.key);
    yz_ui_open(ui, &target);
}

/* Two households that are one: named one after the other. */
static void second_household(struct yz_ui *ui, void *state, const char *ref) {
    const struct duplicates *p = state;
    struct yz_target target = YZ_TARGET("merge", YZ_HOUSEHOLD, p->a);
    enum yz_kind_id kind;
    int64_t other;
    if (!yz_ui_ok(ui, yz_ref_resolve(yz_ui_session(ui), ref, 1u << YZ_HOUSEHOLD, &kind, &other))) return;
    yz_ref_text(YZ_HOUSEHOLD, other, target.key);
    yz_ui_open(ui, &target);
}

static void first_household(struct yz_ui *ui, void *state, const char *ref) {
    struct duplicates *p = state;
    enum yz_kind_id kind;
    if (!yz_ui_ok(ui, yz_ref_resolve(yz_ui_session(ui), ref, 1u << YZ_HOUSEHOLD, &kind, &p->a))) return;
    yz_ui_ask_line(ui, _("和它是一户的（地址、户号、编号）"), NULL, second_household);
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct duplicates *p = state;
    const struct line *l = yz_list_selected(&p->list);
    p->stays[0] = '\0';
    if (in->request == YZ_REQ_NEXT || in->request == YZ_REQ_PREVIOUS) {
        p->view = (p->view + (in->request == YZ_REQ_NEXT ? 1 : VIEWS - 1)) % VIEWS;
        yz_ui_ok(ui, fill(p));
        yz_list_restart(&p->list);
        return true;
    }
    if (in->request == YZ_REQ_NEW && !p->person)
        return yz_ui_ask_line(ui, _("哪一户登记了两次（地址、户号、编号）"), NULL, first_household), true;
    if (in->request == YZ_REQ_NEW && p->person)
        return yz_ui_ask_line(ui, _("和哪一位对照（证件号、电话、编号）"), NULL, compare_with), true;
    if (in->request == YZ_REQ_OPEN && l) return open_pair(p, l), true;
    if (in->request == YZ_REQ_PICK && l) return pick(p, l, in->number);
    return yz_list_input(&p->list, in);
}

static enum yz_status refresh(struct yz_ui *ui, void *state) {
    (void)ui;
    return fill(state);
}

static const struct yz_hint hints[] = {{YZ_REQ_OPEN, N_("对照")},   {YZ_PICK_TO(3), N_("不是同一人、看居民")},
                                       {YZ_REQ_NEXT, N_("换一类")}, {YZ_REQ_UNDO, NULL},
                                       {YZ_REQ_BACK, NULL},         {YZ_REQ_NEW, N_("两户合并")},
                                       {YZ_REQ_NONE, NULL}};

static const struct yz_hint *hints_now(struct yz_ui *ui, const void *state) {
    static const struct yz_hint merged[] = {{YZ_REQ_OPEN, N_("看居民")}, {YZ_PICK_TO(1), N_("取消合并")},
                                            {YZ_REQ_NEXT, N_("换一类")}, {YZ_REQ_UNDO, NULL},
                                            {YZ_REQ_BACK, NULL},         {YZ_REQ_NEW, N_("两户合并")},
                                            {YZ_REQ_NONE, NULL}},
                                not_one[] = {
                                    {YZ_REQ_OPEN, N_("对照")},   {YZ_PICK_TO(3), N_("取消“不是同一人”、看居民")},
                                    {YZ_REQ_NEXT, N_("换一类")}, {YZ_REQ_UNDO, NULL},
                                    {YZ_REQ_BACK, NULL},         {YZ_REQ_NONE, NULL}};
    const struct duplicates *p = state;
    (void)ui;
    return p->view == MERGED ? merged : p->view == NOT_ONE ? not_one : hints;
}

const struct yz_screen yz_duplicates_screen = {
    .name = "duplicates",
    .title = N_("查重"),
    .help = N_("可能是同一人的居民，一对一行，分高的在前，下方是依据；灰的只是可能。Enter 两边对照，逐项选定后合并。\n"
               "不是同一人就按 1 写明原因，以后不再列出。Tab 换到已合并的（1 取消合并，哪一天都行）和不是同一人的。\n"
               "只看一位居民时，Ctrl-N 和说得出的另一位对照；在总表里，Ctrl-N 写两户，对照、合并登记了两次的一户。\n"),
    .parts = YZ_PART_LIST | YZ_PART_CHOICES,
    .size = sizeof(struct duplicates),
    .list = YZ_WHERE(struct duplicates, list),
    .open = open_duplicates,
    .close = close_duplicates,
    .headline = headline,
    .paint = paint,
    .input = input,
    .refresh = refresh,
    .status = status,
    .hints = hints,
    .hints_now = hints_now,
};
