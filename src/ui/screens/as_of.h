/* What was on a past day: asked for by Ctrl-Y, carried in the target's day, and read-only. Part of the cards of people,
 * households and buildings, of the tree of the net and of the lists behind its numbers and behind key groups. */
#ifndef YZ_UI_SCREENS_AS_OF_H
#define YZ_UI_SCREENS_AS_OF_H

#include "ui/ui.h"

/* A card on a day; 0 = now. */
struct yz_target yz_as_of_target(const char *screen, enum yz_kind_id kind, int64_t id, yz_date day);

/* Ctrl-Y: asks for the day, in the screen's own `answered`, which hands the answer to yz_as_of_go. */
void yz_as_of_ask(struct yz_ui *ui, yz_ui_answered *answered);
/* Opens `present` (the screen on top, as it is shown) on the day of the answer; 今天 leads back to now. */
void yz_as_of_go(struct yz_ui *ui, const struct yz_target *present, const char *answer);

/* True when the past is shown and a request would change something: says so. Where digits only look, ask before. */
bool yz_as_of_refuses(struct yz_ui *ui, yz_date day, const struct yz_input *in);
/* Adds "  截至 2026-06-30" to a headline. */
void yz_as_of_headline(yz_date day, char *out, size_t room);

#endif
