/* Labelled duplicates for a station file: people written a second time with the faults that registers have, and twins and
 * namesakes, who are not. The same seed gives the same. */
#ifndef TESTS_SUPPORT_DOUBLES_H
#define TESTS_SUPPORT_DOUBLES_H

#include "store/store.h"

#include <yizhan/duplicates.h>

enum double_sort {
    DOUBLE_TRANSPOSED, /* two digits of the number changed about */
    DOUBLE_DIGIT,      /* one digit wrong */
    DOUBLE_HOMOPHONE,  /* a character of the given name by another of the same sound */
    DOUBLE_NO_NUMBER,  /* the second time without a number */
    DOUBLE_OLD_NUMBER, /* the second time with the 15 digits of before 1999 */
    DOUBLE_WORST,      /* no number and a homophone */
    DOUBLE_TWIN,       /* not the same: born on one day of one mother */
    DOUBLE_NAMESAKE,   /* not the same either: of one name and birth date, with a number of their own, elsewhere */
    DOUBLE_SORTS
};
extern const char *const double_sort_names[DOUBLE_SORTS];

struct double_pair {
    int64_t a, b; /* a < b */
    enum double_sort sort;
};

struct doubles {
    struct double_pair *all;
    size_t count;
};

/* Adds, as one act, a double for each 20th person and a twin and a namesake for each 100th. False (said on stderr) when it failed. */
bool doubles_make(struct yz_store *s, unsigned seed, struct doubles *out);
void doubles_free(struct doubles *d);

struct doubles_found {
    size_t wanted, right, wrong; /* pairs of one person; of them found; others found */
    size_t of[DOUBLE_SORTS], found[DOUBLE_SORTS];
};
/* Counts what a scan found. */
void doubles_judge(const struct doubles *d, const struct yz_pair *pairs, size_t count, struct doubles_found *out);

#endif
