/* One file used twice: this copy, whose later lines the hub cannot take, gives way to a file made anew from the hub, in a new epoch, with
 * what it did meanwhile in that file's inbox. By a person's choice; this copy stays beside. */
#include "hub/hub_private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <yizhan/backup.h>
#include <yizhan/i18n.h>
#include <yizhan/letters.h>
#include <yizhan/rights.h>

#include "base/text.h"
#include "service/session.h"

static enum yz_status look(struct yz_hub_call *c, struct yz_hub_rejoin *out) {
    enum yz_hub_meeting meeting;
    enum yz_status status = yz_hub_meet(c, &meeting);
    if (status == YZ_OK && meeting != YZ_HUB_PARTED)
        status = yz_fail(YZ_REFUSED, _("这个文件和区县收到的是同一条日志，不用归队；同步就行：yizhan hub sync"));
    if (status == YZ_OK) status = yz_hub_parting(c, &out->parted);
    if (status == YZ_OK) status = yz_copies(c->s, out->parted, out->letters, YZ_COPIES, &out->count);
    out->lines = c->own.seq - out->parted;
    out->number = c->station;
    out->staff = c->s->staff.id;
    yz_copy(out->url, sizeof out->url, c->url);
    return status;
}

enum yz_status yz_hub_rejoin_look(struct yz_session *s, const char *url, struct yz_hub_rejoin *out) {
    struct yz_hub_call c = {.s = s};
    struct yz_hub_done done;
    *out = (struct yz_hub_rejoin){.letters = calloc(YZ_COPIES, sizeof *out->letters)};
    if (!out->letters) return yz_fail(YZ_BUSY, _("内存不足"));
    enum yz_status status = yz_must(s, YZ_RIGHT_BACKUP);
    if (status != YZ_OK) return status;
    status = yz_hub_call(s, url, YZ_HUB_SYNCS, &done, &c);
    if (status == YZ_OK) status = look(&c, out);
    return yz_hub_hang_up(&c, status);
}

enum yz_status yz_hub_rejoin(struct yz_hub_rejoin *r, const char *path) {
    struct yz_restore_want want = {.path = path, .replace = true};
    struct yz_restore_told told;
    struct yz_hub_done done;
    char fresh[4096];
    if (snprintf(fresh, sizeof fresh, "%s.rejoin", path) >= (int)sizeof fresh) return yz_fail(YZ_USAGE, _("路径太长"));
    want.backup = fresh;
    enum yz_status status = yz_hub_rebuild(r->url, r->number, fresh, &done);
    if (status != YZ_OK) return status;
    status = yz_copies_put(fresh, r->staff, r->letters, r->count);
    if (status == YZ_OK) status = yz_restore_from(&want, &told);
    if (status == YZ_OK) yz_copy(r->kept, sizeof r->kept, told.kept);
    unlink(fresh);
    snprintf(fresh, sizeof fresh, "%s.rejoin.lock", path);
    unlink(fresh);
    return status;
}

void yz_hub_rejoin_free(struct yz_hub_rejoin *r) {
    free(r->letters);
    r->letters = NULL;
}
