/* Setting up: an empty station file for a real community, and going on after a loss. */
#ifndef YIZHAN_SETUP_H
#define YIZHAN_SETUP_H

#include <stdint.h>

#include "date.h"
#include "findings.h"
#include "status.h"

struct yz_buffer;
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

/* The whole file of a description as UTF-8 text, at most 16 MiB; free it. YZ_REFUSED with the reason when it cannot be read. */
enum yz_status yz_setup_read(const char *path, char **text);

/* Whether such a text is one JSON object; YZ_REFUSED names the line where it is not. What it says is yz_init_station's to judge. */
enum yz_status yz_setup_syntax(const char *text);

/* --- a description from what people type (the first-run screen) --- */

/* Fields "grid1" … "grid24", "building1" … and "post1" … are a line each:
 *   grid      [number] name [area] [party branch]             1 第一网格 东片
 *   building  compound numbers [grid] [N单元] [N层] [N户]     甲小区 1-6 第一网格 2单元 18层 4户
 *   post      name [compound] [hours]                         东门驿站 甲小区 09:00-12:00,13:30-20:00
 * beside name, street, region, address_prefix of the community, areas ("东片、西片"), and station, address, phone, hours, weekend,
 * evening of the main station. */
enum { YZ_SETUP_GRIDS = 24, YZ_SETUP_BUILDINGS = 48, YZ_SETUP_POSTS = 8 };
typedef const char *yz_setup_answer(void *ctx, const char *field); /* what is typed there; "" = nothing */

/* Puts the description together into `json`. Adds a finding, with the mend, for every fault, named by its field; true when there is
 * none that forbids it. */
bool yz_setup_compose(yz_setup_answer *answer, void *ctx, struct yz_buffer *json, struct yz_findings *f);

/* What was typed so far, beside the station file to be (PATH.setup, for its owner alone): kept, read again (free `text`; false: there
 * is nothing), and dropped once the file is made. */
enum yz_status yz_setup_keep(const char *path, const char *text);
bool yz_setup_kept(const char *path, char **text, yz_moment *at);
void yz_setup_forget(const char *path);

/* After a file was put back by hand from an older copy, or its newest work was lost, opening answers YZ_FOREIGN. This
 * accepts the loss: from then on the file counts as it is. */
enum yz_status yz_accept_loss(const char *path);

/* From now on the operating-system user works as this member of staff; "" unbinds. YZ_DENIED unless an administrator is
 * signed in; YZ_REFUSED when somebody else in service is bound to that user, or the last administrator who can sign in
 * would not be any more. */
enum yz_status yz_staff_bind(struct yz_session *s, int64_t id, const char *user);

/* That it is done, and what is to be known of it: a user whom this machine does not know may be a slip, or of the machine to come. */
char *yz_staff_bound_text(const char *name, const char *user, char *out, size_t room);

#endif
