/* Who may do what: a table of rights and roles, as data (data/trust/rights.conf; GB/T 22239-2019, level 2, 7.1.4.2 access
 * control: the least that the work needs). The one place that knows of roles; everything else asks for a right. */
#ifndef YIZHAN_RIGHTS_H
#define YIZHAN_RIGHTS_H

#include <stdbool.h>
#include <stdint.h>

#include "station.h"
#include "status.h"

struct yz_session;

enum yz_right {                        /* a section of the file each */
                YZ_RIGHT_WRITE,        /* any act */
                YZ_RIGHT_REVEAL,       /* one record unmasked, with a reason (reveal.h) */
                YZ_RIGHT_REVEAL_GROUP, /* and of which sensitive group somebody is */
                YZ_RIGHT_EVERYWHERE,   /* residents of every grid; without it of the own grids (service/reach.c) */
                YZ_RIGHT_ORDINARY,     /* those above are no more than recording things */
                YZ_RIGHT_REVEAL_CHILD = YZ_RIGHT_ORDINARY, /* and of those under 14 */
                YZ_RIGHT_EXPORT_REVEALED,                  /* exports and reports unmasked */
                YZ_RIGHT_BACKUP,       /* the whole file to a place, or under a key, of one's own choice */
                YZ_RIGHT_AUDIT,        /* every line of the journal; who looked, of everybody */
                YZ_RIGHT_RESTRICTED,   /* kinds that are closed to most (service/restricted.h) */
                YZ_RIGHT_SECRET,       /* secret cases and needs that others handle */
                YZ_RIGHT_RULES,        /* calendars, items, questionnaires */
                YZ_RIGHT_EXCEPTION,    /* the seal on a paper that is no longer issued */
                YZ_RIGHT_STAFF_IMPORT, /* staff from a ledger, as clerks and grid workers */
                YZ_RIGHT_STAFF,        /* accounts, roles, bindings */
                YZ_RIGHT_ERASE,        /* lawful erasure of a person */
                YZ_RIGHT_COUNT
};

/* Reads the table, once. YZ_REFUSED with file, line and rule when it is wrong: then no session opens, and nobody has a right. */
enum yz_status yz_rights_ready(void);

/* Whether a role has a right everywhere; whether somebody has it at that station. */
bool yz_role_may(int32_t role, enum yz_right right);
bool yz_staff_may_at(const struct yz_staff *staff, enum yz_right right, int64_t station);

/* Whether a role may more than record things. */
bool yz_role_above(int32_t role);

/* The same of whoever is signed in. */
bool yz_may(const struct yz_session *s, enum yz_right right);
bool yz_may_at(const struct yz_session *s, enum yz_right right, int64_t station);

/* YZ_OK, or YZ_DENIED with who lacks which right and which roles have it. */
enum yz_status yz_must(const struct yz_session *s, enum yz_right right);

/* The right's name in the language in force ("办理和登记") and its key ("write"). */
const char *yz_right_name(enum yz_right right);
const char *yz_right_key(enum yz_right right);

#endif
