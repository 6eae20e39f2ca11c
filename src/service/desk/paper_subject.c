/* The record that a paper is to be about, by what people call it. */
#include <yizhan/certificates.h>
#include <yizhan/i18n.h>
#include <yizhan/improvements.h>
#include <yizhan/meetings.h>
#include <yizhan/seals.h>
#include <yizhan/tickets.h>

#include "service/desk/paper_sheet.h"

enum yz_status yz_paper_subject(struct yz_session *s, enum yz_paper paper, const char *ref, int64_t *id) {
    enum yz_kind_id kind = yz_paper_kind(paper), found = YZ_NO_KIND;
    struct yz_seal u;
    struct yz_ticket t;
    if (kind == YZ_NO_KIND) {
        const struct yz_certificate *c = yz_certificate_named(ref);
        if (c) *id = c->number;
        return c ? YZ_OK : YZ_REFUSED;
    }
    if (kind == YZ_SEAL) {
        enum yz_status status = yz_seal_by_number(s, ref, &u);
        if (status == YZ_OK) *id = u.id;
        return status;
    }
    if (kind == YZ_MEETING) {
        struct yz_meeting m;
        enum yz_status status = yz_meeting_by_number(s, ref, &m);
        if (status == YZ_OK) *id = m.id;
        return status;
    }
    if (kind == YZ_IMPROVEMENT) {
        struct yz_improvement im;
        enum yz_status status = yz_improvement_by_number(s, ref, &im);
        if (status == YZ_OK) *id = im.id;
        return status;
    }
    if (yz_ref_parse(ref, &found, id) && found == kind) return YZ_OK;
    if (kind == YZ_TICKET) {
        enum yz_status status = yz_ticket_by_code(s, yz_session_station(s)->id, 0, ref, &t);
        if (status == YZ_OK) *id = t.id;
        return status;
    }
    return yz_ref_resolve(s, ref, 1u << kind, &found, id);
}
