/* What the makers of the demo share: places made so far, names to draw from, numbers already given out. */
#ifndef YZ_SERVICE_DEMO_PRIVATE_H
#define YZ_SERVICE_DEMO_PRIVATE_H

#include "service/demo/dice.h"
#include "store/store.h"

#include <yizhan/demo.h>
#include <yizhan/registry.h>
#include <yizhan/station.h>

#define YZ_DEMO_PLACES         32 /* most areas, compounds, grids, stations each */
#define YZ_DEMO_STAFF          64
#define YZ_DEMO_SHOWN_BUILDING 3 /* 3-2-501, the address of every guide and test, is lived in, in each compound */

struct yz_demo_place {
    int64_t id, area;
    int buildings;
    int64_t near;    /* of a compound: the post station next to it, counted as the stations are; 0 = none known */
    int64_t minutes; /* as far as this */
    char name[96];
};

/* A birth that becomes a case at the desk during the year. */
struct yz_demo_birth {
    int64_t household, guardian;
    yz_date day;
    int sex;
    yz_moment at; /* when they come to the desk; after the file's date: not yet */
    int older;    /* children of the mother on record */
    int8_t near;  /* the post station next to the home, counted as the stations are */
    bool married; /* she is, and it is her first of the year */
};

/* Somebody who lives here, as far as the year asks. */
struct yz_demo_soul {
    int64_t id, household, child; /* child: her only one on record, or one of them */
    yz_date birth, child_birth;
    int8_t sex, children;
    bool local;        /* of the register here */
    int8_t near;       /* as of a birth */
    uint32_t came_for; /* groups of services, a bit each */
};

struct yz_demo_codes {
    int32_t residential, family, tenants, registered, floating, owner, tenant, co_resident, lived_in, let, empty,
        citizen, supervisor;
};

enum { YZ_DEMO_REGIONS = 40 };
struct yz_demo_region {
    char code[8], name[160];
};

struct yz_demo_maker {
    struct yz_store *store;
    struct yz_demo want;
    yz_moment made; /* now, when no date was asked for: nothing may lie ahead of the clock; else 0 */
    struct yz_dice dice;
    struct yz_demo_codes code;
    int64_t community;
    struct yz_demo_place areas[YZ_DEMO_PLACES], compounds[YZ_DEMO_PLACES], grids[YZ_DEMO_PLACES],
        stations[YZ_DEMO_PLACES];
    size_t n_areas, n_compounds, n_grids, n_stations;
    int64_t *buildings; /* ids, in order of making */
    size_t n_buildings;
    int64_t near; /* the post station next to the building that is being filled */
    struct yz_staff staff[YZ_DEMO_STAFF];
    size_t n_staff;
    struct yz_demo_birth *births;
    size_t n_births, room_births;
    struct yz_demo_soul *souls;
    size_t n_souls, room_souls;
    struct yz_demo_names *names;
    struct yz_demo_region regions[YZ_DEMO_REGIONS];
    uint64_t *taken; /* ID numbers given out: an open hash set */
    size_t taken_mask;
    int64_t households_left, people_left;
    struct {
        int64_t building, household, dwelling;
    } next_door; /* the household put last that nobody lives alone in */
};

/* Calls `row` for each row of a CSV data file after its header; stops at the first answer that is not YZ_OK. */
enum yz_status yz_demo_table(struct yz_demo_maker *m, const char *name,
                             enum yz_status (*row)(struct yz_demo_maker *m, char **cells, size_t count));

enum yz_status yz_demo_places(struct yz_demo_maker *m);     /* places.c: community down to buildings, stations, walks */
enum yz_status yz_demo_staff(struct yz_demo_maker *m);      /* staff.c */
enum yz_status yz_demo_households(struct yz_demo_maker *m); /* families.c: dwellings, households, people */
enum yz_status yz_demo_net(struct yz_demo_maker *m);        /* net.c: posts and party-member households */
enum yz_status yz_demo_live_year(struct yz_demo_maker *m);  /* year.c: what happens at the desks */
enum yz_status yz_demo_seals(struct yz_demo_maker *m);      /* seals.c: the year's uses of the seal */
enum yz_status yz_demo_lists(struct yz_demo_maker *m);      /* lists.c: who offers what */
/* One act of a part of the demo that practice files leave out: with dice of its own, so that no other part changes with it. */
enum yz_status yz_demo_part(struct yz_demo_maker *m, const char *verb, uint64_t seed,
                            enum yz_status (*put)(struct yz_demo_maker *m));
enum yz_status yz_demo_improvements(struct yz_demo_maker *m); /* improvements.c: what came of some needs */
enum yz_status yz_demo_matches(struct yz_demo_maker *m);      /* matches.c: what became of needs with them */
enum yz_status yz_demo_surveys(struct yz_demo_maker *m);      /* surveys.c: two questionnaires with replies */
enum yz_status yz_demo_meetings(struct yz_demo_maker *m);     /* meetings.c: consultations in every state */
enum yz_status yz_demo_groups(struct yz_demo_maker *m);       /* groups.c: who was typed into a key group */
int64_t yz_demo_supervisor(const struct yz_demo_maker *m);    /* seals.c */

yz_moment yz_demo_desk_moment(struct yz_demo_maker *m, yz_date birth); /* births.c */
yz_moment yz_demo_end(const struct yz_demo_maker *m);                  /* births.c: the file's last moment */
enum yz_status yz_demo_remember(struct yz_demo_maker *m, const struct yz_demo_soul *soul); /* souls.c */

/* groups.c: days between visits to somebody, by the groups that they will be typed into. */
int64_t yz_demo_interval(const struct yz_demo_maker *m, const struct yz_demo_soul *s);

/* names.c: draws a name for a sex and a day of birth; `surname` NULL or "" draws one, else it is kept. */
enum yz_status yz_demo_names_load(struct yz_demo_maker *m);
void yz_demo_names_free(struct yz_demo_maker *m);
void yz_demo_name(struct yz_demo_maker *m, const char *surname, int sex, yz_date birth, char out[96]);

/* people.c: a person with valid number, phone and all; not yet put. `surname` as above. */
void yz_demo_person(struct yz_demo_maker *m, const char *surname, int sex, yz_date birth, bool local,
                    struct yz_person *out);
/* The mother of a child consented: when it was born, or when the law came. */
void yz_demo_consent(const struct yz_demo_maker *m, struct yz_person *child, const struct yz_person *mother);
yz_date yz_demo_birthday(struct yz_demo_maker *m, int age); /* some day on which one is `age` at the file's date */

/* hints.c: what 政策找人 goes by. A birth that stays away from the desk is put as a person and no case. */
void yz_demo_hints(const struct yz_demo_maker *m, int age, struct yz_person *p);
yz_date yz_demo_lease(const struct yz_demo_maker *m, const struct yz_person *p);
yz_date yz_demo_permit(const struct yz_demo_maker *m, const struct yz_person *p);
bool yz_demo_stays_away(const struct yz_demo_maker *m, const struct yz_demo_birth *b);
enum yz_status yz_demo_baby(struct yz_demo_maker *m, const struct yz_demo_birth *b);

struct yz_demo_place *yz_demo_place_named(struct yz_demo_place *all, size_t n, const char *name);

#endif
