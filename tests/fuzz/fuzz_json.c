/* JSON: any text is written so that SQLite reads it back; any bytes as a body in the journal or as a draft give members and a
 * record within its fields, which comes back the same when it is written again (but for bytes that are no UTF-8), or are
 * refused. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <yizhan/kind.h>

#include "base/json.h"
#include "base/text.h"
#include "service/session.h"
#include "store/store_private.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char path[80];
static struct yz_store *store;

static void must(bool what) {
    if (!what) abort();
}

static void clear(void) {
    yz_store_close(store);
    unlink(path);
}

/* A store whose connection parses; nothing is written to it. */
int LLVMFuzzerInitialize(int *argc, char ***argv) {
    (void)argc, (void)argv;
    snprintf(path, sizeof path, "%s/fuzz-json-%ld.db", access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp",
             (long)getpid());
    yz_session_kinds();
    must(yz_store_create(path, 7, true, &store) == YZ_OK);
    atexit(clear);
    return 0;
}

struct seen {
    size_t count;
    const char *text; /* what the member "text" must hold; NULL = anything */
};

static void look(void *ctx, const char *name, const char *value) {
    struct seen *seen = ctx;
    seen->count += strlen(name) + strlen(value) + 1;
    if (seen->text) must(strcmp(name, "text") == 0 && strcmp(value, seen->text) == 0);
}

/* What is written is one line of what a terminal does not obey, and reads back as the text was. */
static void write_and_read(const char *text, size_t n) {
    struct yz_buffer out = {0};
    struct yz_json j;
    struct seen seen = {0};
    yz_json_open(&j, &out);
    yz_json_object(&j, NULL);
    yz_json_text_n(&j, "text", text, n);
    yz_json_end(&j);
    must(!out.failed && yz_utf8_valid(out.data, out.length));
    for (size_t i = 0; i < out.length; i++) must((unsigned char)out.data[i] >= ' ' && out.data[i] != 0x7f);
    if (yz_utf8_valid(text, n) && strlen(text) == n) seen.text = text;
    must(yz_json_each(store, yz_buffer_string(&out), look, &seen) == YZ_OK && seen.count);
    yz_buffer_free(&out);
}

static void as_record(const struct yz_kind *k, const char *text) {
    struct yz_buffer once = {0}, twice = {0};
    void *record = malloc(k->size), *again = malloc(k->size);
    bool valid = true;
    must(record && again);
    if (yz_record_parse(store, k, text, record) == YZ_OK) {
        for (const struct yz_field *f = k->fields, *end = f + k->count; f < end; f++) {
            const char *at = (char *)record + f->offset;
            if (f->type != YZ_TEXT) continue;
            must(memchr(at, '\0', f->size));
            valid = valid && yz_utf8_valid(at, strlen(at));
        }
        yz_record_json(&once, k, record);
        must(yz_record_parse(store, k, yz_buffer_string(&once), again) == YZ_OK);
        yz_record_json(&twice, k, again);
        must(!valid || strcmp(yz_buffer_string(&once), yz_buffer_string(&twice)) == 0);
    }
    yz_buffer_free(&once);
    yz_buffer_free(&twice);
    free(record);
    free(again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct seen seen = {0};
    if (size < 1) return 0;
    char *text = malloc(size);
    must(text);
    memcpy(text, data + 1, size - 1);
    text[size - 1] = '\0';
    write_and_read(text, size - 1);
    enum yz_status status = yz_json_each(store, text, look, &seen);
    must(status == YZ_OK || status == YZ_REFUSED);
    as_record(yz_kinds[1 + data[0] % (YZ_KIND_COUNT - 1)], text);
    free(text);
    return 0;
}
