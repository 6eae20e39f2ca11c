/* A record as it was on a past day: asked for by Ctrl-Y on its card, carried in the target's key, and read-only. Part of the
 * cards of people, households and buildings. */
#ifndef YZ_UI_SCREENS_AS_OF_H
#define YZ_UI_SCREENS_AS_OF_H

#include "ui/ui.h"

/* The day of a card's target; 0 = now. */
yz_date yz_as_of_day(const struct yz_target *target);
/* A card on a day. */
struct yz_target yz_as_of_target(const char *screen, enum yz_kind_id kind, int64_t id, yz_date day);

/* Ctrl-Y: asks for the day, in the card's own `answered`, which hands the answer to yz_as_of_go. */
void yz_as_of_ask(struct yz_ui *ui, yz_ui_answered *answered);
/* Opens `card` (the one on top) on the day of the answer; 今天 leads back. */
void yz_as_of_go(struct yz_ui *ui, const struct yz_target *card, const char *answer);

/* True when the past is shown and a request would change something: says so. */
bool yz_as_of_refuses(struct yz_ui *ui, yz_date day, const struct yz_input *in);
/* Adds "  截至 2026-06-30" to a headline. */
void yz_as_of_headline(yz_date day, char *out, size_t room);

#endif
