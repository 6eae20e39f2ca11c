/* Reading definition files by their tables. */
#include "service/definition.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>

#include "base/nearest.h"
#include "base/text.h"

const struct yz_word yz_confidence_words[] = {
    {"confirmed", YZ_CONFIRMED}, {"weak", YZ_WEAK}, {"unconfirmed", YZ_UNCONFIRMED}, {NULL, 0}};

void yz_spot_wrong(const struct yz_spot *at, const char *rule, const char *mend) {
    yz_conf_wrong(at->f, at->line, at->key, at->value, rule, mend);
}

bool yz_is_key(const char *text, size_t room) {
    size_t n = strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-_");
    return n && n < room && !text[n];
}

bool yz_next_word(const char **left, char out[48]) {
    const char *p = *left + strspn(*left, " \t\n");
    size_t n = strcspn(p, " \t\n");
    if (!n) return false;
    snprintf(out, 48, "%.*s", (int)n, p);
    *left = p + n;
    return true;
}

/* --- values --- */

static void put_text(const struct yz_spot *at, const struct yz_slot *s, char *out) {
    char rule[96];
    if (s->type == YZ_SLOT_LINE && strchr(at->value, '\n')) yz_spot_wrong(at, _("这一项只能写一行"), "");
    if (yz_copy(out, s->size, at->value)) return;
    snprintf(rule, sizeof rule, _("太长：最多 %zu 个字节，大约 %zu 个汉字"), s->size - 1, (s->size - 1) / 3);
    yz_spot_wrong(at, rule, "");
}

static void put_number(const struct yz_spot *at, const struct yz_slot *s, void *out) {
    bool any = !s->low && !s->high;
    int64_t low = s->low, high = any ? 999999999 : s->high;
    char *end, rule[96];
    long long n = strtoll(at->value, &end, 10);
    if (*end || n < low || n > high) {
        snprintf(rule, sizeof rule, _("要写一个 %1$lld 到 %2$lld 的整数"), (long long)low, (long long)high);
        yz_spot_wrong(at, any ? _("要写一个不带小数的数") : rule, any ? _("例如 5") : _("例如 30"));
    } else if (s->size == sizeof(int)) *(int *)out = (int)n;
    else *(int64_t *)out = n;
}

int yz_spot_word(const struct yz_spot *at, const struct yz_word *words) {
    char list[256] = "";
    for (const struct yz_word *w = words; w->word; w++)
        if (strcmp(w->word, at->value) == 0) return w->value;
    for (const struct yz_word *w = words; w->word; w++) {
        size_t n = strlen(list);
        snprintf(list + n, sizeof list - n, "%s%s", n ? " " : "", w->word);
    }
    yz_spot_wrong(at, _("没有这个词"), list);
    return -1;
}

static void put_word(const struct yz_spot *at, const struct yz_slot *s, void *out) {
    int value = yz_spot_word(at, s->words);
    if (value < 0) return;
    if (s->size == sizeof(bool)) *(bool *)out = value != 0;
    else *(int *)out = value;
}

static void put_yes(const struct yz_spot *at, const struct yz_slot *s, void *out) {
    bool yes = strcmp(at->value, "是") == 0 || strcmp(at->value, "yes") == 0;
    if (!yes && strcmp(at->value, "否") != 0 && strcmp(at->value, "no") != 0)
        yz_spot_wrong(at, _("这里只写“是”或“否”"), "");
    else if (s->size == sizeof(bool)) *(bool *)out = yes;
    else if (yes) *(unsigned *)out |= s->flags;
}

static void put_label(const struct yz_spot *at, const struct yz_slot *s, const char *section, char *out) {
    char rule[96], mend[64];
    if (yz_is_key(at->value, s->size) && yz_copy(out, s->size, at->value)) return;
    snprintf(rule, sizeof rule, _("[%s] 要带一个名字，只用小写字母、数字、- 和 _"), section);
    snprintf(mend, sizeof mend, "[%s …]", section);
    yz_spot_wrong(at, rule, mend);
}

static void put(const struct yz_spot *at, const struct yz_slot *s, void *one) {
    void *out = (char *)one + s->offset;
    switch (s->type) {
    case YZ_SLOT_LINE:
    case YZ_SLOT_TEXT: put_text(at, s, out); break;
    case YZ_SLOT_KEY:
        if (!yz_is_key(at->value, s->size)) yz_spot_wrong(at, _("只用小写字母、数字、- 和 _，且不能太长"), "");
        else yz_copy(out, s->size, at->value);
        break;
    case YZ_SLOT_NUMBER: put_number(at, s, out); break;
    case YZ_SLOT_YES: put_yes(at, s, out); break;
    case YZ_SLOT_DAY:
        if (!yz_date_parse(at->value, 0, false, out)) yz_spot_wrong(at, _("没有这个日期"), _("例如 2026-01-01"));
        break;
    case YZ_SLOT_WORD: put_word(at, s, out); break;
    case YZ_SLOT_OWN: s->put(at, s, one); break;
    case YZ_SLOT_REMARK: break;
    }
}

/* --- sections --- */

struct keys {
    const struct yz_slot *slots;
    size_t count;
};

static const char *key_at(size_t i, const void *with) {
    const struct keys *k = with;
    return i < k->count ? k->slots[i].key : NULL;
}

void yz_definition_key(const struct yz_conf *c, const struct yz_conf_section *section, const struct yz_slot *slot,
                       void *one, struct yz_findings *f) {
    const struct yz_conf_entry *e = yz_conf_find(c, section, slot->key);
    if (e && *e->value) put(&(const struct yz_spot){f, e->line, e->column, e->key, e->value}, slot, one);
    else if (slot->required) yz_conf_wrong(f, section->line, slot->key, "", _("这一项不能空"), "");
}

static void check_key(const struct yz_conf_entry *e, const struct keys *k, struct yz_findings *f) {
    char mend[192];
    for (size_t i = 0; i < k->count; i++)
        if (strcmp(k->slots[i].key, e->key) == 0) return;
    yz_conf_wrong(f, e->line, e->key, e->value, _("这一节里没有这个键"),
                  yz_nearest_keys(e->key, key_at, k, mend, sizeof mend));
}

void yz_definition_section(const struct yz_conf *c, const struct yz_conf_section *section, const struct yz_slot *slots,
                           size_t count, void *one, struct yz_findings *f) {
    struct keys k = {slots, count};
    if (count && !*slots->key) { /* the label */
        const struct yz_spot at = {f, section->line, 0, "", section->label};
        if (slots->type == YZ_SLOT_KEY) put_label(&at, slots, section->name, (char *)one + slots->offset);
        else put(&at, slots, one);
        k.slots++, k.count--;
    }
    for (size_t i = 0; i < section->count; i++) check_key(&c->entries[section->first + i], &k, f);
    for (size_t i = 0; i < k.count; i++) yz_definition_key(c, section, &k.slots[i], one, f);
}

/* "[item] [paper …]": those there are. */
static const char *all_sections(const struct yz_definition *d, char *out, size_t room) {
    size_t n = 0;
    *out = '\0';
    for (size_t i = 0; i < d->section_count && n < room; i++)
        n += (size_t)snprintf(out + n, room - n, "%s[%s%s]", i ? " " : "", d->sections[i].name,
                              d->sections[i].most ? " …" : "");
    return out;
}

static void read_known(const struct yz_conf *c, const struct yz_conf_section *at, const struct yz_section *s,
                       size_t seen, char *whole, struct yz_findings *f) {
    char mend[48], *one = whole;
    size_t *count = (size_t *)(void *)(whole + s->count);
    if (s->read) {
        s->read(c, at, whole, f);
        return;
    }
    if (!s->most && seen) {
        yz_conf_wrong(f, at->line, "", at->name, _("这一节写了两次"), "");
        return;
    }
    if (s->most && *count == s->most) {
        snprintf(mend, sizeof mend, _("最多 %zu 节"), s->most);
        yz_conf_wrong(f, at->line, "", at->name, _("这样的节太多"), mend);
        return;
    }
    if (s->most) one = whole + s->first + (*count)++ * s->size;
    if (s->line) *(int64_t *)(void *)(one + s->line) = (int64_t)at->line;
    yz_definition_section(c, at, s->slots, s->slot_count, one, f);
}

static void read_sections(const struct yz_definition *d, const struct yz_conf *c, void *whole, struct yz_findings *f) {
    enum { MOST = 8 };
    size_t seen[MOST] = {0};
    char list[160];
    all_sections(d, list, sizeof list);
    for (size_t i = 0; i < c->section_count; i++) {
        const struct yz_conf_section *at = &c->sections[i];
        size_t k = 0;
        while (k < d->section_count && strcmp(d->sections[k].name, at->name) != 0) k++;
        if (k == d->section_count) yz_conf_wrong(f, at->line, "", at->name, _("没有这种节"), list);
        else read_known(c, at, &d->sections[k], seen[k]++, whole, f);
    }
    for (size_t k = 0; k < d->section_count; k++)
        if (d->sections[k].required && !seen[k]) yz_conf_wrong(f, 1, "", d->sections[k].name, _("缺少这一节"), list);
}

bool yz_definition_parse(const struct yz_definition *d, const char *text, size_t size, void *whole,
                         struct yz_findings *f) {
    struct yz_conf conf;
    size_t errors = f->errors;
    memset(whole, 0, d->size);
    if (d->begin) d->begin(whole);
    yz_conf_read(text, size, &conf, f);
    read_sections(d, &conf, whole, f);
    if (d->check) d->check(whole, &conf, f);
    yz_conf_free(&conf);
    return f->errors == errors && !f->lost;
}
