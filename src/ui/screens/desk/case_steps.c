/* The steps of a case: the bar of choices, and the form of the one that is being taken. */
#include "ui/screens/desk/case_steps.h"

#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/cases.h>
#include <yizhan/codes.h>
#include <yizhan/drafts.h>
#include <yizhan/i18n.h>
#include <yizhan/registry.h>
#include <yizhan/rights.h>
#include <yizhan/letters.h>
#include <yizhan/station.h>

enum { DIGITS = 9, MANY = 200, GAP = 3 };

/* --- the fields that a step asks for --- */

static const struct asked {
    unsigned ask;
    struct yz_form_field field;
} askable[] = {
    {YZ_ASK_PAPERS, {.name = "papers", .label = N_("材料"), .editor = YZ_EDIT_TICKS}},
    {YZ_ASK_RESULT, {.name = "result", .label = N_("结果"), .help = N_("通常的结果已经填好，不对可以改")}},
    {YZ_ASK_DAYS,
     {.name = "days",
      .label = N_("延多少"),
      .editor = YZ_EDIT_NUMBER,
      .flags = YZ_FORM_REQUIRED,
      .help = N_("单位与期限相同，例如 3")}},
    {YZ_ASK_STATION, {.name = "station", .label = N_("驿站"), .editor = YZ_EDIT_CHOICE, .flags = YZ_FORM_REQUIRED}},
    {YZ_ASK_DEPARTMENT, {.name = "department", .label = N_("承办部门")}},
    {YZ_ASK_STAFF, {.name = "staff", .label = N_("同事"), .editor = YZ_EDIT_CHOICE}},
    {YZ_ASK_WHEN,
     {.name = "when",
      .label = N_("什么时候"),
      .editor = YZ_EDIT_MOMENT,
      .flags = YZ_FORM_REQUIRED,
      .help = N_("例如 明天，或 明天15点")}},
    {YZ_ASK_REASON, {.name = "reason", .label = N_("原因"), .flags = YZ_FORM_REQUIRED, .room = YZ_FORM_TEXT}},
    {YZ_ASK_NOTE, {.name = "note", .label = N_("备注"), .room = YZ_FORM_TEXT, .help = N_("可以不填")}},
};

static void make_fields(struct yz_case_bar *b) {
    b->field_count = 0;
    for (size_t i = 0; i < sizeof askable / sizeof *askable && b->field_count < YZ_STEP_FIELDS; i++)
        if (b->step.asks & askable[i].ask) b->fields[b->field_count++] = askable[i].field;
    struct yz_form_field *last = &b->fields[b->field_count - 1];
    if (strcmp(b->step.key, "note") == 0) last->flags = YZ_FORM_REQUIRED, last->help = NULL; /* nothing else in it */
    for (size_t i = 0; i < b->field_count; i++) /* a colleague may be left out where a department stands in */
        if (strcmp(b->fields[i].name, "staff") == 0 && !(b->step.asks & YZ_ASK_DEPARTMENT))
            b->fields[i].flags |= YZ_FORM_REQUIRED;
}

/* --- options --- */

static void option(struct yz_option *o, const char *value, const char *label, const char *note) {
    *o = (struct yz_option){0};
    yz_copy(o->value, sizeof o->value, value);
    yz_copy(o->label, sizeof o->label, label);
    yz_copy(o->note, sizeof o->note, note);
}

static bool has_key(const char *list, const char *key) {
    size_t n = strlen(key);
    for (const char *p = list; p; p = strchr(p, ',') ? strchr(p, ',') + 1 : NULL)
        if (strcspn(p, ",") == n && strncmp(p, key, n) == 0) return true;
    return false;
}

/* Papers to be awaited are any of the item's; those that came are among the missing. */
static size_t paper_options(const struct yz_case_bar *b, struct yz_option *out, size_t max) {
    size_t n = 0;
    for (size_t i = 0; i < b->item->paper_count && n < max; i++) {
        const struct yz_item_paper *p = &b->item->papers[i];
        bool missing = has_key(b->based.missing, p->key);
        if (b->step.to != YZ_CASE_SUPPLEMENT && !missing) continue;
        option(&out[n++], p->key, yz_item_paper_name(p), missing ? _("还缺") : "");
    }
    return n;
}

static size_t staff_options(const struct yz_case_bar *b, struct yz_option *out, size_t max) {
    struct yz_staff *all = calloc(MANY, sizeof *all);
    size_t count = 0, n = 0;
    char ref[32];
    if (all) yz_staff_list(yz_ui_session(b->ui), all, MANY, &count);
    for (size_t i = 0; i < count && n < max; i++) {
        bool gone = all[i].until && all[i].until < yz_today();
        bool writes = yz_role_may(all[i].role, YZ_RIGHT_WRITE);
        if (all[i].station == b->based.station && all[i].id != b->based.owner && writes && !gone)
            option(&out[n++], yz_ref_text(YZ_STAFF, all[i].id, ref), all[i].name, "");
    }
    free(all);
    return n;
}

/* Those of the district that have files of their own. */
static size_t away_options(const struct yz_case_bar *b, struct yz_option *out, size_t max) {
    struct yz_district_station *all = calloc(MANY, sizeof *all);
    size_t count = all ? yz_district_stations(yz_ui_session(b->ui), all, MANY) : 0, n = 0;
    char number[16], name[128];
    for (; n < count && n < max; n++) {
        snprintf(number, sizeof number, "%d", all[n].number);
        yz_district_name(yz_ui_session(b->ui), all[n].number, name, sizeof name);
        option(&out[n], number, name, _("区县里的站：对方接收了才转走"));
    }
    free(all);
    return n;
}

static size_t station_options(const struct yz_case_bar *b, struct yz_option *out, size_t max) {
    struct yz_station *all = calloc(MANY, sizeof *all);
    size_t count = 0, n = 0;
    char ref[32];
    if (all) yz_stations(yz_ui_session(b->ui), all, MANY, &count);
    for (size_t i = 0; i < count && n < max; i++)
        if (all[i].id != b->based.station) option(&out[n++], yz_ref_text(YZ_STATION, all[i].id, ref), all[i].name, "");
    free(all);
    return n + away_options(b, out + n, max - n);
}

static size_t options(void *ctx, struct yz_form *form, const char *field, const char *typed, struct yz_option *out,
                      size_t max) {
    const struct yz_case_bar *b = ctx;
    (void)form;
    (void)typed;
    if (strcmp(field, "papers") == 0) return paper_options(b, out, max);
    return strcmp(field, "staff") == 0 ? staff_options(b, out, max) : station_options(b, out, max);
}

/* --- the draft --- */

static const char *draft_name(const struct yz_case_bar *b, char out[48]) {
    snprintf(out, 48, "step:%s", b->step.key);
    return out;
}

static void write_draft(struct yz_case_bar *b) {
    struct yz_draft_pair pairs[YZ_STEP_FIELDS];
    char name[48];
    for (size_t i = 0; i < b->field_count; i++)
        pairs[i] = (struct yz_draft_pair){b->fields[i].name, yz_form_get(&b->form, b->fields[i].name)};
    yz_form_drafted(&b->form, b->ui,
                    yz_drafts_write(yz_ui_session(b->ui), draft_name(b, name), b->based.id, 0, pairs, b->field_count));
}

static void left(void *ctx, struct yz_form *form, const char *field) {
    (void)form;
    (void)field;
    write_draft(ctx);
}

static void take_pair(void *ctx, const char *name, const char *value) {
    struct yz_case_bar *b = ctx;
    yz_form_set(&b->form, name, value);
}

static const struct yz_form_events events = {.options = options, .left = left};

/* --- taking a step --- */

static void close_form(struct yz_case_bar *b) {
    if (b->taking) yz_form_close(&b->form);
    b->taking = false;
}

void yz_case_bar_suspend(struct yz_case_bar *b) {
    if (b->taking && b->form.changed) write_draft(b);
}

/* What is usually said, unless something was begun before. */
static void fill(struct yz_case_bar *b) {
    yz_moment at = 0;
    char name[48];
    struct yz_option only[2];
    yz_form_set(&b->form, "result", *b->item->result ? b->item->result : b->step.label);
    yz_form_set(&b->form, "department", *b->based.department ? b->based.department : b->item->department);
    if ((b->step.asks & YZ_ASK_PAPERS) && b->step.to != YZ_CASE_SUPPLEMENT && paper_options(b, only, 2) == 1)
        yz_form_set(&b->form, "papers", only[0].value);
    yz_form_suggested(&b->form);
    yz_drafts_read(yz_ui_session(b->ui), draft_name(b, name), b->based.id, take_pair, b, &at);
    if (at) yz_ui_say(b->ui, YZ_ROLE_TEXT, _("接着上次没办完的填"));
}

/* What the resident thinks is not for the one who served to type: the screen is turned round. */
static bool begin(struct yz_case_bar *b, const struct yz_step *step) {
    if (step->asks & YZ_ASK_MARK) return yz_ui_open(b->ui, &YZ_TARGET("rate", YZ_CASE, b->shown.id)), true;
    close_form(b);
    b->step = *step;
    b->based = b->shown;
    make_fields(b);
    if (!yz_ui_ok(b->ui, yz_form_open(&b->form, b->fields, b->field_count, &events, b))) return true;
    b->taking = true;
    fill(b);
    return true;
}

void yz_case_bar_begin(struct yz_case_bar *b, const char *step) {
    for (size_t i = 0; i < b->count; i++) {
        if (strcmp(b->all[i].key, step) != 0) continue;
        begin(b, &b->all[i]);
        return;
    }
}

static void done(struct yz_case_bar *b, const struct yz_case *c) {
    char name[48];
    yz_drafts_drop(yz_ui_session(b->ui), draft_name(b, name), c->id);
    close_form(b);
    yz_ui_changed(b->ui);
    if (c->level != b->based.level)
        yz_ui_say(b->ui, YZ_ROLE_GOOD, _("%1$s：办件 %2$s 现在由“%3$s”一级办"), b->step.label, c->number,
                  yz_code_label("case_level", c->level));
    else
        yz_ui_say(b->ui, YZ_ROLE_GOOD,
                  c->state == b->based.state ? _("%1$s：办件 %2$s 记下了，还是“%3$s”")
                                             : _("%1$s：办件 %2$s 现在是“%3$s”"),
                  b->step.label, c->number, yz_code_label("case_state", c->state));
}

static enum yz_status do_many(struct yz_case_bar *b, const struct yz_doing *doing) {
    size_t done = 0;
    if (!b->refused) b->refused = calloc(YZ_REFUSED_SHOWN, sizeof *b->refused);
    if (!b->refused) return yz_fail(YZ_BUSY, _("内存不足"));
    b->refusals = 0;
    enum yz_status status = yz_cases_do(yz_ui_session(b->ui), b->many, b->many_count, b->step.key, doing, &done,
                                        b->refused, YZ_REFUSED_SHOWN, &b->refusals);
    if (status != YZ_OK) return status;
    b->many_done = true;
    if (b->refusals)
        yz_ui_say(b->ui, YZ_ROLE_WARNING, _("%1$s：办成 %2$zu 件，%3$zu 件没有办成，原因列在下面"), b->step.label, done,
                  b->refusals);
    else yz_ui_say(b->ui, YZ_ROLE_GOOD, _("%1$s：%2$zu 件都办成了；Ctrl-Z 一起撤销"), b->step.label, done);
    return YZ_OK;
}

static bool save_many(struct yz_case_bar *b, const struct yz_doing *doing) {
    char name[48];
    if (!yz_ui_ok(b->ui, do_many(b, doing))) return true;
    yz_drafts_drop(yz_ui_session(b->ui), draft_name(b, name), 0);
    close_form(b);
    yz_ui_changed(b->ui);
    return true;
}

/* Refused because of what is typed, the form says where; refused because of somebody else's step, it goes on from the case
 * as it is now. */
static bool save(struct yz_case_bar *b) {
    struct yz_findings f = {0};
    struct yz_case c = b->based;
    const struct yz_form *form = &b->form;
    if (!yz_form_check(&b->form)) return true;
    const struct yz_doing doing = {.note = yz_form_get(form, "note"),
                                   .reason = yz_form_get(form, "reason"),
                                   .days = yz_form_get(form, "days"),
                                   .staff = yz_form_get(form, "staff"),
                                   .station = yz_form_get(form, "station"),
                                   .papers = yz_form_get(form, "papers"),
                                   .result = yz_form_get(form, "result"),
                                   .department = yz_form_get(form, "department"),
                                   .when = yz_form_get(form, "when")};
    if (b->many_count) return save_many(b, &doing);
    enum yz_status status = yz_case_do(yz_ui_session(b->ui), &c, b->step.key, &doing, &f);
    if (status == YZ_OK) done(b, &c);
    else {
        yz_ui_ok(b->ui, status);
        yz_form_show_findings(&b->form, &f);
        write_draft(b);
        if (f.count == 0) yz_record_get(yz_ui_session(b->ui), YZ_CASE, c.id, &b->based);
    }
    yz_findings_free(&f);
    return true;
}

/* --- the bar --- */

enum yz_status yz_case_bar_read(struct yz_case_bar *b, struct yz_ui *ui, const struct yz_case *c) {
    b->ui = ui;
    if (b->shown.version != c->version || b->first >= b->count) b->first = 0;
    b->shown = *c;
    if (!b->item) b->item = calloc(1, sizeof *b->item);
    if (!b->item) return yz_fail(YZ_BUSY, _("内存不足"));
    if (!*b->item->key &&
        yz_catalogue_find(yz_ui_session(ui), c->service, yz_moment_date(c->received), b->item, NULL) != YZ_OK)
        memset(b->item, 0, sizeof *b->item);
    enum yz_status status = yz_case_steps(yz_ui_session(ui), c, b->all, YZ_STEPS, &b->count);
    return status;
}

void yz_case_bar_close(struct yz_case_bar *b) {
    yz_case_bar_suspend(b);
    close_form(b);
    free(b->item);
    b->item = NULL;
    free(b->many);
    free(b->refused);
    b->many = NULL;
    b->refused = NULL;
    b->many_count = b->refusals = 0;
}

/* With more than nine the ninth turns the page. */
static size_t page_size(const struct yz_case_bar *b) {
    return b->count <= DIGITS ? DIGITS : DIGITS - 1;
}

static size_t on_page(const struct yz_case_bar *b) {
    size_t left = b->count - b->first;
    return left < page_size(b) ? left : page_size(b);
}

static bool pick(struct yz_case_bar *b, size_t number) {
    if (number == DIGITS && b->count > DIGITS) {
        b->first = b->first + page_size(b) < b->count ? b->first + page_size(b) : 0;
        yz_ui_repaint(b->ui);
        return true;
    }
    return number && number <= on_page(b) ? begin(b, &b->all[b->first + number - 1]) : false;
}

/* Esc on a page that 更多 led to. */
static bool page_back(struct yz_case_bar *b) {
    if (!b->first) return false;
    b->first = b->first > page_size(b) ? b->first - page_size(b) : 0;
    yz_ui_repaint(b->ui);
    return true;
}

static bool usual_step(struct yz_case_bar *b) {
    if (b->count && b->all[0].main) return begin(b, &b->all[0]);
    yz_ui_say(b->ui, YZ_ROLE_WARNING, b->count ? _("没有通常的下一步，按数字选一步") : _("现在没有您能办的步骤"));
    return true;
}

static bool form_input(struct yz_case_bar *b, const struct yz_input *in) {
    if (in->request == YZ_REQ_BACK) {
        yz_case_bar_suspend(b);
        if (!yz_form_may_go(&b->form, b->ui)) return true;
        close_form(b);
        yz_ui_changed(b->ui); /* 今日 lists the draft */
        return true;
    }
    if (yz_form_input(&b->form, b->ui, in)) return true;
    return in->request == YZ_REQ_SAVE || in->request == YZ_REQ_OPEN ? save(b) : false;
}

bool yz_case_bar_input(struct yz_case_bar *b, const struct yz_input *in, bool usual) {
    if (b->taking) return form_input(b, in);
    if (in->request == YZ_REQ_PICK) return pick(b, (size_t)in->number);
    if (in->request == YZ_REQ_BACK) return page_back(b);
    return in->request == YZ_REQ_OPEN && usual ? usual_step(b) : false;
}

/* Where a choice goes; begins a new row when it does not fit. */
static void place(int width, int columns, int *row, int *column) {
    if (*column > 0 && *column + width > columns) {
        *column = 0;
        ++*row;
    }
}

/* Paints when `area` is given. Answers the rows. */
static int choices(const struct yz_case_bar *b, const struct yz_rect *area, int columns) {
    int row = 0, column = 0;
    size_t n = on_page(b), all = b->count > DIGITS ? n + 1 : n;
    for (size_t i = 0; i < all; i++) {
        bool more = i == n, usual = !more && b->all[b->first + i].main;
        const char *label = more ? _("更多") : b->all[b->first + i].label;
        char key[24];
        if (usual) yz_copy(key, sizeof key, "Enter");
        else snprintf(key, sizeof key, "%zu", more ? (size_t)DIGITS : i + 1);
        int width = yz_text_width(key) + 1 + yz_text_width(label);
        place(width, columns, &row, &column);
        if (area) {
            int used = yz_paint(*area, row, column, columns, YZ_ROLE_KEY, key);
            yz_paint(*area, row, column + used + 1, columns, YZ_ROLE_TEXT, label);
        }
        column += width + GAP;
    }
    return all ? row + 1 : 0;
}

int yz_case_bar_rows(const struct yz_case_bar *b, int columns) {
    int papers = b->taking && (b->step.asks & YZ_ASK_PAPERS) ? (int)b->item->paper_count : 0;
    return b->taking ? 3 + (int)b->field_count * 2 + papers : 1 + (b->count ? choices(b, NULL, columns - 2) : 1);
}

void yz_case_bar_paint(struct yz_case_bar *b, struct yz_rect area) {
    struct yz_rect inner = yz_area_part(yz_area_below(area, 1), 1, area.columns - 2);
    for (int row = 0; row < area.rows; row++) yz_paint_fill(area, row, 0, area.columns, YZ_ROLE_TEXT);
    yz_paint_rule(area, 0);
    if (!b->taking) {
        if (!choices(b, &inner, inner.columns))
            yz_paint(inner, 0, 0, inner.columns, YZ_ROLE_DIM, _("现在没有您能办的步骤"));
        return;
    }
    int at = yz_paint(inner, 0, 0, inner.columns, YZ_ROLE_HEADER, b->step.label) + GAP;
    if (b->form.unkept == YZ_KEPT)
        yz_paint(inner, 0, at, inner.columns - at, YZ_ROLE_DIM, _("Ctrl-S 办成，Esc 放下，填过的还在"));
    else yz_paint(inner, 0, at, inner.columns - at, YZ_ROLE_WARNING, _("Ctrl-S 办成；草稿没有存下，放下就没有了"));
    yz_form_paint(&b->form, yz_area_below(area, 2), true);
}
