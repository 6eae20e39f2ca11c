/* Who may be chosen in 变动: those of the household, or those who left with it. */
#include "ui/screens/registry/move_form.h"

#include "base/mask.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/i18n.h>

/* Whose card it is stands among them also when they live nowhere, or in a household of hundreds. */
static enum yz_status take_person(struct yz_move_form *v) {
    for (size_t i = 0; i < v->member_count; i++)
        if (v->members[i].person.id == v->id) return YZ_OK;
    size_t at = v->member_count < YZ_MOVE_MEMBERS ? v->member_count++ : YZ_MOVE_MEMBERS - 1;
    memset(&v->members[at], 0, sizeof v->members[at]);
    return yz_record_get(yz_ui_session(v->ui), YZ_PERSON, v->id, &v->members[at].person);
}

/* Of a household that has left: those who were there on its last day. They may come back. */
static enum yz_status read_gone(struct yz_move_form *v) {
    struct yz_household h;
    enum yz_status status = yz_record_get(yz_ui_session(v->ui), YZ_HOUSEHOLD, v->household, &h);
    if (status != YZ_OK || !h.until) return status;
    status = yz_household_members(yz_ui_session(v->ui), v->household, h.until, v->members, YZ_MOVE_MEMBERS,
                                  &v->member_count);
    if (v->member_count > YZ_MOVE_MEMBERS) v->member_count = YZ_MOVE_MEMBERS;
    v->gone = v->member_count > 0;
    return status;
}

enum yz_status yz_move_form_read(struct yz_move_form *v) {
    struct yz_session *s = yz_ui_session(v->ui);
    char name[96];
    enum yz_status status = YZ_OK;
    v->member_count = 0;
    v->gone = false;
    if (v->household) status = yz_household_members(s, v->household, 0, v->members, YZ_MOVE_MEMBERS, &v->member_count);
    size_t read = v->member_count < YZ_MOVE_MEMBERS ? v->member_count : YZ_MOVE_MEMBERS;
    v->member_count = 0; /* whose last day is today has gone already */
    for (size_t i = 0; i < read; i++)
        if (!v->members[i].membership.until || v->members[i].membership.until > yz_today())
            v->members[v->member_count++] = v->members[i];
    if (status == YZ_OK && v->about == YZ_PERSON) status = take_person(v);
    else if (status == YZ_OK && v->about == YZ_HOUSEHOLD && !v->member_count) status = read_gone(v);
    for (size_t i = 0; status == YZ_OK && i < v->member_count; i++) {
        yz_mask_name(name, sizeof name, v->members[i].person.name);
        snprintf(v->relation_labels[i], sizeof v->relation_labels[i], _("%s 是户主的"), name);
    }
    return status;
}
