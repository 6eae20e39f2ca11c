/* Accounts: who signs in and how (GB/T 22239-2019, level 2, 7.1.4.1 identification). One account a person.
 *
 * An account bound to a user of the operating system needs no password: the system has asked for one. Every other signs in
 * by name and password, kept as argon2id (libsodium). All this keeps people apart who use the program; it keeps nobody out
 * who can read the file by other means: against those help the file's mode (0600) and an encrypted disk (docs/security.md). */
#ifndef YIZHAN_ACCOUNTS_H
#define YIZHAN_ACCOUNTS_H

#include "date.h"
#include "findings.h"
#include "station.h"
#include "status.h"

struct yz_session;

struct yz_account_rules {           /* data/trust/accounts.conf */
    int64_t length, classes;        /* of a password: characters; of capitals, small letters, digits, others */
    int64_t failures, lock_seconds; /* wrong passwords in a row, and how long nobody gets in then */
    int64_t idle_seconds;           /* without a key, until the screen locks */
};
/* NULL with a message when the file is wrong. */
const struct yz_account_rules *yz_account_rules(void);

/* What the rule says against a password; true when nothing. `login` and `name` must not be in it. */
bool yz_password_check(const char *password, const char *login, const char *name, struct yz_findings *f);

/* Whether a member of staff may sign in today: not disabled, last day not past. (The first day is not asked: a clock that
 * went back must lock nobody out.) */
bool yz_account_open(const struct yz_staff *staff);
/* Whether it has a password; false when that cannot be read. */
bool yz_account_has_password(struct yz_session *s, int64_t staff);

/* Opens the file with nobody signed in: nothing is allowed until yz_sign_in. */
enum yz_status yz_session_open_closed(const char *path, struct yz_session **out);

/* Signs in by login or name and password, and notes it in the journal, as every wrong try. YZ_DENIED: wrong (one message,
 * and the same time, whether name or password was), or locked (until when; names that are nobody's lock as well). A read-only
 * file cannot note it: YZ_BUSY. */
enum yz_status yz_sign_in(struct yz_session *s, const char *name, const char *password);
/* Notes that somebody whom the operating system knows opened the terminal interface ("sign-in"), or left it ("sign-out"). */
enum yz_status yz_sign_note(struct yz_session *s, const char *verb);
/* The password of whoever is signed in, after a locked screen; counted like yz_sign_in. YZ_OK without one for an account without. */
enum yz_status yz_unlock(struct yz_session *s, const char *password);

/* YZ_OK while whoever signed in may go on; YZ_DENIED when the account was disabled or its password changed elsewhere since.
 * Takes over a role or station that changed. */
enum yz_status yz_session_still(struct yz_session *s);

/* Sets a password as an act ("passwd"). The own one needs the present one (`now`), if there is one; another's needs the
 * right to manage accounts. "" takes the password away: only where the account is bound to a system user.
 * YZ_REFUSED with findings, YZ_DENIED. */
enum yz_status yz_password_set(struct yz_session *s, int64_t staff, const char *now, const char *fresh,
                               struct yz_findings *f);

/* Checks and saves a member of staff, new ("add-staff") or changed ("edit-staff"). YZ_DENIED without the right;
 * YZ_REFUSED with findings: a login twice, no role, the last one who manages accounts losing that role. */
enum yz_status yz_staff_save(struct yz_session *s, struct yz_staff *staff, struct yz_findings *f);

struct yz_handing_over { /* what yz_staff_disable hands to the heir */
    int64_t cases, resolutions, drafts;
};
/* What it would hand over. */
enum yz_status yz_staff_open_work(struct yz_session *s, int64_t id, struct yz_handing_over *out);
/* Stops an account at once ("disable-staff"): never deleted, signs in no more, and what it had open goes to `heir` (0: only when
 * there is nothing open) in the same act. YZ_REFUSED: the last one who manages accounts, oneself, an heir elsewhere or out
 * of service. */
enum yz_status yz_staff_disable(struct yz_session *s, int64_t id, int64_t heir, struct yz_handing_over *out);
/* In service again ("enable-staff"). */
enum yz_status yz_staff_enable(struct yz_session *s, int64_t id);

#endif
