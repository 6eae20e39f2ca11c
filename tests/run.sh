#!/bin/sh
# Runs the tests and closes with "N passed, N failed": BUILD=build tests/run.sh [DIR | DIR/NAME]...
#
# unit and the other folders with test_*.c: cmocka programs, counted by their TAP output. cli screen vt fault hub walls:
# each *.sh prints a line `ok NAME` or `not ok NAME ...` per test (`ok NAME # skip why` is shown apart and counts as
# passed). fuzz: each target for FUZZ_SECONDS (1). A test that says nothing, or fails without saying so, counts as one
# failed. Each program gets a fresh home. YZ_VALGRIND=1 puts valgrind under all of them.
set -u
cd "$(dirname "$0")/.." || exit 1
BUILD=${BUILD:-build}
case $BUILD in /*) ;; *) BUILD=$PWD/$BUILD ;; esac
seconds=${FUZZ_SECONDS:-1}
passed=0 failed=0 skipped=0

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
    printf '#!/bin/sh\nexec %s "%s" "$@"\n' "$under" "$BUILD/yizhan" > "$work/yizhan"
    chmod +x "$work/yizhan"
    export YIZHAN="$work/yizhan"
fi

limit=''
command -v timeout > /dev/null && limit="timeout ${YZ_TIMEOUT:-600}"

# Hundredths of a second since some time; whole seconds where date knows no better.
now() {
    case $(date +%N) in
    *[!0-9]* | '') echo "$(date +%s)00" ;;
    *) date +%s%N | sed 's/.......$//' ;;
    esac
}

# tell NAME STATUS START PASSED FAILED SKIPPED [REMARK]: one line, and all that a failing one said.
tell() {
    passed=$((passed + $4)) failed=$((failed + $5)) skipped=$((skipped + $6))
    took=$(($(now) - $3))
    result="$4 ok"
    [ "$6" = 0 ] || result="$result ($6 skipped)"
    [ "$5" = 0 ] || result="$result, $5 FAILED (exit $2)"
    printf '%-36s %3d.%02d s  %s\n' "$1" $((took / 100)) $((took % 100)) "$result${7:+  $7}"
    if [ "$5" != 0 ]; then
        sed 's/^/    | /' "$work/out"
    elif [ "$6" != 0 ]; then
        sed -nE 's/^(not )?ok .*# *[Ss][Kk][Ii][Pp]/    skipped:/p' "$work/out"
    fi
    case $1 in # what a fault test measured
    fault/*) [ "$5" != 0 ] || sed -n '/^# ok /d; s/^# /    &/p' "$work/out" ;;
    esac
}

# run_one NAME COMMAND...: runs it in a home of its own and counts its lines.
run_one() {
    name=$1
    shift
    rm -rf "${work:?}/home"
    mkdir -p "$work/home/tmp" "$work/home/run"
    chmod 700 "$work/home/run"
    start=$(now)
    # shellcheck disable=SC2086
    HOME=$work/home XDG_DATA_HOME=$work/home/data XDG_CONFIG_HOME=$work/home/config XDG_STATE_HOME=$work/home/state \
        XDG_CACHE_HOME=$work/home/cache XDG_RUNTIME_DIR=$work/home/run TMPDIR=$work/home/tmp \
        CMOCKA_MESSAGE_OUTPUT=TAP $limit "$@" > "$work/out" 2>&1 < /dev/null
    status=$?
    good=$(grep -c -e '^ok ' -e '^not ok .*# *[Ss][Kk][Ii][Pp]' "$work/out") # cmocka says not ok of the skipped
    bad=$(grep '^not ok' "$work/out" | grep -vc '# *[Ss][Kk][Ii][Pp]')
    skip=$(grep -cE '^(not )?ok .*# *[Ss][Kk][Ii][Pp]' "$work/out")
    planned=$(sed -n 's/^1\.\.\([0-9][0-9]*\)$/\1/p' "$work/out" | awk '{ n += $1 } END { print n + 0 }')
    # Nothing said, fewer results than planned, or a failure not owned up to: it broke off.
    if [ $((good + bad)) = 0 ] || [ $((good + bad)) -lt "$planned" ]; then
        bad=$((bad + 1))
    elif [ "$status" != 0 ] && [ "$bad" = 0 ]; then
        bad=1
    fi
    chmod -R u+rwx "$work/home" 2> /dev/null
    tell "$name" "$status" "$start" "$good" "$bad" "$skip"
}

# Under AFL++, whose word for "it went through" is not its status; says what libFuzzer would.
fuzz_afl() {
    mkdir "$work/new/in"
    printf ' ' > "$work/new/in/blank"
    [ -z "$seeds" ] || cp "$seeds"/* "$work/new/in"
    AFL_NO_UI=1 AFL_NO_AFFINITY=1 AFL_SKIP_CPUFREQ=1 AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1 TMPDIR=$work \
        ASAN_OPTIONS=abort_on_error=1:symbolize=0:detect_leaks=0 UBSAN_OPTIONS=abort_on_error=1:halt_on_error=1 \
        afl-fuzz -V "$seconds" -s 1 -t 20000 -m none -i "$work/new/in" -o "$work/new/out" \
        -- "$BUILD/fuzz/tests/fuzz/$target" > "$work/out" 2>&1 < /dev/null
    status=$?
    mv "$work"/new/out/default/crashes/id* "$work"/new/out/default/hangs/id* "$work/crash/" 2> /dev/null
    [ -z "$(ls "$work/crash")" ] || status=1
    sed -n 's/^execs_done *: /Done /p' "$work/new/out/default/fuzzer_stats" 2> /dev/null |
        sed "s/\$/ runs in $seconds sec/" >> "$work/out"
}

run_fuzz() {
    target=$(basename "$1" .c)
    corpus=tests/fuzz/corpus/${target#fuzz_}
    mkdir -p "$work/new" "$work/crash"
    seeds=''
    [ -d "$corpus" ] && seeds=$corpus
    start=$(now)
    if grep -q ' afl ' "$BUILD/fuzz/flags"; then
        fuzz_afl
    else
        # shellcheck disable=SC2086
        TMPDIR=$work "$BUILD/fuzz/tests/fuzz/$target" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 -seed=1 \
            -max_len=65536 -artifact_prefix="$work/crash/" "$work/new" $seeds > "$work/out" 2>&1 < /dev/null
        status=$?
    fi
    rm -rf "$work/new"
    done=$(sed -n 's/^Done \([0-9]*\) runs in \([0-9]*\) sec.*/(\1 executions in \2 s, 0 crashes)/p' "$work/out")
    if [ "$status" = 0 ]; then
        tell "fuzz/$target" 0 "$start" 1 0 0 "$done"
    else
        tell "fuzz/$target" "$status" "$start" 0 1 0
        mkdir -p "$BUILD/fuzz/crashes"
        cp "$work"/crash/* "$BUILD/fuzz/crashes/" 2> /dev/null && echo "    the input is kept in $BUILD/fuzz/crashes"
    fi
    rm -rf "$work/crash"
}

# wanted DIR/NAME: whether the command line asks for it.
asked=" $* "
wanted() {
    case $asked in
    "  " | *" ${1%%/*} "* | *" $1 "*) return 0 ;;
    esac
    return 1
}

for dir in unit walls cli screen vt fault hub; do
    for source in tests/$dir/test_*.c; do
        name=$dir/$(basename "$source" .c)
        # shellcheck disable=SC2086
        [ -f "$source" ] && wanted "$name" && run_one "$name" $under "$BUILD/tests/$name"
    done
    for script in tests/$dir/*.sh; do
        name=$dir/$(basename "$script" .sh)
        [ -x "$script" ] && wanted "$name" && run_one "$name" "$script"
    done
done
if [ -z "$under" ]; then
    for source in tests/fuzz/fuzz_*.c; do
        name=fuzz/$(basename "$source" .c)
        [ -x "$BUILD/fuzz/tests/$name" ] && wanted "$name" && run_fuzz "$source"
    done
fi

if [ $((passed + failed)) = 0 ]; then
    echo "no test is called:$asked"
    failed=1
fi
[ "$skipped" = 0 ] || echo "$skipped of the passed were skipped, as said above"
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
