#!/bin/sh
# The screens shown in README.md and docs/ are what the program shows. UPDATE=1 writes them anew.
#
# A text keeps a screen as the code block under a line <!-- screen NAME -->: what docs/screens/NAME.script dumps from
# the demo station of 2026-11-23, at 18:40 of that day.
set -u
if [ -n "${YZ_VALGRIND:-}" ]; then
    echo 'ok the texts show what the program shows # skip too slow under valgrind, and no other code than the screens'
    exit 0
fi
YIZHAN_NOW=2026-11-23T18:40
export YIZHAN_NOW
cd "$SOURCE_DIR" || exit 1
"$YIZHAN" -f "$HOME/demo.db" demo --date 2026-11-23 2> "$HOME/err" || { echo 'not ok the demo is written'; cat "$HOME/err"; exit 1; }

# shot NAME: what the script dumps, from a station as the demo left it, into $HOME/NAME.screen.
shot() {
    rm -f "$HOME"/shot.db*
    cp "$HOME/demo.db" "$HOME/shot.db"
    "$YIZHAN" -f "$HOME/shot.db" --lang zh --script "docs/screens/$1.script" > "$HOME/dump" 2> "$HOME/err" || return 1
    sed '/^cursor /d' "$HOME/dump" > "$HOME/$1.screen"
}

# filled TEXT: the text with each of its screens as it is today.
filled() {
    awk -v dir="$HOME" '
        skip { if (/^```/ && ++fences == 2) skip = 0; next }
        { print }
        /^<!-- screen [a-z-]+ -->$/ {
            file = dir "/" $3 ".screen"
            print "```text"
            while ((getline row < file) > 0) print row
            close(file)
            print "```"
            skip = 1
            fences = 0
        }' "$1"
}

# same NAME TEXT: $HOME/now is the text.
same() {
    if cmp -s "$HOME/now" "$2"; then
        echo "ok $1"
    elif [ -n "${UPDATE:-}" ]; then
        cp "$HOME/now" "$2"
        echo "ok $1 (written anew)"
    else
        echo "not ok $1 (UPDATE=1 writes it anew)"
        diff "$2" "$HOME/now" | sed 's/^/#   /' | head -60
    fi
}

for text in README.md docs/*.md; do
    names=$(sed -nE 's/^<!-- screen ([a-z-]+) -->$/\1/p' "$text")
    [ -n "$names" ] || continue
    for name in $names; do
        shot "$name" || { echo "not ok docs/screens/$name.script runs"; sed 's/^/#   /' "$HOME/err"; }
    done
    filled "$text" > "$HOME/now"
    same "the screens in $text are the program's" "$text"
done

lost=$(for text in README.md docs/*.md docs/manual/*.md docs/manual/*/*.md; do
    for link in $(grep -oE '\]\([A-Za-z0-9_./-]+\)' "$text" | sed 's/^](//; s/)$//'); do
        [ -e "$(dirname "$text")/$link" ] || echo "$text: $link"
    done
done)
if [ -z "$lost" ]; then
    echo 'ok links between the texts lead somewhere'
else
    echo 'not ok links between the texts lead somewhere'
    echo "$lost" | sed 's/^/#   /'
fi
