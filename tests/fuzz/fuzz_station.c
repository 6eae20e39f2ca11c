/* A station file with other bytes in places: opening and verify, then what the first byte of the input chooses (doctor, a
 * search, repair) say what is wrong or do it, and nothing crashes. The rest of the input is a list of changes: four bytes
 * where, one how many, then that many bytes to stand there. */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <yizhan/accounts.h>
#include <yizhan/demo.h>
#include <yizhan/find.h>
#include <yizhan/i18n.h>
#include <yizhan/registry.h>

#include "service/session.h"
#include "store/store.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char path[80];
static uint8_t *whole;
static size_t length;

static void gone(const char *ending) {
    char name[96];
    snprintf(name, sizeof name, "%s%s", path, ending);
    unlink(name);
}

static void clear(void) {
    gone("");
    gone("-wal");
    gone("-shm");
    gone("-journal");
    gone(".lock");
}

int LLVMFuzzerInitialize(int *argc, char ***argv) {
    const struct yz_demo o = {.households = 60, .people = 200, .seed = 7, .date = 20261123};
    struct stat st;
    (void)argc, (void)argv;
    snprintf(path, sizeof path, "%s/fuzz-station-%ld.db", access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp",
             (long)getpid());
    yz_set_now(yz_moment_make(20261123, 19 * 60 + 30));
    yz_session_kinds();
    if (yz_demo_write(path, &o) != YZ_OK) abort();
    int fd = open(path, O_RDONLY);
    if (fd < 0 || fstat(fd, &st) != 0) abort();
    length = (size_t)st.st_size;
    whole = malloc(length);
    if (!whole || read(fd, whole, length) != (ssize_t)length) abort();
    close(fd);
    atexit(clear);
    return 0;
}

/* Writes the file as changed; what was changed is put back. */
static void put(const uint8_t *data, size_t size) {
    uint8_t *changed = malloc(length);
    if (!changed) abort();
    memcpy(changed, whole, length);
    while (size > 5) {
        uint32_t at;
        size_t n = 1 + data[4] % 32;
        memcpy(&at, data, 4);
        at %= (uint32_t)length;
        if (n > size - 5) n = size - 5;
        for (size_t i = 0; i < n && at + i < length; i++) changed[at + i] = data[5 + i];
        data += 5 + n;
        size -= 5 + n;
    }
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (fd < 0 || write(fd, changed, length) != (ssize_t)length || close(fd) != 0) abort();
    free(changed);
}

/* What a clerk does, as far as it goes. */
static void use(void) {
    struct yz_session *s;
    struct yz_hit hits[20];
    size_t count;
    if (yz_session_open_closed(path, &s) != YZ_OK) return;
    yz_search(s, "z", 0, hits, 20, &count);
    yz_search(s, "1-1-101", 0, hits, 20, &count);
    yz_session_close(s);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct yz_store *s;
    struct yz_verdict v;
    int what = size ? data[0] % 4 : 0;
    clear();
    if (size) put(data + 1, size - 1);
    yz_fail(YZ_OK, " ");
    if (yz_store_open(path, &s) != YZ_OK) {
        if (strlen(yz_message()) < 4) abort();
        return 0;
    }
    yz_store_verify(s, &v);
    if (what == 1 || what == 3) yz_store_doctor(s, what == 3, &v);
    yz_store_close(s);
    if (what == 2) use();
    return 0;
}
