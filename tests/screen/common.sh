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
