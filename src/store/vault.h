/* The encrypted form of a backup: a head in clear, sealed against change, then the station file in sealed chunks
 * (docs/backup.md has the bytes). */
#ifndef YZ_STORE_VAULT_H
#define YZ_STORE_VAULT_H

#include <yizhan/backup.h>

enum { YZ_MASTER = 32, YZ_VAULT_HEAD = 304, YZ_VAULT_CHUNK = 65536 };

/* Whether it begins as one. A file that is not there is none; YZ_BUSY: it cannot be read now, so nothing is known. */
enum yz_status yz_vault_is(const char *path, bool *is);

/* The head alone: is it ours, whole, and is the file as long as it says. */
enum yz_status yz_vault_look(const char *path, struct yz_backup_facts *out);

/* A new key for one backup, which `key` opens. Writes `from` into `to`, an empty file there is; not synced. `facts` without
 * its form, size and head. The caller wipes `master`. */
enum yz_status yz_vault_write(const char *from, const char *to, struct yz_backup_facts *facts,
                              const struct yz_backup_key *key, unsigned char master[YZ_MASTER]);

/* The key of a backup; YZ_DENIED when `key` does not open it, YZ_USAGE when it is of the wrong sort. */
enum yz_status yz_vault_open(const char *path, const struct yz_backup_key *key, unsigned char master[YZ_MASTER]);

/* Into `to`, an empty file there is. YZ_FOREIGN: altered, cut short, or longer than it was. */
enum yz_status yz_vault_read(const char *path, const unsigned char master[YZ_MASTER], const char *to);

/* Keys in files (vault_key.c). */
enum yz_status yz_vault_public(const char *path, unsigned char out[32]);
enum yz_status yz_vault_secret(const char *path, unsigned char out[32]);

#endif
