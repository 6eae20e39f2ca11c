#!/bin/sh
# What the stations of a district tell all the others: a resource, matched there by the way to its station; and notices of the district.
. "$(dirname "$0")/common.sh"
district 7 8 9
at() { runs "where station $1 lies" "${3:-0}" hub register "$admin" "$1" --name "驿站$1" --at "$2"; }
at 7 24.960,102.750
at 8 24.965,102.755
at 9 25.5,103.5
at 9 north 2
sync() { runs "station $1 syncs" 0 --json -f "$1.db" hub sync "$(hub "$1")"; }
for n in 7 8 9; do sync $n; done
provider=$(yz -f 7.db --json provider add --set name=广福理发店 --set sort=企业 --set phone=13812345678 | get '$.id')
resource=$(yz -f 7.db --json resource add --set provider="$provider" --set name=上门理发 --set topic=care --set period=每周 --set capacity=5 | get '$.id')
runs 'a resource is shared' 0 -f 7.db hub share "$resource"
says 'with the next sync' 下次和区县同步时送出 "$err"
sync 7
equal 'told' shared,accepted "$(yz -f 7.db --json hub inbox --all | get '$.sort'),$(yz -f 7.db --json hub inbox --all | get '$.state')"
sync 8
equal 'the others have it, under its own id' 5 "$(yz -f 8.db --json resource show "$resource" | get '$.capacity')"
runs 'and do not change it' 1 -f 8.db resource edit "$resource" --set capacity=9
for n in 8 9; do yz -f $n.db --json need add --set text=老人想理发 --set topic=care --set place=南门 | get '$.id' > need$n; done
sync 9
yz -f 8.db --json match "$(cat need8)" > "$out" 2> "$err"
says 'it is matched by those who are near' "$resource" "$out"
says 'with the way' '在驿站7（7 号），步行约 12 分钟' "$out"
yz -f 9.db --json match "$(cat need9)" > "$out" 2> "$err"
grep -q "$resource" "$out"
[ $? = 1 ]
tell 'and not by those who are far'
runs 'changed at its own station' 0 -f 7.db resource edit "$resource" --set capacity=6
runs 'and shared again' 0 -f 7.db hub share "$resource"
sync 7
sync 8
equal 'it changes at the others' 6 "$(yz -f 8.db --json resource show "$resource" | get '$.capacity')"
runs 'who has it not does not share it' 1 -f 8.db hub share "$resource"
provider8=$(yz -f 8.db --json provider add --set name=广福理发店分店 --set sort=企业 --set phone=13812345679 | get '$.id')
[ "$provider8" != "$provider" ]
tell 'ids of its own go on'

# --- notices ---
printf '停水通知\n11月28日 9 时到 17 时，请告诉居民。\n' > notice.txt
printf '\n' > empty.txt
runs 'an empty notice is not sent' 1 hub send "$admin" notice empty.txt
runs 'a notice is' 0 hub send "$admin" notice notice.txt --to 8
sync 8
yz -f 8.db --json hub inbox > "$out"
equal 'it waits to be read' 'notice 1 停水通知' "$(get '$.sort' < "$out") $(get '$.undecided' < "$out") $(get '$.title' < "$out")"
runs 'and is' 0 -f 8.db hub accept "$(get '$.id' < "$out")"
equal 'then it is done' '' "$(yz -f 8.db --json hub inbox)"
for n in 7 8 9; do
    sync $n
    runs "file $n is whole" 0 -f $n.db verify
    same_journal '  and the same at the hub' $n $n.db
done
