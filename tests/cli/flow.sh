#!/bin/sh
# case do, case explain: steps from open to done and back, what refuses them, and who may take them.
. "$(dirname "$0")/common.sh"
demo
family

# A new case of mine, all papers seen; its number in $no.
certificate=100
opened() {
    certificate=$((certificate + 1))
    no=$(yz case open newborn-insurance --household "$household" --set baby_sex=女 --set birth=2026-11-18 --set certificate="U530000$certificate" \
        --set guardian="$guardian" --set consent=yes --set papers=certificate,booklet,parent-id 2> "$err")
}
state() {
    yz --json case show "$no" | get '$.state'
}
shown() {
    yz --json case show "$no" | get "$1"
}
open_steps() {
    yz --json case explain "$no" | get '$.steps' | tr '{' '\n' | sed -n 's/.*"step":"\([^"]*\)".*/\1/p' | xargs
}

opened
runs 'explain' 0 --json case explain "$no"
"$tool" json < "$out"
tell 'is one line of JSON'
equal 'finishing is the usual next step' finish "$(get '$.steps[0].step' < "$out")"
equal 'it leads to the state finished' finished "$(get '$.steps[0].to' < "$out")"
equal 'it stands in the first link' present "$(get '$.links[0].state' < "$out")"
equal 'the others are to come' to-come "$(get '$.links[1].state' < "$out")"
equal 'what a clerk may do with a case just accepted' \
    'finish supplement start assign hand transfer call note urge escalate secret withdraw refuse' "$(open_steps)"
runs 'for people too' 0 case explain "$no"
says 'with its links' '[受理] > 办理 > 办结 > 评价' "$out"

runs 'started' 0 case do "$no" start --note 已发医保科
equal 'is in progress' in-progress "$(state)"
runs 'verifying is not open yet' 1 case do "$no" verify
says 'the state is named' 办理中 "$err"
says 'and what is open' 'finish 办结' "$err"
runs 'extending is the supervisor'\''s' 6 case do "$no" extend --days 3 --reason 核实
says 'who may is named' 本站站长 "$err"
runs 'an unknown step' 2 case do "$no" fly
runs 'an unknown field' 2 case do "$no" finish --set colour=red
runs 'a number that is not there' 1 case do 2020-000001 finish
runs 'a step without its reason' 1 --json case do "$no" withdraw
equal 'the field is named' reason "$(get '$.field' < "$out")"
runs 'every fault at once' 1 --json case do "$no" supplement --papers nosuch,other --days 3
equal 'two papers and the days' 'days papers papers' "$(get '$.field' < "$out" | sort | xargs)"
equal 'nothing changed' in-progress "$(state)"
equal 'and nothing was written' start "$(shown '$.timeline[1].step')"

due=$(shown '$.due')
runs 'papers are awaited' 0 case do "$no" supplement --papers 出生医学证明，parent-id --note 照片不清
equal 'the clock stands' '' "$(shown '$.due')"
equal 'they are missing' '["certificate","parent-id"]' "$(shown '$.missing_papers')"
runs 'a paper that is not missing' 1 case do "$no" papers --papers booklet
YIZHAN_NOW=2026-11-24T10:00 runs 'one came that the case does not wait for' 0 case do "$no" papers --papers parent-id
equal 'it waits on' supplement "$(state)"
YIZHAN_NOW=2026-11-25T15:00
runs 'the one it waits for' 0 --json case do "$no" papers --papers certificate
equal 'the case goes on by itself' in-progress "$(get '$.state' < "$out")"
equal 'the clock runs, and a day that it stood does not count' "2026-11-30 2026-12-01" "$(echo "$due" | cut -c1-10) $(shown '$.due' | cut -c1-10)"
equal 'the count tells so' 1 "$(yz --json case explain "$no" | get '$.count' | grep -c 暂停)"

runs 'a call is promised' 0 case do "$no" call --when '2026-11-26 10:00' --note 问出生证
runs 'not in the past' 1 case do "$no" call --when 2026-11-20
runs 'called' 0 case do "$no" called
runs 'finished' 0 case do "$no" finish --result 已参保
equal 'is finished' finished "$(state)"
equal 'the third link' present "$(shown '$.links[2].state')"
equal 'the result is in the timeline' 已参保 "$(shown '$.timeline' | tr '{' '\n' | sed -n 's/.*"result":"\([^"]*\)".*/\1/p')"
runs 'rated' 0 case do "$no" rate --set mark=非常满意
equal 'the last link' present "$(shown '$.links[3].state')"
runs 'once' 1 case do "$no" rate --set mark=1
lacks 'the mark is not in the timeline' 非常满意 "$out"
yz --json case show "$no" > "$out"
lacks 'nor in the JSON' 非常满意 "$out"
runs 'reopened' 0 case do "$no" reopen --note 名字写错
equal 'is open again' reopened "$(state)"
runs 'closing is not open' 1 case do "$no" close
steps=$(shown '$.timeline' | tr '{' '\n' | grep -c '"step"')
runs 'undone' 0 --json undo
undoing=$(get '$.undone_by' < "$out")
equal 'is finished again' finished "$(state)"
runs 'and the undoing undone' 0 undo "$undoing"
equal 'open again' reopened "$(state)"
equal 'the timeline has all steps, and the undoing' $((steps + 2)) "$(shown '$.timeline' | tr '{' '\n' | grep -cE '"step"|"verb":"undo')"
runs 'the timeline for people' 0 case show "$no"
says 'has the reason' '名字写错' "$out"
says 'and the papers' '材料：出生医学证明、父母一方身份证' "$out"

# To another station, and between two members of staff: the same user bound to one after the other.
me=$(yz --json staff list | tr '}' '\n' | grep "\"os_user\":\"$(id -un)\"" | sed 's/.*"name":"\([^"]*\)".*/\1/')
here=$(yz --json case show "$no" | get '$.station')
yz --json staff list > staff
# one ROLE: somebody with that role; at another station with a second argument.
one() {
    grep "\"role\":\"$1\"" staff | grep -v "\"name\":\"$me\"" | { [ "${2-}" ] && grep -v "\"station_name\":\"$here\"" || grep "\"station_name\":\"$here\""; } |
        head -1
}
other=$(one 办事员 elsewhere | get '$.station_name')
echo "# $me at $here; another station: $other"
runs 'offered to another station' 0 case do "$no" transfer --to "$other" --note 住得近
equal 'is offered' transferred "$(state)"
equal 'and stays here until then' "$here" "$(shown '$.station')"
runs 'accepting it is theirs' 6 case do "$no" accept
runs 'recalled' 0 case do "$no" recall
equal 'as it was before' reopened "$(state)"
runs 'to its own station it is not' 1 case do "$no" transfer --to "$here"
runs 'the case is handed to a colleague' 0 case do "$no" hand --to "$(one 办事员 | get '$.name')"
equal 'whose it is now' "$(one 办事员 | get '$.name')" "$(shown '$.owner')"
runs 'so finishing is not mine' 6 case do "$no" finish
runs 'until I take it' 0 case do "$no" take
runs 'secret' 0 case do "$no" secret --reason 本人要求
equal 'I still see who' 1 "$(yz --json case show "$no" | grep -c '"person":"p:')"
runs 'handed on' 0 case do "$no" hand --to "$(one 办事员 | get '$.name')"
yz --json case show "$no" > "$out"
equal 'now I do not' 保密 "$(get '$.person_name' < "$out")"
equal 'nor the household' '' "$(get '$.household' < "$out")"
lacks 'nor what was said' 名字写错 "$out"
runs 'in lists neither' 0 --json case list --state reopened
equal 'the name is veiled' 保密 "$(grep "$no" "$out" | get '$.person_name')"
runs 'nor in search' 0 search "$no"
says 'the hit says secret' 保密 "$out"
runs 'nor in the history' 0 --json log --ref "$no"
lacks 'no answers' U530000 "$out"
runs 'it may not be revealed' 6 --reveal --reason 好奇 case show "$no"
sed 's/^to = finished/to = done/; s/^clock = restart/clock = never/' "$SOURCE_DIR/data/flows/service.flow" > bad.flow
runs 'service check finds the errors of a flow' 1 --json -f nothing.db service check bad.flow
equal 'both of them, and what follows' 'clock to' "$(get '$.field' < "$out" | grep -oE 'clock$|to$' | sort -u | xargs)"
runs 'the flows that come with the program have none' 0 -f nothing.db service check "$SOURCE_DIR/data/flows/event.flow"
mkdir -p data/flows
sed 's/^most = 10/most = 20/; s/^label = 办结$/label = 办好/' "$SOURCE_DIR/data/flows/service.flow" > data/flows/service.flow
opened
runs 'up a level' 0 case do "$no" escalate --reason 站里办不了
yz --json case show "$no" > "$out"
says 'the timeline says from which to which' '"from":"社区","to":"街道"' "$out"
YIZHAN_DATA=$HOME/data runs 'a place may have its own' 0 case explain "$no"
says 'with its own words' 办好 "$out"
cp bad.flow data/flows/service.flow
YIZHAN_DATA=$HOME/data runs 'a bad one is told' 5 case do "$no" finish
says 'with its first error' '没有这个状态 done' "$err"
runs 'everything is whole' 0 verify
runs 'and consistent' 0 doctor
