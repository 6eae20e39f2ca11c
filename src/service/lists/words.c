/* Needs and offers in words: where, how often, for whom. */
#include "service/lists/lists_private.h"

#include "base/mask.h"
#include "base/text.h"
#include "service/session.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/groups.h>
#include <yizhan/i18n.h>
#include <yizhan/registry.h>

char *yz_need_said(const struct yz_session *s, const struct yz_need *n, bool masked, char *out, size_t room) {
    char text[sizeof n->text + 32];
    bool hidden = yz_need_hidden(s, n);
    snprintf(text, sizeof text, "%s%s", n->secret ? _("（保密）") : "", hidden ? "" : n->text);
    if (masked) yz_mask_numbers(out, room, text);
    else yz_copy(out, room, text);
    return out;
}

char *yz_need_where(struct yz_session *s, const struct yz_need *n, char *out, size_t room) {
    struct yz_household h;
    if (*n->place || !(n->building || n->grid)) return yz_copy(out, room, n->place), out;
    if (n->household && yz_get(s->store, &yz_household_kind, n->household, &h) == YZ_OK && h.dwelling)
        return yz_dwelling_short(s, h.dwelling, out, room);
    if (n->building) return yz_building_address(s, n->building, out, room);
    return yz_record_title(s, YZ_GRID, n->grid, false, out, room);
}

char *yz_offer_where(struct yz_session *s, const struct yz_offer *o, char *out, size_t room) {
    char title[96];
    if (o->area == YZ_AREA_GRID) return yz_record_title(s, YZ_GRID, o->grid, false, out, room);
    if (o->area == YZ_AREA_BUILDING) return yz_building_address(s, o->building, out, room);
    if (o->area != YZ_AREA_WALK) return yz_copy(out, room, yz_code_label("offer_area", o->area)), out;
    yz_record_title(s, YZ_COMPOUND, o->compound, false, title, sizeof title);
    snprintf(out, room, _("%1$s步行 %2$d 分钟"), title, (int)o->minutes);
    return out;
}

char *yz_offer_often(const struct yz_offer *o, char *out, size_t room) {
    snprintf(out, room, _("%1$s %2$lld 次"), yz_code_label("offer_period", o->period), (long long)o->capacity);
    return out;
}

char *yz_offer_whom(struct yz_session *s, const struct yz_offer *o, char *out, size_t room) {
    char list[sizeof o->whom], *rest = list;
    size_t n = 0;
    yz_copy(list, sizeof list, o->whom);
    *out = '\0';
    for (char *key; (key = strsep(&rest, ",")) != NULL;) {
        const struct yz_group *g = *key ? yz_group_named(key) : NULL;
        if (g && yz_group_seen(s, g) && n < room)
            n += (size_t)snprintf(out + n, room - n, "%s%s", n ? _("、") : "", yz_group_name(g));
    }
    out[yz_utf8_cut(out, room - 1)] = '\0';
    return out;
}
