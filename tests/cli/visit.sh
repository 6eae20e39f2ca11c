#!/bin/sh
# visit and need: the walk list, a visit as one act, the need that came of it, and undo.
. "$(dirname "$0")/common.sh"
demo
yz --json household list --limit 1 > one
household=$(get '$.id' < one)
building=$(yz --json household show "$household" | get '$.building')
equal 'nobody was visited yet' null "$(yz --json household show "$household" | sed 's/.*"last_visit":\([^,]*\),.*/\1/')"

runs 'a walk list' 0 --json visit plan --building "$building"
says 'whom nobody has met is due' '"due_now":true' "$out"
due() { yz --json visit plan --building "$building" | grep -F "\"$household\"" | get "\$.$1"; }
runs 'a visit without outcome' 2 visit log "$household"
runs 'an outcome that does not exist' 2 visit log "$household" --outcome asleep
runs 'a need without its field' 1 visit log "$household" --outcome met --need 修路灯
says 'the field is asked for' field "$err"
equal 'nothing was kept' '' "$(yz --json visit list)$(yz --json need list)"
runs 'a check that does not exist' 1 visit log "$household" --outcome met --check roof
runs 'a visit with a need' 0 --json visit log "$household" --outcome met --note 老人腿脚不便 --check fire,gas --need 修路灯 --field environment
need=$(get '$.need' < "$out")
equal 'what was wrong is kept' bad "$(get '$.checks.gas' < "$out")"
runs 'the need is on the list' 0 --json need list
equal 'with its field' environment "$(get '$.field' < "$out")"
equal 'as heard' heard "$(get '$.state' < "$out")"
equal 'due half a year later' 2027-05-24 "$(due due)"
equal 'the household says when' 2026-11-23T19:30:00+08:00 "$(yz --json household show "$household" | get '$.last_visit')"
YIZHAN_NOW=2027-05-23T23:59
equal 'the day before it is not due' false "$(due due_now | sed 's/^0$/false/')"
YIZHAN_NOW=2027-05-24T00:00
equal 'on the day it is' true "$(due due_now | sed 's/^1$/true/')"
YIZHAN_NOW=2026-11-23T19:30
runs 'a need is edited' 0 need edit "$need" --set urgency=紧急
runs 'the edit is undone first' 0 undo
runs 'visit and need are undone as one' 0 undo
equal 'both are gone' '' "$(yz --json visit list)$(yz --json need list)"
runs 'nobody home' 0 visit log "$household" --outcome absent
equal 'is no visit: it stays due' true "$(due due_now | sed 's/^1$/true/')"
runs 'a phone that is none' 1 visit log "$household" --outcome met --phone 12
says 'the phone is named' phone "$err"
runs 'a phone that changed' 0 visit log "$household" --outcome met --phone 13987654321
equal 'is the head'"'"'s' "$(yz --json household show "$household" | get '$.head')" "$(yz --json person list --where phone=13987654321 | get '$.id')"
runs 'and is taken back with the visit' 0 undo
equal 'nobody has it any more' '' "$(yz --json person list --where phone=13987654321)"

runs 'a need at the desk' 0 need add --set text=想学用手机 --set field=daily --set household="$household"
runs 'is shown' 0 need show "$(cat "$out")"
says 'with its place' 地点 "$out"
runs 'the log of a building' 0 --json visit list --building "$building"
equal 'has the visit' 'absent ' "$(get '$.outcome' < "$out" | sort | tr '\n' ' ')"
equal 'not before its day' '' "$(yz --json visit list --since 2026-11-24)"
runs 'the plan of the grid' 0 --json visit plan
says 'counts what is due' '"due":' "$out"
# The diary is made of acts; what was undone is not in it.
runs 'the diary of the day' 0 --json diary
says 'has the visit' 走访 "$out"
says 'and the need' 想学用手机 "$out"
lacks 'not what was undone' 修路灯 "$out"
equal 'of another day: nothing' '' "$(yz --json diary --date 2026-11-22)"
yz --json diary --grid 第一网格 > one
yz --json diary --grid 第二网格 > two
equal 'it is in one grid' 1 "$(cat one two | grep -c 想学用手机)"
runs 'the doors of the building on paper' 0 print doors "$building" --to file:doors.txt
says 'to be ticked' '□在家' doors.txt
runs 'a visit on paper' 0 print visit "$(yz --json visit list --limit 1 | get '$.id')" --to file:visit.txt
says 'with its outcome' 结果 visit.txt
runs 'in English' 0 --lang en print visit "$(yz --json visit list --limit 1 | get '$.id')" --to file:visit-en.txt
grep -q '结果：[^a-z]*$' visit-en.txt
tell 'the paper is in Chinese all the same'
runs 'the print log' 0 --json prints
says 'has both' '"paper":"doors"' "$out"
# Key groups: monthly.
person=$(yz --json household show "$household" | get '$.members[0].id')
runs 'met today' 0 visit log "$household" --outcome met
equal 'ordinary: half a year' 2027-05-24 "$(due due)"
runs 'somebody there is disabled' 0 group add "$person" disabled --reason 残疾证 --source 区残联
equal 'is due in a month' 2026-12-23 "$(due due)"
runs 'the doors on paper' 0 print doors "$building" --to file:doors.txt
says 'say that there is a key household' ※ doors.txt
lacks 'but not of which group' 残疾 doors.txt
equal 'which group is masked' 1 "$(due groups | grep -c 重点)"
YIZHAN_NOW=2026-12-24T09:00
runs 'policies find the household' 0 --json find-people --policy key-household-unvisited
says 'by its person' "\"$person\"" "$out"
runs 'a visit' 0 visit log "$household" --outcome met
runs 'takes it off' 0 --json find-people --policy key-household-unvisited
lacks 'the list' "\"$person\"" "$out"
runs 'undone' 0 undo
runs 'the file is whole' 0 verify
runs 'and consistent' 0 doctor
