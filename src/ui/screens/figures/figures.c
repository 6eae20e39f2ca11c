/* 统计: a report of a period, divided, as a table with bars, a pyramid or a table by shade; each number opens its rows. */
#include "base/text.h"
#include "ui/screens/figures/figures_lines.h"
#include "ui/screens/screens.h"
#include "ui/ui.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/hub.h>
#include <yizhan/i18n.h>
#include <yizhan/ledger.h>
#include <yizhan/papers.h>
#include <yizhan/rights.h>

struct figures {
    struct yz_ui *ui;
    struct yz_report_ask ask;
    struct yz_report_result result;
    struct yz_figures_lines lines;
    struct yz_list list;
    bool district; /* over all stations, by the hub */
};

/* Lines and columns of what was counted, the list over them. */
static bool show(struct figures *g, bool anew) {
    g->lines.result = &g->result;
    if (!yz_figures_lines_make(&g->lines)) return yz_ui_ok(g->ui, yz_fail(YZ_BUSY, "%s", _("内存不足")));
    g->list.columns = g->lines.columns;
    g->list.column_count = g->lines.column_count;
    yz_list_array(&g->list, g->lines.all, g->lines.count);
    if (anew) yz_list_restart(&g->list);
    return true;
}

static enum yz_status count(struct figures *g, const struct yz_report_ask *ask, bool anew) {
    struct yz_report_result fresh;
    struct yz_session *s = yz_ui_session(g->ui);
    if (g->district) yz_ui_busy(g->ui, _("正在问区县…"));
    enum yz_status status = g->district ? yz_hub_report(s, NULL, ask, &fresh) : yz_report_run(s, ask, &fresh);
    if (status != YZ_OK) return status;
    yz_report_free(&g->result);
    g->result = fresh;
    g->ask = *ask;
    show(g, anew);
    return YZ_OK;
}

static enum yz_status refresh(struct yz_ui *ui, void *state) {
    struct figures *g = state;
    (void)ui;
    return g->district ? YZ_OK : count(g, &g->ask, false); /* nothing here changes it */
}

static enum yz_status open_figures(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct figures *g = state;
    size_t n;
    const struct yz_report *all = yz_reports(&n);
    if (!all) return YZ_REFUSED;
    g->ui = ui;
    g->district = target->id != 0;
    if (g->district && !yz_may(yz_ui_session(ui), YZ_RIGHT_RULES))
        return yz_fail(YZ_DENIED, _("区县各站由站长和管理员看"));
    struct yz_report_ask ask = {.report = *target->key ? yz_report_named(target->key) : &all[0]};
    if (!ask.report) return YZ_REFUSED;
    yz_list_open(&g->list, &yz_figures_source, &g->lines, g->lines.columns, 1);
    enum yz_status status = count(g, &ask, true);
    if (status != YZ_OK) yz_list_close(&g->list);
    return status;
}

static void close_figures(struct yz_ui *ui, void *state) {
    struct figures *g = state;
    (void)ui;
    yz_list_close(&g->list);
    yz_figures_lines_free(&g->lines);
    yz_report_free(&g->result);
}

static void headline(struct yz_ui *ui, void *state, char *out, size_t room) {
    const struct figures *g = state;
    (void)ui;
    snprintf(out, room, "%s %s", g->district ? _("区县各站") : _("统计"), yz_report_name(g->ask.report));
}

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    struct figures *g = state;
    char from[YZ_DATE_TEXT], to[YZ_DATE_TEXT], at[YZ_MOMENT_TEXT];
    const struct yz_report_ask *a = &g->result.ask;
    (void)ui;
    int x =
        1 +
        yz_paintf(area, 0, 1, YZ_ROLE_HEADER, _("%1$s 至 %2$s"), yz_date_text(a->from, from), yz_date_text(a->to, to)) +
        2;
    if (*a->by) x += yz_paintf(area, 0, x, YZ_ROLE_VALUE, _("按%s分"), yz_report_word(a->by)) + 2;
    x += yz_paintf(area, 0, x, a->as_of ? YZ_ROLE_WARNING : YZ_ROLE_DIM, a->as_of ? _("按 %s 的记录") : _("%s 统计"),
                   yz_moment_text(g->result.as_of, at)) +
         2;
    if (*yz_figures_column(&g->lines)) yz_paintf(area, 0, x, YZ_ROLE_KEY, "> %s", yz_figures_column(&g->lines));
    yz_list_paint(&g->list, yz_area_below(area, 1), true);
}

/* --- turning --- */

static bool ask_anew(struct figures *g, const struct yz_report_ask *ask) {
    yz_ui_ok(g->ui, count(g, ask, true));
    return true;
}

/* Another report keeps the period that was chosen, and the division where it has that one. */
static bool choose(struct figures *g, int number) {
    size_t n;
    const struct yz_report *all = yz_reports(&n);
    struct yz_report_ask ask = g->ask;
    bool has = false;
    if (number < 1 || (size_t)number > n) return false;
    ask.report = &all[number - 1];
    for (size_t i = 0; i < ask.report->by_count; i++)
        has |= strcmp(ask.report->by[i], ask.by) == 0 && (!g->district || yz_report_district_by(ask.report, ask.by));
    if (!has) *ask.by = '\0';
    return ask_anew(g, &ask);
}

/* For those beyond the digits too: a station's own. */
static bool next_report(struct figures *g) {
    size_t n;
    const struct yz_report *all = yz_reports(&n);
    return all && choose(g, 1 + (int)((size_t)(g->ask.report - all + 1) % n));
}

static bool divide(struct figures *g) {
    const struct yz_report *r = g->ask.report;
    struct yz_report_ask ask = g->ask;
    size_t next = 0;
    for (size_t i = 0; i < r->by_count; i++)
        if (strcmp(r->by[i], ask.by) == 0) next = i + 1;
    while (g->district && next < r->by_count &&
           (strcmp(r->by[next], "station") == 0 || !yz_report_district_by(r, r->by[next])))
        next++;
    if (next < r->by_count) yz_copy(ask.by, sizeof ask.by, r->by[next]);
    else *ask.by = '\0';
    return ask_anew(g, &ask);
}

static bool turn(struct figures *g, int by) {
    for (int i = 0; i < YZ_FIGURES_VIEWS; i++) {
        g->lines.view = (enum yz_figures_view)(((int)g->lines.view + YZ_FIGURES_VIEWS + by) % YZ_FIGURES_VIEWS);
        if (yz_figures_can(&g->result, g->lines.view)) break;
    }
    g->lines.column = g->lines.first = 0;
    return show(g, true);
}

/* The period before or after: years by years, months by months, else as many days. */
static bool move_period(struct figures *g, int by) {
    struct yz_report_ask ask = g->ask;
    yz_date from = g->result.ask.from, today = yz_today();
    int days = yz_days_between(from, g->result.ask.to) + 1;
    int months = from % 10000 == 101 && days > 31 ? 12 : from % 100 == 1 && days <= 31 ? 1 : 0;
    if (days == 1) months = 0;
    ask.from = months ? yz_date_add_months(from, by * months) : yz_date_add(from, by * days);
    ask.to = yz_date_add(months ? yz_date_add_months(ask.from, months) : yz_date_add(ask.from, days), -1);
    if (ask.from > today) return yz_ui_say(g->ui, YZ_ROLE_TEXT, _("后面还没有到")), true;
    if (ask.to > today) ask.to = today;
    return ask_anew(g, &ask);
}

static bool move_column(struct figures *g, int by) {
    if (g->lines.view == YZ_FIGURES_TABLE) return move_period(g, by);
    size_t last = g->lines.view == YZ_FIGURES_PYRAMID ? 1 : g->lines.parts ? g->lines.parts - 1 : 0;
    if (by < 0 ? g->lines.column > 0 : g->lines.column < last) g->lines.column += (size_t)by;
    return show(g, false);
}

/* "2026", "2026-10", "2026-01-01..2026-06-30", a day. */
static bool read_period(const char *text, struct yz_report_ask *ask) {
    char first[64];
    const char *dots = strstr(text, "..");
    snprintf(first, sizeof first, "%.*s", (int)(dots ? dots - text : (ptrdiff_t)strlen(text)), text);
    bool good = false;
    if (strspn(text, "0123456789") == 4 && !text[4]) {
        int year = (int)strtol(text, NULL, 10);
        ask->from = yz_date_make(year, 1, 1);
        ask->to = yz_date_make(year, 12, 31);
        good = ask->from != 0;
    } else if (!dots && !yz_date_parse(text, yz_today(), false, &ask->from) &&
               yz_month_parse(text, yz_today(), &ask->from)) {
        good = true;
        ask->to = yz_date_add(yz_date_add_months(ask->from, 1), -1);
    } else {
        good = yz_date_parse(first, yz_today(), false, &ask->from);
        if (good && dots) good = yz_date_parse(dots + 2, yz_today(), false, &ask->to);
        else ask->to = ask->from;
    }
    if (ask->to > yz_today()) ask->to = yz_today();
    return good;
}

/* A period, "@" and a moment behind it, or that alone: as the records were then. Without "@": as they are now. */
static void period_answered(struct yz_ui *ui, void *state, const char *answer) {
    struct figures *g = state;
    struct yz_report_ask ask = g->ask;
    char text[96];
    yz_text_fold(text, sizeof text, answer);
    char *at = strchr(text, '@');
    if (at) *at++ = '\0';
    ask.as_of = 0;
    if (at && yz_report_as_of(at, &ask.as_of) != YZ_OK)
        return yz_ui_ask_line(ui, yz_message(), answer, period_answered);
    if (*text && !read_period(text, &ask))
        return yz_ui_ask_line(ui, _("看不懂这段时间，例如 2026、2026-10、2026-01-01..2026-06-30"), answer,
                              period_answered);
    if (ask.as_of >= yz_now()) ask.as_of = 0;
    ask_anew(g, &ask);
}

/* --- out --- */

static void print(struct yz_ui *ui, void *state, const char *answer) {
    struct figures *g = state;
    struct yz_print way;
    enum yz_status status = yz_print_parse(answer, &way);
    if (status == YZ_OK) status = yz_report_print(yz_ui_session(ui), &g->result, &way);
    if (yz_ui_ok(ui, status)) yz_ui_say(ui, YZ_ROLE_GOOD, _("已打印%s"), yz_report_name(g->ask.report));
}

/* The format goes by the file's name; an existing file is never written over. */
static void export_to(struct yz_ui *ui, void *state, const char *answer) {
    struct figures *g = state;
    const char *dot = strrchr(answer, '.');
    FILE *file;
    enum yz_status status = yz_new_file(answer, &file);
    if (status == YZ_OK)
        status = yz_new_file_done(answer, file, yz_report_export(&g->result, file, dot && strcmp(dot, ".xlsx") == 0));
    if (yz_ui_ok(ui, status)) yz_ui_say(ui, YZ_ROLE_GOOD, _("已导出 %1$zu 行到 %2$s"), g->result.count, answer);
}

static bool ask_file(struct figures *g) {
    char name[96], day[YZ_DATE_TEXT];
    snprintf(name, sizeof name, "%s-%s.xlsx", g->ask.report->key, yz_date_text(g->result.ask.to, day));
    yz_ui_ask_line(g->ui, _("导出到（.xlsx 或 .csv）"), name, export_to);
    return true;
}

static bool open_rows(struct figures *g) {
    const struct yz_figure_line *line = yz_list_selected(&g->list);
    const struct yz_report_row *row = yz_figures_chosen(&g->lines, line);
    struct yz_target t = {0};
    if (!row && line && line->row)
        yz_ui_say(g->ui, YZ_ROLE_TEXT, "%s", *line->row->remark ? line->row->remark : _("没有"));
    if (!row) return true;
    if (row->none && !row->count)
        return yz_ui_say(g->ui, YZ_ROLE_TEXT, "%s", *row->remark ? row->remark : _("没有")), true;
    if (g->district) return yz_ui_say(g->ui, YZ_ROLE_TEXT, _("这些行在站里：%s"), row->query), true;
    if (!yz_figure_rows_target(row, &t)) return yz_ui_say(g->ui, YZ_ROLE_ERROR, "%s", row->query), true;
    yz_ui_open(g->ui, &t);
    return true;
}

static bool pick(struct figures *g, int number) {
    if (number == 0) return ask_file(g);
    if (number == 9 && !g->district) return yz_ui_open(g->ui, &YZ_TARGET("brief", YZ_NO_KIND, 0)), true;
    return choose(g, number);
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct figures *g = state;
    if (yz_list_editing(&g->list)) return yz_list_input(&g->list, in);
    switch (in->request) {
    case YZ_REQ_OPEN: return open_rows(g);
    case YZ_REQ_NEXT: return turn(g, 1);
    case YZ_REQ_PREVIOUS: return turn(g, -1);
    case YZ_REQ_LEFT: return move_column(g, -1);
    case YZ_REQ_RIGHT: return move_column(g, 1);
    case YZ_REQ_SORT: return divide(g);
    case YZ_REQ_PLACE: return next_report(g);
    case YZ_REQ_PICK: return pick(g, in->number);
    case YZ_REQ_DAY:
        return yz_ui_ask_line(ui, _("哪段时间（2026-10、2026-01-01..2026-06-30、@昨天）"), NULL, period_answered), true;
    case YZ_REQ_PRINT:
        return yz_ui_ask_line(ui, _("打印到（lp:队列、file:文件、device:设备,58mm）"), "lp", print), true;
    default: return yz_list_input(&g->list, in);
    }
}

/* What the line says that its columns may have no room for, else which digit opens which report. */
static void status(struct yz_ui *ui, void *state, char *out, size_t room) {
    struct figures *g = state;
    size_t n, used = 0;
    const struct yz_report *all = yz_reports(&n);
    (void)ui;
    if (yz_figures_tell(&g->lines, yz_list_selected(&g->list), out, room)) return;
    for (size_t i = 0; all && i < n && i < 8 && used < room; i++)
        used += (size_t)snprintf(out + used, room - used, "%s%zu%s", i ? " " : "", i + 1, yz_report_name(&all[i]));
    if (used < room) snprintf(out + used, room - used, " 9%s 0%s", _("简报"), _("导出"));
}

static const struct yz_hint hints[] = {
    {YZ_REQ_OPEN, N_("看这些行")}, {YZ_REQ_SORT, N_("再分")},   {YZ_REQ_LEFT, N_("前一段")},
    {YZ_REQ_RIGHT, N_("后一段")},  {YZ_REQ_NEXT, N_("表、图")}, {YZ_REQ_DAY, N_("哪段时间")},
    {YZ_REQ_PRINT, NULL},          {YZ_REQ_PICK, N_("换报表")}, {YZ_REQ_PLACE, N_("下一张报表")},
    {YZ_REQ_FILTER, NULL},         {YZ_REQ_BACK, NULL},         {YZ_REQ_NONE, NULL}};

const struct yz_screen yz_figures_screen = {
    .name = "figures",
    .title = N_("统计"),
    .help = N_(
        "数字换报表，Ctrl-O 下一张；Enter 打开光标处那个数背后的每一行。左右键看前一段、后一段时间，Ctrl-Y "
        "打哪段时间；后面加 @ 和时刻（2026-10@2026-11-05），按那时的记录再数一遍，和那时数的一样。\n"
        "Ctrl-B 再按网格、驿站、月份等分；分了以后 Tab 换成浓淡表，左右键选哪一列；人口还有年龄金字塔，左右键选男女。\n"
        "区县各站里 Tab 打开的，是各站一起数、先按驿站分的；区县没有数据的写着缺什么，背后的行在站里。\n"
        "标“在涨”的：最近一段比之前明显多，说明里写着怎么比的。不给人排名。9 简报，Ctrl-P 打印，0 导出成 .xlsx 或 "
        ".csv。\n"),
    .function_key = YZ_REQ_FIGURES,
    .parts = YZ_PART_LIST,
    .size = sizeof(struct figures),
    .list = YZ_WHERE(struct figures, list),
    .open = open_figures,
    .close = close_figures,
    .headline = headline,
    .paint = paint,
    .input = input,
    .refresh = refresh,
    .status = status,
    .hints = hints,
};
