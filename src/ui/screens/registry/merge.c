/* 合并: two residents, or two households, side by side, a choice for each field, and what would go over to the survivor. */
#include "base/text.h"
#include "ui/list.h"
#include "ui/screens/screens.h"
#include "ui/ui.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/drafts.h>
#include <yizhan/duplicates.h>
#include <yizhan/i18n.h>
#include <yizhan/merges.h>

enum { ROWS = YZ_MERGE_FIELDS + 1, BELOW = 6 };

struct row {
    int64_t id;
    size_t field; /* of the plan; YZ_MERGE_FIELDS: the household of registration */
};

struct merging {
    struct yz_ui *ui;
    enum yz_kind_id kind; /* YZ_PERSON, YZ_HOUSEHOLD */
    struct yz_merge_plan plan;
    struct yz_likeness likeness;
    struct row rows[ROWS];
    size_t count;
    struct yz_list list;
};

static const struct yz_column columns[] = {
    {N_("字段"), 12, 22, 1, YZ_LEFT}, {N_("保留的"), 24, 0, 2, YZ_LEFT}, {N_("并入的"), 24, 0, 3, YZ_LEFT}};

static bool masked(const struct merging *m, int side) {
    return yz_ui_masked(m->ui, m->kind, m->plan.id[side]);
}

static void value_of(const struct merging *m, const struct row *r, int side, char *out, size_t room) {
    struct yz_session *s = yz_ui_session(m->ui);
    *out = '\0';
    if (r->field == YZ_MERGE_FIELDS) {
        yz_record_title(s, YZ_HOUSEHOLD, m->plan.legal[side], false, out, room);
        return;
    }
    const struct yz_field *f = m->plan.field[r->field].field;
    const struct yz_kind *of = f->type == YZ_REF ? yz_kind_named(f->of) : NULL;
    int64_t id = 0;
    if (of) memcpy(&id, (const char *)m->plan.record[side] + f->offset, sizeof id);
    if (of) yz_record_title(s, of->id, id, masked(m, side), out, room);
    else yz_field_text(f, m->plan.record[side], masked(m, side), out, room);
}

/* The side taken; -1 while the household of registration is not chosen. */
static int taken(const struct merging *m, const struct row *r) {
    if (r->field < YZ_MERGE_FIELDS) return (int)m->plan.field[r->field].side;
    return m->plan.legal_chosen ? (int)m->plan.legal_side : -1;
}

static void cell(void *ctx, const void *row, size_t column, char *out, size_t room) {
    const struct merging *m = ctx;
    const struct row *r = row;
    char value[256];
    if (column == 0) {
        bool choice = r->field < YZ_MERGE_FIELDS;
        snprintf(out, room, "%s%s", choice ? yz_tr(m->plan.field[r->field].field->label) : _("户籍在哪一户"),
                 choice && m->plan.field[r->field].differs ? _(" 不同") : "");
        return;
    }
    value_of(m, r, (int)column - 1, value, sizeof value);
    snprintf(out, room, "%s %s", taken(m, r) == (int)column - 1 ? "[x]" : "[ ]", value);
}

static enum yz_role role(void *ctx, const void *row) {
    const struct merging *m = ctx;
    const struct row *r = row;
    if (r->field == YZ_MERGE_FIELDS) return YZ_ROLE_WARNING;
    return m->plan.field[r->field].differs ? YZ_ROLE_TEXT : YZ_ROLE_DIM;
}

static const struct yz_list_source source = {.row_size = sizeof(struct row), .cell = cell, .role = role};

/* What must be chosen first, then what differs, then the rest. */
static void list_rows(struct merging *m) {
    m->count = 0;
    if (m->plan.legal[0]) m->rows[m->count++].field = YZ_MERGE_FIELDS;
    for (int differs = 1; differs >= 0; differs--)
        for (size_t i = 0; i < m->plan.field_count; i++)
            if (m->plan.field[i].differs == differs) m->rows[m->count++].field = i;
    for (size_t i = 0; i < m->count; i++) m->rows[i].id = (int64_t)m->rows[i].field + 1;
    yz_list_array(&m->list, m->rows, m->count);
}

/* Reads both, and keeps what was chosen where the fields are the same. */
static enum yz_status read_both(struct merging *m, int64_t keep, int64_t lose) {
    struct yz_session *s = yz_ui_session(m->ui);
    static struct yz_merge_plan fresh;
    enum yz_status status = yz_merge_look(s, m->kind, keep, lose, &fresh);
    if (status == YZ_OK && m->kind == YZ_PERSON) status = yz_person_likeness(s, keep, lose, &m->likeness);
    if (status != YZ_OK) return status;
    bool same = keep == m->plan.id[YZ_KEEP] && lose == m->plan.id[YZ_LOSE];
    for (size_t i = 0; same && i < m->plan.field_count; i++)
        yz_merge_take(&fresh, m->plan.field[i].field->column, m->plan.field[i].side);
    if (same && m->plan.legal_chosen) yz_merge_take(&fresh, "legal", m->plan.legal_side);
    m->plan = fresh;
    list_rows(m);
    return YZ_OK;
}

/* --- the draft: what was chosen, by the pair as it stands --- */

static char *draft_form(enum yz_kind_id kind, int64_t lose, char out[48]) {
    snprintf(out, 48, kind == YZ_PERSON ? "merge:%lld" : "merge:h:%lld", (long long)lose);
    return out;
}

static void write_draft(const struct merging *m) {
    struct yz_draft_pair pairs[ROWS];
    char form[48];
    const struct yz_merge_plan *p = &m->plan;
    size_t n = 0;
    for (; n < p->field_count; n++)
        pairs[n] = (struct yz_draft_pair){p->field[n].field->column, p->field[n].side == YZ_LOSE ? "lose" : "keep"};
    if (p->legal_chosen) pairs[n++] = (struct yz_draft_pair){"legal", p->legal_side == YZ_LOSE ? "lose" : "keep"};
    yz_ui_ok(m->ui, yz_drafts_write(yz_ui_session(m->ui), draft_form(m->kind, p->id[YZ_LOSE], form), p->id[YZ_KEEP], 0,
                                    pairs, n));
}

static void take_pair(void *ctx, const char *name, const char *value) {
    yz_merge_take(&((struct merging *)ctx)->plan, name, strcmp(value, "lose") == 0 ? YZ_LOSE : YZ_KEEP);
}

static yz_moment drafted(const struct merging *m, int64_t keep, int64_t lose) {
    char form[48];
    yz_moment at = 0;
    yz_drafts_read(yz_ui_session(m->ui), draft_form(m->kind, lose, form), keep, NULL, NULL, &at);
    return at;
}

static void take_draft(struct merging *m) {
    char form[48];
    yz_moment at = 0;
    yz_drafts_read(yz_ui_session(m->ui), draft_form(m->kind, m->plan.id[YZ_LOSE], form), m->plan.id[YZ_KEEP], take_pair,
                   m, &at);
    if (at) yz_ui_say(m->ui, YZ_ROLE_TEXT, _("接着上次没办完的填"));
}

static void drop_draft(const struct merging *m, int64_t keep, int64_t lose) {
    char form[48];
    yz_drafts_drop(yz_ui_session(m->ui), draft_form(m->kind, lose, form), keep);
}

/* The other one: a REF; of a draft the bare number. */
static int64_t other_of(const struct yz_target *target) {
    enum yz_kind_id kind;
    int64_t id;
    if (*target->key && target->key[strspn(target->key, "0123456789")] == '\0') return strtoll(target->key, NULL, 10);
    return yz_ref_parse(target->key, &kind, &id) && kind == target->kind ? id : 0;
}

static enum yz_status open_merge(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct merging *m = state;
    int64_t other = other_of(target);
    m->ui = ui;
    m->kind = target->kind;
    if (!other) return yz_fail(YZ_REFUSED, _("没有写明和谁对照"));
    yz_list_open(&m->list, &source, m, columns, sizeof columns / sizeof *columns);
    enum yz_status status = read_both(m, target->id, other);
    bool turned = drafted(m, other, target->id) != 0;
    if (status == YZ_OK && !drafted(m, target->id, other) && (turned || yz_merge_better(&m->plan) == YZ_LOSE))
        status = read_both(m, other, target->id);
    if (status == YZ_OK) return take_draft(m), YZ_OK;
    drop_draft(m, target->id, other); /* one of them is gone: nothing to go on with */
    yz_list_close(&m->list);
    return status;
}

static void close_merge(struct yz_ui *ui, void *state) {
    (void)ui;
    yz_list_close(&((struct merging *)state)->list);
}

/* --- what is shown --- */

static void paint_sides(const struct merging *m, struct yz_rect a) {
    struct yz_session *s = yz_ui_session(m->ui);
    char title[2][96], ref[2][32];
    for (int side = YZ_KEEP; side <= YZ_LOSE; side++) {
        yz_ref_text(m->kind, m->plan.id[side], ref[side]);
        yz_record_title(s, m->kind, m->plan.id[side], masked(m, side), title[side], sizeof title[side]);
    }
    yz_paintf(a, 0, 1, YZ_ROLE_TITLE, _("保留 %1$s %2$s，并入 %3$s %4$s"), ref[YZ_KEEP], title[YZ_KEEP], ref[YZ_LOSE],
              title[YZ_LOSE]);
}

static void paint_below(const struct merging *m, struct yz_rect a) {
    char text[640], why[192];
    struct yz_rect in = yz_area_part(a, 1, a.columns - 2);
    int row = 1;
    yz_paint_rule(a, 0);
    if (m->kind == YZ_PERSON) {
        snprintf(text, sizeof text, _("%1$s（%2$d 分）：%3$s"), yz_likely_text(m->likeness.level), m->likeness.score,
                 yz_likeness_text(&m->likeness, why, sizeof why));
        row += yz_paint_wrap(in, row, 0, YZ_ROLE_TEXT, text);
    }
    yz_copy(text, sizeof text, _("改归保留的："));
    for (size_t i = 0; i < m->plan.move_count; i++) {
        size_t n = strlen(text);
        snprintf(text + n, sizeof text - n, "%s%s %zu", i ? _("、") : "", yz_tr(yz_kinds[m->plan.move[i].kind]->label),
                 m->plan.move[i].count);
    }
    if (m->plan.move_count) row += yz_paint_wrap(in, row, 0, YZ_ROLE_DIM, text);
    for (size_t i = 0; i < m->plan.doubt_count; i++)
        row += yz_paint_wrap(in, row, 0, YZ_ROLE_WARNING, m->plan.doubt[i]);
}

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    struct merging *m = state;
    (void)ui;
    struct yz_rect list = yz_area_below(area, 1);
    paint_sides(m, area);
    list.rows -= BELOW;
    yz_list_paint(&m->list, list, true);
    paint_below(m, yz_area_below(area, area.rows - BELOW));
}

static void status(struct yz_ui *ui, void *state, char *out, size_t room) {
    (void)ui;
    yz_copy(out, room,
            ((const struct merging *)state)->kind == YZ_PERSON
                ? _("左右键选取哪边   Tab 换过来保留   1 不是同一人   2 看保留的   3 看并入的")
                : _("左右键选取哪边   Tab 换过来保留   2 看保留的   3 看并入的"));
}

/* Ctrl-R shows both, each with its line in the journal. */
static bool subject(struct yz_ui *ui, void *state, enum yz_kind_id *kind, int64_t *id) {
    const struct merging *m = state;
    (void)ui;
    *kind = m->kind;
    *id = m->plan.id[YZ_KEEP];
    return true;
}

static size_t beside(struct yz_ui *ui, void *state, enum yz_kind_id *kind, int64_t ids[YZ_BESIDE]) {
    const struct merging *m = state;
    (void)ui;
    *kind = m->kind;
    *ids = m->plan.id[YZ_LOSE];
    return 1;
}

/* --- what is done --- */

static struct yz_target record_of(const struct merging *m, enum yz_side side) {
    return m->kind == YZ_PERSON ? YZ_TARGET("person", YZ_PERSON, m->plan.id[side])
                                : YZ_TARGET("household", YZ_HOUSEHOLD, m->plan.id[side]);
}

static void merge(struct merging *m, const char *reason) {
    struct yz_findings f = {0};
    char lose[32], keep[32];
    struct yz_ui *ui = m->ui;
    int64_t survivor = m->plan.id[YZ_KEEP];
    enum yz_status status = yz_merge(yz_ui_session(ui), &m->plan, reason, &f);
    yz_findings_free(&f);
    if (!yz_ui_ok(ui, status)) return;
    drop_draft(m, survivor, m->plan.id[YZ_LOSE]);
    if (m->kind == YZ_PERSON) yz_drafts_drop(yz_ui_session(ui), "person", m->plan.id[YZ_LOSE]);
    yz_ref_text(m->kind, m->plan.id[YZ_LOSE], lose);
    yz_ref_text(m->kind, survivor, keep);
    struct yz_target to = record_of(m, YZ_KEEP);
    yz_ui_replace(ui, &to);
    yz_ui_changed(ui);
    yz_ui_say(ui, YZ_ROLE_GOOD, _("%1$s 已并入 %2$s；Ctrl-Z 撤销，以后在查重的“已合并”里取消"), lose, keep);
}

static void with_reason(struct yz_ui *ui, void *state, const char *reason) {
    (void)ui;
    merge(state, reason);
}

static void go_on(struct merging *m) {
    if (m->plan.legal[0] && !m->plan.legal_chosen) {
        yz_list_select(&m->list, YZ_MERGE_FIELDS + 1);
        yz_ui_say(m->ui, YZ_ROLE_ERROR, _("合并后会同时在两户有户籍：先用左右键选定户籍在哪一户"));
    } else if (m->plan.doubt_count) {
        yz_ui_ask_line(m->ui, m->kind == YZ_PERSON ? _("确是同一人的理由") : _("确是同一户的理由"), NULL, with_reason);
    } else {
        merge(m, NULL);
    }
}

static void anyway(struct yz_ui *ui, void *state, const char *answer) {
    (void)ui;
    (void)answer;
    go_on(state);
}

/* What the clerk began to change of the one that goes has no record to go into afterwards: said first. */
static void save(struct merging *m) {
    yz_moment at = 0;
    char when[YZ_MOMENT_TEXT], question[192];
    struct yz_person lost;
    struct yz_session *s = yz_ui_session(m->ui);
    if (m->kind == YZ_PERSON && yz_record_get(s, YZ_PERSON, m->plan.id[YZ_LOSE], &lost) == YZ_OK)
        yz_drafts_read(s, "person", lost.id, NULL, NULL, &at);
    if (!at) return go_on(m);
    snprintf(question, sizeof question, _("并入的那位有 %s 没存的修改，合并后作废"), yz_moment_text(at, when));
    yz_ui_ask(m->ui, question, _("合并"), anyway);
}

static void take(struct merging *m, int side) {
    const struct row *r = yz_list_selected(&m->list);
    if (!r) return;
    if (side < 0) side = taken(m, r) == YZ_KEEP ? YZ_LOSE : YZ_KEEP;
    yz_merge_take(&m->plan, r->field < YZ_MERGE_FIELDS ? m->plan.field[r->field].field->column : "legal",
                  (enum yz_side)side);
    write_draft(m);
}

/* The other one is kept; what was chosen for the pair before is of no use then. */
static bool turn(struct merging *m) {
    int64_t keep = m->plan.id[YZ_KEEP], lose = m->plan.id[YZ_LOSE];
    if (!yz_ui_ok(m->ui, read_both(m, lose, keep))) return true;
    drop_draft(m, keep, lose);
    return write_draft(m), true;
}

static void note_distinct(struct yz_ui *ui, void *state, const char *reason) {
    struct merging *m = state;
    if (!yz_ui_ok(ui, yz_distinct_note(yz_ui_session(ui), m->plan.id[YZ_KEEP], m->plan.id[YZ_LOSE], reason))) return;
    drop_draft(m, m->plan.id[YZ_KEEP], m->plan.id[YZ_LOSE]);
    yz_ui_back(ui);
    yz_ui_changed(ui);
    yz_ui_say(ui, YZ_ROLE_GOOD, _("记下了：不是同一人，以后不再列出"));
}

static bool pick(struct merging *m, int number) {
    struct yz_target to = record_of(m, number == 2 ? YZ_KEEP : YZ_LOSE);
    if (number == 1 && m->kind == YZ_PERSON) yz_ui_ask_line(m->ui, _("为什么不是同一人"), NULL, note_distinct);
    else if (number == 2 || number == 3) yz_ui_open(m->ui, &to);
    return true;
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct merging *m = state;
    (void)ui;
    switch (in->request) {
    case YZ_REQ_SAVE: return save(m), true;
    case YZ_REQ_LEFT: return take(m, YZ_KEEP), true;
    case YZ_REQ_RIGHT: return take(m, YZ_LOSE), true;
    case YZ_REQ_MARK:
    case YZ_REQ_OPEN: return take(m, -1), true;
    case YZ_REQ_NEXT:
    case YZ_REQ_PREVIOUS: return turn(m);
    case YZ_REQ_PICK: return pick(m, in->number);
    default: return yz_list_input(&m->list, in);
    }
}

/* One of them may have been merged or changed by another terminal. */
static enum yz_status refresh(struct yz_ui *ui, void *state) {
    struct merging *m = state;
    (void)ui;
    return read_both(m, m->plan.id[YZ_KEEP], m->plan.id[YZ_LOSE]);
}

static const struct yz_hint hints[] = {{YZ_REQ_SAVE, N_("合并")},   {YZ_REQ_MARK, N_("换一边")},
                                       {YZ_REQ_NEXT, N_("换过来")}, {YZ_REQ_REVEAL, NULL},
                                       {YZ_REQ_BACK, NULL},         {YZ_REQ_NONE, NULL}};

const struct yz_screen yz_merge_screen = {
    .name = "merge",
    .title = N_("合并"),
    .help = N_("左边的保留，右边的并入；[x] 是合并后取的值，左右键、空格或 Enter 逐项换，Tab "
               "换过来保留另一位；选了没合并就离开，下次接着。\n"
               "挂在右边名下的（居住关系、办件、走访、家人……）都改归左边。Ctrl-S 合并；不是同一人按 1。\n"
               "Ctrl-R 显示两位的个人信息。合并后哪一天都能在查重的“已合并”里取消。\n"),
    .flags = YZ_SCREEN_UNLISTED | YZ_SCREEN_WRITES,
    .parts = YZ_PART_LIST | YZ_PART_CHOICES,
    .size = sizeof(struct merging),
    .list = YZ_WHERE(struct merging, list),
    .open = open_merge,
    .close = close_merge,
    .paint = paint,
    .input = input,
    .refresh = refresh,
    .status = status,
    .subject = subject,
    .beside = beside,
    .hints = hints,
};
