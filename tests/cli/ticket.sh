#!/bin/sh
# ticket and shift: the waiting line of a station, and who is on duty.
. "$(dirname "$0")/common.sh"
demo

runs 'a number is taken' 0 ticket take
equal 'the first of the day' A001 "$(cat "$out")"
runs 'another with what is known' 0 --json ticket take --name 张小明 --phone 13812345678 --service newborn-insurance --note 带了户口簿
"$tool" json < "$out"
tell 'as JSON'
equal 'in order' A002 "$(get '$.code' < "$out")"
equal 'masked' '张**' "$(get '$.name' < "$out" | sed 's/张\*明/张**/')"
equal 'in the evening' 1 "$(get '$.evening' < "$out")"
runs 'one that comes first' 0 ticket take --priority
equal 'is seen by its letter' B003 "$(cat "$out")"
runs 'a wrong phone and an unknown service' 1 --json ticket take --phone 12 --service nosuch
equal 'are both told' 'phone service' "$(get '$.field' < "$out" | sort | xargs)"
equal 'and take no number' 3 "$(yz --json ticket list | wc -l | tr -d ' ')"
equal 'the order of calling' 'B003 A001 A002' "$(yz --json ticket list | get '$.code' | xargs)"
runs 'for people' 0 ticket list
says 'the service by its name' 新生儿医保 "$out"
lacks 'not by its key' newborn-insurance "$out"
equal 'others waited longer' 12 "$(YIZHAN_NOW=2026-11-23T19:42 yz --json ticket list | get '$.minutes' | head -n 1)"

runs 'the next one is called' 0 --json ticket call
equal 'priority first' B003 "$(get '$.code' < "$out")"
equal 'called' called "$(get '$.state' < "$out")"
runs 'once more, by its number alone' 0 --json ticket call 3
equal 'counts' 2 "$(get '$.calls' < "$out")"
runs 'is not there' 0 ticket absent b003
runs 'and cannot be missed twice' 1 ticket absent B003
says 'what it is now is told' 过号 "$err"
runs 'the next' 0 --json ticket call
equal 'by number' A001 "$(get '$.code' < "$out")"
runs 'is served' 0 ticket serve A001
runs 'and done' 0 --json ticket done a1
equal 'state done' done "$(get '$.state' < "$out")"
runs 'one who was not there comes after all' 0 ticket serve B003
runs 'no such number' 1 ticket call A099
runs 'no code' 2 ticket done
runs 'figures' 0 --json ticket figures
equal 'of the day' '3 1 1 1' "$(get '$.taken' < "$out") $(get '$.waiting' < "$out") $(get '$.serving' < "$out") $(get '$.done' < "$out")"

runs 'at closing time the rest is carried over' 0 --json ticket carry
equal 'to the next open day' '2 2026-11-24' "$(get '$.carried' < "$out") $(get '$.to' < "$out")"
runs 'nothing is left' 0 --json ticket carry
equal 'to carry' 0 "$(get '$.carried' < "$out")"
YIZHAN_NOW=2026-11-24T09:30
runs 'next day' 0 ticket take
equal 'they are first in line' 'C001 C002 A003' "$(yz --json ticket list | get '$.code' | xargs)"
equal 'and wait since the doors opened' 30 "$(yz --json ticket list | get '$.minutes' | head -n 1)"
runs 'one who was priority stays so' 0 --json ticket call
equal 'is called first' 'C001 1' "$(get '$.code' < "$out") $(get '$.priority' < "$out")"
runs 'call and carry are undone' 0 undo
equal 'one by one' 3 "$(yz --json ticket list | wc -l | tr -d ' ')"
equal 'a list of all of another day' 3 "$(yz --json ticket list --all --date 2026-11-23 | wc -l | tr -d ' ')"
runs 'a list for people' 0 ticket list
says 'says why' 顺延 "$out"
lacks 'with masked names' 张小明 "$out"
runs 'another station has a line of its own' 0 ticket take --station "$(yz --json staff list | get '$.station_name' | sort -u | grep -v "$(yz --json ticket list | get '$.station' | head -n 1)" | head -n 1)"
equal 'with its own numbers' A001 "$(cat "$out")"

clerk=$(yz --json staff list | get '$.name' | head -n 1)
other=$(yz --json staff list | get '$.name' | sort -u | grep -vx "$clerk" | head -n 1)
runs 'a shift' 0 shift add "$clerk" --from 13:30 --to 20:00
runs 'at the same time again' 1 --json shift add "$clerk" --from 19:00 --to 21:00
equal 'is refused' starts "$(get '$.field' < "$out")"
runs 'without times' 1 --json shift add "$clerk" --from noon
equal 'every fault at once' 'ends starts' "$(get '$.field' < "$out" | sort -u | xargs)"
runs 'an evening of another' 0 --json shift add "$other" --from 17:30 --to 20:00 --date 2026-11-25
equal 'is known as such' 1 "$(get '$.evening' < "$out")"
equal 'on duty now: nobody' 0 "$(yz --json shift list --all --now | wc -l | tr -d ' ')"
equal 'on duty at two' "$clerk" "$(YIZHAN_NOW=2026-11-24T14:00 yz --json shift list --all --now | get '$.staff')"
equal 'of a day' "$other" "$(yz --json shift list --all --date 2026-11-25 | get '$.staff')"
runs 'nobody of that name' 1 shift add 没有这人 --from 9:00 --to 10:00
equal 'all is verified' 1 "$(yz --json verify | get '$.ok')"
equal 'and in order' 1 "$(yz --json doctor | get '$.ok')"
runs 'the line at the counter names services as people do' 0 ticket list --all
says 'short, no key' 新生儿医保 "$out"
lacks 'nor its key' newborn-insurance "$out"
