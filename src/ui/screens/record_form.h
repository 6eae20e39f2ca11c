/* The form of one record, from opening to saving: the fields of its kind, what must stay masked, the draft, the findings. The
 * state of a screen that changes or adds a record begins with it; the screen says what is its own in a yz_record_use. */
#ifndef YZ_UI_SCREENS_RECORD_FORM_H
#define YZ_UI_SCREENS_RECORD_FORM_H

#include "ui/form.h"
#include "ui/screens/kind_form.h"

enum { YZ_RECORD_FIELDS = 56, YZ_RECORD_MASKED = 2 };

struct yz_record_form;

struct yz_record_use {
    /* What the form asks for; its ctx is the state. `left` and `options` are yz_record_form_left and
     * yz_record_form_options where the screen has nothing to add. */
    struct yz_form_events events;
    /* A value into the form, from the record or the draft. NULL: yz_kind_form_put. */
    void (*put)(struct yz_record_form *r, const char *name, const char *value);
    /* The draft stands in the form. May be NULL. */
    void (*taken)(struct yz_record_form *r);
    /* What the form says into the record, which is as it was opened. NULL: yz_record_form_gather. */
    void (*gather)(struct yz_record_form *r, void *out, struct yz_findings *f);
    /* The act. */
    enum yz_status (*save)(struct yz_record_form *r, void *record, struct yz_findings *f);
    /* It is saved: where to go and what to say. NULL: back, and 已保存 with the first warning. */
    void (*saved)(struct yz_record_form *r, const void *record, const struct yz_findings *f);
};

struct yz_record_form {
    struct yz_ui *ui;
    const struct yz_kind *kind;
    void *record; /* the screen's: as read, or as it begins */
    const struct yz_record_use *use;
    const char *draft; /* the draft's form, its record and that one's version */
    int64_t draft_of, draft_version;
    struct yz_form_field fields[YZ_RECORD_FIELDS];
    size_t count;
    struct {
        const char *name;
        char text[96]; /* as it stands in the form; unless typed over, the field stays as it is */
    } masked[YZ_RECORD_MASKED];
    struct yz_form form;
};

/* Adds a field: of the kind's, or another. */
void yz_record_form_add(struct yz_record_form *r, const struct yz_form_field *field);
struct yz_form_field *yz_record_form_add_kind(struct yz_record_form *r, const struct yz_field *f);
/* Shows the field masked from now on. */
void yz_record_form_mask(struct yz_record_form *r, const char *name);

/* Opens the form of the fields added and shows the record in it. */
enum yz_status yz_record_form_open(struct yz_record_form *r);
/* Shows this record's values, typed ones too. */
void yz_record_form_show(struct yz_record_form *r, const void *record);
void yz_record_form_put(struct yz_record_form *r, const char *name, const char *value);
/* Asks whether to go on with the draft, when there is one: `question` with its time for %s, `yes` as in yz_ui_ask. */
void yz_record_form_offer_draft(struct yz_record_form *r, const char *question, const char *yes);

/* What the form says of the kind's fields into `out`; what cannot be read is an error in `f`. */
void yz_record_form_gather(struct yz_record_form *r, void *out, struct yz_findings *f);
/* As gathering does, into the record as it was opened. */
void yz_record_form_typed(struct yz_record_form *r, void *out, struct yz_findings *f);
/* Back to where one came from, with the message. */
void yz_record_form_back(struct yz_record_form *r, const struct yz_findings *f);

void yz_record_form_check(void *ctx, char *text, size_t room, const char *name, struct yz_findings *f);
void yz_record_form_left(void *ctx, struct yz_form *form, const char *field);
size_t yz_record_form_options(void *ctx, struct yz_form *form, const char *field, const char *typed,
                              struct yz_option *out, size_t max);

/* The screen's callbacks. */
void yz_record_form_close(struct yz_ui *ui, void *state);
void yz_record_form_paint(struct yz_ui *ui, void *state, struct yz_rect area);
bool yz_record_form_input(struct yz_ui *ui, void *state, const struct yz_input *in);
extern const struct yz_hint yz_record_form_hints[];

#endif
