/* Children, and their guardians' consent: PIPL art. 28 and 31. The age is data (data/trust/children.conf). */
#ifndef YIZHAN_CONSENT_H
#define YIZHAN_CONSENT_H

#include <stdbool.h>

#include "findings.h"
#include "registry.h"
#include "status.h"

/* Reads the file, once. YZ_REFUSED with file, line and rule when it is wrong: then no session opens. */
enum yz_status yz_children_ready(void);

/* Below how many years of age somebody is a child of this law, and since which day it holds. */
int yz_child_age(void);
yz_date yz_child_since(void);

/* Whether that is known of somebody who is alive, today. */
bool yz_is_child(const struct yz_person *p);

/* "是", "同意", "yes" and the like become the guardian's name, where one is known; what else was written stays. */
void yz_consent_named(struct yz_person *p, const char *guardian);

/* Whoever is registered anew as a child, or of whom it becomes known, needs `consent`: who gave it, and how. `before` is the
 * record as it was, NULL of somebody new. False with an error about "consent" in `f`. A consent without its day gets today. */
bool yz_consent_check(const struct yz_person *before, struct yz_person *p, struct yz_findings *f);

#endif
