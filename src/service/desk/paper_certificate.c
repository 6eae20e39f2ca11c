/* The slip for somebody who asks for a certificate that the community must not issue. */
#include <stdio.h>
#include <yizhan/certificates.h>

#include "service/desk/paper_sheet.h"

enum yz_status yz_sheet_certificate(struct yz_sheet *sh, const void *record) {
    const struct yz_certificate *c = record;
    const struct yz_station *station = yz_session_station(sh->s);
    char text[64];
    yz_sheet_put(sh, "certificate", c->name);
    yz_sheet_put(sh, "why", c->why);
    yz_sheet_put(sh, "where", c->where);
    bool sure = c->confidence == YZ_CONFIRMED;
    yz_sheet_put(sh, "ask_first", sure ? "" : "去之前请先打电话问清那里要带什么（去处待核实）。");
    yz_sheet_put(sh, "document", c->document);
    yz_sheet_put(sh, "source", c->source);
    yz_sheet_put(sh, "valid_from", yz_chinese_date(c->valid_from, text));
    yz_sheet_put(sh, "clerk", yz_session_staff(sh->s)->name);
    return yz_sheet_put_places(sh, station ? station->id : 0, station && station->invented);
}
