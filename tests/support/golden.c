/* Goldens, and what holds of every paper. */
#include "support/golden.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "service/desk/paper_layout.h"

void golden_slurp(const char *path, struct yz_buffer *out) {
    char bytes[4096];
    FILE *file = fopen(path, "rb");
    if (!file) print_error("no %s\n", path);
    assert_non_null(file);
    for (size_t n; (n = fread(bytes, 1, sizeof bytes, file));) yz_buffer_append(out, bytes, n);
    fclose(file);
}

/* Tests run at the top of the tree or in the build folder below it. */
void golden_is(const char *name, const struct yz_buffer *is) {
    char path[256];
    struct yz_buffer should = {0};
    const char *const tops[] = {".", "..", "../..", "../../.."};
    const char *top = tops[0];
    for (size_t i = 0; i < 4; i++) {
        snprintf(path, sizeof path, "%s/tests/golden", tops[i]);
        if (access(path, F_OK) == 0) {
            top = tops[i];
            break;
        }
    }
    snprintf(path, sizeof path, "%s/tests/golden/%s", top, name);
    const char *write = getenv("YZ_GOLDEN");
    if (write && strcmp(write, "write") == 0) {
        FILE *file = fopen(path, "wb");
        assert_non_null(file);
        assert_int_equal(fwrite(is->data, 1, is->length, file), is->length);
        fclose(file);
    }
    golden_slurp(path, &should);
    if (should.length != is->length || memcmp(should.data, is->data, is->length) != 0) {
        print_error("%s differs:\n%s\n", name, yz_buffer_string(is));
    }
    assert_int_equal(should.length, is->length);
    assert_memory_equal(should.data, is->data, is->length);
    yz_buffer_free(&should);
}

void golden_fits(const char *text, int columns) {
    char line[1024];
    for (const char *at = text; *at;) {
        size_t n = strcspn(at, "\n");
        snprintf(line, sizeof line, "%.*s", (int)n, at);
        if (yz_paper_width(line) > columns) print_error("too wide: %s\n", line);
        assert_true(yz_paper_width(line) <= columns);
        at += n + 1;
    }
}

/* Bytes of the control sequence at `p`, 0 when it is none that the program may send. */
static size_t sequence(const unsigned char *p, size_t left) {
    static const struct {
        const char *bytes;
        size_t given, length;
    } known[] = {{"\x1b@", 2, 2},
                 {"\x1c&", 2, 2},
                 {"\x1d!", 2, 3},
                 {"\x1b"
                  "d",
                  2, 3},
                 {"\x1dV", 2, 3}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (left >= known[i].length && memcmp(p, known[i].bytes, known[i].given) == 0) return known[i].length;
    }
    return 0;
}

int golden_prints(const struct yz_buffer *bytes, int columns) {
    const unsigned char *p = (const unsigned char *)bytes->data;
    int size = 1, used = 0, big = 0;
    for (size_t i = 0, n; i < bytes->length; i += n) {
        size_t left = bytes->length - i;
        n = p[i] < 0x20 && p[i] != '\n' ? sequence(p + i, left) : 1;
        assert_true(n > 0);
        if (n > 1) {
            if (p[i] == 0x1d && p[i + 1] == '!') size = p[i + 2] == 0x11 ? 2 : 1;
            big += size == 2;
        } else if (p[i] == '\n') {
            assert_true(used <= columns);
            used = 0;
        } else if (p[i] < 0x80) {
            used += size;
        } else {
            assert_true(left > 1);
            n = p[i + 1] >= '0' && p[i + 1] <= '9' ? 4 : 2;
            used += 2 * size;
        }
    }
    assert_int_equal(size, 1);
    return big;
}
