/* What was read of a row, kept small until all rows have been seen: only what was told, one piece behind the other.
 *
 * A piece: part (YZ_PARTS: the head's, mother's, guardian's names follow), field, length in two bytes, the value. The
 * first piece is the name. A part of 255 ends the row. */
#include "service/ledger/ledger_private.h"

#include <string.h>

enum { END = 255 };

static void piece(struct yz_buffer *out, unsigned part, unsigned field, const void *value, size_t length) {
    char head[4] = {(char)part, (char)field, (char)(length & 255), (char)(length >> 8)};
    yz_buffer_append(out, head, sizeof head);
    yz_buffer_append(out, value, length);
}

static const void *record_of(const struct yz_entry *e, unsigned part) {
    const void *const records[YZ_PARTS] = {&e->person, &e->membership, &e->household};
    return records[part];
}

static void pack_field(struct yz_buffer *out, const struct yz_entry *e, unsigned part, unsigned field) {
    static const char none[sizeof(int64_t)];
    const struct yz_field *f = &yz_part_kinds[part]->fields[field];
    const char *at = (const char *)record_of(e, part) + f->offset;
    if (f->type == YZ_TEXT) {
        size_t n = strlen(at);
        if (n) piece(out, part, field, at, n);
    } else if (memcmp(at, none, f->size) != 0 || (f->type == YZ_FLAG && e->legal_told)) {
        piece(out, part, field, at, f->size);
    }
}

/* Fields that a row may set without a column of their own. */
static const unsigned *inferred(size_t *count) {
    static unsigned all[7];
    static const char *const names[6] = {"id_kind", "sex", "birth", "phone2", "consent", "consent_on"};
    if (!all[6]) {
        for (int i = 0; i < 6; i++)
            all[i] = (unsigned)(yz_field_named(&yz_person_kind, names[i]) - yz_person_kind.fields);
        all[6] = (unsigned)(yz_field_named(&yz_membership_kind, "legal") - yz_membership_kind.fields);
    }
    *count = 7;
    return all;
}

static bool has_column(const struct yz_columns *c, unsigned part, unsigned field) {
    for (size_t i = 0; i < c->count; i++)
        if (c->fields[i].part == part && c->fields[i].field == field) return true;
    return false;
}

uint32_t yz_pack(struct yz_buffer *out, const struct yz_entry *e, const struct yz_columns *c) {
    size_t at = out->length, count;
    const unsigned *others = inferred(&count);
    piece(out, YZ_PART_PERSON, 0, e->person.name, strlen(e->person.name));
    for (size_t i = 0; i < c->count; i++) {
        if (c->fields[i].part == YZ_PART_PERSON && c->fields[i].field == 0) continue;
        pack_field(out, e, c->fields[i].part, c->fields[i].field);
    }
    for (size_t i = 0; i < count; i++) {
        unsigned part = i == 6 ? YZ_PART_MEMBERSHIP : YZ_PART_PERSON;
        if (!has_column(c, part, others[i])) pack_field(out, e, part, others[i]);
    }
    for (unsigned i = 0; i < 3; i++)
        if (e->names[i][0]) piece(out, YZ_PARTS + i, 0, e->names[i], strlen(e->names[i]));
    yz_buffer_byte(out, (char)END);
    if (at > UINT32_MAX) out->failed = true;
    return (uint32_t)at;
}

static void unpack_field(struct yz_entry *e, unsigned part, unsigned field, const char *value, size_t length) {
    void *const records[YZ_PARTS] = {&e->person, &e->membership, &e->household};
    const struct yz_field *f = &yz_part_kinds[part]->fields[field];
    char *to = (char *)records[part] + f->offset;
    memcpy(to, value, length);
    if (f->type == YZ_TEXT) memset(to + length, 0, f->size - length); /* records are compared byte by byte */
    if (f->type == YZ_FLAG) e->legal_told = true;
}

void yz_unpack(const struct yz_buffer *packed, uint32_t at, struct yz_entry *e) {
    const unsigned char *p = (const unsigned char *)packed->data + at;
    memset(e->names, 0, sizeof e->names);
    e->legal_told = false;
    while (*p != END) {
        unsigned part = p[0], field = p[1];
        size_t length = p[2] | (size_t)p[3] << 8;
        const char *value = (const char *)p + 4;
        if (part < YZ_PARTS) unpack_field(e, part, field, value, length);
        else memcpy(e->names[part - YZ_PARTS], value, length);
        p += 4 + length;
    }
}

const char *yz_packed_name(const struct yz_buffer *packed, uint32_t at, size_t *length) {
    const unsigned char *p = (const unsigned char *)packed->data + at;
    *length = p[2] | (size_t)p[3] << 8;
    return (const char *)p + 4;
}
