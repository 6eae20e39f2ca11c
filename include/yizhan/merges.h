/* Two records that are one: merged into the survivor with a choice for each field, and taken apart again any later day.
 *
 * A merge is one act: whatever refers to the loser refers to the survivor, the loser is taken away, and a record of kind
 * merge says which went where. Unmerging reads that act in the journal and gives back, field by field, what nobody changed
 * since. Which kinds may be merged says struct yz_kind (`merges`): people and households. */
#ifndef YIZHAN_MERGES_H
#define YIZHAN_MERGES_H

#include "date.h"
#include "findings.h"
#include "kind.h"

struct yz_session;

struct yz_merge { /* 合并: one record that went into another */
    int64_t id, version;
    char of[16];             /* kind: person, household */
    char keep[32], lose[32]; /* REFs: texts, since no reference may lead to what is gone */
    yz_moment at;
    int64_t staff;
    char reason[192];
    char drafts[512]; /* of what was being typed about the loser: "staff form", commas between */
};

struct yz_distinct { /* 不是同一人: two people who were looked at and are not one */
    int64_t id, version;
    int64_t a, b;
    char reason[192];
    int64_t staff;
    yz_moment at;
};

extern const struct yz_kind yz_merge_kind, yz_distinct_kind;

/* --- before: what a merge would do --- */

enum yz_side { YZ_KEEP, YZ_LOSE };

enum { YZ_MERGE_FIELDS = 48, YZ_MERGE_MOVES = 24, YZ_MERGE_RECORD = 4096 };

struct yz_merge_field { /* one that either has */
    const struct yz_field *field;
    bool differs; /* both have it, and not alike */
    enum yz_side side;
};

struct yz_merge_plan {
    const struct yz_kind *kind;
    int64_t id[2];                          /* by side */
    int64_t record[2][YZ_MERGE_RECORD / 8]; /* both records as read */
    struct yz_merge_field field[YZ_MERGE_FIELDS];
    size_t field_count;
    struct { /* what would point to the survivor */
        enum yz_kind_id kind;
        size_t count;
    } move[YZ_MERGE_MOVES];
    size_t move_count;
    int64_t legal[2]; /* people: households of their registration on the same days, when they are two; else 0 */
    bool legal_chosen;
    enum yz_side legal_side;
    char doubt[4][192]; /* why they may not be one: any of them needs a reason (translated) */
    size_t doubt_count;
};

/* Reads both records and what hangs on the loser; each field is taken from the survivor, and from the loser what only that
 * one has. YZ_REFUSED when one is gone, both are one, or one is the other's mother or guardian. */
enum yz_status yz_merge_look(struct yz_session *s, enum yz_kind_id kind, int64_t keep, int64_t lose,
                             struct yz_merge_plan *out);

/* Takes a field (and what goes with it: the kind and last day of a number) from a side; "legal" chooses the household of
 * registration. False when the plan has no such field. */
bool yz_merge_take(struct yz_merge_plan *p, const char *field, enum yz_side side);

/* Which of two records is better kept: the one with a sound number, more that is known, the older. */
enum yz_side yz_merge_better(const struct yz_merge_plan *p);

/* Merges, as one act. YZ_REFUSED, and every error in `f`, when somebody changed either since, when a doubt has no `reason`
 * (may be NULL), or when two legal households are not chosen between. */
enum yz_status yz_merge(struct yz_session *s, const struct yz_merge_plan *p, const char *reason, struct yz_findings *f);

/* --- after --- */

/* Where a merged record went: follows merges to the one there is now; 0 = it was never merged. `first` (may be NULL)
 * gets the merge that took it. */
int64_t yz_merged_into(struct yz_session *s, enum yz_kind_id kind, int64_t id, struct yz_merge *first);
/* "p:7.9 已于 2026-11-20 并入 p:7.3（小陈）": answers `out`; "" when the record was not merged. */
char *yz_merged_text(struct yz_session *s, enum yz_kind_id kind, int64_t id, char *out, size_t room);

/* Merges in force, the newest first; `keep` 0: all, else into that record. */
enum yz_status yz_merges(struct yz_session *s, enum yz_kind_id kind, int64_t keep, struct yz_merge *out, size_t max,
                         size_t *count);
/* The merge that REF names: of the loser, or the only one into the survivor. */
enum yz_status yz_merge_named(struct yz_session *s, enum yz_kind_id kind, const char *ref, struct yz_merge *out);

enum { YZ_STAYS = 32 };
struct yz_unmerged {
    int64_t record;  /* the one that is back */
    size_t returned; /* records that were given back */
    struct {         /* what stays with the survivor: changed or added since */
        enum yz_kind_id kind;
        int64_t id;
        const struct yz_field *field; /* NULL: added, or taken away since */
    } stays[YZ_STAYS];
    size_t stay_count; /* may be more than YZ_STAYS */
};
/* Takes a merge back on any later day, as one act. YZ_REFUSED when the survivor was merged further: that one first. */
enum yz_status yz_unmerge(struct yz_session *s, const struct yz_merge *m, struct yz_unmerged *out);

/* --- not the same --- */

/* Remembers that two people are not one (`reason` may be empty), so that no list shows the pair again; `drop` forgets it. */
enum yz_status yz_distinct_note(struct yz_session *s, int64_t a, int64_t b, const char *reason);
enum yz_status yz_distinct_drop(struct yz_session *s, int64_t a, int64_t b);
bool yz_distinct_noted(struct yz_session *s, int64_t a, int64_t b);
/* The newest first. */
enum yz_status yz_distincts(struct yz_session *s, struct yz_distinct *out, size_t max, size_t *count);

#endif
