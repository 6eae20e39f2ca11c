/* The processor's SHA-256 beside libsodium's: every length around the ends of blocks, and the text of FIPS 180-4. */
#include "base/sha256.h"

#include <setjmp.h>
#include <sodium.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static void as_libsodium(void **state) {
    unsigned char text[1024], ours[32], theirs[32];
    (void)state;
    for (size_t i = 0; i < sizeof text; i++) text[i] = (unsigned char)(i * 167 + i / 7);
    for (size_t n = 0; n <= sizeof text; n++) {
        yz_sha256(ours, text + (sizeof text - n), n); /* also where nothing is aligned */
        crypto_hash_sha256(theirs, text + (sizeof text - n), n);
        assert_memory_equal(ours, theirs, sizeof ours);
    }
}

static void as_the_standard(void **state) {
    unsigned char hash[32];
    char hex[65];
    (void)state;
    yz_sha256(hash, "abc", 3);
    sodium_bin2hex(hex, sizeof hex, hash, sizeof hash);
    assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(as_libsodium), cmocka_unit_test(as_the_standard)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
