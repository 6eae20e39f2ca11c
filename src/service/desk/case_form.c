/* What was filled in for a case, in words and in the form's order, and how its conditions stood then. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/registry.h>

#include "base/json.h"
#include "base/mask.h"
#include "base/text.h"
#include "service/desk/desk_private.h"
#include "service/session.h"

struct reading {
    struct yz_session *s;
    const struct yz_item *item;
    bool revealed;
    struct yz_case_field *out;
    size_t max, count;
    bool conditions; /* the second time over: they come last */
};

static struct yz_case_field *add(struct reading *r, const char *key, const char *label) {
    static struct yz_case_field none;
    if (r->count == r->max) return &none;
    struct yz_case_field *f = &r->out[r->count++];
    *f = (struct yz_case_field){.key = ""};
    yz_copy(f->key, sizeof f->key, key);
    yz_copy(f->label, sizeof f->label, label);
    return f;
}

static void member_name(const struct reading *r, const char *ref, char *out, size_t room) {
    enum yz_kind_id kind;
    int64_t id;
    yz_copy(out, room, ref);
    if (yz_ref_parse(ref, &kind, &id) && kind == YZ_PERSON) yz_record_title(r->s, kind, id, !r->revealed, out, room);
}

/* Who somebody is stays masked; what it is about is not. */
static void words(const struct reading *r, const struct yz_item_field *f, const char *value, char *out, size_t room) {
    int32_t code;
    yz_copy(out, room, value);
    switch (f->type) {
    case YZ_ANSWER_CHOICE:
        for (size_t i = 0; i < YZ_ITEM_OPTIONS; i++)
            if (*value && strcmp(f->options[i].key, value) == 0)
                yz_copy(out, room, yz_item_option_label(&f->options[i]));
        break;
    case YZ_ANSWER_CODE:
        if (yz_code_parse(f->of, value, &code)) yz_copy(out, room, yz_code_label(f->of, code));
        break;
    case YZ_ANSWER_FLAG:
    case YZ_ANSWER_CONSENT: yz_copy(out, room, strcmp(value, "yes") == 0 ? _("是") : _("否")); break;
    case YZ_ANSWER_MEMBER: member_name(r, value, out, room); break;
    case YZ_ANSWER_NAME:
        if (!r->revealed) yz_mask_name(out, room, value);
        break;
    case YZ_ANSWER_PHONE:
        if (!r->revealed) yz_mask_phone(out, room, value);
        break;
    case YZ_ANSWER_ID:
    case YZ_ANSWER_CERTIFICATE:
        if (!r->revealed) yz_mask_id(out, room, value);
        break;
    case YZ_ANSWER_TEXT:
    case YZ_ANSWER_LONG:
        if (!r->revealed) yz_mask_numbers(out, room, value);
        break;
    default: break;
    }
}

static void take_conditions(struct reading *r, const char *list) {
    char text[1024], *rest = text;
    yz_copy(text, sizeof text, list);
    for (char *one; *text && (one = strsep(&rest, ","));) {
        char *truth = strchr(one, ':');
        if (truth) *truth++ = '\0';
        for (size_t i = 0; truth && i < r->item->test_count; i++) {
            const struct yz_condition *c = &r->item->tests[i];
            if (strcmp(c->key, one) != 0) continue;
            struct yz_case_field *f = add(r, one, yz_item_condition_label(c));
            f->condition = true;
            const char *said = strcmp(truth, "yes") == 0  ? _("符合")
                               : strcmp(truth, "no") == 0 ? _("不符合")
                                                          : _("待核对");
            yz_copy(f->value, sizeof f->value, said);
        }
    }
}

static void take(void *ctx, const char *name, const char *value) {
    struct reading *r = ctx;
    const struct yz_item_field *f = yz_item_field(r->item, name);
    if (r->conditions && strcmp(name, "conditions") == 0) take_conditions(r, value);
    if (r->conditions || !f || !*value) return;
    struct yz_case_field *out = add(r, name, yz_item_field_label(f));
    words(r, f, value, out->value, sizeof out->value);
}

enum yz_status yz_case_form(struct yz_session *s, const struct yz_case *c, bool revealed, struct yz_case_field *out,
                            size_t max, size_t *count) {
    struct yz_item *item = malloc(sizeof *item);
    struct reading r = {.s = s, .item = item, .revealed = revealed, .out = out, .max = max};
    *count = 0;
    if (!item) return yz_fail(YZ_BUSY, _("内存不足"));
    bool hidden = yz_case_hidden(s, c) || !*c->answers;
    enum yz_status status = hidden ? YZ_OK : yz_case_item(s, c, item);
    for (int turn = 0; status == YZ_OK && !hidden && turn < 2; turn++) {
        r.conditions = turn == 1;
        status = yz_json_each(s->store, c->answers, take, &r);
    }
    *count = r.count;
    free(item);
    return status;
}
