/* Values for a statement, in PostgreSQL's binary form: big-endian numbers, bytes as they are, arrays of either. */
#ifndef YIZHAN_HUB_PARAMS_H
#define YIZHAN_HUB_PARAMS_H

#include "base/buffer.h"

#include <stdbool.h>
#include <stdint.h>
#include <yizhan/status.h>

enum { YZ_PARAMS = 16 };

/* Types by their numbers in PostgreSQL's catalogue. */
enum yz_pg_type {
    YZ_PG_BOOL = 16,
    YZ_PG_BYTES = 17,
    YZ_PG_INT8 = 20,
    YZ_PG_INT2 = 21,
    YZ_PG_INT4 = 23,
    YZ_PG_TEXT = 25,
    YZ_PG_BYTES_ARRAY = 1001,
    YZ_PG_INT2_ARRAY = 1005,
    YZ_PG_TEXT_ARRAY = 1009,
    YZ_PG_INT8_ARRAY = 1016
};

/* Zero-initialise; release with yz_params_free. yz_params_clear keeps the room. */
struct yz_params {
    struct yz_buffer bytes;
    size_t at[YZ_PARAMS], length[YZ_PARAMS];
    enum yz_pg_type type[YZ_PARAMS];
    int count;
};
void yz_params_clear(struct yz_params *p);
void yz_params_free(struct yz_params *p);
void yz_param_int4(struct yz_params *p, int32_t value);
void yz_param_int8(struct yz_params *p, int64_t value);
void yz_param_bool(struct yz_params *p, bool value);
void yz_param_text(struct yz_params *p, const char *text);
void yz_param_bytes(struct yz_params *p, const void *bytes, size_t n);

/* A column of values that goes as one array. */
struct yz_array {
    struct yz_buffer bytes; /* the elements, each with its length before it */
    uint32_t count;
    bool nulls;
};
void yz_array_int8(struct yz_array *a, int64_t value);
void yz_array_int2(struct yz_array *a, int16_t value);
void yz_array_bytes(struct yz_array *a, const void *bytes, size_t n); /* NULL: a NULL */
void yz_array_clear(struct yz_array *a);
void yz_array_free(struct yz_array *a);
/* `element` is the type of one. */
void yz_param_array(struct yz_params *p, enum yz_pg_type type, enum yz_pg_type element, const struct yz_array *a);

/* Numbers in the form that COPY … BINARY wants too. */
void yz_put_int2(struct yz_buffer *b, uint16_t value);
void yz_put_int4(struct yz_buffer *b, uint32_t value);
void yz_put_int8(struct yz_buffer *b, uint64_t value);

#endif
