#!/bin/sh
# The walls between the floors, and what may never be written into the tree.
set -u
cd "$(dirname "$0")/../.." || exit 1

# check NAME TEXT: TEXT is what broke the rule, line by line; empty is good.
check() {
    if [ -z "$2" ]; then
        echo "ok $1"
    else
        echo "not ok $1"
        printf '%s\n' "$2" | sed 's/^/#   /'
    fi
}

# includes FOLDERS PATTERN: the includes in FOLDERS of a header whose name matches PATTERN.
includes() {
    for folder in $1; do
        [ -d "$folder" ] && grep -rnE "^[[:space:]]*#[[:space:]]*include[[:space:]]*[<\"]($2)[>\"]" "$folder" \
            --include='*.c' --include='*.h'
    done
}

check 'screens and commands know no SQL and no store' \
    "$(includes 'src/ui src/cli' 'sqlite3\.h|libpq[^>"]*|(\.\./)*(src/)?store/[^>"]*|postgresql/[^>"]*')"
check 'the trade, the store and the base know no screen' \
    "$(includes 'src/service src/store src/base src/hub' '(ncursesw?/)?(n?curses|panel|menu|form|term)\.h|(\.\./)*(src/)?ui/[^>"]*')"
check 'SQLite is the store'"'"'s alone' \
    "$(includes 'src/service src/hub src/ui src/cli src/base' 'sqlite3\.h')"
check 'PostgreSQL is the hub'"'"'s alone' \
    "$(includes 'src/service src/store src/ui src/cli src/base include' 'libpq[^>"]*|postgresql/[^>"]*')"
check 'the trade knows no hub' \
    "$(includes src/service '(\.\./)*(src/)?hub/[^>"]*|yizhan/hub\.h')"
check 'the hub knows of the trade its public face and the session' \
    "$(includes src/hub '(\.\./)*(src/)?service/[^>"]*' | grep -v '"service/session\.h"')"
check 'the base knows no other floor and no database' \
    "$(includes src/base 'sqlite3\.h|libpq[^>"]*|(\.\./)*(src/)?(store|service|hub|ui|cli)/[^>"]*')"
check 'the store knows no trade' \
    "$(includes src/store '(\.\./)*(src/)?(service|hub|ui|cli)/[^>"]*')"
check 'the trade knows no command' \
    "$(includes 'src/service src/hub' '(\.\./)*(src/)?cli/[^>"]*')"
check 'public headers include public headers only' \
    "$(includes include 'sqlite3\.h|libpq[^>"]*|n?curses\.h|(src/)?(base|store|service|hub|ui|cli)/[^>"]*')"
check 'no header is longer than 330 lines' \
    "$(find include src tests -name '*.h' -exec awk 'END { if (NR > 330) print FILENAME ": " NR " lines" }' {} \;)"

# What is in the tree: as git has it, else (an unpacked archive) as it lies there.
tree() {
    git -c safe.directory='*' ls-files 2> /dev/null | grep . ||
        find . -type f ! -path './.git/*' ! -path './build/*' | sed 's|^\./||'
}
check 'no path of somebody'\''s machine is in the tree' "$(tree | tr '\n' '\0' |
    xargs -0 grep -IHnE '(^|[^A-Za-z0-9_.~$})-])/(root|work|home/[A-Za-z0-9]+)/' 2> /dev/null)"
check 'the top folder is tidy' "$(tree | sed -n 's|/.*||; /^\./d; p' | sort -u |
    grep -vxE 'Makefile|README\.md|LICENSE|src|include|data|tests|docs')"
