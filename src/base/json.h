/* Writes JSON (RFC 8259) onto a buffer, with no white space, so that one value is one line. Strings escape what a
 * terminal would obey (C0, DEL, C1, bidi controls) besides what JSON demands; invalid UTF-8 becomes U+FFFD. The same
 * calls always give the same bytes. Failure is the buffer's `failed`.
 *
 *     struct yz_json j;
 *     yz_json_open(&j, &buffer);
 *     yz_json_object(&j, NULL);
 *     yz_json_text(&j, "name", "张三");
 *     yz_json_array(&j, "tags");
 *     yz_json_int(&j, NULL, 3);
 *     yz_json_end(&j);
 *     yz_json_end(&j);           gives {"name":"张三","tags":[3]}
 *
 * `key` is the member's name in an object (ASCII without quote or backslash, written as it is), NULL in an array and at
 * the top. Several values at the top are parted by line feeds. */
#ifndef YIZHAN_BASE_JSON_H
#define YIZHAN_BASE_JSON_H

#include "base/buffer.h"

#include <stdint.h>

#define YZ_JSON_DEPTH 32 /* deeper nesting fails the buffer */

struct yz_json {
    struct yz_buffer *out;
    unsigned depth;
    bool comma;
    char close[YZ_JSON_DEPTH];
};

void yz_json_open(struct yz_json *j, struct yz_buffer *out);
void yz_json_object(struct yz_json *j, const char *key);
void yz_json_array(struct yz_json *j, const char *key);
void yz_json_end(struct yz_json *j); /* closes the innermost object or array */

void yz_json_text(struct yz_json *j, const char *key, const char *value); /* NULL gives null */
void yz_json_text_n(struct yz_json *j, const char *key, const char *value, size_t n);
void yz_json_int(struct yz_json *j, const char *key, int64_t value);
void yz_json_real(struct yz_json *j, const char *key, double value); /* null when it is not finite */
void yz_json_bool(struct yz_json *j, const char *key, bool value);
void yz_json_null(struct yz_json *j, const char *key);
void yz_json_raw(struct yz_json *j, const char *key, const char *json); /* already JSON */

/* Only the string with its quotes, for callers that build their own layout. */
void yz_json_quote(struct yz_buffer *out, const char *value, size_t n);

/* The first byte of a text that cannot stand there in JSON (its NUL when something is missing at the end); NULL when all is well. */
const char *yz_json_wrong(const char *text);

#endif
