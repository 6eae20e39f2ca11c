/* The form of 变动: its fields, what each kind of move asks for, and the move that is typed. Part of the screen. */
#ifndef YZ_UI_SCREENS_MOVE_FORM_H
#define YZ_UI_SCREENS_MOVE_FORM_H

#include "ui/form.h"
#include <yizhan/living.h>

enum {
    YZ_MOVE_MEMBERS = 64,
    YZ_MOVE_FRESH = 6,
    YZ_MOVE_FIELDS = YZ_MOVE_MEMBERS + YZ_MOVE_FRESH + 26,
    YZ_MOVE_SAID = 200
};

struct yz_move_said { /* a line of what follows: a fault, what would be written, what is to be checked */
    enum yz_role role;
    char text[480];
};

struct yz_move_form {
    struct yz_ui *ui;
    enum yz_kind_id about; /* YZ_HOUSEHOLD, YZ_PERSON, YZ_BUILDING, YZ_NO_KIND */
    int64_t id;            /* of it */
    int64_t household;     /* whose members may be chosen; 0 = none */
    struct yz_member members[YZ_MOVE_MEMBERS];
    size_t member_count;
    bool gone; /* they are those who left with the whole household */
    char relation_names[YZ_MOVE_MEMBERS][16], relation_labels[YZ_MOVE_MEMBERS][160];
    struct yz_form_field fields[YZ_MOVE_FIELDS];
    size_t field_count;
    struct yz_form form;
    bool asks_head, asks_successor, asks_consent, asks_relation[YZ_MOVE_MEMBERS]; /* as the last plan found */
    struct yz_move move;
    struct yz_move_plan plan;
    struct yz_findings findings;
    struct yz_move_said said[YZ_MOVE_SAID];
    size_t said_count;                       /* of all, more than there is room for perhaps */
    void (*changed)(struct yz_move_form *v); /* a field was left: write the draft */
};

/* Reads the household and opens the form; `person` is ticked. */
enum yz_status yz_move_form_open(struct yz_move_form *v, int64_t person);
void yz_move_form_close(struct yz_move_form *v);
/* Members as they are now; what is typed stays. */
enum yz_status yz_move_form_read(struct yz_move_form *v);
/* A value of a draft: references get their names. */
void yz_move_form_put(struct yz_move_form *v, const char *name, const char *value);
/* After some of them: the field with the cursor shows its own. */
void yz_move_form_set_done(struct yz_move_form *v);
/* What is typed as `move`; then what would be written as `plan` and every fault as `findings`. */
void yz_move_form_gather(struct yz_move_form *v, struct yz_findings *f);
void yz_move_form_plan(struct yz_move_form *v);
/* move_said.c: the lines of the plan and of the findings. */
void yz_move_form_say(struct yz_move_form *v);
enum yz_move_kind yz_move_form_kind(const struct yz_move_form *v);

#endif
