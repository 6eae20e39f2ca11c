/* The record that a paper is to be about, by what people call it. */
#include <stdio.h>
#include <string.h>
#include <yizhan/certificates.h>
#include <yizhan/i18n.h>
#include <yizhan/seals.h>

#include "base/text.h"
#include "service/desk/paper_sheet.h"

/* A queue number of today, at the station of whoever asks. */
static int64_t ticket_called(struct yz_session *s, const char *code) {
    char text[64];
    const struct yz_station *station = yz_session_station(s);
    yz_text_fold(text, sizeof text, code);
    struct yz_query *q = yz_sql(s->store, "SELECT id FROM ticket WHERE station = ?1 AND day = ?2 AND lower(code) = ?3");
    yz_bind(q, 1, station ? station->id : 0);
    yz_bind(q, 2, yz_today());
    yz_bind_text(q, 3, text);
    int64_t id = yz_next(q) ? yz_int(q, 0) : 0;
    yz_done(q);
    return id;
}

enum yz_status yz_paper_subject(struct yz_session *s, enum yz_paper paper, const char *ref, int64_t *id) {
    enum yz_kind_id kind = yz_paper_kind(paper), found = YZ_NO_KIND;
    struct yz_seal u;
    if (kind == YZ_NO_KIND) {
        const struct yz_certificate *c = yz_certificate_named(ref);
        if (c) *id = c->number;
        return c ? YZ_OK : YZ_REFUSED;
    }
    if (kind == YZ_SEAL) {
        enum yz_status status = yz_seal_by_number(s, ref, &u);
        *id = u.id;
        return status;
    }
    if (kind == YZ_TICKET && (*id = ticket_called(s, ref))) return YZ_OK;
    if (yz_ref_parse(ref, &found, id) && found == kind) return YZ_OK;
    return yz_ref_resolve(s, ref, 1u << kind, &found, id);
}
