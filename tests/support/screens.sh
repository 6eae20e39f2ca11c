# shellcheck shell=sh disable=SC2154
# The way to every screen of src/ui/screens/screens.h over the station of canary.sh: `goes SCREEN WORD STEPS`, for whoever defines
# goes; STEPS has steps with | between, WORD stands on the screen.
at=$(echo "$door" | sed 's/ //; s/幢 /-/; s/单元 /-/')
home="key F2|type $at|key Enter"
goes today 今日 'wait idle'
goes find 甄 'key F2|type 甄嘉娜丽'
goes find 号码末四位 'key F2|type 0001'
goes elsewhere 别站居民 'key F2|type 530111195003120026|key Ctrl-N'
goes household 户主 "$home"
goes person 甄 "$home|key Down|key Enter"
goes person 甄 "$home|key Enter"
goes person 护照 'key F2|type Zanetti|key Enter'
goes person_edit 修改居民 "$home|key Enter|key Ctrl-R|type 2|key Enter|key Ctrl-E"
goes person_new 新增 "$home|key Ctrl-X"
goes move 变动 "$home|key F12"
goes move 变动 "$home|key Enter|key F12"
goes expiring 到期 'key F2|type 居住证到期|key Enter'
goes duplicates 查重 'key F9|key 8'
goes merge 合并 'key F9|key 8|key Enter'
goes visits 走访 'key F4'
goes walk 走访 'key F4|key Enter'
goes visit_log 走访 'key F4|key Enter|key Tab'
goes figures 年报 'key F8'
goes figures 人口 'key F8|key 6|key Ctrl-B'
goes brief 简报 'key F8|key 9'
goes figure_rows 明细 'key F8|key Down|key Enter'
goes figure_rows 明细 'key F8|key 5|key Down|key Enter'
goes figure_rows 明细 'key F8|key 6|key Down|key Enter'
goes diary 日志 'key F4|key Enter|key Esc|key Ctrl-Y'
goes building 幢 'key F2|type 清泉居1幢|key Enter'
goes people 政策找人 'key F2|type zczr|key Enter'
goes groups 重点人群 'key F2|type zdrq|key Enter'
goes group_members 残疾 'key F2|type zdrq|key Enter|wait idle|key Ctrl-T|type 残疾|key Enter|wait idle'
goes person_groups 重点人群 "$home|key Enter|key 1"
goes group_edit 重点人群 "$home|key Enter|key 1|key Ctrl-N"
goes group_edit 来源 "$home|key Enter|key 1|key Ctrl-E"
goes rate_paper 评价 'key F2|type lrpjb|key Enter'
goes rate 办件 "key F2|type $done_case|key Enter|key Enter"
goes ratings 好差评 'key F2|type haochaping|key Enter'
goes bulk 批量 'key F2|type 清泉居1幢|key Enter|key Ctrl-N|type jmyb|key Enter'
goes service 监护人 "key 1|type $at|key Enter"
goes service_list 办理 'key 0'
goes queue 办件 'key F3|key 6'
goes tickets 叫号 'key F3|key 8'
goes handover 交接班 'key F3|key 9'
for no in "$newborn" "$service" "$event" "$hidden"; do
    goes case "$no" "key F2|type $no|key Enter"
    goes answers 填写 "key F2|type $no|key Enter|key Shift-Tab|key Enter"
    goes receipt "" "key F2|type $no|key Enter|key Ctrl-P"
done
goes deadline 期限 "key F2|type $newborn|key Enter|key Shift-Tab|key Shift-Tab|key Enter"
goes seals 用印 'key F2|type 用印登记|key Enter'
goes seal_new 用印 'key F2|type 用印登记|key Enter|key Ctrl-N'
goes certificate 证明 'key F2|type danshen|key Enter'
goes prints 打印 'key F9|key 4'
goes import 导入 'key F9|key 5|type ledger.csv|key Enter'
goes export 导出 'key F9|key 6'
goes templates 模板 'key F9|key 7'
goes template 模板 'key F9|key 7|key Ctrl-N|type empty.csv|key Enter|key Enter'
goes surveys 问卷 'key F9|key 9'
goes survey 停车 'key F9|key 9|key Enter'
goes survey 停车 'key F9|key 9|key Enter|key End|key Up'
goes survey_fill 停车 "key F9|key 9|key Enter|key 1|type 清泉居1-2-202|key Enter"
goes survey_build 题目 'key F9|key 9|key Enter|key 6'
goes survey_edit 目标比例 'key F9|key 9|key Enter|key 6|key 4'
goes grid 网格 'key F6'
for n in 1 2 3 4 5 6 7 8 9 0; do
    goes grid_rows 共 "key F6|key $n"
    goes grid_rows 截至 "key F6|key Ctrl-Y|type -1|key Enter|key $n|wait idle"
done
goes grid 截至 'key F6|key Ctrl-Y|type -1|key Enter|wait idle'
goes net_edit 新网格岗位 "key F6|key 9|key Ctrl-N"
for n in 1 2 3 4; do goes lists 清单 "key F5|key $n"; done
goes list_entry 需求 'key F5|key 1|key Enter'
goes list_entry 珍珠 'key F5|key 4|key Enter'
goes list_edit 修改 'key F5|key 1|key Enter|key Ctrl-E'
goes match 匹配 'key F5|key Enter|key Ctrl-G'
goes matches 匹配 'key F5|key Enter|key Ctrl-G|key Ctrl-G|key 1'
goes match_entry 匹配 'key F5|key Enter|key Ctrl-G|key Ctrl-G|key 1|key Enter'
goes plan 方案 'key F5|key 7'
goes meetings 协商 'key F7'
goes meeting 漏水 'key F7|key Ctrl-F|type 漏水|key Enter|key Enter'
goes meeting 堆物 'key F7|key Ctrl-F|type 堆物|key Enter|key Enter'
goes meeting_edit 协商 'key F7|key Ctrl-F|type 漏水|key Enter|key Enter|key Ctrl-E'
goes system 系统 'key F9'
goes notices 公示 'key F5|key 0'
goes notice_edit 公示 'key F5|key 0|key Ctrl-N'
goes notice_preview 公示 'key F5|key 0|key Ctrl-N|key Ctrl-S'
goes improvements 小转变 'key F5|key 8'
goes improvement 扶手 'key F5|key 8|key Enter'
goes improvement_edit 扶手 'key F5|key 8|key Enter|key 4'
goes help 帮助 'key F1'
goes lock 锁 'key F10'
goes log 日志 'key F2|type 日志|key Enter'
goes erase 删除 "$home|key Down|key Enter|key 4"
goes backups 备份 'key F9|key 3'
goes district 待传 'key F9|key Tab'
goes letters 往来 'key F9|key Tab|key Tab'
goes accounts 账号 'key F9|key 0'
goes account 姓名 'key F9|key 0|key Enter'
goes password 口令 'key F9|key 0|key 1'
goes rights 权利 'key F9|key 0|key 4'
