/* What the files of 政策找人 share. */
#ifndef YZ_SERVICE_POLICY_PRIVATE_H
#define YZ_SERVICE_POLICY_PRIVATE_H

#include <yizhan/policies.h>

/* "60 years - 30 days", also 年 月 天. False when it is written otherwise. */
bool yz_period_parse(const char *text, struct yz_period *out);

/* A reason as it is written: its braces name what there is. `wrong` (64 bytes) gets the first that does not. */
bool yz_reason_check(const char *reason, char wrong[64]);

/* The days of a hit that are counted from `date`. */
void yz_policy_days(const struct yz_policy *p, yz_date date, yz_date *from, yz_date *to, yz_date *not_before,
                    yz_date *by);

#endif
