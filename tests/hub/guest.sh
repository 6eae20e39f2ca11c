#!/bin/sh
# A resident known at another station: found by the whole number, masked; served under the same id, so never a second record; what is
# changed there goes to their own station, where a person decides.
. "$(dirname "$0")/common.sh"
district 7 8
number=53011119500312002X
number=$(yz -f 7.db --json person add --set name=张秀兰 --set id_number=$number 2> "$err" | sed -n 's/.*末位应为 \(.\).*/53011119500312002\1/p')
person=$(yz -f 7.db --json person add --set name=张秀兰 --set id_number="$number" --set phone=13812345678 --set employer=菜场 | get '$.id')
sync() { runs "${2:-station $1 syncs}" 0 --json -f "$1.db" hub sync "$(hub "$1")"; }
sync 7
sync 8
hub8=$(hub 8)
runs 'without a reason nobody is looked for' 1 -f 8.db hub find "$number" "$hub8"
runs 'nor by a part of a number' 2 --reason 代办 -f 8.db hub find 5301111950 "$hub8"
runs 'nobody' 0 --reason 代办 -f 8.db hub find 530111195003120099 "$hub8"
runs 'who is known at 7 is found' 0 --reason 代办 --json -f 8.db hub find "$number" "$hub8"
equal 'masked' "$person 张** 1950 7" "$(get '$.id' < "$out") $(get '$.name' < "$out") $(get '$.birth_year' < "$out") $(get '$.station' < "$out")"
grep -q "$number" "$out"
[ $? = 1 ]
tell 'without the number'
equal 'both in the journal, masked' 2 "$("$hubtool" sql 8.db "SELECT count(*) FROM journal WHERE kind = 'seek' AND body LIKE '%530111********%' AND body LIKE '%代办%'")"
runs 'another station has nobody of that number' 1 --reason 代办 -f 8.db hub serve 530111195003120099 7 "$hub8"
equal 'by the index' 1 "$(ask "SET enable_seqscan = off; EXPLAIN SELECT DISTINCT j.id FROM yizhan.journal j WHERE j.station = 7 AND j.kind = 'person' AND j.version > 0
    AND substring(j.body FROM position('\"id_number\":\"'::bytea IN j.body) + 13 FOR 18) = 'x'" | grep -c 'Index.*substr')"
runs 'served' 0 --reason 代办 -f 8.db hub serve "$number" 7 "$hub8"
runs 'twice is once' 0 --reason 代办 -f 8.db hub serve "$number" 7 "$hub8"
equal 'here under its own id' "$person" "$(yz -f 8.db --json person list | get '$.id')"
equal 'with what serving needs' 13812345678 "$(yz -f 8.db --json --reveal --reason 代办 show "$person" | get '$.phone')"
equal 'and no more' '' "$(yz -f 8.db --json --reveal --reason 代办 show "$person" | get '$.employer')"
runs 'a case is opened for them' 0 -f 8.db case open resident-insurance --person "$person" --set history=连续参保 --set missed=0
sync 7
equal 'their own station knows who looked' 2 "$(yz -f 7.db --json log --ref "$person" | grep -c seen-elsewhere)"

# --- a correction ---
runs 'what is changed of a guest' 0 -f 8.db person edit "$person" --set phone=13911112222
says 'is a correction' '更正' "$err"
equal 'nothing changes yet' 13812345678 "$(yz -f 8.db --json --reveal --reason 代办 show "$person" | get '$.phone')"
sync 8
sync 7
yz -f 7.db --json hub inbox > "$out"
equal 'it is in the inbox of their own' 'correction 138****5678 139****2222' "$(get '$.sort' < "$out") $(get '$.changes[0].now' < "$out") $(get '$.changes[0].then' < "$out")"
runs 'a person takes it' 0 -f 7.db hub accept "$(get '$.id' < "$out")"
sync 7
sync 8
equal 'both have it' '13911112222 13911112222' "$(for n in 7 8; do yz -f $n.db --json --reveal --reason 代办 show "$person" | get '$.phone'; done | xargs)"
runs 'another' 0 -f 8.db person edit "$person" --set phone=13933334444
sync 8
sync 7
runs 'is declined' 0 -f 7.db hub decline "$(yz -f 7.db --json hub inbox | get '$.id')" --note 问过本人，没有换
sync 7
sync 8
equal 'and nothing changed' 13911112222 "$(yz -f 8.db --json --reveal --reason 代办 show "$person" | get '$.phone')"
equal 'with its reason' declined "$(yz -f 8.db --json hub inbox --all | head -n 1 | get '$.state')"
as_station 8 "SELECT yizhan.serve(7, 7, '$number', 'x')" > seen
grep -q YZ003 "$err"
tell 'nobody asks in the name of another'
ask "CREATE TABLE kept AS SELECT * FROM yizhan.journal WHERE station = 7 AND kind = 'person' LIMIT 1;
    ALTER TABLE yizhan.journal DROP CONSTRAINT body_is_hashed;
    UPDATE yizhan.journal SET body = convert_to('{\"id_number\":\"$number\",', 'UTF8') WHERE station = 7 AND kind = 'person'"
runs 'a body that is no JSON is nobody' 0 --reason 代办 -f 8.db hub find "$number" "$hub8"
for n in 7 8; do runs "file $n is whole" 0 -f $n.db verify; done
