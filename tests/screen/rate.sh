#!/bin/sh
# 评价: the turned-round screen, from the case and back; paper forms; the supervisor's list.
. "$(dirname "$0")/common.sh"
fresh
late=$(yz --json case list --overdue --limit 1 | get '$.number')
yz case do "$late" finish --set result=已办结 > "$out" 2> "$err"
tell 'a finished case'
cp "$YIZHAN_FILE" demo.db
name_shown=$(yz --json case show "$late" | get '$.person_name')
open="size 80 24
key F2
type $late
key Enter
key Enter
expect 这次办事，您满意吗？"

drives 'Enter on a finished case turns the screen round: nothing about anybody' << LINES
$open
reject $name_shown
reject $late
reject 驿站
expect 非常不满意
expect-cursor 7 25
key F2
key F9
key F1
key F10
expect 这次办事，您满意吗？
LINES
drives 'arrows and Enter, thanks, and back at the case' << LINES
$open
key Down
key Down
key Enter
expect 谢谢您的评价！
reject 基本满意
key Enter
expect 办件 $late
expect 已评价
reject 基本满意
key Tab
reject 基本满意
LINES
drives 'rated once' << LINES
size 80 24
key F2
type $late
key Enter
reject 评价   Enter
key Ctrl-Z
reject 已撤销：评价
LINES
equal 'the rating stands' 1 "$("$tool" role "$YIZHAN_FILE" supervisor; yz --json rating list | get '$.mark' | grep -c '^3$')"

fresh
drives 'a digit is enough; a full-width one too' << LINES
$open
key １
expect 谢谢您的评价！
key x
expect 办件 $late
LINES
drives 'nothing of the call back is on a clerk'\''s screens' << LINES
size 120 40
reject R2026
reject 差评
key F9
wait idle
reject 差评
reject R2026
key F2
type R2026
reject R2026-0001
LINES
"$tool" role "$YIZHAN_FILE" supervisor
drives 'the supervisor finds it, and opens it' << LINES
size 120 40
key F2
type haochaping
key Enter
expect 非常不满意
expect $late
key Enter
expect 办件 R2026-0001
expect 2026-12-14 17:30
LINES

fresh
drives 'Esc gives no rating' << LINES
$open
key Esc
expect 办件 $late
key Enter
expect 这次办事，您满意吗？
LINES
drives 'paper forms are not for a clerk' << LINES
size 80 24
key F2
type lrpjb
key Enter
expect 站长开箱
LINES
"$tool" role "$YIZHAN_FILE" supervisor
drives 'paper forms, one after another' << LINES
size 80 24
key F2
type lrpjb
key Enter
expect 录入评价表
type 2020-999999
key Enter
expect 没有办件
key Up
key Ctrl-U
type $late
key Enter
type 不满意
key Enter
type 没有说清要带什么
key Ctrl-S
expect 办件 $late 已评价；可以录下一张
reject 不满意
reject 没有说清
type $late
key Enter
type 满意
key Ctrl-S
expect 一件一评
LINES
equal 'kept as from paper, with the words' '2 1 没有说清要带什么' "$(yz --json rating list | get '$.mark') $(yz --json rating list | get '$.paper') $(yz --json rating list | get '$.note')"

# every size
{
    printf '%s\n' 'size 80 24' 'key F2' 'type haochaping' 'key Enter'
    for size in '1 1' '20 6' '40 10' '81 25' '200 60'; do printf 'size %s\nkey Down\n' "$size"; done
} | drives 'the list at every size'
fresh
{
    echo "$open"
    for size in '1 1' '10 3' '40 8' '60 12' '200 60'; do printf 'size %s\nkey Down\n' "$size"; done
} | drives 'the turned-round screen at every size'
