#!/bin/sh
# verify, doctor, backup, restore, and an altered file.
. "$(dirname "$0")/common.sh"
demo

runs 'verify' 0 --json verify
"$tool" json < "$out"
tell 'one JSON line'
equal 'is ok' 1 "$(get '$.ok' < "$out")"
equal 'no problems' '[]' "$(get '$.problems' < "$out")"
equal 'a SHA-256' 64 "$(get '$.head' < "$out" | tr -d '\n' | wc -c | tr -d ' ')"
head=$(get '$.head' < "$out")
runs 'doctor' 0 --json doctor
equal 'is ok' 1 "$(get '$.ok' < "$out")"
runs 'doctor --repair' 0 doctor --repair
equal 'leaves the journal alone' "$head" "$(yz --json verify | get '$.head')"

"$tool" role "$YIZHAN_FILE" supervisor # a clerk may not take the whole file away
head=$(yz --json verify | get '$.head')
runs 'backup' 0 backup "$HOME/copy.db"
runs 'a backup never overwrites' 1 backup "$HOME/copy.db"
runs 'the file goes on' 0 person edit p:12 --set employer=后来
equal 'and the copy is as it was' "$head" "$(yz -f "$HOME/copy.db" --json verify | get '$.head')"
runs 'restore to another place' 0 -f "$HOME/other.db" restore "$HOME/copy.db"
runs 'and it works' 0 -f "$HOME/other.db" verify
runs 'restore never overwrites' 1 restore "$HOME/copy.db"
equal 'the file is as it was' 后来 "$(yz --json show p:12 | get '$.employer')"
runs 'unless --force says so' 0 restore "$HOME/copy.db" --force
equal 'now it is the copy' '' "$(yz --json show p:12 | get '$.employer')"
equal 'and the replaced file is kept' 1 "$(find "$HOME" -name 'station.db*' -size +100k ! -name station.db | wc -l | tr -d ' ')"
runs 'work goes on' 0 person edit p:12 --set employer=继续
runs 'and all is whole' 0 verify
runs 'a backup that is none' 5 -f "$HOME/third.db" restore "$out"
[ ! -e "$HOME/third.db" ]
tell 'makes no file'

yz backup "$HOME/altered.db" 2> /dev/null
name=$(yz --json person show p:12 --reveal --reason 测试 | get '$.name')
offset=$(LC_ALL=C grep -abo -e "$name" "$HOME/altered.db" | head -1 | cut -d: -f1)
printf '王' | dd of="$HOME/altered.db" bs=1 seek="$offset" conv=notrunc 2> /dev/null
yz -f "$HOME/altered.db" --json verify > "$out" 2> "$err"
equal 'one altered character is found' 5 $?
