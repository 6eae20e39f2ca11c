/* A small station file with one family, for tests of the desk. */
#ifndef TESTS_SUPPORT_DESK_H
#define TESTS_SUPPORT_DESK_H

#include <yizhan/cases.h>
#include <yizhan/intake.h>
#include <yizhan/registry.h>
#include <yizhan/session.h>

struct desk {
    char folder[64], path[96];
    struct yz_store *store;
    struct yz_session *session;
    struct yz_station station;
    struct yz_staff clerk;
    int64_t dwelling, family, tenants; /* households */
    /* the family: grandfather (head), grandmother, son, his wife, their first child; and a tenant */
    int64_t grandfather, grandmother, father, mother, sister, tenant;
};

/* The clock stands at "2026-11-23 19:30"; who signs in is a clerk at a post station open to 20:00. */
void desk_make(struct desk *d);
void desk_drop(struct desk *d);

/* Whether a finding about `field` says `words`. */
bool desk_said(const struct yz_findings *f, const char *field, const char *words);

/* A form begun for the family and filled in as a baby girl of `birth` and the mother; papers all seen. */
struct yz_intake *desk_baby(struct desk *d, const char *birth, const char *certificate);

#endif
