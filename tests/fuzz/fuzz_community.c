/* Any bytes as the description of a community: a station file that opens and verifies, or a reason and no file. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <yizhan/i18n.h>
#include <yizhan/setup.h>

#include "store/store.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void look(const char *path) {
    struct yz_store *s;
    struct yz_verdict v;
    char name[96];
    if (yz_store_open(path, &s) != YZ_OK || yz_store_verify(s, &v) != YZ_OK) abort();
    yz_store_close(s);
    snprintf(name, sizeof name, "%s.lock", path);
    unlink(path);
    unlink(name);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static char path[80];
    char *text = malloc(size + 1);
    if (!text) abort();
    if (size) memcpy(text, data, size);
    text[size] = '\0';
    if (!*path)
        snprintf(path, sizeof path, "%s/fuzz-community-%ld.db", access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp",
                 (long)getpid());
    const struct yz_setup want = {.community = text, .station = "站"};
    yz_fail(YZ_OK, " ");
    enum yz_status status = yz_init_station(path, &want);
    if (status == YZ_OK) look(path);
    else if (access(path, F_OK) == 0 || strlen(yz_message()) < 4) abort();
    free(text);
    return 0;
}
