#!/bin/sh
# Backups by themselves and by hand: rotation, locks, what restoring tells, and whatever may go wrong.
. "$(dirname "$0")/common.sh"
demo
folder=$HOME/station.db.backups
many() { find "$folder" -name 'station-*' 2> /dev/null | wc -l | tr -d ' '; }
left() { find "$HOME" -name '.*.tmp-*' | wc -l | tr -d ' '; }
edits=0
edit() {
    edits=$((edits + 1))
    yz person edit p:12 --set "employer=单位$edits" > "$out" 2> "$err"
}

# What is invented need not be backed up; what comes after must.
runs 'nothing new: nothing is made' 0 backup --auto
equal 'no file' 0 "$(many)"
edit
runs 'a clerk does not take the whole file out' 6 backup copy.db
says 'says which right that is' 把整个文件备份到自选的地方 "$err"
"$tool" role "$YIZHAN_FILE" supervisor
runs 'after some work' 0 --json backup --auto
equal 'one is made' 1 "$(many)"
"$tool" json < "$out"
tell 'told as one JSON line'
path=$(get '$.path' < "$out")
equal 'the file is its owner'"'"'s' 600 "$(stat -c %a "$path" 2> /dev/null || stat -f %Lp "$path")"
equal 'the folder too' 700 "$(stat -c %a "$folder" 2> /dev/null || stat -f %Lp "$folder")"
runs 'at once again' 0 backup --auto
equal 'nothing new' 1 "$(many)"
runs 'unless it is asked for' 0 backup --now
equal 'another one' 2 "$(many)"
equal 'it is in the journal' true "$(yz --json log --limit 1 | tr ',' '\n' | sed -n 's/.*"ok":"\{0,1\}1"\{0,1\}$/true/p')"
runs 'doctor knows' 0 --json doctor
equal 'when' 2026-11-23T19:30:00+08:00 "$(get '$.backup_at' < "$out")"
equal 'and that it is enough' 0 "$(get '$.backup_overdue' < "$out")"
edit
YIZHAN_NOW=2026-11-28T09:00 yz doctor > "$out" 2> "$err"
says 'five days later it warns' '还没有备份' "$out"
printf '%s\n' 'wait idle' 'expect F9 再按 3 备份' > steps
YIZHAN_NOW=2026-11-28T09:00 yz --script steps > "$out" 2> "$err"
tell 'home does too'
runs 'a list' 0 --json backup list
equal 'of both' 2 "$(grep -c '"mark":"good"' "$out")"
cp "$path" "$folder/station-20260101-120000.txt"
echo other > "$folder/station-20260101-120000.db"
runs 'strangers in the folder' 0 --json backup list
equal 'are no backups' 2 "$(grep -c . "$out")"

# More than a year of days: in the first part one in five, later every tenth missed.
quick=$(mktemp -d /dev/shm/yizhan-year.XXXXXX 2> /dev/null) || quick=$HOME # syncing costs nothing there
trap '[ "$quick" = "$HOME" ] || rm -r "$quick"' EXIT
year=$quick/year.db
yz -f "$year" demo --people 40 --households 12 --seed 3 --date 2025-10-31 --practice 2> "$err"
day=0 start=$(date -d 2025-11-01 +%s 2> /dev/null || date -j -f %Y-%m-%d 2025-11-01 +%s)
while [ $day -lt 420 ]; do
    at=$((start + day * 86400))
    day=$((day + 1))
    [ $((day % 10)) = 0 ] && continue
    [ $day -lt 350 ] && [ $((day % 5)) != 1 ] && continue
    now=$(date -d "@$at" +%Y-%m-%d 2> /dev/null || date -r "$at" +%Y-%m-%d)
    YIZHAN_NOW=${now}T20:30 yz -f "$year" backup --now > "$out" 2> "$err" || break
done
equal 'a year of days went by' 420 "$day"
YIZHAN_NOW=${now}T20:31 yz -f "$year" --json backup list > "$out"
equal 'seven days are kept' 7 "$(grep -c '"kept_as":"day"' "$out")"
equal 'four weeks' 4 "$(grep -c '"kept_as":"week"' "$out")"
equal 'twelve months' 12 "$(grep -c '"kept_as":"month"' "$out")"
equal 'and nothing else' 23 "$(find "$year.backups" -type f | wc -l | tr -d ' ')"
oldest=$(get '$.name' < "$out" | tail -1)
printf '\377' | dd of="$year.backups/$oldest" bs=1 seek=9000 conv=notrunc 2> /dev/null
yz -f "$year" backup check "$oldest" > out2 2> "$err"
equal 'one that rotted is found' 5 $?
YIZHAN_NOW=2027-03-01T20:30 yz -f "$year" backup --now > "$out" 2> "$err"
says 'is told of at the next rotation' '没有通过核对' "$err"
[ -e "$year.backups/$oldest" ]
tell 'and never let go unseen'

# Encrypted.
echo 'correct horse battery' > phrase
echo 'wrong horse battery' > wrong
yz backup copy.yzb --encrypt --password-fd 3 3< phrase > "$out" 2> "$err"
tell 'with a passphrase'
yz backup check copy.yzb --encrypt --password-fd 3 3< phrase > "$out" 2> "$err"
tell 'one that is in no list is checked where it lies'
runs 'one that is nowhere' 1 backup check nowhere.yzb
says 'is told to be none' 'backup list' "$err"
echo short > short
yz backup short.yzb --encrypt --password-fd 3 3< short > "$out" 2> "$err"
equal 'not with a short one' 1 $?
runs 'a pair of keys' 0 backup keygen "$HOME/keys"
runs 'never written over' 1 backup keygen "$HOME/keys"
runs 'with a public key' 0 backup --now --to-key "$HOME/keys.pub"
locked=$(find "$folder" -name '*.yzb')
! LC_ALL=C grep -q 'SQLite format' "$locked" copy.yzb
tell 'no clear text in them'
runs 'without the key: as it was written' 0 backup check "$locked"
runs 'with it: read through' 0 backup check "$locked" --key "$HOME/keys"
runs 'the public key opens nothing' 1 backup check "$locked" --key "$HOME/keys.pub"

# Restoring tells.
head=$(yz --json verify | get '$.head')
edit
edit
head=$(yz --json verify | get '$.head')
yz --json restore copy.yzb --dry-run --password-fd 3 3< phrase > "$out" 2> "$err"
tell 'a dry run'
equal 'tells the two acts' 2 "$(grep -c '"verb":"edit-person"' "$out")"
equal 'and how many' 2 "$(tail -1 "$out" | get '$.lost_acts')"
says 'and who' '修改' "$(yz restore copy.yzb --dry-run --password-fd 3 3< phrase > out3 2>&1; echo out3)"
equal 'nothing changed' "$head" "$(yz --json verify | get '$.head')"
yz restore copy.yzb --password-fd 3 3< phrase > "$out" 2> "$err"
equal 'without --force it is refused' 1 $?
says 'and says what is newer' '2 项办理' "$err"
yz restore copy.yzb --force --password-fd 3 3< wrong > "$out" 2> "$err"
equal 'a wrong passphrase' 6 $?
says 'is told as that' '口令不对' "$err"
runs 'no key' 6 restore "$locked" --force
says 'is told as that' '要私钥' "$err"
head -c 200000 copy.yzb > cut.yzb
yz restore cut.yzb --force --password-fd 3 3< phrase > "$out" 2> "$err"
equal 'cut short' 5 $?
says 'is told as that' '不完整' "$err"
cp copy.yzb bent.yzb
printf '\377\377' | dd of=bent.yzb bs=1 seek=100000 conv=notrunc 2> /dev/null
yz restore bent.yzb --force --password-fd 3 3< phrase > "$out" 2> "$err"
equal 'altered' 5 $?
says 'is told as that' '损坏' "$err"
"$tool" role "$year" supervisor
runs 'of another station' 1 -f "$year" restore "$path" --force
says 'is told as that' '另一个驿站' "$err"
runs 'something else' 5 restore "$out" --force
equal 'still nothing changed' "$head" "$(yz --json verify | get '$.head')"
equal 'and nothing is left' 0 "$(left)"
yz restore copy.yzb --force --password-fd 3 3< phrase > "$out" 2> "$err"
tell 'the right one'
runs 'is whole' 0 verify
equal 'the journal says so' restore "$(yz --json log --limit 1 | get '$.verb')"
edit
tell 'and work goes on'

away=$HOME/the-stick-of-the-community-service-station-number-seven
runs 'a folder that is not there' 1 backup --now --folder "$away"
printf '%s\n' 'size 80 24' 'key F9' 'key 3' 'expect number-seven' 'expect --auto' > steps
runs 'is told to its end on the screen' 0 --script steps

cp "$YIZHAN_FILE" kept.db
"$tool" role "$YIZHAN_FILE" clerk
head=$(yz --json verify | get '$.head')
runs 'a clerk puts none in the place of a good file' 6 restore copy.yzb --force
says 'says which right that is' 换成备份里的 "$err"
equal 'nothing changed' "$head" "$(yz --json verify | get '$.head')"
printf 'nothing' | dd of="$YIZHAN_FILE" conv=notrunc 2> /dev/null
runs 'a file that cannot be opened' 5 verify
yz restore copy.yzb --force --password-fd 3 3< phrase > "$out" 2> "$err"
tell 'is put back by whoever is there'
runs 'and is whole' 0 verify
rm -f "$YIZHAN_FILE" "$YIZHAN_FILE"-* "$YIZHAN_FILE".lock
cp kept.db "$YIZHAN_FILE"

# A process killed in the middle, and two at once.
for pause in 0.01 0.03 0.06 0.1 0.15; do
    yz backup --now > /dev/null 2>&1 &
    pid=$!
    sleep $pause
    kill -9 $pid 2> /dev/null
    wait $pid 2> /dev/null
done
yz --json backup list > "$out"
equal 'killed: what is there is good' '' "$(for f in $(get '$.name' < "$out"); do yz -f "$HOME/probe-$f" restore "$folder/$f" --key "$HOME/keys" > /dev/null 2>&1 || echo "$f"; done)"
runs 'and the station too' 0 verify
before=$(many)
yz backup --now > one 2>&1 &
yz backup --now > two 2>&1
wait
yz --json backup list > "$out"
[ "$(many)" -gt "$before" ] && [ "$(grep -c '"mark":"bad"' "$out")" = 0 ]
tell 'two at once: at least one is made, none is bad'

# Places that cannot be used.
runs 'a folder that is not there' 1 backup --now --folder "$HOME/stick"
says 'is told with the mend' 'U 盘' "$err"
says 'and noted' 'backup-failed' "$(yz --json log --limit 1 > out4; echo out4)"
edit
tell 'work goes on'
if [ "$(id -u)" = 0 ]; then
    echo 'ok a folder that cannot be written # skip the administrator can write everywhere'
    mkdir disk
    if mount -t tmpfs -o size=1m yizhan-test disk 2> /dev/null; then
        runs 'a full stick' 4 backup --now --folder "$HOME/disk"
        says 'is told' '满' "$err"
        equal 'and nothing is left there' '' "$(ls -A disk)"
        umount "$HOME/disk"
        runs 'the station is whole' 0 verify
    else
        echo 'ok a full stick # skip no file system can be mounted here'
    fi
else
    mkdir -m 500 closed
    runs 'a folder that cannot be written' 4 backup --now --folder "$HOME/closed"
fi

# Before a large import.
{
    echo '姓名,性别,出生日期,现住址'
    yz --json building list --limit 1 | get '$.address' > address
    seq 600 | awk -v at="$(cat address)1-101" '{ print "王小英,女," 1930 + $1 % 80 "-03-05," at }'
} > large.csv
before=$(many)
YIZHAN_NOW=2026-12-01T10:00 yz import residents large.csv --dry-run > "$out" 2> "$err"
equal 'a dry run makes none' "$before" "$(many)"
YIZHAN_NOW=2026-12-01T10:00 yz import residents large.csv > "$out" 2> "$err"
YIZHAN_NOW=2026-12-01T10:00 yz --json doctor > "$out"
equal 'a large import was preceded by one' 2026-12-01T10:00:00+08:00 "$(get '$.backup_at' < "$out")"
mv "$YIZHAN_FILE.backups" backups-away
: > "$YIZHAN_FILE.backups" # none can be made
seq 600 | awk -v at="$(cat address)1-101" 'BEGIN { print "姓名,性别,出生日期,现住址" }
    { print "张小英,女," 1930 + $1 % 80 "-04-06," at }' > second.csv
YIZHAN_NOW=2026-12-02T10:00 yz import residents second.csv > "$out" 2> "$err"
tell 'without one the import goes in all the same'
says 'which is said' '导入前的备份没有做成' "$err"
equal 'all of it' 600 "$(yz --json import residents second.csv --dry-run 2> /dev/null | get '$.unchanged')"
rm "$YIZHAN_FILE.backups"
mv backups-away "$YIZHAN_FILE.backups"
