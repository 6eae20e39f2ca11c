#!/bin/sh
# shellcheck disable=SC2034,SC2089,SC2090,SC2154 # best sets its variables by name; HUB_CONF is a text
# The hub: the journal of a station with 100,000 people goes to a PostgreSQL of this machine, by COPY and by the function; beside
# it a bare COPY of the same lines into the same partition, and into one that checks no hash. The way back: lines read and only proved
# beside psql, and into a file that lost its work and has all of its people, beside SQLite that writes the same lines and rows bare (no
# search keys, no counts, nothing proved, no network). Then small syncs.
# Each is the best of ROUNDS (3), in turns, since all of them share two cores.
SOURCE_DIR=$PWD HUB_FSYNC=on HUB_CONF="max_wal_size = 4GB
shared_preload_libraries = 'plpgsql'" # as docs/hub.md has it
export SOURCE_DIR HUB_FSYNC HUB_CONF
. tests/hub/common.sh
cp "$YZ_BENCH_STATIONS/station-100000.db" "$YIZHAN_FILE"
"$tool" role "$YIZHAN_FILE" supervisor
yz hub init "$admin" 2> "$err"
enrol 7
lines=$(yz --json hub status | get '$.seq')

# took COMMAND...: its microseconds.
took() {
    began=$(us)
    "$@" > "$out" 2> "$err" || { echo "$*" >&2; cat "$err" >&2; exit 1; }
    echo $(($(us) - began))
}
# best NAME NUMBER: the least so far.
best() {
    eval "now=\${$1:-}"
    [ -n "$now" ] && [ "$now" -le "$2" ] || eval "$1=$2"
}
# weighed NAME COMMAND...: its time, and the processors' time that the server (NAME_server) and others from here (NAME_client) used for it.
weighed() {
    name=$1
    shift
    server=$(server_ms)
    times > spent
    client=$(clients_ms)
    best "$name" "$(took "$@")"
    times > spent
    best "${name}_client" $(($(clients_ms) - client))
    best "${name}_server" $(($(server_ms) - server))
}
psql() { "$bin/psql" -X -q -d "$admin" "$@"; }
empty() {
    psql -c 'TRUNCATE yizhan.journal_7, unchecked' -c "UPDATE yizhan.head SET epoch = 0, seq = 0, hash = decode(repeat('00', 32), 'hex')" -c CHECKPOINT
}
ask 'CREATE TABLE unchecked (LIKE yizhan.journal INCLUDING ALL EXCLUDING CONSTRAINTS)'
took yz hub push "$(hub 7)" > first
psql -c "\\copy yizhan.journal_7 TO 'lines.bin' (FORMAT binary)"
# The file as it was before its people had had any work: made from a hub that had come only so far.
base=$(ask "SELECT act - 1 FROM yizhan.journal WHERE station = 7 AND kind = 'person' AND act > 1 ORDER BY seq LIMIT 1")
reach() { psql -c "UPDATE yizhan.head SET seq = j.seq, hash = j.hash FROM yizhan.journal j WHERE j.station = 7 AND head.station = 7 AND j.seq = $1"; }
reach "$base"
yz -f old.db hub rebuild "$(hub 7)" 7 2> "$err"
reach "$lines"
hubtool=$BUILD/tests/hub/tool lost=$((lines - base))
staff=$("$hubtool" sql "$YIZHAN_FILE" "SELECT id FROM journal WHERE kind = 'staff' ORDER BY seq DESC LIMIT 1")
role=$("$hubtool" sql "$YIZHAN_FILE" "SELECT role FROM staff WHERE id = $staff")
"$hubtool" exec old.db "UPDATE staff SET role = $role WHERE id = $staff" # who asks may give the address; the last line says the same
cp old.db limit.db
"$hubtool" exec limit.db "ATTACH '$YIZHAN_FILE' AS whole; CREATE TABLE lost(kind, id, PRIMARY KEY(kind, id)) WITHOUT ROWID;
    INSERT OR IGNORE INTO lost SELECT kind, id FROM whole.journal WHERE seq > $base AND version > 0; DELETE FROM journal WHERE seq > $base"
{ # the same lines and rows, a statement a table, in one transaction
    echo "ATTACH '$YIZHAN_FILE' AS whole; BEGIN; INSERT INTO journal SELECT * FROM whole.journal WHERE seq > $base AND seq <= $lines;"
    for kind in $("$hubtool" sql limit.db 'SELECT DISTINCT kind FROM lost'); do
        echo "REPLACE INTO \"$kind\" SELECT * FROM whole.\"$kind\" WHERE id IN (SELECT id FROM lost WHERE kind = '$kind');"
    done
    echo COMMIT
} > limit.sql
for _ in $(seq "${ROUNDS:-3}"); do
    empty
    best unchecked "$(took psql -c "\\copy unchecked FROM 'lines.bin' (FORMAT binary)")"
    empty
    weighed bare psql -c "\\copy yizhan.journal_7 FROM 'lines.bin' (FORMAT binary)"
    empty
    weighed bulk yz hub push "$(hub 7)"
    empty
    ask 'REVOKE INSERT ON yizhan.journal_7 FROM yizhan_station_7'
    weighed called yz hub push "$(hub 7)"
    ask 'GRANT INSERT ON yizhan.journal_7 TO yizhan_station_7'
    weighed read psql -c "\\copy (SELECT * FROM yizhan.journal WHERE station = 7 ORDER BY seq) TO 'again.bin' (FORMAT binary)"
    weighed proved "$BUILD/tests/hub/prove" "$(hub 7)" 7
    rm -f short.db* written.db*
    cp limit.db written.db
    weighed written "$hubtool" exec written.db "$(cat limit.sql)"
    cp old.db short.db
    weighed back yz -f short.db hub pull "$(hub 7)"
done
# What all processes of the server have used of processors, in hundredths of a second.
busy() {
    sleep 0.5
    awk '{ print $16 + $17 }' "/proc/$(head -n 1 "$data/postmaster.pid")/stat" 2> /dev/null || echo 0
}
before=$(busy)
for round in $(seq 40); do
    yz person edit p:12 --set "employer=单位$round" > "$out"
    best little "$(took yz hub sync "$(hub 7)")"
    best start "$(took yz hub status)"
done

share=$(awk -v n=$(($(busy) - before)) 'BEGIN { print n / 100 / 40 * 200 / 60 / 2 * 100 }')

# figure NAME VALUE UNIT RAW BUDGET VERDICT RAW-IS: as tests/support/bench.c prints them; a ratio as budget ends in x.
figure() {
    awk -v OFS='\t' -v name="$1" -v value="$2" -v unit="$3" -v raw="$4" -v budget="$5" -v is="$6" 'BEGIN {
        ratio = raw == "" ? "" : sprintf("%.2f", value / raw)
        limit = budget ~ /x$/ ? substr(budget, 1, length(budget) - 1) * raw : budget
        verdict = budget == "" ? "" : value <= limit ? "ok" : "OVER"
        print "figure", name, sprintf("%.1f", value), unit, raw == "" ? "" : sprintf("%.1f", raw), ratio, budget, verdict, is
    }'
}
# per MICROSECONDS [LINES]
per() { awk -v us="$1" -v n="${2:-$lines}" 'BEGIN { print us / n }'; }
echo "$lines lines; $(awk -v n="$lines" -v b="$bulk" -v c="$called" -v p="$proved" -v k="$back" -v l="$lost" 'BEGIN {
    printf "by COPY %.0f lines/s, by the function %.0f, back and proved %.0f, ", n / b * 1e6, n / c * 1e6, n / p * 1e6
    printf "%d back with their rows %.0f", l, l / k * 1e6 }')"
# weight NAME [LINES]: microseconds a line, of the server + of who sends.
weight() { eval "echo \"\$(per \${$1_server}000 ${2:-}) + \$(per \${$1_client}000 ${2:-})\""; }
echo "processors' time, us a line, of the server + of the client: bare COPY $(weight bare), by COPY $(weight bulk), by the function $(weight called), read back $(weight read), and proved $(weight proved), with its row $(weight back "$lost"), the same bare by SQLite $(weight written "$lost")"
figure 'hub: a line by COPY' "$(per "$bulk")" us "$(per "$bare")" 1.67x 'psql COPY binary into the same partition'
figure 'hub: a line by COPY, beside no checks' "$(per "$bulk")" us "$(per "$unchecked")" '' 'psql COPY binary into a table that checks no hash'
figure 'hub: a line by the function' "$(per "$called")" us "$(per "$bare")" 10 'psql COPY binary into the same partition'
figure 'hub: a lost line back, proved' "$(per "$proved")" us "$(per "$read")" 5 'psql COPY of the same lines out of the hub'
figure 'hub: a lost line back, with its row' "$(per "$back" "$lost")" us "$(per "$written" "$lost")" 2.5x 'SQLite writing the same lines and rows bare'
figure 'hub: a sync of one line, TLS, whole program' "$(awk -v us="$little" 'BEGIN { print us / 1000 }')" ms \
    "$(awk -v us="$start" 'BEGIN { print us / 1000 }')" 30 'yizhan hub status'
figure 'hub: 200 stations, a line a minute each' "$share" '% of 2 cores' '' 15 ''
