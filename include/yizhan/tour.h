/* 导览: a walk through the program on a demonstration file, step by step; data (data/tour/first.tour). */
#ifndef YIZHAN_TOUR_H
#define YIZHAN_TOUR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "status.h"

struct yz_session;

enum yz_tour_until {
    YZ_TOUR_ENTER,  /* Enter is pressed */
    YZ_TOUR_SCREEN, /* that screen is on top */
    YZ_TOUR_FORM,   /* its form has fields */
    YZ_TOUR_FIELD,  /* the cursor is in that field */
    YZ_TOUR_ACT,    /* an act of that verb was done */
    YZ_TOUR_END     /* nothing: it is the last */
};

struct yz_tour_step {
    char key[32], say[512], say_en[512];
    enum yz_tour_until until;
    char what[48]; /* screen, field, verb */
};

/* Where a walk begins: a door as one types it, and a mother behind it by her initials ("wxm"). */
struct yz_tour_start {
    char door[96], mother[16];
};

/* All steps in order; NULL with a message when the file is wrong. */
const struct yz_tour_step *yz_tour_steps(size_t *count);
/* What a step says, in the language in force, with {door} or {mother} put in. Answers `out`. */
char *yz_tour_text(const struct yz_tour_step *step, const struct yz_tour_start *from, char *out, size_t room);

/* Whether one may walk here, and where to begin: at a household with a woman who may have a child. YZ_REFUSED, with the mend, where
 * the people are real: what is done on the way is saved. */
enum yz_status yz_tour_begin(struct yz_session *s, struct yz_tour_start *start);

/* The newest line of the journal, and whether whoever is signed in did such an act since. */
int64_t yz_tour_now(struct yz_session *s);
bool yz_tour_done(struct yz_session *s, const char *verb, int64_t since);

#endif
