/* The kind person, and the rules that hold between a person's facts. */
#include <stdio.h>
#include <yizhan/groups.h>
#include <yizhan/i18n.h>
#include <yizhan/identity.h>
#include <yizhan/registry.h>

#include "service/field_checks.h"
#include "service/registry/person_card.h"

#define F(member, ...) YZ_FIELD(struct yz_person, member, __VA_ARGS__)
static const struct yz_field fields[] = {
    F(name, YZ_TEXT, N_("姓名"), .flags = YZ_REQUIRED, .mask = YZ_MASK_NAME, .find = YZ_FIND_NAME,
      .headers = "居民姓名|人员姓名|名字", .check = yz_check_name),
    F(reading, YZ_TEXT, N_("读音"), .mask = YZ_MASK_WHOLE, .headers = "姓名拼音|拼音",
      .help = N_("字库不认得的字或特别的读音才填，如 zeng xiao ming")),
    F(id_kind, YZ_CODE, N_("证件类型"), .of = "id_kind", .headers = "证件种类|证件名称"),
    F(id_number, YZ_TEXT, N_("身份证号"), .flags = YZ_SENSITIVE | YZ_FRAGMENT, .mask = YZ_MASK_ID,
      .find = YZ_FIND_NUMBER, .headers = "身份证号码|公民身份号码|居民身份证号码|身份证|证件号码|证件号",
      .help = N_("18 位，末位可为 X；没有证件的在“无证原因”里写明"), .check = yz_check_identity),
    F(id_until, YZ_DAY, N_("证件有效期至"), .headers = "有效期至|证件有效期|身份证有效期|证件截止日期",
      .help = N_("证件上的最后一天；长期有效的留空")),
    F(id_note, YZ_TEXT, N_("无证原因"), .headers = "无身份证原因", .help = N_("如 新生儿，户口未报")),
    F(certificate, YZ_TEXT, N_("出生医学证明编号"), .flags = YZ_SENSITIVE, .mask = YZ_MASK_ID, .find = YZ_FIND_NUMBER,
      .headers = "出生证编号|出生证号|出生医学证明", .help = N_("一个字母加九位数字，如 U530123456"),
      .check = yz_check_certificate),
    F(sex, YZ_CODE, N_("性别"), .of = "sex"),
    F(birth, YZ_DAY, N_("出生日期"), .flags = YZ_SENSITIVE, .mask = YZ_MASK_BIRTH,
      .headers = "出生年月|出生年月日|生日", .help = N_("如 1985-03-02、1985.3.2、19850302")),
    F(born_at, YZ_TIME, N_("出生时间"), .flags = YZ_SENSITIVE, .mask = YZ_MASK_BIRTH,
      .help = N_("知道时刻才填，如 2026-11-18 03:20")),
    F(ethnic, YZ_CODE, N_("民族"), .of = "ethnic", .flags = YZ_SENSITIVE),
    F(phone, YZ_TEXT, N_("电话"), .flags = YZ_FRAGMENT, .mask = YZ_MASK_PHONE, .find = YZ_FIND_NUMBER,
      .headers = "电话号码|联系电话|手机号|手机号码|手机|联系方式|联系号码",
      .help = N_("如 13812345678 或 0871-63123456"), .check = yz_check_phone),
    F(phone2, YZ_TEXT, N_("备用电话"), .mask = YZ_MASK_PHONE, .find = YZ_FIND_NUMBER,
      .headers = "其他电话|电话2|联系电话2|备用联系电话", .check = yz_check_phone),
    F(marital, YZ_CODE, N_("婚姻状况"), .of = "marital", .headers = "婚姻|婚否", .flags = YZ_SENSITIVE),
    F(political, YZ_CODE, N_("政治面貌"), .of = "political"),
    F(residence, YZ_CODE, N_("人口类型"), .of = "residence", .headers = "人口类别|居住类型|人员类型|户籍类型"),
    F(hukou, YZ_TEXT, N_("户籍地址"), .mask = YZ_MASK_WHOLE, .headers = "户籍地|户口所在地|户籍所在地|户籍地详址"),
    F(employer, YZ_TEXT, N_("工作单位"), .headers = "服务处所|就业单位|单位|工作单位及职业"),
    F(mother, YZ_REF, N_("母亲"), .of = "person", .headers = "母亲姓名"),
    F(guardian, YZ_REF, N_("监护人"), .of = "person", .headers = "监护人姓名"),
    F(consent, YZ_TEXT, N_("监护人同意"), .flags = YZ_TOLD_NEW, .mask = YZ_MASK_NAME,
      .headers = "同意的监护人|监护人是否同意|同意人",
      .help = N_("不满十四周岁的必填：谁同意的、怎样同意的，如 母亲李红，当面")),
    F(consent_on, YZ_DAY, N_("同意日期"), .flags = YZ_TOLD_NEW, .headers = "监护人同意日期",
      .help = N_("空着是登记这一天")),
    F(died, YZ_DAY, N_("死亡日期"), .headers = "死亡时间"),
    F(tags, YZ_TEXT, N_("人群标签"), .headers = "标签|人员标签|重点人群",
      .help = N_("几个标签之间用逗号，如 独居,低保")),
    F(note, YZ_TEXT, N_("备注"), .flags = YZ_LONG, .headers = "说明"),
    F(invented, YZ_FLAG, N_("演示数据"), .flags = YZ_DERIVED),
};

static void check_days(const struct yz_person *p, struct yz_findings *f) {
    char day[YZ_DATE_TEXT];
    yz_date today = yz_today();
    if (p->birth > today) yz_find_error(f, "birth", yz_date_text(p->birth, day), _("出生日期在今天之后"), NULL);
    if (p->born_at && p->birth && yz_moment_date(p->born_at) != p->birth) {
        yz_find_error(f, "born_at", NULL, _("出生时间不在出生日期这一天"), _("改出生日期或出生时间"));
    }
    if (p->died > today) yz_find_error(f, "died", yz_date_text(p->died, day), _("死亡日期在今天之后"), NULL);
    if (p->died && p->birth && p->died < p->birth) {
        yz_find_error(f, "died", yz_date_text(p->died, day), _("死亡日期早于出生日期"), NULL);
    }
}

/* What the number tells against what was typed: registers do hold such people, so it only warns. */
static void check_number(const struct yz_person *p, struct yz_findings *f) {
    struct yz_identity id;
    char day[YZ_DATE_TEXT], rule[160];
    if (!p->id_number[0] || p->id_kind == YZ_ID_PASSPORT || p->id_kind == YZ_ID_NONE_YET) return;
    if (!yz_identity_check(p->id_number, (enum yz_id_kind)p->id_kind, "id_number", 0, &id, NULL)) return;
    if (id.birth && p->birth && id.birth != p->birth) {
        snprintf(rule, sizeof rule, _("与身份证号里的出生日期 %s 不同"), yz_date_text(id.birth, day));
        yz_find_warning(f, "birth", yz_date_text(p->birth, day), rule, _("请核对证件"));
    }
    if (id.sex && (p->sex == 1 || p->sex == 2) && id.sex != p->sex) {
        yz_find_warning(f, "sex", NULL, _("与身份证号里的性别不同"), _("请核对证件"));
    }
}

static void check_tags(const struct yz_person *p, struct yz_findings *f) {
    char word[96];
    if (yz_group_secret_tag(p->tags, word, sizeof word))
        yz_find_warning(f, "tags", word, _("这是保密的人群，标签谁都看得见"), _("从标签里去掉，请站长登记在重点人群"));
}

static void check(const void *record, struct yz_findings *f) {
    const struct yz_person *p = record;
    check_days(p, f);
    check_number(p, f);
    check_tags(p, f);
    if (p->id && (p->mother == p->id || p->guardian == p->id)) {
        yz_find_error(f, p->mother == p->id ? "mother" : "guardian", NULL, _("不能是本人"), NULL);
    }
}

static const char *const indexes[] = {
    "person_birth ON person(birth)",
    "person_id_until ON person(id_until) WHERE id_until<>0",
    "person_mother ON person(mother,birth) WHERE mother<>0",
    "person_tags ON person(tags) WHERE tags<>''",
    "person_certificate ON person(certificate) WHERE certificate<>''",
    NULL,
};

const struct yz_kind yz_person_kind = {.id = YZ_PERSON,
                                       .name = "person",
                                       .letter = 'p',
                                       .label = N_("居民"),
                                       .size = sizeof(struct yz_person),
                                       .fields = fields,
                                       .count = sizeof fields / sizeof *fields,
                                       .indexes = indexes,
                                       .counted_in = "SELECT d.building FROM membership m JOIN dwelling d ON "
                                                     "d.id=m.dwelling WHERE m.person=?1",
                                       .card = &yz_person_card,
                                       .merges = true,
                                       .check = check};
