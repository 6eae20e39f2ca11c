/* Where a text stops being JSON (RFC 8259), for whoever wrote it by hand; SQLite, which reads it, only says that it is none. */
#include "base/json.h"

#include <ctype.h>
#include <string.h>

enum { DEEPEST = 64 };

static const char *past_space(const char *p) {
    return p + strspn(p, " \t\r\n");
}

/* Each of these moves *p behind what it reads; false leaves it at the first byte that cannot stand there. */
static bool string_at(const char **p) {
    if (**p != '"') return false;
    for (++*p; **p != '"'; ++*p) {
        if ((unsigned char)**p < 0x20) return false;
        if (**p != '\\') continue;
        if (!*++*p || !strchr("\"\\/bfnrtu", **p)) return false;
        for (int i = 0; **p == 'u' && i < 4; i++)
            if (!isxdigit((unsigned char)(*p)[i + 1])) return false;
    }
    ++*p;
    return true;
}

static bool digits_at(const char **p) {
    size_t n = strspn(*p, "0123456789");
    *p += n;
    return n > 0;
}

static bool number_at(const char **p) {
    if (**p == '-') ++*p;
    bool zero = **p == '0';
    if (zero) ++*p;
    else if (!digits_at(p)) return false;
    if (**p == '.' && (++*p, !digits_at(p))) return false;
    if (**p != 'e' && **p != 'E') return true;
    ++*p;
    if (**p == '+' || **p == '-') ++*p;
    return digits_at(p);
}

static bool word_at(const char **p) {
    static const char *const words[] = {"true", "false", "null"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t n = strlen(words[i]);
        if (strncmp(*p, words[i], n) == 0) return *p += n, true;
    }
    return false;
}

static bool value_at(const char **p, int depth);

static bool member_at(const char **p, bool named, int depth) {
    if (named) {
        if (!string_at(p)) return false;
        *p = past_space(*p);
        if (**p != ':') return false;
        ++*p;
    }
    return value_at(p, depth + 1);
}

static bool group_at(const char **p, int depth) {
    bool named = **p == '{';
    char end = named ? '}' : ']';
    if (depth == DEEPEST) return false;
    *p = past_space(*p + 1);
    if (**p == end) return ++*p, true;
    for (;;) {
        if (!member_at(p, named, depth)) return false;
        *p = past_space(*p);
        if (**p == end) return ++*p, true;
        if (**p != ',') return false;
        *p = past_space(*p + 1);
    }
}

static bool value_at(const char **p, int depth) {
    *p = past_space(*p);
    if (**p == '{' || **p == '[') return group_at(p, depth);
    if (**p == '"') return string_at(p);
    return strchr("tfn", **p) && **p ? word_at(p) : number_at(p);
}

const char *yz_json_wrong(const char *text) {
    const char *p = text;
    if (!value_at(&p, 0)) return p;
    p = past_space(p);
    return *p ? p : NULL;
}
