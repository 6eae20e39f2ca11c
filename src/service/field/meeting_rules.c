/* By which rule a meeting votes, read from data once; and judging a ballot by it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/meetings.h>

#include "base/text.h"
#include "service/definition.h"

static struct {
    struct yz_matter all[32];
    size_t count;
} matters;
static bool read_once;

/* "2/3" or "> 1/2". */
static void put_share(const struct yz_spot *at, const struct yz_slot *s, void *one) {
    struct yz_share *out = (void *)((char *)one + s->offset);
    char *end;
    out->more = *at->value == '>';
    out->over = (int)strtol(at->value + out->more, &end, 10);
    out->under = *end == '/' ? (int)strtol(end + 1, &end, 10) : 0;
    if (*end || out->over < 1 || out->under < 1 || out->over > out->under || out->under > 1000)
        yz_spot_wrong(at, _("不是分数"), _("例如 2/3 或 > 1/2"));
}

static const struct yz_word ofs[] = {{"votes", false}, {"present", true}, {NULL, 0}};
static const struct yz_word sure[] = {{"confirmed", true}, {"weak", false}, {"unconfirmed", false}, {NULL, 0}};

#define S(member, kind, ...) YZ_SLOT(struct yz_matter, member, kind, __VA_ARGS__)
static const struct yz_slot matter_slots[] = {
    YZ_LABEL(struct yz_matter, key),
    S(name, LINE, .required = true),
    S(name_en, LINE),
    S(covers, LINE),
    S(source, LINE, .required = true),
    S(document, LINE),
    S(present_heads, OWN, .put = put_share),
    S(present_area, OWN, .put = put_share),
    S(agree_heads, OWN, .required = true, .put = put_share),
    S(agree_area, OWN, .put = put_share),
    YZ_SLOT_AS(struct yz_matter, of_present, "of", WORD, .words = ofs),
    YZ_SLOT_AS(struct yz_matter, confirmed, "confidence", WORD, .words = sure),
    YZ_SLOT_AS(struct yz_matter, from, "valid_from", DAY),
    YZ_SLOT_AS(struct yz_matter, until, "valid_to", DAY),
};
static const struct yz_section sections[] = {
    YZ_SECTIONS("matter", matter_slots, __typeof__(matters), all, count, .required = true)};
const struct yz_definition yz_matters_definition = {
    .sections = sections, .section_count = YZ_COUNT(sections), .size = sizeof matters};

const struct yz_matter *yz_matters(size_t *count) {
    if (!read_once) read_once = yz_definition_data(&yz_matters_definition, "meetings/matters.conf", &matters);
    *count = read_once ? matters.count : 0;
    return read_once ? matters.all : NULL;
}

const struct yz_matter *yz_matter_named(const char *text, yz_date day) {
    size_t count;
    const struct yz_matter *m = yz_matters(&count);
    for (size_t i = 0; i < count; i++) {
        bool named = strcmp(m[i].key, text) == 0 || strcmp(m[i].name, text) == 0 || strcmp(m[i].name_en, text) == 0;
        if (named && m[i].from <= day && (!m[i].until || day <= m[i].until)) return &m[i];
    }
    return NULL;
}

const char *yz_matter_name(const struct yz_matter *m) {
    return *m->name_en && strcmp(yz_language_name(), "en") == 0 ? m->name_en : m->name;
}

static void add_share(char *out, size_t room, const struct yz_share *share, const char *least, const char *more) {
    size_t n = strlen(out);
    if (!share->under || n + 1 >= room) return;
    if (n) n += (size_t)snprintf(out + n, room - n, "%s", _("，"));
    if (n < room) snprintf(out + n, room - n, share->more ? more : least, share->over, share->under);
}

char *yz_matter_text(const struct yz_matter *m, char *out, size_t room) {
    *out = '\0';
    add_share(out, room, &m->present_heads, _("参加的户数至少 %1$d/%2$d"), _("参加的户数超过 %1$d/%2$d"));
    add_share(out, room, &m->present_area, _("参加的面积至少 %1$d/%2$d"), _("参加的面积超过 %1$d/%2$d"));
    add_share(out, room, &m->agree_heads, _("同意的户数至少 %1$d/%2$d"), _("同意的户数超过 %1$d/%2$d"));
    add_share(out, room, &m->agree_area, _("同意的面积至少 %1$d/%2$d"), _("同意的面积超过 %1$d/%2$d"));
    out[yz_utf8_cut(out, room - 1)] = '\0';
    return out;
}

bool yz_share_met(const struct yz_share *share, int64_t part, int64_t whole) {
    if (!share->under) return true;
    if (whole <= 0) return false;
    return share->more ? part * share->under > whole * share->over : part * share->under >= whole * share->over;
}

int32_t yz_ballot_judge(const struct yz_matter *m, const struct yz_ballot *b, int64_t unmeasured) {
    int64_t votes = b->yes + b->no + b->abstain, area = b->yes_square + b->no_square + b->abstain_square;
    if ((m->present_area.under || m->agree_area.under) && (unmeasured || !b->doors_square)) return YZ_BALLOT_UNMEASURED;
    /* Where the law asks for presence, those present; where it asks for voting, those who voted. */
    int64_t came = m->of_present ? b->present : votes, came_area = m->of_present ? b->present_square : area;
    if (!yz_share_met(&m->present_heads, came, b->doors) || !yz_share_met(&m->present_area, came_area, b->doors_square))
        return YZ_BALLOT_TOO_FEW;
    bool agreed = yz_share_met(&m->agree_heads, b->yes, came) && yz_share_met(&m->agree_area, b->yes_square, came_area);
    return agreed ? YZ_BALLOT_PASSED : YZ_BALLOT_REJECTED;
}
