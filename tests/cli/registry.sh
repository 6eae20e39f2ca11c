#!/bin/sh
# Editing, the journal and undo.
. "$(dirname "$0")/common.sh"
demo

runs 'an edit' 0 --json person edit p:12 --set phone=１３８００１３８０００ --set employer=测试单位
equal 'makes a version' 2 "$(get '$.version' < "$out")"
equal 'is shown masked' '138****8000' "$(get '$.phone' < "$out")"
yz --json log --limit 1 > "$out"
equal 'is in the journal' edit-person "$(get '$.verb' < "$out")"
equal 'of that record' p:7.12 "$(get '$.id' < "$out")"
equal 'with what changed' 测试单位 "$(get '$.changes.employer.after' < "$out")"
equal 'and only that' 2 "$(get '$.changes' < "$out" | grep -o '"before"' | wc -l | tr -d ' ')"
equal 'and who did it' 1 "$(get '$.staff' < "$out" | wc -l | tr -d ' ')"
act=$(get '$.act' < "$out")
runs 'wrong values are refused' 1 --json person edit p:12 --set phone=12 --set id_number=123 --set sex=x --set nope=1 --set invented=否 --set mother=p:99999
equal 'every one of them at once' 'id_number invented mother nope phone sex' "$(get '$.field' < "$out" | sort -u | xargs)"
equal 'and nothing changed' 2 "$(yz --json show p:12 | get '$.version')"
runs 'nothing to change' 2 person edit p:12
runs 'a person that is not there' 1 person edit p:99999 --set employer=x
runs 'a household is no person' 1 person edit h:1 --set employer=x
runs 'a value is cleared' 0 person edit p:12 --set employer=
equal 'to nothing' '' "$(yz --json show p:12 | get '$.employer')"
runs 'a building is edited' 0 building edit b:1 --set note=电梯检修
runs 'a household is edited' 0 household edit h:1 --set note=常年在家
equal 'and both are in their histories' 'edit-building edit-household' "$(yz --json show b:1 | get '$.history[0].verb') $(yz --json show h:1 | get '$.history[0].verb')"
home=$(yz --json show p:12 | get '$.households[0].id')
runs 'what is done to a member' 0 person edit p:12 --set employer=新单位
equal 'is in the history of the household' 'edit-person p:7.12' \
    "$(yz --json show "$home" | get '$.history[0].verb') $(yz --json show "$home" | get '$.history[0].id')"
runs 'and taken back' 0 undo
runs 'a reference to nothing is refused' 1 household edit h:1 --set head=p:99999
runs 'a reference is any REF' 0 household edit h:1 --set head="$(yz --json person show p:2 --reveal --reason 核对 | get '$.id_number')"
equal 'and is kept' p:7.2 "$(yz --json show h:1 | get '$.head')"

equal 'as it was yesterday' 1 "$(yz --json show p:12 --as-of 2026-11-22 | get '$.version')"
runs 'an earlier act with a later one in its way is not undone' 1 --json undo "$act"
later=$(get '$.blocked_by' < "$out")
[ "$later" -gt "$act" ]
tell 'and the later one is named'
runs 'in words as well' 1 undo "$act"
says 'what it was' '修改居民（2026-11-23，居民' "$err"
says 'and who did it' "第 $later 号操作：$(yz --json log --act "$later" | get '$.staff') 修改居民" "$err"
runs 'the later one first' 0 undo "$later"
equal 'brings the value back' 测试单位 "$(yz --json show p:12 | get '$.employer')"
runs 'then the earlier one' 0 undo "$act"
equal 'brings everything back' '' "$(yz --json show p:12 | get '$.employer')"
runs 'an act twice' 1 undo "$act"
runs 'without a number the newest of my own' 0 --json undo
equal 'which was the household' 1 "$(get '$.verb' < "$out" | grep -c household)"
runs 'an act that never was' 1 undo 99999999
yz --json log --since 2026-11-23 > "$out"
"$tool" json < "$out"
tell 'the journal is JSON lines'
equal 'since today: no demo' 0 "$(get '$.verb' < "$out" | grep -c '^demo$')"
me=$(yz --json log --limit 1 | get '$.staff')
equal 'of one member of staff' "$me" "$(yz --json log --staff "$me" --limit 5 | get '$.staff' | sort -u)"
equal 'of one record' p:7.12 "$(yz --json log --ref p:12 | get '$.id' | sort -u)"
equal 'of one act' 1 "$(yz --json log --act "$act" | wc -l | tr -d ' ')"
runs 'after all that the file is whole' 0 verify
runs 'and consistent' 0 doctor

runs 'staff list' 0 --json staff list
equal 'roles of all kinds' 5 "$(get '$.role' < "$out" | sort -u | wc -l | tr -d ' ')"
equal 'one is bound to me' "$(id -un)" "$(get '$.os_user' < "$out" | grep .)"
equal 'by role' 1 "$(yz --json staff list --where role=auditor | wc -l | tr -d ' ')"
runs 'a wrong role' 2 staff list --where role=king

runs 'an edit of today' 0 person edit p:12 --set employer=昨天
old=$(yz --json log --ref p:12 --limit 1 | get '$.act')
export YIZHAN_NOW=2026-11-24T09:00
runs 'is not undone tomorrow without its number' 1 undo
says 'its number is named' "yizhan undo $old" "$err"
says 'its name, its date and whom it is about' '修改居民（2026-11-23，居民 ' "$err"
equal 'and it stands' 昨天 "$(yz --json show p:12 | get '$.employer')"
runs 'with its number it is' 0 undo "$old"
equal 'and gone' '' "$(yz --json show p:12 | get '$.employer')"

# No command takes a building away; what could is the undo of the act that brought it, and that not with people in it.
compound=$(yz --json building list --limit 1 | get '$.address' | sed 's/ .*//')
printf '楼栋号,小区,网格,单元名称,楼层数\n88,%s,第一网格,1单元,6\n' "$compound" > tower.csv
printf '小区,楼栋,单元,房号\n%s,88,1,101\n' "$compound" > door.csv
buildings() { yz building list --limit 999; }
runs 'no command takes a building away' 2 building delete "${compound}88"
runs 'a building comes in' 0 --json import buildings tower.csv
tower=$(get '$.act' < "$out" | tail -1)
runs 'with a door' 0 --json import dwellings door.csv
door=$(get '$.act' < "$out" | tail -1)
runs 'and somebody behind it' 0 household add --to "${compound}88-1-101" --new '王新楼 男 13800000008'
living=$(yz --json log --limit 1 | get '$.act')
runs 'a building with people in it does not go' 1 --json undo "$tower"
equal 'for its door is there' "$door" "$(get '$.blocked_by' < "$out")"
runs 'nor does the door' 1 --json undo "$door"
equal 'for its people are there' "$living" "$(get '$.blocked_by' < "$out")"
buildings > "$out"
says 'the building stands' "$compound 88" "$out"
runs 'they first' 0 undo "$living"
runs 'then the door' 0 undo "$door"
runs 'then the building' 0 undo "$tower"
buildings > "$out"
lacks 'it is gone' "$compound 88" "$out"
runs 'and nothing refers to it' 0 doctor
