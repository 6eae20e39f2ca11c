/* A growable byte buffer that remembers failure. */
#include "base/buffer.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char *yz_buffer_reserve(struct yz_buffer *b, size_t n) {
    if (b->failed) return NULL;
    if (b->room > b->length && n < b->room - b->length) return b->data + b->length;
    if (n >= SIZE_MAX / 2 - b->length) {
        b->failed = true;
        return NULL;
    }
    size_t room = b->room ? b->room : 64;
    while (room <= b->length + n) room *= 2;
    char *data = realloc(b->data, room);
    if (!data) {
        b->failed = true;
        return NULL;
    }
    b->data = data;
    b->room = room;
    return data + b->length;
}

void yz_buffer_append(struct yz_buffer *b, const void *bytes, size_t n) {
    char *to = yz_buffer_reserve(b, n);
    if (!to) return;
    if (n) memcpy(to, bytes, n);
    to[n] = '\0';
    b->length += n;
}

void yz_buffer_text(struct yz_buffer *b, const char *s) {
    yz_buffer_append(b, s, strlen(s));
}

void yz_buffer_byte(struct yz_buffer *b, char c) {
    yz_buffer_append(b, &c, 1);
}

void yz_buffer_vprintf(struct yz_buffer *b, const char *format, va_list args) {
    va_list again;
    va_copy(again, args);
    char *to = yz_buffer_reserve(b, 120);
    size_t room = to ? b->room - b->length : 0;
    int n = to ? vsnprintf(to, room, format, args) : -1;
    if (n >= 0 && (size_t)n >= room && (to = yz_buffer_reserve(b, (size_t)n)) != NULL)
        n = vsnprintf(to, (size_t)n + 1, format, again);
    if (n < 0 || !to) {
        b->failed = true;
        if (b->data) b->data[b->length] = '\0';
    } else {
        b->length += (size_t)n;
    }
    va_end(again);
}

void yz_buffer_printf(struct yz_buffer *b, const char *format, ...) {
    va_list args;
    va_start(args, format);
    yz_buffer_vprintf(b, format, args);
    va_end(args);
}

const char *yz_buffer_string(const struct yz_buffer *b) {
    return b->data && b->length ? b->data : "";
}

char *yz_buffer_take(struct yz_buffer *b, size_t *length) {
    yz_buffer_append(b, "", 0);
    char *data = b->failed ? NULL : b->data;
    if (!data) free(b->data);
    if (length) *length = data ? b->length : 0;
    *b = (struct yz_buffer){0};
    return data;
}

void yz_buffer_clear(struct yz_buffer *b) {
    b->length = 0;
    b->failed = false;
    if (b->data) b->data[0] = '\0';
}

void yz_buffer_free(struct yz_buffer *b) {
    free(b->data);
    *b = (struct yz_buffer){0};
}
