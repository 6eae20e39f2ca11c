/* Shared by the files of trust. */
#ifndef YZ_TRUST_PRIVATE_H
#define YZ_TRUST_PRIVATE_H

#include <stdbool.h>
#include <stdint.h>

#include <yizhan/station.h>
#include <yizhan/status.h>

struct yz_session;

/* Whether whoever signed in may go on: the account is not disabled, its password not set since. `out` (may be NULL) gets the
 * record as it is. */
enum yz_status yz_account_stands(struct yz_session *s, struct yz_staff *out);

/* Whether somebody in service other than `but` manages accounts and can sign in. */
bool yz_another_manager(struct yz_session *s, int64_t but);

#endif
