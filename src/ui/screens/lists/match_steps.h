/* The steps of a match by keys, for the screens that show some: 1 … 6, and Ctrl-G for the one that leads on. The state of such
 * a screen begins with struct yz_match_steps. */
#ifndef YZ_UI_SCREENS_MATCH_STEPS_H
#define YZ_UI_SCREENS_MATCH_STEPS_H

#include "ui/ui.h"

#include <yizhan/loop.h>

struct yz_match_steps {    /* zero-initialise */
    struct yz_match match; /* the one that is meant: set it before input */
    enum yz_match_step asked;
    bool choosing; /* the reason of declining is asked for */
};

/* Input for the match; true when it was a step, or an answer. */
bool yz_match_steps_input(struct yz_ui *ui, struct yz_match_steps *p, const struct yz_input *in);

/* The reasons of declining with their next steps, each with its digit, while one is asked for. Answers the rows it takes. */
int yz_match_steps_paint(const struct yz_match_steps *p, struct yz_rect foot);
int yz_match_steps_rows(const struct yz_match_steps *p);

/* "1 接受  2 谢绝 …": those that are legal in its state. Answers `out`. */
char *yz_match_steps_text(const struct yz_match *m, char *out, size_t room);

#endif
