/* Kinds: what a record is, said once.
 *
 * A kind is a plain struct of fixed-size members (no pointers, so a record is copied by =, needs no release, and cannot
 * leak) and a const table of its fields. The trade's code reads `person.phone`; only the generic rooms walk the table:
 * the schema, the journal's JSON, forms, lists, the search keys, import, export, diffs and the data dictionary come
 * from it. A new field is one member and one row.
 *
 * Every record begins with `int64_t id, version;` (struct yz_record). id 0 = not yet saved; the version is 1 when
 * first saved and grows by one with each put. */
#ifndef YIZHAN_KIND_H
#define YIZHAN_KIND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "findings.h"
#include "status.h"

struct yz_record {
    int64_t id, version;
};

enum yz_kind_id {
    YZ_NO_KIND,
    YZ_COMMUNITY,
    YZ_AREA,
    YZ_GRID,
    YZ_COMPOUND,
    YZ_BUILDING,
    YZ_DWELLING,
    YZ_HOUSEHOLD,
    YZ_PERSON,
    YZ_MEMBERSHIP,
    YZ_STATION,
    YZ_WALK,
    YZ_STAFF,
    YZ_SERVICE,
    YZ_CASE,
    YZ_TICKET,
    YZ_SHIFT,
    YZ_HANDOVER,
    YZ_SEAL,
    YZ_RATING,
    YZ_DISMISSAL,
    YZ_HOLIDAY,
    YZ_POST,
    YZ_CENTER,
    YZ_FOCUS,
    YZ_VISIT,
    YZ_NEED,
    YZ_MERGE,
    YZ_DISTINCT,
    YZ_SENDER,
    YZ_TEMPLATE,
    YZ_PROVIDER,
    YZ_OFFER,
    YZ_SURVEY,
    YZ_QUESTION,
    YZ_REPLY,
    YZ_ANSWER,
    YZ_QUOTA,
    YZ_MEETING,
    YZ_PRESENCE,
    YZ_OPINION,
    YZ_BALLOT,
    YZ_DECISION,
    YZ_MATCH,
    YZ_INVITE,
    YZ_IMPROVEMENT,
    YZ_CAUSE,
    YZ_GIFT,
    YZ_NOTICE,
    YZ_POSTING,
    YZ_WORDING,
    YZ_FEEDBACK,
    YZ_LETTER,
    YZ_KIND_COUNT
};

/* A set of kinds: bits, more than an unsigned has. */
#define YZ_KIND_BIT(kind) (UINT64_C(1) << (kind))

enum yz_type {
    YZ_TEXT,  /* char[size], UTF-8, NUL-terminated */
    YZ_INT,   /* int64_t */
    YZ_FLAG,  /* bool */
    YZ_CODE,  /* int32_t, in the code table named by `of`; 0 = not given */
    YZ_DAY,   /* yz_date, 0 = not given */
    YZ_TIME,  /* yz_moment, 0 = not given */
    YZ_MONEY, /* int64_t, fen (1/100 yuan) */
    YZ_REF    /* int64_t, id of a record of the kind named by `of` ("person"); 0 = none */
};

enum yz_mask { YZ_OPEN, YZ_MASK_NAME, YZ_MASK_ID, YZ_MASK_PHONE, YZ_MASK_BIRTH, YZ_MASK_WHOLE };

enum yz_find { /* what search keys a field gives */
               YZ_FIND_NONE,
               YZ_FIND_NAME,   /* every suffix, its pinyin and initials, all readings */
               YZ_FIND_NUMBER, /* whole, and its last four */
               YZ_FIND_WORDS   /* each two characters next to each other: any part of a text */
};

enum {                    /* field flags */
       YZ_REQUIRED = 1,   /* may not be empty */
       YZ_DERIVED = 2,    /* set by the program: shown, never typed, never imported */
       YZ_FRAGMENT = 4,   /* inner fragments of the number are found too (at most two such fields a kind) */
       YZ_SENSITIVE = 8,  /* PIPL art. 28 */
       YZ_LONG = 16,      /* several lines in a form */
       YZ_NO_EXPORT = 32, /* not a column of exports */
       YZ_ON_CARD = 64,   /* the card of the record referred to shows something of this one */
       YZ_TOLD_NEW = 128  /* the log tells it of a record that is new */
};

struct yz_field {
    const char *column; /* SQL column, JSON key and --set name: snake_case */
    enum yz_type type;
    size_t offset, size; /* of the member */
    const char *label;   /* N_("…") */
    const char *unit;    /* N_("…") or NULL */
    const char *of;      /* code table, or kind of the record referred to */
    unsigned flags;
    enum yz_mask mask;
    enum yz_find find;
    const char *headers; /* further import headers, '|' between ("姓名|居民姓名"); the label always counts */
    const char *help;    /* N_("…"): one line for the form, with an example; or NULL */
    /* Checks and normalises the text typed for this field (of type YZ_TEXT) in place; NULL = any text. */
    void (*check)(char *text, size_t room, const char *field, struct yz_findings *f);
};

/* Counts kept beside the records of a kind, in the same transaction: how many lie in each drawer. Doctor compares them. */
struct yz_tally {
    int64_t sort, a, b; /* a drawer: which sort of count, and of what */
};
enum { YZ_TALLIES = 8 };
struct yz_tallying {
    const char
        *rule; /* part of the file's fingerprint: reword it when the drawers change, and older files count anew */
    size_t (*of)(const void *record, struct yz_tally *out); /* the drawers a record lies in, at most YZ_TALLIES */
};

/* What is shown of a record in every list of hits, put together from several tables and kept as one row of the table
 * "card", so that a hit costs one look. One kind at most has cards. Derived: written with whatever a card is made of. */
struct yz_card {
    const char *columns; /* SQL: those of the table, after its id */
    const char *select;  /* SQL: id and columns of the cards of the ids from ?1 to ?2 */
};

/* Sums kept for each record of a kind: how many live in a building. One kind at most has them. Derived, as cards are; a row
 * holds from the day it was made to its last day, and whoever reads another one works it out anew. */
struct yz_sums {
    const char *columns; /* SQL: those of the table "sums", after id, day and last */
    const char *select;  /* SQL: the rows of the ids from ?1 to ?2 as they are on the day ?3 */
};

struct yz_kind {
    enum yz_kind_id id;
    const char *name;              /* the table's name and --kind word: "person" */
    char letter;                   /* of REFs: p:7.123; 0: they bear the name, visit:7.12 */
    const char *label;             /* N_("居民") */
    size_t size;                   /* sizeof the struct */
    const struct yz_field *fields; /* id and version are not listed */
    size_t count;
    const char *const *indexes;      /* SQL after "CREATE INDEX ", NULL-terminated */
    const struct yz_tallying *tally; /* may be NULL */
    const struct yz_card *card;      /* NULL: no cards */
    const char *on_cards;            /* SQL: ids of the cards that show the record ?1 without YZ_ON_CARD; NULL: none */
    const struct yz_sums *sums;      /* NULL: none */
    const char *counted_in;          /* SQL: whose sums the record ?1 is counted in; NULL: nobody's */
    bool merges;     /* two records may turn out to be one (merges.h): what refers to them is found by an index */
    bool restricted; /* only supervisors, administrators and auditors read its records, here and in the journal */
    /* SQL: what is wrong with the record ?1 beside the others, on the day ?2, as words for `holds_rule`; no row: nothing. Asked
     * before the commit of every act that wrote it, so that an undo cannot break it either. NULL: nothing is asked. */
    const char *holds, *holds_rule; /* holds_rule: N_("… %s …") */
    /* Rules over the record as a whole; may be NULL. Types, codes and required fields are checked before it. */
    void (*check)(const void *record, struct yz_findings *f);
};

/* A row of the table: YZ_FIELD(struct yz_person, name, YZ_TEXT, N_("姓名"), .flags = YZ_REQUIRED, …) */
#define YZ_FIELD(type_, member, kind_of, text, ...)                                                                    \
    {                                                                                                                  \
        .column = #member, .type = kind_of, .offset = offsetof(type_, member), .size = sizeof(((type_ *)0)->member),   \
        .label = text, __VA_ARGS__                                                                                     \
    }

/* All kinds, in the order of their ids; index 0 is NULL. */
extern const struct yz_kind *const yz_kinds[YZ_KIND_COUNT];

const struct yz_kind *yz_kind_named(const char *name); /* NULL if there is none */
const struct yz_field *yz_field_named(const struct yz_kind *k, const char *column);

/* Whether people write it freely: text of several lines, or one that no check knows and no search key is made of. Masked, it
 * shows no numbers. */
bool yz_field_is_free(const struct yz_field *f);

/* A field as people read it: code labels, dates, amounts ("400.00"), "是"/"否"; masked when `masked`. References are
 * not resolved (their REF is written). `out` gets at most `room` bytes, cut at a character. Answers `out`. */
char *yz_field_text(const struct yz_field *f, const void *record, bool masked, char *out, size_t room);

/* Sets a field from what people type or a ledger holds: codes by number, key, label or alias; dates in every form; the
 * field's own check is run and the text normalised. Empty text clears. Adds findings (errors leave the field as it
 * was) and answers false when there was an error. `serial`: accept Excel date serials. YZ_REF takes an id only. */
bool yz_field_set(const struct yz_field *f, void *record, const char *text, bool serial, struct yz_findings *out);

/* Required fields, codes that exist, then the kind's own check. True when there is no error. */
bool yz_record_check(const struct yz_kind *k, const void *record, struct yz_findings *out);

/* REF of a record ("p:7.123") and back; a REF without station means the own one. Letters decide the kind. */
char *yz_ref_text(enum yz_kind_id kind, int64_t id, char out[32]);
bool yz_ref_parse(const char *text, enum yz_kind_id *kind, int64_t *id);

/* Ids are unique over all stations: 16 bits station, 10 bits epoch, 36 bits counter. */
#define YZ_ID(station, epoch, counter) (((int64_t)(station) << 46) | ((int64_t)(epoch) << 36) | (int64_t)(counter))
#define YZ_ID_STATION(id)              ((int)((id) >> 46))
#define YZ_ID_EPOCH(id)                ((int)(((id) >> 36) & 1023))
#define YZ_ID_COUNTER(id)              ((id) & ((INT64_C(1) << 36) - 1))

#endif
