/* The clock of a case: by when it must be done. */
#include <stdlib.h>
#include <string.h>

#include "service/desk/flow_private.h"

static yz_moment all_pauses(const char *pauses) {
    yz_moment sum = 0;
    for (const char *p = pauses; *p; p += strcspn(p, ","), p += *p == ',') {
        char *end;
        yz_moment from = strtoll(p, &end, 10);
        if (*end == '/') sum += strtoll(end + 1, NULL, 10) - from;
    }
    return sum;
}

enum yz_status yz_case_clock(struct yz_session *s, struct yz_case *c) {
    struct yz_item *item = calloc(1, sizeof *item);
    if (!item) return YZ_BUSY;
    c->due = 0;
    if (!c->paused_at && yz_case_item(s, c, item) == YZ_OK) {
        item->promised_days += c->extended;
        c->due_assumed = false;
        c->due = yz_case_due(item, c->clock_from ? c->clock_from : c->received, &c->due_assumed);
        c->due += all_pauses(c->pauses);
    }
    free(item);
    return YZ_OK;
}
