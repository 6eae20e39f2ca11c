/* What a district sends to its stations: calendars, catalogue items. Each is taken once, in the order of its numbers, as an act of
 * the program (staff 0), whoever is at work: the authority is the district's. The number stands in the journal with the act
 * (a note of kind "district"), so it goes where the journal goes, also back from a backup. */
#ifndef YIZHAN_SENT_H
#define YIZHAN_SENT_H

#include <stddef.h>
#include <stdint.h>

#include "findings.h"
#include "status.h"

struct yz_session;

struct yz_sent {
    int64_t n;
    const char *kind;          /* "calendar", "service" */
    const char *name, *source; /* of the file; where it comes from, "" = its name says it */
    const char *bytes;         /* the file as the command `calendar load` or `service load` takes it */
    size_t size;
};

/* The newest number that was taken; 0 = none. */
int64_t yz_sent_last(struct yz_session *s);

/* Takes one: the act, with its note. YZ_REFUSED when this program cannot use it: a kind or a content that it does not know. */
enum yz_status yz_sent_take(struct yz_session *s, const struct yz_sent *m, struct yz_findings *f);

/* Before sending: whether such a file could be taken. YZ_USAGE: there is no such kind. */
enum yz_status yz_sent_check(const char *kind, const char *path, struct yz_findings *f);

#endif
