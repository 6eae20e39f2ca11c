/* A field as people read it. Reading what people type is in field_set.c. */
#include <stdio.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/date.h>
#include <yizhan/i18n.h>
#include <yizhan/kind.h>

#include "base/mask.h"
#include "base/text.h"

static void text_masked(enum yz_mask mask, const char *text, char *out, size_t room) {
    switch (mask) {
    case YZ_MASK_NAME: yz_mask_name(out, room, text); break;
    case YZ_MASK_ID: yz_mask_id(out, room, text); break;
    case YZ_MASK_PHONE: yz_mask_phone(out, room, text); break;
    case YZ_MASK_BIRTH:
    case YZ_MASK_WHOLE: yz_copy(out, room, *text ? "****" : ""); break;
    case YZ_OPEN: yz_copy(out, room, text); break;
    }
}

/* Of a birth date the year stays: "1990-**-**". */
static void day_masked(enum yz_mask mask, const char *text, char *out, size_t room) {
    char year[16];
    if (mask != YZ_MASK_BIRTH || !*text) {
        text_masked(mask, text, out, room);
        return;
    }
    snprintf(year, sizeof year, "%.4s-**-**", text);
    yz_copy(out, room, year);
}

static void money_text(int64_t fen, char *out, size_t room) {
    uint64_t size = fen < 0 ? 0 - (uint64_t)fen : (uint64_t)fen;
    snprintf(out, room, "%s%llu.%02u", fen < 0 ? "-" : "", (unsigned long long)(size / 100), (unsigned)(size % 100));
}

static void code_text(const char *table, int32_t code, char *out, size_t room) {
    const char *label = yz_code_label(table, code);
    if (*label || !code) yz_copy(out, room, label);
    else snprintf(out, room, "%d", (int)code); /* unknown here, but not to be hidden */
}

static void number_text(const struct yz_field *f, int64_t value, char *out, size_t room) {
    char text[32] = "";
    const struct yz_kind *k = f->type == YZ_REF ? yz_kind_named(f->of) : NULL;
    if (value && k) yz_ref_text(k->id, value, text);
    else if (value && f->type == YZ_MONEY) money_text(value, text, sizeof text);
    else if (value) snprintf(text, sizeof text, "%lld", (long long)value);
    yz_copy(out, room, text);
}

bool yz_field_is_free(const struct yz_field *f) {
    if (f->type != YZ_TEXT || f->mask != YZ_OPEN || f->flags & YZ_NO_EXPORT) return false;
    return f->flags & YZ_LONG || (!f->check && !f->find);
}

char *yz_field_text(const struct yz_field *f, const void *record, bool masked, char *out, size_t room) {
    const void *at = (const char *)record + f->offset;
    enum yz_mask mask = masked ? f->mask : YZ_OPEN;
    char text[YZ_MOMENT_TEXT];
    switch (f->type) {
    case YZ_TEXT:
        if (masked && yz_field_is_free(f)) yz_mask_numbers(out, room, at);
        else text_masked(mask, at, out, room);
        break;
    case YZ_FLAG: yz_copy(out, room, *(const bool *)at ? _("是") : _("否")); break;
    case YZ_CODE: code_text(f->of, *(const int32_t *)at, out, room); break;
    case YZ_DAY: day_masked(mask, yz_date_text(*(const yz_date *)at, text), out, room); break;
    case YZ_TIME: day_masked(mask, yz_moment_text(*(const yz_moment *)at, text), out, room); break;
    case YZ_INT:
    case YZ_MONEY:
    case YZ_REF: number_text(f, *(const int64_t *)at, out, room); break;
    }
    return out;
}
