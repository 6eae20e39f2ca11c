/* The registry's records: community → area → grid → building → dwelling, household, person, membership.
 *
 * Three things are apart: the person; the household (a family as the register knows it); the dwelling (a door). A
 * membership joins one person to one household and one dwelling for a span of days. `legal` marks the household of
 * the person's registration (户籍); a tenant's membership here is not legal, and a person may live in one place and be
 * registered in another (人户分离): two memberships. No one is in two legal households on one day. */
#ifndef YIZHAN_REGISTRY_H
#define YIZHAN_REGISTRY_H

#include "date.h"
#include "kind.h"

struct yz_session;

struct yz_community {
    int64_t id, version;
    char name[96], street[96], region[16]; /* region: division code, e.g. 530111007 */
    char address_prefix[96];               /* 云南省昆明市官渡区矣六街道 */
    bool invented;                         /* demo data: the people in the file do not exist */
    char invented_note[192];
};

struct yz_area { /* 片 */
    int64_t id, version;
    int64_t community;
    char name[96];
};

struct yz_grid { /* 网格 */
    int64_t id, version;
    int64_t area;
    char name[64], number[16], branch[96]; /* branch: the party branch built on the grid */
};

struct yz_compound { /* 小区 */
    int64_t id, version;
    int64_t area;
    char name[96], address[160];
    int32_t kind; /* compound_kind: residential, business, shopping, stadium */
    bool invented;
};

struct yz_building { /* 楼栋: the working unit */
    int64_t id, version;
    int64_t compound, grid;
    char number[16]; /* "3" */
    char name[64];
    int64_t units, floors, doors; /* doors a floor of each unit */
    int64_t dwellings;
    char note[192];
};

struct yz_dwelling { /* 房屋: one door */
    int64_t id, version;
    int64_t building;
    char unit[16], room[16]; /* "2", "501" */
    int64_t floor;
    int64_t square; /* 0.01 m² */
    int32_t use;    /* dwelling_use: lived in by owner, let, empty, business */
    char note[192];
};

struct yz_household { /* 户 */
    int64_t id, version;
    int32_t kind;      /* household_kind: family, collective, tenants */
    char number[24];   /* 户号 */
    int64_t head;      /* person */
    int64_t dwelling;
    yz_date since, until;
    bool invented;
    char note[512];
};

struct yz_person { /* 居民 */
    int64_t id, version;
    char name[96], reading[96]; /* reading: typed by hand, "zeng xiao ming", where tables do not know it */
    int32_t id_kind;            /* id_kind */
    char id_number[32];
    char id_note[96];           /* why there is no document yet */
    char certificate[16];       /* birth medical certificate */
    int32_t sex;                /* GB/T 2261.1 */
    yz_date birth;
    yz_moment born_at;          /* with the time of day, where it is known */
    int32_t ethnic;             /* GB/T 3304 */
    char phone[24], phone2[24];
    int32_t marital;            /* GB/T 2261.2 */
    int32_t political;          /* GB/T 4762 */
    int32_t residence;          /* residence: registered, floating, registered elsewhere in town, from abroad */
    char hukou[160];            /* registered address when it is elsewhere */
    char employer[96];
    int64_t mother, guardian;   /* persons */
    yz_date died;
    char tags[96];
    char note[512];
    bool invented;
};

struct yz_membership { /* person ↔ household and dwelling */
    int64_t id, version;
    int64_t person, household, dwelling;
    int32_t relation; /* GB/T 4761, to the head */
    int32_t role;     /* dwelling_role: owner, tenant, co-resident, registered only */
    bool legal;
    yz_date since, until; /* until: the last day, 0 = still */
    char reason[64];
};

extern const struct yz_kind yz_community_kind, yz_area_kind, yz_grid_kind, yz_compound_kind, yz_building_kind,
    yz_dwelling_kind, yz_household_kind, yz_person_kind, yz_membership_kind;

/* Any record by its id. YZ_REFUSED (message names the REF) when there is none. `record` is a struct of that kind. */
enum yz_status yz_record_get(struct yz_session *s, enum yz_kind_id kind, int64_t id, void *record);

/* One record named by people: an id (p:123), a case number, a whole ID number, a phone that one person has, an address
 * ("星体花园南区 3-2-501"). Only kinds in `kinds` (bit 1 << YZ_PERSON …; 0 = any) count. YZ_REFUSED when nothing or
 * more than one fits; the message then lists the candidates. */
enum yz_status yz_ref_resolve(struct yz_session *s, const char *ref, unsigned kinds, enum yz_kind_id *kind, int64_t *id);

/* Addresses, as spoken: "星体花园南区 3幢 2单元 501" long, "星体花园南区3-2-501" short. */
char *yz_dwelling_address(struct yz_session *s, int64_t dwelling, char *out, size_t room);
char *yz_building_address(struct yz_session *s, int64_t building, char *out, size_t room);

/* Members of a household on a day (0 = today), head first, then by relation and age. `out` has room for `max`; `*count`
 * gets the whole number. */
struct yz_member {
    struct yz_membership membership;
    struct yz_person person;
};
enum yz_status yz_household_members(struct yz_session *s, int64_t household, yz_date day, struct yz_member *out, size_t max,
                                    size_t *count);

/* A person's memberships, newest first (all of them, ended ones too). */
enum yz_status yz_person_memberships(struct yz_session *s, int64_t person, struct yz_membership *out, size_t max,
                                     size_t *count);

/* The household in which the person lives on a day: the legal one when there are two here; 0 if none. */
int64_t yz_person_household(struct yz_session *s, int64_t person, yz_date day);

/* The household's place as one line of a list: who heads it, where, how many. */
struct yz_household_line {
    struct yz_household household;
    struct yz_dwelling dwelling;
    char head[96];
    int64_t members;
};
/* A building's households by unit, floor and room, from the line after (`unit`,`room`,`id`) of `after` (NULL = from the
 * start); at most `max`. */
enum yz_status yz_building_households(struct yz_session *s, int64_t building, const struct yz_household_line *after,
                                      struct yz_household_line *out, size_t max, size_t *count);

/* People who may be the same as a child typed in: same certificate, or same mother and birth date, or same name and birth
 * date in the household. A hint: it never blocks. `why` is translated. */
struct yz_twin {
    int64_t person;
    char name[96];
    char why[128];
};
enum yz_status yz_child_duplicates(struct yz_session *s, int64_t mother, int64_t household, yz_date birth,
                                   const char *certificate, const char *name, struct yz_twin *out, size_t max,
                                   size_t *count);

/* Changes of one person (Ctrl-S on the form, `person edit`). Checks, then one act. `findings` gets every error. */
enum yz_status yz_person_save(struct yz_session *s, struct yz_person *p, struct yz_findings *findings);

#endif
