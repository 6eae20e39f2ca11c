/* What a lawful erasure (PIPL art. 47) needs of the store. All of it but the purge within an act of the caller's. */
#ifndef YZ_STORE_ERASE_H
#define YZ_STORE_ERASE_H

#include "store/store.h"

#define YZ_ERASE_VERB "erase-person" /* the act that may take bodies out: verify asks for it */

/* Calls `each` for every record whose texts hold `text`, until it answers another status than YZ_OK; it must not write. */
enum yz_status yz_holding(struct yz_store *s, const char *text,
                          enum yz_status (*each)(void *ctx, const struct yz_kind *k, int64_t id), void *ctx);

/* Takes the bodies out of the lines of a record that are older than its newest one; the hashes stay, so the chain does. Adds
 * to `*lines` how many. */
enum yz_status yz_forget_record(struct yz_store *s, const struct yz_kind *k, int64_t id, int64_t *lines);

/* The same of every line whose body holds `text` and that `may` agrees to: notes (NULL kind), and lines that are not the
 * newest of their record. */
enum yz_status yz_forget_text(struct yz_store *s, const char *text,
                              bool (*may)(void *ctx, const struct yz_kind *k, int64_t id), void *ctx, int64_t *lines);

/* Takes the body out of one line: it was erased in this station's journal before the file was put back from an older copy. */
enum yz_status yz_forget_line(struct yz_store *s, int64_t seq);

/* Drafts that hold `text`. */
enum yz_status yz_forget_drafts(struct yz_store *s, const char *text, int64_t *drafts);

/* Within an act: what was erased still lies in pages that nobody uses, until the purge. */
enum yz_status yz_purge_owe(struct yz_store *s);
bool yz_purge_owed(struct yz_store *s);
/* Writes the file anew and empties its WAL, so that no byte of what was erased is left in either. Outside of an act. YZ_BUSY
 * while another terminal is reading or the disk is full: then it stays owed, and doctor says so. */
enum yz_status yz_purge(struct yz_store *s);

#endif
