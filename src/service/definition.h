/* Definition files read by tables: which sections there are, which keys each has, and where the values go. Every mistake
 * is told at once, with line and key as its field; what the values must mean together is for the `check` of the file. */
#ifndef YZ_SERVICE_DEFINITION_H
#define YZ_SERVICE_DEFINITION_H

#include <stddef.h>
#include <stdint.h>
#include <yizhan/catalogue.h>
#include <yizhan/findings.h>
#include <yizhan/status.h>

#include "base/conf.h"

enum yz_slot_type {
    YZ_SLOT_LINE,   /* text of one line */
    YZ_SLOT_TEXT,   /* text of more lines */
    YZ_SLOT_KEY,    /* lower case letters, digits, - and _ */
    YZ_SLOT_NUMBER, /* int64_t or int, from `low` to `high`; both 0: from 0 on */
    YZ_SLOT_YES,    /* bool, or `flags` in an unsigned */
    YZ_SLOT_DAY,
    YZ_SLOT_WORD,  /* one of `words`: bool or int */
    YZ_SLOT_OWN,   /* `put` reads it */
    YZ_SLOT_REMARK /* for who reads the file; kept nowhere */
};

struct yz_word { /* of a list that ends with NULL, and what it stands for */
    const char *word;
    int value;
};
extern const struct yz_word yz_confidence_words[];

struct yz_spot { /* a value, and where it stands */
    struct yz_findings *f;
    size_t line, column;
    const char *key, *value;
};
void yz_spot_wrong(const struct yz_spot *at, const char *rule, const char *mend);
/* What the value stands for among those words, none of which may be negative; -1, told, when it is none of them. */
int yz_spot_word(const struct yz_spot *at, const struct yz_word *words);

struct yz_slot {
    const char *key; /* "": the label of the section; it stands first */
    enum yz_slot_type type;
    size_t offset, size; /* in the struct the section is read into */
    bool required;
    unsigned flags;
    const struct yz_word *words;
    int64_t low, high;
    void (*put)(const struct yz_spot *at, const struct yz_slot *slot, void *one); /* one: that struct */
};
#define YZ_SLOT_AS(type_, member, key_, kind, ...)                                                                     \
    {                                                                                                                  \
        .key = (key_), .type = YZ_SLOT_##kind, .offset = offsetof(type_, member),                                      \
        .size = sizeof(((type_ *)0)->member), __VA_ARGS__                                                              \
    }
#define YZ_SLOT(type_, member, kind, ...) YZ_SLOT_AS(type_, member, #member, kind, __VA_ARGS__)
#define YZ_LABEL(type_, member)           YZ_SLOT_AS(type_, member, "", KEY, .required = true)
#define YZ_REMARK(key_)                                                                                                \
    { .key = (key_), .type = YZ_SLOT_REMARK }

struct yz_section { /* one without `most` stands once, and is read into the whole */
    const char *name;
    const struct yz_slot *slots;
    size_t slot_count;
    bool required;
    size_t line; /* offset of an int64_t for its line; 0 = none */
    size_t first, size, count, most;
    /* Instead of slots; `whole` is what the file is read into. */
    void (*read)(const struct yz_conf *c, const struct yz_conf_section *at, void *whole, struct yz_findings *f);
};
#define YZ_COUNT(array) (sizeof(array) / sizeof *(array))
#define YZ_SECTION(name_, slots_, ...)                                                                                 \
    { .name = (name_), .slots = slots_, .slot_count = YZ_COUNT(slots_), __VA_ARGS__ }
#define YZ_SECTIONS(name_, slots_, type_, array, count_, ...)                                                          \
    YZ_SECTION(name_, slots_, .first = offsetof(type_, array), .size = sizeof(*((type_ *)0)->array),                   \
               .count = _Generic(((type_ *)0)->count_, size_t                                                          \
                                 : offsetof(type_, count_)),                                                           \
               .most = YZ_COUNT(((type_ *)0)->array), __VA_ARGS__)

struct yz_definition {
    const struct yz_section *sections;
    size_t section_count, size; /* size: of what it is read into, which is zeroed first */
    void (*begin)(void *whole); /* may be NULL: what holds when the file says nothing */
    void (*check)(void *whole, const struct yz_conf *c, struct yz_findings *f); /* may be NULL */
    const char *command; /* whose `check FILE` tells all mistakes; may be NULL */
};

/* Of the program's own files, each where it is read. */
extern const struct yz_definition yz_accounts_definition, yz_agenda_definition, yz_certificates_definition,
    yz_declines_definition, yz_duties_definition, yz_list_rules_definition, yz_match_rules_definition,
    yz_matters_definition, yz_rights_definition, yz_tour_definition, yz_visit_checks_definition,
    yz_visit_rules_definition, yz_weights_definition;

/* True when there was no error. */
bool yz_definition_parse(const struct yz_definition *d, const char *text, size_t size, void *whole,
                         struct yz_findings *f);
/* One section alone, into `one`. */
void yz_definition_section(const struct yz_conf *c, const struct yz_conf_section *section, const struct yz_slot *slots,
                           size_t count, void *one, struct yz_findings *f);
/* One key of a section alone. */
void yz_definition_key(const struct yz_conf *c, const struct yz_conf_section *section, const struct yz_slot *slot,
                       void *one, struct yz_findings *f);

/* A file of the program's data; false with a message that names file, line and rule of the first mistake. */
bool yz_definition_data(const struct yz_definition *d, const char *name, void *whole);
/* All of data/FOLDER/ that end so, one after the other in `out`, at most `max`; false as above. */
bool yz_definition_all(const struct yz_definition *d, const char *folder, const char *ending, void *out, size_t max,
                       size_t *count);

/* The text of a file into `out`: small by design, so one that is too large is no definition. */
enum yz_status yz_definition_read(const char *path, char *out, size_t room, size_t *size);
/* Somebody's file: the findings in the order of lines. YZ_REFUSED when it cannot be read or has errors. */
enum yz_status yz_definition_check_file(const struct yz_definition *d, const char *path, void *whole,
                                        struct yz_findings *f);

/* A value's words one by one; false at the end. */
bool yz_next_word(const char **left, char out[48]);
/* Whether it is a key and fits `room`. */
bool yz_is_key(const char *text, size_t room);

#endif
