#!/bin/sh
# A district on one machine, for `make scale`: STATIONS (200) stations, each with its people and a year of work, send it all to a real
# PostgreSQL, by the program itself: first the people by COPY, then a sync a month, and at the end minutes in which every station
# syncs. Prints the growth, what a station costs, and what a city that follows has to do. Journals are those of the program's demo,
# with the numbers of each station (tests/hub/grow). docs/scale.md holds what it printed.
set -u
cd "$(dirname "$0")/../.." || exit 1
stations=${STATIONS:-200} people=${PEOPLE:-10000} minutes=${MINUTES:-3} kinds=4
case ${BUILD:=build} in /*) ;; *) BUILD=$PWD/$BUILD ;; esac
SOURCE_DIR=$PWD HOME=$(mktemp -d "${TMPDIR:-/tmp}/yizhan-scale.XXXXXX") YIZHAN=$BUILD/yizhan TZ=UTC LC_ALL=C.UTF-8
HUB_FSYNC=on HUB_CONF='max_wal_size = 4GB
shared_buffers = 512MB
wal_level = logical'
export BUILD SOURCE_DIR HOME YIZHAN TZ LC_ALL HUB_FSYNC HUB_CONF
. "$SOURCE_DIR/tests/hub/common.sh"
trap 'clean_up; rm -rf "${HOME:?}"' EXIT
grow=$BUILD/tests/hub/grow

size() {
    ask "SELECT coalesce(sum(pg_total_relation_size(inhrelid)), 0) FROM pg_inherits WHERE inhparent = 'yizhan.journal'::regclass"
}
middle() { sort -n "$1" | awk -v at="${2:-50}" '{ v[NR] = $1 } END { i = int(NR * at / 100 + 0.999); print NR ? v[i ? i : 1] : 0 }'; }

echo "stations of $people people, writing $kinds of them"
for k in $(seq $kinds); do
    yz -f "demo$k.db" demo --people "$people" --households $((people * 27 / 200)) --seed "$k" --date 2026-11-23 2> "$err" || exit 1
    "$tool" role "demo$k.db" supervisor
    "$grow" shell "demo$k.db" "shell$k.db" || exit 1
    "$hubtool" sql "demo$k.db" "SELECT max(seq) FROM journal WHERE verb = 'demo'" > "first$k"
    "$hubtool" sql "demo$k.db" "SELECT max(seq) FROM journal WHERE verb <> 'demo' GROUP BY at / 2629800000 ORDER BY 1" > "months$k"
done
yz hub init "$admin" 2> "$err" || exit 1
from=$(us)
for n in $(seq "$stations"); do enrol "$n" || exit 1; done
echo "$stations registered, $((($(us) - from) / 1000 / stations)) ms each"

# sent FILE NUMBER TO: a sync of what was grown; its microseconds go into the file TO.
sent() {
    begun=$(us)
    yz -f "$1" hub sync "$(hub "$2")" > "$out" 2> "$err" || { cat "$err"; exit 1; }
    echo $(($(us) - begun)) >> "$3"
}
# station NUMBER: its people, then its months but for the last lines, which are kept for the minutes.
station() {
    k=$(($1 % kinds + 1))
    cp "shell$k.db" "$1.db"
    "$grow" "demo$k.db" "$1.db" "$1" "$(cat "first$k")" && sent "$1.db" "$1" first
    last=$(($(tail -n 1 "months$k") - 3 * minutes))
    while read -r until; do
        [ "$until" -lt "$last" ] || until=$last
        "$grow" "demo$k.db" "$1.db" "$1" "$until" && sent "$1.db" "$1" months
    done < "months$k"
    # a little file from here on: what is left is all that a sync looks at
    "$hubtool" exec "$1.db" "DELETE FROM journal WHERE seq < $last"
    "$hubtool" exec "$1.db" VACUUM
    rm "$1.db.lock" # the witness of the whole file
}
echo
echo 'stations     lines    MB on disk  bytes/line  people by COPY, lines/s  a month, lines  … its sync, ms  server ms a station  us a line'
cpu=$(server_ms) lines=0
step=$((stations / 8 > 0 ? stations / 8 : 1))
for n in $(seq "$stations"); do
    station "$n"
    [ $((n % step)) = 0 ] || continue
    was=$lines was_cpu=$cpu
    lines=$(ask 'SELECT sum(seq) FROM yizhan.head') cpu=$(server_ms) bytes=$(size)
    loaded=$(awk -v n="$step" -v of="$(cat first1)" '{ us += $1 } END { printf "%.0f", of * NR / us * 1e6 }' first)
    awk -v n="$n" -v l="$lines" -v b="$bytes" -v load="$loaded" -v step="$step" -v dl=$((lines - was)) -v dc=$((cpu - was_cpu)) \
        -v first="$(cat first1)" -v syncs="$(wc -l < months)" -v ms="$(middle months)" 'BEGIN {
        printf "%8d %9d %13.0f %11.0f %24.0f %15.0f %15.1f %20.0f %10.1f\n", n, l, b / 1e6, b / l, load, (dl / step - first) * step / syncs, ms / 1000,
            dc / step, dc * 1000 / dl }'
    rm -f first months
done

echo
echo "minutes in which each of $stations stations syncs (3 lines): server's processor time, of two cores; a sync with the start of the program"
for minute in $(seq "$minutes"); do
    rm -f little
    for n in $(seq "$stations"); do
        k=$((n % kinds + 1))
        "$grow" "demo$k.db" "$n.db" "$n" $(($(tail -n 1 "months$k") - 3 * (minutes - minute)))
    done
    times > spent
    cpu=$(server_ms) own=$(clients_ms)
    for n in $(seq "$stations"); do sent "$n.db" "$n" little; done
    times > spent
    own=$(($(clients_ms) - own)) cpu=$(($(server_ms) - cpu))
    awk -v n="$stations" -v cpu="$cpu" -v own="$own" -v half="$(middle little)" -v most="$(middle little 95)" 'BEGIN {
        printf "  server %.1f ms a sync, %.2f %% of two cores; program %.1f ms; a sync %.1f ms, 95 of 100 within %.1f ms\n", cpu / n, cpu / 1200, own / n,
            half / 1000, most / 1000 }'
done

echo
from=$(us)
"$bin/psql" -X -q -d "$admin" -c "\\copy (SELECT * FROM yizhan.journal WHERE station = 1 ORDER BY seq) TO '/dev/null' (FORMAT binary)"
one=$(ask 'SELECT seq FROM yizhan.head WHERE station = 1')
awk -v n="$one" -v us=$(($(us) - from)) 'BEGIN { printf "a station read back: %.0f lines/s\n", n / us * 1e6 }'
. "$SOURCE_DIR/tests/hub/second.sh"
trap 'stop_second; clean_up; rm -rf "${HOME:?}"' EXIT
from=$(us)
ask "$chain" > chains
echo "the whole hub's chains looked through: $(cat chains) (wrong|lines), $((($(us) - from) / 1000)) ms"
make_second > "$out" 2> "$err" || { cat "$out" "$err"; exit 1; }
from=$(us)
follow > "$out" 2> "$err" || { cat "$out" "$err"; exit 1; }
until [ "$(ask_city "SELECT count(*) FROM pg_subscription_rel WHERE srsubstate <> 'r'")" = 0 ]; do sleep 1; done
caught_up 600
copied=$((($(us) - from) / 1000))
echo "a city follows: all copied, every line proved again, in $copied ms: $(ask_city "$chain") (wrong|lines)"
stations=$((stations + 1))
enrol $stations && cp shell1.db new.db && "$grow" demo1.db new.db $stations "$(cat first1)" || exit 1
from=$(us)
sent new.db $stations new
pushed=$((($(us) - from) / 1000))
caught_up 600
awk -v n="$(cat first1)" -v here="$pushed" -v ms=$((($(us) - from) / 1000)) \
    'BEGIN { printf "a new station, %d lines: at the hub after %d ms, in the city after %d ms: %.0f lines/s\n", n, here, ms, n / ms * 1000 }'
