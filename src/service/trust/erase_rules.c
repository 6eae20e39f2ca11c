/* What erasing a person does with records of each kind: data/trust/erasure.conf, read once. */
#include <stdio.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>

#include "service/definition.h"
#include "service/trust/erase_private.h"

static struct table {
    struct yz_erase_rule all[YZ_KIND_COUNT];
    size_t count;
} table;
static bool read_once;

bool yz_erase_word(const char *words, const char *word) {
    char one[48];
    while (yz_next_word(&words, one))
        if (strcmp(one, word) == 0) return true;
    return false;
}

/* --- what the file may say --- */

static void wrong(struct yz_findings *f, const struct yz_erase_rule *r, const char *word, const char *rule) {
    char field[80];
    snprintf(field, sizeof field, "%s %s", r->kind, word);
    yz_find_error(f, "1", field, rule, _("见 docs/data-dictionary.md"));
}

static void check_columns(const struct yz_erase_rule *r, const struct yz_kind *k, const char *words,
                          struct yz_findings *f) {
    char word[48];
    while (yz_next_word(&words, word))
        if (!yz_field_named(k, word)) wrong(f, r, word, _("没有这一栏"));
}

static void check_open(const struct yz_erase_rule *r, const struct yz_kind *k, struct yz_findings *f) {
    const char *left = r->open;
    char word[48];
    int32_t code;
    if (!yz_next_word(&left, word)) return;
    const struct yz_field *field = yz_field_named(k, word);
    if (!field || (field->type != YZ_CODE && field->type != YZ_DAY)) {
        wrong(f, r, word, _("要一个代码栏或日期栏"));
        return;
    }
    while (yz_next_word(&left, word))
        if (field->type != YZ_CODE || !yz_code_parse(field->of, word, &code)) wrong(f, r, word, _("没有这个代码"));
}

static void check(void *whole, const struct yz_conf *c, struct yz_findings *f) {
    const struct table *t = whole;
    (void)c;
    for (size_t i = 0; i < t->count; i++) {
        const struct yz_erase_rule *r = &t->all[i];
        const struct yz_kind *k = yz_kind_named(r->kind);
        if (!k) {
            wrong(f, r, "", _("没有这类记录"));
            continue;
        }
        check_columns(r, k, r->whose, f);
        check_columns(r, k, r->blank, f);
        check_open(r, k, f);
    }
}

static const struct yz_word ways[] = {{"drop", YZ_ERASE_DROP}, {"blank", YZ_ERASE_BLANK}, {NULL, 0}};
#define S(member, kind_, ...) YZ_SLOT(struct yz_erase_rule, member, kind_, __VA_ARGS__)
static const struct yz_slot slots[] = {YZ_LABEL(struct yz_erase_rule, kind),
                                       S(whose, LINE, .required = true),
                                       S(open, LINE),
                                       S(then, WORD, .required = true, .words = ways),
                                       S(blank, LINE),
                                       S(why, LINE),
                                       S(why_en, LINE)};
static const struct yz_section sections[] = {YZ_SECTIONS("kind", slots, struct table, all, count)};
static const struct yz_definition definition = {
    .sections = sections, .section_count = YZ_COUNT(sections), .size = sizeof table, .check = check};

enum yz_status yz_erase_rules_ready(void) {
    if (!read_once) read_once = yz_definition_data(&definition, "trust/erasure.conf", &table);
    return read_once ? YZ_OK : YZ_REFUSED;
}

const struct yz_erase_rule *yz_erase_rule(const struct yz_kind *k) {
    for (size_t i = 0; i < table.count; i++)
        if (strcmp(table.all[i].kind, k->name) == 0) return &table.all[i];
    return NULL;
}

const char *yz_erase_why(const struct yz_erase_rule *r) {
    return *r->why_en && strcmp(yz_language_name(), "en") == 0 ? r->why_en : r->why;
}

bool yz_erase_open(const struct yz_erase_rule *r, const struct yz_kind *k, const void *record) {
    const char *left = r->open;
    char word[48];
    int32_t value, code;
    if (!yz_next_word(&left, word)) return false;
    const struct yz_field *f = yz_field_named(k, word);
    memcpy(&value, (const char *)record + f->offset, sizeof value);
    if (f->type == YZ_DAY) return !value || value > yz_today();
    while (yz_next_word(&left, word))
        if (yz_code_parse(f->of, word, &code) && code == value) return true;
    return false;
}
