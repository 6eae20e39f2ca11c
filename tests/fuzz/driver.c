/* Drives a fuzz target where there is no libFuzzer: runs every seed, then mutations of them and of all inputs that it
 * makes itself, by a fixed random sequence, for -max_total_time seconds. Takes libFuzzer's options and ignores those
 * that mean nothing here. */
#include <dirent.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerInitialize(int *argc, char ***argv) __attribute__((weak));
void __sanitizer_set_death_callback(void (*callback)(void)) __attribute__((weak));

enum { LONGEST = 65536, POOL = 4096 };

struct input {
    uint8_t *bytes;
    size_t size;
};
static struct input pool[POOL];
static size_t pool_count;
static struct input now; /* under test: written out when it kills the target */
static const char *artifacts = "./";
static unsigned timeout = 20;
static uint64_t state = 1;

static uint64_t next_random(void) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state * 2685821657736338717U;
}

static size_t below(size_t n) {
    return n ? (size_t)(next_random() % n) : 0;
}

static void keep_input(void) {
    char path[4096];
    snprintf(path, sizeof path, "%scrash-%016llx", artifacts, (unsigned long long)state);
    FILE *f = fopen(path, "wb");
    if (!f) return;
    fwrite(now.bytes, 1, now.size, f);
    fclose(f);
    fprintf(stderr, "input of %zu bytes written to %s\n", now.size, path);
}

static void on_signal(int number) {
    fprintf(stderr, number == SIGALRM ? "one input took too long\n" : "signal %d\n", number);
    keep_input();
    signal(number, SIG_DFL);
    raise(number);
}

/* Each input lies in memory of exactly its size, so that a read past it is seen. */
static void test(const uint8_t *bytes, size_t size) {
    uint8_t *copy = malloc(size ? size : 1);
    if (!copy) exit(1);
    if (size) memcpy(copy, bytes, size);
    now = (struct input){copy, size};
    alarm(timeout);
    LLVMFuzzerTestOneInput(copy, size);
    alarm(0);
    free(copy);
}

static void add_seed(const uint8_t *bytes, size_t size) {
    struct input *i = &pool[pool_count < POOL ? pool_count++ : below(POOL)];
    free(i->bytes);
    i->bytes = malloc(size + 1);
    if (!i->bytes) exit(1);
    if (size) memcpy(i->bytes, bytes, size);
    i->size = size;
}

static void read_file(const char *path) {
    static uint8_t bytes[LONGEST];
    FILE *f = fopen(path, "rb");
    if (!f) return;
    size_t size = fread(bytes, 1, sizeof bytes, f);
    fclose(f);
    add_seed(bytes, size);
    test(bytes, size);
}

static void read_folder(const char *path) {
    struct dirent **entries;
    int count = scandir(path, &entries, NULL, alphasort);
    for (int i = 0; i < count; i++) {
        char name[4096];
        struct stat st;
        snprintf(name, sizeof name, "%s/%s", path, entries[i]->d_name);
        if (stat(name, &st) == 0 && S_ISREG(st.st_mode)) read_file(name);
        free(entries[i]);
    }
    if (count >= 0) free(entries);
}

/* Bytes that parsers care about: escapes, quotes, separators, pieces of UTF-8 and GB18030, numbers at the edges. */
static const char *const pieces[] = {"\"",
                                     ",",
                                     "\n",
                                     "\r\n",
                                     "\t",
                                     "\033[",
                                     "\\",
                                     "%s",
                                     "%1$n",
                                     "\xEF\xBB\xBF",
                                     "\xFF\xFE",
                                     "\xE4\xB8\xAD",
                                     "\xF0\x9F\x8D",
                                     "\x81\x30",
                                     "\xD6\xD0",
                                     "\xC0\x80",
                                     "\xED\xA0\x80",
                                     "0",
                                     "-1",
                                     "99999999999",
                                     "2147483648",
                                     "20240229",
                                     "2024-02-30",
                                     "=1+1",
                                     "#",
                                     "msgid \"",
                                     "{",
                                     "}",
                                     "[",
                                     ":",
                                     "11010519491231002X",
                                     "msgstr \"",
                                     "e\xCC\x81",
                                     "\xE2\x80\x8D",
                                     "\xEF\xBC\x91"};

static size_t insert(uint8_t *bytes, size_t size, size_t at, const uint8_t *what, size_t length) {
    if (size + length > LONGEST) return size;
    memmove(bytes + at + length, bytes + at, size - at);
    memcpy(bytes + at, what, length);
    return size + length;
}

static size_t mutate(uint8_t *bytes, size_t size) {
    size_t at = below(size + 1), length = size > at ? 1 + below(size - at) : 0;
    const struct input *other = &pool[below(pool_count)];
    const char *piece = pieces[below(sizeof pieces / sizeof *pieces)];
    uint8_t some[16];
    switch (below(8)) {
    case 0: /* flip a bit */
        if (at < size) bytes[at] ^= (uint8_t)(1U << below(8));
        return size;
    case 1: /* another byte */
        if (at < size) bytes[at] = (uint8_t)next_random();
        return size;
    case 2: /* leave out */ memmove(bytes + at, bytes + at + length, size - at - length); return size - length;
    case 3: /* cut off */ return at;
    case 4: /* say twice */
        if (length > 256) length = 256;
        return insert(bytes, size, at, memcpy(bytes + LONGEST, bytes + at, length), length);
    case 5: /* noise */
        for (size_t i = 0; i < sizeof some; i++) some[i] = (uint8_t)next_random();
        return insert(bytes, size, at, some, 1 + below(sizeof some));
    case 6: /* from another input */
        at = below(size + 1);
        return insert(bytes, size, at, other->bytes, below(other->size + 1));
    default: return insert(bytes, size, at, (const uint8_t *)piece, strlen(piece));
    }
}

static unsigned long long run_until(time_t end) {
    static uint8_t bytes[LONGEST + 256];
    unsigned long long runs = 0;
    for (; runs % 64 != 0 || time(NULL) < end; runs++) {
        const struct input *from = &pool[below(pool_count)];
        size_t size = from->size;
        if (size) memcpy(bytes, from->bytes, size);
        for (size_t i = 1 + below(6); i > 0; i--) size = mutate(bytes, size);
        test(bytes, size);
        if (below(32) == 0 && size < 4096) add_seed(bytes, size);
    }
    return runs;
}

int main(int argc, char **argv) {
    long seconds = 2;
    if (__sanitizer_set_death_callback) __sanitizer_set_death_callback(keep_input);
    else signal(SIGSEGV, on_signal);
    signal(SIGABRT, on_signal);
    signal(SIGALRM, on_signal);
    if (LLVMFuzzerInitialize) LLVMFuzzerInitialize(&argc, &argv);
    for (int i = 1; i < argc; i++) {
        if (strncmp(argv[i], "-max_total_time=", 16) == 0) seconds = strtol(argv[i] + 16, NULL, 10);
        if (strncmp(argv[i], "-seed=", 6) == 0) state = strtoull(argv[i] + 6, NULL, 10) | 1;
        if (strncmp(argv[i], "-timeout=", 9) == 0) timeout = (unsigned)strtoul(argv[i] + 9, NULL, 10);
        if (strncmp(argv[i], "-artifact_prefix=", 17) == 0) artifacts = argv[i] + 17;
    }
    add_seed(NULL, 0);
    test(NULL, 0);
    for (int i = 1; i < argc; i++) {
        struct stat st;
        if (argv[i][0] == '-' || stat(argv[i], &st) != 0) continue;
        if (S_ISDIR(st.st_mode)) read_folder(argv[i]);
        else read_file(argv[i]);
    }
    unsigned long long runs = run_until(time(NULL) + seconds);
    fprintf(stderr, "Done %llu runs in %ld second(s)\n", runs, seconds);
    for (size_t i = 0; i < pool_count; i++) free(pool[i].bytes);
    return 0;
}
