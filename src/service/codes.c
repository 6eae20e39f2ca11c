/* Code tables: data/codes/<table>.csv, read when first asked for, with one hash of everything that can be typed for a
 * code, so that a ledger of 100,000 rows costs a lookup a cell. */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/status.h>

#include "base/csv.h"
#include "base/data.h"
#include "base/text.h"

enum { NAME_ROOM = 32, WORD_ROOM = 128, CODES_MOST = 4096, LOW = 128, ASKED = 32 };

/* A word that means a code: number, key, label or alias, folded. */
struct word {
    char *text; /* own */
    uint32_t hash, at;
};

struct table {
    struct table *next;
    char name[NAME_ROOM];
    char *bytes; /* the file, which the rows point into */
    struct yz_code *codes;
    size_t count, room;
    bool lost;          /* memory ran out */
    struct word *words; /* open addressing, a power of two, at most half full */
    size_t mask, used;
    uint16_t low[LOW]; /* of codes below LOW: the row + 1 */
};

static struct table *tables;

/* Which table a name led to last, by the address of the name: callers use literals. */
static struct {
    const char *name;
    struct table *table;
} asked[ASKED];

static uint32_t hash_of(const char *s) {
    uint32_t h = 2166136261U; /* FNV-1a */
    for (; *s; s++) h = (h ^ (unsigned char)*s) * 16777619U;
    return h;
}

static struct word *slot_of(const struct table *t, const char *text, uint32_t hash) {
    size_t i = hash & t->mask;
    while (t->words[i].text && (t->words[i].hash != hash || strcmp(t->words[i].text, text) != 0)) i = (i + 1) & t->mask;
    return &t->words[i];
}

static void free_table(struct table *t) {
    if (!t) return;
    for (size_t i = 0; t->words && i <= t->mask; i++) free(t->words[i].text);
    free(t->words);
    free(t->codes);
    free(t->bytes);
    free(t);
}

static bool grow_words(struct table *t) {
    struct word *old = t->words;
    size_t before = old ? t->mask + 1 : 0, room = before ? 2 * before : 64;
    struct word *words = calloc(room, sizeof *words);
    if (!words) return false;
    t->words = words;
    t->mask = room - 1;
    for (size_t i = 0; i < before; i++) {
        if (old[i].text) *slot_of(t, old[i].text, old[i].hash) = old[i];
    }
    free(old);
    return true;
}

/* The first code to claim a word keeps it: rows higher up in the pick list are the commoner ones. */
static bool add_word(struct table *t, const char *text, size_t at) {
    char folded[WORD_ROOM];
    yz_text_fold(folded, sizeof folded, text);
    if (!folded[0]) return true;
    if ((!t->words || 2 * (t->used + 1) > t->mask + 1) && !grow_words(t)) return false;
    uint32_t hash = hash_of(folded);
    struct word *w = slot_of(t, folded, hash);
    if (w->text) return true;
    char *copy = strdup(folded);
    if (!copy) return false;
    *w = (struct word){copy, hash, (uint32_t)at};
    t->used++;
    return true;
}

/* Numbers, keys and labels of all rows come before anybody's aliases. */
static bool add_names(struct table *t, size_t at) {
    const struct yz_code *c = &t->codes[at];
    char number[16], padded[16];
    snprintf(number, sizeof number, "%d", (int)c->code);
    snprintf(padded, sizeof padded, "%02d", (int)c->code);
    return add_word(t, number, at) && add_word(t, padded, at) && add_word(t, c->key, at) && add_word(t, c->zh, at) &&
           add_word(t, c->en, at);
}

static bool add_aliases(struct table *t, size_t at) {
    char alias[WORD_ROOM];
    for (const char *p = t->codes[at].aliases; *p;) {
        size_t n = strcspn(p, "|");
        snprintf(alias, sizeof alias, "%.*s", (int)(n < WORD_ROOM ? n : WORD_ROOM - 1), p);
        if (!add_word(t, alias, at)) return false;
        p += n + (p[n] == '|');
    }
    return true;
}

static bool add_words(struct table *t) {
    for (size_t i = 0; i < t->count; i++) {
        if (!add_names(t, i)) return false;
    }
    for (size_t i = 0; i < t->count; i++) {
        if (!add_aliases(t, i)) return false;
    }
    return t->words || grow_words(t);
}

static bool add_row(struct table *t, char **cells, size_t n) {
    char *end;
    errno = 0;
    long code = n >= 4 ? strtol(cells[0], &end, 10) : 0;
    if (n < 4 || end == cells[0] || *end || errno || code < 0 || code > INT_MAX || !*cells[1] || !*cells[2])
        return false;
    if (t->count == t->room) {
        size_t room = t->room ? 2 * t->room : 16;
        struct yz_code *codes = room > CODES_MOST ? NULL : realloc(t->codes, room * sizeof *codes);
        t->lost = !codes;
        if (!codes) return false;
        t->codes = codes;
        t->room = room;
    }
    if (code < LOW && !t->low[code]) t->low[code] = (uint16_t)(t->count + 1);
    t->codes[t->count++] =
        (struct yz_code){(int32_t)code, cells[1], cells[2], *cells[3] ? cells[3] : cells[2], n > 4 ? cells[4] : ""};
    return true;
}

/* Reads all rows after the header; the number of the first bad line, 0 when all are good. */
static size_t read_rows(struct table *t, size_t size) {
    struct yz_csv csv;
    char **cells;
    size_t n, bad = 0;
    bool header = true;
    yz_csv_open(&csv, t->bytes, size);
    for (enum yz_csv_answer a; !bad && (a = yz_csv_row(&csv, &cells, &n)) != YZ_CSV_END;) {
        if (a != YZ_CSV_ROW || (!header && !add_row(t, cells, n))) bad = csv.line ? csv.line : 1;
        t->lost |= a == YZ_CSV_NO_MEMORY;
        header = false;
    }
    yz_csv_close(&csv);
    return bad;
}

static struct table *load(const char *name) {
    char path[NAME_ROOM + 16];
    size_t size, bad;
    if (strlen(name) >= NAME_ROOM) return NULL;
    snprintf(path, sizeof path, "codes/%s.csv", name);
    const char *text = yz_data(path, &size);
    struct table *t = text ? calloc(1, sizeof *t) : NULL;
    if (text && !t) yz_fail(YZ_BUSY, _("内存不足"));
    if (!t) return NULL;
    yz_copy(t->name, sizeof t->name, name);
    t->bytes = malloc(size + 1);
    if (t->bytes) {
        memcpy(t->bytes, text, size + 1);
        bad = read_rows(t, size);
        if (bad && !t->lost)
            yz_fail(YZ_FOREIGN, _("代码表 %1$s 第 %2$zu 行不对：须为 code,key,zh,en,aliases"), path, bad);
        if (!bad && add_words(t)) {
            t->next = tables;
            return tables = t;
        }
        t->lost |= !bad;
    } else t->lost = true;
    if (t->lost) yz_fail(YZ_BUSY, _("内存不足"));
    free_table(t);
    return NULL;
}

static struct table *table_of(const char *name) {
    size_t slot = ((uintptr_t)name ^ (uintptr_t)name >> 5) % ASKED;
    if (asked[slot].name == name && strcmp(asked[slot].table->name, name) == 0) return asked[slot].table;
    struct table *t = tables;
    while (t && strcmp(t->name, name) != 0) t = t->next;
    if (!t) t = load(name);
    if (t) {
        asked[slot].name = name;
        asked[slot].table = t;
    }
    return t;
}

const struct yz_code *yz_codes(const char *table, size_t *count) {
    const struct table *t = table_of(table);
    *count = t ? t->count : 0;
    return t ? t->codes : NULL;
}

static const struct yz_code *code_of(const char *table, int32_t code) {
    const struct table *t = code ? table_of(table) : NULL;
    if (t && code > 0 && code < LOW) return t->low[code] ? &t->codes[t->low[code] - 1] : NULL;
    for (size_t i = 0; t && i < t->count; i++) {
        if (t->codes[i].code == code) return &t->codes[i];
    }
    return NULL;
}

const char *yz_code_label(const char *table, int32_t code) {
    const struct yz_code *c = code_of(table, code);
    if (!c) return "";
    return strcmp(yz_language_name(), "en") == 0 ? c->en : c->zh;
}

const char *yz_code_key(const char *table, int32_t code) {
    const struct yz_code *c = code_of(table, code);
    return c ? c->key : "";
}

bool yz_code_parse(const char *table, const char *text, int32_t *code) {
    const struct table *t = table_of(table);
    char folded[WORD_ROOM];
    if (!t) return false;
    const struct word *w = slot_of(t, text, hash_of(text)); /* mostly it is written as it stands in the table */
    if (!w->text) {
        yz_text_fold(folded, sizeof folded, text);
        w = slot_of(t, folded, hash_of(folded));
    }
    if (!w->text) return false;
    *code = t->codes[w->at].code;
    return true;
}

void yz_codes_free(void) {
    while (tables) {
        struct table *next = tables->next;
        free_table(tables);
        tables = next;
    }
    memset(asked, 0, sizeof asked);
}
