/* push, pull, and both. */
#include "hub/hub_private.h"

#include <yizhan/i18n.h>

enum { PULL = 1, PUSH = 2, TIMER = 4 };

/* The lines that messages make go along. */
static enum yz_status take_messages(struct yz_hub_call *c) {
    int64_t before = c->done->applied;
    enum yz_status status = yz_hub_take_messages(c);
    return status == YZ_OK && c->done->applied > before ? yz_hub_own_head(c->store, &c->own) : status;
}

/* What the hub answers at once (what was accepted comes with the answer) is taken and passed on in the same call. */
static enum yz_status write_letters(struct yz_hub_call *c) {
    enum yz_status status = yz_hub_tell_letters(c);
    if (status != YZ_OK || !c->done->letters) return status;
    status = yz_hub_own_head(c->store, &c->own);
    if (status == YZ_OK) status = yz_hub_greet(c);
    if (status == YZ_OK) status = take_messages(c);
    return status == YZ_OK ? yz_hub_send_lines(c) : status;
}

static enum yz_status exchange(struct yz_hub_call *c, int what) {
    enum yz_hub_meeting meeting;
    enum yz_status status = yz_hub_meet(c, &meeting);
    if (status != YZ_OK) return status;
    if (meeting == YZ_HUB_BEHIND || meeting == YZ_HUB_PARTED) {
        if (what & PULL) status = yz_hub_roll(c, meeting);
        else status = yz_hub_must_roll(c, meeting);
    }
    if (status == YZ_OK && what & PULL) status = take_messages(c);
    if (status == YZ_OK && what & PUSH) status = yz_hub_send_lines(c);
    return status == YZ_OK && what & PUSH && what & PULL ? write_letters(c) : status;
}

static enum yz_status call(struct yz_session *s, const char *url, struct yz_hub_done *out, int what) {
    struct yz_hub_call c;
    enum yz_status status = yz_hub_call(s, url, what & TIMER ? YZ_HUB_TIMER : YZ_HUB_SYNCS, out, &c);
    if (status == YZ_OK) status = exchange(&c, what);
    status = yz_hub_hang_up(&c, status);
    return status == YZ_OK && *out->stuck ? yz_fail(YZ_PARTIAL, "%s", out->stuck) : status;
}

enum yz_status yz_hub_push(struct yz_session *s, const char *url, struct yz_hub_done *out) {
    return call(s, url, out, PUSH);
}

enum yz_status yz_hub_pull(struct yz_session *s, const char *url, struct yz_hub_done *out) {
    return call(s, url, out, PULL);
}

enum yz_status yz_hub_sync(struct yz_session *s, const char *url, struct yz_hub_done *out) {
    return call(s, url, out, PULL | PUSH);
}

enum yz_status yz_hub_auto(struct yz_session *s, bool anyway, bool *did, struct yz_hub_done *out) {
    struct yz_hub_state state;
    *out = (struct yz_hub_done){0};
    *did = anyway;
    enum yz_status status = anyway ? YZ_OK : yz_hub_state(s, &state);
    if (status == YZ_OK && !anyway) *did = yz_hub_due(&state) && !state.running;
    return status == YZ_OK && *did ? call(s, NULL, out, PULL | PUSH | TIMER) : status;
}
