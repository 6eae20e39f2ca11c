#!/bin/sh
# What the tests of the command line share: . "$(dirname "$0")/common.sh"
set -u
tool=$BUILD/tests/cli/tool
YIZHAN_FILE=$HOME/station.db
YIZHAN_NOW=2026-11-23T19:30
export YIZHAN_FILE YIZHAN_NOW
cd "$HOME" || exit 1
out=$HOME/out err=$HOME/err

yz() {
    "$YIZHAN" "$@"
}

# tell NAME: ok when the command before it succeeded.
tell() {
    if [ $? = 0 ]; then
        echo "ok $1"
    else
        echo "not ok $1"
        sed 's/^/#   /' "$out" "$err" 2> /dev/null | head -20
    fi
}

# runs NAME CODE ARGS...: yizhan with ARGS ends with CODE; what it wrote is in $out and $err.
runs() {
    name=$1 want=$2
    shift 2
    "$YIZHAN" "$@" > "$out" 2> "$err"
    code=$?
    if [ $code = "$want" ]; then
        echo "ok $name"
    else
        echo "not ok $name: exit $code, not $want: yizhan $*"
        sed 's/^/#   /' "$out" "$err" | head -20
    fi
}

# equal NAME WANT GOT
equal() {
    if [ "$2" = "$3" ]; then
        echo "ok $1"
    else
        echo "not ok $1"
        echo "#   want: $2"
        echo "#   got:  $3"
    fi
}

# says NAME TEXT FILE: TEXT stands in FILE.
says() {
    grep -qF -e "$2" "$3"
    tell "$1"
}

# lacks NAME TEXT FILE: TEXT does not stand in FILE.
lacks() {
    ! grep -qF -e "$2" "$3"
    tell "$1"
}

# get PATH: of each JSON line on standard input.
get() {
    "$tool" get "$1"
}

small='--households 300 --people 2000 --seed 7 --date 2026-11-23 --practice'
# shellcheck disable=SC2086
demo() {
    yz demo $small 2> "$err" || { echo "not ok the demo is written"; sed 's/^/#   /' "$err"; exit 1; }
}

# A household of this file whose head is a grown woman: HOUSEHOLD and GUARDIAN.
family() {
    yz --json household list --limit 60 | get '$.id' > families
    while read -r household; do
        yz --json show "$household" > one
        guardian=$(get '$.members[0].id' < one)
        yz --json show "$guardian" > guardian
        [ "$(get '$.sex' < guardian)" = 女 ] && break
    done < families
}
