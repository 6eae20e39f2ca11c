#!/bin/sh
# What the linker made of the hardening flags, read from the program itself.
set -u
program=$BUILD/yizhan
skip=''
command -v readelf > /dev/null && readelf -h "$program" > /dev/null 2>&1 || skip='no readelf, or no ELF program'
[ -n "$skip" ] || ! readelf -sW "$program" | grep -q __asan_init || skip='a build with sanitizers'

# tell NAME STATUS
tell() {
    if [ -n "$skip" ]; then
        echo "ok $1 # skip $skip"
    elif [ "$2" = 0 ]; then
        echo "ok $1"
    else
        echo "not ok $1"
        readelf -lWd "$program" | sed 's/^/#   /' | head -60
    fi
}

# has PATTERN LINES
has() {
    printf '%s\n' "$2" | grep -qE "$1"
}

segments=$(readelf -lW "$program" 2> /dev/null) dynamic=$(readelf -dW "$program" 2> /dev/null)
symbols=$(readelf -sW "$program" 2> /dev/null)
has 'LOAD' "$segments" && ! has ' (LOAD|GNU_STACK) .* RWE ' "$segments"
tell 'no memory is writable and executable' $?
has ' GNU_STACK .* RW  ' "$segments"
tell 'the stack is not executable' $?
has ' GNU_RELRO ' "$segments" && has 'BIND_NOW' "$dynamic"
tell 'what the loader fills in is read-only afterwards' $?
has 'FLAGS_1.* PIE' "$dynamic"
tell 'the program lies where the system puts it' $?
has ' __stack_chk_fail' "$symbols"
tell 'the stack is guarded' $?
has ' __[a-z]+_chk@' "$symbols" || has 'NEEDED.*\[libc\.(so|musl[^]]*)\]' "$dynamic" # musl, which has none
tell 'copies are measured' $?
! has 'R(UN)?PATH' "$dynamic"
tell 'libraries come from the system' $?
