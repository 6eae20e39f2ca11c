/* The draft of a form: its values as JSON, written as each field is left. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>

#include "base/json.h"
#include "service/desk/intake_private.h"

enum { DRAFT_ROOM = 16384 };

/* Drafts belong to the person the form is about, else to the household, else to the building. */
static int64_t bound_to(const struct yz_intake *in) {
    return in->person.id ? in->person.id : in->household.id ? in->household.id : in->building.id;
}

/* Of which kind the record is goes with the name, since ids of two kinds may be the same number: "intake:KEY" of a household,
 * "intake:KEY:p" of a person, ":b" of a building, ":n" of nobody in the register. */
static char *form_name(const struct yz_intake *in, char out[64]) {
    const char *kind = in->person.id ? ":p" : in->household.id ? "" : in->building.id ? ":b" : ":n";
    snprintf(out, 64, "intake:%s%s", in->item.key, kind);
    return out;
}

enum yz_status yz_intake_draft_write(struct yz_intake *in) {
    struct yz_buffer b = {0};
    struct yz_json j;
    char form[64];
    yz_json_open(&j, &b);
    yz_json_object(&j, NULL);
    for (size_t i = 0; i < in->item.field_count; i++) yz_json_text(&j, in->item.fields[i].key, in->value[i]);
    yz_json_text(&j, "papers", yz_intake_get(in, "papers"));
    yz_json_end(&j);
    enum yz_status status = b.failed ? yz_fail(YZ_BUSY, _("内存不足"))
                                     : yz_draft_write(in->s->store, yz_session_staff(in->s)->id, form_name(in, form),
                                                      bound_to(in), in->service_version, yz_buffer_string(&b));
    yz_buffer_free(&b);
    return status;
}

/* The draft's JSON; `*at` 0 when there is none. */
static enum yz_status read_draft(struct yz_intake *in, char *json, size_t room, yz_moment *at) {
    char form[64];
    *at = 0;
    *json = '\0';
    enum yz_status status = yz_draft_read(in->s->store, yz_session_staff(in->s)->id, form_name(in, form), bound_to(in),
                                          json, room, NULL, at);
    return status == YZ_REFUSED && !*at ? YZ_OK : status; /* none is no failure */
}

enum yz_status yz_intake_draft_find(struct yz_intake *in, yz_moment *at) {
    char *json = malloc(DRAFT_ROOM);
    if (!json) return yz_fail(YZ_BUSY, _("内存不足"));
    enum yz_status status = read_draft(in, json, DRAFT_ROOM, at);
    free(json);
    return status;
}

struct taking {
    struct yz_intake *in;
    struct yz_findings *homeless;
};

/* The item may have been changed since: what it no longer asks for has no place in the form. */
static void take_value(void *ctx, const char *name, const char *value) {
    struct taking *t = ctx;
    if (strcmp(name, "papers") == 0 || yz_item_field(&t->in->item, name)) yz_intake_set(t->in, name, value, NULL);
    else if (*value)
        yz_find_warning(t->homeless, name, value, _("这个事项改过，不再问这一项"), _("有用的请记在备注里"));
}

enum yz_status yz_intake_draft_take(struct yz_intake *in, struct yz_findings *homeless) {
    struct taking t = {in, homeless};
    char *json = malloc(DRAFT_ROOM);
    yz_moment at;
    if (!json) return yz_fail(YZ_BUSY, _("内存不足"));
    enum yz_status status = read_draft(in, json, DRAFT_ROOM, &at);
    if (status == YZ_OK && at) status = yz_json_each(in->s->store, json, take_value, &t);
    free(json);
    return status;
}

enum yz_status yz_intake_draft_drop(struct yz_intake *in) {
    char form[64];
    return yz_draft_drop(in->s->store, yz_session_staff(in->s)->id, form_name(in, form), bound_to(in));
}
