/* Values and arrays as PostgreSQL sends and takes them. */
#include "hub/params.h"

#include <string.h>

static void put(struct yz_buffer *b, uint64_t value, size_t n) {
    unsigned char bytes[8];
    for (size_t i = 0; i < n; i++) bytes[i] = (unsigned char)(value >> (8 * (n - 1 - i)));
    yz_buffer_append(b, bytes, n);
}

void yz_put_int2(struct yz_buffer *b, uint16_t value) {
    put(b, value, 2);
}

void yz_put_int4(struct yz_buffer *b, uint32_t value) {
    put(b, value, 4);
}

void yz_put_int8(struct yz_buffer *b, uint64_t value) {
    put(b, value, 8);
}

/* --- values --- */

void yz_params_clear(struct yz_params *p) {
    yz_buffer_clear(&p->bytes);
    p->count = 0;
}

void yz_params_free(struct yz_params *p) {
    yz_buffer_free(&p->bytes);
    p->count = 0;
}

static void begin(struct yz_params *p, enum yz_pg_type type) {
    p->at[p->count] = p->bytes.length;
    p->type[p->count] = type;
}

static void end(struct yz_params *p) {
    p->length[p->count] = p->bytes.length - p->at[p->count];
    p->count++;
}

void yz_param_bool(struct yz_params *p, bool value) {
    begin(p, YZ_PG_BOOL);
    yz_buffer_byte(&p->bytes, value);
    end(p);
}

void yz_param_int4(struct yz_params *p, int32_t value) {
    begin(p, YZ_PG_INT4);
    yz_put_int4(&p->bytes, (uint32_t)value);
    end(p);
}

void yz_param_int8(struct yz_params *p, int64_t value) {
    begin(p, YZ_PG_INT8);
    yz_put_int8(&p->bytes, (uint64_t)value);
    end(p);
}

static void add_bytes(struct yz_params *p, enum yz_pg_type type, const void *bytes, size_t n) {
    begin(p, type);
    yz_buffer_append(&p->bytes, bytes, n);
    end(p);
}

void yz_param_text(struct yz_params *p, const char *text) {
    add_bytes(p, YZ_PG_TEXT, text, strlen(text));
}

void yz_param_bytes(struct yz_params *p, const void *bytes, size_t n) {
    add_bytes(p, YZ_PG_BYTES, bytes, n);
}

/* --- arrays --- */

void yz_array_int8(struct yz_array *a, int64_t value) {
    yz_put_int4(&a->bytes, 8);
    yz_put_int8(&a->bytes, (uint64_t)value);
    a->count++;
}

void yz_array_int2(struct yz_array *a, int16_t value) {
    yz_put_int4(&a->bytes, 2);
    yz_put_int2(&a->bytes, (uint16_t)value);
    a->count++;
}

void yz_array_bytes(struct yz_array *a, const void *bytes, size_t n) {
    yz_put_int4(&a->bytes, bytes ? (uint32_t)n : UINT32_MAX);
    if (bytes) yz_buffer_append(&a->bytes, bytes, n);
    else a->nulls = true;
    a->count++;
}

void yz_array_clear(struct yz_array *a) {
    yz_buffer_clear(&a->bytes);
    a->count = 0;
    a->nulls = false;
}

void yz_array_free(struct yz_array *a) {
    yz_buffer_free(&a->bytes);
    a->count = 0;
}

/* One dimension, its elements counted from 1. */
void yz_param_array(struct yz_params *p, enum yz_pg_type type, enum yz_pg_type element, const struct yz_array *a) {
    begin(p, type);
    yz_put_int4(&p->bytes, a->count ? 1 : 0);
    yz_put_int4(&p->bytes, a->nulls);
    yz_put_int4(&p->bytes, element);
    if (a->count) {
        yz_put_int4(&p->bytes, a->count);
        yz_put_int4(&p->bytes, 1);
        yz_buffer_append(&p->bytes, a->bytes.data, a->bytes.length);
    }
    p->bytes.failed |= a->bytes.failed;
    end(p);
}
