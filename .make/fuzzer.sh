#!/bin/sh
# Says, as make variables, how the fuzz targets are built here: under clang's libFuzzer, else by the usual compiler
# with the driver in tests/fuzz, with sanitizers where they link.
CC=${FUZZ_CC:-clang}
. "$(dirname "$0")/probe.sh"
target='#include <stddef.h>
#include <stdint.h>
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) { return data && size > 1000000; }'
if has "$CC" && printf '%s\n' "$target" | compiles -fsanitize=fuzzer,address,undefined; then
    echo "CC=$CC FUZZER=libfuzzer SANITIZE=address,undefined"
    exit
fi
CC=cc
if probe sanitizers; then
    echo 'CC=cc FUZZER=driver SANITIZE=address,undefined'
else
    echo 'CC=cc FUZZER=driver SANITIZE='
fi
