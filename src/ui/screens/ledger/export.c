/* 导出: a list into a file that the office's programs read. */
#include "base/text.h"
#include "ui/form.h"
#include "ui/screens/screens.h"
#include "ui/ui.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <yizhan/i18n.h>
#include <yizhan/journal.h>
#include <yizhan/ledger.h>
#include <yizhan/registry.h>
#include <yizhan/reveal.h>

struct export {
    struct yz_ui *ui;
    struct yz_form form;
    char kind[24]; /* the file's name follows it until somebody names the file */
};

static const struct yz_form_field fields[] = {
    {"kind", N_("名单"), YZ_EDIT_CHOICE, NULL, NULL, YZ_FORM_REQUIRED, 0, NULL},
    {"in", N_("范围"), YZ_EDIT_TEXT, NULL, N_("空着是全部；或写一个小区、楼栋、网格、户，如 星体花园南区3幢"), 0, 0,
     NULL},
    {"format", N_("文件格式"), YZ_EDIT_CHOICE, NULL, NULL, YZ_FORM_REQUIRED, 0, NULL},
    {"encoding", N_("CSV 编码"), YZ_EDIT_CHOICE, NULL, N_("旧的 Excel 打开乱码时选 GB18030"), YZ_FORM_REQUIRED, 0,
     NULL},
    {"file", N_("写到文件"), YZ_EDIT_TEXT, NULL, N_("已有的文件不覆盖"), YZ_FORM_REQUIRED, YZ_FORM_TEXT, NULL},
    {"reason", N_("显示全部的原因"), YZ_EDIT_TEXT, NULL, N_("空着就遮盖个人信息；写了原因记入日志"), 0, 0, NULL},
};
enum { FIELDS = sizeof fields / sizeof *fields };

static const struct {
    const char *field, *value, *label;
} choices[] = {{"kind", "residents", N_("居民")},
               {"kind", "households", N_("户")},
               {"kind", "dwellings", N_("房屋")},
               {"kind", "buildings", N_("楼栋")},
               {"kind", "staff", N_("工作人员")},
               {"kind", "cases", N_("办件")},
               {"kind", "seals", N_("用印")},
               {"kind", "services", N_("事项")},
               {"kind", "needs", N_("需求")},
               {"kind", "resources", N_("资源")},
               {"format", "xlsx", N_("Excel 工作簿（.xlsx）")},
               {"format", "csv", "CSV"},
               {"format", "json", "JSON"},
               {"encoding", "utf-8", "UTF-8"},
               {"encoding", "gb18030", "GB18030"}};

static size_t options(void *ctx, struct yz_form *form, const char *field, const char *typed, struct yz_option *out,
                      size_t max) {
    size_t n = 0;
    (void)ctx;
    (void)form;
    (void)typed;
    for (size_t i = 0; i < sizeof choices / sizeof *choices && n < max; i++) {
        if (strcmp(choices[i].field, field) != 0) continue;
        out[n] = (struct yz_option){0};
        yz_copy(out[n].value, sizeof out[n].value, choices[i].value);
        yz_copy(out[n++].label, sizeof out->label, yz_many(choices[i].label));
    }
    return n;
}

static bool visible(void *ctx, struct yz_form *form, const char *field) {
    (void)ctx;
    return strcmp(field, "encoding") != 0 || strcmp(yz_form_get(form, "format"), "csv") == 0;
}

static void default_name(const struct yz_form *form, char out[64]) {
    char day[YZ_DATE_TEXT];
    snprintf(out, 64, "%.20s-%s.%.5s", yz_form_get(form, "kind"), yz_date_text(yz_today(), day),
             yz_form_get(form, "format"));
}

/* The name of the file follows kind and format as long as nobody has changed it. */
static void typed(void *ctx, struct yz_form *form, const char *field) {
    struct export *p = ctx;
    char name[64];
    if (strcmp(field, "file") == 0) p->kind[0] = '\0';
    if (!*p->kind || (strcmp(field, "kind") != 0 && strcmp(field, "format") != 0)) return;
    default_name(form, name);
    yz_form_set(form, "file", name);
}

static const struct yz_form_events events = {.options = options, .visible = visible, .typed = typed};

static void set(struct export *p, const char *field, const char *value) {
    for (size_t i = 0; i < sizeof choices / sizeof *choices; i++)
        if (strcmp(choices[i].field, field) == 0 && strcmp(choices[i].value, value) == 0)
            yz_form_set_option(&p->form, field, value, yz_many(choices[i].label));
}

static enum yz_status open_export(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct export *p = state;
    char name[64];
    p->ui = ui;
    enum yz_status status = yz_form_open(&p->form, fields, FIELDS, &events, p);
    if (status != YZ_OK) return status;
    yz_copy(p->kind, sizeof p->kind, *target->key ? target->key : "residents");
    set(p, "kind", p->kind);
    set(p, "format", "xlsx");
    set(p, "encoding", "utf-8");
    if (target->id) yz_form_set(&p->form, "in", yz_ref_text(target->kind, target->id, name));
    default_name(&p->form, name);
    yz_form_set(&p->form, "file", name);
    return YZ_OK;
}

static void close_export(struct yz_ui *ui, void *state) {
    (void)ui;
    yz_form_close(&((struct export *)state)->form);
}

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    (void)ui;
    yz_form_paint(&((struct export *)state)->form, area, true);
}

static void wrong(struct export *p, const char *field, const char *rule) {
    struct yz_findings f = {0};
    yz_find_error(&f, field, yz_form_get(&p->form, field), rule, NULL);
    yz_form_show_findings(&p->form, &f);
    yz_findings_free(&f);
}

/* The place that the list is to be of. */
static bool read_place(struct export *p, struct yz_export_options *o) {
    const unsigned places =
        1u << YZ_HOUSEHOLD | 1u << YZ_DWELLING | 1u << YZ_BUILDING | 1u << YZ_GRID | 1u << YZ_COMPOUND;
    const char *in = yz_form_get(&p->form, "in");
    if (!*in || yz_ref_resolve(yz_ui_session(p->ui), in, places, &o->within_kind, &o->within) == YZ_OK) return true;
    wrong(p, "in", yz_message());
    return false;
}

static FILE *new_file(struct export *p, const char *path) {
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    FILE *file = fd < 0 ? NULL : fdopen(fd, "w");
    if (!file) wrong(p, "file", errno == EEXIST ? _("已有这个文件，换一个名字") : yz_errno_text(errno));
    if (!file && fd >= 0) close(fd);
    return file;
}

static bool save(struct export *p) {
    struct yz_session *s = yz_ui_session(p->ui);
    struct yz_export_options o = {.kind = yz_form_get(&p->form, "kind"), .format = yz_form_get(&p->form, "format")};
    const char *path = yz_form_get(&p->form, "file"), *reason = yz_form_get(&p->form, "reason");
    size_t rows = 0;
    if (!yz_form_check(&p->form) || !read_place(p, &o)) return true;
    if (strcmp(o.format, "csv") == 0) o.encoding = yz_form_get(&p->form, "encoding");
    o.revealed = *reason != '\0';
    if (o.revealed && !yz_ui_ok(p->ui, yz_reveal(s, YZ_STATION, yz_session_station(s)->id, reason))) return true;
    FILE *file = new_file(p, path);
    if (!file) return true;
    yz_ui_busy(p->ui, _("正在导出…"));
    enum yz_status status = yz_export(s, &o, file, &rows);
    if (fclose(file) != 0 && status == YZ_OK) status = yz_fail(YZ_BUSY, _("写文件失败：%s"), yz_errno_text(errno));
    if (status != YZ_OK) unlink(path);
    if (!yz_ui_ok(p->ui, status)) return true;
    yz_form_saved(&p->form);
    yz_ui_say(p->ui, YZ_ROLE_GOOD, _("已导出 %1$zu 行到 %2$s"), rows, path);
    return true;
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct export *p = state;
    if (yz_form_input(&p->form, ui, in)) return true;
    return in->request == YZ_REQ_SAVE || in->request == YZ_REQ_OPEN ? save(p) : false;
}

static const struct yz_hint hints[] = {
    {YZ_REQ_SAVE, N_("导出")}, {YZ_REQ_NEXT, NULL}, {YZ_REQ_BACK, NULL}, {YZ_REQ_NONE, NULL}};

const struct yz_screen yz_export_screen = {
    .name = "export",
    .title = N_("导出"),
    .help =
        N_("把名单写成 .xlsx、CSV 或 JSON 文件：选名单和范围，写文件名，Ctrl-S 导出。个人信息遮盖着；写了原因就写全，"
           "谁、什么时候、为什么都记入日志。上级固定要的表用“上报模板”。\n"),
    .parts = YZ_PART_FORM,
    .size = sizeof(struct export),
    .form = YZ_WHERE(struct export, form),
    .open = open_export,
    .close = close_export,
    .paint = paint,
    .input = input,
    .hints = hints,
};
