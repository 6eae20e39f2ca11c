/* What may not stand in public: looked for in everything the public summary of a meeting would show. */
#include <stdio.h>
#include <string.h>
#include <yizhan/i18n.h>

#include "base/text.h"
#include "service/field/meeting_private.h"

enum { SHORTEST_PHONE = 7, ROOM = 3 };

static bool digit(char c) {
    return c >= '0' && c <= '9';
}

/* Spaces and hyphens between digits hide no number: 138 1234 5678. Full-width digits count. Longest run of digits. */
static size_t longest_number(const char *text) {
    size_t longest = 0, run = 0;
    for (const char *p = text; *p; p++) {
        if (digit(*p)) run++;
        else if (!(run && (*p == ' ' || *p == 'x' || *p == 'X'))) run = 0;
        if (run > longest) longest = run;
    }
    return longest;
}

static bool follows(const char *p, const char *const *words) {
    for (; *words; words++)
        if (strncmp(p, *words, strlen(*words)) == 0) return true;
    return false;
}

/* 2-501, 3-2-501, 501室, 2单元: a door or the way to it. A date such as 2026-11-23 is none. */
static bool names_room(const char *text) {
    static const char *const rooms[] = {"室", "号房", "房", "户门", NULL};
    for (const char *p = text; *p;) {
        size_t n = 0;
        while (digit(p[n])) n++;
        bool parted = p > text + 1 && p[-1] == '-' && digit(p[-2]);
        if ((n == ROOM || n == ROOM + 1) && (parted || follows(p + n, rooms))) return true;
        if (n && follows(p + n, (const char *const[]){"单元", NULL})) return true;
        p += n ? n : 1;
    }
    return false;
}

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
    char text[640];
    size_t number;
    yz_text_narrow(text, sizeof text, written);
    number = longest_number(text);
    if (number >= 15) yz_find_error(f, field, written, _("写着证件号码，不能公开"), _("删去号码"));
    else if (number >= SHORTEST_PHONE) yz_find_error(f, field, written, _("写着电话号码，不能公开"), _("删去号码"));
    if (names_room(text)) yz_find_error(f, field, written, _("写着门牌号，不能公开"), _("只写到楼栋"));
    look_for_names(s, m, field, written, f);
}

bool yz_meeting_public(struct yz_session *s, const struct yz_meeting *m, struct yz_findings *f) {
    struct yz_opinion o = {0};
    struct yz_ballot b = {0};
    struct yz_decision r = {0};
    size_t n = 1;
    look(s, m, "title", m->title, f);
    look(s, m, "place", m->place, f);
    look(s, m, "outcome", m->outcome, f);
    while (yz_meeting_parts(s, YZ_OPINION, m->id, o.id, &o, 1, &n) == YZ_OK && n) look(s, m, "opinion", o.text, f);
    while (yz_meeting_parts(s, YZ_BALLOT, m->id, b.id, &b, 1, &n) == YZ_OK && n) look(s, m, "question", b.question, f);
    while (yz_meeting_parts(s, YZ_DECISION, m->id, r.id, &r, 1, &n) == YZ_OK && n) look(s, m, "decision", r.text, f);
    return yz_findings_ok(f);
}
