/* The one line: people, households, buildings, addresses, phones, ID numbers, services, cases, screens, certificates that
 * are not issued here, needs and what is offered, by characters, pinyin, initials or any mixture, full-width or not. Each hit says why. */
#ifndef YIZHAN_FIND_H
#define YIZHAN_FIND_H

#include "kind.h"

struct yz_session;

enum yz_hit_kind {
    YZ_HIT_PERSON,
    YZ_HIT_HOUSEHOLD,
    YZ_HIT_BUILDING,
    YZ_HIT_CASE,
    YZ_HIT_SERVICE,
    YZ_HIT_SCREEN,
    YZ_HIT_CERTIFICATE,
    YZ_HIT_NEED,     /* secret ones only for who may read them */
    YZ_HIT_RESOURCE, /* what departments and others offer */
    YZ_HIT_DWELLING  /* doors, whether anybody lives there or not: only when asked for */
};

struct yz_hit {
    enum yz_hit_kind kind;
    int64_t id;     /* of the record; screens: 0 */
    char key[48];   /* services, certificates: the key; screens: the name */
    char title[96]; /* masked unless revealed */
    char subtitle[160];
    char why[96]; /* translated: 姓名拼音首字母, 手机号片段 … */
    int rank;     /* lower is better: exact, prefix, inner; then household heads, then most recently served */
};

/* A screen that can be named in the one line; the terminal interface gives its table once. */
struct yz_find_screen {
    const char *name, *label; /* label: N_("…") */
};
void yz_find_screens(const struct yz_find_screen *list, size_t count);

#define YZ_HITS(kind) (1u << (kind))

/* Best first, at most `max`; `kinds` = bits of YZ_HITS, 0 = all but dwellings. An empty query finds nothing. Masked always: a person's
 * name shows as 张*丰 with address and age, unless the query itself is the whole number of that one person. */
enum yz_status yz_search(struct yz_session *s, const char *query, unsigned kinds, struct yz_hit *out, size_t max,
                         size_t *count);

const char *yz_hit_kind_name(enum yz_hit_kind kind); /* "person" … as in JSON */

#endif
