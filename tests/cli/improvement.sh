#!/bin/sh
# improvement: proposed, planned, under way, done, confirmed; the needs it answers go along; what is given; its paper.
. "$(dirname "$0")/common.sh"
demo
home=$(yz --json household list --limit 1 | get '$.id')
head=$(yz --json household show "$home" | get '$.members[0].id')
need() { yz --json need add --set text="$1" --set field=environment "$2" "$3" | get '$.id'; }
state() { yz --json need show "$1" | get '$.state'; }
mine=$(need 楼门口没有扶手 --set household="$home")
nobodys=$(need 门口台阶太滑 --set place=楼门口)
other=$(need 晚上看不见台阶 --set household="$(yz --json household list --limit 2 | get '$.id' | tail -1)")

runs 'nothing' 2 improvement add
runs 'no place' 1 --json improvement add --set name=装长椅
equal 'the field' place "$(get '$.field' < "$out")"
runs 'a cost below nothing' 1 improvement add --set name=装长椅 --set place=南门 --set cost=-3
says 'is named' '花费不能小于 0' "$err"
runs 'money of nobody' 1 improvement add --set name=装长椅 --set place=南门 --set cost=30
runs 'of a need' 0 --json improvement add --need "$mine" --need "$nobodys" --set before=台阶三级没有扶手
no=$(get '$.number' < "$out")
equal 'has the need as its name' 楼门口没有扶手 "$(get '$.name' < "$out")"
says 'and its building' '"building":"b:' "$out"
lacks 'but no door' "$(yz --json need show "$mine" | get '$.place')" "$out"
equal 'heard as before' 已收集 "$(state "$mine")"

runs 'finished before it began' 1 improvement finish "$no" --set after=好了
says 'says what is open' 'plan 安排、drop 不做了' "$err"
runs 'a day before its step' 1 improvement edit "$no" --set finished=2026-11-01
runs 'no plan' 1 improvement plan "$no"
runs 'a field of another step' 2 improvement plan "$no" --set cost=3
runs 'a plan' 0 improvement plan "$no" --set plan=两侧装不锈钢扶手 --set planned_days=2 --set crew=物业维修队
equal 'the need is matched' 已匹配 "$(state "$mine")"
runs 'another need' 0 improvement need "$no" "$other"
equal 'is matched at once' 已匹配 "$(state "$other")"
runs 'the same again' 1 improvement need "$no" "$other"
runs 'begun' 0 improvement start "$no" --set started=2026-11-12
provider=$(yz --json provider add --set name=宝象五金店 --set sort=firm --set uscc=91350211M000100Y43 | get '$.id')
runs 'of nobody' 1 improvement give "$no" --set what=螺丝
runs 'worth less than nothing' 1 improvement give "$no" --set provider="$provider" --set what=扶手 --set worth=-1
runs 'given' 0 improvement give "$no" --set provider="$provider" --set what='扶手 4 米' --set worth=320
runs 'done before it began' 1 --json improvement finish "$no" --set after=好走 --set finished=2026-11-11
equal 'the day' finished "$(get '$.field' < "$out")"
runs 'done' 0 --json improvement finish "$no" --set after='装好了，老人上下稳当' --set finished=2026-11-17 --set cost=120 --set payer=物业
equal 'in working days' 4 "$(get '$.days' < "$out")"
equal 'the need is delivered' 已落实 "$(state "$mine")"
runs 'the word by an edit' 1 improvement edit "$no" --set word=好
runs 'of nobody at all' 1 improvement confirm "$no" --set word=好
runs 'by one of the household' 0 improvement confirm "$no" --set word_of="$head" --set word=扶着踏实
says 'the others are told' "$other 是别人家提的" "$err"
equal 'their own need is closed' 已闭合 "$(state "$mine")"
equal 'and that of nobody' 已闭合 "$(state "$nobodys")"
equal 'not that of the others' 已落实 "$(state "$other")"
yz --json improvement show "$no" > "$out"
"$tool" json < "$out"
tell 'is JSON'
lacks 'without the whole name' "$(yz --reveal --reason 核对 --json person show "$head" | get '$.name')" "$out"
runs 'the paper' 0 print improvement "$no" --to "file:$HOME/paper"
says 'what was given' '宝象五金店：扶手 4 米（320.00 元）' "$HOME/paper"
says 'and how long it took' '用时：4 个工作日' "$HOME/paper"
equal 'in the print log' improvement "$(yz --json prints --ref "$no" | get '$.paper')"
runs 'opened again' 0 improvement reopen "$no" --set reason=一侧松了
equal 'the need is open again' 已匹配 "$(state "$mine")"
runs 'undone' 0 undo
equal 'with its need' 已闭合 "$(state "$mine")"
equal 'and its state' 居民认可 "$(yz --json improvement show "$no" | get '$.state')"

runs 'one without a need' 0 improvement add --set name=补花坛 --set place=北门
runs 'with one' 0 improvement need 2026-0002 "$(need 花坛空着 --set place=北门)"
runs 'planned' 0 improvement plan 2026-0002 --set plan=种三角梅
runs 'dropped without a reason' 1 improvement drop 2026-0002
runs 'dropped' 0 --json improvement drop 2026-0002 --set reason=冬天再种
equal 'the need is as before' heard "$(get '$.needs[0].state' < "$out")"
runs 'by state' 0 --json improvement list --state dropped
equal 'one' 转变2026-0002 "$(get '$.number' < "$out")"
runs 'by need' 0 --json improvement list --need "$mine"
equal 'the first' "$no" "$(get '$.number' < "$out")"
runs 'a state that is none' 2 improvement list --state gone
runs 'that is not there' 1 improvement show 2026-0099
runs 'the chain' 0 verify
runs 'and all is consistent' 0 doctor
