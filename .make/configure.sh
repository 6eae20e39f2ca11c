#!/bin/sh
# Writes what the machine offers as make variables: configure.sh $(BUILD)/config.mk
set -u
. "$(dirname "$0")/probe.sh"
out=$1
trap 'rm -f "$out.new"' EXIT

# Flags that this compiler and linker know.
known() {
    for flag in "$@"; do
        # shellcheck disable=SC2086
        echo 'int main(void) { return 0; }' | compiles -Werror $flag && printf ' %s' "$flag"
    done
}

need_cflags='' need_libs='' missing=''
for need in ncursesw sqlite3 libsodium iconv; do
    if probe $need; then
        need_cflags="$need_cflags $cflags" need_libs="$need_libs $libs"
    else
        missing="$missing $need"
    fi
done
if [ -n "$missing" ]; then
    echo "缺少 / missing:$missing; make deps" >&2
    exit 1
fi
{
    echo "HARDEN_CFLAGS :=$(known -fstack-protector-strong -fstack-clash-protection -fPIE)"
    echo "HARDEN_LDFLAGS :=$(known -pie -Wl,-z,relro -Wl,-z,now -Wl,--as-needed)"
    probe cmocka && printf 'CMOCKA_CFLAGS := %s\nCMOCKA_LIBS := %s\n' "$cflags" "$libs"
    probe libvterm && printf 'VTERM_CFLAGS := %s\nVTERM_LIBS := %s\n' "$cflags" "$libs"
    # Optional: each found one becomes HAVE_NAME for make and for C.
    for option in libpq xlsxwriter xlsxreader; do
        if probe $option; then
            name=$(echo $option | tr 'a-z' 'A-Z')
            printf 'HAVE_%s := 1\n%s_CFLAGS := %s\n%s_LIBS := %s\n' "$name" "$name" "$cflags" "$name" "$libs"
            printf 'LATE_LIBS += %s\n' "$late_libs"
        fi
    done
    echo "NEED_CFLAGS :=$need_cflags"
    echo "NEED_LIBS :=$need_libs -lm"
} > "$out.new" && mv "$out.new" "$out"
