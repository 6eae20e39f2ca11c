/* Verbs of acts as people say them: the one place. */
#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/journal.h>

static const struct {
    const char *verb, *label;
} verbs[] = {
    {"demo", N_("写入演示数据")},
    {"init", N_("建立驿站")},
    {"import", N_("导入台账")},
    {"import-residents", N_("导入居民台账")},
    {"import-dwellings", N_("导入房屋台账")},
    {"import-households", N_("导入户台账")},
    {"import-buildings", N_("导入楼栋台账")},
    {"import-staff", N_("导入工作人员")},
    {"sign-in", N_("登录")},
    {"sign-in-failed", N_("登录失败")},
    {"sign-out", N_("退出")},
    {"passwd", N_("设置口令")},
    {"import-needs", N_("导入需求")},
    {"import-resources", N_("导入资源")},
    {"remember-sender", N_("记下表头对应")},
    {"save-template", N_("保存上报模板")},
    {"remove-template", N_("删除上报模板")},
    {"send-template", N_("记为已报送")},
    {"export", N_("导出")},
    {"add-survey", N_("建立问卷")},
    {"end-survey", N_("提前结束问卷")},
    {"set-quota", N_("定问卷目标")},
    {"add-reply", N_("收下答卷")},
    {"confirm-reply", N_("第二遍录入答卷")},
    {"publish-notice", N_("发出公示")},
    {"word-notice", N_("写公开措辞")},
    {"add-feedback", N_("登记公示反馈")},
    {"answer-feedback", N_("答复公示反馈")},
    {"need-feedback", N_("公示反馈转为需求")},
    {"print", N_("打印")},
    {"reveal", N_("查看完整信息")},
    {"undo", N_("撤销")},
    {"add-person", N_("新增居民")},
    {"edit-person", N_("修改居民")},
    {"merge-person", N_("合并居民")},
    {"unmerge-person", N_("取消合并居民")},
    {"merge-household", N_("合并户")},
    {"unmerge-household", N_("取消合并户")},
    {"note-distinct", N_("记为不是同一人")},
    {"drop-distinct", N_("取消“不是同一人”")},
    {"add-household", N_("新增户")},
    {"edit-household", N_("修改户")},
    {"move-household", N_("整户搬迁")},
    {"move-within", N_("区内搬家")},
    {"move-out", N_("迁出")},
    {"move-in", N_("迁入")},
    {"split-household", N_("分户")},
    {"join-household", N_("并入别的户")},
    {"return-person", N_("迁回")},
    {"record-birth", N_("出生登记")},
    {"record-death", N_("去世登记")},
    {"change-head", N_("变更户主")},
    {"swap-tenants", N_("换租客")},
    {"renew-stay", N_("续租续证")},
    {"move-building", N_("整栋搬迁")},
    {"edit-membership", N_("修改居住关系")},
    {"edit-dwelling", N_("修改房屋")},
    {"edit-building", N_("修改楼栋")},
    {"edit-compound", N_("修改小区")},
    {"edit-grid", N_("修改网格")},
    {"edit-area", N_("修改片区")},
    {"edit-community", N_("修改社区")},
    {"edit-station", N_("修改驿站")},
    {"edit-walk", N_("修改步行路程")},
    {"edit-case", N_("修改办件")},
    {"add-post", N_("增加网格岗位")},
    {"edit-post", N_("修改网格岗位")},
    {"end-post", N_("结束网格岗位")},
    {"add-center", N_("增加党员中心户")},
    {"edit-center", N_("修改党员中心户")},
    {"end-center", N_("结束党员中心户")},
    {"dismiss-policy", N_("暂缓政策提醒")},
    {"load-service", N_("装入服务事项")},
    {"register-newborn", N_("登记新生儿医保")},
    {"open-case", N_("受理办件")},
    {"bulk-open-cases", N_("批量受理办件")},
    {"import-cases", N_("导入办件台账")},
    {"accept-case", N_("受理办件")},
    {"assign-case", N_("派遣办件")},
    {"take-case", N_("接办办件")},
    {"supplement-case", N_("要求补正材料")},
    {"resume-case", N_("材料补齐，继续办理")},
    {"extend-case", N_("延期")},
    {"return-case", N_("退回办件")},
    {"transfer-case", N_("转派办件")},
    {"finish-case", N_("办结")},
    {"verify-case", N_("核查")},
    {"close-case", N_("结案")},
    {"reopen-case", N_("重新办理")},
    {"withdraw-case", N_("撤回办件")},
    {"refuse-case", N_("不予受理")},
    {"rate-case", N_("评价")},
    {"papers-case", N_("收到材料")},
    {"start-case", N_("开始办理")},
    {"hand-case", N_("交给同事")},
    {"take-over-case", N_("接收转办")},
    {"decline-case", N_("不接转办")},
    {"recall-case", N_("收回转办")},
    {"urge-case", N_("催办")},
    {"escalate-case", N_("上报一级")},
    {"de-escalate-case", N_("退下一级")},
    {"secret-case", N_("设为保密")},
    {"unsecret-case", N_("解除保密")},
    {"call-case", N_("约定回电")},
    {"called-case", N_("已回电")},
    {"note-case", N_("办件备注")},
    {"add-meeting", N_("提出协商")},
    {"edit-meeting", N_("修改协商")},
    {"invite-meeting", N_("邀请到会")},
    {"attend-meeting", N_("登记到会")},
    {"add-opinion", N_("登记意见")},
    {"rate-meeting", N_("评议协商")},
    {"vote-meeting", N_("登记表决")},
    {"resolve-meeting", N_("登记决议")},
    {"close-meeting", N_("结束协商")},
    {"add-improvement", N_("提出小转变")},
    {"edit-improvement", N_("修改小转变")},
    {"plan-improvement", N_("安排小转变")},
    {"start-improvement", N_("小转变动工")},
    {"finish-improvement", N_("小转变完工")},
    {"confirm-improvement", N_("居民认可小转变")},
    {"reopen-improvement", N_("重新打开小转变")},
    {"drop-improvement", N_("不做小转变")},
    {"link-improvement", N_("小转变回应需求")},
    {"unlink-improvement", N_("取消回应需求")},
    {"give-improvement", N_("登记出资出力")},
    {"log-visit", N_("登记走访")},
    {"add-need", N_("登记需求")},
    {"edit-need", N_("修改需求")},
    {"edit-visit", N_("修改走访")},
    {"add-provider", N_("登记提供方")},
    {"edit-provider", N_("修改提供方")},
    {"add-offer", N_("登记服务或资源")},
    {"edit-offer", N_("修改服务或资源")},
    {"confirm-offer", N_("确认服务或资源还有")},
    {"propose-match", N_("提出匹配")},
    {"accept-match", N_("提供方接受")},
    {"decline-match", N_("提供方谢绝")},
    {"deliver-match", N_("落实匹配")},
    {"confirm-match", N_("居民确认")},
    {"reopen-match", N_("居民说没办好")},
    {"withdraw-match", N_("撤回匹配")},
    {"add-seal", N_("登记用印")},
    {"edit-seal", N_("修改用印登记")},
    {"ask-certificate", N_("告知不再开具的证明")},
    {"take-ticket", N_("取排队号")},
    {"call-ticket", N_("叫排队号")},
    {"miss-ticket", N_("过号")},
    {"serve-ticket", N_("接待")},
    {"finish-ticket", N_("接待完毕")},
    {"carry-tickets", N_("顺延排队号")},
    {"add-shift", N_("排班")},
    {"give-handover", N_("交班")},
    {"take-handover", N_("接班")},
    {"add-focus", N_("登记重点人群")},
    {"edit-focus", N_("修改重点人群登记")},
    {"end-focus", N_("截止重点人群登记")},
    {"load-calendar", N_("装入节假日安排")},
    {"recount-cases", N_("按新的节假日重算期限")},
    {"add-staff", N_("新增工作人员")},
    {"edit-staff", N_("修改工作人员")},
    {"bind-staff", N_("绑定系统用户")},
    {"disable-staff", N_("停用账号")},
    {"enable-staff", N_("恢复账号")},
    {"erase-person", N_("依法删除个人信息")},
};

/* An undo is journalled as "undo:ACT". */
const char *yz_verb_label(const char *verb) {
    size_t n = strncmp(verb, "undo:", 5) == 0 ? 4 : strlen(verb);
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        if (strlen(verbs[i].verb) == n && memcmp(verbs[i].verb, verb, n) == 0) return yz_tr(verbs[i].label);
    }
    return verb;
}

/* --- what people type --- */

static bool said(const char *typed, const char *verb, const char *label) {
    return strcmp(verb, typed) == 0 || strstr(label, typed) || strstr(yz_tr(label), typed);
}

enum yz_status yz_verbs_named(const char *typed, struct yz_log_filter *out) {
    size_t room = sizeof out->verbs / sizeof *out->verbs, all = 0;
    out->verb_count = 0;
    for (size_t i = 0; *typed && i < sizeof verbs / sizeof *verbs; i++) {
        if (strcmp(verbs[i].verb, typed) == 0) {
            out->verbs[0] = verbs[i].verb;
            out->verb_count = 1;
            return YZ_OK;
        }
        if (!said(typed, verbs[i].verb, verbs[i].label)) continue;
        if (all++ < room) out->verbs[out->verb_count++] = verbs[i].verb;
    }
    if (all > room) return yz_fail(YZ_REFUSED, _("“%1$s”的做法有 %2$zu 种，请写得完整些"), typed, all);
    if (!all) return yz_fail(YZ_REFUSED, _("没有叫“%s”的做法；日志里“做了什么”一栏的话都可以写"), typed);
    return YZ_OK;
}
