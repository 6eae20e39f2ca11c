/* One line with what it finds below it, as typed: the one line (F2) and every other "find one of many". A widget of a
 * screen, like list and form. */
#ifndef YZ_UI_PROMPT_H
#define YZ_UI_PROMPT_H

#include "base/line_edit.h"
#include "ui/keys.h"
#include "ui/paint.h"
#include <yizhan/find.h>

enum { YZ_PROMPT_HITS = 60, YZ_PROMPT_TEXT = 192 };

struct yz_prompt {
    const char *label; /* N_("查找"): before the line */
    /* Hits for a text, best first; called once for each change of the text, and for the empty one at first. */
    enum yz_status (*source)(void *ctx, const char *text, struct yz_hit *out, size_t max, size_t *count);
    void *ctx;
    struct yz_line_edit line;
    char text[YZ_PROMPT_TEXT];
    struct yz_hit hits[YZ_PROMPT_HITS];
    size_t count, selected, top, height;
    bool all;    /* the hits are all that there are, or as many as are kept */
    bool failed; /* the source did: yz_message says why */
    int cursor_y, cursor_x;
};

/* `text` = what stands in the line at first (already asked for); may be "". */
void yz_prompt_open(struct yz_prompt *p, const char *label,
                    enum yz_status (*source)(void *ctx, const char *text, struct yz_hit *out, size_t max,
                                             size_t *count),
                    void *ctx, const char *text);

/* Input; true when it was for the prompt: text, editing keys, up and down among the hits. Enter and Esc are the screen's. */
bool yz_prompt_input(struct yz_prompt *p, const struct yz_input *in);
/* Asks the source again, the selection stays where it is. */
void yz_prompt_reload(struct yz_prompt *p);

void yz_prompt_paint(struct yz_prompt *p, struct yz_rect area);
bool yz_prompt_cursor(const struct yz_prompt *p, int *y, int *x);

/* The hit that the cursor is on; NULL when there is none. */
const struct yz_hit *yz_prompt_selected(const struct yz_prompt *p);

#endif
