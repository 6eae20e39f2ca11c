/* The kinds of questionnaires: survey, question, reply, answer, quota. */
#include <yizhan/i18n.h>
#include <yizhan/surveys.h>

#define F(member, ...) YZ_FIELD(struct yz_survey, member, __VA_ARGS__)
static const struct yz_field survey_fields[] = {
    F(key, YZ_TEXT, N_("问卷代号"), .flags = YZ_REQUIRED, .help = N_("字母和数字，如 parking-2026")),
    F(title, YZ_TEXT, N_("问卷名称"), .flags = YZ_REQUIRED),
    F(since, YZ_DAY, N_("起始日期")),
    F(until, YZ_DAY, N_("截止日期")),
    F(anonymous, YZ_FLAG, N_("不记名"), .help = N_("答卷只记网格和日期")),
    F(target, YZ_INT, N_("目标比例"), .help = N_("每个网格要问百分之几的户")),
    F(at, YZ_TIME, N_("建立时间"), .flags = YZ_DERIVED),
    F(staff, YZ_REF, N_("登记人"), .of = "staff", .flags = YZ_DERIVED),
    F(ended_at, YZ_TIME, N_("提前结束时间"), .flags = YZ_DERIVED),
    F(ended_by, YZ_REF, N_("结束的人"), .of = "staff", .flags = YZ_DERIVED),
    F(ended_why, YZ_TEXT, N_("提前结束的原因"), .flags = YZ_DERIVED),
    F(invented, YZ_FLAG, N_("演示数据"), .flags = YZ_DERIVED),
};
#undef F

#define F(member, ...) YZ_FIELD(struct yz_question, member, __VA_ARGS__)
static const struct yz_field question_fields[] = {
    F(survey, YZ_REF, N_("问卷"), .of = "survey", .flags = YZ_REQUIRED | YZ_DERIVED),
    F(place, YZ_INT, N_("次序"), .flags = YZ_REQUIRED | YZ_DERIVED),
    F(name, YZ_TEXT, N_("题目代号"), .flags = YZ_REQUIRED | YZ_DERIVED),
    F(label, YZ_TEXT, N_("题目"), .flags = YZ_REQUIRED | YZ_LONG),
    F(hint, YZ_TEXT, N_("提示"), .flags = YZ_LONG),
    F(section, YZ_TEXT, N_("分组"), .flags = YZ_DERIVED),
    F(type, YZ_CODE, N_("题型"), .of = "question_type", .flags = YZ_REQUIRED | YZ_DERIVED),
    F(required, YZ_FLAG, N_("必答"), .flags = YZ_DERIVED),
    F(choices, YZ_TEXT, N_("选项"), .flags = YZ_LONG | YZ_DERIVED, .help = N_("每行一个：代号 文字")),
    F(low, YZ_INT, N_("最小"), .flags = YZ_DERIVED),
    F(high, YZ_INT, N_("最大"), .flags = YZ_DERIVED),
    F(relevant, YZ_TEXT, N_("跳题规则"), .flags = YZ_DERIVED, .help = N_("成立才问，如 ${car} = 'yes'")),
    F(limit, YZ_TEXT, N_("限制"), .flags = YZ_DERIVED, .help = N_("回答要合这个条件，. 是回答，如 . <= 24")),
    F(message, YZ_TEXT, N_("不合限制时的提示"), .flags = YZ_DERIVED),
    F(invented, YZ_FLAG, N_("演示数据"), .flags = YZ_DERIVED),
};
#undef F

#define F(member, ...) YZ_FIELD(struct yz_reply, member, __VA_ARGS__)
static const struct yz_field reply_fields[] = {
    F(survey, YZ_REF, N_("问卷"), .of = "survey", .flags = YZ_REQUIRED | YZ_DERIVED),
    F(number, YZ_INT, N_("纸上编号"), .flags = YZ_DERIVED),
    F(household, YZ_REF, N_("户"), .of = "household", .flags = YZ_DERIVED),
    F(grid, YZ_REF, N_("网格"), .of = "grid", .flags = YZ_REQUIRED | YZ_DERIVED),
    F(anonymous, YZ_FLAG, N_("不记名"), .flags = YZ_DERIVED),
    F(state, YZ_CODE, N_("状态"), .of = "reply_state", .flags = YZ_REQUIRED | YZ_DERIVED),
    F(at, YZ_TIME, N_("时间"), .flags = YZ_DERIVED),
    F(staff, YZ_REF, N_("录入人"), .of = "staff", .flags = YZ_DERIVED),
    F(second, YZ_REF, N_("第二遍录入人"), .of = "staff", .flags = YZ_DERIVED),
    F(invented, YZ_FLAG, N_("演示数据"), .flags = YZ_DERIVED),
};
#undef F

#define F(member, ...) YZ_FIELD(struct yz_answer, member, __VA_ARGS__)
static const struct yz_field answer_fields[] = {
    F(reply, YZ_REF, N_("答卷"), .of = "reply", .flags = YZ_REQUIRED | YZ_DERIVED),
    F(question, YZ_REF, N_("题目"), .of = "question", .flags = YZ_REQUIRED | YZ_DERIVED),
    F(value, YZ_TEXT, N_("回答"), .flags = YZ_REQUIRED | YZ_LONG | YZ_DERIVED),
    F(need, YZ_REF, N_("需求"), .of = "need", .flags = YZ_DERIVED),
    F(invented, YZ_FLAG, N_("演示数据"), .flags = YZ_DERIVED),
};
#undef F

#define F(member, ...) YZ_FIELD(struct yz_quota, member, __VA_ARGS__)
static const struct yz_field quota_fields[] = {
    F(survey, YZ_REF, N_("问卷"), .of = "survey", .flags = YZ_REQUIRED | YZ_DERIVED),
    F(grid, YZ_REF, N_("网格"), .of = "grid", .flags = YZ_REQUIRED | YZ_DERIVED),
    F(households, YZ_INT, N_("目标户数"), .flags = YZ_REQUIRED),
    F(invented, YZ_FLAG, N_("演示数据"), .flags = YZ_DERIVED),
};
#undef F

static void check_survey(const void *record, struct yz_findings *f) {
    const struct yz_survey *v = record;
    if (v->since && v->until && v->until < v->since)
        yz_find_error(f, "until", NULL, _("截止日期早于起始日期"), _("改其中一个日期"));
    if (v->target < 0 || v->target > 100)
        yz_find_error(f, "target", NULL, _("目标比例要在 0 到 100 之间"), _("如 10，就是每个网格一成的户"));
}

static const char *const survey_indexes[] = {"survey_key ON survey(key)", NULL};
static const char *const question_indexes[] = {"question_survey ON question(survey,place)", NULL};
static const char *const reply_indexes[] = {"reply_survey ON reply(survey,grid,state)",
                                            "reply_household ON reply(household,survey) WHERE household<>0", NULL};
static const char *const answer_indexes[] = {"answer_reply ON answer(reply)", "answer_question ON answer(question)",
                                             NULL};
static const char *const quota_indexes[] = {"quota_survey ON quota(survey,grid)", NULL};

#define KIND(kind_id, name_, text, check_)                                                                             \
    const struct yz_kind yz_##name_##_kind = {.id = (kind_id),                                                         \
                                              .name = #name_,                                                          \
                                              .label = (text),                                                         \
                                              .size = sizeof(struct yz_##name_),                                       \
                                              .fields = name_##_fields,                                                \
                                              .count = sizeof name_##_fields / sizeof *name_##_fields,                 \
                                              .indexes = name_##_indexes,                                              \
                                              .check = (check_)}

KIND(YZ_SURVEY, survey, N_("问卷"), check_survey);
KIND(YZ_QUESTION, question, N_("题目"), NULL);
KIND(YZ_REPLY, reply, N_("答卷"), NULL);
KIND(YZ_ANSWER, answer, N_("回答"), NULL);
KIND(YZ_QUOTA, quota, N_("问卷目标"), NULL);
