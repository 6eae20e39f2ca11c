#!/bin/sh
# The one line on the screen: every clue that a clerk may have leads to the record, and says why.
. "$(dirname "$0")/common.sh"
fresh
yz person edit "$wife" --set name=张小明 --set id_number=53010219900307720X --set phone=13987654321 > "$out" 2> "$err"
tell 'somebody whose data is known'
number=$(yz --json case list --limit 1 | get '$.number')

# clue NAME QUERY WHY: QUERY lists 张小明, in the dwelling, and says why.
clue() {
    drives "$1" << LINES
size 80 24
key F2
type $2
expect 张
expect $address
expect $3
LINES
}
clue 'by the whole name' 张小明 姓名
drives 'a name typed whole is shown whole, else masked' << 'LINES'
key F2
type 张小
expect 张*明
key Ctrl-U
type 张小明
expect > 张小明
LINES
clue 'by inner characters' 小明 姓名
yz need add --set text=充电桩不够用 --set field=governance --set place=广场东侧 > "$out"
drives 'a need by its words, and Enter opens it' << 'LINES'
key F2
type 充电桩
expect 充电桩不够用
expect 需求内容
key Enter
expect 需求 n:
expect 广场东侧
LINES
clue 'by full pinyin' zhangxiaoming 姓名拼音
clue 'by initials' zxm 姓名拼音首字母
clue 'by half pinyin, half initials' zhangxm 姓名拼音
clue 'by characters and initials' 张xm 姓名汉字加拼音
clue 'by the phone' 13987654321 号码
clue 'by a part of the phone' 87654 号码片段
clue 'by the last four' 4321 号码末四位
clue 'by a part of the ID number' 99003077 号码片段
clue 'by the end of the ID number' 720x 号码末四位
clue 'in full-width letters' ｚｘｍ 姓名拼音首字母
clue 'in full-width digits' １３９８７６５４３２１ 号码

drives 'an address of many compounds' << 'LINES'
key F2
type 3-2-501
expect 星体花园南区3-2-501
expect 地址
LINES
drives 'a whole address leads to one household' << 'LINES'
key F2
type 星体花园南区3-2-501
expect > 星体花园南区3-2-501
key Enter
expect 户 星体花园南区 3幢 2单元 501
LINES
drives 'an address in full-width digits' << 'LINES'
key F2
type 星体花园南区３－２－５０１
key Enter
expect 户 星体花园南区 3幢 2单元 501
LINES
drives 'a compound alone lists its buildings' << 'LINES'
key F2
type 星体花园南区
expect 星体花园南区1幢
expect 星体花园南区3幢
expect 小区
reject 没有找到
key Ctrl-U
type xthynq
expect 星体花园南区2幢
key Enter
expect 楼栋 星体花园南区
LINES
drives 'a service by initials begins its form' << 'LINES'
key F2
type xse
expect 新生儿医保
key Enter
expect 哪一户
LINES
drives 'a case by its number' << LINES
key F2
type $number
expect 办件编号
key Enter
expect 办件 $number
LINES
drives 'a screen by its name' << 'LINES'
key F2
type 系统
expect 界面名称
key Enter
expect 1 核验
LINES
drives 'a full-width slash opens the line' << 'LINES'
key ／
expect 打任何线索
key Esc
key ：
expect 打任何线索
LINES
drives 'what is not there' << 'LINES'
key F2
type zzzzqq
expect 没有找到
key Enter
expect 查找 zzzzqq
LINES
drives 'arrows choose, Enter opens, Esc leads back to the line as it was' << 'LINES'
key F2
type 王
key Down
key Down
key Up
expect-cursor 21 7
key Enter
expect 居民 王
key Esc
expect 查找 王
key Esc
expect 今日
LINES
drives 'after a hit, what is typed is another clue' << 'LINES'
key F2
type 王
key Enter
key F2
type 星体花园南区3-2-501
expect 查找 星体花园南区3-2-501
key Backspace
expect 查找 星体花园南区3-2-50
LINES
drives 'a line end in what is pasted is a space' << 'LINES'
key F2
paste 星体花园南区\n3-2-501
key Enter
expect 户 星体花园南区 3幢 2单元 501
LINES
cat > down << 'LINES'
key F2
type 张
dump first
key PgDn
key PgDn
LINES
{ cat down; printf 'key Up\n%.0s' $(seq 60); echo 'dump again'; } > steps.lines
drives 'going down past the last hit' < steps.lines
cmp -s first again
tell 'leaves those above where they were'
drives 'terminal escapes in what is pasted do not come back' << LINES
key F2
paste $(printf '\033[31m')王
reject $(printf '\033')
expect [31m王
LINES
