/* What the rooms of the import share.
 *
 * A file goes through it so: sheet.c makes rows of cells of it; columns.c finds the header and what each column is;
 * convert.c makes records of one row and says all that is wrong with it; places.c finds the door its address means;
 * match.c (and behind.c, by name at one door) finds the person if the file has them; pack.c keeps what was read, small, until every row has been seen;
 * families.c decides door by door who belongs to which household; write.c puts it all in one act. */
#ifndef YZ_SERVICE_LEDGER_PRIVATE_H
#define YZ_SERVICE_LEDGER_PRIVATE_H

#include "base/buffer.h"
#include "base/csv.h"
#include "base/encoding.h"
#include "store/store.h"

#include <yizhan/catalogue.h>
#include <yizhan/ledger.h>
#include <yizhan/registry.h>

#define YZ_NOWHERE UINT32_MAX /* no row, no door */

/* --- map.c: bytes → number, without a malloc a key --- */

struct yz_map { /* zero-initialise; release with yz_map_free */
    struct yz_map_slot *slots;
    size_t mask, used;
    char *bytes;
    size_t length, room;
};

/* Where the value of a key stands (new ones begin with YZ_NOWHERE), good until the next call; NULL: no memory. */
uint32_t *yz_map_at(struct yz_map *m, const void *key, size_t length);
void yz_map_free(struct yz_map *m);

/* --- sheet.c: the file as a table --- */

struct yz_sheet_row {
    uint32_t line, first, cells; /* cells [first, first + cells) */
    enum yz_csv_answer answer;   /* YZ_CSV_ROW, or why it has no cells */
};

struct yz_sheet { /* zero-initialise */
    char *text;
    enum yz_encoding encoding;
    bool workbook;    /* an .xlsx: the encoding says nothing */
    size_t sheets;    /* visible ones in it; one was read */
    const char *only; /* set before: the sheet of a workbook to read; no rows and `read` "" when it has none */
    char names[512], read[128]; /* of a workbook: its visible sheets, '|' between; the one that was read */
    bool over;                  /* it had more rows or cells than a table may have */
    bool damaged;               /* bytes that mean nothing in the encoding are U+FFFD now */
    struct yz_sheet_row *rows;
    uint32_t *cells; /* where in `text` each begins */
    size_t count, row_room, cell_count, cell_room;
};

/* YZ_REFUSED with a message that says what the file is instead of a table. `encoding` NULL: found out. */
enum yz_status yz_sheet_read(struct yz_sheet *s, const char *path, const char *encoding);
enum yz_status yz_sheet_take(struct yz_sheet *s, const char *name, const char *encoding, const struct yz_buffer *bytes);
const char *yz_sheet_cell(const struct yz_sheet *s, size_t row, int column); /* "" where there is none */
void yz_sheet_free(struct yz_sheet *s);

/* --- columns.c --- */

enum yz_column { /* columns that are no field of their own */
                 YZ_COLUMN_ADDRESS,
                 YZ_COLUMN_COMPOUND,
                 YZ_COLUMN_BUILDING,
                 YZ_COLUMN_UNIT,
                 YZ_COLUMN_ROOM,
                 YZ_COLUMN_GRID,
                 YZ_COLUMN_HEAD,   /* the head's name */
                 YZ_COLUMN_MOTHER, /* names */
                 YZ_COLUMN_GUARDIAN,
                 YZ_COLUMN_HEAD_ID, /* from here on: of ledgers of other records than residents */
                 YZ_COLUMN_OWNER,   /* the owner's name, ID number */
                 YZ_COLUMN_OWNER_ID,
                 YZ_COLUMN_STATION,
                 YZ_COLUMN_SPEAKER,  /* who asked for something */
                 YZ_COLUMN_PROVIDER, /* of a resource; below, what is told of a new one */
                 YZ_COLUMN_SORT,
                 YZ_COLUMN_USCC,
                 YZ_COLUMN_CONTACT,
                 YZ_COLUMN_PHONE,
                 YZ_COLUMNS
};

enum yz_part {
    YZ_PART_PERSON,
    YZ_PART_MEMBERSHIP,
    YZ_PART_HOUSEHOLD,
    YZ_PARTS, /* of a resident's row; below, the one part of other rows */
    YZ_PART_DWELLING = YZ_PARTS,
    YZ_PART_BUILDING,
    YZ_PART_STAFF,
    YZ_PART_NEED,
    YZ_PART_OFFER,
    YZ_PART_COUNT
};
extern const struct yz_kind *const yz_part_kinds[YZ_PART_COUNT];

/* A ledger whose rows are records of one kind (records.c). */
struct yz_record_ledger {
    const char *name, *verb; /* "dwellings", "import-dwellings" */
    enum yz_part part;
    unsigned words;             /* 1 << YZ_COLUMN_…: what its rows know besides the kind's own fields */
    unsigned anchors;           /* one of these words must be there; 0: the name */
    const char *const *without; /* the kind's fields that words stand for, or that no ledger may set */
    const char *wanted;         /* N_("…"): the columns it must have, for the message */
};
const struct yz_record_ledger *yz_record_ledger_named(const char *name); /* NULL: none */

struct yz_field_column { /* a column that is a field */
    enum yz_part part;
    uint8_t field;
    int column;
};

enum { YZ_FIELD_COLUMNS = 48 };

struct yz_columns {
    size_t header;      /* row of the sheet */
    int at[YZ_COLUMNS]; /* column, or -1 */
    struct yz_field_column fields[YZ_FIELD_COLUMNS];
    size_t count;
    int name, id_number, reasons;      /* reasons: 错误原因 of an earlier rejects file; -1 = none */
    const struct yz_item *item;        /* of a ledger of cases; NULL otherwise */
    const struct yz_record_ledger *of; /* of a ledger of other records; NULL otherwise */
    int answers[YZ_ITEM_FIELDS + 1];   /* by the item's field, the papers last: column, or -1 */
};

/* Finds the header among the first rows. `item`: of a ledger of cases, which then has its fields too; `of`: of a ledger of
 * other records; both NULL: of residents. `map` as in yz_import_options; `unknown` gets the headers that mean nothing. */
enum yz_status yz_columns_find(struct yz_columns *c, const struct yz_sheet *s, const struct yz_item *item,
                               const struct yz_record_ledger *of, const char *map, char *unknown, size_t room);
/* The column's header as people know it: of a field, or of a word such as "address"; "" when there is none. */
const char *yz_columns_header(const struct yz_columns *c, const struct yz_sheet *s, const char *field);
/* A row that is no resident: empty, a note, the header again, a sum. */
bool yz_row_is_note(const struct yz_columns *c, const struct yz_sheet *s, size_t row);

/* --- convert.c --- */

struct yz_entry { /* one row as records; ids are 0 */
    struct yz_person person;
    struct yz_membership membership;
    struct yz_household household;
    char names[3][96]; /* head, mother, guardian */
    bool legal_told;
    char upgraded[20]; /* the 18-digit number of a 15-digit one */
};

/* "/", "—", "无": somebody filled in that there is nothing. */
bool yz_cell_says_nothing(const char *text);
/* Bytes that meant nothing in the file's encoding: an error. */
bool yz_cell_damaged(const struct yz_sheet *s, const char *column, const char *text, struct yz_findings *f);
/* True when nothing forbids it; `f` gets everything, warnings too. */
bool yz_convert(struct yz_entry *e, const struct yz_columns *c, const struct yz_sheet *s, size_t row,
                struct yz_findings *f);

/* --- places.c --- */

struct yz_door {
    int64_t id; /* 0: not there yet */
    uint32_t building;
    char unit[16], room[16];
    uint32_t first, last; /* import rows behind it */
};

struct yz_place_building {
    int64_t id, grid;
    uint32_t compound;
    char number[16];
    bool loaded; /* its doors are known */
};

struct yz_place_compound {
    int64_t id;
    char name[96];
};

struct yz_places { /* zero-initialise */
    struct yz_session *session;
    bool create;
    struct yz_community community;
    struct yz_place_compound *compounds;
    struct yz_place_building *buildings;
    struct yz_door *doors;
    size_t compound_count, compound_room, building_count, building_room, door_count, door_room;
    struct yz_map texts, keys; /* addresses as written; buildings and doors */
    size_t last[YZ_COLUMNS];   /* rows that last told the column, + 1: for merged cells */
};

enum yz_status yz_places_load(struct yz_places *p, struct yz_session *s, bool create);
void yz_places_free(struct yz_places *p);

/* The door that a row's cells name: an index, or YZ_NOWHERE with an error, or without one when no address is told.
 * `joins`: the row is somebody's relative, so an empty address is the one above. */
/* The building that a row names, a new one too (id 0): in a compound that is there, or may be made. */
uint32_t yz_places_building(struct yz_places *p, const struct yz_columns *c, const struct yz_sheet *s, size_t row,
                            struct yz_findings *f);
/* A cell without what blanks stand around it, full-width digits made plain. `out` of YZ_PLAIN_CELL bytes. */
enum { YZ_PLAIN_CELL = 256 };
void yz_cell_plain(const char *cell, char *out);
uint32_t yz_places_find(struct yz_places *p, const struct yz_columns *c, const struct yz_sheet *s, size_t row,
                        bool joins, struct yz_findings *f);

/* --- the import --- */

enum yz_row_state { YZ_ROW_BAD, YZ_ROW_GOOD, YZ_ROW_WRITING, YZ_ROW_WRITTEN };

struct yz_import_row {
    uint32_t sheet;  /* its row there */
    uint32_t packed; /* where in `packed` */
    uint32_t door, next, family;
    int32_t relation;
    enum yz_row_state state;
    int64_t person; /* 0: a new one */
    bool changed, added;
};

struct yz_family {     /* a household at the door in hand */
    int64_t id;        /* 0: a new one */
    int64_t head;      /* person; 0: none yet */
    bool headed;       /* somebody in it is really called the head */
    uint32_t head_row; /* who becomes its head; YZ_NOWHERE: stays as it is */
    int32_t kind;
    char number[24], head_name[96];
};

/* behind.c: who lives behind the door that was asked about last. */
struct yz_behind_one {
    int64_t id;
    size_t name; /* where it stands in `names` */
    yz_date birth;
    size_t number; /* length of the ID number */
};
struct yz_behind { /* zero-initialise; release with yz_behind_free */
    int64_t dwelling;
    struct yz_behind_one *all; /* by name, then id */
    size_t count, room;
    struct yz_buffer names;
};

struct yz_import_run {
    struct yz_session *session;
    const struct yz_import_options *options;
    struct yz_import_report *report;
    struct yz_sheet sheet;
    struct yz_columns columns;
    struct yz_places places;
    struct yz_import_row *rows;
    size_t count;
    struct yz_buffer packed;
    struct yz_map numbers; /* ID number → row */
    struct yz_behind behind;
    struct yz_findings findings;
    struct yz_rejects *rejects;
    struct yz_family *families;
    size_t family_count, family_room;
    struct yz_entry entry;
    bool people;     /* the file has any */
    bool quiet;      /* a second look: nothing is told again */
    int64_t made_up; /* ids of a dry run */
    size_t written, done;
    yz_date today;
};

/* pack.c */
uint32_t yz_pack(struct yz_buffer *out, const struct yz_entry *e, const struct yz_columns *c);
void yz_unpack(const struct yz_buffer *packed, uint32_t at,
               struct yz_entry *e); /* sets what was told, leaves the rest */
const char *yz_packed_name(const struct yz_buffer *packed, uint32_t at, size_t *length); /* no NUL behind it */

/* match.c: the person in the file, or 0. */
enum yz_status yz_match_person(struct yz_import_run *im, const struct yz_entry *e, int64_t dwelling, int64_t *person);
/* The person's membership of today behind that door; id 0 when there is none. */
enum yz_status yz_match_membership(struct yz_import_run *im, int64_t person, int64_t dwelling,
                                   struct yz_membership *out);

/* The person of that name behind the door, born the same day or on a day that one of both does not tell; whoever has a number
 * in both places, and not the same one, is somebody else. 0 in `*person` stays 0 when there is nobody. */
enum yz_status yz_behind_named(struct yz_import_run *im, const struct yz_entry *e, int64_t dwelling, int64_t *person);
void yz_behind_free(struct yz_behind *d);

/* families.c: which household each row at the door is of: fills families and rows[].family. */
enum yz_status yz_families_at(struct yz_import_run *im, const struct yz_door *door);

/* write.c */
enum yz_status yz_import_write(struct yz_import_run *im);
/* Puts a record unless it is as `before` (NULL: new); made so on a dry run. And the places that a row needs. */
enum yz_status yz_import_put(struct yz_import_run *im, const struct yz_kind *k, void *record, const void *before,
                             bool *changed);
enum yz_status yz_import_compound(struct yz_import_run *im, uint32_t compound, int64_t grid);
enum yz_status yz_import_building(struct yz_import_run *im, uint32_t building);
enum yz_status yz_import_door(struct yz_import_run *im, struct yz_door *door);
int64_t yz_import_floor(const char *room); /* 501: 5; 0 when the number does not tell */

/* records.c: ledgers of dwellings, households, buildings, staff, needs, resources. */
enum yz_status yz_import_records(struct yz_import_run *im, const struct yz_record_ledger *of);

/* cases.c: a ledger of cases: people of the file, and the fields of an item. */
enum yz_status yz_import_cases(struct yz_import_run *im);
/* case_person.c: whom a row means, by number, else by name and birth date or phone when one fits; 0 with an error. */
enum yz_status yz_case_person(struct yz_import_run *im, const struct yz_entry *e, int64_t *person);

/* import.c: the file as a table, its header, its rows. */
enum yz_status yz_import_open(struct yz_import_run *im, const struct yz_item *item, const struct yz_record_ledger *of);
int64_t yz_import_newest(struct yz_import_run *im);       /* the journal's newest line */
bool yz_import_held_back(const struct yz_import_run *im); /* all or nothing, and a row is bad: leaves the message */
/* senders.c: `text` gets the map to go by; and remembers it, as an act of its own (not on a dry run). */
enum yz_status yz_sender_map(struct yz_import_run *im, char *text, size_t room);
enum yz_status yz_sender_keep(struct yz_import_run *im, const char *text);

/* import.c: tells one row's findings, counts them. */
void yz_import_tell(struct yz_import_run *im, size_t row);

/* rejects.c: rows that did not go in, in the layout they came in. */
enum yz_status yz_rejects_add(struct yz_import_run *im, uint32_t row);
enum yz_status yz_rejects_close(struct yz_import_run *im);

#endif
