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
    int32_t kind;                          /* grid_kind: residential, or dedicated to business, shopping, a stadium */
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
    int32_t kind;    /* household_kind: family, collective, tenants */
    char number[24]; /* 户号 */
    int64_t head;    /* person */
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
    yz_date id_until;     /* the last day on which it is valid; 0 = without end, or not known */
    char id_note[96];     /* why there is no document yet */
    char certificate[16]; /* birth medical certificate */
    int32_t sex;          /* GB/T 2261.1 */
    yz_date birth;
    yz_moment born_at; /* with the time of day, where it is known */
    int32_t ethnic;    /* GB/T 3304 */
    char phone[24], phone2[24];
    int32_t marital;   /* GB/T 2261.2 */
    int32_t political; /* GB/T 4762 */
    int32_t residence; /* residence: registered, floating, registered elsewhere in town, from abroad */
    char hukou[160];   /* registered address when it is elsewhere */
    char employer[96];
    int64_t mother, guardian; /* persons */
    char consent[96];         /* of a child registered here: which guardian consented, and how (consent.h) */
    yz_date consent_on;
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
    yz_date lease_until;  /* the last day of a tenant's lease */
    yz_date permit_until; /* the last day of a residence permit (居住证) */
    char reason[64];
    char moved_to[96]; /* where somebody who left went */
};

/* Codes of the tables in data/codes that rules depend on; the rest is data. */
enum {
    YZ_RELATION_SELF = 1,
    YZ_RELATION_HEAD = 2,
    YZ_ROLE_OWNER = 1,
    YZ_ROLE_TENANT = 2,
    YZ_ROLE_CO_RESIDENT = 3,
    YZ_ROLE_REGISTERED_ONLY = 4
};

extern const struct yz_kind yz_community_kind, yz_area_kind, yz_grid_kind, yz_compound_kind, yz_building_kind,
    yz_dwelling_kind, yz_household_kind, yz_person_kind, yz_membership_kind;

/* Any record by its id. YZ_REFUSED (message names the REF) when there is none. `record` is a struct of that kind. */
enum yz_status yz_record_get(struct yz_session *s, enum yz_kind_id kind, int64_t id, void *record);

/* What people call a record: a name, an address, a case number; its REF when it is gone; "" for id 0. Names of people are
 * masked when `masked`. Answers `out`. */
char *yz_record_title(struct yz_session *s, enum yz_kind_id kind, int64_t id, bool masked, char *out, size_t room);

/* Checks a record of kind `k` and puts it, as one act of its own. YZ_REFUSED when the check finds errors (`findings` has
 * all of them, the message the first) or somebody changed it meanwhile; YZ_DENIED for an auditor. */
enum yz_status yz_record_save(struct yz_session *s, const char *verb, const struct yz_kind *k, void *record,
                              struct yz_findings *findings);

/* One record named by people: an id (p:123), a case number, a whole ID number, a phone that one person has, an address
 * ("星体花园南区 3-2-501"). Only kinds in `kinds` (YZ_KIND_BIT(YZ_PERSON) …; 0 = any) count. YZ_REFUSED when nothing or
 * more than one fits; the message then lists the candidates. */
enum yz_status yz_ref_resolve(struct yz_session *s, const char *ref, uint64_t kinds, enum yz_kind_id *kind,
                              int64_t *id);

/* Addresses, as spoken: "星体花园南区 3幢 2单元 501"; short: "星体花园南区3-2-501". "" for id 0. They answer `out`. */
char *yz_dwelling_address(struct yz_session *s, int64_t dwelling, char *out, size_t room);
char *yz_dwelling_short(struct yz_session *s, int64_t dwelling, char *out, size_t room);
char *yz_building_address(struct yz_session *s, int64_t building, char *out, size_t room);

/* Members of a household on a day (0 = today), head first, then by relation and age. `out` has room for `max`; `*count`
 * gets the whole number. */
struct yz_member {
    struct yz_membership membership;
    struct yz_person person;
};
enum yz_status yz_household_members(struct yz_session *s, int64_t household, yz_date day, struct yz_member *out,
                                    size_t max, size_t *count);

/* A person's memberships, newest first (all of them, ended ones too). */
enum yz_status yz_person_memberships(struct yz_session *s, int64_t person, struct yz_membership *out, size_t max,
                                     size_t *count);

/* The household in which the person lives on a day: the legal one when there are two here; 0 if none. */
int64_t yz_person_household(struct yz_session *s, int64_t person, yz_date day);

/* The dwelling in which the person lives on a day, by the same membership; 0 if none. */
int64_t yz_person_dwelling(struct yz_session *s, int64_t person, yz_date day);

/* The households behind a door today. `*count` gets the whole number. */
enum yz_status yz_dwelling_households(struct yz_session *s, int64_t dwelling, int64_t *out, size_t max, size_t *count);

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

/* What there is today below a building, a grid or a compound (`kind`: YZ_BUILDING, YZ_GRID, YZ_COMPOUND). */
struct yz_counts {
    int64_t buildings, dwellings, households, people;
};
enum yz_status yz_place_counts(struct yz_session *s, enum yz_kind_id kind, int64_t id, struct yz_counts *out);

/* Buildings of a grid or compound (`kind` YZ_NO_KIND: all), by compound and number ("2" before "10"), from the one
 * after `after` (NULL = from the start). */
enum yz_status yz_buildings(struct yz_session *s, enum yz_kind_id kind, int64_t id, const struct yz_building *after,
                            struct yz_building *out, size_t max, size_t *count);

/* All of what is few. `*count` gets how many were written to `out`. */
enum yz_status yz_grids(struct yz_session *s, struct yz_grid *out, size_t max, size_t *count);

/* The community of this file; zeros when there is none. */
enum yz_status yz_the_community(struct yz_session *s, struct yz_community *out);

/* Somebody who may be the same as one typed in, a child here (duplicates.h). A hint: it never blocks. `why` is translated. */
struct yz_twin {
    int64_t person;
    char name[96];
    char why[160];
    int score; /* 0 … 100 */
    bool likely;
};
enum yz_status yz_child_duplicates(struct yz_session *s, int64_t mother, int64_t household, yz_date birth,
                                   const char *certificate, const char *name, struct yz_twin *out, size_t max,
                                   size_t *count);

/* Fills what the ID number tells and nobody typed: kind of document, birth date, sex. */
void yz_person_complete(struct yz_person *p);

/* Changes of one person (Ctrl-S on the form, `person edit`). Checks, then one act. `findings` gets every error. */
enum yz_status yz_person_save(struct yz_session *s, struct yz_person *p, struct yz_findings *findings);

#endif
