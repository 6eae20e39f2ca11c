#!/bin/sh
# Whoever may not record opens every screen that shows and none that records: each screen of src/ui/screens/screens.h, as an
# auditor. A form is refused with the right that is missing before anything is typed; wherever the way ends, every key that acts is
# pressed, and no line of the journal comes of it.
. "$(dirname "$0")/common.sh"
. "$SOURCE_DIR/tests/support/canary.sh"
canary_station 2> "$err"
grep -q . "$err" && sed 's/^/#   /' "$err"
"$tool" role "$YIZHAN_FILE" auditor
cp "$YIZHAN_FILE" auditor.db
refused=' '

goes() {
    {
        echo 'size 120 40'
        printf '%s\n' "$3" | tr '|' '\n' | sed "s|\$|\\ndump $HOME/dump|"
        for key in Ctrl-S Ctrl-E Esc Ctrl-N Esc Ctrl-G Enter Ctrl-X Esc Ctrl-D Space Ctrl-Z Enter 1 Enter 2 Enter 3 Enter 4 5 6 7 8 9 0 F12; do
            echo "key $key"
        done
    } > steps
    rm -rf "$HOME/station.db.backups"
    rm -f "$HOME"/station.db* dump
    cp auditor.db station.db
    "$YIZHAN" --script "$HOME/steps" > "$out" 2> "$err"
    code=$?
    grep -q 不能办理和登记 dump && refused="$refused$1 "
    wrote=$(yz --json log --limit 40 | get '$.verb' | sed '/^bind-staff$/,$d' | grep -vxE 'sign-in|sign-out|export|backup' | sort -u | xargs)
    [ $code = 0 ] && [ -z "$wrote" ] && echo "ok $1" && return
    echo "not ok $1: exit $code; wrote: $wrote"
    sed 's/^/#   /' "$err" | head -n 14
}
. "$SOURCE_DIR/tests/support/screens.sh"
goes person_edit 修改 "$home|key Enter|key Ctrl-E"
goes service 事项 'key F2|type xse|key Enter'

# notice_preview is opened by notice_edit, rate by a step that an auditor is not offered
forms=$(grep -rl YZ_SCREEN_WRITES "$SOURCE_DIR/src/ui/screens" | xargs sed -n 's/^const struct yz_screen yz_\([a-z_]*\)_screen.*/\1/p')
for form in $(echo "$forms" | grep -vxE 'notice_preview|rate'); do
    case $refused in
    *" $form "*) ;;
    *) echo "not ok $form is refused on no way of this test" ;;
    esac
done
goes tickets 叫号 'key F3|key 8|key Ctrl-N'
case $refused in *' tickets '*) ;; *) false ;; esac
tell 'nor does a form open over a list'
# account asks for the right to manage accounts, export writes no record, a form over a list (list_form.c) asks for itself,
# setup has no station yet
others=$(grep -rlE '\.parts = .*YZ_PART_FORM|\.form = YZ' "$SOURCE_DIR/src/ui/screens" | xargs grep -LE 'YZ_SCREEN_WRITES|/list_form.h' | xargs -n 1 basename | sort | xargs)
equal 'every form of the sources' 'account.c export.c setup.c' "$others"
