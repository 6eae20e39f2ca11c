/* What is compared of a person, brought into a form in which comparing is cheap: a hundred thousand lie in memory. */
#include "service/same/likeness.h"

#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/identity.h>

#include "base/pinyin.h"
#include "base/text.h"

uint64_t yz_hash_text(const char *text, size_t n) {
    uint64_t h = 14695981039346656037u;
    for (size_t i = 0; i < n; i++) h = (h ^ (unsigned char)text[i]) * 1099511628211u;
    return h ? h : 1;
}

static uint64_t hash_or_none(const char *text) {
    return *text ? yz_hash_text(text, strlen(text)) : 0;
}

/* "张丽之子", "王芳之女" and the like are no names yet. */
static bool is_name(const char *folded) {
    size_t n = strlen(folded);
    return n && !(n >= 9 && (strcmp(folded + n - 6, "之子") == 0 || strcmp(folded + n - 6, "之女") == 0));
}

static uint16_t sound_of(const char *syllable, size_t n) {
    uint16_t h = (uint16_t)(yz_hash_text(syllable, n) >> 7);
    return h ? h : 1;
}

/* A reading typed by hand counts where it has a syllable for each character. */
static void add_typed(struct yz_face *out, const char *reading) {
    size_t count = 0;
    for (const char *p = reading; *p; p += strspn(p, " ")) {
        p += strcspn(p, " ");
        count++;
    }
    if (count != out->characters) return;
    for (size_t i = 0; i < count && i < YZ_FACE_NAME; i++) {
        size_t n = strcspn(reading, " ");
        out->sound[i][YZ_FACE_SOUNDS - 1] = sound_of(reading, n);
        reading += n + strspn(reading + n, " ");
    }
}

static void read_name(struct yz_face *out, const char *name, const char *reading) {
    char folded[96];
    const char *p = folded, *syllable[YZ_FACE_SOUNDS];
    uint32_t cp;
    yz_name_fold(name, folded, sizeof folded);
    if (!is_name(folded)) return;
    out->name = yz_hash_text(folded, strlen(folded));
    while (yz_utf8_next(&p, &cp) > 0) {
        size_t i = out->characters++, n;
        if (i >= YZ_FACE_NAME) continue;
        out->character[i] = cp;
        n = yz_pinyin_readings(cp, syllable, YZ_FACE_SOUNDS);
        for (size_t k = 0; k < n && k < YZ_FACE_SOUNDS; k++)
            out->sound[i][k] = sound_of(syllable[k], strlen(syllable[k]));
    }
    if (*reading) add_typed(out, reading);
}

/* 15 digits become the 18 they were replaced by. */
static void read_number(struct yz_face *out, enum yz_id_kind kind, const char *number) {
    struct yz_identity id;
    if (!*number) return;
    if (kind == YZ_ID_PASSPORT || kind == YZ_ID_NONE_YET) {
        yz_copy(out->number, sizeof out->number, number);
        return;
    }
    out->sound_number = yz_identity_check(number, YZ_ID_ANY, "id_number", 0, &id, NULL);
    yz_copy(out->number, sizeof out->number, *id.upgraded ? id.upgraded : *id.normal ? id.normal : number);
    if (!out->birth && out->sound_number) out->birth = id.birth;
    if (!out->sex && out->sound_number) out->sex = (uint8_t)id.sex;
}

void yz_face_make(struct yz_face *out, const struct yz_person *p, int64_t door) {
    *out = (struct yz_face){.id = p->id, .mother = p->mother, .door = door, .birth = p->birth, .sex = (uint8_t)p->sex};
    read_name(out, p->name, p->reading);
    read_number(out, (enum yz_id_kind)p->id_kind, p->id_number);
    out->certificate = hash_or_none(p->certificate);
    out->phone[0] = hash_or_none(p->phone);
    out->phone[1] = hash_or_none(p->phone2);
}

void yz_face_read(struct yz_face *out, struct yz_query *q) {
    struct yz_person p = {.id = yz_int(q, 0), .id_kind = (int32_t)yz_int(q, 3), .sex = (int32_t)yz_int(q, 6)};
    p.birth = (yz_date)yz_int(q, 7);
    p.mother = yz_int(q, 10);
    yz_copy(p.name, sizeof p.name, yz_text(q, 1));
    yz_copy(p.reading, sizeof p.reading, yz_text(q, 2));
    yz_copy(p.id_number, sizeof p.id_number, yz_text(q, 4));
    yz_copy(p.certificate, sizeof p.certificate, yz_text(q, 5));
    yz_copy(p.phone, sizeof p.phone, yz_text(q, 8));
    yz_copy(p.phone2, sizeof p.phone2, yz_text(q, 9));
    yz_face_make(out, &p, yz_int(q, 11));
}

bool yz_face_of(struct yz_session *s, int64_t person, struct yz_face *out) {
    char ref[32];
    struct yz_query *q = yz_sql(s->store, YZ_FACE_COLUMNS "WHERE p.id=?1");
    yz_bind(q, 1, person);
    bool found = yz_next(q);
    if (found) yz_face_read(out, q);
    if (yz_done(q) == YZ_OK && !found) yz_fail(YZ_REFUSED, _("没有 %s"), yz_ref_text(YZ_PERSON, person, ref));
    return found;
}
