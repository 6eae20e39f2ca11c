#!/bin/sh
# --reveal: a line a record, who may, children, groups, exports, and who looked.
. "$(dirname "$0")/common.sh"
demo
family
looks() { # of the newest act on: how many lines say that somebody looked
    yz --json log --limit 400 | grep -c '"verb":"reveal"'
}
child=$(yz --json person list --where sex=女 | grep -E '"birth":"20(1[4-9]|2)' | grep -v "$household" | get '$.id' | head -n 1)

runs 'no reason' 2 --reveal show "$guardian"
runs 'a person' 0 --reveal --reason 联系 show "$guardian"
equal 'one line' 1 "$(looks)"
yz --json log --limit 1 > line
equal 'who, whose, why' "reveal $guardian 联系" "$(get '$.verb' < line) $(get '$.id' < line) $(get '$.note.reason' < line)"
runs 'the own looks are counted' 0 show "$guardian"
says 'on the page' '近一年自己查看过 1 次' "$err"
runs 'a household' 0 --reveal --reason 走访 household show "$household"
members=$(yz --json household show "$household" | get '$.members' | grep -o '"id"' | wc -l | tr -d ' ')
tell 'is shown'
hidden=$(grep -c '仍然遮盖' "$err")
[ "$(looks)" -gt 2 ] && [ "$(looks)" -le $((2 + members)) ]
tell "and a line for it and each member shown (of $members, $hidden)"
before=$(looks)
runs 'a list' 0 --json --reveal --reason 核对 person list --limit 3 --where sex=男
[ "$(looks)" -le $((before + 3)) ] && [ "$(looks)" -gt "$before" ]
tell 'a line a row'

runs 'a child, by a clerk' 6 --reveal --reason 好奇 show "$child"
says 'names the law' 个人信息保护法 "$err"
home=$(yz --json show "$child" | get '$.households[0].id')
runs 'in a list it stays masked' 0 --json --reveal --reason 核对 person list --in "$home"
grep -F "\"$child\"" "$out" | get '$.name' | grep -qF '*'
tell 'and the list goes on'
runs 'a case of a newborn' 0 case open newborn-insurance --household "$household" --set baby_sex=女 --set birth=2026-11-20 --set baby_name=甄一 \
    --set certificate=U530987651 --set guardian="$guardian" --set consent=yes --set papers=certificate,booklet,parent-id
no=$(cat "$out")
baby=$(yz --json case show "$no" | get '$.person')
runs 'whoever handles it sees the child' 0 --json --reveal --reason 办理 show "$baby"
equal 'whole' 甄一 "$(get '$.name' < "$out")"
runs 'and the case' 0 --reveal --reason 办理 case show "$no"
runs 'until it is withdrawn' 0 case do "$no" withdraw --reason 不办了
runs 'then no longer' 6 --reveal --reason 办理 show "$baby"
says 'with the right that lacks' 不满十四周岁 "$err"
runs 'a case of a child whose record has the consent' 0 case open resident-insurance --person "$child" --set history=连续参保 --set missed=0
no=$(cat "$out")
runs 'shows that child' 0 --reveal --reason 办理 show "$child"
runs 'until it is taken back' 0 case do "$no" withdraw --reason 不办了
runs 'then no longer either' 6 --reveal --reason 办理 show "$child"

need=$(yz --json need add --set 'text=打13800001111' --set field=daily --set household="$household" | get '$.id')
runs 'a need' 0 --json --reveal --reason 联系 need show "$need"
says 'with the number in its text' 13800001111 "$out"
yz --json log --limit 1 > line
says 'and a line of the journal' '"verb":"reveal"' line

runs 'an export, by a clerk' 6 --reveal --reason 报送 export residents --out all.csv
[ ! -e all.csv ]
tell 'writes nothing'
runs 'a report neither' 6 --reveal --reason 报送 export households
"$tool" role "$YIZHAN_FILE" supervisor
runs 'a supervisor sees the child' 0 --reveal --reason 核对 show "$child"
before=$(looks)
runs 'and exports' 0 --reveal --reason 上级检查 export residents --out all.csv
equal 'one look at all of it' $((before + 1)) "$(looks)"
yz --json log --limit 2 > line
says 'with what was written' residents line
says 'and why' 上级检查 line
runs 'all is whole' 0 verify
