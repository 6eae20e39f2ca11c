/* The kinds of public notices: notice, its lines, the words that stand for a record in public, and what comes in. */
#include <yizhan/i18n.h>
#include <yizhan/notices.h>

#include "service/field_checks.h"

#define F(member, ...) YZ_FIELD(struct yz_notice, member, __VA_ARGS__)
static const struct yz_field notice_fields[] = {
    F(number, YZ_TEXT, N_("公示编号"), .flags = YZ_DERIVED, .find = YZ_FIND_NUMBER),
    F(title, YZ_TEXT, N_("标题"), .help = N_("空着就是“三张清单公示”加编号")),
    F(needs, YZ_FLAG, N_("需求清单")),
    F(services, YZ_FLAG, N_("服务清单")),
    F(resources, YZ_FLAG, N_("资源清单")),
    F(matches, YZ_FLAG, N_("匹配清单")),
    F(since, YZ_DAY, N_("从哪天"), .help = N_("这些天里提出的需求；空着是最近一段")),
    F(until, YZ_DAY, N_("到哪天")),
    F(grid, YZ_REF, N_("网格"), .of = "grid", .help = N_("空着是全社区")),
    F(begins, YZ_DAY, N_("公示开始"), .help = N_("空着是今天")),
    F(ends, YZ_DAY, N_("公示结束"), .help = N_("最后一天；空着按规定的天数")),
    F(replaces, YZ_REF, N_("替换哪一份"), .of = "notice", .help = N_("打编号；旧的留着，标为已替换")),
    F(replaced, YZ_TEXT, N_("替换的编号"), .flags = YZ_DERIVED),
    F(scope, YZ_TEXT, N_("范围"), .flags = YZ_DERIVED),
    F(issuer, YZ_TEXT, N_("公示单位"), .flags = YZ_DERIVED),
    F(contact, YZ_TEXT, N_("联系方式"), .flags = YZ_DERIVED),
    F(lines, YZ_INT, N_("条数"), .flags = YZ_DERIVED, .unit = N_("条")),
    F(left_out, YZ_INT, N_("没有公开的"), .flags = YZ_DERIVED, .unit = N_("条")),
    F(page_sha256, YZ_TEXT, N_("网页的 SHA-256"), .flags = YZ_DERIVED),
    F(text_sha256, YZ_TEXT, N_("A4 文本的 SHA-256"), .flags = YZ_DERIVED),
    F(table_sha256, YZ_TEXT, N_("表格的 SHA-256"), .flags = YZ_DERIVED),
    F(at, YZ_TIME, N_("公示时间"), .flags = YZ_DERIVED),
    F(staff, YZ_REF, N_("经办人"), .of = "staff", .flags = YZ_DERIVED),
    F(invented, YZ_FLAG, N_("演示数据"), .flags = YZ_DERIVED),
};
#undef F

#define F(member, ...) YZ_FIELD(struct yz_posting, member, __VA_ARGS__)
static const struct yz_field posting_fields[] = {
    F(notice, YZ_REF, N_("公示"), .of = "notice", .flags = YZ_REQUIRED | YZ_DERIVED),
    F(list, YZ_CODE, N_("清单"), .of = "notice_list", .flags = YZ_REQUIRED | YZ_DERIVED),
    F(line, YZ_INT, N_("第几条"), .flags = YZ_DERIVED),
    F(need, YZ_REF, N_("需求"), .of = "need", .flags = YZ_DERIVED),
    F(offer, YZ_REF, N_("服务、资源"), .of = "offer", .flags = YZ_DERIVED),
    F(field, YZ_TEXT, N_("领域"), .flags = YZ_DERIVED),
    F(text, YZ_TEXT, N_("内容"), .flags = YZ_DERIVED),
    F(who, YZ_TEXT, N_("提供方"), .flags = YZ_DERIVED),
    F(place, YZ_TEXT, N_("地点"), .flags = YZ_DERIVED),
    F(more, YZ_TEXT, N_("数量、时间和价格"), .flags = YZ_DERIVED),
    F(state, YZ_TEXT, N_("状态"), .flags = YZ_DERIVED),
    F(month, YZ_TEXT, N_("提出月份"), .flags = YZ_DERIVED),
    F(reworded, YZ_FLAG, N_("公开措辞"), .flags = YZ_DERIVED),
};
#undef F

#define F(member, ...) YZ_FIELD(struct yz_wording, member, __VA_ARGS__)
static const struct yz_field wording_fields[] = {
    F(need, YZ_REF, N_("需求"), .of = "need", .flags = YZ_DERIVED),
    F(offer, YZ_REF, N_("服务、资源"), .of = "offer", .flags = YZ_DERIVED),
    F(text, YZ_TEXT, N_("公开措辞"), .flags = YZ_LONG),
    F(left_out, YZ_FLAG, N_("不公开")),
    F(original, YZ_TEXT, N_("原文的 SHA-256"), .flags = YZ_DERIVED),
    F(staff, YZ_REF, N_("经办人"), .of = "staff", .flags = YZ_DERIVED),
    F(at, YZ_TIME, N_("时间"), .flags = YZ_DERIVED),
};
#undef F

#define F(member, ...) YZ_FIELD(struct yz_feedback, member, __VA_ARGS__)
static const struct yz_field feedback_fields[] = {
    F(notice, YZ_REF, N_("公示"), .of = "notice", .flags = YZ_REQUIRED | YZ_DERIVED),
    F(line, YZ_INT, N_("第几条"), .help = N_("对哪一条说的；对整份公示说的空着")),
    F(text, YZ_TEXT, N_("反馈"), .flags = YZ_REQUIRED | YZ_LONG),
    F(answer, YZ_TEXT, N_("答复"), .flags = YZ_LONG, .help = N_("怎么答复的；还没有答复的空着")),
    F(need, YZ_REF, N_("转为需求"), .of = "need", .flags = YZ_DERIVED),
    F(at, YZ_TIME, N_("时间"), .flags = YZ_DERIVED),
    F(staff, YZ_REF, N_("登记人"), .of = "staff", .flags = YZ_DERIVED),
    F(invented, YZ_FLAG, N_("演示数据"), .flags = YZ_DERIVED),
};
#undef F

static void check_notice(const void *record, struct yz_findings *f) {
    const struct yz_notice *n = record;
    if (!n->needs && !n->services && !n->resources && !n->matches)
        yz_find_error(f, "needs", NULL, _("没有选清单"), _("需求、服务、资源、匹配至少选一张"));
    yz_check_span(n->since, n->until, f);
    if (n->begins && n->ends && n->ends < n->begins)
        yz_find_error(f, "ends", NULL, _("公示结束早于公示开始"), _("改其中一个"));
}

static const char *const notice_indexes[] = {"notice_number ON notice(number)", "notice_replaces ON notice(replaces)",
                                             NULL};
static const char *const posting_indexes[] = {"posting_notice ON posting(notice,line)", NULL};
static const char *const wording_indexes[] = {"wording_need ON wording(need)", "wording_offer ON wording(offer)", NULL};
static const char *const feedback_indexes[] = {"feedback_notice ON feedback(notice)", NULL};

#define KIND(kind_id, name_, text, checks)                                                                             \
    {                                                                                                                  \
        .id = (kind_id), .name = #name_, .label = (text), .size = sizeof(struct yz_##name_), .fields = name_##_fields, \
        .count = sizeof name_##_fields / sizeof *name_##_fields, .indexes = name_##_indexes, .check = (checks)         \
    }

const struct yz_kind yz_notice_kind = KIND(YZ_NOTICE, notice, N_("公示"), check_notice);
const struct yz_kind yz_posting_kind = KIND(YZ_POSTING, posting, N_("公示的一行"), NULL);
const struct yz_kind yz_wording_kind = KIND(YZ_WORDING, wording, N_("公开措辞"), NULL);
const struct yz_kind yz_feedback_kind = KIND(YZ_FEEDBACK, feedback, N_("公示反馈"), NULL);
