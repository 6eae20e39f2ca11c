/* What may not stand in public: looked for in everything the public summary of a meeting would show. */
#include <yizhan/i18n.h>

#include "base/tells.h"
#include "service/field/meeting_private.h"

/* Whoever lives behind an invited door, came, or is a party. */
static const char names_sql[] =
    "SELECT name FROM (SELECT p.name AS name FROM building b JOIN dwelling d ON d.building=b.id"
    " JOIN membership m ON m.dwelling=d.id AND m.until=0 JOIN person p ON p.id=m.person"
    " WHERE " YZ_MEETING_BUILDINGS " UNION ALL SELECT name FROM presence WHERE meeting=?1"
    " UNION ALL SELECT first_name FROM meeting WHERE id=?1 UNION ALL SELECT second_name FROM meeting WHERE id=?1)"
    " WHERE length(name)>1 AND instr(?4,name)>0 LIMIT 1";

static void look_for_names(struct yz_session *s, const struct yz_meeting *m, const char *field, const char *text,
                           struct yz_findings *f) {
    struct yz_query *q = yz_sql(s->store, names_sql);
    yz_meeting_bind(q, m);
    yz_bind_text(q, 4, text);
    if (yz_next(q)) yz_find_error(f, field, text, _("写着居民的全名，不能公开"), _("换成“有居民”或姓加星号"));
    yz_done(q);
}

static void look(struct yz_session *s, const struct yz_meeting *m, const char *field, const char *written,
                 struct yz_findings *f) {
    size_t at, length;
    enum yz_tell tell = yz_tell_find(written, "", &at, &length);
    if (tell == YZ_TELL_ID) yz_find_error(f, field, written, _("写着证件号码，不能公开"), _("删去号码"));
    if (tell == YZ_TELL_PHONE) yz_find_error(f, field, written, _("写着电话号码，不能公开"), _("删去号码"));
    if (tell == YZ_TELL_ROOM) yz_find_error(f, field, written, _("写着门牌号，不能公开"), _("只写到楼栋"));
    look_for_names(s, m, field, written, f);
}

bool yz_meeting_public(struct yz_session *s, const struct yz_meeting *m, struct yz_findings *f) {
    struct yz_opinion o = {0};
    struct yz_ballot b = {0};
    struct yz_decision r = {0};
    size_t n = 1;
    yz_reach_wide(s->store, true); /* whose name it is, nobody is told */
    look(s, m, "title", m->title, f);
    look(s, m, "place", m->place, f);
    look(s, m, "outcome", m->outcome, f);
    while (yz_meeting_parts(s, YZ_OPINION, m->id, o.id, &o, 1, &n) == YZ_OK && n) look(s, m, "opinion", o.text, f);
    while (yz_meeting_parts(s, YZ_BALLOT, m->id, b.id, &b, 1, &n) == YZ_OK && n) look(s, m, "question", b.question, f);
    while (yz_meeting_parts(s, YZ_DECISION, m->id, r.id, &r, 1, &n) == YZ_OK && n) look(s, m, "decision", r.text, f);
    yz_reach_wide(s->store, false);
    return yz_findings_ok(f);
}
