#!/bin/sh
# Runs the tests and closes with "N passed, N failed": BUILD=build tests/run.sh [DIR | DIR/NAME]...
#
# unit and the other folders with test_*.c: cmocka programs, counted by their TAP output. cli screen vt fault hub walls:
# each *.sh prints a line `ok NAME` or `not ok NAME ...` per test (`ok NAME # skip why` is shown apart and counts as
# passed). fuzz: each target for FUZZ_SECONDS (1). YZ_VALGRIND=1 puts valgrind under all of them. YZ_JOBS (as many as there
# are processors) run at a time, each by tests/one.sh.
set -u
cd "$(dirname "$0")/.." || exit 1
BUILD=${BUILD:-build}
case $BUILD in /*) ;; *) BUILD=$PWD/$BUILD ;; esac
seconds=${FUZZ_SECONDS:-1}
jobs=${YZ_JOBS:-$(getconf _NPROCESSORS_ONLN 2> /dev/null || echo 1)}

work=$(mktemp -d "${TMPDIR:-/tmp}/yizhan-test.XXXXXX") || exit 1
trap 'chmod -R u+rwx "$work" 2> /dev/null; rm -rf "$work"' EXIT
trap 'exit 130' INT TERM HUP

unset YIZHAN_NOW YIZHAN_FILE YIZHAN_DATA YIZHAN_SCRIPT YIZHAN_STAFF LANGUAGE LANG LC_MESSAGES MAKEFLAGS MFLAGS MAKELEVEL
export BUILD TERM=xterm-256color TZ=UTC LC_ALL=C.UTF-8 YIZHAN="$BUILD/yizhan" SOURCE_DIR="$PWD"
export ASAN_OPTIONS="detect_leaks=1:strict_string_checks=1:detect_stack_use_after_return=1${ASAN_OPTIONS:+:$ASAN_OPTIONS}"
export UBSAN_OPTIONS="print_stacktrace=1:halt_on_error=1${UBSAN_OPTIONS:+:$UBSAN_OPTIONS}"
if [ "$(locale charmap 2> /dev/null)" != UTF-8 ] && command -v locale > /dev/null; then
    unset LC_ALL
    export LC_CTYPE=UTF-8 # where there is no C.UTF-8
fi

under=''
if [ -n "${YZ_VALGRIND:-}" ]; then
    under='valgrind -q --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite,indirect'
    under="$under --suppressions=$PWD/tests/valgrind.supp"
    printf '#!/bin/sh\nexec %s "%s" "$@"\n' "$under" "$BUILD/yizhan" > "$work/yizhan"
    chmod +x "$work/yizhan"
    export YIZHAN="$work/yizhan"
fi

limit=''
command -v timeout > /dev/null && limit="timeout ${YZ_TIMEOUT:-600}"
export work seconds under limit

# wanted DIR/NAME: whether the command line asks for it; then it is on the list.
asked=" $* "
wanted() {
    case $asked in
    "  " | *" ${1%%/*} "* | *" $1 "*) echo "$1" ;;
    esac
}

for dir in unit walls cli screen vt fault hub; do
    for source in tests/$dir/test_*.c tests/$dir/*.sh; do
        [ -x "$source" ] || [ "${source%.c}" != "$source" ] || continue
        [ -f "$source" ] && name=${source#tests/} && wanted "${name%.*}"
    done
done > "$work/list"
[ -n "$under" ] || for source in tests/fuzz/fuzz_*.c; do
    name=fuzz/$(basename "$source" .c)
    [ -x "$BUILD/fuzz/tests/$name" ] && wanted "$name"
done >> "$work/list"

# As they end; the pipe keeps apart what they said.
[ ! -s "$work/list" ] || xargs -P "$jobs" -n 1 sh tests/one.sh < "$work/list" | while read -r name; do cat "$work/$name/said"; done

# A test without a count was broken off together with what counts.
sum() {
    while read -r name; do cat "$work/$name/counts" 2> /dev/null || echo '0 1 0'; done < "$work/list" |
        awk -v column="$1" '{ n += $column } END { print n + 0 }'
}
passed=$(sum 1) failed=$(sum 2) skipped=$(sum 3)
if [ $((passed + failed)) = 0 ]; then
    echo "no test is called:$asked"
    failed=1
fi
[ "$failed" = 0 ] || echo 'what failed, once more:'
while read -r name; do # next to the sum, for whoever sees only the end
    read -r _ bad _ 2> /dev/null < "$work/$name/counts" && [ "$bad" = 0 ] && continue
    echo "$name"
    { grep -A 4 -B 2 '| not ok' "$work/$name/said" || tail -n 8 "$work/$name/said"; } 2> /dev/null | cut -c 1-240 | head -n 24
done < "$work/list"
[ "$skipped" = 0 ] || echo "$skipped of the passed were skipped, as said above"
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
