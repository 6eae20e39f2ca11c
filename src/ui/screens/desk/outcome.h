/* What follows from a form so far, and how its conditions stand, painted beside it. */
#ifndef YZ_UI_SCREENS_OUTCOME_H
#define YZ_UI_SCREENS_OUTCOME_H

#include "ui/paint.h"

#include <yizhan/intake.h>

void yz_outcome_paint(const struct yz_outcome *o, const struct yz_intake *in, struct yz_rect area);

#endif
