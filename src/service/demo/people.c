/* One invented person: number, phone, ethnic group, where from. */
#include "base/text.h"
#include "service/demo/demo_private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/consent.h>
#include <yizhan/identity.h>

/* Where numbers were first issued: mostly the city and its province, then the provinces that send most people. */
static const char *const local_regions[] = {"530111", "530111", "530102", "530103",
                                            "530112", "530114", "530121", "530181"};
static const char *const other_regions[] = {"530324", "530381", "530627", "530602", "532301", "532524",
                                            "532901", "533001", "530822", "530423", "532128", "520221",
                                            "522427", "510525", "511521", "513401", "500101", "430521",
                                            "360121", "411328", "341523", "420222", "450127", "330326"};

static const struct {
    int code, per_thousand;
} ethnic[] = {{1, 860}, {7, 52}, {14, 24}, {3, 22}, {18, 10}, {16, 9}, {6, 9}, {27, 4}, {5, 3}, {8, 4}, {0, 3}};

static int draw_ethnic(struct yz_dice *dice) {
    int mark = yz_dice_below(dice, 1000);
    for (size_t i = 0; i + 1 < sizeof ethnic / sizeof *ethnic; i++)
        if ((mark -= ethnic[i].per_thousand) < 0) return ethnic[i].code;
    return 11;
}

/* Whether the first 17 digits are new; remembers them. */
static bool take(struct yz_demo_maker *m, const char *digits) {
    uint64_t value = strtoull(digits, NULL, 10);
    size_t at = (size_t)(value * UINT64_C(0x9E3779B97F4A7C15) >> 20) & m->taken_mask;
    for (; m->taken[at]; at = (at + 1) & m->taken_mask)
        if (m->taken[at] == value) return false;
    m->taken[at] = value;
    return true;
}

static void draw_number(struct yz_demo_maker *m, bool local, int sex, yz_date birth, char out[32]) {
    bool from_here = local ? yz_dice_chance(&m->dice, 80) : yz_dice_chance(&m->dice, 8);
    char digits[32];
    do {
        const char *region =
            from_here ? local_regions[yz_dice_below(&m->dice, 8)] : other_regions[yz_dice_below(&m->dice, 24)];
        int serial = yz_dice_below(&m->dice, 500) * 2 + (sex == 1);
        snprintf(digits, sizeof digits, "%.6s%08d%03d", region, birth % 100000000, serial % 1000);
    } while (!take(m, digits));
    snprintf(out, 32, "%.17s%c", digits, yz_id_check_digit(digits));
}

static void draw_phone(struct yz_demo_maker *m, char out[24]) {
    static const char *const heads[] = {"135", "136", "138", "139", "150", "151",
                                        "158", "159", "177", "182", "187", "189"};
    snprintf(out, 24, "%s%08d", heads[yz_dice_below(&m->dice, 12)], yz_dice_below(&m->dice, 100000000));
}

yz_date yz_demo_birthday(struct yz_demo_maker *m, int age) {
    yz_date latest = yz_date_add_months(m->want.date, -12 * age);
    return yz_date_add(latest, -yz_dice_below(&m->dice, 364));
}

static int draw_marital(struct yz_dice *dice, int age) {
    if (age < 22 || (age < 30 && yz_dice_chance(dice, 55))) return 10;
    return age > 75 && yz_dice_chance(dice, 40) ? 30 : 20;
}

static int draw_political(struct yz_dice *dice, int age) {
    if (age < 14) return 13;                            /* the masses */
    if (age < 28 && yz_dice_chance(dice, 30)) return 3; /* league member */
    return age > 22 && yz_dice_chance(dice, 7) ? 1 : 13;
}

/* The few places that people come from, looked up once each. */
static void hukou_of(struct yz_demo_maker *m, const char *number, char *out, size_t room) {
    struct yz_demo_region *r = m->regions;
    while (r < m->regions + YZ_DEMO_REGIONS - 1 && *r->code && strncmp(r->code, number, 6) != 0) r++;
    if (strncmp(r->code, number, 6) != 0) {
        snprintf(r->code, sizeof r->code, "%.6s", number);
        yz_region_name(number, r->name, sizeof r->name);
    }
    yz_copy(out, room, r->name);
}

void yz_demo_consent(const struct yz_demo_maker *m, struct yz_person *child, const struct yz_person *mother) {
    yz_date since = yz_child_since();
    if (yz_age_on(child->birth, m->want.date) >= yz_child_age()) return;
    yz_copy(child->consent, sizeof child->consent, mother->name);
    child->consent_on = child->birth > since ? child->birth : since;
}

void yz_demo_person(struct yz_demo_maker *m, const char *surname, int sex, yz_date birth, bool local,
                    struct yz_person *out) {
    int age = yz_age_on(birth, m->want.date);
    memset(out, 0, sizeof *out);
    yz_demo_name(m, surname, sex, birth, out->name);
    out->sex = sex;
    out->birth = birth;
    out->id_kind = m->code.citizen;
    draw_number(m, local, sex, birth, out->id_number);
    out->ethnic = draw_ethnic(&m->dice);
    out->marital = draw_marital(&m->dice, age);
    out->political = draw_political(&m->dice, age);
    out->residence = local ? m->code.registered : m->code.floating;
    if (age >= 14 && yz_dice_chance(&m->dice, 88)) draw_phone(m, out->phone);
    if (!local) hukou_of(m, out->id_number, out->hukou, sizeof out->hukou);
    out->invented = true;
    yz_demo_hints(m, age, out);
}
