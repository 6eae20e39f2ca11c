/* The message that goes with a status. */
#include "base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <yizhan/status.h>

static char message[2048];
static unsigned failures;

enum yz_status(yz_fail)(enum yz_status status, const char *format, ...) {
    char raw[sizeof message]; /* apart, since yz_message() may be among the arguments */
    va_list args;
    va_start(args, format);
    int n = vsnprintf(raw, sizeof raw, format, args);
    va_end(args);
    if (n < 0) yz_copy(raw, sizeof raw, format);
    if (n >= (int)sizeof raw) {
        const char cut[] = "…";
        memcpy(raw + yz_utf8_cut(raw, sizeof raw - sizeof cut), cut, sizeof cut);
    }
    yz_text_line(message, sizeof message, raw);
    failures += status == YZ_BUSY || status == YZ_FOREIGN;
    return status;
}

unsigned yz_failures(void) {
    return failures;
}

const char *yz_message(void) {
    return message;
}
