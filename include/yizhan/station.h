/* Stations, walking minutes and staff. */
#ifndef YIZHAN_STATION_H
#define YIZHAN_STATION_H

#include "date.h"
#include "kind.h"

struct yz_station { /* 驿站 */
    int64_t id, version;
    int64_t community, compound;
    char name[96], address[160], phone[24];
    int32_t kind;     /* station_kind: main, post */
    char hours[96];   /* spans of a working day: "09:00-12:00,13:30-20:00" */
    char weekend[96]; /* spans of other days; "" = closed */
    char evening[8];  /* the extended hours begin: "17:30" */
    bool invented;
};

struct yz_walk { /* minutes on foot from a compound to a station */
    int64_t id, version;
    int64_t compound, station;
    int64_t minutes;
    char source[96];
};

struct yz_staff {
    int64_t id, version;
    char name[96], login[48];
    int64_t station, grid;
    int32_t role; /* staff_role: clerk, grid-worker, supervisor, admin, auditor */
    char phone[24], os_user[48], title[64];
    bool party_member, invented;
    yz_date since, until;
    bool disabled; /* signs in no more, from this moment on */
};

struct yz_session;

/* All stations (main ones first) and all staff. `*count` gets how many were written to `out`. */
enum yz_status yz_stations(struct yz_session *s, struct yz_station *out, size_t max, size_t *count);
enum yz_status yz_staff_list(struct yz_session *s, struct yz_staff *out, size_t max, size_t *count);

extern const struct yz_kind yz_station_kind, yz_walk_kind, yz_staff_kind;

#endif
