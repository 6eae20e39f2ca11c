/* Translations: .po fragments of data/locale/<language>/, read once when that language is first chosen. */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>

#include "base/data.h"

enum { CODE_ROOM = 12, ARGS = 16 };

/* One translation; both texts lie in the catalogue's arena. */
struct entry {
    const char *from, *to;
    uint32_t hash;
};

/* All translations of one language. Catalogues stay until the program ends, since their texts are handed out. */
struct catalogue {
    struct catalogue *next;
    char code[CODE_ROOM];
    char *arena;         /* the unescaped texts */
    size_t used, size;   /* of the arena, bytes */
    struct entry *slots; /* open addressing; a power of two of them, at most half full */
    size_t mask, count;
};

static struct catalogue *catalogues;
static struct catalogue *chosen; /* NULL: Chinese */

static uint32_t hash_of(const char *s) {
    uint32_t h = 2166136261U; /* FNV-1a */
    for (; *s; s++) h = (h ^ (unsigned char)*s) * 16777619U;
    return h;
}

static struct entry *slot_of(const struct catalogue *c, const char *from, uint32_t hash) {
    size_t i = hash & c->mask;
    while (c->slots[i].from && (c->slots[i].hash != hash || strcmp(c->slots[i].from, from) != 0)) i = (i + 1) & c->mask;
    return &c->slots[i];
}

/* --- printf conversions: a translation must take the same arguments as its original, or it would read wild ones --- */

static void note_argument(char args[ARGS][4], int at, const char *type, size_t length) {
    if (at < 0 || at >= ARGS || length >= sizeof args[0]) return;
    memcpy(args[at], type, length);
    if (args[at][length - 1] == 'i') args[at][length - 1] = 'd';
}

/* The "12$" of a positional argument, counted from 0; else the next in turn. */
static int position(const char **p, int *turn) {
    size_t digits = strspn(*p, "0123456789");
    if (digits == 0 || digits > 2 || (*p)[digits] != '$') return (*turn)++;
    int at = atoi(*p) - 1; /* NOLINT(cert-err34-c): two digits at most */
    *p += digits + 1;
    return at;
}

/* A width or precision; `*` takes an int of its own. */
static void skip_size(const char **p, char args[ARGS][4], int *turn) {
    if (**p == '*') {
        (*p)++;
        note_argument(args, position(p, turn), "d", 1);
    } else {
        *p += strspn(*p, "0123456789");
    }
}

/* The types of the arguments that a format takes, in the order in which they are passed. */
static void arguments(const char *format, char args[ARGS][4]) {
    int turn = 0;
    memset(args, 0, ARGS * sizeof args[0]);
    for (const char *p = format; (p = strchr(p, '%'));) {
        if (*++p == '%') {
            p++;
            continue;
        }
        size_t digits = strspn(p, "0123456789");
        bool positional = digits && p[digits] == '$';
        int at = positional ? position(&p, &turn) : 0;
        p += strspn(p, "-+ #0'");
        skip_size(&p, args, &turn);
        if (*p == '.') {
            p++;
            skip_size(&p, args, &turn);
        }
        size_t length = strspn(p, "hljztL") + 1;
        if (!p[length - 1]) return;
        note_argument(args, positional ? at : turn++, p, length);
        p += length;
    }
}

static bool same_arguments(const char *a, const char *b) {
    char of_a[ARGS][4], of_b[ARGS][4];
    if (!strchr(a, '%') && !strchr(b, '%')) return true;
    arguments(a, of_a);
    arguments(b, of_b);
    return memcmp(of_a, of_b, sizeof of_a) == 0;
}

/* --- .po files: msgid and msgstr with continued strings, and comments ------------------------------------------ */

static char unescaped(char c) {
    return (char)(c == 'n' ? '\n' : c == 't' ? '\t' : c);
}

/* Appends the quoted string on this line to the arena. The arena has room for all of the files, so this always fits. */
static void append_quoted(struct catalogue *c, const char *p, const char *end) {
    p = memchr(p, '"', (size_t)(end - p));
    for (p = p ? p + 1 : end; p < end && *p != '"'; p++) {
        bool escape = *p == '\\' && p + 1 < end;
        if (escape) p++;
        c->arena[c->used++] = escape ? unescaped(*p) : *p;
    }
}

static void add_entry(struct catalogue *c, const char *from, const char *to) {
    if (!*from || !*to || !same_arguments(from, to)) return;
    uint32_t hash = hash_of(from);
    struct entry *e = slot_of(c, from, hash);
    if (!e->from) c->count++;
    *e = (struct entry){from, to, hash};
}

/* A pair under construction. */
struct pair {
    const char *from, *to; /* where in the arena each begins; NULL before it is met */
};

static void finish_text(struct catalogue *c) {
    c->arena[c->used++] = '\0';
}

static void finish_pair(struct catalogue *c, struct pair *pair) {
    if (pair->from) finish_text(c);
    if (pair->from && pair->to) add_entry(c, pair->from, pair->to);
    *pair = (struct pair){NULL, NULL};
}

static void read_line(struct catalogue *c, struct pair *pair, const char *line, const char *end) {
    size_t length = (size_t)(end - line);
    if (length > 6 && memcmp(line, "msgid ", 6) == 0) {
        finish_pair(c, pair);
        pair->from = c->arena + c->used;
    } else if (length > 7 && memcmp(line, "msgstr ", 7) == 0 && pair->from && !pair->to) {
        finish_text(c);
        pair->to = c->arena + c->used;
    } else if (length == 0 || *line != '"') {
        return;
    }
    if (pair->from) append_quoted(c, line, end);
}

static void read_po(struct catalogue *c, const char *text, const char *end) {
    struct pair pair = {NULL, NULL};
    while (text < end) {
        const char *eol = memchr(text, '\n', (size_t)(end - text));
        if (!eol) eol = end;
        while (text < eol && (*text == ' ' || *text == '\t')) text++;
        read_line(c, &pair, text, eol);
        text = eol + 1;
    }
    finish_pair(c, &pair);
}

/* --- loading: once over the fragments for their size, once for their texts ----------------------------------------- */

struct measure {
    size_t bytes, files, entries;
};

static bool measure_file(const char *name, void *with) {
    struct measure *m = with;
    size_t size;
    const char *text = yz_data(name, &size);
    if (!text) return false;
    m->bytes += size;
    m->files++;
    for (const char *p = text; (p = strstr(p, "msgid ")); p += 6) m->entries++;
    return true;
}

static bool load_file(const char *name, void *with) {
    const char *text = yz_data(name, NULL);
    if (text) read_po(with, text, text + strlen(text)); /* as far as it was measured */
    return text != NULL;
}

static void free_catalogue(struct catalogue *c) {
    if (!c) return;
    free(c->arena);
    free(c->slots);
    free(c);
}

/* An empty catalogue with room for all that was measured; a text never grows by unescaping, and its quotes leave room
 * for its NUL. */
static struct catalogue *new_catalogue(const char *code, const struct measure *m) {
    size_t slots = 64;
    while (slots < 2 * m->entries) slots *= 2;
    struct catalogue *c = calloc(1, sizeof *c);
    if (!c) return NULL;
    c->size = m->bytes + m->files + 1;
    c->arena = malloc(c->size);
    c->slots = calloc(slots, sizeof *c->slots);
    c->mask = slots - 1;
    strncpy(c->code, code, sizeof c->code - 1);
    if (c->arena && c->slots) return c;
    free_catalogue(c);
    return NULL;
}

static enum yz_status load(const char *code, struct catalogue **out) {
    char prefix[32];
    struct measure m = {0};
    snprintf(prefix, sizeof prefix, "locale/%s/", code);
    if (!yz_data_each(prefix, measure_file, &m)) return YZ_REFUSED;
    if (m.files == 0) return yz_fail(YZ_USAGE, _("没有语言 %s（可用 zh、en）"), code);
    struct catalogue *c = new_catalogue(code, &m);
    if (!c) return yz_fail(YZ_BUSY, _("内存不足"));
    if (!yz_data_each(prefix, load_file, c)) {
        free_catalogue(c);
        return YZ_REFUSED;
    }
    c->next = catalogues;
    *out = catalogues = c;
    return YZ_OK;
}

/* The locale's own word: the first of these that is set counts, as POSIX says. */
static const char *from_locale(void) {
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = getenv(names[i]);
        if (value && *value) return strncmp(value, "en", 2) == 0 ? "en" : "zh";
    }
    return "zh";
}

enum yz_status yz_language(const char *name) {
    if (!name) name = from_locale();
    if (strcmp(name, "zh") == 0) {
        chosen = NULL;
        return YZ_OK;
    }
    size_t length = strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_");
    if (length == 0 || name[length] || length >= CODE_ROOM) {
        return yz_fail(YZ_USAGE, _("没有语言 %s（可用 zh、en）"), name);
    }
    struct catalogue *c = catalogues;
    while (c && strcmp(c->code, name) != 0) c = c->next;
    enum yz_status status = c ? YZ_OK : load(name, &c);
    if (status == YZ_OK) chosen = c;
    return status;
}

const char *yz_language_name(void) {
    return chosen ? chosen->code : "zh";
}

const char *yz_tr(const char *zh) {
    if (!chosen) return zh;
    const struct entry *e = slot_of(chosen, zh, hash_of(zh));
    return e->from ? e->to : zh;
}

const char *yz_many(const char *zh) {
    char many[96];
    int n = snprintf(many, sizeof many, "%s|many", zh);
    if (!chosen || n < 0 || (size_t)n >= sizeof many) return yz_tr(zh);
    const struct entry *e = slot_of(chosen, many, hash_of(many));
    return e->from ? e->to : yz_tr(zh);
}

char *yz_sentence(char *text) {
    size_t word = strspn(text, "abcdefghijklmnopqrstuvwxyz'");
    size_t next = word + strspn(text + word, " ");
    bool whole = strchr(" ,:;?", text[word]) || (unsigned char)text[word] >= 0x80;
    if (!chosen || !word || !whole || text[next] == '=') return text;
    if (word != 6 || memcmp(text, "yizhan", 6) != 0) text[0] = (char)(text[0] - 'a' + 'A');
    return text;
}
