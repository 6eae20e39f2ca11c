/* People who may be one: a score of two people with its reasons, those like somebody who is being typed, and a scan of
 * everybody. Weights are data (data/duplicates/person.conf). A score never blocks anything. */
#ifndef YIZHAN_DUPLICATES_H
#define YIZHAN_DUPLICATES_H

#include "living.h"
#include "registry.h"

enum yz_likely { YZ_UNLIKELY, YZ_POSSIBLE, YZ_LIKELY };

struct yz_likeness {
    int score; /* 0 … 100: the points of what was found, added up */
    enum yz_likely level;
    uint32_t found; /* bits of what was found (likeness.h) */
};

/* What was found, "、" between, what speaks against it last: "姓名相同、证件号有两位颠倒". Translated. Answers `out`. */
char *yz_likeness_text(const struct yz_likeness *l, char *out, size_t room);
const char *yz_likely_text(enum yz_likely level); /* "很可能" */

/* Two people of the file. YZ_REFUSED when one is gone. */
enum yz_status yz_person_likeness(struct yz_session *s, int64_t a, int64_t b, struct yz_likeness *out);

/* Those in the file who may be the person `p` (its id: not to be found; 0 = being typed) who lives, or will, behind the
 * door `dwelling` (0: not known): the likeliest first, at most `max`. Noted as not the same: not found. A few ms. */
enum yz_status yz_person_duplicates(struct yz_session *s, const struct yz_person *p, int64_t dwelling,
                                    struct yz_twin *out, size_t max, size_t *count);

/* Warns, under `field`, of up to three of them: of a person who is about to be new, and of each newcomer of a move (living.h). */
enum yz_status yz_person_warn(struct yz_session *s, const struct yz_person *p, int64_t dwelling, const char *field,
                              struct yz_findings *f);
enum yz_status yz_move_warn(struct yz_session *s, const struct yz_move *m, struct yz_findings *f);

struct yz_pair {
    int64_t a, b;
    struct yz_likeness likeness;
};
/* All pairs of the file that may be one person, the likeliest first; those noted as not the same are left out. free(*out). */
enum yz_status yz_duplicate_scan(struct yz_session *s, struct yz_pair **out, size_t *count);

#endif
