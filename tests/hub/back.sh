#!/bin/sh
# Back in time: a station file put back from a backup has its lost lines again from the hub, a copy that went its own way is told,
# and a hub put back from its own backup is filled again by the station.
. "$(dirname "$0")/common.sh"
demo
"$tool" role "$YIZHAN_FILE" supervisor
yz hub init "$admin" 2> "$err"
enrol 7
url=$(hub 7)
quiet() {
    "$YIZHAN" "$@" > "$out" 2> "$err" || { echo "not ok yizhan $*"; sed 's/^/#   /' "$out" "$err"; }
}
sound() {
    runs "$1" 0 verify
    runs '  also what is derived from it' 0 doctor
}
head_of() { ask 'SELECT seq FROM yizhan.head WHERE station = 7'; }
# work N: some work of every kind: changed, moved, new, dropped, undone, erased.
work() {
    quiet person edit p:12 --set employer=新单位
    quiet person edit p:13 --set phone=13987650001
    household=$(yz --json household list --limit 40 | grep '"people":[3-9]' | sed -n "$1p" | get '$.id')
    quiet person leave "$(yz --json show "$household" | get '$.members[1].id')" --moved-to 外地
    quiet need add --set text=修路灯 --set field=environment --set building=b:1
    quiet undo
    quiet need add --set text=修长椅 --set field=environment --set building=b:1
    quiet visit log "$household" --outcome met --note 都好
    quiet person erase "$(yz --json show "$household" | get '$.members[2].id')" --who 本人 --why 搬走了
    quiet person edit p:12 --set employer=更新的单位
}

quiet hub sync "$url"
quiet backup old.db
work 3
quiet hub sync "$url"
same_journal 'file and hub have one journal'
"$hubtool" dump "$YIZHAN_FILE" > before
lines=$(head_of)
was=$("$hubtool" sql old.db 'SELECT max(seq) FROM journal')

# --- an older copy in its place, by hand ---
mkdir kept
mv station.db* kept/
cp old.db station.db
runs 'an older copy cannot push' 1 hub push "$url"
says 'and is told what to do' 'hub pull' "$err"
runs 'it is recognised' 0 --json hub pull "$url"
equal 'and has all its lines again' $((lines - was)) "$(get '$.rolled' < "$out")"
"$hubtool" dump "$YIZHAN_FILE" > after
cmp -s before after
tell 'journal, rows and what is derived, byte for byte'
sound 'it is whole'
last=$("$hubtool" sql "$YIZHAN_FILE" "SELECT max(id) FROM journal WHERE kind = 'person'")
runs 'it works on' 0 person add --set name=新来的
equal 'and gives no id twice' $((last + 1)) "$("$hubtool" sql "$YIZHAN_FILE" "SELECT id FROM journal ORDER BY seq DESC LIMIT 1")"
runs 'and syncs' 0 --json hub sync "$url"
equal 'nothing is lost any more' 0 "$(get '$.rolled' < "$out")"
same_journal 'both are the same'

# --- by restore: a note of it and a new epoch come after the lines ---
rm -f station.db*
cp kept/station.db* .
quiet hub pull "$url"
"$hubtool" dump "$YIZHAN_FILE" | sed '/^# journal/,/^# /{/^# journal/!{/^# /!d}}' > before
lines=$(head_of)
runs 'a backup is restored' 0 restore old.db --force
runs 'it cannot push before it has them again' 1 hub push "$url"
says '  and is not taken for a copy' 'yizhan hub pull' "$err"
runs 'and brought up to date' 0 --json hub sync "$url"
equal 'with all lines' $((lines - was)) "$(get '$.rolled' < "$out")"
equal 'the note of it goes to the hub' 1 "$(get '$.pushed' < "$out")"
equal 'behind them' "$((lines + 1))|2|restore|backup" "$("$hubtool" sql "$YIZHAN_FILE" 'SELECT seq, epoch, verb, kind FROM journal ORDER BY seq DESC LIMIT 1')"
"$hubtool" dump "$YIZHAN_FILE" | sed '/^# journal/,/^# /{/^# journal/!{/^# /!d}}' > after
cmp -s before after
tell 'every row is as it was'
same_journal 'file and hub are one again'
sound 'the file is whole'
runs 'it works on' 0 person add --set name=又来的
equal 'in the new epoch' 2 "$("$hubtool" sql "$YIZHAN_FILE" "SELECT id >> 36 & 1023 FROM journal ORDER BY seq DESC LIMIT 1")"
quiet hub sync "$url"

# --- on another machine, where nothing is known of what was ---
rm -f station.db*
cp old.db station.db
runs 'the oldest copy of all' 0 hub sync "$url"
sound 'whole'
same_journal 'the same'

# --- nothing is left but the hub ---
"$hubtool" dump "$YIZHAN_FILE" > before
lines=$(head_of)
runs 'a station that nobody knows is not rebuilt' 7 -f new.db hub rebuild "$(hub 8)" 8
[ ! -e new.db ]
tell 'and no file is left'
runs 'a file is rebuilt from the hub alone' 0 --json -f new.db hub rebuild "$url" 7
equal 'from all its lines' "$lines" "$(get '$.rolled' < "$out")"
runs 'whole' 0 -f new.db verify
runs 'with what is derived' 0 -f new.db doctor
"$hubtool" dump new.db | grep -v "^$((lines + 1))|.*|restore|restore|" > after
diff before after > "$out"
tell 'and the same, but for the note of it'
runs 'it never overwrites' 1 -f new.db hub rebuild "$url" 7
runs 'who was bound works on' 0 -f new.db person add --set name=重来的
runs 'and syncs' 0 --json -f new.db hub sync "$url"
equal 'both lines' 2 "$(get '$.pushed' < "$out")"
runs 'which the file that was found again takes' 0 --json hub sync "$url"
equal 'as its own' 2 "$(get '$.rolled' < "$out")"
same_journal 'all are the same'

# --- one file used twice ---
cp station.db copy.db
quiet person edit p:14 --set employer=甲处改的
quiet hub sync "$url"
yz -f copy.db person edit p:15 --set employer=乙处改的 > "$out" 2> "$err"
"$hubtool" dump copy.db > before
lines=$(head_of)
runs 'a copy that went its own way is refused' 1 -f copy.db hub sync "$url"
says 'the line is named' "第 $lines 行起不同" "$err"
says 'and what is there' 修改居民 "$err"
"$hubtool" dump copy.db > after
cmp -s before after
tell 'it is as it was'
equal 'and so is the hub' "$lines" "$(head_of)"
runs 'by push as well' 1 -f copy.db hub push "$url"
runs 'it works on alone' 0 -f copy.db person edit p:15 --set employer=乙处又改的

runs 'what is new in it' 0 -f copy.db person add --set name=副本里的新人
runs 'one that has not parted does not rejoin' 1 hub rejoin "$url"
cp copy.db* kept/
runs 'what it did is shown' 0 -f copy.db hub rejoin "$url" --dry-run
says 'record by record' 修改居民 "$out"
"$hubtool" dump copy.db | grep -v '^hub_' > after
"$hubtool" dump kept/copy.db | grep -v '^hub_' | diff - after > "$out"
tell 'and nothing is changed'
runs 'a person chooses that it rejoins' 0 --json -f copy.db hub rejoin "$url"
equal 'with what it did as letters' '2 3' "$(get '$.letters' < "$out") $(get '$.lines' < "$out")"
kept_as=$(get '$.kept' < "$out")
runs 'the copy is kept' 0 -f "$kept_as" verify
runs 'the file is whole' 0 -f copy.db verify
[ "$("$hubtool" sql copy.db "SELECT value > $("$hubtool" sql station.db "SELECT value FROM meta WHERE name = 'epoch'") FROM meta WHERE name = 'epoch'")" = 1 ]
tell 'in an epoch of its own'
equal 'as the hub has it' 甲处改的 "$(yz -f copy.db --json --reveal --reason 查 show p:14 | get '$.employer')"
"$tool" role copy.db supervisor
yz -f copy.db --json hub inbox > inbox
grep '"ref":"p:7.15"' inbox > letter
equal 'its change waits' '乙处又改的' "$(get '$.changes[0].then' < letter)"
equal 'once for a record' 2 "$(wc -l < inbox | tr -d ' ')"
runs 'and is taken' 0 -f copy.db hub accept "$(get '$.id' < letter)"
equal 'by a person' 乙处又改的 "$(yz -f copy.db --json --reveal --reason 查 show p:15 | get '$.employer')"
runs 'what was new is done by hand' 0 -f copy.db hub accept "$(grep -v '"ref":"p:7.15"' inbox | get '$.id')"
runs 'it syncs' 0 -f copy.db hub sync "$url"
runs 'and so does the other, which takes it up' 0 hub sync "$url"
equal 'both are one again' 乙处又改的 "$("$hubtool" sql station.db 'SELECT employer FROM person WHERE id & 68719476735 = 15')"
same_journal 'with the hub'

# --- lines at the hub that are not this station's ---
cp old.db station2.db
ask "CREATE TABLE kept AS SELECT * FROM yizhan.journal WHERE station = 7 AND seq = $((was + 2));
    ALTER TABLE yizhan.journal DROP CONSTRAINT body_is_hashed;
    UPDATE yizhan.journal SET body = convert_to('{}', 'UTF8') WHERE station = 7 AND seq = $((was + 2))"
"$hubtool" dump station2.db > before
runs 'a line that was edited at the hub is not taken' 5 -f station2.db hub pull "$url"
says 'it is named' "第 $((was + 2)) 行" "$err"
"$hubtool" dump station2.db > after
cmp -s before after
tell 'and nothing is changed'
prove() { sed -n '/^    SELECT seq FROM (SELECT/,/UTF8/p' "$SOURCE_DIR/docs/hub.md" | "$bin/psql" -X -q -A -t -d "$admin"; }
equal 'the proof of docs/hub.md finds it' $((was + 2)) "$(prove)"
ask "UPDATE yizhan.journal j SET body = k.body FROM kept k WHERE j.station = k.station AND j.seq = k.seq"
equal 'and nothing else' '' "$(prove)"

# --- the hub put back from its own backup ---
"$bin/pg_dump" -Fc -f hub.dump "$admin"
cp station.db* kept/
work 4
quiet hub sync "$url"
same_journal 'more work'
now=$(head_of)
"$bin/dropdb" -h "$socket" -p "$port" -U hubadmin --force district
"$bin/createdb" -h "$socket" -p "$port" -U hubadmin district
"$bin/pg_restore" -d "$admin" hub.dump
tell 'the hub is restored'
[ "$(head_of)" -lt "$now" ]
tell 'and is behind'
runs 'the station fills it again' 0 --json hub sync "$url"
equal 'with all it lost' "$now" "$(head_of)"
same_journal 'lines and erasures'
