/* 新驿站: the first-run screen. One form from the community to the first ledger; lines of grids, buildings and posts appear as they
 * are filled. Nothing is made before Ctrl-S, and then all of it at once. */
#include "ui/screens/setup.h"

#include "base/buffer.h"
#include "base/text.h"
#include "ui/form.h"
#include "ui/screens/screens.h"
#include "ui/ui.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <yizhan/i18n.h>
#include <yizhan/setup.h>

enum { FIELDS = 40 + YZ_SETUP_GRIDS + YZ_SETUP_BUILDINGS + YZ_SETUP_POSTS, NAME = 24 };

struct setup {
    struct yz_ui *ui;
    struct yz_setup_wish *wish;
    struct yz_form_field fields[FIELDS];
    size_t count;
    char names[FIELDS][NAME];
    const char *asked, *text; /* the field that is being checked, and what stands in it now */
    struct yz_form form;
};

/* --- what was typed --- */

static const char *answer(void *ctx, const char *field) {
    struct setup *p = ctx;
    if (p->asked && strcmp(p->asked, field) == 0) return p->text;
    const char *text = yz_form_get(&p->form, field);
    return text ? text : "";
}

static bool from_file(struct setup *p) {
    return *answer(p, "file") != '\0';
}

static void keep(struct setup *p) {
    struct yz_buffer all = {0};
    for (size_t i = 0; i < p->count; i++) {
        const char *text = p->fields[i].editor == YZ_EDIT_HEADING ? "" : answer(p, p->fields[i].name);
        if (*text) yz_buffer_printf(&all, "%s=%s\n", p->fields[i].name, text);
    }
    yz_form_drafted(&p->form, p->ui, all.failed ? YZ_BUSY : yz_setup_keep(p->wish->path, yz_buffer_string(&all)));
    yz_buffer_free(&all);
}

static void take_kept(struct yz_ui *ui, void *state, const char *unused) {
    struct setup *p = state;
    char *text, *rest;
    yz_moment at;
    (void)unused;
    if (!yz_setup_kept(p->wish->path, &text, &at)) return;
    for (char *line = strtok_r(text, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
        char *value = strchr(line, '=');
        if (value) *value++ = '\0', yz_form_set(&p->form, line, value);
    }
    free(text);
    yz_ui_repaint(ui);
}

/* --- the form --- */

static void add(struct setup *p, struct yz_form_field field) {
    if (p->count < FIELDS) p->fields[p->count++] = field;
}

/* What the description says against the field, as it stands now. */
/* NOLINTNEXTLINE(readability-non-const-parameter): other checks of forms change the text */
static void check_field(void *ctx, char *text, size_t room, const char *name, struct yz_findings *f) {
    struct setup *p = ctx;
    struct yz_findings all = {0};
    struct yz_buffer json = {0};
    (void)room;
    p->asked = name;
    p->text = text;
    yz_setup_compose(answer, p, &json, &all);
    p->asked = NULL;
    for (size_t i = 0; i < all.count; i++)
        if (strcmp(all.all[i].field, name) == 0)
            yz_find_error(f, name, all.all[i].value, all.all[i].rule, all.all[i].mend);
    yz_findings_free(&all);
    yz_buffer_free(&json);
}

static void check_path(void *ctx, char *text, size_t room, const char *name, struct yz_findings *f) {
    (void)ctx;
    (void)room;
    if (access(text, R_OK) != 0) yz_find_error(f, name, text, _("没有这个文件，或者读不了"), _("写完整的路径"));
}

static void check_description(void *ctx, char *text, size_t room, const char *name, struct yz_findings *f) {
    char *json = NULL;
    if (yz_setup_read(text, &json) != YZ_OK) check_path(ctx, text, room, name, f);
    else if (yz_setup_syntax(json) != YZ_OK)
        yz_find_error(f, name, text, yz_message(), _("改好文件，再回到这一栏按 Enter"));
    free(json);
}

static void add_lines(struct setup *p, const char *sort, const char *label, const char *help, int most) {
    for (int i = 1; i <= most; i++) {
        char *name = p->names[p->count];
        snprintf(name, NAME, "%s%d", sort, i);
        add(p, (struct yz_form_field){.name = name, .label = label, .help = help, .room = 384, .check = check_field});
    }
}

#define TEXT(name_, label_, help_, ...)                                                                                \
    (struct yz_form_field) {                                                                                           \
        .name = (name_), .label = (label_), .help = (help_), .check = check_field, __VA_ARGS__                         \
    }
#define HEADING(label_)                                                                                                \
    (struct yz_form_field) {                                                                                           \
        .name = (label_), .label = (label_), .editor = YZ_EDIT_HEADING                                                 \
    }

static void add_community(struct setup *p) {
    add(p, HEADING(N_("社区")));
    add(p, (struct yz_form_field){.name = "file",
                                  .label = N_("描述文件"),
                                  .room = YZ_FORM_TEXT,
                                  .check = check_description,
                                  .help = N_("已经写好社区的描述（JSON）就只填它的路径；没有就空着，往下填")});
    add(p, TEXT("name", N_("社区名称"), N_("如 某某社区"), .flags = YZ_FORM_REQUIRED));
    add(p, TEXT("region", N_("区划代码"), N_("统计用区划代码，如 530111007")));
    add(p, TEXT("street", N_("街道"), N_("如 某某街道")));
    add(p, TEXT("address_prefix", N_("地址前段"), N_("写在每个地址前面，如 云南省昆明市官渡区矣六街道")));
    add(p, HEADING(N_("片区、网格和楼栋")));
    add(p, TEXT("areas", N_("片区"), N_("如 东片、西片；不分片区就空着"), .room = 384));
    add_lines(p, "grid", N_("网格"), N_("一行一个：编号 名称 片区 党支部，如 1 第一网格 东片；填了出下一行"),
              YZ_SETUP_GRIDS);
    add_lines(p, "building", N_("楼栋"),
              N_("一行几栋一样的：甲小区 1-6 第一网格 2单元 18层 4户；也可以以后导入楼栋台账"), YZ_SETUP_BUILDINGS);
}

static void add_station(struct setup *p) {
    add(p, HEADING(N_("驿站")));
    add(p, TEXT("station", N_("驿站名称"), N_("这份文件是哪个驿站的，如 为民服务站"), .flags = YZ_FORM_REQUIRED));
    add(p, TEXT("address", N_("地址"), N_("印在回执上")));
    add(p, TEXT("phone", N_("电话"), N_("如 0871-63123456")));
    add(p, TEXT("hours", N_("工作日开放时间"), N_("如 09:00-12:00,13:30-20:00"), .flags = YZ_FORM_REQUIRED));
    add(p, TEXT("weekend", N_("周末开放时间"), N_("如 10:00-16:00；周末不开放的留空")));
    add(p, TEXT("evening", N_("延时服务开始"), N_("如 17:30；没有延时服务就空着")));
    add_lines(p, "post", N_("其他驿站"), N_("一行一个：名称 小区 时间，如 东门驿站 甲小区 09:00-12:00,13:30-20:00"),
              YZ_SETUP_POSTS);
    add(p, HEADING(N_("管理员和台账")));
    add(p, (struct yz_form_field){.name = "admin",
                                  .label = N_("管理员姓名"),
                                  .flags = YZ_FORM_REQUIRED,
                                  .help = N_("就是您；建好以后设口令，别人的账号在 F9 再按 0 里加")});
    add(p, (struct yz_form_field){.name = "ledger",
                                  .label = N_("居民台账"),
                                  .room = YZ_FORM_TEXT,
                                  .check = check_path,
                                  .help = N_("现在要导入的文件（.xlsx 或 CSV）；没有就空着，以后在 F9 再按 5")});
}

/* Of the lines of a sort one more than are filled. A description that is written already says all but the station's name. */
static bool visible(void *ctx, struct yz_form *form, const char *field) {
    static const char *const always[] = {"file", "station", "admin", "ledger", NULL};
    struct setup *p = ctx;
    char before[NAME];
    size_t n = strcspn(field, "0123456789");
    int at = (int)strtol(field + n, NULL, 10);
    bool heading = (unsigned char)*field >= 0x80;
    for (size_t i = 0; !heading && from_file(p); i++) {
        if (!always[i]) return false;
        if (strcmp(always[i], field) == 0) return true;
    }
    if (at <= 1) return true;
    snprintf(before, sizeof before, "%.*s%d", (int)n, field, at - 1);
    return *yz_form_get(form, before) || *yz_form_get(form, field);
}

static void left(void *ctx, struct yz_form *form, const char *field) {
    (void)form;
    (void)field;
    keep(ctx);
}

static void check_all(void *ctx, struct yz_form *form, struct yz_findings *f) {
    struct setup *p = ctx;
    struct yz_buffer json = {0};
    (void)form;
    if (!from_file(p)) yz_setup_compose(answer, p, &json, f);
    yz_buffer_free(&json);
}

static const struct yz_form_events events = {.left = left, .visible = visible, .check = check_all};

/* --- opening, making --- */

static enum yz_status open_setup(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct setup *p = state;
    char *text, at[YZ_MOMENT_TEXT], question[192];
    yz_moment when;
    (void)target;
    p->ui = ui;
    p->wish = yz_ui_user(ui);
    add_community(p);
    add_station(p);
    enum yz_status status = yz_form_open(&p->form, p->fields, p->count, &events, p);
    if (status != YZ_OK) return status;
    yz_form_set(&p->form, "hours", "09:00-12:00,13:30-17:30");
    yz_form_suggested(&p->form);
    if (!yz_setup_kept(p->wish->path, &text, &when)) return YZ_OK;
    free(text);
    snprintf(question, sizeof question, _("有没填完的（%s）"), yz_moment_text(when, at));
    yz_ui_offer(ui, question, _("接着填"), take_kept);
    return YZ_OK;
}

static void close_setup(struct yz_ui *ui, void *state) {
    (void)ui;
    yz_form_close(&((struct setup *)state)->form);
}

static enum yz_status make(struct setup *p) {
    struct yz_buffer json = {0};
    struct yz_findings f = {0};
    char *text = NULL;
    enum yz_status status = YZ_OK;
    if (from_file(p)) status = yz_setup_read(answer(p, "file"), &text);
    else yz_setup_compose(answer, p, &json, &f);
    struct yz_setup want = {.community = text ? text : yz_buffer_string(&json),
                            .station = answer(p, "station"),
                            .admin = answer(p, "admin")};
    if (status == YZ_OK) status = yz_init_station(p->wish->path, &want);
    yz_findings_free(&f);
    yz_buffer_free(&json);
    free(text);
    return status;
}

static void save(struct setup *p) {
    if (!yz_form_check(&p->form)) return;
    keep(p);
    if (!yz_ui_ok(p->ui, make(p))) return;
    yz_copy(p->wish->station, sizeof p->wish->station, answer(p, "station"));
    yz_copy(p->wish->ledger, sizeof p->wish->ledger, answer(p, "ledger"));
    p->wish->done = true;
    yz_setup_forget(p->wish->path);
    yz_ui_leave(p->ui);
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct setup *p = state;
    bool out = in->request == YZ_REQ_BACK && (p->form.resting || !p->form.changed);
    if (out || in->request == YZ_REQ_LOCK) {
        if (p->form.changed) keep(p);
        return yz_ui_leave(ui), true;
    }
    if (yz_form_input(&p->form, ui, in)) return true;
    if (in->request == YZ_REQ_SAVE || in->request == YZ_REQ_OPEN) return save(p), true;
    return false;
}

static void suspend(struct yz_ui *ui, void *state) {
    struct setup *p = state;
    (void)ui;
    if (p->form.changed && !p->wish->done) keep(p);
}

static void headline(struct yz_ui *ui, void *state, char *out, size_t room) {
    (void)ui;
    snprintf(out, room, _("新驿站 %s"), ((const struct setup *)state)->wish->path);
}

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    (void)ui;
    yz_form_paint(&((struct setup *)state)->form, area, true);
}

static const struct yz_hint hints[] = {
    {YZ_REQ_SAVE, N_("建立")}, {YZ_REQ_NEXT, N_("下一栏")}, {YZ_REQ_BACK, N_("以后再填")}, {YZ_REQ_NONE, NULL}};

static const struct yz_screen setup_screen = {
    .name = "setup",
    .title = N_("新驿站"),
    .help =
        N_("给一个真的社区建立驿站文件：社区、片区、网格、楼栋、驿站和开放时间、管理员。Enter 到下一栏，上下键往回；\n"
           "打到一半可以走，下次接着填。Ctrl-S 一次建立，之前什么也没有写；以后都能改，也能导入台账。\n"
           "只想看看的，Esc 离开，用 yizhan demo 写一份虚构的演示社区。\n"),
    .flags = YZ_SCREEN_UNLISTED,
    .parts = YZ_PART_FORM,
    .size = sizeof(struct setup),
    .form = YZ_WHERE(struct setup, form),
    .open = open_setup,
    .close = close_setup,
    .headline = headline,
    .paint = paint,
    .input = input,
    .suspend = suspend,
    .hints = hints,
};

enum yz_status yz_setup_ask(const char *script, struct yz_setup_wish *wish) {
    static const struct yz_screen *const screens[] = {&setup_screen, &yz_help_screen, NULL};
    const struct yz_ui_options options = {.script = script, .screens = screens, .user = wish};
    return yz_ui_run(NULL, &options);
}
