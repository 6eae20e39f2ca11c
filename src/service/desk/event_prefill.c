/* An event told at a door: where it is, and what the visit of today found there, without typing it again. */
#include <stdio.h>
#include <string.h>
#include <yizhan/visits.h>

#include "base/text.h"
#include "service/desk/intake_private.h"

/* The newest visit of today by whoever opens the event; id 0: none. */
static void visit_of_today(struct yz_intake *in, struct yz_visit *out) {
    const struct yz_visit_filter filter = {
        .household = in->household.id, .staff = in->s->staff.id, .since = yz_moment_make(yz_today(), 0)};
    size_t count = 0;
    if (yz_visit_page(in->s, &filter, NULL, out, 1, &count) != YZ_OK || !count) *out = (struct yz_visit){0};
}

static void put(struct yz_intake *in, const char *field, const char *text) {
    if (*text && yz_item_field(&in->item, field)) yz_intake_set(in, field, text, NULL);
}

void yz_event_prefill(struct yz_intake *in) {
    struct yz_visit visit;
    char text[YZ_INTAKE_VALUE], checks[256], found[sizeof checks + sizeof visit.note + 8];
    if (in->item.about != YZ_ABOUT_EVENT || !in->household.id) return;
    put(in, "place", yz_dwelling_short(in->s, in->household.dwelling, text, sizeof text));
    visit_of_today(in, &visit);
    yz_visit_checks_text(in->s, &visit, checks, sizeof checks);
    snprintf(found, sizeof found, "%s%s%s", checks, *checks && *visit.note ? "：" : "", visit.note);
    yz_copy(text, sizeof text, found);
    put(in, "description", text);
}
