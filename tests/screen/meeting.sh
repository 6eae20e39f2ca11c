#!/bin/sh
# 协商 (F7), key by key: a topic, doors, a ballot, a decision; drafts outlive the program.
. "$(dirname "$0")/common.sh"
fresh
building=$(yz --json building list --limit 1 | get '$.id')

drives 'a form left half way' << LINES
key F7
expect 没有这样的协商
key Ctrl-N
type 楼道堆物怎么办
key Enter
quit
LINES
drives 'is offered again, saved and invited' << LINES
key F7
key Ctrl-N
expect 没填完的草稿
key Enter
expect 楼道堆物怎么办
key Ctrl-S
expect 已保存
expect 协商2026-0001
key 1
type $building
key Enter
expect 邀请了
LINES
door() { yz meeting invitation 2026-0001 | sed -n "s/^$1\\. [^-]*-\\([0-9]*-[0-9]*\\).*/\\1/p"; }
drives 'doors one after another' << LINES
key F7
key Enter
key Ctrl-N
type $(door 1)
key Enter
expect 共 1 户
type $(door 2)
key Enter
expect 共 2 户
type $(door 2)
key Enter
expect 已经登记到会
key Esc
expect 2 户，应到
LINES
drives 'a ballot of more than came is refused' << LINES
key F7
key Enter
key Tab
key Tab
key Ctrl-N
type 每周清理
key Enter
key Enter
key Enter
type 3
key Ctrl-S
expect 票数 3 多于到会的 2 户
key Ctrl-U
type 2
key Ctrl-S
expect 表决结果：通过
LINES
drives 'a decision becomes a need' << LINES
key F7
key Enter
key Shift-Tab
key Shift-Tab
key Ctrl-N
type 装公告栏
key Enter
type 陈
key Enter
type +5
key Enter
type 环境整治
key Enter
key Ctrl-S
expect 装公告栏
key Enter
expect 环境整治
expect 装公告栏
LINES
equal 'that is on the list' 装公告栏 "$(yz --json need list --where source=meeting | get '$.text')"
drives 'a decision becomes a case of any item, for somebody' << LINES
key F7
key Enter
key Shift-Tab
key Shift-Tab
key Ctrl-N
type 上门办
key Enter
type 陈
key Enter
type +5
key Enter
type 失业登记
key Enter
key Ctrl-S
expect 要先选定是哪一位居民
type $wife_name
key Enter
key Ctrl-S
expect 到窗口受理
LINES
equal 'all of it is on record' 2 "$(yz --json meeting show 2026-0001 | get '$.present')"
drives 'its papers' << LINES
key F7
key Enter
key Ctrl-P
expect 协商邀请名单
key Tab
expect 协 商 纪 要
LINES
yz meeting resolve 2026-0001 '请 3 幢 102 室搬走门口的柜子' --owner "$(yz --json staff list | get '$.id' | sed -n 1p)" --due +1w > "$out" 2> "$err"
drives 'why a summary cannot be shown in public stays on the screen' << LINES
key F7
key Enter
key Ctrl-P
key Tab
key Tab
expect 不能公开
key Ctrl-P
key Esc
expect 写着门牌号，不能公开
LINES
two=$(yz --json building list --limit 3 | get '$.id' | xargs | tr ' ' ,)
drives 'several buildings at once, and again' << LINES
key F7
key Ctrl-N
type 停车怎么划线
key Ctrl-S
key 1
type $two
key Enter
expect 邀请了
reject 邀请了 0 户
key Ctrl-N
type 1-101
key Enter
expect 不止一户
LINES
equal 'all of them' 3 "$(yz --json meeting show 2026-0002 | grep -o '"id":"invite:' | wc -l | tr -d ' ')"
yz undo > "$out" 2> "$err"
yz undo > "$out" 2> "$err"
for size in '80 24' '120 40'; do
    # shellcheck disable=SC2086
    shows meetings $size << LINES
key F7
LINES
    # shellcheck disable=SC2086
    shows meeting $size << LINES
key F7
key Enter
LINES
    # shellcheck disable=SC2086
    shows meeting-form $size << LINES
key F7
key Ctrl-N
LINES
done
shows meeting-en 80 24 --lang en << LINES
key F7
key Enter
LINES
shows meeting-form-en 80 24 --lang en << LINES
key F7
key Ctrl-N
LINES

# --- hours, doors, names out of drafts ---
before=$(yz --json meeting list | wc -l | tr -d ' ')
yz meeting add --set title=楼道灯 --set place=活动室 --set at=2026-12-01 > "$out" 2> "$err"
says 'a day without an hour is no time to meet' 没有写几点开会 "$err"
equal 'and nothing is saved' "$before" "$(yz --json meeting list | wc -l | tr -d ' ')"
yz meeting add --set title=楼道灯 --set place=活动室 --set at='2026-12-01 19:30' > "$out" 2> "$err"
new=$(cat "$out" | grep -o '[0-9]*-[0-9]*')
equal 'with the hour it is' $((before + 1)) "$(yz --json meeting list | wc -l | tr -d ' ')"
yz meeting resolve "$new" 楼道要清理 --owner "$(yz --json staff list | get '$.name' | head -1)" --due 2026-12-10 --case event-environment > "$out" 2> "$err"
says 'a case without a place: the field is told' 写明居民、户或楼栋 "$err"
neighbour=$(yz --json show "$household" | get '$.members[0].name')
decision() {
    printf '%s\n' 'key F7' 'key Enter' 'expect 楼道灯' 'key Tab' 'key Tab' 'key Tab' 'key Ctrl-N'
}
drives 'a neighbour is found by the door' << LINES
$(decision)
type 楼道要清理
key Enter
key Tab
key Tab
type 环境事件
key Enter
type $address
expect $neighbour
key Enter
quit
LINES
drives 'what a decision becomes stands in a draft by its name' << LINES
$(decision)
expect 没填完的草稿
key Enter
expect 环境事件
reject case:
LINES
drives 'going down through a form leaves what is chosen' << 'E'
key F7
key Enter
key Ctrl-E
expect > 议题
key Down
key Down
key Down
key Down
key Down
key Down
key Down
key Down
expect > 主持人    张云
key Down
expect > 甲方居民
expect 主持人    张云
E
yz meeting add --set title=用维修资金修屋面 --set matter=owners-major > /dev/null
drives 'the rule of the vote is told whole' << 'E'
size 80 24
key F7
key Enter
expect 用维修资金修屋面
expect 业主共同决定
expect 同意的面积至少 3/4
E
