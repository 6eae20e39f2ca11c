/* 变动: what happens to a household, a person, a whole building: typed, shown with all that follows, then saved as one act. */
#include "base/text.h"
#include "ui/screens/registry/move_form.h"
#include "ui/screens/screens.h"
#include "ui/ui.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/drafts.h>
#include <yizhan/i18n.h>
#include <yizhan/registry.h>

enum { WIDE = 110, BELOW = 9 };

struct move {
    struct yz_move_form v;
    size_t top; /* first line shown of what follows */
};

/* --- the draft --- */

static const char *draft_name(const struct yz_move_form *v) {
    return v->about == YZ_PERSON      ? "move:p"
           : v->about == YZ_BUILDING  ? "move:b"
           : v->about == YZ_HOUSEHOLD ? "move:h"
                                      : "move";
}

static void write_draft(struct yz_move_form *v) {
    struct yz_draft_pair pairs[YZ_MOVE_FIELDS];
    for (size_t i = 0; i < v->field_count; i++)
        pairs[i] = (struct yz_draft_pair){v->fields[i].name, yz_form_get(&v->form, v->fields[i].name)};
    yz_form_drafted(&v->form, v->ui,
                    yz_drafts_write(yz_ui_session(v->ui), draft_name(v), v->id, 0, pairs, v->field_count));
}

static void take_pair(void *ctx, const char *name, const char *value) {
    yz_move_form_put(ctx, name, value);
}

static void take_draft(struct yz_ui *ui, void *state, const char *answer) {
    struct move *m = state;
    yz_moment at;
    (void)answer;
    yz_ui_ok(ui, yz_drafts_read(yz_ui_session(ui), draft_name(&m->v), m->v.id, take_pair, &m->v, &at));
    yz_move_form_set_done(&m->v);
    m->v.form.changed = true;
}

static void offer_draft(struct move *m) {
    yz_moment at = 0;
    char when[YZ_MOMENT_TEXT], question[192];
    if (yz_drafts_read(yz_ui_session(m->v.ui), draft_name(&m->v), m->v.id, NULL, NULL, &at) != YZ_OK || !at) return;
    snprintf(question, sizeof question, _("有 %s 没办完的变动"), yz_moment_text(at, when));
    yz_ui_offer(m->v.ui, question, _("接着办"), take_draft);
}

/* --- the screen --- */

static enum yz_status open_move(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct move *m = state;
    struct yz_move_form *v = &m->v;
    struct yz_person person;
    enum yz_status status = YZ_OK;
    v->ui = ui;
    v->about = target->kind;
    v->id = target->id;
    v->changed = write_draft;
    if (v->about == YZ_HOUSEHOLD) v->household = v->id;
    if (v->about == YZ_PERSON) {
        v->household = yz_person_household(yz_ui_session(ui), v->id, 0);
        status = yz_record_get(yz_ui_session(ui), YZ_PERSON, v->id, &person);
        if (status == YZ_OK && person.died) return yz_fail(YZ_REFUSED, _("这位居民已经去世，没有变动可办"));
    }
    if (status == YZ_OK) status = yz_move_form_open(v, v->about == YZ_PERSON ? v->id : 0);
    if (status != YZ_OK) return status;
    if (*target->key) {
        yz_move_form_put(v, "kind", target->key);
        yz_move_form_set_done(v);
    }
    if (*target->extra) yz_form_focus(&v->form, target->extra);
    offer_draft(m);
    return YZ_OK;
}

static void close_move(struct yz_ui *ui, void *state) {
    (void)ui;
    yz_move_form_close(&((struct move *)state)->v);
}

static void headline(struct yz_ui *ui, void *state, char *out, size_t room) {
    const struct yz_move_form *v = &((struct move *)state)->v;
    char title[160] = "";
    if (v->about == YZ_BUILDING) yz_building_address(yz_ui_session(ui), v->id, title, sizeof title);
    else if (v->about) yz_record_title(yz_ui_session(ui), v->about, v->id, true, title, sizeof title);
    snprintf(out, room, "%s %s", _("变动"), title);
}

static void paint_outcome(struct move *m, struct yz_rect a) {
    const struct yz_move_form *v = &m->v;
    bool good = yz_findings_ok(&v->findings) && v->move.kind != YZ_MOVE_NONE;
    size_t count = v->said_count < YZ_MOVE_SAID ? v->said_count : YZ_MOVE_SAID;
    yz_paint_rule(a, 0);
    yz_paint(a, 0, 2, a.columns - 4, YZ_ROLE_HEADER, good ? _(" 存了就会这样 ") : _(" 还不能存 "));
    if (m->top >= count) m->top = 0;
    struct yz_rect body = yz_area_part(yz_area_below(a, 1), 1, a.columns - 2);
    size_t at = m->top;
    for (int row = 0; row < body.rows && at < count; at++)
        row += yz_paint_wrap(body, row, 0, v->said[at].role, v->said[at].text);
    if (m->top || at < v->said_count)
        yz_paintf(a, 0, a.columns - 24, YZ_ROLE_DIM, _(" %1$zu/%2$zu PgDn 往下看 "), at, v->said_count);
}

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    struct move *m = state;
    struct yz_rect form = area;
    (void)ui;
    if (area.columns >= WIDE) {
        form.columns = area.columns / 2 - 2;
        paint_outcome(m, yz_area_part(area, area.columns / 2, area.columns - area.columns / 2));
    } else {
        form.rows = area.rows - BELOW;
        paint_outcome(m, yz_area_below(area, area.rows - BELOW));
    }
    yz_form_paint(&m->v.form, form, true);
}

static void saved(struct move *m) {
    struct yz_move_form *v = &m->v;
    struct yz_ui *ui = v->ui;
    enum yz_move_kind kind = v->move.kind;
    const struct yz_finding *doubt = v->findings.count ? &v->findings.all[0] : NULL;
    yz_drafts_drop(yz_ui_session(ui), draft_name(v), v->id);
    yz_form_saved(&v->form);
    yz_ui_back(ui);
    yz_ui_changed(ui);
    if (!doubt) yz_ui_say(ui, YZ_ROLE_GOOD, _("已办理：%s（Ctrl-Z 撤销）"), yz_move_label(kind));
    else yz_ui_say(ui, YZ_ROLE_WARNING, _("已办理：%1$s；%2$s：%3$s"), yz_move_label(kind), doubt->value, doubt->rule);
}

/* A mark of all lines of what follows. */
static uint64_t shown(const struct yz_move_form *v) {
    uint64_t mark = v->said_count;
    for (size_t i = 0; i < v->said_count && i < YZ_MOVE_SAID; i++)
        for (const char *p = v->said[i].text; *p; p++) mark = mark * 31 + (unsigned char)*p;
    return mark;
}

/* Only what was shown is saved: what is typed in the field one is in may be another move altogether. */
static bool save(struct move *m) {
    struct yz_move_form *v = &m->v;
    uint64_t before = shown(v);
    bool good = yz_form_check(&v->form);
    yz_move_form_plan(v);
    if (!good) return true;
    if (yz_findings_ok(&v->findings) && shown(v) != before)
        return yz_ui_say(v->ui, YZ_ROLE_WARNING, _("看一下会写下什么，再按一次 Ctrl-S：%s"),
                         yz_move_label(v->move.kind)),
               true;
    if (yz_findings_ok(&v->findings)) {
        yz_move_plan_free(&v->plan);
        yz_findings_clear(&v->findings);
        enum yz_status status = yz_move_do(yz_ui_session(v->ui), &v->move, &v->plan, &v->findings);
        if (status == YZ_OK) return saved(m), true;
        if (yz_findings_ok(&v->findings)) return yz_ui_ok(v->ui, status), true;
    }
    yz_form_show_findings(&v->form, &v->findings);
    return true;
}

/* Somebody of whom more is known than fits a line: to where this move leads. */
static void newcomer(struct yz_move_form *v) {
    struct yz_target place = YZ_TARGET("person-new", YZ_NO_KIND, 0);
    struct yz_findings unread = {0};
    yz_move_form_gather(v, &unread);
    yz_findings_free(&unread);
    if (v->move.into) place.kind = YZ_HOUSEHOLD, place.id = v->move.into;
    else if (v->move.dwelling) place.kind = YZ_DWELLING, place.id = v->move.dwelling;
    else if (v->about == YZ_HOUSEHOLD) place.kind = YZ_HOUSEHOLD, place.id = v->id;
    yz_ui_open(v->ui, &place);
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct move *m = state;
    if (in->request == YZ_REQ_PAGE_DOWN && m->top + 1 < m->v.said_count) return m->top++, true;
    if (in->request == YZ_REQ_PAGE_UP && m->top) return m->top--, true;
    if (in->request == YZ_REQ_PERSON && yz_move_form_kind(&m->v) == YZ_MOVE_IN) return newcomer(&m->v), true;
    if (yz_form_input(&m->v.form, ui, in)) return true;
    return in->request == YZ_REQ_SAVE || in->request == YZ_REQ_OPEN ? save(m) : false;
}

static enum yz_status refresh(struct yz_ui *ui, void *state) {
    struct move *m = state;
    (void)ui;
    enum yz_status status = yz_move_form_read(&m->v);
    yz_move_form_plan(&m->v);
    return status;
}

static void suspend(struct yz_ui *ui, void *state) {
    struct move *m = state;
    (void)ui;
    if (m->v.form.changed) write_draft(&m->v);
}

static const struct yz_hint hints[] = {{YZ_REQ_SAVE, NULL}, {YZ_REQ_MARK, N_("勾选")}, {YZ_REQ_PERSON, NULL},
                                       {YZ_REQ_NEXT, NULL}, {YZ_REQ_BACK, NULL},       {YZ_REQ_NONE, NULL}};
static const struct yz_hint others[] = {{YZ_REQ_SAVE, NULL}, {YZ_REQ_MARK, N_("勾选")},
                                        {YZ_REQ_NEXT, NULL}, {YZ_REQ_UNDO, N_("恢复这一栏")},
                                        {YZ_REQ_BACK, NULL}, {YZ_REQ_NONE, NULL}};

static const struct yz_hint *hints_now(struct yz_ui *ui, const void *state) {
    (void)ui;
    return yz_move_form_kind(&((const struct move *)state)->v) == YZ_MOVE_IN ? hints : others;
}

const struct yz_screen yz_move_screen = {
    .name = "move",
    .title = N_("变动"),
    .help = N_("搬家、迁出、分户、并户、迁入、迁回、出生、去世、换户主、换租客、续租续证，或者整栋搬迁，都是一次办理，"
               "能撤销。\n"
               "先选发生了什么；“谁”里空格勾选，一位也不勾就是全家；地址打几个字就能挑。\n"
               "户主走了会要接任的户主；与户主关系推不出来的会单列出来问。\n"
               "存以前看得到会写下什么、哪里还不行，PgDn 往下看。迁入的人知道得多、有身份证的，Ctrl-X "
               "另开一张表填。没办完离开，草稿留着。\n"),
    .flags = YZ_SCREEN_WRITES,
    .parts = YZ_PART_FORM,
    .size = sizeof(struct move),
    .form = YZ_WHERE(struct move, v.form),
    .open = open_move,
    .close = close_move,
    .headline = headline,
    .paint = paint,
    .input = input,
    .refresh = refresh,
    .suspend = suspend,
    .hints = hints,
    .hints_now = hints_now,
};
