#!/bin/sh
# shellcheck disable=SC2154 # took sets its variables by name
# What somebody would take instead, on the same people: the sqlite3 shell on the station file, fzf, VisiData and LibreOffice on
# the same ledger as text. Each is a whole program from its start to its end, the best of ROUNDS (5), in turns. The tools are not
# needed: one that is not here is said and left out.
set -u
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
export YIZHAN_NOW=2026-11-23T19:30
has() { command -v "$1" > /dev/null; }
missing=''
for tool in sqlite3 fzf vd soffice; do has $tool || missing="$missing $tool"; done
[ -z "$missing" ] || echo "not here, left out:$missing (packages sqlite3, fzf, visidata, libreoffice-calc)"
has sqlite3 || { echo 'without sqlite3 there is no ledger to compare on'; exit 0; }

us() { echo $(($(date +%s%N) / 1000)); }

# took NAME COMMAND: runs it by sh; NAME becomes the least of its microseconds.
took() {
    began=$(us)
    sh -c "$2" > "$work/out" 2> "$work/err" < /dev/null || { echo "$2" >&2; cat "$work/err" >&2; exit 1; }
    took=$(($(us) - began))
    eval "least=\${$1:-$took}"
    [ "$took" -gt "$least" ] || least=$took
    eval "$1=$least"
}

# figure NAME OURS THEIRS BUDGET IS: as tests/support/bench.c prints them, in ms; a ratio as budget ends in x.
figure() {
    awk -v OFS='\t' -v name="$1" -v ours="$2" -v theirs="$3" -v budget="$4" -v is="$5" 'BEGIN {
        ratio = ours / theirs
        verdict = budget == "" ? "" : ratio <= budget + 0 ? "ok" : "OVER"
        print "figure", name, sprintf("%.3g", ours / 1000), "ms", sprintf("%.3g", theirs / 1000), sprintf("%.2f", ratio), budget, verdict, is
    }'
}

grids="SELECT g.name, count(DISTINCT m.person) FROM grid g JOIN building b ON b.grid = g.id JOIN dwelling d ON d.building = b.id
    JOIN membership m ON m.dwelling = d.id WHERE m.until = 0 GROUP BY g.id"
ledger="SELECT p.name, p.sex, p.id_number, p.birth, p.phone, c.name || b.number || '-' || d.unit || '-' || d.room FROM person p
    JOIN membership m ON m.person = p.id AND m.until = 0 JOIN dwelling d ON d.id = m.dwelling JOIN building b ON b.id = d.building
    JOIN compound c ON c.id = b.compound"
printf '%s\n' 'key F2' 'type 王' 'dump -' quit > "$work/open"

for people in ${YZ_BENCH_SIZES:-100000 1000000} ${YZ_BENCH_MORE:-}; do
    file=$YZ_BENCH_STATIONS/station-$people.db of="$people people"
    [ -f "$file" ] || { echo "$file is not there; tests/bench.sh makes it" >&2; exit 1; }
    unset find find_sqlite find_fzf open open_vd open_soffice grids_ours grids_sqlite
    sqlite3 -readonly -csv "$file" "$ledger" > "$work/ledger.csv" || exit 1
    for _ in $(seq "${ROUNDS:-5}"); do
        took find "'$YIZHAN' -f '$file' search 陈静"
        took find_sqlite "sqlite3 -readonly '$file' \"SELECT id, name, birth FROM person WHERE name LIKE '%陈静%'\""
        if has fzf; then took find_fzf "fzf -f 陈静 < '$work/ledger.csv' || test \$? = 1"; fi
        took grids_ours "'$YIZHAN' -f '$file' grid list"
        took grids_sqlite "sqlite3 -readonly '$file' \"$grids\""
        took open "'$YIZHAN' -f '$file' --script '$work/open'"
    done
    if has vd; then took open_vd "vd -b '$work/ledger.csv' -o '$work/seen.csv'"; fi
    if has soffice; then took open_soffice "cd '$work' && soffice --headless --convert-to ods ledger.csv"; fi
    figure "a name found, whole command, $of" "$find" "$find_sqlite" '' 'sqlite3 shell: LIKE on the same file'
    if has fzf; then figure "a name found, whole command, $of" "$find" "$find_fzf" 1x 'fzf --filter on the same people as text'; fi
    figure "people by grid, whole command, $of" "$grids_ours" "$grids_sqlite" 1x 'sqlite3 shell: GROUP BY on the same file'
    if has vd; then figure "started, people found and shown, $of" "$open" "$open_vd" 1x 'VisiData: the same people as CSV, opened and written'; fi
    if has soffice; then figure "started, people found and shown, $of" "$open" "$open_soffice" 1x 'LibreOffice: the same people as CSV, opened and written'; fi
done
