/* 修改居民: the form of a person who is in the register. */
#include "ui/screens/person_form.h"
#include "ui/screens/screens.h"
#include "ui/ui.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/i18n.h>

struct person_edit {
    struct yz_person_form p;
};

static int64_t door(struct yz_person_form *p) {
    struct yz_membership homes[8];
    size_t n = 0;
    if (yz_person_memberships(yz_ui_session(p->ui), p->record.id, homes, 8, &n) != YZ_OK) n = 0;
    for (size_t i = 0; i < n && i < 8; i++)
        if (!homes[i].until) return homes[i].dwelling;
    return 0;
}

static const struct yz_form_events events = {.left = yz_person_form_left};

static enum yz_status open_edit(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct yz_person_form *p = state;
    char when[YZ_MOMENT_TEXT], question[192];
    *p = (struct yz_person_form){.ui = ui, .draft = "person", .draft_of = target->id, .door = door};
    bool served = strcmp(target->extra, "served") == 0; /* from the form of a service, which has noted it */
    if (!served && yz_ui_masked(ui, YZ_PERSON, target->id))
        return yz_fail(YZ_REFUSED, _("个人信息遮盖着：先按 Ctrl-R 写明原因，再修改"));
    enum yz_status status = yz_record_get(yz_ui_session(ui), YZ_PERSON, target->id, &p->record);
    if (status == YZ_OK) status = yz_person_form_open(p, NULL, 0, &events);
    if (status != YZ_OK || !yz_person_form_draft(p, when)) return status;
    snprintf(question, sizeof question, _("这位居民有 %s 没改完的草稿"), when);
    yz_ui_ask(ui, question, _("接着改"), yz_person_form_take_draft);
    return YZ_OK;
}

static void close_edit(struct yz_ui *ui, void *state) {
    (void)ui;
    yz_form_close(&((struct person_edit *)state)->p.form);
}

static void headline(struct yz_ui *ui, void *state, char *out, size_t room) {
    (void)ui;
    snprintf(out, room, "%s %s", _("修改居民"), ((struct person_edit *)state)->p.record.name);
}

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    (void)ui;
    yz_person_form_paint(state, area);
}

static bool save(struct yz_person_form *p) {
    struct yz_findings errors = {0};
    struct yz_person changed;
    if (!yz_form_check(&p->form)) return true;
    yz_person_form_gather(p, &changed, &errors);
    enum yz_status status =
        yz_findings_ok(&errors) ? yz_person_save(yz_ui_session(p->ui), &changed, &errors) : YZ_REFUSED;
    if (!yz_findings_ok(&errors)) yz_form_show_findings(&p->form, &errors);
    else if (yz_ui_ok(p->ui, status)) {
        yz_person_form_saved(p);
        yz_ui_back(p->ui);
        yz_ui_changed(p->ui);
        yz_person_form_say(p->ui, &errors);
    }
    yz_findings_free(&errors);
    return true;
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    (void)ui;
    if (yz_person_form_input(state, in)) return true;
    return in->request == YZ_REQ_SAVE || in->request == YZ_REQ_OPEN ? save(state) : false;
}

static const struct yz_hint hints[] = {{YZ_REQ_SAVE, NULL},          {YZ_REQ_NEXT, NULL},
                                       {YZ_REQ_NEW, N_("读身份证")}, {YZ_REQ_UNDO, N_("恢复这一栏")},
                                       {YZ_REQ_BACK, NULL},          {YZ_REQ_NONE, NULL}};

const struct yz_screen yz_person_edit_screen = {
    .name = "person-edit",
    .title = N_("修改居民"),
    .help =
        N_("改好后 Ctrl-S 保存；每改一次记入日志，Ctrl-Z 可以撤销。离开一栏就存草稿。\n"
           "Ctrl-N 读身份证：阅读器的文字（256 字节）填进表单；从 YIZHAN_CARD 指的文件或设备读，没有设的写文件名。\n"
           "最下一行是可能和这位是同一人的，Ctrl-O 打开看，填的还在。\n"),
    .flags = YZ_SCREEN_UNLISTED,
    .parts = YZ_PART_FORM,
    .size = sizeof(struct person_edit),
    .form = YZ_WHERE(struct person_edit, p.form),
    .open = open_edit,
    .close = close_edit,
    .headline = headline,
    .paint = paint,
    .input = input,
    .hints = hints,
};
