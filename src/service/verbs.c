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
    {"export", N_("导出")},
    {"print", N_("打印")},
    {"reveal", N_("查看完整信息")},
    {"undo", N_("撤销")},
    {"add-person", N_("新增居民")},
    {"edit-person", N_("修改居民")},
    {"add-household", N_("新增户")},
    {"edit-household", N_("修改户")},
    {"move-household", N_("整户搬迁")},
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
    {"load-calendar", N_("装入节假日安排")},
    {"recount-cases", N_("按新的节假日重算期限")},
    {"add-staff", N_("新增工作人员")},
    {"edit-staff", N_("修改工作人员")},
    {"bind-staff", N_("绑定系统用户")},
    {"disable-staff", N_("停用工作人员")},
};

/* An undo is journalled as "undo:ACT". */
const char *yz_verb_label(const char *verb) {
    size_t n = strncmp(verb, "undo:", 5) == 0 ? 4 : strlen(verb);
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        if (strlen(verbs[i].verb) == n && memcmp(verbs[i].verb, verb, n) == 0) return yz_tr(verbs[i].label);
    }
    return verb;
}
