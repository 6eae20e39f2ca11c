#!/bin/sh
# A network that breaks in the middle of whatever is sent: the station tries again until all of its journal is at the hub, and there it
# is once, byte for byte. So is what it takes from there.
. "$(dirname "$0")/common.sh"
sed -n '/^```json/,/^```/p' "$SOURCE_DIR/docs/community.md" | sed '1d;$d' > community.json
yz init --community community.json --station 为民服务站 --number 7 --admin 王主任 2> "$err"
yz hub init "$admin" 2> "$err"
enrol 7
cut=$((port + 1))
"$BUILD/tests/hub/cut" $cut "$port" 1 > ready 2> "$err" &
cutter=$!
trap 'kill $cutter 2> /dev/null; clean_up' EXIT
until grep -q ready ready || ! kill -0 $cutter; do sleep 0.05; done
echo "localhost:$cut:*:yizhan_station_7:geheim-7" >> "$PGPASSFILE"
broken="postgresql://yizhan_station_7@localhost:$cut/district"

# until_done ARGS...: yizhan ARGS, again and again; how it ended each time is in `codes`.
until_done() {
    : > codes
    for _ in $(seq 200); do
        yz "$@" > "$out" 2> "$err"
        echo $? >> codes
        [ "$(tail -n 1 codes)" = 7 ] || break
    done
    [ "$(tail -n 1 codes)" = 0 ]
}
until_done hub sync "$broken"
tell 'what a new station has gets there'
cp codes all
"$hubtool" exec "$YIZHAN_FILE" "VACUUM INTO 'old.db'"
for round in $(seq 30); do
    yz person add --set "name=居民$round" --set "employer=新亚洲体育城第$round单位" > "$out" 2> "$err"
    yz person edit "p:7.$round" --set "name=改名$round" > "$out" 2>> "$err" # only the last line of a record gives its row
done
equal 'each of them was changed once more' 30 "$("$hubtool" sql "$YIZHAN_FILE" "SELECT count(*) FROM person WHERE name LIKE '改名%' AND version = 2")"
until_done hub sync "$broken"
tell 'the journal gets there in the end'
cat codes >> all
equal 'by calls that ended well, or without the hub' '' "$(sort -u all | grep -vxE '0|7')"
same_journal 'once, byte for byte'
"$hubtool" dump "$YIZHAN_FILE" > before
rm -f station.db*
cp old.db station.db
until_done hub pull "$broken"
tell 'what the file lost comes back in the end'
"$hubtool" dump "$YIZHAN_FILE" > after
cmp before after > "$out"
tell 'byte for byte'
runs 'the file is whole' 0 verify
runs 'with all that is worked out from it' 0 doctor
