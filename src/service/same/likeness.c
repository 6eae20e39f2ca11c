/* Comparing two people: what agrees, what differs, and the points of it. */
#include "service/same/likeness.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/i18n.h>

#include "base/text.h"

enum { NUMBER = 18 };

static uint32_t bit(enum yz_evidence e) {
    return UINT32_C(1) << e;
}

/* Two numbers of one length that are not equal: one place off, or two places that hold each other's digit. */
static uint32_t near_numbers(const char *a, const char *b) {
    size_t first = 0, second = 0, count = 0;
    for (size_t i = 0; a[i] && b[i] && count < 3; i++) {
        if (a[i] == b[i]) continue;
        if (count++ == 0) first = i;
        else second = i;
    }
    if (count == 1) return bit(YZ_ID_ONE_DIGIT);
    return count == 2 && a[first] == b[second] && a[second] == b[first] ? bit(YZ_ID_TRANSPOSED) : 0;
}

/* The check digit of GB 11643 tells any one wrong digit and any two changed about: of near numbers one at least is wrong. */
static uint32_t numbers(const struct yz_face *a, const struct yz_face *b) {
    if (!*a->number || !*b->number) return 0;
    if (strcmp(a->number, b->number) == 0) return bit(YZ_ID_SAME);
    size_t n = strlen(a->number);
    if (a->sound_number && b->sound_number) return n == strlen(b->number) ? bit(YZ_ID_DIFFERENT) : 0;
    uint32_t near = n == NUMBER && strlen(b->number) == NUMBER ? near_numbers(a->number, b->number) : 0;
    return near ? near : bit(YZ_ID_UNLIKE);
}

static bool one_sound(const uint16_t *a, const uint16_t *b) {
    for (size_t i = 0; i < YZ_FACE_SOUNDS; i++)
        for (size_t k = 0; a[i] && k < YZ_FACE_SOUNDS; k++)
            if (a[i] == b[k]) return true;
    return false;
}

static uint32_t names(const struct yz_face *a, const struct yz_face *b) {
    size_t other = 0, silent = 0; /* characters that differ; that sound otherwise too */
    if (!a->name || !b->name) return 0;
    if (a->name == b->name) return bit(YZ_NAME_SAME);
    if (a->characters != b->characters || a->characters > YZ_FACE_NAME) return bit(YZ_NAME_DIFFERENT);
    for (size_t i = 0; i < a->characters; i++) {
        if (a->character[i] == b->character[i]) continue;
        other++;
        silent += !one_sound(a->sound[i], b->sound[i]);
    }
    if (!silent) return bit(YZ_NAME_SOUND);
    return other == 1 && a->characters > 1 ? bit(YZ_NAME_ONE_CHAR) : bit(YZ_NAME_DIFFERENT);
}

/* 1985-03-02 and 1985-02-03, 1985-03-12 or 1958-03-02. */
static bool near_days(yz_date a, yz_date b) {
    size_t other = 0;
    if (a / 10000 == b / 10000 && a / 100 % 100 == b % 100 && b / 100 % 100 == a % 100) return true;
    if (a % 10000 == b % 10000 && a / 10000 % 10 == b / 100000 % 10 && b / 10000 % 10 == a / 100000 % 10) return true;
    for (; a || b; a /= 10, b /= 10) other += a % 10 != b % 10;
    return other == 1;
}

static uint32_t births(const struct yz_face *a, const struct yz_face *b) {
    if (!a->birth || !b->birth) return 0;
    if (a->birth == b->birth) return bit(YZ_BIRTH_SAME);
    return bit(near_days(a->birth, b->birth) ? YZ_BIRTH_NEAR : YZ_BIRTH_DIFFERENT);
}

static bool share_phone(const struct yz_face *a, const struct yz_face *b) {
    for (int i = 0; i < 2; i++)
        if (a->phone[i] && (a->phone[i] == b->phone[0] || a->phone[i] == b->phone[1])) return true;
    return false;
}

static uint32_t surroundings(const struct yz_face *a, const struct yz_face *b) {
    uint32_t found = 0;
    if (a->certificate && b->certificate)
        found |= bit(a->certificate == b->certificate ? YZ_CERTIFICATE_SAME : YZ_CERTIFICATE_DIFFERENT);
    if (share_phone(a, b)) found |= bit(YZ_PHONE_SAME);
    if (a->door && a->door == b->door) found |= bit(YZ_DOOR_SAME);
    if (a->mother && a->mother == b->mother) found |= bit(YZ_MOTHER_SAME);
    if ((a->sex == 1 || a->sex == 2) && (b->sex == 1 || b->sex == 2) && a->sex != b->sex)
        found |= bit(YZ_SEX_DIFFERENT);
    return found;
}

/* Of one mother, or behind one door, born on one day, by another name: unless a number says that it is one child. */
static bool twins(uint32_t found) {
    uint32_t kin = bit(YZ_DOOR_SAME) | bit(YZ_MOTHER_SAME), other = bit(YZ_NAME_ONE_CHAR) | bit(YZ_NAME_DIFFERENT);
    uint32_t one = bit(YZ_ID_SAME) | bit(YZ_ID_TRANSPOSED) | bit(YZ_ID_ONE_DIGIT) | bit(YZ_CERTIFICATE_SAME);
    return found & kin && found & other && found & bit(YZ_BIRTH_SAME) && !(found & one);
}

enum yz_status yz_faces_compare(const struct yz_face *a, const struct yz_face *b, struct yz_likeness *out) {
    const struct yz_weights *w = yz_weights();
    *out = (struct yz_likeness){0};
    if (!w) return YZ_REFUSED;
    out->found = numbers(a, b) | names(a, b) | births(a, b) | surroundings(a, b);
    if (twins(out->found)) out->found |= bit(YZ_TWIN);
    for (size_t i = 0; i < YZ_EVIDENCES; i++)
        if (out->found >> i & 1) out->score += w->points[i];
    out->score = out->score < 0 ? 0 : out->score > 100 ? 100 : out->score;
    out->level = out->score >= w->likely ? YZ_LIKELY : out->score >= w->possible ? YZ_POSSIBLE : YZ_UNLIKELY;
    return YZ_OK;
}

enum yz_status yz_person_likeness(struct yz_session *s, int64_t a, int64_t b, struct yz_likeness *out) {
    struct yz_face one, other;
    if (!yz_face_of(s, a, &one) || !yz_face_of(s, b, &other)) return YZ_REFUSED;
    return yz_faces_compare(&one, &other, out);
}

#define LABEL(name, key, label) [YZ_##name] = (label),
static const char *const labels[YZ_EVIDENCES] = {YZ_EVIDENCE(LABEL)};

char *yz_likeness_text(const struct yz_likeness *l, char *out, size_t room) {
    const char *between = "";
    *out = '\0';
    for (size_t i = 0; i < YZ_EVIDENCES; i++) {
        size_t n = strlen(out);
        if (!(l->found >> i & 1)) continue;
        if (snprintf(out + n, room - n, "%s%s", between, yz_tr(labels[i])) >= (int)(room - n)) out[n] = '\0';
        between = _("、");
    }
    return out;
}

const char *yz_likely_text(enum yz_likely level) {
    static const char *const words[] = {
        [YZ_UNLIKELY] = N_("不像"), [YZ_POSSIBLE] = N_("可能"), [YZ_LIKELY] = N_("很可能")};
    return yz_tr(words[level]);
}
