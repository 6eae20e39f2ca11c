/* 批量办理: one service for everybody of a building, a household or a grid. First which service and where, then what is
 * the same for all, then the list to tick, then what became of it. */
#include "base/text.h"
#include "ui/match.h"
#include "ui/prompt.h"
#include "ui/screens/desk/bulk_form.h"
#include "ui/screens/desk/bulk_list.h"
#include "ui/screens/screens.h"
#include "ui/screens/services.h"
#include "ui/ui.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/registry.h>

enum { ITEMS = 64, GRIDS = 64, MANY = 1000 };
enum part { WHICH, WHERE, ALL, PEOPLE, ONE, RESULT };

struct bulk {
    struct yz_ui *ui;
    enum part part;
    struct yz_prompt prompt;
    struct yz_service_line items[ITEMS];
    size_t item_count;
    char key[48], address[160];
    enum yz_kind_id kind;
    int64_t place;
    struct yz_bulk *bulk;
    struct yz_bulk_form form; /* of all, or of one */
    struct yz_bulk_list list;
    bool seen; /* the list was: Esc leads from the form to it */
};

/* --- which service, and where --- */

static void item_hit(const struct yz_service_line *l, struct yz_hit *hit) {
    *hit = (struct yz_hit){.kind = YZ_HIT_SERVICE, .id = l->id};
    yz_copy(hit->key, sizeof hit->key, l->key);
    yz_copy(hit->title, sizeof hit->title, yz_service_short_name(l));
    yz_copy(hit->subtitle, sizeof hit->subtitle, l->department);
}

static enum yz_status items(void *ctx, const char *text, struct yz_hit *out, size_t max, size_t *count) {
    struct bulk *v = ctx;
    struct yz_hit found[ITEMS];
    size_t n = 0;
    enum yz_status status = YZ_OK;
    *count = 0;
    if (*text) status = yz_search(yz_ui_session(v->ui), text, YZ_HITS(YZ_HIT_SERVICE), found, ITEMS, &n);
    for (size_t i = 0; i < v->item_count && *count < max; i++) {
        bool among = !*text;
        for (size_t k = 0; k < n; k++) among |= found[k].id == v->items[i].id;
        if (among) item_hit(&v->items[i], &out[(*count)++]);
    }
    return status;
}

/* People from a ledger rather than from a place. Its answers for all lie in the draft of the own station, and the screen 导入
 * takes them from there. */
static bool from_ledger(const struct bulk *v) {
    return v->kind == YZ_STATION;
}

/* Grids first: they are few and have no other way in; a ledger while nothing is typed. */
static enum yz_status places(void *ctx, const char *text, struct yz_hit *out, size_t max, size_t *count) {
    struct bulk *v = ctx;
    struct yz_session *s = yz_ui_session(v->ui);
    static struct yz_grid grids[GRIDS];
    size_t n = 0, more = 0;
    *count = 0;
    if (yz_matches(_("台账文件"), text)) {
        out[*count] = (struct yz_hit){.kind = YZ_HIT_SCREEN, .id = yz_session_station(s)->id, .key = "ledger"};
        yz_copy(out[*count].title, sizeof out[*count].title, _("台账文件"));
        yz_copy(out[(*count)++].subtitle, sizeof out[0].subtitle, _("一行一人的花名册，.xlsx 或 CSV"));
    }
    if (!*text) return YZ_OK;
    enum yz_status status = yz_grids(s, grids, GRIDS, &n);
    for (size_t i = 0; i < n && i < GRIDS && *count < max; i++) {
        if (!yz_matches(grids[i].name, text)) continue;
        out[*count] = (struct yz_hit){.kind = YZ_HIT_SCREEN, .id = grids[i].id, .key = "grid"};
        yz_copy(out[*count].title, sizeof out[*count].title, grids[i].name);
        yz_copy(out[(*count)++].subtitle, sizeof out[0].subtitle, grids[i].branch);
    }
    if (status == YZ_OK)
        status =
            yz_search(s, text, YZ_HITS(YZ_HIT_BUILDING) | YZ_HITS(YZ_HIT_HOUSEHOLD), out + *count, max - *count, &more);
    *count += more;
    return status;
}

static void ask(struct bulk *v, enum part part) {
    v->part = part;
    if (part == WHICH) yz_prompt_open(&v->prompt, N_("哪个事项"), items, v, "");
    else yz_prompt_open(&v->prompt, N_("哪一栋楼、哪一户、哪个网格，或台账文件"), places, v, "");
}

/* --- beginning --- */

static void keep_draft(void *ctx) {
    struct bulk *v = ctx;
    yz_form_drafted(&v->form.form, v->ui, yz_bulk_draft_write(v->bulk, v->kind, v->place));
}

static void name_place(struct bulk *v) {
    struct yz_session *s = yz_ui_session(v->ui);
    struct yz_household h;
    if (from_ledger(v)) yz_copy(v->address, sizeof v->address, _("台账文件"));
    else if (v->kind == YZ_BUILDING) yz_building_address(s, v->place, v->address, sizeof v->address);
    else if (v->kind == YZ_HOUSEHOLD && yz_record_get(s, YZ_HOUSEHOLD, v->place, &h) == YZ_OK)
        yz_dwelling_address(s, h.dwelling, v->address, sizeof v->address);
    else yz_record_title(s, v->kind, v->place, false, v->address, sizeof v->address);
}

static enum yz_status judge(struct bulk *v) {
    const struct yz_bulk_line *all;
    if (yz_bulk_lines(v->bulk, &all) > MANY) yz_ui_busy(v->ui, _("正在逐人核对…"));
    enum yz_status status = yz_bulk_check(v->bulk);
    yz_bulk_list_show(&v->list, v->bulk);
    return status;
}

static void show_people(struct bulk *v) {
    if (!yz_ui_ok(v->ui, judge(v))) return;
    yz_bulk_form_close(&v->form);
    v->part = PEOPLE;
    v->seen = true;
}

static bool show_form(struct bulk *v, int64_t line) {
    if (!yz_ui_ok(v->ui, yz_bulk_form_open(&v->form, line))) return false;
    v->part = line == YZ_BULK_ALL ? ALL : ONE;
    return true;
}

static void take_draft(struct yz_ui *ui, void *state, const char *answer) {
    struct bulk *v = state;
    (void)answer;
    if (!yz_ui_ok(ui, yz_bulk_draft_take(v->bulk, v->kind, v->place))) return;
    if (!from_ledger(v)) return show_people(v);
    yz_bulk_form_close(&v->form);
    show_form(v, YZ_BULK_ALL);
}

static void offer_draft(struct bulk *v) {
    char when[YZ_MOMENT_TEXT], question[192];
    yz_moment at;
    if (yz_bulk_draft_find(v->bulk, v->kind, v->place, &at) != YZ_OK || !at) return;
    snprintf(question, sizeof question, _("这里有 %s 没办完的草稿"), yz_moment_text(at, when));
    yz_ui_offer(v->ui, question, _("接着办"), take_draft);
}

/* Back to where nothing is open. */
static void give_up(struct bulk *v) {
    yz_bulk_form_close(&v->form);
    yz_bulk_list_close(&v->list);
    yz_bulk_free(v->bulk);
    v->bulk = NULL;
    v->list.ui = v->ui;
}

/* Everything that is needed is known: asks for what is not. */
static enum yz_status go_on(struct bulk *v) {
    if (!*v->key) return ask(v, WHICH), YZ_OK;
    if (!v->place) return ask(v, WHERE), YZ_OK;
    enum yz_status status = yz_bulk_begin(yz_ui_session(v->ui), v->key, &v->bulk);
    if (status == YZ_OK && !from_ledger(v)) status = yz_bulk_add_place(v->bulk, v->kind, v->place);
    if (status != YZ_OK) return give_up(v), status;
    v->list.kind = v->kind;
    v->list.place = v->place;
    yz_bulk_list_open(&v->list);
    v->form = (struct yz_bulk_form){.ui = v->ui, .bulk = v->bulk, .changed = keep_draft, .ctx = v};
    name_place(v);
    status = yz_bulk_form_open(&v->form, YZ_BULK_ALL);
    if (status == YZ_OK) v->part = ALL;
    if (status == YZ_OK) offer_draft(v);
    else give_up(v);
    return status;
}

static enum yz_status open_bulk(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct bulk *v = state;
    v->ui = v->list.ui = ui;
    v->kind = target->kind;
    v->place = target->id;
    yz_copy(v->key, sizeof v->key, target->key);
    enum yz_status status = yz_bulk_items(yz_ui_session(ui), v->items, ITEMS, &v->item_count);
    if (status == YZ_OK && *v->key) { /* one that is not for many is refused before a place is asked for */
        status = yz_bulk_begin(yz_ui_session(ui), v->key, &v->bulk);
        yz_bulk_free(v->bulk);
        v->bulk = NULL;
    }
    return status == YZ_OK ? go_on(v) : status;
}

static void close_bulk(struct yz_ui *ui, void *state) {
    (void)ui;
    give_up(state);
}

/* --- painting --- */

static bool prompting(const struct bulk *v) {
    return v->part == WHICH || v->part == WHERE;
}

static void headline(struct yz_ui *ui, void *state, char *out, size_t room) {
    struct bulk *v = state;
    const char *what = v->key;
    char name[96] = "";
    (void)ui;
    for (size_t i = 0; i < v->item_count; i++)
        if (strcmp(v->items[i].key, v->key) == 0) what = yz_service_short_name(&v->items[i]);
    if (v->part == ONE) yz_bulk_list_name(&v->list, v->bulk, (size_t)v->form.line, name, sizeof name);
    snprintf(out, room, "%s %s %s", *name ? name : _("批量办理"), what, v->address);
}

/* What is the same for all, as one line. */
static void paint_common(struct bulk *v, struct yz_rect a) {
    const struct yz_item *item = yz_bulk_item(v->bulk);
    char text[640] = "";
    for (size_t i = 0; i < item->field_count; i++) {
        const struct yz_item_field *f = &item->fields[i];
        const char *value = yz_bulk_get(v->bulk, f->key);
        size_t n = strlen(text);
        if (!*value || !yz_bulk_common(v->bulk, f->key)) continue;
        for (size_t k = 0; k < YZ_ITEM_OPTIONS && *f->options[k].key; k++)
            if (strcmp(f->options[k].key, value) == 0) value = yz_item_option_label(&f->options[k]);
        if (f->type == YZ_ANSWER_CONSENT || f->type == YZ_ANSWER_FLAG)
            value = strcmp(value, "yes") == 0 ? _("是") : _("否");
        snprintf(text + n, sizeof text - n, "%s%s %s", n ? "  " : "", yz_item_field_label(f), value);
    }
    yz_paint(a, 0, 1, a.columns - 2, YZ_ROLE_LABEL, text);
}

static void paint_sums(struct bulk *v, struct yz_rect a) {
    struct yz_bulk_sums n = yz_bulk_count(v->bulk);
    char amount[32];
    int x = 1;
    if (v->part == RESULT) {
        yz_paintf(a, 0, x, YZ_ROLE_TEXT, _("办成 %1$zu 人，合计 %2$s 元；没有办 %3$zu 人"), n.done,
                  yz_bulk_amount(n.done_amount, amount), n.unfit + n.known);
        return;
    }
    x += yz_paintf(a, 0, x, YZ_ROLE_HEADER, _("选定 %1$zu 人，合计 %2$s 元"), n.chosen,
                   yz_bulk_amount(n.amount, amount));
    yz_paintf(a, 0, x + 3, YZ_ROLE_TEXT, _("可以办 %1$zu  已有 %2$zu  不符合 %3$zu  共 %4$zu 人"), n.fit, n.known,
              n.unfit, n.lines);
}

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    struct bulk *v = state;
    struct yz_rect list = area;
    (void)ui;
    if (prompting(v)) {
        yz_prompt_paint(&v->prompt, area);
    } else if (v->part == ALL || v->part == ONE) {
        yz_form_paint(&v->form.form, area, true);
    } else {
        list.rows -= 3;
        list.y += 1;
        paint_common(v, area);
        yz_list_paint(v->part == RESULT ? &v->list.result : &v->list.people, list, true);
        yz_paint_rule(area, area.rows - 2);
        paint_sums(v, yz_area_below(area, area.rows - 1));
    }
}

/* --- input --- */

static void chosen(struct bulk *v) {
    yz_bulk_list_show(&v->list, v->bulk);
    keep_draft(v);
}

static void toggle(struct bulk *v) {
    const struct yz_bulk_line *all;
    size_t line;
    if (!yz_bulk_list_at(&v->list, v->bulk, &line)) return;
    yz_bulk_lines(v->bulk, &all);
    if (yz_bulk_choose(v->bulk, line, !all[line].chosen)) chosen(v);
    else yz_ui_say(v->ui, YZ_ROLE_WARNING, "%s", all[line].why);
    yz_list_input(&v->list.people, &(struct yz_input){.request = YZ_REQ_DOWN});
}

static void save(struct bulk *v) {
    struct yz_bulk_report report;
    enum yz_status status = yz_bulk_save(v->bulk, false, &report);
    yz_bulk_list_show(&v->list, v->bulk);
    if (status != YZ_OK && status != YZ_PARTIAL) {
        yz_ui_ok(v->ui, status);
        return;
    }
    if (!yz_ui_ok(v->ui, yz_bulk_list_show_result(&v->list, v->bulk))) return;
    v->part = RESULT;
    yz_ui_changed(v->ui);
    if (report.refused + report.known)
        yz_ui_say(v->ui, YZ_ROLE_WARNING, _("办成 %1$zu 人；%2$zu 人刚才变了，没有办"), report.done,
                  report.refused + report.known);
    else yz_ui_say(v->ui, YZ_ROLE_GOOD, _("已办成 %zu 人，一次撤销就全部撤回"), report.done);
}

static bool input_people(struct bulk *v, const struct yz_input *in) {
    size_t line;
    if (yz_list_editing(&v->list.people)) return yz_list_input(&v->list.people, in);
    switch (in->request) {
    case YZ_REQ_MARK: toggle(v); return true;
    case YZ_REQ_MARK_ALL:
        yz_bulk_list_choose_all(&v->list, v->bulk);
        chosen(v);
        return true;
    case YZ_REQ_SAVE: save(v); return true;
    case YZ_REQ_NEXT:
    case YZ_REQ_PREVIOUS: show_form(v, YZ_BULK_ALL); return true;
    case YZ_REQ_OPEN:
        if (yz_bulk_list_at(&v->list, v->bulk, &line)) show_form(v, (int64_t)line);
        return true;
    default: return yz_list_input(&v->list.people, in);
    }
}

static void print(struct yz_ui *ui, void *state, const char *answer) {
    struct bulk *v = state;
    struct yz_print to;
    if (yz_ui_ok(ui, yz_print_parse(answer, &to)) && yz_ui_ok(ui, yz_bulk_print(v->bulk, v->address, &to)))
        yz_ui_say(ui, YZ_ROLE_GOOD, _("已打印名单"));
}

static bool input_result(struct bulk *v, const struct yz_input *in) {
    const struct yz_bulk_line *l = yz_list_selected(&v->list.result);
    if (in->request == YZ_REQ_PRINT) {
        yz_ui_suggest(v->ui, _("打印到（lp:队列、file:文件、device:设备,58mm）"), "lp", print);
        return true;
    }
    if (in->request != YZ_REQ_OPEN || yz_list_editing(&v->list.result)) return yz_list_input(&v->list.result, in);
    if (l && l->case_id) yz_ui_open(v->ui, &YZ_TARGET("case", YZ_CASE, l->case_id));
    else if (l) yz_ui_open(v->ui, &YZ_TARGET("person", YZ_PERSON, l->person));
    return true;
}

/* To the list, or to the ledger, when nothing in the form is wrong. */
static void leave_form(struct bulk *v) {
    if (!yz_form_check(&v->form.form)) return;
    if (!from_ledger(v)) return show_people(v);
    struct yz_target target = YZ_TARGET("import", YZ_STATION, v->place);
    yz_copy(target.key, sizeof target.key, v->key);
    yz_bulk_form_keep(&v->form);
    keep_draft(v);
    yz_ui_open(v->ui, &target);
}

static bool input_form(struct bulk *v, const struct yz_input *in) {
    if (in->request == YZ_REQ_BACK && v->seen) {
        yz_bulk_form_keep(&v->form);
        show_people(v);
        return true;
    }
    if (yz_form_input(&v->form.form, v->ui, in)) {
        if (in->request == YZ_REQ_BACK && !v->form.form.unkept) yz_form_saved(&v->form.form); /* it is in the draft */
        return true;
    }
    if (in->request != YZ_REQ_SAVE && in->request != YZ_REQ_OPEN) return false;
    leave_form(v);
    return true;
}

static bool input_prompt(struct bulk *v, const struct yz_input *in) {
    const struct yz_hit *hit = yz_prompt_selected(&v->prompt);
    if (in->request != YZ_REQ_OPEN) return yz_prompt_input(&v->prompt, in);
    if (!hit) return true;
    if (v->part == WHICH) {
        yz_copy(v->key, sizeof v->key, hit->key);
    } else {
        v->kind = hit->kind == YZ_HIT_BUILDING      ? YZ_BUILDING
                  : hit->kind == YZ_HIT_HOUSEHOLD   ? YZ_HOUSEHOLD
                  : strcmp(hit->key, "ledger") == 0 ? YZ_STATION
                                                    : YZ_GRID;
        v->place = hit->id;
    }
    yz_ui_ok(v->ui, go_on(v));
    return true;
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct bulk *v = state;
    (void)ui;
    switch (v->part) {
    case WHICH:
    case WHERE: return input_prompt(v, in);
    case PEOPLE: return input_people(v, in);
    case RESULT: return input_result(v, in);
    default: return input_form(v, in);
    }
}

/* --- the rest of the screen --- */

static bool editing(struct yz_ui *ui, void *state) {
    struct bulk *v = state;
    (void)ui;
    if (prompting(v)) return true;
    if (v->part == PEOPLE) return yz_list_editing(&v->list.people);
    if (v->part == RESULT) return yz_list_editing(&v->list.result);
    return yz_form_editing(&v->form.form);
}

static bool cursor(struct yz_ui *ui, void *state, int *y, int *x) {
    struct bulk *v = state;
    (void)ui;
    if (prompting(v)) return yz_prompt_cursor(&v->prompt, y, x);
    if (v->part == PEOPLE) return yz_list_cursor(&v->list.people, y, x);
    if (v->part == RESULT) return yz_list_cursor(&v->list.result, y, x);
    return yz_form_cursor(&v->form.form, y, x);
}

/* Under the list all that is said about the selected one: its column is too short for a rule with its source. */
static void status(struct yz_ui *ui, void *state, char *out, size_t room) {
    struct bulk *v = state;
    const struct yz_bulk_line *l = NULL;
    (void)ui;
    if (v->part == WHICH) yz_copy(out, room, _("名称、拼音或首字母；上下键挑选，Enter 选定"));
    else if (v->part == WHERE) yz_copy(out, room, _("小区加楼号、地址、户主、网格名都可以；Enter 选定"));
    else if (v->part == ALL || v->part == ONE) yz_form_status(&v->form.form, out, room);
    if (v->part == PEOPLE) l = yz_list_selected(&v->list.people);
    if (v->part == RESULT) l = yz_list_selected(&v->list.result);
    if (l && *l->why) yz_copy(out, room, l->why);
    else if (l && v->part == PEOPLE) yz_copy(out, room, _("空格选，Enter 单独填这一位的，Ctrl-S 办理选定的"));
}

/* An undo takes the result back: the list is to be ticked again. */
static enum yz_status refresh(struct yz_ui *ui, void *state) {
    struct bulk *v = state;
    (void)ui;
    if (!v->bulk) return YZ_OK;
    enum yz_status status = judge(v);
    if (v->part == RESULT && !yz_bulk_count(v->bulk).done) v->part = PEOPLE;
    if (v->part == RESULT && status == YZ_OK) status = yz_bulk_list_show_result(&v->list, v->bulk);
    return status;
}

static bool subject(struct yz_ui *ui, void *state, enum yz_kind_id *kind, int64_t *id) {
    struct bulk *v = state;
    const struct yz_bulk_line *l = v->part == PEOPLE   ? yz_list_selected(&v->list.people)
                                   : v->part == RESULT ? yz_list_selected(&v->list.result)
                                                       : NULL;
    (void)ui;
    *kind = YZ_PERSON;
    *id = v->bulk && l ? l->person : 0;
    return *id != 0;
}

static void suspend(struct yz_ui *ui, void *state) {
    struct bulk *v = state;
    (void)ui;
    if (v->part == ALL || v->part == ONE) yz_bulk_form_keep(&v->form);
}

static const struct yz_hint hints[] = {{YZ_REQ_SAVE, N_("办理")},
                                       {YZ_REQ_MARK, N_("选")},
                                       {YZ_REQ_MARK_ALL, N_("全选")},
                                       {YZ_REQ_NEXT, N_("共同内容")},
                                       {YZ_REQ_PRINT, NULL},
                                       {YZ_REQ_BACK, NULL},
                                       {YZ_REQ_NONE, NULL}};

static const struct yz_hint *hints_now(struct yz_ui *ui, const void *state) {
    static const struct yz_hint which[] = {
        {YZ_REQ_OPEN, N_("选定")}, {YZ_REQ_DOWN, N_("挑选")}, {YZ_REQ_BACK, NULL}, {YZ_REQ_NONE, NULL}};
    static const struct yz_hint form[] = {
        {YZ_REQ_SAVE, N_("看名单")}, {YZ_REQ_NEXT, NULL}, {YZ_REQ_BACK, NULL}, {YZ_REQ_NONE, NULL}};
    static const struct yz_hint ledger[] = {
        {YZ_REQ_SAVE, N_("选台账文件")}, {YZ_REQ_NEXT, NULL}, {YZ_REQ_BACK, NULL}, {YZ_REQ_NONE, NULL}};
    static const struct yz_hint people[] = {
        {YZ_REQ_MARK, N_("选")},     {YZ_REQ_MARK_ALL, N_("全选")}, {YZ_REQ_SAVE, N_("办理")},
        {YZ_REQ_OPEN, N_("单独填")}, {YZ_REQ_NEXT, N_("共同内容")}, {YZ_REQ_BACK, NULL},
        {YZ_REQ_NONE, NULL}};
    static const struct yz_hint result[] = {
        {YZ_REQ_PRINT, NULL}, {YZ_REQ_OPEN, N_("看办件")}, {YZ_REQ_BACK, NULL}, {YZ_REQ_NONE, NULL}};
    static const struct yz_hint *const parts[] = {which, which, form, people, form, result};
    const struct bulk *v = state;
    (void)ui;
    return v->part == ALL && from_ledger(v) ? ledger : parts[v->part];
}

const struct yz_screen yz_bulk_screen = {
    .name = "bulk",
    .title = N_("批量办理"),
    .help = N_(
        "一个事项，一次给一栋楼、一户、一个网格里或一份台账上的许多人办。先填大家都一样的，再在名单里选人：空格选一个，"
        "Ctrl-A 全选；已经办过的、不符合条件的是暗的，下面说明原因。Enter 单独填一位的，Tab 回到共同内容。\n"
        "Ctrl-S 一次办成，一次撤销就全部撤回；办完 Ctrl-P 打印名单。选的和填的都在草稿里，断电不丢。\n"),
    .flags = YZ_SCREEN_WRITES,
    .parts = YZ_PART_LIST | YZ_PART_FORM | YZ_PART_LINE,
    .size = sizeof(struct bulk),
    .open = open_bulk,
    .close = close_bulk,
    .headline = headline,
    .paint = paint,
    .input = input,
    .editing = editing,
    .cursor = cursor,
    .status = status,
    .refresh = refresh,
    .subject = subject,
    .suspend = suspend,
    .hints = hints,
    .hints_now = hints_now,
};
