#!/bin/sh
# A city reads its districts: a hub's journal goes on to a second PostgreSQL by its own logical replication, byte for byte, and what is
# not its own proof does not.
HUB_CONF='wal_level = logical'
. "$(dirname "$0")/common.sh"
. "$SOURCE_DIR/tests/hub/second.sh"
demo
"$tool" role "$YIZHAN_FILE" supervisor
yz hub init "$admin" 2> "$err"
enrol 7
yz hub push "$(hub 7)" > "$out" 2> "$err"
tell 'a district has lines'
equal 'no key that does not begin with the station' '' "$(ask "SELECT i.indexrelid::regclass FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
    JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
    WHERE c.relnamespace = 'yizhan'::regnamespace AND a.attname <> CASE c.relname WHEN 'station' THEN 'number' ELSE 'station' END")"
equal 'no number given across stations' '' "$(ask "SELECT oid::regclass FROM pg_class WHERE relkind = 'S' AND relnamespace = 'yizhan'::regnamespace")"
equal 'what a station calls has its number first' 'self serves version' "$(ask "SELECT string_agg(proname, ' ' ORDER BY proname) FROM pg_proc
    WHERE pronamespace = 'yizhan'::regnamespace AND has_function_privilege('yizhan_stations', oid, 'EXECUTE')
    AND proargnames[1] IS DISTINCT FROM 'station'")"
make_second > "$out" 2> "$err"
tell 'a city sets up the same schema'
follow > "$out" 2> "$err"
tell 'and follows the district'
caught_up 60
tell 'it has its heads'
# alike NAME: the city's lines are the station's.
alike() {
    (admin=$city && same_journal "$1")
}
alike 'and its lines, byte for byte'
equal 'which are chains' "0|$(ask 'SELECT sum(seq) FROM yizhan.head')" "$(ask_city "$chain")"

person=$(yz --json person list --limit 400 | get '$.id' | tail -n 1)
yz person edit "$person" --set employer=要删的单位 > "$out" 2> "$err"
yz hub push "$(hub 7)" > "$out" 2> "$err"
yz person erase "$person" --who 本人 --why 搬走了 > "$out" 2> "$err"
runs 'what is lawfully erased' 0 --json hub push "$(hub 7)"
caught_up 30
alike 'is blank in the city too'
[ "$(ask_city 'SELECT count(*) FROM yizhan.journal WHERE body IS NULL')" -gt 1 ]
tell 'really'

stop_second
enrol 9
sed -n '/^```json/,/^```/p' "$SOURCE_DIR/docs/community.md" | sed '1d;$d' > community.json
yz -f 9.db init --community community.json --station 驿站9 --number 9 --admin 王主任 > "$out" 2> "$err"
runs 'a new station, while the city is down' 0 -f 9.db hub push "$(hub 9)"
start_second
caught_up 30
tell 'the city takes it up'
(admin=$city && same_journal 'with its lines' 9 9.db)

# --- a second district, here in another database of the same server ---
"$bin/createdb" -h "$socket" -p "$port" -U hubadmin other
other=$(echo "$admin" | sed s/district/other/)
yz hub init "$other" 2> "$err" && (admin=$other && enrol 11) && follow other > "$out" 2> "$err"
tell 'a second district is followed too'
yz -f 11.db init --community community.json --station 驿站11 --number 11 --admin 王主任 > "$out" 2> "$err"
runs 'a station of it' 0 -f 11.db hub push "$(hub 11 other)"
for _ in $(seq 240); do
    [ "$(ask_city 'SELECT seq > 0 FROM yizhan.head WHERE station = 11')" != t ] || break
    sleep 0.25
done
(admin=$city && same_journal 'comes to the city as well' 11 11.db)

ask "ALTER TABLE yizhan.journal DROP CONSTRAINT body_is_hashed;
    UPDATE yizhan.journal SET body = convert_to('{}', 'UTF8') WHERE station = 7 AND seq = 20"
for _ in $(seq 240); do
    grep -q 'body_is_hashed' "$place/log2" && break
    sleep 0.25
done
grep -q 'body_is_hashed' "$place/log2"
tell 'a line that was edited at the hub is refused by the city'
alike 'which keeps the one it has'
