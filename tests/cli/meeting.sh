#!/bin/sh
# meeting: raised, invited, attended, voted, resolved, closed; its papers.
. "$(dirname "$0")/common.sh"
demo
building=$(yz --json building list --limit 1 | get '$.id')
clerk=$(yz --json staff list | get '$.name' | head -1)
door() { yz meeting invitation 2026-0001 | sed -n "s/^$1\. [^-]*-\([0-9]*-[0-9]*\).*/\1/p"; }

runs 'the rules' 0 --json meeting matters
"$tool" json < "$out"
tell 'are JSON lines'
says 'with the law' 第二百七十八条 "$out"
runs 'no topic' 1 meeting add --set place=活动室
runs 'a matter that is none' 1 meeting add --set title=x --set matter=weather
runs 'a topic' 0 meeting add --set title=楼道堆物怎么办 --set place=活动室
equal 'has the first number of the year' 协商2026-0001 "$(cat "$out")"
runs 'doors before the invitation' 1 meeting attend 2026-0001 1-101
runs 'nowhere' 2 meeting invite 2026-0001
runs 'a building' 0 --json meeting invite 2026-0001 --building "$building"
equal 'every door of it' "$(yz meeting invitation 2026-0001 | grep -c '□到会')" "$(get '$.doors' < "$out")"
for i in 1 2 3; do
    runs "door $i" 0 meeting attend 2026-0001 "$(door $i)"
done
runs 'the same again' 1 meeting attend 2026-0001 "$(door 1)"
says 'is named' 已经登记到会 "$err"
runs 'an opinion' 0 meeting opinion 2026-0001 先清理再划停放点
runs 'one of a door, as it is called at the meeting' 0 --json meeting opinion 2026-0001 晚上也要清 --door "$(door 2)"
equal 'that dwelling' "$(yz --json meeting show 2026-0001 | get '$.presences[1].dwelling')" "$(get '$.dwelling' < "$out")"
runs 'more ballots than doors' 1 --json meeting vote 2026-0001 每周清理 --secret --set yes=3 --set no=1
equal 'the field' yes "$(get '$.field' < "$out")"
square=$(yz --json meeting show 2026-0001 | get '$.present_square')
runs 'a little more area than came' 1 --json meeting vote 2026-0001 每周清理 --set yes=2 --set yes_square="$(awk "BEGIN { printf \"%.2f\", $square + 0.01 }")"
equal 'that field' yes_square "$(get '$.field' < "$out")"
says 'with the area that came' "$square" "$out"
runs 'a ballot' 0 --json meeting vote 2026-0001 每周清理 --secret --set yes=2 --set no=1
equal 'passes' 通过 "$(get '$.result' < "$out")"
lacks 'and says of nobody how they voted' household "$out"
runs 'an owner that is none' 1 meeting resolve 2026-0001 清理 --owner 没有这个人 --due +5
runs 'a case' 0 --json meeting resolve 2026-0001 周六清理 --owner "$clerk" --due +5 --case event-environment
case=$(get '$.case_id' < "$out")
equal 'is there' event-environment "$(yz --json show "$case" | get '$.service')"
runs 'a need' 0 --json meeting resolve 2026-0001 装公告栏 --owner "$clerk" --due 2026-12-01 --need environment
equal 'is on the list' 装公告栏 "$(yz --json need show "$(get '$.need' < "$out")" | get '$.text')"
runs 'a case for whom? one that is named' 0 --json meeting resolve 2026-0001 上门认证 --owner "$clerk" --due 2026-12-01 \
    --case pension-check --set kind=pension --about "$(yz --json household list --limit 1 | get '$.head')"
case=$(get '$.case_id' < "$out")
equal 'of any item' pension-check "$(yz --json show "$case" | get '$.service')"
runs 'one that is there' 0 --json meeting resolve 2026-0001 继续办 --owner "$clerk" --due 2026-12-01 --link "$case"
equal 'is linked' "$case" "$(get '$.case_id' < "$out")"
runs 'not both' 2 meeting resolve 2026-0001 x --owner "$clerk" --due 2026-12-01 --link "$case" --need daily
runs 'the minutes' 0 meeting minutes 2026-0001
says 'with the vote' '同意 2，不同意 1' "$out"
runs 'printed' 0 meeting minutes 2026-0001 --to "file:$HOME/minutes"
equal 'in the print log' minutes "$(yz --json prints --ref 协商2026-0001 | get '$.paper')"
runs 'the summary' 0 meeting summary 2026-0001
lacks 'without doors' "$(door 1)" "$out"
says 'with how many were invited' 邀请： "$out"
runs 'a phone in an opinion' 0 meeting opinion 2026-0001 '请打 13812345678'
runs 'keeps the summary back' 1 meeting summary 2026-0001
says 'and says why' 电话号码 "$err"
lacks 'without the phone itself' 13812345678 "$err"
runs 'undone' 0 undo
runs 'it is given again' 0 meeting summary 2026-0001
runs 'what is thought of it' 0 meeting opinion 2026-0001 办得快 --mark good
runs 'closed' 0 meeting close 2026-0001
runs 'nothing more' 1 meeting opinion 2026-0001 还有
runs 'whole' 0 --json meeting show 2026-0001
"$tool" json < "$out"
tell 'is JSON'
equal 'with its doors' 3 "$(grep -o '"id":"presence:' "$out" | wc -l | tr -d ' ')"
runs 'by state' 0 --json meeting list --state closed
equal 'one' 协商2026-0001 "$(get '$.number' < "$out")"
runs 'a topic for several' 0 meeting add --set title=停车怎么划线
all=$(yz --json building list --limit 3 | get '$.id')
grid=$(yz --json grid list | get '$.id' | tail -1)
# shellcheck disable=SC2046
runs 'buildings and a grid' 0 --json meeting invite 2026-0002 $(echo "$all" | sed 's/^/--building /') --grid "$grid"
equal 'each place once' 4 "$(yz --json meeting show 2026-0002 | grep -o '"id":"invite:' | wc -l | tr -d ' ')"
equal 'every door once' "$(yz meeting invitation 2026-0002 | grep -c '□到会')" "$(get '$.doors' < "$out")"
says 'in words' 、 "$out"
runs 'no place twice' 0 --json meeting invite 2026-0002 --building "$building" --building "$building"
equal 'in words once' 1 "$(yz --json meeting show 2026-0002 | grep -o '"id":"invite:' | wc -l | tr -d ' ')"
red=$(printf '\033[31m红\007')
runs 'a terminal escape in a text' 0 meeting opinion 2026-0002 "$red<b>字</b>"
yz --json meeting show 2026-0002 > "$out"
yz meeting minutes 2026-0002 >> "$out"
says 'stays as text' '<b>字</b>' "$out"
lacks 'and is harmless' "$(printf '\033')" "$out"
runs 'a mediation' 0 meeting add --set title=漏水 --set sort=mediation --set first_name=张三 --set second_name=李四 --set agreement=三日内修好
runs 'has an agreement' 0 meeting agreement 2026-0003
says 'of both' 乙方：李四 "$out"
runs 'and minutes of the two parties' 0 meeting minutes 2026-0003 --to file:parties.txt
says 'with who they are, masked' '甲方：张*' parties.txt
says 'and what they agreed' '双方协议：三日内修好' parties.txt
lacks 'but no rule of voting' 表决规则 parties.txt
runs 'the names are masked elsewhere' 0 --json meeting show 2026-0003
lacks 'in JSON' 李四 "$out"
runs 'one that invited nobody' 0 meeting add --set title=楼道的灯 --set at=2026-11-23T19:30
runs 'decides all the same' 0 meeting resolve 2026-0004 换灯泡 --owner "$clerk" --due 2026-12-01
runs 'and its summary' 0 meeting summary 2026-0004
lacks 'speaks of no invitation' 邀请： "$out"
lacks 'and of nobody who came' 到会： "$out"
runs 'all is well' 0 verify
runs 'and consistent' 0 doctor
