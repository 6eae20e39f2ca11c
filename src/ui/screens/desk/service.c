/* The form of a service: first whom or where it is about, by any clue, then the form its definition file describes, with
 * its conditions and what follows beside it. Saving opens the receipt. */
#include "base/text.h"
#include "ui/prompt.h"
#include "ui/screens/desk/outcome.h"
#include "ui/screens/screens.h"
#include "ui/screens/desk/service_form.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/find.h>
#include <yizhan/i18n.h>
#include <yizhan/journal.h>
#include <yizhan/reveal.h>

enum { WIDE = 104, PANEL_WIDTH = 44, PANEL_ROWS = 6, PANEL_MORE = 8, MEMBERS = 32, TITLE = 24 };

struct service {
    struct yz_service_form form; /* first: questions that it asks come back to it */
    struct yz_ui *ui;
    char key[48];
    struct yz_prompt prompt;
    enum yz_item_about about;
    bool anyone;       /* a person need not be in the register */
    int64_t household; /* chosen already: whose members are asked for */
    char name[96];
};

static bool asking(const struct service *v) {
    return !v->form.intake;
}

/* --- whom, where --- */

static void member_hit(const struct service *v, const struct yz_member *m, struct yz_hit *hit) {
    const struct yz_person *p = &m->person;
    *hit = (struct yz_hit){.kind = YZ_HIT_PERSON, .id = p->id};
    yz_record_title(yz_ui_session(v->ui), YZ_PERSON, p->id, true, hit->title, sizeof hit->title);
    yz_copy(hit->subtitle, sizeof hit->subtitle, yz_code_label("relation", m->membership.relation));
    if (p->birth) snprintf(hit->why, sizeof hit->why, _("%d 岁"), yz_age_on(p->birth, yz_today()));
}

/* The members of the household that was chosen, for a line that is still empty. */
static enum yz_status members(struct service *v, struct yz_hit *out, size_t max, size_t *count) {
    static struct yz_member all[MEMBERS];
    size_t whole;
    enum yz_status status = yz_household_members(yz_ui_session(v->ui), v->household, 0, all, MEMBERS, &whole);
    for (size_t i = 0; status == YZ_OK && i < whole && i < MEMBERS && *count < max; i++)
        member_hit(v, &all[i], &out[(*count)++]);
    return status;
}

static enum yz_status who(void *ctx, const char *text, struct yz_hit *out, size_t max, size_t *count) {
    static const unsigned kinds[] = {[YZ_ABOUT_PERSON] = YZ_HITS(YZ_HIT_PERSON) | YZ_HITS(YZ_HIT_HOUSEHOLD),
                                     [YZ_ABOUT_HOUSEHOLD] = YZ_HITS(YZ_HIT_HOUSEHOLD),
                                     [YZ_ABOUT_EVENT] =
                                         YZ_HITS(YZ_HIT_BUILDING) | YZ_HITS(YZ_HIT_HOUSEHOLD) | YZ_HITS(YZ_HIT_PERSON)};
    struct service *v = ctx;
    *count = 0;
    if (!*text) return v->household && v->about == YZ_ABOUT_PERSON ? members(v, out, max, count) : YZ_OK;
    return yz_search(yz_ui_session(v->ui), text, kinds[v->about], out, max, count);
}

static const char *question(const struct service *v) {
    return v->about == YZ_ABOUT_EVENT ? N_("在哪里") : v->about == YZ_ABOUT_HOUSEHOLD ? N_("哪一户") : N_("哪一位");
}

static enum yz_status begin(struct service *v, struct yz_intake_for about) {
    return yz_service_form_open(&v->form, v->ui, v->key, &about);
}

/* A household of an item for a person: which of its members? */
static void ask_member(struct service *v, int64_t household) {
    v->household = household;
    yz_prompt_open(&v->prompt, question(v), who, v, "");
}

static enum yz_status choose(struct service *v, enum yz_hit_kind kind, int64_t id) {
    if (kind == YZ_HIT_PERSON) return begin(v, (struct yz_intake_for){.person = id});
    if (kind == YZ_HIT_BUILDING) return begin(v, (struct yz_intake_for){.building = id});
    if (v->about != YZ_ABOUT_PERSON) return begin(v, (struct yz_intake_for){.household = id});
    ask_member(v, id);
    return YZ_OK;
}

static bool input_who(struct service *v, const struct yz_input *in) {
    const struct yz_hit *hit = yz_prompt_selected(&v->prompt);
    if (in->request != YZ_REQ_OPEN) return yz_prompt_input(&v->prompt, in);
    if (hit) yz_ui_ok(v->ui, choose(v, hit->kind, hit->id));
    else if (v->anyone && !*v->prompt.text) yz_ui_ok(v->ui, begin(v, (struct yz_intake_for){.person = 0}));
    return true;
}

/* --- the screen --- */

static enum yz_status read_item(struct service *v) {
    static struct yz_item item; /* 380 kB */
    enum yz_status status = yz_catalogue_find(yz_ui_session(v->ui), v->key, 0, &item, NULL);
    if (status != YZ_OK) return status;
    bool en = strcmp(yz_language_name(), "en") == 0, wide = yz_text_width(yz_item_name(&item)) > TITLE;
    yz_copy(v->name, sizeof v->name, wide && !en ? item.short_name : yz_item_name(&item));
    v->about = item.about;
    v->anyone = item.about == YZ_ABOUT_PERSON && yz_item_field(&item, "party");
    return YZ_OK;
}

/* A draft's target may name no record: it was typed for somebody who is not in the register. */
static enum yz_status open_service(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct service *v = state;
    v->ui = ui;
    yz_copy(v->key, sizeof v->key, target->key);
    enum yz_status status = read_item(v);
    if (status != YZ_OK) return status;
    yz_prompt_open(&v->prompt, question(v), who, v, "");
    if (target->kind == YZ_HOUSEHOLD && target->id) return choose(v, YZ_HIT_HOUSEHOLD, target->id);
    if (target->kind == YZ_PERSON && target->id) return choose(v, YZ_HIT_PERSON, target->id);
    if (target->kind == YZ_BUILDING && target->id) return choose(v, YZ_HIT_BUILDING, target->id);
    return strcmp(target->extra, "anyone") == 0 ? begin(v, (struct yz_intake_for){.person = 0}) : YZ_OK;
}

static void close_service(struct yz_ui *ui, void *state) {
    (void)ui;
    yz_service_form_close(&((struct service *)state)->form);
}

static enum yz_status refresh(struct yz_ui *ui, void *state) {
    (void)ui;
    return yz_service_form_refresh(&((struct service *)state)->form);
}

static void headline(struct yz_ui *ui, void *state, char *out, size_t room) {
    struct service *v = state;
    (void)ui;
    snprintf(out, room, "%s %s", v->name, v->form.title);
}

static int panel_rows(const struct service *v) {
    return v->form.outcome.condition_count || *v->form.outcome.after ? PANEL_MORE : PANEL_ROWS;
}

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    struct service *v = state;
    (void)ui;
    if (asking(v)) {
        yz_prompt_paint(&v->prompt, area);
        return;
    }
    bool wide = area.columns >= WIDE;
    struct yz_rect form = area, panel;
    if (wide) {
        form = yz_area_part(area, 0, area.columns - PANEL_WIDTH);
        panel = yz_area_part(area, area.columns - PANEL_WIDTH + 1, PANEL_WIDTH - 1);
    } else {
        form.rows -= panel_rows(v);
        panel = yz_area_below(area, form.rows);
        yz_paint_rule(panel, 0);
        panel = yz_area_below(panel, 1);
    }
    yz_form_paint(&v->form.form, form, true);
    yz_outcome_paint(&v->form.outcome, v->form.intake, panel);
}

/* Somebody who is served here is shown whole for it; the journal says for what. */
static void edit_person(struct service *v) {
    int64_t person = yz_service_form_person(&v->form);
    struct yz_target target = YZ_TARGET("person-edit", YZ_PERSON, person);
    char reason[160];
    if (!person) {
        yz_ui_say(v->ui, YZ_ROLE_WARNING, _("还没有选定居民"));
        return;
    }
    yz_service_form_keep(&v->form);
    snprintf(reason, sizeof reason, _("办理%s"), v->name);
    yz_copy(target.extra, sizeof target.extra, "served");
    bool logged = person == yz_intake_person(v->form.intake); /* when the form was opened */
    enum yz_status status = logged ? YZ_OK : yz_reveal_served(yz_ui_session(v->ui), person, reason);
    if (yz_ui_ok(v->ui, status)) yz_ui_open(v->ui, &target);
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct service *v = state;
    if (asking(v)) return input_who(v, in);
    if (in->request == YZ_REQ_EDIT) return edit_person(v), true;
    if ((in->request == YZ_REQ_LIKELY || in->request == YZ_REQ_PLACE) && v->form.outcome.twin_count) {
        yz_service_form_keep(&v->form);
        return yz_ui_open(ui, &YZ_TARGET("person", YZ_PERSON, v->form.outcome.twins[0].person)), true;
    }
    if (yz_form_input(&v->form.form, ui, in)) return true;
    if (in->request != YZ_REQ_SAVE && in->request != YZ_REQ_OPEN) return false;
    yz_service_form_save(&v->form);
    return true;
}

static bool editing(struct yz_ui *ui, void *state) {
    struct service *v = state;
    (void)ui;
    return asking(v) || yz_form_editing(&v->form.form);
}

static bool cursor(struct yz_ui *ui, void *state, int *y, int *x) {
    struct service *v = state;
    (void)ui;
    return asking(v) ? yz_prompt_cursor(&v->prompt, y, x) : yz_form_cursor(&v->form.form, y, x);
}

static void status(struct yz_ui *ui, void *state, char *out, size_t room) {
    struct service *v = state;
    (void)ui;
    if (!asking(v)) yz_form_status(&v->form.form, out, room);
    else if (v->about == YZ_ABOUT_EVENT) yz_copy(out, room, _("楼栋、小区加楼号、地址或反映人都可以；Enter 选定"));
    else if (v->anyone) yz_copy(out, room, _("姓名、电话、证件号、地址都可以；登记簿里没有的，空着 Enter"));
    else yz_copy(out, room, _("姓名、拼音、首字母、电话、证件号、地址都可以；Enter 选定"));
}

/* The field that is being typed goes into the draft as well: it was not left. */
static void suspend(struct yz_ui *ui, void *state) {
    (void)ui;
    yz_service_form_keep(&((struct service *)state)->form);
}

static const struct yz_hint hints[] = {
    {YZ_REQ_SAVE, NULL}, {YZ_REQ_NEXT, NULL},         {YZ_REQ_UNDO, N_("恢复这一栏")},
    {YZ_REQ_BACK, NULL}, {YZ_REQ_EDIT, N_("改居民")}, {YZ_REQ_NONE, NULL}};

static const struct yz_hint *hints_now(struct yz_ui *ui, const void *state) {
    static const struct yz_hint whom[] = {
        {YZ_REQ_OPEN, N_("选定")}, {YZ_REQ_DOWN, N_("挑选")}, {YZ_REQ_BACK, NULL}, {YZ_REQ_NONE, NULL}};
    (void)ui;
    return asking(state) ? whom : hints;
}

const struct yz_screen yz_service_screen = {
    .name = "service",
    .title = N_("事项"),
    .help = N_("先用任何线索找到这一位、这一户或这栋楼，再填表。知道的已经填好；Tab 或 Enter 到下一栏，Ctrl-S 保存。\n"
               "右边（窄屏在下边）是条件和由此得出的：符合不符合、期限、金额、缺的材料和依据。\n"
               "登记簿里的不对，Ctrl-E 改了再回来，表还在。离开一栏就存草稿；断电或被关掉，回来时问是否接着填。\n"),
    .flags = YZ_SCREEN_UNLISTED | YZ_SCREEN_WRITES,
    .parts = YZ_PART_FORM | YZ_PART_LINE,
    .size = sizeof(struct service),
    .form = YZ_WHERE(struct service, form.form),
    .open = open_service,
    .close = close_service,
    .headline = headline,
    .paint = paint,
    .input = input,
    .editing = editing,
    .cursor = cursor,
    .refresh = refresh,
    .status = status,
    .suspend = suspend,
    .hints = hints,
    .hints_now = hints_now,
};
