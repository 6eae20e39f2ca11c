/* 重点人群: groups of people whom the community looks after, as a dictionary (data/groups, docs/groups.md), and who is in
 * them on a day: typed in with reason and source (struct yz_focus), named by a tag of the person, or worked out from age
 * and status, which nobody types.
 *
 * Who belongs: whoever lives behind a door here on the day and is alive; typed ones hold wherever the person lives. Facts of
 * the household are those of the people of one household behind one door.
 *
 * Sensitivity: `open` is shown as it is; `work` as "重点" while the person is masked; `secret` groups are not there (no
 * list, count, word or interval has them) but for supervisors, administrators and auditors. */
#ifndef YIZHAN_GROUPS_H
#define YIZHAN_GROUPS_H

#include "catalogue.h"
#include "date.h"
#include "expr.h"
#include "findings.h"
#include "net.h"
#include "status.h"

struct yz_session;

enum { YZ_GROUPS = 64 };

enum yz_group_level { YZ_GROUP_OPEN = 1, YZ_GROUP_WORK, YZ_GROUP_SECRET };

enum yz_group_comes {
    YZ_GROUP_TYPED = 1, /* by a record, or a tag of the person */
    YZ_GROUP_COMPUTED,
    YZ_GROUP_EITHER, /* worked out; typed where the register does not show it */
    YZ_GROUP_REST    /* not a group: everybody else, for the ordinary visit interval */
};

struct yz_group {
    char key[32];
    char name[64], name_en[96];
    char word[24], word_en[24]; /* for lists, 2 to 4 characters */
    char words[160];            /* tags that mean it, '|' between */
    enum yz_group_comes comes;
    enum yz_group_level level;
    int64_t order, interval; /* days between visits; 0 = as the rest */
    char source[192], document[96];
    enum yz_confidence confidence;
    yz_date valid_from, valid_to;
    struct yz_expr test, since;       /* of computed ones; since: a day, may be empty */
    char reason[128], reason_en[192]; /* {age} {members} {youngest} {since} */
    int64_t line;                     /* of [group] in the file */
};

typedef uint64_t yz_group_set; /* bit i: yz_groups()[i] */

/* --- the dictionary --- */

/* Reads a definition. Every error is added to `f` ("line" or "line:key"); true when there is none. */
bool yz_group_parse(const char *text, size_t size, struct yz_group *out, struct yz_findings *f);
/* `group check FILE`: the same for a file. YZ_REFUSED when it cannot be read or has errors. */
enum yz_status yz_group_check_file(const char *path, struct yz_group *out, struct yz_findings *f);

/* All groups in their order, the one of the rest last; NULL (message left) when a file has a mistake. Kept until exit. */
const struct yz_group *yz_groups(size_t *count);
/* By key, name in either language, short word, or one of its tags; NULL (message left, with those there are). */
const struct yz_group *yz_group_named(const char *typed);
/* A tag among a person's (which everybody reads) that means a secret group, into `out`; false: there is none. */
bool yz_group_secret_tag(const char *tags, char *out, size_t room);
/* Its bit; 0 for NULL. */
yz_group_set yz_group_bit(const struct yz_group *g);

/* In the language in force. They answer what is to be shown. */
const char *yz_group_name(const struct yz_group *g);
const char *yz_group_word(const struct yz_group *g);
const char *yz_group_level_name(enum yz_group_level level);
const char *yz_group_comes_name(enum yz_group_comes comes);
char *yz_group_source(const struct yz_group *g, char *out, size_t room);

/* Whether whoever is signed in may know of it. */
bool yz_group_seen(const struct yz_session *s, const struct yz_group *g);
/* Short words of a set with a blank between, in the dictionary's order: "独居 高龄"; where `masked`, those of level work
 * are one "重点". Answers `out`. */
char *yz_group_words(yz_group_set set, bool masked, char *out, size_t room);
/* The shortest visit interval of a set in days; of an empty one that of the rest. 0: none is laid down. */
int64_t yz_group_interval(yz_group_set set);

/* --- who is in them; day 0 = today; secret groups only for who may see them --- */

struct yz_grouping { /* one person is in one group */
    int64_t person;
    const struct yz_group *group;
    int64_t focus;        /* the record of a typed one; 0 = by tag or computed */
    yz_date since, until; /* 0 = not known, still */
    char reason[192], source[192];
};

/* One after the other in the dictionary's order. `*count` gets the whole number; `out` has room for `max`. */
enum yz_status yz_groups_of_person(struct yz_session *s, int64_t person, yz_date day, struct yz_grouping *out,
                                   size_t max, size_t *count);
/* All records of a person, those of other days too, newest first. */
enum yz_status yz_group_records(struct yz_session *s, int64_t person, struct yz_grouping *out, size_t max,
                                size_t *count);
/* Of all who live there, by person. */
enum yz_status yz_groups_of_household(struct yz_session *s, int64_t household, yz_date day, struct yz_grouping *out,
                                      size_t max, size_t *count);
enum yz_status yz_groups_of_dwelling(struct yz_session *s, int64_t dwelling, yz_date day, struct yz_grouping *out,
                                     size_t max, size_t *count);

/* One household behind one door: the union of its people's groups. */
struct yz_door_groups {
    int64_t dwelling, household;
    yz_group_set set;
    int64_t people, interval; /* who live there; days between visits */
};
/* Of a whole building in one go (all households with people, those of empty sets too), by dwelling and household. */
enum yz_status yz_groups_of_building(struct yz_session *s, int64_t building, yz_date day, struct yz_door_groups *out,
                                     size_t max, size_t *count);
/* The set of one person. */
enum yz_status yz_person_group_set(struct yz_session *s, int64_t person, yz_date day, yz_group_set *set);
/* Of one household: set and shortest interval. */
enum yz_status yz_household_group_set(struct yz_session *s, int64_t household, yz_date day, yz_group_set *set,
                                      int64_t *interval);

/* --- key households: those that a group makes one visit more often than the rest --- */

struct yz_key_home { /* a household that may be one */
    int64_t household;
    int64_t dwelling; /* only when everybody behind this door was born from `low` to `high`; 0: in any case */
    yz_date low, high;
};
/* Homes with somebody who may make theirs a key household on the day, by household: some are none, none is missing.
 * `*out` is the caller's to free, also when it fails. */
enum yz_status yz_key_homes(struct yz_session *s, yz_date day, struct yz_key_home **out, size_t *count);
/* The shortest interval that a group gives, in days; 0: none makes a key household. */
int64_t yz_key_interval(void);
/* Who of the household is to be visited most often, and after how many days; 0: it is none. */
enum yz_status yz_key_person(struct yz_session *s, const struct yz_key_home *home, yz_date day, int64_t *person,
                             int64_t *interval);

/* --- all of a place: counts, and the people behind them --- */

struct yz_group_member {
    int64_t person, household, dwelling, building, grid; /* 0 from household on: lives nowhere here */
    yz_group_set set;                                    /* never empty */
};
struct yz_census { /* zero-initialise; release with yz_census_free */
    yz_date day;
    struct yz_group_member *all; /* building by building, by dwelling */
    size_t count, room;
    size_t per[YZ_GROUPS]; /* members of each group */
    int64_t *places;       /* pairs of building and grid, still to be read from `done` on */
    size_t place_count, done;
    bool everywhere;
    struct yz_typed *typed; /* who was typed in anywhere, by person: read once for many places */
    size_t typed_count;
};
/* `kind`: YZ_NO_KIND the whole community, else YZ_BUILDING, YZ_GRID or YZ_COMPOUND. */
enum yz_status yz_census_begin(struct yz_session *s, enum yz_kind_id kind, int64_t id, yz_date day,
                               struct yz_census *out);
/* Reads some more buildings, for a screen that must not wait; all is read when `done` is `place_count`. */
enum yz_status yz_census_step(struct yz_session *s, struct yz_census *c, size_t buildings);
/* Begin and all steps. */
enum yz_status yz_census_take(struct yz_session *s, enum yz_kind_id kind, int64_t id, yz_date day,
                              struct yz_census *out);
void yz_census_free(struct yz_census *c);

/* --- typed ones --- */

/* A new or changed record (x->id as it is), one act: "add-group", "edit-group". Errors in `f`: no such group, one that is
 * worked out, no reason or source, days that run backwards or begin before birth or after death, the person in the group on
 * some of these days already (the record and its span are named); person and group of a record stay. YZ_DENIED: a secret
 * group, and no right to it. */
enum yz_status yz_group_save(struct yz_session *s, struct yz_focus *x, struct yz_findings *f);
/* Its last day ("end-group"); `note` may be "". YZ_REFUSED when it is before the first day or has ended before. */
enum yz_status yz_group_end(struct yz_session *s, int64_t focus, yz_date until, const char *note,
                            struct yz_findings *f);

#endif
