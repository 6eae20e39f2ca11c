/* Setting up: an empty station file for a real community, and going on after a loss. */
#ifndef YIZHAN_SETUP_H
#define YIZHAN_SETUP_H

#include <stdint.h>

#include "status.h"

struct yz_session;

struct yz_setup {
    const char *community; /* the community as JSON (docs/community.md) */
    const char *station;   /* the station this file is for: one of the JSON's, or a new main station */
    int number;            /* of the station in its district (1 … 65535), in every id it gives; 0 = 1 */
    const char *admin;     /* name of the creator; NULL or "" = the system's name for them */
};

/* Writes a new station file at `path`: community, areas, grids, compounds, buildings, dwellings, stations, walks, the
 * services that come with the program, and the operating-system user bound as administrator at the station. Never
 * overwrites (YZ_REFUSED). Every fault of the JSON is YZ_REFUSED with a message that names its place
 * ("compounds[2].buildings[0].number"). */
enum yz_status yz_init_station(const char *path, const struct yz_setup *want);

/* After a file was put back by hand from an older copy, or its newest work was lost, opening answers YZ_FOREIGN. This
 * accepts the loss: from then on the file counts as it is. */
enum yz_status yz_accept_loss(const char *path);

/* From now on the operating-system user works as this member of staff; "" unbinds. YZ_DENIED unless an administrator is
 * signed in; YZ_REFUSED when somebody else in service is bound to that user, or the last administrator who can sign in
 * would not be any more. */
enum yz_status yz_staff_bind(struct yz_session *s, int64_t id, const char *user);

#endif
