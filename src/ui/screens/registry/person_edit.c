/* 修改居民: the form of a person who is in the register. */
#include "ui/screens/registry/person_form.h"
#include "ui/screens/screens.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/i18n.h>

static int64_t door(struct yz_person_form *p) {
    struct yz_membership homes[8];
    size_t n = 0;
    if (yz_person_memberships(yz_ui_session(p->r.ui), p->record.id, homes, 8, &n) != YZ_OK) n = 0;
    for (size_t i = 0; i < n && i < 8; i++)
        if (!homes[i].until) return homes[i].dwelling;
    return 0;
}

static enum yz_status save(struct yz_record_form *r, void *record, struct yz_findings *f) {
    return yz_person_save(yz_ui_session(r->ui), record, f);
}

static void saved(struct yz_record_form *r, const void *record, const struct yz_findings *f) {
    (void)record;
    yz_ui_back(r->ui);
    yz_ui_changed(r->ui);
    yz_person_form_say(r->ui, f);
}

static const struct yz_record_use use = {
    .events = {.left = yz_person_form_left}, .taken = yz_person_form_taken, .save = save, .saved = saved};

static enum yz_status open_edit(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct yz_person_form *p = state;
    yz_person_form_begin(p, ui, &use, "person", target->id);
    p->door = door;
    bool served = strcmp(target->extra, "served") == 0; /* from the form of a service, which has noted it */
    if (!served && yz_ui_masked(ui, YZ_PERSON, target->id))
        return yz_fail(YZ_REFUSED, _("个人信息遮盖着：先按 Ctrl-R 写明原因，再修改"));
    enum yz_status status = yz_record_get(yz_ui_session(ui), YZ_PERSON, target->id, &p->record);
    if (status == YZ_OK) status = yz_person_form_open(p, NULL, 0);
    if (status == YZ_OK) yz_record_form_offer_draft(&p->r, _("这位居民有 %s 没改完的草稿"), _("接着改"));
    return status;
}

static void headline(struct yz_ui *ui, void *state, char *out, size_t room) {
    (void)ui;
    snprintf(out, room, "%s %s", _("修改居民"), ((struct yz_person_form *)state)->record.name);
}

const struct yz_screen yz_person_edit_screen = {
    .name = "person-edit",
    .title = N_("修改居民"),
    .help =
        N_("改好后 Ctrl-S 保存；每改一次记入日志，Ctrl-Z 可以撤销。离开一栏就存草稿。\n"
           "Ctrl-N 读身份证：阅读器的文字（256 字节）填进表单；从 YIZHAN_CARD 指的文件或设备读，没有设的写文件名。\n"
           "最下一行是可能和这位是同一人的，Ctrl-O 打开看，填的还在。\n"),
    .flags = YZ_SCREEN_UNLISTED | YZ_SCREEN_WRITES,
    .parts = YZ_PART_FORM,
    .size = sizeof(struct yz_person_form),
    .form = YZ_WHERE(struct yz_person_form, r.form),
    .open = open_edit,
    .close = yz_record_form_close,
    .headline = headline,
    .paint = yz_person_form_paint,
    .input = yz_person_form_input,
    .hints = yz_person_form_hints,
};
