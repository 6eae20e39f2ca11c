/* The kinds sender and template. */
#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/templates.h>

#define F(member, ...) YZ_FIELD(struct yz_sender, member, __VA_ARGS__)
static const struct yz_field sender_fields[] = {
    F(name, YZ_TEXT, N_("来源"), .flags = YZ_REQUIRED, .help = N_("台账从哪里来，如 街道办")),
    F(kind, YZ_TEXT, N_("台账种类"), .flags = YZ_REQUIRED | YZ_DERIVED),
    F(map, YZ_TEXT, N_("表头对应"), .flags = YZ_LONG, .help = N_("每行一个 表头=列，如 移动电话=phone")),
};
#undef F

#define F(member, ...) YZ_FIELD(struct yz_template, member, __VA_ARGS__)
static const struct yz_field template_fields[] = {
    F(name, YZ_TEXT, N_("模板名称"), .flags = YZ_REQUIRED, .help = N_("如 街道人口月报")),
    F(kind, YZ_TEXT, N_("名单种类"), .flags = YZ_REQUIRED | YZ_DERIVED),
    F(title, YZ_TEXT, N_("表头上方"), .flags = YZ_LONG, .help = N_("标题等行，{date} 换成当天")),
    F(columns, YZ_TEXT, N_("各列"), .flags = YZ_REQUIRED | YZ_LONG, .help = N_("每行一列：表头 = 来源 @ 写法")),
    F(format, YZ_TEXT, N_("文件格式"), .help = N_("csv 或 xlsx")),
    F(encoding, YZ_TEXT, N_("编码"), .help = N_("CSV 的编码：utf-8 或 gb18030")),
    F(sent_seq, YZ_INT, N_("上次报送时的日志"), .flags = YZ_DERIVED),
    F(sent_at, YZ_TIME, N_("上次报送"), .flags = YZ_DERIVED),
    F(note, YZ_TEXT, N_("备注"), .flags = YZ_LONG),
};
#undef F

static void check_template(const void *record, struct yz_findings *f) {
    const struct yz_template *t = record;
    if (strcmp(t->format, "csv") != 0 && strcmp(t->format, "xlsx") != 0)
        yz_find_error(f, "format", t->format, _("文件格式只有 csv 和 xlsx"), NULL);
    if (*t->encoding && strcmp(t->encoding, "utf-8") != 0 && strcmp(t->encoding, "gb18030") != 0)
        yz_find_error(f, "encoding", t->encoding, _("编码只有 utf-8 和 gb18030"), NULL);
}

const struct yz_kind yz_sender_kind = {.id = YZ_SENDER,
                                       .name = "sender",
                                       .label = N_("台账来源"),
                                       .size = sizeof(struct yz_sender),
                                       .fields = sender_fields,
                                       .count = sizeof sender_fields / sizeof *sender_fields};

const struct yz_kind yz_template_kind = {.id = YZ_TEMPLATE,
                                         .name = "template",
                                         .label = N_("上报模板"),
                                         .size = sizeof(struct yz_template),
                                         .fields = template_fields,
                                         .count = sizeof template_fields / sizeof *template_fields,
                                         .check = check_template};
