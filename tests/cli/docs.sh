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
