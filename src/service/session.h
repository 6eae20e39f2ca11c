/* The inside of a session, shared by the service module. */
#ifndef YZ_SERVICE_SESSION_H
#define YZ_SERVICE_SESSION_H

#include <yizhan/session.h>

#include "store/store.h"

struct yz_find_few;
struct yz_known_item;

enum { YZ_PLACES_KEPT = 512, YZ_REACH = 64 };

/* A building's compound and number, kept because every line of every list asks for them. */
struct yz_known_place {
    int64_t building; /* 0 = empty */
    char compound[96], number[16];
};

/* Names of staff, stations and services, likewise. */
struct yz_known_name {
    int64_t id; /* 0 = empty */
    char name[96];
};
struct yz_known_service {
    char key[48], name[96]; /* key "" = empty */
    bool english;           /* the name is */
};
enum { YZ_NAMES_KEPT = 64, YZ_ITEMS_KEPT = 16 };

struct yz_session {
    struct yz_store *store;
    struct yz_staff staff;
    struct yz_station station;
    struct yz_find_few *few;                         /* find/few.c */
    struct yz_known_place places[YZ_PLACES_KEPT];    /* registry/address.c: by building id modulo room */
    struct yz_known_name names[YZ_NAMES_KEPT];       /* desk/case_names.c: by id modulo room */
    struct yz_known_service services[YZ_NAMES_KEPT]; /* by the key's hash */
    struct yz_known_item *items[YZ_ITEMS_KEPT];      /* desk/item_known.c */
    size_t items_read;
    /* cases whose deadline the last catching up moved; the first one (desk/calendar_recount.c) */
    size_t calendar_moved;
    char calendar_first[24];
    yz_moment signed_at;     /* a password set later ends the session */
    bool borrowed;           /* the store belongs to somebody else, who sees everything */
    int64_t reach[YZ_REACH]; /* the own grids, of somebody who does not see all (reach.c) */
    size_t reach_count;
    int64_t reach_of; /* whose they are */
    bool narrow;
    yz_date day_begun; /* the head of the day before is kept (day_head.c) */
};

/* Tells the store which kinds there are; harmless when called again. Before any file is opened or created. */
void yz_session_kinds(void);

/* A session of `staff` over a store that somebody else opened and closes; ended by yz_session_leave (NULL is harmless),
 * which does not close it. */
enum yz_status yz_session_over(struct yz_store *store, const struct yz_staff *staff, struct yz_session **out);
void yz_session_leave(struct yz_session *s);

/* Keeps the head of the last day on which something was done, unless that is today: before the first act of a day. */
enum yz_status yz_day_head_keep(struct yz_session *s);
/* `day` gets the first one whose head is another line's by now, "" when all are right. */
enum yz_status yz_day_heads_check(struct yz_session *s, char day[YZ_DATE_TEXT]);

/* From here on this one acts. */
void yz_session_act_as(struct yz_session *s, const struct yz_staff *staff);

/* From here on the file shows what the role and the grids of whoever is signed in let them see (reach.c); again after either
 * may have changed. YZ_BUSY: it could not be set up, and nobody may go on. */
enum yz_status yz_session_reach(struct yz_session *s);
/* Whether a grid's residents are seen. */
bool yz_reach_grid(const struct yz_session *s, int64_t grid);
/* YZ_DENIED where a record would widen what its writer sees: a post, or a building moved, in a grid that is not the own one. */
enum yz_status yz_reach_may_save(struct yz_session *s, const struct yz_kind *k, const void *record);

/* Begins an act of whoever is signed in: yz_act_begin, after seeing that the role may write (an auditor may not). */
enum yz_status yz_session_act(struct yz_session *s, const char *verb);
/* The same for what changes the work of everybody (calendars, items): supervisors and administrators only, where one can sign
 * in. */
enum yz_status yz_session_for_all(struct yz_session *s);
enum yz_status yz_session_act_for_all(struct yz_session *s, const char *verb);

/* Ends it: kept when all went well, else given up. Answers how it ended. */
enum yz_status yz_session_end(struct yz_session *s, enum yz_status status);

void yz_known_items_free(struct yz_session *s);

/* Drops what is kept of the file's content (places, services): after an act that changed places or services. */
void yz_session_forget(struct yz_session *s);

#endif
