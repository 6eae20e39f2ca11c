#!/bin/sh
# Services other than the newborn's, as a clerk does them: for a person, at a place, for somebody who is not in the register;
# and the register mended from inside the form.
. "$(dirname "$0")/common.sh"

tabs() {
    i=0
    while [ $i -lt "$1" ]; do
        echo 'key Tab'
        i=$((i + 1))
    done
}

for size in '80 24' '120 40'; do
    fresh
    drives "a person, $size" << LINES
size $size
key 3
expect 哪一位
type $wife_name
key Enter
expect 失业登记 $wife_name
expect 符合
type 没有工作过
key Enter
expect > 求职意向
type 保洁
key Enter
key Space
key Enter
key Enter
key Ctrl-U
type 13888880001
key Enter
key Space
expect [x] 身份证或社会保障卡
expect 期限：2026-11-30 17:30（5 个工作日）
key Ctrl-S
expect 已保存
expect 受理回执
expect 失业登记
quit
LINES
    equal 'the case is of the person' "$wife" "$(yz --json case list --service unemployment | get '$.person')"
    drives "a second one is refused, and the first is named, $size" << LINES
size $size
key 3
type $wife_name
key Enter
type 没有工作过
key Enter
key Enter
key Enter
key Enter
key Ctrl-U
type 13888880001
key Ctrl-S
expect 同一事项已有在办的
LINES
    drives "the resident is edited inside the form, $size" << LINES
size $size
key 3
type $wife_name
key Enter
key Esc
type 没有工作过
key Enter
type 只做夜班
key Ctrl-E
expect 修改居民 $wife_name
$(tabs 11)
key Ctrl-U
type 13712345678
key Ctrl-S
expect 失业登记 $wife_name
expect 只做夜班
expect 没有工作过
expect 13712345678
LINES
    equal 'and it is in the register' 13712345678 "$(yz --json person show "$wife" --reveal --reason 核对 | get '$.phone')"
    drives "at a place, $size" << LINES
size $size
key 8
expect 在哪里
type 星体花园南区3
key Enter
expect 环境卫生事件 星体花园南区 3幢
type 东侧垃圾房旁
key Enter
type 暴露垃圾
key Enter
type 装修垃圾堆了一星期
key Enter
key Enter
type 赵大妈
key Enter
type 13888886666
key Ctrl-S
expect 已保存
quit
LINES
    equal 'the event is there' 东侧垃圾房旁 "$(yz --json case list --service event-environment | get '$.place')"
    drives "somebody who is not in the register, $size" << LINES
size $size
key 7
expect 空着 Enter
key Enter
expect 投诉人
type 王强
key Enter
type 13888887777
key Enter
type 某某公司
key Enter
type 其他行业
key Enter
reject 施工总承包单位
type 保洁
key Enter
type 20260801
key Enter
type 20241122
key Enter
expect 不符合：拖欠到今天没有超过两年
type 9000
key Ctrl-S
expect 两年
LINES
done

fresh
drives 'the list of all, by number and by typing' << 'LINES'
size 80 24
key 0
expect 17 设施事件
expect 医疗保障局
reject 差评回访
type 高龄
expect 14 高龄津贴
reject 失业登记
key Ctrl-U
type 16
key Enter
expect 矛盾纠纷事件
key Esc
key F2
type banli
key Enter
expect 14 高龄津贴
LINES
drives 'the guardian of a newborn is edited from the form' << LINES
size 80 24
key 1
type $address
key Enter
type $wife_name
key Enter
type 小满
key Enter
key Ctrl-E
expect 修改居民 $wife_name
$(tabs 11)
key Ctrl-U
type 13712340000
key Ctrl-S
expect 新生儿医保参保登记
expect 小满
expect $wife_name
LINES
equal 'whose phone it is now' 13712340000 "$(yz --json person show "$wife" --reveal --reason 核对 | get '$.phone')"
yz --json log --limit 6 > "$out"
grep -qF '"reason":"办理新生儿医保参保登记"' "$out"
tell 'and the journal says for what she was shown'
drives 'a person item from the household asks which member' << LINES
size 80 24
key F2
type $address
key Enter
key 3
expect 户主
reject 受理
key Down
key Enter
expect 失业登记
expect 失业前
LINES
drives 'a draft of an event is found again' << 'LINES'
size 80 24
key 8
type 星体花园南区3
key Enter
type 南门
key Enter
quit
LINES
drives 'from home' << 'LINES'
size 80 24
expect 9 草稿 星体花园南区 3幢
key 0
expect 草稿 星体花园南区 3幢
key Enter
expect 这里有 2026-11-23 19:32 没填完的草稿
key Enter
expect 南门
LINES

# --- a year without a calendar: each date that depends on it says so, and no other ---
fresh
YIZHAN_NOW=2026-12-22T10:00 drives 'the legal limit reaches into the next year, the promised one does not' << LINES
size 80 24
key 3
type $wife_name
key Enter
type 没有工作过
key Enter
type 保洁
key Enter
key Space
key Enter
key Enter
key Ctrl-U
type 13888880001
key Enter
key Space
expect 期限：2026-12-29 17:30（5 个工作日），法定 2027-01-05 17:30（推定）
key Ctrl-S
expect 受理回执
key Enter
expect 失业登记
key Tab
key Tab
key Tab
key Enter
expect 2027-01-05 17:30（推定）
reject 2026-12-29 17:30（
LINES
