#!/bin/sh
# A household goes from one station to another: whoever belongs to it once, under their own ids, what belongs to them with it; what stays
# is named; the giver keeps its record to be read; nobody has it twice, also after the hub was put back from a backup.
. "$(dirname "$0")/common.sh"
district 7 8 9
sync() { runs "${2:-station $1 syncs}" "${3:-0}" --json -f "$1.db" hub sync "$(hub "$1")"; }
inbox() { yz -f "$1.db" --json hub inbox --all | head -n 1 | get "$2"; }
hubtool=$BUILD/tests/hub/tool
sql() { "$BUILD/tests/hub/tool" sql "$1.db" "$2"; }
owner() { ask "SELECT owner || ' ' || coalesce(offered_to, 0) FROM yizhan.owner WHERE kind = 'household'" | xargs; }
for n in 7 8 9; do sync $n; done
# members STATION UNTIL: who belongs to the household there, and what they are to its head.
members() { sql "$1" "SELECT group_concat(person || ' ' || relation, '; ') FROM (SELECT * FROM membership WHERE household = $id AND $2 ORDER BY person)"; }

yz -f 7.db household add --to 甲小区1-1-1001 --new '张秀兰 530111195003120026 13812345678 户主' --new '李红 女 女儿' --new '李小明 男 孙子' > "$out" 2> "$err"
h=$(yz -f 7.db --json household list | get '$.id') id=$(sql 7 'SELECT id FROM household')
runs 'a key group' 0 -f 7.db group add p:7.1 disabled --reason 视力一级 --source 残疾证
runs 'a secret one' 0 -f 7.db group add p:7.2 mental --reason 说过的事 --source 卫生院
runs 'the mother lives elsewhere' 0 -f 7.db household add --to 甲小区1-1-1002 --new '赵敏 女 户主'
runs 'and is known' 0 -f 7.db person edit p:7.3 --set mother=p:7.4
yz -f 7.db --json case open resident-insurance --person p:7.1 --set history=连续参保 --set missed=0 > "$out" 2> "$err"
number=$(get '$.number' < "$out")
runs 'a household is offered' 0 -f 7.db hub offer "$h" 8 --note 搬走了
inbox 7 '$.title' > title
says 'by where, who and how many, masked' '张*兰，共 3 人' title
inbox 7 '$.note' > note
says 'with what stays' "搬走了；留在本站办的：$number" note
runs 'it stands still' 1 -f 7.db household end "$h"
says 'and says where it goes' '正转给' "$err"
runs 'nor is what was done with it undone' 1 -f 7.db undo "$(yz -f 7.db --json log --ref p:7.3 | grep edit-person | get '$.act' | head -n 1)"
says '  for the same reason' '正转给' "$err"
runs 'nor is it edited' 1 -f 7.db household edit "$h" --set note=改
runs 'nor who belongs to it' 1 -f 7.db person edit p:7.1 --set phone=13911112222
runs 'what was not sent can be undone' 0 -f 7.db undo
runs 'and it is as before' 0 -f 7.db person edit p:7.2 --set phone=13911112222
runs 'offered again' 0 -f 7.db hub offer "$h" 8
sync 7
equal 'the hub has the offer' '7 8' "$(owner)"
runs 'what the hub has heard of is not undone' 1 -f 7.db undo
sync 8
equal 'it came' 'household offered' "$(inbox 8 '$.sort') $(inbox 8 '$.state')"
runs 'without a door it is not accepted' 1 -f 8.db hub accept "$(inbox 8 '$.id')"
says 'and says how' '--dwelling' "$err"
runs 'declined' 0 -f 8.db hub decline "$(inbox 8 '$.id')" --note 没有搬来
sync 8
sync 7
equal 'nothing changed hands' '7 0' "$(owner)"
runs 'it lives here as before' 0 -f 7.db household renew "$h" --who p:7.2 --role tenant

"$bin/pg_dump" -Fc -f hub.dump "$admin"

# --- accepted ---
cat > keys << 'S'
key F9
key Tab
key Tab
key Ctrl-N
expect 转出的户
type 甲小区1-1-1001
key Enter
type 驿站8
key Enter
type 真的搬了
key Ctrl-S
expect 待发出
S
"$YIZHAN" -f 7.db --script keys > "$out" 2> "$err"
tell 'offered once more, by keys'
sync 7
sync 8
sql 8 "SELECT count(*) FROM person" > before
cat > keys << 'S'
key F9
key Tab
key Tab
key Enter
expect 答复
type 接收
key Enter
expect 住处
type 甲小区1-1-1001
key Enter
key Enter
key Ctrl-S
expect 接收待上报
S
"$YIZHAN" -f 8.db --script keys > "$out" 2> "$err"
tell 'by keys, the door with it'
equal 'nobody came yet' 0 "$(cat before)"
sync 8
sync 7
equal 'the hub knows one owner' '8 0' "$(owner)"
equal 'and whose the people are' '3 8' "$(ask "SELECT count(*) || ' ' || min(owner) FROM yizhan.owner WHERE kind = 'person' AND station = 7")"
equal '8 has it behind its own door' "$h 甲小区 1幢 1单元 1001" "$(yz -f 8.db --json household show "$h" > "$out"; get '$.id' < "$out") $(get '$.address' < "$out")"
equal 'each once, under their own ids, as they were to it' "$(members 7 'until > 0')" "$(members 8 'until = 0')"
equal 'with the mother, whom 7 keeps' 4 "$(yz -f 8.db --json person list | wc -l | tr -d ' ')"
equal 'still known as such' 赵敏 "$(yz -f 8.db --json --reveal --reason 查 person show p:7.3 | get '$.mother' | xargs -I {} "$YIZHAN" -f 8.db --json --reveal --reason 查 show {} | get '$.name')"
equal 'the key group came' disabled "$(sql 8 "SELECT group_concat(group_key) FROM focus WHERE until = 0")"
equal 'the secret one did not' 0 "$("$hubtool" sql 8.db "SELECT count(*) FROM journal WHERE body LIKE '%说过的事%'")"
equal 'nor a word of it through the hub' 0 "$(ask "SELECT count(*) FROM yizhan.outbox WHERE position(convert_to('说过的事', 'UTF8') IN body) > 0")"
equal '7 has ended it' 0 "$(sql 7 "SELECT count(*) FROM membership WHERE until = 0 AND household = $id")"
yz -f 7.db --json household list > "$out"
equal 'the case goes on at 7' 1 "$(yz -f 7.db --json case list --view open | grep -c "$number")"
equal 'whose it is, and whose they are, stands with them' '8 8' "$(yz -f 7.db --json show "$h" | get '$.home') $(yz -f 7.db --json show p:7.1 | get '$.home')"
printf '%s\n' "key F2" 'type 530111195003120026' 'key Enter' 'expect 归' 'expect 驿站8' > keys
"$YIZHAN" -f 7.db --script keys > "$out" 2> "$err"
tell 'on the screen too'
runs '7 does not undo it' 1 -f 7.db undo
runs 'nor takes them back' 1 -f 7.db person return p:7.2
says 'and says who has it' '驿站8' "$err"
runs 'what 7 changes of them' 0 -f 7.db person edit p:7.2 --set phone=13922223333
says 'is a correction' 更正 "$err"
sync 7
sync 8
equal 'that 8 gets' correction "$(inbox 8 '$.sort')"
runs 'and takes' 0 -f 8.db hub accept "$(inbox 8 '$.id')"
sync 8
sync 7
equal 'both have it' '13922223333 13922223333' "$(for n in 7 8; do sql $n "SELECT phone FROM person WHERE name = '李红'"; done | xargs)"
equal '8 has them' '' "$(yz -f 8.db --json show p:7.1 | get '$.home')"
runs '8 works with it' 0 -f 8.db household head "$h" --head p:7.2
runs '9 finds who was given away' 0 --reason 代办 --json -f 9.db hub find 530111195003120026 "$(hub 9)"
equal 'at 8, once' 8 "$(get '$.station' < "$out")"
runs '9 serves them' 0 --reason 代办 -f 9.db hub serve 530111195003120026 8 "$(hub 9)"
runs 'and would have something otherwise' 0 -f 9.db person edit p:7.1 --set phone=13955556666
sync 9
sync 7
runs '7, who gave the id and has them no more, does not take it' 1 -f 7.db hub accept "$(inbox 7 '$.id')"
says 'and says who has them' 驿站8 "$err"
runs 'but declines' 0 -f 7.db hub decline "$(inbox 7 '$.id')" --note 他们在驿站8
sync 7
sync 9
equal 'with which word' 他们在驿站8 "$(inbox 9 '$.answer')"
for n in 7 8; do runs "file $n is whole" 0 -f $n.db verify; runs '  also what is derived' 0 -f $n.db doctor; done

# --- and home again, somebody having moved out of it ---
runs 'one moves away from 8' 0 -f 8.db household end "$h" --who p:7.3 --moved-to 外地
runs '8 offers it back' 0 -f 8.db hub offer "$h" 7
sync 8
sync 7
runs '7 takes it, behind another door' 0 -f 7.db hub accept "$(inbox 7 '$.id')" --dwelling 甲小区1-1-1003
sync 7
sync 8
equal 'home' '7 0' "$(owner)"
yz -f 7.db --json household show "$h" > "$out"
equal 'with its new head and door' '甲小区 1幢 1单元 1003 2' "$(get '$.address' < "$out") $(sql 7 "SELECT count(*) FROM membership WHERE until = 0 AND household = $id")"
equal 'with what 8 did' "$(sql 8 "SELECT head FROM household")" "$(sql 7 "SELECT head FROM household WHERE id = $id")"
equal 'the key group too' 1 "$(sql 7 "SELECT count(*) FROM focus WHERE until = 0 AND group_key = 'disabled'")"
equal 'and who was there before is remembered' 3 "$(sql 7 "SELECT count(DISTINCT person) FROM membership WHERE household = $id")"
runs '7 works with it' 0 -f 7.db person edit p:7.1 --set phone=13811112222
equal 'at once' 13811112222 "$(sql 7 "SELECT phone FROM person WHERE name = '张秀兰'")"
runs '8 is not the one any more' 1 -f 8.db household edit "$h" --set note=改
for n in 7 8; do runs "file $n is whole" 0 -f $n.db verify; runs '  also what is derived' 0 -f $n.db doctor; done

# --- a hub put back from a backup hears again whose the people are; an older hub lets it wait ---
ask "SELECT kind, id, owner, letter FROM yizhan.owner WHERE kind <> 'case' ORDER BY kind, id" > owners
"$bin/dropdb" -h "$socket" -p "$port" -U hubadmin --force district
"$bin/createdb" -h "$socket" -p "$port" -U hubadmin district
"$bin/pg_restore" -d "$admin" hub.dump
tell 'the hub is restored from its own backup'
for n in 7 8 7 8; do sync $n; done
ask "SELECT kind, id, owner, letter FROM yizhan.owner WHERE kind <> 'case' ORDER BY kind, id" | diff owners - > "$out"
tell 'and knows again whose all of it is'
ask "CREATE OR REPLACE FUNCTION yizhan.version() RETURNS integer LANGUAGE sql AS 'SELECT 2'"
runs 'offered under an older hub' 0 -f 7.db hub offer "$h" 9
sync 7 'it waits' 3
says 'and says why' 'hub init' "$err"
equal 'nothing is lost' waits "$(inbox 7 '$.state')"
runs 'the hub is brought up to date' 0 hub init "$admin"
sync 7 'and it goes'
equal 'offered' '7 9' "$(owner)"
sync 9
runs '9 knows somebody of it already' 0 --reason 代办 -f 9.db hub serve 530111195003120026 7 "$(hub 9)"
runs 'who lives there by now' 0 -f 9.db household add --to 甲小区1-1-1001 --who p:7.1
runs 'and takes it' 0 -f 9.db hub accept "$(inbox 9 '$.id')" --dwelling 甲小区1-1-1002
sync 9
sync 7
equal 'who lives there goes on living there, and nowhere else' 1 "$(sql 9 "SELECT count(*) FROM membership WHERE until = 0 AND person = (SELECT id FROM person WHERE name = '张秀兰')")"
equal 'the others came' 1 "$(sql 9 "SELECT count(*) FROM membership WHERE until = 0 AND household = $id")"
for n in 7 9; do runs "file $n is whole" 0 -f $n.db verify; runs '  also what is derived' 0 -f $n.db doctor; done
for n in 7 8 9; do sync $n; done
for n in 7 8 9; do same_journal "station $n and hub are the same" $n $n.db; done
