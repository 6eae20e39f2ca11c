/* The catalogue of services: what a definition file says, as a plain struct, and the items a station file holds.
 *
 * An item is one text file (docs/services.md): what it is, for whom, which papers, fields, dated rules. A station adds
 * one with `service load FILE`, without a compiler. In the station file each item is one record of the kind service,
 * with the file's whole text; a case keeps the version of the item it was opened from. */
#ifndef YIZHAN_CATALOGUE_H
#define YIZHAN_CATALOGUE_H

#include "date.h"
#include "deadline.h"
#include "desk.h"
#include "expr.h"
#include "findings.h"
#include "status.h"

struct yz_session;

enum { YZ_ITEM_PAPERS = 16, YZ_ITEM_FIELDS = 24, YZ_ITEM_OPTIONS = 12, YZ_ITEM_RULES = 48, YZ_ITEM_CONDITIONS = 16 };

enum yz_item_type {
    YZ_ITEM_INSTANT = 1, /* 即办件: done on the spot */
    YZ_ITEM_PROMISED     /* 承诺件: done within a promised limit */
};

enum yz_item_about {                      /* what its form begins with */
                     YZ_ABOUT_PERSON = 1, /* a person, and with the person the household */
                     YZ_ABOUT_HOUSEHOLD,
                     YZ_ABOUT_EVENT /* a place: a building, and where exactly */
};

enum yz_confidence { /* how sure we are of a rule; anything but confirmed is shown to the clerk */
                     YZ_CONFIRMED = 1,
                     YZ_WEAK,       /* one weak source */
                     YZ_UNCONFIRMED /* to be asked at the department */
};

enum yz_answer_type { /* of a form's field */
                      YZ_ANSWER_TEXT = 1,
                      YZ_ANSWER_NAME,   /* a person's name */
                      YZ_ANSWER_CODE,   /* a code table of data/codes, `of` */
                      YZ_ANSWER_CHOICE, /* one of the field's own options */
                      YZ_ANSWER_DATE,
                      YZ_ANSWER_MONTH,       /* "2026-06"; in conditions its first day */
                      YZ_ANSWER_MOMENT,      /* a date, or date and time of day */
                      YZ_ANSWER_NUMBER,      /* a whole number */
                      YZ_ANSWER_MONEY,       /* yuan, "400" or "400.00" */
                      YZ_ANSWER_YEARS,       /* calendar years, comma between: "2026,2027" */
                      YZ_ANSWER_CERTIFICATE, /* birth medical certificate */
                      YZ_ANSWER_ID,          /* identity number */
                      YZ_ANSWER_PHONE,
                      YZ_ANSWER_MEMBER,  /* a member of the household, by REF or name */
                      YZ_ANSWER_CONSENT, /* 是/yes: the guardian's or the person's own consent */
                      YZ_ANSWER_FLAG,    /* 是 or not */
                      YZ_ANSWER_USCC,    /* unified social credit code */
                      YZ_ANSWER_LONG     /* text of some sentences */
};

enum { /* flags of a form's field */
       YZ_ANSWER_REQUIRED = 1,
       YZ_ANSWER_DERIVED = 2 /* worked out by the program when left empty; may be overtyped */
};

struct yz_item_option {
    char key[24], label[96], label_en[96];
};

struct yz_item_field {
    char key[32]; /* as in --set and in the case's answers */
    char label[64], label_en[64];
    enum yz_answer_type type;
    unsigned flags;
    char of[32];          /* code table of YZ_ANSWER_CODE */
    char initial[64];     /* what stands there at the beginning; "" = nothing */
    char from[32];        /* field of the person it is filled in from, "phone"; "" = none */
    char headers[160];    /* further headers that ledgers have for it, '|' between */
    struct yz_expr when;  /* asked only when this is not false; required only when it is true */
    struct yz_expr value; /* of a derived field: what it is worked out from */
    char help[160], help_en[192];
    int64_t line;                                   /* in the file */
    struct yz_item_option options[YZ_ITEM_OPTIONS]; /* of YZ_ANSWER_CHOICE; unused ones have an empty key */
};

struct yz_item_paper {
    char key[32];
    char name[96], name_en[128];
    bool original;                /* the original is looked at and given back */
    int64_t copies;               /* how many copies are kept */
    char where[96];               /* who issues it */
    char note[192], note_en[192]; /* which pages, what to look for */
    bool may_follow; /* 容缺: accepted without it, to be brought within `follow_days`; else the clock waits for it */
    int64_t follow_days; /* calendar days */
    struct yz_expr when; /* needed unless this is false */
    int64_t line;        /* in the file */
};

enum yz_condition_severity { YZ_CONDITION_MUST = 1, YZ_CONDITION_WARN };

/* What must hold, or should; where it comes from and what to do when it does not. */
struct yz_condition {
    char key[32], label[96], label_en[128];
    struct yz_expr test;
    enum yz_condition_severity severity;
    char source[192], source_en[192], document[96];
    enum yz_confidence confidence;
    char mend[192], mend_en[192];
    yz_date valid_from, valid_to; /* the days on which it is asked; 0 = open */
    int64_t line;
};

/* A rule: one value for a span of days, and where it comes from. Several may bear one name; on any day at most one of
 * them (of one year, where `year` is given) holds. */
struct yz_rule {
    char name[32];                /* "window" */
    int type;                     /* how its value is written: by its name, or as the file says (rule.c) */
    char value[64];               /* as the file has it */
    int64_t year;                 /* the insured year a price is for; 0 = not bound to a year */
    yz_date valid_from, valid_to; /* the days on which it is used; 0 = open */
    char document[96];            /* number of the document; "" when not known */
    char source[192];             /* what the source is, for people */
    enum yz_confidence confidence;
    char note[192];
    int64_t line; /* in the file */
};

struct yz_item {
    char key[48], name[96], short_name[48], name_en[96];
    char department[96], basis[512], code[48];
    enum yz_item_type type;
    enum yz_item_about about;
    char procedure[24];              /* "newborn": what happens on saving; "plain": a case and nothing else */
    char flow[24];                   /* the flow its cases take: "service", "event" (data/flows) */
    struct yz_limit promised, legal; /* counted over `hours`: the department's clock; 0 = none said */
    struct yz_limit station_limit;   /* by when the station passes it on, over the station's own hours; 0 = none */
    char hours[96], weekend[96];     /* working spans of the department: "09:00-12:00,13:30-17:30" */
    char after[48];                  /* key of the item that must be finished before (a chain); "" = none */
    int64_t after_line;              /* of `after` in its file */
    struct yz_expr after_or;         /* … or this: seen on paper, since it was done before there was this file */
    int64_t order;                   /* place in the list and among the shortcuts; 0 = after all that have one */
    bool once;                       /* no second one for the same person while one is open */
    bool internal;                   /* opened by the program, not from lists */
    char fee[96], result[192], conditions[512], visits[96];
    char source[256], source_en[256];
    enum yz_confidence confidence;
    yz_date valid_from, valid_to;
    int64_t line; /* of [item] in the file */
    struct yz_item_paper papers[YZ_ITEM_PAPERS];
    size_t paper_count;
    struct yz_item_field fields[YZ_ITEM_FIELDS];
    size_t field_count;
    struct yz_rule rules[YZ_ITEM_RULES];
    size_t rule_count;
    struct yz_condition tests[YZ_ITEM_CONDITIONS];
    size_t test_count;
};

/* Reads a definition. Every error is added to `f` (its `field` is "line" or "line:key", as "12:fee"); true when there is
 * none, and only then `out` may be used. `text` is UTF-8 with or without BOM, `size` bytes. */
bool yz_item_parse(const char *text, size_t size, struct yz_item *out, struct yz_findings *f);

/* `service check FILE`: the same for a file. YZ_REFUSED when it cannot be read or has errors. `out` may be NULL. */
enum yz_status yz_item_check_file(const char *path, struct yz_item *out, struct yz_findings *f);

/* The rule of that name in force on `day`, for `year` where rules of that name are by year (0 = any); NULL if none. */
const struct yz_rule *yz_item_rule(const struct yz_item *item, const char *name, int64_t year, yz_date day);
/* Its value as a number; `otherwise` when there is no such rule. */
int64_t yz_item_rule_number(const struct yz_item *item, const char *name, int64_t year, yz_date day, int64_t otherwise);
/* "来源：…（文号，待核实）" as the clerk sees it beside the answer. Answers `out`. */
char *yz_rule_source(const struct yz_rule *rule, char *out, size_t room);

const struct yz_item_field *yz_item_field(const struct yz_item *item, const char *key); /* NULL if there is none */
const struct yz_item_paper *yz_item_paper(const struct yz_item *item, const char *key);

/* In the language in force. */
const char *yz_item_name(const struct yz_item *item);
const char *yz_item_field_label(const struct yz_item_field *f);
const char *yz_item_field_help(const struct yz_item_field *f);
const char *yz_item_paper_name(const struct yz_item_paper *p);
const char *yz_item_paper_note(const struct yz_item_paper *p);
const char *yz_item_condition_label(const struct yz_condition *c);
const char *yz_item_condition_mend(const struct yz_condition *c);
const char *yz_item_condition_source(const struct yz_condition *c);
const char *yz_item_source(const struct yz_item *item);
const char *yz_item_option_label(const struct yz_item_option *o);
const char *yz_item_type_name(enum yz_item_type type);         /* 即办件, 承诺件 */
const char *yz_confidence_name(enum yz_confidence confidence); /* "", 来源较弱, 待核实 */

/* --- the items of a station file --- */

struct yz_service_line {
    int64_t id, version;
    char key[48], name[96], short_name[48], name_en[96], department[96];
    yz_date valid_from, valid_to;
    int64_t place; /* its `order` */
    bool internal;
    char promised[32]; /* the limit, as yz_limit_parse reads it; "" = on the spot */
};

/* Items in force on `day` (0 = today), by their order, then name, internal ones last; `*count` gets how many were written. */
enum yz_status yz_catalogue_list(struct yz_session *s, yz_date day, struct yz_service_line *out, size_t max,
                                 size_t *count);

/* The item with that key, in force on `day` (0 = today). YZ_REFUSED names the nearest key when there is none. `version`
 * (may be NULL) gets the record's version. */
enum yz_status yz_catalogue_find(struct yz_session *s, const char *key, yz_date day, struct yz_item *out,
                                 int64_t *version);

/* The short name of an item in the language in force, its key when the catalogue does not have it; valid until the next call.
 * `s` may be NULL, as for the district, which has no catalogue: the items that come with the program. */
const char *yz_known_service(struct yz_session *s, const char *key);

/* After the program came with other items: those that are new or reworded, into the file; what the station loaded itself under
 * their keys stays. One act when there was anything to look at, else two small questions. Asked before work that writes. */
enum yz_status yz_catalogue_follow(struct yz_session *s);

/* `service load FILE`: checks it and puts it into the station file, in place of an item with the same key. One act.
 * `changed` (may be NULL): false when the very same text was there already. */
enum yz_status yz_catalogue_load(struct yz_session *s, const char *path, struct yz_findings *f, bool *changed);

#endif
