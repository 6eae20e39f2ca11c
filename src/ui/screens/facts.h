/* Labels and values in two columns, or three where there is room: the head of the screens of records. */
#ifndef YZ_UI_SCREENS_FACTS_H
#define YZ_UI_SCREENS_FACTS_H

#include "ui/paint.h"

enum { YZ_FACTS = 48 };

struct yz_fact {
    char label[48];
    char value[640];
};

struct yz_facts { /* zero-initialise */
    struct yz_fact all[YZ_FACTS];
    size_t count;
};

/* Copies; nothing is added for an empty value. */
void yz_facts_add(struct yz_facts *f, const char *label, const char *value);
/* Row by row, a value that is too wide for its column taking what is left of the row, and as many as it needs when
 * it is too wide for a whole one. Answers the rows. */
int yz_facts_paint(const struct yz_facts *f, struct yz_rect area);

/* Items parted by two spaces, none broken at the end of a row, in `most` rows at most. Answers the rows. */
int yz_facts_items(struct yz_rect area, int row, enum yz_role role, const char *text, int most);
/* Who is on for the building, as yz_posts_text tells it, with a label. Answers the rows; 0 for "". */
enum { YZ_DUTY_ROWS = 4 };
int yz_facts_duty(struct yz_rect area, int row, const char *text);

#endif
