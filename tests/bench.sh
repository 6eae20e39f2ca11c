#!/bin/sh
# Runs the measurements and lays their figures out as one table: BUILD=build tests/bench.sh [NAME]...
#
# Each program or script in tests/bench prints its figures as lines that begin with "figure" (tests/support/bench.h) and
# whatever else it has to say. With no NAME the table also becomes docs/performance.md. Exit code 1 when a figure is over
# its budget. Station files of 100,000 and 1,000,000 people are kept in $BUILD/bench for the next run. YZ_BENCH_MORE=10000000
# (make bench PEOPLE=10000000) measures what grows with the people at that size too; YZ_BENCH_SIZES are the sizes for scripts.
set -u
cd "$(dirname "$0")/.." || exit 1
BUILD=${BUILD:-build}
case $BUILD in /*) ;; *) BUILD=$PWD/$BUILD ;; esac
work=$(mktemp -d "${TMPDIR:-/tmp}/yizhan-bench.XXXXXX") || exit 1
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM HUP
unset YIZHAN_NOW YIZHAN_FILE YIZHAN_DATA YIZHAN_SCRIPT YIZHAN_STAFF YIZHAN_THEME
export BUILD HOME="$work" XDG_DATA_HOME="$work/data" TMPDIR="$work" TERM=xterm-256color LC_ALL=C.UTF-8 YIZHAN="$BUILD/yizhan"
export YZ_BENCH_STATIONS="$BUILD/bench"
mkdir -p "$YZ_BENCH_STATIONS"

# What decides the content and the layout of a demo file: made anew when any of it changes.
made_by=$(cat src/service/demo/*.c src/service/*/*kind*.c src/service/*/*card*.c src/store/schema.c src/store/keys.c src/store/gather.c \
    src/store/numbers.c src/base/name_keys.c data/community/* data/services/* 2> /dev/null | cksum)

# station PEOPLE HOUSEHOLDS
station() {
    file=$YZ_BENCH_STATIONS/station-$1.db
    stamp="$("$YIZHAN" --version | head -n 1), seed 1, 2026-11-23, $made_by"
    [ -f "$file" ] && [ "$(cat "$file.made" 2> /dev/null)" = "$stamp" ] && return
    echo "writing a station file of $1 people, once"
    rm -f "$file" "$file"[.-]*
    "$YIZHAN" -f "$file" demo --people "$1" --households "$2" --seed 1 --date 2026-11-23 --force 2> "$work/said" || {
        cat "$work/said" >&2
        return 1
    }
    echo "$stamp" > "$file.made"
}
for people in ${YZ_BENCH_SIZES:-100000 1000000} ${YZ_BENCH_MORE:-}; do
    station "$people" $((people * 267 / 2000)) || exit 1
done
cat "$YZ_BENCH_STATIONS"/station-*.db > /dev/null # into the system's cache: what is measured is not the disk

failed=0
for file in tests/bench/*.c tests/bench/*.sh; do
    [ -f "$file" ] || continue
    name=$(basename "${file%.*}")
    [ "$name" != least ] || continue # the raw limit of terminal.c
    case " $* " in "  " | *" $name "*) ;; *) continue ;; esac
    echo "== $name"
    case $file in
    *.c) "$BUILD/tests/bench/$name" ;;
    *.sh) sh "$file" ;;
    esac > "$work/out" || failed=1
    grep -v '^figure	' "$work/out"
    grep '^figure	' "$work/out" >> "$work/figures"
done
[ -s "$work/figures" ] || exit 1

# Two passes over the figures: how wide each column is, then the rows. `style` is text or markdown.
table() {
    awk -F '\t' -v style="$1" '
    function cell(i) {
        if (i == 1) return $2
        if (i == 2) return $3 " " $4
        if (i == 3) return $5 == "" ? "" : $5 " " $4
        if (i == 4) return $6
        if (i == 5) return $7 == "" ? "" : $7 ~ /x$/ ? "<= " $7 : "<= " $7 " " $4
        if (i == 6) return $8
        return $9
    }
    function pad(text, i) { return i == 1 || i >= 6 ? sprintf("%-" w[i] "s", text) : sprintf("%" w[i] "s", text) }
    function row(head,  i, line) {
        line = style == "markdown" ? "|" : ""
        for (i = 1; i <= 7; i++) line = line (style == "markdown" ? " " : i > 1 ? "  " : "") pad(head ? h[i] : cell(i), i) \
            (style == "markdown" ? " |" : "")
        sub(/ +$/, "", line)
        print line
    }
    BEGIN {
        split("figure\tmeasured\traw limit\tratio\tbudget\t\tthe raw limit is", h, "\t")
        for (i = 1; i <= 7; i++) w[i] = length(h[i])
    }
    NR == FNR { for (i = 1; i <= 7; i++) if (length(cell(i)) > w[i]) w[i] = length(cell(i)); next }
    FNR == 1 {
        row(1)
        if (style == "markdown") print "|---|--:|--:|--:|--:|---|---|"
    }
    { row(0) }' "$work/figures" "$work/figures"
}

machine() {
    cpu=$(sed -n 's/^model name[^:]*: *//p' /proc/cpuinfo 2> /dev/null | head -n 1)
    cores=$(getconf _NPROCESSORS_ONLN 2> /dev/null || echo '?')
    memory=$(awk '/^MemTotal/ { printf "%.0f GiB of memory, ", $2 / 1048576 }' /proc/meminfo 2> /dev/null)
    echo "${cpu:-$(uname -m)}, $cores cores, ${memory}$(uname -s) $(uname -r | sed 's/-.*//')"
}

echo
echo "$(date +%Y-%m-%d), $(machine)"
echo
table text
over=$(awk -F '\t' '$8 == "OVER"' "$work/figures" | wc -l)
[ "$over" -eq 0 ] || failed=1
echo
echo "$(($(wc -l < "$work/figures"))) figures, $((over)) over budget"

if [ $# -eq 0 ]; then
    {
        echo '# Performance'
        echo
        echo 'Written by `make bench`: each figure beside the raw limit measured in the same run on the same machine, and its'
        echo 'budget. Times in the terminal are from the key written to the last byte of the paint read, in a terminal of 80×24.'
        echo 'Station files are in the cache of the system; what a process waited for processors that others had is taken off. Of a'
        echo '"whole command" it is what one would take instead, on the same people: the raw limit is then no limit.'
        echo
        echo "$(date +%Y-%m-%d) · $(machine)"
        echo
        table markdown
    } > "$work/performance.md" && cp "$work/performance.md" docs/performance.md
fi
exit $failed
