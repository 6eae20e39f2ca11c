/* What REFs without a station mean. */
#ifndef YZ_SERVICE_REFS_H
#define YZ_SERVICE_REFS_H

#define YZ_FIRST_EPOCH 1 /* left out of REFs: p:7.123; later epochs are told: p:7.2.123 */

#include <stddef.h>
#include <yizhan/kind.h>

/* What stands before the colon: the kind's letter, or its name when it has none. Answers `out`. */
char *yz_ref_prefix(const struct yz_kind *k, char out[16]);
/* The kind that a text begins with ("p:", "visit:", "person:"), and how long that beginning is; 0 when there is none. */
size_t yz_ref_kind(const char *text, enum yz_kind_id *kind);

/* The station whose ids "p:123" means; set when a session opens. */
void yz_ref_own(int station);

#endif
