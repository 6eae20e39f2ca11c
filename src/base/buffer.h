/* A growable byte buffer that remembers failure: append without checking, ask once at the end. Zero-initialise. */
#ifndef YIZHAN_BASE_BUFFER_H
#define YIZHAN_BASE_BUFFER_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

struct yz_buffer {
    char *data;    /* ends in NUL beyond `length` once anything was appended; NULL before */
    size_t length; /* bytes in use, NUL not counted */
    size_t room;
    bool failed; /* memory ran out; later appends do nothing */
};

/* Room for `n` more bytes and a NUL: where they go, or NULL (and failed). The caller adds to `length` what it wrote. */
char *yz_buffer_reserve(struct yz_buffer *b, size_t n);

void yz_buffer_append(struct yz_buffer *b, const void *bytes, size_t n);
void yz_buffer_text(struct yz_buffer *b, const char *s);
void yz_buffer_byte(struct yz_buffer *b, char c);
void yz_buffer_printf(struct yz_buffer *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
void yz_buffer_vprintf(struct yz_buffer *b, const char *format, va_list args) __attribute__((format(printf, 2, 0)));

/* The text so far, "" when nothing was appended; never NULL. */
const char *yz_buffer_string(const struct yz_buffer *b);

/* Hands the bytes over (NUL-terminated, to be freed) and empties the buffer; NULL when it failed. */
char *yz_buffer_take(struct yz_buffer *b, size_t *length);

void yz_buffer_clear(struct yz_buffer *b); /* empties, forgets the failure, keeps the room */
void yz_buffer_free(struct yz_buffer *b);

#endif
