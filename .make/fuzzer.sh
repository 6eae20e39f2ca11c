#!/bin/sh
# Says, as make variables, how the fuzz targets are built here: under clang's libFuzzer, else by AFL++ where it is there, else
# by the usual compiler with the driver in tests/fuzz, with sanitizers where they link. YZ_FUZZER=afl takes AFL++ first,
# YZ_FUZZER=driver the driver.
CC=${FUZZ_CC:-clang}
. "$(dirname "$0")/probe.sh"
target='#include <stddef.h>
#include <stdint.h>
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) { return data && size > 1000000; }'

# with NAME COMPILER: whether it builds targets with libFuzzer's entry.
with() {
    [ "${YZ_FUZZER:-$1}" = "$1" ] && has "$2" && CC=$2 &&
        printf '%s\n' "$target" | compiles -fsanitize=fuzzer,address,undefined || return 1
    echo "CC=$2 FUZZER=$1 SANITIZE=address,undefined"
}

with libfuzzer "$CC" && exit
has afl-fuzz && with afl afl-clang-fast && exit
CC=cc
if probe sanitizers; then
    echo 'CC=cc FUZZER=driver SANITIZE=address,undefined'
else
    echo 'CC=cc FUZZER=driver SANITIZE='
fi
