#!/bin/sh
# Runs the measurements: BUILD=build tests/bench.sh [NAME]... Each program or script in tests/bench prints its own lines.
set -u
cd "$(dirname "$0")/.." || exit 1
BUILD=${BUILD:-build}
case $BUILD in /*) ;; *) BUILD=$PWD/$BUILD ;; esac
work=$(mktemp -d "${TMPDIR:-/tmp}/yizhan-bench.XXXXXX") || exit 1
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM HUP
unset YIZHAN_NOW YIZHAN_FILE YIZHAN_DATA YIZHAN_SCRIPT
export BUILD HOME="$work" XDG_DATA_HOME="$work/data" TMPDIR="$work" TERM=xterm-256color LC_ALL=C.UTF-8 YIZHAN="$BUILD/yizhan"

failed=0
for file in tests/bench/*.c tests/bench/*.sh; do
    [ -f "$file" ] || continue
    name=$(basename "${file%.*}")
    case " $* " in "  " | *" $name "*) ;; *) continue ;; esac
    echo "== $name"
    case $file in
    *.c) "$BUILD/tests/bench/$name" ;;
    *.sh) sh "$file" ;;
    esac || failed=1
done
exit $failed
