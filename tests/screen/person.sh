#!/bin/sh
# A resident: masked until a reason is given, masked again after a while; edited, refused, saved, undone.
. "$(dirname "$0")/common.sh"
fresh
yz person edit "$wife" --set name=张小明 --set id_number=53010219900307720X --set phone=13987654321 > "$out" 2> "$err"
tell 'somebody whose data is known'
cp "$YIZHAN_FILE" demo.db

to_person="size 80 24
key F2
type 张小明
key Enter"

drives 'masked until a reason is given' << LINES
$to_person
expect 居民 张*明
expect 530102********720X
expect 139****4321
expect 1991-**-**
reject 0307
key Ctrl-R
key Enter
reject 53010219900307720X
type 核对身份
key Enter
expect 显示 60 秒，原因已记入日志：核对身份
expect 居民 张小明
expect 53010219900307720X
expect 13987654321
LINES
drives 'Esc gives no reason and shows nothing' << LINES
$to_person
key Ctrl-R
type 看看
key Esc
expect 居民 张*明
LINES
drives 'after its 60 seconds it is masked, also on a screen opened from it' << LINES
$to_person
key Ctrl-R
type 核对身份
key Enter
later 59
expect 显示 1 秒
expect 13987654321
key 1
expect 重点人群 张小明
later 2
expect 重点人群 张*明
key Esc
reject 13987654321
expect 139****4321
LINES
drives 'a number that is not in the list is no reason' << LINES
$to_person
key Ctrl-R
type 22
key Enter
expect 没有 22 这个原因
expect 居民 张*明
LINES
drives 'in a list there is not one record: what to do is said' << LINES
key F3
key Ctrl-R
expect Enter 打开要看的那一条，再按 Ctrl-R
LINES
drives 'masked again when one comes back to it' << LINES
$to_person
key Ctrl-R
type 核对身份
key Enter
expect 13987654321
key Esc
key Enter
expect 139****4321
reject 13987654321
LINES
drives 'the log tells who, whom and why' << 'LINES'
size 80 24
key F9
wait idle
expect 查看完整信息
expect 居民 张*明
expect 核对身份
key Enter
expect 居民 张*明
LINES
equal 'each look is a line of the log' 3 "$(yz --json log --limit 10 | get '$.note.reason' | grep -c '^核对身份$')"

drives 'nothing is edited behind the mask' << LINES
$to_person
key Ctrl-E
expect 先按 Ctrl-R 写明原因，再修改
LINES

edit="$to_person
key Ctrl-R
type 更正
key Enter
key Ctrl-E
expect 修改居民 张小明"
to_number='key Tab
key Tab
key Tab
key Ctrl-U
key Ctrl-K'

drives 'a wrong check digit names the digit expected' << LINES
$edit
$to_number
type 530102199003077201
key Tab
expect 校验码
expect X
key Ctrl-S
expect 修改居民
LINES
fresh
drives 'an ID number too short' << LINES
$edit
$to_number
type 5301021990030772
key Tab
expect !
key Ctrl-S
expect 修改居民
LINES
equal 'and it is not saved' 53010219900307720X "$(yz --json person show "$wife" --reveal --reason 核对 | get '$.id_number')"
fresh
drives 'Ctrl-Z takes back what was typed in a field' << LINES
$edit
$to_number
type 12345
key Ctrl-Z
expect 53010219900307720X
LINES

drives 'and nothing else: what was done before stands, until the form is left' << LINES
$edit
key Ctrl-Z
expect 这一栏没有改动
reject 已撤销
key Esc
key Ctrl-Z
expect 已撤销：修改居民
LINES

fresh
drives 'saved, seen in the history, and undone' << LINES
$edit
key Ctrl-U
key Ctrl-K
type 张晓明
key Ctrl-S
expect 已保存
expect 居民 张晓明
key Tab
expect 修改居民
expect 姓名
key Ctrl-Z
expect 已撤销：修改居民
expect 居民 张小明
LINES
equal 'as before' 张小明 "$(yz --json person show "$wife" --reveal --reason 核对 | get '$.name')"
yz person edit "$wife" --set employer=昨天 > "$out" 2> "$err"
export YIZHAN_NOW=2026-11-24T09:00
drives 'what is not of today is undone only after a question' << LINES
$to_person
expect 昨天
key Ctrl-Z
expect 撤销：修改居民（2026-11-23，居民 张*明）？
key Esc
expect 昨天
key Ctrl-Z
expect Enter 是  Esc 不
key Enter
expect 已撤销：修改居民
reject 昨天
LINES
export YIZHAN_NOW=2026-11-23T19:32

fresh
drives 'a form is left half done' << LINES
$edit
key Ctrl-U
key Ctrl-K
type 张晓明
key Tab
LINES
yz person edit "$wife" --set employer=水厂 > "$out" 2> "$err"
drives 'the draft outlives what another one changes meanwhile' << LINES
$edit
expect 没改完的草稿
key Enter
expect 张晓明
expect 水厂
key Ctrl-S
expect 已保存
LINES
equal 'what was typed' 张晓明 "$(yz --json person show "$wife" --reveal --reason 核对 | get '$.name')"
equal 'and what the other one wrote' 水厂 "$(yz --json person show "$wife" --reveal --reason 核对 | get '$.employer')"

fresh
drives 'what is saved and doubtful is said' << LINES
$edit
$to_number
type 530102198805110046
key Ctrl-S
expect 已保存，请核对出生日期
expect 居民 张小明
LINES
drives 'control characters in a field do not come back' << LINES
$edit
key Ctrl-U
key Ctrl-K
paste 张$(printf '\033')[31m红\t花\n朵
reject $(printf '\033')
key Ctrl-S
expect 居民 张
LINES
equal 'nor into the file' 0 "$(yz --json person show "$wife" --reveal --reason 核对 | get '$.name' | tr -d '\n' | grep -c '[[:cntrl:]]')"
runs 'the journal is whole' 0 verify

# Somebody new, from the household: a card read, who it may be already told, a draft kept, one act.
fresh
yz person edit "$wife" --set name=张小明 --set id_number=53010219900307720X > "$out" 2> "$err"
printf '张小明            20119900307云南省昆明市官渡区矣六街道1号                    53010219900307720X' > card.txt
new="size 80 24
key F2
type $address
key Enter
key Ctrl-X
expect 新增居民"
drives 'a card fills the form of a new resident' << LINES
$new
key Ctrl-N
type card.txt
key Enter
expect 已读身份证
expect 1990-03-07
expect 是同一人
expect ，Ctrl-O 打开（
key Ctrl-O
expect 居民 张*明
key Esc
expect 新增居民
LINES
drives 'what was typed is not lost' << LINES
$new
expect 没填完的新居民
key Enter
expect 53010219900307720X
LINES
drives 'the draft stands on 今日' << LINES
size 80 24
expect 新增居民
LINES
fresh
drives 'saved as one act, and undone' << LINES
$new
type 钱小军
key Ctrl-S
expect 已保存
expect 居民 钱*军
key Esc
expect 钱*军
key Ctrl-Z
expect 已撤销：迁入（2026-11-23，居民 钱*军
key Up
reject 钱*军
LINES
fresh
printf '小客人            10120180307云南省昆明市官渡区矣六街道1号                    530102201803077216' > child.txt
drives 'a child is not registered without a guardian' << LINES
$new
key Ctrl-N
type child.txt
key Enter
expect 已读身份证
key Ctrl-S
expect 不满 14 周岁
reject 已保存
type 母亲李红，当面
key Ctrl-S
expect 已保存
expect 居民 小*人
expect 监护人同意
reject 李红
key Tab
expect 新建；监护人同意
LINES
drives 'by the one line: only into the register' << LINES
size 80 24
key F2
type 新增居民
key Enter
expect 进哪一户
key Tab
key Tab
type 孙大圣
key Ctrl-S
expect 居民 孙*圣
expect 不在社区住
LINES
