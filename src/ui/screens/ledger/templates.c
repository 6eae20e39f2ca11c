/* 上报模板: the reports that superiors ask for; one key writes one anew. */
#include "base/text.h"
#include "ui/list.h"
#include "ui/screens/screens.h"
#include "ui/ui.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <yizhan/i18n.h>
#include <yizhan/journal.h>
#include <yizhan/records.h>
#include <yizhan/registry.h>
#include <yizhan/reveal.h>
#include <yizhan/templates.h>

enum { MOST = 100, PATH = 512 };

struct line {
    int64_t id;
    char name[96], kind[24], format[8];
    yz_moment sent_at;
};

struct templates {
    struct yz_ui *ui;
    struct yz_list list;
    struct line lines[MOST];
    size_t count;
    struct line at; /* the one that is asked about */
    bool changed;
    char path[PATH];
    int64_t seq; /* of the report just written */
};

static const struct yz_column columns[] = {{N_("模板名称"), 16, 0, 1, YZ_LEFT},
                                           {N_("名单"), 10, 12, 3, YZ_LEFT},
                                           {N_("文件格式"), 8, 8, 4, YZ_LEFT},
                                           {N_("上次报送"), 16, 16, 2, YZ_LEFT}};

static const char *kind_label(const char *name) {
    static const struct {
        const char *name, *label;
    } all[] = {{"residents", N_("居民")},
               {"dwellings", N_("房屋")},
               {"households", N_("户")},
               {"buildings", N_("楼栋")},
               {"staff", N_("工作人员")}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (strcmp(all[i].name, name) == 0) return yz_tr(all[i].label);
    return name;
}

static void cell(void *ctx, const void *row, size_t column, char *out, size_t room) {
    const struct line *l = row;
    char when[YZ_MOMENT_TEXT];
    (void)ctx;
    const char *texts[] = {l->name, kind_label(l->kind), l->format,
                           l->sent_at ? yz_moment_text(l->sent_at, when) : _("还没有")};
    yz_copy(out, room, texts[column]);
}

static const struct yz_list_source source = {.row_size = sizeof(struct line), .cell = cell};

static enum yz_status read_all(struct templates *p) {
    const struct yz_record_filter any = {0};
    struct yz_template *page = calloc(MOST, sizeof *page);
    if (!page) return yz_fail(YZ_BUSY, _("内存不足"));
    enum yz_status status = yz_record_page(yz_ui_session(p->ui), YZ_TEMPLATE, &any, 0, page, MOST, &p->count);
    for (size_t i = 0; status == YZ_OK && i < p->count; i++) {
        struct line *l = &p->lines[i];
        *l = (struct line){.id = page[i].id, .sent_at = page[i].sent_at};
        yz_copy(l->name, sizeof l->name, page[i].name);
        yz_copy(l->kind, sizeof l->kind, page[i].kind);
        yz_copy(l->format, sizeof l->format, page[i].format);
    }
    free(page);
    if (status == YZ_OK) yz_list_array(&p->list, p->lines, p->count);
    return status;
}

static enum yz_status open_templates(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct templates *p = state;
    (void)target;
    p->ui = ui;
    yz_list_open(&p->list, &source, p, columns, sizeof columns / sizeof *columns);
    p->list.empty = N_("还没有上报模板：Ctrl-N，选上级发来的空表");
    enum yz_status status = read_all(p);
    if (status != YZ_OK) yz_list_close(&p->list);
    return status;
}

static void close_templates(struct yz_ui *ui, void *state) {
    (void)ui;
    yz_list_close(&((struct templates *)state)->list);
}

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    (void)ui;
    yz_list_paint(&((struct templates *)state)->list, area, true);
}

/* --- writing one: which file, why, and whether it was sent --- */

static void mark_sent(struct yz_ui *ui, void *state, const char *answer) {
    struct templates *p = state;
    (void)answer;
    if (!yz_ui_ok(ui, yz_template_sent(yz_ui_session(ui), p->at.id, p->seq))) return;
    yz_ui_changed(ui);
    yz_ui_say(ui, YZ_ROLE_GOOD, _("已记为报送；“只要变化的”从现在算起"));
}

static enum yz_status write_file(struct templates *p, size_t *rows) {
    struct yz_session *s = yz_ui_session(p->ui);
    const struct yz_template_run run = {.changed = p->changed, .revealed = true};
    struct yz_template *t = calloc(1, sizeof *t);
    if (!t) return yz_fail(YZ_BUSY, _("内存不足"));
    enum yz_status status = yz_record_get(s, YZ_TEMPLATE, p->at.id, t);
    int fd = status == YZ_OK ? open(p->path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600) : -1;
    FILE *file = fd < 0 ? NULL : fdopen(fd, "w");
    if (status == YZ_OK && !file)
        status = yz_fail(YZ_REFUSED, _("文件 %1$s 写不了：%2$s"), p->path, yz_errno_text(errno));
    if (status == YZ_OK) status = yz_template_write(s, t, &run, file, rows, &p->seq);
    if (file && fclose(file) != 0 && status == YZ_OK)
        status = yz_fail(YZ_BUSY, _("写文件失败：%s"), yz_errno_text(errno));
    if (file && status != YZ_OK) unlink(p->path);
    free(t);
    return status;
}

static void give_reason(struct yz_ui *ui, void *state, const char *reason) {
    struct templates *p = state;
    struct yz_session *s = yz_ui_session(ui);
    char question[PATH + 96];
    size_t rows = 0;
    if (!yz_ui_ok(ui, yz_reveal(s, YZ_STATION, yz_session_station(s)->id, reason))) return;
    yz_ui_busy(ui, _("正在导出…"));
    if (!yz_ui_ok(ui, write_file(p, &rows))) return;
    snprintf(question, sizeof question, _("已写 %1$zu 行到 %2$s；已经报送了吗"), rows, p->path);
    yz_ui_ask(ui, question, _("记为已报送"), mark_sent);
}

static char *usual_reason(const struct templates *p, char *out, size_t room) {
    snprintf(out, room, _("上报%s"), p->at.name);
    return out;
}

static void give_path(struct yz_ui *ui, void *state, const char *answer) {
    struct templates *p = state;
    char reason[192];
    yz_copy(p->path, sizeof p->path, answer);
    yz_ui_suggest(ui, _("报表写全个人信息，原因"), usual_reason(p, reason, sizeof reason), give_reason);
}

/* The template's name and the day; where there is such a file, with a number behind. */
static void usual_path(const struct templates *p, char *out, size_t room) {
    char day[YZ_DATE_TEXT], name[160], nth[16] = "";
    yz_copy(name, sizeof name, p->at.name);
    for (char *c = name; *c; c++)
        if (*c == '/') *c = '-';
    for (int i = 2; i < 1000; i++) {
        snprintf(out, room, "%s-%s%s%s.%s", name, yz_date_text(yz_today(), day), p->changed ? _("-变化") : "", nth,
                 p->at.format);
        if (access(out, F_OK) != 0) return;
        snprintf(nth, sizeof nth, "-%d", i);
    }
}

/* At once under its usual name and reason, or asking for others. */
static bool run(struct templates *p, bool changed, bool ask) {
    const struct line *l = yz_list_selected(&p->list);
    char reason[192];
    if (!l) return true;
    p->at = *l;
    if (changed && !l->sent_at)
        return yz_ui_say(p->ui, YZ_ROLE_ERROR, _("“%s”还没有报送过，没有“上次”可比；先报送全部"), l->name), true;
    p->changed = changed;
    usual_path(p, p->path, sizeof p->path);
    if (ask) yz_ui_suggest(p->ui, _("写到哪个文件"), p->path, give_path);
    else give_reason(p->ui, p, usual_reason(p, reason, sizeof reason));
    return true;
}

static void remove_it(struct yz_ui *ui, void *state, const char *answer) {
    struct templates *p = state;
    (void)answer;
    if (yz_ui_ok(ui, yz_template_remove(yz_ui_session(ui), p->at.id))) yz_ui_changed(ui);
}

static bool pick(struct templates *p, int number) {
    const struct line *l = yz_list_selected(&p->list);
    char question[160];
    if (number >= 1 && number <= 4) return run(p, number % 2 == 0, number > 2);
    if (number != 9 || !l) return false;
    p->at = *l;
    snprintf(question, sizeof question, _("删除上报模板“%s”"), l->name);
    yz_ui_ask(p->ui, question, _("删除"), remove_it);
    return true;
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct templates *p = state;
    const struct line *l = yz_list_selected(&p->list);
    if (in->request == YZ_REQ_NEW) return yz_ui_open(ui, &(struct yz_target){.screen = "template"}), true;
    if (in->request == YZ_REQ_EDIT && l) return yz_ui_open(ui, &YZ_TARGET("template", YZ_TEMPLATE, l->id)), true;
    if (in->request == YZ_REQ_OPEN) return run(p, false, false);
    if (in->request == YZ_REQ_PICK && !yz_list_editing(&p->list)) return pick(p, in->number);
    return yz_list_input(&p->list, in);
}

static enum yz_status refresh(struct yz_ui *ui, void *state) {
    (void)ui;
    return read_all(state);
}

static void status(struct yz_ui *ui, void *state, char *out, size_t room) {
    (void)ui;
    (void)state;
    yz_copy(out, room, _("1 出全部   2 只出上次报送以后变化的   3、4 同样，另写文件名和原因   9 删除"));
}

static const struct yz_hint hints[] = {{YZ_REQ_OPEN, N_("出表")},   {YZ_REQ_NEW, N_("新模板")},
                                       {YZ_REQ_EDIT, N_("改各列")}, {YZ_REQ_UNDO, NULL},
                                       {YZ_REQ_BACK, NULL},         {YZ_REQ_NONE, NULL}};

const struct yz_screen yz_templates_screen = {
    .name = "templates",
    .title = N_("上报模板"),
    .help = N_("上级要的表：列、顺序、标题、代码照他们的空表存一次，以后一个键就出最新的一张，原因记为上报。\n"
               "Ctrl-N 从上级发来的空表（.xlsx 或 CSV）做模板，Ctrl-E 改各列填什么、怎么写。\n"
               "Enter、1 出全部，2 只出上次报送以后有变化的；要写到别的文件、写明别的原因，用 3、4。\n"
               "写完可以记为已报送。9 删除，Ctrl-Z 撤销。\n"),
    .parts = YZ_PART_LIST | YZ_PART_CHOICES,
    .size = sizeof(struct templates),
    .list = YZ_WHERE(struct templates, list),
    .open = open_templates,
    .close = close_templates,
    .paint = paint,
    .input = input,
    .refresh = refresh,
    .status = status,
    .hints = hints,
};
