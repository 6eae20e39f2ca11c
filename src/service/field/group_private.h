/* What the files of key groups share. */
#ifndef YZ_SERVICE_FIELD_GROUP_PRIVATE_H
#define YZ_SERVICE_FIELD_GROUP_PRIVATE_H

#include <yizhan/groups.h>
#include <yizhan/registry.h>

#include "service/session.h"

/* One membership, with what conditions ask of the person. */
struct yz_soul {
    int64_t household, dwelling, person;
    int32_t relation, kind; /* kind: of the household */
    bool lives;             /* there, on the day */
    yz_date since, until, birth, died;
    int32_t sex, marital, political, residence, ethnic;
    yz_group_set set;
    char tags[96];
};

struct yz_home {        /* one household behind one door, on a day */
    yz_date day, since; /* since: it is made up as it is */
    int64_t members;
    yz_date youngest; /* the latest birth; 0 = of somebody it is not known */
};

/* Whether a group's condition may ask for the node's name, whose place is then its number. */
bool yz_group_knows(struct yz_expr_node *n);
bool yz_group_holds(const struct yz_group *g, const struct yz_home *h, const struct yz_soul *p);
yz_date yz_group_since(const struct yz_group *g, const struct yz_home *h, const struct yz_soul *p);
/* The reason with its braces filled. */
void yz_group_reason(const struct yz_group *g, const struct yz_home *h, const struct yz_soul *p, char *out,
                     size_t room);
/* Its braces name what there is; `wrong` (64 bytes) gets the first that does not. */
bool yz_group_reason_good(const char *reason, char wrong[64]);

/* The tag of the person that means the group, into `out`; false: none does. */
bool yz_group_tagged(const struct yz_group *g, const char *tags, char *out, size_t room);

/* The bit of that key; 0: there is no such group. */
yz_group_set yz_group_bit_of_key(const char *key);

/* What may be known of on a day by whoever is signed in: in force, and not closed. */
yz_group_set yz_groups_open(const struct yz_session *s, yz_date day);

/* Souls of a place sorted by dwelling and household, with the groups of `open` that they are in. */
struct yz_souls { /* zero-initialise; free .all */
    struct yz_soul *all;
    size_t count, room;
};
enum yz_souls_of { YZ_SOULS_OF_PERSON, YZ_SOULS_OF_HOUSEHOLD, YZ_SOULS_OF_DWELLING, YZ_SOULS_OF_BUILDING };
enum yz_status yz_souls_read(struct yz_session *s, enum yz_souls_of what, int64_t id, yz_date day, yz_group_set open,
                             struct yz_souls *out);
/* Who was typed into groups, each once, by person; read once where many places follow. Free `*out`. */
struct yz_typed {
    int64_t person;
    yz_group_set set;
};
enum yz_status yz_typed_read(struct yz_session *s, yz_date day, struct yz_typed **out, size_t *count);
/* As yz_souls_read of a building, with these. */
enum yz_status yz_souls_read_typed(struct yz_session *s, int64_t building, yz_date day, yz_group_set open,
                                   const struct yz_typed *typed, size_t count, struct yz_souls *out);
/* The home of the souls that begin at `from`; `*end` gets where the next one begins. */
struct yz_home yz_home_of(const struct yz_souls *souls, size_t from, size_t *end, yz_date day);

#endif
