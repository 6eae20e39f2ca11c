#!/bin/sh
# No personal value stands unmasked on a screen: the household of tests/support/canary.sh, every screen of
# src/ui/screens/screens.h and its views, dumped and searched. Nothing is typed here but names and addresses to search for.
. "$(dirname "$0")/common.sh"
. "$SOURCE_DIR/tests/support/canary.sh"
canary_station 2> "$err"
grep -q . "$err" && sed 's/^/#   /' "$err"
cp "$YIZHAN_FILE" canary.db
covered=' '

# What may stand there, and why: SCREEN|PATTERN.
allowed='
find|甄嘉娜丽|typed into the one line
service|甄老爹|the household that is served is shown whole in the form, and the journal says for what
person_edit|.*|shown with Ctrl-R and a reason before
receipt|甄.*|the paper is made out to who applied (docs/security.md)
import|19880229|the wrong number that has to be mended, as it stands in the file that the clerk gave
'

# shows SCREEN WORD STEPS...: the steps lead from home to SCREEN, on which WORD stands; Tab turns its views.
shows() {
    name=$1 word=$2
    shift 2
    covered="$covered$name "
    {
        echo 'size 120 40'
        printf '%s\n' "$@"
        printf '%s\n' 'wait idle' "expect $word" "dump $HOME/dump"
        for _ in 1 2 3 4 5; do printf '%s\n' 'key Tab' 'wait idle' "dump $HOME/dump"; done
    } > steps
    rm -f "$HOME"/station.db* dump
    cp canary.db station.db
    "$YIZHAN" --script "$HOME/steps" > "$out" 2> "$err"
    code=$?
    pattern=$(echo "$allowed" | grep "^$name|" | cut -d'|' -f2 | tr '\n' '|' | sed 's/|$//')
    found=$(grep -aoE "$canaries" dump 2> /dev/null | grep -vE "^(${pattern:-nothing})\$" | sort -u | xargs)
    if [ $code = 0 ] && [ -z "$found" ]; then
        echo "ok $name $word"
    else
        echo "not ok $name $word: exit $code; leaks: $found"
        grep -aE "$canaries" dump | head -n 5 | sed 's/^/#   /'
        [ $code = 0 ] || sed 's/^/#   /' "$err" | head -n 14
    fi
}

# goes SCREEN WORD STEPS: steps with | between.
goes() {
    IFS='|'
    # shellcheck disable=SC2086
    set -- "$1" "$2" $3
    unset IFS
    shows "$@"
}
. "$SOURCE_DIR/tests/support/screens.sh"

screens=$(sed -n 's/^ *X(\([a-z_]*\)).*/\1/p' "$SOURCE_DIR/src/ui/screens/screens.h")
# stations: of the hub alone, and no residents in it (tests/hub/behind.sh, stations.sh)
# heir: counts of what staff have open, no resident in it (tests/screen/accounts.sh)
# notice: what is published is public, and refused while a number stands in it (tests/cli/notice.sh)
for screen in $(echo "$screens" | grep -vxE 'notice|heir|stations'); do
    case "$covered" in
    *" $screen "*) ;;
    *) echo "not ok $screen is opened by no line of this test" ;;
    esac
done
[ "$(echo "$screens" | wc -l)" -gt 50 ]
tell 'all screens of the table'
