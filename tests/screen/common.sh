#!/bin/sh
# shellcheck disable=SC2034
# What the tests of the screens share: . "$(dirname "$0")/common.sh"
# A small demo station, and the program driven by lines of keys (src/ui/script.c).
. "$(dirname "$0")/../cli/common.sh"
YIZHAN_NOW=2026-11-23T19:32
golden=$SOURCE_DIR/tests/screen/golden

# drives NAME [ARGS...]: the lines on standard input; ok when nothing that they expect is missing.
drives() {
    name=$1
    shift
    cat > "$HOME/steps"
    if "$YIZHAN" "$@" --script "$HOME/steps" > "$out" 2> "$err"; then
        echo "ok $name"
    else
        echo "not ok $name"
        sed 's/^/#   /' "$out" "$err"
    fi
}

# fresh: the station as the demo left it, for what must not see what another test did.
fresh() {
    if [ ! -e "$HOME/demo.db" ]; then
        demo
        couple
        cp "$YIZHAN_FILE" "$HOME/demo.db"
    fi
    rm -rf "$HOME/station.db.backups"
    rm -f "$HOME"/station.db*
    cp "$HOME/demo.db" "$YIZHAN_FILE"
}

# couple: the first household with a wife of an age to have a child: HOUSEHOLD, ADDRESS as one types it, WIFE, WIFE_NAME.
couple() {
    yz --json household list --limit 200 | get '$.id' > "$HOME/all"
    while read -r household; do
        yz --json show "$household" > "$HOME/one"
        wife=$(tr '{' '\n' < "$HOME/one" | sed -n 's/^"id":"\(p:[^"]*\)".*"relation":"妻".*/\1/p')
        [ -n "$wife" ] || continue
        born=$(yz --json show "$wife" | get '$.birth' | cut -c1-4)
        [ "$born" -gt 1986 ] && [ "$born" -lt 2004 ] && break
    done < "$HOME/all"
    address=$(get '$.address' < "$HOME/one" | sed 's/ //; s/幢 /-/; s/单元 /-/')
    wife_name=$(yz --json person show "$wife" --reveal --reason 核对 | get '$.name')
}

# shows NAME COLUMNS ROWS [ARGS...]: the screen that the lines on standard input lead to is tests/screen/golden/counter/NAME.
# UPDATE=1 writes it anew.
shows() {
    name=$1-$2x$3
    {
        echo "size $2 $3"
        cat
        echo "dump $HOME/dump"
    } > "$HOME/steps"
    shift 3
    rm -f "$HOME/dump"
    "$YIZHAN" "$@" --script "$HOME/steps" > "$out" 2> "$err"
    [ -z "${UPDATE:-}" ] || { mkdir -p "$golden/counter" && cp "$HOME/dump" "$golden/counter/$name.txt"; }
    if cmp -s "$HOME/dump" "$golden/counter/$name.txt"; then
        echo "ok $name"
    else
        echo "not ok $name"
        diff "$golden/counter/$name.txt" "$HOME/dump" | sed 's/^/#   /' | head -30
        sed 's/^/#   /' "$err"
    fi
}

# some_cases: six of one family at the own station, the last without its certificate, three in the evening: NUMBERS.
some_cases() {
    numbers=''
    for i in 1 2 3 4 5 6; do
        papers=certificate,booklet,parent-id
        [ $i != 6 ] || papers=booklet
        numbers="$numbers $(YIZHAN_NOW=2026-11-23T$((15 + i / 2)):4$i yz case open newborn-insurance --household "$household" --set baby_sex=女 \
            --set "birth=2026-11-0$i" --set "certificate=U53012345$i" --set guardian="$guardian" --set consent=yes \
            --set papers=$papers 2> "$err")"
    done
}
