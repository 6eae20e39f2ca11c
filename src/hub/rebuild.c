/* A station file made anew from the hub alone: the whole journal rolled into an empty file that nobody sees until it is whole. */
#include "hub/hub_private.h"

#include <string.h>
#include <yizhan/i18n.h>

#include "base/text.h"
#include "service/session.h"

static enum yz_status fill(struct yz_hub_call *c) {
    enum yz_status status = yz_hub_open(c->url, &c->link);
    if (status == YZ_OK) status = yz_hub_greet(c);
    if (status == YZ_OK && !c->hub.seq)
        status = yz_fail(YZ_REFUSED, _("区县还没有 %d 号驿站的日志，没有东西可以恢复"), c->station);
    if (status == YZ_OK) status = yz_hub_roll(c, YZ_HUB_BEHIND);
    /* What was lost with the file may have had ids that the hub never saw. */
    return status == YZ_OK ? yz_store_next_epoch(c->store, "restore") : status;
}

enum yz_status yz_hub_rebuild(const char *url, int number, const char *path, struct yz_hub_done *out) {
    struct yz_hub_call c = {.station = number, .done = out};
    *out = (struct yz_hub_done){0};
    yz_session_kinds();
    if (strlen(url) >= sizeof c.url) return yz_fail(YZ_USAGE, _("区县地址太长"));
    yz_copy(c.url, sizeof c.url, url);
    enum yz_status status = yz_store_create(path, number, false, &c.store);
    if (status != YZ_OK) return status;
    status = fill(&c);
    if (status == YZ_OK) status = yz_store_publish(c.store);
    yz_link_close(c.link);
    yz_store_close(c.store);
    return status;
}
