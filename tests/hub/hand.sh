#!/bin/sh
# One owner: a case and a resource go from one station to another by offer and answer, the hub deciding; whatever breaks, comes twice or
# crosses on the way, no two stations have it.
. "$(dirname "$0")/common.sh"
district 7 8 9
sync() { runs "${2:-station $1 syncs}" "${3:-0}" --json -f "$1.db" hub sync "$(hub "$1")"; }
# inbox STATION PATH: of its first open letter.
inbox() { yz -f "$1.db" --json hub inbox --all | head -n 1 | get "$2"; }
state() { yz -f "$1.db" --json case show "$2" | get '$.state'; }
owner() { ask "SELECT owner || ' ' || coalesce(offered_to, 0) FROM yizhan.owner WHERE kind = '$1'" | xargs; }
for n in 7 8 9; do sync $n; done

person=$(yz -f 7.db --json person add --set name=张秀兰 --set id_number=530111195003120026 --set phone=13812345678 | get '$.id')
yz -f 7.db --json case open resident-insurance --person "$person" --set history=连续参保 --set missed=0 > "$out" 2> "$err"
number=$(get '$.number' < "$out")
[ -n "$number" ]
tell 'station 7 has a case'
was=$(state 7 "$number")

# --- offline: it waits, and says so ---
runs 'nor is there a station 77' 2 -f 7.db hub offer "$number" 77
runs 'an own number is no other station' 1 -f 7.db hub offer "$number" 7
runs 'it is offered while nobody is reached' 0 -f 7.db hub offer "$number" 8 --note 她搬到那边了
says 'and told to wait' '下次和区县同步时送出' "$err"
equal 'the case stands still' transferred "$(state 7 "$number")"
runs 'twice it is not' 1 -f 7.db hub offer "$number" 9
letter=$(inbox 7 '$.id')
runs 'what was not sent is taken back at once' 0 -f 7.db hub recall "$letter"
equal 'the case goes on' "$was" "$(state 7 "$number")"
runs 'offered again' 0 -f 7.db case do "$number" transfer --to 8号 --note 她搬到那边了
sync 7
equal 'the hub has the offer' '7 8' "$(owner case)"
equal 'one was sent' 1 "$(get '$.letters' < "$out")"
sync 7 'again'
equal 'nothing more' 0 "$(get '$.letters' < "$out")"

# --- declined, recalled ---
sync 8
equal 'the other has it in its inbox' 'case offered' "$(inbox 8 '$.sort') $(inbox 8 '$.state')"
inbox 8 '$.title' > title
says 'masked' '张*兰' title
equal 'and nothing else' '' "$(yz -f 8.db --json person list)"
letter=$(inbox 8 '$.id')
runs 'without a reason it is not declined' 1 -f 8.db hub decline "$letter"
runs 'with one it is' 0 -f 8.db hub decline "$letter" --note 不是我们的人
sync 8
sync 7
equal 'the case goes on at 7' "$was" "$(state 7 "$number")"
equal 'with the reason' 不是我们的人 "$(inbox 7 '$.answer')"
runs 'offered to 9' 0 -f 7.db hub offer "$number" 9
sync 7
sync 9
runs 'and recalled' 0 -f 7.db hub recall "$(inbox 7 '$.id')"
sync 7
equal 'it is at 7' "$was $(echo 7 0)" "$(state 7 "$number") $(owner case)"
runs 'too late to accept' 0 -f 9.db hub accept "$(inbox 9 '$.id')"
sync 9
equal 'so it is told' recalled "$(inbox 9 '$.state')"
runs 'there is no such case at 9' 1 -f 9.db case show "7-$number"

"$bin/pg_dump" -Fc -f hub.dump "$admin"

# --- accepted while it is recalled: the hub takes the first ---
runs 'offered to 8 once more' 0 -f 7.db hub offer "$number" 8
sync 7
sync 8
runs 'accepted' 0 -f 8.db hub accept "$(inbox 8 '$.id')"
runs 'recalled' 0 -f 7.db hub recall "$(inbox 7 '$.id')"
sync 8
equal 'all of it in one sync' 1 "$(get '$.applied' < "$out")"
equal 'the district has its lines with it' 0 "$(yz -f 8.db --json hub status | get '$.waiting')"
sync 7 'the recall comes too late'
equal 'the hub knows one owner' '8 0' "$(owner case)"
equal '7 has handed it over' moved "$(state 7 "$number")"
equal '8 has it' "$was" "$(state 8 "7-$number")"
equal 'with the person, under its own id' "$person" "$(yz -f 8.db --json case show "7-$number" | get '$.person')"
equal 'who is there once' 1 "$(yz -f 8.db --json person list | wc -l | tr -d ' ')"
runs '7 does nothing with it' 1 -f 7.db case do "$number" note --note 还想写
runs 'nor offers it' 1 -f 7.db hub offer "$number" 9
runs '8 works with it' 0 -f 8.db case do "7-$number" note --note 接着办
for n in 7 8; do runs "file $n is whole" 0 -f $n.db verify; done
runs '  also what is derived' 0 -f 8.db doctor

# --- and home again ---
runs '8 offers it back' 0 -f 8.db hub offer "7-$number" 7
sync 8
sync 7
runs '7 takes it' 0 -f 7.db hub accept "$(inbox 7 '$.id')"
sync 7
sync 8
equal 'home' "7 0 $was moved" "$(owner case) $(state 7 "$number") $(state 8 "7-$number")"

# --- by keys ---
runs 'offered again' 0 -f 7.db hub offer "$number" 8
sync 7
sync 8
# drive STATION NAME: the keys on standard input.
drive() {
    cat > keys
    "$YIZHAN" -f "$1.db" --script keys > "$out" 2> "$err"
    tell "$2"
}
drive 8 'the inbox shows it, and Enter accepts' << 'S'
key F9
key Tab
expect 等您决定 1 项
key Tab
expect 张*兰
key Enter
expect 答复
type 接收
key Enter
key Ctrl-S
expect 接收待上报
S
sync 8
sync 7
equal 'as the command does' "8 0 moved" "$(owner case) $(state 7 "$number")"
printf '%s\n' 'key F2' "type 7-$number" 'key Enter' 'dump shown' > keys
"$YIZHAN" -f 8.db --script keys > "$out" 2> "$err"
drive 8 'a step of the case offers it to a station of the district' << S
key F2
type 7-$number
key Enter
key $(grep -o '[0-9] 转给别的驿站' shown | cut -c1)
type 驿站7
key Enter
type 回去了
key Ctrl-S
expect 转办待接
S
sync 8
equal 'so that it is on its way home' '8 7' "$(owner case)"

# --- a resource ---
provider=$(yz -f 7.db --json provider add --set name=广福理发店 --set sort=企业 --set phone=13812345678 | get '$.id')
resource=$(yz -f 7.db --json resource add --set provider="$provider" --set name=上门理发 --set topic=care --set period=每周 --set capacity=5 | get '$.id')
runs 'a resource is offered' 0 -f 7.db hub offer "$resource" 8
runs 'and is not changed meanwhile' 1 -f 7.db resource edit "$resource" --set capacity=6
sync 7
sync 8
runs 'accepted' 0 -f 8.db hub accept "$(inbox 8 '$.id')"
sync 8
sync 7
equal '8 has it' 5 "$(yz -f 8.db --json resource show "$resource" | get '$.capacity')"
runs 'and changes it' 0 -f 8.db resource edit "$resource" --set capacity=7
runs '7 does not' 1 -f 7.db resource edit "$resource" --set capacity=6
says 'and is told who has it' 驿站8 "$err"

for n in 7 8 9; do sync $n; done
for n in 7 8 9; do same_journal "station $n and hub are the same" $n $n.db; done
sync 8
equal 'what was handed over does not lie about at the hub' 0 "$(ask "SELECT count(*) FROM yizhan.outbox WHERE kind = 'handed' AND body <> ''")"

# --- what the hub does not let through ---
as_station 9 "SELECT yizhan.offer(7, 'case', (7::bigint << 46) + 1, 9, 8, 1, '{}', '{}')" > seen
equal 'nobody offers what is not theirs' theirs "$(cat seen)"
as_station 9 "SELECT yizhan.answer(7, 'case', (7::bigint << 46) + 1, 8, 1, true, '')" > seen
grep -q YZ003 "$err"
tell 'nor answers for another'
as_station 9 'SELECT count(*) FROM yizhan.owner' > seen
grep -q 'permission denied' "$err"
tell 'nor reads who has what'
# A hub put back from a backup hears again who has what, whoever calls first.
runs 'offered, and open' 0 -f 7.db hub offer "$(yz -f 7.db --json resource add --set provider="$provider" --set name=磨刀 --set topic=care --set period=每周 --set capacity=1 | get '$.id')" 9
sync 7
ask "SELECT kind, id, owner, letter, offered_to FROM yizhan.owner ORDER BY kind, id" > owners
"$bin/dropdb" -h "$socket" -p "$port" -U hubadmin --force district
"$bin/createdb" -h "$socket" -p "$port" -U hubadmin district
"$bin/pg_restore" -d "$admin" hub.dump
tell 'the hub is restored from its own backup'
for n in 8 9 7 8 7 9; do sync $n; done
ask "SELECT kind, id, owner, letter, offered_to FROM yizhan.owner ORDER BY kind, id" | diff owners - > "$out"
tell 'and knows again who has what'
equal 'what 8 changed since is not lost' 7 "$(yz -f 8.db --json resource show "$resource" | get '$.capacity')"
for n in 7 8 9; do same_journal "station $n and hub are the same again" $n $n.db; done

# Two that answer at once: one owner.
as_station 7 "SELECT yizhan.offer(7, 'case', (7::bigint << 46) + 77, 7, 8, 5, '{}', '{}')" > seen
as_station 8 "SELECT pg_sleep(0.2), yizhan.answer(7, 'case', (7::bigint << 46) + 77, 8, 5, true, '')" > one &
as_station 7 "SELECT pg_sleep(0.2), yizhan.recall(7, 'case', (7::bigint << 46) + 77, 7, 5)" > other
wait
sort one other | xargs > seen
grep -Eq '^\|(accepted \|gone|gone \|recalled)$' seen
tell 'an answer and a recall at once: one of them counts'
for n in 7 8 9; do sync $n; done
