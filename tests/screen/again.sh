#!/bin/sh
# Only rows that differ are painted (src/ui/canvas.c): after any keys the screen is what it is when all of it is painted anew.
. "$(dirname "$0")/common.sh"
fresh

# again NAME: the keys on standard input, and what the screen shows after each of them twice, the second time of a window
# that was wider in between.
again() {
    {
        echo 'size 80 24'
        while read -r line; do
            printf '%s\ndump %s\nsize 81 24\nsize 80 24\ndump %s\n' "$line" "$HOME/kept" "$HOME/anew"
        done
    } > "$HOME/steps"
    rm -f "$HOME/kept" "$HOME/anew"
    if "$YIZHAN" --script "$HOME/steps" > "$out" 2> "$err" && diff "$HOME/kept" "$HOME/anew" > "$out"; then
        echo "ok $1"
    else
        echo "not ok $1"
        sed 's/^/#   /' "$out" "$err"
    fi
}
# keys COUNT KEY
keys() {
    i=0
    while [ $((i += 1)) -le "$1" ]; do echo "key $2"; done
}
# walk: down and up by one, by pages, to both ends.
walk() {
    keys 24 Down
    keys 24 Up
    printf 'key %s\n' PgDn Down Up PgUp End Up Home Down
}

{
    echo 'key F9'
    walk
} | again 'the log'
{
    echo 'key F2'
    echo 'type 王'
    walk
    printf 'key %s\n' Enter F1 PgDn Down Esc Esc Backspace Esc
} | again 'what was found, a person and the help'
{
    echo 'key F6'
    walk
    printf 'key %s\n' Enter Down Enter Down Esc Esc Esc
} | again 'the tree of the net'
{
    printf 'key %s\n' F3 Tab Tab Down Space Ctrl-F 2 Down Esc Ctrl-L Esc
} | again 'the queue, marked and searched'
{
    echo 'key 1'
    echo "type $address"
    printf 'key %s\n' Enter Tab Tab Up
    echo 'type 小满'
    printf 'key %s\n' Tab Ctrl-S Esc Esc
} | again 'a form'
