/* 用印登记: the register of the community's seal. A use is written once; a slip is taken back by undo. */
#ifndef YIZHAN_SEALS_H
#define YIZHAN_SEALS_H

#include "counter.h"
#include "findings.h"
#include "status.h"

struct yz_session;

/* What a new use begins with: now, the station and member of staff signed in, one copy. */
void yz_seal_begin(struct yz_session *s, struct yz_seal *u);

/* Sets a field as people type it: people of the station by name, login or REF; the applicant and the case by REF (the
 * applicant's name, phone and address then come from the registry where they are empty). Adds findings; false on error. */
bool yz_seal_set(struct yz_session *s, struct yz_seal *u, const char *field, const char *text, struct yz_findings *f);

/* Checks, adding every finding: a document that the community must not issue (certificates.h) is an error, with why and
 * where to go, unless a supervisor gives a reason (`override`, else NULL or ""). Then gives it the next number of its year
 * ("用印2026-0012", without gaps) and writes it as one act. */
enum yz_status yz_seal_add(struct yz_session *s, struct yz_seal *u, const char *override, struct yz_findings *f);

/* "用印2026-0012", "2026-0012" or a REF. YZ_REFUSED when there is none. */
enum yz_status yz_seal_by_number(struct yz_session *s, const char *typed, struct yz_seal *out);

struct yz_seal_filter {   /* zero-initialise */
    yz_moment from, till; /* from <= at < till; 0 = open */
    char text[96];        /* stands in matter, document, applicant, phone or number; "" = any */
};
/* By time: the newest first (direction +1), beginning after the record `after` (NULL = from the start); -1: the ones
 * before it, nearest first. At most `max`. */
enum yz_status yz_seal_page(struct yz_session *s, const struct yz_seal_filter *filter, const struct yz_seal *after,
                            int direction, struct yz_seal *out, size_t max, size_t *count);

/* The first and the last moment of a month, for the filter: "2026-11", or the month of a day. False when it is no month. */
bool yz_seal_month(const char *text, struct yz_seal_filter *filter);

#endif
