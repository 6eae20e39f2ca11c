/* What the rooms of the lists share. */
#ifndef YZ_SERVICE_LISTS_PRIVATE_H
#define YZ_SERVICE_LISTS_PRIVATE_H

#include <yizhan/lists.h>

/* Fills in a need's household, building, grid and place from whoever it is of; state, time and staff of a new one. */
enum yz_status yz_need_place(struct yz_session *s, struct yz_need *n);
/* Text made clean, then every rule of a need. */
void yz_need_check(struct yz_need *n, struct yz_findings *f);

/* Of a secret need that is hidden: nothing but id, grid, field, urgency, state and times. */
void yz_need_veil(const struct yz_session *s, struct yz_need *n);
bool yz_need_is_hidden(struct yz_session *s, int64_t id); /* yz_need_hidden of the need as it is now */
void yz_need_veil_past(struct yz_session *s, struct yz_need *n);

/* A text typed anywhere in a column: "%text%" for LIKE … ESCAPE '\'. `out` of 256 bytes; answers it. */
char *yz_like(const char *text, char out[256]);

#endif
