/* What is still to happen in the demo's year, in the order of time. */
#include "service/demo/year.h"

#include <stdlib.h>
#include <yizhan/i18n.h>

static bool before(const struct yz_demo_move *x, const struct yz_demo_move *y) {
    return x->at != y->at ? x->at < y->at : x->order < y->order;
}

static void swap(struct yz_demo_move *x, struct yz_demo_move *y) {
    struct yz_demo_move kept = *x;
    *x = *y;
    *y = kept;
}

static void rise(struct yz_demo_move *moves, size_t at) {
    for (; at && before(&moves[at], &moves[(at - 1) / 2]); at = (at - 1) / 2) swap(&moves[at], &moves[(at - 1) / 2]);
}

static void sink(struct yz_demo_move *moves, size_t count) {
    for (size_t at = 0, child; (child = 2 * at + 1) < count; at = child) {
        if (child + 1 < count && before(&moves[child + 1], &moves[child])) child++;
        if (!before(&moves[child], &moves[at])) return;
        swap(&moves[child], &moves[at]);
    }
}

enum yz_status yz_demo_plan(struct yz_demo_year *y, struct yz_demo_move move) {
    struct yz_demo_agenda *a = &y->agenda;
    if (move.at >= y->end) return YZ_OK;
    if (a->count == a->room) {
        size_t room = a->room ? 2 * a->room : 1024;
        struct yz_demo_move *more = realloc(a->moves, room * sizeof *more);
        if (!more) return yz_fail(YZ_BUSY, _("内存不足"));
        a->moves = more;
        a->room = room;
    }
    move.order = a->planned++;
    a->moves[a->count] = move;
    rise(a->moves, a->count++);
    return YZ_OK;
}

enum yz_status yz_demo_live(struct yz_demo_year *y) {
    struct yz_demo_agenda *a = &y->agenda;
    enum yz_status status = YZ_OK;
    while (a->count && status == YZ_OK) {
        struct yz_demo_move next = a->moves[0];
        a->moves[0] = a->moves[--a->count];
        sink(a->moves, a->count);
        yz_set_now(next.at);
        status = next.make(y, &next);
    }
    return status;
}
