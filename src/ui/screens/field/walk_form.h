/* The form of a visit: a need, the outcome, a note, what is wrong there, who was met, a phone that changed. Part of the
 * walk list. Its draft belongs to the door. */
#ifndef YZ_UI_SCREENS_WALK_FORM_H
#define YZ_UI_SCREENS_WALK_FORM_H

#include "ui/form.h"
#include "ui/ui.h"

#include <yizhan/visits.h>

enum { YZ_WALK_MEMBERS = 24 };

struct yz_walk_form { /* zero-initialise */
    struct yz_ui *ui;
    bool open;
    struct yz_door door;
    struct yz_visit visit; /* of today, when somebody was met there just now: what is typed is added to it */
    struct yz_form form;
    struct {
        int64_t id;
        char name[96], relation[48];
    } members[YZ_WALK_MEMBERS];
    size_t member_count;
};

/* Opens it for a door, with its draft when there is one. */
enum yz_status yz_walk_form_open(struct yz_walk_form *w, struct yz_ui *ui, const struct yz_door *d);
void yz_walk_form_close(struct yz_walk_form *w);
/* What is typed goes into the draft. */
void yz_walk_form_keep(struct yz_walk_form *w);
/* Kept, as one act: closed then. False, with what is wrong under its field, when it was not. */
bool yz_walk_form_save(struct yz_walk_form *w);

/* From when the draft of a door is; 0 = there is none. */
yz_moment yz_walk_draft(struct yz_ui *ui, int64_t door);

#endif
