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

/* A warning when something like a new need is there already. */
void yz_need_warn_near(struct yz_session *s, const struct yz_need *n, struct yz_findings *f);
/* Nothing of whom and what it is about. */
void yz_need_blank(struct yz_need *n);

/* Whatever forbids a provider. */
enum yz_status yz_provider_check(struct yz_session *s, const struct yz_provider *p, struct yz_findings *f);
/* By code, else by the whole name as names are compared; 0 = none. */
enum yz_status yz_provider_called(struct yz_session *s, const char *name, const char *uscc, int64_t *id);
/* Fills in what goes without saying of a service or resource, and checks all but what its kind checks. */
void yz_offer_complete(struct yz_session *s, struct yz_offer *o, struct yz_findings *f);

/* A text typed anywhere in a column: "%text%" for LIKE … ESCAPE '\'. `out` of 256 bytes; answers it. */
char *yz_like(const char *text, char out[256]);

#endif
