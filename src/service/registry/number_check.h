/* What the checks of numbers share: pasted text made plain, and findings with the value they are about. */
#ifndef YZ_REGISTRY_NUMBER_CHECK_H
#define YZ_REGISTRY_NUMBER_CHECK_H

#include <stdbool.h>
#include <stddef.h>
#include <yizhan/identity.h>

enum { YZ_NUMBER_ROOM = 96 };

/* One check of one value. */
struct yz_check {
    struct yz_findings *f; /* may be NULL */
    const char *field, *value;
    bool failed;
};

/* The rule is a printf form, already translated; nothing is formatted when nobody listens. */
void yz_check_error(struct yz_check *c, const char *mend, const char *rule, ...) __attribute__((format(printf, 3, 4)));
void yz_check_warning(struct yz_check *c, const char *mend, const char *rule, ...)
    __attribute__((format(printf, 3, 4)));

/* Full-width ASCII made ASCII, letters large, blanks of all sorts, invisible characters and a leading apostrophe dropped.
 * Cut at a character boundary to fit; answers the length. */
size_t yz_number_clean(const char *text, char *out, size_t room);

/* Characters, not bytes, for people to count. */
size_t yz_number_characters(const char *text);

/* The error about a number that a spreadsheet spoiled (5.3011E+17), or that was masked (530111********123X). True when it was one. */
bool yz_check_spoiled(struct yz_check *c, const char *clean);

bool yz_all_digits(const char *s, size_t n); /* the first n characters are there, and digits */

/* The checks by kind; `clean` has been through yz_number_clean. They fill in what the number tells. */
void yz_check_citizen(struct yz_check *c, const char *clean, yz_date today, struct yz_identity *out);
void yz_check_citizen_15(struct yz_check *c, const char *clean, yz_date today, struct yz_identity *out);
void yz_check_foreigner_old(struct yz_check *c, const char *clean, yz_date today, struct yz_identity *out);
void yz_check_foreigner_new(struct yz_check *c, const char *clean, yz_date today, struct yz_identity *out);

/* Birth date of eight digits, and what is wrong with it; `at` counts the first digit's place from 1. */
void yz_check_birth(struct yz_check *c, int birth, int at, yz_date today, struct yz_identity *out);

/* Warns of a region that is not in the tables; `code` has 2, 4 or 6 digits. */
void yz_check_region(struct yz_check *c, const char *code);

/* Whether ISO 3166-1 knows the country, by three letters or three digits. */
bool yz_nation_known(const char *code);

#endif
