/* Records of any kind: pages of them, changing one, and one as it was. */
#ifndef YIZHAN_RECORDS_H
#define YIZHAN_RECORDS_H

#include "date.h"
#include "kind.h"

struct yz_log_line;
struct yz_session;

struct yz_record_test { /* a field has a value */
    const struct yz_field *field;
    char value[192];
};

struct yz_record_filter {   /* zero-initialise */
    enum yz_kind_id within; /* YZ_HOUSEHOLD, YZ_BUILDING, YZ_COMPOUND, YZ_GRID …; YZ_NO_KIND = anywhere */
    int64_t within_id;      /* for persons: who lives there today; households, dwellings, buildings: what is there */
    struct yz_record_test tests[16]; /* all must hold */
    size_t test_count;
    yz_date on;          /* as of a past day: who was here then and what they were known to be that evening; 0 = now */
    const int64_t *only; /* ids in rising order: none but these; NULL = all */
    size_t only_count;
};

/* Adds "field has that value", the value as people type it (codes by key or label, dates in any form, REFs as ids).
 * YZ_USAGE when the kind has no such field (the nearest is named) or the value does not fit it. */
enum yz_status yz_record_filter_add(struct yz_record_filter *filter, const struct yz_kind *k, const char *field,
                                    const char *value);

/* A page by id, beginning after the record `after` (0 = from the start), into `out`, room for `max` records of the kind.
 * YZ_REFUSED when the kind has no such place, or cannot be listed of a past day. */
enum yz_status yz_record_page(struct yz_session *s, enum yz_kind_id kind, const struct yz_record_filter *filter,
                              int64_t after, void *out, size_t max, size_t *count);

/* Sets a field from what people type. Fields that the program sets itself are refused. Adds findings; false on error. */
bool yz_record_set(const struct yz_kind *k, void *record, const char *field, const char *text,
                   struct yz_findings *findings);

/* The same, a REF by whatever names the record: a number, a name, an address. */
bool yz_record_set_named(struct yz_session *s, const struct yz_kind *k, void *record, const char *field,
                         const char *text, struct yz_findings *findings);

/* Checks a changed record and saves it as one act ("edit-building"); what it refers to must exist. Persons go the way of
 * yz_person_save. Errors as yz_record_save. */
enum yz_status yz_record_edit(struct yz_session *s, enum yz_kind_id kind, void *record, struct yz_findings *findings);

/* The record as it stood at the end of `day`, from the journal. YZ_REFUSED when it did not exist then. */
enum yz_status yz_record_as_of(struct yz_session *s, enum yz_kind_id kind, int64_t id, yz_date day, void *record);

/* What a journal line of version 0 says (whose record was shown and why, what was printed): one call a member, in order.
 * Numbers of people in it are masked, and why a case became secret. Nothing for other lines. */
enum yz_status yz_log_note(struct yz_session *s, const struct yz_log_line *line,
                           void (*member)(void *ctx, const char *name, const char *value), void *ctx);

#endif
