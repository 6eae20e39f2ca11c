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

/* The draft's JSON; `*at` 0 when there is none for this version of the item. */
static enum yz_status read_draft(struct yz_intake *in, char *json, size_t room, yz_moment *at) {
    char form[64];
    int64_t version = 0;
    *at = 0;
    *json = '\0';
    enum yz_status status = yz_draft_read(in->s->store, yz_session_staff(in->s)->id, form_name(in, form), bound_to(in),
                                          json, room, &version, at);
    if (status == YZ_OK && version != in->service_version) *at = 0;
    return status == YZ_REFUSED && !*at ? YZ_OK : status; /* none is no failure */
}

enum yz_status yz_intake_draft_find(struct yz_intake *in, yz_moment *at) {
    char *json = malloc(DRAFT_ROOM);
    if (!json) return yz_fail(YZ_BUSY, _("内存不足"));
    enum yz_status status = read_draft(in, json, DRAFT_ROOM, at);
    free(json);
    return status;
}

static void take_value(void *ctx, const char *name, const char *value) {
    yz_intake_set(ctx, name, value, NULL);
}

enum yz_status yz_intake_draft_take(struct yz_intake *in) {
    char *json = malloc(DRAFT_ROOM);
    yz_moment at;
    if (!json) return yz_fail(YZ_BUSY, _("内存不足"));
    enum yz_status status = read_draft(in, json, DRAFT_ROOM, &at);
    if (status == YZ_OK && at) status = yz_json_each(in->s->store, json, take_value, in);
    free(json);
    return status;
}

enum yz_status yz_intake_draft_drop(struct yz_intake *in) {
    char form[64];
    return yz_draft_drop(in->s->store, yz_session_staff(in->s)->id, form_name(in, form), bound_to(in));
}
