/* A sitting, as the files of the bulk share it. */
#ifndef YZ_SERVICE_BULK_PRIVATE_H
#define YZ_SERVICE_BULK_PRIVATE_H

#include <yizhan/bulk.h>

#include "base/buffer.h"
#include "service/desk/intake_private.h"

enum { YZ_BULK_PAPERS = YZ_ITEM_FIELDS }; /* the place of "papers" among the fields */

/* The values of a form: what is the same for all, put back before each person. */
struct yz_bulk_values {
    char value[YZ_ITEM_FIELDS][YZ_INTAKE_VALUE];
    char filled[YZ_ITEM_FIELDS][YZ_INTAKE_VALUE];
    bool bad[YZ_ITEM_FIELDS];
    bool seen[YZ_ITEM_PAPERS];
    char papers[YZ_ITEM_PAPERS * 33];
    char bad_papers[YZ_INTAKE_VALUE];
};

struct yz_bulk_own { /* one answer of one line; 0 ends the chain, so the first one is no answer */
    size_t next, text;
    uint8_t field;
};

struct yz_bulk {
    struct yz_session *s;
    struct yz_intake *in; /* the one form, for one person after the other */
    struct yz_bulk_values common;
    int year_field;    /* its place; -1 = the item is not by insured year */
    bool with_members; /* an expression or a field asks for those one lives with */
    struct yz_case clock;
    const char *verb;
    enum yz_kind_id place_kind;
    int64_t place; /* whose draft goes with the act; 0 = none */
    struct yz_bulk_line *lines;
    size_t count, room;
    struct yz_bulk_own *own;
    size_t own_count, own_room;
    struct yz_buffer texts;
    struct yz_findings findings;
    struct yz_outcome outcome;
};

/* The common answers into the form. */
void yz_bulk_restore(struct yz_bulk *b);
/* The place of a field, YZ_BULK_PAPERS for "papers"; -1 when there is none. */
int yz_bulk_field(const struct yz_bulk *b, const char *key);
const char *yz_bulk_key(const struct yz_bulk *b, int field);

/* Before the first line: one moment for all of them, and nothing remembered of the file. */
void yz_bulk_begin_judging(struct yz_bulk *b);
/* Judges one line, and leaves in `c` the case of one that is fit. Anything but YZ_OK: the file could not be read. */
enum yz_status yz_bulk_judge(struct yz_bulk *b, size_t line, struct yz_case *c);

#endif
