/* Numbers, dates and names as they are pasted: any bytes are judged the same with and without findings, what is accepted
 * is accepted again in its normal form, and every key of a name can be found by what it says. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/date.h>
#include <yizhan/identity.h>

#include "base/pinyin.h"
#include "base/pinyin_table.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The table of readings is large: reading it is no part of one input's time. */
int LLVMFuzzerInitialize(int *argc, char ***argv) {
    (void)argc, (void)argv;
    if (!yz_pinyin_load()) abort();
    return 0;
}

static void demand(bool what) {
    if (!what) abort();
}

static void try_identity(const char *text, enum yz_id_kind wanted) {
    struct yz_findings f = {0};
    struct yz_identity id, again;
    bool ok = yz_identity_check(text, wanted, "id_number", 20261123, &id, &f);
    demand(ok == yz_findings_ok(&f) && strlen(id.normal) < sizeof id.normal);
    demand(ok == yz_identity_check(text, wanted, "id_number", 20261123, &again, NULL));
    if (ok) {
        demand(yz_identity_check(id.normal, id.kind, "id_number", 20261123, &again, NULL));
        demand(strcmp(id.normal, again.normal) == 0 && id.birth == again.birth && id.kind == again.kind);
    }
    yz_findings_free(&f);
}

static void try_others(const char *text) {
    struct yz_findings f = {0};
    struct yz_phone phone, again;
    char code[YZ_USCC_TEXT], certificate[YZ_CERTIFICATE_TEXT], region[64];
    if (yz_phone_check(text, "phone", &phone, &f) && phone.kind != YZ_PHONE_NONE) {
        demand(yz_phone_check(phone.normal, "phone", &again, NULL) && strcmp(phone.normal, again.normal) == 0);
        demand(!phone.second[0] || yz_phone_check(phone.second, "phone", &again, NULL));
    }
    yz_uscc_check(text, "code", code, &f);
    yz_certificate_check(text, "certificate", certificate, &f);
    yz_region_name(text, region, sizeof region);
    yz_findings_free(&f);
}

static void try_date(const char *text) {
    char out[YZ_MOMENT_TEXT];
    yz_date d, again;
    yz_moment at;
    bool time;
    if (yz_date_parse(text, 20261123, true, &d)) {
        demand(yz_date_valid(d));
        demand(yz_date_parse(yz_date_text(d, out), 0, false, &again) && again == d);
    }
    if (yz_moment_parse(text, 20261123, &at, &time)) yz_moment_text(at, out);
}

static void count_key(void *ctx, enum yz_key_kind kind, size_t from, const char *key, size_t length) {
    (void)kind, (void)from;
    demand(length <= YZ_KEY_MAX && strlen(key) == length);
    demand(++*(size_t *)ctx <= YZ_KEY_CHARACTERS * (1 + 2 * YZ_KEY_READINGS + 2));
}

static void try_name(const char *name) {
    struct yz_pinyin_query q[YZ_PINYIN_QUERIES];
    size_t keys = 0, bytes, count = yz_pinyin_parse(name, q, YZ_PINYIN_QUERIES);
    char fold[64];
    yz_name_keys(name, name, count_key, &keys);
    yz_surname_split(name, &bytes);
    demand(bytes <= strlen(name));
    demand(yz_name_fold(name, fold, sizeof fold) == strlen(fold));
    for (size_t i = 0; i < count; i++) {
        demand(strlen(q[i].prefix) == q[i].length && q[i].length > 0);
        yz_pinyin_match(&q[i], name, strlen(name));
        yz_pinyin_match(&q[i], q[i].prefix, q[i].length);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    char *text = malloc(size + 1);
    if (!text || !size) {
        free(text);
        return 0;
    }
    memcpy(text, data + 1, size - 1);
    text[size - 1] = '\0';
    try_identity(text, (enum yz_id_kind)(data[0] % YZ_ID_KINDS));
    try_others(text);
    try_date(text);
    try_name(text);
    free(text);
    return 0;
}
