#!/bin/sh
# Runs one test, for tests/run.sh: tests/one.sh DIR/NAME. What it said is left in $work/DIR/NAME, the name is printed when it
# is through. A test that says nothing, or fails without saying so, counts as one failed. Each gets a fresh home.
set -u
: "${work:?}" "${seconds:?}" "${limit=}" "${under=}" # from tests/run.sh
name=$1 mine=$work/$1
mkdir -p "$mine"

# Hundredths of a second since some time; whole seconds where date knows no better.
now() {
    case $(date +%N) in
    *[!0-9]* | '') echo "$(date +%s)00" ;;
    *) date +%s%N | sed 's/.......$//' ;;
    esac
}

# tell NAME STATUS START PASSED FAILED SKIPPED [REMARK]: one line, and all that a failing one said.
tell() {
    echo "$4 $5 $6" > "$mine/counts"
    took=$(($(now) - $3))
    result="$4 ok"
    [ "$6" = 0 ] || result="$result ($6 skipped)"
    [ "$5" = 0 ] || result="$result, $5 FAILED (exit $2)"
    printf '%-36s %3d.%02d s  %s\n' "$1" $((took / 100)) $((took % 100)) "$result${7:+  $7}"
    if [ "$5" != 0 ]; then
        sed 's/^/    | /' "$mine/out"
    elif [ "$6" != 0 ]; then
        sed -nE 's/^(not )?ok .*# *[Ss][Kk][Ii][Pp]/    skipped:/p' "$mine/out"
    fi
    case $1 in # what a fault test measured
    fault/*) [ "$5" != 0 ] || sed -n '/^# ok /d; s/^# /    &/p' "$mine/out" ;;
    esac
}

# run_test COMMAND...: runs it in a home of its own and counts its lines.
run_test() {
    home=$mine/home
    mkdir -p "$home/tmp" "$home/run"
    chmod 700 "$home/run"
    # shellcheck disable=SC2086
    HOME=$home XDG_DATA_HOME=$home/data XDG_CONFIG_HOME=$home/config XDG_STATE_HOME=$home/state \
        XDG_CACHE_HOME=$home/cache XDG_RUNTIME_DIR=$home/run TMPDIR=$home/tmp \
        CMOCKA_MESSAGE_OUTPUT=TAP $limit "$@" > "$mine/out" 2>&1 < /dev/null
    status=$?
    good=$(grep -c -e '^ok ' -e '^not ok .*# *[Ss][Kk][Ii][Pp]' "$mine/out") # cmocka says not ok of the skipped
    bad=$(grep '^not ok' "$mine/out" | grep -vc '# *[Ss][Kk][Ii][Pp]')
    skip=$(grep -cE '^(not )?ok .*# *[Ss][Kk][Ii][Pp]' "$mine/out")
    planned=$(sed -n 's/^1\.\.\([0-9][0-9]*\)$/\1/p' "$mine/out" | awk '{ n += $1 } END { print n + 0 }')
    # Nothing said, fewer results than planned, or a failure not owned up to: it broke off.
    if [ $((good + bad)) = 0 ] || [ $((good + bad)) -lt "$planned" ]; then
        bad=$((bad + 1))
    elif [ "$status" != 0 ] && [ "$bad" = 0 ]; then
        bad=1
    fi
    chmod -R u+rwx "$home" 2> /dev/null
    rm -rf "$home"
    tell "$name" "$status" "$start" "$good" "$bad" "$skip"
}

# Under AFL++, whose word for "it went through" is not its status; says what libFuzzer would.
fuzz_afl() {
    mkdir "$mine/new/in"
    printf ' ' > "$mine/new/in/blank"
    [ -z "$seeds" ] || cp "$seeds"/* "$mine/new/in"
    AFL_NO_UI=1 AFL_NO_AFFINITY=1 AFL_SKIP_CPUFREQ=1 AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1 TMPDIR=$mine \
        ASAN_OPTIONS=abort_on_error=1:symbolize=0:detect_leaks=0 UBSAN_OPTIONS=abort_on_error=1:halt_on_error=1 \
        afl-fuzz -V "$seconds" -s 1 -t 20000 -m none -i "$mine/new/in" -o "$mine/new/out" \
        -- "$BUILD/fuzz/tests/fuzz/$target" > "$mine/out" 2>&1 < /dev/null
    status=$?
    mv "$mine"/new/out/default/crashes/id* "$mine"/new/out/default/hangs/id* "$mine/crash/" 2> /dev/null
    [ -z "$(ls "$mine/crash")" ] || status=1
    sed -n 's/^execs_done *: /Done /p' "$mine/new/out/default/fuzzer_stats" 2> /dev/null |
        sed "s/\$/ runs in $seconds sec/" >> "$mine/out"
}

# Under libFuzzer. What it tries follows from what the target compares, addresses and the day among it: without the
# machine's own (ASLR, environment, paths, clock) a seed gives the same inputs everywhere, and a short run is the
# beginning of a longer one, so what passed here passes there. FUZZ_SEED=0 tries others.
fuzz_again() {
    still=''
    setarch -R true 2> /dev/null && still='setarch -R'
    ln -s "$PWD" "$mine/source"
    ln -s "$BUILD/fuzz/tests/fuzz/$target" "$mine/target"
    # shellcheck disable=SC2086
    (cd "$mine" && exec env -i PATH=/usr/bin:/bin LC_ALL="${LC_ALL-}" LC_CTYPE="${LC_CTYPE-}" TZ=UTC TMPDIR=. \
        ASAN_OPTIONS="$ASAN_OPTIONS" UBSAN_OPTIONS="$UBSAN_OPTIONS" YIZHAN_NOW=2026-11-23T19:30 \
        $still ./target -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 -seed="${FUZZ_SEED:-1}" -reload=0 \
        -max_len=65536 -artifact_prefix=crash/ new ${seeds:+"source/$seeds"}) > "$mine/out" 2>&1 < /dev/null
    status=$?
}

run_fuzz() {
    target=${name#fuzz/}
    corpus=tests/fuzz/corpus/${target#fuzz_}
    mkdir -p "$mine/new" "$mine/crash"
    seeds=''
    [ -d "$corpus" ] && seeds=$corpus
    if grep -q ' afl ' "$BUILD/fuzz/flags"; then
        fuzz_afl
    else
        fuzz_again
    fi
    rm -rf "$mine/new"
    done=$(sed -n 's/^Done \([0-9]*\) runs in \([0-9]*\) sec.*/(\1 executions in \2 s, 0 crashes)/p' "$mine/out")
    if [ "$status" = 0 ]; then
        tell "fuzz/$target" 0 "$start" 1 0 0 "$done"
    else
        tell "fuzz/$target" "$status" "$start" 0 1 0
        mkdir -p "$BUILD/fuzz/crashes"
        cp "$mine"/crash/* "$BUILD/fuzz/crashes/" 2> /dev/null && echo "    the input is kept in $BUILD/fuzz/crashes"
    fi
}

start=$(now)
# shellcheck disable=SC2086
case $name in
fuzz/*) run_fuzz ;;
*/test_*) run_test $under "$BUILD/tests/$name" ;;
*) run_test "tests/$name.sh" ;;
esac > "$mine/said"
echo "$name"
