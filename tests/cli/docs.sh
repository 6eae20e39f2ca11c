#!/bin/sh
# docs/interface.md says what the program has: every form of every command, every variable; so does the man page.
. "$(dirname "$0")/common.sh"

page=$SOURCE_DIR/docs/interface.md
yz --json help > "$out" 2> "$err"
tell 'help as JSON lines'
while read -r line; do
    command=$(printf '%s\n' "$line" | get '$.command')
    printf '%s\n' "$line" | get '$.usage' > "$HOME/usage"
    [ -s "$HOME/usage" ] || echo > "$HOME/usage"
    while read -r form; do
        grep -qxF -e "    $command${form:+ $form}" "$page"
        tell "docs/interface.md has $command $form"
    done < "$HOME/usage"
done < "$out"

for variable in $(grep -rhoE 'getenv\("YIZHAN_[A-Z]+' "$SOURCE_DIR/src" | sed 's/.*"//' | sort -u); do
    grep -q "$variable" "$page"
    tell "docs/interface.md has $variable"
    grep -q "$variable" "$SOURCE_DIR/docs/yizhan.1"
    tell "the man page has $variable"
done

# Labels of the man pages: brackets that close, options that are not glued to what follows them, each a paragraph of its own.
for page in yizhan.1 yizhan-station.5; do
    awk 'last ~ /^\.T[PQ]/ { text = $0; if (gsub(/\[/, "", text) != gsub(/\]/, "", text)) print FNR ": brackets: " $0 }
        /^\.B[IR]? "?[a-z ]+"? .*\\-\\-.*\[/ && last !~ /^\.T[PQ]/ { print FNR ": no .TP: " $0 }
        { last = $0 }' "$SOURCE_DIR/docs/$page" > "$out"
    equal "the labels of $page are whole" '' "$(cat "$out")"
done
if command -v man > /dev/null && MANWIDTH=80 man -l "$SOURCE_DIR/docs/yizhan.1" 2> "$err" | col -b > "$out" && [ -s "$out" ]; then
    equal 'and read as they should' '' "$(grep -nE '(--[a-z-]*[a-z])[A-Z]|[a-z]\],[a-z]|\],[a-z]|\\f' "$out")"
else
    echo 'ok and read as they should # skip man is not there'
fi
