#!/bin/sh
# Makes C out of data/: `embed.sh file NAME` one file's bytes, `embed.sh index NAME...` the table of all of them.
# Written with od and sed alone, as octal escapes in one string, which every compiler reads fast.
set -eu
export LC_ALL=C
symbol() { printf 'yz_embedded_%s' "$(printf %s "$1" | tr -c 'A-Za-z0-9' _)"; }

echo '#include "base/embedded.h"'
case $1 in
file)
    echo 'static const char bytes[] ='
    od -An -v -t o1 "data/$2" | sed 's/[[:space:]]*\([0-7][0-7][0-7]\)/\\\1/g; s/[[:space:]]*$//; s/.*/"&"/'
    echo '"";'
    printf 'const struct yz_embedded %s = {"%s", bytes, sizeof bytes - 1};\n' "$(symbol "$2")" "$2"
    ;;
index)
    shift
    for name in "$@"; do printf 'extern const struct yz_embedded %s;\n' "$(symbol "$name")"; done
    echo 'const struct yz_embedded *const yz_embedded_all[] = {'
    printf '%s\n' "$@" | sort | while read -r name; do
        [ -z "$name" ] || printf '    &%s,\n' "$(symbol "$name")"
    done
    echo '    0};'
    echo 'const size_t yz_embedded_count = sizeof yz_embedded_all / sizeof *yz_embedded_all - 1;'
    ;;
esac
