/* Erasing a person on a lawful request (PIPL art. 47): out of the rows, the journal's bodies, the search keys, the drafts
 * and the file's unused bytes. The chain of the journal stays whole, since it is made of hashes.
 *
 * The person stays as an empty record, so that what must be kept (data/trust/erasure.conf says which and why) still leads
 * somewhere. Nothing brings the rest back: undo, as-of views and unmerging say so. */
#ifndef YIZHAN_ERASE_H
#define YIZHAN_ERASE_H

#include <stdbool.h>
#include <stddef.h>

#include "kind.h"
#include "status.h"

struct yz_session;

enum yz_erasing {
    YZ_ERASE_DROP,  /* the record is gone */
    YZ_ERASE_BLANK, /* it stays, its fields about the person are empty */
    YZ_ERASE_COVER, /* name, numbers and phones in its texts are covered */
    YZ_ERASE_KEEP   /* it holds a name or phone that somebody else has too: people must look */
};

struct yz_erased { /* one record of what was found */
    enum yz_erasing how;
    enum yz_kind_id kind;
    int64_t id;
    char why[192]; /* of what is kept: by which law; "" = nothing is */
};

struct yz_erasure { /* zero-initialise; release with yz_erasure_free */
    struct yz_erased *all;
    size_t count, room;
    int64_t act;           /* 0: a trial */
    int64_t lines, drafts; /* journal lines whose bodies went; drafts */
    bool purged;           /* no byte is left in the file and its WAL; false: `doctor --repair` will do it */
};

/* Erases a person: `who` asked for it ("本人", "监护人" …), and `why`; both go into the journal, so neither may hold what is
 * to be erased. `trial`: nothing is done, `out` says what would be. YZ_DENIED without the right; YZ_REFUSED without who or
 * why, when it was done before, while something about the person is open (the message names it), or when the person heads
 * a household of others. */
enum yz_status yz_person_erase(struct yz_session *s, int64_t person, const char *who, const char *why, bool trial,
                               struct yz_erasure *out);
void yz_erasure_free(struct yz_erasure *e);

const char *yz_erasing_name(enum yz_erasing how); /* in the language in force */

#endif
