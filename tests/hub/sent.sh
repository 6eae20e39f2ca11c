#!/bin/sh
# The district sends calendars and items to its stations: numbered without gaps, taken once, in order, also by a file that was put
# back from a backup; several stations, each with its own lines.
. "$(dirname "$0")/common.sh"
sed -n '/^```json/,/^```/p' "$SOURCE_DIR/docs/community.md" | sed '1d;$d' > community.json
yz hub init "$admin" 2> "$err"
for n in 1 2 3; do
    runs "station $n is set up" 0 -f $n.db init --community community.json --station "驿站$n" --number $n --admin 王主任
    enrol $n
    tell '  and registered'
    runs '  and sends its journal' 0 -f $n.db hub sync "$(hub $n)"
done
equal 'ids of stations differ' '1 2 3' "$(ask 'SELECT DISTINCT id >> 46 FROM yizhan.journal WHERE version > 0 ORDER BY 1' | xargs)"
printf 'date,kind,name\n2027-01-01,off,元旦\n2027-01-04,off,调休\n' > 2027.csv
printf 'date,kind,name\n2027-13-01,off,元旦\n' > bad.csv
days() { yz -f "$1.db" --json calendar list 2027 2> /dev/null | wc -l | tr -d ' '; }

runs 'a calendar with errors is not sent' 1 hub send "$admin" calendar bad.csv
runs 'nor anything else' 2 hub send "$admin" diary 2027.csv
runs 'nor to a station that is not there' 1 hub send "$admin" calendar 2027.csv --to 1 --to 9
runs 'nor by a station' 1 hub send "$(hub 1)" calendar 2027.csv
equal 'nobody got anything' 0 "$(ask 'SELECT count(*) FROM yizhan.outbox')"
runs 'a calendar goes to all' 0 hub send "$admin" calendar 2027.csv --source '国办发明电〔2026〕9号'
runs 'an item to two' 0 hub send "$admin" service "$SOURCE_DIR/tests/data/resident-enrolment.item" --to 1 --to 2
equal 'numbers have no gap' '1:1,2 2:1,2 3:1' "$(ask "SELECT station || ':' || string_agg(n::text, ',' ORDER BY n) FROM yizhan.outbox GROUP BY station ORDER BY station" | xargs)"
as_station 2 'SELECT count(*) FROM yizhan.outbox WHERE station <> 2' > seen
equal 'a station sees its own only' 0 "$(cat seen)"

quiet_days=$(days 1)
runs 'a station takes them' 0 --json -f 1.db hub sync "$(hub 1)"
equal 'both' 2 "$(get '$.applied' < "$out")"
equal 'the days are there' $((quiet_days + 2)) "$(days 1)"
equal 'with their source' '国办发明电〔2026〕9号' "$(yz -f 1.db --json calendar list 2027 | get '$.source' | sort -u)"
equal 'the item too' 1 "$(yz -f 1.db --json service list | grep -c '"key":"resident-enrolment"')"
equal 'as acts of the program' 'load-calendar|0 load-service|0' "$("$hubtool" sql 1.db "SELECT verb, staff FROM journal WHERE kind = 'district' ORDER BY seq" | xargs)"
runs 'again' 0 --json -f 1.db hub sync "$(hub 1)"
equal 'nothing twice' 0 "$(get '$.applied' < "$out")"
equal 'nothing waits' 0 "$(yz -f 1.db --json hub status | get '$.inbox')"
runs 'another takes its own' 0 --json -f 3.db hub pull "$(hub 3)"
equal 'one' 1 "$(get '$.applied' < "$out")"
runs 'the file is whole' 0 -f 1.db verify

# One that was put back from before does not take them twice: what it took is in its journal.
runs 'a backup from before' 0 -f 2.db backup two.db
runs 'it takes them' 0 -f 2.db hub sync "$(hub 2)"
runs 'undoes one' 0 -f 2.db undo "$("$hubtool" sql 2.db "SELECT act FROM journal WHERE kind = 'district' AND id = 1")"
runs 'and sends that' 0 -f 2.db hub sync "$(hub 2)"
before=$(days 2)
rm -f 2.db*
cp two.db 2.db
runs 'put back' 0 --json -f 2.db hub sync "$(hub 2)"
equal 'nothing is taken again' 0 "$(get '$.applied' < "$out")"
equal 'what was undone stays undone' "$before" "$(days 2)"

# A hub put back from its own backup has forgotten what it sent, and the numbers of it.
ask "DELETE FROM yizhan.outbox WHERE station = 3; UPDATE yizhan.head SET posted = 0 WHERE station = 3"
runs 'a station tells a forgetful hub how far it was' 0 -f 3.db hub sync "$(hub 3)"
runs 'what is sent then' 0 hub send "$admin" service "$SOURCE_DIR/tests/data/resident-enrolment.item" --to 3
equal 'has the next number' 2 "$(ask 'SELECT n FROM yizhan.outbox WHERE station = 3')"
runs 'and is taken' 0 --json -f 3.db hub sync "$(hub 3)"
equal 'once' 1 "$(get '$.applied' < "$out")"

# What an older program cannot use waits, and what comes after it; the rest goes on.
ask "SELECT yizhan.post(1, 'weather', 'x', '', ''); SELECT yizhan.post(1, 'calendar', '2027.csv', '', '')" > "$out"
yz -f 1.db person add --set name=新来的 > "$out" 2> "$err"
runs 'a kind that is not known' 3 --json -f 1.db hub sync "$(hub 1)"
says 'is told with the mend' 更新程序 "$err"
equal 'the lines went' 1 "$(get '$.pushed' < "$out")"
equal 'two wait' 2 "$(yz -f 1.db --json hub status | get '$.inbox')"
for n in 1 2 3; do
    equal "station $n: hub and file are the same" "$("$hubtool" sql $n.db "SELECT hash FROM journal WHERE seq = $(ask "SELECT seq FROM yizhan.head WHERE station = $n")")" \
        "$(ask "SELECT encode(hash, 'hex') FROM yizhan.head WHERE station = $n")"
done
